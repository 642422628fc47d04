"""Translation catalogues kept in step with the story.

``ulysse translations`` writes, for each language, one PO file a chapter and ``world.po`` for the
rest. New texts come in empty, changed ones are marked fuzzy with the source they were made from,
vanished ones are kept as obsolete. What a translator wrote is never lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import polib

from ulysse_game.compiler import Compiled
from ulysse_game.compiler.desk import Unit
from ulysse_game.compiler.translations import source_text
from ulysse_game.story import Story

WORLD = "world"


class Written(NamedTuple):
    """What was done to one catalogue: its file, and how many texts are in which case."""

    file: str
    texts: int
    untranslated: int
    fuzzy: int
    gone: int


def update(folder: Path, compiled: Compiled, language: str) -> list[Written]:
    """Write the catalogues of ``language`` below ``folder``; what was done to each."""
    story = compiled.story
    if story is None:
        raise ValueError("a story with errors has no catalogues")
    home = folder / "languages" / language
    home.mkdir(parents=True, exist_ok=True)
    old = _read(home)
    renames = {
        f"{old_id}": now for kind, old_id, now in story.world.was if kind in ("scene", "choice")
    }
    return [
        _write(home / f"{name}.po", story, language, units, old, renames)
        for name, units in _by_catalogue(story, compiled.units).items()
    ]


def _read(home: Path) -> dict[str, polib.POEntry]:
    """Every entry already there, by line id; an entry with words wins over an empty one."""
    found: dict[str, polib.POEntry] = {}
    for path in sorted(home.glob("*.po")):
        for entry in polib.pofile(path.read_text(encoding="utf-8")):
            if entry.msgctxt and (entry.msgstr or entry.msgctxt not in found):
                found[entry.msgctxt] = entry
    return found


def _by_catalogue(story: Story, units: Mapping[str, Unit]) -> dict[str, list[Unit]]:
    """The texts of each catalogue, in the order of files."""
    found: dict[str, list[Unit]] = {chapter.id: [] for chapter in story.world.chapters}
    found[WORLD] = []
    for unit in units.values():
        if not unit.text.strip(" \n"):
            continue
        scene = story.scenes.get(unit.line_id.partition(".")[0])
        name = scene.chapter if scene is not None else ""
        if not name and unit.line_id.startswith("chapter."):
            name = unit.line_id.split(".")[1]
        found.setdefault(name or WORLD, []).append(unit)
    return {name: kept for name, kept in found.items() if kept}


def _write(
    path: Path,
    story: Story,
    language: str,
    units: Iterable[Unit],
    old: Mapping[str, polib.POEntry],
    renames: Mapping[str, str],
) -> Written:
    catalogue = polib.POFile(wrapwidth=80)
    catalogue.metadata = {
        "Project-Id-Version": f"{story.world.id} {story.world.version}",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    before = {_renamed(line_id, renames): entry for line_id, entry in old.items()}
    kept: set[str] = set()
    for unit in units:
        catalogue.append(_entry(unit, before.get(unit.line_id), story))
        kept.add(unit.line_id)
        for extra in _extras(unit, story, before):
            catalogue.append(extra)
            kept.add(extra.msgctxt or "")
    gone = _gone(path, before, kept)
    for entry in gone:
        catalogue.append(entry)
    path.write_text(str(catalogue) + "\n", encoding="utf-8")
    return Written(
        path.name,
        sum(not each.obsolete for each in catalogue),
        sum(not each.msgstr and not each.obsolete for each in catalogue),
        sum("fuzzy" in each.flags for each in catalogue),
        len(gone),
    )


def _renamed(line_id: str, renames: Mapping[str, str]) -> str:
    for part in (line_id, line_id.rpartition(".")[0], line_id.partition(".")[0]):
        if part in renames:
            return renames[part] + line_id[len(part) :]
    return line_id


def _entry(unit: Unit, before: polib.POEntry | None, story: Story) -> polib.POEntry:
    source = source_text(unit)
    entry = polib.POEntry(
        msgctxt=unit.line_id,
        msgid=source,
        msgstr="" if before is None else before.msgstr,
        comment=_comment(unit, story),
        tcomment="" if before is None else before.tcomment,
        occurrences=[(unit.at.file, str(unit.at.line))],
    )
    if before is None or not before.msgstr:
        return entry
    if before.msgid and before.msgid != source:
        entry.flags = ["fuzzy"]
        entry.previous_msgid = before.msgid
    elif "fuzzy" in before.flags:
        entry.flags = ["fuzzy"]
        entry.previous_msgid = before.previous_msgid
    return entry


def _comment(unit: Unit, story: Story) -> str:
    """What a translator should know: whose text it is, what it may name, the writer's notes."""
    parts = unit.line_id.split(".")
    scene = story.scenes.get(parts[0])
    lines = []
    if scene is not None:
        what = "What the player reads to pick it." if len(parts) == 2 else "Text of the scene."
        if parts[-1] == "then":
            what = f"What the choice `{parts[1]}` gives."
        elif parts[-1] in ("closed", "offer", "title"):
            what = {
                "closed": "Why the choice is closed.",
                "offer": "The card as it is offered.",
                "title": "Heading.",
            }[parts[-1]]
        lines.append(f"── {scene.id} ── {what}")
        if scene.cast:
            lines.append("Here: " + ", ".join(each.person for each in scene.cast) + ".")
    if unit.scope.bound:
        lines.append(
            "Bound: "
            + ", ".join(f"{{{name}}}: {kind.described}" for name, kind in unit.scope.bound)
        )
    if unit.note and unit.note != "plain":
        lines.append(unit.note)
    lines += [
        line.strip(" ").removeprefix("//").strip(" ")
        for line in unit.text.split("\n")
        if line.strip(" ").startswith("//")
    ]
    return "\n".join(lines)


def _extras(unit: Unit, story: Story, before: Mapping[str, polib.POEntry]) -> list[polib.POEntry]:
    """The entries only grammar needs: a word's gender, whether a name elides."""
    parts = unit.line_id.split(".")
    if parts[0] == "word" and len(parts) == 3:
        line_id, source = f"{unit.line_id}.gender", "n"
        comment = "The gender of the word: m, f or n. {word.f: …|…} asks it."
    elif parts[0] == "person" and parts[-1] == "called":
        line_id, source = f"person.{parts[1]}.vowel", "auto"
        comment = (
            "Whether a word before the name elides (d’Eva): yes or no. Empty: by its first letter."
        )
    else:
        return []
    old = before.get(line_id)
    return [
        polib.POEntry(
            msgctxt=line_id, msgid=source, msgstr="" if old is None else old.msgstr, comment=comment
        )
    ]


def _gone(path: Path, before: Mapping[str, polib.POEntry], kept: set[str]) -> list[polib.POEntry]:
    """What this file had and the story has no more, kept as obsolete."""
    if not path.is_file():
        return []
    found = []
    for entry in polib.pofile(path.read_text(encoding="utf-8")):
        line_id = entry.msgctxt or ""
        if line_id and entry.msgstr and line_id not in kept and line_id in before:
            entry.obsolete = True
            found.append(entry)
    return found
