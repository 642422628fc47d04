"""What the server answers to each of an editor's questions, and when it is told of something.

Every answer is one call of a function beside this module and one conversion.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from ulysse_game.authoring.edits import by_file
from ulysse_game.authoring.lsp import convert
from ulysse_game.authoring.lsp.about import about
from ulysse_game.authoring.lsp.complete import complete
from ulysse_game.authoring.lsp.finding import called, declaration, places, places_here
from ulysse_game.authoring.lsp.hover import hover
from ulysse_game.authoring.lsp.known import NO_NAMES
from ulysse_game.authoring.lsp.meanings import meaning_of
from ulysse_game.authoring.lsp.mending import remedies
from ulysse_game.authoring.lsp.open_story import OpenStory, Reading
from ulysse_game.authoring.lsp.place import Sheet
from ulysse_game.authoring.lsp.server import CALM, StoryServer, page
from ulysse_game.authoring.lsp.symbols import folds, lenses, symbols
from ulysse_game.authoring.rename import Refused, renamable, rename
from ulysse_game.diagnostics import Span

TRIGGERS = ("{", ".", ":", " ", "(", ",")

server = StoryServer()


# ── Documents ───────────────────────────────────────────────────────────────────────────────────


@server.feature(types.INITIALIZED)
def initialized(ls: StoryServer, params: types.InitializedParams) -> None:
    """Ask to be told of files that change on the disk."""
    files = ls.client_capabilities.workspace
    watching = files.did_change_watched_files if files is not None else None
    if watching is None or not watching.dynamic_registration:
        return
    options = types.DidChangeWatchedFilesRegistrationOptions(
        [types.FileSystemWatcher("**/*.yaml"), types.FileSystemWatcher("**/*.po")]
    )
    wish = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    ls.client_register_capability(types.RegistrationParams([wish]))


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def did_open(ls: StoryServer, params: types.DidOpenTextDocumentParams) -> None:
    """A document is in the editor."""
    ls.changed(params.text_document.uri, is_open=True)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def did_change(ls: StoryServer, params: types.DidChangeTextDocumentParams) -> None:
    """A document is another."""
    ls.changed(params.text_document.uri, is_open=True)


@server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
def did_close(ls: StoryServer, params: types.DidCloseTextDocumentParams) -> None:
    """From now on the file on the disk counts."""
    ls.changed(params.text_document.uri, is_open=False)


@server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def did_change_files(ls: StoryServer, params: types.DidChangeWatchedFilesParams) -> None:
    """Files changed on the disk."""
    touched = [found[0] for each in params.changes if (found := ls.find(each.uri))]
    for story in dict.fromkeys(touched):
        ls.outdated(story)


@server.feature(types.SHUTDOWN)
def shutdown(ls: StoryServer, params: None) -> None:
    """The editor is about to leave."""
    ls.is_shut_down = True


@server.feature(types.EXIT)
def leave(ls: StoryServer, params: None) -> None:
    """The editor has left."""
    ls.has_left = True


# ── Names ───────────────────────────────────────────────────────────────────────────────────────


@server.feature(
    types.TEXT_DOCUMENT_COMPLETION,
    types.CompletionOptions(trigger_characters=list(TRIGGERS), resolve_provider=True),
)
async def completion(ls: StoryServer, params: types.CompletionParams) -> types.CompletionList:
    """What may stand here."""
    if (found := ls.find(params.text_document.uri)) is None:
        return types.CompletionList(is_incomplete=False, items=[])
    story, file = found
    if story.reading is None:
        await ls.current(story)
    sheet = ls.sheet(params.text_document.uri, file)
    line, at = convert.place(sheet.lines, params.position, ls.encoding)
    where, offered = complete(ls.names(story), sheet, line, at)
    items = [
        convert.completion_item(each, n, where, sheet.lines, ls.encoding, str(story.folder))
        for n, each in enumerate(offered)
    ]
    return types.CompletionList(is_incomplete=False, items=items)


@server.feature(types.COMPLETION_ITEM_RESOLVE)
def resolve(ls: StoryServer, item: types.CompletionItem) -> types.CompletionItem:
    """What there is to say of one that somebody looks at."""
    if isinstance(item.data, list) and len(item.data) == 3:
        folder, kind, name = (str(each) for each in item.data)
        story = ls.stories.get(Path(folder))
        names = NO_NAMES if story is None else ls.names(story)
        text = meaning_of(name) if kind == "key" else about(names, kind, name)
        if text:
            item.documentation = types.MarkupContent(types.MarkupKind.Markdown, text)
    return item


@server.feature(types.TEXT_DOCUMENT_HOVER)
async def show(ls: StoryServer, params: types.HoverParams) -> types.Hover | None:
    """What the name or the key here is."""
    if (at := await _looked_at(ls, params)) is None:
        return None
    story, reading, sheet, line, column = at
    verdicts = ls.explorer.verdicts(story.folder)
    found = hover(reading, verdicts, sheet, line, column)
    if found is None:
        return None
    end = (found.line, found.column + found.length)
    where = convert.stretch(sheet.lines, (found.line, found.column), end, ls.encoding)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, found.text), where)


@server.feature(types.TEXT_DOCUMENT_DEFINITION)
async def definition(ls: StoryServer, params: types.DefinitionParams) -> types.Location | None:
    """Where the name here is declared."""
    if (at := await _looked_at(ls, params)) is None:
        return None
    story, reading, sheet, line, column = at
    found = declaration(reading.index, sheet, line, column)
    return None if found is None else _location(ls, story, reading, found.span)


@server.feature(types.TEXT_DOCUMENT_REFERENCES)
async def references(ls: StoryServer, params: types.ReferenceParams) -> list[types.Location]:
    """Everywhere the name here stands."""
    if (at := await _looked_at(ls, params)) is None:
        return []
    story, reading, sheet, line, column = at
    found = places(
        reading.index, sheet.file, line, column,
        with_declaration=params.context.include_declaration,
    )  # fmt: skip
    return [_location(ls, story, reading, each.span) for each in found]


@server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
async def highlight(
    ls: StoryServer, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight]:
    """The same name in this file."""
    if (at := await _looked_at(ls, params, by_itself=True)) is None:
        return []
    _, reading, sheet, line, column = at
    kinds = {"asked": types.DocumentHighlightKind.Read}
    return [
        types.DocumentHighlight(
            convert.range_of(each.span, reading.lines, ls.encoding),
            kinds.get(each.role, types.DocumentHighlightKind.Write),
        )
        for each in places_here(reading.index, sheet.file, line, column)
    ]


_Looked = tuple[OpenStory, Reading, Sheet, int, int]


class _At(Protocol):
    """A question about a place in a document."""

    @property
    def text_document(self) -> types.TextDocumentIdentifier: ...
    @property
    def position(self) -> types.Position: ...


async def _looked_at(ls: StoryServer, params: _At, *, by_itself: bool = False) -> _Looked | None:
    """The story as it stands now, and the place in it.

    ``by_itself`` marks what an editor asks without having been told to, after every key: it waits.
    """
    if (found := ls.find(params.text_document.uri)) is None:
        return None
    story, file = found
    reading = await (ls.settled(story) if by_itself else ls.current(story))
    if by_itself and not reading.is_indexed:
        await asyncio.sleep(CALM)
    await ls.indexed(reading)
    sheet = ls.sheet(params.text_document.uri, file)
    return story, reading, sheet, *convert.place(sheet.lines, params.position, ls.encoding)


def _location(ls: StoryServer, story: OpenStory, reading: Reading, span: Span) -> types.Location:
    where = convert.range_of(span, reading.lines, ls.encoding)
    return types.Location(story.address(span.file), where)


# ── Renaming, mending ───────────────────────────────────────────────────────────────────────────


@server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
async def prepare_rename(
    ls: StoryServer, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """Whether the name here can be another."""
    if (at := await _looked_at(ls, params)) is None:
        return None
    _, reading, sheet, line, column = at
    found = reading.index.at(sheet.file, line, column)
    if found is None or not renamable(found.kind):
        return None
    where = convert.range_of(found.span, reading.lines, ls.encoding)
    return types.PrepareRenamePlaceholder(where, found.name.rpartition(".")[2])


@server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
async def rename_name(ls: StoryServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """The name here becomes another, everywhere."""
    if (at := await _looked_at(ls, params)) is None:
        return None
    story, reading, sheet, line, column = at
    found = reading.index.at(sheet.file, line, column)
    if found is None:
        return None
    renamed = rename(reading.compiled, reading.index, found.kind, found.name, params.new_name)
    if isinstance(renamed, Refused):
        raise JsonRpcInvalidParams(renamed.why)
    if renamed.notes:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, renamed.notes))
    return convert.workspace_edit(by_file(renamed.edits), reading.lines, ls.encoding, story.address)


@server.feature(
    types.TEXT_DOCUMENT_CODE_ACTION,
    types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
)
async def actions(ls: StoryServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What can be done about the diagnostics here."""
    if (found := ls.find(params.text_document.uri)) is None:
        return []
    story, file = found
    reading = await ls.settled(story)
    first, last = params.range.start.line + 1, params.range.end.line + 1
    offered = []
    for each in reading.diagnostics:
        if each.span.file != file or not first <= each.span.line <= last:
            continue
        told = convert.diagnostic(each, reading.lines, ls.encoding, story.address, page(each.code))
        offered += [
            types.CodeAction(
                title=remedy.title,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[told],
                is_preferred=remedy.is_sure or None,
                edit=convert.workspace_edit(
                    by_file(remedy.edits), reading.lines, ls.encoding, story.address
                ),
            )
            for remedy in remedies(each, reading.compiled)
        ]
    return offered


