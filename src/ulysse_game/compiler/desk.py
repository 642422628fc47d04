"""The desk at which one story is compiled: what is declared, what was found wrong, every text.

It reads expressions with their places and keeps the blocks. Equal expressions in equal scopes are
read once. What prose asks about names is answered in ``block_names``; the keys of a mapping are
taken apart in ``fields``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from ulysse_game.compiler.block_names import BlockNames, Spoken
from ulysse_game.compiler.declarations import MOST_ASKED, Declarations
from ulysse_game.compiler.expressions import Parser, Refused, Scope, Typed
from ulysse_game.compiler.fields import place
from ulysse_game.compiler.nodes import Scalar
from ulysse_game.compiler.price import LARGEST_STORY
from ulysse_game.compiler.prose import (
    At,
    Selected,
    is_plain,
    parse_block,
    parse_line,
    plain_paragraphs,
    selecting_paragraphs,
)
from ulysse_game.diagnostics import Diagnostic, Severity, Span
from ulysse_game.story import And, Block, Change, Expression, Item, Or, Paragraph


class Unit(NamedTuple):
    """A text as the source has it, so that a translation can be read and compared.

    ``is_line`` marks labels, reasons, offers, titles: one line, no speech. ``note`` is what the
    writer tells translators.
    """

    line_id: str
    text: str
    at: At
    scope: Scope
    is_line: bool
    note: str


def span_in(source: str, offset: int, length: int, at: At) -> Span:
    """Where a stretch of a source stands that starts at ``at``; it ends with its first line."""
    above = source.rfind("\n", 0, offset) + 1
    end = source.find("\n", offset, offset + length)
    if end > offset:
        length = end - offset
    if not above:
        return Span(at.file, at.line, at.column + offset, length)
    rows = source.count("\n", 0, offset)
    return Span(at.file, at.line + rows, at.indent + offset - above, length)


_JOINT = re.compile(r"[a-z0-9_. <>=]{1,200}").fullmatch
"""Comparisons and what joins them, without brackets, sums or loops."""
_new: Callable[[type[Any], tuple[object, ...]], Any] = tuple.__new__


LONGEST_TOLD = 500
"""Signs of a message or a help: a name may be as long as a file, and be told of in each line."""


def _in_short(diagnostic: Diagnostic) -> Diagnostic:
    message, help = diagnostic.message, diagnostic.help
    half = LONGEST_TOLD // 2 - 1
    if len(message) > LONGEST_TOLD:
        message = f"{message[:half]}…{message[-half:]}"
    if len(help) > LONGEST_TOLD:
        help = f"{help[:half]}…{help[-half:]}"
    return diagnostic._replace(message=message, help=help)


class EnoughError(Exception):
    """So much is wrong that reading on would help nobody."""


class Desk:
    """Everything known while one story is compiled.

    ``blocks`` holds every text by line id, ``units`` the same as written, ``spoken`` who speaks in
    each; ``lively`` the blocks that are more than plain words, ``marking`` the texts with echoes.
    """

    def __init__(
        self, declared: Declarations, diagnostics: list[Diagnostic], most_errors: int = 0
    ) -> None:
        """A desk with nothing on it; after ``most_errors``, if given, it raises `EnoughError`."""
        self.declared = declared
        self.diagnostics = diagnostics
        self.blocks: dict[str, Block] = {}
        self.units: dict[str, Unit] = {}
        self.spoken: dict[str, list[Spoken]] = {}
        self.lively: set[str] = set()
        self.marking: list[str] = []
        self.renames: dict[str, str] = {}
        self.broken: dict[str, str] = {}
        self.lost: set[str] = set()
        self.spent = 0
        self._most_errors = most_errors
        self._errors = 0
        self._is_costly = False
        self._rename_pattern: re.Pattern[str] | None = None
        self._memos: dict[Scope, dict[tuple[str, str], Any]] = {}
        self._scope: Scope | None = None
        self._memo: dict[tuple[str, str], Any] = {}
        self._selectors: dict[Scope, dict[str, Selected]] = {}

    # -- saying what is wrong -------------------------------------------------------------------

    def report(self, diagnostic: Diagnostic) -> None:
        """One more thing is wrong."""
        if len(diagnostic.message) > LONGEST_TOLD or len(diagnostic.help) > LONGEST_TOLD:
            diagnostic = _in_short(diagnostic)
        self.diagnostics.append(diagnostic)
        if diagnostic.severity is Severity.ERROR:
            self._errors += 1
            if self._errors == self._most_errors:
                raise EnoughError

    def error(self, code: str, message: str, span: Span, help: str = "") -> None:
        """An error at ``span``."""
        self.report(Diagnostic(code, message, span, help))

    def warn(self, code: str, message: str, span: Span, help: str = "") -> None:
        """A warning at ``span``."""
        self.report(Diagnostic(code, message, span, help, Severity.WARNING))

    def named(self, kind: str, name: str, span: Span, role: str = "named") -> None:
        """A name stands here, for whoever takes notes; a compile takes none."""

    # -- names the player reads -----------------------------------------------------------------

    def rename(self, table: dict[str, str]) -> None:
        """From now on these whole words of every text are shown otherwise."""
        self.renames = {left: right for left, right in table.items() if left != right}
        if self.renames:
            words = "|".join(sorted(map(re.escape, self.renames), key=len, reverse=True))
            self._rename_pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")

    def renamed(self, text: str) -> str:
        """``text`` with the names as the player is to read them."""
        if self._rename_pattern is None:
            return text
        return self._rename_pattern.sub(lambda match: self.renames[match.group()], text)

    # -- expressions ----------------------------------------------------------------------------

    def condition(self, source: str, at: At, scope: Scope) -> Expression | None:
        """A condition, or nothing when it was refused."""
        joined = self._joined(source, scope)
        found: Expression | None = joined or self._read("condition", source, at, scope, _condition)
        return found

    def _joined(self, source: str, scope: Scope) -> Expression | None:
        """`a and b and c`, each part read for itself, as few parts make many conditions.

        None for whatever is not so simple and sound: it is read in one, and its mistakes reported.
        """
        word = " and " if " and " in source else " or "
        parts = source.split(word)
        if len(parts) == 1 or " or " in parts[0] or self.declared.defined or not _JOINT(source):
            return None
        known: list[Expression] = []
        for part in parts:
            tree = None if " or " in part else self._part(part, scope)
            if tree is None:
                return None
            known.append(tree)
        found: Expression = (And if word == " and " else Or)(tuple(known))
        self.memo(scope)["condition", source] = found
        return found

    def _part(self, source: str, scope: Scope) -> Expression | None:
        found: Expression | None = self.recall("condition", source, scope)
        if found is None and self.spent <= LARGEST_STORY:
            try:
                parser = Parser(source, scope, lambda *_: None)
                found = _condition(parser)
            except Refused:
                return None
            if parser.spent:
                return None
            self.memo(scope)["condition", source] = found
        return found

    def value(self, source: str, at: At, scope: Scope) -> Typed | None:
        """A value or a condition with its kind."""
        found: Typed | None = self._read("value", source, at, scope, Parser.whole)
        return found

    def whether(self, source: str, scope: Scope) -> Typed | None:
        """What a source would be, if it is sound: nothing is reported, kept or paid for."""
        asked, self.declared.asked = self.declared.asked, MOST_ASKED  # nobody reads of a near name
        try:
            return Parser(source, scope, lambda *_: None).whole()
        except Refused:
            return None
        finally:
            self.declared.asked = asked

    def effects(self, source: str, at: At, scope: Scope) -> tuple[Change, ...]:
        """Effects separated by commas or line ends."""
        found: tuple[Change, ...] = self._read("effects", source, at, scope, Parser.effects) or ()
        return found

    def parse(self, source: str, at: At, scope: Scope, read: Callable[[Parser], Any]) -> Any:
        """Whatever ``read`` makes of the source; nothing when it was refused."""
        return self._read(getattr(read, "__qualname__", "?"), source, at, scope, read)

    def _read(
        self, what: str, source: str, at: At, scope: Scope, read: Callable[[Parser], Any]
    ) -> Any:
        if self.spent > LARGEST_STORY:
            return None  # reported
        memo = self.memo(scope)
        found = memo.get((what, source))
        if found is None:
            try:
                parser = Parser(source, scope, self._reporter(source, at))
                found = read(parser)
            except Refused:
                return None
            memo[what, source] = found
            if parser.spent:
                memo["price", source] = parser.spent
                self._is_costly = True
        if self._is_costly and not self.afford(memo.get(("price", source), 0), at):
            return None
        return found

    def afford(self, size: int, at: At) -> bool:
        """Whether walks of this size may be unrolled too; the first that may not is reported."""
        self.spent += size
        if self.spent <= LARGEST_STORY:
            return True
        if self.spent - size <= LARGEST_STORY:
            self.error(
                "expression-too-large",
                "with this the loops of the story are too many to unroll.",
                Span(at.file, at.line, at.column),
                "walk smaller sets, or fewer within one another.",
            )
        return False

    def recall(self, what: str, source: str, scope: Scope) -> Any:
        """What was read in this scope already and costs nothing to take again, or None."""
        if self.spent > LARGEST_STORY:
            return None
        memo = self.memo(scope)
        if self._is_costly and ("price", source) in memo:
            return None
        return memo.get((what, source))

    def memo(self, scope: Scope) -> dict[tuple[str, str], Any]:
        """What was read in this scope already, by what was wanted and its words."""
        if scope is not self._scope:  # mostly the same as before
            self._scope = scope
            self._memo = self._memos.setdefault(scope, {})
        return self._memo

    def selectors(self, scope: Scope) -> dict[str, Selected]:
        """What was a sound selector in this scope, and costs nothing to ask again."""
        if self.spent > LARGEST_STORY:
            return {}  # nothing more is read
        found = self._selectors.get(scope)
        if found is None:
            found = self._selectors[scope] = {}
        return found

    def _reporter(self, source: str, at: At) -> Callable[[str, str, int, int, str], None]:
        def report(code: str, message: str, offset: int, length: int, help: str) -> None:
            self.error(code, message, span_in(source, offset, length, at), help)

        return report

    # -- texts ----------------------------------------------------------------------------------

    def block(
        self, line_id: str, text: str, at: At, scope: Scope, note: str = "", scene: str = ""
    ) -> tuple[Item, ...]:
        """Read a block of prose and keep it under ``line_id``.

        ``scene`` is the scene whose visits its sequences count, where it is not the scope's.
        """
        if self._rename_pattern is not None:
            text = self.renamed(text)
        if is_plain(text):
            return self.keep_words(line_id, text, at, scope, False, note, scene)
        self.lively.add(line_id)
        items = selecting_paragraphs(text, self.selectors(scope)) or self._lively_block(
            line_id, text, at, scope
        )
        self._keep(items, line_id, text, at, scope, False, note, scene)
        return items

    def _lively_block(self, line_id: str, text: str, at: At, scope: Scope) -> tuple[Item, ...]:
        names = BlockNames(self, scope, at)
        items = parse_block(text, at, names)
        if names.spoken:
            self.spoken[line_id] = names.spoken
        return items

    def line(
        self, line_id: str, text: str, at: At, scope: Scope, note: str = "", scene: str = ""
    ) -> tuple[Item, ...]:
        """Read one line of prose and keep it under ``line_id``."""
        if self._rename_pattern is not None:
            text = self.renamed(text)
        if is_plain(text) and "\n" not in text:
            return self.keep_words(line_id, text, at, scope, True, note, scene)
        names = BlockNames(self, scope, at)
        items = parse_line(text, at, names)
        if names.spoken:
            self.spoken[line_id] = names.spoken
        self._keep(items, line_id, text, at, scope, True, note, scene)
        return items

    def is_words(self, text: str) -> bool:
        """Whether a text is words alone, and shown as it is written."""
        return self._rename_pattern is None and is_plain(text)

    def keep_words(
        self, line_id: str, text: str, at: At, scope: Scope, is_line: bool, note: str, scene: str
    ) -> tuple[Item, ...]:
        """Keep a text that is words alone under ``line_id``: a block, or one line."""
        items = plain_paragraphs(text)
        # These are most texts, so the tuples are made past the checks of their classes.
        self.blocks[line_id] = _new(Block, (line_id, scene or scope.scene, items))
        self.units[line_id] = _new(Unit, (line_id, text, at, scope, is_line, note))
        return items

    def _keep(
        self,
        items: tuple[Item, ...],
        line_id: str,
        text: str,
        at: At,
        scope: Scope,
        is_line: bool,
        note: str,
        scene: str,
    ) -> None:
        self.blocks[line_id] = Block(line_id, scene or scope.scene, items)
        self.units[line_id] = Unit(line_id, text, at, scope, is_line, note)
        if note != "plain" and "echo" in text:
            self.marking.append(line_id)

    def words(self, line_id: str, node: Scalar, file: str) -> None:
        """Keep the plain words of a title or a name: no marks, no braces."""
        words = self.renamed(" ".join(part for part in node.text.split("\n") if part))
        at = place(file, node)
        items = (Paragraph("narration", (words,)),)
        self._keep(items, line_id, words, at, Scope(self.declared), True, "plain", "")


def _condition(parser: Parser) -> Expression:
    tree = parser.condition()
    parser.end()
    return tree
