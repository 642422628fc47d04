"""Mars as a globe in pixels: the map laid on a ball, lit as it is on a day, at any turn.

What does not change while it turns is worked out once: for each pixel of the disc the place of
the map under it, and a table from the map's tones to colours under that light. A turn is then one
look-up a pixel. It knows no terminal and no clock.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise
from pkgutil import get_data
from typing import NamedTuple

from ulysse_game.view.picture import Picture, read_png, scaled
from ulysse_game.view.sky import MarsSeen

Colour = tuple[int, int, int]
Table = tuple[str, ...]  # a colour, ``#rrggbb``, for each tone of the map

# From the darkest to the lightest ground: basalt, rust, ochre, dust, ice.
_INKS: tuple[tuple[float, Colour], ...] = (
    (0.0, (38, 29, 28)),
    (0.2, (70, 48, 40)),
    (0.4, (128, 72, 46)),
    (0.58, (181, 101, 58)),
    (0.74, (214, 143, 88)),
    (0.88, (230, 180, 128)),
    (1.0, (244, 236, 224)),
)
_NIGHT: Colour = (6, 6, 6)
_PRINTED: Colour = (62, 50, 45)  # the night as a picture in a book has it: on a light ground
_HAZE: Colour = (150, 172, 196)
_TONES = 24
_LIGHTS = 24
_EDGES = 4
_GRAIN = 6  # colours are this coarse, so that most cells look as before at a step
_RIM = 0.999  # the outermost place whose ground is looked up, of the radius


class _Spot(NamedTuple):
    """A pixel of the disc: its place on the doubled map, and its colours under its light."""

    at: int
    inks: Table


class Globe:
    """A ball ``size`` pixels across (the map is read when the first is made).

    ``ground`` is the colour behind it, into which its edge is blended; without one the edge is
    sharp. ``turns`` is how many
    steps make a whole turn: at each, the middle moves on by about a pixel.
    """

    def __init__(self, size: int, seen: MarsSeen, ground: Colour | None = (0, 0, 0)) -> None:
        self.size = size
        self.turns = max(16, round(math.pi * size))
        self._ground = ground
        self._map = _tones(self.turns, max(8, self.turns // 2))
        self._tables: dict[tuple[int, int, int], Table] = {}
        self._rows = [self._row(y, seen) for y in range(size)]

    def colours(self, turn: int) -> list[list[str]]:
        """The pixels of each row, ``#rrggbb``; empty outside the disc.

        ``turn`` counts steps of its rotation; at 0 the longitude 0 is in the middle.
        """
        tones = self._map
        shift = -turn % self.turns
        return [
            ["" if spot is None else spot.inks[tones[spot.at + shift]] for spot in row]
            for row in self._rows
        ]

    def picture(self, turn: int, sky: Colour = (0, 0, 0)) -> Picture:
        """The same as a picture, on a sky of one colour."""
        behind = "{:02x}{:02x}{:02x}".format(*sky)
        signs = [ink[1:] or behind for row in self.colours(turn) for ink in row]
        return Picture(self.size, self.size, bytes.fromhex("".join(signs)))

    def turn_at(self, east: float) -> int:
        """The turn that brings a longitude, in degrees east, to the middle of the disc."""
        return round(-east / 360 * self.turns) % self.turns

    def _row(self, y: int, seen: MarsSeen) -> list[_Spot | None]:
        """What each pixel of a row shows: nothing outside the disc."""
        radius = self.size / 2
        tilt, lean = math.radians(seen.tilt), math.radians(seen.latitude)
        tilted, straight = math.sin(tilt), math.cos(tilt)
        leaning, level = math.sin(lean), math.cos(lean)
        row: list[_Spot | None] = []
        for x in range(self.size):
            right, up = (x + 0.5 - radius) / radius, (radius - y - 0.5) / radius
            far = math.hypot(right, up)
            covered = min(1.0, (1 - far) * radius + 0.5)
            if self._ground is None:
                covered = float(covered >= 0.5)
            if covered <= 0:
                row.append(None)
                continue
            if far > _RIM:
                right, up, far = right / far * _RIM, up / far * _RIM, _RIM
            near = math.sqrt(1 - far * far)
            # Turned until the axis stands upright: in the plane of the sky, then towards us.
            along, north = right * straight + up * tilted, up * straight - right * tilted
            pole, toward = north * level + near * leaning, near * level - north * leaning
            place = self._place(math.atan2(along, toward), math.asin(max(-1.0, min(1.0, pole))))
            lit = right * seen.sun[0] + up * seen.sun[1] + near * seen.sun[2]
            row.append(_Spot(place, self._table(lit, near, covered)))
        return row

    def _place(self, lon: float, lat: float) -> int:
        """Where a longitude and a latitude, in radians, are on the doubled map."""
        height = len(self._map) // (2 * self.turns)
        row = min(height - 1, int((0.5 - lat / math.pi) * height))
        return row * 2 * self.turns + int(lon / (2 * math.pi) % 1 * self.turns) % self.turns

    def _table(self, lit: float, near: float, covered: float) -> Table:
        """The colours of a place that is so much lit, seen so much from above."""
        # Dust scatters: the disc is flatter than a bare ball's, and darkens at its edge.
        light = max(0.0, lit + 0.02) ** 0.72 * (0.80 + 0.20 * near)
        haze = (1 - near) ** 3 * min(1.0, 2.5 * max(0.0, lit))
        key = (
            round(light * _LIGHTS),
            round(haze * 3),
            round(covered * _EDGES),
        )
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = self._make(key[0] / _LIGHTS, key[1] / 3, key[2] / _EDGES)
        return table

    def _make(self, light: float, haze: float, covered: float) -> Table:
        """A table that is not known yet."""
        ground, light, haze = self._ground or (0, 0, 0), min(1.0, light * 1.06), 0.30 * haze
        dark = _PRINTED if sum(ground) > 384 else _NIGHT
        parts = []
        for night, mist, behind, channel in zip(dark, _HAZE, ground, _inks(), strict=True):
            start = behind * (1 - covered) + covered * (
                night * (1 - light) * (1 - haze) + mist * haze
            )
            factor = covered * light * (1 - haze)
            start, factor = start / _GRAIN + 0.5, factor / _GRAIN
            parts.append([int(start + factor * value) * _GRAIN for value in channel])
        colours = [tuple(min(255, part) for part in colour) for colour in zip(*parts, strict=True)]
        return tuple([f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in colours])


@cache
def _inks() -> tuple[tuple[float, ...], ...]:
    """Red, green and blue of ground in full light, for each tone."""
    colours = [_ink(tone / (_TONES - 1)) for tone in range(_TONES)]
    return tuple(zip(*colours, strict=True))


def _ink(tone: float) -> tuple[float, float, float]:
    """The colour of ground of that lightness, 0 to 1."""
    for (low, dark), (high, light) in pairwise(_INKS):
        if tone <= high:
            share = (tone - low) / (high - low)
            red, green, blue = (a + (b - a) * share for a, b in zip(dark, light, strict=True))
            return red, green, blue
    return _INKS[-1][1]


@cache
def mars_map() -> Picture:
    """The map: grey for light, longitudes 0 to 360 east from left to right."""
    data = get_data(__name__, "mars.png")
    assert data is not None, "the package carries no map of Mars"
    return read_png(data)


def _tones(width: int, height: int) -> bytes:
    """The map at another size as tones, each row twice, so that a turn never leaves it."""
    small = scaled(mars_map(), width, height)
    tones = small.pixels[::3].translate(
        bytes([(v * (_TONES - 1) + 127) // 255 for v in range(256)])
    )
    rows = [tones[at : at + width] for at in range(0, len(tones), width)]
    return b"".join(row + row for row in rows)
