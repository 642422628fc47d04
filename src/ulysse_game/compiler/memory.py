"""What is known from the last compile of a story, so that only what changed is read again.

``Fresh`` remembers nothing: a story compiled once. ``Remembering`` keeps what each file gave, and
gives it again while the file is the same, byte for byte, and whatever it can depend on is too: the
names that are declared, the tables of tags and reactions, the chapter it stands in. What it gives
is what reading would give; it must never know more than that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.nodes import Mapping as Node
from ulysse_game.compiler.read_yaml import read_yaml
from ulysse_game.diagnostics import Diagnostic
from ulysse_game.story import Block, Scene, World

if TYPE_CHECKING:
    from ulysse_game.compiler.checks.graph import Graph
    from ulysse_game.compiler.desk import Desk, Unit
    from ulysse_game.compiler.scene_links import SceneFile
    from ulysse_game.compiler.scenes import SceneReader
    from ulysse_game.compiler.sources import Source
    from ulysse_game.compiler.translations import Entry

T = TypeVar("T")
Report = Callable[[Diagnostic], None]


class Fresh:
    """The memory of a compiler that reads a story for the first time."""

    def __init__(self) -> None:
        """Nothing is known."""
        self._sources: Mapping[str, Source] = {}

    def begin(self, sources: Iterable[Source]) -> None:
        """These are the files of this compile."""
        self._sources = {source.file: source for source in sources}

    def nodes(self, source: Source, report: Report) -> Node | None:
        """What a YAML file says, its mistakes reported."""
        return read_yaml(source.file, source.data, report)

    def again(self, file: str) -> Node:
        """The nodes of a file whose mistakes are reported already, for whoever asks for places."""
        return self.nodes(self._sources[file], _to_nobody) or Node((), 1, 1)

    def entries(self, source: Source, desk: Desk, read: Callable[[], list[Entry]]) -> list[Entry]:
        """The entries of a catalogue, as ``read`` finds them."""
        return read()

    def settle(self, desk: Desk) -> None:
        """All names are declared; from here on only ask ``desk.declared``."""

    def rely(self, *tables: object) -> None:
        """These tables decide what scenes are read as."""

    def scenes(self, file: SceneFile, reader: SceneReader) -> dict[str, Scene]:
        """The scenes of one file."""
        return {
            key.text: reader.read(key, value, file.file, file.chapter)
            for key, value in file.node.entries
            if isinstance(value, Node)
        }

    def translated(
        self, language: str, entry: Entry, unit: Unit, desk: Desk, read: Callable[[], Block | None]
    ) -> Block | None:
        """What a translated text says, as ``read`` finds it."""
        return read()

    def follow(self, graph: Graph, person: str, go: Callable[[], T]) -> T:
        """Where somebody may be in every scene, as ``go`` finds it."""
        return go()


class _ReadFile(NamedTuple):
    """What reading a file of scenes gave: its scenes, and all that it left at the desk."""

    data: bytes
    chapter: str
    scenes: dict[str, Scene]
    links: dict[str, Any]
    was: list[tuple[str, str, str]]
    blocks: dict[str, Block]
    units: dict[str, Unit]
    spoken: dict[str, Any]
    lively: set[str]
    marking: list[str]
    diagnostics: list[Diagnostic]


class Remembering(Fresh):
    """The memory of a compiler that reads the same story again and again."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        super().__init__()
        self._nodes: dict[str, tuple[bytes, Node | None, list[Diagnostic]]] = {}
        self._entries: dict[str, tuple[bytes, list[Entry]]] = {}
        self._files: dict[str, _ReadFile] = {}
        self._blocks: dict[tuple[str, str], tuple[Entry, Unit, Block]] = {}
        self._declared: Declarations | None = None
        self._tables: tuple[object, ...] = ()
        self._renames: dict[str, str] = {}
        self._genders: dict[str, object] = {}
        self._only_added = False
        self._world: World | None = None
        self._scenes: dict[str, Scene] = {}
        self._graph: Graph | None = None
        self._followed: dict[str, Any] = {}

    def begin(self, sources: Iterable[Source]) -> None:
        """These are the files of this compile; what is gone is forgotten."""
        super().begin(sources)
        for kept in (self._nodes, self._entries, self._files):
            for file in [file for file in kept if file not in self._sources]:
                del kept[file]

    def nodes(self, source: Source, report: Report) -> Node | None:
        """What a YAML file says: the same nodes and mistakes while its bytes are the same."""
        known = self._nodes.get(source.file)
        if known is None or known[0] != source.data:
            found: list[Diagnostic] = []
            known = source.data, read_yaml(source.file, source.data, found.append), found
            self._nodes[source.file] = known
        for each in known[2]:
            report(each)
        return known[1]

    def entries(self, source: Source, desk: Desk, read: Callable[[], list[Entry]]) -> list[Entry]:
        """The entries of a catalogue; one with mistakes is read again each time."""
        known = self._entries.get(source.file)
        if known is not None and known[0] == source.data:
            return known[1]
        before = len(desk.diagnostics)
        found = read()
        self._entries.pop(source.file, None)
        if len(desk.diagnostics) == before:
            self._entries[source.file] = source.data, found
        return found

    def settle(self, desk: Desk) -> None:
        """Forget what was read where other names were declared.

        A scene or choice that is only new makes nothing else of texts without mistakes; any other
        change of the names does. The declarations keep their identity, as every scope holds them.
        """
        before, now = self._declared, desk.declared
        is_renamed, self._renames = self._renames != desk.renames, desk.renames
        if (
            before is None
            or is_renamed
            or not _are_same(before, now)
            or not _holds(now.scenes, before.scenes)
        ):
            self._declared = now
            self._files.clear()
            self._blocks.clear()
            self._only_added = False
            return
        self._only_added = before.scenes != now.scenes
        before.__dict__.update(now.__dict__)
        desk.declared = before

    def rely(self, *tables: object) -> None:
        """Forget what scenes were read as where these tables are not what they were."""
        if tables != self._tables:
            self._files.clear()
        self._tables = tables

    def scenes(self, file: SceneFile, reader: SceneReader) -> dict[str, Scene]:
        """The scenes of one file, with all that reading them leaves at the desk."""
        data = self._sources[file.file].data
        known = self._files.get(file.file)
        if (
            known is None
            or known.data != data
            or known.chapter != file.chapter
            or (self._only_added and known.diagnostics)
        ):
            return self._read(file, reader, data)
        desk = reader.desk
        desk.blocks.update(known.blocks)
        desk.units.update(known.units)
        desk.spoken.update(known.spoken)
        desk.lively |= known.lively
        desk.marking += known.marking
        for each in known.diagnostics:
            desk.report(each)
        reader.links.update(known.links)
        reader.was += known.was
        return known.scenes

    def _read(self, file: SceneFile, reader: SceneReader, data: bytes) -> dict[str, Scene]:
        desk = reader.desk
        spent, lost = desk.spent, set(desk.lost)
        lengths = [len(each) for each in _left(desk, reader)]
        lively = set(desk.lively)
        desk.lively.clear()
        found = super().scenes(file, reader)
        blocks, units, spoken, links, marking, diagnostics, was = (
            _since(each, length) for each, length in zip(_left(desk, reader), lengths, strict=True)
        )
        read = _ReadFile(
            data, file.chapter, found, links, was, blocks, units, spoken,
            set(desk.lively), marking, diagnostics,
        )  # fmt: skip
        desk.lively |= lively
        self._files.pop(file.file, None)
        # What costs much to unroll is counted over the whole story, and lost names hide others.
        whole = len(links) == len(found) and len(units) == len(blocks)
        if desk.spent == spent and desk.lost == lost and whole:
            self._files[file.file] = read
        return found

    def translated(
        self, language: str, entry: Entry, unit: Unit, desk: Desk, read: Callable[[], Block | None]
    ) -> Block | None:
        """What a translated text says; one with anything to be said of it is read each time."""
        genders = desk.declared.word_genders.get(language)
        if self._genders.get(language) != genders:
            self._genders[language] = genders
            for key in [key for key in self._blocks if key[0] == language]:
                del self._blocks[key]
        known = self._blocks.get((language, entry.line_id))
        if known is not None and _is_same_entry(known[0], entry) and _is_same_unit(known[1], unit):
            return known[2]
        before, spent = len(desk.diagnostics), desk.spent
        found = read()
        self._blocks.pop((language, entry.line_id), None)
        if found is not None and len(desk.diagnostics) == before and desk.spent == spent:
            self._blocks[language, entry.line_id] = entry, unit, found
        return found

    def follow(self, graph: Graph, person: str, go: Callable[[], T]) -> T:
        """Where somebody may be; asked anew only where scenes or the world differ."""
        if graph is not self._graph:
            self._graph = graph
            if self._world != graph.world or not _are_same_scenes(self._scenes, graph.scenes):
                self._followed.clear()
            self._world, self._scenes = graph.world, graph.scenes
        if person not in self._followed:
            self._followed[person] = go()
        found: T = self._followed[person]
        return found


