"""The whole of a story: files in their places, what is missing, and where one stops reading."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from tests.compiler.small import NEXT_SCENES, SCENES, WORLD, codes, compiled, story
from ulysse_game.compiler import compile_folder
from ulysse_game.compiler.build import MOST_RULES
from ulysse_game.compiler.compile import MOST_ERRORS, compile_files, compile_sources
from ulysse_game.compiler.declarations import Defined
from ulysse_game.compiler.sources import Source
from ulysse_game.diagnostics import Diagnostic, Severity

MORE = "world/more.yaml"


def without(*files: str) -> list[str]:
    kept = {file: text for file, text in WORLD.items() if file not in files}
    kept[SCENES] = "start:\n  text: Begin.\n  next: the_end\n"
    sources = [Source(file, text.encode()) for file, text in kept.items()]
    found = compile_sources(sources, []).diagnostics
    return [each.code for each in found if each.code != "unreachable-scene"]


def test_a_sound_story() -> None:
    found = compiled()
    assert found.story is not None
    assert found.story.world.title == "Small"
    assert [chapter.id for chapter in found.story.world.chapters] == ["part", "second"]
    assert found.sources["story.yaml"] == WORLD["story.yaml"]
    assert set(found.sources) == {*WORLD, SCENES}
    assert len(found.sources) == len(WORLD) + 1
    assert found.units["start.go"].text == "Go on."
    assert found.declared is not None


def test_no_files_at_all() -> None:
    found = compile_sources([], [])
    assert found.story is None
    assert {each.code for each in found.diagnostics} == {"no-story-file", "no-ending"}


def test_what_is_missing() -> None:
    assert without("story.yaml") == ["no-story-file"]
    assert without("world/endings.yaml")[-1] == "no-ending"
    assert "unknown-chapter" in without("2_part/chapter.yaml")


def test_the_order_of_files_has_no_meaning() -> None:
    one = story()
    sources = [Source(file, text.encode()) for file, text in sorted(WORLD.items(), reverse=True)]
    start = Source(
        SCENES, b"start:\n  text: Begin.\n  choices:\n    - go: Go on.\n      goto: the_end\n"
    )
    other = compile_sources([start, *sources], []).story
    assert other is not None
    assert other.digest == one.digest
    assert set(other.scenes) == set(one.scenes)
    assert set(other.world.variables) == set(one.world.variables)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("story.yaml", "title: Small\n", "", ["missing-key"]),
        ("story.yaml", "version: 1", "version: one", ["wants-a-number"]),
        ("story.yaml", "version: 1", "version: 1\ncolour: red", ["unknown-key"]),
        ("story.yaml", "begins: start", "begins: strat", ["unknown-scene"]),
        ("story.yaml", "1_part, 2_part", "1_part", ["chapter-not-listed"]),
        ("story.yaml", "1_part, 2_part", "1_part, 2_part, 3_part", ["unknown-chapter"]),
        ("2_part/chapter.yaml", "begins: later", "begins: latr", ["unknown-scene"]),
        ("2_part/chapter.yaml", "title: Part two\n", "", ["missing-key"]),
        ("2_part/chapter.yaml", "chapter: second\n", "", ["missing-key"]),
        ("2_part/chapter.yaml", "begins: later\n", "begins: later\nend: x\n", ["unknown-key"]),
        ("world/endings.yaml", "curtain:", "curtin:", ["unknown-ending"]),
        (
            "world/endings.yaml",
            "title: Curtain",
            "title: Curtain\n    when: n >= 3",
            ["last-ending-has-when"],
        ),
        ("world/endings.yaml", "title: Curtain", "number: 1", ["missing-key"]),
    ],
)
def test_the_head_of_a_story(file: str, old: str, new: str, expected: list[str]) -> None:
    assert old in WORLD[file]
    found = codes({file: WORLD[file].replace(old, new)})
    assert sorted(set(found)) == sorted(expected)


def test_a_story_may_leave_out_its_chapters() -> None:
    found = story({"story.yaml": WORLD["story.yaml"].replace("chapters: 1_part, 2_part\n", "")})
    assert [chapter.id for chapter in found.world.chapters] == ["part", "second"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("start: hm\n", ["wants-names"]),
        ("start:\n  next: the_end\nhere:\n  next: the_end\n", ["bad-name"]),
        ("start:\n  next: the_end\nStart:\n  next: the_end\n", ["bad-name"]),
        ("start:\n  next: the_end\nperson:\n  next: the_end\n", ["bad-name"]),
        ("start:\n  next: the_end\nlater:\n  next: the_end\n", ["duplicate-scene"]),
    ],
)
def test_names_of_scenes(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_words_marked_in_two_texts() -> None:
    text = (
        "start:\n  text: |\n    {echo words: One.}\n  next: two\ntwo:\n"
        "  text: |\n    {echo words: Two.}\n  next: the_end\n"
    )
    assert codes(text) == ["duplicate-echo"]
    rules = "rules:\n  it:\n    when: n >= 3\n    text: |\n      {echo words: Three.}\n"
    assert codes({SCENES: text.replace("{echo words: Two.}", "Two."), MORE: rules}) == [
        "duplicate-echo"
    ]


def test_rules_with_one_name() -> None:
    chapter = WORLD["1_part/chapter.yaml"] + "rules:\n  it: { when: n >= 3, do: low = 1 }\n"
    rules = "rules:\n  it: { when: n >= 4, do: low = 2 }\n"
    assert codes({"1_part/chapter.yaml": chapter, MORE: rules}) == ["duplicate-name"]


def test_too_many_rules() -> None:
    rules = "".join(f"  r{n}: {{ when: n >= 3, do: low = 1 }}\n" for n in range(MOST_RULES + 2))
    assert codes({MORE: "rules:\n" + rules}) == ["too-many"]


def test_after_very_many_errors_nothing_more_is_read() -> None:
    scenes = "start:\n  next: the_end\n" + "".join(
        f"s{n}:\n  colour: red\n" for n in range(MOST_ERRORS + 5)
    )
    found = compiled(scenes)
    assert found.story is None
    assert found.diagnostics
    assert len(found.diagnostics) <= MOST_ERRORS


def test_a_ring_of_names_that_is_too_deep_is_said_once() -> None:
    names = "".join(f"  d{n}: d{n + 1} + 1\n" for n in range(60)) + "  d60: d0\n"
    found = [each.code for each in compiled({MORE: "define:\n" + names}).diagnostics]
    assert [code for code in found if code in ("defined-in-a-ring", "expression-too-large")]


def test_names_of_which_each_blames_another() -> None:
    names = "define:\n  a(p): b(p) + p.trust\n  b(p): a(p) + p.trust\n"
    assert codes({MORE: names}) == ["defined-in-a-ring"]
    crossed = "define:\n  a: b + 1\n  b: not a\n"
    assert len(codes({MORE: crossed})) == 1


def test_a_wrong_name_is_never_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should each of two ever blame the other, one of them is reported."""

    def blame(_: object, defined: Defined) -> list[Diagnostic]:
        other = {"half": "close", "close": "half"}.get(defined.name)
        if other is None:
            return []
        return [Diagnostic("not-a-number", f"in `{other}`: this is no number.", defined.span)]

    monkeypatch.setattr("ulysse_game.compiler.defines._wrong_in", blame)
    assert codes("") == ["not-a-number"]


