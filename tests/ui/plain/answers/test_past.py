import pytest

from ulysse_game.ui.plain.talk import Talk

from .small_talk import begun, said


@pytest.fixture
def talk() -> Talk:
    """A conversation after two choices, the second taken anew."""
    talk = begun()
    for line in ("1", "2", "back", "3"):
        list(talk.answer(line))
    return talk


def test_the_timeline_names_every_way(talk: Talk) -> None:
    assert said(talk, "timeline").splitlines() == [
        "",
        "Part one.",
        "1) Blow. Deck.",
        "2) Ann. Deck.",
        "  3) Another way: You sleep. 1 choice, Deck.",
        "4) You are here. Deck.",
        "",
        "Type “goto” and a number to go there, “timeline” and a number to unfold it.",
    ]


def test_going_to_a_moment_keeps_what_is_left(talk: Talk) -> None:
    list(talk.answer("timeline"))
    told = said(talk, "goto 3")
    assert told.startswith("\nChapter 1. Part one. Deck.\n\n> You sleep.\n")
    assert talk.playing.page().turn == 2
    assert "Another way: Ann." in said(talk, "fil")


def test_a_number_means_what_was_listed_last(talk: Talk) -> None:
    list(talk.answer("timeline"))
    list(talk.answer("1"))
    assert talk.playing.page().turn == 3
    list(talk.answer("goto 4"))
    assert talk.playing.page().turn == 2, "where one was when it was listed"


def test_what_is_folded_is_unfolded(talk: Talk) -> None:
    for _ in range(8):
        list(talk.answer("1"))
    told = said(talk, "timeline")
    number = next(row for row in told.splitlines() if "choices" in row).partition(")")[0].strip()
    assert said(talk, f"timeline {number}").count("\n") > told.count("\n")
    assert said(talk, f"timeline {number}") == told
    assert said(talk, "timeline 1") == "Nothing is folded there."


def test_a_long_timeline_is_told_from_its_end(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ulysse_game.ui.plain.answers.past.MOST", 2)
    told = said(talk, "timeline")
    assert told.startswith("The last 2 of 5; “timeline all” tells more.")
    assert "4) You are here." in told
    assert "1) Blow." not in told
    assert "1) Blow." in said(talk, "fil tout")


def test_two_moments_beside_one_another(talk: Talk) -> None:
    told = said(talk, "compare 3 4")
    assert told.startswith("They part here: Part one, Deck.\n\nA: Part one, Deck.")
    assert "Chosen since: 1. You sleep." in told
    assert "Chosen since: 1. Ann." in told
    assert "\nA: where they part.\n" in said(talk, "compare 1"), "with the present"


@pytest.mark.parametrize("line", ["goto", "goto 9", "goto x", "timeline 99"])
def test_no_such_moment(talk: Talk, line: str) -> None:
    assert said(talk, line) == "There is no such moment; “timeline” lists them."


@pytest.mark.parametrize("line", ["compare", "compare x", "compare 1 99", "compare 99"])
def test_nothing_to_compare(talk: Talk, line: str) -> None:
    assert said(talk, line).startswith("Type “compare” and two numbers")


def test_nothing_was_chosen_yet() -> None:
    assert said(begun(), "timeline") == "Nothing has been chosen yet."


def test_several_choices_back(talk: Talk) -> None:
    list(talk.answer("back 2"))
    assert talk.playing.page().turn == 0
    assert said(talk, "back") == "This is the first page."
