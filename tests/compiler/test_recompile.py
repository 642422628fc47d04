"""Compiled again after an edit, a story is what it would be compiled afresh: always.

Edits come in long rows, one recompiler for all of them, so that whatever it remembers too long or
too little shows as a difference.
"""

from __future__ import annotations

import gc
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiler.small import SCENES, WORLD
from tests.diagnostics.stories import FIXTURE
from tests.diagnostics.test_slips import lay, slips
from ulysse_game.compiler import Compiled, Recompiler, compile_folder
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.memory import Remembering
from ulysse_game.compiler.sources import Source, read_sources

SAMPLES = Path(__file__).parent.parent / "samples" / "story"
SHIPPED = Path(__file__).parent.parent.parent / "story"


def same(again: Compiled, afresh: Compiled) -> None:
    assert again.diagnostics == afresh.diagnostics
    assert (again.story is None) == (afresh.story is None)
    assert {id: (each.text, each.at, each.note) for id, each in again.units.items()} == {
        id: (each.text, each.at, each.note) for id, each in afresh.units.items()
    }
    if again.story is None or afresh.story is None:
        return
    assert again.story.world == afresh.story.world
    assert list(again.story.scenes.items()) == list(afresh.story.scenes.items())
    assert again.story.digest == afresh.story.digest
    for language in afresh.story.world.languages:
        assert dict(again.story.texts(language)) == dict(afresh.story.texts(language))


def compiled(texts: dict[str, str], memory: Remembering | None = None) -> Compiled:
    return compile_sources(
        [Source(file, texts[file].encode()) for file in sorted(texts)], [], memory
    )


def texts_of(folder: Path) -> dict[str, str]:
    return {source.file: source.text for source in read_sources(folder)[0]}


def test_every_slip_and_its_mending(tmp_path: Path) -> None:
    story = tmp_path / "story"
    shutil.copytree(FIXTURE, story)
    recompiler = Recompiler(story)
    sound = recompiler.compile()
    assert sound.story is not None
    for slip in slips():
        shutil.rmtree(story)
        lay(slip, story)
        same(recompiler.compile(), compile_folder(story))
        shutil.rmtree(story)
        shutil.copytree(FIXTURE, story)
        same(recompiler.compile(), sound)


@pytest.mark.parametrize("is_lasting", [True, False])
def test_a_lasting_story_is_spared_by_the_collector(is_lasting: bool) -> None:
    """Each thorough search would take longer than compiling one file again."""
    recompiler = Recompiler(FIXTURE, is_lasting=is_lasting)
    before = gc.get_freeze_count()
    try:
        recompiler.compile()
        after = gc.get_freeze_count()
        recompiler.compile()
        assert gc.get_freeze_count() <= after, "once"
    finally:
        gc.unfreeze()
    assert (after > before + 1_000) is is_lasting


def test_unsaved_texts_count_in_the_place_of_the_disk(tmp_path: Path) -> None:
    story = tmp_path / "story"
    shutil.copytree(FIXTURE, story)
    recompiler = Recompiler(story)
    assert recompiler.compile({"1_part/scenes.yaml": "a: ["}).story is None
    assert recompiler.compile({"1_part/new.yml": "a: ["}).story is not None
    assert recompiler.compile({"1_part/new.yaml": "late:\n  goto: x\n"}).story is None
    assert recompiler.compile().story is not None


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_row_of_edits(data: st.DataObject) -> None:
    """Lines lost, doubled, moved and changed, in any file, and some of it mended again."""
    edit_in_a_row(SAMPLES, data)


@settings(max_examples=4, deadline=None)  # it is compiled whole after every edit
@given(st.data())
def test_a_row_of_edits_of_the_shipped_story(data: st.DataObject) -> None:
    edit_in_a_row(SHIPPED, data)


def edit_in_a_row(folder: Path, data: st.DataObject) -> None:
    sound = texts_of(folder)
    texts, memory = dict(sound), Remembering()
    compiled(texts, memory)
    for _ in range(data.draw(st.integers(1, 4))):
        file = data.draw(st.sampled_from(sorted(sound)))
        is_mended = data.draw(st.booleans())
        texts[file] = sound[file] if is_mended else edited(texts[file], data)
        same(compiled(texts, memory), compiled(texts))


