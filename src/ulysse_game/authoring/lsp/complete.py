"""Completion: the names and keys that may stand at a place, the nearest first.

From a ``Sheet`` (the file as it stands), a place in it and the story's ``Names``; nothing is
compiled here. Values are offered by what the key takes, which ``format_keys`` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ulysse_game.authoring.lsp import complete_expression as expression
from ulysse_game.authoring.lsp.complete_prose import prose
from ulysse_game.authoring.lsp.known import Names, SceneNote, scene_at
from ulysse_game.authoring.lsp.outline import chain, siblings
from ulysse_game.authoring.lsp.place import Place, Sheet, place_at
from ulysse_game.authoring.lsp.suggestion import (
    FAR,
    LAST,
    NEAR,
    NEAREST,
    USUAL,
    Asked,
    Suggestion,
    loops_in,
    ranked,
)

SPECIAL = {
    "here": "the same choices again",
    "return": "back to where the detour began",
    "endings": "the first ending whose `when` holds",
}
_CLOCKS = {
    "+15m": "so many minutes later",
    "+1h20m": "hours and minutes later",
    "sol 4 21:40": "at a time of a sol",
    "next sol 06:30": "on the next sol, whose rules act",
}
_KINDS = {
    "flag": "yes or no",
    "flag from yes": "yes at the start",
    "0..10 from 0": "whole numbers that stop at their ends",
    "timer 0..30": "runs down with the clock, a minute at a time",
    "one | two": "one of these words, the first at the start",
    "person": "a person, or nobody",
    "zone": "a zone",
}
_VOICES = {
    "ship": "speaks in the room",
    "radio": "in brackets",
    "inner": "in italics",
    "repeats": "says marked words again",
}


def complete(names: Names, sheet: Sheet, line: int, column: int) -> tuple[Place, list[Suggestion]]:
    """What may stand at a place (both count from 1), and the place itself."""
    place = place_at(sheet, line, column)
    asked = _asked(names, sheet, place)
    match place.where:
        case "key":
            return place, _keys(place, sheet, asked)
        case "value":
            reader = _VALUES.get(place.takes.value)
            return place, [] if reader is None else reader(place, asked)
        case "prose":
            row = sheet.rows[place.row]
            is_label = row.key not in _own_keys(place) and line == row.line + 1
            is_line = place.takes.value == "line" or is_label
            return place, prose(place.before, asked, is_line=is_line)
        case _:
            return place, []


def _asked(names: Names, sheet: Sheet, place: Place) -> Asked:
    scene = scene_at(names, sheet, place.line)
    texts = [sheet.lines[place.line - 1] if 0 < place.line <= len(sheet.lines) else ""]
    if scene is not None:
        texts.append(scene.values.get("each", ""))
    for number in chain(sheet.rows, place.row) if place.row >= 0 else ():
        row = sheet.rows[number]
        texts += [
            each.value for each in siblings(sheet.rows, row.parent, row.item) if each.key == "each"
        ]
    bound = loops_in("\n".join(texts), names)
    if place.path[:1] == ("define",) and (parameter := re.search(r"\((\w+)\)", place.key)):
        bound[parameter[1]] = "person"
    owner = place.path[2] if place.path[3:4] == ("reacts",) else ""
    return Asked(names, scene, bound, owner)


def _own_keys(place: Place) -> Mapping[str, object]:
    return {} if place.shape is None else place.shape.keys


# ── Keys ────────────────────────────────────────────────────────────────────────────────────────


def _keys(place: Place, sheet: Sheet, asked: Asked) -> list[Suggestion]:
    shape = place.shape
    if shape is None:
        return []
    inside = siblings(sheet.rows, place.row, place.item) if not place.key else []
    if place.key:  # a key that is there already is being changed
        row = sheet.rows[place.row]
        inside = [
            each for each in siblings(sheet.rows, row.parent, row.item) if each.line != place.line
        ]
    present = {each.key for each in inside}
    names = asked.names
    match shape.what:
        case "a choice" if not present:
            return [
                Suggestion("say", "key", "a choice without a name yet", NEAREST, "say: |"),
                Suggestion("draw", "key", "offers the cards of a deck", NEAR, "draw: "),
            ]
        case "reactions" | "techniques":
            return [Suggestion(tag, "tag", "", USUAL, f"{tag}: ") for tag in names.tags]
        case "targets of chapters":
            return [Suggestion(id, "chapter", "", USUAL, f"{id}:") for id in names.chapters]
        case "echoes":
            return [Suggestion(echo, "echo", "", USUAL, f"{echo}:") for echo in names.echoes]
        case "values of today":
            variable = names.variables.get(place.path[-2] if len(place.path) > 1 else "")
            values = variable.values if variable is not None else ()
            return [Suggestion(value, "value", "", USUAL, f"{value}: ") for value in values]
    if shape.what == "a choice":
        present |= {"draw", "limit"}
    return [
        Suggestion(
            key, "key", "", USUAL, f"{key}{_after_key(takes.value, takes.inside)}",
            f"{shape.what}: {key}",
        )
        for key, takes in shape.keys.items()
        if key not in present
    ]  # fmt: skip


def _after_key(value: str, inside: str) -> str:
    if value == "prose":
        return ": |"
    return ":" if inside and not value else ": "


# ── Values ──────────────────────────────────────────────────────────────────────────────────────


def _scenes(asked: Asked) -> list[Suggestion]:
    """All scenes: those of this file by how near they stand, then the chapter's, then the rest."""
    here = asked.scene
    found = []
    for each in asked.names.scenes.values():
        if here is not None and each.id == here.id:
            rank = FAR
        elif here is not None and each.file == here.file:
            rank = NEAREST
        else:
            rank = NEAR if here is not None and each.chapter == here.chapter else USUAL
        detail = each.chapter if here is None or each.chapter != here.chapter else each.file
        found.append(Suggestion(each.id, "scene", detail, rank))
    return sorted(found, key=lambda each: (each.rank, _distance(asked, each.label)))