_APART = frozenset(
    ("places", "asked", "facts", "scenes", "echoes", "defined", "voices", "word_genders")
)
"""What of the declarations is no name, or is compared for itself."""


def _are_same(one: Declarations, other: Declarations) -> bool:
    """Whether the same names are declared, wherever they stand; scenes apart."""
    mine, theirs = one.__dict__, other.__dict__
    return (
        all(
            value == theirs[name]
            for name, value in mine.items()
            if name not in _APART and name[0] != "_"
        )
        and one.echoes.keys() == other.echoes.keys()
        and one.defined.keys() == other.defined.keys()
        and all(each[:4] == other.defined[name][:4] for name, each in one.defined.items())
        and [(each.id, each.kind) for each in one.voices.values()]
        == [(each.id, each.kind) for each in other.voices.values()]
        and list(one.variables) == list(other.variables)
        and list(one.people) == list(other.people)
        and list(one.observations) == list(other.observations)
    )


def _holds(now: Mapping[str, tuple[str, ...]], before: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether every scene is there still, with every choice it had."""
    return all(
        id in now and (choices == now[id] or set(choices) <= set(now[id]))
        for id, choices in before.items()
    )


def _is_same_entry(one: Entry, other: Entry) -> bool:
    return one is other or one[:4] == other[:4]


def _is_same_unit(one: Unit, other: Unit) -> bool:
    """Whether two texts of the source are one for a translation, wherever they stand."""
    return one is other or (
        one.text == other.text
        and one.is_line == other.is_line
        and one.note == other.note
        and one.scope == other.scope
    )


def _are_same_scenes(one: Mapping[str, Scene], other: Mapping[str, Scene]) -> bool:
    return list(one) == list(other) and all(
        scene is other[id] or _placeless(scene) == _placeless(other[id])
        for id, scene in one.items()
    )


def _placeless(scene: Scene) -> Scene:
    choices = tuple(each._replace(line=0) for each in scene.choices)
    return scene._replace(file="", line=0, choices=choices)


def _left(desk: Desk, reader: SceneReader) -> tuple[Any, ...]:
    """Where reading a scene leaves something, besides the set of lively texts."""
    return (
        desk.blocks,
        desk.units,
        desk.spoken,
        reader.links,
        desk.marking,
        desk.diagnostics,
        reader.was,
    )


def _since(what: Any, length: int) -> Any:
    """What came after the first ``length`` items of a list or a dict."""
    if isinstance(what, dict):
        # From its end: from its beginning, each file would cost as much as all before it.
        return dict(reversed([*islice(reversed(what.items()), len(what) - length)]))
    return what[length:]


def _to_nobody(found: Diagnostic) -> None:
    """These mistakes are reported already."""
