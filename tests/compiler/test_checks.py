"""What is known of a whole story without playing it: ways, rings, detours, presence, habits."""

from __future__ import annotations

import pytest

from tests.compiler.small import NEXT_SCENES, SCENES, WORLD, codes, compiled, story
from tests.story.trees import facts
from ulysse_game.compiler.checks.graph import Graph, note_moves, rings
from ulysse_game.compiler.checks.truth import truths
from ulysse_game.compiler.checks.walk import expressions_of, marks_of, names_in
from ulysse_game.diagnostics import Severity
from ulysse_game.story import (
    And,
    Arithmetic,
    Bound,
    Branch,
    Call,
    Choose,
    Compare,
    Echo,
    Emphasis,
    Expression,
    Field,
    Gather,
    Not,
    Number,
    Or,
    PageBreak,
    Paragraph,
    Read,
    Repeat,
    Select,
    Sequence,
    Show,
    Splice,
    Walk,
    Within,
)

A, B, C, ONE = Read("a"), Read("b"), Read("c"), Number(1)


def hints(files: dict[str, str] | str) -> list[str]:
    return [each.code for each in compiled(files).diagnostics if each.severity is Severity.HINT]


# -- flow -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "start:\n  choices:\n    - maybe: M.\n      if: n >= 4\n"
                "      goto: the_end\n  next: here\n"
            ),
            ["ring-without-a-choice"],
        ),
        ("start:\n  next: two\ntwo:\n  next: start\n", ["ring-without-a-choice"]),
        (
            "start:\n  each: p in ours\n  next: two\ntwo:\n  next: start\n",
            ["ring-without-a-choice"],
        ),
        ("start:\n  next: return\n", ["return-without-detour"]),
        (
            "start:\n  choices:\n    - a: A.\n      goto: return\n  next: the_end\n",
            ["return-without-detour"],
        ),
        (
            "start:\n  detour: two\n  next: the_end\ntwo:\n  next: start\n",
            ["ring-without-a-choice", "detour-ring"],
        ),
        ("start:\n  text: A.\n", ["no-way-on"]),
        ("start:\n  choices:\n    - a: A.\n", ["no-way-on"]),
        ("start:\n  next:\n    - the_end if n >= 3\n", ["next-may-fail"]),
        ("start:\n  next:\n    - the_end\n    - the_end if n >= 3\n", ["next-too-early"]),
        ("start:\n  when: n >= 1\n  next: the_end\n", ["when-needs-else"]),
        ("start:\n  ending: curtain\n  next: the_end\n", ["ending-goes-on"]),
    ],
)
def test_nobody_is_stuck(text: str, expected: list[str]) -> None:
    assert sorted(set(codes(text))) == sorted(expected)


RULED = """
start:
  text: Begin.
  next: two
two:
  clock: +5m
  do: {do}
  choices:
    - on: On.
      if: n >= 1
      goto: the_end
  next: the_end
"""


@pytest.mark.parametrize(
    ("effects", "when", "expected"),
    [
        ("n += 1", "n >= 5", []),  # n only ever rises: the rule acts once
        ("n += 1, n -= 2", "n >= 5", ["ring-without-a-choice"]),
        ("n += 1, n += -2", "n >= 5", ["ring-without-a-choice"]),
        ("n = low", "n >= 5", ["ring-without-a-choice"]),
        ("flag_one", "flag_one", []),
        ("weather = wind", "weather is wind", []),
        (
            "weather = wind, weather = storm",
            "weather is wind",
            [],
        ),  # by then it is certainly a storm
        ("opener = ann, n += 1", "opener is ann", []),
        ("n += 1", "air <= 3", []),  # a timer only runs down
    ],
)
def test_rules_that_lead_back(effects: str, when: str, expected: list[str]) -> None:
    rules = (
        f"rules:\n  back: {{ when: {when}, goto: start }}\n  days: {{ each: sol, do: low += 1 }}\n"
    )
    found = codes({SCENES: RULED.replace("{do}", effects), "world/rules.yaml": rules})
    assert sorted(set(found)) == expected


