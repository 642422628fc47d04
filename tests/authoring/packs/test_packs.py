"""The pack as it is given out: in order by every tool, whatever it is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.authoring.lint.checking import check
from ulysse_game.authoring.lint.shop import RULES
from ulysse_game.authoring.packs import ID, LONGEST_TITLE, TITLE, NoTitle, Wanted, id_of, pack
from ulysse_game.authoring.schema import with_modeline
from ulysse_game.authoring.translating.update import update
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.compiler.read_house_style import read_house_style
from ulysse_game.compiler.walkthroughs import read_walkthrough
from ulysse_game.diagnostics.render import render
from ulysse_game.engine import Machine
from ulysse_game.explore import Means, Reached, explore
from ulysse_game.playtest import replay, what_failed
from ulysse_game.view.words import LANGUAGES

TITLES = ("", "Lock", 'L\'été: un "essai" # 1', "- a \\ {b} | *c*", "é" * LONGEST_TITLE)


def lay(files: dict[str, str], folder: Path) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "story"


def sound(story: Path) -> Compiled:
    """The story, with nothing at all to be said of it."""
    compiled = compile_folder(story)
    told = check(compiled, RULES).told
    assert render(told, compiled.sources, "short") == ""
    assert compiled.story is not None
    return compiled


@pytest.mark.parametrize("title", TITLES, ids=["own", "plain", "signs", "yaml", "long"])
def test_nothing_is_wrong_in_it(title: str, tmp_path: Path) -> None:
    story = lay(pack(Wanted("lock", title)), tmp_path)
    compiled = sound(story)
    assert compiled.story is not None
    assert compiled.story.world.id == "lock"
    assert compiled.story.world.languages == LANGUAGES
    if not title:
        assert compiled.story.world.title == TITLE


@pytest.mark.parametrize("title", TITLES, ids=["own", "plain", "signs", "yaml", "long"])
def test_its_translation_is_in_step(title: str, tmp_path: Path) -> None:
    story = lay(pack(Wanted("lock", title)), tmp_path)
    compiled = sound(story)
    style, _ = read_house_style(compiled)
    done = update(story, compiled, style, "fr", "2000-01-01 00:00+0000")
    assert [(each.is_changed, each.missing, each.fuzzy) for each in done] == [(False, 0, 0)] * 2


def test_its_walkthroughs_hold_and_show_every_ending_but_one(tmp_path: Path) -> None:
    compiled = sound(lay(pack(Wanted("lock")), tmp_path))
    assert compiled.story is not None
    machine = Machine(compiled.story)
    endings = set()
    for path in sorted((tmp_path / "walkthroughs").iterdir()):
        script, found = read_walkthrough(path.name, path.read_bytes(), compiled)
        assert script is not None, found
        assert script.name == path.stem
        result = replay(machine, script)
        assert result.passed, "\n".join(what_failed(machine, result))
        endings.add(result.moments[-1].after.ending)
    assert {each.id for each in compiled.story.world.endings} - endings == {"swept"}


def test_all_of_it_can_be_reached(tmp_path: Path) -> None:
    story = sound(lay(pack(Wanted("lock")), tmp_path)).story
    assert story is not None
    kinds = frozenset({"scene", "choice", "closed", "text", "alternative", "yes", "no", "ending"})
    found = explore(Machine(story), Means(budget=20, kinds=kinds)).judged
    assert [each.item for each in found if not isinstance(each.verdict, Reached)] == []
    assert len(found) > 60


def test_every_file_names_its_schema() -> None:
    for path, text in pack(Wanted(ID)).items():
        file = path.removeprefix("story/")
        if path.startswith("story/") and path.endswith(".yaml"):
            assert with_modeline(file, text) == text, path


@pytest.mark.parametrize("title", [" ", "é" * (LONGEST_TITLE + 1), "a\x1bb", "a\u202eb", "\ud800"])
def test_what_is_no_title(title: str) -> None:
    with pytest.raises(NoTitle):
        pack(Wanted("lock", title))


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("lock", "lock"),
        ("My Story.2", "my_story_2"),
        ("Été à l’eau", "ete_a_leau"),
        ("2001", "story_2001"),
        ("夜", "story"),
        ("", "story"),
    ],
)
def test_a_folder_gives_an_id(name: str, id: str) -> None:
    assert id_of(name) == id


@given(st.text())
def test_any_folder_gives_an_id(name: str) -> None:
    id = id_of(name)
    assert id.isascii()
    assert id.replace("_", "a").isalnum()
    assert id == id.lower()
    assert id[0].isalpha()
    assert id_of(id) == id
