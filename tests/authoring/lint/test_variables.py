"""Variables and values: asked, set, both, or neither."""

from __future__ import annotations

import pytest

from tests.authoring.lint.looking import found
from tests.compiler.small import NEXT_SCENES, SCENES

PLACE = "world/more.yaml"
SCENE = (
    "start:\n  text: |\n    {text}\n  choices:\n    - go: Go on.\n      do: {do}\n  next: the_end\n"
)


def codes_of(declared: str, text: str = "Begin.", do: str = "n += 1", **more: str) -> list[str]:
    """What is said of the one name declared in a file of its own."""
    scene = SCENE.replace("{text}", text).replace("{do}", do)
    given = {PLACE: f"variables:\n  {declared}\n", SCENES: scene}
    rules = ("variables", "values")
    return [
        f"{each.code} {each.span.line}:{each.span.column}"
        for rule in rules
        for each in found(rule, {**given, **more})
        if each.span.file == PLACE
    ]


LAMP = "lamp: flag, it is lit"
MOOD = "mood: calm | cross | glad, how she is"


@pytest.mark.parametrize(
    ("text", "do", "expected"),
    [
        ("Begin.", "n += 1", ["dead-variable 2:3"]),
        ("Begin.", "lamp", ["never-tested 2:3"]),
        ("{lamp: Light.|}", "n += 1", ["never-set 2:3"]),
        ("{lamp: Light.|}", "lamp", []),
        ("Begin.", "lamp, n += 1 if lamp", []),
        ("Begin.", "not lamp for p in ours if p.trust > 3", ["never-tested 2:3"]),
    ],
)
def test_asked_and_set(text: str, do: str, expected: list[str]) -> None:
    assert codes_of(LAMP, text, do) == expected


@pytest.mark.parametrize(
    ("file", "asks"),
    [
        (NEXT_SCENES, "later:\n  when: lamp\n  else: the_end\n  text: Later.\n  next: the_end\n"),
        (NEXT_SCENES, "later:\n  text: Later.\n  next:\n    - start if lamp\n    - the_end\n"),
        ("world/rules.yaml", "rules:\n  dark:\n    when: lamp\n    do: n += 1\n"),
        ("world/invariants.yaml", "invariants:\n  lit:\n    always: lamp\n    means: m\n"),
        ("world/define.yaml", "define:\n  seen_it: lamp and flag_one\n"),
    ],
)
def test_every_place_that_may_ask(file: str, asks: str) -> None:
    used = "{seen_it: x|}" if "define" in asks else "Begin."
    assert codes_of(LAMP, used, "lamp", **{file: asks}) == []


def test_what_only_a_named_expression_asks_that_nobody_uses_is_not_asked() -> None:
    asks = {"world/define.yaml": "define:\n  seen_it: lamp and flag_one\n"}
    assert codes_of(LAMP, "Begin.", "lamp", **asks) == ["never-tested 2:3"]


def test_a_translation_may_be_what_asks() -> None:
    po = 'msgctxt "start"\nmsgid "Begin."\nmsgstr "{lamp: Oui.|}"\n'
    assert codes_of(LAMP, "Begin.", "lamp", **{"languages/fr/part.po": po}) == []


def test_a_timer_is_set_by_the_clock() -> None:
    assert codes_of("fuse: timer 0..9, it burns", "{fuse} left.") == []
    assert codes_of("fuse: timer 0..9, it burns") == ["dead-variable 2:3"]


def test_a_stat_of_all_is_one_thing() -> None:
    def told(text: str, do: str) -> list[str]:
        people = "stats:\n  nerve: 0..9, how steady\n"
        scene = SCENE.replace("{text}", text).replace("{do}", do)
        given = {"world/more.yaml": people, SCENES: scene}
        return [each.code for each in found("variables", given) if each.span.file == PLACE]

    assert told("Begin.", "n += 1") == ["dead-variable"]
    assert told("Begin.", "p.nerve += 1 for p in ours") == ["never-tested"]
    assert told("{ann.nerve > 3: Steady.|}", "p.nerve += 1 for p in ours") == []
    assert told("{any(p in ours if p.nerve > 3): Steady.|}", "bob.nerve -= 1") == []


def test_a_stat_of_one_person_is_told_of_where_it_is_declared() -> None:
    (each,) = [each for each in found("variables") if "ann.debts" in each.message]
    assert (each.span.file, each.code) == ("world/people.yaml", "dead-variable")
    assert each.span.length == len("debts")
    assert each.span.column > 20  # within the braces of its line


def test_what_the_engine_itself_asks_is_never_told_of() -> None:
    names = {each.message.split("`")[1] for each in found("variables")}
    assert not names & {"sol", "alive", "place"}


# -- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "do", "expected"),
    [
        ("{mood is cross: x|}", "mood = cross", ["unused-value 2:24"]),
        ("{mood is glad: x|}", "mood = cross", ["never-this-value 2:24"]),
        ("{mood in (glad, cross): x|}", "mood = cross", ["never-this-value 2:24"]),
        ("{mood is cross: x|}", "mood = cross, mood = glad if n > 5", []),
        ("{mood: a|b|c}", "mood = cross", []),
        ("{mood is calm: x|}", "mood = cross", ["unused-value 2:24"]),
    ],
)
def test_values_of_a_word(text: str, do: str, expected: list[str]) -> None:
    assert codes_of(MOOD, text, do) == expected


def test_of_a_word_that_nothing_sets_the_values_are_not_told_of() -> None:
    assert codes_of(MOOD, "{mood is cross: x|}") == ["never-set 2:3"]


HEAT = "heat: {is: 0..9, bands: 'cold 0, warm 4, hot 7', means: how warm}"


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("{heat: a|b|c}", []),
        ("{heat >= hot: a|}", ["cold"]),
        ("{heat is cold: a|}", ["hot"]),
        ("{heat is warm: a|}", []),
        ("{heat > 8: a|}", ["cold", "warm", "hot"]),
        ("{heat >= 0: a|}", ["cold", "warm", "hot"]),
    ],
)
def test_bands_of_a_number(text: str, unused: list[str]) -> None:
    scene = SCENE.replace("{text}", text).replace("{do}", "heat += 1")
    given = {PLACE: f"variables:\n  {HEAT}\n", SCENES: scene}
    told = [each for each in found("values", given) if each.span.file == PLACE]
    assert {each.code for each in told} <= {"unused-value"}
    assert [each.message.split("`")[3] for each in told] == unused
