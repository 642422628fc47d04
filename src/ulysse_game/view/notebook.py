"""The notebook in words: people, what was sent and came back, what the writers' sections hold.

What is in it comes from the way a playthrough took; ``play`` walks that way, asks a :class:`Watch`
what each step brought, and hands the ``News`` over to be told. People are told in words, never in
figures. Nothing here changes a state or remembers a playthrough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ulysse_game.engine import Event, Machine, Reader, Shown, State
from ulysse_game.story import Branch, Expression, Item, NotebookEntry, Splice
from ulysse_game.view.page import Line, Run
from ulysse_game.view.present import crew, status, teller
from ulysse_game.view.tell import Teller
from ulysse_game.view.words import Words, words

SENT = ("recorded", "softened", "left_out")
"""What may be done of an evening with what was seen, as the levels of an observation."""
BACK = ("earth", "lever", "lever_softened")
"""The texts of an observation that come back."""
UNSEEN, SEEN = 0, 1
"""The levels of an observation before anything is done with it."""
_STAMP = ("ship", "sol", "clock")
_LIGHT = "earth"


class Entry(NamedTuple):
    """One entry: ``name`` above its ``lines``, ``stamp`` when it was written.

    ``state`` is nothing, ``done`` or ``broken``: then it is crossed out and stays. ``person`` is
    whom it is about, in the section of the crew.
    """

    id: str
    name: str
    lines: tuple[Line, ...]
    stamp: str = ""
    state: str = ""
    person: str = ""


class Section(NamedTuple):
    """One section: ``crew``, ``log``, or one that the writers declared."""

    id: str
    title: str
    entries: tuple[Entry, ...]


class Notebook(NamedTuple):
    """Everything in it, section by section, in one language."""

    sections: tuple[Section, ...]

    def section(self, id: str) -> Section | None:
        """The section of this id."""
        return next((each for each in self.sections if each.id == id), None)


class News(NamedTuple):
    """What one step brought, with the ``state`` after it.

    ``entries`` are the numbers of those whose condition first held; ``sent`` what was done with an
    observation, as its id and level; ``back`` the texts that were read, each as the observation's
    id and the text's name.
    """

    state: State
    entries: tuple[int, ...]
    sent: tuple[tuple[str, str], ...]
    back: tuple[tuple[str, str], ...]


class Watch:
    """What of a story's steps is news to the notebook: asked once for each step."""

    def __init__(self, machine: Machine) -> None:
        """A watch over this story's steps."""
        self._machine = machine
        world = machine.story.world
        every = [(s.id, entry) for s in world.notebook for entry in s.entries]
        self.entries: tuple[tuple[str, NotebookEntry], ...] = tuple(every)
        self._asks = [_reader(machine, entry.condition) for _, entry in every]
        self._all = (1 << len(every)) - 1
        slots = machine.layout.slots
        self._levels = [(slots[each.id], each.id) for each in world.observations]
        self._splicing: dict[str, bool] = {}
        self._teller = teller(machine, world.language)

    def news(
        self, before: State | None, after: State, events: Iterable[Event], held: int
    ) -> tuple[News | None, int]:
        """What a step brought that nothing before it had, and what has held by now.

        ``held`` has a bit for each entry whose condition held once. Nothing if there is no news.
        """
        entries = () if held == self._all else self._new_entries(after, held)
        for number in entries:
            held |= 1 << number
        sent = self._sent(before, after) if before is not None else ()
        back = self._back(events, after.seed)
        if entries or sent or back:
            return News(after, entries, sent, back), held
        return None, held

    def _new_entries(self, state: State, held: int) -> tuple[int, ...]:
        values = state.values
        return tuple(
            number
            for number, ask in enumerate(self._asks)
            if not held >> number & 1 and (ask is None or ask(values, state))
        )

    def _sent(self, before: State, after: State) -> tuple[tuple[str, str], ...]:
        was, now = before.values, after.values
        return tuple(
            (id, SENT[now[slot] - SEEN - 1])
            for slot, id in self._levels
            if was[slot] != now[slot] and now[slot] > SEEN
        )

    def _back(self, events: Iterable[Event], seed: int) -> tuple[tuple[str, str], ...]:
        found: dict[tuple[str, str], None] = {}
        for event in events:
            if event.__class__ is Shown and self._splices(event.line_id):
                for line in self._teller.lines(event, seed):
                    head, _, rest = line.line_id.partition(".")
                    id, _, text = rest.partition(".")
                    if head == "observation" and text in BACK:
                        found[id, text] = None
        return tuple(found)

    def _splices(self, line_id: str) -> bool:
        """Whether a text takes in texts of observations at all; most do not."""
        known = self._splicing.get(line_id)
        if known is None:
            story = self._machine.story
            block = story.text(line_id, story.world.language)
            known = self._splicing[line_id] = block is not None and _takes_in(block.items)
        return known


