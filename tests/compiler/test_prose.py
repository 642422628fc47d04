"""Prose as a writer types it, and the trees or diagnostics that come of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ulysse_game.compiler.prose import At, Names, Selected, parse_block, parse_line, split_choice
from ulysse_game.diagnostics import Diagnostic, Severity, Span, did_you_mean
from ulysse_game.story.expression import Expression, Number, Read
from ulysse_game.story.text import (
    Branch,
    Echo,
    Emphasis,
    Item,
    PageBreak,
    Paragraph,
    Repeat,
    Select,
    Sequence,
    Show,
    Splice,
)

AT = At("1/a.yaml", 10, 5, 5)
SAMPLES = Path(__file__).parent.parent / "samples" / "story"
SPEAKERS = {
    "simon": "person",
    "eva": "person",
    "martin": "person",
    "earth": "voice",
    "p": "bound",
    "echo": "repeats",
}
BANDS = Selected(Read("simon.stress"), (3, 6, 9), (), ("held", "taut", "raw", "broken"), 0)
WORD = Selected(Read("gap_log"), (), ("none", "worn", "filled"), ("none", "worn", "filled"), 0)


class Everybody:
    """Names as a small story has them; an expression is read as its own source."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.asked: list[tuple[str, str, Span]] = []

    def condition(self, source: str, span: Span) -> Expression | None:
        self.asked.append(("condition", source, span))
        return Read(source)

    def selector(self, source: str, span: Span) -> Selected | None:
        self.asked.append(("selector", source, span))
        if source == "unknown":
            return None
        yes_no = Selected(Read(source), (), (), ("yes", "no"), 1)
        return {"simon.stress": BANDS, "gap_log": WORD}.get(source, yes_no)

    def value(self, source: str, span: Span, alone: bool) -> Show | Splice | None:
        self.asked.append(("alone" if alone else "value", source, span))
        if source == "unknown":
            return None
        if source == "o.lever" or (source == "o.notebook" and alone):
            return Splice(Read("o"), source[2:])
        return Show(Read(source.lower()), "number", "", source[:1].isupper())

    def speaker(self, name: str, span: Span) -> str | None:
        self.asked.append(("speaker", name, span))
        return SPEAKERS.get(name)

    def speakers(self) -> Iterable[str]:
        return SPEAKERS

    def nearest(self, name: str) -> str:
        return did_you_mean(name, self.speakers())

    def knows(self, name: str) -> str:
        return "value" if name in ("seats", "simon.stress") else "scene" if name == "dock" else ""

    def leading(self, source: str) -> tuple[int, bool]:
        found = re.match(r"(?:not )?(?:seats|calm|door_open|simon\.[a-z]+)(?: > [0-9])?", source)
        return (found.end(), found[0] != "seats") if found else (0, False)

    def echo(self, id: str, span: Span) -> None:
        self.asked.append(("echo", id, span))

    def repeat(self, id: str, span: Span) -> None:
        self.asked.append(("repeat", id, span))

    def report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)


def read(text: str) -> tuple[Item, ...]:
    """The items of a text in which nothing is wrong."""
    names = Everybody()
    protocol: Names = names
    items = parse_block(text, AT, protocol)
    assert names.diagnostics == []
    return items


def wrong(text: str) -> list[tuple[str, int, int, int]]:
    """Code, line (from 1), column (from 1) and length of all that is wrong in a text."""
    names = Everybody()
    parse_block(text, At("1/a.yaml", 1, 1, 1), names)
    for each in names.diagnostics:
        assert each.message.endswith((".", "…")) and each.help, each
    return [
        (each.code, each.span.line, each.span.column, each.span.length)
        for each in names.diagnostics
    ]


def said(*parts: object) -> Paragraph:
    return Paragraph("narration", parts)  # type: ignore[arg-type]


def yes(source: str, *texts: tuple[object, ...]) -> Select:
    return Select(Read(source), (), (), texts)  # type: ignore[arg-type]


