"""A chart as rows of words with roles, as large as there is room.

The roles are its own: ``hull``, ``room``, ``here``, ``person ID``, ``you ID``; ``ring``, ``walk``,
``way``, ``point``, ``scale``; ``sun``, ``orbit``, ``planet``, ``ray``, ``light``. Nothing here
knows what is drawn for whom, or when.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from ulysse_game.view.charts.chart import Chart, LightDrawing, PlanDrawing, Row, SiteDrawing


def drawn(
    chart: Chart,
    columns: int,
    rows: int,
    *,
    braille: bool = True,
    letters: bool = False,
    mark: Callable[[str], str] | None = None,
    phase: float | None = None,
) -> tuple[Row, ...]:
    """The chart in at most ``columns`` × ``rows`` cells; a plan is as high as it is.

    Without ``braille`` it is made of points and stars and of the lines that a console’s font has,
    with ``letters`` of ASCII signs alone.
    ``mark`` gives the sign of a person; ``phase`` is how far the light has come from Mars, 0 to 1,
    and on from there back to it, up to 2.
    """
    # Imported here: whoever opens one chart does not wait for the others.
    match chart.drawing:
        case PlanDrawing():
            from ulysse_game.view.charts.plan import plan_rows

            return plan_rows(chart.drawing, few=not braille, letters=letters, mark=mark)
        case SiteDrawing():
            from ulysse_game.view.charts.site import site_rows

            return site_rows(chart.drawing, columns, rows, braille=braille, letters=letters)
        case LightDrawing():
            from ulysse_game.view.charts.light import light_rows

            return light_rows(chart.drawing, columns, rows, braille=braille, phase=phase)
    assert_never(chart.drawing)
