"""Every verdict by each of the means, on stories that one can see through."""

from __future__ import annotations

import pytest

from tests.compiler.small import story
from tests.explore.sites import NOWHERE, made, tiny, watcher_of
from tests.explore.test_verify import SURE, TRAP_BY_CHANCE
from tests.explore.test_watch import AROUND, DICE, HUB, ROUND_RULES, SHUFFLED
from ulysse_game.engine import Machine
from ulysse_game.explore import (
    Explored,
    Impossible,
    Key,
    Means,
    NoRoute,
    Progress,
    Reached,
    Route,
    Undecided,
    Verdict,
    explore,
    exploring,
    replayed,
    tasks,
)
from ulysse_game.explore.cores import Cores
from ulysse_game.explore.exploring import LIMITS
from ulysse_game.explore.tasks import (
    Answer,
    Played,
    Stretch,
    Sweeping,
    Swept,
    Task,
    answer_one,
    play_some,
    shown_on,
    sweep_all,
)
from ulysse_game.story import Story

BRIEFLY = Means(budget=10)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random play ends as soon as it is quiet."""
    monkeypatch.setattr(exploring, "QUIET", 0.02)
    monkeypatch.setattr(tasks, "SLICE", 0.01)


def verdicts(found: Explored) -> dict[Key, Verdict]:
    return {(each.item.kind, each.item.name): each.verdict for each in found.judged}


def means_of(found: Explored) -> dict[Key, str]:
    """By what each was decided."""
    return {key: "" if isinstance(v, Undecided) else v.by for key, v in verdicts(found).items()}


def reached(found: Explored) -> set[Key]:
    return {key for key, verdict in verdicts(found).items() if isinstance(verdict, Reached)}


def choices(verdict: Verdict) -> list[str]:
    assert isinstance(verdict, Reached), verdict
    return [choice for _, choice in verdict.route.steps]


def no_play(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploring, "PLAY_SHARE", 0.0)


def no_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploring, "SWEPT", ())
    no_glance(monkeypatch)


def no_glance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploring, "GLANCED", ())


APART = """
start:
  choices:
    - up: Up.
      do: flag_one
      goto: mid
    - low: Low.
      do: n = 1
      goto: mid
mid:
  choices:
    - both: Both.
      if: flag_one and n is 1
      goto: pit
    - end: End.
      goto: the_end
pit:
  choices:
    - again: Again.
      goto: here
