"""Line mode under watch: news between two prompts, on streams that never need to be waited for."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.authoring.watching.watched import Desk
from ulysse_game.storage import Shelf
from ulysse_game.ui.plain import Options
from ulysse_game.ui.plain.watching import Reader, WatchedTalk, run


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The small story, under watch."""
    return Desk(tmp_path)


def begun(desk: Desk, **options: Any) -> WatchedTalk:
    talk = WatchedTalk(desk.watch, Options(seed=1, **options))
    assert "You stand before a door." in list(talk.open())
    return talk


def looked(talk: WatchedTalk) -> list[str]:
    """What two looks tell, as after a change that has settled."""
    return talk.look() or talk.look()


def test_nothing_is_told_of_nothing(desk: Desk) -> None:
    assert looked(begun(desk)) == []


def test_the_first_difference_and_the_page(desk: Desk) -> None:
    talk = begun(desk)
    list(talk.answer("1"))
    desk.edit("Come in.", "Go away.")
    told = looked(talk)
    assert told[:2] == ["Changed: 1_part/scenes.yaml.", "This text has changed."]
    assert "EVA  “Go away.”" in told
    assert told[-1] == "1) Sit down."
    assert "The end: A Chair" in list(talk.answer("1"))


def test_mistakes_are_told_and_the_story_before_goes_on(desk: Desk) -> None:
    talk = begun(desk)
    desk.edit("next: hall", "next: hal")
    told = looked(talk)
    assert told[1] == "The story has errors; the one before goes on."
    assert told[2].startswith("story/1_part/scenes.yaml:13:9: error[unknown-scene]")
    assert "EVA  “Come in.”" in list(talk.answer("1"))
    desk.edit("next: hal\n", "next: hall\n")
    assert looked(talk)[1:] == ["The story is the same as before."]


def test_many_mistakes_are_counted(desk: Desk) -> None:
    talk = begun(desk)
    wrong = "".join(f"extra_{n}:\n  text: Here.\n  next: nowhere\n" for n in range(20))
    desk.edit("door:\n", wrong + "door:\n")
    told = looked(talk)
    assert told[-1].startswith("And ")
    assert sum("unknown-scene" in line for line in told) == 8


def test_many_files_are_counted(desk: Desk) -> None:
    talk = begun(desk)
    for name in "abcde":
        (desk.folder / f"{name}.yaml").write_text("", encoding="utf-8")
    assert looked(talk)[0] == "Changed: a.yaml, b.yaml, c.yaml and 2 more."


def test_an_ending_does_not_end_the_watch(desk: Desk) -> None:
    talk = begun(desk)
    list(talk.answer("1"))
    assert "The end: A Chair" in list(talk.answer("1"))
    assert not talk.over
    desk.edit("You sit. It is over.", "You sit.")
    assert "You sit." in looked(talk)
    assert "1) Sit down." in list(talk.answer("back"))


def test_nothing_in_memory_is_called_saved(desk: Desk, tmp_path: Path) -> None:
    talk = begun(desk)
    list(talk.answer("1"))
    assert list(talk.answer("quit")) == ["Until next time."]
    shelf = Shelf(tmp_path / "saves")
    shelf.prepare()
    (tmp_path / "more").mkdir()
    talk = begun(Desk(tmp_path / "more", shelf))
    list(talk.answer("1"))
    assert list(talk.answer("quit")) == ["Your playthrough is saved. Until next time."]


def test_french(desk: Desk) -> None:
    talk = WatchedTalk(desk.watch, Options(seed=1, language="fr"))
    list(talk.open())
    desk.edit("You stand", "You wait")
    assert looked(talk)[:2] == ["Modifié\xa0: 1_part/scenes.yaml.", "Ce texte a changé."]


# ── On streams ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def pipe() -> Iterator[tuple[io.TextIOWrapper, int]]:
    """A pipe to be read from, and the end to write to."""
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="utf-8") as stream:
        yield stream, writing
        try:
            os.close(writing)
        except OSError:
            return


def test_a_line_is_waited_for_only_so_long(pipe: tuple[io.TextIOWrapper, int]) -> None:
    stream, writing = pipe
    reader = Reader(stream)
    assert not reader.blocks
    assert reader.line(0) is None
    os.write(writing, "état\n1".encode())
    assert reader.line(1) == "état\n"
    assert reader.line(0) is None
    os.write(writing, b"2\n3")
    os.close(writing)
    assert [reader.line(1), reader.line(1), reader.line(1)] == ["12\n", "3", ""]


def test_an_endless_line_is_read_in_parts(pipe: tuple[io.TextIOWrapper, int]) -> None:
    stream, writing = pipe
    os.write(writing, b"x" * 2_500 + b"\n")
    reader = Reader(stream)
    parts = [reader.line(1) for _ in range(3)]
    assert [len(part or "") for part in parts] == [1_000, 1_000, 501]


