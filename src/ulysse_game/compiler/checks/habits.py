"""Habits that bite: what is legal, and usually not meant. Hints and warnings only."""

from __future__ import annotations

from ulysse_game.compiler.checks.walk import expressions_of, names_in
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.scene_links import Links
from ulysse_game.compiler.tables import WrittenRule
from ulysse_game.diagnostics import Diagnostic, Severity, Span
from ulysse_game.story import (
    Change,
    Choice,
    Draw,
    Facts,
    Go,
    Read,
    Scene,
    World,
    evaluate,
    ground,
    ground_effects,
    places,
    reads,
    writes,
)


def check_habits(
    desk: Desk,
    world: World,
    scenes: dict[str, Scene],
    links: dict[str, Links],
    rules: list[WrittenRule],
) -> None:
    """Report once-and-here, reads-after, branch-of-words, rule-true-at-start."""
    lively = {id for id in desk.lively if id.endswith(".then")}
    for scene in scenes.values():
        for choice in scene.choices:
            if isinstance(choice, Choice):
                if choice.once and choice.goto == "here":
                    _once_and_here(desk, links[scene.id], choice)
                acts = lively and choice.gives and choice.effects
                if acts and f"{scene.id}.{choice.id}.then" in lively:
                    _reads_after(desk, scene, choice)
        if len(scene.next) > 1:
            _branch_of_words(desk, scene, scenes, links[scene.id])
    _true_at_start(desk, world, scenes, rules)


def _hint(desk: Desk, code: str, message: str, span: Span, help: str) -> None:
    desk.report(Diagnostic(code, message, span, help, Severity.HINT))


def _once_and_here(desk: Desk, links: Links, choice: Choice) -> None:
    _hint(
        desk,
        "once-and-here",
        "this goes back to the same choices and is spent for good.",
        links.choice(choice.line),
        "if the player may take some of these, write `pick: n` on the scene.",
    )


def _reads_after(desk: Desk, scene: Scene, choice: Choice) -> None:
    line_id = f"{scene.id}.{choice.id}.then"
    items = desk.blocks[line_id].items
    asked = {name for each in expressions_of(items) for name in names_in(each)}
    if not asked:
        return
    changed = {
        effect.target.variable
        for effect in choice.effects
        if isinstance(effect, Change) and isinstance(effect.target, Read)
    }
    both = sorted(asked & changed)
    if both:
        at = desk.units[line_id].at
        _hint(
            desk,
            "reads-after",
            f"these words ask `{both[0]}`, which this choice has just changed.",
            Span(at.file, at.line, at.column),
            "first what happens, then what is read: they see the new value.",
        )


def _branch_of_words(desk: Desk, scene: Scene, scenes: dict[str, Scene], links: Links) -> None:
    targets = [scenes[t.scene] for t in scene.next if isinstance(t, Go) and t.scene in scenes]
    if len(targets) < 2 or len(targets) < len(scene.next):
        return
    first = targets[0]
    if all(_is_words(each) and each.next == first.next for each in targets):
        _hint(
            desk,
            "branch-of-words",
            "these ways differ in words only, and meet again.",
            links.span("next"),
            "one scene with `{if …}` in its text says the same and costs the explorer nothing.",
        )


def _is_words(scene: Scene) -> bool:
    return not (
        scene.choices
        or scene.effects
        or scene.hears
        or scene.ending
        or scene.clock
        or scene.observe
        or scene.detour
        or scene.when
        or scene.cast
    )


def _true_at_start(
    desk: Desk, world: World, scenes: dict[str, Scene], rules: list[WrittenRule]
) -> None:
    facts = Facts(world)
    start = {each.name: each.start for each in world.variables}
    for each in rules:
        rule = each.rule
        if rule.when is None or rule.each_sol:
            continue
        when = ground(rule.when, {}, facts)
        if evaluate(when, start) and not reads(when) & _written(world, scenes, facts):
            desk.warn(
                "rule-true-at-start",
                f"`{rule.id}` is true from the start and nothing makes it false, "
                "so it never becomes true.",
                each.span,
                "a rule acts at the moment its `when` becomes true.",
            )


def _written(world: World, scenes: dict[str, Scene], facts: Facts) -> set[str]:
    """Every variable that some effect or the clock may change."""
    found = {"@marks", "@room", "@heard", "sol"}
    found |= {each.name for each in world.variables if each.kind == "timer"}
    for rule in world.rules:
        found |= writes(ground_effects(rule.effects, {}, facts))
    for scene in scenes.values():
        for place in places(scene, facts):
            found |= writes(place.effects)
            for choice in place.choices:
                if not isinstance(choice, Draw):
                    found |= writes(choice.effects)
    return found
