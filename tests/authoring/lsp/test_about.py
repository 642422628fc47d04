"""What is said of a name, in a few words, of every kind of name."""

from __future__ import annotations

import pytest

from tests.authoring.lsp.hut import compiled, hut, known
from ulysse_game.authoring.lsp.about import about, counted, first_words
from ulysse_game.authoring.lsp.known import NO_NAMES, Names
from ulysse_game.authoring.prose_map import word_count


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    return known(compiled(hut(tmp_path_factory.mktemp("hut"))))


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        (
            "scene",
            "morning",
            "`morning`: chapter `part`, at The galley (zone `hut`), with simon, eva?",
        ),
        ("scene", "morning", "19 words, 2 choices"),
        ("scene", "morning", "> Été 🚀: calm, oil cans. simon: Sit down. I heard it."),
        ("choice", "morning.fill", "`morning.fill`: Fill it."),
        ("variable", "oil", "`oil`: 0..2 from 1\n\ncans in the store"),
        ("variable", "simon.stress", "bands: held 0, taut 4, raw 7"),
        ("variable", "*.stress", "`stress`: 0..10 from 2"),
        ("variable", "tide", "lives in the chapter `part` only"),
        ("word", "boat", "punt | tub from punt"),
        ("person", "simon", "`simon`: Simon Gramat\n\nin `keepers`\n\nat the start: alive yes"),
        ("observation", "obs_01", "notebook: He counts."),
        ("set", "keepers", "simon, eva"),
        ("room", "cabin", "The cabin (zone `hut`)"),
        ("zone", "hut", "a zone with galley, cabin"),
        ("tag", "silence", "`silence`: technique"),
        ("ending", "dark", "`dark`: Dark"),
        ("echo", "heard_it", "words marked in 1_part/scenes.yaml"),
        ("chapter", "part", "`part`: Part"),
    ],
)
def test_every_kind(names: Names, kind: str, name: str, told: str) -> None:
    assert told in about(names, kind, name)


@pytest.mark.parametrize("kind", ["scene", "variable", "person", "room", "no such kind"])
def test_of_what_is_not_known_nothing_is_said(kind: str) -> None:
    assert about(NO_NAMES, kind, "nobody_knows") == ""


def test_words() -> None:
    assert word_count("// a note\nsimon: Two words. {lit: yes|no, not}") == 5
    assert first_words("{if lit}\nOne {a|b}\n{end}\ntwo three", 3) == "One a two …"
    assert (counted(1, "way"), counted(2, "way")) == ("1 way", "2 ways")
