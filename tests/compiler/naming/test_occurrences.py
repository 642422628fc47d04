"""Where names stand: each at its place, in keys, conditions, effects, prose and catalogues."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiler.small import SCENES, WORLD
from ulysse_game.compiler.naming import Occurrence, occurrences_of
from ulysse_game.compiler.sources import Source, read_sources

HERE = Path(__file__).parent.parent.parent
STORIES = {"shipped": HERE.parent / "story", "samples": HERE / "samples" / "story"}

NIGHT = """\
# the é and the 🚀 take one column each
start:
  at: deck
  with: ann, bob?
  when: ann.trust >= 2 and not flag_one  # é
  else: later
  observe: obs_01 if n > 3
  do:
    - weather = wind
    - p.trust += 1 for p in ours if p.stress is raw
  text: |
    🚀 {weather: Calm.|Wind.|Storm.} é {echo lamp: light} {presence.the}

    ann: É, {half(n)}.

    {if close(bob) and taken(start.look)}
    again: lamp
    {end}
  choices:
    - look: Look at {n}.
      tags: listen
      do: ann.debts += low, opener = bob, presence = signal
      goto: start
    - wait: |
        Wait.

        bob?: {low < 0: Less.|More.}
      if: where_to is mars or obs_02 is recorded
      closed: "No, {n}."
  next:
    - later if ann.stress >= taut
    - the_end
"""
FRENCH = """\
msgctxt "start.look"
msgid "Look at {n}."
msgstr ""
"Regarder "
"\\"{n}\\"."
"""


def found(**more: str) -> tuple[Occurrence, ...]:
    texts = {**WORLD, SCENES: NIGHT, "languages/fr/part.po": FRENCH, **more}
    return occurrences_of([Source(file, texts[file].encode()) for file in sorted(texts)])


def places(kind: str, name: str, file: str = SCENES) -> list[tuple[str, int, int, str]]:
    return [
        (each.role, each.span.line, each.span.column, each.within)
        for each in found()
        if (each.kind, each.name, each.span.file) == (kind, name, file)
    ]


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("scene", "start", [("declared", 2, 1, "start"), ("named", 16, 30, "start"),
                            ("named", 23, 13, "start.look")]),
        ("scene", "later", [("named", 6, 9, "start"), ("named", 31, 7, "start")]),
        ("room", "deck", [("named", 3, 7, "start")]),
        ("person", "bob", [("named", 4, 14, "start"), ("asked", 16, 15, "start"),
                           ("asked", 22, 38, "start.look"), ("named", 27, 9, "start.wait.then")]),
        ("variable", "*.trust", [("asked", 5, 13, "start"), ("set", 10, 9, "start")]),
        ("variable", "flag_one", [("asked", 5, 32, "start")]),
        ("observation", "obs_01", [("set", 7, 12, "start")]),
        ("value", "weather.wind", [("asked", 9, 17, "start")]),
        ("set", "ours", [("asked", 10, 29, "start")]),
        ("band", "*.stress.raw", [("asked", 10, 49, "start")]),
        ("echo", "lamp", [("declared", 12, 45, "start"), ("named", 17, 12, "start")]),
        ("word", "presence", [("asked", 12, 59, "start"), ("set", 22, 43, "start.look")]),
        ("value", "presence.signal", [("asked", 22, 54, "start.look")]),
        ("define", "half", [("asked", 14, 14, "start")]),
        ("define", "close", [("asked", 16, 9, "start")]),
        ("choice", "start.look", [("named", 16, 36, "start"), ("declared", 20, 7, "start.look")]),
        ("voice", "again", [("named", 17, 5, "start")]),
        ("tag", "listen", [("named", 21, 13, "start.look")]),
        ("variable", "ann.debts", [("set", 22, 15, "start.look")]),
        ("variable", "low", [("asked", 22, 24, "start.look"),
                             ("asked", 27, 16, "start.wait.then")]),
        ("zone", "mars", [("asked", 28, 23, "start.wait")]),
        ("observation", "obs_02", [("asked", 28, 31, "start.wait")]),
        ("band", "*.stress.taut", [("asked", 31, 30, "start.wait")]),
    ],
)  # fmt: skip
def test_places(kind: str, name: str, expected: list[tuple[str, int, int, str]]) -> None:
    found_here = places(kind, name)
    if name == "*.trust":
        found_here += places("variable", "ann.trust")
        found_here.sort(key=lambda each: each[1])
    assert found_here == expected


def test_a_quoted_text_begins_behind_its_quote() -> None:
    lines = [each for each in places("variable", "n") if each[3] == "start.wait.closed"]
    assert lines == [("asked", 29, 21, "start.wait.closed")]


def test_a_catalogue() -> None:
    french = places("variable", "n", "languages/fr/part.po")
    assert french == [("asked", 5, 5, "start.look")]


def test_what_is_declared() -> None:
    declared = {(each.kind, each.name) for each in found() if each.role == "declared"}
    assert {
        ("variable", "*.trust"), ("variable", "ann.debts"), ("variable", "weather"),
        ("value", "weather.storm"), ("band", "*.stress.held"), ("word", "presence"),
        ("value", "presence.voice"), ("define", "half"), ("define", "delay"), ("room", "cabin"),
        ("zone", "mars"), ("tag", "press"), ("voice", "ship_voice"), ("set", "crew"),
        ("set", "ours"), ("ending", "curtain"), ("chapter", "part"), ("observation", "obs_02"),
    } <= declared  # fmt: skip


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_every_span_is_the_name(story: Path) -> None:
    """What the file has at a span is the last part of the name, a capital aside."""
    sources = read_sources(story)[0]
    lines = {source.file: source.text.split("\n") for source in sources}
    everything = occurrences_of(sources)
    assert len(everything) > 1_000
    for each in everything:
        file, line, column, length = each.span
        written = lines[file][line - 1][column - 1 : column - 1 + length]
        assert written.lower() == each.name.rpartition(".")[2], each


def test_a_story_with_mistakes_gives_what_could_be_read() -> None:
    broken = found(**{"common/more.yaml": "aside:\n  text: |\n    {weather: a|b}\n  goto: [\n"})
    assert any(each.name == "start.wait" for each in broken)


def test_files_of_nonsense() -> None:
    assert occurrences_of([]) == ()
    assert occurrences_of([Source("a.yaml", b"\xff\xfe: [")]) == ()


def test_the_house_style() -> None:
    style = "you: ann\nlanguages:\n  fr:\n    address:\n      - ann and bob say vous, tu in start\n"
    named = [
        (each.kind, each.name, each.span.line, each.span.column)
        for each in found(**{"house-style.yaml": style})
        if each.span.file == "house-style.yaml"
    ]
    assert named == [
        ("person", "ann", 1, 6),
        ("person", "ann", 5, 9),
        ("person", "bob", 5, 17),
        ("scene", "start", 5, 37),
    ]
