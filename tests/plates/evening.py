"""Plates out of doors by evening and night: engines over dust, a white ship, two helmets, lamps."""

from __future__ import annotations

import math

from tests.plates.land import Field, low_sun, plain, stones
from tests.plates.noise import Noise
from tests.plates.shapes import (
    Shape,
    bar,
    below,
    common,
    disc,
    hoop,
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
    HEIGHT,
    NIGHT,
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


def landing() -> Sheet:
    """The engines over the dust, at night: chapter 1, the way down."""
    smoke = Noise(21)
    foot = (144.0, 86.0)

    def dark(x: float, y: float) -> Colour:
        return mixed(NIGHT, lit(UMBER, 0.55), smooth(10, 100, y))

    sheet = Sheet(dark)
    sheet.stars(77, 12, 44)
    sheet.glow(foot, 190, RUST, 0.75, 0.48)

    def billow(x: float, y: float) -> float:
        away = abs(x - foot[0])
        warp = smoke.cloud(x / 26, y / 20, 3) - 0.5
        top = 84 - 30 * smooth(12, 74, away) * smooth(190, 84, away) + 44 * warp
        return smooth(top - 4, top + 9, y) * smooth(10, 24, away + 26 * warp + max(0.0, y - 70))

    def dust(x: float, y: float) -> Colour:
        away = math.hypot((x - foot[0]) / 1.5, y - foot[1])
        curl = smoke.cloud(x / 17 + 31, y / 13, 4)
        heat = smooth(120, 6, away) * (0.35 + 1.3 * curl)
        return ramp(heat, (0.05, SOOT), (0.3, UMBER), (0.5, RUST), (0.72, OCHRE), (1, BUTTER))

    sheet.veil(billow, dust)
    for x, lean in ((128, -5), (139, -1), (149, 1), (160, 5)):
        flame = outline((x - 2.5, 44), (x + 2.5, 44), (x + lean + 9, 92), (x + lean - 9, 92))
        sheet.lay(flame, mixed(AMBER, EMBER, 0.35), soft=9, cover=0.5)
    for x, lean in ((128, -5), (139, -1), (149, 1), (160, 5)):
        core = outline((x - 2, 44), (x + 2, 44), (x + lean + 4, 88), (x + lean - 4, 88))
        sheet.lay(
            core,
            lambda _, y: ramp((y - 44) / 44, (0, BONE), (0.5, BUTTER), (1, AMBER)),
            soft=4,
            cover=0.9,
        )
    sheet.glow(foot, 74, AMBER, 0.8, 0.42)
    sheet.glow(foot, 34, BONE, 0.9, 0.5)
    _lander(sheet, 144, 24)
    return sheet


def _lander(sheet: Sheet, x: float, y: float) -> None:
    """Ulysse from the side, lit from below by her own engines."""

    def belly(px: float, py: float) -> Colour:
        return ramp(py - y, (-16, BLACK), (2, lit(UMBER, 0.6)), (12, RUST), (20, BUTTER))

    body = outline(
        (x - 12, y - 18), (x + 12, y - 18), (x + 19, y - 6), (x + 28, y + 12), (x + 26, y + 18),
        (x - 26, y + 18), (x - 28, y + 12), (x - 19, y - 6),
    )  # fmt: skip
    for side in (-1, 1):
        sheet.lay(thread([(x + side * 24, y + 8), (x + side * 41, y + 27)], 2.3), lit(RUST, 0.8))
        sheet.lay(bar(x + side * 41 - 6, y + 26, x + side * 41 + 6, y + 29, 1.4), AMBER)
    sheet.lay(body, belly)
    edge = common(hoop(body, 1.8), bar(x - 30, y - 20, x + 30, y + 6))
    sheet.lay(edge, lambda px, py: mixed(STEEL, RUST, smooth(-16, 8, py - y)), cover=0.8)
    sheet.lay(rod((x - 26, y + 18), (x + 26, y + 18), 1.4), BONE)
    sheet.lay(disc(x + 7, y - 7, 2.6), AMBER)
    sheet.glow((x + 7, y - 7), 8, AMBER, 0.6)


def alliance() -> Sheet:
    """A white ship on the plain in the evening, her door open: chapter 5 opens."""
    sun = (64.0, 80.0)
    sheet = Sheet(low_sun(sun, mixed(UMBER, STEEL, 0.55), mixed(NIGHT, SLATE, 0.4), 0.85))
    sheet.stars(52, 9, 36)
    ridge = Noise(33)
    hills = below(lambda x: 80 - 7 * ridge.cloud(x / 60, 3, 3), WIDTH, HEIGHT)
    sheet.lay(hills, mixed(SLATE, UMBER, 0.4))
    x, foot = 206.0, 88.0
    ground = plain(78, SOOT, lit(UMBER, 1.1), 34, 0.35)

    def floor(px: float, py: float) -> Colour:
        away = math.hypot((px - x + 20) / 90, (py - foot - 7) / 13)
        return mixed(ground(px, py), mixed(AMBER, SAND, 0.45), 0.85 * smooth(1, 0, away) ** 1.5)

    sheet.lay(below(lambda px: 83 - 2 * ridge.cloud(px / 30, 9, 2), WIDTH, HEIGHT), floor)
    stones(sheet, 85, 38, 14, SOOT, (0.9, 0.2))
    sheet.glow((64, 84), 80, HALO, 0.25, 0.2)
    _white_ship(sheet, x, foot)
    return sheet


def _white_ship(sheet: Sheet, x: float, foot: float) -> None:
    """Z2 on her legs: the last light on her left side, her own lamps low down."""
    for side in (-1, 1):
        leg = outline(
            (x + side * 10, foot - 22), (x + side * 25, foot + 3), (x + side * 21, foot + 3),
            (x + side * 9, foot - 10),
        )  # fmt: skip
        sheet.lay(leg, lit(ASH, 0.45 if side > 0 else 0.8))
        sheet.lay(bar(x + side * 23 - 5, foot + 2, x + side * 23 + 5, foot + 4.4, 1), lit(ASH, 0.6))
    hull = outline(
        (x - 3, 2), (x + 3, 2), (x + 8, 12), (x + 11.5, 26), (x + 13, 42), (x + 13, foot - 3),
        (x + 9, foot), (x - 9, foot), (x - 13, foot - 3), (x - 13, 42), (x - 11.5, 26), (x - 8, 12),
    )  # fmt: skip

    def white(px: float, py: float) -> Colour:
        side = ramp(
            (px - x) / 13, (-1, mixed(HALO, BONE, 0.5)), (-0.5, BONE),
            (0.15, mixed(ASH, STEEL, 0.4)), (0.7, STEEL), (1, SLATE),
        )  # fmt: skip
        return mixed(side, mixed(AMBER, BONE, 0.4), smooth(foot - 28, foot, py) * 0.55)

    sheet.lay(hull, white)
    for y in (37, 55):
        sheet.lay(bar(x - 13, y, x + 13, y + 1.4), lit(SLATE, 0.8))
    sheet.lay(bar(x - 9, 45, x + 5, 47.5, 1), mixed(AMBER, BONE, 0.35))
    sheet.glow((x - 2, 46), 18, AMBER, 0.4, 0.5)
    sheet.lay(bar(x - 9, 65, x, foot - 3, 2), mixed(AMBER, BONE, 0.6))
    sheet.glow((x - 5, 77), 36, AMBER, 0.75)


def terrace() -> Sheet:
    """Two people in suits, helmet against helmet, halfway between their ships: chapter 5."""
    sun = (144.0, 88.0)
    sheet = Sheet(low_sun(sun, mixed(SAND, BUTTER, 0.5), mixed(OCHRE, RUST, 0.35), 0.9))
    ridge = Noise(81)
    sheet.lay(
        below(lambda x: 88 - 6 * ridge.cloud(x / 60, 3, 3), WIDTH, HEIGHT),
        plain(82, lit(UMBER, 0.8), mixed(RUST, OCHRE, 0.4), 82),
    )
    sheet.lay(outline((12, 88), (16, 77), (20, 74), (28, 74), (32, 77), (36, 88)), lit(UMBER, 0.9))
    sheet.lay(
        outline((263, 88), (263, 62), (267, 53), (271, 62), (271, 88)), mixed(BONE, SAND, 0.25)
    )
    sheet.glow((144, 86), 120, BUTTER, 0.5, 0.5)
    for side, cloth in ((-1, lit(SLATE, 0.8)), (1, mixed(BONE, ASH, 0.45))):
        _bust(sheet, side, cloth)
    sheet.lay(oval(126, 45, 8, 12), mixed(BONE, HALO, 0.4), soft=9, cover=0.85)
    sheet.glow((144, 70), 16, BONE, 0.35)
    return sheet


def _bust(sheet: Sheet, side: int, cloth: Colour) -> None:
    """Head and shoulders in a suit, from the side, facing the middle of the sheet."""

    def at(x: float, y: float) -> tuple[float, float]:
        return 144 + side * x, y

    def suit(x: float, y: float) -> Colour:
        inner = (x - 144) * side
        back = mixed(lit(cloth, 0.30), SOOT, 0.3)
        return mixed(lit(cloth, 0.95), back, smooth(0, 66, inner) * 0.8 + 0.2 * smooth(50, 108, y))

    pack = [at(72, 66), at(100, 70), at(106, 120), at(66, 120)]
    sheet.lay(outline(*pack), lambda x, y: lit(suit(x, y), 0.75), soft=3)
    body = [at(16, 92), at(26, 80), at(62, 76), at(84, 88), at(96, 120), at(-2, 120)]
    sheet.lay(outline(*body), suit, soft=4)
    sheet.lay(rod(at(30, 81), at(64, 79), 5), lambda x, y: lit(suit(x, y), 0.6))
    sheet.lay(disc(*at(39, 45), 38), suit)
    glass = common(oval(*at(20, 46), 25, 30), disc(*at(39, 45), 37.5))

    def pane(x: float, y: float) -> Colour:
        return ramp(
            (y - 16) / 60,
            (0, NIGHT),
            (0.45, SLATE),
            (0.62, mixed(RUST, OCHRE, 0.5)),
            (0.8, UMBER),
            (1, SOOT),
        )

    sheet.lay(glass, pane)
    sheet.lay(hoop(glass, 2.2), lambda x, y: lit(suit(x, y), 0.45))
    edge = common(hoop(disc(*at(39, 45), 37), 2.6), bar(*sorted_box(at(-2, 0), at(30, 108))))
    sheet.lay(edge, mixed(BUTTER, BONE, 0.6))
    lit_top = common(hoop(disc(*at(39, 45), 37), 2.2), bar(*sorted_box(at(20, 0), at(70, 22))))
    sheet.lay(lit_top, mixed(OCHRE, BUTTER, 0.5), cover=0.6)


def sorted_box(
    one: tuple[float, float], other: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the rectangle between two corners."""
    (a, b), (c, d) = one, other
    return min(a, c), min(b, d), max(a, c), max(b, d)


def lamps() -> Sheet:
    """Down the ladder at night: two lamps at its foot, four metres below: chapter 7."""
    sheet = Sheet(BLACK)
    dust = Noise(91)

    def ground(x: float, y: float) -> Colour:
        one = 1 / (1 + ((x - 120) ** 2 + 3.2 * (y - 76) ** 2) / 700)
        two = 1 / (1 + ((x - 184) ** 2 + 3.2 * (y - 66) ** 2) / 500)
        tone = 0.6 + 0.8 * (dust.cloud(x / 15, y / 8, 4) - 0.3)
        warm = lit(mixed(RUST, OCHRE, 0.6), one * one * tone * 2.1)
        cold = lit(mixed(ASH, OCHRE, 0.4), two * two * tone * 1.6)
        return (
            BLACK[0] + warm[0] + cold[0],
            BLACK[1] + warm[1] + cold[1],
            BLACK[2] + warm[2] + cold[2],
        )

    sheet.wash(ground)
    top, foot = (104.0, 184.0), (137.0, 151.0)
    for n in range(9):
        t = (n / 8) ** 1.35
        y = 82 - 84 * t
        left, right = foot[0] + (top[0] - foot[0]) * t, foot[1] + (top[1] - foot[1]) * t
        tone = mixed(mixed(SAND, BONE, 0.3), STEEL, smooth(0, 0.8, t))
        sheet.lay(rod((left, y), (right, y), 1.1 + 2.0 * t), BLACK)
        sheet.lay(rod((left, y + 0.8 + 1.2 * t), (right, y + 0.8 + 1.2 * t), 0.6 + 0.9 * t), tone)
    for a, b in zip(foot, top, strict=True):
        sheet.lay(
            rod((a, 84), (b, -3), 1.4, 4.2),
            lambda _, y: mixed(lit(STEEL, 0.8), mixed(SAND, ASH, 0.4), smooth(10, 84, y)),
        )
    for x, y, side, tone in ((112.0, 74.0, 1, AMBER), (190.0, 64.0, -1, BONE)):
        sheet.shade(rod((x, y + 6), (x - side * 50, y + 28), 8, 15), 0.12, soft=5)

        def near(
            px: float, _: float, x: float = x, side: int = side, tone: Colour = tone
        ) -> Colour:
            return mixed(SOOT, lit(mixed(tone, ASH, 0.4), 0.85), smooth(-7, 11, (px - x) * side))

        sheet.lay(oval(x - side * 2, y + 6, 15, 8, side * 14), near)
        sheet.lay(rod((x + side * 4, y + 10), (x + side * 17, y + 8), 3.2, 2.4), near)
        sheet.lay(oval(x - side * 13, y + 5, 6, 9), SOOT)
        sheet.lay(disc(x, y - 2, 8), near)
        sheet.lay(hoop(disc(x, y - 2, 8), 1.2), SOOT, cover=0.6)
        at = (x + side * 12, y - 3)
        sheet.glow(at, 26, tone, 0.55)
        sheet.lay(disc(*at, 3), mixed(tone, BONE, 0.5))
    return sheet


def bench() -> Sheet:
    """A ledge worn in hollows, side by side, as far as the lamp goes: an end."""
    rock, water = Noise(95), Noise(96)

    def lamp(x: float) -> float:
        far = 1 + ((x - 74) / 88) ** 2
        return 1 / (far * math.sqrt(far))

    def stone(x: float, y: float) -> Colour:
        tone = 0.15 + rock.cloud(x / 40, y / 6, 4)
        return lit(mixed(mixed(UMBER, ASH, 0.2), mixed(OCHRE, ASH, 0.2), tone), lamp(x))

    def wall(x: float, y: float) -> Colour:
        u = x / 40 + 1.4 * water.at(x / 50, y / 12)
        line = abs(water.cloud(u, y / 9 + 0.5 * u, 2) - 0.5)
        gleam = smooth(0.13, 0.02, line) * smooth(34, 8, y) * (0.3 + 0.7 * smooth(288, 60, x))
        rough = lit(stone(x, y), 0.55 * smooth(8, 44, y))
        return mixed(rough, mixed(HALO, GREEN, 0.45), gleam * 0.75)

    sheet = Sheet(wall)
    front = outline((-6, 92), (300, 72), (300, 86), (-6, 130))
    sheet.lay(front, lambda x, y: lit(stone(x, y), 0.5))
    x, wide = -22.0, 58.0
    for n in range(9):
        foot = 90 - 19 * (x + wide / 2) / 300
        tall = wide * 1.02
        seat = _hollow(sheet, stone, (x + wide / 2, foot), wide, tall)
        if n == 1:
            heap = oval(x + wide / 2, foot - 1, wide * 0.33, wide * 0.13)
            sheet.lay(common(heap, seat), mixed(SAND, BUTTER, 0.4), soft=4, cover=0.9)
        x, wide = x + wide, wide * 0.87
    ledge = outline((-6, 88), (300, 70), (300, 73), (-6, 95))
    sheet.lay(ledge, lambda x, y: lit(stone(x, y), 1.7), soft=2)
    sheet.glow((70, 76), 110, AMBER, 0.16, 0.5)
    return sheet


def _hollow(
    sheet: Sheet, stone: Field, foot: tuple[float, float], wide: float, tall: float
) -> Shape:
    """A place worn for a back and a seat: dark on the lamp's side, its far lip in the light."""
    x, y = foot
    place = common(oval(x, y - tall * 0.36, wide * 0.43, tall * 0.58), bar(0, 0, WIDTH, y + 2))

    def worn(px: float, py: float) -> Colour:
        across = (px - x) / (wide * 0.43)
        seat = smooth(y - tall * 0.22, y, py)
        return lit(stone(px, py), 0.16 + 0.75 * smooth(-0.3, 1, across) + 0.75 * seat)

    sheet.lay(place, worn)
    lip = common(hoop(place, 2.2), bar(x, y - tall, x + wide, y - 2))
    sheet.lay(lip, lambda px, py: lit(stone(px, py), 1.7), soft=2)
    return place
