"""One life of the game: begun, played at random, and killed somewhere in the middle of something.

A player at random knows no more than one who reads: it types numbers of open choices, takes some
back, saves, deletes, goes on from saves, changes the language and the settings. What it does, it
does to the :class:`Model` first, so that what may be on the disk is known at any moment.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.trust.kills_game import Lines, Screen, Shown, joined, surroundings
from tests.trust.kills_model import Key, Model, faults
from ulysse_game.engine import Machine
from ulysse_game.play import Session
from ulysse_game.view.words import words

MOST_SAVES, MOST_PLAYTHROUGHS = 8, 6
_NOTICES = (
    "This game is also open elsewhere; what you play here is saved as another one.",
    "The choices of this saved game do not lead to what was saved; that is believed.",
    "No saved game here can be opened; a new playthrough begins.",
    "Saving works again.",
)
_BEGINNINGS = (
    "This saved game was damaged", "The newest automatic save of this playthrough was damaged",
    "This saved game is damaged", "Cette sauvegarde était abîmée", "Cette sauvegarde est abîmée",
    "The disk is full", "The folder “", "The system does not let",
)  # fmt: skip
TOLD = (*_NOTICES, *(words("fr")(each) for each in _NOTICES), *_BEGINNINGS)
"""What a game that was only killed never says."""


class Place(NamedTuple):
    """Where lives are lived: a folder of saves that lives on, and a story from its cache."""

    machine: Machine
    folder: Path
    home: Path
    cache: Path

    def environment(self) -> dict[str, str]:
        """That of a game here."""
        return surroundings(self.home, self.cache)


class Life(NamedTuple):
    """What came of a life.

    ``phase`` is what the game did when it was killed, or ``ended`` if it had ended by itself;
    ``wrong`` are sentences. ``lost`` counts choices that were seen answered and are not saved.
    """

    phase: str
    wrong: tuple[str, ...]
    lost: int = 0


class Pace:
    """How long things took so far, so that kills fall all over them."""

    def __init__(self) -> None:
        self._took: dict[str, list[float]] = {"start": [0.3], "screen": [1.0]}

    def took(self, kind: str, seconds: float) -> None:
        """Remember one."""
        self._took.setdefault(kind, []).append(seconds)
        del self._took[kind][:-40]

    def usual(self, kind: str) -> float:
        """The median, in seconds."""
        return statistics.median(self._took.get(kind, [0.03]))


class Deed(NamedTuple):
    """What a player does: lines typed one after the other, and what must be answered at last."""

    kind: str
    lines: tuple[str, ...]
    answer: str = ""


def deed(model: Model, chance: Random, number: int) -> Deed:
    """Something to do now, already done to the model. ``number`` makes names unlike."""
    session = model.session
    what = chance.choices(
        ("choose", "back", "quick", "named", "delete", "load", "language", "setting", "read"),
        (60, 8, 6, 6, 5, 4, 3, 2, 3),
    )[0]
    cards = model.library.saves()
    options = session.page().open_options
    if len(cards) > MOST_SAVES and what in ("quick", "named"):
        what = "delete"
    match what:
        case "back" if session.can_rewind:
            count = chance.randint(1, 3)
            session.rewind(count)
            return Deed(what, (f"back {count}",))
        case "quick":
            session.quick_save()
            return Deed(what, ("save",), words(session.language)("Saved."))
        case "named":
            name = f"Rope {number}"
            session.save_as(name)
            said = words(session.language)("Saved as {name}.", name=name)
            return Deed(what, (f"save {name}",), said)
        case "delete" if cards:
            at = chance.randrange(len(cards))
            model.library.delete(cards[at].id)
            said = words(session.language)("Deleted.")
            return Deed(what, ("saves", f"delete {at + 1}", "yes"), said)
        case "load" if cards:
            at = chance.randrange(len(cards))
            model.load(cards[at].id)
            return Deed(what, ("saves", f"load {at + 1}"))
        case "language":
            session.language = "fr" if session.language == "en" else "en"
            _set(model, "language", session.language)
            return Deed(what, (f"language {session.language}",))
        case "setting":
            width = chance.choice(("60", "80", "90"))
            _set(model, "width", width)
            return Deed(what, (f"settings width {width}",))
        case "read":
            return Deed(what, (chance.choice(("again", "timeline", "notebook", "saves", "log")),))
    if not options:
        return Deed("read", ("status",))
    at = chance.randrange(len(options))
    session.choose(options[at].id)
    return Deed("choose", (str(at + 1),))


def _set(model: Model, name: str, value: str) -> None:
    kept = json.loads(model.shelf.read("settings")) if "settings" in model.shelf.names() else {}
    model.shelf.write("settings", json.dumps({**kept, name: value}).encode())


def in_lines(place: Place, chance: Random, pace: Pace, number: int) -> Life:
    """A life in line mode."""
    clock = Clock()
    model = Model(place.machine, place.folder)
    before = model.holdings()
    arguments = _start(model, chance)
    after = model.holdings()
    game = Lines([*arguments, "--save-dir", str(place.folder)], place.environment())
    wrong: list[str] = []
    phase = "start"
    try:
        if chance.random() < 0.12:
            game.wait(chance.random() * pace.usual("start"))
        else:
            said = game.answer()
            pace.took("start", clock.lap())
            wrong += _at_start(place.folder, said)
            before = after
            for _ in range(chance.choice((0, 1, 2, 3, 5, 8))):
                _whole(game, model, deed(model, chance, number), wrong, pace)
                number += 1
                before = after = model.holdings()
                if game.has_ended or wrong:
                    break
            if not game.has_ended:
                phase = _cut(game, model, chance, pace, number)
                after = model.holdings()
    finally:
        code = game.kill()
    if code == 0 and (phase == "exit" or model.session.ended):
        if phase != "exit":
            model.session.close()  # an ending ends the game, which writes the last marks
            after = model.holdings()
        phase = "ended"
    elif code != -9:
        wrong.append(f"it ended with {code}: {game.said[-400:]}")
    wrong += faults(place.folder, before, after, {})
    return Life(phase, tuple(wrong))


def _start(model: Model, chance: Random) -> list[str]:
    """How this life begins, done to the model."""
    cards = model.library.saves()
    playthroughs = {card.playthrough for card in cards}
    is_over = bool(cards) and bool(cards[0].ending)
    if not cards or (len(playthroughs) < MOST_PLAYTHROUGHS and (is_over or chance.random() < 0.04)):
        seed = chance.randrange(10**6)
        model.begin(seed)
        return ["--new", "--seed", str(seed), "--language", "en"]
    if chance.random() < 0.2:
        card = chance.choice(cards)
        model.resume(card.id)
        return ["--load", card.id, "--language", "en"]
    model.resume()
    return ["--language", "en"]


def _whole(game: Lines, model: Model, done: Deed, wrong: list[str], pace: Pace) -> None:
    """A deed to its last answer."""
    clock = Clock()
    said = ""
    for line in done.lines:
        clock.lap()
        game.type(line)
        said = game.answer()
    pace.took(done.kind, clock.lap())
    if joined(done.answer) not in said:
        wrong.append(f"{done.lines} was answered by {said[-300:]!r}")
    if any(joined(each) in said for each in TOLD) and done.kind != "read":
        wrong.append(f"{done.lines} brought a notice: {said[-600:]!r}")


def _cut(game: Lines, model: Model, chance: Random, pace: Pace, number: int) -> str:
    """The deed in the middle of which it is killed; what it was."""
    if chance.random() < 0.1:
        model.session.close()  # at the exit the last marks are written
        game.type("quit")
        game.wait(chance.random() * 1.2 * pace.usual("choose"))
        return "exit"
    done = deed(model, chance, number)
    for line in done.lines[:-1]:
        game.type(line)
        game.answer()
    game.type(done.lines[-1])
    game.wait(chance.random() * 1.3 * pace.usual(done.kind))
    return done.kind


def _at_start(folder: Path, said: str) -> Iterator[str]:
    """What is wrong when the first page stands there."""
    left = sorted(path.name for path in folder.iterdir() if path.suffix in (".tmp", ".lock"))
    if len(left) > 1 or any(name.endswith(".tmp") for name in left):
        yield f"left from before: {left}"
    for told in TOLD:
        if joined(told) in said:
            yield f"told at the start: {told}"


class Clock:
    """Time that passes."""

    def __init__(self) -> None:
        from time import monotonic

        self._now, self._at = monotonic, monotonic()

    def lap(self) -> float:
        """The seconds since it was asked last."""
        before, self._at = self._at, self._now()
        return self._at - before


def on_the_screen(place: Place, chance: Random, pace: Pace) -> Life:
    """A life in the full screen, where what is saved automatically is written in the background.

    What was seen answered is there, or all of it but the last choice. Of the marks, which are
    written now and then, any that were there in this life may stand.
    """
    clock = Clock()
    model = Model(place.machine, place.folder)
    states = [model.holdings()]
    game = Screen([*_shown_at_once(model, chance), "--save-dir", str(place.folder)],
                  place.environment())  # fmt: skip
    states.append(model.holdings())
    wrong: list[str] = []
    phase = "screen: start"
    try:
        if chance.random() < 0.12:
            game.wait(chance.random() * pace.usual("screen"))
        else:
            game.answer(shown(model.session))
            pace.took("screen", clock.lap())
            wrong += _at_start(place.folder, "")
            for _ in range(chance.choice((1, 2, 3, 4, 6, 9))):
                if not model.session.ended:
                    game.answer(_pressed(game, model, chance))
                    states.append(model.holdings())
            pace.took("turn", clock.lap() / max(1, len(states) - 2))
            phase = "screen: " + (
                "page" if model.session.ended or chance.random() < 0.5 else "turn"
            )
            if phase == "screen: turn":
                _pressed(game, model, chance)
            game.wait(chance.random() * pace.usual("turn"))
    finally:
        code = game.kill()
    if code != -9:
        wrong.append(f"the screen ended with {code}")
    return _judged(place.folder, phase, states, model.holdings(), wrong)


def _judged(
    folder: Path, phase: str, states: list[dict[Key, object]], after: dict[Key, object],
    wrong: list[str],
) -> Life:  # fmt: skip
    """``states`` were all seen, ``after`` perhaps not."""
    earlier: dict[Key, list[object]] = {key: [held] for key, held in states[-2].items()}
    for state in states:
        for key, held in state.items():
            if key[0] == "read":
                earlier.setdefault(key, []).append(held)
    gone = {key: [None] for key in after if key not in states[-2]}
    wrong += faults(folder, states[-1], after, {**earlier, **gone})
    strict = faults(folder, states[-1], after, {key: earlier[key] for key in earlier
                                                if key[0] == "read"})  # fmt: skip
    return Life(phase, tuple(wrong), 0 if wrong else len(list(strict)))


def _shown_at_once(model: Model, chance: Random) -> list[str]:
    """How this life begins past the title page, done to the model."""
    cards = [card for card in model.library.saves() if card.kind == "auto" and not card.ending]
    if not cards:
        seed = chance.randrange(10**6)
        model.begin(seed)
        return ["--new", "--seed", str(seed), "--language", "en"]
    model.resume(cards[0].id)
    return ["--load", cards[0].id, "--language", "en"]


def _pressed(game: Screen, model: Model, chance: Random) -> Shown:
    """Something done by a key; what stands on the screen then."""
    session = model.session
    if session.can_rewind and chance.random() < 0.1:
        session.rewind()
        game.press("u")
        return shown(session)
    options = session.page().open_options[:9]
    at = chance.randrange(len(options))
    session.choose(options[at].id)
    game.press(f"\x1b[F{at + 1}")  # End first: the same number at once would be a key held down
    return shown(session, f"› {joined(options[at].text)}")


def shown(session: Session, after: str = "") -> Shown:
    """The page as it must stand on the screen."""
    page = session.page()
    if page.ending is not None:
        return Shown(after, [joined(page.ending.title)])
    numbered = (f"{number} {each.text}" for number, each in enumerate(page.open_options[:9], 1))
    return Shown(after, [joined(each) for each in numbered])
