"""The charts of a story as they stand now: who is where, what is known, how far the light is.

Everything comes from the state; where that says nothing, nothing is said. A person is in a room
only while the scene there names them and they are in its zone; else they are somewhere aboard.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ulysse_game.engine import ROOM, Machine, Shown, State
from ulysse_game.story import Chart as Declared
from ulysse_game.story import Expression, Light, Plan, Scene, Site, Spot
from ulysse_game.view.charts.chart import (
    Chart,
    LightDrawing,
    Line,
    Mark,
    PlanDrawing,
    SiteDrawing,
    Someone,
    Stall,
)
from ulysse_game.view.dates import date
from ulysse_game.view.numbers import NBSP, seconds
from ulysse_game.view.present import teller
from ulysse_game.view.sky import julian
from ulysse_game.view.words import marked, words

SOL = 88_775.244 / 86_400
"""Days in a sol: 24 h 39 min 35 s (Allison and McEwen 2000)."""
_TOWARDS = (
    marked("to the north"),
    marked("to the north-east"),
    marked("to the east"),
    marked("to the south-east"),
    marked("to the south"),
    marked("to the south-west"),
    marked("to the west"),
    marked("to the north-west"),
)
_SCALES = (500, 1000, 2000, 5000, 10_000)


def charts(machine: Machine, state: State, language: str) -> tuple[Chart, ...]:
    """The charts that are there now, in written order, in a language."""
    moment = _Moment(machine, state, language)
    return tuple(
        moment.chart(each) for each in machine.story.world.charts if moment.holds(each.condition)
    )


def has_charts(machine: Machine) -> bool:
    """Whether the story has any charts at all."""
    return bool(machine.story.world.charts)


class _Moment:
    """One state, asked for its charts."""

    def __init__(self, machine: Machine, state: State, language: str) -> None:
        self.machine, self.state, self.language = machine, state, language
        self.tells = teller(machine, language)
        self.say = words(language)
        layout = machine.layout
        self._slots = layout.slots
        room = state.values[ROOM]
        world = machine.story.world
        self.room = world.rooms[room - 1].id if room else ""
        self.zone = world.rooms[room - 1].zone if room else ""
        self.scene = machine.story.scenes.get(state.location.partition("/")[0])

    def holds(self, condition: Expression | None) -> bool:
        """Whether a condition holds now."""
        return condition is None or bool(self._value(condition))

    def _value(self, expression: Expression) -> int:
        machine = self.machine
        reader = machine.code.reader(machine.grounded(expression))
        return int(reader(self.state.values, self.state))

    def chart(self, chart: Declared) -> Chart:
        """One chart with all its words."""
        drawing: PlanDrawing | SiteDrawing | LightDrawing
        match chart.of:
            case Plan():
                kind, drawing = "plan", self._plan(chart.of, chart.you)
                told, beside = self._plan_words(drawing)
            case Site():
                kind, drawing = "map", self._site(chart, chart.of)
                told = beside = self._site_words(drawing)
            case _:
                kind, drawing = "light", self._light(chart.of)
                told = beside = self._light_words(chart.of, drawing)
        more = self._more(chart)
        title = self.tells.name(f"chart.{chart.id}.title")
        return Chart(chart.id, title, kind, (*told, *more), (*beside, *more), drawing)

    def _more(self, chart: Declared) -> tuple[str, ...]:
        """What the writers tell below it."""
        if not chart.has_more:
            return ()
        state = self.state
        shown = Shown(
            f"chart.{chart.id}.also", (), state.values, state.visits,
            state.marks, state.heard, state.ending,
        )  # fmt: skip
        return tuple(line.text for line in self.tells.lines(shown, state.seed) if line.text)

    # -- people ---------------------------------------------------------------------------------

    def _in_zone(self, zone: str, you: str) -> tuple[Someone, ...]:
        """Everybody alive in a zone, the player first, then in declared order."""
        world = self.machine.story.world
        if zone not in world.zones:
            return ()
        number = world.zones.index(zone)
        found = [
            Someone(each.id, self.tells.name(f"person.{each.id}.called"), each.id == you)
            for each in world.people
            if self._stat(each.id, "place") == number and self._stat(each.id, "alive") != 0
        ]
        return tuple(sorted(found, key=lambda someone: not someone.is_you))

    def _stat(self, person: str, stat: str) -> int:
        """A person's stat, -1 where the story has none of that name."""
        slot = self._slots.get(f"{person}.{stat}")
        return -1 if slot is None else self.state.values[slot]

    def _is_here(self, someone: Someone) -> bool:
        """Whether the scene names them where it is, and not over the radio."""
        return someone.is_you or someone.id in _cast(self.scene)

    # -- plans ----------------------------------------------------------------------------------

    def _plan(self, plan: Plan, you: str) -> PlanDrawing:
        people = self._in_zone(plan.zone, you)
        rooms = {anchor.room for anchor in plan.anchors}
        at = self.room if self.room in rooms and self.zone == plan.zone else ""
        present = tuple(each for each in people if at and self._is_here(each))
        stalls = tuple(
            Stall(
                anchor,
                self.tells.name(f"room.{anchor.room}"),
                present if anchor.room == at else (),
            )
            for anchor in plan.anchors
        )
        aboard = tuple(each for each in people if each not in present)
        outside = self._in_zone(plan.outside, you) if plan.outside else ()
        return PlanDrawing(plan.drawing, stalls, at if present else "", aboard, outside)

    def _plan_words(self, plan: PlanDrawing) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Everything in words, and what is not in the drawing."""
        say = self.say
        inside = [
            say("{place}: {people}.", place=stall.name, people=_named(stall.people))
            for stall in plan.stalls
            if stall.people
        ]
        beside = []
        if plan.aboard:
            told = marked("Elsewhere aboard: {people}.") if inside else marked("Aboard: {people}.")
            beside.append(say(told, people=_named(plan.aboard)))
        if plan.outside:
            beside.append(say("Outside: {people}.", people=_named(plan.outside)))
        if not inside and not beside:
            beside.append(say("Nobody is aboard."))
        return (*inside, *beside), tuple(beside)

    # -- maps -----------------------------------------------------------------------------------

    def _site(self, chart: Declared, site: Site) -> SiteDrawing:
        say, tells = self.say, self.tells
        marks = tuple(
            self._mark(chart, spot)
            for spot in sorted(site.spots, key=lambda spot: spot.metres)
            if self.holds(spot.condition)
        )
        lines = tuple(
            Line(tells.name(f"chart.{chart.id}.{track.id}"), track.through)
            for track in site.tracks
            if self.holds(track.condition)
        )
        return SiteDrawing(
            tells.name(f"chart.{chart.id}.centre"),
            site.walk_back,
            say("walk-back line"),
            marks,
            lines,
            tuple((metres, self._distance(metres)) for metres in _SCALES),
            say("N"),
        )

    def _mark(self, chart: Declared, spot: Spot) -> Mark:
        there = self._in_zone(spot.zone, chart.you) if spot.zone else ()
        is_scene = bool(spot.room) and self.room == spot.room
        # Of who is outside, a map knows those of the scene; a ship of its own holds its people.
        if not self._is_alone_in(spot):
            there = tuple(each for each in there if is_scene and self._is_here(each))
        is_here = any(each.is_you for each in there) and is_scene
        name = self.tells.name(f"chart.{chart.id}.{spot.id}")
        return Mark(name, spot.metres, spot.bearing, self._distance(spot.metres), there, is_here)

    def _is_alone_in(self, spot: Spot) -> bool:
        """Whether all of its zone is at this point: then everybody in it is."""
        world = self.machine.story.world
        rooms = [room.id for room in world.rooms if room.zone == spot.zone]
        return rooms == [spot.room]

    def _distance(self, metres: int) -> str:
        """`6.2 km`, `400 m`; with a comma in French."""
        if metres < 1000:
            return f"{metres}{NBSP}m"
        told = f"{metres / 1000:.1f}".removesuffix(".0")
        return f"{told.replace('.', ',') if self.language == 'fr' else told}{NBSP}km"

    def _site_words(self, site: SiteDrawing) -> tuple[str, ...]:
        say = self.say
        found = []
        for mark in site.marks:
            towards = say(_TOWARDS[_eighth(mark.bearing)])
            told = say(
                "{place}: {distance} {direction}.",
                place=mark.name, distance=mark.distance, direction=towards,
            )  # fmt: skip
            if mark.people:
                people = _named(mark.people)
                told += " " + say("There now: {people}.", people=people)
            found.append(told)
        for line in site.lines:
            metres, bearing = nearest(line.through)
            found.append(
                say(
                    "{place}, at its nearest: {distance} {direction}.",
                    place=line.name,
                    distance=self._distance(max(100, round(metres / 100) * 100)),
                    direction=say(_TOWARDS[_eighth(bearing)]),
                )
            )
        if site.walk_back:
            distance = self._distance(site.walk_back)
            found.append(say("Beyond {distance} nobody walks back.", distance=distance))
        return tuple(found)

    # -- the light ------------------------------------------------------------------------------

    def _light(self, light: Light) -> LightDrawing:
        say = self.say
        delay = self._value(light.delay)
        day = julian(light.year, light.month, light.day + self._sol() * SOL)
        names = (say("Sun"), say("Earth"), say("Mars"))
        return LightDrawing(day, delay, seconds(delay), *names)

    def _sol(self) -> float:
        slot = self.machine.layout.sol
        return self.state.values[slot] if slot >= 0 else 0

    def _light_words(self, light: Light, drawing: LightDrawing) -> tuple[str, ...]:
        say = self.say
        from datetime import date as day
        from datetime import timedelta

        today = day(light.year, light.month, light.day) + timedelta(days=self._sol() * SOL)
        return (
            say("On Earth it is {date}.", date=date(today.isoformat(), self.language)),
            say("Light takes {delay} from Mars to Earth.", delay=drawing.delay),
            say(
                "An answer comes after {delay} at the earliest.", delay=seconds(2 * drawing.seconds)
            ),
        )


def _cast(scene: Scene | None) -> frozenset[str]:
    """Whom a scene has where it is."""
    if scene is None:
        return frozenset()
    present = {each.person for each in scene.cast if not each.radio}
    return frozenset(present | ({scene.session} if scene.session else set()))


def _named(people: Iterable[Someone]) -> str:
    return ", ".join(each.called for each in people)


def _eighth(bearing: int) -> int:
    """The number of the nearest of eight winds, from north, clockwise."""
    return round(bearing / 45) % 8


def placed(metres: float, bearing: float) -> tuple[float, float]:
    """Metres to the east and to the north."""
    angle = math.radians(bearing)
    return metres * math.sin(angle), metres * math.cos(angle)


def nearest(through: Sequence[tuple[int, int]]) -> tuple[float, int]:
    """How near a line comes to the middle, in metres, and in which direction."""
    places = [placed(*each) for each in through]
    best = (math.inf, 0.0, 0.0)
    for (x, y), (to_x, to_y) in pairwise(places):
        run, rise = to_x - x, to_y - y
        size = run * run + rise * rise
        part = min(1.0, max(0.0, -(x * run + y * rise) / size)) if size else 0.0
        at = x + run * part, y + rise * part
        best = min(best, (math.hypot(*at), *at))
    return best[0], round(math.degrees(math.atan2(best[1], best[2]))) % 360


__all__ = ["SOL", "charts", "has_charts", "nearest", "placed"]
