"""Habits of other notations that would be read by the player: HTML, links, `_this_`, `$that`.

Each is found in words only, never in a selector, and says what to write here instead. The words
are read in one pass, however long a tag goes on. What a name means is asked of whoever knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ulysse_game.diagnostics import Severity

SIGNS = r"[<\[_#/\"']|->|\$(?=[a-z_])|\((?=[a-z-]{2,9}:)"
"""Where one of them may begin, as a pattern."""
is_suspicious = re.compile(SIGNS).search
ARROW = re.compile(r"-> *([a-z][a-z0-9_]*)")
"""A line that would lead on elsewhere."""

_MACROS = (
    "if|else-?if|else|endif|unless|set|unset|put|print|display|include|link|link-goto|goto|go-to|"
    "return|back|button|actions|choice|for|switch|case|run|script|silently|nobr"
)
_LINT = re.compile(
    rf"(?P<macro><<\s*/?(?P<does>{_MACROS}|[=-])(?![a-z])[^<>]*+>>"
    rf"|\((?P<does_so>{_MACROS}):(?=\)|[^()]*[$\"])[^()]*+\))"
    r"|(?P<html><(?P<tag>[A-Za-z][\w-]*+)[^<>]*+>(?:[^<>]*+</(?P=tag)>)?|</[A-Za-z][^<>]*+>|<!--)"
    r"|(?P<way>\[\[(?P<inside>[^\[\]]*+)\]\])"
    r"|(?P<link>!?\[[^\[\]]*\]\([^()]*\))"
    r"|(?P<arrow>-> *(?P<to>[A-Za-z][\w.]*+))"
    r"|(?P<variable>(?<![\w$])\$(?P<name>[a-z_]\w*+(?:\.[a-z]\w*+)?))"
    r"|(?P<underscore>(?<!\w)_{1,2}[^\s_](?:[^_]*[^\s_])?_{1,2}(?!\w))"
    r"|(?P<hash>(?<= )\#(?= ))"
    r"|(?P<note>(?<= )//(?= |$))"
    r"|(?P<quote>[\"'])"
)


class Wrong(NamedTuple):
    """What one kind of suspicious stretch is called, and what to write instead."""

    code: str
    message: str
    help: str
    severity: Severity = Severity.ERROR


_LINTS = {
    "html": Wrong(
        "html-in-prose",
        "HTML is not read here; the player would see it.",
        "for emphasis write `*words*`; a paragraph ends at an empty line.",
    ),
    "link": Wrong(
        "link-in-prose", "a link cannot be followed from the prose.", "write only the words."
    ),
    "underscore": Wrong(
        "underscore-emphasis", "emphasis is written with stars.", "write `*words*`."
    ),
    "hash": Wrong(
        "hash-in-prose",
        "in prose `#` begins no comment; the player would read it.",
        "for a note write `// …` on a line of its own; for the sign write `\\#`.",
        Severity.WARNING,
    ),
    "note": Wrong(
        "note-in-a-sentence",
        "`//` begins a note only at the start of a line; the player would read this.",
        "put the note on a line of its own; for the sign write `\\//`.",
        Severity.WARNING,
    ),
    "quote": Wrong(
        "straight-quote",
        "a straight quote; the story’s prose has curly ones.",
        "write “ and ” around speech, ’ for an apostrophe.",
        Severity.WARNING,
    ),
}
_ENDS = frozenset(("END", "DONE"))
_SLUG = re.compile(r"[^\W_]+")
_CHANGES = frozenset(("set", "put", "unset"))
_SHOWS = frozenset(("print", "=", "-", "display"))
_LEADS = re.compile("link|link-goto|goto|go-to|return|back|button|actions").fullmatch
_DECIDES = re.compile("if|else-?if|else|endif|unless").fullmatch

Knows = Callable[[str], str]
"""What a word names where names are looked up: ``scene``, ``value``, or nothing."""


def find_wrong(
    source: str, start: int, stop: int, knows: Knows
) -> Iterator[tuple[int, int, Wrong]]:
    """Offset, length and name of each, between two offsets."""
    for found in _LINT.finditer(source, start, stop):
        wrong = _wrong(found, knows)
        if wrong is not None:
            yield found.start(), found.end() - found.start(), wrong


def _wrong(found: re.Match[str], knows: Knows) -> Wrong | None:
    match found.lastgroup:
        case "macro":
            return _macro(found["does"] or found["does_so"])
        case "way":
            return _way(found["inside"], knows)
        case "arrow":
            return _arrow(found["to"], knows)
        case "variable":
            return _variable(found["name"], knows)
        case kind:
            return _LINTS[str(kind)]


def leads_on(scene: str) -> str:
    """What to write where prose names a scene to go on with."""
    return f"write `next: {scene}`, or `goto: {scene}`, in the margin."


def goto_in_prose(help: str) -> Wrong:
    """An arrow that would lead on elsewhere."""
    told = "prose leads nowhere; the player would read this."
    return Wrong("goto-in-prose", told, help, Severity.WARNING)


def _arrow(to: str, knows: Knows) -> Wrong | None:
    """`-> hub` within a sentence: an arrow that may be meant, unless a scene is named by it."""
    if to in _ENDS:
        return goto_in_prose("an end is a scene with `ending`: lead to one with `next`.")
    return goto_in_prose(leads_on(to)) if knows(to) == "scene" else None


def _way(inside: str, knows: Knows) -> Wrong:
    """`[[Go|hub]]`, `[[Go->hub]]`, `[[hub<-Go]]`, `[[hub]]`."""
    to, arrow, words = inside.partition("<-")
    if not arrow:
        words, _, to = inside.rpartition("->" if "->" in inside else "|")
    to = to.strip(" ")
    if knows(to) != "scene":
        to = "_".join(_SLUG.findall(to.lower())) or "scene"
    told = "a link cannot be followed from the prose; the player would read its brackets."
    rest = leads_on(to).removeprefix("write ")
    is_sure = bool(words) or knows(to) == "scene"
    severity = Severity.ERROR if is_sure else Severity.WARNING
    return Wrong("link-in-prose", told, f"write only the words here, and {rest}", severity)


def _variable(name: str, knows: Knows) -> Wrong:
    told = f"`${name}` is no value here; the player would read it as it stands."
    if knows(name) == "value":
        return Wrong("variable-in-prose", told, f"write `{{{name}}}`.")
    help = f"declare `{name}`, and write `{{{name}}}`."
    return Wrong("variable-in-prose", told, help, Severity.WARNING)


def _macro(does: str) -> Wrong:
    """`<<if …>>`, `(set: …)`: what is done there has its own place here."""
    help = "write `{if …}`, `{else}` and `{end}` on lines of their own."
    if does in _CHANGES:
        help = "what changes stands under `do:`, in the margin."
    elif does in _SHOWS:
        help = "write the name of the value in braces, such as `{seats}`."
    elif _LEADS(does):
        help = "where it leads stands in the margin, under `next:` or `goto:`."
    elif not _DECIDES(does):
        help = "what decides stands in braces, what changes under `do:`, in the margin."
    return Wrong("macro-in-prose", "a macro is not read here; the player would see it.", help)
