"""Work on all cores: nothing is lost, nothing hangs, and Ctrl+C is an answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest

from tests.compiler.small import START, WORLD, machine
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine
from ulysse_game.explore.cores import Cores, LostCore, OtherStory, WorkFailed, default_cores

ROOT = Path(__file__).parent.parent.parent
COUNTS = (1, 2, 3)


def told(machine: Machine, task: int) -> tuple[int, str]:
    return task * task, machine.story.world.begins


def where(machine: Machine, task: int) -> int:
    return os.getpid()


def slow_first(machine: Machine, task: int) -> int:
    """The first task takes longer than all the others."""
    if task == 0:
        threading.Event().wait(0.2)
    return task


def wrong(machine: Machine, task: int) -> int:
    raise ValueError(f"task {task} is wrong")


def dies(machine: Machine, task: int) -> int:
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def not_plain(machine: Machine, task: int) -> object:
    return lambda: task


def ignores_interrupts(machine: Machine, task: int) -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def interrupts_the_parent(machine: Machine, task: int) -> int:
    if task == 2:
        os.kill(os.getppid(), signal.SIGINT)
        threading.Event().wait(30)
    return task


def interrupts_itself(machine: Machine, task: int) -> int:
    if task == 2:
        os.kill(os.getpid(), signal.SIGINT)
    return task


@pytest.fixture(autouse=True)
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that another test has left behind would have all work done in this process."""
    monkeypatch.setattr("ulysse_game.explore.cores._is_fork_safe", lambda: sys.platform != "darwin")


@pytest.mark.parametrize("count", COUNTS)
def test_every_task_is_done_once(count: int) -> None:
    with Cores(machine(), count) as cores:
        found = dict(cores.each(told, range(50)))
        assert found == {n: (n * n, "start") for n in range(50)}
        assert list(cores.ordered(told, range(9))) == [(n * n, "start") for n in range(9)]
        assert list(cores.each(told, ())) == []
    assert not cores.is_stopped


def test_one_core_is_this_process_and_two_are_two_others() -> None:
    with Cores(machine(), 1) as cores:
        assert set(cores.ordered(where, range(3))) == {os.getpid()}
    with Cores(machine(), 2) as cores:
        processes = set(cores.ordered(where, range(40)))
    assert os.getpid() not in processes
    assert len(processes) == 2


def test_the_first_done_comes_first_and_ordered_waits() -> None:
    with Cores(machine(), 2) as cores:
        assert next(n for n, _ in cores.each(slow_first, range(4))) != 0
        assert list(cores.ordered(slow_first, range(4))) == [0, 1, 2, 3]


def test_tasks_are_asked_for_only_when_a_process_is_free() -> None:
    asked = []

    def tasks() -> Iterator[int]:
        for n in range(1000):
            asked.append(n)
            yield n

    with Cores(machine(), 2) as cores:
        next(cores.each(told, tasks()))
    assert len(asked) <= 5


def test_whoever_stops_early_may_go_on_with_something_else() -> None:
    with Cores(machine(), 2) as cores:
        for number, _ in cores.each(told, range(100)):
            if number > 3:
                break
        assert len(dict(cores.each(told, range(20)))) == 20


@pytest.mark.parametrize("function", [wrong, not_plain])
def test_what_fails_there_is_raised_here(function: Callable[[Machine, int], object]) -> None:
    with pytest.raises(WorkFailed) as failed, Cores(machine(), 2) as cores:
        list(cores.each(function, range(4)))
    assert "Traceback" in str(failed.value)
    assert function is not wrong or "is wrong" in str(failed.value)


def test_a_process_that_dies_is_one_error_and_no_hang() -> None:
    error = pytest.raises(LostCore, match="ended before its work was done")
    with error, Cores(machine(), 2) as cores:
        list(cores.each(dies, range(50)))


@pytest.mark.parametrize(
    ("count", "function"), [(1, interrupts_itself), (2, interrupts_the_parent)]
)
def test_an_interrupt_gives_what_is_there(
    count: int, function: Callable[[Machine, int], int]
) -> None:
    before = signal.getsignal(signal.SIGINT)
    started = perf_counter()
    with Cores(machine(), count) as cores:
        found = dict(cores.each(function, range(3)))
        assert cores.is_stopped
        # Of two processes, the other may not have sent its own yet.
        assert found in ({0: 0}, {1: 1}, {0: 0, 1: 1})
        assert list(cores.each(told, range(5))) == []
    assert perf_counter() - started < 5
    assert signal.getsignal(signal.SIGINT) is before


