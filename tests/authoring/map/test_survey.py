"""What stands on a map: every scene, every way, and what is special about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.map.maps import graph, story
from tests.compiler.small import story as story_of
from ulysse_game.authoring.map import Way, graph_of
from ulysse_game.authoring.map.graph import ENDINGS, KINDS
from ulysse_game.compiler import compile_folder
from ulysse_game.story import Choice, Go

ROOT = Path(__file__).parents[3]


def edges() -> dict[tuple[str, str, str], tuple[Way, ...]]:
    return {(each.source, each.target, each.kind): each.ways for each in graph().edges}


def test_every_scene_is_a_node() -> None:
    scenes = [node.id for node in graph().nodes if node.file]
    assert scenes == list(story().scenes)
    assert sorted(id for each in graph().clusters for id in each.nodes) == sorted(
        node.id for node in graph().nodes
    )


def test_ways_of_the_same_kind_between_two_scenes_are_one_edge() -> None:
    keys = [(each.source, each.target, each.kind) for each in graph().edges]
    assert len(keys) == len(set(keys))
    assert [way.id for way in edges()["loop", "drawn", "choice"]] == ["ask", "leave"]


def test_what_leads_where() -> None:
    assert sorted(edges()) == [
        (ENDINGS, "the_end", "ending"),
        ("drawn", "last", "choice"),
        ("drawn", "night", "draw"),
        ("drawn", "side", "detour"),
        ("last", ENDINGS, "next"),
        ("later", "the_end", "next"),
        ("loop", "drawn", "choice"),
        ("loop", "drawn", "else"),
        ("night", "last", "next"),
        ("rule.storm", "early", "rule"),
        ("start", "card_one", "draw"),
        ("start", "card_two", "draw"),
        ("start", "drawn", "choice"),
        ("start", "loop", "choice"),
        ("start", "side", "detour"),
        ("start", "start", "choice"),
    ]


def test_what_ways_ask() -> None:
    go, onward = edges()["start", "loop", "choice"]
    assert go == Way("go", "Go on, “now” [really].", "n >= 3 and weather is calm")
    assert go.asks == "if n >= 3 and weather is calm"
    assert onward.asks == "then next if flag_two"
    assert edges()["loop", "drawn", "else"][0].asks == "if not flag_one"
    assert edges()["start", "card_one", "draw"][0].asks == "if not flag_one"
    assert edges()["drawn", "last", "choice"][0].then == "if no card of nights is on offer"
    assert edges()["rule.storm", "early", "rule"][0].condition == "weather is storm"
    assert edges()["start", "drawn", "choice"][0].asks == ""


def test_who_must_be_there_is_asked_too() -> None:
    found = graph_of(
        story_of(
            "start:\n  with: ann, bob?, cal (radio)\n  when: n >= 1\n  else: the_end\n"
            "  text: |\n    Begin.\n  next: the_end\n"
        )
    )
    ways = {each.kind: each.ways for each in found.edges if each.source == "start"}
    assert ways["else"][0].condition == "not (n >= 1 and ann.here and cal.alive)"


def test_odds_and_loops_are_told() -> None:
    found = graph_of(
        story_of(
            "start:\n  text: |\n    Begin.\n  choices:\n    - ask: Ask {p}.\n"
            "      each: p in ours if p.here\n      goto: other\n    - leave: Leave.\n"
            "  next:\n    - other odds 2 if n >= 1\n    - the_end odds 1\n"
            "other:\n  text: |\n    Other.\n  next: the_end\n"
        )
    )
    ways = {(each.source, each.target): each.ways for each in found.edges}
    ask, leave = ways["start", "other"]
    assert ask.asks == "each p in ours if p.here"
    assert leave.asks == "then next odds 2 if n >= 1"


@pytest.mark.parametrize(
    ("id", "kind", "marks"),
    [
        ("start", "scene", ("begins",)),
        ("side", "scene", ("returns",)),
        ("loop", "scene", ("each p in ours if p.here",)),
        ("drawn", "scene", ("pick 1",)),
        ("card_one", "card", ("card of cards", "returns")),
        ("early", "early", ("premature end early_end",)),
        ("the_end", "ending", ("ending curtain",)),
        ("rule.storm", "rule", ("rule",)),
        (ENDINGS, "endings", ("the first ending that holds",)),
    ],
)
def test_marks(id: str, kind: str, marks: tuple[str, ...]) -> None:
    node = next(each for each in graph().nodes if each.id == id)
    assert (node.kind, node.marks) == (kind, marks)


def test_titles_places_and_words() -> None:
    start = graph().nodes[0]
    assert (start.title, start.file, start.line) == ("The start", "1_part/scenes.yaml", 2)
    card = next(each for each in graph().nodes if each.id == "card_one")
    assert card.words == 5  # The first card. A card.


def test_chapters_in_their_order_and_what_belongs_to_none_last() -> None:
    assert [(each.id, each.title) for each in graph().clusters] == [
        ("part", "Part one"),
        ("second", "Part two"),
        ("", "in no chapter"),
    ]


@pytest.mark.parametrize("folder", ["story", "tests/samples/story"])
def test_no_way_of_a_real_story_is_missing(folder: str) -> None:
    found = compile_folder(ROOT / folder).story
    assert found is not None
    made = graph_of(found)
    pairs = {(each.source, each.target) for each in made.edges}
    ids = {(each.source, way.id) for each in made.edges for way in each.ways}
    names = {node.id for node in made.nodes}
    assert all(source in names and target in names for source, target in pairs)
    assert {each.kind for each in made.edges} <= set(KINDS)
    for scene in found.scenes.values():
        for target in scene.next:
            if isinstance(target, Go) and target.scene in found.scenes:
                assert (scene.id, target.scene) in pairs
        for choice in scene.choices:
            if isinstance(choice, Choice) and choice.goto in found.scenes:
                assert (scene.id, choice.goto) in pairs
                assert (scene.id, choice.id) in ids