def test_a_rule_of_days_may_make_it_true_again() -> None:
    rules = (
        "rules:\n  back: { when: low >= 2, goto: start }\n  days: { each: sol, do: low += 1 }\n"
        "  nights: { each: sol, do: low -= 1 }\n"
    )
    assert codes({SCENES: RULED.replace("{do}", "n += 1"), "world/rules.yaml": rules}) == [
        "ring-without-a-choice"
    ]


def test_rings() -> None:
    assert rings({"a": ["b"], "b": ["c"], "c": ["a", "elsewhere"], "d": ["d"], "e": ["a"]}) == [
        ["a", "b", "c"],
        ["d"],
    ]
    assert rings({"a": ["b", "b"], "b": []}) == []


def test_what_is_never_reached_is_said_once() -> None:
    found = [
        each
        for each in compiled(
            {
                SCENES: (
                    "start:\n  next: the_end\nlost:\n  next: behind\nbehind:\n  next: the_end\n"
                ),
                NEXT_SCENES: "later:\n  next: the_end\n",
            }
        ).diagnostics
        if each.code == "unreachable-scene"
    ]
    assert [each.message.split("`")[1] for each in found] == ["lost", "later"]


def test_two_that_only_lead_to_one_another_are_reached_by_neither() -> None:
    found = [
        each.message
        for each in compiled(
            "start:\n  next: the_end\nlost:\n  choices:\n    - a: A.\n      goto: too\n"
            "too:\n  choices:\n    - a: A.\n      goto: lost\n"
        ).diagnostics
        if each.code == "unreachable-scene"
    ]
    assert len(found) == 2
    assert any(each.startswith("only what is never reached") for each in found)


# -- presence -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "needed", "expected"),
    [
        ("", "ann", []),
        ("not ann.alive", "ann", ["with-needs-else"]),
        ("not ann.alive", "ann (radio)", ["with-needs-else"]),
        ("ann.place = mars", "ann", ["with-needs-else"]),
        ("ann.place = mars", "ann (radio)", []),
        ("ann.place = where_to", "ann", []),
        ("not ann.alive if n >= 3", "ann", ["with-needs-else"]),
        ("not ann.alive if flag_one, ann.place = mars if not flag_one", "ann", ["with-needs-else"]),
        ("ann.alive = yes", "ann", []),
        ("ann.place = mars if ann.here", "ann", ["with-needs-else"]),
        ("not ann.alive", "ann?", []),
    ],
)
def test_whoever_is_needed_is_there(before: str, needed: str, expected: list[str]) -> None:
    do = f"  do: {before}\n" if before else ""
    text = (
        f"start:\n  at: deck\n{do}  next: two\ntwo:\n  at: deck\n"
        f"  with: {needed}\n  next: the_end\n"
    )
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("not ann.alive", "dead"),
        ("ann.place = mars", "elsewhere"),
    ],
)
def test_why_somebody_is_missed(before: str, why: str) -> None:
    text = (
        f"start:\n  at: deck\n  do: {before}\n  next: two\ntwo:\n"
        "  at: deck\n  with: ann\n  next: the_end\n"
    )
    (found,) = [each for each in compiled(text).diagnostics if each.code == "with-needs-else"]
    assert found.message == f"ann may be {why} here."


def test_dead_or_elsewhere() -> None:
    text = """
start:
  at: deck
  choices:
    - kill: Kill.
      do: not ann.alive
      goto: two
    - send: Send.
      do: ann.place = mars
      goto: two
two:
  at: deck
  session: ann
  next: the_end
"""
    (found,) = [each for each in compiled(text).diagnostics if each.code == "with-needs-else"]
    assert found.message == "ann may be dead or elsewhere here."
    assert found.span.line == 13  # under `session`


