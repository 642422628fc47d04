"""The outline of a file stays while it is broken, and a catalogue has one too."""

from __future__ import annotations

from tests.authoring.lsp.hut import HUT
from ulysse_game.authoring.lsp.place import Sheet, sheet_of
from ulysse_game.authoring.lsp.positions import lines_of
from ulysse_game.authoring.lsp.symbols import folds, symbols


def sheet(file: str, text: str | None = None) -> Sheet:
    return sheet_of(file, lines_of(HUT[file] if text is None else text))


def test_scenes_and_choices_of_a_broken_file() -> None:
    text = HUT["1_part/scenes.yaml"].replace("  next: night", "  next: [ni\n   : }")
    found = symbols(sheet("1_part/scenes.yaml", text))
    assert [each.name for each in found] == ["morning", "night", "early", "end", "card"]
    assert [(each.name, each.detail) for each in found[0].inside] == [
        ("fill", "Fill it."), ("talk", "Talk to him."),
    ]  # fmt: skip


def test_choices_lie_within_their_scene() -> None:
    for scene in symbols(sheet("1_part/scenes.yaml")):
        for choice in scene.inside:
            assert scene.line < choice.line <= choice.end <= scene.end


def test_what_the_world_declares() -> None:
    people = symbols(sheet("world/people.yaml"))[1]
    assert people.name == "people"
    assert [each.name for each in people.inside[0].inside] == ["simon", "eva"]


def test_a_catalogue_by_its_line_ids() -> None:
    found = symbols(sheet("languages/fr/part.po"))
    assert [each.name for each in found] == [
        "morning", "morning.fill", "morning.fill.then", "night",
    ]  # fmt: skip
    lines = HUT["languages/fr/part.po"].split("\n")
    assert lines[found[0].end - 1] == '"eva?: {Boat.the}."'
    assert (found[0].line, found[0].end) in folds(sheet("languages/fr/part.po"))


def test_files_of_other_kinds_have_none() -> None:
    assert symbols(sheet("notes.md", "# A: b\n")) == []
    assert folds(sheet("1_part/chapter.yaml"))[0] == (4, 5)
