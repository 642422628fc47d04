"""A story pack from a stranger, given to everything that takes one.

Words that mean to be obeyed stand in every field that a story has, and come out of every command;
links, pipes and devices lie where its files should; files are named to steer whoever lists them;
and a few packs are made to hang the game. Each process that does this is watched by an audit hook,
so that a file opened or a program started elsewhere is seen whatever the output says.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.trust.figure import Figure
from tests.trust.packs_bombs import BOMBS, burst
from tests.trust.packs_outputs import WAYS, Way, said, trouble
from tests.trust.packs_pack import FIELDS, FILES, NAMES, laid
from tests.trust.packs_places import PLANTS, planted
from tests.trust.packs_terminal import steered
from tests.trust.packs_watch import Watch
from tests.trust.packs_words import ALL, ESCAPES, steering
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.compiled import Compiled
from ulysse_game.compiler.sources import Source
from ulysse_game.diagnostics import FORMATS, render


class Done(NamedTuple):
    """How much was tried, and each thing that went wrong, told so that it can be repeated."""

    tried: int
    wrong: tuple[str, ...]


def full() -> Iterator[Figure]:
    """Everything; about six minutes on two quiet cores."""
    words = sorted(ALL)
    yield _figure(
        "a stranger’s words in a story: what checking it prints", "fields × words × five forms",
        in_fields, words, "no sign that steers a terminal, no pile of marks",
    )  # fmt: skip
    yield _figure(
        "a stranger’s words in a story: every command", "commands × words",
        in_outputs, words, "nothing steered, run, opened, started or written elsewhere",
    )  # fmt: skip
    yield _figure(
        "files named to steer whoever lists them", "commands × names",
        in_names, sorted(ESCAPES), "nothing steered",
    )  # fmt: skip
    yield _figure(
        "links, pipes, devices and rings where a pack’s files should be", "commands × places",
        in_places, sorted(PLANTS), "nothing outside read or written; each ends within 30 s",
    )  # fmt: skip
    begun = time.perf_counter()
    sent, wrong = steered()
    for each in wrong:
        sys.stderr.write(ascii(each) + "\n")
    yield Figure(
        "words that steer, on every screen in a real terminal", "bytes sent to the terminal",
        sent, len(wrong), "no order but the screen’s own", time.perf_counter() - begun,
    )  # fmt: skip
    yield _figure(
        "packs made to hang the game", "packs", in_bombs, sorted(BOMBS),
        "each within its own seconds and megabytes",
    )  # fmt: skip


def briefly() -> Done:
    """A little of everything, in this process, which is watched from now on; some four seconds."""
    names = sorted(ALL)
    parts = [in_bombs("a picture of 20,000 × 20,000")]
    parts += [in_field(field, names[at % len(names)]) for at, field in enumerate(FIELDS)]
    parts += [in_outputs("attribute"), in_names("colour", ("walkthroughs",))]
    ways = (WAYS[0], *_TELL_FILES[:1], WRITING[1], WRITING[2])
    plants = (
        "file of the system linked away",
        "catalogues linked away",
        "schema to nowhere",
        "pipe for scenes",
    )
    parts += [in_places(each, ways) for each in plants]
    return Done(sum(each.tried for each in parts), tuple(w for each in parts for w in each.wrong))


def _figure(
    threat: str, done: str, what: Callable[[str], Done], names: Iterable[str], bound: str
) -> Figure:
    begun = time.perf_counter()
    count = 0
    wrong: list[str] = []
    listed = tuple(names)
    # New processes for each bomb: none leaves its memory behind.
    most = 1 if what is in_bombs else len(listed)
    for first in range(0, len(listed), most):
        with ProcessPoolExecutor(2, get_context("spawn"), initializer=_within_bounds) as pool:
            for found in pool.map(what, listed[first : first + most]):
                count += found.tried
                wrong += found.wrong
    for each in wrong:
        sys.stderr.write(ascii(each) + "\n")
    return Figure(threat, done, count, len(wrong), bound, time.perf_counter() - begun)


MOST_MEMORY = 4_000_000_000
"""Bytes that a process of these may take: whatever takes more fails there, and not the machine."""


def _within_bounds() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


# Words in fields.


def in_fields(name: str) -> Done:
    """One of the hostile words in each field: what the compiler says of it, in all forms."""
    found = [in_field(field, name) for field in FIELDS]
    return Done(sum(each.tried for each in found), tuple(w for each in found for w in each.wrong))


def in_field(field: str, name: str) -> Done:
    """Hostile words in one field, in each way until one makes a story."""
    tried, wrong = 0, []
    for words in variants(ALL[name])[: 1 if steering(ALL[name]) else None]:
        compiled = compiled_of(laid({field: words}))
        tried += len(FORMATS)
        for form in FORMATS:
            told = render(compiled.diagnostics, compiled.sources, form)
            if steers := steering(told):
                wrong.append(f"{name} in {field}, {form}: {steers}")
        if compiled.story is not None:
            break
    return Done(tried, tuple(wrong))


def variants(words: str) -> tuple[str, ...]:
    """The ways to get the same words past a reader: as they are, behind a word, escaped."""
    escaped = "".join(f"\\{sign}" if sign in "{}*<[`\\|#" else sign for sign in words)
    return words, f"A {words}", f"A {escaped}", f"A {' '.join(words.split())}"


def compiled_of(files: dict[str, str]) -> Compiled:
    """The story of a pack's files, without a disk."""
    sources = [
        Source(file.removeprefix("story/"), text.encode("utf-8", "surrogatepass"))
        for file, text in files.items()
        if file.startswith("story/")
    ]
    return compile_sources(sources, [])


