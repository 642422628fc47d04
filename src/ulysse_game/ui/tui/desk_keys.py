"""The keys of writers: of a watched story, of the panel behind a page. A player needs none of them.

Like ``keys``, and imported with the screens that have these keys.
"""

from __future__ import annotations

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.keys import Command
from ulysse_game.view.words import marked

WATCHING: tuple[Command, ...] = (
    Command(
        "edit",
        ("e",),
        "edit",
        marked("Open in the editor"),
        marked("The line that is wrong or has changed, else the scene being read."),
        hint=True,
    ),
    Command(
        "next_mistake",
        ("full_stop",),
        "next_mistake",
        marked("Next mistake"),
        marked("Goes to the next thing that is wrong in the story."),
        hint=True,
    ),
    Command(
        "mistake_before",
        ("comma",),
        "mistake_before",
        marked("Mistake before"),
        marked("Goes to the one before."),
    ),
    Command(
        "mistakes",
        ("d",),
        "mistakes",
        marked("Show or hide mistakes"),
        marked("Errors show by themselves; warnings only when asked for."),
    ),
)

PANEL: tuple[Command, ...] = (
    Command(
        "view_next",
        ("tab", "right"),
        "view(1)",
        marked("Next view"),
        marked("This page, choices, cards, values, changes, rules."),
        shown="Tab →",
        hint=True,
    ),
    Command(
        "view_before",
        ("shift+tab", "left"),
        "view(-1)",
        marked("View before"),
        marked("The same the other way round."),
        shown="←",
    ),
    Command(
        "find_value",
        ("slash",),
        "find",
        marked("Search"),
        marked("Finds values by a part of their name or of what they mean."),
        hint=True,
    ),
    Command(
        "whole",
        ("a",),
        "whole",
        marked("All values"),
        marked("Also those that are as they began; once more, without them."),
        hint=True,
    ),
    Command(
        "edit_scene",
        ("e",),
        "edit",
        marked("Open in the editor"),
        marked("The marked line, else the scene being read."),
        hint=True,
    ),
    Command(
        "goto_scene",
        ("g",),
        "goto",
        marked("Go to a scene"),
        marked("In a state that play leads to, aside from your playthrough."),
        hint=True,
    ),
    Command(
        "real",
        ("x",),
        "real",
        marked("Back to your playthrough"),
        marked("Leaves what is played aside."),
    ),
)

# The same while the panel stands beside the page.
BESIDE: tuple[Command, ...] = (
    Command(
        "to_page",
        ("tab", "escape"),
        "to_page",
        marked("To the page"),
        marked("The keys go to the page again."),
        shown="Tab",
        hint=True,
    ),
    *(
        command._replace(keys=command.keys[1:], shown="→" if command.id == "view_next" else "←")
        if command.id in ("view_next", "view_before")
        else command
        for command in PANEL
    ),
)

VALUE: tuple[Command, ...] = (
    Command(
        "set_value",
        ("s",),
        "set_value",
        marked("Set by hand"),
        marked("Asks for a value to go on with, aside from your playthrough."),
        hint=True,
    ),
)

WRITERS_GROUPS: tuple[keys.Group, ...] = (
    (marked("For writers"), (*keys.WRITING, keys.PAGE_SIDE[0])),
    (marked("Behind the page"), PANEL),
    (marked("In what is told of a value"), VALUE),
)
