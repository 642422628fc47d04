"""Catalogues brought in step: nothing lost, nothing written anew that has not changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.translating.stories import (
    FILE,
    SCENE,
    brought_up,
    compiled_at,
    entries,
    fill,
    lay,
)
from tests.compiler.small import SCENES, WORLD
from ulysse_game.authoring.translating.update import Unreadable, update
from ulysse_game.compiler.house_style import HouseStyle
from ulysse_game.compiler.po import flags_of, notes_of, previous_of

TEXT = (
    "It is {presence.the}, {words(n)} of it. And so on.\n\nann: Go on.\n\nbob?: {echo said: I did.}"
)
FRENCH = "C’est {presence.the}, {words(n)}.\n\nann: Va.\n\nbob?: {echo said: Oui.}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The story, its French written and partly translated."""
    brought_up(lay(tmp_path))
    fill(tmp_path, {"start": FRENCH, "start.go": "Va.", "start.go.then": "Tu es partie."})
    return tmp_path


def bytes_of(folder: Path) -> dict[str, bytes]:
    home = folder / "languages"
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_a_new_language(tmp_path: Path) -> None:
    done = brought_up(lay(tmp_path))
    assert [*done] == ["part.po", "second.po", "world.po"]
    found = entries(tmp_path)
    assert [*found] == [
        "",
        "start",
        "start.go",
        "start.go.then",
        "start.hand",
        "chapter.part.title",
    ]
    assert found["start"].source == TEXT
    assert not any(each.words for id, each in found.items() if id)
    assert done["part.po"][1:6] == (5, 5, 0, 5, 0)
    assert notes_of(found["start"].notes, ":") == ["1_part/scenes.yaml:5"]


def test_twice_changes_nothing(folder: Path) -> None:
    brought_up(folder)
    before = bytes_of(folder)
    assert not any(each.is_changed for each in brought_up(folder).values())
    assert bytes_of(folder) == before


def test_asking_writes_nothing(folder: Path) -> None:
    lay(folder, {SCENES: SCENE.replace("You went.", "You left.")})
    before = bytes_of(folder)
    done = update(folder, compiled_at(folder), HouseStyle(), "fr", "", is_asked=True)
    assert [each.file for each in done if each.is_changed] == ["part.po"]
    assert bytes_of(folder) == before


def test_what_a_translators_tool_wrote_stays(folder: Path) -> None:
    """Its header, its comments, its flags, its way of breaking lines, what it commented out."""
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    header = (
        '"PO-Revision-Date: 2024-02-03 04:05+0200\\n"\n'
        '"Last-Translator: Ève <eve@example.org>\\n"\n"X-Generator: Poedit 3.4\\n"\n'
    )
    date = '"PO-Revision-Date: 2026-05-01 12:00+0000\\n"\n"Last-Translator:\\n"\n'
    date = '"PO-Revision-Date: 2026-05-01 12:00+0000\\n"\n"Last-Translator:\\n"\n'
    text = "# Traduction d’Ève.\n" + text.replace(date, header)
    text = text.replace('msgid "You went."\n', 'msgid ""\n"You "\n"went."\n')
    text = text.replace('msgstr "Va."\n', 'msgstr ""\n"V"\n"a."\n')
    text = text.replace(
        "#. ── start ── Deck. Choice `go`: what it gives.",
        "# À relire avec Bob.\n#. ── start ── Deck. Choice `go`: what it gives.",
    ).replace('msgctxt "start.go.then"', '#, no-wrap\nmsgctxt "start.go.then"')
    text += '\n# gardé\n#~ msgctxt "start.old"\n#~ msgid "Old."\n#~ msgstr "Vieux."\n'
    path.write_text(text, encoding="utf-8")
    assert "Poedit" in text
    assert "À relire" in text
    assert '"You "' in text
    before = bytes_of(folder)
    brought_up(folder)
    assert bytes_of(folder) == before


def test_a_changed_source_is_fuzzy_and_keeps_its_words(folder: Path) -> None:
    lay(folder, {SCENES: SCENE.replace("You went.", "You left.")})
    assert brought_up(folder)["part.po"].stale == 1
    found = entries(folder)["start.go.then"]
    assert (found.source, found.words, found.is_fuzzy) == ("You left.", "Tu es partie.", True)
    assert previous_of(found.notes) == ("start.go.then", "You went.")
    assert not entries(folder)["start"].is_fuzzy


def test_a_source_that_changes_twice_remembers_what_was_translated(folder: Path) -> None:
    for word in ("left", "ran"):
        lay(folder, {SCENES: SCENE.replace("You went.", f"You {word}.")})
        brought_up(folder)
    assert previous_of(entries(folder)["start.go.then"].notes)[1] == "You went."
    lay(folder)
    brought_up(folder)
    assert not entries(folder)["start.go.then"].is_fuzzy


def test_a_rewrapped_source_is_the_same(folder: Path) -> None:
    lay(folder, {SCENES: SCENE.replace("of it.\n    And", "of it. And")})
    brought_up(folder)
    assert not entries(folder)["start"].is_fuzzy


def test_what_is_gone_is_kept_and_comes_back(folder: Path) -> None:
    brought_up(folder)
    before = (folder / FILE).read_bytes()
    start = SCENE.index("    - hand")
    lay(folder, {SCENES: SCENE.replace("        You went.\n", "")})
    assert brought_up(folder)["part.po"].gone == 1
    found = entries(folder)
    assert found["~start.go.then"].words == "Tu es partie."
    assert "start.go.then" not in found
    lay(folder, {SCENES: SCENE[:start]})
    assert brought_up(folder)["part.po"].back == 1
    assert entries(folder)["start.go.then"].words == "Tu es partie."
    assert "~start.hand" not in entries(folder), "it had no words"
    lay(folder)
    brought_up(folder)
    assert (folder / FILE).read_bytes() == before