P = Show(Read("p"), "number", "", True)

GOOD: list[tuple[str, tuple[Item, ...]]] = [
    ("", ()),
    ("\n\n  \n", ()),
    ("One.\nTwo.\n\n\nThree.\n", (said("One. Two."), said("Three."))),
    ("One.\n   Two.  \n   \nThree.", (said("One. Two."), said("Three."))),
    ("  One.", (said("One."),)),
    ("At 03:12, in the log: nothing | all.", (said("At 03:12, in the log: nothing | all."),)),
    ("Half a day\nwith a colon: there.", (said("Half a day with a colon: there."),)),
    ("// a note\nOne.\n// another\nTwo.", (said("One. Two."),)),
    # speech
    ("simon: Go on.", (Paragraph("speech", ("Go on.",), "simon"),)),
    (
        "simon: Go\non.\neva?: Also.",
        (
            Paragraph("speech", ("Go on.",), "simon"),
            Paragraph("speech", ("Also.",), "eva", "", True),
        ),
    ),
    ("martin (radio): Now.", (Paragraph("speech", ("Now.",), "martin", "radio"),)),
    ("martin? (radio, far): Now.", (Paragraph("speech", ("Now.",), "martin", "radio, far", True),)),
    ("p:\nNow.", (Paragraph("speech", ("Now.",), "p"),)),
    ("Simon: not a speech.", (said("Simon: not a speech."),)),
    ("\\simon: not a speech.", (said("simon: not a speech."),)),
    ("\\p? (x): not a speech.", (said("p? (x): not a speech."),)),
    ("It was\n\\simon: four.", (said("It was simon: four."),)),
    ("simon: One.\ntwo: three.", (Paragraph("speech", ("One. two: three.",), "simon"),)),
    ("echo: watch_you, heard_it", (Repeat("echo", ("watch_you", "heard_it"), None),)),
    ("echo: watch_you,\nheard_it", (Repeat("echo", ("watch_you", "heard_it"), None),)),
    # screens
    (
        "> REPORT\n>\n>   SOL 4",
        (
            Paragraph("screen", ("REPORT",)),
            Paragraph("screen", ()),
            Paragraph("screen", ("  SOL 4",)),
        ),
    ),
    ("He reads:\n> {P}: simon: x", (said("He reads:"), Paragraph("screen", (P, ": simon: x")))),
    # branches
    (
        "{if a}\n  One.\n{else if b < 2}\nTwo.\n{else}\n{page}\n{end}\nThree.",
        (
            Branch(
                (
                    (Read("a"), (said("One."),)),
                    (Read("b < 2"), (said("Two."),)),
                    (None, (PageBreak(),)),
                )
            ),
            said("Three."),
        ),
    ),
    (
        "{if a}\n{if b}\nOne.\n{end}\n{else}\nTwo.\n{end}",
        (
            Branch(
                ((Read("a"), (Branch(((Read("b"), (said("One."),)),)),)), (None, (said("Two."),)))
            ),
        ),
    ),
    ("One.\n{page}\nTwo.", (said("One."), PageBreak(), said("Two."))),
    # braces
    ("{a: yes|no}.", (said(yes("a", ("yes",), ("no",)), "."),)),
    ("{a < 8: yes}", (said(yes("a < 8", ("yes",))),)),
    ("{a:  yes|}", (said(yes("a", (" yes",), ())),)),
    ("He {a: has\ngot|had} six.", (said("He ", yes("a", ("has got",), ("had",)), " six."),)),
    (
        "{simon.stress: a|b||d}",
        (said(Select(Read("simon.stress"), (3, 6, 9), (), (("a",), ("b",), (), ("d",)))),),
    ),
    ("It is {p is\nsimon: x|y}", (said("It is ", yes("p is\nsimon", ("x",), ("y",))),)),
    (
        "{gap_log: a|b|c}",
        (said(Select(Read("gap_log"), (), ("none", "worn", "filled"), (("a",), ("b",), ("c",)))),),
    ),
    ("{a: x {b: y|w: 3}|z: 4}", (said(yes("a", ("x ", yes("b", ("y",), ("w: 3",))), ("z: 4",))),)),
    (
        "{One|Two} {&a|b} {~a|b} {!once}",
        (
            said(
                Sequence("", (("One",), ("Two",)), 0),
                " ",
                Sequence("&", (("a",), ("b",)), 1),
                " ",
                Sequence("~", (("a",), ("b",)), 2),
                " ",
                Sequence("!", (("once",),), 3),
            ),
        ),
    ),
    (
        "{a|b}\n\n{c|d}",
        (said(Sequence("", (("a",), ("b",)), 0)), said(Sequence("", (("c",), ("d",)), 1))),
    ),
    (
        "{at 03\\:12|{b: x|y}}",
        (said(Sequence("", (("at 03:12",), (yes("b", ("x",), ("y",)),)), 0)),),
    ),
    ("{P} waits, { seats }.", (said(P, " waits, ", Show(Read("seats"), "number"), "."),)),
    ("{P}", (said(P),)),
    ("{o.lever}", (Splice(Read("o"), "lever"),)),
    ("> {o.notebook}", (Paragraph("screen", (Show(Read("o.notebook"), "number"),)),)),
    (
        "It was. {echo heard_it: I *heard* {P}.}",
        (said("It was. ", Echo("heard_it", ("I ", Emphasis(("heard",)), " ", P, "."))),),
    ),
    # emphasis and signs
    ("*One* two *three*.", (said(Emphasis(("One",)), " two ", Emphasis(("three",)), "."),)),
    ("*{P}*, “*so*”", (said(Emphasis((P,)), ", “", Emphasis(("so",)), "”"),)),
    ("*One\ntwo*", (said(Emphasis(("One two",))),)),
    ("{a: *x*|y *z*}", (said(yes("a", (Emphasis(("x",)),), ("y ", Emphasis(("z",))))),)),
    ("2 * 3 *\n* 4", (said("2 * 3 * * 4"),)),
    ("\\{a\\} \\* \\\\ \\|", (said("{a} * \\ |"),)),
    ("{a: x\\|y|\\}}", (said(yes("a", ("x|y",), ("}",))),)),
    ("\\> x\n\\# y\n\\// z", (said("> x # y // z"),)),
    (
        "a < b, cabin #3, obs_01 and obs_02_x, 1 / 2, [sic]",
        (said("a < b, cabin #3, obs_01 and obs_02_x, 1 / 2, [sic]"),),
    ),
    (
        "« Non\u00a0», dit-il\u202f: oui\u00a0!\n\u00a0— Oui.\u00a0",
        (said("« Non\u00a0», dit-il\u202f: oui\u00a0! \u00a0— Oui.\u00a0"),),
    ),
]


