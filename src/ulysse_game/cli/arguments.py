"""Options that several commands share, and what they fall back on."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError
from typing import TextIO

from ulysse_game.view.words import LANGUAGES

WIDEST_BY_ITSELF = 80
NARROWEST, WIDEST = 20, 1_000


def add_story(parser: ArgumentParser) -> None:
    """``--story DIR``."""
    parser.add_argument(
        "--story", metavar="DIR", help="the story's folder (default: the game's own)"
    )


def add_language(parser: ArgumentParser) -> None:
    """``--language en|fr``."""
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        help="default: as chosen before, else as the environment has it",
    )


def add_width(parser: ArgumentParser) -> None:
    """``--width N``."""
    parser.add_argument(
        "--width",
        type=_cells,
        metavar="N",
        help=f"cells in a line of line mode (default: the terminal's, at most {WIDEST_BY_ITSELF})",
    )


def line_width(chosen: int | None, stdout: TextIO) -> int:
    """The width asked for, else the terminal's, at most 80; 80 where there is no terminal."""
    if chosen is not None:
        return chosen
    try:
        columns = os.get_terminal_size(stdout.fileno()).columns
    except (OSError, ValueError):
        return WIDEST_BY_ITSELF
    # A terminal that does not know its size says nought.
    return min(columns, WIDEST_BY_ITSELF) or WIDEST_BY_ITSELF


def _cells(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and NARROWEST <= int(text[:6]) <= WIDEST):
        raise ArgumentTypeError(f"a number from {NARROWEST} to {WIDEST} is wanted, not {text!r}")
    return int(text)
