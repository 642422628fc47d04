"""A layered drawing of a graph, in plain Python: boxes in rows, curves between them.

After Sugiyama, Tagawa, Toda, *Methods for Visual Understanding of Hierarchical System Structures*
(1981), in its usual four steps: ``layers`` takes rings apart and gives every vertex a row,
``ordering`` puts rows in an order with few crossings, ``columns`` says how far to the right,
``drawing`` is the list of calls and makes curves of it. ``packing`` puts beside one another what
does not hang together. Nothing here knows a story.
"""

from ulysse_game.authoring.map.layout.drawing import Box, Knot, Line, Link, Picture
from ulysse_game.authoring.map.layout.packing import draw
from ulysse_game.authoring.map.layout.widths import width

__all__ = ["Box", "Knot", "Line", "Link", "Picture", "draw", "width"]
