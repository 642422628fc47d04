"""Accepting that a translation holds although its source has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.authoring.translating.stories import (
    FILE,
    SCENE,
    brought_up,
    compiled_at,
    entries,
    fill,
    lay,
)
from tests.compiler.small import SCENES
from ulysse_game.authoring.translating.accept import accept, difference, holding, is_typo, stale

OLD = "You went."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A story of which one source has changed, and nobody has looked."""
    brought_up(lay(tmp_path))
    fill(tmp_path, {"start.go": "Va.", "start.go.then": "Tu es partie."})
    return lay(tmp_path, {SCENES: SCENE.replace(OLD, "You went, slowly.")})


@pytest.mark.parametrize("is_updated", [False, True])
def test_what_is_to_be_reviewed(folder: Path, is_updated: bool) -> None:
    """With or without an update in between."""
    if is_updated:
        brought_up(folder)
    [found] = stale(compiled_at(folder), "fr")
    assert found.unit.line_id == "start.go.then"
    assert (found.before, found.source, found.words) == (OLD, "You went, slowly.", "Tu es partie.")
    assert found.is_shown


def test_what_would_break_the_story_cannot_be_accepted(folder: Path) -> None:
    """A person speaks in the source now and in the translation nobody does."""
    fill(folder, {"start.hand": "Le donner à {p}."})
    lay(folder, {SCENES: SCENE.replace(OLD, "ann: You went.").replace("Give it", "Hand it")})
    compiled = compiled_at(folder)
    [go, hand] = stale(compiled, "fr")
    kept, [wrong] = holding(compiled, [go, hand])
    assert kept == [hand]
    assert wrong.code == "translation-differs"
    assert (wrong.span.file, wrong.span.line) == (FILE, go.entry.line)
    accept(folder, compiled, kept)
    assert [each.unit.line_id for each in stale(compiled_at(folder), "fr")] == ["start.go.then"]


@pytest.mark.parametrize("is_updated", [False, True])
def test_an_accepted_text_is_fuzzy_no_more(folder: Path, is_updated: bool) -> None:
    if is_updated:
        brought_up(folder)
    before = (folder / FILE).read_text(encoding="utf-8")
    compiled = compiled_at(folder)
    assert accept(folder, compiled, stale(compiled, "fr")) == [FILE]
    found = entries(folder)["start.go.then"]
    assert (found.source, found.words, found.is_fuzzy) == (
        "You went, slowly.", "Tu es partie.", False,
    )  # fmt: skip
    assert "#|" not in found.notes
    assert stale(compiled_at(folder), "fr") == []
    after = (folder / FILE).read_text(encoding="utf-8")
    assert after[: after.index("You went") - 60] == before[: after.index("You went") - 60]
    brought_up(folder)
    assert (folder / FILE).read_text(encoding="utf-8") == after


def test_what_is_not_chosen_stays_fuzzy(folder: Path) -> None:
    compiled = compiled_at(folder)
    assert accept(folder, compiled, []) == []
    assert len(stale(compiled, "fr")) == 1


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("Go on.", "Go on!", True),
        ("Go on.", "“go on”…", True),
        ("Go  on.", "Go on.", True),
        ("A check list.", "A check-list.", True),
        ("They recieve it.", "They receive it.", True),
        ("It occured.", "It occurred.", True),
        ("Go on.", "Go now.", False),
        ("He was there.", "She was there.", False),
        ("In 12 hours.", "In 21 hours.", False),
        ("In 11 hours.", "In 1 hours.", False),
        ("It is {n}.", "It is {m}.", False),
        ("It is {n: a|b}.", "It is {n: a|b}!", True),
        ("Go.", "Go on.", False),
        ("", "Go.", False),
    ],
)
def test_typos(before: str, now: str, expected: bool) -> None:
    assert is_typo(before, now) is expected


def test_a_difference_by_words() -> None:
    assert [*difference("You went home.", "You ran home.")] == [
        ("=", "You "),
        ("-", "went"),
        ("+", "ran"),
        ("=", " home."),
    ]


@given(st.text("ab \n"), st.text("ab \n"))
def test_a_difference_holds_both_sides(before: str, now: str) -> None:
    found = [*difference(before, now)]
    assert "".join(words for kind, words in found if kind in "=-") == before
    assert "".join(words for kind, words in found if kind in "=+") == now
