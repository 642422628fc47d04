"""Mistakes planted in a copy of the shipped story: each is found, named where it stands, and shown.

The copy ends with its first chapter, so that the plants and not the story are what takes time.

All of them pass ``ulysse check``, but for the page without a way on: that one no story file can
say, so its ``next`` is taken away after compiling.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.engine.plays import SHIPPED
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.sources import Source
from ulysse_game.engine import Machine, begin, open_ids, step
from ulysse_game.explore import (
    Explored,
    Impossible,
    Judged,
    Means,
    Reached,
    explore,
    exploring,
    replayed,
)
from ulysse_game.story import Story

FILE = "1_ulysse/9_planted.yaml"
PLANTED = """\
planted:
  text: |
    Here it stands.
  choices:
    - both: Both.
      do: planted_one, planted_two
      goto: here
    - never: Never.
      if: planted_one and not planted_two
      goto: here
    - shut: Shut.
      if: gap_log is worn and gap_log is hole
      closed: Not ever.
      goto: here
    - tear: Tear.
      do: planted_tear
      goto: here
    - cell: Into the cell.
      goto: planted_cell
    - narrow: Into the narrow.
      goto: planted_narrow
    - out: Out.
      goto: endings

planted_narrow:
  text: |
    It is narrow.
  choices:
    - slip: Slip through.
      if: planted_one
      goto: planted
  next: planted

planted_cell:
  text: |
    A cell.
  choices:
    - sit: Sit.
      goto: here
    - round: Round the corner.
      goto: planted_corner

planted_corner:
  text: |
    A corner.
  choices:
    - back: Back.
      goto: planted_cell

planted_left:
  text: |
    Left.
  next: endings

planted_right:
  text: |
    Right.
  next: endings

planted_end:
  text: |
    Nobody comes here.
  ending: planted_ending
"""
INSERTED = {
    "1_ulysse/1_night.yaml": (
        "  choices:\n",
        "  choices:\n    - plant: Plant.\n      goto: planted\n",
    ),
    "1_ulysse/7_down.yaml": ("  next: sounds\n", "  next: endings\n"),
    "1_ulysse/chapter.yaml": (
        "rules:\n",
        (
            "rules:\n  planted_l:\n    when: planted_tear\n    goto: planted_left\n"
            "  planted_r:\n    when: planted_tear\n    goto: planted_right\n"
        ),
    ),
    "world/variables.yaml": (
        "variables:\n",
        (
            "variables:\n  planted_one: flag, so or not\n  planted_two: flag, so or not\n"
            "  planted_tear: flag, so or not\n"
        ),
    ),
    "world/endings.yaml": (
        "endings:\n",
        (
            "endings:\n  planted_ending:\n    number: 40\n    title: Planted\n"
            "    when: planted_one and not planted_two\n"
        ),
    ),
    "world/invariants.yaml": (
        "invariants:\n",
        "invariants:\n  planted_law:\n    never: planted_one\n    means: it is not planted\n",
    ),
}


def files() -> dict[str, str]:
    """The shipped story with the plants."""
    found = {
        path.relative_to(SHIPPED).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(SHIPPED.rglob("*.yaml"))
    }
    for file, (old, new) in INSERTED.items():
        assert old in found[file], file
        found[file] = found[file].replace(old, new, 1)
    return found | {FILE: PLANTED}


@cache
def planted() -> Machine:
    sources = [Source(file, text.encode()) for file, text in sorted(files().items())]
    story = compile_sources(sources, []).story
    assert story is not None, "the plants pass the check"
    narrow = story.scene("planted_narrow")._replace(next=())
    texts = {story.world.language: story.texts(story.world.language)}
    scenes = {**story.scenes, "planted_narrow": narrow}
    return Machine(Story(story.world, scenes, texts, story.digest))


@pytest.fixture(scope="module")
def found() -> Explored:
    """One exploration for all: random play goes on only for as long as it finds something."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exploring, "QUIET", 0.5)
        return explore(planted(), Means(budget=60, is_shortest=False))


