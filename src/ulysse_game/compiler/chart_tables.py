"""The charts: plans drawn with signs, maps by bearing and distance, the light by its date.

Read after the scenes, since conditions may name any of them. A chart only asks the state, like
prose: nothing here can change a playthrough. Whatever is wrong is a diagnostic; what is left is
sound, and a drawing that is left has its names where they fit.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator

from ulysse_game.compiler.fields import Fields, place, span_of
from ulysse_game.compiler.nodes import Mapping, Scalar
from ulysse_game.compiler.panel_tables import PanelTables
from ulysse_game.compiler.world import Part
from ulysse_game.diagnostics import Span
from ulysse_game.story import Anchor, Chart, Light, Plan, Site, Spot, Track

CHART_KEYS = (
    "title", "if", "you", "also",
    "plan", "outside", "drawing",
    "map", "centre", "walk_back", "points", "ways",
    "light", "calendar", "note",
)  # fmt: skip
POINT_KEYS = ("name", "at", "if", "room", "zone", "note")
WAY_KEYS = ("name", "through", "if", "note")
KINDS = ("plan", "map", "light")
"""What a chart may be: the key that says it, with what it is of."""
_OWN = {
    "plan": ("outside", "drawing"),
    "map": ("centre", "walk_back", "points", "ways"),
    "light": ("calendar",),
}
WIDEST = 36
"""Cells of a drawing: it stands whole in a terminal of forty columns."""
HIGHEST = 24
MOST_POINTS = 40
FURTHEST = 1_000_000
"""Metres: a map shows what people can go to."""
SIGNS = " ─│┌┐└┘├┤┬┴┼╭╮╰╯╱╲═║╞╡╪╤╧╥╨╫▔▁·─╴╵╶╷-|/\\+.'_=:"
"""What a drawing is made of: each of these can be shown by a terminal without Unicode too."""
_WINDS = "north, north-east, east, south-east, south, south-west, west, north-west"
COMPASS = tuple(_WINDS.split(", "))
_ANCHOR = re.compile(r"\{([a-z][a-z0-9_]*) *\}")
_AT = re.compile(r"([0-9]{1,3}(?:\.[0-9])?) km ([0-9]{1,3}|[a-z-]+)°?")
_FAR = re.compile(r"([0-9]{1,3}(?:\.[0-9])?) km")
_DATE = re.compile(r"sol 0 is ([0-9]{4})-([0-9]{2})-([0-9]{2})")


class ChartTables(PanelTables):
    """Reads the charts; one that is wrong is left out."""

    def charts(self, parts: list[Part]) -> tuple[Chart, ...]:
        """The charts, in written order."""
        found: dict[str, Chart | None] = {}
        for part in parts:
            for entry in part.value.entries if isinstance(part.value, Mapping) else ():
                if not self._is_named(entry.key, part.file, "a chart", found):
                    continue
                if not isinstance(entry.value, Mapping):
                    told = "a chart has a `title` and is a `plan`, a `map` or the `light`."
                    self.desk.error("wants-names", told, span_of(part.file, entry.value))
                    continue
                fields = Fields(self.desk, part.file, entry.value, "a chart", entry.key)
                found[entry.key.text] = self._chart(entry.key.text, fields)
        return tuple(chart for chart in found.values() if chart is not None)

    def _chart(self, id: str, fields: Fields) -> Chart | None:
        fields.allow(CHART_KEYS, {"when": "write `if: …`."})
        title = fields.scalar("title") if fields.require("title") else None
        if title is not None:
            self.desk.words(f"chart.{id}.title", title, fields.file)
        also = fields.scalar("also")
        if also is not None:
            at = place(fields.file, also)
            self.desk.block(f"chart.{id}.also", also.text, at, self.scope, fields.text("note"))
        condition = self.condition(fields, "if", self.scope)
        you = self._known(fields, "you", "person", self.declared.people)
        kinds = [kind for kind in KINDS if kind in fields.nodes]
        if len(kinds) != 1 or not self._is_of_one(fields, kinds[0]):
            if len(kinds) != 1:
                told = "a chart is one of: " + ", ".join(f"`{kind}`" for kind in KINDS) + "."
                self.desk.error("chart-kind", told, fields.head, "write `plan: ZONE`, for example.")
            return None
        match kinds[0]:
            case "plan":
                of: Plan | Site | Light | None = self._plan(fields)
            case "map":
                of = self._site(id, fields)
            case _:
                of = self._light(fields)
        return None if of is None else Chart(id, condition, of, you, also is not None)

    def _is_of_one(self, fields: Fields, kind: str) -> bool:
        """Whether no key belongs to a chart of another kind; the first that does is reported."""
        for other, keys in _OWN.items():
            for key in keys if other != kind else ():
                if key in fields.nodes:
                    self.desk.error(
                        "chart-kind",
                        f"`{key}` belongs to a `{other}`, and this is a `{kind}`.",
                        span_of(fields.file, fields.keys[key]),
                        "take it out, or make two charts.",
                    )
                    return False
        return True

    def _known(self, fields: Fields, key: str, what: str, names: Iterable[str]) -> str:
        """The name under a key, if it is one of these; else it is reported, and nothing."""
        node = fields.scalar(key)
        known = tuple(names)
        if node is None or node.text in known:
            return "" if node is None else node.text
        code = {"person": "unknown-person", "room": "unknown-room"}.get(what, "unknown-value")
        told = f"there is no {what} `{node.text}`."
        self.desk.error(code, told, fields.span(key), self.declared.near(node.text, known))
        return ""

    # -- plans ----------------------------------------------------------------------------------

    def _plan(self, fields: Fields) -> Plan | None:
        zone = self._known(fields, "plan", "zone", self.declared.zones)
        outside = self._known(fields, "outside", "zone", self.declared.zones)
        node = fields.scalar("drawing") if fields.require("drawing") else None
        if node is None or not zone:
            return None
        written = node.text.rstrip("\n").split("\n")
        if not self._is_drawn(fields, node, written):
            return None
        anchors = self._anchors(fields, node, written, zone)
        if anchors is None:
            return None
        width = max(map(len, written))
        blank = [_ANCHOR.sub(lambda match: " " * len(match[0]), row) for row in written]
        return Plan(zone, outside, tuple(row.ljust(width) for row in blank), anchors)

    def _is_drawn(self, fields: Fields, node: Scalar, written: list[str]) -> bool:
        """Whether it is of a size and of signs that every terminal can show."""
        for number, row in enumerate(written):
            bare = _ANCHOR.sub(lambda match: " " * len(match[0]), row)
            wrong = next((n for n, sign in enumerate(bare) if sign not in SIGNS), -1)
            told = ""
            if len(row) > WIDEST:
                wrong, told = WIDEST, f"a drawing has {WIDEST} columns at most."
            elif number >= HIGHEST:
                wrong, told = 0, f"a drawing has {HIGHEST} rows at most."
            elif wrong >= 0:
                told = f"`{bare[wrong]}` is no sign of a drawing."
            if told:
                at = Span(fields.file, node.first_line + number, node.indent + wrong)
                help = "draw with ─ │ ╭ ╮ ╰ ╯ ├ ┤ ┬ ┴ ┼ ╱ ╲ ═ ▔, and write `{room   }` for a room."
                self.desk.error("bad-drawing", told, at, help)
                return False
        return True

    def _anchors(
        self, fields: Fields, node: Scalar, written: list[str], zone: str
    ) -> tuple[Anchor, ...] | None:
        found: dict[str, Anchor] = {}
        is_sound = True
        for number, row in enumerate(written):
            for match in _ANCHOR.finditer(row):
                room, start, end = match[1], match.start(), match.end()
                at = Span(fields.file, node.first_line + number, node.indent + start, end - start)
                below = written[number + 1 :]
                free = next(
                    (n for n, each in enumerate(below) if each[start:end].strip(" ")), len(below)
                )
                rooms = [id for id, of in self.declared.rooms.items() if of == zone]
                if room not in rooms:
                    told = f"there is no room `{room}` in `{zone}`."
                    self.desk.error("unknown-room", told, at, self.declared.near(room, rooms))
                elif room in found:
                    told, help = f"`{room}` stands twice in the drawing.", "take one of them out."
                    self.desk.error("bad-drawing", told, at, help)
                elif not free:
                    told = f"`{room}` has no room for people."
                    help = "leave at least one row empty below it."
                    self.desk.error("bad-drawing", told, at, help)
                else:
                    found[room] = Anchor(room, number, start, end - start, free)
                    continue
                is_sound = False
        return tuple(found.values()) if is_sound else None

    # -- maps -----------------------------------------------------------------------------------

    def _site(self, id: str, fields: Fields) -> Site | None:
        zone = self._known(fields, "map", "zone", self.declared.zones)
        centre = fields.scalar("centre") if fields.require("centre") else None
        if centre is not None:
            self.desk.words(f"chart.{id}.centre", centre, fields.file)
        walk_back = 0
        node = fields.scalar("walk_back")
        if node is not None:
            match = _FAR.fullmatch(node.text)
            walk_back = _metres(match[1]) if match else 0
            if not walk_back:
                self._bad_place(fields.span("walk_back"), "`walk_back: 10 km`.")
        taken: set[str] = set()
        spots = tuple(
            self._spot(f"chart.{id}", inner)
            for inner in self._entries(fields, "points", "a point", taken)
        )
        tracks = tuple(
            self._track(f"chart.{id}", inner)
            for inner in self._entries(fields, "ways", "a way", taken)
        )
        if len(spots) > MOST_POINTS:
            told = f"a map has at most {MOST_POINTS} points."
            self.desk.error("too-many", told, fields.head, "leave out what nobody goes to.")
        return Site(zone, walk_back, spots, tracks)

    def _entries(self, fields: Fields, key: str, what: str, taken: set[str]) -> Iterator[Fields]:
        """The points or ways of a map, each with a name that no other has."""
        mapping = fields.mapping(key)
        for entry in () if mapping is None else mapping.entries:
            name = entry.key.text
            if name in ("title", "also", "centre"):
                told = f"`{name}` cannot be the name of {what}."
                help = "it is a key of the chart itself."
                self.desk.error("bad-name", told, span_of(fields.file, entry.key), help)
            elif self._is_named(entry.key, fields.file, what, taken):
                taken.add(name)
                if isinstance(entry.value, Mapping):
                    yield Fields(self.desk, fields.file, entry.value, what, entry.key)
                else:
                    told = f"{what} has a `name` and says where it is."
                    self.desk.error("wants-names", told, span_of(fields.file, entry.value))

    def _name(self, line_id: str, fields: Fields) -> None:
        name = fields.scalar("name") if fields.require("name") else None
        if name is not None:
            self.desk.words(line_id, name, fields.file)

    def _spot(self, prefix: str, fields: Fields) -> Spot:
        fields.allow(POINT_KEYS, {"when": "write `if: …`."})
        assert fields.key is not None, "every point has a name"
        name = fields.key.text
        self._name(f"{prefix}.{name}", fields)
        at = fields.scalar("at") if fields.require("at") else None
        metres, bearing = 0, 0
        if at is not None:
            found = _place_of(at.text)
            if found is None:
                self._bad_place(fields.span("at"), "`at: 6.2 km west`, or `at: 1.4 km 20°`.")
            else:
                metres, bearing = found
        condition = self.condition(fields, "if", self.scope)
        room = self._known(fields, "room", "room", self.declared.rooms)
        zone = self._known(fields, "zone", "zone", self.declared.zones)
        return Spot(name, metres, bearing, condition, room, zone)

    def _track(self, prefix: str, fields: Fields) -> Track:
        fields.allow(WAY_KEYS, {"when": "write `if: …`."})
        assert fields.key is not None, "every way has a name"
        name = fields.key.text
        self._name(f"{prefix}.{name}", fields)
        through = fields.scalar("through") if fields.require("through") else None
        found = []
        if through is not None:
            parts = [_place_of(part.strip(" \n")) for part in through.text.split(",")]
            found = [part for part in parts if part is not None]
            if len(found) < len(parts) or len(found) < 2:
                help = "`through: 9 km north, 2 km 300°, 8 km west`, two places or more."
                self._bad_place(fields.span("through"), help)
        return Track(name, tuple(found), self.condition(fields, "if", self.scope))

    def _bad_place(self, span: Span, help: str) -> None:
        told = "a place on a map is a distance in km and a bearing."
        self.desk.error("bad-bearing", told, span, f"write {help}")

    # -- the light ------------------------------------------------------------------------------

    def _light(self, fields: Fields) -> Light | None:
        node = fields.scalar("light")
        date = fields.scalar("calendar") if fields.require("calendar") else None
        if node is None or date is None:
            return None
        typed = self.desk.value(node.text, place(fields.file, node), self.scope)
        match = _DATE.fullmatch(date.text)
        year, month, day = (int(match[n]) for n in (1, 2, 3)) if match else (0, 0, 0)
        is_year = 1800 <= year <= 2050 and 1 <= month <= 12
        if not (is_year and 1 <= day <= monthrange(year, month)[1]):
            told = "this is no date on Earth between 1800 and 2050."
            help = "write `calendar: sol 0 is 2027-10-04`."
            self.desk.error("bad-calendar", told, fields.span("calendar"), help)
            return None
        if typed is None:
            return None
        if typed.kind.kind != "number" or typed.kind.unit != "seconds":
            told = f"`{node.text}` is no time in seconds."
            help = "name one from `define:` with `unit: seconds`."
            self.desk.error("unknown-unit", told, fields.span("light"), help)
            return None
        return Light(typed.tree, year, month, day)


def _metres(km: str) -> int:
    return round(float(km) * 1000)


def _place_of(text: str) -> tuple[int, int] | None:
    """Metres and degrees of a place as it is written; nothing where it is none."""
    match = _AT.fullmatch(text)
    if match is None:
        return None
    where = match[2]
    if where in COMPASS:
        bearing = 45 * COMPASS.index(where)
    elif where.isdigit() and int(where) < 360:
        bearing = int(where)
    else:
        return None
    return _metres(match[1]), bearing
