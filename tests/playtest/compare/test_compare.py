"""The whole comparison of two story folders, and its report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.compiler.small import WORLD
from tests.playtest.saves.walks import RULES, SCENES, saved, story
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine
from ulysse_game.explore.cores import Cores
from ulysse_game.playtest.compare import Asked, Comparison, Side, as_json, compare, lines

WALKS = {
    "dip.yaml": "walkthrough: dip\nplay:\n  - start: walk\n  - path: enter\n  - well: dip\n",
    "rest.yaml": "walkthrough: rest\nplay:\n  - start: rest\n  - expect: n is 0\n",
    "dive.yaml": "walkthrough: dive\nplay:\n  - start: walk\n  - path: enter\n  - well: dive\n",
    "wrong.yaml": "walkthrough: wrong\nplay:\n  - start: rest\n  - expect: n is 5\n",
}
EDITS = (
    ("    - dip: Dip.\n", "    - dive: Dive.\n"),
    ("  n: 0..100, a number", "  n: 0..50, a number"),
)


def side(folder: Path, *edits: tuple[str, str]) -> Side:
    files = {**WORLD, "1_part/scenes.yaml": SCENES, "world/rules.yaml": RULES}
    for old, new in edits:
        files = {name: text.replace(old, new) for name, text in files.items()}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    compiled = compile_folder(folder)
    assert compiled.story is not None
    return Side(folder, compiled, Machine(compiled.story))


@pytest.fixture
def found(tmp_path: Path) -> Comparison:
    scripts = []
    for name, text in WALKS.items():
        (tmp_path / name).write_text(text)
        scripts.append(str(tmp_path / name))
    (tmp_path / "saves").mkdir()
    (tmp_path / "saves" / "auto-1.json").write_bytes(saved(story(), "walk"))
    (tmp_path / "saves" / "auto-2.json").write_bytes(saved(story(), "rest"))
    (tmp_path / "saves" / "auto-3.json").write_bytes(b"torn in both")
    asked = Asked(40, cores=1, scripts=tuple(scripts), saves=tmp_path / "saves")
    return compare(side(tmp_path / "old"), side(tmp_path / "new", *EDITS), asked)


def test_scripts(found: Comparison) -> None:
    assert found.scripts is not None
    assert (found.scripts.both, found.scripts.neither) == (1, 1)
    (broken,) = found.scripts.broken
    assert (Path(broken.file).name, broken.step) == ("dip.yaml", 5)
    assert broken.found == ("`well` has no choice `dip`.",)
    (mended,) = found.scripts.mended
    assert Path(mended).name == "dive.yaml"


def test_saves(found: Comparison) -> None:
    assert found.saves is not None
    assert found.saves.all == 3
    assert [each.file for each in found.saves.losing] == ["auto-1.json"]


def test_what_is_gone(found: Comparison) -> None:
    walk, save = found.gone
    assert walk.endswith("dip.yaml no longer passes.")
    assert save == "auto-1.json: adjusted."


@pytest.mark.parametrize("asked", [Asked(40, cores=1), Asked(0, budget=5, cores=1)])
def test_what_was_stopped_is_not_compared(
    tmp_path: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = side(tmp_path / "old"), side(tmp_path / "new", *EDITS)
    stopped = property(lambda self: True, lambda self, _: None)
    monkeypatch.setattr(Cores, "is_stopped", stopped, raising=False)
    with pytest.raises(KeyboardInterrupt):
        compare(*sides, asked)


def test_an_ending_that_is_gone(tmp_path: Path) -> None:
    edits = (("  ending: curtain", "  ending: veil"), ("endings:\n  curtain:", "endings:\n  veil:"))
    found = compare(side(tmp_path / "old"), side(tmp_path / "new", *edits), Asked(0))
    assert found.gone == ("ending `curtain` was removed.",)
    assert (found.ways, found.reach, found.scripts, found.saves) == (None, None, None, None)


def test_the_same(tmp_path: Path) -> None:
    one = side(tmp_path / "one")
    found = compare(one, one, Asked(20, cores=1))
    assert found.gone == ()
    told = list(lines(found))
    assert told[-1] == "nothing that a player had is gone"
    assert "texts: the same" in told
    assert "odds of the endings: no change beyond chance" in told


def test_report(found: Comparison) -> None:
    told = "\n".join(lines(found))
    for line in (
        "small, version 1 → small, version 1",
        "choices        7 → 7      1 added, 1 removed",
        "  + well.dive",
        "  - well.dip",
        "  ~ n: stat 0..100 from 0 → stat 0..50 from 0",
        "walkthroughs: 4, of which 1 pass in both, 1 no longer pass, 1 pass now, 1 fail in both",
        "saved games: 3, of which 1 lose something by this change",
        "    `n` was 60; brought into its range it is 50.",
        "gone, and a player had it:",
    ):
        assert line in told.splitlines(), line
    assert "can be come to, by 40 runs at random of each policy (uniform and least-seen)" in told


def test_json(found: Comparison) -> None:
    plain = json.loads(json.dumps(as_json(found)))
    assert plain["kind"] == "compare"
    assert plain["names"]["choice"]["removed"] == ["well.dip"]
    assert plain["texts"] == [
        {"chapter": "part", "language": "en", "added": 1, "removed": 1, "changed": 0,
         "words_added": 1, "words_removed": 1}
    ]  # fmt: skip
    assert plain["reach"] == {"means": "play", "gained": [], "lost": [], "undecided": []}
    assert plain["odds"]["runs"] == 40
    assert plain["walkthroughs"]["broken"][0]["step"] == 5
    assert plain["saves"]["losing"][0]["file"] == "auto-1.json"
    assert len(plain["gone"]) == 2


def test_long_lists_are_cut_for_a_person(found: Comparison) -> None:
    many = tuple(f"ending `e{n}` was removed." for n in range(30))
    told = list(lines(found._replace(gone=many)))
    assert told[-1] == "  … and 10 more; --format json has all"
