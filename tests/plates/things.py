"""Plates of things seen from near: a visor, a stone, prints in the dust, a river from below."""

from __future__ import annotations

import math

from tests.plates.noise import Noise
from tests.plates.shapes import (
    Shape,
    Turn,
    bar,
    common,
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
    RED,
    RUST,
    SAND,
    SLATE,
    SOOT,
    STEEL,
    UMBER,
    Colour,
    Sheet,
    lit,
    mixed,
    ramp,
    smooth,
)


def survivant() -> Sheet:
    """An old helmet in the dust; inside its glass a patch of breath: chapter 3 opens."""
    dust = Noise(101)

    def sand(x: float, y: float) -> Colour:
        tone = dust.cloud(x / 46, y / 9, 3)
        colour = ramp(tone, (0.25, lit(UMBER, 0.9)), (0.5, mixed(UMBER, RUST, 0.6)), (0.8, OCHRE))
        return lit(colour, 0.45 + 0.5 * smooth(20, 288, x))

    sheet = Sheet(sand)
    sheet.shade(oval(110, 96, 130, 34), 0.2, soft=16)

    def cloth(x: float, y: float) -> Colour:
        fold = 0.5 + 0.5 * math.sin((x + 0.5 * y) / 9 + 3 * dust.at(x / 30, y / 20))
        light = smooth(118, 20, y) * (0.55 + 0.45 * fold)
        return mixed(mixed(lit(ASH, 0.4), mixed(ASH, OCHRE, 0.35), light), SOOT, 0.25)

    sheet.lay(outline((180, 34), (300, 10), (300, 120), (150, 120)), cloth, soft=3)
    _helmet(sheet, Turn((128, 58), -16))
    return sheet


def _helmet(sheet: Sheet, turn: Turn) -> None:
    """A helmet with its neck ring to the right, four marks on its brow, breath in its glass."""
    ring = ((-46, BONE), (-20, ASH), (20, lit(STEEL, 0.7)), (46, SOOT))
    sheet.lay(turn(bar(44, -46, 62, 52, 6)), lambda x, y: ramp(turn.inward(x, y)[1], *ring))
    sheet.lay(turn(bar(51, -47, 54, 53, 1)), SOOT, cover=0.7)
    pale = mixed(ASH, BONE, 0.55)
    tones = ((-1, lit(STEEL, 0.35)), (-0.3, lit(ASH, 0.6)), (0.4, pale), (0.9, BONE))

    def shell(x: float, y: float) -> Colour:
        u, v = turn.inward(x, y)
        return ramp((u * 0.45 - v * 0.9) / 60, *tones)

    sheet.lay(turn(oval(0, 0, 66, 56)), shell)
    for n in range(4):
        left = -44 + n * 19.0
        drop = 0.006 * (left + 12) ** 2
        sheet.lay(turn(bar(left, drop - 48, left + 12, drop - 37, 1.5)), mixed(RED, RUST, 0.2))
    frame, edge = turn(bar(-60, -31, 40, 35, 30)), lit(ASH, 0.75)
    sheet.lay(frame, lambda x, y: mixed(SOOT, edge, smooth(-30, 40, turn.inward(x, y)[1])))
    glass = turn(bar(-56, -27, 36, 31, 27))

    def inside(x: float, y: float) -> Colour:
        sky = mixed(NIGHT, lit(RUST, 0.6), smooth(52, 84, y + 0.002 * (x - 120) ** 2))
        return mixed(sky, SOOT, smooth(76, 92, y))

    sheet.lay(glass, inside)
    gleam = common(turn(hoop(bar(-50, -22, 30, 26, 23), 4)), turn(bar(2, -26, 32, 2)))
    sheet.lay(gleam, mixed(HALO, BONE, 0.4), soft=3, cover=0.7)
    fog = Noise(104)

    def breath(x: float, y: float) -> float:
        u, v = turn.inward(x, y)
        edge = math.hypot((u + 20) / 27, (v - 8) / 17) + 0.5 * (fog.cloud(x / 9, y / 9, 3) - 0.5)
        return 0.82 * smooth(1.05, 0.35, edge) * smooth(2, -3, glass.distance(x, y))

    sheet.veil(breath, mixed(mixed(ASH, HALO, 0.5), BONE, 0.25))