@pytest.mark.parametrize(("text", "items"), GOOD)
def test_reads(text: str, items: tuple[Item, ...]) -> None:
    assert read(text) == items


BAD: list[tuple[str, list[tuple[str, int, int, int]]]] = [
    (
        "Say nothing.\ntags: silence\ndo: x = 1",
        [("key-in-prose", 2, 1, 5), ("key-in-prose", 3, 1, 3)],
    ),
    ("One.\n\n  goto: there", [("key-in-prose", 3, 3, 5)]),
    ("One.\n- ask: |\n  Two.", [("key-in-prose", 2, 1, 8)]),
    ("One.\nsimon: Two.", [("speech-runs-on", 2, 1, 5)]),
    ("{a: simon: One.|two}", [("speech-in-braces", 1, 5, 5)]),
    ("{a: One.\nsimon: Two.|x}", [("speech-in-braces", 2, 1, 5)]),
    ("{a:\nsimon: Two.|x}", [("speech-in-braces", 2, 1, 5)]),
    ("simno: One.", [("unknown-speaker", 1, 1, 5)]),
    ("ps (x): One.", [("unknown-speaker", 1, 1, 2)]),
    ("simon: One.\nmartni: Two.", [("unknown-speaker", 2, 1, 6)]),
    ("simon : One.", [("speech-form", 1, 1, 7)]),
    ("simon\u00a0: One.", [("speech-form", 1, 1, 7)]),
    ("simon (radio)?: One.", [("speech-form", 1, 1, 15)]),
    ("simon:One.", [("speech-form", 1, 1, 6)]),
    ("simon:\n\nOne.", [("empty-speech", 1, 1, 5)]),
    ("echo: I heard it.", [("repeat-of-words", 1, 7, 1)]),
    ("echo?: heard_it", [("repeat-of-words", 1, 1, 4)]),
    ("> One\ntwo", [("screen-runs-on", 2, 1, 3)]),
    ("He {simon.stress: a|b|c}.", [("bands-and-texts", 1, 5, 12)]),
    ("{gap_log: a|b|c|d}", [("bands-and-texts", 1, 2, 7)]),
    ("{a: x|y|z}", [("bands-and-texts", 1, 2, 1)]),
    ("One.\n\n{if a}\nTwo.", [("open-if", 3, 1, 6)]),
    ("{if a}\n{if b}", [("open-if", 2, 1, 6), ("open-if", 1, 1, 6)]),
    ("One.\n  {end}", [("end-without-if", 2, 3, 5)]),
    ("{else}", [("else-without-if", 1, 1, 6)]),
    ("{else if a}", [("else-without-if", 1, 1, 11)]),
    ("{if a}\n{else}\n{else if b}\n{end}", [("else-after-else", 3, 1, 11)]),
    ("{if a}\n{else}\n{else}\n{end}", [("else-after-else", 3, 1, 6)]),
    ("{if}\n{end}", [("empty-if", 1, 1, 4)]),
    ("{if a}\n{elif b}\n{endif}", [("misspelt-if", 2, 1, 8), ("misspelt-if", 3, 1, 7)]),
    ("{if a}\n{end if}", [("too-much-in-braces", 2, 1, 8)]),
    ("{if a}\n" * 9 + "{end}\n" * 9, [("ifs-too-deep", 9, 1, 6)]),
    ("One {page} two.", [("not-alone-on-its-line", 1, 5, 6)]),
    (
        "{if a} One. {end}",
        [("not-alone-on-its-line", 1, 1, 6), ("not-alone-on-its-line", 1, 13, 5)],
    ),
    ("{if a: One.}", [("not-alone-on-its-line", 1, 1, 7)]),
    ("{if a\nOne.\n{end}", [("open-brace", 1, 1, 1)]),
    ("One\ntwo {a: x|y.\n\nThree.", [("open-brace", 2, 5, 1)]),
    ("{a: x|{b: y", [("open-brace", 1, 7, 1)]),
    ("One {two", [("open-brace", 1, 5, 1)]),
    ("One.}", [("stray-close-brace", 1, 5, 1)]),
    ("One {} {  }", [("empty-brace", 1, 5, 2), ("empty-brace", 1, 8, 4)]),
    ("{}", [("empty-brace", 1, 1, 2)]),
    ("{a: |} {|}", [("empty-brace", 1, 1, 6), ("empty-brace", 1, 8, 3)]),
    ("{: x|y}", [("empty-selector", 1, 1, 3)]),
    ("{a: {b: {c: x|y}|z}|w} {P}", [("braces-too-deep", 1, 9, 1)]),
    ("{a: {b: {P}|z}|w}", [("braces-too-deep", 1, 9, 1)]),
    ("{~one} {&two}", [("one-text", 1, 1, 6), ("one-text", 1, 8, 6)]),
    ("{one|two: three}", [("colon-without-selector", 1, 9, 1)]),
    ("{~one: two|three}", [("colon-without-selector", 1, 6, 1)]),
    ("One *two.\n\nThree*", [("open-emphasis", 1, 5, 1), ("open-emphasis", 3, 6, 1)]),
    ("*one *two*", [("open-emphasis", 1, 1, 1)]),
    ("{a: *x|y*}", [("open-emphasis", 1, 5, 1), ("open-emphasis", 1, 9, 1)]),
    ("One **two** *x*, **three**", [("bold-in-prose", 1, 5, 7), ("bold-in-prose", 1, 18, 9)]),
    ("One _two_ three.", [("underscore-emphasis", 1, 5, 5)]),
    ("__One two__", [("underscore-emphasis", 1, 1, 11)]),
    ("## The lock", [("heading-in-prose", 1, 1, 11)]),
    ("# The lock\n\nOne.", [("heading-in-prose", 1, 1, 10)]),
    ("One.\n# todo", [("hash-in-prose", 2, 1, 6)]),
    ("One. # todo", [("hash-in-prose", 1, 6, 1)]),
    ("One. // todo", [("note-in-a-sentence", 1, 6, 2)]),
    ("One.\n\n-> supper", [("goto-in-prose", 3, 1, 9)]),
    ("You go. -> dock", [("goto-in-prose", 1, 9, 7)]),
    ("You go. -> END", [("goto-in-prose", 1, 9, 6)]),
    ("It is 1 -> 2, or home -> away.", []),
    ("See [this](http://x).", [("link-in-prose", 1, 5, 16)]),
    ("See [[this|dock]].", [("link-in-prose", 1, 5, 13)]),
    (
        "See [[this->dock]], [[dock<-this]].",
        [("link-in-prose", 1, 5, 14), ("link-in-prose", 1, 21, 14)],
    ),
    ("There are $seats seats.", [("variable-in-prose", 1, 11, 6)]),
    (
        "$simon.stress and $other.",
        [("variable-in-prose", 1, 1, 13), ("variable-in-prose", 1, 19, 6)],
    ),
    ("It costs $5, US$ 7 or 5$; {seats: ${seats}|a}.", []),
    (
        "<<if $seats>> (set: $seats to 3)",
        [("macro-in-prose", 1, 1, 13), ("macro-in-prose", 1, 15, 18)],
    ),
    ("He came (link: 3) and (else: not).", []),
    ("{simon.stress He shakes.|He frowns.}", [("selector-without-colon", 1, 2, 12)]),
    ("{door_open it is|it is not} open", [("selector-without-colon", 1, 2, 9)]),
    ("{door_open|It is.|It is not.}", [("selector-without-colon", 1, 2, 9)]),
    ("{not calm He shakes.|He does not.}", [("selector-without-colon", 1, 2, 8)]),
    ("{calm He shakes.|He does not.}", [("selector-without-colon", 1, 2, 4)]),
    ("{seats > 3 they go|they stay}", [("selector-without-colon", 1, 2, 9)]),
    ("One {door_open It is.} two", [("selector-without-colon", 1, 6, 9)]),
    ("{door_open She said: no.|Yes.}", [("selector-without-colon", 1, 2, 9)]),
    ("{calm he is|taut he is} {seats Ann took|chairs Bob took} {calm Ann|low Bob}", []),
    ("{seats Ann took.|They stand.}", []),
    ("{not calm at all|hardly calm}", []),
    ("One <b>two</b>.", [("html-in-prose", 1, 5, 10)]),
    ("One \\n two\\", [("unknown-escape", 1, 5, 2), ("unknown-escape", 1, 11, 1)]),
    (
        "\u201cOne\u201d isn't \"two\".\n\n'Three'",
        [("straight-quote", 1, 10, 1), ("straight-quote", 3, 1, 1)],
    ),
    ("One.\n\ttwo\tx", [("tab-in-prose", 2, 1, 1)]),
    ("{echo heard_it: }", [("empty-echo", 1, 1, 17)]),
    ("{echo heard_it}", [("empty-echo", 1, 1, 15)]),
    ("{echo Heard: x}", [("echo-without-id", 1, 1, 13)]),
    ("{echo: x}", [("echo-without-id", 1, 1, 7)]),
    ("{echo heard: x|y} {P}", [("echo-in-parts", 1, 15, 1)]),
    ("He says {o.lever}", [("text-in-a-sentence", 1, 9, 9)]),
    ("Simon: Go on.", [("capital-speech", 1, 1, 5)]),
    ("{{P}}", [("one-text", 1, 1, 5)]),
    ("{{{P}}}", [("braces-too-deep", 1, 3, 1)]),
    ("{if a:}\nx\n{end}", [("misspelt-if", 1, 1, 7)]),
    ("{If a}\nx\n{/if}", [("misspelt-if", 1, 1, 6), ("misspelt-if", 3, 1, 5)]),
    # columns are counted in characters, whatever their width
    ("É😀 {}", [("empty-brace", 1, 4, 2)]),
    # one run shows all
    (
        "One {}.\nTwo }.\n\n{end}\nsimno: x\nx **y**",
        [
            ("empty-brace", 1, 5, 2),
            ("stray-close-brace", 2, 5, 1),
            ("end-without-if", 4, 1, 5),
            ("unknown-speaker", 5, 1, 5),
            ("bold-in-prose", 6, 3, 5),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), BAD)
def test_finds(text: str, expected: list[tuple[str, int, int, int]]) -> None:
    assert wrong(text) == expected


def test_every_code_has_an_example() -> None:
    folder = Path(__file__).parents[2] / "src" / "ulysse_game" / "compiler"
    source = "".join(path.read_text("utf-8") for path in folder.glob("prose*.py"))
    codes = set(re.findall(r'(?:report|trouble|Wrong|Diagnostic)\(\s*"([a-z-]+)"', source))
    shown = {code for _, expected in BAD for code, *_ in expected}
    assert len(codes) > 30
    assert codes - shown == {"label-runs-on", "not-in-one-line"}  # shown below


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("isn't", Severity.WARNING),
        ("One. # x", Severity.WARNING),
        ("a // b", Severity.WARNING),
        ("simon: a\nsimno: b", Severity.WARNING),
        ("simno: b", Severity.ERROR),
        ("{}", Severity.ERROR),
    ],
)
def test_severity(text: str, severity: Severity) -> None:
    names = Everybody()
    parse_block(text, AT, names)
    assert [each.severity for each in names.diagnostics] == [severity]