def judged(found: Explored, kind: str, name: str) -> Judged:
    (each,) = [j for j in found.judged if (j.item.kind, j.item.name) == (kind, name)]
    return each


def line_of(file: str, words: str) -> int:
    """The line on which these words stand in the planted story."""
    lines = files()[file].split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


def length(each: Judged) -> int:
    """How many choices show it, once the engine has replayed them."""
    assert isinstance(each.verdict, Reached), each
    assert replayed(planted(), each.verdict.route) is not None
    return len(each.verdict.route.steps)


@pytest.mark.parametrize(
    ("kind", "name", "choices"),
    [
        ("stuck", "planted_narrow", 2),
        ("broken", "planted_law", 2),
        ("trap", "planted_cell", 2),
        ("clash", "rule.planted_r planted_left", 2),
    ],
)
def test_what_should_never_happen_is_found_and_shown(
    found: Explored, kind: str, name: str, choices: int
) -> None:
    each = judged(found, kind, name)
    assert each.is_mistake
    assert length(each) == choices


@pytest.mark.parametrize(
    ("kind", "name", "means"),
    [
        ("choice", "planted.never", ("states", "search")),
        ("yes", "planted.never.if", ("states", "search")),
        ("choice", "planted.shut", ("values",)),
        ("ending", "planted_ending", ("states", "search")),
        ("scene", "planted_end", ("states", "search")),
        ("scene", "planted_right", ("values",)),
    ],
)
def test_what_cannot_happen_is_proved(
    found: Explored, kind: str, name: str, means: tuple[str, ...]
) -> None:
    verdict = judged(found, kind, name).verdict
    assert isinstance(verdict, Impossible), verdict
    assert verdict.by in means


def test_a_choice_that_is_never_open_is_seen_closed(found: Explored) -> None:
    assert length(judged(found, "closed", "planted.shut#1")) == 1


@pytest.mark.parametrize(
    ("kind", "name", "file", "words"),
    [
        ("stuck", "planted_narrow", FILE, "planted_narrow:"),
        ("trap", "planted_cell", FILE, "planted_cell:"),
        ("choice", "planted.never", FILE, "- never: Never."),
        ("choice", "planted.shut", FILE, "- shut: Shut."),
        ("scene", "planted_end", FILE, "planted_end:"),
    ],
)
def test_each_is_named_where_it_stands(
    found: Explored, kind: str, name: str, file: str, words: str
) -> None:
    item = judged(found, kind, name).item
    assert (item.file, item.line) == (file, line_of(file, words))


@pytest.mark.parametrize(
    ("kind", "name", "file"),
    [
        ("broken", "planted_law", "world/invariants.yaml"),
        ("ending", "planted_ending", "world/endings.yaml"),
        ("clash", "rule.planted_r planted_left", "1_ulysse/chapter.yaml"),
    ],
)
def test_what_stands_in_the_world_is_named_by_its_file(
    found: Explored, kind: str, name: str, file: str
) -> None:
    assert judged(found, kind, name).item.file == file


def test_nothing_else_is_called_a_mistake(found: Explored) -> None:
    mistakes = {(each.item.kind, each.item.name) for each in found.judged if each.is_mistake}
    assert {name for kind, name in mistakes if "planted" not in name} == set()
    assert {kind for kind, _ in mistakes} == {"stuck", "broken", "trap", "clash"}


def test_the_stuck_page_is_truly_stuck(found: Explored) -> None:
    """The walkthrough leads to a page at which the engine has nothing to offer."""
    verdict = judged(found, "stuck", "planted_narrow").verdict
    assert isinstance(verdict, Reached)
    state, _ = begin(planted(), verdict.route.seed)
    for _, choice in verdict.route.steps:
        state, _ = step(planted(), state, choice)
    assert state.location == "planted_narrow"
    assert not open_ids(planted(), state)
