"""Our words and places as the protocol's, and back.

Our lines and columns count from 1 and in characters, the protocol's from 0 and in the units of the
encoding agreed on; every place passes through here. Nothing here asks a story anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from lsprotocol import types

from ulysse_game.authoring.edits import Edit
from ulysse_game.authoring.lsp.addresses import address
from ulysse_game.authoring.lsp.place import Place
from ulysse_game.authoring.lsp.positions import column, units
from ulysse_game.authoring.lsp.suggestion import Suggestion
from ulysse_game.authoring.lsp.symbols import Symbol
from ulysse_game.diagnostics import Diagnostic, Severity, Span

Lines = Callable[[str], Sequence[str]]
"""The lines of a story file."""
Address = Callable[[str], str]
"""The address of a story file, as its editor calls it."""

SOURCE = "ulysse"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}
_UNNECESSARY = frozenset(
    (
        "unreachable-scene", "dead-variable", "never-tested", "never-set", "unused-name",
        "unused-text", "unused-offer", "unused-value",
    )
)  # fmt: skip
_COMPLETION_KINDS = {
    "scene": types.CompletionItemKind.Module,
    "choice": types.CompletionItemKind.Event,
    "variable": types.CompletionItemKind.Variable,
    "bound": types.CompletionItemKind.Variable,
    "person": types.CompletionItemKind.Class,
    "voice": types.CompletionItemKind.Class,
    "set": types.CompletionItemKind.Class,
    "observation": types.CompletionItemKind.Field,
    "member": types.CompletionItemKind.Field,
    "value": types.CompletionItemKind.EnumMember,
    "zone": types.CompletionItemKind.EnumMember,
    "room": types.CompletionItemKind.EnumMember,
    "ending": types.CompletionItemKind.EnumMember,
    "plate": types.CompletionItemKind.File,
    "tag": types.CompletionItemKind.Constant,
    "echo": types.CompletionItemKind.Constant,
    "deck": types.CompletionItemKind.Struct,
    "function": types.CompletionItemKind.Function,
    "define": types.CompletionItemKind.Function,
    "key": types.CompletionItemKind.Property,
    "sign": types.CompletionItemKind.Operator,
    "keyword": types.CompletionItemKind.Keyword,
}
_SYMBOL_KINDS = {
    "scene": types.SymbolKind.Module,
    "choice": types.SymbolKind.Event,
    "key": types.SymbolKind.Property,
    "entry": types.SymbolKind.String,
    "variable": types.SymbolKind.Variable,
    "person": types.SymbolKind.Class,
    "value": types.SymbolKind.EnumMember,
}


# ── Places ──────────────────────────────────────────────────────────────────────────────────────


def position(lines: Sequence[str], line: int, at: int, encoding: str) -> types.Position:
    """The protocol's position of a line and a column of ours."""
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return types.Position(max(line - 1, 0), units(text, at, encoding))


def place(lines: Sequence[str], at: types.Position, encoding: str) -> tuple[int, int]:
    """Our line and column of a position of the protocol."""
    text = lines[at.line] if at.line < len(lines) else ""
    return at.line + 1, column(text, at.character, encoding)


def stretch(
    lines: Sequence[str], start: tuple[int, int], end: tuple[int, int], encoding: str
) -> types.Range:
    """The range from one place of ours up to another."""
    return types.Range(position(lines, *start, encoding), position(lines, *end, encoding))


def range_of(span: Span, lines: Lines, encoding: str) -> types.Range:
    """The range of a span."""
    start, end = (span.line, span.column), (span.line, span.column + span.length)
    return stretch(lines(span.file), start, end, encoding)


def whole_lines(lines: Sequence[str], first: int, last: int, encoding: str) -> types.Range:
    """From the beginning of one line to the end of another."""
    end = len(lines[last - 1]) + 1 if 0 < last <= len(lines) else 1
    return stretch(lines, (first, 1), (last, end), encoding)


# ── Diagnostics, edits ──────────────────────────────────────────────────────────────────────────


def diagnostic(
    found: Diagnostic, lines: Lines, encoding: str, called: Address, page: Path | None
) -> types.Diagnostic:
    """A diagnostic, its help under its message; ``page`` is that of its code."""
    help_ = f"\n{found.help}" if found.help else ""
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(called(label.span.file), range_of(label.span, lines, encoding)),
            label.text,
        )
        for label in found.labels
    ]
    tags = [types.DiagnosticTag.Unnecessary] if found.code in _UNNECESSARY else None
    return types.Diagnostic(
        range=range_of(found.span, lines, encoding),
        message=found.message + help_,
        severity=_SEVERITIES[found.severity],
        code=found.code,
        code_description=types.CodeDescription(address(page)) if page is not None else None,
        source=SOURCE,
        tags=tags,
        related_information=related or None,
    )


def workspace_edit(
    edits: Mapping[str, Iterable[Edit]], lines: Lines, encoding: str, called: Address
) -> types.WorkspaceEdit:
    """Edits by story file."""
    return types.WorkspaceEdit(
        changes={
            called(file): [
                types.TextEdit(
                    stretch(
                        lines(file), (each.line, each.column), (each.end_line, each.end_column),
                        encoding,
                    ),
                    each.text,
                )
                for each in found
            ]
            for file, found in edits.items()
        }
    )  # fmt: skip


# ── Completion, symbols ─────────────────────────────────────────────────────────────────────────


def completion_item(
    each: Suggestion, number: int, at: Place, lines: Sequence[str], encoding: str, folder: str
) -> types.CompletionItem:
    """A suggestion as an item; its description is asked for when somebody looks at it."""
    where = stretch(lines, (at.line, at.word), (at.line, at.column), encoding)
    typed = lines[at.line - 1][at.word - 1 : at.column - 1] if at.line <= len(lines) else ""
    return types.CompletionItem(
        label=each.label,
        kind=_COMPLETION_KINDS.get(each.kind, types.CompletionItemKind.Text),
        detail=each.detail or None,
        sort_text=f"{each.rank}{number:05}",
        filter_text=each.label if each.label.startswith(typed) else None,
        text_edit=types.TextEdit(where, each.insert or each.label),
        data=[folder, each.kind, each.name or each.label],
    )


def document_symbol(each: Symbol, lines: Sequence[str], encoding: str) -> types.DocumentSymbol:
    """A symbol and those inside it."""
    start = each.line, each.column
    return types.DocumentSymbol(
        name=each.name,
        detail=each.detail or None,
        kind=symbol_kind(each.kind),
        range=whole_lines(lines, each.line, max(each.end, each.line), encoding),
        selection_range=stretch(lines, start, (each.line, each.column + len(each.name)), encoding),
        children=[document_symbol(inner, lines, encoding) for inner in each.inside],
    )


def symbol_kind(kind: str) -> types.SymbolKind:
    """The protocol's kind for one of ours."""
    return _SYMBOL_KINDS.get(kind, types.SymbolKind.Constant)
