"""What is written back compiles to the same tree again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.compiler.small import compiled
from ulysse_game.authoring.named import defined_names
from ulysse_game.authoring.written import Notation, cast, clock, without_observing
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.compiler.expressions import Parser, Scope
from ulysse_game.compiler.kinds import NUMBER, Kind
from ulysse_game.story import (
    Branch,
    Call,
    Change,
    Choice,
    Choose,
    Clock,
    Constant,
    DrawBest,
    Effect,
    Expression,
    Field,
    Go,
    Hear,
    Item,
    Number,
    Observe,
    Presence,
    Read,
    Scene,
    Walk,
)

ROOT = Path(__file__).parents[2]
STORIES = {"shipped": ROOT / "story", "samples": ROOT / "tests" / "samples" / "story"}
MORE = "define:\n  windy: weather in (wind, storm)\n"


class Found(NamedTuple):
    """A condition or an effect of a story, and the scope in which it stands."""

    tree: Expression | Effect
    scope: Scope


# -- all that a story holds -------------------------------------------------------------------


def kind_of(walk: Walk, compiled: Compiled) -> Kind:
    declared = compiled.declared
    assert declared is not None
    match walk.members[0]:
        case Constant("person"):
            return declared.person_kind
        case Constant("observation"):
            return declared.observation_kind
        case _:
            return NUMBER


def bound(scope: Scope, walk: Walk | None, compiled: Compiled) -> Scope:
    return scope if walk is None else scope.bind(walk.name, kind_of(walk, compiled))


def everything(compiled: Compiled) -> Iterator[Found]:
    """Every condition and effect of a story."""
    story, declared = compiled.story, compiled.declared
    assert story is not None
    assert declared is not None
    anywhere = Scope(declared, scene="*")
    for scene in story.scenes.values():
        yield from of_scene(scene, compiled)
        block = story.text(scene.id, story.world.language)
        scope = bound(Scope(declared, scene.chapter, scene.id), scene.each, compiled)
        yield from of_items(block.items if block else (), scope)
    for rule in story.world.rules:
        yield from of_effects(rule.effects, Scope(declared, scene="*"))
        yield from of_conditions((rule.when,), anywhere)
    yield from of_conditions([ending.when for ending in story.world.endings], anywhere)
    yield from of_conditions([each.holds for each in story.world.invariants], anywhere)


def of_scene(scene: Scene, compiled: Compiled) -> Iterator[Found]:
    declared = compiled.declared
    assert declared is not None
    scope = bound(Scope(declared, scene.chapter, scene.id), scene.each, compiled)
    asked = [target.condition for target in scene.next if isinstance(target, Go)]
    yield from of_conditions([scene.when, *asked], scope)
    if scene.each is not None:
        yield from of_conditions((scene.each.condition,), scope)
    yield from of_effects(without_observing(scene.effects, scene.observe), scope)
    for choice in scene.choices:
        if isinstance(choice, Choice):
            inner = bound(scope, choice.each, compiled)
            loop = () if choice.each is None else (choice.each.condition,)
            closed = [lock.condition for lock in choice.locks]
            yield from of_conditions((choice.condition, *loop, *closed), inner)
            yield from of_effects(without_observing(choice.effects, choice.observe), inner)


def of_conditions(
    conditions: list[Expression | None] | tuple[Expression | None, ...], scope: Scope
) -> Iterator[Found]:
    yield from (Found(each, scope) for each in conditions if each is not None)


def of_effects(effects: tuple[Effect, ...], scope: Scope) -> Iterator[Found]:
    yield from (Found(each, scope) for each in effects)


def of_items(items: tuple[Item, ...], scope: Scope) -> Iterator[Found]:
    for item in items:
        if isinstance(item, Branch):
            for condition, inner in item.arms:
                yield from of_conditions((condition,), scope)
                yield from of_items(inner, scope)


# -- and back ---------------------------------------------------------------------------------


def is_writable(tree: object) -> bool:
    """Whether a writer can say this: what only the compiler makes has no sentence."""
    if isinstance(tree, (Choose, Hear)):
        return False
    if isinstance(tree, Call) and tree.function == "one":
        return False
    return not isinstance(tree, tuple) or all(is_writable(part) for part in tree)


def back(text: str, found: Found) -> Expression | Effect:
    def refuse(code: str, message: str, at: int, length: int, help: str) -> None:
        raise AssertionError(f"{text!r}: {code} at {at}: {message} {help}")

    parser = Parser(text, found.scope, refuse)
    if isinstance(found.tree, Change):
        (effect,) = parser.effects()
        return effect
    return parser.whole().tree


def plain(tree: Any) -> Any:
    """The same with one form for what an observation holds: a defined name reads it at once."""
    match tree:
        case Field(Constant("observation", id, _), "level"):
            return Read(id)
        case tuple():
            parts = [plain(part) for part in tree]
            return type(tree)(*parts) if hasattr(tree, "_fields") else tuple(parts)
    return tree


def written(found: Found, notation: Notation) -> str:
    if isinstance(found.tree, (Change, Hear)):
        return notation.effect(found.tree)
    return notation.expression(found.tree)


@pytest.mark.parametrize("has_names", [False, True])
@pytest.mark.parametrize("name", STORIES)
def test_all_conditions_and_effects_of_a_story_come_back(name: str, has_names: bool) -> None:
    compiled = compile_folder(STORIES[name])
    assert compiled.story is not None
    assert compiled.declared is not None
    defined = defined_names(compiled.declared) if has_names else {}
    notation = Notation(compiled.story.world, defined)
    trees = list(everything(compiled))
    tried = [each for each in trees if is_writable(each.tree)]
    assert len(tried) > 0.9 * len(trees)
    assert len(tried) > 50
    for each in tried:
        assert plain(back(written(each, notation), each)) == plain(each.tree)


# -- sentence by sentence -----------------------------------------------------------------------


@cache
def small() -> Compiled:
    files = {
        "world/more.yaml": MORE,
        "1_part/scenes.yaml": (
            "start:\n  pick: 1\n  text: |\n    {echo words: Begin.}\n  choices:\n"
            "    - go: Go.\n    - stay: Stay.\n  next: the_end\n"
        ),
    }
    found = compiled(files)
    assert found.story is not None, found.diagnostics
    return found


def scope() -> Scope:
    declared = small().declared
    assert declared is not None
    return Scope(declared, "part", "start")


def notation() -> Notation:
    story = small().story
    assert story is not None
    return Notation(story.world)


@pytest.mark.parametrize(
    "source",
    [
        "n",
        "-n",
        "-(n + 1)",
        "n >= 3",
        "n >= -3",
        "n - -3 is 0",
        "n - (low - 1) > 2",
        "n - low - 1 > 2",
        "(n + 1) * 2 / 3 <= 4",
        "n * (low / 2) < 1",
        "-n * low > 0",
        "not flag_one",
        "not not flag_one",
        "not (flag_one and flag_two)",
        "flag_one and (flag_two or n is 1)",
        "(flag_one or flag_two) and n is not 1",
        "weather is storm",
        "weather is not storm",
        "weather in (wind, storm)",
        "weather not in (wind, storm)",
        "n in 3..7",
        "n not in 3..7",
        "n in (3, 7)",
        "ann.stress is raw",
        "ann.stress is not taut",
        "ann.stress >= 7",
        "n in 3..7 and flag_one",
        "opener is bob",
        "opener in ours",
        "opener.stress is held",
        "opener.here and ann.here",
        "where_to is mars",
        "presence is signal",
        "obs_01 is seen",
        "obs_01.of is ann",
        "obs_01 in (recorded, softened)",
        "any(p in ours if p.here and p is not ann)",
        "count(o in observations if o is seen) >= 1",
        "count(p in (ann, cal)) is 2",
        "sum(k * k for k in 1..3) > 2",
        "sum(max(p.stress, 1) for p in people if p.alive) > 3",
        "most(p.trust for p in crew) is ann",
        "first(p in crew if p.m) is bob",
        "visits(start) > 1 and seen(start)",
        "taken(start.go)",
        "heard(words)",
        "picked >= 1",
        "ending is curtain",
        "ending is not curtain",
        "min(n, low, 2) is 0",
    ],
)
def test_a_condition_comes_back_word_for_word(source: str) -> None:
    tree = Parser(source, scope(), refuse).whole().tree
    assert notation().expression(tree) == source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("not weather is storm", "weather is not storm"),
        ("n >= 3 and n <= 7", "n in 3..7"),
        ("opener in (ann, bob)", "opener in ours"),
        ("ann.stress in (held, raw)", "ann.stress is held or ann.stress is raw"),
        ("weather in (calm, wind) and (flag_one)", "weather in (calm, wind) and flag_one"),
        ("windy", "weather in (wind, storm)"),
    ],
)
def test_one_of_several_ways_to_say_it(source: str, expected: str) -> None:
    tree = Parser(source, scope(), refuse).whole().tree
    assert notation().expression(tree) == expected
    assert Parser(expected, scope(), refuse).whole().tree == tree


@pytest.mark.parametrize(
    "source",
    [
        "windy and flag_one",
        "not windy",
        "close(ann) and not close(bob)",
        "count(p in ours if close(p)) >= 2",
        "delay > 7",
    ],
)
def test_named_expressions_come_back_by_name_where_names_are_known(source: str) -> None:
    story, declared = small().story, small().declared
    assert story is not None
    assert declared is not None
    named = Notation(story.world, defined_names(declared))
    tree = Parser(source, scope(), refuse).whole().tree
    assert named.expression(tree) == source
    assert notation().expression(tree) != source


@pytest.mark.parametrize(
    "source",
    [
        "n = 3",
        "n += low",
        "n -= 2 if flag_one and weather is calm",
        "flag_one",
        "not flag_one",
        "flag_one = n > 3 if flag_two",
        "weather = storm",
        "ann.stress += 1",
        "not ann.alive",
        "not p.alive for p in ours",
        "p.trust += 1 for p in (ann, cal) if p.here",
        "opener = first(p in ours if p.here)",
        "obs_01 = recorded",
        "o = softened for o in observations if o is seen",
    ],
)
def test_an_effect_comes_back_word_for_word(source: str) -> None:
    (effect,) = Parser(source, scope(), refuse).effects()
    assert notation().effect(effect) == source


def test_effects_stand_beside_one_another() -> None:
    source = "n += 1, flag_one, weather = wind"
    assert notation().effects(Parser(source, scope(), refuse).effects()) == source


def test_a_variable_that_a_value_hides_stands_in_brackets() -> None:
    # `weather is wind` would mean the value
    hidden = Read("wind")
    found = notation()._compared("is", Read("weather"), hidden)
    assert found == "weather is (wind)"


def refuse(code: str, message: str, at: int, length: int, help: str) -> None:
    raise AssertionError(f"{code} at {at}: {message} {help}")


def test_what_only_the_compiler_makes_can_be_understood() -> None:
    flag = Read("flag_one")
    chosen = Choose(flag, Number(1), Number(2))
    assert notation().expression(chosen) == "(1 if flag_one, else 2)"
    assert notation().expression(Call("one", "", (flag,))) == "(1 if flag_one, else 0)"
    assert notation().effect(Hear("words", flag)) == "heard(words) if flag_one"


def test_targets() -> None:
    found = notation()
    assert found.target(Go("start")) == "start"
    assert found.target(Go("start", 2, Read("flag_one"))) == "start odds 2 if flag_one"
    assert found.target(DrawBest("cards", "start")) == "draw cards else start"
    assert found.observe(Observe("obs_01", Read("flag_one"))) == "obs_01 if flag_one"


def test_clocks_and_casts() -> None:
    times = (Clock("after", 15), Clock("after", 80), Clock("after", 120), Clock("after", 0))
    assert [clock(each) for each in times] == ["+15m", "+1h20m", "+2h", "+0m"]
    assert clock(Clock("at", 1300, 4)) == "sol 4 21:40"
    assert clock(Clock("next", 390)) == "next sol 06:30"
    people = (Presence("simon"), Presence("eva", maybe=True), Presence("martin", radio=True))
    assert cast(people) == "simon, eva?, martin (radio)"
    assert cast((Presence("eva", True, True),)) == "eva? (radio)"
