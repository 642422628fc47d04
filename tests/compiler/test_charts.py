"""The charts as they are written: what they become, and what is said of those that are none."""

from __future__ import annotations

import pytest

from tests.compiler.small import compiled
from ulysse_game.compiler.cache import from_data, to_data
from ulysse_game.diagnostics import Diagnostic, Severity
from ulysse_game.story import Anchor, Chart, Light, Plan, Site, Spot, Track

PLAN = """
charts:
  ship:
    title: The ship
    you: ann
    plan: ship
    outside: mars
    drawing: |
      ╭─────────┬────────╮
      │ {deck  }│{cabin }│
      │         │        │
      │         ╰────────╯
      ╰─────────╯
"""
MAP = """
charts:
  ground:
    title: The ground
    if: n >= 1
    map: ship
    centre: Ship
    walk_back: 10 km
    points:
      dome: { name: Dome, at: 6.2 km west, room: dome, zone: mars, if: flag_one }
      fan: { name: Fan, at: 1.4 km 20° }
    ways:
      valley: { name: Valley, through: "9 km north, 2.5 km 110, 8 km south-east" }
"""
LIGHT = """
charts:
  light:
    title: Light
    light: delay
    calendar: sol 0 is 2027-10-04
"""


def charts(text: str) -> tuple[Chart, ...]:
    story = compiled({"world/charts.yaml": text}).story
    assert story is not None
    return story.world.charts


def codes(text: str) -> list[str]:
    return [each.code for each in wrong(text)]


def wrong(text: str) -> list[Diagnostic]:
    found = compiled({"world/charts.yaml": text}).diagnostics
    return [each for each in found if each.severity is Severity.ERROR]


def test_a_plan_keeps_its_lines_and_where_the_names_stand() -> None:
    (chart,) = charts(PLAN)
    assert chart.you == "ann"
    assert not chart.has_more
    assert chart.of == Plan(
        "ship",
        "mars",
        (
            "╭─────────┬────────╮",
            "│         │        │",
            "│         │        │",
            "│         ╰────────╯",
            "╰─────────╯         ",
        ),
        (Anchor("deck", 1, 2, 8, 2), Anchor("cabin", 1, 11, 8, 1)),
    )


def test_a_map_is_in_metres_and_degrees() -> None:
    (chart,) = charts(MAP)
    of = chart.of
    assert isinstance(of, Site)
    assert (of.centre, of.walk_back) == ("ship", 10_000)
    dome, fan = of.spots
    assert dome._replace(condition=None) == Spot("dome", 6200, 270, None, "dome", "mars")
    assert dome.condition is not None
    assert fan == Spot("fan", 1400, 20, None)
    assert of.tracks == (Track("valley", ((9000, 0), (2500, 110), (8000, 135)), None),)
    assert chart.condition is not None


def test_the_light_has_a_delay_and_a_date() -> None:
    (chart,) = charts(LIGHT)
    assert isinstance(chart.of, Light)
    assert chart.of[1:] == (2027, 10, 4)


def test_names_are_texts() -> None:
    story = compiled({"world/charts.yaml": MAP}).story
    assert story is not None
    known = set(story.texts("en"))
    assert {"chart.ground.title", "chart.ground.centre", "chart.ground.fan"} <= known
    assert "chart.ground.valley" in known


def test_charts_come_back_from_the_cache() -> None:
    for text in (MAP, LIGHT):
        found = charts(text)
        assert from_data(to_data(found)) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("charts:\n  a: The ship\n", "wants-names"),
        ("charts:\n  a:\n    title: A\n", "chart-kind"),
        ("charts:\n  a:\n    title: A\n    plan: ship\n    map: ship\n", "chart-kind"),
        (PLAN.replace("plan: ship", "plan: shop"), "unknown-value"),
        (PLAN.replace("outside: mars", "outside: moon"), "unknown-value"),
        (PLAN.replace("you: ann", "you: anne"), "unknown-person"),
        (PLAN.replace("{deck  }", "{dock  }"), "unknown-room"),
        (PLAN.replace("{deck  }", "{dome  }"), "unknown-room"),
        (PLAN.replace("╭─", "*─"), "bad-drawing"),
        (PLAN.replace("╭─", "╭──────────────────────────"), "bad-drawing"),
        (PLAN + "      │\n" * 24, "bad-drawing"),
        (MAP.replace("6.2 km west", "6.2 miles west"), "bad-bearing"),
        (MAP.replace("1.4 km 20°", "1.4 km 360°"), "bad-bearing"),
        (MAP.replace("1.4 km 20°", "1.4 km upwards"), "bad-bearing"),
        (MAP.replace("10 km", "0 km"), "bad-bearing"),
        (MAP.replace("9 km north, ", "").replace("2.5 km 110, ", ""), "bad-bearing"),
        (MAP.replace("room: dome", "room: dame"), "unknown-room"),
        (MAP.replace("fan:", "centre:"), "bad-name"),
        (MAP.replace("fan:", "valley:"), "duplicate-name"),
        (MAP.replace("if: n", "when: n"), "unknown-key"),
        (LIGHT.replace("light: delay", "light: n"), "unknown-unit"),
        (LIGHT.replace("2027-10-04", "2027-02-30"), "bad-calendar"),
        (LIGHT.replace("2027-10-04", "tomorrow"), "bad-calendar"),
        (LIGHT + "    walk_back: 2 km\n", "chart-kind"),
    ],
)
def test_what_is_wrong_is_said_once(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_room_with_no_row_for_people_is_refused() -> None:
    assert codes(PLAN.replace("│         │        │", "│         ├────────┤")) == ["bad-drawing"]


def test_what_is_wrong_stands_where_it_stands() -> None:
    (found,) = wrong(PLAN.replace("╭─", "*─"))
    assert (found.span.line, found.span.column) == (9, 7)
