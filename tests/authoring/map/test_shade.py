"""Colours: readable, told in words too, and right."""

from __future__ import annotations

import pytest

from tests.authoring.map.maps import graph
from ulysse_game.authoring.map import by_chapter, by_plays, by_verdict, by_words, none
from ulysse_game.authoring.map.look import DARK, LIGHT, style
from ulysse_game.authoring.map.shade import PAINTS


def luminance(colour: str) -> float:
    """As WCAG 2.2 reckons it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", PAINTS)
def test_writing_can_be_read_on_every_paint(name: str) -> None:
    paint = PAINTS[name]
    assert contrast(paint.fill, paint.ink) >= 4.5
    assert contrast(paint.dark_fill, paint.dark_ink) >= 4.5
    assert contrast(paint.border, LIGHT["frame"]) >= 2.5
    assert contrast(paint.dark_border, DARK["frame"]) >= 2.5


@pytest.mark.parametrize("page", [LIGHT, DARK])
def test_writing_can_be_read_on_the_page(page: dict[str, str]) -> None:
    for ink in ("ink", "dim", "hot"):
        for ground in ("paper", "frame"):
            assert contrast(page[ink], page[ground]) >= 4.5
    assert contrast(page["line"], page["frame"]) >= 3


def test_verdicts_differ_by_their_borders_too() -> None:
    looks = {(PAINTS[name].dash, PAINTS[name].thick) for name in ("reached", "impossible", "open")}
    assert len(looks) == 3


def test_the_style_has_every_paint() -> None:
    text = style(":root")
    for name in PAINTS:
        assert f".{name} rect{{" in text
        assert text.count(f"--{name}-f:") == 3  # light, dark, paper


def test_by_verdict() -> None:
    found = by_verdict(graph(), {"start": "reached", "side": "impossible", "loop": "open"})
    assert {id: shade.note for id, shade in found.shades.items()} == {
        "start": "reached",
        "side": "impossible",
        "loop": "not decided",
    }


def test_by_words() -> None:
    found = by_words(graph())
    assert found.shades["start"] == ("step-4", "36 words")
    assert found.shades["side"].paint == "step-0"
    assert "rule.storm" not in found.shades
    assert found.legend[0] == ("step-0", "1 to 8 words")
    assert found.legend[-1] == ("step-4", "33 to 40 words")


def test_by_plays() -> None:
    found = by_plays(graph(), {"start": 200, "loop": 100, "last": 1}, 200)
    assert found.shades["start"] == ("step-4", "100 % of plays")
    assert found.shades["loop"] == ("step-3", "50 % of plays")
    assert found.shades["last"] == ("step-1", "< 1 % of plays")
    assert found.shades["side"] == ("step-0", "in no play")
    assert by_plays(graph(), {}, 0).shades == {}


def test_by_chapter_and_none() -> None:
    found = by_chapter(graph())
    assert found.shades["start"].paint != found.shades["later"].paint
    assert [words for _, words in found.legend] == ["Part one", "Part two", "in no chapter"]
    assert none(graph()).shades == {}
