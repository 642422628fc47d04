"""What the doctor finds, what it says of it; that it changes nothing and tells nothing private."""

from __future__ import annotations

import errno
import json
import os
import socket
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from ulysse_game.cli import doctor, main, surroundings
from ulysse_game.cli.doctor import disks, gather
from ulysse_game.cli.doctor.facts import Facts, Folder, Package, Saves, Terminal, Told
from ulysse_game.cli.doctor.judge import PARTS, findings, fits
from ulysse_game.cli.doctor.judge_terminal import LEAST
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.view.words import words

DOOR = Path(__file__).parent / "door"
HOME = Folder("saves", "~/saves", free=1 << 30)
STORY = Told("~/story", "door", 1, "0123456789abcdef", 3)
WELL = Facts("0.8.0", "3.11.7 (CPython)", "Linux 6", folders=(HOME,), story=STORY)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of a player who has a small story here; none of these tests starts a program."""
    folder = tmp_path / "home é"
    folder.mkdir()
    for name in os.environ:
        if name.startswith(("XDG_", "ULYSSE_", "LC_", "TEXTUAL")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(DOOR)
    monkeypatch.setattr("ulysse_game.cli.doctor.gather._seconds", lambda: 0.25)
    return folder


def seen(path: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything below a folder: what it is, when its content was changed, what it holds."""
    found = {}
    for each in sorted(path.rglob("*")):
        about = each.lstat()
        data = each.read_bytes() if each.is_file() and not each.is_symlink() else b""
        found[str(each.relative_to(path))] = (
            about.st_mode,
            0 if not data else about.st_mtime_ns,
            data,
        )
    return found


def said(facts: Facts, level: str = "") -> list[str]:
    """What is said of these facts, the mending behind an arrow."""
    say = words("en")
    return [
        " → ".join(
            doctor._filled(say, each, found) for each in (found.sentence, found.mend) if each
        )
        for found in findings(facts)
        if not level or found.level == level
    ]


# What the facts mean.


def test_nothing_is_wrong_where_nothing_is() -> None:
    assert [each for each in findings(WELL) if each.level != "ok"] == []
    assert list(doctor.told(findings(WELL), 80, words("en")))[-1] == "Nothing is wrong."


