"""Scenes and choices: what every key becomes, and what is said of slips."""

from __future__ import annotations

import pytest

from tests.compiler.small import SCENES, WORLD, codes, compiled, story
from ulysse_game.compiler.choices import MOST_CHOICES
from ulysse_game.compiler.nodes import Entry, Items, Mapping, Scalar
from ulysse_game.compiler.scene_links import Links
from ulysse_game.story import (
    LEVEL_SEEN,
    LEVEL_UNSEEN,
    And,
    Change,
    Choice,
    Clock,
    Compare,
    Draw,
    DrawBest,
    Go,
    Number,
    Observe,
    Presence,
    Read,
)

MANY = "".join(f"    - c{n}: C.\n" for n in range(MOST_CHOICES + 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # keys of a scene
        ("  when: [a]\n  next: the_end\n", ["wants-a-text"]),
        ("  each: [a]\n  next: the_end\n", ["wants-a-text"]),
        ("  each:\n  next: the_end\n", ["unexpected-word"]),
        ("  each: p of crew\n  next: the_end\n", ["unexpected-word"]),
        ("  each: p in crew now\n  next: the_end\n", ["unexpected-word"]),
        ("  do: [[a], n = 1]\n  next: the_end\n", ["wants-a-text"]),
        ("  do: { a: b }\n  next: the_end\n", ["wants-a-text"]),
        ("  do:\n  next: the_end\n", []),
        ("  at: ship\n  next: the_end\n", ["unknown-room"]),
        ("  at: attic\n  next: the_end\n", ["unknown-room"]),
        ("  at: [deck]\n  next: the_end\n", ["wants-a-text"]),
        ("  session: zoe\n  next: the_end\n", ["unknown-person"]),
        ("  session: [ann]\n  next: the_end\n", ["wants-a-text"]),
        ("  with: zoe\n  next: the_end\n", ["unknown-person"]),
        ("  with: ann bob\n  next: the_end\n", ["unknown-person"]),
        ("  with: ship_voice\n  next: the_end\n", ["voice-in-with"]),
        ("  at: deck\n  with: ann, ann\n  else: the_end\n  next: the_end\n", ["duplicate-value"]),
        ("  observe: [a]\n  next: the_end\n", ["wants-a-text"]),
        ("  observe: obs_09\n  next: the_end\n", ["unknown-observation"]),
        ("  observe: obs_01 if foo\n  next: the_end\n", ["unknown-name"]),
        ("  clock: [a]\n  next: the_end\n", ["wants-a-text"]),
        ("  clock: +\n  next: the_end\n", ["unknown-clock"]),
        ("  clock: soon\n  next: the_end\n", ["unknown-clock"]),
        ("  clock: sol 1 25:00\n  next: the_end\n", ["unknown-clock"]),
        ("  clock: sol 1 05:61\n  next: the_end\n", ["unknown-clock"]),
        ("  text: [a]\n  next: the_end\n", ["wants-a-text"]),
        ('  text: "quoted"\n  next: the_end\n', ["prose-needs-a-bar"]),
        ("  text: One.\n\n    Two.\n  next: the_end\n", ["prose-needs-a-bar"]),
        ('  title: ""\n  next: the_end\n', []),
        ("  again: maybe\n  next: the_end\n", ["wants-yes-or-no"]),
        ("  salience: much\n  next: the_end\n", ["wants-a-number"]),
        ("  pick: 0\n  choices:\n    - a: A.\n  next: the_end\n", ["wants-a-number"]),
        # ways on
        ("  next: { a: b }\n", ["wants-a-text"]),
        ("  next: []\n", ["wants-a-text"]),
        ("  next:\n    - { a: b }\n    - the_end\n", ["wants-a-text"]),
        ("  next:\n", ["unknown-target"]),
        ("  next: nowhere\n", ["unknown-scene"]),
        ("  next: the_end if foo\n", ["unknown-name"]),
        ("  next: draw cards else the_end\n", ["unknown-deck"]),
        ("  detour: nowhere\n  next: the_end\n", ["unknown-scene"]),
        ("  detour: return\n  next: the_end\n", ["unknown-scene"]),
        ("  ending: fall\n", ["unknown-ending"]),
        # choices
        ("  choices: hm\n  next: the_end\n", ["wants-a-list"]),
        ("  choices:\n    - hm\n  next: the_end\n", ["choice-without-id"]),
        ("  choices:\n    - once: yes\n  next: the_end\n", ["choice-without-id"]),
        ("  choices:\n    - go: [a]\n  next: the_end\n", ["wants-a-text"]),
        ("  choices:\n    - go:\n  next: the_end\n", ["empty-label"]),
        ("  choices:\n    - Go: Go.\n  next: the_end\n", ["bad-name"]),
        ("  choices:\n    - here: Go.\n  next: the_end\n", ["bad-name"]),
        ("  choices:\n    - next: Go.\n  next: the_end\n", ["bad-name"]),
        ("  choices:\n    - text: Go.\n      once: yes\n  next: the_end\n", ["bad-name"]),
        ("  choices:\n    - text: Go.\n      label: Go.\n  next: the_end\n", ["bad-name"]),
        ("  choices:\n    - go: Go.\n      next: the_end\n  next: the_end\n", ["unknown-key"]),
        ("  choices:\n    - go: Go.\n      onse: yes\n  next: the_end\n", ["unknown-key"]),
        ("  choices:\n    - leave_it: Go.\n      zzz: Stay.\n  next: the_end\n", ["two-ids"]),
        ("  choices:\n    - say: Go.\n  next: the_end\n", ["placeholder-id"]),
        ("  choices:\n    - go: Go.\n      goto: [a]\n  next: the_end\n", ["wants-a-text"]),
        ("  choices:\n    - go: Go.\n      tags: loud\n  next: the_end\n", ["unknown-tag"]),
        ("  choices:\n    - go: Go.\n      closed: No.\n  next: the_end\n", ["closed-without-if"]),
        (
            "  choices:\n    - go: Go.\n      if: foo\n      closed: No.\n  next: the_end\n",
            ["unknown-name"],
        ),
        (
            "  choices:\n    - go: Go.\n      if: n >= 3\n      closed: [a]\n  next: the_end\n",
            ["wants-a-text"],
        ),
        ("  choices:\n    - go: One.\n\n        Two.\n  next: the_end\n", ["prose-needs-a-bar"]),
        ("  choices:\n    - draw: [a]\n    - go: Go.\n  next: the_end\n", ["wants-a-text"]),
        (
            (
                "  choices:\n    - draw: cards\n      go: Go.\n      once: yes\n"
                "    - stay: Stay.\n  next: the_end\n"
            ),
            ["unknown-deck", "two-ids", "unknown-key"],
        ),
        (
            "  choices:\n    - a: A.\n    - a: B.\n    - a: C.\n  next: the_end\n",
            ["duplicate-choice"],
        ),
        ("  choices:\n" + MANY + "  next: the_end\n", ["too-many"]),
        (
            (
                "  each: a in 1..200\n  choices:\n    - c: C.\n"
                "      each: b in 1..20\n  next: the_end\n"
            ),
            ["too-many"],
        ),
        ("  pick: 1\n  next: the_end\n", ["pick-without-choices"]),
        (
            "  choices:\n    - draw: cards\n    - a: A.\n    - a: B.\n  next: the_end\n",
            ["unknown-deck", "duplicate-choice"],
        ),
        ("  text: |\n    \\simon says.\n  next: the_end\n", ["unknown-escape"]),
        (
            (
                "  choices:\n    - a: A.\n      if: count(p in crew) >= 3 and flag_one\n"
                "    - b: B.\n      if: count(p in crew) >= 3 and flag_one\n"
                "  next: the_end\n"
            ),
            [],
        ),
        # braces that name nothing
        ("  text: |\n    {flag_one: {flag_two: {n \\{ }}}\n  next: the_end\n", ["braces-too-deep"]),
        ("  text: |\n    {words(flag_one)}\n  next: the_end\n", ["not-a-number"]),
        ("  text: |\n    {words(foo)}\n  next: the_end\n", ["unknown-name"]),
        ("  text: |\n    {nowhere.name}\n  next: the_end\n", ["unknown-name"]),
        ("  text: |\n    {n.name}\n  next: the_end\n", ["unknown-name"]),
        ("  text: |\n    {obs_09.lever}\n  next: the_end\n", ["unknown-name"]),
        ("  text: |\n    {flag_one}\n  next: the_end\n", ["cannot-be-printed"]),
    ],
)
def test_what_is_said_of_slips(text: str, expected: list[str]) -> None:
    assert codes("start:\n" + text) == expected


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("+15m", Clock("after", 15)),
        ("+1h", Clock("after", 60)),
        ("+1h20m", Clock("after", 80)),
        ("sol 4 21:40", Clock("at", 1300, 4)),
        ("next sol 06:30", Clock("next", 390)),
    ],
)
def test_clocks(written: str, clock: Clock) -> None:
    assert story(f"start:\n  clock: {written}\n  next: the_end\n").scene("start").clock == clock


