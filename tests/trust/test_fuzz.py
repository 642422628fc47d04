"""Hostile input, briefly: the corpora again, a few inputs nearly right, the inputs that once hung.

The same code at its full length is ``python -m tests.trust --only fuzz``.
"""

from __future__ import annotations

import pytest

from tests.fuzz.driving import CORPUS, dictionary, seeds
from tests.fuzz.saved import forget_folder
from tests.fuzz.shapes import SHAPES
from tests.fuzz.targets import TARGETS
from tests.fuzz.worst import HELD_TO, Family, families, growth
from tests.trust.fuzz import SEED, shaped

EXAMPLES = 25
ONCE_HUNG = {
    ("prose", "one long tag"),
    ("po", "spaces in a previous source"),
    ("renames", repr("a.")),
    ("page", repr("A word.\n\n")),
    ("page", "echoes repeated"),
    ("tables", "world/more.yaml " + repr("=")),
    ("translation", repr("a # ")),
}
MOST_FILES, MOST_BYTES = 60, 100_000


@pytest.mark.parametrize("target", TARGETS)
def test_the_corpus_raises_nothing(target: str) -> None:
    files = seeds(target)
    assert files
    try:
        for path in files:
            TARGETS[target].run(path.read_bytes())
    finally:
        forget_folder()


@pytest.mark.parametrize("target", SHAPES)
def test_what_is_nearly_right_raises_nothing(target: str) -> None:
    assert shaped(target, EXAMPLES, SEED).went_wrong == 0


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_and_anything_raise_nothing(target: str) -> None:
    for data in (b"", b"\0", b"\xff\xfe", b"\n" * 99, b"\xed\xa0\x80", bytes(range(256))):
        TARGETS[target].run(data)
    forget_folder()


@pytest.mark.parametrize(
    "family",
    [each for each in families() if (each.reader, each.what) in ONCE_HUNG],
    ids=lambda each: f"{each.reader} {each.what}",
)
def test_what_once_hung_grows_as_its_input_does(family: Family) -> None:
    assert growth(family, 1_500 if family.reader == "page" else 5_000).exponent < HELD_TO


def test_all_that_once_hung_is_still_asked() -> None:
    assert {(each.reader, each.what) for each in families()} >= ONCE_HUNG


def test_the_corpora_stay_small() -> None:
    assert {each.name for each in CORPUS.iterdir()} == set(TARGETS)
    for target in TARGETS:
        files = seeds(target)
        assert len(files) <= MOST_FILES
        assert sum(path.stat().st_size for path in files) <= MOST_BYTES


def test_the_dictionary_is_as_its_reader_wants_it() -> None:
    for line in dictionary():
        assert line[0] == line[-1] == '"'
        assert len(line) <= 4 * 60
