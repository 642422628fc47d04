"""The compiled story on disk: data, read one scene at a time, never trusted after an edit.

One file for each story folder. Its first line is a header: what it was made from (every file's
size, times and number), the world, and where each scene's record begins. A record is one line of
JSON, a scene with its texts in every language, checked by its CRC when it is read. Anything odd
means: no cache. It may be deleted at any time.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

from ulysse_game.compiler.bundle import is_bundled, program_stamp, standing, travels
from ulysse_game.compiler.cache_file import opened, sweep, write
from ulysse_game.compiler.names_of_files import HOUSE_STYLE, is_story_file
from ulysse_game.story import chart, expression, scene, text, world
from ulysse_game.story.scene import Scene
from ulysse_game.story.story import Story
from ulysse_game.story.text import Block
from ulysse_game.story.world import World

FORMAT = 1
_ANY_NAME = ("utf-8", "surrogatepass")  # file names that are no text; json reads them so too
MOST_STORIES = 16
RACY = 2_000_000_000
"""Nanoseconds: a file changed this shortly before the cache was written might have changed again
within one tick of its clock, so its words are compared too."""

_CLASSES: tuple[type[Any], ...] = (
    expression.Number,
    expression.Constant,
    expression.Read,
    expression.Bound,
    expression.Field,
    expression.Not,
    expression.And,
    expression.Or,
    expression.Compare,
    expression.Within,
    expression.Arithmetic,
    expression.Call,
    expression.Choose,
    expression.Walk,
    expression.Gather,
    text.Emphasis,
    text.Show,
    text.Select,
    text.Sequence,
    text.Echo,
    text.Paragraph,
    text.Branch,
    text.PageBreak,
    text.Splice,
    text.Repeat,
    text.Block,
    scene.Clock,
    scene.Change,
    scene.Hear,
    scene.Presence,
    scene.Observe,
    scene.Go,
    scene.DrawBest,
    scene.Lock,
    scene.Choice,
    scene.Draw,
    scene.Scene,
    world.Variable,
    world.Person,
    world.Voice,
    world.Room,
    world.Observation,
    world.PlayerWord,
    world.Rule,
    world.Ending,
    world.Invariant,
    world.Deck,
    world.Chapter,
    world.StatusItem,
    world.InstrumentItem,
    world.NotebookEntry,
    world.NotebookSection,
    chart.Anchor,
    chart.Plan,
    chart.Spot,
    chart.Track,
    chart.Site,
    chart.Light,
    chart.Chart,
    world.World,
)
_NUMBERS = {kind: number for number, kind in enumerate(_CLASSES, 1)}
_BROKEN = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


def to_data(value: Any) -> Any:
    """A tree as lists: a named tuple begins with its class's number, another tuple with 0."""
    if isinstance(value, tuple):
        return [_NUMBERS.get(type(value), 0), *map(to_data, value)]
    return value


def from_data(data: Any) -> Any:
    """The tree that :func:`to_data` made lists of."""
    if type(data) is not list:
        return data
    number = data[0]
    parts = [from_data(part) if type(part) is list else part for part in data[1:]]
    return tuple(parts) if not number else _CLASSES[number - 1](*parts)


