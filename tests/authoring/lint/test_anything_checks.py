"""Whatever a writer types, a check answers with diagnostics, at places that there are."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diagnostics.stories import FIXTURE
from ulysse_game.authoring.lint import check
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.sources import Source, read_sources
from ulysse_game.diagnostics import FORMATS, Severity, render

COMMENTS = ("  # allow: idle-choice", "  # allow: unused-name, x — why", "# allow:", "  # allow: —")


@cache
def fixture() -> tuple[Source, ...]:
    return tuple(read_sources(FIXTURE)[0])


@st.composite
def edited(draw: st.DrawFn) -> list[Source]:
    """The fixture with a few lines of one file gone, doubled, cut short or commented."""
    sources = list(fixture())
    number = draw(st.integers(0, len(sources) - 1))
    lines = sources[number].text.split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("gone", "twice", "cut", "comment", "head"))):
            case "gone":
                lines[at] = ""
            case "twice":
                lines.insert(at, lines[draw(st.integers(0, len(lines) - 1))])
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "comment":
                lines[at] += draw(st.sampled_from(COMMENTS))
            case "head":
                lines.insert(0, "# allow-file: unused-name, dead-variable")
    end = draw(st.sampled_from(("\n", "\r\n")))
    sources[number] = Source(sources[number].file, end.join(lines).encode())
    return sources


@settings(max_examples=60, deadline=None)
@given(edited())
def test_anything_checks(sources: list[Source]) -> None:
    compiled = compile_sources(sources, [])
    heard = check(compiled)
    for form in FORMATS:
        render(heard.told, compiled.sources, form, allowed=heard.allowed)
    assert all(each.diagnostic.severity is not Severity.ERROR for each in heard.allowed)
    if compiled.story is not None:
        for each in heard.told:
            lines = compiled.sources.get(each.span.file, "").split("\n")
            assert 1 <= each.span.line <= len(lines), each
            assert each.span.column >= 1, each
            assert each.span.length >= 1, each
