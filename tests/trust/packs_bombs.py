"""Packs made to hang the game or to fill the memory, each with what it may cost.

A bomb is a pack and what is done with it: compiled, begun, a choice made, shown. It bursts in a
process of its own, whose seconds of work and peak of memory are measured; ``FLOOR`` megabytes of
that are the interpreter with the whole game in it. What is refused is refused by a sentence.
"""

from __future__ import annotations

import io
import resource
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ulysse_game import play
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.compiled import Compiled
from ulysse_game.compiler.sources import Source
from ulysse_game.diagnostics import render
from ulysse_game.engine import Machine
from ulysse_game.storage import MemoryShelf, read_plate
from ulysse_game.ui import plain
from ulysse_game.view.picture import BadPicture, read_png

FLOOR = 150
"""Megabytes of a process that has loaded the game and played a page."""

AROUND = {
    "story.yaml": "story: bomb\ntitle: Bomb\nversion: 1\nbegins: start\nchapters: 1_part\n",
    "1_part/chapter.yaml": "chapter: part\ntitle: Part\nbegins: start\n",
    "world/world.yaml": (
        "places:\n  ship:\n    room: Room\nvariables:\n  n: 0..9999, a number\n"
        "endings:\n  over:\n    title: Over\n"
    ),
    "common/end.yaml": "the_end:\n  at: room\n  text: |\n    End.\n  ending: over\n",
}
_SCENES = "1_part/scenes.yaml"


class Bomb(NamedTuple):
    """What bursts, and how it must end: with these words, within seconds and megabytes more."""

    bursts: Callable[[], str]
    says: str
    seconds: float
    megabytes: int


def burst(name: str) -> Iterator[str]:
    """What went wrong with one bomb, if anything."""
    bomb = BOMBS[name]
    begun = time.process_time()
    before = _peak()  # more than the floor where others have worked in this process
    told = bomb.bursts()
    seconds = time.process_time() - begun
    most = max(FLOOR, before) + bomb.megabytes
    if bomb.says not in " ".join(told.split()):
        yield f"{name}: wanted {bomb.says!r}, found {told[-300:]!r}"
    if seconds > bomb.seconds:
        yield f"{name}: took {seconds:.1f} s of {bomb.seconds}"
    if _peak() > most:
        yield f"{name}: took {_peak()} MB of {most}"


def _peak() -> int:
    """The most megabytes that this process has ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


# What is done with a pack.


def compiled(files: dict[str, str]) -> Compiled:
    """The story of these files among the ordinary ones."""
    laid = {**AROUND, **files}
    return compile_sources([Source(file, text.encode()) for file, text in laid.items()], [])


def checked(files: dict[str, str]) -> str:
    """What checking it prints."""
    found = compiled(files)
    return render(found.diagnostics, found.sources, "human")


def played(files: dict[str, str], typed: str = "") -> str:
    """What line mode prints when it is played and this is typed."""
    found = compiled(files)
    if found.story is None:
        return render(found.diagnostics, found.sources, "short")
    library = play.Library(Machine(found.story), MemoryShelf())
    printed = io.StringIO()
    options = plain.Options(language="en", width=72, new=True, seed=1)
    plain.run(lambda: library, options, io.StringIO(typed), printed)
    return printed.getvalue()


def scenes(text: str) -> dict[str, str]:
    """A pack with these scenes."""
    return {_SCENES: text}


def page(text: str, choices: str = "    - go: Go.\n") -> dict[str, str]:
    """A pack that begins with this text and these choices."""
    return scenes(f"start:\n  at: room\n  text: |\n{text}  choices:\n{choices}  next: the_end\n")


def _chain(length: int, first: str = "s0", **more: str) -> str:
    """Scenes without a choice, each leading to the next, the last to the end."""
    way = [f"s{n}:\n  at: room\n{more.get('each', '')}  next: s{n + 1}\n" for n in range(length)]
    return "".join(way) + f"s{length}:\n  at: room\n  next: the_end\n"


_BEGIN = "start:\n  at: room\n  text: |\n    Begin.\n  choices:\n    - go: Go.\n  next: s0\n"


def _files_of_chain(length: int, before: str) -> dict[str, str]:
    """A chain of scenes over several files, as one holds 2 MB."""
    return {**scenes(before), "common/chain.yaml": _chain(length)}


def _detours(length: int) -> str:
    """Scenes that each go aside into the next by a choice, and come back from the last."""
    way = [
        f"s{n}:\n  at: room\n  text: |\n    Down.\n  choices:\n    - down: Down.\n"
        f"      detour: s{n + 1}\n  next: return\n"
        for n in range(length)
    ]
    last = (
        f"s{length}:\n  at: room\n  text: |\n    Deep.\n  choices:\n    - up: Up.\n  next: return\n"
    )
    begin = _BEGIN.replace("go: Go.\n  next: s0", "down: Down.\n      detour: s0\n  next: the_end")
    return begin + "".join(way) + last


def _aside(times: int, size: int) -> str:
    """A chain in which each scene goes aside to read the same long text."""
    each = "  detour: long\n"
    long = f"long:\n  at: room\n  text: |\n    {'word ' * (size // 5)}\n  next: return\n"
    return _chain(times, each=each) + long


def _in_a_session(files: dict[str, str], turns: int) -> str:
    """A game that makes the first open choice so many times and is saved at each."""
    found = compiled(files)
    assert found.story is not None, render(found.diagnostics, found.sources, "short")
    library = play.Library(Machine(found.story), MemoryShelf())
    library.background = True  # as in the screen: a save that a newer one overtakes is not made
    session = play.start(library, seed=1)
    for _ in range(turns):
        session.choose(session.page().open_options[0].id)
    session.close()
    return " ".join((*session.notices, f"turn {session.page().turn}"))


# Pictures.


def _png(width: int, height: int, packed: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def _picture(width: int, height: int, unpacked: int) -> str:
    """What reading a picture says that announces this size and unpacks to so many bytes."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(1_000_000)) for _ in range(unpacked // 1_000_000)]
    data = _png(width, height, b"".join([*parts, packer.flush()]))
    with TemporaryDirectory() as folder:
        (Path(folder) / "plates").mkdir()
        (Path(folder) / "plates" / "view.png").write_bytes(data)
        kept = read_plate(Path(folder), "view")
        if kept is None:
            return "no plate"
        try:
            read_png(kept)
        except BadPicture as trouble:
            return str(trouble)
    return "a picture"