@pytest.mark.parametrize(
    ("text", "cast", "expected"),
    [
        ("ann: Hello.", "ann", []),
        ("ann: Hello.", "", ["not-in-scene"]),
        ("ann: Hello.", "bob", ["not-in-scene"]),
        ("ann: Hello.", "ann?", ["may-be-absent"]),
        ("ann?: Hello.", "ann?", []),
        ("{if ann.here}\nann: Hello.\n{end}", "ann?", []),
        ("{if ann.here and n >= 1}\nann: Hello.\n{end}", "ann?", []),
        ("{if ann.here or n >= 1}\nann: Hello.\n{end}", "ann?", ["may-be-absent"]),
        ("{if ann.here}\n{n}\n{else}\nann: Hello.\n{end}", "ann?", ["may-be-absent"]),
        ("ship_voice: Hello.", "", []),
        ("again: words\n\nship_voice: {echo words: Hello}.", "", []),
        ("{obs_01.lever}", "bob", []),
    ],
)
def test_whoever_speaks_is_named(text: str, cast: str, expected: list[str]) -> None:
    body = "\n".join(f"    {line}" for line in text.split("\n"))
    keys = f"  at: deck\n  with: {cast}\n" if cast else "  at: deck\n"
    assert codes(f"start:\n{keys}  text: |\n{body}\n  next: the_end\n") == expected


@pytest.mark.parametrize(
    ("walk", "line", "expected"),
    [
        ("p in ours", "p: Hello.", ["may-be-absent"]),
        ("p in ours", "p?: Hello.", []),
        ("p in ours if p.here", "p: Hello.", []),
        ("p in ours if p.trust >= 1", "p: Hello.", ["may-be-absent"]),
    ],
)
def test_whoever_speaks_by_a_loops_name(walk: str, line: str, expected: list[str]) -> None:
    text = f"start:\n  at: deck\n  each: {walk}\n  text: |\n    {line}\n  next: the_end\n"
    assert codes(text) == expected


def test_whoever_needs_to_be_there_before_the_story_has_a_room() -> None:
    text = (
        "start:\n  do: ann.place = mars if ann.here\n  next: two\ntwo:\n"
        "  at: deck\n  with: ann\n  next: the_end\n"
    )
    assert codes(text) == ["with-needs-else"]


def test_whoever_speaks_in_what_a_choice_gives() -> None:
    text = (
        "start:\n  at: deck\n  with: ann?\n  choices:\n    - go: |\n"
        "        Go.\n\n        {}: Go.\n  next: the_end\n"
    )
    assert codes(text.format("ann?")) == []
    assert codes(text.format("ann")) == ["may-be-absent"]


def test_whoever_speaks_in_a_text_taken_in() -> None:
    observations = WORLD["world/observations.yaml"].replace(
        "    lever: obs_01 as lever.", "    lever: |\n      ann: It is so.\n\n      ship_voice: So."
    )
    text = "start:\n  at: deck\n{}  text: |\n    {{obs_01.lever}}\n  next: the_end\n"
    for keys, expected in (
        ("  with: ann\n", []),
        ("", ["not-in-scene"]),
        ("  with: bob\n", ["not-in-scene"]),
    ):
        assert (
            codes({"world/observations.yaml": observations, SCENES: text.format(keys)}) == expected
        )
    other = text.format("").replace("obs_01.lever", "obs_02.lever")
    assert codes({"world/observations.yaml": observations, SCENES: other}) == []
    any_of_them = (
        "start:\n  at: deck\n  each: o in observations\n  text: |\n    {o.lever}\n  next: the_end\n"
    )
    assert codes({"world/observations.yaml": observations, SCENES: any_of_them}) == ["not-in-scene"]


# -- habits ---------------------------------------------------------------------------------------


