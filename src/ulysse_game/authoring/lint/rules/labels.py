"""Labels that are too long: what the player picks is taken in at a glance.

Words are counted in the source language; lines in every language, by their longest reading, with
the names as the player reads them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.lint.material import Material, Text
from ulysse_game.compiler.house_style import Sizes
from ulysse_game.diagnostics import Diagnostic, Severity
from ulysse_game.story import (
    Choice,
    Echo,
    Emphasis,
    Inline,
    Paragraph,
    Select,
    Sequence,
    Show,
    Story,
)
from ulysse_game.story.words import words_in
from ulysse_game.view.page import Run
from ulysse_game.view.wrap import wrap

CODES = ("long-label",)
_CLOCK = "00:00"


def look(material: Material) -> Iterator[Diagnostic]:
    """Each label and each offer that is too long."""
    sizes = material.style.sizes
    labels = _labels(material.story)
    source = material.story.world.language
    shortest = min(sizes.label_columns, 5 * sizes.label or sizes.label_columns)
    for text in material.texts:
        if not text.is_line or text.line_id not in labels:
            continue
        if len(text.words) < shortest and words_in(text.words) <= sizes.label:
            continue
        longest = _longest(material.story, text)
        words = words_in(longest)
        if text.language == source and 0 < sizes.label < words:
            said = f"this label has {words} words; the most is {sizes.label}."
        elif _has_too_many_lines(longest, sizes):
            said = f"this label takes more than {_lines(sizes)} of {sizes.label_columns} columns."
        else:
            continue
        start = len(text.words) - len(text.words.lstrip(" \n"))
        yield Diagnostic(
            "long-label",
            said,
            text.span(start, max(1, len(text.words.strip(" \n")))),
            "put the act or the line that is said in it, and the rest into what it gives.",
            Severity.WARNING,
        )


def _labels(story: Story) -> set[str]:
    """The line ids of what players pick: choices and the offers of cards."""
    found = set()
    for scene in story.scenes.values():
        found |= {f"{scene.id}.{c.id}" for c in scene.choices if isinstance(c, Choice)}
        if "offer" in scene.blocks:
            found.add(f"{scene.id}.offer")
    return found


def _lines(sizes: Sizes) -> str:
    return f"{sizes.label_lines} line{'s'[: sizes.label_lines > 1]}"


def _has_too_many_lines(words: str, sizes: Sizes) -> bool:
    if not sizes.label_columns or not sizes.label_lines:
        return False
    return len(wrap([Run(words)], sizes.label_columns)) > sizes.label_lines


def _longest(story: Story, text: Text) -> str:
    """The longest reading of a label, its names as the player reads them."""
    block = story.text(text.line_id, text.language)
    if block is None:
        return text.words
    paragraphs = (each for each in block.items if isinstance(each, Paragraph))
    return " ".join(_of_parts(story, each.parts, text.language) for each in paragraphs)


def _of_parts(story: Story, parts: tuple[Inline, ...], language: str) -> str:
    words = ""
    for part in parts:
        match part:
            case str():
                words += part
            case Emphasis(inner) | Echo(_, inner):
                words += _of_parts(story, inner, language)
            case Select(_, _, _, texts) | Sequence(_, texts, _):
                words += max((_of_parts(story, text, language) for text in texts), key=len)
            case Show():
                words += _shown(story, part, language)
    return words


def _shown(story: Story, part: Show, language: str) -> str:
    """The longest thing a value may print, as far as it is known."""
    if part.form in ("person", "full"):
        key = "called" if part.form == "person" else "name"
        line_ids = [f"person.{each.id}.{key}" for each in story.world.people]
    elif part.form == "word":
        line_ids = [
            f"word.{each.name}.{value}" for each in story.world.words for value in each.values
        ]
    else:
        return _CLOCK
    names = []
    for line_id in line_ids:
        block = story.text(line_id, language)
        if block is not None and isinstance(block.items[0], Paragraph):
            names.append(_of_parts(story, block.items[0].parts, language))
    return max(names, key=len, default="")
