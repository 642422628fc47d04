"""What is offered where: in sound files and in half-written ones, the nearest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.authoring.lsp.hut import CURSOR, HUT, compiled, hut, known, pointed
from ulysse_game.authoring.lsp.complete import complete
from ulysse_game.authoring.lsp.known import NO_NAMES, Names, joined
from ulysse_game.authoring.lsp.place import place_at
from ulysse_game.authoring.lsp.suggestion import Suggestion


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    return known(compiled(hut(tmp_path_factory.mktemp("hut"))))


def offered(names: Names, text: str, file: str = "1_part/scenes.yaml") -> list[Suggestion]:
    sheet, line, column = pointed(text, file)
    _, found = complete(names, sheet, line, column)
    return sorted(found, key=lambda each: each.rank)


def labels(names: Names, text: str, file: str = "1_part/scenes.yaml") -> list[str]:
    return [each.label for each in offered(names, text, file)]


SCENE_IDS = {"morning", "night", "early", "end", "card"}


@pytest.mark.parametrize("key", ["else", "detour"])
def test_scenes(names: Names, key: str) -> None:
    assert set(labels(names, f"new:\n  {key}: ¦")) == SCENE_IDS


def test_targets(names: Names) -> None:
    assert set(labels(names, "new:\n  next: ¦")) == SCENE_IDS | {
        "here", "return", "endings", "draw",
    }  # fmt: skip
    assert labels(names, "new:\n  next:\n    - night ¦") == ["if", "odds"]
    assert labels(names, "new:\n  next:\n    - night odds 2 ¦") == ["if"]
    assert labels(names, "new:\n  next:\n    - night if weather is ¦")[:3] == [
        "calm", "haze", "storm",
    ]  # fmt: skip
    assert labels(names, "new:\n  next: draw ¦") == ["visits"]
    assert labels(names, "new:\n  next: draw visits ¦") == ["else"]
    assert set(labels(names, "new:\n  next: draw visits else ¦")) == SCENE_IDS
    assert "draw" not in labels(names, "new:\n  choices:\n    - go: Go.\n      goto: ¦")
    assert set(labels(names, "story: hut\nbegins: ¦", "story.yaml")) == SCENE_IDS


def test_the_nearest_scene_comes_first(names: Names) -> None:
    text = HUT["1_part/scenes.yaml"].replace("    - end if", "    - ¦end if")
    assert labels(names, text)[:4] == ["early", "end", "card", "morning"]


def test_keys_that_are_not_there_yet(names: Names) -> None:
    found = labels(names, "new:\n  at: galley\n  ¦\n  next: end\n")
    assert "with" in found
    assert not {"at", "next"} & set(found)
    found = labels(names, "new:\n  choices:\n    - go: Go.\n      go¦\n")
    assert "goto" in found
    assert "draw" not in found
    assert labels(names, "new:\n  choices:\n    - ¦") == ["say", "draw"]
    assert labels(names, "people:\n  crew:\n    ann:\n      na¦", "world/p.yaml")[0] == "name"
    assert "observations" in labels(names, "¦", "world/p.yaml")
    assert labels(names, "rules:\n  x:\n    ¦", "world/p.yaml")[:2] == ["when", "each"]
    assert labels(names, "¦") == []


def test_what_a_key_writes(names: Names) -> None:
    written = {each.label: each.insert for each in offered(names, "new:\n  ¦")}
    assert written["at"] == "at: "
    assert written["text"] == "text: |"
    assert written["choices"] == "choices:"


def test_names_in_conditions(names: Names) -> None:
    found = labels(names, "new:\n  when: ¦")
    assert {"oil", "lit", "simon", "boat", "seen", "count", "not"} <= set(found)
    assert "tide" in labels(names, HUT["1_part/scenes.yaml"].replace("- early if ", "- early if ¦"))
    assert "tide" not in labels(names, "new:\n  when: ¦", "common/x.yaml")
    assert "stress" in labels(names, "new:\n  when: simon.¦")
    assert labels(names, "new:\n  when: simon.stress is ¦") == ["held", "taut", "raw", "not"]
    assert labels(names, "new:\n  when: weather in (calm, ¦")[:3] == ["calm", "haze", "storm"]
    assert labels(names, "new:\n  when: any(p in ¦")[0] == "keepers"
    assert "stress" in labels(names, "new:\n  when: any(p in keepers if p.¦")
    assert set(labels(names, "new:\n  when: seen(¦")) == SCENE_IDS
    assert labels(names, "new:\n  when: taken(morning.¦") == ["fill", "talk"]
    assert labels(names, "new:\n  when: heard(¦") == ["heard_it"]
    assert labels(names, "new:\n  when: obs_01 is ¦")[0] == "unseen"
    found = labels(names, "new:\n  when: first(p in keepers if p.here) is ¦")
    assert {"simon", "eva", "nobody"} <= set(found)
    assert labels(names, "new:\n  when: ending is ¦")[0] == "dark"
    assert labels(names, "new:\n  when: lit ¦")[:2] == ["and", "or"]


def test_effects(names: Names) -> None:
    assert {"oil", "lit", "simon"} <= set(labels(names, "new:\n  do: ¦"))
    assert labels(names, "new:\n  do: oil ¦")[:3] == ["+=", "-=", "="]
    assert labels(names, "new:\n  do: oil -= 1, weather = ¦")[:3] == ["calm", "haze", "storm"]
    assert labels(names, "new:\n  do: oil -= 1,\n    weather = ¦")[:3] == ["calm", "haze", "storm"]
    reacts = "people:\n  keepers:\n    simon:\n      reacts:\n        silence: ¦"
    assert labels(names, reacts, "world/people.yaml")[:3] == ["alive", "place", "stress"]


def test_loops(names: Names) -> None:
    assert labels(names, "new:\n  each: p in ¦")[0] == "keepers"
    assert labels(names, "new:\n  each: p in keepers\n  when: ¦")[0] == "p"
    assert "stress" in labels(names, "new:\n  each: p in keepers\n  text: |\n    {p.¦")


def test_lists_leave_out_what_stands_there(names: Names) -> None:
    assert labels(names, "new:\n  with: simon, ¦") == ["eva"]
    assert labels(names, "new:\n  choices:\n    - go: Go.\n      tags: ¦") == ["silence"]
    assert labels(names, "new:\n  choices:\n    - go: Go.\n      tags: silence, ¦") == []


def test_other_values(names: Names) -> None:
    assert set(labels(names, "new:\n  at: ¦")) == {"galley", "cabin"}
    assert labels(names, "new:\n  session: ¦") == ["simon", "eva"]
    assert labels(names, "new:\n  observe: ¦") == ["obs_01"]
    assert labels(names, "new:\n  ending: ¦") == ["dark"]
    assert labels(names, "new:\n  clock: +¦") == ["+15m", "+1h20m"]
    assert labels(names, "new:\n  choices:\n    - draw: ¦") == ["visits"]
    assert "flag" in labels(names, "variables:\n  new: ¦", "world/v.yaml")
    assert labels(names, "people:\n  k:\n    ann:\n      start: ¦", "world/p.yaml")[-1] == "stress"
    starting = "people:\n  k:\n    ann:\n      start: stress ¦"
    assert labels(names, starting, "world/p.yaml") == ["held", "taut", "raw"]


def test_the_house_style(names: Names) -> None:
    file = "house-style.yaml"
    assert {"sizes", "languages", "techniques", "chapters"} <= set(labels(names, "¦", file))
    assert labels(names, "techniques:\n  ¦", file) == ["silence"]
    assert labels(names, "chapters:\n  ¦", file) == ["part"]
    banned = "languages:\n  en:\n    banned:\n      - find: x\n        where: ¦"
    assert labels(names, banned, file) == ["narration", "speech", "screens", "choices"]


SPOKEN = "new:\n  with: simon, eva?\n  text: |\n    One.\n\n    ¦\n"


def test_speakers_are_those_who_are_here(names: Names) -> None:
    found = offered(names, SPOKEN)
    assert [each.insert for each in found] == ["simon: ", "eva?: "]
    assert labels(names, SPOKEN.replace("¦", "simon: Yes.\n    ¦")) == ["simon", "eva?"]
    assert labels(names, SPOKEN.replace("¦", "Two.\n    ¦")) == []
    assert labels(names, SPOKEN.replace("¦", "The sim¦")) == []
    assert labels(names, "new:\n  with: simon\n  choices:\n    - go: |\n        ¦\n") == []
    answer = "new:\n  with: simon\n  choices:\n    - go: |\n        Go.\n\n        ¦\n"
    assert labels(names, answer) == ["simon"]


def test_braces(names: Names) -> None:
    found = labels(names, SPOKEN.replace("¦", "He has {¦"))
    assert {"oil", "boat", "simon", "clock", "echo"} <= set(found)
    assert "if" not in found
    assert "if" in labels(names, SPOKEN.replace("¦", "{¦"))
    assert "end" in labels(names, SPOKEN.replace("¦", "{e¦"))
    assert "lit" in labels(names, SPOKEN.replace("¦", "{if ¦"))
    assert "lit" in labels(names, SPOKEN.replace("¦", "{else if lit and ¦"))
    assert labels(names, SPOKEN.replace("¦", "{boat.¦"))[:2] == ["plain", "the"]
    assert "notebook" in labels(names, SPOKEN.replace("¦", "{obs_01.¦"))
    assert "Boat" in labels(names, SPOKEN.replace("¦", "{B¦"))
    assert labels(names, SPOKEN.replace("¦", "{lit: yes¦")) == []
    assert "oil" in labels(names, SPOKEN.replace("¦", "{lit: there are {¦"))
    assert labels(names, SPOKEN.replace("¦", "\\{¦")) == []


def test_after_an_accent_the_word_is_where_it_is(names: Names) -> None:
    sheet, line, column = pointed(SPOKEN.replace("¦", "Été 🚀 {o¦"))
    place, _ = complete(names, sheet, line, column)
    assert sheet.lines[line - 1][place.word - 1 : place.column - 1] == "o"


def test_names_outlive_a_broken_file(names: Names) -> None:
    now = joined(NO_NAMES._replace(rooms={"attic": "hut"}), names)
    assert set(labels(now, "new:\n  at: ¦")) == {"attic", "galley", "cabin"}
    assert set(labels(now, "new:\n  else: ¦")) == SCENE_IDS


def test_comments_and_other_files_get_nothing(names: Names) -> None:
    assert labels(names, "# at: ¦") == []
    assert labels(names, "new:\n  at: galley  # at: ¦") == []
    assert labels(names, 'msgctxt "¦"', "languages/fr/part.po") == []


WHOLE = HUT["1_part/scenes.yaml"]


@given(st.integers(0, len(WHOLE)), st.sampled_from(["", "\n", "{", "if ", " is ", ": ", "- ", "é"]))
def test_no_place_of_any_file_is_trouble(at: int, typed: str) -> None:
    """Whatever is typed wherever, there is a place and there are suggestions, maybe none."""
    text = WHOLE[:at] + typed + CURSOR + WHOLE[at:]
    for file in ("1_part/scenes.yaml", "world/x.yaml", "story.yaml", "1_part/chapter.yaml"):
        sheet, line, column = pointed(text, file)
        place = place_at(sheet, line, column)
        assert place.word <= column
        complete(NO_NAMES, sheet, line, column)
