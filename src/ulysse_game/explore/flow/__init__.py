"""The story as an explicit graph, held step for step against the engine."""

from ulysse_game.explore.flow.build import Flow
from ulysse_game.explore.flow.context import Here
from ulysse_game.explore.flow.graph import Ask, Cell, Edge, Note, Op, Point, Set, Stack

__all__ = ["Ask", "Cell", "Edge", "Flow", "Here", "Note", "Op", "Point", "Set", "Stack"]
