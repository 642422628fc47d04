"""Never stuck, by construction: every scene has a way on, no ring lacks a choice, detours end."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from ulysse_game.compiler import nodes
from ulysse_game.compiler.checks.graph import Graph, RuleTouch, has_always_open, note_moves, rings
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.fields import span_of
from ulysse_game.compiler.scene_links import Links
from ulysse_game.diagnostics import Span
from ulysse_game.story import Choice, Draw, Go, Scene, Target, World, ground_effects


def check_flow(desk: Desk, graph: Graph, links: dict[str, Links]) -> None:
    """Report every place where the story could stop, run in a ring, or come back from nowhere.

    Of the whole nothing is said while a way from scene to scene could not be read.
    """
    for id, scene in graph.scenes.items():
        if scene.next or not _leads_on(scene):
            _check_way_on(desk, scene, links[id])
        _check_loops(desk, scene, links[id])
        if id in graph.drawing:
            _check_draws(desk, graph, scene, links[id])
    _check_was(desk, graph.world, graph.scenes, links)
    if not _is_whole(desk):
        return
    _check_doors(desk, graph, links)
    _check_rings(desk, graph, links)
    _check_detours(desk, graph, links)
    _check_returns(desk, graph, links)
    if _is_whole(desk):
        _check_reached(desk, graph, links)


TEARS = frozenset(
    (
        "bad-name",
        "choice-without-id",
        "detour-ring",
        "draw-needs-else",
        "duplicate-scene",
        "missing-key",
        "next-too-early",
        "next-without-odds",
        "no-ending",
        "no-story-file",
        "no-way-on",
        "not-a-scene",
        "return-without-detour",
        "ring-without-a-choice",
        "unknown-deck",
        "unknown-ending",
        "unknown-key",
        "unknown-scene",
        "unknown-target",
        "wants-a-list",
        "wants-a-text",
        "wants-names",
        "ending-without-scene",
    )
)
"""After one of these the ways from scene to scene are not what the writer meant."""


def _is_whole(desk: Desk) -> bool:
    return not desk.broken and all(each.code not in TEARS for each in desk.diagnostics)


def _span(links: Links, key: str) -> Span:
    return links.span(key)


def _has_lost_a_goto(scene: Scene, links: Links) -> bool:
    """Whether a choice is to lead somewhere that could not be read, and that is reported."""
    written = 0
    for key, value in links.entries:
        if key.text == "choices" and isinstance(value, nodes.Items):
            found = (item for item in value.items if isinstance(item, nodes.Mapping))
            written += sum(any(each.key.text == "goto" for each in node.entries) for node in found)
    return written > sum(bool(isinstance(each, Choice) and each.goto) for each in scene.choices)


def _check_way_on(desk: Desk, scene: Scene, links: Links) -> None:
    if links.has("ending"):
        return
    if scene.next:
        if all(isinstance(target, Go) and target.condition is not None for target in scene.next):
            desk.error(
                "next-may-fail",
                "every `next` here has an `if`; if none holds the story stops.",
                _span(links, "next"),
                "end with one that has none.",
            )
        _check_order(desk, scene, links)
        return
    if links.has("next") or _has_lost_a_goto(scene, links):
        return
    desk.error(
        "no-way-on",
        f"all choices of `{scene.id}` can be closed and it has no `next`."
        if any(isinstance(choice, Choice) for choice in scene.choices)
        else f"`{scene.id}` leads nowhere.",
        links.name,
        "write `next: scene` (or `return`, `endings`), or give the scene an `ending`.",
    )


def _check_order(desk: Desk, scene: Scene, links: Links) -> None:
    """Refuse targets that are never taken: those below one that always is, or that chance passes.

    Where one with odds is open, one with odds is taken: whatever has none and stands below it is
    for when none of them is open.
    """
    drawn = next((one for one in scene.next if isinstance(one, Go) and one.odds), None)
    always: Go | None = None  # with odds and no `if`
    for n, target in enumerate(scene.next):
        if isinstance(target, Go) and target.odds:
            always = always or (target if target.condition is None else None)
        elif always is not None:
            name = target.scene if isinstance(target, Go) else f"draw {target.deck}"
            desk.error(
                "next-without-odds",
                f"`{name}` has no odds, and `{always.scene} odds {always.odds}` above it is always "
                f"open: `{name}` never comes.",
                _target_span(links, target),
                f"write `{name} odds 1`, and chance decides between them."
                if isinstance(target, Go)
                else "a deck has no odds; let a scene draw from it, and give that scene odds.",
            )
        elif n < len(scene.next) - 1 and (not isinstance(target, Go) or target.condition is None):
            desk.error(
                "next-too-early",
                "a `next` without `if` is always taken, so those below it never are.",
                _target_span(links, target),
                f"write `{target.scene} odds 1` if chance is to decide."
                if isinstance(target, Go) and drawn
                else "move it to the end.",
            )


def _target_span(links: Links, target: Target) -> Span:
    """One target of a `next`, found by its words; the whole `next` where it is not a list."""
    wanted = ("draw", False, False)
    if isinstance(target, Go):
        wanted = (target.scene, bool(target.odds), target.condition is not None)
    for key, value in links.entries:
        for each in value.items if key.text == "next" and isinstance(value, nodes.Items) else ():
            if isinstance(each, nodes.Scalar):
                words = each.text.split() or [""]
                if (words[0], "odds" in words[1:2], "if" in words[1:4:2]) == wanted:
                    return span_of(links.file, each)
    return links.span("next")


def _leads_on(scene: Scene) -> bool:
    """Whether a scene's choices alone lead on, whatever the state."""
    stays = False
    for choice in scene.choices:
        if isinstance(choice, Choice):
            if not (choice.goto or choice.detour):
                return False
            if choice.goto and choice.condition is None and not choice.locks and not choice.once:
                stays = True
    return stays and scene.each is None and not scene.pick


