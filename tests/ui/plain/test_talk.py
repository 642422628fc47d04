from typing import Any

import pytest

from ulysse_game.storage import StorageTrouble
from ulysse_game.ui.plain import Options
from ulysse_game.ui.plain.commands import COMMANDS
from ulysse_game.ui.plain.talk import Talk

from .fake import Card, FakeLibrary, title


def opened(library: FakeLibrary, **options: Any) -> Talk:
    talk = Talk(library, Options(**options))  # type: ignore[arg-type]
    list(talk.open())
    return talk


def said(talk: Talk, line: str) -> str:
    return "\n".join(talk.answer(line))


def test_a_new_playthrough_opens_with_the_title_page_and_the_first_page(
    library: FakeLibrary,
) -> None:
    talk = Talk(library, Options(new=True, seed=7, title=title))  # type: ignore[arg-type]
    assert list(talk.open()) == [
        "A Chair",
        "",
        "Doors.",
        "",
        "Not the real thing.",
        "",
        "Type the number of a choice, or a command; “help” lists the commands.",
        "",
        "Chapter One",
        "Second title",
        "",
        "You stand before a door. Now.",
        "",
        "EVA  “Open.”",
        "",
        "It reads:",
        "    LOCKED",
        "    TRY AGAIN",
        "",
        "1) Knock.",
        "Closed: Wait. There is no time left.",
        "2) Shout.",
    ]
    assert library.sessions[0].seed == 7


def test_numbers_count_open_choices_only(library: FakeLibrary) -> None:
    talk = opened(library)
    assert said(talk, "2").startswith("\n> Shout.\n\nThe hall is cold.")
    assert library.sessions[0].path == ["shout"]


@pytest.mark.parametrize("line", ["0", "3", "99999999999999999999"])
def test_a_number_that_is_no_choice(library: FakeLibrary, line: str) -> None:
    talk = opened(library)
    assert said(talk, line) == (
        "There is no such choice.\n\n1) Knock.\n"
        "Closed: Wait. There is no time left.\n2) Shout."
    )  # fmt: skip


def test_an_unknown_word_gets_one_sentence_and_the_choices(library: FakeLibrary) -> None:
    talk = opened(library)
    answer = said(talk, "dance")
    assert answer.startswith("I do not know that word; “help” lists those I know.\n\n1) Knock.")


def test_an_empty_line_gets_the_choices_alone(library: FakeLibrary) -> None:
    assert said(opened(library), "\n").startswith("\n1) Knock.")


def test_a_doubtful_beginning_names_what_it_could_be(library: FakeLibrary) -> None:
    assert said(opened(library), "sa").startswith("That could be: save, saves.")


def test_the_status_line_comes_by_itself_only_when_the_seats_change(library: FakeLibrary) -> None:
    talk = opened(library)
    assert "eats" not in said(talk, "1")  # still seven; only the clock has moved
    assert "\n\nSeats: 6 for 8.\n" in said(talk, "1")


def test_another_language_is_no_change_of_the_seats(library: FakeLibrary) -> None:
    talk = opened(library)
    assert "eats" not in said(talk, "again")
    assert "eats" not in said(talk, "language fr")
    said(talk, "1")
    said(talk, "1")
    assert "Seats\u00a0: 7 for 8." in said(talk, "back 2"), "they changed, whatever the way"


def test_status_on_request(library: FakeLibrary) -> None:
    talk = opened(library)
    assert said(talk, "status") == "One. Door.\n20:00 · 7 seats\nChoices made: 0."


def test_the_ending(library: FakeLibrary) -> None:
    talk = opened(library)
    said(talk, "1")
    answer = said(talk, "1")
    assert "The end: A Chair" in answer
    assert "“back”" in answer
    assert talk.over
    assert library.sessions[0].closed


def test_back(library: FakeLibrary) -> None:
    talk = opened(library)
    assert said(talk, "back") == "This is the first page."
    said(talk, "1")
    assert "You stand before a door." in said(talk, "retour")
    assert library.sessions[0].path == []


def test_a_playthrough_goes_on_by_itself_and_the_ended_one_can_go_back(
    library: FakeLibrary,
) -> None:
    first = opened(library)
    said(first, "1")
    said(first, "1")
    talk = Talk(library, Options())  # type: ignore[arg-type]
    text = "\n".join(talk.open())
    assert "goes on where you left it" in text
    assert "The end: A Chair" in text
    assert text.endswith("1) Begin a new playthrough.")
    assert not talk.over
    assert "The hall is cold." in said(talk, "back")


def test_an_ended_playthrough_offers_a_new_one(library: FakeLibrary) -> None:
    library.put("auto", "auto", "", ["knock", "sit"])
    talk = opened(library)
    assert "There is no such choice." in said(talk, "2")
    assert "You stand before a door." in said(talk, "1")
    assert library.sessions[0].closed


