"""Tiny stories: one file each, with its walkthroughs, laid over a world that is always there.

A file is YAML in sections. What stands above the first mark is ``1_part/scenes.yaml``. A line
``# file: world/rules.yaml`` begins another file of the story, in place of the fixture's; a line
``# walkthrough`` begins a walkthrough.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
FIXTURE = HERE / "fixture"
STORIES = sorted((HERE / "stories").glob("*.yaml"))
SCENES = "1_part/scenes.yaml"

_MARK = re.compile(r"^# (?:file: (\S+)|walkthrough)\n", re.MULTILINE)


class Tiny(NamedTuple):
    """The files of a tiny story by path, and its walkthroughs, each by its first line in the file.

    Every section keeps its place in the file, so that what is said of a line can be found.
    """

    files: dict[str, str]
    walkthroughs: dict[int, str]


def sections(text: str) -> Tiny:
    files: dict[str, str] = {}
    walkthroughs: dict[int, str] = {}
    marks = [*_MARK.finditer(text)]
    ends = [*(mark.start() for mark in marks), len(text)]
    first = text[: ends[0]]
    if re.search(r"^[a-z]", first, re.MULTILINE):
        files[SCENES] = first
    for mark, end in zip(marks, ends[1:], strict=True):
        above = text[: mark.end()].count("\n")
        section = "\n" * above + text[mark.end() : end]
        if mark[1]:
            files[mark[1]] = section
        else:
            walkthroughs[above] = section
    return Tiny(files, walkthroughs)


def lay(tiny: Tiny, folder: Path) -> Path:
    """The story folder ``folder/story`` with the files of the tiny story in it."""
    story = folder / "story"
    shutil.copytree(FIXTURE, story)
    for file, content in tiny.files.items():
        path = story / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return story