def _check_loops(desk: Desk, scene: Scene, links: Links) -> None:
    if scene.pick and not scene.choices:
        desk.error(
            "pick-without-choices",
            "`pick` takes some of the choices; there are none.",
            _span(links, "pick"),
            "write `choices:` and a list under it, or take `pick` out.",
        )
    if scene.pick and scene.each is not None:
        desk.error(
            "pick-and-each",
            "`each` and `pick` do not go together.",
            _span(links, "pick"),
            "divide the scene in two.",
        )
    ids = [choice.id for choice in scene.choices if isinstance(choice, Choice)]
    if len(set(ids)) < len(ids):
        _report_twins(desk, scene, links)
    if scene.ending and (scene.choices or scene.next):
        desk.error(
            "ending-goes-on", "the story ends here; nothing can follow.", _span(links, "ending")
        )


def _report_twins(desk: Desk, scene: Scene, links: Links) -> None:
    seen: set[str] = set()
    told: set[str] = set()
    for choice in scene.choices:
        if isinstance(choice, Choice):
            if choice.id in seen and choice.id not in told:
                told.add(choice.id)
                desk.error(
                    "duplicate-choice",
                    f"`{scene.id}` has two choices called `{choice.id}`.",
                    links.choice(choice.line),
                    "give one of them another name.",
                )
            seen.add(choice.id)


def _check_draws(desk: Desk, graph: Graph, scene: Scene, links: Links) -> None:
    if not has_always_open(scene):
        desk.error(
            "draw-alone",
            "a deck may be empty; nothing written beside it is always open.",
            _span(links, "choices"),
            "add a choice that has neither `if` nor `once`.",
        )
    for choice in scene.choices:
        if not isinstance(choice, Draw):
            continue
        for card in graph.cards(scene, choice.deck):
            if card in graph.scenes and "offer" not in graph.scenes[card].blocks:
                desk.error(
                    "card-without-offer",
                    f"`{card}` is offered by `{scene.id}` and has no `offer`.",
                    links.choice(choice.line),
                    f"write `offer:` in `{card}`.",
                )


def _check_doors(desk: Desk, graph: Graph, links: dict[str, Links]) -> None:
    """A scene with ``when`` that is not only drawn as a card says what happens if it fails."""
    if all(scene.when is None for scene in graph.scenes.values()):
        return
    led_to = {graph.world.begins, *(chapter.begins for chapter in graph.world.chapters)}
    led_to.update(graph.endings, (rule.goto for rule in graph.world.rules))
    for scene in graph.scenes.values():
        led_to.update(graph.gotos(scene))
        led_to.add(scene.detour)
        for choice in scene.choices:
            led_to.add("" if isinstance(choice, Draw) else choice.detour)
        for target in scene.next:
            led_to.add(target.scene if isinstance(target, Go) else target.otherwise)
    for id, scene in graph.scenes.items():
        if scene.when is not None and not scene.otherwise and id in led_to:
            desk.error(
                "when-needs-else",
                "if its `when` fails, nothing says where the story goes.",
                _span(links[id], "when"),
                "give the scene an `else`; only cards of a deck need none.",
            )


def _check_rings(desk: Desk, graph: Graph, links: dict[str, Links]) -> None:
    edges = {id: _plain_edges(graph, scene) for id, scene in graph.scenes.items()}
    ruled: dict[str, list[tuple[RuleTouch, str]]] = {}
    both = {id: after for id, after in edges.items() if after}  # the others are in no ring
    if graph.rules:
        ruled = {id: _ruled_edges(graph, scene) for id, scene in graph.scenes.items()}
        both = {id: [*after, *(goto for _, goto in ruled[id])] for id, after in edges.items()}
    for part in rings(both):
        for ring in _real_rings(graph, part, edges, ruled):
            way = " → ".join([*ring, ring[0]] if len(ring) <= 6 else [*ring[:6], "…", ring[0]])
            desk.error(
                "ring-without-a-choice",
                f"the story can run for ever: {way}.",
                links[ring[0]].name,
                "give one of these scenes a choice that is always open.",
            )


