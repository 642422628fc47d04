"""The expression language: what each sentence means, and where a wrong one is wrong."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.compiler.small import SCENES, WORLD, compiled
from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.expressions import (
    DEEPEST,
    LARGEST_NUMBER,
    LONGEST,
    MOST_TERMS,
    Parser,
    Refused,
    Scope,
    Token,
    Typed,
    tokens_of,
)
from ulysse_game.compiler.kinds import FLAG, NUMBER
from ulysse_game.story import (
    And,
    Bound,
    Call,
    Change,
    Compare,
    Constant,
    Field,
    Not,
    Number,
    Read,
    Walk,
    Within,
    evaluate,
    ground,
)

SCENE = """
start:
  pick: 1
  text: |
    {echo words: Begin.}
  choices:
    - go: Go.
    - draw: cards
  variables:
    own: 0..9, of this scene
  next: the_end
card:
  offer: A card.
  next: return
"""
CHAPTER = WORLD["1_part/chapter.yaml"] + (
    "variables:\n  chaptered: 0..9, of this chapter\ndecks:\n  cards:\n    - card\n"
)
MORE = """
define:
  alone: not any(p in crew if p.here)
  thing_of(x): x
  trust_of(p): p.trust
  ring: ring_two
  ring_two: ring
"""


@cache
def declared() -> Declarations:
    more = MORE.replace("  ring: ring_two\n  ring_two: ring\n", "")
    files = {SCENES: SCENE, "1_part/chapter.yaml": CHAPTER, "world/more.yaml": more}
    found = compiled(files).declared
    assert found is not None
    return found


def scope(chapter: str = "", scene: str = "") -> Scope:
    return Scope(declared(), chapter, scene)


Told = list[tuple[str, int, int]]
"""Codes, offsets, lengths."""


def parsed(
    source: str, what: str = "whole", at: Scope | None = None
) -> tuple[object, Told, list[str]]:
    told: Told = []
    said: list[str] = []

    def report(code: str, message: str, offset: int, length: int, help: str) -> None:
        told.append((code, offset, length))
        said.append(f"{message} {help}")

    try:
        parser = Parser(source, at or scope(), report)
        found = parser.effects() if what == "effects" else parser.whole()
    except Refused:
        assert len(told) == 1, told
        return None, told, said
    assert told == []
    return found, told, said


def typed(source: str, at: Scope | None = None) -> Typed:
    """A sentence that is understood."""
    found, told, said = parsed(source, at=at)
    assert not told, said
    assert isinstance(found, Typed)
    return found


def value(source: str, at: Scope | None = None, **values: int) -> int:
    """What a sentence gives, everything at its start but these values (``__`` is a dot)."""
    tree = typed(source, at).tree
    now = {name: each.start for name, each in declared().variables.items()}
    now |= {name.replace("__", "."): number for name, number in values.items()}
    calls = {
        "visits:start": 2,
        "seen:start": 1,
        "taken:start.go": 1,
        "heard:words": 1,
        "picked:start": 1,
    }
    return evaluate(ground(tree, {}, declared().facts), now, 0, calls)


def refused(source: str, what: str = "whole", at: Scope | None = None) -> tuple[str, str]:
    """The code, and the words it stands under."""
    _, told, _ = parsed(source, what, at)
    assert told, f"`{source}` was understood"
    code, offset, length = told[0]
    return code, source[offset : offset + length]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # numbers
        ("7", 7),
        ("-7", -7),
        ("- n", -5),
        ("n + 2", 7),
        ("n - 2 - 1", 2),
        ("2 + n * 3", 17),
        ("(2 + n) * 3", 21),
        ("n / 2", 2),
        ("0 - n / 2", -2),
        ("-n / 2", -3),
        ("max(n, 9, 2)", 9),
        ("min(n)", 5),
        ("half(n)", 2),
        ("half(half(n))", 1),
        ("delay", 35),
        ("visits(start)", 2),
        ("visits(the_end)", 0),
        # comparisons
        ("n is 5", 1),
        ("n is not 5", 0),
        ("n >= 5", 1),
        ("n > 5", 0),
        ("n <= 4", 0),
        ("n < 6", 1),
        ("n in 3..5", 1),
        ("n in 6..9", 0),
        ("n not in 3..5", 0),
        ("n in (1, 5)", 1),
        ("n not in (1, 5)", 0),
        ("n is sol + 5", 1),
        ("n in 3..sol + 5", 1),
        # flags
        ("flag_two", 1),
        ("not flag_two", 0),
        ("not not flag_two", 1),
        ("flag_one or flag_two", 1),
        ("flag_one and flag_two", 0),
        ("(flag_one or flag_two) and n is 5", 1),
        ("not (flag_one or n is 4)", 1),
        ("(flag_two)", 1),
        ("(n is 5 and flag_two)", 1),
        # words, bands
        ("weather is wind", 1),
        ("weather is not storm", 1),
        ("weather in (calm, wind)", 1),
        ("weather in (calm)", 0),
        ("weather is weather", 1),
        ("presence is voice", 1),
        ("ann.stress is taut", 1),
        ("ann.stress is held", 0),
        ("ann.stress is not raw", 1),
        ("ann.stress is 5", 1),
        ("ann.stress in (taut, raw)", 1),
        ("ann.stress in (held)", 0),
        ("ann.stress in (raw, 5)", 1),
        ("ann.stress >= taut", 1),
        ("ann.stress > taut", 0),
        ("ann.stress < raw", 1),
        ("ann.stress <= held", 0),
        ("ann.stress <= taut", 1),
        ("ann.stress > held", 1),
        # people and places
        ("opener is bob", 1),
        ("opener is nobody", 0),
        ("opener in (ann, bob)", 1),
        ("opener in ours", 1),
        ("opener in earth", 0),
        ("opener not in ours", 0),
        ("opener.trust >= 5", 1),
        ("opener.here", 1),
        ("opener.m", 1),
        ("opener.f", 0),
        ("ann.f", 1),
        ("ann.vowel", 0),
        ("ann.here", 1),
        ("bob.place is ship", 1),
        ("where_to is mars", 0),
        ("where_to is ann.place", 1),
        ("close(ann)", 0),
        ("close(opener)", 0),
        ("ann.debts", 0),
        ("alone", 0),
        ("thing_of(flag_two)", 1),
        ("half(trust_of(opener))", 2),
        ("half(trust_of(first(p in crew)))", 2),
        # observations
        ("obs_01 is seen", 1),
        ("obs_01 is not unseen", 1),
        ("obs_01 in (seen, recorded)", 1),
        ("obs_01.of is ann", 1),
        ("obs_01.to.m", 1),
        ("obs_01 is obs_01", 1),
        ("obs_01 is obs_02", 0),
        ("count(o in observations if obs_01 is o)", 1),  # is it this one: its level is not asked
        ("count(o in observations if obs_02 is o)", 1),
        ("count(o in observations if obs_02 is not o)", 1),
        ("count(o in observations if any(q in observations if q is o and q is seen))", 1),
        # walks
        ("count(p in crew)", 3),
        ("count(p in crew if p.f)", 1),
        ("any(p in crew if p is opener)", 1),
        ("first(p in crew if p.m) is bob", 1),
        ("most(p.stress for p in crew) is ann", 1),
        ("sum(p.stress for p in crew)", 5),
        ("sum(max(p.stress, 1) for p in (ann, bob) if p.alive)", 6),
        ("count(n_ in 1..4 if n_ > 2)", 2),
        ("sum(k * k for k in 1..3)", 14),
        ("count(o in observations if o is seen)", 1),
        ("count(o in observations.part)", 2),
        ("count(o in (obs_01, obs_02) if o.of is ann)", 1),
        ("count(p in people)", 4),
        ("any(o in observations if o is obs_02)", 1),
        ("count(p in crew if count(q in crew if q.stress > p.stress) is 0)", 1),
        # what happened
        ("seen(start)", 1),
        ("taken(start.go)", 1),
        ("taken(start.card)", 0),
        ("heard(words)", 1),
        ("ending is curtain", 0),
        ("ending is not curtain", 1),
    ],
)
def test_what_it_means(source: str, expected: int) -> None:
    assert value(source, n=5, weather=1, ann__stress=5, opener=2, obs_01=1) == expected


def test_lists_and_bands_are_compared_in_one() -> None:
    assert typed("n in (1, 2)").tree == Within(Read("n"), (Number(1), Number(2)))
    assert typed("n in (1)").tree == Within(Read("n"), (Number(1),))
    band = And(
        (Compare(">=", Read("ann.stress"), Number(4)), Compare("<=", Read("ann.stress"), Number(6)))
    )
    assert typed("ann.stress in (taut)").tree == typed("ann.stress is taut").tree == band
    assert typed("ann.vowel").tree == Field(declared().person("ann"), "vowel:en")
    assert typed("ann.here").tree == Call("here", "", (declared().person("ann"),))


def test_scopes() -> None:
    chapter, scene = scope(chapter="part"), scope(chapter="part", scene="start")
    assert value("chaptered + 1", chapter) == 1
    assert value("own + chaptered", scene) == 0
    assert value("picked", scene) == 1
    assert value("trust + debts", Scope(declared(), owner="ann")) == 5
    assert refused("debts", at=Scope(declared(), owner="bob")) == ("unknown-name", "debts")
    assert refused("chaptered") == ("out-of-scope", "chaptered")
    assert refused("own", at=chapter) == ("out-of-scope", "own")
    assert refused("picked", at=chapter) == ("picked-outside-a-pick", "picked")


def test_bound_names_hide_others() -> None:
    bound = scope().bind("n", declared().person_kind)
    assert typed("n.trust", bound).tree == Field(Bound("n"), "trust")
    assert value("sum(n for n in 1..3) + n", n=5) == 11


def test_genders_of_words_are_a_languages_own() -> None:
    genders = {("presence", "voice"): "f", ("presence", "signal"): "m"}
    declared().word_genders["fr"] = genders
    french = Scope(declared(), language="fr")
    assert [value("presence.f", french, presence=n) for n in (0, 1)] == [1, 0]
    assert [value("presence.m", french, presence=n) for n in (0, 1)] == [0, 1]
    assert value("presence.f") == 0


def test_vowels_are_a_languages_own() -> None:
    ann = declared().person("ann")
    for language, kept in (("fr", "vowel:fr"), ("en", "vowel:en"), ("", "vowel:en")):
        assert typed("ann.vowel", Scope(declared(), language=language)).tree == Field(ann, kept)


def test_trees() -> None:
    french = Scope(declared(), language="fr")
    declared().word_genders["fr"] = {("presence", "voice"): "f", ("presence", "signal"): "m"}
    assert typed("presence.m", french).tree == Within(
        Read("presence"), (Constant("word", "signal", 1),)
    )
    assert typed("max(n, 1)").tree == Call("max", "", (Read("n"), Number(1)))
    assert typed("min(n)").tree == Read("n")  # the engine's own `min` would go through a number
    assert typed("-7").tree == Number(-7)
    assert Scope(declared()) == Scope(declared(), "", "", (), "", "")


def test_a_range_knows_its_ends() -> None:
    members, kind = Parser("2..4", scope(), lambda *_: None).set_of()
    assert members == (Number(2), Number(3), Number(4))
    assert (kind.kind, kind.low, kind.high) == ("number", 2, 4)


def test_kinds() -> None:
    for source, kind in (("n >= 1", FLAG), ("count(p in crew)", NUMBER)):
        assert typed(source).kind == kind
    assert typed("delay").kind.unit == "seconds"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("sum(p.stress for p in crew)", "number"),
        ("sum(1 for o in observations)", "number"),
        ("count(o in observations)", "number"),
        ("visits(start)", "number"),
        ("picked", "number"),
        ("max(n, 1)", "number"),
        ("-n", "number"),
        ("n / 2", "number"),
        ("any(p in crew)", "flag"),
        ("any(o in observations)", "flag"),
        ("seen(start)", "flag"),
        ("taken(start.go)", "flag"),
        ("heard(words)", "flag"),
        ("ending is curtain", "flag"),
        ("first(p in crew)", "person"),
        ("most(p.stress for p in crew)", "person"),
        ("obs_01.to", "person"),
        ("opener", "person"),
        ("ann.place", "zone"),
        ("weather", "word"),
        ("obs_01", "observation"),
    ],
)
def test_what_kind_each_thing_gives(source: str, kind: str) -> None:
    """Numbers are compared and added to, flags stand alone, and the others are asked with `is`."""
    scene = scope(chapter="part", scene="start")
    assert typed(source, scene).kind.kind == kind
    answers = {
        f"{source} + 1 >= 0": kind == "number",
        f"flag_one and ({source})": kind == "flag",
        f"{source} is {source}": kind not in ("flag",),
    }
    for asked, is_right in answers.items():
        found, told, _ = parsed(asked, at=scene)
        assert (found is not None) is is_right, (asked, told)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("n = 3", [Change(Read("n"), "=", Number(3))]),
        (
            "n += 1, flag_one",
            [Change(Read("n"), "+=", Number(1)), Change(Read("flag_one"), "=", Number(1))],
        ),
        (
            "n -= 1\nnot flag_one",
            [Change(Read("n"), "-=", Number(1)), Change(Read("flag_one"), "=", Number(0))],
        ),
        (
            "n += 1,\nflag_one,",
            [Change(Read("n"), "+=", Number(1)), Change(Read("flag_one"), "=", Number(1))],
        ),
        ("flag_one = yes", [Change(Read("flag_one"), "=", Number(1))]),
        ("flag_one = no", [Change(Read("flag_one"), "=", Number(0))]),
        ("flag_one = n >= 3", [Change(Read("flag_one"), "=", Compare(">=", Read("n"), Number(3)))]),
        ("flag_one = not flag_two", [Change(Read("flag_one"), "=", Not(Read("flag_two")))]),
        ("weather = storm", [Change(Read("weather"), "=", Constant("word", "storm", 2))]),
        ("ann.stress = raw", [Change(Read("ann.stress"), "=", Number(7))]),
        ("obs_01 = softened", [Change(Read("obs_01"), "=", Constant("word", "softened", 3))]),
        ("opener = nobody", [Change(Read("opener"), "=", Constant("person", "nobody", 0))]),
        ("where_to = mars", [Change(Read("where_to"), "=", Constant("zone", "mars", 1))]),
        ("n = 1 if flag_one", [Change(Read("n"), "=", Number(1), None, Read("flag_one"))]),
        ("n = (1)", [Change(Read("n"), "=", Number(1))]),
    ],
)
def test_effects(source: str, expected: list[Change]) -> None:
    found, told, said = parsed(source, "effects")
    assert not told, said
    assert found == tuple(expected)


def test_effects_for_all_of_a_set() -> None:
    found, _, _ = parsed("p.trust += 1 for p in ours if p.here, n += max(1, 2)", "effects")
    assert isinstance(found, tuple)
    people = tuple(declared().person(id) for id in ("ann", "bob"))
    assert found[0] == Change(
        Field(Bound("p"), "trust"),
        "+=",
        Number(1),
        Walk("p", people, None),
        Field(Bound("p"), "here"),
    )
    found, _, _ = parsed("o = recorded for o in observations if o is seen", "effects")
    assert isinstance(found, tuple)
    assert found[0].target == Bound("o")


@pytest.mark.parametrize(
    ("source", "code", "under"),
    [
        ("", "unfinished-expression", ""),
        ("n >=", "unfinished-expression", ""),
        ("n >= 1 flag_one", "unexpected-word", "flag_one"),
        ("n is 1.5", "unexpected-word", "."),
        ("n ? 1", "unknown-sign", "?"),
        ("n >= é", "unknown-sign", "é"),
        ("'calm'", "unknown-sign", "'"),
        ("n ≥ 3", "unknown-sign", "≥"),
        ("n == 3", "asks-with-is", "=="),
        ("n = 3", "asks-with-is", "="),
        ("n != 3", "asks-with-is", "!="),
        ("flag_one && flag_two", "foreign-sign", "&&"),
        ("flag_one || flag_two", "foreign-sign", "||"),
        ("!flag_one", "foreign-sign", "!"),
        ("n => 3", "foreign-sign", "=>"),
        ("flag_one and flag_two or flag_one", "and-or", "or"),
        ("1 < n < 3", "chained-comparison", "<"),
        ("n is 3 is 4", "chained-comparison", "is"),
        ("n and flag_one", "not-yes-or-no", "n"),
        ("flag_one and n", "not-yes-or-no", "n"),
        ("(n and flag_one)", "not-yes-or-no", "n"),
        ("not weather", "not-yes-or-no", "weather"),
        ("not obs_01", "not-yes-or-no", "obs_01"),
        ("not where_to", "not-yes-or-no", "where_to"),
        ("opener is ann or bob", "not-yes-or-no", "bob"),
        ("flag_one or ann", "not-yes-or-no", "ann"),
        ("not n = 3", "asks-with-is", "="),
        ("not n && flag_one", "foreign-sign", "&&"),
        ("n in 3", "unfinished-expression", ""),
        ("n in 3, 4", "unexpected-word", ","),
        ("n in (3, 4", "unfinished-expression", ""),
        ("n in (3 4)", "unexpected-word", "4"),
        ("opener in observations", "other-kind", "observations"),
        ("opener in nowhere", "unknown-set", "nowhere"),
        ("count(o in observations.elsewhere)", "unknown-set", "observations"),
        ("opener in 1..3", "other-kind", "1"),
        ("weather < 3", "not-a-number", "weather"),
        ("n >= flag_one", "not-a-number", "flag_one"),
        ("n is ann", "other-kind", "ann"),
        ("flag_one is yes", "is-on-a-flag", "yes"),
        ("flag_one is no", "is-on-a-flag", "no"),
        ("weather is hail", "unknown-value", "hail"),
        ("weather is n", "unknown-value", "n"),
        ("weather is n + 1", "unknown-value", "n"),
        ("weather is (n + 1)", "other-kind", "("),
        ("weather is presence", "unknown-value", "presence"),
        ("opener is obs_01.of.trust", "other-kind", "obs_01"),
        ("opener is ann.place", "other-kind", "ann"),
        ("obs_01 is obs_02.of", "other-kind", "obs_02"),
        ("flag_one and n flag_two > 3", "not-yes-or-no", "n"),
        ("flag_one and n not flag_two", "not-yes-or-no", "n"),
        ("most(1 for o in observations)", "first-of-people", "most"),
        ("opener is zoe", "unknown-value", "zoe"),
        ("obs_01 is lost", "unknown-value", "lost"),
        ("n + flag_one", "not-a-number", "flag_one"),
        ("flag_one + n", "not-a-number", "flag_one"),
        ("n * ann", "not-a-number", "ann"),
        ("ann * n", "not-a-number", "ann"),
        ("ann / 2", "not-a-number", "ann"),
        ("- ann", "not-a-number", "-"),
        ("n / sol", "divides-by-a-number", "sol"),
        ("n / 0", "division-by-nought", "0"),
        ("n / 00000000000", "division-by-nought", "00000000000"),
        ("n / 00000000001", "number-too-large", "00000000001"),
        *(
            (f"n > 1 {sign} 3", "chained-comparison", sign)
            for sign in ("<", "<=", ">", ">=", "is", "in")
        ),
        ("1000000001", "number-too-large", "1000000001"),
        ("n >= 99999999999999999999", "number-too-large", "99999999999999999999"),
        ("(n", "unfinished-expression", ""),
        ("n >= )", "unexpected-word", ")"),
        ("and", "unexpected-word", "and"),
        *(
            (f"1 + {word}", "unexpected-word", word)
            for word in ("and", "or", "not", "is", "in", "if", "for")
        ),
        *(
            (source, "unknown-name", source)
            for source in ("any", "first", "sum", "most", "max", "min", "seen", "taken", "heard")
        ),
        ("max(n, flag_one)", "not-a-number", "flag_one"),
        ("max(n", "unfinished-expression", ""),
        ("sqrt(n)", "unknown-function", "sqrt"),
        ("nowhere", "unknown-name", "nowhere"),
        ("visits", "unknown-name", "visits"),
        ("count", "unknown-name", "count"),
        ("ending", "unknown-name", "ending"),
        ("crew", "set-is-no-value", "crew"),
        ("people", "set-is-no-value", "people"),
        ("ann.", "unexpected-word", ""),
        ("ann.3", "unexpected-word", "3"),
        ("ann.luck", "unknown-name", "luck"),
        ("bob.debts", "unknown-name", "debts"),
        ("opener.debts", "unknown-name", "debts"),
        ("n.trust", "unknown-name", "trust"),
        ("presence.x", "unknown-name", "x"),
        ("obs_01.trust", "unknown-name", "trust"),
        ("ending is glory", "unknown-ending", "glory"),
        ("heard(nothing)", "unknown-echo", "nothing"),
        ("visits(nowhere)", "unknown-scene", "nowhere"),
        ("taken(start)", "unexpected-word", ")"),
        ("taken(start.run)", "unknown-choice", "run"),
        ("count(3 in crew)", "unexpected-word", "3"),
        ("count(crew)", "set-is-no-value", "crew"),
        ("count(p of crew)", "unexpected-word", "of"),
        ("count(p in crew", "unfinished-expression", ""),
        ("sum(p in crew)", "unexpected-word", ")"),
        ("sum(p.trust", "unfinished-expression", ""),
        ("sum((p.trust for p in crew)", "unfinished-expression", ""),
        ("sum(p.trust n for p in crew)", "unexpected-word", "n"),
        ("sum(p.alive for p in crew)", "not-a-number", "p"),
        ("first(o in observations)", "first-of-people", "first"),
        ("count(k in 1..x)", "unexpected-word", "x"),
        ("count(k in 1..300)", "too-many", "1"),
        ("count(k in 1, 3)", "unexpected-word", ","),
        ("count(p in (ann, obs_01))", "other-kind", "obs_01"),
        ("count(p in (ann, zoe))", "unknown-name", "zoe"),
        ("count(p in (ann bob))", "unexpected-word", "bob"),
        ("half", "defined-otherwise", "half"),
        ("alone(ann)", "defined-otherwise", "alone"),
        ("half(ann)", "not-a-number", "half"),
        ("flag_one and ann.stress", "not-yes-or-no", "ann.stress"),
        ("not max(n, 1) / 2", "not-yes-or-no", "max(n, 1) / 2"),
    ],
)
def test_what_is_refused(source: str, code: str, under: str) -> None:
    assert refused(source) == (code, under)


@pytest.mark.parametrize(
    ("source", "code", "under"),
    [
        ("", "unfinished-expression", ""),
        ("n", "sets-nothing", "n"),
        ("weather", "sets-nothing", "weather"),
        ("obs_01", "sets-nothing", "obs_01"),
        ("opener", "sets-nothing", "opener"),
        ("not n", "sets-nothing", "n"),
        ("n is 3", "sets-with-equals", "is"),
        ("n == 3", "sets-with-equals", "=="),
        ("n >= 3", "asks-in-do", ">="),
        ("n =+ 3", "foreign-sign", "=+"),
        ("3 = n", "unexpected-word", "3"),
        ("n += flag_one", "not-a-number", "flag_one"),
        ("flag_one += 1", "not-a-number", "flag_one"),
        ("flag_one = true", "unknown-value", "true"),
        ("flag_one = n", "not-yes-or-no", "n"),
        ("weather = hail", "unknown-value", "hail"),
        ("opener = storm", "unknown-value", "storm"),
        ("n += 1 n += 2", "unexpected-word", "n"),
        ("n += 1 flag_one", "unexpected-word", "flag_one"),
        ("n += 1\nflag_one flag_two", "unexpected-word", "flag_two"),
        ("n +=\n1 n += 2", "unexpected-word", "n"),
        ("n += 1 n += 2\nflag_one", "unexpected-word", "n"),
        ("ann = bob", "not-a-variable", "ann"),
        ("ann.f", "not-a-variable", "ann"),
        ("ann.m", "not-a-variable", "ann"),
        ("p.f for p in crew", "not-a-variable", "p"),
        ("p.m for p in crew", "not-a-variable", "p"),
        ("p.here for p in crew", "not-a-variable", "p"),
        ("ann.here = yes", "not-a-variable", "ann"),
        ("opener.trust += 1", "not-a-variable", "opener"),
        ("half = 3", "defined-otherwise", "half"),
        ("delay = 3", "not-a-variable", "delay"),
        ("obs_01.of = ann", "not-a-variable", "obs_01"),
        ("o.of = ann for o in observations", "not-a-variable", "o"),
        ("p.trust += 1 x for p in crew", "unexpected-word", "x"),
        ("p.trust += 1 for p of crew", "unexpected-word", "of"),
        ("p = ann for p in crew", "not-a-variable", "p"),
        ("n += 1,, flag_one", "unexpected-word", ","),
    ],
)
def test_effects_that_are_refused(source: str, code: str, under: str) -> None:
    assert refused(source, "effects") == (code, under)


@pytest.mark.parametrize(
    ("source", "help"),
    [
        ("", "write it here, or take the key out."),
        ("n is 1.5", "there are no fractions, only whole numbers."),
        ("(opener).trust", "complete before this; here stands `.`."),
        ("n = 3", "`n is 3`."),
        ("n != 3", "`n is not 3`."),
        ("opener is ann or bob", "`opener in (ann, bob)`."),
        ("flag_one and weather < 3", " `weather is storm`, or `weather in (wind, storm)`."),
        ("presence > 1", " `presence is signal`, or `presence in (voice, signal)`."),
        ("obs_01 >= 1", " `obs_01 is left_out`, or `obs_01 in (softened, left_out)`."),
        ("any(p in crew if flag_on)", "did you mean `flag_one`?"),
        ("any(p in crew if qqqqqq)", "the item of the loop is called `p`."),
        *(
            (f"n {sign} 2", f"`{sign}` means nothing here. {told}")
            for signs, told in (
                ("'\"“”‘’", "take the quotes away; expressions have no text."),
                (";", "separate effects with commas."),
                ("%", "take it away; numbers are plain whole numbers."),
                ("≥", "write `>=`."),
                ("≤", "write `<=`."),
                ("≠", "write `is not`."),
                ("×", "write `*`."),
                ("−", "write `-`."),
                ("–", "write `-`, or `..` for a range."),
                ("&", "write `and`."),
                ("|", "write `or`."),
            )
            for sign in signs
        ),
        ("weather is calm or storm", "`weather in (calm, storm)`."),
        ("flag_one or weather is calm or storm", "`weather in (calm, storm)`."),
        ("weathr", "did you mean `weather`?"),
        ("weather is strom", "did you mean `storm`?"),
        ("not n", "`n >= 1`."),
        ("ann.trst", "did you mean `trust`?"),
        ("visits", "takes brackets"),
        *(
            (name, f"`{name}` takes brackets: `{name}(…)`.")
            for name in ("count", "any", "first", "sum", "most", "max", "min", "seen", "taken")
        ),
        ("heard", "`heard` takes brackets"),
        ("words", "`words` takes brackets"),
        *(
            (f"n {sign} 3", f"`{sign}` changes a value, and here one is only asked. what changes")
            for sign in ("+=", "-=")
        ),
        (
            "(" * (DEEPEST + 1) + "n",
            f"brackets and `not` go at most {DEEPEST} deep. give a part of it a name, with",
        ),
        ("flag_one " * 300, f"has at most {LONGEST} characters. give a part of it a name"),
        (" + ".join(["n"] * 70), f"{MOST_TERMS} signs of reckoning. give a part of it a name"),
        ("n <> 3", "`<>` is written `is not`. `n is not 3`."),
        ("n != 3", "`!=` is written `is not`. `n is not 3`."),
        ("n == 3", "`==` is written `is`. `n is 3`."),
        *(
            (f"n {sign} 3", f"`{sign}` is written `{word}`.")
            for sign, word in (
                ("&&", "and"),
                ("||", "or"),
                ("!", "not"),
                ("=>", ">="),
                ("=<", "<="),
                ("=+", "+="),
            )
        ),
        ("visits(strat)", "did you mean `start`?"),
        ("heard(other)", "mark the words"),
        ("count(crew)", "walk it: `count(p in crew if p.here)`."),
    ],
)
def test_what_to_write_instead(source: str, help: str) -> None:
    _, _, said = parsed(source)
    assert help in said[0]


@pytest.mark.parametrize(
    ("source", "help"),
    [
        ("opener.trust += 1", "`p.trust … for p in people if p is opener`."),
        ("n is 3", "`n = 3`."),
        ("n is 3 if weather is calm", "`n = 3 if weather is calm`."),
        ("obs_01", "write `obs_01 = seen`."),
        ("opener", "write `opener = nobody`."),
        ("n", "write `n += 1`"),
        ("flag_one = off", "write `flag_one` or `not flag_one`."),
    ],
)
def test_what_to_write_instead_in_effects(source: str, help: str) -> None:
    _, _, said = parsed(source, "effects")
    assert help in said[0]


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("greater more above over larger", ">"),
        ("less smaller below under fewer", "<"),
        ("equals equal eq", "is"),
    ],
)
def test_comparisons_are_written_with_signs(words: str, sign: str) -> None:
    for word in words.split():
        _, told, said = parsed(f"flag_one and n {word} 3")
        assert told == [("foreign-sign", 15, len(word))]
        assert said == [f"`{word}` is written `{sign}`. "]


@pytest.mark.parametrize(
    "word",
    ["and", "or", "not", "is", "in", "if", "for", "else", "count", "any", "first", "sum", "most"],
)
def test_words_are_written_small(word: str) -> None:
    for written in (word.upper(), word.capitalize()):
        _, told, said = parsed(f"flag_one {written} flag_two")
        assert told[0][0] == "unknown-sign"
        assert said[0].endswith(f" write `{word}`.")
    _, _, said = parsed(f"flag_one X{word} flag_two")
    assert said[0].endswith(" without accents.")


TOLD = Path(__file__).with_name("expressions_told.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", [each for each in TOLD.splitlines() if each[:1] not in ("", "#")])
def test_what_is_told_word_for_word(line: str) -> None:
    written, _, answer = line.partition(" → ")
    source = written.removeprefix("do: ")
    _, told, said = parsed(source, "whole" if source == written else "effects")
    assert told, f"`{source}` was understood"
    assert f"{told[0][0]}: {said[0].strip()}" == answer


def noted(source: str, what: str = "whole", at: Scope | None = None) -> list[str]:
    """The names of a sentence as whoever takes notes is told of them, each where it stands."""
    found: list[str] = []
    parser = Parser(source, at or scope(), lambda *_: None)

    def note(kind: str, name: str, token: Token, role: str) -> None:
        assert source[token.at :].startswith(token.text)
        found.append(" ".join((kind, name, role, str(token.at))))

    parser.note = note
    _ = parser.effects() if what == "effects" else parser.whole()
    return found


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("delay > 1", ["define delay asked 0"]),
        ("half(n)", ["define half asked 0", "variable n asked 5"]),
        ("ann.trust", ["person ann asked 0", "variable ann.trust asked 4"]),
        ("opener.trust", ["variable opener asked 0", "variable *.trust asked 7"]),
        ("obs_01 is seen", ["observation obs_01 asked 0"]),
        ("obs_01 is obs_02", ["observation obs_01 asked 0", "observation obs_02 asked 10"]),
        ("weather is calm", ["variable weather asked 0", "value weather.calm asked 11"]),
        ("opener is bob", ["variable opener asked 0", "person bob asked 10"]),
        ("where_to is mars", ["variable where_to asked 0", "zone mars asked 12"]),
        (
            "ann.stress is taut",
            ["person ann asked 0", "variable ann.stress asked 4", "band ann.stress.taut asked 14"],
        ),
        ("heard(words)", ["echo words asked 6"]),
        ("visits(start)", ["scene start asked 7"]),
        ("taken(start.go)", ["scene start asked 6", "choice start.go asked 12"]),
        ("ending is curtain", ["ending curtain asked 10"]),
        ("any(p in crew)", ["set crew asked 9"]),
        ("any(o in observations.part)", ["set observations asked 9", "chapter part asked 22"]),
        ("any(p in (ann, bob))", ["person ann asked 10", "person bob asked 15"]),
        ("any(o in (obs_02))", ["observation obs_02 asked 10"]),
        ("1 in 1..2", []),
    ],
)  # fmt: skip
def test_where_names_stand(source: str, names: list[str]) -> None:
    assert noted(source) == names


def test_where_names_stand_that_are_set() -> None:
    assert noted("n += sol, not flag_one if flag_two", "effects") == [
        "variable n set 0", "variable sol asked 5", "variable flag_one set 14",
        "variable flag_two asked 26",
    ]  # fmt: skip
    assert noted("trust > 1", at=Scope(declared(), owner="ann")) == ["variable ann.trust asked 0"]


# -- bounds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "n" + " " * LONGEST,
        "(" * (DEEPEST + 1) + "flag_one" + ")" * (DEEPEST + 1),
        "not " * (DEEPEST + 1) + "flag_one",
        "not (" * (DEEPEST + 1) + "flag_one" + ")" * (DEEPEST + 1),
        "(" + "any(p in crew if " * (DEEPEST // 2 + 1) + "flag_one" + ")" * (DEEPEST // 2 + 2),
        "(" + "any(p in (ann) if " * (DEEPEST // 2) + "flag_one" + ")" * (DEEPEST // 2 + 1),
        "max(" * (DEEPEST + 1) + "n" + ")" * (DEEPEST + 1),
        "any(p in crew if flag_one) and " * 9 + "(" * (DEEPEST + 1) + "n" + ")" * (DEEPEST + 1),
        "max(1, 2) + " * 9 + "(" * (DEEPEST + 1) + "n" + ")" * (DEEPEST + 1),
        "(1) + " * 9 + "(" * (DEEPEST + 1) + "n" + ")" * (DEEPEST + 1),
        "not not flag_one and " * 9 + "(" * (DEEPEST + 1) + "n" + ")" * (DEEPEST + 1),
        " + ".join(["n"] * (MOST_TERMS + 2)),
        "n" + " / 1" * (MOST_TERMS + 1),
        "sum(a * b * c for a in 1..99 if any(b in 1..99 if any(c in 1..99)))".replace(
            "a * b * c", "a"
        ),
        "count(a in 1..150 if count(b in 1..150 if a is b) is 1) is 3",
    ],
)
def test_what_is_too_large_is_refused(source: str) -> None:
    assert refused(source)[0] == "expression-too-large"


@pytest.mark.parametrize(
    "source",
    [
        "(" * (DEEPEST - 1) + "flag_one" + ")" * (DEEPEST - 1),
        "not " * (DEEPEST - 1) + "flag_one",
        "any(p in crew if flag_one) and " * 9
        + "(" * (DEEPEST - 1)
        + "n"
        + ")" * (DEEPEST - 1)
        + " > 1",
        "any(p in (ann) if " * (DEEPEST // 2) + "flag_one" + ")" * (DEEPEST // 2),
        "(flag_one) and " * 50 + "flag_one",
        "flag_one" + " " * (LONGEST - 8),
        "max(" * DEEPEST + "n" + ")" * DEEPEST + " > 1",
        "(" * DEEPEST + "flag_one" + ")" * DEEPEST,
        "not flag_one and " * 50 + "flag_one",
        "max(1, 2) > 1 and " * 50 + "flag_one",
        " + ".join(["n"] * (MOST_TERMS + 1)),
        str(LARGEST_NUMBER),
        "1000000000",
    ],
)
def test_what_is_just_not_too_large(source: str) -> None:
    assert parsed(source)[1] == []


def test_what_is_too_long_is_told_at_its_beginning() -> None:
    assert parsed("n" + " " * LONGEST)[1] == [("expression-too-large", 0, 1)]


def test_a_walk_within_a_value_is_no_walk_of_the_effect() -> None:
    found, _, _ = parsed("n = sum(k for k in 1..3)", "effects")
    assert isinstance(found, tuple)
    assert [each.walk for each in found] == [None]


def test_a_for_of_one_effect_may_be_too_large_by_itself() -> None:
    walked = "n += count(a in 1..99 if a is n) for k in 1..{}"
    assert refused(walked.format(99), "effects")[0] == "expression-too-large"
    assert parsed(walked.format(3), "effects")[1] == []


def test_a_for_among_too_many_effects() -> None:
    walked = "p.trust = count(a in 1..99 if p.trust is a) for p in people, "
    code, _ = refused((walked * 9).rstrip(", "), "effects")
    assert code == "expression-too-large"


WALK = "count(a in 1..{})"  # 5 parts for each item, and one
NESTED = "count(a in 1..10 if count(b in 1..10) > 1)"  # 571 parts; the inner 51 are among them
DUE = "n += count(a in 1..3) for k in 1..10"  # 16 parts, and 10 times 3 more


def walks(*counts: int) -> str:
    return " + ".join(WALK.format(count) for count in counts)


@pytest.mark.parametrize(
    ("what", "most", "too_much"),
    [
        # 5,000 parts are the most
        ("whole", walks(200, 200, 200, 200, 199), walks(200, 200, 200, 200, 200)),
        ("whole", walks(200, 200, 200, 200, 199), walks(200, 200, 200, 200, 198, 1)),
        (
            "whole",
            f"opener.trust + {walks(*[110] * 8, 114)}",  # 21, for four people
            f"opener.trust + {walks(*[110] * 8, 115)}",
        ),
        ("whole", " + ".join([NESTED] * 8) + f" + {walks(43, 43)}",
         " + ".join([NESTED] * 8) + f" + {walks(43, 42, 1)}"),
        ("effects", ", ".join(["n += 1 for k in 1..200"] * 8) + ", n += 1 for k in 1..63, n += "
         + walks(2),
         ", ".join(["n += 1 for k in 1..200"] * 8) + ", n += 1 for k in 1..64, n += " + walks(2)),
        ("effects", f"{', '.join([DUE] * 24)}, n += 1 for k in 1..15, n += {walks(2)}",
         f"{', '.join([DUE] * 24)}, n += 1 for k in 1..16, n += {walks(2)}"),
        ("effects", f"n += {walks(*[143] * 6, 140)}, p.trust += 1 for p in (ann)",
         f"n += {walks(*[143] * 6, 140)}, p.trust += 1 for p in (ann, bob)"),
        ("effects", "n += " + walks(200, 200, 200, 200, 199),
         f"n += {walks(200, 200, 200, 200)}, n += {walks(199)}, n += 1 for k in 1..1"),
    ],
)  # fmt: skip
def test_how_much_is_too_much(what: str, most: str, too_much: str) -> None:
    assert parsed(most, what)[1] == []
    assert refused(too_much, what)[0] == "expression-too-large"


def test_defined_names_within_one_another() -> None:
    many = "define:\n" + "".join(f"  d{n}: d{n + 1}\n" for n in range(60)) + "  d60: flag_one\n"
    found = compiled(
        {"world/more.yaml": many, SCENES: "start:\n  text: |\n    {d0: yes|no}\n  next: the_end\n"}
    )
    assert "expression-too-large" in [each.code for each in found.diagnostics]
    wide = "define:\n  w0: n\n" + "".join(f"  w{k}: w{k - 1} + w{k - 1}\n" for k in range(1, 30))
    found = compiled({"world/more.yaml": wide})
    assert "expression-too-large" in [each.code for each in found.diagnostics]


def defining(**names: str) -> Scope:
    """The scope of a story that defines these names; ``f__p`` is ``f(p)``."""
    lines = (f"  {name.replace('__', '(') + ')' * ('__' in name)}: {what}\n"
             for name, what in names.items())  # fmt: skip
    found = compiled({"world/more.yaml": "define:\n" + "".join(lines)}).declared
    assert found is not None
    return Scope(found)


def test_how_much_defined_names_cost() -> None:
    """Half of something has three parts for each of its own; what walks costs what it walks."""
    at = defining(idle="not any(p in crew if p.here)", sure="flag_one and n > 2")
    most = [
        f"half({WALK.format(200)}) + {WALK.format(199)}",  # 1,001 for the inner walk, 3 times that
        f"half(n) + half(half(n)) + {walks(200, 200, 200, 200, 196)}",  # 3, and 3 + 9
        f"idle and {walks(125, 125, 125, 125, 125, 125, 125, 120)} > 0",  # 17
        f"sure and delay + {walks(200, 200, 200, 200, 199)} > 0",  # nothing
    ]
    for source in most:
        assert parsed(source, at=at)[1] == [], source
        one_more = source.removesuffix(" > 0") + " + count(k in 1..1) > 0"
        assert refused(one_more, at=at)[0] == "expression-too-large", source


def test_how_deep_what_is_asked_of_a_defined_name_may_be() -> None:
    """The first of so many people is a question within a question: 150 within one another."""
    first = "first(p in ({}))"
    most, more = (first.format(", ".join(["ann"] * people)) for people in (145, 146))
    assert parsed(f"trust_of({most}) >= 1")[1] == []
    assert parsed(f"{more} is ann")[1] == []
    assert refused(f"trust_of({more}) >= 1") == ("expression-too-large", "trust_of")


def test_how_many_defined_names_are_too_many() -> None:
    ten = " and ".join
    at = defining(one="flag_one", ten=ten(["one"] * 10), more=ten(["ten"] * 10))
    five_hundred = ["more"] * 4 + ["ten"] * 5 + ["one"]  # 111, 11 and 1
    assert parsed(ten(five_hundred), at=at)[1] == []
    assert refused(ten([*five_hundred, "one"]), at=at)[0] == "expression-too-large"
    assert refused(ten(["one", *five_hundred]), at=at) == ("expression-too-large", "one")


def test_how_deep_defined_names_may_stand() -> None:
    at = defining(**{f"d{n}": f"d{n + 1}" for n in range(39)}, d39="flag_one")
    assert parsed("d0", at=at)[1] == []
    assert parsed("d0 and d0", at=at)[1:] == parsed("(d2)", at=at)[1:] == ([], [])
    for source, under in (("(d0)", "d0"), ("not d0", "d0"), ("d1 and ((d0))", "d0")):
        assert refused(source, at=at) == ("expression-too-large", under)


def test_defined_names_reckon_with_the_rest() -> None:
    at = defining(ten_terms=" + ".join(["n"] * 10), half_again__x="x + 1")
    six = " + ".join(["ten_terms"] * 6)  # 9 signs each, and 5
    assert parsed(f"{six} + n", at=at)[1] == []
    assert refused(f"{six} + n + n", at=at)[0] == "expression-too-large"
    assert refused(f"n + n + {six}", at=at)[0] == "expression-too-large"
    assert refused(f"half_again(n + {six})", at=at)[0] == "expression-too-large"


def test_a_defined_name_may_ask_what_lives_in_one_scene() -> None:
    files = {SCENES: SCENE, "1_part/chapter.yaml": CHAPTER}
    files["world/more.yaml"] = "define:\n  more: own + chaptered + 1\n"
    found = compiled(files).declared
    assert found is not None
    assert {each for each in ("own", "chaptered") if each in str(typed("more", Scope(found)))}


def test_a_mistake_in_a_definition_is_told_once() -> None:
    scenes = "start:\n  text: |\n    {bad >= 1: yes|no}\n  next: the_end\n"
    found = compiled({"world/more.yaml": "define:\n  bad: nothing_here + 1\n", SCENES: scenes})
    assert [each.code for each in found.diagnostics].count("unknown-name") == 1


def test_people_may_have_nothing_that_can_change() -> None:
    people = "people:\n  crew:\n    ann: { name: Ann Moe, gender: f }\n"
    bare = compiled({"world/people.yaml": people}).declared
    assert bare is not None
    _, _, said = parsed("ann = 3", "effects", Scope(bare))
    assert said[0].endswith("what belongs to a person can be: `ann.stat`.")


def test_what_an_owner_has_is_nearest() -> None:
    _, _, said = parsed("trst >= 1", at=Scope(declared(), owner="ann"))
    assert said[0].endswith("did you mean `trust`?")


def test_where_there_is_but_one_value() -> None:
    found = compiled({"world/places.yaml": "places:\n  ship:\n    deck: Deck\n"}).declared
    assert found is not None
    _, _, said = parsed("where_to is moon", at=Scope(found))
    assert said[0].strip() == "`where_to` is never `moon`; it is ship."
    nowhere = compiled({"world/places.yaml": "# none\n"}).declared
    assert nowhere is not None
    _, _, said = parsed("where_to is moon", at=Scope(nowhere))
    assert said[0].strip() == "`where_to` is never `moon`; it is nothing yet."


def test_a_defined_name_has_the_unit_of_what_it_is() -> None:
    at = defining(later="delay", other="{ is: delay, unit: meals }", number="n")
    units = {name: typed(name, at).kind.unit for name in ("later", "other", "number")}
    assert units == {"later": "seconds", "other": "meals", "number": ""}


def test_what_belongs_to_each_is_called_by_its_own_name() -> None:
    for source in ("any(p in crew if p.place is moon)", "opener.place is moon"):
        _, _, said = parsed(source)
        assert said[0].startswith("`place` is never `moon`; it is ship or mars."), said


def test_a_story_may_have_nothing_to_walk() -> None:
    found = compiled({"world/observations.yaml": "# none\n"}).declared
    assert found is not None
    assert typed("count(o in observations)", Scope(found)).kind == NUMBER
    assert refused("count(o in observations.part)", at=Scope(found))[0] == "unknown-set"


def test_of_names_within_names_the_innermost_is_told() -> None:
    at = defining(near__p="close(p)", nearer__p="near(p)")
    _, told, said = parsed("flag_one and nearer(n)", at=at)
    assert told[0][1:] == (13, len("nearer"))
    assert said[0].startswith("in `close`: ")


def test_a_mistake_within_a_defined_name_is_said_where_it_is_used() -> None:
    """What is wrong for this argument only; what is wrong for all is said where it stands."""
    code, under = refused("half(ann) >= 1")
    assert (code, under) == ("not-a-number", "half")
    _, _, said = parsed("close(n)")
    assert said[0].startswith("in `close`: ")


def test_defined_in_a_ring() -> None:
    found = compiled({"world/more.yaml": MORE}).diagnostics
    assert [each.code for each in found if each.code.startswith("defined")] == ["defined-in-a-ring"]


# -- anything at all ------------------------------------------------------------------------------

WORDS = st.sampled_from(
    (
        "n",
        "ann",
        "opener",
        "weather",
        "obs_01",
        "presence",
        "half",
        "close",
        "crew",
        "people",
        "p",
        "nobody",
        "flag_one",
        "start",
        "go",
        "words",
        "calm",
        "raw",
        "seen",
        "trust",
        "here",
        "of",
        "to",
        "f",
        "curtain",
        "and",
        "or",
        "not",
        "is",
        "in",
        "if",
        "for",
        "count",
        "any",
        "first",
        "sum",
        "most",
        "max",
        "visits",
        "taken",
        "heard",
        "picked",
        "ending",
        "yes",
        "1",
        "0",
        "7",
        "(",
        ")",
        ",",
        ".",
        "..",
        "+",
        "-",
        "*",
        "/",
        "<",
        ">=",
        "=",
        "+=",
        "==",
        "\n",
        "observations",
        "99999999999",
    )
)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=30),
    st.sampled_from(("whole", "effects")),
)
@example("sum(", "whole")
@example("p.trust = 1 for", "effects")
@example("first(p in (", "whole")
def test_anything_gives_a_tree_or_one_diagnostic(source: str, what: str) -> None:
    found, told, _ = parsed(source, what)
    assert (found is None) is bool(told)
    for _, offset, length in told:
        assert 0 <= offset <= len(source)
        assert length >= 1
    if isinstance(found, Typed):
        ground(found.tree, {}, declared().facts)


def test_pieces() -> None:
    pieces = tokens_of("n>=1..2 and\nx", lambda *_: None)
    assert [piece.text for piece in pieces] == ["n", ">=", "1", "..", "2", "and", "x", ""]
    assert [piece.at for piece in pieces] == [0, 1, 3, 4, 6, 8, 12, 13]


def test_nothing_of_a_sentence_needs_quotes_in_yaml() -> None:
    found = And((Compare("is", Read("n"), Number(5)), Read("flag_two")))
    assert typed("n is 5 and flag_two").tree == found
