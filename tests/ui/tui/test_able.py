"""What a terminal can show, from what it says of itself."""

import pytest

from ulysse_game.ui.tui.able import Able, able, is_light


@pytest.mark.parametrize(
    ("system", "environment", "has_colours", "expected", "manner"),
    [
        ("truecolor", {"LANG": "fr_FR.UTF-8"}, True, Able("true", "all"), "quadrant"),
        ("256", {"LANG": "fr_FR.UTF-8"}, True, Able("256", "all"), "cube"),
        ("standard", {"LANG": "en_GB.utf8"}, True, Able("16", "all"), "tones"),
        ("windows", {}, True, Able("16", "all"), "tones"),
        ("standard", {"TERM": "linux", "LANG": "C.UTF-8"}, True, Able("16", "blocks"), "halftones"),
        ("truecolor", {"TERM": "linux"}, True, Able("true", "blocks"), "half"),
        ("truecolor", {"TERM": "linux"}, False, Able("none", "blocks"), "ascii"),
        ("truecolor", {"LANG": "en_US.UTF-8"}, False, Able("none", "all"), "braille"),
        (None, {"LANG": "en_US.UTF-8"}, True, Able("none", "all"), "braille"),
        ("truecolor", {"LANG": "C"}, True, Able("true", "letters"), "ascii"),
        ("truecolor", {"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True, Able("true", "letters"), "ascii"),
        ("truecolor", {"LC_CTYPE": "C.UTF-8"}, True, Able("true", "all"), "quadrant"),
        ("truecolor", {"LANG": "en_US.ISO-8859-1"}, True, Able("true", "letters"), "ascii"),
        ("truecolor", {"LANG": "C", "LC_ALL": "en_US.UTF-8"}, True, Able(), "quadrant"),
    ],
)
def test_what_can_be_shown(
    system: str | None, environment: dict[str, str], has_colours: bool, expected: Able, manner: str
) -> None:
    found = able(system, environment, has_colours=has_colours)
    assert found == expected
    assert found.manner == manner
    assert found.has_braille == (expected.signs == "all")


def test_what_crosses_a_network() -> None:
    assert able("truecolor", {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}).is_far
    assert not able("truecolor", {}).is_far


def test_light_grounds() -> None:
    assert is_light({"COLORFGBG": "0;15"})
    assert is_light({"COLORFGBG": "0;default;7"})
    assert not is_light({"COLORFGBG": "15;0"})
    assert not is_light({})