class _Records(Mapping[str, Scene]):
    """The scenes of a cache file, each read when first asked for; their texts with them."""

    def __init__(self, path: Path, folder: Path, header: dict[str, Any], start: int) -> None:
        self._file = opened(path)  # it stays open as long as the story
        self._path, self._folder, self._start = path, folder, start
        self._index: dict[str, list[int]] = header["scenes"]
        self._digest: str = header["digest"]
        self._scenes: dict[str, Scene] = {}
        self._texts: dict[str, dict[str, dict[str, Any]]] = {}

    def __del__(self) -> None:
        if hasattr(self, "_file"):  # else it could not be opened
            self._file.close()

    def __getitem__(self, id: str) -> Scene:
        found = self._scenes.get(id)
        if found is None:
            found = self._read(id)[0]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)

    def __contains__(self, id: object) -> bool:
        return id in self._index

    def texts_of(self, id: str, language: str) -> dict[str, Any]:
        """The raw texts that one scene's record holds in a language, by line id."""
        found = self._texts.get(id)
        if found is None:
            found = self._read(id)[1]
        return found.get(language, {})

    def _read(self, id: str) -> tuple[Scene, dict[str, dict[str, Any]]]:
        offset, length, check = self._index[id]
        self._file.seek(self._start + offset)
        data = self._file.read(length)
        if crc32(data) != check:
            self._read_anew()
            return self._scenes[id], self._texts[id]
        written, texts = json.loads(data)
        found: Scene = from_data(written)
        self._scenes[id] = found
        self._texts[id] = texts
        return found, texts

    def _read_anew(self) -> None:
        """Take everything from the story's own files, still those the cache was made of."""
        from ulysse_game.compiler.compile import compile_files

        self._path.unlink(missing_ok=True)
        story = compile_files(self._folder).story
        if story is None or story.digest != self._digest:
            raise DamagedCache(str(self._path))
        owned = _texts_of(story)[0]
        for id, written in story.scenes.items():
            self._scenes[id] = written
            self._texts[id] = owned.get(id, {})


class _Blocks(Mapping[str, Block]):
    """The texts of one language, each made when first asked for."""

    def __init__(self, records: _Records, language: str, common: dict[str, Any]) -> None:
        self._records, self._language, self._common = records, language, common
        self._made: dict[str, Block] = {}

    def _raw(self, line_id: str) -> Any:
        owner = line_id.partition(".")[0]
        if owner in self._records:
            return self._records.texts_of(owner, self._language).get(line_id)
        return self._common.get(line_id)

    def __getitem__(self, line_id: str) -> Block:
        found = self._made.get(line_id)
        if found is None:
            raw = self._raw(line_id)
            if raw is None:
                raise KeyError(line_id)
            found = self._made[line_id] = from_data(raw)
        return found

    def get(self, line_id: str, default: Any = None) -> Any:
        """The block of this line id, else ``default``."""
        found = self._made.get(line_id)
        if found is not None:
            return found
        return default if self._raw(line_id) is None else self[line_id]

    def __iter__(self) -> Iterator[str]:
        yield from self._common
        for id in self._records:
            yield from self._records.texts_of(id, self._language)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class DamagedCache(Exception):  # noqa: N818 - a state of affairs
    """A record is not what was written, and the story has been edited since; it was deleted."""


def cache_path(folder: Path, cache: Path) -> Path:
    """The cache file of a story folder."""
    name = os.fsencode(standing(folder))
    return cache / f"{crc32(name):08x}{crc32(name[::-1]):08x}.story"


def load(folder: Path, cache: Path) -> Story | None:
    """The story of ``folder`` from its cache, or nothing when none is surely right."""
    path = cache_path(folder, cache)
    was_on = gc.isenabled()
    gc.disable()
    try:
        with opened(path) as file:
            first = file.readline()
        check, _, body = first.partition(b" ")
        if not body or int(check) != crc32(body):
            return None
        header = json.loads(body)
        if header["format"] != FORMAT or header["code"] != _code_stamp():
            return None
        if header["folder"] != standing(folder):
            return None
        if not _is_fresh(folder, header):
            return None
        return _story(path, folder, header, len(first))
    except _BROKEN:
        return None
    finally:
        if was_on:
            gc.enable()


def _story(path: Path, folder: Path, header: dict[str, Any], start: int) -> Story:
    found: World = from_data(header["world"])
    records = _Records(path, folder, header, start)
    texts = {
        language: _Blocks(records, language, header["texts"].get(language, {}))
        for language in found.languages
    }
    return Story(found, records, texts, header["digest"])