"""
"""The pit would be a trap, and values alone cannot tell that nobody comes there."""
PIT: Key = ("scene", "pit")


def check(played: Machine, found: Explored) -> None:
    """Every route runs and no bound is above it."""
    for verdict in verdicts(found).values():
        if isinstance(verdict, Reached):
            assert replayed(played, verdict.route) is not None
            assert verdict.at_least <= len(verdict.route.steps)


# -- each verdict by each of the means ------------------------------------------------------------


def test_by_values_by_play_and_by_all_states(monkeypatch: pytest.MonkeyPatch) -> None:
    no_glance(monkeypatch)
    found = explore(made(APART), BRIEFLY)
    check(made(APART), found)
    by = means_of(found)
    assert by["scene", "later"] == "values"
    assert by["scene", "mid"] == "play"
    assert by[PIT] == by["trap", "pit"] == by["choice", "pit.again"] == "states"
    certificate = verdicts(found)[PIT]
    assert isinstance(certificate, Impossible)
    assert certificate.states > 0
    assert not [each for each in found.judged if each.is_open or each.is_mistake]
    assert found.played > 0
    assert found.states > 0
    assert not found.is_stopped


def test_what_states_come_to_without_play(monkeypatch: pytest.MonkeyPatch) -> None:
    no_play(monkeypatch)
    found = verdicts(explore(made(HUB), BRIEFLY))
    high = found["choice", "start.high"]
    assert isinstance(high, Reached)
    assert (choices(high), high.at_least, high.by) == (["up", "up", "high"], 3, "states")


def test_by_search_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    no_play(monkeypatch)
    no_sweep(monkeypatch)
    found = explore(made(HUB), BRIEFLY)
    high = verdicts(found)["choice", "start.high"]
    assert isinstance(high, Reached)
    assert (choices(high), high.is_shortest, high.by) == (["up", "up", "high"], True, "search")
    apart = verdicts(explore(made(APART), BRIEFLY))[PIT]
    assert isinstance(apart, Impossible)
    assert apart.by == "search"
    assert set(apart.cells) == {"flag_one", "n"}


def test_by_witnesses(monkeypatch: pytest.MonkeyPatch) -> None:
    no_play(monkeypatch)
    no_sweep(monkeypatch)
    witness = Route(3, (("start", "up"), ("start", "up"), ("start", "high")))
    found = explore(made(HUB), Means(budget=0), witnesses=[witness])
    check(made(HUB), found)
    by = means_of(found)
    assert by["choice", "start.high"] == by["ending", "curtain"] == "witness"
    assert by["choice", "start.end"] == ""
    assert choices(verdicts(found)["choice", "start.up"]) == ["up"]


def test_a_shorter_way_takes_the_place_of_a_witness() -> None:
    witness = Route(0, (("start", "up"),) * 5 + (("start", "end"),))
    found = explore(made(HUB), BRIEFLY, witnesses=[witness])
    ending = verdicts(found)["ending", "curtain"]
    assert isinstance(ending, Reached)
    assert (choices(ending), ending.is_shortest, ending.by) == (["end"], True, "witness")


@pytest.mark.parametrize(
    "steps",
    [
        (("start", "up"), ("start", "fly")),
        (("start", "up"), ("start", "high")),
        (("start", "up"), ("mid", "up")),
        (("start", "up"), ("start", "end"), ("the_end", "on")),
    ],
)
def test_a_witness_that_no_longer_runs_shows_what_it_comes_to(
    steps: tuple[tuple[str, str], ...],
) -> None:
    found = explore(made(HUB), Means(budget=0), witnesses=[Route(0, steps)])
    check(made(HUB), found)
    assert choices(verdicts(found)["choice", "start.up"]) == ["up"]
    assert ("choice", "start.high") not in reached(found)


def test_a_witness_that_goes_round() -> None:
    steps = (("start", "up"), ("start", "end"))
    found = explore(made(AROUND, ROUND_RULES), Means(budget=0), witnesses=[Route(0, steps)])
    assert ("choice", "start.up") not in reached(found)
    assert ("text", "start.up") in reached(found)


def test_a_witness_of_a_story_that_begins_in_a_ring() -> None:
    scenes = "start:\n  each: p in ours\n  do: flag_one = not flag_one\n  next: the_end\n"
    played = made(scenes, ROUND_RULES.replace("goto: ring", "goto: start"))
    found = explore(played, Means(budget=0), witnesses=[Route(0, ())])
    assert not reached(found) - {("runaway", "start")}


def test_the_seed_of_a_witness_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ulysse_game.explore.verify.MOST_SEEDS", 0)
    watcher = watcher_of(tiny(DICE))

    def shows(name: str, seed: int) -> bool:
        seen = watcher.step(watcher.begin(seed).state, "go")
        return bool(seen.items & watcher.all.bit("scene", name))

    (name,) = [name for name in "ab" if not shows(name, 0)]
    seed = next(seed for seed in range(1_000, 1_100) if shows(name, seed))
    found = explore(made(DICE), Means(budget=0), witnesses=[Route(seed, (("start", "go"),))])
    verdict = verdicts(found)["scene", name]
    assert isinstance(verdict, Reached)
    assert verdict.route.seed == seed


# -- how it is to be done -------------------------------------------------------------------------


@pytest.mark.parametrize("scenes", [HUB, APART, SURE, TRAP_BY_CHANCE])
def test_without_time_nothing_is_decided_falsely(scenes: str) -> None:
    none = explore(made(scenes), Means(budget=0))
    true = verdicts(explore(made(scenes), BRIEFLY))
    for key, verdict in verdicts(none).items():
        assert not isinstance(verdict, Reached), "nothing was played"
        if isinstance(verdict, Impossible):
            assert isinstance(true[key], Impossible)
        else:
            assert verdict.why == "not searched for"
            full = true[key]
            assert not isinstance(full, Reached) or verdict.at_least <= len(full.route.steps)
    assert none.played == none.states == 0


def test_shards_together_decide_what_one_run_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    no_play(monkeypatch)
    no_sweep(monkeypatch)
    whole = verdicts(explore(made(APART), BRIEFLY))
    parts = [verdicts(explore(made(APART), Means(budget=10, shard=n, shards=3))) for n in range(3)]
    for key, verdict in whole.items():
        found = [part[key] for part in parts if not isinstance(part[key], Undecided)]
        assert {type(each) for each in found} == {type(verdict)}, key
    for part in parts:
        assert any(isinstance(verdict, Undecided) for verdict in part.values())
        assert any(getattr(verdict, "by", "") == "search" for verdict in part.values())


def test_only_what_is_asked_for() -> None:
    found = explore(made(APART), Means(budget=10, kinds=frozenset(("scene", "trap"))))
    assert {each.item.kind for each in found.judged} == {"scene", "trap"}
    assert not [each for each in found.judged if each.is_open]


def test_ways_are_proved_shortest_if_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    no_sweep(monkeypatch)
    loose = (("start", "up"),) * 4 + (("start", "high"),)
    for is_shortest in (True, False):
        means = Means(budget=10, is_shortest=is_shortest)
        found = explore(made(HUB), means, witnesses=[Route(0, loose)])
        check(made(HUB), found)
        high = verdicts(found)["choice", "start.high"]
        assert isinstance(high, Reached)
        assert not [each for each in found.judged if each.is_open]
        if is_shortest:
            assert (len(high.route.steps), high.at_least) == (3, 3)
    no_play(monkeypatch)
    found = explore(made(HUB), Means(10, is_shortest=False), witnesses=[Route(0, loose)])
    assert not any("shortest" in stage and seconds > 1 for stage, seconds in found.stages)
    assert len(choices(verdicts(found)["choice", "start.high"])) == 5


def test_where_all_is_known_nobody_plays() -> None:
    routes = [
        Route(0, (("start", "up"), ("start", "up"), ("start", "high"))),
        Route(0, (("start", "end"),)),
    ]
    first = explore(made(HUB), BRIEFLY, witnesses=routes)
    left = [k for k, v in verdicts(first).items() if k[0] == "saturates"]
    assert left == [("saturates", "start.up.do[1]")]
    deep = Route(0, (("start", "up"),) * 101)
    found = explore(made(HUB), Means(10, is_shortest=False), witnesses=[*routes, deep])
    assert found.played == found.states == 0
    assert not [each for each in found.judged if isinstance(each.verdict, Undecided)]


def test_how_far_it_has_come() -> None:
    told: list[Progress] = []
    found = explore(made(APART), BRIEFLY, tell=told.append)
    stages = list(dict.fromkeys(each.stage for each in told))
    assert [stage for stage, _ in found.stages] == [s for s in stages if s in dict(found.stages)]
    last = told[-1]
    assert last.left == sum(isinstance(each.verdict, Undecided) for each in found.judged)
    assert last.impossible == sum(isinstance(each.verdict, Impossible) for each in found.judged)
    assert [each.seconds for each in told] == sorted(each.seconds for each in told)


def test_when_it_is_stopped_it_searches_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    no_play(monkeypatch)
    no_sweep(monkeypatch)
    cores = Cores(made(HUB), 1)
    monkeypatch.setattr(Cores, "is_stopped", property(lambda self: True), raising=False)
    found = explore(made(HUB), BRIEFLY, cores=cores)
    assert found.is_stopped
    assert reached(found) == set()


# -- from where a route ends ----------------------------------------------------------------------

UPS = (("start", "up"), ("start", "up"))


def test_from_a_route_on() -> None:
    prefix = Route(4, UPS)
    found = explore(made(HUB), BRIEFLY, prefix)
    check(made(HUB), found)
    high = verdicts(found)["choice", "start.high"]
    assert isinstance(high, Reached)
    assert high.route == Route(4, (*UPS, ("start", "high")))
    assert (high.at_least, high.is_shortest) == (3, True)
    assert isinstance(verdicts(found)["closed", "start.high#1"], Impossible)


def test_a_route_that_is_none() -> None:
    with pytest.raises(NoRoute):
        explore(made(HUB), BRIEFLY, Route(0, (("start", "high"),)))


def test_witnesses_from_a_route_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a witness shows before the route ends counts for nothing, even if it comes again."""
    no_play(monkeypatch)
    no_sweep(monkeypatch)
    monkeypatch.setattr(exploring, "LIMITS", ())
    up, end, high = (("start", choice) for choice in ("up", "end", "high"))
    prefix = Route(0, UPS)
    same = Route(0, (*UPS, up, up, end))
    others = [Route(1, (*UPS, high)), Route(0, (up, high)), Route(0, (end,))]
    means = Means(budget=10, is_shortest=False)
    found = verdicts(explore(made(HUB), means, prefix, witnesses=[same, *others]))
    assert choices(found["choice", "start.up"]) == ["up", "up", "up"]
    assert choices(found["ending", "curtain"]) == ["up", "up", "up", "up", "end"]
    assert choices(found["text", "start.high"]) == ["up", "up"], "the page shows it by itself"
    assert isinstance(found["choice", "start.high"], Undecided)


