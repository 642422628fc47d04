"""The player's own dates and spans of time in words, in each language."""

from __future__ import annotations

import re

from ulysse_game.view.numbers import NBSP, clock
from ulysse_game.view.words import words

MINUTE = 60
"""Seconds: less of a time played is not told."""

_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
}  # fmt: skip
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d))?", re.ASCII)


def date(written: str, language: str) -> str:
    """A date as a save holds it, `2026-11-22 12:40`, for reading: `22 November 2026, 12:40`.

    The time may be missing. What is no such date is given back as it is.
    """
    found = _DATE.fullmatch(written)
    if found is None or not 1 <= int(found[2]) <= 12:
        return written
    months = _MONTHS.get(language, _MONTHS["en"])
    number, month = int(found[3]), months[int(found[2]) - 1]
    ordinal = "er" if language == "fr" and number == 1 else ""
    day = f"{number}{ordinal}{NBSP}{month}{NBSP}{found[1]}"
    if found[4] is None:
        return day
    return f"{day}, {clock(int(found[4]) * 60 + int(found[5]), language)}"


def span(seconds: int, language: str) -> str:
    """A time played, in whole minutes: `12 min`, `1 h 05`; nothing for less than one."""
    hours, minutes = divmod(max(0, seconds) // MINUTE, 60)
    if hours:
        return f"{hours}{NBSP}h{NBSP}{minutes:02}"
    return f"{minutes}{NBSP}min" if minutes else ""


def language_name(language: str) -> str:
    """What a language calls itself: `English`, `Français`."""
    return words(language)("English")
