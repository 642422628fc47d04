"""Banned phrases, densities, typography and address, in the source and in a translation."""

from __future__ import annotations

import pytest

from tests.authoring.lint.prose import diagnostics, told
from tests.compiler.small import SCENES, compiled
from ulysse_game.authoring.lint import material_of
from ulysse_game.authoring.lint.shop import look
from ulysse_game.compiler.house_style import HouseStyle

SCENE = """start:
  at: deck
  with: ann, bob
  text: |
{text}
  choices:
    - go: |
        {label}

        {gives}
  next: the_end
"""


def scene(text: str = "Begin.", label: str = "Go on.", gives: str = "Well.") -> str:
    body = "\n".join(f"    {line}".rstrip(" ") for line in text.split("\n"))
    return SCENE.format(text=body, label=label, gives=gives)


def style(part: str, words: str, language: str = "en") -> str:
    lines = "\n".join(f"      {line}" for line in words.split("\n"))
    return f"languages:\n  {language}:\n    {part}:\n{lines}\n"


# ── banned phrases ──────────────────────────────────────────────────────────────────────────────

SAD = style("banned", "- find: sad|angry\n  where: {where}\n  instead: a hand.")
TEXT = "It is sad.\n\nann: I am angry. {if_n}\n\n> SAD\n\n“So sad,” he says.\n// a sad note"


@pytest.mark.parametrize(
    ("where", "places"),
    [
        ("narration", ["5:11"]),
        ("speech", ["7:15", "11:9", "15:13"]),
        ("screens", ["9:7"]),
        ("choices", ["15:13"]),
    ],
)
def test_a_phrase_is_banned_where_it_is_banned(where: str, places: list[str]) -> None:
    scenes = scene(TEXT.replace("{if_n}", "{n >= 2: angry |}").replace("angry |", "a|"),
                   label="“So sad.”")  # fmt: skip
    found = told("banned", scenes, SAD.replace("{where}", where))
    assert [each.partition(" ")[0] for each in found] == places


def test_a_banned_phrase_says_what_to_write() -> None:
    found = diagnostics("banned", scene("He is sad."), SAD.replace("{where}", "narration"))[0]
    assert found.code == "banned-phrase"
    assert found.message == "“sad” is not written in narration here."
    assert found.help == "a hand."
    assert found.span.length == 3


def test_what_follows_a_speech_is_the_narrator_s() -> None:
    """A phrase that begins with the end of a speech is about the words behind it."""
    banned = style("banned", "- find: ” … mutters|whispers\n  where: narration")
    found = told("banned", scene("“No,” he mutters.\n\nShe mutters. “She mutters.”"), banned)
    assert found == ["5:9 banned-phrase ” he mutters"]


def test_a_phrase_may_be_banned_in_two_parts() -> None:
    banned = style("banned", "- find: finally\n  where: narration, choices")
    scenes = scene("Finally.\n\nann: Finally.\n\n“Finally,” he says.", label="Finally go.")
    found = diagnostics("banned", scenes, banned)
    assert [each.span.line for each in found] == [5, 12]
    assert found[0].message == "“Finally” is not written in narration or choices here."


def test_a_phrase_over_a_line_break_is_found_where_it_begins() -> None:
    found = told("banned", scene("It is in the\nvoid."), style("banned", "- the void"))
    assert found == ["5:14 banned-phrase the"]


def test_what_is_allowed_in_it_is_left_alone() -> None:
    banned = style("banned", "- find: the void\n  but: the void between")
    assert told("banned", scene("Into the void between two steps."), banned) == []
    assert len(told("banned", scene("Into the void, the void between two."), banned)) == 1


def test_a_selector_is_not_prose() -> None:
    banned = style("banned", "- weather\n- is")
    assert told("banned", scene("{weather is storm: Rain|Sun} and {n}."), banned) == []


def test_a_note_is_not_prose() -> None:
    banned = style("banned", "- sad")
    assert told("banned", scene("// a sad note\nWell."), banned) == []


def test_each_language_has_its_own_list() -> None:
    banned = style("banned", "- soudain", "fr")
    french = {"start": ("Begin soudain.", "Ça commence soudain.")}
    found = told("banned", scene("Begin soudain."), banned, french)
    assert found == ["6:21 banned-phrase soudain"]


# ── densities ───────────────────────────────────────────────────────────────────────────────────

DASHES = style("densities", "dashes:\n  find: —\n  most: 1 per 20 words")
SIMILES = style("densities", "similes:\n  find: like a|an\n  most: 1 per scene")


