"""Where a playthrough stands after an edit, and what is said to be the first difference."""

from __future__ import annotations

from tests.compiler.small import WORLD, machine
from ulysse_game import engine
from ulysse_game.authoring.watching import Followed, Played, follow, told
from ulysse_game.authoring.watching.telling import outcome
from ulysse_game.engine import Machine, State
from ulysse_game.play import Timeline
from ulysse_game.play.history import History
from ulysse_game.play.recall import anew
from ulysse_game.play.timeline import moved
from ulysse_game.view.words import words

STORY = """
start:
  text: You wake.
  choices:
    - up: Get up.
      do: ann.trust += 1
    - turn: Turn over.
      if: n >= 1
  next: kitchen

kitchen:
  text: |
    The kitchen.

    {if ann.trust >= 6}
    Ann nods.
    {end}
  choices:
    - eat: |
        Eat.

        Bread.
    - leave: Leave.
      goto: garden
  next: garden

garden:
  text: The garden.
  choices:
    - sit: Sit down.
    - wait: Wait.
      goto: here
  next: the_end
"""
WAY = ("up", "eat", "wait")


def played(story: Machine, *choices: str) -> Played:
    history = anew(story, 7)
    for choice in choices:
        history.choose(choice)
    return of(history)


def of(history: History) -> Played:
    return Played(history.seed, history.timeline, history.state)


def edited(*edits: tuple[str, str], **more: str) -> Machine:
    text = STORY
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return machine(text, **more)


def after(
    *edits: tuple[str, str], way: tuple[str, ...] = WAY, language: str = "en", **more: str
) -> Followed:
    """The way in the story as it was, followed into the edited one."""
    old = edited()
    return follow(old, edited(*edits, **more), played(old, *way), language)


def said(followed: Followed, language: str = "en") -> str:
    assert followed.first is not None
    return told(followed.first, followed.back, words(language))


def test_nothing_has_changed() -> None:
    found = after()
    assert (found.how, found.first, found.pages, found.waiting) == ("replayed", None, 0, 0)
    assert found.state.location == "garden"
    assert found.changed == frozenset()
    assert outcome(found, words("en")) == "nothing on your way has changed"


def test_a_scene_that_was_not_played_is_no_difference() -> None:
    assert after(("The garden.", "A garden."), way=("up",)).first is None


def test_this_text() -> None:
    found = after(("The garden.", "A garden."), way=("up", "eat"))
    assert said(found) == "this text has changed"
    assert (found.pages, found.back) == (1, 0)
    assert [found.page.lines[number].text for number in found.changed] == ["A garden."]


def test_the_text_of_a_page_before() -> None:
    found = after(("You wake.", "You wake up."), way=("up",))
    assert said(found) == "the text `start` has changed (one choice back)"
    assert said(after(("You wake.", "Awake."))) == "the text `start` has changed (3 choices back)"
    assert found.changed == frozenset()


def test_what_a_choice_gives() -> None:
    assert said(after(("Bread.", "Bread and salt."), way=("up", "eat"))) == "this text has changed"
    assert after(("Bread.", "Salt."), way=("up", "eat")).first == (
        "text", (("text", "`kitchen.eat.then`"),), "1_part/scenes.yaml", 11
    )  # fmt: skip


def test_a_value_before_a_text() -> None:
    found = after(("trust += 1", "trust += 2"), way=("up",))
    assert said(found) == "`ann.trust` is now 7, was 6"
    found = after(("trust += 1", "trust -= 1"), way=("up",))
    assert said(found) == "`ann.trust` is now 4, was 6"
    assert [line.text for line in found.page.lines][-1] == "The kitchen."


def test_another_range() -> None:
    people = WORLD["world/people.yaml"].replace("trust: 0..10 from 5", "trust: 0..5 from 5")
    bands = edited(("ann.trust >= 6", "ann.trust >= 5"), world_people=people)
    old = edited()
    found = follow(old, bands, played(old, "up"), "en")
    assert said(found) == "`ann.trust` is now 5, was 6"


def test_a_new_variable_and_another_start() -> None:
    more = WORLD["world/variables.yaml"].replace(
        "  n: 0..100", "  extra: 0..9, one that is new\n  n: 0..100"
    )
    assert after(("+= 1", "+= 1, extra += 1"), world_variables=more).first is None
    assert said(after(world_variables=more.replace("n: 0..100", "n: 0..100 from 3"))) == (
        "`n` is now 3, was 0 (3 choices back)"
    )


