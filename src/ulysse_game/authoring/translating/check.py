"""What looks wrong in translations, beyond what the compiler refuses.

A translation that compiles can still read wrongly: for one person of eight, at one value of a
word, in a narrow terminal. Each text is held beside its source, and read in all the values its
braces can take. These are warnings and hints, at their place in the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ulysse_game.authoring.lint.material import Material, Text
from ulysse_game.authoring.translating import beside
from ulysse_game.authoring.translating.beside import Names, compare, names_of
from ulysse_game.authoring.translating.pairs import unpaired
from ulysse_game.authoring.translating.room import WIDE, too_wide, widest_status
from ulysse_game.authoring.translating.values import Values
from ulysse_game.compiler.nodes import Mapping, Scalar
from ulysse_game.compiler.read_yaml import read_yaml
from ulysse_game.compiler.translations import source_text
from ulysse_game.diagnostics import Diagnostic, Severity

CODES = (
    *beside.CODES,
    "not-elided",
    "missing-gender",
    "missing-form",
    "unpaired-sign",
    "too-wide",
)

RULES = ("translations", "translated", "address", "typography", "labels")
"""The rules of the lint shop that look at translations; those that are there are asked."""

_ASKS_GENDER = re.compile(r"\{\s*([a-z][a-z0-9_]*)\.[fm]\b")


def look(material: Material) -> Iterator[Diagnostic]:
    """What looks wrong in the translations of every language."""
    source, *others = material.story.world.languages
    if not others:
        return
    names = _names(material)
    values: dict[str, Values] = {}
    for text in material.texts:
        if text.language != source:
            known = values.get(text.language)
            if known is None:
                known = values[text.language] = Values(material.story, text.language)
            yield from _text(material, text, names, known)
    for language, known in values.items():
        yield from _words(material, language)
        yield from _status(material, known)


def _text(material: Material, text: Text, names: Names, values: Values) -> Iterator[Diagnostic]:
    unit = material.compiled.units[text.line_id]
    if not material.story.is_translated(text.line_id, text.language):
        return  # so far from its source that it is not shown
    is_name = unit.note == "plain"
    if not is_name or text.line_id.startswith(("story.", "chapter.", "ending.")):
        yield from compare(source_text(unit), text, names)
    block = material.story.text(text.line_id, text.language)
    if block is None:
        return
    pair = unpaired(block.items)
    if pair:
        at = max(text.words.find(pair[0]), text.words.find(pair[1]), 0)
        told = f"there are not as many `{pair[0]}` as `{pair[1]}`."
        yield _said(text, "unpaired-sign", told, at, "close it, or take one out.")
    for clash in values.clashes(block) if "{" in text.words else ():
        at = text.words.find("{", text.words.lower().find(f"{clash.before.lower()} {{"))
        told = f"with `{clash.value}` it reads “{clash.before} {clash.value}”, not “{clash.right}”."
        help = "write `{p.vowel: d’|de }{p}`, or a form of the word that has it."
        yield _said(text, "not-elided", told, max(at, 0), help)
    for told in too_wide(values, text.line_id, text.is_line):
        yield _said(text, "too-wide", told, 0, "say it shorter.")


def _said(text: Text, code: str, message: str, offset: int, help: str) -> Diagnostic:
    told = f"`{text.line_id}`: {message}"
    return Diagnostic(code, told, text.span(offset, 1), help, Severity.WARNING)


def _words(material: Material, language: str) -> Iterator[Diagnostic]:
    """Players' words that a language uses before all their forms and genders are there."""
    genders = {}
    if material.compiled.declared is not None:
        genders = material.compiled.declared.word_genders.get(language, {})
    for word in material.story.world.words:
        asked = used = None
        for text in material.texts:
            if text.language == language and word.name in text.words.lower():
                if asked is None and word.name in _ASKS_GENDER.findall(text.words):
                    asked = text
                if used is None and re.search(rf"\{{{word.name}\b", text.words, re.IGNORECASE):
                    used = text
        none = [value for value in word.values if not genders.get((word.name, value))]
        if asked is not None and none:
            told = f"this asks the gender of `{word.name}`; {_listed(none)} has none."
            help = f"fill in `word.{word.name}.{none[0]}.gender` with m or f."
            yield _said(asked, "missing-gender", told, 0, help)
        ids = [
            f"word.{word.name}.{value}" + (f".{form}" if number else "")
            for value in word.values
            for number, form in enumerate(word.forms)
        ]
        lacking = [id for id in ids if not material.story.is_translated(id, language)]
        if used is not None and lacking:
            told = f"this prints `{word.name}`; {_listed(lacking)} is not translated."
            yield _said(used, "missing-form", told, 0, "translate every form of the word.")


def _status(material: Material, values: Values) -> Iterator[Diagnostic]:
    size, shown = widest_status(values)
    source, _ = widest_status(Values(material.story, material.story.world.language))
    if size <= max(WIDE, source) or not shown:
        return
    ids = {f"status.{id}" for id in shown}
    for text in material.texts:
        if text.language == values.language and text.line_id in ids:
            told = f"the status line takes up to {size} columns; there are {WIDE}."
            if source > WIDE:
                told = f"the status line takes up to {size} columns, that of the source {source}."
            yield _said(text, "too-wide", told, 0, f"shorten {_listed(sorted(ids))}.")
            return


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names[:3]) + (" …" if len(names) > 3 else "")


def _names(material: Material) -> Names:
    """The names of people and voices in all languages, and what the names' table has."""
    heads = ("person.", "voice.")
    found = [text.words for text in material.texts if text.line_id.startswith(heads)]
    for file, words in material.compiled.sources.items():
        if file.startswith("world/") and "names:" in words:
            node = read_yaml(file, words.encode("utf-8", "replace"), lambda _: None)
            for entry in node.entries if node is not None else ():
                if entry.key.text == "names" and isinstance(entry.value, Mapping):
                    rows = (row.value for row in entry.value.entries)
                    found += [row.text for row in rows if isinstance(row, Scalar)]
    return names_of(found)
