"""Numbers in words, clocks and spans of time."""

from __future__ import annotations

import pytest

from ulysse_game.view.numbers import clock, seconds, words

ENGLISH = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
FRENCH = [
    "aucun",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
    "vingt",
    "vingt_et_un",
    "vingt-deux",
    "vingt-trois",
    "vingt-quatre",
    "vingt-cinq",
    "vingt-six",
    "vingt-sept",
    "vingt-huit",
    "vingt-neuf",
    "trente",
    "trente_et_un",
    "trente-deux",
    "trente-trois",
    "trente-quatre",
    "trente-cinq",
    "trente-six",
    "trente-sept",
    "trente-huit",
    "trente-neuf",
    "quarante",
    "quarante_et_un",
    "quarante-deux",
    "quarante-trois",
    "quarante-quatre",
    "quarante-cinq",
    "quarante-six",
    "quarante-sept",
    "quarante-huit",
    "quarante-neuf",
    "cinquante",
    "cinquante_et_un",
    "cinquante-deux",
    "cinquante-trois",
    "cinquante-quatre",
    "cinquante-cinq",
    "cinquante-six",
    "cinquante-sept",
    "cinquante-huit",
    "cinquante-neuf",
    "soixante",
    "soixante_et_un",
    "soixante-deux",
    "soixante-trois",
    "soixante-quatre",
    "soixante-cinq",
    "soixante-six",
    "soixante-sept",
    "soixante-huit",
    "soixante-neuf",
    "soixante-dix",
    "soixante_et_onze",
    "soixante-douze",
    "soixante-treize",
    "soixante-quatorze",
    "soixante-quinze",
    "soixante-seize",
    "soixante-dix-sept",
    "soixante-dix-huit",
    "soixante-dix-neuf",
    "quatre-vingts",
    "quatre-vingt-un",
    "quatre-vingt-deux",
    "quatre-vingt-trois",
    "quatre-vingt-quatre",
    "quatre-vingt-cinq",
    "quatre-vingt-six",
    "quatre-vingt-sept",
    "quatre-vingt-huit",
    "quatre-vingt-neuf",
    "quatre-vingt-dix",
    "quatre-vingt-onze",
    "quatre-vingt-douze",
    "quatre-vingt-treize",
    "quatre-vingt-quatorze",
    "quatre-vingt-quinze",
    "quatre-vingt-seize",
    "quatre-vingt-dix-sept",
    "quatre-vingt-dix-huit",
    "quatre-vingt-dix-neuf",
]


def test_french_to_a_hundred() -> None:
    assert [words(n, "fr") for n in range(100)] == [word.replace("_", " ") for word in FRENCH]


def test_english_to_a_hundred() -> None:
    expected = ENGLISH + [
        ten if one == "no" else f"{ten}-{one}" for ten in TENS for one in ENGLISH[:10]
    ]
    assert [words(n, "en") for n in range(100)] == expected


@pytest.mark.parametrize("language", ["en", "fr"])
def test_figures_beyond(language: str) -> None:
    assert [words(n, language) for n in (-1, 100, 2049)] == ["-1", "100", "2049"]


def test_another_language_counts_in_english() -> None:
    assert words(21, "de") == "twenty-one"


def test_clocks() -> None:
    assert [clock(n, "en") for n in (0, 220, 1439)] == ["00:00", "03:40", "23:59"]
    assert [clock(n, "fr") for n in (0, 220, 1439)] == [
        "0\u00a0h\u00a000",
        "3\u00a0h\u00a040",
        "23\u00a0h\u00a059",
    ]


def test_spans_of_time() -> None:
    assert [seconds(n) for n in (0, 59, 60, 61, 1040, 3600)] == [
        "0\u00a0s",
        "59\u00a0s",
        "1\u00a0min",
        "1\u00a0min\u00a001",
        "17\u00a0min\u00a020",
        "60\u00a0min",
    ]
