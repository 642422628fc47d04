"""How a player likes to read: the settings, their values, and the words for both.

Every front end offers the same ones and keeps them under the same names, as words. A value that
is not known is as good as none: a settings file of another version never stops a game.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ulysse_game.view.words import marked


class Setting(NamedTuple):
    """One thing that can be set: its name, the values with the words for each, the first usual."""

    id: str
    label: str
    values: tuple[tuple[str, str], ...]
    help: str = ""

    @property
    def usual(self) -> str:
        """The value of who has chosen none."""
        return self.values[0][0]

    def after(self, value: str, step: int = 1) -> str:
        """The value ``step`` places on, from the beginning again after the last."""
        known = [each for each, _ in self.values]
        at = known.index(value) if value in known else 0
        return known[(at + step) % len(known)]

    def named(self, value: str) -> str:
        """The words for a value."""
        return dict(self.values).get(value, value)


_ON_OFF = (("on", marked("on")), ("off", marked("off")))

LOOK = Setting(
    "look",
    marked("Colours"),
    (
        ("night", marked("night on board")),
        ("daylight", marked("daylight on Mars")),
        ("contrast-dark", marked("high contrast, dark")),
        ("contrast-light", marked("high contrast, light")),
        ("terminal", marked("the terminal’s own")),
        ("plain", marked("no colours")),
    ),
    marked("All of them can be told apart without seeing colours."),
)
SPEED = Setting(
    "speed",
    marked("Text"),
    (
        ("0", marked("at once")),
        ("slow", marked("slowly")),
        ("medium", marked("as one speaks")),
        ("fast", marked("quickly")),
    ),
    marked("Any key shows the rest of the page."),
)
WIDTH = Setting(
    "width",
    marked("Width of the text"),
    tuple((str(n), marked("{number} columns")) for n in (72, 80, 90, 60)),
)
MOTION = Setting(
    "motion",
    marked("Motion"),
    (("full", marked("all")), ("reduced", marked("little")), ("none", marked("none"))),
    marked("Mars on the title page, the light between the planets, a heart."),
)
PICTURES = Setting(
    "pictures",
    marked("Pictures"),
    (("on", marked("on")), ("words", marked("in words")), ("off", marked("off"))),
)
DIGITS = Setting("digits", marked("The numbers 1–9 choose"), _ON_OFF)
MOUSE = Setting(
    "mouse", marked("Mouse"), _ON_OFF, marked("Off leaves it to the terminal, from the next start.")
)
THIN = Setting(
    "thin_spaces",
    marked("Narrow spaces"),
    _ON_OFF,
    marked("The thin spaces of French, before ; ! ?; off if they show as boxes."),
)

SETTINGS: tuple[Setting, ...] = (LOOK, SPEED, WIDTH, MOTION, PICTURES, DIGITS, MOUSE, THIN)


PANELS = ("", "crew", "instruments", "crew instruments", "instruments crew")


class Settings(NamedTuple):
    """The values that hold now, each under its setting's name; ``tour`` is ``seen`` once it was.

    ``panel`` are the names of what stands beside the page, the one opened last at the end.
    """

    look: str = "night"
    speed: str = "0"
    width: str = "72"
    motion: str = "full"
    pictures: str = "on"
    digits: str = "on"
    mouse: str = "on"
    thin_spaces: str = "on"
    tour: str = ""
    panel: str = ""

    @property
    def columns(self) -> int:
        """The width of the text, in cells."""
        return int(self.width)

    @property
    def has_thin_spaces(self) -> bool:
        """Whether narrow no-break spaces are shown as such."""
        return self.thin_spaces == "on"


def settings_of(kept: Mapping[str, object]) -> Settings:
    """The settings that were kept, each usual where nothing fit to use was."""
    found = {}
    for setting in SETTINGS:
        value = kept.get(setting.id)
        known = {each for each, _ in setting.values}
        found[setting.id] = value if isinstance(value, str) and value in known else setting.usual
    panel = kept.get("panel")
    return Settings(
        **found,
        tour="seen" if kept.get("tour") == "seen" else "",
        panel=panel if isinstance(panel, str) and panel in PANELS else "",
    )
