"""What was shrunk, written down as a walkthrough that fails as the longer one did.

A walkthrough keeps its language and the start it made up; everything else it asked on the way is
left out. Nothing here writes a file.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.compiler.walkthroughs import Walkthrough
from ulysse_game.engine import Machine
from ulysse_game.explore.route import Route, play_part, sentence
from ulysse_game.playtest.failing import Failing
from ulysse_game.playtest.script import Found


def shrunk_text(machine: Machine, found: Found, failing: Failing, route: Route, name: str) -> str:
    """The walkthrough called ``name`` that takes ``route``, shrunk from the script found."""
    script = found.script
    assert script is not None
    is_walkthrough = isinstance(script, Walkthrough)
    language = script.language if isinstance(script, Walkthrough) else script.save.language
    was = len(failing.route.steps)
    means = f"{failing.what}; shrunk from {was} choices to {len(route.steps)}."
    lines = [f"walkthrough: {name}", *sentence("means", means[0].upper() + means[1:])]
    lines.append(f"seed: {route.seed}")
    if language != machine.story.world.language:
        lines.append(f"language: {language}")
    if is_walkthrough and failing.first is not None:
        lines += _start(found.text)
    return "\n".join((*lines, *play_part(route, failing.checks))) + "\n"


def _start(text: str) -> Iterator[str]:
    """The lines of ``from:`` in a walkthrough, as they were written."""
    is_in = False
    for line in text.splitlines():
        if line[:1] not in ("", " ", "#"):
            is_in = line.startswith("from:")
        if is_in and line.strip():
            yield line
