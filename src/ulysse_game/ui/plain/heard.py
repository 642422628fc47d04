"""Words for who listens: signs that no voice can read become words, or nothing.

``heard`` is for all that is said and changes no word of the story: it takes away what was drawn
with signs. ``measured`` is for our own figures alone: units, clocks and shares are said in full.
Both are pure and give again what they are given twice.
"""

from __future__ import annotations

import re
from functools import partial

from ulysse_game.view.numbers import words as in_words
from ulysse_game.view.words import Words, marked

_DRAWN = re.compile("[\u2190-\u2211\u2213-\u2247\u2249-\u225f\u2266-\u2bff·•|]")
"""Lines, blocks, arrows, pictures of dots; not the signs of a sum, which are read as words."""

_PLAIN = str.maketrans({"₂": "2", "\u202f": "\u00a0", "″": ""})
_BETWEEN = re.compile(r"\s+[·•|](?=\s)")
_UNITS = {
    "min": (marked("1 minute"), marked("{number} minutes")),
    "s": (marked("1 second"), marked("{number} seconds")),
    "h": (marked("1 hour"), marked("{number} hours")),
    "km": (marked("1 kilometre"), marked("{number} kilometres")),
    "m": (marked("1 metre"), marked("{number} metres")),
    "kWh": (marked("1 kilowatt-hour"), marked("{number} kilowatt-hours")),
    "mmHg": (marked("1 millimetre of mercury"), marked("{number} millimetres of mercury")),
    "%": (marked("1 percent"), marked("{number} percent")),
}
_BLANK = "[ \u00a0]"
_SPAN = re.compile(rf"\b(\d+){_BLANK}(h|min){_BLANK}(\d\d)\b")
_UNIT = re.compile(rf"\b(\d+(?:[.,]\d+)?){_BLANK}?(min|kWh|mmHg|km|%|s|h|m)(?!\w)")
_NUMBER = re.compile(rf"\bn°{_BLANK}(\d+)")
_CLOCK = re.compile(r"\b0(\d:\d\d)\b")
_OF = re.compile(r"\b(\d{1,2})/(\d{1,2})\b")
_LOUD = re.compile(r"\b[A-ZÀ-Þ]{3,}\b")


def heard(text: str) -> str:
    """The words without what is only drawn; a dot between two parts becomes a comma."""
    text = text.translate(_PLAIN)
    if _DRAWN.search(text) is None:
        return text
    text = _BETWEEN.sub(",", text)
    found = []
    for token in text.split(" "):
        left = _DRAWN.sub("", token)
        if left == token or any(sign.isalnum() for sign in left) or left == ",":
            found.append(left)
    return re.sub(r"^[ ,]+|[ ,]+$|(?<= ) +", "", " ".join(found))


def measured(text: str, say: Words) -> str:
    """Our own figures with their units in words: *CO2 2 millimetres of mercury*."""
    text = _LOUD.sub(lambda found: found[0].capitalize(), text.replace("′", "\u00a0min"))
    text = _SPAN.sub(partial(_spanned, say), text)
    text = _UNIT.sub(lambda found: _counted(found[1], found[2], say), text)
    text = _OF.sub(
        lambda found: say(
            "{number} of {count}",
            number=in_words(int(found[1]), say.language),
            count=in_words(int(found[2]), say.language),
        ),
        text,
    )
    text = _NUMBER.sub(lambda found: say("number {number}", number=found[1]), text)
    text = _CLOCK.sub(r"\1", text)
    text = re.sub("(?<!C)O[₂2]", say("oxygen"), text.replace("₂", "2"))
    return re.sub(r"(\d) (?=CO2)|(?<=Sol )(\d+) (?=\d)", lambda found: f"{found[0][:-1]}, ", text)


def _spanned(say: Words, found: re.Match[str]) -> str:
    """Hours and minutes, or minutes and seconds; a time of day in French has no second unit."""
    unit = found[2]
    first = _counted(found[1], unit, say)
    if unit == "h" and say.language == "fr":
        return f"{first} {int(found[3])}" if int(found[3]) else first
    return f"{first} {_counted(str(int(found[3])), 'min' if unit == 'h' else 's', say)}"


def _counted(number: str, unit: str, say: Words) -> str:
    one, more = _UNITS[unit]
    return say(one) if number == "1" else say(more, number=number)
