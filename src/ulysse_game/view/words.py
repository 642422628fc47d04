"""The interface's own words, in the player's language.

English sentences are the source and their own keys; other languages are PO files in
``languages/``. The story's words are no business of this module: they come on the Page.
A sentence that has no translation is shown in English: a player never sees a key.
"""

from __future__ import annotations

from functools import cache

SOURCE = "en"
LANGUAGES = (SOURCE, "fr")
PSEUDO = "qps"
"""A language made up for looking at layouts (see ``view.pseudo``); spoken only when asked for."""


class Words:
    """One language's words for the interface; ``words("Save")`` gives them."""

    __slots__ = ("_translations", "language")

    def __init__(self, language: str, translations: dict[str, str]) -> None:
        """The words of ``language``: English sentence to its translation."""
        self.language = language
        self._translations = translations

    def __call__(self, sentence: str, /, **values: object) -> str:
        """The sentence in this language, with ``{name}`` filled in from ``values``.

        Values are put in literally. Without values the sentence is given as it stands.
        """
        translated = self._translations.get(sentence, sentence)
        return translated.format(**values) if values else translated


def marked(sentence: str) -> str:
    """The sentence unchanged: marks one in a table, which is translated where it is shown."""
    return sentence


@cache
def words(language: str) -> Words:
    """The interface's words in ``language``; in English where there is no such language."""
    if language == PSEUDO:
        from ulysse_game.view.pseudo import PseudoWords

        return PseudoWords()
    if language == SOURCE or language not in LANGUAGES:
        return Words(SOURCE, {})
    return Words(language, _translations(language))


def _translations(language: str) -> dict[str, str]:
    # Imported here: an English player never pays for them.
    from pkgutil import get_data

    from ulysse_game.compiler.po import read_po

    catalogue = get_data(__name__, f"languages/{language}.po")
    assert catalogue is not None, f"the package carries no {language}.po"
    found = read_po(catalogue.decode("utf-8"))
    assert not found.bad_line, f"{language}.po: line {found.bad_line}"
    return {
        entry.source: entry.words
        for entry in found.entries
        if entry.words and not entry.is_obsolete
    }
