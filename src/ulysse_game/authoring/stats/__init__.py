"""Figures of a story: how much is written, by whom it is spoken, what may be chosen, what is seen.

``written`` counts what stands in the files, every arm of every text; ``runs`` what somebody who
plays meets, from random plays that are handed in. ``report`` puts both together as data with
documented keys, ``table`` as lines that fit 80 columns. Nothing here judges: the house style's
shares and targets stand beside the figures.
"""

from __future__ import annotations

from ulysse_game.authoring.stats.report import Report, report_of
from ulysse_game.authoring.stats.runs import Runs
from ulysse_game.authoring.stats.table import table

__all__ = ["Report", "Runs", "report_of", "table"]
