"""What a talk listed and found last, so that a number or a ``next`` can mean it.

It holds what was said and reads nothing; a new listing takes the place of the one before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ulysse_game.play import SaveCard, Session
    from ulysse_game.play.tree import Row


class Recollection:
    """The saves listed, the rows of the timeline listed, and the words sought."""

    def __init__(self) -> None:
        """Nothing was listed yet."""
        self.cards: tuple[SaveCard, ...] = ()
        self.sought = ""
        self.found = -1
        self.opened: set[str] = set()
        self.rows: tuple[Row, ...] = ()
        self._of: tuple[Session, object] | None = None

    def remember_rows(self, session: Session, rows: tuple[Row, ...]) -> None:
        """These rows were numbered, of the past of this session."""
        self.rows = rows
        self._of = (session, session.timeline.nodes[0])

    def knows_rows(self, session: Session) -> bool:
        """Whether rows were numbered, and of this past as it is counted now."""
        of = self._of
        return of is not None and of[0] is session and of[1] is session.timeline.nodes[0]
