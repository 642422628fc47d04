"""The cells of a story: its variables, and what of the engine's memory is ever asked for.

A playthrough remembers every visit and every choice; a graph keeps those that some condition or
text reads. Visits have no highest number, so what no condition tells apart is one value: beyond
the highest number asked they go round in a ring whose length divides by every cycle of texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import lcm
from typing import assert_never

from ulysse_game.engine import (
    FIRST,
    MINUTE,
    PICKED,
    SPENT,
    TAKEN,
    Machine,
    State,
    bit,
    mark_of,
    visits_of,
)
from ulysse_game.explore.flow.graph import Cell
from ulysse_game.story import (
    And,
    Arithmetic,
    Block,
    Bound,
    Branch,
    Call,
    Change,
    Choice,
    Choose,
    Compare,
    Constant,
    Draw,
    Echo,
    Effect,
    Emphasis,
    Expression,
    Field,
    Gather,
    Go,
    GroundChoice,
    Inline,
    Item,
    Not,
    Number,
    Or,
    PageBreak,
    Paragraph,
    Read,
    Repeat,
    Scene,
    Select,
    Sequence,
    Show,
    Splice,
    Within,
)

SOL_MINUTES = 24 * 60
BESIDE = ("instrument.", "notebook.", "chart.")
"""How the line ids of texts begin that stand beside the pages. They may ask anything of the past;
nothing hangs on the answer, so they make no states to be told apart."""
MOST_ASKED = 0xFFFF
"""Where visits are reckoned with and not merely compared, all that the engine counts are kept."""


class Asked:
    """What a story's conditions and texts ask of the engine's memory."""

    def __init__(self, machine: Machine, also: Iterable[Expression] = ()) -> None:
        """Of this story, and of the ground expressions of ``also``."""
        self.highest: dict[str, int] = {}
        self.rings: dict[str, int] = {}
        self.taken: set[str] = set()
        self.heard: set[str] = set()
        self.is_shuffled = False
        world = machine.story.world
        for scene in machine.story.scenes.values():
            for expression in _of_scene(scene):
                self._note(expression)
        cards = {card for deck in world.decks for _, pile in deck.piles for card in pile}
        for card in cards:
            if not machine.story.scene(card).again:
                self.highest[card] = max(1, self.highest.get(card, 0))
        wide = (
            *(rule.when for rule in world.rules),
            *(e for rule in world.rules for e in _of_effects(rule.effects)),
            *(ending.when for ending in world.endings),
            *(invariant.holds for invariant in world.invariants),
            *(voice.condition for voice in world.voices),
            *(item.condition for item in world.status),
            *also,
        )
        for each in wide:
            if each is not None:
                self._note(each)
        for line_id, block in machine.story.texts(world.language).items():
            if line_id.startswith(BESIDE):
                continue
            for one in block.items:
                self._read(one, block)

    def _note(self, expression: Expression) -> None:
        for call, number in _calls(expression):
            match call.function:
                case "visits" | "seen":
                    asked = 1 if call.function == "seen" else number
                    self.highest[call.name] = max(asked, self.highest.get(call.name, 0))
                case "taken":
                    self.taken.add(call.name)
                case "heard":
                    self.heard.add(call.name)

    def _read(self, item: Item, block: Block) -> None:
        match item:
            case Paragraph():
                self._inlines(item.parts, block)
            case Branch(arms):
                for condition, items in arms:
                    if condition is not None:
                        self._note(condition)
                    for each in items:
                        self._read(each, block)
            case Repeat(_, echoes, condition):
                self.heard.update(echoes)
                if condition is not None:
                    self._note(condition)
            case Splice(observation, _):
                self._note(observation)
            case PageBreak():
                pass
            case _:
                assert_never(item)

    def _inlines(self, parts: tuple[Inline, ...], block: Block) -> None:
        for part in parts:
            match part:
                case Emphasis(inner) | Echo(_, inner):
                    self._inlines(inner, block)
                case Select(selector, _, _, texts):
                    self._note(selector)
                    for text in texts:
                        self._inlines(text, block)
                case Sequence(mark, texts, _):
                    count = len(texts)
                    scene = block.scene
                    self.highest[scene] = max(count + 1, self.highest.get(scene, 0))
                    self.is_shuffled |= mark == "~"
                    if mark == "&":
                        self.rings[scene] = lcm(count, self.rings.get(scene, 1))
                    for text in texts:
                        self._inlines(text, block)
                case Show(value):
                    self._note(value)
                case str():
                    pass


def _of_scene(scene: Scene) -> Iterator[Expression]:
    asked: list[Expression | None] = [scene.when]
    asked.append(None if scene.observe is None else scene.observe.condition)
    asked.append(None if scene.each is None else scene.each.condition)
    asked += [each.condition for each in scene.next if isinstance(each, Go)]
    effects: list[Effect] = [*scene.effects, *scene.hears]
    for choice in scene.choices:
        if isinstance(choice, Draw):
            continue
        asked += _of_choice(choice)
        effects += [*choice.effects, *choice.hears]
    yield from (each for each in asked if each is not None)
    yield from _of_effects(tuple(effects))


def _of_choice(choice: Choice) -> Iterator[Expression | None]:
    yield choice.condition
    yield None if choice.each is None else choice.each.condition
    yield None if choice.observe is None else choice.observe.condition
    yield from (lock.condition for lock in choice.locks)


def _of_effects(effects: tuple[Effect, ...]) -> Iterator[Expression]:
    for effect in effects:
        if effect.condition is not None:
            yield effect.condition
        if isinstance(effect, Change):
            yield effect.value
            if effect.walk is not None and effect.walk.condition is not None:
                yield effect.walk.condition


def _calls(expression: Expression, number: int = MOST_ASKED) -> Iterator[tuple[Call, int]]:
    """The engine's functions asked in a written tree, with the number each is compared with."""
    match expression:
        case Call(_, _, arguments):
            yield expression, number
            for each in arguments:
                yield from _calls(each)
        case Compare(_, left, right):
            yield from _calls(left, right.value if isinstance(right, Number) else MOST_ASKED)
            yield from _calls(right, left.value if isinstance(left, Number) else MOST_ASKED)
        case Not(part) | Field(part, _):
            yield from _calls(part)
        case And(parts, _) | Or(parts, _):
            for part in parts:
                yield from _calls(part)
        case Within(item, options):
            every = [each.value if isinstance(each, Number) else MOST_ASKED for each in options]
            yield from _calls(item, max(every, default=0))
            for option in options:
                yield from _calls(option)
        case Arithmetic(_, left, right):
            yield from _calls(left)
            yield from _calls(right)
        case Choose(condition, then, otherwise):
            for part in (condition, then, otherwise):
                yield from _calls(part)
        case Gather(_, value, walk):
            for each_part in (value, walk.condition, *walk.members):
                if each_part is not None:
                    yield from _calls(each_part)
        case Number() | Constant() | Read() | Bound():
            pass
        case _:
            assert_never(expression)


