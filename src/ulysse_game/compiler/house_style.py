"""The house style: how this story's prose is to be, as its writers laid it down.

``house-style.yaml`` beside ``story.yaml`` says how long texts may be, which phrases are not
written, how often a sign may stand, who says *tu* and who *vous*. It is read for those who check
a story, never for those who play it: nothing in it changes a page, and a mistake in it never
keeps a story from being played. Without it the sizes have gentle defaults and nothing is banned.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

PARTS = ("narration", "speech", "screens", "choices")
"""What a phrase may be looked for in; nothing means all of them."""
HABITS = ("quotes", "dashes", "dots", "spaces", "figures", "letters")
"""The families of typographic signs that can be looked after."""
FORMS = ("tu", "vous", "either")


class Sizes(NamedTuple):
    """How long things may be; 0 means that nobody asks.

    ``scene`` is words that one scene shows before its choices, ``way`` words between two choices,
    ``way_with_page`` either where a ``{page}`` divides them. ``speech`` is words that one person
    says in one go, ``label`` words of what a player picks, which fits ``label_lines`` lines of
    ``label_columns`` cells.
    """

    scene: int = 260
    way: int = 400
    way_with_page: int = 600
    speech: int = 120
    label: int = 20
    label_columns: int = 78
    label_lines: int = 2


class Phrase(NamedTuple):
    """Words that are not written: any of ``find``, none of ``but``, in the parts ``where``.

    ``where`` is nothing for everywhere, else one or more of ``narration``, ``speech``, ``screens``,
    ``choices`` with commas between them. ``why`` and ``instead`` are sentences for the writer.
    """

    find: tuple[str, ...]
    but: tuple[str, ...] = ()
    where: str = ""
    why: str = ""
    instead: str = ""


class Density(NamedTuple):
    """Words or signs that may stand ``most`` times in ``words`` words; in a scene if that is 0."""

    name: str
    find: tuple[str, ...]
    most: int
    words: int = 0
    but: tuple[str, ...] = ()
    where: str = ""
    why: str = ""
    instead: str = ""


class Address(NamedTuple):
    """Whom ``speaker`` says *tu* or *vous* to; ``hearer`` is a person, a voice or ``all``.

    ``turns`` are scenes and chapters with the form that stands there. ``either`` is not looked at.
    """

    speaker: str
    hearer: str
    form: str
    turns: tuple[tuple[str, str], ...] = ()


class LanguageStyle(NamedTuple):
    """What holds for one language. ``typography`` are the families of signs looked after."""

    typography: tuple[str, ...] = HABITS
    banned: tuple[Phrase, ...] = ()
    densities: tuple[Density, ...] = ()
    address: tuple[Address, ...] = ()

    def form(self, speaker: str, hearer: str, scene: str = "", chapter: str = "") -> str:
        """How ``speaker`` addresses ``hearer`` there: ``tu``, ``vous``, ``either``, or nothing.

        What names both goes before what names ``all``; a turn of the scene before one of its
        chapter.
        """
        for wanted in (hearer, "all"):
            for each in self.address:
                if (each.speaker, each.hearer) == (speaker, wanted):
                    turns = dict(each.turns)
                    return turns.get(scene) or turns.get(chapter) or each.form
        return ""


class Share(NamedTuple):
    """The share of one kind of choice (a tag) in a story, from ``least`` to ``most`` per cent."""

    tag: str
    least: int
    most: int


class Target(NamedTuple):
    """What a chapter is to come to; 0 where nobody asks.

    ``scenes`` and ``words`` are written, ``seen`` words and ``choices`` are met in one run.
    """

    chapter: str
    scenes: int = 0
    words: int = 0
    seen: int = 0
    choices: int = 0


class HouseStyle(NamedTuple):
    """The whole of it. ``languages`` holds what was said of each; ask :meth:`of`.

    ``you`` is the person whom the narrator calls *you*, or nothing.
    """

    sizes: Sizes = Sizes()
    languages: Mapping[str, LanguageStyle] = MappingProxyType({})
    shares: tuple[Share, ...] = ()
    targets: tuple[Target, ...] = ()
    you: str = ""

    def of(self, language: str) -> LanguageStyle:
        """What holds for a language: for ``fr_CA`` that of ``fr``, else the gentle default."""
        found = self.languages.get(language) or self.languages.get(language.partition("_")[0])
        return found if found is not None else LanguageStyle()
