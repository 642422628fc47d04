from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.diagnostics import Diagnostic, Label, Severity, Span, render
from ulysse_game.diagnostics.plain_text import cells, clean
from ulysse_game.diagnostics.render_human import LINE_CELLS, count_line, excerpt

SOURCE = "kitchen:\n  at: galley\n  text: |\n    The table is set.\n  next: kichen\n"
SCENE = Diagnostic(
    "unknown-scene",
    "there is no scene `kichen`",
    Span("a.yaml", 5, 9, 6),
    "did you mean `kitchen`?",
)


def human(*found: Diagnostic, color: bool = False, **sources: str) -> str:
    return render(found, {f"{name}.yaml": text for name, text in sources.items()}, "human", color)


def at(line: int, column: int, length: int, *labels: Label) -> Diagnostic:
    return Diagnostic("c", "m", Span("a.yaml", line, column, length), labels=labels)


def test_one() -> None:
    assert (
        human(SCENE, a=SOURCE)
        == """\
error[unknown-scene]: there is no scene `kichen`
 --> a.yaml:5:9
  |
5 |   next: kichen
  |         ^^^^^^
help: did you mean `kitchen`?

1 error in 1 file
"""
    )


def test_color_only_when_asked() -> None:
    assert human(SCENE, color=True, a=SOURCE) == (
        "\x1b[1;31merror[unknown-scene]\x1b[0m\x1b[1m: there is no scene `kichen`\x1b[0m\n"
        " \x1b[34m-->\x1b[0m a.yaml:5:9\n"
        "\x1b[34m  |\x1b[0m\n"
        "\x1b[34m5 |\x1b[0m   next: kichen\n"
        "\x1b[34m  |\x1b[0m         \x1b[1;31m^^^^^^\x1b[0m\n"
        "\x1b[1mhelp\x1b[0m: did you mean `kitchen`?\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_labels_in_the_same_file_and_in_another() -> None:
    first = Label(Span("a.yaml", 1, 1, 7), "the first")
    near = Label(Span("a.yaml", 10, 7, 3), "and this")
    other = Label(Span("b.yaml", 2, 3, 2), "and here")
    gone = Label(Span("c.yaml", 1, 1), "and in a file that is gone")
    lines = ["kitchen:", *["  ..."] * 8, "next: abc"]
    assert (
        human(at(10, 1, 4, first, near, other, gone), a="\n".join(lines), b="x:\n  at: y")
        == """\
error[c]: m
  --> a.yaml:10:1
   |
 1 | kitchen:
   | ------- the first
...
10 | next: abc
   | ^^^^
   |       --- and this
  ::: b.yaml:2:3
   |
 2 |   at: y
   |   -- and here
  ::: c.yaml:1:1
   = and in a file that is gone

1 error in 2 files
"""
    )


def test_several_lines_of_message_and_help() -> None:
    found = Diagnostic("c", "one\ntwo", Span("b.yaml", 1, 1), "write\n- ask: |", Severity.WARNING)
    assert (
        human(found)
        == """\
warning[c]: one
  two
 --> b.yaml:1:1
help: write
      - ask: |

1 warning in 0 files
"""
    )


def test_a_place_beyond_the_line_is_its_end_and_beyond_the_file_nothing() -> None:
    assert (
        human(at(1, 40, 3), at(7, 1, 1), a="abc\ndef")
        == """\
error[c]: m
 --> a.yaml:1:40
  |
1 | abc
  |    ^

error[c]: m
 --> a.yaml:7:1

2 errors in 1 file
"""
    )


@pytest.mark.parametrize(
    ("line", "column", "length", "shown"),
    [
        pytest.param("日本: x", 5, 1, ("1 | 日本: x", "  |       ^"), id="wide before"),
        pytest.param("x: 日本", 4, 2, ("1 | x: 日本", "  |    ^^^^"), id="wide under"),
        pytest.param("cafe\u0301: x", 8, 1, ("1 | cafe\u0301: x", "  |       ^"), id="combining"),
        pytest.param("\tx: y", 2, 1, ("1 |  x: y", "  |  ^"), id="tab is one space"),
        pytest.param("a\x1b[2Jb", 6, 1, ("1 | a␛[2Jb", "  |      ^"), id="escape"),
        pytest.param("a\u202eb", 2, 1, ("1 | a\ufffdb", "  |  ^"), id="direction"),
        pytest.param(
            "Oui\u202f! \u00a0x", 5, 1, ("1 | Oui\u202f! \u00a0x", "  |     ^"), id="spaces"
        ),
        pytest.param("a\rb: c", 3, 1, ("1 | a␍b: c", "  |   ^"), id="lone return"),
        pytest.param("", 1, 1, ("", "  | ^"), id="empty line"),
    ],
)
def test_the_underline_stands_under_the_place(
    line: str, column: int, length: int, shown: tuple[str, str]
) -> None:
    rows = human(at(1, column, length), a=line + "\nend").split("\n")
    assert (rows[3], rows[4]) == (shown[0] or "1 |", shown[1])


def test_windows_line_ends_are_line_ends() -> None:
    assert "2 | b\n" in human(at(2, 1, 1), a="a\r\nb\r\n")


def test_a_long_line_is_cut_around_the_place() -> None:
    rows = human(at(1, 201, 6), a="0123456789" * 20 + "kichen" + "0123456789" * 20).split("\n")
    assert rows[3:5] == [
        "1 | …456789" + "0123456789" * 4 + "kichen" + "0123456789" * 4 + "012345…",
        "  | " + " " * 47 + "^^^^^^",
    ]


@pytest.mark.parametrize(
    ("column", "length", "shown", "start", "width"),
    [
        pytest.param(1, 2, "0123456789abcdefgh…", 0, 2, id="at the start"),
        pytest.param(36, 1, "…ijklmnopqrstuvwxyz", 18, 1, id="at the end"),
        pytest.param(16, 2, "…789abcdefghijklmno…", 9, 2, id="in the middle"),
        pytest.param(5, 30, "…456789abcdefghijkl…", 1, 18, id="longer than there is room"),
    ],
)
def test_how_a_line_is_cut(column: int, length: int, shown: str, start: int, width: int) -> None:
    line = "0123456789abcdefghijklmnopqrstuvwxyz"
    assert excerpt(line, column, length, 20) == (shown, start, width, True)


def test_the_count() -> None:
    severities = [Severity.HINT, Severity.ERROR, Severity.WARNING, Severity.ERROR]
    found = [SCENE._replace(severity=each) for each in severities]
    assert count_line(found, 14) == "2 errors, 1 warning, 1 hint in 14 files"
    assert count_line([], 1) == "nothing wrong in 1 file"
    assert human(a="", b="") == "nothing wrong in 2 files\n"


@given(st.text(max_size=300), st.integers(1, 400), st.integers(1, 400), st.integers(12, 120))
def test_an_excerpt_fits_and_holds_its_place(
    line: str, column: int, length: int, limit: int
) -> None:
    shown = excerpt(line, column, length, limit)
    assert clean(shown.text) == shown.text
    assert cells(shown.text) <= limit
    assert shown.start <= limit
    assert shown.width >= 1
    if not shown.is_cut:
        assert shown.text == clean(line)


@given(st.text(), st.integers(1, 9), st.integers(1, 99), st.integers(1, 99), st.booleans())
def test_nothing_of_a_file_steers_the_terminal(
    text: str, line: int, column: int, length: int, color: bool
) -> None:
    label = Label(Span(text, line, column, length), text)
    found = Diagnostic(text, text, Span("a.yaml", line, column, length), text, labels=(label,))
    shown = render([found], {"a.yaml": text, text: text}, "human", color)
    if color:
        for code in ("1;31", "1;33", "1;36", "1", "34", "0"):
            shown = shown.replace(f"\x1b[{code}m", "")
    assert all(clean(row) == row for row in shown.split("\n"))


def test_a_line_of_millions_is_cut_quickly() -> None:
    shown = excerpt("e" + "\u0301" * 2_000_000, 1_000_000, 1_000_000)
    assert len(shown.text) <= LINE_CELLS
