"""A few of the places that a game may be made to save in, and the clocks that it may meet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.compiler.small import SCENES, WORLD
from tests.play import fake_story
from tests.trust import places, places_list
from tests.trust.kills import place_in
from tests.trust.places_list import Ground, things
from tests.trust.places_visit import Visit
from tests.trust.places_visit import faults as visited_faults
from ulysse_game import play, view
from ulysse_game.cli.settings import remember
from ulysse_game.compiler import cache, compile_folder
from ulysse_game.play import Library
from ulysse_game.storage import Disk, Shelf, open_shelf

SOURCE = Path(play.__file__).parents[1]


def _ground(folder: Path) -> Ground:
    (folder / "ground").mkdir()
    (folder / "outside").mkdir()
    return Ground(place_in(folder), folder / "ground", folder / "outside")


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "name",
    ["nowhere to stand", "made a file", "a folder called b'not text \\xff\\xfe'"],
)
def test_the_game_goes_on(tmp_path: Path, name: str) -> None:
    some = {**places.ODD, **places.CLOSED, **places.CHANGING}
    assert list(some[name](_ground(tmp_path))) == []


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("file", "thing"), [("auto-{}.json", "a pipe"), ("settings.json", "a full folder")]
)
def test_a_trap_where_a_file_should_be(tmp_path: Path, file: str, thing: str) -> None:
    ground = _ground(tmp_path)
    put = things(ground.outside)[thing]
    assert list(places_list.planted(file, put, ground)) == []


GOOD = Visit(("page 1) one", *["next 1) one"] * 6, "Saved as Rope.", "", "", "",
              "Your playthrough is saved. Until next time."), 0)  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [
        GOOD._replace(code=3),
        GOOD._replace(hung="it hangs"),
        GOOD._replace(answers=("The disk is full.", *["The disk is full. 1)"] * 6, "", "saved")),
        GOOD._replace(answers=(*GOOD.answers[:-1], "an error of ours")),
        GOOD._replace(answers=(*GOOD.answers[:3], "\x1b[2J", *GOOD.answers[4:])),
    ],
    ids=["exit code", "hangs", "told at every choice", "crashes", "obeyed by a terminal"],
)
def test_a_bad_visit_is_noticed(bad: Visit) -> None:
    assert list(visited_faults(GOOD)) == []
    assert list(visited_faults(bad))


# -- a disk that does not tell cases apart --------------------------------------------------------


class Caseless(Disk):
    """It finds a file by its name in any case; two names that differ by case only are one."""

    def __init__(self) -> None:
        self.written: set[str] = set()

    def create(self, path: str) -> int:
        self.written.add(os.path.basename(path))
        return super().create(path.lower())

    def link(self, source: str, target: str) -> None:
        super().link(source.lower(), target.lower())

    def open(self, path: str) -> int:
        return super().open(path.lower())

    def replace(self, source: str, target: str) -> None:
        self.written.add(os.path.basename(target))
        super().replace(source.lower(), target.lower())


@pytest.fixture
def fake_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "present", fake_story.present)


@pytest.mark.usefixtures("fake_pages")
def test_no_two_names_differ_by_case_only(tmp_path: Path) -> None:
    disk = Caseless()
    folder = Path(str(tmp_path).lower() + "-lower")
    library = fake_story.library(Shelf(folder, disk))
    for seed in range(3):
        session = play.start(library, seed=seed)
        for choice in ("walk", "back", "swim", "back"):
            session.choose(choice)
            session.quick_save()
            session.save_as("Rope" if seed else "ROPE")
        session.close()
    assert len(library.saves()) == 3 * (1 + 3 + 4)
    names = {name for name in disk.written if not name.startswith(".")}
    assert {name.lower() for name in names} == names


# -- clocks ---------------------------------------------------------------------------------------

DATES = ("2030-05-05 12:00", "1999-01-01 00:00", "10001-02-03 04:05", "", "1970-01-01 00:00")


@pytest.mark.usefixtures("fake_pages")
def test_the_date_orders_nothing(tmp_path: Path) -> None:
    """Each save is made on another day than the one before, in another process."""
    last: list[str] = []
    for number, day in enumerate(DATES * 2):
        library = fake_story.library(Shelf(tmp_path))
        library.today = lambda day=day: day  # type: ignore[misc]
        found = library.newest("auto")
        assert number == 0 or (found is not None and found.turn == number)
        session = play.resume(library, found.id) if found else play.start(library, seed=7)
        assert session.notices == []
        session.choose("walk" if number % 2 == 0 else "back")
        card = session.quick_save()
        assert card is not None
        assert card.date == day
        last.append(card.id)
        session.close()
    assert len(set(last[-3:])) == 3, "the ring goes round, whatever the day"
    quick = [card for card in fake_story.library(Shelf(tmp_path)).saves() if card.kind == "quick"]
    assert [card.turn for card in quick] == [10, 9, 8]


@pytest.mark.usefixtures("fake_pages")
@pytest.mark.parametrize(
    ("seconds", "played"),
    [((0, 5, 10), 10), ((0, 10**9, 10**9 + 5), 605), ((100, 50, 60), 10), ((5, 5, 5), 0)],
    ids=["as usual", "asleep for years", "back", "still"],
)
def test_the_time_played_never_runs_away(
    tmp_path: Path, seconds: tuple[int, ...], played: int
) -> None:
    clock = iter(seconds)
    library = fake_story.library(Shelf(tmp_path))
    library.seconds = lambda: float(next(clock))
    session = play.start(library, seed=7)
    session.choose("walk")
    session.choose("back")
    card = fake_story.library(Shelf(tmp_path)).newest("auto")
    assert card is not None
    assert card.played == played


ASKS = re.compile(
    r"\btime\.(time|time_ns|localtime|gmtime|strftime|ctime)\b"
    r"|\bfrom time import (?!monotonic|perf_counter)"
    r"|\bdatetime\b|\bst_[mc]time|\butcnow\b"
)
MAY_ASK = {
    "authoring/watching/files.py": "an edit is any other time than before, whichever is later",
    "cli/crash.py": "the name of a report; one that is taken is not taken again",
    "cli/play.py": "where the planet stands on the title page",
    "cli/translate.py": "a date in a header",
    "compiler/bundle.py": "an edit is any other time than before",
    "compiler/cache.py": "an edit is any other time than before; see below",
    "compiler/cache_file.py": "the age of a file that was left, by the disk's own clock",
    "play/library.py": "a card's date, for reading",
    "ui/tui/watching.py": "when it was looked last, for reading",
    "view/charts/telling.py": "days of the story's own calendar",
}


def test_nobody_else_asks_the_clock() -> None:
    """What the clock says is for reading, and for telling one version of a file from another."""
    asks = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if ASKS.search(path.read_text("utf-8"))
    }
    assert asks <= set(MAY_ASK), sorted(asks - set(MAY_ASK))


LONG_AGO = 1_000_000_000


@pytest.fixture
def story(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A folder with a story of long ago, in the cache, and that cache."""
    folder, kept = tmp_path / "story", tmp_path / "cache"
    for name, text in {**WORLD, SCENES: "start:\n  text: Begin.\n  next: the_end\n"}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        os.utime(file, (LONG_AGO, LONG_AGO))
    assert compile_folder(folder, kept).story is not None
    assert cache.load(folder, kept) is not None
    yield folder, kept


