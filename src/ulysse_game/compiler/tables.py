"""The second pass over what is declared once: everything there that holds expressions or prose."""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game.compiler.block_names import OBSERVATION_TEXTS
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.expressions import Scope
from ulysse_game.compiler.fields import Fields, list_of, place, span_of
from ulysse_game.compiler.kinds import Kind
from ulysse_game.compiler.nodes import Items, Mapping, Node, Scalar
from ulysse_game.compiler.scene_parts import ClosingTag, read_walk
from ulysse_game.compiler.world import ChapterFile, Part
from ulysse_game.diagnostics import Span
from ulysse_game.story import (
    NO,
    Change,
    Deck,
    Effect,
    Ending,
    Expression,
    Invariant,
    Not,
    Observation,
    Rule,
    StatusItem,
    Voice,
    Walk,
)

TAG_KEYS = ("means", "closes", "least", "shows", "note")
OBSERVATION_KEYS = ("in", "of", "to", "was", "note", *OBSERVATION_TEXTS)
RULE_KEYS = ("when", "each", "once", "do", "text", "goto", "note")
ENDING_KEYS = ("number", "title", "when", "note")
INVARIANT_KEYS = ("always", "never", "at", "means", "note")
GAUGE_KEYS = ("text", "if", "highlight", "note")
CREW_KEYS = ("each", "text", "note")


class WrittenRule(NamedTuple):
    """A rule and where it stands."""

    rule: Rule
    span: Span
    goto: Span | None


