"""A document as one page of HTML that asks for nothing else: no script, no network, any width.

Everything that comes from the story is escaped. On paper it is black on white, and a scene is not
torn where it fits a page.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from ulysse_game.authoring.script.document import Document, Option, Section, Text
from ulysse_game.authoring.script.reading import Row, Run


def page(document: Document) -> str:
    """The page of a document."""
    titles = [title for title in (document.title, document.second_title) if title]
    return "\n".join(_page(" / ".join(titles), document.languages, _body(document))) + "\n"


def contents_page(title: str, links: Iterable[tuple[str, str, int]]) -> str:
    """The page that leads to the documents: for each its file, its title and its words."""
    rows = (
        f'<li><a href="{escape(file)}">{escape(name)}</a> · {words:,} words'
        for file, name, words in links
    )
    return "\n".join(_page(title, ("en",), ["<ul>", *rows, "</ul>"])) + "\n"


def _page(title: str, languages: tuple[str, ...], body: Iterable[str]) -> Iterator[str]:
    style = f":root{{--languages:{len(languages)}}}{_style()}"
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    yield "<!doctype html>"
    yield f'<html lang="{escape(languages[0])}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{escape(title)}</title><style>{style}</style></head><body>"
    yield f"<h1>{escape(title)}</h1>"
    yield from body
    yield "</body></html>"


@cache
def _style() -> str:
    return (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def _body(document: Document) -> Iterator[str]:
    yield f"<p class=where>{len(document.sections)} parts, {document.words:,} words"
    yield "<nav aria-label=contents><ul>"
    for section in document.sections:
        id = escape(section.id)
        yield f'<li><a href="#{id}">{id}</a> {section.words:,}'
    yield "</ul></nav>"
    known = {section.id for section in document.sections}
    for section in document.sections:
        yield from _section(section, document.languages, known)


def _section(section: Section, languages: tuple[str, ...], known: set[str]) -> Iterator[str]:
    yield f'<section id="{escape(section.id)}">'
    yield f"<div class=head><h2>{escape(section.id)}</h2>"
    yield f"<p class=where>{escape(section.place)} · {section.words:,} words</div>"
    yield from _aside(section.margin, known)
    yield "<div class=texts>"
    for text in section.texts:
        if text.name:
            yield f"<p class=name>{escape(text.name)}"
        yield from _text(text, languages)
    yield "</div>"
    for option in section.options:
        yield from _option(option, languages, known)
    yield "</section>"


def _option(option: Option, languages: tuple[str, ...], known: set[str]) -> Iterator[str]:
    yield f"<div class=option><div><h3>{escape(option.id)}</h3>"
    yield from _aside((*option.margin, *option.leads), known)
    yield "</div><div class=texts>"
    if option.label.rows:
        yield '<div class="label">'
        yield from _text(option.label, languages)
        yield "</div>"
    if option.gives is not None:
        yield from _text(option.gives, languages)
    for closing in option.closings:
        yield f"<p class=name>{escape(closing.text.name)} if {escape(closing.condition)}"
        yield from _text(closing.text, languages)
    yield "</div></div>"


def _aside(rows: Iterable[tuple[str, str]], known: set[str]) -> Iterator[str]:
    yield "<aside>"
    for key, value in rows:
        for line in value.split("\n"):
            name = line.partition(" ")[0]
            shown = escape(line)
            if name in known and key in ("next", "goto", "detour", "else"):
                shown = f'<a href="#{escape(name)}">{escape(name)}</a>{escape(line[len(name) :])}'
            yield f"<p>{key} {shown}"
    yield "</aside>"


def _text(text: Text, languages: tuple[str, ...]) -> Iterator[str]:
    yield "<div class=pair>"
    for language, rows in zip(languages, text.rows, strict=True):
        yield f'<div lang="{escape(language)}">'
        yield from map(_row, rows)
        if not rows:
            yield "<p class=none>(not translated)"
        yield "</div>"
    yield "</div>"


def _row(row: Row) -> str:
    """One row; those under a condition stand deeper, three steps at most."""
    kind = f"{row.kind} deep{min(row.depth, 3)}" if row.depth else row.kind
    words = "".join(map(_run, row.runs))
    match row.kind:
        case "page":
            words = "* * *"
        case "speech":
            words = f"<span class=who>{escape(row.who)}</span> {words}"
    return f'<p class="{kind}">{words}'


def _run(run: Run) -> str:
    said = escape(run.text)
    match run.style:
        case "em":
            return f"<em>{said}</em>"
        case "":
            return said
    return f'<span class="{run.style}">{said}</span>'
