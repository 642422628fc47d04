"""Plays the story at random many times, and says how it goes.

Tells how often each ending is come to, how long runs are, what they show and which of them fail:
an invariant broken, nothing left to choose, an error. Each kind of failure is kept as a
walkthrough. The same command makes the same runs, on however many cores.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_cores, add_language, add_shard, add_story, count
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import sound, story_cache, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.compiler import Compiled
    from ulysse_game.engine import Machine
    from ulysse_game.playtest.wander import Failed, Plan, Policy, Value, Wandered
    from ulysse_game.story import Story

_RUNS = 1_000
_READ = 10
"""So many runs are read page by page unless more are asked for."""
_SPARSEST = 100
"""Of more runs every hundredth is read."""
_TRIES = 2_000
"""So many ways are tried to make a failure's walkthrough short."""
_MOST_KEPT = 20
_BETWEEN = 0.2
"""Seconds between two signs of life on a terminal."""


def options(parser: ArgumentParser) -> None:
    """What may follow ``wander``."""
    add_story(parser)
    parser.add_argument(
        "--runs", type=count, metavar="N",
        help=f"runs of each policy; 0: until stopped (default: {_RUNS}, with --time 0)",
    )  # fmt: skip
    parser.add_argument("--time", type=count, default=0, metavar="SECONDS", help="stop after that")
    parser.add_argument("--seed", type=count, default=0, metavar="N", help="default: 0")
    parser.add_argument(
        "--policy", action="append", default=[], metavar="NAME",
        help="uniform (the default), least-seen, first, last, one of --policies, all; repeatable",
    )  # fmt: skip
    parser.add_argument(
        "--prefer", action="append", default=[], metavar="WANTS",
        help="a policy that takes these choices where it can: ids or tag:NAME, commas between",
    )  # fmt: skip
    parser.add_argument(
        "--policies", metavar="FILE", help="named policies, a line each: NAME: WANTS"
    )
    parser.add_argument(
        "--at", action="append", default=[], metavar="SCENE", help="note --show here; repeatable"
    )
    parser.add_argument(
        "--show", action="append", default=[], metavar="EXPRESSION",
        help="a variable or an expression to note at --at; repeatable",
    )  # fmt: skip
    parser.add_argument(
        "--longest", type=count, default=10_000, metavar="N",
        help="a run that makes so many choices without an end has failed (default: 10000)",
    )  # fmt: skip
    parser.add_argument(
        "--sample", type=count, metavar="N",
        help="read every N-th run page by page, for its words and content "
        f"(default: ten runs, or every {_SPARSEST}th; 0: none)",
    )  # fmt: skip
    add_language(parser)
    add_cores(parser)
    add_shard(parser)
    parser.add_argument("--format", choices=("human", "json"), default="human")
    parser.add_argument(
        "-o", "--output", metavar="DIR", default="wander-failures",
        help="where to keep runs that failed, as walkthroughs (default: wander-failures)",
    )  # fmt: skip


def run(arguments: Namespace) -> int:
    """Wanders and tells; a run that failed, or Ctrl+C before all were made, makes it 1."""
    from ulysse_game.engine import Machine
    from ulysse_game.explore.cores import Cores
    from ulysse_game.playtest.merging import unparse
    from ulysse_game.playtest.opening import opened
    from ulysse_game.playtest.wander import has_failed, is_cut_short, report_of, told, wander

    folder, cache = story_folder(arguments.story), story_cache()
    compiled = sound(opened(folder, cache, bool(arguments.show)), folder)
    if compiled.story is None:
        return ERRORS
    plan = _plan(arguments, compiled)
    if plan is None:
        return ERRORS
    machine = Machine(compiled.story)
    progress = _Progress()
    with Cores(machine, arguments.cores, folder, cache) as cores:
        wandered = wander(cores, plan, arguments.time, progress.tell)
        used = cores.count
    failures = _kept(machine, plan, wandered, arguments, progress)
    progress.clear()
    report = report_of(machine, plan, wandered, failures, used)
    if arguments.format == "json":
        sys.stdout.write(unparse(report))
    else:
        sys.stdout.write("".join(f"{line}\n" for line in told(report)))
    return ERRORS if has_failed(report) or is_cut_short(report, cores.is_stopped) else FINE


# ── What to do ──────────────────────────────────────────────────────────────────────────────────