class Tables:
    """Reads rules, endings, observations' texts, tags, reactions, panels, decks."""

    def __init__(self, desk: Desk) -> None:
        """Ready to read at this desk."""
        self.desk = desk
        self.declared = desk.declared
        self.scope = Scope(desk.declared)
        self.ending_spans: dict[str, Span] = {}

    # -- small pieces ---------------------------------------------------------------------------

    def condition(self, fields: Fields, name: str, scope: Scope) -> Expression | None:
        """The condition under a key."""
        node = fields.scalar(name)
        return (
            None
            if node is None
            else self.desk.condition(node.text, place(fields.file, node), scope)
        )

    def effects(self, node: Node | None, file: str, scope: Scope) -> tuple[Change, ...]:
        """The effects under a key, on one line or as a list."""
        if node is None or (isinstance(node, Scalar) and not node.text):
            return ()
        found: list[Change] = []
        for each in node.items if isinstance(node, Items) else (node,):
            if isinstance(each, Scalar):
                found += self.desk.effects(each.text, place(file, each), scope)
            else:
                self.desk.error("wants-a-text", "an effect is one line.", span_of(file, each))
        return tuple(found)

    # -- people ---------------------------------------------------------------------------------

    def reactions(self, parts: list[Part]) -> dict[tuple[str, str], tuple[Effect, ...]]:
        """How each person reacts to each tag, bare names being their own stats."""
        found: dict[tuple[str, str], tuple[Effect, ...]] = {}
        for part in parts:
            for group in part.value.entries if isinstance(part.value, Mapping) else ():
                for person in group.value.entries if isinstance(group.value, Mapping) else ():
                    if isinstance(person.value, Mapping):
                        fields = Fields(self.desk, part.file, person.value, "a person", person.key)
                        self._reacts(person.key.text, fields, found)
        return found

    def _reacts(
        self, id: str, fields: Fields, found: dict[tuple[str, str], tuple[Effect, ...]]
    ) -> None:
        node = fields.mapping("reacts") if "reacts" in fields.nodes else None
        if node is None or id not in self.declared.people:
            return
        for entry in node.entries:
            if entry.key.text not in self.declared.tags:
                self.desk.error(
                    "unknown-tag",
                    f"there is no tag `{entry.key.text}`.",
                    span_of(fields.file, entry.key),
                    self.declared.near(entry.key.text, self.declared.tags),
                )
                continue
            scope = self.scope._replace(owner=id)
            found[id, entry.key.text] = self.effects(entry.value, fields.file, scope)

    def voices(self, parts: list[Part]) -> tuple[Voice, ...]:
        """The voices with their conditions."""
        for part in parts:
            for entry in part.value.entries if isinstance(part.value, Mapping) else ():
                voice = self.declared.voices.get(entry.key.text)
                if voice is not None and isinstance(entry.value, Mapping):
                    fields = Fields(self.desk, part.file, entry.value, "a voice", entry.key)
                    condition = self.condition(fields, "if", self.scope)
                    self.declared.voices[voice.id] = voice._replace(condition=condition)
        return tuple(self.declared.voices.values())

    # -- tags, observations ---------------------------------------------------------------------

    def closing_tags(self, parts: list[Part]) -> dict[str, ClosingTag]:
        """The tags that close choices."""
        found: dict[str, ClosingTag] = {}
        for part in parts:
            for entry in part.value.entries if isinstance(part.value, Mapping) else ():
                if not isinstance(entry.value, Mapping):
                    continue
                fields = Fields(self.desk, part.file, entry.value, "a tag", entry.key)
                fields.allow(TAG_KEYS)
                shows = fields.scalar("shows") if fields.require("shows") else None
                closes = (
                    self.condition(fields, "closes", self.scope)
                    if fields.require("closes")
                    else None
                )
                if shows is None or closes is None:
                    continue
                self.desk.line(
                    f"tag.{entry.key.text}.shows",
                    shows.text.rstrip("\n"),
                    place(part.file, shows),
                    self.scope,
                )
                found[entry.key.text] = ClosingTag(closes, max(fields.number("least"), 1))
        return found

    def observations(self, parts: list[Part], chapters: list[str]) -> tuple[Observation, ...]:
        """The observations with their seven texts."""
        found = []
        for part in parts:
            for entry in part.value.entries if isinstance(part.value, Mapping) else ():
                if entry.key.text not in self.declared.observations:
                    continue
                if not isinstance(entry.value, Mapping):
                    continue
                fields = Fields(self.desk, part.file, entry.value, "an observation", entry.key)
                found.append(self._observation(entry.key.text, fields, chapters))
        return tuple(found)

    def _observation(self, id: str, fields: Fields, chapters: list[str]) -> Observation:
        fields.allow(OBSERVATION_KEYS)
        chapter = fields.text("in")
        near = self.declared.near(chapter, chapters) if chapter not in chapters else ""
        if fields.require("in") and near:  # else it may be one that is yet to be written
            self.desk.error(
                "unknown-chapter", f"there is no chapter `{chapter}`.", fields.span("in"), near
            )
        of = fields.text("of") if fields.require("of") else "nobody"
        to = fields.text("to") or of
        for key in ("of", "to"):
            who = fields.text(key)
            if who and who not in self.declared.people:
                self.desk.error(
                    "unknown-person",
                    f"there is no person `{who}`.",
                    fields.span(key),
                    self.declared.near(who, self.declared.people),
                )
                of, to = "nobody", "nobody"
        for name in OBSERVATION_TEXTS:
            node = fields.scalar(name)
            if node is None:
                self.desk.warn(
                    "missing-text",
                    f"`{id}` has no `{name}`.",
                    fields.head,
                    "an observation has seven texts: " + ", ".join(OBSERVATION_TEXTS) + ".",
                )
                continue
            note = fields.text("note")
            self.desk.block(
                f"observation.{id}.{name}", node.text, place(fields.file, node), self.scope, note
            )
        return Observation(id, fields.text("in"), of, to)

    # -- rules, endings, invariants -------------------------------------------------------------

    def rules(self, node: Mapping | None, file: str, chapter: str) -> list[WrittenRule]:
        """The rules of one place, in written order."""
        found = []
        scope = self.scope._replace(chapter=chapter)
        for entry in node.entries if node is not None else ():
            if not isinstance(entry.value, Mapping):
                self.desk.error(
                    "wants-names", "a rule has `when` and what it does.", span_of(file, entry.value)
                )
                continue
            fields = Fields(self.desk, file, entry.value, "a rule", entry.key)
            found.append(self._rule(entry.key, fields, chapter, scope))
        return found

    def _rule(self, key: Scalar, fields: Fields, chapter: str, scope: Scope) -> WrittenRule:
        fields.allow(RULE_KEYS, {"if": "write `when: …`."})
        id, file = key.text, fields.file
        each_sol = "each" in fields.nodes
        if each_sol and fields.text("each") != "sol":
            self.desk.error(
                "unknown-each",
                "a rule repeats `each: sol` only.",
                fields.span("each"),
                "write that, or `when:` and what must become so.",
            )
        if not each_sol:
            fields.require("when")
        text = fields.scalar("text")
        if text is not None:
            self.desk.block(f"rule.{id}", text.text, place(file, text), scope, fields.text("note"))
        goto = fields.text("goto")
        if goto and goto not in self.declared.scenes:
            self.desk.error(
                "unknown-scene",
                f"there is no scene `{goto}`.",
                fields.span("goto"),
                self.declared.near(goto, self.declared.scenes),
            )
            goto = ""
        rule = Rule(
            id,
            chapter,
            self.condition(fields, "when", scope),
            each_sol,
            fields.yes("once"),
            self.effects(fields.nodes.get("do"), file, scope),
            text is not None,
            goto,
        )
        return WrittenRule(rule, span_of(file, key), fields.span("goto") if goto else None)

    def endings(self, parts: list[Part]) -> tuple[Ending, ...]:
        """The endings in the order of their resolution; scenes are found later."""
        found: list[Ending] = []
        for part in parts:
            for entry in part.value.entries if isinstance(part.value, Mapping) else ():
                if not isinstance(entry.value, Mapping):
                    self.desk.error(
                        "wants-names", "an ending has a title.", span_of(part.file, entry.value)
                    )
                    continue
                fields = Fields(self.desk, part.file, entry.value, "an ending", entry.key)
                fields.allow(ENDING_KEYS)
                title = fields.scalar("title") if fields.require("title") else None
                if title is not None:
                    self.desk.words(f"ending.{entry.key.text}", title, part.file)
                when = self.condition(fields, "when", self.scope)
                if when is None and "when" in fields.nodes:
                    when = NO  # refused; yet it is no ending without `when`
                self.ending_spans[entry.key.text] = span_of(part.file, entry.key)
                found.append(Ending(entry.key.text, fields.number("number"), when, ""))
        return tuple(found)

    def invariants(self, parts: list[Part]) -> tuple[Invariant, ...]:
        """What must hold in every state."""
        found = []
        for part in parts:
            for entry in part.value.entries if isinstance(part.value, Mapping) else ():
                if not isinstance(entry.value, Mapping):
                    self.desk.error(
                        "wants-names",
                        "an invariant says `always` or `never`, and what it `means`.",
                        span_of(part.file, entry.value),
                    )
                    continue
                fields = Fields(self.desk, part.file, entry.value, "an invariant", entry.key)
                fields.allow(INVARIANT_KEYS)
                always = self.condition(fields, "always", self.scope)
                never = self.condition(fields, "never", self.scope)
                if (always is None) == (never is None):
                    if ("always" in fields.nodes) == ("never" in fields.nodes):
                        self.desk.error(
                            "always-or-never",
                            "an invariant says `always` or `never`.",
                            span_of(part.file, entry.key),
                            "write one of them; for both make two.",
                        )
                    continue
                holds = always if always is not None else Not(never)  # type: ignore[arg-type]  # one is
                at = self._scenes(part.file, fields.nodes.get("at"))
                found.append(Invariant(entry.key.text, holds, fields.text("means"), at))
        return tuple(found)

    def _scenes(self, file: str, node: Node | None) -> tuple[str, ...]:
        """The scenes of a list of names, ``endings`` standing for all that end the story."""
        found = []
        for each in list_of(node, self.desk, file):
            name = each.text.strip(" ")
            if name == "endings" or name in self.declared.scenes:
                found.append(name)
                continue
            near = self.declared.near(name, (*self.declared.scenes, "endings"))
            at = span_of(file, each)
            self.desk.error("unknown-scene", f"there is no scene `{name}`.", at, near)
        return tuple(found)

    # -- panels, decks --------------------------------------------------------------------------

    def status(self, parts: list[Part]) -> tuple[StatusItem, ...]:
        """The gauges of the status line, left to right."""
        found = []
        for part in parts:
            for entry in part.value.entries if isinstance(part.value, Mapping) else ():
                condition, highlight = None, False
                node: Node | None = entry.value
                if isinstance(node, Items):
                    self.desk.error(
                        "wants-a-text", "a gauge is one text.", span_of(part.file, node)
                    )
                elif isinstance(node, Mapping):
                    fields = Fields(self.desk, part.file, node, "a gauge", entry.key)
                    fields.allow(GAUGE_KEYS)
                    condition = self.condition(fields, "if", self.scope)
                    highlight = fields.yes("highlight")
                    node = fields.scalar("text") if fields.require("text") else None
                if isinstance(node, Scalar):
                    self.desk.line(
                        f"status.{entry.key.text}",
                        node.text.rstrip("\n"),
                        place(part.file, node),
                        self.scope,
                    )
                    found.append(StatusItem(entry.key.text, condition, highlight))
        return tuple(found)

    def plates(self, parts: list[Part]) -> tuple[str, ...]:
        """The pictures; each has the words that stand for it where nothing can be drawn."""
        for part in parts:
            for entry in part.value.entries if isinstance(part.value, Mapping) else ():
                node, name = entry.value, entry.key.text
                if name not in self.declared.plates:
                    continue
                if isinstance(node, Scalar) and node.text.strip():
                    self.desk.block(f"plate.{name}", node.text, place(part.file, node), self.scope)
                    continue
                self.desk.error(
                    "plate-without-words",
                    f"the plate `{name}` has no words.",
                    span_of(part.file, entry.key),
                    "say in a sentence or two what one sees: they are read where nothing is drawn.",
                )
        return tuple(self.declared.plates)

    def crew(self, parts: list[Part]) -> Walk | None:
        """The crew page: one entry a person."""
        for part in parts:
            if not isinstance(part.value, Mapping):
                if not isinstance(part.value, Scalar) or part.value.text:
                    told = "the crew page has `each` and `text`."
                    self.desk.error("wants-names", told, span_of(part.file, part.value))
                continue
            fields = Fields(self.desk, part.file, part.value, "the crew page")
            fields.allow(CREW_KEYS)
            each, text = fields.scalar("each"), fields.scalar("text")
            if each is None or text is None:
                fields.require("each")
                fields.require("text")
                continue
            found: tuple[Walk, Kind] | None = self.desk.parse(
                each.text, place(part.file, each), self.scope, read_walk
            )
            if found is not None:
                scope = self.scope.bind(found[0].name, found[1])
                self.desk.block("crew", text.text, place(part.file, text), scope)
                return found[0]
        return None

    def decks(self, chapter: ChapterFile) -> list[Deck]:
        """The decks of a chapter; cards that are no scenes are reported."""
        found = []
        node = chapter.fields.mapping("decks") if "decks" in chapter.fields.nodes else None
        for entry in node.entries if node is not None else ():
            piles: list[tuple[str, tuple[str, ...]]] = []
            if isinstance(entry.value, Mapping):
                piles += [
                    (pile.key.text, self._cards(pile.value, chapter.file))
                    for pile in entry.value.entries
                ]
            else:
                piles += [(card, (card,)) for card in self._cards(entry.value, chapter.file)]
            found.append(Deck(entry.key.text, chapter.id, tuple(piles)))
        return found

    def _cards(self, node: Node, file: str) -> tuple[str, ...]:
        cards = []
        for part in list_of(node, self.desk, file):
            if part.text not in self.declared.scenes:
                self.desk.error(
                    "unknown-scene",
                    f"there is no scene `{part.text}`.",
                    span_of(file, part),
                    self.declared.near(part.text, self.declared.scenes),
                )
            else:
                cards.append(part.text)
        return tuple(cards)
