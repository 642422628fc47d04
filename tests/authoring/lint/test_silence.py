"""What the writer allows: where a comment stands, what it silences, and what is wrong with it."""

from __future__ import annotations

import pytest

from ulysse_game.authoring.lint.places import Sources
from ulysse_game.authoring.lint.silence import Heard, comments, hear
from ulysse_game.diagnostics import Diagnostic, Severity, Span

FILE = "a.yaml"
KNOWN = ("long-label", "too-dense", "idle-choice", "unknown-scene", "dead-variable")

SCENES = """\
# A file of scenes.
# allow-file: too-dense — the whole evening is dense
kitchen:
  text: |
    The table is set.  # allow: long-label
    # allow: long-label
  choices:
    - ask: |  # allow: long-label, idle-choice — she asks for long
        Ask him.

        He answers # allow: dead-variable.
      do: x
    # allow: idle-choice — nothing comes of it
    # and that is meant
    - go: Go.
    - stay: Stay.  # allow: idle-choice - plain dash
  next: supper
supper:
  text: "a # allow: long-label"
  next: kitchen
"""


def warning(line: int, code: str, severity: Severity = Severity.WARNING) -> Diagnostic:
    return Diagnostic(code, "m", Span(FILE, line, 1), "", severity)


def heard(found: list[Diagnostic], text: str = SCENES, judged: tuple[str, ...] = ()) -> Heard:
    return hear(found, Sources({FILE: text}), judged, KNOWN)


def is_allowed(line: int, code: str, text: str = SCENES) -> bool:
    return bool(heard([warning(line, code)], text).allowed)


@pytest.mark.parametrize(
    ("line", "code", "allowed"),
    [
        (8, "long-label", True),  # in its own line, behind the bar
        (9, "long-label", True),  # in the line of the choice it lies in
        (11, "idle-choice", True),
        (12, "long-label", True),
        (12, "too-dense", True),  # at the head of the file
        (19, "too-dense", True),
        (15, "idle-choice", True),  # above it, with another comment between
        (16, "idle-choice", True),
        (17, "idle-choice", False),
        (5, "long-label", False),  # a `#` in prose is prose
        (11, "dead-variable", False),
        (19, "long-label", False),  # a `#` in quotes is a letter
        (4, "long-label", False),
        (15, "long-label", False),  # of another choice
    ],
)
def test_where_a_comment_may_stand(line: int, code: str, allowed: bool) -> None:
    assert is_allowed(line, code) is allowed


@pytest.mark.parametrize(
    ("line", "code", "why"),
    [
        (8, "long-label", "she asks for long"),
        (15, "idle-choice", "nothing comes of it"),
        (16, "idle-choice", "plain dash"),
        (3, "too-dense", "the whole evening is dense"),
    ],
)
def test_the_reason(line: int, code: str, why: str) -> None:
    (allowed,) = heard([warning(line, code)]).allowed
    assert (allowed.diagnostic.span.line, allowed.why) == (line, why)


def test_a_key_above_allows_what_lies_under_it() -> None:
    text = "variables:  # allow: dead-variable\n  one: flag, a\n  two: flag, b\nother: x\n"
    assert [is_allowed(line, "dead-variable", text) for line in (1, 2, 3, 4)] == [
        True,
        True,
        True,
        False,
    ]


def test_a_comment_beside_one_line_is_not_about_the_next() -> None:
    text = "variables:\n  one: flag, a  # allow: dead-variable\n  two: flag, b\n"
    assert not is_allowed(3, "dead-variable", text)


def test_at_the_head_alone_it_is_for_the_whole_file() -> None:
    text = "kitchen:\n  text: x\n# allow-file: long-label\nsupper:\n  text: y\n"
    assert not is_allowed(2, "long-label", text)
    assert not is_allowed(4, "long-label", text)


def test_hints_are_silenced_and_errors_never() -> None:
    text = "kitchen:\n  next: a  # allow: unknown-scene, long-label\n"
    found = heard(
        [warning(2, "unknown-scene", Severity.ERROR), warning(2, "long-label", Severity.HINT)],
        text,
        judged=KNOWN,
    )
    assert [each.diagnostic.code for each in found.allowed] == ["long-label"]
    assert [(each.code, each.severity.value) for each in found.told] == [
        ("unknown-scene", "error"),
        ("nothing-to-allow", "hint"),
    ]
    assert "errors cannot be allowed" in found.told[1].message


# -- what is wrong with comments ------------------------------------------------------------------


def test_a_comment_that_silences_nothing_is_told_of_at_its_code() -> None:
    text = "kitchen:\n  next: a  # allow: long-label, idle-choice\n"
    (each,) = heard([warning(2, "long-label")], text, judged=KNOWN).told
    assert (each.code, each.span) == ("nothing-to-allow", Span(FILE, 2, 33, 11))


def test_nothing_is_said_of_codes_that_nobody_looked_for() -> None:
    text = "kitchen:\n  next: a  # allow: long-label\n"
    assert heard([], text, judged=("idle-choice",)).told == ()


def test_a_comment_is_used_once_it_silences_anything() -> None:
    text = "# allow-file: long-label\nkitchen:\n  text: x\n  next: y\n"
    found = heard([warning(3, "long-label"), warning(4, "long-label")], text, judged=KNOWN)
    assert (len(found.allowed), found.told) == (2, ())


def test_an_unknown_code_has_its_nearest() -> None:
    (each,) = heard([], "kitchen:\n  next: a  # allow: long-lable\n").told
    assert (each.code, each.help) == ("unknown-code", "did you mean `long-label`?")
    assert each.span == Span(FILE, 2, 21, 10)


# -- catalogues -----------------------------------------------------------------------------------

PO = """\
# allow-file: too-dense — as the source
msgid ""
msgstr ""
"Language: fr\\n"

# allow: long-label — the language is longer
#. allow: idle-choice
#: 1_part/scenes.yaml:6
msgctxt "start.go"
msgid "Go on."
msgstr ""
"Continuer"
"."

# allow: dead-variable
#~ msgctxt "gone"
#~ msgid "x"
#~ msgstr "# allow: idle-choice"

msgctxt "start"
msgid "Begin."
msgstr "Début. # allow: long-label"
"""


@pytest.mark.parametrize(
    ("line", "code", "allowed"),
    [
        (9, "long-label", True),
        (13, "long-label", True),
        (13, "idle-choice", False),
        (22, "long-label", False),
        (22, "too-dense", True),
        (22, "dead-variable", False),
    ],
)
def test_in_a_catalogue_the_translator_allows(line: int, code: str, allowed: bool) -> None:
    found = Diagnostic(code, "m", Span("fr.po", line, 1), "", Severity.WARNING)
    assert bool(hear([found], Sources({"fr.po": PO}), (), KNOWN).allowed) is allowed


def test_comments_are_found_with_their_codes() -> None:
    (head, *rest) = comments(FILE, SCENES.split("\n"))
    assert head.is_whole
    assert [(each.span.line, [code for code, _ in each.codes]) for each in rest] == [
        (8, ["long-label", "idle-choice"]),
        (13, ["idle-choice"]),
        (16, ["idle-choice"]),
    ]
