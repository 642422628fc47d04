"""The map in the language of Graphviz, for its own programs to lay out: ``dot -Tsvg map.dot``.

Scenes are boxes in a frame for each chapter. The sheet is white, so that what is drawn can be
read on dark pages too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ulysse_game.authoring.map.graph import Edge, Graph, Node
from ulysse_game.authoring.map.lettering import is_large, on_edge, on_node, tip, tip_of_node
from ulysse_game.authoring.map.shade import PAINTS, Shading

_HEAD = """\
  graph [rankdir=TB, bgcolor="#ffffff", fontname="Helvetica", fontsize=16, labeljust=l,
         nodesep=0.25, ranksep=0.45, newrank=false, compound=true, tooltip=" "]
  node [shape=box, style=filled, fontname="Helvetica", fontsize=11, margin="0.12,0.06",
        fillcolor="#ffffff", color="#6b6f80", fontcolor="#1b1b1f"]
  edge [fontname="Helvetica", fontsize=9, color="#5d606b", fontcolor="#50525c", arrowsize=0.7]
"""
_FRAME = 'style=filled; fillcolor="#f4f4ef"; color="#a9a99f"'
_NODES = {
    "card": "rounded,dashed",
    "rule": "dotted",
    "endings": "dotted",
    "elsewhere": "dashed",
}
_EDGES = {
    "next": "penwidth=2",
    "detour": "style=dashed",
    "rule": "style=dotted, penwidth=2",
    "else": "style=dashed, arrowhead=empty",
    "draw": "style=dashed, arrowhead=odiamond",
}


def dot(graph: Graph, shading: Shading) -> Iterator[str]:
    """The map, line by line."""
    in_short = is_large(graph)
    nodes = {node.id: node for node in graph.nodes}
    yield f"digraph {_quoted(graph.title)} {{"
    yield _HEAD.rstrip("\n")
    for number, cluster in enumerate(graph.clusters):
        yield f"  subgraph cluster_{number} {{"
        yield f"    label={_quoted(cluster.title)}; {_FRAME}"
        for id in cluster.nodes:
            yield f"    {_node(nodes[id], shading)}"
        yield "  }"
    for edge in graph.edges:
        yield f"  {_edge(edge, in_short)}"
    yield from _legend(shading)
    yield "}"


def _legend(shading: Shading) -> Iterator[str]:
    """The keys of the colours, one under the other in a frame of their own."""
    if not shading.legend:
        return
    keys = [f".legend {number}" for number, _ in enumerate(shading.legend)]
    yield f'  subgraph cluster_legend {{ label={_quoted(shading.by)}; color="#a9a99f"'
    for key, (paint, words) in zip(keys, shading.legend, strict=True):
        yield f"    {_quoted(key)} [label={_quoted(words)}, {_paint(paint)}, shape=note]"
    if len(keys) > 1:
        yield f"    {' -> '.join(map(_quoted, keys))} [style=invis]"
    yield "  }"


def _node(node: Node, shading: Shading) -> str:
    shade = shading.shades.get(node.id)
    note = (shade.note,) if shade and shade.note else ()
    kind = "elsewhere" if node.is_elsewhere else node.kind
    looks = [f"label={_lines((*on_node(node), *note))}", f"tooltip={_lines([tip_of_node(node)])}"]
    if kind in _NODES:
        looks.append(f'style="filled,{_NODES[kind]}"')
    if node.kind in ("ending", "early"):
        looks.append("peripheries=2")
    if shade:
        looks.append(_paint(shade.paint))
    return f"{_quoted(node.id)} [{', '.join(looks)}]"


def _paint(name: str) -> str:
    paint = PAINTS[name]
    return (
        f'fillcolor="{paint.fill}", fontcolor="{paint.ink}", color="{paint.border}", '
        f"penwidth={paint.thick}"
    )


def _edge(edge: Edge, in_short: bool) -> str:
    looks = [_EDGES[edge.kind]] if edge.kind in _EDGES else []
    label = on_edge(edge, in_short)
    if label:
        looks.append(f"label={_lines(label)}")
    looks.append(f"tooltip={_lines([tip(edge)])}")
    if label:
        looks.append(f"labeltooltip={_lines([tip(edge)])}")
    return f"{_quoted(edge.source)} -> {_quoted(edge.target)} [{', '.join(looks)}]"


def _quoted(words: str) -> str:
    r"""In quotes; a backslash is doubled, so that ``\N`` and the like stand for themselves.

    Graphviz reads entities of HTML in names, so an ampersand is written as one.
    """
    found = words.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'"{_clean(found)}"'


def _lines(lines: Iterable[str]) -> str:
    """Several lines in quotes, one under the other, in the middle."""
    return (
        '"' + "\\n".join(_quoted(part)[1:-1] for line in lines for part in line.split("\n")) + '"'
    )


def _clean(words: str) -> str:
    return "".join(sign if sign >= " " else " " for sign in words)
