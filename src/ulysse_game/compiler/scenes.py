"""Scenes: from one mapping of a scene file to one ``Scene`` and its texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, NamedTuple

from ulysse_game.compiler.desk import Desk, Fields, kind_bound, list_of, place, span_of
from ulysse_game.compiler.expressions import Parser, Scope
from ulysse_game.compiler.kinds import NOWHERE, Kind
from ulysse_game.compiler.lift import hears_of
from ulysse_game.compiler.nodes import Entry, Items, Mapping, Node, Scalar
from ulysse_game.compiler.price import price_of
from ulysse_game.compiler.prose import At, split_choice
from ulysse_game.diagnostics import Diagnostic, Label, Span
from ulysse_game.story import (
    LEVEL_SEEN,
    LEVEL_UNSEEN,
    NO,
    Change,
    Choice,
    Clock,
    Compare,
    Draw,
    DrawBest,
    Effect,
    Expression,
    Go,
    Item,
    Lock,
    Not,
    Observe,
    Presence,
    Read,
    Scene,
    Target,
    Walk,
    conjunction,
)

SCENE_KEYS = (
    "title",
    "at",
    "clock",
    "with",
    "session",
    "when",
    "else",
    "observe",
    "do",
    "each",
    "pick",
    "text",
    "detour",
    "choices",
    "next",
    "ending",
    "offer",
    "salience",
    "again",
    "variables",
    "was",
    "note",
)
CHOICE_KEYS = (
    "each",
    "if",
    "closed",
    "tags",
    "once",
    "observe",
    "do",
    "clock",
    "goto",
    "detour",
    "was",
    "note",
    "draw",
    "limit",
)
TEXT_OWNERS = frozenset(
    (
        "person",
        "voice",
        "room",
        "word",
        "tag",
        "rule",
        "observation",
        "ending",
        "chapter",
        "status",
        "crew",
        "story",
    )
)
"""How line ids of the world begin; a scene called so would share them."""

MOST_CHOICES = 2_000
"""Choices of one scene, those that its loops make of the written ones counted too."""
PLACEHOLDER = "say"
EARLY = "early_"
"""How the names of premature ends begin: those stand in no table and are reached by ``goto``."""
SCENE_ID = re.compile(r"[a-z][a-z0-9_]*")
_CLOCK_AFTER = re.compile(r"\+(?:([0-9]{1,3})h)?(?:([0-9]{1,4})m)?")
_CLOCK_AT = re.compile(r"(?:sol +([0-9]{1,6})|(next sol)) +([0-9]{1,2}):([0-9]{2})")
_PERSON = re.compile(r"([a-z][a-z0-9_]*)(\?)?(?: \(radio\))?")


class ClosingTag(NamedTuple):
    """A tag that closes choices: while ``closes`` holds, where at least ``least`` are written."""

    closes: Expression
    least: int


Reread = Callable[[str], Mapping]
"""Gives the nodes of a file of scenes once more."""


class SceneFile(NamedTuple):
    """A file of scenes and the chapter it belongs to (nothing for ``common/``)."""

    file: str
    chapter: str
    node: Mapping


class Links(NamedTuple):
    """Where the parts of a scene stand, for the checks that need every scene.

    The nodes of a large story take more room than all that becomes of them, so they are gone when
    a scene has been read; its file is read ``again`` by whoever asks for a place in it.
    """

    file: str
    key: Scalar
    keys: tuple[str, ...]
    again: Reread

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What stands in the scene."""
        for key, value in self.again(self.file).entries:
            if key == self.key and isinstance(value, Mapping):
                return value.entries
        return ()

    @property
    def name(self) -> Span:
        """The scene's own name."""
        return span_of(self.file, self.key)

    def has(self, key: str) -> bool:
        """Whether the scene has this key."""
        return key in self.keys

    def span(self, key: str) -> Span:
        """The value of a key; the scene's name where it has no such key."""
        for entry in self.entries:
            if entry.key.text == key:
                return span_of(self.file, entry.value)
        return self.name

    def choice(self, line: int) -> Span:
        """The choice whose name or `draw` stands on a line."""
        choices = next((each.value for each in self.entries if each.key.text == "choices"), None)
        items = choices.items if isinstance(choices, Items) else ()
        first = bisect_right(items, line, key=lambda item: item.line) - 1
        found = items[first] if first >= 0 else None
        for named in found.entries if isinstance(found, Mapping) else ():
            if named.key.line == line:
                return span_of(self.file, named.key)
        return self.name


