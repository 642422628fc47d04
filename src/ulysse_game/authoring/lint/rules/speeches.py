"""Speeches that are too long: people stop before the important word.

Counted in the source language, by the longest reading. Paragraphs that one person says in one go
are one speech. How long is too long stands in ``house-style.yaml`` under ``sizes``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.authoring.lint.longest import NOTHING_KNOWN, Reader
from ulysse_game.authoring.lint.material import Material, Text
from ulysse_game.authoring.prose_map import map_of
from ulysse_game.diagnostics import Diagnostic, Severity
from ulysse_game.story import Branch, Item, Paragraph, Repeat

CODES = ("long-speech",)


class _Said(NamedTuple):
    """One paragraph of speech: its speaker, its words, and whether the one before goes on."""

    speaker: str
    words: int
    goes_on: bool


def look(material: Material) -> Iterator[Diagnostic]:
    """Each speech that is too long, at its first word."""
    most = material.style.sizes.speech
    language = material.story.world.language
    if not most:
        return
    reader = Reader(material.story, language)
    for text in material.texts:
        if text.language != language or text.is_line or ": " not in text.words:
            continue
        if text.words.count(" ") < most:
            continue
        yield from _in_text(text, reader, most)


def _in_text(text: Text, reader: Reader, most: int) -> Iterator[Diagnostic]:
    block = reader.story.text(text.line_id, text.language)
    said = list(_paragraphs(block.items, reader)) if block is not None else []
    first = 0
    for number in range(1, len(said) + 1):
        if number < len(said) and said[number].goes_on:
            continue
        words = sum(each.words for each in said[first:number])
        if words > most:
            yield _too_long(text, first, said[first].speaker, words, most)
        first = number


def _paragraphs(items: tuple[Item, ...], reader: Reader) -> Iterator[_Said]:
    """Every paragraph of speech, in the order of the text."""
    before = ""
    for item in items:
        if isinstance(item, Paragraph) and item.kind == "speech":
            words = reader.parts(item.parts, NOTHING_KNOWN)
            yield _Said(item.speaker, words, item.speaker == before)
            before = item.speaker
            continue
        before = ""
        if isinstance(item, Repeat):
            yield _Said(item.speaker, 0, False)
        elif isinstance(item, Branch):
            for _, inner in item.arms:
                yield from _paragraphs(inner, reader)


def _too_long(text: Text, number: int, speaker: str, words: int, most: int) -> Diagnostic:
    speeches = [each for each in map_of(text.words).stretches if each.part == "speech"]
    start = speeches[number].start if number < len(speeches) else 0
    return Diagnostic(
        "long-speech",
        f"`{speaker}` says {words} words in one go; the most is {most}.",
        text.span(start),
        "let somebody or something come between, or stop before the important word.",
        Severity.WARNING,
    )
