"""The catalogue's examples are tests: each wrong one gives its code at its place, and nothing else.

A diagnostic too many fails as one too few does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.diagnostics.stories import FIXTURE, lay
from ulysse_game.diagnostics import Diagnostic, render
from ulysse_game.diagnostics.catalogue import Example, Page, codes, page, place_of

compiler: Any = pytest.importorskip("ulysse_game.compiler")
if not hasattr(compiler, "compile_folder"):
    pytest.skip("the compiler is not written yet", allow_module_level=True)


def pages() -> list[Page]:
    return [found for code in codes() if (found := page(code))]


def examples(kind: str) -> list[Any]:
    return [
        pytest.param(each, example, id=f"{each.code}-{number}")
        for each in pages()
        for number, example in enumerate(each.wrong if kind == "wrong" else each.right, start=1)
    ]


def diagnostics_of(story: Path, code: str = "") -> tuple[Diagnostic, ...]:
    """What is said of a story; a catalogue of one entry leaves nearly all untranslated."""
    found: tuple[Diagnostic, ...] = compiler.compile_folder(story).diagnostics
    return tuple(each for each in found if code == "untranslated" or each.code != "untranslated")


def test_the_fixture_is_clean() -> None:
    assert render(diagnostics_of(FIXTURE), {}, "short") == ""


@pytest.mark.parametrize(("of", "example"), examples("wrong"))
def test_wrong(of: Page, example: Example, tmp_path: Path) -> None:
    found = diagnostics_of(lay(example, tmp_path), of.code)
    file, line, column = place_of(example)
    expected = [f"{file}:{line}:{column} {of.severity}[{of.code}]"]
    assert [
        f"{each.span.file}:{each.span.line}:{each.span.column} {each.severity.value}[{each.code}]"
        for each in found
    ] == expected, render(found, {}, "short")


@pytest.mark.parametrize(("of", "example"), examples("right"))
def test_right(of: Page, example: Example, tmp_path: Path) -> None:
    assert render(diagnostics_of(lay(example, tmp_path)), {}, "short") == ""
