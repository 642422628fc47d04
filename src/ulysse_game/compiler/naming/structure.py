"""The names that stand under keys: what each mapping of a story declares and names.

It looks at nodes alone, key by key, and takes what is well formed; what is not, the compiler
reports. Expressions and prose are not read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ulysse_game.compiler.choices import CHOICE_KEYS
from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.fields import list_of, span_of
from ulysse_game.compiler.kinds import NOWHERE
from ulysse_game.compiler.naming.occurrence import Occurrence
from ulysse_game.compiler.nodes import Entry, Items, Mapping, Node, Scalar
from ulysse_game.compiler.scene_links import SceneFile
from ulysse_game.diagnostics import Span

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ANCHOR = re.compile(r"\{([a-z][a-z0-9_]*) *\}")
_TARGET = re.compile(r"(?:draw +(?P<deck>[a-z][a-z0-9_]*) +else +)?(?P<scene>[a-z][a-z0-9_]*)")
_VALUES = re.compile(r"[a-z][a-z0-9_]*(?: *\| *[a-z][a-z0-9_]*)+")
_CHOICE_KEYS = frozenset(CHOICE_KEYS)

Found = Iterator[Occurrence]


def in_scenes(file: SceneFile, declared: Declarations) -> Found:
    """The names in a file of scenes."""
    for key, value in file.node.entries:
        yield _whole("scene", key.text, "declared", file.file, key, key.text)
        if isinstance(value, Mapping):
            yield from _Scene(file, key.text, declared).names(value)


def in_chapter(file: str, id: str, entries: Iterable[Entry], declared: Declarations) -> Found:
    """The names in a ``chapter.yaml``."""
    for key, value in entries:
        match key.text, value:
            case "chapter", Scalar():
                yield _whole("chapter", value.text, "declared", file, value)
            case "begins", Scalar():
                yield _whole("scene", value.text, "named", file, value)
            case "plate", Scalar():
                yield _whole("plate", value.text, "named", file, value)
            case "decks", Mapping():
                for deck, piles in value.entries:
                    yield _whole("deck", f"{id}.{deck.text}", "declared", file, deck)
                    for card in _scalars(piles):
                        yield from _listed("scene", file, card)
            case name, Mapping():
                yield from in_world(file, name, value, declared)


def in_story(file: str, entries: Iterable[Entry]) -> Found:
    """The names in ``story.yaml``; its chapters are folders, which have names of their own."""
    for key, value in entries:
        if key.text == "begins" and isinstance(value, Scalar):
            yield _whole("scene", value.text, "named", file, value)


def in_house_style(file: str, entries: Iterable[Entry], declared: Declarations) -> Found:
    """The names in ``house-style.yaml``: the person called *you*, who addresses whom, chapters."""
    for key, value in entries:
        match key.text, value:
            case "you", Scalar():
                yield _whole("person", value.text, "named", file, value)
            case "chapters" | "techniques", Mapping():
                kind = "chapter" if key.text == "chapters" else "tag"
                for name, _ in value.entries:
                    yield _whole(kind, name.text, "named", file, name)
            case "languages", Mapping():
                for _, style in value.entries:
                    for name, lines in _entries(style):
                        if name.text == "address":
                            yield from _addresses(file, lines, declared)


def _addresses(file: str, lines: Node, declared: Declarations) -> Found:
    kinds = {
        **dict.fromkeys(declared.scenes, "scene"),
        **dict.fromkeys(declared.voices, "voice"),
        **dict.fromkeys(declared.people, "person"),
    }
    for line in _scalars(lines):
        for found in _NAME.finditer(line.text):
            if found[0] in kinds:
                yield _part(kinds[found[0]], found[0], "named", file, line, found.start(), found[0])


def in_world(file: str, key: str, node: Node, declared: Declarations) -> Found:
    """The names under one key of the world, or one of the tables that a chapter may have too."""
    if isinstance(node, Mapping) and key in _TABLES:
        for entry in node.entries:
            yield from _TABLES[key](file, entry, declared)


# ── the tables of the world ──────────────────────────────────────────────────────────────────


def _people(file: str, entry: Entry, declared: Declarations) -> Found:
    yield _whole("set", entry.key.text, "declared", file, entry.key)
    for key, value in _entries(entry.value):
        yield _whole("person", key.text, "declared", file, key, f"person.{key.text}")
        for name, what in _entries(value):
            if name.text == "stats":
                for stat, kind in _entries(what):
                    full = f"{key.text}.{stat.text}"
                    yield _whole("variable", full, "declared", file, stat, f"person.{key.text}")
                    yield from _values(file, full, kind)
            elif name.text == "reacts":
                for tag, _ in _entries(what):
                    yield _whole("tag", tag.text, "named", file, tag, f"person.{key.text}")


def _stats(file: str, entry: Entry, declared: Declarations) -> Found:
    name = f"*.{entry.key.text}"
    yield _whole("variable", name, "declared", file, entry.key)
    yield from _values(file, name, entry.value)


def _variables(file: str, entry: Entry, declared: Declarations) -> Found:
    yield _whole("variable", entry.key.text, "declared", file, entry.key)
    yield from _values(file, entry.key.text, entry.value)


def _sets(file: str, entry: Entry, declared: Declarations) -> Found:
    yield _whole("set", entry.key.text, "declared", file, entry.key)
    for part in _names(entry.value, file):
        kind = "person" if part.text in declared.people else "set"
        yield _whole(kind, part.text, "named", file, part)


def _voices(file: str, entry: Entry, declared: Declarations) -> Found:
    yield _whole("voice", entry.key.text, "declared", file, entry.key)


def _places(file: str, entry: Entry, declared: Declarations) -> Found:
    yield _whole("zone", entry.key.text, "declared", file, entry.key)
    for room, _ in _entries(entry.value):
        yield _whole("room", room.text, "declared", file, room)


def _words(file: str, entry: Entry, declared: Declarations) -> Found:
    name = entry.key.text
    yield _whole("word", name, "declared", file, entry.key, f"word.{name}")
    for value, _ in _entries(entry.value):
        if value.text in declared.words.get(name, ()):
            full = f"{name}.{value.text}"
            yield _whole("value", full, "declared", file, value, f"word.{full}")


def _tags(file: str, entry: Entry, declared: Declarations) -> Found:
    yield _whole("tag", entry.key.text, "declared", file, entry.key, f"tag.{entry.key.text}")


def _observations(file: str, entry: Entry, declared: Declarations) -> Found:
    within = f"observation.{entry.key.text}"
    yield _whole("observation", entry.key.text, "declared", file, entry.key, within)
    for key, value in _entries(entry.value):
        kind = {"in": "chapter", "of": "person", "to": "person"}.get(key.text)
        if kind and isinstance(value, Scalar) and value.text != "nobody":
            yield _whole(kind, value.text, "named", file, value, within)


def _define(file: str, entry: Entry, declared: Declarations) -> Found:
    found = _NAME.match(entry.key.text)
    if found:
        yield _part("define", found[0], "declared", file, entry.key, found.start(), found[0])


def _rules(file: str, entry: Entry, declared: Declarations) -> Found:
    within = f"rule.{entry.key.text}"
    yield _whole("rule", entry.key.text, "declared", file, entry.key, within)
    for key, value in _entries(entry.value):
        if key.text == "goto" and isinstance(value, Scalar):
            yield from _target(file, value, declared, "", within)


def _endings(file: str, entry: Entry, declared: Declarations) -> Found:
    yield _whole("ending", entry.key.text, "declared", file, entry.key, f"ending.{entry.key.text}")


def _invariants(file: str, entry: Entry, declared: Declarations) -> Found:
    for key, value in _entries(entry.value):
        if key.text == "at":
            for part in _names(value, file):
                if part.text in declared.scenes:
                    yield _whole("scene", part.text, "named", file, part)


def _plates(file: str, entry: Entry, declared: Declarations) -> Found:
    yield _whole("plate", entry.key.text, "declared", file, entry.key)


def _charts(file: str, entry: Entry, declared: Declarations) -> Found:
    within = f"chart.{entry.key.text}"
    for key, value in _entries(entry.value):
        kind = {"you": "person", "plan": "zone", "map": "zone", "outside": "zone"}.get(key.text)
        if isinstance(value, Scalar) and kind:
            yield _whole(kind, value.text, "named", file, value, within)
        elif isinstance(value, Scalar) and key.text == "drawing":
            for row, text in enumerate(value.text.split("\n")):
                for found in _ANCHOR.finditer(text):
                    at = value.first_line + row, value.indent + found.start(1)
                    span = Span(file, *at, len(found[1]))
                    yield Occurrence("room", found[1], "named", span, within)
        elif key.text == "points":
            for _, point in _entries(value):
                for name, what in _entries(point):
                    if name.text in ("room", "zone") and isinstance(what, Scalar):
                        yield _whole(name.text, what.text, "named", file, what, within)


_TABLES: dict[str, Callable[[str, Entry, Declarations], Found]] = {
    "people": _people,
    "stats": _stats,
    "variables": _variables,
    "sets": _sets,
    "voices": _voices,
    "places": _places,
    "words": _words,
    "tags": _tags,
    "observations": _observations,
    "define": _define,
    "rules": _rules,
    "endings": _endings,
    "invariants": _invariants,
    "plates": _plates,
    "charts": _charts,
}


def _values(file: str, name: str, node: Node) -> Found:
    """The values that a declaration lists: ``calm | wind | storm``; its bands."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if key.text == "is":
                yield from _values(file, name, value)
            elif key.text == "bands":
                for part in _names(value, file):
                    found = _NAME.match(part.text)
                    if found:
                        full = f"{name}.{found[0]}"
                        yield _part("band", full, "declared", file, part, 0, found[0])
        return
    found = _VALUES.match(node.text) if isinstance(node, Scalar) else None
    if isinstance(node, Scalar) and found:
        for each in _NAME.finditer(found[0]):
            full = f"{name}.{each[0]}"
            yield _part("value", full, "declared", file, node, each.start(), each[0])


