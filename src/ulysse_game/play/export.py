"""The transcript of a playthrough written to a file of its own.

A file that is there is never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ulysse_game.play.library import local_minute
from ulysse_game.view.dates import date
from ulysse_game.view.export import FORMS, Head, exported
from ulysse_game.view.page import Page

STEM = "ulysse-transcript"


def write_transcript(
    pages: Iterable[Page], form: str, title: str, language: str, folder: Path
) -> Path:
    """Writes the pages in a form of ``view.export.FORMS`` to a new file; gives its whole path.

    Raises ``OSError`` when it cannot be written; nothing half written is left then.
    """
    suffix = next(each.suffix for each in FORMS if each.id == form)
    told = exported(pages, form, Head(title, date(local_minute()[:10], language), language))
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        path = folder / f"{STEM}{f'-{number}' if number > 1 else ''}.{suffix}"
        try:
            file = path.open("x", encoding="utf-8", newline="\n")
        except FileExistsError:
            number += 1
            continue
        try:
            with file:
                file.write(told)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path
