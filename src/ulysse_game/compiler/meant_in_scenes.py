"""What a writer means by keys that no scene has, and by targets that are none: help, no more.

Writers come from other tools and bring their words along. Here they are turned into ours, for a
message; nothing here reads a scene or reports anything.
"""

from __future__ import annotations

import re
from collections.abc import Container

from ulysse_game.compiler.nodes import Mapping, Node, Scalar
from ulysse_game.compiler.scene_parts import SCENE_ID
from ulysse_game.compiler.sound_names import sound_name

_OF_A_CHOICE = "it belongs to a choice, under its name."
NO_SCENE = {
    "goto": "write `next: …`.",
    "if": "write `when: …`, and `else: …` for the scene that comes instead.",
    **dict.fromkeys(("place", "room", "location", "where"), "write `at: …`, with a room."),
    **dict.fromkeys(("people", "cast", "characters", "who"), "write `with: …`, with people."),
    **dict.fromkeys(("options", "choice", "option"), "write `choices:`, and a list under it."),
    **dict.fromkeys(("prose", "description", "body"), "write `text: |`, and the words under it."),
    **dict.fromkeys(("effect", "effects", "set"), "write `do: …`."),
    **dict.fromkeys(("time", "date"), "write `clock: …`."),
    **dict.fromkeys(("picture", "image"), "write `plate: …`."),
    **dict.fromkeys(("target", "link", "leads_to", "then"), "write `next: …`."),
    "end": "write `ending: …`, with the name of an ending.",
    "label": "the name stands before the colon; for a heading write `title: …`.",
    "id": "the name stands before the colon, and the rest of the scene under it.",
    **dict.fromkeys(("closed", "tags", "once", "draw", "limit"), _OF_A_CHOICE),
}
"""What is no key of a scene, and what is meant by it."""


def listed(node: Node) -> str:
    """How targets written as keys, `supper: odds 1`, stand in a list."""
    first = node.entries[0] if isinstance(node, Mapping) and node.entries else None
    if first is None or not isinstance(first.value, Scalar):
        return ""
    return f"write a list, without colons: `- {f'{first.key.text} {first.value.text}'.strip()}`."


def meant_target(text: str, scenes: Container[str]) -> str:
    """What to write for a target that is none."""
    words = text.split()
    if text.count(" odds ") > 1 or (len(words) > 1 and all(word in scenes for word in words)):
        return f"write each on a line of its own, with `- ` before it: `- {words[0]}`, and so on."
    bare = re.sub(r"^[-=]+> *", "", text)
    if bare != text and SCENE_ID.fullmatch(bare):
        return f"write `{bare}`, without the arrow."
    if " odds" in text:
        return (
            "odds are whole numbers up to 9999, to be compared with those of the others: "
            "`supper odds 2`."
        )
    if " when " in text:
        return f"write `{text.replace(' when ', ' if ', 1)}`."
    if re.fullmatch(r"[\w’'-]+(?: +[\w’'-]+){1,3}", text) and (name := sound_name(text)):
        return f"if it is a scene, its name is one word: `{name}`."
    return "write a scene, `scene if condition`, or `draw deck else scene`; several as a list."
