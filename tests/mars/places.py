"""What is bright and what is dark on Mars: names as on the classical maps, degrees east and north.

A shape is a soft ellipse, a soft stroke along points, or the two caps. Later ones lie over earlier
ones. ``light`` is what they pull the ground towards, 0 black to 1 white, and ``force`` how far.
"""

from __future__ import annotations

from typing import NamedTuple

Place = tuple[float, float]


class Spot(NamedTuple):
    """A soft ellipse: its middle, half its size in degrees, turned anticlockwise.

    ``bend`` is how much the noise may push its edge about.
    """

    name: str
    at: Place
    size: Place
    light: float
    force: float = 0.8
    turn: float = 0
    bend: float = 1


class Stroke(NamedTuple):
    """A soft line through points, each with half its width in degrees."""

    name: str
    through: tuple[tuple[float, float, float], ...]
    light: float
    force: float = 0.8
    bend: float = 1


GROUND = 0.62

BRIGHT: tuple[Spot | Stroke, ...] = (
    Spot("Arabia", (22, 24), (34, 17), 0.78, 0.6),
    Spot("Aeria", (48, 14), (13, 14), 0.80, 0.6),
    Spot("Tharsis", (250, 8), (36, 26), 0.77, 0.6),
    Spot("Amazonis", (205, 18), (28, 22), 0.73, 0.5),
    Spot("Elysium", (146, 22), (22, 16), 0.79, 0.6),
    Spot("Isidis", (88, 12), (9, 9), 0.80, 0.8),
    Spot("Chryse", (318, 24), (17, 12), 0.76, 0.5),
    Spot("Thaumasia", (278, -27), (24, 15), 0.72, 0.7),
    Spot("Memnonia", (205, -14), (26, 9), 0.72, 0.4),
    Spot("Noachis", (5, -40), (24, 13), 0.66, 0.5),
    Spot("Electris", (185, -48), (24, 9), 0.68, 0.4),
    Spot("Eridania", (140, -48), (18, 9), 0.68, 0.4),
)

DARK: tuple[Spot | Stroke, ...] = (
    Stroke("the northern belt", ((0, 66, 7), (90, 62, 8), (180, 65, 6), (270, 66, 6), (360, 66, 7)),
           0.36, 0.5),
    Spot("Mare Acidalium", (329, 46), (21, 14), 0.20, 0.9, -8),
    Spot("Niliacus Lacus", (327, 31), (11, 5), 0.30, 0.8),
    Spot("Utopia", (100, 47), (28, 9), 0.36, 0.7),
    Stroke("Nilosyrtis", ((72, 20, 3), (75, 30, 3), (84, 40, 5)), 0.34, 0.7),
    # A wedge that stands on the southern seas and points to the north.
    Stroke("Syrtis Major", ((71, 21, 1.5), (69.5, 14, 5), (68, 7, 9), (66.5, 0, 10), (68, -7, 11)),
           0.13, 0.95, 0.75),
    Stroke("Mare Tyrrhenum", ((70, -14, 8), (85, -18, 8), (100, -24, 10), (118, -24, 11),
                              (130, -16, 6)), 0.22, 0.85),
    Stroke("Mare Cimmerium", ((128, -14, 5), (142, -20, 8), (158, -27, 9), (172, -35, 8)),
           0.21, 0.85),
    Stroke("Mare Sirenum", ((190, -34, 7), (205, -32, 8), (222, -27, 6), (232, -24, 3)),
           0.23, 0.85),
    Stroke("Sinus Sabaeus", ((60, -10, 5), (45, -12, 5), (30, -9, 5), (15, -8, 5), (2, -7, 6)),
           0.17, 0.92),
    Spot("Sinus Meridiani", (358, -4), (7, 6), 0.15, 0.92),
    Spot("Pandorae Fretum", (25, -26), (26, 5), 0.33, 0.6),
    Stroke("Hellespontus", ((48, -32, 6), (44, -42, 7), (42, -54, 7)), 0.27, 0.75),
    Stroke("Margaritifer Sinus", ((340, 4, 2), (337, -4, 5), (334, -12, 8), (330, -22, 10)),
           0.20, 0.85),
    Spot("Mare Erythraeum", (322, -29), (22, 9), 0.24, 0.85, -8),
    Spot("Aurorae Sinus", (309, -13), (9, 6), 0.21, 0.85),
    Stroke("Valles Marineris", ((262, -6, 1.4), (275, -7.5, 2.2), (287, -9.5, 2.6), (300, -13, 3.2),
                                (308, -13, 4)), 0.15, 0.95, 0.4),
    Stroke("Nectar", ((285, -26, 2), (298, -23, 3), (308, -20, 4)), 0.32, 0.6),
    Spot("Solis Lacus", (271, -27), (8.5, 5.5), 0.19, 0.92, bend=0.4),
    Stroke("Bosporos", ((288, -38, 4), (275, -42, 4), (258, -40, 4)), 0.33, 0.6),
    Stroke("Mare Australe", ((0, -62, 7), (60, -66, 6), (110, -60, 8), (180, -64, 6), (230, -60, 7),
                             (300, -63, 6), (360, -62, 7)), 0.34, 0.6),
    Spot("Trivium Charontis", (162, 16), (8, 4), 0.38, 0.6),
    Spot("Cerberus", (155, 11), (13, 3.5), 0.38, 0.6, 14),
    Spot("Phoenicis Lacus", (250, -13), (6, 4), 0.42, 0.5),
)  # fmt: skip

OVER: tuple[Spot | Stroke, ...] = (
    Spot("Hellas", (70, -43), (21, 14), 0.86, 0.95),
    Spot("Argyre", (316, -50), (11, 8), 0.80, 0.9),
    Spot("Olympus Mons", (226, 18.5), (7, 6), 0.52, 0.7, bend=0.15),
    Spot("its top", (226, 18.5), (3.2, 3), 0.82, 0.9, bend=0.15),
    Spot("Ascraeus Mons", (255.5, 11.5), (3.4, 3.2), 0.50, 0.8, bend=0.15),
    Spot("Pavonis Mons", (247, 1), (3.2, 3), 0.50, 0.8, bend=0.15),
    Spot("Arsia Mons", (239.5, -9), (4, 3.6), 0.48, 0.8, bend=0.15),
)

NORTH_CAP = 80.5
"""North of this, ice; a ragged edge of some degrees."""

SOUTH_CAP = -84.0
