"""A translation as it is written, without its logic: the words that somebody will read.

Braces are taken apart by signs alone, as translators see them: a selector goes, its texts stay; a
value becomes one sign. Source and translation are compared like this, where neither has to be
understood.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

VALUE = "\ufffc"
"""Stands where a value is printed."""

_DIRECTIVE = re.compile(r"^ *\{(?:if [^}]*|else[^}]*|end|page)\} *$\n?", re.MULTILINE)
_SPEAKER = re.compile(r"^[a-z][a-z0-9_]*\??(?: \([^()]*\))?: ", re.MULTILINE)
_SELECTOR = re.compile(r"\{(?:[&~!]|(?:[^{}|:\\]*):)? ?")
_PRINTED = re.compile(r"\{(?![&~!])([^{}|:\\]+)\}")
_ENDS = re.compile("[\\s\u00a0\u202f*»”’\"')\\]}]+$")
_SIGN = {"?": "?", "!": "!", ".": ".", "…": "…", ":": ":", ";": ";", ",": ",", "—": "…", "-": "…"}


def values_in(text: str) -> list[str]:
    """What is printed in braces, as it is written."""
    found = (each.strip(" ") for each in _PRINTED.findall(text))
    return [each for each in found if not re.match(r"(?:if |else|end$|page$)", each)]


def root_of(value: str) -> str:
    """The name that a printed value is of: ``presence`` of ``Presence.the``."""
    inner = value[:1].lower() + value[1:]
    if inner.startswith("words(") and inner.endswith(")"):
        inner = inner[6:-1]
    return inner if "(" in inner else inner.partition(".")[0]


def spoken(text: str) -> str:
    """The words of a text: no directives, no speakers, no selectors; a value is one sign."""
    found = _SPEAKER.sub("", _DIRECTIVE.sub("", text))
    found = re.sub(r"\{(?![&~!])[^{}|:\\]+\}", VALUE, found)
    found = _SELECTOR.sub(" ", found)
    return re.sub(r"[|}]", " ", found).replace("\\", "")


def last_sign(text: str) -> str:
    """The sign that ends a text: one of ``. ? ! … : ; ,`` or nothing."""
    bare = text
    while True:
        shorter = _ENDS.sub("", bare)
        if shorter == bare:
            break
        bare = shorter
    return _SIGN.get(bare[-1:], "")


def figures(text: str) -> list[str]:
    """The figures of a text in order: ``03:12`` is 3 and 12, and ``14:00`` is 14."""
    found = (each.lstrip("0") for each in re.findall(r"[0-9]+", text) if each != "0")
    return [each for each in found if each]


@lru_cache(maxsize=10_000)
def folded(word: str) -> str:
    """A word without accents and capitals, for comparing how a name is spelt."""
    bare = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()
