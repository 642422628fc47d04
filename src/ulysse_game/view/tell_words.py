"""Words within a line: the parts of a paragraph as functions that add runs of text.

The lower floor of the teller; ``tell`` makes lines of them. A part that never changes is a run; one
that chooses, counts or prints asks the state at the moment of reading, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from ulysse_game.engine import MINUTE, Machine, Reader, Shown, shuffled, visits_of
from ulysse_game.story import (
    Block,
    Branch,
    Constant,
    Echo,
    Emphasis,
    Expression,
    Inline,
    Item,
    Paragraph,
    Select,
    Sequence,
    Show,
    Story,
    ground,
)
from ulysse_game.view.numbers import clock, seconds, words
from ulysse_game.view.page import Line, Run
from ulysse_game.view.words import PSEUDO

Speak = Callable[[Any, Shown, int, list[Run], bool], None]
"""Adds the runs of some words; the last says whether they stand in emphasis."""


class WordTeller:
    """Tells the words within the lines of one story, in one language."""

    def __init__(self, machine: Machine, language: str) -> None:
        """A teller of words; ``language`` falls back to the source text by text."""
        self.machine = machine
        self.story = story_in(machine.story, language)
        self.language = language
        self._names: dict[str, str] = {}

    def lines(self, shown: Shown, seed: int) -> list[Line]:
        """What is read at a moment: told by the floor above."""
        raise NotImplementedError

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


def story_in(story: Story, language: str) -> Story:
    """The story as it is told in a language: the same, but for the one that is made up."""
    if language != PSEUDO:
        return story
    from ulysse_game.view.pseudo import pseudo_story

    return pseudo_story(story)


def is_choice_of_words(part: Inline) -> bool:
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


def constant_runs(parts: tuple[Inline, ...]) -> tuple[Run, ...] | None:
    """The runs of words that never change, or nothing."""
    runs: list[Run] = []
    return tidy_runs(runs) if _add_constant(parts, runs) else None


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


def tidy_runs(runs: list[Run]) -> tuple[Run, ...]:
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


def echoes_in(items: tuple[Item, ...]) -> dict[str, tuple[Inline, ...]]:
    """The words that each echo marks, wherever in these items they stand: found in one pass."""
    found: dict[str, tuple[Inline, ...]] = {}
    for item in items:
        if isinstance(item, Paragraph):
            _note_echoes(item.parts, found)
        elif isinstance(item, Branch):
            for _, inner in item.arms:
                for id, parts in echoes_in(inner).items():
                    found.setdefault(id, parts)
    return found


def _note_echoes(parts: tuple[Inline, ...], found: dict[str, tuple[Inline, ...]]) -> None:
    for part in parts:
        if isinstance(part, Echo) and part.parts:
            found.setdefault(part.id, part.parts)
        inner: tuple[tuple[Inline, ...], ...] = ()
        if isinstance(part, Emphasis | Echo):
            inner = (part.parts,)
        elif isinstance(part, Select | Sequence):
            inner = part.texts
        for each in inner:
            _note_echoes(each, found)
