"""What the terminal can show: how many colours, and which signs; from what it says of itself.

Nobody can ask a font what it holds. So the answer is careful: where a terminal says nothing, or
says something old, pictures are made of fewer signs. It never draws, and never asks the terminal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from ulysse_game.view.picture.cells import Manner

Colours = Literal["true", "256", "16", "none"]
Signs = Literal["all", "blocks", "letters"]

_SYSTEMS: dict[str | None, Colours] = {
    "truecolor": "true",
    "256": "256",
    "standard": "16",
    "windows": "16",
}


class Able(NamedTuple):
    """``colours`` as many as can be shown; ``signs`` all, without braille, or letters alone.

    ``is_far`` says that every byte crosses a network.
    """

    colours: Colours = "true"
    signs: Signs = "all"
    is_far: bool = False

    @property
    def manner(self) -> Manner:
        """How a picture is best drawn there."""
        if self.signs == "letters":
            return "ascii"
        if self.colours == "none":
            return "braille" if self.signs == "all" else "ascii"
        if self.colours == "256":
            return "cube"
        if self.signs == "blocks":
            return "half" if self.colours == "true" else "halftones"
        return "quadrant" if self.colours == "true" else "tones"

    @property
    def has_braille(self) -> bool:
        """Whether line drawings can be made of braille dots."""
        return self.signs == "all"


def able(system: str | None, environment: Mapping[str, str], *, has_colours: bool = True) -> Able:
    """What a terminal can show; ``system`` is Rich's name of its colours.

    ``has_colours`` is false where the player wants none.
    """
    colours = _SYSTEMS.get(system, "none") if has_colours else "none"
    return Able(colours, _signs(environment), bool(environment.get("SSH_CONNECTION")))


def _signs(environment: Mapping[str, str]) -> Signs:
    """Which signs its font may be trusted with."""
    if environment.get("TERM", "").startswith("linux"):
        return "blocks"  # the console's font has 256 signs: half blocks, and no braille
    # Python sets LC_CTYPE to C.UTF-8 by itself where it finds C (PEP 538): that says nothing.
    names = [environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    if names[1] == "C.UTF-8" and names[2] in ("C", "POSIX"):
        names[1] = ""
    spoken = next((name for name in names if name), "")
    charset = spoken.partition(".")[2].lower().replace("-", "")
    if spoken in ("C", "POSIX") or (charset and not charset.startswith("utf8")):
        return "letters"
    return "all"


def is_light(environment: Mapping[str, str]) -> bool:
    """Whether a terminal says that its own ground is light (``COLORFGBG`` is ``ink;ground``)."""
    return environment.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")
