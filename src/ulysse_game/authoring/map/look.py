"""How a drawn map looks: one style for the picture and for the page.

Which colours there are is said in ``shade``; here they become style sheets, light and dark.
"""

from __future__ import annotations

from ulysse_game.authoring.map.atlas import NAME, SMALL
from ulysse_game.authoring.map.shade import PAINTS, Paint

MARKERS = (
    '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
    'orient="auto" markerUnits="userSpaceOnUse"><path class="tip" d="M0 0L8 4L0 8z"/></marker>'
)
"""The heads of arrows."""

LIGHT = {"paper": "#fdfdfb", "frame": "#f4f4ef", "rule": "#a9a99f", "ink": "#1b1b1f",
         "dim": "#50525c", "line": "#6a6d78", "hot": "#b34700"}  # fmt: skip
DARK = {"paper": "#17181c", "frame": "#1d1f25", "rule": "#565964", "ink": "#e6e4df",
        "dim": "#b4b4bd", "line": "#8f93a1", "hot": "#ff9a55"}  # fmt: skip

_FIXED = f"""\
text{{font:{SMALL}px system-ui,"Helvetica Neue",Arial,sans-serif;fill:var(--ink)}}
text.name{{font-size:{NAME}px;font-weight:600;text-anchor:middle}}
text.small,text.label{{text-anchor:middle}}text.label{{fill:var(--dim)}}
text.door{{text-anchor:middle;fill:var(--dim)}}
text.chapter{{font-size:16px;font-weight:600;paint-order:stroke;stroke:var(--frame);stroke-width:5px}}
text.title{{font-size:18px;font-weight:600}}text.key{{font-size:{SMALL + 1}px}}
.paper{{fill:var(--paper)}}.frame{{fill:var(--frame);stroke:var(--rule)}}
.behind{{fill:var(--frame)}}.tip{{fill:var(--line)}}
.edge path,.entry,.route{{fill:none;stroke:var(--line);stroke-width:1.3}}
.route,.entry{{stroke-dasharray:none;opacity:.75}}
.edge.next path{{stroke-width:2}}.edge.detour path{{stroke-dasharray:7 4}}
.edge.rule path{{stroke-dasharray:1.5 4;stroke-linecap:round;stroke-width:2}}
.edge.else path{{stroke-dasharray:9 3 2 3}}.edge.draw path{{stroke-dasharray:4 2}}
.node .inner{{fill:none}}.node.card rect{{stroke-dasharray:5 2}}
.node.rule rect,.node.endings rect{{stroke-dasharray:1.5 3}}
"""
_ELSEWHERE = (
    ".node.elsewhere rect{fill:var(--frame);stroke-dasharray:2 2}"
    ".node.elsewhere text{fill:var(--dim)}\n"
)
"""Stands after the paints, which it outdoes."""


def style(root: str) -> str:
    """The style sheet; ``root`` is the selector of what bears its colours."""
    light = _variables(LIGHT) + "".join(_light(name, each) for name, each in PAINTS.items())
    dark = _variables(DARK) + "".join(_dark(name, each) for name, each in PAINTS.items())
    rules = "".join(map(_rule, PAINTS))
    return (
        f"{root}{{color-scheme:light dark;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{{root}{{{dark}}}}}\n"
        f"@media print{{{root}{{{light}}}}}\n{_FIXED}{rules}{_ELSEWHERE}"
    )


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def _light(name: str, paint: Paint) -> str:
    return f"--{name}-f:{paint.fill};--{name}-i:{paint.ink};--{name}-b:{paint.border};"


def _dark(name: str, paint: Paint) -> str:
    fill, ink, border = paint.dark_fill, paint.dark_ink, paint.dark_border
    return f"--{name}-f:{fill};--{name}-i:{ink};--{name}-b:{border};"


def _rule(name: str) -> str:
    paint = PAINTS[name]
    dash = f";stroke-dasharray:{paint.dash}" if paint.dash else ""
    return (
        f".{name} rect{{fill:var(--{name}-f);stroke:var(--{name}-b);"
        f"stroke-width:{paint.thick}{dash}}}.{name} text{{fill:var(--{name}-i)}}\n"
    )