NOTHING = Told(trouble="none")
CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("note", "This is no terminal", {"terminal": Terminal(is_there=False)}),
    ("note", "does not say what it is (TERM)", {"terminal": Terminal("")}),
    ("note", "does not say what it is (TERM)", {"terminal": Terminal("dumb")}),
    ("note", "with 256 colours", {"terminal": Terminal(colours="256")}),
    ("note", "COLORTERM=truecolor", {"terminal": Terminal(colours="16", around=("tmux",))}),
    ("note", "GNU screen shows no more", {"terminal": Terminal(colours="256", around=("screen",))}),
    ("ok", "without colours", {"terminal": Terminal(colours="none")}),
    ("note", "how large it is", {"terminal": Terminal(columns=0, rows=0)}),
    ("wrong", "the screen needs 40 by 12", {"terminal": Terminal(columns=39)}),
    ("wrong", "the screen needs 40 by 12", {"terminal": Terminal(rows=11)}),
    ("note", "with less in sight", {"terminal": Terminal(columns=40, rows=12)}),
    ("note", "with less in sight", {"terminal": Terminal(columns=79)}),
    ("ok", "80 columns by 24 rows.", {"terminal": Terminal()}),
    ("note", "made of half blocks", {"terminal": Terminal("linux", signs="blocks")}),
    ("note", "The locale C knows no Unicode", {"terminal": Terminal(signs="letters", locale="C")}),
    ("note", "old Windows console", {"terminal": Terminal(around=("windows",))}),
    ("ok", "WSL", {"terminal": Terminal(around=("wsl", "ssh"))}),
    ("wrong", "names no folder of yours", {"folders": (Folder("saves", ""),)}),
    ("note", "names no folder of yours", {"folders": (Folder("cache", ""),)}),
    ("wrong", "~/s cannot be written (No): games are kept in memory",
     {"folders": (Folder("saves", "~/s", trouble="No"),)}),
    ("note", "settings are forgotten", {"folders": (Folder("settings", "~", trouble="No"),)}),
    ("note", "every start takes seconds", {"folders": (Folder("cache", "~", trouble="No"),)}),
    ("wrong", "full (0.5 MB free)", {"folders": (HOME._replace(free=1 << 19),)}),
    ("note", "nearly full (10.0 MB free)", {"folders": (HOME._replace(free=10 << 20),)}),
    ("note", "knows no locks", {"folders": (HOME._replace(has_locks=False),)}),
    ("ok", "is a link to ~/x", {"folders": (HOME._replace(leads_to="~/x"),)}),
    ("wrong", "nor can what was saved before it: auto-a", {"saves": Saves(1, lost=("auto-a",))}),
    ("note", "the one before it is sound: auto-a", {"saves": Saves(1, older=("auto-a",))}),
    ("ok", "Sound: 3.", {"saves": Saves(5, older=("a",), lost=("b",))}),
    ("wrong", "stands where a file should be: a.json, b.json, c.json, +2",
     {"saves": Saves(odd=tuple(f"{each}.json" for each in "abcde"))}),
    ("note", "Set aside because", {"saves": Saves(aside=("auto-a.damaged-00",))}),
    ("note", "ours: 2, the newest crash-2.yaml",
     {"saves": Saves(reports=("crash-1.txt", "crash-2.yaml"))}),
    ("wrong", "carries no story", {"story": NOTHING}),
    ("wrong", "has mistakes: 3", {"story": Told("~/story", errors=3)}),
    ("ok", "compiled at the next start", {"story": STORY._replace(cache="missing")}),
    ("wrong", "textual is not installed. → Install it: pip install 'textual>=8.2,<9'",
     {"packages": (Package("textual", "", ">=8.2,<9"),)}),
    ("wrong", "cannot be loaded", {"packages": (Package("textual", "8.2", ">=8", loads=False),)}),
    ("wrong", "textual 8.1.9 is too old", {"packages": (Package("textual", "8.1.9", ">=8.2,<9"),)}),
    ("note", "newer than the game knows", {"packages": (Package("textual", "9.0", ">=8.2,<9"),)}),
    ("ok", "pip install 'ulysse-game[web]'", {"packages": (Package("x", "", ">=1", "web"),)}),
    ("ok", "pip install 'ulysse-game[lsp]'", {"packages": (Package("x", "", ">=1", "lsp"),)}),
    ("wrong", "too old", {"packages": (Package("pygls", "1.0", ">=2", "lsp"),)}),
    ("note", "without libyaml", {"has_libyaml": False}),
    ("note", "not installed as a package", {"is_installed": False}),
    ("note", "ULYSSE_PLAIN=1", {"variables": (("ULYSSE_PLAIN", "1"),)}),
    ("note", "ULYSSE_SPEECH=1", {"variables": (("ULYSSE_SPEECH", "1"),)}),
    ("note", "three times as long", {"variables": (("PYTHONDONTWRITEBYTECODE", "x"),)}),
    ("note", "how the screen is drawn: TEXTUAL_FPS", {"variables": (("TEXTUAL_FPS", "1"),)}),
    ("note", "“look” is set to “pink”", {"settings": (("look", "pink"),)}),
    ("ok", "Chosen: language=fr, look=daylight",
     {"settings": (("language", "fr"), ("look", "daylight"))}),
    ("note", "file of settings cannot be read", {"settings_trouble": True}),
    ("note", "takes 4.2 s, which is slow", {"seconds": 4.2}),
    ("ok", "takes 0.2 s.", {"seconds": 0.2}),
    ("note", "could not be looked at: KeyError: 'x'", {"unseen": (("saves", "KeyError: 'x'"),)}),
]  # fmt: skip


