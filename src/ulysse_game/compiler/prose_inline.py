"""The inside of one paragraph: braces, emphasis and escaped signs.

A paragraph comes as its lines; they are joined by one space, and every offset in the joined text
leads back to a line and a column. After a mistake reading goes on, so that one run shows all.
Depth is bounded by the format (braces two deep, emphasis not at all), so hostile text cannot
exhaust the stack. What a name means is never decided here: see :mod:`.prose_names`.
"""

from __future__ import annotations

import re

from ulysse_game.compiler.prose_joined import BLOCK_WORD, Joined
from ulysse_game.compiler.prose_lint import ARROW, find_wrong, is_suspicious
from ulysse_game.compiler.prose_names import Selected
from ulysse_game.story.text import Echo, Emphasis, Inline, Select, Sequence, Splice

DEEPEST = 2

ALONE = re.compile(r"\{(?![&~!])([^{}|:\\]*)\}")
"""A brace that is a value, when it is the whole of a paragraph."""

_ECHO_ID = re.compile(r"[a-z][a-z0-9_]*")
_ESCAPED_HEAD = re.compile(r"[a-z][a-z0-9_]*\??(?: \([^()]*\))?:")

# What ends a stretch of words outside braces, in a text with a selector, in one without.
_OUTSIDE = re.compile(r"[{}*\\]").search
_WITHIN = re.compile(r"[{}*\\|]").search
_WITHIN_STRICT = re.compile(r"[{}*\\|:]").search
_SELECTOR = re.compile(r"[^{}|:\\]*").match

_SPACES = " \u00a0\u202f"


