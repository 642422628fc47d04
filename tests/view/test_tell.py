"""Texts become lines: every kind of line and of brace, in the state of the moment."""

from __future__ import annotations

import pytest

from tests.compiler.small import SCENES, WORLD, machine, story
from tests.view.pages import french, page, told
from ulysse_game import engine, view
from ulysse_game.engine import Machine, Shown
from ulysse_game.story import (
    Block,
    Constant,
    Echo,
    Emphasis,
    Number,
    PageBreak,
    Paragraph,
    Read,
    Select,
    Sequence,
    Show,
    Story,
)
from ulysse_game.view import Line, Run
from ulysse_game.view.tell import Teller, plain_lines

ON = "  choices:\n    - on: On.\n      goto: start\n    - end: End.\n      goto: the_end\n"
CHAPTER = "## Part one"


def shown(
    text: str, keys: str = "", *choices: str, language: str = "en", seed: int = 1, **files: str
) -> list[str]:
    """What the first scene says, without the head of its chapter and the choice made."""
    body = "\n".join(f"    {line}" for line in text.split("\n"))
    scene = f"start:\n{keys}  text: |\n{body}\n{ON}"
    named = {name.replace("_", "/", 1) + ".yaml": words for name, words in files.items()}
    found = told(scene, *choices, language=language, seed=seed, files=named)
    assert found[0] in (CHAPTER, "- On.")
    return found[1:]


# -- paragraphs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One.\nTwo.\n\nThree.", ["One. Two.", "Three."]),
        ("It is *very* cold.", ["It is *very* cold."]),
        ("bob: Hello.\ncal (radio): Hello.", ["Bob: Hello.", "Cal (radio): Hello."]),
        ("ship_voice: Doors.", ["The Ship: Doors."]),
        ("> REPORT\n> all *well*", ["> REPORT", "> all *well*"]),
        ("One.\n{page}\nTwo.", ["One.", "---", "Two."]),
        ("{if flag_two}\nYes.\n{else}\nNo.\n{end}\nEnd.", ["Yes.", "End."]),
        ("{if flag_one}\nYes.\n{end}\nEnd.", ["End."]),
        ("{if flag_one}\nA.\n{else if n >= 1}\nB.\n{else}\nC {n}.\n{end}", ["C 0."]),
        ("ann?: Here.\neve?: Here too.", ["Ann: Here.", "Eve: Here too."]),
    ],
)
def test_paragraphs(text: str, lines: list[str]) -> None:
    assert (
        shown(text, "  at: deck\n  with: ann?, bob, cal (radio), eve?\n  else: the_end\n") == lines
    )


def test_who_is_not_here_says_nothing() -> None:
    keys = "  at: dome\n  with: ann?, bob?\n  do: bob.place = mars\n"
    assert shown("ann?: {n} of us.\nbob?: One.", keys) == ["Bob: One."]


def test_a_speaker_who_may_be_anybody_is_named_by_the_loop() -> None:
    text = "start:\n  at: deck\n  each: p in ours\n  text: |\n    p?: I am {p}.\n  next: the_end\n"
    assert told(text)[1:-1] == ["Ann: I am Ann.", "Bob: I am Bob."]


