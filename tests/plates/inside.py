"""Plates within walls: a table, a rack, a door, a chair with its back to the screen."""

from __future__ import annotations

import math
from collections.abc import Callable

from tests.plates.noise import Noise
from tests.plates.shapes import bar, common, disc, hoop, joined, outline, oval, rod
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
    SLATE,
    SOOT,
    STEEL,
    UMBER,
    WIDTH,
    Colour,
    Ink,
    Sheet,
    hexed,
    lit,
    mixed,
    ramp,
    smooth,
)


def table() -> Sheet:
    """Eight plates laid under one lamp; nobody sits: chapter 2 opens."""
    grain = Noise(3)

    def board(x: float, y: float) -> Colour:
        pool = 1 / (1 + ((x - 128) / 120) ** 2 + ((y - 46) / 52) ** 2)
        tone = 0.8 + 0.4 * (grain.cloud(x / 70, y / 5, 3) - 0.5)
        return mixed(BLACK, lit(mixed(UMBER, OCHRE, 0.45), tone * 0.8), pool**1.8)

    sheet = Sheet(BLACK)
    sheet.lay(bar(2, 6, 286, 118, 40), board, soft=3)
    for row, (y, size, step) in enumerate(((34.0, 0.8, 58.0), (78.0, 1.1, 72.0))):
        for n in range(4):
            x = 144 + (n - 1.5) * step
            light = 1 / (1 + ((x - 128) / 115) ** 2 + ((y - 46) / 60) ** 2)
            if (row, n) == (1, 3):
                light *= 0.55
            _plate(sheet, (x, y), size, light, left_handed=(row, n) == (0, 1))
    sheet.glow((128, 34), 120, AMBER, 0.16, 0.5)
    return sheet


def _plate(
    sheet: Sheet, at: tuple[float, float], size: float, light: float, *, left_handed: bool
) -> None:
    """A plate seen from a chair, and its spoon."""
    (x, y), wide = at, 24 * size
    away = (x - 128) * 0.05
    sheet.shade(oval(x + away, y + 3 * size, wide, wide * 0.46), 0.35, soft=4)
    china = mixed(BONE, BUTTER, 0.45)
    sheet.lay(
        oval(x, y, wide, wide * 0.45), lambda _, py: lit(china, light * (1.06 + 0.014 * (y - py)))
    )
    sheet.lay(oval(x, y + 1.2 * size, wide * 0.68, wide * 0.28), lit(china, light * 0.72))
    sheet.lay(oval(x, y + 2.2 * size, wide * 0.60, wide * 0.22), lit(china, light * 0.9))
    side = -1 if left_handed else 1
    spoon = x + side * (wide + 5 * size)
    sheet.lay(rod((spoon, y + 9 * size), (spoon - side, y - 3 * size), 1.2 * size), lit(ASH, light))
    sheet.lay(oval(spoon - side, y - 6 * size, 2.6 * size, 4 * size), lit(BONE, light))


def irene() -> Sheet:
    """A rack whose panels go dark, and one that is left: chapter 6 opens."""
    column, row = 4, 1
    sheet = _rack(lambda c, r: 0.75 * math.exp(-0.95 * math.hypot(c - column, 0.8 * (r - row))))
    x, y = _FIRST[0] + column * _STEP[0], _FIRST[1] + row * _STEP[1]
    middle = (x + 18, y + 10)
    sheet.glow(middle, 105, MOSS, 0.9, 0.62)
    sheet.glow(middle, 44, GREEN, 0.45, 0.7)

    def bright(px: float, py: float) -> Colour:
        return mixed(GREEN, hexed("d9efdc"), smooth(26, 0, math.hypot(px - x - 18, py - y - 9)))

    sheet.lay(bar(x, y, x + 36, y + 21, 3), bright)
    shine = mixed(MOSS, STEEL, 0.3)

    def edge(px: float, py: float) -> Colour:
        return mixed(BLACK, shine, 0.8 * smooth(120, 0, abs(px - 206)) * smooth(108, 93, py))

    sheet.lay(bar(-4, 95, WIDTH + 4, 112), edge)
    return sheet


