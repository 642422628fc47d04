"""The notation of phrases: what is found, what is not, and where."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.authoring.phrases import Corpus, Hit, pattern


def found(phrase: str, *texts: str) -> list[str]:
    """The words found, in order."""
    return [texts[n][start:end] for n, start, end in Corpus(texts).find(pattern(phrase))]


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("the void", "The void, avoid the voids.", ["The void"]),
        ("the void", "the\nvoid and the \xa0void", ["the\nvoid", "the \xa0void"]),
        ("the void", "the\n\nvoid", []),
        ("eyes widen*|soften*", "Eyes soften. His eyes widened, eyes wide.", [
            "Eyes soften", "eyes widened"]),
        ("*ly", "slowly, truly. Lying", ["slowly", "truly"]),
        ("says *ly", "She says slowly", ["says slowly"]),
        ("not … but", "not this one but that", ["not this one but"]),
        ("not … but", "not but", ["not but"]),
        ("not … but", "not one two three four five but", ["not one two three four five but"]),
        ("not … but", "not one two three four five six but", []),
        ("not … but", "Not yet. But", []),
        ("… not …", "not", ["not"]),
        ("un mélange de|d’ … et de|d’", "Un mélange d'eau et de sel", ["Un mélange d'eau et de"]),
        ("comme si|s’", "comme s’il", ["comme s’"]),
        ("can’t help", "can't help, can’t help", ["can't help", "can’t help"]),
        ("—", "one—two — three", ["—", "—"]),
        ("…", "one… two", ["…"]),
        ("?", "What? ", ["?"]),
        ("like a|an", "like an eel, like a, like any", ["like an", "like a"]),
        ("a.b", "a.b axb", ["a.b"]),
        ("", "words", []),
        ("*", "words", []),
        ("infini", "infinité", []),
        ("a long … moment", "a long, quiet moment. A long moment, along moments", [
            "a long, quiet moment", "A long moment"]),
        ("is not … , it’s", "It is not a cup, it's one. It is not, it’s", [
            "is not a cup, it's"]),
        ("isn’t … . it’s", "It isn’t so. It’s late. It isn’t so. Is it? It’s", [
            "isn’t so. It’s"]),
        ("” … says", "“No,” he says. “He says no.” Nobody says", ["” he says", "” Nobody says"]),
        ("» , dit", "«\xa0Non\xa0», dit-il", ["», dit"]),
        ("juste .", "C’est juste. Juste avant, juste\xa0!", ["juste."]),
        ("is not … ,|; it’s", "It is not a cup; it’s one.", ["is not a cup; it’s"]),
        ("tu réalises ?", "Tu réalises\u202f? Tu réalises.", ["Tu réalises\u202f?"]),
    ],
)  # fmt: skip
def test_what_a_phrase_finds(phrase: str, text: str, words: list[str]) -> None:
    assert found(phrase, text) == words


def test_texts_are_told_apart() -> None:
    texts = ("the", "void. The void", "", "the void")
    assert Corpus(texts).find(pattern("the void")) == (Hit(1, 6, 14), Hit(3, 0, 8))


def test_a_letter_whose_small_form_is_longer_moves_nothing() -> None:
    assert found("void", "İİİ void") == ["void"]


WORDS = st.lists(
    st.sampled_from(["the", "void", "The", "but", "not", "x.", "bu", "x,"]), max_size=25
)

PHRASES = ["the void", "not|bu but", "v* the", "but", "not … but", "*d … , the", "not … . the", "*"]


@given(st.lists(WORDS, max_size=4), st.sampled_from(PHRASES))
def test_the_short_way_finds_what_the_long_way_finds(texts: list[list[str]], phrase: str) -> None:
    """Looking near the rarest word finds all that trying everywhere does."""
    joined = tuple(" ".join(words) for words in texts)
    expression = re.compile(pattern(phrase).expression)
    slow = [
        Hit(number, match.start(), match.end())
        for number, text in enumerate(joined)
        for match in expression.finditer(text.lower())
    ]
    assert list(Corpus(joined).find(pattern(phrase))) == slow


@given(st.text(st.sampled_from("ab|*…’ .?(["), max_size=12))
def test_no_phrase_raises(phrase: str) -> None:
    assert isinstance(found(phrase, "ab a b. ab? (a|b)"), list)
