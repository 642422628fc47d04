"""Scenes: from one mapping of a scene file to one ``Scene`` and its texts.

The uppermost floor of their reader: below it ``choices`` reads the choices of a scene, and
``scene_parts`` what both may hold. Here stand the keys of a scene of its own: where it plays and
who is there, when it may be entered, its prose, and where it goes on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Table

from ulysse_game.compiler.choices import MOST_CHOICES, ChoiceReader
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.expressions import Scope
from ulysse_game.compiler.fields import Fields, list_of, place, span_of, with_commas
from ulysse_game.compiler.kinds import Kind
from ulysse_game.compiler.lift import hears_of
from ulysse_game.compiler.meant_in_scenes import NO_SCENE, listed, meant_target
from ulysse_game.compiler.nodes import Items, Mapping, Node, Scalar
from ulysse_game.compiler.price import price_of
from ulysse_game.compiler.prose import At
from ulysse_game.compiler.scene_links import Links
from ulysse_game.compiler.scene_parts import EARLY, SCENE_ID, make
from ulysse_game.story import (
    NO,
    Change,
    Choice,
    Draw,
    DrawBest,
    Effect,
    Expression,
    Go,
    Item,
    Presence,
    Scene,
    Target,
    Walk,
)

SCENE_KEYS = (
    "title",
    "plate",
    "paper",
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
PAPERS = ("form", "hand")
"""What lines with ``>`` may stand on beside a screen: a printed form, a page in Jeanne’s hand."""
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
        "plate",
        "status",
        "crew",
        "instrument",
        "notebook",
        "chart",
        "story",
    )
)
"""How line ids of the world begin; a scene called so would share them."""
_PERSON = re.compile(r"([a-z][a-z0-9_]*)(\?)?(?: \(radio\))?")


def plate_of(desk: Desk, fields: Fields) -> str:
    """The picture that a scene or a chapter names, if there is one of that name."""
    node = fields.scalar("plate")
    if node is None or node.text in desk.declared.plates:
        return "" if node is None else node.text
    desk.error(
        "unknown-plate",
        f"there is no plate `{node.text}`.",
        fields.span("plate"),
        desk.declared.near(node.text, desk.declared.plates)
        or "declare it under `plates:` in `world/plates.yaml`, with the words that stand for it.",
    )
    return ""


class SceneReader(ChoiceReader):
    """Reads scenes; ``reactions`` are by person and tag, ``closing`` by tag."""

    def read(self, key: Scalar, node: Mapping, file: str, chapter: str) -> Scene:
        """One scene."""
        desk, id = self.desk, key.text
        fields = Fields(desk, file, node, "a scene", key)
        nodes = fields.nodes
        if not nodes.keys() <= _SCENE_KEYS:
            fields.allow(SCENE_KEYS, NO_SCENE | self._meant_by(nodes))
        self.links[id] = make(Links, (file, key, tuple(nodes), self.again))
        scope = self._scope(id, chapter)
        if nodes.keys() <= _BARE_KEYS:
            return self._bare_scene(id, chapter, fields, scope, key.line)
        note = fields.text("note") if "note" in nodes else ""
        each = self._walk(nodes["each"], file, scope) if "each" in nodes else None
        if each is not None:
            scope = scope.bind(each[0].name, each[1])
        if "was" in nodes:
            self._follow("scene", id, nodes["was"], file)
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
            plate=plate_of(desk, fields) if "plate" in nodes else "",
            paper=self._paper(fields) if "paper" in nodes else "",
            file=file,
            line=key.line,
        )

    def _meant_by(self, nodes: Table[str, Node]) -> dict[str, str]:
        """What is meant by a person, a voice or another scene among the keys of a scene."""
        speakers = self.declared.people.keys() | self.declared.voices.keys()
        told = "it speaks in the text: write `text: |`, and `{}: …` indented under it."
        meant = {name: told.format(name) for name in nodes if name in speakers}
        for name, node in nodes.items():
            keys = {each.key.text for each in node.entries} if isinstance(node, Mapping) else set()
            if keys & _SCENE_KEYS:
                meant[name] = "if it is a scene, its name stands at the left edge: move all of it."
        return meant

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

    def _paper(self, fields: Fields) -> str:
        """What the ``>`` lines of the scene stand on."""
        node = fields.scalar("paper")
        if node is None or node.text in PAPERS:
            return "" if node is None else node.text
        self.desk.error(
            "unknown-paper",
            f"there is no paper `{node.text}`.",
            fields.span("paper"),
            self.declared.near(node.text, PAPERS)
            or "`paper: form` or `paper: hand`; without it `>` is a line of a screen.",
        )
        return ""

    def _cast(self, fields: Fields, session: str) -> tuple[Presence, ...]:
        found: list[Presence] = []
        for part in list_of(fields.nodes.get("with"), self.desk, fields.file):
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
                    with_commas(part.text, self.declared.people)
                    or self.declared.near(name, self.declared.people)
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
                listed(node) or "write `next: scene`.",
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
        if match is not None and match[2] is not None and not int(match[2]):
            self.desk.error(
                "wants-a-number",
                "odds are whole numbers, 1 or more.",
                span_of(file, node),
                f"write `{match[1]} odds 1`; if it is never to be drawn, take it out.",
            )
            return Go(match[1], 1) if match[1] in self.declared.scenes else None
        if match is None:
            self.desk.error(
                "unknown-target",
                f"`{text}` is no target." if text else "`next` does not say where the story goes.",
                span_of(file, node),
                meant_target(text, self.declared.scenes),
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

    def _follow(self, kind: str, now: str, node: Node, file: str) -> None:
        for old in list_of(node, self.desk, file):
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
                if node.line == fields.keys[name].line:
                    fields.scalar(name)
                elif fields.file not in self.desk.broken:  # else it is told already
                    self._want_bar(name, node, fields)
                continue
            if not node.text.strip(" \n"):
                continue
            blocks.append(name)
            at = place(fields.file, node)
            if name == "text":
                if node.style != "block":
                    self._must_be_bar(node, fields.file)
                items = self.desk.block(id, node.text, at, scope, note, id)
            else:
                self.desk.line(f"{id}.{name}", node.text.rstrip("\n"), at, scope, note, id)
        return tuple(blocks), items

    def _want_bar(self, name: str, node: Node, fields: Fields) -> None:
        """A text without a bar that YAML reads as keys, or as a list."""
        self.desk.error(
            "prose-needs-a-bar",
            f"the text under `{name}:` needs a bar.",
            span_of(fields.file, fields.keys[name]),
            f"write `{name}: |`, and the words under it without `-`."
            if isinstance(node, Items)
            else f"write `{name}: |`.",
        )


_SCENE_KEYS = frozenset(SCENE_KEYS)
_BARE_KEYS = frozenset(("title", "at", "text", "choices"))


__all__ = ["SCENE_KEYS", "TEXT_OWNERS", "SceneReader"]
