"""Scenes, ways, speeches and labels that are too long, and the readings that no player has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.authoring.lint.prose import diagnostics, material, told
from ulysse_game.authoring.lint.longest import Length, Reader
from ulysse_game.authoring.lint.ways import Ways
from ulysse_game.story.words import words_in

SIZES = "sizes: { scene: 20, way: 30, way_with_page: 40, speech: 10, label: 6, label_columns: 30 }"


def words(count: int, word: str = "word") -> str:
    return " ".join([word] * count)


# ── words ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One isn’t two.", 3),
        ("Quoi\u202f? L’eau\xa0: rien.", 3),
        ("One — two … 3", 3),
        ("— — —", 0),
        ("a/b 14:20", 2),
        (" one\ntwo ", 2),
    ],
)
def test_what_a_word_is(text: str, count: int) -> None:
    assert words_in(text) == count


# ── the longest reading ─────────────────────────────────────────────────────────────────────────


def longest(text: str) -> Length:
    body = "\n".join(f"    {line}" for line in text.split("\n"))
    made = material(f"start:\n  at: deck\n  with: ann\n  text: |\n{body}\n  next: the_end\n")
    return Reader(made.story, "en").text("start")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One two.\n\nThree.", 3),
        ("*One* {n} {n >= 2: two three|four}.", 4),
        ("{weather: calm|one two|storm} now", 3),
        ("{a|b c|d} {~e|f g}", 4),
        ("{if n >= 2}\nOne two.\n{else}\nThree.\n{end}", 2),
        ("{if n >= 2}\nOne two.\n{else if n is 1}\nThree four five.\n{end}", 3),
        ("ann: {echo here: One two.}\n\n> Three", 3),
        ("{obs_01.notebook}", 3),
        ("{ann} and {ann.name}", 3),
    ],
)
def test_the_longest_reading(text: str, count: int) -> None:
    assert longest(text) == Length(count)


def test_a_page_break_divides() -> None:
    assert longest("One.\n\n{page}\n\nTwo.") == Length(float("-inf"), 2)
    assert longest("One.\n\n{if n >= 1}\n{page}\n\nTwo three.\n{end}") == Length(1, 3)


LENGTHS = st.builds(
    Length, *2 * [st.one_of(st.just(float("-inf")), st.integers(0, 50).map(float))]
)  # fmt: skip


@given(LENGTHS, LENGTHS, LENGTHS)
def test_lengths_add_up_in_any_grouping(a: Length, b: Length, c: Length) -> None:
    assert a.then(b).then(c) == a.then(b.then(c))
    assert a.then(b.either(c)) == a.then(b).either(a.then(c))
    assert Length().then(a) == a.then(Length()) == a


# ── scenes ──────────────────────────────────────────────────────────────────────────────────────


def one_scene(text: str) -> str:
    body = "\n".join(f"    {line}" for line in text.split("\n"))
    return f"start:\n  at: deck\n  with: ann\n  text: |\n{body}\n  next: the_end\n"


def test_a_scene_with_too_many_words() -> None:
    assert told("lengths", one_scene(words(20)), SIZES) == []
    assert told("lengths", one_scene(words(21)), SIZES) == ["1:1 long-scene start"]


def test_nobody_asks_when_the_limit_is_nought() -> None:
    assert told("lengths", one_scene(words(500)), "sizes: { scene: 0, way: 0 }") == []


ARMS = "{{if {one}}}\n" + words(11) + "\n{{end}}\n\n{{if {other}}}\n" + words(12) + "\n{{end}}"


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("n >= 2", "n < 2", 0),
        ("weather is calm", "weather is storm", 0),
        ("flag_one", "not flag_one", 0),
        ("flag_one and n >= 2", "n is 1", 0),
        ("n >= 2", "n < 5", 23),
        ("flag_one", "flag_two", 23),
        ("flag_one", "seen(later)", 23),
    ],
)
def test_arms_that_exclude_one_another_are_not_both_read(one: str, other: str, count: int) -> None:
    found = diagnostics("lengths", one_scene(ARMS.format(one=one, other=other)), SIZES)
    assert [f"{count} words before" in each.message for each in found] == [True] * bool(count)


def test_an_else_excludes_what_stands_before_it() -> None:
    first = f"{{if n >= 2}}\n{words(11)}\n{{else}}\nOne.\n{{end}}"
    second = f"{{if n >= 2}}\nOne.\n{{else}}\n{words(12)}\n{{end}}"
    assert told("lengths", one_scene(f"{first}\n\n{second}"), SIZES) == []
    assert len(told("lengths", one_scene(f"{first}\n\n{second.replace('n >=', 'low >=')}"),
                    SIZES)) == 1  # fmt: skip


def test_a_choice_of_words_excludes_as_a_branch_does() -> None:
    text = f"{{n >= 2: {words(11)}|a}}\n\n{{n < 2: {words(12)}|b}}"
    assert told("lengths", one_scene(text), SIZES) == []


# ── ways ────────────────────────────────────────────────────────────────────────────────────────


def story(*scenes: str) -> str:
    return "\n".join(scenes)


def passing(id: str, count: int, to: str, more: str = "", page: bool = False) -> str:
    text = words(count - 1) + ("\n\n    {page}\n\n    word" if page else " word")
    return f"{id}:\n  at: deck\n{more}  text: |\n    {text}\n  next: {to}\n"


CHOOSING = """start:
  text: Begin.
  choices:
    - go: |
        Go.

        {gives}
      do: n = 3
    - stay: Stay.
  next: {to}