def test_help_says_which_text_is_missing() -> None:
    names = Everybody()
    parse_block("{simon.stress: a|b|c}\n\nsimno: x", AT, names)
    bands, speaker = names.diagnostics
    assert bands.message == (
        "`simon.stress` has four bands (held, taut, raw, broken) and this has three texts."
    )
    assert bands.help == ("the last one is for raw; add broken; leave a text empty with `||`.")
    assert speaker.help == "did you mean `simon`?"


def test_asks_for_names_where_they_stand() -> None:
    names = Everybody()
    parse_block(
        "One {a < 8: x|{P}} two\nthree { b : y}.\n\n  {if  c }\n  simon: {echo hum: z}\n  {end}\n"
        "echo: hum,  buzz\n\n{o.lever}",
        AT,
        names,
    )
    assert names.diagnostics == []
    assert [
        (kind, what, span.line, span.column, span.length) for kind, what, span in names.asked
    ] == [
        ("selector", "a < 8", 10, 10, 5),
        ("value", "P", 10, 20, 1),
        ("selector", "b", 11, 13, 1),
        ("condition", "c", 13, 12, 1),
        ("speaker", "simon", 14, 7, 5),
        ("echo", "hum", 14, 20, 3),
        ("speaker", "echo", 16, 5, 4),
        ("repeat", "hum", 16, 11, 3),
        ("repeat", "buzz", 16, 17, 4),
        ("alone", "o.lever", 18, 6, 7),
    ]


