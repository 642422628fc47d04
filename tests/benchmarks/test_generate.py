"""The generated story: the same bytes every time, and the same story in both languages."""

import re
from pathlib import Path

import pytest
import yaml

from . import generate

COUNT = 120


@pytest.fixture(scope="module")
def scenes() -> list[generate.Scene]:
    return [generate.scene(index, COUNT) for index in range(COUNT)]


@pytest.fixture(scope="module")
def files(scenes: list[generate.Scene]) -> dict[str, object]:
    """Every file of our format, read as YAML."""
    return {path: yaml.safe_load(text) for path, text in generate.our_files(scenes).items()}


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def words(text: str) -> list[str]:
    """What is prose in a scene of either language: the sentences, and nothing of the margin."""
    return re.findall(r"[A-Z][a-z ,\n]+\.", re.sub(r"\s+", " ", text))


def test_a_seed_always_gives_the_same_bytes_and_leaves_chance_alone(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        generate.write(20, tmp_path / name, seed)
    assert contents(tmp_path / "one") == contents(tmp_path / "again")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


def test_every_scene_stands_once_and_every_way_leads_to_one(
    scenes: list[generate.Scene], files: dict[str, dict[str, object]]
) -> None:
    written = [name for path, file in files.items() if path[0].isdigit() for name in file]
    written = [name for name in written if name not in ("chapter", "title", "begins")]
    assert sorted(written) == sorted({scene.id for scene in scenes} | {"the_end"})
    assert {choice.goto for scene in scenes for choice in scene.choices} <= set(written)


def test_the_words_are_the_same_in_both(scenes: list[generate.Scene]) -> None:
    for scene in scenes:
        assert words(generate.our_scene(scene)) == words(generate.ink_scene(scene))


def test_a_page_has_about_eighty_words(scenes: list[generate.Scene]) -> None:
    lengths = [sum(len(text.split()) for text in scene.paragraphs) for scene in scenes]
    assert 75 <= sum(lengths) / len(lengths) <= 95


def test_two_choices_are_always_open(scenes: list[generate.Scene]) -> None:
    for scene in scenes:
        assert [choice.condition is None for choice in scene.choices] == [True, False, True]


def test_a_story_is_cut_into_files_and_chapters() -> None:
    many = [generate.scene(index, 600) for index in range(600)]
    files = generate.our_files(many)
    assert files["story.yaml"].endswith("chapters: 1_part_1, 2_part_2\n")
    assert sum(path.startswith("1_part_1/") for path in files) == 10 + 1
    assert sum(path.startswith("2_part_2/") for path in files) == 2 + 1 + 1
