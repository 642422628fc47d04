"""Walkthroughs: from the YAML of a scripted play to its steps, every name in them checked.

A walkthrough belongs to a story and stands outside its folder. What is wrong in one is a
diagnostic, as in a scene. Names that things had before follow the story's ``was``.
Nothing here plays: what the steps come to is the business of ``playtest``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain, islice
from typing import Any, NamedTuple, TypeAlias

from ulysse_game.compiler.compiled import Compiled
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.expressions import Parser, Scope
from ulysse_game.compiler.fields import Fields, list_of, place, span_of
from ulysse_game.compiler.line_renames import renames_of
from ulysse_game.compiler.nodes import Items, Mapping, Node, Scalar
from ulysse_game.compiler.read_yaml import read_yaml
from ulysse_game.diagnostics import Diagnostic, Span, did_you_mean, has_errors
from ulysse_game.story import (
    Draw,
    Effect,
    Expression,
    Facts,
    GroundChoice,
    Place,
    Story,
    ground_effects,
    places,
)

KEYS = ("walkthrough", "means", "seed", "language", "from", "play")
FROM_KEYS = ("scene", "given")
CHECKS = ("expect", "at", "reads", "lacks", "open", "closed", "absent", "ending")
GREATEST_SEED = 2**64
MOST_ASKED = 200
"""So many times at most the nearest name is looked for: among thousands that is slow."""
_ID = re.compile(r"[a-z][a-z0-9_]*(?:/[a-z0-9_]+)?")


class Choose(NamedTuple):
    """Take a choice at ``place``: a scene, whichever its item, or an item such as ``lines/obs_01``.

    The choice is named by its id in ``choice``, or by what the player reads, in ``label``.
    """

    line: int
    place: str
    choice: str
    label: str


class Asked(NamedTuple):
    """One condition of an ``expect``, as written and as a tree."""

    source: str
    condition: Expression


class Expect(NamedTuple):
    """All of these hold now."""

    line: int
    asked: tuple[Asked, ...]


class IsAt(NamedTuple):
    """The story is at this scene or item."""

    line: int
    place: str


class Reads(NamedTuple):
    """The page has these words, or with ``lacks`` has them not."""

    line: int
    text: str
    lacks: bool


class Offered(NamedTuple):
    """These choices stand there so: ``open``, ``closed`` (seen, with a reason) or ``absent``."""

    line: int
    how: str
    choices: tuple[str, ...]


class Ends(NamedTuple):
    """The story has come to this ending."""

    line: int
    ending: str


Step: TypeAlias = Choose | Expect | IsAt | Reads | Offered | Ends


class Walkthrough(NamedTuple):
    """A scripted play.

    ``language`` is that of its expectations about words. ``scene`` is where it starts, nothing
    for the story's beginning; ``given`` is what is made so before that.
    """

    file: str
    name: str
    means: str
    seed: int
    language: str
    scene: str
    given: tuple[Effect, ...]
    steps: tuple[Step, ...]


class Read(NamedTuple):
    """What comes of reading a file: a walkthrough unless there are errors, and what is wrong."""

    walkthrough: Walkthrough | None
    diagnostics: tuple[Diagnostic, ...]


def read_walkthrough(file: str, data: bytes, compiled: Compiled) -> Read:
    """The walkthrough in ``data``; ``file`` is the path that diagnostics name.

    ``compiled`` must come from the files themselves, not from the cache, and hold a story.
    """
    found: list[Diagnostic] = []
    node = read_yaml(file, data, found.append)
    walkthrough = None if node is None else _Reader(file, compiled, found).read(node)
    ordered = tuple(sorted(found, key=lambda each: each.span))
    return Read(None if has_errors(ordered) else walkthrough, ordered)


class _Reader:
    """Reads one walkthrough."""

    def __init__(self, file: str, compiled: Compiled, found: list[Diagnostic]) -> None:
        story, declared = compiled.story, compiled.declared
        assert story is not None and declared is not None, "compiled afresh, without errors"
        self.file = file
        self.desk = Desk(declared, found)
        self.names = _Names(story)
        self.scope = Scope(declared, scene="*")
        self._asked = 0

    def read(self, node: Mapping) -> Walkthrough:
        fields = Fields(self.desk, self.file, node, "a walkthrough")
        fields.allow(KEYS)
        if not has_errors(self.desk.diagnostics):
            # What YAML could not read may have held them.
            fields.require("walkthrough")
            fields.require("play")
        scene, given = self._start(self._from(fields))
        steps: tuple[Step, ...] = ()
        if "play" in fields.nodes:
            steps = tuple(self._steps(fields.nodes["play"]))
        return Walkthrough(
            file=self.file,
            name=fields.text("walkthrough"),
            means=fields.text("means"),
            seed=self._seed(fields.scalar("seed")),
            language=self._language(fields.scalar("language")),
            scene=scene,
            given=given,
            steps=steps,
        )

    def _error(self, code: str, message: str, node: Node, help: str = "") -> None:
        self.desk.error(code, message, span_of(self.file, node), help)

    def _near(self, word: str, names: Iterable[str]) -> str:
        self._asked += 1
        most = islice(names, 5_000)
        return did_you_mean(word[:40], most) if self._asked <= MOST_ASKED else ""

    def _seed(self, node: Scalar | None) -> int:
        if node is None:
            return 0
        if re.fullmatch(r"[0-9]{1,20}", node.text) and int(node.text) < GREATEST_SEED:
            return int(node.text)
        told = "`seed` is a whole number below 2⁶⁴."
        self._error("wants-a-number", told, node, "write it in figures: `seed: 7`.")
        return 0

    def _language(self, node: Scalar | None) -> str:
        languages = self.names.story.world.languages
        if node is None:
            return languages[0]
        if node.text not in languages:
            listed = ", ".join(languages)
            message = f"the story is not told in `{node.text}`; it is told in: {listed}."
            self._error("unknown-value", message, node, f"write `{languages[0]}`.")
            return languages[0]
        return node.text

    def _from(self, fields: Fields) -> Mapping | None:
        """What stands under ``from``; a scene alone beside it is told where it belongs."""
        node = fields.nodes.get("from")
        if not isinstance(node, Scalar) or not node.text:
            return fields.mapping("from")
        told = "`from` takes names, each with a colon."
        self._error("wants-names", told, node, f"write `scene: {node.text}` under it, indented.")
        return None

    def _start(self, node: Mapping | None) -> tuple[str, tuple[Effect, ...]]:
        if node is None:
            return "", ()
        fields = Fields(self.desk, self.file, node, "a start")
        fields.allow(FROM_KEYS)
        named = fields.scalar("scene") if fields.require("scene") else None
        scene = "" if named is None else self._place(named).partition("/")[0]
        written = fields.nodes.get("given")
        if written is None or not scene:
            return scene, ()
        # A scene's own variables start when it is entered: nothing can be given to them.
        scope = Scope(self.desk.declared, self.names.story.scene(scene).chapter)
        parts = written.items if isinstance(written, Items) else (written,)
        effects: list[Effect] = []
        for part in parts:
            if isinstance(part, Scalar):
                effects += self._parsed(part, scope, Parser.effects) or ()
            else:
                self._error("wants-a-text", "`given` takes effects.", part)
        return scene, ground_effects(tuple(effects), {}, self.names.facts)

    # -- steps ----------------------------------------------------------------------------------

    def _steps(self, node: Node) -> list[Step]:
        found: list[Step] = []
        if not isinstance(node, Items):
            self._error("wants-a-list", "`play` is a list.", node, "begin each step with `- `.")
            return found
        for item in node.items:
            if not isinstance(item, Mapping):
                self._error(
                    "wants-names",
                    "a step is a scene and a choice, or something to look at.",
                    item,
                    "`- sleep_traces: fill`, or `- reads: It is a good night.`",
                )
                continue
            for key, value in item.entries:
                if key.text in CHECKS:
                    found += self._check(key, value)
                else:
                    found += self._choices(key, value)
        return found

    def _check(self, key: Scalar, node: Node) -> list[Step]:
        line = key.line
        if key.text in ("open", "closed", "absent"):
            names = list_of(node, self.desk, self.file)
            if not names:
                self._error("wants-a-text", f"`{key.text}` takes choices.", node)
            return [Offered(line, key.text, tuple(name.text for name in names))]
        if not isinstance(node, Scalar) or not node.text.strip():
            self._error("wants-a-text", f"`{key.text}` takes a text.", node)
            return []
        match key.text:
            case "expect":
                asked = self._parsed(node, self.scope, conditions)
                return [Expect(line, asked)] if asked else []
            case "at":
                where = self._place(node)
                return [IsAt(line, where)] if where else []
            case "ending":
                return [Ends(line, node.text)] if self._is_ending(node) else []
            case _:
                return [Reads(line, node.text, key.text == "lacks")]

    def _parsed(self, node: Scalar, scope: Scope, read: Callable[[Parser], Any]) -> Any:
        """What ``read`` makes of a text; with names of before in the names of today."""
        found = self.desk.diagnostics
        at, before = place(self.file, node), len(found)
        parsed = self.desk.parse(node.text, at, scope, read)
        if not has_errors(found[before:]):
            return parsed
        told = found[before:]
        now = self.names.today(node.text)
        if now != node.text:
            del found[before:]
            parsed = self.desk.parse(now, at, scope, read)
            if not has_errors(found[before:]):
                return parsed
        found[before:] = told
        return None

    def _is_ending(self, node: Scalar) -> bool:
        endings = self.names.endings
        if node.text in endings:
            return True
        message = f"there is no ending `{node.text}`."
        self._error("unknown-ending", message, node, self._near(node.text, endings))
        return False

    def _choices(self, key: Scalar, node: Node) -> list[Step]:
        where = self._place(key)
        if not where:
            return []
        if isinstance(node, Scalar):
            return [self._choose(where, node, key.line)]
        if not isinstance(node, Mapping):
            self._error("wants-a-text", "one choice, or a choice for each item.", node)
            return []
        found: list[Step] = []
        for item, choice in node.entries:
            inner = item._replace(text=f"{where}/{item.text}")
            at = self._place(inner, item)
            if at and isinstance(choice, Scalar):
                found.append(self._choose(at, choice, item.line))
            elif at:
                self._error("wants-a-text", "one choice for each item.", choice)
        return found

    def _choose(self, where: str, node: Scalar, line: int) -> Step:
        text = " ".join(node.text.split())
        if node.style == "quoted" or not _ID.fullmatch(text):
            if not text:
                self._error("wants-a-text", "which choice?", node)
            return Choose(line, where, "", text)
        scene = where.partition("/")[0]
        choice = self.names.choice(scene, text)
        known = self.names.choices(where)
        if choice not in known:
            self._error(
                "unknown-choice",
                f"`{where}` has no choice `{text}`.",
                node,
                self._near(text, known) or "a label stands in quotes: “Say nothing.”",
            )
        return Choose(line, where, choice, "")

    def _place(self, node: Scalar, shown: Scalar | None = None) -> str:
        """The scene or item that is named, by its name of today; nothing if there is none."""
        scene, slash, item = node.text.partition("/")
        names = self.names
        now = names.scene(scene)
        at = shown or node
        if now not in names.story.scenes:
            known = chain(CHECKS if at is node else (), names.story.scenes)
            near = self._near(scene, known)
            self._error("unknown-scene", f"there is no scene `{scene}`.", at, near)
            return ""
        where = f"{now}{slash}{names.item(item)}"
        if slash and where not in names.located(now):
            items = [each.partition("/")[2] for each in names.located(now)]
            code = "unknown-scene"
            self._error(code, f"`{now}` has no item `{item}`.", at, self._near(item, items))
            return ""
        return where


class _Names:
    """What a story calls its scenes, items and choices, and what it called them before."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.facts = Facts(story.world)
        self.was = {(kind, old): now for kind, old, now in story.world.was}
        self._renames = renames_of(story.world.was, story.world.variables)
        self.endings = tuple(
            dict.fromkeys(scene.ending for scene in story.scenes.values() if scene.ending)
        )
        self._places: dict[str, tuple[Place, ...]] = {}
        self._located: dict[str, dict[str, None]] = {}
        self._choices: dict[str, dict[str, None]] = {}

    def today(self, text: str) -> str:
        """Conditions or effects in the names of today."""
        return self._renames.asked(text)

    def scene(self, id: str) -> str:
        return self.was.get(("scene", id), id)

    def item(self, id: str) -> str:
        for kind in ("person", "observation"):
            id = self.was.get((kind, id), id)
        return id

    def choice(self, scene: str, id: str) -> str:
        """The choice's name of today; a card's is its scene's."""
        written, slash, item = id.partition("/")
        now = self.was.get(("choice", f"{scene}.{written}"), "")
        written = now.partition(".")[2] or written
        cards = self.cards(scene)
        if not slash and written not in cards and self.scene(written) in cards:
            written = self.scene(written)
        return f"{written}{slash}{self.item(item)}"

    def places(self, scene: str) -> tuple[Place, ...]:
        found = self._places.get(scene)
        if found is None:
            found = self._places[scene] = places(self.story.scene(scene), self.facts)
        return found

    def located(self, scene: str) -> dict[str, None]:
        """The places of a scene by their locations, in order."""
        found = self._located.get(scene)
        if found is None:
            places = self.places(scene)
            found = self._located[scene] = dict.fromkeys(each.location for each in places)
        return found

    def choices(self, where: str) -> dict[str, None]:
        """Every choice that can ever stand at a place, in order."""
        known = self._choices.get(where)
        if known is None:
            known = self._choices[where] = dict.fromkeys(self._all_choices(where))
        return known

    def _all_choices(self, where: str) -> list[str]:
        scene = where.partition("/")[0]
        found = [
            each.id
            for spot in self.places(scene)
            if where in (scene, spot.location)
            for each in spot.choices
            if isinstance(each, GroundChoice)
        ]
        return [*found, *self.cards(scene)]

    def cards(self, scene: str) -> list[str]:
        """The cards that a scene may draw."""
        written = self.story.scene(scene)
        drawn = {each.deck for each in written.choices if isinstance(each, Draw)}
        return [
            card
            for deck in self.story.world.decks
            if deck.id in drawn and deck.chapter == written.chapter
            for _, pile in deck.piles
            for card in pile
        ]


def conditions(parser: Parser) -> tuple[Asked, ...]:
    """``condition { "," condition }``: all of them, each with its words."""
    found: list[Asked] = []
    while True:
        first = parser.now.at
        tree = parser.condition()
        last = parser.tokens[parser.place - 1]
        source = parser.source[first : last.at + len(last.text)]
        found.append(Asked(" ".join(source.split()), tree))
        if not parser.accept(","):
            break
    parser.end()
    return tuple(found)


__all__ = [
    "Asked",
    "Choose",
    "Ends",
    "Expect",
    "IsAt",
    "Offered",
    "Read",
    "Reads",
    "Span",
    "Step",
    "Walkthrough",
    "read_walkthrough",
]
