"""The verdicts on saved games as a tester reads them, as JSON, and as a gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ulysse_game.playtest.saves.check import ADJUSTED, FALLEN_BACK, VERDICTS, WHOLE, Checked

FORM = 1
"""The number of the JSON report's form; keys may be added within one."""

ALLOWED = {"adjusted": (ADJUSTED,), "fallen-back": (ADJUSTED, FALLEN_BACK)}
"""What ``--allow`` lets pass, by its words: these verdicts though something is lost."""


def is_allowed(each: Checked, allow: str = "") -> bool:
    """Whether a save passes the gate: nothing of it is lost, or this much may be."""
    return not each.loses or each.verdict in ALLOWED.get(allow, ())


def lines(each: Checked, verbose: bool = False) -> Iterator[str]:
    """A save's verdict and what there is to tell of it; a whole one takes one line."""
    yield f"{each.file}: {each.verdict}{_note(each)}"
    for sentence in each.says:
        yield f"  {sentence}"
    if verbose:
        for sentence in each.followed:
            yield f"  {sentence}"
        if each.now:
            yield (
                f"  saved at `{each.at}` turn {each.choices}, in version {each.version},"
                f" in `{each.language}`; goes on at `{each.now}`."
            )


def _note(each: Checked) -> str:
    return ", nothing lost" if each.verdict == ADJUSTED and not each.loses else ""


def tally(checks: Iterable[Checked]) -> str:
    """How many saves there are of each verdict, in one line."""
    counts = Counter(each.verdict for each in checks)
    listed = [f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict]]
    total = sum(counts.values())
    if set(counts) == {WHOLE}:
        return f"{total} saves, all whole" if total > 1 else "1 save, whole"
    return f"{total} save{'' if total == 1 else 's'}: {', '.join(listed)}"


def as_json(checks: Sequence[Checked], allow: str = "") -> dict[str, Any]:
    """The verdicts as plain values: ``saves``, each with every field of ``Checked``, and counts."""
    counts = Counter(each.verdict for each in checks)
    return {
        "kind": "saves",
        "form": FORM,
        "saves": [
            {
                "file": each.file,
                "verdict": each.verdict,
                "loses": each.loses,
                "allowed": is_allowed(each, allow),
                "says": list(each.says),
                "followed": list(each.followed),
                "saved_at": each.at,
                "goes_on_at": each.now,
                "choices": each.choices,
                "version": each.version,
                "language": each.language,
            }
            for each in checks
        ],
        "counts": {verdict: counts[verdict] for verdict in VERDICTS},
    }
