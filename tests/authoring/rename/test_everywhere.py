"""A rename forgets no place, whatever is renamed and in whichever style it is written."""

from __future__ import annotations

import re

import pytest

from tests.authoring.rename.everywhere import EVERYWHERE
from ulysse_game.authoring.edits import by_file, edited
from ulysse_game.authoring.index import Index, index_of
from ulysse_game.authoring.rename import Refused, Renamed, renamable, rename
from ulysse_game.authoring.rename.names import KINDS
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.sources import Source
from ulysse_game.compiler.translations import source_text

FRENCH = "languages/fr/part.po"
_KEPT = re.compile(r"(?:was|quite_new|early_new): \w+(?:\}*$|, )|values: \{\w+: \w+\}")


def _compiled(texts: dict[str, str]) -> Compiled:
    return compile_sources([Source(file, text.encode()) for file, text in texts.items()], [])


@pytest.fixture(scope="module")
def story() -> Compiled:
    """The story with a French that repeats every text, and so every name in it."""
    texts = dict(EVERYWHERE)
    entries = [
        'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"'
    ]
    for line_id, unit in _compiled(texts).units.items():
        words = source_text(unit).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        entries.append(f'msgctxt "{line_id}"\nmsgid "{words}"\nmsgstr "{words}"')
    found = _compiled({**texts, FRENCH: "\n\n".join(entries) + "\n"})
    assert found.story is not None, found.diagnostics
    return found


@pytest.fixture(scope="module")
def index(story: Compiled) -> Index:
    return index_of(story)


def after(story: Compiled, found: Renamed | Refused) -> dict[str, str]:
    """All files of the renamed story."""
    assert isinstance(found, Renamed), found
    edits = by_file(found.edits)
    return {
        file: edited(text, edits[file]) if file in edits else text
        for file, text in story.sources.items()
    }


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_place_is_forgotten(story: Compiled, index: Index, kind: str) -> None:
    """The old name stands under `was` and `values` alone, and the story is as sound as before."""
    things = {each.name for each in index.all() if (each.kind, each.role) == (kind, "declared")}
    assert renamable(kind) and things
    for name in sorted(things - {"*.alive", "*.place"}):
        old = name.rpartition(".")[2]
        new = "early_new" if old.startswith("early_") else "quite_new"
        texts = after(story, rename(story, index, kind, name, new))
        again = _compiled(texts)
        told = sorted(each.code for each in story.diagnostics)
        assert sorted(each.code for each in again.diagnostics) == told, (name, again.diagnostics)
        for file, text in texts.items():
            left = re.findall(rf"(?im)^.*\b{old}\b.*$", text)
            assert [line for line in left if not _KEPT.search(line)] == [], (name, file)


def test_a_drawing_keeps_its_columns(story: Compiled, index: Index) -> None:
    things = after(story, rename(story, index, "room", "zden", "dormitory"))["world/things.yaml"]
    assert "│ {dormitory     } │" in things
    assert "    dormitory: The den" in things
    found = rename(story, index, "room", "zden", "the_dormitory_upstairs")
    assert isinstance(found, Refused)
    assert "world/things.yaml:" in found.why


@pytest.mark.parametrize(
    ("kind", "name", "file", "line"),
    [
        ("variable", "zheld", "1_part/chapter.yaml",
         'variables: {new: {is: "zred | zblue from zblue, held", was: zheld}}'),
        ("value", "zheld.zblue", "1_part/chapter.yaml",
         'variables: {zheld: {is: "zred | new from new, held", values: {new: zblue}}}'),
        ("value", "*.zmood.zhigh", "world/people.yaml",
         "  zmood: {values: {new: zhigh}, is: zlow | new from new, means: hers}"),
        ("echo", "zecho", "world/people.yaml",
         "echoes: {new: {was: zecho, note: in the first scene}}"),
        ("person", "zben", "world/people.yaml", "      was: zben"),
        ("variable", "*.zowed", "1_part/chapter.yaml", "    was: zowed"),
        ("scene", "zgone", "1_part/scenes.yaml", "new: { was: zgone, text: Gone., next: zsleep }"),
        ("band", "zben.zlent.zrich", "world/people.yaml",
         "        zlent: {is: 0..9, bands: [zpoor 0, new 5]}"),
        ("zone", "zzone", "world/people.yaml",
         "      start: 'ztrust zcold, zmood zlow, place new,"),
    ],
)  # fmt: skip
def test_what_is_written_in_braces(
    story: Compiled, index: Index, kind: str, name: str, file: str, line: str
) -> None:
    texts = after(story, rename(story, index, kind, name, "new"))
    assert line in texts[file].split("\n")


@pytest.mark.parametrize(
    ("was", "then"),
    [
        ("{was: old, text: Gone.", "{was: [old, zgone], text: Gone."),
        ("{was: [older, old], text: Gone.", "{was: [older, old, zgone], text: Gone."),
        ("{was: [new, old], text: Gone.", "{was: [old, zgone], text: Gone."),
        ("{was: 'older, old', text: Gone.", "{was: [older, old, zgone], text: Gone."),
        ("\n  was: [older, old]\n  text: Gone.\n  next: zsleep\n",
         "\n  was: [older, old, zgone]\n  text: Gone.\n  next: zsleep\n"),
    ],
)  # fmt: skip
def test_old_names_gather_in_braces(was: str, then: str) -> None:
    file = "1_part/scenes.yaml"
    before = EVERYWHERE[file].replace("{ text: Gone., next: zsleep }\n", was + ", next: zsleep}\n")
    if was.startswith("\n"):
        before = EVERYWHERE[file].replace(" { text: Gone., next: zsleep }\n", was)
    story = _compiled({**EVERYWHERE, file: before})
    texts = after(story, rename(story, index_of(story), "scene", "zgone", "new"))
    assert then in texts[file]


def test_an_old_value_gathers_in_braces() -> None:
    file = "world/people.yaml"
    braced = "zmood: {is: zlow | zhigh from zhigh, values: {zlow: sad}, means: hers}"
    lines = "zmood:\n    is: zlow | zhigh from zhigh\n    values: {zlow: sad}\n    means: hers"
    written = "zmood: {is: zlow | zhigh from zhigh, means: hers}"
    for each in (braced, lines):
        story = _compiled({**EVERYWHERE, file: EVERYWHERE[file].replace(written, each)})
        texts = after(story, rename(story, index_of(story), "value", "*.zmood.zlow", "new"))
        assert "values: {new: [sad, zlow]}" in texts[file]
        texts = after(story, rename(story, index_of(story), "value", "*.zmood.zhigh", "new"))
        assert "values: {new: zhigh, zlow: sad}" in texts[file]
