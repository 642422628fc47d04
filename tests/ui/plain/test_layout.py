import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.ui.plain.layout import Layout, Manner, clean
from ulysse_game.view.page import Gauge, Line, Option, Run
from ulysse_game.view.words import words
from ulysse_game.view.wrap import cells


def layout(width: int = 40, language: str = "en", heard: bool = False) -> Layout:
    return Layout(width, words(language), Manner(is_heard=heard))


def test_paragraphs_stand_apart_and_emphasis_is_marked() -> None:
    lines = (
        Line("narration", (Run("One "), Run("ship", emphasis=True), Run("."))),
        Line("narration", (Run("Two."),)),
    )
    assert list(layout().prose(lines)) == ["", "One *ship*.", "", "Two."]
    assert list(layout(heard=True).prose(lines)) == ["", "One ship.", "", "Two."]


def test_lines_of_a_screen_stay_together_under_a_word_that_says_so() -> None:
    lines = (
        Line("screen", (Run("PULSE 48"),)),
        Line("screen", (Run("SIGNAL LOST"),)),
        Line("narration", (Run("You look away."),)),
    )
    assert list(layout().prose(lines)) == [
        "", "It reads:", "    PULSE 48", "    SIGNAL LOST", "", "You look away.",
    ]  # fmt: skip


def test_each_kind_of_paper_has_its_label_unless_the_words_before_announce_it() -> None:
    form, hand = Line("form", (Run("NAME"),)), Line("hand", (Run("Martin."),))
    assert list(layout().prose([form, hand])) == [
        "", "On the form:", "    NAME", "", "Written by hand:", "    Martin.",
    ]  # fmt: skip
    before = Line("narration", (Run("It says:"),))
    assert list(layout().prose([before, form])) == ["", "It says:", "", "    NAME"]


def test_nothing_is_announced_that_has_no_words() -> None:
    empty = (Line("screen", (Run(""),)), Line("plate", (), plate="x"), Line("form", ()))
    assert list(layout().prose(empty)) == []
    drawn = Line("screen", (Run("──/ /──"),))
    assert list(Layout(40, words("en"), Manner(is_heard=True)).prose([drawn])) == []


def test_a_picture_is_told_or_left_out() -> None:
    plate = Line("plate", (Run("A door."),), plate="door")
    assert list(layout().prose([plate])) == ["", "[Picture: A door.]"]
    assert list(Layout(40, words("en"), Manner(has_pictures=False)).prose([plate])) == []
    assert list(Layout(40, words("en"), Manner(is_heard=True)).prose([plate])) == [
        "", "Picture: A door.",
    ]  # fmt: skip


CHAPTER = Line("chapter", (Run("Mars"),), manner="♂ 4", line_id="chapter.mars.title")


def test_a_chapter_opens_in_one_sentence() -> None:
    numbered = Manner(chapters={"mars": 2})
    assert list(Layout(40, words("en"), numbered).prose([CHAPTER])) == [
        "", "Chapter 2. Mars.", "♂ 4",
    ]  # fmt: skip
    spoken = numbered._replace(is_heard=True)
    assert list(Layout(40, words("fr"), spoken).prose([CHAPTER])) == ["", "Chapitre 2. Mars."]
    told = CHAPTER._replace(manner="The red one")
    assert list(Layout(40, words("en"), spoken).prose([told])) == [
        "", "Chapter 2. Mars. The red one.",
    ]  # fmt: skip


def test_for_a_voice_names_are_names_and_nothing_is_indented() -> None:
    lines = (
        Line("speech", (Run("Il est tard."),), name="Martin", manner="radio", voice="radio"),
        Line("speech", (Run("Déjà ?"),), name="Eva", voice="person"),
        Line("speech", (Run("Allô."),), name="Haskell", voice="radio"),
        Line("picked", (Run("Attendre."),)),
        Line("screen", (Run("POULS · 48"),)),
    )
    assert list(Layout(40, words("fr"), Manner(is_heard=True)).prose(lines)) == [
        "", "Martin, radio : Il est tard.", "", "Eva : Déjà ?", "",
        "Haskell, radio : Allô.", "", "Choisi : Attendre.",
        "", "On lit :", "POULS, 48",
    ]  # fmt: skip


def test_narrow_spaces_are_widened_where_there_are_none() -> None:
    line = Line("narration", (Run("Là\u202f!"),))
    narrow = Layout(40, words("fr"), Manner(has_thin_spaces=False))
    assert list(narrow.prose([line])) == ["", "Là\u00a0!"]


def test_a_speaker_is_named() -> None:
    line = Line("speech", (Run("Ten minutes."),), name="Simon", voice="person")
    assert "SIMON" in "".join(layout().prose([line]))


def test_numbers_are_for_open_choices_and_a_closed_one_says_why() -> None:
    options = (
        Option("a", (Run("First."),)),
        Option("b", (Run("Second."),), is_open=False, reason=(Run("Too late."),)),
        Option("c", (), is_open=False, reason=(Run("It will come back."),)),
        Option("d", (Run("Third, with words enough to need another line."),)),
    )
    assert list(layout().choices(options)) == [
        "",
        "1) First.",
        "Closed: Second. Too late.",
        "Closed: It will come back.",
        "2) Third, with words enough to need",
        "   another line.",
    ]


def test_no_gauge_is_torn_apart() -> None:
    gauges = tuple(
        Gauge(text, text) for text in ("ARGOS", "03:40", "Earth 17 min 20", "CO₂ 2 mmHg")
    )
    assert list(layout(40).status(gauges)) == ["ARGOS · 03:40 · Earth 17 min 20", "CO₂ 2 mmHg"]
    assert list(layout(80).status(gauges)) == ["ARGOS · 03:40 · Earth 17 min 20 · CO₂ 2 mmHg"]
    assert list(layout().status(())) == []


def test_nothing_a_terminal_could_obey_is_left() -> None:
    hostile = "a\x1b[31mb\x07c\x9bd\x7fe\u202ef\u2066g\ufeffh\ti\nj\u2028k\r"
    assert clean(hostile) == "a[31mbcdefgh i j k"


@given(st.text())
def test_clean_text_holds_no_control_character(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in cleaned)
    assert clean(cleaned) == cleaned


PROSE = st.text(st.characters(codec="utf-8", categories=("L", "P", "Zs", "Cc", "Cf")), max_size=300)


@given(st.lists(PROSE, max_size=4), st.integers(20, 90), st.sampled_from(["en", "fr"]))
def test_no_line_is_wider_than_asked(texts: list[str], width: int, language: str) -> None:
    kinds = ["narration", "screen", "speech", "picked"]
    lines = [Line(kind, (Run(text),), name="Eva") for kind, text in zip(kinds, texts, strict=False)]
    options = [Option("x", (Run(text),), is_open=bool(n % 2)) for n, text in enumerate(texts)]
    set_lines = [*layout(width, language).prose(lines), *layout(width, language).choices(options)]
    assert all(cells(line) <= width for line in set_lines)
