"""Counts do not depend on how the work is divided, and shards add up to the whole."""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from typing import Any

import pytest

from tests.playtest.wander.town import a_dead_end, town
from ulysse_game import engine
from ulysse_game.engine import Entered, Machine
from ulysse_game.explore.cores import Cores
from ulysse_game.playtest.merging import CannotMerge
from ulysse_game.playtest.wander import (
    BUILT_IN,
    FIRST,
    UNIFORM,
    Plan,
    Ready,
    Trouble,
    Value,
    failed,
    has_failed,
    is_cut_short,
    merged,
    preferring,
    report_of,
    route_to,
    run,
    run_seed,
    told,
    wander,
)
from ulysse_game.playtest.wander import wandering as module
from ulysse_game.playtest.wander.runs import ready_for
from ulysse_game.story import Read

PLAN = Plan(
    seed=9,
    runs=120,
    policies=(*BUILT_IN, preferring("record", "record")),
    longest=60,
    sample=7,
    at=("storm",),
    show=(Value("n", Read("n")),),
)


def report(plan: Plan, cores: int = 1, machine: Machine | None = None) -> dict[str, Any]:
    machine = machine or town()
    with Cores(machine, cores) as working:
        wandered = wander(working, plan)
    failures = failed(machine, plan, wandered.counts, wandered.firsts)
    return report_of(machine, plan, wandered, failures, cores)


def text(report: dict[str, Any]) -> str:
    """A report byte for byte, apart from the time."""
    return json.dumps({**report, "time": None})


def shards(parts: int, plan: Plan = PLAN) -> list[dict[str, Any]]:
    return [report(plan._replace(shard=(part, parts))) for part in range(1, parts + 1)]


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    return report(PLAN)


def test_the_same_plan_gives_the_same_report(whole: dict[str, Any]) -> None:
    assert text(report(PLAN)) == text(whole)
    assert text(report(PLAN._replace(seed=10))) != text(whole)


def test_two_cores_count_as_one(whole: dict[str, Any]) -> None:
    assert text(report(PLAN, 2)) == text(whole)


