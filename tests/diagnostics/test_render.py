from __future__ import annotations

import json

import pytest

from ulysse_game.diagnostics import FORMATS, Diagnostic, Label, Severity, Span, render

SCENE = Diagnostic(
    "unknown-scene",
    "there is no scene `kichen`",
    Span("1_part/scenes.yaml", 5, 9, 6),
    "did you mean `kitchen`?",
)
TWICE = Diagnostic(
    "duplicate-scene",
    "`kitchen` stands twice",
    Span("a.yaml", 9, 1, 7),
    labels=(Label(Span("a.yaml", 1, 1, 7), "the first"),),
)
HINT = Diagnostic("reads-after", "reads what it sets", Span("a.yaml", 2, 3), "", Severity.HINT)


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_is_by_file_line_and_column(form: str) -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 2, 7), ("a", 2, 3)]
    found = [Diagnostic("c", f"<{p}>", Span(*p)) for p in places]
    text = render(found, {}, form)
    at = [text.index(f"<{p}>") for p in sorted(places)]
    assert at == sorted(at)


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="no such form: xml; there are human, short, json, github"):
        render([], {}, "xml")


@pytest.mark.parametrize(("form", "text"), [("short", ""), ("json", "[]\n"), ("github", "")])
def test_nothing_wrong(form: str, text: str) -> None:
    assert render([], {"a.yaml": ""}, form) == text


def test_the_folder_stands_before_every_file() -> None:
    assert render([SCENE], {}, "short", folder="story/").startswith("story/1_part/scenes.yaml:5:9:")
    assert "story/a.yaml:1:1: the first" in render([TWICE], {}, "github", folder="story")
    assert "9 | kitchen:" in render([TWICE], {"a.yaml": "\n" * 8 + "kitchen:"}, "human", False, "s")


def test_short() -> None:
    assert render([SCENE, TWICE, HINT], {}, "short") == (
        "1_part/scenes.yaml:5:9: error[unknown-scene] there is no scene `kichen`"
        " · did you mean `kitchen`?\n"
        "a.yaml:2:3: hint[reads-after] reads what it sets\n"
        "a.yaml:9:1: error[duplicate-scene] `kitchen` stands twice\n"
    )


def test_short_is_one_line_whatever_the_message_holds() -> None:
    evil = Diagnostic("c", "one\ntwo\x1b[2J\u202e\u2028", Span("a\x07.yaml", 1, 1), "x\ty")
    assert render([evil], {}, "short") == ("a␇.yaml:1:1: error[c] one two␛[2J\ufffd\ufffd · x y\n")


def test_json() -> None:
    assert (
        render([TWICE, HINT._replace(message="“\x1b\ud83d")], {}, "json")
        == """\
[
  {
    "code": "reads-after",
    "severity": "hint",
    "message": "\\u201c\\u001b\\ud83d",
    "help": "",
    "file": "a.yaml",
    "line": 2,
    "column": 3,
    "length": 1,
    "labels": []
  },
  {
    "code": "duplicate-scene",
    "severity": "error",
    "message": "`kitchen` stands twice",
    "help": "",
    "file": "a.yaml",
    "line": 9,
    "column": 1,
    "length": 7,
    "labels": [
      {
        "text": "the first",
        "file": "a.yaml",
        "line": 1,
        "column": 1,
        "length": 7
      }
    ]
  }
]
"""
    )


def test_json_reads_back() -> None:
    (plain,) = json.loads(render([SCENE], {}, "json"))
    assert (plain["file"], plain["line"], plain["column"], plain["length"]) == SCENE.span


def test_github() -> None:
    found = [SCENE, TWICE, HINT, HINT._replace(severity=Severity.WARNING, code="c")]
    assert render(found, {}, "github") == (
        "::error file=1_part/scenes.yaml,line=5,col=9,endColumn=14,title=unknown-scene"
        "::there is no scene `kichen`%0Ahelp: did you mean `kitchen`?\n"
        "::notice file=a.yaml,line=2,col=3,endColumn=3,title=reads-after::reads what it sets\n"
        "::warning file=a.yaml,line=2,col=3,endColumn=3,title=c::reads what it sets\n"
        "::error file=a.yaml,line=9,col=1,endColumn=7,title=duplicate-scene"
        "::`kitchen` stands twice%0Aa.yaml:1:1: the first\n"
    )


def test_github_escapes_what_would_start_another_command() -> None:
    evil = Diagnostic("c", "50 %, a: b\n::error::x\r%0A", Span("a,b:c%.yaml", 1, 1))
    assert render([evil], {}, "github") == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,endColumn=1,title=c"
        "::50 %25, a: b%0A::error::x␍%250A\n"
    )