class SceneReader:
    """Reads scenes; ``reactions`` are by person and tag, ``closing`` by tag."""

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

    def read(self, key: Scalar, node: Mapping, file: str, chapter: str) -> Scene:
        """One scene."""
        desk, id = self.desk, key.text
        fields = Fields(desk, file, node, "a scene", key)
        nodes = fields.nodes
        if not nodes.keys() <= _SCENE_KEYS:
            fields.allow(SCENE_KEYS)
        self.links[id] = _new(Links, (file, key, tuple(nodes), self.again))
        scope = self._scope(id, chapter)
        if nodes.keys() <= _BARE_KEYS:
            return self._bare_scene(id, chapter, fields, scope, key.line)
        note = fields.text("note") if "note" in nodes else ""
        each = self._walk(nodes["each"], file, scope) if "each" in nodes else None
        if each is not None:
            scope = scope.bind(each[0].name, each[1])
        if "was" in nodes:
            self._follow("scene", id, nodes["was"])
        session = fields.text("session") if "session" in nodes else ""
        cast = self._cast(fields, session) if "with" in nodes or session else ()
        blocks, items = self._texts(id, fields, scope, note)
        hears = hears_of(items) if items and id in self.echoing else ()
        observe = self._observe(nodes["observe"], file, scope) if "observe" in nodes else None
        effects = self._effects(nodes.get("do"), file, scope, observe)
        choices = self._choices(id, fields, scope, session)
        if each is not None or any(isinstance(one, Choice) and one.each for one in choices):
            self._check_loop(each, choices, effects, fields)
        return Scene(
            id=id,
            chapter=chapter,
            room=self._room(fields) if "at" in nodes else "",
            clock=self._clock(fields) if "clock" in nodes else None,
            cast=cast,
            session=session,
            when=self._condition(nodes["when"], file, scope) if "when" in nodes else None,
            otherwise=self._scene_id(fields.scalar("else"), file) if "else" in nodes else "",
            observe=observe,
            effects=effects,
            each=None if each is None else each[0],
            pick=fields.number("pick", 1) if "pick" in nodes else 0,
            hears=hears,
            detour=self._scene_id(fields.scalar("detour"), file) if "detour" in nodes else "",
            choices=choices,
            next=self._next(nodes.get("next"), file, scope) if "next" in nodes else (),
            ending=self._ending(fields) if "ending" in nodes else "",
            salience=fields.number("salience") if "salience" in nodes else 0,
            again=fields.yes("again") if "again" in nodes else False,
            blocks=blocks,
            variables=self.variables_of.get(id, ()),
            file=file,
            line=key.line,
        )

    def _bare_scene(self, id: str, chapter: str, fields: Fields, scope: Scope, line: int) -> Scene:
        """A place, a text, choices: most scenes are no more."""
        blocks, items = self._texts(id, fields, scope, "")
        choices = self._choices(id, fields, scope, "")
        for one in choices:
            if isinstance(one, Choice) and one.each:
                self._check_loop(None, choices, (), fields)
                break
        return Scene(
            id,
            chapter,
            self._room(fields) if "at" in fields.nodes else "",
            hears=hears_of(items) if items and id in self.echoing else (),
            choices=choices,
            blocks=blocks,
            variables=self.variables_of.get(id, ()),
            file=fields.file,
            line=line,
        )

    def _check_loop(
        self,
        each: tuple[Walk, Kind] | None,
        choices: tuple[Choice | Draw, ...],
        effects: tuple[Effect, ...],
        fields: Fields,
    ) -> None:
        """Refuse loops that would make too many choices of those written."""
        rounds = 1 if each is None else len(each[0].members)
        copies = size = 0
        for choice in choices:
            if isinstance(choice, Choice):
                times = 1 if choice.each is None else len(choice.each.members)
                copies += times
                size += times * (5 + self._size(choice.condition) + self._sizes(choice.effects))
        at = fields.head
        if rounds * copies > MOST_CHOICES:
            self.desk.error(
                "too-many",
                f"`each` makes {rounds * copies} choices of those written here.",
                at,
                f"a scene has at most {MOST_CHOICES}; walk a smaller set.",
            )
        else:
            size += self._sizes(effects)
            self.desk.afford(rounds * size, At(at.file, at.line, at.column, at.column))

    def _size(self, expression: Expression | None) -> int:
        return 0 if expression is None else price_of(expression, len(self.declared.people)).size

    def _sizes(self, effects: tuple[Effect, ...]) -> int:
        size = 0
        for effect in effects:
            assert isinstance(effect, Change)
            times = 1 if effect.walk is None else len(effect.walk.members)
            size += times * (1 + self._size(effect.value) + self._size(effect.condition))
        return size

    # -- the margin -----------------------------------------------------------------------------

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

    def _room(self, fields: Fields) -> str:
        node = fields.scalar("at")
        if node is None:
            return ""
        if node.text not in self.declared.rooms:
            inside = [room for room, zone in self.declared.rooms.items() if zone == node.text]
            help = self.declared.near(node.text, self.declared.rooms)
            if inside:
                help = f"`{node.text}` is a zone; its rooms are {', '.join(inside)}."
            self.desk.error(
                "unknown-room", f"there is no room `{node.text}`.", fields.span("at"), help
            )
            return ""
        return node.text

    def _cast(self, fields: Fields, session: str) -> tuple[Presence, ...]:
        found: list[Presence] = []
        for part in list_of(fields.nodes.get("with")):
            match = _PERSON.fullmatch(part.text)
            name = match[1] if match else part.text
            if match is None or name not in self.declared.people:
                if match is not None and name in self.declared.voices:
                    self.desk.error(
                        "voice-in-with",
                        f"`{name}` is a voice; voices are everywhere.",
                        span_of(fields.file, part),
                        "take it out of `with`.",
                    )
                    continue
                self.desk.error(
                    "unknown-person",
                    f"there is no person `{name}`.",
                    span_of(fields.file, part),
                    self.declared.near(name, self.declared.people)
                    or ("" if match else "write `simon, eva?, martin (radio)`, with commas."),
                )
                continue
            if any(each.person == name for each in found):
                self.desk.error(
                    "duplicate-value", f"`{name}` stands twice.", span_of(fields.file, part)
                )
                continue
            found.append(Presence(name, bool(match[2]), part.text.endswith("(radio)")))
        if session:
            if session not in self.declared.people:
                self.desk.error(
                    "unknown-person",
                    f"there is no person `{session}`.",
                    fields.span("session"),
                    self.declared.near(session, self.declared.people),
                )
            elif all(each.person != session for each in found):
                found.append(Presence(session))
        return tuple(found)

    def _scene_id(self, node: Scalar | None, file: str, special: bool = False) -> str:
        if node is None:
            return ""
        name = node.text.strip(" ")
        if name in self.declared.scenes or (special and name in NOWHERE):
            return name
        self.desk.error(
            "unknown-scene",
            f"there is no scene `{name}`.",
            span_of(file, node),
            self.declared.near(name, self.declared.scenes),
        )
        return ""

    def _ending(self, fields: Fields) -> str:
        node = fields.scalar("ending")
        is_early = node is not None and node.text.startswith(EARLY)
        if node is None or not (is_early or node.text in self.declared.endings):
            name = "" if node is None else node.text
            self.desk.error(
                "unknown-ending",
                f"there is no ending `{name}`.",
                fields.span("ending"),
                self.declared.near(name, self.declared.endings)
                or f"declare it in `endings`, or call a premature end `{EARLY}{name}`.",
            )
            return ""
        return node.text

    def _next(self, node: Node | None, file: str, scope: Scope) -> tuple[Target, ...]:
        targets: list[Target] = []
        if isinstance(node, Scalar):
            parts: list[Node] = [node]
        elif isinstance(node, Items):
            parts = list(node.items)
        else:
            parts = []
        if node is not None and not parts:
            self.desk.error(
                "wants-a-text",
                "`next` takes a scene, or a list of them.",
                span_of(file, node),
                "write `next: scene`.",
            )
        for part in parts:
            if not isinstance(part, Scalar):
                self.desk.error(
                    "wants-a-text",
                    "a target is one line.",
                    span_of(file, part),
                    "write `scene if condition`.",
                )
                continue
            if SCENE_ID.fullmatch(part.text) and part.text in self.declared.scenes:
                targets.append(Go(part.text))
                continue
            found = self._target(part, file, scope)
            if found is not None:
                targets.append(found)
        return tuple(targets)

    def _target(self, node: Scalar, file: str, scope: Scope) -> Target | None:
        text = node.text
        drawn = re.fullmatch(r"draw +([a-z][a-z0-9_]*)(?: +else +([a-z][a-z0-9_]*))?", text)
        if drawn:
            return self._draw_best(drawn[1], drawn[2], node, file, scope)
        match = re.fullmatch(r"(\S+)(?: +odds +([0-9]{1,4}))?(?: +if +(.+))?", text, re.DOTALL)
        if match is None:
            self.desk.error(
                "unknown-target",
                f"`{text}` is no target.",
                span_of(file, node),
                "write a scene, `scene if condition`, or `draw deck else scene`; "
                "several as a list.",
            )
            return None
        at = place(file, node)
        name = node._replace(text=match[1])
        scene = self._scene_id(name, file, special=True)
        condition = None
        if match[3] is not None:
            inner = at._replace(column=at.column + match.start(3))
            condition = self.desk.condition(match[3], inner, scope)
            condition = NO if condition is None else condition  # refused, it is one all the same
        return Go(scene, int(match[2] or 0), condition) if scene else None

    def _draw_best(
        self, deck: str, otherwise: str | None, node: Scalar, file: str, scope: Scope
    ) -> Target | None:
        self._deck(deck, scope, span_of(file, node))
        if otherwise is None:
            self.desk.error(
                "draw-needs-else",
                "a deck may be empty.",
                span_of(file, node),
                f"write `draw {deck} else scene`.",
            )
            return None
        column = node.column + node.text.rindex(otherwise)
        scene = self._scene_id(
            node._replace(text=otherwise, column=column, indent=column), file, special=False
        )
        return DrawBest(deck, scene) if scene else None

    def _deck(self, deck: str, scope: Scope, span: Span) -> None:
        names = [id for (chapter, id) in self.declared.decks]
        if deck not in names:
            near = self.declared.near(deck, names)
            self.desk.error("unknown-deck", f"there is no deck `{deck}`.", span, near)

    def _follow(self, kind: str, now: str, node: Node) -> None:
        for old in list_of(node):
            self.was.append((kind, old.text, now))

    # -- texts ----------------------------------------------------------------------------------

    def _texts(
        self, id: str, fields: Fields, scope: Scope, note: str
    ) -> tuple[tuple[str, ...], tuple[Item, ...]]:
        blocks: list[str] = []
        items: tuple[Item, ...] = ()
        for name in ("title", "text", "offer"):
            node = fields.nodes.get(name)
            if node is None:
                continue
            if not isinstance(node, Scalar):
                fields.scalar(name)
                continue
            if not node.text.strip(" \n"):
                continue
            blocks.append(name)
            at = _new(At, (fields.file, node.first_line, node.indent, node.indent))
            if name == "text":
                if node.style != "block":
                    self._must_be_bar(node, fields.file)
                items = self.desk.block(id, node.text, at, scope, note, id)
            else:
                self.desk.line(f"{id}.{name}", node.text.rstrip("\n"), at, scope, note, id)
        return tuple(blocks), items

    def _must_be_bar(self, node: Scalar, file: str) -> None:
        if node.style == "quoted" or "\n" in node.text:
            why = "in quotes" if node.style == "quoted" else "with an empty line in it"
            self.desk.error(
                "prose-needs-a-bar",
                f"prose {why} stands behind a bar.",
                span_of(file, node),
                "write `|` after the colon and the text under it, indented.",
            )

    # -- choices --------------------------------------------------------------------------------

    def _choices(
        self, scene: str, fields: Fields, scope: Scope, session: str
    ) -> tuple[Choice | Draw, ...]:
        node = fields.nodes.get("choices")
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.desk.error(
                "wants-a-list",
                "`choices` is a list.",
                span_of(fields.file, node),
                "begin each with `- `.",
            )
            return ()
        if len(node.items) > MOST_CHOICES:
            self.desk.error(
                "too-many",
                f"a scene has at most {MOST_CHOICES} choices.",
                fields.head,
                "divide it into several scenes.",
            )
            return ()
        written = [isinstance(item, Mapping) for item in node.items].count(True)
        found: list[Choice | Draw] = []
        for item in node.items:
            if not isinstance(item, Mapping):
                self.desk.error(
                    "choice-without-id",
                    "a choice is a name and what the player picks.",
                    span_of(fields.file, item),
                    "write `- silence: Say nothing.`",
                )
                continue
            choice = self._choice(scene, item, fields.file, scope, session, written)
            if choice is not None:
                found.append(choice)
        return tuple(found)

    def _choice(
        self, scene: str, node: Mapping, file: str, scope: Scope, session: str, written: int
    ) -> Choice | Draw | None:
        nodes: dict[str, Node] = {}
        free: list[Entry] = []
        for entry in node.entries:
            name, value = entry
            if name.text in _CHOICE_KEYS:
                nodes[name.text] = value
            else:
                free.append(entry)
        if "draw" in nodes:
            fields = Fields(self.desk, file, node, "a choice")
            return self._draw(fields, scope, free[0].key if free else None)
        if len(free) != 1:
            self._not_one_id(free, Fields(self.desk, file, node, "a choice"))
            if not free:
                return None
        key, value = free[0]
        if key.text == PLACEHOLDER:
            self.desk.warn(
                "placeholder-id",
                "this choice still has the placeholder for its name.",
                span_of(file, key),
                "give it a name of its own; saves and translations hold on to it.",
            )
        if not isinstance(value, Scalar):
            self.desk.error(
                "wants-a-text", f"`{key.text}` holds what the player picks.", span_of(file, value)
            )
            return None
        if len(free) == 1 and nodes.keys() <= _SIMPLE_KEYS:
            return self._simple_choice(scene, key, value, nodes, file, scope)
        fields = Fields(self.desk, file, node, "a choice")
        return self._written_choice(scene, key, value, fields, scope, session, written)

    def _simple_choice(
        self,
        scene: str,
        key: Scalar,
        value: Scalar,
        nodes: dict[str, Node],
        file: str,
        scope: Scope,
    ) -> Choice:
        """Words, and perhaps a condition, effects, a goto: most choices are no more."""
        id = key.text
        if id not in self._sound_ids:
            self._check_id(id, key, file)
        items = self._label(scene, f"{scene}.{id}", value, file, scope, "")
        effects = self._effects(nodes["do"], file, scope, None) if "do" in nodes else ()
        condition = self._condition(nodes["if"], file, scope) if "if" in nodes else None
        goto = self._goto(nodes["goto"], file) if "goto" in nodes else ""
        hears = hears_of(items) if items and scene in self.echoing else ()
        gives = items != ()
        made: Choice = _new(
            Choice,
            (  # all fields in their order: keywords take four times as long
                id,
                None,
                condition,
                (),
                (),
                False,
                None,
                effects,
                None,
                goto,
                "",
                gives,
                hears,
                key.line,
            ),
        )
        return made

    def _check_id(self, id: str, key: Scalar, file: str) -> None:
        if id in _NO_CHOICE:
            self.desk.error(
                "bad-name",
                f"`{id}` cannot be a choice’s name.",
                span_of(file, key),
                "a choice begins with a name of its own: `- its_name: what the player picks`.",
            )
        elif not SCENE_ID.fullmatch(id) or id in NOWHERE:
            self.desk.error(
                "bad-name",
                f"`{id}` cannot be a choice’s name.",
                span_of(file, key),
                "names are small letters, figures and `_`, and not a word of the format.",
            )
        else:
            self._sound_ids.add(id)

    def _goto(self, node: Node, file: str) -> str:
        """The target under ``goto``."""
        if isinstance(node, Scalar):
            name = node.text
            return name if name in self.declared.scenes else self._scene_id(node, file, True)
        self.desk.error("wants-a-text", "`goto` takes a scene.", span_of(file, node))
        return ""

    def _not_one_id(self, free: list[Entry], fields: Fields) -> None:
        span = Span(fields.file, fields.line, fields.column)
        if not free:
            self.desk.error(
                "choice-without-id",
                "this choice has no name of its own.",
                span,
                "write `- its_name: what the player picks`.",
            )
            return
        if free[0].key.text in _NO_CHOICE:
            return  # it is no name, and that is said of it
        for extra in (free[1].key, free[0].key):
            meant = _NO_CHOICE.get(extra.text) or self.declared.near(extra.text, CHOICE_KEYS)
            if meant:
                self.desk.error(
                    "unknown-key",
                    f"a choice has no `{extra.text}`.",
                    span_of(fields.file, extra),
                    meant,
                )
                return
        extra = free[1].key
        self.desk.error(
            "two-ids",
            f"a choice has one name; `{extra.text}` is a second.",
            span_of(fields.file, extra),
            "give it a `- ` of its own if it is another choice.",
        )

    def _written_choice(
        self,
        scene: str,
        key: Scalar,
        value: Scalar,
        fields: Fields,
        scope: Scope,
        session: str,
        written: int,
    ) -> Choice:
        nodes, file, id = fields.nodes, fields.file, key.text
        self._check_id(id, key, file)
        each = self._walk(nodes["each"], file, scope) if "each" in nodes else None
        if each is not None:
            scope = scope.bind(each[0].name, each[1])
        address = f"{scene}.{id}"
        if "was" in nodes:
            for old in list_of(nodes["was"]):
                before = old.text if "." in old.text else f"{scene}.{old.text}"
                self.was.append(("choice", before, address))
        note = fields.text("note") if "note" in nodes else ""
        items = self._label(scene, address, value, file, scope, note)
        tags = self._tags(nodes.get("tags"), file) if "tags" in nodes else ()
        observe = self._observe(nodes["observe"], file, scope) if "observe" in nodes else None
        own = self._effects(nodes.get("do"), file, scope, observe)
        reactions = tuple(
            effect for tag in tags for effect in self.reactions.get((session, tag), ())
        )
        condition = self._condition(nodes["if"], file, scope) if "if" in nodes else None
        condition, locks = self._locks(address, fields, scope, condition, tags, written)
        return Choice(
            id=id,
            each=None if each is None else each[0],
            condition=condition,
            locks=locks,
            tags=tags,
            once=fields.yes("once") if "once" in nodes else False,
            observe=observe,
            effects=reactions + own,
            clock=self._clock(fields) if "clock" in nodes else None,
            goto=self._goto(nodes["goto"], file) if "goto" in nodes else "",
            detour=self._scene_id(fields.scalar("detour"), file) if "detour" in nodes else "",
            gives=bool(items),
            hears=hears_of(items) if items and scene in self.echoing else (),
            line=key.line,
        )

    def _label(
        self, scene: str, address: str, value: Scalar, file: str, scope: Scope, note: str
    ) -> tuple[Item, ...]:
        """Keep a choice's two texts; the items of what it gives."""
        text, line, indent = value.text, value.first_line, value.indent
        at = _new(At, (file, line, indent, indent))
        if self.desk.is_words(text):
            label, _, gives = text.partition("\n\n")
            label = label.rstrip("\n")
            if "\n" not in label and label.strip(" ") and (value.style == "block" or not gives):
                self.desk.keep_words(address, label, at, scope, True, note, scene)
                if not gives.strip(" \n"):
                    return ()
                gives_at = _new(At, (file, line + 2, indent, indent))
                return self.desk.keep_words(
                    f"{address}.then", gives, gives_at, scope, False, note, scene
                )
        gives, gives_at = "", at
        if "\n" in text:
            text = text.rstrip("\n")
            if "\n" in text and value.style != "block":
                self._must_be_bar(value, file)
            elif "\n" in text:
                text, gives, gives_at = split_choice(value.text, at, self.desk.report)
        if not text.strip(" "):
            self.desk.error(
                "empty-label", "the player has nothing to pick here.", span_of(file, value)
            )
        self.desk.line(address, text, at, scope, note, scene)
        if not gives or not gives.strip(" \n"):
            return ()
        return self.desk.block(f"{address}.then", gives, gives_at, scope, note, scene)

    def _tags(self, node: Node | None, file: str) -> tuple[str, ...]:
        found = []
        for part in list_of(node):
            if part.text not in self.declared.tags:
                self.desk.error(
                    "unknown-tag",
                    f"there is no tag `{part.text}`.",
                    span_of(file, part),
                    self.declared.near(part.text, self.declared.tags),
                )
            else:
                found.append(part.text)
        return tuple(found)

    def _locks(
        self,
        address: str,
        fields: Fields,
        scope: Scope,
        condition: Expression | None,
        tags: tuple[str, ...],
        written: int,
    ) -> tuple[Expression | None, tuple[Lock, ...]]:
        """The condition that hides a choice, and what closes it in sight."""
        locks: list[Lock] = []
        if "closed" in fields.nodes:
            reason = fields.scalar("closed")
            if "if" not in fields.nodes:
                self.desk.error(
                    "closed-without-if",
                    "`closed` says why an `if` fails; there is no `if`.",
                    fields.span("closed"),
                    "write the `if` too, or take this out.",
                )
            if reason is not None and condition is not None:
                self.desk.line(
                    f"{address}.closed", reason.text.rstrip("\n"), place(fields.file, reason), scope
                )
                locks.append(Lock(Not(condition), f"{address}.closed"))
                condition = None
        for tag in tags:
            closing = self.closing.get(tag)
            if closing is not None and written >= closing.least:
                locks.append(Lock(closing.closes, f"tag.{tag}.shows", True))
        return condition, tuple(locks)

    def _draw(self, fields: Fields, scope: Scope, extra: Scalar | None) -> Draw | None:
        if extra is not None:
            self.desk.error(
                "two-ids",
                f"`draw` offers cards; `{extra.text}` is another choice.",
                span_of(fields.file, extra),
                "give it a `- ` of its own.",
            )
        for name, key in fields.keys.items():
            if name not in ("draw", "limit", "note") and key is not extra:
                self.desk.error(
                    "unknown-key", f"a draw has no `{name}`.", span_of(fields.file, key)
                )
        node = fields.scalar("draw")
        if node is None:
            return None
        self._deck(node.text, scope, fields.span("draw"))
        return Draw(node.text, fields.number("limit"), fields.line)