# ── scenes ───────────────────────────────────────────────────────────────────────────────────


class _Scene:
    """One scene of a file."""

    def __init__(self, file: SceneFile, id: str, declared: Declarations) -> None:
        self.file, self.chapter, self.id, self.declared = file.file, file.chapter, id, declared

    def names(self, node: Mapping) -> Found:
        """The names under its keys and those of its choices."""
        for key, value in node.entries:
            match key.text:
                case "variables":
                    yield from in_world(self.file, "variables", value, self.declared)
                case "choices":
                    for item in value.items if isinstance(value, Items) else ():
                        if isinstance(item, Mapping):
                            yield from self._choice(item)
                case name:
                    yield from self._named(name, value, self.id)

    def _choice(self, node: Mapping) -> Found:
        ids = [key for key, _ in node.entries if key.text not in _CHOICE_KEYS]
        within = f"{self.id}.{ids[0].text}" if ids else self.id
        for key in ids[:1]:
            yield _whole("choice", within, "declared", self.file, key, within)
        for key, value in node.entries:
            if key not in ids:
                yield from self._named(key.text, value, within)

    def _named(self, key: str, value: Node, within: str) -> Found:
        file = self.file
        match key:
            case "with":
                for part in _names(value, file):
                    found = _NAME.match(part.text)
                    if found:
                        kind = "person" if found[0] in self.declared.people else "voice"
                        yield _part(kind, found[0], "named", file, part, 0, found[0], within)
            case "tags":
                for part in _names(value, file):
                    yield _whole("tag", part.text, "named", file, part, within)
            case "at" | "session" | "ending" | "plate" if isinstance(value, Scalar):
                kind = {"at": "room", "session": "person"}.get(key, key)
                role = "declared" if value.text.startswith("early_") else "named"
                yield _whole(kind, value.text, role, file, value, within)
            case "observe" if isinstance(value, Scalar):
                found = _NAME.match(value.text)
                if found:
                    yield _part("observation", found[0], "set", file, value, 0, found[0], within)
            case "draw" if isinstance(value, Scalar):
                yield self._deck(value, 0, value.text, within)
            case "else" | "detour" | "goto" | "next":
                for part in _scalars(value):
                    yield from _target(file, part, self.declared, self.chapter, within)

    def _deck(self, node: Scalar, at: int, deck: str, within: str) -> Occurrence:
        name = _deck_name(self.declared, self.chapter, deck)
        return _part("deck", name, "named", self.file, node, at, deck, within)