@pytest.mark.parametrize(("level", "sentence", "changes"), CASES)
def test_what_is_said(level: str, sentence: str, changes: dict[str, Any]) -> None:
    facts = WELL._replace(**changes)
    assert [each for each in said(facts, level) if sentence in each], said(facts)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [20, 40, 80])
def test_everything_can_be_said_at_every_width(language: str, width: int) -> None:
    for _, _, changes in CASES:
        for line in doctor.told(findings(WELL._replace(**changes)), width, words(language)):
            assert len(line) <= width, line


def test_each_is_of_a_part_and_what_is_not_well_can_be_mended() -> None:
    for _, _, changes in CASES:
        for each in findings(WELL._replace(**changes)):
            assert each.part in PARTS
            assert each.level == "ok" or each.mend or "looked at" in each.sentence


def test_the_screens_own_bounds() -> None:
    from ulysse_game.ui.tui.leaf import LEAST_HEIGHT, LEAST_WIDTH

    assert LEAST == (LEAST_WIDTH, LEAST_HEIGHT)


@pytest.mark.parametrize(
    ("version", "wanted", "verdict"),
    [
        ("8.2", "<9,>=8.2", "right"), ("8.2.0", ">=8.2,<9", "right"), ("8.10.1", ">=8.2", "right"),
        ("8.1.99", ">=8.2,<9", "old"), ("9", ">=8.2,<9", "new"), ("9.0.0rc1", "<9", "new"),
        ("0.2.13", ">=0.2.13,<1", "right"), ("0.2.12", ">=0.2.13", "old"), ("1", "", "right"),
        ("unknown", ">=1", "old"), ("3", "==2", "new"), ("2", "<=2,!=1.5", "right"),
    ],
)  # fmt: skip
def test_bounds(version: str, wanted: str, verdict: str) -> None:
    assert fits(version, wanted) == verdict


# What there is to see.


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "xterm"}, {"TERM": "xterm-256color"}, {"TERM": "xterm-kitty"}, {"TERM": "vt100"},
        {"TERM": "dumb", "COLORTERM": "truecolor"}, {"TERM": "xterm", "COLORTERM": "24bit"}, {},
        {"TERM": "tmux-256color", "COLORTERM": "TrueColor "}, {"TERM": "linux-16color"},
    ],
)  # fmt: skip
def test_colours_are_counted_as_rich_counts_them(environment: dict[str, str]) -> None:
    system = Console(force_terminal=True, _environ=environment).color_system
    names = {"truecolor": "true", "256": "256", "standard": "16", None: "none"}
    assert gather.colours(environment) == names[system]
    assert gather.colours({**environment, "NO_COLOR": "1"}) == "none"


def test_saves_as_they_lie(home: Path) -> None:
    folder = home / "saves"
    folder.mkdir()
    whole = next((DOOR.parents[1] / "saves").rglob("*.json")).read_bytes()
    for name, data in (
        ("auto-aaaaaaaaaa.json", whole), ("auto-bbbbbbbbbb.json", whole[:-9]),
        ("auto-bbbbbbbbbb.bak", whole), ("named-cccccccccc-aabbcc.json", b"{}"),
        ("read-door.json", b""), ("settings.json", b""), (".auto-a.00.tmp", b""),
        ("auto-dddddddddd.damaged-00ff00ff", b""), ("crash-20260101-000000.yaml", b""),
        ("crash-20250101-000000.txt", b""), ("note.txt", b""),
    ):  # fmt: skip
        (folder / name).write_bytes(data)
    (folder / "quick-eeeeeeeeee-1.json").symlink_to("/etc/passwd")
    (folder / "auto-ffffffffff.json").mkdir()
    with socket.socket(socket.AF_UNIX) as pipe:
        os.chdir(folder)
        pipe.bind("auto-0000000000.json")
        before = seen(folder / "..")
        assert disks.saves(str(folder)) == Saves(
            3,
            ("auto-bbbbbbbbbb",),
            ("named-cccccccccc-aabbcc",),
            ("auto-0000000000.json", "auto-ffffffffff.json", "quick-eeeeeeeeee-1.json"),
            ("auto-dddddddddd.damaged-00ff00ff",),
            (".auto-a.00.tmp",),
            ("crash-20250101-000000.txt", "crash-20260101-000000.yaml"),
        )
        assert seen(folder / "..") == before


