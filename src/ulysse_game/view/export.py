"""Pages as a document of their own: plain text, Markdown or a web page.

Pure: from pages to one string, in the order they were read. Nothing of the story is ever taken
for markup, and the web page asks nothing of any other place. The words are those of the page, with
all their typography.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from ulysse_game.view.page import Line, Page, Run
from ulysse_game.view.typography import in_signs, label, speech, spoken
from ulysse_game.view.words import marked, words

PAPERS = ("screen", "form", "hand")
"""The kinds of lines that stand together on something written."""

_UNWANTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


class Form(NamedTuple):
    """A kind of document: its id, its name for the player, the end of its file's name."""

    id: str
    name: str
    suffix: str


FORMS = (
    Form("text", marked("Plain text"), "txt"),
    Form("markdown", marked("Markdown"), "md"),
    Form("html", marked("Web page"), "html"),
)


class Head(NamedTuple):
    """What stands above: the story's title, a line of date, the language of the pages."""

    title: str
    date: str
    language: str


def exported(pages: Iterable[Page], form: str, head: Head) -> str:
    """The document of a form's id; raises ``KeyError`` where there is none."""
    return _MAKERS[form](pages, head)


# Plain text


def text(pages: Iterable[Page], head: Head) -> str:
    """One paragraph a line, an empty line before each; lines of a screen stay together."""
    found = [_clean(head.title), _clean(head.date)]
    for page in pages:
        for kind, group in groupby(page.lines, lambda line: line.kind):
            for number, line in enumerate(group):
                lead, _, runs = plain(line, head.language)
                if not (number and kind in PAPERS):
                    found.append("")
                found.append(lead + _clean(in_signs(runs)))
        if page.ending is not None:
            found += ["", _clean(f"— {page.ending.title} —")]
    return "\n".join(found) + "\n"


def plain(line: Line, language: str) -> tuple[str, str, tuple[Run, ...]]:
    """A line in signs alone: what opens its first row, what opens the others, its words."""
    match line.kind:
        case "break":
            return "", "", (Run("· · ·"),)
        case "chapter":
            return "", "", (Run(" · ".join(filter(None, (line.text, line.manner)))),)
        case "picked":
            return "› ", "  ", line.runs
        case "speech":
            return "", "", speech(line, language)
        case "plate":
            return "", "", (Run(_picture(line, language)),)
        case kind if kind in PAPERS:
            return "| ", "| ", line.runs
        case _:
            return "", "", line.runs


def _picture(line: Line, language: str) -> str:
    return words(language)("[Picture: {words}]", words=line.text)


def _clean(told: str) -> str:
    """Words in one line, without anything a reader could obey."""
    return _UNWANTED.sub("", told)


# Markdown


def markdown(pages: Iterable[Page], head: Head) -> str:
    """CommonMark: chapters are headings, screens and papers quotations, choices bold."""
    found = [f"# {_mark(head.title)}", f"*{_mark(head.date)}*"]
    for page in pages:
        for kind, group in groupby(page.lines, lambda line: line.kind):
            if kind in PAPERS:
                rows = (_paragraph(line.runs).replace("  ", " \xa0") for line in group)
                found.append("\\\n".join(f"> {row or chr(0xA0)}" for row in rows))
            else:
                found += [_marked(line, head.language) for line in group]
        if page.ending is not None:
            found += ["---", f"**{_mark(page.ending.title)}**"]
    return "\n\n".join(found) + "\n"


def _marked(line: Line, language: str) -> str:
    match line.kind:
        case "break":
            return "---"
        case "chapter":
            second = f"\n\n*{_mark(line.manner)}*" if line.manner else ""
            return f"## {_mark(line.text)}{second}"
        case "title":
            return f"### {_mark(line.text)}"
        case "picked":
            return f"**› {_mark(line.text).strip(' ')}**"
        case "speech":
            who = label(line)
            said = _paragraph(spoken(line, language))
            return f"**{_mark(who)}** {said}" if who else said
        case "plate":
            return f"*{_mark(_picture(line, language))}*"
        case _:
            return _paragraph(line.runs)


_MARKS = re.compile(r"[\\`*_\[\]<>&|~$]")
_AT_START = re.compile(r"^(?:[#+=:-]|\d+(?=[.)]))")


def _mark(told: str) -> str:
    """Words that Markdown takes for words."""
    return _MARKS.sub(r"\\\g<0>", _clean(told))


