"""Writing beside the playing: the newest wins, nothing is lost, nothing is claimed too early."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest

from ulysse_game.play.writer import A_MOMENT, Writer
from ulysse_game.storage import MemoryShelf, StorageTrouble


class GatedShelf(MemoryShelf):
    """Writes only when let through; remembers the order."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Semaphore(0)
        self.begun = threading.Semaphore(0)
        self.order: list[tuple[str, bytes]] = []

    def write(self, name: str, data: bytes) -> None:
        self.begun.release()
        assert self.gate.acquire(timeout=30)
        self.order.append((name, data))
        super().write(name, data)


def test_the_newest_wins_and_other_names_are_not_lost() -> None:
    shelf = GatedShelf()
    writer = Writer(shelf, in_background=True)
    writer.put("auto-a", lambda: b"1")
    assert shelf.begun.acquire(timeout=30)
    for number in (b"2", b"3"):
        writer.put("auto-a", partial(bytes, number))
        writer.put("quick-a-1", partial(bytes, number))
    assert writer.outcome("auto-a") == (False, None), "nothing is said before it is true"
    shelf.gate.release(9)
    writer.flush()
    assert shelf.order == [("auto-a", b"1"), ("auto-a", b"3"), ("quick-a-1", b"3")]
    assert writer.outcome("auto-a") == (True, None)
    assert writer.outcome("auto-a") == (False, None)
    writer.close()


def test_only_the_last_is_ever_unwritten() -> None:
    """However fast they come: a held key makes thirty choices a second."""
    shelf = MemoryShelf()
    writer = Writer(shelf, in_background=True)
    for number in range(50):
        writer.put("auto-a", partial(bytes, b"%d" % number))
        assert number == 0 or int(shelf.read("auto-a")) >= number - 1
    writer.close()


def test_a_disk_that_does_not_answer_is_waited_for_once() -> None:
    shelf = GatedShelf()
    writer = Writer(shelf, in_background=True)
    waits = []
    wait_for = writer._changed.wait_for

    def counted(until: Callable[[], bool], timeout: float | None = None) -> bool:
        waits.append(timeout)
        return wait_for(until, timeout)

    writer.put("auto-a", lambda: b"0")
    assert shelf.begun.acquire(timeout=30)
    writer._changed.wait_for = counted  # type: ignore[method-assign,assignment]
    for number in range(1, 9):
        writer.put("auto-a", partial(bytes, b"%d" % number))
    assert waits == [A_MOMENT]
    shelf.gate.release(9)
    writer.close()
    assert shelf.read("auto-a") == b"8"


def test_closing_writes_what_is_left_and_ends_the_thread() -> None:
    shelf = GatedShelf()
    shelf.gate.release(9)
    writer = Writer(shelf, in_background=True)
    before = threading.active_count()
    for number in range(3):
        writer.put("auto-a", partial(bytes, b"%d" % number))
    writer.close()
    writer.close()
    assert shelf.read("auto-a") == b"2"
    assert threading.active_count() == before
    writer.put("auto-a", lambda: b"again")
    writer.close()
    assert shelf.read("auto-a") == b"again"


@pytest.mark.parametrize("background", [False, True])
def test_two_may_write_under_one_name_and_each_hears_of_its_own(background: bool) -> None:
    writer = Writer(MemoryShelf(), background)
    one, other = object(), object()
    writer.put("auto-a", lambda: b"1", one)
    writer.flush()
    writer.put("auto-a", lambda: b"2", other)
    writer.flush()
    assert writer.outcome("auto-a") == (False, None)
    assert writer.outcome("auto-a", other) == (True, None)
    assert writer.outcome("auto-a", one) == (True, None)
    assert writer.outcome("auto-a", one) == (False, None)
    writer.close()


def test_from_the_background_to_the_front() -> None:
    shelf = GatedShelf()
    shelf.gate.release(9)
    writer = Writer(shelf, in_background=True)
    writer.put("auto-a", lambda: b"1")
    writer.in_background = False
    writer.put("auto-a", lambda: b"2")
    assert shelf.read("auto-a") == b"2"
    writer.close()


@pytest.mark.parametrize("background", [False, True])
def test_a_trouble_is_kept_and_a_mistake_of_ours_comes_out(background: bool) -> None:
    class Full(MemoryShelf):
        def write(self, name: str, data: bytes) -> None:
            raise StorageTrouble("The disk is full.")

    writer = Writer(Full(), background)
    writer.put("auto-a", lambda: b"1")
    writer.flush()
    is_news, trouble = writer.outcome("auto-a")
    assert is_news
    assert str(trouble) == "The disk is full."
    with pytest.raises(ZeroDivisionError):
        writer.put("auto-a", lambda: b"%d" % (1 // 0))
        writer.flush()
    writer.close()
