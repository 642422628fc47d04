"""The past can be had again, node by node, as it was: its states, its moments, its plain forms."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.engine.plays import everything, play
from tests.engine.test_many_scenes import many
from ulysse_game import engine
from ulysse_game.engine import Machine, State
from ulysse_game.play import history
from ulysse_game.play.changes import changes
from ulysse_game.play.history import History, Moment
from ulysse_game.play.timeline import Node, Timeline, begun, path, plain_at

MACHINE = Machine(everything())
SEED = 7


class Played(NamedTuple):
    """A history with two lines, and by node what it must give."""

    history: History
    moments: dict[int, Moment]


def new() -> tuple[History, Moment]:
    first = history.try_begin(MACHINE, SEED)
    assert first is not None
    timeline = begun(engine.to_plain(MACHINE, first.after))
    return History(MACHINE, SEED, timeline, first.after), first


@pytest.fixture
def played() -> Played:
    found, first = new()
    moments = {0: first}
    for seed, steps, back in ((1, 90, 40), (2, 40, 0), (3, 30, 0)):
        for moment in play_from(found.state, seed, steps):
            made = found.choose(moment.choice)
            assert (made.before, made.choice, made.after) == (
                moment.before,
                moment.choice,
                found.state,
            )
            moments[found.head] = made
        if back:
            assert found.move(back)
            assert found.state == moments[back].after
    return Played(found, moments)


def play_from(state: State, seed: int, steps: int) -> list[Moment]:
    made = []
    for turn in range(steps):
        choices = engine.open_ids(MACHINE, state)
        if not choices:
            break
        choice = choices[(turn * 7 + seed * 3) % len(choices)]
        if engine.step(MACHINE, state, choice)[0].ending:
            choice = choices[0]
        after, events = engine.step(MACHINE, state, choice)
        made.append(Moment(state, choice, after, events))
        state = after
    return made


def test_the_helper_plays_on(played: Played) -> None:
    assert len(played.moments) > 100
    assert next(iter(play(MACHINE, SEED, 1))).before == played.moments[0].after


def test_every_state_and_moment_can_be_had_again(played: Played) -> None:
    found, moments = played
    cold = History(MACHINE, SEED, found.timeline, found.state)
    for order in (sorted(moments), sorted(moments, reverse=True), sorted(moments, key=hash)):
        for each in (found, cold):
            for node in order:
                assert each.state_at(node) == moments[node].after
                assert each.moment(node) == moments[node]


def test_the_plain_forms_are_those_of_the_states(played: Played) -> None:
    found, moments = played
    for node, moment in moments.items():
        plain = engine.to_plain(MACHINE, moment.after)
        assert plain_at(found.timeline, node) == plain
        if moment.before is not None:
            before = engine.to_plain(MACHINE, moment.before)
            kept = found.timeline.nodes[node]
            assert kept.changes == changes(before, plain)
            assert kept.choice == moment.choice
    assert found.snapshot() == engine.to_plain(MACHINE, found.state)


def test_the_way_here(played: Played) -> None:
    found, moments = played
    way = [moments[node] for node in path(found.timeline)][1:]
    assert found.walkthrough() == [
        (each.before.location, each.choice) for each in way if each.before is not None
    ]
    assert len(way) == found.timeline.depth


def test_the_same_choice_again_leads_to_the_same_node(played: Played) -> None:
    found, moments = played
    nodes = len(found.timeline.nodes)
    assert found.move(0)
    choice = found.timeline.nodes[1].choice
    found.choose(choice)
    assert (found.head, len(found.timeline.nodes)) == (1, nodes)
    assert found.state == moments[1].after


def test_a_past_that_begins_in_the_middle_is_looked_at() -> None:
    """The older half was forgotten: how the story came to its first node is not known."""
    first = new()[1].after
    found = History(MACHINE, SEED, begun(engine.to_plain(MACHINE, first), 5), first)
    assert found.moment(0) == Moment(None, "", first, engine.look(MACHINE, first))


def test_what_the_story_no_longer_gives_cannot_be_had() -> None:
    first = new()[1].after
    plain = engine.to_plain(MACHINE, first)
    nodes = (
        Node(-1, "", 0, whole=plain),
        Node(0, "no such choice", 1),
        Node(1, "rise", 2),
        Node(2, "rise", 3, whole={**plain, "turn": 3}),
    )
    found = History(MACHINE, SEED, Timeline(nodes, 0), first)
    for node in (1, 2):
        assert found.state_at(node) is None
        assert found.moment(node) is None
        assert not found.move(node)
        assert (found.head, found.state) == (0, first)
    known = found.state_at(3)
    assert known is not None
    assert known.turn == 3
    assert found.moment(3) == Moment(None, "", known, engine.look(MACHINE, known))
    assert found.move(3)
    assert found.walkthrough() == [(first.location, "no such choice"), ("", "rise"), ("", "rise")]
    made = found.choose("rise")
    assert plain_at(found.timeline, found.head) == engine.to_plain(MACHINE, made.after)


def test_what_was_dropped_is_made_again_from_the_choices(played: Played) -> None:
    """An old part of a long game is choices alone in the file."""
    found, moments = played
    nodes = tuple(
        node if node.parent < 0 else node._replace(changes=None, whole=None)
        for node in found.timeline.nodes
    )
    bare = Timeline(nodes, found.head)
    last = max(moments)
    for order in (sorted(moments), sorted(moments, reverse=True), [last, 0, last - 1, 5, last]):
        again = History(MACHINE, SEED, bare, found.state, {0: moments[0].after})
        assert [again.state_at(node) for node in order] == [moments[n].after for n in order]
        assert again.walkthrough() == found.walkthrough()


def test_what_the_story_has_lost_is_lost_with_the_next_choice() -> None:
    """The recorded form says more than the state: the difference leads from the one it is."""
    first = new()[1].after
    plain = engine.to_plain(MACHINE, first)
    more = {**plain, "variables": {**plain["variables"], "gone": 3}, "heard": ["forgotten"]}
    for is_moved in (False, True):
        nodes = (Node(-1, "", 0, whole=more), Node(0, "elsewhere", 1, whole=more))
        found = History(MACHINE, SEED, Timeline(nodes, 1 if is_moved else 0), first)
        if is_moved:
            assert found.move(0)
        for choice in ("rise", "rise", "fall"):
            found.choose(choice)
            form = engine.to_plain(MACHINE, found.state)
            assert plain_at(found.timeline, found.head) == form


def test_forms_follow_in_a_story_of_many_scenes() -> None:
    """Where a list of names changes is counted from its beginning, however long it is."""
    machine = many()
    first = history.try_begin(machine, SEED)
    assert first is not None
    found = History(machine, SEED, begun(engine.to_plain(machine, first.after)), first.after)
    for turn in range(160):
        choices = engine.open_ids(machine, found.state)
        found.choose(choices[turn % 3 % 2 % len(choices)])
        form = engine.to_plain(machine, found.state)
        assert plain_at(found.timeline, found.head) == form


def test_one_goes_on_from_where_the_form_is_no_longer_known(played: Played) -> None:
    """Then what the choice changed cannot be said, and the whole form stands there instead."""
    found, moments = played
    nodes = tuple(
        node if node.parent < 0 else node._replace(changes=None, whole=None)
        for node in found.timeline.nodes
    )
    head = 20
    after = moments[head].after
    again = History(MACHINE, SEED, Timeline(nodes, head), after, {0: moments[0].after})
    taken = {node.choice for node in nodes if node.parent == head}
    choice = next(each for each in engine.open_ids(MACHINE, after) if each not in taken)
    made = again.choose(choice)
    assert (made.after, made.events) == engine.step(MACHINE, after, choice)
    assert again.timeline.nodes[again.head] == Node(
        head, choice, nodes[head].depth + 1, None, engine.to_plain(MACHINE, made.after)
    )
    following = again.choose(engine.open_ids(MACHINE, made.after)[0])
    assert again.timeline.nodes[again.head].changes is not None
    assert plain_at(again.timeline, again.head) == engine.to_plain(MACHINE, following.after)
    assert (
        again.walkthrough()[:head]
        == History(MACHINE, SEED, Timeline(nodes, head), after, {0: moments[0].after}).walkthrough()
    )


@pytest.mark.parametrize("is_bare", [False, True])
def test_the_older_half_is_forgotten(monkeypatch: pytest.MonkeyPatch, is_bare: bool) -> None:
    """Of a long game's first choices nothing but the choices is known: they are made again."""
    monkeypatch.setattr(history, "LONGEST", 80)
    found, first = new()
    moments = [first]
    for moment in play_from(found.state, 1, 80):
        if is_bare:
            nodes = tuple(
                node if node.parent < 0 else node._replace(changes=None, whole=None)
                for node in found.timeline.nodes
            )
            head = Timeline(nodes, found.head)
            found = History(MACHINE, SEED, head, found.state, {0: first.after})
        assert len(found.timeline.nodes) == len(moments)
        moments.append(found.choose(moment.choice))
    assert len(moments) == 81
    nodes = tuple(found.timeline.nodes)
    assert len(nodes) == 41
    assert (nodes[0].depth, nodes[0].choice, found.head) == (40, "", 40)
    assert nodes[0].whole == engine.to_plain(MACHINE, moments[40].after)
    for node, moment in enumerate(moments[40:]):
        assert found.state_at(node) == moment.after
    assert [found.moment(node) for node in range(1, 41)] == moments[41:]
    assert found.choose(engine.open_ids(MACHINE, found.state)[0]).before == moments[-1].after
    assert len(found.timeline.nodes) == 42


def test_what_cannot_be_had_does_not_hide_what_can() -> None:
    first = new()[1].after
    nodes = (
        Node(-1, "", 0, whole=engine.to_plain(MACHINE, first)),
        Node(0, "rise", 1),
        Node(1, "no such choice", 2),
    )
    risen = engine.step(MACHINE, first, "rise")[0]
    for order in ((2, 1), (2, 0, 1), (1, 2, 1), (2, 2, 1)):
        found = History(MACHINE, SEED, Timeline((*nodes, Node(0, "fall", 1)), 3), first, {0: first})
        states = [found.state_at(node) for node in order]
        assert states == [{0: first, 1: risen, 2: None}[node] for node in order]
