"""What the player does, step by step: every operation there is, in a long form and a brief one.

``sitting`` plays a script on a disk and gives what is to be said against the game; a fault that
strikes decides how far it comes. Every source of chance is seeded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from random import Random
from typing import Any, NamedTuple
from unittest import mock

from tests.play.test_migrate import from_nought
from tests.storage.failing_disk import Killed
from tests.trust.faults_disk import Fault, FaultyDisk
from tests.trust.faults_ledger import broken
from tests.trust.faults_player import OLD, Opening, Player, present
from tests.trust.power_disk import MemoryDisk
from ulysse_game import view
from ulysse_game.play.migrate import STEPS
from ulysse_game.storage import open_shelf

Step = Callable[[Player], None]


def _do(name: str, *given: Any) -> Step:
    return lambda player: getattr(player, name)(*given)


BRIEF: tuple[Step, ...] = (
    _do("wish", "look", "night"),
    _do("start", "ann"),
    _do("choose", "ann", "walk"),
    _do("choose", "ann", "back"),
    _do("quick_save", "ann"),
    _do("save_as", "ann", "here"),
    _do("rewind", "ann"),
    _do("delete", "here"),
    _do("close", "ann"),
    _do("leave"),
    _do("go_on", "ann"),
    _do("choose", "ann", "jump"),
    _do("leave"),
)
"""Each of the most usual things, once."""

GOING_ON: tuple[Step, ...] = (
    _do("go_on_newest", "ann"),
    _do("choose", "ann", "walk"),
    _do("save_as", "ann", "later"),
    _do("rewind", "ann"),
    _do("wish", "language", "fr"),
    _do("leave"),
)
"""What one does after a cut: on from whatever is there."""

WHOLE: tuple[Step, ...] = (
    _do("wish", "look", "night"),
    _do("plant_old"),
    _do("start", "ann"),
    *(_do("choose", "ann", each) for each in ("walk", "back", "swim", "enter", "out", "draw")),
    _do("quick_save", "ann"),
    _do("choose", "ann", "leave"),
    _do("choose", "ann", "walk"),
    _do("quick_save", "ann"),
    _do("save_as", "ann", "here"),
    _do("rewind", "ann", 2),
    _do("choose", "ann", "draw"),
    _do("quick_save", "ann"),
    _do("quick_save", "ann"),
    _do("start", "bob"),
    _do("choose", "bob", "draw"),
    _do("choose", "ann", "leave"),
    _do("save_as", "bob", "there"),
    _do("choose", "bob", "leave"),
    _do("wish", "language", "fr"),
    _do("load_quick", "ann"),
    _do("choose", "ann", "leave"),
    _do("delete", "here"),
    _do("leave"),
    _do("damage", "bob"),
    _do("go_on", "bob"),
    _do("choose", "bob", "walk"),
    _do("choose", "bob", "back"),
    _do("wish", "look", "day"),
    _do("go_on", "old", OLD),
    _do("choose", "old", "leave"),
    _do("rewind", "old", 3),
    _do("delete", "there"),
    _do("leave"),
    _do("go_on", "ann"),
    _do("choose", "ann", "walk"),
    _do("choose", "ann", "jump"),
    _do("leave"),
)
"""Everything: two playthroughs at once, the ring going round, damage, an old form."""


_WALKS = ("walk", "back", "swim", "enter", "out", "draw", "leave", "jump")


def at_random(seed: int, length: int = 40) -> tuple[Step, ...]:
    """So many steps of two players, drawn from everything that one can do."""
    chance = Random(seed)
    steps = [_do("start", "ann"), _do("start", "bob")]
    while len(steps) < length:
        who = chance.choice(("ann", "bob"))
        name = chance.choice(("x", "y", "z"))
        what: tuple[Any, ...] = chance.choice(
            (
                *(("choose", who, chance.choice(_WALKS)) for _ in range(6)),
                ("rewind", who, chance.randint(1, 3)),
                ("quick_save", who),
                ("save_as", who, name),
                ("delete", name),
                ("load_quick", who),
                ("load_named", who, name),
                ("go_on", who),
                ("close", who),
                ("damage", who),
                ("leave",),
                ("wish", "look", name),
            )
        )
        steps.append(_do(*what))
    return (*steps, _do("leave"))


class Sitting(NamedTuple):
    """What came of a script: what is to be said against it, and what the disk was asked."""

    wrong: tuple[str, ...]
    calls: tuple[str, ...]
    is_struck: bool = False


@contextmanager
def made_up(seed: int = 7) -> Iterator[None]:
    """The fake story's pages, a form of saves that never was, and chance from one seed."""
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(view, "present", present))
        stack.enter_context(mock.patch.object(view, "crew", lambda *_: ()))
        stack.enter_context(mock.patch.dict(STEPS, {0: from_nought}))
        stack.enter_context(mock.patch("os.urandom", Random(seed).randbytes))
        yield


def sitting(
    script: tuple[Step, ...],
    fault: Fault | None = None,
    background: bool = False,
    opening: Opening | None = None,
) -> Sitting:
    """Plays ``script`` on a disk with ``fault``; then the disk is well and looked at."""
    below = MemoryDisk()
    disk = FaultyDisk(below, fault)
    with made_up():
        found = _played(script, disk, below, background, opening)
    return Sitting(tuple(found), tuple(disk.calls), disk.is_struck)


def _played(
    script: tuple[Step, ...],
    disk: FaultyDisk,
    below: MemoryDisk,
    background: bool,
    opening: Opening | None,
) -> list[str]:
    player: Player | None = None
    try:
        player = Player(disk, below, background, opening)
        for step in script:
            step(player)
    except Killed:
        pass
    except Exception as error:
        return [f"raised {type(error).__name__}: {error}"]
    below.end_process()
    if player is None:
        return list(broken(below, Player(below, below, False).promise))
    found = list(broken(below, player.promise, frozenset(player.hurt)))
    return [*found, *ill_told(player, disk.fault), *_plays_on(below, player.hurt)]


def ill_told(player: Player, fault: Fault) -> Iterator[str]:
    """What the player was told twice, or should not have been."""
    tried = Counter(said.sitting for said in player.said if "tried again" in said.sentence)
    again = Counter(said.sitting for said in player.said if "works again" in said.sentence)
    yield from (f"nothing told: {each}" for each in player.silent)
    for number, times in tried.items():
        if times > 1:
            yield f"told {times} times in sitting {number} that saving does not work"
        if again[number] > times:
            yield f"told in sitting {number} that saving works again, which had not failed"
    for said in player.said:
        if said.sentence.startswith("There is no saved game"):
            yield f"told, of a trouble of the disk: {said.sentence}"
    troubles = [each for each in player.troubles if not each.startswith("There is no saved")]
    if fault.at < 0 and troubles:
        yield f"told without any fault: {troubles}"


def _plays_on(below: MemoryDisk, hurt: set[str]) -> Iterator[str]:
    """A game on the disk that is well again goes on and saves without a word."""
    player = Player(below, below, False, lambda disk: open_shelf("/home/player/saves", disk))
    newest = player.library.newest("auto")
    if newest is not None:
        player.load("again", newest.id)
        session = player.sessions["again"]
        player.said.clear()
        player.rewind("again")
        player.choose("again", session.page().open_options[0].id)
    player.leave()
    yield from (f"playing on: {said.sentence}" for said in player.said)
    yield from (f"playing on: {trouble}" for trouble in player.troubles)
    yield from (f"playing on: {each}" for each in broken(below, player.promise, frozenset(hurt)))
