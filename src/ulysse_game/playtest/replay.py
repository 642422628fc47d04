"""Playing a script: its choices in order, and what it expects on the way.

A choice that cannot be made ends the replay at once: what follows would be about another place.
An expectation that does not hold is noted, and the replay goes on. The story's invariants are
asked on every page. The engine does the stepping, the view the words; nothing here changes a file.
"""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game import engine, view
from ulysse_game.compiler.walkthroughs import Choose, Step, Walkthrough
from ulysse_game.engine import CHAPTER, Event, Machine, State
from ulysse_game.play import path, state_of, try_begin, try_step
from ulysse_game.play.evidence import mark_of
from ulysse_game.playtest.invariants import invariants_of
from ulysse_game.playtest.script import Recorded, Script
from ulysse_game.playtest.sight import Failure, Moment, Sight, page_of, str_of
from ulysse_game.playtest.values import differences, values


class Result(NamedTuple):
    """What came of a replay.

    ``moments`` begin with the first page. ``is_made_up`` says that the start was given and not
    the story's beginning. ``is_cut_short`` says that it ended before its last choice, because one
    could not be made. ``language`` is that of the script's words.
    """

    file: str
    moments: tuple[Moment, ...]
    failures: tuple[Failure, ...]
    is_made_up: bool
    is_cut_short: bool
    language: str

    @property
    def passed(self) -> bool:
        """Whether everything was as the script has it."""
        return not self.failures

    @property
    def choices(self) -> tuple[str, ...]:
        """The choices made, in order."""
        return tuple(moment.choice for moment in self.moments[1:])


def replay(machine: Machine, script: Script, until: int | None = None) -> Result:
    """Play ``script``; with ``until``, only what comes before that line or choice."""
    if isinstance(script, Recorded):
        return _Replay(machine, script.file, script.save.language).saved(script, until)
    return _Replay(machine, script.file, script.language).walked(script, until)


