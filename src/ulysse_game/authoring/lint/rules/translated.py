"""Translations that read wrongly: beside their source, or in a value that a brace can take."""

from __future__ import annotations

from ulysse_game.authoring.translating.check import CODES, look

__all__ = ["CODES", "look"]
