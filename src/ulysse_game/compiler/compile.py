"""The compiler as a list of calls: from the files of a folder to a story and what is wrong with it.

Every problem of every file is found in one run. A story with errors is not given out.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ulysse_game.compiler.checks import check_story
from ulysse_game.compiler.compiled import Compiled
from ulysse_game.compiler.declarations import Declarations, Defined
from ulysse_game.compiler.desk import (
    Desk,
    EnoughError,
    Fields,
    list_of,
    names_under,
    place,
    span_of,
)
from ulysse_game.compiler.expressions import Parser, Scope, Typed
from ulysse_game.compiler.hold import hold_back
from ulysse_game.compiler.kinds import NOWHERE, NUMBER
from ulysse_game.compiler.nodes import Items, Mapping, Node, Scalar
from ulysse_game.compiler.prose import At
from ulysse_game.compiler.read_yaml import read_yaml
from ulysse_game.compiler.scenes import (
    CHOICE_KEYS,
    SCENE_ID,
    TEXT_OWNERS,
    SceneFile,
    SceneReader,
    duplicate_scene,
)
from ulysse_game.compiler.sources import Source, Texts, digest_of, read_sources
from ulysse_game.compiler.tables import Tables, WrittenRule
from ulysse_game.compiler.translations import Catalogue, read_catalogues, translate
from ulysse_game.compiler.world import (
    CHAPTER_KEYS,
    STORY_KEYS,
    WORLD_KEYS,
    ChapterFile,
    Declaring,
    Part,
)
from ulysse_game.diagnostics import Diagnostic, Severity, Span, has_errors
from ulysse_game.story import (
    Chapter,
    Deck,
    Ending,
    Facts,
    PlayerWord,
    Room,
    Scene,
    Story,
    World,
)

ECHO = re.compile(r"\{echo +([a-z][a-z0-9_]*) *:")
STORY_FILE = "story.yaml"
CHAPTER_FILE = "chapter.yaml"
MOST_ERRORS = 2_000
"""After so many errors nothing more is read."""
MOST_RULES = 500
_CHOICE_KEYS = frozenset(CHOICE_KEYS)


class Files(NamedTuple):
    """The files of a story, read into nodes and sorted by their job."""

    story: Fields | None
    world: list[Part]
    chapters: list[ChapterFile]
    scenes: list[SceneFile]


def compile_files(folder: Path) -> Compiled:
    """Compile the story in ``folder``; never raises for anything the files hold."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return compile_sources(*read_sources(folder))
    finally:
        if was_on:
            gc.enable()


def compile_sources(sources: list[Source], problems: list[Diagnostic]) -> Compiled:
    """Compile these files."""
    desk = Desk(Declarations(), problems, MOST_ERRORS)
    desk.broken = {each.span.file: "" for each in problems if each.severity is Severity.ERROR}
    story = None
    try:
        files = _sort(desk, sources)
        declaring = _declare(desk, files)
        story = _build(desk, files, declaring, sources)
    except EnoughError:
        pass  # so much is wrong that reading on would help nobody
    found = hold_back(desk.diagnostics, desk.broken, desk.lost)
    ordered = tuple(sorted(found, key=lambda each: each.span))
    story = None if has_errors(ordered) else story
    return Compiled(story, ordered, Texts(sources), desk.units, desk.declared)


# -- files ----------------------------------------------------------------------------------------


