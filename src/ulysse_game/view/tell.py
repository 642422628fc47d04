"""Texts become lines: a block, in one language, read in the state of one moment.

Blocks are compiled to small functions when first read; what never changes is made once. Reading
changes nothing and may be done again: the same moment gives the same words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from ulysse_game.engine import MINUTE, Binding, Machine, Reader, Shown, shuffled, visits_of
from ulysse_game.story import (
    Block,
    Branch,
    Call,
    Constant,
    Echo,
    Emphasis,
    Expression,
    Inline,
    Item,
    PageBreak,
    Paragraph,
    Repeat,
    Select,
    Sequence,
    Show,
    Splice,
    ground,
)
from ulysse_game.view.numbers import clock, seconds, words
from ulysse_game.view.page import Line, Run
from ulysse_game.view.page import Option as Choice
from ulysse_game.view.words import words as words_of

Write = Callable[[Any, Shown, int, list[Line]], None]
"""Adds the lines of an item: values, the moment, the seed, where to."""

Speak = Callable[[Any, Shown, int, list[Run], bool], None]
"""Adds the runs of some words; the last says whether they stand in emphasis."""

Simple = tuple[tuple[Reader | None, Choice], ...]
"""Choices as they are shown when open, each with the condition that hides it."""


class Teller:
    """Tells one story in one language."""

    def __init__(self, machine: Machine, language: str) -> None:
        """A teller; ``language`` falls back to the source text by text."""
        self.machine = machine
        self.story = machine.story
        self.language = language
        self._written: dict[tuple[str, Binding], tuple[Line, ...] | Write] = {}
        self.plain: dict[str, Any] = {}
        self.simple: dict[str, Simple | None] = {}
        self.picked: dict[str, Line] = {}
        self.rooms: dict[int, str] = {}
        self.chapters: dict[int, str] = {}
        self._names: dict[str, str] = {}
        self._voices = {voice.id: voice for voice in self.story.world.voices}
        self._echoes = dict(self.story.world.echoes)
        self._openings: dict[str, Line] = {}
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

    def opening(self, chapter: str) -> Line:
        """The line with which a chapter opens: its title, and the second one as manner."""
        try:
            return self._openings[chapter]
        except KeyError:
            title, second = (self.name(f"chapter.{chapter}.{n}") for n in ("title", "second_title"))
            found = self._openings[chapter] = Line("chapter", (Run(title),), manner=second)
            return found

    def chapter(self, number: int) -> str:
        """The title of a chapter by its number; nothing for none."""
        try:
            return self.chapters[number]
        except KeyError:
            id = self.machine.chapter_ids[number]
            found = self.chapters[number] = self.name(f"chapter.{id}.title") if number else ""
            return found

    def name(self, line_id: str) -> str:
        """The plain words of a title or a name; nothing when the story has none."""
        found = self._names.get(line_id)
        if found is None:
            block = self.story.text(line_id, self.language)
            found = ""
            if block is not None and block.items and isinstance(block.items[0], Paragraph):
                found = "".join(part for part in block.items[0].parts if isinstance(part, str))
            self._names[line_id] = found
        return found

    # -- compiling ------------------------------------------------------------------------------

    def _of(self, line_id: str, binding: Binding) -> tuple[Line, ...] | Write:
        key = (line_id, binding)
        found = self._written.get(key)
        if found is None:
            block = self.story.text(line_id, self.language)
            found = () if block is None else self._items(block.items, block, dict(binding))
            self._written[key] = found
            if not binding:
                self.plain[line_id] = found
        return found

    def _items(
        self, items: tuple[Item, ...], block: Block, binding: dict[str, Expression]
    ) -> tuple[Line, ...] | Write:
        """Lines, if they are always the same, else what writes them."""
        made = [self._item(item, block, binding) for item in items]
        if block.line_id.endswith(".title"):
            made = [
                each._replace(kind="title") if isinstance(each, Line) else each for each in made
            ]
        parts: list[tuple[Line, ...] | Write] = []
        for each in made:
            before = parts[-1] if parts else None
            if not isinstance(each, Line):
                parts.append(each)
            elif isinstance(before, tuple):
                parts[-1] = (*before, each)
            else:
                parts.append((each,))
        if not parts or (len(parts) == 1 and isinstance(parts[0], tuple)):
            return parts[0] if parts else ()
        if len(parts) == 1:
            return parts[0]

        def write(v: Any, r: Shown, seed: int, out: list[Line]) -> None:
            for part in parts:
                if type(part) is tuple:
                    out += part
                else:
                    part(v, r, seed, out)  # type: ignore[operator]

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
        runs = _constant(item.parts)
        if runs is not None and not item.maybe:
            return template._replace(runs=runs)
        if not item.maybe:
            writes = self._few(item.parts, template, block, binding)
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
            clean = _tidy(found)
            if clean:
                out.append(template._replace(runs=clean))

        return write

    def _few(
        self,
        parts: tuple[Inline, ...],
        template: Line,
        block: Block,
        binding: dict[str, Expression],
    ) -> Write | None:
        """Writes a paragraph that only chooses between texts: each of its lines is made once."""
        if not all(isinstance(part, str) or _is_choice_of_words(part) for part in parts):
            return None
        facts, code = self.machine.layout.facts, self.machine.code
        asks = [
            code.reader(ground(part.selector, binding, facts))
            for part in parts
            if isinstance(part, Select)
        ]
        speak = self._speak(parts, block, binding)
        made: dict[Any, tuple[Line, ...]] = {}
        only = asks[0] if len(asks) == 1 else None

        def write(v: Any, r: Shown, seed: int, out: list[Line]) -> None:
            key = tuple([ask(v, r) for ask in asks]) if only is None else only(v, r)
            try:
                out += made[key]
            except KeyError:
                found: list[Run] = []
                speak(v, r, seed, found, False)
                clean = _tidy(found)
                made[key] = (template._replace(runs=clean),) if clean else ()
                out += made[key]

        return write

    def _template(self, item: Paragraph, block: Block, binding: dict[str, Expression]) -> Line:
        if not item.speaker:
            return Line(item.kind)
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
        return Line("speech", (), speaker, name, manner, kind, language)

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
        template = Line("speech", (), item.speaker, name, "", "repeats")
        choices = [(layout.echoes[id], self._echo_words(id)) for id in item.echoes]

        def write(v: Any, r: Shown, seed: int, out: list[Line]) -> None:
            if condition is not None and not condition(v, r):
                return
            for number, speak in choices:
                if r.heard >> number & 1:
                    found: list[Run] = []
                    speak(v, r, seed, found, False)
                    out.append(template._replace(runs=_tidy(found)))
                    return

        return write

    def _echo_words(self, id: str) -> Speak:
        block = self.story.text(self._echoes[id], self.language)
        assert block is not None
        parts = _find_echo(block.items, id)
        return self._speak(parts, block, {})

    # -- words ----------------------------------------------------------------------------------

    def _speak(
        self, parts: tuple[Inline, ...], block: Block, binding: dict[str, Expression]
    ) -> Speak:
        made = [
            part if isinstance(part, str) else self._part(part, block, binding) for part in parts
        ]

        def speak(v: Any, r: Shown, seed: int, out: list[Run], strong: bool) -> None:
            for each in made:
                if isinstance(each, str):
                    out.append(Run(each, strong))
                else:
                    each(v, r, seed, out, strong)

        return speak

    def _part(
        self,
        part: Emphasis | Show | Select | Sequence | Echo,
        block: Block,
        binding: dict[str, Expression],
    ) -> Speak:
        match part:
            case Emphasis(inner):
                strong_words = self._speak(inner, block, binding)
                return lambda v, r, seed, out, strong: strong_words(v, r, seed, out, True)
            case Echo(_, inner):
                return self._speak(inner, block, binding)
            case Show():
                return self._show(part, binding)
            case Select():
                return self._select(part, block, binding)
            case Sequence():
                return self._sequence(part, block, binding)
        assert_never(part)

    def _select(self, part: Select, block: Block, binding: dict[str, Expression]) -> Speak:
        facts = self.machine.layout.facts
        choose = _chooser(part, self.machine.code.reader(ground(part.selector, binding, facts)))
        texts = [self._speak(text, block, binding) for text in part.texts]

        def speak(v: Any, r: Shown, seed: int, out: list[Run], strong: bool) -> None:
            place = choose(v, r)
            if place < len(texts):
                texts[place](v, r, seed, out, strong)

        return speak

    def _sequence(self, part: Sequence, block: Block, binding: dict[str, Expression]) -> Speak:
        texts = [self._speak(text, block, binding) for text in part.texts]
        number = self.machine.layout.scenes.get(block.scene, -1)
        mark, salt, line_id, count = part.mark, part.salt, block.line_id, len(part.texts)

        def speak(v: Any, r: Shown, seed: int, out: list[Run], strong: bool) -> None:
            visit = visits_of(r.visits, number) if number >= 0 else 1
            before = max(visit - 1, 0)
            if mark == "~":
                place = shuffled(seed, line_id, salt, visit, count)
            elif mark == "&":
                place = before % count
            elif mark == "!":
                place = before
            else:
                place = min(before, count - 1)
            if place < count:
                texts[place](v, r, seed, out, strong)

        return speak

    def _show(self, part: Show, binding: dict[str, Expression]) -> Speak:
        if part.form == "clock":
            return lambda v, r, seed, out, strong: out.append(
                Run(clock(v[MINUTE], self.language), strong)
            )
        if part.form == "text":
            return self._text_of(part, binding)
        facts = self.machine.layout.facts
        ask = self.machine.code.reader(ground(part.value, binding, facts))
        printed = self._printer(part)

        def speak(v: Any, r: Shown, seed: int, out: list[Run], strong: bool) -> None:
            text = printed(ask(v, r))
            out.append(Run(text[:1].upper() + text[1:] if part.capital else text, strong))

        return speak

    def _printer(self, part: Show) -> Callable[[int], str]:
        language = self.language
        if part.form == "words":
            return lambda number: words(number, language)
        if part.form == "unit":
            return seconds
        if part.form in ("person", "full"):
            key = "called" if part.form == "person" else "name"
            nobody = "personne" if language == "fr" else "nobody"
            people = [person.id for person in self.story.world.people]
            return lambda n: self.name(f"person.{people[n - 1]}.{key}") if n else nobody
        if part.form == "word":
            return self._forms(part)
        return str

    def _forms(self, part: Show) -> Callable[[int], str]:
        read = part.value
        variable = getattr(read, "variable", "")
        word = next(each for each in self.story.world.words if each.name == variable)
        end = "" if part.detail == word.forms[0] else f".{part.detail}"
        return lambda n: self.name(f"word.{word.name}.{word.values[n]}{end}")

    def _text_of(self, part: Show, binding: dict[str, Expression]) -> Speak:
        found = ground(part.value, binding, self.machine.layout.facts)
        assert isinstance(found, Constant), found
        line_id = f"observation.{found.value}.{part.detail}"

        def speak(v: Any, r: Shown, seed: int, out: list[Run], strong: bool) -> None:
            lines = self.lines(r._replace(line_id=line_id, binding=()), seed)
            for number, line in enumerate(lines):
                if number:
                    out.append(Run(" ", strong))
                out.extend(run._replace(emphasis=run.emphasis or strong) for run in line.runs)

        return speak


def _is_choice_of_words(part: Inline) -> bool:
    """Whether a part chooses between texts that hold words only."""
    return isinstance(part, Select) and all(
        isinstance(inner, str) for text in part.texts for inner in text
    )


def _chooser(part: Select, ask: Reader) -> Reader:
    """What gives the number of the text chosen."""
    if part.values:
        return ask
    if not part.cuts:
        return lambda v, r: 0 if ask(v, r) else 1
    cuts = part.cuts

    def choose(v: Any, r: Any) -> int:
        found = ask(v, r)
        return sum([found >= cut for cut in cuts])

    return choose


def plain_lines(block: Block) -> tuple[Line, ...]:
    """The lines of a text that asks nothing of any state; what asks something is left out."""
    found = []
    for item in block.items:
        runs = _constant(item.parts) if isinstance(item, Paragraph) else None
        if runs and isinstance(item, Paragraph):
            found.append(Line(item.kind, runs))
    return tuple(found)


def _constant(parts: tuple[Inline, ...]) -> tuple[Run, ...] | None:
    """The runs of words that never change, or nothing."""
    runs: list[Run] = []
    return _tidy(runs) if _add_constant(parts, runs) else None


def _add_constant(parts: tuple[Inline, ...], runs: list[Run]) -> bool:
    for part in parts:
        if isinstance(part, str):
            runs.append(Run(part))
        elif isinstance(part, Emphasis) and all(isinstance(inner, str) for inner in part.parts):
            runs.append(Run("".join(str(inner) for inner in part.parts), True))
        elif isinstance(part, Echo):
            if not _add_constant(part.parts, runs):
                return False
        else:
            return False
    return True


def _tidy(runs: list[Run]) -> tuple[Run, ...]:
    """Runs joined where they agree, double spaces made one, spaces at the ends dropped."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        text = run.text
        while "  " in text:
            text = text.replace("  ", " ")
        before = joined[-1] if joined else None
        if text.startswith(" ") and (before is None or before.text.endswith(" ")):
            text = text[1:]
        if not text:
            continue
        if before is not None and before.emphasis == run.emphasis:
            joined[-1] = Run(before.text + text, run.emphasis)
        else:
            joined.append(Run(text, run.emphasis))
    if joined and joined[-1].text.endswith(" "):
        last = joined.pop()
        if last.text.rstrip(" "):
            joined.append(Run(last.text.rstrip(" "), last.emphasis))
    return tuple(joined)


def _find_echo(items: tuple[Item, ...], id: str) -> tuple[Inline, ...]:
    for item in items:
        if isinstance(item, Paragraph):
            found = _find_in_parts(item.parts, id)
        elif isinstance(item, Branch):
            found = next((f for _, inner in item.arms if (f := _find_echo(inner, id))), ())
        else:
            found = ()
        if found:
            return found
    return ()


def _find_in_parts(parts: tuple[Inline, ...], id: str) -> tuple[Inline, ...]:
    for part in parts:
        if isinstance(part, Echo) and part.id == id:
            return part.parts
        inner: tuple[tuple[Inline, ...], ...] = ()
        if isinstance(part, Emphasis | Echo):
            inner = (part.parts,)
        elif isinstance(part, Select | Sequence):
            inner = part.texts
        for each in inner:
            found = _find_in_parts(each, id)
            if found:
                return found
    return ()
