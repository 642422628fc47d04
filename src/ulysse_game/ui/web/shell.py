"""The page around the terminal: a title, a sentence while it starts, a sentence when it has ended.

All of it is ours or comes with textual-serve, and all of it is served from here, file by file from
a list: no folder is ever laid open.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

import textual_serve

from ulysse_game.view.words import marked, words

_OURS = Path(__file__).parent / "files"
_THEIRS = Path(textual_serve.__file__).parent / "static"

FILES: dict[str, Path] = {
    "page.css": _OURS / "page.css",
    "page.js": _OURS / "page.js",
    "terminal.css": _THEIRS / "css" / "xterm.css",
    "terminal.js": _THEIRS / "js" / "textual.js",
    "upright.ttf": _THEIRS / "fonts" / "RobotoMono-VariableFont_wght.ttf",
    "italic.ttf": _THEIRS / "fonts" / "RobotoMono-Italic-VariableFont_wght.ttf",
}
"""What the page consists of: the name in the address, and where it lies."""

_FULL = marked("Every place is taken (games open here: {count}). Close the page of one first.")


def index(language: str, title: str, socket: str) -> str:
    """The page that plays, over a socket at this address."""
    say = words(language)
    return _filled(
        "index.html",
        language=language,
        title=title,
        socket=socket,
        opening=say(marked("The game is starting.")),
        ended=say(marked("The game has ended here. Every choice is saved.")),
        again=say(marked("Play on")),
        without=say(marked("The page needs JavaScript. In a terminal, “ulysse” plays without.")),
    )


def full(language: str, title: str, count: int) -> str:
    """The page for whoever finds every place taken."""
    say = words(language)
    return _filled(
        "full.html",
        language=language,
        title=title,
        sentence=say(_FULL, count=count),
        again=say(marked("Try again")),
    )


def _filled(name: str, **values: str) -> str:
    template = Template((_OURS / name).read_text(encoding="utf-8"))
    return template.substitute({key: escape(value) for key, value in values.items()})
