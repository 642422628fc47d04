"""Explores what can happen in a story: every question is answered reached, impossible or open.

Reached means that the engine has gone a way there; impossible is proved. Mistakes (nothing open,
an invariant broken, no ending ahead) make the exit code 1, and so do scenes, choices, texts and
endings that could not be decided. --to asks for one thing and prints a way there.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_cores, add_folder, add_shard, count
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import fresh_story, from_here, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.compiler import Compiled
    from ulysse_game.engine import Machine
    from ulysse_game.explore import Explored, Means, Progress, Route
    from ulysse_game.explore.cores import Cores
    from ulysse_game.playtest.exploring import Begun, Report

_BETWEEN = 0.2
"""Seconds between two signs of life on a terminal."""
_CLEAR = "\x1b[K"


def options(parser: ArgumentParser) -> None:
    """What may follow ``explore``."""
    add_folder(parser)
    parser.add_argument(
        "--from", dest="origin", metavar="FILE[:STEP]|SCENE",
        help="explore from where a walkthrough or a saved game stands, or from a scene",
    )  # fmt: skip
    parser.add_argument(
        "--to", metavar="TARGET",
        help="print a shortest walkthrough to a scene, SCENE.CHOICE, ending, line id or condition",
    )  # fmt: skip
    parser.add_argument("--budget", type=count, default=600, metavar="SECONDS", help="default: 600")
    add_cores(parser)
    add_shard(parser)
    parser.add_argument("--seed", type=count, default=1, metavar="N", help="default: 1")
    parser.add_argument(
        "--no-shortest", action="store_true", help="do not look for shorter ways than those found"
    )
    parser.add_argument(
        "--only", type=_kinds, default=(), metavar="KINDS", help="ask for these kinds alone"
    )
    parser.add_argument(
        "--without", type=_kinds, default=(), metavar="KINDS", help="do not ask for these kinds"
    )
    files = parser.add_argument_group("files")
    files.add_argument(
        "--witnesses", action="append", default=[], metavar="DIR",
        help="walkthroughs and saves to replay first, which need not be searched for; repeatable",
    )  # fmt: skip
    files.add_argument(
        "--update", action="store_true",
        help="make the first --witnesses the fewest walkthroughs that show all that is reached",
    )  # fmt: skip
    files.add_argument(
        "-o", "--output", metavar="PATH",
        help="where mistakes are kept as walkthroughs (default: explore-failures);"
        " with --to, the file to write, a new one",
    )  # fmt: skip
    report = parser.add_argument_group("report")
    report.add_argument(
        "--require", type=_kinds, default=None, metavar="KINDS",
        help="fail where one of these is not decided (default: scene,choice,text,ending)",
    )  # fmt: skip
    report.add_argument(
        "--allow-undecided", action="store_true", help="do not fail for what is not decided"
    )
    report.add_argument(
        "--no-impossible", type=_kinds, default=(), metavar="KINDS",
        help="fail where one of these is impossible",
    )  # fmt: skip
    report.add_argument("--format", choices=("human", "json"), default="human")
    report.add_argument("--verbose", action="store_true", help="name every item")


def run(arguments: Namespace) -> int:
    """Explores and tells; mistakes and what had to be decided and is not make it 1."""
    from ulysse_game.engine import Machine

    if arguments.update and not arguments.witnesses:
        raise Misuse(marked("{option} goes with {other}."), option="--update", other="--witnesses")
    if arguments.to and arguments.output and os.path.lexists(arguments.output):
        raise Misuse(marked("{path} is there already."), path=arguments.output)
    compiled = fresh_story(arguments.story)
    if compiled.story is None:
        return ERRORS
    machine = Machine(compiled.story)
    progress = _Progress()
    begun = _begun(machine, compiled, arguments, progress)
    if begun is None:
        return ERRORS
    if arguments.to:
        return _one(machine, compiled, arguments, begun, progress)
    return _everything(machine, compiled, arguments, begun, progress)


# ── Where it begins ─────────────────────────────────────────────────────────────────────────────


def _begun(
    machine: Machine, compiled: Compiled, arguments: Namespace, progress: _Progress
) -> Begun | None:
    """Where to explore from; nothing where a file leads nowhere, which is told."""
    from ulysse_game.cli.begin import parted
    from ulysse_game.explore import Route
    from ulysse_game.playtest.exploring import Begun

    origin = arguments.origin
    if not origin:
        return Begun("", Route(0, ()))
    file, step = parted(origin)
    if Path(file).is_file():
        return Begun(origin, _route_of(machine, compiled, origin, file, step))
    if origin not in machine.story.scenes:
        raise Misuse(
            marked("{path} is no walkthrough, no saved game and no scene of the story."),
            path=origin,
        )
    route = _way_to(machine, origin, arguments, progress)
    return None if route is None else Begun(f"scene {origin}", route)


def _route_of(
    machine: Machine, compiled: Compiled, origin: str, file: str, step: int | None
) -> Route:
    from ulysse_game.cli.begin import refuse_past_the_end
    from ulysse_game.playtest import read, replay
    from ulysse_game.playtest.record import route_of
    from ulysse_game.playtest.suite import what_is_wrong

    found = read(file, compiled)
    if found.script is None:
        sys.stderr.write("".join(f"{line}\n" for line in what_is_wrong(found)))
        raise Misuse(marked("{path} is no walkthrough and no saved game."), path=file)
    refuse_past_the_end(found, step)
    result = replay(machine, found.script, step)
    if result.is_cut_short:
        raise Misuse(marked("{path} does not lead there; “ulysse replay” says why."), path=origin)
    if result.is_made_up:
        raise Misuse(marked("{path} does not begin at the story’s beginning."), path=file)
    return route_of(result)


def _way_to(
    machine: Machine, scene: str, arguments: Namespace, progress: _Progress
) -> Route | None:
    from ulysse_game.explore.finding import Target, find
    from ulysse_game.explore.verdict import Reached
    from ulysse_game.playtest.exploring.target import answer

    target = Target(("scene", scene))
    sought = find(machine, target, budget=arguments.budget, seed=arguments.seed, tell=progress.tell)
    progress.clear()
    if isinstance(sought.verdict, Reached):
        return sought.verdict.route
    sys.stderr.write("".join(f"{line[2:]}\n" for line in answer(machine, target, sought)))
    return None


# ── One thing ───────────────────────────────────────────────────────────────────────────────────


def _one(
    machine: Machine, compiled: Compiled, arguments: Namespace, begun: Begun, progress: _Progress
) -> int:
    """Print or write the way to what --to asks for."""
    from ulysse_game.diagnostics.render import render
    from ulysse_game.explore import site_of
    from ulysse_game.explore.finding import find
    from ulysse_game.explore.verdict import Reached
    from ulysse_game.playtest.exploring.target import answer, meant

    site = site_of(machine, begun.route)
    asked = meant(machine, compiled, site, arguments.to)
    if asked.target is None:
        sys.stderr.write(render(asked.diagnostics, {"--to": arguments.to}, "human"))
        return ERRORS
    sought = find(
        machine, asked.target, begun.route, arguments.budget, arguments.seed, progress.tell
    )
    progress.clear()
    text = "".join(f"{line}\n" for line in answer(machine, asked.target, sought))
    is_reached = isinstance(sought.verdict, Reached)
    if arguments.output and is_reached:
        with open(arguments.output, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        sys.stdout.write(f"{text.splitlines()[0][2:]}\n{arguments.output}\n")
    else:
        sys.stdout.write(text)
    return FINE if is_reached else ERRORS


# ── Everything ──────────────────────────────────────────────────────────────────────────────────


def _everything(
    machine: Machine, compiled: Compiled, arguments: Namespace, begun: Begun, progress: _Progress
) -> int:
    from ulysse_game.explore import explore
    from ulysse_game.explore.cores import Cores
    from ulysse_game.playtest.exploring import has_failed, keep, lines
    from ulysse_game.playtest.merging import unparse

    folder = story_folder(arguments.story)
    means = _means(arguments)
    known = _witnesses(machine, compiled, arguments)
    try:
        with Cores(machine, arguments.cores, folder) as cores:
            explored = explore(machine, means, begun.route, known, cores, progress.tell)
    finally:
        progress.clear()
    report = _report(machine, compiled, arguments, begun, explored, means, cores)
    report["mistakes"] = keep(
        machine, report, Path(arguments.output or "explore-failures"), arguments.story or ""
    )
    if arguments.update:
        _update(machine, arguments, begun, explored, known)
    if arguments.format == "json":
        sys.stdout.write(unparse(report))
    else:
        told = lines(report, arguments.verbose)
        sys.stdout.write("".join(f"{line}\n" for line in told))
    return ERRORS if has_failed(report) else FINE


def _means(arguments: Namespace) -> Means:
    from ulysse_game.explore import Means

    part, parts = arguments.shard
    return Means(
        budget=float(arguments.budget),
        seed=arguments.seed,
        is_shortest=not arguments.no_shortest,
        shard=part - 1,
        shards=parts,
        kinds=_asked(arguments),
    )


def _report(
    machine: Machine,
    compiled: Compiled,
    arguments: Namespace,
    begun: Begun,
    explored: Explored,
    means: Means,
    cores: Cores,
) -> Report:
    from ulysse_game.explore import site_of
    from ulysse_game.playtest.cover import placed
    from ulysse_game.playtest.exploring import REQUIRED, Wanted, report_of

    required = REQUIRED if arguments.require is None else arguments.require
    wanted = Wanted(() if arguments.allow_undecided else required, arguments.no_impossible)
    site = site_of(machine, begun.route)
    items = placed(site.items.every, compiled)
    folder = from_here(story_folder(arguments.story))
    return report_of(site, means, explored, items, begun, wanted, folder, cores.count)


def _witnesses(machine: Machine, compiled: Compiled, arguments: Namespace) -> list[Route]:
    """The routes of all witnesses; a folder that is yet to be written has none."""
    from ulysse_game.playtest.exploring.witnesses import routes_in

    paths = arguments.witnesses
    if arguments.update and not Path(paths[0]).exists():
        paths = paths[1:]
    try:
        return list(dict.fromkeys(routes_in(machine, compiled, paths)))
    except FileNotFoundError as missing:
        raise Misuse(marked("There is nothing at {path}."), path=missing) from None


def _update(
    machine: Machine,
    arguments: Namespace,
    begun: Begun,
    explored: Explored,
    known: Iterable[Route],
) -> None:
    """Write the witnesses; what came of it is told beside the report."""
    from ulysse_game.explore import Watcher, site_of
    from ulysse_game.playtest.exploring.witnesses import fewest, update

    folder = Path(arguments.witnesses[0])
    if folder.exists() and not folder.is_dir():
        raise Misuse(marked("{path} is no folder."), path=arguments.witnesses[0])
    site = site_of(machine, begun.route)
    watcher = Watcher(machine, site.flow, site.items)
    found = update(folder, fewest(machine, watcher, explored, known), watcher)
    sys.stderr.write(
        f"{folder.as_posix()}: {len(found.written)} written, {len(found.deleted)} deleted, "
        f"{found.kept} as they were\n"
    )


def _asked(arguments: Namespace) -> frozenset[str]:
    """The kinds of items to ask for; none stands for all."""
    from ulysse_game.explore.items import KINDS

    if not arguments.without:
        return frozenset(arguments.only)
    asked = frozenset(arguments.only or KINDS) - frozenset(arguments.without)
    if not asked:
        raise Misuse(
            marked("{option} and {other} do not go together."), option="--only", other="--without"
        )
    return asked


def _kinds(text: str) -> tuple[str, ...]:
    """Kinds of items with commas between, for ``type=``."""
    from ulysse_game.explore.items import KINDS

    kinds = tuple(part.strip() for part in text.split(",") if part.strip())
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise ArgumentTypeError(f"there is no kind {unknown[0]!r}; there are {', '.join(KINDS)}")
    return kinds


class _Progress:
    """A line on a terminal that says how far it has come; nothing anywhere else."""

    def __init__(self) -> None:
        self._last = (0.0, 0, 0.0)
        self._stage = ""
        self._is_shown = False
        err = sys.stderr
        self._is_seen = err is not None and err.isatty() and os.environ.get("TERM") != "dumb"

    def tell(self, now: Progress) -> None:
        """It has come so far."""
        seconds, work, pace = self._last
        is_new = now.stage != self._stage
        if not self._is_seen or not (is_new or now.seconds - seconds >= _BETWEEN):
            return
        if is_new:
            pace = 0.0
        elif now.work > work:
            pace = (now.work - work) / max(now.seconds - seconds, 1e-3)
        self._stage, self._last = now.stage, (now.seconds, now.work, pace)
        what = "choices" if now.stage == "play" else "states"
        quick = f", {pace:,.0f} {what} a second" if pace else ""
        sys.stderr.write(
            f"\r{now.stage}: {now.reached:,} reached, {now.impossible:,} impossible, "
            f"{now.left:,} left{quick}, {now.seconds:.0f} s{_CLEAR}"
        )
        sys.stderr.flush()
        self._is_shown = True

    def clear(self) -> None:
        """Leave the line empty."""
        if self._is_shown:
            sys.stderr.write(f"\r{_CLEAR}")
            self._is_shown = False
