"""One playthrough as a front end drives it: choices in, pages out, and everything kept.

What a front end needs to know besides the page comes as notices, one calm sentence each. Nothing
a disk does stops a session: what cannot be written now is written at the next choice.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ulysse_game import engine, view
from ulysse_game.play.card import LONGEST_NAME, SaveCard, card_of, clean, told
from ulysse_game.play.history import History, Moment
from ulysse_game.play.lazy import Lazy
from ulysse_game.play.library import Library, auto_id
from ulysse_game.play.rows import Rows
from ulysse_game.play.save_format import Save, encoded
from ulysse_game.play.timeline import Timeline, path
from ulysse_game.play.trouble import endless
from ulysse_game.storage import StorageTrouble
from ulysse_game.view.page import CrewEntry, Instrument, Line, Page, Run
from ulysse_game.view.words import Words, words

if TYPE_CHECKING:
    from ulysse_game.play.comparison import Comparison
    from ulysse_game.play.evidence import Evidence
    from ulysse_game.play.notebook import Way
    from ulysse_game.play.past import Past
    from ulysse_game.play.tree import Tree
    from ulysse_game.view.charts import Chart
    from ulysse_game.view.notebook import Notebook

QUICK_SAVES = 3
"""A playthrough keeps so many quick saves; the next takes the place of the oldest."""

_LONGEST_PAUSE = 600.0
"""Seconds on one page that count as played; who stays longer has gone away."""


class Turn(NamedTuple):
    """A choice made: ``turn`` choices before it, at ``place``, by the words of ``label``."""

    turn: int
    place: str
    label: str


class Session:
    """One playthrough, opened by :func:`ulysse_game.play.start` or ``resume``.

    To be closed: that makes sure of the last save and lets others open the playthrough.
    """

    def __init__(
        self,
        library: Library,
        history: History,
        playthrough: str,
        language: str,
        played_seconds: int = 0,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        """The session of a claimed playthrough."""
        self.library = library
        self.playthrough = playthrough
        self._history = history
        self._language = language
        self._extra = extra or {}
        self._moment: Moment | None = None
        self._page: Page | None = None
        self._past: Past | None = None
        self._way: Way | None = None
        self._rows = Rows()
        self._notices: list[str] = []
        self._is_in_trouble = False
        self._is_unsaved = False
        self._is_open = True
        library.sessions[playthrough] = self
        self._played = float(played_seconds)
        self._seen_at = library.seconds()
        self.trying = ""  # the choice that is being made, for a report if it goes wrong
        self.origin = ""  # the saved game it went on from, for a report

    @property
    def language(self) -> str:
        """The language of every page; setting it changes the present one."""
        return self._language

    @language.setter
    def language(self, language: str) -> None:
        if language != self._language:
            self._language = language
            self._page = None

    @property
    def seed(self) -> int:
        """The seed of this playthrough's chance."""
        return self._history.seed

    @property
    def ended(self) -> bool:
        """Whether the story has come to an end here."""
        return bool(self._history.state.ending)

    @property
    def moment(self) -> Moment:
        """What the present page is made of, for writers' tools."""
        if self._moment is None:
            self._moment = self._history.moment(self._history.head)
        assert self._moment is not None, "the present has a state"
        return self._moment

    @property
    def notices(self) -> list[str]:
        """What the player should be told, one sentence each; the front end clears the list."""
        self._hear_news()
        return self._notices

    @property
    def is_unsaved(self) -> bool:
        """Whether the last choice could not be saved, as far as that is known by now."""
        self._hear_news()
        return self._is_unsaved

    @property
    def history(self) -> History:
        """The past and the present, for those who look back; not to be moved by them."""
        return self._history

    @property
    def timeline(self) -> Timeline:
        """The tree of all that was chosen; :meth:`go_to` goes to a node of it."""
        return self._history.timeline

    def page(self) -> Page:
        """The present page: the same words every time."""
        if self._page is None:
            self._page = self._shown(self.moment)
            if self._page.ending is not None:
                self.library.marks.ended(self._page)
        return self._page

    def choose(self, option: str) -> Page:
        """Take an open choice and give the page it leads to; raises ``engine.NotOpen``.

        Where the story would go on without end before the next choice, the page stays the same
        one, and a notice says so.
        """
        left = self._page
        self.trying = option
        try:
            self._moment = self._history.choose(option)
        except engine.Runaway as ring:
            say = self._words()
            trouble = said(say, endless(str(ring)))
            self._notices.append(say("{trouble} The game stays on this page.", trouble=trouble))
            self.trying = ""
            return self.page()
        self._page, self.trying = None, ""
        if left is not None:
            self.library.marks.read(left)
        self.save()
        return self.page()

    @property
    def can_rewind(self) -> bool:
        """Whether there is a choice to take back."""
        parent = self.timeline.nodes[self._history.head].parent
        return parent >= 0 and self._history.state_at(parent) is not None

    @property
    def has_past(self) -> bool:
        """Whether anything has been chosen in this playthrough, on any line of it."""
        return len(self.timeline.nodes) > 1

    def rewind(self, turns: int = 1) -> Page:
        """Take back so many choices, or as many as there are."""
        return self.rewind_to(self.timeline.depth - max(0, turns))

    def rewind_to(self, turn: int) -> Page:
        """Go back to the page on which so many choices had been made."""
        way = path(self.timeline)
        first = self.timeline.nodes[way[0]].depth
        return self.go_to(way[min(max(turn - first, 0), len(way) - 1)])

    def go_to(self, node: int) -> Page:
        """Go to any moment of the timeline; what lies on other lines is kept."""
        if node == self._history.head:
            return self.page()
        if not self._history.move(node):
            say = self._words()
            self._notices.append(say("The story has changed; that page can’t be shown again."))
            return self.page()
        self._moment = self._page = None
        self.save()
        return self.page()

    @property
    def turns(self) -> Sequence[Turn]:
        """The choices that led here, oldest first, in the session's language; made when read."""
        way = path(self.timeline)
        pages = self.transcript()

        def turn(number: int) -> Turn:
            choice = self.timeline.nodes[way[number + 1]].choice
            page = pages[number]
            labels = {option.id: option.text or option.why for option in page.options}
            return Turn(page.turn, page.place, labels.get(choice, choice))

        return Lazy(len(way) - 1, turn)

    def tree(self) -> Tree:
        """All that was played, in lines that part from one another, in the session's language."""
        return self._looked_back().tree(self._language)

    def compared(self, one: int, other: int) -> Comparison:
        """Two moments of the timeline beside one another, in the session's language."""
        from ulysse_game.play.comparison import compared

        return compared(self.library.machine, self._looked_back(), one, other, self._language)

    def _looked_back(self) -> Past:
        """The past as it can be told; made when somebody looks back, and kept then."""
        from ulysse_game.play.past import Past

        if self._past is None:
            self._past = Past(self.library.machine, self._history)
        return self._past

    def transcript(self) -> Sequence[Page]:
        """All pages so far, oldest first, in the session's language; each is made when read."""
        way = path(self.timeline)
        return Lazy(len(way), lambda number: self._page_at(way[number]))

    def walkthrough(self) -> list[str]:
        """The seed and the choices so far, one a line, to be made again by a tester."""
        choices = (f"{scene}: {choice}" for scene, choice in self._history.walkthrough())
        return [f"seed: {self.seed}", *choices]

    def evidence(self) -> Evidence:
        """How to come to this moment again, for a report of a mistake of ours; never raises."""
        from ulysse_game.play.evidence import evidence

        return evidence(self)

    def crew(self) -> tuple[CrewEntry, ...]:
        """What is known of each of the crew, in the session's language."""
        return view.crew(self.library.machine, self._history.state, self._language)

    def instruments(self) -> tuple[Instrument, ...]:
        """The ship's figures as they stand now, in the session's language."""
        return view.instruments(self.library.machine, self._history.state, self._language)

    def notebook(self) -> Notebook:
        """What is in the notebook by now, in the session's language.

        What the way here brought is walked once, and then only what is new of it.
        """
        from ulysse_game.play.notebook import Way
        from ulysse_game.view.notebook import notebook

        if self._way is None:
            self._way = Way(self._history)
        machine, state = self.library.machine, self._history.state
        return notebook(machine, state, self._language, self._way.news())

    def charts(self) -> tuple[Chart, ...]:
        """The charts as they stand now, in the session's language; none if the story has none."""
        from ulysse_game.view.charts import charts

        return charts(self.library.machine, self._history.state, self._language)

    def save(self) -> None:
        """Save automatically, as every choice does."""
        self._is_unsaved = True
        self._put(auto_id(self.playthrough), self._save("auto", ""))

    def written(self) -> Save:
        """This moment as an automatic save holds it; nothing is kept anywhere."""
        return self._save("auto", "")._replace(snapshot=self._history.snapshot())

    def quick_save(self) -> SaveCard | None:
        """Save this moment in the ring of quick saves; nothing, and a notice, if that failed."""
        prefix = f"quick-{self.playthrough}-"
        taken = {card.id: card.counter for card in self.library.saves(prefix)}
        ids = [f"{prefix}{number}" for number in range(1, QUICK_SAVES + 1)]
        return self._save_now(min(ids, key=lambda id: taken.get(id, 0)), "quick", "")

    def save_as(self, name: str) -> SaveCard | None:
        """Save this moment under a name of the player's; nothing, and a notice, if that failed.

        The name is one line of at most forty signs; the same name may be used again.
        """
        label = clean(name, LONGEST_NAME) or self._words()("Untitled")
        return self._save_now(f"named-{self.playthrough}-{os.urandom(3).hex()}", "named", label)

    def close(self) -> None:
        """Make sure that everything is saved; the session cannot be used to save any more."""
        if not self._is_open:
            return
        self._is_open = False
        if self.library.sessions.get(self.playthrough) is self:
            del self.library.sessions[self.playthrough]
        self.library.marks.keep()
        try:
            self.library.writer.close()
            self._hear_news()
            if self._is_unsaved:
                self.save()
                self.library.writer.close()
                _, trouble = self.library.writer.outcome(auto_id(self.playthrough), self)
                if trouble is not None:
                    self._say_unsaved(trouble)
        finally:
            self.library.release(self.playthrough)

    def give_way(self) -> None:
        """Leave the playthrough, and all that was played of it, to another session."""
        self._is_unsaved = False

    def _save_now(self, id: str, sort: str, name: str) -> SaveCard | None:
        save = self._save(sort, name)
        writer = self.library.writer
        self._put(id, save)
        writer.flush()
        _, trouble = writer.outcome(id, self)
        if trouble is None:
            return card_of(id, save._asdict())
        self._say_unsaved(trouble)
        return None

    def _say_unsaved(self, trouble: StorageTrouble) -> None:
        say = self._words()
        sentence = say("{trouble} This moment has not been saved.", trouble=said(say, trouble))
        self._notices.append(sentence)

    def _put(self, id: str, save: Save) -> None:
        machine, state = self.library.machine, self._history.state
        self.library.writer.put(id, partial(_encoded, machine, state, save, self._rows), self)

    def _save(self, sort: str, name: str) -> Save:
        history, library = self._history, self.library
        now = library.seconds()
        self._played += min(max(now - self._seen_at, 0.0), _LONGEST_PAUSE)
        self._seen_at = now
        return Save(
            playthrough=self.playthrough,
            sort=sort,
            name=name,
            language=self._language,
            story=library.story_mark,
            seed=history.seed,
            counter=library.next_counter(),
            played_seconds=int(self._played),
            card=told(
                self.page(),
                library.machine,
                history.state,
                library.today(),
                self._language,
                self._played,
            ),
            snapshot={},  # made when its turn to be written comes: it may be large
            timeline=history.timeline,
            extra=self._extra,
        )

    def _hear_news(self) -> None:
        """What became of the last automatic save; the player is told when that changes."""
        is_news, trouble = self.library.writer.outcome(auto_id(self.playthrough), self)
        if not is_news:
            return
        self._is_unsaved = trouble is not None
        say = self._words()
        if trouble is not None and not self._is_in_trouble:
            self._notices.append(
                say(
                    "{trouble} The game goes on; saving is tried again at the next choice.",
                    trouble=said(say, trouble),
                )
            )
        elif trouble is None and self._is_in_trouble:
            self._notices.append(say("Saving works again."))
        self._is_in_trouble = trouble is not None

    def _page_at(self, node: int) -> Page:
        if node == self._history.head:
            return self.page()
        moment = self._history.moment(node)
        if moment is not None:
            return self._shown(moment)
        sentence = self._words()("The story has changed; this page can’t be shown again.")
        lines = (Line("narration", (Run(sentence),)),)
        return Page(self.timeline.nodes[node].depth, "", "", "", lines, (), ())

    def _shown(self, moment: Moment) -> Page:
        machine = self.library.machine
        before, choice, after, events = moment
        return view.present(machine, before, choice, after, events, self._language)

    def _words(self) -> Words:
        return words(self._language)


def _encoded(machine: engine.Machine, state: engine.State, save: Save, rows: Rows) -> bytes:
    """The bytes of a save of this state; runs in any thread."""
    return encoded(save._replace(snapshot=engine.to_plain(machine, state)), rows)


def said(say: Words, trouble: StorageTrouble) -> str:
    """A trouble's sentence in a language."""
    return say(trouble.sentence, **trouble.values)
