"""Ways to a place in small stories: what is found, what is said where there is none."""

from __future__ import annotations

import pytest

from tests.compiler.small import machine
from ulysse_game.authoring.arriving import Aim, Arriving, Misnamed, Nowhere, Way, aimed, played
from ulysse_game.engine import Machine, open_ids
from ulysse_game.story import Compare, Expression, Number, Read
from ulysse_game.view.words import words

HALL = """
start:
  text: Begin.
  choices:
    - rest: Rest.
      do: n += 1
      goto: here
    - look: Look.
      once: yes
      do: flag_one
      goto: here
    - in: Go in.
      goto: hall
hall:
  text: |
    The hall. {n < 2: Early.|Late.}
  choices:
    - lamp: |
        Light it.
      if: flag_one
      closed: You have not looked.
      goto: the_end
    - out: Out.
      goto: passage
passage:
  text: |
    {if n >= 3}
    Very late.
    {else}
    A passage.
    {end}
  next: the_end
locked:
  when: n >= 3 and n < 2
  else: the_end
  text: Nobody.
  next: the_end
"""


@pytest.fixture(scope="module")
def hall() -> Machine:
    """A hub before a hall."""
    return machine(HALL.replace("next: the_end\nlocked", "next: locked\nlocked"))


def aim(of: Machine, name: str, where: Expression | None = None) -> Aim:
    found = aimed(of, name, where)
    assert isinstance(found, Aim), found
    return found


def told(way: Way) -> list[str]:
    say = words("en")
    return [difference.told(holds, say) for difference, holds in way.differs]


def test_the_shortest_way_first_then_those_that_differ(hall: Machine) -> None:
    search = Arriving(hall, aim(hall, "hall"))
    first = search.first()
    assert isinstance(first, Way)
    assert first.route.steps == (("start", "in"),)
    assert first.is_shortest
    assert first.differs == ()
    others = list(search.others())
    assert [told(way) for way in others] == [
        ["the choice lamp is open", "flag_one"],
        ["n >= 2"],
    ]
    assert search.is_complete
    for way in others:
        page = played(hall, way.route)
        assert page is not None
        assert page[0].location == "hall"


def test_where_a_choice_is_open(hall: Machine) -> None:
    first = Arriving(hall, aim(hall, "hall.lamp")).first()
    assert isinstance(first, Way)
    assert first.route.steps == (("start", "look"), ("start", "in"))
    page = played(hall, first.route)
    assert page is not None
    assert "lamp" in open_ids(hall, page[0])


def test_where_a_condition_holds(hall: Machine) -> None:
    late = Compare(">=", Read("n"), Number(4))
    first = Arriving(hall, aim(hall, "hall", late)).first()
    assert isinstance(first, Way)
    assert len(first.route.steps) == 5


def test_a_scene_that_is_only_passed_through(hall: Machine) -> None:
    search = Arriving(hall, aim(hall, "passage"))
    first = search.first()
    assert isinstance(first, Way)
    assert first.route.steps == (("start", "in"), ("hall", "out"))
    assert [told(way) for way in search.others()] == [["n >= 3"]]


def test_a_condition_where_the_story_only_passes_through(hall: Machine) -> None:
    late = Compare(">=", Read("n"), Number(3))
    first = Arriving(hall, aim(hall, "passage", late)).first()
    assert isinstance(first, Way)
    assert len(first.route.steps) == 5


def test_what_cannot_be_is_said_with_a_reason(hall: Machine) -> None:
    never = Compare(">", Read("n"), Number(100))
    for name, where in (("locked", None), ("hall", never), ("hall.lamp", never)):
        nowhere = Arriving(hall, aim(hall, name, where)).first()
        assert isinstance(nowhere, Nowhere)
        assert nowhere.is_impossible
        assert nowhere.why


def test_without_time_nothing_is_offered_and_nothing_is_called_impossible() -> None:
    small = machine(HALL.replace("next: the_end\nlocked", "next: locked\nlocked"))
    late = Compare(">=", Read("n"), Number(90))
    nowhere = Arriving(small, aim(small, "hall", late), budget=0.0).first()
    assert nowhere == Nowhere(False, "there was no time for it")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hal", Misnamed("scene", "hal", "did you mean `hall`?")),
        ("hall.lamb", Misnamed("choice", "hall.lamb", "did you mean `lamp`?")),
        ("hall/ann", Misnamed("item", "hall/ann", "")),
        ("", Misnamed("scene", "", "")),
    ],
)
def test_a_name_that_is_not_there(hall: Machine, name: str, expected: Misnamed) -> None:
    found = aimed(hall, name)
    assert isinstance(found, Misnamed)
    assert found[:2] == expected[:2]
    assert expected.hint in ("", found.hint)


LOOP = """
start:
  text: Begin.
  do: obs_01 = seen, obs_02 = seen
  choices:
    - go: Go.
      goto: lines
lines:
  each: o in observations if o is seen
  variables:
    kept: 0..3, written
  text: |
    > {o.notebook}
  choices:
    - keep: Keep it.
      if: kept < 1
      do: o = recorded, kept += 1
    - drop: Drop it.
      do: o = left_out
  next: the_end
"""


def test_an_item_of_a_loop_and_a_choice_of_it() -> None:
    loop = machine(LOOP)
    second = Arriving(loop, aim(loop, "lines/obs_02")).first()
    assert isinstance(second, Way)
    assert len(second.route.steps) == 2
    kept = Arriving(loop, aim(loop, "lines/obs_02.keep")).first()
    assert isinstance(kept, Way)
    assert kept.route.steps[-1] == ("lines/obs_01", "drop")


DICE = """
start:
  text: Begin.
  choices:
    - roll: Roll.
      goto: dice
dice:
  text: Rolling.
  next:
    - six odds 1
    - one odds 9
six:
  text: Six.
  choices:
    - on: On.
      goto: the_end
one:
  text: One.
  choices:
    - again: Again.
      goto: the_end
"""


def test_dice_fall_as_they_must() -> None:
    dice = machine(DICE)
    first = Arriving(dice, aim(dice, "six")).first()
    assert isinstance(first, Way)
    page = played(dice, first.route)
    assert page is not None
    assert page[0].location == "six"


def test_a_known_way_that_no_longer_leads_there_is_none(hall: Machine) -> None:
    first = Arriving(hall, aim(hall, "hall")).first()
    assert isinstance(first, Way)
    assert Arriving(hall, aim(hall, "passage")).known(first.route) is None
    stray = first.route._replace(steps=(("start", "nothing"),))
    assert Arriving(hall, aim(hall, "hall")).known(stray) is None
