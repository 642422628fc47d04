"""Playing a script: its choices in order, and what it expects on the way.

A choice that cannot be made ends the replay at once: what follows would be about another place.
An expectation that does not hold is noted, and the replay goes on. The engine does the stepping,
the view the words; nothing here changes a file.
"""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game import engine, view
from ulysse_game.compiler.walkthroughs import (
    Asked,
    Choose,
    Ends,
    Expect,
    IsAt,
    Offered,
    Reads,
    Walkthrough,
)
from ulysse_game.engine import CHAPTER, FIRST, Event, Machine, State
from ulysse_game.play import path, state_of, try_begin, try_step
from ulysse_game.playtest.script import Recorded, Script
from ulysse_game.story import Call, Choice, Compare, Constant, Expression, Not, Number, Read, reads
from ulysse_game.view.page import Page

_MOST_VALUES = 12
"""So many values are told of one condition that does not hold."""


class Moment(NamedTuple):
    """One page of a replay: what was chosen and where, and what it led to.

    ``step`` is the line of the choice in a walkthrough, the number of the choice in a save, and 0
    at the beginning. ``before`` is nothing there.
    """

    step: int
    before: State | None
    choice: str
    after: State
    events: tuple[Event, ...]


class Failure(NamedTuple):
    """Something that was not as the script has it.

    ``step`` is its line in a walkthrough, the number of the choice in a save; ``wanted`` what the
    script says, ``found`` what was there instead, a line each; ``moment`` the last page.
    """

    step: int
    wanted: str
    found: tuple[str, ...]
    moment: Moment | None


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
    """A replay under way."""

    def __init__(self, machine: Machine, file: str, language: str) -> None:
        self.machine = machine
        self.file = file
        self.language = view.language_of(machine.story, language)
        self.moments: list[Moment] = []
        self.failures: list[Failure] = []
        self.is_cut_short = False
        self._page: tuple[Moment, Page] | None = None

    # -- saves ----------------------------------------------------------------------------------

    def saved(self, script: Recorded, until: int | None) -> Result:
        """Make a saved game's choices again; at its head the states must be the same."""
        save, machine = script.save, self.machine
        way = path(save.timeline)
        root = save.timeline.nodes[way[0]]
        is_cut = root.depth > 0
        if is_cut:
            state = state_of(machine, root.whole)
            if state is not None:
                self.moments.append(Moment(0, None, "", state, engine.look(machine, state)))
        else:
            begins = try_begin(machine, save.seed)
            if begins is not None:
                self.moments.append(Moment(0, None, "", begins.after, begins.events))
        if not self.moments:
            self._fail(0, "the beginning of this save", "the story has it no more.")
            return self._result(is_cut)
        choices = [save.timeline.nodes[number].choice for number in way[1:]]
        for number, choice in enumerate(choices, 1):
            if until is not None and number >= until:
                return self._result(is_cut)
            state = self.moments[-1].after
            made = try_step(machine, state, choice)
            if made is None:
                self.is_cut_short = True
                self._fail(number, f"{state.location}: {choice}", *self._where())
                return self._result(is_cut)
            self.moments.append(Moment(number, state, made.choice, made.after, made.events))
        self._compare(script, len(choices))
        return self._result(is_cut)

    def _compare(self, script: Recorded, number: int) -> None:
        reached = self.moments[-1].after
        try:
            kept, losses = engine.from_plain(self.machine, script.save.snapshot)
        except engine.SceneGone as gone:
            self._fail(number, f"the saved place `{gone}`", "the story has no such place.")
            return
        found = [f"{loss.kind} `{loss.name}` is no more in the story." for loss in losses]
        if kept != reached:
            saved, now = (engine.to_plain(self.machine, each) for each in (kept, reached))
            found += _differences(saved, now)
        if found:
            self._fail(number, "the state that was saved", *found)

    # -- walkthroughs ---------------------------------------------------------------------------

    def walked(self, script: Walkthrough, until: int | None) -> Result:
        """Play a walkthrough."""
        machine = self.machine
        first = script.scene or machine.story.world.begins
        state = engine.blank(machine, script.seed)
        if script.scene:
            state = _given(machine, script, state)
        try:
            state, events = engine.start_at(machine, first, state)
        except engine.Runaway as ring:
            self._fail(0, f"to begin at `{first}`", f"the story went round and round at `{ring}`.")
            return self._result(bool(script.scene))
        self.moments.append(Moment(0, None, "", state, events))
        for step in script.steps:
            if until is not None and step.line >= until:
                break
            match step:
                case Choose():
                    if not self._choose(step):
                        self.is_cut_short = True
                        break
                case Expect(line, asked):
                    for each in asked:
                        self._expect(line, each)
                case IsAt(line, place):
                    location = self.state.location
                    if not _is_at(self.state, place):
                        self._fail(line, f"at: {place}", f"the story is at `{location}`.")
                case Reads():
                    self._read(step)
                case Offered():
                    self._offered(step)
                case Ends(line, ending):
                    if self.state.ending != ending:
                        self._fail(line, f"ending: {ending}", self._ended())
        return self._result(bool(script.scene))

    @property
    def state(self) -> State:
        """The state now."""
        return self.moments[-1].after

    def _choose(self, step: Choose) -> bool:
        """Make a choice; whether it could be made."""
        machine, state = self.machine, self.state
        wanted = f"{step.place}: {step.choice or f'“{_unquoted(step.label)}”'}"
        if state.ending or not _is_at(state, step.place):
            self._fail(step.line, wanted, *self._where())
            return False
        choice = step.choice or self._labelled(step.label)
        try:
            after, events = engine.step(machine, state, choice)
        except engine.NotOpen:
            self._fail(step.line, wanted, *self._where())
            return False
        except engine.Runaway as ring:
            self._fail(step.line, wanted, f"the story went round and round at `{ring}`.")
            return False
        self.moments.append(Moment(step.line, state, choice, after, events))
        return True

    def _labelled(self, label: str) -> str:
        """The open choice that reads so; nothing if there is none, or more than one."""
        wanted = (_plain(label), _plain(_unquoted(label)))
        options = self.page().open_options
        found = [option.id for option in options if _plain(option.text) in wanted]
        if not found:
            bare = _plain(_unquoted(label))
            found = [each.id for each in options if _plain(_unquoted(each.text)) == bare]
        return found[0] if len(found) == 1 else ""

    def _expect(self, line: int, asked: Asked) -> None:
        machine, state = self.machine, self.state
        condition = machine.grounded(asked.condition)
        if machine.code.reader(condition)(state.values, state):
            return
        self._fail(line, f"expect: {asked.source}", *_values(machine, state, condition))

    def _read(self, step: Reads) -> None:
        page = self.page()
        has = any(_plain(step.text) in text for text in _words(page))
        if has == step.lacks:
            key = "lacks" if step.lacks else "reads"
            found = "the page reads so." if step.lacks else "the page does not read so."
            self._fail(step.line, f"{key}: {_plain(step.text)}", found)

    def _offered(self, step: Offered) -> None:
        offers = {offer.id: offer.is_open for offer in engine.offers(self.machine, self.state)}
        known = self._written()
        for choice in step.choices:
            how = {True: "open", False: "closed", None: "absent"}[offers.get(choice)]
            if choice.partition("/")[0] not in known:
                found = f"`{self.state.location}` has no choice `{choice}` at all."
            elif how == step.how:
                continue
            else:
                found = f"`{choice}` is {how}."
            self._fail(step.line, f"{step.how}: {choice}", found, *self._where())

    def _written(self) -> set[str]:
        """Every choice and card that the present scene can have, by its written id."""
        scene = self.state.location.partition("/")[0]
        spots = self.machine.head(scene)
        found = {option.written for spot in spots for option in spot.by_id.values()}
        # What can never be for any item has no option; the writer's choice is there all the same.
        choices = self.machine.story.scene(scene).choices
        return found | {each.id for each in choices if isinstance(each, Choice)}

    # -- telling --------------------------------------------------------------------------------

    def page(self) -> Page:
        """The present page, in the script's language."""
        moment = self.moments[-1]
        if self._page is None or self._page[0] is not moment:
            self._page = (moment, page_of(self.machine, moment, self.language))
        return self._page[1]

    def _where(self) -> tuple[str, ...]:
        """Where the story is, and what can be chosen there."""
        state = self.state
        if state.ending:
            return (self._ended(),)
        offers = engine.offers(self.machine, state)
        listed = ", ".join(f"{each.id}{'' if each.is_open else ' (closed)'}" for each in offers)
        return (f"the story is at `{state.location}`, with {listed or 'no choices'}.",)

    def _ended(self) -> str:
        state = self.state
        if state.ending:
            return f"the story has ended, at `{state.location}`: {state.ending}."
        return f"the story goes on at `{state.location}`."

    def _fail(self, step: int, wanted: str, *found: str) -> None:
        moment = self.moments[-1] if self.moments else None
        self.failures.append(Failure(step, wanted, found, moment))

    def _result(self, is_made_up: bool) -> Result:
        return Result(
            self.file,
            tuple(self.moments),
            tuple(self.failures),
            is_made_up,
            self.is_cut_short or not self.moments,
            self.language,
        )


