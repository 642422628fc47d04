"""The story language, one tiny story for each part of it, each with its walkthroughs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.language.tiny import STORIES, lay, sections
from tests.language.twice import played_twice
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.compiler.walkthroughs import read_walkthrough
from ulysse_game.diagnostics import Severity, render
from ulysse_game.engine import Machine

LANGUAGES = ("en",)


@cache
def compiled(story: Path) -> Compiled:
    with TemporaryDirectory() as folder:
        tiny = sections(story.read_text(encoding="utf-8"))
        return compile_folder(lay(tiny, Path(folder)))


@cache
def machine(story: Path) -> Machine:
    found = compiled(story).story
    assert found is not None, render(compiled(story).diagnostics, {}, "short")
    return Machine(found)


def walkthroughs() -> Iterator[object]:
    for story in STORIES:
        tiny = sections(story.read_text(encoding="utf-8"))
        assert tiny.walkthroughs, story
        for text in tiny.walkthroughs.values():
            name = text.lstrip("\n").partition("\n")[0].removeprefix("walkthrough: ")
            yield pytest.param(story, text, id=f"{story.stem}-{name}")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.stem)
def test_it_compiles(story: Path) -> None:
    found = [each for each in compiled(story).diagnostics if each.severity is not Severity.HINT]
    assert found == [], render(found, {}, "short")


@pytest.mark.parametrize(("story", "text"), list(walkthroughs()))
def test_it_plays_the_same_twice(story: Path, text: str) -> None:
    file = f"tests/language/stories/{story.name}"
    played = machine(story)
    walkthrough, problems = read_walkthrough(file, text.encode(), compiled(story))
    assert walkthrough is not None, render(problems, {}, "short")
    played_twice(played, walkthrough, LANGUAGES)
