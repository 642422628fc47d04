"""Transcripts as documents: every kind of line, nothing taken for markup, both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from ulysse_game.view.export import FORMS, PAPERS, Head, exported
from ulysse_game.view.page import Ending, Line, Page, Run

HEAD = Head("Une place <de moins>", "22 novembre 2026", "fr")
HOSTILE = "<b>x</b> & [a](javascript:1) *y* _z_ `q` | ~s~ \\ $1 \x1b[2J\u202e"


def said(kind: str, *words: str, **more: str) -> Line:
    """A line of a kind; every second part of its words is emphasised."""
    return Line(kind, tuple(Run(text, bool(n % 2)) for n, text in enumerate(words)), **more)


LINES = (
    said("chapter", "1. Ulysse", manner="ITHAQUE 38° 22′ N"),
    said("plate", "Huit lignes.", plate="traces"),
    said("title", "Nuit"),
    said("narration", "La cause", " matériel ", "?"),
    said("speech", "Tout le monde dort\u202f?", speaker="m", name="Martin", voice="person"),
    said("speech", "Copy.", speaker="m", name="Martin", manner="radio", language="en"),
    said("screen", "REPORT", voice=""),
    said("screen", "  O₂   188"),
    said("form", "☑ consigné"),
    said("hand", "Il compte."),
    said("break"),
    said("picked", "Te taire."),
    said("narration", HOSTILE),
    said("narration", "1. pas une liste"),
    said("narration", "# pas un titre"),
)
PAGES = [
    Page(0, "x", "", "", LINES, (), ()),
    Page(1, "y", "", "", (said("narration", "Fin."),), (), (), Ending("debt", "La dette")),
]
VOID = {"meta", "hr"}


class Outline(HTMLParser):
    """Checks that every element that is opened is closed; keeps tags, attributes and words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words += data


def outline() -> Outline:
    """The web page, read."""
    found = Outline()
    found.feed(exported(PAGES, "html", HEAD))
    found.close()
    assert found.open == []
    return found


def test_plain_text() -> None:
    found = exported(PAGES, "text", HEAD).split("\n\n")
    assert found[0] == "Une place <de moins>\n22 novembre 2026"
    assert found[1] == "1. Ulysse · ITHAQUE 38° 22′ N"
    assert found[2] == "[Image\xa0: Huit lignes.]"
    assert found[4] == "La cause *matériel* ?"
    assert found[5] == "MARTIN  \u2014\xa0Tout le monde dort\u202f?"
    assert found[6] == "[Martin, radio]  “Copy.”"
    assert found[7] == "| REPORT\n|   O₂   188"
    assert found[8:11] == ["| ☑ consigné", "| Il compte.", "· · ·"]
    assert found[11] == "› Te taire."
    assert found[-1] == "— La dette —\n"
    assert "\x1b" not in exported(PAGES, "text", HEAD)


def test_markdown() -> None:
    found = exported(PAGES, "markdown", HEAD).split("\n\n")
    assert found[0] == "# Une place \\<de moins\\>"
    assert found[2:4] == ["## 1. Ulysse", "*ITHAQUE 38° 22′ N*"]
    assert found[6] == "La cause *matériel* ?"
    assert found[7] == "**MARTIN** \u2014\xa0Tout le monde dort\u202f?"
    assert found[9] == "> REPORT\\\n>  \xa0O₂ \xa0 188"
    assert "**› Te taire.**" in found
    assert "1\\. pas une liste" in found
    assert "\\# pas un titre" in found
    hostile = next(each for each in found if "javascript" in each)
    # Every sign of Markdown's has a backslash before it: without such pairs none is left.
    assert not re.search(r"[*_\[\]<>`|~$&\\]", re.sub(r"\\[\W_]", "", hostile))
    assert found[-2:] == ["---", "**La dette**\n"]


def test_the_web_page_is_whole_and_asks_nothing_of_others() -> None:
    found = outline()
    names = [tag for tag, _ in found.tags]
    assert names[:2] == ["html", "head"]
    assert found.tags[0][1] == {"lang": "fr"}
    assert {"h1", "h2", "h3", "figure", "hr", "small", "em", "main"} <= set(names)
    assert not {"script", "img", "link", "a", "iframe"} & set(names)
    text = exported(PAGES, "html", HEAD)
    assert not re.search(r"(?:src|href|url\(|@import|https?:)", text)
    assert "prefers-color-scheme: dark" in text
    assert all(ord(sign) >= 32 or sign == "\n" for sign in text)


def test_the_web_page_shows_words_as_words() -> None:
    found = outline()
    assert "<b>x</b> & [a](javascript:1) *y* _z_ `q` | ~s~ \\ $1 [2J" in found.words
    assert "\u202e" not in found.words
    assert "Tout le monde dort\u202f?" in found.words
    assert [a for tag, a in found.tags if "lang" in a and tag == "p"] == [{"lang": "en"}]
    papers = [a["class"] for tag, a in found.tags if tag == "div"]
    assert papers == [f"paper {kind}" for kind in PAPERS]


@pytest.mark.parametrize("form", [form.id for form in FORMS])
def test_every_word_is_there_in_order(form: str) -> None:
    text = exported(PAGES, form, HEAD)
    places = [
        text.index(word)
        for word in ("Ulysse", "Huit lignes", "Nuit", "dort", "Copy", "REPORT", "compte", "dette")
    ]
    assert places == sorted(places)


def test_no_pages() -> None:
    assert exported([], "text", HEAD) == "Une place <de moins>\n22 novembre 2026\n"
    with pytest.raises(KeyError):
        exported([], "pdf", HEAD)
