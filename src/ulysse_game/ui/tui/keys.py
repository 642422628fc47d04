"""Every command of the screen, as data: its keys, its name, one sentence of help.

The bindings, the hint at the foot of a screen, the help screen and the menu are made from these
tables and from nothing else, so they cannot disagree. Labels and sentences are the English
msgids of the catalogue.

Never bind a key outside this module and its two parts, ``command`` and ``list_keys``.
"""

from __future__ import annotations

from ulysse_game.ui.tui.command import Command, display
from ulysse_game.ui.tui.list_keys import (
    CHARTS,
    NOTEBOOK,
    SAVES,
    SETTINGS,
    TIMELINE,
    TRANSCRIPT,
)
from ulysse_game.view.words import marked

__all__ = [
    "CHART",
    "CHARTS",
    "CLOSE",
    "EVERYWHERE",
    "GO_BACK",
    "GROUPS",
    "KEEP",
    "MOVES",
    "NOTEBOOK",
    "NUMBERS",
    "ON_THE_PAGE",
    "PAGE_SIDE",
    "PALETTE",
    "READING",
    "READ_ON",
    "SAVES",
    "SETTINGS",
    "TAKE",
    "TIMELINE",
    "TITLE",
    "TRANSCRIPT",
    "WRITING",
    "Command",
    "Group",
    "display",
]

# The upper row of a French keyboard gives these without Shift, in the order of its digits.
_AZERTY = (
    "ampersand",
    "é",
    "quotation_mark",
    "apostrophe",
    "left_parenthesis",
    "minus",
    "è",
    "underscore",
    "ç",
)

NUMBERS: tuple[Command, ...] = tuple(
    Command(f"number_{n}", (str(n), other), f"number({n})", "", "")
    for n, other in enumerate(_AZERTY, 1)
)

MOVES: tuple[Command, ...] = (
    Command(
        "number",
        (),
        "",
        marked("Choose by number"),
        marked(
            "Takes the choice with that number once it has been in sight, else goes to it; with or "
            "without Shift on a French keyboard."
        ),
        shown="1–9",
    ),
    Command(
        "down",
        ("down", "j"),
        "down",
        marked("Next choice"),
        marked("Goes to the next choice, or reads on while the choices are out of sight."),
        shown="↓ j",
    ),
    Command(
        "up",
        ("up", "k"),
        "up",
        marked("Choice before"),
        marked("Goes to the choice before, or back through the text."),
        shown="↑ k",
    ),
    Command(
        "take",
        ("enter",),
        "take",
        marked("Take the choice"),
        marked(
            "Takes the choice that is marked; while none is in sight, reads on. Held down, it"
            " takes one at most."
        ),
        shown="Enter",
    ),
    Command(
        "page_down",
        ("pagedown", "space"),
        "page_down",
        marked("Read on"),
        marked("One screen further down."),
        shown="PgDn Space",
    ),
    Command(
        "page_up",
        ("pageup", "b"),
        "page_up",
        marked("Read back"),
        marked("One screen up; what you have read stays above."),
        shown="PgUp b",
    ),
    Command(
        "home",
        ("home",),
        "home",
        marked("To the beginning"),
        marked("The very first line."),
        shown="Home",
    ),
    Command(
        "end",
        ("end",),
        "end",
        marked("To the end"),
        marked("The last line, and the choices."),
        shown="End",
    ),
)

TAKE = next(command for command in MOVES if command.id == "take")._replace(
    label=marked("Take it"), hint=True
)
DONE = TAKE._replace(label=marked("Done"))
ON_THE_PAGE = frozenset(key for command in (*MOVES, *NUMBERS) for key in command.keys)
"""The keys that read on and choose."""

READ_ON = next(command for command in MOVES if command.id == "page_down")