def last_watch() -> Sheet:
    """The same rack, all dark; one small lamp, one plate: an end."""
    sheet = _rack(lambda c, r: 0.10 * math.exp(-0.6 * math.hypot(c - 4, 0.8 * (r - 1))))
    x, y = 202.0, 36.0
    wood = mixed(UMBER, OCHRE, 0.4)
    sheet.glow((x, y + 22), 120, mixed(AMBER, EMBER, 0.5), 0.30, 0.7)

    def bench(px: float, py: float) -> Colour:
        return mixed(BLACK, wood, smooth(120, 0, abs(px - 196)) * smooth(112, 92, py))

    sheet.lay(bar(-4, 95, WIDTH + 4, 112), bench)
    _plate(sheet, (188, 95), 1.0, 0.62, left_handed=False)
    sheet.glow((x, y), 30, AMBER, 0.9)
    sheet.lay(disc(x, y, 4), mixed(AMBER, BONE, 0.55))
    return sheet


_FIRST, _STEP = (22.0, 9.0), (42.0, 27.0)
"""Of the panels: the corner of the first, and from one to the next."""


def _rack(glimmer: Callable[[int, int], float]) -> Sheet:
    """The cupboard of Irène's rack: three rows of six panels; `glimmer` is what a panel catches."""
    sheet = Sheet(lambda x, y: mixed(BLACK, NIGHT, smooth(140, 0, math.hypot(x - 190, y - 50))))
    for row in range(3):
        for column in range(6):
            x, y = _FIRST[0] + column * _STEP[0], _FIRST[1] + row * _STEP[1]
            face, light = bar(x, y, x + 36, y + 21, 3), glimmer(column, row)
            sheet.lay(face, mixed(BLACK, MOSS, 0.26 + light * 0.5))
            rim = common(hoop(face, 1.6), bar(x - 2, y - 2, x + 38, y + 4))
            sheet.lay(rim, mixed(NIGHT, GREEN, 0.16 + 0.35 * light))
            for bead in (8, 18, 28):
                sheet.lay(disc(x + bead, y + 15, 1.6), mixed(NIGHT, GREEN, 0.20 + 0.3 * light))
    return sheet


def faute() -> Sheet:
    """The inner door of the lock: its window, its wheel, a red lamp: chapter 7 opens."""
    paint = Noise(51)
    red = (214.0, 22.0)

    def wall(x: float, y: float) -> Colour:
        light = 1 / (1 + (math.hypot(x - red[0], y - red[1]) / 46) ** 2)
        tone = 0.85 + 0.35 * (paint.cloud(x / 26, y / 14, 3) - 0.5)
        base = lit(SLATE, 0.55 * tone)
        return mixed(base, lit(mixed(RED, EMBER, 0.2), 0.85 * tone), light * 0.8)

    sheet = Sheet(wall)
    sheet.shade(hoop(bar(34, -20, 182, 130, 30), 9), 0.25, soft=3)
    edge = common(hoop(bar(36, -20, 182, 130, 30), 2), bar(150, -30, 200, 120))
    sheet.lay(edge, mixed(RED, EMBER, 0.5), cover=0.7)
    _window(sheet, (108, 52))
    _wheel(sheet, (226, 72))
    x, y = red
    sheet.lay(bar(x - 12, y - 7, x + 12, y + 8, 3), SOOT)
    sheet.glow(red, 60, RED, 0.75)
    sheet.lay(bar(x - 9, y - 5, x + 9, y + 5, 4), mixed(RED, hexed("ffb39a"), 0.45))
    sheet.glow(red, 20, hexed("ff8a6a"), 0.7)
    return sheet


