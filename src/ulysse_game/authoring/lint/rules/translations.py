"""What is not yet translated, catalogue by catalogue, with counts.

A catalogue is a chapter's, or ``world.po`` for what belongs to none. Of a language that has not
one text yet nothing is said. Whether a translation still fits its source, the compiler says entry
by entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.lint.declared import chapter_file
from ulysse_game.authoring.lint.material import Material
from ulysse_game.diagnostics import Diagnostic, Severity, Span
from ulysse_game.story import Story

CODES = ("untranslated",)
_WORLD = "world"
_NAMED = 3


def look(material: Material) -> Iterator[Diagnostic]:
    """For each language and catalogue with gaps, how many there are."""
    story = material.story
    parts: dict[str, list[str]] = {}
    if len(story.world.languages) > 1:
        for id, unit in material.compiled.units.items():
            if unit.text:
                parts.setdefault(_part_of(story, id), []).append(id)
    for language in story.world.languages:
        translated = story.texts(language)
        if language == story.world.language or not translated:
            continue
        for part, ids in parts.items():
            missing = [id for id in ids if id not in translated]
            if missing:
                yield _told(material, language, part, missing, len(ids))


def _part_of(story: Story, line_id: str) -> str:
    """The catalogue of a text: its chapter’s, else that of the world."""
    head, _, rest = line_id.partition(".")
    scene = story.scenes.get(head)
    if scene is not None:
        return scene.chapter or _WORLD
    return rest.partition(".")[0] if head == "chapter" else _WORLD


def _told(
    material: Material, language: str, part: str, missing: list[str], total: int
) -> Diagnostic:
    file = f"languages/{language}/{part}.po"
    is_there = file in material.sources.files
    chapter = "" if part == _WORLD else chapter_file(material.sources, part)
    span = Span(file if is_there else chapter or "story.yaml", 1, 1)
    if len(missing) == total:
        told = f"none of the {total} texts of `{part}` has words in `{language}`."
    else:
        first = ", ".join(f"`{each}`" for each in missing[:_NAMED])
        more = " …" if len(missing) > _NAMED else "."
        told = f"{len(missing)} of {total} texts have no words in `{language}`: {first}{more}"
    help = "they are shown in the source language."
    if not is_there:
        help += f" `ulysse translate update --language {language}` writes the catalogue."
    return Diagnostic("untranslated", told, span, help, Severity.HINT)
