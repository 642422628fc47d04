"""Serves an editor: mistakes as they are typed, names to choose from, renaming, and more.

An editor starts it by itself and talks with it over standard input and output (the Language Server
Protocol); the writers' manual says how to set one up.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from ulysse_game.cli.exit_codes import ERRORS, FINE, TROUBLE
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked


def options(parser: ArgumentParser) -> None:
    """What may follow ``lsp``."""
    parser.add_argument(
        "--stdio", action="store_true", help="as many editors say; there is no other way"
    )
    parser.add_argument(
        "--no-explore", action="store_true",
        help="do not explore the story on the side while nobody types",
    )  # fmt: skip


def run(arguments: Namespace) -> int:
    """Serves until the editor leaves; 1 if it left without having said so before."""
    try:
        import pygls.lsp.server  # noqa: F401 - whether the extra is there
    except ImportError:
        raise Misuse(
            marked("The language server needs one more package: {command}"),
            command="pip install 'ulysse-game[lsp]'",
        ) from None
    from ulysse_game.authoring.lsp.answers import serve

    try:
        return FINE if serve(explores=not arguments.no_explore) else ERRORS
    except (MemoryError, OverflowError, ValueError) as error:
        sys.stderr.write(f"what came in is no message of an editor: {error}\n")
        return TROUBLE
