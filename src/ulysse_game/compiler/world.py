"""What is declared once: the files of ``world/``, ``story.yaml`` and the ``chapter.yaml``s.

In two passes. First names and kinds, so that any expression can be read; then everything that
holds expressions or prose. Files may come in any order and may share keys; order counts only
inside rules, endings, decks and sets.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ulysse_game.compiler.declarations import Defined
from ulysse_game.compiler.fields import Fields, list_of, names_under, place, span_of
from ulysse_game.compiler.kinds import LEVELS
from ulysse_game.compiler.meant_starts import wrong_start
from ulysse_game.compiler.nodes import Mapping, Node, Scalar
from ulysse_game.compiler.world_variables import MOST_VALUES, NAME, DeclaringVariables
from ulysse_game.story import Person, Variable, Voice

WORLD_KEYS = (
    "stats",
    "people",
    "sets",
    "voices",
    "places",
    "words",
    "tags",
    "variables",
    "define",
    "observations",
    "rules",
    "endings",
    "invariants",
    "names",
    "status",
    "crew",
    "instruments",
    "notebook",
    "echoes",
    "plates",
    "charts",
)
CHAPTER_KEYS = (
    "chapter",
    "title",
    "second_title",
    "plate",
    "begins",
    "variables",
    "stats",
    "decks",
    "rules",
    "was",
    "note",
)
STORY_KEYS = (
    "story",
    "title",
    "version",
    "language",
    "begins",
    "chapters",
    "licence",
    "about",
    "disclaimer",
    "content_note",
    "note",
)
PERSON_KEYS = ("name", "called", "gender", "start", "reacts", "stats", "was", "note")
VOICE_KEYS = ("kind", "name", "if", "note")
WORD_KEYS = ("means", "forms", "was", "note")
"""Beside these a word has its values as keys."""
DEFINE_KEYS = ("is", "unit", "means", "note")
VOICE_KINDS = ("ship", "radio", "inner", "repeats")
UNITS = ("seconds",)
MOST_PEOPLE = 100
MOST_ZONES = 100
MOST_DEFINED = 500
MOST_FORMS = 100
"""Of a word that the player chooses."""


class Part(NamedTuple):
    """One top-level entry of a world file."""

    file: str
    key: Scalar
    value: Node


class ChapterFile(NamedTuple):
    """One ``chapter.yaml``."""

    id: str
    file: str
    fields: Fields


class Declaring(DeclaringVariables):
    """The first pass: names and kinds."""

    # -- people and voices ----------------------------------------------------------------------

    def declare_people(self, parts: list[Part]) -> None:
        """The people, in their groups; names and genders."""
        for part in parts:
            if not isinstance(part.value, Mapping):
                continue
            for group in part.value.entries:
                members = self._group(group.key, group.value, part.file)
                if self.name(group.key, part.file, "set") is not None:
                    self.declared.groups[group.key.text] = tuple(members)

    def _group(self, key: Scalar, node: Node, file: str) -> list[str]:
        members: list[str] = []
        if not isinstance(node, Mapping):
            self.desk.error(
                "wants-names", f"`{key.text}` is a group of people.", span_of(file, node)
            )
            return members
        for entry in node.entries:
            id = self.name(entry.key, file, "person")
            if id is None:
                continue
            if not isinstance(entry.value, Mapping):
                self._wants(entry.value, entry.key, file, "a person has a `name`, and more.")
                continue
            if len(self.people) == MOST_PEOPLE:
                if not self._is_full:
                    self._is_full = True
                    self.desk.error(
                        "too-many",
                        f"a story has at most {MOST_PEOPLE} people.",
                        span_of(file, entry.key),
                        "whoever only speaks may be a voice.",
                    )
                self.desk.lost.add(id)
                continue
            fields = Fields(self.desk, file, entry.value, "a person", entry.key)
            fields.allow(PERSON_KEYS)
            gender = fields.text("gender")
            if gender not in ("f", "m", ""):
                self.desk.error(
                    "bad-gender",
                    "`gender` is f or m.",
                    fields.span("gender"),
                    "write one of them, or nothing.",
                )
            name = fields.scalar("name") if fields.require("name") else None
            called = fields.scalar("called")
            if name is not None:
                self.desk.words(f"person.{id}.name", name, file)
                first = name._replace(text=name.text.partition(" ")[0])
                self.desk.words(f"person.{id}.called", called or first, file)
            shown = self.desk.renamed((called or name or entry.key).text)
            vowel = shown[:1].upper() in "AEIOUYÀÂÉÈÊËÎÏÔÛÜŒÆ"
            self.people[id] = Person(id, key.text, gender, (("fr", vowel),))
            self.declared.people[id] = gender
            self.follow("person", id, fields)
            members.append(id)
        return members

    def declare_own_stats(self, parts: list[Part]) -> None:
        """What single people have and start with beyond everybody's."""
        for part in parts:
            if not isinstance(part.value, Mapping):
                continue
            for group in part.value.entries:
                if isinstance(group.value, Mapping):
                    for entry in group.value.entries:
                        self._own(entry.key.text, entry.value, part.file)

    def _own(self, id: str, node: Node, file: str) -> None:
        if id not in self.declared.people or not isinstance(node, Mapping):
            return
        fields = Fields(self.desk, file, node, "a person")
        for entry in (fields.mapping("stats") or Mapping((), 1, 1)).entries:
            full = f"{id}.{entry.key.text}"
            if full in self.declared.variables:
                self.desk.error(
                    "duplicate-name", f"`{full}` is declared twice.", span_of(file, entry.key)
                )
                continue
            found = self.variable(full, entry.value, file, "")
            if found is None or not self.has_room(span_of(file, entry.key)):
                self.desk.lost.add(entry.key.text)
            else:
                self.declared.variables[full] = found
        for part in list_of(fields.nodes.get("start"), self.desk, file):
            stat, _, value = part.text.partition(" ")
            variable = self.declared.variables.get(f"{id}.{stat}")
            span = span_of(file, part)
            if wrong := wrong_start(id, part.text, self.declared):
                self.desk.error(wrong.code, wrong.message, span, wrong.help)
            if variable is None or wrong:
                continue
            self.declared.variables[variable.name] = self.started(variable, value.strip(" "), span)

    def sets(self, node: Mapping, file: str) -> None:
        """Named sets of people, from people and other sets."""
        for entry in node.entries:
            if self.name(entry.key, file, "set") is None:
                continue
            members: list[str] = []
            for part in list_of(entry.value, self.desk, file):
                if part.text in self.declared.groups:
                    members += self.declared.groups[part.text]
                elif part.text in self.declared.people:
                    members.append(part.text)
                else:
                    names = [*self.declared.groups, *self.declared.people]
                    self.desk.error(
                        "unknown-person",
                        f"`{part.text}` is no person and no set.",
                        span_of(file, part),
                        self.declared.near(part.text, names),
                    )
            in_order = [id for id in self.declared.people if id in set(members)]
            self.declared.groups[entry.key.text] = tuple(in_order)

    def voices(self, node: Mapping, file: str) -> None:
        """Who may speak without being a person."""
        for entry in node.entries:
            id, value = entry.key.text, entry.value
            if self.name(entry.key, file, "voice") is None:
                continue
            if isinstance(value, Mapping):
                fields = Fields(self.desk, file, value, "a voice", entry.key)
                fields.allow(VOICE_KEYS)
                kind, name = fields.scalar("kind"), fields.scalar("name")
            elif isinstance(value, Scalar):
                kind, name = _pair(value)
            else:
                kind = name = None
            if kind is None or kind.text not in VOICE_KINDS:
                self.desk.error(
                    "unknown-voice-kind",
                    "a voice is ship, radio, inner or repeats, and a name.",
                    span_of(file, value),
                    self.declared.near("" if kind is None else kind.text, VOICE_KINDS)
                    or "`irene: ship, Irène`.",
                )
                self.desk.lost.add(id)
                continue
            self.declared.voices[id] = Voice(id, kind.text)
            if name is not None:
                self.desk.words(f"voice.{id}", name, file)

    def plates(self, node: Mapping, file: str) -> None:
        """The pictures, by name; the words that stand for them are read later."""
        plates = self.declared.plates
        for entry in node.entries:
            name = entry.key.text
            if name in plates or not NAME.fullmatch(name):
                self.desk.error(
                    "duplicate-name",
                    f"there is a plate `{name}` already."
                    if name in plates
                    else f"`{name}` cannot be a plate’s name.",
                    span_of(file, entry.key),
                    "give it another name, of small letters, figures and `_`.",
                )
            plates.setdefault(name, file)

    # -- the rest -------------------------------------------------------------------------------

    def places(self, node: Mapping, file: str) -> None:
        """Zones and their rooms."""
        for zone in node.entries:
            if len(self.declared.zones) == MOST_ZONES:
                self.desk.error(
                    "too-many",
                    f"a story has at most {MOST_ZONES} zones.",
                    span_of(file, zone.key),
                    "a zone is where people are; for a scene’s place it may have many rooms.",
                )
                self.desk.broken[file] = ""  # whatever is unknown may stand below
                return
            if zone.key.text in self.declared.zones:
                self.desk.error(
                    "duplicate-name", f"there is a zone `{zone.key.text}`.", span_of(file, zone.key)
                )
                continue
            self.declared.zones = (*self.declared.zones, zone.key.text)
            if not isinstance(zone.value, Mapping):
                self.desk.error(
                    "wants-names",
                    "a zone holds its rooms.",
                    span_of(file, zone.value),
                    f"indent them under it: `{zone.key.text}_deck: The deck`.",
                )
                continue
            for room in zone.value.entries:
                if room.key.text in self.declared.rooms or not NAME.fullmatch(room.key.text):
                    self.desk.error(
                        "duplicate-name",
                        f"there is a room `{room.key.text}` already."
                        if room.key.text in self.declared.rooms
                        else f"`{room.key.text}` cannot be a room’s name.",
                        span_of(file, room.key),
                        "give it another name, of small letters, figures and `_`.",
                    )
                    continue
                self.declared.rooms[room.key.text] = zone.key.text
                if isinstance(room.value, Scalar):
                    self.desk.words(f"room.{room.key.text}", room.value, file)

    def words(self, node: Mapping, file: str) -> None:
        """Words the player chooses, with their forms."""
        for entry in node.entries:
            name = self.name(entry.key, file, "word")
            if name is None:
                continue
            if not isinstance(entry.value, Mapping):
                told = "a word has its `forms`, and a line a value."
                self._wants(entry.value, entry.key, file, told)
                continue
            fields = Fields(self.desk, file, entry.value, "a word", entry.key)
            self.follow("variable", name, fields)
            forms = tuple(_cells(fields.text("forms"))) if fields.require("forms") else ()
            if len(forms) > MOST_FORMS or len(entry.value.entries) > MOST_VALUES:
                self.desk.error(
                    "too-many",
                    f"a word has at most {MOST_FORMS} forms and {MOST_VALUES} values.",
                    span_of(file, entry.key),
                    "make several words of it.",
                )
                self.desk.lost.add(name)
                continue
            values: list[str] = []
            for row in entry.value.entries:
                if row.key.text in WORD_KEYS:
                    continue
                self._word_row(name, row.key, row.value, forms, file)
                values.append(row.key.text)
            if not values:
                self.desk.error(
                    "missing-key", "a word has at least one value.", span_of(file, entry.key)
                )
                continue
            variable = Variable(
                name, "word", 0, len(values) - 1, tuple(values), meaning=fields.text("means")
            )
            self.declared.variables[name] = variable
            self.declared.words[name] = tuple(values)
            self.declared.forms[name] = forms

    def _word_row(
        self, word: str, key: Scalar, node: Node, forms: tuple[str, ...], file: str
    ) -> None:
        cells = _cells(node.text) if isinstance(node, Scalar) else []
        if not forms:
            return  # they are missing, and that is said once
        if len(cells) != len(forms):
            self.desk.error(
                "forms-and-columns",
                f"`{key.text}` has {len(cells)} of the {len(forms)} forms.",
                span_of(file, node),
                f"the forms are {', '.join(forms)}.",
            )
            return
        assert isinstance(node, Scalar)
        for n, (form, cell) in enumerate(zip(forms, cells, strict=True)):
            line_id = f"word.{word}.{key.text}" + (f".{form}" if n else "")
            self.desk.words(line_id, node._replace(text=cell), file)

    def tags(self, node: Mapping, file: str) -> None:
        """Tags: their group, or a map for tags that close choices."""
        for entry in node.entries:
            text = entry.value.text if isinstance(entry.value, Scalar) else ""
            self.declared.tags[entry.key.text] = text

    def observations(self, node: Mapping, file: str) -> None:
        """Observations: each is a variable of five levels."""
        for entry in node.entries:
            id = self.name(entry.key, file, "observation")
            if id is None:
                continue
            if not isinstance(entry.value, Mapping):
                told = "an observation has `in`, `of` and its texts."
                self._wants(entry.value, entry.key, file, told)
                continue
            fields = Fields(self.desk, file, entry.value, "an observation", entry.key)
            if not self.has_room(span_of(file, entry.key)):
                self.desk.lost.add(id)
                continue
            self.declared.observations[id] = fields.text("in")
            self.declared.variables[id] = Variable(id, "observation", 0, len(LEVELS) - 1, LEVELS)
            self.follow("observation", id, fields)

    def define(self, node: Mapping, file: str) -> None:
        """Named expressions."""
        for entry in node.entries:
            if len(self.declared.defined) == MOST_DEFINED:
                self.desk.error(
                    "too-many",
                    f"a story has at most {MOST_DEFINED} named expressions.",
                    span_of(file, entry.key),
                    "write out those that are used once.",
                )
                self.desk.lost.update(names_under(node))
                return
            match = re.fullmatch(r"([a-z][a-z0-9_]*)(?:\(([a-z][a-z0-9_]*)\))?", entry.key.text)
            if match is None:
                self.desk.error(
                    "bad-name",
                    "a named expression is `name` or `name(p)`.",
                    span_of(file, entry.key),
                    "it has one name in brackets at most; other things it asks by their names.",
                )
                continue
            name = self.name(entry.key._replace(text=match[1]), file, "name")
            node_: Node | None = entry.value
            unit = ""
            if isinstance(node_, Mapping):
                fields = Fields(self.desk, file, node_, "a named expression", entry.key)
                fields.allow(DEFINE_KEYS)
                unit = fields.text("unit")
                if unit and unit not in UNITS:
                    told = f"there is no unit `{unit}`."
                    self.desk.error(
                        "unknown-unit", told, fields.span("unit"), f"there is: {', '.join(UNITS)}."
                    )
                node_ = fields.scalar("is") if fields.require("is") else None
            elif not isinstance(node_, Scalar):
                span = span_of(file, entry.value)
                self.desk.error("wants-a-text", "a named expression is one line.", span)
            if name is None or not isinstance(node_, Scalar):
                self.desk.lost.add(match[1])
                continue
            span = span_of(file, node_)
            self.declared.defined[name] = Defined(name, match[2] or "", node_.text, unit, span)


def _pair(node: Scalar) -> tuple[Scalar, Scalar]:
    kind, _, name = node.text.partition(",")
    return node._replace(text=kind.strip(" ")), node._replace(text=name.strip(" "))


def _cells(text: str) -> list[str]:
    return [cell.strip(" ") for cell in text.split("|")]


__all__ = ["CHAPTER_KEYS", "STORY_KEYS", "WORLD_KEYS", "ChapterFile", "Declaring", "Part", "place"]