# -- braces ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{n} and {n + 1}", "9 and 10"),
        ("{words(n)}, {Words(n)}", "nine, Nine"),
        ("{low}", "-3"),
        ("{delay}", "1\u00a0min\u00a003"),
        ("{clock}", "03:40"),
        ("{opener}, {Opener}", "Eve, Eve"),
        ("{opener.name}", "Eve Quy"),
        ("{presence} {presence.the} {Presence.the}", "signal the signal The signal"),
        ("{obs_01.recorded}", "obs_01 as recorded."),
        ("So: {obs_01.recorded} *{obs_01.lever}*", "So: obs_01 as recorded. *obs_01 as lever.*"),
        ("{flag_two: yes|no}", "yes"),
        ("{flag_one: yes|no}", "no"),
        ("{flag_one: yes}.", "."),
        ("{n >= 5: many|few} {n >= 50: many|few}", "many few"),
        ("{weather: still|windy|wild}", "windy"),
        ("{ann.stress: calm|tense|raw}", "tense"),
        ("{bob.stress: calm|tense|raw}", "calm"),
        ("{cal.stress: calm|tense|raw}", "raw"),
        ("{weather: still|{n} knots|wild}", "9 knots"),
        ("{weather: still|*windy*|wild}", "*windy*"),
        ("*{weather: still|windy|wild}*", "*windy*"),
        ("{echo words: Said {n}} once.", "Said 9 once."),
        ("{echo words: Said} once.", "Said once."),
        ("{echo words: {n}}", "9"),
        ("a {flag_one: b} c", "a c"),
        ("*a* {flag_one: b} *c*", "*a* *c*"),
        ("{flag_one: b} c", "c"),
        ("a {flag_one: b}", "a"),
        (r"\{n\} a \| b", "{n} a | b"),
    ],
)
def test_braces(text: str, words: str) -> None:
    keys = (
        "  do: n = 9, low = -3, opener = eve, presence = signal, weather = wind, ann.stress = 4, "
        "cal.stress = 7\n  clock: sol 0 03:40\n"
    )
    assert shown(text, keys) == [words]


@pytest.mark.parametrize(
    "text", ["{flag_one: Nobody reads this.}", "*{flag_one: Nobody}*", "{flag_one: {n}}"]
)
def test_a_paragraph_without_words_is_none(text: str) -> None:
    assert shown(f"{text}\n\nEnd.") == ["End."]


def test_nobody_has_a_name_in_each_language() -> None:
    assert shown("{opener} and {opener.name}") == ["nobody and nobody"]
    files = french(("start", "It was {opener}.", "C’était {opener}."))
    scene = "start:\n  text: |\n    It was {opener}.\n  next: the_end\n"
    assert told(scene, language="fr", files=files)[1] == "C’était personne."


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("", ["one", "two", "three", "three", "three"]),
        ("&", ["one", "two", "three", "one", "two"]),
        ("!", ["one", "two", "three", "", ""]),
    ],
)
def test_sequences_go_by_visits(mark: str, words: list[str]) -> None:
    found = [
        shown(f"Now{{{mark} one| two| three}}.".replace("  ", " "), "", *["on"] * times)
        for times in range(5)
    ]
    assert [line.removeprefix("Now").removesuffix(".").strip() for (line,) in found] == words


def test_a_shuffle_is_by_chance_and_always_the_same() -> None:
    texts = {
        (seed, times): shown("{~one|two|three} {~one|two|three}", "", *["on"] * times, seed=seed)
        for seed in range(4)
        for times in range(4)
    }
    assert len({line for (line,) in texts.values()}) > 4  # the two draw apart
    assert texts[2, 2] == shown("{~one|two|three} {~one|two|three}", "", "on", "on", seed=2)


def test_sequences_in_a_text_of_no_scene_are_at_their_first() -> None:
    rules = "rules:\n  ruled:\n    when: n >= 1\n    text: |\n      {Once|Twice}.\n"
    assert shown("Begin.", "  do: n += 1\n", world_rules=rules) == ["Begin.", "Once."]


def test_a_text_of_an_observation_is_taken_in_whole() -> None:
    observations = WORLD["world/observations.yaml"].replace(
        "    lever: obs_01 as lever.", "    lever: |\n      ship_voice: First.\n\n      Second {n}."
    )
    text = "start:\n  text: |\n    {obs_01.lever}\n" + ON
    files = {SCENES: text, "world/observations.yaml": observations}
    assert told(text, files=files)[1:] == ["The Ship: First.", "Second 0."]
    # In a sentence the compiler allows one paragraph only; here it has two.
    source = story(files)
    said = Paragraph(
        "narration", ("Said: ", Show(Constant("observation", "obs_01", 0), "text", "lever"))
    )
    texts = {**source.texts("en"), "start": Block("start", "start", (said,))}
    played = Machine(Story(source.world, source.scenes, {"en": texts}, ""))
    assert page(played).lines[-1].text == "Said: First. Second 0."


