"""In what two arrivals at one place may differ, and how they do.

Which choices are open comes first, then the tests that choices, texts and ways on ask. Nothing
here searches.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ulysse_game.authoring.arriving.aim import Aim, is_copy, moment_of
from ulysse_game.authoring.arriving.asked import traits_of
from ulysse_game.engine import Event, Machine, State, open_ids
from ulysse_game.story import YES, Expression, GroundChoice
from ulysse_game.view.words import Words, marked


class Difference(NamedTuple):
    """A question with two answers.

    It is about a ``choice`` being open, or about a ``condition`` (ground), which the format's own
    notation tells for yes and for no. ``about`` is what the notation begins with.
    """

    choice: str = ""
    yes: str = ""
    no: str = ""
    condition: Expression = YES

    @property
    def about(self) -> str:
        """The choice or the variable: two differences about one tell much the same."""
        return self.choice or self.yes.removeprefix("not ").split(" ")[0]

    def told(self, holds: bool, say: Words) -> str:
        """The answer, in a language."""
        if not self.choice:
            return self.yes if holds else self.no
        sentence = marked("the choice {name} is open")
        if not holds:
            sentence = marked("the choice {name} is not open")
        return say(sentence, name=self.choice)


def differences(machine: Machine, aim: Aim) -> tuple[Difference, ...]:
    """All in which arrivals at this place may differ, what a page shows best first."""
    return (
        *(Difference(name) for name in _closable(machine, aim) if name != aim.choice),
        *(Difference("", *test) for test in traits_of(machine, aim)),
    )


def answers(
    machine: Machine,
    aim: Aim,
    asked: Iterable[Difference],
    state: State,
    events: tuple[Event, ...],
) -> dict[Difference, bool]:
    """How each difference comes out on a page that is the place."""
    moment = moment_of(machine, aim, state, events)
    if moment is None:
        return {}
    opens = open_ids(machine, state) if moment is state else []
    code = machine.code
    return {
        each: any(is_copy(id, each.choice) for id in opens)
        if each.choice
        else bool(code.reader(each.condition)(moment.values, moment))
        for each in asked
        if not each.choice or moment is state
    }


def _closable(machine: Machine, aim: Aim) -> list[str]:
    """The choices of the place that something may close or hide, a loop's copies as one."""
    found = [
        each.written
        for place in machine.places_of(aim.scene)
        if aim.location in ("", place.location)
        for each in place.choices
        if isinstance(each, GroundChoice) and (each.condition != YES or each.locks or each.once)
    ]
    return list(dict.fromkeys((*found, *machine.card_marks(aim.scene))))


__all__ = ["Difference", "answers", "differences"]
