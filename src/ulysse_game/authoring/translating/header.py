"""The header of a catalogue: what GNU gettext wants to know of it, and what stands there already.

Fields that a translator's tool has written stay as they are; only missing ones are put in, so that
``msgfmt --check`` has nothing to say. The clock is asked by whoever calls.
"""

from __future__ import annotations

from ulysse_game.authoring.translating.write import Kept, strings
from ulysse_game.compiler.po import PoEntry, fields_of

_TWO, _ONE = "nplurals=2; plural=(n != 1);", "nplurals=1; plural=0;"
_SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<10 || n%100>=20) ? 1 : 2);"
)
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "pt_BR": "nplurals=2; plural=(n > 1);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "cs": "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;",
    **dict.fromkeys(("ru", "uk", "be", "sr", "hr", "bs"), _SLAVIC),
    **dict.fromkeys(("ja", "ko", "zh", "zh_CN", "zh_TW", "vi", "th", "id", "tr"), _ONE),
    **dict.fromkeys(
        ("en", "de", "nl", "sv", "da", "nb", "nn", "no", "fi", "et", "es", "it", "pt", "ca", "gl",
         "el", "hu", "bg", "eo", "eu", "he"), _TWO,
    ),
}  # fmt: skip
"""How languages count, as the gettext manual has it. The story itself has no plural entries."""


def wanted_fields(project: str, language: str, now: str) -> dict[str, str]:
    """The fields of a header; ``now`` is a date such as ``2026-05-01 12:00+0000``."""
    found = {
        "Project-Id-Version": project,
        "PO-Revision-Date": now,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    plural = PLURALS.get(language) or PLURALS.get(language.partition("_")[0])
    if plural is not None:
        found["Plural-Forms"] = plural
    return found


def header_lines(before: PoEntry | None, fields: dict[str, str]) -> str:
    """The header with all of ``fields``, those it has already kept as they are."""
    known = {} if before is None else dict(fields_of(before))
    missing = {name: value for name, value in fields.items() if name not in known}
    if before is not None and not missing:
        rest = before.rest if before.rest.endswith("\n") else before.rest + "\n"
        return before.notes.lstrip("\n") + before.head + rest
    words = "" if before is None else before.words
    if words and not words.endswith("\n"):
        words += "\n"
    words += "".join(f"{name}: {value}".rstrip(" ") + "\n" for name, value in missing.items())
    notes = "" if before is None else Kept(before).own
    # A header has a line to a field, however long.
    rows = "".join(strings("", row)[1:] for row in _rows(words))
    return notes + 'msgid ""\nmsgstr ""\n' + rows


def _rows(words: str) -> list[str]:
    return [row + "\n" for row in words.split("\n")[:-1]]
