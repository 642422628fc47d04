"""The desk at which one story is compiled: what is declared, what was found wrong, every text.

It answers the prose parser's questions about names, reads expressions with their places, and
keeps the blocks. Equal expressions in equal scopes are read once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.expressions import Parser, Refused, Scope, Typed
from ulysse_game.compiler.kinds import Kind
from ulysse_game.compiler.nodes import Items, Mapping, Node, Scalar
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
from ulysse_game.story import (
    NO,
    And,
    Block,
    Change,
    Constant,
    Expression,
    Item,
    Or,
    Paragraph,
    Show,
    Splice,
)

OBSERVATION_TEXTS = (
    "notebook",
    "recorded",
    "softened",
    "earth",
    "lever",
    "lever_softened",
    "left_out",
)


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


class Spoken(NamedTuple):
    """Somebody speaks: who, how found, and where, in reading order."""

    name: str
    kind: str
    span: Span


_JOINT = re.compile(r"[a-z0-9_. <>=]{1,200}").fullmatch
"""Comparisons and what joins them, without brackets, sums or loops."""
_new: Callable[[type[Any], tuple[object, ...]], Any] = tuple.__new__


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
        self.diagnostics.append(Diagnostic(code, message, span, help, Severity.WARNING))

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
            before = source[:offset]
            rows = before.count("\n")
            column = (
                at.column + offset if not rows else at.indent + offset - before.rindex("\n") - 1
            )
            self.error(code, message, Span(at.file, at.line + rows, column, length), help)

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
        if "{echo" in text:
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
        selected = None if found is None else self._selected(found, source, span)
        if selected is not None and ("price", source) not in self.desk.memo(self.scope):
            self.desk.selectors(self.scope)[source] = selected
        return selected

    def _selected(self, found: Typed, source: str, span: Span) -> Selected | None:
        tree, kind = found
        if kind.kind == "flag":
            return Selected(tree, (), (), ("yes", "no"), 1)
        if kind.kind == "number" and kind.bands:
            cuts = tuple(low for _, low in kind.bands[1:])
            return Selected(tree, cuts, (), tuple(name for name, _ in kind.bands), 0)
        if kind.kind == "word" and len(kind.values) <= 5:
            return Selected(tree, (), kind.values, kind.values, 0)
        why = {
            "number": "this number has no bands; ask something of it, such as `n >= 3`",
            "word": "this word has more than five values; use `{if}` on lines of their own",
        }.get(kind.kind, f"this is {kind.described}; ask yes or no of it")
        self.desk.error(
            "selector-kind", f"`{source.strip(' ')}` cannot choose a text: {why}.", span
        )
        return None

    def value(self, source: str, span: Span, alone: bool) -> Show | Splice | None:
        """What a brace prints."""
        capital = source[:1].isupper()
        asked = source[:1].lower() + source[1:]
        form = self._printed_form(asked, span, alone, capital)
        if form is not _ASK:
            return form  # type: ignore[return-value]
        found = self.desk.value(asked, self._at(span), self.scope)
        if found is None:
            return None
        return self._shown(found, source, span, capital)

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
            return Show(tree, "word", self.desk.declared.forms[kind.word][0], capital)
        help = "choose between texts: `{" + source + ": …|…}`."
        self.desk.error(
            "cannot-be-printed", f"`{source}` is {kind.described}; it has no words.", span, help
        )
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
        return kind

    def speakers(self) -> Iterable[str]:
        """All who may speak."""
        return (*self.desk.declared.people, *self.desk.declared.voices)

    def echo(self, id: str, span: Span) -> None:
        """Words are marked here; in a translation they must be marked in the source too."""
        known = self.desk.declared.echoes
        if self.scope.language and id not in known:
            self.desk.error(
                "unknown-echo", f"no text marks `{id}`.", span, self.desk.declared.near(id, known)
            )

    def repeat(self, id: str, span: Span) -> None:
        """A voice repeats these words; they must be marked somewhere."""
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


_ASK = object()


def place(file: str, node: Scalar) -> At:
    """Where a value's text starts."""
    return At(file, node.first_line, node.indent, node.indent)


def span_of(file: str, node: Node) -> Span:
    """The place of a node, underlined for its first line if it is a text."""
    if isinstance(node, Scalar):
        first = node.text.split("\n", 1)[0]
        length = 1 if node.style == "block" else len(first) + 2 * (node.style == "quoted")
        return Span(file, node.line, node.column, max(length, 1))
    return Span(file, node.line, node.column)