def test_everything_a_scene_can_have() -> None:
    chapter = WORLD["1_part/chapter.yaml"] + "decks:\n  cards:\n    - card\n"
    found = story(
        {
            "1_part/chapter.yaml": chapter,
            SCENES: """
start:
  was: begin, beginning
  title: A title
  at: deck
  clock: +5m
  with: ann, bob?, cal (radio)
  when: flag_two
  else: the_end
  observe: obs_01 if n >= 2
  do:
    - n += 1
    - not flag_one
  text: Plain words.
  choices:
    - draw: cards
      limit: 2
    - go: Go.
  next:
    - the_end odds 2 if n >= 3
    - the_end odds 1
    - draw cards else the_end
card:
  offer: A card.
  salience: 3
  again: yes
  next: return
""".replace(
                "    - the_end odds 1\n    - draw cards else the_end\n",
                "    - the_end odds 1 if flag_one\n    - the_end\n",
            ),
        }
    )
    scene = found.scene("start")
    assert scene.cast == (Presence("ann"), Presence("bob", maybe=True), Presence("cal", radio=True))
    assert scene.observe == Observe("obs_01", Compare(">=", Read("n"), Number(2)))
    first, *rest = scene.effects
    assert isinstance(first, Change)
    assert (first.target, first.value) == (Read("obs_01"), LEVEL_SEEN)
    assert isinstance(first.condition, And)
    assert Compare("is", Read("obs_01"), LEVEL_UNSEEN) in first.condition.parts
    assert rest == [Change(Read("n"), "+=", Number(1)), Change(Read("flag_one"), "=", Number(0))]
    assert scene.choices[0] == Draw("cards", 2, 16)
    assert isinstance(scene.choices[1], Choice)
    assert scene.next[1:] == (Go("the_end", 1, Read("flag_one")), Go("the_end"))
    assert scene.blocks == ("title", "text")
    card = found.scene("card")
    assert (card.salience, card.again, card.blocks) == (3, True, ("offer",))
    assert found.world.was == (("scene", "begin", "start"), ("scene", "beginning", "start"))


