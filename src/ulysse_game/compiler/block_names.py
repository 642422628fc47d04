"""What prose asks about names, answered in one scope: ``prose_names.Names`` for one block of text.

The prose parser knows signs and no names. Here a selector becomes cuts and values, a brace what it
prints, and the name before a colon somebody who speaks. Expressions are read by the desk, which
remembers them; whoever spoke is kept here and collected by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from ulysse_game.compiler.expressions import Scope, Typed
from ulysse_game.compiler.kinds import Kind
from ulysse_game.compiler.prose import (
    At,
    Selected,
)
from ulysse_game.diagnostics import Diagnostic, Span
from ulysse_game.story import (
    NO,
    Constant,
    Expression,
    Show,
    Splice,
)

if TYPE_CHECKING:
    from ulysse_game.compiler.desk import Desk


MOST_TEXTS = 5
"""Values of a word that may choose between texts within a sentence."""
OBSERVATION_TEXTS = (
    "notebook",
    "recorded",
    "softened",
    "earth",
    "lever",
    "lever_softened",
    "left_out",
)


class Spoken(NamedTuple):
    """Somebody speaks: who, how found, and where, in reading order."""

    name: str
    kind: str
    span: Span


class BlockNames:
    """Answers the prose parser's questions in one scope (``prose_names.Names``)."""

    __slots__ = ("desk", "indent", "scope", "spoken")

    def __init__(self, desk: Desk, scope: Scope, at: At) -> None:
        """Names as one block of text sees them."""
        self.desk = desk
        self.scope = scope
        self.indent = at.indent
        self.spoken: list[Spoken] = []

    def _at(self, span: Span) -> At:
        return At(span.file, span.line, span.column, self.indent)

    def condition(self, source: str, span: Span) -> Expression | None:
        """What stands after ``if``."""
        return self.desk.condition(source, self._at(span), self.scope)

    def selector(self, source: str, span: Span) -> Selected | None:
        """What stands before the first colon of a brace."""
        found = self.desk.value(source, self._at(span), self.scope)
        selected = None if found is None else self._selected(found, _in_one_line(source), span)
        if selected is None or "\n" in source:
            return selected
        if ("price", source) not in self.desk.memo(self.scope):
            self.desk.selectors(self.scope)[source] = selected
        return selected

    def _selected(self, found: Typed, source: str, span: Span) -> Selected | None:
        tree, kind = found
        if kind.kind == "flag":
            return Selected(tree, (), (), ("yes", "no"), 1)
        if kind.kind == "number" and kind.bands:
            cuts = tuple(low for _, low in kind.bands[1:])
            return Selected(tree, cuts, (), tuple(name for name, _ in kind.bands), 0)
        if kind.kind == "word" and len(kind.values) <= MOST_TEXTS:
            return Selected(tree, (), kind.values, kind.values, 0)
        source = source.strip(" ")
        why = {
            "number": "this number has no bands",
            "word": "this word has more than five values",
        }.get(kind.kind, f"this is {kind.described}")
        told = f"`{source}` cannot choose a text: {why}."
        self.desk.error("selector-kind", told, span, _as_question(source, kind))
        return None

    def value(self, source: str, span: Span, alone: bool) -> Show | Splice | None:
        """What a brace prints."""
        capital = source[:1].isupper()
        asked = source[:1].lower() + source[1:]
        form = self._printed_form(asked, span, alone, capital)
        if form is not _ASK:
            return form  # type: ignore[return-value]  # `_ASK` is all else it may be
        found = self.desk.value(asked, self._at(span), self.scope)
        if found is None:
            return None
        return self._shown(found, _in_one_line(source), span, capital)

    def _printed_form(
        self, asked: str, span: Span, alone: bool, capital: bool
    ) -> Show | Splice | object | None:
        """Forms that only prose has: `words(n)`, `p.name`, `presence.the`, `o.lever`, `clock`."""
        if asked == "clock":
            return Show(NO, "clock")
        if asked.startswith("words(") and asked.endswith(")"):
            at = self._at(span)._replace(column=span.column + 6)
            found = self.desk.value(asked[6:-1], at, self.scope)
            if found is not None and found.kind.kind != "number":
                self.desk.error("not-a-number", "`words` prints a number.", span)
                return None
            return None if found is None else Show(found.tree, "words", "", capital)
        head, dot, last = asked.rpartition(".")
        if not dot:
            return _ASK
        return self._dotted(head, last, span, alone, capital)

    def _dotted(
        self, head: str, last: str, span: Span, alone: bool, capital: bool
    ) -> Show | Splice | object | None:
        declared = self.desk.declared
        forms = declared.forms.get(head)
        if forms is not None and last in forms:
            tree = self.desk.value(head, self._at(span), self.scope)
            return None if tree is None else Show(tree.tree, "word", last, capital)
        if last == "name" or last in OBSERVATION_TEXTS:
            found = self.desk.value(head, self._at(span), self.scope)
            if found is None:
                return None
            if last == "name" and found.kind.kind == "person":
                return Show(found.tree, "full", "", capital)
            if found.kind.kind == "observation":
                if alone or not self._is_a_sentence(found.tree, last):
                    return Splice(found.tree, last)
                return Show(found.tree, "text", last, capital)
        return _ASK

    def _is_a_sentence(self, observation: Expression, text: str) -> bool:
        """Whether a text is known to be more than words that fit into others."""
        if not isinstance(observation, Constant):
            return True
        block = self.desk.blocks.get(f"observation.{observation.value}.{text}")
        kinds = [getattr(item, "kind", "") for item in block.items] if block is not None else []
        return kinds in ([], ["narration"])

    def _shown(self, found: Typed, source: str, span: Span, capital: bool) -> Show | None:
        tree, kind = found
        if kind.hidden:
            self.desk.error(
                "never-shown",
                f"`{source}` is declared as never shown.",
                span,
                "show it by what people do: `{p.stress: …|…|…|…}`.",
            )
            return None
        if kind.kind == "person":
            return Show(tree, "person", "", capital)
        if kind.kind == "number":
            return Show(tree, "unit" if kind.unit else "number", kind.unit, capital)
        if kind.word:
            forms = self.desk.declared.forms[kind.word]
            return Show(tree, "word", forms[0], capital) if forms else None  # reported
        told = f"`{source}` is {kind.described}; it has no words."
        asked = source[:1].lower() + source[1:]
        self.desk.error("cannot-be-printed", told, span, _as_question(asked, kind))
        return None

    def speaker(self, name: str, span: Span) -> str | None:
        """Who this is, if anybody bears the name."""
        declared = self.desk.declared
        kind: str | None = None
        if name in declared.people:
            kind = "person"
        elif name in declared.voices:
            kind = "repeats" if declared.voices[name].kind == "repeats" else "voice"
        elif any(bound == name and each.kind == "person" for bound, each in self.scope.bound):
            kind = "bound"
        if kind is not None:
            self.spoken.append(Spoken(name, kind, span))
            if kind != "bound":
                self.desk.named("person" if kind == "person" else "voice", name, span)
        return kind

    def speakers(self) -> Iterable[str]:
        """All who may speak."""
        return (*self.desk.declared.people, *self.desk.declared.voices)

    def nearest(self, name: str) -> str:
        """Whether a speaker was meant by this name, asked; looked for only so often."""
        return self.desk.declared.near(name, self.speakers())

    def knows(self, name: str) -> str:
        """What a word of another notation names here."""
        declared = self.desk.declared
        if name in declared.scenes:
            return "scene"
        return "value" if self._is_asked(name) else ""

    def _is_asked(self, name: str) -> bool:
        """Whether an expression may begin with this name, or with this person’s own."""
        declared = self.desk.declared
        known = (declared.variables, declared.people, declared.observations, declared.defined)
        return any(name in names for names in known) or any(
            name == bound for bound, _ in self.scope.bound
        )

    def leading(self, source: str) -> tuple[int, bool]:
        """How much of a text, from its start, can be asked, and whether it chooses a text."""
        first = _FIRST_NAME.match(source)
        if first is None or not (first[3] == "(" or self._is_asked(first[2])):
            return 0, False
        words = source.split(" ")[:MOST_LEADING]
        for count in range(len(words), 0, -1):
            found = self.desk.whether(" ".join(words[:count]), self.scope)
            if found is not None:
                return len(" ".join(words[:count])), _can_choose(found.kind)
        path = _PATH.match(source)  # of a person who has none of that name
        return (path.end(), True) if path else (0, False)

    def echo(self, id: str, span: Span) -> None:
        """Words are marked here; in a translation they must be marked in the source too."""
        known = self.desk.declared.echoes
        self.desk.named("echo", id, span, "named" if self.scope.language else "declared")
        if self.scope.language and id not in known:
            self.desk.error(
                "unknown-echo", f"no text marks `{id}`.", span, self.desk.declared.near(id, known)
            )

    def repeat(self, id: str, span: Span) -> None:
        """A voice repeats these words; they must be marked somewhere."""
        self.desk.named("echo", id, span)
        known = self.desk.declared.echoes
        if id not in known:
            self.desk.error(
                "unknown-echo",
                f"no text marks `{id}`.",
                span,
                self.desk.declared.near(id, known) or "mark the words: `{echo " + id + ": …}`.",
            )

    def report(self, diagnostic: Diagnostic) -> None:
        """One more thing is wrong."""
        self.desk.report(diagnostic)


