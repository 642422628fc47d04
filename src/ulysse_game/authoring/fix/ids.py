"""Names for choices that still have the placeholder: made of what the player picks, once.

The first telling words of the label make the name; it is unique in its scene, a name the format
allows, and from then on the writer's: no other run touches it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from ulysse_game.authoring.edits import Edit
from ulysse_game.authoring.fix.sheet import Sheet, choices
from ulysse_game.compiler.choices import CHOICE_KEYS, NO_CHOICE, PLACEHOLDER
from ulysse_game.compiler.kinds import NOWHERE
from ulysse_game.compiler.nodes import Mapping, Scalar

CODES = ("placeholder-id",)
LONGEST = 24
_SILENT_WORDS = (
    "a an and are as at be but by do for from go has have he her him his how i if in is it its "
    "let me my no not of off on one or our out she so some that the their them there they this "
    "to too up us was we were what who will with you your ain aren can couldn didn doesn don "
    "hadn hasn haven isn mustn shouldn wasn weren won wouldn "
    "au aux avec ce ces cet cette dans de des du elle en est et il ils je la le les leur lui ma "
    "me mes mon ne nous on ou par pas pour que qui sa se ses si son sur ta te tes toi ton tu un "
    "une vous y d l s n c j m t qu"
)
_SILENT = frozenset(_SILENT_WORDS.split())
_MARKUP = re.compile(r"\{[^{}]*\}|[*\\]|^//.*$", re.MULTILINE)
_CLIPPED = re.compile(r"(?<=\w)[’'](?:s|t|re|ve|ll|m|d)\b")
_TAKEN = frozenset((*CHOICE_KEYS, *NO_CHOICE, *NOWHERE, PLACEHOLDER))


def fixes(sheet: Sheet) -> Iterator[Edit]:
    """A name of its own for each placeholder."""
    for _, name, key in named(sheet):
        yield sheet.put(key.line, key.column, len(key.text), name)


def named(sheet: Sheet) -> Iterator[tuple[str, str, Scalar]]:
    """The scene, the new name and the placeholder of each choice that has none."""
    if not sheet.holds_scenes or not re.search(rf"\b{PLACEHOLDER}:", sheet.text):
        return
    found = list(choices(sheet.nodes()))
    taken: dict[str, set[str]] = {}
    for scene, names, item in found:
        known = taken.setdefault(scene, set())
        known.update(each.key.text for each in names)
        known.update(_former(item))
    for scene, names, _ in found:
        for key, value in names:
            if key.text == PLACEHOLDER and isinstance(value, Scalar):
                name = name_of(value.text, taken[scene])
                taken[scene].add(name)
                yield scene, name, key


def name_of(text: str, taken: Collection[str]) -> str:
    """A name for a choice from its text: its first telling words, and none of ``taken``."""
    label = _MARKUP.sub(" ", text).strip(" \n").partition("\n")[0]
    plain = unicodedata.normalize("NFKD", label.lower().replace("œ", "oe").replace("æ", "ae"))
    plain = _CLIPPED.sub("", re.sub(r"[\u0300-\u036f]", "", plain))
    words = re.findall(r"[a-z0-9]+", plain)
    words = [each for each in words if each[0].isalpha()]
    telling = [each for each in words if each not in _SILENT] or words or ["choice"]
    for many in range(1, len(telling) + 1):
        name = "_".join(telling[:many])
        if many > 1 and len(name) > LONGEST:
            break
        if name not in taken and name not in _TAKEN:
            return name
    first = telling[0]
    return next(name for n in range(2, len(taken) + 20) if (name := f"{first}_{n}") not in taken)


def _former(item: Mapping) -> Iterator[str]:
    """What a choice was called before: no name to be given anew."""
    for key, value in item.entries:
        if key.text == "was" and isinstance(value, Scalar):
            yield from re.findall(r"[a-z][a-z0-9_]*", value.text)
