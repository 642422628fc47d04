"""A document as Markdown: to be read in any editor, and laid beside another version of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ulysse_game.authoring.script.document import Document, Option, Section, Text
from ulysse_game.authoring.script.reading import Row, Run

_SIGNS = re.compile(r"[\\`*_\[\]<>#|~&]")
_BAR = re.compile(r"(?<!\\)\|")
"""A bar that would end a cell."""
_LEADING = re.compile(r"^([0-9]*)([-+=]|(?<=[0-9])[.)])")


def markdown(document: Document) -> str:
    """The whole document, ending in a line break."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    titles = [escaped(title) for title in (document.title, document.second_title) if title]
    yield f"# {' / '.join(titles)}"
    yield ""
    yield f"{len(document.sections)} parts, {document.words:,} words."
    yield ""
    for section in document.sections:
        yield f"- [{escaped(section.id)}](#{anchor(section.id)}) · {section.words:,}"
    for section in document.sections:
        yield ""
        yield from _section(section, document.languages)


def anchor(id: str) -> str:
    """The anchor that Markdown gives a heading of this name."""
    return re.sub(r"[^a-z0-9_ -]", "", id.lower()).replace(" ", "-")


def _section(section: Section, languages: tuple[str, ...]) -> Iterator[str]:
    yield f"## {escaped(section.id)}"
    yield ""
    yield f"`{section.place}` · {section.words:,} words"
    if section.margin:
        yield ""
        yield from _margin(section.margin, "")
    for text in section.texts:
        if text.name:
            yield ""
            yield f"*{escaped(text.name)}*"
        yield ""
        yield from _text(text, languages)
    for option in section.options:
        yield ""
        yield from _option(option, languages)


def _margin(rows: tuple[tuple[str, str], ...], indent: str) -> Iterator[str]:
    for key, value in rows:
        for number, line in enumerate(value.split("\n")):
            yield f"{indent}- {_code(f'{key}: {line}' if not number else line)}"


def _option(option: Option, languages: tuple[str, ...]) -> Iterator[str]:
    yield f"### {escaped(option.id)}"
    if option.label.rows:
        yield ""
        yield from _text(option.label, languages)
    leads = tuple((key, target) for key, target in option.leads)
    if option.margin or leads:
        yield ""
        yield from _margin((*option.margin, *leads), "")
    if option.gives is not None:
        yield ""
        yield from _text(option.gives, languages)
    for closing in option.closings:
        yield ""
        yield f"*{closing.text.name} if* {_code(closing.condition)}"
        yield ""
        yield from _text(closing.text, languages)


def _text(text: Text, languages: tuple[str, ...]) -> Iterator[str]:
    """One language as it is; several beside each other, in a table of one row."""
    if len(languages) == 1:
        yield from _rows(text.rows[0] if text.rows else ())
        return
    cells = [_BAR.sub(r"\\|", "<br><br>".join(_flat(rows))) or "–" for rows in text.rows]
    yield f"| {' | '.join(languages)} |"
    yield "|" + "---|" * len(languages)
    yield f"| {' | '.join(cells)} |"


def _rows(rows: tuple[Row, ...]) -> Iterator[str]:
    """Paragraphs; conditions as quotes within quotes; lines of a screen keep together."""
    for number, row in enumerate(rows):
        quote = "> " * row.depth
        after = rows[number + 1] if number + 1 < len(rows) else None
        keeps_together = after is not None and row.kind == "screen" == after.kind
        yield quote + _row(row) + ("\\" if keeps_together else "")
        if after is not None and not keeps_together:
            yield ("> " * min(row.depth, after.depth)).rstrip(" ")


def _flat(rows: tuple[Row, ...]) -> Iterator[str]:
    for row in rows:
        yield "&emsp;" * row.depth + _row(row)


def _row(row: Row) -> str:
    match row.kind:
        case "page":
            return "\\* \\* \\*"
        case "asks":
            return f"*{_code(row.runs[0].text)}*"
        case "speech":
            return f"**{escaped(row.who)}:** {_words(row.runs)}"
        case "screen":
            return f"` ` {_words(row.runs)}"
    return _LEADING.sub(r"\1\\\2", _words(row.runs))


def _words(runs: tuple[Run, ...]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    if run.style == "mark":
        return _code(run.text)
    inner = run.text.strip(" ")
    sign = "*" if run.style == "em" and inner else ""
    before, _, after = run.text.partition(inner) if sign else ("", "", "")
    return f"{before}{sign}{escaped(inner)}{sign}{after}" if sign else escaped(run.text)


def _code(text: str) -> str:
    """Code, whatever it holds: fenced by more backquotes than stand in it."""
    if not text.strip(" "):
        return text
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if "`" in text or text[0] == text[-1] == " " else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def escaped(text: str) -> str:
    """Words that no reader of Markdown takes for signs of its own."""
    return _SIGNS.sub(r"\\\g<0>", text)
