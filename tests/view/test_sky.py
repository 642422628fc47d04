"""Where the planets are: against dates and distances that are known."""

import math

import pytest

from ulysse_game.view.sky import (
    EARTH,
    MARS,
    distance,
    julian,
    light_time,
    mars_seen,
    path,
    position,
)


def test_julian_days() -> None:
    # Meeus, Astronomical Algorithms, chapter 7.
    assert julian(2000, 1, 1.5) == 2451545.0
    assert julian(1957, 10, 4.81) == pytest.approx(2436116.31)
    assert julian(1987, 6, 19.5) == 2446966.0
    assert julian(2027, 10, 5) - julian(2027, 10, 4) == 1


@pytest.mark.parametrize(
    ("date", "au", "seconds"),
    [  # the calendar of the story
        ((2026, 12, 5), 1.14, 9 * 60 + 30),
        ((2027, 4, 24), 1.01, 8 * 60 + 25),
        ((2027, 9, 26), 2.06, 17 * 60 + 5),
        ((2027, 10, 3), 2.08, 17 * 60 + 18),
        ((2027, 10, 4), 2.09, 17 * 60 + 20),
        ((2027, 10, 13), 2.12, 17 * 60 + 35),
        ((2027, 10, 20), 2.14, 17 * 60 + 46),
        ((2027, 11, 1), 2.17, 18 * 60 + 4),
        ((2033, 6, 27), 0.43, 3 * 60 + 33),
    ],
)
def test_the_days_of_the_story(date: tuple[int, int, int], au: float, seconds: float) -> None:
    day = julian(*date)
    assert distance(day) == pytest.approx(au, abs=0.011)
    assert light_time(day) == pytest.approx(seconds, abs=2)


@pytest.mark.parametrize(
    ("date", "au"),
    [  # closest approaches, by the tables of oppositions of Mars
        ((2020, 10, 6), 0.41492),
        ((2022, 12, 1), 0.54447),
        ((2025, 1, 12), 0.64228),
        ((2027, 2, 20), 0.67792),
        ((2029, 3, 29), 0.64722),
        ((2031, 5, 12), 0.55336),
        ((2033, 7, 5), 0.42302),
    ],
)
def test_closest_approaches(date: tuple[int, int, int], au: float) -> None:
    day = julian(*date)
    nearest = min(range(-20, 21), key=lambda off: distance(day + off))
    assert abs(nearest) <= 1
    assert distance(day + nearest) == pytest.approx(au, abs=0.0008)


@pytest.mark.parametrize("date", [(2021, 10, 8), (2023, 11, 18), (2026, 1, 9), (2028, 3, 21)])
def test_conjunctions_are_behind_the_sun(date: tuple[int, int, int]) -> None:
    day = julian(*date)
    earth, mars = position(EARTH, day), position(MARS, day)
    between = math.atan2(earth[1], earth[0]) - math.atan2(mars[1], mars[0])
    assert abs(math.degrees(between) % 360 - 180) < 1.2
    assert distance(day) > 2.3


def test_mars_at_the_opposition_of_2020() -> None:
    # The almanacs for 14 October 2020: full, the pole at 325°, the disc's middle at 20° south.
    seen = mars_seen(julian(2020, 10, 14))
    assert seen.phase < 3
    assert seen.tilt == pytest.approx(-35, abs=1.5)
    assert seen.latitude == pytest.approx(-20, abs=1.5)


def test_the_light_comes_from_the_side_of_the_sun() -> None:
    # Before an opposition Mars is a morning star, its lit side to the left (east); after, right.
    assert mars_seen(julian(2026, 11, 23)).sun[0] < -0.5
    assert mars_seen(julian(2027, 10, 4)).sun[0] > 0.4
    for day in range(2461000, 2463000, 37):
        seen = mars_seen(day)
        assert math.hypot(*seen.sun) == pytest.approx(1)
        assert seen.phase < 48  # Mars is never a crescent
        assert abs(seen.latitude) < 27


def test_a_path_goes_through_the_planets_place() -> None:
    day = julian(2027, 10, 4)
    for orbit in (EARTH, MARS):
        around = path(orbit, day, 2000)
        assert min(math.dist(place, position(orbit, day)) for place in around) < 0.004
