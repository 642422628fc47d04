"""The way of a playthrough is walked once for its notebook, whatever is taken back or taken up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.compiler.small import machine
from tests.compiler.test_panel_tables import NOTEBOOK
from ulysse_game import engine, play
from ulysse_game.engine import Machine
from ulysse_game.play import Library, Session, history
from ulysse_game.storage import MemoryShelf

ROUND = """
start:
  text: Begin.
  choices:
    - go: Go on.
      do: n += 1
      goto: start
    - stay: Stay.
      goto: start
    - end: End.
      goto: the_end
"""


@pytest.fixture(scope="module")
def played() -> Machine:
    return machine(ROUND, world_panels=NOTEBOOK)


@pytest.fixture
def session(played: Machine) -> Iterator[Session]:
    found = play.start(Library(played, MemoryShelf()), seed=1)
    yield found
    found.close()


def names(session: Session) -> list[str]:
    people = session.notebook().section("people")
    assert people is not None
    return [each.name for each in people.entries]


def test_what_is_taken_back_was_never_written(session: Session) -> None:
    session.choose("stay")
    session.choose("go")
    assert names(session) == ["Eve", "Bob"]
    session.rewind()
    assert names(session) == ["Eve"]
    session.choose("go")
    assert names(session) == ["Eve", "Bob"]


def test_only_what_is_new_is_walked(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0

    def counted(*given: object) -> object:
        nonlocal steps
        steps += 1
        return real(*given)  # type: ignore[arg-type]  # whatever it was given

    for _ in range(200):
        session.choose("stay")
    real = engine.step
    monkeypatch.setattr(engine, "step", counted)
    session.notebook()
    assert steps == 200
    steps = 0
    session.notebook()
    assert steps == 0
    session.choose("go")
    steps = 0
    assert names(session) == ["Eve", "Bob"]
    assert steps <= 1 + history.KNOWN_EVERY  # the state before it is stepped to from a known one


def test_a_playthrough_taken_up_again_has_the_same_notebook(played: Machine) -> None:
    library = Library(played, MemoryShelf())
    first = play.start(library, seed=1)
    for choice in ("stay", "go", "stay"):
        first.choose(choice)
    card = first.save_as("here")
    assert card is not None
    first.close()
    again = play.resume(library, card.id)
    assert again.notebook() == first.notebook()
    again.close()
