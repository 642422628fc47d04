"""Line mode for writers: the commands, and that nothing of a player's is touched."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.authoring.panel.desks import small
from ulysse_game.engine import Machine
from ulysse_game.play import Library
from ulysse_game.storage import MemoryShelf, Shelf
from ulysse_game.ui.plain import Options
from ulysse_game.ui.plain.commands import COMMANDS, understand
from ulysse_game.ui.plain.panel import WRITING
from ulysse_game.ui.plain.talk import Talk


@pytest.fixture(scope="module")
def machine() -> Machine:
    return small()


@pytest.fixture
def talk(machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Talk]:
    """A writer's conversation, just begun."""
    monkeypatch.setenv("ULYSSE_CACHE_DIR", str(tmp_path))
    library = Library(machine, Shelf(tmp_path / "saves"))
    begun = Talk(library, Options(write=True, new=True, seed=1))
    list(begun.open())
    yield begun
    list(begun.close())


def test_no_name_means_two_commands() -> None:
    names = [name for command in (*COMMANDS, *WRITING) for name in {command.id, *command.names}]
    twice = {name for name in names if names.count(name) > 1}
    assert twice == {"goto", "aller"}, "told apart by what follows: a scene, or a number"
    for command in WRITING:
        if command.id == "goto":
            continue
        for name in command.names:
            assert understand(name, (*COMMANDS, *WRITING)).command == command.id
            assert not understand(name).command or understand(name).command != command.id


def test_a_player_knows_none_of_it(machine: Machine) -> None:
    talk = Talk(Library(machine, MemoryShelf()), Options(new=True, seed=1))
    list(talk.open())
    assert next(iter(talk.answer("vars"))).startswith("I do not know that word")
    assert not any("pourquoi" in line for line in talk.answer("help"))
    list(talk.close())


def test_help_lists_them_in_both_languages(talk: Talk) -> None:
    assert any(line.startswith("For writers: vars, why,") for line in talk.answer("help"))
    assert next(iter(talk.answer("help why"))).startswith("why or pourquoi CHOICE: ")
    told = "\n".join(talk.answer("help goto"))
    assert "goto or aller NUMBER: " in told
    assert "goto or aller SCENE: " in told
    list(talk.answer("language fr"))
    assert any("pourquoi" in line for line in talk.answer("aide"))
    assert next(iter(talk.answer("aide why"))).startswith("pourquoi ou why CHOIX")


def test_why_by_number_by_name_and_by_a_name_that_is_none(talk: Talk) -> None:
    assert next(iter(talk.answer("why ask"))) == "ask: closed, shown with its reason"
    assert next(iter(talk.answer("why 1"))) == "blow: open"
    assert list(talk.answer("pourquoi bow")) == ["There is no choice bow. did you mean `blow`?"]
    assert list(talk.answer("why 99")) == ["There is no choice 99."]
    assert "spy: not shown" in list(talk.answer("why"))


def test_values(talk: Talk) -> None:
    list(talk.answer("1"))
    told = list(talk.answer("vars"))
    assert told[:3] == [
        "* ann.stress  taut (4), at first held",
        "* n  1, at first 0",
        "* weather  wind, at first calm",
    ]
    assert told[-1].startswith("As they began: ")
    assert list(talk.answer("vars weather"))[:2] == ["weather  wind, at first calm", "  how it is"]
    assert len(list(talk.answer("vars ann."))) == 5
    assert list(talk.answer("vars wether")) == [
        "There is no variable wether. did you mean `weather`?"
    ]


def test_cards_rules_changes(talk: Talk) -> None:
    assert list(talk.answer("cards")) == ["No deck is drawn here."]
    list(talk.answer("1"))
    assert list(talk.answer("changes"))[-1] == "rules that acted: windy"
    assert next(iter(talk.answer("rules"))) == "* windy: acted on this page"
    list(talk.answer("back"))
    list(talk.answer("5"))
    assert next(iter(talk.answer("cartes"))) == "Deck talks: at most 2 are offered"


def test_a_value_by_hand_and_back(talk: Talk) -> None:
    list(talk.answer("1"))
    real = talk.session
    told = list(talk.answer("set ann.trust 6"))
    assert "ann.trust is 6: this state is made by hand. This game is kept in memory and is" in told
    assert told[-1] == "Type “real” to come back to your playthrough."
    assert next(iter(talk.answer("why ask"))) == "ask: open"
    assert list(talk.answer("save x")) == [
        "This is played aside; type “real” for your playthrough first."
    ]
    list(talk.answer("set ann.trust=7"))
    list(talk.answer("real"))
    assert talk.session is real
    assert next(iter(talk.answer("why ask"))) == "ask: closed, shown with its reason"
    assert list(talk.answer("real")) == ["This is your playthrough."]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("set weather hail", "weather may be calm | wind | storm."),
        ("set weather", "weather may be calm | wind | storm."),
        ("set wether storm", "There is no variable wether. did you mean `weather`?"),
        ("goto hab", "There is no scene hab. did you mean `hub`?"),
        ("edit", "There is no file to open."),
    ],
)
def test_what_cannot_be_is_one_sentence(talk: Talk, line: str, answer: str) -> None:
    assert list(talk.answer(line)) == [answer]


def test_going_to_a_scene_and_leaving_from_there(talk: Talk, machine: Machine) -> None:
    list(talk.answer("1"))
    real = talk.session
    told = list(talk.answer("goto hub"))
    assert "The hub." in told
    assert talk.session is not real
    assert talk.session is not None
    assert talk.session.moment.after.location == "hub"
    list(talk.answer("goto talk_1"))
    assert list(talk.answer("quit")) == ["Your playthrough is saved. Until next time."]
    assert talk.session is real


def test_a_number_is_a_moment_of_the_timeline(talk: Talk) -> None:
    list(talk.answer("1"))
    list(talk.answer("timeline"))
    real = talk.session
    list(talk.answer("goto 1"))
    assert talk.session is real
    assert talk.playing.page().turn == 0


def test_nothing_leads_there(talk: Talk) -> None:
    real = talk.session
    assert next(iter(talk.answer("goto later"))).startswith("No way leads to later: ")
    assert talk.session is real


@pytest.mark.skipif(os.name != "posix", reason="a script as a program")
def test_the_editor_is_opened_at_the_line(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    program = tmp_path / "vim"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(out)!r}, 'w').write(' '.join(sys.argv[1:]))\n",
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", str(program))
    story = tmp_path / "story"
    talk = Talk(Library(machine, MemoryShelf()), Options(write=True, new=True, seed=1, story=story))
    list(talk.open())
    assert list(talk.answer("edit")) == []
    assert out.read_text(encoding="utf-8") == f"+2 {story / '1_part' / 'scenes.yaml'}"
    list(talk.answer("edit ask"))
    assert out.read_text(encoding="utf-8").startswith("+14 ")
    list(talk.close())


def test_an_ending_aside_leads_back(machine: Machine, talk: Talk) -> None:
    list(talk.answer("1"))
    real = talk.session
    list(talk.answer("goto hub"))
    assert talk.session is not real
    said: list[str] = []
    while talk.session is not real:
        said = list(talk.answer("1"))
        assert not talk.over
    assert any(line.startswith("The end: ") for line in said)
    back = said.index("Back in your playthrough.")
    assert "1) Blow." in said[back:]
    assert talk.session is not None
    assert talk.session.page().turn == 1
    list(talk.answer("5"))
    for _ in range(5):
        if not talk.over:
            list(talk.answer("1"))
    assert talk.over, "an ending of the real playthrough leaves"
