"""The small parts that schemas are made of: a text, a name, an effect, an object with its keys.

Editors read YAML with types (`12` is a number to them, `no` a word); the compiler reads words
alone. So whatever is prose here may be of any type that has no parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

Json: TypeAlias = bool | int | str | list["Json"] | dict[str, "Json"] | None
Schema: TypeAlias = dict[str, Json]

_NAME = "[a-z][a-z0-9_]*"
ID = "^[a-z][a-z0-9_]*$"
BAD_ID = "names are small letters a to z, figures and `_`, and begin with a letter"
_BARE: list[Json] = ["string", "number", "boolean", "null"]

TEXT: Schema = {"type": _BARE}
"""Words: prose, a title, a note."""
LINE: Schema = {"type": ["string", "number"]}
"""A condition, a loop or a declaration: never empty."""
YES: Schema = {
    "type": "string",
    "pattern": "^(?:yes|no)$",
    "patternErrorMessage": "write `yes` or `no`",
    # As an `enum` the two would be offered in quotes.
    "defaultSnippets": [{"label": "yes", "body": "yes"}, {"label": "no", "body": "no"}],
}
WORDS: Schema = {"anyOf": [{"type": _BARE}, {"type": "array", "items": {"type": _BARE}}]}
"""`a, b` or a list: names, effects, former ids."""


def number(least: int = -999_999) -> Schema:
    """A whole number, at least ``least``."""
    return {"type": "integer", "minimum": least, "maximum": 999_999}


def named(names: Iterable[str], *more: str) -> Schema:
    """One name; those known are offered, and others are taken too."""
    return _offered([*more, *names], {"type": "string", "pattern": ID,
                                      "patternErrorMessage": BAD_ID})  # fmt: skip


def listed(names: Iterable[str]) -> Schema:
    """`a, b` or a list of names, offered one at a time."""
    known = list(names)
    items = _offered(known, {"type": "string"})
    return _offered(known, {"type": ["string", "null"]}, {"type": "array", "items": items})


def cast(people: Iterable[str]) -> Schema:
    """`simon, eva?, martin (radio)`, or a list of them."""
    known = list(people)
    one = rf"{_NAME}\??(?: \(radio\))?"
    told = "write `simon, eva?, martin (radio)`, with commas"
    line: Schema = {"type": ["string", "null"], "patternErrorMessage": told,
                    "pattern": rf"^[ ,]*(?:{one} *(?:,[ ,]*|$))*$"}  # fmt: skip
    person: Schema = {"type": "string", "pattern": f"^{one}$", "patternErrorMessage": told}
    return _offered(known, line, {"type": "array", "items": _offered(known, person)})


def targets(scenes: Iterable[str], decks: Iterable[str]) -> Schema:
    """What `next` takes: a target, or a list of them."""
    draws = [f"draw {deck} else " for deck in decks]
    one = _offered(["here", "return", "endings", *scenes], {"type": "string", "pattern": _TARGET,
                   "patternErrorMessage": _BAD_TARGET, "examples": list(draws)})  # fmt: skip
    return {"anyOf": [one, {"type": "array", "items": one}]}


_TARGET = (
    rf"^ *(?:draw +{_NAME}(?: +else +{_NAME})?"
    rf"|{_NAME}(?: +odds +[1-9][0-9]{{0,3}})?(?: +if +[\s\S]+)?) *$"
)
_BAD_TARGET = "write a scene, `scene if condition`, or `draw deck else scene`; several as a list"
_TIME = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
CLOCK: Schema = {
    "type": "string",
    "pattern": rf"^ *(?:\+(?=[0-9])(?:[0-9]{{1,3}}h)?(?:[0-9]{{1,4}}m)?"
    rf"|(?:sol +[0-9]{{1,6}}|next sol) +{_TIME}) *$",
    "patternErrorMessage": "write `+15m`, `+1h20m`, `sol 4 21:40` or `next sol 06:30`",
    "examples": ["+15m", "+1h20m", "sol 4 21:40", "next sol 06:30"],
}


def _offered(names: list[str], *takes: Schema) -> Schema:
    """Any of these, with names that an editor offers."""
    if not names:
        return takes[0] if len(takes) == 1 else {"anyOf": list(takes)}
    return {"anyOf": [*takes, {"enum": list(dict.fromkeys(names))}]}


def keyed(
    meanings: Mapping[str, str],
    values: Mapping[str, Schema],
    required: Iterable[str] = (),
    more: Schema | None = None,
) -> Schema:
    """An object with these keys, each described by its meaning, and no others.

    ``values`` are the schemas of the keys that take more than words; ``more`` is added to the
    object, and may allow other keys.
    """
    properties: dict[str, Json] = {
        key: {**values.get(key, TEXT), **_described(meaning)} for key, meaning in meanings.items()
    }
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if names := list(required):
        made["required"] = list(names)
    return {**made, **(more or {})}


def _described(meaning: str) -> Schema:
    """A meaning as plain words, and again for editors that would show its signs as signs."""
    plain: Schema = {"description": meaning}
    return {**plain, "markdownDescription": meaning} if "`" in meaning or "*" in meaning else plain


def mapped(value: Schema, pattern: str = ID, told: str = BAD_ID) -> Schema:
    """Names of the writer's own, each with a value; nothing at all is an empty mapping."""
    return {
        "type": ["object", "null"],
        "propertyNames": {"pattern": pattern, "patternErrorMessage": told},
        "additionalProperties": value,
    }