def test_a_sign_that_stands_too_often() -> None:
    found = diagnostics("dense", scene("One — two — three."), DASHES)
    assert [(each.span.line, each.span.column) for each in found] == [(5, 15)]
    assert found[0].message == "dashes: “—” stands 2 times in `start`; the most is 1 in 20 words."
    assert [label.span.column for label in found[0].labels] == [9]


def test_many_words_bear_more_of_it() -> None:
    assert told("dense", scene("One — two — three." + " word" * 40), DASHES) == []
    assert len(told("dense", scene("One — two — three — four." + " word" * 40), DASHES)) == 1


def test_a_scene_is_counted_with_all_that_it_gives() -> None:
    one, two = scene("It is like a hen."), scene("It is like a hen.", gives="It is like an egg.")
    assert told("dense", one, SIMILES) == []
    assert told("dense", two, SIMILES) == ["10:15 too-dense like an"]


# ── typography ──────────────────────────────────────────────────────────────────────────────────


def test_signs_are_reported_where_they_stand() -> None:
    found = told("typography", scene("Wait... It is set ; so --\nno  more."))
    assert found == [
        "5:9 typography ...",
        "5:22 typography  ",
        "5:28 typography --",
        "6:7 typography   ",
    ]


def test_straight_quotes_are_said_once() -> None:
    """The compiler says so of prose; of titles it does not."""
    assert told("typography", scene("It isn't.")) == []
    title = {"1_part/chapter.yaml": "chapter: part\ntitle: It isn't\nbegins: start\n"}
    made = material_of(compiled({SCENES: scene(), **title}), HouseStyle())
    assert [str(each.span) for each in look("typography")(made)] == [
        "Span(file='1_part/chapter.yaml', line=2, column=14, length=1)"
    ]


def test_two_spaces_of_a_translation_are_told_by_another_rule() -> None:
    assert told("typography", scene(), "", {"start": ("Begin.", "Ça  commence.")}) == []


def test_only_the_families_asked_for() -> None:
    quiet = "languages:\n  en:\n    typography: dashes\n"
    found = told("typography", scene("Wait... It is -- set."), quiet)
    assert found == ["5:19 typography --"]
    assert told("typography", scene("Wait..."), quiet.replace("dashes", "none")) == []


def test_a_dash_before_a_speech_is_a_dash() -> None:
    french = {"start": ("ann: No.", "ann: —\xa0Non.")}
    style = "languages:\n  fr:\n    typography: "
    assert len(told("typography", scene("ann: No."), style + "dashes", french)) == 1
    assert told("typography", scene("ann: No."), style + "quotes", french) == []


def test_french_in_its_catalogue() -> None:
    french = {"start": ("Begin.", "Quoi ? Non\u202f? Et: rien"), "start.go": ("Go on.", "Va!")}
    found = diagnostics("typography", scene(), "", french)
    assert [each.message for each in found] == [
        "before `?` stands a narrow no-break space (U+202F).",
        "before `:` stands a no-break space (U+00A0).",
        "before `!` stands a narrow no-break space (U+202F).",
    ]
    assert [(each.span.line, each.span.column) for each in found] == [(6, 13), (6, 24), (10, 11)]


# ── tu and vous ─────────────────────────────────────────────────────────────────────────────────

TALK = """start:
  at: deck
  with: {here}
  text: |
    bob: Line.
  choices:
    - go: “Line.”
  next: the_end
"""
TABLE = "you: ann\n" + style(
    "address",
    "- ann and bob say {form}\n- ann and cal say vous\n- bob says vous to cal",
    "fr",
)


def talk(words: str, form: str, here: str = "bob", label: str = "") -> list[str]:
    french = {"start": ("bob: Line.", f"bob: {words}")}
    if label:
        french["start.go"] = ("“Line.”", label)
    found = told("address", TALK.format(here=here), TABLE.replace("{form}", form), french)
    return [each.split(" ", 2)[2] for each in found]