_FIRST_NAME = re.compile(r"(not )?([a-z][a-z0-9_]*)(\(?)")
_PATH = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*(?= |$)")
MOST_LEADING = 12
"""Words of a text among which an expression is looked for."""


def _can_choose(kind: Kind) -> bool:
    """Whether what is of this kind may stand before the colon of a brace."""
    is_word = kind.kind == "word" and len(kind.values) <= MOST_TEXTS
    return kind.kind == "flag" or is_word or (kind.kind == "number" and bool(kind.bands))


def _as_question(source: str, kind: Kind) -> str:
    """What to write instead of a value that has no words, or cannot choose between texts."""
    if _can_choose(kind):
        texts = "|".join("…" for _ in range(max(2, len(kind.values))))
        return f"choose between texts: `{{{source}: {texts}}}`."
    match kind.kind:
        case "word":
            return f"ask on lines of their own: `{{if {source} is {kind.values[0]}}}` … `{{end}}`."
        case "number":
            asked = f"{source} >= {max(kind.low + 1, 1)}"
        case "observation":
            asked = f"{source} is seen"
        case _:
            values = [value for value in kind.values if value != "nobody"]
            asked = f"{source} is {(*values, kind.kind)[0]}"
    return f"ask yes or no of it: `{{{asked}: …|…}}`."


def _in_one_line(source: str) -> str:
    """A source as messages quote it."""
    return " ".join(source.split()) if "\n" in source else source


_ASK = object()
