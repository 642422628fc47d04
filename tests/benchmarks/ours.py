"""Our side of a measurement, in a process of its own. Prints one line of JSON.

    python ours.py compile STORY                   {"ms"}   from the YAML on disk to a checked story
    python ours.py check   STORY                   {"ms"}   the same, and all rules of the check
    python ours.py yaml    STORY                   {"ms"}   a plain PyYAML load of the same files
    python ours.py watch   STORY CHOICES           {"ms"}   from a saved file to the page after it
    python ours.py load    STORY                   {"ms"}   from the cache to the first page
    python ours.py text    STORY CHOICES SEED      {"per_second"}
    python ours.py silent  STORY CHOICES SEED      {"per_second"}
    python ours.py read    STORY CHOICES SEED      {"words", "digest"}
    python ours.py wander  STORY RUNS LONGEST SEED {"per_second"}
    python ours.py explore STORY STATES            {"per_second", "states", "levels", "bytes"}
    python ours.py site    STORY                   {"ms"}   all that comes before the first search

The counterpart of `peer.mjs`: the same chance, the same warm-up, the same page, so that both make
the same choices and read the same words. Modules are imported before the clock starts, as the
peer's are.
"""

import hashlib
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

WARM_UP = 20_000
"""Choices before the clock starts: every scene has been come to by then, on both sides."""


# ── The engine, by the names it is called by: nowhere else ──────────────────────────────────────
# Each measure imports what it needs itself, so that none pays for another's modules.


def compiled(folder: Path, cache: Path | None = None) -> Any:
    """The story, compiled or from the cache, without a complaint."""
    found = import_module("ulysse_game.compiler").compile_folder(folder, cache)
    if found.story is None:  # hints are no matter: the game's own story has some
        sys.exit("\n".join(map(str, found.diagnostics[:5])))
    return found.story


class Play:
    """One playthrough, stepped with nothing around it."""

    def __init__(self, story: Any, seed: int) -> None:
        self._engine = import_module("ulysse_game.engine")
        self._present = import_module("ulysse_game.view").present
        self._machine = self._engine.Machine(story)
        self._before, self._choice = None, ""
        self._state, self._events = self._engine.begin(self._machine, seed)

    def open_ids(self) -> list[str]:
        """What can be picked now, in written order."""
        ids: list[str] = self._engine.open_ids(self._machine, self._state)
        return ids

    def step(self, choice: str) -> None:
        """Make a choice."""
        self._before, self._choice = self._state, choice
        self._state, self._events = self._engine.step(self._machine, self._state, choice)

    def advance(self, choice: str) -> None:
        """Make a choice of which nothing is to be read."""
        self._state = self._engine.advance(self._machine, self._state, choice)

    def page(self) -> Any:
        """What the player reads now."""
        return self._present(
            self._machine, self._before, self._choice, self._state, self._events, "en"
        )


Look = Callable[[Play], list[str]]
Make = Callable[[Play, str], None]


def kept(folder: Path) -> Any:
    """The story from the cache an earlier compilation has left, as the peer has its JSON."""
    return compiled(folder, import_module("ulysse_game.storage").cache_folder())


def first_page(folder: Path) -> Any:
    """The first page of the story, from the cache."""
    return Play(kept(folder), seed=0).page()


# ── The measures ────────────────────────────────────────────────────────────────────────────────


def compile_story(folder: str) -> dict[str, float]:
    """From the YAML on disk to a checked story."""
    import_module("ulysse_game.compiler.compile")
    return {"ms": _milliseconds(lambda: compiled(Path(folder)))}


def check_story(folder: str) -> dict[str, float]:
    """Compile a story and look at it with every rule."""
    compiler = import_module("ulysse_game.compiler")
    lint = import_module("ulysse_game.authoring.lint")
    for rule in lint.RULES:
        import_module(f"ulysse_game.authoring.lint.rules.{rule}")
    path = Path(folder)
    return {"ms": _milliseconds(lambda: lint.check(compiler.compile_folder(path)))}


