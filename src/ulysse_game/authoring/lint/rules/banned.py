"""Phrases that are not written in this story.

The list stands in ``house-style.yaml``, for each language, with what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.lint.material import Material
from ulysse_game.authoring.lint.search import Found, search_of
from ulysse_game.compiler.house_style import Phrase
from ulysse_game.diagnostics import Diagnostic, Severity

CODES = ("banned-phrase",)
_HELP = "write what is seen, heard or done there; if it must stay, `# allow: banned-phrase — why`."


def look(material: Material) -> Iterator[Diagnostic]:
    """Each banned phrase, wherever it is read."""
    for language in material.story.world.languages:
        phrases = material.style.of(language).banned
        if not phrases:
            continue
        search = search_of(material, language)
        for phrase in phrases:
            for found in search.find(phrase.find, phrase.but, phrase.where):
                yield _banned(found, phrase)


def _banned(found: Found, phrase: Phrase) -> Diagnostic:
    place = f" in {phrase.where.replace(', ', ' or ')}" if phrase.where else ""
    why = f" {phrase.why}" if phrase.why else ""
    return Diagnostic(
        "banned-phrase",
        f"“{found.words}” is not written{place} here.{why}",
        found.text.span(found.start, found.end - found.start),
        phrase.instead or _HELP,
        Severity.WARNING,
    )
