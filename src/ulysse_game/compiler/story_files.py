"""The files of a story sorted by their job, before anything in them is understood.

``story.yaml``, the files of ``world/``, each ``chapter.yaml`` and the files of scenes are read into
nodes once; their order in the folder means nothing. Which entries a key of the world has, over all
files, is asked here too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.fields import Fields, span_of
from ulysse_game.compiler.memory import Fresh
from ulysse_game.compiler.names_of_files import HOUSE_STYLE
from ulysse_game.compiler.nodes import Mapping, Scalar
from ulysse_game.compiler.scene_links import SceneFile
from ulysse_game.compiler.sound_names import SOUND, help_with_name
from ulysse_game.compiler.sources import Source
from ulysse_game.compiler.world import ChapterFile, Part
from ulysse_game.diagnostics import Diagnostic, Label, Span, has_errors

STORY_FILE = "story.yaml"
CHAPTER_FILE = "chapter.yaml"
WORLD = "world"
"""No chapter's name: the texts of the world are translated in the file of that name."""


class Files(NamedTuple):
    """The files of a story, read into nodes and sorted by their job."""

    story: Fields | None
    world: list[Part]
    chapters: list[ChapterFile]
    scenes: list[SceneFile]


def sort_files(desk: Desk, sources: list[Source], memory: Fresh) -> Files:
    """Read every YAML file and put it where it belongs."""
    files = Files(None, [], [], [])
    story: Fields | None = None
    chapters: dict[str, str] = {}
    nodes: list[tuple[str, Mapping]] = []
    for source in sources:
        if source.file.endswith(".po") or source.file == HOUSE_STYLE:
            continue
        before = len(desk.diagnostics)
        node = memory.nodes(source, desk.report)
        if has_errors(desk.diagnostics[before:]):
            desk.broken[source.file] = "" if node is None else source.text
        if node is None:
            continue
        nodes.append((source.file, node))
        if source.file.endswith("/" + CHAPTER_FILE):
            fields = Fields(desk, source.file, node, "a chapter")
            id = fields.text("chapter") if fields.require("chapter") else ""
            _check_chapter(desk, id, fields, files.chapters)
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


def _check_chapter(desk: Desk, id: str, fields: Fields, others: Iterable[ChapterFile]) -> None:
    """Refuse a chapter's name that is none, or that another chapter has.

    Texts, saved games and translations know a chapter by its name, and a file is called after it.
    """
    if "chapter" not in fields.nodes or not isinstance(fields.nodes["chapter"], Scalar):
        return
    if not SOUND.fullmatch(id) or id == WORLD:
        told = f"`{id}` cannot be a chapter’s name." if id else "this chapter has no name."
        desk.error("bad-name", told, fields.span("chapter"), help_with_name(id))
    for other in others:
        if other.id == id != "":
            desk.report(
                Diagnostic(
                    "duplicate-chapter",
                    f"there is a chapter `{id}` already, in `{other.file}`.",
                    fields.span("chapter"),
                    "give one of them another name.",
                    labels=(Label(other.fields.span("chapter"), "the first stands here"),),
                )
            )
            return


def parts_of(files: Files, key: str) -> list[Part]:
    """What the files of the world hold under a key."""
    return [part for part in files.world if part.key.text == key]


def mappings(desk: Desk, parts: Iterable[Part]) -> list[tuple[str, Mapping]]:
    """The mappings among these, each with its file; anything else there is reported."""
    found = []
    for part in parts:
        if isinstance(part.value, Mapping):
            found.append((part.file, part.value))
        elif not (isinstance(part.value, Scalar) and not part.value.text):
            desk.error(
                "wants-names",
                f"`{part.key.text}` takes names.",
                span_of(part.file, part.value),
                "begin each with a name and a colon, without `- `, and indent the rest under it.",
            )
    return found
