"""The interface's own words: every sentence has its French, and none is left over."""

import re
import string
from pathlib import Path

import polib
import pytest

import ulysse_game
from ulysse_game.authoring.translating.interface import asked, literals, trees
from ulysse_game.view.words import LANGUAGES, SOURCE, Words, marked, words

PACKAGE = Path(ulysse_game.__file__).parent
CATALOGUE = PACKAGE / "view" / "languages" / "fr.po"


TREES = trees(PACKAGE)
ASKED = sorted({(text, file) for file, tree in TREES.items() for text in asked(tree)})
ENTRIES = [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("text", "file"), [each for each in ASKED if each[0] not in LANGUAGES])
def test_every_sentence_has_its_french(text: str, file: str) -> None:
    assert text in {entry.msgid for entry in ENTRIES}, f"{file} says it; fr.po lacks it"


def test_no_entry_is_left_over() -> None:
    used = {text for tree in TREES.values() for text in literals(tree)}
    assert [entry.msgid for entry in ENTRIES if entry.msgid not in used] == []


def test_no_entry_stands_twice() -> None:
    ids = [entry.msgid for entry in ENTRIES]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.msgid[:40])
def test_an_entry_is_whole(entry: polib.POEntry) -> None:
    assert entry.msgstr, "not translated"
    assert "fuzzy" not in entry.flags
    assert placeholders(entry.msgid) == placeholders(entry.msgstr)
    # A sentence stays a sentence; a label stays a label.
    assert (entry.msgid[-1] in ".!?…") == (entry.msgstr[-1] in ".!?…")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.msgid[:40])
def test_french_typography(entry: polib.POEntry) -> None:
    text = entry.msgstr
    assert "'" not in text, "the apostrophe is ’"
    assert "..." not in text
    assert not re.search(r"(?<![\xa0])[:»]", text), "U+00A0 stands before : and »"
    assert not re.search(r"«(?!\xa0)", text), "U+00A0 stands after «"
    assert not re.search(r"(?<![\u202f])[;!?]", text), "U+202F stands before ; ! ?"
    assert not re.search(r"[“”\"]", text), "quotes are « »"


def test_english_is_its_own_key() -> None:
    assert words(SOURCE)("Anything at all.") == "Anything at all."
    assert words(SOURCE)("Saved as {name}.", name="{x}") == "Saved as {x}."


def test_french() -> None:
    assert words("fr").language == "fr"
    assert words("fr")("Saved as {name}.", name="Ève") == "Enregistré sous le nom « Ève »."


def test_a_sentence_without_translation_is_shown_in_english() -> None:
    assert words("fr")("Nobody has translated this.") == "Nobody has translated this."


def test_an_unknown_language_is_english() -> None:
    assert words("de").language == SOURCE


def test_braces_in_a_sentence_without_values_are_left_alone() -> None:
    assert Words("en", {})("a { b") == "a { b"


def test_marked_changes_nothing() -> None:
    assert marked("Help") == "Help"
