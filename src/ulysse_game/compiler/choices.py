"""Choices: from one item of a scene's list to one ``Choice`` or ``Draw`` and its texts.

Most choices are words, perhaps with a condition, effects and a ``goto``; these are read on a short
way. The rest have keys of their own: loops, tags, what closes them, the cards they draw.
"""

from __future__ import annotations

import re

from ulysse_game.compiler.expressions import Scope
from ulysse_game.compiler.fields import Fields, list_of, place, span_of, with_commas
from ulysse_game.compiler.foreign_choices import as_choice, as_label
from ulysse_game.compiler.kinds import NOWHERE
from ulysse_game.compiler.lift import hears_of
from ulysse_game.compiler.nodes import Entry, Items, Mapping, Node, Scalar
from ulysse_game.compiler.prose import At, split_choice
from ulysse_game.compiler.scene_parts import SCENE_ID, SceneParts, make
from ulysse_game.compiler.sound_names import help_with_name
from ulysse_game.diagnostics import Span
from ulysse_game.story import Choice, Draw, Expression, Item, Lock, Not

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
DRAW_KEYS = ("draw", "limit", "note")

MOST_CHOICES = 2_000
"""Choices of one scene, those that its loops make of the written ones counted too."""
PLACEHOLDER = "say"


class ChoiceReader(SceneParts):
    """Reads the choices of a scene."""

    def _choices(
        self, scene: str, fields: Fields, scope: Scope, session: str
    ) -> tuple[Choice | Draw, ...]:
        node = fields.nodes.get("choices")
        if node is None:
            return ()
        if not isinstance(node, Items):
            help = as_choice(node.text) if isinstance(node, Scalar) and node.text else ""
            self.desk.error(
                "wants-a-list",
                "`choices` is a list.",
                span_of(fields.file, node),
                help or "begin each with `- `.",
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
                    _named(item),
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
                "give it a name of its own, or let `ulysse fix` make one; "
                "saves and translations hold on to it.",
            )
        if not isinstance(value, Scalar):
            self.desk.error(
                "wants-a-text",
                f"`{key.text}` holds what the player picks.",
                span_of(file, value),
                as_label(key.text, value),
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
        made: Choice = make(
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
        if id in NO_CHOICE:
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
                help_with_name(id),
            )
        else:
            self._sound_ids.add(id)

    def _goto(self, node: Node, file: str) -> str:
        """The target under ``goto``."""
        if isinstance(node, Scalar) and _MORE.search(node.text):
            self.desk.error(
                "unknown-target",
                "`goto` takes one scene, and nothing beside it.",
                span_of(file, node),
                "a condition stands under `if`; where there are several ways, leave `goto` out "
                "and list them under the scene’s `next`.",
            )
            return ""
        if isinstance(node, Scalar):
            name = node.text
            return name if name in self.declared.scenes else self._scene_id(node, file, True)
        first = node.items[0] if isinstance(node, Items) and node.items else None
        help = f"write `goto: {first.text}`" if isinstance(first, Scalar) else "name one scene"
        help += "; where there are several ways, list them under the scene’s `next`."
        self.desk.error("wants-a-text", "`goto` takes one scene.", span_of(file, node), help)
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
        if free[0].key.text in NO_CHOICE:
            return  # it is no name, and that is said of it
        for extra in (free[1].key, free[0].key):
            meant = NO_CHOICE.get(extra.text) or self.declared.near(extra.text, CHOICE_KEYS)
            if extra is not free[0].key:
                meant = _meant_beside(free[1]) or meant
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
            f"write `- {extra.text}:` if it is another choice.",
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
        if "limit" in nodes:
            limit = fields.keys["limit"]
            self.desk.error(
                "unknown-key",
                "a choice has no `limit`.",
                span_of(file, limit),
                "it says how many cards a `- draw: deck` offers.",
            )
        each = self._walk(nodes["each"], file, scope) if "each" in nodes else None
        if each is not None:
            scope = scope.bind(each[0].name, each[1])
        address = f"{scene}.{id}"
        if "was" in nodes:
            for old in list_of(nodes["was"], self.desk, fields.file):
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
        at = make(At, (file, line, indent + (value.style == "quoted"), indent))
        if self.desk.is_words(text):
            label, _, gives = text.partition("\n\n")
            label = label.rstrip("\n")
            if "\n" not in label and label.strip(" ") and (value.style == "block" or not gives):
                self.desk.keep_words(address, label, at, scope, True, note, scene)
                if not gives.strip(" \n"):
                    return ()
                gives_at = make(At, (file, line + 2, indent, indent))
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
        for part in list_of(node, self.desk, file):
            if part.text not in self.declared.tags:
                self.desk.error(
                    "unknown-tag",
                    f"there is no tag `{part.text}`.",
                    span_of(file, part),
                    with_commas(part.text, self.declared.tags)
                    or self.declared.near(part.text, self.declared.tags),
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
            if name not in DRAW_KEYS and key is not extra:
                self.desk.error(
                    "unknown-key", f"a draw has no `{name}`.", span_of(fields.file, key)
                )
        node = fields.scalar("draw")
        if node is None:
            return None
        self._deck(node.text, scope, fields.span("draw"))
        return Draw(node.text, fields.number("limit"), fields.line)


NO_CHOICE = {
    "text": "what the choice gives stands under its first line, after an empty line.",
    "next": "write `goto: …`.",
    "else": "write `goto: …`.",
    "choices": "a choice has none; let it `goto` a scene that has.",
    "id": "the name stands first: `- its_name: what the player picks`.",
    "label": "the name stands first: `- its_name: what the player picks`.",
}
"""What is no name of a choice, and what is meant by it."""
_INSTEAD = {
    **dict.fromkeys(("when", "condition", "requires", "require", "needs", "only_if"), "if"),
    **dict.fromkeys(("effect", "effects", "set", "sets"), "do"),
    **dict.fromkeys(("to", "target", "link", "leads", "leads_to", "go", "then"), "goto"),
}
"""What a writer from elsewhere may call a key of a choice, and our word for it."""
_CHOICE_KEYS = frozenset(CHOICE_KEYS)
_MORE = re.compile(r",| (?:if|odds|when|else) ")
_NAMED = re.compile(r"([a-z][a-z0-9_]*)(?: +|:)(?=[^a-z\s:].*)(.+)")


def _meant_beside(entry: Entry) -> str:
    """What to write for a key beside a choice's name that is one of ours in other words.

    Words that begin with a capital or stand behind a bar are a choice's own, whatever its name.
    """
    name, value = entry.key.text.lower(), entry.value
    if name in _CHOICE_KEYS:
        return f"did you mean `{name}`?"
    if not isinstance(value, Scalar):
        return ""
    if value.style == "block" and name in ("then", "result", "gives", "answer", "response"):
        return NO_CHOICE["text"]
    if value.style != "plain" or not value.text[:1].islower():
        return ""
    meant = _INSTEAD.get(name, "")
    meant = "do" if meant == "goto" and "=" in value.text else meant
    return f"write `{meant}: …`." if meant else ""


def _named(item: Node) -> str:
    """How an item that has no name might be meant: its first word may be the name."""
    words = item.text if isinstance(item, Scalar) else ""
    found = _NAMED.fullmatch(words)
    return f"write `- {found[1]}: {found[2]}`" if found else as_choice(words)


_SIMPLE_KEYS = frozenset(("if", "do", "goto"))