def test_a_renamed_scene_keeps_its_words(folder: Path) -> None:
    now = (
        SCENE.replace("start:\n", "morning:\n  was: start\n")
        .replace("    - go: |", "    - leave: |")
        .replace(
            "      goto: the_end\n    - hand", "      was: go\n      goto: the_end\n    - hand"
        )
    )
    files = {
        SCENES: now,
        "story.yaml": WORLD["story.yaml"].replace("begins: start", "begins: morning"),
        "1_part/chapter.yaml": WORLD["1_part/chapter.yaml"].replace("start", "morning"),
    }
    lay(folder, files)
    story = compiled_at(folder).story
    assert story is not None
    assert "Tu es partie." in repr(story.text("morning.leave.then", "fr")), "even before the update"
    done = brought_up(folder)["part.po"]
    assert (done.stale, done.gone) == (0, 0)
    found = entries(folder)
    assert found["morning.leave.then"].words == "Tu es partie."
    assert found["morning"].words == FRENCH
    assert not any(id.startswith(("start", "~")) for id in found)


def test_words_under_an_old_name_go_before_an_empty_entry_of_the_new_one(folder: Path) -> None:
    """A platform for translators may have put the new entry in first."""
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text + '\nmsgctxt "start.off"\nmsgid "Go on."\nmsgstr ""\n', encoding="utf-8")
    renamed = SCENE.replace("- go: |", "- off: |").replace(
        "      goto: the_end\n    - hand", "      was: go\n      goto: the_end\n    - hand"
    )
    lay(folder, {SCENES: renamed})
    story = compiled_at(folder).story
    assert story is not None
    assert story.is_translated("start.off", "fr")
    brought_up(folder)
    assert entries(folder)["start.off"].words == "Va."
    assert "start.go" not in entries(folder)


def test_a_chapter_that_is_gone_leaves_its_words(folder: Path) -> None:
    fill(folder, {"later": "Plus tard."}, "languages/fr/second.po")
    files = {
        "2_part/scenes.yaml": "",
        "2_part/chapter.yaml": "",
        "story.yaml": WORLD["story.yaml"].replace("1_part, 2_part", "1_part"),
    }
    lay(folder, files)
    brought_up(folder)
    found = entries(folder, "languages/fr/second.po")
    assert found["~later"].words == "Plus tard."
    brought_up(folder)
    assert entries(folder, "languages/fr/second.po") == found


def test_an_empty_catalogue_of_no_chapter_goes(folder: Path) -> None:
    files = {
        "2_part/scenes.yaml": "",
        "2_part/chapter.yaml": "",
        "story.yaml": WORLD["story.yaml"].replace("1_part, 2_part", "1_part"),
    }
    brought_up(lay(folder, files))
    assert not (folder / "languages/fr/second.po").exists()


def test_a_text_that_moves_to_another_chapter_takes_its_words(folder: Path) -> None:
    fill(folder, {"later": "Plus tard."}, "languages/fr/second.po")
    lay(folder, {
        SCENES: SCENE + WORLD["2_part/scenes.yaml"],
        "2_part/scenes.yaml": "other:\n  text: Other.\n  next: the_end\n",
        "2_part/chapter.yaml": WORLD["2_part/chapter.yaml"].replace("later", "other"),
    })  # fmt: skip
    brought_up(folder)
    assert entries(folder)["later"].words == "Plus tard."
    assert not any("later" in id for id in entries(folder, "languages/fr/second.po"))


def test_windows_line_ends_stay(folder: Path) -> None:
    path = folder / FILE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    story = compiled_at(folder).story
    assert story is not None
    assert story.is_translated("start.go", "fr"), "the compiler reads them too"
    brought_up(lay(folder, {SCENES: SCENE.replace("You went.", "You left.")}))
    data = path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 20


def test_a_broken_catalogue_is_not_touched(folder: Path) -> None:
    compiled = compiled_at(folder)
    lay(folder, {FILE: 'msgctxt "start\nmsgid "x"\nmsgstr "y"\n'})
    before = bytes_of(folder)
    with pytest.raises(Unreadable) as told:
        update(folder, compiled, HouseStyle(), "fr", "")
    assert (told.value.file, told.value.line) == (FILE, 1)
    assert bytes_of(folder) == before


def test_a_crash_while_writing_leaves_the_old_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(folder, {SCENES: SCENE.replace("You went.", "You left.")})
    before = bytes_of(folder)

    def fail(*_: object) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr("ulysse_game.authoring.files.os.replace", fail)
    with pytest.raises(OSError, match="no room"):
        brought_up(folder)
    assert bytes_of(folder) == before


def test_grammar_entries_stay_with_their_word(folder: Path) -> None:
    found = entries(folder, "languages/fr/world.po")
    assert found["word.presence.voice.gender"].source == "n"
    assert found["person.ann.vowel"].source == "auto"
    fill(folder, {"person.ann.vowel": "yes"}, "languages/fr/world.po")
    assert brought_up(folder)["world.po"].fuzzy == 0
    assert entries(folder, "languages/fr/world.po")["person.ann.vowel"].words == "yes"


def test_a_fuzzy_mark_by_hand_stays(folder: Path) -> None:
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('msgctxt "start.go.then"', '#, fuzzy\nmsgctxt "start.go.then"'),
        encoding="utf-8",
    )
    assert brought_up(folder)["part.po"].fuzzy == 1
    assert flags_of(entries(folder)["start.go.then"].notes) == ["fuzzy"]
