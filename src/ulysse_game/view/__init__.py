"""What is shown, as data: pages, the crew page, the title, the interface's own words.

It knows no toolkit. Whatever needs a language is said here, so that front ends only draw.
"""

from ulysse_game.view.page import (
    CrewEntry,
    Ending,
    Gauge,
    Instrument,
    Line,
    Option,
    Page,
    Run,
    Title,
)
from ulysse_game.view.present import (
    crew,
    instruments,
    language_of,
    options,
    present,
    status,
    title,
)
from ulysse_game.view.words import Words, words

__all__ = [
    "CrewEntry",
    "Ending",
    "Gauge",
    "Instrument",
    "Line",
    "Option",
    "Page",
    "Run",
    "Title",
    "Words",
    "crew",
    "instruments",
    "language_of",
    "options",
    "present",
    "status",
    "title",
    "words",
]
