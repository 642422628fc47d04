"""What a story declares once: people, variables, places, tags, rules, endings, chapters."""

from typing import NamedTuple

from ulysse_game.story.chart import Chart
from ulysse_game.story.expression import Expression, Walk
from ulysse_game.story.scene import Effect


class Variable(NamedTuple):
    """A declared variable.

    ``kind`` is ``flag``, ``stat``, ``timer`` (a stat that runs down with the clock), ``word``,
    ``person``, ``zone`` or ``observation``. Numbers run from ``low`` to ``high`` and saturate
    there; words, persons and zones are one of ``values``, in declared order, and are kept as
    their place in it. ``start`` is kept the same way. ``scope`` is nothing for the whole story,
    ``chapter:ID`` or ``scene:ID``. ``bands`` names parts of the range by their lowest number.
    ``hidden`` numbers are never printed.
    """

    name: str
    kind: str
    low: int
    high: int
    values: tuple[str, ...] = ()
    start: int = 0
    scope: str = ""
    bands: tuple[tuple[str, int], ...] = ()
    meaning: str = ""
    hidden: bool = False


class Person(NamedTuple):
    """A person. ``called`` is the short name; names are texts ``person.ID.called`` and ``.name``.

    ``vowel`` says, for each language that needs it, whether a preceding word elides.
    """

    id: str
    group: str
    gender: str
    vowel: tuple[tuple[str, bool], ...] = ()


class Voice(NamedTuple):
    """Who may speak without being a person: ``ship``, ``radio``, ``inner`` or ``repeats``."""

    id: str
    kind: str
    condition: Expression | None = None


class Room(NamedTuple):
    """Where scenes happen; its zone is where people are."""

    id: str
    zone: str


class Observation(NamedTuple):
    """Something that may be written to Earth: whom it is ``of``, and ``to`` whom it comes back."""

    id: str
    chapter: str
    of: str
    to: str


class PlayerWord(NamedTuple):
    """A word the player chooses; ``forms`` are the columns of its table."""

    name: str
    values: tuple[str, ...]
    forms: tuple[str, ...]


class Rule(NamedTuple):
    """What the world does by itself.

    With ``each_sol`` it acts at every new sol; else at the moment ``when`` becomes true.
    """

    id: str
    chapter: str
    when: Expression | None
    each_sol: bool
    once: bool
    effects: tuple[Effect, ...]
    gives: bool
    goto: str


class Ending(NamedTuple):
    """One way the story ends; its title is the text ``ending.ID``. ``scene`` plays it."""

    id: str
    number: int
    when: Expression | None
    scene: str


class Invariant(NamedTuple):
    """What must hold on every page (``always``); a ``never`` is kept as its negation.

    ``at`` are the scenes on whose pages alone it is asked, ``endings`` among them for every page
    that ends the story; nothing for all pages.
    """

    id: str
    holds: Expression
    meaning: str
    at: tuple[str, ...] = ()

    def is_asked(self, location: str, ending: str) -> bool:
        """Whether it must hold on the page of this location, which ends the story or does not."""
        return (
            not self.at
            or location.partition("/")[0] in self.at
            or bool(ending and "endings" in self.at)
        )


class Deck(NamedTuple):
    """A deck of a chapter: named piles of cards, each card a scene with an ``offer``."""

    id: str
    chapter: str
    piles: tuple[tuple[str, tuple[str, ...]], ...]


class Chapter(NamedTuple):
    """One chapter; its titles are the texts ``chapter.ID.title`` and ``.second_title``.

    ``plate`` is the picture with which it opens, if any.
    """

    id: str
    begins: str
    has_second_title: bool = False
    plate: str = ""


class StatusItem(NamedTuple):
    """One part of the status line: the text ``status.ID``, shown if ``condition`` holds."""

    id: str
    condition: Expression | None
    highlight: bool


class InstrumentItem(NamedTuple):
    """One figure of the instrument panel, shown if ``condition`` holds.

    Its texts are ``instrument.ID.name`` and ``.reads``. ``shows`` is the number that says how full
    it stands between ``low`` and ``high``; ``draws`` is ``bar`` or ``trace``, and ``rate`` the
    beats a minute of a trace.
    """

    id: str
    condition: Expression | None
    shows: Expression | None
    low: int
    high: int
    draws: str
    rate: Expression | None
    highlight: bool


class NotebookEntry(NamedTuple):
    """One entry of the notebook: the texts ``notebook.SECTION.ID`` and ``.name``.

    It is there from the moment ``condition`` holds, and crossed out while ``done`` or ``broken``
    does.
    """

    id: str
    condition: Expression | None
    done: Expression | None
    broken: Expression | None


class NotebookSection(NamedTuple):
    """One section of the notebook, in written order; its title is ``notebook.ID.title``."""

    id: str
    entries: tuple[NotebookEntry, ...]


class World(NamedTuple):
    """Everything declared once, in declared order. ``variables`` is the order of the State.

    ``echoes`` are ids with the line id of the text that marks them; ``was`` renames by kind;
    ``plates`` are the pictures, what stands for one in words being the text ``plate.ID``.
    """

    id: str
    title: str
    version: int
    language: str
    begins: str
    licence: str
    chapters: tuple[Chapter, ...]
    people: tuple[Person, ...]
    sets: tuple[tuple[str, tuple[str, ...]], ...]
    voices: tuple[Voice, ...]
    rooms: tuple[Room, ...]
    zones: tuple[str, ...]
    words: tuple[PlayerWord, ...]
    tags: tuple[str, ...]
    variables: tuple[Variable, ...]
    units: tuple[tuple[str, str], ...]
    observations: tuple[Observation, ...]
    rules: tuple[Rule, ...]
    endings: tuple[Ending, ...]
    invariants: tuple[Invariant, ...]
    decks: tuple[Deck, ...]
    echoes: tuple[tuple[str, str], ...]
    status: tuple[StatusItem, ...]
    crew: Walk | None
    languages: tuple[str, ...]
    was: tuple[tuple[str, str, str], ...]
    plates: tuple[str, ...] = ()
    instruments: tuple[InstrumentItem, ...] = ()
    notebook: tuple[NotebookSection, ...] = ()
    charts: tuple[Chart, ...] = ()
