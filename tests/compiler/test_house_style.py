"""The house style: what its file says, what is wrong in it, and that no play depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compiler.small import SCENES, START, WORLD, compiled
from ulysse_game.compiler import compile_folder
from ulysse_game.compiler.house_style import (
    HABITS,
    Address,
    Density,
    HouseStyle,
    LanguageStyle,
    Phrase,
    Share,
    Sizes,
    Target,
)
from ulysse_game.compiler.names_of_files import HOUSE_STYLE
from ulysse_game.compiler.read_house_style import read_house_style

WHOLE = """
you: ann
sizes:
  scene: 180
  way: 0
techniques:
  listen: 10..20 %
  press: 5 %
chapters:
  part: { scenes: 4, words: 600 }
languages:
  en:
    typography: quotes, dots
    densities:
      dashes:
        find: —
        most: 1 per 150 words
        instead: a full stop.
      similes:
        find: [like a|an, as if]
        but: as if not
        most: 2 per scene
    banned:
      - suddenly
      - find: sad|angry
        where: narration
        why: Show it.
  fr:
    typography: none
    address:
      - ann and bob say tu, vous in start, part, either in later
      - cal says vous to all
      - ship_voice says tu to ann, vous in start
"""


def read(text: str) -> tuple[HouseStyle, list[str]]:
    """The style in this text, and ``LINE:COLUMN code`` of all that is wrong with it."""
    style, found = read_house_style(compiled({SCENES: START, HOUSE_STYLE: text}))
    assert all(each.span.file == HOUSE_STYLE for each in found)
    return style, [f"{each.span.line}:{each.span.column} {each.code}" for each in found]


def test_everything_that_can_be_said() -> None:
    style, wrong = read(WHOLE)
    assert wrong == []
    assert style.you == "ann"
    assert style.sizes == Sizes(scene=180, way=0)
    assert style.shares == (Share("listen", 10, 20), Share("press", 5, 5))
    assert style.targets == (Target("part", scenes=4, words=600),)
    english, french = style.of("en"), style.of("fr_CA")
    assert english.typography == ("quotes", "dots")
    assert english.densities == (
        Density("dashes", ("—",), 1, 150, instead="a full stop."),
        Density("similes", ("like a|an", "as if"), 2, but=("as if not",)),
    )
    assert english.banned == (
        Phrase(("suddenly",)),
        Phrase(("sad|angry",), where="narration", why="Show it."),
    )
    assert french.typography == ()
    turns = (("start", "vous"), ("part", "vous"), ("later", "either"))
    assert french.address == (
        Address("ann", "bob", "tu", turns),
        Address("bob", "ann", "tu", turns),
        Address("cal", "all", "vous"),
        Address("ship_voice", "ann", "tu", (("start", "vous"),)),
    )


def test_a_story_without_a_house_style_has_gentle_sizes() -> None:
    style, wrong = read_house_style(compiled())
    assert (style, wrong) == (HouseStyle(), ())
    assert style.of("fr") == LanguageStyle(typography=HABITS)


def test_what_names_both_goes_before_all_and_a_scene_before_its_chapter() -> None:
    style = LanguageStyle(
        address=(
            Address("ann", "all", "vous"),
            Address("ann", "bob", "tu", (("part", "vous"), ("start", "either"))),
        )
    )
    assert style.form("ann", "cal") == "vous"
    assert style.form("ann", "bob") == "tu"
    assert style.form("ann", "bob", "other", "part") == "vous"
    assert style.form("ann", "bob", "start", "part") == "either"
    assert style.form("bob", "ann") == ""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("size:\n  way: 1\n", "1:1 unknown-key"),
        ("sizes:\n  way: many\n", "2:8 wants-a-number"),
        ("sizes:\n  way: -1\n", "2:8 wants-a-number"),
        ("sizes:\n  ways: 1\n", "2:3 unknown-key"),
        ("sizes:\n  way: 1\n  way: 2\n", "3:3 duplicate-key"),
        ("sizes: 12\n", "1:8 wants-names"),
        ("you: anne\n", "1:6 unknown-person"),
        ("techniques:\n  listen: much\n", "2:11 wants-a-number"),
        ("techniques:\n  listen: 20..10 %\n", "2:11 wants-a-number"),
        ("techniques:\n  lisen: 20 %\n", "2:3 unknown-tag"),
        ("chapters:\n  prt:\n    words: 1\n", "2:3 unknown-chapter"),
        ("languages:\n  english:\n    banned: x\n", "2:3 bad-name"),
        ("languages:\n  en: x\n", "2:7 wants-names"),
        ("languages:\n  en:\n    typography: quotes, dahes\n", "3:25 unknown-value"),
        ("languages:\n  en:\n    banned:\n      a: b\n", "4:7 wants-a-list"),
        ("languages:\n  en:\n    banned:\n      - why: b\n", "4:9 missing-key"),
        ("languages:\n  en:\n    banned:\n      - find: a\n        where: there\n",
         "5:16 unknown-value"),
        ("languages:\n  en:\n    banned:\n      - find: a\n        where: speech, there\n",
         "5:24 unknown-value"),
        ("languages:\n  en:\n    banned:\n      - - a\n", "4:9 wants-a-text"),
        ("languages:\n  en:\n    densities:\n      a:\n        find: b\n", "4:7 missing-key"),
        ("languages:\n  en:\n    densities:\n      a: { find: b, most: 1 per page }\n",
         "4:27 wants-a-number"),
        ("languages:\n  fr:\n    address:\n      - ann and bob\n", "4:9 unexpected-word"),
        ("languages:\n  fr:\n    address:\n      - ann and bob say du\n", "4:25 unknown-value"),
        ("languages:\n  fr:\n    address:\n      - ann and bo say tu\n", "4:17 unknown-person"),
        ("languages:\n  fr:\n    address:\n      - ann and bob say tu, vous in strt\n",
         "4:37 unknown-scene"),
        ("languages:\n  fr:\n    address:\n      - ann and bob say tu, there\n",
         "4:9 unexpected-word"),
        ("sizes: [\n", "1:8 yaml-syntax"),
        ("- a\n", "1:1 top-level-not-a-mapping"),
    ],
)  # fmt: skip
def test_one_mistake_is_one_message_at_its_place(text: str, wrong: str) -> None:
    assert read(text)[1] == [wrong]


def test_a_mistake_leaves_the_rest_as_it_is() -> None:
    style, wrong = read("sizes:\n  scene: 90\n  way: x\nlanguages:\n  en:\n    banned: [a, b]\n")
    assert wrong == ["3:8 wants-a-number"]
    assert style.sizes.scene == 90
    assert style.of("en").banned == (Phrase(("a",)), Phrase(("b",)))


def test_an_unknown_name_is_told_once() -> None:
    lines = "".join(f"      - zoe and {each} say tu\n" for each in ("ann", "bob", "cal"))
    wrong = read(f"languages:\n  fr:\n    address:\n{lines}")[1]
    assert wrong == ["4:9 unknown-person"]


def test_of_a_story_with_errors_no_name_is_asked() -> None:
    text = "languages:\n  fr:\n    address:\n      - zoe and bob say tu\n"
    broken = compiled({SCENES: "start:\n  nxt: here\n", HOUSE_STYLE: text})
    assert broken.story is None
    assert read_house_style(broken)[1] == ()


@given(st.text(st.sampled_from("ab:-|*… \n'\"{}[]#&é"), max_size=60))
def test_nothing_in_the_file_raises(text: str) -> None:
    read(text)
    read(f"languages:\n  en:\n    banned:\n      - {text}\n")


def lay(folder: Path) -> Path:
    for file, text in {**WORLD, SCENES: START}.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def test_no_play_depends_on_it(tmp_path: Path) -> None:
    """A story is the same with it, without it, and with a broken one; its cache stays fresh."""
    story, cache = lay(tmp_path / "story"), tmp_path / "cache"
    before = compile_folder(story, cache).story
    (story / HOUSE_STYLE).write_text("sizes: { way: 12 }\n", encoding="utf-8")
    kept = compile_folder(story, cache)
    assert not kept.sources, "it was compiled again"
    (story / HOUSE_STYLE).write_text("way: [\n", encoding="utf-8")
    broken = compile_folder(story)
    assert before is not None
    assert kept.story is not None
    assert broken.story is not None
    assert before.digest == kept.story.digest == broken.story.digest
    assert broken.sources[HOUSE_STYLE] == "way: [\n"
    assert [each.code for each in broken.diagnostics if each.span.file == HOUSE_STYLE] == []


def test_only_the_file_beside_story_yaml_is_one() -> None:
    scenes = "later_on:\n  text: A.\n  next: the_end\n"
    found = compiled({SCENES: START, f"1_part/{HOUSE_STYLE}": scenes})
    assert found.story is not None
    assert "later_on" in found.story.scenes
