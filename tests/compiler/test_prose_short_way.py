"""Paragraphs with one selector each, read the short way, are what the long way makes of them."""

from collections.abc import Iterable

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ulysse_game.compiler.prose import At, Selected, parse_block, selecting_paragraphs
from ulysse_game.diagnostics import Diagnostic, Span, did_you_mean
from ulysse_game.story import Expression, Number, Show, Splice

KNOWN = {
    "flag": Selected(Number(1), (), (), ("yes", "no"), 1),
    "n >= 3": Selected(Number(2), (), (), ("yes", "no"), 1),
    "mood": Selected(Number(3), (), ("low", "high"), ("low", "high"), 0),
}
PIECES = [
    "words",
    " ",
    "\n",
    "\n\n",
    "{",
    "}",
    "|",
    ":",
    "{flag: a|b}",
    "{flag: a}",
    "{flag:a|b}",
    "{flag: |b}",
    "{flag: a\nb|c\nd}",
    "{mood: a|b}",
    "{mood: a}",
    "{n >= 3: a|b}",
    "{ flag: a|b}",
    "{other: a|b}",
    "{flag: a|b|c}",
    "{flag: }",
    "- ",
    ">",
    "#",
    "*",
    "_",
    "anna: ",
    "anna ",
    "//",
    "{end}",
    ".",
    "Some words",
    "\\",
]


class Ask:
    """Knows the selectors above and Anna."""

    def __init__(self) -> None:
        self.problems: list[Diagnostic] = []

    def condition(self, source: str, span: Span) -> Expression | None:
        return Number(1)

    def selector(self, source: str, span: Span) -> Selected | None:
        return KNOWN.get(source)

    def value(self, source: str, span: Span, alone: bool) -> Show | Splice | None:
        return Show(Number(1), "number")

    def speaker(self, name: str, span: Span) -> str | None:
        return "person" if name == "anna" else None

    def speakers(self) -> Iterable[str]:
        return ("anna",)

    def nearest(self, name: str) -> str:
        return did_you_mean(name, self.speakers())

    def knows(self, name: str) -> str:
        return ""

    def leading(self, source: str) -> tuple[int, bool]:
        return 0, False

    def echo(self, id: str, span: Span) -> None:
        pass

    def repeat(self, id: str, span: Span) -> None:
        pass

    def report(self, diagnostic: Diagnostic) -> None:
        self.problems.append(diagnostic)


def test_the_commonest_block_goes_the_short_way() -> None:
    text = "Words\nand words.\n\nMore. {flag: This\none.|That\none.} And on.\n"
    found = selecting_paragraphs(text, KNOWN)
    assert found is not None
    assert found == parse_block(text, At("a.yaml", 1, 5, 5), Ask())


@settings(max_examples=3_000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
@example("words {flag: a|b}\n{mood: a|b}")
@example("words {flag: a|b\n\nc}")
@example("anna {flag: a|b}")
def test_any_block(text: str) -> None:
    found = selecting_paragraphs(text, KNOWN)
    if found is not None:
        ask = Ask()
        assert (found, []) == (parse_block(text, At("a.yaml", 1, 5, 5), ask), ask.problems)
