"""Files made to exhaust the compiler: each soon ends in a diagnostic, never in an exception."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.diagnostics.stories import FIXTURE
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.compiled import Compiled
from ulysse_game.compiler.sources import Source

AROUND = {
    path.relative_to(FIXTURE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(FIXTURE.rglob("*.yaml"))
}
SCENES = "1_part/scenes.yaml"
SOON = 5.0  # seconds; most take a hundredth, but the machines that test are slow


def compiled(files: dict[str, str]) -> Compiled:
    laid = {**AROUND, **files}
    return compile_sources([Source(file, text.encode()) for file, text in laid.items()], [])


def kitchen(inside: str) -> dict[str, str]:
    return {SCENES: f"kitchen:\n  at: galley\n{inside}  next: supper\n"}


def asked(condition: str) -> dict[str, str]:
    return kitchen(f"  choices:\n    - a: A.\n      if: {condition}\n    - go: Go.\n")


def prose(text: str) -> dict[str, str]:
    return kitchen("  text: |\n" + "".join(f"    {line}\n" for line in text.split("\n")))


def choices(count: int, what: Callable[[int], str]) -> dict[str, str]:
    return kitchen("  choices:\n" + "".join(what(n) for n in range(count)))


def people(count: int) -> str:
    more = "".join(f"    p{n}:\n      name: A{n} B\n" for n in range(count))
    return AROUND["world/people.yaml"].replace("    jeanne:\n", f"{more}    jeanne:\n")


def defined(text: str) -> dict[str, str]:
    return {"world/more.yaml": f"define:\n{text}"}


def nested(before: str, inner: str, after: str, times: int) -> str:
    return before * times + inner + after * times


WALK = "count(a in 1..200 if count(b in 1..200 if count(c in 1..200 if a + b + c > seats) > 3) > 3)"
HOSTILE: dict[str, tuple[dict[str, str], str]] = {
    "aliases": (
        {SCENES: "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(99))},
        "anchor",
    ),
    "flow lists": ({SCENES: "kitchen:\n  at: " + "[" * 100_000}, "too-deep"),
    "flow maps": ({SCENES: "kitchen:\n  at: " + "{a: " * 100_000}, "too-deep"),
    "dashes": ({SCENES: "kitchen:\n  choices:\n    " + "- " * 100_000}, "too-deep"),
    "steps": ({SCENES: "".join(" " * n + "a:\n" for n in range(1_000))}, "too-deep"),
    "duplicate keys": ({SCENES: "kitchen:\n" + "  at: galley\n" * 100_000}, "duplicate-key"),
    "two megabytes": (asked("door_open and " * 150_000 + "door_open"), "file-too-big"),
    "one long condition": (asked("door_open and " * 130_000 + "door_open"), "expression-too-large"),
    "many choices": (choices(100_000, lambda n: f"    - c{n}: A\n"), "too-many"),
    "equal choices": (choices(2_000, lambda n: "    - c: A\n"), "duplicate-choice"),
    "choices that lead nowhere": (
        choices(2_000, lambda n: f"    - c{n}: A\n      goto: x{n}\n"),
        "unknown-scene",
    ),
    "choices by walks": (
        choices(
            2_000, lambda n: f"    - c{n}: A\n      if: count(b in 1..200 if b > seats) > {n}\n"
        ),
        "expression-too-large",
    ),
    "equal choices by walks": (
        choices(2_000, lambda n: f"    - c{n}: A\n      if: count(b in 1..200 if b > seats) > 3\n"),
        "expression-too-large",
    ),
    "walks in walks": (asked(f"{WALK} > 3"), "expression-too-large"),
    "people in people": (
        asked(
            "count(a in people if count(b in people if count(c in people if count(d in people if "
            "count(e in people if a.trust + b.trust + c.trust > d.trust + e.trust) > 1) > 1) > 1) "
            "> 1) > 1"
        )
        | {"world/people.yaml": people(60)},
        "expression-too-large",
    ),
    "bands in bands": (
        asked(nested("count(a in (simon) if ", "door_open", ") in 1..2", 18)),
        "expression-too-large",
    ),
    "each in each": (
        kitchen("  each: a in 1..200\n  choices:\n    - c: A\n      each: b in 1..200\n"),
        "too-many",
    ),
    "a long range": (asked("any(a in 1..100000 if a is seats)"), "too-many"),
    "effects by walks": (
        kitchen("  do: seats += count(b in 1..200 if b > seats) for a in 1..200\n"),
        "expression-too-large",
    ),
    "a long sum": (asked("seats + " * 200 + "seats > 3"), "expression-too-large"),
    "brackets": (asked(nested("(", "door_open", ")", 900)), "expression-too-large"),
    "brackets read twice": (asked(nested("(", "door_open", " and door_opne)", 38)), "unknown-name"),
    "not": (asked("not " * 400 + "door_open"), "expression-too-large"),
    "max": (asked(nested("max(", "1", ")", 300) + " > 3"), "expression-too-large"),
    "sums": (asked(nested("sum(", "1", " for p in people)", 60) + " > 3"), "expression-too-large"),
    "tired of tired": (asked(nested("tired(", "simon", ")", 280)), "expression-too-large"),
    "friends of friends": (
        asked("opener.friend.friend.friend.friend.friend.friend.friend.trust > 2")
        | {
            "world/people.yaml": people(60).replace(
                "  trust:", "  friend: person, whom they like\n  trust:"
            )
        },
        "expression-too-large",
    ),
    "doubling names": (
        defined("  z0: seats\n" + "".join(f"  z{n}: z{n - 1} + z{n - 1}\n" for n in range(1, 60))),
        "expression-too-large",
    ),
    "a ring of names": (
        defined("".join(f"  z{n}: z{(n + 1) % 400}\n" for n in range(400))),
        "expression-too-large",
    ),
    "many names": (defined("".join(f"  z{n}: z{n + 1}\n" for n in range(100_000))), "too-many"),
    "many people": ({"world/people.yaml": people(2_000)}, "too-many"),
    "many zones": (
        {
            "world/places.yaml": "places:\n"
            + "".join(f"  z{n}:\n    r{n}: R\n" for n in range(20_000))
        },
        "too-many",
    ),
    "many rules": (
        {
            "world/rules.yaml": "rules:\n"
            + "".join(
                f"  r{n}:\n    when: seats is {n}\n    do: seats += 1\n" for n in range(5_000)
            )
        },
        "too-many",
    ),
    "many bands": (
        {
            "world/more.yaml": "variables:\n  cold:\n    is: 0..10\n    means: x\n    bands: "
            + ", ".join(f"b{n} {n}" for n in range(20_000))
        },
        "too-many",
    ),
    "everybody has many stats": (
        {
            "world/people.yaml": people(90).replace(
                "  trust:", "".join(f"  s{n}: 0..9\n" for n in range(250)) + "  trust:"
            )
        },
        "too-many",
    ),
    "many variables": (
        {"world/more.yaml": "variables:\n" + "".join(f"  v{n}: 0..9, x\n" for n in range(20_500))},
        "too-many",
    ),
    "many values, one of them twice": (
        {
            "world/more.yaml": "variables:\n  cold: "
            + " | ".join(f"a{n}" for n in range(5_000))
            + " | a4999, x\n"
        },
        "too-many",
    ),
    "many forms": (
        {
            "world/more.yaml": "words:\n  cold:\n    forms: "
            + " | ".join(f"f{n}" for n in range(2_000))
            + "\n"
            + "".join(f"    k{n}: a | b\n" for n in range(2_000))
        },
        "too-many",
    ),
    "a kind of many signs": (
        {"world/more.yaml": "variables:\n  cold: a" + "=" * 100_000 + " b c\n"},
        "unknown-kind",
    ),
    "one long tag": (prose("<" + "a" * 100_000 + "\n\n<b>"), "html-in-prose"),
    "speakers nobody is": (
        prose("simon: x\n" + "zzz: b\n" * 20_000 + "\n{if"),
        "open-brace",
    ),
    "mistakes behind many words in a translation": (
        prose("A.")
        | {
            "languages/fr/part.po": 'msgctxt "kitchen"\nmsgid "A."\nmsgstr "'
            + "a" * 200_000
            + "<b>" * 2_000
            + '"\n'
        },
        "html-in-prose",
    ),
    "many names in with": (
        kitchen("  with: " + ", ".join(f"x{n}" for n in range(100_000)) + "\n"),
        "unknown-person",
    ),
    "a chain of detours": (
        {
            SCENES: "kitchen:\n  detour: s0\n  next: supper\n"
            + "".join(f"s{n}:\n  detour: s{n + 1}\n  next: return\n" for n in range(2_000))
            + "s2000:\n  next: return\n"
        },
        "detour-too-deep",
    ),
    "a ring of scenes": (
        {
            SCENES: "kitchen:\n  next: s0\n"
            + "".join(f"s{n}:\n  next: s{(n + 1) % 5000}\n" for n in range(5_000))
        },
        "ring-without-a-choice",
    ),
    "ifs": (prose(nested("{if door_open}\n", "x", "\n{end}", 5_000)), "ifs-too-deep"),
    "braces": (prose(nested("{", "x", "}", 5_000)), "braces-too-deep"),
    "selectors": (prose(nested("{door_open: ", "x", "}", 2_000)), "braces-too-deep"),
    "stars": (prose("*" * 200_000), "bold-in-prose"),
    "unknown translations": (
        {
            "languages/fr/part.po": 'msgid ""\nmsgstr ""\n\n'
            + "".join(f'msgctxt "x{n}"\nmsgid "a"\nmsgstr "b"\n\n' for n in range(3_000))
        },
        "unknown-line-id",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_ends_in_a_diagnostic(name: str) -> None:
    files, code = HOSTILE[name]
    begun = time.perf_counter()
    found = compiled(files)
    assert time.perf_counter() - begun < SOON
    assert code in {each.code for each in found.diagnostics}
    assert all(len(each.message) < 600 for each in found.diagnostics)
    assert len(found.diagnostics) <= 250


@pytest.mark.parametrize(
    "text",
    ["a " * 200_000, "a:" * 200_000, "simon (" + "x" * 200_000, "[a](" * 50_000, "<a " * 99_000],
)
def test_long_lines_are_read_in_one_go(text: str) -> None:
    begun = time.perf_counter()
    compiled(prose(text))
    assert time.perf_counter() - begun < SOON


def test_an_honest_story_is_far_from_every_limit() -> None:
    condition = "count(p in people if any(o in observations if o is seen and o.of is p)) > 1"
    assert compiled(asked(condition)).story is not None
    chain = "opener is simon and opener.trust > 1 and opener.stress < 3"
    assert compiled(asked(chain)).story is not None


def test_a_name_as_long_as_a_file_is_told_of_in_short() -> None:
    name = "a" * 20_000
    found = compiled(
        kitchen(f"  choices:\n    - a: A.\n      goto: {name}\n      if: {name[:900]}\n")
    )
    assert {"unknown-scene", "unknown-name"} <= {each.code for each in found.diagnostics}
    assert all(len(each.message) + len(each.help) <= 1_000 for each in found.diagnostics)
