"""The catalogue's examples are tests: each wrong one gives its code at its place, and nothing else.

A diagnostic too many fails as one too few does. Of what the lint shop and the explorer find, only
the page's own code counts: tiny stories have loose ends, and the fixture has its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.diagnostics.stories import FIXTURE, lay
from ulysse_game.authoring.lint import RULES, check, codes_of
from ulysse_game.authoring.lint.silence import CODES as OF_COMMENTS
from ulysse_game.authoring.pictures import missing_pictures
from ulysse_game.diagnostics import Diagnostic, has_errors, render
from ulysse_game.diagnostics.catalogue import Example, Page, codes, page, place_of
from ulysse_game.engine import Machine
from ulysse_game.explore import Means, Route, explore, site_of
from ulysse_game.playtest.cover import placed
from ulysse_game.playtest.exploring import Begun, Wanted, report_of
from ulysse_game.playtest.exploring.diagnose import ASKED
from ulysse_game.playtest.exploring.diagnose import CODES as EXPLORED
from ulysse_game.playtest.exploring.diagnose import diagnostics_of as diagnostics_of_report

compiler: Any = pytest.importorskip("ulysse_game.compiler")
if not hasattr(compiler, "compile_folder"):
    pytest.skip("the compiler is not written yet", allow_module_level=True)

OF_PICTURES = ("plate-without-picture",)
OF_RULES = {code for rule in RULES for code in codes_of(rule)}


def of_the_desk(code: str) -> bool:
    return code in OF_RULES or code in OF_COMMENTS or code in EXPLORED or code in OF_PICTURES


def of_the_compiler(code: str) -> bool:
    return not of_the_desk(code)


def pages() -> list[Page]:
    return [found for code in codes() if (found := page(code))]


def examples(kind: str, which: Callable[[str], bool] = lambda code: True) -> list[Any]:
    return [
        pytest.param(each, example, id=f"{each.code}-{number}")
        for each in pages()
        if which(each.code)
        for number, example in enumerate(each.wrong if kind == "wrong" else each.right, start=1)
    ]


def diagnostics_of(story: Path) -> tuple[Diagnostic, ...]:
    """What the compiler says of a story."""
    found: tuple[Diagnostic, ...] = compiler.compile_folder(story).diagnostics
    return found


def places(found: Iterable[Diagnostic]) -> list[str]:
    return [
        f"{each.span.file}:{each.span.line}:{each.span.column} {each.severity.value}[{each.code}]"
        for each in found
    ]


def expected(of: Page, example: Example) -> str:
    file, line, column = place_of(example)
    return f"{file}:{line}:{column} {of.severity}[{of.code}]"


def test_the_fixture_is_clean() -> None:
    assert render(diagnostics_of(FIXTURE), {}, "short") == ""


@pytest.mark.parametrize(("of", "example"), examples("wrong", of_the_compiler))
def test_wrong(of: Page, example: Example, tmp_path: Path) -> None:
    found = diagnostics_of(lay(example, tmp_path))
    assert places(found) == [expected(of, example)], render(found, {}, "short")


@pytest.mark.parametrize(("of", "example"), examples("right"))
def test_right(of: Page, example: Example, tmp_path: Path) -> None:
    assert render(diagnostics_of(lay(example, tmp_path)), {}, "short") == ""


# ── What the lint shop and the explorer say ─────────────────────────────────────────────────────

SEVERAL = frozenset(("unused-text", "untranslated"))
"""Codes that an example as short as it has to be gives at other places too."""


def found_of(code: str, story: Path, is_right: bool = False) -> list[str]:
    """Where this code is given, once by itself and once by all that look."""
    compiled = compiler.compile_folder(story)
    assert compiled.story is not None
    if code in EXPLORED:
        seconds = 0.0 if code == "not-decided" and not is_right else 20.0
        more = explored(compiled, seconds)
        assert not more or has_errors(more) or check(compiled, more=more).told
        return [each for each in places(more) if each.endswith(f"[{code}]")]
    more = missing_pictures(compiled, story)
    return [each for each in places(check(compiled, more=more).told) if each.endswith(f"[{code}]")]


def explored(compiled: Any, seconds: float) -> tuple[Diagnostic, ...]:
    machine, start = Machine(compiled.story), Route(0, ())
    means = Means(budget=seconds, is_shortest=False, kinds=ASKED)
    site = site_of(machine, start)
    found = explore(machine, means, start)
    items = placed(site.items.every, compiled)
    report = report_of(site, means, found, items, Begun("", start), Wanted())
    return diagnostics_of_report(report, compiled.sources)


@pytest.mark.parametrize(("of", "example"), examples("wrong", of_the_desk))
def test_wrong_to_the_desk(of: Page, example: Example, tmp_path: Path) -> None:
    story = lay(example, tmp_path)
    assert render(diagnostics_of(story), {}, "short") == ""
    found = found_of(of.code, story)
    assert expected(of, example) in found
    others = {*found} - {*found_of(of.code, FIXTURE)} - {expected(of, example)}
    assert not others or of.code in SEVERAL


@pytest.mark.parametrize(("of", "example"), examples("right", of_the_desk))
def test_right_to_the_desk(of: Page, example: Example, tmp_path: Path) -> None:
    """A right example mends it: nothing is said but of the fixture's own loose ends."""
    found = {*found_of(of.code, lay(example, tmp_path), is_right=True)}
    assert found <= {*found_of(of.code, FIXTURE, is_right=True)}
    assert not found & {expected(of, each) for each in of.wrong}
