"""The random stories are what those who use them believe them to be: small, and of all kinds."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings

from tests.explore.brute import TooManyError, Truth, truth
from tests.explore.stories import FLAVOURS, Files, compiled, stories, story_number, story_of

SEEDS = 300
FEATURES = {
    "several chapters": r"chapters: 1_c1, 2_c2",
    "flag": r": flag,",
    "stat": r": 0\.\.3",
    "word": r"mild \| hot",
    "person variable": r": person,",
    "timer": r": timer ",
    "alive and place": r"place: zone",
    "presence in a condition": r"\.here",
    "with": r"  with: (ann|bob)\n",
    "with, maybe absent": r"with: \w+\?",
    "with, over the radio": r"with: \w+ \(radio\)",
    "if": r"      if: ",
    "closed": r"closed: ",
    "closing tag": r"tags: sharp",
    "once": r"      once: yes",
    "pick": r"  pick: ",
    "picked": r"picked ",
    "each on a scene": r"^  each: p in",
    "each on a choice": r"^      each: p in",
    "each with a condition": r"each: p in \w+ if",
    "detour of a choice": r"      detour: aside",
    "detour of a scene": r"^  detour: aside",
    "detour in a detour": r"detour: deeper",
    "return": r"next: return",
    "goto here": r"goto: here",
    "draw among choices": r"- draw: table",
    "limit": r"limit: 1",
    "draw as next": r"next: draw nights else",
    "salience": r"salience: ",
    "again": r"again: yes",
    "when": r"^  when: ",
    "else": r"^  else: ",
    "rule on an edge": r"_r0:\n    when",
    "rule with do": r"_r\d:\n    when: .*\n(    once: yes\n)?    do: ",
    "rule with goto": r"    goto: (shelter|early_ruled|finish)",
    "rule once": r"_r\d:\n    when: .*\n    once: yes",
    "rule with a text": r"      So it goes",
    "each sol": r"each: sol",
    "clock": r"clock: \+18h",
    "clock to a sol": r"clock: sol 1",
    "clock to the next sol": r"clock: next sol",
    "chapter variables": r"own1: 0",
    "scene variables": r"    here_s\d: 0",
    "odds": r" odds 1",
    "odds with a condition": r" odds \d if ",
    "echo": r"\{echo e1",
    "heard": r"heard\(e1\)",
    "repeats": r"    again: e1",
    "visits": r"visits\(s",
    "seen": r"[^t ] seen\(s",
    "taken": r"taken\(s",
    "ending with a condition": r"title: Good\n    when: ",
    "premature end": r"goto: early_end",
    "always": r"    always: ",
    "never": r"    never: ",
    "if in prose": r"\{if ",
    "else if in prose": r"\{else if ",
    "selector": r": Yes\|No\}",
    "sequence": r"\{Once\|",
    "cycle": r"\{&",
    "shuffle": r"\{~",
    "defined name": r"edgy\((ann|bob)\)",
    "sum over a walk": r"sum\(p",
    "most": r"most\(p",
    "between": r" in 1\.\.",
    "saturating effect": r"n \+= 2",
}


@cache
def good() -> tuple[int, ...]:
    return tuple(seed for seed in range(SEEDS) if story_number(seed) is not None)


@cache
def good_texts() -> tuple[str, ...]:
    return tuple("\n".join(story_of(seed).values()) for seed in good())


@cache
def truths() -> tuple[Truth, ...]:
    found = []
    for seed in good()[:100]:
        story = story_number(seed)
        assert story is not None
        try:
            found.append(truth(story, 1_000))
        except TooManyError:
            continue
    return tuple(found)


def test_nearly_all_compile() -> None:
    assert len(good()) >= SEEDS * 9 // 10


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_occurs_in_those_that_compile(feature: str) -> None:
    pattern = re.compile(FEATURES[feature], re.MULTILINE)
    found = sum(1 for text in good_texts() if pattern.search(text))
    assert found >= 3, f"{feature}: {found} of {len(good())}"


def test_a_seed_gives_the_same_story_always() -> None:
    assert story_of(7) == story_of(7)
    assert story_of(7) != story_of(8)


def test_they_are_small_but_not_all_trivial() -> None:
    sizes = sorted(each.states for each in truths())
    assert len(sizes) >= 80, "most can be enumerated within a thousand states"
    assert sizes[len(sizes) // 2] >= 8
    assert sizes[-1] >= 300


def test_what_can_be_seen_in_them_is_of_every_kind() -> None:
    kinds = Counter(kind for each in truths() for kind in {kind for kind, _ in each.nearest})
    assert set(kinds) == {"scene", "place", "choice", "closed", "text", "rule", "ending"}
    assert kinds["rule"] >= 15
    assert sum(bool(each.broken) for each in truths()) >= 10
    assert sum(bool(each.lost) for each in truths()) >= 10
    assert sum(max(each.nearest.values()) >= 4 for each in truths()) >= 15


def test_some_of_what_is_written_cannot_be_seen() -> None:
    """A judge that never finds anything impossible could not tell a liar from an honest one."""
    lost = 0
    for seed in good()[:60]:
        story = story_number(seed)
        assert story is not None
        try:
            found = truth(story, 1_000)
        except TooManyError:
            continue
        lost += any(("scene", id) not in found.nearest for id in story.scene_ids)
    assert lost >= 10


@settings(max_examples=20, deadline=None)
@given(stories())
def test_hypothesis_makes_them_too(files: Files) -> None:
    story = compiled(files)
    assert story is None or "s1" in story.scene_ids
    assert len(FLAVOURS) == len(set(FLAVOURS))
