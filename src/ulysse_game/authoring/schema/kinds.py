"""One schema for each kind of file: story, chapters, scenes, world, and two beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ulysse_game.authoring.keys import CHOICE, MEANINGS, SCENE
from ulysse_game.authoring.schema.names import Names
from ulysse_game.authoring.schema.pieces import (
    CLOCK,
    LINE,
    TEXT,
    WORDS,
    YES,
    Schema,
    cast,
    keyed,
    listed,
    mapped,
    named,
    number,
    targets,
)
from ulysse_game.authoring.schema.tables import variables, world
from ulysse_game.compiler.choices import NO_CHOICE
from ulysse_game.compiler.house_style import HABITS, PARTS
from ulysse_game.compiler.scenes import PAPERS
from ulysse_game.compiler.story_files import WORLD
from ulysse_game.compiler.walkthroughs import CHECKS

DRAFT = "http://json-schema.org/draft-07/schema#"
NOTHING = Names()


def schemas(names: Names = NOTHING) -> dict[str, Schema]:
    """Every schema by the name of its file; with the names of a story, these are offered."""
    found = {}
    for kind, (title, make) in KINDS.items():
        schema = make(names)
        found[f"{kind}.json"] = {"$schema": DRAFT, "title": title, **schema}
    return found


def kind_of(file: str) -> str:
    """Which schema a file of the story folder is held to; nothing for what is no YAML."""
    top, _, _ = file.partition("/")
    name = file.rpartition("/")[2]
    if not file.endswith(".yaml"):
        return ""
    if file in ("story.yaml", "house-style.yaml"):
        return file.removesuffix(".yaml")
    if name == "chapter.yaml":
        return "chapter"
    return "world" if top == "world" and file.count("/") == 1 else "scenes"


def _story(names: Names) -> Schema:
    values: dict[str, Schema] = {
        "story": named(()),
        "version": number(),
        "begins": named(names.scenes),
        "chapters": listed(names.folders),
        "language": {"type": "string", "pattern": "^[a-z]{2,3}(_[A-Z]{2})?$"},
    }
    return keyed(MEANINGS["a story"], values, ("story", "title", "version", "begins"))


def _chapter(names: Names) -> Schema:
    cards = listed(names.scenes)
    values: dict[str, Schema] = {
        "chapter": {**named(()), "not": {"const": WORLD}},
        "plate": named(names.plates),
        "begins": named(names.scenes),
        "variables": variables(),
        "stats": variables(),
        "decks": mapped({"anyOf": [cards, mapped(cards)]}),
        "rules": _rules(names),
        "was": WORDS,
    }
    return keyed(MEANINGS["a chapter"], values, ("chapter", "title", "begins"))


def _rules(names: Names) -> Schema:
    values: dict[str, Schema] = {
        "when": LINE,
        "each": {"enum": ["sol"]},
        "once": YES,
        "do": WORDS,
        "goto": named(names.scenes),
    }
    more: Schema = {"anyOf": [{"required": ["when"]}, {"required": ["each"]}]}
    return mapped(keyed(MEANINGS["a rule"], values, more=more))


def _scenes(names: Names) -> Schema:
    values: dict[str, Schema] = {
        "plate": named(names.plates),
        "paper": {"enum": list(PAPERS)},
        "at": named(names.rooms),
        "clock": CLOCK,
        "with": cast(names.people),
        "session": named(names.people),
        "when": LINE,
        "else": named(names.scenes),
        "observe": _observe(names),
        "do": WORDS,
        "each": LINE,
        "pick": number(1),
        "detour": named(names.scenes),
        "choices": {"type": "array", "items": _choice(names)},
        "next": targets(names.scenes, names.decks),
        "ending": named(names.endings),
        "salience": number(),
        "again": YES,
        "variables": variables(),
        "was": WORDS,
    }
    return mapped(keyed(SCENE, values))


def _choice(names: Names) -> Schema:
    """A choice: its keys, and one name of its own, which nothing in the format may be called."""
    values: dict[str, Schema] = {
        "each": LINE,
        "if": LINE,
        "tags": listed(names.tags),
        "once": YES,
        "observe": _observe(names),
        "do": WORDS,
        "clock": CLOCK,
        "goto": named(names.scenes, "here", "return", "endings"),
        "detour": named(names.scenes),
        "was": WORDS,
        "draw": named(names.decks),
        "limit": number(),
    }
    taken = "|".join((*CHOICE, *NO_CHOICE))
    label: Schema = {**TEXT, "description": "What the player picks; then an empty line, and what "
                     "it gives."}  # fmt: skip
    more: Schema = {
        "patternProperties": {f"^(?!(?:{taken})$)[a-z][a-z0-9_]*$": label},
        "dependencies": {"closed": ["if"], "limit": ["draw"]},
        "anyOf": [{"required": ["draw"]}, {"not": {"propertyNames": {"enum": list(CHOICE)}}}],
        "errorMessage": "a choice is a name and what the player picks: `- silence: Say nothing.`",
    }
    return keyed(CHOICE, values, more=more)


def _observe(names: Names) -> Schema:
    line: Schema = {"type": "string", "pattern": r"^ *[a-z][a-z0-9_]*(?: +if +[\s\S]+)? *$"}
    return {"anyOf": [line, {"enum": list(names.observations)}]} if names.observations else line


def _world(names: Names) -> Schema:
    made = world(names)
    return {**keyed(MEANINGS["the world"], {**made, "rules": _rules(names)}),
            "type": ["object", "null"]}  # fmt: skip


def _house_style(names: Names) -> Schema:
    phrase: dict[str, Schema] = {"find": WORDS, "but": WORDS, "where": listed(PARTS)}
    banned = keyed(MEANINGS["a banned phrase"], phrase, ("find",))
    most: Schema = {
        "type": "string",
        "pattern": r"^[0-9]{1,4} per (?:[1-9][0-9]{0,5} words|scene)$",
        "patternErrorMessage": "write `1 per scene`, or `1 per 150 words`",
    }
    density = keyed(MEANINGS["a density"], {**phrase, "most": most}, ("find", "most"))
    habits = listed((*HABITS, "none"))
    language: dict[str, Schema] = {
        "typography": habits,
        "banned": {"anyOf": [TEXT, {"type": "array", "items": {"anyOf": [TEXT, banned]}}]},
        "densities": mapped(density, "", ""),
        "address": WORDS,
    }
    share: Schema = {"type": "string", "pattern": r"^[0-9]{1,3}(?:\.\.[0-9]{1,3})? ?%$",
                     "patternErrorMessage": "write `10..20 %`, or `15 %`"}  # fmt: skip
    sizes = {key: number(0) for key in MEANINGS["`sizes`"]}
    target = {key: number(0) for key in MEANINGS["a chapter’s target"]}
    values: dict[str, Schema] = {
        "you": named(names.people),
        "sizes": _or_nothing(keyed(MEANINGS["`sizes`"], sizes)),
        "languages": mapped(
            keyed(MEANINGS["a language"], language),
            "^[a-z]{2,3}(_[A-Z]{2})?$",
            "two letters, such as `en` or `fr`",
        ),
        "techniques": mapped(share),
        "chapters": mapped(keyed(MEANINGS["a chapter’s target"], target)),
    }
    return _or_nothing(keyed(MEANINGS["a house style"], values))


def _or_nothing(schema: Schema) -> Schema:
    return {**schema, "type": ["object", "null"]}


def _walkthrough(names: Names) -> Schema:
    """Steps may name scenes and items that only the story knows: any name is taken."""
    checks = {key: MEANINGS["a check"][key] for key in CHECKS}
    offered = {name: "Take a choice in this scene." for name in names.scenes if name not in checks}
    values: dict[str, Schema] = {
        key: listed(()) if key in ("open", "closed", "absent") else {"type": ["string", "number"]}
        for key in CHECKS
    }
    values.update({name: {"anyOf": [TEXT, {"type": "object"}]} for name in offered})
    step: Schema = {**keyed({**checks, **offered}, values),
                    "additionalProperties": {"anyOf": [TEXT, {"type": "object"}]}}  # fmt: skip
    start = keyed(MEANINGS["a start"], {"scene": LINE, "given": WORDS}, ("scene",))
    parts: dict[str, Schema] = {
        "seed": {"type": "integer", "minimum": 0},
        "from": start,
        "play": {"type": "array", "items": step},
        "language": {"type": "string"},
    }
    return keyed(MEANINGS["a walkthrough"], parts, ("walkthrough", "play"))


KINDS: Mapping[str, tuple[str, Callable[[Names], Schema]]] = {
    "story": ("The story", _story),
    "chapter": ("A chapter", _chapter),
    "scenes": ("Scenes", _scenes),
    "world": ("The world", _world),
    "house-style": ("The house style", _house_style),
    "walkthrough": ("A walkthrough", _walkthrough),
}
"""The kinds of files, each with its heading and what makes its schema."""
