"""What pytest loads of this package wherever it is installed: two options and one question.

A story pack names its folders of walkthroughs in its pytest settings; every walkthrough and saved
game in them is then a test (``playtest.plugin``). Where none are named this module costs nothing:
it imports no part of the game.
"""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """The settings of a story pack."""
    parser.addini(
        "ulysse_walkthroughs",
        "folders of ulysse walkthroughs and saved games to run as tests, one a line; "
        "“FOLDER = STORY” for those of another story than ulysse_story",
        type="linelist",
        default=[],
    )
    parser.addini(
        "ulysse_story", "the folder of their ulysse story (default: story)", default="story"
    )


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse settings that name what is not there: nothing would be tested, and nobody told.

    Raises ``pytest.UsageError``.
    """
    config = session.config
    folders: list[str] = config.getini("ulysse_walkthroughs")
    here = config.inipath.parent if config.inipath is not None else config.rootpath
    for line in folders:
        folder, _, story = (part.strip() for part in line.partition("="))
        if not (here / folder).is_dir():
            raise pytest.UsageError(f"ulysse_walkthroughs: there is no folder {folder}")
        setting = "ulysse_walkthroughs" if story else "ulysse_story"
        story = story or config.getini("ulysse_story")
        if not (here / story / "story.yaml").is_file():
            raise pytest.UsageError(f"{setting}: there is no story.yaml in the folder {story}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """The tests of a file, if it lies in one of the folders and is a script."""
    if file_path.suffix not in (".yaml", ".json"):
        return None
    folders: list[str] = parent.config.getini("ulysse_walkthroughs")
    if not folders:
        return None
    from ulysse_game.playtest.plugin import collected

    return collected(file_path, parent, folders)
