"""Conditions and values, as plain trees.

The compiler writes these trees, checked and typed; engine, lint and explorer read them. Names
that a loop binds stay in them as ``Bound`` until :mod:`ulysse_game.story.ground` puts the item in
their place. Named tuples, for a start that costs nothing and for equality by value.
"""

from typing import NamedTuple, TypeAlias


class Number(NamedTuple):
    """A whole number; flags are 0 and 1."""

    value: int


class Constant(NamedTuple):
    """A declared value that is no number.

    ``kind`` says of what: ``person``, ``zone``, ``observation`` (the observation itself), or
    ``word``. ``value`` is its id; the person ``nobody`` is a value too. ``number`` is its place
    among the values of its kind, as the State holds it.
    """

    kind: str
    value: str
    number: int


class Read(NamedTuple):
    """The value of a variable, by its full name: ``cohesion``, ``simon.trust``, ``obs_01``."""

    variable: str


class Bound(NamedTuple):
    """What a loop binds: the ``p`` of ``for p in ours``."""

    name: str


class Field(NamedTuple):
    """Something of a person or an observation known only later: ``p.trust``, ``o.to``."""

    of: "Expression"
    name: str


class Not(NamedTuple):
    """Yes when its part is no."""

    part: "Expression"


class And(NamedTuple):
    """Yes when all its parts are. (``sign`` keeps it apart from an ``Or`` of the same parts.)"""

    parts: tuple["Expression", ...]
    sign: str = "and"


class Or(NamedTuple):
    """Yes when one of its parts is."""

    parts: tuple["Expression", ...]
    sign: str = "or"


class Compare(NamedTuple):
    """``left sign right`` with sign one of ``is`` ``<`` ``<=`` ``>`` ``>=``."""

    sign: str
    left: "Expression"
    right: "Expression"


class Within(NamedTuple):
    """``item in (a, b, c)``."""

    item: "Expression"
    options: tuple["Expression", ...]


class Arithmetic(NamedTuple):
    """``left sign right`` with sign one of ``+`` ``-`` ``*`` ``/``; ``/`` rounds down."""

    sign: str
    left: "Expression"
    right: "Expression"


class Call(NamedTuple):
    """A function of the engine.

    ``max`` and ``min`` take expressions in ``arguments``. ``visits`` and ``seen`` (of a scene),
    ``taken`` (of ``scene.choice``) and ``heard`` (of an echo) take the id in ``name``. ``picked``
    is how many choices of this scene's ``pick`` were taken; ``here`` asks whether the person in
    ``arguments`` is alive and in this room's zone; ``ending`` is yes in ending ``name``.
    """

    function: str
    name: str
    arguments: tuple["Expression", ...]


class Choose(NamedTuple):
    """``then`` when ``condition`` holds, else ``otherwise``. Only the compiler writes it."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"


class Walk(NamedTuple):
    """``name in members if condition``, in declared order."""

    name: str
    members: tuple["Expression", ...]
    condition: "Expression | None"


class Gather(NamedTuple):
    """``count`` ``any`` ``first`` ``sum`` ``most`` over a walk; the last two of a ``value``."""

    function: str
    value: "Expression | None"
    walk: Walk


Expression: TypeAlias = (
    Number
    | Constant
    | Read
    | Bound
    | Field
    | Not
    | And
    | Or
    | Compare
    | Within
    | Arithmetic
    | Call
    | Choose
    | Gather
)
