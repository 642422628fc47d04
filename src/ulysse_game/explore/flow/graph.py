"""The story as an explicit graph: where it can stand, and what each way on asks and changes.

A point is a place of the story in one context: its room, its chapter, the detours it will come
back from. Edges carry ground conditions and effects over cells. Whatever decides or is decided is
in here, words apart; what the engine does in one step is a path of edges from one waiting point
to the next. Named tuples only; nothing here runs a story.
"""

from typing import NamedTuple, TypeAlias

from ulysse_game.story import Expression

Stack: TypeAlias = tuple[tuple[str, str], ...]


class Cell(NamedTuple):
    """Something whole-numbered that a State holds: from ``low`` to ``high``, at first ``start``.

    A variable by its name, or what the engine remembers beside them: ``@minute`` of the sol,
    ``@visits:SCENE``, ``@taken:SCENE.CHOICE``, ``@spent:SCENE#MARK``, ``@picked:SCENE#MARK``,
    ``@heard:ECHO``, ``@fired:RULE``; and ``@was:RULE``, whether a rule's condition held before the
    step, which lives within a step only.
    """

    name: str
    low: int
    high: int
    start: int


class Set(NamedTuple):
    """``cell`` takes ``value``, brought into the cell's range."""

    cell: int
    value: Expression


class Ask(NamedTuple):
    """A condition to watch at this moment; it decides nothing.

    When it holds the item (``kind``, ``name``) is seen: ``text``, ``alternative``, ``closed``,
    ``saturates`` (an effect runs against the end of its range). An ``outcome`` is seen either way,
    as item ``yes`` or ``no``. ``shuffles`` must agree too: (line id, salt, sides, which) of texts
    that go by ``engine.shuffled`` at the visit of that moment.
    """

    kind: str
    name: str
    condition: Expression
    shuffles: tuple[tuple[str, int, int, int], ...] = ()


class Note(NamedTuple):
    """An item is seen here: ``scene``, ``place``, ``choice``, ``text``, ``rule``, ``yes``…"""

    kind: str
    name: str


Op: TypeAlias = Set | Ask | Note


class Edge(NamedTuple):
    """One way from a point: taken when ``guard`` holds, ``ops`` in order, then at ``target``.

    ``choice`` is the id of the player's choice, nothing elsewhere; ``odds`` how often the dice
    fall this way as against the others that are open, 0 where no dice fall.
    """

    choice: str
    guard: Expression
    ops: tuple[Op, ...]
    target: int
    odds: int = 0


class Point(NamedTuple):
    """One place of the story in one context.

    ``kind`` says who takes an edge: ``wait``, the player, any whose guard holds; ``ask``, the
    story, the first whose guard holds; ``chance``, the dice, any whose guard holds; ``end``,
    nobody. A ``wait`` without an open edge is stuck. ``asks`` are watched on arrival.
    """

    number: int
    kind: str
    location: str
    room: int
    chapter: int
    stack: Stack
    ending: str
    asks: tuple[Ask, ...]
