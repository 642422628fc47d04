"""A picture as rows of cells: which sign stands in each, in which ink, on which ground.

``half`` stacks two pixels in a cell, ``quadrant`` four in two colours; ``cube`` is ``half`` in the
256 colours that terminals agree on, ``tones`` and ``halftones`` are quadrants and halves in four
greys, for terminals of sixteen; ``braille`` and ``ascii`` have no colours at all. It never writes
a word and knows no terminal: somebody else says what can be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import cycle
from operator import gt, lt
from typing import Literal, NamedTuple

from ulysse_game.view.picture.picture import Picture, scaled

Manner = Literal["half", "quadrant", "cube", "tones", "halftones", "braille", "ascii"]


class Cell(NamedTuple):
    """Cells in a row that look alike; ``ink`` and ``ground`` are ``#rrggbb``, or nothing."""

    text: str
    ink: str = ""
    ground: str = ""


Cells = tuple[Cell, ...]

# Thresholds for ordered dithering, 0 to 15 (B. E. Bayer, 1973).
_BAYER = ((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5))
_TONES = (0, 85, 170, 255)  # the greys among the sixteen colours
_RAMP = " .:-=+*#%@"
# Upper left, upper right, lower left, lower right as 1, 2, 4, 8.
_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_PLACES = [[3 * at for at in range(4) if bits >> at & 1] for bits in range(16)]
_FLAT = 6  # pixels whose lightness differs by less are one field
_BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def drawn(
    picture: Picture, columns: int, rows: int, manner: Manner = "half", *, on_light: bool = False
) -> tuple[Cells, ...]:
    """The picture in ``columns`` × ``rows`` cells.

    ``on_light`` is for the manners without colours: what is drawn there is the dark, not the
    light, so that the picture is no negative on a light ground.
    """
    match manner:
        case "half":
            return _half(scaled(picture, columns, 2 * rows))
        case "halftones":
            return _half(_greys(scaled(picture, columns, 2 * rows)))
        case "tones":
            return _quadrants(_greys(scaled(picture, 2 * columns, 2 * rows)))
        case "cube":
            return _half(_cubed(scaled(picture, columns, 2 * rows)))
        case "quadrant":
            return _quadrants(scaled(picture, 2 * columns, 2 * rows))
        case "braille":
            return _braille(scaled(picture, 2 * columns, 4 * rows), on_light)
        case "ascii":
            return _letters(scaled(picture, columns, rows), on_light)


def joined(cells: Iterable[Cell]) -> Cells:
    """The same row with cells that look alike joined into one."""
    row: list[Cell] = []
    for cell in cells:
        if row and row[-1][1:] == cell[1:]:
            row[-1] = Cell(row[-1].text + cell.text, cell.ink, cell.ground)
        else:
            row.append(cell)
    return tuple(row)


def _hexes(picture: Picture, y: int) -> list[str]:
    """The colours of one row."""
    signs = picture.row(y).hex()
    return ["#" + signs[at : at + 6] for at in range(0, len(signs), 6)]


def _half(picture: Picture) -> tuple[Cells, ...]:
    """Two pixels to a cell, one above the other."""
    return tuple(
        joined(
            Cell("▀", upper, lower) if upper != lower else Cell(" ", "", lower)
            for upper, lower in zip(_hexes(picture, y), _hexes(picture, y + 1), strict=True)
        )
        for y in range(0, picture.height, 2)
    )


def _quadrants(picture: Picture) -> tuple[Cells, ...]:
    """Four pixels to a cell, in the two colours that tell light and dark best apart."""
    lights = _lights(picture)
    rows = []
    for y in range(0, picture.height, 2):
        upper, lower = picture.row(y), picture.row(y + 1)
        above, below = lights[y], lights[y + 1]
        cells = []
        for x in range(0, picture.width, 2):
            light = (above[x], above[x + 1], below[x], below[x + 1])
            low, high = min(light), max(light)
            start = 3 * x
            pixels = upper[start : start + 6] + lower[start : start + 6]
            if high - low < _FLAT:
                cells.append(Cell(" ", "", _mean(pixels, 15)))
                continue
            middle = (low + high) / 2
            bits = sum(
                bit for bit, value in zip((1, 2, 4, 8), light, strict=True) if value > middle
            )
            cells.append(Cell(_QUADRANTS[bits], _mean(pixels, bits), _mean(pixels, 15 - bits)))
        rows.append(joined(cells))
    return tuple(rows)


def _mean(pixels: bytes, bits: int) -> str:
    """The colour in the middle of some of four pixels."""
    places = _PLACES[bits]
    count = len(places)
    red = green = blue = 0
    for at in places:
        red += pixels[at]
        green += pixels[at + 1]
        blue += pixels[at + 2]
    return f"#{red // count:02x}{green // count:02x}{blue // count:02x}"