@cache
def everywhere(name: str) -> dict[str, str]:
    """The hostile words in all fields that take them at once, and still make a story."""
    chosen: dict[str, str] = {}
    left = [field for field in FIELDS if field not in NAMES or ALL[name].isidentifier()]
    for words in variants(ALL[name])[: 1 if steering(ALL[name]) else None]:
        taken = _taken(words, left, chosen)
        chosen |= dict.fromkeys(taken, words)
        left = [field for field in left if field not in chosen]
    return chosen


def _taken(words: str, fields: list[str], chosen: dict[str, str]) -> list[str]:
    """Those of the fields that take the words beside what is chosen: halved until it is known."""
    if not fields:
        return []
    if compiled_of(laid({**chosen, **dict.fromkeys(fields, words)})).story is not None:
        return fields
    if len(fields) == 1:
        return []
    half = len(fields) // 2
    first = _taken(words, fields[:half], chosen)
    return first + _taken(words, fields[half:], {**chosen, **dict.fromkeys(first, words)})


# Words in outputs.


@cache
def watch() -> Watch:
    """The one hook of this process."""
    return Watch()


def in_outputs(name: str, ways: tuple[Way, ...] = WAYS) -> Done:
    """The words in all fields that take them, through every command, watched."""
    files = laid(everywhere(name))
    return _through(name, ways, lambda root: lay(root, files))


_FOLDERS = ("story/1_part", "story/languages/fr", "walkthroughs", "story")


def in_names(name: str, folders: tuple[str, ...] = _FOLDERS) -> Done:
    """Files of a sound story, and one beside them whose name is hostile."""
    wrong: list[str] = []
    count = 0
    for folder in folders:
        for ending in (".yaml", ".po"):
            named = f"{folder}/{ALL[name].replace('/', '_')[:60]}{ending}"
            text = FILES["walkthroughs/through.yaml" if folder == "walkthroughs" else _SCENES]

            def prepare(root: Path, named: str = named, text: str = text) -> None:
                lay(root, laid({}))
                with suppress(OSError, ValueError):  # this disk may take no such name
                    lay(root, {named: text})

            done = _through(f"{named!a}", _TELL_FILES, prepare)
            count, wrong = count + done.tried, [*wrong, *done.wrong]
    return Done(count, tuple(wrong))


_SCENES = "story/1_part/scenes.yaml"
_TELL_FILES = tuple(
    way
    for way in WAYS
    if way.words.startswith(("check {p} --format", "fix", "replay", "cover", "translate update"))
    or "--write" in way.words
)


WRITING = (
    Way("fix {p}"),
    Way("translate update {p} --language fr"),
    Way("schema {p}"),
    Way("schema {p} --modelines"),
    Way("rename second third {p}"),
    Way("explore {p} --budget 1 --cores 1"),
    Way("explore {p} --budget 1 --cores 1 --witnesses {w} --update"),
)
"""What changes a pack itself: after all others."""


def in_places(name: str, ways: tuple[Way, ...] = WAYS + WRITING) -> Done:
    """A story with something else than a file in one of its places, through every command."""
    return _through(name, ways, partial(planted, name), has_secret=True)


def in_bombs(name: str) -> Done:
    """One pack made to hang the game, within its bounds."""
    return Done(1, tuple(burst(name)))


def _through(
    name: str,
    ways: tuple[Way, ...],
    prepare: Callable[[Path], None],
    has_secret: bool = False,
) -> Done:
    """A pack, as ``prepare`` lays it out, through these commands; each watched."""
    wrong: list[str] = []
    with TemporaryDirectory(prefix="pack-") as folder:
        root = Path(os.path.realpath(folder))
        pack, out, secret = root / "pack", root / "out", root / "secret"
        for each in (pack, out, secret):
            each.mkdir()
        prepare(pack)
        os.environ |= {"ULYSSE_CACHE_DIR": str(out / "cache"), "ULYSSE_SAVE_DIR": str(out / "home")}
        before = secrets(secret)
        for way in ways:
            begun, since = time.perf_counter(), time.time_ns() - 50_000_000  # a tick of the disk
            with watch().over((pack, out), secret if has_secret else None) as caught:
                found = said(way, pack, out)
            seen = [*trouble(way, found, out, since), *caught]
            if has_secret and "SECRET" in found.out + found.err:
                seen.append(f"told the secret: {found.out[:200]} {found.err[:200]}")
            if secrets(secret) != before:
                seen.append("the secret was changed")
                before = secrets(secret)
            if time.perf_counter() - begun > SLOWEST:
                seen.append(f"took {time.perf_counter() - begun:.0f} s")
            wrong += [f"{name}: ulysse {way.words}: {each}" for each in dict.fromkeys(seen)]
    return Done(len(ways), tuple(wrong))


SLOWEST = 30.0
"""Seconds that a command may take on a small pack, whatever lies in it."""


def secrets(folder: Path) -> dict[str, bytes]:
    """What lies in the folder that is none of the pack's."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def lay(root: Path, files: dict[str, str]) -> None:
    """The files of a pack on the disk."""
    for file, text in files.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