def _distance(asked: Asked, scene: str) -> tuple[int, str]:
    here: SceneNote | None = asked.scene
    known = asked.names.scenes[scene]
    near = abs(known.line - here.line) if here is not None and known.file == here.file else 0
    return near, scene


def _targets(place: Place, asked: Asked) -> list[Suggestion]:
    before = place.before
    if condition := re.search(r"\bif +(?=.*$)", before):
        return expression.condition(before[condition.end() :], asked)
    if re.fullmatch(r"\w*", before):
        special = [Suggestion(name, "keyword", told, FAR) for name, told in SPECIAL.items()]
        draw = Suggestion("draw", "keyword", "the best card of a deck", LAST, "draw ")
        return [*_scenes(asked), *special, draw]
    if re.fullmatch(r"draw +\w*", before):
        return _decks(place, asked)
    if re.fullmatch(r"draw +\w+ +\w*", before):
        return ranked(["else"], "keyword")
    if re.fullmatch(r"draw +\w+ +else +\w*", before):
        return _scenes(asked)
    if re.fullmatch(r"\w+ +(?:odds +[0-9]+ +)?\w*", before):
        return ranked(("if",) if "odds" in before else ("if", "odds"), "keyword")
    return []


def _goto(place: Place, asked: Asked) -> list[Suggestion]:
    if not re.fullmatch(r"\w*", place.before):
        return []
    special = [Suggestion(name, "keyword", told, FAR) for name, told in SPECIAL.items()]
    return [*_scenes(asked), *special]


def _scene(place: Place, asked: Asked) -> list[Suggestion]:
    return _scenes(asked) if re.fullmatch(r"\w*", place.before) else []


def _scene_list(place: Place, asked: Asked) -> list[Suggestion]:
    extra = ranked(["endings"], "keyword", FAR) if place.path[:1] == ("invariants",) else []
    return _unless_present(place, [*_scenes(asked), *extra])


def _cast(place: Place, asked: Asked) -> list[Suggestion]:
    names = asked.names
    people = [
        Suggestion(name, "person", names.texts.get(f"person.{name}.name", ""))
        for name in names.people
    ]
    last = place.before.rpartition(",")[2]
    return [] if last.strip(" ").endswith(")") else _unless_present(place, people)


def _persons(place: Place, asked: Asked) -> list[Suggestion]:
    return _unless_present(place, [*_cast(place, asked), *ranked(asked.names.groups, "set", FAR)])


def _tags(place: Place, asked: Asked) -> list[Suggestion]:
    found = [Suggestion(tag, "tag", told) for tag, told in asked.names.tags.items()]
    return _unless_present(place, found)


