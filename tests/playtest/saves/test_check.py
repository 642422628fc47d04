"""The verdict on a save, in the story as it was and in edited ones."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.play import saves as made_up
from tests.playtest.saves.walks import checked, resumed, saved, story
from ulysse_game import view
from ulysse_game.playtest.saves import (
    ADJUSTED,
    DAMAGED,
    FALLEN_BACK,
    REFUSED,
    STUCK,
    VERDICTS,
    WHOLE,
    SaveFile,
    check,
    is_allowed,
)

AT_WELL = saved(story(), "rest", "walk", "enter")
IN_BUCKET = saved(story(), "walk", "enter", "dip")
AT_END = saved(story(), "walk", "enter", "leave")

RENAMED_SCENE = (
    ("goto: well", "goto: spring"),
    ("\nwell:\n", "\nspring:\n  was: well\n"),
)
REMOVED_SCENE = (
    ("goto: well", "goto: the_end"),
    ("\nwell:\n  at: dome\n", "\nsource:\n  at: dome\n"),
)
REMOVED_VARIABLE = (
    ("do: low += 1", "do: n += 1"),
    ("when: low >= 1", "when: n >= 61"),
    ("  low: -5..5, one that goes below nought\n", ""),
)
NARROWED = (("  n: 0..100, a number", "  n: 0..50, a number"),)
REMOVED_VALUE = (
    ("weather = storm", "weather = wind"),
    ("calm | wind | storm", "calm | wind"),
)
EDITS: dict[str, tuple[tuple[str, str], ...]] = {
    "none": (),
    "renamed scene": RENAMED_SCENE,
    "removed scene": REMOVED_SCENE,
    "removed variable": REMOVED_VARIABLE,
    "narrowed": NARROWED,
    "removed value": REMOVED_VALUE,
    "other effects": (("n += 60", "n += 6"),),
}


@pytest.mark.parametrize("data", [AT_WELL, IN_BUCKET, AT_END], ids=["well", "bucket", "end"])
def test_in_the_same_story_it_is_whole(data: bytes) -> None:
    found = checked(data)
    assert (found.verdict, found.loses, found.says) == (WHOLE, False, ())
    assert found.at == found.now
    assert is_allowed(found)


def test_a_renamed_scene_is_followed() -> None:
    found = checked(AT_WELL, *RENAMED_SCENE)
    assert (found.verdict, found.says) == (WHOLE, ())
    assert (found.at, found.now) == ("well", "spring")
    assert found.followed == ("scene `well` is `spring` now.",)


def test_a_removed_variable() -> None:
    found = checked(AT_WELL, *REMOVED_VARIABLE)
    assert (found.verdict, found.loses, found.now) == (ADJUSTED, True, "well")
    assert found.says == ("variable `low` is gone; it was 1.",)
    assert not is_allowed(found)
    assert is_allowed(found, "adjusted")


def test_a_variable_renamed_without_was_is_guessed() -> None:
    found = checked(
        AT_WELL, ("low +=", "lows +="), ("when: low", "when: lows"), ("  low:", "  lows:")
    )
    assert found.says == (
        "variable `low` is gone; it was 1. A rename without `was`? Did you mean `lows`?",
    )


def test_a_choice_renamed_without_was_is_guessed_by_its_own_name() -> None:
    found = checked(AT_WELL, ("    - enter: Enter.\n", "    - enters: Enter.\n"))
    assert found.says == (
        "choice `path.enter` is gone. A rename without `was`? Did you mean `path.enters`?",
    )
    found = checked(AT_WELL, ("    - enter: Enter.\n", "    - go_in: Enter.\n"))
    assert found.says == ("choice `path.enter` is gone.",)


def test_a_narrowed_range() -> None:
    found = checked(AT_WELL, *NARROWED)
    assert (found.verdict, found.loses) == (ADJUSTED, True)
    assert found.says == ("`n` was 60; brought into its range it is 50.",)


def test_a_removed_value() -> None:
    found = checked(AT_WELL, *REMOVED_VALUE)
    assert (found.verdict, found.loses) == (ADJUSTED, True)
    assert found.says == (
        "`weather` was storm, which it cannot be now; it is calm, as at its start.",
    )


def test_a_removed_scene() -> None:
    found = checked(AT_WELL, *REMOVED_SCENE)
    assert (found.verdict, found.loses) == (FALLEN_BACK, True)
    assert (found.at, found.now) == ("well", "path")
    assert found.says == ("scene `well` is gone.", "it goes on at `path`, 1 choice back.")
    assert not is_allowed(found, "adjusted")
    assert is_allowed(found, "fallen-back")


def test_a_removed_scene_that_was_only_visited() -> None:
    found = checked(AT_END, *REMOVED_SCENE)
    assert (found.verdict, found.now) == (ADJUSTED, "the_end")
    assert found.says == ("scene `well` is gone.", "choice `well.leave` is gone.")


def test_no_place_is_left_and_no_choice_leads_on() -> None:
    other = SaveFile("a.json", AT_WELL)
    edits = [(f"\n{id}:\n", f"\n{id}_two:\n") for id in ("start", "path", "well")]
    edits += [(f"goto: {id}\n", f"goto: {id}_two\n") for id in ("start", "path", "well")]
    edits += [("begins: start", "begins: start_two"), ("rest: Rest", "doze: Doze")]
    found = check(story(*edits), other)
    assert (found.verdict, found.now) == (FALLEN_BACK, "start_two")
    assert found.says[-1] == "no place of it is left in the story; it begins again."


def test_a_place_without_a_way_on() -> None:
    edits = (
        ("    - dip: Dip.\n      detour: bucket\n", ""),
        ("    - leave: Leave.\n", "    - leave: Leave.\n      if: n >= 90\n"),
        ("  text: A well.\n", "  text: A well.\n  next: the_end\n"),
    )
    found = checked(AT_WELL, *edits)
    assert (found.verdict, found.now) == (FALLEN_BACK, "path")
    assert found.says[0] == "no choice is open at `well`, where it was saved."


def test_choices_that_lead_elsewhere_lose_nothing() -> None:
    found = checked(AT_WELL, ("n += 60", "n += 6"))
    assert (found.verdict, found.loses) == (ADJUSTED, False)
    assert found.says == (
        "its choices lead elsewhere now; what was saved is believed.",
        "n was 60, and is 6.",
    )
    assert is_allowed(found)


def test_a_choice_that_cannot_be_made_again() -> None:
    edit = ("    - walk: Walk.\n", "    - walk: Walk.\n      if: not flag_two\n")
    found = checked(AT_WELL, edit)
    assert (found.verdict, found.loses) == (ADJUSTED, False)
    (told,) = found.says
    assert told.startswith("choice 2, `start: walk`, cannot be made again")


def test_a_detour_to_a_scene_that_has_gone() -> None:
    data = made_up.as_dict(IN_BUCKET)
    data["snapshot"]["stack"] = [["cellar", ""]]
    found = checked(made_up.from_dict(data))
    assert (found.verdict, found.loses) == (ADJUSTED, True)
    assert found.says == ("scene `cellar` is gone.",)


def test_what_a_newer_game_or_another_story_saved_is_refused() -> None:
    newer = made_up.as_dict(AT_WELL)
    newer["format"] = 99
    found = checked(made_up.from_dict(newer))
    assert (found.verdict, found.loses) == (REFUSED, True)
    assert "newer" in found.says[0]
    found = checked(AT_WELL, ("story: small", "story: other"))
    assert (found.verdict, found.says) == (REFUSED, ("it is of another story, `small`.",))
    assert not is_allowed(found, "fallen-back")


def test_what_is_torn_is_damaged() -> None:
    for data in (b"", AT_WELL[:-1], AT_WELL.replace(b"well", b"dell"), b"\xff" * 90, b"[" * 9000):
        found = checked(data)
        assert (found.verdict, found.loses) == (DAMAGED, True)


def test_a_page_that_cannot_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nought\x1b[2J")

    monkeypatch.setattr(view, "present", broken)
    found = checked(AT_WELL)
    assert (found.verdict, found.loses) == (STUCK, True)
    assert found.says == (
        "the page at `well` cannot be told in `en`: ZeroDivisionError: by nought[2J.",
    )


def test_a_story_that_runs_in_a_ring() -> None:
    from tests.play import fake_story
    from ulysse_game.engine import Machine
    from ulysse_game.story import Go, Scene

    ring = (Scene("shore", "tale", next=(Go("path"),)), Scene("path", "tale", next=(Go("shore"),)))
    data = (made_up.GOLDEN / "format_1.json").read_bytes()
    found = check(Machine(fake_story.story(ring)), SaveFile("a.json", data))
    assert found.verdict == STUCK
    assert "without a choice" in found.says[0]


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("data", [AT_WELL, IN_BUCKET, AT_END], ids=["well", "bucket", "end"])
def test_it_is_what_the_game_does(data: bytes, edit: str) -> None:
    """The player is told something if and only if the verdict is not whole, at the same place."""
    edited = story(*EDITS[edit])
    found = check(edited, SaveFile("a.json", data))
    session = resumed(edited, data)
    assert session.page().scene == found.now
    assert bool(session.notices) is (found.verdict != WHOLE)
    session.close()


NAMES = st.sampled_from(
    ["", "start", "path", "well", "bucket", "the_end", "gone", "start/x", ">", "here", "return",
     "start.walk", "gone.x", "n", "weather", "storm", "ann.trust", "\x1b[2J", "wet", "grey"]
)  # fmt: skip
VALUES = st.integers(-3, 70_000) | NAMES
SNAPSHOT = st.fixed_dictionaries(
    {
        "location": NAMES,
        "room": NAMES,
        "minute": st.integers(0, 9_999),
        "chapter": NAMES,
        "variables": st.dictionaries(NAMES, VALUES, max_size=4),
        "visits": st.dictionaries(NAMES, st.integers(0, 70_000), max_size=4),
        "taken": st.lists(NAMES, max_size=3),
        "spent": st.lists(NAMES, max_size=3),
        "picked": st.lists(NAMES, max_size=3),
        "heard": st.lists(NAMES, max_size=3),
        "fired": st.lists(NAMES, max_size=3),
        "stack": st.lists(st.tuples(NAMES, NAMES).map(list), max_size=3),
        "seed": st.integers(-(2**64) + 1, 2**64 - 1),
        "draws": st.integers(0, 99),
        "turn": st.integers(0, 99),
        "ending": NAMES,
    }
)
ROWS = st.lists(st.tuples(st.integers(0, 5), NAMES.filter(bool)), max_size=4)
CHANGES = st.dictionaries(
    st.sampled_from(["location", "variables", "stack", "visits", "turn"]),
    VALUES | st.just(["-"]) | st.just(["=", {}]) | st.dictionaries(NAMES, VALUES, max_size=2),
    max_size=2,
)


@settings(max_examples=200, deadline=None)
@given(SNAPSHOT, SNAPSHOT, ROWS, CHANGES)
def test_whatever_a_sound_file_says_there_is_a_verdict(
    root: dict[str, Any], snapshot: dict[str, Any], rows: list[tuple[int, str]], by: dict[str, Any]
) -> None:
    data = made_up.as_dict(AT_WELL)
    data["snapshot"] = snapshot
    nodes = [[-1, "", None, root]]
    nodes += [[min(at, n), choice, by] for n, (at, choice) in enumerate(rows)]
    data["timeline"] = {"head": len(rows), "depth": 0, "nodes": nodes}
    found = check(PLAYED, SaveFile("a.json", made_up.from_dict(data)))
    assert found.verdict in VERDICTS
    assert found.verdict not in (DAMAGED, REFUSED)
    told = "".join((*found.says, *found.followed, found.at, found.now))
    assert "\x1b" not in told
    json.dumps(found._asdict()).encode()


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(AT_WELL) - 1), st.binary(min_size=1, max_size=3))
def test_whatever_bytes_stand_there_there_is_a_verdict(at: int, planted: bytes) -> None:
    data = AT_WELL[:at] + planted + AT_WELL[at + len(planted) :]
    found = check(PLAYED, SaveFile("a.json", data))
    assert found.verdict == (WHOLE if data == AT_WELL else DAMAGED)


PLAYED = story()
