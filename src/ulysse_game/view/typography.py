"""How words are dressed on the page: speech, radio and inner voices, in each language.

Stories hold the words alone. English sets speech in “ ”, French after a dash and a no-break
space; a voice on the radio has its label in brackets; an inner voice is in italics and has
neither. The label is text, so that nothing depends on a colour.
"""

from __future__ import annotations

from collections.abc import Iterable

from ulysse_game.view.page import Line, Run

NO_BREAK = "\xa0"
THIN = "\u202f"

# Words that open with one of these bring their own quotes.
_OPENERS = ("“", "«", "\u2014", "‘")


def label(line: Line) -> str:
    """Who speaks, as the page writes it: ``SIMON``, ``[Martin, radio]``, ``the Clinician``.

    Empty where nobody is named.
    """
    if not line.name:
        return ""
    if line.voice in ("inner", "repeats"):
        return line.name
    if line.manner:
        return f"[{line.name}, {line.manner}]"
    if line.voice == "radio":
        return f"[{line.name}]"
    return line.name.upper()


def spoken(line: Line, language: str) -> tuple[Run, ...]:
    """The words of a speech with the quotes or the dash of their language, without its label.

    ``language`` is that of the page, for lines that do not know their own.
    """
    language = line.language or language
    if line.voice in ("inner", "repeats"):
        return tuple(run._replace(emphasis=True) for run in line.runs)
    if line.text.startswith(_OPENERS):
        return line.runs
    if not language.startswith("fr"):
        return (Run("“"), *line.runs, Run("”"))
    if line.voice == "radio" or label(line).startswith("["):
        return line.runs
    return (Run("\u2014" + NO_BREAK), *line.runs)


def speech(line: Line, language: str) -> tuple[Run, ...]:
    """A paragraph of speech where there are no italics: the label, two spaces, the words.

    An inner voice, which only they would set apart, has a colon after its name.
    """
    who = label(line)
    words = spoken(line, language)
    if not who:
        return words
    if line.voice in ("inner", "repeats"):
        colon = NO_BREAK + ": " if language.startswith("fr") else ": "
        return (Run(who + colon), *line.runs)
    return (Run(who + "  "), *words)


def in_signs(runs: Iterable[Run]) -> str:
    """Words where there are no italics: those in emphasis stand between asterisks.

    So they do in the files of a story. Where all are in emphasis, none stands out.
    """
    found = tuple(runs)
    if all(run.emphasis or not run.text.strip() for run in found):
        return "".join(run.text for run in found)
    return "".join(_starred(run.text) if run.emphasis else run.text for run in found)


def _starred(text: str) -> str:
    """The words between asterisks, the spaces around them outside."""
    inner = text.strip()
    if not inner:
        return text
    before, _, after = text.partition(inner)
    return f"{before}*{inner}*{after}"


def wide_spaces(text: str) -> str:
    """The same words with every thin no-break space as an ordinary no-break space.

    For fonts that have no U+202F.
    """
    return text.replace(THIN, NO_BREAK)
