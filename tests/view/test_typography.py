"""Quotes, dashes and labels around speech."""

from __future__ import annotations

import pytest

from ulysse_game.view.page import Line, Run
from ulysse_game.view.typography import in_signs, label, speech, spoken, wide_spaces


def said(words: str, voice: str = "person", name: str = "Simon", manner: str = "") -> Line:
    return Line("speech", (Run(words),), "simon", name, manner, voice)


def text(line: Line, language: str) -> str:
    return "".join(run.text for run in speech(line, language))


@pytest.mark.parametrize(
    ("line", "english", "french"),
    [
        (said("Go on."), "SIMON  “Go on.”", "SIMON  —\xa0Go on."),
        (said("Hello.", "ship", "Irène"), "IRÈNE  “Hello.”", "IRÈNE  —\xa0Hello."),
        (
            said("Sign it.", "radio", "Martin", "radio"),
            "[Martin, radio]  “Sign it.”",
            "[Martin, radio]  Sign it.",
        ),
        (said("Copy.", "radio", "Earth"), "[Earth]  “Copy.”", "[Earth]  Copy."),
        (
            said("Count.", "inner", "the Clinician"),
            "the Clinician: Count.",
            "the Clinician\xa0: Count.",
        ),
        (said("Down from here.", "repeats", ""), "Down from here.", "Down from here."),
        (said("“No,” she said."), "SIMON  “No,” she said.", "SIMON  “No,” she said."),
    ],
)
def test_speech(line: Line, english: str, french: str) -> None:
    assert text(line, "en") == english
    assert text(line, "fr") == french


def test_inner_voices_are_in_italics() -> None:
    assert all(run.emphasis for run in spoken(said("Count.", "inner", "the Clinician"), "en"))
    assert not any(run.emphasis for run in spoken(said("Count."), "en"))


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        ([Run("On "), Run("asks", emphasis=True), Run(" all night.")], "On *asks* all night."),
        ([Run("On"), Run(" asks ", emphasis=True), Run("all night.")], "On *asks* all night."),
        ([Run("All of it.", emphasis=True)], "All of it."),
        ([Run("None.")], "None."),
        ([Run("a"), Run(" ", emphasis=True), Run("b")], "a b"),
        ([], ""),
    ],
)
def test_without_italics_words_stand_between_asterisks(runs: list[Run], told: str) -> None:
    assert in_signs(runs) == told


def test_no_name_no_label() -> None:
    assert label(said("x", name="")) == ""


def test_wide_spaces() -> None:
    assert wide_spaces("Qui\u202f?") == "Qui\xa0?"
