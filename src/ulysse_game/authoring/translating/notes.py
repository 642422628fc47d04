"""What a translator should know of a text: what it is, who speaks to whom, what its braces say.

These are the ``#.`` comments of a catalogue. They are made from the compiled story alone, so that
the same story gives the same comments; the writer's own notes (``// …`` and ``note:``) come last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ulysse_game.authoring.translating.speakers import speakers_of
from ulysse_game.compiler.desk import Unit
from ulysse_game.compiler.expressions import Parser, Refused, Typed
from ulysse_game.compiler.house_style import HouseStyle
from ulysse_game.story import Choice, Constant, Scene, Story, Walk

_BRACE = re.compile(r"\{(?![&~!])([^{}|:\\]*)([:}])")
_OF_COLLEAGUES = re.compile(r"^ *//[^\n]*\n?", re.MULTILINE)
_NO_NAME = re.compile(r"(?:if |else|end$|page$|echo |clock$)")
_MOST_NAMES = 12

_OBSERVATION = {
    "notebook": "As she writes it in her notebook.",
    "recorded": "As it stands in the report, recorded.",
    "softened": "As it stands in the report, softened.",
    "earth": "What Earth answers.",
    "lever": "What is said back later, if it was recorded.",
    "lever_softened": "What is said back later, if it was softened.",
    "left_out": "What comes of leaving it out.",
}
_NOTEBOOK = {"title": "The title of a section.", "name": "Of whom or what an entry is."}
_STORY = {
    "title": "The title of the game.",
    "licence": "The licence, on the title screen.",
    "about": "What the game is, on the title screen.",
    "disclaimer": "The disclaimer, on the title screen.",
    "content_note": "The content note, on the title screen.",
}

_CHART = {
    "title": "What stands above it.",
    "also": "What is told below it.",
    "centre": "What stands in the middle of the map.",
}


class Notes:
    """Tells what there is to know of each text of one story, for one language."""

    def __init__(
        self, story: Story, units: Mapping[str, Unit], style: HouseStyle, language: str
    ) -> None:
        """``style`` says who is addressed how in ``language``, as far as it is laid down."""
        self.story = story
        self._units = units
        self._address = style.of(language)
        self._you = style.you

    def of(self, unit: Unit) -> tuple[str, ...]:
        """The lines of comment of a text, none of them empty."""
        parts = unit.line_id.split(".")
        scene = self.story.scenes.get(parts[0])
        choice = _choice(scene, parts[1]) if scene is not None and len(parts) > 1 else None
        head = self._world(parts) if scene is None else self._scene(scene, choice, parts)
        found = [head, *self._people(unit, scene), *self._braces(unit, scene, choice)]
        if unit.note and unit.note != "plain":
            found.append(" ".join(unit.note.split("\n")))
        lines = (line.strip(" ") for line in unit.text.split("\n"))
        found += [line[2:].strip(" ") for line in lines if line.startswith("//")]
        return tuple(line for line in found if line)

    # -- what it is -----------------------------------------------------------------------------

    def _scene(self, scene: Scene, choice: Choice | None, parts: list[str]) -> str:
        room = self._words(f"room.{scene.room}") if scene.room else ""
        where = f"── {scene.id} ──" + (f" {room}." if room else "")
        if len(parts) == 1:
            return f"{where} Text of the scene{_each(scene.each)}."
        if choice is None:
            what = {"title": "Heading.", "offer": "The card as it is offered."}
            return f"{where} {what.get(parts[-1], '')}".rstrip(" ")
        what = {"then": "what it gives", "closed": "why it is closed"}
        told = what.get(parts[-1]) if len(parts) > 2 else "what the player reads to pick it"
        return f"{where} Choice `{choice.id}`{_each(choice.each)}: {told}."

    def _world(self, parts: list[str]) -> str:
        kind, id, last = parts[0], parts[1] if len(parts) > 1 else "", parts[-1]
        match kind:
            case "person":
                what = "The whole name" if last == "name" else "The name one is called by"
                return f"── people ── {what}."
            case "word":
                return self._word(parts)
            case "room":
                return "── places ── Above the page, and on saves."
            case "voice":
                return "── voices ── Who speaks."
            case "observation":
                return f"── {id} ── {self._observation(id)} {_OBSERVATION.get(last, '')}".rstrip()
            case "ending":
                return "── endings ── Its title."
            case "chapter":
                return f"── {id} ── " + ("Its second title." if "second" in last else "Its title.")
            case "status":
                return "── status line ── All of it has 78 columns."
            case "chart":
                what = _CHART.get(last) or "A name on the map."
                return f"── charts ── {what}"
            case "plate":
                return "── plates ── What stands for a picture where nothing is drawn."
            case "crew":
                walk = self.story.world.crew
                return f"── crew page ── The entry of each{_each(walk)}."
            case "instrument":
                what = "What the figure is called" if last == "name" else "How it is read"
                return f"── instruments ── {what}."
            case "notebook":
                return f"── notebook ── {_NOTEBOOK.get(last, 'An entry, in her hand.')}"
            case "tag":
                return f"── tag {id} ── Stands in the place of a choice that it closes."
            case "rule":
                return f"── rule {id} ── What is read when it acts."
            case "story":
                return f"── story ── {_STORY.get(last, '')}".rstrip()
        return ""

    def _word(self, parts: list[str]) -> str:
        word = next((each for each in self.story.world.words if each.name == parts[1]), None)
        meaning = next((v.meaning for v in self.story.world.variables if v.name == parts[1]), "")
        form = parts[3] if len(parts) > 3 else word.forms[0] if word and word.forms else ""
        told = f": {meaning}" if meaning else ""
        return f"── words ── {parts[1]}{told}. `{parts[2]}`, form `{form}`."

    def _observation(self, id: str) -> str:
        found = next((each for each in self.story.world.observations if each.id == id), None)
        if found is None or found.of == "nobody":
            return ""
        to = f", to {found.to}" if found.to != found.of else ""
        return f"Of {found.of}{to}."

    # -- who speaks, and to whom ----------------------------------------------------------------

    def _people(self, unit: Unit, scene: Scene | None) -> Iterator[str]:
        block = self.story.text(unit.line_id, self.story.world.language)
        certain, maybe = speakers_of(() if block is None else block.items)
        cast = [each.person for each in scene.cast] if scene is not None else []
        told = []
        if certain:
            told.append(f"Speaks: {self._addressed(certain, cast, scene)}.")
        if maybe:
            told.append(f"If here: {self._addressed(maybe, cast, scene)}.")
        if told:
            yield " ".join(told)
        silent = [each for each in cast if each not in certain and each not in maybe]
        if silent:
            yield f"Here: {', '.join(silent)}."

    def _addressed(self, speakers: list[str], cast: list[str], scene: Scene | None) -> str:
        """The speakers with the forms they use, those who use the same ones together."""
        groups: dict[str, list[str]] = {}
        for speaker in speakers:
            groups.setdefault(self._forms(speaker, cast, scene), []).append(speaker)
        return "; ".join(", ".join(who) + forms for forms, who in groups.items())

    def _forms(self, speaker: str, cast: list[str], scene: Scene | None) -> str:
        """Whom somebody may speak to there, and how: `` to Jeanne, Yann (tu), Meyer (vous)``."""
        where = ("", "") if scene is None else (scene.id, scene.chapter)
        hearers: dict[str, list[str]] = {}
        for hearer in dict.fromkeys((self._you, *cast)):
            form = self._address.form(speaker, hearer, *where) if hearer != speaker else ""
            if hearer and form and form != "either":
                called = self._words(f"person.{hearer}.called") or self._words(f"voice.{hearer}")
                hearers.setdefault(form, []).append(called or hearer)
        told = ", ".join(f"{', '.join(who)} ({form})" for form, who in hearers.items())
        return f" to {told}" if told else ""

    # -- what its braces may say ----------------------------------------------------------------

    def _braces(self, unit: Unit, scene: Scene | None, choice: Choice | None) -> Iterator[str]:
        walks = [each.each for each in (scene, choice) if each is not None and each.each]
        if unit.line_id == "crew" and self.story.world.crew is not None:
            walks.append(self.story.world.crew)
        bound = {walk.name: walk for walk in walks}
        told: set[str] = set()
        text = _OF_COLLEAGUES.sub("", unit.text) if "//" in unit.text else unit.text
        for found in _BRACE.finditer(text):
            head, is_value = " ".join(found[1].split()), found[2] == "}"
            if not head or _NO_NAME.match(head):
                continue
            line = self._brace(head, is_value, unit, bound)
            if line and line not in told:
                told.add(line)
                yield line

    def _brace(self, head: str, is_value: bool, unit: Unit, bound: Mapping[str, Walk]) -> str:
        asked = head[:1].lower() + head[1:]
        first, _, last = asked.rpartition(".")
        if is_value and asked.startswith("words(") and asked.endswith(")"):
            return ""
        for word in self.story.world.words:
            if is_value and (asked == word.name or (first == word.name and last in word.forms)):
                values = [self._words(f"word.{word.name}.{value}") for value in word.values]
                return f"{{{word.name}…}} may be: {', '.join(values)}."
        if is_value and last == "name" and first:
            asked = first
        name = asked if asked in bound else ""
        if name and is_value:
            return f"{{{head}}} may be: {self._members(bound[name])}."
        found = _typed(asked, unit)
        if found is None:
            return ""
        kind = found.kind
        if is_value and kind.kind == "person":
            if isinstance(found.tree, Constant):
                return ""
            return f"{{{head}}} may be: any of the people, or nobody."
        if is_value and kind.kind == "number":
            if kind.unit:
                return f"{{{head}}} is a span of time, such as 17 min 20."
            return f"{{{head}}} is a number, {kind.low} to {kind.high}." if kind.high else ""
        values_of = tuple(name for name, _ in kind.bands) or (
            kind.values if kind.kind == "word" else ()
        )
        if not is_value and values_of:
            return f"{{{head}: …}} has a text each for: {', '.join(values_of)}."
        return ""

    def _members(self, walk: Walk) -> str:
        names = []
        for member in walk.members[:_MOST_NAMES]:
            value = getattr(member, "value", "")
            called = self._words(f"person.{value}.called") if isinstance(member, Constant) else ""
            names.append(called or str(value))
        return ", ".join(names) + (" …" if len(walk.members) > _MOST_NAMES else "")

    def _words(self, line_id: str) -> str:
        unit = self._units.get(line_id)
        return "" if unit is None else unit.text


def _each(walk: Walk | None) -> str:
    return "" if walk is None else f", once for each {walk.name}"


def _choice(scene: Scene, id: str) -> Choice | None:
    for each in scene.choices:
        if isinstance(each, Choice) and each.id == id:
            return each
    return None


def _typed(source: str, unit: Unit) -> Typed | None:
    """What an expression of the source is; nothing where it is no expression."""
    try:
        return Parser(source, unit.scope, lambda *_: None).whole()
    except Refused:
        return None
