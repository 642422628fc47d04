"""What is read at a point of the graph: texts and their alternatives as things to watch."""

from __future__ import annotations

from ulysse_game.engine import Binding, Machine
from ulysse_game.explore.content import Seen, seen_of
from ulysse_game.explore.flow.graph import Ask, Note, Op
from ulysse_game.explore.flow.lower import Lowering
from ulysse_game.story import NO, YES, Block, Expression, conjunction


class Words:
    """The texts of one story, each read once for every binding and room."""

    def __init__(self, machine: Machine, lower: Lowering) -> None:
        """The texts of this story, conditions lowered by ``lower``."""
        self._machine = machine
        self._lower = lower
        self._seen: dict[tuple[str, Binding], tuple[Seen, ...]] = {}

    def read(self, line_id: str, binding: Binding, room: int) -> tuple[Op, ...]:
        """That the text of this line is read now, in this room."""
        asks = self.asks(line_id, binding, room, YES)
        return (Note("text", line_id), *asks)

    def asks(self, line_id: str, binding: Binding, room: int, when: Expression) -> tuple[Ask, ...]:
        """What is seen of the line's alternatives if it is read when ``when`` (lowered) holds."""
        found: list[Ask] = []
        for seen in self._tree(line_id, binding):
            self._flatten(seen, room, when, (), found)
        return tuple(found)

    def offered(
        self, line_id: str, binding: Binding, room: int, when: Expression
    ) -> tuple[Ask, ...]:
        """The line as part of a page: seen with its alternatives when ``when`` holds."""
        if when == NO or self._block(line_id) is None:
            return ()
        return (Ask("text", line_id, when), *self.asks(line_id, binding, room, when))

    def _tree(self, line_id: str, binding: Binding) -> tuple[Seen, ...]:
        key = (line_id, binding)
        if key not in self._seen:
            story = self._machine.story
            block = self._block(line_id)
            self._seen[key] = (
                ()
                if block is None
                else seen_of(block, dict(binding), self._machine.layout.facts, story)
            )
        return self._seen[key]

    def _block(self, line_id: str) -> Block | None:
        story = self._machine.story
        return story.text(line_id, story.world.language)

    def _flatten(
        self,
        seen: Seen,
        room: int,
        when: Expression,
        shuffles: tuple[tuple[str, int, int, int], ...],
        found: list[Ask],
    ) -> None:
        holds = conjunction((when, self._lower(seen.condition, room)))
        if holds == NO:
            return
        drawn = shuffles if seen.shuffle is None else (*shuffles, seen.shuffle)
        kind = "alternative" if "#" in seen.name else "text"
        found.append(Ask(kind, seen.name, holds, drawn))
        for part in seen.parts:
            self._flatten(part, room, holds, drawn, found)
