"""How words are counted, once for everybody who counts them.

A word is what stands between spaces and holds a letter or a figure: “isn’t” and « l’écran » are
one, a dash or a French sign with a no-break space before it is none.
"""

from __future__ import annotations

import re

_LONE = re.compile(r"\s[^\w\s]+(?=\s)")


def words_in(text: str) -> int:
    """How many words a text has; it may be a part of a sentence."""
    return len(text.split()) - len(_LONE.findall(f" {text} "))
