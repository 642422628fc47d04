"""The table of keys says what the compiler says, no more and no less."""

from __future__ import annotations

import pytest

from ulysse_game.authoring.keys import MEANINGS
from ulysse_game.authoring.lsp.complete import _VALUES
from ulysse_game.authoring.lsp.format_keys import SHAPES, Shape, kind_of_file, shape_at
from ulysse_game.authoring.lsp.meanings import meaning, meaning_of
from ulysse_game.compiler.choices import CHOICE_KEYS
from ulysse_game.compiler.scenes import SCENE_KEYS
from ulysse_game.compiler.world import CHAPTER_KEYS, STORY_KEYS, WORLD_KEYS


@pytest.mark.parametrize("shape", SHAPES.values(), ids=lambda shape: shape.what)
def test_every_key_has_a_meaning_and_every_meaning_a_key(shape: Shape) -> None:
    assert set(shape.keys) == set(MEANINGS.get(shape.what, {}))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("story", STORY_KEYS), ("chapter", CHAPTER_KEYS), ("world", WORLD_KEYS),
        ("scene", SCENE_KEYS), ("choice", CHOICE_KEYS),
    ],
)  # fmt: skip
def test_the_compilers_own_keys(name: str, keys: tuple[str, ...]) -> None:
    assert set(SHAPES[name].keys) == set(keys)


def test_what_stands_inside_is_a_shape_and_what_is_taken_can_be_completed() -> None:
    words = {"", "words", "number", "language", "folders"}  # nothing can be offered for these
    for shape in SHAPES.values():
        for takes in (*shape.keys.values(), *([shape.free] if shape.free else [])):
            assert takes.inside in {"", "observation", *SHAPES}
            assert takes.value in words | {"bands", "choice"} | set(_VALUES), takes


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("story.yaml", "story"), ("world/a.yaml", "world"), ("1_part/chapter.yaml", "chapter"),
        ("1_part/a.yaml", "scenes"), ("common/a.yaml", "scenes"), ("a.yaml", "scenes"),
        ("languages/fr/a.po", "po"), ("house-style.yaml", "house style"),
        ("a/house-style.yaml", "scenes"), ("notes.md", ""),
    ],
)  # fmt: skip
def test_kinds_of_files(file: str, kind: str) -> None:
    assert kind_of_file(file) == kind


def test_shapes_by_their_path() -> None:
    def what(kind: str, *path: str) -> str:
        shape = shape_at(kind, path)
        return "" if shape is None else shape.what

    assert what("scenes", "kitchen", "choices") == "a choice"
    assert what("world", "people", "crew", "simon", "reacts") == "reactions"
    assert what("chapter", "variables", "tide") == "a variable"
    assert what("scenes", "kitchen", "at") == ""
    assert what("scenes", "kitchen", "no_such_key") == ""


def test_meanings() -> None:
    scene = SHAPES["scene"]
    assert meaning(scene, "at") == meaning_of("a scene: at") != ""
    assert meaning(scene, "no_such_key") == ""
    assert meaning(None, "at") == ""
