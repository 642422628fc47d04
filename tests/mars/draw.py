"""Brings the places of `places` to a map: longitude to the right, from 0° east; north above.

Noise is made on the sphere, not on the map, so that the edge where east meets west cannot be
found, and the poles show no rays.
"""

from __future__ import annotations

import math

from tests.mars.places import (
    BRIGHT,
    DARK,
    GROUND,
    NORTH_CAP,
    OVER,
    SOUTH_CAP,
    Spot,
    Stroke,
)
from ulysse_game.view.picture import Picture

WIDTH, HEIGHT = 256, 128
STEPS = 48  # tones of the map: few enough to pack well


def drawn_map(width: int = WIDTH, height: int = HEIGHT) -> Picture:
    """The map, grey for light."""
    pixels = bytearray()
    for y in range(height):
        north = 90 - 180 * (y + 0.5) / height
        for x in range(width):
            tone = round(light(360 * (x + 0.5) / width, north) * (STEPS - 1)) / (STEPS - 1)
            pixels += bytes((round(255 * tone),)) * 3
    return Picture(width, height, bytes(pixels))


def light(east: float, north: float) -> float:
    """How light the ground is at a place, 0 to 1."""
    lon, lat = math.radians(east), math.radians(north)
    at = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
    bend = (
        9 * (noise(at, 4, 11) - 0.5) + 8 * (noise(at, 12, 13) - 0.5),
        7 * (noise(at, 5, 23) - 0.5) + 7 * (noise(at, 13, 29) - 0.5),
    )
    fine = noise(at, 9, 3) - 0.5 + 0.6 * (noise(at, 19, 5) - 0.5)
    across = bend[0] / max(0.3, math.cos(lat))
    found = GROUND + 0.10 * (noise(at, 3, 7) - 0.5)
    for shape in (*BRIGHT, *DARK, *OVER):
        bent = east + shape.bend * across, north + shape.bend * bend[1]
        share = shape.force * cover(shape, *bent)
        found += (shape.light - found) * share
    found += 0.17 * fine
    ragged = 3.0 * fine
    north += bend[1]
    ice = max(_soft(north + ragged - NORTH_CAP, 1.5), _soft(SOUTH_CAP - north - ragged, 1.5))
    return min(1.0, max(0.0, min(found, 0.9) + ice * (1.0 - found)))


def cover(shape: Spot | Stroke, east: float, north: float) -> float:
    """How much of a shape is at a place: 1 in it, 0 outside, soft between."""
    if isinstance(shape, Spot):
        across = _turned(east - shape.at[0]) * math.cos(math.radians(shape.at[1]))
        up = north - shape.at[1]
        turn = math.radians(shape.turn)
        along = across * math.cos(turn) + up * math.sin(turn)
        aside = up * math.cos(turn) - across * math.sin(turn)
        size = shape.size[0] * math.cos(math.radians(shape.at[1])), shape.size[1]
        return _soft(1 - math.hypot(along / size[0], aside / size[1]), 0.45)
    best = -9.0
    for (x, y, width), (to_x, to_y, to_width) in zip(
        shape.through, shape.through[1:], strict=False
    ):
        shrink = math.cos(math.radians((y + to_y) / 2))
        run, rise = (to_x - x) * shrink, to_y - y
        off, up = _turned(east - x) * shrink, north - y
        part = min(1.0, max(0.0, (off * run + up * rise) / (run * run + rise * rise)))
        reach = width + part * (to_width - width)
        best = max(best, 1 - math.hypot(off - part * run, up - part * rise) / reach)
    return _soft(best, 0.6)


def _turned(degrees: float) -> float:
    """The same angle between -180 and 180."""
    return (degrees + 180) % 360 - 180


def _soft(value: float, width: float) -> float:
    """From 0 below -width to 1 above it, without corners."""
    part = min(1.0, max(0.0, (value + width) / (2 * width)))
    return part * part * (3 - 2 * part)


def noise(at: tuple[float, float, float], scale: float, seed: int) -> float:
    """Value noise in space, 0 to 1."""
    low, rest = [], []
    for value in at:
        whole = math.floor(value * scale)
        part = value * scale - whole
        low.append(whole)
        rest.append(part * part * (3 - 2 * part))
    total = 0.0
    for corner in range(8):
        weight = 1.0
        place = seed
        for axis in range(3):
            bit = corner >> axis & 1
            weight *= rest[axis] if bit else 1 - rest[axis]
            place = place * 0x9E3779B1 + (low[axis] + bit) * 0x85EBCA77 & 0xFFFFFFFF
            place ^= place >> 15
        total += weight * ((place * 0x2C1B3C6D & 0xFFFFFFFF) >> 8) / 0xFFFFFF
    return total
