"""What scenes and choices have in common: conditions, loops, effects, observations, times, targets.

The lowest floor of the reader of scenes; ``choices`` and ``scenes`` stand on it. Each method takes
a node, reports what is wrong with it at its own place, and gives what the engine needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.expressions import Parser, Scope
from ulysse_game.compiler.fields import Fields, place, span_of
from ulysse_game.compiler.kinds import NOWHERE, Kind, kind_bound
from ulysse_game.compiler.nodes import Items, Node, Scalar
from ulysse_game.compiler.scene_links import Links, Reread
from ulysse_game.diagnostics import Span
from ulysse_game.story import (
    LEVEL_SEEN,
    LEVEL_UNSEEN,
    Change,
    Clock,
    Compare,
    Effect,
    Expression,
    Observe,
    Read,
    Walk,
    conjunction,
)

EARLY = "early_"
"""How the names of premature ends begin: those stand in no table and are reached by ``goto``."""
SCENE_ID = re.compile(r"[a-z][a-z0-9_]*")
_ENDS = frozenset(("end", "ending", "the_end", "finish", "fin", "stop", "quit", "done"))
"""What a writer from elsewhere may call the end of a story."""
_CLOCK_AFTER = re.compile(r"\+(?:([0-9]{1,3})h)?(?:([0-9]{1,4})m)?")
_CLOCK_AT = re.compile(r"(?:sol +([0-9]{1,6})|(next sol)) +([0-9]{1,2}):([0-9]{2})")


class ClosingTag(NamedTuple):
    """A tag that closes choices: while ``closes`` holds, where at least ``least`` are written."""

    closes: Expression
    least: int


class SceneParts:
    """Reads what may stand in a scene and in a choice; ``reactions`` are by person and tag."""

    def __init__(
        self,
        desk: Desk,
        reactions: dict[tuple[str, str], tuple[Effect, ...]],
        closing: dict[str, ClosingTag],
        scoped_chapters: set[str],
        again: Reread,
    ) -> None:
        """A reader at this desk. ``scoped_chapters`` have variables of their own."""
        self.desk = desk
        self.declared = desk.declared
        self.reactions = reactions
        self.closing = closing
        self.scoped_chapters = scoped_chapters
        self.again = again
        self.was: list[tuple[str, str, str]] = []
        self.links: dict[str, Links] = {}
        self.variables_of: dict[str, tuple[str, ...]] = {}
        self.echoing: set[str] = set()
        self._sound_ids: set[str] = set()
        self._scopes: dict[tuple[str, str], Scope] = {}

    def _scope(self, id: str, chapter: str) -> Scope:
        own = id in self.variables_of or id in self.declared.picks
        where = chapter if chapter in self.scoped_chapters else "", id if own else ""
        if where not in self._scopes:
            self._scopes[where] = Scope(self.declared, *where)
        return self._scopes[where]

    def _condition(self, node: Node, file: str, scope: Scope) -> Expression | None:
        if not isinstance(node, Scalar):
            self.desk.error("wants-a-text", "a condition is one line.", span_of(file, node))
            return None
        known: Expression | None = self.desk.recall("condition", node.text, scope)
        return known or self.desk.condition(node.text, place(file, node), scope)

    def _walk(self, node: Node, file: str, scope: Scope) -> tuple[Walk, Kind] | None:
        if not isinstance(node, Scalar):
            self.desk.error("wants-a-text", "`each` is one line: `p in ours`.", span_of(file, node))
            return None
        found: tuple[Walk, Kind] | None = self.desk.parse(
            node.text, place(file, node), scope, read_walk
        )
        if found is None:
            self.desk.lost.add(node.text.strip(" ").partition(" ")[0])
        return found

    def _effects(
        self, node: Node | None, file: str, scope: Scope, observe: Observe | None
    ) -> tuple[Effect, ...]:
        if observe is None and isinstance(node, Scalar):
            known: tuple[Effect, ...] | None = self.desk.recall("effects", node.text, scope)
            if known is not None:
                return known
        found: list[Effect] = [] if observe is None else [seen(observe)]
        if isinstance(node, Items):
            for item in node.items:
                if isinstance(item, Scalar):
                    found += self.desk.effects(item.text, place(file, item), scope)
                else:
                    self.desk.error("wants-a-text", "an effect is one line.", span_of(file, item))
        elif isinstance(node, Scalar):
            if node.text:
                found += self.desk.effects(node.text, place(file, node), scope)
        elif node is not None:
            self.desk.error("wants-a-text", "`do` takes effects.", span_of(file, node))
        return tuple(found)

    def _observe(self, node: Node, file: str, scope: Scope) -> Observe | None:
        if not isinstance(node, Scalar):
            self.desk.error("wants-a-text", "`observe` takes one observation.", span_of(file, node))
            return None
        name, _, asked = node.text.partition(" if ")
        name = name.strip(" ")
        if name not in self.declared.observations:
            self.desk.error(
                "unknown-observation",
                f"there is no observation `{name}`.",
                Span(file, node.line, node.column, max(len(name), 1)),
                self.declared.near(name, self.declared.observations),
            )
            return None
        if not asked:
            return Observe(name)
        at = place(file, node)
        at = at._replace(column=at.column + node.text.index(" if ") + 4)
        condition = self.desk.condition(asked, at, scope)
        return None if condition is None else Observe(name, condition)

    def _clock(self, fields: Fields) -> Clock | None:
        node = fields.scalar("clock")
        if node is None:
            return None
        text = node.text.strip(" ")
        after = _CLOCK_AFTER.fullmatch(text)
        if after and text != "+":
            return Clock("after", 60 * int(after[1] or 0) + int(after[2] or 0))
        at = _CLOCK_AT.fullmatch(text)
        if at and int(at[3]) < 24 and int(at[4]) < 60:
            minutes = 60 * int(at[3]) + int(at[4])
            if "sol" not in self.declared.variables:
                self.desk.error(
                    "clock-needs-sol",
                    "the clock counts in `sol`, and no variable is called so.",
                    fields.span("clock"),
                    "declare `sol: 0..60, days since landing`.",
                )
            return Clock("next", minutes) if at[2] else Clock("at", minutes, int(at[1]))
        self.desk.error(
            "unknown-clock",
            f"`{text}` is no time.",
            fields.span("clock"),
            "write `+15m`, `+1h20m`, `sol 4 21:40` or `next sol 06:30`.",
        )
        return None

    def _scene_id(self, node: Scalar | None, file: str, special: bool = False) -> str:
        if node is None:
            return ""
        name = node.text.strip(" ")
        if name in self.declared.scenes or (special and name in NOWHERE):
            return name
        if (bare := name.lstrip("-=> ")) in self.declared.scenes:
            self.desk.error(
                "unknown-scene",
                f"there is no scene `{name}`.",
                span_of(file, node),
                f"write `{bare}`, without the arrow.",
            )
            return ""
        self.desk.error(
            "unknown-scene",
            f"there is no scene `{name}`.",
            span_of(file, node),
            self._meant_scene(name, special),
        )
        return ""

    def _meant_scene(self, name: str, special: bool) -> str:
        """The nearest scene; or how the story ends, for whoever writes its end there."""
        near = self.declared.near(name, self.declared.scenes)
        if name in self.declared.endings:
            return f"it is an ending; write the scene that has `ending: {name}`, or `endings`."
        if special and name.lower() in _ENDS and f"{name.lower()}`" not in near:
            return (
                "write `endings` for the ending that fits; a scene that ends the story has "
                "`ending: its_name` in place of `next`."
            )
        return near

    def _deck(self, deck: str, scope: Scope, span: Span) -> None:
        names = [id for (chapter, id) in self.declared.decks]
        if deck not in names:
            near = self.declared.near(deck, names)
            self.desk.error("unknown-deck", f"there is no deck `{deck}`.", span, near)

    def _must_be_bar(self, node: Scalar, file: str) -> None:
        if node.style == "quoted" or "\n" in node.text:
            why = "in quotes" if node.style == "quoted" else "with an empty line in it"
            self.desk.error(
                "prose-needs-a-bar",
                f"prose {why} stands behind a bar.",
                span_of(file, node),
                "write `|` after the colon and the text under it, indented.",
            )


make: Callable[[type[Any], tuple[object, ...]], Any] = tuple.__new__
"""Makes a tuple past the checks of its class: most of a story is made so."""


def read_walk(parser: Parser) -> tuple[Walk, Kind]:
    """``name in set [ if condition ]``, and nothing after it."""
    bound = parser.take()
    if bound.kind != "name":
        raise parser.refuse("unexpected-word", "a loop names its item: `p in ours`.", bound)
    parser.expect("in", "the name of the item")
    members, kind = parser.set_of()
    parser.scope = parser.scope.bind(bound.text, kind)
    condition = parser.condition() if parser.accept("if") else None
    parser.end()
    return Walk(bound.text, members, condition), kind_bound(kind)


def seen(observe: Observe) -> Change:
    """What ``observe`` does: unseen becomes seen."""
    read = Read(observe.observation)
    asked: tuple[Expression, ...] = (Compare("is", read, LEVEL_UNSEEN),)
    if observe.condition is not None:
        asked += (observe.condition,)
    return Change(read, "=", LEVEL_SEEN, None, conjunction(asked))
