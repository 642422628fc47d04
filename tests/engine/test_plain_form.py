"""A State written down by names, and read back into a story that has been edited."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.compiler.small import SCENES, WORLD, machine, story
from tests.engine.plays import NAMES, named, play
from ulysse_game import engine
from ulysse_game.engine import CHAPTER, Loss, Machine, SceneGone, State, mark_of, visits_of
from ulysse_game.engine.marks import MOST_VISITS, PICKED, SPENT, TAKEN, bit

OLD = """
start:
  at: deck
  text: |
    {echo words: Begin.}
  choices:
    - once: Once.
      once: yes
      do: n = 40, weather = wind, opener = bob, bob.trust = 9, ann.debts = 3, obs_01 = recorded
    - ask: |
        Ask {p}.
      each: p in ours
    - away: Away.
      detour: aside
    - deal: Deal.
      goto: table
    - round: Round.
      goto: round
    - some: Some.
      goto: some
    - end: End.
      goto: the_end
  next: here
aside:
  at: cabin
  choices:
    - back: Back.
      goto: return
table:
  choices:
    - draw: cards
    - end: End.
      goto: the_end
card_one:
  offer: The first card.
  text: One.
  next: return
round:
  each: o in observations
  text: |
    {o.notebook}
  choices:
    - write: Write.
    - leave: Leave.
  next: start
some:
  pick: 2
  choices:
    - one: One.
    - two: Two.
  next: start