def edited(text: str, data: st.DataObject) -> str:
    lines = text.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    match data.draw(st.sampled_from(("lose", "double", "swap", "word", "letter"))):
        case "lose":
            del lines[at]
        case "double":
            lines.insert(at, lines[at])
        case "swap":
            lines[at - 1], lines[at] = lines[at], lines[at - 1]
        case "word":
            lines[at] = lines[at].replace(" the ", " that ")
        case _:
            cut = data.draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:cut] + lines[at][cut + 1 :]
    return "\n".join(lines)


NIGHT = """start:
  with: ann, bob
  text: |
    The lamp.

    ann: {weather: Calm.|Wind.|Storm.} A {echo lamp: light}.
  choices:
    - look: Look.
      do: n += 1
    - ask: Ask.
      tags: press
      if: weather is wind
  next: later
"""
PO = """msgctxt "start"
msgid ""
"The lamp.\\n"
"\\n"
"ann: {weather: Calm.|Wind.|Storm.} A {echo lamp: light}."
msgstr ""
"La lampe.\\n"
"\\n"
"ann: {weather: Calme.|Vent.|Tempête.} Une {echo lamp: lueur}."

msgctxt "start.look"
msgid "Look."
msgstr "Regarder."
"""
ROW = {**WORLD, SCENES: NIGHT, "common/more.yaml": "aside:\n  text: |\n    Aside.\n  next: later\n",
       "languages/fr/part.po": PO}  # fmt: skip


def test_the_row_is_sound() -> None:
    found = compiled(ROW)
    assert found.story is not None
    assert found.story.is_translated("start", "fr")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param(SCENES, "next: later", "next: nowhere", id="a target that is not there"),
        pytest.param("common/more.yaml", "aside:", "beside:", id="a scene of another name"),
        pytest.param("common/more.yaml", "aside:", "start:", id="a scene twice"),
        pytest.param(SCENES, "- look:", "- see:", id="a choice of another name"),
        pytest.param(SCENES, "Look.\n", "Look.\n    - more: More.\n", id="one choice more"),
        pytest.param(SCENES, "echo lamp", "echo lantern", id="an echo of another name"),
        pytest.param("world/variables.yaml", "calm | wind", "calm | gale", id="another value"),
        pytest.param("world/variables.yaml", "wind | storm", "storm | wind", id="other order"),
        pytest.param("world/variables.yaml", "n: 0..100", "n: 0..50", id="another range"),
        pytest.param("world/variables.yaml", "a number", "some number", id="another meaning"),
        pytest.param("world/people.yaml", "ann: { name", "anne: { name", id="another person"),
        pytest.param("world/people.yaml", "ours: ann, bob", "ours: bob", id="a smaller set"),
        pytest.param("world/people.yaml", "taut 4", "taut 5", id="another band"),
        pytest.param("world/places.yaml", "mars:", "venus:", id="another zone"),
        pytest.param("1_part/chapter.yaml", "chapter: part", "chapter: first", id="a chapter"),
        pytest.param("story.yaml", "1_part, 2_part", "2_part, 1_part", id="order of chapters"),
        pytest.param("world/endings.yaml", "curtain", "fall", id="another ending"),
        pytest.param("languages/fr/part.po", "Regarder.", "Voir.", id="other words"),
        pytest.param("languages/fr/part.po", '"Look."', '"See."', id="a stale translation"),
        pytest.param("languages/fr/part.po", "start.look", "start.see", id="another line id"),
    ],
)
def test_edits_that_a_memory_could_miss(file: str, old: str, new: str) -> None:
    memory = Remembering()
    compiled(ROW, memory)
    assert old in ROW[file]
    texts = {**ROW, file: ROW[file].replace(old, new)}
    same(compiled(texts, memory), compiled(texts))
    same(compiled(ROW, memory), compiled(ROW))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("world/names.yaml", "names:\n  lamp: lantern\n"),
        ("world/tags_more.yaml", "tags:\n  bold: once more\n"),
        ("world/people_more.yaml", "people:\n  more:\n    dan: { name: Dan, gender: m }\n"),
        ("world/voices.yaml", "voices:\n  aside_voice: inner\n"),
        ("world/define.yaml", "define:\n  windy: weather is wind\n"),
        ("common/other.yaml", "other:\n  text: |\n    {if taken(start.look)}\n    a\n    {end}\n"),
        ("languages/fr/world.po", 'msgctxt "room.deck"\nmsgid "Deck"\nmsgstr "Pont"\n'),
    ],
)
def test_a_file_that_comes_and_goes(file: str, text: str) -> None:
    memory = Remembering()
    compiled(ROW, memory)
    texts = {**ROW, file: text}
    same(compiled(texts, memory), compiled(texts))
    same(compiled(ROW, memory), compiled(ROW))


