"""Outcomes in the Test Anything Protocol, version 14: a line for each script.

What failed stands in a YAML block below its line, as the protocol has it. Numbers count the lines,
not the files of other shards.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ulysse_game.playtest.suite import Outcome


def tap_head(count: int) -> str:
    """The lines before all others."""
    return f"TAP version 14\n1..{count}\n"


def tap_lines(number: int, outcome: Outcome) -> Iterator[str]:
    """The lines of one outcome, the ``number``-th that is told, counted from 1."""
    verdict = "ok" if outcome.passed else "not ok"
    description = outcome.file.replace("\\", "\\\\").replace("#", "\\#").replace("\n", " ")
    yield f"{verdict} {number} - {description}"
    if outcome.passed:
        return
    yield "  ---"
    yield "  failures:"
    for each in outcome.failures:
        # A JSON string is a YAML one, whatever stands in it.
        yield f"    - step: {each.step}"
        yield f"      kind: {each.kind}"
        yield f"      expected: {_quoted(each.wanted)}"
        yield "      found:" if each.found else "      found: []"
        yield from (f"        - {_quoted(found)}" for found in each.found)
    yield "  ..."


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
