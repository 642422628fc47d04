"""Where the Earth and Mars are on a day, how far apart, and how Mars looks from here.

Kepler orbits after E. M. Standish's "Keplerian Elements for Approximate Positions of the Major
Planets" (JPL, table 1, for 1800 to 2050; errors below an arc minute) and the direction of Mars'
axis after the IAU working group (Archinal et al. 2011). Distances are in AU, angles in degrees,
days are Julian days. It never asks what day it is: whoever draws says so.
"""

from __future__ import annotations

import math
from typing import NamedTuple

AU_KM = 149_597_870.7
LIGHT_KM_S = 299_792.458
LIGHT_SECONDS = AU_KM / LIGHT_KM_S
"""Seconds that light takes for one AU."""

Vector = tuple[float, float, float]


class Orbit(NamedTuple):
    """Elements at J2000 and their change in a century: AU, and degrees for the angles.

    ``longitude`` is the mean one, ``perihelion`` that of the perihelion, ``node`` that of the
    ascending node.
    """

    axis: tuple[float, float]
    eccentricity: tuple[float, float]
    inclination: tuple[float, float]
    longitude: tuple[float, float]
    perihelion: tuple[float, float]
    node: tuple[float, float]


EARTH = Orbit(
    (1.00000261, 0.00000562),
    (0.01671123, -0.00004392),
    (-0.00001531, -0.01294668),
    (100.46457166, 35999.37244981),
    (102.93768193, 0.32327364),
    (0.0, 0.0),
)
MARS = Orbit(
    (1.52371034, 0.00001847),
    (0.09339410, 0.00007882),
    (1.84969142, -0.00813131),
    (-4.55343205, 19140.30268499),
    (-23.94362959, 0.44441088),
    (49.55953891, -0.29257343),
)

_OBLIQUITY = math.radians(23.43928)


def julian(year: int, month: int, day: float) -> float:
    """The Julian day of a date of our calendar; whole days begin at noon, so dates end in .5.

    After Meeus, Astronomical Algorithms (1998), chapter 7.
    """
    if month < 3:
        year, month = year - 1, month + 12
    century = year // 100
    leap = 2 - century + century // 4
    return (
        math.floor(365.25 * (year + 4716))
        + math.floor(30.6001 * (month + 1))
        + day
        + (leap - 1524.5)
    )


def position(orbit: Orbit, day: float) -> Vector:
    """Where a planet is, seen from the Sun: AU, in the ecliptic of J2000.

    x points to the vernal equinox, z to the ecliptic's north.
    """
    century = (day - 2451545.0) / 36525
    axis, ecc, inc, lon, per, node = (start + rate * century for start, rate in orbit)
    mean = math.radians((lon - per + 180) % 360 - 180)
    return _turned(_in_orbit(axis, ecc, _eccentric(mean, ecc)), per - node, inc, node)


def path(orbit: Orbit, day: float, count: int) -> list[Vector]:
    """``count`` places along the whole orbit as it is on that day, for drawing it."""
    century = (day - 2451545.0) / 36525
    axis, ecc, inc, _, per, node = (start + rate * century for start, rate in orbit)
    turns = (2 * math.pi * at / count for at in range(count))
    return [_turned(_in_orbit(axis, ecc, turn), per - node, inc, node) for turn in turns]


def _eccentric(mean: float, ecc: float) -> float:
    """The eccentric anomaly, by Newton's steps."""
    angle = mean + ecc * math.sin(mean)
    for _ in range(8):
        angle -= (angle - ecc * math.sin(angle) - mean) / (1 - ecc * math.cos(angle))
    return angle


def _in_orbit(axis: float, ecc: float, angle: float) -> tuple[float, float]:
    """A place in the orbit's own plane."""
    return axis * (math.cos(angle) - ecc), axis * math.sqrt(1 - ecc * ecc) * math.sin(angle)


def _turned(place: tuple[float, float], perihelion: float, inc: float, node: float) -> Vector:
    """A place in the orbit's plane, turned into the ecliptic; angles in degrees."""
    x, y = place
    for_per, tilt, for_node = map(math.radians, (perihelion, inc, node))
    x, y = _spun(x, y, for_per)
    y, z = y * math.cos(tilt), y * math.sin(tilt)
    x, y = _spun(x, y, for_node)
    return x, y, z


def _spun(x: float, y: float, angle: float) -> tuple[float, float]:
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)


def distance(day: float) -> float:
    """AU between the Earth and Mars."""
    return math.dist(position(EARTH, day), position(MARS, day))


def light_time(day: float) -> float:
    """Seconds that light takes from the one to the other."""
    return distance(day) * LIGHT_SECONDS


class MarsSeen(NamedTuple):
    """Mars as seen from the Earth, the sky's north up; degrees.

    ``tilt`` is by how much the pole leans to the left, ``latitude`` is that of the middle of the
    disc: positive where the north pole leans towards us. ``sun`` is the direction of the light:
    right, up, towards us (of length 1). ``phase`` is the angle between Sun and Earth seen from
    there, 0 where the disc is full.
    """

    tilt: float
    latitude: float
    sun: Vector
    phase: float


def mars_seen(day: float) -> MarsSeen:
    """How Mars looks from the Earth on that day."""
    earth, mars = position(EARTH, day), position(MARS, day)
    away = _unit(seen_from(mars, earth))
    century = (day - 2451545.0) / 36525
    pole = _direction(317.68143 - 0.1061 * century, 52.88650 - 0.0609 * century)
    north = (0.0, 0.0, 1.0)
    to_us = _equatorial(away)
    to_us = (-to_us[0], -to_us[1], -to_us[2])
    # The sky's east is at the left of one who looks at it with north up.
    right = _unit(_cross(north, to_us))
    up = _cross(to_us, right)
    sun = _equatorial(_unit((-mars[0], -mars[1], -mars[2])))
    light = (_dot(sun, right), _dot(sun, up), _dot(sun, to_us))
    return MarsSeen(
        tilt=math.degrees(math.atan2(-_dot(pole, right), _dot(pole, up))),
        latitude=math.degrees(math.asin(max(-1.0, min(1.0, _dot(pole, to_us))))),
        sun=light,
        phase=math.degrees(math.acos(max(-1.0, min(1.0, light[2])))),
    )


def seen_from(one: Vector, other: Vector) -> Vector:
    """One place seen from the other."""
    return one[0] - other[0], one[1] - other[1], one[2] - other[2]


def _direction(ascension: float, declination: float) -> Vector:
    """A direction on the sky, in the equator's frame."""
    ra, dec = math.radians(ascension), math.radians(declination)
    return math.cos(dec) * math.cos(ra), math.cos(dec) * math.sin(ra), math.sin(dec)


def _equatorial(place: Vector) -> Vector:
    """From the ecliptic's frame to the equator's."""
    x, y, z = place
    y, z = _spun(y, z, _OBLIQUITY)
    return x, y, z


def _unit(vector: Vector) -> Vector:
    size = math.hypot(*vector)
    return vector[0] / size, vector[1] / size, vector[2] / size


def _dot(one: Vector, other: Vector) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def _cross(one: Vector, other: Vector) -> Vector:
    return (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )
