"""The player's own dates and times, in both languages."""

from __future__ import annotations

import pytest

from ulysse_game.view.dates import date, language_name, span


@pytest.mark.parametrize(
    ("written", "language", "told"),
    [
        ("2026-11-22 12:40", "en", "22\xa0November\xa02026, 12:40"),
        ("2026-11-22 12:40", "fr", "22\xa0novembre\xa02026, 12\xa0h\xa040"),
        ("2026-08-01", "fr", "1er\xa0août\xa02026"),
        ("2026-08-01", "en", "1\xa0August\xa02026"),
        ("2026-13-01", "en", "2026-13-01"),
        ("yesterday", "fr", "yesterday"),
        ("", "en", ""),
    ],
)
def test_dates(written: str, language: str, told: str) -> None:
    assert date(written, language) == told


def test_spans() -> None:
    assert [span(n, "en") for n in (-5, 59, 60, 3599, 3600, 3900)] == [
        "", "", "1\xa0min", "59\xa0min", "1\xa0h\xa000", "1\xa0h\xa005",
    ]  # fmt: skip


def test_a_language_names_itself() -> None:
    assert (language_name("en"), language_name("fr")) == ("English", "français")
