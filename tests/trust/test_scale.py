"""Nothing grows faster than what it is done to: counted, not timed, on small stories."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from tests.trust import scale
from tests.trust.scale_pack import LAPS, Size, files, write
from tests.trust.scale_work import chance
from ulysse_game import engine
from ulysse_game.authoring.lint import check
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.engine import Machine
from ulysse_game.play import Library, history, resume, save_format, start
from ulysse_game.play.changes import changed, changes
from ulysse_game.play.session import Session
from ulysse_game.play.timeline import Node, Nodes, apart, plain_at
from ulysse_game.storage import MemoryShelf

SIZE = Size(scenes=200, variables=50)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    """The smallest pack: one chapter of ten days."""
    folder = tmp_path_factory.mktemp("pack")
    write(SIZE, folder)
    return compile_folder(folder)


@pytest.fixture(scope="module")
def machine(compiled: Compiled) -> Machine:
    assert compiled.story is not None
    return Machine(compiled.story)


@pytest.fixture
def session(machine: Machine) -> Iterator[Session]:
    """A playthrough that is closed in the end; nothing is kept of its choices before that."""
    found = start(Library(machine, MemoryShelf(), background=True), seed=1)
    yield found
    found.close()


def choices(machine: Machine, session: Session, count: int) -> Iterator[str]:
    """So many choices at random, one after the other."""
    pick = chance()
    for _ in range(count):
        options = engine.open_ids(machine, session.history.state)
        yield options[pick(len(options))]


def test_the_generated_pack_has_nothing_wrong(compiled: Compiled) -> None:
    assert [str(each) for each in check(compiled).told] == []
    assert compiled.story is not None
    assert len(compiled.story.scenes) == SIZE.scenes + 1
    assert len(compiled.story.world.variables) >= SIZE.variables


def test_a_pack_is_the_same_each_time_and_large_as_asked() -> None:
    small = SIZE._replace(scenes=40)
    assert list(files(small)) == list(files(small))
    assert list(files(small)) != list(files(small._replace(seed=1)))
    assert sum(path.endswith("chapter.yaml") for path, _ in files(SIZE._replace(scenes=400))) == 2


def test_a_playthrough_meets_scene_after_scene_and_need_not_end(
    machine: Machine, session: Session
) -> None:
    for choice in choices(machine, session, 400):
        session.history.choose(choice)
    visited = session.history.snapshot()["visits"]
    assert len(visited) > SIZE.scenes / 2, "it goes through much of what there is"
    assert not session.ended
    assert LAPS >= 1_000


def test_the_forms_of_two_states_differ_as_the_whole_forms_do(
    machine: Machine, session: Session
) -> None:
    for choice in choices(machine, session, 300):
        before = session.history.state
        session.history.choose(choice)
        after = session.history.state
        whole = engine.to_plain(machine, before), engine.to_plain(machine, after)
        found = history._changes(machine, before, after)
        assert found == changes(*whole)
        assert changed(whole[0], found) == whole[1]


def test_a_long_game_is_written_down_whole_only_now_and_then(
    machine: Machine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = counted(monkeypatch, engine, "to_plain")
    for choice in choices(machine, session, 1_024):
        session.history.choose(choice)
    assert len(calls) <= 1_024 / 256 + 1
    assert plain_at(session.timeline, session.timeline.head) == session.history.snapshot()


def test_after_going_back_what_is_chosen_is_known_exactly(
    machine: Machine, session: Session
) -> None:
    for choice in choices(machine, session, 300):
        session.history.choose(choice)
    for turn in (290, 7, 0, 120):
        session.history.move(turn)
        for choice in choices(machine, session, 3):
            session.history.choose(choice)
            form = plain_at(session.timeline, session.timeline.head)
            assert form == session.history.snapshot()


def counted(monkeypatch: pytest.MonkeyPatch, home: object, name: str) -> list[object]:
    """Each call of a function from now on."""
    calls: list[object] = []
    real: Callable[..., object] = getattr(home, name)

    def counting(*given: object) -> object:
        calls.append(given)
        return real(*given)

    monkeypatch.setattr(home, name, counting)
    return calls


def test_whole_forms_lie_so_far_apart_that_all_take_little_room() -> None:
    kept = [depth for depth in range(1, 60_000) if depth % apart(depth) == 0]
    assert sum(kept) < 20 * 60_000, "a form is as large as its turn is deep"
    assert all(later - depth <= max(256, depth // 8) for depth, later in pairwise(kept))


def test_nodes_with_one_more_share_all_the_others() -> None:
    first = Nodes((Node(-1, "", 0),))
    one, other = first.with_one(Node(0, "a", 1)), first.with_one(Node(0, "b", 1))
    longer = one.with_one(Node(1, "c", 2))
    assert longer.begin_with(one)
    assert longer.begin_with(first)
    assert not longer.begin_with(other)
    assert [each.choice for each in longer] == ["", "a", "c"]
    assert [each.choice for each in other] == ["", "b"]
    assert (len(first), first.below(0), longer.below(0), other.below(0)) == (1, [], [1], [1])
    assert longer[-1] == Node(1, "c", 2)
    assert longer[1:] == (Node(0, "a", 1), Node(1, "c", 2))
    with pytest.raises(IndexError):
        first[1]
    assert longer._trunk is one._trunk, "else a choice copies all that were made"


def test_a_game_too_long_for_the_shelf_is_saved_with_less_of_its_past(
    machine: Machine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for choice in choices(machine, session, 1_500):
        session.history.choose(choice)
    whole = save_format.encoded(session.written())
    for limit in (len(whole) - 1, 40_000, 30_000):
        monkeypatch.setattr(save_format, "LIMIT", limit)
        data = save_format.encoded(session.written())
        save = save_format.decoded(data)
        assert len(data) <= limit
        assert save.snapshot == session.history.snapshot(), "the truth is always whole"
        monkeypatch.undo()
        shelf = MemoryShelf()
        shelf.write("auto-0", data)
        opened = resume(Library(machine, shelf), "auto-0")
        assert opened.history.state == session.history.state
        assert opened.can_rewind
        assert opened.notices == []
        opened.close()


def test_the_exponent_of_what_grows() -> None:
    assert scale.exponent({1_000: 1.0, 10_000: 10.0, 100_000: 100.0}) == pytest.approx(1.0)
    assert scale.exponent({1_000: 1.0, 10_000: 100.0}) == pytest.approx(2.0)
    assert scale.exponent({1_000: 5.0, 10_000: 5.0}) == pytest.approx(0.0)