def test_first_line_has_a_column_of_its_own() -> None:
    names = Everybody()
    parse_block("One }\ntwo }", At("f", 3, 20, 9), names)
    assert [each.span for each in names.diagnostics] == [Span("f", 3, 24), Span("f", 4, 13)]


def test_a_source_that_wraps_keeps_its_line_ends() -> None:
    """So that offsets in it lead back to lines and columns; a note counts as a line."""
    names = Everybody()
    parse_block("{a and\n  b  \n// note\nor c: x} {\nd +\n e}", AT, names)
    assert names.asked == [
        ("selector", "a and\n  b\n\nor c", Span("1/a.yaml", 10, 6, 5)),
        ("value", "d +\n e", Span("1/a.yaml", 14, 5, 3)),
    ]


# ── one line ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Say nothing.", (said("Say nothing."),)),
        ("  ", ()),
        ("// note\nSay *nothing*.", (said("Say ", Emphasis(("nothing",)), "."),)),
        ("Write it\nup.", (said("Write it up."),)),
        ("{P}.", (said(P, "."),)),
        ("{P}", (said(P),)),
        ("{o.notebook}", (said(Show(Read("o.notebook"), "number")),)),
        ("nobody: then whom?", (said("nobody: then whom?"),)),
    ],
)
def test_reads_a_line(text: str, items: tuple[Item, ...]) -> None:
    names = Everybody()
    assert parse_line(text, AT, names) == items
    assert names.diagnostics == []


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("simon: Go on.", "not-in-one-line", 10, 5),
        ("> Go on.", "not-in-one-line", 10, 5),
        ("{page}", "not-in-one-line", 10, 5),
        ("{if a}", "not-in-one-line", 10, 5),
        ("One.\n\nTwo.", "not-in-one-line", 12, 5),
        ("One.\nsimon: Two.", "speech-runs-on", 11, 5),
        ("One.\ndo: two", "key-in-prose", 11, 5),
        ("One {}.", "empty-brace", 10, 9),
        ("He says {o.lever}", "text-in-a-sentence", 10, 13),
    ],
)
def test_finds_in_a_line(text: str, code: str, line: int, column: int) -> None:
    names = Everybody()
    parse_line(text, AT, names)
    assert [(each.code, each.span.line, each.span.column) for each in names.diagnostics] == [
        (code, line, column)
    ]


