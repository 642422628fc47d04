"""Scenes and choices, as the writer wrote them, checked.

A scene with ``each`` is still one scene here: :mod:`ulysse_game.story.ground` gives its items.
Texts are not in here; they are found by line id (``scene``, ``scene.choice``,
``scene.choice.then``…), in every language alike.
"""

from typing import NamedTuple, TypeAlias

from ulysse_game.story.expression import Expression, Walk


class Clock(NamedTuple):
    """How time moves.

    ``kind`` is ``after`` (``minutes`` from now), ``at`` (sol ``sol`` at ``minutes`` past its
    midnight) or ``next`` (the next sol at ``minutes``). A sol has 24 hours of 60 minutes, as the
    clocks of Mars missions stretch them.
    """

    kind: str
    minutes: int
    sol: int = 0


class Change(NamedTuple):
    """One effect: ``target sign value``, once for each of ``walk``, if ``condition`` holds.

    ``target`` is a ``Read``, or a ``Field`` or ``Bound`` that an item makes one. ``sign`` is
    ``=``, ``+=`` or ``-=``.
    """

    target: Expression
    sign: str
    value: Expression
    walk: Walk | None = None
    condition: Expression | None = None


class Hear(NamedTuple):
    """``{echo id: …}`` in the text just read: those words have now been printed."""

    echo: str
    condition: Expression | None = None


Effect: TypeAlias = Change | Hear


class Presence(NamedTuple):
    """One name of ``with``: ``maybe`` for ``eva?``, ``radio`` for ``martin (radio)``."""

    person: str
    maybe: bool = False
    radio: bool = False


class Observe(NamedTuple):
    """This observation may be written tonight, if not yet seen and if ``condition`` holds."""

    observation: str
    condition: Expression | None = None


class Go(NamedTuple):
    """A target: ``scene`` is a scene's id, ``here``, ``return`` or ``endings``."""

    scene: str
    odds: int = 0
    condition: Expression | None = None


class DrawBest(NamedTuple):
    """``draw DECK else SCENE`` in a ``next``: the best card of the deck, or that scene."""

    deck: str
    otherwise: str


Target: TypeAlias = Go | DrawBest


class Lock(NamedTuple):
    """When ``condition`` holds the choice is shown closed, with the text ``line_id`` as reason.

    ``instead`` shows the reason in the place of the label (a closing tag's ``shows``).
    """

    condition: Expression
    line_id: str
    instead: bool = False


class Choice(NamedTuple):
    """One choice. When ``condition`` fails it is not shown at all.

    ``hears`` are the echoes its own words print, ``line`` where it stands in the scene's file.
    """

    id: str
    each: Walk | None = None
    condition: Expression | None = None
    locks: tuple[Lock, ...] = ()
    tags: tuple[str, ...] = ()
    once: bool = False
    observe: Observe | None = None
    effects: tuple[Effect, ...] = ()
    clock: Clock | None = None
    goto: str = ""
    detour: str = ""
    gives: bool = False
    hears: tuple[Hear, ...] = ()
    line: int = 0


class Draw(NamedTuple):
    """``- draw: DECK`` among the choices: one choice for each card on offer, at most ``limit``."""

    deck: str
    limit: int = 0
    line: int = 0


class Scene(NamedTuple):
    """One scene. The order of the fields is the order in which they are carried out.

    ``blocks`` names its own texts: of ``title``, ``text``, ``offer``. ``variables`` are the
    names declared in it. ``again`` lets a card be played more than once. ``plate`` is the picture
    above its text, ``paper`` what its ``>`` lines stand on: ``form``, ``hand`` or, as mostly, a
    screen. ``file`` and ``line`` say where it stands.
    """

    id: str
    chapter: str
    room: str = ""
    clock: Clock | None = None
    cast: tuple[Presence, ...] = ()
    session: str = ""
    when: Expression | None = None
    otherwise: str = ""
    observe: Observe | None = None
    effects: tuple[Effect, ...] = ()
    each: Walk | None = None
    pick: int = 0
    hears: tuple[Hear, ...] = ()
    detour: str = ""
    choices: tuple[Choice | Draw, ...] = ()
    next: tuple[Target, ...] = ()
    ending: str = ""
    salience: int = 0
    again: bool = False
    blocks: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    plate: str = ""
    paper: str = ""
    file: str = ""
    line: int = 0
