"""The ways of a story: what leads from where to where, and what it asks.

A choice that says nothing of where it leads goes on by its scene's ``next``; of a ``pick`` or an
``each`` too, in the end. ``return`` leads nowhere here, and ``here`` to the scene itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.map.graph import ENDINGS, RULE, Way
from ulysse_game.authoring.map.wording import label
from ulysse_game.authoring.written import Notation
from ulysse_game.story import (
    Choice,
    Draw,
    DrawBest,
    Expression,
    Go,
    Not,
    Scene,
    Story,
    negate,
)

Found = tuple[str, str, str, Way]
"""A source, a target, a kind, and the way."""


def ways_of(story: Story, notation: Notation) -> Iterator[Found]:
    """Every way of the story; those to scenes that are none lead nowhere and are left out."""
    ways = _Ways(story, notation)
    for scene in story.scenes.values():
        yield from ways.of_scene(scene)
    for rule in story.world.rules:
        if rule.goto in story.scenes:
            when = ways.asked(rule.when)
            each = "sol" if rule.each_sol else ""
            yield RULE + rule.id, rule.goto, "rule", Way("", "", when, each)
    if ways.has_endings:
        for ending in story.world.endings:
            if ending.scene:
                words = label(story.text(f"ending.{ending.id}", story.world.language))
                way = Way(ending.id, words, ways.asked(ending.when))
                yield ENDINGS, ending.scene, "ending", way


class _Ways:
    """Finds the ways out of scenes. ``has_endings`` says that one led to the table of endings."""

    def __init__(self, story: Story, notation: Notation) -> None:
        self.story = story
        self.notation = notation
        self.decks = {(deck.chapter, deck.id): deck.piles for deck in story.world.decks}
        self.has_endings = False

    def asked(self, condition: Expression | None) -> str:
        """A condition as written; nothing where there is none."""
        return "" if condition is None else self.notation.expression(condition)

    def of_scene(self, scene: Scene) -> Iterator[Found]:
        """Every way out of a scene, in the order in which they are written."""
        id = scene.id
        if scene.otherwise:
            yield id, scene.otherwise, "else", Way("", "", self._not_entered(scene))
        if scene.detour:
            yield id, scene.detour, "detour", Way("")
        carried = []
        for choice in scene.choices:
            if isinstance(choice, Draw):
                for card, asked in self._cards(scene, choice.deck):
                    yield id, card, "draw", Way(card, self._words(f"{card}.offer"), asked)
                continue
            way = self._way(id, choice)
            if choice.detour:
                yield id, choice.detour, "detour", way
            if choice.goto:
                for target in self._targets(choice.goto, id):
                    yield id, target, "choice", way
            elif not choice.detour:
                carried.append(way)
        yield from self._next(scene, carried)

    def _next(self, scene: Scene, carried: list[Way]) -> Iterator[Found]:
        """Where ``next`` leads, by itself or by a choice that says nothing else."""
        for target in scene.next:
            if isinstance(target, DrawBest):
                for card, asked in self._cards(scene, target.deck):
                    yield scene.id, card, "draw", Way(card, f"best of {target.deck}", asked)
                names, asked = [target.otherwise], f"if no card of {target.deck} is on offer"
            else:
                names, asked = list(self._targets(target.scene, scene.id)), self._odds(target)
            for name in names:
                if not carried:
                    yield scene.id, name, "next", Way("", then=asked)
                for way in carried:
                    yield scene.id, name, "choice", way._replace(then=asked)

    def _targets(self, name: str, here: str) -> Iterator[str]:
        if name == "endings":
            self.has_endings = True
            yield ENDINGS
        elif name == "here":
            yield here
        elif name in self.story.scenes:
            yield name

    def _odds(self, target: Go) -> str:
        odds = f"odds {target.odds}" if target.odds else ""
        asked = self.asked(target.condition)
        return " ".join(filter(None, (odds, asked and f"if {asked}")))

    def _not_entered(self, scene: Scene) -> str:
        needed = [f"{each.person}.here" for each in scene.cast if not (each.maybe or each.radio)]
        needed += [f"{each.person}.alive" for each in scene.cast if each.radio and not each.maybe]
        if scene.when is not None and not needed:
            return self.notation.expression(Not(scene.when))
        whole = [] if scene.when is None else [self.notation.operand(scene.when)]
        if len(needed) == 1 and not whole:
            return f"not {needed[0]}"
        return f"not ({' and '.join((*whole, *needed))})" if needed else ""

    def _cards(self, scene: Scene, deck: str) -> Iterator[tuple[str, str]]:
        """The cards of a deck as a scene sees it, with what each asks."""
        for _, pile in self.decks.get((scene.chapter, deck), ()):
            for card in pile:
                if card in self.story.scenes:
                    yield card, self.asked(self.story.scenes[card].when)

    def _way(self, scene: str, choice: Choice) -> Way:
        each = "" if choice.each is None else self.notation.walk(choice.each)
        asked = self.asked(open_if(choice))
        return Way(choice.id, self._words(f"{scene}.{choice.id}"), asked, each)

    def _words(self, line_id: str) -> str:
        return label(self.story.text(line_id, self.story.world.language))


def open_if(choice: Choice) -> Expression | None:
    """What a choice's own ``if`` asks, whether it hides the choice or closes it."""
    if choice.condition is not None:
        return choice.condition
    own = next((lock for lock in choice.locks if not lock.instead), None)
    if own is None:
        return None
    return own.condition.part if isinstance(own.condition, Not) else negate(own.condition)
