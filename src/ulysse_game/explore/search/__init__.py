"""Searching the flow for one thing at a time: through as few cells as it takes, and no fewer.

A *slice* is the story seen through some cells: it can do all that the story can, perhaps more.
``localize`` finds out which cells a question needs; ``directed`` searches with every value known,
led by the distances of a slice; a ``Solver`` does the one and then the other, question after
question; ``enumerate_states`` goes through everything there is. What is found is a path through
the graph: ``witness`` asks the engine for the route, and without one nothing is called reached.
"""

from ulysse_game.explore.search.everything import Everything, enumerate_states
from ulysse_game.explore.search.localize import (
    Answer,
    Certificate,
    Excluded,
    Found,
    Open,
    Path,
    localize,
)
from ulysse_game.explore.search.question import (
    Occasion,
    Question,
    ever,
    questions_of,
    stuck,
    taking,
)
from ulysse_game.explore.search.solve import Solver
from ulysse_game.explore.search.terrain import Graph, Moment, Terrain

__all__ = [
    "Answer",
    "Certificate",
    "Everything",
    "Excluded",
    "Found",
    "Graph",
    "Moment",
    "Occasion",
    "Open",
    "Path",
    "Question",
    "Solver",
    "Terrain",
    "enumerate_states",
    "ever",
    "localize",
    "questions_of",
    "stuck",
    "taking",
]
