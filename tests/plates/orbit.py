"""Plates above the ground: ships and lights before the limb of Mars, and before the night."""

from __future__ import annotations

import math

from tests.plates.noise import Noise
from tests.plates.shapes import (
    Shape,
    Turn,
    bar,
    common,
    disc,
    hoop,
    joined,
    outline,
    oval,
    rod,
    thread,
)
from tests.plates.sheet import (
    AMBER,
    ASH,
    BLACK,
    BONE,
    BUTTER,
    EMBER,
    GREEN,
    HALO,
    MOSS,
    NIGHT,
    OCHRE,
    RUST,
    SAND,
    SLATE,
    SOOT,
    STEEL,
    UMBER,
    Colour,
    Ink,
    Sheet,
    lit,
    mixed,
    ramp,
    smooth,
)


def _globe(
    sheet: Sheet, at: tuple[float, float], radius: float, sun: tuple[float, float, float], seed: int
) -> None:
    """Mars, or as much of it as the sheet shows: lit from `sun`, with a thin haze on its edge."""
    land = Noise(seed)
    cx, cy = at

    def surface(x: float, y: float) -> Colour:
        u, v = (x - cx) / radius, (y - cy) / radius
        w = math.sqrt(max(0.0, 1 - u * u - v * v))
        light = u * sun[0] + v * sun[1] + w * sun[2]
        stripes = land.cloud(u * 6 + 3, v * 15 + w * 4, 4)
        spots = land.cloud(u * 20 + 40, v * 34 + 8, 2)
        tone = 0.7 * stripes + 0.3 * spots
        colour = ramp(tone, (0.25, UMBER), (0.46, RUST), (0.62, OCHRE), (0.85, SAND))
        return mixed(SOOT, colour, smooth(-0.06, 0.5, light) * (0.55 + 0.55 * max(0.0, light)))

    sheet.lay(disc(cx, cy, radius), surface, soft=1.2)

    def haze(x: float, y: float) -> float:
        u, v = x - cx, y - cy
        far = math.hypot(u, v)
        light = (u * sun[0] + v * sun[1]) / (far or 1)
        up = far - radius
        band = math.exp(-up / 3.0) if up > 0 else math.exp(up / 7.0)
        return 0.75 * band * smooth(-0.15, 0.7, light)

    sheet.shine(haze, mixed(BUTTER, HALO, 0.35))


def ulysse() -> Sheet:
    """Argos with Ulysse on her nose, before the limb of Mars: chapter 1 opens."""
    sheet = Sheet(lambda x, y: mixed(NIGHT, BLACK, y / 108))
    sheet.stars(11, 24, 74)
    _globe(sheet, (214, 338), 266, (0.80, -0.46, 0.38), 3)
    _argos(sheet, Turn((26, 54), -5))
    return sheet


