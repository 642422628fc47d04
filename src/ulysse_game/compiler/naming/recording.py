"""A compiler's desk that notes where names stand while expressions and prose are read.

It reads every expression itself, where a compile remembers equal ones; so it is slower, and what
it finds is complete. Whatever is wrong is reported as ever; nobody reads it here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.desk import Desk, span_in
from ulysse_game.compiler.expressions import Parser, Refused, Scope
from ulysse_game.compiler.expressions.tokens import Token
from ulysse_game.compiler.naming.occurrence import Occurrence
from ulysse_game.compiler.price import LARGEST_STORY
from ulysse_game.compiler.prose import At, Selected
from ulysse_game.diagnostics import Span
from ulysse_game.story import Expression, Item

MOST_ERRORS = 2_000


class RecordingDesk(Desk):
    """A desk that takes notes: ``found`` are the names, ``within`` still empty for conditions.

    A span in a catalogue counts rows of the translated text from its entry's line, columns within
    a row; ``occurrences`` knows where that is.
    """

    def __init__(self) -> None:
        """Nothing is found yet."""
        super().__init__(Declarations(), [], MOST_ERRORS)
        self.found: set[Occurrence] = set()
        self._line_id = ""

    def named(self, kind: str, name: str, span: Span, role: str = "named") -> None:
        """A name stands in prose, outside expressions."""
        self.found.add(Occurrence(kind, name, role, span, self._line_id))

    def rename(self, table: dict[str, str]) -> None:
        """Nothing: texts are read as their files have them."""

    def recall(self, what: str, source: str, scope: Scope) -> Any:
        """Nothing: every expression is read where it stands."""
        return None

    def selectors(self, scope: Scope) -> dict[str, Selected]:
        """None are known."""
        return {}

    def block(
        self, line_id: str, text: str, at: At, scope: Scope, note: str = "", scene: str = ""
    ) -> tuple[Item, ...]:
        """Read a block of prose; what is found in it stands within its line id."""
        outer, self._line_id = self._line_id, line_id
        try:
            return super().block(line_id, text, at, scope, note, scene)
        finally:
            self._line_id = outer

    def line(
        self, line_id: str, text: str, at: At, scope: Scope, note: str = "", scene: str = ""
    ) -> tuple[Item, ...]:
        """Read one line of prose; what is found in it stands within its line id."""
        outer, self._line_id = self._line_id, line_id
        try:
            return super().line(line_id, text, at, scope, note, scene)
        finally:
            self._line_id = outer

    def _joined(self, source: str, scope: Scope) -> Expression | None:
        return None

    def _read(
        self, what: str, source: str, at: At, scope: Scope, read: Callable[[Parser], Any]
    ) -> Any:
        if self.spent > LARGEST_STORY:
            return None
        try:
            parser = Parser(source, scope, self._reporter(source, at))
            parser.note = self._noter(source, at)
            return read(parser)
        except Refused:
            return None

    def _noter(self, source: str, at: At) -> Callable[[str, str, Token, str], None]:
        def note(kind: str, name: str, token: Token, role: str) -> None:
            if kind == "variable" and name in self.declared.words:
                kind = "word"
            if kind not in ("variable", "word", "observation"):
                role = "named" if kind in ("scene", "choice", "ending", "echo") else "asked"
            span = span_in(source, token.at, len(token.text), at)
            self.found.add(Occurrence(kind, name, role, span, self._line_id))

        return note