def _plan(arguments: Namespace, compiled: Compiled) -> Plan | None:
    """The plan that these arguments ask for; nothing where an expression is none, which is told."""
    from ulysse_game.playtest.wander import Plan

    assert compiled.story is not None
    if bool(arguments.at) != bool(arguments.show):
        raise Misuse(marked("--at says where and --show says what: both are wanted."))
    show = _values(arguments.show, compiled)
    if show is None:
        return None
    runs = (0 if arguments.time else _RUNS) if arguments.runs is None else arguments.runs
    often = max(1, min(runs // _READ, _SPARSEST)) if runs else _SPARSEST
    return Plan(
        seed=arguments.seed,
        runs=runs,
        policies=_policies(arguments, compiled.story),
        longest=arguments.longest,
        sample=often if arguments.sample is None else arguments.sample,
        shard=arguments.shard,
        at=tuple(_scene(compiled.story, name) for name in arguments.at),
        show=show,
        language=arguments.language or "",
    )


def _scene(story: Story, name: str) -> str:
    from ulysse_game.diagnostics import did_you_mean

    if name not in story.scenes:
        hint = did_you_mean(name, story.scene_ids)
        raise Misuse(marked("There is no scene {name}. {hint}"), name=name, hint=hint)
    return name


def _values(sources: list[str], compiled: Compiled) -> tuple[Value, ...] | None:
    from ulysse_game.diagnostics.render import render
    from ulysse_game.playtest.wander import value_of

    found = []
    for source in sources:
        assert compiled.declared is not None
        value, diagnostics = value_of(source, compiled.declared)
        if value is None:
            sys.stderr.write(render(diagnostics, {"--show": source}, "human"))
            return None
        found.append(value)
    return tuple(found)


def _policies(arguments: Namespace, story: Story) -> tuple[Policy, ...]:
    """The policies asked for, each once, in the order of the command; uniform where none is."""
    from ulysse_game.playtest.wander import BUILT_IN, UNIFORM, unknown_wants

    known = {policy.name: policy for policy in (*BUILT_IN, *_of_file(arguments.policies))}
    found: dict[str, Policy] = {}
    for name in arguments.policy:
        if name == "all":
            found |= known
        elif name in known:
            found[name] = known[name]
        else:
            listed = ", ".join((*known, "all"))
            sentence = marked("There is no policy {name}; there are {known}.")
            raise Misuse(sentence, name=name, known=listed)
    for wants in arguments.prefer:
        policy = _preferring(wants)
        found[policy.name] = policy
    for policy in found.values():
        for want in unknown_wants(story, policy):
            sentence = marked("No choice of this story can meet the preference {want}.")
            raise Misuse(sentence, want=want)
    return tuple(found.values()) or (UNIFORM,)


def _of_file(path: str | None) -> tuple[Policy, ...]:
    from ulysse_game.playtest.wander import NoPolicy, named_policies

    if path is None:
        return ()
    try:
        return named_policies(Path(path).read_text(encoding="utf-8").splitlines())
    except FileNotFoundError:
        raise Misuse(marked("There is nothing at {path}."), path=path) from None
    except (NoPolicy, UnicodeDecodeError) as reason:
        raise Misuse(marked("{path}: {reason}."), path=path, reason=reason) from None


def _preferring(wants: str) -> Policy:
    from ulysse_game.playtest.wander import NoPolicy, preferring

    try:
        return preferring(f"prefer {' '.join(wants.split())}", wants)
    except NoPolicy as reason:
        raise Misuse(marked("{path}: {reason}."), path="--prefer", reason=reason) from None


# ── What came of it ─────────────────────────────────────────────────────────────────────────────


def _kept(
    machine: Machine, plan: Plan, wandered: Wandered, arguments: Namespace, progress: _Progress
) -> list[Failed]:
    """Every failure, the first of them with their walkthroughs.

    Whoever has stopped the runs, or stops this, does not wait until walkthroughs are short.
    """
    from ulysse_game.playtest.wander import failed, keep

    folder, story = Path(arguments.output), arguments.story or ""
    found = list(failed(machine, plan, wandered.counts, wandered.firsts))
    tries = 0 if wandered.is_stopped else _TRIES
    for number, each in enumerate(found[:_MOST_KEPT]):
        progress.say(f"keeping failure {number + 1} of {len(found)}")
        try:
            found[number] = keep(machine, plan, each, folder, story, tries)
        except KeyboardInterrupt:
            tries = 0
            found[number] = keep(machine, plan, each, folder, story, tries)
    return found


class _Progress:
    """A line on a terminal that says that the work goes on; nothing anywhere else."""

    def __init__(self) -> None:
        self._shown = ""
        self._last = 0.0
        err = sys.stderr
        self._is_seen = err is not None and err.isatty() and os.environ.get("TERM") != "dumb"

    def tell(self, runs: int, choices: int, failed: int) -> None:
        """So much was done."""
        from time import monotonic

        now = monotonic()
        if now - self._last >= _BETWEEN:
            self._last = now
            self.say(f"runs: {runs:,}  choices: {choices:,}  failed: {failed:,}")

    def say(self, text: str) -> None:
        """Write this in the place of what stood there."""
        if self._is_seen:
            sys.stderr.write("\r" + text.ljust(len(self._shown)))
            sys.stderr.flush()
            self._shown = text

    def clear(self) -> None:
        """Leave the line empty."""
        if self._shown:
            self.say("")
            sys.stderr.write("\r")
