"""Names that only writers see: what they may be made of, and what to write for one that is not so.

Scenes, choices and chapters share the rule: small letters, figures and `_`, a letter first. Such a
name is a line id, a word of conditions and a part of a file's name, so nothing else may be in it.
Nothing here asks which names are taken.
"""

from __future__ import annotations

import re
import unicodedata

SOUND = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST = 40
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})


def sound_name(name: str) -> str:
    """The name that was probably meant: `Office` → `office`, `the-office` → `the_office`.

    Nothing where no letter is left to begin with, or where the name is longer than any should be.
    """
    if len(name) > _LONGEST:
        return ""
    parts = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    plain = "".join(each for each in parts if not unicodedata.combining(each))
    joined = re.sub(r"[^a-z0-9_]+", "_", plain.replace("'", "").replace("’", "")).strip("_")
    return joined if SOUND.fullmatch(joined) else ""


def help_with_name(name: str) -> str:
    """What to write for a name that is none, or for one that is a word of the format."""
    if SOUND.fullmatch(name):
        return f"`{name}` is a word of the format; give it another name, such as `{name}_1`."
    rule = "names are small letters, figures and `_`, and begin with a letter."
    sound = sound_name(name)
    return f"write `{sound}`: {rule}" if sound else rule
