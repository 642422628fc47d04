"""One page of a replay, and whether it is as a walkthrough's step says.

A sight answers ``at``, ``expect``, ``reads``, ``open``, ``ending`` of one moment; it makes the
page only when words are asked for. Nothing here plays on: a choice is looked at, never made.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    Step,
)
from ulysse_game.engine import Event, Machine, State
from ulysse_game.play.history import renamed
from ulysse_game.playtest.values import values
from ulysse_game.story import Choice
from ulysse_game.view.page import Page


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
    """Something that was not as the script has it, or as the story promises.

    ``step`` is its line in a walkthrough, the number of the choice in a save; ``wanted`` what the
    script says, ``found`` what was there instead, a line each; ``moment`` the last page.
    ``kind`` is ``expectation``; ``choice`` where one could not be made; ``runaway`` where the
    story went round without end; ``crash`` for an error of ours; ``invariant``; ``beginning``
    and ``state`` of a save whose first or last state is no more.
    """

    step: int
    wanted: str
    found: tuple[str, ...]
    moment: Moment | None
    kind: str = "expectation"


class Sight:
    """One moment, to be looked at; its words are in ``language``."""

    def __init__(self, machine: Machine, moment: Moment, language: str) -> None:
        """The sight of this moment."""
        self.machine = machine
        self.moment = moment
        self.language = language
        self._page: Page | None = None

    @property
    def state(self) -> State:
        """The state now."""
        return self.moment.after

    def page(self) -> Page:
        """The page, made when first asked for."""
        if self._page is None:
            self._page = page_of(self.machine, self.moment, self.language)
        return self._page

    def check(self, step: Step) -> tuple[Failure, ...]:
        """What of ``step`` is not so here; of a choice, that it cannot be made."""
        match step:
            case Choose():
                return () if self.choice_of(step) else (self.no_choice(step),)
            case Expect(line, asked):
                return tuple(failure for each in asked for failure in self._expect(line, each))
            case IsAt(line, place):
                found = f"the story is at `{self.state.location}`."
                return (
                    () if is_at(self.state, place) else (self._failure(line, str_of(step), found),)
                )
            case Reads():
                return tuple(self._read(step))
            case Offered():
                return tuple(self._offered(step))
            case Ends(line, ending):
                is_so = self.state.ending == ending
                return () if is_so else (self._failure(line, str_of(step), self.ended()),)

    def choice_of(self, step: Choose) -> str:
        """The id of the choice that ``step`` means, if it can be made here; else nothing."""
        state = self.state
        if state.ending or not is_at(state, step.place):
            return ""
        choice = step.choice or self._labelled(step.label)
        return choice if choice in engine.open_ids(self.machine, state) else ""

    def no_choice(self, step: Choose) -> Failure:
        """That this choice cannot be made here."""
        return self._failure(step.line, str_of(step), *self.where())._replace(kind="choice")

    def _failure(self, line: int, wanted: str, *found: str) -> Failure:
        return Failure(line, wanted, found, self.moment)

    def _labelled(self, label: str) -> str:
        """The open choice that reads so; nothing if there is none, or more than one."""
        wanted = (_plain(label), _plain(_unquoted(label)))
        options = self.page().open_options
        found = [option.id for option in options if _plain(option.text) in wanted]
        if not found:
            bare = _plain(_unquoted(label))
            found = [each.id for each in options if _plain(_unquoted(each.text)) == bare]
        return found[0] if len(found) == 1 else ""

    def _expect(self, line: int, asked: Asked) -> Iterator[Failure]:
        machine, state = self.machine, self.state
        condition = machine.grounded(asked.condition)
        if not machine.code.reader(condition)(state.values, state):
            found = values(machine, state, condition)
            yield self._failure(line, f"expect: {asked.source}", *found)

    def _read(self, step: Reads) -> Iterator[Failure]:
        page = self.page()
        has = any(_plain(step.text) in text for text in _words(page))
        if has == step.lacks:
            found = "the page reads so." if step.lacks else "the page does not read so."
            yield self._failure(step.line, str_of(step), found)

    def _offered(self, step: Offered) -> Iterator[Failure]:
        offers = {offer.id: offer.is_open for offer in engine.offers(self.machine, self.state)}
        known = self._written()
        for choice in map(self._today, step.choices):
            how = {True: "open", False: "closed", None: "absent"}[offers.get(choice)]
            if choice.partition("/")[0] not in known:
                found = f"`{self.state.location}` has no choice `{choice}` at all."
            elif how == step.how:
                continue
            else:
                found = f"`{choice}` is {how}."
            yield self._failure(step.line, f"{step.how}: {choice}", found, *self.where())

    def _today(self, choice: str) -> str:
        """A choice of the present scene, or a card, by its name of today."""
        written = choice.partition("/")[0]
        now = renamed(self.machine, self.state.location, choice)
        if written in self._written():  # of two, the one that is called so today
            return written + "".join(now.partition("/")[1:])
        return now

    def _written(self) -> set[str]:
        """Every choice and card that the present scene can have, by its written id."""
        scene = self.state.location.partition("/")[0]
        spots = self.machine.head(scene)
        found = {option.written for spot in spots for option in spot.by_id.values()}
        # What can never be for any item has no option; the writer's choice is there all the same.
        choices = self.machine.story.scene(scene).choices
        return found | {each.id for each in choices if isinstance(each, Choice)}

    def where(self) -> tuple[str, ...]:
        """Where the story is, and what can be chosen there."""
        state = self.state
        if state.ending:
            return (self.ended(),)
        offers = engine.offers(self.machine, state)
        listed = ", ".join(f"{each.id}{'' if each.is_open else ' (closed)'}" for each in offers)
        return (f"the story is at `{state.location}`, with {listed or 'no choices'}.",)

    def ended(self) -> str:
        """Whether the story has ended, and where it is."""
        state = self.state
        if state.ending:
            return f"the story has ended, at `{state.location}`: {state.ending}."
        return f"the story goes on at `{state.location}`."


def page_of(machine: Machine, moment: Moment, language: str) -> Page:
    """The page of a moment."""
    return view.present(
        machine, moment.before, moment.choice, moment.after, moment.events, language
    )


def str_of(step: Choose | IsAt | Reads | Ends) -> str:
    """A step as failures name it."""
    match step:
        case Choose():
            return f"{step.place}: {step.choice or f'“{_unquoted(step.label)}”'}"
        case IsAt():
            return f"at: {step.place}"
        case Reads():
            return f"{'lacks' if step.lacks else 'reads'}: {_plain(step.text)}"
        case Ends():
            return f"ending: {step.ending}"


def is_at(state: State, place: str) -> bool:
    """Whether the story is at this scene, whichever its item, or at this very item."""
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
