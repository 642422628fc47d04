"""Begins a story: writes a small one, complete, to be played at once and written over.

DIR is a new folder, or an empty one; its name becomes the story's id. The story is in English, with
a French translation, a chapter of eight scenes, walkthroughs and a house style.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path

from ulysse_game.cli.exit_codes import FINE
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked


def options(parser: ArgumentParser) -> None:
    """What may follow ``new``."""
    parser.add_argument(
        "folder", metavar="DIR", help="where to write: a new folder, or an empty one"
    )
    parser.add_argument(
        "--title", metavar="TITLE", help="what the story is called (default: The Last Crossing)"
    )


def run(arguments: Namespace) -> int:
    """Writes the pack and says what to do with it; what is there already is never touched."""
    from ulysse_game.authoring.packs import LONGEST_TITLE, NoTitle, Wanted, id_of, pack

    folder = Path(arguments.folder)
    _refuse_what_is_there(folder)
    title = arguments.title
    try:
        if title is not None and not title.strip():
            raise NoTitle(title)
        found = pack(Wanted(id_of(folder.resolve().name), title or ""))
    except NoTitle:
        raise Misuse(
            marked("A title is one line of at most {count} signs."), count=LONGEST_TITLE
        ) from None
    _write(folder, found)
    schemas = _schemas(folder / "story")
    _write(folder / "story", schemas)
    sys.stdout.write(_told(arguments.folder, len(found) + len(schemas)))
    return FINE


def _refuse_what_is_there(folder: Path) -> None:
    if folder.is_dir():
        if any(folder.iterdir()):
            raise Misuse(
                marked("{path} is not empty; a story is begun in a new folder."), path=folder
            )
    elif folder.exists() or folder.is_symlink():
        raise Misuse(marked("{path} is no folder; a story is begun in a new one."), path=folder)


def _schemas(story: Path) -> dict[str, str]:
    """What editors complete from, as ``ulysse schema`` writes it, by paths in the story."""
    from ulysse_game.authoring.schema import FOLDER, names_of, schemas
    from ulysse_game.compiler import compile_folder

    return {
        f"{FOLDER}/{name}": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in schemas(names_of(compile_folder(story))).items()
    }


def _write(folder: Path, found: Mapping[str, str]) -> None:
    """Write these files, none over another that somebody has put there meanwhile."""
    for name, text in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)


def _told(folder: str, files: int) -> str:
    """What there is now, and what to do with it."""
    there = "" if Path(folder) == Path() else f"  cd {_quoted(folder)}\n"
    return (
        f"{folder}: a story in {files} files, ready to be played\n{there}"
        "  ulysse play     plays it\n"
        "  ulysse watch    plays it beside your editor; what you save shows at once\n"
        "  ulysse check    says what is wrong\n"
        "The rest is in its README.md.\n"
    )


def _quoted(folder: str) -> str:
    """The folder as a shell takes it."""
    from shlex import quote

    return quote(folder)