def pierre() -> Sheet:
    """Dark glass in eight layers under a lamp, with seven marks: chapter 4 opens."""
    grain, flaw = Noise(111), Noise(112)

    def bench(x: float, y: float) -> Colour:
        pool = 1 / (1 + ((x - 150) / 96) ** 2 + ((y - 94) / 20) ** 2)
        tone = 0.85 + 0.3 * (grain.cloud(x / 50, y / 4, 3) - 0.5)
        return mixed(BLACK, lit(mixed(ASH, SAND, 0.35), tone), pool**1.3 * smooth(66, 82, y))

    sheet = Sheet(bench)
    sheet.lay(
        outline((130, -20), (170, -20), (262, 104), (38, 104)),
        mixed(BUTTER, SAND, 0.4),
        soft=36,
        cover=0.2,
    )
    sheet.shade(outline((72, 98), (232, 98), (240, 108), (60, 108)), 0.12, soft=6)
    rim = (
        (66, 101), (58, 84), (68, 70), (60, 52), (72, 34), (92, 16), (126, 9), (164, 12), (196, 8),
        (218, 26), (226, 44), (219, 60), (231, 78), (226, 101),
    )  # fmt: skip

    def glass(x: float, y: float) -> Colour:
        v = y + 0.0011 * (x - 146) ** 2 + 5 * (flaw.at(x / 48, 3) - 0.5)
        layer = (v - 11) / 11.4
        into, number = layer % 1, int(layer)
        light = math.exp(-(((x - 136 + 3 * number) / 64) ** 2)) * (1.05 - 0.065 * number)
        tint = mixed(mixed(EMBER, AMBER, 0.5), GREEN, 0.10 + 0.10 * number)
        colour = mixed(mixed(BLACK, MOSS, 0.25), tint, light * (0.30 + 0.62 * into))
        sheen = smooth(16, 0, abs(x - 92 - 0.35 * y)) * 0.22
        colour = mixed(colour, HALO, sheen * (1 - into))
        return mixed(colour, BLACK, 0.9 * smooth(0.16, 0.02, into) * (number > 0))

    sheet.lay(outline(*rim), glass)
    sheet.lay(
        common(hoop(outline(*rim), 2.4), bar(60, 0, 240, 30)),
        mixed(BUTTER, BONE, 0.5),
        soft=2.5,
        cover=0.8,
    )
    sheet.lay(
        common(hoop(outline(*rim), 1.6), bar(40, 30, 100, 104)),
        mixed(GREEN, STEEL, 0.5),
        soft=2.5,
        cover=0.5,
    )
    for n in range(7):
        y = 28.5 + n * 11.4
        start = 178 - 3 * math.sin(n * 1.9)
        y -= 0.0011 * (start + 10 - 146) ** 2
        sheet.lay(rod((start, y), (start + 21, y - 1), 2.0, 1.3), mixed(BONE, BUTTER, 0.2))
    sheet.glow((118, 102), 70, AMBER, 0.30, 0.12)
    return sheet


def river() -> Sheet:
    """A river from underneath: planks of light, a bench on the bank, a gap on it: chapter 4."""
    water, ripple = Noise(121), Noise(122)
    ledge = 49.0
    step, gap = 33.0, 5
    seats = [28.0 + step * n for n in range(8)]

    def bent(x: float, y: float) -> float:
        return x + 4 * (ripple.at(x / 60, y / 11) - 0.5)

    def light(x: float, y: float) -> Colour:
        glare = math.exp(-(((x - seats[gap]) / 90) ** 2))
        sky = mixed(mixed(HALO, GREEN, 0.55), mixed(BONE, HALO, 0.25), glare)
        return mixed(sky, mixed(STEEL, GREEN, 0.5), 0.55 * ripple.cloud(x / 36, y / 5, 2))

    sheet = Sheet(light)
    people = []
    for n, x in enumerate(seats):
        if n != gap:
            high = 3.0 * math.sin(n * 2.4)
            people += [
                oval(x, 17 + high, 7.5, 9),
                bar(x - 15.5, 27 + high, x + 15.5, 62, 9),
            ]
    row = joined(*people, bar(-9, ledge - 5, 300, ledge + 20))
    seen = Shape(row.box, lambda x, y: row.distance(bent(x, y), y))
    sheet.lay(seen, mixed(SLATE, MOSS, 0.5), soft=2)
    sheet.lay(seen, lambda x, y: mixed(NIGHT, MOSS, 0.35), soft=2, cover=0.6)

    def deep(x: float, y: float) -> Colour:
        t = (y - ledge) / (108 - ledge)
        base = ramp(t, (0, mixed(SLATE, MOSS, 0.6)), (0.5, mixed(NIGHT, MOSS, 0.5)), (1, NIGHT))
        along = bent(x, y) - 0.42 * (y - ledge)
        plank = smooth(0.5, 0.72, water.at(along / 15, 4)) * (1 - t) ** 0.8 * 0.55
        away = abs(along - seats[gap]) - 11 - 4 * t
        beam = smooth(5, -4, away) * (1 - 0.55 * t)
        return mixed(mixed(base, GREEN, plank), mixed(BONE, HALO, 0.45), beam * 0.85)

    sheet.lay(bar(-9, ledge, 300, 120), deep, soft=3)
    sheet.glow((seats[gap], 34), 50, BONE, 0.5, 0.8)
    return sheet


