"""The places of a scene, and the numbers of its choices, which a State keeps for good."""

from __future__ import annotations

import pytest

from tests.compiler.small import story
from tests.story.trees import facts
from ulysse_game.story import (
    NO,
    YES,
    Bound,
    Change,
    Choice,
    Clock,
    Compare,
    Constant,
    Draw,
    DrawBest,
    Expression,
    Field,
    Go,
    GroundChoice,
    Hear,
    Lock,
    Number,
    Place,
    Read,
    Scene,
    Walk,
    item_name,
    places,
)

P = Bound("p")
CREW = tuple(facts().person(id) for id in ("ann", "bob", "cal"))
MEN = Walk("p", CREW, Field(P, "m"))


def marks(found: tuple[Place, ...]) -> dict[str, int]:
    return {
        f"{place.location}:{choice.id}": choice.mark
        for place in found
        for choice in place.choices
        if isinstance(choice, GroundChoice)
    }


def test_a_scene_without_a_loop_is_one_place() -> None:
    scene = Scene("hall", "part", choices=(Choice("a"), Draw("cards"), Choice("b")))
    (found,) = places(scene, facts())
    assert (found.location, found.following, found.asked, found.when) == ("hall", "", YES, YES)
    assert found.binding == ()
    assert isinstance(found.choices[1], Draw)  # where it was written
    assert marks((found,)) == {"hall:a": 0, "hall:b": 1}


def test_a_loop_makes_a_place_of_each_item() -> None:
    asked = Compare(">=", Field(P, "trust"), Number(3))
    scene = Scene("hall", "part", each=Walk("p", CREW, asked), choices=(Choice("a"), Choice("b")))
    found = places(scene, facts())
    assert [place.location for place in found] == ["hall/ann", "hall/bob", "hall/cal"]
    assert [place.following for place in found] == ["hall/bob", "hall/cal", ""]
    assert found[1].binding == (("p", CREW[1]),)
    assert found[1].asked == Compare(">=", Read("bob.trust"), Number(3))
    assert marks(found) == {
        "hall/ann:a": 0,
        "hall/ann:b": 1,
        "hall/bob:a": 2,
        "hall/bob:b": 3,
        "hall/cal:a": 4,
        "hall/cal:b": 5,
    }


def test_whose_turn_can_never_come_has_no_place() -> None:
    found = places(Scene("hall", "part", each=MEN, choices=(Choice("a"),)), facts())
    assert marks(found) == {"hall/bob:a": 0, "hall/cal:a": 1}


def test_an_empty_loop_is_a_place_whose_turn_never_comes() -> None:
    (found,) = places(Scene("hall", "part", each=Walk("p", (), None), next=(Go("b"),)), facts())
    assert found.asked == NO
    assert found.next == (Go("b"),)
    assert found.choices == ()


def test_an_empty_loop_leads_to_no_other_place() -> None:
    scene = Scene("start", "part", each=Walk("p", CREW, Number(0)), next=(Go("on"),))
    (place,) = places(scene, facts())
    assert place == Place("start", scene, (), NO, "", (), (), (), (Go("on"),), YES)


def test_a_draw_has_no_number_of_its_own() -> None:
    """Cards are numbered after all that is written, wherever the draw stands."""
    scene = Scene(
        "start", "part", choices=(Draw("cards"), Choice("one"), Draw("more"), Choice("two"))
    )
    (place,) = places(scene, facts())
    written = {e.id: e.mark for e in place.choices if isinstance(e, GroundChoice)}
    assert written == {"one": 0, "two": 1}


def test_a_lock_keeps_its_words_and_where_they_stand() -> None:
    locks = tuple(Lock(Read("flag_one"), f"start.go.{n}", bool(n)) for n in range(2))
    (place,) = places(Scene("start", "part", choices=(Choice("go", locks=locks),)), facts())
    (go,) = place.choices
    assert isinstance(go, GroundChoice)
    assert go.locks == locks


def test_where_a_loop_leads_is_asked_of_the_item() -> None:
    ways = (Go("there", 0, Field(P, "m")), DrawBest("cards", "there"), Go("on"))
    found = places(Scene("start", "part", each=Walk("p", CREW[:2], None), next=ways), facts())
    assert [place.next for place in found] == [
        (Go("there", 0, NO), *ways[1:]),
        (Go("there", 0, YES), *ways[1:]),
    ]