def _sort(desk: Desk, sources: list[Source]) -> Files:
    """Read every YAML file and put it where it belongs."""
    files = Files(None, [], [], [])
    story: Fields | None = None
    chapters: dict[str, str] = {}
    nodes: list[tuple[str, Mapping]] = []
    for source in sources:
        if source.file.endswith(".po"):
            continue
        before = len(desk.diagnostics)
        node = read_yaml(source.file, source.data, desk.report)
        if has_errors(desk.diagnostics[before:]):
            desk.broken[source.file] = "" if node is None else source.text
        if node is None:
            continue
        nodes.append((source.file, node))
        if source.file.endswith("/" + CHAPTER_FILE):
            fields = Fields(desk, source.file, node, "a chapter")
            id = fields.text("chapter") if fields.require("chapter") else ""
            chapters[source.file.rpartition("/")[0]] = id
            files.chapters.append(ChapterFile(id, source.file, fields))
    for file, node in nodes:
        top, _, name = file.rpartition("/")
        if file == STORY_FILE:
            story = Fields(desk, file, node, "a story")
        elif top == "world":
            files.world.extend(Part(file, entry.key, entry.value) for entry in node.entries)
        elif name != CHAPTER_FILE:
            files.scenes.append(SceneFile(file, chapters.get(top, ""), node))
    if story is None:
        desk.error(
            "no-story-file",
            f"there is no `{STORY_FILE}`.",
            Span(STORY_FILE, 1, 1),
            "it names the story: `story`, `title`, `version`, `begins`, `chapters`.",
        )
    return files._replace(story=story)


def _parts(files: Files, key: str) -> list[Part]:
    return [part for part in files.world if part.key.text == key]


def _mappings(desk: Desk, parts: Iterable[Part]) -> list[tuple[str, Mapping]]:
    found = []
    for part in parts:
        if isinstance(part.value, Mapping):
            found.append((part.file, part.value))
        elif not (isinstance(part.value, Scalar) and not part.value.text):
            desk.error(
                "wants-names", f"`{part.key.text}` takes names.", span_of(part.file, part.value)
            )
    return found


# -- first pass: names ----------------------------------------------------------------------------


def _declare(desk: Desk, files: Files) -> Declaring:
    declaring = Declaring(desk)
    declared = desk.declared
    told: set[str] = set()  # a missing line above would make all below it unknown
    for part in files.world:
        if part.key.text in WORLD_KEYS:
            continue
        desk.lost.update((part.key.text, *names_under(part.value)))
        if part.file not in told:
            told.add(part.file)
            desk.error(
                "unknown-key",
                f"the world has no `{part.key.text}`.",
                span_of(part.file, part.key),
                declared.near(part.key.text, WORLD_KEYS) or f"it has: {', '.join(WORLD_KEYS)}.",
            )
    for key in ("people", "endings", "invariants", "status"):
        _mappings(desk, _parts(files, key))  # who reads them passes over what is no mapping
    _rename(desk, files)
    for file, node in _mappings(desk, _parts(files, "places")):
        declaring.places(node, file)
    declaring.declare_people(_parts(files, "people"))
    for file, node in _mappings(desk, _parts(files, "sets")):
        declaring.sets(node, file)
    for file, node in _mappings(desk, _parts(files, "stats")):
        declaring.stats(node, file, "")
    declaring.declare_own_stats(_parts(files, "people"))
    for key, take in (
        ("voices", declaring.voices),
        ("words", declaring.words),
        ("tags", declaring.tags),
        ("observations", declaring.observations),
        ("define", declaring.define),
    ):
        for file, node in _mappings(desk, _parts(files, key)):
            take(node, file)
    for file, node in _mappings(desk, _parts(files, "variables")):
        declaring.variables(node, file, "")
    for chapter in files.chapters:
        scope = f"chapter:{chapter.id}"
        chapter.fields.allow(CHAPTER_KEYS)
        declaring.follow("chapter", chapter.id, chapter.fields)
        declaring.variables(chapter.fields.mapping("variables"), chapter.file, scope)
        declaring.stats(chapter.fields.mapping("stats"), chapter.file, scope)
    for part in _parts(files, "endings"):
        if isinstance(part.value, Mapping):
            declared.endings += tuple(entry.key.text for entry in part.value.entries)
    _declare_scenes(desk, files, declaring)
    for file, node in _mappings(desk, _parts(files, "echoes")):
        declaring.echoes(node, file)
    return declaring


