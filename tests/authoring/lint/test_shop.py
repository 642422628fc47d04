"""The list of rules, and a whole check."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import ulysse_game.authoring.lint.rules
from tests.authoring.lint.looking import material
from tests.compiler.small import SCENES, compiled
from ulysse_game.authoring.lint import RULES, check, codes_of, lint
from ulysse_game.authoring.lint.checking import EXPLORED
from ulysse_game.authoring.lint.shop import LOGIC, STYLE, look
from ulysse_game.compiler import compile_folder
from ulysse_game.diagnostics import Diagnostic, Severity, Span
from ulysse_game.diagnostics.catalogue import page
from ulysse_game.playtest.exploring import diagnose

ROOT = Path(__file__).parents[3]
HOME = Path(ulysse_game.authoring.lint.rules.__file__).parent
STORIES = [ROOT / "story", ROOT / "tests/samples/story", ROOT / "tests/diagnostics/fixture"]


def is_a_rule(name: str) -> bool:
    return hasattr(import_module(f"ulysse_game.authoring.lint.rules.{name}"), "look")


def test_every_rule_is_in_the_list_once() -> None:
    assert len(set(RULES)) == len(RULES)
    there = {path.stem for path in HOME.glob("*.py")} - {"__init__"}
    assert set(RULES) == {*filter(is_a_rule, there)}


def test_no_two_rules_share_a_code() -> None:
    codes = [code for rule in RULES for code in codes_of(rule)]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("rule", RULES)
def test_each_code_has_a_page_that_is_no_error(rule: str) -> None:
    for code in codes_of(rule):
        found = page(code)
        assert found is not None, code
        assert found.severity in ("warning", "hint")


@pytest.mark.parametrize("folder", STORIES, ids=lambda path: path.parts[-2])
def test_rules_give_their_own_codes_at_places_that_there_are(folder: Path) -> None:
    whole = compile_folder(folder)
    checked = check(whole)
    seen = {each for rule in RULES for each in codes_of(rule)}
    for each in (*checked.told, *(allowed.diagnostic for allowed in checked.allowed)):
        if each.code not in seen:
            continue
        found = page(each.code)
        assert found is not None
        assert each.severity is not Severity.ERROR
        lines = whole.sources[each.span.file].split("\n")
        assert 1 <= each.span.line <= len(lines), each
        line = lines[each.span.line - 1]
        assert each.span.column - 1 + each.span.length <= max(1, len(line)), each


def test_the_shipped_story_leaves_nothing_to_tell() -> None:
    assert check(compile_folder(ROOT / "story")).told == ()


def test_only_the_rules_asked_for_look() -> None:
    seen = material()
    assert {each.code for each in lint(seen, ["variables"])} <= set(codes_of("variables"))
    assert lint(seen, []) == ()
    assert [each for rule in RULES for each in look(rule)(seen)]


def test_what_is_found_is_in_the_order_of_files() -> None:
    found = lint(material())
    assert list(found) == sorted(found, key=lambda each: each.span)


def test_the_list_is_in_two_parts() -> None:
    assert (*LOGIC, *STYLE) == RULES


# -- a whole check --------------------------------------------------------------------------------

TALE = "start:\n  text: Begin.\n  choices:\n    - say: Go.\n    - go: On.\n  next: the_end\n"


def codes(text: str, **how: object) -> list[str]:
    checked = check(compiled(text), **how)  # type: ignore[arg-type]  # as the test has it
    return [each.code for each in checked.told if each.span.file == SCENES]


def test_a_check_tells_what_compiler_and_rules_say() -> None:
    assert codes(TALE) == ["placeholder-id", "idle-choice"]
    assert codes(TALE, rules=["same_words"]) == ["placeholder-id"]


def test_what_the_compiler_warns_of_may_be_allowed_too() -> None:
    allowed = TALE.replace("Go.\n", "Go.  # allow: placeholder-id — later\n")
    assert codes(allowed) == ["idle-choice"]


def test_a_story_with_errors_is_not_looked_at_and_no_comment_is_blamed() -> None:
    broken = TALE.replace("Go.\n", "Go.  # allow: idle-choice\n").replace("the_end", "the_edn")
    assert codes(broken) == ["placeholder-id", "unknown-scene"]


def test_what_others_found_stands_beside_it_and_may_be_allowed() -> None:
    more = [Diagnostic("never-open", "m", Span(SCENES, 5, 7), "", Severity.WARNING)]
    assert codes(TALE, more=more).count("never-open") == 1
    allowed = TALE.replace("On.\n", "On.  # allow: never-open, idle-choice\n")
    assert "never-open" not in codes(allowed, more=more)
    assert "nothing-to-allow" not in codes(allowed)
    assert "nothing-to-allow" in codes(allowed, is_explored=True)


def test_the_codes_of_exploring_are_those_it_gives() -> None:
    assert EXPLORED == diagnose.CODES


def test_a_comment_for_a_rule_that_did_not_look_is_not_blamed() -> None:
    allowed = TALE.replace("On.\n", "On.  # allow: idle-choice\n")
    assert codes(allowed, rules=["same_words"]) == ["placeholder-id"]


def test_mistakes_of_the_house_style_are_told_too() -> None:
    checked = check(compiled({"house-style.yaml": "sizse:\n  label: 3\n"}))
    assert [each.code for each in checked.told if each.span.file == "house-style.yaml"] == [
        "unknown-key"
    ]
