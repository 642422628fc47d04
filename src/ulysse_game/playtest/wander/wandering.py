"""Wandering on all cores: tasks are handed out, and what they count is added up.

How runs are divided into tasks, how fast each core is and which task is done first change nothing
but the time it takes: every run stands for itself, and counts add up in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from time import monotonic
from typing import NamedTuple

from ulysse_game.explore.cores import Cores
from ulysse_game.playtest.wander.counting import Counted, Task, counted
from ulysse_game.playtest.wander.plan import Plan
from ulysse_game.playtest.wander.runs import ready_for
from ulysse_game.playtest.wander.tally import Tally, added, joined

_TASK = 0.25
"""Seconds that a task should take: short enough to stop soon, long enough to be worth sending."""
_MOST_RUNS = 1_000


class Wandered(NamedTuple):
    """What came of it: for each policy of the plan, its tally and its first failures.

    ``seconds`` it took; ``is_stopped`` says that somebody stopped it or the time was over before
    all runs were made.
    """

    counts: tuple[Tally, ...]
    firsts: tuple[Tally, ...]
    seconds: float
    is_stopped: bool


Tell = Callable[[int, int, int], None]
"""Is told now and then how many runs were made, of how many choices, and how many failed."""


def wander(cores: Cores, plan: Plan, seconds: float = 0, tell: Tell | None = None) -> Wandered:
    """Make the plan's runs; with ``seconds``, those that can be made in that time.

    Ends early, with what there is, when ``cores`` are stopped; raises Ctrl+C before the first run.
    """
    started = monotonic()
    with cores.alone():  # before processes are forked, which then inherit it
        ready_for(cores.machine, plan)
    counts: list[Tally] = [{} for _ in plan.policies]
    firsts: list[Tally] = [{} for _ in plan.policies]
    # What is made ready takes some seconds in a large story, in which nothing is played.
    tasks = _Tasks(plan, cores.count, monotonic() + seconds if seconds else 0)
    made = choices = failed = 0
    for _, found in cores.each(counted, tasks):
        counts[found.policy] = added(counts[found.policy], found.tally)
        firsts[found.policy] = joined(firsts[found.policy], found.first, min)
        tasks.learn(found)
        made += found.tally["runs"]
        choices += found.tally["choices"]
        failed += found.tally.get("failed", 0)
        if tell is not None:
            tell(made, choices, failed)
    return Wandered(
        tuple(counts), tuple(firsts), monotonic() - started, cores.is_stopped or tasks.are_cut
    )


class _Tasks:
    """The tasks of a plan, in turn for every policy, each of about the wanted size."""

    def __init__(self, plan: Plan, cores: int, deadline: float) -> None:
        self.plan = plan
        self.are_cut = False
        self._cores = cores
        self._deadline = deadline
        self._sizes = [1 for _ in plan.policies]

    def learn(self, found: Counted) -> None:
        """Take note of how long a task took."""
        runs: int = found.tally["runs"]
        size = int(runs * _TASK / max(found.seconds, 1e-6))
        # No leap: the first task is slow, because places are compiled when first come to.
        self._sizes[found.policy] = max(1, min(size, 4 * runs, self._largest()))

    def _largest(self) -> int:
        """So large that every core still gets several tasks of each policy."""
        ours = self.plan.runs // self.plan.shard[1]
        return min(_MOST_RUNS, ours // (4 * self._cores) or 1) if ours else _MOST_RUNS

    def __iter__(self) -> Iterator[Task]:
        waiting = [(policy, self.plan.numbers()) for policy in range(len(self.plan.policies))]
        while waiting:
            for each in list(waiting):
                policy, numbers = each
                due = tuple(islice(numbers, self._sizes[policy]))
                if not due:
                    waiting.remove(each)
                    continue
                if self._deadline and monotonic() >= self._deadline:
                    self.are_cut = self.plan.runs > 0
                    return
                yield Task(self.plan, policy, due)
