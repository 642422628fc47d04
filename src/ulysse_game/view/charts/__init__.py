"""The charts: a plan with its people, a map of the ground, the light between the planets.

``charts`` says what is known now, in words and as data; ``drawn`` makes rows of it, in the room
there is. It knows no toolkit and no colour: every span has a role, of which somebody else makes
one. A drawing never says what its words do not.
"""

from ulysse_game.view.charts.chart import (
    Chart,
    LightDrawing,
    Mark,
    PlanDrawing,
    Row,
    SiteDrawing,
    Someone,
)
from ulysse_game.view.charts.drawn import drawn
from ulysse_game.view.charts.telling import charts, has_charts

__all__ = [
    "Chart",
    "LightDrawing",
    "Mark",
    "PlanDrawing",
    "Row",
    "SiteDrawing",
    "Someone",
    "charts",
    "drawn",
    "has_charts",
]
