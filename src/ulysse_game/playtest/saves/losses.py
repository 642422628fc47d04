"""What a save lost, and what it found under a new name, in sentences for a tester.

The engine has made the list (``engine.from_plain``); here each loss becomes one sentence, with the
nearest name the story has where there is one: a vanished id is most often a rename without its
``was``. Nothing here decides what is a loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any

from ulysse_game.diagnostics import nearest
from ulysse_game.engine import FIRST, Loss, Machine, State
from ulysse_game.play.card import clean
from ulysse_game.story import Variable

_MOST_SENTENCES = 20


def told(
    machine: Machine, state: State | None, plain: dict[str, Any], losses: Sequence[Loss]
) -> tuple[str, ...]:
    """A sentence for each loss, the same one once; at most twenty and how many more there are.

    ``plain`` is what was saved, ``state`` what was made of it, if anything could be.
    """
    if not losses:
        return ()
    held = {name for _, name in _names(plain)}
    found = list(
        dict.fromkeys(
            f"{_sentence(machine, state, plain, loss)}{_nearest(machine, loss, held)}"
            for loss in losses
        )
    )
    more = len(found) - _MOST_SENTENCES
    return (*found[:_MOST_SENTENCES], *((f"and {more} more.",) if more > 0 else ()))


def _sentence(machine: Machine, state: State | None, plain: dict[str, Any], loss: Loss) -> str:
    name, detail = clean(loss.name), clean(loss.detail)
    match loss.kind:
        case "variable":
            was = plain["variables"].get(loss.name, "")
            return f"variable `{name}` is gone; it was {clean(str(was))}."
        case "value":
            now = _value(machine, state, loss.name)
            return f"`{name}` was {detail}, which it cannot be now; it is {now}, as at its start."
        case "range":
            now = _value(machine, state, loss.name)
            return f"`{name}` was {detail}; brought into its range it is {now}."
        case _:
            return f"{loss.kind} `{name}` is gone."


def _nearest(machine: Machine, loss: Loss, held: Set[str]) -> str:
    """The name nearest to a vanished one, if any is; a name that the save holds too is another."""
    layout = machine.layout
    scene, name = "", loss.name
    known: Iterable[str] = ()
    match loss.kind:
        case "variable":
            known = layout.slots
        case "scene":
            known = layout.scenes
        case "choice":
            # All of a scene's choices begin alike: what differs is compared.
            scene, name = _scene_of(machine, loss.name)
            known = _choices(machine, scene)
        case "echo":
            known = layout.echoes
        case "rule":
            known = layout.rules
        case "room":
            known = layout.rooms
    dot = "." if scene else ""
    found = nearest(name, (each for each in known if f"{scene}{dot}{each}" not in held))
    return f" A rename without `was`? Did you mean `{scene}{dot}{found}`?" if found else ""


def _scene_of(machine: Machine, address: str) -> tuple[str, str]:
    """The scene of a choice's address, by its name of today, and the rest of it."""
    scene, _, rest = address.partition(".")
    return machine.renames.get(("scene", scene), scene), rest


def _choices(machine: Machine, scene: str) -> list[str]:
    """The choices that a scene has today; none if there is no such scene."""
    if scene not in machine.layout.scenes:
        return []
    return list(dict.fromkeys(id for spot in machine.head(scene) for id in spot.by_id))


def _value(machine: Machine, state: State | None, name: str) -> str:
    slot = machine.layout.slots[name]
    variable: Variable = machine.layout.variables[slot - FIRST]
    value = variable.start if state is None else state.values[slot]
    return variable.values[value] if variable.values else str(value)


def followed(machine: Machine, plain: dict[str, Any]) -> tuple[str, ...]:
    """The names of this save that the story has renamed, each with its name of today."""
    found: dict[str, None] = {}
    for kind, name in _names(plain):
        now = machine.renames.get((kind, name))
        if now is not None:
            what = kind.partition(":")[0]
            found[f"{what} `{clean(name)}` is `{now}` now."] = None
    return tuple(found)


def _names(plain: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every name in a plain form with its kind, as ``was`` knows kinds."""
    for place in (
        plain["location"],
        *plain["visits"],
        *(n for each in plain["stack"] for n in each),
    ):
        scene, _, item = place.partition("/")
        yield "scene", scene
        yield from _of_item(item)
    yield "chapter", plain["chapter"]
    for name, value in plain["variables"].items():
        owner, dot, stat = name.partition(".")
        yield from (
            (("person", owner), ("stat", stat))
            if dot
            else (
                ("variable", name),
                ("observation", name),
            )
        )
        if isinstance(value, str):
            yield f"value:{name}", value
            yield f"value:*.{stat}", value
            yield "person", value
    for address in (*plain["taken"], *plain["spent"], *plain["picked"]):
        scene, _, rest = address.partition(".")
        item, _, choice = rest.rpartition(":")
        written, _, member = choice.partition("/")
        yield "scene", scene
        yield "choice", f"{scene}.{written}"
        yield from (*_of_item(item), *_of_item(member))
    yield from (("echo", name) for name in plain["heard"])
    yield from (("rule", name) for name in plain["fired"])


def _of_item(item: str) -> Iterator[tuple[str, str]]:
    if item:
        yield "person", item
        yield "observation", item
