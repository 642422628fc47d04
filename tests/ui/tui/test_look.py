"""The looks: prose that can be read, roles that are known, nothing said by colour alone."""

from __future__ import annotations

import pytest

from ulysse_game.ui.tui.look import LOOKS, PLAIN_ATTRIBUTES, ROLES, Look, contrast, voice_colour

looks = pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))


def test_contrast_of_black_on_white() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert contrast("#777777", "#777777") == 1.0


@looks
def test_prose_stands_out(look: Look) -> None:
    assert contrast(look.prose, look.ground) >= 10


@looks
def test_everything_that_is_read_at_length_has_seven_to_one(look: Look) -> None:
    for ink in (look.prose, look.screen, *look.voices):
        assert contrast(ink, look.ground) >= 7, ink


@looks
def test_the_rest_can_be_read_as_well(look: Look) -> None:
    for ink in (look.past, look.faint, look.accent):
        assert contrast(ink, look.ground) >= 4.5, ink
    assert contrast(*look.seats) >= 4.5


def test_roles_use_colours_that_are_there() -> None:
    for colour, _ in ROLES.values():
        assert colour == "voice" or colour in Look._fields
    assert set(PLAIN_ATTRIBUTES) <= set(ROLES)


def test_only_the_seats_have_a_ground_of_their_own() -> None:
    assert [role for role, (colour, _) in ROLES.items() if colour == "seats"] == ["seats"]
    assert not any("blink" in attributes for _, attributes in ROLES.values())


@looks
def test_a_voice_keeps_its_colour(look: Look) -> None:
    assert voice_colour(look, "simon") == voice_colour(look, "simon")
    assert voice_colour(look, "") in look.voices
    assert len({voice_colour(look, who) for who in ("simon", "eva", "yann", "irene")}) > 1
