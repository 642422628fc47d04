"""The engine's word on what was found in the graph."""

from functools import cache
from typing import NamedTuple

from tests.compiler.small import SCENES, story
from ulysse_game.engine import Machine
from ulysse_game.explore.cartesian import cartesian
from ulysse_game.explore.flow import Flow
from ulysse_game.explore.route import Route, replayed
from ulysse_game.explore.search import (
    Found,
    Moment,
    Path,
    Question,
    Terrain,
    course,
    localize,
    questions_of,
    witness,
)

DICE = """
start:
  choices:
    - throw: Throw.
      do: n += 1
      goto: thrown
    - leave: Leave.
      if: n >= 3
      goto: the_end
thrown:
  next:
    - six odds 1
    - start odds 5
six:
  do: low += 1
  choices:
    - again: Again.
      goto: start
    - twice: Twice.
      if: low >= 2
      goto: the_end
"""


class Table(NamedTuple):
    """The story of the dice, ready to be searched."""

    machine: Machine
    flow: Flow
    terrain: Terrain
    start: Moment
    questions: dict[tuple[str, str], Question]

    def path(self, kind: str, name: str) -> Path:
        found = localize(self.terrain, self.start, self.questions[kind, name])
        assert isinstance(found, Found)
        return found.path


@cache
def table() -> Table:
    machine = Machine(story({SCENES: DICE}))
    flow = Flow(machine)
    reach = cartesian(flow)
    terrain = Terrain(flow, reach.at, reach.feasible)
    return Table(machine, flow, terrain, Moment(*reach.starts[0]), questions_of(terrain))


def asked(kind: str, name: str, seeds: int = 10_000, before: Route | None = None) -> Route | None:
    here = table()
    on = course(here.terrain, here.start, here.path(kind, name))
    assert on is not None
    return witness(here.machine, here.flow, on, seeds=seeds, before=before)


def test_a_way_without_chance_goes_with_the_first_seed() -> None:
    here = table()
    route = asked("choice", "start.throw")
    assert route is not None
    assert route.steps == (("start", "throw"),)
    assert replayed(here.machine, route) is not None


def test_a_seed_is_found_whose_draws_go_the_way() -> None:
    route = asked("choice", "six.twice")
    assert route is not None
    assert [choice for _, choice in route.steps] == ["throw", "again", "throw", "twice"]
    states = replayed(table().machine, route)
    assert states is not None
    assert states[-1].ending == "curtain"


def test_chance_must_also_go_the_way_that_is_likely() -> None:
    route = asked("choice", "start.leave")
    assert route is not None
    states = replayed(table().machine, route)
    assert states is not None
    assert states[-1].ending == "curtain"
    assert len(route.steps) == 4 + sum(location == "six" for location, _ in route.steps)


def test_where_no_seed_goes_the_way_there_is_no_route() -> None:
    assert asked("choice", "six.twice", seeds=1) is None


def test_who_asks_may_refuse_a_route_and_another_seed_is_tried() -> None:
    here = table()
    on = course(here.terrain, here.start, here.path("choice", "start.throw"))
    assert on is not None
    route = witness(here.machine, here.flow, on, lambda route: route.seed == 7)
    assert route is not None
    assert route.seed == 7
    assert witness(here.machine, here.flow, on, lambda route: False, seeds=20) is None


def test_a_course_that_the_story_does_not_take_is_no_route() -> None:
    here = table()
    on = course(here.terrain, here.start, here.path("scene", "six"))
    assert on is not None
    *early, last = on.moments
    assert last is not None
    wrong = on._replace(moments=(*early, last._replace(values=(9,) * len(last.values))))
    assert witness(here.machine, here.flow, wrong, seeds=200) is None
    elsewhere = on._replace(steps=(("start", "leave"), *on.steps[1:]))
    assert witness(here.machine, here.flow, elsewhere, seeds=50) is None


def test_a_path_that_cannot_be_followed_has_no_course() -> None:
    here = table()
    path = here.path("choice", "six.twice")
    assert course(here.terrain, here.start, path._replace(ways=path.ways[1:])) is None


def test_a_course_may_begin_where_a_route_ends() -> None:
    here = table()
    first = Route(3, (("start", "throw"),))
    states = replayed(here.machine, first)
    assert states is not None
    state = states[-1]
    begin = Moment(here.flow.point_of(state), tuple(here.flow.values_of(state)))
    found = localize(here.terrain, begin, here.questions["choice", "start.throw"])
    assert isinstance(found, Found)
    on = course(here.terrain, begin, found.path)
    assert on is not None
    route = witness(here.machine, here.flow, on, before=first)
    assert route is not None
    assert route.steps[:1] == first.steps
    assert replayed(here.machine, route) is not None
