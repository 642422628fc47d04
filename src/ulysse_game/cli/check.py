"""Finds what is wrong in a story: every mistake of every file in one run.

Errors keep a story from being played. Warnings and hints are about what is legal and usually not
meant: names that nobody uses, choices that nothing comes of, prose that the house style does not
want. A comment in the file allows what is meant: “# allow: CODE — why”.
"""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ulysse_game.cli.arguments import add_folder, count
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import from_here, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.diagnostics import Severity
from ulysse_game.diagnostics.render import FORMATS, render
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.authoring.lint import Heard
    from ulysse_game.compiler import Compiled
    from ulysse_game.diagnostics import Diagnostic

_BUDGET = 60
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_STYLE_OF_COMPILER = ("straight-quote",)
"""What the compiler itself says of typography, because it reads the prose anyway."""


class Wanted(NamedTuple):
    """What is asked for: ``rules`` that look, ``codes`` that are told of (all of them if None).

    Errors are told of in any case. ``budget`` is the seconds to explore in; 0 explores nothing.
    """

    rules: tuple[str, ...]
    codes: frozenset[str] | None
    budget: int


def options(parser: ArgumentParser) -> None:
    """What may follow ``check``."""
    add_folder(parser)
    parser.add_argument(
        "--format", choices=FORMATS, default="human", help="how to print what is found"
    )
    parser.add_argument(
        "--strict", action="store_true", help="warnings make the exit code 1 too, hints do not"
    )
    parser.add_argument(
        "--only",
        type=_codes,
        default=(),
        metavar="CODE,…",
        help="tell of these codes and of errors",
    )
    parser.add_argument(
        "--without", type=_codes, default=(), metavar="CODE,…", help="do not tell of these codes"
    )
    parser.add_argument(
        "--no-style", action="store_true", help="leave out the rules about prose and typography"
    )
    parser.add_argument("--rules", action="store_true", help="list what is looked for, and stop")
    parser.add_argument(
        "--watch", action="store_true", help="check again whenever a file changes, until Ctrl+C"
    )
    explore = parser.add_argument_group("what can happen at all")
    explore.add_argument(
        "--explore", action="store_true",
        help="explore the story too: say what can never be reached, opened or read",
    )  # fmt: skip
    explore.add_argument(
        "--budget", type=count, default=_BUDGET, metavar="SECONDS",
        help=f"for exploring (default: {_BUDGET})",
    )  # fmt: skip


def run(arguments: Namespace) -> int:
    """Compiles the story afresh, looks at it and prints what is found; errors make it 1."""
    wanted = _wanted(arguments)
    if arguments.rules:
        sys.stdout.write("".join(f"{line}\n" for line in _listed()))
        return FINE
    folder = story_folder(arguments.story)
    if arguments.watch:
        return _watch(folder, arguments, wanted)

    from ulysse_game.compiler import compile_folder

    return _check(compile_folder(folder, cache=None), folder, arguments, wanted)


def wants_color() -> bool:
    """Whether what is printed goes to somebody who sees colours, and wants them."""
    return (
        sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM", "") not in ("", "dumb")
    )


# ── One check ───────────────────────────────────────────────────────────────────────────────────


def _check(compiled: Compiled, folder: Path, arguments: Namespace, wanted: Wanted) -> int:
    """Print what is wrong; the exit code."""
    from ulysse_game.authoring.lint import check
    from ulysse_game.authoring.pictures import missing_pictures

    more = _explored(compiled, folder, wanted.budget) if wanted.budget else ()
    more += missing_pictures(compiled, folder)
    found = check(compiled, wanted.rules, more, is_explored=bool(wanted.budget))
    found = _asked_for(found, wanted.codes)
    sys.stdout.write(
        render(
            found.told,
            compiled.sources,
            arguments.format,
            color=wants_color(),
            folder=from_here(folder),
            allowed=found.allowed,
        )
    )
    fails = (Severity.ERROR, Severity.WARNING) if arguments.strict else (Severity.ERROR,)
    return ERRORS if any(each.severity in fails for each in found.told) else FINE


def _asked_for(found: Heard, codes: Collection[str] | None) -> Heard:
    """What is told of these codes, and every error."""
    if codes is None:
        return found
    return found._replace(
        told=tuple(
            each for each in found.told if each.code in codes or each.severity is Severity.ERROR
        ),
        allowed=tuple(each for each in found.allowed if each.diagnostic.code in codes),
    )


