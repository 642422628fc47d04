"""The house style of the game, on sentences: what it must find, and what it must let through.

``sentences`` holds a file for each language and verdict, a sentence a line. What begins with
`ann: ` is said, with `> ` read on a screen, with `- ` picked; all else the narrator tells. A phrase
that is added to the house style is tried on a sentence of each kind here first.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from tests.authoring.lint.prose import FRENCH, entry
from tests.compiler.small import SCENES, compiled
from ulysse_game.authoring.lint import material_of
from ulysse_game.authoring.lint.shop import look
from ulysse_game.authoring.typography import corrected
from ulysse_game.compiler.names_of_files import HOUSE_STYLE
from ulysse_game.compiler.read_house_style import read_house_style

STYLE = Path(__file__).parents[3] / "story" / "house-style.yaml"
SENTENCES = Path(__file__).parent / "sentences"
SCENE = """s{number}:
  at: deck
  with: ann
  text: |
    {text}
  choices:
    - go: |
        {label}
  next: {after}
"""


@lru_cache
def read(language: str, verdict: str) -> tuple[str, ...]:
    """The sentences of one file."""
    lines = (SENTENCES / f"{language}_{verdict}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(each for each in lines if each)


def set_right(sentence: str) -> str:
    """A French sentence with its no-break spaces, which nobody can see in a file of sentences."""
    for start, end, new in reversed(corrected(sentence, "fr")):
        sentence = sentence[:start] + new + sentence[end:]
    return sentence


def found_in(language: str, verdict: str) -> set[str]:
    """The sentences of that file in which anything is found."""
    sentences = read(language, verdict)
    scenes, entries = "start:\n  text: Begin.\n  next: s0\n", []
    for number, sentence in enumerate(sentences):
        head = next((each for each in ("ann: ", "> ") if sentence.startswith(each)), "")
        english = sentence if language == "en" else f"{head}Words."
        is_label = sentence.startswith("- ")
        text, label = ("Words.", english.removeprefix("- ")) if is_label else (english, "Go on.")
        after = f"s{number + 1}" if number + 1 < len(sentences) else "the_end"
        scenes += SCENE.format(number=number, text=text, label=label, after=after)
        if language == "fr":
            line_id, source = (f"s{number}.go", label) if is_label else (f"s{number}", text)
            entries.append(entry(line_id, (source, set_right(sentence.removeprefix("- ")))))
    files = {SCENES: scenes, HOUSE_STYLE: STYLE.read_text(encoding="utf-8")}
    if entries:
        files[FRENCH] = 'msgid ""\nmsgstr ""\n\n' + "\n".join(entries)
    made = compiled(files)
    style, _ = read_house_style(made)  # people of the game are not in the small world
    material = material_of(made, style)
    of_line = {
        (span.file, span.line): text.scene
        for text in material.texts
        if text.language == language and text.scene.startswith("s")
        for span in (text.span(0),)
    }
    places = {
        of_line.get((each.span.file, each.span.line))
        for rule in ("banned", "dense", "typography")
        for each in look(rule)(material)
    }
    return {sentence for number, sentence in enumerate(sentences) if f"s{number}" in places}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_sin_is_found(language: str) -> None:
    missed = set(read(language, "sins")) - found_in(language, "sins")
    assert missed == set()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_found_in_what_is_clean(language: str) -> None:
    assert found_in(language, "clean") == set()
