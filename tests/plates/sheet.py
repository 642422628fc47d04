"""The sheet a plate is drawn on: colours in light and shade, laid over one another.

A colour is red, green and blue from 0 to 1, as a screen shows them. An ink is a colour, or a
function of the place that gives one. Edges are soft by their distance, so nothing is jagged. At
the end the sheet is printed: a little grain, so that no gradient shows steps, and few tones.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.plates.noise import Noise, hashed
from tests.plates.shapes import Shape

WIDTH, HEIGHT = 288, 108
"""Of every plate, in pixels: four to each of the 72 × 27 a terminal shows."""

Colour = tuple[float, float, float]
Ink = Colour | Callable[[float, float], Colour]


def hexed(code: str) -> Colour:
    """The colour that `rrggbb` names."""
    return (int(code[:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:], 16) / 255)


# The box of paints. All plates are made of these, mixed and lit.
BLACK = hexed("06080c")
NIGHT = hexed("0b0e14")
SLATE = hexed("1d2733")
STEEL = hexed("46586a")
HALO = hexed("93b0bf")
SOOT = hexed("140d0a")
UMBER = hexed("3a2017")
RUST = hexed("86452a")
OCHRE = hexed("ba7a48")
SAND = hexed("d6a673")
BUTTER = hexed("ecd09c")
BONE = hexed("ece5d6")
ASH = hexed("9c978c")
AMBER = hexed("ffb24a")
EMBER = hexed("d0602a")
RED = hexed("c23a2c")
GREEN = hexed("86b094")
MOSS = hexed("2c4438")


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """`share` (0 to 1, held there) of the second in the first."""
    t = 0.0 if share < 0 else 1.0 if share > 1 else share
    return (
        first[0] + (second[0] - first[0]) * t,
        first[1] + (second[1] - first[1]) * t,
        first[2] + (second[2] - first[2]) * t,
    )


def lit(colour: Colour, light: float) -> Colour:
    """The colour in more light (over 1) or less."""
    return (colour[0] * light, colour[1] * light, colour[2] * light)


def ramp(t: float, *stops: tuple[float, Colour]) -> Colour:
    """The colour at `t` on a scale of (position, colour), in rising order."""
    before, colour = stops[0]
    if t <= before:
        return colour
    for position, following in stops[1:]:
        if t <= position:
            return mixed(colour, following, (t - before) / (position - before or 1))
        before, colour = position, following
    return colour


def smooth(low: float, high: float, value: float) -> float:
    """0 up to `low`, 1 from `high` on (either way round), and an easy curve between."""
    t = (value - low) / (high - low)
    t = 0.0 if t < 0 else 1.0 if t > 1 else t
    return t * t * (3 - 2 * t)


class Sheet:
    """One plate in the making."""

    def __init__(self, ground: Ink = NIGHT) -> None:
        """`ground` covers the whole of it first."""
        self._pixels: list[Colour] = [ground if isinstance(ground, tuple) else NIGHT] * (
            WIDTH * HEIGHT
        )
        if not isinstance(ground, tuple):
            self.wash(ground)

    def _rows(self, shape: Shape, edge: float) -> tuple[range, range]:
        left, top, right, bottom = shape.box
        return (
            range(max(0, int(left - edge)), min(WIDTH, int(right + edge) + 2)),
            range(max(0, int(top - edge)), min(HEIGHT, int(bottom + edge) + 2)),
        )

    def wash(self, ink: Callable[[float, float], Colour]) -> None:
        """Cover everything."""
        pixels, place = self._pixels, 0
        for y in range(HEIGHT):
            for x in range(WIDTH):
                pixels[place] = ink(x + 0.5, y + 0.5)
                place += 1

    def lay(self, shape: Shape, ink: Ink, soft: float = 1, cover: float = 1) -> None:
        """Lay ink inside the shape, its edge `soft` pixels wide, covering by `cover` (0 to 1)."""
        pixels, distance = self._pixels, shape.distance
        across, down = self._rows(shape, soft)
        for y in down:
            for x in across:
                share = 0.5 - distance(x + 0.5, y + 0.5) / soft
                if share <= 0:
                    continue
                colour = ink if isinstance(ink, tuple) else ink(x + 0.5, y + 0.5)
                place = y * WIDTH + x
                pixels[place] = mixed(pixels[place], colour, min(share, 1.0) * cover)

    def shade(self, shape: Shape, light: float, soft: float = 1) -> None:
        """Let only `light` (0 to 1) of what lies under the shape through: a shadow."""
        pixels, distance = self._pixels, shape.distance
        across, down = self._rows(shape, soft)
        for y in down:
            for x in across:
                share = 0.5 - distance(x + 0.5, y + 0.5) / soft
                if share > 0:
                    place = y * WIDTH + x
                    pixels[place] = lit(pixels[place], 1 - (1 - light) * min(share, 1.0))

    def glow(
        self,
        at: tuple[float, float],
        radius: float,
        colour: Colour,
        strength: float = 1,
        squash: float = 1,
    ) -> None:
        """Add light round a point, gone at `radius`; `squash` under 1 makes it lower than wide."""
        cx, cy = at
        tall = radius * squash
        for y in range(max(0, int(cy - tall)), min(HEIGHT, int(cy + tall) + 2)):
            dy = (y + 0.5 - cy) / tall
            for x in range(max(0, int(cx - radius)), min(WIDTH, int(cx + radius) + 2)):
                dx = (x + 0.5 - cx) / radius
                left = 1 - dx * dx - dy * dy
                if left > 0:
                    self._add(y * WIDTH + x, colour, strength * left * left * left)

    def shine(self, light: Callable[[float, float], float], colour: Colour) -> None:
        """Add `colour` everywhere by a function of the place, 0 for none."""
        place = 0
        for y in range(HEIGHT):
            for x in range(WIDTH):
                strength = light(x + 0.5, y + 0.5)
                if strength > 0:
                    self._add(place, colour, strength)
                place += 1

    def _add(self, place: int, colour: Colour, strength: float) -> None:
        """Light upon light never burns out: what is left of white is shared (a screen blend)."""
        r, g, b = self._pixels[place]
        self._pixels[place] = (
            1 - (1 - r) * (1 - min(1.0, colour[0] * strength)),
            1 - (1 - g) * (1 - min(1.0, colour[1] * strength)),
            1 - (1 - b) * (1 - min(1.0, colour[2] * strength)),
        )

    def veil(self, share: Callable[[float, float], float], ink: Ink) -> None:
        """Mix ink in everywhere by a function of the place: haze, smoke, dust."""
        place = 0
        for y in range(HEIGHT):
            for x in range(WIDTH):
                amount = share(x + 0.5, y + 0.5)
                if amount > 0:
                    colour = ink if isinstance(ink, tuple) else ink(x + 0.5, y + 0.5)
                    self._pixels[place] = mixed(self._pixels[place], colour, amount)
                place += 1

    def stars(self, seed: int, number: int, lowest: float = HEIGHT) -> None:
        """A few fixed stars above `lowest`: fewer and larger than in life, to be seen."""
        for n in range(number):
            x, y = hashed(n, 1, seed) * WIDTH, hashed(n, 2, seed) * lowest
            size = 1.6 + 1.6 * hashed(n, 3, seed) ** 3
            self.glow((x, y), size, BONE, 0.35 + 0.65 * hashed(n, 4, seed) ** 2)

    def printed(self) -> bytes:
        """The sheet as red, green, blue bytes: few tones, with a grain that hides their steps."""
        tones, out, place = 40, bytearray(), 0
        coarse = Noise(7)
        for y in range(HEIGHT):
            for x in range(WIDTH):
                grain = hashed(x, y, 99) - 0.5
                tooth = (coarse.at(x * 0.45, y * 0.45) - 0.5) * 0.012
                for value in self._pixels[place]:
                    level = int((value + tooth * (0.4 + value)) * tones + 0.5 + grain * 0.9)
                    level = 0 if level < 0 else tones if level > tones else level
                    out.append(level * 255 // tones)
                place += 1
        return bytes(out)
