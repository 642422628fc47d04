"""Which plate is drawn by which function."""

from __future__ import annotations

from collections.abc import Callable

from tests.plates import evening, ground, inside, orbit, things
from tests.plates.sheet import Sheet

PLATES: dict[str, Callable[[], Sheet]] = {
    "alliance": evening.alliance,
    "bench": evening.bench,
    "chair": inside.chair,
    "debt": orbit.debt,
    "faute": inside.faute,
    "irene": inside.irene,
    "lamp": orbit.lamp,
    "lamps": evening.lamps,
    "landing": evening.landing,
    "last_watch": inside.last_watch,
    "mars": ground.mars,
    "orage": ground.orage,
    "phenix": ground.phenix,
    "pierre": things.pierre,
    "river": things.river,
    "straw": things.straw,
    "survivant": things.survivant,
    "table": inside.table,
    "terrace": evening.terrace,
    "trace": things.trace,
    "ulysse": orbit.ulysse,
    "valley": orbit.valley,
    "volodia": orbit.volodia,
    "wireless": inside.wireless,
    "wreck": ground.wreck,
}
"""By id, as `story/world/plates.yaml` names them."""
