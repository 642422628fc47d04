"""Printer’s signs: what is set otherwise, in each language, and what is left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.authoring.typography import corrected, corrections

N, T = "\xa0", "\u202f"


def mended(text: str, language: str, is_line: bool = False) -> str:
    """The text with everything replaced that is to be."""
    found = text
    for start, end, new in reversed(corrected(text, language, is_line)):
        found = found[:start] + new + found[end:]
    return found


ENGLISH = [
    ('He says "no".', "He says “no”."),
    ('"No," he says.', "“No,” he says."),
    ("It isn't.", "It isn’t."),
    ("the crew's cups", "the crew’s cups"),
    ("She reads 'out' on it.", "She reads ‘out’ on it."),
    ("in the winter of '61", "in the winter of ’61"),
    ("Wait... what", "Wait… what"),
    ("Four....", "Four…"),
    ("One -- two", "One — two"),
    ("One--two", "One—two"),
    ("Sit  down", "Sit down"),
    ("Why ?", "Why?"),
    (f"Why{N}?", "Why?"),
    ("One ; two , three", "One; two, three"),
    ("“ No ”", "“No”"),
    ("{simon.here: It isn't|He's out}", "{simon.here: It isn’t|He’s out}"),
    ("simon: It isn't.", "simon: It isn’t."),
    ("simon: -- No.", "simon: No."),
    ('"No" ?', "“No”?"),
]
FRENCH = [
    ('Il dit "non".', f"Il dit «{N}non{N}»."),
    ("« Non »", f"«{N}Non{N}»"),
    ("«Non»", f"«{N}Non{N}»"),
    ("L'eau", "L’eau"),
    ("Quoi ?", f"Quoi{T}?"),
    ("Quoi?", f"Quoi{T}?"),
    (f"Quoi{N}!", f"Quoi{T}!"),
    ("Quoi ?!", f"Quoi{T}?!"),
    ("un ; deux", f"un{T}; deux"),
    ("Il dit : rien", f"Il dit{N}: rien"),
    ("Il dit: rien", f"Il dit{N}: rien"),
    (f"Il dit{T}: rien", f"Il dit{N}: rien"),
    ("yann: Trois : non.", f"yann: Trois{N}: non."),
    ("*Non*: rien", f"*Non*{N}: rien"),
    ("Il attend ...", "Il attend…"),
    ("Il attend , puis", "Il attend, puis"),
    ("à 14h20", f"à 14{N}h{N}20"),
    ("à 3 h 05", f"à 3{N}h{N}05"),
    ("à 03:12", f"à 3{N}h{N}12"),
    ("12 000 mots", f"12{T}000 mots"),
    (f"1{N}250 300", f"1{T}250{T}300"),
    ("3.1 mmHg", f"3,1{N}mmHg"),
    ("17 min 20", f"17{N}min 20"),
    ("80 %", f"80{N}%"),
    ("80%", f"80{N}%"),
    ("sol 12", f"sol{N}12"),
    ("M. Meyer et Mme Roy", f"M.{N}Meyer et Mme{N}Roy"),
    ("Un coeur, une soeur, une manoeuvre", "Un cœur, une sœur, une manœuvre"),
    ("OEIL", "ŒIL"),
    ("A quoi bon", "À quoi bon"),
    ("Ca va.", "Ça va."),
    ("Etes-vous là, Ecran", "Êtes-vous là, Écran"),
    (f"yann: —{N}Non.", "yann: Non."),
    ("yann (radio): – Non.", "yann (radio): Non."),
    ("{simon.here: Oui ?|Non:}", f"{{simon.here: Oui{T}?|Non:}}"),
]
LEFT_ALONE = [
    ("en", "He says “no”, and it isn’t… One—two. Half past 12:30."),
    ("en", "simon: Go on.\n\n> A  -- table : things …"),
    ("en", "{simon.here and n >= 2: a|b} {gap_log is 'x'}"),
    ("en", "// note: it isn't -- read ...\nWords."),
    ("en", "{if simon.here }\nWords.\n{end}"),
    ("en", "… and then. Items .5 of it."),
    ("fr", f"yann: Non{T}; «{N}oui{N}»{T}? Il dit{N}: 14{N}h{N}20, 12{T}000, 3,1{N}mmHg."),
    ("fr", "{obs_07 is recorded: un|deux} {echo heard: trois} {n: a|b}"),
    ("fr", "Poème, coefficient, moelle, Eva, Etna, A table."),
    ("fr", "Quoi… ? Et (?) [?]"),
    ("fr", "> 14:20 · WINDOW : 3"),
    ("fr", "Licence CC BY-NC-SA 4.0, le 4.10.2027"),
    ("fr", "simon: 3\n\neva: 4"),
    ("fr", "// note: rien ?"),
    ("fr", "\\yann: rien"),
    ("de", 'Er sagt "nein" ; ja.'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), ENGLISH)
def test_english(text: str, right: str) -> None:
    assert mended(text, "en") == right


@pytest.mark.parametrize(("text", "right"), FRENCH)
def test_french(text: str, right: str) -> None:
    assert mended(text, "fr") == right
    assert mended(text, "fr_CA") == right


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE)
def test_left_alone(language: str, text: str) -> None:
    assert corrected(text, language) == []


def test_other_languages_have_apostrophes_and_dots() -> None:
    assert mended("so'n Ding...", "de") == "so’n Ding…"


def test_a_label_may_begin_like_a_speech() -> None:
    assert mended("yann: Non ?", "fr", is_line=True) == f"yann{N}: Non{T}?"


def test_each_correction_knows_its_family() -> None:
    found = corrections('Il dit "non" ... à 14h20 , M. X -- coeur', "fr")
    assert [each.habit for each in found] == [
        "quotes", "quotes", "dots", "figures", "spaces", "letters", "dashes", "letters",
    ]  # fmt: skip


SIGNS = st.text(st.sampled_from("aEé \xa0\u202f\n'\"«»“”.…,;:!?-—%0123hmM{}|*>/\\()"), max_size=60)


@given(SIGNS, st.sampled_from(["en", "fr", "de"]), st.booleans())
def test_what_is_mended_stays_so(text: str, language: str, is_line: bool) -> None:
    """Twice is once, but for a text whose marks themselves are out of order."""
    found = corrected(text, language, is_line)
    assert found == sorted(found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(text[start:end] != new for start, end, new in found)


WORDS = st.lists(
    st.sampled_from([
        "non", "l'eau", "Quoi", "?", "!", ";", ":", '"oui"', "«", "»", "...", "--", ",", "14h20",
        "12 000", "3.1", "80 %", "M.", "Meyer", "coeur", "Ca", "{n: a|b}", "*mot*", "sol", "12",
    ]),
    max_size=12,
)  # fmt: skip


@given(WORDS, st.sampled_from(["en", "fr"]))
def test_mending_twice_is_mending_once(words: list[str], language: str) -> None:
    once = mended(f"Bien, {' '.join(words)}", language)
    assert mended(once, language) == once


@given(WORDS, st.sampled_from(["en", "fr"]))
def test_marks_are_never_touched(words: list[str], language: str) -> None:
    text = " ".join(words)
    assert mended(text, language).count("{n: a|b}") == text.count("{n: a|b}")
