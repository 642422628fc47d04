"""The places of a scene: what a loop makes of it.

A scene without ``each`` is one place, with the scene's own id. A scene with ``each`` has one
place for every item, ``report_lines/obs_01``, all sharing the scene's texts. Choices with
``each`` become one choice for every item, ``sign/eva``.
"""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game.story.expression import Constant, Expression, Number
from ulysse_game.story.ground import NO, YES, Facts, conjunction, ground, ground_effects, members
from ulysse_game.story.scene import Choice, Clock, Draw, Effect, Go, Hear, Lock, Scene, Target


class GroundChoice(NamedTuple):
    """A choice in one place, with nothing bound left in it.

    ``id`` is its address in the scene; ``written`` the id the writer gave; ``binding`` what its
    texts stand for; ``mark`` its number among the scene's choices, kept in the State.
    ``locks`` close it, in order. ``card`` is nothing here: drawn cards are offered by decks.
    """

    id: str
    written: str
    binding: tuple[tuple[str, Expression], ...]
    mark: int
    condition: Expression
    locks: tuple[Lock, ...]
    once: bool
    effects: tuple[Effect, ...]
    clock: Clock | None
    goto: str
    detour: str
    gives: bool
    hears: tuple[Effect, ...]


class Place(NamedTuple):
    """One place the story can be in, with nothing bound left in it.

    ``asked`` is the loop's condition for this item, asked when its turn comes. ``following`` is
    the next item's place, or nothing after the last.
    """

    location: str
    scene: Scene
    binding: tuple[tuple[str, Expression], ...]
    asked: Expression
    following: str
    effects: tuple[Effect, ...]
    hears: tuple[Effect, ...]
    choices: tuple[GroundChoice | Draw, ...]
    next: tuple[Target, ...]
    when: Expression


def item_name(item: Expression) -> str:
    """How an item is written in an address: ``eva``, ``obs_01``, ``3``."""
    match item:
        case Constant(_, value, _):
            return value
        case Number(value):
            return str(value)
        case _:
            raise TypeError(item)


def places(scene: Scene, facts: Facts) -> tuple[Place, ...]:
    """Every place of ``scene``, in the order of its items.

    An empty loop is one place whose turn never comes: the story goes on by ``next``.
    """
    if scene.each is None:
        return (_place(scene, scene.id, (), YES, "", facts, 0),)
    items = members(scene.each, {}, facts)
    if not items:
        return (Place(scene.id, scene, (), NO, "", (), (), (), scene.next, YES),)
    names = [f"{scene.id}/{item_name(item)}" for item, _ in items]
    return tuple(
        _place(
            scene,
            names[n],
            ((scene.each.name, item),),
            asked,
            names[n + 1] if n + 1 < len(names) else "",
            facts,
            n,
        )
        for n, (item, asked) in enumerate(items)
    )


def _place(
    scene: Scene,
    location: str,
    binding: tuple[tuple[str, Expression], ...],
    asked: Expression,
    following: str,
    facts: Facts,
    number: int,
) -> Place:
    bound = dict(binding)
    choices: list[GroundChoice | Draw] = []
    per_place = sum(_copies(choice, facts) for choice in scene.choices)
    mark = number * per_place
    for choice in scene.choices:
        if isinstance(choice, Draw):
            choices.append(choice)
            continue
        found = _ground_choice(choice, binding, facts, mark)
        choices.extend(found)
        mark += _copies(choice, facts)
    return Place(
        location=location,
        scene=scene,
        binding=binding,
        asked=asked,
        following=following,
        effects=ground_effects(scene.effects, bound, facts),
        hears=ground_effects(scene.hears, bound, facts),
        choices=tuple(choices),
        next=tuple(_target(target, bound, facts) for target in scene.next),
        when=YES if scene.when is None else ground(scene.when, bound, facts),
    )


def _copies(choice: Choice | Draw, facts: Facts) -> int:
    if isinstance(choice, Draw):
        return 0
    return 1 if choice.each is None else len(choice.each.members)


def _ground_choice(
    choice: Choice, binding: tuple[tuple[str, Expression], ...], facts: Facts, mark: int
) -> list[GroundChoice]:
    if choice.each is None:
        return _one(choice, choice.id, binding, YES, facts, mark)
    found: list[GroundChoice] = []
    for number, member in enumerate(choice.each.members):
        item = ground(member, dict(binding), facts)
        bound = (*binding, (choice.each.name, item))
        asked = choice.each.condition
        condition = YES if asked is None else ground(asked, dict(bound), facts)
        name = f"{choice.id}/{item_name(item)}"
        found.extend(_one(choice, name, bound, condition, facts, mark + number))
    return found


def _one(
    choice: Choice,
    id: str,
    binding: tuple[tuple[str, Expression], ...],
    asked: Expression,
    facts: Facts,
    mark: int,
) -> list[GroundChoice]:
    bound = dict(binding)
    own = YES if choice.condition is None else ground(choice.condition, bound, facts)
    condition = conjunction((asked, own))
    if condition == NO:
        return []
    locks = tuple(
        Lock(ground(lock.condition, bound, facts), lock.line_id, lock.instead)
        for lock in choice.locks
    )
    return [
        GroundChoice(
            id=id,
            written=choice.id,
            binding=binding,
            mark=mark,
            condition=condition,
            locks=tuple(lock for lock in locks if lock.condition != NO),
            once=choice.once,
            effects=ground_effects(choice.effects, bound, facts),
            clock=choice.clock,
            goto=choice.goto,
            detour=choice.detour,
            gives=choice.gives,
            hears=ground_effects(choice.hears, bound, facts),
        )
    ]


def _target(target: Target, binding: dict[str, Expression], facts: Facts) -> Target:
    if not isinstance(target, Go) or target.condition is None:
        return target
    return Go(target.scene, target.odds, ground(target.condition, binding, facts))


__all__ = ["GroundChoice", "Hear", "Place", "item_name", "places"]