def _plain_edges(graph: Graph, scene: Scene) -> list[str]:
    """Where the story goes from a scene by itself, rules apart."""
    after = [scene.otherwise] if scene.otherwise else []
    if has_always_open(scene) or scene.ending:
        return after
    after.extend(graph.onward(scene))
    if scene.detour:
        after.append(scene.detour)
    if any(isinstance(target, Go) and target.scene == "here" for target in scene.next):
        after.append(scene.id)
    return after


def _ruled_edges(graph: Graph, scene: Scene) -> list[tuple[RuleTouch, str]]:
    """Where a rule may take the story when a scene is entered."""
    effects = ground_effects(scene.effects, {}, graph.facts) if scene.each is None else ()
    return [
        (touch, touch.rule.goto)
        for touch in graph.touched(scene.chapter, effects, scene.clock, bool(scene.room))
        if touch.rule.goto and not touch.rule.once
    ]


def _real_rings(
    graph: Graph,
    part: list[str],
    edges: dict[str, list[str]],
    ruled: dict[str, list[tuple[RuleTouch, str]]],
) -> list[list[str]]:
    """The rings of a part, without rules that nothing in it can make false again.

    A rule acts on becoming true. In a ring it can act again and again only if something it reads
    goes to and fro there: a flag that is only ever set, a timer that only runs down cannot.
    """
    inside = set(part)
    moves: dict[str, set[str]] = {}
    for id in part:
        scene = graph.scenes[id]
        if scene.each is None:
            note_moves(ground_effects(scene.effects, {}, graph.facts), moves)
        if scene.clock is not None:
            for timer in graph.timers:
                moves.setdefault(timer, set()).add("-")
            for touch in graph.rules:
                if touch.rule.each_sol:
                    note_moves(touch.effects, moves)
    written = {name for name, ways in moves.items() if len(ways) > 1}
    kept = {
        id: [
            *(target for target in edges[id] if target in inside),
            *(
                goto
                for touch, goto in ruled.get(id, ())
                if goto in inside and (touch.reads & written or touch.rule.each_sol)
            ),
        ]
        for id in part
    }
    return rings(kept)


def _check_detours(desk: Desk, graph: Graph, links: dict[str, Links]) -> None:
    going = graph.goings
    if not going:
        return
    edges = {id: [*after, *going.get(id, ())] for id, after in graph.ways_on.items()}
    for ring in rings(edges):
        inside = set(ring)
        for id in ring:
            back = [target for target in going.get(id, ()) if target in inside]
            if back:
                desk.error(
                    "detour-ring",
                    f"the detour from `{id}` to `{back[0]}` can come to `{id}` again "
                    "without returning.",
                    links[id].name,
                    "end the detour with `next: return`.",
                )
                break


def _check_returns(desk: Desk, graph: Graph, links: dict[str, Links]) -> None:
    """Scenes that ``return`` must be reached by detours only."""
    if not graph.returning:
        return
    starts = [graph.world.begins, *(chapter.begins for chapter in graph.world.chapters)]
    starts += [rule.goto for rule in graph.world.rules if rule.goto]
    starts += list(graph.endings)
    for id in _reach(starts, graph.ways_on):
        if id in graph.returning:
            onward = graph.scenes[id].next
            key = "next" if any(isinstance(t, Go) and t.scene == "return" for t in onward) else ""
            desk.error(
                "return-without-detour",
                f"`{id}` is reached by a plain way, so there is nowhere to return to.",
                _span(links[id], key),
                "go there by `detour`, or name the scene that follows.",
            )


def _reach(
    starts: Iterable[str], ways: Mapping[str, tuple[str, ...]], known: Container[str] = ()
) -> list[str]:
    """The scenes that can be reached from these, but not by way of those ``known``."""
    seen: dict[str, None] = {}
    work = [id for id in starts if id in ways]
    while work:
        id = work.pop()
        if id not in seen and id not in known and id in ways:
            seen[id] = None
            work.extend(ways[id])
    return list(seen)


def _check_reached(desk: Desk, graph: Graph, links: dict[str, Links]) -> None:
    starts = [graph.world.begins]
    starts += [rule.goto for rule in graph.world.rules if rule.goto]
    ways = graph.ways_on | {id: graph.ways_on[id] + going for id, going in graph.goings.items()}
    reached = set(_reach(starts, ways))
    lost = [id for id in graph.scenes if id not in reached]
    led_to = {target for id in lost for target in ways[id] if target != id}
    for id in sorted(lost, key=lambda id: id in led_to):  # first those that nothing leads to
        if id in reached:
            continue  # it is behind one that was reported
        by = "only what is never reached" if id in led_to else "nothing"
        desk.warn(
            "unreachable-scene",
            f"{by} leads to `{id}`.",
            links[id].name,
            "lead there by `next`, `goto`, `detour` or a deck, or take it out.",
        )
        reached.update(_reach([id], ways, reached))


def _check_was(desk: Desk, world: World, scenes: dict[str, Scene], links: dict[str, Links]) -> None:
    for kind, old, now in world.was:
        if kind == "scene" and old in scenes:
            desk.error(
                "was-in-use",
                f"`{now}` was `{old}`, and another scene is called `{old}` now.",
                _span(links[now], "was"),
                "an old name cannot be used again; choose another.",
            )
