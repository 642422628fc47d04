"""The bench of mutants finds a planted weakness, and says no more than is so."""

from __future__ import annotations

from pathlib import Path

from tests.trust.mutants import GROUPS, SURVIVORS, _path, ordered, read_survivors, told
from tests.trust.mutants_put import module_of
from tests.trust.mutants_run import Order, Verdict

PLANTED = """
LIMIT = 3


def is_short(words):
    if words is None:
        return True
    return len(words) < LIMIT


class Box:
    @property
    def is_open(self):
        if self.lid and not self.lock:
            return True
        return False

    lid, lock = True, False
"""
TESTS = """
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import planted


def test_short():
    assert planted.is_short(None) is True
    assert planted.is_short([]) is True
    assert planted.is_short([1, 2, 3, 4]) is False


def test_open():
    box = planted.Box()
    assert box.is_open is True
    box.lid, box.lock = 0, 0
    assert box.is_open is False
    box.lid, box.lock = 1, 1
    assert box.is_open is False
"""


def test_a_planted_weakness_is_found(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(PLANTED, encoding="utf-8")
    (tmp_path / "test_planted.py").write_text(TESTS, encoding="utf-8")
    known: list[list[str | int]] = [
        ["planted", "is_short", "return len(words) < LIMIT", "return None", 1]
    ]
    order = Order(
        modules=[("planted", str(tmp_path / "planted.py"))],
        tests=[str(tmp_path / "test_planted.py")],
        warm=[],
        known=known,
        seconds=60,
        seed=1,
        jobs=2,
    )
    found = list(ordered(order))
    # The edge of the limit is what the tests forget, wherever it is mistaken; and nothing else.
    survived = {(each.function, each.after) for each in found if each.end == "survived"}
    assert survived == {
        ("", "LIMIT = 4"),
        ("", "LIMIT = 2"),
        ("is_short", "return len(words) <= LIMIT"),
    }
    killed = {each[1:4]: each.test.partition("::")[2] for each in found if each.end == "killed"}
    asked = "if words is None:"
    assert killed["is_short", asked, "if words is not None:"] == "test_short"
    asked = "if self.lid and (not self.lock):"
    assert killed["Box.is_open", asked, "if self.lid or not self.lock:"] == "test_open"
    assert tuple(known[0][1:4]) not in killed
    # However little time there is, some are tried: those that come first with more time, too.
    hurried = order._replace(seconds=0, least=3, jobs=1, is_loading=False)
    few = {each[1:4] for each in ordered(hurried)}
    assert len(few) == 3
    more = {each[1:4] for each in ordered(hurried._replace(least=6, known=[]))}
    assert len(more) == 6
    assert few <= more


def test_a_mistake_in_what_is_made_while_loading_is_seen_in_our_own_package() -> None:
    """Pytest loads the package of its plugins in its own way, past whoever else would."""
    module = module_of("ulysse_game.engine.chance", _path("engine.chance"))
    wanted = next(each for each in module.mutants if each.before.startswith("GOLDEN"))
    assert wanted.is_loaded
    order = Order(
        modules=[(module.name, str(_path("engine.chance")))],
        tests=["tests/engine/test_chance.py::test_the_same_numbers_for_ever"],
        warm=[],
        known=[
            [module.name, each.function, each.before, each.after, each.nth]
            for each in module.mutants
            if each is not wanted
        ],
        seconds=60,
        seed=1,
        jobs=1,
    )
    (found,) = ordered(order)
    assert (found.after, found.end) == (wanted.after, "killed")


def test_survivors_are_read_as_they_are_told() -> None:
    verdict = Verdict("engine.step", "step", "a = 1", "a = 2", 2, "survived", "", 0)
    loaded = verdict._replace(function="", nth=1)
    text = f"# a comment\n\n{told(verdict)}  it is\n  so\n\n{told(loaded)}  why\n"
    one, other = read_survivors(text)
    assert one == (*verdict[:5], "it is so")
    assert other == (*loaded[:5], "why")


def test_what_is_explained_can_be_made() -> None:
    names = {name for group in GROUPS for name in group.modules}
    assert all(_path(name).is_file() for name in names)
    for each in read_survivors(SURVIVORS.read_text(encoding="utf-8")):
        assert each.module in names, each