# ── choices ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "label", "gives", "line"),
    [
        ("Say nothing.", "Say nothing.", "", 12),
        ("Say nothing.\n", "Say nothing.", "", 12),
        ("Say nothing.\n\nForty seconds.\n", "Say nothing.", "Forty seconds.\n", 12),
        ("// note\nSay nothing.\n\nForty.", "// note\nSay nothing.", "\nForty.", 12),
        ("Say nothing.\n   \nForty.", "Say nothing.", "   \nForty.", 11),
        ("Say nothing.\n// note\n\nForty.", "Say nothing.", "\nForty.", 12),
        ("Say nothing.\ndo: x = 1", "Say nothing.", "do: x = 1", 11),
        ("", "", "", 12),
    ],
)
def test_splits_a_choice(text: str, label: str, gives: str, line: int) -> None:
    found: list[Diagnostic] = []
    assert split_choice(text, At("f", 10, 14, 9), found.append) == (
        label,
        gives,
        At("f", line, 9, 9),
    )
    assert found == []


def test_a_label_is_one_line() -> None:
    found: list[Diagnostic] = []
    text = "Say nothing.\n  Forty seconds. The fan.\n\nMore."
    label, gives, at = split_choice(text, At("f", 10, 14, 9), found.append)
    assert (label, gives, at.line) == ("Say nothing.", "  Forty seconds. The fan.\n\nMore.", 11)
    [runs_on] = found
    assert (runs_on.code, runs_on.span) == ("label-runs-on", Span("f", 11, 11, 23))
    assert "“Forty seconds.”" in runs_on.help


