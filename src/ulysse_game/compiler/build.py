"""The second pass: from files whose names are declared to the story, its world, scenes and texts.

Everything that holds expressions or prose is read here, in an order in which each may ask what was
read before: chapters and decks, observations, scenes, rules, endings; then the translations. The
checks that need the whole story run at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ulysse_game.compiler.chart_tables import ChartTables
from ulysse_game.compiler.checks import check_story
from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.defines import check_defines
from ulysse_game.compiler.desk import Desk, span_in
from ulysse_game.compiler.echo_marks import echo_marks
from ulysse_game.compiler.expressions import Scope
from ulysse_game.compiler.fields import list_of, place, span_of
from ulysse_game.compiler.memory import Fresh
from ulysse_game.compiler.scene_links import SceneFile
from ulysse_game.compiler.scenes import SceneReader, plate_of
from ulysse_game.compiler.sources import Source, digest_of
from ulysse_game.compiler.story_files import CHAPTER_FILE, STORY_FILE, Files, mappings, parts_of
from ulysse_game.compiler.tables import Tables, WrittenRule
from ulysse_game.compiler.translations import Catalogue, read_catalogues, translate
from ulysse_game.compiler.world import STORY_KEYS, ChapterFile, Declaring
from ulysse_game.diagnostics import Span, has_errors
from ulysse_game.story import (
    Chapter,
    Deck,
    Ending,
    Facts,
    Person,
    PlayerWord,
    Room,
    Scene,
    Story,
    World,
)

MOST_RULES = 500


def build(
    desk: Desk, files: Files, declaring: Declaring, sources: list[Source], memory: Fresh
) -> Story | None:
    """The whole story, with what is wrong in it reported at the desk."""
    chapter_ids = _chapter_order(desk, files)
    people = tuple(declaring.people.values())
    for chapter in files.chapters:
        for deck in Tables(desk).decks(chapter):
            desk.declared.decks[deck.chapter, deck.id] = deck.piles
    memory.settle(desk)
    declared = desk.declared
    tables = ChartTables(desk)
    draft = _draft_world(people, declared)
    declared.seal(Facts(draft))
    check_defines(desk)
    observations = tables.observations(parts_of(files, "observations"), chapter_ids)
    draft = draft._replace(observations=observations)
    declared.seal(Facts(draft))
    closing = tables.closing_tags(parts_of(files, "tags"))
    reactions = tables.reactions(parts_of(files, "people"))
    scoped = {
        each.scope[8:] for each in declared.variables.values() if each.scope[:8] == "chapter:"
    }
    memory.rely(closing, reactions)
    reader = SceneReader(desk, reactions, closing, scoped, memory.again)
    reader.variables_of = declared.scene_variables
    reader.echoing = declared.echoing
    scenes = _read_scenes(files.scenes, reader, memory)
    rules = _rules(desk, files, tables)
    world = draft._replace(
        chapters=_chapters(desk, files, chapter_ids, scenes),
        voices=tables.voices(parts_of(files, "voices")),
        rules=tuple(written.rule for written in rules),
        endings=_endings(desk, tables, files, scenes),
        invariants=tables.invariants(parts_of(files, "invariants")),
        decks=tuple(Deck(id, chapter, piles) for (chapter, id), piles in declared.decks.items()),
        echoes=_echoes(desk),
        status=tables.status(parts_of(files, "status")),
        crew=tables.crew(parts_of(files, "crew")),
        instruments=tables.instruments(parts_of(files, "instruments")),
        notebook=tables.notebook(parts_of(files, "notebook")),
        plates=tables.plates(parts_of(files, "plates")),
        charts=tables.charts(parts_of(files, "charts")),
        was=tuple(declaring.was + reader.was),
    )
    world = _story_file(desk, files, world)
    catalogues = read_catalogues(desk, sources, memory, world.was)
    world = world._replace(languages=_languages(world, catalogues))
    world = _vowels(world, catalogues)
    declared.seal(Facts(world))
    check_story(desk, world, scenes, reader.links, rules, memory)
    texts = {world.language: desk.blocks}
    for language, catalogue in catalogues.items():
        texts[language] = translate(desk, catalogue, world, memory)
    return Story(world, scenes, texts, digest_of(sources))


def _read_scenes(files: list[SceneFile], reader: SceneReader, memory: Fresh) -> dict[str, Scene]:
    """Read each file's scenes and let go of its nodes: their room is that of the next scenes."""
    scenes: dict[str, Scene] = {}
    files.reverse()
    while files:
        scenes.update(memory.scenes(files.pop(), reader))
    return scenes


