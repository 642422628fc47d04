"""What the plates out of doors stand on: the sky round a low sun, the valley floor, its stones."""

from __future__ import annotations

import math
from collections.abc import Callable

from tests.plates.noise import Noise, hashed
from tests.plates.shapes import (
    bar,
    common,
    oval,
    rod,
)
from tests.plates.sheet import (
    BONE,
    HALO,
    HEIGHT,
    WIDTH,
    Colour,
    Sheet,
    lit,
    mixed,
    smooth,
)

Field = Callable[[float, float], Colour]


def low_sun(sun: tuple[float, float], far: Colour, high: Colour, strength: float = 1) -> Field:
    """A Martian sky round a low sun: blue-white about the sun, brown away from it."""
    air = Noise(41)

    def sky(x: float, y: float) -> Colour:
        dx, dy = (x - sun[0]) / 150, (y - sun[1]) / 70
        off = math.hypot(dx, dy)
        veil = 0.10 * (air.cloud(x / 90, y / 12, 3) - 0.5)
        base = mixed(far, high, smooth(0, 1.3, (sun[1] - y) / 70 + veil))
        base = mixed(base, mixed(HALO, far, 0.25), strength * smooth(0.95, 0.05, off + veil) * 0.8)
        return mixed(base, BONE, strength * smooth(0.26, 0.0, off) ** 2)

    return sky


def plain(horizon: float, near: Colour, far: Colour, seed: int, light: float = 0.25) -> Field:
    """The floor of the valley in perspective, rougher towards the eye."""
    dust = Noise(seed)

    def floor(x: float, y: float) -> Colour:
        down = max(0.4, y - horizon)
        depth = 26 / down
        u = (x - WIDTH / 2) * depth * 0.045
        tone = dust.cloud(u + 60, depth * 7 + 3, 4) - 0.5
        t = min(1.0, down / (HEIGHT - horizon))
        return lit(mixed(far, near, t**0.7), 1 + tone * light * 2.4 * (0.35 + t))

    return floor


def stones(
    sheet: Sheet, horizon: float, seed: int, number: int, tone: Colour, shadow: tuple[float, float]
) -> None:
    """Stones on the plain, smaller far off, each with its shadow along `shadow`."""
    places = sorted(
        (horizon + 3 + (HEIGHT - horizon) * hashed(n, 1, seed) ** 1.6, n) for n in range(number)
    )
    for y, n in places:
        near = (y - horizon) / (HEIGHT - horizon)
        size = (1.0 + 6.0 * near) * (0.5 + hashed(n, 2, seed))
        x = hashed(n, 3, seed) * WIDTH
        reach = size * 3
        end = (x + shadow[0] * reach, y + shadow[1] * reach)
        sheet.shade(rod((x, y + size * 0.3), end, size * 0.55, size * 0.15), 0.72, soft=3)
        stone = common(oval(x, y, size * 1.3, size * 0.8), bar(0, 0, WIDTH, y + size * 0.55))
        sheet.lay(stone, tone)
        side = -1 if shadow[0] > 0 else 1
        sheet.lay(
            oval(x + side * size * 0.5, y - size * 0.3, size * 0.6, size * 0.35),
            lit(tone, 2.1),
            cover=0.6,
        )
