"""Cards that can never be drawn, because one above them in their pile always is.

A pile offers its first card that is not yet played, whose ``when`` holds and whose people are
there. A card that may be played again and asks for nothing is offered for ever, and hides those
below it. (That a deck is drawn beside something written, the compiler sees to.)
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.lint.declared import chapter_file
from ulysse_game.authoring.lint.material import Material
from ulysse_game.diagnostics import Diagnostic, Label, Severity, Span
from ulysse_game.story import Scene

CODES = ("hidden-card",)


def look(material: Material) -> Iterator[Diagnostic]:
    """Each card below one that is always offered."""
    scenes = material.story.scenes
    for deck in material.story.world.decks:
        for _, pile in deck.piles:
            always = next((card for card in pile if _is_always_offered(scenes[card])), None)
            if always is None:
                continue
            for card in pile[pile.index(always) + 1 :]:
                yield Diagnostic(
                    "hidden-card",
                    f"`{card}` is never drawn: `{always}` stands above it in its pile and may "
                    "always be played again.",
                    _place(material, deck.chapter, card),
                    f"put `{always}` last, take out its `again`, or give it a `when`.",
                    Severity.WARNING,
                    (Label(_place(material, deck.chapter, always), "this is always offered"),),
                )


def _is_always_offered(scene: Scene) -> bool:
    return scene.again and scene.when is None and all(each.maybe for each in scene.cast)


def _place(material: Material, chapter: str, card: str) -> Span:
    file = chapter_file(material.sources, chapter)
    lines = material.sources.lines(file)
    start = next((n for n, line in enumerate(lines, start=1) if line.startswith("decks:")), 1)
    for number in range(start, len(lines) + 1):
        span = material.sources.word(file, number, card)
        # A pile may bear the name of a card: then the card stands after the colon.
        if lines[number - 1][span.column - 1 :].startswith(card):
            return span
    return Span(file, start, 1)
