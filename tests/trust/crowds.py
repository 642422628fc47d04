"""Two and ten games on one folder at once, and nobody's choice is lost.

Every game is the real one in line mode, with a player at random of its own; some open a
playthrough that another has open. All start in the same moment, all save, delete and set in the
same moment; some are killed in the middle and started again, and one is stopped while the others
go on, who must not wait for it.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from tests.trust.crowds_player import ELSEWHERE, Guest
from tests.trust.figure import Figure
from tests.trust.kills import place_in
from tests.trust.kills_game import PATIENCE, HangingError, joined
from tests.trust.kills_life import Place
from tests.trust.kills_model import held_in
from ulysse_game.storage import Shelf

SEED = 20_261_124
WISHES = ("language fr", "width 60", "pictures off", "skip on", "thin_spaces off")
"""As many settings as there are, each of another player."""


class Crowd:
    """Games on one folder. What goes wrong is kept in ``wrong``, a sentence each."""

    def __init__(self, place: Place, size: int, seed: int) -> None:
        """So many games, all started at once; half as many more on playthroughs of theirs."""
        self.wrong: list[str] = []
        self.deeds = self.kills = 0
        self.slowest = 0.0
        self._place = place
        self._chance = Random(f"{seed}:{size}")
        self.guests = [Guest(place, number, seed) for number in range(max(1, size - size // 3))]
        self.arrive(self.guests)
        self._round(self.guests)
        others = [
            Guest(place, number, seed, beside=self.guests[number % len(self.guests)])
            for number in range(len(self.guests), size)
        ]
        self.guests += others
        self.arrive(others)

    def arrive(self, guests: Sequence[Guest]) -> None:
        """These start, all at once."""
        for guest in guests:
            guest.start()
        for guest, said in zip(guests, self._answers(guests), strict=True):
            guest.arrived()
            if said.count(joined(ELSEWHERE)) != (guest.beside is not None):
                self.wrong.append(f"{guest}: told at the start: {said[:700]}")

    def play(self, rounds: int) -> None:
        """Everybody does something in each round; some are killed, one is stopped for a while."""
        for _ in range(rounds):
            stopped = self._chance.choice(self.guests) if self._chance.random() < 0.2 else None
            others = [each for each in self.guests if each is not stopped]
            doomed = [each for each in others if self._chance.random() < 0.08]
            self._round(others, doomed, stopped)
            for guest in doomed:
                guest.judge(self.wrong)
            self.kills += len(doomed)
            self.arrive(doomed)

    def wish(self) -> None:
        """Everybody changes a setting of its own, at the same moment."""
        chosen = self.guests[: len(WISHES)]
        for guest, wish in zip(chosen, WISHES, strict=False):
            guest.game.type(f"settings {wish}")
        self._answers(chosen)
        kept = json.loads(Shelf(self._place.folder).read("settings"))
        for wish in WISHES[: len(chosen)]:
            name, _, value = wish.partition(" ")
            if kept.get(name) != value:
                self.wrong.append(f"the setting {wish} of one was lost: {kept}")

    def leave(self) -> None:
        """All go, in the same moment; nothing is left but what they saved."""
        for guest in self.guests:
            guest.model.session.close()
            guest.game.type("quit")
        self._answers(self.guests)
        for guest in self.guests:
            if code := guest.game.leave():
                self.wrong.append(f"{guest} ended with {code}")
            guest.judge(self.wrong)
        left = [path.name for path in self._place.folder.iterdir()]
        strange = [name for name in left if not name.endswith((".json", ".bak"))]
        if strange:
            self.wrong.append(f"left in the folder: {strange}")
        marks = held_in(self._place.folder).get(MARKS, frozenset())
        for guest in self.guests:
            if missing := guest.model.holdings().get(MARKS, frozenset()) - marks:
                self.wrong.append(f"{guest}: {len(missing)} marks were lost")

    def end(self) -> None:
        """Whatever still runs, runs no more."""
        for guest in self.guests:
            guest.end()

    def _round(
        self, guests: Sequence[Guest], doomed: Sequence[Guest] = (), stopped: Guest | None = None
    ) -> None:
        """One deed of each, line by line in step; ``doomed`` are killed at their last line."""
        deeds = {guest: guest.deed() for guest in guests}
        if stopped is not None:
            stopped.game.type(stopped.deed().lines[0])
            stopped.game.wait(self._chance.random() * 0.02)
            os.kill(stopped.game.number, signal.SIGSTOP)
        for step in range(max(len(deed.lines) for deed in deeds.values())):
            active = [guest for guest in guests if step < len(deeds[guest].lines)]
            for guest in active:
                guest.game.type(deeds[guest].lines[step])
            last = [
                each for each in active if each in doomed and step + 1 == len(deeds[each].lines)
            ]
            for guest in last:
                guest.game.wait(self._chance.random() * 0.05)
                guest.kill()
            for guest, said in zip(active, self._answers(active), strict=True):
                is_last = step + 1 == len(deeds[guest].lines)
                if guest not in last and is_last and joined(deeds[guest].answer) not in said:
                    self.wrong.append(f"{guest}: {deeds[guest].lines} brought {said[-300:]}")
                if joined(ELSEWHERE) in said:
                    self.wrong.append(f"{guest}: told again that it is open elsewhere")
        for guest in guests:
            if guest not in doomed:
                guest.settle()
        self.deeds += len(deeds)
        if stopped is not None:
            self._go_on(stopped)

    def _go_on(self, stopped: Guest) -> None:
        os.kill(stopped.game.number, signal.SIGCONT)
        stopped.game.answer()
        stopped.finish(self.wrong)
        stopped.settle()

    def _answers(self, guests: Iterable[Guest]) -> list[str]:
        """What each said, when all have."""
        guests = list(guests)
        began = monotonic()
        waiting = {each.game.out: each.game for each in guests if not each.is_quiet}
        while waiting:
            ready, _, _ = select.select(list(waiting), [], [], PATIENCE)
            if not ready:
                raise HangingError(f"{len(waiting)} of {len(guests)} do not answer")
            for out in ready:
                if waiting[out].take():
                    del waiting[out]
        self.slowest = max(self.slowest, monotonic() - began)
        return [each.game.said for each in guests]


MARKS = ("read", "one", "seat", "short")


def crowd(folder: Path, size: int, rounds: int, seed: int) -> Crowd:
    """A crowd that has come, played and gone."""
    place = place_in(folder)
    found = Crowd(place, size, seed)
    try:
        found.play(rounds)
        found.wish()
        found.leave()
    except HangingError as error:
        found.wrong.append(f"somebody waits: {error}")
    finally:
        found.end()
    for sentence in found.wrong:
        print(f"crowds: {size} games, seed {seed}: {sentence}", file=sys.stderr)
    return found


def full() -> Iterator[Figure]:
    """Crowds of two, four and ten, one after the other."""
    for size, rounds, times in ((2, 60, 4), (4, 50, 3), (10, 60, 3)):
        began, deeds, kills, wrong, slowest = monotonic(), 0, 0, 0, 0.0
        for number in range(times):
            with TemporaryDirectory(prefix="ulysse-crowd-") as scratch:
                found = crowd(Path(scratch), size, rounds, SEED + number)
            deeds, kills, wrong = deeds + found.deeds, kills + found.kills, wrong + len(found.wrong)
            slowest = max(slowest, found.slowest)
        yield Figure(
            f"{size} games on one folder",
            f"choices, saves, deletions in step, {kills} of them cut by a kill",
            deeds, wrong,
            f"nothing of anybody lost, nobody waits (slowest round {slowest:.1f} s)",
            monotonic() - began,
        )  # fmt: skip
