"""Where the alternatives of a text stand in the text as it is written.

A light reading of the prose notation, for marking it: it finds the braces and the ``{if}``s of a
text that the compiler has read and found right, and numbers them as ``explore.content`` does.
What it finds is only used where all names agree with the compiled text's own; it decides nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DIRECTIVE = re.compile(r"\{(if|else|end|page)\b([^{}]*)\}")
_HEAD = re.compile(r"([a-z][a-z0-9_]*)(\?)?(?: \(([^()]*)\))?(\?)?: ")
_SELECTOR = re.compile(r"[^{}|:\\]*")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_ECHO = re.compile(r" *echo\b")
_BRACES = frozenset(("select", "sequence", "once", "echo"))


class Stroke(NamedTuple):
    """An alternative, from offset ``start`` to before ``end``; an empty one has no words."""

    name: str
    start: int
    end: int


class _Open(NamedTuple):
    """Something that has begun: ``if``, ``speech``, ``select``, ``sequence``, ``once``, ``echo``.

    ``base`` are the names of its arms but for their labels, ``arm`` which one is under way, from
    1, and ``start`` where that one's words begin. ``rest`` says that one arm is sure to be taken.
    """

    kind: str
    base: str
    arm: int
    start: int
    rest: bool


def strokes(
    line_id: str, text: str, repeaters: frozenset[str], names: frozenset[str]
) -> tuple[Stroke, ...]:
    """Where in ``text`` each of the alternatives stands that the compiled text has.

    ``names`` are those of its alternatives, ``repeaters`` the voices that only say again. Words
    said again stand elsewhere, so their alternatives are in none. Nothing at all is found where
    the names disagree.
    """
    if not names:
        return ()
    found = _Marker(line_id, text, repeaters).read()
    marked = {each.name for each in found}
    agrees = marked <= names and all(_has_outer(name, marked) for name in names - marked)
    return tuple(found) if agrees else ()


def _has_outer(name: str, marked: set[str]) -> bool:
    """Whether the alternative that this one stands in is marked."""
    return name.rsplit(".", 2)[0] in marked


class _Marker:
    """Marks one text; ``repeaters`` are the voices that only say again."""

    def __init__(self, line_id: str, text: str, repeaters: frozenset[str]) -> None:
        self.text = text
        self.repeaters = repeaters
        self.found: list[Stroke] = []
        self.open: list[_Open] = []
        self.levels: list[list[str | int]] = [[f"{line_id}#", 0]]

    # -- arms -----------------------------------------------------------------------------------

    def begin(self, kind: str, start: int, label: str = "1", rest: bool = False) -> None:
        """Something that chooses begins, its first arm's words at ``start``."""
        level = self.levels[-1]
        assert isinstance(level[1], int)
        level[1] += 1
        base = f"{level[0]}{level[1]}."
        self.open.append(_Open(kind, base, 1, start, rest))
        self.levels.append([f"{base}{label}.", 0])

    def close_arm(self, end: int, label: str = "") -> _Open:
        """The arm under way ends before ``end``."""
        opened = self.open[-1]
        self.levels.pop()
        name = f"{opened.base}{label or opened.arm}"
        self.found.append(Stroke(name, opened.start, max(end, opened.start)))
        return opened

    def next_arm(self, end: int, start: int, rest: bool = False) -> None:
        """Another arm begins."""
        opened = self.close_arm(end)
        arm = opened.arm + 1
        self.open[-1] = opened._replace(arm=arm, start=start, rest=opened.rest or rest)
        self.levels.append([f"{opened.base}{arm}.", 0])

    def end(self, end: int, none: int) -> None:
        """All arms are done; where none need be taken, that is an alternative too, at ``none``."""
        opened = self.close_arm(end)
        self.open.pop()
        if not opened.rest:
            self.found.append(Stroke(f"{opened.base}none", none, none))

    def end_speech(self, end: int) -> None:
        """A speech ends, if one is under way that may be unsaid."""
        if self.open and self.open[-1].kind == "speech":
            opened = self.close_arm(end, "said")
            self.found.append(Stroke(f"{opened.base}unsaid", opened.start, opened.start))
            self.open.pop()

    # -- lines ----------------------------------------------------------------------------------

    def read(self) -> list[Stroke]:
        """All of the text."""
        text = self.text
        at = 0
        while at < len(text):
            at = self.line(at) if text.startswith("\n", at - 1) or at == 0 else self.sign(at)
        self.end_speech(len(text.rstrip("\n ")))
        return self.found

    @property
    def is_in_brace(self) -> bool:
        """Whether a brace is open, so that a line's start means nothing."""
        return bool(self.open) and self.open[-1].kind in _BRACES

    def line(self, at: int) -> int:
        """The start of a line, up to where its words begin; or all of it if it has none."""
        text = self.text
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        here = stop - len(text[at:stop].lstrip(" "))
        bare = text[here:stop].rstrip(" ")
        if bare.startswith("//"):
            return stop + 1
        if self.is_in_brace:
            return self.sign(here)
        if not bare:
            self.end_speech(max(at - 1, 0))
            return stop + 1
        directive = _DIRECTIVE.fullmatch(bare)
        if directive:
            self.end_speech(max(at - 1, 0))
            self.directive(directive, at, stop)
            return stop + 1
        head = _HEAD.match(bare)
        if bare.startswith(">"):
            self.end_speech(max(at - 1, 0))
        elif head:
            self.end_speech(max(at - 1, 0))
            here += head.end()
            if head[1] in self.repeaters:
                self.repeat(here, stop)
                return stop + 1
            if head[2] or head[4]:
                self.begin("speech", here, "said")
        return self.sign(here)

    def directive(self, found: re.Match[str], at: int, stop: int) -> None:
        """``{if}``, ``{else}``, ``{end}``; a page break is nothing here."""
        if found[1] == "if":
            self.begin("if", min(stop + 1, len(self.text)))
        elif found[1] == "else":
            self.next_arm(max(at - 1, 0), min(stop + 1, len(self.text)), not found[2].strip(" "))
        elif found[1] == "end":
            self.end(max(at - 1, 0), stop)

    def repeat(self, at: int, stop: int) -> None:
        """The voice that repeats: the ids of echoes."""
        self.begin("repeat", at)
        base = self.open.pop().base
        self.levels.pop()
        for id in _ID.finditer(self.text, at, stop):
            self.found.append(Stroke(f"{base}{id.group()}", *id.span()))
        self.found.append(Stroke(f"{base}none", stop, stop))

    # -- braces ---------------------------------------------------------------------------------

    def sign(self, at: int) -> int:
        """One sign of a line's words; where reading goes on behind it."""
        text = self.text
        sign = text[at : at + 1]
        if sign == "\\":
            return at + 2
        if sign == "{":
            return self.brace(at)
        if self.is_in_brace and sign == "|":
            self.next_arm(at, at + 1)
        elif self.is_in_brace and sign == "}":
            opened = self.open[-1]
            if opened.kind == "echo":
                self.open.pop()
            else:
                if opened.kind == "select" and opened.arm > 1:  # only of yes and no, one may miss
                    self.open[-1] = opened._replace(rest=True)
                self.end(at, at)
        return at + 1

    def brace(self, at: int) -> int:
        """A brace: a value, an echo, or something that chooses."""
        text = self.text
        inside = at + 1
        mark = text[inside : inside + 1]
        if mark and mark in "&~!":
            kind = "once" if mark == "!" else "sequence"
            self.begin(kind, inside + 1, rest=kind == "sequence")
            return inside + 1
        found = _SELECTOR.match(text, inside)
        stop = found.end() if found else inside
        sign = text[stop : stop + 1]
        if sign == "}":
            return stop + 1
        if sign != ":":
            self.begin("sequence", inside, rest=True)
            return inside
        start = stop + 2 if text.startswith(" ", stop + 1) else stop + 1
        if _ECHO.match(text[inside:stop]):
            self.open.append(_Open("echo", "", 1, start, True))
        else:
            self.begin("select", start)
        return start
