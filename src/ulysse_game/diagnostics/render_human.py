"""Diagnostics for people: what is wrong, the line itself with the place underlined, what to write.

    error[unknown-scene]: there is no scene `kichen`
     --> 1_part/scenes.yaml:5:9
      |
    5 |   next: kichen
      |         ^^^^^^
    help: did you mean `kitchen`?

Lines come from files that may hold anything; nothing of them reaches the terminal uncleaned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from ulysse_game.diagnostics.diagnostic import Diagnostic, Severity
from ulysse_game.diagnostics.plain_text import cells, clean
from ulysse_game.diagnostics.span import Span

LINE_CELLS = 100  # a longer source line is cut around the place; most are under 80

Paint: TypeAlias = Callable[[str, str], str]
_STYLES = {"error": "1;31", "warning": "1;33", "hint": "1;36", "strong": "1", "margin": "34"}


class Excerpt(NamedTuple):
    """The part of a source line that is shown: ``width`` cells from ``start`` are underlined."""

    text: str
    start: int
    width: int
    is_cut: bool


class _Mark(NamedTuple):
    span: Span
    text: str
    sign: str
    style: str


def render_human(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, str], color: bool, allowed: int = 0
) -> str:
    """All of them in the order given, and a line that counts them, and how many are ``allowed``."""
    paint = _paint if color else _leave
    lines: dict[str, list[str]] = {}

    def lines_of(file: str) -> list[str]:
        if file not in lines:
            lines[file] = sources.get(file, "").replace("\r\n", "\n").split("\n")
        return lines[file]

    shown = ["\n".join(_rows(each, lines_of, paint)) for each in diagnostics]
    count = count_line(diagnostics, len(sources)) + (f", {allowed} allowed" if allowed else "")
    return "\n\n".join([*shown, count]) + "\n"


def count_line(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """``2 errors, 1 warning in 14 files``, or ``nothing wrong in 14 files``."""
    counts = [
        _plural(sum(each.severity is severity for each in diagnostics), severity.value)
        for severity in Severity
        if any(each.severity is severity for each in diagnostics)
    ]
    return f"{', '.join(counts) or 'nothing wrong'} in {_plural(files, 'file')}"


def excerpt(line: str, column: int, length: int, limit: int = LINE_CELLS) -> Excerpt:
    """``line`` as it is shown, cut with ``…`` around the place when it fills over ``limit`` cells.

    A place beyond the line's end is its end. Tabs fill one cell.
    """
    line = clean(line)
    start = min(column - 1, len(line))
    end = min(start + max(1, length), len(line))
    if len(line) <= limit and cells(line) <= limit:
        first, last = 0, len(line)
    else:
        first, last = _window(line, start, end, limit)
    before = "…" if first > 0 else ""
    after = "…" if last < len(line) else ""
    return Excerpt(
        text=before + line[first:last] + after,
        start=len(before) + cells(line[first:start]),
        width=max(1, cells(line[start : min(end, last)])),
        is_cut=bool(before or after),
    )


def _window(line: str, start: int, end: int, limit: int) -> tuple[int, int]:
    """Which characters to show: the place first, then as much on either side as there is room."""
    room = limit - 2
    first, last = start, start
    while last < end and (cost := _cost(line[last])) <= room:
        last, room = last + 1, room - cost
    kept_right = room // 2
    while first > 0 and (cost := _cost(line[first - 1])) <= room - kept_right:
        first, room = first - 1, room - cost
    while last < len(line) and (cost := _cost(line[last])) <= room:
        last, room = last + 1, room - cost
    while first > 0 and (cost := _cost(line[first - 1])) <= room:
        first, room = first - 1, room - cost
    return first, last


def _cost(character: str) -> int:
    # At least one: a million combining marks fill no cell and would all be shown.
    return max(1, cells(character))


def _rows(
    diagnostic: Diagnostic, lines_of: Callable[[str], list[str]], paint: Paint
) -> Iterator[str]:
    severity = diagnostic.severity.value
    head, *rest = diagnostic.message.split("\n")
    title = paint(clean(f"{severity}[{diagnostic.code}]"), severity)
    yield title + paint(clean(f": {head}"), "strong")
    yield from (clean(f"  {line}") for line in rest)

    marks = [_Mark(diagnostic.span, "", "^", severity)]
    marks += [_Mark(each.span, each.text, "-", "margin") for each in diagnostic.labels]
    margin = len(str(max(each.span.line for each in marks)))
    for number, file in enumerate(dict.fromkeys(each.span.file for each in marks)):
        here = [each for each in marks if each.span.file == file]
        arrow = "-->" if number == 0 else ":::"
        place = f"{file}:{here[0].span.line}:{here[0].span.column}"
        yield f"{' ' * margin}{paint(arrow, 'margin')} {clean(place)}"
        yield from _source_rows(here, lines_of(file), margin, paint)

    if diagnostic.help:
        head, *rest = diagnostic.help.split("\n")
        yield f"{paint('help', 'strong')}: {clean(head)}"
        yield from (clean(f"      {line}") for line in rest)


def _source_rows(marks: list[_Mark], lines: list[str], margin: int, paint: Paint) -> Iterator[str]:
    """The lines that the marks of one file stand in, each underlined."""
    gutter = paint(f"{' ' * margin} |", "margin")
    last_line = 0
    for mark in sorted(marks, key=lambda each: each.span.line):
        line = mark.span.line
        if line > len(lines) or not any(lines):
            # A file that could not be read, or one that has changed since.
            if mark.text:
                yield paint(f"{' ' * margin} =", "margin") + f" {clean(mark.text)}"
            continue
        shown = excerpt(lines[line - 1], mark.span.column, mark.span.length)
        if not last_line:
            yield gutter
        elif line > last_line + 1:
            yield paint("...", "margin")
        if line != last_line or shown.is_cut:
            number = paint(f"{line:>{margin}} |", "margin")
            yield f"{number} {shown.text}".rstrip(" ")
        signs = mark.sign * shown.width + clean(f" {mark.text}" if mark.text else "")
        yield f"{gutter} {' ' * shown.start}{paint(signs, mark.style)}"
        last_line = line


def _paint(text: str, style: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def _leave(text: str, style: str) -> str:
    return text


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