def straw() -> Sheet:
    """Pencils side by side, and a short one: an end."""
    grain = Noise(131)

    def board(x: float, y: float) -> Colour:
        pool = 1 / (1 + ((x - 176) / 110) ** 2 + ((y - 48) / 60) ** 2)
        tone = 0.85 + 0.3 * (grain.cloud(x / 60, y / 4, 3) - 0.5)
        return mixed(BLACK, lit(mixed(STEEL, UMBER, 0.45), tone * 0.8), pool**1.5)

    sheet = Sheet(board)
    for n, end in enumerate((214.0, 224.0, 217.0, 228.0)):
        _pencil(sheet, Turn((end, 12 + n * 19), -3 + 1.5 * math.sin(n * 2.3)), 300)
    _pencil(sheet, Turn((206, 92), -7), 46)
    return sheet


def _pencil(sheet: Sheet, turn: Turn, length: float) -> None:
    """A pencil that points to the right, its tip at the turn's own middle."""
    x, y = turn.at

    def paint(px: float, py: float) -> Colour:
        _, v = turn.inward(px, py)
        light = 0.35 + 0.65 * smooth(150, 20, abs(px - 176))
        return lit(ramp(v / 6, (-1, SAND), (-0.4, OCHRE), (0.2, RUST), (1, SOOT)), light)

    def wood(px: float, py: float) -> Colour:
        _, v = turn.inward(px, py)
        light = 0.35 + 0.65 * smooth(150, 20, abs(px - 176))
        return lit(ramp(v / 6, (-1, BONE), (0, BUTTER), (1, mixed(UMBER, OCHRE, 0.5))), light)

    sheet.shade(Turn((x - 2, y + 6), turn.degrees)(bar(-length, -5, -8, 7, 2)), 0.25, soft=4)
    sheet.lay(turn(bar(-length, -6, -17, 6, 1)), paint)
    sheet.lay(turn(outline((-18, -6), (-15, -3), (-18, 0), (-15, 3), (-18, 6), (0, 0))), wood)
    sheet.lay(turn(outline((-6, -2), (0, 0), (-6, 2))), SOOT)
    if length < 100:
        sheet.lay(turn(oval(-length, 0, 2.6, 6)), wood)
        sheet.lay(turn(oval(-length, 0, 1.0, 2)), SOOT)


def trace() -> Sheet:
    """Lines on a dark screen, and the lowest that finds a heart: an end."""
    sheet = Sheet(lambda x, y: mixed(BLACK, mixed(NIGHT, MOSS, 0.35), smooth(-20, 108, y)))
    field = Noise(141)
    for n, y in enumerate((8.0, 27.0, 46.0)):
        points = [
            (float(x), y + 5 * (field.cloud(x / 22 + 40 * n, 3 + n, 2) - 0.5))
            for x in range(-4, 296, 6)
        ]
        sheet.lay(thread(points, 1.3), mixed(NIGHT, MOSS, 0.55 + 0.15 * n))
    beat = ((0, 0), (7, -4), (11, 0), (15, 3), (20, -33), (25, 12), (29, 0), (37, -6), (44, 0))
    line: list[tuple[float, float]] = [(-6, 84), (92, 84)]
    for start in (92, 158, 224, 290):
        line += [(start + dx, 84.0 + dy) for dx, dy in beat]
    sheet.lay(thread(line, 1), GREEN, soft=16, cover=0.30)
    faint, awake = mixed(MOSS, GREEN, 0.45), mixed(GREEN, BONE, 0.45)
    sheet.lay(thread(line, 1.9), lambda x, _: mixed(faint, awake, smooth(60, 200, x)))
    return sheet
