"""What two versions declare differently, and how old names are followed."""

from __future__ import annotations

from tests.compiler.small import WORLD
from tests.playtest.saves.walks import SCENES, story
from ulysse_game.playtest.compare.names import Names, names_of
from ulysse_game.playtest.compare.renames import Renames
from ulysse_game.story import Story


def edited(*edits: tuple[str, str]) -> Story:
    return story(*edits).story


def compared(*edits: tuple[str, str]) -> dict[str, Names]:
    """The differences that these edits make, by kind; kinds without any left out."""
    found = names_of(edited(), edited(*edits))
    assert [each.kind for each in found] == [
        "chapter", "scene", "choice", "ending", "variable", "rule",
    ]  # fmt: skip
    return {
        each.kind: each
        for each in found
        if each.added or each.removed or each.renamed or each.changed
    }


def test_nothing() -> None:
    assert compared() == {}
    (scenes,) = [each for each in names_of(edited(), edited()) if each.kind == "scene"]
    assert scenes.old == scenes.new == SCENES.count("\n  text: ") + 2  # and two elsewhere


def test_a_scene_renamed_takes_its_choices_along() -> None:
    found = compared(("goto: well", "goto: spring"), ("\nwell:\n", "\nspring:\n  was: well\n"))
    assert list(found) == ["scene"]
    assert found["scene"].renamed == (("well", "spring"),)
    assert not found["scene"].added
    assert not found["scene"].removed


def test_a_scene_renamed_without_a_word_is_gone_and_new() -> None:
    found = compared(("goto: well", "goto: spring"), ("\nwell:\n", "\nspring:\n"))
    assert (found["scene"].added, found["scene"].removed) == (("spring",), ("well",))
    assert found["choice"].added == ("spring.dip", "spring.leave")
    assert found["choice"].removed == ("well.dip", "well.leave")


def test_a_choice_renamed_and_one_added() -> None:
    found = compared(
        ("    - walk: Walk.\n", "    - stroll: Walk.\n      was: walk\n"),
        ("    - rest: Rest.\n", "    - doze: Doze.\n      goto: here\n    - rest: Rest.\n"),
    )
    assert list(found) == ["choice"]
    assert found["choice"].renamed == (("start.walk", "start.stroll"),)
    assert found["choice"].added == ("start.doze",)


def test_a_choice_renamed_in_a_renamed_scene() -> None:
    found = compared(
        ("goto: well", "goto: spring"),
        ("\nwell:\n", "\nspring:\n  was: well\n"),
        ("    - dip: Dip.\n", "    - dive: Dip.\n      was: dip\n"),
    )
    assert found["choice"].renamed == (("well.dip", "spring.dive"),)
    assert not found["choice"].removed


def test_variables_declared_otherwise() -> None:
    found = compared(
        ("  n: 0..100, a number", "  n: 0..90, a number"),
        ("calm | wind | storm", "calm | storm"),
        ("  flag_two: flag from yes", "  flag_two: flag"),
    )
    assert found["variable"].changed == (
        ("n", "stat 0..100 from 0", "stat 0..90 from 0"),
        ("flag_two", "flag from yes", "flag from no"),
        ("weather", "word calm | wind | storm from calm", "word calm | storm from calm"),
    )


def test_endings_and_rules() -> None:
    found = compared(
        ("  ending: curtain", "  ending: veil"),
        ("endings:\n  curtain:", "endings:\n  veil:"),
        ("  wet:\n", "  soaked:\n"),
    )
    assert (found["ending"].added, found["ending"].removed) == (("veil",), ("curtain",))
    assert (found["rule"].added, found["rule"].removed) == (("soaked",), ("wet",))


def test_people_who_were_renamed_take_their_stats_along() -> None:
    people = WORLD["world/people.yaml"]
    cal = "    cal: { name: Cal Poe, gender: m }"
    assert cal in people
    kim = "    kim: { name: Cal Poe, gender: m, was: cal }"
    found = compared((cal, kim))
    assert [old for old, _ in found["variable"].renamed] == [
        "cal.alive", "cal.place", "cal.trust", "cal.stress",
    ]  # fmt: skip
    assert not found["variable"].removed


def test_line_ids_follow() -> None:
    renames = Renames(
        edited(
            ("goto: well", "goto: spring"),
            ("\nwell:\n", "\nspring:\n  was: well\n"),
            ("    - walk: Walk.\n", "    - stroll: Walk.\n      was: walk\n"),
            ("    - dip: Dip.\n", "    - dive: Dip.\n      was: dip\n"),
        )
    )
    told = {
        id: renames.line(id)
        for id in (
            "well",
            "well.leave.then",
            "start.walk",
            "start.walk.then",
            "path",
            "well.dip.then",
            "person.ann.name",
        )
    }
    assert told == {
        "well": "spring",
        "well.leave.then": "spring.leave.then",
        "start.walk": "start.stroll",
        "start.walk.then": "start.stroll.then",
        "path": "path",
        "well.dip.then": "spring.dive.then",
        "person.ann.name": "person.ann.name",
    }
