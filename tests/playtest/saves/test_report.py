"""Verdicts as text, as JSON, as a gate, and held against a reviewed file."""

from __future__ import annotations

import json

from ulysse_game.playtest.saves import (
    ADJUSTED,
    DAMAGED,
    FALLEN_BACK,
    VERDICTS,
    WHOLE,
    Checked,
    as_json,
    compared,
    expected_text,
    is_allowed,
    lines,
    tally,
)

SOUND = Checked("a.json", WHOLE, at="hall", now="hall", choices=3, version=2, language="en")
FOLLOWED = SOUND._replace(followed=("scene `old` is `hall` now.",))
MOVED = SOUND._replace(file="b.json", verdict=ADJUSTED, says=("it leads elsewhere.",))
POORER = MOVED._replace(file="c.json", loses=True, says=("variable `n` is gone; it was 3.",))
BACK = SOUND._replace(file="d.json", verdict=FALLEN_BACK, loses=True, now="door")
TORN = Checked("e.json", DAMAGED, True, ("it is not what the game once wrote.",))
ALL = (SOUND, MOVED, POORER, BACK, TORN)


def test_lines() -> None:
    assert list(lines(SOUND)) == ["a.json: whole"]
    assert list(lines(MOVED)) == ["b.json: adjusted, nothing lost", "  it leads elsewhere."]
    assert list(lines(FOLLOWED)) == ["a.json: whole"]
    assert list(lines(FOLLOWED, verbose=True)) == [
        "a.json: whole",
        "  scene `old` is `hall` now.",
        "  saved at `hall` turn 3, in version 2, in `en`; goes on at `hall`.",
    ]


def test_tally() -> None:
    assert tally(ALL) == "5 saves: 1 whole, 2 adjusted, 1 fallen back, 1 damaged"
    assert tally([SOUND]) == "1 save, whole"
    assert tally([SOUND, SOUND]) == "2 saves, all whole"


def test_gate() -> None:
    allowed = {
        allow: [is_allowed(each, allow) for each in ALL]
        for allow in ("", "adjusted", "fallen-back")
    }
    assert allowed == {
        "": [True, True, False, False, False],
        "adjusted": [True, True, True, False, False],
        "fallen-back": [True, True, True, True, False],
    }


def test_json() -> None:
    found = json.loads(json.dumps(as_json(ALL, "adjusted")))
    assert (found["kind"], found["form"]) == ("saves", 1)
    assert found["counts"] == dict(zip(VERDICTS, (1, 2, 1, 1, 0, 0), strict=True))
    assert [each["allowed"] for each in found["saves"]] == [True, True, True, False, False]
    assert found["saves"][2]["says"] == ["variable `n` is gone; it was 3."]


def test_expected() -> None:
    text = expected_text([SOUND, POORER])
    assert list(compared(text, expected_text([FOLLOWED, POORER]))) == []
    assert [line for line in compared(text, expected_text([SOUND, MOVED])) if line[0] in "+-"][
        2:
    ] == [
        "-c.json: adjusted",
        "-  variable `n` is gone; it was 3.",
        "+b.json: adjusted, nothing lost",
        "+  it leads elsewhere.",
    ]
