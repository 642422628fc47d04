"""Some of ``signals``, each of another kind; the whole matrix is ``python -m tests.trust``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("terminals and signals of POSIX", allow_module_level=True)

from tests.trust import signals, signals_lines, signals_others
from tests.trust.signals import BLOWS, MOMENTS, Found

DOOR = signals_lines.DOOR


def test_on_the_screen(tmp_path: Path) -> None:
    for at, (moment, blow) in enumerate((
        ("turning a page", "INT"),
        ("saves", "USR1"),
        ("leaving", "TERM, CONT"),
        ("page", "TSTP, CONT"),
    )):  # fmt: skip
        found = signals.struck(tmp_path / str(at), moment_of(moment), blow_of(blow), story=DOOR)
        assert found.wrong == (), (moment, blow)


def test_in_lines(tmp_path: Path) -> None:
    answering, waiting = signals_lines.MOMENTS[2], signals_lines.MOMENTS[1]
    hang_up = blow_of("window closed")
    assert signals_lines.in_pipes(answering, blow_of("TERM"), tmp_path / "a").wrong == ()
    assert signals_lines.in_terminal(waiting, hang_up, tmp_path / "b").wrong == ()


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("--version", "output full"),
        ("a mistake", "output and errors full"),
        ("line mode", "nobody reads either"),
    ],
)
def test_streams_that_are_none(tmp_path: Path, name: str, missing: str) -> None:
    assert signals_lines.started(name, missing, tmp_path).wrong == ()


def test_every_kind_is_counted(tmp_path: Path) -> None:
    """What went wrong in a case is told, and raises nothing."""

    def broken(folder: Path) -> Found:
        raise TimeoutError("never came")

    figure = signals.counted("a threat", "cases", [("fine", _fine), ("broken", broken)], tmp_path)
    assert (figure.times, figure.went_wrong) == (2, 1)
    groups = [*signals_lines.groups(), *signals_others.groups()]
    assert len({name for _, _, cases in groups for name, _ in cases}) > 150


def _fine(folder: Path) -> Found:
    return Found((), 0.1)


def moment_of(name: str) -> signals.Moment:
    return next(moment for moment in MOMENTS if moment.name == name)


def blow_of(name: str) -> signals.Blow:
    return next(blow for blow in BLOWS if blow.name == name)
