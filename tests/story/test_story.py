"""A story finds its scenes and texts; a language that lacks a text shows the source's."""

from __future__ import annotations

import pytest

from tests.story.trees import small
from ulysse_game.story import Block, Paragraph, Story


def block(words: str) -> Block:
    return Block("start", "", (Paragraph("narration", (words,)),))


def test_texts_fall_back_to_the_source() -> None:
    source = small()
    texts = {
        "en": {"start": block("Begin."), "end": block("End.")},
        "fr": {"start": block("Début.")},
    }
    story = Story(source.world, source.scenes, texts, "digest")
    assert story.text("start", "fr") == block("Début.")
    assert story.text("end", "fr") == block("End.")
    assert story.text("start", "de") == block("Begin.")
    assert story.text("nowhere", "fr") is None
    assert story.is_translated("start", "fr")
    assert not story.is_translated("end", "fr")
    assert not story.is_translated("start", "de")
    assert story.texts("fr") == texts["fr"]
    assert story.texts("de") == {}


def test_scenes_are_found_by_id() -> None:
    story = small()
    assert story.scene("start").id == "start"
    assert story.scene_ids == tuple(story.scenes)
    with pytest.raises(KeyError):
        story.scene("nowhere")
