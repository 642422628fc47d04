"""A plan: the writers' drawing with the names of the rooms and those who are in them.

Names are cut nowhere: where a name has no room beside the others, all stand as their signs. Every
sign of a drawing has one of ASCII, for terminals without Unicode.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ulysse_game.view.charts.chart import PlanDrawing, Row, Someone, Span, Stall
from ulysse_game.view.page import Run
from ulysse_game.view.wrap import cells, wrap

ASCII = str.maketrans(
    {
        **dict.fromkeys("─╴╶▔═", "-"),
        **dict.fromkeys("│║╵╷", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╞╡╪╤╧╥╨╫", "+"),
        "╱": "/",
        "╲": "\\",
        "▁": "_",
        "·": ".",
    }
)
FEW = str.maketrans("╭╮╰╯╱╲╴╶╵╷▔▁·", "┌┐└┘/\\──││──.")
"""For the console, whose font has 256 signs: corners without curves."""
_GAPS = ("  ", " ")


def plan_rows(
    plan: PlanDrawing,
    *,
    few: bool = False,
    letters: bool = False,
    mark: Callable[[str], str] | None = None,
) -> tuple[Row, ...]:
    """The drawing with everybody in it, as large as it is; of ``few`` signs for a console."""
    table = ASCII if letters else FEW if few else {}
    rows = [row.translate(table) for row in plan.rows]
    filled: list[list[tuple[int, list[Span]]]] = [[] for _ in rows]
    for stall in plan.stalls:
        anchor = stall.anchor
        for number, row in enumerate(_stall(stall, stall.anchor.room == plan.here, mark)):
            filled[anchor.row + number].append((anchor.column, row))
    return tuple(_filled(row, parts) for row, parts in zip(rows, filled, strict=True))


def _filled(row: str, parts: Sequence[tuple[int, list[Span]]]) -> Row:
    """A row of the drawing with words laid over it."""
    spans: list[Span] = []
    at = 0
    for column, words in sorted(parts, key=lambda part: part[0]):
        spans.append((row[at:column], "hull"))
        spans += words
        at = column + sum(cells(text) for text, _ in words)
    spans.append((row[at:].rstrip(" "), "hull"))
    return tuple(span for span in spans if span[0])


def _stall(stall: Stall, is_here: bool, mark: Callable[[str], str] | None) -> list[list[Span]]:
    """The rows of one room: its name, then who is there."""
    anchor = stall.anchor
    role = "here" if is_here else "room"
    lines = wrap((Run(stall.name),), anchor.width)
    # A name takes a second row only where nobody needs it.
    most = 1 if stall.people and anchor.rows < 2 else 1 + anchor.rows
    name = ["".join(run.text for run in line) for line in lines]
    if len(name) > most:
        name = [*name[: most - 1], _cut(" ".join(name[most - 1 :]), anchor.width)]
    found: list[list[Span]] = [[(text, role)] for text in name]
    return found + packed(stall.people, anchor.width, 1 + anchor.rows - len(name), mark)


def _cut(text: str, width: int) -> str:
    while text and cells(text) > width - 1:
        text = text[:-1]
    return text + "…"


def packed(
    people: Sequence[Someone], width: int, rows: int, mark: Callable[[str], str] | None
) -> list[list[Span]]:
    """People in so many rows: signs and names, else names, else signs, else how many more."""
    if not people:
        return []
    whole = [_whole(each, mark) for each in people]
    names = [(each.called, _role(each)) for each in people]
    signs = [(mark(each.id) if mark else each.called[:2], _role(each)) for each in people]
    for words in (whole, names):
        for gap in _GAPS:
            found = _poured(words, width, gap)
            if len(found) <= rows:
                return found
    found = _poured(signs, width, " ")
    if len(found) <= rows:
        return found
    found = found[: max(1, rows)]
    found[-1] = [*found[-1][:-2], (" …", "room")]
    return found


def _whole(someone: Someone, mark: Callable[[str], str] | None) -> Span:
    sign = mark(someone.id) + " " if mark is not None else ""
    return sign + someone.called, _role(someone)


def _role(someone: Someone) -> str:
    return f"{'you' if someone.is_you else 'person'} {someone.id}"


def _poured(words: Sequence[Span], width: int, gap: str) -> list[list[Span]]:
    """Words in rows of at most so many cells, none of them parted."""
    rows: list[list[Span]] = [[]]
    used = 0
    for text, role in words:
        size = cells(text)
        if rows[-1] and used + len(gap) + size > width:
            rows.append([])
            used = 0
        if size > width:
            return [*rows, [], *([[]] * 99)]  # no room at all
        if rows[-1]:
            rows[-1].append((gap, "room"))
            used += len(gap)
        rows[-1].append((text, role))
        used += size
    return rows
