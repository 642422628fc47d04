"""The map as one page: to look about in, to search, to fold and to read scenes beside.

The page is one file and asks for nothing else; its policy forbids it to. What the story says is
data in it, never a program: texts stand as escaped HTML in templates, all else as JSON without
the signs that could end it. Whoever does not look at pictures has the list of scenes, with the
same search and the same panel.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from ulysse_game.authoring.map.atlas import HEAD, MARGIN, Drawn, Sheet, atlas
from ulysse_game.authoring.map.graph import Graph, Node
from ulysse_game.authoring.map.layout import width
from ulysse_game.authoring.map.lettering import is_large, tip, tip_of_node
from ulysse_game.authoring.map.look import MARKERS, style
from ulysse_game.authoring.map.reading import Reader
from ulysse_game.authoring.map.shade import Shading
from ulysse_game.authoring.map.strokes import curve, loop
from ulysse_game.story import Expression, Story

_HERE = Path(__file__).parent
_BAR = """\
<label>Search <input id=search type=search placeholder="id, title or words"
 aria-describedby=hits></label><output id=hits for=search></output>
<label>Colours <select id=colors></select></label>
<span class=buttons><button id=out title="smaller (−)">−</button><button id=in
 title="larger (+)">+</button><button id=fit title="all of it (0)">fit</button><button id=fold
>fold all</button><button id=unfold>unfold all</button></span>
<ul id=legend aria-label="what the colours mean"></ul>"""


def page(
    graph: Graph,
    story: Story,
    shadings: Sequence[Shading],
    verdicts: Mapping[str, str],
    defined: Mapping[Expression, str] | None = None,
) -> Iterator[str]:
    """The page, line by line.

    ``shadings`` are those to choose from, the first one shown; ``verdicts`` those of scenes and
    of choices (``SCENE.CHOICE``), and ``defined`` the named expressions, for the panel.
    """
    look = f"{style(':root')}{_file('page.css')}"
    script = _file("page.js")
    title = escape(f"Map of {graph.title}")
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(look, script)}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>{look}</style></head><body>"
    yield f"<header><h1>{title}</h1>{_BAR}</header>"
    yield "<nav id=list aria-label=scenes><h2>Scenes</h2>"
    yield from _list(graph)
    yield "</nav><main><svg id=map tabindex=0 role=application"
    yield ' aria-label="The map. Arrow keys move it, + and − change its size, 0 shows all of it.'
    yield f' The list of scenes says the same in words."><defs>{MARKERS}</defs></svg></main>'
    yield "<aside id=panel aria-label=scene hidden><button id=close>close</button>"
    yield "<article></article></aside>"
    reader = Reader(story, graph, verdicts, defined)
    for node in graph.nodes:
        yield f'<template data-id="{escape(node.id)}">'
        yield from reader.article(node)
        yield "</template>"
    yield f'<script id=data type="application/json">{_json(_data(graph, shadings))}</script>'
    yield f"<script>{script}</script></body></html>"


def _list(graph: Graph) -> Iterator[str]:
    """The list of scenes, a fold for each chapter."""
    nodes = {node.id: node for node in graph.nodes}
    is_open = "" if is_large(graph) else " open"
    for cluster in graph.clusters:
        yield f"<details{is_open}><summary>{escape(cluster.title)}</summary><ul>"
        for id in cluster.nodes:
            node = nodes[id]
            more = " · ".join(filter(None, (node.title, *node.marks)))
            told = f" <small>{escape(more)}</small>" if more else ""
            link = f'<a href="#scene={escape(id)}">{escape(node.name)}</a>'
            yield f'<li data-id="{escape(id)}">{link}{told} <small class=note></small>'
        yield "</ul></details>"


# -- what the script draws from -------------------------------------------------------------------


def _data(graph: Graph, shadings: Sequence[Shading]) -> dict[str, Any]:
    nodes = {node.id: node for node in graph.nodes}
    return {
        "folded": is_large(graph),
        "sheets": [_sheet(sheet, nodes) for sheet in atlas(graph)],
        "shadings": [
            {
                "by": each.by,
                "shades": {id: [shade.paint, shade.note] for id, shade in each.shades.items()},
                "legend": each.legend,
            }
            for each in shadings
        ],
    }


def _sheet(sheet: Sheet, nodes: Mapping[str, Node]) -> dict[str, Any]:
    return {
        "id": sheet.cluster.id,
        "title": sheet.cluster.title,
        "count": sum(bool(nodes[id].file) for id in sheet.cluster.nodes),
        "wide": round(width(sheet.cluster.title, 16) * 1.1),
        "w": round(sheet.width, 1),
        "h": round(sheet.height, 1),
        "head": HEAD,
        "margin": MARGIN,
        "nodes": [
            {
                "id": each.node.id,
                "x": round(each.x, 1),
                "y": round(each.y, 1),
                "w": round(each.width, 1),
                "h": round(each.height, 1),
                "kind": each.node.kind + (" elsewhere" if each.node.is_elsewhere else ""),
                "lines": each.lines,
                "tip": tip_of_node(each.node),
            }
            for each in sheet.nodes
        ],
        "edges": [_edge(each, sheet) for each in sheet.edges],
        "ins": [{"to": door.target, "x": round(door.x, 1)} for door in sheet.ins],
        "outs": [
            {"to": door.target, "x": round(door.x, 1), "label": door.label, "n": len(door.edges)}
            for door in sheet.outs
        ],
        "entries": [
            f"M{line.knots[0].x:.1f} 0" + curve(line).replace("M", "L", 1) for line in sheet.entries
        ],
    }


def _edge(drawn: Drawn, sheet: Sheet) -> dict[str, Any]:
    edge, line = drawn.edge, drawn.line
    if line.knots:
        d = curve(line)
    else:
        box = next(each for each in sheet.nodes if each.node.id == edge.source)
        d = loop(box.x + box.width, box.y, box.height, 22.0)
    kind = f"{edge.kind} cut" if line.is_cut else edge.kind
    found = {"s": edge.source, "t": edge.target, "kind": kind, "d": d, "tip": tip(edge)}
    if line.label is None or not drawn.label:
        return found
    x, y = line.label
    wide = max(width(each, 10.5) for each in drawn.label)
    return found | {"x": round(x, 1), "y": round(y, 1), "w": round(wide), "label": drawn.label}


def _json(data: dict[str, Any]) -> str:
    """JSON that nothing in it can end: no ``<``, and no sign that a script takes for a line’s
    end.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


# -- what the page is made of ---------------------------------------------------------------------


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _policy(look: str, script: str) -> str:
    """The page may run this script and take this style, and nothing else, from nowhere."""
    return (
        f"default-src 'none'; style-src '{_hash(look)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode("ascii")