def _argos(sheet: Sheet, turn: Turn) -> None:
    """The cruise ship, her engine at the drawing's origin, her nose with Ulysse to the right.

    The sun is above, to the right; from below the planet gives a little of its own colour back.
    """

    def hull(shape: Shape, half: float, tone: Colour = BONE) -> None:
        def side(x: float, y: float) -> Colour:
            t = turn.inward(x, y)[1] / half
            back = mixed(lit(UMBER, 0.9), RUST, 0.35)
            return ramp(
                t, (-1, lit(tone, 0.8)), (-0.7, tone), (-0.1, lit(tone, 0.42)),
                (0.45, lit(SLATE, 0.6)), (1, back),
            )  # fmt: skip

        sheet.lay(turn(shape), side)

    rim = oval(124, 0, 15, 37)
    sheet.lay(turn(common(hoop(rim, 7), bar(96, -44, 124, 44))), lit(STEEL, 0.42))
    for up in (-1, 1):
        spoke = rod((124, 0), (124 + 10 * up, 27 * up), 1.2)
        sheet.lay(turn(spoke), lit(ASH, 0.55 if up < 0 else 0.3))
    hull(bar(-2, -2.6, 205, 2.6), 3, ASH)
    hull(outline((-14, -10), (2, -4), (2, 4), (-14, 10)), 10, ASH)
    for place in (8, 27):
        hull(bar(place, -13, place + 16, 13, 6), 13)
    for up in (-1, 1):
        fin = [(55, up * 4), (91, up * 4), (91, up * 30), (55, up * 30)]
        sheet.lay(turn(outline(*fin)), _vane(turn, up))
        for seam in (67.0, 79.0):
            sheet.lay(turn(rod((seam, up * 5.0), (seam, up * 30.0), 0.7)), BLACK)
    sheet.lay(turn(rod((55, -30), (91, -30), 0.8)), mixed(STEEL, BONE, 0.55))
    hull(bar(101, -6.5, 157, 6.5, 3), 7)
    hull(common(hoop(rim, 8.5), bar(124, -44, 150, 44)), 37)
    for step in (-26, -15, 15, 26):
        bend = 15 * math.sqrt(1 - (step / 37) ** 2)
        sheet.lay(turn(disc(124 + bend, step, 1.5)), AMBER)
    hull(bar(165, -8.5, 187, 8.5, 4), 9)
    hull(bar(192, -4, 204, 4), 4, ASH)
    hull(
        outline(
            (199, -6), (213, -16), (228, -16), (236, -11), (236, 11), (228, 16), (213, 16), (199, 6)
        ),
        16,
    )
    sheet.lay(turn(bar(213, -15, 215, 15)), BLACK, cover=0.75)
    sheet.lay(turn(rod((237, -9), (237, 4), 1)), mixed(BONE, BUTTER, 0.4))
    window = turn.outward(222, -4)
    sheet.lay(disc(*window, 2.3), AMBER)
    sheet.glow(window, 11, AMBER, 0.75)


def _vane(turn: Turn, up: int) -> Ink:
    """A radiator, that loses its light away from the spine."""

    def ink(x: float, y: float) -> Colour:
        u, v = turn.inward(x, y)
        bright = lit(STEEL, 0.95 if up < 0 else 0.5)
        return mixed(
            bright, lit(SLATE, 0.75), smooth(0, 34, abs(v)) * 0.7 + 0.3 * smooth(91, 55, u)
        )

    return ink


def lamp() -> Sheet:
    """A man adrift at the end of his tether, his lamp lit, over the evening side: chapter 1."""
    sheet = Sheet(lambda x, y: mixed(BLACK, NIGHT, y / 108))
    sheet.stars(23, 14, 56)
    _globe(sheet, (120, 402), 322, (0.93, -0.30, -0.12), 5)

    def skin(x: float, y: float) -> Colour:
        return ramp((x * 0.32 + y), (6, ASH), (30, lit(ASH, 0.5)), (46, SLATE), (60, NIGHT))

    sheet.lay(outline((-10, -10), (66, -10), (58, 14), (30, 34), (10, 36), (-10, 44)), skin)
    sheet.lay(hoop(disc(28, 12, 9), 3), lit(ASH, 0.35))
    sheet.lay(disc(28, 12, 7), BLACK)
    sheet.lay(rod((58, 14), (30, 34), 1.8), BONE)
    line = [(107 + 7 * t, 47 + (13 - t) * 0.9 * math.sin(t * 0.72 + 2.6)) for t in range(13)]
    sheet.lay(thread(line, 1.0), lambda x, _: mixed(SLATE, mixed(ASH, SAND, 0.4), (x - 90) / 90))
    _adrift(sheet, Turn((203, 44), 24))
    end = (192.0, 44.0)
    sheet.glow(end, 46, EMBER, 0.30)
    sheet.glow(end, 18, AMBER, 0.95)
    sheet.lay(disc(*end, 2.8), mixed(AMBER, BONE, 0.6))
    return sheet


