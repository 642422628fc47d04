"""A rename changes every place, keeps the old name where the format can, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.lsp.hut import HUT, compiled, hut
from ulysse_game.authoring.edits import by_file, edited
from ulysse_game.authoring.index import index_of
from ulysse_game.authoring.rename import Refused, Renamed, renamable, rename
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.sources import Source

SCENES, PEOPLE, THINGS = "1_part/scenes.yaml", "world/people.yaml", "world/things.yaml"
FRENCH = "languages/fr/part.po"


@pytest.fixture
def story(tmp_path: Path) -> Compiled:
    return compiled(hut(tmp_path))


def renamed(story: Compiled, kind: str, name: str, new: str) -> dict[str, str]:
    """The files that change, as they are then."""
    found = rename(story, index_of(story), kind, name, new)
    assert isinstance(found, Renamed), found
    files = by_file(found.edits)
    return {file: edited(story.sources[file], edits) for file, edits in files.items()}


def refused(story: Compiled, kind: str, name: str, new: str) -> str:
    found = rename(story, index_of(story), kind, name, new)
    assert isinstance(found, Refused), found
    return found.why


def changes(before: str, after: str) -> list[str]:
    """The lines of ``after`` that ``before`` does not have."""
    known = before.split("\n")
    return [line.strip() for line in after.split("\n") if line not in known]


def test_a_scene_is_followed_over_files_and_translations(story: Compiled) -> None:
    found = renamed(story, "scene", "morning", "dawn")
    assert set(found) == {"story.yaml", "1_part/chapter.yaml", SCENES, FRENCH}
    assert changes(HUT["story.yaml"], found["story.yaml"]) == ["begins: dawn"]
    assert found[SCENES].startswith("dawn:\n  was: morning\n  at: galley\n")
    assert "{taken(dawn.fill): Full." in found[SCENES]
    assert 'msgctxt "dawn.fill.then"' in found[FRENCH]
    assert '"{P}. {taken(dawn.fill): Plein.|Pas plein.} {heard' in found[FRENCH]
    assert '"{P}. {taken(dawn.fill): Full.|Not full.} {heard' in found[FRENCH]


def test_names_in_braces_over_line_ends_are_followed(tmp_path: Path) -> None:
    """In the words of the story, in those of a catalogue, and in the sources it repeats."""
    folder = hut(tmp_path)
    for file, before, after in (
        (SCENES, "{taken(morning.fill): Full", "{taken(\n      morning\n    .fill): Full"),
        (SCENES, "{echo heard_it", "{echo\n      heard_it"),
        (SCENES, "{heard(heard_it)", "{heard(\n    // once\n      heard_it)"),
        (FRENCH, "{taken(morning.fill): Plein", "{taken(\\nmorning\\n.fill): Plein"),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        assert before in text
        (folder / file).write_text(text.replace(before, after), encoding="utf-8")
    story = compiled(folder)
    found = renamed(story, "scene", "morning", "dawn")
    assert "{taken(\n      dawn\n    .fill): Full." in found[SCENES]
    assert "{taken(\\ndawn\\n.fill): Plein" in found[FRENCH]
    found = renamed(story, "echo", "heard_it", "said_it")
    assert "{echo\n      said_it: I" in found[SCENES]
    assert "{heard(\n    // once\n      said_it)" in found[SCENES]


def test_a_variable_of_one_line_gets_the_long_form(story: Compiled) -> None:
    found = renamed(story, "variable", "oil", "fuel")
    assert changes(HUT[THINGS], found[THINGS]) == [
        "fuel:", "is: 0..2 from 1, cans in the store", "was: oil", "when: fuel is 0",
    ]  # fmt: skip
    assert "if: fuel >= 1 and not" in found[SCENES]
    assert "do: fuel -= 1, lit" in found[SCENES]
    assert "{fuel} bidons" in found[FRENCH]


def test_what_everybody_has_is_followed_by_all_who_have_it(story: Compiled) -> None:
    index = index_of(story)
    assert rename(story, index, "variable", "simon.stress", "strain") == rename(
        story, index, "variable", "*.stress", "strain"
    )
    found = renamed(story, "variable", "*.stress", "strain")
    assert "  strain:\n    was: stress\n    is: 0..10" in found[PEOPLE]
    assert "silence: strain -= 1" in found[PEOPLE]
    assert "p.strain is not raw" in found[SCENES]
    assert "{simon.strain: calme|tendu" in found[FRENCH]


def test_a_person_is_followed_into_speech_and_sets(story: Compiled) -> None:
    found = renamed(story, "person", "simon", "marc")
    assert "    marc:\n      was: simon\n      name: Simon Gramat" in found[PEOPLE]
    assert changes(HUT[SCENES], found[SCENES]) == [
        "with: marc, eva?",
        "Été 🚀: {marc.stress: calm|taut|raw}, {oil} cans.",
        "marc: Sit down. {echo heard_it: I heard it.}",
        "marc: Not now.",
        "do: oil -= 1, lit, marc.stress += 1",
    ]
    assert "marc: Assieds-toi." in found[FRENCH]
    assert "marc: Sit down." in found[FRENCH]


def test_a_value_is_kept_under_values(story: Compiled) -> None:
    found = renamed(story, "value", "weather.storm", "gale")
    assert changes(HUT[THINGS], found[THINGS]) == [
        "weather:", "is: calm | haze | gale, the sky", "values:", "gale: storm",
    ]  # fmt: skip
    assert "{if lit and weather is gale}" in found[SCENES]
    assert found[FRENCH].count("weather is gale") == 2


def test_a_capital_in_prose_stays_one(story: Compiled) -> None:
    found = renamed(story, "word", "boat", "craft")
    assert "eva?: {Craft.the}." in found[SCENES]
    assert "craft = tub" in found[SCENES]
    assert found[FRENCH].count("{Craft.the}") == 2


STARTS = """\
stats:
  stress:
    is: 0..10 from taut
    bands: held 0, taut 4, raw 7
  mood: calm | low from low, hers; never shown
  place: zone from hut, where they are