def _window(sheet: Sheet, at: tuple[float, float]) -> None:
    """The round port of the door: night, the ground's last red, frost at the rim."""
    x, y = at
    dull, bright = lit(SLATE, 0.7), mixed(RED, ASH, 0.35)
    last = ((0, BLACK), (0.55, NIGHT), (0.72, lit(UMBER, 0.9)), (0.8, lit(RUST, 0.75)), (1, SOOT))
    ring = disc(x, y, 49)
    sheet.lay(ring, lambda px, py: mixed(dull, bright, smooth(-20, 60, px - x - (py - y) * 0.8)))
    port = disc(x, y, 42)
    sheet.lay(port, lambda _, py: ramp((py - y + 42) / 84, *last))
    sheet.lay(common(hoop(port, 2.4), bar(x - 48, 0, x + 4, 108)), BLACK)
    for n in range(12):
        turn = n * math.pi / 6
        sheet.lay(disc(x + 45.6 * math.cos(turn), y + 45.6 * math.sin(turn), 1.7), SOOT)
    frost = Noise(52)

    def rime(px: float, py: float) -> float:
        far = math.hypot(px - x, py - y)
        if not 28 < far < 44:
            return 0
        patches = smooth(0.35, 0.7, frost.cloud(px / 8, py / 8, 3))
        return 0.55 * smooth(28, 42, far) * smooth(44, 42, far) * patches

    sheet.veil(rime, mixed(HALO, ASH, 0.4))


def _wheel(sheet: Sheet, at: tuple[float, float]) -> None:
    """The wheel that shuts the door, in the red light."""
    x, y = at
    warm = mixed(RED, ASH, 0.33)

    def iron(_: float, py: float) -> Colour:
        return mixed(SOOT, warm, smooth(28, -24, py - y))

    sheet.shade(hoop(disc(x - 3, y + 5, 23), 7), 0.25, soft=4)
    sheet.lay(hoop(disc(x, y, 23), 6.5), iron)
    for turn in (20, 80, 140):
        dx, dy = 21 * math.cos(math.radians(turn)), 21 * math.sin(math.radians(turn))
        sheet.lay(rod((x - dx, y - dy), (x + dx, y + dy), 2.2), iron)
    sheet.lay(disc(x, y, 6), mixed(SOOT, RED, 0.4))


def chair() -> Sheet:
    """A chair with its back to the lit screen, and nobody in it: an end."""
    sheet = Sheet(BLACK)
    screen = bar(76, 10, 212, 74, 5)
    sheet.glow((144, 46), 180, MOSS, 0.75, 0.6)
    sheet.lay(
        screen,
        lambda x, y: mixed(
            mixed(MOSS, GREEN, 0.55), GREEN, smooth(100, 10, math.hypot(x - 144, (y - 36) * 1.4))
        ),
    )
    for y, wide in ((22, 60), (32, 88), (42, 72), (52, 96), (62, 40)):
        sheet.lay(bar(88, y - 1.3, 88 + wide, y + 1.3), lit(MOSS, 1.1), cover=0.8)
    seat = joined(
        bar(124, 26, 164, 70, 8),
        bar(118, 66, 170, 80, 5),
        rod((120, 54), (120, 80), 3),
        rod((168, 54), (168, 80), 3),
    )
    sheet.lay(seat, BLACK)
    sheet.lay(
        common(hoop(bar(124, 26, 164, 70, 8), 1.4), bar(120, 20, 170, 34)),
        mixed(GREEN, BONE, 0.4),
        cover=0.7,
    )
    top = outline((26, 82), (262, 82), (300, 120), (-12, 120))
    sheet.lay(
        top,
        lambda x, y: mixed(
            mixed(BLACK, STEEL, 0.35),
            mixed(GREEN, STEEL, 0.35),
            smooth(120, 0, abs(x - 144)) * smooth(112, 80, y) * 0.75,
        ),
    )
    sheet.shade(outline((122, 82), (166, 82), (178, 120), (110, 120)), 0.35, soft=5)
    for x, y, s in (
        (62, 88, 0.8),
        (226, 88, 0.8),
        (34, 99, 1.1),
        (254, 99, 1.1),
        (92, 101, 1.1),
        (198, 101, 1.1),
    ):
        _cup(sheet, x, y, s)
    return sheet