# -- the fourth voice -----------------------------------------------------------------------------

ECHOES = """
start:
  text: |
    {echo first: Words of {n}.}

    Then {weather: {echo second: a calm}|{echo third: a wind}|} came. {once|*{echo fourth: twice}*}
  choices:
    - on: On.
      goto: start
    - more: More.
      do: n += 1, weather = wind
      goto: start
    - hear: Hear.
      goto: hear
hear:
  text: |
    again: third, fourth, second, first

    {if n >= 3}
    again: second
    {end}
  choices:
    - back: Back.
      goto: start
    - end: End.
      goto: the_end
"""


def test_echoes_repeat_the_first_words_that_were_printed() -> None:
    assert told(ECHOES, "hear") == ["- Hear."]  # its voice sleeps while n is 0
    assert told(ECHOES, "more", "hear")[1:] == ["Again: a wind"]
    assert told(ECHOES, "on", "more", "on", "hear")[1:] == ["Again: a wind"]


def test_echoes_are_said_as_they_stand_now_and_only_if_heard() -> None:
    scenes = ECHOES.replace("third, fourth, second, first", "third, first")
    assert told(scenes, "hear", files={"world/voices.yaml": VOICES})[1:] == ["Again: Words of 0."]
    silent = ECHOES.replace("third, fourth, second, first", "third")
    assert told(silent, "hear", files={"world/voices.yaml": VOICES})[1:] == []


VOICES = "voices:\n  again: { kind: repeats, name: Again }\n"


def test_echoes_are_said_in_the_language_of_the_page() -> None:
    scene = (
        "start:\n  text: |\n    {echo first: Words.}\n  choices:\n"
        "    - hear: Hear.\n      goto: hear\n"
        "hear:\n  text: |\n    again: first\n  next: the_end\n"
    )
    files = {
        "world/voices.yaml": VOICES,
        **french(
            ("start", "{echo first: Words.}", "Ici, {echo first: des mots.}"),
            ("voice.again", "Again", "Encore"),
        ),
    }
    assert told(scene, "hear", language="fr", files=files)[1] == "Encore: des mots."
    assert told(scene, "hear", files=files)[1] == "Again: Words."


def test_echoes_are_found_wherever_they_stand() -> None:
    marked = (
        "{if flag_one}\nNo.\n{else}\n*{flag_two: {echo deep: deep words}|}*\n{end}",
        "{echo outer: x {echo deep: deep words} y}",
        "{once {echo deep: deep words}|then}",
    )
    for text in marked:
        body = "\n".join(f"    {line}" for line in text.split("\n"))
        scene = (
            f"start:\n  text: |\n    First.\n    {{page}}\n{body}\n  choices:\n"
            "    - hear: Hear.\n      goto: hear\n"
            "hear:\n  text: |\n    again: deep\n  next: the_end\n"
        )
        assert told(scene, "hear", files={"world/voices.yaml": VOICES})[1] == "Again: deep words"


# -- languages ------------------------------------------------------------------------------------


def test_a_text_that_is_not_translated_is_shown_as_written() -> None:
    scene = "start:\n  text: Begin.\n  choices:\n    - go: Go.\n      goto: the_end\n"
    files = french(
        ("start.go", "Go.", "Y aller."), ("chapter.part.title", "Part one", "Première partie")
    )
    assert told(scene, language="fr", files=files) == ["## Première partie", "Begin."]
    assert told(scene, "go", language="fr", files=files) == ["- Y aller.", "The end."]
    assert told(scene, "go", language="de", files=files) == ["- Go.", "The end."]


def test_french_says_numbers_clocks_and_manners_its_own_way() -> None:
    source = "{words(n)}, {clock}\n\nann (radio): Hello."
    scene = (
        "start:\n  do: n = 71\n  with: ann (radio)\n  clock: sol 0 03:40\n  text: |\n"
        "    {words(n)}, {clock}\n\n    ann (radio): Hello.\n  next: the_end\n"
    )
    files = french(("start", source, "{words(n)}, {clock}\n\nann (radio): Bonjour."))
    assert told(scene, language="fr", files=files)[1:3] == [
        "soixante et onze, 3\u00a0h\u00a040",
        f"Ann ({view.words('fr')('radio')}): Bonjour.",
    ]


