"""How each kind of words looks: two themes of our own, and one without any colour.

A palette maps a role (``prose``, ``name``, ``reason`` …) to a colour of the theme and to
attributes. What a colour says, a word, a sign or an attribute says too. Plain data: contrasts
are computed by the tests.
"""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """Colours by name (``#rrggbb``); ``ground`` is behind everything, ``prose`` is the text."""

    name: str
    dark: bool
    ground: str
    prose: str
    past: str  # what was read before
    faint: str  # hints, reasons, second titles
    accent: str  # numbers, marks, chapter titles
    screen: str  # screens and paper
    seats: tuple[str, str]  # the one figure that is highlighted: its ink, its ground
    voices: tuple[str, ...]  # names of speakers


NIGHT = Look(
    name="night",
    dark=True,
    ground="#14171c",
    prose="#d9d6ce",
    past="#8b8f96",
    faint="#8f949c",
    accent="#d3a566",
    screen="#a3bda0",
    seats=("#14171c", "#d3a566"),
    voices=("#8fb4cf", "#c9a6b8", "#a9b98a", "#c8ad86", "#9fb0d6", "#8fbdb2"),
)

DAYLIGHT = Look(
    name="daylight",
    dark=False,
    ground="#f5f1e8",
    prose="#23262b",
    past="#63666b",
    faint="#5f6268",
    accent="#7d4a06",
    screen="#2c5534",
    seats=("#f5f1e8", "#7d4a06"),
    voices=("#1f557d", "#7a2f55", "#46571a", "#6a460e", "#3b4690", "#155b52"),
)

LOOKS = {look.name: look for look in (NIGHT, DAYLIGHT)}

# Role: (colour of the look, attributes). ``voice`` is replaced by the speaker's own colour.
ROLES: dict[str, tuple[str, str]] = {
    "prose": ("prose", ""),
    "emphasis": ("prose", "italic"),
    "strong": ("prose", "bold"),
    "voice": ("voice", ""),
    "inner": ("faint", ""),
    "screen": ("screen", ""),
    "title": ("prose", "bold"),
    "chapter": ("accent", "bold"),
    "second": ("faint", "italic"),
    "picked": ("accent", ""),
    "number": ("accent", ""),
    "option": ("prose", ""),
    "closed": ("faint", ""),
    "reason": ("faint", "italic"),
    "faint": ("faint", ""),
    "key": ("accent", ""),
    "notice": ("accent", ""),
    "status": ("faint", ""),
    "seats": ("seats", "bold"),
    "marker": ("accent", "bold"),
    "current": ("prose", "bold"),
    "found": ("accent", "underline"),
}

# Without colours the attributes alone must do.
PLAIN_ATTRIBUTES = {
    "seats": "bold reverse",
    "voice": "bold",
    "closed": "dim",
    "reason": "dim italic",
}


def voice_colour(look: Look, speaker: str) -> str:
    """The colour of a speaker's name: the same at every start."""
    number = 0
    for sign in speaker.encode("utf-8", "replace"):
        number = (number * 31 + sign) % 65_521
    return look.voices[number % len(look.voices)]


def contrast(ink: str, ground: str) -> float:
    """How well one colour stands on another, 1 to 21, by the rules of WCAG 2."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
