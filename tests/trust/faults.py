"""The disk fails: every call of a whole session in turn, in every way that a disk can.

A player does everything that there is to do with saved games (``faults_script``) on a disk that
fails at the n-th call, for every n; then a game starts on the same disk, well again, and is asked
for all that was promised (``faults_ledger``). What is found wrong is printed with the fault, which
is a plain value: ``sitting(WHOLE, Fault(...))`` does it again.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count, groupby
from operator import attrgetter
from random import Random
from time import perf_counter
from typing import NamedTuple

from tests.trust.faults_delay import delayed
from tests.trust.faults_disk import FILLS, FOR_EVER, Fault
from tests.trust.faults_front import conversation, spoken
from tests.trust.faults_player import Opening
from tests.trust.faults_script import BRIEF, WHOLE, Step, at_random, sitting
from tests.trust.figure import Figure

WRITES = frozenset(("write",))
OPENS = frozenset(("create", "create_if_missing", "open", "names", "flush_folder"))
CHANGES = frozenset(("make_folder", "create", "create_if_missing", "link", "replace", "remove"))
GONE = frozenset(("create", "create_if_missing", "replace", "flush_folder", "names"))
"""What a folder that is away for a moment answers with ``ENOENT``."""

ERRNOS = (
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EPERM, errno.EINTR, errno.ENOMEM,
    errno.EBUSY, errno.ESTALE, errno.ENOTSUP,
)  # fmt: skip
SESSIONS = range(400)

FAILED = "the last choice at most, and told"
KILLED = "the last choice at most"


class Kind(NamedTuple):
    """One way to fail: what a player sees, what is counted, and the fault at the n-th call."""

    threat: str
    done: str
    at: Callable[[int], Fault]
    background: bool = False
    script: tuple[Step, ...] = WHOLE
    bound: str = FAILED


def once(error: int, only: frozenset[str] = frozenset()) -> Callable[[int], Fault]:
    """One call fails."""
    return lambda number: Fault(number, error=error, only=only)


def full_from(number: int) -> Fault:
    """The disk is full from here on: half of what is written still fits."""
    return Fault(number, FOR_EVER, errno.ENOSPC, FILLS, torn=500)


KINDS = (
    Kind("the disk fails once", "each call once (EIO)", once(errno.EIO)),
    Kind("the disk fails beside the playing", "each call once (EIO)", once(errno.EIO), True),
    Kind("the system refuses once", "each call once (EACCES)", once(errno.EACCES)),
    Kind("the folder is away for a moment", "each call once (ENOENT)", once(errno.ENOENT, GONE)),
    Kind("the disk is full", "from each call on (ENOSPC)", full_from),
    Kind("the disk is full beside the playing", "from each call on (ENOSPC)", full_from, True),
    Kind(
        "the disk is full for a while", "for 40 calls from each on (ENOSPC)",
        lambda number: full_from(number)._replace(length=40),
    ),
    Kind(
        "the disk dies", "from each call on (EIO)",
        lambda number: Fault(number, FOR_EVER, errno.EIO),
    ),
    Kind(
        "no file can be opened any more", "from each call on (EMFILE)",
        lambda number: Fault(number, FOR_EVER, errno.EMFILE, OPENS),
    ),
    Kind(
        "the disk can only be read any more", "from each call on (EROFS)",
        lambda number: Fault(number, FOR_EVER, errno.EROFS, CHANGES),
    ),
    Kind(
        "killed", "at each call, writes torn in the middle",
        lambda number: Fault(number, kills=True, torn=500), bound=KILLED,
    ),
    *(
        Kind(
            "a write is torn and fails", "each write, after 0, 50 and 99.9 % (EIO)",
            lambda number, torn=torn: Fault(number, only=WRITES, torn=torn),  # type: ignore[misc]
        )
        for torn in (0, 500, 999)
    ),
    *(
        Kind(
            "the disk fails otherwise", f"each call of a brief session, {len(ERRNOS)} errors",
            once(error), script=BRIEF,
        )
        for error in ERRNOS
    ),
)  # fmt: skip


class Outcome(NamedTuple):
    """What came of one fault."""

    fault: Fault
    wrong: tuple[str, ...]


def every(
    kind: Kind, step: int = 1, first: int = 0, opening: Opening | None = None
) -> Iterator[Outcome]:
    """The kind's fault at every call that can fail so, or at each ``step``-th after ``first``."""
    calls = sitting(kind.script, None, kind.background, opening).calls
    faults = [
        fault
        for fault, call in zip(map(kind.at, count()), calls, strict=False)
        if fault.length > 1 or fault.strikes(fault.at, call)
    ]
    for fault in faults[first::step]:
        yield Outcome(fault, sitting(kind.script, fault, kind.background, opening).wrong)


def anything(seed: int) -> Outcome:
    """A session and a fault drawn from this seed."""
    chance = Random(seed)
    script = at_random(seed)
    calls = len(sitting(script).calls)
    fault = chance.choice(KINDS).at(chance.randrange(calls))
    # A thread that is killed leaves somebody waiting for it; a process does not.
    background = not fault.kills and chance.random() < 0.5
    return Outcome(fault, sitting(script, fault, background).wrong)


def lines(step: int = 1, first: int = 0) -> Iterator[Outcome]:
    """Line mode on a disk that fails once, is full from there on, or dies, at each call."""
    calls = len(conversation(Fault())[1].calls)
    for number in range(first, calls, step):
        for fault in (Fault(number), full_from(number), Fault(number, FOR_EVER)):
            yield Outcome(fault, tuple(spoken(fault)))


def held() -> Iterator[Outcome]:
    """The disk does not answer at each call of a write in turn."""
    for number, wrong in delayed():
        yield Outcome(Fault(number), tuple(wrong))


def full() -> Iterator[Figure]:
    """Every kind at every call, sessions at random, and both ways to play; about six minutes."""
    for (threat, done, bound), kinds in groupby(KINDS, attrgetter("threat", "done", "bound")):
        yield _figure(threat, done, chain.from_iterable(map(every, kinds)), bound)
    yield _figure("anything", "sessions and faults at random", map(anything, SESSIONS), FAILED)
    yield _figure("the disk does not answer", "each call of a write held", held(), "pages turn")
    yield _figure(
        "the disk fails in line mode", "each call, three ways", lines(), "said once, true"
    )


def _figure(threat: str, done: str, outcomes: Iterable[Outcome], bound: str) -> Figure:
    begun = perf_counter()
    looked_at = wrong = 0
    for outcome in outcomes:
        looked_at += 1
        wrong += bool(outcome.wrong)
        for sentence in outcome.wrong:
            print(f"faults, {threat}, {outcome.fault}: {sentence}", file=sys.stderr)
    return Figure(threat, done, looked_at, wrong, bound, perf_counter() - begun)
