"""Whatever stands in a catalogue: an update keeps every word, and a second changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.authoring.translating.stories import FILE, NOW, compiled_at, lay
from ulysse_game.authoring.translating.update import update
from ulysse_game.authoring.translating.write import strings
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.house_style import HouseStyle
from ulysse_game.compiler.po import notes_of, read_po

WORDS = st.text('aé \n"\\{}|:’\u00a0', max_size=90)
NOTES = st.lists(
    st.sampled_from(["# à moi", "#", "#. theirs", "#: a.yaml:1", "#, fuzzy", "#, no-wrap",
                     '#| msgid "old"', ""]),
    max_size=4,
)  # fmt: skip
IDS = st.sampled_from(["start", "start.go", "start.go.then", "start.old", "later", "gone.long.ago"])
ENTRY = st.tuples(NOTES, IDS, WORDS, WORDS, st.booleans())


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Compiled]:
    """A story in a folder, compiled before it has any catalogue."""
    folder = lay(tmp_path_factory.mktemp("story"))
    return folder, compiled_at(folder)


def written(entries: list[tuple[list[str], str, str, str, bool]]) -> str:
    parts = []
    for notes, context, source, words, is_obsolete in entries:
        body = strings("msgctxt", context) + strings("msgid", source) + strings("msgstr", words)
        if is_obsolete:
            body = "".join(f"#~ {line}\n" for line in body.split("\n")[:-1])
        parts.append("".join(f"{note}\n" for note in notes) + body)
    return "\n".join(parts)


@settings(max_examples=60, deadline=None)
@given(
    entries=st.lists(ENTRY, max_size=6, unique_by=lambda entry: entry[1]),
    has_windows_ends=st.booleans(),
)
def test_nothing_is_lost(
    story: tuple[Path, Compiled],
    entries: list[tuple[list[str], str, str, str, bool]],
    has_windows_ends: bool,
) -> None:
    folder, compiled = story
    shutil.rmtree(folder / "languages", ignore_errors=True)
    path = folder / FILE
    path.parent.mkdir(parents=True)
    text = written(entries)
    assert not read_po(text).bad_line
    path.write_bytes((text.replace("\n", "\r\n") if has_windows_ends else text).encode())
    update(folder, compiled, HouseStyle(), "fr", NOW)
    files = {each: each.read_bytes() for each in path.parent.iterdir()}
    found = [entry for data in files.values() for entry in read_po(_plain(data)).entries]
    said = {entry.context: entry for entry in found}
    for notes, context, _, words, _ in entries:
        if words:
            assert said[context].words == words
            if "# à moi" in notes:
                assert "à moi" in notes_of(said[context].notes, "")
    assert len(said) == len(found) - len(files) + 1, "no entry stands twice but the headers"
    update(folder, compiled, HouseStyle(), "fr", "another day")
    assert {each: each.read_bytes() for each in path.parent.iterdir()} == files


def _plain(data: bytes) -> str:
    return data.decode().replace("\r\n", "\n")
