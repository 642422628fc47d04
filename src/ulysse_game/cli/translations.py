"""Keeps the translators' catalogues in step with the story."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace

from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import fresh_story, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked


def options(parser: ArgumentParser) -> None:
    """What may follow ``translations``."""
    parser.add_argument(
        "story", nargs="?", metavar="STORY", help="the story's folder (default: the game's own)"
    )
    parser.add_argument(
        "--language", metavar="LANGUAGE", required=True, help="the language's code, such as fr"
    )


def run(arguments: Namespace) -> int:
    """Writes the catalogues of one language; a story with errors is not touched."""
    from ulysse_game.authoring.catalogues import update

    if not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", arguments.language):
        raise Misuse(marked("{language} is no language code."), language=arguments.language)
    folder = story_folder(arguments.story)
    compiled = fresh_story(arguments.story)
    if compiled.story is None:
        return ERRORS
    for each in update(folder, compiled, arguments.language):
        sys.stdout.write(
            f"{each.file}: {each.texts} texts, {each.untranslated} without words, "
            f"{each.fuzzy} to review, {each.gone} gone\n"
        )
    return FINE
