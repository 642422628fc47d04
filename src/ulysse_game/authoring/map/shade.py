"""The colours of a map: by verdict, by words, by plays, by chapter.

Every shade has a note in words on its node and, where it matters, a pattern of its border, so
that nothing is told by colour alone. The colours are told apart by those who see few of them
(blue, orange, grey), and writing on them has a contrast of at least 4.5 to 1, in light and dark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ulysse_game.authoring.map.graph import Graph
from ulysse_game.authoring.map.wording import counted


class Paint(NamedTuple):
    """How a shade looks: fill, writing and border, for light and for dark; ``dash`` of its border
    as SVG has it, ``thick`` its width.
    """

    fill: str
    ink: str
    border: str
    dark_fill: str
    dark_ink: str
    dark_border: str
    dash: str = ""
    thick: float = 1.2


class Shade(NamedTuple):
    """The shade of one node: the name of its paint, and a note in a few words."""

    paint: str
    note: str = ""


class Shading(NamedTuple):
    """The shades of a map. ``by`` says what of, ``legend`` names paints and their meaning."""

    by: str
    shades: Mapping[str, Shade]
    legend: tuple[tuple[str, str], ...] = ()


PAINTS: Mapping[str, Paint] = {
    "plain": Paint("#ffffff", "#1b1b1f", "#6b6f80", "#23252c", "#e6e4df", "#8b8f9e"),
    "reached": Paint("#dcebfa", "#10263c", "#2b6cb0", "#16314d", "#d9ecff", "#6cb0f0"),
    "impossible": Paint(
        "#ffdfc4", "#5a1f00", "#b34700", "#5a2500", "#ffe3cf", "#ff9a55", "7 3", 2.4
    ),
    "open": Paint("#ececec", "#26262b", "#55565f", "#3a3b42", "#f0f0f0", "#c4c4cc", "2 3", 2.0),
    "step-0": Paint("#f5f9fd", "#10263c", "#7d94aa", "#1c2025", "#dfe6ee", "#5b6b7b"),
    "step-1": Paint("#d6e6f4", "#10263c", "#5d84a8", "#1b2f42", "#dcebfa", "#4f7aa1"),
    "step-2": Paint("#aacfea", "#0b1c2c", "#3f77a6", "#1f4a6e", "#e6f2fd", "#5f9dcf"),
    "step-3": Paint("#74b0db", "#06131f", "#2a6494", "#2b6a9c", "#ffffff", "#86bfe8"),
    "step-4": Paint("#1b5585", "#ffffff", "#0c3557", "#9fd0f5", "#06131f", "#d3eafc"),
    "chapter-0": Paint("#e3eefb", "#10263c", "#2b6cb0", "#1b2f47", "#dcebfa", "#6cb0f0"),
    "chapter-1": Paint("#fdebd3", "#4a2600", "#b36a00", "#45300f", "#ffe9c9", "#e0a040"),
    "chapter-2": Paint("#ddf3ea", "#0b3324", "#1d7f5c", "#12382b", "#d3f3e6", "#4fc09a"),
    "chapter-3": Paint("#f7e1ee", "#4a0f31", "#a8447d", "#43203a", "#fbdcef", "#d987b8"),
    "chapter-4": Paint("#efefef", "#26262b", "#55565f", "#34353b", "#efefef", "#b9bac2"),
    "chapter-5": Paint("#fdf6c9", "#3c3500", "#8d7d00", "#3d3a12", "#fbf3bd", "#cfc04a"),
}
_STEPS = 5
_CHAPTERS = 6


def none(_: Graph) -> Shading:
    """No colours."""
    return Shading("none", {})


def by_chapter(graph: Graph) -> Shading:
    """A colour for each chapter; chapters have frames with their names too."""
    paints = {each.id: f"chapter-{n % _CHAPTERS}" for n, each in enumerate(graph.clusters)}
    shades = {node.id: Shade(paints[node.chapter]) for node in graph.nodes}
    legend = tuple((paints[each.id], each.title) for each in graph.clusters)
    return Shading("chapter", shades, legend if len(legend) > 1 else ())


def by_words(graph: Graph) -> Shading:
    """The more words a scene has, the stronger its colour."""
    counts = {node.id: node.words for node in graph.nodes if node.words}
    return _by_steps("words", counts, counted)


def by_plays(graph: Graph, plays: Mapping[str, int], runs: int) -> Shading:
    """The more of ``runs`` random plays pass a scene, the stronger its colour."""
    if not runs:
        return Shading("plays", {})
    counts = {node.id: plays.get(node.id, 0) for node in graph.nodes if node.file}
    parts = {id: 100 * count / runs for id, count in counts.items()}

    def note(part: float) -> str:
        return (
            "in no play"
            if not part
            else f"{part:.0f} % of plays"
            if part >= 1
            else "< 1 % of plays"
        )

    cuts = (0.0, 5.0, 25.0, 75.0)
    shades = {
        id: Shade(f"step-{sum(part > cut for cut in cuts)}", note(part))
        for id, part in parts.items()
    }
    words = ("in no play", "up to 5 %", "5 to 25 %", "25 to 75 %", f"over 75 % of {runs:,} plays")
    return Shading("plays", shades, tuple((f"step-{n}", each) for n, each in enumerate(words)))


VERDICTS = {"reached": "reached", "impossible": "impossible", "open": "not decided"}
"""What the explorer says of a scene, and its words."""


def by_verdict(graph: Graph, verdicts: Mapping[str, str]) -> Shading:
    """By what the explorer says of each scene: a key of ``VERDICTS``."""
    shades = {
        node.id: Shade(verdicts[node.id], VERDICTS[verdicts[node.id]])
        for node in graph.nodes
        if node.id in verdicts
    }
    return Shading("verdict", shades, tuple(VERDICTS.items()))


def _by_steps(by: str, counts: Mapping[str, int], note: Callable[[int], str]) -> Shading:
    most = max(counts.values(), default=0)
    size = -(-most // _STEPS) or 1
    shades = {
        id: Shade(f"step-{min((count - 1) // size, _STEPS - 1)}", note(count))
        for id, count in counts.items()
    }
    used = -(-most // size)
    legend = tuple(
        (f"step-{n}", f"{n * size + 1:,} to {(n + 1) * size:,} {by}") for n in range(used)
    )
    return Shading(by, shades, legend)