def test_what_a_broken_chapter_hides_is_not_missed() -> None:
    broken = WORLD["2_part/chapter.yaml"] + "title: Twice\n"
    observations = WORLD["world/observations.yaml"].replace("in: part", "in: secnd", 1)
    found = codes({"2_part/chapter.yaml": broken, "world/observations.yaml": observations})
    assert found == ["duplicate-key"]


def test_texts_know_their_chapters_and_files() -> None:
    found = story()
    scene = found.scene("start")
    assert (scene.chapter, scene.file, scene.line) == ("part", SCENES, 1)
    assert found.scene("later").chapter == "second"
    assert found.scene("the_end").chapter == ""
    assert found.scene("later").file == NEXT_SCENES


def test_what_is_wrong_comes_in_the_order_of_the_files() -> None:
    found = compiled(
        {SCENES: "start:\n  next: nowhere\n", MORE: "variables:\n  x: hm, x\n"}
    ).diagnostics
    assert list(found) == sorted(found, key=lambda each: each.span)
    assert {each.span.file for each in found} >= {SCENES, MORE}


def test_the_collector_is_left_as_it_was(tmp_path: Path) -> None:
    compile_files(tmp_path)
    assert gc.isenabled()
    gc.disable()
    try:
        compile_files(tmp_path)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_story_with_warnings_is_given_out() -> None:
    found = compiled({MORE: "variables:\n  it: flag\n"})
    assert found.story is not None
    assert [each.severity for each in found.diagnostics if each.code == "no-meaning"] == [
        Severity.WARNING
    ]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert compile_folder(tmp_path / "nowhere").story is None
