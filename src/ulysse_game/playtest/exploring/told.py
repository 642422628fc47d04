"""A report of exploring in words, for a writer: what is wrong first, then what cannot be.

Lines of 80 columns. What follows from one cause is told once, the items of a loop in one line.
The words are English: they are for whoever writes and tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from ulysse_game.explore.items import ALLOWED, MISTAKES
from ulysse_game.playtest.cover.count import KINDS
from ulysse_game.playtest.exploring.reasons import WRITTEN, Cause, Row, causes, key_of
from ulysse_game.playtest.exploring.report import Report, is_cut, is_mistake, undecided, unwanted

WIDTH = 80
_MOST = 20
"""So many things of one heading are told unless all are asked for."""
_MOST_OFFERS = 3
_ONE = {name: name for name in WRITTEN} | {"yes": "never holds:", "no": "never fails:"}
_MEANS = {
    "witness": "by witnesses",
    "play": "by random play",
    "states": "by going through the states",
    "search": "by search",
}
_SAYS = {
    "stuck": "nothing is open at {name}, and the story has not ended",
    "broken": "the invariant {name} is broken",
    "clash": "two rules want to go two ways at once: {name}",
    "absent": "{name} is entered without somebody whom it needs",
    "trap": "from {name} no ending can be reached any more",
    "runaway": "the story goes round and round at {name}, and nobody is asked",
}
_PROVED = {
    "stuck": "nobody is ever stuck",
    "trap": "an ending is ahead of every page",
    "runaway": "no ring without a choice",
    "absent": "nobody is absent where they are needed",
    "clash": "no two rules ever pull two ways",
    "broken": "every invariant holds",
}


def lines(report: Report, is_all: bool = False) -> Iterator[str]:
    """The report in lines; with ``is_all`` every item is named, however many there are."""
    most = len(report["items"]) if is_all else _MOST
    yield from _head(report)
    for part in (
        _mistakes(report),
        _impossible(report) if is_all or not report["from"]["label"] else _elsewhere(report),
        _by_no_chance(report, most),
        _open(report),
        _saturates(report, is_all),
        _proved(report),
        _prices(report),
        _every(report) if is_all else iter(()),
        _failed(report),
    ):
        found = list(part)
        if found:
            yield ""
            yield from found


# -- the whole ------------------------------------------------------------------------------------


def _head(report: Report) -> Iterator[str]:
    story, time = report["story"], report["time"]
    rows = [row for row in report["items"] if row["kind"] in KINDS]
    count = Counter(row["verdict"] for row in rows)
    start = f", from {report['from']['label']}" if report["from"]["label"] else ""
    shards = report["shards"]
    shard = "" if shards == ["1/1"] else f", shard {', '.join(shards)}"
    yield f"{story['id']} {story['version']}{start}{shard}"
    yield (
        f"{_of(len(rows), 'thing')}: {count['reached']:,} reached, {count['impossible']:,} "
        f"impossible, {count['open']:,} not decided"
    )
    yield (
        f"in {time['seconds']:,.1f} s on {_of(time['cores'], 'core')}; {time['played']:,} choices "
        f"played, {time['states']:,} states gone through"
    )
    if time["is_stopped"]:
        yield "stopped before the end: this is the report so far"
    yield ""
    yield from _table(rows)
    by = Counter(row["by"] for row in rows if row["verdict"] == "reached")
    parts = [f"{by[means]:,} {words}" for means, words in _MEANS.items() if by[means]]
    if parts:
        yield from _wrapped(f"first reached {', '.join(parts)}", "", "  ")


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield f"{'':<24}{'reached':>9}{'shortest':>11}{'impossible':>13}{'not decided':>14}"
    for kind, label in KINDS.items():
        same = [row for row in rows if row["kind"] == kind]
        if not same:
            continue
        reached = [row for row in same if row["verdict"] == "reached"]
        shortest = sum(row["choices"] == row["at_least"] for row in reached)
        count = Counter(row["verdict"] for row in same)
        yield (
            f"  {label:<22}{len(reached):>9,}{shortest:>11,}{count['impossible']:>13,}"
            f"{count['open']:>14,}"
        )


# -- mistakes -------------------------------------------------------------------------------------


def _mistakes(report: Report) -> Iterator[str]:
    found = [row for row in report["items"] if is_mistake(row)]
    if not found:
        return
    yield f"MISTAKES: {len(found):,}"
    kept = {key_of(each): each for each in report["mistakes"]}
    for row in sorted(found, key=lambda row: MISTAKES.index(row["kind"])):
        yield from _wrapped(f"{row['kind'].upper()} {_place(report, row)}", "  ", "    ")
        yield from _wrapped(f"{said(row)}.", "    ", "    ")
        yield f"    after {_way(row)}"
        if key_of(row) in kept:
            yield f"    see it: {kept[key_of(row)]['see']}"


def said(row: Row) -> str:
    """A mistake in a sentence, without its end."""
    means = f": {row['means'].rstrip('.')}" if row.get("means") else ""
    return _SAYS[row["kind"]].format(name=row["name"]) + means


def _place(report: Report, row: Row) -> str:
    line = f":{row['line']}" if row["line"] else ""
    folder = report.get("folder", "")
    return f"{folder}/{row['file']}{line}" if folder and row["file"] else f"{row['file']}{line}"


def _way(row: Row) -> str:
    choices = _of(row["choices"], "choice")
    if row["choices"] == row["at_least"]:
        return f"{choices}, proved shortest"
    if row["at_least"] < 2:
        return f"{choices}, perhaps not the shortest way"
    return f"{choices}, no shorter than {row['at_least']:,}"


# -- what is impossible ---------------------------------------------------------------------------


def _elsewhere(report: Report) -> Iterator[str]:
    """From a later place on, most of a story is impossible: it lies behind."""
    count = _count_impossible(report)
    if count:
        yield f"impossible from there on: {_of(count, 'thing')} (--verbose says why)"


def _count_impossible(report: Report) -> int:
    return sum(row["verdict"] == "impossible" and row["kind"] in WRITTEN for row in report["items"])


def _impossible(report: Report) -> Iterator[str]:
    found = causes(report["items"])
    if not found:
        return
    count = _count_impossible(report)
    yield f"impossible, and you wrote {'it' if count == 1 else 'them'}: {_of(count, 'thing')}"
    for file, there in groupby(found, key=lambda cause: cause.row["file"]):
        yield _place(report, {"file": file, "line": 0}) or "elsewhere"
        for cause in there:
            yield from _cause(cause)


def _cause(cause: Cause) -> Iterator[str]:
    row = cause.row
    line = f"{row['line']:>5}" if row["line"] else " " * 5
    words = f" “{row['words']}”" if row.get("words") and len(cause.labels) == 1 else ""
    label = f"{_ONE[row['kind']]} {', '.join(cause.labels)}{words}"
    yield from _wrapped(label, f"{line}  ", " " * 7)
    yield from _wrapped(row["why"], " " * 9, " " * 9)
    if cause.within:
        yield from _wrapped(f"with it: {_named(cause.within)}", " " * 9, " " * 11)


def _named(rows: Sequence[Row]) -> str:
    """What follows from a cause: what matters by name, the rest counted."""
    names = [f"{row['kind']} {row['name']}" for row in rows if row["kind"] in ("ending", "scene")]
    shown, more = names[:6], names[6:]
    rest = Counter(row["kind"] for row in rows if row["kind"] not in ("ending", "scene"))
    parts = [*shown]
    if more:
        parts.append(f"{len(more)} more scenes and endings")
    parts += [
        f"{number:,} {label if number != 1 else _single(label)}"
        for kind, label in KINDS.items()
        if (number := rest[kind])
    ]
    return ", ".join(parts)


def _single(label: str) -> str:
    """``closing reasons`` as one."""
    first, _, rest = label.partition(" that ")
    if rest:
        return f"{first.removesuffix('s')} that {rest}s"
    return "item of a loop" if label == "items of loops" else label.removesuffix("s")


# -- reached, hardly ------------------------------------------------------------------------------


def _by_no_chance(report: Report, most: int) -> Iterator[str]:
    found = [
        row
        for row in report["items"]
        if row["verdict"] == "reached"
        and row["by"] in ("states", "search")
        and row["kind"] not in (*MISTAKES, *ALLOWED)
    ]
    if not found or not report["time"]["played"]:
        return
    yield "reached, but not by chance: no random play came to"
    for row in found[:most]:
        yield from _wrapped(
            f"{_title(row)} ({_place(report, row)}): {_MEANS[row['by']]}, after {_way(row)}",
            "  ", "    ",
        )  # fmt: skip
    if len(found) > most:
        yield f"  and {len(found) - most:,} more (--verbose names them)"


def _title(row: Row) -> str:
    kinds = {"yes": "that it holds:", "no": "that it fails:"}
    return f"{kinds.get(row['kind'], row['kind'])} {row['name']}"


# -- not decided ----------------------------------------------------------------------------------


def _open(report: Report) -> Iterator[str]:
    found = [
        row for row in report["items"] if row["verdict"] == "open" and row["kind"] not in ALLOWED
    ]
    if not found:
        return
    yield f"not decided: {len(found):,}"
    offers = {offer["about"]: offer for offer in report["prices"]["offers"]}
    for row in found:
        words = f" “{row['words']}”" if row.get("words") else ""
        yield from _wrapped(f"{_title(row)}{words} ({_place(report, row)})", "  ", "    ")
        least = _of(row["at_least"], "choice")
        yield from _wrapped(f"{row['why']}; if it can happen, after at least {least}", *_INNER)
        if row["cells"]:
            yield from _wrapped(f"in the way: {_few(row['cells'])}", *_INNER)
        for name in row["cells"]:
            if name in offers:
                yield from _wrapped(f"{offers[name]['says']}: {offers[name]['instead']}", *_INNER)
    yield from _wrapped(
        "To decide one: play there once and give the saved game to --witnesses, ask for it alone"
        " with --to, give it more --budget, or let its condition read less.", "  ", "  "
    )  # fmt: skip


_INNER = ("    ", "    ")


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return ", ".join(names[:6]) + more


def _saturates(report: Report, is_all: bool) -> Iterator[str]:
    rows = [row for row in report["items"] if row["kind"] in ALLOWED]
    found = [row for row in rows if row["verdict"] == "reached"]
    if not found:
        return
    hint = "" if is_all else " (--verbose names them)"
    many = "effect runs" if len(found) == 1 else "effects run"
    yield f"{len(found):,} {many} against the end of a range somewhere{hint}"
    for row in found if is_all else ():
        yield from _wrapped(f"{row['name']} ({_place(report, row)})", "  ", "    ")


# -- proved ---------------------------------------------------------------------------------------


def _proved(report: Report) -> Iterator[str]:
    only = report["plan"]["only"]
    found = []
    for kind, says in _PROVED.items():
        same = [row for row in report["items"] if row["kind"] == kind]
        kept = [row for row in same if row["verdict"] == "impossible"]
        is_whole = len(kept) == len(same)
        if (only and kind not in only) or (not is_whole and (kind != "broken" or not kept)):
            continue
        if not is_whole:
            names = ", ".join(row["name"] for row in kept)
            found.append(f"invariants that hold, {len(kept)} of {len(same)}: {names}")
            continue
        if kind in ("absent", "broken") and same:
            of = {"absent": "scene", "broken": "invariant"}[kind]
            says = f"{says} ({_of(len(same), of)})"
        if kind not in ("absent", "broken") or same:
            found.append(says)
    if found:
        start = " from there on" if report["from"]["label"] else ""
        yield f"proved{start}"
        yield from (f"  {each}" for each in found)


# -- prices ---------------------------------------------------------------------------------------


def _prices(report: Report) -> Iterator[str]:
    prices = report["prices"]
    chapters = [each for each in prices["chapters"] if each["dearest"]]
    if not chapters:
        return
    yield "what it costs to know this story: states that decisions tell apart, at most"
    for each in chapters:
        states = f"{each['states']:,}" if each["states"] else f"10^{each['magnitude']:.0f}"
        dear = ", ".join(f"{price['name']} × {price['times']:,}" for price in each["dearest"])
        name = each["chapter"] or "(no chapter)"
        yield from _wrapped(f"{name}: {states} at {each['at']}; dearest: {dear}", "  ", "    ")
    offers = prices["offers"]
    for offer in offers[:_MOST_OFFERS]:
        line = f":{offer['line']}" if offer["line"] else ""
        where = f"{offer['file']}{line}: " if offer["file"] else ""
        yield from _wrapped(f"{where}{offer['says']}", "  ", "    ")
        yield from _wrapped(f"instead: {offer['instead']}", "    ", "      ")
    if len(offers) > _MOST_OFFERS:
        yield f"  and {_of(len(offers) - _MOST_OFFERS, 'more offer')}, in --format json"


# -- everything -----------------------------------------------------------------------------------


def _every(report: Report) -> Iterator[str]:
    yield "everything"
    for row in report["items"]:
        match row["verdict"]:
            case "reached":
                told = f"{_MEANS[row['by']]}, {_way(row)}"
            case "impossible":
                after = ", ".join(f"{kind} {name}" for kind, name in row["after"])
                told = f"impossible: {row['why'] or f'as is {after}'}"
            case _:
                told = f"not decided: {row['why']}"
        yield from _wrapped(f"{row['kind']} {row['name']}: {told}", "  ", "    ")


def _failed(report: Report) -> Iterator[str]:
    """The last line: whether all is well, and what not."""
    parts = []
    if found := [row for row in report["items"] if is_mistake(row)]:
        parts.append(_of(len(found), "mistake"))
    if open_ := undecided(report):
        parts.append(f"{len(open_):,} not decided of what must be ({_kinds(open_)})")
    if closed := unwanted(report):
        parts.append(f"{len(closed):,} impossible of what must not be ({_kinds(closed)})")
    if is_cut(report):
        parts.append("stopped before the end")
    yield f"FAILED: {'; '.join(parts)}" if parts else "all is well"


def _kinds(rows: Iterable[Row]) -> str:
    return ", ".join(dict.fromkeys(str(row["kind"]) for row in rows))


def _wrapped(text: str, first: str, further: str) -> list[str]:
    return wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=further,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _of(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


__all__ = ["WIDTH", "lines", "said"]
