"""Every library has a lowest and a highest version, and the lowest ones can be asked for."""

from __future__ import annotations

import pytest

from tests.trust import bounds
from tests.trust.bounds import ROOT, Bounded, bounded, lowest, release

PROJECT = """
[project]
name = "game"
dependencies = ["textual>=8.2,<9"]
[project.optional-dependencies]
test = ["game[web]", "pytest>=8.3,<10", {}]
web = ["textual-serve>=1.1,<2"]
"""


def test_each_library_is_named_once_with_its_bounds() -> None:
    assert bounded(PROJECT.format('"textual>=8.2,<9"')) == (
        Bounded("textual", "8.2", "9"),
        Bounded("pytest", "8.3", "10"),
        Bounded("textual-serve", "1.1", "2"),
    )


@pytest.mark.parametrize("given", ["rich", "rich>=13", "rich<15", "rich==13.1", "rich>13,<15"])
def test_a_library_without_both_bounds_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="without a lower and an upper bound: rich"):
        bounded(PROJECT.format(f'"{given}"'))


def test_the_lowest_are_asked_for_as_they_stand() -> None:
    assert lowest(PROJECT.format("")).splitlines() == [
        "textual==8.2", "pytest==8.3", "textual-serve==1.1",
    ]  # fmt: skip


def test_every_library_of_this_project_has_bounds() -> None:
    ours = bounded((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {"textual", "pyyaml", "platformdirs", "pygls"} <= {each.name for each in ours}
    for each in ours:
        assert release(each.lowest) < release(each.stop)


def test_what_leans_on_libraries_is_there() -> None:
    assert [each for each in bounds.LEANING if not (ROOT / each).exists()] == []


def test_versions_are_compared_as_numbers() -> None:
    assert release("8.10") > release("8.9.1")
    assert release("8.2.0") == release("8.2")
