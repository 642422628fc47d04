"""Rules of prose at work on tiny stories that have a house style and a translation."""

from __future__ import annotations

from tests.compiler.small import SCENES, compiled
from ulysse_game.authoring.lint import Material, material_of
from ulysse_game.authoring.lint.shop import look
from ulysse_game.compiler.names_of_files import HOUSE_STYLE
from ulysse_game.compiler.read_house_style import read_house_style
from ulysse_game.diagnostics import Diagnostic, render

FRENCH = "languages/fr/part.po"


def material(scenes: str, style: str = "", french: dict[str, tuple[str, str]] | None = None,
             **more: str) -> Material:  # fmt: skip
    """The material of these scenes; ``french`` has source and words by line id."""
    files = {SCENES: scenes, HOUSE_STYLE: style}
    if french is not None:
        entries = "\n".join(map(entry, french, french.values()))
        files[FRENCH] = f'msgid ""\nmsgstr ""\n\n{entries}'
    made = compiled(files, **more)
    assert made.story is not None, render(made.diagnostics, made.sources, "human")
    found, wrong = read_house_style(made)
    assert not wrong, render(wrong, made.sources, "human")
    return material_of(made, found)


def entry(line_id: str, texts: tuple[str, str]) -> str:
    """An entry of a catalogue."""
    source, words = (each.replace("\n", "\\n").replace('"', '\\"') for each in texts)
    return f'msgctxt "{line_id}"\nmsgid "{source}"\nmsgstr "{words}"\n'


def diagnostics(rule: str, scenes: str, style: str = "",
                french: dict[str, tuple[str, str]] | None = None,
                **more: str) -> list[Diagnostic]:  # fmt: skip
    """What a rule finds there."""
    seen = material(scenes, style, french, **more)
    return sorted(look(rule)(seen), key=lambda each: each.span)


def told(rule: str, scenes: str, style: str = "",
         french: dict[str, tuple[str, str]] | None = None, **more: str) -> list[str]:  # fmt: skip
    """The same as ``LINE:COLUMN code words``; words are the underlined."""
    seen = material(scenes, style, french, **more)
    return [
        f"{span.line}:{span.column} {code} "
        + seen.sources.line(span.file, span.line)[span.column - 1 :][: span.length]
        for code, _, span, *_ in sorted(look(rule)(seen), key=lambda each: each.span)
    ]
