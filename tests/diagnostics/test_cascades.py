"""A file that cannot be read, or a table without its name, does not make all others wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.diagnostics.stories import FIXTURE
from ulysse_game.compiler import compile_folder
from ulysse_game.compiler.hold import FOLLOWS, MOST_ALIKE, hold_back
from ulysse_game.diagnostics import Diagnostic, Severity, Span
from ulysse_game.diagnostics.catalogue import codes

FILES = sorted(path.relative_to(FIXTURE).as_posix() for path in FIXTURE.rglob("*.yaml"))


def told(folder: Path, file: str, content: bytes) -> list[tuple[str, str]]:
    story = folder / "story"
    shutil.copytree(FIXTURE, story)
    (story / file).write_bytes(content)
    return [(each.code, each.span.file) for each in compile_folder(story).diagnostics]


@pytest.mark.parametrize("file", FILES)
def test_a_file_in_another_encoding(file: str, tmp_path: Path) -> None:
    content = (FIXTURE / file).read_bytes() + b"# caf\xe9\n"
    assert told(tmp_path, file, content) == [("not-utf8", file)]


@pytest.mark.parametrize("file", FILES)
def test_a_file_whose_first_key_lost_its_colon(file: str, tmp_path: Path) -> None:
    lines = (FIXTURE / file).read_text(encoding="utf-8").split("\n")
    first = next(n for n, line in enumerate(lines) if line and not line.startswith("#"))
    lines[first] = lines[first].replace(":", "", 1)
    found = told(tmp_path, file, "\n".join(lines).encode())
    assert len(found) == 1
    assert found[0][1] == file


@pytest.mark.parametrize("file", FILES)
def test_a_tab_somewhere(file: str, tmp_path: Path) -> None:
    content = (FIXTURE / file).read_text(encoding="utf-8").replace("\n  ", "\n\t", 1)
    found = told(tmp_path, file, content.encode())
    assert found == [("tab-indent", file)] or file == "story.yaml"


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("world/")])
def test_a_table_without_its_name(file: str, tmp_path: Path) -> None:
    """The names in it are lost, and whoever uses them is not to blame."""
    text = (FIXTURE / file).read_text(encoding="utf-8")
    name = next(line for line in text.split("\n") if line and line[0] not in "# ")
    if not name.endswith(":"):
        return
    found = told(
        tmp_path,
        file,
        text.replace(f"\n{name}", f"\n{name[:2]}x:", 1).encode()
        if f"\n{name}" in text
        else text.replace(name, f"{name[:2]}x:", 1).encode(),
    )
    assert len(found) == 1, found
    assert found[0] == ("unknown-key", file)


def test_names_that_stand_nowhere_in_the_broken_file_are_still_reported(tmp_path: Path) -> None:
    story = tmp_path / "story"
    shutil.copytree(FIXTURE, story)
    people = story / "world" / "people.yaml"
    people.write_text(people.read_text("utf-8").replace("    simon:", "    simon", 1), "utf-8")
    (story / "1_part" / "scenes.yaml").write_text(
        "kitchen:\n  at: galley\n  with: simon\n  do: cohesoin += 1\n  text: |\n    simon: Yes.\n"
        "  next: supper\n",
        "utf-8",
    )
    found = compile_folder(story).diagnostics
    assert [each.code for each in found] == ["unknown-name", "yaml-syntax"]


def test_keys_at_the_left_edge_are_told_of_their_scenes(tmp_path: Path) -> None:
    """None of the keys is indented: they stand twice in the file, and are not what is wrong."""
    scene = "{}:\nat: galley\ntext: |\n  Words.\nnext: supper\n"
    content = scene.format("kitchen") + scene.format("pantry")
    file = "1_part/scenes.yaml"
    assert told(tmp_path, file, content.encode()) == [("wants-names", file)] * 2


def test_a_scene_that_stands_twice_is_told_beside_one_without_keys(tmp_path: Path) -> None:
    scene = "kitchen:\n  at: galley\n  text: |\n    Words.\n  next: supper\n"
    file = "1_part/scenes.yaml"
    found = told(tmp_path, file, f"{scene}empty:\n{scene}".encode())
    assert found == [("duplicate-key", file)]


def test_the_same_unknown_name_is_not_told_for_ever() -> None:
    many = [Diagnostic("unknown-scene", "there is no `x`.", Span("a", n, 1)) for n in range(1, 51)]
    other = [
        Diagnostic("open-if", "this {if} has no {end}.", Span("a", n, 2)) for n in range(1, 51)
    ]
    found = hold_back([*many, *other], {}, set())
    assert len(found) == MOST_ALIKE + len(other)


def test_errors_are_not_crowded_out_by_warnings() -> None:
    many = [
        Diagnostic("straight-quote", "a quote.", Span("a", n, 1), "", Severity.WARNING)
        for n in range(1, 201)
    ]
    last = Diagnostic("open-if", "this {if} has no {end}.", Span("a", 500, 1))
    found = hold_back([*many, last], {}, set())
    assert len(found) == 100
    assert last in found


def test_what_follows_has_pages() -> None:
    assert set(codes()) >= FOLLOWS
