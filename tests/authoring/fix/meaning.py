"""What a story means, without how its words are set: what no fix may ever change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.sources import Source
from ulysse_game.story import Story

SIGNS = str.maketrans({
    "“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "…": "...",
    "\u00a0": " ", "\u202f": " ",
})  # fmt: skip


def plain(words: str) -> str:
    """Words without what typography decides."""
    even = re.sub(r"[ \n]+", " ", words.translate(SIGNS))
    return re.sub(r' ?([;:!?"]) ?', r"\1", even)


def meaning(thing: object) -> object:
    """A story or a part of it with its words plain, and without lines of files."""
    if isinstance(thing, str):
        return plain(thing)
    if isinstance(thing, Mapping):
        return {key: meaning(value) for key, value in thing.items()}
    if hasattr(thing, "_fields"):
        named = {name: getattr(thing, name) for name in thing._fields}
        kept = {name: meaning(v) for name, v in named.items() if name not in ("line", "digest")}
        return type(thing).__name__, kept
    if isinstance(thing, (tuple, list)):
        return tuple(meaning(each) for each in thing)
    return thing


def meaning_of(story: Story) -> object:
    """What a whole story means."""
    texts = {name: story.texts(name) for name in story.world.languages}
    scenes = {id: story.scenes[id] for id in story.scenes}
    return meaning(story.world), meaning(scenes), meaning(texts)


def sources_of(folder: Path) -> dict[str, bytes]:
    """The files of a story folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".yaml", ".po")
    }


def story_of(files: Mapping[str, bytes]) -> Story:
    """These files as a story, which must be sound."""
    compiled = compile_sources([Source(*each) for each in sorted(files.items())], [])
    assert compiled.story is not None, compiled.diagnostics
    return compiled.story
