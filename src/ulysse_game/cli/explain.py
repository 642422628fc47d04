"""Explains the code of a diagnostic: why it matters, a wrong example and the right one."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from shutil import get_terminal_size

from ulysse_game.cli.check import wants_color
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
    from ulysse_game.diagnostics import catalogue
    from ulysse_game.diagnostics.explain import explain, nearest_code

    if arguments.code is None:
        sys.stdout.write("".join(f"{code}\n" for code in catalogue.codes()))
        return FINE
    text = explain(arguments.code, get_terminal_size().columns - 1, color=wants_color())
    if text is None:
        near = nearest_code(arguments.code)
        if near:
            hint = f"did you mean `{near}`?"
            raise Misuse(marked("There is no code {code}; {hint}"), code=arguments.code, hint=hint)
        raise Misuse(marked("There is no code {code}."), code=arguments.code)
    sys.stdout.write(text)
    return FINE