@pytest.mark.parametrize("size", [1, 17, 1_000])
def test_the_size_of_tasks_changes_nothing(
    whole: dict[str, Any], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_TASK", 1e6)
    monkeypatch.setattr(module._Tasks, "_largest", lambda _: size)
    assert text(report(PLAN)) == text(whole)


@pytest.mark.parametrize("parts", [2, 3])
def test_shards_make_the_whole(whole: dict[str, Any], parts: int) -> None:
    found = shards(parts)
    assert text(merged(found)) == text(whole)
    assert text(merged(found[::-1])) == text(whole)
    assert text(merged([merged(found[1:]), found[0]])) == text(whole)
    again = [json.loads(json.dumps(each)) for each in found]
    assert text(merged(again)) == text(whole)
    assert sum(each["counts"]["uniform"]["runs"] for each in found) == 120
    assert found[0]["shards"] == [f"1/{parts}"]
    assert whole["shards"] == ["1/1"]


def test_what_was_stopped_is_stopped_when_merged() -> None:
    one, two = shards(2)
    one["time"] = {"seconds": 1.5, "cores": 4, "is_stopped": True}
    two["time"] = {"seconds": 2.0, "cores": 1, "is_stopped": False}
    assert merged([one, two])["time"] == {"seconds": 3.5, "cores": 4, "is_stopped": True}


def test_reports_that_do_not_belong_together() -> None:
    one, two = shards(2)
    with pytest.raises(CannotMerge, match="shard 1/2 is there twice"):
        merged([one, two, one])
    other = report(PLAN._replace(seed=1, shard=(2, 2)))
    with pytest.raises(CannotMerge, match="not of one command: “plan” differs"):
        merged([one, other])
    third = report(PLAN._replace(shard=(3, 3)))
    with pytest.raises(CannotMerge, match="of different sizes: 1/2, 3/3"):
        merged([one, third])


def test_every_run_is_counted_once() -> None:
    """Counted again from the runs' own routes, by events instead of last states."""
    plan = PLAN._replace(policies=(UNIFORM,), runs=50)
    counts = report(plan)["counts"]["uniform"]
    ready = Ready(town(), plan)
    again: dict[str, Counter[str]] = {"scene": Counter(), "choice": Counter()}
    lengths: Counter[str] = Counter()
    endings: Counter[str] = Counter()
    choices = 0
    for number in range(50):
        seed = run_seed(plan.seed, number)
        route = route_to(ready, UNIFORM, seed, Trouble("", ""))
        state, every = engine.begin(town(), seed)
        for _, choice in route.steps:
            state, events = engine.step(town(), state, choice)
            every += events
        choices += len(route.steps)
        if state.ending:
            endings[state.ending] += 1
            lengths[str(len(route.steps))] += 1
        came = {e.location.partition("/")[0] for e in every if isinstance(e, Entered)}
        again["scene"].update(came)
        again["choice"].update({f"{where}.{choice}" for where, choice in route.steps})
    assert counts["runs"] == 50
    assert counts["choices"] == choices
    assert counts["endings"] == endings
    assert counts["lengths"] == lengths
    assert counts["scene"] == again["scene"]
    assert counts["choice"] == again["choice"]
    assert counts["read"] == 8


def test_figures(whole: dict[str, Any]) -> None:
    counts, figures = whole["counts"]["uniform"], whole["figures"]["uniform"]
    ends = {each["id"]: each for each in figures["endings"]}
    assert list(ends) == ["curtain", "early_pit"]
    for ending, each in ends.items():
        assert each["runs"] == counts["endings"][ending]
        assert each["low"] < each["runs"] / 120 < each["high"]
    lengths = sorted(int(n) for n, times in counts["lengths"].items() for _ in range(times))
    assert figures["length"]["least"] == lengths[0]
    assert figures["length"]["greatest"] == lengths[-1]
    assert figures["length"]["half"] == lengths[(len(lengths) - 1) // 2]
    assert figures["minutes"]["greatest"] == round(figures["words"]["greatest"] / 260, 1)
    content = figures["content"]
    assert content["scene"] == {"shown": 7, "all": 8}
    assert content["choice"] == {"shown": 12, "all": 12}
    assert content["ending"]["shown"] == 2
    assert 0 < content["one_run"] < 1


def test_failures_are_told_by_their_first_run(whole: dict[str, Any]) -> None:
    (failure,) = (each for each in whole["failures"] if each["kind"] == "invariant")
    assert failure["means"] == "the invariant not_too_high is broken: nobody rises above five."
    assert failure["policy"] == "uniform"
    ready = Ready(town(), PLAN)
    trouble = Trouble("invariant", "not_too_high")
    first = next(
        n for n in range(120) if trouble in run(ready, UNIFORM, run_seed(PLAN.seed, n)).troubles
    )
    assert (failure["run"], failure["seed"]) == (first, run_seed(PLAN.seed, first))
    runs = sum(
        counts.get("failures", {}).get("invariant", {}).get("not_too_high", 0)
        for counts in whole["counts"].values()
    )
    assert failure["runs"] == runs > 1
    (long,) = (each for each in whole["failures"] if each["kind"] == "too-long")
    assert (long["name"], long["policy"], long["run"]) == ("60", "first", 0)
    assert has_failed(whole)


def test_where_a_failure_is() -> None:
    found = report(Plan(runs=3, sample=0), machine=a_dead_end())
    (failure,) = found["failures"]
    assert (failure["kind"], failure["name"], failure["runs"]) == ("stuck", "end_of_road", 3)
    assert failure["where"] == "1_part/scenes.yaml:9"


def test_a_sound_story_has_not_failed() -> None:
    found = report(Plan(runs=5, policies=(preferring("p", "go_on, sleep"),)))
    assert found["failures"] == []
    assert not has_failed(found)
    assert list(told(found))[-1] == "no run failed"


def test_it_stops_when_the_time_is_over() -> None:
    with Cores(town(), 1) as cores:
        found = wander(cores, Plan(runs=10**9, sample=0), seconds=1e-6)
        assert found.is_stopped
        assert found.counts == ({},)
        endless = wander(cores, Plan(runs=0, sample=0), seconds=0.05)
    assert endless.counts[0]["runs"] > 1
    assert not endless.is_stopped


def test_the_time_begins_when_all_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Getting ready takes long in a large story: nobody waits for no run at all."""
    clock = [0.0]

    def slow(machine: Machine, plan: Plan) -> Ready:
        clock[0] += 100
        return ready_for(machine, plan)

    monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    monkeypatch.setattr(module, "ready_for", slow)
    with Cores(town(), 1) as cores:
        found = wander(cores, Plan(runs=9, sample=0), seconds=50)
    assert found.counts[0]["runs"] == 9
    assert not found.is_stopped
    assert found.seconds == 100


def test_ctrl_c_before_the_first_run_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(machine: Machine, plan: Plan) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(module, "ready_for", stopped)
    with pytest.raises(KeyboardInterrupt), Cores(town(), 2) as cores:
        wander(cores, Plan(runs=9))


@pytest.mark.parametrize(
    ("runs", "made", "is_short"), [(9, 8, True), (9, 0, True), (0, 8, False), (0, 0, True)]
)
def test_what_is_stopped_before_it_was_done_is_no_verdict(
    runs: int, made: int, is_short: bool
) -> None:
    found = {"plan": {"runs": runs}, "counts": {"uniform": {"runs": made} if made else {}}}
    assert is_cut_short(found, is_interrupted=True) is is_short
    assert not is_cut_short(found, is_interrupted=False)


def test_no_run_at_all_is_not_called_sound() -> None:
    found = report(Plan(runs=9, sample=0))
    none: dict[str, Any] = {**found, "counts": {"uniform": {}}, "failures": []}
    assert list(told(none))[-1] == "no run was made: nothing is known"


def test_it_stops_when_somebody_stops_it() -> None:
    told: list[tuple[int, int, int]] = []

    def tell(*progress: int) -> None:
        told.append(progress)  # type: ignore[arg-type]
        if len(told) == 3:
            os.kill(os.getpid(), signal.SIGINT)

    with Cores(town(), 2) as cores:
        found = wander(cores, Plan(runs=0, policies=(FIRST, UNIFORM), longest=20), tell=tell)
    assert found.is_stopped
    assert told[-1][0] == sum(counts.get("runs", 0) for counts in found.counts)
    assert told[-1][2] > 0


def test_the_report_in_words(whole: dict[str, Any]) -> None:
    lines = list(told({**whole, "time": {"seconds": 2.0, "cores": 2, "is_stopped": True}}))
    choices = sum(counts["choices"] for counts in whole["counts"].values())
    assert lines[:3] == [
        "small 1, seed 9",
        f"600 runs, {choices:,} choices in 2.0 s on 2 cores, {choices / 2:,.0f} choices a second",
        "stopped before the end: this is the report so far",
    ]
    assert "uniform: 120 runs" in lines
    assert "record (prefers record): 120 runs" in lines
    wanted = [
        "  endings",
        "    curtain ",
        "  premature ends",
        "    early_pit ",
        "  length in choices: ",
        "  reading time in minutes, at 260 words a minute: ",
        "  content ever shown: scene 7/8, ",
        "  one run shows ",
        "  at storm, n (",
    ]
    uniform = lines[lines.index("uniform: 120 runs") + 1 :]
    found = [next(n for n, line in enumerate(uniform) if line.startswith(each)) for each in wanted]
    assert found == sorted(found)
    assert (
        "FAILED invariant: the invariant not_too_high is broken: nobody rises above five." in lines
    )
    first = lines[lines.index("first: 120 runs") + 1 :]
    assert first[1].startswith("    never (95 % sure: under 3.1 %): curtain")


def test_a_shard_says_so() -> None:
    assert next(told(shards(2)[1])) == "small 1, seed 9, shard 2/2"
