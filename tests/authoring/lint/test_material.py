"""Texts know where each of their characters stands, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.authoring.lint.looking import material
from ulysse_game.authoring.lint import Material, Text, material_of
from ulysse_game.authoring.lint.places import Sources
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.house_style import HouseStyle
from ulysse_game.compiler.sources import Source

PO = "languages/fr/part.po"


def text_of(seen: Material, line_id: str, language: str = "en") -> Text:
    (found,) = [each for each in seen.texts if (each.line_id, each.language) == (line_id, language)]
    return found


def at(seen: Material, text: Text, offset: int, length: int = 1) -> str:
    """What stands at the place of a stretch of words."""
    span = text.span(offset, length)
    return seen.sources.line(span.file, span.line)[span.column - 1 :][: span.length]


BLOCK = """start:
  text: |
    Eva says so, é and 🚀.

      {flag_one: Indented|Further} // not a note
    and “on”.
  choices:
    - go: |
        Go on.

        You go.
      goto: the_end
    - stay: Stay, it’s late.
      goto: the_end
    - quote: "Say: \\"no\\"."
      goto: the_end
  offer: An offer.
"""


@pytest.mark.parametrize(
    "line_id", ["start", "start.go", "start.go.then", "start.stay", "start.offer"]
)
def test_every_character_of_a_text_is_found(line_id: str) -> None:
    seen = material(BLOCK)
    text = text_of(seen, line_id)
    for offset, sign in enumerate(text.words):
        assert sign == "\n" or at(seen, text, offset) == sign


def test_a_place_is_counted_and_not_guessed() -> None:
    """The same sign stands in every line: only the right column of the right line will do."""
    seen = material("start:\n  text: |\n    aaa\n    aa a\n\n    aaaa\n  next: the_end\n")
    text = text_of(seen, "start")
    places = [text.span(offset)[1:3] for offset, sign in enumerate(text.words) if sign == "a"]
    columns = {3: (5, 6, 7), 4: (5, 6, 8), 6: (5, 6, 7, 8)}
    assert places == [(line, column) for line, found in columns.items() for column in found]


def test_a_stretch_ends_with_its_line() -> None:
    seen = material(BLOCK)
    text = text_of(seen, "start")
    offset = text.words.index("🚀")
    assert at(seen, text, offset, 40) == "🚀."
    assert text.span(offset).column == 24


def test_a_text_in_quotes_is_found_by_its_words() -> None:
    seen = material(BLOCK)
    text = text_of(seen, "start.quote")
    assert at(seen, text, text.words.index("no"), 2) == "no"


def test_a_renamed_person_is_found_where_the_writer_wrote_her() -> None:
    seen = material(BLOCK, world_names="names:\n  Eva: Evangelina\n")
    text = text_of(seen, "start")
    assert text.words.startswith("Evangelina says")
    assert at(seen, text, text.words.index("says"), 4) == "says"
    assert text.span(0, 10).line == 3


def test_what_texts_there_are() -> None:
    seen = material(BLOCK)
    assert text_of(seen, "start.go").is_line
    assert not text_of(seen, "start.go.then").is_line
    assert text_of(seen, "start.go.then").scene == "start"
    assert text_of(seen, "room.deck").scene == ""


def test_a_story_with_errors_is_no_material() -> None:
    broken = compile_sources([Source("story.yaml", b"story: x\n")], [])
    with pytest.raises(ValueError, match="with errors"):
        material_of(broken, HouseStyle())


# -- catalogues -----------------------------------------------------------------------------------

CATALOGUE = r"""
# A note of the translator.
msgctxt "start"
msgid ""
"Begin.\n"
msgstr ""
"« Début » dit-"
"elle, et \"non\".\n"
"\n"
"	Fin é🚀."

msgctxt "start.go"
msgid "Go on."
msgstr "Continuer."

#~ msgctxt "start.gone"
#~ msgid "Gone."
#~ msgstr "Parti."
"""


@pytest.fixture(name="french")
def french_() -> Material:
    return material({PO: CATALOGUE})


def test_a_translation_is_a_text_too(french: Material) -> None:
    text = text_of(french, "start", "fr")
    assert text.words == '« Début » dit-elle, et "non".\n\n\tFin é🚀.'
    assert (text.at.file, text.at.line) == (PO, 3)
    assert text_of(french, "start.go", "fr").is_line
    assert not [each for each in french.texts if each.line_id == "start.gone"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Début", (7, 4, 5)),
        ("elle", (8, 2, 4)),
        ('"non"', (8, 11, 7)),
        ("🚀", (10, 8, 1)),
        ("dit-elle", (7, 12, 4)),
    ],
)
def test_places_in_a_catalogue(french: Material, words: str, place: tuple[int, ...]) -> None:
    text = text_of(french, "start", "fr")
    assert text.span(text.words.index(words), len(words))[1:] == place


def test_a_place_beyond_the_end_is_the_end(french: Material) -> None:
    text = text_of(french, "start.go", "fr")
    assert text.span(99, 5)[1:] == (14, 18, 1)


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_any_translation_is_found_character_by_character(strings: list[str]) -> None:
    written = [each.replace("\\", "\\\\").replace('"', '\\"') for each in strings]
    quoted = "\n".join(f'"{each}"' for each in written)
    po = f'msgctxt "start"\nmsgid "Begin."\nmsgstr ""\n{quoted}\n'
    sources = Sources({PO: po})
    entry = sources.entries(PO)["start"]
    assert entry.words == "".join(strings)
    for offset, sign in enumerate(entry.words):
        line, column = entry.place(offset)
        there = sources.line(PO, line)[column - 1 :]
        assert there.startswith({'"': '\\"', "\\": "\\\\"}.get(sign, sign))