def test_only_what_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard of the memory's use: without it every scene would be read each time."""
    from ulysse_game.compiler.scenes import SceneReader

    read: list[str] = []
    whole = SceneReader.read

    def noted(self: SceneReader, key: Any, *rest: Any) -> Any:
        read.append(key.text)
        return whole(self, key, *rest)

    monkeypatch.setattr(SceneReader, "read", noted)
    memory = Remembering()
    compiled(ROW, memory)
    assert sorted(read) == ["aside", "later", "start", "the_end"]
    read.clear()
    compiled({**ROW, SCENES: NIGHT.replace("lamp.", "old lamp.")}, memory)
    assert read == ["start"]
    read.clear()
    added = {**ROW, SCENES: NIGHT + "\nnew:\n  text: New.\n  next: later\n"}
    same(compiled(added, memory), compiled(added))
    assert read[:2] == ["start", "new"]  # the rest is the compile afresh


def in_a_row(*stories: dict[str, str]) -> None:
    """Compiled one after the other, each is what it is alone."""
    memory = Remembering()
    for texts in stories:
        same(compiled(texts, memory), compiled(texts))


def test_a_reaction_and_a_closing_tag() -> None:
    """Tables that no name depends on, and every scene does."""
    row = {**ROW, SCENES: NIGHT.replace("with: ann, bob", "session: bob\n  with: ann")}
    people, tags = "world/people.yaml", "world/tags.yaml"
    bob = "Bob Noe, gender: m"
    shuts = "press: { means: hard, closes: n >= 3, shows: Shut. }"
    in_a_row(
        row,
        {**row, people: WORLD[people].replace(bob, bob + ", reacts: { press: trust -= 1 }")},
        {**row, tags: WORLD[tags].replace("press: hard", shuts)},
        row,
    )


def test_a_gender_of_a_translated_word() -> None:
    feminine = 'msgctxt "word.presence.voice.gender"\nmsgid "n"\nmsgstr "f"\n'
    row = {
        **ROW,
        SCENES: NIGHT.replace("The lamp.", "The {presence}."),
        "languages/fr/part.po": PO.replace("The lamp.", "The {presence}.").replace(
            "La lampe.", "{presence.f: La|Le} {presence}."
        ),
        "languages/fr/world.po": feminine,
    }
    assert compiled(row).story is not None
    in_a_row(row, {**row, "languages/fr/world.po": feminine.replace('"f"', '"m"')})


def test_a_mistake_that_stands_while_others_come_and_go() -> None:
    """Names lost with a key that nobody knows hide what only follows from them, each time."""
    lost = "aside:\n  text: Aside.\n  chioces:\n    kept: x\n  next: later\n"
    row = {**ROW, "common/more.yaml": lost}
    in_a_row(row, {**row, SCENES: NIGHT.replace("n += 1", "kept += 1")}, row)


def test_what_was_said_of_a_translation_is_said_again() -> None:
    stale = PO.replace("The lamp.", "The old lamp.")
    row = {**ROW, "languages/fr/part.po": stale}
    assert "stale-translation" in {each.code for each in compiled(row).diagnostics}
    in_a_row(row, row, {**row, SCENES: NIGHT.replace("Look.", "Look!")}, row)


def test_a_rule_that_takes_somebody_away() -> None:
    """Who is where is asked anew when only the world has changed."""
    rules = "rules:\n  away:\n    when: n >= 1\n    do: ann.place = mars\n    goto: aside\n"
    alone = "aside:\n  with: ann\n  at: deck\n  text: Aside.\n  next: later\n"
    row = {**ROW, "common/more.yaml": alone, "world/rules.yaml": rules.replace("mars", "ship")}
    away = {**row, "world/rules.yaml": rules}
    assert "with-needs-else" in {each.code for each in compiled(away).diagnostics}
    in_a_row(row, away, row)
