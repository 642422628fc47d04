"""Outcomes as JUnit XML, which build servers read: a test case for each script.

The elements and attributes are those that Jenkins and GitLab agree on. What failed is text within;
characters that XML cannot hold are shown as U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from ulysse_game.playtest.suite import Outcome

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(outcomes: Sequence[Outcome]) -> str:
    """The whole file."""
    return "\n".join(_lines(outcomes)) + "\n"


def _lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    errors = sum(_is_error(each) for each in outcomes)
    failures = sum(not each.passed for each in outcomes) - errors
    seconds = sum(each.seconds for each in outcomes)
    counts = (
        f'name="ulysse replay" tests="{len(outcomes)}" failures="{failures}" '
        f'errors="{errors}" time="{seconds:.3f}"'
    )
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites {counts}>"
    yield f'  <testsuite {counts} skipped="0">'
    for each in outcomes:
        folder = each.file.rpartition("/")[0].strip("/").replace("/", ".") or "replay"
        head = (
            f"    <testcase classname={_attribute(folder)} name={_attribute(each.name)} "
            f'file={_attribute(each.file)} time="{each.seconds:.3f}"'
        )
        if each.passed:
            yield f"{head}/>"
            continue
        first = each.failures[0]
        kind = "error" if _is_error(each) else "failure"
        text = escape(_NOT_XML.sub("�", "\n".join(each.lines)))
        yield f"{head}>"
        yield (
            f"      <{kind} type={_attribute(first.kind)} message={_attribute(first.wanted)}>"
            f"{text}</{kind}>"
        )
        yield "    </testcase>"
    yield "  </testsuite>"
    yield "</testsuites>"


def _is_error(outcome: Outcome) -> bool:
    """Whether it is no verdict on the story: a file that is no script, an error of ours."""
    return bool(outcome.failures) and outcome.failures[0].kind in ("unreadable", "crash")


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("�", text), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
