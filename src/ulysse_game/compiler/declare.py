"""The first pass over all files: every name with its kind, so that any expression can be read.

The world's tables declare in an order in which each may use those before it; scenes, their choices,
their own variables and the echoes that their texts mark come last. Nothing here reads an expression
or a line of prose.
"""

from __future__ import annotations

from ulysse_game.compiler.choices import CHOICE_KEYS
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.echo_marks import echo_marks
from ulysse_game.compiler.fields import names_under, span_of
from ulysse_game.compiler.kinds import NOWHERE
from ulysse_game.compiler.no_scenes import without_no_scenes
from ulysse_game.compiler.nodes import Items, Mapping, Node, Scalar
from ulysse_game.compiler.scene_links import duplicate_scene
from ulysse_game.compiler.scene_parts import SCENE_ID
from ulysse_game.compiler.scenes import TEXT_OWNERS
from ulysse_game.compiler.sound_names import help_with_name, sound_name
from ulysse_game.compiler.story_files import Files, mappings, parts_of
from ulysse_game.compiler.world import CHAPTER_KEYS, WORLD_KEYS, Declaring

_CHOICE_KEYS = frozenset(CHOICE_KEYS)


def declare(desk: Desk, files: Files) -> Declaring:
    """Take down every name of the story."""
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
                declared.near(part.key.text, WORLD_KEYS)
                or _is_scene(part.value)
                or f"it has: {', '.join(WORLD_KEYS)}.",
            )
    for key in ("people", "endings", "invariants", "status", "instruments", "notebook", "charts"):
        mappings(desk, parts_of(files, key))  # who reads them passes over what is no mapping
    _rename(desk, files)
    for file, node in mappings(desk, parts_of(files, "places")):
        declaring.places(node, file)
    declaring.declare_people(parts_of(files, "people"))
    for file, node in mappings(desk, parts_of(files, "sets")):
        declaring.sets(node, file)
    for file, node in mappings(desk, parts_of(files, "stats")):
        declaring.stats(node, file, "")
    declaring.declare_own_stats(parts_of(files, "people"))
    for key, take in (
        ("voices", declaring.voices),
        ("words", declaring.words),
        ("tags", declaring.tags),
        ("observations", declaring.observations),
        ("plates", declaring.plates),
        ("define", declaring.define),
    ):
        for file, node in mappings(desk, parts_of(files, key)):
            take(node, file)
    for file, node in mappings(desk, parts_of(files, "variables")):
        declaring.variables(node, file, "")
    for chapter in files.chapters:
        scope = f"chapter:{chapter.id}"
        chapter.fields.allow(CHAPTER_KEYS)
        declaring.follow("chapter", chapter.id, chapter.fields)
        declaring.variables(chapter.fields.mapping("variables"), chapter.file, scope)
        declaring.stats(chapter.fields.mapping("stats"), chapter.file, scope)
    for part in parts_of(files, "endings"):
        if isinstance(part.value, Mapping):
            declared.endings += tuple(entry.key.text for entry in part.value.entries)
    _declare_scenes(desk, files, declaring)
    for file, node in mappings(desk, parts_of(files, "echoes")):
        declaring.echoes(node, file)
    return declaring


def _is_scene(node: Node) -> str:
    """Where a scene stands that was put among the tables of the world."""
    keys = {entry.key.text for entry in node.entries} if isinstance(node, Mapping) else set()
    is_one = "text" in keys or "choices" in keys
    return "scenes stand in the folder of their chapter, or in `common/`." if is_one else ""


def _rename(desk: Desk, files: Files) -> None:
    table: dict[str, str] = {}
    for file, node in mappings(desk, parts_of(files, "names")):
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
    files.scenes[:] = [without_no_scenes(desk, file) for file in files.scenes]
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
                    help_with_name(id),
                )
                desk.lost.add(sound_name(id))  # who calls it so already is right
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
        elif isinstance(value, Scalar) and "echo" in value.text:
            _note_echoes(desk, value, file, id)
    return tuple(choices)


def _note_echoes(desk: Desk, node: Node, file: str, scene: str) -> None:
    if isinstance(node, Mapping):
        for entry in node.entries:
            _note_echoes(desk, entry.value, file, scene)
    elif isinstance(node, Scalar):
        for mark in echo_marks(node.text):
            desk.declared.echoes.setdefault(mark.id, span_of(file, node))
            desk.declared.echoing.add(scene)
