"""Writes what editors need to complete and check story files: JSON Schemas, with the story's names.

They go into the hidden folder ``.schema`` of the story. ``--modelines`` puts a line at the head of
every story file that tells editors which of them it is held to.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ulysse_game.cli.arguments import add_folder
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import from_here, sound, story_folder


def options(parser: ArgumentParser) -> None:
    """What may follow ``schema``."""
    add_folder(parser)
    parser.add_argument(
        "-o", "--output", metavar="DIR", help="where to write (default: STORY/.schema)"
    )
    parser.add_argument(
        "--modelines", action="store_true", help="name the schema at the head of every story file"
    )


def run(arguments: Namespace) -> int:
    """Writes what has changed, and says which files; a folder that holds no story makes it 1."""
    folder = story_folder(arguments.story)

    from ulysse_game.authoring.files import keep_within
    from ulysse_game.authoring.schema import FOLDER, names_of, schemas, with_modeline
    from ulysse_game.compiler import compile_folder

    compiled = compile_folder(folder)
    if "story.yaml" not in compiled.sources:
        sound(compiled, folder)  # says so, as everywhere
        return ERRORS
    output = Path(arguments.output) if arguments.output else folder / FOLDER
    if not arguments.output:
        keep_within(folder, (output, *output.glob("*")))
    output.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas(names_of(compiled)).items():
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        _write(output / name, text, f"{from_here(output)}/{name}")
    if arguments.modelines:
        seen = os.path.relpath(output, folder).replace(os.sep, "/")
        for file in sorted(compiled.sources):
            path = folder / file
            try:
                text = path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue
            _write(path, with_modeline(file, text, seen), f"{from_here(folder)}/{file}")
    return FINE


def _write(path: Path, text: str, shown: str) -> None:
    """Write a file unless it holds this already."""
    from ulysse_game.authoring.files import replace

    # A folder whose name is no text makes a name that JSON can write, and UTF-8 cannot.
    data = text.encode("utf-8", "backslashreplace")
    if not path.is_file() or path.read_bytes() != data:
        replace(path, data)
        sys.stdout.write(f"{shown}\n")
