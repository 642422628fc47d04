"""Texts become lines: a block, in one language, read in the state of one moment.

Blocks are compiled to small functions when first read; what never changes is made once. Reading
changes nothing and may be done again: the same moment gives the same words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from ulysse_game.engine import Binding, Machine, Reader, Shown
from ulysse_game.story import (
    Block,
    Branch,
    Call,
    Constant,
    Expression,
    Inline,
    Item,
    PageBreak,
    Paragraph,
    Repeat,
    Select,
    Splice,
    ground,
)
from ulysse_game.view.page import Line, Run
from ulysse_game.view.page import Option as Choice
from ulysse_game.view.tell_paper import paper_of, spliced
from ulysse_game.view.tell_words import (
    Speak,
    WordTeller,
    constant_runs,
    echoes_in,
    is_choice_of_words,
    tidy_runs,
)
from ulysse_game.view.words import words as words_of

Write = Callable[[Any, Shown, int, list[Line]], None]
"""Adds the lines of an item: values, the moment, the seed, where to."""

Simple = tuple[tuple[Reader | None, Choice], ...]
"""Choices as they are shown when open, each with the condition that hides it."""


class Teller(WordTeller):
    """Tells one story in one language."""

    def __init__(self, machine: Machine, language: str) -> None:
        """A teller; ``language`` falls back to the source text by text."""
        super().__init__(machine, language)
        self._written: dict[tuple[str, Binding], tuple[Line, ...] | Write] = {}
        self.plain: dict[str, Any] = {}
        self.simple: dict[str, Simple | None] = {}
        self.picked: dict[str, Line] = {}
        self.rooms: dict[int, str] = {}
        self.chapters: dict[int, str] = {}
        self._voices = {voice.id: voice for voice in self.story.world.voices}
        self._echoes = dict(self.story.world.echoes)
        self._echo_parts: dict[str, dict[str, tuple[Inline, ...]]] = {}
        self._openings: dict[str, tuple[Line, ...]] = {}
        self.has_status = bool(self.story.world.status)
        self.people = {person.id for person in self.story.world.people}

    def tell(self, shown: Shown, seed: int, out: list[Line]) -> None:
        """Add what is read at this moment to ``out``."""
        written = None if shown.binding else self.plain.get(shown.line_id)
        if written is None:
            written = self._of(shown.line_id, shown.binding)
        if isinstance(written, tuple):
            out += written
        else:
            written(shown.values, shown, seed, out)

    def lines(self, shown: Shown, seed: int) -> list[Line]:
        """What is read at this moment."""
        found: list[Line] = []
        self.tell(shown, seed, found)
        return found

    def runs(self, shown: Shown, seed: int) -> tuple[Run, ...]:
        """The words of a one-line text: a label, a reason, a gauge."""
        lines = self.lines(shown, seed)
        return lines[0].runs if lines else ()

    def constant(self, line_id: str) -> tuple[Run, ...] | None:
        """The words of a one-line text that is always the same; nothing if it asks the state."""
        written = self._of(line_id, ())
        if not isinstance(written, tuple):
            return None
        return written[0].runs if written else ()

    def simple_options(self, location: str) -> Simple | None:
        """The choices of a place whose labels never change and that only an ``if`` can hide.

        Each with its condition, made once; nothing where a place has choices of another kind.
        """
        try:
            return self.simple[location]
        except KeyError:
            found = self.simple[location] = self._made_simple(location)
            return found

    def _made_simple(self, location: str) -> Simple | None:
        if not location:
            return ()
        spot = self.machine.spot(location)
        if spot.draws or spot.pick:
            return None
        found = []
        for option in spot.by_id.values():
            words = None if option.binding else self.constant(option.label)
            if words is None or option.locks or option.spent:
                return None
            found.append((option.condition, Choice(option.id, words)))
        return tuple(found)

    def room(self, number: int) -> str:
        """The name of a room by its number; nothing for none."""
        try:
            return self.rooms[number]
        except KeyError:
            rooms = self.story.world.rooms
            found = self.rooms[number] = self.name(f"room.{rooms[number - 1].id}") if number else ""
            return found

    def opening(self, chapter: str) -> tuple[Line, ...]:
        """How a chapter opens: a line with its title, the second one as manner; its picture."""
        try:
            return self._openings[chapter]
        except KeyError:
            title, second = (self.name(f"chapter.{chapter}.{n}") for n in ("title", "second_title"))
            line_id = f"chapter.{chapter}.title"
            plates = {each.id: each.plate for each in self.story.world.chapters}
            found: tuple[Line, ...] = (
                Line("chapter", (Run(title),), manner=second, line_id=line_id),
            )
            if plates.get(chapter):
                found += (self.plate(plates[chapter]),)
            self._openings[chapter] = found
            return found

    def chapter(self, number: int) -> str:
        """The title of a chapter by its number; nothing for none."""
        try:
            return self.chapters[number]
        except KeyError:
            id = self.machine.chapter_ids[number]
            found = self.chapters[number] = self.name(f"chapter.{id}.title") if number else ""
            return found

    def _of(self, line_id: str, binding: Binding) -> tuple[Line, ...] | Write:
        key = (line_id, binding)
        found = self._written.get(key)
        if found is None:
            block = self.story.text(line_id, self.language)
            found = () if block is None else self._items(block.items, block, dict(binding))
            plate = self._plate_above(line_id)
            if plate is not None:
                found = _after(plate, found)
            self._written[key] = found
            if not binding:
                self.plain[line_id] = found
        return found

    def _plate_above(self, line_id: str) -> Line | None:
        """The picture above the text of a scene, if it has one."""
        scene = self.machine.story.scenes.get(line_id)
        return None if scene is None or not scene.plate else self.plate(scene.plate)

    def plate(self, id: str) -> Line:
        """A picture, with the words that stand for it."""
        line_id = f"plate.{id}"
        return Line("plate", (Run(self.name(line_id)),), line_id=line_id, plate=id)

    def _items(
        self, items: tuple[Item, ...], block: Block, binding: dict[str, Expression]
    ) -> tuple[Line, ...] | Write:
        """Lines, if they are always the same, else what writes them."""
        few = self._few(items, block, binding)
        if few is not None:
            return few
        made = [self._item(item, block, binding) for item in items]
        if block.line_id.endswith(".title"):
            made = [
                each._replace(kind="title") if isinstance(each, Line) else each for each in made
            ]
        parts: list[tuple[Line, ...] | Write] = []
        lines: list[Line] = []  # those that follow one another
        for each in made:
            if isinstance(each, Line):
                lines.append(each)
                continue
            if lines:
                parts.append(tuple(lines))
                lines = []
            parts.append(each)
        if lines:
            parts.append(tuple(lines))
        if not parts or (len(parts) == 1 and isinstance(parts[0], tuple)):
            return parts[0] if parts else ()
        if len(parts) == 1:
            return parts[0]

        def write(v: Any, r: Shown, seed: int, out: list[Line]) -> None:
            for part in parts:
                if type(part) is tuple:
                    out += part
                else:
                    part(v, r, seed, out)  # type: ignore[operator]  # `type … is` narrows nothing

        return write

    def _item(self, item: Item, block: Block, binding: dict[str, Expression]) -> Line | Write:
        match item:
            case Paragraph():
                return self._paragraph(item, block, binding)
            case Branch(arms):
                return self._branch(arms, block, binding)
            case PageBreak():
                return Line("break")
            case Splice(observation, text):
                return self._splice(observation, text, binding)
            case Repeat():
                return self._repeat(item)
        assert_never(item)

    def _paragraph(
        self, item: Paragraph, block: Block, binding: dict[str, Expression]
    ) -> Line | Write:
        template = self._template(item, block, binding)
        runs = constant_runs(item.parts)
        if runs is not None and not item.maybe:
            return template._replace(runs=runs)
        writes = self._few((item,), block, binding)
        if writes is not None:
            return writes
        speak = self._speak(item.parts, block, binding)
        here = None
        if item.maybe and template.speaker in self.people:
            person = self.machine.layout.facts.person(template.speaker)
            here = self.machine.code.reader(Call("here", "", (person,)))

        def write(v: Any, r: Shown, seed: int, out: list[Line]) -> None:
            if here is not None and not here(v, r):
                return
            found: list[Run] = []
            speak(v, r, seed, found, False)
            clean = tidy_runs(found)
            if clean:
                out.append(_said(template, clean))

        return write

    def _few(
        self, items: tuple[Item, ...], block: Block, binding: dict[str, Expression]
    ) -> Write | None:
        """Writes paragraphs that only choose between texts: what they come to is made once each.

        Nothing where something else stands among them, or where nothing is chosen.
        """
        facts, code = self.machine.layout.facts, self.machine.code
        asks: list[Reader] = []
        told: list[tuple[Line, Speak]] = []
        for item in items:
            if not isinstance(item, Paragraph) or item.maybe:
                return None
            for part in item.parts:
                if isinstance(part, Select) and is_choice_of_words(part):
                    asks.append(code.reader(ground(part.selector, binding, facts)))
                elif not isinstance(part, str):
                    return None
            template = self._template(item, block, binding)
            told.append((template, self._speak(item.parts, block, binding)))
        if not asks:
            return None
        made: dict[Any, list[Line]] = {}
        only = asks[0] if len(asks) == 1 else None

        def write(v: Any, r: Shown, seed: int, out: list[Line]) -> None:
            key = tuple([ask(v, r) for ask in asks]) if only is None else only(v, r)
            try:
                out += made[key]
            except KeyError:
                lines = made[key] = []
                for template, speak in told:
                    found: list[Run] = []
                    speak(v, r, seed, found, False)
                    clean = tidy_runs(found)
                    if clean:
                        lines.append(_said(template, clean))
                out += lines

        return write

    def _template(self, item: Paragraph, block: Block, binding: dict[str, Expression]) -> Line:
        if not item.speaker:
            line_id = spliced(item, binding, self.machine.layout.facts) or block.line_id
            kind = item.kind if item.kind != "screen" else paper_of(self.story, line_id)
            return Line(kind, line_id=line_id)
        speaker = item.speaker
        bound = binding.get(speaker)
        if isinstance(bound, Constant):
            speaker = bound.value
        voice = self._voices.get(speaker)
        if voice is not None:
            name, kind = self.name(f"voice.{speaker}"), voice.kind
        else:
            name, kind = self.name(f"person.{speaker}.called"), "person"
        manner = words_of(self.language)(item.manner) if item.manner else ""
        is_told = self.story.is_translated(block.line_id, self.language)
        language = self.language if is_told else self.story.world.language
        return Line("speech", (), speaker, name, manner, kind, language, block.line_id)

    def _branch(
        self,
        arms: tuple[tuple[Expression | None, tuple[Item, ...]], ...],
        block: Block,
        binding: dict[str, Expression],
    ) -> Write:
        facts, code = self.machine.layout.facts, self.machine.code
        made = [
            (
                None if condition is None else code.reader(ground(condition, binding, facts)),
                self._items(items, block, binding),
            )
            for condition, items in arms
        ]

        def write(v: Any, r: Shown, seed: int, out: list[Line]) -> None:
            for condition, items in made:
                if condition is None or condition(v, r):
                    if isinstance(items, tuple):
                        out.extend(items)
                    else:
                        items(v, r, seed, out)
                    return

        return write

    def _splice(self, of: Expression, text: str, binding: dict[str, Expression]) -> Write:
        found = ground(of, binding, self.machine.layout.facts)
        assert isinstance(found, Constant), found
        line_id = f"observation.{found.value}.{text}"

        def write(v: Any, r: Shown, seed: int, out: list[Line]) -> None:
            out.extend(self.lines(r._replace(line_id=line_id, binding=()), seed))

        return write

    def _repeat(self, item: Repeat) -> Write:
        """The echo voice: the first of these words that this run has printed."""
        code, layout = self.machine.code, self.machine.layout
        voice = self._voices[item.speaker]
        condition = (
            None
            if voice.condition is None
            else code.reader(ground(voice.condition, {}, layout.facts))
        )
        name = self.name(f"voice.{item.speaker}")
        template = Line("speech", (), item.speaker, name, "", "repeats")  # its words were read
        choices = [(layout.echoes[id], self._echo_words(id)) for id in item.echoes]

        def write(v: Any, r: Shown, seed: int, out: list[Line]) -> None:
            if condition is not None and not condition(v, r):
                return
            for number, speak in choices:
                if r.heard >> number & 1:
                    found: list[Run] = []
                    speak(v, r, seed, found, False)
                    out.append(_said(template, tidy_runs(found)))
                    return

        return write

    def _echo_words(self, id: str) -> Speak:
        block = self.story.text(self._echoes[id], self.language)
        assert block is not None
        known = self._echo_parts.get(block.line_id)
        if known is None:
            known = self._echo_parts[block.line_id] = echoes_in(block.items)
        parts = known.get(id, ())
        return self._speak(parts, block, {})


_new = tuple.__new__


def _said(template: Line, runs: tuple[Run, ...]) -> Line:
    """The line with these words; every page makes some, and ``_replace`` takes thrice as long."""
    return _new(Line, (template[0], runs, *template[2:]))


def _after(first: Line, rest: tuple[Line, ...] | Write) -> tuple[Line, ...] | Write:
    """A line, and after it what is read; where that begins with a new page, the line is on it."""
    if isinstance(rest, tuple):
        cut = rest[:1] if rest and rest[0].kind == "break" else ()
        return (*cut, first, *rest[len(cut) :])

    def write(v: Any, r: Shown, seed: int, out: list[Line]) -> None:
        place = len(out)
        rest(v, r, seed, out)
        begins_a_page = len(out) > place and out[place].kind == "break"
        out.insert(place + begins_a_page, first)

    return write


def plain_lines(block: Block) -> tuple[Line, ...]:
    """The lines of a text that asks nothing of any state; what asks something is left out."""
    found = []
    for item in block.items:
        runs = constant_runs(item.parts) if isinstance(item, Paragraph) else None
        if runs and isinstance(item, Paragraph):
            found.append(Line(item.kind, runs))
    return tuple(found)
