"""Opening files in the writer's editor: how each is told a line, and what is said without one."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ulysse_game.authoring import editor
from ulysse_game.authoring.editor import Editor, Unopened, editor_for, open_in_editor

FILE = Path("story") / "a.yaml"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs, the only one there is."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return tmp_path


def program(folder: Path, name: str, source: str = "pass") -> Path:
    """A program that runs ``source`` with its arguments in ``words``."""
    path = folder / name
    path.write_text(
        f"#!{sys.executable}\nimport sys\nwords = sys.argv[1:]\n{source}\n", encoding="utf-8"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize(
    ("chosen", "words", "has_window"),
    [
        ("vim", ("vim", "+7", str(FILE)), False),
        ("nano -w", ("nano", "-w", "+7", str(FILE)), False),
        ("emacs -nw", ("emacs", "-nw", "+7", str(FILE)), False),
        ("kak", ("kak", "+7", str(FILE)), False),
        ("hx", ("hx", f"{FILE}:7:3"), False),
        ("code --wait", ("code", "-g", f"{FILE}:7:3"), True),
        ("subl -w", ("subl", f"{FILE}:7:3"), True),
        ("kate", ("kate", "--line", "7", str(FILE)), True),
        ("ed", ("ed", str(FILE)), False),
    ],
)
def test_each_editor_is_told_in_its_own_way(
    programs: Path, chosen: str, words: tuple[str, ...], has_window: bool
) -> None:
    program(programs, chosen.split()[0])
    found = editor_for(FILE, 7, 3, {"EDITOR": chosen})
    assert found == Editor(words, has_window)


def test_the_file_as_a_whole(programs: Path) -> None:
    program(programs, "vim")
    assert editor_for(FILE, 0, environment={"EDITOR": "vim"}) == Editor(("vim", str(FILE)))


def test_visual_comes_before_editor_and_both_before_what_is_there(programs: Path) -> None:
    for name in ("vim", "nano", "hx"):
        program(programs, name)
    for environment, name in (
        ({"VISUAL": "hx", "EDITOR": "vim"}, "hx"),
        ({"EDITOR": "vim"}, "vim"),
        ({"VISUAL": ""}, "nano"),
    ):
        found = editor_for(FILE, 7, environment=environment)
        assert isinstance(found, Editor)
        assert found.words[0] == name


def test_no_editor_is_one_sentence(programs: Path) -> None:
    nothing = editor_for(FILE, 7, environment={})
    assert isinstance(nothing, Unopened)
    assert nothing.values == {"place": f"{FILE}:7"}
    missing = editor_for(FILE, 7, environment={"EDITOR": "no_such_editor --x"})
    assert isinstance(missing, Unopened)
    assert missing.values == {"name": "no_such_editor"}


def test_unbalanced_quotes_are_no_error(programs: Path) -> None:
    assert isinstance(editor_for(FILE, 7, environment={"EDITOR": "vim 'x"}), Unopened)


@pytest.mark.skipif(os.name != "posix", reason="scripts as programs")
class TestStarting:
    def test_an_editor_in_the_terminal_is_waited_for_within_its_setting_aside(
        self, programs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = programs / "out"
        program(programs, "vim", f"open({str(out)!r}, 'w').write(' '.join(words))")
        monkeypatch.setenv("EDITOR", "vim")
        log: list[str] = []

        @contextlib.contextmanager
        def aside() -> Iterator[None]:
            log.append("lent")
            assert not out.exists()
            yield
            assert out.read_text(encoding="utf-8") == f"+7 {FILE}"
            log.append("back")

        assert open_in_editor(FILE, 7, aside=aside) is None
        assert log == ["lent", "back"]

    def test_one_with_a_window_leaves_the_terminal_alone(
        self, programs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program(programs, "code")
        monkeypatch.setenv("EDITOR", "code")
        monkeypatch.setattr(editor, "_OPEN", [])

        def aside() -> contextlib.AbstractContextManager[object]:
            raise AssertionError("the terminal was lent")

        assert open_in_editor(FILE, 7, aside=aside) is None
        (process,) = editor._OPEN
        assert process.wait(timeout=30) == 0

    def test_one_that_cannot_be_started(
        self, programs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken = programs / "vim"
        broken.write_text("#!/no/such/interpreter\n", encoding="utf-8")
        broken.chmod(0o755)
        monkeypatch.setenv("EDITOR", "vim")
        trouble = open_in_editor(FILE, 7)
        assert trouble is not None
        assert trouble.values["name"] == "vim"
