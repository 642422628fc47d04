"""What is told of serving before anything is served. Serving itself is tested in ``ui/web``."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from ulysse_game.cli import main, serve, settings
from ulysse_game.cli.exit_codes import ERRORS, FINE, MISUSE
from ulysse_game.cli.play import wants_lines

STORY = str(Path(__file__).parents[1] / "samples" / "story")


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("ULYSSE_SAVE_DIR", str(tmp_path / "saves"))
    monkeypatch.setenv("ULYSSE_CACHE_DIR", str(tmp_path / "cache"))


@pytest.mark.parametrize("missing", ["aiohttp", "textual_serve"])
def test_without_the_extra_one_sentence_says_what_to_install(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    assert main(["serve"]) == MISUSE
    said = capsys.readouterr()
    assert said.err == (
        "Jouer dans un navigateur demande un paquet de plus\u00a0: pip install 'ulysse-game[web]'\n"
    )
    assert said.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--port", "65536"],
        ["--port", "x"],
        ["--sessions", "0"],
        ["--sessions", "51"],
        ["--host", "x"],
    ],
)
def test_what_cannot_be_served(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", *arguments]) == MISUSE
    assert "usage\u00a0: ulysse serve" in capsys.readouterr().err


def test_a_story_with_errors_is_not_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("textual_serve", reason="needs the extra `web`")
    (tmp_path / "story.yaml").write_text("story: [\n", encoding="utf-8")
    assert main(["serve", "--story", str(tmp_path)]) == ERRORS
    assert "error[" in capsys.readouterr().err


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("textual_serve", reason="needs the extra `web`")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--story", STORY, "--port", str(port)]) == MISUSE
    said = capsys.readouterr()
    assert f"Le port {port} n’est pas libre" in said.err
    assert said.out == ""


def test_the_address_is_told_and_opened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("textual_serve", reason="needs the extra `web`")
    from ulysse_game.ui import web

    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(web, "serve", lambda options: options.opened("http://x/"))
    assert main(["serve", "--story", STORY]) == FINE
    assert opened == []
    assert main(["serve", "--story", STORY, "--open"]) == FINE
    assert opened == ["http://x/"]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Le jeu est à l’adresse http://x/"
    assert lines[-1].startswith("Aucun navigateur")


def test_each_browser_has_its_own_saves_and_its_own_language(tmp_path: Path) -> None:
    folder = tmp_path / "saves" / "web" / "0"
    command = serve._command("/story", folder, "fr")
    assert command[1:4] == ["-P", "-m", "ulysse_game"]
    assert command[command.index("--save-dir") + 1] == str(folder)
    assert serve._language(None, folder, "de-DE,de;q=0.9,en;q=0.8,fr;q=0.7") == "en"
    assert serve._language(None, folder, "") == "fr"
    settings.remember(str(folder), "language", "fr")
    assert serve._language(None, folder, "en") == "fr"
    assert serve._language("en", folder, "fr") == "en"


def test_the_one_file_starts_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert serve._command("/story", tmp_path, "fr")[:2] == [sys.executable, "play"]


def test_a_browser_draws_what_comes_through_pipes() -> None:
    with open(__file__, encoding="utf-8") as pipe:
        assert wants_lines(pipe, pipe, {"TERM": "xterm"})
        driver = {"TERM": "dumb", "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
        assert not wants_lines(pipe, pipe, driver)
        assert wants_lines(pipe, pipe, {**driver, "ULYSSE_PLAIN": "1"})
