"""What starting costs: a fresh interpreter tells which modules it came to import."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import ulysse_game

SOURCES = Path(ulysse_game.__file__).parent.parent

# Everything of the house but the screen and the browser.
_ALL_BUT_SCREEN = """
import json, pkgutil, sys
import ulysse_game
for module in pkgutil.walk_packages(ulysse_game.__path__, "ulysse_game."):
    if not module.name.startswith(("ulysse_game.ui.tui", "ulysse_game.ui.web", "ulysse_game.__")):
        __import__(module.name)
print(json.dumps(sorted(sys.modules)))
"""

_LINE_MODE = """
import json, sys
import ulysse_game.cli.play
import ulysse_game.ui.plain
print(json.dumps(sorted(sys.modules)))
"""


@cache
def imported(program: str) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(result.stdout))


def test_only_the_screen_imports_the_toolkit() -> None:
    modules = imported(_ALL_BUT_SCREEN)
    assert "ulysse_game.cli.play" in modules
    assert not modules & {"textual", "rich"}


@pytest.mark.parametrize(
    "slow",
    ["textual", "rich", "yaml", "asyncio", "dataclasses", "inspect", "logging", "platformdirs",
     "polib", "tempfile", "shutil", "subprocess", "importlib.metadata", "importlib.resources",
     "wcwidth", "difflib", "traceback"],
)  # fmt: skip
def test_line_mode_imports_nothing_slow(slow: str) -> None:
    assert slow not in imported(_LINE_MODE)