def _rename(desk: Desk, files: Files) -> None:
    table: dict[str, str] = {}
    for file, node in _mappings(desk, _parts(files, "names")):
        for entry in node.entries:
            if isinstance(entry.value, Scalar):
                table[entry.key.text] = entry.value.text
            else:
                desk.error(
                    "wants-a-text", "a name is shown as one text.", span_of(file, entry.value)
                )
    desk.rename(table)


def _declare_scenes(desk: Desk, files: Files, declaring: Declaring) -> None:
    """Every scene's id, its choices' ids, its own variables, the echoes it marks."""
    declared = desk.declared
    first: dict[str, tuple[str, Scalar]] = {}
    taken = NOWHERE | TEXT_OWNERS
    for file in files.scenes:
        for entry in file.node.entries:
            id = entry.key.text
            if id in first:
                duplicate_scene(desk, entry.key, file.file, span_of(*first[id]))
                continue
            if not SCENE_ID.fullmatch(id) or id in taken:
                desk.error(
                    "bad-name",
                    f"`{id}` cannot be a scene’s name.",
                    span_of(file.file, entry.key),
                    "names are small letters, figures and `_`, and not a word of the format.",
                )
            first[id] = file.file, entry.key
            if not isinstance(entry.value, Mapping):
                declared.scenes[id] = ()
                desk.error(
                    "wants-names",
                    f"the scene `{id}` has no keys.",
                    span_of(*first[id]),
                    "indent what belongs to it by two spaces.",
                )
                continue
            declared.scenes[id] = _note_scene(desk, id, entry.value, file.file, declaring)
    for part in files.world:
        _note_echoes(desk, part.value, part.file, "")


def _note_scene(
    desk: Desk, id: str, node: Mapping, file: str, declaring: Declaring
) -> tuple[str, ...]:
    choices: list[str] = []
    for key, value in node.entries:
        name = key.text
        if name == "pick":
            desk.declared.picks.add(id)
        elif name == "variables" and isinstance(value, Mapping):
            names = declaring.variables(value, file, f"scene:{id}")
            desk.declared.scene_variables[id] = tuple(names)
        elif name == "choices" and isinstance(value, Items):
            for item in value.items:
                if not isinstance(item, Mapping):
                    continue
                for named, text in item.entries:
                    word = named.text
                    if word not in _CHOICE_KEYS:
                        choices.append(word)
                        _note_echoes(desk, text, file, id)
                    elif word == "draw" and isinstance(text, Scalar):
                        desk.declared.draws.setdefault(id, set()).add(text.text)
        elif isinstance(value, Scalar) and "{echo" in value.text:
            _note_echoes(desk, value, file, id)
    return tuple(choices)


def _note_echoes(desk: Desk, node: Node, file: str, scene: str) -> None:
    if isinstance(node, Mapping):
        for entry in node.entries:
            _note_echoes(desk, entry.value, file, scene)
    elif isinstance(node, Scalar) and "{echo" in node.text:
        for match in ECHO.finditer(node.text):
            desk.declared.echoes.setdefault(match[1], span_of(file, node))
            desk.declared.echoing.add(scene)


# -- second pass ----------------------------------------------------------------------------------