""".replace("once: Once.", "first: Once.")
CHAPTER_FILE = WORLD["1_part/chapter.yaml"] + "decks:\n  cards:\n    - card_one\n"
RULES = "rules:\n  rich: { when: n >= 30, once: yes, do: flag_one }\n"
FILES = {SCENES: OLD, "1_part/chapter.yaml": CHAPTER_FILE, "world/rules.yaml": RULES}


def edited(*pairs: tuple[str, str, str]) -> Machine:
    """The story with these words of these files replaced."""
    files = {**WORLD, **FILES}
    for file, old, new in pairs:
        assert old in files[file], old
        files[file] = files[file].replace(old, new)
    return Machine(story(files))


def played(*choices: str) -> State:
    old = edited()
    state, _ = engine.begin(old, 7)
    for choice in choices:
        state, _ = engine.step(old, state, choice)
    return state


def plain(*choices: str) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(json.dumps(engine.to_plain(edited(), played(*choices))))
    return written


def read(new: Machine, *choices: str) -> tuple[State, list[Loss]]:
    return engine.from_plain(new, plain(*choices))


def value(new: Machine, state: State, name: str) -> int:
    return state.values[new.layout.slots[name]]


def marked(new: Machine, state: State, scene: str, choice: str, kind: int = TAKEN) -> bool:
    (number,) = new.marks_of(scene, choice)
    return bool(mark_of(state.marks, new.layout.scenes[scene]) & bit(kind, number))


MUCH = ("first", "ask/bob", "deal", "card_one", "end")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read(name: str) -> None:
    machine = Machine(named(name))
    for moment in play(machine, 11, 100):
        text = json.dumps(engine.to_plain(machine, moment.after))
        assert engine.from_plain(machine, json.loads(text)) == (moment.after, [])


@pytest.mark.parametrize(
    "choices",
    [
        (),
        ("first",),
        ("ask/bob",),
        ("away",),
        ("deal",),
        ("deal", "card_one"),
        ("round",),
        ("round", "write"),
        ("some",),
        ("some", "two"),
        MUCH,
    ],
)
def test_the_small_story_is_read(choices: tuple[str, ...]) -> None:
    assert read(edited(), *choices) == (played(*choices), [])


def test_only_what_differs_is_written() -> None:
    assert plain() == {
        "location": "start",
        "room": "deck",
        "minute": 0,
        "chapter": "part",
        "variables": {},
        "visits": {"start": 1},
        "taken": [],
        "spent": [],
        "picked": [],
        "heard": ["words"],
        "fired": [],
        "stack": [],
        "seed": 7,
        "draws": 0,
        "turn": 0,
        "ending": "",
    }
    found = plain("first", "ask/bob", "away")
    assert found["variables"] == {
        "n": 40,
        "weather": "wind",
        "opener": "bob",
        "bob.trust": 9,
        "ann.debts": 3,
        "obs_01": "recorded",
        "flag_one": 1,
    }
    assert found["taken"] == ["start.first", "start.ask/bob", "start.away"]
    assert found["spent"] == ["start.first"]
    assert found["fired"] == ["rich"]
    assert found["stack"] == [["start", ""]]
    assert plain("round", "write")["taken"] == ["start.round", "round.obs_01:write"]
    assert plain("some", "two")["picked"] == ["some.two"]
    assert plain("deal", "card_one")["taken"] == ["start.deal", "table.card_one"]


# -- what was renamed -----------------------------------------------------------------------------


def test_a_renamed_scene() -> None:
    new = edited(
        (SCENES, "aside:\n", "side_room:\n  was: aside\n"),
        (SCENES, "detour: aside", "detour: side_room"),
    )
    state, losses = read(new, "away")
    assert losses == []
    assert state.location == "side_room"
    assert visits_of(state.visits, new.layout.scenes["side_room"]) == 1
    state, _ = engine.step(new, state, "back")
    assert state.location == "start"


def test_a_renamed_scene_in_the_stack_and_two_that_became_one() -> None:
    new = edited(
        ("story.yaml", "begins: start", "begins: begin"),
        ("1_part/chapter.yaml", "begins: start", "begins: begin"),
        (SCENES, "start:\n  at", "begin:\n  was: start, card_one\n  at"),
        (SCENES, "next: start", "next: begin"),
        (SCENES, "card_one:", "card_two:"),
        ("1_part/chapter.yaml", "card_one", "card_two"),
    )
    state, losses = read(new, "deal", "card_one")
    assert visits_of(state.visits, new.layout.scenes["begin"]) == 2
    assert losses == [Loss("choice", "table.card_one")]
    state, losses = read(new, "away")
    assert (state.stack, losses) == ((("begin", ""),), [])


def test_a_renamed_place_to_come_back_to() -> None:
    new = edited((SCENES, "table:", "desk:\n  was: table"), (SCENES, "goto: table", "goto: desk"))
    saved = plain("away")
    saved["stack"] = [["start", "table"], ["start", ">"], ["table", "return"]]
    state, losses = engine.from_plain(new, saved)
    assert state.stack == (("start", "desk"), ("start", ">"), ("desk", "return"))
    assert losses == []


def test_renamed_choices() -> None:
    new = edited(
        (SCENES, "- first: Once.\n", "- only: Once.\n      was: first\n"),
        (SCENES, "- ask: |\n        Ask {p}.\n", "- beg: |\n        Ask {p}.\n      was: ask\n"),
        (SCENES, "- write: Write.", "- put: Write.\n      was: write"),
        (SCENES, "- two: Two.", "- second: Two.\n      was: two"),
    )
    state, losses = read(new, "first", "ask/bob", "round", "write", "leave", "some", "two")
    assert losses == []
    assert marked(new, state, "start", "only", SPENT)
    assert engine.open_ids(new, state) == ["one"]
    assert marked(new, state, "some", "second", PICKED)
    again, _ = engine.from_plain(new, engine.to_plain(new, state))
    assert again == state
    written = engine.to_plain(new, state)
    assert written["taken"] == [
        "start.only",
        "start.beg/bob",
        "start.round",
        "start.some",
        "round.obs_01:put",
        "round.obs_02:leave",
        "some.second",
    ]


def test_a_choice_that_moved_to_another_scene() -> None:
    new = edited(
        (
            SCENES,
            (
                "    - first: Once.\n      once: yes\n      do: n = 40, weather = wind, "
                "opener = bob, bob.trust = 9, ann.debts = 3, obs_01 = recorded\n"
            ),
            "",
        ),
        (
            SCENES,
            "    - back: Back.\n",
            (
                "    - first: Once.\n      once: yes\n      was: start.first\n"
                "      goto: return\n    - back: Back.\n"
            ),
        ),
    )
    state, losses = read(new, "first")
    assert losses == []
    assert marked(new, state, "aside", "first", SPENT)


def test_a_renamed_scene_and_choice_at_once_and_a_renamed_card() -> None:
    new = edited(
        (SCENES, "table:", "desk:\n  was: table"),
        (SCENES, "goto: table", "goto: desk"),
        (SCENES, "card_one:", "first_card:\n  was: card_one"),
        ("1_part/chapter.yaml", "card_one", "first_card"),
        (SCENES, "some:\n  pick: 2", "few:\n  was: some\n  pick: 2"),
        (SCENES, "goto: some", "goto: few"),
        (SCENES, "- two: Two.", "- second: Two.\n      was: two"),
    )
    state, losses = read(new, "some", "two", "one", "deal", "card_one")
    assert losses == []
    assert marked(new, state, "desk", "first_card")
    assert marked(new, state, "few", "second")
    assert engine.to_plain(new, state)["visits"]["first_card"] == 1


def test_a_choice_named_as_a_scene_was_stays_itself() -> None:
    new = edited(
        (SCENES, "round:\n  each", "in_turn:\n  was: round\n  each"),
        (SCENES, "goto: round", "goto: in_turn"),
    )
    state, losses = read(new, "round")
    assert losses == []
    assert marked(new, state, "start", "round")
    assert state.location == "in_turn/obs_01"


def test_a_copied_choice_named_as_a_scene_was_is_no_card() -> None:
    """Only a card goes by its scene's name: `ask/bob` is not looked for as `begin/bob`."""
    new = edited(
        (SCENES, "aside:\n  at", "beside:\n  was: ask\n  at"),
        (SCENES, "detour: aside", "detour: beside"),
    )
    state, losses = read(new, "ask/bob")
    assert losses == []
    number = new.layout.scenes["start"]
    assert mark_of(state.marks, number) & new.spot("start").by_id["ask/bob"].taken


