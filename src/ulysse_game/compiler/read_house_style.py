"""Read ``house-style.yaml``: plain words become a :class:`HouseStyle`, slips become diagnostics.

Every part is optional. What cannot be read is reported at its place and left out; the rest holds.
Names of the story (people, scenes, tags) are looked up if the story could be compiled so far. It
must never raise for anything the file holds, and nothing here looks at prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from ulysse_game.compiler.compiled import Compiled
from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.fields import Fields, list_of, span_of
from ulysse_game.compiler.house_style import (
    FORMS,
    HABITS,
    PARTS,
    Address,
    Density,
    HouseStyle,
    LanguageStyle,
    Phrase,
    Share,
    Sizes,
    Target,
)
from ulysse_game.compiler.names_of_files import HOUSE_STYLE
from ulysse_game.compiler.nodes import Items, Node, Scalar
from ulysse_game.compiler.nodes import Mapping as MappingNode
from ulysse_game.compiler.read_yaml import read_yaml
from ulysse_game.diagnostics import Diagnostic, did_you_mean

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?")
_MOST = re.compile(r"([0-9]{1,4}) per (?:([1-9][0-9]{0,5}) words|scene)")
_SHARE = re.compile(r"([0-9]{1,3})(?:\.\.([0-9]{1,3}))? ?%")
_BOTH = re.compile(r"(?P<one>[a-z_]\w*) and (?P<other>[a-z_]\w*) say (?P<forms>.+)")
_ONE_WAY = re.compile(
    r"(?P<one>[a-z_]\w*) says (?P<forms>.+?) to (?P<other>[a-z_]\w*)(?P<turns>,.*)?"
)
_TURN = re.compile(r",? ?(?P<form>[a-z]+) in (?P<names>\w+(?:, (?!(?:tu|vous|either) in)\w+)*)")
_T = TypeVar("_T", Phrase, Density)


class _Names(NamedTuple):
    """What a house style may name; nothing is asked of a kind that is None."""

    speakers: tuple[str, ...] | None
    places: tuple[str, ...] | None
    tags: tuple[str, ...] | None
    chapters: tuple[str, ...] | None


def read_house_style(compiled: Compiled) -> tuple[HouseStyle, tuple[Diagnostic, ...]]:
    """The house style of a story and what is wrong in its file; the default one without a file."""
    text = compiled.sources.get(HOUSE_STYLE)
    if text is None:
        return HouseStyle(), ()
    found: list[Diagnostic] = []
    node = read_yaml(HOUSE_STYLE, text, found.append)
    if node is None:
        return HouseStyle(), tuple(found)
    desk = Desk(Declarations(), found)
    style = _Reader(desk, _names_of(compiled)).style(node)
    return style, tuple(sorted(found, key=lambda each: each.span))


def _names_of(compiled: Compiled) -> _Names:
    story = compiled.story
    if story is None:
        return _Names(None, None, None, None)
    world = story.world
    chapters = tuple(each.id for each in world.chapters)
    return _Names(
        (*(each.id for each in world.people), *(each.id for each in world.voices)),
        (*story.scene_ids, *chapters),
        world.tags,
        chapters,
    )


class _Reader:
    """Takes the file apart, part by part."""

    def __init__(self, desk: Desk, names: _Names) -> None:
        self.desk = desk
        self.names = names
        self.reported: set[tuple[str, str]] = set()

    def style(self, node: MappingNode) -> HouseStyle:
        """The whole file."""
        fields = self.fields(node, "a house style")
        fields.allow(("you", "sizes", "languages", "techniques", "chapters"))
        you = fields.scalar("you")
        if you is not None:
            self.known(you, self.names.speakers, "unknown-person", "person or voice")
        return HouseStyle(
            self.sizes(fields.mapping("sizes")),
            self.languages(fields.mapping("languages")),
            self.shares(fields.mapping("techniques")),
            self.targets(fields.mapping("chapters")),
            you.text if you is not None else "",
        )

    def fields(self, node: MappingNode, what: str, key: Scalar | None = None) -> Fields:
        return Fields(self.desk, HOUSE_STYLE, node, what, key)

    def sizes(self, node: MappingNode | None) -> Sizes:
        """How long texts may be."""
        if node is None:
            return Sizes()
        fields = self.fields(node, "`sizes`")
        fields.allow(Sizes._fields)
        given = {name: fields.number(name, 0) for name in Sizes._fields if name in fields.nodes}
        return Sizes(**given)

    def targets(self, node: MappingNode | None) -> tuple[Target, ...]:
        """What the chapters are to come to."""
        found = []
        for key, value in self.named(node):
            self.known(key, self.names.chapters, "unknown-chapter", "chapter")
            fields = self.fields(value, "a chapter’s target", key)
            parts = Target._fields[1:]
            fields.allow(parts)
            numbers = {each: fields.number(each, 0) for each in parts if each in fields.nodes}
            found.append(Target(key.text, **numbers))
        return tuple(found)

    def shares(self, node: MappingNode | None) -> tuple[Share, ...]:
        """`silence: 10..20 %`: how much of all choices a technique is."""
        found = []
        for key, value in node.entries if node is not None else ():
            self.known(key, self.names.tags, "unknown-tag", "tag")
            written = value.text if isinstance(value, Scalar) else ""
            match = _SHARE.fullmatch(written)
            least = int(match[1]) if match else 0
            most = int(match[2]) if match and match[2] else least
            if match is None or not least <= most <= 100:
                self.desk.error(
                    "wants-a-number",
                    f"`{key.text}` takes a share of all choices.",
                    span_of(HOUSE_STYLE, value),
                    "write `10..20 %`, or `15 %`.",
                )
            else:
                found.append(Share(key.text, least, most))
        return tuple(found)

    # -- one language ---------------------------------------------------------------------------

    def languages(self, node: MappingNode | None) -> dict[str, LanguageStyle]:
        """What holds for each language."""
        found = {}
        for key, value in self.named(node):
            if _LANGUAGE.fullmatch(key.text) is None:
                told = f"`{key.text}` is no language."
                self.error("bad-name", told, key, "two letters, such as `en` or `fr`.")
                continue
            fields = self.fields(value, "a language", key)
            fields.allow(("typography", "banned", "densities", "address"))
            habits: tuple[str, ...] = HABITS
            if "typography" in fields.nodes:
                habits = self.among("typography", fields.nodes["typography"], HABITS)
            densities = (self.density(*each) for each in self.named(fields.mapping("densities")))
            found[key.text] = LanguageStyle(
                habits,
                tuple(self.phrases(fields.nodes.get("banned"))),
                tuple(each for each in densities if each is not None),
                tuple(self.addresses(fields.nodes.get("address"))),
            )
        return found

    def phrases(self, node: Node | None) -> Iterable[Phrase]:
        """The list of what is not written."""
        for item in self.items(node, "banned"):
            if isinstance(item, Scalar):
                yield Phrase((item.text,))
            elif isinstance(item, MappingNode):
                fields = self.fields(item, "a banned phrase")
                fields.allow(("find", "but", "where", "why", "instead"))
                if fields.require("find"):
                    yield self.search(fields, Phrase(()))
            else:
                self.desk.error(
                    "wants-a-text", "a banned phrase is words.", span_of(HOUSE_STYLE, item)
                )

    def density(self, key: Scalar, node: MappingNode) -> Density | None:
        """One sign or phrase that may stand so often."""
        fields = self.fields(node, "a density", key)
        fields.allow(("find", "but", "most", "where", "why", "instead"))
        if not (fields.require("find") & fields.require("most")):
            return None
        most = fields.scalar("most")
        match = _MOST.fullmatch(most.text) if most is not None else None
        if match is None:
            if most is not None:
                self.error(
                    "wants-a-number",
                    "`most` says how often in how much.",
                    most,
                    "write `1 per scene`, or `1 per 150 words`.",
                )
            return None
        return self.search(fields, Density(key.text, (), int(match[1]), int(match[2] or 0)))

    def search(self, fields: Fields, blank: _T) -> _T:
        """What phrases and densities have in common."""
        where: tuple[str, ...] = ()
        if "where" in fields.nodes:
            where = self.among("where", fields.nodes["where"], PARTS)
        return blank._replace(
            find=self.several(fields, "find"),
            but=self.several(fields, "but"),
            where=", ".join(where),
            why=fields.text("why"),
            instead=fields.text("instead"),
        )

    def several(self, fields: Fields, name: str) -> tuple[str, ...]:
        """One phrase, or a list of them; a comma is a sign like any other."""
        node = fields.nodes.get(name)
        if isinstance(node, Items):
            return tuple(each.text for each in list_of(node, self.desk, HOUSE_STYLE) if each.text)
        text = fields.text(name)
        return (text,) if text else ()

    # -- tu and vous ----------------------------------------------------------------------------

    def addresses(self, node: Node | None) -> Iterable[Address]:
        """`a and b say tu, vous in SCENE`, `a says vous to all`."""
        for item in self.items(node, "address"):
            match = None
            if isinstance(item, Scalar):
                match = _BOTH.fullmatch(item.text) or _ONE_WAY.fullmatch(item.text)
            if match is None or not isinstance(item, Scalar):
                self.desk.error(
                    "unexpected-word",
                    "this does not say who says what to whom.",
                    span_of(HOUSE_STYLE, item),
                    "write `ann and bob say tu`, `ann says vous to all`, "
                    "`ann and bob say vous, tu in SCENE`.",
                )
                continue
            forms, first = match["forms"], item
            form, _, rest = forms.partition(",")
            if match.re is _ONE_WAY:
                rest = (match["turns"] or "").removeprefix(",")
            one, other = match["one"], match["other"]
            self.form(form, item)
            self.speaker(one, first)
            if other != "all":
                self.speaker(other, first)
            turns = tuple(self.turns(rest.strip(" "), item))
            yield Address(one, other, form, turns)
            if match.re is _BOTH:
                yield Address(other, one, form, turns)

    def turns(self, rest: str, item: Scalar) -> Iterable[tuple[str, str]]:
        """`tu in lock, table, vous in supper`: where another form stands."""
        at = 0
        while at < len(rest):
            match = _TURN.match(rest, at)
            if match is None:
                self.error(
                    "unexpected-word",
                    f"`{rest[at:].strip(', ')}` does not say what is said where.",
                    item,
                    "after the comma write `tu in SCENE`, or `vous in SCENE, OTHER`.",
                )
                return
            self.form(match["form"], item)
            for name in match["names"].split(", "):
                known = self.names.places
                self.known(self.within(item, name), known, "unknown-scene", "scene or chapter")
                yield name, match["form"]
            at = match.end()

    def form(self, form: str, item: Scalar) -> None:
        if form not in FORMS:
            told = f"`{form}` is no form of address."
            help = "write `tu`, `vous`, or `either` where both may stand."
            self.error("unknown-value", told, self.within(item, form), help)

    def speaker(self, name: str, item: Scalar) -> None:
        known = self.names.speakers
        self.known(self.within(item, name), known, "unknown-person", "person or voice")

    # -- small questions ------------------------------------------------------------------------

    def within(self, item: Scalar, word: str) -> Scalar:
        """A word of a plain text as a scalar with its own place."""
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", item.text)
        column = item.indent + (found.start() if found else 0) + (item.style == "quoted")
        return Scalar(word, item.line, column, "plain", item.line, column)

    def known(self, name: Scalar, names: tuple[str, ...] | None, code: str, what: str) -> None:
        """Report a name the story does not have, once."""
        if names is not None and name.text not in names and (code, name.text) not in self.reported:
            self.reported.add((code, name.text))
            help = did_you_mean(name.text, names)
            self.error(code, f"the story has no {what} `{name.text}`.", name, help)

    def among(self, key: str, node: Node, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A list of words of which each is known; `none` is no word at all."""
        found = []
        for each in list_of(node, self.desk, HOUSE_STYLE):
            if each.text in allowed:
                found.append(each.text)
            elif each.text != "none":
                help = did_you_mean(each.text, allowed) or f"one of {', '.join(allowed)}."
                self.error("unknown-value", f"`{key}` has no `{each.text}`.", each, help)
        return tuple(found)

    def items(self, node: Node | None, key: str) -> Iterable[Node]:
        """The items of a list; one text alone is a list of one."""
        if isinstance(node, Items):
            yield from node.items
        elif isinstance(node, Scalar):
            yield from (node,) if node.text else ()
        elif node is not None:
            self.desk.error(
                "wants-a-list",
                f"`{key}` is a list.",
                span_of(HOUSE_STYLE, node),
                "begin each line with `- `.",
            )

    def named(self, node: MappingNode | None) -> Iterable[tuple[Scalar, MappingNode]]:
        """The entries of a mapping that hold mappings; another value is reported."""
        for key, value in node.entries if node is not None else ():
            if isinstance(value, MappingNode):
                yield key, value
            elif not (isinstance(value, Scalar) and not value.text):
                told = f"`{key.text}` takes names, each with a colon."
                self.desk.error("wants-names", told, span_of(HOUSE_STYLE, value))

    def error(self, code: str, message: str, at: Scalar, help: str = "") -> None:
        self.desk.error(code, message, span_of(HOUSE_STYLE, at), help)


__all__ = ["read_house_style"]
