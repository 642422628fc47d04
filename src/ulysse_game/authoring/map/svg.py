"""The map as one SVG picture, laid out here: no other program is needed.

It is readable on light and dark pages alike, and on paper. Names, words and conditions stand in
its tips as well. Nothing in it runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ulysse_game.authoring.map.atlas import (
    HEAD,
    MARGIN,
    NAME,
    NAME_LINE,
    PAD,
    SMALL,
    SMALL_LINE,
    Drawn,
    Placed,
    Sheet,
    atlas,
)
from ulysse_game.authoring.map.graph import Graph
from ulysse_game.authoring.map.layout import width
from ulysse_game.authoring.map.lettering import tip, tip_of_node
from ulysse_game.authoring.map.look import MARKERS, style
from ulysse_game.authoring.map.shade import Shading
from ulysse_game.authoring.map.stack import EDGE, stack
from ulysse_game.authoring.map.strokes import curve, loop, route

_LEGEND = 26.0
_KEY = 14.0


def svg(graph: Graph, shading: Shading) -> Iterator[str]:
    """The picture, line by line."""
    sheets = atlas(graph, any(shade.note for shade in shading.shades.values()))
    whole = stack(sheets)
    head = EDGE + _LEGEND + (_LEGEND if shading.legend else 0)
    wide = max(whole.width, _legend_width(shading))
    high = whole.height + head
    title = escape(_clean(f"Map of {graph.title}"))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" '
        f'width="{wide:.0f}" height="{high:.0f}" role="img" aria-labelledby="map-title">'
    )
    yield f'<title id="map-title">{title}</title>'
    yield f"<style>{style(':root')}</style>"
    yield f"<defs>{MARKERS}</defs>"
    yield f'<rect class="paper" width="{wide:.0f}" height="{high:.0f}"/>'
    yield f'<text class="title" x="{EDGE:.0f}" y="{EDGE + 12:.0f}">{title}</text>'
    yield from _legend(shading)
    yield f'<g transform="translate(0 {head:.0f})">'
    for line in whole.routes:
        yield f'<path class="route" d="{route(line.points)}" marker-end="url(#tip)"/>'
    for sheet, top in zip(sheets, whole.tops, strict=True):
        yield from _sheet(sheet, top, shading)
    yield "</g></svg>"


def _sheet(sheet: Sheet, top: float, shading: Shading) -> Iterator[str]:
    moved = f'transform="translate({EDGE:.0f} {top:.1f})"'
    yield f'<g class="sheet" data-chapter={_quoted(sheet.cluster.id)} {moved}>'
    yield f'<rect class="frame" width="{sheet.width:.1f}" height="{sheet.height:.1f}" rx="10"/>'
    for line in sheet.entries:
        d = f"M{line.knots[0].x:.1f} 0" + curve(line).replace("M", "L", 1)
        yield f'<path class="entry" d="{d}" marker-end="url(#tip)"/>'
    for drawn in sheet.edges:
        yield from _edge(drawn, sheet)
    for door in sheet.outs:
        y = sheet.height - MARGIN
        yield _text(door.x, y - 3, door.label, "door")
    for placed in sheet.nodes:
        yield from _node(placed, shading)
    yield _text(MARGIN, HEAD - 10, sheet.cluster.title, "chapter")
    yield "</g>"


def _edge(drawn: Drawn, sheet: Sheet) -> Iterator[str]:
    edge, line = drawn.edge, drawn.line
    names = f"data-source={_quoted(edge.source)} data-target={_quoted(edge.target)}"
    yield f'<g class="edge {edge.kind}" {names}><title>{_words(tip(edge))}</title>'
    if line.knots:
        yield f'<path d="{curve(line)}" marker-end="url(#tip)"/>'
    else:
        box = next(each for each in sheet.nodes if each.node.id == edge.source)
        d = loop(box.x + box.width, box.y, box.height, 22.0)
        yield f'<path d="{d}" marker-end="url(#tip)"/>'
    if line.label is not None and drawn.label:
        yield from _label(*line.label, drawn.label)
    yield "</g>"


def _label(x: float, y: float, lines: tuple[str, ...]) -> Iterator[str]:
    wide, high = max(width(each, SMALL) for each in lines), SMALL_LINE * len(lines)
    top = y - high / 2
    yield (
        f'<rect class="behind" x="{x - wide / 2 - 2:.1f}" y="{top:.1f}" '
        f'width="{wide + 4:.1f}" height="{high:.1f}"/>'
    )
    for number, each in enumerate(lines):
        yield _text(x, top + SMALL_LINE * number + SMALL, each, "label")


def _node(placed: Placed, shading: Shading) -> Iterator[str]:
    node = placed.node
    shade = shading.shades.get(node.id)
    paint = shade.paint if shade else "plain"
    kinds = f"node {node.kind} {paint}" + (" elsewhere" if node.is_elsewhere else "")
    yield f'<g class="{kinds}" data-id={_quoted(node.id)}>'
    yield f"<title>{_words(tip_of_node(node))}</title>"
    yield (
        f'<rect x="{placed.x:.1f}" y="{placed.y:.1f}" width="{placed.width:.1f}" '
        f'height="{placed.height:.1f}" rx="{3 if node.kind != "card" else 12}"/>'
    )
    if node.kind in ("ending", "early"):
        yield (
            f'<rect class="inner" x="{placed.x + 3:.1f}" y="{placed.y + 3:.1f}" '
            f'width="{placed.width - 6:.1f}" height="{placed.height - 6:.1f}" rx="2"/>'
        )
    x, y = placed.x + placed.width / 2, placed.y + PAD + NAME - 2
    yield _text(x, y, placed.lines[0], "name")
    notes = (shade.note,) if shade and shade.note else ()
    for number, each in enumerate((*placed.lines[1:], *notes)):
        yield _text(x, y + NAME_LINE + number * SMALL_LINE - 2, each, "small")
    yield "</g>"


def _legend(shading: Shading) -> Iterator[str]:
    x, y = EDGE, EDGE + _LEGEND
    for paint, words in shading.legend:
        square = f'x="{x:.1f}" y="{y:.1f}" width="{_KEY:.0f}" height="{_KEY:.0f}"'
        yield f'<g class="node {paint}"><rect {square}/></g>'
        yield _text(x + _KEY + 5, y + 11, words, "key")
        x += _KEY + 5 + width(words, SMALL + 1) + 18


def _legend_width(shading: Shading) -> float:
    return 2 * EDGE + sum(_KEY + 23 + width(words, SMALL + 1) for _, words in shading.legend)


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{_words(words)}</text>'


def _words(words: str) -> str:
    return escape(_clean(words))


def _quoted(words: str) -> str:
    return quoteattr(_clean(words))


def _clean(words: str) -> str:
    """Without the signs that XML refuses."""
    return "".join(sign for sign in words if sign >= " " or sign in "\n\t")
