"""``ulysse graph``: what is printed and written, and how it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.authoring.map.maps import FILES
from tests.compiler.small import WORLD
from ulysse_game.cli.dispatch import dispatch

CHECKS = """\
import sys
from ulysse_game.cli.dispatch import dispatch
dispatch(["check", "tale"])
print([name for name in sys.modules if "authoring.map" in name])
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a story, ``tale``."""
    for name, text in {**WORLD, **FILES}.items():
        path = tmp_path / "tale" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def graph(*arguments: str) -> int:
    return dispatch(["graph", "tale", "--cores", "1", *arguments])


def test_dot_is_printed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert graph() == 0
    out, err = capsys.readouterr()
    assert out.startswith('digraph "Small" {\n')
    assert '"start" -> "loop"' in out
    assert err == ""


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("map.dot", "digraph"),
        ("map.gv", "digraph"),
        ("map.mmd", "flowchart TD"),
        ("map.SVG", "<svg xmlns"),
        ("map.html", "<!doctype html>"),
    ],
)
def test_a_file_says_its_form(
    here: Path, capsys: pytest.CaptureFixture[str], file: str, begins: str
) -> None:
    assert graph("-o", file, "--no-explore", "--runs", "0") == 0
    assert capsys.readouterr().out == f"{file}\n"
    text = Path(file).read_bytes()
    assert text.startswith(begins.encode())
    assert b"\r" not in text


def test_a_form_may_be_asked_for(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert graph("--format", "svg") == 0
    assert capsys.readouterr().out.startswith("<svg")
    assert graph("--format", "mermaid", "-o", "map.txt") == 0
    assert Path("map.txt").read_text(encoding="utf-8").startswith("flowchart TD\n")


def test_the_page_knows_what_can_be_reached_and_how_often(here: Path) -> None:
    assert graph("-o", "map.html", "--runs", "20") == 0
    text = Path("map.html").read_text(encoding="utf-8")
    assert '"by":"verdict"' in text
    assert '"early":["impossible","impossible"]' in text
    assert '"start":["reached","reached"]' in text
    assert '"start":["step-4","100 % of plays"]' in text
    assert text.index('"by":"verdict"') < text.index('"by":"plays"') < text.index('"by":"words"')


def test_what_is_not_asked_for_is_not_worked_out(here: Path) -> None:
    assert graph("-o", "map.html", "--no-explore", "--runs", "0", "--color", "words") == 0
    text = Path("map.html").read_text(encoding="utf-8")
    assert '"by":"verdict"' not in text
    assert '"by":"plays"' not in text
    assert '"shadings":[{"by":"words"' in text


@pytest.mark.parametrize(
    ("color", "said"),
    [
        ("verdict", "impossible"),
        ("plays", "100 % of plays"),
        ("words", 'begins\\n36 words", tooltip'),
        ("chapter", "#e3eefb"),
    ],
)
def test_colours(here: Path, capsys: pytest.CaptureFixture[str], color: str, said: str) -> None:
    assert graph("--color", color, "--runs", "10") == 0
    assert said in capsys.readouterr().out
    assert graph("--color", "none") == 0
    assert said not in capsys.readouterr().out


def test_parts(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert graph("--chapter", "second") == 0
    out = capsys.readouterr().out
    assert '"later" -> "the_end"' in out
    assert '"start"' not in out
    assert graph("--around", "night", "--steps", "1") == 0
    out = capsys.readouterr().out
    assert '"drawn" -> "night"' in out
    assert '"later"' not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--chapter", "secon"], "There is no chapter secon. did you mean `second`?"),
        (["--around", "nigt"], "There is no scene nigt. did you mean `night`?"),
        (["-o", "map.doc"], "map.doc could be any kind of map; add --format, or call it .dot"),
        (["-o", "my.map.png"], "No map is drawn as .png: there are .dot, .gv, .mmd, "),
        (["-o", "a/map.PDF"], "Write a/map.dot; then `dot -Tpdf a/map.dot -o a/map.PDF` (Graph"),
        (["--format", "html"], "--format html goes with -o FILE."),
        (["--color", "verdict", "--no-explore"], "--color verdict does not go with --no-explore."),
        (["-o", "nowhere/map.dot"], "nowhere/map.dot"),
    ],
)
def test_wrong_use(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code = graph(*arguments)
    out, err = capsys.readouterr()
    assert code == (3 if "nowhere" in said else 2)
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_a_story_with_errors_is_not_drawn(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("tale/1_part/scenes.yaml").write_text("start:\n  next: nowhere\n", encoding="utf-8")
    assert graph("-o", "map.dot") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "nowhere" in err
    assert not Path("map.dot").exists()


def test_many_edges_are_too_many_for_mermaid(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ulysse_game.authoring.map.MOST_EDGES", 3)
    assert graph("--format", "mermaid") == 0
    assert "ask for a part of the map with --chapter or --around" in capsys.readouterr().err


def test_whoever_reads_may_go_away(here: Path, environment: dict[str, str]) -> None:
    found = subprocess.run(
        f"{sys.executable} -m ulysse_game graph tale | head -1",
        shell=True, cwd=here, env=environment, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert found.stdout == 'digraph "Small" {\n'
    assert found.stderr == ""


def test_other_commands_do_not_read_the_maps(here: Path) -> None:
    found = subprocess.run(
        [
            sys.executable, "-c", CHECKS,
        ],
        cwd=here, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert found.stdout.endswith("[]\n")