def _explored(compiled: Compiled, folder: Path, budget: int) -> tuple[Diagnostic, ...]:
    """What exploring finds in so many seconds; nothing in a story with errors."""
    if compiled.story is None:
        return ()
    from ulysse_game.engine import Machine
    from ulysse_game.explore import Means, Route, explore, site_of
    from ulysse_game.explore.cores import Cores
    from ulysse_game.playtest.cover import placed
    from ulysse_game.playtest.exploring import Begun, Wanted, report_of
    from ulysse_game.playtest.exploring.diagnose import ASKED, diagnostics_of

    machine = Machine(compiled.story)
    start = Route(0, ())
    means = Means(budget=float(budget), is_shortest=False, kinds=ASKED)
    with Cores(machine, 0, folder) as cores:
        explored = explore(machine, means, start, (), cores)
    if explored.is_stopped:
        raise KeyboardInterrupt  # what nobody looked for would pass for sound
    site = site_of(machine, start)
    items = placed(site.items.every, compiled)
    report = report_of(site, means, explored, items, Begun("", start), Wanted())
    return diagnostics_of(report, compiled.sources)


# ── Again and again ─────────────────────────────────────────────────────────────────────────────


def _watch(folder: Path, arguments: Namespace, wanted: Wanted) -> int:
    """Check now and after every change, until somebody ends it; what was found last is the code.

    A terminal shows the last check alone; elsewhere they come one below the other.
    """
    from ulysse_game.authoring.watching.files import Changes
    from ulysse_game.compiler import Recompiler

    recompiler = Recompiler(folder, is_lasting=True)
    watched = Changes(folder)  # before the first check, or what changes during it would be missed
    is_screen = sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb")
    code, has_changed = FINE, True
    try:
        while True:
            if has_changed:
                sys.stdout.write(_CLEAR if is_screen else "")
                code = _check(recompiler.compile(), folder, arguments, wanted)
                sys.stdout.flush()
            time.sleep(watched.pause)
            has_changed = bool(watched.poll())
    except KeyboardInterrupt:
        sys.stdout.write("\n" if is_screen else "")
    return code


# ── What is looked for ──────────────────────────────────────────────────────────────────────────


def _wanted(arguments: Namespace) -> Wanted:
    """What the options ask for; raises ``Misuse`` for a code that there is not."""
    from ulysse_game.authoring.lint.shop import RULES, STYLE, codes_of
    from ulysse_game.diagnostics.catalogue import codes

    told: frozenset[str] | None = None
    if arguments.only or arguments.without:
        known = frozenset(codes())
        for code in (*arguments.only, *arguments.without):
            if code not in known:
                raise _no_such(code)
        told = (frozenset(arguments.only) or known) - frozenset(arguments.without)
    if arguments.no_style:
        told = (frozenset(codes()) if told is None else told) - frozenset(_STYLE_OF_COMPILER)
    rules = tuple(
        rule
        for rule in RULES
        if not (arguments.no_style and rule in STYLE)
        and (told is None or not told.isdisjoint(codes_of(rule)))
    )
    return Wanted(rules, told, arguments.budget if arguments.explore else 0)


def _no_such(code: str) -> Misuse:
    from ulysse_game.diagnostics.explain import nearest_code

    near = nearest_code(code)
    if near:
        hint = f"did you mean `{near}`?"
        return Misuse(marked("There is no code {code}; {hint}"), code=code, hint=hint)
    return Misuse(marked("There is no code {code}."), code=code)


def _listed() -> Iterator[str]:
    """Every code that is looked for beside what the compiler says, with what it means."""
    from ulysse_game.authoring.lint.checking import EXPLORED
    from ulysse_game.authoring.lint.shop import RULES, STYLE, codes_of
    from ulysse_game.authoring.lint.silence import CODES as OF_COMMENTS

    style = tuple(code for rule in STYLE for code in codes_of(rule))
    parts: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("in the story", tuple(c for rule in RULES if rule not in STYLE for c in codes_of(rule))),
        ("in its prose (--no-style leaves them out)", (*_STYLE_OF_COMPILER, *style)),
        ("in what is allowed", OF_COMMENTS),
        ("with --explore", EXPLORED),
    )
    width = max(len(code) for _, codes in parts for code in codes)
    for title, codes in parts:
        if codes:
            yield f"{title}:"
            yield from (_line(code, width) for code in codes)
    yield "`ulysse explain CODE` tells more; `ulysse explain` lists those of the compiler too."


def _line(code: str, width: int) -> str:
    from ulysse_game.diagnostics.catalogue import page

    found = page(code)
    summary = "" if found is None else f"{found.severity:<8} {found.summary}"
    return f"  {code:<{width}}  {summary}".rstrip()


def _codes(text: str) -> tuple[str, ...]:
    """Codes with commas between, for ``type=``."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
