"""What stands left of the bar, key by key, in the format's own notation: for whoever reads a scene.

The rows are those of the written scene, in the order in which they are carried out.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.written import Notation, cast, clock, without_observing
from ulysse_game.story import Choice, Expression, Scene

Rows = Iterator[tuple[str, str]]
"""Keys with what stands under them, never nothing."""


def scene_margin(notation: Notation, scene: Scene) -> Rows:
    """The margin of a scene, its choices apart."""
    return _said(_of_scene(notation, scene))


def choice_margin(notation: Notation, choice: Choice) -> Rows:
    """The margin of a choice; what closes it, and where it leads, are told apart."""
    return _said(_of_choice(notation, choice))


def asked(notation: Notation, condition: Expression | None) -> str:
    """A condition as it is written, or nothing."""
    return "" if condition is None else notation.expression(condition)


def _of_scene(notation: Notation, scene: Scene) -> Rows:
    yield "plate", scene.plate
    yield "paper", scene.paper
    yield "at", scene.room
    yield "clock", "" if scene.clock is None else clock(scene.clock)
    yield "with", cast(each for each in scene.cast if each.person != scene.session)
    yield "session", scene.session
    yield "when", asked(notation, scene.when)
    yield "else", scene.otherwise
    yield "observe", "" if scene.observe is None else notation.observe(scene.observe)
    yield "do", notation.effects(without_observing(scene.effects, scene.observe))
    yield "each", "" if scene.each is None else notation.walk(scene.each)
    yield "pick", str(scene.pick or "")
    yield "detour", scene.detour
    yield "next", "\n".join(map(notation.target, scene.next))
    yield "ending", scene.ending
    yield "salience", str(scene.salience or "")
    yield "again", "yes" if scene.again else ""
    yield "variables", ", ".join(scene.variables)


def _of_choice(notation: Notation, choice: Choice) -> Rows:
    yield "each", "" if choice.each is None else notation.walk(choice.each)
    yield "if", asked(notation, choice.condition)
    yield "tags", ", ".join(choice.tags)
    yield "once", "yes" if choice.once else ""
    yield "observe", "" if choice.observe is None else notation.observe(choice.observe)
    yield "do", notation.effects(without_observing(choice.effects, choice.observe))
    yield "clock", "" if choice.clock is None else clock(choice.clock)


def _said(rows: Rows) -> Rows:
    return ((key, value) for key, value in rows if value)
