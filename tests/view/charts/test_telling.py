"""What the charts say: only what the state knows, in both languages."""

from __future__ import annotations

import pytest

from tests.compiler.small import machine
from tests.view.charts.small import known
from ulysse_game import engine
from ulysse_game.view.charts import LightDrawing, PlanDrawing, charts, has_charts
from ulysse_game.view.charts.telling import nearest


def test_a_plan_has_in_a_room_whom_its_scene_has_there() -> None:
    plan = known()["plan"]
    assert plan.words == ("Deck: Ann, Bob.", "Elsewhere aboard: Cal, Eve.")
    assert plan.beside == ("Elsewhere aboard: Cal, Eve.",)


def test_who_speaks_over_the_radio_is_in_no_room() -> None:
    drawing = known()["plan"].drawing
    assert isinstance(drawing, PlanDrawing)
    deck = next(stall for stall in drawing.stalls if stall.anchor.room == "deck")
    assert [(each.id, each.is_you) for each in deck.people] == [("ann", True), ("bob", False)]
    assert drawing.here == "deck"


def test_who_is_outside_is_told_and_in_no_room() -> None:
    plan = known("out")["plan"]
    assert plan.words == ("Aboard: Bob, Eve.", "Outside: Ann, Cal.")


def test_a_scene_in_a_room_where_the_player_is_not_puts_nobody_there() -> None:
    assert known("away")["plan"].words == ("Aboard: Bob, Cal, Eve.", "Outside: Ann.")


def test_the_dead_are_in_words_alone() -> None:
    plan = known("kill")["plan"]
    assert plan.words == ("Deck: Ann.", "Elsewhere aboard: Cal, Eve.", "Bob, under stones.")
    assert "bob" not in str(plan.drawing)


def test_an_empty_ship_is_said_to_be_empty() -> None:
    words = known("all_out")["plan"].words
    assert words == ("Outside: Ann, Bob, Cal, Eve.",)


def test_a_map_has_what_is_known_so_far() -> None:
    assert known()["ground"].words == (
        "The dome: 6.2\xa0km to the west.",
        "The valley, at its nearest: 2\xa0km to the east.",
        "Beyond 10\xa0km nobody walks back.",
    )
    assert "The hollow: 41\xa0km to the south-east." in known("out")["ground"].words


def test_a_map_has_at_a_point_whom_the_scene_has_there() -> None:
    assert "The dome: 6.2\xa0km to the west. There now: Ann, Cal." in known("out")["ground"].words
    assert "There now" not in "".join(known("away")["ground"].words)


def test_a_place_of_its_own_has_everybody_who_is_there() -> None:
    assert "The hut: 1.4\xa0km to the north. There now: Eve." in known("lodge")["ground"].words


def test_the_light_takes_what_the_story_says() -> None:
    light = known("kill")["light"]
    assert light.words == (
        "On Earth it is 13\xa0October\xa02027.",  # nine sols are 9.25 days
        "Light takes 11\xa0min\xa040 from Mars to Earth.",
        "An answer comes after 23\xa0min\xa020 at the earliest.",
    )
    assert isinstance(light.drawing, LightDrawing)
    assert light.drawing.seconds == 700


def test_in_french() -> None:
    found = known("out", language="fr")
    assert found["ground"].words[0] == (
        "The dome\xa0: 6,2\xa0km à l’ouest. Là-bas en ce moment\xa0: Ann, Cal."
    )
    assert found["light"].words[0] == "Sur Terre, c’est le 4\xa0octobre\xa02027."


def test_a_story_without_charts_has_none() -> None:
    played = machine()
    state, _ = engine.begin(played, 1)
    assert charts(played, state, "en") == ()
    assert not has_charts(played)


@pytest.mark.parametrize(
    ("through", "metres", "bearing"),
    [
        (((3000, 0), (3000, 90)), 3000 / 2**0.5, 45),
        (((1000, 90), (5000, 90)), 1000, 90),
        (((5000, 180), (1000, 180)), 1000, 180),
    ],
)
def test_how_near_a_line_comes(
    through: tuple[tuple[int, int], ...], metres: float, bearing: int
) -> None:
    near, where = nearest(through)
    assert near == pytest.approx(metres)
    assert where == bearing
