"""Writes the story down to be proof-read: one document a chapter, every arm of every text in sight.

Conditions and effects stand in the margin, translations beside the source. The scenes are in the
order of the files.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_folder
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import fresh_story
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.authoring.script import Document
    from ulysse_game.story import Story


def options(parser: ArgumentParser) -> None:
    """What may follow ``script``."""
    add_folder(parser)
    parser.add_argument(
        "--chapter", metavar="ID", default="",
        help="this chapter only; `common` is what belongs to none",
    )  # fmt: skip
    parser.add_argument(
        "--languages", metavar="CODES", default="",
        help="such as fr, or en,fr side by side (default: the story's own)",
    )  # fmt: skip
    parser.add_argument("--format", choices=("md", "html"), default="md", help="default: md")
    parser.add_argument(
        "-o", "--output", metavar="DIR",
        help="a file for each chapter and one that leads to them; without it, to standard output",
    )  # fmt: skip


def run(arguments: Namespace) -> int:
    """Writes the documents; a story with errors has none."""
    from ulysse_game.authoring.script import COMMON, documents_of, markdown, page

    compiled = fresh_story(arguments.story)
    if compiled.story is None:
        return ERRORS
    languages = _languages(compiled.story, arguments.languages)
    chosen = list(documents_of(compiled, languages, arguments.chapter))
    if not chosen:
        from ulysse_game.diagnostics import did_you_mean

        known = [*(each.id for each in compiled.story.world.chapters), COMMON]
        hint = did_you_mean(arguments.chapter, known)
        raise Misuse(
            marked("There is no chapter {name}. {hint}"), name=arguments.chapter, hint=hint
        )
    form = markdown if arguments.format == "md" else page
    if arguments.output is not None:
        _write(Path(arguments.output), arguments.format, compiled.story, chosen)
    elif arguments.format == "html" and len(chosen) > 1:
        raise Misuse(marked("Several pages need a folder: add -o DIR, or choose a chapter."))
    else:
        sys.stdout.write("\n".join(map(form, chosen)))
    return FINE


def _languages(story: Story, wanted: str) -> tuple[str, ...]:
    known = story.world.languages
    found = tuple(each.strip(" ") for each in wanted.split(",")) if wanted else known[:1]
    for each in found:
        if each not in known:
            raise Misuse(
                marked("The story has no words in {language}; it has {known}."),
                language=each, known=", ".join(known),
            )  # fmt: skip
    return found


def _write(folder: Path, form: str, story: Story, documents: list[Document]) -> None:
    """A file for each document, and one that leads to them."""
    from ulysse_game.authoring.script import contents_page, escaped, markdown, page

    folder.mkdir(parents=True, exist_ok=True)
    links = []
    for number, each in enumerate(documents, start=1):
        file = f"{number:02}_{each.name}.{form}"
        text = markdown(each) if form == "md" else page(each)
        (folder / file).write_text(text, encoding="utf-8")
        links.append((file, each.title, each.words))
    if form == "html":
        (folder / "index.html").write_text(
            contents_page(story.world.title, links), encoding="utf-8"
        )
    else:
        rows = "".join(
            f"- [{escaped(name)}]({file}) · {words:,} words\n" for file, name, words in links
        )
        title = escaped(story.world.title)
        (folder / "index.md").write_text(f"# {title}\n\n{rows}", encoding="utf-8")
    sys.stdout.write(f"{len(documents)} documents in {folder}\n")
