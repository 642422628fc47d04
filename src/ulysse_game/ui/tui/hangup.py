"""Whether the terminal is still there.

A terminal that is closed mostly says so by SIGHUP. One that is not the process's own (a browser's,
a multiplexer's, a test's) just stops: reading gives nothing, at once and for ever.
"""

from __future__ import annotations

import select
from typing import TextIO


def has_hung_up(stream: TextIO | None) -> bool:
    """Whether nobody can ever type here again; where the system cannot tell, no."""
    if stream is None or not hasattr(select, "poll"):
        return False
    try:
        watch = select.poll()
        watch.register(stream.fileno(), 0)
        return any(
            what & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, what in watch.poll(0)
        )
    except (OSError, ValueError):
        return True
