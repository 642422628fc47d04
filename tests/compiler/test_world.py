"""What is declared once: names, kinds, starts; every slip is said, at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiler.small import SCENES, START, WORLD, codes, compiled, story
from ulysse_game.compiler import compile_folder
from ulysse_game.compiler.world import MOST_PEOPLE, MOST_ZONES, WORLD_KEYS
from ulysse_game.story import Not, Read, Variable

MORE = "world/more.yaml"


def more(text: str) -> list[str]:
    """What is wrong with the world and one file beside it."""
    return codes({MORE: text})


def declared(text: str) -> Variable:
    found = story({MORE: f"variables:\n  it: {text}\n"})
    return next(each for each in found.world.variables if each.name == "it")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("flag, so", Variable("it", "flag", 0, 1, meaning="so")),
        ("flag from yes, so", Variable("it", "flag", 0, 1, start=1, meaning="so")),
        ("0..9, much", Variable("it", "stat", 0, 9, meaning="much")),
        ("3..9, much", Variable("it", "stat", 3, 9, start=3, meaning="much")),
        ("-9..-3, much", Variable("it", "stat", -9, -3, start=-9, meaning="much")),
        ("-3..3 from -2, much", Variable("it", "stat", -3, 3, start=-2, meaning="much")),
        ("timer 0..90 from 60, left", Variable("it", "timer", 0, 90, start=60, meaning="left")),
        (
            "hot | cold from cold, it",
            Variable("it", "word", 0, 1, ("hot", "cold"), 1, meaning="it"),
        ),
        (
            "person from bob, who",
            Variable(
                "it", "person", 0, 4, ("nobody", "ann", "bob", "cal", "eve"), 2, meaning="who"
            ),
        ),
        (
            "zone from mars, where",
            Variable("it", "zone", 0, 1, ("ship", "mars"), 1, meaning="where"),
        ),
        (
            "0..9, a number never shown",
            Variable("it", "stat", 0, 9, meaning="a number never shown", hidden=True),
        ),
        (
            "{ is: 0..9, means: much, bands: low 0, high 5 }".replace(
                "low 0, high 5", '"low 0, high 5"'
            ),
            Variable("it", "stat", 0, 9, bands=(("low", 0), ("high", 5)), meaning="much"),
        ),
    ],
)
def test_variables(text: str, expected: Variable) -> None:
    assert declared(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("it: [a]", "wants-a-text"),
        ("it: a | a, twice", "duplicate-value"),
        ("it: 0..9 from 12, far", "bad-start"),
        ("it: flag from 1, so", "bad-start"),
        ("it: calm | wind from storm, so", "bad-start"),
        ("it: person from zoe, so", "bad-start"),
        ("it: calm, a word of one", "unknown-kind"),
        ("it: number, so", "unknown-kind"),
        ("it: 9..0, backwards", "bad-range"),
        ("it: 0..9999999, too far", "bad-range"),
        ("it: 0..9", "no-meaning"),
        ("It: flag, so", "bad-name"),
        ("here: flag, so", "reserved-name"),
        ("bob: flag, so", "duplicate-name"),
        ("it: { bands: a 0, means: x }", "missing-key"),
        ('it: { is: 0..9, bands: "low", means: x }', "bad-bands"),
        ('it: { is: 0..9, bands: "low 2, high 5", means: x }', "bad-bands"),
        ('it: { is: 0..9, bands: "low 0, high 0", means: x }', "bad-bands"),
        ('it: { is: 0..9, bands: "low 0, high 99", means: x }', "bad-bands"),
        (
            (
                'it: { is: 0..20, bands: "a 0, b 1, c 2, d 3, e 4, f 5, g 6, h '
                '7, i 8, j 9, k 10, l 11, m 12", means: x }'
            ),
            "too-many",
        ),
    ],
)
def test_variables_that_are_refused(text: str, code: str) -> None:
    assert more(f"variables:\n  {text}\n") == [code]


def people(old: str, new: str) -> dict[str, str]:
    file = "world/people.yaml"
    assert old in WORLD[file]
    return {file: WORLD[file].replace(old, new)}


EVE = "{ name: Eve Quy, gender: f }"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("trust: 0..10 from 5", "trust: 0..10 from 5\n  vowel: flag", ["bad-name"]),
        ("trust: 0..10 from 5", "trust: 0..10 from 5\n  Luck: flag", ["bad-name"]),
        ("trust: 0..10 from 5", "trust: 0..10 from 5\n  luck: [a]", ["wants-a-text"]),
        ("  earth:\n    eve: " + EVE, "  earth: eve", ["wants-names"]),
        ("  earth:\n", "  Earth:\n", ["bad-name"]),
        (EVE, "Eve", ["wants-names"]),
        (EVE, "", ["wants-names"]),
        (EVE, "{ gender: f }", ["missing-key"]),
        (EVE, "{ name: Eve, gender: x }", ["bad-gender"]),
        ("    eve: {", "    ann: {", ["duplicate-name"]),
        ('debts: "0..9, owed"', "trust: 0..9", ["duplicate-name"]),
        ('debts: "0..9, owed"', "debts: never", ["unknown-kind"]),
        (EVE, "{ name: Eve, start: trst 3 }", ["unknown-name"]),
        (EVE, "{ name: Eve, start: trust 99 }", ["bad-start"]),
        (EVE, "{ name: Eve, start: stress loud }", ["bad-start"]),
        ("ours: ann, bob", "ours: ann, bop", ["unknown-person"]),
        ("ours: ann, bob", "crew: ann", ["duplicate-name"]),
        (EVE, "{ name: Eve, reacts: { lsten: trust += 1 } }", ["unknown-tag"]),
        (EVE, "{ name: Eve, reacts: { listen: luck += 1 } }", ["unknown-name"]),
        (EVE, "{ name: Eve, reacts: hm }", ["wants-names"]),
    ],
)
def test_people_that_are_refused(old: str, new: str, expected: list[str]) -> None:
    assert codes(people(old, new)) == expected


def test_a_stat_declared_in_two_files() -> None:
    assert more("stats:\n  stress: flag\n") == ["duplicate-name"]


def test_people() -> None:
    files = people(
        EVE, "{ name: Eve Quy, called: E., gender: f, start: [trust 9, stress taut, place mars] }"
    )
    found = story(files)
    starts = {each.name: each.start for each in found.world.variables}
    assert (
        starts["eve.trust"],
        starts["eve.stress"],
        starts["eve.place"],
        starts["ann.trust"],
    ) == (9, 4, 1, 5)
    assert "E." in repr(found.text("person.eve.called", "en"))
    assert "'Ann'" in repr(found.text("person.ann.called", "en"))  # the first of her names
    sets = dict(story(people("ours: ann, bob", "ours: eve, crew\n  pair: eve, ours")).world.sets)
    assert sets["ours"] == ("ann", "bob", "cal", "eve")  # in declared order, each once
    assert sets["pair"] == sets["ours"]


def test_too_many_people_and_zones() -> None:
    crowd = "".join(f"    q{n}: {{ name: Q{n} }}\n" for n in range(MOST_PEOPLE))
    assert more("people:\n  crowd:\n" + crowd) == ["too-many"]
    zones = "".join(f"  z{n}:\n    r{n}: R\n" for n in range(MOST_ZONES))
    assert set(more("places:\n" + zones)) == {"too-many"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # voices
        ("voices:\n  it: 3\n", ["unknown-voice-kind"]),
        ("voices:\n  it: [a]\n", ["unknown-voice-kind"]),
        ("voices:\n  it: { kind: choir, name: It }\n", ["unknown-voice-kind"]),
        ("voices:\n  ann: ship, Ann\n", ["duplicate-name"]),
        ("voices:\n  it: { kind: ship }\n", []),
        ("voices: 3\n", ["wants-names"]),
        ("voices:\n", []),
        # places
        ("places:\n  ship:\n    other: O\n", ["duplicate-name"]),
        ("places:\n  it: hall\n", ["wants-names"]),
        ("places:\n  it:\n    Hall: H\n", ["duplicate-name"]),
        ("places:\n  it:\n    hall: [a]\n", []),
        # words
        ("words:\n  it: hm\n", ["wants-names"]),
        ("words:\n  it:\n", ["wants-names"]),
        ("words:\n  ann:\n    forms: a\n    x: X\n", ["duplicate-name"]),
        ("words:\n  it:\n    forms: a\n", ["missing-key"]),
        ("words:\n  it:\n    x: one\n", ["missing-key"]),
        (
            "words:\n  it:\n    forms: a | b\n    x: one\n    y: [a]\n",
            ["forms-and-columns", "forms-and-columns"],
        ),
        # observations
        ("observations:\n  it: hm\n", ["wants-names"]),
        ("observations:\n  it:\n", ["wants-names"]),
        ("observations:\n  ann:\n    in: part\n", ["duplicate-name"]),
        # named expressions
        ("define:\n  n: 3\n", ["duplicate-name"]),
        ("define:\n  It: 3\n", ["bad-name"]),
        ("define:\n  it(P): 3\n", ["bad-name"]),
        ("define:\n  it: [a]\n", ["wants-a-text"]),
        ("define:\n  it: { is: n, unit: metres }\n", ["unknown-unit"]),
        ("define:\n  it: { unit: seconds }\n", ["missing-key"]),
        ("define:\n  it: { is: [a] }\n", ["wants-a-text"]),
        ("define:\n  it: foo\n  other: it\n", ["unknown-name"]),
        # rules
        ("rules:\n  it: hm\n", ["wants-names"]),
        ("rules:\n  it: { do: n = 3 }\n", ["missing-key"]),
        ("rules:\n  it: { each: day }\n", ["unknown-each"]),
        ("rules:\n  it: { when: n >= 3, goto: nowhere }\n", ["unknown-scene"]),
        ("rules:\n  it: { when: n >= 3, do: [[n = 3], n = 4] }\n", ["wants-a-text"]),
        ("rules:\n  it: { when: n >= 3, do: { n: 3 } }\n", ["wants-a-text"]),
        ("rules:\n  it: { when: n >= 3, do: }\n", []),
        ("rules:\n  it: { when: n >= 3, do: [n = 4, not flag_one] }\n", []),
        # endings
        ("endings:\n  it: hm\n", ["wants-names"]),
        # invariants
        ("invariants:\n  it: hm\n", ["wants-names"]),
        ("invariants:\n  it: { always: n >= 0, never: n >= 3 }\n", ["always-or-never"]),
        ("invariants:\n  it: { means: x }\n", ["always-or-never"]),
        ("invariants:\n  it: { always: foo }\n", ["unknown-name"]),
        ("invariants:\n  it: { always: flag_one, at: nowhere }\n", ["unknown-scene"]),
        ("invariants:\n  it: { always: flag_one, at: [start, nowhere] }\n", ["unknown-scene"]),
        ("invariants:\n  it: { always: flag_one, at: ending }\n", ["unknown-scene"]),
        ("invariants:\n  it: { always: flag_one, at: { start: x } }\n", ["wants-a-list"]),
        ("invariants:\n  it: { always: flag_one, at: [[start]] }\n", ["wants-a-list"]),
        # panels
        ("crew: hm\n", ["wants-names"]),
        ("crew: [a]\n", ["wants-names"]),
        ("crew:\n", []),
        ("crew:\n  text: |\n    a\n", ["missing-key"]),
        ("crew:\n  each: p of crew\n  text: |\n    {p}\n", ["unexpected-word"]),
        ("status:\n  it: { if: n >= 3 }\n", ["missing-key"]),
        ("status:\n  it: [a]\n", ["wants-a-text"]),
        # tags
        ("tags:\n  it: { closes: flag_one }\n", ["missing-key"]),
        ("tags:\n  it: { closes: foo, shows: x }\n", ["unknown-name"]),
        # names
        ("names:\n  Ann: [a]\n", ["wants-a-text"]),
        ("nams:\n  a: b\n", ["unknown-key"]),
    ],
)
def test_tables_that_are_refused(text: str, expected: list[str]) -> None:
    assert more(text) == expected


@pytest.mark.parametrize("key", WORLD_KEYS)
@pytest.mark.parametrize("written", ["hm", "[a]"])
def test_what_takes_names_says_so(key: str, written: str) -> None:
    assert "wants-names" in more(f"{key}: {written}\n")


@pytest.mark.parametrize("key", WORLD_KEYS)
def test_a_key_with_nothing_under_it_declares_nothing(key: str) -> None:
    assert more(f"{key}:\n") == []


OBSERVATIONS = WORLD["world/observations.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    of: ann", "    of: zoe", ["unknown-person"]),
        ("    to: bob", "    to: zoe", ["unknown-person"]),
        ("    in: part", "    in: prat", ["unknown-chapter"]),
        ("    in: part", "    in: yet_to_be_written", []),
        ("    of: ann\n", "", ["missing-key"]),
        ("    notebook: obs_01 as notebook.\n", "", ["missing-text"]),
    ],
)
def test_observations_that_are_refused(old: str, new: str, expected: list[str]) -> None:
    assert codes({"world/observations.yaml": OBSERVATIONS.replace(old, new, 1)}) == expected


def test_an_observation_declared_twice_is_read_once() -> None:
    assert "duplicate-name" in more("observations:\n  obs_01: hm\n")
    assert "duplicate-name" in codes({"world/zz.yaml": "observations:\n  obs_01: hm\n"})
    assert more(OBSERVATIONS.replace("obs_02", "obs_03")) == ["duplicate-name"]


def test_an_observation_comes_back_to_whom_it_is_of() -> None:
    found = story({"world/observations.yaml": OBSERVATIONS.replace("    to: bob\n", "", 1)})
    assert [(each.of, each.to) for each in found.world.observations] == [
        ("ann", "ann"),
        ("bob", "bob"),
    ]


def test_what_was_called_otherwise() -> None:
    text = """
