"""What is declared, asked by name; and how messages call a kind."""

from __future__ import annotations

import pytest

from tests.compiler.small import compiled
from ulysse_game.compiler.declarations import MOST_ASKED, Declarations, numbers
from ulysse_game.compiler.kinds import FLAG, LEVELS, NUMBER, Kind
from ulysse_game.story import Number, Variable, item_name


def declared() -> Declarations:
    found = compiled().declared
    assert found is not None
    return found


def test_sets() -> None:
    known = declared()

    def ids(name: str, chapter: str = "") -> list[str] | None:
        found = known.set_members(name, chapter)
        return None if found is None else [item_name(each) for each in found[0]]

    assert ids("people") == ["ann", "bob", "cal", "eve"]
    assert ids("ours") == ["ann", "bob"]
    assert ids("observations") == ["obs_01", "obs_02"]
    assert ids("observations", "part") == ["obs_01", "obs_02"]
    assert ids("observations", "second") == []
    assert ids("ours", "part") is None
    assert ids("nobody") is None


def test_persons_are_numbered_after_nobody() -> None:
    known = declared()
    assert [known.person(id).number for id in ("nobody", "ann", "bob", "cal", "eve")] == [
        0,
        1,
        2,
        3,
        4,
    ]
    assert known.observation("obs_02").number == 1
    assert known.person_kind.values[0] == "nobody"


@pytest.mark.parametrize(
    ("variable", "kind"),
    [
        (Variable("a", "flag", 0, 1), Kind("flag", name="a")),
        (
            Variable("a", "stat", 1, 9, bands=(("low", 1),), hidden=True),
            Kind("number", bands=(("low", 1),), low=1, high=9, hidden=True, name="a"),
        ),
        (Variable("a", "timer", 0, 9), Kind("number", low=0, high=9, name="a")),
        (Variable("a", "word", 0, 1, ("x", "y")), Kind("word", ("x", "y"), name="a")),
        (
            Variable("presence", "word", 0, 1, ("voice", "signal")),
            Kind("word", ("voice", "signal"), word="presence", name="presence"),
        ),
        (Variable("a", "zone", 0, 0, ("ship",)), Kind("zone", ("ship",), name="a")),
    ],
)
def test_kinds_of_variables(variable: Variable, kind: Kind) -> None:
    assert declared().kind_of(variable) == kind


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FLAG, "yes or no"),
        (NUMBER, "a number"),
        (Kind("word"), "a word"),
        (Kind("person"), "a person"),
        (Kind("zone"), "a zone"),
        (Kind("observation", LEVELS), "an observation"),
    ],
)
def test_how_messages_call_a_kind(kind: Kind, words: str) -> None:
    assert kind.described == words


def test_only_the_first_mistakes_are_compared_with_all_names() -> None:
    known = Declarations()
    found = [known.near("strat", ["start"]) for _ in range(MOST_ASKED + 1)]
    assert found == ["did you mean `start`?"] * MOST_ASKED + [""]


def test_ranges() -> None:
    assert numbers(-1, 1) == (Number(-1), Number(0), Number(1))
    assert numbers(2, 1) == ()


def test_all_names() -> None:
    names = declared().all_names()
    assert {"n", "ann", "obs_01", "half", "people", "observations", "ours"} <= set(names)
    assert "ann.trust" not in names