def _is_fresh(folder: Path, header: dict[str, Any]) -> bool:
    stamps = stamps_of(folder)
    if stamps != header["files"]:
        return False
    newest = max((stamp[2] for stamp in stamps.values()), default=0)
    if newest < header["written"] - RACY:
        return True
    from ulysse_game.compiler.sources import digest_of, read_sources

    return bool(digest_of(read_sources(folder)[0]) == header["digest"])


def stamps_of(folder: Path) -> dict[str, list[int]]:
    """Every file that is played, with its number, size and times of change in nanoseconds.

    The second of the times is the disk's own, which nobody can set back: a copy that keeps the
    first, of a file as long as the one it is written over, is noticed all the same.
    """
    if travels(folder):
        return {"": program_stamp()}
    found: dict[str, list[int]] = {}
    work = [("", str(folder))]
    while work:
        prefix, path = work.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                name = entry.name
                if entry.is_dir(follow_symlinks=False):
                    if not name.startswith((".", "_")):
                        work.append((f"{prefix}{name}/", entry.path))
                elif is_story_file(name) and prefix + name != HOUSE_STYLE:
                    about = entry.stat()
                    times = about.st_mtime_ns, about.st_ctime_ns
                    found[prefix + name] = [about.st_ino, about.st_size, *times]
    return found


def _code_stamp() -> list[int | str]:
    """When the code that reads and writes the cache was last changed, and of which version it is.

    Some systems install every file as of the same day.
    """
    import ulysse_game

    if is_bundled():
        return [*program_stamp(), ulysse_game.__version__]

    package = Path(ulysse_game.__file__).parent
    newest = count = 0
    for name in ("compiler", "compiler/checks", "compiler/expressions", "story"):
        with os.scandir(package / name) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    newest = max(newest, entry.stat().st_mtime_ns)
                    count += 1
    return [newest, count, ulysse_game.__version__]


def save(story: Story, folder: Path, cache: Path, stamps: dict[str, list[int]]) -> None:
    """Write the cache of a story just compiled; where that cannot be, there is none.

    ``stamps`` were taken before its files were read.
    """
    try:
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = cache_path(folder, cache)
        _write(path, folder, story, stamps)
        _prune(cache)
        sweep(cache, path)
    except OSError:
        return


def _prune(cache: Path) -> None:
    """Let only the newest few stories stay."""
    kept = sorted(cache.glob("*.story"), key=lambda path: path.stat().st_mtime_ns)
    for path in kept[:-MOST_STORIES]:
        path.unlink(missing_ok=True)


def _write(path: Path, folder: Path, story: Story, stamps: dict[str, list[int]]) -> None:
    import time

    owned, common = _texts_of(story)
    index: dict[str, list[int]] = {}
    records = []
    offset = 0
    for id, written in story.scenes.items():
        record = _line([to_data(written), owned.get(id, {})])
        index[id] = [offset, len(record), crc32(record)]
        records.append(record)
        offset += len(record)
    body = _line(
        {
            "format": FORMAT,
            "folder": standing(folder),
            "code": _code_stamp(),
            "files": stamps,
            "written": time.time_ns(),
            "digest": story.digest,
            "world": to_data(story.world),
            "texts": common,
            "scenes": index,
        }
    )
    write(path, (str(crc32(body)).encode() + b" " + body, *records))


def _texts_of(
    story: Story,
) -> tuple[dict[str, dict[str, dict[str, Any]]], dict[str, dict[str, Any]]]:
    """Every text as data: by scene and language, and by language those that belong to no scene."""
    languages = story.world.languages
    owned: dict[str, dict[str, dict[str, Any]]] = {}
    common: dict[str, dict[str, Any]] = {language: {} for language in languages}
    for language in languages:
        for line_id, block in story.texts(language).items():
            owner = line_id.partition(".")[0]
            if owner in story.scenes:
                owned.setdefault(owner, {}).setdefault(language, {})[line_id] = to_data(block)
            else:
                common[language][line_id] = to_data(block)
    return owned, common


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(*_ANY_NAME) + b"\n"
