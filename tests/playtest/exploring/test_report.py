"""A report of exploring: as data, merged, and in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.compiler.small import machine
from tests.explore.test_why import SCENES
from tests.playtest.wander.town import a_dead_end, no_end, town
from ulysse_game.engine import Machine
from ulysse_game.explore import Means, Route, explore, site_of
from ulysse_game.playtest.exploring import (
    Begun,
    Report,
    Wanted,
    has_failed,
    keep,
    lines,
    report_of,
)
from ulysse_game.playtest.merging import CannotMerge, merged, parse, told, unparse

WHOLE = Means(budget=10.0)


def report(story: Machine, means: Means = WHOLE, wanted: Wanted | None = None) -> Report:
    begun = Begun("", Route(0, ()))
    site = site_of(story, begun.route)
    found = explore(story, means)
    return report_of(site, means, found, site.items.every, begun, wanted or Wanted(), "town", 1)


@pytest.fixture(scope="module")
def square() -> Report:
    return report(machine(SCENES))


@pytest.fixture(scope="module")
def broken() -> Report:
    return report(town())


def row(found: Report, kind: str, name: str) -> dict[str, Any]:
    return next(each for each in found["items"] if (each["kind"], each["name"]) == (kind, name))


def text(found: Report, is_all: bool = False) -> str:
    return "".join(f"{line}\n" for line in lines(found, is_all))


def test_who_stops_it_has_no_verdict_whatever_is_allowed(square: Report) -> None:
    assert not has_failed(square)
    stopped = {**square, "time": {**square["time"], "is_stopped": True}}
    assert not has_failed(stopped), "all had been decided"
    for kind in ("scene", "stuck"):
        item = {**next(each for each in square["items"] if each["kind"] == "scene"), "kind": kind}
        left = {**item, "verdict": "open", "why": "not searched for", "at_least": 0, "cells": []}
        plan = {**square["plan"], "required": []}
        cut = {**stopped, "plan": plan, "items": [*square["items"], left]}
        assert has_failed(cut)
        assert text(cut).endswith("\nFAILED: stopped before the end\n")
        assert not has_failed({**cut, "time": square["time"]})


# -- as data --------------------------------------------------------------------------------------


def test_it_travels_as_json(square: Report) -> None:
    assert parse(unparse(square).encode()) == json.loads(json.dumps(square))
    assert list(told(square)) == list(lines(square))


def test_a_story_without_mistakes_is_well(square: Report) -> None:
    assert not has_failed(square)
    assert text(square).endswith("\nall is well\n")


def test_a_broken_invariant_fails(broken: Report) -> None:
    assert has_failed(broken)
    assert text(broken).endswith("\nFAILED: 1 mistake\n")


def test_what_must_be_decided_and_is_not_fails() -> None:
    hurried = report(machine(SCENES), Means(budget=0.0))
    assert row(hurried, "scene", "twice")["verdict"] == "open"
    assert has_failed(hurried)
    assert "not decided of what must be (scene, choice, text, ending)" in text(hurried)
    allowed = report(machine(SCENES), Means(budget=0.0), Wanted(required=()))
    assert not has_failed(allowed)


def test_what_must_be_possible_and_is_not_fails(square: Report) -> None:
    strict = {**square, "plan": {**square["plan"], "possible": ["scene"]}}
    assert has_failed(strict)
    assert text(strict).endswith("\nFAILED: 5 impossible of what must not be (scene)\n")


def test_only_these_kinds_are_asked_for() -> None:
    found = report(machine(SCENES), Means(budget=10.0, kinds=frozenset({"scene", "ending"})))
    assert {each["kind"] for each in found["items"]} == {"scene", "ending"}
    assert "nobody is ever stuck" not in text(found)


# -- in words -------------------------------------------------------------------------------------


def test_mistakes_stand_before_all_else(broken: Report) -> None:
    said = text(broken)
    assert "the invariant not_too_high is broken: nobody rises above five." in said
    assert "after 6 choices, proved shortest" in said
    assert said.index("MISTAKES: 1") < said.index("impossible, and you wrote")
    assert "every invariant holds" not in said


def test_each_mistake_has_its_sentence() -> None:
    assert "nothing is open at end_of_road, and the story has not ended" in text(
        report(a_dead_end())
    )
    stuck = text(report(no_end()))
    assert "from start no ending can be reached any more" in stuck
    assert "an ending is ahead of every page" not in stuck


def test_mistakes_are_kept_as_walkthroughs(broken: Report, tmp_path: Path) -> None:
    kept = keep(town(), broken, tmp_path / "kept", "a town")
    file = tmp_path / "kept" / "explore_broken_not_too_high.yaml"
    assert [each["file"] for each in kept] == [file.as_posix()]
    assert kept[0]["see"] == f"ulysse replay {file.as_posix()} --story 'a town'"
    assert file.read_text(encoding="utf-8").count("- start: rise") == 6
    assert f"see it: {kept[0]['see']}" in text({**broken, "mistakes": kept})


def test_nothing_is_kept_where_there_is_no_mistake(square: Report, tmp_path: Path) -> None:
    assert keep(machine(SCENES), square, tmp_path / "kept") == []
    assert not (tmp_path / "kept").exists()


def test_what_is_impossible_is_told_with_its_reason(square: Report) -> None:
    said = text(square)
    assert "  scene gale\n         `weather is storm` never holds: weather is calm\n" in said
    assert "with it: scene cave, 1 choice" not in said.partition("scene gale")[0]
    assert "choice gale.home" not in said


def test_lines_keep_to_eighty_columns(square: Report, broken: Report) -> None:
    long = [
        line
        for found in (square, broken)
        for line in lines(found, True)
        if len(line) > 80 and " " in line.strip()
    ]
    assert long == []


def test_everything_is_named_when_asked_for(square: Report) -> None:
    said = text(square, is_all=True)
    assert all(f"\n  {each['kind']} {each['name']}: " in said for each in square["items"])


# -- merged ---------------------------------------------------------------------------------------


def test_shards_come_to_what_one_run_does(square: Report) -> None:
    parts = [report(machine(SCENES), Means(budget=10.0, shard=n, shards=2)) for n in (1, 0)]
    found = merged(parts)
    assert found["shards"] == ["1/1"]
    verdicts = {(each["kind"], each["name"]): each["verdict"] for each in found["items"]}
    assert verdicts == {(e["kind"], e["name"]): e["verdict"] for e in square["items"]}


def shard(found: Report, number: int, **changed: Any) -> Report:
    """A report as of one of two shards, with one row changed."""
    rows = [
        {**each, **changed} if (each["kind"], each["name"]) == ("scene", "twice") else each
        for each in found["items"]
    ]
    return {**found, "shards": [f"{number}/2"], "items": rows}


OPEN = {"verdict": "open", "why": "no time", "at_least": 2, "cells": []}


def test_reached_counts_before_not_decided(square: Report) -> None:
    for parts in (
        [shard(square, 1), shard(square, 2, **OPEN)],
        [shard(square, 1, **OPEN), shard(square, 2)],
    ):
        assert row(merged(parts), "scene", "twice")["verdict"] == "reached"


def test_the_shorter_way_and_the_greater_bound_count(square: Report) -> None:
    long = {"choices": 9, "at_least": 3, "by": "play"}
    loose = shard(square, 1, at_least=1, by="search")
    for parts in ([loose, shard(square, 2, **long)], [shard(square, 2, **long), loose]):
        found = row(merged(parts), "scene", "twice")
        assert (found["choices"], found["at_least"], found["by"]) == (3, 3, "play")


def test_what_is_reached_and_impossible_is_our_mistake(square: Report) -> None:
    closed = {"verdict": "impossible", "by": "values", "cells": [], "why": "so", "after": []}
    with pytest.raises(CannotMerge, match="scene twice is reached in one of them"):
        merged([shard(square, 1), shard(square, 2, **closed)])


def test_reports_must_be_of_one_command(square: Report) -> None:
    other = {**shard(square, 2), "plan": {**square["plan"], "only": ["scene"]}}
    with pytest.raises(CannotMerge, match="“plan” differs"):
        merged([shard(square, 1), other])
    with pytest.raises(CannotMerge, match="1/2 is there twice"):
        merged([shard(square, 1), shard(square, 1)])
