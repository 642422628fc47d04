"""The charts of our story: they agree with the sky, and nothing in them is cut or empty."""

from __future__ import annotations

from functools import cache

import pytest

from tests.engine.plays import named
from ulysse_game import engine
from ulysse_game.engine import Machine, State
from ulysse_game.story import Light, Plan
from ulysse_game.view.charts import charts, drawn
from ulysse_game.view.charts.telling import SOL
from ulysse_game.view.numbers import seconds
from ulysse_game.view.sky import julian, light_time
from ulysse_game.view.wrap import cells


@cache
def ours() -> Machine:
    return Machine(named("shipped"))


def way() -> list[State]:
    """The states of a playthrough that always takes the first choice."""
    played = ours()
    state, _ = engine.begin(played, 7)
    found = [state]
    while not state.ending:
        state, _ = engine.step(played, state, engine.open_ids(played, state)[0])
        found.append(state)
    return found


@pytest.mark.parametrize("sol", [0, 9, 16, 27])
def test_the_told_delay_is_that_of_the_sky(sol: int) -> None:
    """To 2 %: the story counts 1040 s and two more a sol, the planets go by Kepler."""
    played = ours()
    light = next(each.of for each in played.story.world.charts if isinstance(each.of, Light))
    day = julian(light.year, light.month, light.day + sol * SOL)
    slot = played.layout.sol
    state, _ = engine.begin(played, 7)
    values = tuple(sol if n == slot else value for n, value in enumerate(state.values))
    told = played.code.reader(played.grounded(light.delay))(values, state)
    assert told == 1040 + 2 * sol
    assert told == pytest.approx(light_time(day), rel=0.02)


def test_every_name_has_room_in_its_place() -> None:
    world = ours().story.world
    for language in world.languages:
        for plan in (each.of for each in world.charts if isinstance(each.of, Plan)):
            for anchor in plan.anchors:
                text = ours().story.text(f"room.{anchor.room}", language)
                assert text is not None
                name = "".join(str(part) for part in text.items[0].parts)  # type: ignore[union-attr]  # plain words
                assert cells(name) <= anchor.width, (language, name)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_all_along_a_playthrough_charts_are_sound(language: str) -> None:
    played = ours()
    for state in way()[::9]:
        found = charts(played, state, language)
        assert "light" in [chart.id for chart in found]
        assert sum(chart.kind == "plan" for chart in found) == 1
        assert any(chart.kind == "map" for chart in found) == _has_landed(state)
        for chart in found:
            assert chart.title
            assert all(sentence.strip() for sentence in chart.words)
            drawing = "".join(words for row in drawn(chart, 36, 18) for words, _ in row)
            assert "…" not in drawing


def _has_landed(state: State) -> bool:
    return bool(state.values[ours().layout.slots["landed"]])


def test_the_delay_on_the_chart_is_that_of_the_status_line() -> None:
    from ulysse_game.view import status

    played, state = ours(), way()[0]
    told = next(gauge.text for gauge in status(played, state, "en") if gauge.id == "earth")
    chart = next(each for each in charts(played, state, "en") if each.kind == "light")
    assert f"Earth {seconds(1040)}" == told
    assert any(seconds(1040) in sentence for sentence in chart.words)
