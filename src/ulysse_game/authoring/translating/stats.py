"""How far a translation has come, counted: by catalogue, by scene, and of what is read.

Words are counted as everywhere in the project, in what somebody reads: braces' logic is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ulysse_game.authoring.translating.held import Held, held, languages_of
from ulysse_game.authoring.translating.notes import Notes
from ulysse_game.authoring.translating.plain import VALUE, spoken
from ulysse_game.authoring.translating.units import catalogue_of
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.desk import Unit
from ulysse_game.compiler.house_style import HouseStyle
from ulysse_game.compiler.translations import source_text
from ulysse_game.story.words import words_in

LEAST_RATIO, MOST_RATIO = 0.95, 1.35
"""Words of a translation to one of its source, in a scene; outside, one of them says too little."""
_FEWEST = 20
"""Words of a scene below which its ratio says nothing."""


class Counts(NamedTuple):
    """The texts of one catalogue, or of several.

    ``translated`` have words that are up to date; ``stale`` ones that somebody should look at,
    ``unshown`` of them so far off that players read the source; ``missing`` have none. ``words``
    are the source's, ``told`` those of them that players read in the language, ``their_words`` the
    translation's.
    """

    name: str
    texts: int = 0
    translated: int = 0
    stale: int = 0
    unshown: int = 0
    missing: int = 0
    words: int = 0
    told: int = 0
    their_words: int = 0

    @property
    def covered(self) -> float:
        """The share of the source's words that players read translated, from 0 to 1."""
        return self.told / self.words if self.words else 1.0

    @property
    def ratio(self) -> float:
        """Words of the translation to one of its source; 0 where there are none."""
        return self.their_words / self.told if self.told else 0.0


class Node(NamedTuple):
    """One scene's words in both languages."""

    scene: str
    words: int
    their_words: int

    @property
    def ratio(self) -> float:
        """Words of the translation to one of the source."""
        return self.their_words / self.words


class Stats(NamedTuple):
    """One language: each catalogue, all of them, the scenes whose ratio is out of bounds."""

    language: str
    catalogues: tuple[Counts, ...]
    total: Counts
    odd_scenes: tuple[Node, ...]


def stats(compiled: Compiled, languages: Iterable[str] = ()) -> list[Stats]:
    """The state of these languages, or of all there are."""
    return [_of(compiled, each) for each in languages or languages_of(compiled)]


def _of(compiled: Compiled, language: str) -> Stats:
    story = compiled.story
    assert story is not None
    notes = Notes(story, compiled.units, HouseStyle(), language)
    known = {each.unit.line_id: each for each in held(compiled, language)}
    catalogues: dict[str, Counts] = {}
    nodes: dict[str, Node] = {}
    for unit in compiled.units.values():
        if not unit.text.strip(" \n"):
            continue
        name = catalogue_of(notes, unit.line_id)
        found = known.get(unit.line_id)
        catalogues[name] = _added(catalogues.get(name) or Counts(name), unit, found)
        scene = unit.line_id.partition(".")[0]
        if found is not None and found.is_shown and scene in story.scenes:
            node = nodes.get(scene) or Node(scene, 0, 0)
            ours, theirs = _count(found.source), _count(found.words)
            nodes[scene] = Node(scene, node.words + ours, node.their_words + theirs)
    order = [chapter.id for chapter in story.world.chapters]
    parts = sorted(
        catalogues.values(),
        key=lambda each: order.index(each.name) if each.name in order else len(order),
    )
    total = Counts("all", *(sum(column) for column in list(zip(*parts, strict=True))[1:]))
    odd = tuple(
        node
        for node in nodes.values()
        if node.words >= _FEWEST and not LEAST_RATIO <= node.ratio <= MOST_RATIO
    )
    return Stats(language, tuple(parts), total, odd)


def _added(counts: Counts, unit: Unit, found: Held | None) -> Counts:
    words = _count(source_text(unit))
    counts = counts._replace(texts=counts.texts + 1, words=counts.words + words)
    if found is None:
        return counts._replace(missing=counts.missing + 1)
    counts = (
        counts._replace(stale=counts.stale + 1)
        if found.is_stale
        else counts._replace(translated=counts.translated + 1)
    )
    if not found.is_shown:
        return counts._replace(unshown=counts.unshown + 1)
    return counts._replace(
        told=counts.told + words, their_words=counts.their_words + _count(found.words)
    )


def _count(text: str) -> int:
    return words_in(spoken(text).replace(VALUE, "x"))


# -- telling --------------------------------------------------------------------------------------

_HEAD = ("texts", "done", "review", "missing", "words", "theirs", "ratio", "read")


def table(found: Iterable[Stats]) -> str:
    """The counts as a table of at most 80 columns for each language."""
    parts = []
    for each in found:
        rows = [*each.catalogues, each.total] if len(each.catalogues) > 1 else [each.total]
        width = max(len(each.language), *(len(row.name) for row in rows), 8)
        lines = [each.language.ljust(width) + "".join(f"{name:>8}" for name in _HEAD)]
        lines += [row.name[:width].ljust(width) + _cells(row) for row in rows]
        if each.total.unshown:
            lines.append(
                f"{each.total.unshown} of those to review differ so much from their source that "
                "it is shown."
            )
        if each.odd_scenes:
            lines.append(
                f"{len(each.odd_scenes)} scenes have fewer than {LEAST_RATIO} or more than "
                f"{MOST_RATIO} words to one of the source:"
            )
            lines += [
                f"  {node.scene:<32}{node.words:>6}{node.their_words:>6}  {node.ratio:.2f}"
                for node in each.odd_scenes
            ]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _cells(row: Counts) -> str:
    numbers = (row.texts, row.translated, row.stale, row.missing, row.words, row.their_words)
    return (
        "".join(f"{number:>8}" for number in numbers)
        + f"{row.ratio:>8.2f}"
        + f"{row.covered * 100:>7.1f}%"
    )


def as_json(found: Iterable[Stats]) -> list[dict[str, Any]]:
    """The counts as plain data, keys in a fixed order."""
    return [
        {
            "language": each.language,
            "catalogues": [_plain(row) for row in each.catalogues],
            "all": _plain(each.total),
            "odd_scenes": [
                node._asdict() | {"ratio": round(node.ratio, 3)} for node in each.odd_scenes
            ],
        }
        for each in found
    ]


def _plain(row: Counts) -> dict[str, Any]:
    return row._asdict() | {"covered": round(row.covered, 4), "ratio": round(row.ratio, 3)}