def page_of(machine: Machine, moment: Moment, language: str) -> Page:
    """The page of a moment."""
    return view.present(
        machine, moment.before, moment.choice, moment.after, moment.events, language
    )


def _given(machine: Machine, script: Walkthrough, state: State) -> State:
    """The state before the first scene, with what is given made so.

    The chapter of that scene is already open, so that its variables keep what they are given.
    """
    values = list(state.values)
    values[CHAPTER] = machine.layout.chapters.get(machine.story.scene(script.scene).chapter, 0)
    writer = machine.code.writer(script.given)
    if writer is not None:
        writer(values, state)
    return state._replace(values=tuple(values))


def _is_at(state: State, place: str) -> bool:
    location = state.location
    return location == place or ("/" not in place and location.partition("/")[0] == place)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _unquoted(text: str) -> str:
    pairs = (("“", "”"), ('"', '"'), ("«", "»"))
    for left, right in pairs:
        if len(text) > 1 and text.startswith(left) and text.endswith(right):
            return text[1:-1].strip()
    return text


def _words(page: Page) -> tuple[str, str]:
    """All the words of a page in one line: as they are, and with who speaks before each speech."""
    told = [line.text for line in page.lines]
    said = [f"{line.speaker}: {line.text}" if line.speaker else line.text for line in page.lines]
    rest = [text for option in page.options for text in (option.text, option.why)]
    rest += [gauge.text for gauge in page.status]
    rest += [line.manner for line in page.lines if line.kind == "chapter"]
    if page.ending is not None:
        rest.append(page.ending.title)
    return _plain(" ".join(told + rest)), _plain(" ".join(said + rest))


