"""Renames as catalogues follow them: in line ids, in braces, before colons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.compiler.line_renames import renames_of
from ulysse_game.story import Variable

WAS = (
    ("scene", "night", "dusk"),
    ("choice", "dusk.mute", "dusk.silent"),
    ("choice", "lamp.off", "dusk.dark"),
    ("person", "simon", "sim"),
    ("observation", "obs_1", "obs_one"),
    ("variable", "presence", "it"),
    ("variable", "weather", "sky"),
    ("stat", "trust", "faith"),
    ("value:gap", "none", "empty"),
    ("echo", "heard", "heard_it"),
    ("chapter", "ulysse", "first"),
)
RENAMES = renames_of(WAS)


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("night", "dusk"),
        ("night.title", "dusk.title"),
        ("night.mute.then", "dusk.silent.then"),
        ("dusk.mute", "dusk.silent"),
        ("lamp.off.then", "dusk.dark.then"),
        ("lamp.on", "lamp.on"),
        ("nightly.mute", "nightly.mute"),
        ("person.simon.called", "person.sim.called"),
        ("observation.obs_1.lever", "observation.obs_one.lever"),
        ("word.presence.patient.the", "word.it.patient.the"),
        ("word.gap.none", "word.gap.empty"),
        ("room.simon", "room.simon"),
        ("chapter.ulysse.title", "chapter.first.title"),
    ],
)
def test_line_ids(old: str, now: str) -> None:
    assert RENAMES.line_id(old) == now


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("simon: Simon, simon.", "sim: Simon, simon."),
        ("simon?: Yes.\n\nsimon (radio): No.", "sim?: Yes.\n\nsim (radio): No."),
        ("{Presence.the} of {presence}", "{It.the} of {it}"),
        ("{simon.trust >= 2: a|b}", "{sim.faith >= 2: a|b}"),
        ("{if weather is calm and p.trust > 1}\nx\n{end}",
         "{if sky is calm and p.faith > 1}\nx\n{end}"),
        ("{gap is none: a|{gap in (none, worn): b}}",
         "{gap is empty: a|{gap in (empty, worn): b}}"),
        ("{gap is not none: none}", "{gap is not empty: none}"),
        ("{echo heard: I heard}", "{echo heard_it: I heard}"),
        ("{ echo\n heard : I heard}", "{ echo\n heard_it : I heard}"),
        ("{gap\nis\n not  none: a} {gap in\n(none, worn): b}",
         "{gap\nis\n not  empty: a} {gap in\n(empty, worn): b}"),
        ("voice: heard, other", "voice: heard_it, other"),
        ("{simon|weather}", "{simon|weather}"),
        ("{&trust|presence}", "{&trust|presence}"),
        ("the presence of simon", "the presence of simon"),
        ("obs_1", "obs_1"),
        ("{words(count(o in observations.ulysse if simon.ulysse))}",
         "{words(count(o in observations.first if sim.ulysse))}"),
        ("{obs_1 is seen: x}", "{obs_one is seen: x}"),
    ],
)  # fmt: skip
def test_words(old: str, now: str) -> None:
    assert RENAMES.words(old) == now


@given(st.text("{}|:. simon\n&", max_size=30))
def test_without_renames_nothing_changes(text: str) -> None:
    assert renames_of(()).words(text) == text
    assert renames_of(()).line_id(text) == text


@given(st.text("{}|:.?() simon\n&echo,", max_size=30))
def test_hostile_text(text: str) -> None:
    assert isinstance(RENAMES.words(text), str)


def test_a_value_of_what_is_asked_is_no_other_name() -> None:
    """`chair is ann` where `ann` is a value of `chair`; elsewhere it is the person."""
    chair = Variable("chair", "word", 0, 1, ("ann", "empty"))
    renames = renames_of([("person", "ann", "anna")], [chair])
    assert renames.words("{chair is ann and ann.here: a}") == "{chair is ann and anna.here: a}"
    assert renames.words("{chair is ann: a|b} {ann.stress: c|d}") == (
        "{chair is ann: a|b} {anna.stress: c|d}"
    )
    assert renames.words("{opener in (ann, bob): a|b}") == "{opener in (anna, bob): a|b}"
