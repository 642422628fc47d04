"""The index is asked by place and by name."""

from __future__ import annotations

from tests.compiler.small import SCENES, compiled
from ulysse_game.authoring.index import Index, index_of
from ulysse_game.compiler import Compiled

STORY = """start:
  with: ann
  when: ann.trust >= 2 and bob.trust < 3
  else: later
  do: p.trust += 1 for p in ours
  text: Ann.
  next: later
"""


def index() -> Index:
    return index_of(compiled(STORY))


def test_the_name_under_the_cursor() -> None:
    here = index()
    for column in (13, 15, 18):
        at = here.at(SCENES, 3, column)
        assert at is not None
        assert (at.kind, at.name) == ("variable", "ann.trust")
    person = here.at(SCENES, 3, 10)
    assert person is not None
    assert person.kind == "person"
    assert here.at(SCENES, 3, 1) is None
    assert here.at("nowhere.yaml", 1, 1) is None


def test_a_stat_of_everybody() -> None:
    here = index()
    hers = [
        (each.span.file, each.span.line, each.role) for each in here.of("variable", "ann.trust")
    ]
    assert hers == [
        (SCENES, 3, "asked"), (SCENES, 5, "set"),
        ("world/people.yaml", 5, "declared"), ("world/variables.yaml", 14, "asked"),
    ]  # fmt: skip
    assert len(here.of("variable", "*.trust")) == len(hers) + 1
    declared = here.declared("variable", "bob.trust")
    assert declared is not None
    assert declared.name == "*.trust"


def test_nothing_is_known_of_other_names() -> None:
    here = index()
    assert here.of("variable", "nothing") == ()
    assert here.of("variable", "ann.nothing") == ()
    assert here.declared("scene", "nowhere") is None


def test_a_story_from_the_cache_has_no_places() -> None:
    assert index_of(Compiled(compiled(STORY).story)).all() == ()