# -- what should never be -------------------------------------------------------------------------


def mistakes(found: Explored) -> set[Key]:
    return {(each.item.kind, each.item.name) for each in found.judged if each.is_mistake}


def test_a_trap_that_is_reached_and_one_that_is_not() -> None:
    opened = APART.replace("flag_one and n is 1", "flag_one")
    found = explore(made(opened), BRIEFLY)
    assert mistakes(found) == {("trap", "pit")}
    assert choices(verdicts(found)["trap", "pit"]) == ["up", "both"]
    assert mistakes(explore(made(APART), BRIEFLY)) == set()


def test_a_trap_behind_dice_is_reached_where_they_fall_so() -> None:
    found = explore(made(TRAP_BY_CHANCE), BRIEFLY)
    assert mistakes(found) == {("trap", "pit")}
    verdict = verdicts(found)["trap", "pit"]
    assert isinstance(verdict, Reached)
    states = replayed(made(TRAP_BY_CHANCE), verdict.route)
    assert states is not None
    assert states[-1].location == "pit"


def test_a_ring_that_can_be_left_only_through_a_condition() -> None:
    found = explore(made(SURE), BRIEFLY)
    assert mistakes(found) == {("trap", "hub")}
    assert choices(verdicts(found)["trap", "hub"]) == ["leave"]
    mended = SURE.replace("- round: Round.", "- round: Round.\n      do: flag_one")
    found = explore(made(mended), BRIEFLY)
    assert mistakes(found) == set()
    assert not [each for each in found.judged if each.is_open]