people:
  keepers:
    simon:
      name: Simon Gramat
      start: stress raw, mood calm
    eva:
      name: Eva Müller
      stats:
        count: one | two from two
      start: stress 4, count one
"""


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("variable", "*.stress", ["start: new raw, mood calm", "start: new 4, count one"]),
        ("variable", "eva.count", ["start: stress 4, new one"]),
        ("value", "*.mood.low", ["is: calm | new from new, hers; never shown"]),
        ("value", "*.mood.calm", ["start: stress raw, mood new"]),
        ("value", "eva.count.two", ["is: one | new from new"]),
        ("band", "*.stress.raw", ["bands: held 0, taut 4, new 7", "start: stress new, mood calm"]),
        ("band", "*.stress.taut", ["is: 0..10 from new", "bands: held 0, new 4, raw 7"]),
        ("zone", "hut", ["place: zone from new, where they are"]),
    ],
)
def test_what_things_are_at_the_start(
    story: Compiled, kind: str, name: str, expected: list[str]
) -> None:
    found = renamed(_with(story, {PEOPLE: STARTS}), kind, name, "new")
    told = changes(STARTS, found[PEOPLE])
    assert [line for line in expected if line not in told] == []


def test_who_a_variable_is_at_the_start(story: Compiled) -> None:
    text = HUT[THINGS].replace("  lit: flag", "  helm: person from eva, who steers\n  lit: flag")
    found = renamed(_with(story, {THINGS: text}), "person", "eva", "ada")
    assert "  helm: person from ada, who steers\n" in found[THINGS]


def test_an_echo_is_kept_in_the_world(story: Compiled) -> None:
    found = renamed(story, "echo", "heard_it", "murmur")
    assert found[PEOPLE].endswith("\nechoes:\n  murmur:\n    was: heard_it\n")
    assert "heard(murmur)" in found[SCENES]
    again = renamed(_with(story, found), "echo", "murmur", "whisper")
    assert again[PEOPLE].endswith("\nechoes:\n  whisper:\n    was: heard_it, murmur\n")


def test_old_names_gather(story: Compiled) -> None:
    once = renamed(story, "scene", "night", "dusk")
    again = _with(story, once)
    twice = renamed(again, "scene", "dusk", "evening")
    assert "evening:\n  was: night, dusk\n" in twice[SCENES]
    back = renamed(_with(again, twice), "scene", "evening", "night")
    assert "night:\n  was: dusk, evening\n" in back[SCENES]


def test_a_list_of_old_names_stays_a_list(story: Compiled) -> None:
    text = HUT[SCENES].replace("night:\n", "night:\n  was:\n    - dusk\n    - evening\n")
    found = renamed(_with(story, {SCENES: text}), "scene", "night", "dark_hour")
    assert "dark_hour:\n  was:\n    - dusk\n    - evening\n    - night\n" in found[SCENES]


def test_an_old_value_gathers_another(story: Compiled) -> None:
    once = renamed(story, "value", "weather.storm", "gale")
    found = renamed(_with(story, once), "value", "weather.gale", "blast")
    assert "    values:\n      blast: storm, gale\n" in found[THINGS]


def test_a_person_on_one_line(story: Compiled) -> None:
    text = HUT[PEOPLE].replace(
        "    eva:\n      name: Eva Müller\n      gender: f\n",
        "    eva: { name: Eva Müller, gender: f }\n",
    )
    found = renamed(_with(story, {PEOPLE: text}), "person", "eva", "ada")
    assert "    ada: { was: eva, name: Eva Müller, gender: f }\n" in found[PEOPLE]


@pytest.mark.parametrize(
    ("kind", "name", "new", "why"),
    [
        ("scene", "night", "Night", "cannot be a name"),
        ("scene", "night", "morning", "already"),
        ("scene", "night", "night", "called `night` already"),
        ("scene", "night", "return", "word of the format"),
        ("choice", "morning.fill", "talk", "`morning.talk` already"),
        ("choice", "morning.fill", "goto", "key of the format"),
        ("variable", "oil", "simon", "already"),
        ("variable", "oil", "stress", "already"),
        ("variable", "oil", "visits", "already means something"),
        ("variable", "*.place", "spot", "meaning of its own"),
        ("value", "weather.calm", "haze", "already"),
        ("band", "*.stress.taut", "raw", "already"),
        ("room", "galley", "cabin", "already"),
        ("tag", "no_such_tag", "hush", "cannot be renamed"),
        ("chapter", "part", "first", "cannot be renamed"),
    ],
)
def test_a_name_that_cannot_be(story: Compiled, kind: str, name: str, new: str, why: str) -> None:
    assert why in refused(story, kind, name, new)


def test_a_story_with_errors_is_left_alone(story: Compiled) -> None:
    broken = _with(story, {SCENES: HUT[SCENES] + "\nlost:\n  next: nowhere_at_all\n"})
    assert "has errors" in refused(broken, "scene", "night", "dusk")


def test_what_the_compiler_would_not_take_is_refused(story: Compiled) -> None:
    text = HUT[SCENES].replace("early:\n", "early:\n  was: dusk\n")
    assert "would not compile" in refused(_with(story, {SCENES: text}), "scene", "night", "dusk")


def test_every_name_of_the_story_can_be_another(story: Compiled) -> None:
    """Whatever can be renamed is, one at a time, and the compiler has nothing new to say."""
    index = index_of(story)
    done = 0
    for each in index.all():
        if each.role != "declared" or not renamable(each.kind):
            continue
        new = "early_new" if each.name.startswith("early_") else "quite_new"
        found = rename(story, index, each.kind, each.name, new)
        if isinstance(found, Refused):
            assert each.name in ("*.alive", "*.place"), (each, found)
            continue
        done += 1
        after = _with(story, _texts(story, found))
        assert [d.code for d in after.diagnostics] == [d.code for d in story.diagnostics], each
    assert done > 25


def _texts(story: Compiled, found: Renamed) -> dict[str, str]:
    return {
        file: edited(story.sources[file], edits) for file, edits in by_file(found.edits).items()
    }


def _with(story: Compiled, texts: dict[str, str]) -> Compiled:
    whole = {**story.sources, **texts}
    return compile_sources([Source(file, text.encode()) for file, text in whole.items()], [])
