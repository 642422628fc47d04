"""The items of a block as they grow, with the `{if}`s that are open.

`{if}`, `{else if}`, `{else}`, `{end}` and `{page}` stand alone on their lines and are read here.
There is no recursion, however a block is nested, and deeper than ``DEEPEST_IF`` none is built.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ulysse_game.compiler.prose_names import Names
from ulysse_game.diagnostics import Diagnostic, Span
from ulysse_game.story.expression import Expression, Number
from ulysse_game.story.text import Branch, Item, PageBreak

DEEPEST_IF = 8

_MISSPELT = {
    "endif": "end",
    "/if": "end",
    "ends": "end",
    "fi": "end",
    "elif": "else if",
    "elseif": "else if",
    "elsif": "else if",
    "otherwise": "else",
    "newpage": "page",
    "pagebreak": "page",
    "si": "if",  # translators translate them, too
    "sinon": "else",
    "fin": "end",
}
_DIRECTIVE = re.compile(
    rf"\{{ *((?i:if|else +if|else|end|page|{'|'.join(_MISSPELT)}))"
    r"(?= |:|\}|$)([^{}]*)(\})?"
)


class Directive(NamedTuple):
    """A brace alone on its line: its word, what follows it and at which offset of the line.

    ``has_colon`` says that a colon ended it, which it does not want.
    """

    word: str
    source: str
    offset: int
    is_closed: bool
    has_colon: bool


def read_directive(line: str) -> Directive | None:
    """What the line directs, or nothing if it is a sentence."""
    found = _DIRECTIVE.fullmatch(line)
    if found is None:
        return None
    word, rest, is_closed = found.group(1), found.group(2), found.group(3) is not None
    source = rest.strip(" ")
    has_colon = source.endswith(":") and (word.lower().endswith("if") or source == ":")
    if has_colon:
        source = source[:-1].rstrip(" ")
    if ":" in source or not (is_closed or word.lower().endswith("if")):
        return None  # a selector with an `if` too many, or an open brace: both found as a sentence
    if word.startswith("else "):
        word = "else if"
    offset = found.start(2) + len(rest) - len(rest.lstrip(" "))
    return Directive(word, source, offset, is_closed, has_colon)


class _If(NamedTuple):
    """An ``{if}`` that is open, with the arms that are complete.

    ``items`` and ``condition`` are those of the arm around it, taken up again at its ``{end}``.
    """

    span: Span
    arms: list[tuple[Expression | None, tuple[Item, ...]]]
    items: list[Item]
    condition: Expression | None


class Tree:
    """The items so far, ``items`` being those of the arm under way."""

    __slots__ = ("condition", "ifs", "items", "names")

    def __init__(self, names: Names) -> None:
        self.names = names
        self.items: list[Item] = []
        self.ifs: list[_If] = []
        self.condition: Expression | None = None  # of the arm under way; nothing for {else}

    def report(self, code: str, span: Span, message: str, help: str) -> None:
        """Says what is wrong, where, and what to write instead."""
        self.names.report(Diagnostic(code, message, span, help))

    def end(self) -> tuple[Item, ...]:
        """All items, when the block is over: no `{if}` may be open."""
        while self.ifs:
            self.report(
                "open-if",
                self.ifs[-1].span,
                "this {if} has no {end}.",
                "write `{end}` on a line of its own where it ends.",
            )
            self.close()
        return tuple(self.items)

    def take(self, directive: Directive, span: Span) -> None:
        """Follows a directive that stands at ``span``."""
        word, source, offset, _, has_colon = directive
        meant = _MISSPELT.get(word.lower(), word.lower())
        if has_colon or word != meant:
            shown = f"{{{word}" + (" …" if source else "") + (":}" if has_colon else "}")
            right = f"{{{meant}" + (" …}" if source or meant.endswith("if") else "}")
            self.report(
                "misspelt-if",
                span,
                f"`{shown}` is written `{right}`.",
                "the words are `{if …}`, `{else if …}`, `{else}`, `{end}`, `{page}`.",
            )
            word = meant
        if word.endswith("if"):
            at = Span(span.file, span.line, span.column + offset, len(source) or span.length)
            self.branch(word, source, span, at)
            return
        if source:
            self.report(
                "too-much-in-braces",
                span,
                f"`{{{word}}}` takes nothing else.",
                "write `{else if …}` for a further condition."
                if word == "else"
                else f"write `{{{word}}}` alone.",
            )
        if word == "page":
            self.items.append(PageBreak())
        elif word == "else":
            self.otherwise(span)
        elif self.ifs:
            self.close()
        else:
            self.report(
                "end-without-if",
                span,
                "this {end} ends no {if}.",
                "take it out, or write the `{if …}` that it ends.",
            )

    def branch(self, word: str, source: str, span: Span, at: Span) -> None:
        """`{if C}` or `{else if C}`; ``at`` is where C stands."""
        condition: Expression | None = None
        if not source:
            self.report(
                "empty-if",
                span,
                f"`{{{word}}}` does not say what must hold.",
                f"write `{{{word} simon.here}}`.",
            )
        else:
            condition = self.names.condition(source, at)
        if condition is None:
            condition = Number(0)  # reported; only {else} has no condition
        if word == "if":
            if len(self.ifs) == DEEPEST_IF:
                self.report(
                    "ifs-too-deep",
                    span,
                    f"more than {DEEPEST_IF} {{if}} are open here.",
                    "use `{else if …}`, or join conditions with `and`.",
                )
            self.ifs.append(_If(span, [], self.items, self.condition))
            self.items = []
        elif not self.ifs:
            self.report(
                "else-without-if", span, "this {else if} belongs to no {if}.", "write `{if …}`."
            )
            return
        else:
            self.end_arm(span, "{else if}")
        self.condition = condition

    def otherwise(self, span: Span) -> None:
        """`{else}`."""
        if not self.ifs:
            self.report(
                "else-without-if",
                span,
                "this {else} belongs to no {if}.",
                "write the `{if …}` that it belongs to.",
            )
            return
        self.end_arm(span, "{else}")
        self.condition = None

    def end_arm(self, span: Span, shown: str) -> None:
        """The arm under way is complete."""
        if self.condition is None:
            self.report(
                "else-after-else",
                span,
                f"this {shown} comes after the {{else}}.",
                "{else} is the last, and there is one.",
            )
            self.condition = Number(0)
        self.ifs[-1].arms.append((self.condition, tuple(self.items)))
        self.items = []

    def close(self) -> None:
        """The innermost ``{if}`` is complete."""
        ended = self.ifs.pop()
        ended.arms.append((self.condition, tuple(self.items)))
        self.items = ended.items
        self.condition = ended.condition
        if len(self.ifs) < DEEPEST_IF:  # deeper ones are reported, and would exhaust the stack
            self.items.append(Branch(tuple(ended.arms)))