_WORD = "x" * 1_900_000
BOMBS: dict[str, Bomb] = {
    "a chain longer than a step": Bomb(
        lambda: played(_files_of_chain(12_000, _BEGIN), "1\nquit\n"),
        "goes on and on at “s10000” without a choice. The game stays on this page.", 20, 250,
    ),
    "a chain from the beginning": Bomb(
        lambda: _refused(_files_of_chain(12_000, "start:\n  at: room\n  next: s0\n")),
        "goes on and on at “s9999” without a choice.", 20, 250,
    ),
    "a long text read a thousand times on one page": Bomb(
        lambda: played(scenes(_BEGIN + _aside(1_000, 20_000)), "1\nquit\n"), "The end: Over",
        60, 900,
    ),
    "a page of 2 MB": Bomb(
        lambda: played(page(f"    {'word ' * 380_000}\n"), "1\n"), "The end: Over", 20, 400,
    ),
    "a word of 2 MB": Bomb(lambda: played(page(f"    {_WORD}\n"), "1\n"), "The end: Over", 20, 400),
    "a word of 2 MB in wide signs": Bomb(
        lambda: played(page(f"    {'漢' * 630_000}\n"), "1\n"), "The end: Over", 60, 600,
    ),
    "a label of 2 MB": Bomb(
        lambda: played(page("    A.\n", f"    - go: {_WORD}\n"), "1\n"), "The end: Over", 20, 400,
    ),
    "two thousand choices on a page": Bomb(
        lambda: played(page("    A.\n", "".join(f"    - c{n}: C.\n" for n in range(2_000))), "9\n"),
        "2000) C.", 20, 250,
    ),
    "a hundred thousand choices on a page": Bomb(
        lambda: checked(page("    A.\n", "".join(f"    - c{n}: C\n" for n in range(100_000)))),
        "error[too-many]", 20, 500,
    ),
    "ten thousand people": Bomb(
        lambda: checked(
            {"world/people.yaml": "people:\n  all:\n" + "".join(
                f"    p{n}: {{ name: A{n} B, gender: f }}\n" for n in range(10_000))}
        ),
        "error[too-many]", 20, 400,
    ),
    "ten thousand conditions in a text": Bomb(
        lambda: played(page("    {if n is 0}\n    a\n    {end}\n\n" * 10_000), "1\n"),
        "The end: Over", 60, 600,
    ),
    "detours a thousand deep": Bomb(
        lambda: _in_a_session(scenes(_detours(1_000)), 1_000), "turn 1000", 60, 100,
    ),
    "a scene that leads to itself": Bomb(
        lambda: _in_a_session(
            scenes("start:\n  at: room\n  text: |\n    A.\n  choices:\n    - go: Go.\n"
                   "      goto: start\n    - end: End.\n      goto: the_end\n"), 20_000,
        ),
        "turn 20000", 120, 500,
    ),
    "a picture that unpacks to a gigabyte": Bomb(
        lambda: _picture(640, 360, 900_000_000), "a picture", 30, 150,
    ),
    "a picture of 20,000 × 20,000": Bomb(
        lambda: _picture(20_000, 20_000, 0), "larger than 640 × 360", 5, 50,
    ),
    "a picture one pixel high": Bomb(
        lambda: _picture(1_000_000_000, 1, 0), "larger than 640 × 360", 5, 50,
    ),
}  # fmt: skip


def _refused(files: dict[str, str]) -> str:
    """What a game says that cannot be begun."""
    found = compiled(files)
    assert found.story is not None, render(found.diagnostics, found.sources, "short")
    try:
        play.start(play.Library(Machine(found.story), MemoryShelf()), seed=1)
    except play.SaveError as trouble:
        return str(trouble)
    return "it began"
