"""Outcomes as one JSON report, and the reports of shards made one again.

A report holds nothing of the time or the machine: the same scripts and story give the same bytes,
in one run or in shards that are merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ulysse_game.playtest.merging import CannotMerge, Report
from ulysse_game.playtest.suite import Outcome
from ulysse_game.story import Story

KIND = "replay"


def report_of(story: Story, files: int, outcomes: Iterable[Outcome]) -> Report:
    """The report on these outcomes, out of so many files that all shards have together."""
    results = [
        {
            "number": each.number,
            "file": each.file,
            "passed": each.passed,
            "choices": each.choices,
            "ending": each.ending,
            "failures": [
                {
                    "step": told.step,
                    "kind": told.kind,
                    "wanted": told.wanted,
                    "found": [*told.found],
                }
                for told in each.failures
            ],
        }
        for each in outcomes
    ]
    world = story.world
    about = {"id": world.id, "version": world.version, "digest": story.digest}
    return _whole(about, files, results)


def merged(reports: Sequence[Report]) -> Report:
    """One report out of those of several shards; raises ``CannotMerge`` where they do not fit."""
    first = reports[0]
    if any(each["story"] != first["story"] for each in reports):
        raise CannotMerge("these reports are of different stories")
    if any(each["files"] != first["files"] for each in reports):
        raise CannotMerge("these reports are of different lists of files")
    results = {}
    for report in reports:
        for each in report["results"]:
            if each["number"] in results:
                raise CannotMerge(f"two reports tell of {each['file']}")
            results[each["number"]] = each
    ordered = [results[number] for number in sorted(results)]
    return _whole(first["story"], first["files"], ordered)


def told(report: Report) -> Iterator[str]:
    """A report as lines for a person."""
    for each in report["results"]:
        verdict = "passed" if each["passed"] else "FAILED"
        yield f"{each['number']}/{report['files']} {each['file']} {verdict}"
        for failure in each["failures"]:
            yield f"{each['file']}:{failure['step']}"
            yield f"  expected  {failure['wanted']}"
            yield from (f"  found     {found}" for found in failure["found"])
    yield tally(report["passed"], report["failed"], report["files"])


def tally(passed: int, failed: int, files: int) -> str:
    """How many passed and failed, in one line; and how many of all were not replayed."""
    rest = files - passed - failed
    return f"{passed} passed, {failed} failed" + (f", {rest} not replayed" if rest else "")


def has_failed(report: Report) -> bool:
    """Whether a script failed, or one of all was not replayed."""
    return bool(report["passed"] != report["files"])


def _whole(about: dict[str, Any], files: int, results: list[dict[str, Any]]) -> Report:
    passed = sum(each["passed"] for each in results)
    return {
        "kind": KIND,
        "format": 1,
        "story": about,
        "files": files,
        "passed": passed,
        "failed": len(results) - passed,
        "results": results,
    }
