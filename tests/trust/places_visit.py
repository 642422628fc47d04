"""A short visit of the real game to a place where it may not be able to save.

It makes a few choices in line mode, saves under a name, changes the language, writes a transcript
and leaves; what it said is kept, and looked through for what a player must never meet: an error
of ours, silence, the same trouble told again and again, or "saved" where nothing is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.trust.kills_game import HangingError, Lines, joined
from ulysse_game.engine import Machine
from ulysse_game.play import Library
from ulysse_game.storage import Shelf

CHOICES = 6
TROUBLES = (
    "can’t be used", "does not let this game", "The disk is full", "No folder for saved games",
    "not an ordinary file", "is damaged", "was damaged", "too big for a saved game",
)  # fmt: skip
"""What the sentences of a trouble hold; the visit is in English until its end."""
SAVED, PLAYED = "Your playthrough is saved.", "Until next time."
_PATIENCE = 60.0


class Visit(NamedTuple):
    """What a visit was like: its answers in order, and the exit code."""

    answers: tuple[str, ...]
    code: int
    hung: str = ""

    @property
    def told(self) -> int:
        """How many troubles it told of by itself: not in answer to an explicit wish to save."""
        return sum(
            answer.count(each) for answer in self.answers[: CHOICES + 1] for each in TROUBLES
        )

    @property
    def says_saved(self) -> bool:
        """Whether it took leave with the promise that the playthrough is saved."""
        return SAVED in self.answers[-1]


def visit(
    arguments: Sequence[str | bytes],
    environment: Mapping[str, str],
    cwd: Path,
    *,
    meanwhile: Mapping[int, Callable[[], object]] | None = None,
    ahead: Sequence[str] = (),
    before: Callable[[], Any] | None = None,
) -> Visit:
    """Visit; ``meanwhile`` says what happens to the place before the choice of that number."""
    game = Lines(arguments, environment, ahead=ahead, cwd=cwd, before=before)
    answers = []
    try:
        answers.append(game.answer(_PATIENCE))
        for number in range(CHOICES):
            (meanwhile or {}).get(number, lambda: None)()
            game.type("1")
            answers.append(game.answer(_PATIENCE))
        for line in ("save Rope", "transcript", "language fr", "language en"):
            game.type(line)
            answers.append(game.answer(_PATIENCE))
        game.type("quit")
        answers.append(game.answer(_PATIENCE))
        code = game.leave(_PATIENCE)
    except HangingError as error:
        return Visit(tuple(answers), game.kill(), f"it hangs after {answers[-1:]}: {error}")
    return Visit(tuple(answers), code)


def faults(found: Visit, most_told: int = 1) -> Iterator[str]:
    """What was wrong with a visit, wherever it went."""
    if found.hung:
        yield found.hung
        return
    whole = " ".join(found.answers)
    if found.code:
        yield f"it ended with {found.code}: {whole[-500:]}"
    if "Traceback" in whole or "an error of ours" in whole:
        yield f"an error of ours: {whole[-500:]}"
    if joined(PLAYED) not in whole:
        yield f"it did not take leave: {whole[-300:]}"
    if len(found.answers) > CHOICES and not all(
        " 1) " in each for each in found.answers[1 : CHOICES + 1]
    ):
        yield "a choice did not lead to the next page"
    if found.told > most_told:
        yield f"told {found.told} times: {whole[:1500]}"
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", whole):
        yield f"control characters in what it said: {whole!r}"


def is_kept(machine: Machine, folder: Path) -> bool:
    """Whether the next start finds the playthrough at the last choice of a visit."""
    library = Library(machine, Shelf(folder))
    card = library.newest("auto")
    return card is not None and card.turn >= CHOICES


def claims(found: Visit, machine: Machine, folder: Path) -> Iterator[str]:
    """Whether what it says of saving is so."""
    if not found.hung and found.says_saved != (kept := is_kept(machine, folder)):
        yield f"it {'said' if found.says_saved else 'did not say'} saved; kept: {kept}"


def without_powers() -> list[str]:
    """What stands ahead of a command that the system is to treat as anybody's, not as root's."""
    if os.name != "posix" or os.geteuid() != 0:
        return []
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"]
