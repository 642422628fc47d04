"""What is said of the terminal: what it is, its colours, its size, its signs, what is around it.

Pure, as all of judging is. The screen adapts itself to nearly everything, so that most of what is
said here is worth knowing and no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.cli.doctor.facts import Terminal
from ulysse_game.cli.doctor.finding import Finding, Level
from ulysse_game.view.words import marked

LEAST, ROOMY = (40, 12), (80, 24)
"""Columns and rows: what the screen needs, and from where on it has all the room it wants."""


def of_terminal(terminal: Terminal) -> Iterator[Finding]:
    """What there is to say of it."""
    if not terminal.is_there:
        yield _in_terminal(
            "note",
            marked("This is no terminal: the game plays in line mode here."),
            marked("Run “ulysse doctor” by itself in the terminal in which you play."),
        )
    elif terminal.term in ("", "dumb"):
        yield _in_terminal(
            "note",
            marked("The terminal does not say what it is (TERM): the game plays in line mode."),
            marked("Set TERM to what it is: “xterm-256color” for most, “linux” on the console."),
        )
    else:
        yield from _colours(terminal)
        yield from _size(terminal.columns, terminal.rows)
    yield from _signs(terminal)
    yield from _around(terminal)


def _in_terminal(level: Level, sentence: str, mend: str = "", **values: object) -> Finding:
    return Finding("terminal", level, sentence, mend, values)


def _colours(terminal: Terminal) -> Iterator[Finding]:
    term = terminal.term
    match terminal.colours:
        case "true":
            yield _in_terminal("ok", marked("{term}, with all colours."), term=term)
        case "none":
            yield _in_terminal(
                "ok", marked("{term}, without colours, as NO_COLOR or TERM wants it."), term=term
            )
        case count:
            yield _in_terminal(
                "note",
                marked("{term}, with {count} colours; Mars has more."),
                _more_colours(terminal),
                term=term,
                count=count,
                command="set -as terminal-features ',*:RGB'",
            )


def _more_colours(terminal: Terminal) -> str:
    if "tmux" in terminal.around:
        return marked("In tmux.conf: {command}; then set COLORTERM=truecolor.")
    if "screen" in terminal.around:
        return marked("GNU screen shows no more than these; play outside it for all of them.")
    return marked("If your terminal knows more, set COLORTERM=truecolor.")


def _size(columns: int, rows: int) -> Iterator[Finding]:
    if not columns:
        yield _in_terminal(
            "note",
            marked("The terminal does not say how large it is; 80 columns by 24 rows are drawn."),
            marked("Try “stty cols 80 rows 24”, or another terminal."),
        )
        return
    if columns < LEAST[0] or rows < LEAST[1]:
        level, sentence, mend = (
            "wrong",
            *(
                marked("{columns} columns by {rows} rows: the screen needs 40 by 12."),
                marked("Make the window larger or the letters smaller, or play with --plain."),
            ),
        )
    elif columns < ROOMY[0] or rows < ROOMY[1]:
        level, sentence, mend = (
            "note",
            *(
                marked(
                    "{columns} columns by {rows} rows: everything is there, with less in sight."
                ),
                marked("From 80 by 24 on there is room for all of it."),
            ),
        )
    else:
        level, sentence, mend = "ok", marked("{columns} columns by {rows} rows."), ""
    yield _in_terminal(_level(level), sentence, mend, columns=columns, rows=rows)


def _level(level: str) -> Level:
    return "wrong" if level == "wrong" else "note" if level == "note" else "ok"


def _signs(terminal: Terminal) -> Iterator[Finding]:
    match terminal.signs:
        case "all":
            yield _in_terminal(
                "ok",
                marked("You should see here half blocks, dots, accents: {signs}"),
                marked("If not, the font lacks them: set “Pictures” to “in words” (key o)."),
                signs="▀▄█▌ ⣀⡠⠔⠊ é œ ç « » — ›",
            )
        case "blocks":
            yield _in_terminal(
                "note",
                marked("The console’s font has few signs: pictures are made of half blocks."),
                marked("A terminal in a window shows finer ones."),
            )
        case _:
            yield _in_terminal(
                "note",
                marked("The locale {locale} knows no Unicode: pictures are made of letters."),
                marked(
                    "Set LANG to one that ends in UTF-8, such as en_GB.UTF-8 (see “locale -a”)."
                ),
                locale=terminal.locale,
            )


def _around(terminal: Terminal) -> Iterator[Finding]:
    for each in terminal.around:
        match each:
            case "ssh":
                yield _in_terminal(
                    "ok", marked("Over a network (SSH): pictures move less, to spare it.")
                )
            case "wsl":
                yield _in_terminal(
                    "ok", marked("In Linux on Windows (WSL): keep saves on the Linux side.")
                )
            case "windows":
                yield _in_terminal(
                    "note",
                    marked("The old Windows console shows sixteen colours and few signs."),
                    marked("Play in Windows Terminal."),
                )
            case "tmux":
                yield _in_terminal(
                    "ok", marked("In tmux: if Esc is slow, set -sg escape-time 10 in tmux.conf.")
                )
            case _:
                yield _in_terminal("ok", marked("In GNU screen."))