"""


def choosing(gives: int = 5, to: str = "one") -> str:
    return CHOOSING.format(gives=words(gives), to=to)


def test_a_way_is_what_a_choice_gives_and_every_scene_passed() -> None:
    scenes = story(choosing(), passing("one", 15, "two"), passing("two", 9, "the_end"))
    found = diagnostics("lengths", scenes, SIZES)
    assert [(each.span.line, each.span.column) for each in found] == [(4, 7)]
    assert found[0].message == (
        "from `start.go` to the next choice the player reads up to 31 words; the most is 30."
    )
    assert "`go` 5, `one` 15, `two` 9, `the_end` 2" in found[0].help


def test_a_way_ends_where_choices_show() -> None:
    stop = passing("two", 9, "the_end").replace("next: the_end", "choices:\n    - on: On.")
    scenes = story(choosing(), passing("one", 15, "two"), stop + "  next: the_end\n")
    assert told("lengths", scenes, SIZES) == []


def test_a_page_break_makes_room() -> None:
    paged = [passing("one", 15, "two", page=True), passing("two", 10, "the_end")]
    assert told("lengths", story(choosing(), *paged), SIZES) == []
    found = diagnostics("lengths", story(choosing(14), *paged), SIZES)
    assert ["41 words; the most is 40" in each.message for each in found] == [True]


def test_choices_that_lead_the_same_way_are_one_report() -> None:
    scenes = choosing(8).replace("- stay: Stay.", "- stay: |\n        Stay.\n\n        " + words(7))
    more = [passing("one", 15, "two"), passing("two", 9, "the_end")]
    found = diagnostics("lengths", story(scenes, *more), SIZES)
    assert len(found) == 1
    assert "`start.go` (and from 1 more choice) " in found[0].message


@pytest.mark.parametrize(("low", "high", "is_long"), [(2, 2, False), (2, 3, True)])
def test_ways_that_exclude_one_another_through_a_scene(low: int, high: int, is_long: bool) -> None:
    """What one scene asks, and the next asks the other way round, is never read together."""
    one = f"one:\n  text: |\n    {{flag_one: {words(14)}|}}\n  next: two\n"
    two = f"two:\n  text: |\n    {{flag_one: |{words(14)}}}\n  next: the_end\n"
    if high > low:
        two = two.replace("flag_one", "flag_two")
    assert bool(told("lengths", story(choosing(), one, two), SIZES)) == is_long


def test_what_an_effect_changes_on_the_way_excludes_nothing() -> None:
    one = f"one:\n  text: |\n    {{n is 1: {words(14)}|}}\n  next: two\n"
    two = f"two:\n  do: n = 1\n  text: |\n    {{n is 1: |{words(14)}}}\n  next: the_end\n"
    assert len(told("lengths", story(choosing(), one, two), SIZES)) == 1


def test_every_target_of_a_next_is_a_way() -> None:
    scenes = story(
        choosing(to="\n    - one if n >= 2\n    - two"),
        passing("one", 3, "the_end"),
        passing("two", 19, "three"),
        passing("three", 9, "the_end"),
    )
    found = diagnostics("lengths", scenes, SIZES)
    assert ["`two` 19, `three` 9" in each.help for each in found] == [True]


def test_a_detour_is_read_on_the_way() -> None:
    scenes = story(
        choosing(),
        passing("one", 15, "the_end", more="  detour: aside\n"),
        passing("aside", 12, "return"),
    )
    assert len(told("lengths", scenes, SIZES)) == 1


def test_where_the_story_begins_a_way_begins() -> None:
    scenes = story(passing("start", 15, "two"), passing("two", 19, "the_end"))
    found = diagnostics("lengths", scenes, SIZES)
    assert ["from where the story begins to" in each.message for each in found] == [True]


def test_a_scene_that_is_both_next_and_after_the_next() -> None:
    scenes = story(
        choosing(to="\n    - one if n >= 2\n    - two"),
        passing("one", 10, "the_end"),
        passing("two", 15, "one"),
    )
    found = diagnostics("lengths", scenes, SIZES)
    assert ["`two` 15, `one` 10" in each.help for each in found] == [True]


def test_the_longest_chain_of_scenes_is_no_trouble() -> None:
    chain = [passing(f"s{n}", 2, f"s{n + 1}") for n in range(1500)]
    made = material(story(choosing(to="s0"), *chain, passing("s1500", 2, "the_end")))
    ways = Ways(made.story, Reader(made.story, "en"))
    assert ways.ahead("s0") == Length(2 * 1501 + 2)
    assert len(diagnostics("lengths", story(choosing(to="s0"), *chain, "s1500:\n  text: A.\n"
                           "  next: the_end\n"), SIZES)) == 1  # fmt: skip


# ── speeches ────────────────────────────────────────────────────────────────────────────────────


def test_a_long_speech() -> None:
    assert told("speeches", one_scene(f"ann: {words(10)}"), SIZES) == []
    assert told("speeches", one_scene(f"Well.\n\nann: {words(11)}"), SIZES) == [
        "7:10 long-speech w"
    ]


def test_one_speech_in_two_paragraphs() -> None:
    text = f"ann: {words(6)}\n\nann: {words(6)}"
    assert told("speeches", one_scene(text), SIZES) == ["5:10 long-speech w"]
    assert told("speeches", one_scene(text.replace("\n\n", "\n\nShe stops.\n\n")), SIZES) == []


def test_speeches_in_branches() -> None:
    text = f"ann: {words(8)}\n\n{{if n >= 1}}\nann: {words(11)}\n{{else}}\nann: {words(4)}\n{{end}}"
    assert told("speeches", one_scene(text), SIZES) == ["8:10 long-speech w"]


# ── labels ──────────────────────────────────────────────────────────────────────────────────────

LABEL = "start:\n  text: Begin.\n  choices:\n    - go: |\n        {label}\n  next: the_end\n"


@pytest.mark.parametrize(
    ("label", "is_long"),
    [
        (words(6), False),
        (words(7), True),
        (f"{{n >= 2: {words(6)}|one}}", False),
        (f"{{n >= 2: {words(6)}|one}} more", True),
        ("// " + words(9) + "\n        Short.", False),
        (("Unquestionably " * 4).strip(), False),
        ("Unquestionably-incomprehensibly unquestionably-incomprehensibly x", True),
    ],
)
def test_a_long_label(label: str, is_long: bool) -> None:
    assert bool(told("labels", LABEL.format(label=label), SIZES)) == is_long


def test_a_translated_label_must_fit_its_lines_only() -> None:
    french = {"start.go": ("Go.", "un " * 19 + "un")}
    assert told("labels", LABEL.format(label="Go."), SIZES, french) == []
    french = {"start.go": ("Go.", "vraiment " * 8 + "oui")}
    found = diagnostics("labels", LABEL.format(label="Go."), SIZES, french)
    assert [each.span.file for each in found] == ["languages/fr/part.po"]
    assert "takes more than 2 lines of 30 columns" in found[0].message


def test_names_are_as_long_as_the_player_reads_them() -> None:
    names = "names:\n  Ann: " + "A" * 80 + "\n"
    label = LABEL.format(label="Call Ann.")
    assert told("labels", label, SIZES) == []
    assert len(told("labels", label, SIZES, world_names=names)) == 1
