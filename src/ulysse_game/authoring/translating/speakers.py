"""Who speaks in a text: those who certainly do, and those who do if they are here."""

from __future__ import annotations

from ulysse_game.story import Branch, Item, Paragraph, Repeat


def speakers_of(items: tuple[Item, ...]) -> tuple[list[str], list[str]]:
    """The speakers in reading order, each once: the certain ones, and those who may be away."""
    certain: dict[str, None] = {}
    maybe: dict[str, None] = {}
    work = [*items]
    while work:
        item = work.pop(0)
        match item:
            case Paragraph(_, _, speaker, _, is_maybe):
                if speaker:
                    (maybe if is_maybe else certain)[speaker] = None
            case Branch(arms):
                work[:0] = [each for _, inner in arms for each in inner]
            case Repeat(speaker, _, _):
                certain[speaker] = None
    return [*certain], [each for each in maybe if each not in certain]
