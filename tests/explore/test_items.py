"""Every thing there is to be seen in a story has a name, whether or not anything leads there."""

from __future__ import annotations

import pytest

from tests.compiler.small import machine
from tests.engine.plays import NAMES
from tests.explore.sites import known, made, tiny
from ulysse_game.explore import KINDS, Item
from ulysse_game.explore.flow import Ask, Flow, Here
from ulysse_game.explore.items import Items, keys_of
from ulysse_game.story import YES, Choice

SCENES = """
start:
  title: Begin
  text: |
    One. {n >= 3: Many|Few}.
  choices:
    - up: Up.
      do: n += 1 if flag_one
      goto: start
    - high: High.
      if: n >= 2
      closed: Too low.
      goto: loop
    - end: End.
      goto: the_end
loop:
  each: p in ours if p.trust >= 3
  text: About.
  choices:
    - ask: Ask.
      do: p.trust -= 1
      goto: here
    - leave: Leave.
  next: start
nowhere:
  text: Nothing leads here.
  choices:
    - out: Out.
      goto: the_end
"""
RULES = """rules:
  tired:
    when: n >= 3
    do: flag_one
    text: |
      Tired.
  never:
    when: n >= 4 and n <= 3
    goto: nowhere
"""
KEPT = """invariants:
  kept:
    always: n <= 3
    means: few
"""
TABLE = {
    ("scene", "start"), ("scene", "loop"), ("scene", "nowhere"), ("scene", "later"),
    ("scene", "the_end"),
    ("place", "loop/ann"), ("place", "loop/bob"),
    ("choice", "start.up"), ("choice", "start.high"), ("choice", "start.end"),
    ("choice", "loop/ann.ask"), ("choice", "loop/ann.leave"),
    ("choice", "loop/bob.ask"), ("choice", "loop/bob.leave"),
    ("choice", "nowhere.out"),
    ("closed", "start.high#1"),
    ("rule", "tired"), ("rule", "never"),
    ("ending", "curtain"),
    ("yes", "start.up.do[1].if"), ("no", "start.up.do[1].if"),
    ("yes", "loop.each"), ("no", "loop.each"),
    ("alternative", "start#1.1"), ("alternative", "start#1.2"),
    ("broken", "kept"),
}  # fmt: skip
TEXTS = {"start.title", "start", "start.up", "start.high", "loop", "loop.ask", "nowhere", "later"}


def keys(items: Items) -> set[tuple[str, str]]:
    return {(item.kind, item.name) for item in items.every}


def test_what_there_is_to_be_seen() -> None:
    found = keys(tiny(SCENES, RULES, KEPT).items)
    told = ("scene", "place", "choice", "closed", "rule", "ending", "yes", "no", "alternative")
    assert {key for key in found if key[0] in (*told, "broken")} == TABLE
    assert {name for kind, name in found if kind == "text"} > {*TEXTS, "rule.tired"}


def test_numbers_go_by_kind_and_sets_are_bits() -> None:
    items = tiny(SCENES, RULES, KEPT).items
    kinds = [item.kind for item in items.every]
    assert kinds == sorted(kinds, key=KINDS.index)
    for number, item in enumerate(items.every):
        assert items.number[item.kind, item.name] == number
        assert items.bit(item.kind, item.name) == 1 << number
        assert items.item(item.kind, item.name) is item
    assert items.bit("scene", "no_such") == 0
    first, last = items.every[0], items.every[-1]
    both = items.bit(*first[:2]) | items.bit(*last[:2])
    assert list(items.of(both)) == [first, last]
    assert list(items.of(0)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_scene_and_every_choice_of_a_story_is_an_item(name: str) -> None:
    site = known(name)
    story, number = site.machine.story, site.items.number
    for id, scene in story.scenes.items():
        assert ("scene", id) in number
        own = {name for kind, name in number if kind == "choice"}
        for choice in scene.choices:
            if isinstance(choice, Choice) and choice.each is None and scene.each is None:
                assert f"{id}.{choice.id}" in own
    assert {("ending", ending.id) for ending in story.world.endings} <= number.keys()
    assert {("rule", rule.id) for rule in story.world.rules} <= number.keys()
    assert site.reach.items <= number.keys()


def test_the_items_do_not_hang_on_what_was_looked_at_before() -> None:
    machine = made(SCENES, RULES, KEPT)
    fresh = Items(Flow(machine))
    flow = Flow(machine)
    flow.entering("start", Here())
    number = 0
    while number < len(flow.points):
        flow.edges(number)
        number += 1
    assert keys(Items(flow)) == keys(fresh)


@pytest.mark.parametrize(
    ("kind", "name", "file", "line"),
    [
        ("scene", "start", "1_part/scenes.yaml", 2),
        ("scene", "later", "2_part/scenes.yaml", 1),
        ("choice", "start.up", "1_part/scenes.yaml", 7),
        ("yes", "start.up.do[1].if", "1_part/scenes.yaml", 7),
        ("closed", "start.high#1", "1_part/scenes.yaml", 10),
        ("choice", "loop/bob.ask", "1_part/scenes.yaml", 20),
        ("place", "loop/ann", "1_part/scenes.yaml", 16),
        ("alternative", "start#1.2", "1_part/scenes.yaml", 2),
        ("ending", "curtain", "world/endings.yaml", 0),
        ("rule", "tired", "world/rules.yaml", 0),
        ("text", "rule.tired", "world/rules.yaml", 0),
        ("broken", "kept", "world/invariants.yaml", 0),
        ("trap", "nowhere", "1_part/scenes.yaml", 25),
        ("text", "status.clock", "world/panels.yaml", 0),
        ("text", "observation.obs_01.notebook", "world/observations.yaml", 0),
        ("text", "elsewhere", "", 0),
    ],
)
def test_where_it_is_written(kind: str, name: str, file: str, line: int) -> None:
    """Of a trap, too, which is found only when it is looked for."""
    assert tiny(SCENES, RULES, KEPT).items.item(kind, name) == Item(kind, name, file, line)


DECK = """
start:
  choices:
    - draw: deck
    - end: End.
      goto: the_end
card:
  offer: A card.
  text: Drawn.
  next: return
"""


def test_a_card_is_a_choice_where_it_is_drawn() -> None:
    chapter = "chapter: part\ntitle: Part one\nbegins: start\ndecks:\n  deck: card\n"
    played = machine({"1_part/scenes.yaml": DECK, "1_part/chapter.yaml": chapter})
    items = Items(Flow(played))
    assert ("choice", "start.card") in keys(items)
    assert items.item("choice", "start.card").file == "1_part/scenes.yaml"
    assert items.item("choice", "start.draw").line == 4


def test_the_items_of_a_watched_condition() -> None:
    assert keys_of(Ask("outcome", "x", YES)) == (("yes", "x"), ("no", "x"))
    assert keys_of(Ask("text", "x", YES)) == (("text", "x"),)