def test_what_a_choice_gives_keeps_its_places() -> None:
    names = Everybody()
    _, gives, at = split_choice("// n\nSay.\n\nOne.\n\nTwo }", At("f", 10, 9, 9), names.report)
    parse_block(gives, at, names)
    assert [each.span for each in names.diagnostics] == [Span("f", 15, 13)]


# ── anything ─────────────────────────────────────────────────────────────────────────────────────

ANYTHING = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                "{",
                "}",
                "|",
                ":",
                "*",
                "**",
                "\\",
                "\n",
                "\n\n",
                " ",
                "  ",
                "\t",
                "//",
                "> ",
                "#",
                "_",
                "simon: ",
                "eva?: ",
                "echo: ",
                "{if a}\n",
                "{else}\n",
                "{end}\n",
                "{page}",
                "{echo x: ",
                "{a: ",
                "{~",
                "&",
                "!",
                "word",
                "P",
                "do:",
                "- x:",
                "<b>",
                '"',
                "[a](b)",
                "\u00a0",
                "(",
                ")",
                "\r",
                "é",
                "o.lever",
            ]
        )
    ).map("".join),
)


@given(ANYTHING)
@settings(max_examples=400, deadline=None)
def test_anything_is_read(text: str) -> None:
    names = Everybody()
    lines = text.split("\n")
    for _ in (
        parse_block(text, AT, names),
        parse_line(text, AT, names),
        split_choice(text, AT, names.report),
    ):
        pass
    for each in names.diagnostics:
        row = each.span.line - AT.line
        assert 0 <= row < len(lines)
        assert 1 <= each.span.column - AT.column + 1 <= len(lines[row]) + 1
        assert each.span.length <= max(1, len(lines[row]))


