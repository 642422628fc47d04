"""Which items stand in which: what is in a scene that nobody came to is no news of its own.

An alternative stands in its text or in an outer alternative, a text in its choice, its rule or
its scene, and so on up. Names alone decide; nothing here knows a story.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ulysse_game.explore.items import Item, Key
from ulysse_game.playtest.cover.count import key_of, scene_of


def outer_of(item: Item) -> Iterator[Key]:
    """The items that this one may stand in, the nearest first; not all of them need exist."""
    kind, name = item.kind, item.name
    if kind == "alternative":
        line_id, _, path = name.partition("#")
        *outer, _, _ = path.split(".")
        while outer:
            yield ("alternative", f"{line_id}#{'.'.join(outer)}")
            outer = outer[:-2]
        yield ("text", line_id)
        name = line_id
    if kind == "choice":
        scene, _, written = name.partition(".")
        yield ("text", f"{scene_of(scene)}.{scene_of(written)}")  # its label: never on offer
    if kind in ("yes", "no") and ".do[" in name:
        yield ("choice", name.partition(".do[")[0])
    if name.startswith("rule."):
        yield ("rule", name.removeprefix("rule.").partition(".")[0])
    if name.endswith(".then") and kind in ("text", "alternative"):
        yield ("choice", name.removesuffix(".then"))
    if kind != "scene":
        yield ("scene", scene_of(name))


class Missing:
    """Something never shown, and how many other things, never shown either, stand in it."""

    def __init__(self, item: Item) -> None:
        """That this item is never shown."""
        self.item = item
        self.within = 0


def outermost(never: Iterable[Item]) -> list[Missing]:
    """The items of ``never`` that stand in no other of them, each with how many do in it."""
    missing = {key_of(item): Missing(item) for item in never}
    found: list[Missing] = []
    tops: dict[Key, Missing] = {}

    def top_of(item: Item) -> Missing:
        """What the item is told of by: itself, or the outermost it stands in."""
        known = tops.get(key_of(item))
        if known is None:
            outer = next((missing[key] for key in outer_of(item) if key in missing), None)
            known = missing[key_of(item)] if outer is None else top_of(outer.item)
            tops[key_of(item)] = known
        return known

    for each in missing.values():
        top = top_of(each.item)
        if top is each:
            found.append(each)
        else:
            top.within += 1
    return found
