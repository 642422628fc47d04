"""Signs that a careful printer would set otherwise: quotes, dashes, dots, spaces, figures.

What is right in each language stands in ``authoring/typography.py``, which mends the same places;
which families are looked after, in ``house-style.yaml``. Straight quotes in prose are reported by
the compiler (``straight-quote``) and not said again here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.lint.material import Material, Text
from ulysse_game.authoring.typography import NO_BREAK, THIN, Correction, corrections, signs_for
from ulysse_game.diagnostics import Diagnostic, Severity

CODES = ("typography",)
_STRAIGHT = ("'", '"')
_HELP = "`ulysse fix` puts it right."
_NAMES = {
    NO_BREAK: "a no-break space (U+00A0)",
    THIN: "a narrow no-break space (U+202F)",
    " ": "a space",
}


def look(material: Material) -> Iterator[Diagnostic]:
    """Each place that `corrected` would change, in the families that are looked after."""
    for language in material.story.world.languages:
        texts = [each for each in material.texts if each.language == language]
        signs = signs_for(language, (each.words for each in texts))
        habits = material.style.of(language).typography
        wanted = tuple(each for each in signs if each.habit in habits)
        for text in texts:
            for each in corrections(text.words, language, text.is_line, wanted):
                if each.habit in habits and not _is_said(material, text, each):
                    yield _diagnostic(text, each)


def _is_said(material: Material, text: Text, correction: Correction) -> bool:
    """Whether somebody else says it.

    The compiler does of straight quotes, but not in titles and names; ``doubled-space`` looks at
    translations.
    """
    old = text.words[correction.start : correction.end]
    if correction.new == " " and text.language != material.story.world.language:
        return True
    return old in _STRAIGHT and material.compiled.units[text.line_id].note != "plain"


def _diagnostic(text: Text, correction: Correction) -> Diagnostic:
    old = text.words[correction.start : correction.end]
    start = min(correction.start, len(text.words) - 1)
    span = text.span(start, max(1, len(old)))
    return Diagnostic("typography", _said(text, correction, old), span, _HELP, Severity.WARNING)


def _said(text: Text, correction: Correction, old: str) -> str:
    """What stands there and what should."""
    new = correction.new
    after = text.words[correction.end : correction.end + 1]
    before = text.words[max(0, correction.start - 1) : correction.start]
    if not new:
        if correction.habit == "dashes":
            return "the page puts the dash before a speech itself."
        return f"no space stands before `{after}`." if after.strip() else "a space too many."
    if new in _NAMES and correction.habit == "spaces" and new == " ":
        return "two spaces stand here; one is enough."
    if new in _NAMES:
        side = f"after `{before}`" if before == "«" else f"before `{after}`"
        return f"{side} stands {_NAMES[new]}."
    return f"for `{_seen(old)}` write `{_seen(new)}`."


def _seen(words: str) -> str:
    """The words with their no-break spaces made ordinary: whoever reads cannot tell them apart."""
    return words.replace(NO_BREAK, " ").replace(THIN, " ")
