"""Plays with a mistake planted: ``python -m tests.cli.broken PLACE ARGUMENT …``.

``PLACE`` is ``engine`` (the choice ``sit`` breaks the step), ``view`` (its page cannot be made),
``saving`` (the writer's thread breaks), ``start`` (before the first page), ``timer`` (something
that happens by itself), ``leaving`` (when everything is closed).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from unittest.mock import patch

SECRET = "a value that nobody may read"
PLACES: dict[str, str] = {
    "engine": "ulysse_game.engine.step",
    "view": "ulysse_game.view.present",
    "saving": "ulysse_game.play.session.encoded",
    "start": "ulysse_game.ui.tui.app.UlysseApp.get_default_screen",
    "timer": "ulysse_game.ui.tui.app.UlysseApp._leave_with_the_terminal",
    "leaving": "ulysse_game.play.session.Session.close",
}


def broken(real: Callable[..., Any], place: str) -> Callable[..., Any]:
    """``real``, with the mistake in it."""

    def mistaken(*given: Any, **named: Any) -> Any:
        secret = SECRET
        if place == "engine" and given[2] != "sit":
            return real(*given, **named)
        if place == "view" and given[3].location != "chair":
            return real(*given, **named)
        raise ZeroDivisionError(f"a mistake of {len(secret)} signs")

    return mistaken


@contextmanager
def planted(place: str) -> Iterator[None]:
    """Has the mistake in place meanwhile."""
    target = PLACES[place]
    owner, _, name = target.rpartition(".")
    try:
        held: Any = import_module(owner)
    except ModuleNotFoundError:
        module, _, kind = owner.rpartition(".")
        held = getattr(import_module(module), kind)
    with patch.object(held, name, broken(getattr(held, name), place)):
        yield


if __name__ == "__main__":
    from ulysse_game.cli import main

    with planted(sys.argv[1]):
        sys.exit(main(sys.argv[2:]))
