"""What becomes of one saved game in the story as it is today.

The game's own functions load it (``play.decoded``, ``play.recall``) and the engine's own list
says what was lost; here that is only put into words for a tester. Whatever a file holds, there is
a verdict: nothing here raises for it, and nothing here writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ulysse_game import engine, view
from ulysse_game.engine import Loss, Machine
from ulysse_game.play import DamagedError, Save, SaveError, decoded
from ulysse_game.play.card import clean
from ulysse_game.play.recall import Recalled, recalled
from ulysse_game.play.timeline import plain_at
from ulysse_game.playtest.replay import replay
from ulysse_game.playtest.saves.losses import followed, told
from ulysse_game.playtest.saves.read import SaveFile, save_files
from ulysse_game.playtest.script import Recorded

WHOLE = "whole"
"""It loads as it was saved, and its choices lead there."""
ADJUSTED = "adjusted"
"""It goes on where it was saved, but something of it is different: see ``Checked.loses``."""
FALLEN_BACK = "fallen back"
"""Its place is gone; the game goes on from an earlier one, at worst from the beginning."""
DAMAGED = "damaged"
"""It is not what was once written; the game sets it aside."""
REFUSED = "refused"
"""It is sound, but of another story or of a newer game; the game leaves it alone."""
STUCK = "stuck"
"""It loads, and then cannot be played on: a page that cannot be told, a story without a way."""

VERDICTS = (WHOLE, ADJUSTED, FALLEN_BACK, DAMAGED, REFUSED, STUCK)


class Checked(NamedTuple):
    """The verdict on one file.

    ``loses`` says that something the player had is gone. ``says`` are sentences, what happened
    first of all; ``followed`` what went by another name and was found under its new one. ``at``
    is where it was saved and ``now`` where the game goes on, both empty where it does not load;
    ``choices`` is how many choices it holds.
    """

    file: str
    verdict: str
    loses: bool = False
    says: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    at: str = ""
    now: str = ""
    choices: int = 0
    version: int = 0
    language: str = ""


def check_folder(machine: Machine, folder: Path) -> Iterator[Checked]:
    """The verdict on every save in ``folder`` and below it, one at a time."""
    for each in save_files(folder):
        yield check(machine, each)


def check(machine: Machine, found: SaveFile) -> Checked:
    """The verdict on one file."""
    if found.trouble:
        return Checked(found.file, DAMAGED, True, (found.trouble,))
    try:
        save = decoded(found.data)
    except DamagedError:
        return Checked(found.file, DAMAGED, True, ("it is not what the game once wrote.",))
    except SaveError as refusal:
        return Checked(found.file, REFUSED, True, (str(refusal),))
    if save.story.id != machine.story.world.id:
        other = f"it is of another story, `{clean(save.story.id)}`."
        return Checked(found.file, REFUSED, True, (other,))
    base = Checked(
        found.file, WHOLE, choices=save.timeline.depth, version=save.story.version,
        language=clean(save.language), at=clean(save.snapshot["location"]),
    )  # fmt: skip
    try:
        loaded = recalled(machine, save)
    except engine.Runaway as ring:
        sentence = f"the story goes round and round at `{clean(str(ring))}`."
        return base._replace(verdict=STUCK, loses=True, says=(sentence,))
    except Exception as mistake:  # one of ours, which a player would meet: told, and not met here
        sentence = f"the game itself fails to load it: {_named(mistake)}."
        return base._replace(verdict=STUCK, loses=True, says=(sentence,))
    trouble = _cannot_be_played(machine, loaded)
    judged = _judged(machine, save, loaded, base._replace(now=loaded.history.state.location))
    if trouble:
        return judged._replace(verdict=STUCK, loses=True, says=(trouble, *judged.says))
    return judged


def _judged(machine: Machine, save: Save, loaded: Recalled, base: Checked) -> Checked:
    """The verdict on a save that loads."""
    names = followed(machine, save.snapshot)
    if loaded.place != "there":
        says = (*_why_not_there(machine, save), *_fallen_back(machine, save, loaded))
        return base._replace(verdict=FALLEN_BACK, loses=True, says=says, followed=names)
    losses = told(machine, loaded.history.state, save.snapshot, loaded.losses)
    if losses or not loaded.follows:
        says = losses or _leads_elsewhere(machine, save)
        return base._replace(verdict=ADJUSTED, loses=bool(losses), says=says, followed=names)
    return base._replace(followed=names)


def _why_not_there(machine: Machine, save: Save) -> tuple[str, ...]:
    at = clean(save.snapshot["location"])
    try:
        engine.from_plain(machine, save.snapshot)
    except engine.SceneGone as gone:
        return told(machine, None, save.snapshot, [Loss("scene", str(gone))])
    return (f"no choice is open at `{at}`, where it was saved.",)


def _fallen_back(machine: Machine, save: Save, loaded: Recalled) -> tuple[str, ...]:
    """Where the game goes on instead, and what was lost on the way there."""
    now = loaded.history
    if loaded.place == "beginning":
        return ("no place of it is left in the story; it begins again.",)
    back = save.timeline.depth - now.timeline.depth
    sentence = (
        f"it goes on at `{now.state.location}`, {back} choice{'' if back == 1 else 's'} back."
    )
    plain = plain_at(now.timeline, now.timeline.head)
    if plain is None:
        return (sentence,)
    try:
        state, losses = engine.from_plain(machine, plain)
    except engine.SceneGone:
        return (sentence,)  # the choices led there, not what was remembered of the place
    return (sentence, *told(machine, state, plain, losses))


def _leads_elsewhere(machine: Machine, save: Save) -> tuple[str, ...]:
    """How the choices, made again, differ from what was saved. Nothing of that is lost."""
    result = replay(machine, Recorded("", save))
    if result.is_cut_short:
        failure = result.failures[-1]
        made = f"choice {failure.step}, `{clean(failure.wanted)}`"
        why = clean(" ".join(failure.found), 400)
        return (f"{made}, cannot be made again, and what was saved is believed: {why}",)
    states = [each for each in result.failures if each.kind == "state"]
    differences = (clean(each) for failure in states for each in failure.found)
    return ("its choices lead elsewhere now; what was saved is believed.", *differences)


def _cannot_be_played(machine: Machine, loaded: Recalled) -> str:
    """Why the game cannot go on from here, or nothing: every page is told, something is open."""
    history = loaded.history
    state = history.state
    if not state.ending and not engine.open_ids(machine, state):
        return f"no choice is open at `{state.location}`."
    for language in machine.story.world.languages:
        try:
            moment = history.moment(history.head)
            assert moment is not None, "the present has a state"
            page = view.present(machine, *moment, language)
            view.crew(machine, state, language)
        except Exception as mistake:  # whatever it is, the tester wants to hear which save does it
            page_at = f"the page at `{state.location}` cannot be told in `{language}`"
            return f"{page_at}: {_named(mistake)}."
        for option in page.options:
            if not option.text and not option.why:
                return f"the choice `{option.id}` has no words in `{language}`."
    return ""


def _named(mistake: Exception) -> str:
    return clean(f"{type(mistake).__name__}: {mistake}")
