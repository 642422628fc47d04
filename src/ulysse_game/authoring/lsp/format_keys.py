"""What may stand where in a story file: the keys of each thing, and what each key takes.

A ``Shape`` is a mapping or a list of the format: its own keys, and what a name chosen by the
writer stands for in it. ``shape_at`` walks from the kind of a file inwards. The compiler decides
what is right; a test holds this table against the compiler's own keys, so that neither knows a
key which the other does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ulysse_game.authoring.keys import MEANINGS
from ulysse_game.compiler.names_of_files import HOUSE_STYLE


class Takes(NamedTuple):
    """What stands after a colon: ``value`` on the line, or the shape ``inside`` below it.

    ``value`` is one of the words that ``complete`` knows, such as ``scene`` or ``effects``; both
    may be nothing. Items of a list that are values take the same as the line.
    """

    value: str = ""
    inside: str = ""


class Shape(NamedTuple):
    """Something of the format: its own keys, and what every other name in it takes, if any may.

    ``what`` names the thing in a sentence (``a scene``), ``names`` what its free names are.
    """

    what: str
    keys: Mapping[str, Takes]
    free: Takes | None = None
    names: str = ""


def _takes(text: str) -> dict[str, Takes]:
    """``key`` ``key=value`` ``key>shape`` ``key=value>shape``, with spaces between."""
    found = {}
    for part in text.split():
        head, _, inside = part.partition(">")
        key, _, value = head.partition("=")
        found[key] = Takes(value, inside)
    return found


def _plain(what: str) -> dict[str, Takes]:
    """The keys of a thing by the table of their meanings: what they take is the writer's own."""
    return dict.fromkeys(MEANINGS[what], Takes())


_DECLARED = Takes("declaration", "variable")
_OBSERVED = "notebook recorded softened earth lever lever_softened left_out"

