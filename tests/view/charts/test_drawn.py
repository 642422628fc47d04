"""Drawings: of the size that was asked for, whole words, and where things are."""

from __future__ import annotations

import math
from itertools import product

import pytest

from tests.view.charts.small import known
from ulysse_game.view.charts import Chart, LightDrawing, Row, Someone, drawn
from ulysse_game.view.charts.plan import packed
from ulysse_game.view.wrap import cells

SIZES = [(20, 6), (36, 9), (36, 18), (40, 19), (72, 30), (95, 44)]
ASCII_ONLY = {"braille": False, "letters": True}


def text(rows: tuple[Row, ...]) -> list[str]:
    return ["".join(words for words, _ in row) for row in rows]


@pytest.mark.parametrize(("id", "size"), [*product(("ground", "light"), SIZES)])
def test_a_drawing_is_as_large_as_there_is_room(id: str, size: tuple[int, int]) -> None:
    for chart in (known()[id], known("out", language="fr")[id]):
        rows = drawn(chart, *size)
        assert len(rows) == size[1]
        assert {cells(row) for row in text(rows)} == {size[0]}


@pytest.mark.parametrize("id", ["plan", "ground", "light"])
def test_a_terminal_of_letters_gets_letters(id: str) -> None:
    rows = text(drawn(known("out")[id], 60, 24, braille=False, letters=True))
    assert all(sign.isascii() or sign == "\xa0" for row in rows for sign in row), rows


def test_a_console_gets_corners_without_curves() -> None:
    rows = "".join(text(drawn(known("out")["plan"], 60, 24, braille=False)))
    assert "┌" in rows
    assert not set(rows) & set("╭╮╰╯╱╲╴╶╵╷▔")


def test_a_plan_has_names_and_people_within_its_lines() -> None:
    assert text(drawn(known()["plan"], 36, 9)) == [
        "╭──────────────┬─────────╮",
        "│ Deck         │ Cabin   │",
        "│ Ann  Bob     │         │",
        "╰──────────────┴─────────╯",
    ]
    marked = text(drawn(known()["plan"], 36, 9, mark=lambda person: person[0].upper()))
    assert marked[2] == "│ A Ann  B Bob │         │"


def test_people_who_have_no_room_by_name_stand_by_their_signs() -> None:
    people = [Someone(f"p{n}", f"Somebody {n}") for n in range(4)]

    def rows(width: int, high: int) -> list[str]:
        found = packed(people, width, high, lambda person: person[-1])
        return ["".join(words for words, _ in row) for row in found]

    assert rows(50, 1) == ["Somebody 0  Somebody 1  Somebody 2  Somebody 3"]
    assert rows(12, 4) == ["0 Somebody 0", "1 Somebody 1", "2 Somebody 2", "3 Somebody 3"]
    assert rows(10, 1) == ["0 1 2 3"]
    assert rows(5, 1) == ["0 1 …"]


def test_a_name_stands_whole_or_not_at_all() -> None:
    ground = known("out")["ground"]
    for columns, rows in SIZES:
        told = "\n".join(text(drawn(ground, columns, rows)))
        for name in ("The dome", "The hollow", "Ship", "walk-back line"):
            assert told.count(name[:6]) == told.count(name), (name, columns, rows, told)


def test_the_west_is_left_and_the_scale_is_that_of_the_line() -> None:
    rows = drawn(known()["ground"], 80, 40)
    lines = text(rows)
    middle = next(row for row in lines if "▲" in row)
    ship, dome = middle.index("▲"), middle.index("●")
    assert dome < ship
    # The bar of 5 km is to 5 km as the dome is to its 6.2, to a cell or so.
    bar = next(row for row in lines if "├" in row)
    length = bar.index("┤") - bar.index("├")
    assert ship - dome == pytest.approx(length * 6.2 / 5, abs=1.5)


def test_the_planets_are_where_they_are() -> None:
    """The line between them is as long as the light's way, in the orbits' own measure."""
    rows = drawn(_at(known()["light"], 1040), 100, 50)
    dots = list(_dots(rows))
    planets = [at for at, role in dots if role == "planet"]
    # A dot is 1.74 AU / half the smaller side; the two planets are some dots wide themselves.
    scale = min(200, 200) / 2 / 1.74
    far = max(math.dist(one, other) for one in planets for other in planets)
    assert far / scale == pytest.approx(2.085, abs=0.15)


@pytest.mark.parametrize(("phase", "part"), [(0.25, 0.25), (1.75, 0.25), (1.0, 1.0)])
def test_the_light_goes_there_and_back(phase: float, part: float) -> None:
    light = known()["light"]
    at = {
        which: [
            place for place, role in _dots(drawn(light, 100, 50, phase=when)) if role == "light"
        ]
        for which, when in (("start", 0.0), ("end", 1.0), ("now", phase))
    }
    start, end, now = (_middle(at[which]) for which in ("start", "end", "now"))
    assert math.dist(start, now) == pytest.approx(math.dist(start, end) * part, abs=2)


def test_without_motion_no_point_is_on_its_way() -> None:
    assert all(role != "light" for _, role in _dots(drawn(known()["light"], 60, 30)))


def _at(chart: Chart, seconds: int) -> Chart:
    assert isinstance(chart.drawing, LightDrawing)
    return chart._replace(drawing=chart.drawing._replace(seconds=seconds))


def _middle(places: list[tuple[int, int]]) -> tuple[float, float]:
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def _dots(rows: tuple[Row, ...]) -> list[tuple[tuple[int, int], str]]:
    """Every braille dot with the role of its cell."""
    bits = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
    found = []
    for y, row in enumerate(rows):
        x = 0
        for words, role in row:
            for sign in words:
                for down, across in product(range(4), range(2)):
                    if "\u2800" <= sign <= "\u28ff" and ord(sign) & bits[down][across]:
                        found.append(((2 * x + across, 4 * y + down), role))
                x += 1
    return found
