"""What ``was:`` renamed, as translators' catalogues have to follow it.

A catalogue still has the old names until it is brought up to date: in the line ids of its entries,
and within its texts, in braces and before colons. Here both are told in the names of today, so that
a rename loses no word of a translation. Nothing is changed on the disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ulysse_game.story import Variable

_OWNERS = {"person": "person", "observation": "observation", "variable": "word"}
"""How the line ids of what has texts of its own begin, by the kind of the rename."""

_HEAD = re.compile(r"\{(?![&~!])([^{}|:\\]*)(?=[:}])")
"""The selector of a brace, or all of one that prints a value; a sequence has neither."""
_SPEECH = re.compile(r"^([a-z][a-z0-9_]*)(?=\??(?: \([^()]*\))?: )([^\n]*)", re.MULTILINE)
_NAME = re.compile(r"(?<![\w.])[a-z][a-z0-9_]*|(?<=\.)[a-z][a-z0-9_]*", re.IGNORECASE)
_ECHO = re.compile(r"(\s*echo\s+)([a-z][a-z0-9_]*)(\s*)")
_ASKED = re.compile(  # possessive, and names have an end, so that no text takes long
    r"\b([a-z][a-z0-9_.]{0,200}+)\s*+(\bis\s++not\b|\bis\b|\bin\b|=)"
    r"\s*+(\([^()]*+\)|[a-z][a-z0-9_.]*+)"
)
_CALLED = re.compile(
    r"\b((?:visits|seen|taken|heard)\s*+\(\s*+)([a-z][a-z0-9_]*+(?:\.[a-z][a-z0-9_]*+)?)(?=\s*+\))"
)
"""What asks for scenes, choices and echoes; they have name spaces of their own."""


class Renames(NamedTuple):
    """Old names with those of today.

    ``ids`` are beginnings of line ids; ``names`` stand in expressions and before colons, ``stats``
    after a dot, ``chapters`` after ``observations.``, ``echoes`` in marks; ``values`` are by the
    variable that holds them; ``held`` are the values that each variable has today.
    """

    ids: Mapping[str, str]
    names: Mapping[str, str]
    stats: Mapping[str, str]
    chapters: Mapping[str, str]
    echoes: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    held: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def line_id(self, old: str) -> str:
        """The line id of today; the same where nothing was renamed."""
        found = self._once(old)
        return found if found == old else self._once(found)  # a choice of a scene renamed itself

    def _once(self, line_id: str) -> str:
        parts = line_id.split(".")
        for count in range(min(len(parts), 3), 0, -1):
            now = self.ids.get(".".join(parts[:count]))
            if now is not None:
                return ".".join((now, *parts[count:]))
        return line_id

    def words(self, text: str) -> str:
        """A text whose braces and speeches use the names of today."""
        if not any(self[1:-1]):
            return text
        if "{" in text:
            text = _HEAD.sub(lambda found: "{" + self._head(found[1]), text)
        return _SPEECH.sub(self._speech, text) if ": " in text else text

    def _head(self, head: str) -> str:
        echo = _ECHO.fullmatch(head)
        if echo is not None:
            return echo[1] + self.echoes.get(echo[2], echo[2]) + echo[3]
        return self.asked(head)

    def asked(self, text: str) -> str:
        """An expression, or effects, in the names of today."""
        parts: list[str] = []
        at = 0
        for called in _CALLED.finditer(text):
            parts.append(self._compared(text[at : called.start()]))
            id = called[2]
            is_echo = called[1].startswith("heard")
            parts.append(called[1] + (self.echoes.get(id, id) if is_echo else self.line_id(id)))
            at = called.end()
        return "".join((*parts, self._compared(text[at:])))

    def _compared(self, text: str) -> str:
        parts: list[str] = []
        at = 0
        for asked in _ASKED.finditer(text):
            parts.append(_NAME.sub(self._name, text[at : asked.start(3)]))
            parts.append(self._answers(asked[1], asked[3]))
            at = asked.end()
        return "".join((*parts, _NAME.sub(self._name, text[at:])))

    def _answers(self, variable: str, text: str) -> str:
        """What stands after ``is`` or ``in``: first of all a value of what is asked."""
        today = _NAME.sub(self._name, variable)
        everybodys = f"*.{today.rpartition('.')[2]}" if "." in today else ""
        renamed = next(
            (self.values[each] for each in (variable, today, everybodys) if each in self.values), {}
        )
        held = self.held.get(variable) or self.held.get(today, ())

        def now(found: re.Match[str]) -> str:
            word = found[0]
            return renamed.get(word) or (word if word in held else self._name(found))

        return _NAME.sub(now, text)

    def _name(self, found: re.Match[str]) -> str:
        word, start = found[0], found.start()
        known = self.names
        if found.string.endswith(".", 0, start):
            is_chapter = found.string.endswith("observations.", 0, start)
            known = self.chapters if is_chapter else self.stats
        now = known.get(word) or known.get(word.lower())
        if now is None:
            return word
        return now[:1].upper() + now[1:] if word[:1].isupper() else now

    def _speech(self, found: re.Match[str]) -> str:
        speaker, rest = found[1], found[2]
        ids = rest.removeprefix(": ").split(", ")
        if self.echoes and all(re.fullmatch(r"[a-z][a-z0-9_]*", id) for id in ids):
            rest = ": " + ", ".join(self.echoes.get(id, id) for id in ids)
        return self.names.get(speaker, speaker) + rest


def renames_of(was: Iterable[tuple[str, str, str]], variables: Iterable[Variable] = ()) -> Renames:
    """The renames of a story's ``was`` entries: what kind of thing, its old name, its name now.

    ``variables`` are those of today: a name after ``is`` is first of all one of their values.
    """
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    stats: dict[str, str] = {}
    chapters: dict[str, str] = {}
    echoes: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    for kind, old, now in was:
        if kind in ("scene", "choice"):
            ids[old] = now
        elif kind == "echo":
            echoes[old] = now
        elif kind == "stat":
            stats[old] = now
        elif kind == "chapter":
            chapters[old] = now
            ids[f"chapter.{old}"] = f"chapter.{now}"
        elif kind.startswith("value:"):
            variable = kind.removeprefix("value:")
            values.setdefault(variable, {})[old] = now
            ids[f"word.{variable}.{old}"] = f"word.{variable}.{now}"
        else:
            names[old] = now
            if kind in _OWNERS:
                ids[f"{_OWNERS[kind]}.{old}"] = f"{_OWNERS[kind]}.{now}"
    held = {each.name: each.values for each in variables if each.kind == "word"}
    return Renames(ids, names, stats, chapters, echoes, values, held)
