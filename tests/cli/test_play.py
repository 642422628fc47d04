import io
from collections.abc import Mapping

import pytest

from ulysse_game.cli.arguments import line_width
from ulysse_game.cli.play import wants_lines, with_look


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


TERMINAL, PIPE = Terminal(), io.StringIO()


@pytest.mark.parametrize(
    ("stdin", "stdout", "environment", "expected"),
    [
        (TERMINAL, TERMINAL, {"TERM": "xterm"}, False),
        (PIPE, TERMINAL, {"TERM": "xterm"}, True),
        (TERMINAL, PIPE, {"TERM": "xterm"}, True),
        (None, TERMINAL, {"TERM": "xterm"}, True),
        (TERMINAL, TERMINAL, {"TERM": "dumb"}, True),
        (TERMINAL, TERMINAL, {"TERM": ""}, True),
        (TERMINAL, TERMINAL, {"TERM": "xterm", "ULYSSE_PLAIN": "1"}, True),
        (TERMINAL, TERMINAL, {"TERM": "xterm", "ULYSSE_PLAIN": "0"}, False),
    ],
)
def test_line_mode_is_chosen_by_itself(
    stdin: io.StringIO | None, stdout: io.StringIO, environment: Mapping[str, str], expected: bool
) -> None:
    assert wants_lines(stdin, stdout, environment) is expected


def test_the_first_look_is_that_of_the_terminal_and_then_the_player_s() -> None:
    light = {"COLORFGBG": "0;15"}
    assert with_look({}, light) == {"look": "daylight"}
    assert with_look({}, {}) == {"look": "night"}
    assert with_look({"look": "terminal", "width": "80"}, light)["look"] == "terminal"


def test_the_width() -> None:
    assert line_width(None, PIPE) == 80
    assert line_width(132, PIPE) == 132
