"""``ulysse rename`` changes the files and tells which; what it cannot do it says in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.authoring.lsp.hut import HUT, hut
from ulysse_game.cli import main
from ulysse_game.cli.exit_codes import TROUBLE

SCENES, THINGS = "1_part/scenes.yaml", "world/things.yaml"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return hut(tmp_path)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_it_writes_what_it_says(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(story)
    assert main(["rename", "oil", "fuel", str(story)]) == 0
    assert capsys.readouterr().out == (
        "1_part/scenes.yaml: 3 places\n"
        "languages/fr/part.po: 2 places\n"
        "world/things.yaml: 4 places\n"
        "`oil` is `fuel` from now on. Saves and walkthroughs that have the old name follow.\n"
    )
    after = files(story)
    changed = {file for file in before if before[file] != after[file]}
    assert changed == {SCENES, THINGS, "languages/fr/part.po"}
    assert set(after) == set(before)
    assert main(["check", str(story)]) == 0


def test_options_may_stand_between_the_words(story: Path) -> None:
    assert main(["rename", "oil", "--kind", "variable", "fuel", str(story)]) == 0
    assert main(["rename", "--kind", "variable", "--", "fuel", "oil", str(story)]) == 0


def test_where_one_file_cannot_be_written_none_is(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before, on_disk = files(story), iter((None, OSError(28, "No space left on device")))

    def full(_: int) -> None:
        if trouble := next(on_disk):
            raise trouble

    monkeypatch.setattr(os, "fsync", full)
    assert main(["rename", "oil", "fuel", str(story)]) == TROUBLE
    assert capsys.readouterr().out == ""
    assert files(story) == before


def test_line_ends_of_windows_stay(story: Path) -> None:
    path = story / THINGS
    path.write_bytes(HUT[THINGS].replace("\n", "\r\n").encode())
    assert main(["rename", "oil", "fuel", str(story)]) == 0
    written = path.read_bytes()
    assert b"  fuel:\r\n    is: 0..2 from 1, cans in the store\r\n    was: oil\r\n" in written
    assert b"\r\r" not in written
    assert written.count(b"\n") == written.count(b"\r\n")


def test_the_first_name_of_a_file_with_a_byte_order_mark(story: Path) -> None:
    (story / SCENES).write_bytes(b"\xef\xbb\xbf" + HUT[SCENES].encode())
    assert main(["rename", "morning", "dawn", str(story)]) == 0
    assert (story / SCENES).read_bytes().startswith(b"dawn:\n  was: morning\n")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("stress", "strain", "p.strain is not raw"),
        ("simon.stress", "strain", "p.strain is not raw"),
        ("stress.raw", "wild", "p.stress is not wild"),
        ("simon.stress.raw", "wild", "p.stress is not wild"),
        ("stress.raw", "stress.wild", "p.stress is not wild"),
        ("morning.fill", "pour", "taken(morning.pour)"),
        ("morning.fill", "morning.pour", "taken(morning.pour)"),
        ("weather.storm", "gale", "weather is gale"),
        ("part.visits", "calls", "draw: calls"),
    ],
)
def test_names_of_two_parts(story: Path, old: str, new: str, expected: str) -> None:
    assert main(["rename", old, new, str(story)]) == 0
    assert expected in (story / SCENES).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["oyl", "fuel"], 2, "Nothing in the story is called oyl."),
        (["raw", "wild"], 2, "Nothing in the story is called raw alone; write `stress.raw`."),
        (["storm", "gale"], 2, "called storm alone; write `weather.storm`."),
        (["weather.raw", "wild"], 2, "Nothing in the story is called weather.raw."),
        (["anna.stress", "wild"], 2, "Nothing in the story is called anna.stress."),
        (["oil", "lit"], 1, "oil: there is something called `lit` already."),
        (["oil", "Fuel"], 1, "oil: `Fuel` cannot be a name"),
        (["oil", "fuel", "--kind", "scene"], 2, "Nothing in the story is called oil."),
    ],
)
def test_what_cannot_be_done(
    story: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    told: str,
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    before = files(story)
    assert main(["rename", *arguments[:2], str(story), *arguments[2:]]) == code
    assert told in capsys.readouterr().err
    assert files(story) == before


def test_two_things_of_one_name(
    story: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    path = story / THINGS
    path.write_text(HUT[THINGS].replace("  silence:", "  night:"), encoding="utf-8")
    for file in (SCENES, "world/people.yaml"):
        text = HUT[file].replace("silence", "night")
        (story / file).write_text(text, encoding="utf-8")
    assert main(["rename", "night", "dusk", str(story)]) == 2
    assert "Several things are called night: scene, tag;" in capsys.readouterr().err
    assert main(["rename", "night", "dusk", str(story), "--kind", "tag"]) == 0
    assert "tags: dusk" in (story / SCENES).read_text(encoding="utf-8")


def test_a_story_with_errors_is_not_touched(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (story / SCENES).write_text(HUT[SCENES].replace("at: galley", "at: gally"), encoding="utf-8")
    before = files(story)
    assert main(["rename", "oil", "fuel", str(story)]) == 1
    assert "unknown-room" in capsys.readouterr().err
    assert files(story) == before


ASKS = """\
walkthrough: asks
means: Everything that a walkthrough may name.
from:
  scene: shackle
  given:
    - odile.trust = warm, river = 3, odile.place = village
    - odile.place = ferry
