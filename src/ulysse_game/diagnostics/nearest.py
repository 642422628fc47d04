"""The nearest name for a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, names: Iterable[str]) -> str:
    """The name most like ``word``, or nothing when none is close (``difflib``, cutoff 0.6).

    A word of two or three letters is close to one with the same letters in another order.
    """
    from difflib import get_close_matches

    known = list(names)
    found = get_close_matches(word, known, n=1, cutoff=0.6)
    if not found and 2 <= len(word) <= 3:
        found = [name for name in known if sorted(name) == sorted(word)]
    return found[0] if found else ""


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """The help sentence for a misspelt name: `did you mean `trust`?`, or nothing."""
    name = nearest(word, names)
    return f"did you mean `{name}`?" if name else ""
