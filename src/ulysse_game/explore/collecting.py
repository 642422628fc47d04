"""The garbage collector kept still while a graph is made, all of which is kept.

It goes through everything again and again as the graph grows and finds nothing to drop: half the
time of a large story. Nothing here collects, and who had it off finds it off.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """As long as this lasts, the collector does not run by itself."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