WORDS = st.text(
    st.characters(categories=["L", "Nd"], include_characters="’“”.,;?!\u00a0\u202f-"), min_size=1
)


@given(st.lists(st.lists(WORDS, min_size=1), min_size=1), st.data())
@settings(max_examples=150, deadline=None)
def test_plain_words_come_back(paragraphs: list[list[str]], data: st.DataObject) -> None:
    breaks = st.sampled_from([" ", "\n", " \n", "\n  "])
    text = "\n\n".join(
        "".join(word + data.draw(breaks) for word in words[:-1]) + words[-1] for words in paragraphs
    )
    assert read(text) == tuple(said(" ".join(words)) for words in paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        "{" * 100_000,
        "{a:" * 50_000,
        "{if a}\n" * 20_000,
        "**a" * 50_000,
        "*a " * 20_000,
        "simon" + " " * 100_000 + "(",
        "{if" + " " * 100_000 + "{",
        "{echo" + " " * 100_000,
        "_" * 100_000,
        "\\" * 99_999,
        "<a" * 50_000,
        "[" * 100_000,
        "|}{" * 30_000,
    ],
)
def test_hostile_text_ends(text: str) -> None:
    parse_block(text, AT, Everybody())
    parse_line(text, AT, Everybody())


def _texts(node: object) -> Iterable[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str) and "\n" in value and key not in ("do", "note"):
                yield value
            yield from _texts(value)
    elif isinstance(node, list):
        for each in node:
            yield from _texts(each)


class Anybody(Everybody):
    """Knows all who speak in the samples, and takes any number of texts."""

    def selector(self, source: str, span: Span) -> Selected | None:
        return Selected(Read(source), (), (), ("a", "b", "c", "d"), 3)

    def value(self, source: str, span: Span, alone: bool) -> Show | Splice | None:
        return Show(Number(1), "number")

    def speaker(self, name: str, span: Span) -> str | None:
        return "person"


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*.yaml")), ids=lambda path: path.name)
def test_the_samples_are_clean(path: Path) -> None:
    names = Anybody()
    for text in _texts(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)):
        parse_block(text, AT, names)
    assert [each for each in names.diagnostics if each.severity is Severity.ERROR] == []