def _values(machine: Machine, state: State, condition: Expression) -> tuple[str, ...]:
    """What a condition asked for is, now."""
    found: list[str] = []
    number = condition.part if isinstance(condition, Not) else condition
    if isinstance(number, Compare) and not isinstance(number.left, Number | Constant | Read):
        left = machine.code.reader(number.left)(state.values, state)
        found.append(f"the left side is {int(left)}.")
    layout = machine.layout
    for name in sorted(reads(condition)):
        slot = layout.slots.get(name)
        if slot is not None:
            variable = layout.variables[slot - FIRST]
            value = state.values[slot]
            if variable.kind == "flag":
                shown = "yes" if value else "no"
            else:
                shown = variable.values[value] if variable.values else str(value)
            found.append(f"{name} is {shown}.")
    for call in _calls(condition):
        answer = int(machine.code.reader(call)(state.values, state))
        shown = str(answer) if call.function in ("visits", "picked") else "yes" if answer else "no"
        if call.function == "here":
            found.append(f"{getattr(call.arguments[0], 'value', '')}.here is {shown}.")
        elif call.function == "ending":
            found.append(f"the ending is {state.ending or 'not there yet'}.")
        else:
            found.append(f"{call.function}({call.name}) is {shown}.")
    if len(found) > _MOST_VALUES:
        found = [*found[:_MOST_VALUES], "…"]
    return tuple(found)


def _calls(condition: Expression) -> list[Call]:
    """The questions within a condition that no variable answers."""
    found: list[Call] = []
    waiting: list[object] = [condition]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Call) and each.function not in ("max", "min", "one"):
            found.append(each)
        elif isinstance(each, tuple):
            waiting.extend(reversed(each))
    return list(dict.fromkeys(found))


def _differences(saved: dict[str, object], now: dict[str, object]) -> list[str]:
    """What differs between two plain forms, a line each."""
    found: list[str] = []
    for key, value in saved.items():
        other = now.get(key)
        if value == other:
            continue
        if isinstance(value, dict) and isinstance(other, dict):
            for name in sorted({*value, *other}):
                if value.get(name) != other.get(name):
                    was, is_now = value.get(name, "at its start"), other.get(name, "at its start")
                    found.append(f"{name} was {was}, and is {is_now}.")
        else:
            found.append(f"{key} was {value}, and is {other}.")
    return found[:_MOST_VALUES]


__all__ = ["Failure", "Moment", "Result", "page_of", "replay"]
