"""The instrument panel and the notebook as writers declare them, and what may be wrong in them."""

from __future__ import annotations

import pytest

from tests.compiler.small import codes, story
from ulysse_game.story import Compare, Number, Read

PANEL = """
instruments:
  air:
    name: Air
    reads: "{n} breaths"
    shows: n
    if: flag_one
  heart:
    name: Ann
    reads: steady
    draws: trace
    rate: 51
  seats: { name: Seats, reads: "{n + 1}", highlight: yes }
"""
NOTEBOOK = """
notebook:
  people:
    title: People
    entries:
      eve:
        name: Eve
        text: |
          She never rings.
      bob:
        name: Bob
        if: taken(start.go)
        done: n >= 2
        broken: not bob.alive
        text: |
          Owes {n} crowns.
  places:
    title: Places
    entries:
      deck: { name: The deck, text: Planks. }
"""


def test_instruments_are_read_in_written_order() -> None:
    made = story(world_panels=PANEL)
    air, heart, seats = made.world.instruments
    assert [each.id for each in made.world.instruments] == ["air", "heart", "seats"]
    assert (air.shows, air.low, air.high, air.draws) == (Read("n"), 0, 100, "bar")
    assert air.condition == Read("flag_one")
    assert (heart.draws, heart.rate, heart.shows) == ("trace", Number(51), None)
    assert seats.highlight
    assert made.text("instrument.air.reads", "en") is not None


def test_the_notebook_keeps_its_sections_and_their_entries() -> None:
    made = story(world_panels=NOTEBOOK)
    assert [(each.id, len(each.entries)) for each in made.world.notebook] == [
        ("people", 2),
        ("places", 1),
    ]
    eve, bob = made.world.notebook[0].entries
    assert eve.condition is eve.done is eve.broken is None
    assert bob.done == Compare(">=", Read("n"), Number(2))
    for line_id in ("people.title", "people.bob", "people.bob.name", "places.deck"):
        assert made.text(f"notebook.{line_id}", "en") is not None, line_id


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("a: Air", "wants-names"),
        ("a: { name: Air }", "missing-key"),
        ('a: { name: Air, reads: "" }', "no-words"),
        ('a: { name: Air, reads: "{nn}" }', "unknown-name"),
        ("a: { name: Air, reads: x, shows: n + 1 }", "shows-no-range"),
        ("a: { name: Air, reads: x, shows: flag_one }", "shows-no-range"),
        ("a: { name: Air, reads: x, draws: needle }", "unknown-drawing"),
        ("a: { name: Air, reads: x, draws: trace }", "trace-and-rate"),
        ("a: { name: Air, reads: x, rate: 3 }", "trace-and-rate"),
        ("a: { name: Air, reads: x, draws: trace, rate: flag_one }", "not-a-number"),
        ("a: { name: Air, reads: x, when: flag_one }", "unknown-key"),
        ("A: { name: Air, reads: x }", "bad-name"),
    ],
)
def test_what_may_be_wrong_with_an_instrument(written: str, code: str) -> None:
    assert codes(world_panels=f"instruments:\n  {written}\n") == [code]


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("crew: { title: Crew, entries: { a: { name: A, text: B } } }", ["duplicate-name"]),
        ("log: { title: Log, entries: { a: { name: A, text: B } } }", ["duplicate-name"]),
        ("people: Everybody", ["wants-names"]),
        ("people: { title: People }", ["missing-key"]),
        ("people: { title: People, entries: { title: { name: A, text: B } } }", ["bad-name"]),
        ("people: { title: People, entries: { a: Ann } }", ["wants-names"]),
        ("people: { title: People, entries: { a: { name: A } } }", ["missing-key"]),
        ("people: { title: P, entries: { a: { name: A, when: n, text: B } } }", ["unknown-key"]),
        (
            "people: { title: P, entries: { a: { name: A, if: seen(gone), text: B } } }",
            ["unknown-scene"],
        ),
        ('people: { title: P, entries: { a: { name: A, text: "{bobby}" } } }', ["unknown-name"]),
    ],
)
def test_what_may_be_wrong_with_the_notebook(written: str, wrong: list[str]) -> None:
    assert codes(world_panels=f"notebook:\n  {written}\n") == wrong


def test_a_hidden_number_is_never_shown_by_a_bar() -> None:
    files = {
        "world/more.yaml": "variables:\n  odd: 0..9, never shown\n",
        "world/panels.yaml": "instruments:\n  a: { name: A, reads: x, shows: odd }\n",
    }
    assert "never-shown" in codes(files)


def test_a_scene_of_their_names_would_share_their_texts() -> None:
    for name in ("notebook", "instrument"):
        assert "bad-name" in codes(
            f"start:\n  text: A.\n  next: {name}\n{name}:\n  next: the_end\n"
        )
