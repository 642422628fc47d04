"""Reports of several shards in one: each kind of report knows how it is merged and told.

The kinds stand in one table. A kind's module offers ``merged(reports)``, which gives one report of
at least one, ``told(report)``, which gives its lines, and ``has_failed(report)``. Nothing here
knows what a report holds beyond its ``kind``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, TypeAlias

Report: TypeAlias = dict[str, Any]

KINDS = {
    "explore": "ulysse_game.playtest.exploring.report",
    "replay": "ulysse_game.playtest.replay_report",
    "wander": "ulysse_game.playtest.wander.report",
}
"""The module of each kind of report; read when a report of that kind comes."""


class CannotMerge(ValueError):  # noqa: N818 - it is nobody’s error
    """Not reports, or reports that do not belong together; the message says why."""


def parse(data: bytes) -> Report:
    """The report in ``data``; raises ``CannotMerge`` where it is none of a known kind."""
    try:
        report = json.loads(data)
    except (ValueError, RecursionError):
        raise CannotMerge("this is no JSON") from None
    kind = report.get("kind") if isinstance(report, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise CannotMerge(f"this is no report; there are reports of {', '.join(sorted(KINDS))}")
    assert isinstance(report, dict)
    return report


def unparse(report: Report) -> str:
    """A report as JSON, the same for the same report."""
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def merged(reports: Sequence[Report]) -> Report:
    """One report of several, which :func:`parse` gave; raises ``CannotMerge``."""
    kinds = list(dict.fromkeys(report["kind"] for report in reports))
    if len(kinds) != 1:
        raise CannotMerge(f"reports of different kinds: {', '.join(kinds)}")
    try:
        found: Report = _module(kinds[0]).merged(reports)
    except CannotMerge:
        raise
    except (LookupError, TypeError, ValueError, AttributeError):
        raise CannotMerge("one of them is not as a report of its kind is") from None
    return found


def whole_of(shards: list[str]) -> list[str]:
    """Shards (``2/3``) in order; all of them together are the whole, ``1/1``.

    Raises ``CannotMerge`` where they are none of one division.
    """
    pairs = sorted((int(part), int(parts)) for part, _, parts in (s.partition("/") for s in shards))
    twice = next((one for one, other in pairwise(pairs) if one == other), None)
    if twice is not None:
        raise CannotMerge("shard {}/{} is there twice".format(*twice))
    if len({parts for _, parts in pairs}) > 1:
        raise CannotMerge("the shards are of different sizes: " + ", ".join(shards))
    if len(pairs) == pairs[0][1]:
        return ["1/1"]
    return [f"{part}/{parts}" for part, parts in pairs]


def told(report: Report) -> Iterator[str]:
    """A report in lines for a tester."""
    lines: Iterator[str] = _module(report["kind"]).told(report)
    return lines


def has_failed(report: Report) -> bool:
    """Whether what the report tells of failed."""
    return bool(_module(report["kind"]).has_failed(report))


def _module(kind: str) -> Any:
    return import_module(KINDS[kind])
