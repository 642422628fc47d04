"""A small story on disk with its French, for the translators' tools."""

from __future__ import annotations

from pathlib import Path

from tests.compiler.small import SCENES, WORLD
from ulysse_game.authoring.translating.update import Written, update
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.compiler.po import PoEntry, read_po
from ulysse_game.compiler.read_house_style import read_house_style

NOW = "2026-05-01 12:00+0000"
FILE = "languages/fr/part.po"
SCENE = """\
start:
  at: deck
  with: ann, bob?
  text: |
    // a word to translators
    It is {presence.the}, {words(n)} of it.
    And so on.

    ann: Go on.

    bob?: {echo said: I did.}
  choices:
    - go: |
        Go on.

        You went.
      goto: the_end
    - hand: Give it to {p}.
      each: p in ours
      goto: the_end
"""


def lay(folder: Path, files: dict[str, str] | None = None) -> Path:
    """The story folder with these files put over the small world; an empty text takes one away."""
    for file, text in {**WORLD, SCENES: SCENE, **(files or {})}.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_text(text, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
    return folder


def compiled_at(folder: Path) -> Compiled:
    found = compile_folder(folder)
    assert found.story is not None, found.diagnostics
    return found


def brought_up(folder: Path, language: str = "fr") -> dict[str, Written]:
    """Bring the catalogues in step; what was done, by file."""
    compiled = compiled_at(folder)
    style, _ = read_house_style(compiled)
    return {each.file: each for each in update(folder, compiled, style, language, NOW)}


def entries(folder: Path, file: str = FILE) -> dict[str, PoEntry]:
    """The entries of a catalogue by their contexts; those commented out begin with ``~``."""
    found = read_po((folder / file).read_text(encoding="utf-8"))
    assert not found.bad_line
    return {
        ("~" if each.is_obsolete else "") + (each.context or ""): each for each in found.entries
    }


def fill(folder: Path, words: dict[str, str], file: str = FILE) -> None:
    """Translate these texts, as a translator would."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    for context, said in words.items():
        start = text.index(f'\nmsgctxt "{context}"\n')
        at = text.index('msgstr "', start)
        end = text.index("\n\n", at) if "\n\n" in text[at:] else len(text.rstrip("\n"))
        escaped = said.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        text = text[:at] + f'msgstr "{escaped}"' + text[end:]
    path.write_text(text, encoding="utf-8")
