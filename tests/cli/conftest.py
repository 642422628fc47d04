import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import ulysse_game

Ulysse = Callable[..., "subprocess.CompletedProcess[str]"]
SOURCES = Path(ulysse_game.__file__).parent.parent


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A player who has never played, at an English terminal."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "HOME": str(tmp_path / "home"),
        "LANG": "en_GB.UTF-8",
        "PYTHONPATH": str(SOURCES),
        "TERM": "xterm-256color",
        "ULYSSE_CACHE_DIR": str(tmp_path / "cache"),
        "ULYSSE_SAVE_DIR": str(tmp_path / "saves"),
    }


@pytest.fixture
def ulysse(environment: dict[str, str], tmp_path: Path) -> Ulysse:
    """Runs the command line in a process of its own: ``ulysse("check", DIR, stdin="…")``."""

    def run(
        *arguments: str | Path, stdin: str = "", **changes: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ulysse_game", *map(str, arguments)],
            cwd=tmp_path,
            env={**environment, **changes},
            input=stdin,
            capture_output=True,
            encoding="utf-8",
        )

    return run
