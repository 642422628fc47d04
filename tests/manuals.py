"""The examples of the manuals: fenced blocks, and the stories they make.

A block of YAML is laid over the small world of ``tests/diagnostics/fixture``. A line ``# file: …``
begins a file; what stands above the first is a file of scenes. Entries of a world file take the
place of those of the same name in the fixture, and the others stay. Scenes that nothing leads to
are led to from a scene before all others.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.diagnostics.stories import FIXTURE

ROOT = Path(__file__).parent.parent
WRITERS = ROOT / "story" / "README.md"
TESTERS = ROOT / "tests" / "README.md"
FRONT = ROOT / "README.md"

SCENES = "1_part/manual.yaml"
WHOLE = ("story.yaml", "chapter.yaml")
"""Files that an example writes whole."""

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^# file: (\S+)\n", re.MULTILINE)
_SCENE = re.compile(r"^([a-z][a-z0-9_]*):\n((?:[ #][^\n]*\n|\n)*)", re.MULTILINE)
_ENTRY = re.compile(
    r"^  ([a-z][a-z0-9_]*)[^\n]*:[^\n]*\n(?:(?:   |\n)[^\n]*(?:\n|$))*", re.MULTILINE
)


class Block(NamedTuple):
    """A fenced block: its line in the manual, its info string, its text."""

    line: int
    info: str
    text: str

    @property
    def files(self) -> dict[str, str]:
        """Its files by path; what stands above the first mark is a file of scenes."""
        parts = _FILE.split(self.text)
        found = dict(zip(parts[1::2], parts[2::2], strict=True))
        if parts[0].strip():
            found[SCENES] = parts[0]
        return found


def blocks(manual: Path, language: str) -> list[Block]:
    """The blocks of a manual in this language, in order."""
    text = manual.read_text(encoding="utf-8")
    return [
        Block(text.count("\n", 0, found.start()) + 1, found["info"], found["text"])
        for found in _FENCE.finditer(text)
        if found["info"].split(" ")[0] == language
    ]


def lay(files: dict[str, str], folder: Path) -> Path:
    """The story folder ``folder/story``: the fixture with these files laid over it."""
    story = folder / "story"
    shutil.copytree(FIXTURE, story)
    for file, content in files.items():
        if file.startswith("world/"):
            _make_room(story, content)
            file = f"world/manual_{Path(file).name}"
        path = story / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    _begin(story, files)
    return story


def _make_room(story: Path, content: str) -> None:
    """Takes out of the fixture's world what the example declares itself."""
    declared = {
        (key, name[1])
        for key, inside in _SCENE.findall(content)
        for name in _ENTRY.finditer(inside)
    }
    for path in sorted((story / "world").glob("*.yaml")):
        if path.name.startswith("manual_"):
            continue

        def kept(section: re.Match[str]) -> str:
            key = section[1]
            inside = _ENTRY.sub(
                lambda entry: "" if (key, entry[1]) in declared else entry[0], section[2]
            )
            return f"{key}:\n{inside}" if inside.strip() else ""

        text = _SCENE.sub(kept, path.read_text(encoding="utf-8"))
        path.write_text(text or "{}\n", encoding="utf-8")


def _begin(story: Path, files: dict[str, str]) -> None:
    """A first scene that leads to every scene of the example, and a list of all chapters."""
    chapters = [path.parent.name for path in sorted(story.glob("*/chapter.yaml"))]
    text = (story / "story.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^begins: .*$", "begins: every_example", text, flags=re.MULTILINE)
    text = re.sub(r"^chapters: .*$", f"chapters: {', '.join(chapters)}", text, flags=re.MULTILINE)
    (story / "story.yaml").write_text(text, encoding="utf-8")
    ways = "".join(f"    - {way}\n" for way in _ways(files))
    (story / "common" / "every_example.yaml").write_text(
        f"every_example:\n  at: cabin\n  choices:\n{ways}    - morning: On.\n  next: morning\n",
        encoding="utf-8",
    )


def _ways(files: dict[str, str]) -> Iterator[str]:
    """A choice to each scene, by a detour where it returns; cards are only drawn."""
    for file, content in files.items():
        if file.startswith("world/") or file.endswith(WHOLE):
            continue
        for name, inside in _SCENE.findall(content):
            has = set(re.findall(r"^  ([a-z]+):", inside, re.MULTILINE))
            if "offer" not in has and not ("when" in has and "else" not in has):
                way = "detour" if re.search(r": return$", inside, re.MULTILINE) else "goto"
                yield f"to_{name}: To {name}.\n      {way}: {name}"