def follow_files(folder: str, choices: str) -> dict[str, float]:
    """From a file that was saved to the page of a playthrough so long: the median of nine saves.

    The folder is a copy that may be edited: each save gives one of its files another text.
    """
    watching = import_module("ulysse_game.authoring.watching")
    start = import_module("ulysse_game.play").start
    path = Path(folder)
    shelf = import_module("ulysse_game.storage").MemoryShelf()
    compiler = import_module("ulysse_game.compiler").Recompiler(path)
    watch = watching.Watch(path, shelf, compiler.compile)
    session = start(watch.open(), seed=1)
    pick = chance(1)
    for _ in range(int(choices)):
        options = session.page().open_options
        if options:
            session.choose(options[pick(len(options))].id)
    file, text = next(
        (file, text)
        for file in sorted(path.rglob("*.yaml"))
        if "  text: |\n" in (text := file.read_text(encoding="utf-8"))
    )
    took = []
    for number in range(9):
        edited = text.replace("  text: |\n", f"  text: |\n    Edit {number}.\n\n", 1)
        file.write_text(edited, encoding="utf-8")
        watch.glance()
        started = perf_counter()
        news = watch.glance()
        assert news is not None and news.has_story, watch.diagnostics
        session, _ = watch.follow(session)
        session.page()
        took.append(1000 * (perf_counter() - started))
    return {"ms": sorted(took)[len(took) // 2]}


def load_yaml(folder: str) -> dict[str, float]:
    """The same files through `yaml.load` and libyaml, all of them kept."""
    yaml = import_module("yaml")
    files = sorted(Path(folder).rglob("*.yaml"))
    return {
        "ms": _milliseconds(
            lambda: [yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader) for file in files]
        )
    }


def load_cache(folder: str) -> dict[str, float]:
    """From the cache on disk to the text and choices of the first page."""
    for module in ("compiler", "storage", "engine", "view"):
        import_module(f"ulysse_game.{module}")
    return {"ms": _milliseconds(lambda: first_page(Path(folder)))}


def _milliseconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    done = work()  # held until the clock has stopped: taking it apart is not the work
    elapsed = perf_counter() - started
    del done
    return 1000 * elapsed


def speed(look: Look, make: Make, folder: str, choices: str, seed: str) -> dict[str, float]:
    """Choices per second in random play, after a warm-up: with each page read, or skipped."""
    play, pick = Play(kept(Path(folder)), seed=int(seed)), chance(int(seed))
    walk(play, WARM_UP, pick, look, make)
    started = perf_counter()
    walk(play, int(choices), pick, look, make)
    return {"per_second": int(choices) / (perf_counter() - started)}


def read(folder: str, choices: str, seed: str) -> dict[str, object]:
    """What is read on the way, as a count of words and a digest of them."""
    digest, words = hashlib.sha256(), 0

    def look(play: Play) -> list[str]:
        nonlocal words
        page = play.page()
        for word in spoken(page):
            digest.update(f"{word}\n".encode())
            words += 1
        return [option.id for option in page.open_options]

    play = Play(compiled(Path(folder)), seed=int(seed))
    walk(play, int(choices), chance(int(seed)), look, Play.step)
    return {"words": words, "digest": digest.hexdigest()}


def spoken(page: Any) -> list[str]:
    """The words of a page that ink has too: no headings, no label repeated, no closed choices."""
    lines = [line.text for line in page.lines if line.kind == "narration"]
    labels = [option.text for option in page.open_options]
    return " ".join(lines + labels).split()


def shown_ids(play: Play) -> list[str]:
    """What can be picked, read off the page as a front end does."""
    return [option.id for option in play.page().options if option.is_open]


def walk(play: Play, choices: int, pick: Callable[[int], int], look: Look, make: Make) -> None:
    """Make so many choices; ``look`` finds those that are open, on the page or without one."""
    for _ in range(choices):
        open_ids = look(play)
        make(play, open_ids[pick(len(open_ids))])


def chance(seed: int) -> Callable[[int], int]:
    """Numbers from nought to below n: a linear congruence, the same in `peer.mjs`."""
    state = seed & 0xFFFFFFFF

    def pick(n: int) -> int:
        nonlocal state
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        return (state >> 16) % n

    return pick


def wander(folder: str, runs: str, longest: str, seed: str) -> dict[str, float]:
    """Choices per second of ``ulysse wander`` on one core, with the sample it reads by default."""
    wandering = import_module("ulysse_game.playtest.wander")
    cores = import_module("ulysse_game.explore.cores").Cores
    machine = import_module("ulysse_game.engine").Machine(kept(Path(folder)))
    plan = wandering.Plan(seed=int(seed), longest=int(longest))
    with cores(machine, 1) as one:
        wandering.wander(one, plan._replace(runs=1 + WARM_UP // int(longest)))
        started = perf_counter()
        found = wandering.wander(one, plan._replace(runs=int(runs)))
        elapsed = perf_counter() - started
    return {"per_second": found.counts[0]["choices"] / elapsed}


def explore(folder: str, wanted: str) -> dict[str, object]:
    """All states up to so many, breadth first, as the explorer's sweep goes through them.

    ``levels`` are the new pages at each distance; ``bytes`` what the process grew by, for each
    state, by the graph, the values and the compiled ways too.
    """
    exploring = import_module("ulysse_game.explore.site")
    begins = import_module("ulysse_game.explore.route").Route(0, ())
    everything = import_module("ulysse_game.explore.search.everything").enumerate_states
    live_partitions = import_module("ulysse_game.explore.live").live_partitions
    machine = import_module("ulysse_game.engine").Machine(kept(Path(folder)))
    before = resident()
    started = perf_counter()
    site = exploring.site_of(machine, begins)
    live = live_partitions(site.reach)
    found = everything(site.terrain, site.start, (), live, int(wanted))
    elapsed = perf_counter() - started
    levels = [0] * (found.cost + 1)
    for point, waves in found.sweep.waves.items():
        if site.flow.points[point].kind in ("wait", "end"):
            for wave in waves:
                levels[wave.cost] += len(wave.states)
    return {
        "per_second": found.states / elapsed,
        "states": found.states,
        "levels": levels[:-1],
        "bytes": (resident() - before) / found.states,
    }


def resident() -> int:
    """Bytes of memory that this process has had at most."""
    resource = import_module("resource")
    unit = 1 if sys.platform == "darwin" else 1024
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * unit


def site(folder: str) -> dict[str, float]:
    """The graph of a story, what its variables may hold, its items, its skeleton."""
    exploring = import_module("ulysse_game.explore.site")
    begins = import_module("ulysse_game.explore.route").Route(0, ())
    machine = import_module("ulysse_game.engine").Machine(kept(Path(folder)))
    return {"ms": _milliseconds(lambda: exploring.site_of(machine, begins))}


MEASURES: dict[str, Callable[..., object]] = {
    "compile": compile_story,
    "check": check_story,
    "watch": follow_files,
    "yaml": load_yaml,
    "load": load_cache,
    "text": lambda *asked: speed(shown_ids, Play.step, *asked),
    "silent": lambda *asked: speed(Play.open_ids, Play.advance, *asked),
    "read": read,
    "wander": wander,
    "explore": explore,
    "site": site,
}


if __name__ == "__main__":
    print(json.dumps(MEASURES[sys.argv[1]](*sys.argv[2:])))
