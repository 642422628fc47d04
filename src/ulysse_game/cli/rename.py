"""Gives something in a story another name, everywhere it stands, and keeps the old one for saves.

OLD is a scene, a variable, a person and so on; a choice is SCENE.CHOICE, a value VARIABLE.VALUE,
a person's own stat PERSON.STAT, a deck
CHAPTER.DECK. NEW is the new name alone. Walkthroughs are left as they are.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_folder
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import fresh_story, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.authoring.index import Index


def options(parser: ArgumentParser) -> None:
    """What may follow ``rename``."""
    parser.add_argument("old", metavar="OLD", help="what it is called")
    parser.add_argument("new", metavar="NEW", help="what it is to be called")
    add_folder(parser)
    parser.add_argument(
        "--kind",
        metavar="KIND",
        help="what OLD is, where several things are called so: scene, tag…",
    )


def run(arguments: Namespace) -> int:
    """Renames in the files and tells what it changed; 1 where it cannot be done."""
    folder = story_folder(arguments.story)
    compiled = fresh_story(arguments.story)
    if compiled.story is None:
        return ERRORS

    from ulysse_game.authoring.edits import by_file, edited
    from ulysse_game.authoring.index import index_of
    from ulysse_game.authoring.rename import Refused, rename
    from ulysse_game.authoring.translating.files import written_all

    index = index_of(compiled)
    old = arguments.old
    meant = _meant(index, old, arguments.kind)
    if not meant:
        raise Misuse(marked("Nothing in the story is called {name}."), name=old)
    if len(meant) > 1:
        kinds = ", ".join(kind for kind, _ in meant)
        raise Misuse(
            marked("Several things are called {name}: {kinds}; say which with --kind."),
            name=old, kinds=kinds,
        )  # fmt: skip
    kind, name = meant[0]
    found = rename(compiled, index, kind, name, arguments.new.removeprefix(_head_of(old)))
    if isinstance(found, Refused):
        sys.stderr.write(f"{old}: {found.why}\n")
        return ERRORS
    places = sorted(by_file(found.edits).items())
    written_all(
        {
            folder / file: edited(compiled.sources[file], edits).replace("\r\n", "\n")
            for file, edits in places
        }
    )
    for file, edits in places:
        sys.stdout.write(f"{file}: {len(edits)} place{'' if len(edits) == 1 else 's'}\n")
    sys.stdout.write(f"{found.notes}\n")
    return FINE


def _meant(index: Index, old: str, kind: str | None) -> list[tuple[str, str]]:
    """The kinds and full names of what is called so; of what everybody has, its bare name does."""
    declared = dict.fromkeys(
        (each.kind, each.name) for each in index.all() if each.role == "declared"
    )
    found = [each for each in declared if each[1] == old]
    if not found:
        everybodys = f"*.{old.rpartition('.')[2]}"
        found = [each for each in declared if each == ("variable", everybodys)]
    return [each for each in found if kind in (None, each[0])]


def _head_of(name: str) -> str:
    """What stands before the last part of a name, its dot included."""
    return name[: name.rfind(".") + 1]
