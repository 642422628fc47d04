"""What the rules of the lint shop look at: a compiled story, its house style, all its texts.

A rule never reads YAML again: the compiled trees say what happens, ``Text`` says what is read, in
every language alike, and where each character of it stands. Nothing here is changed by a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ulysse_game.authoring.lint.places import Sources
from ulysse_game.authoring.lint.uses import Uses
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.prose import At
from ulysse_game.diagnostics import Span
from ulysse_game.story import Story

if TYPE_CHECKING:
    from ulysse_game.compiler.house_style import HouseStyle


class Text(NamedTuple):
    """One text in one language, as rules look at it.

    ``words`` are those of the file: of a YAML block with its line breaks and notes, or of a
    ``msgstr``. ``is_line`` marks labels, reasons, offers and titles: one line. ``scene`` is the id
    of the scene it belongs to, or nothing. ``at`` is where it starts; in a catalogue, its entry.
    """

    line_id: str
    language: str
    words: str
    is_line: bool
    scene: str
    at: At
    sources: Sources

    def span(self, offset: int, length: int = 1) -> Span:
        """Where ``words[offset : offset + length]`` stands; it ends with its line."""
        if self.at.file.endswith(".po"):
            return self.sources.in_catalogue(self.at.file, self.line_id, offset, length)
        return self.sources.in_yaml(self.at, self.words, offset, length)


class Material(NamedTuple):
    """All there is to look at.

    ``texts`` are those of all languages in story order, the source's before the others'.
    ``sources`` are the files as written, ``uses`` what of all that is declared is used anywhere.
    """

    compiled: Compiled
    story: Story
    style: HouseStyle
    texts: tuple[Text, ...]
    sources: Sources
    uses: Uses


def material_of(compiled: Compiled, style: HouseStyle) -> Material:
    """The material of a story that compiled; raises ``ValueError`` for one with errors."""
    story = compiled.story
    if story is None:
        raise ValueError("a story with errors cannot be looked at")
    sources = Sources(compiled.sources)
    texts = (*_written(compiled, story, sources), *_translated(compiled, story, sources))
    return Material(compiled, story, style, texts, sources, Uses(story))


def _written(compiled: Compiled, story: Story, sources: Sources) -> Iterator[Text]:
    language, scenes = story.world.language, story.scenes
    for id, unit in compiled.units.items():
        head = id.partition(".")[0]
        scene = head if head in scenes else ""
        yield Text(id, language, unit.text, unit.is_line, scene, unit.at, sources)


def _translated(compiled: Compiled, story: Story, sources: Sources) -> Iterator[Text]:
    """The texts of the catalogues, language by language, each in the order of the story."""
    scenes = story.scenes
    for language in story.world.languages:
        if language == story.world.language:
            continue
        where = {
            id: (file, entry)
            for file in compiled.sources
            if file.startswith(f"languages/{language}/") and file.endswith(".po")
            for id, entry in sources.entries(file).items()
        }
        for id, unit in compiled.units.items():
            found = where.get(id)
            words = found[1].words if found is not None else ""
            if found is not None and words:
                head = id.partition(".")[0]
                at = At(found[0], found[1].line, 1, 1)
                scene = head if head in scenes else ""
                yield Text(id, language, words, unit.is_line, scene, at, sources)
