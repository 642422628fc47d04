"""The floors of the house hold, and each guard has been seen to fail.

The contracts of import-linter and ruff's bans stand in ``pyproject.toml``. Here they are run on
the package as it is, and on copies of it with one forbidden import planted.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ulysse_game

PACKAGE = Path(ulysse_game.__file__).parent
ROOT = PACKAGE.parent.parent
SCRIPTS = Path(sys.executable).parent


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SCRIPTS / "lint-imports", "--config", folder / "pyproject.toml", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )


def ruff(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SCRIPTS / "ruff", "check", "--no-cache", "--output-format=concise", "src"],
        cwd=folder,
        capture_output=True,
        text=True,
    )


def test_the_contracts_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and the project file, to be broken."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        PACKAGE, tmp_path / "src" / "ulysse_game", ignore=shutil.ignore_patterns("__pycache__")
    )
    return tmp_path


def plant(copy: Path, module: str, line: str) -> None:
    """Writes a module with one import of its own into the copy."""
    path = copy / "src" / "ulysse_game" / module
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")


BROKEN = {
    # planted module: (its import, the contract that must break)
    "diagnostics/up.py": ("import ulysse_game.story", "floors"),
    "story/up.py": ("import ulysse_game.engine", "floors"),
    "engine/sideways.py": ("import ulysse_game.compiler", "floors"),
    "compiler/sideways.py": ("import ulysse_game.engine", "floors"),
    "view/sideways.py": ("import ulysse_game.storage", "floors"),
    "play/up.py": ("import ulysse_game.ui.plain", "floors"),
    "ui/up.py": ("import ulysse_game.cli", "floors"),
    "ui/plain/neighbour.py": ("import ulysse_game.ui.tui", "front-ends"),
    "ui/plain/toolkit.py": ("import textual.app", "toolkit"),
    "play/toolkit.py": ("from rich.text import Text", "toolkit"),
    "cli/toolkit.py": ("from textual import on", "toolkit"),
    "play/reader.py": ("import yaml", "yaml"),
    "ui/tui/reader.py": ("from yaml import safe_load", "yaml"),
    "engine/clock.py": ("import time", "pure-engine"),
    "engine/disk.py": ("from pathlib import Path", "pure-engine"),
    "story/system.py": ("import os", "pure-engine"),
    "view/chance.py": ("import random", "bans"),
    "storage/pickled.py": ("import pickle", "bans"),
}


def test_every_forbidden_import_is_found(copy: Path) -> None:
    for module, (line, _) in BROKEN.items():
        plant(copy, module, line)
    result = lint_imports(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    broken = [row for row in result.stdout.splitlines() if row.endswith(" BROKEN")]
    assert len(broken) == len({contract for _, contract in BROKEN.values()})
    for module in BROKEN:
        name = f"ulysse_game.{module.removesuffix('.py').replace('/', '.')}"
        assert f"{name} -> " in result.stdout, f"{name} was not found"


def test_a_floor_that_nobody_placed_is_found(copy: Path) -> None:
    plant(copy, "helpers/__init__.py", "")
    result = lint_imports(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "helpers" in result.stdout


BANNED = {
    # planted module: (what it does, the rule that must find it)
    "view/chance.py": ("import random", "TID251"),
    "play/pickled.py": ("from pickle import loads", "TID251"),
    "ui/plain/toolkit.py": ("import textual", "TID251"),
    "cli/toolkit.py": ("from rich.text import Text", "TID251"),
    "play/reader.py": ("import yaml", "TID251"),
    "engine/code_of_a_stranger.py": ("x = eval('1')", "S307"),
    "view/talking.py": ("print('a stray word')", "T201"),
    "play/clock.py": ("from datetime import datetime\n\nx = datetime.now()", "DTZ005"),
}


def test_every_ban_is_found(copy: Path) -> None:
    for module, (line, _) in BANNED.items():
        plant(copy, module, line)
    result = ruff(copy)
    assert result.returncode == 1
    for module, (_, rule) in BANNED.items():
        path = re.escape(f"src/ulysse_game/{module}")
        assert re.search(rf"^{path}:\d+:\d+: {rule} ", result.stdout, re.MULTILINE), module


def test_every_package_is_held_by_the_bans() -> None:
    """A new package must be written into the contracts that list the packages they hold."""
    import tomllib

    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {each["id"]: each for each in config["tool"]["importlinter"]["contracts"]}
    packages = {
        f"ulysse_game.{path.name}"
        for path in PACKAGE.iterdir()
        if path.is_dir() and (path / "__init__.py").exists()
    }
    front_ends = {f"ulysse_game.ui.{path.parent.name}" for path in PACKAGE.glob("ui/*/__init__.py")}
    toolkit = set(contracts["toolkit"]["source_modules"])
    assert toolkit >= packages - {"ulysse_game.ui"}
    assert toolkit >= front_ends - {"ulysse_game.ui.tui", "ulysse_game.ui.web"}
    assert set(contracts["yaml"]["source_modules"]) >= packages - {"ulysse_game.compiler"}
    assert set(contracts["front-ends"]["modules"]) >= front_ends
