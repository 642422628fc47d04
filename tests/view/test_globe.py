"""The globe: a map without a seam, the places where they are, the light from the right side."""

from statistics import mean

import pytest

from tests.mars.draw import HEIGHT, STEPS, WIDTH, drawn_map, light
from ulysse_game.view.globe import Globe, mars_map
from ulysse_game.view.sky import MarsSeen, julian, mars_seen

FULL = MarsSeen(0, 0, (0.0, 0.0, 1.0), 0)


def tone(east: float, north: float) -> int:
    """What the map has at a place."""
    x, y = int(east % 360 / 360 * WIDTH), int((90 - north) / 180 * HEIGHT)
    return mars_map().at(x, y)[0]


def around(east: float, north: float) -> float:
    """The same, of the ground around it."""
    return mean(tone(east + dx, north + dy) for dx in (-3, 0, 3) for dy in (-3, 0, 3))


def bright(ink: str) -> int:
    return sum(bytes.fromhex(ink[1:]))


def test_the_map_is_what_is_drawn() -> None:
    assert (mars_map().width, mars_map().height) == (WIDTH, HEIGHT)
    for at in range(40):
        x, y = at * 61 % WIDTH, at * 37 % HEIGHT
        drawn = light(360 * (x + 0.5) / WIDTH, 90 - 180 * (y + 0.5) / HEIGHT)
        assert abs(mars_map().at(x, y)[0] - 255 * drawn) <= 255 / STEPS
    small = drawn_map(24, 3)
    for x in range(24):
        assert abs(small.at(x, 1)[0] - 255 * light(15 * (x + 0.5), 0)) <= 255 / STEPS


def test_no_seam_where_east_meets_west() -> None:
    grey = mars_map()

    def apart(x: int, other: int) -> float:
        return mean(abs(grey.at(x, y)[0] - grey.at(other, y)[0]) for y in range(HEIGHT))

    within = [apart(x, x + 1) for x in range(WIDTH - 1)]
    assert apart(WIDTH - 1, 0) <= sorted(within)[int(0.95 * len(within))]
    assert apart(WIDTH // 2 - 1, WIDTH // 2) <= 1.5 * max(within)  # 180°


def test_the_places_are_where_they_are() -> None:
    arabia, syrtis = around(22, 24), around(68, 5)
    assert syrtis < 0.5 * arabia
    assert around(70, -43) > 1.5 * around(68, -12)  # Hellas below the dark of Syrtis
    assert around(70, -43) > 1.1 * arabia
    assert around(330, 46) < 0.6 * around(318, 22)  # Mare Acidalium and Chryse
    assert tone(290, -10) < 0.6 * tone(290, 8)  # Valles Marineris
    assert around(271, -27) < 0.7 * around(285, -45)  # Solis Lacus
    assert tone(226, 18) > tone(226, 12)  # Olympus: bright within a dark ring
    assert tone(0, 88) > 230
    assert tone(180, -88) > 230


def test_a_feature_moves_to_the_right_and_comes_back() -> None:
    globe = Globe(40, FULL)
    assert globe.turn_at(0) == 0
    start = globe.turn_at(68)

    def darkest(turn: int) -> int:
        """Where Syrtis is, just north of the middle."""
        row = globe.colours(turn)[18]
        return min(range(8, 32), key=lambda x: sum(bright(row[at]) for at in range(x - 3, x + 4)))

    assert abs(darkest(start) - 20) <= 2
    assert darkest(start + 8) > darkest(start) + 4
    assert globe.colours(start + globe.turns) == globe.colours(start)
    assert globe.colours(start) != globe.colours(start + 1)


def test_the_lit_side_is_that_of_the_sun() -> None:
    def halves(date: tuple[int, int, int]) -> tuple[float, float]:
        pixels = Globe(32, mars_seen(julian(*date))).colours(0)
        left = [bright(ink) for row in pixels for ink in row[:16] if ink]
        right = [bright(ink) for row in pixels for ink in row[16:] if ink]
        return mean(left), mean(right)

    left, right = halves((2026, 11, 23))
    assert left > 1.4 * right
    left, right = halves((2027, 10, 4))
    assert right > 1.2 * left


def test_a_disc_and_nothing_around_it() -> None:
    rows = Globe(30, FULL, (20, 23, 28)).colours(0)
    assert len(rows) == 30
    assert rows[0][0] == rows[29][29] == ""
    for row in rows:
        assert [not ink for ink in row] == [not ink for ink in reversed(row)]
    # The edge goes over into the ground; without one it is sharp.
    edge = next(ink for ink in rows[7] if ink)
    assert bright(edge) < 0.8 * bright(rows[7][15])
    sharp = Globe(30, FULL, None).colours(0)
    assert bright(next(ink for ink in sharp[7] if ink)) > bright(edge)


@pytest.mark.parametrize("sky", [(0, 0, 0), (255, 255, 255)])
def test_as_a_picture(sky: tuple[int, int, int]) -> None:
    picture = Globe(24, FULL).picture(3, sky)
    assert (picture.width, picture.height) == (24, 24)
    assert picture.at(0, 0) == sky
    assert picture.at(12, 12) != sky