# ── The outline ─────────────────────────────────────────────────────────────────────────────────


@server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
def outline(ls: StoryServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    """What this file holds."""
    if (sheet := _sheet_of(ls, params.text_document.uri)) is None:
        return []
    return [convert.document_symbol(each, sheet.lines, ls.encoding) for each in symbols(sheet)]


@server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
def folding(ls: StoryServer, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """What can be folded away."""
    sheet = _sheet_of(ls, params.text_document.uri)
    found: Iterable[tuple[int, int]] = () if sheet is None else folds(sheet)
    return [types.FoldingRange(start_line=first - 1, end_line=last - 1) for first, last in found]


@server.feature(types.TEXT_DOCUMENT_CODE_LENS)
async def remarks(ls: StoryServer, params: types.CodeLensParams) -> list[types.CodeLens]:
    """The words and choices of each scene, as they were last read."""
    if (found := ls.find(params.text_document.uri)) is None:
        return []
    story, file = found
    if story.reading is None:
        await ls.settled(story)
    sheet = ls.sheet(params.text_document.uri, file)
    return [
        types.CodeLens(
            convert.stretch(sheet.lines, (each.line, 1), (each.line, 1), ls.encoding),
            types.Command(each.text, ""),
        )
        for each in lenses(ls.names(story), sheet)
    ]


@server.feature(types.WORKSPACE_SYMBOL)
async def everywhere(
    ls: StoryServer, params: types.WorkspaceSymbolParams
) -> Sequence[types.WorkspaceSymbol]:
    """Names of all open stories."""
    offered = []
    for story in list(ls.stories.values()):
        reading = await ls.indexed(await ls.current(story))
        offered += [
            types.WorkspaceSymbol(
                location=_location(ls, story, reading, each.span),
                name=each.name,
                kind=convert.symbol_kind(each.kind),
                container_name=each.kind,
            )
            for each in called(reading.index, params.query)
        ]
    return offered


def _sheet_of(ls: StoryServer, uri: str) -> Sheet | None:
    found = ls.find(uri)
    return None if found is None else ls.sheet(uri, found[1])


def _is_trouble(record: logging.LogRecord) -> bool:
    """Whether a line of the log is more than an answer that says no."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, JsonRpcInvalidParams)


# ── Running ─────────────────────────────────────────────────────────────────────────────────────


def serve(*, explores: bool = True) -> bool:
    """Serve the editor on standard input and output until it leaves; whether it left in order.

    ``explores`` says whether stories are explored on the side while nobody types.

    Whatever else is printed meanwhile goes to standard error: one stray line would be the end.
    """
    server.explorer.is_on = explores
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_trouble)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        server.start_io(sys.stdin.buffer, out)
    finally:
        server.stop()
    return server.is_shut_down or not server.has_left