def test_folders(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = disks.folder("saves", home)
    assert (there.path, there.is_there, there.trouble, there.has_locks) == ("~", True, "", True)
    assert there.free > 0
    missing = disks.folder("saves", home / "a" / "b")
    assert (missing.path, missing.is_there, missing.trouble) == ("~/a/b", False, "")
    (home / "file").write_bytes(b"")
    (home / "link").symlink_to(home)
    (home / "lost").symlink_to(home / "nowhere")
    assert disks.folder("saves", home / "file").trouble == os.strerror(errno.ENOTDIR)
    assert disks.folder("saves", home / "file" / "in").trouble == os.strerror(errno.ENOTDIR)
    assert disks.folder("saves", home / "link").leads_to == "~"
    assert disks.folder("saves", home / "lost").trouble == os.strerror(errno.ENOTDIR)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert disks.folder("saves", home / "a").trouble == os.strerror(errno.EACCES)

    def full(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("fcntl.flock", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOLCK, "")))
    assert not disks.folder("saves", home).has_locks
    monkeypatch.setattr(os, "open", full)
    assert disks.folder("saves", home).trouble == "No space left on device"
    monkeypatch.undo()
    assert sorted(each.name for each in home.iterdir()) == ["file", "link", "lost"]


def test_variables_that_change_nothing_are_not_read(home: Path) -> None:
    environment = {
        "SECRET_TOKEN": "x", "ULYSSE_SAVE_DIR": f"{home}/s", "TMUX": "/tmp/tmux-7/x,1,2",
        "SSH_CONNECTION": "10.0.0.1 22", "LC_ALL": "C\x1b[2J", "NO_COLOR": "", "USER": "jeanne",
    }  # fmt: skip
    assert list(surroundings.variables(environment)) == [
        ("LC_ALL", "C\\x1b[2J"), ("NO_COLOR", ""), ("SSH_CONNECTION", "set"), ("TMUX", "set"),
        ("ULYSSE_SAVE_DIR", "~/s"),
    ]  # fmt: skip


# The command.