def test_renamed_variables_stats_people_and_observations() -> None:
    new = edited(
        (
            "world/variables.yaml",
            "  n: 0..100, a number",
            "  number: { is: 0..100, means: one, was: n }",
        ),
        ("world/variables.yaml", "n * 7", "number * 7"),
        ("world/voices.yaml", "n >= 1", "number >= 1"),
        ("world/rules.yaml", "n >= 30", "number >= 30"),
        ("world/people.yaml", "trust: 0..10 from 5", "faith: { is: 0..10 from 5, was: trust }"),
        ("world/variables.yaml", "p.trust", "p.faith"),
        (
            "world/people.yaml",
            "{ name: Bob Noe, gender: m }",
            "{ name: Rob Noe, gender: m, was: bob }",
        ),
        ("world/people.yaml", "    bob:", "    rob:"),
        ("world/people.yaml", "ann, bob", "ann, rob"),
        ("world/people.yaml", 'debts: "0..9, owed"', "owed: { is: 0..9, was: debts }"),
        ("world/observations.yaml", "obs_01:", "note_01:\n    was: obs_01"),
        ("world/observations.yaml", "of: bob", "of: rob"),
        ("world/observations.yaml", "to: bob", "to: rob"),
        (
            SCENES,
            "n = 40, weather = wind, opener = bob, bob.trust = 9, ann.debts = 3, obs_01",
            "number = 40, weather = wind, opener = rob, rob.faith = 9, ann.owed = 3, note_01",
        ),
    )
    state, losses = read(new, "first", "ask/bob", "round")
    assert losses == []
    found = [
        value(new, state, name) for name in ("number", "opener", "rob.faith", "ann.owed", "note_01")
    ]
    assert found == [40, 2, 9, 3, 2]
    assert state.location == "round/note_01"
    assert engine.to_plain(new, state)["taken"] == ["start.first", "start.ask/rob", "start.round"]