def _lights(picture: Picture) -> list[list[int]]:
    """How light each pixel looks, 0 to 255 (ITU-R BT.601's weights)."""
    return [
        [
            (77 * red + 150 * green + 29 * blue) >> 8
            for red, green, blue in zip(row[0::3], row[1::3], row[2::3], strict=True)
        ]
        for row in map(picture.row, range(picture.height))
    ]


def _ends(lights: list[list[int]]) -> tuple[int, int]:
    """The darkest and the lightest of a picture, but for a few grains.

    Where there are few steps, a picture of the night would otherwise be one black field.
    """
    every = sorted(value for row in lights for value in row)
    low, high = every[len(every) // 50], every[-1 - len(every) // 100]
    size = max(high - low, 24)
    return low + size // 12, low + size  # what is nearly dark is dark: no grains in a night sky


def _greys(picture: Picture) -> Picture:
    """The picture in four greys, the steps between them by ordered dithering."""
    lights = _lights(picture)
    low, high = _ends(lights)
    scale = (len(_TONES) - 1) / (high - low)
    parts = bytearray()
    for y, row in enumerate(lights):
        thresholds = _BAYER[y % 4]
        for x, light in enumerate(row):
            step = int(scale * (light - low) + (thresholds[x % 4] + 0.5) / 16)
            parts += bytes((_TONES[max(0, min(3, step))],)) * 3
    return Picture(picture.width, picture.height, bytes(parts))


def _cubed(picture: Picture) -> Picture:
    """The picture in the 256 colours: what is lost at one pixel is made up for at its neighbours.

    After R. W. Floyd and L. Steinberg (1976), but not all of it, so that flat fields stay calm.
    """
    width = picture.width
    parts = bytearray()
    below = [(0.0, 0.0, 0.0)] * (width + 2)
    for y in range(picture.height):
        row, carried, below = picture.row(y), below, [(0.0, 0.0, 0.0)] * (width + 2)
        ahead = (0.0, 0.0, 0.0)
        for x in range(width):
            wanted = _sum(row[3 * x : 3 * x + 3], 1.0, _sum(ahead, 1.0, carried[x + 1]))
            shown = _nearest(wanted)
            parts += bytes(shown)
            lost = _sum(shown, -1.0, wanted)
            ahead = _sum(lost, 5 / 24, (0.0, 0.0, 0.0))
            below[x] = _sum(lost, 2 / 24, below[x])
            below[x + 1] = _sum(lost, 4 / 24, below[x + 1])
    return Picture(width, picture.height, bytes(parts))


Parts = tuple[float, float, float]


def _sum(one: Sequence[float], factor: float, other: Parts) -> Parts:
    """``one`` times ``factor`` and ``other`` together."""
    return (
        factor * one[0] + other[0],
        factor * one[1] + other[1],
        factor * one[2] + other[2],
    )


def _nearest(colour: Parts) -> tuple[int, int, int]:
    """The nearest of the 256 colours: a step of the cube, or one of the greys."""
    red, green, blue = colour
    cube = _step(red), _step(green), _step(blue)
    light = 0.3 * red + 0.59 * green + 0.11 * blue
    tone = 8 + 10 * max(0, min(23, round((light - 8) / 10))) if light > 4 else 0
    grey = tone, tone, tone
    return cube if _far(colour, cube) < _far(colour, grey) else grey


def _far(one: Parts, other: tuple[int, int, int]) -> float:
    """How unlike two colours look, the eye's weights taken roughly."""
    red, green, blue = one[0] - other[0], one[1] - other[1], one[2] - other[2]
    return 2 * red * red + 4 * green * green + blue * blue


def _step(value: float) -> int:
    """The nearest of the cube's steps."""
    if value < 115:
        return 0 if value < 48 else 95
    return min(255, 135 + 40 * round((value - 135) / 40))


def _braille(picture: Picture, on_light: bool) -> tuple[Cells, ...]:
    """Eight dots to a cell, set where the picture is light, or dark on a light ground."""
    lights = _lights(picture)
    low, high = _ends(lights)
    is_set = lt if on_light else gt
    rows = []
    for y in range(0, picture.height, 4):
        bits = [0] * (picture.width // 2)
        for down in range(4):
            thresholds = [low + (high - low) * (step + 0.5) / 16 for step in _BAYER[down]]
            dots = list(map(is_set, lights[y + down], cycle(thresholds)))
            left, right = _BRAILLE[down]
            bits = [
                bit | left * one | right * other
                for bit, one, other in zip(bits, dots[0::2], dots[1::2], strict=True)
            ]
        rows.append((Cell("".join([chr(0x2800 + bit) if bit else " " for bit in bits])),))
    return tuple(rows)


def _letters(picture: Picture, on_light: bool) -> tuple[Cells, ...]:
    """One letter to a cell, the more ink the lighter, or the darker on a light ground."""
    lights = _lights(picture)
    low, high = _ends(lights)
    ramp = _RAMP[::-1] if on_light else _RAMP
    scale = (len(ramp) - 1) / (high - low)
    return tuple(
        (Cell("".join([ramp[round(scale * (min(high, max(low, v)) - low))] for v in row])),)
        for row in lights
    )