class Words(Joined):
    """The joined lines of one paragraph, being read."""

    __slots__ = ()

    def read(self) -> tuple[Inline, ...]:
        """The whole paragraph."""
        return self._text(0, 0, strict=False)[0]

    def read_alone(self, inside: str) -> Inline | Splice | None:
        """The paragraph as one value, ``inside`` being what :data:`ALONE` found in it."""
        return self._reference(0, inside, alone=True)

    # ── words ────────────────────────────────────────────────────────────────────────────────

    def _text(self, start: int, depth: int, strict: bool) -> tuple[tuple[Inline, ...], int]:
        """The parts from ``start`` to the bar or brace that ends them, and where that stands.

        Outside braces (``depth`` 0) only the end of the paragraph ends them. ``strict`` text
        belongs to a brace without selector: there a colon is a mistake.
        """
        source = self.source
        find = _WITHIN_STRICT if strict else _WITHIN if depth else _OUTSIDE
        parts: list[Inline] = []
        outer: list[Inline] = parts  # what surrounds the emphasis, while one is open
        words = ""
        star = -1  # where the open emphasis began
        at = start
        while True:
            found = find(source, at)
            stop = found.start() if found else len(source)
            if stop > at:
                if is_suspicious(source, at, stop):
                    self._lint(at, stop)
                if depth and len(self.lines) > 1:
                    self._find_speech(max(at, start + 1), stop)
                words += source[at:stop]
            if found is None:
                at = stop
                break
            sign = source[stop]
            at = stop + 1
            if sign == "{":
                part, at = self._brace(stop, depth + 1)
                if part is not None:
                    if words:
                        parts.append(words)
                        words = ""
                    parts.append(part)
            elif sign == "*":
                turn = self._star(stop, start, depth, star)
                if turn == "open" or turn == "close":
                    if words:
                        parts.append(words)
                        words = ""
                    if star >= 0:
                        outer.append(Emphasis(tuple(parts)))
                    star = stop if turn == "open" else -1
                    parts = [] if turn == "open" else outer
                elif turn == "bold":
                    while source.startswith("*", at):
                        at += 1
                else:
                    words += turn
            elif sign == "\\":
                literal, at = self._escape(stop, start)
                words += literal
            elif sign == ":":
                find = _WITHIN
                words += sign
                self.trouble(
                    "colon-without-selector",
                    stop,
                    1,
                    "the first `:` in a brace ends its selector, and here is none.",
                    "write `\\:` for a colon that is read.",
                )
            elif depth:
                at = stop
                break
            else:
                self.trouble(
                    "stray-close-brace",
                    stop,
                    1,
                    "this `}` closes nothing.",
                    "write `\\}` for the sign, or open the brace with `{`.",
                )
        if words:
            parts.append(words)
        if star >= 0:
            self._open_emphasis(star)
            outer.append(Emphasis(tuple(parts)))
        return tuple(outer), at

    def _star(self, at: int, start: int, depth: int, star: int) -> str:
        """What a star does: ``open`` or ``close`` an emphasis, stand as ``*``, or be ``bold``."""
        source = self.source
        before = source[at - 1] if at > start else " "
        after = source[at + 1] if at + 1 < len(source) else " "
        if after == "*":
            if not self.is_bold:
                closing = source.find("**", at + 2)
                length = closing + 2 - at if closing > 0 else 2
                self.trouble(
                    "bold-in-prose",
                    at,
                    length,
                    "there is no bold, only emphasis.",
                    "write one star on each side: `*words*`.",
                )
            self.is_bold = not self.is_bold
            return "bold"
        is_after = before not in _SPACES
        is_before = after not in _SPACES and not (depth and after in "|}")
        if not is_after and not is_before:
            return "*"
        if star >= 0 and is_after:
            return "close"
        if star >= 0:  # a second one begins before the first has ended
            self._open_emphasis(star)
            return "open"
        if is_before:
            return "open"
        self._open_emphasis(at)
        return "*"

    def _open_emphasis(self, at: int) -> None:
        self.trouble(
            "open-emphasis",
            at,
            1,
            "this `*` begins an emphasis that does not end.",
            "put the second `*` right behind the last word, in the same paragraph and the "
            "same text of a brace; for the sign write `\\*`.",
        )

    def _escape(self, at: int, start: int) -> tuple[str, int]:
        """The sign that a backslash keeps, and where reading goes on."""
        source = self.source
        sign = source[at + 1 : at + 2]
        if sign and (sign in "{}|:*\\>#" or source.startswith("//", at + 1)):
            return sign, at + 2
        if "a" <= sign <= "z" and (at == start or at == self.starts_at(at)):
            head = _ESCAPED_HEAD.match(source, at + 1)
            if head:
                return head.group(), head.end()
        shown = f"\\{sign}" if sign.strip(" ") else "\\"
        self.trouble(
            "unknown-escape",
            at,
            len(shown),
            f"`{shown}` is no sign of the format.",
            "write `\\\\` for a backslash; only `\\{ \\} \\| \\: \\* \\> \\# \\//` and a "
            "speaker’s name at the start of a line are kept by one.",
        )
        return sign, at + 1 + len(sign)

    def _lint(self, start: int, stop: int) -> None:
        knows = self.names.knows
        for offset, length, wrong in find_wrong(self.source, start, stop, knows):
            code, message, help, severity = wrong
            if code == "goto-in-prose" and ARROW.fullmatch(self.line_at(offset)):
                continue  # a line of its own, told of as such
            if code == "straight-quote":
                if self.is_quoted:
                    continue
                self.is_quoted = True  # one a paragraph is enough to say so
            self.trouble(code, offset, length, message, help, severity)

    # ── braces ───────────────────────────────────────────────────────────────────────────────

    def _brace(self, start: int, depth: int) -> tuple[Inline | None, int]:
        """What the brace at ``start`` is, and where reading goes on behind it."""
        source = self.source
        if depth > DEEPEST:
            self.is_deep = True
            self.trouble(
                "braces-too-deep",
                start,
                1,
                "braces stand in braces in braces here.",
                "two deep is the most; use `{if …}` on a line of its own for the outer.",
            )
            return None, self._behind(start)
        inside = start + 1
        mark = source[inside : inside + 1]
        if mark and mark in "&~!":
            return self._sequence(mark, start, inside + 1, depth)
        found = _SELECTOR(source, inside)
        stop = found.end() if found else inside
        if stop >= len(source):
            self._open_brace(start)
            return None, stop
        sign = source[stop]
        if sign == "}":
            value = self._reference(start, source[inside:stop], alone=False)
            if isinstance(value, Splice):
                self.trouble(
                    "text-in-a-sentence",
                    start,
                    stop + 1 - start,
                    "this text has paragraphs of its own and cannot stand in a sentence.",
                    "let it be the whole paragraph, with an empty line on both sides.",
                )
                value = None
            return value, stop + 1
        if sign == ":":
            text = stop + 2 if source.startswith(" ", stop + 1) else stop + 1
            selector = source[inside:stop]
            if _is_echo(selector):
                return self._echo(start, selector, text, depth)
            return self._select(start, selector, text, depth)
        return self._sequence("", start, inside, depth)

    def _texts(
        self,
        start: int,
        text: int,
        depth: int,
        strict: bool,
    ) -> tuple[list[tuple[Inline, ...]], int]:
        """The texts of a brace from ``text`` on, and where reading goes on behind it."""
        source = self.source
        texts = []
        while True:
            self._no_speech(text)
            parts, stop = self._text(text, depth, strict)
            texts.append(parts)
            if stop >= len(source):
                self._open_brace(start)
                return texts, stop
            text = stop + 1
            if source[stop] == "}":
                if not any(texts) and not self.is_deep:
                    self.trouble(
                        "empty-brace",
                        start,
                        text - start,
                        "nothing can be read here.",
                        "put a text in the brace, or take it out.",
                    )
                return texts, text

    def _sequence(self, mark: str, start: int, text: int, depth: int) -> tuple[Sequence, int]:
        salt = self.counter.salt
        self.counter.salt += 1
        texts, behind = self._texts(start, text, depth, strict=True)
        if mark != "!" and len(texts) == 1 and any(texts) and not (self.is_open or self.is_deep):
            help = f"write at least two: `{{{mark}…|…}}`"
            if not mark:
                help += "; for a value one brace is enough, such as `{seats}`"
            self.trouble(
                "one-text", start, behind - start, "there is only one text to take.", f"{help}."
            )
        elif not mark:
            self._find_selector(text, texts)
        return Sequence(mark, tuple(texts), salt), behind

    def _select(
        self,
        start: int,
        selector: str,
        text: int,
        depth: int,
    ) -> tuple[Select | None, int]:
        source = selector.strip(" ")
        offset = start + 1 + len(selector) - len(selector.lstrip(" "))
        selected: Selected | None = None
        if not source:
            self.trouble(
                "empty-selector",
                start,
                text - start,
                "nothing stands before the colon.",
                "write what decides, such as `{simon.here: …|…}`; "
                "for a colon that is read write `\\:`.",
            )
        elif BLOCK_WORD.match(source):
            self._not_alone(start, source, text - start)
        elif not self._lacks_colon(offset, source, ": …"):
            written = self.written(offset, source)
            selected = self.names.selector(written, self.span(offset, len(source)))
        texts, behind = self._texts(start, text, depth, strict=False)
        if selected is None:
            return None, behind
        wanted = len(selected.labels)
        if not wanted - selected.optional <= len(texts) <= wanted and not self.is_open:
            self._wrong_number(offset, source, selected, len(texts))
            texts = (texts + [()] * wanted)[:wanted]
        return Select(selected.expression, selected.cuts, selected.values, tuple(texts)), behind

    def _echo(self, start: int, selector: str, text: int, depth: int) -> tuple[Echo | None, int]:
        id = selector.strip(" ")[len("echo") :].strip(" ")
        is_id = _ECHO_ID.fullmatch(id) is not None
        if is_id:
            offset = self.source.index(id, start + len("{echo"))
            self.names.echo(id, self.span(offset, len(id)))
        else:
            self.trouble(
                "echo-without-id",
                start,
                text - start,
                "an echo has a name of small letters.",
                "write `{echo heard_it: the words}`.",
            )
        parts, stop = self._text(text, depth, strict=False)
        if self.source.startswith("|", stop):
            self.trouble(
                "echo-in-parts",
                stop,
                1,
                "an echo is one text, without alternatives.",
                "put the alternatives in a brace inside it; for the sign write `\\|`.",
            )
            return None, self._behind(start)
        if stop >= len(self.source):
            self._open_brace(start)
        elif not parts:
            self._empty_echo(start, stop + 1 - start)
        return Echo(id, parts) if is_id else None, stop + 1

    def _reference(self, start: int, inside: str, alone: bool) -> Inline | Splice | None:
        """A value; ``inside`` is all that stands between the braces."""
        source = inside.strip(" ")
        length = len(inside) + 2
        if not source:
            self.trouble(
                "empty-brace",
                start,
                length,
                "nothing stands in this brace.",
                "write `\\{\\}` for the signs.",
            )
        elif BLOCK_WORD.match(source):
            self._not_alone(start, source, length)
        elif _is_echo(source):
            self._empty_echo(start, length)
        else:
            offset = start + 1 + len(inside) - len(inside.lstrip(" "))
            if self._lacks_colon(offset, source):
                return None
            written = self.written(offset, source)
            return self.names.value(written, self.span(offset, len(source)), alone)
        return None


def _is_echo(selector: str) -> bool:
    """Whether a brace begins as `{echo id: …}` does."""
    bare = selector.strip(" ")
    return bare == "echo" or bare.startswith("echo ")