SHAPES: Mapping[str, Shape] = {
    "story": Shape(
        "a story",
        _takes(
            "story title=line version=number language=language begins=scene chapters=folders"
            " licence=line about=prose disclaimer=prose content_note=prose note=words"
        ),
    ),
    "chapter": Shape(
        "a chapter",
        _takes(
            "chapter title=line second_title=line plate=plate begins=scene variables>variables"
            " stats>variables decks>decks rules>rules was note=words"
        ),
    ),
    "scenes": Shape("a file of scenes", {}, Takes("", "scene"), "scene"),
    "scene": Shape(
        "a scene",
        _takes(
            "title=line plate=plate paper=paper at=room clock=clock with=cast session=person"
            " when=condition else=scene"
            " observe=observe do=effects each=walk pick=number text=prose detour=scene"
            " choices>choice next=target ending=ending offer=line salience=number again=yes"
            " variables>variables was note=words"
        ),
    ),
    "choice": Shape(
        "a choice",
        _takes(
            "each=walk if=condition closed=line tags=tags once=yes observe=observe do=effects"
            " clock=clock goto=goto detour=scene was note=words draw=deck limit=number"
        ),
        Takes("prose"),
        "choice",
    ),
    "world": Shape(
        "the world",
        _takes(
            "stats>variables people>groups sets>sets voices>voices places>zones words>words"
            " tags>tags variables>variables define>define observations>observations rules>rules"
            " endings>endings invariants>invariants names>names status>status crew>crew"
            " instruments>instruments notebook>notebook charts>charts echoes>echoes plates>plates"
        ),
    ),
    "variables": Shape("declarations", {}, _DECLARED, "variable"),
    "variable": Shape(
        "a variable",
        _takes("is=declaration bands=bands values>old_values means=words was note=words"),
    ),
    "old_values": Shape("values of today", {}, Takes(), "value"),
    "groups": Shape("groups of people", {}, Takes("", "people"), "set"),
    "people": Shape("a group of people", {}, Takes("", "person"), "person"),
    "person": Shape(
        "a person",
        _takes(
            "name=line called=line gender=gender start=starts stats>variables reacts>reacts"
            " was note=words"
        ),
    ),
    "reacts": Shape("reactions", {}, Takes("effects"), "tag"),
    "sets": Shape("sets of people", {}, Takes("persons"), "set"),
    "voices": Shape("voices", {}, Takes("voice", "voice"), "voice"),
    "voice": Shape("a voice", _takes("kind=voice name=line if=condition note=words")),
    "zones": Shape("zones", {}, Takes("", "rooms"), "zone"),
    "rooms": Shape("the rooms of a zone", {}, Takes("line"), "room"),
    "words": Shape("words the player chooses", {}, Takes("", "word"), "variable"),
    "word": Shape("a word", _takes("means=words forms=words was note=words"), Takes("line")),
    "tags": Shape("tags", {}, Takes("words", "tag"), "tag"),
    "tag": Shape(
        "a tag",
        _takes("means=words closes=condition least=number shows=line note=words"),
    ),
    "define": Shape("named expressions", {}, Takes("condition", "defined"), "define"),
    "defined": Shape("a named expression", _takes("is=condition unit=unit means=words note=words")),
    "observations": Shape("observations", {}, Takes("", "observation"), "observation"),
    "observation": Shape(
        "an observation",
        {
            **_takes("in=chapter of=person to=person was note=words"),
            **dict.fromkeys(_OBSERVED.split(), Takes("prose")),
        },
    ),
    "rules": Shape("rules", {}, Takes("", "rule"), "rule"),
    "rule": Shape(
        "a rule",
        _takes("when=condition each=sol once=yes do=effects text=prose goto=scene note=words"),
    ),
    "endings": Shape("endings", {}, Takes("", "ending"), "ending"),
    "ending": Shape("an ending", _takes("number=number title=line when=condition note=words")),
    "invariants": Shape("invariants", {}, Takes("", "invariant"), "invariant"),
    "invariant": Shape(
        "an invariant",
        _takes("always=condition never=condition at=scenes means=words note=words"),
    ),
    "names": Shape("names", {}, Takes("words")),
    "status": Shape("the status line", {}, Takes("line", "gauge")),
    "gauge": Shape("a gauge", _takes("text=line if=condition highlight=yes note=words")),
    "crew": Shape("the crew page", _takes("each=walk text=prose note=words")),
    "plates": Shape("plates", {}, Takes("prose"), "plate"),
    "instruments": Shape("instruments", {}, Takes("", "instrument"), "instrument"),
    "instrument": Shape(
        "an instrument",
        _takes(
            "name=line reads=line shows=condition draws=drawing rate=condition if=condition"
            " highlight=yes note=words"
        ),
    ),
    "notebook": Shape("the notebook", {}, Takes("", "section"), "section"),
    "section": Shape("a section of the notebook", _takes("title=line entries>entries note=words")),
    "entries": Shape("entries of the notebook", {}, Takes("", "entry"), "entry"),
    "entry": Shape(
        "an entry of the notebook",
        _takes("name=line if=condition done=condition broken=condition text=prose note=words"),
    ),
    "charts": Shape("charts", {}, Takes("", "chart"), "chart"),
    "chart": Shape(
        "a chart",
        _takes(
            "title=line if=condition you=person also=prose plan=zone outside=zone drawing map=zone"
            " centre=line walk_back points>points ways>ways light=condition calendar note=words"
        ),
    ),
    "points": Shape("the points of a map", {}, Takes("", "point"), "point"),
    "point": Shape("a point", _takes("name=line at if=condition room=room zone=zone note=words")),
    "ways": Shape("the ways of a map", {}, Takes("", "way"), "way"),
    "way": Shape("a way", _takes("name=line through if=condition note=words")),
    "echoes": Shape("echoes", {}, Takes("", "echo"), "echo"),
    "echo": Shape("an echo", _takes("was note=words")),
    "house style": Shape(
        "a house style",
        {
            **_plain("a house style"),
            **_takes("sizes>sizes languages>languages techniques>techniques chapters>targets"),
        },
    ),
    "sizes": Shape("`sizes`", _plain("`sizes`")),
    "languages": Shape("languages", {}, Takes("", "language")),
    "language": Shape(
        "a language", {**_plain("a language"), **_takes("banned>phrase densities>density")}
    ),
    "phrase": Shape("a banned phrase", {**_plain("a banned phrase"), **_takes("where=part")}),
    "density": Shape("a density", {**_plain("a density"), **_takes("where=part")}),
    "techniques": Shape("techniques", {}, Takes(), "tag"),
    "targets": Shape("targets of chapters", {}, Takes("", "target"), "chapter"),
    "target": Shape("a chapter’s target", _plain("a chapter’s target")),
    "decks": Shape("decks", {}, Takes("scenes", "piles"), "deck"),
    "piles": Shape("the piles of a deck", {}, Takes("scenes")),
}

SCENE_AT_MARGIN = "scenes"


def kind_of_file(file: str) -> str:
    """The shape at the margin of a story file; ``po`` for a catalogue, nothing for others."""
    top, _, name = file.rpartition("/")
    if name.endswith(".po"):
        return "po"
    if not name.endswith(".yaml"):
        return ""
    if file == HOUSE_STYLE:
        return "house style"
    if file == "story.yaml":
        return "story"
    if top == "world":
        return "world"
    return "chapter" if name == "chapter.yaml" and top else SCENE_AT_MARGIN


def shape_at(kind: str, path: Sequence[str]) -> Shape | None:
    """The thing whose keys stand below ``path``, the names from the margin inwards.

    ``kind`` is that of the file. None where the format has nothing to say.
    """
    shape = SHAPES.get(kind)
    for name in path:
        takes = takes_at(shape, name)
        shape = SHAPES.get(takes.inside) if takes is not None else None
    return shape


def takes_at(shape: Shape | None, key: str) -> Takes | None:
    """What ``key`` takes in a thing; None where it has no such key."""
    if shape is None:
        return None
    return shape.keys.get(key, shape.free)