play:
  - expect: "odile.trust is warm, odile.place in (ferry, village),
      river is rising, any(p in passengers if p.place is ferry)"
  - open: tell, nothing
  - shackle: nothing
  - expect: odile.trust is cold, load is none, seen(shackle), taken(shackle.nothing), wet
  - at: hives
  - hives: bridge
  - ending: bridge
"""


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new pack with bands of a stat and a name for a condition, and walkthroughs that ask."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")
    assert main(["new", "pack"]) == 0
    world = tmp_path / "pack/story/world"
    people, variables = world / "people.yaml", world / "variables.yaml"
    people.write_text(
        people.read_text(encoding="utf-8").replace(
            "  trust: 0..4 from 2, in you\n",
            "  trust: {is: 0..4 from warm, means: in you, bands: [cold 0, warm 2]}\n",
        ),
        encoding="utf-8",
    )
    with variables.open("a", encoding="utf-8") as file:
        file.write("define:\n  wet: river is not low\n")
    (tmp_path / "pack/walkthroughs/asks.yaml").write_text(ASKS, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "pack")
    return tmp_path / "pack"


@pytest.mark.parametrize(
    ("old", "kind"),
    [
        ("trust.warm", ""), ("trust.cold", ""), ("river.rising", ""), ("ferry", "zone"),
        ("village", ""), ("passengers", ""), ("wet", ""), ("bridge", "ending"),
        ("trust", ""), ("river", ""), ("odile", ""), ("load.none", ""), ("load", ""),
        ("shackle", ""), ("shackle.tell", ""), ("shackle.nothing", ""), ("hives", ""),
        ("bridge", "scene"), ("hives.bridge", ""),
    ],
)  # fmt: skip
def test_walkthroughs_are_true_afterwards(
    pack: Path, capsys: pytest.CaptureFixture[str], old: str, kind: str
) -> None:
    """Whatever they name: by `was` where the story keeps the old name, else they are changed."""
    walks = pack / "walkthroughs"
    before = files(walks)
    asked = ["--kind", kind] if kind else []
    assert main(["rename", old, "something_else", *asked]) == 0
    told = capsys.readouterr().out
    is_kept = "Saves and walkthroughs that have the old name follow." in told
    assert is_kept == (before == files(walks))
    assert is_kept == ("walkthroughs/asks.yaml" not in told)
    assert is_kept != ("Other walkthroughs keep the old name; change them by hand." in told)
    assert main(["replay", "walkthroughs"]) == 0, capsys.readouterr()


def test_walkthroughs_elsewhere_are_changed_where_they_are_named(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pack / "walkthroughs").rename(pack / "tests")
    assert main(["rename", "trust.warm", "hot"]) == 0
    assert "Walkthroughs outside the story keep the old name" in capsys.readouterr().out
    assert main(["replay", "tests"]) == 1
    assert main(["rename", "trust.cold", "icy", "--walkthroughs", "tests"]) == 0
    assert "tests/asks.yaml: 1 place\n" in capsys.readouterr().out
    assert "expect: odile.trust is icy, load" in (pack / "tests/asks.yaml").read_text("utf-8")


def test_no_link_of_a_pack_leads_out_of_it(pack: Path) -> None:
    outside = pack.parent / "outside"
    (pack / "walkthroughs").rename(outside)
    before = files(outside)
    (pack / "walkthroughs").symlink_to(outside)
    assert main(["rename", "trust.warm", "hot"]) == 0
    (pack / "walkthroughs").unlink()
    (pack / "walkthroughs").mkdir()
    (pack / "walkthroughs/asks.yaml").symlink_to(outside / "asks.yaml")
    assert main(["rename", "trust.cold", "icy"]) == 0
    assert files(outside) == before
