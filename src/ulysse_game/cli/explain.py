"""Explains the code of a diagnostic: why it matters, a wrong example and the right one."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from ulysse_game.cli.exit_codes import FINE
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked


def options(parser: ArgumentParser) -> None:
    """What may follow ``explain``."""
    parser.add_argument(
        "code", nargs="?", metavar="CODE", help="such as unknown-scene (default: list all codes)"
    )


def run(arguments: Namespace) -> int:
    """Prints the page of the catalogue, or the list of codes."""
    from ulysse_game.diagnostics import catalogue, did_you_mean
    from ulysse_game.diagnostics.explain import explain

    if arguments.code is None:
        sys.stdout.write("".join(f"{code}\n" for code in catalogue.codes()))
        return FINE
    text = explain(arguments.code)
    if text is None:
        hint = did_you_mean(arguments.code, catalogue.codes())
        if hint:
            raise Misuse(marked("There is no code {code}; {hint}"), code=arguments.code, hint=hint)
        raise Misuse(marked("There is no code {code}."), code=arguments.code)
    sys.stdout.write(text)
    return FINE
