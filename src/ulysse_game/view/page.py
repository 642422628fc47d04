"""What the player sees, as data: the one thing every front end draws.

A ``Page`` knows no toolkit, no colour and no key. Its words are in one language, final and
literal: a front end lays them out and never interprets them.
"""

from typing import NamedTuple


class Run(NamedTuple):
    """Words in one voice; ``emphasis`` is ``*words*``."""

    text: str
    emphasis: bool = False


class Line(NamedTuple):
    """One paragraph.

    ``kind`` is ``narration``, ``speech``, ``screen`` (a line of a screen or paper; lines in a
    row belong together), ``form`` and ``hand`` (the same on a paper form, and in somebody's own
    hand), ``title`` (a scene's heading), ``chapter`` (a chapter opens: its title in ``runs``, the
    second title in ``manner``), ``break`` (a page break, no words), ``plate`` (a picture: which
    one in ``plate``, in ``runs`` the words that stand for it where nothing is drawn) or ``picked``
    (the label of the choice just made). For speech, ``speaker`` is the id (for
    colours), ``name`` what the player reads, ``manner`` such as ``radio`` translated, and
    ``voice`` is ``person``, ``ship``, ``radio``, ``inner`` or ``repeats``; ``language`` that of
    the words, which is the story's own where a translation is missing. ``line_id`` names the text
    that the line comes from, in every language and playthrough the same.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    speaker: str = ""
    name: str = ""
    manner: str = ""
    voice: str = ""
    language: str = ""
    line_id: str = ""
    plate: str = ""

    @property
    def text(self) -> str:
        """Its words without marks."""
        return "".join(run.text for run in self.runs)


class Option(NamedTuple):
    """One choice as shown. A closed one has ``is_open`` false and says why in ``reason``.

    ``id`` is the choice's address within its scene (``sign/eva``). ``label`` is empty where the
    reason stands in its place.
    """

    id: str
    label: tuple[Run, ...]
    is_open: bool = True
    reason: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """The label's words without marks."""
        return "".join(run.text for run in self.label)

    @property
    def why(self) -> str:
        """The reason's words without marks."""
        return "".join(run.text for run in self.reason)


class Gauge(NamedTuple):
    """One part of the status line; ``highlight`` is for the seats alone."""

    id: str
    text: str
    highlight: bool = False


class Instrument(NamedTuple):
    """One figure of the ship on its panel: what it is called and how it is read.

    ``share`` is how full it stands, 0 to 1, or nothing where a bar would say nothing. ``form`` is
    ``bar`` or ``trace`` (a heart's, ``rate`` beats a minute). ``highlight`` is for the seats alone.
    """

    id: str
    name: str
    reading: str
    share: float | None = None
    form: str = "bar"
    rate: int = 0
    highlight: bool = False


class Ending(NamedTuple):
    """The story has ended: which ending, and its title."""

    id: str
    title: str


class Page(NamedTuple):
    """Everything the player sees between two choices.

    ``lines`` are what the last choice gave and what was read on the way here; ``options`` the
    choices, open and closed, in written order; ``status`` the gauges from left to right;
    ``place`` and ``chapter`` are their names; ``turn`` counts choices made. ``scene`` is the id,
    for testers and writers; players never see it.
    """

    turn: int
    scene: str
    place: str
    chapter: str
    lines: tuple[Line, ...]
    options: tuple[Option, ...]
    status: tuple[Gauge, ...]
    ending: Ending | None = None

    @property
    def open_options(self) -> tuple[Option, ...]:
        """The choices the player can take, in order: what the numbers 1, 2, 3 mean."""
        return tuple(option for option in self.options if option.is_open)


class Title(NamedTuple):
    """What the title screen and ``--about`` show, in one language."""

    title: str
    about: tuple[Line, ...]
    disclaimer: tuple[Line, ...]
    content_note: tuple[Line, ...]
    licence: str


class CrewEntry(NamedTuple):
    """One person on the crew page."""

    person: str
    lines: tuple[Line, ...]
