"""The map in the language of Mermaid, which many sites and editors draw within a text.

Every name is written with a prefix, and every sign that could mean something as its number, so
that any label passes. Mermaid draws at most 500 edges unless its page allows more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ulysse_game.authoring.map.graph import Edge, Graph, Node
from ulysse_game.authoring.map.lettering import is_large, on_edge, on_node
from ulysse_game.authoring.map.shade import PAINTS, Shading

MOST_EDGES = 500
"""As many as Mermaid draws where its page does not allow more."""
_SHAPES = {
    "scene": ('["', '"]'),
    "card": ('("', '")'),
    "ending": ('[["', '"]]'),
    "early": ('[["', '"]]'),
    "rule": ('{{"', '"}}'),
    "endings": ('(["', '"])'),
}
_ARROWS = {"next": "==>", "detour": "-.->", "rule": "-.->", "else": "-.->", "draw": "-.->"}
_PLAIN = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ .,:!?'’“”«»…–—·+%"
    "éèêëàâäùûüôöîïçÉÈÊÀÂÔÎÇœæ\u00a0\u202f→"
)


def mermaid(graph: Graph, shading: Shading) -> Iterator[str]:
    """The map, line by line."""
    in_short = is_large(graph)
    nodes = {node.id: node for node in graph.nodes}
    yield "flowchart TD"
    for number, cluster in enumerate(graph.clusters):
        yield f'  subgraph chapter_{number}["{_words([cluster.title])}"]'
        for id in cluster.nodes:
            yield f"    {_node(nodes[id], shading)}"
        yield "  end"
    for edge in graph.edges:
        yield f"  {_edge(edge, in_short)}"
    used: dict[str, list[str]] = {}
    for node in graph.nodes:
        if node.id in shading.shades:
            used.setdefault(shading.shades[node.id].paint, []).append(node.id)
    for paint, ids in used.items():
        yield f"  classDef {paint} {_style(paint)}"
        yield f"  class {','.join(map(_name, ids))} {paint}"


def _node(node: Node, shading: Shading) -> str:
    shade = shading.shades.get(node.id)
    note = (shade.note,) if shade and shade.note else ()
    before, after = _SHAPES[node.kind]
    return f"{_name(node.id)}{before}{_words((*on_node(node), *note))}{after}"


def _edge(edge: Edge, in_short: bool) -> str:
    label = on_edge(edge, in_short)
    arrow = _ARROWS.get(edge.kind, "-->")
    said = f'|"{_words(label)}"|' if label else ""
    return f"{_name(edge.source)} {arrow}{said} {_name(edge.target)}"


def _style(name: str) -> str:
    paint = PAINTS[name]
    dash = f",stroke-dasharray:{paint.dash}" if paint.dash else ""
    return f"fill:{paint.fill},color:{paint.ink},stroke:{paint.border}{dash}"


def _name(id: str) -> str:
    """A node’s name; the dot of what is no scene becomes what no scene’s name has."""
    return f"n_{id.replace('.', '__')}" if "." in id else f"s_{id}"


def _words(lines: Iterable[str]) -> str:
    return "<br/>".join("".join(map(_sign, line)) for line in lines)


def _sign(sign: str) -> str:
    if sign in _PLAIN:
        return sign
    return f"#{ord(sign)};" if sign >= " " else " "
