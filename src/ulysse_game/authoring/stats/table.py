"""The report as lines that fit 80 columns: figures under one another, few words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ulysse_game.authoring.stats.report import Report

MOST_ROWS = 12
"""So many speakers, pairs and texts are listed; the JSON has all of them."""
_WIDTH = 80


def table(report: Report) -> str:
    """The report in words, ending in a line break."""
    return "\n".join(line.rstrip(" ") for line in _lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    story, written = report["story"], report["written"]
    where = f", chapter {story['chapter']}" if story["chapter"] else ""
    yield f"{story['id']} {story['version']}, written in {story['language']}{where}"
    yield from _wrapped(
        f"{written['words']:,} words ({_minutes(written['minutes'])}), {written['texts']:,} texts, "
        f"{written['scenes']:,} scenes, {written['choices']:,} choices, "
        f"{written['choices_per_1000_words']} a thousand words"
    )
    yield from _chapters(report["chapters"])
    yield from _speakers(report["speakers"])
    yield from _exchanges(report["exchanges"])
    yield from _kinds(report["kinds"])
    yield from _pages(report)
    yield from _languages(report["languages"])
    if "runs" in report:
        yield from _runs(report["runs"])


def _chapters(chapters: list[Report]) -> Iterator[str]:
    rows = []
    for each in chapters:
        target = each.get("target", {})
        rows.append(
            (
                each["id"] or "(of no chapter)",
                _of(each["words"], target.get("words")),
                f"{each['minutes']:.0f}",
                _of(each["scenes"], target.get("scenes")),
                f"{each['choices']}",
                f"{each['choices_per_1000_words']}",
            )
        )
    heads = ("chapter", "words", "minutes", "scenes", "choices", "per 1,000 words")
    yield from _titled("chapters", _rows(heads, rows))


def _of(number: int, target: int | None) -> str:
    return f"{number:,} of {target:,}" if target else f"{number:,}"


def _speakers(speakers: list[Report]) -> Iterator[str]:
    rows = [(each["name"], f"{each['words']:,}", _share(each["share"])) for each in speakers]
    yield from _titled("who has the words", _rows(("", "words", "share"), rows))


def _exchanges(exchanges: list[Report]) -> Iterator[str]:
    rows = [
        (f"{each['one']} – {each['other']}", str(each["turns"]), f"{each['words']:,}",
         str(each["scenes"]))
        for each in exchanges
    ]  # fmt: skip
    heads = ("", "turns", "words", "scenes")
    yield from _titled("who answers whom", _rows(heads, rows))


def _kinds(kinds: list[Report]) -> Iterator[str]:
    rows = []
    for each in kinds:
        wanted = f"{each['least']:.0%} to {each['most']:.0%}" if "least" in each else ""
        chosen = _share(each["chosen"]) if "chosen" in each else ""
        rows.append(
            (each["tag"] or "(no tag)", str(each["choices"]), _share(each["share"]), chosen, wanted)
        )
    yield from _titled(
        "kinds of choices", _rows(("tag", "choices", "share", "chosen", "wanted"), rows)
    )


def _pages(report: Report) -> Iterator[str]:
    pages, labels = report["pages"], report["labels"]
    yield ""
    told = ", ".join(f"{each['scenes']} with {each['choices'] or 'none'}" for each in pages)
    yield from _wrapped(f"scenes by their choices: {told}")
    longest = labels["longest"]
    if longest is not None:
        yield from _wrapped(
            f"labels: {labels['mean']} words on the average, at most {longest['words']} "
            f"({longest['choice']})"
        )


def _languages(languages: Report) -> Iterator[str]:
    for language, each in languages.items():
        yield (
            f"{language}: {each['texts']:,} texts, {each['words']:,} words, "
            f"{each['ratio']:.2f} of the source’s"
        )


def _runs(runs: Report) -> Iterator[str]:
    rows = [
        (name, *(f"{number:,}" for number in runs[key].values()))
        for name, key in (("words", "words"), ("choices", "choices"), ("minutes", "minutes"))
        if runs[key] is not None
    ]
    heads = ("", "least", "a quarter", "half", "three quarters", "most")
    yield from _titled(f"in {runs['runs']:,} random runs", _rows(heads, rows))
    yield (
        f"{runs['words_between_choices']} words between choices; "
        f"a run shows {runs['seen']:.0%} of the words"
    )
    never = runs["never"]
    if never:
        first = ", ".join(never[:5]) + (" …" if len(never) > 5 else "")
        yield from _wrapped(f"shown by no run: {len(never)} texts: {first}")
    total = sum(runs["endings"].values()) or 1
    ends = ", ".join(f"{name} {times / total:.0%}" for name, times in runs["endings"].items())
    yield from _wrapped(f"endings: {ends or 'none'}")


def _titled(title: str, rows: Sequence[str]) -> Iterator[str]:
    if len(rows) > 1:
        yield ""
        yield title
        shown = rows[: MOST_ROWS + 1]
        yield from shown
        if len(rows) > len(shown):
            yield f"  … and {len(rows) - len(shown)} more"


def _rows(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows under their heads: the first column to the left, figures to the right."""
    widths = [max(len(row[n]) for row in (heads, *rows)) for n in range(len(heads))]
    return [
        "  "
        + "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (heads, *rows)
    ]


def _share(share: float) -> str:
    return f"{share:.1%}"


def _minutes(minutes: Any) -> str:
    hours, rest = divmod(round(minutes), 60)
    minute = f"{rest} minute{'' if rest == 1 else 's'}"
    return f"{hours} h {rest:02} to read" if hours else f"{minute} to read"


def _wrapped(text: str) -> Iterator[str]:
    """Lines of at most 80 columns, those after the first indented."""
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > _WIDTH:
            yield line
            line = "  " + word
        else:
            line = f"{line} {word}" if line else word
    yield line
