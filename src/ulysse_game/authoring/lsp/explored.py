"""What the explorer says of each scene, worked out in a process of its own.

``python -m ulysse_game.authoring.lsp.explored`` reads one wish from standard input and writes one
answer to standard output, both JSON. The language server starts it when the writer rests and ends
it when the story changes; it never writes a file.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, TypedDict


class Wish(TypedDict):
    """A story folder, the texts an editor holds of it, and seconds."""

    folder: str
    unsaved: dict[str, str]
    budget: float


def answer(wish: Wish) -> dict[str, Any]:
    """The digest of the story, and what is known of each scene in words; no scenes on errors."""
    from ulysse_game.compiler import Recompiler
    from ulysse_game.engine import Machine
    from ulysse_game.explore import Means, explore

    compiled = Recompiler(Path(wish["folder"])).compile(wish["unsaved"])
    if compiled.story is None:
        return {"digest": "", "scenes": {}}
    means = Means(budget=wish["budget"], kinds=frozenset({"scene"}))
    explored = explore(Machine(compiled.story), means)
    scenes = {
        each.item.name: in_words(each.verdict)
        for each in explored.judged
        if each.item.kind == "scene"
    }
    return {"digest": compiled.story.digest, "scenes": scenes}


def in_words(verdict: object) -> str:
    """A verdict in a few words."""
    from ulysse_game.explore import Impossible, Reached

    if isinstance(verdict, Reached):
        steps = len(verdict.route.steps)
        told = f"reached in {steps} choice{'' if steps == 1 else 's'}"
        return told if verdict.is_shortest else f"{told}, perhaps in fewer"
    return "cannot be reached" if isinstance(verdict, Impossible) else "not decided"


def main() -> None:
    """Answer the wish that comes in."""
    if hasattr(os, "nice"):
        os.nice(10)  # whoever writes goes first
    wish: Wish = json.load(sys.stdin)
    json.dump(answer(wish), sys.stdout)


if __name__ == "__main__":
    main()
