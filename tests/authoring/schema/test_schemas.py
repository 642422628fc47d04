"""The schemas as data: their keys, the story's names, the line at the head of a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagnostics.stories import FIXTURE
from ulysse_game.authoring.schema import (
    KINDS,
    Names,
    kind_of,
    modeline,
    names_of,
    schemas,
    with_modeline,
)
from ulysse_game.compiler import compile_folder
from ulysse_game.compiler.choices import CHOICE_KEYS
from ulysse_game.compiler.scenes import SCENE_KEYS
from ulysse_game.compiler.world import CHAPTER_KEYS, STORY_KEYS, WORLD_KEYS

LINE = "# yaml-language-server: $schema="


def parts(schema: object) -> Iterator[dict[str, object]]:
    """Every object within a schema."""
    if isinstance(schema, dict):
        yield schema
        for each in schema.values():
            yield from parts(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from parts(each)


@pytest.mark.parametrize(
    ("file", "path", "keys"),
    [
        ("story.json", [], STORY_KEYS),
        ("chapter.json", [], CHAPTER_KEYS),
        ("world.json", [], WORLD_KEYS),
        ("scenes.json", ["additionalProperties"], SCENE_KEYS),
        ("scenes.json", ["additionalProperties", "properties", "choices", "items"], CHOICE_KEYS),
    ],
)
def test_the_keys_are_those_of_the_compiler(
    file: str, path: list[str], keys: tuple[str, ...]
) -> None:
    found: object = schemas()[file]
    for step in path:
        assert isinstance(found, dict)
        found = found[step]
    assert isinstance(found, dict)
    assert tuple(found["properties"]) == keys
    assert all(each["description"] for each in found["properties"].values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_pattern_can_be_read_here_and_in_an_editor(kind: str) -> None:
    for part in parts(schemas()[f"{kind}.json"]):
        pattern = part.get("pattern")
        if isinstance(pattern, str):
            re.compile(pattern)
            assert "(?P" not in pattern
            assert "[^]" not in pattern
    json.dumps(schemas())


def test_a_story_s_names_are_offered_and_never_the_only_ones() -> None:
    names = names_of(compile_folder(FIXTURE))
    assert {"kitchen", "supper"} <= set(names.scenes)
    assert names.rooms == ("beach", "cabin", "galley")
    assert names.people == ("eva", "jeanne", "simon")
    assert names.decks == ("talks",)
    assert names.folders == ("1_part",)
    for schema in schemas(names).values():
        for part in parts(schema):
            if "supper" in (part.get("enum") or ()):  # type: ignore[operator]  # a list
                assert set(part) == {"enum"}  # one of several ways, beside a pattern


def test_names_are_there_although_the_story_has_errors(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a_scene:\n  at: nowhere\n", encoding="utf-8")
    assert names_of(compile_folder(tmp_path)).scenes == ("a_scene",)
    assert schemas(Names()).keys() == schemas().keys()


@pytest.mark.parametrize(
    ("file", "kind", "line"),
    [
        ("story.yaml", "story", ".schema/story.json"),
        ("house-style.yaml", "house-style", ".schema/house-style.json"),
        ("1_part/chapter.yaml", "chapter", "../.schema/chapter.json"),
        ("1_part/deep/scenes.yaml", "scenes", "../../.schema/scenes.json"),
        ("world/people.yaml", "world", "../.schema/world.json"),
        ("languages/fr/part.po", "", ""),
    ],
)
def test_each_file_has_its_schema(file: str, kind: str, line: str) -> None:
    assert kind_of(file) == kind
    assert modeline(file) == (LINE + line if line else "")


HEADS = st.sampled_from(
    [
        "# a note\n", "\n", "# yaml-language-server: $schema=../../.schema/world.json\n",
        "#yaml-language-server: $schema=old/scenes.json\n", "a:\n  b: c\n", "\ufeff", "#",
    ]
)  # fmt: skip


@given(st.lists(HEADS, max_size=6).map("".join))
def test_the_line_is_put_once_and_all_else_stays(text: str) -> None:
    once = with_modeline("1_part/a.yaml", text)
    assert with_modeline("1_part/a.yaml", once) == once
    assert once.removeprefix("\ufeff").startswith(LINE + "../.schema/scenes.json\n")

    def others(lines: str) -> list[str]:
        return [each for each in lines.removeprefix("\ufeff").split("\n")
                if not re.match("# ?yaml-language-server: ", each)]  # fmt: skip

    head = re.match(r"\ufeff?(?:#[^\n]*\n|\n|#\Z)*", text)
    assert head is not None
    kept = others(head[0]), text[head.end() :]
    assert (
        "\n".join(kept[0]) + kept[1]
        == "\n".join(others(once[: len(once) - len(kept[1])])) + (kept[1])
    )


def test_a_schema_of_somebody_else_s_is_left_alone() -> None:
    text = "# yaml-language-server: $schema=https://example.org/mine.json\na:\n"
    assert with_modeline("1_part/a.yaml", text) == text


def test_line_ends_stay_as_they_are() -> None:
    assert with_modeline("a.yaml", "a:\r\n").count("\r\n") == 2


def keys_in(schema: object) -> Iterator[tuple[str, ...]]:
    """The keys of every object a schema describes."""
    for part in parts(schema):
        properties = part.get("properties")
        if isinstance(properties, dict):
            yield tuple(properties)


@pytest.mark.parametrize("kind", ["story", "chapter", "scenes", "house-style"])
def test_the_schemas_of_the_shipped_story_have_today_s_keys(kind: str) -> None:
    """Its names may have grown since; its keys are those of the format, or editors mislead."""
    folder = Path(__file__).parents[3] / "story" / ".schema"
    written = json.loads((folder / f"{kind}.json").read_text(encoding="utf-8"))
    keys, today = list(keys_in(written)), list(keys_in(schemas()[f"{kind}.json"]))
    assert keys == today, "run `ulysse schema story`"