def test_interrupts_are_the_parents_business() -> None:
    with Cores(machine(), 2) as cores:
        assert all(cores.ordered(ignores_interrupts, range(4)))


@pytest.mark.parametrize("count", [1, 2])
def test_an_interrupt_between_two_results(count: int) -> None:
    found = []
    with Cores(machine(), count) as cores:
        for number, _ in cores.each(told, range(1000)):
            found.append(number)
            if len(found) == 3:
                os.kill(os.getpid(), signal.SIGINT)
    assert cores.is_stopped
    assert 3 <= len(found) <= 6


def test_a_second_interrupt_is_raised() -> None:
    with pytest.raises(KeyboardInterrupt), Cores(machine(), 1) as cores:
        for _ in cores.each(told, range(1000)):
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
    assert cores.is_stopped


@pytest.mark.parametrize("count", [1, 2])
def test_work_within_work_stops_together(count: int) -> None:
    before = signal.getsignal(signal.SIGINT)
    function = interrupts_itself if count == 1 else interrupts_the_parent
    started = perf_counter()
    with Cores(machine(), count) as outer, Cores(machine(), 2) as inner:
        list(inner.each(told, range(4)))
        found = dict(outer.each(function, range(3)))
        assert 2 not in found
        assert outer.is_stopped
        assert inner.is_stopped
        assert signal.getsignal(signal.SIGINT) is before
    assert perf_counter() - started < 5


def _folder(path: Path) -> Path:
    for file, text in {**WORLD, "1_part/scenes.yaml": START}.items():
        (path / file).parent.mkdir(parents=True, exist_ok=True)
        (path / file).write_text(text, encoding="utf-8")
    return path


def test_processes_that_open_the_story_themselves(tmp_path: Path) -> None:
    folder, cache = _folder(tmp_path / "story"), tmp_path / "cache"
    story = compile_folder(folder, cache).story
    assert story is not None
    with Cores(Machine(story), 2, folder, cache, start="spawn") as cores:
        assert list(cores.ordered(told, range(4))) == [(n * n, "start") for n in range(4)]
    with (folder / "1_part" / "scenes.yaml").open("a") as file:
        file.write("# edited\n")
    with pytest.raises(OtherStory), Cores(Machine(story), 2, folder, cache, start="spawn") as cores:
        list(cores.each(told, range(4)))


def test_without_fork_and_folder_all_is_done_here() -> None:
    with Cores(machine(), 2, start="spawn") as cores:
        assert list(cores.ordered(where, range(2))) == [os.getpid()] * 2


def test_a_story_from_the_cache_is_read_before_it_is_shared(tmp_path: Path) -> None:
    folder, cache = _folder(tmp_path / "story"), tmp_path / "cache"
    compile_folder(folder, cache)
    story = compile_folder(folder, cache).story
    assert story is not None
    with Cores(Machine(story), 2) as cores:
        next(cores.each(told, range(2)))
        # Neither can be read any more: whoever still has to, fails.
        next(cache.glob("*.story")).write_bytes(b"")
        (folder / "1_part" / "scenes.yaml").write_bytes(b"")
        assert len(dict(cores.each(scene_words, range(20)))) == 20


def scene_words(machine: Machine, task: int) -> int:
    for scene in machine.story.scene_ids:
        machine.head(scene)
        assert machine.story.text(scene, "en") is not None
    return task


def test_no_process_outlives_the_one_that_is_killed() -> None:
    """The parent is killed hard; its processes see their lines close, and end."""
    script = (
        "import os, signal, sys\n"
        "from tests.compiler.small import machine\n"
        "from tests.explore.test_cores import where\n"
        "from ulysse_game.explore.cores import Cores\n"
        "with Cores(machine(), 2) as cores, Cores(machine(), 2) as others:\n"
        "    print(*set(cores.ordered(where, range(40))), flush=True)\n"
        "    print(*set(others.ordered(where, range(40))), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert found.returncode == -signal.SIGKILL, found.stderr
    # Their standard output was ours: that `run` came back says that all four have ended.
    assert 2 <= len(found.stdout.split()) <= 4


def test_there_is_at_least_one_core() -> None:
    assert default_cores() >= 1