def test_a_stream_that_cannot_be_waited_for() -> None:
    reader = Reader(io.StringIO("1\n"))
    assert reader.blocks
    assert [reader.line(0), reader.line(0)] == ["1\n", ""]


class Typist(io.StringIO):
    """Types lines; before each, does something at the desk."""

    def __init__(self, desk: Desk, *lines: str | tuple[str, str]) -> None:
        super().__init__()
        self.desk = desk
        self.lines = list(lines)

    def readline(self, size: int | None = -1) -> str:  # type: ignore[override]
        while self.lines:
            line = self.lines.pop(0)
            if isinstance(line, str):
                return line
            self.desk.edit(*line)
            self.desk.watch.glance()
        return ""


def test_a_whole_conversation(desk: Desk) -> None:
    stdout = io.StringIO()
    typed = Typist(desk, "1\n", ("Come in.", "Go away."), "again\n", "1\n", "quit\n")
    assert run(desk.watch, Options(seed=1), typed, stdout) == 0
    text = stdout.getvalue()
    assert text.index("Come in.") < text.index("This text has changed.") < text.index("Go away.")
    assert text.count("\n> ") == 9  # a prompt for each line, one again after news, four labels
    assert text.endswith("Until next time.\n")


def test_a_story_that_cannot_be_played_yet(tmp_path: Path) -> None:
    desk = Desk(tmp_path, broken="{You stand")
    stdout = io.StringIO()
    typed = Typist(desk, "\n", ("{You stand", "You stand"), "\n", "quit\n")
    assert run(desk.watch, Options(seed=1), typed, stdout) == 0
    text = stdout.getvalue()
    assert text.startswith("story/1_part/scenes.yaml:4:5: error[open-brace]")
    assert "The story begins as soon as this is mended." in text
    assert "You stand before a door." in text


@pytest.mark.parametrize("typed", ["", "quit\n", "\nq\n"])
def test_leaving_before_there_is_a_story(tmp_path: Path, typed: str) -> None:
    desk = Desk(tmp_path, broken="{You stand")
    stdout = io.StringIO()
    assert run(desk.watch, Options(), io.StringIO(typed), stdout) == 1
    assert "You stand before" not in stdout.getvalue()


class Gone(io.StringIO):
    """Whoever read has gone."""

    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_nobody_reads(tmp_path: Path, desk: Desk) -> None:
    assert run(desk.watch, Options(), io.StringIO("1\n"), Gone()) == 0
    (tmp_path / "more").mkdir()
    broken = Desk(tmp_path / "more", broken="{You stand")
    assert run(broken.watch, Options(), io.StringIO("1\n"), Gone()) == 1


def test_what_is_played_aside_follows_too_and_is_never_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "saves")
    shelf.prepare()
    desk = Desk(tmp_path, shelf)
    desk.save("world/variables.yaml", "variables:\n  knocks: 0..9, how often\n")
    assert desk.glance() is not None
    talk = begun(desk, write=True, story=desk.folder)
    list(talk.answer("1"))
    told = list(talk.answer("set knocks 3"))
    assert "knocks is 3: this state is made by hand." in " ".join(told)
    kept = {name: shelf.read(name) for name in shelf.names()}
    desk.edit("You stand", "You wait")
    assert looked(talk)[1] == "Nothing on your way has changed."
    list(talk.answer("1"))
    assert {name: shelf.read(name) for name in shelf.names()} == kept
    told = list(talk.answer("real"))
    assert told[0] == "Back in your playthrough."
    assert told.count("1) Sit down.") == 1, "in the newest story alone"
    # The playthrough that waited was left in the older story.
    assert "The text `door` has changed (one choice back)." in told
    assert told[-1] == "1) Sit down."
    assert talk.session is not None
    assert talk.session.page().turn == 1


def test_an_ending_aside_stays_to_be_read_and_leads_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.save("world/variables.yaml", "variables:\n  knocks: 0..9, how often\n")
    assert desk.glance() is not None
    talk = begun(desk, write=True, story=desk.folder)
    real = talk.session
    list(talk.answer("set knocks 3"))
    list(talk.answer("1"))
    told = list(talk.answer("1"))
    assert told[-1] == "1) Back to your playthrough."
    assert list(talk.answer("2"))[-1] == "1) Back to your playthrough."
    assert not talk.over
    desk.edit("You sit.", "You lie.")
    assert "You lie. It is over." in looked(talk)
    told = list(talk.answer("1"))
    assert told[0] == "Back in your playthrough."
    assert talk.session is not None
    assert talk.session.playthrough == real.playthrough  # type: ignore[union-attr]
    assert talk.session.page().scene == "door"
