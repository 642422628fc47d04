"""The story that is shipped, held as a conversation to an ending with every command on the way.

As somebody hears it who reads nothing else: nothing is said twice in a row, what is announced
follows, and for a voice no sign is left that is no word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import pytest

from ulysse_game import view
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine
from ulysse_game.play import Library
from ulysse_game.playtest import read, replay
from ulysse_game.storage import MemoryShelf
from ulysse_game.ui.plain import Options
from ulysse_game.ui.plain.commands import COMMANDS
from ulysse_game.ui.plain.heard import heard
from ulysse_game.ui.plain.layout import LABELS
from ulysse_game.ui.plain.talk import Talk

ROOT = Path(__file__).parents[3]
WALKTHROUGH = ROOT / "tests" / "walkthroughs" / "ending_last_watch.yaml"

ARGUMENTS = {
    "crew": ("", "simon"),
    "notebook": ("", "crew", "log", "people", "places", "words", "promises", "questions"),
    "find": ("ulysse",),
    "log": ("2",),
    "goto": ("1",),
    "compare": ("1 2",),
    "save": ("x",),
    "delete": ("1",),
    "settings": ("", "width"),
    "timeline": ("", "1"),
    "help": ("", "find"),
}
"""What some of the commands are asked."""

ASIDE = ("back", "goto", "load", "new", "language", "quit", "transcript", "skip", "delete")
"""What leads away, or is asked for of its own elsewhere."""

PAUSE = 60
"""Every so many choices, all commands are typed."""


@cache
def played() -> tuple[Machine, int, tuple[str, ...]]:
    """The story, and the seed and the choices of a walkthrough to an ending."""
    compiled = compile_folder(ROOT / "story")
    script = read(str(WALKTHROUGH), compiled).script
    assert compiled.story is not None
    assert script is not None
    machine = Machine(compiled.story)
    result = replay(machine, script)
    return machine, result.moments[0].after.seed, result.choices


def asked() -> Iterator[str]:
    """Every command that stays where one is, in both languages."""
    for command in COMMANDS:
        if command.id not in ASIDE:
            for name in dict.fromkeys(command.names[:2]):
                for argument in ARGUMENTS.get(command.id, ("",)):
                    yield f"{name} {argument}".strip()


def test_every_command_has_been_thought_of() -> None:
    assert set(ARGUMENTS) | set(ASIDE) <= {command.id for command in COMMANDS}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_whole_story_is_good_to_listen_to(language: str) -> None:
    machine, seed, choices = played()
    talk = Talk(
        Library(machine, MemoryShelf()),
        Options(
            language=language, new=True, seed=seed, speech=True, tour=True,
            title=partial(view.title, machine),
        ),
    )  # fmt: skip
    lines = list(talk.open())
    for number, choice in enumerate(choices):
        heard_well(talk, lines)
        if number % PAUSE == PAUSE - 1:
            for line in asked():
                answer = list(talk.answer(line))
                assert any(answer), line
                heard_well(talk, answer)
            list(talk.answer("settings speech off"))
            read_well(talk, list(talk.answer("again")))
            list(talk.answer("settings speech on"))
        options = [option.id for option in talk.playing.page().open_options]
        lines = list(talk.answer(str(options.index(choice) + 1)))
    heard_well(talk, lines)
    assert talk.over
    end = talk.words("The end: {title}", title="").replace("\u00a0", " ").strip()
    assert any(line.startswith(end) for line in lines)


def read_well(talk: Talk, lines: list[str]) -> None:
    """Nothing twice in a row, and every label is followed by what it announces."""
    labels = {talk.words(label).replace("\u00a0", " ") for label in LABELS.values()}
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        assert line != after or not line, line
        assert line.replace("\u00a0", " ") not in labels or after.strip(), line
    assert "\n\n\n" not in "\n".join(lines)


def heard_well(talk: Talk, lines: list[str]) -> None:
    """As it is read, and every sign is one that a voice can say or pass over."""
    read_well(talk, lines)
    for line in lines:
        assert heard(line) == line.strip(), line
        assert not set("·|′″₂\u00a0\u202f") & set(line), line
