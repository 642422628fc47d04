"""The verdicts that a corpus of saves is expected to have: a text beside it, to be reviewed.

An edit of the story that changes what becomes of an old save shows as a difference in this text,
and whoever makes the edit says that it is meant. The text is made here and compared here; nothing
here writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ulysse_game.playtest.saves.check import Checked
from ulysse_game.playtest.saves.report import lines

_HEAD = (
    "# What becomes of each of these saves in the story as it is now: reviewed, not edited by hand."
)


def expected_text(checks: Iterable[Checked]) -> str:
    """The text for these verdicts."""
    told = (line for each in checks for line in lines(each))
    return "\n".join((_HEAD, *told)) + "\n"


def compared(expected: str, found: str) -> Iterator[str]:
    """The lines in which what was found differs from what was expected; none where it does not."""
    from difflib import unified_diff

    before, after = expected.splitlines(), found.splitlines()
    yield from unified_diff(before, after, "expected", "found", lineterm="", n=1)
