"""Beginning at a scene: what ``--at`` and ``--where`` ask, and which of several ways is taken.

Every way offered has been gone by the engine. Who sits at a terminal is asked which one, a writer
in the full screen there; a pipe takes the first.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import Words, marked, words

if TYPE_CHECKING:
    from ulysse_game.authoring.arriving import Aim, Misnamed, Nowhere, Offered, Way
    from ulysse_game.compiler import Compiled
    from ulysse_game.engine import Machine
    from ulysse_game.explore import Route
    from ulysse_game.play import Library
    from ulysse_game.story import Expression


class There(NamedTuple):
    """A way to the place, and the others where they are to be offered in the screen."""

    route: Route
    others: Offered | None = None


def way_there(
    machine: Machine,
    compiled: Compiled | None,
    arguments: Namespace,
    spoken: str,
    asks_later: bool = False,
) -> There | None:
    """The way that the writer takes; nothing where there is none, which is told.

    ``compiled`` is needed for ``--where``: it knows what names mean. With ``asks_later`` nothing is
    asked here: the first way is given, and the others to be looked for while it is on the screen.
    Raises ``Misuse`` for names the story does not have and for a way there is not.
    """
    from ulysse_game.authoring.arriving import Nowhere, offered, remembering

    where = _where(machine, compiled, arguments.where) if arguments.where else None
    if arguments.where and where is None:
        return None
    aim = _aim(machine, arguments.at, where)
    say = words(spoken)
    place = arguments.at
    if arguments.where:
        place = say("{name} where {condition}", name=place, condition=arguments.where)
    is_asked = not arguments.way and arguments.ways > 1 and _is_terminal()
    most = arguments.ways if is_asked else arguments.way or 1
    offer = offered(machine, aim, place, remembering(), float(arguments.budget), most)
    found = offer.rest
    first = next(found)
    if isinstance(first, Nowhere):
        _tell_nowhere(first, place, arguments.budget, say)
        return None
    if is_asked and asks_later:
        return There(first.route, offer._replace(first=first))
    rest = (way for way in found if not isinstance(way, Nowhere))
    if is_asked:
        return There(_asked(first, rest, say).route)
    every = [first, *rest]
    if arguments.way > len(every):
        raise Misuse(
            marked("Ways to {name} that were found: {count}."), name=place, count=len(every)
        )
    return There(every[-1 if arguments.way else 0].route)


def show_way(library: Library, save: str, width: int, spoken: str) -> None:
    """Print the choices that lead to where a save stands."""
    from ulysse_game.authoring.arriving import told
    from ulysse_game.ui.plain import Layout
    from ulysse_game.view.page import Run

    layout = Layout(width, words(spoken))
    for number, (address, label) in enumerate(told(library, save), 1):
        lead = f"{number:>3}  "
        for line in layout.wrapped((Run(f"{address}  {label}"),), lead, " " * 7):
            sys.stdout.write(f"{line}\n")
    sys.stdout.write("\n")


def _aim(machine: Machine, name: str, where: Expression | None) -> Aim:
    from ulysse_game.authoring.arriving import Misnamed, aimed

    aim = aimed(machine, name, where)
    if not isinstance(aim, Misnamed):
        return aim
    raise Misuse(_misnamed(aim), name=aim.name, hint=aim.hint)


def _misnamed(aim: Misnamed) -> str:
    match aim.kind:
        case "item":
            return marked("There is no item {name}. {hint}")
        case "choice":
            return marked("There is no choice {name}. {hint}")
        case _:
            return marked("There is no scene {name}. {hint}")


def _where(machine: Machine, compiled: Compiled | None, source: str) -> Expression | None:
    """The condition of ``--where``; nothing where it is none, which is told with its place."""
    from ulysse_game.diagnostics.render import render
    from ulysse_game.playtest.asked import asked

    assert compiled is not None, "names are needed for --where"
    condition, diagnostics = asked(compiled, source, "--where")
    if condition is None:
        sys.stderr.write(render(diagnostics, {"--where": source}, "human"))
        return None
    return machine.grounded(condition)


def _is_terminal() -> bool:
    return all(each is not None and each.isatty() for each in (sys.stdin, sys.stdout))


def _tell_nowhere(nowhere: Nowhere, place: str, budget: int, say: Words) -> None:
    sentence = (
        say("Nothing leads to {name}: {why}.", name=place, why=nowhere.why)
        if nowhere.is_impossible
        else say(
            "No way to {name} was found in {seconds} s: {why}. A longer --budget may find one.",
            name=place, seconds=budget, why=nowhere.why,
        )
    )  # fmt: skip
    sys.stderr.write(f"{sentence}\n")


# ── Asking ──────────────────────────────────────────────────────────────────────────────────────


def _asked(first: Way, rest: Iterator[Way], say: Words) -> Way:
    """The way of the writer's number, each told as it is found; Ctrl+C ends the looking."""
    every = [first]
    _tell(1, first, say)
    try:
        for number, way in enumerate(rest, 2):
            _tell(number, way, say)
            every.append(way)
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    while len(every) > 1:
        sys.stdout.write(say("Which way? 1 to {last}, Enter for the first: ", last=len(every)))
        sys.stdout.flush()
        line = sys.stdin.readline()
        typed = line.strip().rstrip(".)")
        if not line or not typed:
            break
        if typed.isascii() and typed.isdecimal() and 1 <= int(typed[:6]) <= len(every):
            return every[int(typed[:6]) - 1]
    return first


def _tell(number: int, way: Way, say: Words) -> None:
    sys.stdout.write(f"{number:>3}  {way.told(say)}\n")
    sys.stdout.flush()
