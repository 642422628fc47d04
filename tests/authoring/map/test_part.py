"""Parts of a map, and what stays on it so that nothing seems to lead nowhere."""

from __future__ import annotations

from tests.authoring.map.maps import graph
from ulysse_game.authoring.map import Graph, around, chapter


def shown(part: Graph) -> dict[str, bool]:
    return {node.id: node.is_elsewhere for node in part.nodes}


def test_a_chapter_and_its_neighbours() -> None:
    part = chapter(graph(), "second")
    assert shown(part) == {"later": False, "the_end": True}
    assert [(each.source, each.target) for each in part.edges] == [("later", "the_end")]
    assert [each.id for each in part.clusters] == ["second", ""]
    assert part.clusters[1].nodes == ("the_end",)


def test_around_a_scene_goes_both_ways() -> None:
    one = shown(around(graph(), "loop", 1))
    assert {id for id, is_elsewhere in one.items() if not is_elsewhere} == {
        "loop",
        "start",
        "drawn",
    }
    assert one["side"]
    assert "later" not in one
    none = shown(around(graph(), "loop", 0))
    assert {id for id, is_elsewhere in none.items() if not is_elsewhere} == {"loop"}
    assert none["start"]
    all_of_it = around(graph(), "start", 50)
    assert len(all_of_it.nodes) == len(graph().nodes) - 2  # the rule leads to the early end only
