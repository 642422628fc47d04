"""The schemas of what is declared once: people, places, variables and the rest of the world."""

from __future__ import annotations

from ulysse_game.authoring.keys import MEANINGS
from ulysse_game.authoring.schema.names import Names
from ulysse_game.authoring.schema.pieces import (
    LINE,
    TEXT,
    WORDS,
    YES,
    Schema,
    keyed,
    listed,
    mapped,
    named,
    number,
)
from ulysse_game.compiler.panel_tables import DRAWINGS
from ulysse_game.compiler.world import UNITS, VOICE_KINDS

_CALLED = r"^[a-z][a-z0-9_]*(?:\([a-z][a-z0-9_]*\))?$"
_ANY = "^[^\\s]+$"


def variables() -> Schema:
    """Declarations: on one line, or with keys."""
    values: dict[str, Schema] = {"is": LINE, "bands": listed(()), "values": mapped(WORDS),
                                 "was": WORDS}  # fmt: skip
    return mapped({"anyOf": [_declared(), keyed(MEANINGS["a variable"], values, ("is",))]})


def _declared() -> Schema:
    """`0..10 from 3, meaning`: begins with a kind, and what follows is the compiler's to read."""
    whole = "-?[0-9]{1,7}"
    name = "[a-z][a-z0-9_]*"
    kind = rf"(?:flag|person|zone|(?:timer +)?{whole}\.\.{whole}|{name}(?: *\| *{name})+)"
    told = (
        "write `flag`, a range `0..10`, `timer 0..31`, values `a | b | c`, `person` or `zone`; "
        "then a comma and what it stands for"
    )
    return {
        "type": "string",
        "pattern": rf"^\s*{kind}(?:\s+from\s+[^,]+)?\s*(?:,[\s\S]*)?$",
        "patternErrorMessage": told,
        "examples": ["flag, what it stands for", "0..10 from 0, what it stands for"],
    }


def world(names: Names) -> dict[str, Schema]:
    """What each key of the world's files takes; rules, which chapters have too, are left out."""
    return {
        "stats": variables(),
        "people": mapped(mapped(_person(names))),
        "sets": mapped(listed(names.people)),
        "voices": mapped(_voice()),
        "places": mapped(mapped(TEXT), _ANY, "a zone is one word"),
        "words": mapped(_word()),
        "tags": mapped({"anyOf": [TEXT, _tag()]}, _ANY, "a tag is one word"),
        "variables": variables(),
        "define": mapped(_define(), _CALLED, "a named expression is `name` or `name(p)`"),
        "observations": mapped(_observation(names)),
        "endings": mapped(_ending(), _ANY, "an ending’s name is one word"),
        "invariants": mapped(_invariant(names), _ANY, "a name is one word"),
        "names": mapped(TEXT, "", ""),
        "status": mapped({"anyOf": [TEXT, _gauge()]}, _ANY, "a name is one word"),
        "crew": {**keyed(MEANINGS["the crew page"], {"each": LINE}, ("each", "text")),
                 "type": ["object", "null"]},
        "instruments": mapped(_instrument()),
        "notebook": mapped(_section()),
        "echoes": mapped(keyed(MEANINGS["an echo"], {"was": WORDS})),
        "plates": mapped(TEXT),
        "charts": mapped(_chart(names)),
    }  # fmt: skip


def _person(names: Names) -> Schema:
    reacts = mapped(WORDS)
    if names.tags:
        reacts["properties"] = {tag: {**WORDS, "description": "Effects on the person’s own stats."}
                                for tag in names.tags}  # fmt: skip
    values: dict[str, Schema] = {
        "gender": {"enum": ["f", "m"]},
        "start": WORDS,
        "reacts": reacts,
        "stats": variables(),
        "was": WORDS,
    }
    return keyed(MEANINGS["a person"], values, ("name",))


def _voice() -> Schema:
    kinds = "|".join(VOICE_KINDS)
    short: Schema = {
        "type": "string",
        "pattern": rf"^\s*(?:{kinds})\s*(?:,[\s\S]*)?$",
        "patternErrorMessage": "a voice is ship, radio, inner or repeats, and a name: "
        "`ship, Irène`",
        "examples": [f"{kind}, " for kind in VOICE_KINDS],
    }
    values: dict[str, Schema] = {"kind": {"enum": list(VOICE_KINDS)}, "if": LINE}
    return {"anyOf": [short, keyed(MEANINGS["a voice"], values, ("kind",))]}