def test_ways_that_differ_in_words_only() -> None:
    text = (
        "start:\n  next:\n    - two if n >= 1\n    - three\ntwo:\n  text: Two.\n"
        "  next: {}\nthree:\n  text: Three.\n  next: the_end\n"
    )
    assert hints(text.format("the_end")) == ["branch-of-words"]
    assert hints(text.format("later")) == []
    drawn = WORLD["1_part/chapter.yaml"] + "decks:\n  cards:\n    - two\n"
    mixed = (
        "start:\n  next: draw cards else three\ntwo:\n  text: Two.\n  next: the_end\n"
        "three:\n  text: Three.\n  next: the_end\n"
    )
    assert hints({"1_part/chapter.yaml": drawn, SCENES: mixed}) == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("{flag_one: yes|no}", ["reads-after"]),
        ("{not flag_one: yes|no}", ["reads-after"]),
        ("{n >= 3: yes|no}", []),
        ("{flag_two and flag_one: yes|no}", ["reads-after"]),
        ("{max(n, 1) >= 3: yes|no}", []),
        ("{weather in (calm, wind): yes|no}", []),
        ("{any(p in ours if flag_one): yes|no}", ["reads-after"]),
        ("{sum(p.trust for p in ours) >= 3: yes|no}", []),
        ("*{flag_one: yes|no}*", ["reads-after"]),
        ("{once|{flag_one: yes|no}}", ["reads-after"]),
        ("{page}\n{if flag_one}\nYes.\n{else}\nNo.\n{end}", ["reads-after"]),
        ("{obs_01.lever}", []),
        ("again: words", []),
    ],
)
def test_words_that_ask_what_their_choice_has_changed(asked: str, expected: list[str]) -> None:
    body = "\n".join(f"        {line}" for line in asked.split("\n"))
    text = (
        "start:\n  text: |\n    {echo words: Begin.}\n  choices:\n    - go: |\n        Go.\n\n"
        f"{body}\n      do: flag_one\n      goto: the_end\n"
    )
    assert hints(text) == expected


# -- small pieces ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "names"),
    [
        (A, "a"),
        (ONE, ""),
        (Field(Bound("p"), "trust"), "*.trust"),
        (Field(A, "trust"), "*.trust a"),
        (Not(A), "a"),
        (And((A, B)), "a b"),
        (Or((A, B)), "a b"),
        (Compare("is", A, B), "a b"),
        (Arithmetic("+", A, B), "a b"),
        (Within(A, (B, ONE)), "a b"),
        (Call("max", "", (A, B)), "a b"),
        (Choose(A, B, C), "a b c"),
        (Gather("sum", A, Walk("p", (), B)), "a b"),
        (Gather("count", None, Walk("p", (), None)), ""),
    ],
)
def test_names_in(tree: Expression, names: str) -> None:
    assert " ".join(sorted(names_in(tree))) == names


def narration(*parts: object) -> Paragraph:
    return Paragraph("narration", parts)  # type: ignore[arg-type]


def test_every_expression_of_a_text() -> None:
    items = (
        narration("x", Show(A, "number"), Emphasis((Echo("e", (Show(B, "number"),)),))),
        narration(Select(C, (), (), ((Show(ONE, "number"),), ("x",)))),
        narration(Sequence("", ((Show(Number(2), "number"),), ("x",)), 0)),
        Branch(((A, (narration(Show(B, "number")),)), (None, (PageBreak(),)))),
        Splice(C, "lever"),
        Repeat("again", ("e",), None),
    )
    assert list(expressions_of(items)) == [A, B, C, ONE, Number(2), A, B, C]


def test_every_mark_of_a_text() -> None:
    items = (
        Paragraph("speech", ("x", Emphasis((Echo("a", (Echo("b", ()),)),))), "ann"),
        narration(
            Select(A, (), (), ((Echo("c", ()),), ("x",))), Sequence("", ((Echo("d", ()),),), 0)
        ),
        PageBreak(),
        Branch(((A, (PageBreak(), Repeat("again", ("a", "d"), None))),)),
        Splice(A, "lever"),
    )
    assert marks_of(items) == (["ann", "again"], ["a", "b", "c", "d", "a", "d"], 2)


YES, NO, OPEN = (True, False), (False, True), (True, True)
ANN = facts().person("ann")


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (ONE, YES),
        (Number(0), NO),
        (A, YES),
        (B, OPEN),
        (Not(A), NO),
        (Not(B), OPEN),
        (And((A, B)), OPEN),
        (And((B, Number(0))), NO),
        (Or((A, B)), YES),
        (Or((B, Number(0))), OPEN),
        (Compare("is", A, ONE), YES),
        (Compare("<", A, ONE), NO),
        (Compare("<=", A, ONE), YES),
        (Compare(">", A, Number(0)), YES),
        (Compare(">=", A, Number(2)), NO),
        (Compare("is", B, ONE), OPEN),
        (Compare("is", Arithmetic("+", A, ONE), ONE), OPEN),
        (Within(A, (ONE, Number(2))), YES),
        (Within(ANN, (ONE, Number(2))), YES),
        (Within(A, (Number(2),)), NO),
        (Within(A, (B, ONE)), OPEN),
        (Within(B, (ONE,)), OPEN),
        (Call("here", "", (ANN,)), NO),
        (Call("seen", "start", ()), OPEN),
    ],
)
def test_what_is_known_of_a_condition(tree: Expression, expected: tuple[bool, bool]) -> None:
    assert truths(tree, {"a": 1}, lambda _: NO) == expected