def test_a_drawn_next() -> None:
    chapter = WORLD["1_part/chapter.yaml"] + "decks:\n  cards:\n    - card\n"
    found = story(
        {
            "1_part/chapter.yaml": chapter,
            SCENES: (
                "start:\n  next: draw cards else the_end\ncard:\n  text: A card.\n  next: the_end\n"
            ),
        }
    )
    assert found.scene("start").next == (DrawBest("cards", "the_end"),)


def test_a_session_brings_its_person_and_her_reactions() -> None:
    people = WORLD["world/people.yaml"].replace(
        "{ name: Bob Noe, gender: m }",
        "{ name: Bob Noe, gender: m, reacts: { listen: trust += 2 } }",
    )
    text = (
        "start:\n  at: deck\n  with: {}\n  session: bob\n  else: the_end\n"
        "  choices:\n    - hear: Hear.\n"
        "      tags: listen\n      do: n = 1\n    - press: Press.\n"
        "      tags: press\n  next: the_end\n"
    )
    for cast, expected in (
        ("ann", (Presence("ann"), Presence("bob"))),
        ("bob", (Presence("bob"),)),
    ):
        scene = story({"world/people.yaml": people, SCENES: text.format(cast)}).scene("start")
        assert scene.cast == expected
        hear, press = scene.choices
        assert isinstance(hear, Choice)
        assert isinstance(press, Choice)
        assert hear.effects == (
            Change(Read("bob.trust"), "+=", Number(2)),
            Change(Read("n"), "=", Number(1)),
        )
        assert press.effects == ()