@lru_cache(maxsize=8)
def watch(machine: Machine) -> Watch:
    """The watch over a story's steps, made once."""
    return Watch(machine)


def notebook(machine: Machine, state: State, language: str, news: Sequence[News]) -> Notebook:
    """The notebook as it stands in ``state``, after all this ``news``, oldest first."""
    writing = _Writing(machine, state, language, news)
    sections = [writing.crew(), writing.log()]
    sections += [
        Section(each.id, writing.tells.name(f"notebook.{each.id}.title"), writing.declared(each.id))
        for each in machine.story.world.notebook
    ]
    return Notebook(tuple(sections))


class _Writing:
    """One telling of the notebook."""

    def __init__(self, machine: Machine, state: State, language: str, news: Sequence[News]) -> None:
        self.machine, self.state, self.language, self.news = machine, state, language, news
        self.tells: Teller = teller(machine, language)
        self.say: Words = words(language)
        self._stamps: dict[tuple[State, bool], str] = {}
        self._leads = {
            "seen": self.say("In pencil."),
            "recorded": self.say("Recorded."),
            "softened": self.say("Softened."),
            "left_out": self.say("Left out."),
        }

    # -- the crew -------------------------------------------------------------------------------

    def crew(self) -> Section:
        """How each of them seems, what she wrote of them, what came back of it."""
        found = []
        for entry in crew(self.machine, self.state, self.language):
            name = self.tells.name(f"person.{entry.person}.name")
            lines = _in_hand(_without(name, entry.lines))
            lines += self._written_of(entry.person)
            found.append(Entry(entry.person, name, lines, person=entry.person))
        return Section("crew", self.say("Crew"), tuple(found))

    def _written_of(self, person: str) -> tuple[Line, ...]:
        slots = self.machine.layout.slots
        lines: list[Line] = []
        for each in self.machine.story.world.observations:
            level = self.state.values[slots[each.id]]
            if each.of != person or level == UNSEEN:
                continue
            lead = ("seen", *SENT)[level - SEEN]
            lines += self._led(lead, self._text(each.id, "notebook", self.state))
            for news in self.news:
                for id, text in news.back:
                    if id == each.id:
                        lines += self._text(id, text, news.state)
        return tuple(lines)

    # -- the log --------------------------------------------------------------------------------

    def log(self) -> Section:
        """What was sent and what came back, in the order in which it came."""
        found: list[Entry] = []
        for news in self.news:
            sent: list[Line] = []
            for id, level in news.sent:
                text = "notebook" if level == "left_out" else level
                sent += self._led(level, self._text(id, text, news.state))
            self._put(found, "sent", self.say("To Earth"), sent, news.state)
            back: list[Line] = []
            for id, text in news.back:
                if text == "earth":
                    back += self._text(id, text, news.state)
            self._put(found, "answer", self.say("From Earth"), back, news.state)
        return Section("log", self.say("Report log"), tuple(found))

    def _put(
        self, found: list[Entry], kind: str, name: str, lines: list[Line], state: State
    ) -> None:
        """Add to the entry of the same moment, or begin one."""
        if not lines:
            return
        stamp = self._stamp(state, light=True)
        last = found[-1] if found else None
        if last is not None and last.stamp == stamp and last.name == name:
            found[-1] = last._replace(lines=(*last.lines, *lines))
        else:
            found.append(Entry(f"{kind}_{len(found) + 1}", name, tuple(lines), stamp))

    # -- what the writers declared --------------------------------------------------------------

    def declared(self, section: str) -> tuple[Entry, ...]:
        """The entries of a section, in the order in which they came to be true."""
        entries = watch(self.machine).entries
        found = []
        for news in self.news:
            for number in news.entries:
                owner, entry = entries[number]
                if owner == section:
                    found.append(self._entry(section, entry, news.state))
        return tuple(found)

    def _entry(self, section: str, entry: NotebookEntry, since: State) -> Entry:
        line_id = f"notebook.{section}.{entry.id}"
        shown = _moment(line_id, self.state)
        lines = _in_hand(self.tells.lines(shown, self.state.seed))
        name = self.tells.name(f"{line_id}.name")
        crossed = "done" if self._holds(entry.done) else ""
        if self._holds(entry.broken):
            crossed = "broken"
        return Entry(entry.id, name, lines, self._stamp(since), crossed)

    def _holds(self, condition: Expression | None) -> bool:
        ask = None if condition is None else _reader(self.machine, condition)
        return ask is not None and bool(ask(self.state.values, self.state))

    # -- words ----------------------------------------------------------------------------------

    def _text(self, observation: str, text: str, state: State) -> tuple[Line, ...]:
        shown = _moment(f"observation.{observation}.{text}", state)
        return tuple(self.tells.lines(shown, state.seed))

    def _led(self, lead: str, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Her own lines, the first behind the word for what became of it."""
        found = list(_in_hand(lines))
        for at, first in enumerate(found[:1]):
            runs = (Run(self._leads[lead], emphasis=True), Run(" "), *first.runs)
            found[at] = first._replace(runs=runs)
        return tuple(found)

    def _stamp(self, state: State, light: bool = False) -> str:
        """When it was, as the status line told it then; with how far Earth was, if asked."""
        key = (state, light)
        found = self._stamps.get(key)
        if found is None:
            gauges = {each.id: each.text for each in status(self.machine, state, self.language)}
            ids = (*_STAMP, _LIGHT) if light else _STAMP
            found = " · ".join(gauges[id] for id in ids if id in gauges)
            self._stamps[key] = found
        return found


def _moment(line_id: str, state: State) -> Shown:
    return Shown(line_id, (), state.values, state.visits, state.marks, state.heard, state.ending)


@lru_cache(maxsize=1024)
def _reader(machine: Machine, condition: Expression | None) -> Reader | None:
    return None if condition is None else machine.code.reader(machine.grounded(condition))


def _takes_in(items: Iterable[Item]) -> bool:
    for item in items:
        if isinstance(item, Splice):
            return True
        if isinstance(item, Branch) and any(_takes_in(inner) for _, inner in item.arms):
            return True
    return False


def _in_hand(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines that are nobody's speech, as she wrote them."""
    return tuple(
        line._replace(kind="hand") if line.kind in ("narration", "screen") else line
        for line in lines
    )


def _without(name: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a crew entry without the name that they begin with: it stands above them."""
    if not lines or not lines[0].text.startswith(f"{name} · "):
        return lines
    left = len(name) + 3
    runs = []
    for run in lines[0].runs:
        taken = min(left, len(run.text))
        left -= taken
        if run.text[taken:]:
            runs.append(run._replace(text=run.text[taken:]))
    first = runs[0]
    runs[0] = first._replace(text=first.text[:1].upper() + first.text[1:])
    return (lines[0]._replace(runs=tuple(runs)), *lines[1:])
