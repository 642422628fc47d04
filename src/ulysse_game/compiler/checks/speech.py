"""Who speaks: whether each speaker of a text can be there when it is read.

A person who is surely in the room may speak; one who may be missing needs ``name?:`` or an ``if``
that asks; a voice is everywhere. What conditions around a line say of who is here is followed
through the arms of its branches, and into the texts that it splices in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.compiler.block_names import Spoken
from ulysse_game.compiler.checks.graph import Graph
from ulysse_game.compiler.desk import Desk
from ulysse_game.story import (
    And,
    Bound,
    Branch,
    Call,
    Choice,
    Compare,
    Constant,
    Expression,
    Field,
    Item,
    Or,
    Paragraph,
    Presence,
    Repeat,
    Scene,
    Splice,
    Walk,
    World,
)


def check_speakers(desk: Desk, graph: Graph) -> None:
    """Report whoever speaks where they may be missing, in the scenes whose texts are staged."""
    staged = [id for id in desk.lively if _is_staged(desk.blocks[id].items)]
    owners = {id.partition(".")[0] for id in staged}
    for id, scene in graph.scenes.items():
        if id not in owners:
            continue
        lively = desk.lively.intersection(_blocks_of(scene))
        if lively and (scene.cast or any(id in desk.spoken for id in lively)):
            _check_speech(desk, graph.world, scene)
        else:
            _check_splices(desk, scene)


def _is_staged(items: tuple[Item, ...]) -> bool:
    """Whether a text is more than paragraphs that nobody speaks."""
    return any(not isinstance(item, Paragraph) or item.speaker for item in items)


def _blocks_of(scene: Scene) -> list[str]:
    found = [scene.id] if "text" in scene.blocks else []
    found += [
        f"{scene.id}.{choice.id}.then"
        for choice in scene.choices
        if isinstance(choice, Choice) and choice.gives
    ]
    return found


class Cast(NamedTuple):
    """Who may speak in a text: by name, those surely here, and loop names known to be here."""

    named: dict[str, Presence]
    sure: frozenset[str]
    bound: frozenset[str]


def _check_speech(desk: Desk, world: World, scene: Scene) -> None:
    named = {each.person: each for each in scene.cast}
    sure = frozenset(each.person for each in scene.cast if not each.maybe)
    loops = _asked_here(scene.each)
    if "text" in scene.blocks:
        _check_block(desk, scene.id, Cast(named, sure, loops))
    for choice in scene.choices:
        if isinstance(choice, Choice) and choice.gives:
            bound = loops | _asked_here(choice.each)
            _check_block(desk, f"{scene.id}.{choice.id}.then", Cast(named, sure, bound))


def _asked_here(walk: Walk | None) -> frozenset[str]:
    if walk is None or walk.condition is None:
        return frozenset()
    return (
        frozenset((walk.name,))
        if _implies(walk.condition, frozenset())[1] & {walk.name}
        else frozenset()
    )


def _check_block(desk: Desk, line_id: str, cast: Cast) -> None:
    spoken = iter(desk.spoken.get(line_id, ()))
    _check_items(desk, desk.blocks[line_id].items, cast, spoken)


def _check_items(desk: Desk, items: tuple[Item, ...], cast: Cast, spoken: Iterator[Spoken]) -> None:
    """``spoken`` has one for each speech and each repetition, in reading order."""
    for item in items:
        if isinstance(item, Paragraph) and item.speaker:
            _check_speaker(desk, item, cast, next(spoken))
        elif isinstance(item, Repeat):
            next(spoken)
        elif isinstance(item, Splice):
            _check_splice(desk, item, cast)
        elif isinstance(item, Branch):
            for condition, inner in item.arms:
                people, bound = (
                    (frozenset[str](), frozenset[str]())
                    if condition is None
                    else _implies(condition, cast.bound)
                )
                under = Cast(cast.named, cast.sure | people, cast.bound | bound)
                _check_items(desk, inner, under, spoken)


def _check_speaker(desk: Desk, line: Paragraph, cast: Cast, spoken: Spoken) -> None:
    name = line.speaker
    if spoken.kind == "bound":
        if not line.maybe and name not in cast.bound:
            desk.error(
                "may-be-absent",
                f"`{name}` may be dead or elsewhere here.",
                spoken.span,
                f"write `{name}?:`, or ask `{name}.here` in the loop.",
            )
        return
    if spoken.kind != "person":
        return
    presence = cast.named.get(name)
    if presence is None:
        desk.error(
            "not-in-scene",
            f"{name} speaks, and `with:` does not name {_them(desk, name)}.",
            spoken.span,
            f"write `with: {name}`.",
        )
    elif presence.maybe and not line.maybe and name not in cast.sure:
        desk.error(
            "may-be-absent",
            f"{name} may be dead or elsewhere here (`with: {name}?`).",
            spoken.span,
            f"write `{name}?:`, or put the line under `{{if {name}.here}}`; "
            f"to require {_them(desk, name)}, drop "
            "the `?` in `with` and give the scene an `else`.",
        )


def _them(desk: Desk, person: str) -> str:
    return {"f": "her", "m": "him"}.get(desk.declared.people.get(person, ""), "them")


def _check_splices(desk: Desk, scene: Scene) -> None:
    for line_id in _blocks_of(scene):
        block = desk.blocks[line_id]
        if any(isinstance(item, Splice | Branch) for item in block.items):
            _check_items(desk, block.items, Cast({}, frozenset(), frozenset()), iter(()))


def _check_splice(desk: Desk, splice: Splice, cast: Cast) -> None:
    """Whoever speaks in the texts taken in must be in the scene too."""
    missing: dict[str, Spoken] = {}
    observation = splice.observation
    taken = (
        [str(observation.value)]
        if isinstance(observation, Constant)
        else list(desk.declared.observations)
    )
    for name in taken:
        for each in desk.spoken.get(f"observation.{name}.{splice.text}", ()):
            if each.kind == "person" and each.name not in cast.named:
                missing.setdefault(each.name, each)
    for each in missing.values():
        desk.error(
            "not-in-scene",
            f"{each.name} speaks in `{splice.text}`, and a scene that takes it in does "
            "not name them.",
            each.span,
            f"add {each.name} to that scene's `with`.",
        )


def _implies(condition: Expression, loops: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Who is surely here when the condition holds: people, and loop names."""
    nobody: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    match condition:
        case Call("here", _, (Constant(_, person, _),)):
            return frozenset((person,)), frozenset()
        case Field(Bound(name), "here"):
            return frozenset(), frozenset((name,))
        case Compare("is", Bound(name), Constant("person", person, _)):
            return (frozenset((person,)), frozenset()) if name in loops else nobody
        case And(parts, _):
            people, bound = nobody
            for part in parts:
                more = _implies(part, loops | bound)
                people, bound = people | more[0], bound | more[1]
            for part in parts:
                people |= _implies(part, loops | bound)[0]
            return people, bound
        case Or(parts, _):
            each = [_implies(part, loops) for part in parts]
            return (
                frozenset.intersection(*(people for people, _ in each)),
                frozenset.intersection(*(bound for _, bound in each)),
            )
        case _:
            return nobody