def test_another_way() -> None:
    found = after(("  next: garden", "  next: porch"), ("garden:", PORCH), way=("up", "eat"))
    assert said(found) == "`eat` of `kitchen` now leads to `porch`, not to `garden`"
    assert (found.how, found.state.location) == ("replayed", "porch")
    assert found.first is not None
    assert (found.first.file, found.first.line) == ("1_part/scenes.yaml", 19)


PORCH = "porch:\n  text: A porch.\n  choices:\n    - on: On.\n  next: garden\n\ngarden:"


def test_a_choice_that_is_gone_keeps_the_place() -> None:
    found = after(("    - eat: |\n        Eat.\n\n        Bread.\n", ""))
    assert said(found) == "the choice `eat` of `kitchen` no longer exists (one choice back)"
    assert (found.how, found.state.location, found.waiting) == ("kept", "garden", 0)
    assert found.state.turn == 3
    assert outcome(found, words("en")).endswith("; the page stands as it was")


def test_a_choice_that_is_closed_now() -> None:
    found = after(("        Bread.\n", "        Bread.\n      if: n >= 1\n"))
    assert said(found) == (
        "the choice `eat` of `kitchen` can no longer be made there (one choice back)"
    )
    reason = "        Bread.\n      if: n >= 1\n      closed: Not hungry.\n"
    found = after(("        Bread.\n", reason), way=("up",))
    assert said(found) == "the choice `eat` of `kitchen` is now closed"
    assert after(("        Bread.\n", reason)).how == "kept"


def test_a_place_that_is_gone() -> None:
    text = STORY[: STORY.index("garden:")].replace("garden", "the_end")
    old = edited()
    found = follow(old, machine(text), played(old, *WAY), "en")
    # `eat` now leads to the end, where there is nothing to wait for.
    assert (found.how, found.waiting, found.state.location) == ("back", 1, "the_end")
    assert said(found).startswith("`eat` of `kitchen` now leads to `the_end`, not to `garden`")
    assert outcome(found, words("en")).endswith("your choice waits for the story to have it again")


def test_an_edit_taken_back_brings_the_place_back() -> None:
    old = edited()
    short = machine(STORY[: STORY.index("garden:")].replace("garden", "the_end"))
    first = follow(old, short, played(old, *WAY), "en")
    assert first.state.turn == 2
    again = Played(7, first.timeline, first.state, first.wanted)
    found = follow(short, old, again, "en")
    assert (found.how, found.waiting, found.state.location) == ("replayed", 0, "garden")
    assert found.state.turn == 3
    assert found.is_again


def test_the_place_that_is_kept_follows_further_edits() -> None:
    old = edited()
    without = ("    - eat: |\n        Eat.\n\n        Bread.\n", "")
    kept = follow(old, edited(without), played(old, "up", "eat"), "en")
    here = Played(7, kept.timeline, kept.state, kept.wanted)
    same = follow(edited(without), edited(without, ("The garden.", "Roses.")), here, "en")
    assert same.how == "kept"
    assert said(same) == "this text has changed"
    assert [same.page.lines[number].text for number in same.changed] == ["Roses."]
    back = follow(edited(without), old, here, "en")
    assert (back.how, back.is_again) == ("replayed", True)
    assert outcome(back, words("en")) == (
        "`kitchen` now offers `eat` (one choice back) · your choices lead here again"
    )


def test_choosing_on_from_a_kept_place() -> None:
    old = edited()
    new = edited(("    - eat: |\n        Eat.\n\n        Bread.\n", ""))
    kept = follow(old, new, played(old, *WAY), "en")
    history = History(new, 7, kept.timeline, kept.state, kept.known)
    history.choose("wait")
    found = follow(new, edited(), of(history), "en")
    assert (found.how, found.state.turn, found.waiting) == ("replayed", 4, 0)


def test_what_was_renamed_is_the_same() -> None:
    renamed = edited(
        ("    - eat: |", "    - dine: |"),
        ("        Bread.\n", "        Bread.\n      was: eat\n"),
        ("kitchen\n\nkitchen:\n", "galley\n\ngalley:\n  was: kitchen\n"),
    )
    old = edited()
    found = follow(old, renamed, played(old, *WAY), "en")
    assert (found.how, found.first, found.changed) == ("replayed", None, frozenset())
    # The rename stays while something else is edited.
    same = follow(renamed, renamed, Played(7, found.timeline, found.state), "en")
    assert (same.how, same.first) == ("replayed", None)
    # And back: the playthrough still has the names it was played with.
    found = follow(renamed, old, Played(7, found.timeline, found.state), "en")
    assert (found.how, found.first) == ("replayed", None)