# -- the teller -----------------------------------------------------------------------------------


def test_the_same_moment_is_told_the_same() -> None:
    played = machine("start:\n  text: |\n    {~a|b|c} {once|twice} {n}\n" + ON)
    state, events = engine.begin(played, 4)
    teller = Teller(played, "en")
    (moment,) = [event for event in events if isinstance(event, Shown)]
    first = list(teller.lines(moment, 4))
    engine.step(played, state, "on")
    assert list(teller.lines(moment, 4)) == list(Teller(played, "en").lines(moment, 4)) == first


def test_names_and_one_line_texts() -> None:
    played = machine(
        "start:\n  text: Begin.\n  choices:\n    - go: Go *now*.\n      goto: the_end\n"
        "    - ask: |\n        Ask {n}.\n      goto: the_end\n"
    )
    teller = Teller(played, "en")
    assert teller.name("person.ann.name") == "Ann Moe"
    assert teller.name("nothing.at.all") == ""
    assert teller.room(0) == ""
    assert teller.room(2) == "Cabin"
    assert teller.chapter(0) == ""
    assert teller.chapter(2) == "Part two"
    assert teller.constant("start.go") == (Run("Go "), Run("now", True), Run("."))
    assert teller.constant("start.ask") is None
    assert teller.constant("nothing") == ()
    assert teller.simple_options("") == ()
    assert teller.simple_options("start") is None  # one label asks the state


def test_a_line_that_is_not_there_has_no_words() -> None:
    played = machine("")
    state, _ = engine.begin(played, 1)
    moment = Shown("nothing", (), state.values, state.visits, state.marks, 0)
    assert Teller(played, "en").runs(moment, 1) == ()


def test_plain_lines_leave_out_what_asks_the_state() -> None:
    asked = Select(Read("n"), (), (), (("a",), ("b",)))
    block = Block(
        "x",
        "",
        (
            Paragraph("narration", ("One ", Emphasis(("two",)), Echo("e", (" three",)))),
            Paragraph("narration", (asked,)),
            Paragraph("narration", (Echo("e", (asked,)),)),
            Paragraph("narration", (Emphasis((asked,)),)),
            Paragraph("narration", (Show(Number(1), "number"),)),
            Paragraph("narration", (Sequence("", (("a",),), 0),)),
            Paragraph("narration", ("",)),
            PageBreak(),
            Paragraph("screen", ("  LOG  ",)),
        ),
    )
    assert plain_lines(block) == (
        Line("narration", (Run("One "), Run("two", True), Run(" three"))),
        Line("screen", (Run("LOG"),)),
    )


def test_a_name_that_is_no_plain_paragraph_is_nothing() -> None:
    source = story()
    texts = {"en": {"a": Block("a", "", ()), "b": Block("b", "", (PageBreak(),))}}
    teller = Teller(Machine(Story(source.world, source.scenes, texts, "")), "en")
    assert teller.name("a") == teller.name("b") == ""


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("a  b",), "a b"),
        (("a ", " b"), "a b"),
        ((" a", "", "b "), "ab"),
        ((Emphasis(("a ",)), " ", Emphasis((" b",))), "*a b*"),
        (("a", Emphasis((" ",))), "a"),
        ((" ",), ""),
        ((Emphasis((" ",)), "a"), "a"),
        (("a\u00a0 b",), "a\u00a0 b"),  # a space that keeps words together is no plain one
    ],
)
def test_spaces_are_tidied(parts: tuple[str | Emphasis, ...], words: str) -> None:
    found = plain_lines(Block("x", "", (Paragraph("narration", parts),)))
    text = "".join(
        f"*{run.text}*" if run.emphasis else run.text for line in found for run in line.runs
    )
    assert text == words