def _adrift(sheet: Sheet, turn: Turn) -> None:
    """A small figure in a suit, lit from the right, and by its own lamp."""

    def cloth(x: float, y: float) -> Colour:
        u, _ = turn.inward(x, y)
        return ramp(u, (-7, mixed(UMBER, EMBER, 0.4)), (-1, lit(STEEL, 0.8)), (5, BONE))

    limbs = joined(
        rod((-4, 8), (-7, 19), 2.8),
        rod((4, 8), (6, 20), 2.8),
        rod((-5, -3), (-11, 3), 2.5),
        rod((5, -3), (11, -8), 2.5),
        bar(-6.5, -6, 6.5, 10, 4),
    )
    sheet.lay(turn(limbs), cloth)
    sheet.lay(turn(disc(0, -11, 6)), cloth)
    sheet.lay(turn(oval(-2, -11, 3.4, 3.6)), NIGHT)


def volodia() -> Sheet:
    """A small ship with one wing open, over the night side: chapter 9 opens."""
    sheet = Sheet(lambda x, y: mixed(BLACK, NIGHT, y / 108))
    sheet.stars(31, 26, 84)
    cx, cy, radius = 128.0, 700.0, 604.0

    def night(x: float, y: float) -> Colour:
        deep = radius - math.hypot(x - cx, y - cy)
        return mixed(BLACK, mixed(SLATE, STEEL, 0.3), 0.5 * math.exp(-deep / 16))

    sheet.lay(disc(cx, cy, radius), night, soft=2)

    def dawn(x: float, y: float) -> float:
        up = math.hypot(x - cx, y - cy) - radius
        band = math.exp(-up / 4.5) if up > 0 else math.exp(up / 1.6)
        return 0.95 * band * smooth(120, 300, x)

    sheet.shine(dawn, HALO)
    sheet.shine(lambda x, y: 0.8 * dawn(x, y) ** 3, BONE)
    _soyuz(sheet, Turn((104, 54), -20))
    return sheet


def _soyuz(sheet: Sheet, turn: Turn) -> None:
    """Ball, bell and drum, lit from the right; the right wing out, the left one folded flat."""

    def side(x: float, y: float) -> Colour:
        u, _ = turn.inward(x, y)
        return ramp(u / 16, (-1, BLACK), (-0.3, MOSS), (0.35, mixed(GREEN, ASH, 0.4)), (0.9, BONE))

    def cell(x: float, y: float) -> Colour:
        u, _ = turn.inward(x, y)
        return ramp(u / 92, (0.1, SLATE), (0.6, STEEL), (1, HALO))

    sheet.lay(turn(outline((13, 16), (94, 8), (94, 27), (13, 31))), cell)
    for part in (34, 54, 74):
        sheet.lay(turn(rod((part, 8), (part, 32), 0.9)), BLACK)
    sheet.lay(turn(rod((94, 8), (94, 27), 1.2)), BONE)
    sheet.lay(turn(disc(0, -21, 13.5)), side)
    sheet.lay(turn(outline((-7, -10), (7, -10), (15, 9), (-15, 9))), side)
    sheet.lay(turn(bar(-13.5, 9, 13.5, 33, 2)), side)
    sheet.lay(turn(outline((-13, 32), (13, 32), (18, 41), (-18, 41))), side)
    sheet.lay(turn(bar(-19, 10, -14, 36)), lit(SLATE, 0.9))
    for seam in (-9.0, 9.5):
        sheet.lay(turn(bar(-15, seam - 0.8, 15, seam + 1)), BLACK)
    sheet.lay(turn(rod((0, -34), (0, -42), 0.9)), ASH)
    eye = turn.outward(4, -20)
    sheet.lay(disc(*eye, 2.6), AMBER)
    sheet.glow(eye, 11, AMBER, 0.7)


