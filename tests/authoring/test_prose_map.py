"""The map of a text: what is narration, speech, screen, label, note, and what nobody reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.authoring.prose_map import map_of

TEXT = """The light
comes on. {simon.here: He's|{n >= 2: two|one}} \\{ here.

simon? (radio): Go
on {P}.
eva: No.

// a note: {x}
> WINDOW · {window} min
> SOL
{if simon.here}
  After.
{else}
“Quoted,” she says.
{end}
\\simon: words {&a|b|c}
"""


def read(words: str, is_line: bool = False) -> dict[str, str]:
    """What each part holds; margins are left out."""
    mapped = map_of(words, is_line)
    found: dict[str, str] = {}
    for number, sign in enumerate(words):
        stretch = mapped.at(number)
        if stretch is not None:
            name = stretch.part + (f" {stretch.speaker}" if stretch.speaker else "")
            found[name] = found.get(name, "") + sign
    return found


def test_every_part() -> None:
    assert read(TEXT) == {
        "narration": "The light\ncomes on. He'stwoone { here."
        "After.“Quoted,” she says.simon: words abc",
        "speech simon": "Go\non .",
        "speech eva": "No.",
        "notes": "// a note: {x}",
        "screens": "WINDOW ·  minSOL",
    }


def test_a_label_has_no_speakers() -> None:
    assert read("yann: Non", is_line=True) == {"choices": "yann: Non"}


def test_a_text_without_marks_is_its_paragraphs() -> None:
    mapped = map_of("One\ntwo.\n\nThree.")
    assert [(each.start, each.end, each.part) for each in mapped.stretches] == [
        (0, 8, "narration"),
        (10, 16, "narration"),
    ]
    assert mapped.at(8) is None


def test_quotation_marks_hold_within_their_paragraph() -> None:
    mapped = map_of("“One,” she says. “Two.\n\nThree «\xa0quatre\xa0» cinq.")
    quoted = [mapped.is_quoted(mapped.words.index(each)) for each in ("One", "she", "Two", "Three")]
    assert quoted == [True, False, True, False]
    assert mapped.is_quoted(mapped.words.index("quatre"))
    assert not mapped.is_quoted(mapped.words.index("cinq"))


def test_a_brace_that_ends_on_a_later_line_has_no_speaker_in_it() -> None:
    assert read("He has {gap_log is filled:\nsimon: his|none}.") == {
        "narration": "He has simon: hisnone."
    }
    assert read("ann: I {n is 1:\nbob: x|y}.") == {"speech ann": "I bob: xy."}


PIECES = st.sampled_from([
    "{", "}", "|", ":", "\\", "\n", "\n\n", " ", "simon: ", "{if a}", "{end}", "> ", "// ", "a",
    "“",
])  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join), st.booleans())
def test_whatever_is_written_has_a_map_in_order(words: str, is_line: bool) -> None:
    mapped = map_of(words, is_line)
    places = [(each.start, each.end) for each in mapped.stretches]
    assert places == sorted(places)
    assert all(0 <= start <= end <= len(words) for start, end in (*places, *mapped.margins))
    for number in range(len(words)):
        mapped.at(number)
        mapped.is_quoted(number)
