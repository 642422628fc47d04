"""Mistakes that exploring found, each kept as a walkthrough with the command that shows it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

from ulysse_game.engine import Machine
from ulysse_game.explore.route import replayed, walkthrough_text
from ulysse_game.playtest.exploring.report import Report, mistakes
from ulysse_game.playtest.exploring.told import said
from ulysse_game.playtest.exploring.ways import Ways


def keep(machine: Machine, report: Report, folder: Path, story: str = "") -> list[dict[str, Any]]:
    """Write a walkthrough into ``folder`` for each mistake; gives what the report says of them.

    ``story`` is the story's folder for the command, if it is not the game's own. Raises
    ``OSError`` where a file cannot be written.
    """
    found = []
    ways = Ways(report["ways"])
    for row in mistakes(report):
        folder.mkdir(parents=True, exist_ok=True)
        route = ways.route(row["seed"], row["node"])
        states = replayed(machine, route)
        checks = () if states is None else (_check(states[-1].ending, states[-1].location),)
        words = re.findall(r"[a-z0-9]+", f"{row['kind']} {row['name']}".lower())
        name = "_".join(("explore", *words))
        file = folder / f"{name}.yaml"
        means = f"Found by exploring: {said(row)}."
        text = walkthrough_text(route, name, means, checks)
        file.unlink(missing_ok=True)  # a link that lies there is not written through
        file.write_text(text, encoding="utf-8", newline="\n")
        more = f" --story {shlex.quote(story)}" if story else ""
        shows = "replay" if row["kind"] in ("broken", "runaway") else "play --from"
        see = f"ulysse {shows} {shlex.quote(file.as_posix())}{more}"
        kept = {"kind": row["kind"], "name": row["name"], "steps": len(route.steps)}
        found.append({**kept, "file": file.as_posix(), "see": see})
    return found


def _check(ending: str, location: str) -> str:
    return f"ending: {ending}" if ending else f"at: {location}"


__all__ = ["keep"]
