"""How each kind of words looks: four looks of our own, the terminal's colours, and none at all.

A look gives inks and grounds their colours; ``ROLES`` says which of them, with which attributes,
each kind of words has. What a colour says, a word, a sign or an attribute says too. Plain data:
contrasts, and what remains of them for the colour-blind, are computed by the tests.
"""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """Colours by name (``#rrggbb``); ``ground`` is behind everything, ``prose`` is the text.

    With ``is_ansi`` they are names of the terminal's own sixteen, of which nothing is known: words
    stay in its own ink, and only signs and lines are coloured.
    """

    name: str
    dark: bool
    ground: str
    glass: str  # behind the ship's screens
    paper: str  # behind forms and handwriting
    track: str  # behind the bars of the instruments
    prose: str
    past: str  # what was read before
    faint: str  # hints, reasons, second titles
    accent: str  # numbers, marks, chapter titles
    screen: str  # what the ship's screens show
    form: str  # print and typewriter
    hand: str  # somebody's own ink
    radio: str  # words that come from far away
    rule: str  # lines, rails and edges
    gauge: str  # the bars of the instruments
    seats: tuple[str, str]  # the one figure that is highlighted: its ink, its ground
    voices: tuple[str, ...]  # names of speakers
    is_ansi: bool = False


NIGHT = Look(
    name="night",
    dark=True,
    ground="#14171c",
    glass="#181e1e",
    paper="#1d1c1b",
    track="#20262b",
    prose="#d9d6ce",
    past="#90949b",
    faint="#969ba3",
    accent="#d3a566",
    screen="#a9c3a5",
    form="#cfc8b8",
    hand="#b4bfdc",
    radio="#b3c7cb",
    rule="#666d77",
    gauge="#8aa08c",
    seats=("#14171c", "#d3a566"),
    voices=("#94a3d7", "#f2d6a1", "#64b2ae", "#bd9f81", "#e1d7fe", "#afe7d0"),
)

DAYLIGHT = Look(
    name="daylight",
    dark=False,
    ground="#f5f1e8",
    glass="#e9ece2",
    paper="#fbf9f3",
    track="#e2ddd0",
    prose="#23262b",
    past="#63666b",
    faint="#5f6268",
    accent="#733f00",
    screen="#234a2c",
    form="#33312c",
    hand="#24407a",
    radio="#1f4a55",
    rule="#8a857a",
    gauge="#5b7560",
    seats=("#f5f1e8", "#733f00"),
    voices=("#0e2d64", "#584e0b", "#13556b", "#6f4442", "#531237", "#2b2f08"),
)

CONTRAST_DARK = Look(
    name="contrast-dark",
    dark=True,
    ground="#000000",
    glass="#000000",
    paper="#000000",
    track="#1c1c1c",
    prose="#ffffff",
    past="#b4b4b4",
    faint="#c4c4c4",
    accent="#ffc566",
    screen="#b9f0b4",
    form="#fff4d6",
    hand="#cfdcff",
    radio="#bdf2fa",
    rule="#9a9a9a",
    gauge="#a9d6a5",
    seats=("#000000", "#ffc566"),
    voices=("#86bcf9", "#feeaa6", "#7df5fe", "#c4b78d", "#eba3be", "#dff4d4"),
)

CONTRAST_LIGHT = Look(
    name="contrast-light",
    dark=False,
    ground="#ffffff",
    glass="#ffffff",
    paper="#ffffff",
    track="#e8e8e8",
    prose="#000000",
    past="#4a4a4a",
    faint="#3d3d3d",
    accent="#5c3000",
    screen="#0b3d14",
    form="#211a08",
    hand="#102a75",
    radio="#003844",
    rule="#5a5a5a",
    gauge="#2f5c37",
    seats=("#ffffff", "#5c3000"),
    voices=("#161d5b", "#483f03", "#104263", "#721d38", "#4d0035", "#262601"),
)