def _cup(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A cup on the table, the screen behind it."""
    s = size
    sheet.shade(oval(x + (x - 144) * 0.06, y + 4 * s, 9 * s, 3.5 * s), 0.3, soft=3)
    sheet.lay(
        bar(x - 6 * s, y - 9 * s, x + 6 * s, y + 4 * s, 2),
        lambda px, py: mixed(SOOT, STEEL, smooth(0, 1, abs(px - x) / 6 / s) * 0.7),
    )
    sheet.lay(oval(x, y - 9 * s, 6 * s, 2.2 * s), mixed(GREEN, BONE, 0.5))
    sheet.lay(oval(x, y - 8.6 * s, 4.6 * s, 1.5 * s), MOSS)


def wireless() -> Sheet:
    """A wireless set at night in a scullery, its dial lit: chapter 3."""
    wood = Noise(57)
    sheet = Sheet(
        lambda x, y: mixed(
            BLACK, lit(UMBER, 0.5), smooth(150, 20, math.hypot(x - 130, (y - 60) * 1.5))
        )
    )
    window = bar(216, 8, 272, 62)
    sheet.lay(window, lambda _, y: mixed(NIGHT, lit(STEEL, 0.75), y / 62))
    sheet.lay(joined(bar(242.5, 8, 245.5, 62), bar(216, 33, 272, 36)), BLACK)
    sheet.glow((256, 22), 5, BONE, 1)
    sheet.lay(
        bar(-4, 90, WIDTH + 4, 112),
        lambda x, y: mixed(
            BLACK,
            mixed(UMBER, OCHRE, 0.45),
            smooth(150, 10, abs(x - 112)) * smooth(112, 88, y) * 0.9,
        ),
    )
    case = bar(40, 20, 186, 92, 13)

    def body(x: float, y: float) -> Colour:
        tone = 0.75 + 0.5 * (wood.cloud(x / 50, y / 4, 3) - 0.5)
        return lit(
            mixed(UMBER, RUST, 0.45),
            tone * (0.45 + 0.75 * smooth(70, 0, math.hypot((x - 136) * 0.8, y - 46))),
        )

    sheet.shade(bar(34, 84, 196, 96, 6), 0.2, soft=6)
    sheet.lay(case, body)
    sheet.lay(common(hoop(case, 2), bar(40, 18, 186, 30)), mixed(OCHRE, RUST, 0.4), cover=0.7)
    cloth = disc(76, 54, 25)
    weave = Noise(58)
    sheet.lay(
        cloth,
        lambda x, y: lit(
            mixed(OCHRE, UMBER, 0.55), 0.55 + 0.5 * weave.at(x / 2.2, y / 2.2) * (x / 100)
        ),
    )
    sheet.lay(hoop(cloth, 2.5), SOOT)
    dial = bar(112, 32, 174, 58, 4)
    sheet.glow((143, 46), 100, EMBER, 0.35, 0.7)
    sheet.lay(
        dial,
        lambda x, y: mixed(
            AMBER, hexed("ffe7b0"), smooth(34, 0, math.hypot(x - 143, (y - 45) * 1.6))
        ),
    )
    for n in range(9):
        sheet.lay(bar(118 + n * 6.3, 50, 119.6 + n * 6.3, 54 if n % 2 else 56), UMBER)
    sheet.lay(rod((154, 34), (154, 57), 1.4), RED)
    sheet.glow((143, 46), 56, AMBER, 0.5, 0.6)
    for x in (123, 163):
        sheet.lay(disc(x, 74, 9), _knob(x))
        sheet.lay(rod((x, 74), (x + 3, 67), 1.2), BUTTER)
    return sheet


def _knob(x: float) -> Ink:
    """A turned button, lit from above."""
    return lambda px, y: mixed(SOOT, OCHRE, smooth(10, -10, (y - 74) + (px - x) * 0.4) * 0.8)