variables:
  it: { is: hot | cold, means: x, was: its, values: { hot: warm, cold: "cool, icy" } }
echoes:
  words: { was: speech }
"""
    scene = "start:\n  text: |\n    {echo words: Begin.}\n  next: the_end\n"
    assert story({MORE: text, "1_part/scenes.yaml": scene}).world.was == (
        ("variable", "its", "it"),
        ("value:it", "warm", "hot"),
        ("value:it", "cool", "cold"),
        ("value:it", "icy", "cold"),
        ("echo", "speech", "words"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "variables:\n  it: { is: hot | cold, means: x, values: { warm: hot } }\n",
            ["unknown-value"],
        ),
        ("variables:\n  it: { is: hot | cold, means: x, values: hm }\n", ["wants-names"]),
        ("echoes:\n  words: { was: speech }\n", ["unknown-echo"]),
        ("echoes: 3\n", ["wants-names"]),
    ],
)
def test_old_names_that_are_refused(text: str, expected: list[str]) -> None:
    assert more(text) == expected


def test_an_echo_that_says_nothing_of_itself() -> None:
    scene = "start:\n  text: |\n    {echo words: Begin.}\n  next: the_end\n"
    assert codes({MORE: "echoes:\n  words: speech\n", "1_part/scenes.yaml": scene}) == [
        "wants-names"
    ]


def test_invariants() -> None:
    found = story(
        {MORE: "invariants:\n  a: { always: flag_two, means: x }\n  b: { never: flag_one }\n"}
    )
    assert [each.holds for each in found.world.invariants] == [
        Read("flag_two"),
        Not(Read("flag_one")),
    ]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("start", ("start",)),
        ("'start, endings'", ("start", "endings")),
        ("[later, the_end]", ("later", "the_end")),
        ("endings", ("endings",)),
    ],
)
def test_where_an_invariant_is_asked(written: str, at: tuple[str, ...]) -> None:
    found = story({MORE: f"invariants:\n  a: {{ always: flag_two, at: {written} }}\n"})
    (invariant,) = found.world.invariants
    assert invariant.at == at
    for scene in ("start", "later", "the_end"):
        assert invariant.is_asked(scene, "") == (scene in at)
        assert invariant.is_asked(f"{scene}/ann", "") == (scene in at)
        assert invariant.is_asked(scene, "curtain") == (scene in at or "endings" in at)


def test_an_invariant_is_asked_everywhere_unless_said() -> None:
    (invariant,) = story({MORE: "invariants:\n  a: { always: flag_two }\n"}).world.invariants
    assert invariant.at == ()
    assert invariant.is_asked("start", "")
    assert invariant.is_asked("the_end", "curtain")


def test_a_scene_that_an_invariant_names_wrongly_is_guessed() -> None:
    (told,) = compiled({MORE: "invariants:\n  a: { always: flag_two, at: ending }\n"}).diagnostics[
        :1
    ]
    assert told.code == "unknown-scene"
    assert "endings" in told.help


def test_names_are_shown_otherwise_everywhere() -> None:
    found = story(
        {
            MORE: "names:\n  Ann: Zoe\n  Deck: Deck\n",
            "1_part/scenes.yaml": "start:\n  text: Ann and Annabel, Ann’s.\n  next: the_end\n",
        }
    )
    assert "Zoe and Annabel, Zoe’s." in repr(found.text("start", "en"))
    assert "Zoe Moe" in repr(found.text("person.ann.name", "en"))


def test_what_a_broken_file_declares_is_not_missed() -> None:
    found = compiled(
        {
            MORE: "variables:\n  luck: 0..9, much\n bad\n",
            "1_part/scenes.yaml": "start:\n  do: luck = 3\n  next: the_end\n",
        }
    )
    assert [each.code for each in found.diagnostics if each.severity.value == "error"] == [
        "yaml-syntax"
    ]


def test_a_stat_may_start_at_a_band_declared_beside_it(tmp_path: Path) -> None:
    (tmp_path / "world").mkdir()
    (tmp_path / "world/variables.yaml").write_text(
        "variables:\n  mood:\n    is: 0..10 from raw\n"
        "    bands: held 0, raw 7\n    means: how it is\n",
        encoding="utf-8",
    )
    found = {each.code for each in compile_folder(tmp_path).diagnostics}
    assert "bad-start" not in found


@pytest.mark.parametrize("text", ["with: {ann: here}", "was: {old: older}", "tags: [[a, b]]"])
def test_names_in_the_place_of_a_list_are_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "1_part").mkdir()
    scene = f"dawn:\n  {text}\n  text: |\n    Light.\n  next: endings\n"
    if text.startswith("tags"):
        scene = f"dawn:\n  choices:\n    - go: Go.\n      {text}\n  next: endings\n"
    (tmp_path / "1_part/scenes.yaml").write_text(scene, encoding="utf-8")
    found = [each.code for each in compile_folder(tmp_path).diagnostics]
    assert "wants-a-list" in found


def test_a_player_s_word_without_forms_is_told_once() -> None:
    words = "words:\n  presence:\n    means: what she calls it\n    voice: voice\n"
    found = compiled({"world/words.yaml": words, SCENES: START.replace("Begin.", "A {presence}.")})
    assert [each.code for each in found.diagnostics] == ["missing-key"]
