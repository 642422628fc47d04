"""The map of a story as plain data: scenes, the ways between them, chapters.

Every form of the map draws these nodes and edges and no others. Ways that lead from one scene to
the same other scene in the same manner are one edge. Where a detour comes back to is not drawn:
it comes back to where it was made. Nothing here knows how a map looks.
"""

from __future__ import annotations

from typing import NamedTuple

ENDINGS = ".endings"
"""The node that stands for the table of endings: where ``next: endings`` leads."""
RULE = "rule."
"""How the nodes of rules begin that lead somewhere; no scene is called so."""
EARLY = "early_"
"""How the names of premature ends begin."""
KINDS = ("choice", "next", "draw", "else", "detour", "rule", "ending")
"""The manners in which one scene leads to another."""


class Way(NamedTuple):
    """One way along an edge: the choice or card of this ``id``, or ``next`` itself (no id).

    ``words`` is what the player picks, whole. As written: ``each``, the loop of a choice;
    ``condition``, what it asks; ``then``, what the ``next`` asks that takes it on.
    """

    id: str
    words: str = ""
    condition: str = ""
    each: str = ""
    then: str = ""

    @property
    def asks(self) -> str:
        """All that is asked, in a few words; nothing if nothing is."""
        parts = (
            self.each and f"each {self.each}",
            self.condition and f"if {self.condition}",
            self.then and f"then next {self.then}",
        )
        return ", ".join(filter(None, parts))


class Edge(NamedTuple):
    """That ``source`` leads to ``target``; ``kind`` is one of ``KINDS``."""

    source: str
    target: str
    kind: str
    ways: tuple[Way, ...]


class Node(NamedTuple):
    """A scene; or a rule that leads somewhere, or the table of endings.

    ``kind`` is ``scene``, ``card``, ``ending``, ``early`` (a premature end), ``rule`` or
    ``endings``. ``marks`` are words on what is special about it: ``begins``, ``pick 2``,
    ``each p in ours``, ``returns``… ``words`` is how many it has. ``is_elsewhere`` says that it
    is not asked for, and only stands there because something leads to it or comes from it.
    """

    id: str
    name: str
    kind: str
    chapter: str
    title: str = ""
    marks: tuple[str, ...] = ()
    words: int = 0
    file: str = ""
    line: int = 0
    is_elsewhere: bool = False


class Cluster(NamedTuple):
    """A chapter and its nodes; ``id`` is nothing for what belongs to none."""

    id: str
    title: str
    nodes: tuple[str, ...]


class Graph(NamedTuple):
    """A story's map. Nodes stand in the order of the story's files, chapters in their own."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    clusters: tuple[Cluster, ...]
