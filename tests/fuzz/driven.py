"""One target driven by what it covers, in a process of its own: ``driven.py TARGET [libFuzzer…]``.

Everything of the game that could be reached is imported under atheris's eyes first; what a target
raises stops the process, with the input kept where libFuzzer was told to.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import walk_packages


def main(arguments: list[str]) -> None:
    """Never returns: libFuzzer ends the process."""
    import atheris  # of the extra `fuzz`, which few install

    name, *rest = arguments
    with atheris.instrument_imports(include=["ulysse_game"]):
        import ulysse_game

        for each in walk_packages(ulysse_game.__path__, "ulysse_game."):
            floor = each.name.split(".")[1]
            if floor in ("compiler", "play", "engine", "view", "story", "diagnostics"):
                import_module(each.name)
        from tests.fuzz.targets import TARGETS
    atheris.Setup([sys.argv[0], *rest], TARGETS[name].run)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