def test_a_choice_with_a_loop_is_one_choice_an_item() -> None:
    """Numbers are kept for those left out too, so that another condition moves none."""
    scene = Scene(
        "hall",
        "part",
        choices=(
            Choice("a"),
            Choice("ask", each=MEN),
            Choice("z", each=Walk("n", (Number(3),), None)),
        ),
    )
    assert marks(places(scene, facts())) == {
        "hall:a": 0,
        "hall:ask/bob": 2,
        "hall:ask/cal": 3,
        "hall:z/3": 4,
    }


def test_everything_in_a_place_is_ground() -> None:
    flag = Read("flag_one")
    trust = Compare(">=", Field(P, "trust"), Number(3))
    choice = Choice(
        "ask",
        each=Walk("p", CREW[:1], None),
        condition=trust,
        locks=(Lock(Field(P, "alive"), "closed"), Lock(Field(P, "m"), "never", True)),
        once=True,
        effects=(Change(Field(P, "stress"), "+=", Number(1)),),
        clock=Clock("after", 5),
        goto="there",
        detour="aside",
        gives=True,
        hears=(Hear("words", Field(P, "here")),),
    )
    scene = Scene(
        "hall",
        "part",
        when=flag,
        effects=(Change(Read("n"), "=", Number(2)),),
        hears=(Hear("other"),),
        choices=(choice,),
        next=(Go("there", 0, flag), DrawBest("deck", "plain"), Go("here")),
    )
    (place,) = places(scene, facts())
    (found,) = place.choices
    assert isinstance(found, GroundChoice)
    assert found.binding == (("p", CREW[0]),)
    assert found.written == "ask"
    assert found.condition == Compare(">=", Read("ann.trust"), Number(3))
    assert found.locks == (Lock(Read("ann.alive"), "closed"),)  # the other never holds
    assert found.effects == (Change(Read("ann.stress"), "+=", Number(1)),)
    assert len(found.hears) == 1
    assert (found.once, found.clock, found.goto, found.detour, found.gives) == (
        True,
        Clock("after", 5),
        "there",
        "aside",
        True,
    )
    assert place.when == flag
    assert place.effects == (Change(Read("n"), "=", Number(2)),)
    assert place.hears == (Hear("other"),)
    assert place.next == (Go("there", 0, flag), DrawBest("deck", "plain"), Go("here"))


def test_a_choice_that_is_certainly_shut_is_left_out() -> None:
    scene = Scene("hall", "part", choices=(Choice("a", condition=NO), Choice("b")))
    assert marks(places(scene, facts())) == {"hall:b": 1}


@pytest.mark.parametrize(
    ("item", "name"),
    [
        (Number(3), "3"),
        (CREW[0], "ann"),
        (Constant("observation", "obs_01", 0), "obs_01"),
    ],
)
def test_item_names(item: Expression, name: str) -> None:
    assert item_name(item) == name


def test_what_is_no_item_has_no_name() -> None:
    with pytest.raises(TypeError):
        item_name(Read("n"))


def test_loops_as_written() -> None:
    """The same through the compiler: a loop of observations, and one of people within it."""
    found = story("""
start:
  each: o in observations
  text: |
    {o.notebook}
  choices:
    - write: Write it down.
      do: o = recorded
    - ask: |
        Ask {p}.
      each: p in ours if p.trust >= 3
      do: p.trust -= 1
  next: the_end
""")
    assert marks(places(found.scene("start"), facts())) == {
        "start/obs_01:write": 0,
        "start/obs_01:ask/ann": 1,
        "start/obs_01:ask/bob": 2,
        "start/obs_02:write": 3,
        "start/obs_02:ask/ann": 4,
        "start/obs_02:ask/bob": 5,
    }


def test_a_deck_takes_no_number_in_any_place_of_a_loop() -> None:
    choices = (Choice("a"), Draw("cards"), Choice("b"), Draw("more"))
    scene = Scene("hall", "part", each=Walk("p", CREW, None), choices=choices)
    assert list(marks(places(scene, facts())).values()) == [0, 1, 2, 3, 4, 5]
