"""What is impossible, told by its causes."""

from __future__ import annotations

from typing import Any

from ulysse_game.playtest.exploring.reasons import causes, listed


def closed(kind: str, name: str, why: str = "", line: int = 1, after: Any = ()) -> dict[str, Any]:
    return {
        "kind": kind, "name": name, "file": "1_part/scenes.yaml", "line": line,
        "verdict": "impossible", "by": "values", "why": why, "after": [list(a) for a in after],
    }  # fmt: skip


def names(*rows: dict[str, Any]) -> list[tuple[tuple[str, ...], list[str]]]:
    return [(each.labels, [row["name"] for row in each.within]) for each in causes(rows)]


def test_what_stands_in_an_impossible_scene_is_told_with_it() -> None:
    rows = [closed("scene", "cave", "why"), closed("text", "cave"), closed("choice", "cave.go")]
    assert names(*rows) == [(("cave",), ["cave", "cave.go"])]


def test_what_follows_from_what_follows_has_the_first_cause() -> None:
    rows = [
        closed("text", "pit"),
        closed("scene", "pit", after=[("rule", "drown")]),
        closed("rule", "drown", "never so high", 9),
    ]
    assert names(*rows) == [(("drown",), ["pit", "pit"])]


def test_things_that_only_lead_to_one_another_are_one_cause() -> None:
    rows = [
        closed("scene", "a", after=[("scene", "b")]),
        closed("scene", "b", after=[("scene", "a")]),
    ]
    assert [len(within) for _, within in names(*rows)] == [1]


def test_the_items_of_a_loop_are_one_line() -> None:
    rows = [
        closed("place", f"lines/obs_0{n}", f"`obs_0{n} is seen` never holds") for n in (1, 2, 3)
    ]
    rows += [closed("choice", f"lines/obs_0{n}.keep") for n in (1, 2, 3)]
    assert names(*rows) == [
        (("lines/obs_01 to lines/obs_03",), [f"lines/obs_0{n}.keep" for n in (1, 2, 3)])
    ]


def test_other_reasons_are_other_causes() -> None:
    rows = [closed("place", "lines/ann", "ann is dead"), closed("place", "lines/bob", "low")]
    assert [labels for labels, _ in names(*rows)] == [("lines/ann",), ("lines/bob",)]


def test_one_reason_is_told_once_for_a_file() -> None:
    rows = [closed("choice", "hub.a", "never"), closed("choice", "hub.b", "never")]
    assert names(*rows) == [(("hub.a", "hub.b"), [])]


def test_what_is_reached_or_a_mistake_is_not_told() -> None:
    reached = {**closed("scene", "hub"), "verdict": "reached"}
    assert names(reached, closed("stuck", "hub"), closed("saturates", "hub.do[1]")) == []


def test_many_names_are_cut_short_and_runs_joined() -> None:
    assert listed(["a1", "a2"]) == ["a1", "a2"]
    assert listed(["x", "a9", "a10", "a11", "y"]) == ["x", "a9 to a11", "y"]
    assert listed(list("abcdefgh")) == ["a", "b", "c", "d", "4 more"]
