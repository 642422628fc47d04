"""What lines with ``>`` stand on: a screen of the ship, a printed form, a page in Jeanne's hand."""

from __future__ import annotations

from collections.abc import Mapping

from ulysse_game.story import Constant, Expression, Facts, Paragraph, Show, Story, ground

_PAPERS = {"notebook": "hand", "recorded": "form", "softened": "form"}
"""What the texts of an observation are written on."""


def paper_of(story: Story, line_id: str) -> str:
    """The kind of a line with ``>`` in this text: ``screen``, ``form`` or ``hand``.

    An observation is a line of the notebook until it is one of a report; anything else is on
    what its scene says, mostly a screen.
    """
    if line_id.startswith("observation."):
        return _PAPERS.get(line_id.rpartition(".")[2], "screen")
    scene = story.scenes.get(line_id.partition(".")[0])
    return scene.paper or "screen" if scene is not None else "screen"


def spliced(item: Paragraph, binding: Mapping[str, Expression], facts: Facts) -> str:
    """The line id of an observation’s text, where a paragraph is that and nothing else."""
    if len(item.parts) != 1:
        return ""
    part = item.parts[0]
    if not isinstance(part, Show) or part.form != "text":
        return ""
    found = ground(part.value, binding, facts)
    return f"observation.{found.value}.{part.detail}" if isinstance(found, Constant) else ""
