"""The keys of the screens that are lists: saves, the timeline, settings, charts, the notebook.

A part of ``keys``, through which everybody names them.
"""

from __future__ import annotations

from ulysse_game.ui.tui.command import Command
from ulysse_game.view.words import marked

SAVES: tuple[Command, ...] = (
    Command(
        "name", ("n",), "name", marked("Save under a name"), marked("Keeps this moment."), hint=True
    ),
    Command(
        "delete",
        ("d", "delete"),
        "delete",
        marked("Delete"),
        marked("Asks first."),
        shown="d",
        hint=True,
    ),
)

TIMELINE: tuple[Command, ...] = (
    Command(
        "unfold",
        ("right",),
        "unfold",
        marked("Unfold"),
        marked("Shows the pages that are folded into one row. Enter does so too."),
        shown="→",
        hint=True,
    ),
    Command(
        "fold",
        ("left",),
        "fold",
        marked("Fold"),
        marked("Folds them again."),
        shown="←",
    ),
    Command(
        "compare",
        ("equals_sign",),
        "compare",
        marked("Compare"),
        marked("Marks a page; on a second one, shows both beside one another."),
        shown="=",
        hint=True,
    ),
)

# The list of settings: the arrows change the marked one.
SETTINGS: tuple[Command, ...] = (
    Command(
        "change",
        ("right",),
        "change(1)",
        marked("Change"),
        marked("The next value of the marked setting; it holds at once and is kept."),
        shown="→",
        hint=True,
    ),
    Command(
        "change_back",
        ("left",),
        "change(-1)",
        marked("Change back"),
        marked("The value before."),
        shown="←",
        hint=True,
    ),
)

CHARTS: tuple[Command, ...] = (
    Command(
        "chart_next",
        ("right", "tab"),
        "chart(1)",
        marked("Next chart"),
        marked("A number goes straight to one."),
        shown="→",
        hint=True,
    ),
    Command(
        "chart_before",
        ("left",),
        "chart(-1)",
        marked("Chart before"),
        marked("The same the other way round."),
        shown="←",
    ),
)

TRANSCRIPT: tuple[Command, ...] = (
    Command(
        "find",
        ("slash",),
        "find",
        marked("Search"),
        marked("Finds words in what you read, from the first page on."),
        hint=True,
    ),
    Command(
        "next", ("n",), "next", marked("Next found"), marked("Goes to the next place."), hint=True
    ),
    Command(
        "before", ("N",), "before", marked("Found before"), marked("Goes to the place before.")
    ),
    Command(
        "write",
        ("w",),
        "write",
        marked("Write to a file"),
        marked("As text, Markdown or a web page; says where the file is."),
        hint=True,
    ),
)

_IN_THE_NOTEBOOK = {
    "find": marked("Finds words in every section, from this one on."),
    "next": marked("Goes to the next place; while nothing is sought, closes the notebook."),
    "before": marked("Goes to the place before."),
}

NOTEBOOK: tuple[Command, ...] = (
    Command(
        "section_next",
        ("right", "tab"),
        "section(1)",
        marked("Next section"),
        marked("A number goes straight to one."),
        shown="→",
        hint=True,
    ),
    Command(
        "section_before",
        ("left", "shift+tab"),
        "section(-1)",
        marked("Section before"),
        marked("The same the other way round."),
        shown="←",
    ),
    *(
        command._replace(help=_IN_THE_NOTEBOOK[command.id])
        for command in TRANSCRIPT
        if command.id in _IN_THE_NOTEBOOK
    ),
)
