"""A story made ready: presence, decks, marks, which rules a change may set off."""

from __future__ import annotations

from tests.compiler.small import SCENES, WORLD, machine, story
from ulysse_game import engine
from ulysse_game.engine import Entered, Machine
from ulysse_game.engine.marks import PICKED, TAKEN, bit
from ulysse_game.story import (
    YES,
    And,
    Call,
    Clock,
    Draw,
    DrawBest,
    Go,
    Presence,
    Read,
    Scene,
    Story,
)

CARDS = """
start:
  pick: 2
  choices:
    - plain: Plain.
    - draw: cards
      limit: 2
  next: night
night:
  next: draw nights else quiet
quiet:
  choices:
    - end: End.
      goto: the_end
one:
  offer: One.
  next: return
two:
  offer: Two.
  salience: 5
  when: n >= 0
  next: return
dark:
  text: Dark.
  next: quiet
three:
  offer: Three.
  at: dome
  with: ann
  else: quiet
  again: yes
  choices:
    - back: Back.
      goto: return
"""
DECK = "decks:\n  cards:\n    pile: one, two\n    other: three\n  nights:\n    - dark\n"
CHAPTER = WORLD["1_part/chapter.yaml"] + DECK


def hand_made(*scenes: Scene) -> Machine:
    source = story()
    all_of_them = {each.id: each for each in scenes}
    return Machine(Story(source.world, all_of_them, {"en": {}}, ""))


def test_presence() -> None:
    cast = (
        Presence("ann"),
        Presence("bob", maybe=True),
        Presence("cal", radio=True),
        Presence("ship_voice"),
    )
    played = hand_made(Scene("start", "part", cast=cast, ending="curtain"))
    ann = played.layout.facts.person("ann")
    assert played.presence(played.story.scene("start")) == And(
        (Call("here", "", (ann,)), Read("cal.alive"))
    )
    assert played.presence(Scene("other", "part")) == YES
    turned = Scene("other", "part", cast=tuple(reversed(cast)))
    assert played.presence(turned) == And((Read("cal.alive"), Call("here", "", (ann,))))


def test_who_cannot_die_is_always_reached_by_radio() -> None:
    source = story()
    kept = tuple(each for each in source.world.variables if not each.name.endswith(".alive"))
    scene = Scene("start", "part", cast=(Presence("cal", radio=True),))
    world = source.world._replace(variables=kept)
    played = Machine(Story(world, {"start": scene}, {"en": {}}, ""))
    assert played.presence(scene) == YES


def test_cards_are_numbered_after_the_choices() -> None:
    played = machine(
        {SCENES: CARDS.replace("limit: 2", "limit: 1"), "1_part/chapter.yaml": CHAPTER}
    )
    assert played.card_marks("start") == {"one": 1, "two": 2, "three": 3}
    assert played.card_marks("quiet") == {}
    assert played.marks_of("start", "plain") == (0,)
    assert played.marks_of("start", "two") == (2,)
    assert played.marks_of("start", "quiet") == ()
    assert played.picked_bits("start") == sum(bit(PICKED, n) for n in range(4))
    assert played.picked_bits("quiet") == 0


def test_where_there_are_cards_alone_they_are_numbered_from_nought() -> None:
    """The compiler wants a choice beside them; a made-up story is played without."""
    source = machine({SCENES: CARDS, "1_part/chapter.yaml": CHAPTER}).story
    start = source.scene("start")
    bare = start._replace(choices=tuple(e for e in start.choices if isinstance(e, Draw)))
    played = Machine(Story(source.world, {**source.scenes, "start": bare}, {"en": {}}, ""))
    assert played.card_marks("start") == {"one": 0, "two": 1, "three": 2}


def test_decks_belong_to_chapters() -> None:
    played = machine({SCENES: CARDS, "1_part/chapter.yaml": CHAPTER})
    assert played.deck("part", "cards") == (("pile", ("one", "two")), ("other", ("three",)))
    assert played.deck("second", "cards") == ()


def test_a_deck_is_drawn() -> None:
    played = machine({SCENES: CARDS, "1_part/chapter.yaml": CHAPTER})
    state, _ = engine.begin(played, 1)
    assert engine.open_ids(played, state) == ["plain", "one"]  # nobody is in the dome for `three`
    state, _ = engine.step(played, state, "one")
    assert engine.open_ids(played, state) == ["plain", "two"]  # the next of its pile
    state, _ = engine.step(played, state, "two")
    assert state.location == "quiet"  # two were picked, and no card is left
    there = engine.blank(played, 1)
    state, _ = engine.start_at(played, "start", there)
    state, _ = engine.step(played, state, "plain")
    assert state.location == "start"
    assert engine.open_ids(played, state) == ["one"]


