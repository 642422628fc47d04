"""Names, texts, offers, cards and ways that are of no use."""

from __future__ import annotations

import pytest

from tests.authoring.lint.looking import found, told
from tests.compiler.small import NEXT_SCENES, SCENES

START = "start:\n  at: deck\n  with: ann?, bob?\n  text: |\n    {text}\n  next: the_end\n"


def unused(text: str = "Begin.", **files: str) -> set[str]:
    """What nobody uses, as ``what name``, beside what the small world has lying about anyway."""
    given = {SCENES: START.replace("{text}", text), **files}
    return {
        each.message.removeprefix("nobody uses the ").replace("`", "").rstrip(".")
        for each in found("unused", given)
        if each.code == "unused-name"
    }


def test_the_small_world_has_much_lying_about() -> None:
    assert unused() == {
        "named expression close",
        "named expression delay",
        "named expression half",
        "observation obs_01",
        "observation obs_02",
        "person cal",
        "person eve",
        "room cabin",
        "room dome",
        "set ours",
        "tag listen",
        "tag press",
        "voice again",
        "voice ship_voice",
    }


@pytest.mark.parametrize(
    ("text", "no_longer"),
    [
        ("{half(n)} left.", "named expression half"),
        ("{any(p in people if close(p)): Close.|}", "named expression close"),
        ("{count(p in ours if p.here)} here.", "set ours"),
        ("ship_voice: Begin.", "voice ship_voice"),
        ("{if opener is cal}\n    Cal.\n    {end}", "person cal"),
        ("{if eve.trust > 3}\n    Eve.\n    {end}", "person eve"),
        ("{if where_to is mars}\n    Mars.\n    {end}", "room dome"),
    ],
)
def test_a_use_in_a_text(text: str, no_longer: str) -> None:
    assert unused() - unused(text) == {no_longer}


@pytest.mark.parametrize(
    ("margin", "no_longer"),
    [
        ("  at: cabin\n", "room cabin"),
        ("  observe: obs_01\n", "observation obs_01"),
        ("  with: cal?\n", "person cal"),
        ("  do: p.trust += 1 for p in ours\n", "set ours"),
        ("  do: n = half(n)\n", "named expression half"),
        ("  choices:\n    - go: Go on.\n      tags: press\n", "tag press"),
    ],
)
def test_a_use_in_a_margin(margin: str, no_longer: str) -> None:
    later = f"later:\n{margin}  text: Later.\n  next: the_end\n"
    assert unused() - unused(**{NEXT_SCENES: later}) == {no_longer}


def test_the_line_below_a_bar_is_margin() -> None:
    later = "later:\n  text: |\n    Later.\n  do: n = half(n)\n  next: the_end\n"
    assert unused() - unused(**{NEXT_SCENES: later}) == {"named expression half"}


def test_a_word_of_prose_is_no_use() -> None:
    later = "later:\n  # ours, half\n  text: |\n    They are ours, by half.\n  next: the_end\n"
    assert {"set ours", "named expression half"} <= unused(**{NEXT_SCENES: later})


def test_a_translation_may_be_what_uses_a_name() -> None:
    po = 'msgctxt "start"\nmsgid "Begin."\nmsgstr "{half(n)} encore."\n'
    assert unused() - unused(**{"languages/fr/part.po": po}) == {"named expression half"}


def test_the_place_of_each_is_where_it_is_declared() -> None:
    for each in found("unused"):
        if each.code == "unused-name":
            name = each.message.split("`")[1]
            assert each.span.file.startswith("world/"), name
            assert each.span.length == len(name)
            assert (each.span.line, each.span.column) > (1, 1)


# -- echoes, decks, forms -------------------------------------------------------------------------

MARKS = "{echo heard_it: I heard it.}"


def test_an_echo_waits_for_its_voice_and_only_the_voice_is_told_of() -> None:
    assert "echo heard_it" not in unused(MARKS)
    assert "voice again" in unused(MARKS)


