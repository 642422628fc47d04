"""Figures of small stories that can be counted by hand."""

from __future__ import annotations

import json

import pytest

from tests.compiler.small import SCENES, compiled
from ulysse_game.authoring.stats import Runs, report_of, table
from ulysse_game.authoring.stats.report import Report
from ulysse_game.authoring.stats.runs import Spread, minutes, spread
from ulysse_game.authoring.stats.written import exchanges, texts_of
from ulysse_game.compiler.house_style import HouseStyle, Share, Target

SCENE = """start:
  with: ann, bob
  text: |
    // a note of five words
    Two words {weather: calm|a wind|some storm}.

    ann: Three words here.

    bob: Two words.

    ann: One.

    {if n > 3}
    > SCREEN OF FOUR WORDS
    {end}
  choices:
    - one: |
        Pick it.

        ship_voice: Given it is.
      tags: listen
    - two: Pick the other one.
  next: later
"""
GENTLE = HouseStyle()
TITLE = 2  # “Part one”
OBSERVED = 2 * 7 * 3  # two observations of the world, seven texts each
FRENCH = 'msgctxt "start.one"\nmsgid "Pick it."\nmsgstr "Prends donc ceci."\n'


def report(runs: Runs | None = None, style: HouseStyle = GENTLE, chapter: str = "") -> Report:
    found = compiled({SCENES: SCENE, "languages/fr/part.po": FRENCH})
    return report_of(found, style, runs, chapter)


def test_words_by_who_has_them() -> None:
    found = compiled(SCENE)
    assert found.story is not None
    texts = {each.line_id: each for each in texts_of(found, found.story)}
    assert texts["start"].parts == {"narration": 7, "speech": 6, "screens": 4}
    assert texts["start"].speeches == (("ann", 3), ("bob", 2), ("ann", 1))
    assert texts["start.one"].parts == {"choices": 2}
    assert texts["start.one.then"].speeches == (("ship_voice", 3),)


def test_who_answers_whom() -> None:
    found = compiled(SCENE)
    assert found.story is not None
    (pair,) = exchanges(texts_of(found, found.story))
    assert pair == ("ann", "bob", 2, 8, 1)


def test_a_chapter() -> None:
    part = report(chapter="part")
    assert [each["id"] for each in part["chapters"]] == ["part"]
    assert part["chapters"][0]["words"] == 7 + 6 + 4 + 2 + 3 + 4 + TITLE + OBSERVED
    assert part["written"]["choices"] == 2
    assert part["written"]["choices_per_1000_words"] == round(2000 / 70, 1)


def test_kinds_and_what_the_style_wants() -> None:
    style = HouseStyle(shares=(Share("listen", 10, 30), Share("press", 0, 5)))
    runs = Runs(4, [10], [1], {}, {"start.one": 3, "start.two": 1}, {})
    assert report(runs, style)["kinds"] == [
        {"tag": "", "choices": 1, "share": 0.5, "chosen": 0.25},
        {"tag": "listen", "choices": 1, "share": 0.5, "chosen": 0.75, "least": 0.1, "most": 0.3},
        {"tag": "press", "choices": 0, "share": 0.0, "chosen": 0.0, "least": 0.0, "most": 0.05},
    ]


def test_looped_choices_count_for_the_one_that_is_written() -> None:
    runs = Runs(1, [1], [1], {}, {"start/ann.one/bob": 2, "start.two": 2}, {})
    chosen = {each["tag"]: each["chosen"] for each in report(runs)["kinds"]}
    assert chosen == {"": 0.5, "listen": 0.5}


def test_pages_and_labels() -> None:
    found = report(chapter="part")
    assert found["pages"] == [{"choices": 2, "scenes": 1}]
    assert found["labels"] == {"mean": 3.0, "longest": {"choice": "start.two", "words": 4}}


def test_a_language() -> None:
    assert report()["languages"] == {"fr": {"texts": 1, "words": 3, "ratio": 1.5}}


def test_runs() -> None:
    shown = {"start": 2, "start.one": 2, "start.one.then": 1, "start.two": 2, "later": 2}
    found = report(Runs(2, [260, 520], [10, 30], shown, {}, {"curtain": 2}), chapter="part")["runs"]
    assert found["words"] == Spread(260, 260, 260, 520, 520)._asdict()
    assert found["minutes"] == Spread(2, 2, 2, 6, 6)._asdict()
    assert found["words_between_choices"] == 20
    assert found["seen"] == round((17 * 2 + 2 * 2 + 3 + 4 * 2) / ((26 + OBSERVED) * 2), 4)
    assert {each.partition(".")[0] for each in found["never"]} == {"observation"}
    assert "runs" not in report()


def test_targets_stand_beside_the_figures() -> None:
    style = HouseStyle(targets=(Target("part", scenes=3, words=1_000),))
    assert report(style=style)["chapters"][0]["target"]["words"] == 1_000
    assert "of 1,000" in table(report(style=style))


@pytest.mark.parametrize("runs", [None, Runs(2, [9, 8], [1, 2], {}, {}, {"curtain": 2})])
def test_the_table_fits(runs: Runs | None) -> None:
    lines = table(report(runs)).split("\n")
    assert max(map(len, lines)) <= 80
    assert lines[0] == "small 1, written in en"
    assert all(line == line.rstrip() for line in lines)


def test_it_is_plain_data() -> None:
    found = report(Runs(2, [9, 8], [1, 2], {}, {}, {}))
    assert json.loads(json.dumps(found)) == found


def test_an_empty_spread_and_the_pace() -> None:
    assert spread([]) is None
    assert spread([7]) == (7, 7, 7, 7, 7)
    assert spread([4, 1, 3, 2]) == (1, 1, 2, 3, 4)
    assert minutes(260, 15) == 3


def test_a_story_with_errors_has_none() -> None:
    with pytest.raises(ValueError, match="errors"):
        report_of(compiled("start:\n  next: nowhere\n"), HouseStyle())


def test_titles_are_no_choices() -> None:
    speakers = {each["name"]: each["words"] for each in report(chapter="part")["speakers"]}
    assert speakers["titles"] == TITLE
    assert speakers["choices"] == 6
