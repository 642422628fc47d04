"""Which strings of the source are diagnostic codes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_IN_WORDS = re.compile(r"[a-z][a-z0-9]*(-[a-z][a-z0-9]*)+")


def literals(source: str) -> Iterator[str]:
    """Every string literal that stands alone, not within an f-string."""
    tree = ast.parse(source)
    parts = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


def codes_in(source: str) -> set[str]:
    """What is surely a code: words joined by hyphens, and what a ``Diagnostic`` is made with."""
    found = {text for text in literals(source) if _IN_WORDS.fullmatch(text)}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Diagnostic":
            given = [*node.args[:1], *(each.value for each in node.keywords if each.arg == "code")]
            found |= {
                each.value
                for each in given
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            }
    return found


def sources(folders: Iterable[Path]) -> list[str]:
    """The text of every module under ``folders``."""
    return [
        file.read_text(encoding="utf-8")
        for folder in folders
        for file in sorted(folder.rglob("*.py"))
    ]
