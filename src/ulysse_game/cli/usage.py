"""Help, and what is wrong with an option, in the player's language.

argparse writes both, and asks `gettext` for its own words; while a player's command is parsed it
asks the interface's catalogue instead. No catalogue is read before there is something to tell, so
that a start which is well written pays nothing. What writers and testers read stays English.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from ulysse_game.cli.language import language
from ulysse_game.view.words import marked, words

OF_ARGPARSE = (
    marked("usage: "),
    marked("options"),
    marked("show this help message and exit"),
    marked("%(prog)s: error: %(message)s\n"),
    marked("argument %(argument_name)s: %(message)s"),
    marked("invalid choice: %(value)r (choose from %(choices)s)"),
    marked("invalid %(type)s value: %(value)r"),
    marked("unrecognized arguments: %s"),
    marked("expected one argument"),
    marked("ignored explicit argument %r"),
    marked("ambiguous option: %(option)s could match %(matches)s"),
)
"""What it may say of a player's command: Python 3.11 to 3.14, `argparse.py`, wherever it asks."""
OF_VALUES = (
    marked("DIR"), marked("FILE"), marked("STEP"), marked("SCENE"), marked("EXPRESSION"),
    marked("SECONDS"), marked("ID"),
)  # fmt: skip
"""What the values of options are called; `FILE[:STEP]` is two of these."""


def spoken(text: str) -> str:
    """A text of the interface in the language of the environment."""
    return words(language(None, "", os.environ))(text)


def wrong(sentence: str, /, **values: object) -> argparse.ArgumentTypeError:
    """What is wrong with the value of an option, for ``type=``, in the language of its command."""
    say: Callable[[str], str] = vars(argparse)["_"]
    return argparse.ArgumentTypeError(say(sentence).format(**values))


@contextmanager
def in_players_language(parser: argparse.ArgumentParser) -> Iterator[None]:
    """Within it, what this parser tells is told in the language of the environment.

    ``parser`` has all its options; how wide its lines are is not changed.
    """
    kept = vars(argparse)["_"]
    shaped = parser.formatter_class
    width = shaped.keywords.get("width") if isinstance(shaped, partial) else None
    parser.formatter_class = partial(_Formatter, width=width)
    vars(argparse)["_"] = spoken
    try:
        yield
    finally:
        vars(argparse)["_"] = kept
        parser.formatter_class = shaped


class _Formatter(argparse.HelpFormatter):
    """The same help in other words."""

    def start_section(self, heading: str | None) -> None:
        # argparse puts the colon; what stands before it is the language's business.
        title = spoken(marked("{title}:")).format(title=spoken(heading or ""))
        super().start_section(title[:-1])

    def add_text(self, text: str | None) -> None:
        super().add_text(text and spoken(text))

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and spoken(action.help)

    def _metavar_formatter(
        self, action: argparse.Action, default_metavar: str
    ) -> Callable[[int], tuple[str, ...]]:
        named = super()._metavar_formatter(action, default_metavar)

        def spoken_names(size: int) -> tuple[str, ...]:
            return tuple(
                re.sub("[A-Z]{2,}", lambda name: spoken(name[0]), each) for each in named(size)
            )

        return spoken_names
