"""The files of a folder: which belong to the story, which cannot be read, and their digest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.compiler.small import SCENES, WORLD
from ulysse_game.compiler import compile_folder, sources
from ulysse_game.compiler.names_of_files import is_story_file
from ulysse_game.compiler.sources import Source, digest_of, list_files, read_sources
from ulysse_game.diagnostics import render

START = b"start:\n  text: Begin.\n  next: the_end\n"


def lay(folder: Path, *files: str, text: bytes = b"a: b\n") -> Path:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    return folder


def whole(folder: Path) -> Path:
    for file, text in WORLD.items():
        lay(folder, file, text=text.encode())
    return lay(folder, SCENES, text=START)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("scenes.yaml", True),
        ("fr.po", True),
        ("_draft.yaml", True),
        (".hidden.yaml", False),
        ("scenes.yml", False),
        ("notes.txt", False),
        ("scenes.yaml~", False),
        (".yaml", False),
    ],
)
def test_names(name: str, expected: bool) -> None:
    assert is_story_file(name) is expected


def test_which_files_there_are(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "b.yaml",
        "a.yaml",
        "world/x.yaml",
        "languages/fr/a.po",
        "_drafts/x.yaml",
        ".git/x.yaml",
        "notes.txt",
        "deep/er/x.yaml",
        "_x.yaml",
    )
    assert list_files(tmp_path) == [
        "_x.yaml",
        "a.yaml",
        "b.yaml",
        "deep/er/x.yaml",
        "languages/fr/a.po",
        "world/x.yaml",
    ]
    assert list_files(tmp_path / "nowhere") == []


def test_links_lead_out_of_no_folder(tmp_path: Path) -> None:
    outside = lay(tmp_path / "outside", "x.yaml")
    folder = lay(tmp_path / "story", "a.yaml")
    (folder / "link").symlink_to(outside)
    (folder / "link.yaml").symlink_to(outside / "x.yaml")
    (folder / "ring").symlink_to(folder)
    (folder / "inside.yaml").symlink_to("a.yaml")
    assert list_files(folder) == ["a.yaml", "inside.yaml", "link.yaml"]
    found, problems = read_sources(folder)
    assert [source.file for source in found] == ["a.yaml", "inside.yaml"]
    assert [(each.code, each.span.file) for each in problems] == [("unreadable-file", "link.yaml")]
    assert "leads out of the story’s folder" in problems[0].message


def test_a_folder_may_be_a_link_itself(tmp_path: Path) -> None:
    lay(tmp_path / "real", "a.yaml").joinpath("b.yaml").symlink_to("a.yaml")
    (tmp_path / "story").symlink_to("real")
    assert [source.file for source in read_sources(tmp_path / "story")[0]] == ["a.yaml", "b.yaml"]


def test_a_name_that_a_terminal_might_obey_is_not_read(tmp_path: Path) -> None:
    lay(tmp_path, "a.yaml", "été à l’eau.yaml", "a\x1b[2Jb.yaml", "a\u202eb.yaml")
    found, problems = read_sources(tmp_path)
    assert [source.file for source in found] == ["a.yaml", "été à l’eau.yaml"]
    assert [each.code for each in problems] == ["unreadable-file"] * 2


def test_there_is_an_end_to_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, *(f"{n}/x.yaml" for n in range(9)))
    monkeypatch.setattr(sources, "MOST_FILES", 3)
    assert len(list_files(tmp_path)) == 4
    found, problems = read_sources(tmp_path)
    assert [source.file for source in found] == ["0/x.yaml", "1/x.yaml", "2/x.yaml"]
    assert [(each.code, each.span.file) for each in problems] == [("too-many", "3/x.yaml")]


def test_there_is_an_end_to_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, "a.yaml", "b.yaml", "c.yaml")
    monkeypatch.setattr(sources, "MOST_BYTES", 10)
    found, problems = read_sources(tmp_path)
    assert [source.file for source in found] == ["a.yaml", "b.yaml"]
    assert [(each.code, each.span.file) for each in problems] == [("too-many", "c.yaml")]


def test_the_digest_names_every_byte_and_name() -> None:
    one, two = Source("a.yaml", b"1"), Source("b.yaml", b"2")
    digests = {
        digest_of(each)
        for each in (
            [],
            [one],
            [two],
            [one, two],
            [one._replace(file="c.yaml")],
            [one._replace(data=b"2")],
            [Source("a.yaml", b""), Source("1", b"")],
            [Source("a.yaml1", b"")],
        )
    }
    assert len(digests) == 8
    assert digest_of([one, two]) == digest_of([two, one])
    assert len(digest_of([])) == 32


def test_the_digest_is_the_same_for_ever() -> None:
    assert digest_of([Source("a.yaml", b"a: b\n")]) == DIGEST


DIGEST = "647357b7ac5de176937884687a02ebbc"


def test_a_file_that_is_too_big(tmp_path: Path) -> None:
    lay(tmp_path, "big.yaml", text=b"#" * (sources.LARGEST + 2))
    found, problems = read_sources(tmp_path)
    assert (found, [each.code for each in problems]) == ([], ["file-too-big"])


def test_what_cannot_be_read(tmp_path: Path) -> None:
    lay(tmp_path, "a.yaml")
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")
    (tmp_path / "folder.yaml").mkdir()
    if os.geteuid():
        lay(tmp_path, "locked.yaml").joinpath("locked.yaml").chmod(0)
    found, problems = read_sources(tmp_path)
    assert [source.file for source in found] == ["a.yaml"]
    assert {each.code for each in problems} == {"unreadable-file"}


def test_a_disk_that_fails_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path) -> bytes:
        raise OSError(5, "Input/output error")

    lay(tmp_path, "a.yaml")
    monkeypatch.setattr(Path, "read_bytes", fail)
    _, problems = read_sources(tmp_path)
    assert [(each.code, "Input/output error" in each.message) for each in problems] == [
        ("unreadable-file", True)
    ]


def test_files_that_nobody_reads_are_named(tmp_path: Path) -> None:
    whole(tmp_path)
    lay(tmp_path, "1_part/more.yml")
    found = compile_folder(tmp_path)
    assert found.story is not None
    assert "unread-file" in [each.code for each in found.diagnostics]


def test_words_that_are_no_text_are_shown_as_far_as_they_go() -> None:
    assert Source("a.yaml", b"a\xffb").text == "a\ufffdb"


def test_a_name_that_is_no_text_is_no_trouble(tmp_path: Path) -> None:
    try:
        lay(whole(tmp_path), os.fsdecode(b"1_part/\xff.yaml"), text=b"odd:\n  next: nowhere\n")
    except OSError:
        pytest.skip("this disk takes no such name")
    found = compile_folder(tmp_path)
    assert "unknown-scene" in [each.code for each in found.diagnostics]
    for form in ("human", "short", "json", "github"):
        assert render(found.diagnostics, found.sources, form)
