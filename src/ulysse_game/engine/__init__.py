"""Everything that can change a playthrough: ``begin`` and ``step``, and nothing else.

Pure: no clock, no ``random``, no disk, no toolkit. A machine is a story made ready; a state is
plain values; a step gives the next state and what happened.
"""

from ulysse_game.engine.chance import shuffled
from ulysse_game.engine.code import Code, Reader, python
from ulysse_game.engine.events import Binding, Ended, Entered, Event, Fired, Picked, Shown
from ulysse_game.engine.layout import CHAPTER, FIRST, MINUTE, ROOM, Layout
from ulysse_game.engine.machine import Machine, Offer, Offered, Option, Spot, Watched
from ulysse_game.engine.marks import PICKED, SPENT, TAKEN, bit, mark_of, visits_of
from ulysse_game.engine.offers import offers, open_ids
from ulysse_game.engine.plain_form import Loss, SceneGone, from_plain, plain_forms, to_plain
from ulysse_game.engine.run import Runaway
from ulysse_game.engine.state import State
from ulysse_game.engine.step import NotOpen, advance, begin, blank, look, start_at, step

__all__ = [
    "CHAPTER",
    "FIRST",
    "MINUTE",
    "PICKED",
    "ROOM",
    "SPENT",
    "TAKEN",
    "Binding",
    "Code",
    "Ended",
    "Entered",
    "Event",
    "Fired",
    "Layout",
    "Loss",
    "Machine",
    "NotOpen",
    "Offer",
    "Offered",
    "Option",
    "Picked",
    "Reader",
    "Runaway",
    "SceneGone",
    "Shown",
    "Spot",
    "State",
    "Watched",
    "advance",
    "begin",
    "bit",
    "blank",
    "from_plain",
    "look",
    "mark_of",
    "offers",
    "open_ids",
    "plain_forms",
    "python",
    "shuffled",
    "start_at",
    "step",
    "to_plain",
    "visits_of",
]