def test_a_word_that_is_called_as_a_person_was_stays_itself() -> None:
    new = edited(
        (
            "world/people.yaml",
            "cal: { name: Cal Poe, gender: m }",
            "wind_man: { name: Cal Poe, gender: m, was: wind }",
        ),
    )
    state, losses = read(new, "first")
    assert losses == []
    assert value(new, state, "weather") == 1


def test_renamed_values_echoes_and_chapters() -> None:
    new = edited(
        (
            "world/variables.yaml",
            "  weather: calm | wind | storm, how it is",
            "  weather: { is: calm | breeze | storm, means: how it is, values: { breeze: wind } }",
        ),
        (SCENES, "weather = wind", "weather = breeze"),
        (SCENES, "{echo words: Begin.}", "{echo speech: Begin.}"),
        ("world/voices.yaml", "voices:", "echoes:\n  speech: { was: words }\nvoices:"),
        ("1_part/chapter.yaml", "chapter: part", "chapter: first\nwas: part"),
        ("world/observations.yaml", "in: part", "in: first"),
    )
    state, losses = read(new, "first")
    assert losses == []
    assert value(new, state, "weather") == 1
    written = engine.to_plain(new, state)
    assert (written["heard"], written["chapter"]) == (["speech"], "first")


def test_renamed_values_of_a_stat() -> None:
    new = edited(
        (
            "world/people.yaml",
            "stats:\n",
            "stats:\n  mood: { is: calm | wild, values: { wild: mad } }\n",
        ),
    )
    saved = plain()
    saved["variables"] = {"ann.mood": "mad", "bob.mood": "calm"}
    state, losses = engine.from_plain(new, saved)
    assert losses == []
    assert (value(new, state, "ann.mood"), value(new, state, "bob.mood")) == (1, 0)


# -- what is lost ---------------------------------------------------------------------------------


def test_a_scene_that_is_gone() -> None:
    new = edited(
        (SCENES, "aside:\n", "side_room:\n"),
        (SCENES, "detour: aside", "detour: side_room"),
    )
    with pytest.raises(SceneGone, match="aside"):
        read(new, "away")
    _, losses = read(new, "away", "back")
    assert losses == [Loss("scene", "aside"), Loss("choice", "aside.back")]


def test_an_item_that_is_gone() -> None:
    new = edited((SCENES, "each: o in observations", "each: o in (obs_02)"))
    with pytest.raises(SceneGone, match="round/obs_01"):
        read(new, "round")


def test_a_place_to_come_back_to_that_is_gone() -> None:
    saved = plain("away")
    saved["stack"] = [["nowhere", ""], ["start", "no_scene"], ["start", "here"]]
    state, losses = engine.from_plain(edited(), saved)
    assert state.stack == (("start", "here"),)
    assert losses == [Loss("scene", "nowhere"), Loss("scene", "no_scene")]


@pytest.mark.parametrize(
    ("name", "written", "loss", "kept"),
    [
        ("gone", 3, Loss("variable", "gone"), None),
        ("ann.gone", 3, Loss("variable", "ann.gone"), None),
        ("nobody_known.trust", 3, Loss("variable", "nobody_known.trust"), None),
        ("weather", "hail", Loss("value", "weather", "hail"), 0),
        ("weather", 1, Loss("value", "weather", "1"), 0),
        ("opener", "zoe", Loss("value", "opener", "zoe"), 0),
        ("where_to", "moon", Loss("value", "where_to", "moon"), 0),
        ("n", "many", Loss("value", "n", "many"), 0),
        ("n", 101, Loss("range", "n", "101"), 100),
        ("low", -6, Loss("range", "low", "-6"), -5),
        ("flag_two", 2, Loss("range", "flag_two", "2"), 1),
        ("obs_01", "lost", Loss("value", "obs_01", "lost"), 0),
    ],
)
def test_values_that_are_lost(name: str, written: int | str, loss: Loss, kept: int | None) -> None:
    new = edited()
    saved = plain()
    saved["variables"] = {name: written}
    state, losses = engine.from_plain(new, saved)
    assert losses == [loss]
    if kept is not None:
        assert value(new, state, name) == kept


