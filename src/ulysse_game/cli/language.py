"""Which language to speak before anybody was asked."""

from __future__ import annotations

from collections.abc import Mapping

from ulysse_game.view.words import LANGUAGES, PSEUDO, SOURCE


def language(chosen: str | None, setting: str, environment: Mapping[str, str]) -> str:
    """The language of this option, else of this setting, else of the environment, else English.

    The environment is read as every program reads it: ``LC_ALL`` before ``LC_MESSAGES`` before
    ``LANG``, the first that is not empty.
    """
    if chosen == PSEUDO:
        return PSEUDO
    for wanted in (chosen or "", setting):
        if wanted in LANGUAGES:
            return wanted
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            spoken = value[:2].lower()
            return spoken if spoken in LANGUAGES else SOURCE
    return SOURCE
