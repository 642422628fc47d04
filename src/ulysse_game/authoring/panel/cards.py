"""Why the cards of a deck are offered here, or are not."""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game.authoring.panel.asking import Asker, Truth, in_room
from ulysse_game.engine import PICKED, State, bit, mark_of, visits_of
from ulysse_game.story import Draw, DrawBest, Presence, Scene

OFFERED, PICKED_NOW, PLAYED, REFUSED = "offered", "picked", "played", "refused"
BEHIND, CUT = "behind", "cut"


class Present(NamedTuple):
    """Somebody whom a card needs: here, or alive for who speaks over the radio."""

    person: str
    by_radio: bool
    is_here: bool


class CardTold(NamedTuple):
    """One card and what decides about it.

    ``standing`` is ``offered``; ``picked`` (taken in this ``pick``); ``played`` (it was, and has
    no ``again``); ``refused`` (its ``when`` fails, or somebody is missing); ``behind`` (its pile
    offers an earlier card, ``before``); ``cut`` (more salient cards fill the limit). ``rank`` is
    its place among the cards on offer, from 1; 0 for those that are not.
    """

    card: str
    pile: str
    standing: str
    when: Truth | None
    cast: tuple[Present, ...]
    salience: int
    rank: int
    visits: int
    before: str
    file: str
    line: int


class DeckTold(NamedTuple):
    """One deck drawn where the story stands. ``limit`` 0 is none; ``best`` plays the first only."""

    deck: str
    limit: int
    is_best: bool
    cards: tuple[CardTold, ...]


def decks(asker: Asker, state: State) -> tuple[DeckTold, ...]:
    """Every deck that this scene draws from, among its choices or by its ``next``."""
    if state.ending or not state.location:
        return ()
    scene = asker.machine.story.scene(state.location.partition("/")[0])
    drawn = [(each.deck, each.limit, False) for each in scene.choices if isinstance(each, Draw)]
    drawn += [(each.deck, 1, True) for each in scene.next if isinstance(each, DrawBest)]
    return tuple(
        DeckTold(deck, limit, best, _ranked(_cards(asker, scene, deck, state), limit))
        for deck, limit, best in drawn
    )


def _cards(asker: Asker, scene: Scene, deck: str, state: State) -> list[CardTold]:
    """The cards as their piles have them, before they are ranked against one another."""
    found = []
    for name, pile in asker.machine.deck(scene.chapter, deck):
        before = ""
        for id in pile:
            card = _card(asker, scene, name, id, state)
            if card.standing in (OFFERED, PICKED_NOW) and before:
                card = card._replace(standing=BEHIND, before=before)
            elif card.standing in (OFFERED, PICKED_NOW):
                before = id
            found.append(card)
    return found


def _card(asker: Asker, scene: Scene, pile: str, id: str, state: State) -> CardTold:
    machine = asker.machine
    card = machine.story.scene(id)
    spot = machine.head(id)[0]
    there = in_room(state, spot.room)
    visits = visits_of(state.visits, spot.number)
    when = asker.truth(card.when, there, dict(spot.binding))
    cast = tuple(_present(asker, each, there) for each in _needed(asker, card))
    standing = OFFERED
    if visits and not card.again:
        standing = PLAYED
    elif (when is not None and not when.holds) or not all(each.is_here for each in cast):
        standing = REFUSED
    elif scene.pick:
        mark = mark_of(state.marks, machine.layout.scenes[scene.id])
        number = machine.card_marks(scene.id).get(id)
        if number is not None and mark & bit(PICKED, number):
            standing = PICKED_NOW
    return CardTold(
        id, pile, standing, when, cast, card.salience, 0, visits, "", card.file, card.line
    )


def _needed(asker: Asker, card: Scene) -> list[Presence]:
    people = asker.machine.people
    return [each for each in card.cast if not each.maybe and each.person in people]


def _present(asker: Asker, each: Presence, there: State) -> Present:
    alone = Scene("", "", cast=(each,))
    return Present(
        each.person, each.radio, bool(asker.number(asker.machine.presence(alone), there))
    )


def _ranked(cards: list[CardTold], limit: int) -> tuple[CardTold, ...]:
    """With the more salient first among those on offer, and those beyond the limit cut."""
    offered = sorted((c for c in cards if c.standing == OFFERED), key=lambda c: -c.salience)
    rank = {card.card: n for n, card in enumerate(offered, 1)}
    return tuple(
        card._replace(
            rank=rank.get(card.card, 0),
            standing=CUT if limit and rank.get(card.card, 0) > limit else card.standing,
        )
        for card in cards
    )


__all__ = ["CardTold", "DeckTold", "Present", "decks"]