def test_what_is_new_takes_its_start() -> None:
    new = edited(("world/variables.yaml", "  low:", "  fresh: 0..9 from 4, new\n  low:"))
    state, losses = read(new, "first")
    assert losses == []
    assert (value(new, state, "fresh"), value(new, state, "n")) == (4, 40)


@pytest.mark.parametrize(
    ("key", "name", "loss"),
    [
        ("heard", "no_words", Loss("echo", "no_words")),
        ("fired", "no_rule", Loss("rule", "no_rule")),
        ("taken", "start.no_choice", Loss("choice", "start.no_choice")),
        ("spent", "start.ask/cal", Loss("choice", "start.ask/cal")),
        ("picked", "no_scene.go", Loss("choice", "no_scene.go")),
        ("taken", "start", Loss("choice", "start")),
        ("taken", "", Loss("choice", "")),
        ("taken", "round.obs_09:write", Loss("choice", "round.obs_09:write")),
    ],
)
def test_marks_that_are_lost(key: str, name: str, loss: Loss) -> None:
    saved = plain()
    saved[key] = [*saved[key], name]
    state, losses = engine.from_plain(edited(), saved)
    assert losses == [loss]
    assert state == played()


def test_a_room_and_a_chapter_that_are_gone() -> None:
    saved = plain()
    saved["room"], saved["chapter"], saved["minute"] = "attic", "no_chapter", 1500
    state, losses = engine.from_plain(edited(), saved)
    assert losses == [Loss("room", "attic")]
    assert state.values[:3] == (0, 60, 0)
    saved["room"] = ""
    assert engine.from_plain(edited(), saved)[1] == []
    assert state.values[CHAPTER] == 0


def test_counts_that_cannot_be() -> None:
    saved = plain()
    saved["visits"] = {"start": -4, "table": 10**9, "no_scene": 1}
    state, losses = engine.from_plain(edited(), saved)
    layout = edited().layout
    assert visits_of(state.visits, layout.scenes["start"]) == 0
    assert visits_of(state.visits, layout.scenes["table"]) == MOST_VISITS
    assert losses == [Loss("scene", "no_scene")]


def test_the_end_follows_the_place() -> None:
    """A scene that has become an ending is one; one that no longer is goes on."""
    saved = plain("end")
    assert saved["ending"] == "curtain"
    new = edited(("common/end.yaml", "ending: curtain", "next: last\nlast:\n  ending: curtain"))
    state, losses = engine.from_plain(new, saved)
    assert (state.ending, losses) == ("", [])
    renamed = edited(
        ("common/end.yaml", "ending: curtain", "ending: fall"),
        ("world/endings.yaml", "curtain:", "fall:"),
    )
    assert engine.from_plain(renamed, saved)[0].ending == "fall"
    now_ends = edited(
        (SCENES, "  choices:\n    - back: Back.\n      goto: return\n", "  ending: curtain\n")
    )
    assert engine.from_plain(now_ends, plain("away"))[0].ending == "curtain"


def test_chance_goes_on_where_it_was() -> None:
    state = played("first")._replace(draws=5, turn=9, seed=2**64 - 1)
    written = engine.to_plain(edited(), state)
    assert engine.from_plain(machine(FILES), written) == (state, [])