class Fields:
    """The keys of one mapping, each read once; what is left over was misspelt."""

    __slots__ = ("column", "desk", "entries", "file", "key", "line", "nodes", "what")

    def __init__(
        self, desk: Desk, file: str, node: Mapping, what: str, key: Scalar | None = None
    ) -> None:
        """``what`` is how messages call the thing: ``a scene``, ``a choice``; ``key`` its name."""
        self.desk, self.file, self.what, self.key = desk, file, what, key
        self.line, self.column = node.line, node.column
        self.entries = node.entries
        self.nodes = {name.text: value for name, value in node.entries}

    @property
    def keys(self) -> dict[str, Scalar]:
        """The keys themselves, by their text."""
        return {entry.key.text: entry.key for entry in self.entries}

    def allow(self, allowed: Iterable[str]) -> None:
        """Report every key that is not one of these."""
        known = tuple(allowed)
        for name, key in self.keys.items():
            if name not in known:
                self.desk.lost.update((name, *names_under(self.nodes[name])))
                self.desk.error(
                    "unknown-key",
                    f"{self.what} has no `{name}`.",
                    span_of(self.file, key),
                    self.desk.declared.near(name, known) or f"it has: {', '.join(known)}.",
                )

    def scalar(self, name: str) -> Scalar | None:
        """The text under a key; a map or a list there is reported."""
        node = self.nodes.get(name)
        if node is None or isinstance(node, Scalar):
            return node
        self.desk.error("wants-a-text", f"`{name}` takes a text.", span_of(self.file, node))
        return None

    def mapping(self, name: str) -> Mapping | None:
        """The mapping under a key; anything else there is reported."""
        node = self.nodes.get(name)
        if node is None or isinstance(node, Mapping):
            return node
        if isinstance(node, Scalar) and not node.text:
            return None
        self.desk.error(
            "wants-names", f"`{name}` takes names, each with a colon.", span_of(self.file, node)
        )
        return None

    def text(self, name: str) -> str:
        """The text under a key, or nothing."""
        node = self.scalar(name)
        return "" if node is None else node.text

    def yes(self, name: str) -> bool:
        """``yes`` or ``no``; anything else is reported."""
        node = self.scalar(name)
        if node is None:
            return False
        if node.text not in ("yes", "no"):
            self.desk.error("wants-yes-or-no", f"`{name}` is yes or no.", span_of(self.file, node))
        return node.text == "yes"

    def number(self, name: str, least: int = -999_999) -> int:
        """A whole number, at least ``least``; anything else is reported."""
        node = self.scalar(name)
        if node is None:
            return 0
        if not re.fullmatch(r"-?[0-9]{1,6}", node.text) or int(node.text) < least:
            told = f"`{name}` is a whole number" + (f", {least} or more." if least >= 0 else ".")
            self.desk.error("wants-a-number", told, span_of(self.file, node))
            return max(least, 0)
        return int(node.text)

    def require(self, name: str) -> bool:
        """Whether the key is there; its absence is reported."""
        if name in self.nodes:
            return True
        self.desk.error(
            "missing-key",
            f"{self.what} needs `{name}`.",
            self.head,
            f"write `{name}: …`.",
        )
        return False

    @property
    def head(self) -> Span:
        """The name of the thing, or where it begins."""
        if self.key is not None:
            return span_of(self.file, self.key)
        return Span(self.file, self.line, self.column)

    def span(self, name: str) -> Span:
        """Where the value of a key stands."""
        return span_of(self.file, self.nodes[name])


def names_under(node: Node) -> Iterator[str]:
    """Every key under a node: the names that are lost when it cannot be read as what it is."""
    for entry in node.entries if isinstance(node, Mapping) else ():
        yield entry.key.text
        yield from names_under(entry.value)


def list_of(node: Node | None) -> list[Scalar]:
    """The names of `a, b, c` or of a list, each as a scalar with its own place."""
    if node is None:
        return []
    if isinstance(node, Items):
        return [each for each in node.items if isinstance(each, Scalar)]
    if isinstance(node, Mapping):
        return []
    found = []
    offset = 0
    for part in node.text.split(","):
        bare = part.strip(" \n")
        if bare:
            column = node.indent + offset + len(part) - len(part.lstrip(" \n"))
            found.append(Scalar(bare, node.line, column, "plain", node.line, column))
        offset += len(part) + 1
    return found


def kind_bound(kind: Kind) -> Kind:
    """The kind of a loop's item, without the name of where it came from."""
    return kind._replace(name="")