def test_what_is_not_gone_through_leaves_an_unsure_trap_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Being there is no proof: only the whole of the states says that no ending is ahead."""
    no_sweep(monkeypatch)
    found = verdicts(explore(made(SURE), BRIEFLY))["trap", "hub"]
    assert isinstance(found, Undecided)
    assert found.why == "whether an ending can be reached from there is not known"


def test_a_story_that_goes_round() -> None:
    found = explore(made(AROUND, ROUND_RULES), BRIEFLY)
    ((kind, name),) = mistakes(found)
    assert kind == "runaway"
    assert choices(verdicts(found)[kind, name]) == ["up"]


TORN = """
start:
  choices:
    - both: Both.
      do: flag_one, n = 9
      goto: the_end
    - one: One.
      do: flag_one
      goto: the_end
left:
  text: L.
  next: the_end
right:
  text: R.
  next: the_end
"""
TWO_RULES = """rules:
  first:
    when: flag_one
    goto: left
  second:
    when: n >= 9
    goto: right
"""


def test_two_rules_that_want_to_go_two_ways() -> None:
    found = explore(made(TORN, TWO_RULES), BRIEFLY)
    assert mistakes(found) == {("clash", "rule.second left")}
    assert choices(verdicts(found)["clash", "rule.second left"]) == ["both"]
    same = TWO_RULES.replace("goto: right", "goto: left")
    assert mistakes(explore(made(TORN, same), BRIEFLY)) == set()


def open_ended(scenes: str, id: str) -> Machine:
    """A story whose scene ``id`` has neither ``next`` nor ``else``: no compiler lets it pass."""
    whole = story(scenes)
    scene = whole.scene(id)
    scene = scene._replace(next=() if scene.choices else scene.next, otherwise="")
    texts = {"en": whole.texts("en")}
    return Machine(Story(whole.world, {**whole.scenes, id: scene}, texts, whole.digest))


SHUT = """
start:
  choices:
    - set: Set.
      do: flag_one
      goto: hub
    - leave: Leave.
      goto: hub
