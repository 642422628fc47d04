"""What a chapter's document holds: its scenes with their margins, texts and choices, in order.

Scenes stand in the order of the files, as writers know them; what belongs to no scene (the texts
of observations, rules, endings, titles) follows by its owner. The document of no chapter holds
the common scenes and the rest of the world.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.authoring.margins import asked, choice_margin, scene_margin
from ulysse_game.authoring.named import defined_names
from ulysse_game.authoring.prose_map import word_count
from ulysse_game.authoring.script.reading import Reading, Row
from ulysse_game.compiler import Compiled
from ulysse_game.story import Choice, Draw, Scene, Story

COMMON = "common"
"""The name of the document of what belongs to no chapter."""


class Text(NamedTuple):
    """One text in every language of the document; no rows where it is not translated."""

    name: str
    line_id: str
    rows: tuple[tuple[Row, ...], ...]


class Closing(NamedTuple):
    """A reason that is shown when ``condition`` holds."""

    condition: str
    text: Text


class Option(NamedTuple):
    """One choice, or a draw from a deck: then its ``label`` has no rows."""

    id: str
    label: Text
    margin: tuple[tuple[str, str], ...]
    closings: tuple[Closing, ...]
    gives: Text | None
    leads: tuple[tuple[str, str], ...]


class Section(NamedTuple):
    """A scene, or the texts of one thing of the world. ``place`` is ``file:line``."""

    id: str
    place: str
    words: int
    margin: tuple[tuple[str, str], ...]
    texts: tuple[Text, ...]
    options: tuple[Option, ...] = ()


class Document(NamedTuple):
    """One chapter. ``name`` is its id, ``title`` and ``second_title`` what the player reads."""

    name: str
    title: str
    second_title: str
    languages: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def words(self) -> int:
        """All words of it, in the story's own language."""
        return sum(each.words for each in self.sections)


def documents_of(
    compiled: Compiled, languages: tuple[str, ...], only: str = ""
) -> tuple[Document, ...]:
    """The documents of a story that compiled: its chapters in order, then what belongs to none.

    With ``only`` it is the document of this name alone, and the others are not made. Raises
    ``ValueError`` for a story with errors.
    """
    if compiled.story is None:
        raise ValueError("a story with errors cannot be read out")
    return _Documents(compiled, compiled.story, languages, only).all()


