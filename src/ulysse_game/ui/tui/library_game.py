"""The real game: ``play`` and ``view`` behind the seam of ``game``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ulysse_game import play, view
from ulysse_game.storage import StorageTrouble
from ulysse_game.view.words import words

if TYPE_CHECKING:
    from ulysse_game.play.reached import Reached
    from ulysse_game.ui.tui.game import Session, Words
    from ulysse_game.view.page import Title


class LibraryGame:
    """A library as the screens need it. Saving goes on beside the playing, in a thread."""

    troubles: tuple[type[Exception], ...] = (StorageTrouble,)

    def __init__(self, library: play.Library) -> None:
        self.library = library
        library.background = True

    @property
    def marks(self) -> play.Marks:
        """What has been read of the story, in all playthroughs."""
        return self.library.marks

    @property
    def keeps(self) -> bool:
        """Whether playthroughs are kept on a disk."""
        return self.library.keeps

    @property
    def has_charts(self) -> bool:
        """Whether the story has charts."""
        return bool(self.library.machine.story.world.charts)

    def words(self, language: str) -> Words:
        """The interface's own words."""
        return words(language)

    def title(self, language: str) -> Title:
        """The title page."""
        return view.title(self.library.machine, language)

    def start(self, language: str, seed: int | None) -> Session:
        """A new playthrough."""
        return play.start(self.library, seed=seed, language=language)

    def resume(self, save: str, language: str) -> Session:
        """A playthrough taken up again; raises one of ``troubles``."""
        return play.resume(self.library, save, language)

    def saves(self, language: str = "") -> Sequence[play.SaveCard]:
        """All saves, newest first, damaged ones last; told in ``language`` if that is given."""
        cards = self.library.saves()
        return [play.retold(self.library, card, language) for card in cards] if language else cards

    def delete(self, save: str) -> None:
        """Deletes a save for good; raises one of ``troubles``."""
        self.library.delete(save)

    def reached(self, language: str) -> Reached:
        """The chapters and endings that have been reached in any playthrough."""
        from ulysse_game.play.reached import reached

        return reached(self.library, language)
