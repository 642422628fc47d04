"""Maps of a story: its scenes and the ways between them, drawn.

``graph`` is the map as data; ``survey`` and ``ways`` make it of a story, ``part`` cuts a piece out
of it, ``shade`` colours it. ``dot``, ``mermaid``, ``svg`` and ``page`` (with ``reading``) are its
forms, the last two laid out by ``layout``. Nothing here plays or explores: what is known of that
is handed in.
"""

from ulysse_game.authoring.map.dot import dot
from ulysse_game.authoring.map.graph import Cluster, Edge, Graph, Node, Way
from ulysse_game.authoring.map.mermaid import MOST_EDGES, mermaid
from ulysse_game.authoring.map.page import page
from ulysse_game.authoring.map.part import around, chapter
from ulysse_game.authoring.map.shade import (
    Shade,
    Shading,
    by_chapter,
    by_plays,
    by_verdict,
    by_words,
    none,
)
from ulysse_game.authoring.map.survey import graph_of
from ulysse_game.authoring.map.svg import svg

__all__ = [
    "MOST_EDGES",
    "Cluster",
    "Edge",
    "Graph",
    "Node",
    "Shade",
    "Shading",
    "Way",
    "around",
    "by_chapter",
    "by_plays",
    "by_verdict",
    "by_words",
    "chapter",
    "dot",
    "graph_of",
    "mermaid",
    "none",
    "page",
    "svg",
]
