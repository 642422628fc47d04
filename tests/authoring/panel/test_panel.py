"""The panel's views of a small story, in words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.authoring.panel.desks import begun, small
from tests.compiler.small import WORLD
from ulysse_game.authoring.index import index_of
from ulysse_game.authoring.panel import Panel, Row, asker_of, number_of, set_by_hand
from ulysse_game.authoring.panel.uses import Use, declared_at, use_rows, uses
from ulysse_game.authoring.panel.variables import sections, variables
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import CHAPTER, Machine
from ulysse_game.view.words import words

SAY = words("en")


@pytest.fixture(scope="module")
def machine() -> Machine:
    return small()


def panel(machine: Machine, *choices: str, language: str = "en") -> Panel:
    return Panel(begun(machine, *choices), words(language))


def lines(rows: Iterable[Row]) -> list[str]:
    return ["  " * row.depth + row.words for row in rows]


def test_why_a_choice_is_closed_part_by_part(machine: Machine) -> None:
    assert lines(panel(machine, "blow").why("ask")) == [
        "ask: closed, shown with its reason",
        "  it asks",
        "    all of these: no",
        "      ann.trust >= 6: no, it is 5",
        "      one of these: yes",
        "        flag_one: no",
        "        weather is wind: yes, it is wind",
        "  tags: listen",
        "  start.ask   1_part/scenes.yaml:14",
    ]


def test_spent_hidden_and_looped_choices(machine: Machine) -> None:
    told = panel(machine, "rest")
    standing = {each.id: each.standing for each in told.choices()}
    assert standing == {
        "blow": "open", "rest": "spent", "ask": "closed", "spy": "hidden",
        "name/ann": "open", "name/bob": "open", "in": "open",
    }  # fmt: skip
    assert len(lines(told.why("name"))) == 2 * len(lines(told.why("name/ann")))
    assert lines(told.why("nothing")) == []


def test_cards_with_their_reasons(machine: Machine) -> None:
    assert [line for line in lines(panel(machine, "in").cards()) if not line.startswith("   ")] == [
        "Deck talks: at most 2 are offered",
        "  talk_3: offered, 1 of 2",
        "  talk_1: offered, 2 of 2",
        "  talk_2: not offered, something it needs is missing",
        "  talk_4: not offered, something it needs is missing",
    ]
    assert "  talk_1: not offered, it was played" in lines(panel(machine, "in", "talk_1").cards())
    assert lines(panel(machine).cards()) == []


def test_a_card_behind_another_and_one_beyond_the_limit(machine: Machine) -> None:
    hub = begun(machine, "in")
    cal_here = set_by_hand(set_by_hand(hub, "flag_one", 1), "cal.place", 1)
    told = lines(Panel(cal_here, SAY).cards())
    assert "  talk_4: offered, 1 of 3" in told
    assert "  talk_3: offered, 2 of 3" in told
    assert "  talk_1: not offered, it would be 3 of 3" in told
    assert "  talk_2: not offered, talk_1 comes first" in told


def test_rules_that_acted_and_rules_that_wait(machine: Machine) -> None:
    told = panel(machine, "blow")
    assert lines(told.rules()) == [
        "windy: acted on this page",
        "  weather is wind: yes, it is wind",
        "late: acts as soon as this becomes true",
        "  all of these: no",
        "    n >= 9: no, it is 1",
        "    flag_two: yes",
    ]
    assert lines(panel(machine, "blow", "rest").rules())[-2:] == [
        "windy: it is true; acts when it becomes so anew",
        "  weather is wind: yes, it is wind",
    ]


def test_what_the_last_choice_changed(machine: Machine) -> None:
    assert lines(panel(machine, "blow").changes()) == [
        "ann.stress  held (0) → taut (4)",
        "n  0 → 1",
        "weather  calm → wind",
        "rules that acted: windy",
    ]
    assert lines(panel(machine, "rest").changes()) == ["air  90 → 30", "clock: 00:00 → 01:00"]


def test_values_that_changed_come_first_then_those_that_are_not_as_they_began(
    machine: Machine,
) -> None:
    rows = list(panel(machine, "blow", "rest").variables())
    assert [row.words for row in rows[:4]] == [
        "air  30, at first 90",
        "ann.stress  taut (4), at first held",
        "n  1, at first 0",
        "weather  wind, at first calm",
    ]
    assert [row.role for row in rows[:5]] == ["changed", "plain", "plain", "plain", "faint"]


def test_values_by_a_part_of_their_name_or_of_what_they_mean(machine: Machine) -> None:
    told = panel(machine)
    assert [row.item for row in told.variables("bob.")] == [
        f"variable bob.{stat}" for stat in ("alive", "place", "trust", "stress")
    ]
    assert [row.item for row in told.variables("who opened")] == ["variable opener"]
    assert list(told.variables("no such thing")) == []


def test_all_about_a_value(machine: Machine) -> None:
    assert lines(panel(machine, "blow").variable("ann.stress"))[0] == (
        "ann.stress  taut (4), at first held"
    )
    assert lines(panel(machine).variable("listed")) == [
        "listed  no",
        "  what it says",
        "  it may be no | seat | ground",
        "  it lives in the chapter part",
    ]


def test_in_french(machine: Machine) -> None:
    told = lines(panel(machine, "blow", language="fr").why("ask"))
    assert told[0] == "ask\xa0: fermé, montré avec sa raison"
    assert "      ann.trust >= 6\xa0: non, c’est 5" in told


@pytest.mark.parametrize(
    ("name", "written", "number"),
    [
        ("flag_one", "yes", 1), ("flag_one", "non", 0), ("flag_one", "2", None),
        ("weather", "Storm", 2), ("weather", "hail", None), ("opener", "nobody", 0),
        ("low", "-5", -5), ("low", "-6", None), ("n", "100", 100), ("n", "101", None),
        ("ann.stress", "raw", 7), ("ann.stress", "3", 3), ("n", "", None), ("n", "²", None),
    ],
)  # fmt: skip
def test_a_value_as_it_is_typed(
    machine: Machine, name: str, written: str, number: int | None
) -> None:
    variable = next(v for v in machine.story.world.variables if v.name == name)
    assert number_of(variable, written) == number


def test_a_state_made_by_hand_leaves_the_real_one_alone(machine: Machine) -> None:
    real = begun(machine, "blow")
    before = real.walkthrough()
    made = set_by_hand(real, "ann.trust", 6)
    assert "ask" in [option.id for option in made.page().open_options]
    assert "made by hand" in made.notices[0]
    made.choose("ask")
    made.save_as("mine")
    assert real.walkthrough() == before
    assert real.library.saves()[0].playthrough == real.playthrough
    assert [card.playthrough for card in real.library.saves()] == [real.playthrough]
    assert lines(Panel(set_by_hand(real, "n", 3), SAY).changes()) == []


def test_where_a_value_is_set_and_read(tmp_path: Path) -> None:
    for name, text in {
        **WORLD,
        "1_part/scenes.yaml": "start:\n  text: Begin. {n}\n  choices:\n    - go: Go.\n"
        "      do: n += 1\n      if: n < 3\n      goto: here\n  next: the_end\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    index = index_of(compile_folder(tmp_path))
    found = uses(index, "n")
    assert Use("set", "1_part/scenes.yaml", 5, "start.go") in found
    assert Use("read", "1_part/scenes.yaml", 6, "start.go") in found
    assert Use("read", "1_part/scenes.yaml", 2, "start") in found
    assert [each.role for each in found].count("declared") == 1
    assert declared_at(index, "variable", "n").startswith("world/variables.yaml:")
    assert declared_at(index, "rule", "no such rule") == ""
    told = lines(use_rows(index, "n", SAY))
    assert "    start.go   1_part/scenes.yaml:5" in told
    assert "  nothing sets it" in lines(use_rows(index, "opener", SAY))


def test_what_is_not_alive_here_comes_last_and_is_only_counted(machine: Machine) -> None:
    session = begun(machine, "blow")
    state = session.moment.after
    values = list(state.values)
    values[CHAPTER] = 2
    elsewhere = state._replace(values=tuple(values))
    found = variables(asker_of(machine), elsewhere)
    assert [each.name for each in found if not each.is_alive] == [found[-1].name] == ["listed"]
    told = Panel(session, SAY)
    told.moment = told.moment._replace(after=elsewhere)
    assert lines(told.variables())[-1] == "variables that are not alive here: 1"
    assert [row.item for row in told.variables("listed")] == ["variable listed"]
    assert lines(told.variable("listed"))[-1] == "  it is not alive here"


def test_values_under_headings_a_persons_together(machine: Machine) -> None:
    told = lines(panel(machine, "blow").grouped())
    assert told[:6] == [
        "Changed by the last choice",
        "  n  1, at first 0",
        "  weather  wind, at first calm",
        "  ann",
        "    stress  taut (4), at first held",
        "As they began: " + told[5].rpartition(" ")[2],
    ]
    later = lines(panel(machine, "blow", "name/bob").grouped())
    assert later[:3] == ["Changed by the last choice", "  bob", "    trust  6, at first 5"]
    assert later[3:6] == [
        "Not as they began",
        "  n  1, at first 0",
        "  weather  wind, at first calm",
    ]
    assert later[6:8] == ["  ann", "    stress  taut (4), at first held"]


def test_all_values_or_those_with_these_words_in_name_or_meaning(machine: Machine) -> None:
    whole = panel(machine, "blow")
    rows = list(whole.grouped(is_whole=True))
    assert sum(row.item.startswith("variable ") for row in rows) == len(whole.found())
    assert "As they began" in lines(rows)
    assert lines(whole.grouped("HOW it is")) == [
        "Changed by the last choice", "  weather  wind, at first calm", "    how it is",
    ]  # fmt: skip
    assert lines(whole.grouped("bob.tr"))[:3] == ["As they began", "  bob", "    trust  5"]
    assert lines(whole.grouped("no such")) == []


def test_sections_leave_out_what_is_empty_and_know_people_only(machine: Machine) -> None:
    told = panel(machine).found()
    (only,) = sections([each for each in told if each.is_start and each.is_alive], {"ann"})
    assert only.kind == "start"
    assert [group.person for group in only.groups] == ["", "ann"]
    assert any("." in each.name for each in only.groups[0].values)
    assert sections([], {"ann"}) == ()


def test_a_page_at_a_glance(machine: Machine) -> None:
    assert lines(panel(machine, "blow").overview()) == [
        "Changed by the last choice",
        "  ann.stress  held (0) → taut (4)",
        "  n  0 → 1",
        "  weather  calm → wind",
        "  rules that acted: windy",
        "Choices that are not open",
        "  ask: closed, shown with its reason",
        "    all of these: no",
        "      ann.trust >= 6: no, it is 5",
        "      one of these: yes",
        "        flag_one: no",
        "        weather is wind: yes, it is wind",
        "  spy: not shown",
        "    not flag_two: no",
        "Rules that wait",
        "  late",
    ]


def test_a_page_at_a_glance_with_cards(machine: Machine) -> None:
    told = lines(panel(machine, "in").overview())
    assert "  All of them are open." in told
    start = told.index("Deck talks: at most 2 are offered")
    assert told[start + 1 :] == [
        "  talk_3: offered, 1 of 2",
        "  talk_1: offered, 2 of 2",
        "  talk_2: not offered, something it needs is missing",
        "    flag_one: no",
        "  talk_4: not offered, something it needs is missing",
        "    cal is here: no",
        "Rules that wait",
        "  windy, late",
    ]
    assert lines(panel(machine).overview())[:2] == [
        "Changed by the last choice", "  room: nowhere → deck",
    ]  # fmt: skip