def test_a_card_that_comes_again_is_picked_once() -> None:
    scenes = CARDS.replace("  when: n >= 0\n", "").replace(
        "offer: One.", "offer: One.\n  again: yes"
    )
    played = machine({SCENES: scenes, "1_part/chapter.yaml": CHAPTER})
    state, _ = engine.begin(played, 1)
    state, _ = engine.step(played, state, "one")
    assert engine.open_ids(played, state) == ["plain"]  # it still lies on its pile
    state, _ = engine.start_at(played, "start", state)
    assert engine.open_ids(played, state) == ["plain", "one"]


def test_the_more_salient_comes_first() -> None:
    piles = "decks:\n  cards:\n    - one\n    - two\n    - three\n  nights:\n    - dark\n"
    files = {SCENES: CARDS, "1_part/chapter.yaml": WORLD["1_part/chapter.yaml"] + piles}
    played = machine(files)
    state, _ = engine.begin(played, 1)
    assert engine.open_ids(played, state) == ["plain", "two", "one"]


def test_the_best_card_is_played_and_each_once() -> None:
    played = machine({SCENES: CARDS, "1_part/chapter.yaml": CHAPTER})
    state, _ = engine.start_at(played, "night", engine.blank(played, 1))
    dark = played.layout.scenes["dark"]
    assert (state.location, engine.visits_of(state.visits, dark)) == ("quiet", 1)
    state, _ = engine.start_at(played, "night", state)
    assert (state.location, engine.visits_of(state.visits, dark)) == ("quiet", 1)


def test_the_best_card_is_the_most_salient_of_all_piles() -> None:
    scenes = CARDS + "shining:\n  salience: 3\n  text: Shining.\n  next: quiet\n"
    deck = DECK.replace("- dark", "- dark\n    - shining")
    played = machine({SCENES: scenes, "1_part/chapter.yaml": WORLD["1_part/chapter.yaml"] + deck})
    _, events = engine.start_at(played, "night", engine.blank(played, 1))
    way = [each.location for each in events if isinstance(each, Entered)]
    assert way == ["night", "shining", "quiet"]


def test_ways() -> None:
    played = hand_made(Scene("start", "part", ending="curtain"))
    assert played.way(Go("start", 3)) == ("start", 3, None, "")
    assert played.way(DrawBest("cards", "start")) == ("start", 0, None, "cards")
    asked = played.way(Go("start", 0, Read("flag_one")))
    assert asked.condition is not None


RULES = """
rules:
  rich: { when: n >= 20, do: low += 1 }
  low_too: { when: low >= 1, do: flag_one }
  often: { when: visits(start) >= 3, do: ann.trust += 1 }
  moved: { when: ann.here, do: bob.trust += 1 }
  heard_it: { when: heard(words), do: weather = wind }
  airless: { when: air <= 3, do: cal.trust += 1 }
  daily: { each: sol, do: opener = ann }
  opened: { when: opener is ann, do: eve.trust += 1 }
"""


def test_which_rules_a_change_may_set_off() -> None:
    text = "start:\n  text: |\n    {echo words: Begin.}\n  next: the_end\n"
    played = machine(text, world_rules=RULES)
    scene = played.story.scene("start")

    def watched(source: str = "", clock: Clock | None = None, moves: bool = False) -> list[str]:
        effects = (
            machine(f"start:\n  do: {source}\n  next: the_end\n" if source else "")
            .story.scene("start")
            .effects
        )
        return [rule.id for rule in played.watching(effects, (), clock, moves)]

    assert watched() == ["often"]  # a step always changes marks
    assert watched("n += 1") == ["rich", "low_too", "often"]
    assert watched("low += 1") == ["low_too", "often"]
    assert watched(moves=True) == ["often", "moved"]
    assert watched(clock=Clock("after", 5)) == ["often", "airless", "opened"]
    hears = [rule.id for rule in played.watching((), scene.hears, None, False)]
    assert hears == ["often", "heard_it"]
    assert [rule.id for rule in played.sol_rules] == ["daily"]


def test_rules_of_the_chapter_come_first() -> None:
    chapter = WORLD["1_part/chapter.yaml"] + "rules:\n  own: { when: n >= 90, do: low += 1 }\n"
    played = machine(
        {
            "1_part/chapter.yaml": chapter,
            "world/rules.yaml": "rules:\n  all: { when: n >= 80, do: low += 1 }\n",
        }
    )
    assert [rule.id for rule in played.edges] == ["own", "all"]


def test_choices_that_are_open_whatever_the_state() -> None:
    played = machine("")
    assert played.spot("start").asked_only == (("go", None),)
    assert played.spot("start").is_always_open
    asked = machine(
        "start:\n  choices:\n    - go: Go.\n      if: flag_one\n"
        "      goto: the_end\n  next: the_end\n"
    )
    assert asked.spot("start").asked_only is not None
    assert not asked.spot("start").is_always_open


def test_taken_bits_of_copies_differ() -> None:
    played = machine(
        "start:\n  choices:\n    - ask: |\n        Ask {p}.\n"
        "      each: p in crew\n  next: the_end\n"
    )
    bits = {option.taken for option in played.spot("start").by_id.values()}
    assert bits == {bit(TAKEN, n) for n in range(3)}