def test_of_people_nothing_is_known() -> None:
    assert truths(Call("here", "", (ANN,)), {}) == OPEN


def test_a_sound_story_says_nothing() -> None:
    assert story().digest


def test_marks_are_no_changes() -> None:
    """Effects of reading set no variable: nothing is known of one by them."""
    rules = "rules:\n  it: { when: heard(words), do: low = 1 }\n"
    text = "start:\n  text: |\n    {echo words: Begin.}\n  next: the_end\n"
    found = story({SCENES: text, "world/rules.yaml": rules})
    graph = Graph(found.world, dict(found.scenes))
    hears = found.scene("start").hears
    assert [touch.rule.id for touch in graph.touched("part", hears, None, False)] == ["it"]
    moves: dict[str, set[str]] = {}
    note_moves(hears, moves)
    assert moves == {}


def test_ways_of_which_one_is_drawn_are_left_alone() -> None:
    drawn = WORLD["1_part/chapter.yaml"] + "decks:\n  cards:\n    - two\n"
    mixed = (
        "start:\n  next:\n    - three if n >= 1\n    - draw cards else three\n"
        "two:\n  text: Two.\n  next: the_end\nthree:\n  text: Three.\n  next: the_end\n"
    )
    assert hints({"1_part/chapter.yaml": drawn, SCENES: mixed}) == []


FOLLOWED = """
start:
  at: deck
  do: {do}
  next: two
two:
  at: deck
  with: ann
  else: the_end
  next: between
between:
  {time}
  text: Between.
  next: three
three:
  {keys}
  with: ann
  next: the_end
fire:
  text: Fire.
  next: the_end
"""


@pytest.mark.parametrize(
    ("time", "expected"), [("clock: +30h", ["with-needs-else"]), ("at: deck", [])]
)
def test_a_rule_of_days_may_take_somebody_away(time: str, expected: list[str]) -> None:
    text = FOLLOWED.replace("{do}", "n += 1").replace("{keys}", "at: deck").replace("{time}", time)
    rules = "rules:\n  days: { each: sol, do: ann.place = mars }\n"
    assert codes({SCENES: text, "world/rules.yaml": rules}) == expected


@pytest.mark.parametrize(
    ("do", "keys", "rules", "expected"),
    [
        # a rule of days may take her at any time
        ("n += 1", "at: deck", "days: { each: sol, do: ann.place = where_to, goto: fire }", []),
        ("n += 1", "at: deck", "days: { each: sol, do: ann.place = mars }", []),
        # what a rule waits for that leads elsewhere is followed with her
        (
            "weather = wind",
            "at: deck",
            "gone: { when: weather is wind, do: ann.place = mars, goto: fire }",
            [],
        ),
        (
            "weather = wind if n >= 3",
            "at: deck",
            "gone: { when: weather is wind, do: ann.place = mars, goto: fire }",
            [],
        ),
        (
            "flag_one = flag_two",
            "at: deck",
            "gone: { when: flag_one, do: ann.place = mars, goto: fire }",
            [],
        ),
        ("flag_one", "at: deck", "home: { when: flag_one and ann.here, do: ann.place = ship }", []),
        ("flag_one", "at: deck", "gone: { when: flag_one, do: not ann.alive }", []),
    ],
)
def test_rules_that_take_somebody_away(do: str, keys: str, rules: str, expected: list[str]) -> None:
    text = FOLLOWED.replace("{do}", do).replace("{keys}", keys).replace("{time}", "note: none")
    assert codes({SCENES: text, "world/rules.yaml": f"rules:\n  {rules}\n"}) == expected
