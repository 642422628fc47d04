"""No code without a page, no page without a use."""

from __future__ import annotations

from pathlib import Path

import pytest

import ulysse_game.diagnostics
from tests.diagnostics.literals import codes_in, literals, sources
from ulysse_game.diagnostics.catalogue import codes

HOUSE = Path(ulysse_game.diagnostics.__file__).parent.parent

# Words with a hyphen in the compiler that are no codes; each with its reason.
NO_CODES: frozenset[str] = frozenset()


def the_compiler_is_there() -> bool:
    compiler = pytest.importorskip("ulysse_game.compiler")
    return hasattr(compiler, "compile_folder")


def test_every_code_of_the_compiler_has_a_page() -> None:
    if not the_compiler_is_there():
        pytest.skip("the compiler is not written yet")
    used = {code for text in sources([HOUSE / "compiler"]) for code in codes_in(text)}
    assert sorted(used - NO_CODES - set(codes())) == []


def test_every_page_has_a_use() -> None:
    if not the_compiler_is_there():
        pytest.skip("the compiler is not written yet")
    rooms = [HOUSE / name for name in ("compiler", "authoring", "playtest")]
    used = {literal for text in sources(rooms) for literal in literals(text)}
    assert sorted(set(codes()) - used) == []


SAMPLE = '''
"""unknown-scene in a docstring is prose."""
report(Diagnostic("tag", f"about open-if {x}", span))
report(diagnostics.Diagnostic(code="anchor", message="m", span=span))
problem("open-brace", span, "a sentence - with a dash")
name = "simon"; codec = "utf-8"; part = f"open-emphasis"
'''


def test_codes_are_found_in_source() -> None:
    assert codes_in(SAMPLE) == {"tag", "anchor", "open-brace"}
