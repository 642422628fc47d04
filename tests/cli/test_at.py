"""Beginning at a scene from the command line, each time as a shell would start it."""

from __future__ import annotations

import io
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from tests.compiler.small import WORLD, compiled
from ulysse_game.authoring.arriving import Way
from ulysse_game.cli import at
from ulysse_game.cli.exit_codes import ERRORS, FINE, MISUSE
from ulysse_game.engine import Machine

from .conftest import Ulysse

SCENES = """
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
  text: The hall.
  choices:
    - lamp: Light it.
      if: flag_one
      closed: You have not looked.
      goto: the_end
    - out: Out.
      goto: the_end
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """The folder of a small story."""
    for name, text in {**WORLD, "1_part/scenes.yaml": SCENES}.items():
        path = tmp_path / "story" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "story"


def play(
    ulysse: Ulysse, story: Path, *more: str, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    return ulysse("play", "--plain", "--story", story, *more, stdin=stdin)


def test_a_pipe_takes_the_first_way_and_nothing_is_saved(
    ulysse: Ulysse, story: Path, tmp_path: Path
) -> None:
    result = play(ulysse, story, "--at", "hall", stdin="back\n")
    assert result.returncode == FINE, result.stderr
    assert "The hall." in result.stdout
    assert "Choices made on the way to hall: 1." in result.stdout
    assert "Begin." in result.stdout, "one can go back along the way"
    assert not list((tmp_path / "saves").glob("auto-*"))


def test_a_save_dir_keeps_it(ulysse: Ulysse, story: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    play(ulysse, story, "--at", "hall", "--save-dir", str(kept))
    again = play(ulysse, story, "--save-dir", str(kept))
    assert "The hall." in again.stdout


def test_the_way_of_a_number_and_the_way_shown(ulysse: Ulysse, story: Path) -> None:
    result = play(ulysse, story, "--at", "hall", "--way", "2", "--show-way")
    assert result.stdout.startswith("  1  start.look  Look.\n  2  start.in  Go in.\n\n")
    assert "1) Light it." in result.stdout
    result = play(ulysse, story, "--at", "hall", "--way", "9")
    assert result.returncode == MISUSE
    assert result.stderr == "Ways to hall that were found: 2.\n"


def test_where_something_holds(ulysse: Ulysse, story: Path) -> None:
    shown = play(ulysse, story, "--at", "hall", "--where", "n >= 3", "--show-way").stdout
    assert shown.count("start.rest") == 3
    result = play(ulysse, story, "--at", "hall", "--where", "m >= 3")
    assert result.returncode == ERRORS
    assert "nothing is called `m`" in result.stderr
    result = play(ulysse, story, "--at", "hall", "--where", "n > 100")
    assert result.returncode == ERRORS
    assert result.stderr.startswith("Nothing leads to hall where n > 100: ")
    assert result.stdout == ""


def test_where_a_choice_is_open(ulysse: Ulysse, story: Path) -> None:
    assert "1) Light it." in play(ulysse, story, "--at", "hall.lamp").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--at", "hal"), "There is no scene hal. did you mean `hall`?\n"),
        (("--at", "hall.lamb"), "There is no choice hall.lamb. did you mean `lamp`?\n"),
        (("--at", "hall/x"), "There is no item hall/x. did you mean `hall`?\n"),
        (("--at", "hall", "--new"), "--at and --new do not go together.\n"),
        (("--at", "hall", "--from", "x"), "--at and --from do not go together.\n"),
        (("--where", "n > 1"), "--where goes with --at.\n"),
        (("--show-way",), "--show-way goes with --at.\n"),
    ],
)
def test_wrong_use(ulysse: Ulysse, story: Path, arguments: tuple[str, ...], said: str) -> None:
    result = play(ulysse, story, *arguments)
    assert (result.returncode, result.stderr) == (MISUSE, said)


def test_no_time_is_said_and_offers_nothing(ulysse: Ulysse, story: Path) -> None:
    result = play(ulysse, story, "--at", "hall", "--where", "n > 80", "--budget", "0")
    assert result.returncode == ERRORS
    assert result.stderr.startswith("No way to hall where n > 80 was found in 0 s: ")
    assert result.stdout == ""


def test_in_french(ulysse: Ulysse, story: Path) -> None:
    result = play(ulysse, story, "--at", "hall", "--language", "fr")
    assert "Choix faits sur le chemin de hall\xa0: 1." in result.stdout


def test_the_second_start_does_not_search(ulysse: Ulysse, story: Path, tmp_path: Path) -> None:
    play(ulysse, story, "--at", "hall", "--way", "2")
    (kept,) = (tmp_path / "cache" / "ways").glob("*.json")
    before = kept.stat().st_mtime_ns
    again = play(ulysse, story, "--at", "hall", "--way", "2", "--budget", "0")
    assert "1) Light it." in again.stdout
    assert kept.stat().st_mtime_ns == before


def test_writers_commands_are_there_for_writers(ulysse: Ulysse, story: Path) -> None:
    told = play(ulysse, story, "--at", "hall", "--write", stdin="vars flag_one\n").stdout
    assert "what sets it\n    start.look   1_part/scenes.yaml:10" in told
    assert "start.look" not in play(ulysse, story, "--at", "hall", stdin="vars flag_one\n").stdout


def test_a_player_pays_for_none_of_it(environment: dict[str, str], story: Path) -> None:
    source = (
        "import sys\nfrom ulysse_game.cli.dispatch import dispatch\n"
        f"dispatch(['play', '--plain', '--story', {str(story)!r}])\n"
        "print([name for name in sys.modules if name.startswith(('ulysse_game.authoring',"
        " 'ulysse_game.explore', 'ulysse_game.ui.plain.panel', 'ulysse_game.cli.at'))])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", source],
        env=environment, input="1\nquit\n", capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert ran.stdout.splitlines()[-1] == "[]"


class TestAsking:
    """The question at a terminal."""

    def asked(self, monkeypatch: pytest.MonkeyPatch, typed: str, tmp_path: Path) -> tuple[int, str]:
        """How many choices the way has that was taken, and what was printed."""
        found = compiled(SCENES)
        assert found.story is not None
        out = io.StringIO()
        monkeypatch.setenv("ULYSSE_CACHE_DIR", str(tmp_path))
        monkeypatch.setattr(at, "_is_terminal", lambda: True)
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        monkeypatch.setattr(sys, "stdout", out)
        arguments = Namespace(at="hall", where="", way=0, ways=5, budget=10)
        there = at.way_there(Machine(found.story), found, arguments, "en")
        assert there is not None
        assert there.others is None
        return len(there.route.steps), out.getvalue()

    LIST = (
        "  1  Choices: 1, the fewest there can be\n"
        "  2  Choices: 2 · the choice lamp is open · flag_one\n"
    )
    QUESTION = "Which way? 1 to 2, Enter for the first: "

    def test_by_number(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        assert self.asked(monkeypatch, "2\n", tmp_path) == (2, self.LIST + self.QUESTION)

    def test_enter_and_the_end_of_the_input_are_the_first(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        for typed in ("\n", ""):
            assert self.asked(monkeypatch, typed, tmp_path)[0] == 1

    def test_what_is_no_number_of_theirs_asks_again(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        taken, printed = self.asked(monkeypatch, "3\nx\n2)\n", tmp_path)
        assert taken == 2
        assert printed.count(self.QUESTION) == 3

    def test_ctrl_c_ends_the_looking(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        from ulysse_game.authoring.arriving import Arriving

        def interrupted(search: Arriving) -> object:
            raise KeyboardInterrupt

        monkeypatch.setattr(Arriving, "others", interrupted)
        taken, printed = self.asked(monkeypatch, "", tmp_path)
        assert taken == 1
        assert self.QUESTION not in printed

    def test_the_full_screen_asks_later(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        found = compiled(SCENES)
        assert found.story is not None
        monkeypatch.setenv("ULYSSE_CACHE_DIR", str(tmp_path))
        monkeypatch.setattr(at, "_is_terminal", lambda: True)
        arguments = Namespace(at="hall", where="", way=0, ways=5, budget=10)
        there = at.way_there(Machine(found.story), found, arguments, "en", asks_later=True)
        assert there is not None
        assert there.others is not None
        assert there.others.first is not None
        assert there.others.first.route == there.route
        assert there.others.place == "hall"
        (other,) = there.others.rest
        assert isinstance(other, Way)
        assert len(other.route.steps) == 2
        assert capsys.readouterr().out == ""
        arguments.way = 2
        there = at.way_there(Machine(found.story), found, arguments, "en", asks_later=True)
        assert there == at.There(other.route)