def _paragraph(runs: Iterable[Run]) -> str:
    """Runs as one paragraph, emphasised words between asterisks."""
    found = ""
    for run in runs:
        inner = run.text.strip() if run.emphasis else ""
        if not inner:
            found += _mark(run.text)
            continue
        before, _, after = run.text.partition(inner)
        found += f"{_mark(before)}*{_mark(inner)}*{_mark(after)}"
    start = _AT_START.match(found)
    if start is None:
        return found
    if start[0].isdecimal():  # what would be the number of a list
        return f"{start[0]}\\{found[start.end() :]}"
    return f"\\{found}"


# A web page


_STYLE = """
:root { color-scheme: light dark; --ink: #23262b; --faint: #5f6268; --accent: #7d4a06;
  --ground: #f5f1e8; --paper: #ebe5d6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #d9d6ce; --faint: #8f949c; --accent: #d3a566; --ground: #14171c;
    --paper: #1d2229; }
}
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1.125rem/1.6 Charter, "Iowan Old Style", Georgia, serif; }
main { max-width: 38rem; margin: 0 auto; padding: 3rem 1.25rem 6rem; }
h1 { font-weight: normal; letter-spacing: .12em; text-transform: uppercase; font-size: 1.5rem; }
h2 { color: var(--accent); font-size: 1.35rem; margin: 4rem 0 1.5rem; }
h2 small { color: var(--faint); font-weight: normal; font-style: italic; margin-left: .75em; }
h3 { font-size: 1.1rem; margin-top: 2.5rem; }
p { margin: 0 0 1em; }
.date, figure { color: var(--faint); }
.who { font-weight: normal; letter-spacing: .06em; color: var(--accent); margin-right: .5em; }
.picked { color: var(--accent); margin: 2rem 0 1.5rem; }
.picked::before { content: "\\203A\\00A0"; }
.paper { background: var(--paper); padding: .8rem 1.2rem; margin: 0 0 1em;
  font: .95rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.paper p { margin: 0; min-height: 1.5em; white-space: pre-wrap; }
.hand { font: italic 1.1rem/1.6 Charter, Georgia, serif; }
figure { margin: 1.5rem 0; font-style: italic; border-left: 2px solid; padding-left: 1rem; }
hr { border: 0; text-align: center; margin: 2rem 0; }
hr::before { content: "\\00B7\\2003\\00B7\\2003\\00B7"; }
.ending { margin-top: 4rem; text-align: center; letter-spacing: .08em; }
"""


def html(pages: Iterable[Page], head: Head) -> str:
    """One page in itself, light or dark as the reader’s system is."""
    title = _escape(head.title)
    language = _escape(head.language)
    body = "\n".join(_body(pages, head.language))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{title}</h1>\n<p class="date">{_escape(head.date)}</p>\n'
        f"{body}\n</main>\n</body>\n</html>\n"
    )


def _body(pages: Iterable[Page], language: str) -> Iterator[str]:
    for page in pages:
        for kind, group in groupby(page.lines, lambda line: line.kind):
            if kind in PAPERS:
                rows = "\n".join(f"<p>{_inline(line.runs)}</p>" for line in group)
                yield f'<div class="paper {kind}">\n{rows}\n</div>'
            else:
                yield from (_element(line, language) for line in group)
        if page.ending is not None:
            yield f'<h2 class="ending">{_escape(page.ending.title)}</h2>'


def _element(line: Line, language: str) -> str:
    match line.kind:
        case "break":
            return "<hr>"
        case "chapter":
            second = f"<small>{_escape(line.manner)}</small>" if line.manner else ""
            return f"<h2>{_inline(line.runs)}{second}</h2>"
        case "title":
            return f"<h3>{_inline(line.runs)}</h3>"
        case "picked":
            return f'<p class="picked">{_inline(line.runs)}</p>'
        case "plate":
            return f"<figure>{_escape(_picture(line, language))}</figure>"
        case "speech":
            who = label(line)
            name = f'<b class="who">{_escape(who)}</b> ' if who else ""
            other = line.language if line.language not in ("", language) else ""
            lang = f' lang="{_escape(other)}"' if other else ""
            return f"<p{lang}>{name}{_inline(spoken(line, language))}</p>"
        case _:
            return f"<p>{_inline(line.runs)}</p>"


def _inline(runs: Iterable[Run]) -> str:
    return "".join(
        f"<em>{_escape(run.text)}</em>" if run.emphasis else _escape(run.text) for run in runs
    )


def _escape(told: str) -> str:
    from html import escape

    return escape(_clean(told))


_MAKERS: dict[str, Callable[[Iterable[Page], Head], str]] = {
    "text": text,
    "markdown": markdown,
    "html": html,
}
