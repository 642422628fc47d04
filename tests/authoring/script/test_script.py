"""Documents to proof-read: everything written is in them, in sight, as it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.compiler.small import SCENES, compiled
from ulysse_game.authoring.margins import Rows, scene_margin
from ulysse_game.authoring.script import contents_page, documents_of, markdown, page
from ulysse_game.authoring.script.document import Document
from ulysse_game.authoring.script.markdown import escaped
from ulysse_game.authoring.written import Notation
from ulysse_game.compiler import compile_folder
from ulysse_game.story import Scene

SHIPPED = Path(__file__).parent.parent.parent.parent / "story"

SCENE = r"""start:
  title: A < title > & more
  with: ann, bob?
  do: n += 2
  text: |
    // for translators
    The *lamp* is {weather: out|low|gone}, {ann.stress: quiet|loud|shrill}. {&one|two}

    bob? (low): {n} of [them] and ~more~.

    {if n > 3 and not flag_one}
    > SCREEN < ONE >
    > SCREEN \| TWO
    {else}
    None of it.
    {end}
    {page}
    1. not a list
  choices:
    - look: |
        Look *up*.

        Sky.
      if: n >= 2
      closed: Too dark.
      goto: later
    - wait: Wait.
      tags: press
  next:
    - later if n is 1
    - the_end
"""
FRENCH = 'msgctxt "start.look"\nmsgid "Look *up*."\nmsgstr "Lève les *yeux*."\n'


def document(*languages: str, name: str = "part") -> Document:
    found = compiled({SCENES: SCENE, "languages/fr/part.po": FRENCH})
    assert found.story is not None, found.diagnostics
    return next(each for each in documents_of(found, languages or ("en",)) if each.name == name)


def test_everything_stands_in_the_markdown() -> None:
    text = markdown(document())
    for part in (
        "# Part one",
        "- [start](#start)",
        "`1_part/scenes.yaml:1`",
        "- `with: ann, bob?`",
        "- `do: n += 2`",
        "- `next: later if n is 1`\n- `the_end`",
        "The *lamp* is `{weather · calm: `out`  | wind:  `low`",
        "`{ann.stress · held: `quiet`  | taut:  `loud`  | raw:  `shrill`}`",
        "`{in turn · 1: `one`  | 2:  `two`}`",
        "**bob? (low):** `{n}` of \\[them\\] and \\~more\\~",
        "*`if n > 3 and not flag_one`*",
        "> ` ` SCREEN \\< ONE \\>\\\n> ` ` SCREEN \\| TWO",
        "*`else`*",
        "\\* \\* \\*",
        "### look",
        "*closed if* `not n >= 2`",
        "Too dark.",
        "- `goto: later`",
        "- `tags: press`",
    ):
        assert part in text, part
    assert "for translators" not in text


def test_words_are_not_taken_for_signs() -> None:
    assert escaped("a*b_c`d[e]<f>#g|h~i&j\\") == r"a\*b\_c\`d\[e\]\<f\>\#g\|h\~i\&j" + "\\\\"
    assert "1\\. not a list" in markdown(document())


def test_two_languages_beside_each_other() -> None:
    text = markdown(document("en", "fr"))
    assert "| en | fr |\n|---|---|\n| Look *up*. | Lève les *yeux*. |" in text
    assert "| Wait. | – |" in text


def test_the_page_escapes_all_of_the_story() -> None:
    html = page(document())
    assert "A &lt; title &gt; &amp; more" in html
    assert "SCREEN &lt; ONE &gt;" in html
    assert "<script" not in html
    assert '<a href="#later"' not in html  # it stands in another document


def test_the_page_asks_for_nothing() -> None:
    html = page(document("en", "fr"))
    assert "default-src 'none'" in html
    assert re.search(r"(src|href)=\"?https?:", html) is None
    assert html.count('<div lang="fr">') == html.count('<div lang="en">')
    assert "(not translated)" in html


def test_the_texts_of_the_world_follow() -> None:
    part = document()
    ids = [each.id for each in part.sections]
    assert ids[0] == "start"
    assert "observation.obs_01" in ids
    texts = next(each for each in part.sections if each.id == "observation.obs_01").texts
    assert [text.name for text in texts][:2] == ["notebook", "recorded"]
    assert next(each.id for each in document(name="common").sections) == "the_end"


def test_one_document_is_made_without_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    found = compile_folder(SHIPPED)
    assert found.story is not None
    all_of_them = documents_of(found, ("en",))
    made: list[str] = []

    def noted(notation: Notation, scene: Scene) -> Rows:
        made.append(scene.id)
        return scene_margin(notation, scene)

    monkeypatch.setattr("ulysse_game.authoring.script.document.scene_margin", noted)
    for each in (all_of_them[1], all_of_them[-1]):
        assert documents_of(found, ("en",), each.name) == (each,)
    assert 0 < len(made) < len(found.story.scenes) / 3, "not every scene of the story"
    assert documents_of(found, ("en",), "nowhere") == ()


def test_every_word_of_the_shipped_story_is_in_its_documents() -> None:
    found = compile_folder(SHIPPED)
    documents = documents_of(found, ("en", "fr"))
    shown = {
        text.line_id
        for each in documents
        for section in each.sections
        for text in (
            *section.texts,
            *(option.label for option in section.options),
            *(option.gives for option in section.options if option.gives is not None),
            *(closing.text for option in section.options for closing in option.closings),
        )
    }
    assert {id for id, unit in found.units.items() if unit.text.strip()} <= shown


def test_the_contents() -> None:
    html = contents_page("A & B", [("01_x.html", "X <", 1_200)])
    assert '<li><a href="01_x.html">X &lt;</a> · 1,200 words' in html
    assert "A &amp; B" in html


def test_a_story_with_errors_is_not_read_out() -> None:
    with pytest.raises(ValueError, match="errors"):
        documents_of(compiled("start:\n  next: nowhere\n"), ("en",))
