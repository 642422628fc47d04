"""What stands behind a page: values, conditions part by part, cards, rules, what a choice changed.

For writers while they play. The explanations are pure functions of a machine and a state;
``Panel`` tells them in rows of words that both front ends draw. A player never comes here.
"""

from ulysse_game.authoring.panel.by_hand import come_to, set_by_hand
from ulysse_game.authoring.panel.panel import Panel, asker_of
from ulysse_game.authoring.panel.rows import Row
from ulysse_game.authoring.panel.variables import number_of, range_of, values_of

__all__ = [
    "Panel",
    "Row",
    "asker_of",
    "come_to",
    "number_of",
    "range_of",
    "set_by_hand",
    "values_of",
]