hub:
  choices:
    - out: Out.
      if: flag_one
      goto: the_end
  next: start
"""


def test_a_page_without_an_open_choice() -> None:
    found = explore(open_ended(SHUT, "hub"), BRIEFLY)
    assert ("stuck", "hub") in mistakes(found)
    assert choices(verdicts(found)["stuck", "hub"]) == ["leave"]
    assert ("stuck", "start") not in verdicts(found)
    found = explore(made(SHUT), BRIEFLY)
    assert mistakes(found) == set()
    assert isinstance(verdicts(found)["stuck", "hub"], Impossible)


ABSENT = """
start:
  at: deck
  choices:
    - send: Send.
      do: ann.place = mars
      goto: meeting
    - meet: Meet.
      goto: meeting
meeting:
  at: cabin
  with: ann
  else: the_end
  text: |
    ann: Here.
  next: the_end
"""


def test_somebody_who_is_needed_and_not_there() -> None:
    found = explore(open_ended(ABSENT, "meeting"), BRIEFLY)
    assert mistakes(found) == {("absent", "meeting")}
    assert choices(verdicts(found)["absent", "meeting"]) == ["send"]
    assert mistakes(explore(made(ABSENT), BRIEFLY)) == set()


KEPT = """invariants:
  few:
    always: n <= 2
    means: few
  fewer_in_the_den:
    always: n <= 1
    at: den
    means: few
  none_at_the_end:
    never: n >= 1
    at: endings
    means: few
  nowhere:
    always: n >= 50
    at: later
    means: asked of no page
  never_so:
    never: low > 3
    means: never
  zone_or_end:
    never: n is 2
    at: den, endings
    means: two
"""
COUNTED = """
start:
  choices:
    - up: Up.
      do: n += 1
      goto: start
    - den: Den.
      goto: den
    - end: End.
      goto: the_end
den:
  choices:
    - back: Back.
      do: n = 0
      goto: start