def _edit(folder: Path) -> Path:
    """An edit that leaves the file as long as it was."""
    path = folder / SCENES
    now, then = ("Begin", "Begun") if "Begin" in path.read_text("utf-8") else ("Begun", "Began")
    with path.open("r+", encoding="utf-8") as file:  # in its place: the file keeps its number
        text = file.read()
        file.seek(0)
        file.write(text.replace(now, then))
    return path


@pytest.mark.parametrize("stamp", [LONG_AGO, LONG_AGO - 10**8, 4_000_000_000])
def test_an_edit_is_noticed_whatever_the_time(story: tuple[Path, Path], stamp: int) -> None:
    """Also one with the old length and the old time, as some copying gives; and of the future."""
    folder, kept = story
    os.utime(_edit(folder), (stamp, stamp))
    assert cache.load(folder, kept) is None
    assert compile_folder(folder, kept).story is not None
    found = cache.load(folder, kept)
    assert found is not None
    assert found.digest == getattr(compile_folder(folder).story, "digest", "")


@pytest.mark.parametrize("now", [4_000_000_000_000_000_000, 1, LONG_AGO * 10**9])
def test_a_cache_written_at_another_time_is_right(
    story: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, now: int
) -> None:
    folder, kept = story
    with monkeypatch.context() as patched:
        patched.setattr("time.time_ns", lambda: now)
        _edit(folder)
        compile_folder(folder, kept)
    assert cache.load(folder, kept) is not None
    path = _edit(folder)
    os.utime(path, (LONG_AGO, LONG_AGO))
    assert cache.load(folder, kept) is None


def test_what_killed_games_left_in_the_cache_is_swept_out(story: tuple[Path, Path]) -> None:
    folder, kept = story
    (there,) = kept.glob("*.story")
    old, new = (kept / f"{there.name}.{number:08}.tmp" for number in range(2))
    for path, age in ((old, 3600), (new, 1)):
        path.write_bytes(b"half")
        time = there.stat().st_mtime - age
        os.utime(path, (time, time))
    _edit(folder)
    compile_folder(folder, kept)
    assert [path.name for path in kept.glob("*.tmp")] == [new.name]


@pytest.mark.parametrize("thing", ["a link to a file", "a link to a device", "a pipe", "a socket"])
def test_a_trap_for_the_cache(story: tuple[Path, Path], tmp_path: Path, thing: str) -> None:
    folder, kept = story
    (there,) = kept.glob("*.story")
    there.unlink()
    outside = tmp_path / "outside"
    outside.mkdir()
    things(outside)[thing](there)
    assert cache.load(folder, kept) is None
    assert compile_folder(folder, kept).story is not None
    assert (outside / "file").read_bytes() == places_list.SECRET
    assert cache.load(folder, kept) is not None


def test_what_killed_games_left_beside_the_settings_is_swept_out(tmp_path: Path) -> None:
    for name in (".settings.00000000.tmp", "settings.lock"):
        (tmp_path / name).write_bytes(b"")
    assert remember(str(tmp_path), "width", "60") is None
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_a_very_long_path_is_a_calm_sentence(tmp_path: Path) -> None:
    """It has more parts than Python's own functions call themselves."""
    shelf = open_shelf(str(tmp_path) + "/y" * 2500)
    assert "can’t be used" in str(shelf.trouble)


@pytest.mark.usefixtures("fake_pages")
def test_a_transcript_with_nowhere_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a folder that is gone nor a full disk leaves half a file, and both are told."""
    from ulysse_game.play.export import write_transcript

    session = play.start(Library(fake_story.library().machine, Shelf(tmp_path / "saves")), seed=7)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    here.rmdir()
    write = partial(write_transcript, session.transcript(), "text", "Tale", "en")
    with pytest.raises(OSError, match="No such file"):
        write(Path())
    monkeypatch.setattr("ulysse_game.play.export.exported", lambda *_: "half \ud800")
    with pytest.raises(UnicodeEncodeError):
        write(tmp_path / "there")
    assert list((tmp_path / "there").iterdir()) == []
    session.close()