def test_tags_close_where_enough_is_written() -> None:
    tags = "tags:\n  press: { closes: flag_two, shows: Not now., least: 3 }\n"
    text = "start:\n  choices:\n    - a: A.\n      tags: press\n    - b: B.\n{}  next: the_end\n"
    few = story({"world/tags.yaml": tags, SCENES: text.format("")}).scene("start").choices[0]
    many = (
        story({"world/tags.yaml": tags, SCENES: text.format("    - c: C.\n")})
        .scene("start")
        .choices[0]
    )
    assert isinstance(few, Choice)
    assert isinstance(many, Choice)
    assert few.locks == ()
    assert [(lock.line_id, lock.instead) for lock in many.locks] == [("tag.press.shows", True)]


def test_a_place_that_is_no_longer_there_is_the_scenes_name() -> None:
    """The file is read again when a place is asked for; it may have changed meanwhile."""
    key = Scalar("start", 3, 1, "plain", 3, 1)
    links = Links("1_part/scenes.yaml", key, ("next",), lambda file: Mapping((), 1, 1))
    assert links.entries == ()
    assert links.has("next")
    assert links.span("next") == links.choice(7) == links.name
    other = Mapping(
        (
            Entry(
                key,
                Mapping(
                    (
                        Entry(
                            key._replace(text="choices"),
                            Items(
                                (Mapping((Entry(key._replace(text="go", line=5), key),), 5, 7),),
                                5,
                                5,
                            ),
                        ),
                    ),
                    4,
                    3,
                ),
            ),
        ),
        3,
        1,
    )
    links = links._replace(again=lambda file: other)
    assert links.choice(5).line == 5
    assert links.choice(6) == links.name


def test_loops_beside_a_deck_are_counted_without_it() -> None:
    chapter = WORLD["1_part/chapter.yaml"] + "decks:\n  cards:\n    - card\n"
    text = (
        "start:\n  text: |\n    {echo words: Begin.}\n  choices:\n"
        "    - draw: cards\n    - stay: Stay.\n"
        "    - ask: |\n        Ask {p}.\n      each: p in ours\n      observe: obs_01\n"
        "      do: q.trust += 1 for q in crew\n"
        "  next: the_end\ncard:\n  offer: A card.\n  next: return\n"
    )
    assert codes({"1_part/chapter.yaml": chapter, SCENES: text}) == []


def test_a_choice_of_another_scene_is_called_by_both_names() -> None:
    found = story(
        "start:\n  choices:\n    - go: Go.\n      was: run, other.walk\n  next: the_end\n"
    )
    assert found.world.was == (
        ("choice", "start.run", "start.go"),
        ("choice", "other.walk", "start.go"),
    )


def test_texts_are_kept_under_the_names_that_own_them() -> None:
    found = compiled(
        "start:\n  title: T\n  text: B.\n  choices:\n    - go: |\n        Go.\n"
        "\n        Gone.\n      if: n >= 2\n      closed: Shut.\n  next: the_end\n"
    )
    assert [id for id in found.units if id.startswith("start")] == [
        "start.title",
        "start",
        "start.go",
        "start.go.then",
        "start.go.closed",
    ]
