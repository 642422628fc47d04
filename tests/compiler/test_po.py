"""The reader of catalogues: what it gives is the file, and what another reader would give."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.compiler.po import fields_of, flags_of, notes_of, previous_of, read_po

ROOT = Path(__file__).parent.parent.parent
FILES = [
    *ROOT.glob("story/languages/*/*.po"),
    *ROOT.glob("tests/samples/story/languages/*/*.po"),
    ROOT / "src/ulysse_game/view/languages/fr.po",
]
WHOLE = r"""# Ève.
msgid ""
msgstr ""
"Language: fr\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

# a note
#. ── start ── Text.
#: a.yaml:1 b.yaml:2
#, fuzzy, no-wrap
#| msgctxt "old"
#| msgid ""
#| "One \"two\"\n"
#| "three"
msgctxt "start"
msgid ""
"One \"two\"\n"
"three\\"
msgstr "Un\tdeux"

msgid "one"
msgid_plural "many"
msgstr[0] "un"
msgstr[1] "des"
# its note
#~| msgid "Past."
#~ msgctxt "gone"
#~ msgid ""
#~ "Go"
#~ "ne."
#~ msgstr "Parti."
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_reads_what_polib_reads(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = read_po(text)
    assert found.bad_line == 0
    assert "".join(e.notes + e.head + e.rest for e in found.entries) + found.tail == text
    assert [
        (e.context, e.source, e.words, e.is_fuzzy, e.is_obsolete)
        for e in found.entries
        if not e.is_header
    ] == [
        (e.msgctxt, e.msgid, e.msgstr, "fuzzy" in e.flags, bool(e.obsolete))
        for e in polib.pofile(str(path))
    ]


def test_all_that_an_entry_may_have() -> None:
    header, start, many, gone = read_po(WHOLE).entries
    assert dict(fields_of(header))["Plural-Forms"] == "nplurals=2; plural=(n > 1);"
    assert (start.context, start.source, start.words) == ("start", 'One "two"\nthree\\', "Un\tdeux")
    assert start.line == 15
    assert flags_of(start.notes) == ["fuzzy", "no-wrap"]
    assert previous_of(start.notes) == ("old", 'One "two"\nthree')
    assert notes_of(start.notes, "") == ["a note"]
    assert notes_of(start.notes, ".") == ["── start ── Text."]
    assert notes_of(start.notes, ":") == ["a.yaml:1 b.yaml:2"]
    assert (many.source, many.words) == ("one", "")
    assert (gone.is_obsolete, gone.context, gone.source, gone.words) == (
        True, "gone", "Gone.", "Parti.",
    )  # fmt: skip
    assert notes_of(gone.notes, "") == ["its note"]
    assert previous_of(gone.notes) == ("", "Past.")


def test_where_each_character_stands() -> None:
    text = 'msgctxt "a"\nmsgid "b"\nmsgstr ""\n"on\\"e\\n"\n"two"\n'
    [entry] = read_po(text).entries
    lines = text.split("\n")
    for offset, sign in enumerate(entry.words):
        line, column = entry.place(offset)
        written = lines[line - 1][column - 1 :]
        assert written.startswith({"\n": "\\n", '"': '\\"'}.get(sign, sign)), offset
    assert entry.place(99) == (3, 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("\n \n# only a note\n", 0),
        ('msgid "a"\nmsgstr "b"', 0),
        ('  msgid "a"\n\tmsgstr "b"  \n', 0),
        ('msgid"a"\nmsgstr"b"\n', 0),
        ('msgid "a"\nmsgstr "b\n', 2),
        ('msgctxt "c"\n\nmsgid "a"\n \n"a"\n\nmsgstr "b"\n', 0),
        ('msgid "a"\n\n"b"\n\n#\nmsgstr "b"\n', 5),
        ('msgid "a" x\nmsgstr "b"\n', 1),
        ('msgstr "b"\n', 1),
        ('"b"\n', 1),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', 2),
        ('msgid "a"\n# a note within\nmsgstr "b"\n', 2),
        ('#~ msgid "a"\nmsgstr "b"\n', 3),
        ('msgid "a"\nmsgstr "b"\nnonsense\n', 3),
        ('msgctxt "a"\nmsgstr "b"\n', 2),
    ],
)
def test_the_first_bad_line(text: str, line: int) -> None:
    assert read_po(text).bad_line == line


PIECES = st.sampled_from(
    ["msgid", "msgstr", "msgctxt", "#~ ", "#| ", "#, fuzzy", "#", '"', '"a"', '""', "\\", "\\n",
     " ", "\n", "\n", "a", "[0]", "msgid_plural", "\t"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_hostile_text(text: str) -> None:
    """Whatever it holds, nothing of it is lost, and a bad line is one of its lines."""
    found = read_po(text)
    assert "".join(e.notes + e.head + e.rest for e in found.entries) + found.tail == text
    assert 0 <= found.bad_line <= text.count("\n") + 1
    for each in found.entries:
        flags_of(each.notes)
        previous_of(each.notes)
        each.place(len(each.words))


def test_a_large_bad_file_is_refused_at_once() -> None:
    assert read_po('msgid "' + "\\" * 100_000).bad_line == 1
    assert read_po("#\n" * 50_000 + "x").bad_line == 50_001
    assert read_po('msgid ""\n' + '"a"\n' * 50_000 + "x").bad_line == 50_002
