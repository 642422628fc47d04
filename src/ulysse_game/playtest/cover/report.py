"""What a suite shows, for people at a terminal: tables, then what was never shown, by place.

What stands in something never shown is counted with it and not listed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ulysse_game.explore.content import NOTHING
from ulysse_game.explore.items import Item
from ulysse_game.playtest.cover.count import KINDS, Coverage, Share, by_chapter, by_kind, total
from ulysse_game.playtest.cover.within import Missing, outermost
from ulysse_game.story import Story

SINGULAR = {
    "scene": "scene",
    "place": "item",
    "choice": "choice",
    "closed": "closed",
    "text": "text",
    "alternative": "words",
    "yes": "yes",
    "no": "no",
    "rule": "rule",
    "ending": "ending",
}
"""How one item of each kind is called at the head of its line."""


def report(
    coverage: Coverage, story: Story, folder: str = "", excerpt: Callable[[str], str] | None = None
) -> Iterator[str]:
    """The whole report, line by line.

    ``folder`` is put before the files' names, so that an editor finds them. ``excerpt`` gives the
    first words of a text or an alternative by its name.
    """
    yield from heads(coverage)
    yield ""
    yield from table([(KINDS[each.label], each) for each in by_kind(coverage)])
    yield ""
    yield from table([(each.label, each) for each in by_chapter(coverage, story)])
    yield ""
    yield from table([("everything", total(coverage))])
    if coverage.left_out:
        yield f"  {coverage.left_out} more that no play can show, as `ulysse explore` proves"
    missing = outermost(coverage.never)
    if not missing:
        return
    yield ""
    yield "never shown:"
    yield from _listed(missing, f"{folder}/" if folder else "", excerpt or (lambda _: ""))


def heads(coverage: Coverage) -> Iterator[str]:
    """How many walkthroughs there are, and which of them are not as they should be."""
    number = len(coverage.walked)
    yield f"{number} walkthrough{'' if number == 1 else 's'} of {coverage.story}"
    for each in coverage.walked:
        if not each.passed:
            yield f"  {each.file} does not replay as it says; what it still shows is counted."
        if each.is_made_up:
            yield f"  {each.file} begins in the middle, in a state that it makes up."


def table(rows: list[tuple[str, Share]]) -> Iterator[str]:
    """A row for each share: its name, how many of how many, and the percentage."""
    name = max(len(label) for label, _ in rows)
    digits = max(len(str(share.all)) for _, share in rows)
    name, digits = max(name, 22), max(digits, 6)
    for label, share in rows:
        numbers = f"{share.shown:>{digits}} of {share.all:>{digits}}"
        yield f"  {label:<{name}}  {numbers}  {percent(share):>7}"


def percent(share: Share) -> str:
    """``98.2 %``; ``100 %`` only where nothing is missing, ``0 %`` only where everything is."""
    if share.shown == share.all:
        return "100 %"
    if not share.shown:
        return "0 %"
    return f"{min(max(share.percent, 0.1), 99.9):.1f} %"


def _listed(missing: list[Missing], folder: str, excerpt: Callable[[str], str]) -> Iterator[str]:
    """The missing things by file and line, those of a line together."""
    in_place = sorted(missing, key=lambda each: (each.item.file, each.item.line))
    width = max((len(SINGULAR[each.item.kind]) for each in in_place), default=0)
    for each in in_place:
        item = each.item
        place = f"{folder}{item.file}:{item.line}" if item.file else "(nowhere written)"
        said = quoted(item, excerpt)
        said = f"  {said}" if said else ""
        more = f"  (and {each.within} in it)" if each.within else ""
        yield f"  {place}  {SINGULAR[item.kind]:<{width}}  {item.name}{said}{more}"


def quoted(item: Item, excerpt: Callable[[str], str]) -> str:
    """The first words of a text or an alternative in quotes; nothing for other things."""
    words = excerpt(item.name) if item.kind in ("text", "alternative") else ""
    return words if words in ("", NOTHING) else f"“{words}”"
