"""What two versions of a story declare: what was added, removed, renamed or declared otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ulysse_game.playtest.compare.renames import Renames
from ulysse_game.story import Choice, Story, Variable


class Names(NamedTuple):
    """The differences of one kind, each in the order of the files.

    ``renamed`` are pairs, old and new, that a ``was`` declares; a choice that only came along
    with its renamed scene is none. ``changed`` are names with how they were declared and are.
    ``old`` and ``new`` count what there was and is.
    """

    kind: str
    old: int
    new: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str, str], ...]


def names_of(old: Story, new: Story) -> tuple[Names, ...]:
    """The differences of every kind, also where there are none."""
    renames = Renames(new)
    return tuple(
        _compared(kind, declared(old), declared(new), renames) for kind, declared in KINDS.items()
    )


def _compared(
    kind: str, before: Mapping[str, str], after: Mapping[str, str], renames: Renames
) -> Names:
    removed: list[str] = []
    renamed: list[tuple[str, str]] = []
    changed: list[tuple[str, str, str]] = []
    kept: set[str] = set()
    for name, was in before.items():
        now = name if kind != "choice" and name in after else renames.of(kind, name)
        if now not in after:
            removed.append(name)
            continue
        kept.add(now)
        if now != name and not _came_along(kind, name, now):
            renamed.append((name, now))
        if after[now] != was:
            changed.append((now, was, after[now]))
    added = tuple(name for name in after if name not in kept)
    return Names(
        kind, len(before), len(after), added, tuple(removed), tuple(renamed), tuple(changed)
    )


def _came_along(kind: str, name: str, now: str) -> bool:
    return kind == "choice" and name.partition(".")[2] == now.partition(".")[2]


def endings_of(story: Story) -> dict[str, str]:
    """Every ending that a scene plays."""
    scenes = (story.scene(id) for id in story.scene_ids)
    return dict.fromkeys((scene.ending for scene in scenes if scene.ending), "")


def _scenes(story: Story) -> dict[str, str]:
    return dict.fromkeys(story.scene_ids, "")


def _choices(story: Story) -> dict[str, str]:
    return dict.fromkeys(_addresses(story), "")


def _addresses(story: Story) -> Iterator[str]:
    for scene in story.scene_ids:
        for each in story.scene(scene).choices:
            if isinstance(each, Choice):
                yield f"{scene}.{each.id}"


def _variables(story: Story) -> dict[str, str]:
    return {each.name: _as_declared(each) for each in story.world.variables}


def _as_declared(variable: Variable) -> str:
    """How a variable is declared, in the words of a story file: what a save depends on."""
    start = variable.start
    if variable.kind == "flag":
        return f"flag from {'yes' if start else 'no'}"
    if variable.values:
        listed = " | ".join(variable.values)
        return f"{variable.kind} {listed} from {variable.values[start]}"
    return f"{variable.kind} {variable.low}..{variable.high} from {start}"


def _chapters(story: Story) -> dict[str, str]:
    return {each.id: "" for each in story.world.chapters}


def _rules(story: Story) -> dict[str, str]:
    return {each.id: "" for each in story.world.rules}


KINDS: Mapping[str, Callable[[Story], dict[str, str]]] = {
    "chapter": _chapters,
    "scene": _scenes,
    "choice": _choices,
    "ending": endings_of,
    "variable": _variables,
    "rule": _rules,
}
"""Each kind, with what gives its names in a story and how each is declared, if that matters."""
