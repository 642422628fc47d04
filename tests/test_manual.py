"""The manuals say what is so: their examples compile, and every key is in them."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from tests.manuals import (
    FRONT,
    ROOT,
    TESTERS,
    WRITERS,
    Block,
    blocks,
    chapter,
    command_lines,
    follow,
    is_followed,
    lay,
)
from tests.picture import FOLDER, PICTURES
from ulysse_game.cli.dispatch import COMMANDS
from ulysse_game.cli.dispatch import TESTERS as BENCH
from ulysse_game.cli.dispatch import WRITERS as DESK
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.compiler.block_names import OBSERVATION_TEXTS
from ulysse_game.compiler.choices import CHOICE_KEYS
from ulysse_game.compiler.names_of_files import HOUSE_STYLE
from ulysse_game.compiler.read_house_style import read_house_style
from ulysse_game.compiler.scenes import SCENE_KEYS
from ulysse_game.compiler.walkthroughs import CHECKS, FROM_KEYS, KEYS, read_walkthrough
from ulysse_game.compiler.world import CHAPTER_KEYS, STORY_KEYS, WORLD_KEYS
from ulysse_game.diagnostics import has_errors, render
from ulysse_game.diagnostics.catalogue import codes
from ulysse_game.engine import Machine
from ulysse_game.playtest import replay, what_failed
from ulysse_game.ui.plain.commands import COMMANDS as SPOKEN
from ulysse_game.ui.tui import keys
from ulysse_game.view import title

SAMPLES = ROOT / "tests" / "samples" / "story"
FIRST = "From an empty folder to a played scene in ten minutes"
"""The chapter of the writers’ manual that makes a story of its own."""


def examples(language: str, info: str = "") -> list[ParameterSet]:
    first = chapter(WRITERS, FIRST)
    found = [each for each in blocks(WRITERS, language) if each.line not in first]
    if language == "yaml":
        found = [each for each in found if (" " in each.info) is bool(info)]
    return [pytest.param(each, id=f"line_{each.line}") for each in found]


def is_of_style(example: ParameterSet) -> bool:
    block = example.values[0]
    return isinstance(block, Block) and HOUSE_STYLE in block.files


def shown(compiled: Compiled) -> str:
    return render(compiled.diagnostics, compiled.sources, "short")


# -- the writers’ manual --------------------------------------------------------------------------


@pytest.mark.parametrize("block", examples("yaml"))
def test_an_example_compiles_clean(block: Block, tmp_path: Path) -> None:
    assert shown(compile_folder(lay(block.files, tmp_path))) == ""


@pytest.mark.parametrize("block", examples("yaml", "wrong"))
def test_a_mistake_is_told_as_it_says(block: Block, tmp_path: Path) -> None:
    found = compile_folder(lay(block.files, tmp_path)).diagnostics
    assert [each.code for each in found] == [block.info.split(" ")[1]], render(found, {}, "short")


def sentences(block: Block) -> list[str]:
    """The lines of a block without what is said of them."""
    return [re.split(r"   +", line)[0] for line in block.text.splitlines()]


@pytest.mark.parametrize("block", examples("conditions"))
def test_conditions(block: Block, tmp_path: Path) -> None:
    choices = "".join(
        f"    - c{n}: C.\n      if: {each}\n" for n, each in enumerate(sentences(block))
    )
    files = {"1_part/manual.yaml": f"asks:\n  choices:\n{choices}  next: kitchen\n"}
    assert shown(compile_folder(lay(files, tmp_path))) == ""


@pytest.mark.parametrize("block", examples("effects"))
def test_effects(block: Block, tmp_path: Path) -> None:
    effects = "".join(f"    - {each}\n" for each in sentences(block))
    # Nobody must be here after effects that may take anybody away.
    files = {"common/manual.yaml": f"does:\n  do:\n{effects}  next: endings\n"}
    assert shown(compile_folder(lay(files, tmp_path))) == ""


def test_the_first_chapter_leads_where_it_says(tmp_path: Path) -> None:
    """Every command and file of it, one after another; then the tools, on what came of it."""
    assert list(follow(WRITERS, tmp_path, chapter(WRITERS, FIRST))) == []
    for tool in ("A map", "Figures", "Proof-reading", "In your editor", "Translations", "Renaming"):
        found = list(follow(WRITERS, tmp_path / "crossing", chapter(WRITERS, tool)))
        assert found == [], tool
    assert (tmp_path / "crossing" / "proofs" / "index.html").is_file()
    assert (tmp_path / "crossing" / "night.svg").is_file()


def test_every_command_of_the_desk_is_used() -> None:
    used = {words[0] for _, words in command_lines(WRITERS) if words}
    table = WRITERS.read_text(encoding="utf-8").split("**To begin with:**")[0]
    assert set(DESK) - used == {"explain", "lsp"}
    assert [name for name in DESK if f"`ulysse {name}" not in table] == []


@pytest.mark.parametrize("block", [each for each in examples("yaml") if is_of_style(each)])
def test_a_house_style_is_understood(block: Block, tmp_path: Path) -> None:
    _, wrong = read_house_style(compile_folder(lay(block.files, tmp_path)))
    assert render(wrong, {}, "short") == ""


def rows(heading: str, manual: Path = WRITERS) -> set[str]:
    """What stands in backticks in the first column of the tables under a heading."""
    text = re.sub(r"^```.*?^```$", "", manual.read_text(encoding="utf-8"), flags=re.M | re.S)
    section = re.split(rf"^#+ {re.escape(heading)}\n", text, flags=re.MULTILINE)[1]
    section = re.split(r"^#+ ", section, maxsplit=1, flags=re.MULTILINE)[0]
    first = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for cell in first for name in re.findall("`([^`]+)`", cell)}


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("The keys of a scene", SCENE_KEYS),
        ("The keys of a choice", CHOICE_KEYS),
        ("The world", WORLD_KEYS),
        ("story.yaml", STORY_KEYS),
        ("chapter.yaml", CHAPTER_KEYS),
        ("Observations and the report", ("in", "of", "to", *OBSERVATION_TEXTS)),
    ],
)
def test_every_key_has_its_row(heading: str, wanted: tuple[str, ...]) -> None:
    assert rows(heading) == set(wanted)


# -- the testers’ manual --------------------------------------------------------------------------


@cache
def samples() -> Compiled:
    return compile_folder(SAMPLES)


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(each, id=f"line_{each.line}")
        for each in blocks(TESTERS, "yaml")
        if not is_followed(each)
    ],
)
def test_a_walkthrough_of_the_manual_passes(block: Block) -> None:
    compiled = samples()
    assert compiled.story is not None
    script, diagnostics = read_walkthrough("manual.yaml", block.text.encode(), compiled)
    assert script is not None, render(diagnostics, {}, "short")
    machine = Machine(compiled.story)
    result = replay(machine, script)
    assert result.passed, "\n".join(what_failed(machine, result))


def test_every_key_of_a_walkthrough_has_its_row() -> None:
    assert rows("The keys", TESTERS) == {*KEYS, *FROM_KEYS}
    steps = {name for name in rows("The steps", TESTERS) if ":" not in name}
    assert steps == set(CHECKS)


def test_following_it_leads_where_it_says(tmp_path: Path) -> None:
    """Every command for the story of the first chapter, one after another in one folder."""
    assert list(follow(TESTERS, tmp_path)) == []
    assert (tmp_path / "tests" / "no_oil.yaml").is_file()
    assert list((tmp_path / "explore-failures").iterdir())


def test_every_command_of_the_bench_is_used() -> None:
    used = {words[0] for _, words in command_lines(TESTERS) if words}
    assert set(BENCH) <= used


# -- all of them ----------------------------------------------------------------------------------


def anchors(manual: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", manual.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("manual", [FRONT, WRITERS, TESTERS], ids=["front", "writers", "testers"])
def test_its_links_lead_somewhere(manual: Path) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", manual.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        if "://" not in link:
            there = manual.parent / path if path else manual
            assert there.exists(), link
            assert not anchor or anchor in anchors(there), link


def test_the_tests_of_each_threat_are_there() -> None:
    """In the table a test stands as FILE::NAME, and as ::NAME after another of its file."""
    rest = TESTERS.read_text(encoding="utf-8").partition("### Each threat and its test")[2]
    table = rest.partition("\n### ")[0]
    named = re.findall(r"`([\w/]*)(?:\.py)?(?:::(\w+))?(?:\[[^\]]*\])?`", table)
    assert len(named) > 60
    file = ""
    for module, name in named:
        file = module or file
        if name:
            path = ROOT / "tests" / f"{file}.py"
            assert f"def {name}(" in path.read_text(encoding="utf-8"), (file, name)


@pytest.mark.parametrize("manual", [FRONT, WRITERS, TESTERS], ids=["front", "writers", "testers"])
def test_the_commands_it_names_are_there(manual: Path) -> None:
    text = manual.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`|bin/)ulysse ([a-z]+)", text, re.MULTILINE))
    assert named <= set(COMMANDS)


def lines() -> list[ParameterSet]:
    return [
        pytest.param(words, id=f"{manual.parent.name}_{number}")
        for manual in (FRONT, WRITERS, TESTERS)
        for number, words in command_lines(manual)
        if words
    ]


@pytest.mark.parametrize("words", lines())
def test_a_command_line_is_understood(words: list[str]) -> None:
    """Its options are there, and take what they are given. Nothing is run."""
    name = words[0] if words[0] in COMMANDS else "play"
    parser = ArgumentParser(allow_abbrev=False, exit_on_error=False)
    import_module(f"ulysse_game.cli.{name}").options(parser)
    parser.parse_args(words[words[0] == name :])


def test_the_codes_it_names_have_a_page() -> None:
    told = set(re.findall(r"\(`([a-z]+(?:-[a-z]+)+)`", WRITERS.read_text(encoding="utf-8")))
    assert told <= set(codes()), told - set(codes())


# -- the front page -------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Words without emphasis and with one kind of apostrophe, one space between them."""
    return " ".join(re.sub(r"[*>]", "", text).replace("’", "'").split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_has_the_disclaimer(language: str) -> None:
    compiled = compile_folder(ROOT / "story")
    assert not has_errors(compiled.diagnostics)
    assert compiled.story is not None
    page = title(Machine(compiled.story), language)
    told = plain(" ".join(line.text for line in page.disclaimer))
    assert told in plain(FRONT.read_text(encoding="utf-8"))


def test_it_has_every_key_and_every_command() -> None:
    text = FRONT.read_text(encoding="utf-8")
    wanted = {key for command in (*keys.MOVES, *keys.READING) for key in keys.display(command)}
    assert [key for key in sorted(wanted) if f"`{key}`" not in text] == []
    assert [each.id for each in SPOKEN if f"`{each.names[0]}`" not in text] == []


@pytest.mark.parametrize("name", [each.name for each in PICTURES])
def test_its_pictures_ask_nobody_for_a_font(name: str) -> None:
    picture = FOLDER / f"{name}.svg"
    hosts = re.findall(r"https?://[^\"' )>]*", picture.read_text(encoding="utf-8"))
    assert hosts == ["http://www.w3.org/2000/svg"]
    assert str(picture.relative_to(ROOT)) in FRONT.read_text(encoding="utf-8")
