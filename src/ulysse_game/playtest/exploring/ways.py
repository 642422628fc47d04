"""Routes in a report: written down as one tree, since most begin alike.

A node is its parent's number (0: the story's beginning), a place and a choice; nodes are counted
from 1. A route is its seed and the node where it ends.
"""

from __future__ import annotations

from typing import Any

from ulysse_game.explore.route import Route, Taken


class Ways:
    """A tree of routes, as it is read from a report or gathered for one."""

    def __init__(self, nodes: list[list[Any]] | None = None) -> None:
        """Of these nodes; of none yet."""
        self.nodes: list[list[Any]] = nodes or []
        counted = enumerate(self.nodes, 1)
        self._numbers = {(parent, at, choice): n for n, (parent, at, choice) in counted}

    def add(self, route: Route) -> int:
        """The node where the route ends, made if it is new."""
        node = 0
        for location, choice in route.steps:
            key = (node, location, choice)
            if key not in self._numbers:
                self.nodes.append([*key])
                self._numbers[key] = len(self.nodes)
            node = self._numbers[key]
        return node

    def route(self, seed: int, node: int) -> Route:
        """The route that ends at a node; raises ``LookupError`` or ``ValueError`` for no tree."""
        steps: list[Taken] = []
        while node:
            parent, location, choice = self.nodes[node - 1]
            if parent >= node:
                raise ValueError("a node comes behind its parent")
            steps.append((location, choice))
            node = parent
        return Route(seed, tuple(steps[::-1]))


__all__ = ["Ways"]