def _build(desk: Desk, files: Files, declaring: Declaring, sources: list[Source]) -> Story | None:
    declared = desk.declared
    tables = Tables(desk)
    chapter_ids = _chapter_order(desk, files)
    people = tuple(declaring.people.values())
    draft = _draft_world(files, people, declared)
    declared.seal(Facts(draft))
    for chapter in files.chapters:
        for deck in tables.decks(chapter):
            declared.decks[deck.chapter, deck.id] = deck.piles
    _check_defines(desk)
    observations = tables.observations(_parts(files, "observations"), chapter_ids)
    draft = draft._replace(observations=observations)
    declared.seal(Facts(draft))
    closing = tables.closing_tags(_parts(files, "tags"))
    reactions = tables.reactions(_parts(files, "people"))
    scoped = {
        each.scope[8:] for each in declared.variables.values() if each.scope[:8] == "chapter:"
    }
    reader = SceneReader(desk, reactions, closing, scoped, _rereading(sources))
    reader.variables_of = declared.scene_variables
    reader.echoing = declared.echoing
    scenes = _read_scenes(files.scenes, reader)
    rules = _rules(desk, files, tables)
    world = draft._replace(
        chapters=_chapters(desk, files, chapter_ids),
        voices=tables.voices(_parts(files, "voices")),
        rules=tuple(written.rule for written in rules),
        endings=_endings(desk, tables, files, scenes),
        invariants=tables.invariants(_parts(files, "invariants")),
        decks=tuple(Deck(id, chapter, piles) for (chapter, id), piles in declared.decks.items()),
        echoes=_echoes(desk),
        status=tables.status(_parts(files, "status")),
        crew=tables.crew(_parts(files, "crew")),
        was=tuple(declaring.was + reader.was),
    )
    world = _story_file(desk, files, world)
    catalogues = read_catalogues(desk, sources)
    world = world._replace(languages=_languages(world, catalogues))
    world = _vowels(world, catalogues)
    declared.seal(Facts(world))
    check_story(desk, world, scenes, reader.links, rules)
    texts = {world.language: desk.blocks}
    for language, catalogue in catalogues.items():
        texts[language] = translate(desk, catalogue, world)
    return Story(world, scenes, texts, digest_of(sources))


def _read_scenes(files: list[SceneFile], reader: SceneReader) -> dict[str, Scene]:
    """Read each file's scenes and let go of its nodes: their room is that of the next scenes."""
    scenes: dict[str, Scene] = {}
    files.reverse()
    while files:
        file, chapter, node = files.pop()
        for key, value in node.entries:
            if isinstance(value, Mapping):
                scenes[key.text] = reader.read(key, value, file, chapter)
    return scenes


def _rereading(sources: list[Source]) -> Callable[[str], Mapping]:
    """The nodes of a file whose mistakes are reported already, read again when asked for."""
    data = {source.file: source.data for source in sources}

    @cache
    def again(file: str) -> Mapping:
        return read_yaml(file, data[file], lambda _: None) or Mapping((), 1, 1)

    return again