"""


def test_invariants_are_asked_where_they_should_hold() -> None:
    found = explore(made(COUNTED, invariants=KEPT), BRIEFLY)
    told = verdicts(found)
    names = {name for kind, name in mistakes(found) if kind == "broken"}
    assert names == {"few", "fewer_in_the_den", "none_at_the_end", "zone_or_end"}
    assert choices(told["broken", "few"]) == ["up", "up", "up"]
    assert choices(told["broken", "fewer_in_the_den"]) == ["up", "up", "den"]
    assert choices(told["broken", "none_at_the_end"]) == ["up", "end"]
    assert len(choices(told["broken", "zone_or_end"])) == 3
    assert isinstance(told["broken", "nowhere"], Impossible)
    assert isinstance(told["broken", "never_so"], Impossible)


# -- a wrong analysis costs verdicts, never truth -------------------------------------------------


def test_nonsense_from_random_play_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    def nonsense(machine: Machine, stretch: Stretch) -> Played:
        return Played(1, ((PIT, ()), (("scene", "mid"), (("start", "fly"),))))

    no_glance(monkeypatch)
    monkeypatch.setattr(exploring, "play_some", nonsense)
    found = verdicts(explore(made(APART), BRIEFLY))
    pit = found[PIT]
    assert isinstance(pit, Undecided)
    assert pit.why == "the engine does not bear the way out"
    assert not isinstance(found["scene", "mid"], Impossible)
    for key in (("scene", "mid"), ("choice", "start.up")):
        verdict = found[key]
        assert not isinstance(verdict, Reached) or replayed(made(APART), verdict.route) is not None


def test_nonsense_from_a_search_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    no_play(monkeypatch)
    no_sweep(monkeypatch)

    def nonsense(machine: Machine, task: Task) -> Answer:
        return Answer(task.key, "found", (("start", "up"),), 0, (), 0)

    monkeypatch.setattr(exploring, "answer_one", nonsense)
    found = explore(made(APART), Means(10, is_shortest=False))
    assert PIT not in reached(found)
    assert verdicts(found)["choice", "start.up"] == Reached(
        Route(0, (("start", "up"),)), 1, "search"
    )
    true = reached(explore(made(HUB), BRIEFLY))
    assert reached(found) & {PIT, ("choice", "mid.both"), ("ending", "curtain")} == set()
    assert true


def test_nonsense_from_a_sweep_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    no_play(monkeypatch)

    def nonsense(machine: Machine, task: Swept) -> Sweeping:
        return Sweeping(((PIT, (("start", "up"),)),), (), 0, 0, False)

    monkeypatch.setattr(exploring, "sweep_all", nonsense)
    found = explore(made(APART), BRIEFLY)
    assert PIT not in reached(found)
    assert ("scene", "mid") in reached(found)


def test_what_a_sweep_has_not_come_to_is_not_impossible(monkeypatch: pytest.MonkeyPatch) -> None:
    no_play(monkeypatch)
    monkeypatch.setattr(exploring, "LIMITS", ())
    no_glance(monkeypatch)
    monkeypatch.setattr(exploring, "SWEPT", ((("choice", "scene"), 2),))
    found = explore(made(HUB), Means(10, is_shortest=False))
    high = verdicts(found)["choice", "start.high"]
    assert isinstance(high, Undecided)
    assert high.at_least <= 3
    assert found.states > 0


# -- single tasks ---------------------------------------------------------------------------------


def test_a_sweep_that_is_cut_short_excludes_nothing() -> None:
    played = made(APART)
    whole = sweep_all(played, Swept(NOWHERE, ("scene",), 1_000, 10.0))
    assert whole.is_complete
    assert PIT in whole.missing
    cut = sweep_all(played, Swept(NOWHERE, ("scene",), 2, 10.0))
    assert not cut.is_complete
    assert cut.depth <= whole.depth
    ways = dict(whole.ways)
    assert ways["scene", "mid"] in ((("start", "up"),), (("start", "low"),))
    for key in cut.missing:
        assert len(ways.get(key, ((),) * 9)) >= cut.depth


def test_a_search_that_is_cut_short_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    key: Key = ("choice", "start.high")
    played = made(HUB)
    for is_shortest in (True, False):
        answer = answer_one(played, Task(NOWHERE, key, 20_000, 0.0, is_shortest))
        assert (answer.kind, answer.steps) == ("open", ())
        assert answer.at_least <= 3
        answer = answer_one(played, Task(NOWHERE, key, 20_000, 5.0, is_shortest))
        assert (answer.kind, len(answer.steps)) == ("found", 3)
        assert answer.at_least == 3 or (not is_shortest and answer.at_least < 3)
        answer = answer_one(made(APART), Task(NOWHERE, PIT, 20_000, 5.0, is_shortest))
        assert answer.kind == "excluded"
    no_play(monkeypatch)
    no_sweep(monkeypatch)
    monkeypatch.setattr(exploring, "LIMITS", ((LIMITS[0][0], 0.0),))
    found = verdicts(explore(played, BRIEFLY))[key]
    assert isinstance(found, Undecided)
    assert found.why == "a search of 20,000 states or 0 s did not end"


def test_random_play_goes_on_with_what_it_knows() -> None:
    played = made(APART.replace("Up.", "Upwards."))
    first = play_some(played, Stretch(NOWHERE, 1, 0.05))
    again = play_some(played, Stretch(NOWHERE, 1, 0.02))
    assert dict(first.ways)["scene", "mid"]
    assert again.choices > 0
    assert not {key for key, _ in again.ways} - {key for key, _ in first.ways}
    assert len(again.ways) < len(first.ways)


def test_what_a_route_shows_where() -> None:
    site = tiny(HUB)
    route = Route(0, (*UPS, ("start", "high")))
    shown = dict(shown_on(site, watcher_of(site), route))
    assert shown["scene", "start"] == ()
    assert shown["choice", "start.up"] == UPS[:1]
    assert shown["choice", "start.high"] == route.steps
    assert ("choice", "start.end") not in shown


def test_shuffled_texts_are_found_with_a_seed() -> None:
    found = verdicts(explore(made(SHUFFLED), Means(10, is_shortest=False)))
    for name in ("start#1.1", "start#1.2", "start#1.3", "start.end#1.1", "start.end#1.2"):
        verdict = found["alternative", name]
        assert isinstance(verdict, Reached), name
