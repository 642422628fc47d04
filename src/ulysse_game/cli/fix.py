"""Mends by itself what can be mended by itself: quotes, spaces, bars, ids; all else stays as it is.

Without options it mends every file of the story. ``--diff`` shows what it would do and does
nothing; ``--check`` only says, by its exit code, whether there is anything to mend.
"""

from __future__ import annotations

import io
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_folder
from ulysse_game.cli.exit_codes import ERRORS, FINE, TROUBLE
from ulysse_game.cli.stories import fresh_story, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.authoring.fix import Mended

_KINDS = (
    "line-ends", "spaces", "bars", "label-lines", "ids", "guess", "order", "typography",
    "catalogues",
)  # fmt: skip


def options(parser: ArgumentParser) -> None:
    """What may follow ``fix``."""
    add_folder(parser)
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="files of the story to mend (default: all)"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if there is work"
    )
    parser.add_argument(
        "--diff", action="store_true", help="write nothing; print what would change"
    )
    parser.add_argument(
        "--only", choices=_KINDS, action="append", metavar="KIND",
        help=f"mend only this kind; may be given again: {', '.join(_KINDS)}",
    )  # fmt: skip
    parser.add_argument(
        "--order", action="store_true", help="put keys in the order they are carried out in, too"
    )
    parser.add_argument(
        "--guess", action="store_true", help="write the near name for each misspelt one, too"
    )


def run(arguments: Namespace) -> int:
    """Mends, or shows what it would; 1 if ``--check`` or ``--diff`` finds something to mend."""
    folder, named = _where(arguments.story, arguments.files)

    from ulysse_game.authoring.files import replace_all
    from ulysse_game.authoring.fix import KINDS, ONLY_IF_ASKED, mend
    from ulysse_game.compiler.sources import read_sources
    from ulysse_game.diagnostics.plain_text import clean

    kinds = set(arguments.only or KINDS.keys() - ONLY_IF_ASKED)
    kinds |= {kind for kind in ONLY_IF_ASKED if getattr(arguments, kind)}
    sources, problems = read_sources(folder)
    for each in problems:
        sys.stderr.write(clean(f"{each.span.file}: {each.message} {each.help}".rstrip()) + "\n")
    known = {source.file for source in sources}
    if "story.yaml" not in known:
        fresh_story(str(folder))  # says so, as everywhere
        return ERRORS
    for file in named:
        if file not in known:
            raise Misuse(marked("{path} is no file of this story."), path=file)
    mended = mend(sources, kinds, named or None)
    if mended.broke:
        return _refuse(mended)
    is_asked = arguments.diff or arguments.check
    if not is_asked:
        replace_all({folder / file: data for file, data in mended.files.items()})
    if arguments.diff:
        sys.stdout.write(_diff({source.file: source.data for source in sources}, mended))
    else:
        sys.stdout.write(_told(mended, is_done=not is_asked))
    return ERRORS if is_asked and mended.files else FINE


def _where(story: str | None, files: list[str]) -> tuple[Path, set[str]]:
    """The story's folder, and the files in it that were named.

    The story may be left out where a file of it is named.
    """
    if story is not None and Path(story).is_file():
        files, story = [story, *files], _story_of(Path(story))
    folder = story_folder(story)
    named = set()
    for file in files:
        path = Path(file) if Path(file).is_file() else folder / file
        if not path.is_file():
            raise Misuse(marked("There is nothing at {path}."), path=file)
        try:
            named.add(path.resolve().relative_to(folder.resolve()).as_posix())
        except ValueError:
            raise Misuse(marked("{path} is no file of this story."), path=file) from None
    return folder, named


def _story_of(file: Path) -> str:
    """The nearest folder above a file that holds a ``story.yaml``."""
    for folder in file.resolve().parents:
        if (folder / "story.yaml").is_file():
            return str(folder)
    raise Misuse(marked("{path} is no file of this story."), path=str(file))


def _told(mended: Mended, is_done: bool) -> str:
    """One line for each kind and file."""
    from ulysse_game.authoring.fix import KINDS

    if not mended.done:
        return "nothing to mend\n"
    would = "" if is_done else "would mend "
    return "".join(
        f"{each.file}: {would}{each.times} × {KINDS[each.kind]}\n" for each in mended.done
    )


def _diff(before: Mapping[str, bytes], mended: Mended) -> str:
    """A unified diff of every file that would change."""
    from difflib import unified_diff

    found: list[str] = []
    for file, data in sorted(mended.files.items()):
        old, new = _lines(before[file]), _lines(data)
        for line in unified_diff(old, new, f"a/{file}", f"b/{file}"):
            whole = line.endswith("\n")
            found.append(line if whole else line + "\n\\ No newline at end of file\n")
    return "".join(found)


def _lines(data: bytes) -> list[str]:
    """The lines of a file, with their ends; what would steer a terminal is only seen in them."""
    from ulysse_game.diagnostics.plain_text import clean

    seen: list[str] = []
    for line in io.StringIO(data.decode("utf-8"), newline="\n"):
        end = "\r\n" if line.endswith("\r\n") else "\n" if line.endswith("\n") else ""
        body = line.removesuffix(end)
        seen.append("\t".join(map(clean, body.split("\t"))) + end)
    return seen


def _refuse(mended: Mended) -> int:
    """The story was sound and would not be afterwards: a mistake of ours; nothing is written."""
    from ulysse_game.diagnostics.render import render

    sys.stderr.write("nothing was written: the story would have errors it does not have now.\n")
    sys.stderr.write(render(mended.broke, {}, "short"))
    return TROUBLE
