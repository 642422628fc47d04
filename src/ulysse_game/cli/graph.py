"""Draws a map of the story: its scenes, and the ways that lead from one to another.

The map is printed in the languages of Graphviz or Mermaid, as an SVG picture, or written as a page
to look about in: --output map.html. --chapter and --around draw a part of it.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ulysse_game.cli.arguments import add_cores, add_folder, count
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import fresh_story, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.authoring.map import Graph, Shading
    from ulysse_game.compiler import Compiled
    from ulysse_game.engine import Machine
    from ulysse_game.explore.cores import Cores
    from ulysse_game.story import Expression, Story

FORMATS = {".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid",
           ".svg": "svg", ".html": "html", ".htm": "html"}  # fmt: skip
"""The form of a map by how its file is called."""
_PICTURES = frozenset((".png", ".pdf", ".jpg", ".jpeg", ".gif", ".webp", ".ps", ".bmp"))
"""What Graphviz makes of a map, and nothing here does."""
COLORS = ("verdict", "words", "plays", "chapter", "none")
_RUNS = 500
_STEPS = 2
_CLEAR = "\x1b[K"
_BUDGET = 30.0
"""Seconds that exploring may take before a map is drawn."""


class Known(NamedTuple):
    """What is known of a story beside its text: verdicts by scene and ``SCENE.CHOICE``, and how
    many of ``runs`` random plays pass each scene.
    """

    verdicts: Mapping[str, str] = {}
    plays: Mapping[str, int] = {}
    runs: int = 0


def options(parser: ArgumentParser) -> None:
    """What may follow ``graph``."""
    add_folder(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where to write the map (default: print it)"
    )
    parser.add_argument(
        "--format", choices=("dot", "mermaid", "svg", "html"),
        help="default: as FILE is called, else dot; html needs a FILE",
    )  # fmt: skip
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--chapter", metavar="ID", help="draw this chapter and what is next to it")
    part.add_argument("--around", metavar="SCENE", help="draw what is near this scene")
    parser.add_argument(
        "--steps", type=count, default=_STEPS, metavar="N",
        help=f"with --around: how many ways from it, forwards or back (default: {_STEPS})",
    )  # fmt: skip
    parser.add_argument(
        "--color", choices=COLORS,
        help="what colours tell (default: verdict in html, which offers them all; else chapter)",
    )  # fmt: skip
    parser.add_argument(
        "--no-explore", action="store_true", help="do not ask what can be reached, which takes time"
    )
    parser.add_argument(
        "--runs", type=count, default=_RUNS, metavar="N",
        help=f"random plays to count for the colours of plays (default: {_RUNS}; 0: none)",
    )  # fmt: skip
    add_cores(parser)


def run(arguments: Namespace) -> int:
    """Draws the map; a story with errors makes it 1."""
    form = _form(arguments)
    compiled = fresh_story(arguments.story)
    if compiled.story is None:
        return ERRORS
    defined = _defined(compiled)
    graph = _part(compiled.story, defined, arguments)
    color = arguments.color or ("chapter" if form != "html" else "")
    known = _known(compiled.story, arguments, form, color)
    shadings = _shadings(graph, known, color)
    lines = _drawn(form, graph, compiled.story, shadings, known, defined)
    _write(lines, arguments.output)
    _warn(form, graph)
    return FINE


# ── What to draw ────────────────────────────────────────────────────────────────────────────────


def _form(arguments: Namespace) -> str:
    suffix = Path(arguments.output).suffix.lower() if arguments.output else ".dot"
    form: str | None = arguments.format or FORMATS.get(suffix)
    if form is None and suffix in _PICTURES:
        source = Path(arguments.output).with_suffix(".dot")
        raise Misuse(
            marked("No map is drawn as {path}: there are {names}. Write {source}; then {command}."),
            path=suffix,
            names=", ".join(FORMATS),
            source=source,
            command=f"`dot -T{suffix[1:]} {source} -o {arguments.output}` (Graphviz)",
        )
    if form is None:
        raise Misuse(
            marked("{path} could be any kind of map; add --format, or call it {names}."),
            path=arguments.output,
            names=", ".join(FORMATS),
        )
    if form == "html" and not arguments.output:
        raise Misuse(marked("{option} goes with {other}."), option="--format html", other="-o FILE")
    return form


def _part(story: Story, defined: Mapping[Expression, str], arguments: Namespace) -> Graph:
    from ulysse_game.authoring.map import around, chapter, graph_of
    from ulysse_game.diagnostics import did_you_mean

    whole = graph_of(story, defined)
    if arguments.chapter is not None:
        chapters = [each.id for each in story.world.chapters]
        if arguments.chapter not in chapters:
            hint = did_you_mean(arguments.chapter, chapters)
            sentence = marked("There is no chapter {name}. {hint}")
            raise Misuse(sentence, name=arguments.chapter, hint=hint)
        return chapter(whole, arguments.chapter)
    if arguments.around is not None:
        if arguments.around not in story.scenes:
            hint = did_you_mean(arguments.around, story.scene_ids)
            sentence = marked("There is no scene {name}. {hint}")
            raise Misuse(sentence, name=arguments.around, hint=hint)
        return around(whole, arguments.around, arguments.steps)
    return whole


def _defined(compiled: Compiled) -> Mapping[Expression, str]:
    """The story's named expressions, so that conditions are told by their names."""
    from ulysse_game.authoring.named import defined_names

    return {} if compiled.declared is None else defined_names(compiled.declared)


