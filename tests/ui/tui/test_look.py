"""The looks: words that can be read, voices that differ for every eye, nothing by colour alone."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path

import pytest

from ulysse_game.ui.tui.look import (
    ANSI_ATTRIBUTES,
    LOOKS,
    MARKS,
    NAMES,
    PLAIN_ATTRIBUTES,
    ROLES,
    Look,
    contrast,
    linear,
    mark_of,
    voice_colour,
)
from ulysse_game.ui.tui.paint import Painter
from ulysse_game.view.settings import LOOK
from ulysse_game.view.wrap import cells

OURS = [look for look in LOOKS.values() if not look.is_ansi]
looks = pytest.mark.parametrize("look", OURS, ids=[look.name for look in OURS])

# What is read at length, and what may be quieter; the rest are lines and bars.
READ = (
    "prose", "emphasis", "strong", "radio", "radio_emphasis", "screen", "screen_emphasis",
    "form", "form_emphasis", "hand", "hand_emphasis", "title", "chapter", "picked", "number",
    "option", "key", "notice", "marker", "current", "found", "trace",
)  # fmt: skip
QUIET = ("second", "code", "closed", "reason", "faint", "status", "struck")
DRAWN = ("glass", "edge", "rule", "gauge", "track")

# Protanopia and deuteranopia, severity 1.0, on linear RGB: G. M. Machado, M. M. Oliveira and
# L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009.
EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}


def lab(light: tuple[float, ...]) -> tuple[float, float, float]:
    """Linear sRGB as CIE L*a*b* under D65."""
    red, green, blue = (max(0.0, min(1.0, part)) for part in light)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, eye: str) -> tuple[float, float, float]:
    """A colour as that eye sees it."""
    light = linear(colour)
    return lab(tuple(sum(a * b for a, b in zip(row, light, strict=True)) for row in EYES[eye]))


def ground_of(look: Look, role: str) -> str:
    return str(getattr(look, ROLES[role].ground))


def test_contrast_of_black_on_white() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert contrast("#777777", "#777777") == 1.0


def test_every_role_is_held_to_something() -> None:
    named = {*READ, *QUIET, *DRAWN, "voice", "mark", "inner", "seats", "picture"}
    assert named == set(ROLES)


@looks
def test_what_is_read_at_length_has_seven_to_one(look: Look) -> None:
    least = 10 if look.name.startswith("contrast") else 7
    for role in READ:
        assert contrast(getattr(look, ROLES[role].ink), ground_of(look, role)) >= least, role
    for ink in look.voices:
        assert contrast(ink, look.ground) >= least, ink
    assert contrast(look.prose, look.ground) >= 10


@looks
@pytest.mark.parametrize("ground", ["ground", "glass", "paper"])
def test_choices_can_be_read_on_whatever_they_are_written(look: Look, ground: str) -> None:
    for ink in (look.prose, look.accent):
        assert contrast(ink, getattr(look, ground)) >= 7
    assert contrast(look.faint, getattr(look, ground)) >= 4.5


@looks
def test_the_rest_can_be_read_as_well(look: Look) -> None:
    for role in QUIET:
        assert contrast(getattr(look, ROLES[role].ink), ground_of(look, role)) >= 4.5, role
    assert contrast(look.past, look.ground) >= 4.5
    assert contrast(look.past, look.ground) < contrast(look.prose, look.ground) / 1.9
    assert contrast(*look.seats) >= 7


@looks
def test_lines_and_bars_can_be_seen(look: Look) -> None:
    """Three to one, as WCAG 2 asks of graphics (1.4.11)."""
    for role in ("glass", "edge", "rule", "gauge"):
        assert contrast(getattr(look, ROLES[role].ink), ground_of(look, role)) >= 3, role


@looks
@pytest.mark.parametrize("eye", EYES)
def test_voices_differ_for_every_eye(look: Look, eye: str) -> None:
    """Fifteen in CIE 1976 is several times what can just be told apart (2.3)."""
    for one, other in itertools.combinations(look.voices, 2):
        assert math.dist(seen(one, eye), seen(other, eye)) >= 15, (one, other)


def test_roles_use_colours_that_are_there() -> None:
    for role in ROLES.values():
        assert role.ink in ("voice", "seats") or role.ink in Look._fields
        assert role.ground in Look._fields
    assert {*PLAIN_ATTRIBUTES, *ANSI_ATTRIBUTES} <= set(ROLES)


def test_only_the_seats_are_highlighted_and_nothing_blinks() -> None:
    assert [role for role, each in ROLES.items() if each.ink == "seats"] == ["seats"]
    said = [each.attributes for each in ROLES.values()]
    said += [*PLAIN_ATTRIBUTES.values(), *ANSI_ATTRIBUTES.values()]
    assert not any("blink" in attributes for attributes in said)
    reversed_roles = [role for role, each in PLAIN_ATTRIBUTES.items() if "reverse" in each]
    assert reversed_roles == ["seats"]


@pytest.mark.parametrize("look", [None, LOOKS["terminal"]], ids=["plain", "terminal"])
def test_without_colours_of_ours_no_word_has_one(look: Look | None) -> None:
    """Of the terminal's own colours nothing is known: only signs and lines may have one."""
    painter = Painter(look)
    for role in ROLES:
        for past in (False, True):
            style = painter.style(f"{role} simon" if role in ("voice", "mark", "inner") else role)
            if role not in ("mark", "glass", "edge", "rule"):
                assert style.color is None or style.color.is_default, (role, past)
            assert style.bgcolor is None or style.bgcolor.is_default, (role, past)


def test_the_looks_are_those_of_the_settings() -> None:
    assert [value for value, _ in LOOK.values] == list(NAMES)


def speakers() -> list[str]:
    """Everybody who may speak in the story, the ship's company and their guests first."""
    world = Path(__file__).parents[3] / "story" / "world"
    people = (world / "people.yaml").read_text(encoding="utf-8").partition("\npeople:\n")[2]
    voices = (world / "voices.yaml").read_text(encoding="utf-8")
    return [*re.findall(r"^    (\w+):$", people, re.M), *re.findall(r"^  (\w+):", voices, re.M)]


def test_nobody_of_the_story_has_the_sign_and_the_colour_of_another() -> None:
    who = speakers()
    assert "simon" in who
    assert "earth" in who
    for look in OURS:
        assert len({(mark_of(each), voice_colour(look, each)) for each in who}) == len(who)
    most = {"simon", "yann", "alessandra", "basile", "eva", "meyer", "martin", "komarov"}
    most |= {"earth", "irene"}
    assert most <= {*who}
    assert len({mark_of(each) for each in most}) == len(MARKS), "who speaks most, by sign alone"


def test_signs_are_one_cell_wide_and_have_letters_in_their_place() -> None:
    assert all(cells(mark) == 1 for mark in MARKS)
    assert len(set(MARKS)) == len(MARKS)
    assert Painter(None).mark("simon") in MARKS
    assert Painter(None, "letters").mark("simon") == "S"
    strip = Painter(None, "letters").strip((("▸ “Go.” │", "prose"),), 0, 12)
    assert strip.text == '> "Go." |   '
    assert strip.text.isascii()