@pytest.mark.parametrize(
    ("form", "words", "wrong"),
    [
        ("vous", "Tu viens.", "Tu"),
        ("vous", "Je te vois.", "te"),
        ("vous", "Viens-tu\u202f?", "tu"),
        ("vous", "T’as vu.", "T’"),
        ("vous", "Vous venez.", ""),
        ("vous", "Ton sommeil est mauvais.", "Ton"),
        ("vous", "Il faut que ton rapport parte.", "ton"),
        ("vous", "Le ton est bon, sur un ton grave, sans changer de ton.", ""),
        ("vous", "Le même ton neutre, ce ton léger.", ""),
        ("vous", "C’est le tien, je tiens la corde.", "tien"),
        ("vous", "La tienne est froide.", "tienne"),
        ("vous", "C’est ta tasse.", "ta"),
        ("vous", "Elle a tu son nom.", ""),
        ("vous", "Il s’est tu, c’est le ton.", ""),
        ("vous", "Il a dit «\xa0tu\xa0».", ""),
        ("vous", "*Tu viens*, il a dit.", ""),
        ("vous", "{n >= 2: Tu|Vous} venez.", "Tu"),
        ("tu", "Vous venez.", "Vous"),
        ("tu", "C’est votre tasse.", "votre"),
        ("tu", "Allez, viens. Allez\u202f!", ""),
        ("tu", "Allez au sas.", "Allez"),
        ("tu", "Au garde-à-vous.", ""),
        ("tu", "Vous dormez tous mal.", ""),
        ("tu", "Vous notez tous les jours.", "Vous"),
        ("tu", "Vous, les psys, vous notez.", ""),
        ("tu", "Lui et toi, vous dormez.", ""),
        ("tu", "Vous êtes huit à bord.", ""),
        ("tu", "Terre, ici Bob, je vous reçois.", ""),
        ("tu", "Vous n’avez rien, ici tout va.", "Vous"),
        ("tu", "Asseyez-vous.", "Asseyez"),
        ("tu", "Votre main.", "Votre"),
        ("tu", "Le rendez-vous, chez elle, assez tard.", ""),
        ("tu", "Vous venez, Cal et toi\u202f?", ""),
        ("tu", "Vous autres, vous venez.", ""),
        ("tu", "Un résumé de vous tous.", ""),
        ("tu", "Tu viens.", ""),
        ("either", "Tu venez.", ""),
        ("vous, tu in start", "Tu viens.", ""),
        ("vous, tu in start", "Vous venez.", "Vous"),
        ("vous, tu in part", "Tu viens.", ""),
        ("vous, tu in second", "Tu viens.", "Tu"),
    ],
)
def test_the_form_of_two_alone(form: str, words: str, wrong: str) -> None:
    assert talk(words, form) == ([wrong] if wrong else [])


def test_vous_may_mean_several() -> None:
    assert talk("Vous venez.", "tu", here="bob, cal") == []


def test_tu_is_wrong_when_it_is_wrong_to_everybody_here() -> None:
    assert talk("Tu viens.", "vous", here="bob, cal") == ["Tu"]
    assert talk("Tu viens.", "tu", here="bob, cal") == []


def test_the_player_speaks_in_the_words_of_choices() -> None:
    said = "«\xa0Tu viens.\xa0»"
    assert talk("Oui.", "vous", label=said) == ["Tu"]
    assert talk("Oui.", "tu", label=said) == []
    assert talk("Oui.", "vous", label="Te taire.") == []


def test_who_is_not_in_the_table_is_not_looked_at() -> None:
    assert talk("Tu viens.", "vous", here="bob, eve") == []


def test_a_voice_without_a_name_is_not_named() -> None:
    voices = 'voices:\n  ship_voice: ship, The Ship\n  again: { kind: repeats, name: "" }\n'
    french = {"start": ("bob: Line.", "bob: Vous venez.")}
    table = TABLE.replace("{form}", "tu")
    found = told("address", TALK.format(here="bob"), table, french, world_voices=voices)
    assert [each.split(" ", 2)[2] for each in found] == ["Vous"]


def test_a_session_is_with_one() -> None:
    scenes = TALK.format(here="cal").replace("with: cal", "session: bob")
    french = {"start": ("bob: Line.", "bob: Tu viens."), "start.go": ("“Line.”", "«\xa0Toi.\xa0»")}
    found = told("address", scenes, TABLE.replace("{form}", "vous"), french)
    assert [each.split(" ", 2)[2] for each in found] == ["Tu", "Toi"]


def test_in_a_session_the_player_speaks_to_that_person_though_others_are_here() -> None:
    scenes = TALK.format(here="bob, eve").replace("with:", "session: bob\n  with:")
    french = {"start.go": ("“Line.”", "«\xa0Toi.\xa0»")}
    found = told("address", scenes, TABLE.replace("{form}", "vous"), french)
    assert [each.split(" ", 2)[2] for each in found] == ["Toi"]