class _Replay:
    """A replay under way. ``sight`` is that of the last page."""

    def __init__(self, machine: Machine, file: str, language: str) -> None:
        self.machine = machine
        self.file = file
        self.language = view.language_of(machine.story, language)
        self.moments: list[Moment] = []
        self.failures: list[Failure] = []
        self.is_cut_short = False
        self.is_made_up = False
        self.sight: Sight
        self._invariants = invariants_of(machine)
        self._broken: set[str] = set()

    # -- saves ----------------------------------------------------------------------------------

    def saved(self, script: Recorded, until: int | None) -> Result:
        """Make a saved game's choices again; at its head the states must be the same."""
        save, machine = script.save, self.machine
        way = path(save.timeline)
        root = save.timeline.nodes[way[0]]
        self.is_made_up = root.depth > 0
        if self.is_made_up:
            state = state_of(machine, root.whole)
            if state is not None:
                self._arrive(0, None, "", state, engine.look(machine, state))
        else:
            begins = try_begin(machine, save.seed)
            if begins is not None:
                self._arrive(0, None, "", begins.after, begins.events)
        if not self.moments:
            self._fail(0, "beginning", "the beginning of this save", "the story has it no more.")
            return self._result()
        choices = [save.timeline.nodes[number].choice for number in way[1:]]
        for number, choice in enumerate(choices, 1):
            if until is not None and number >= until:
                return self._result()
            if not self._choose_again(number, choice):
                self.is_cut_short = True
                return self._result()
        self._compare(script, len(choices))
        trying = script.trying
        if trying and until is None and not self._choose_again(len(choices) + 1, trying):
            self.is_cut_short = True
        return self._result()

    def _choose_again(self, number: int, choice: str) -> bool:
        """Make a recorded choice, under its name of today; whether it could be made."""
        machine, state = self.machine, self.sight.state
        wanted = f"{state.location}: {choice}"
        try:
            made = try_step(machine, state, choice)
            if made is None:
                engine.step(machine, state, choice)  # says whether it is closed, or has no end
        except engine.Runaway as ring:
            self._fail(number, "runaway", wanted, _round(ring))
            return False
        except engine.NotOpen:
            made = None
        except Exception as error:
            self._fail(number, "crash", wanted, ours(error))
            return False
        if made is None:
            self._fail(number, "choice", wanted, *self.sight.where())
            return False
        self._arrive(number, state, made.choice, made.after, made.events)
        return True

    def _compare(self, script: Recorded, number: int) -> None:
        reached = self.sight.state
        try:
            kept, losses = engine.from_plain(self.machine, script.save.snapshot)
        except engine.SceneGone as gone:
            wanted = f"the saved place `{gone}`"
            self._fail(number, "state", wanted, "the story has no such place.")
            return
        found = [f"{loss.kind} `{loss.name}` is no more in the story." for loss in losses]
        if kept != reached:
            saved, now = (engine.to_plain(self.machine, each) for each in (kept, reached))
            found += differences(saved, now)
        if found:
            self._fail(number, "state", "the state that was saved", *found)

    # -- walkthroughs ---------------------------------------------------------------------------

    def walked(self, script: Walkthrough, until: int | None) -> Result:
        """Play a walkthrough."""
        self.is_made_up = bool(script.scene)
        if not self._begin(script):
            return self._result()
        for step in script.steps:
            if until is not None and step.line >= until:
                break
            if not isinstance(step, Choose):
                self.failures += self._checked(step)
            elif not self._choose(step):
                self.is_cut_short = True
                break
        return self._result()

    def _begin(self, script: Walkthrough) -> bool:
        """Come to the first page; whether there is one."""
        machine = self.machine
        first = script.scene or machine.story.world.begins
        wanted = f"to begin at `{first}`"
        try:
            state, events = engine.start_at(machine, first, first_state(machine, script))
        except engine.Runaway as ring:
            self._fail(0, "runaway", wanted, _round(ring))
            return False
        except Exception as error:
            self._fail(0, "crash", wanted, ours(error))
            return False
        self._arrive(0, None, "", state, events)
        return True

    def _checked(self, step: Step) -> tuple[Failure, ...]:
        """What of a step that looks is not so; a page that cannot be made is told once."""
        try:
            return self.sight.check(step)
        except Exception as error:
            self._fail(step.line, "crash", "a page", ours(error))
            return ()

    def _choose(self, step: Choose) -> bool:
        """Make a choice; whether it could be made."""
        state = self.sight.state
        choice = self.sight.choice_of(step)
        if not choice:
            self.failures.append(self.sight.no_choice(step))
            return False
        try:
            after, events = engine.step(self.machine, state, choice)
        except engine.Runaway as ring:
            self._fail(step.line, "runaway", str_of(step), _round(ring))
            return False
        except Exception as error:
            self._fail(step.line, "crash", str_of(step), ours(error))
            return False
        self._arrive(step.line, state, choice, after, events)
        return True

    # -- both -----------------------------------------------------------------------------------

    def _arrive(
        self, step: int, before: State | None, choice: str, after: State, events: tuple[Event, ...]
    ) -> None:
        """One more page. What is broken in a made-up start is the business of who made it up."""
        moment = Moment(step, before, choice, after, events)
        self.moments.append(moment)
        self.sight = Sight(self.machine, moment, self.language)
        for each in self._invariants.broken(after):
            if each.id in self._broken:
                continue
            self._broken.add(each.id)
            if before is not None or not self.is_made_up:
                told = values(self.machine, after, self.machine.grounded(each.holds))
                means = f" ({each.meaning})" if each.meaning else ""
                self._fail(step, "invariant", f"always: {each.id}{means}", *told)

    def _fail(self, step: int, kind: str, wanted: str, *found: str) -> None:
        moment = self.moments[-1] if self.moments else None
        self.failures.append(Failure(step, wanted, found, moment, kind))

    def _result(self) -> Result:
        """What came of it. The last page is made, to see that it can be: there play goes on."""
        if self.moments and not any(each.kind == "crash" for each in self.failures):
            try:
                self.sight.page()
            except Exception as error:
                self._fail(self.moments[-1].step, "crash", "a page", ours(error))
        return Result(
            self.file,
            tuple(self.moments),
            tuple(self.failures),
            self.is_made_up,
            self.is_cut_short or not self.moments,
            self.language,
        )


def first_state(machine: Machine, script: Walkthrough) -> State:
    """The state before a walkthrough's first scene, with what is given made so.

    The chapter of a scene that is given is already open, so that its variables keep what they
    are given.
    """
    state = engine.blank(machine, script.seed)
    if not script.scene:
        return state
    found = list(state.values)
    found[CHAPTER] = machine.layout.chapters.get(machine.story.scene(script.scene).chapter, 0)
    writer = machine.code.writer(script.given)
    if writer is not None:
        writer(found, state)
    return state._replace(values=tuple(found))


def ours(error: Exception) -> str:
    """An error of ours in one line: what it is, and where it was raised."""
    kind, _, where = mark_of(error).partition(" in ")
    said = " ".join(f"{error}".split())
    told = said if said.isprintable() else ascii(said)
    return f"an error of ours: {kind}: {told} (in {where})."


def is_told(mark: str, told: str) -> bool:
    """Whether ``told`` is what :func:`ours` makes of an error with this mark."""
    kind, _, where = mark.partition(" in ")
    return told.startswith(f"an error of ours: {kind}: ") and told.endswith(f" (in {where}).")


def _round(ring: engine.Runaway) -> str:
    return f"the story went round and round at `{ring}`."


__all__ = ["Failure", "Moment", "Result", "Sight", "first_state", "ours", "page_of", "replay"]
