"""What a file says as nodes, with the places where it really says it.

For what stands in declarations, in lines or in braces, folded or in quotes. It never judges a
file: the story that is renamed has compiled.
"""

from __future__ import annotations

from ulysse_game.compiler.naming.unfolded import Unfolding
from ulysse_game.compiler.nodes import Mapping, Scalar
from ulysse_game.compiler.sources import Source
from ulysse_game.diagnostics import Span


class Reading:
    """One file, read."""

    def __init__(self, file: str, text: str) -> None:
        """The nodes of ``text``; an empty mapping where it holds nothing."""
        self.file = file
        self._memory = Unfolding()
        source = Source(file, text.encode("utf-8", "surrogatepass"))
        self.node = self._memory.nodes(source, lambda _: None) or Mapping((), 1, 1)

    def place(self, node: Scalar, start: int, end: int) -> Span | None:
        """Where the signs ``start`` to ``end`` of a text stand; nothing where they are parted."""
        above = node.text[:start].split("\n")
        quote = node.style == "quoted" and len(above) == 1
        line, column = node.first_line + len(above) - 1, node.indent + quote + len(above[-1])
        return self._memory.place(Span(self.file, line, column, end - start))