def _unless_present(place: Place, found: list[Suggestion]) -> list[Suggestion]:
    """Those of a list with commas that do not stand there yet."""
    before, _, last = place.before.rpartition(",")
    if not re.fullmatch(r" *\w*", last):
        return []
    present = set(re.findall(r"\w+", before))
    return [each for each in found if each.label not in present]


def _observe(place: Place, asked: Asked) -> list[Suggestion]:
    if condition := re.search(r"\bif +(?=.*$)", place.before):
        return expression.condition(place.before[condition.end() :], asked)
    if re.fullmatch(r"\w*", place.before):
        chapter = asked.scene.chapter if asked.scene is not None else ""
        return [
            Suggestion(
                id, "observation", asked.names.texts.get(f"observation.{id}.notebook", "")[:60],
                NEAR if where == chapter else FAR,
            )
            for id, where in asked.names.observations.items()
        ]  # fmt: skip
    return ranked(["if"], "keyword")


def _decks(place: Place, asked: Asked) -> list[Suggestion]:
    chapter = asked.scene.chapter if asked.scene is not None else ""
    return [
        Suggestion(deck, "deck", where, NEAREST if where == chapter else FAR)
        for deck, where in asked.names.decks.items()
    ]


def _starts(place: Place, asked: Asked) -> list[Suggestion]:
    last = place.before.rpartition(",")[2].lstrip(" ")
    if re.fullmatch(r"\w*", last):
        return ranked(asked.names.person_stats, "variable")
    variable = asked.names.person_stats.get(last.partition(" ")[0])
    if variable is None:
        return []
    return ranked((*variable.values, *(name for name, _ in variable.bands)), "value")


def _prose_on_a_line(place: Place, asked: Asked) -> list[Suggestion]:
    return prose(place.before, asked, is_line=True)


def _fixed(table: Mapping[str, str], kind: str) -> Callable[[Place, Asked], list[Suggestion]]:
    found = [Suggestion(label, kind, told) for label, told in table.items()]

    def offered(place: Place, asked: Asked) -> list[Suggestion]:
        typed = place.before
        return [each for each in found if each.label.startswith(typed)] if typed else found

    return offered


def _of(kind: str, pick: Callable[[Names], Mapping[str, object]]) -> _Reader:
    def offered(place: Place, asked: Asked) -> list[Suggestion]:
        return ranked(pick(asked.names), kind) if re.fullmatch(r"\w*", place.before) else []

    return offered


_Reader = Callable[[Place, Asked], list[Suggestion]]

_VALUES: Mapping[str, _Reader] = {
    "scene": _scene,
    "goto": _goto,
    "target": _targets,
    "scenes": _scene_list,
    "room": _of("room", lambda names: names.rooms),
    "person": _of("person", lambda names: names.people),
    "ending": _of("ending", lambda names: names.endings),
    "zone": _of("zone", lambda names: dict.fromkeys(names.rooms.values(), "")),
    "plate": _of("plate", lambda names: names.plates),
    "chapter": _of("chapter", lambda names: names.chapters),
    "cast": _cast,
    "persons": _persons,
    "tags": _tags,
    "observe": _observe,
    "deck": _decks,
    "condition": lambda place, asked: expression.condition(place.before, asked),
    "effects": lambda place, asked: expression.effects(place.before, asked),
    "walk": lambda place, asked: expression.walk(place.before, asked),
    "starts": _starts,
    "clock": _fixed(_CLOCKS, "value"),
    "declaration": _fixed(_KINDS, "value"),
    "voice": _fixed(_VOICES, "value"),
    "yes": _fixed({"yes": ""}, "value"),
    "gender": _fixed({"f": "her", "m": "his"}, "value"),
    "drawing": _fixed({"bar": "how full it stands", "trace": "the beats of a heart"}, "value"),
    "paper": _fixed({"form": "a printed form", "hand": "a page in Jeanne’s hand"}, "value"),
    "sol": _fixed({"sol": "at every new sol"}, "value"),
    "part": _fixed(dict.fromkeys(("narration", "speech", "screens", "choices"), ""), "value"),
    "unit": _fixed({"seconds": "printed as 17 min 20"}, "value"),
    "line": _prose_on_a_line,
    "prose": _prose_on_a_line,
}
