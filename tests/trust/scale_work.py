"""What is done to a story of some size, each thing in a process of its own: time and memory.

``python -m tests.trust.scale_work FOLDER CACHE desk`` prints a line of JSON for each. The story is
compiled once, which is measured; then each command runs in a copy of that process, so that its
figures are its own. CPU time is what counts: it does not ask what else the machine does.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

SEED = 1
LAST = 20
"""So many steps of what a player does again and again are measured at the end."""


class Took(NamedTuple):
    """Seconds of the processor, megabytes at most, and what went wrong if anything did."""

    work: str
    seconds: float
    megabytes: float
    trouble: str = ""


def measured(work: str, act: Callable[[], object]) -> Took:
    """What an act takes in a copy of this process; its last words where it failed.

    An act that gives a number of seconds has measured itself.
    """
    sys.stdout.flush()
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        os.write(writes, json.dumps(_done(work, act)).encode())
        os._exit(0)
    os.close(writes)
    with open(reads, "rb") as pipe:
        told = pipe.read()
    _, _, used = os.wait4(child, 0)
    if not told:
        return Took(work, 0.0, 0.0, "the process was ended")
    seconds, trouble = json.loads(told)
    return Took(work, seconds, used.ru_maxrss / 1024, trouble)


def _done(work: str, act: Callable[[], object]) -> tuple[float, str]:
    began = process_time()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            own = act()
    except BaseException as error:
        return process_time() - began, f"{type(error).__name__}: {error}"[:200]
    return (own if isinstance(own, float) else process_time() - began), ""


# -- writers --------------------------------------------------------------------------------------


def at_the_desk(folder: Path, cache: Path) -> Iterator[Took]:
    """What writers and translators do, once the story is compiled."""
    from ulysse_game import compiler
    from ulysse_game.compiler.recompile import Recompiler

    began = process_time()
    found = compiler.compile_folder(folder, cache)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wrong = "" if found.story is not None else str(found.diagnostics[:1])
    yield Took("compile, and keep it", process_time() - began, peak, wrong)
    for work, command in COMMANDS.items():
        given = [str(folder) if each == "STORY" else each for each in command]
        yield measured(work, partial(_command, given, found))
    del found
    yield measured(
        "compile again after an edit", lambda: _edited(Recompiler(folder, is_lasting=True), folder)
    )


COMMANDS = {
    "check, all rules": ("check", "--strict", "STORY"),
    "translate check": ("translate", "check", "STORY"),
    "translate update": ("translate", "update", "--check", "STORY"),
    "translate stats": ("translate", "stats", "STORY"),
    "graph of a chapter": ("graph", "STORY", "--no-explore", "--runs", "0", "--chapter", "part_1"),
    "graph of the whole": ("graph", "STORY", "--no-explore", "--runs", "0"),
    "figures": ("stats", "STORY", "--runs", "0"),
    "proofs of a chapter": ("script", "STORY", "--chapter", "part_1", "--languages", "en,fr"),
    "wander, 20 runs": ("wander", "--story", "STORY", "--runs", "20", "--longest", "500",
                        "--cores", "1", "--sample", "0", "-o", "FAILED"),
}  # fmt: skip


def _command(command: list[str], compiled: Any) -> None:
    """A command of ``ulysse`` on a story that is compiled already."""
    from ulysse_game import compiler
    from ulysse_game.cli import main

    compiler.compile_folder = lambda *_, **__: compiled
    with tempfile.TemporaryDirectory(prefix="ulysse-scale-") as failed:
        code = main([failed if each == "FAILED" else each for each in command])
    if code not in ((0, 1) if command[0] == "wander" else (0,)):  # no run of it ends
        raise RuntimeError(f"exit code {code}")


def _edited(recompiler: Any, folder: Path) -> float:
    recompiler.compile()
    path = folder / "1_part_1" / "1_scenes.yaml"
    text = path.read_text(encoding="utf-8").replace("  text: |\n    ", "  text: |\n    Now. ", 1)
    began = process_time()
    found = recompiler.compile({"1_part_1/1_scenes.yaml": text})
    assert found.story is not None
    return process_time() - began


# -- players --------------------------------------------------------------------------------------


FIRST = "start from the cache, to the first page"


def at_play(folder: Path, cache: Path, turns: int) -> Iterator[Took]:
    """What a player does in a story from its cache, after so many turns."""
    from ulysse_game.compiler import compile_folder
    from ulysse_game.engine import Machine

    story = compile_folder(folder, cache).story
    assert story is not None
    machine = Machine(story)
    with tempfile.TemporaryDirectory(prefix="ulysse-scale-") as saves:
        shelf = Path(saves)
        yield measured("play, each page read", lambda: _played(machine, shelf, turns))
        size = max((path.stat().st_size for path in shelf.glob("auto*.json")), default=0)
        yield Took("bytes of the save", size / 1e6, size / 1e6)
        for work, act in LOOKING_BACK.items():
            yield measured(work, partial(_looked_back, act, machine, shelf))
        yield measured("open the saved game", lambda: _opened(machine, shelf))
        way = shelf / "way.yaml"
        yield measured("replay the walkthrough", lambda: _replayed(folder, cache, machine, way))


def _first_page(folder: Path, cache: Path) -> None:
    from ulysse_game.compiler import compile_folder
    from ulysse_game.engine import Machine
    from ulysse_game.play import Library, start
    from ulysse_game.storage import MemoryShelf

    story = compile_folder(folder, cache).story
    assert story is not None
    start(Library(Machine(story), MemoryShelf()), seed=SEED).page()


def _played(machine: Any, folder: Path, turns: int) -> float:
    """As a player plays: each page read, each choice saved behind it as the disk has time."""
    from ulysse_game.play import Library, start
    from ulysse_game.storage import Shelf

    shelf = Shelf(folder)
    shelf.prepare()
    session = start(Library(machine, shelf, background=True), seed=SEED)
    pick = chance()
    writer = session.library.writer
    put, writer.put = writer.put, lambda *_: None  # type: ignore[method-assign]
    began = process_time()
    for _ in range(turns):
        options = session.page().open_options
        session.choose(options[pick(len(options))].id)
    took = process_time() - began
    writer.put = put  # type: ignore[method-assign]
    session.save()
    session.close()
    if session.notices:
        raise RuntimeError(session.notices[0])
    return took


def chance() -> Callable[[int], int]:
    """Numbers from nought to below n, the same each time: a linear congruence."""
    state = SEED

    def pick(sides: int) -> int:
        nonlocal state
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        return (state >> 16) % sides

    return pick


def _resumed(machine: Any, folder: Path) -> Any:
    from ulysse_game.play import Library, resume
    from ulysse_game.storage import Shelf

    library = Library(machine, Shelf(folder))
    card = library.newest("auto")
    assert card is not None
    return resume(library, card.id)


def _opened(machine: Any, folder: Path) -> float:
    began = process_time()
    session = _resumed(machine, folder)
    session.page()
    took = process_time() - began
    if session.notices:
        raise RuntimeError(session.notices[0])
    return took


def _looked_back(act: Callable[[Any], float], machine: Any, folder: Path) -> float:
    return act(_resumed(machine, folder))


def _replayed(folder: Path, cache: Path, machine: Any, way: Path) -> float:
    """Read and replay a file of all the choices, as ``ulysse replay`` does."""
    from ulysse_game.explore.route import Route, walkthrough_text
    from ulysse_game.playtest import read, replay
    from ulysse_game.playtest.opening import opened

    session = _resumed(machine, way.parent)
    route = Route(session.seed, tuple(session.history.walkthrough()))
    ends = [f"at: {session.history.state.location}"]
    way.write_text(walkthrough_text(route, "way", "All of it.", ends), encoding="utf-8")
    compiled = opened(folder, cache)
    began = process_time()
    script = read(str(way), compiled).script
    assert script is not None
    result = replay(machine, script)
    assert not result.failures, result.failures[0]
    return process_time() - began


def _each(session: Any, act: Callable[[Any], object]) -> float:
    """Seconds of one of the last few times."""
    act(session)
    began = process_time()
    for _ in range(LAST):
        act(session)
    return (process_time() - began) / LAST


def _chosen(session: Any) -> None:
    session.choose(session.page().open_options[0].id)


def _there_and_back(session: Any) -> None:
    session.rewind(1)
    _chosen(session)


def _far_back(session: Any) -> None:
    turn = session.timeline.depth
    session.rewind_to(turn // 2)
    session.page()
    session.go_to(len(session.timeline.nodes) - 1)
    session.page()


def _once(act: Callable[[Any], object]) -> Callable[[Any], float]:
    def timed(session: Any) -> float:
        began = process_time()
        act(session)
        return process_time() - began

    return timed


def _exported(session: Any) -> None:
    from ulysse_game.view.export import Head, exported

    exported(session.transcript(), "text", Head("Large", "", "en"))


def _sought(session: Any) -> None:
    """Search the whole history for a word that stands nowhere."""
    assert not [
        page for page in session.transcript() if any("Ithaca" in str(x) for x in page.lines)
    ]


LOOKING_BACK: dict[str, Callable[[Any], float]] = {
    "a choice, and its save": lambda session: _each(session, _chosen),
    "take back a choice, make it again": lambda session: _each(session, _there_and_back),
    "half the way back, and here again": _once(_far_back),
    "search the history": _once(_sought),
    "write the transcript": _once(_exported),
    "the tree of the timeline": _once(lambda session: session.tree().rows()),
    "the notebook": _once(lambda session: session.notebook()),
    "the walkthrough": _once(lambda session: session.walkthrough()),
}


def at_the_shelf(folder: Path, cache: Path, count: int) -> Iterator[Took]:
    """What a list of so many saved games takes, each three hundred turns deep."""
    from ulysse_game.compiler import compile_folder
    from ulysse_game.engine import Machine
    from ulysse_game.play import Library
    from ulysse_game.storage import Shelf

    story = compile_folder(folder, cache).story
    assert story is not None
    machine = Machine(story)
    with tempfile.TemporaryDirectory(prefix="ulysse-scale-") as saves:
        shelf = Path(saves)
        _played(machine, shelf, 300)
        session = _resumed(machine, shelf)
        for number in range(count - 1):
            session.save_as(str(number))
        session.close()
        yield measured("list the saved games", lambda: Library(machine, Shelf(shelf)).saves())


def main(arguments: list[str]) -> None:
    """Prints a line for each; ``FOLDER CACHE desk | start | play TURNS | saves COUNT``."""
    folder, cache, part = Path(arguments[0]), Path(arguments[1]), arguments[2]
    number = int(arguments[3]) if len(arguments) > 3 else 0
    parts: dict[str, Callable[[], Iterator[Took]]] = {
        "desk": lambda: at_the_desk(folder, cache),
        "start": lambda: iter((measured(FIRST, lambda: _first_page(folder, cache)),)),
        "play": lambda: at_play(folder, cache, number),
        "saves": lambda: at_the_shelf(folder, cache, number),
    }
    for took in parts[part]():
        print(json.dumps(took), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