def _word() -> Schema:
    more: Schema = {"additionalProperties": {"type": ["string", "number"]}}
    return keyed(MEANINGS["a word"], {"forms": LINE, "was": WORDS}, ("forms",), more)


def _tag() -> Schema:
    values: dict[str, Schema] = {"closes": LINE, "least": number()}
    return keyed(MEANINGS["a tag"], values, ("shows", "closes"))


def _define() -> Schema:
    values: dict[str, Schema] = {"is": LINE, "unit": {"enum": list(UNITS)}}
    return {"anyOf": [LINE, keyed(MEANINGS["a named expression"], values, ("is",))]}


def _observation(names: Names) -> Schema:
    person = named(names.people)
    values: dict[str, Schema] = {"in": named(names.chapters), "of": person, "to": person,
                                 "was": WORDS}  # fmt: skip
    return keyed(MEANINGS["an observation"], values, ("in", "of"))


def _ending() -> Schema:
    return keyed(MEANINGS["an ending"], {"number": number(), "when": LINE}, ("title",))


def _invariant(names: Names) -> Schema:
    values: dict[str, Schema] = {"always": LINE, "never": LINE,
                                 "at": listed(("endings", *names.scenes))}  # fmt: skip
    more: Schema = {"oneOf": [{"required": ["always"]}, {"required": ["never"]}]}
    return keyed(MEANINGS["an invariant"], values, more=more)


def _gauge() -> Schema:
    return keyed(MEANINGS["a gauge"], {"if": LINE, "highlight": YES}, ("text",))


def _chart(names: Names) -> Schema:
    place = r"[0-9]{1,3}(?:\.[0-9])? km (?:[0-9]{1,3}°?|[a-z-]+)"
    far: Schema = {"type": "string", "pattern": r"^[0-9]{1,3}(?:\.[0-9])? km$",
                   "patternErrorMessage": "write `10 km`"}  # fmt: skip
    at: Schema = {"type": "string", "pattern": f"^{place}$",
                  "patternErrorMessage": "write `6.2 km west`, or `1.4 km 20°`"}  # fmt: skip
    through: Schema = {**at, "pattern": rf"^{place}(?:,\s*{place})+\s*$"}
    date: Schema = {"type": "string", "pattern": "^sol 0 is [0-9]{4}-[0-9]{2}-[0-9]{2}$",
                    "patternErrorMessage": "write `sol 0 is 2027-10-04`"}  # fmt: skip
    point: dict[str, Schema] = {"at": at, "if": LINE, "room": named(names.rooms)}
    values: dict[str, Schema] = {
        "if": LINE, "you": named(names.people), "walk_back": far, "light": LINE, "calendar": date,
        "points": mapped(keyed(MEANINGS["a point"], point, ("name", "at"))),
        "ways": mapped(keyed(MEANINGS["a way"], {"through": through, "if": LINE},
                             ("name", "through"))),
    }  # fmt: skip
    kinds = [["plan", "drawing"], ["map", "centre"], ["light", "calendar"]]
    more: Schema = {"oneOf": [{"required": list(kind)} for kind in kinds]}
    return keyed(MEANINGS["a chart"], values, ("title",), more)


def _instrument() -> Schema:
    values: dict[str, Schema] = {"shows": LINE, "draws": {"enum": list(DRAWINGS)}, "rate": LINE,
                                 "if": LINE, "highlight": YES}  # fmt: skip
    return keyed(MEANINGS["an instrument"], values, ("name", "reads"))


def _section() -> Schema:
    asked: dict[str, Schema] = {"if": LINE, "done": LINE, "broken": LINE}
    entry = keyed(MEANINGS["an entry of the notebook"], asked, ("name", "text"))
    values: dict[str, Schema] = {"entries": mapped(entry)}
    return keyed(MEANINGS["a section of the notebook"], values, ("title", "entries"))
