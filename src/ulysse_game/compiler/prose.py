"""Prose becomes trees: the text of one block into the items of :mod:`ulysse_game.story.text`.

Names are never looked up here but asked for (:class:`Names`). Whatever is wrong is reported, all
of it in one run, and nothing raises. Prose never changes anything, so nothing here knows effects.

Most blocks are words alone. One scan finds that out, and they are cut into paragraphs without
looking at any line; the others are read by :mod:`.prose_lines`. U+00A0 and U+202F are words:
only the plain space is ever dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ulysse_game.compiler.prose_joined import HEAD
from ulysse_game.compiler.prose_lines import KEYS, Lines, is_plain
from ulysse_game.compiler.prose_names import At, Names, Selected
from ulysse_game.compiler.prose_one_line import OneLine
from ulysse_game.diagnostics import Diagnostic, Span
from ulysse_game.story.text import Inline, Item, Paragraph, Select

__all__ = [
    "At",
    "Names",
    "Selected",
    "is_plain",
    "parse_block",
    "parse_line",
    "plain_paragraphs",
    "selecting_paragraphs",
    "split_choice",
]


def parse_block(text: str, at: At, names: Names) -> tuple[Item, ...]:
    """The items of a block: paragraphs, speech, screens, branches, page breaks.

    Whatever is wrong goes to ``names.report``; it never raises.
    """
    return plain_paragraphs(text) if is_plain(text) else Lines(at, names).read(text)


def plain_paragraphs(text: str) -> tuple[Item, ...]:
    """The paragraphs of a text that :func:`is_plain`."""
    if "\n\n" not in text:
        words = text.strip("\n ").replace("\n", " ")
        return (_narration((words,)),) if words else ()
    return tuple(
        [  # a list, as a tuple is built from it in half the time
            _narration((words.replace("\n", " "),))
            for stretch in text.split("\n\n")
            if (words := stretch.strip("\n "))
        ]
    )


def _narration(parts: tuple[Inline, ...]) -> Paragraph:
    """A paragraph of narration, past the checks of names and defaults: most of all that is made."""
    made: Paragraph = tuple.__new__(Paragraph, ("narration", parts, "", "", False))
    return made


def selecting_paragraphs(text: str, known: Mapping[str, Selected]) -> tuple[Item, ...] | None:
    """The paragraphs of words with one `{selector: a|b}` in each at most, or None: it is not so.

    The commonest prose after plain words. The selectors are those that ``known`` holds, which
    were asked before and are sound; with no other sign than theirs nothing can be wrong here.
    """
    items: list[Item] = []
    for stretch in text.strip("\n").split("\n\n"):
        before, brace, rest = stretch.partition("{")
        selector, _, rest = rest.partition(":")
        inside, end, after = rest.partition("}")
        if not is_plain(before + inside + after if brace else before):
            return None
        if not stretch or stretch[0] in " \n{" or stretch[-1] in " \n":
            return None
        parts: tuple[Inline, ...]
        if not brace:
            parts = (stretch.replace("\n", " "),)
        else:
            selected = known.get(selector)
            if selected is None or not end or before[-1] == "\n":
                return None  # a brace at the start of a line may be more than a part of a sentence
            expression, cuts, values, labels, optional = selected
            texts = inside.replace("\n", " ").removeprefix(" ").split("|")
            if not any(texts) or not len(labels) - optional <= len(texts) <= len(labels):
                return None
            inner = tuple([(each,) if each else () for each in texts])
            select: Select = tuple.__new__(Select, (expression, cuts, values, inner))
            before, after = before.replace("\n", " "), after.replace("\n", " ")
            parts = (before, select, after) if after else (before, select)
        items.append(_narration(parts))
    return tuple(items)


def parse_line(text: str, at: At, names: Names) -> tuple[Item, ...]:
    """A label, a reason, an offer: one paragraph of narration, or nothing if there are no words."""
    if "\n" not in text and is_plain(text):
        words = text.strip(" ")
        return (Paragraph("narration", (words,)),) if words else ()
    return OneLine(at, names).read(text)


def split_choice(text: str, at: At, report: Callable[[Diagnostic], None]) -> tuple[str, str, At]:
    """A choice's label, what it gives (or ``""``), and where that starts.

    The label keeps the notes that stand above it, so that it starts at ``at``.
    """
    label, _, gives = text.partition("\n\n")
    label = label.rstrip("\n")
    if "\n" not in label and not label.startswith("//") and label.strip(" "):
        return label, gives, At(at.file, at.line + 2, at.indent, at.indent)
    lines = text.split("\n")
    row = 0
    while row < len(lines) and _is_silent(lines[row]):
        row += 1
    end = row + 1
    while end < len(lines) and lines[end].lstrip(" ").startswith("//"):
        end += 1
    if end < len(lines) and lines[end].strip(" "):
        second = lines[end].strip(" ")
        head = HEAD.match(second)
        if not (head and head.group(1) in KEYS):  # else `parse_block` says what that is
            first_words = " ".join(second.split(" ")[:2])
            column = at.indent + len(lines[end]) - len(lines[end].lstrip(" "))
            report(
                Diagnostic(
                    "label-runs-on",
                    "what the player picks is one line; this is the second.",
                    Span(at.file, at.line + end, column, len(second)),
                    f"put an empty line before “{first_words}” if it is what the choice gives, "
                    "or join the lines.",
                )
            )
    gives_at = At(at.file, at.line + end, at.indent, at.indent)
    return "\n".join(lines[: row + 1]), "\n".join(lines[end:]), gives_at


def _is_silent(line: str) -> bool:
    bare = line.lstrip(" ")
    return not bare or bare.startswith("//")
