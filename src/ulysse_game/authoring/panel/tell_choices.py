"""The choices and the cards of a page in words: open, closed, hidden, and by what."""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.panel.cards import CardTold, DeckTold
from ulysse_game.authoring.panel.choices import ChoiceTold
from ulysse_game.authoring.panel.rows import Row, listed, truth_rows
from ulysse_game.view.words import Words


def choice_rows(choice: ChoiceTold, say: Words) -> Iterator[Row]:
    """One choice: how it stands, then everything that decides about it."""
    role = "yes" if choice.standing == "open" else "no"
    address = f"{choice.scene}.{choice.id}"
    yield Row(_standing(choice, say), 0, role, item=f"edit {choice.file}:{choice.line}")
    if choice.condition is not None:
        yield Row(say("it asks"), 1, "faint")
        yield from truth_rows(choice.condition, say, 2)
    for closing in choice.closings:
        if not closing.tag:
            continue
        sentence = say("the tag {tag} would close it when", tag=closing.tag)
        if closing.closes:
            sentence = say("the tag {tag} closes it, because", tag=closing.tag)
        yield Row(sentence, 1, "no" if closing.closes else "faint")
        yield from truth_rows(closing.truth, say, 2)
    if choice.once:
        yield Row(say("it can be taken once"), 1, "faint")
    if choice.tags:
        yield Row(say("tags: {names}", names=listed(choice.tags)), 1, "faint")
    if choice.condition is None and not choice.closings and not choice.once:
        yield Row(say("nothing can close it"), 1, "faint")
    yield Row(f"{address}   {choice.file}:{choice.line}", 1, "faint")


def closed_rows(choice: ChoiceTold, say: Words) -> Iterator[Row]:
    """A choice that is not open, and only what keeps it from being so."""
    edit = f"edit {choice.file}:{choice.line}"
    yield Row(_standing(choice, say), 1, "no", item=edit)
    if choice.condition is not None and not choice.condition.holds:
        yield from truth_rows(choice.condition, say, 2)
    for closing in choice.closings:
        if closing.tag and closing.closes:
            yield Row(say("the tag {tag} closes it, because", tag=closing.tag), 2, "no")
            yield from truth_rows(closing.truth, say, 3)


def _standing(choice: ChoiceTold, say: Words) -> str:
    name = choice.id
    match choice.standing:
        case "open":
            return say("{name}: open", name=name)
        case "closed":
            return say("{name}: closed, shown with its reason", name=name)
        case "spent":
            return say("{name}: not shown, it was taken and can be taken once", name=name)
        case "picked":
            return say("{name}: not shown, it was picked already", name=name)
        case _:
            return say("{name}: not shown", name=name)


def deck_rows(deck: DeckTold, say: Words) -> Iterator[Row]:
    """A deck: how many it offers, then each card, those on offer first."""
    head = say("Deck {name}", name=deck.deck)
    if deck.is_best:
        head = say("Deck {name}: the best card is played", name=deck.deck)
    elif deck.limit:
        head = say("Deck {name}: at most {limit} are offered", name=deck.deck, limit=deck.limit)
    yield Row(head, 0, "head")
    offered = sum(1 for card in deck.cards if card.rank)
    for card in _by_rank(deck):
        yield from _card(card, offered, say)


def short_deck_rows(deck: DeckTold, say: Words) -> Iterator[Row]:
    """A deck, its cards with what keeps them away and nothing else."""
    offered = sum(1 for card in deck.cards if card.rank)
    head, *_ = deck_rows(deck, say)
    yield head
    for card in _by_rank(deck):
        yield _card_row(card, offered, say)
        if card.standing != "refused":
            continue
        if card.when is not None and not card.when.holds:
            yield from truth_rows(card.when, say, 2)
        yield from _cast(card._replace(cast=tuple(p for p in card.cast if not p.is_here)), say)


def _by_rank(deck: DeckTold) -> list[CardTold]:
    return sorted(deck.cards, key=lambda card: card.rank or len(deck.cards) + 1)


def _card_row(card: CardTold, offered: int, say: Words) -> Row:
    role = "yes" if card.standing == "offered" else "no"
    return Row(_dealt(card, offered, say), 1, role, item=f"edit {card.file}:{card.line}")


def _card(card: CardTold, offered: int, say: Words) -> Iterator[Row]:
    yield _card_row(card, offered, say)
    if card.when is not None:
        yield from truth_rows(card.when, say, 2)
    yield from _cast(card, say)
    if card.visits:
        yield Row(say("times it was played: {count}", count=card.visits), 2, "faint")
    told = say("pile {pile}, salience {salience}", pile=card.pile, salience=card.salience)
    yield Row(f"{told}   {card.file}:{card.line}", 2, "faint")


def _cast(card: CardTold, say: Words) -> Iterator[Row]:
    for each in card.cast:
        sentence = say("{name} is here: no", name=each.person)
        if each.is_here:
            sentence = say("{name} is here: yes", name=each.person)
        if each.by_radio:
            sentence = say("{name} is alive, over the radio: no", name=each.person)
            if each.is_here:
                sentence = say("{name} is alive, over the radio: yes", name=each.person)
        yield Row(sentence, 2, "yes" if each.is_here else "no")


def _dealt(card: CardTold, offered: int, say: Words) -> str:
    name = card.card
    match card.standing:
        case "offered":
            return say(
                "{name}: offered, {rank} of {count}", name=name, rank=card.rank, count=offered
            )
        case "cut":
            return say(
                "{name}: not offered, it would be {rank} of {count}",
                name=name, rank=card.rank, count=offered,
            )  # fmt: skip
        case "behind":
            return say("{name}: not offered, {other} comes first", name=name, other=card.before)
        case "played":
            return say("{name}: not offered, it was played", name=name)
        case "picked":
            return say("{name}: not offered, it was picked already", name=name)
        case _:
            return say("{name}: not offered, something it needs is missing", name=name)


__all__ = ["choice_rows", "closed_rows", "deck_rows", "short_deck_rows"]
