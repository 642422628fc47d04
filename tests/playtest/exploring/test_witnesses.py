"""The fewest walkthroughs that show everything that can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiler.small import WORLD
from tests.explore.test_why import SCENES
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.engine import Machine
from ulysse_game.explore import Explored, Means, Reached, Route, Watcher, explore, site_of
from ulysse_game.explore.items import MISTAKES
from ulysse_game.playtest.exploring.witnesses import (
    MARK,
    Witness,
    fewest,
    plays,
    routes_in,
    update,
)

BY = Means(budget=10.0, is_shortest=False)


class Square:
    """A small story with all that can be seen in it."""

    def __init__(self, folder: Path) -> None:
        for file, text in {**WORLD, "1_part/scenes.yaml": SCENES}.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8")
        self.compiled: Compiled = compile_folder(folder)
        assert self.compiled.story is not None
        self.machine = Machine(self.compiled.story)
        site = site_of(self.machine, Route(0, ()))
        self.watcher = Watcher(self.machine, site.flow, site.items)
        self.explored: Explored = explore(self.machine, BY)

    def wanted(self) -> int:
        """Everything reached, as a set."""
        found = 0
        for each in self.explored.judged:
            if isinstance(each.verdict, Reached) and each.item.kind not in MISTAKES:
                found |= self.watcher.all.bit(each.item.kind, each.item.name)
        return found

    def shown(self, witnesses: list[Witness]) -> int:
        """All that these routes show."""
        found = 0
        for witness in witnesses:
            for seen in plays(self.watcher, witness.route):
                found |= seen.items
        return found

    def fewest(self, *known: Route) -> list[Witness]:
        return fewest(self.machine, self.watcher, self.explored, known)


@pytest.fixture(scope="module")
def square(tmp_path_factory: pytest.TempPathFactory) -> Square:
    return Square(tmp_path_factory.mktemp("square"))


def test_they_show_all_that_is_reached(square: Square) -> None:
    witnesses = square.fewest()
    assert square.shown(witnesses) & square.wanted() == square.wanted()
    assert len(witnesses) < 8


def test_none_is_needless(square: Square) -> None:
    witnesses = square.fewest()
    for each in witnesses:
        rest = [other for other in witnesses if other is not each]
        assert square.wanted() & ~square.shown(rest)


def test_each_ends_with_something_it_is_kept_for(square: Square) -> None:
    for witness in square.fewest():
        *before, last = plays(square.watcher, witness.route)
        seen = 0
        for page in before:
            seen |= page.items
        assert last.items & witness.new & ~seen


def test_a_run_with_them_finds_nothing_more(square: Square, tmp_path: Path) -> None:
    update(tmp_path, square.fewest(), square.watcher)
    routes = list(routes_in(square.machine, square.compiled, [str(tmp_path)]))
    again = explore(square.machine, BY, witnesses=routes)
    by = {each.verdict.by for each in again.judged if isinstance(each.verdict, Reached)}
    assert by == {"witness"}


def test_what_is_up_to_date_is_left_as_it_is(square: Square, tmp_path: Path) -> None:
    first = update(tmp_path, square.fewest(), square.watcher)
    assert first.written
    routes = list(routes_in(square.machine, square.compiled, [str(tmp_path)]))
    again = update(tmp_path, square.fewest(*routes), square.watcher)
    assert again == ((), (), len(first.written))


def test_other_peoples_files_are_never_touched(square: Square, tmp_path: Path) -> None:
    witnesses = square.fewest()
    name = update(tmp_path, witnesses, square.watcher).written[0]
    theirs = (tmp_path / name).read_text(encoding="utf-8").replace(MARK, "# mine")
    (tmp_path / name).write_text(theirs, encoding="utf-8")
    (tmp_path / "old.yaml").write_text(f"{MARK}\nwalkthrough: old\n", encoding="utf-8")
    found = update(tmp_path, witnesses, square.watcher)
    assert (tmp_path / name).read_text(encoding="utf-8") == theirs
    assert found.deleted == ("old.yaml",)
    assert not (tmp_path / "old.yaml").exists()
    assert found.written == (name.replace(".yaml", "_2.yaml"),)
