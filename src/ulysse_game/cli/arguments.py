"""Options that several commands share, and what they fall back on."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError
from typing import TextIO

from ulysse_game.cli.usage import wrong
from ulysse_game.view.words import LANGUAGES, PSEUDO, marked

WIDEST_BY_ITSELF = 80
NARROWEST, WIDEST = 20, 1_000
_BUDGET, _WAYS = 10, 5
_STORY = marked("the story's folder (default: the story in this folder, else the game's own)")


def add_story(parser: ArgumentParser) -> None:
    """``--story DIR``."""
    parser.add_argument("--story", metavar="DIR", help=_STORY)


def add_folder(parser: ArgumentParser) -> None:
    """The story as a word of its own, ``STORY``, which may be left out."""
    parser.add_argument("story", nargs="?", metavar="STORY", help=_STORY)


def folder_name(text: str) -> str:
    """A folder that is to be used, for ``type=``: an empty name would stand for another one."""
    if not text:
        raise wrong(marked("the name of a folder is wanted, and this is empty"))
    return text


def add_language(parser: ArgumentParser) -> None:
    """``--language en|fr``; the made-up one is taken too, and offered to nobody."""
    parser.add_argument(
        "--language",
        choices=_Languages(LANGUAGES),
        help=marked("default: as chosen before, else as the environment has it"),
    )


def add_width(parser: ArgumentParser) -> None:
    """``--width N``."""
    parser.add_argument(
        "--width",
        type=_cells,
        metavar="N",
        help=marked("cells in a line of line mode (default: the terminal's, at most 80)"),
    )


def add_at(parser: ArgumentParser) -> None:
    """``--at SCENE`` and what goes with it."""
    at = parser.add_argument_group(marked("beginning at a scene"))
    at.add_argument(
        "--at", metavar="SCENE", default="",
        help=marked(
            "begin at a scene, an item of a loop (lines/obs_01) or where a choice is open"
            " (SCENE.CHOICE), in a state that play leads to"
        ),
    )  # fmt: skip
    at.add_argument(
        "--where", metavar="EXPRESSION", default="", help=marked("only where this holds there")
    )
    at.add_argument(
        "--way", type=count, default=0, metavar="K", help=marked("take the K-th way without asking")
    )
    at.add_argument(
        "--ways", type=count, default=_WAYS, metavar="N",
        help=marked("offer at most so many ways whose states differ (default: %(default)s)"),
    )  # fmt: skip
    at.add_argument(
        "--budget", type=count, default=_BUDGET, metavar="SECONDS",
        help=marked("look for ways no longer than that (default: %(default)s)"),
    )  # fmt: skip
    at.add_argument(
        "--show-way", action="store_true", help=marked("print the choices that lead there")
    )


def add_cores(parser: ArgumentParser) -> None:
    """``--cores N``; 0, where it is not given, means all."""
    parser.add_argument(
        "--cores", type=count, default=0, metavar="N", help="processes to use (default: all cores)"
    )


def add_shard(parser: ArgumentParser) -> None:
    """``--shard I/N``: a pair of numbers, (1, 1) where it is not given."""
    parser.add_argument(
        "--shard",
        type=_shard,
        default=(1, 1),
        metavar="I/N",
        help="do the I-th of N parts; `ulysse report merge` makes one report of them all",
    )


def count(text: str) -> int:
    """A whole number from 0 on, as an option gives it; for ``type=``."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 12):
        raise wrong(marked("a whole number is wanted, not {text}"), text=repr(text))
    return int(text)


def line_width(chosen: int | None, stdout: TextIO, widest: int = WIDEST_BY_ITSELF) -> int:
    """The width asked for, else the terminal's, at most ``widest``, which stands for none too."""
    if chosen is not None:
        return chosen
    try:
        columns = os.get_terminal_size(stdout.fileno()).columns
    except (OSError, ValueError):
        return widest
    # A terminal that does not know its size says nought.
    return min(columns, widest) or widest


class _Languages(tuple[str, ...]):
    """The languages that are offered; one more is known."""

    __slots__ = ()

    def __contains__(self, language: object) -> bool:
        """Whether the game can be played in it."""
        return language == PSEUDO or tuple.__contains__(self, language)


def _cells(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and NARROWEST <= int(text[:6]) <= WIDEST):
        raise wrong(
            marked("a number from {least} to {most} is wanted, not {text}"),
            least=NARROWEST, most=WIDEST, text=repr(text),
        )  # fmt: skip
    return int(text)


def _shard(text: str) -> tuple[int, int]:
    numbers = text.split("/")
    if len(numbers) == 2 and all(n.isascii() and n.isdecimal() and len(n) <= 6 for n in numbers):
        part, parts = map(int, numbers)
        if 1 <= part <= parts:
            return part, parts
    raise ArgumentTypeError(f"I/N is wanted, such as 2/4, not {text!r}")
