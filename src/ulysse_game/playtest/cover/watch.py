"""What one replay shows: the bridge from replays to the watcher, which goes along with the engine.

A replay that begins in the middle has a first page that no step led to; what that page shows is
read off its events and its choices. Nothing here plays on its own account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ulysse_game.engine import Ended, Entered, Event, Fired, Machine, Shown
from ulysse_game.explore.content import AlternativeReader
from ulysse_game.explore.items import Item, Key
from ulysse_game.explore.route import Route
from ulysse_game.explore.site import site_of
from ulysse_game.explore.watch import Watcher
from ulysse_game.playtest.replay import Moment, Result


class Watch:
    """Says what replays and routes of one story show."""

    def __init__(self, machine: Machine) -> None:
        """A watch over the story of this machine."""
        site = self._site = site_of(machine, Route(0, ()))
        self._watcher = Watcher(machine, site.flow, site.items)
        self._alternatives = AlternativeReader(machine)

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything there is to be seen in the story."""
        return self._watcher.items

    @property
    def impossible(self) -> frozenset[Key]:
        """What no play can show, as far as the possible values of variables tell."""
        keys = ((item.kind, item.name) for item in self.items)
        return frozenset(key for key in keys if self._site.excluded(key) is not None)

    def shown(self, result: Result) -> frozenset[Key]:
        """What a replay shows, up to where it came."""
        watcher = self._watcher
        seen = 0
        made_up: set[Key] = set()
        for moment in result.moments:
            if moment.before is not None:
                seen |= watcher.step(moment.before, moment.choice).items
            elif result.is_made_up:
                made_up.update(self._in_events(moment.events, moment.after.seed))
                seen |= watcher.look(moment.after)
            else:
                seen |= watcher.begin(moment.after.seed).items
        return frozenset(made_up) | self._keys(seen)

    def along(self, route: Route) -> Iterator[tuple[Moment, frozenset[Key]]]:
        """Each page of a route, the first before any choice, with what it shows.

        Raises as ``engine.step`` does where the route is none.
        """
        state, events, seen = self._watcher.begin(route.seed)
        yield Moment(0, None, "", state, events), self._keys(seen)
        for number, (_, choice) in enumerate(route.steps, 1):
            before = state
            state, events, seen = self._watcher.step(before, choice)
            yield Moment(number, before, choice, state, events), self._keys(seen)

    def _keys(self, seen: int) -> frozenset[Key]:
        return frozenset((item.kind, item.name) for item in self._watcher.all.of(seen))

    def _in_events(self, events: Iterable[Event], seed: int) -> Iterator[Key]:
        for event in events:
            match event:
                case Entered(location, _):
                    scene, is_item, _ = location.partition("/")
                    yield ("scene", scene)
                    if is_item:
                        yield ("place", location)
                case Fired(rule):
                    yield ("rule", rule)
                case Ended(ending):
                    yield ("ending", ending)
                case Shown(line_id):
                    yield ("text", line_id)
                    for name in self._alternatives.read(event, seed):
                        yield ("alternative" if "#" in name else "text", name)
