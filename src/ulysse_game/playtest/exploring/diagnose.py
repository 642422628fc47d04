"""What exploring came to as diagnostics, so that it stands beside what a check finds.

Scenes, choices and texts that are proved impossible, each at its line with the reason; what should
never happen and does; and, once, how much could not be decided. What follows from one cause is
said once. It works on a report and decides no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from textwrap import shorten

from ulysse_game.diagnostics import Diagnostic, Severity, Span
from ulysse_game.explore.items import MISTAKES
from ulysse_game.playtest.exploring.reasons import Cause, Row, causes
from ulysse_game.playtest.exploring.report import Report, is_mistake
from ulysse_game.playtest.exploring.told import said

CODES = ("never-reached", "never-open", "never-read", "goes-wrong", "not-decided")

ASKED = frozenset(("scene", "place", "choice", "text", "alternative", "rule", "ending", *MISTAKES))
"""Kinds of items that a writer is told of here; what is left out are outcomes of conditions."""

_REACHED = {
    "scene": "no way leads to {name}",
    "place": "the turn of {name} never comes",
    "ending": "no way leads to the ending {name}",
    "rule": "nothing ever sets off the rule {name}",
}
_LONGEST = 240  # of a reason: it stands in one line
_SILENCE = "nothing is said"
"""What a report writes for an arm without words: nobody misses it."""


def diagnostics_of(report: Report, sources: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """The diagnostics of a report, in the order of files; ``sources`` are the files’ texts."""
    rows = [row for row in report["items"] if row["kind"] in ASKED]
    found = [_mistake(row, sources) for row in rows if is_mistake(row)]
    found += [
        _impossible(cause, sources) for cause in causes(rows) if cause.row.get("words") != _SILENCE
    ]
    found += _undecided(rows)
    return tuple(sorted(found, key=lambda each: each.span))


def _impossible(cause: Cause, sources: Mapping[str, str]) -> Diagnostic:
    row = _told_as(cause)
    code, told = _never(row, cause.labels)
    why = shorten(row["why"], _LONGEST, placeholder=" …")
    others = len(cause.within) - (row is not cause.row)
    more = f" {_counted(others)} impossible with it." if others else ""
    severity = Severity.HINT if code == "never-read" else Severity.WARNING
    span = _arm(row, sources) if len(cause.labels) == 1 else None
    span = span or _span(row, sources)
    return Diagnostic(code, f"{told}: {why}.", span, f"this is proved.{more}", severity)


def _never(row: Row, labels: Sequence[str]) -> tuple[str, str]:
    """The code of what is impossible, and a sentence without its end."""
    kind, names = row["kind"], ", ".join(f"`{each}`" for each in labels)
    if kind in _REACHED:
        return "never-reached", _REACHED[kind].format(name=names)
    if kind == "choice":
        return "never-open", f"{names} is never open"
    # What stands behind the `#` is the place of an arm in its text: the words say it better.
    texts = ", ".join(dict.fromkeys(f"`{each.partition('#')[0]}`" for each in labels))
    if row.get("words") and len(labels) == 1:
        return "never-read", f"nobody can read “{row['words']}” in {texts}"
    return "never-read", f"nobody can read all of {texts}"


def _told_as(cause: Cause) -> Row:
    """What a cause is told as: for the label of a choice that is never open, that choice."""
    same = (row for row in cause.within if row["kind"] == "choice")
    return next((row for row in same if row["name"] == cause.row["name"]), cause.row)


def _counted(count: int) -> str:
    return "One more thing is" if count == 1 else f"{count} more things are"


def _mistake(row: Row, sources: Mapping[str, str]) -> Diagnostic:
    choices = f"{row['choices']} choice{'s'[: row['choices'] != 1]}"
    told = f"{said(row)}, after {choices}."
    help = "`ulysse explore` keeps a walkthrough that leads there."
    return Diagnostic("goes-wrong", told, _span(row, sources), help)


def _undecided(rows: list[Row]) -> Iterator[Diagnostic]:
    left = [row for row in rows if row["verdict"] == "open" and row["kind"] not in MISTAKES]
    if left:
        names = ", ".join(f"`{row['name']}`" for row in left[:3]) + (" …" if left[3:] else "")
        yield Diagnostic(
            "not-decided",
            f"whether these can be seen is not decided: {len(left)} of {len(rows)}: {names}",
            Span("story.yaml", 1, 1),
            "give it more seconds with `--budget`, or ask `ulysse explore` why.",
            Severity.HINT,
        )


def _span(row: Row, sources: Mapping[str, str]) -> Span:
    """The first words of the line that a row names; the line’s beginning if there is none."""
    line = max(1, row["line"])
    lines = sources.get(row["file"], "").split("\n")
    text = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    bare = text.lstrip(" -") if row["kind"] == "choice" else text.lstrip(" ")
    shown = bare.partition(":")[0] if row["kind"] in ("choice", *_REACHED) else bare
    return Span(row["file"] or "story.yaml", line, len(text) - len(bare) + 1, max(1, len(shown)))


def _arm(row: Row, sources: Mapping[str, str]) -> Span | None:
    """The words of a text or an alternative, if they stand in one place of their block alone."""
    words = row.get("words", "").removesuffix("…").split()
    lines = sources.get(row["file"], "").split("\n")[max(0, row["line"] - 1) :]
    if not words or not lines:
        return None
    wanted = re.compile(
        r"(?:^ *|[{|:&~!] *)(" + r"\s+".join(map(re.escape, words)) + r")(?=\W|$)", re.MULTILINE
    )
    block = "\n".join(_block_of(lines))
    found = list(islice(wanted.finditer(block), 2))
    if len(found) != 1:
        return None
    at = found[0].start(1)
    above = block.rfind("\n", 0, at) + 1
    end = min(found[0].end(1), (block.find("\n", at) + 1 or len(block) + 1) - 1)
    line = row["line"] + block.count("\n", 0, at)
    return Span(row["file"], line, at - above + 1, max(1, end - at))


def _block_of(lines: Sequence[str]) -> Iterator[str]:
    """The first line and those below that stand no further left."""
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    for line in lines:
        if line.strip(" \r") and len(line) - len(line.lstrip(" ")) < indent:
            return
        yield line


__all__ = ["ASKED", "CODES", "diagnostics_of"]
