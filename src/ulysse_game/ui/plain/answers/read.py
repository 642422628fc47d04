"""What was read: the last pages, words found in them, and all of it in a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ulysse_game.ui.plain.commands import fold, number_in
from ulysse_game.ui.plain.layout import clean
from ulysse_game.ui.plain.talk import Talk
from ulysse_game.view.page import Line, Page
from ulysse_game.view.words import words

PAGES_OF_LOG = 5
"""How many pages ``log`` reads when it is not told."""

_ALL = ("all", "tout")
_FORMS = {
    "text": ("text", "texte", "txt"),
    "markdown": ("markdown", "md"),
    "html": ("html", "web", "page"),
}
_BETWEEN = str.maketrans({"\u00a0": " ", "\u202f": " ", "“": '"', "”": '"', "—": "-", "–": "-"})


def log(talk: Talk, argument: str) -> Iterator[str]:
    """The last pages, or as many as asked for."""
    pages = talk.playing.transcript()
    count = len(pages) if fold(argument) in _ALL else number_in(argument) or PAGES_OF_LOG
    for at in range(max(0, len(pages) - count), len(pages)):
        yield from talk.layout.page(pages[at])


def find(talk: Talk, argument: str) -> Iterator[str]:
    """The first place with these words, in the order of reading, as on the screen."""
    if not argument:
        yield from talk.say(talk.words("Type “find” and the words you are looking for."))
        return
    talk.recollection.sought, talk.recollection.found = argument, -1
    yield from find_next(talk, "")


def find_next(talk: Talk, argument: str) -> Iterator[str]:
    """The place after the one found last, in the order of reading; the first after the last."""
    kept = talk.recollection
    if not kept.sought:
        yield from talk.say(talk.words("Type “find” and the words you are looking for."))
        return
    pages = talk.playing.transcript()
    places = list(_places(pages, typed(kept.sought)))
    if not places:
        yield from talk.say(talk.words("Not found."))
        return
    if kept.found >= 0 and len(places) == 1:
        yield from talk.say(talk.words("There is no other place with these words."))
        return
    # Going back may have left fewer places than were counted.
    kept.found = kept.found + 1 if kept.found + 1 < len(places) else 0
    page, line = places[kept.found]
    of = talk.words("{number} of {count}", number=kept.found + 1, count=len(places))
    where = ", ".join(part for part in (page.chapter, page.place) if part)
    yield from talk.say(talk.named(of, where) if where else f"{of}.")
    yield from talk.layout.prose((line,))


def _places(pages: Sequence[Page], sought: str) -> Iterator[tuple[Page, Line]]:
    """The lines that have the words, each with its page, oldest first."""
    for page in pages:
        for line in page.lines:
            if sought in typed(f"{line.name} {line.text}"):
                yield page, line


def typed(text: str) -> str:
    """A text as one would type it in haste: without case, accents and the printer's signs."""
    return fold(text.translate(_BETWEEN))


def transcript(talk: Talk, argument: str) -> Iterator[str]:
    """Writes everything read to a new file, and says where it is."""
    wanted = fold(argument or "text")
    form = next((id for id, names in _FORMS.items() if wanted in names), "")
    if not form:
        yield from talk.say(talk.words("Type “transcript” and one of: text, markdown, html."))
        return
    from ulysse_game.play.export import write_transcript

    language, options = talk.words.language, talk.options
    title = options.title(language).title if options.title is not None else "ulysse"
    pages, folder = talk.playing.transcript(), options.folder or Path()
    try:
        path = write_transcript(pages, form, title, language, folder)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        say = words(language)
        yield from talk.say(say("The file could not be written: {reason}.", reason=reason))
    else:
        # In one piece, however long: a path is to be copied.
        yield clean(talk.words("Written to {path}", path=path))