def _drawn(
    form: str,
    graph: Graph,
    story: Story,
    shadings: list[Shading],
    known: Known,
    defined: Mapping[Expression, str],
) -> Iterator[str]:
    from ulysse_game.authoring.map import dot, mermaid, page, svg

    match form:
        case "dot":
            return dot(graph, shadings[0])
        case "mermaid":
            return mermaid(graph, shadings[0])
        case "svg":
            return svg(graph, shadings[0])
        case _:
            return page(graph, story, shadings, known.verdicts, defined)


def _write(lines: Iterator[str], path: str | None) -> None:
    text = "".join(f"{line}\n" for line in lines)
    if path is None:
        sys.stdout.write(text)
        return
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    sys.stdout.write(f"{path}\n")


def _warn(form: str, graph: Graph) -> None:
    from ulysse_game.authoring.map import MOST_EDGES

    if form == "mermaid" and len(graph.edges) > MOST_EDGES:
        sys.stderr.write(
            f"{len(graph.edges)} edges: where Mermaid draws at most {MOST_EDGES}, ask for a part "
            "of the map with --chapter or --around.\n"
        )


# ── What is known of it ─────────────────────────────────────────────────────────────────────────


def _shadings(graph: Graph, known: Known, color: str) -> list[Shading]:
    """The colours to choose from, that asked for first."""
    from ulysse_game.authoring.map import by_chapter, by_plays, by_verdict, by_words, none

    found = {
        "words": by_words(graph),
        "chapter": by_chapter(graph),
        "none": none(graph),
    }
    if known.runs:
        found = {"plays": by_plays(graph, known.plays, known.runs)} | found
    if known.verdicts:
        found = {"verdict": by_verdict(graph, known.verdicts)} | found
    first = color if color in found else next(iter(found))
    return [found.pop(first), *found.values()]


def _known(story: Story, arguments: Namespace, form: str, color: str) -> Known:
    """What the explorer and random plays know of the story, as far as the map tells it."""
    wants_verdicts = form == "html" or color == "verdict"
    wants_plays = (form == "html" or color == "plays") and arguments.runs
    if color == "verdict" and arguments.no_explore:
        raise Misuse(
            marked("{option} does not go with {other}."),
            option="--color verdict",
            other="--no-explore",
        )
    wants_verdicts = wants_verdicts and not arguments.no_explore
    if not wants_verdicts and not wants_plays:
        return Known()
    from ulysse_game.engine import Machine
    from ulysse_game.explore.cores import Cores

    machine = Machine(story)
    progress = _Progress()
    if wants_verdicts:
        progress.say(f"exploring, at most {_BUDGET:.0f} seconds…")
    with Cores(machine, arguments.cores, story_folder(arguments.story)) as cores:
        verdicts = _verdicts(machine, cores) if wants_verdicts else {}
        if wants_plays:
            progress.say(f"playing {arguments.runs:,} times at random…")
        plays = _plays(cores, arguments.runs) if wants_plays else {}
    progress.say("")
    return Known(verdicts, plays, arguments.runs if wants_plays else 0)


def _verdicts(machine: Machine, cores: Cores) -> Mapping[str, str]:
    """What the explorer says; of a looped choice, what it says of the best of its items."""
    from ulysse_game.explore import Impossible, Means, Reached, explore

    means = Means(budget=_BUDGET, is_shortest=False, kinds=frozenset(("scene", "choice")))
    rank = {"impossible": 0, "open": 1, "reached": 2}
    found: dict[str, str] = {}
    for judged in explore(machine, means, cores=cores).judged:
        if judged.item.kind not in ("scene", "choice"):
            continue
        word = (
            "reached"
            if isinstance(judged.verdict, Reached)
            else "impossible"
            if isinstance(judged.verdict, Impossible)
            else "open"
        )
        name = ".".join(part.partition("/")[0] for part in judged.item.name.split("."))
        found[name] = max(word, found.get(name, word), key=rank.__getitem__)
    return found


def _plays(cores: Cores, runs: int) -> Mapping[str, int]:
    """How many of so many random plays pass each scene."""
    from ulysse_game.playtest.wander import Plan, wander

    wandered = wander(cores, Plan(runs=runs, sample=0))
    scenes: Mapping[str, int] = wandered.counts[0].get("scene", {})
    return scenes


class _Progress:
    """A line on a terminal that says what takes so long; nothing anywhere else."""

    def __init__(self) -> None:
        err = sys.stderr
        self._is_seen = err is not None and err.isatty() and os.environ.get("TERM") != "dumb"

    def say(self, text: str) -> None:
        """Write this in the place of what stood there."""
        if self._is_seen:
            sys.stderr.write(f"\r{text}{_CLEAR}")
            sys.stderr.flush()
