"""The instrument panel and the notebook: what stands beside the pages, as the writers wrote it.

Both are read after the scenes, since their conditions may name any of them. They only ask the
state, like prose: nothing here can change a playthrough, and nobody explores it. Everything wrong
is a diagnostic; what is left is sound.
"""

from __future__ import annotations

from collections.abc import Container

from ulysse_game.compiler.expressions import Parser
from ulysse_game.compiler.fields import Fields, place, span_of
from ulysse_game.compiler.nodes import Entry, Mapping, Scalar
from ulysse_game.compiler.tables import Tables
from ulysse_game.compiler.world import Part
from ulysse_game.compiler.world_variables import NAME
from ulysse_game.story import Expression, InstrumentItem, NotebookEntry, NotebookSection

INSTRUMENT_KEYS = ("name", "reads", "shows", "draws", "rate", "if", "highlight", "note")
SECTION_KEYS = ("title", "entries", "note")
ENTRY_KEYS = ("name", "if", "done", "broken", "text", "note")
DRAWINGS = ("bar", "trace")
"""How a figure may be drawn: how full it stands, or the beats of a heart."""
OWN_SECTIONS = ("crew", "log")
"""Sections that every notebook has of itself."""
MOST_ENTRIES = 500


class PanelTables(Tables):
    """Reads the two tables; one of each kind that is wrong is left out."""

    # -- instruments ----------------------------------------------------------------------------

    def instruments(self, parts: list[Part]) -> tuple[InstrumentItem, ...]:
        """The figures of the panel, in written order."""
        found: dict[str, InstrumentItem] = {}
        for part in parts:
            for entry in part.value.entries if isinstance(part.value, Mapping) else ():
                id = entry.key.text
                if not self._is_named(entry.key, part.file, "an instrument", found):
                    continue
                if not isinstance(entry.value, Mapping):
                    told = "an instrument has a `name` and what it `reads`."
                    self.desk.error("wants-names", told, span_of(part.file, entry.value))
                    continue
                fields = Fields(self.desk, part.file, entry.value, "an instrument", entry.key)
                found[id] = self._instrument(id, fields)
        return tuple(found.values())

    def _instrument(self, id: str, fields: Fields) -> InstrumentItem:
        fields.allow(INSTRUMENT_KEYS)
        note = fields.text("note")
        for key in ("name", "reads"):
            node = fields.scalar(key) if fields.require(key) else None
            if node is not None and not node.text.strip(" \n"):
                told = f"`{id}` has no words under `{key}`."
                help = "write what the player reads there."
                self.desk.error("no-words", told, fields.span(key), help)
            elif node is not None and key == "name":
                self.desk.words(f"instrument.{id}.name", node, fields.file)
            elif node is not None:
                at = place(fields.file, node)
                words = node.text.rstrip("\n")
                self.desk.line(f"instrument.{id}.reads", words, at, self.scope, note)
        shows, low, high = self._shows(fields)
        draws = self._drawing(fields)
        rate = self._rate(fields, draws)
        condition = self.condition(fields, "if", self.scope)
        highlight = fields.yes("highlight")
        return InstrumentItem(id, condition, shows, low, high, draws, rate, highlight)

    def _shows(self, fields: Fields) -> tuple[Expression | None, int, int]:
        """The number that says how full it stands, and the range it stands in."""
        node = fields.scalar("shows")
        found = (
            None
            if node is None
            else self.desk.value(node.text, place(fields.file, node), self.scope)
        )
        if found is None or node is None:
            return None, 0, 0
        kind = found.kind
        if kind.hidden:
            told = f"`{node.text}` is declared as never shown."
            help = "show a number that the player may know, or leave `shows` out."
            self.desk.error("never-shown", told, fields.span("shows"), help)
        elif kind.kind != "number" or kind.low >= kind.high:
            self.desk.error(
                "shows-no-range",
                f"`{node.text}` is no number with a declared range, so it is never full.",
                fields.span("shows"),
                "show one variable that has a range, such as `o2`, or leave `shows` out.",
            )
        else:
            return found.tree, kind.low, kind.high
        return None, 0, 0

    def _drawing(self, fields: Fields) -> str:
        node = fields.scalar("draws")
        if node is None or node.text in DRAWINGS:
            return DRAWINGS[0] if node is None else node.text
        self.desk.error(
            "unknown-drawing",
            f"there is no drawing `{node.text}`.",
            fields.span("draws"),
            self.declared.near(node.text, DRAWINGS) or f"there are: {', '.join(DRAWINGS)}.",
        )
        return DRAWINGS[0]

    def _rate(self, fields: Fields, draws: str) -> Expression | None:
        """How often a heart beats in a minute; only a trace has it, and each trace does."""
        node = fields.scalar("rate")
        if (node is not None) != (draws == "trace"):
            told, help = (
                ("a trace has its `rate`.", "write how often it beats in a minute: `rate: 51`.")
                if node is None
                else ("only a trace has a `rate`.", "write `draws: trace`, or leave `rate` out.")
            )
            span = fields.head if node is None else fields.span("rate")
            self.desk.error("trace-and-rate", told, span, help)
            return None
        if node is None:
            return None
        found: Expression | None = self.desk.parse(
            node.text, place(fields.file, node), self.scope, _number
        )
        return found

    # -- the notebook ---------------------------------------------------------------------------

    def notebook(self, parts: list[Part]) -> tuple[NotebookSection, ...]:
        """The sections in written order, each with its entries."""
        found: dict[str, NotebookSection] = {}
        count = 0
        for part in parts:
            for entry in part.value.entries if isinstance(part.value, Mapping) else ():
                if not self._is_section(entry.key, part.file, found):
                    continue
                if not isinstance(entry.value, Mapping):
                    told = "a section of the notebook has a `title` and `entries`."
                    self.desk.error("wants-names", told, span_of(part.file, entry.value))
                    continue
                what = "a section of the notebook"
                fields = Fields(self.desk, part.file, entry.value, what, entry.key)
                section = found[entry.key.text] = self._section(entry.key.text, fields)
                before, count = count, count + len(section.entries)
                if before <= MOST_ENTRIES < count:
                    told = f"a notebook has at most {MOST_ENTRIES} entries."
                    self.desk.error("too-many", told, fields.head, "put several into one.")
        return tuple(found.values())

    def _section(self, id: str, fields: Fields) -> NotebookSection:
        fields.allow(SECTION_KEYS)
        title = fields.scalar("title") if fields.require("title") else None
        if title is not None:
            self.desk.words(f"notebook.{id}.title", title, fields.file)
        node = fields.mapping("entries") if fields.require("entries") else None
        found: dict[str, NotebookEntry] = {}
        for entry in () if node is None else node.entries:
            if self._is_entry(entry, fields.file, found):
                assert isinstance(entry.value, Mapping)
                what = "an entry of the notebook"
                inner = Fields(self.desk, fields.file, entry.value, what, entry.key)
                found[entry.key.text] = self._entry(f"notebook.{id}.{entry.key.text}", inner)
        return NotebookSection(id, tuple(found.values()))

    def _entry(self, line_id: str, fields: Fields) -> NotebookEntry:
        fields.allow(ENTRY_KEYS, {"when": "write `if: …`."})
        name = fields.scalar("name") if fields.require("name") else None
        if name is not None:
            self.desk.words(f"{line_id}.name", name, fields.file)
        text = fields.scalar("text") if fields.require("text") else None
        if text is not None:
            at = place(fields.file, text)
            self.desk.block(line_id, text.text, at, self.scope, fields.text("note"))
        asked = [self.condition(fields, key, self.scope) for key in ("if", "done", "broken")]
        return NotebookEntry(line_id.rpartition(".")[2], *asked)

    # -- names ----------------------------------------------------------------------------------

    def _is_section(self, key: Scalar, file: str, taken: dict[str, NotebookSection]) -> bool:
        if key.text in OWN_SECTIONS:
            told = f"every notebook has a section `{key.text}` of itself."
            self.desk.error("duplicate-name", told, span_of(file, key), "give it another name.")
            return False
        return self._is_named(key, file, "a section", taken)

    def _is_entry(self, entry: Entry, file: str, taken: dict[str, NotebookEntry]) -> bool:
        if entry.key.text == "title":  # its text would be the section's title
            told = "`title` cannot be an entry’s name."
            help = "the section’s own title stands beside `entries`."
            self.desk.error("bad-name", told, span_of(file, entry.key), help)
            return False
        if not self._is_named(entry.key, file, "an entry", taken):
            return False
        if not isinstance(entry.value, Mapping):
            told = "an entry of the notebook has a `name` and a `text`."
            self.desk.error("wants-names", told, span_of(file, entry.value))
            return False
        return True

    def _is_named(self, key: Scalar, file: str, what: str, taken: Container[str]) -> bool:
        """Whether a name is well formed and new; else it is reported."""
        if key.text in taken:
            told = f"there is {what} `{key.text}` already."
            self.desk.error("duplicate-name", told, span_of(file, key), "give it another name.")
            return False
        if not NAME.fullmatch(key.text):
            told = f"`{key.text}` cannot be the name of {what}."
            help = "names are small letters a to z, figures and `_`, and begin with a letter."
            self.desk.error("bad-name", told, span_of(file, key), help)
            return False
        return True


def _number(parser: Parser) -> Expression:
    tree = parser.number_sum()
    parser.end()
    return tree
