"""What wandering came to: a report as data, and the same in words.

The report is JSON. Its counts are whole numbers, so that the reports of several shards add up to
the report of one run; its figures are made of the counts alone, and made anew when reports are
merged. Only ``time`` differs from run to run. The words are English: they are for testers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from ulysse_game.engine import Machine
from ulysse_game.playtest.merging import CannotMerge, whole_of
from ulysse_game.playtest.wander.counting import choices_of
from ulysse_game.playtest.wander.figures import quantile, wilson
from ulysse_game.playtest.wander.keeping import KINDS, Failed
from ulysse_game.playtest.wander.plan import Plan
from ulysse_game.playtest.wander.runs import ready_for
from ulysse_game.playtest.wander.tally import Tally, added, in_order, steps_of
from ulysse_game.playtest.wander.wandering import Wandered

Report: TypeAlias = dict[str, Any]

FORM = 1
PACE = 260
"""Words that a reader takes in a minute."""

_PARTS = (
    ("least", 0.0),
    ("quarter", 0.25),
    ("half", 0.5),
    ("three_quarters", 0.75),
    ("most", 0.95),
    ("greatest", 1.0),
)
_MOST_VALUES = 12


def report_of(
    machine: Machine, plan: Plan, wandered: Wandered, failures: Sequence[Failed], cores: int
) -> Report:
    """The report of what was counted."""
    world = machine.story.world
    declared = [ending.id for ending in world.endings]
    scenes = (machine.story.scene(id) for id in machine.story.scene_ids)
    played = dict.fromkeys(scene.ending for scene in scenes if scene.ending)
    part, parts = plan.shard
    report: Report = {
        "kind": "wander",
        "form": FORM,
        "story": {"id": world.id, "version": world.version, "digest": machine.story.digest},
        "plan": {
            "seed": plan.seed,
            "runs": plan.runs,
            "longest": plan.longest,
            "sample": plan.sample,
            "language": plan.language or world.language,
            "at": list(plan.at),
            "show": [{"source": each.source, "names": list(each.names)} for each in plan.show],
            "policies": [
                {"name": each.name, "kind": each.kind, "prefers": list(each.prefers)}
                for each in plan.policies
            ],
        },
        "shards": [f"{part}/{parts}"],
        "endings": declared,
        "early": [ending for ending in played if ending not in declared],
        "all": _all(machine, plan),
        "counts": {
            policy.name: in_order(tally)
            for policy, tally in zip(plan.policies, wandered.counts, strict=True)
        },
        "failures": [each._asdict() for each in failures],
        "time": {
            "seconds": round(wandered.seconds, 3),
            "cores": cores,
            "is_stopped": wandered.is_stopped,
        },
    }
    return _with_figures(report)


def _all(machine: Machine, plan: Plan) -> dict[str, int]:
    """How many items there are of each kind; nothing was seen but scenes and choices unread."""
    content = ready_for(machine, plan).content
    if content is not None:
        return content.all
    return {"scene": len(machine.story.scene_ids), "choice": choices_of(machine)}


def merged(reports: Sequence[Report]) -> Report:
    """One report of several shards'; raises ``CannotMerge``, and ``LookupError``, ``TypeError`` or
    ``ValueError`` for what is no such report.
    """
    first = reports[0]
    for other in reports[1:]:
        for key in ("form", "story", "plan", "endings", "early", "all"):
            if other[key] != first[key]:
                raise CannotMerge(f"they are not of one command: “{key}” differs")
    report = dict(first)
    report["shards"] = whole_of([shard for each in reports for shard in each["shards"]])
    report["counts"] = {}
    for policy in first["plan"]["policies"]:
        counts: Tally = {}
        for each in reports:
            counts = added(counts, each["counts"][policy["name"]])
        report["counts"][policy["name"]] = in_order(counts)
    report["failures"] = _failures(reports)
    times = [each["time"] for each in reports]
    report["time"] = {
        "seconds": round(sum(each["seconds"] for each in times), 3),
        "cores": max(each["cores"] for each in times),
        "is_stopped": any(each["is_stopped"] for each in times),
    }
    return _with_figures(report)


def has_failed(report: Report) -> bool:
    """Whether any run failed."""
    return bool(report["failures"])


def is_cut_short(report: Report, is_interrupted: bool) -> bool:
    """Whether somebody stopped it before what was asked for was made; of endless runs, any."""
    runs = _runs(report)
    return is_interrupted and (report["plan"]["runs"] > 0 or not runs)


def _runs(report: Report) -> int:
    return sum(int(counts.get("runs", 0)) for counts in report["counts"].values())


def _failures(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """Every failure once, as its first run tells it, with the runs of all."""
    order = [policy["name"] for policy in reports[0]["plan"]["policies"]]
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for report in reports:
        for each in report["failures"]:
            found.setdefault((each["kind"], each["name"]), []).append(each)
    told = []
    for same in found.values():
        first = min(same, key=lambda each: (order.index(each["policy"]), each["run"]))
        told.append({**first, "runs": sum(each["runs"] for each in same)})
    return sorted(told, key=lambda each: (KINDS.index(each["kind"]), each["name"]))


# ── Figures ─────────────────────────────────────────────────────────────────────────────────────


def _with_figures(report: Report) -> Report:
    """The report with what its counts mean, policy by policy."""
    figures = {name: _figures(report, counts) for name, counts in report["counts"].items()}
    time = report.pop("time")
    return {**report, "figures": figures, "time": time}


def _figures(report: Report, counts: Tally) -> dict[str, Any]:
    runs = counts.get("runs", 0)
    ended = counts.get("endings", {})
    endings = []
    for ending in (*report["endings"], *report["early"]):
        times = ended.get(ending, 0)
        low, high = wilson(times, runs)
        endings.append(
            {
                "id": ending,
                "runs": times,
                "share": round(times / runs, 6) if runs else 0.0,
                "low": round(low, 6),
                "high": round(high, 6),
            }
        )
    words = _quantiles(counts.get("words", {}))
    return {
        "endings": endings,
        "length": _quantiles(counts.get("lengths", {})),
        "words": words,
        "minutes": {name: round(value / PACE, 1) for name, value in words.items()},
        "content": _content(report, counts),
    }


def _quantiles(tally: Tally) -> dict[str, int]:
    steps = steps_of(tally)
    return {name: quantile(steps, part) for name, part in _PARTS} if steps else {}


def _content(report: Report, counts: Tally) -> dict[str, Any]:
    """What was shown: scenes, choices and endings by any run, all else by runs that were read."""
    items = counts.get("items", {})
    shown = {kind: len(items.get(kind, {})) for kind in report["all"]}
    for kind, everywhere in (("scene", "scene"), ("choice", "choice"), ("ending", "endings")):
        shown[kind] = len(counts.get(everywhere, {}))
    found: dict[str, Any] = {
        kind: {"shown": shown[kind], "all": everything}
        for kind, everything in report["all"].items()
    }
    widths = steps_of(counts.get("widths", {}))
    everything = sum(report["all"].values())
    if widths and everything:
        found["one_run"] = round(quantile(widths, 0.5) / everything, 6)
    return found


# ── In words ────────────────────────────────────────────────────────────────────────────────────


def told(report: Report) -> Iterator[str]:
    """The report in lines for a tester."""
    story, plan, time = report["story"], report["plan"], report["time"]
    runs = _runs(report)
    choices = sum(counts.get("choices", 0) for counts in report["counts"].values())
    shard = "" if report["shards"] == ["1/1"] else f", shard {', '.join(report['shards'])}"
    yield f"{story['id']} {story['version']}, seed {plan['seed']}{shard}"
    pace = f", {choices / time['seconds']:,.0f} choices a second" if time["seconds"] else ""
    yield (
        f"{runs:,} {_of(runs, 'run')}, {choices:,} {_of(choices, 'choice')} in "
        f"{time['seconds']:,.1f} s on {time['cores']} {_of(time['cores'], 'core')}{pace}"
    )
    if time["is_stopped"]:
        yield "stopped before the end: this is the report so far"
    for policy in plan["policies"]:
        yield ""
        yield from _policy(report, policy)
    yield ""
    yield from _failures_told(report)


def _policy(report: Report, policy: dict[str, Any]) -> Iterator[str]:
    counts, figures = report["counts"][policy["name"]], report["figures"][policy["name"]]
    runs = counts.get("runs", 0)
    prefers = f" (prefers {', '.join(policy['prefers'])})" if policy["prefers"] else ""
    yield f"{policy['name']}{prefers}: {runs:,} {_of(runs, 'run')}"
    if not runs:
        return
    early = set(report["early"])
    yield from _endings("endings", [e for e in figures["endings"] if e["id"] not in early])
    yield from _endings("premature ends", [e for e in figures["endings"] if e["id"] in early])
    length, minutes = figures["length"], figures["minutes"]
    if length:
        yield "  length in choices: " + _spread(length)
    if minutes:
        read = counts["read"]
        yield (
            f"  reading time in minutes, at {PACE} words a minute: {_spread(minutes)} "
            f"({read:,} {_of(read, 'run')} read)"
        )
    yield from _content_told(figures["content"])
    yield from _values(report["plan"], counts)


def _endings(title: str, endings: list[dict[str, Any]]) -> Iterator[str]:
    met = sorted((each for each in endings if each["runs"]), key=lambda each: -each["runs"])
    never = [each for each in endings if not each["runs"]]
    if not endings:
        return
    yield f"  {title}"
    width = max((len(each["id"]) for each in met), default=0)
    for each in met:
        between = f"{_percent(each['low'])} to {_percent(each['high'])}"
        share = f"{_percent(each['share']):>7}  (95 % sure: {between})"
        yield f"    {each['id']:<{width}}  {each['runs']:>9,}  {share}"
    if never:
        listed = ", ".join(each["id"] for each in never)
        yield f"    never (95 % sure: under {_percent(never[0]['high'])}): {listed}"


def _spread(figures: dict[str, Any]) -> str:
    if figures["least"] == figures["greatest"]:
        return f"always {figures['least']:,}"
    return (
        f"{figures['least']:,} to {figures['greatest']:,}, half of them "
        f"{figures['quarter']:,} to {figures['three_quarters']:,}, median {figures['half']:,}, "
        f"95 % at most {figures['most']:,}"
    )


def _content_told(content: dict[str, Any]) -> Iterator[str]:
    kinds = {kind: each for kind, each in content.items() if kind != "one_run"}
    parts = [
        f"{kind} {each['shown']:,}/{each['all']:,}" for kind, each in kinds.items() if each["all"]
    ]
    yield f"  content ever shown: {', '.join(parts)}"
    if "one_run" in content:
        yield f"  one run shows {_percent(content['one_run'])} of all there is (median)"


def _values(plan: dict[str, Any], counts: Tally) -> Iterator[str]:
    for place in plan["at"]:
        found = counts.get("values", {}).get(place, {})
        if not found:
            yield f"  at {place}: no run came there"
        for number, times in found.items():
            value = plan["show"][int(number)]
            steps, names = steps_of(times), value["names"]
            total = sum(count for _, count in steps)
            yield f"  at {place}, {value['source']} ({total:,} times):"
            if not names and len(steps) > _MOST_VALUES:
                parts = {name: quantile(steps, part) for name, part in _PARTS}
                yield f"    {_spread(parts)}"
                continue
            for each, count in steps:
                name = names[each] if 0 <= each < len(names) else str(each)
                yield f"    {name:<12} {count:>9,}  {_percent(count / total)}"


def _failures_told(report: Report) -> Iterator[str]:
    if not report["failures"]:
        yield "no run failed" if _runs(report) else "no run was made: nothing is known"
        return
    for each in report["failures"]:
        where = f" ({each['where']})" if each["where"] else ""
        yield f"FAILED {each['kind']}: {each['means']}{where}"
        yield (
            f"  in {each['runs']:,} {_of(each['runs'], 'run')}; first by {each['policy']}, "
            f"run {each['run']}, after {each['choices']:,} {_of(each['choices'], 'choice')}"
        )
        if each["file"]:
            yield f"  {each['steps']:,} {_of(each['steps'], 'choice')} to see it: {each['see']}"


def _percent(share: float) -> str:
    """A share in percent, with as many figures as it needs."""
    percent = 100 * share
    if percent in (0, 100):
        return f"{percent:.0f} %"
    return f"{percent:.1f} %" if 1 <= percent <= 99 else f"{percent:.2f} %"


def _of(number: int, word: str) -> str:
    return word if number == 1 else f"{word}s"
