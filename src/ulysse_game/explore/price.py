"""What each variable costs: by how much it multiplies the states of a chapter, and for what.

The count is of classes of values that some later decision tells apart, at the page of the chapter
where they are most; what only text reads costs nothing and is told as free. It is a bound: no
search has more states at that page than the product. ``told`` writes it down for the writer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import log10, prod
from textwrap import wrap
from typing import NamedTuple

from ulysse_game.explore.live import Live
from ulysse_game.explore.offers import Offer, offers_of
from ulysse_game.explore.phrase import Phrases
from ulysse_game.explore.readings import Reading, readings_of
from ulysse_game.explore.skeleton import Skeleton

MOST_PEOPLE = 4
"""People of whom one free stat is told by name."""

MOST_PRICES = 12
"""Variables of one chapter that the report shows."""


class Price(NamedTuple):
    """By what one variable multiplies a chapter.

    ``name`` is a variable's, or what its kind is told by (``the picks of hub``). At the page of
    location ``at`` it can be in ``times`` classes; ``values`` are the values it can have there.
    ``readings`` are where it is asked for, those of the chapter first.
    """

    name: str
    times: int
    values: int
    at: str
    readings: tuple[Reading, ...]


class ChapterPrice(NamedTuple):
    """A chapter's variables, the dearest first.

    ``chapter`` is its id, nothing for what belongs to none. ``pages`` counts its waiting points,
    contexts apart. ``states`` is the power of ten of the dearest page's product, at ``at``.
    """

    chapter: str
    pages: int
    states: float
    at: str
    prices: tuple[Price, ...]


class PriceList(NamedTuple):
    """What every variable costs. ``free`` are those on which nothing depends that may be decided:
    text alone reads them, or they are one value wherever they are asked.
    """

    chapters: tuple[ChapterPrice, ...]
    free: tuple[str, ...]
    offers: tuple[Offer, ...]


def price_list(live: Live, found: Skeleton) -> PriceList:
    """The prices of the story in which ``live`` and ``found`` were found."""
    flow = live.reach.flow
    never = live.never()
    readings = readings_of(live.reach, frozenset(range(len(flow.cells))) - never)
    phrases = Phrases(flow.machine)
    pages: dict[int, list[int]] = {}
    for point in sorted(live.reach.at):
        if flow.points[point].kind == "wait":
            pages.setdefault(flow.points[point].chapter, []).append(point)
    ids = flow.machine.chapter_ids
    return PriceList(
        tuple(
            _chapter(ids[number], points, live, readings, phrases)
            for number, points in sorted(pages.items())
        ),
        tuple(flow.cells[cell].name for cell in sorted(never) if flow.cells[cell].name[0] != "@"),
        offers_of(live, found, readings),
    )


def _chapter(
    id: str,
    pages: Sequence[int],
    live: Live,
    readings: dict[str, tuple[Reading, ...]],
    phrases: Phrases,
) -> ChapterPrice:
    flow = live.reach.flow
    dearest: dict[str, tuple[int, int, int]] = {}
    members: dict[str, dict[str, None]] = {}
    states, at = 0.0, ""
    for point in pages:
        times: dict[str, tuple[int, int]] = {}
        for cell, _, count in live.classes(point):
            name = flow.cells[cell].name
            family = phrases.family(name)
            members.setdefault(family, {})[name] = None
            before = times.get(family, (1, 1))
            values = live.reach.at[point][cell].bit_count()
            times[family] = before[0] * count, before[1] * values
        for family, (count, values) in times.items():
            dearest[family] = max(dearest.get(family, (0, 0, 0)), (count, values, -point))
        magnitude = sum(log10(count) for count, _ in times.values())
        if magnitude > states:
            states, at = magnitude, flow.points[point].location
    prices = [
        Price(
            family,
            count,
            values,
            flow.points[-point].location,
            _nearest(id, (each for name in members[family] for each in readings.get(name, ()))),
        )
        for family, (count, values, point) in dearest.items()
    ]
    prices.sort(key=lambda price: (-price.times, price.name))
    return ChapterPrice(id, len(pages), states, at, tuple(prices))


def _nearest(chapter: str, readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Each place once, those of the chapter first."""
    once = {(each.where, each.asked): each for each in readings}.values()
    return tuple(sorted(once, key=lambda each: each.chapter != chapter))


# -- as text --------------------------------------------------------------------------------------


def told(prices: PriceList) -> str:
    """The price list as plain text for the writer, 100 columns or a little more."""
    return "\n".join(_lines(prices)) + "\n"


def _lines(prices: PriceList) -> Iterator[str]:
    for chapter in prices.chapters:
        yield from _chapter_lines(chapter)
        yield ""
    if prices.free:
        yield f"free, because no decision depends on them ({len(prices.free)}):"
        yield from wrap(
            "; ".join(_by_stat(prices.free)), 98, initial_indent="  ", subsequent_indent="  "
        )
        yield ""
    if not prices.offers:
        yield "nothing to offer: every variable is worth its price"
    for offer in prices.offers:
        line = f":{offer.line}" if offer.line else ""
        yield f"{offer.code} · {offer.file}{line} · {offer.says}"
        yield f"  instead: {offer.instead}"


def _by_stat(names: Sequence[str]) -> Iterator[str]:
    """Names as they are, but the same stat of several people once: ``trust of simon and eva``."""
    owners: dict[str, list[str]] = {}
    for name in names:
        owner, dot, stat = name.partition(".")
        owners.setdefault(stat if dot else name, []).append(owner if dot else "")
    for stat, people in owners.items():
        if people == [""]:
            yield stat
        elif len(people) == 1:
            yield f"{people[0]}.{stat}"
        elif len(people) <= MOST_PEOPLE:
            yield f"{stat} of {', '.join(people)}"
        else:
            yield f"{stat} of {', '.join(people[:2])} and {len(people) - 2} more"


def _chapter_lines(chapter: ChapterPrice) -> Iterator[str]:
    name = chapter.chapter or "(no chapter)"
    if not chapter.prices:
        yield f"{name}: {_pages(chapter.pages)}, one state each as far as decisions go"
        return
    product = prod(price.times for price in chapter.prices) if chapter.states < 6 else 0
    most = f"{round(10**chapter.states):,}" if product else f"10^{chapter.states:.0f}"
    yield f"{name}: {_pages(chapter.pages)}, at most {most} states at one ({chapter.at})"
    for price in chapter.prices[:MOST_PRICES]:
        of = f" of {price.values:,}" if price.values != price.times else ""
        yield f"  × {price.times:,}{of}  {price.name}, at {price.at}; {_read(price.readings)}"
    rest = chapter.prices[MOST_PRICES:]
    if rest:
        yield f"  and {len(rest)} more, × {_figure(prod(price.times for price in rest))}"


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count:,} pages"


def _figure(number: int) -> str:
    return f"{number:,}" if number < 1_000_000 else f"10^{log10(number):.0f}"


def _read(readings: Sequence[Reading]) -> str:
    """``read once, `alessandra.trust >= 3` at lock_open.press (7_mars/2.yaml:14)``."""
    if not readings:
        return "never read itself"
    times = {1: "read once,", 2: "read twice, first"}
    often = times.get(len(readings), f"read {len(readings)} times, first")
    first = readings[0]
    line = f":{first.line}" if first.line else ""
    return f"{often} `{first.asked}` at {first.where} ({first.file}{line})"


__all__ = ["ChapterPrice", "Price", "PriceList", "price_list", "told"]