TERMINAL = Look(
    name="terminal",
    dark=True,
    ground="default",
    glass="default",
    paper="default",
    track="default",
    prose="default",
    past="default",
    faint="default",
    accent="default",
    screen="default",
    form="default",
    hand="default",
    radio="default",
    rule="cyan",
    gauge="default",
    seats=("default", "default"),
    voices=("blue", "yellow", "cyan", "red", "magenta", "green"),
    is_ansi=True,
)

LOOKS = {look.name: look for look in (NIGHT, DAYLIGHT, CONTRAST_DARK, CONTRAST_LIGHT, TERMINAL)}
"""By name. ``plain``, without any colour, is the absence of a look."""

NAMES = (*LOOKS, "plain")


class Role(NamedTuple):
    """An ink of the look, attributes, and which ground of the look is behind it.

    The inks ``voice`` and ``seats`` are not colours of the look but find one there.
    """

    ink: str
    attributes: str = ""
    ground: str = "ground"


ROLES: dict[str, Role] = {
    "prose": Role("prose"),
    "emphasis": Role("prose", "italic"),
    "strong": Role("prose", "bold"),
    "voice": Role("voice"),
    "mark": Role("voice"),
    "inner": Role("voice", "italic"),
    "radio": Role("radio"),
    "radio_emphasis": Role("radio", "italic"),
    "screen": Role("screen", "", "glass"),
    "screen_emphasis": Role("screen", "bold", "glass"),
    "form": Role("form", "", "paper"),
    "form_emphasis": Role("form", "bold", "paper"),
    "struck": Role("faint", "strike"),
    "hand": Role("hand", "italic", "paper"),
    "hand_emphasis": Role("hand", "bold italic", "paper"),
    "glass": Role("rule", "", "glass"),
    "edge": Role("rule", "", "paper"),
    "rule": Role("rule"),
    "title": Role("prose", "bold"),
    "chapter": Role("accent", "bold"),
    "second": Role("faint", "italic"),
    "code": Role("faint"),
    "picked": Role("accent"),
    "number": Role("accent"),
    "option": Role("prose"),
    "closed": Role("faint"),
    "reason": Role("faint", "italic"),
    "faint": Role("faint"),
    "key": Role("accent"),
    "notice": Role("accent"),
    "status": Role("faint"),
    "seats": Role("seats", "bold"),
    "gauge": Role("gauge", "", "track"),
    "track": Role("gauge", "", "track"),
    "trace": Role("screen", "", "track"),
    "marker": Role("accent", "bold"),
    "current": Role("prose", "bold"),
    "found": Role("accent", "underline"),
    "picture": Role("prose"),
}

# Without colours, or in colours that are not ours, the attributes alone must do.
PLAIN_ATTRIBUTES = {
    "seats": "bold reverse",
    "voice": "bold",
    "key": "bold",
    "inner": "bold italic",
    "closed": "dim",
    "reason": "dim italic",
}
ANSI_ATTRIBUTES = {**PLAIN_ATTRIBUTES, "number": "bold"}

MARKS = "●◆▲■▼○◇△□▽"
"""Signs that nearly every font has: one stands in the margin by what a person says."""

# The speakers of this story, by their ids, all differ in sign and colour, and those who speak
# most in their sign alone: the factor and the start were sought for that.
_FACTOR, _START = 18_777, 62_016


def _number(speaker: str) -> int:
    """A number for a speaker, the same at every start."""
    number = _START
    for sign in speaker.encode("utf-8", "replace"):
        number = (number * _FACTOR + sign) % 65_521
    return number


def mark_of(speaker: str) -> str:
    """The sign of a speaker, one cell wide."""
    return MARKS[_number(speaker) % len(MARKS)]


def voice_colour(look: Look, speaker: str) -> str:
    """The colour of a speaker's name."""
    return look.voices[_number(speaker) // len(MARKS) % len(look.voices)]


def contrast(ink: str, ground: str) -> float:
    """How well one colour stands on another, 1 to 21, by the rules of WCAG 2."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``, 0 to 1."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> tuple[float, float, float]:
    """The light of ``#rrggbb`` in linear sRGB, 0 to 1 each (IEC 61966-2-1)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    return red, green, blue
