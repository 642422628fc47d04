"""What stands on a map in words: on its nodes and on its edges, in every form of it.

A way is told by its id and the first words of what the player picks; on a large map by its id
alone. Conditions stand in the tips, whole.
"""

from __future__ import annotations

from ulysse_game.authoring.map.graph import Edge, Graph, Node, Way
from ulysse_game.authoring.map.wording import counted, shortened

MOST_WAYS = 4
"""Lines of one edge's label; of more ways the number is told."""
LARGE = 150
"""Scenes of a map above which edges are told by ids alone, and chapters folded."""
_LONGEST_NODE = 40


def is_large(graph: Graph) -> bool:
    """Whether this map is told in short."""
    return len(graph.nodes) > LARGE


def on_node(node: Node) -> tuple[str, ...]:
    """The lines of a node: its name, its title, what is special about it."""
    marks = " · ".join(node.marks)
    lines = [node.name, node.title, marks]
    return tuple(shortened(each, _LONGEST_NODE) for each in lines if each)


def on_edge(edge: Edge, in_short: bool = False) -> tuple[str, ...]:
    """The lines of an edge's label; none where it says nothing but *next*."""
    if in_short:
        ids = " · ".join(way.id for way in edge.ways if way.id)
        return (shortened(ids or _manner(edge, edge.ways[0]), 30),) if ids or _is_told(edge) else ()
    lines = [_line(edge, way) for way in edge.ways]
    if len(lines) > MOST_WAYS:
        lines = [*lines[: MOST_WAYS - 1], f"+ {len(lines) - MOST_WAYS + 1} more"]
    return tuple(filter(None, lines))


def tip(edge: Edge) -> str:
    """Everything about an edge, a line for each way."""
    lines = [f"{edge.source} → {edge.target} ({edge.kind})"]
    for way in edge.ways:
        said = f"{way.id}: {way.words}" if way.id and way.words else way.id or way.words
        if said or way.asks:
            lines.append(" — ".join(filter(None, (said, way.asks))))
    return "\n".join(lines)


def tip_of_node(node: Node) -> str:
    """Everything a map knows of a node."""
    where = f"{node.file}:{node.line}" if node.file else ""
    return "\n".join(filter(None, (node.name, node.title, *node.marks, counted(node.words), where)))


def _line(edge: Edge, way: Way) -> str:
    if not way.id:
        return shortened(_manner(edge, way)) if _is_told(edge) else ""
    words = f"{way.id}: {way.words}" if way.words and edge.kind != "draw" else way.words or way.id
    return shortened(words)


def _is_told(edge: Edge) -> bool:
    return edge.kind in ("else", "detour", "rule") or any(way.asks for way in edge.ways)


def _manner(edge: Edge, way: Way) -> str:
    """How an edge is called that no choice makes."""
    if edge.kind in ("else", "detour"):
        return edge.kind
    return way.asks.removeprefix("then next ") or edge.kind
