"""Plates out of doors by day: the first morning, the wreck, the parts on the sand, the dust."""

from __future__ import annotations

from tests.plates.land import low_sun, plain, stones
from tests.plates.noise import Noise, hashed
from tests.plates.shapes import (
    Scale,
    Shape,
    Turn,
    bar,
    below,
    common,
    disc,
    hoop,
    joined,
    outline,
    oval,
    rod,
    thread,
    without,
)
from tests.plates.sheet import (
    AMBER,
    ASH,
    BLACK,
    BONE,
    BUTTER,
    EMBER,
    HALO,
    HEIGHT,
    OCHRE,
    RUST,
    SAND,
    SLATE,
    SOOT,
    STEEL,
    UMBER,
    WIDTH,
    Colour,
    Sheet,
    lit,
    mixed,
    ramp,
    smooth,
)


def mars() -> Sheet:
    """The hatch open at dawn, the rails of the ladder, the valley floor: chapter 2."""
    sun = (182.0, 50.0)
    sheet = Sheet(low_sun(sun, mixed(OCHRE, ASH, 0.35), mixed(UMBER, SLATE, 0.5)))
    hills = Noise(8)
    sheet.lay(
        below(lambda x: 53 - 9 * hills.cloud(x / 60, 1, 3) + 0.02 * abs(x - 182), WIDTH, HEIGHT),
        mixed(RUST, STEEL, 0.45),
    )
    sheet.lay(
        below(lambda x: 57 - 4 * hills.cloud(x / 34, 4, 3), WIDTH, HEIGHT),
        plain(54, UMBER, mixed(RUST, OCHRE, 0.4), 9, 0.4),
    )
    stones(sheet, 58, 5, 26, lit(UMBER, 0.75), (-0.5, 0.16))
    sheet.glow(sun, 90, HALO, 0.35, 0.5)
    sheet.glow((182, 70), 60, SAND, 0.4, 0.55)
    sheet.lay(disc(*sun, 5), mixed(BONE, HALO, 0.15))
    sheet.glow(sun, 16, BONE, 0.9)

    opening = bar(62, 7, 226, 150, 26)
    sheet.lay(without(bar(-5, -5, WIDTH + 5, HEIGHT + 5), opening), BLACK)
    edge = common(hoop(opening, 3.5), bar(0, 0, WIDTH, HEIGHT))
    sheet.lay(
        edge,
        lambda x, y: mixed(
            SOOT, mixed(OCHRE, HALO, 0.3), smooth(190, 62, x) * smooth(110, 30, y) * 0.9
        ),
    )
    for side in (-1, 1):
        x = 132 + side * 27
        rail = thread([(x, 112), (x, 76), (x - side * 4, 69), (x - side * 11, 67)], 3.4)
        sheet.lay(rail, BLACK)
        sheet.lay(thread([(x + 2.4, 100), (x + 2.4, 76)], 0.9), mixed(HALO, SAND, 0.5))
    sheet.lay(rod((105, 88), (159, 88), 2.4), BLACK)
    sheet.lay(rod((108, 86), (156, 86), 0.8), mixed(HALO, SAND, 0.5))
    sheet.lay(bar(-5, 99, WIDTH + 5, 112), BLACK)
    sheet.lay(
        bar(70, 98.3, 218, 99.8),
        lambda x, _: mixed(BLACK, mixed(SAND, HALO, 0.4), smooth(90, 10, abs(x - 176))),
    )
    return sheet


def wreck() -> Sheet:
    """Zillion-1 on her side, nose driven in, under a low sun: chapter 2."""
    sun = (246.0, 44.0)
    sheet = Sheet(low_sun(sun, mixed(SAND, BUTTER, 0.4), mixed(OCHRE, RUST, 0.3)))
    ridge = Noise(12)
    sheet.lay(
        below(lambda x: 66 - 9 * ridge.cloud(x / 70, 2, 3), WIDTH, HEIGHT), mixed(OCHRE, SAND, 0.4)
    )
    sheet.lay(
        below(lambda x: 68 - 2 * ridge.cloud(x / 30, 6, 2), WIDTH, HEIGHT),
        plain(64, RUST, mixed(OCHRE, SAND, 0.35), 13),
    )
    stones(sheet, 70, 15, 12, lit(UMBER, 0.9), (-1, 0.16))
    for x, y, wide in ((216, 99, 17), (244, 87, 12), (272, 97, 16)):
        sheet.lay(oval(x, y, wide, wide * 0.3), SOOT, soft=2, cover=0.85)
        sheet.lay(oval(x - 2, y + 2.2, wide * 0.72, wide * 0.15), mixed(OCHRE, SAND, 0.5), soft=2)
    sheet.shade(outline((60, 84), (190, 82), (150, 106), (-20, 108), (-20, 92)), 0.42, soft=5)
    _hulk(sheet, Turn((122, 66), -7))
    sheet.lay(oval(46, 88, 34, 8), lit(UMBER, 1.05), soft=5)
    sheet.lay(oval(56, 91, 26, 5), mixed(UMBER, RUST, 0.55), soft=5)
    sheet.glow(sun, 70, BONE, 0.5)
    sheet.lay(disc(*sun, 6), BONE)
    return sheet


