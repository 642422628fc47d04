"""The lines of a block: paragraphs, speech, screens, notes.

A block is read line by line, as a writer sees it. A mistake is reported and reading goes on: the
items are then good enough to look for further mistakes in, not to be played. The `{if}`s are
:mod:`.prose_tree`, the inside of a paragraph is :mod:`.prose_inline`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ulysse_game.compiler.prose_inline import ALONE, Words
from ulysse_game.compiler.prose_joined import HEAD, Counter
from ulysse_game.compiler.prose_lint import ARROW, SIGNS, goto_in_prose, leads_on
from ulysse_game.compiler.prose_names import At, Names
from ulysse_game.compiler.prose_tree import Tree, read_directive
from ulysse_game.diagnostics import Diagnostic, Severity, Span
from ulysse_game.story.text import Inline, Item, Paragraph, Repeat, Splice

KEYS = frozenset({
    "title", "at", "clock", "with", "session", "when", "else", "observe", "do", "each", "pick",
    "text", "detour", "choices", "next", "ending", "offer", "salience", "again", "variables",
    "was", "note", "if", "closed", "tags", "once", "goto", "draw", "limit", "plate", "paper",
})  # fmt: skip
"""The keys of scenes and choices: never a speaker, never the start of a line of prose."""

# The signs that mean something within a paragraph.
_INLINE_SIGN = re.compile(r"[{}*\\]|" + SIGNS).search
_BALANCE = re.compile(r"\\.|[{}]").findall

_ITEM = re.compile(r"- ([a-z_][a-z0-9_]*):(?: *\|[-+]?)?(?= |$)")
_LOOSE_HEAD = re.compile(  # its spaces are counted, so that no line takes long
    r"([a-z][a-z0-9_]*)[ \u00a0\u202f]{0,2}\??[ \u00a0\u202f]{0,2}(?:\([^()]*\))?"
    r"[ \u00a0\u202f]{0,2}\??[ \u00a0\u202f]{0,2}:[ \u00a0\u202f]{0,2}"
)
_CAPITAL_HEAD = re.compile(r"([A-Z][A-Za-z0-9_]*)\??(?: \([^()]*\))?: (?=[“\"A-ZÀ-Þ])")
_MANNER = re.compile(r"([a-z][a-z0-9_]*)\??[ \u00a0]{1,2}([a-z]{2,12})(?: *:)[ \u00a0]")
_HEADING = re.compile(r"#{2,} *[^ #]|# +[^\W\d_]")
_ID = re.compile(r"[^, ]+")
_PLAIN_ID = re.compile(r"[a-z][a-z0-9_]*")


def is_plain(text: str) -> bool:
    """Whether a text is words alone, with nothing for which its lines must be looked at.

    A colon mostly means nothing, but then its line must be looked at.
    """
    return not (  # by far the fastest way: each is one search for one sign
        "{" in text
        or "}" in text
        or "*" in text
        or "\\" in text
        or "<" in text
        or ">" in text
        or "[" in text
        or "_" in text
        or "#" in text
        or ":" in text
        or "/" in text
        or "$" in text
        or '"' in text
        or "'" in text
        or "\t" in text
        or "\n " in text
        or " \n" in text
    )


class Speech(NamedTuple):
    """A speech that has begun. ``kind`` is what :meth:`Names.speaker` answered."""

    name: str
    kind: str
    manner: str
    maybe: bool
    span: Span


class Lines:
    """Reads one block; ``kind`` is what the paragraph under way is, or nothing at its start."""

    __slots__ = ("at", "counter", "depth", "kind", "lines", "names", "places", "speech", "tree")

    def __init__(self, at: At, names: Names) -> None:
        self.at = at
        self.names = names
        self.counter = Counter()
        self.tree = Tree(names)
        self.kind = ""
        self.speech: Speech | None = None
        self.lines: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.depth = 0  # braces open at the end of the last line

    def read(self, text: str) -> tuple[Item, ...]:
        """All items of the text."""
        number = self.at.line
        column = self.at.column
        for stretch in text.split("\n\n"):
            if is_plain(stretch):
                words = stretch.strip("\n ").replace("\n", " ")
                if words:
                    self.tree.items.append(Paragraph("narration", (words,)))
            else:
                self.read_lines(stretch, number, column)
            number += stretch.count("\n") + 2
            column = self.at.indent
        return self.tree.end()

    def read_lines(self, text: str, number: int, column: int) -> None:
        """One stretch, up to an empty line; ``number`` and ``column`` are of its start."""
        for raw in text.split("\n"):
            line = raw.strip(" ")
            here = column if line == raw else column + len(raw) - len(raw.lstrip(" "))
            if "\t" in line:
                line, here = self.without_tabs(line, number, here)
            if line:
                first = line[0]
                if not (
                    (first in "{>#/-" or (":" in line and first.isalpha()))
                    and self.take(line, number, here)
                ):
                    self.add(line, number, here)
            else:
                self.flush()
                self.kind = ""
            number += 1
            column = self.at.indent
        self.flush()
        self.kind = ""

    def report(
        self,
        code: str,
        span: Span,
        message: str,
        help: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Says what is wrong, where, and what to write instead."""
        self.names.report(Diagnostic(code, message, span, help, severity))

    def span(self, line: str, number: int, here: int) -> Span:
        """The whole of a line."""
        return Span(self.at.file, number, here, max(1, len(line)))

    def without_tabs(self, line: str, number: int, here: int) -> tuple[str, int]:
        """The line with spaces for its tabs, and its column; the first tab is reported."""
        self.report(
            "tab-in-prose",
            Span(self.at.file, number, here + line.index("\t")),
            "a tab stands in the prose.",
            "write spaces.",
        )
        spaced = line.replace("\t", " ")
        bare = spaced.lstrip(" ")
        return bare.rstrip(" "), here + len(spaced) - len(bare)

    # ── lines ────────────────────────────────────────────────────────────────────────────────

    def take(self, line: str, number: int, here: int) -> bool:
        """Reads a line that may be more than words; False if it is words after all."""
        first = line[0]
        if first == "/":
            return line.startswith("//")
        if first == "{":
            return self.directive(line, number, here)
        if first == ">":
            self.screen(line, number, here)
            return True
        if first == "#":
            self.hash(line, number, here)
            return True
        if first == "-":
            item = None if self.depth else _ITEM.match(line)
            if item:
                self.key(item.group(), number, here)
            elif arrow := ARROW.fullmatch(line):
                self.arrow(arrow[1], line, number, here)
            return item is not None
        return (
            self.head(line, number, here)
            if "a" <= first <= "z"
            else self.capital(line, number, here)
        )

    def add(self, line: str, number: int, here: int) -> None:
        """One more line of words."""
        if not self.kind:
            self.kind = "narration"
        elif self.kind == "screen":
            self.report(
                "screen-runs-on",
                self.span(line, number, here),
                "a line of a screen does not go on without `>`.",
                "begin this line with `> ` too, or put an empty line before it.",
            )
            self.kind = "narration"
        self.lines.append(line)
        self.places.append((number, here))
        if "{" in line or "}" in line:
            signs = _BALANCE(line)
            self.depth = max(0, self.depth + signs.count("{") - signs.count("}"))

    def screen(self, line: str, number: int, here: int) -> None:
        """`> words`: a paragraph of its own."""
        self.flush()
        self.kind = "screen"
        skipped = 2 if line.startswith("> ") else 1
        parts: tuple[Inline, ...] = ()
        if len(line) > skipped:
            parts = self.words([line[skipped:]], [(number, here + skipped)])
        self.tree.items.append(Paragraph("screen", parts))

    def hash(self, line: str, number: int, here: int) -> None:
        """`#` at the start of a line: a heading if it stands alone, else a comment of YAML."""
        help = (
            "for a note to colleagues write `// …`; a heading is `title:` in the margin; "
            "for the sign write `\\#`."
        )
        if not self.kind and _HEADING.match(line):
            self.report(
                "heading-in-prose", self.span(line, number, here), "prose has no headings.", help
            )
        else:
            self.report(
                "hash-in-prose",
                self.span(line, number, here),
                "in prose `#` begins no comment; the player would read it.",
                help,
            )

    def key(self, shown: str, number: int, here: int) -> None:
        """A key of the margin, slid into the prose."""
        help = "move it left, under the `-` of the choice above."
        if not shown.startswith("-"):
            help = (
                "move it left, into the margin of its choice or scene; "
                f"if it is prose, write `\\{shown}`."
            )
        self.report(
            "key-in-prose",
            self.span(shown, number, here),
            f"`{shown}` stands inside the prose and would be read by the player.",
            help,
        )
        self.flush()
        self.kind = ""

    def arrow(self, scene: str, line: str, number: int, here: int) -> None:
        """`-> scene`: a way on, as others write it, that the player would read."""
        code, message, help, severity = goto_in_prose(leads_on(scene))
        self.report(code, self.span(line, number, here), message, help, severity)

    # ── speech ───────────────────────────────────────────────────────────────────────────────

    def head(self, line: str, number: int, here: int) -> bool:
        """A line that begins with a small letter and has a colon: speech, key or words."""
        if self.depth:
            return False  # the selector or a text of a brace
        head = HEAD.match(line)
        if head is None:
            return self.loose_head(line, number, here)
        name = head.group(1)
        span = Span(self.at.file, number, here, len(name))
        kind = self.names.speaker(name, span)
        if kind is None:
            if name in KEYS:
                self.key(f"{name}:", number, here)
                return True
            return self.unknown(name, head, line, span)
        if self.kind == "narration":
            self.report(
                "speech-runs-on",
                span,
                f"`{name}:` stands in the middle of a paragraph.",
                f"put an empty line before `{name}:`; if it is no speech, write `\\{name}:`.",
            )
        self.begin(
            Speech(name, kind, head.group(3) or "", head.group(2) is not None, span),
            line[head.end() :],
            number,
            here + head.end(),
        )
        return True

    def unknown(self, name: str, head: re.Match[str], line: str, span: Span) -> bool:
        """A word and a colon that nobody bears: a mistake at a paragraph's start, else words."""
        if self.kind == "narration":
            return False
        near = self.names.nearest(name)
        if self.kind == "speech" and not near:
            return False
        is_sure = self.kind != "speech"
        self.report(
            "unknown-speaker",
            span,
            f"nobody is called `{name}`.",
            near
            or f"declare who speaks in people.yaml or voices.yaml; if it is no "
            f"speech, write `\\{name}:`.",
            Severity.ERROR if is_sure else Severity.WARNING,
        )
        if is_sure:
            self.begin(
                Speech(name, "person", head.group(3) or "", False, span),
                line[head.end() :],
                span.line,
                span.column + head.end(),
            )
        return is_sure

    def loose_head(self, line: str, number: int, here: int) -> bool:
        """`simon :`, `simon(radio): `, `simon (radio)?: `, `simon:No`: almost a speech."""
        head = None if self.kind == "narration" else _LOOSE_HEAD.match(line) or _MANNER.match(line)
        if head is None:
            return False
        name = head.group(1)
        span = Span(self.at.file, number, here, len(head.group().rstrip(" \u00a0")))
        kind = self.names.speaker(name, Span(self.at.file, number, here, len(name)))
        if kind is None:
            return False
        self.report(
            "speech-form",
            span,
            "a speech begins with name, colon, space.",
            f"write `{name} ({head.group(2)}): …`."
            if head.re is _MANNER
            else f"write `{name}: …`, `{name}?: …`, `{name} (radio): …` or `{name}? (radio): …`.",
        )
        self.begin(
            Speech(name, kind, "", False, span), line[head.end() :], number, here + head.end()
        )
        return True

    def capital(self, line: str, number: int, here: int) -> bool:
        """`Simon: No.`: words, as names in prose have capitals; perhaps meant as a speech."""
        head = None if self.kind or self.depth else _CAPITAL_HEAD.match(line)
        if head is not None and head[1].lower() in self.names.speakers():
            name = head[1].lower()
            self.report(
                "capital-speech",
                Span(self.at.file, number, here, len(head[1])),
                f"`{head[1]}:` is read as part of the story, not as a speech.",
                f"if {head[1]} speaks, write `{name}: …` in small letters.",
                Severity.HINT,
            )
        return False

    def begin(self, speech: Speech, rest: str, number: int, here: int) -> None:
        """A speech begins; ``rest`` is what follows its head."""
        self.flush()
        self.kind = "speech"
        self.speech = speech
        if rest:
            self.add(rest, number, here)

    def repeat(self, speech: Speech) -> None:
        """The line of a voice that repeats: ids of echoes, and no words."""
        ids = []
        for line, (number, here) in zip(self.lines, self.places, strict=True):
            for found in _ID.finditer(line):
                id = found.group()
                span = Span(self.at.file, number, here + found.start(), len(id))
                if _PLAIN_ID.fullmatch(id) is None:
                    self.report(
                        "repeat-of-words",
                        span,
                        f"{speech.name} has no words of its own.",
                        f"name echoes: `{speech.name}: heard_it, watch_you`.",
                    )
                    return
                self.names.repeat(id, span)
                ids.append(id)
        if speech.maybe or speech.manner:
            self.report(
                "repeat-of-words",
                speech.span,
                f"{speech.name} takes neither `?` nor a manner.",
                f"write `{speech.name}: heard_it`.",
            )
        self.tree.items.append(Repeat(speech.name, tuple(ids), None))

    # ── paragraphs ───────────────────────────────────────────────────────────────────────────

    def flush(self) -> None:
        """Ends the paragraph under way."""
        lines, speech = self.lines, self.speech
        if not lines:
            if speech:
                self.speech = None
                self.report(
                    "empty-speech",
                    speech.span,
                    f"{speech.name} says nothing.",
                    "write the words behind the colon, or take the line out.",
                )
            return
        if speech is None:
            self.narrate(lines, self.places)
        else:
            self.speech = None
            if speech.kind == "repeats":
                self.repeat(speech)
            else:
                parts = self.words(lines, self.places)
                self.tree.items.append(
                    Paragraph("speech", parts, speech.name, speech.manner, speech.maybe)
                )
        self.lines = []
        self.places = []
        self.depth = 0

    def narrate(self, lines: list[str], places: list[tuple[int, int]]) -> None:
        """A paragraph of narration, or a text taken in whole."""
        if lines[0][0] == "{" and lines[-1][-1] == "}":
            words = Words(lines, places, self.at, self.names, self.counter)
            alone = ALONE.fullmatch(words.source)
            if alone:
                value = words.read_alone(alone.group(1))
                if isinstance(value, Splice):
                    self.tree.items.append(value)
                elif value is not None:
                    self.tree.items.append(Paragraph("narration", (value,)))
                return
        self.tree.items.append(Paragraph("narration", self.words(lines, places)))

    def words(self, lines: list[str], places: list[tuple[int, int]]) -> tuple[Inline, ...]:
        """The parts of one paragraph."""
        source = lines[0] if len(lines) == 1 else " ".join(lines)
        if _INLINE_SIGN(source) is None:
            return (source,)
        return Words(lines, places, self.at, self.names, self.counter).read()

    def directive(self, line: str, number: int, here: int) -> bool:
        """`{if …}`, `{else}`, `{end}`, `{page}` alone on a line; False if it is a sentence."""
        directive = read_directive(line)
        if directive is None:
            return False
        self.flush()
        self.kind = ""
        if not directive.is_closed:
            self.report(
                "open-brace",
                Span(self.at.file, number, here),
                "this `{` is not closed on its line.",
                "close it with `}`.",
            )
        self.tree.take(directive, self.span(line, number, here))
        return True
