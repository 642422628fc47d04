"""Fixes over whole stories: what was meant stays meant, twice is once, the rest stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.authoring.fix.meaning import meaning_of, sources_of, story_of
from ulysse_game.authoring.fix import KINDS, mend
from ulysse_game.compiler.sources import Source

ROOT = Path(__file__).parents[3]
STORIES = {
    "shipped": ROOT / "story",
    "samples": ROOT / "tests" / "samples" / "story",
    "fixture": ROOT / "tests" / "diagnostics" / "fixture",
}
FILES = {name: sources_of(folder) for name, folder in STORIES.items()}


def mended(files: Mapping[str, bytes], *kinds: str) -> dict[str, bytes]:
    found = mend([Source(*each) for each in files.items()], kinds or tuple(KINDS))
    assert not found.broke
    return {**files, **found.files}


@pytest.mark.parametrize("name", STORIES)
def test_a_sound_story_means_the_same_afterwards(name: str) -> None:
    before = FILES[name]
    after = mended(before, *(set(KINDS) - {"order"}))
    assert meaning_of(story_of(after)) == meaning_of(story_of(before))


@pytest.mark.parametrize("name", STORIES)
def test_order_of_keys_means_the_same_and_loses_no_line(name: str) -> None:
    before, after = FILES[name], mended(FILES[name], "order")
    assert after != before or name == "shipped"
    assert meaning_of(story_of(after)) == meaning_of(story_of(before))
    for file, data in before.items():
        assert sorted(after[file].split(b"\n")) == sorted(data.split(b"\n"))


@pytest.mark.parametrize("name", STORIES)
def test_twice_is_once(name: str) -> None:
    once = mended(FILES[name])
    assert mended(once) == once


# Each of these makes a sound file one that has to be mended, and mends back to what it was.


def bare_apostrophes(text: str) -> str:
    return re.sub(r"(?<=[a-z])’(?=[a-z])", "'", text)


def three_dots(text: str) -> str:
    return text.replace("…", "...")


def spaces_at_ends(text: str) -> str:
    return re.sub(r"(?<=[a-z.])\n", "  \n", text)


def other_line_ends(text: str) -> str:
    return text.replace("\n", "\r\n")


def a_mark_at_the_start(text: str) -> str:
    return "\ufeff" + text


def no_last_line_end(text: str) -> str:
    return text.rstrip("\n")


def tabs(text: str) -> str:
    return re.sub(r"^(?:  )+", lambda found: "\t" * (len(found[0]) // 2), text, flags=re.MULTILINE)


def folded(text: str) -> str:
    return re.sub(r": \|$", ": >-", text, flags=re.MULTILINE)


SLIPS: tuple[Callable[[str], str], ...] = (
    bare_apostrophes, three_dots, spaces_at_ends, no_last_line_end, tabs, folded,
    a_mark_at_the_start, other_line_ends,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from(SLIPS), min_size=1, unique=True),
    st.sets(st.sampled_from(sorted(f for f in FILES["fixture"] if "/" in f)), min_size=1),
)
def test_slips_are_mended_to_what_was_meant(
    slips: list[Callable[[str], str]], files: set[str]
) -> None:
    before = FILES["fixture"]
    spoilt = dict(before)
    for file in files:
        text = spoilt[file].decode()
        for slip in sorted(slips, key=SLIPS.index):
            text = slip(text)
        spoilt[file] = text.encode()
    after = mended(spoilt, *(set(KINDS) - {"order", "guess"}))
    assert meaning_of(story_of(after)) == meaning_of(story_of(before))
    for data in after.values():
        assert b"\r" not in data
        assert not data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\n")
        assert b"\t" not in data
        assert b" \n" not in data
    assert mended(after, *(set(KINDS) - {"order", "guess"})) == after


def test_the_shipped_story_spoilt_all_over_is_mended() -> None:
    before = FILES["shipped"]
    spoilt = {}
    for file, data in before.items():
        text = data.decode()
        for slip in SLIPS if file.endswith(".yaml") else (spaces_at_ends, other_line_ends):
            text = slip(text)
        spoilt[file] = text.encode()
    after = mended(spoilt, *(set(KINDS) - {"order", "guess"}))
    assert meaning_of(story_of(after)) == meaning_of(story_of(before))


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab:-#\"' \n\t|>{}[]*&!…’\r\ufeff.é,kitchentext"), max_size=120))
def test_whatever_a_file_holds_nothing_is_raised(text: str) -> None:
    files = {**FILES["fixture"], "1_part/odd.yaml": text.encode()}
    once = {**files, **mend([Source(*each) for each in files.items()], tuple(KINDS)).files}
    assert once.keys() == files.keys()


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00a", b"caf\xe9: 1\n", b"\0", b"- a\n- b\n", b"\n\n\n"]
)
def test_what_is_no_text_stays_as_it_is(data: bytes) -> None:
    files = {**FILES["fixture"], "1_part/odd.yaml": data}
    found = mend([Source(*each) for each in files.items()], tuple(KINDS))
    assert found.files.get("1_part/odd.yaml", data) == data


def test_only_the_files_that_were_named_change() -> None:
    files = {**FILES["fixture"], "1_part/a.yaml": b"a: \n", "1_part/b.yaml": b"b: \n"}
    found = mend([Source(*each) for each in files.items()], files=("1_part/b.yaml",))
    assert set(found.files) == {"1_part/b.yaml"}
