"""What the screen needs of the floors below, and nothing more: a small, replaceable seam.

``Game`` opens sessions and knows the words of the interface; the screens see only this. Tests
put a game of their own in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ulysse_game.view.settings import Settings

if TYPE_CHECKING:
    from ulysse_game.authoring.arriving import Offered
    from ulysse_game.play import Library, SaveCard, Turn
    from ulysse_game.play.comparison import Comparison
    from ulysse_game.play.evidence import Evidence
    from ulysse_game.play.reached import Reached
    from ulysse_game.play.tree import Tree
    from ulysse_game.view.charts import Chart
    from ulysse_game.view.notebook import Notebook
    from ulysse_game.view.page import CrewEntry, Instrument, Page, Title

Words = Callable[..., str]


class Options(NamedTuple):
    """How the screen was started.

    ``new`` and ``load`` go straight to the story. ``settings`` are those to begin with;
    ``remember`` keeps one under its name, the language among them, or returns why it could not.
    ``crash`` writes a report of an error of ours and gives its path. ``folder`` is where
    transcripts are written, the working folder if there is none. ``write`` shows writers what
    stands behind the page; ``story`` is the folder whose files they open, ``ways`` lead otherwise
    to where they begin. ``plate`` gives the PNG of a picture of the story; ``today`` is the year,
    month and day on the title page.
    """

    language: str = "en"
    languages: tuple[str, ...] = ("en", "fr")
    new: bool = False
    load: str = ""
    seed: int | None = None
    settings: Settings = Settings()
    folder: Path | None = None
    crash: Callable[[BaseException, Evidence], object] | None = None
    remember: Callable[[str, str], Exception | None] | None = None
    write: bool = False
    story: Path | None = None
    ways: Offered | None = None
    plate: Callable[[str], bytes | None] | None = None
    today: tuple[int, int, int] | None = None


class Session(Protocol):
    """One playthrough, as ``play.Session`` has it."""

    language: str

    @property
    def notices(self) -> list[str]:
        """What the player should be told; the screen clears the list."""

    @property
    def is_unsaved(self) -> bool:
        """Whether the last choice could not be saved."""

    @property
    def can_rewind(self) -> bool:
        """Whether there is a choice to take back."""

    def page(self) -> Page:
        """The present page."""

    def choose(self, option: str, /) -> Page:
        """Takes an open choice."""

    def rewind(self) -> Page:
        """Takes back one choice."""

    @property
    def turns(self) -> Sequence[Turn]:
        """The choices made, oldest first."""

    @property
    def has_past(self) -> bool:
        """Whether anything has been chosen, on any line."""

    def tree(self) -> Tree:
        """All that was played, in lines."""

    def go_to(self, node: int, /) -> Page:
        """Goes to any page of the tree."""

    def compared(self, one: int, other: int, /) -> Comparison:
        """Two pages of the tree beside one another."""

    def transcript(self) -> Sequence[Page]:
        """All pages so far."""

    def crew(self) -> tuple[CrewEntry, ...]:
        """What is known of each of the crew."""

    def instruments(self) -> tuple[Instrument, ...]:
        """The ship's figures as they stand now."""

    def notebook(self) -> Notebook:
        """What is in the notebook by now."""

    def charts(self) -> tuple[Chart, ...]:
        """The charts as they stand now."""

    def quick_save(self) -> object:
        """Saves this moment; a notice says if that failed."""

    def save_as(self, name: str, /) -> object:
        """Saves this moment under a name; a notice says if that failed."""

    def evidence(self) -> Evidence:
        """How to come here again, for a report."""

    def close(self) -> None:
        """Makes sure that everything is saved."""


class Marks(Protocol):
    """What has been read, in all playthroughs."""

    def has(self, line_id: str, /) -> bool:
        """Whether a line has been read."""


class Game(Protocol):
    """A story that can be begun and taken up again."""

    @property
    def troubles(self) -> tuple[type[Exception], ...]:
        """What may go wrong without being an error of ours: a sentence for the player each."""

    @property
    def marks(self) -> Marks:
        """What has been read of the story."""

    @property
    def keeps(self) -> bool:
        """Whether playthroughs are kept on a disk; else they are gone when one leaves."""

    @property
    def has_charts(self) -> bool:
        """Whether the story has charts at all."""

    def words(self, language: str) -> Words:
        """The interface's own words."""

    def title(self, language: str) -> Title:
        """The title page."""

    def start(self, language: str, seed: int | None) -> Session:
        """A new playthrough."""

    def resume(self, save: str, language: str) -> Session:
        """A playthrough taken up again."""

    def saves(self, language: str = "") -> Sequence[SaveCard]:
        """All saves, newest first; each told in ``language``, else in its own."""

    def delete(self, save: str) -> None:
        """Deletes a save for good."""

    def reached(self, language: str) -> Reached:
        """The chapters and endings that have been reached in any playthrough."""


def open_game(library: Library) -> Game:
    """The real game on an opened library."""
    from ulysse_game.ui.tui.library_game import LibraryGame

    return LibraryGame(library)
