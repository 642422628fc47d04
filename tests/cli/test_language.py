import pytest

from ulysse_game.cli.language import language


@pytest.mark.parametrize(
    ("chosen", "setting", "environment", "expected"),
    [
        (None, "", {}, "en"),
        ("fr", "en", {"LANG": "en_GB.UTF-8"}, "fr"),
        (None, "fr", {"LANG": "en_GB.UTF-8"}, "fr"),
        (None, "tlh", {"LANG": "fr_FR.UTF-8"}, "fr"),
        (None, "", {"LANG": "fr_CA"}, "fr"),
        (None, "", {"LANG": "FR"}, "fr"),
        (None, "", {"LANG": "de_DE.UTF-8"}, "en"),
        (None, "", {"LC_ALL": "C", "LANG": "fr_FR"}, "en"),
        (None, "", {"LC_ALL": "", "LANG": "fr_FR"}, "fr"),
        (None, "", {"LC_MESSAGES": "fr_FR", "LANG": "en_GB"}, "fr"),
    ],
)
def test_language(
    chosen: str | None, setting: str, environment: dict[str, str], expected: str
) -> None:
    assert language(chosen, setting, environment) == expected
