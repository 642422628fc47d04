"""What can be known of a whole story without playing it: flow, presence, habits that bite.

Each check is a module. They read the compiled scenes and say what is wrong; they change nothing.
"""

from __future__ import annotations

from ulysse_game.compiler.checks.flow import check_flow
from ulysse_game.compiler.checks.graph import Graph
from ulysse_game.compiler.checks.habits import check_habits
from ulysse_game.compiler.checks.presence import check_presence
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.memory import Fresh
from ulysse_game.compiler.scene_links import Links
from ulysse_game.compiler.tables import WrittenRule
from ulysse_game.diagnostics import has_errors
from ulysse_game.story import Scene, World


def check_story(
    desk: Desk,
    world: World,
    scenes: dict[str, Scene],
    links: dict[str, Links],
    rules: list[WrittenRule],
    memory: Fresh,
) -> None:
    """All checks of the whole; those that need sound links only where the links are sound."""
    graph = Graph(world, scenes)
    check_flow(desk, graph, links)
    if has_errors(desk.diagnostics):
        return
    check_presence(desk, graph, links, memory)
    check_habits(desk, world, scenes, links, rules)
