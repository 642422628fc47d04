"""Text becomes data once, here: from YAML files and PO catalogues to a checked ``Story``.

The phases are the modules: ``sources`` finds the files, ``read_yaml`` makes nodes of them,
``world`` declares names, ``tables`` and ``scenes`` read what hangs on them (``expressions`` and
``prose`` their two languages), ``checks`` looks at the whole, ``translations`` adds the other
languages. ``compile`` is the list of calls; ``cache`` keeps what came of it. Nothing here knows a
state of play.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ulysse_game.compiler.compiled import Compiled

if TYPE_CHECKING:
    from ulysse_game.compiler.recompile import Recompiler

__all__ = ["Compiled", "Recompiler", "compile_folder"]


def compile_folder(folder: Path, cache: Path | None = None) -> Compiled:
    """The story in ``folder`` and all that is wrong with it; never raises for what files hold.

    With ``cache``, a folder for compiled stories, a story that has not changed since is read from
    there (and nothing said of its warnings), and a sound one is kept there.
    """
    if cache is None:
        from ulysse_game.compiler.compile import compile_files

        return compile_files(folder)
    from ulysse_game.compiler import cache as kept

    story = kept.load(folder, cache)
    if story is not None:
        return Compiled(story)
    from ulysse_game.compiler.compile import compile_files

    try:
        stamps = kept.stamps_of(folder)
    except OSError:
        return compile_files(folder)
    compiled = compile_files(folder)
    if compiled.story is not None:
        kept.save(compiled.story, folder, cache, stamps)
    return compiled


def __getattr__(name: str) -> Any:
    # Imported by whoever compiles: a game that starts from the cache does not.
    if name == "Recompiler":
        from ulysse_game.compiler.recompile import Recompiler

        return Recompiler
    raise AttributeError(name)
