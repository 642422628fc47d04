"""Every key that the compiler knows has its line of meaning, and no other has."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import ulysse_game.compiler
from ulysse_game.authoring.keys import MEANINGS
from ulysse_game.compiler.choices import CHOICE_KEYS, DRAW_KEYS
from ulysse_game.compiler.house_style import Target
from ulysse_game.compiler.walkthroughs import CHECKS
from ulysse_game.compiler.world import WORD_KEYS, WORLD_KEYS

APART = {
    "a choice": CHOICE_KEYS,
    "a draw": DRAW_KEYS,
    "the world": WORLD_KEYS,
    "a word": WORD_KEYS,
    "a check": CHECKS,
    "a chapter’s target": Target._fields[1:],
}
"""What is allowed otherwise than by one call of ``allow``."""


def allowed() -> Iterator[tuple[str, tuple[str, ...]]]:
    """What each call of ``Fields.allow`` in the compiler allows, by where it stands."""
    for path in sorted(Path(ulysse_game.compiler.__file__).parent.glob("*.py")):
        module = importlib.import_module(f"ulysse_game.compiler.{path.stem}")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr == "allow" and not isinstance(node.args[0], ast.Name | ast.Tuple
                                                            | ast.Attribute):  # fmt: skip
                raise AssertionError(f"{path.name}:{node.lineno}: keys that cannot be compared")
            if node.func.attr == "allow":
                source = ast.unparse(node.args[0])
                if source != "parts":  # of a chapter's target
                    keys = eval(source, vars(module))  # the compiler's own words
                    yield f"{path.name}:{node.lineno}", tuple(keys)


def test_every_table_of_the_compiler_has_its_meanings() -> None:
    known = {tuple(keys) for keys in MEANINGS.values()}
    missing = [(where, keys) for where, keys in allowed() if keys not in known]
    assert missing == []


def test_no_key_is_explained_that_the_compiler_does_not_know() -> None:
    known = {keys for _, keys in allowed()} | set(APART.values())
    assert [what for what, keys in MEANINGS.items() if tuple(keys) not in known] == []


@pytest.mark.parametrize("what", APART)
def test_what_is_allowed_otherwise(what: str) -> None:
    assert tuple(MEANINGS[what]) == APART[what]


@pytest.mark.parametrize("what", MEANINGS)
def test_a_meaning_is_one_sentence_or_two(what: str) -> None:
    for key, meaning in MEANINGS[what].items():
        assert meaning[-1] in ".`", (what, key)
        assert "\n" not in meaning
        assert 8 <= len(meaning) <= 200, (what, key)