def _echoes(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Each echo with the text that marks it; one marked in two texts, or in no prose, is reported.

    What was read without errors is all there is: else the text may be among what was refused.
    """
    found: dict[str, str] = {}
    for line_id in desk.marking:
        unit = desk.units[line_id]
        for id, start, _, end in echo_marks(unit.text):
            if id in found and found[id] != line_id:
                desk.error(
                    "duplicate-echo",
                    f"`{id}` is marked in `{found[id]}` too.",
                    span_in(unit.text, start, end - start, unit.at),
                    "give it another name.",
                )
            found.setdefault(id, line_id)
    if not has_errors(desk.diagnostics):
        for id, span in desk.declared.echoes.items():
            if id not in found:
                desk.error(
                    "unknown-echo",
                    f"`{id}` is marked here, where no prose stands.",
                    span,
                    "mark words that the player reads; elsewhere leave out the colon.",
                )
    return tuple(found.items())


def _draft_world(people: tuple[Person, ...], declared: Declarations) -> World:
    return World(
        id="",
        title="",
        version=0,
        language="en",
        begins="",
        licence="",
        chapters=(),
        people=people,
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


def _rules(desk: Desk, files: Files, tables: Tables) -> list[WrittenRule]:
    found: list[WrittenRule] = []
    for chapter in files.chapters:
        found += tables.rules(chapter.fields.mapping("rules"), chapter.file, chapter.id)
    for file, node in mappings(desk, parts_of(files, "rules")):
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
    endings = tables.endings(parts_of(files, "endings"))
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
    for part in list_of(files.story.nodes["chapters"], desk, files.story.file):
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


def _such_as(scenes: Iterable[str]) -> str:
    """What to write where the name of a scene was wanted, and no scene has one like it."""
    some = next(iter(scenes), "")
    return f"write the name of a scene, such as `{some}`." if some else "write a scene first."


def _own_scenes(chapter: str, scenes: dict[str, Scene]) -> Iterator[str]:
    return (each.id for each in scenes.values() if each.chapter == chapter)


def _check_begins(desk: Desk, first: str, chapter: ChapterFile, scenes: dict[str, Scene]) -> None:
    """Warn of a first scene that stands elsewhere: the chapter is not entered by it."""
    scene = scenes.get(first)
    if scene is None or scene.chapter == chapter.id:
        return
    where = f"the chapter `{scene.chapter}`" if scene.chapter else "`common`"
    own = next(_own_scenes(chapter.id, scenes), "")
    desk.warn(
        "begins-elsewhere",
        f"`{first}` is a scene of {where}, and no scene of this chapter.",
        chapter.fields.span("begins"),
        f"write a scene that stands in this folder, such as `{own}`."
        if own
        else "write the first scene of this chapter into its folder, and its name here.",
    )


def _chapters(
    desk: Desk, files: Files, order: list[str], scenes: dict[str, Scene]
) -> tuple[Chapter, ...]:
    found = {}
    for chapter in files.chapters:
        fields = chapter.fields
        begins = fields.scalar("begins") if fields.require("begins") else None
        if begins is not None and begins.text not in desk.declared.scenes:
            desk.error(
                "unknown-scene",
                f"there is no scene `{begins.text}`.",
                fields.span("begins"),
                desk.declared.near(begins.text, desk.declared.scenes)
                or _such_as(_own_scenes(chapter.id, scenes)),
            )
        elif begins is not None:
            _check_begins(desk, begins.text, chapter, scenes)
        for name in ("title", "second_title"):
            node = fields.scalar(name)
            if node is not None:
                desk.words(f"chapter.{chapter.id}.{name}", node, chapter.file)
        fields.require("title")
        has_second = "second_title" in fields.nodes
        first = "" if begins is None else begins.text
        found[chapter.id] = Chapter(chapter.id, first, has_second, plate_of(desk, fields))
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
            desk.declared.near(begins.text, desk.declared.scenes) or _such_as(desk.declared.scenes),
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