def test_a_damaged_save_is_not_gone_on_from(library: FakeLibrary) -> None:
    library.put("auto", "auto", "", ["knock"])
    library.kept["torn"] = (Card("torn", damaged=True), [])
    assert "The hall is cold." in "\n".join(Talk(library, Options()).open())  # type: ignore[arg-type]


def test_a_save_that_cannot_be_opened_is_told_and_the_next_one_taken(library: FakeLibrary) -> None:
    library.put("auto", "auto", "", ["knock"])
    library.put("quick", "quick", "", [])
    library.unreadable = {"quick"}
    text = "\n".join(Talk(library, Options()).open())  # type: ignore[arg-type]
    assert text.startswith("This saved game is damaged.\n")
    assert "The hall is cold." in text
    library.unreadable = {"quick", "auto"}
    text = "\n".join(Talk(library, Options()).open())  # type: ignore[arg-type]
    assert "No saved game here can be opened; a new playthrough begins." in text
    assert "You stand before a door." in text


def test_saving_listing_and_loading(library: FakeLibrary) -> None:
    talk = opened(library)
    assert said(talk, "saves") == "There is no save yet."
    assert said(talk, "save the door") == "Saved as the door."
    said(talk, "1")
    assert said(talk, "save") == "Saved."
    assert said(talk, "saves") == (
        "1) Quick save. One, Door, 20:00, 7 alive. Turn 1, 1\u00a0January\u00a02040.\n"
        "2) Automatic save. One, Door, 20:00, 7 alive. Turn 1, 1\u00a0January\u00a02040.\n"
        "3) the door. One, Door, 20:00, 7 alive. Turn 0, 1\u00a0January\u00a02040.\n"
        "Type “load” and a number to go on from there."
    )
    assert "You stand before a door." in said(talk, "load 3")
    assert library.sessions[0].closed
    assert "The hall is cold." in said(talk, "load 1")
    assert "You stand before a door." in said(talk, "load The Door")
    assert "There is no such save" in said(talk, "load 9")


def test_a_new_playthrough_can_be_begun_at_any_page(library: FakeLibrary) -> None:
    talk = opened(library)
    said(talk, "1")
    assert "You stand before a door." in said(talk, "nouvelle")
    assert library.sessions[0].closed
    assert len(library.sessions) == 2


def test_saved_is_not_said_when_it_was_not(library: FakeLibrary) -> None:
    talk = opened(library)
    library.full = True
    assert said(talk, "save the door").strip() == "The disk is full."


def test_a_trouble_of_the_machine_is_a_sentence_and_the_talk_goes_on(
    library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = opened(library, language="fr")

    def full() -> None:
        raise StorageTrouble("The disk is full.")

    monkeypatch.setattr(library.sessions[0], "quick_save", full)
    assert said(talk, "save") == "Le disque est plein."
    assert not talk.over


def test_the_language_changes_in_the_middle_of_a_page(library: FakeLibrary) -> None:
    kept = []
    talk = opened(library, remember=lambda name, value: kept.append((name, value)))
    answer = said(talk, "langue fr")
    assert "Tu es devant une porte." in answer
    assert "Fermé\xa0: Attendre. Le temps manque." in answer
    assert kept == [("language", "fr")]
    assert "The languages are" not in said(talk, "language English")
    assert "The languages are: en, fr." in said(talk, "language de")


def test_log_crew_and_again(library: FakeLibrary) -> None:
    talk = opened(library)
    said(talk, "1")
    assert said(talk, "log").index("You stand") < said(talk, "log").index("The hall")
    assert "You stand" not in said(talk, "log 1")
    assert "You stand" in said(talk, "journal tout")
    assert said(talk, "crew").strip() == "Eva is calm."
    assert said(talk, "encore").strip().startswith("> Knock.")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_help_names_every_command_and_tells_of_each_by_any_name(
    library: FakeLibrary, language: str
) -> None:
    text = said(opened(library, language=language), "help")
    for command in COMMANDS:
        one, other = command.named(language)
        assert f" {one}," in text or f" {one}." in text
        told = said(opened(library, language=language), f"help {other}")
        assert one in told.partition(":")[0]
        assert other in told.partition(":")[0]


def test_notices_are_said_once(library: FakeLibrary) -> None:
    talk = opened(library)
    library.sessions[0].notices.append("Something was lost.")
    assert "Something was lost." in said(talk, "status")
    assert "Something was lost." not in said(talk, "status")


def test_quit_saves_and_ends(library: FakeLibrary) -> None:
    talk = opened(library)
    said(talk, "1")
    assert "saved" in said(talk, "quit")
    assert talk.over
    assert library.sessions[0].closed
