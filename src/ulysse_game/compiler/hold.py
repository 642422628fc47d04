"""One mistake, said once: what only follows from a file that could not be read is held back.

A syntax error hides the names that the file declares. Whoever uses them would be told that they
do not exist, in every other file; so unknown names that stand in a broken file are not reported
until that file can be read. Names that stand nowhere in it are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Set

from ulysse_game.compiler.scenes import SCENE_KEYS
from ulysse_game.diagnostics import Diagnostic, Severity

FOLLOWS = frozenset(
    (
        "unknown-chapter",
        "unknown-choice",
        "unknown-deck",
        "unknown-echo",
        "unknown-ending",
        "unknown-function",
        "unknown-line-id",
        "unknown-name",
        "unknown-observation",
        "unknown-person",
        "unknown-room",
        "unknown-scene",
        "unknown-set",
        "unknown-speaker",
        "unknown-tag",
        "unknown-value",
        "bad-start",
        "clock-needs-sol",
        "ending-without-scene",
        "no-story-file",
    )
)
"""Said of a name; the name may be one that a broken file declares."""

FOLLOWS_HERE = frozenset(
    (
        "choice-without-id",
        "empty-label",
        "missing-key",
        "missing-text",
        "no-way-on",
        "not-a-scene",
        "pick-without-choices",
        "unfinished-expression",
        "wants-a-list",
        "wants-a-text",
        "wants-names",
    )
)
"""Said of what is missing; in a broken file it may be there."""

FOLLOWS_ANYWHERE = frozenset(
    (
        "chapter-not-listed",
        "last-ending-has-when",
        "no-ending",
    )
)
"""Said of the whole; nothing can be said of it while a file is broken."""

_OF_THE_FILE = frozenset(
    ("yaml-syntax", "prose-needs-a-bar", "complex-key", "duplicate-key", "tab-indent")
)
"""Said of a file that cannot be read as it is meant."""

_MISSING = frozenset(("missing-key", "missing-text", "always-or-never"))
"""Said of a thing that lacks a key; the key may stand there, misspelt."""
_IF_MISSPELT = {
    "next": ("no-way-on", "next-may-fail"),
    "choices": ("no-way-on", "pick-without-choices"),
    "ending": ("no-way-on", "ending-without-scene", "no-ending"),
    "else": ("when-needs-else", "with-needs-else"),
    "if": ("closed-without-if",),
    "offer": ("card-without-offer",),
    "with": ("not-in-scene",),
    "session": ("not-in-scene",),
}
"""What is said of a scene or a choice that seems to lack a key, by the key."""
_ALL_BELOW = frozenset(("with", "session", "ending"))
"""Keys whose lack is told in many places."""
_FOLLOWS_NEAR = {"unknown-ending": "ending-without-scene", "unknown-scene": "unreachable-scene"}
"""What is said of the name that was meant, by what is said of the misspelt one."""
_NEAR = re.compile("did you mean `([^`]+)`")
_MEANT = re.compile(r"^(?:did you mean `|write `)([a-z_]+)[`:]")
_QUOTED = re.compile("`([^`]+)`")
_FIRST_WORD = re.compile(r"^[ \t-]*([a-z_][a-z0-9_]*)|\{\s*echo\s+([a-z][a-z0-9_]*)", re.MULTILINE)
_WORD = re.compile(r"[a-z_][a-z0-9_]*")


MOST = 100
"""Diagnostics of one file; whoever has more has one mistake a hundred times."""
MOST_ALIKE = 10
"""How often the same name is called unknown: often enough to see that it is the name."""


def hold_back(
    found: list[Diagnostic], broken: Mapping[str, str], lost: Set[str]
) -> list[Diagnostic]:
    """``found`` without what may only follow from something else that was found.

    ``broken`` are the texts of broken files by name, ``lost`` the names whose declaration was
    refused.
    """
    found, broken = _at_the_edge(found, broken)
    kept = _behind(_spelt(found), broken)
    if lost:
        kept = [
            each for each in kept if each.code not in FOLLOWS_ANYWHERE and not _names(each, lost)
        ]
    return _first_ones(kept)


def _at_the_edge(
    found: list[Diagnostic], broken: Mapping[str, str]
) -> tuple[list[Diagnostic], Mapping[str, str]]:
    """Both without the keys that stand twice at the left edge, under scenes that have none.

    That none of them is indented is the one mistake, and it is told of each scene.
    """
    bare = {e.span.file for e in found if e.code == "wants-names" and "has no keys" in e.message}
    doubled = {
        each.span
        for each in found
        if each.code == "duplicate-key"
        and each.span.column == 1
        and each.span.file in bare
        and _names_one_of(each, SCENE_KEYS)
    }
    kept = [e for e in found if e.code != "duplicate-key" or e.span not in doubled]
    files = {span.file for span in doubled}
    others = {e.span.file for e in kept if e.code in _OF_THE_FILE}
    whole = files - others
    return kept, {file: text for file, text in broken.items() if file not in whole}


def _spelt(found: list[Diagnostic]) -> list[Diagnostic]:
    """``found`` without what is missing only because its key was misspelt."""
    held = _suggested(found)
    for wrong in found:
        meant = _MEANT.search(wrong.help) if wrong.code == "unknown-key" else None
        if wrong.code == "not-a-scene":  # it slid to the left edge, out of its scene
            meant = _QUOTED.search(wrong.message)
        if meant is None:
            continue
        codes = _IF_MISSPELT.get(meant[1], ())
        missing = [
            (each.span, n)
            for n, each in enumerate(found)
            if each.span.file == wrong.span.file
            and (each.code in codes or (each.code in _MISSING and f"`{meant[1]}`" in each.message))
        ]
        above = [one for one in missing if one[0].line <= wrong.span.line]
        if missing:  # of several things without that key, the one it stands in
            held.add(max(above)[1] if above else min(missing)[1])
        if meant[1] in _ALL_BELOW:
            held.update(n for _, n in missing)
    return [each for n, each in enumerate(found) if n not in held]


def _suggested(found: list[Diagnostic]) -> set[int]:
    """What is said of a name that nobody uses, where somebody nearly used it."""
    near = {
        (_FOLLOWS_NEAR[each.code], meant[1])
        for each in found
        if each.code in _FOLLOWS_NEAR and (meant := _NEAR.search(each.help))
    }
    return {
        n
        for n, each in enumerate(found)
        if near and any((each.code, name) in near for name in _QUOTED.findall(each.message))
    }


def _names_one_of(each: Diagnostic, names: Container[str]) -> bool:
    return any(name in names for name in _QUOTED.findall(each.message))


def _names(each: Diagnostic, lost: Container[str]) -> bool:
    return each.code in FOLLOWS and _names_one_of(each, lost)


def _first_ones(found: list[Diagnostic]) -> list[Diagnostic]:
    """Those of each file, in order, up to the most that anybody reads; errors before others."""
    files: Counter[str] = Counter()
    words: Counter[tuple[str, str]] = Counter()
    kept = []
    for each in sorted(found, key=lambda each: (each.severity is not Severity.ERROR, each.span)):
        what = (each.code, each.message)
        if words[what] < MOST_ALIKE or each.code not in FOLLOWS:
            words[what] += 1
            files[each.span.file] += 1
            if files[each.span.file] <= MOST:
                kept.append(each)
    return kept


def _behind(found: list[Diagnostic], broken: Mapping[str, str]) -> list[Diagnostic]:
    slid = {each.span.file for each in found if each.code == "key-in-prose"}
    if slid:  # the `next` that is missing stands in the prose
        found = [e for e in found if e.code != "no-way-on" or e.span.file not in slid]
    refused = {
        each.span[:2]
        for each in found
        if each.severity is Severity.ERROR and each.code != "next-may-fail"
    }
    # A target whose condition could not be read is none that may fail.
    found = [e for e in found if e.code != "next-may-fail" or e.span[:2] not in refused]
    if any(e.code == "unknown-chapter" and "/chapter.yaml`" in e.message for e in found):
        found = [e for e in found if e.code != "unknown-deck"]  # its decks are not there either
    if not broken:
        return found
    names = {
        name for text in broken.values() for pair in _FIRST_WORD.findall(text) for name in pair
    }
    return [each for each in found if not _follows(each, broken, names)]


def _follows(each: Diagnostic, broken: Mapping[str, str], names: set[str]) -> bool:
    if each.code in FOLLOWS_ANYWHERE:
        return True
    if each.code in FOLLOWS_HERE:
        return each.span.file in broken
    if each.code not in FOLLOWS:
        return False
    if not all(broken.values()):
        return True  # of a file that nobody could open, no name is known
    if each.code == "unknown-chapter" and any(file.endswith("/chapter.yaml") for file in broken):
        return True
    quoted = _QUOTED.findall(each.message)
    return any(name in broken or not names.isdisjoint(_WORD.findall(name)) for name in quoted)