def test_what_is_offered() -> None:
    more = ("    - leave: Leave.", "    - look: Look.\n      goto: here\n    - leave: Leave.")
    found = after(more, way=("up",))
    assert said(found) == "`kitchen` now offers `look`"
    assert [number - len(found.page.lines) for number in found.changed] == [1]
    old = edited(more)
    away = follow(old, edited(), played(old, "up"), "en")
    assert said(away) == "`kitchen` no longer offers `look`"
    label = after(("Leave.", "Go."), way=("up",))
    assert said(label) == "the label of `leave` of `kitchen` has changed"
    assert [number - len(label.page.lines) for number in label.changed] == [1]
    assert said(after(("    - turn: Turn over.\n      if: n >= 1\n", "    - turn: Turn over.\n"),
                      way=())) == "`start` now offers `turn`"  # fmt: skip


def test_a_state_that_the_choices_do_not_lead_to() -> None:
    """As a saved game of an older story has it: its snapshot was believed, and is left now."""
    old = edited()
    way = played(old, "up", "eat")
    slot = old.layout.slots["ann.trust"]
    values = (*way.state.values[:slot], 9, *way.state.values[slot + 1 :])
    here = way._replace(state=way.state._replace(values=values))
    found = follow(old, edited(("The garden.", "Roses.")), here, "en")
    assert (found.how, found.is_again) == ("replayed", True)
    assert found.state.values[slot] == 6


def test_an_earlier_place_with_a_way_of_its_own() -> None:
    """After going back, the line that was left does not count."""
    old = edited()
    gone = played(old, *WAY)
    nodes = gone.timeline
    at = moved(nodes, 1)
    history = anew(old, 7)
    history.choose("up")
    here = Played(7, at, history.state)
    found = follow(old, edited(("The garden.", "Roses.")), here, "en")
    assert (found.how, found.first, found.timeline.head) == ("replayed", None, 1)
    assert len(found.timeline.nodes) == 4


def test_everything_is_gone() -> None:
    old = edited()
    begun = Timeline((played(old, "up").timeline.nodes[0]._replace(depth=1, whole={}),), 0)
    state: State = engine.begin(old, 7)[0]
    found = follow(old, edited(), Played(7, begun, state), "en")
    assert (found.how, found.state.location) == ("anew", "start")
    assert outcome(found, words("en")).endswith(
        "nothing is left of your way; the story begins again"
    )


def test_several_pages_and_french() -> None:
    found = after(("The garden.", "Roses."), ("You wake.", "Awake."))
    assert said(found, "fr") == "le texte `start` a changé (3 choix plus tôt)"
    assert outcome(found, words("fr")).endswith(", et une autre page")
    assert outcome(found, words("en")).endswith(" (3 choices back), and one more page")


def test_another_beginning() -> None:
    files = {
        "1_part/scenes.yaml": STORY.replace("Sit down.", "Sit down.\n      goto: start"),
        "story.yaml": WORLD["story.yaml"].replace("begins: start", "begins: garden"),
    }
    old = edited()
    found = follow(old, machine(files), played(old), "en")
    assert said(found) == "the story now begins with `garden`, not with `start`"


def test_the_clock() -> None:
    airless = WORLD["world/variables.yaml"].replace("timer 0..90 from 90", "0..90 from 90")
    later = ("      goto: garden\n", "      goto: garden\n      clock: +90m\n")
    old = edited(world_variables=airless)
    new = edited(later, world_variables=airless)
    assert said(follow(old, new, played(old, "up", "leave"), "en")) == (
        "`clock` is now 01:30, was 00:00"
    )


def test_texts_that_come_and_go() -> None:
    gone = ("    - eat: |\n        Eat.\n\n        Bread.\n", "    - eat: Eat.\n")
    assert said(after(gone, way=("up", "eat"))) == (
        "the text `kitchen.eat.then` is no longer read here"
    )
    old = edited(gone)
    new = follow(old, edited(), played(old, "up", "eat"), "en")
    assert said(new) == "the text `kitchen.eat.then` is now read here"


def test_another_order() -> None:
    found = after(
        ("    - sit: Sit down.\n    - wait: Wait.\n      goto: here\n",
         "    - wait: Wait.\n      goto: here\n    - sit: Sit down.\n"),
        way=("up", "eat"),
    )  # fmt: skip
    assert said(found) == "the choices of `garden` stand in another order"