def _hulk(sheet: Sheet, turn: Turn) -> None:
    """The ship herself: a long hull on its side, the nose folded, two legs in the air."""
    for root, knee, foot in (
        ((58, -12), (84, -40), (101, -37)),
        ((52, -8), (70, -26), (79, -49)),
    ):
        sheet.lay(turn(thread([root, knee], 2.6)), lit(UMBER, 0.5))
        sheet.lay(turn(thread([knee, foot], 2.0)), lit(UMBER, 0.5))
        sheet.lay(turn(oval(*foot, 7, 2.4, 40)), lit(UMBER, 0.5))
    hull = outline(
        (-84, 12), (-70, -2), (-58, -16), (-40, -20), (60, -20), (66, -15), (66, 15), (60, 20),
        (-70, 20),
    )  # fmt: skip

    def plate(x: float, y: float) -> Colour:
        _, v = turn.inward(x, y)
        return ramp(v, (-20, BONE), (-15, mixed(ASH, SAND, 0.3)), (-5, lit(UMBER, 1.1)), (20, SOOT))

    for y in (-11, 0, 11):
        bell = outline((64, y - 3), (78, y - 7), (78, y + 7), (64, y + 3))
        sheet.lay(turn(bell), SOOT)
        sheet.lay(turn(rod((78, y - 6.5), (78, y + 6.5), 0.9)), mixed(SAND, BONE, 0.5))
    sheet.lay(turn(hull), plate)
    for x in (-30, 4, 36):
        sheet.lay(turn(bar(x, -20, x + 2, 20)), lit(SOOT, 0.8), cover=0.7)
    for x, y in ((-54, -12), (-63, -1), (-72, 8)):
        sheet.lay(turn(rod((x, y), (x + 12, y + 9), 1.5, 0.4)), BLACK)
    sheet.lay(turn(bar(12, -6, 26, 12, 4)), BLACK)


def phenix() -> Sheet:
    """Parts laid out in rows on the sand, in the sun, one place empty: chapter 8 opens."""
    horizon = 20.0
    sheet = Sheet(lambda x, y: mixed(mixed(BUTTER, BONE, 0.3), BUTTER, y / 20))
    ridge = Noise(71)
    sheet.lay(
        below(lambda x: 18 - 6 * ridge.cloud(x / 60, 1, 3), WIDTH, HEIGHT),
        mixed(OCHRE, BUTTER, 0.4),
    )
    sheet.lay(
        below(lambda _: horizon, WIDTH, HEIGHT),
        plain(horizon - 14, mixed(OCHRE, RUST, 0.25), mixed(SAND, BUTTER, 0.2), 72, 0.16),
    )
    rows = (
        (36.0, 0.95, ("ball", "panel", "drum", "ring", "box", "panel", "pipe")),
        (62.0, 1.3, ("panel", "bell", "coil", "", "ball", "pipe")),
        (92.0, 1.7, ("pipe", "ball", "panel", "ring", "drum")),
    )
    for y, size, kinds in rows:
        step = 35.0 * size
        first = 146 - step * (len(kinds) - 1) / 2
        for column, kind in enumerate(kinds):
            if kind:
                _part(sheet, kind, first + column * step, y, size)
    return sheet


def _part(sheet: Sheet, kind: str, x: float, y: float, size: float) -> None:
    """One thing on the sand, sun from the upper right, its shadow to the left."""
    scale = Scale((x, y), size)
    deep = mixed(lit(STEEL, 0.5), UMBER, 0.35)

    def body(px: float, py: float) -> Colour:
        t = ((px - x) - (py - y) * 0.8) / (11 * size)
        return ramp(t, (-1, deep), (-0.2, lit(ASH, 0.9)), (0.5, BONE), (1, BONE))

    shadow, pieces = _PARTS[kind]
    sheet.shade(scale(shadow), 0.42, soft=1.5)
    for shape, tone in pieces:
        sheet.lay(scale(shape), body if tone is None else tone)


def _cast(reach: float, wide: float) -> Shape:
    """The shadow of something that stands."""
    return rod((-2, 5), (-reach, 7.5), wide, wide * 0.7)