READING: tuple[Command, ...] = (
    Command(
        "undo",
        ("u", "backspace"),
        "undo",
        marked("Back one step"),
        marked("Takes back the last choice. What you leave is kept."),
        shown="u",
        menu=True,
        hint=True,
    ),
    Command(
        "turns",
        ("r",),
        "turns",
        marked("Timeline"),
        marked("All you have played, as a tree; return to any page, compare two."),
        menu=True,
    ),
    Command(
        "notebook",
        ("n",),
        "notebook",
        marked("Notebook"),
        marked("The crew, what you sent and what came back, people, places, promises, questions."),
        menu=True,
        hint=True,
    ),
    Command(
        "crew",
        ("c",),
        "crew",
        marked("Crew"),
        marked("Who is aboard, beside the text where there is room."),
        menu=True,
        hint=True,
    ),
    Command(
        "instruments",
        ("i",),
        "instruments",
        marked("Instruments"),
        marked("The ship’s figures, beside the text where there is room."),
        menu=True,
    ),
    Command(
        "charts",
        ("h",),
        "charts",
        marked("Charts"),
        marked("Who is where, the map of the site, Earth and Mars and the light between them."),
        menu=True,
    ),
    Command(
        "transcript",
        ("t",),
        "transcript",
        marked("Transcript"),
        marked("Everything read so far; it can be searched and written to a file."),
        menu=True,
        hint=True,
    ),
    Command(
        "search",
        ("slash",),
        "search",
        marked("Find words"),
        marked("Finds words in what you read: the transcript, at its search."),
        menu=True,
        hint=True,
    ),
    Command(
        "quick_save",
        ("f5", "s"),
        "quick_save",
        marked("Quick save"),
        marked("Keeps this moment. Every choice is saved by itself as well."),
        shown="F5 s",
        menu=True,
    ),
    Command(
        "quick_load",
        ("f9", "g"),
        "quick_load",
        marked("Quick load"),
        marked("Returns to the last quick save."),
        shown="F9 g",
        menu=True,
    ),
    Command(
        "saves",
        ("m",),
        "saves",
        marked("Saves"),
        marked("Lists the saves: load one, delete one, keep this moment under a name."),
        menu=True,
    ),
    Command(
        "skip",
        ("x",),
        "skip",
        marked("Skip what was read"),
        marked("Goes to what is new on this page, else to the choices."),
        menu=True,
    ),
    Command(
        "copy",
        ("y",),
        "copy",
        marked("Copy the page"),
        marked("Gives the words of this page to the clipboard, where the terminal allows it."),
        menu=True,
    ),
    Command(
        "endings",
        ("a",),
        "endings",
        marked("Endings and chapters"),
        marked("Those you have come to, in all playthroughs."),
        menu=True,
    ),
    Command(
        "language",
        ("l",),
        "language",
        marked("Language"),
        marked("The same page in the other language."),
        menu=True,
    ),
    Command(
        "theme",
        ("v",),
        "theme",
        marked("Colours"),
        marked("Night, daylight, high contrast, the terminal’s own, none: the next of them."),
        menu=True,
    ),
    Command(
        "settings",
        ("o",),
        "settings",
        marked("Settings"),
        marked("Colours, speed and width of the text, motion, pictures, mouse, language."),
        menu=True,
    ),
    Command(
        "menu",
        ("escape",),
        "menu",
        marked("Menu"),
        marked("Every command, in a list; the keys beside them work there too."),
        shown="Esc",
        hint=True,
    ),
    Command(
        "help",
        ("question_mark", "f1"),
        "help",
        marked("Help"),
        marked("This list."),
        shown="?",
        menu=True,
        hint=True,
    ),
    Command(
        "title",
        (),
        "title",
        marked("Title page"),
        marked("Leaves the story for the title page."),
        menu=True,
    ),
    Command(
        "quit",
        ("q",),
        "quit",
        marked("Quit"),
        marked("Leaves the game. Everything is saved."),
        menu=True,
    ),
)

CHART = next(command for command in READING if command.id == "charts")

# The endings stand in the list of the title page, and would take all the room of the hint.
TITLE: tuple[Command, ...] = tuple(
    command._replace(hint=command.id != "endings")
    for command in READING
    if command.id in ("endings", "language", "theme", "settings", "help", "quit")
)

PALETTE = Command(
    "palette",
    ("ctrl+p", "colon"),
    "palette",
    marked("Find a command"),
    marked("Type a part of its name, in either language; Enter carries it out."),
    shown="Ctrl+P :",
    menu=True,
)

CLOSE = Command(
    "close",
    ("escape", "q"),
    "close",
    marked("Close"),
    marked("Back to the story."),
    shown="Esc",
    hint=True,
)

KEEP = CLOSE._replace(label=marked("Keep the first"))
GO_BACK = TAKE._replace(label=marked("Return there"))
LOAD = TAKE._replace(label=marked("Load"))

EVERYWHERE: tuple[Command, ...] = (
    Command(
        "interrupt",
        ("ctrl+c",),
        "interrupt",
        marked("Save and leave"),
        marked("Pressed twice, leaves at once."),
        shown="Ctrl+C",
    ),
    Command(
        "leave",
        ("ctrl+q",),
        "leave",
        marked("Leave at once"),
        marked("Leaves the game."),
        shown="Ctrl+Q",
    ),
    Command(
        "suspend",
        ("ctrl+z",),
        "suspend_process",
        marked("Back to the shell"),
        marked("Puts the game to sleep; the shell’s fg wakes it."),
        shown="Ctrl+Z",
    ),
)

WRITING: tuple[Command, ...] = (
    Command(
        "panel",
        ("f4", "w"),
        "panel",
        marked("Behind the page"),
        marked("For writers: choices, cards, values, changes and rules, and why they are so."),
        shown="F4 w",
        menu=True,
        hint=True,
    ),
)

# While the panel stands beside the page: the keys of the page's side.
PAGE_SIDE: tuple[Command, ...] = (
    Command(
        "to_panel",
        ("tab",),
        "to_panel",
        marked("To the panel"),
        marked("And back to the page: the numbers choose on the page in either case."),
        shown="Tab",
        hint=True,
    ),
    Command(
        "beside_next",
        ("right",),
        "beside(1)",
        marked("Next view"),
        marked("This page, choices, cards, values, changes, rules."),
        shown="→",
    ),
    Command(
        "beside_before",
        ("left",),
        "beside(-1)",
        marked("View before"),
        marked("The same the other way round."),
        shown="←",
    ),
)

Group = tuple[str, tuple[Command, ...]]

# The help screen, group by group: its heading and its commands.
GROUPS: tuple[Group, ...] = (
    (marked("Reading and choosing"), MOVES),
    (marked("While you play"), READING),
    (marked("In the timeline"), TIMELINE),
    (marked("In the list of saves"), SAVES),
    (marked("In the transcript"), TRANSCRIPT),
    (marked("In the notebook"), NOTEBOOK),
    (marked("Among the charts"), CHARTS),
    (marked("In the settings"), SETTINGS),
    (marked("Everywhere"), (PALETTE, *EVERYWHERE)),
)
