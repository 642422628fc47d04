"""The words of the game itself: gathered from its source code, kept in step like a story's.

A sentence of the interface is its own key: what stands in ``words("…")``, ``marked("…")`` or
``say("…")``. Entries keep their order, so that a change is as small as it can be; new sentences
come last, without words. Only a checkout of the game has what is needed here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from ulysse_game.authoring.translating.files import written
from ulysse_game.authoring.translating.header import header_lines, wanted_fields
from ulysse_game.authoring.translating.update import Unreadable, Written
from ulysse_game.authoring.translating.write import Kept, obsolete_lines, strings
from ulysse_game.compiler.po import PoEntry, plain_lines, read_po
from ulysse_game.view.words import LANGUAGES

PROJECT = "ulysse"
_ASKS = ("words", "marked", "say")
_NOT_THERE = "compiler"
"""It speaks to writers, in English, and calls the story's words by the same name."""


def trees(package: Path) -> dict[str, ast.Module]:
    """The modules of the game that speak to players, by their path."""
    return {
        path.relative_to(package).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(package.rglob("*.py"))
        if path.relative_to(package).parts[0] != _NOT_THERE
    }


def asked(tree: ast.AST) -> Iterator[str]:
    """The literals given to ``words``, ``marked`` and ``say``, also as methods."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            said = getattr(node.args[0], "value", None)
            if name.lstrip("_") in _ASKS and isinstance(said, str) and said:
                yield said


def literals(tree: ast.AST) -> Iterator[str]:
    """Every text in a module: a sentence may stand in a table, and be asked for by its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def sentences(package: Path) -> tuple[list[str], set[str]]:
    """What the game says, in the order of its files; and every text in its code."""
    found = trees(package)
    said = {text: None for tree in found.values() for text in asked(tree) if text not in LANGUAGES}
    return [*said], {text for tree in found.values() for text in literals(tree)}


def update_interface(package: Path, language: str, now: str, is_asked: bool = False) -> Written:
    """Write the interface's catalogue of a language; what was done to it.

    With ``is_asked`` nothing is written, only told. Raises ``Unreadable`` and ``OSError``.
    """
    path = package / "view" / "languages" / f"{language}.po"
    old: tuple[PoEntry, ...] = ()
    if path.is_file():
        catalogue = read_po(plain_lines(path.read_text(encoding="utf-8")))
        if catalogue.bad_line:
            raise Unreadable(path.name, catalogue.bad_line)
        old = catalogue.entries
    said, known = sentences(package)
    header = next((each for each in old if each.is_header), None)
    live = {each.source: each for each in old if not each.is_header and not each.is_obsolete}
    past = {each.source: each for each in old if each.is_obsolete}
    parts = [header_lines(header, wanted_fields(PROJECT, language, now))]
    kept = [source for source in live if source in known]
    new = [source for source in said if source not in live]
    parts += [_entry(source, live[source]) for source in kept]
    parts += [_entry(source, past.get(source)) for source in new]
    gone = [each for source, each in live.items() if source not in known and each.words]
    parts += [obsolete_lines(each) for each in gone]
    parts += [obsolete_lines(each) for source, each in past.items() if source not in new]
    current = [live.get(source) or past.get(source) for source in (*kept, *new)]
    return Written(
        path.name,
        len(current),
        sum(each is None or not each.words for each in current),
        sum(each is not None and each.is_fuzzy for each in current),
        sum(source not in past for source in new),
        0,
        len(gone),
        sum(source in past for source in new),
        written(path, "\n".join(parts), is_asked),
    )


def _entry(source: str, before: PoEntry | None) -> str:
    if before is None:
        return strings("msgid", source) + 'msgstr ""\n'
    notes = before.notes.strip("\n")
    if before.is_obsolete:
        return Kept(before).own + strings("msgid", source) + strings("msgstr", before.words)
    rest = before.rest if before.rest.endswith("\n") else before.rest + "\n"
    return (notes + "\n" if notes else "") + before.head + rest
