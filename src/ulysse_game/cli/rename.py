"""Gives something in a story another name, everywhere it stands, and keeps the old one for saves.

OLD is a scene, a variable, a person and so on; a choice is SCENE.CHOICE, a value VARIABLE.VALUE,
a band VARIABLE.BAND or STAT.BAND, a person's own stat PERSON.STAT, a deck CHAPTER.DECK. NEW is the
new name alone. Walkthroughs that have the old name follow where the story keeps it; where it
cannot, those in the walkthroughs/ of a pack are changed too.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_folder
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import fresh_story, from_here, story_folder
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
    parser.add_argument(
        "--walkthroughs",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="change walkthroughs in this folder too, where the story cannot keep the old name",
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
    if not meant and (parts := _parts_called(index, old)):
        raise Misuse(
            marked("Nothing in the story is called {name} alone; write {names}."),
            name=old, names=" / ".join(f"`{each}`" for each in parts[:5]),
        )  # fmt: skip
    if not meant:
        raise Misuse(marked("Nothing in the story is called {name}."), name=old)
    if len(meant) > 1:
        kinds = ", ".join(kind for kind, _ in meant)
        raise Misuse(
            marked("Several things are called {name}: {kinds}; say which with --kind."),
            name=old, kinds=kinds,
        )  # fmt: skip
    kind, name = meant[0]
    beside = _walkthroughs(folder, arguments.walkthroughs)
    found = rename(
        compiled, index, kind, name, arguments.new.removeprefix(_head_of(old)),
        {str(path): text for path, text in beside.items()},
    )  # fmt: skip
    if isinstance(found, Refused):
        sys.stderr.write(f"{old}: {found.why}\n")
        return ERRORS
    places = by_file(found.edits)
    walked = {Path(file): edits for file, edits in by_file(found.walked).items()}
    texts = {folder / file: edited(compiled.sources[file], edits) for file, edits in places.items()}
    texts |= {path: edited(beside[path], edits) for path, edits in walked.items()}
    written_all({path: text.replace("\r\n", "\n") for path, text in texts.items()})
    for shown, edits in (
        *sorted(places.items()),
        *((from_here(path), edits) for path, edits in sorted(walked.items())),
    ):
        sys.stdout.write(f"{shown}: {len(edits)} place{'' if len(edits) == 1 else 's'}\n")
    sys.stdout.write(f"{found.notes}\n")
    return FINE


def _walkthroughs(folder: Path, named: list[Path]) -> dict[Path, str]:
    """The words of the walkthroughs in these folders, and in the one of a story pack.

    A pack may come from a stranger: no link in it leads to a file elsewhere.
    """
    from ulysse_game.compiler.sources import LARGEST, is_within

    within = {each: each for each in named}
    if folder.name == "story":
        within.setdefault(folder.parent / "walkthroughs", folder.parent)
    found: dict[Path, str] = {}
    for each, root in within.items():
        for path in sorted(each.rglob("*.yaml")):
            if not path.is_file() or not is_within(path, root) or path.stat().st_size > LARGEST:
                continue
            with suppress(UnicodeDecodeError):
                found.setdefault(path, path.read_bytes().decode("utf-8").removeprefix("\ufeff"))
    return found


def _meant(index: Index, old: str, kind: str | None) -> list[tuple[str, str]]:
    """The kinds and full names of what is called so.

    What everybody has is called by its bare name or by anybody's: `trust`, `odile.trust`; so are
    its values and bands: `trust.warm`, `odile.trust.warm`.
    """
    declared = dict.fromkeys(
        (each.kind, each.name) for each in index.all() if each.role == "declared"
    )
    found = [each for each in declared if each[1] == old]
    if not found:
        head, _, rest = old.partition(".")
        tails = {old, rest if ("person", head) in declared else old}
        everybodys = {
            (each, f"*.{tail}") for each in ("variable", "value", "band") for tail in tails
        }
        found = [each for each in declared if each in everybodys]
    return [each for each in found if kind in (None, each[0])]


def _parts_called(index: Index, old: str) -> list[str]:
    """The whole names of which ``old`` is the last part, as they are written here."""
    names = (each.name for each in index.all() if each.role == "declared")
    found = (each.removeprefix("*.") for each in names if each.endswith(f".{old}"))
    return list(dict.fromkeys(found))


def _head_of(name: str) -> str:
    """What stands before the last part of a name, its dot included."""
    return name[: name.rfind(".") + 1]