def _target(file: str, node: Scalar, declared: Declarations, chapter: str, within: str) -> Found:
    """A scene, perhaps with the deck before it."""
    found = _TARGET.match(node.text)
    if found is None:
        return
    if found["deck"]:
        name = _deck_name(declared, chapter, found["deck"])
        at = found.start("deck")
        yield _part("deck", name, "named", file, node, at, found["deck"], within)
    if found["scene"] not in NOWHERE:
        at = found.start("scene")
        yield _part("scene", found["scene"], "named", file, node, at, found["scene"], within)


def _deck_name(declared: Declarations, chapter: str, deck: str) -> str:
    """The whole name of a deck: of this chapter, else of the first that has one of this name."""
    if (chapter, deck) in declared.decks:
        return f"{chapter}.{deck}"
    return next(
        (f"{where}.{id}" for where, id in declared.decks if id == deck), f"{chapter}.{deck}"
    )


# ── nodes ────────────────────────────────────────────────────────────────────────────────────


def _entries(node: Node) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, Mapping) else ()


def _scalars(node: Node) -> Iterator[Scalar]:
    """Every text below a node, keys apart."""
    match node:
        case Scalar():
            yield node
        case Items():
            for item in node.items:
                yield from _scalars(item)
        case Mapping():
            for entry in node.entries:
                yield from _scalars(entry.value)


def _names(node: Node, file: str) -> list[Scalar]:
    """The names of ``a, b, c`` or of a list."""
    return list_of(node, Desk(Declarations(), []), file)


def _listed(kind: str, file: str, node: Scalar) -> Found:
    for part in _names(node, file):
        yield _whole(kind, part.text, "named", file, part)


def _whole(
    kind: str, name: str, role: str, file: str, node: Scalar, within: str = ""
) -> Occurrence:
    """A node that is a name and nothing else."""
    span = span_of(file, node)
    if node.style == "quoted":
        span = Span(file, node.line, node.column + 1, max(len(node.text), 1))
    return Occurrence(kind, name, role, span, within)


def _part(
    kind: str, name: str, role: str, file: str, node: Scalar, at: int, text: str, within: str = ""
) -> Occurrence:
    """A part of a node's one line."""
    span = Span(file, node.first_line, node.indent + at + (node.style == "quoted"), len(text))
    return Occurrence(kind, name, role, span, within)