def test_an_echo_that_nobody_hears() -> None:
    other = "later:\n  text: |\n    {echo other: So.}\n\n    again: other\n  next: the_end\n"
    assert "echo heard_it" in unused(MARKS, **{NEXT_SCENES: other})
    (each,) = [
        each
        for each in found("unused", {SCENES: START.replace("{text}", MARKS), NEXT_SCENES: other})
        if "heard_it" in each.message
    ]
    assert (each.span.file, each.span.line, each.span.column) == (SCENES, 5, 11)


def test_an_echo_that_a_condition_hears() -> None:
    other = (
        "later:\n  text: |\n    {echo other: So.} {heard(heard_it): Yes.|}\n\n    again: other\n"
        "  next: the_end\n"
    )
    assert "echo heard_it" not in unused(MARKS, **{NEXT_SCENES: other})


CHAPTER = "chapter: part\ntitle: Part one\nbegins: start\ndecks:\n  talks: {cards}\n"
CARD = "card:\n  offer: A card.\n  {more}text: A card.\n  next: return\n"
OTHER = "other:\n  offer: Another.\n  text: Another.\n  next: return\n"
DRAWS = "start:\n  text: Begin.\n  choices:\n    - draw: talks\n    - go: Go on.\n  next: the_end\n"


def with_deck(cards: str, start: str = DRAWS, more: str = "") -> dict[str, str]:
    return {
        SCENES: start,
        "1_part/cards.yaml": CARD.replace("{more}", more) + OTHER,
        "1_part/chapter.yaml": CHAPTER.replace("{cards}", cards),
    }


def test_a_deck_that_nobody_draws_from() -> None:
    given = with_deck("card, other", START.replace("{text}", "Begin."))
    (each,) = [each for each in found("unused", given) if "`talks`" in each.message]
    assert (each.span.file, each.span.line, each.span.column) == ("1_part/chapter.yaml", 5, 3)
    assert not [
        each for each in found("unused", with_deck("card, other")) if "`talks`" in each.message
    ]


def test_an_offer_of_a_scene_in_no_deck() -> None:
    assert [
        each.code for each in found("unused", with_deck("card")) if "other" in each.message
    ] == ["unused-offer"]


def test_a_card_that_hides_those_below_it() -> None:
    pile = "\n    one: card, other"
    (each,) = found("decks", with_deck(pile, more="again: yes\n  "))
    assert (each.code, each.span) == ("hidden-card", ("1_part/chapter.yaml", 6, 16, 5))
    assert each.labels[0].span.column == 10
    assert found("decks", with_deck(pile)) == []
    assert found("decks", with_deck(pile, more="again: yes\n  when: n > 3\n  ")) == []
    assert found("decks", with_deck("card, other", more="again: yes\n  ")) == []
    assert found("decks", with_deck("\n    one: other, card", more="again: yes\n  ")) == []


def test_forms_of_a_word_that_is_used() -> None:
    assert "form the" not in unused()  # the word itself is of no use, and that is said of it
    assert "form the" in unused("{presence}")
    assert "form the" not in unused("{presence.the}")


def test_texts_of_observations() -> None:
    shown = "later:\n  each: o in observations\n  text: |\n    {o.notebook}\n  next: the_end\n"
    codes = [each.message.split("`")[1] for each in found("unused", {NEXT_SCENES: shown})
             if each.code == "unused-text"]  # fmt: skip
    assert codes == ["recorded", "softened", "earth", "lever", "lever_softened", "left_out"]


# -- ways -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("margin", "is_idle"),
    [
        ("", True),
        ("  with: ann?\n", True),
        ("  when: n > 3\n", False),
        ("  with: ann\n", False),
        ("  session: bob\n", False),
    ],
)
def test_an_else_that_nothing_leads_to(margin: str, is_idle: bool) -> None:
    text = f"start:\n{margin}  else: the_end\n  text: Begin.\n  next: the_end\n"
    line = 2 + margin.count("\n")
    assert told("idle_else", text) == ([f"{line}:3 idle-else else"] if is_idle else [])
