"""A part of a map: one chapter, or what lies around one scene.

What a part leads to, and what leads to it, stays on the map as a node *elsewhere*, so that
nothing seems to lead nowhere.
"""

from __future__ import annotations

from collections.abc import Set

from ulysse_game.authoring.map.graph import Graph


def chapter(graph: Graph, id: str) -> Graph:
    """The chapter of this id and its neighbours."""
    return _part(graph, {node.id for node in graph.nodes if node.chapter == id})


def around(graph: Graph, scene: str, steps: int) -> Graph:
    """Everything within ``steps`` ways of a scene, forwards or backwards."""
    beside: dict[str, set[str]] = {node.id: set() for node in graph.nodes}
    for edge in graph.edges:
        beside[edge.source].add(edge.target)
        beside[edge.target].add(edge.source)
    found, rim = {scene}, {scene}
    for _ in range(steps):
        rim = set().union(*(beside[id] for id in rim)) - found
        found |= rim
    return _part(graph, found)


def _part(graph: Graph, kept: Set[str]) -> Graph:
    edges = tuple(each for each in graph.edges if each.source in kept or each.target in kept)
    shown = kept | {id for edge in edges for id in (edge.source, edge.target)}
    nodes = tuple(
        node if node.id in kept else node._replace(is_elsewhere=True)
        for node in graph.nodes
        if node.id in shown
    )
    clusters = (
        each._replace(nodes=tuple(id for id in each.nodes if id in shown))
        for each in graph.clusters
    )
    return Graph(graph.title, nodes, edges, tuple(each for each in clusters if each.nodes))
