"""Where alternatives stand in a text as written: held against the compiled text's own names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compiler.small import compiled as small
from tests.explore.content.test_texts import RICH
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.playtest.cover.strokes import strokes
from ulysse_game.playtest.cover.written import own, texts_of
from ulysse_game.story import Facts

ROOT = Path(__file__).parent.parent.parent


def marked(text: str) -> dict[str, str]:
    """The words of each alternative of the first scene's text, by path."""
    body = "\n".join(f"    {line}" for line in text.split("\n"))
    keys = "  at: deck\n  with: ann?, bob\n  do: n += 1\n"
    found = small(f"start:\n{keys}  text: |\n{body}\n  next: the_end\n")
    assert found.story is not None, found.diagnostics
    (start,) = (each for each in texts_of(found) if each.line_id == "start")
    return {
        each.name.removeprefix("start#"): start.text[each.start : each.end]
        for each in start.strokes
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No {n} choice, {obs_01.lever}, *at {words(n)} all*.", {}),
        ("{flag_one: yes|no}", {"1.1": "yes", "1.2": "no"}),
        ("{flag_one: yes}.", {"1.1": "yes", "1.none": ""}),
        ("{flag_one: a \\| b|c\\}}.", {"1.1": "a \\| b", "1.2": "c\\}"}),
        ("{!a|b} {&c|d}", {"1.1": "a", "1.2": "b", "1.none": "", "2.1": "c", "2.2": "d"}),
        (
            "{n >= 5: so {n} {n >= 9: many|few}|no}",
            {"1.1": "so {n} {n >= 9: many|few}", "1.1.1.1": "many", "1.1.1.2": "few", "1.2": "no"},
        ),
        (
            "// {flag_one: a|b}\n{if n >= 5}\nOne.\n\nTwo.\n{else if n >= 2}\nThree.\n{end}\nOn.",
            {"1.1": "One.\n\nTwo.", "1.2": "Three.", "1.none": ""},
        ),
        (
            "ann?: I am {flag_one: here|there}.\nSo.\n\nAnd so on.",
            {"1.said": "I am {flag_one: here|there}.\nSo.", "1.said.1.1": "here",
             "1.said.1.2": "there", "1.unsaid": ""},
        ),
        ("ann? (radio): Yes.\nbob: {a|b}.",
         {"1.said": "Yes.", "1.unsaid": "", "2.1": "a", "2.2": "b"}),
        ("> {flag_one: a|b} c", {"1.1": "a", "1.2": "b"}),
        ("{echo one: Said {flag_one: a|b}}.\n\nagain: one",
         {"1.1": "a", "1.2": "b", "2.one": "one", "2.none": ""}),
        ("{flag_one: broken\nin two|whole}", {"1.1": "broken\nin two", "1.2": "whole"}),
    ],
)  # fmt: skip
def test_alternatives_in_their_places(text: str, found: dict[str, str]) -> None:
    assert marked(text) == found


@pytest.mark.parametrize("folder", ["story", "tests/samples/story", "rich"])
def test_every_alternative_of_a_story_is_found(folder: str) -> None:
    compiled: Compiled = small(RICH) if folder == "rich" else compile_folder(ROOT / folder)
    story = compiled.story
    assert story is not None
    facts = Facts(story.world)
    found = 0
    for text in texts_of(compiled):
        block = story.text(text.line_id, "")
        assert block is not None
        names = {each.name for each in own(block, facts, story)}
        marked = {each.name for each in text.strokes}
        found += len(marked)
        repeated = {name for name in names - marked if name.rsplit(".", 2)[0] in marked}
        assert marked | repeated == names, text.line_id
        assert bool(repeated) <= (folder == "rich")
        lines = compiled.sources[text.file].split("\n")
        if not text.file.startswith("world/"):  # where tables stand
            first = text.text.split("\n")[0]
            assert lines[text.line - 1][text.column - 1 :].strip(' "') == first.rstrip()
    assert found > 20


def test_nothing_is_marked_where_the_names_disagree() -> None:
    text = "{flag_one: a|b}"
    names = frozenset(("t#1.1", "t#1.2"))
    assert len(strokes("t", text, frozenset(), names)) == 2
    assert strokes("t", text, frozenset(), names | {"t#2.1"}) == ()
    assert strokes("t", text, frozenset(), names - {"t#1.2"}) == ()
    assert strokes("t", text, frozenset(), frozenset()) == ()


@given(st.text("{}|:\\!&~ \n?>/abcifelsend.", max_size=60))
def test_no_text_is_too_strange_to_look_at(text: str) -> None:
    try:
        found = strokes("t", text, frozenset(("c",)), frozenset(("t#1.1", "t#1.2")))
    except IndexError:  # an `{else}` or a bar that nothing opened: the compiler has refused it
        return
    assert all(0 <= each.start <= each.end <= len(text) for each in found)