class _Documents:
    def __init__(
        self, compiled: Compiled, story: Story, languages: tuple[str, ...], only: str
    ) -> None:
        self.compiled, self.story, self.languages = compiled, story, languages
        self.scenes = [
            each for each in story.scenes.values() if only in ("", each.chapter or COMMON)
        ]
        self.only = only
        left_out = story.scenes.keys() - {each.id for each in self.scenes}
        declared = compiled.declared
        self.reading = Reading(story.world, defined_names(declared) if declared else None)
        self.notation = self.reading.notation
        self.chapters = {each.id for each in story.world.chapters}
        self.words: Counter[str] = Counter()
        for line_id in compiled.units:
            owner = line_id.partition(".")[0]
            if owner not in left_out:
                self.words[owner] += self._count(line_id)

    def all(self) -> tuple[Document, ...]:
        sections: dict[str, list[Section]] = {each.id: [] for each in self.story.world.chapters}
        sections[COMMON] = []
        for scene in self.scenes:
            sections.setdefault(scene.chapter or COMMON, []).append(self._scene(scene))
        for chapter, section in self._world():
            sections[chapter].append(section)
        return tuple(
            Document(
                name,
                self._plain(f"chapter.{name}.title") or name,
                self._plain(f"chapter.{name}.second_title"),
                self.languages,
                tuple(found),
            )
            for name, found in sections.items()
            if found and self.only in ("", name)
        )

    # -- scenes ---------------------------------------------------------------------------------

    def _scene(self, scene: Scene) -> Section:
        names = [("title", f"{scene.id}.title"), ("offer", f"{scene.id}.offer"), ("", scene.id)]
        texts = tuple(self._text(name, id) for name, id in names if id in self.compiled.units)
        return Section(
            scene.id,
            f"{scene.file}:{scene.line}",
            self.words.get(scene.id, 0),
            tuple(scene_margin(self.notation, scene)),
            texts,
            tuple(self._option(scene, each) for each in scene.choices),
        )

    def _option(self, scene: Scene, choice: Choice | Draw) -> Option:
        if isinstance(choice, Draw):
            limit = (("limit", str(choice.limit)),) if choice.limit else ()
            margin = (("draw", choice.deck), *limit)
            return Option(choice.deck, Text("", "", ()), margin, (), None, ())
        address = f"{scene.id}.{choice.id}"
        leads = tuple(
            (key, target)
            for key, target in (("detour", choice.detour), ("goto", choice.goto))
            if target
        )
        return Option(
            choice.id,
            self._text("", address),
            tuple(choice_margin(self.notation, choice)),
            tuple(
                Closing(
                    asked(self.notation, lock.condition),
                    self._text("shows" if lock.instead else "closed", lock.line_id),
                )
                for lock in choice.locks
            ),
            self._text("", f"{address}.then") if choice.gives else None,
            leads,
        )

    # -- the world ------------------------------------------------------------------------------

    def _world(self) -> Iterator[tuple[str, Section]]:
        """What belongs to no scene, by its owner: ``observation.obs_01`` with its seven texts."""
        owners: dict[str, list[str]] = {}
        for line_id, unit in self.compiled.units.items():
            if line_id.partition(".")[0] not in self.story.scenes and unit.text.strip(" \n"):
                owners.setdefault(".".join(line_id.split(".")[:2]), []).append(line_id)
        for owner, line_ids in owners.items():
            texts = tuple(
                self._text(line_id.removeprefix(owner).lstrip("."), line_id) for line_id in line_ids
            )
            at = self.compiled.units[line_ids[0]].at
            words = sum(map(self._count, line_ids))
            yield (
                self._chapter(owner),
                Section(owner, f"{at.file}:{at.line}", words, self._about(owner), texts),
            )

    def _chapter(self, owner: str) -> str:
        kind, _, name = owner.partition(".")
        world = self.story.world
        found = ""
        match kind:
            case "chapter":
                found = name
            case "observation":
                found = next((o.chapter for o in world.observations if o.id == name), "")
            case "rule":
                found = next((r.chapter for r in world.rules if r.id == name), "")
        return found if found in self.chapters else COMMON

    def _about(self, owner: str) -> tuple[tuple[str, str], ...]:
        kind, _, name = owner.partition(".")
        world, notation = self.story.world, self.notation
        rows: list[tuple[str, str]] = []
        if kind == "observation":
            for each in world.observations:
                if each.id == name:
                    rows = [("of", each.of), ("to", each.to)]
        elif kind == "rule":
            for rule in world.rules:
                if rule.id == name:
                    when = "each sol" if rule.each_sol else asked(notation, rule.when)
                    rows = [("when", when), ("do", notation.effects(rule.effects))]
                    rows.append(("goto", rule.goto))
        elif kind == "ending":
            for ending in world.endings:
                if ending.id == name:
                    rows = [("when", asked(notation, ending.when))]
        return tuple((key, value) for key, value in rows if value)

    # -- texts ----------------------------------------------------------------------------------

    def _text(self, name: str, line_id: str) -> Text:
        story = self.story
        return Text(
            name,
            line_id,
            tuple(
                self.reading.rows(story.text(line_id, language))
                if language == story.world.language or story.is_translated(line_id, language)
                else ()
                for language in self.languages
            ),
        )

    def _plain(self, line_id: str) -> str:
        unit = self.compiled.units.get(line_id)
        return "" if unit is None else unit.text

    def _count(self, line_id: str) -> int:
        unit = self.compiled.units[line_id]
        return word_count(unit.text, unit.is_line)
