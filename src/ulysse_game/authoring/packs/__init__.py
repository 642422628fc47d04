"""The story that a new pack begins with, under the title and the id that its writer wants.

A pack is a folder: the story in ``story/``, ``walkthroughs/`` beside it, a page on both. The files
of ``template/`` are a pack as it is, found in order by every tool of the desk; only the name of one
is another, lest it rule here: ``gitignore``. What is given out is in order too. Nothing is written.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from ulysse_game.authoring.translating.write import strings
from ulysse_game.authoring.typography import corrected

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LANGUAGE, TRANSLATION = "en", "fr"
TITLE, ID = "The Last Crossing", "last_crossing"
"""What the template's own story is called."""
LONGEST_TITLE = 60
"""Signs: so much has room on a title page, a list of saves and a status line."""

_PLAIN = re.compile(r"[A-Za-z](?:[\w’,.!?-]| (?!#))*", re.ASCII)
_TITLE_ENTRY = re.compile(r'(msgctxt "story\.title"\n)msgid .*\n(?:".*\n)*msgstr .*\n(?:".*\n)*')


class NoTitle(ValueError):  # noqa: N818 - a state of affairs
    """These words are no title: not one line of 1 to ``LONGEST_TITLE`` printable signs."""


class Wanted(NamedTuple):
    """How a new story is to be called; without a ``title`` it keeps the template's."""

    id: str
    title: str = ""


def pack(wanted: Wanted) -> dict[str, str]:
    """The files of a new pack, by their paths in it with ``/``, sorted.

    Raises ``NoTitle``.
    """
    found = {}
    for path, text in sorted(_files(files(__name__) / "template", "")):
        text = re.sub(rf"\b{ID}\b", wanted.id, text)
        found[".gitignore" if path == "gitignore" else path] = text
    return found if not wanted.title else _called(found, _set(wanted.title, LANGUAGE))


def id_of(name: str) -> str:
    """An id for a story that lives in a folder of this name: small letters, figures and ``_``."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    id = re.sub("[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_TITLE].strip("_")
    return id if id[:1].isalpha() else f"story_{id}".strip("_")


def _files(folder: Traversable, above: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for each in folder.iterdir():
        if each.is_dir():
            found += _files(each, f"{above}{each.name}/")
        else:
            found.append((above + each.name, each.read_text(encoding="utf-8")))
    return found


def _called(found: dict[str, str], title: str) -> dict[str, str]:
    """The same with this title; its translation has the same words, until somebody has better."""
    catalogue = f"story/languages/{TRANSLATION}/world.po"
    words = strings("msgid", title) + strings("msgstr", _set(title, TRANSLATION))
    return found | {
        "README.md": found["README.md"].replace(f"# {TITLE}", f"# {title}", 1),
        "story/story.yaml": found["story/story.yaml"].replace(
            f"title: {TITLE}", f"title: {_in_yaml(title)}", 1
        ),
        catalogue: _TITLE_ENTRY.sub(lambda entry: entry[1] + words, found[catalogue], count=1),
    }


def _set(title: str, language: str) -> str:
    """The title as a printer of this language sets it."""
    words = " ".join(title.split())
    if not 1 <= len(words) <= LONGEST_TITLE or not words.isprintable():
        raise NoTitle(title)
    for start, end, new in reversed(corrected(words, language, is_line=True)):
        words = words[:start] + new + words[end:]
    return words


def _in_yaml(title: str) -> str:
    """The title as a value of YAML, in quotes where it needs them."""
    if _PLAIN.fullmatch(title):
        return title
    return '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