def _echoes(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Each echo with the text that marks it; one marked in two texts is reported."""
    found: dict[str, str] = {}
    for line_id in desk.marking:
        unit = desk.units[line_id]
        for match in ECHO.finditer(unit.text):
            if match[1] in found and found[match[1]] != line_id:
                at, above = unit.at, unit.text[: match.start()]
                rows = above.count("\n")
                column = len(above) - above.rfind("\n") - 1 + (at.indent if rows else at.column)
                desk.error(
                    "duplicate-echo",
                    f"`{match[1]}` is marked in `{found[match[1]]}` too.",
                    Span(at.file, at.line + rows, column, len(match[0])),
                    "give it another name.",
                )
            found.setdefault(match[1], line_id)
    return tuple(found.items())


def _draft_world(files: Files, people: tuple[object, ...], declared: Declarations) -> World:
    return World(
        id="",
        title="",
        version=0,
        language="en",
        begins="",
        licence="",
        chapters=(),
        people=people,  # type: ignore[arg-type]
        sets=tuple(declared.groups.items()),
        voices=(),
        rooms=tuple(Room(id, zone) for id, zone in declared.rooms.items()),
        zones=declared.zones,
        words=tuple(
            PlayerWord(name, values, declared.forms[name])
            for name, values in declared.words.items()
        ),
        tags=tuple(declared.tags),
        variables=tuple(declared.variables.values()),
        units=tuple((each.name, each.unit) for each in declared.defined.values() if each.unit),
        observations=(),
        rules=(),
        endings=(),
        invariants=(),
        decks=(),
        echoes=(),
        status=(),
        crew=None,
        languages=(),
        was=(),
    )


def _check_defines(desk: Desk) -> None:
    """Named expressions are checked where they stand, so that no use of them is blamed."""
    declared = desk.declared
    wrong = {
        defined.name: problems
        for defined in declared.defined.values()
        if (problems := _wrong_in(desk, defined))
    }
    told: set[str] = set()  # the names of a ring
    before = len(desk.diagnostics)
    for name, problems in wrong.items():
        for each in problems:
            within = set(re.findall("`([^`]+)`", each.message))
            if each.code == "defined-in-a-ring" or (within and each.code == "expression-too-large"):
                if not told & {name, *within}:
                    desk.report(each)
                told |= {name, *within}
            elif not (each.message.startswith("in `") and within & wrong.keys()):
                desk.report(each)
    if wrong and len(desk.diagnostics) == before:  # each blames another
        desk.report(next(iter(wrong.values()))[0])
    declared.misdefined.update(wrong)


def _wrong_in(desk: Desk, defined: Defined) -> list[Diagnostic]:
    """What is wrong with a named expression, whatever its parameter stands for."""
    declared, span = desk.declared, defined.span
    at = At(span.file, span.line, span.column, span.column)
    wrong: list[Diagnostic] = []

    def read(parser: Parser) -> Typed:
        parser.within = (defined.name,)
        return parser.whole()

    for kind in (declared.person_kind, declared.observation_kind, NUMBER):
        scope = Scope(declared, scene="*")
        if defined.parameter:
            scope = scope.bind(defined.parameter, kind)
        before = len(desk.diagnostics)
        desk.parse(defined.source, at, scope, read)
        found = desk.diagnostics[before:]
        del desk.diagnostics[before:]
        if not found or not defined.parameter:
            return found
        if not wrong or found[0].span > wrong[0].span:  # it was understood up to there
            wrong = found
    return wrong


def _rules(desk: Desk, files: Files, tables: Tables) -> list[WrittenRule]:
    found: list[WrittenRule] = []
    for chapter in files.chapters:
        found += tables.rules(chapter.fields.mapping("rules"), chapter.file, chapter.id)
    for file, node in _mappings(desk, _parts(files, "rules")):
        found += tables.rules(node, file, "")
    if len(found) > MOST_RULES:
        desk.error(
            "too-many",
            f"a story has at most {MOST_RULES} rules.",
            found[MOST_RULES].span,
            "put what several of them say into one.",
        )
        del found[MOST_RULES:]
    names: set[str] = set()
    for written in found:
        if written.rule.id in names:
            desk.error(
                "duplicate-name", f"there is a rule `{written.rule.id}` already.", written.span
            )
        names.add(written.rule.id)
    return found


def _endings(
    desk: Desk, tables: Tables, files: Files, scenes: dict[str, Scene]
) -> tuple[Ending, ...]:
    """Endings with the scene that plays each; a missing one, or no last word, is reported."""
    played = {scene.ending: scene.id for scene in reversed(scenes.values()) if scene.ending}
    endings = tables.endings(_parts(files, "endings"))
    for ending in endings:
        if ending.id not in played:
            desk.error(
                "ending-without-scene",
                f"no scene plays the ending `{ending.id}`.",
                tables.ending_spans[ending.id],
                f"give one `ending: {ending.id}`.",
            )
    if not endings:
        desk.error(
            "no-ending",
            "the story has no ending.",
            Span("world/endings.yaml", 1, 1),
            "write `endings:` with at least one title.",
        )
    else:
        _check_last_ending(desk, tables, endings)
    return tuple(ending._replace(scene=played.get(ending.id, "")) for ending in endings)


def _check_last_ending(desk: Desk, tables: Tables, endings: tuple[Ending, ...]) -> None:
    early = [ending for ending in endings[:-1] if ending.when is None]
    for ending in early:
        desk.error(
            "ending-too-early",
            f"`{ending.id}` has no `when`, so those below it never come.",
            tables.ending_spans[ending.id],
            "move it to the end, or give it a `when`.",
        )
    if endings[-1].when is not None and not early:
        desk.error(
            "last-ending-has-when",
            "the last ending has a `when`; if it fails there is no ending.",
            tables.ending_spans[endings[-1].id],
            "write one below it that has none.",
        )


def _chapter_order(desk: Desk, files: Files) -> list[str]:
    by_folder = {chapter.file.rpartition("/")[0]: chapter.id for chapter in files.chapters}
    if files.story is None or "chapters" not in files.story.nodes:
        return list(by_folder.values())
    order = []
    for part in list_of(files.story.nodes["chapters"]):
        if part.text not in by_folder:
            desk.error(
                "unknown-chapter",
                f"there is no `{part.text}/{CHAPTER_FILE}`.",
                span_of(files.story.file, part),
                desk.declared.near(part.text, by_folder),
            )
        else:
            order.append(by_folder[part.text])
    is_sound = all(each.code != "unknown-chapter" for each in desk.diagnostics)
    for chapter in files.chapters:
        if chapter.id not in order:
            if is_sound and chapter.id:
                desk.warn(
                    "chapter-not-listed",
                    f"`{STORY_FILE}` does not list this chapter.",
                    chapter.fields.span("chapter"),
                    f"write `{chapter.file.rpartition('/')[0]}` among its `chapters`.",
                )
            order.append(chapter.id)
    return order


def _chapters(desk: Desk, files: Files, order: list[str]) -> tuple[Chapter, ...]:
    found = {}
    for chapter in files.chapters:
        fields = chapter.fields
        begins = fields.scalar("begins") if fields.require("begins") else None
        if begins is not None and begins.text not in desk.declared.scenes:
            desk.error(
                "unknown-scene",
                f"there is no scene `{begins.text}`.",
                fields.span("begins"),
                desk.declared.near(begins.text, desk.declared.scenes),
            )
        for name in ("title", "second_title"):
            node = fields.scalar(name)
            if node is not None:
                desk.words(f"chapter.{chapter.id}.{name}", node, chapter.file)
        fields.require("title")
        has_second = "second_title" in fields.nodes
        found[chapter.id] = Chapter(chapter.id, "" if begins is None else begins.text, has_second)
    return tuple(found[id] for id in order if id in found)


def _story_file(desk: Desk, files: Files, world: World) -> World:
    fields = files.story
    if fields is None:
        return world
    fields.allow(STORY_KEYS)
    for name in ("story", "title", "version", "begins"):
        fields.require(name)
    begins = fields.scalar("begins")
    if begins is not None and begins.text not in desk.declared.scenes:
        desk.error(
            "unknown-scene",
            f"there is no scene `{begins.text}`.",
            fields.span("begins"),
            desk.declared.near(begins.text, desk.declared.scenes),
        )
    scope = Scope(desk.declared)
    title = fields.scalar("title")
    if title is not None:
        desk.words("story.title", title, fields.file)
    licence = fields.scalar("licence")
    if licence is not None:
        desk.words("story.licence", licence, fields.file)
    for name in ("about", "disclaimer", "content_note"):
        node = fields.scalar(name)
        if node is not None:
            desk.block(f"story.{name}", node.text, place(fields.file, node), scope)
    return world._replace(
        id=fields.text("story"),
        title=fields.text("title"),
        version=fields.number("version") if "version" in fields.nodes else 0,
        language=fields.text("language") or "en",
        begins=fields.text("begins"),
        licence=fields.text("licence"),
    )


def _languages(world: World, catalogues: dict[str, Catalogue]) -> tuple[str, ...]:
    return (world.language, *(each for each in catalogues if each != world.language))


def _vowels(world: World, catalogues: dict[str, Catalogue]) -> World:
    """People with what each language says of whether their names elide."""
    people = tuple(
        person._replace(
            vowel=tuple(
                (language, catalogue.elides(person.id, dict(person.vowel).get(language, False)))
                for language, catalogue in catalogues.items()
            )
        )
        for person in world.people
    )
    return world._replace(people=people)
