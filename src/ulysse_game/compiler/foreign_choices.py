"""Choices as other tools write them, and how they are written here.

Whoever comes from ink writes `+ [Touch it.] -> hub`, from Twine `[[Touch it->hub]]`, and a list of
bare sentences is what anybody would try first. Here such a line is turned into words of help, never
into a choice of the story.
"""

from __future__ import annotations

import re

from ulysse_game.compiler.nodes import Items, Node, Scalar
from ulysse_game.compiler.sound_names import sound_name

EXAMPLE = "- silence: Say nothing."
_INK = re.compile(r" *[*+]+ +\S.*")
_TARGET = re.compile(r" *(?:->|→|=>) *([A-Za-z][\w.-]*) *\]*$")
_NEXT_ONE = re.compile(r"\s[*+] ")
_NO_SPACE = re.compile(r"-? *([a-z][a-z0-9_]*):(\S.*)")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60


def is_ink(line: str) -> bool:
    """Whether a line begins as ink's choices do: `* ` or `+ `."""
    return _INK.fullmatch(line) is not None


def as_choice(words: str) -> str:
    """What to write in place of the first choice among these words."""
    if named := _NO_SPACE.fullmatch(words.strip()):
        return f"write `- {named[1]}: {named[2]}`"
    first = _NEXT_ONE.split(words.strip().lstrip("*+- "), maxsplit=1)[0]
    target = _TARGET.search(first)
    label = first[: target.start()] if target else first
    label = re.sub(r"[\[\]]", "", label).strip()
    if not target:
        label = re.split(r"(?<=[.?!]) ", label, maxsplit=1)[0]
    name = sound_name(" ".join(_WORD.findall(label)[:2]))
    if not name or len(label) > _LONGEST or ": " in label or " #" in label:
        return f"write `{EXAMPLE}`: a name of its own, and what the player picks"
    goto = f", and `goto: {target[1]}` under its name" if target else ""
    return f"write `- {name}: {label}`{goto}"


def as_label(name: str, value: Node) -> str:
    """What to write for a choice that holds brackets, as `ask: [[Go|supper]]` is read by YAML."""
    while isinstance(value, Items) and value.items:
        value = value.items[0]
    if not isinstance(value, Scalar) or not value.text:
        return f"write the words beside its name: `- {name}: …`."
    label, sign, target = value.text.partition("->" if "->" in value.text else "|")
    goto = f", and `goto: {target.strip()}` under its name" if sign else ""
    return f"write `- {name}: {label.strip()[:_LONGEST]}`{goto}."
