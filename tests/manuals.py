"""The examples of the manuals: fenced blocks, and the stories they make.

A block of YAML is laid over the small world of ``tests/diagnostics/fixture``. A line ``# file: …``
begins a file; what stands above the first is a file of scenes. Entries of a world file take the
place of those of the same name in the fixture, and the others stay. Scenes that nothing leads to
are led to from a scene before all others.

The worked examples are followed as they are read: their files are written, their commands marked
``run`` are run, ``cd`` leads on, and what is printed is held against the block of text below.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Container, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.diagnostics.stories import FIXTURE
from ulysse_game.compiler.names_of_files import HOUSE_STYLE

ROOT = Path(__file__).parent.parent
WRITERS = ROOT / "story" / "README.md"
TESTERS = ROOT / "tests" / "README.md"
FRONT = ROOT / "README.md"

SCENES = "1_part/manual.yaml"
WHOLE = ("story.yaml", "chapter.yaml")
"""Files that an example writes whole."""

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"^# (file|edit): (\S+)\n")
_PO_ENTRY = re.compile(r'^msgctxt "([^"]*)"\nmsgid (?:.*\n)(?:".*\n)*msgstr .*\n(?:".*\n)*', re.M)
_CD = re.compile(r"^cd (\S+)$", re.MULTILINE)
_EVERYWHERE = range(1_000_000)
_OPERATORS = re.compile(r"[|&;<>()]+")
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
    return [each for each in every_block(manual) if each.info.split(" ")[0] == language]


def every_block(manual: Path) -> Iterator[Block]:
    """The blocks of a manual, in order."""
    text = manual.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        yield Block(text.count("\n", 0, found.start()) + 1, found["info"], found["text"])


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
        if file.startswith("world/") or file.endswith((*WHOLE, HOUSE_STYLE)):
            continue
        for name, inside in _SCENE.findall(content):
            has = set(re.findall(r"^  ([a-z]+):", inside, re.MULTILINE))
            if "offer" not in has and not ("when" in has and "else" not in has):
                way = "detour" if re.search(r": return$", inside, re.MULTILINE) else "goto"
                yield f"to_{name}: To {name}.\n      {way}: {name}"


# -- the worked examples, followed ----------------------------------------------------------------


def is_followed(block: Block) -> bool:
    """Whether it is a file of a worked example, or an edit of one."""
    return _MARK.match(block.text) is not None


def chapter(manual: Path, heading: str) -> range:
    """The lines of a chapter, to the next of its rank; what a block shows is no heading."""
    text = manual.read_text(encoding="utf-8")
    text = _FENCE.sub(lambda block: block[0].replace("#", "-"), text)
    start = text.index(f"\n## {heading}\n") + 1
    end = text.find("\n## ", start)
    return range(text.count("\n", 0, start), text.count("\n", 0, end))


def follow(manual: Path, folder: Path, lines: Container[int] = _EVERYWHERE) -> Iterator[str]:
    """Do in ``folder`` what these lines say; gives what did not come as they say, in words."""
    printed: str | None = None
    for block in (each for each in every_block(manual) if each.line in lines):
        language, *marks = block.info.split(" ")
        said, printed = printed, None
        if is_followed(block):
            yield from (f"line {block.line}: {each}" for each in _laid(block, marks, folder))
        elif language == "sh" and "run" in marks:
            done = _run(block.text, folder)
            printed = done.stdout
            if bool(done.returncode) is not ("fails" in marks):
                yield f"line {block.line}: exit code {done.returncode}\n{done.stdout}"
            for there in _CD.findall(block.text):
                folder = folder / there
        elif language == "text" and said is not None and not _as_said(block.text, said):
            yield f"line {block.line}: it is not this that is printed, but\n{said}"


def _laid(block: Block, marks: list[str], folder: Path) -> Iterator[str]:
    """Write or edit a file, or look whether it is ``written`` so, or has this ``within`` it."""
    found = _MARK.match(block.text)
    assert found is not None
    path, text = folder / found[2], block.text[found.end() :]
    if "written" in marks:
        if path.read_text(encoding="utf-8") != text:
            yield f"{found[2]} is\n{path.read_text(encoding='utf-8')}"
        return
    if "within" in marks:
        if text not in path.read_text(encoding="utf-8"):
            yield f"{found[2]} has no such part"
        return
    if found[1] == "edit":
        text = _edited(path.read_text(encoding="utf-8"), text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _edited(text: str, part: str) -> str:
    """The text with ``part`` in the place of what begins as it does and is indented deeper.

    Of a catalogue it is the entries of ``part`` that take the place of their like.
    """
    if part.startswith("msgctxt"):
        for entry in _PO_ENTRY.finditer(part):
            text = _PO_ENTRY.sub(partial(_new_entry, entry), text)
            assert entry[0] in text, entry[1]
        return text
    first = part.splitlines()[0]
    deeper = " " * (len(first) - len(first.lstrip()) + 1)
    pattern = rf"^{re.escape(first)}\n(?:{deeper}[^\n]*\n|\n(?={deeper}))*"
    new, count = re.subn(pattern, lambda _: part, text, count=1, flags=re.MULTILINE)
    assert count, first
    return new


def _new_entry(new: re.Match[str], old: re.Match[str]) -> str:
    return new[0] if new[1] == old[1] else old[0]


def _run(commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run them in a shell in ``folder``, with the commands of this interpreter and no settings."""
    kept = {key: os.environ[key] for key in ("SYSTEMROOT", "TMPDIR") if key in os.environ}
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    return subprocess.run(
        ["sh", "-ec", commands],
        cwd=folder,
        env={**kept, "PATH": path, "HOME": str(folder / ".home"), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def _as_said(shown: str, printed: str) -> bool:
    """Whether this is what was printed: ``…`` is anything, alone on its line any lines."""
    pattern = ""
    for line in map(_timeless, shown.splitlines()):
        if line == "…":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += r"[^\n]*".join(re.escape(part) for part in line.split("…")) + r"\n"
    text = "".join(f"{_timeless(line)}\n" for line in printed.splitlines())
    return re.fullmatch(pattern, text) is not None


def _timeless(line: str) -> str:
    """The line without what differs from one run to the next, if it tells of time."""
    is_of_time = re.match(r"in [\d.,]+ s on \d+ cores?;", line)
    return "in … s" if is_of_time else line


def command_lines(manual: Path) -> Iterator[tuple[int, list[str]]]:
    """What stands behind ``ulysse`` in a manual’s blocks for the shell, each with its line."""
    for block in blocks(manual, "sh"):
        for number, line in enumerate(block.text.splitlines(), block.line + 1):
            words = shlex.shlex(line, posix=True, punctuation_chars=True)
            words.whitespace_split = True
            command: list[str] = []
            for word in (*words, ";"):
                if not _OPERATORS.fullmatch(word):
                    command.append(word)
                    continue
                if command and command[0].rpartition("/")[2] == "ulysse":
                    yield number, command[1:]
                command = []
