"""A story in an editor: what is read when, and what is said while it is broken."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.authoring.lsp.hut import HUT, hut
from ulysse_game.authoring.lsp.open_story import NOTHING_READ, OpenStory, Reading, folder_of
from ulysse_game.authoring.lsp.server import StoryServer

SCENES = "1_part/scenes.yaml"


@pytest.fixture
def story(tmp_path: Path) -> OpenStory:
    return OpenStory(hut(tmp_path))


def codes(reading: Reading) -> list[str]:
    return [each.code for each in reading.diagnostics]


def test_names_outlive_an_error(story: OpenStory) -> None:
    assert set(story.read({}).names.scenes) == {"morning", "night", "early", "end", "card"}
    broken = story.read({SCENES: "morning:\n  at: [\n"})
    assert broken.compiled.story is None
    assert "night" in broken.names.scenes
    assert "oil" in broken.names.variables


def test_what_the_lint_shop_said_stays_where_nothing_changed(story: OpenStory) -> None:
    first = story.read({})
    assert "never-set" not in codes(first)
    story.look(first)
    assert "never-set" in codes(first)
    broken = story.read({SCENES: HUT[SCENES].replace("at: galley", "at: gally")})
    assert {"never-set", "unknown-room"} <= set(codes(broken))
    story.look(broken)  # it cannot see a story with errors
    assert "never-set" in codes(broken)
    chapter = "1_part/chapter.yaml"
    changed = story.read({chapter: HUT[chapter] + "# one line more\n"})
    assert "never-set" not in codes(changed)
    story.look(changed)
    assert "never-set" in codes(changed)


def test_an_allowed_warning_is_not_told(story: OpenStory) -> None:
    chapter = "1_part/chapter.yaml"
    text = HUT[chapter].replace("  tide:", "  # allow: never-set — it comes later\n  tide:")
    reading = story.read({chapter: text})
    story.look(reading)
    assert "never-set" not in codes(reading)


def test_the_nearest_folder_upwards(tmp_path: Path) -> None:
    outer = hut(tmp_path / "outer")
    inner = hut(outer / "_drafts" / "inner")
    assert folder_of(outer / SCENES) == outer
    assert folder_of(inner / "a" / "b" / "new.yaml") == inner
    assert folder_of(tmp_path / "notes.yaml") is None


def test_a_mistake_of_ours_freezes_nobody(
    story: OpenStory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_: object) -> Reading:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(story, "read", fails)
    server = StoryServer()

    async def asked() -> Reading:
        story.edition += 1
        return await asyncio.wait_for(server.current(story), 10)

    assert asyncio.run(asked()) is NOTHING_READ
    assert NOTHING_READ.index.all() == ()
    assert NOTHING_READ.lines(SCENES) == []
    assert "a mistake of ours" in caplog.text
    server.stop()
