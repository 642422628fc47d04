"""What may follow in prose: speakers at the start of a paragraph, what stands in braces."""

from __future__ import annotations

import re

from ulysse_game.authoring.lsp.complete_expression import condition, reference
from ulysse_game.authoring.lsp.suggestion import (
    FAR,
    LAST,
    NEAR,
    NEAREST,
    USUAL,
    Asked,
    Suggestion,
)

_SPEECH = re.compile(r"[a-z]\w*\??(?: \([^)]*\))?: ")
_NAME = re.compile(r"[a-z]\w*|")
_DIRECTIVES = {
    "if": ("if ", "paragraphs that may be there"),
    "else if": ("else if ", "others, if this holds"),
    "else": ("else}", "others"),
    "end": ("end}", "the end of `{if}`"),
    "page": ("page}", "a page break"),
}


def prose(paragraph: str, asked: Asked, *, is_line: bool) -> list[Suggestion]:
    """What may follow; ``paragraph`` is its text up to the cursor, lines without indentation.

    ``is_line`` marks a label, a reason, a title: one line, in which nobody speaks.
    """
    brace = _open_brace(paragraph)
    if brace is None:
        return [] if is_line else speakers(paragraph, asked)
    line_before = paragraph[: brace - 1].rpartition("\n")[2]
    return _inside(paragraph[brace:], asked, may_direct=not is_line and not line_before.strip())


def speakers(paragraph: str, asked: Asked) -> list[Suggestion]:
    """Who may speak where a paragraph begins, or under another speech."""
    above, _, line = paragraph.rpartition("\n")
    if not _NAME.fullmatch(line) or (above and not _SPEECH.match(above.rpartition("\n")[2])):
        return []
    names = asked.names
    found = [
        Suggestion(
            f"{name}{maybe}{radio}", "person", names.texts.get(f"person.{name}.name", ""),
            NEAREST, f"{name}{maybe}{radio}: ", name,
        )
        for name, maybe, radio in asked.cast
    ]  # fmt: skip
    found += [
        Suggestion(name, "bound", "whoever the loop names", NEAR, f"{name}: ")
        for name, kind in asked.bound.items()
        if kind == "person"
    ]
    return found + [
        Suggestion(name, "voice", kind, USUAL, f"{name}: ") for name, kind in names.voices.items()
    ]


def _inside(text: str, asked: Asked, *, may_direct: bool) -> list[Suggestion]:
    if directed := re.match(r"(?:else +)?if +", text):
        return condition(text[directed.end() :], asked)
    if re.match(r"echo\s", text) or ":" in text or "|" in text:
        return []
    bare = text.lstrip("&~!")
    if bare != text:
        return []
    is_capital = bare[:1].isupper()
    found = reference(bare[:1].lower() + bare[1:], asked._replace(is_prose=True))
    if is_capital and bare.replace("_", "a").isalnum():
        found = [_with_capital(each) for each in found]
    if re.fullmatch(r"\w*", bare):
        found.append(Suggestion("echo", "keyword", "marks words to be heard again", LAST, "echo "))
    if may_direct and re.fullmatch(r"\w*(?: \w*)?", bare):
        found += [
            Suggestion(label, "keyword", told, NEAREST if label == "if" else FAR, insert)
            for label, (insert, told) in _DIRECTIVES.items()
        ]
    return found


def _with_capital(each: Suggestion) -> Suggestion:
    label, insert = each.label, each.insert or each.label
    return each._replace(
        label=label[:1].upper() + label[1:], insert=insert[:1].upper() + insert[1:],
        name=each.name or label,
    )  # fmt: skip


def _open_brace(paragraph: str) -> int | None:
    """Where the text of the innermost brace begins that is open at the end; None if none is."""
    open_at: list[int] = []
    at = 0
    while at < len(paragraph):
        sign = paragraph[at]
        if sign == "\\":
            at += 2
            continue
        if sign == "{":
            open_at.append(at + 1)
        elif sign == "}" and open_at:
            open_at.pop()
        at += 1
    return open_at[-1] if open_at else None