_new: Callable[[type[Any], tuple[object, ...]], Any] = tuple.__new__
_SCENE_KEYS = frozenset(SCENE_KEYS)
_NO_CHOICE = {
    "text": "what the choice gives stands under its first line, after an empty line.",
    "next": "write `goto: …`.",
    "else": "write `goto: …`.",
    "choices": "a choice has none; let it `goto` a scene that has.",
    "id": "the name stands first: `- its_name: what the player picks`.",
    "label": "the name stands first: `- its_name: what the player picks`.",
}
"""What is no name of a choice, and what is meant by it."""
_BARE_KEYS = frozenset(("title", "at", "text", "choices"))
_CHOICE_KEYS = frozenset(CHOICE_KEYS)
_SIMPLE_KEYS = frozenset(("if", "do", "goto"))


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


def duplicate_scene(desk: Desk, key: Scalar, file: str, first: Span) -> None:
    """Two scenes with one name."""
    desk.report(
        Diagnostic(
            "duplicate-scene",
            f"there is a scene `{key.text}` already.",
            span_of(file, key),
            "give one of them another name.",
            labels=(Label(first, "the first stands here"),),
        )
    )


__all__ = [
    "ClosingTag",
    "Links",
    "SceneFile",
    "SceneReader",
    "duplicate_scene",
    "read_walk",
    "seen",
]
