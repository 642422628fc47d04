"""Ways without a choice: what the player reads from one input to the next.

A way begins with what a choice gives (or where the story begins) and goes on through every scene
passed by ``goto``, ``next`` and ``detour`` until choices show, the story ends, or a detour returns.
Cards of decks, odds and conditions count as so many ways. What rules say on the way is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import islice, product
from typing import NamedTuple

from ulysse_game.authoring.lint.longest import IMPOSSIBLE, Length, Reader, Values, truth
from ulysse_game.story import (
    Branch,
    Change,
    Choice,
    DrawBest,
    Echo,
    Effect,
    Emphasis,
    Expression,
    Go,
    Inline,
    Item,
    Paragraph,
    Read,
    Scene,
    Select,
    Sequence,
    Story,
    reads,
)

MOST_WAYS = 60
"""So many ways from one choice are followed one by one; beyond them the first bound is told."""
MOST_VALUES = 240
"""So many sets of values are tried on one way."""


class Way(NamedTuple):
    """The scenes of a way in order, the choice that begins it (or None), and how long it is."""

    scene: str
    choice: Choice | None
    passed: tuple[str, ...]
    length: Length

    @property
    def begins(self) -> str:
        """The line id of what is read first, before any scene; nothing at the story’s start."""
        return f"{self.scene}.{self.choice.id}.then" if self.choice is not None else ""


class Ways:
    """The ways of one story, measured by a reader."""

    def __init__(self, story: Story, reader: Reader) -> None:
        """Nothing is measured yet."""
        self.story = story
        self.reader = reader
        self._ahead: dict[str, Length] = {}
        self._cards = {
            f"{deck.chapter}.{deck.id}": tuple(id for _, pile in deck.piles for id in pile)
            for deck in story.world.decks
        }

    def too_long(self, most: int, most_paged: int) -> Iterator[Way]:
        """The ways that may be longer than this, by an upper bound: one for each first scene."""
        world = self.story.world
        for begin in dict.fromkeys((world.begins, *(each.begins for each in world.chapters))):
            if begin in self.story.scenes and self.ahead(begin).exceeds(most, most_paged):
                yield Way(begin, None, (begin,), self.ahead(begin))
        for scene in self.story.scenes.values():
            for choice in scene.choices:
                if isinstance(choice, Choice):
                    yield from self._from(scene, choice, most, most_paged)

    def _from(self, scene: Scene, choice: Choice, most: int, most_paged: int) -> Iterator[Way]:
        gives = self.reader.text(f"{scene.id}.{choice.id}.then") if choice.gives else Length()
        for target in self.after(scene, choice):
            ahead = self._ahead.get(target) or self.ahead(target)
            if gives.then(ahead).exceeds(most, most_paged):
                yield Way(scene.id, choice, (target,), gives.then(ahead))

    def after(self, scene: Scene, choice: Choice) -> tuple[str, ...]:
        """The scenes that a choice may lead to next."""
        if choice.detour:
            return self._entered(choice.detour)
        if choice.goto:
            return self._entered(choice.goto)
        return self._next(scene)

    def ahead(self, id: str) -> Length:
        """What is read at most from entering a scene to the next input."""
        work, entered = [id], set[str]()
        while work:
            top = work[-1]
            if top in self._ahead:
                work.pop()
                continue
            further = self._onward(self.story.scenes[top])
            entered.add(top)
            first = [each for each in further if each not in self._ahead and each not in entered]
            if first:
                work += first
                continue
            known = [self._ahead[each] for each in further if each in self._ahead]
            found = self.own(self.story.scenes[top])
            self._ahead[top] = found.then(reduce(Length.either, known)) if known else found
        return self._ahead[id]

    def follow(self, way: Way) -> Iterator[Way]:
        """Each way that begins like this one, scene by scene to its end."""
        work = [way.passed]
        while work:
            passed = work.pop()
            further = [
                each for each in self._onward(self.story.scenes[passed[-1]]) if each not in passed
            ]
            if further:
                work += [(*passed, each) for each in reversed(further)]
            else:
                yield way._replace(passed=passed, length=self.measure(way, passed, {}))

    def exact(self, way: Way, most: int, most_paged: int, *, as_it_is: bool = False) -> Way | None:
        """The longest way like this one that is too long, or None when none of them is.

        Conditions on the same variables are taken together, so that arms which exclude one
        another are not both counted. ``as_it_is`` looks at the scenes of the way alone, not at
        those that may follow.
        """
        found = [way] if as_it_is else list(islice(self.follow(way), MOST_WAYS + 1))
        if len(found) > MOST_WAYS:
            return way
        longest: Way | None = None
        for each in found:
            if not each.length.exceeds(most, most_paged):
                continue
            under = self._under_values(each)
            known = each._replace(length=under)
            if under.exceeds(most, most_paged) and (
                longest is None or under.words > longest.length.words
            ):
                longest = known
        return longest

    def measure(self, way: Way, passed: tuple[str, ...], known: Values) -> Length:
        """What is read on a way where some variables have these values."""
        found = Length()
        for line_id in self._texts(way, passed):
            found = found.then(
                self.reader.under(line_id, known) if known else self.reader.text(line_id)
            )
        return found

    # -- values ---------------------------------------------------------------------------------

    def _under_values(self, way: Way) -> Length:
        """The longest reading over all values of the variables that the way asks more than once."""
        asked: dict[str, int] = {}
        for line_id in self._texts(way, way.passed):
            block = self.story.text(line_id, self.reader.language)
            for condition in _conditions(block.items if block is not None else ()):
                for name in reads(condition):
                    asked[name] = asked.get(name, 0) + 1
        guards = tuple(self._guards(way))
        for each in guards:
            for name in reads(each):
                asked[name] = asked.get(name, 0) + 1
        changed = self._changed(way)
        ranges = {
            each.name: range(each.low, each.high + 1)
            for each in self.story.world.variables
            if asked.get(each.name, 0) > 1 and each.name not in changed
        }
        combinations = 1
        for each_range in ranges.values():
            combinations *= len(each_range)
        if not ranges or combinations > MOST_VALUES:
            return way.length
        found = IMPOSSIBLE
        for values in product(*ranges.values()):
            known = dict(zip(ranges, values, strict=True))
            if not any(truth(each, known) is False for each in guards):
                found = found.either(self.measure(way, way.passed, known))
        return found if found != IMPOSSIBLE else Length()

    def _guards(self, way: Way) -> Iterator[Expression]:
        """Conditions that hold on the whole way."""
        if way.choice is not None and way.choice.condition is not None:
            yield way.choice.condition
        for id, after in zip(way.passed, way.passed[1:], strict=False):
            goes = [each for each in self.story.scenes[id].next if isinstance(each, Go)]
            into = [each for each in goes if each.scene == after]
            if len(into) == 1 and into[0].condition is not None:
                yield into[0].condition

    def _changed(self, way: Way) -> set[str]:
        """The variables that something on the way may change."""
        effects: list[Effect] = list(way.choice.effects) if way.choice is not None else []
        for id in way.passed:
            effects += self.story.scenes[id].effects
        found = set()
        for effect in effects:
            if isinstance(effect, Change):
                target = effect.target
                found.add(target.variable if isinstance(target, Read) else "*")
        return found

    # -- one scene ------------------------------------------------------------------------------

    def _texts(self, way: Way, passed: tuple[str, ...]) -> Iterator[str]:
        if way.choice is not None and way.choice.gives:
            yield way.begins
        for id in passed:
            yield from self._blocks(self.story.scenes[id])

    def own(self, scene: Scene) -> Length:
        """What a scene shows itself, before its choices or the scenes after it."""
        found = Length()
        for line_id in self._blocks(scene):
            found = found.then(self.reader.text(line_id))
        return found

    def _blocks(self, scene: Scene) -> Iterator[str]:
        """The texts a scene shows itself: all but the offer, read elsewhere."""
        if "title" in scene.blocks:
            yield f"{scene.id}.title"
        if "text" in scene.blocks:
            yield scene.id

    def _onward(self, scene: Scene) -> tuple[str, ...]:
        """The scenes that may follow without an input."""
        if scene.detour:
            return self._entered(scene.detour)
        if scene.choices or scene.ending:
            return ()
        return self._next(scene)

    def _next(self, scene: Scene) -> tuple[str, ...]:
        found: list[str] = []
        for target in scene.next:
            if isinstance(target, DrawBest):
                cards = self._cards.get(target.deck) or self._cards.get(
                    f"{scene.chapter}.{target.deck}", ()
                )
                found += [*cards, *self._entered(target.otherwise)]
            else:
                found += self._entered(target.scene)
        return tuple(dict.fromkeys(found))

    def _entered(self, target: str) -> tuple[str, ...]:
        """The scenes that a target stands for, and those taken in their place."""
        if target == "endings":
            ends = tuple(each.scene for each in self.story.world.endings)
            return tuple(each for each in ends if each in self.story.scenes)
        scene = self.story.scenes.get(target)
        if scene is None:  # here, return: what has been read before
            return ()
        other = self.story.scenes.get(scene.otherwise) if scene.otherwise else None
        return (target,) if other is None else (target, other.id)


def _conditions(items: tuple[Item, ...]) -> Iterator[Expression]:
    """What decides between the texts of these items."""
    for item in items:
        if isinstance(item, Branch):
            for condition, inner in item.arms:
                if condition is not None:
                    yield condition
                yield from _conditions(inner)
        elif isinstance(item, Paragraph):
            yield from _selectors(item.parts)


def _selectors(parts: tuple[Inline, ...]) -> Iterator[Expression]:
    for part in parts:
        if isinstance(part, Select):
            yield part.selector
        if isinstance(part, Select | Sequence):
            for text in part.texts:
                yield from _selectors(text)
        elif isinstance(part, Emphasis | Echo):
            yield from _selectors(part.parts)
