"""Random play by the real engine: how a story goes when many people play it.

A ``Plan`` says what to play, ``wander`` plays it on the ``Cores`` of ``explore``, ``report_of``
makes a report of what was counted and ``told`` its words; ``failed`` and ``keep`` turn runs that
failed into walkthroughs. Each run depends on its own seed and policy alone, so that any can be
made again, and so that shards add up to the whole. Nothing here decides what is impossible: it
tells what is likely.
"""

from ulysse_game.playtest.wander.figures import quantile, wilson
from ulysse_game.playtest.wander.keeping import Failed, failed, keep
from ulysse_game.playtest.wander.plan import Plan, Value, run_seed, value_of
from ulysse_game.playtest.wander.policy import (
    BUILT_IN,
    FIRST,
    LAST,
    LEAST_SEEN,
    UNIFORM,
    NoPolicy,
    Policy,
    named_policies,
    preferring,
    unknown_wants,
)
from ulysse_game.playtest.wander.report import has_failed, is_cut_short, merged, report_of, told
from ulysse_game.playtest.wander.runs import Outcome, Ready, Trouble, read, route_to, run
from ulysse_game.playtest.wander.wandering import Wandered, wander

__all__ = [
    "BUILT_IN",
    "FIRST",
    "LAST",
    "LEAST_SEEN",
    "UNIFORM",
    "Failed",
    "NoPolicy",
    "Outcome",
    "Plan",
    "Policy",
    "Ready",
    "Trouble",
    "Value",
    "Wandered",
    "failed",
    "has_failed",
    "is_cut_short",
    "keep",
    "merged",
    "named_policies",
    "preferring",
    "quantile",
    "read",
    "report_of",
    "route_to",
    "run",
    "run_seed",
    "told",
    "unknown_wants",
    "value_of",
    "wander",
    "wilson",
]
