"""From a page to rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.tui.fake import lines
from ulysse_game.ui.tui.flow import (
    COLUMN,
    Block,
    column,
    lay,
    option_blocks,
    paper_of,
    rows_above,
    status_row,
    story_blocks,
)
from ulysse_game.ui.tui.paper import NO_BREAK, spaced
from ulysse_game.view.page import Gauge, Line, Option, Page, Run
from ulysse_game.view.wrap import cells


def rows(block: Block, width: int = 40) -> list[str]:
    return ["".join(text for text, _ in row) for row in lay(block, width)]


def page(*gauges: Gauge) -> Page:
    return Page(0, "", "", "", (), (), gauges)


@pytest.mark.parametrize(("width", "text"), [(40, 36), (76, 68), (80, 72), (160, 72), (1, 1)])
def test_column(width: int, text: int) -> None:
    assert column(width) == text <= COLUMN


@given(
    st.lists(st.text("aé1", min_size=1, max_size=7), min_size=1, max_size=20), st.integers(8, 40)
)
def test_a_short_last_word_is_not_alone_and_no_word_is_lost(words: list[str], width: int) -> None:
    found = rows(Block(((" ".join(words), "prose"),), gap=0), width)
    assert " ".join(found) == " ".join(words)
    assert all(cells(row) <= width for row in found)
    if len(found) > 1 and cells(found[-1]) <= 5 and found[-2].count(" ") > 1:
        last = found[-2].rpartition(" ")[2]
        assert " " in found[-1] or cells(f"{last} {found[-1]}") > width // 2


def test_a_speaker_is_not_left_without_words() -> None:
    assert rows(Block((("EVA", "voice"), ("  “Ah yes.”", "prose")), gap=0), 11) == [
        "EVA  “Ah",
        "yes.”",
    ]


def test_one_block_for_each_line() -> None:
    for turn in range(4):
        made = lines(turn, "en", "Go.")
        assert len(story_blocks(made, "en")) == len(made)


def of(kind: str, text: str, line_id: str = "") -> Line:
    return Line(kind, (Run(text),), line_id=line_id)


def blocks(*made: Line) -> list[list[str]]:
    return [[row.rstrip() for row in rows(block)] for block in story_blocks(made, "en")]


def test_lines_of_a_screen_stand_together() -> None:
    assert blocks(of("screen", "A"), of("screen", "B")) == [["", "▏ A"], ["▏ B"]]


def test_a_form_has_edges_around_all_its_lines_and_shows_what_became_of_each() -> None:
    one, two, said = blocks(
        of("form", "REPORT", "report"), of("form", "He slept.", "observation.o.recorded"),
        of("narration", "Sent."),
    )  # fmt: skip
    edge = "─" * 38
    assert one == ["", f"┌{edge}┐", f"│ {'REPORT':36} │"]
    assert two == [f"│ {'■ He slept.':36} │", f"└{edge}┘"]
    assert said == ["", "Sent."]


def test_paper_goes_on_over_many_rows_and_has_no_edges_where_the_view_is_low() -> None:
    (block,) = story_blocks([of("form", "one two three four five six seven eight nine")], "en")
    whole = ["".join(text for text, _ in row) for row in lay(block, 40)]
    assert {len(row) for row in whole[1:]} == {40}
    assert [row[0] for row in whole[1:]] == ["┌", "│", "│", "└"]
    low = ["".join(text for text, _ in row) for row in lay(block, 40, is_low=True)]
    assert [row[0] for row in low[1:]] == ["│", "│"]
    assert rows_above(block, 40, is_low=False) == 2
    assert rows_above(block, 40, is_low=True) == 1
    assert rows(block, 10)[1].startswith("one two"), "a column too narrow for paper has none"


def test_words_on_paper_stand_on_its_ground() -> None:
    (block,) = option_blocks([Option("a", (Run("Sign."),))], paper="form")
    roles = {role for row in lay(block, 40) for _, role in row}
    assert roles == {"edge", "number@paper", "option@paper"}


def test_choices_belong_to_the_form_that_lies_on_the_table() -> None:
    assert paper_of([of("form", "EVA 9", "valve"), of("narration", "Who?")]) == "form"
    assert paper_of([of("hand", "He counts.", "observation.o.notebook")]) == "form"
    done = of("form", "He counted.", "observation.o.recorded")
    assert paper_of([done, of("narration", "Sent.")]) == ""
    assert paper_of([of("hand", "As found.", "dossier")]) == ""
    assert paper_of([]) == ""


def test_somebody_s_sign_stands_beside_what_they_say() -> None:
    near = Line("speech", (Run("Go."),), "simon", "Simon", "", "person")
    far = Line("speech", (Run("Go."),), "simon", "Simon", "radio", "person")
    unnamed = Line("speech", (Run("Go."),), "echo", "", "", "repeats")
    made = story_blocks([near, far, unnamed, of("narration", "He goes.")], "en")
    assert [(block.who, block.is_far) for block in made] == [
        ("simon", False), ("simon", True), ("", False), ("", False),
    ]  # fmt: skip
    assert made[1].words == (
        ("[Simon, radio]", "voice simon"), ("  ", "prose"),
        ("“", "radio"), ("Go.", "radio"), ("”", "radio"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("width", "head"),
    [
        (40, ["M A R S" + " " * 29 + "♂ IX", "─" * 40, ""]),
        (14, ["M A R S   ♂ IX", "─" * 14, ""]),
        (12, ["M A R S", "♂ IX", "─" * 12, ""]),
        (6, ["Mars", "♂ IX", "─" * 6, ""]),
        (3, ["Mar", "s"]),
    ],
)
def test_a_chapter_opens_wide_where_it_can(width: int, head: list[str]) -> None:
    (block,) = story_blocks([Line("chapter", (Run("Mars"),), manner="♂ IX")], "en")
    assert [row.replace(NO_BREAK, " ") for row in rows(block, width)] == ["", "", *head]


def test_a_title_set_wide_is_never_broken() -> None:
    assert set(spaced("La faute")) == set("LAFUTE" + NO_BREAK)


@given(st.sampled_from([0, 1, 5, 9, 10, 123]), st.integers(18, 60), st.booleans())
def test_a_choice_is_never_parted_from_its_number(count: int, width: int, is_paper: bool) -> None:
    made = Option("a", (Run("word\u202f! " * count + "Go."),))
    for block in option_blocks([made], paper="form" if is_paper else ""):
        first = rows(block, width)[rows_above(block, width, is_low=False)]
        assert "1  " in first
        assert first.strip(" │1"), "words stand beside the number"


def test_open_choices_are_numbered_and_closed_ones_say_why() -> None:
    blocks = option_blocks(
        (
            Option("a", (Run("Go."),)),
            Option("b", (Run("Stay."),), False, (Run("no air"),)),
            Option("c", (), False, (Run("You had something else to say."),)),
            Option("d", (Run("Wait."),)),
        )
    )
    assert [rows(block)[-1] for block in blocks] == [
        "  1  Go.",
        "  –  Stay.  (no air)",
        "  –  You had something else to say.",
        "  2  Wait.",
    ]


def test_status_keeps_the_seats_whatever_the_width() -> None:
    made = page(Gauge("sol", "SOL 07"), Gauge("clock", "14:20"), Gauge("s", "Seats 2/8", True))
    assert "".join(t for t, _ in status_row(made, 78)) == "SOL 07 · 14:20 · Seats 2/8"
    assert "".join(t for t, _ in status_row(made, 20)) == "SOL 07 · Seats 2/8"
    assert "".join(t for t, _ in status_row(made, 10)) == "Seats 2/8"
    assert [role for _, role in status_row(made, 78)].count("seats") == 1


def test_thin_spaces_can_be_made_wide() -> None:
    line = Line("narration", (Run("Qui\u202f?"),))
    assert story_blocks([line], "fr", thin=False)[0].text == "Qui\xa0?"
    assert story_blocks([line], "fr")[0].text == "Qui\u202f?"


@given(
    st.text(max_size=200),
    st.integers(1, 90),
    st.sampled_from([("", "prose"), ("  1  ", "number")]),
    st.booleans(),
    st.sampled_from(["", "screen", "form", "hand"]),
    st.sampled_from([None, "", "♂", "ITHACA 38° 22′ N"]),
)
def test_no_row_is_too_wide(
    words: str, width: int, lead: tuple[str, str], centred: bool, paper: str, code: str | None
) -> None:
    block = Block(
        ((words, "prose"),), lead, " " * len(lead[0]), centred=centred, paper=paper, edges="tb",
        code=code,
    )  # fmt: skip
    for is_low in (False, True):
        for row in lay(block, width, is_low):
            assert cells("".join(text for text, _ in row)) <= max(width, 2)
