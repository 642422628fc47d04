"""What a writer is told when a file is not what the reader of YAML takes: messages, and what helps.

YAML's own words never reach a writer. Each code has one sentence of help here; each sign that may
not begin a text says why; what libyaml says of a layout is put calmly. Nothing here reads YAML.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ulysse_game.compiler.sound_names import sound_name
from ulysse_game.diagnostics import Diagnostic, Label, Span
from ulysse_game.diagnostics.plain_text import MOST_MARKS

NAMED = re.compile(r" *((?:- +)?[a-z_][a-z0-9_]*):(?: |$)")
WRITE_A_BAR = "write `- ask: |` and the text under it, indented"
HELP = {
    "alias": f"write it out here; if it begins a text, {WRITE_A_BAR}",
    "anchor": f"take it away; if it begins a text, {WRITE_A_BAR}",
    "bidi-mark": "delete it: what is read must be what is written",
    "binary-file": "move it out of the story folder, or save it again as plain text in UTF-8",
    "complex-key": "write one word and a colon; if this is a text, write `text: |` above it, "
    "and the words indented under that",
    "control-character": "delete it; only letters, spaces and line ends may stand in a story",
    "duplicate-key": "give it another name, or put both together",
    "file-too-big": "put its scenes into several files; their order has no meaning",
    "folded-block": "write `|`; a single line break inside a paragraph is a space anyway",
    "hash-cuts-prose": f"if it belongs to the text, {WRITE_A_BAR}; "
    "if it is a note, give it a line of its own",
    "invisible-character": "delete it; if a new line is meant, press Enter",
    "lone-surrogate": "write the character itself, such as 🙂, without `\\u`",
    "merge-key": "write the keys out where they are meant",
    "not-utf8": "save the file again as UTF-8; editors call it “Save with encoding”",
    "prose-needs-a-bar": WRITE_A_BAR,
    "several-documents": "delete this line; scenes need nothing between them",
    "tab-indent": "write spaces, two for each step; most editors can do it for the whole file",
    "tag": f"take it away (`not` asks for the opposite); if it begins a text, {WRITE_A_BAR}",
    "too-deep": f"a scene needs eight levels at most; if it is a text, {WRITE_A_BAR}",
    "top-level-not-a-mapping": "begin with the name of a scene and a colon, "
    "and indent what belongs to it",
    "yaml-syntax": "mostly a line stands too far left or right: keys that belong together begin "
    "in the same column, and so do the `-` of a list",
}
_OWN = "YAML takes `{}` at the start for a sign of its own."
_NOT = "YAML allows no text to begin with {}."
SIGNS = {
    **{sign: _OWN.format(sign) for sign in "*&!%>?"},
    **dict.fromkeys("\"'", "a text that begins with a quote ends at the next one."),
    "@": _NOT.format("`@`"),
    "`": _NOT.format("a backtick"),
    ",": _NOT.format("a comma"),
    "|": "the text begins on the line under the `|`, not beside it.",
    "{": "YAML takes `{` at the start for a map that ends at `}`.",
    "}": "YAML takes `}` at the start for the end of a map.",
    "[": "YAML takes `[` at the start for a list that ends at `]`.",
    "]": "YAML takes `]` at the start for the end of a list.",
    "-": "YAML takes `-` at the start for an item of a list.",
}
CALM = {
    "expected key": "this line does not fit under those above it.",
    "block end": "this line does not fit under those above it.",
    "'-' indicator": "this line does not fit under those above it.",
    "document start": "this line does not fit under those above it.",
    "mapping values": "a key and a colon cannot stand here.",
    "directive": "a line that begins with `%` speaks to YAML, and stories have none.",
    "incompatible": "a line that begins with `%` speaks to YAML, and stories have none.",
    "cannot start any token": "YAML allows nothing to begin with this sign.",
}


def mistake(code: str, message: str, span: Span, help_: str = "", *labels: Label) -> Diagnostic:
    """An error with its own help, or the help of its code."""
    return Diagnostic(code, message, span, help_ or HELP[code], labels=labels)


def unwelcome(character: str, span: Span) -> Diagnostic:
    """The diagnostic for a character that no story may hold, however it is written."""
    number = f"U+{ord(character):04X}"
    if "\ud800" <= character <= "\udfff":
        told = f"{number} is half a character, and no text can hold it."
        return mistake("lone-surrogate", told, span)
    if character in "\u2028\u2029\ufeff\ufff9\ufffa\ufffb" or character >= "\U000e0000":
        told = f"an invisible character ({number}) stands here, left over from another program."
        return mistake("invisible-character", told, span)
    if character in "\u061c\u200e\u200f" or "\u2000" < character < "\u2070":
        told = f"an invisible mark ({number}) turns the direction of the writing here."
        return mistake("bidi-mark", told, span)
    told = f"a control character ({number}) stands here, and a terminal would obey it."
    return mistake("control-character", told, span)


def pile(marks: str, span: Span) -> Diagnostic:
    """The diagnostic for marks that stand on one another, more than any text needs."""
    told = f"{len(marks):,} marks without a width stand on one sign here (U+{ord(marks[0]):04X})."
    return mistake("too-many-marks", told, span, f"at most {MOST_MARKS} may.")


_CHOSEN = re.compile(
    r"(?:([a-z][a-z0-9_.]{0,60}) *= *)?([a-z(][^?:\n]{0,80}?) *\? *"
    r"([^?:\n]{1,60}?) *: *([^?:\n]{1,60})"
)


def chosen_with_marks(value: str) -> str:
    """What to write for `asked ? this : that`, which chooses elsewhere; nothing if it is none."""
    found = _CHOSEN.fullmatch(value.strip(" "))
    if found is None:
        return ""
    target, asked, this, that = found.groups()
    if not target:
        return f"what is asked alone, `{asked}`"
    other = f"not ({asked})" if " " in asked else f"not {asked}"
    return f"`{target} = {this} if {asked}, {target} = {that} if {other}`"


def why_a_bar(value: str, words: str, has_key: bool) -> str:
    """Why YAML stumbles over a one-line text, or nothing if it is no text."""
    if "not allowed" not in words:
        return SIGNS.get(value[0], "") if value[0] not in "-?" else ""
    if has_key and "mapping values" in words:
        return f"`{shortened(value)}` has a colon, and YAML takes what is before it for a key."
    return SIGNS.get(value[0], "") if has_key else ""


_ODDS = re.compile(r" *- +(\w+ odds) *: *([0-9]+) *")
_KEY_OR_ITEM = re.compile(rf" *- |{NAMED.pattern}")
_OPENS = re.compile(r" *(?:- +)?([a-z_][a-z0-9_]*): *")


def text_opener(lines: list[str], line: int) -> int:
    """The line of the key under which the words in ``line`` stand without a bar; 0: none.

    All between it and the line are words of the same text: they stand deeper, and are no keys.
    """
    if _KEY_OR_ITEM.match(lines[line - 1]):
        return 0
    indent = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    for n in range(line - 1, max(line - 200, 0), -1):
        above = lines[n - 1]
        if not above.strip():
            continue
        if found := _OPENS.fullmatch(above):
            return n if found.start(1) < indent else 0
        if len(above) - len(above.lstrip()) < indent or _KEY_OR_ITEM.match(above):
            return 0
    return 0


def bar_wanted(file: str, line: int, opener: str) -> Diagnostic:
    """The diagnostic for a key (its line: ``opener``) with words under it and no bar."""
    found = _OPENS.fullmatch(opener)
    key, column = (found[1], found.start(1) + 1) if found else ("text", 1)
    told = f"the text under `{key}:` needs a bar."
    return mistake(
        "prose-needs-a-bar", told, Span(file, line, column, len(key) + 1), f"write `{key}: |`"
    )


def not_a_key(name: str, span: Span, lines: list[str]) -> Diagnostic:
    """The diagnostic for a key that is no plain word: mostly a text without a bar."""
    here = lines[span.line - 1]
    if not name:
        return mistake("complex-key", "a key is missing here.", span)
    told, sound = "a key is one word without quotes.", sound_name(name)
    if here[span.column - 1] in "'\"" and sound == name:
        dash = "- " * here.lstrip().startswith("- ")
        return mistake("complex-key", told, span, f"write `{dash}{name}:`, without the quotes")
    if odds := _ODDS.fullmatch(here):
        return mistake("complex-key", told, span, f"write `- {odds[1]} {odds[2]}`, without a colon")
    if here.lstrip().startswith("- "):
        word = f"write `- {sound}: …`" if sound else "write one word and a colon"
        return mistake("complex-key", told, span, f"{word}; if this is a text, {WRITE_A_BAR}")
    if " " in name and (head := text_opener(lines, span.line)):
        return bar_wanted(span.file, head, lines[head - 1])
    if here.rstrip().endswith(":") and sound:
        return mistake("complex-key", told, span, f"write `{sound}:`")
    return mistake("complex-key", told, span)


_LETTERS = "[a-z_][a-z0-9_]*"
_NO_SPACE = re.compile(rf" *((?:- +)?)({_LETTERS}):([^\s:/].*)")
_NO_COLON = re.compile(rf" *((?:- +)?)({_LETTERS})(?: +(\S.*))?")
_NO_DASH_SPACE = re.compile(r" *-(?=[^\s-])(.*)")


class Meant(NamedTuple):
    """What a line that fits nowhere was meant to be: why it is not, and what to write."""

    why: str
    help: str


def meant_as_key(line: str, may_be_prose: bool = False) -> Meant | None:
    """How a line is a key but for a sign that is missing; nothing if it is none.

    With ``may_be_prose`` words without a colon are left alone: they may be what they seem.
    """
    if found := _NO_DASH_SPACE.fullmatch(line):
        return Meant("a `-` needs a space after it.", f"write `- {shortened(found[1])}`")
    if found := _NO_SPACE.fullmatch(line):
        dash, key, value = found.groups()
        help_ = f"write `{dash}{key}: {shortened(value)}`"
        return Meant(f"`{key}:` needs a space after its colon.", help_)
    found = None if may_be_prose else _NO_COLON.fullmatch(line)
    if found is None or not found[2]:
        return None
    dash, key, value = found.groups()
    rest = f" {shortened(value)}" if value else ""
    return Meant(f"`{key}` has no colon.", f"write `{dash}{key}:{rest}`")


def shortened(text: str) -> str:
    """The beginning of a text that would be too long for a message."""
    return text if len(text) <= 40 else text[:39] + "…"