def valley() -> Sheet:
    """Seen from the climb: a hole in the dust, and the valley in it, lit: the count is right."""
    dust, land = Noise(17), Noise(18)

    def cloud(x: float, y: float) -> Colour:
        tone = dust.cloud(x / 40 + dust.at(x / 60, y / 30), y / 22 + 5, 4)
        under = dust.cloud((x - 7) / 40 + dust.at((x - 7) / 60, (y + 4) / 30), (y + 4) / 22 + 5, 4)
        relief = 0.20 + 0.36 * (tone - 0.5) + 1.7 * (tone - under)
        return ramp(relief, (0.05, SOOT), (0.35, UMBER), (0.7, mixed(UMBER, RUST, 0.7)), (1, RUST))

    def height(x: float, y: float) -> float:
        middle = 54 + 13 * math.sin(x / 27 + 1.2) + 5 * math.sin(x / 12) - (x - 150) * 0.13
        bank = smooth(7, 19, abs(y - middle) + 5 * (land.at(x / 9, y / 9) - 0.5))
        rough = land.cloud(x / 20, y / 14, 3)
        return 13 * bank + 9 * rough * bank

    def ground(x: float, y: float) -> Colour:
        here = height(x, y)
        slope = (here - height(x + 1.5, y)) * 0.30 + (height(x, y + 1.5) - here) * 0.42
        base = mixed(lit(BUTTER, 1.12), mixed(OCHRE, SAND, 0.45), smooth(0, 10, here))
        light = 0.84 + slope * 0.5
        return lit(base, 0.25 if light < 0.25 else min(light, 1.12))

    def edge(x: float, y: float) -> float:
        off = math.hypot((x - 150) / 118, (y - 54) / 52)
        return off + 0.8 * (dust.cloud(x / 30 + 9, y / 22, 4) - 0.5)

    sheet = Sheet(cloud)
    sheet.shine(lambda x, y: 0.5 * smooth(1.25, 0.75, edge(x, y)), OCHRE)
    sheet.veil(lambda x, y: smooth(0.90, 0.72, edge(x, y)), ground)
    sheet.shine(lambda x, y: 0.12 * smooth(0.9, 0.3, edge(x, y)), BUTTER)
    return sheet


def debt() -> Sheet:
    """In a round port on the climb, the edge of Mars with the sun on one side of it: an end."""
    sheet = Sheet(BLACK)
    land = Noise(29)
    cx, cy, radius = 100.0, 176.0, 128.0
    sun = (0.62, -0.78)

    def outside(x: float, y: float) -> Colour:
        up = math.hypot(x - cx, y - cy) - radius
        light = ((x - cx) * sun[0] + (y - cy) * sun[1]) / radius
        day = smooth(0.62, 1.0, light)
        if up < 0:
            tone = land.cloud(x / 26, y / 9, 3)
            ground = ramp(tone, (0.3, UMBER), (0.55, RUST), (0.8, OCHRE))
            return mixed(SOOT, ground, day * math.exp(up / 26) * 1.2)
        haze = mixed(BUTTER, HALO, smooth(1, 7, up))
        return mixed(BLACK, haze, (0.25 + 0.75 * day) * math.exp(-up / 5))

    middle = (144.0, 54.0)
    sheet.lay(
        disc(*middle, 60), lambda x, y: mixed(SOOT, lit(STEEL, 0.8), smooth(-60, 70, y - x + 90))
    )
    sheet.lay(disc(*middle, 49), SOOT)
    port = disc(*middle, 46)
    sheet.lay(port, outside)
    for n in range(10):
        turn = n * math.pi / 5 + 0.3
        sheet.lay(disc(144 + 54.5 * math.cos(turn), 54 + 54.5 * math.sin(turn), 2), BLACK)
    at = (cx + (radius + 2) * 0.52, cy - (radius + 2) * 0.854)
    sheet.glow(at, 60, BUTTER, 0.5)
    sheet.glow(at, 24, BONE, 0.9)
    sheet.lay(disc(*at, 4), BONE)
    beam = outline((172, 70), (196, 52), (300, 100), (300, 150), (220, 150))
    sheet.lay(beam, mixed(BUTTER, SAND, 0.4), soft=26, cover=0.10)
    return sheet