def test_it_changes_nothing_and_tells_nothing_private(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saves = home / ".local" / "share" / "ulysse" / "saves"
    saves.mkdir(parents=True)
    (saves / "auto-aaaaaaaaaa.json").write_bytes(b"damaged")
    (saves / ".auto-a.00.tmp").write_bytes(b"left")
    before = seen(home)
    assert main(["doctor"]) == ERRORS, "a damaged save"
    told = capsys.readouterr().out
    assert seen(home) == before
    assert str(home) not in told
    assert "home é" not in told
    for part in PARTS.values():
        assert f"\n{part}\n" in f"\n{told}"
    assert "door, version 1 (" in told
    assert "Things that are wrong: 1.\n" in told
    (saves / "auto-aaaaaaaaaa.json").unlink()
    assert main(["doctor", "--language", "fr", "--width", "40"]) == FINE
    told = capsys.readouterr().out
    assert "Tout va bien." in told
    assert "Charger l’écran prend 0,2 s." in " ".join(told.split())
    assert max(map(len, told.splitlines())) <= 40


def test_for_a_bug_report(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == FINE
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["form"]) == ("ulysse-doctor", 1)
    assert told["facts"]["folders"][0]["path"] == "~/.local/share/ulysse/saves"
    assert told["facts"]["story"]["id"] == "door"
    assert {each["part"] for each in told["findings"]} >= {"terminal", "folders", "story"}
    assert str(home) not in json.dumps(told)


def broken(*_: Any, **__: Any) -> Any:
    raise ZeroDivisionError("on purpose")


@pytest.mark.parametrize(
    "place",
    [
        "ulysse_game.cli.surroundings.python",
        "ulysse_game.cli.surroundings.size",
        "ulysse_game.cli.surroundings.variables",
        "ulysse_game.cli.doctor.disks.folder",
        "ulysse_game.cli.doctor.disks.saves",
        "ulysse_game.cli.stories.story_folder",
        "ulysse_game.compiler.cache.load",
        "ulysse_game.cli.settings.all_remembered",
        "importlib.metadata.requires",
        "importlib.util.find_spec",
        "ulysse_game.cli.doctor.gather._seconds",
        "ulysse_game.ui.tui.able.able",
    ],
)
def test_whatever_is_broken_the_rest_is_told(
    place: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(place, broken)
    assert main(["doctor"]) in (FINE, ERRORS)
    told = capsys.readouterr().out
    assert "This could not be looked at: ZeroDivisionError: on purpose." in " ".join(told.split())
    assert "\nVersions\n" in told
    assert "\nSettings\n" in told


@pytest.mark.parametrize(
    ("data", "is_trouble"),
    [(b"[" * 10_000, True), (b"\xff", True), (b"{}\n", False), (None, False)],
)
def test_settings_that_cannot_be_read(home: Path, data: bytes | None, is_trouble: bool) -> None:
    folder = home / ".config" / "ulysse"
    folder.mkdir(parents=True)
    if data is not None:
        (folder / "settings.json").write_bytes(data)
    assert gather.gathered(None, {}, measures=False).settings_trouble is is_trouble


def test_a_story_with_mistakes_and_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = home / "story"
    story.mkdir()
    (story / "story.yaml").write_text("story: [\n", encoding="utf-8")
    monkeypatch.chdir(home)
    found = gather.gathered(None, {}, measures=False).story
    assert (found.path, found.errors > 0, found.id) == ("~/story", True, "")
    (story / "story.yaml").unlink()
    monkeypatch.setattr("ulysse_game.__file__", str(home / "a" / "b" / "c"))
    assert "carries no story" in gather.gathered(None, {}, measures=False).story.trouble


def test_a_game_that_was_not_installed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> None:
        raise PackageNotFoundError

    monkeypatch.setattr("importlib.metadata.requires", missing)
    assert not gather.gathered(None, {}, measures=False).is_installed


def test_requirements_are_read_as_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    written = [
        "textual<9,>=8.2", "PyYAML>=6.0.1,<7", 'textual-serve<2,>=1.1; extra == "web"',
        "pygls<3,>=2.1 ; extra == 'lsp'", 'pytest>=8; extra == "test"', "odd @ file:///x",
    ]  # fmt: skip
    monkeypatch.setattr("importlib.metadata.requires", lambda _: written)
    found = [(each.name, each.wanted, each.extra) for each in gather._packages()]
    assert found == [
        ("textual", "<9,>=8.2", ""), ("PyYAML", ">=6.0.1,<7", ""),
        ("textual-serve", "<2,>=1.1", "web"), ("pygls", "<3,>=2.1", "lsp"),
    ]  # fmt: skip


WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, *rest):
        if name.partition(".")[0] in ("textual", "yaml", "wcwidth", "platformdirs"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
from ulysse_game.cli import main
sys.exit(main(["doctor"]))
"""


def test_nothing_at_all_is_there(environment: dict[str, str], tmp_path: Path) -> None:
    """No library, no home, no TERM, no language, and nowhere to be."""
    bare = {"PATH": environment["PATH"], "PYTHONPATH": environment["PYTHONPATH"]}
    told = subprocess.run(
        [sys.executable, "-c", WITHOUT], env=bare, cwd=tmp_path, capture_output=True,
        encoding="utf-8", stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (ERRORS, "")
    for name in ("textual", "yaml", "wcwidth", "platformdirs"):
        assert f"{name} " in told.stdout
    assert told.stdout.count("and cannot be loaded.") >= 4
