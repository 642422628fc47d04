"""The nearest name for a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, names: Iterable[str]) -> str:
    """The name most like ``word``, or nothing when none is close (``difflib``, cutoff 0.6)."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(names), n=1, cutoff=0.6)
    return found[0] if found else ""


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """The help sentence for a misspelt name: `did you mean `trust`?`, or nothing."""
    name = nearest(word, names)
    return f"did you mean `{name}`?" if name else ""
