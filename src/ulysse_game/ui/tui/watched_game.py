"""The newest sound story of a watched folder, behind the seam of ``game``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ulysse_game.authoring.watching import Watch
from ulysse_game.storage import MemoryShelf
from ulysse_game.ui.tui.library_game import LibraryGame
from ulysse_game.view.words import words

if TYPE_CHECKING:
    from ulysse_game.play import Marks, SaveCard
    from ulysse_game.play.reached import Reached
    from ulysse_game.ui.tui.game import Session, Words
    from ulysse_game.view.page import Title


class WatchedGame:
    """The newest sound story of a watched folder, as the screens need a game."""

    troubles = LibraryGame.troubles

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._known: LibraryGame | None = None

    @property
    def _game(self) -> LibraryGame:
        library = self._watch.open()
        assert library is not None, "nothing is begun before there is a story"
        if self._known is None or self._known.library is not library:
            self._known = LibraryGame(library)
        return self._known

    @property
    def marks(self) -> Marks:
        """What has been read of the story, in all playthroughs."""
        return self._game.marks

    @property
    def keeps(self) -> bool:
        """Whether playthroughs are kept on a disk."""
        return not isinstance(self._watch.shelf, MemoryShelf)

    @property
    def has_charts(self) -> bool:
        """Whether the story has charts."""
        library = self._watch.open()
        return library is not None and bool(library.machine.story.world.charts)

    def words(self, language: str) -> Words:
        """The interface's own words."""
        return words(language)

    def title(self, language: str) -> Title:
        """The title page."""
        return self._game.title(language)

    def start(self, language: str, seed: int | None) -> Session:
        """A new playthrough."""
        return self._game.start(language, seed)

    def resume(self, save: str, language: str) -> Session:
        """A playthrough taken up again; raises one of ``troubles``."""
        return self._game.resume(save, language)

    def saves(self, language: str = "") -> Sequence[SaveCard]:
        """All saves, newest first, damaged ones last."""
        return self._game.saves(language)

    def delete(self, save: str) -> None:
        """Deletes a save for good; raises one of ``troubles``."""
        self._game.delete(save)

    def reached(self, language: str) -> Reached:
        """The chapters and endings that have been reached in any playthrough."""
        return self._game.reached(language)
