"""The short form of ``power``; and what loses saves at a power cut is found out by it."""

from __future__ import annotations

import os
from functools import partial
from random import Random

import pytest

from tests.trust.faults_naive import Forgetful, Gap, Orphan, Plain, Unflushed, opened
from tests.trust.faults_script import BRIEF
from tests.trust.power import cut_again, cuts
from tests.trust.power_disk import BLOCK, MemoryDisk
from ulysse_game.storage import Shelf


def test_no_cut_takes_what_was_saved() -> None:
    found = cuts(BRIEF)
    assert found.wrong == ()
    assert (found.calls > 70, len(found.left) > 200) == (True, True)


def test_nor_does_the_next_cut() -> None:
    again = list(cut_again(3))
    assert [each.wrong for each in again] == [()] * 3
    assert all(each.calls > 20 for each in again)


@pytest.mark.parametrize("shelf", [Plain, Unflushed, Gap, Orphan, Forgetful])
def test_a_shelf_that_loses_saves_is_found_out(shelf: type[Shelf]) -> None:
    assert cuts(BRIEF[:9], 16, opening=partial(opened, shelf)).wrong


def test_what_was_not_flushed_may_be_torn_and_out_of_order() -> None:
    disk = MemoryDisk({"/a": None})
    file = disk.create("/a/new")
    data = os.urandom(3 * BLOCK)
    disk.write(file, data)
    left = {world.get("/a/new", b"gone") for world in disk.after_cut(1000, Random(1))}
    assert {b"gone", b"", data, data[:BLOCK], bytes(3 * BLOCK)} <= left
    assert bytes(BLOCK) + data[BLOCK:] in left, "a later block may be there before an earlier one"
    disk.flush(file)
    left = {world.get("/a/new", b"gone") for world in disk.after_cut(1000, Random(1))}
    assert left == {b"gone", data}, "the bytes are there, and their name is not yet"
    disk.flush_folder("/a")
    assert [dict(world) for world in disk.after_cut(9, Random(1))] == [{"/a": None, "/a/new": data}]


def test_half_of_a_rename_may_be_lost() -> None:
    disk = MemoryDisk({"/a": None, "/a/old": b"1"})
    disk.replace("/a/old", "/a/new")
    left = [{*world} - {"/a"} for world in disk.after_cut(9, Random(1))]
    assert sorted(map(sorted, left)) == [[], ["/a/new"], ["/a/new", "/a/old"], ["/a/old"]]
