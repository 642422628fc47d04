"""The forms of a map: each draws the same nodes and edges, and lets any words pass."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.authoring.map.crossing import laid_out, needs_dot
from tests.authoring.map.maps import graph
from ulysse_game.authoring.map import (
    Cluster,
    Edge,
    Graph,
    Node,
    Shade,
    Shading,
    Way,
    by_chapter,
    by_words,
    dot,
    graph_of,
    mermaid,
    none,
    svg,
)
from ulysse_game.authoring.map.lettering import LARGE, on_edge, on_node, tip
from ulysse_game.authoring.map.wording import shortened
from ulysse_game.compiler import compile_folder

ROOT = Path(__file__).parents[3]
NASTY = 'say "no" \\N \\" <b>&amp; &lt; end ]) }} | ; # %% --> \u2028 é 火 🚀 `x` </svg> style {a}'
Pairs = list[tuple[str, str]]


def nasty() -> Graph:
    """A map whose every word tries to be something else."""
    nodes = (
        Node("end", "end", "scene", "graph", NASTY, (NASTY,), 3, "a.yaml", 1),
        Node("subgraph", "subgraph", "ending", "graph", NASTY, ("ending x",), 3, "a.yaml", 9),
        Node("o", "o", "card", "", NASTY, (), 1, "b.yaml", 1, is_elsewhere=True),
        Node("rule.style", "style", "rule", "graph"),
    )
    edges = (
        Edge("end", "subgraph", "choice", (Way("end", NASTY, NASTY), Way("x", NASTY))),
        Edge("end", "end", "choice", (Way("here", NASTY),)),
        Edge("subgraph", "o", "next", (Way("", "", NASTY),)),
        Edge("rule.style", "o", "rule", (Way("", "", NASTY),)),
    )
    clusters = (
        Cluster("graph", NASTY, ("end", "subgraph", "rule.style")),
        Cluster("", NASTY, ("o",)),
    )
    return Graph(NASTY, nodes, edges, clusters)


def real(folder: str) -> Graph:
    story = compile_folder(ROOT / folder).story
    assert story is not None
    return graph_of(story)


def maps() -> list[tuple[Graph, Shading]]:
    shades = {"end": Shade("impossible", NASTY), "o": Shade("reached", "reached")}
    nasty_one = Shading(NASTY, shades, (("impossible", NASTY), ("open", "b")))
    found = [(each, by_words(each)) for each in (graph(), real("tests/samples/story"))]
    return [*found, (graph(), by_chapter(graph())), (graph(), none(graph())), (nasty(), nasty_one)]


def wanted(found: Graph) -> tuple[list[str], Pairs]:
    return sorted(node.id for node in found.nodes), sorted(
        (edge.source, edge.target) for edge in found.edges
    )


def whole(lines: object) -> str:
    return "".join(f"{line}\n" for line in lines)  # type: ignore[attr-defined]


MAPS = pytest.mark.parametrize("number", range(5))


# -- SVG ------------------------------------------------------------------------------------------


def drawn(text: str) -> tuple[list[str], Pairs]:
    """The nodes and edges of an SVG of ours."""
    root = ElementTree.fromstring(text)
    groups = list(root.iter("{http://www.w3.org/2000/svg}g"))
    nodes = [each.attrib["data-id"] for each in groups if "data-id" in each.attrib]
    edges = [
        (each.attrib["data-source"], each.attrib["data-target"])
        for each in groups
        if "data-source" in each.attrib
    ]
    return sorted(nodes), sorted(edges)


@MAPS
def test_svg_draws_every_node_and_edge(number: int) -> None:
    found, shading = maps()[number]
    text = whole(svg(found, shading))
    assert drawn(text) == wanted(found)
    assert not re.search(r'="[^"]*\b(nan|inf)\b[^"]*"', re.sub('data-.*?="[^"]*"', "", text))
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_svg_says_a_shade_in_words_too() -> None:
    text = whole(svg(graph(), by_words(graph())))
    assert "36 words</text>" in text
    assert "words</text>" not in whole(svg(graph(), none(graph())))


def test_svg_has_tips_with_the_whole_of_it() -> None:
    text = whole(svg(graph(), none(graph())))
    assert "go: Go on, “now” [really]. — if n &gt;= 3 and weather is calm" in text
    assert "1_part/scenes.yaml:2</title>" in text


# -- Graphviz -------------------------------------------------------------------------------------


@needs_dot
@MAPS
def test_graphviz_reads_it_without_a_word_and_draws_the_same(number: int) -> None:
    found, shading = maps()[number]
    text = whole(dot(found, shading))
    root = ElementTree.fromstring(laid_out(text, "svg"))
    names: dict[str, list[str]] = {"node": [], "edge": []}
    for group in root.iter("{http://www.w3.org/2000/svg}g"):
        title = group.find("{http://www.w3.org/2000/svg}title")
        if group.attrib.get("class") in names and title is not None:
            names[group.attrib["class"]].append(title.text or "")
    nodes = sorted(name for name in names["node"] if not name.startswith(".legend"))
    edges = [tuple(name.split("->")) for name in names["edge"] if ".legend" not in name]
    assert (nodes, sorted(edges)) == wanted(found)


@needs_dot
def test_graphviz_shows_nasty_words_as_they_are() -> None:
    text = whole(dot(nasty(), none(nasty())))
    shown = ElementTree.fromstring(laid_out(text, "svg"))
    texts = "\n".join(
        "".join(each.itertext()) for each in shown.iter("{http://www.w3.org/2000/svg}text")
    )
    assert NASTY.replace("\u2028", " ").split("end ]")[0].strip() in " ".join(
        texts.replace("\u00a0", " ").split()
    )


# -- Mermaid --------------------------------------------------------------------------------------

_TEXT = r"(?:[\w .,:!?'’“”«»…–—·+%→\u00a0\u202f]|#\d+;|<br/>)*"
_NODE = r"(?:s_[a-z][a-z0-9_]*|n_[a-z0-9_]+)"
_SHAPES = "|".join(
    f'{before}"{_TEXT}"{after}'
    for before, after in (
        (r"\[", r"\]"),
        (r"\(", r"\)"),
        (r"\[\[", r"\]\]"),
        (r"\{\{", r"\}\}"),
        (r"\(\[", r"\]\)"),
    )
)
_GRAMMAR = (
    ("begin", r"flowchart TD"),
    ("subgraph", rf'  subgraph chapter_\d+\["{_TEXT}"\]'),
    ("end", r"  end"),
    (
        "node",
        rf"    (?P<id>{_NODE})(?:{_SHAPES})",
    ),
    ("edge", rf'  (?P<from>{_NODE}) (?:-->|==>|-\.->)(?:\|"{_TEXT}"\|)? (?P<to>{_NODE})'),
    ("paint", r"  classDef [a-z0-9-]+ [a-z0-9#:, -]+"),
    ("painted", rf"  class {_NODE}(?:,{_NODE})* [a-z0-9-]+"),
)


@MAPS
def test_mermaid_keeps_to_the_few_sentences_that_its_parser_was_seen_to_accept(number: int) -> None:
    found, shading = maps()[number]
    nodes: list[str] = []
    edges: Pairs = []
    depth = 0
    for place, line in enumerate(mermaid(found, shading)):
        kinds = [(kind, re.fullmatch(rule, line)) for kind, rule in _GRAMMAR]
        matching = [(kind, match) for kind, match in kinds if match is not None]
        assert len(matching) == 1, line
        kind, match = matching[0]
        assert (kind == "begin") == (place == 0)
        depth += {"subgraph": 1, "end": -1}.get(kind, 0)
        assert depth == (kind in ("subgraph", "node"))
        if kind == "node":
            nodes.append(match["id"])
        if kind == "edge":
            edges.append((match["from"], match["to"]))
    ids, pairs = wanted(found)
    names = {id: f"s_{id}" if "." not in id else f"n_{id.replace('.', '__')}" for id in ids}
    assert sorted(nodes) == sorted(names.values())
    assert sorted(edges) == sorted((names[a], names[b]) for a, b in pairs)
    assert len(set(names.values())) == len(ids)


# -- words ----------------------------------------------------------------------------------------


def test_labels() -> None:
    edge = Edge("a", "b", "choice", (Way("one", "Say one."), Way("two", "Say two.", "n >= 1")))
    assert on_edge(edge) == ("one: Say one.", "two: Say two.")
    assert on_edge(edge, in_short=True) == ("one · two",)
    many = edge._replace(ways=tuple(Way(f"w{n}", "Words.") for n in range(7)))
    assert on_edge(many) == ("w0: Words.", "w1: Words.", "w2: Words.", "+ 4 more")
    assert on_edge(Edge("a", "b", "next", (Way(""),))) == ()
    assert on_edge(Edge("a", "b", "next", (Way("", then="if n is 1"),))) == ("if n is 1",)
    assert on_edge(Edge("a", "b", "detour", (Way(""),)), in_short=True) == ("detour",)
    assert on_edge(Edge("a", "b", "draw", (Way("card", "A card."),))) == ("A card.",)
    assert tip(edge) == "a → b (choice)\none: Say one.\ntwo: Say two. — if n >= 1"
    assert on_node(graph().nodes[0]) == ("start", "The start", "begins")


def test_long_words_are_cut_after_a_word() -> None:
    assert shortened("short") == "short"
    assert shortened("Put the bracelet back on his wrist.", 20) == "Put the bracelet…"
    assert shortened("x" * 50, 10) == "x" * 9 + "…"
    assert all(len(shortened("word, " * 20, n)) <= n for n in range(5, 60))


def test_large_maps_are_told_in_short() -> None:
    ids = [f"scene_{n}" for n in range(LARGE + 1)]
    nodes = tuple(Node(id, id, "scene", "", words=1, file="a.yaml", line=1) for id in ids)
    edges = tuple(
        Edge(a, b, "choice", (Way("onward", "Walk on and on."),)) for a, b in pairwise(ids)
    )
    large = Graph("Large", nodes, edges, (Cluster("", "all", tuple(ids)),))
    assert "Walk on" not in "".join(
        re.sub("<title>.*?</title>", "", whole(svg(large, none(large))), flags=re.S)
    )
    small = Graph("Small", nodes[:9], edges[:8], (Cluster("", "all", tuple(ids[:9])),))
    assert "onward: Walk on and on.</text>" in whole(svg(small, none(small)))
