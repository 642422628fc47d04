"""The notebook and the instruments as they are told: in order, in hand, in both languages."""

from __future__ import annotations

import pytest

from tests.compiler.small import machine
from tests.compiler.test_panel_tables import NOTEBOOK, PANEL
from tests.view.pages import french
from ulysse_game import engine, view
from ulysse_game.engine import Machine
from ulysse_game.view.notebook import News, Notebook, notebook, watch

SCENES = """
start:
  text: Begin.
  observe: obs_01
  choices:
    - go: Go on.
      do: n = 1, flag_one
      goto: evening
evening:
  text: Three lines.
  choices:
    - record: Record it.
      do: obs_01 = recorded
      clock: +1h
      goto: answer
    - leave: Leave it out.
      do: obs_01 = left_out
      goto: answer
answer:
  text: |
    {if obs_01 is recorded}
    {obs_01.earth}
    {else}
    Nothing comes.
    {end}
  choices:
    - pay: Pay.
      do: n = 2
      goto: answer
    - die: Let him.
      do: not bob.alive
      goto: answer
    - end: End.
      goto: the_end
"""
STATUS = """
status:
  sol: SOL {sol}
  clock: "{clock}"
crew:
  each: p in ours
  text: |
    {p.name} · {p is ann: hums|counts}.
"""


def told(played: Machine, *choices: str, language: str = "en") -> Notebook:
    """The notebook after these choices, every step of the way having been watched."""
    sees = watch(played)
    state, events = engine.begin(played, 1)
    found: list[News] = []
    news, held = sees.news(None, state, events, 0)
    found += [news] if news is not None else []
    for choice in choices:
        before = state
        state, events = engine.step(played, before, choice)
        news, held = sees.news(before, state, events, held)
        found += [news] if news is not None else []
    return notebook(played, state, language, found)


@pytest.fixture(scope="module")
def played() -> Machine:
    return machine(SCENES, world_panels=NOTEBOOK, world_status=STATUS)


def lines(book: Notebook, section: str, id: str) -> list[str]:
    found = book.section(section)
    assert found is not None
    return [line.text for each in found.entries if each.id == id for line in each.lines]


def test_an_entry_is_there_from_the_moment_its_condition_holds(played: Machine) -> None:
    def names(*choices: str) -> list[str]:
        people = told(played, *choices).section("people")
        assert people is not None
        return [each.name for each in people.entries]

    assert names() == ["Eve"]
    assert names("go") == ["Eve", "Bob"]


def test_it_is_stamped_with_that_moment_and_told_as_things_are_now(played: Machine) -> None:
    people = told(played, "go", "record", "pay").section("people")
    assert people is not None
    bob = people.entries[1]
    assert bob.stamp == "SOL 0 · 00:00"
    assert [(line.kind, line.text) for line in bob.lines] == [("hand", "Owes 2 crowns.")]


@pytest.mark.parametrize(
    ("choices", "state"),
    [(("go", "record"), ""), (("go", "record", "pay"), "done"),
     (("go", "record", "pay", "die"), "broken")],
)  # fmt: skip
def test_an_entry_is_crossed_out_and_stays(
    played: Machine, choices: tuple[str, ...], state: str
) -> None:
    people = told(played, *choices).section("people")
    assert people is not None
    assert people.entries[1].state == state


def test_the_crew_has_what_was_written_of_them_and_what_came_back(played: Machine) -> None:
    assert lines(told(played), "crew", "ann") == ["Hums.", "In pencil. obs_01 as notebook."]
    assert lines(told(played, "go", "record"), "crew", "ann") == [
        "Hums.",
        "Recorded. obs_01 as notebook.",
        "obs_01 as earth.",
    ]
    assert lines(told(played, "go", "leave"), "crew", "ann")[1:] == [
        "Left out. obs_01 as notebook."
    ]
    assert lines(told(played, "go", "record"), "crew", "bob") == ["Counts."]


def test_the_log_has_what_was_sent_and_the_answer_after_it(played: Machine) -> None:
    log = told(played, "go", "record").section("log")
    assert log is not None
    assert [(each.name, [line.text for line in each.lines]) for each in log.entries] == [
        ("To Earth", ["Recorded. obs_01 as recorded."]),
        ("From Earth", ["obs_01 as earth."]),
    ]
    assert not told(played, "go").section("log").entries  # type: ignore[union-attr]  # it is there


def test_what_was_left_out_stands_in_the_log_and_nothing_answers_it(played: Machine) -> None:
    log = told(played, "go", "leave").section("log")
    assert log is not None
    assert [[line.text for line in each.lines] for each in log.entries] == [
        ["Left out. obs_01 as notebook."]
    ]


def test_it_speaks_the_language_it_is_asked_for() -> None:
    files = french(("notebook.people.title", "People", "Gens"))
    both = machine({"1_part/scenes.yaml": SCENES, **files}, world_panels=NOTEBOOK)
    book = told(both, "go", "record", language="fr")
    assert [each.title for each in book.sections] == ["Équipage", "Rapports", "Gens", "Places"]
    log = book.section("log")
    assert log is not None
    assert log.entries[0].lines[0].text.startswith("Consigné. ")


def test_instruments_read_the_state_and_say_how_full_they_stand() -> None:
    panel = machine(
        "start:\n  text: A.\n  choices:\n    - go: Go.\n      do: flag_one, n = 25\n"
        "      goto: start\n    - end: End.\n      goto: the_end\n",
        world_panels=PANEL,
    )
    state, _ = engine.begin(panel, 1)
    assert [each.id for each in view.instruments(panel, state, "en")] == ["heart", "seats"]
    state, _ = engine.step(panel, state, "go")
    air, heart, seats = view.instruments(panel, state, "en")
    assert (air.name, air.reading, air.share) == ("Air", "25 breaths", 0.25)
    assert (heart.form, heart.rate, heart.share) == ("trace", 51, None)
    assert (seats.reading, seats.highlight) == ("26", True)