class Ring:
    """How a count of visits is kept: up to ``last``, then round in a ring of ``length``."""

    __slots__ = ("last", "length")

    def __init__(self, highest: int, length: int) -> None:
        """Told apart up to ``highest``; beyond it only what ``length`` divides."""
        is_short = highest + length < MOST_ASKED
        self.length = length if is_short else 1
        self.last = highest + length if is_short else MOST_ASKED

    def kept(self, visits: int) -> int:
        """The kept value of a real count."""
        first = self.last - self.length + 1
        return visits if visits <= self.last else first + (visits - first) % self.length


class Cells:
    """The cells of one story, numbered: its variables in declared order, then the rest."""

    def __init__(self, machine: Machine, asked: Asked) -> None:
        """The cells that this story needs."""
        layout, world = machine.layout, machine.story.world
        self.every: list[Cell] = []
        self.by_name: dict[str, int] = {}
        self.rings: dict[str, Ring] = {}
        self.picks: dict[str, tuple[str, ...]] = {}
        self._counted: list[tuple[int, Ring]] = []
        self._marked: list[tuple[int, int]] = []
        for variable in layout.variables:
            last = len(variable.values) - 1 if variable.values else variable.high
            self._add(variable.name, variable.low, last, variable.start)
        self._add("@minute", 0, SOL_MINUTES - 1, 0)
        for scene, number in layout.scenes.items():
            if scene in asked.highest:
                ring = Ring(asked.highest[scene], asked.rings.get(scene, 1))
                self.rings[scene] = ring
                self._counted.append((number, ring))
                self._add(f"@visits:{scene}", 0, ring.last, 0)
        for name in sorted(asked.taken):
            scene, _, choice = name.partition(".")
            bits = sum(bit(TAKEN, mark) for mark in machine.marks_of(scene, choice))
            self._mark(f"@taken:{name}", layout.scenes[scene], bits)
        for id, written in machine.story.scenes.items():
            self._add_marks(machine, id, written)
        self._heard = [n for echo, n in layout.echoes.items() if echo in asked.heard]
        for echo in layout.echoes:
            if echo in asked.heard:
                self._add(f"@heard:{echo}", 0, 1, 0)
        self._fired = [layout.rules[rule.id] for rule in world.rules if rule.once]
        for rule in world.rules:
            if rule.once:
                self._add(f"@fired:{rule.id}", 0, 1, 0)
        for rule in world.rules:
            if not rule.each_sol:
                self._add(f"@was:{rule.id}", 0, 1, 0)

    def _mark(self, name: str, scene: int, bits: int) -> None:
        self._marked.append((scene, bits))
        self._add(name, 0, 1, 0)

    def _add(self, name: str, low: int, high: int, start: int) -> None:
        self.by_name[name] = len(self.every)
        self.every.append(Cell(name, low, high, start))

    def _add_marks(self, machine: Machine, id: str, scene: Scene) -> None:
        once = any(isinstance(choice, Choice) and choice.once for choice in scene.choices)
        if not (once or scene.pick):
            return
        number = machine.layout.scenes[id]
        picked: list[int] = []
        for place in machine.places_of(id):
            for choice in place.choices:
                if isinstance(choice, GroundChoice):
                    picked.append(choice.mark)
                    if choice.once:
                        self._mark(f"@spent:{id}#{choice.mark}", number, bit(SPENT, choice.mark))
        if scene.pick:
            picked += machine.card_marks(id).values()
            for mark in picked:
                self._mark(f"@picked:{id}#{mark}", number, bit(PICKED, mark))
            self.picks[id] = tuple(f"@picked:{id}#{mark}" for mark in picked)

    def values_of(self, machine: Machine, state: State) -> list[int]:
        """What every cell holds in a state of the engine."""
        found = list(state.values[FIRST:])
        found.append(state.values[MINUTE])
        visits, marks, heard, fired = state.visits, state.marks, state.heard, state.fired
        found += [ring.kept(visits_of(visits, scene)) for scene, ring in self._counted]
        found += [1 if mark_of(marks, scene) & bits else 0 for scene, bits in self._marked]
        found += [heard >> echo & 1 for echo in self._heard]
        found += [fired >> rule & 1 for rule in self._fired]
        found += [0] * (len(self.every) - len(found))
        return found


__all__ = ["Asked", "Cells", "Ring"]
