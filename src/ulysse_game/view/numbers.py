"""Numbers as words, clocks and delays, in each language."""

from __future__ import annotations

NBSP = "\u00a0"

_EN = (
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
)
_EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FR = (
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
)
_FR_TENS = (
    "",
    "",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante",
    "quatre-vingt",
    "quatre-vingt",
)


def words(number: int, language: str) -> str:
    """``number`` in words from 0 to 99 (*no*, *aucun* for 0); figures beyond."""
    if not 0 <= number < 100:
        return str(number)
    return _french(number) if language == "fr" else _english(number)


def _english(number: int) -> str:
    if number < 20:
        return _EN[number]
    ten, one = divmod(number, 10)
    return _EN_TENS[ten] + (f"-{_EN[one]}" if one else "")


def _french(number: int) -> str:
    if number < 20:
        return _FR[number]
    ten, one = divmod(number, 10)
    if ten in (7, 9):
        one += 10
    if number == 80:
        return "quatre-vingts"
    if one in (1, 11) and ten not in (8, 9):
        return f"{_FR_TENS[ten]} et {_FR[one]}"
    return f"{_FR_TENS[ten]}-{_FR[one]}" if one else _FR_TENS[ten]


def clock(minute: int, language: str) -> str:
    """The time of day, ``minute`` minutes past midnight: `03:40`, `3 h 40`."""
    hours, minutes = divmod(minute, 60)
    if language == "fr":
        return f"{hours}{NBSP}h{NBSP}{minutes:02d}"
    return f"{hours:02d}:{minutes:02d}"


def seconds(number: int) -> str:
    """A span of time in seconds as minutes and seconds: `17 min 20`."""
    minutes, rest = divmod(number, 60)
    if not minutes:
        return f"{rest}{NBSP}s"
    return f"{minutes}{NBSP}min" + (f"{NBSP}{rest:02d}" if rest else "")
