"""What an editor shows where the pointer rests: what a name is, or what a key is for.

Markdown. Names come from the index of the last version that was read, keys from the format's own
table; the verdicts of the explorer are handed in, as this never plays a story.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ulysse_game.authoring.lsp.about import about, counted
from ulysse_game.authoring.lsp.known import Names
from ulysse_game.authoring.lsp.meanings import meaning
from ulysse_game.authoring.lsp.open_story import Reading
from ulysse_game.authoring.lsp.place import Sheet, place_at
from ulysse_game.authoring.prose_map import word_count

if TYPE_CHECKING:
    from ulysse_game.authoring.index import Occurrence

WORDS_A_MINUTE = 220
"""How fast a player reads, for the reading time of a scene."""


class Hover(NamedTuple):
    """The words, and the stretch of one line they are about."""

    text: str
    line: int
    column: int
    length: int


def hover(
    reading: Reading, verdicts: Mapping[str, str], sheet: Sheet, line: int, column: int
) -> Hover | None:
    """What is known of the place; nothing where it is words for the player, or unknown.

    ``verdicts`` says by scene id what the explorer found.
    """
    found = reading.index.at(sheet.file, line, column)
    if found is not None:
        text = _about_name(reading, verdicts, found)
        span = found.span
        return Hover(text, span.line, span.column, span.length) if text else None
    place = place_at(sheet, line, column)
    if place.where != "key" or not place.key:
        return None
    text = meaning(place.shape, place.key)
    row = sheet.rows[place.row]
    told = f"`{place.key}`: {text}"
    return Hover(told, line, row.column, len(row.key)) if text else None


def _about_name(reading: Reading, verdicts: Mapping[str, str], found: Occurrence) -> str:
    names, index = reading.names, reading.index
    parts = [about(names, found.kind, found.name)]
    # A translation names what its source names: it is not counted again.
    everywhere = [
        each for each in index.of(found.kind, found.name) if not each.span.file.endswith(".po")
    ]
    match found.kind:
        case "scene" if found.name in names.scenes:
            ways = sum(each.role == "named" and not _is_asked(reading, each) for each in everywhere)
            told = f"{counted(ways, 'way')} in"
            if verdict := verdicts.get(found.name):
                told += f"; {verdict}"
            parts += [reading_time(names, found.name), told]
        case "variable" | "word" | "observation":
            asked = sum(1 for each in everywhere if each.role == "asked")
            set_ = sum(1 for each in everywhere if each.role in ("set", "named"))
            parts.append(f"asked {counted(asked, 'time')}, set {counted(set_, 'time')}")
        case "value":
            variable, _, value = found.name.rpartition(".")
            declared = names.variables.get(variable)
            if declared is not None:
                told = f"`{value}`: a value of `{variable}`"
                parts.append(told + (f", {declared.meaning}" if declared.meaning else ""))
        case "tag" | "person" | "echo" | "room" | "set" | "define" | "voice":
            others = sum(1 for each in everywhere if each.role != "declared")
            parts.append(f"named {counted(others, 'time')}")
        case _:
            pass
    return "\n\n".join(filter(None, parts))


def _is_asked(reading: Reading, each: Occurrence) -> bool:
    """Whether a scene's name stands in `seen(…)` and its like, which lead nowhere."""
    line = reading.lines(each.span.file)[each.span.line - 1]
    return line[: each.span.column - 1].endswith("(")


def reading_time(names: Names, scene: str) -> str:
    """How long a player reads the scene's own text: 84 words, 23 s."""
    words = word_count(names.texts.get(scene, ""))
    seconds = round(words * 60 / WORDS_A_MINUTE)
    return f"its text: {counted(words, 'word')}, about {seconds} s" if words else ""
