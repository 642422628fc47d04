"""Parts in rows with a dot between them: none is torn apart, no row begins or ends with a dot."""

from __future__ import annotations

from collections.abc import Sequence

from ulysse_game.ui.tui.flow import literal
from ulysse_game.view.wrap import cells

DOT = " · "


def packed(parts: Sequence[str], width: int) -> list[str]:
    """The rows, none wider than ``width`` cells but for a part that is wider itself."""
    rows: list[str] = []
    for part in map(literal, parts):
        longer = rows[-1] + DOT + part if rows else part
        if rows and cells(longer) <= width:
            rows[-1] = longer
        else:
            rows.append(part)
    return rows