_PARTS: dict[str, tuple[Shape, tuple[tuple[Shape, Colour | None], ...]]] = {
    "ball": (_cast(17, 6), ((disc(0, -2, 9), None),)),
    "bell": (_cast(16, 6), ((outline((-3, -11), (3, -11), (10, 6), (-10, 6)), None),)),
    "box": (
        _cast(16, 5),
        (
            (bar(-8, -7, 8, 6), None),
            (outline((-8, -7), (-5, -11), (11, -11), (8, -7)), BONE),
            (outline((8, -7), (11, -11), (11, 2), (8, 6)), BUTTER),
        ),
    ),
    "coil": (
        oval(-4, 4, 10, 5),
        tuple((hoop(oval(0, 0, r, 0.7 * r), 1.9), mixed(BONE, EMBER, 0.62)) for r in (9, 6, 3)),
    ),
    "drum": (
        _cast(17, 5),
        ((joined(bar(-6, -8, 6, 5), oval(0, 5, 6, 2.4)), None), (oval(0, -8, 6, 2.4), BONE)),
    ),
    "panel": (
        _cast(13, 4),
        (
            (outline((-12, 6), (-7, -5), (12, -5), (9, 6)), lit(SLATE, 1.3)),
            (outline((-7, -5), (-6, -7), (12, -7), (12, -5)), BONE),
            (rod((0, -5), (-2, 6), 0.6), STEEL),
        ),
    ),
    "pipe": (
        _cast(15, 3),
        tuple((rod((-11, up + 1), (11, up - 1), 1.7), None) for up in (-5, 0, 5)),
    ),
    "ring": (hoop(oval(-3, 2, 11, 7), 4), ((hoop(oval(0, 0, 11, 7), 4), None),)),
}
"""The shadow of each kind of part, and its pieces: lit like a body, or in one colour."""


def orage() -> Sheet:
    """The dust: a wall over the horizon, and before it the ship, small: chapter 10 opens."""
    haze = Noise(61)

    def sky(x: float, y: float) -> Colour:
        clear = mixed(mixed(BUTTER, BONE, 0.25), mixed(OCHRE, SAND, 0.7), smooth(84, 0, y))
        return mixed(clear, mixed(OCHRE, SAND, 0.5), 0.6 * smooth(288, 120, x))

    sheet = Sheet(sky)
    sheet.veil(
        lambda x, y: smooth(
            196 - 0.7 * y, 110 - 0.7 * y, x + 60 * (haze.cloud(x / 50, y / 40, 3) - 0.5)
        ),
        mixed(RUST, OCHRE, 0.45),
    )
    for n in range(120):
        depth = n / 119
        reach = 214 - 96 * (1 - depth) - 40 * hashed(n, 4, 64) ** 2
        y = 96 * hashed(n, 2, 64) ** 0.85 - 6 + 6 * depth
        x = -20 + (reach - 0.62 * max(0.0, 62 - y) + 16 * depth) * hashed(n, 3, 64) ** 0.42
        _puff(sheet, x, y, 15 + 19 * hashed(n, 5, 64), depth)
    sheet.veil(lambda x, y: 0.62 * smooth(40, 96, y) * smooth(236, 60, x), SOOT)
    floor = plain(82, mixed(UMBER, RUST, 0.6), OCHRE, 62)
    sheet.lay(
        below(lambda x: 88 - 2.5 * haze.cloud(x / 40, 70, 2), WIDTH, HEIGHT),
        lambda x, y: mixed(floor(x, y), SOOT, 0.72 * smooth(226, 96, x)),
    )
    stones(sheet, 90, 65, 12, lit(UMBER, 0.8), (-1, 0.15))
    x, y = 238.0, 75.0
    sheet.shade(
        outline((x - 18, y + 15), (x + 14, y + 15), (x - 40, y + 20), (x - 76, y + 19)), 0.5, soft=3
    )
    for side in (-1, 1):
        sheet.lay(thread([(x + side * 10, y + 3), (x + side * 20, y + 15)], 1.7), SOOT)
    hull = outline(
        (x - 7, y - 16), (x + 7, y - 16), (x + 11, y - 8), (x + 17, y + 5), (x + 15, y + 10),
        (x - 15, y + 10), (x - 17, y + 5), (x - 11, y - 8),
    )  # fmt: skip
    sheet.lay(
        hull,
        lambda px, _: ramp(
            px - x, (-14, SOOT), (4, UMBER), (11, mixed(OCHRE, SAND, 0.6)), (15, BONE)
        ),
    )
    sheet.lay(disc(x - 3, y - 5, 2.2), AMBER)
    sheet.glow((x - 3, y - 5), 9, AMBER, 0.9)
    return sheet


_CURLS = Noise(66)


def _puff(sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """One head of the cloud, lit from the upper right; `depth` 1 is the nearest."""

    def round_light(px: float, py: float) -> Colour:
        t = ((px - x) * 0.75 - (py - y) * 0.65) / size
        far = mixed(RUST, OCHRE, 0.6)
        t += 0.5 * (_CURLS.cloud(px / 13, py / 11, 3) - 0.5)
        tone = ramp(t, (-1, SOOT), (-0.3, UMBER), (0.3, RUST), (0.7, OCHRE), (1.05, SAND))
        return mixed(tone, far, 0.3 * (1 - depth))

    sheet.lay(disc(x, y, size), round_light, soft=size * 0.45, cover=0.9)
