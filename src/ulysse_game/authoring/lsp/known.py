"""What is known of a story by name, whatever state its files are in.

``names_of`` takes down what the last compile could read; ``joined`` keeps, for a story that has
errors at the moment, the names it had when it was sound. All of it is plain mappings: completion
and hover look things up here and never meet the compiler.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ulysse_game.authoring.lsp.format_keys import SCENE_AT_MARGIN, SHAPES, kind_of_file
from ulysse_game.authoring.lsp.outline import Row, siblings, value_of
from ulysse_game.authoring.lsp.place import Sheet
from ulysse_game.compiler import Compiled
from ulysse_game.story import Variable


class SceneNote(NamedTuple):
    """A scene as its file has it: where, from the line of its name to ``end``, in which chapter.

    ``choices`` are the names of its written choices, ``values`` what stands on the line of its
    own keys.
    """

    id: str
    file: str
    line: int
    end: int
    chapter: str
    choices: tuple[str, ...]
    values: Mapping[str, str]


class Names(NamedTuple):
    """Every name of a story by kind, and ``texts``: its words by line id, as written.

    ``people`` are genders by id, ``rooms`` zones, ``voices`` kinds, ``groups`` members, ``forms``
    those of player's words, ``tags`` their words, ``observations`` chapters, ``defined`` the
    parameter and the expression, ``decks`` their chapter, ``chapters`` and ``plates`` their file,
    ``person_stats`` what every person has.
    """

    scenes: Mapping[str, SceneNote]
    variables: Mapping[str, Variable]
    person_stats: Mapping[str, Variable]
    people: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]]
    voices: Mapping[str, str]
    rooms: Mapping[str, str]
    zones: Mapping[str, str]
    forms: Mapping[str, tuple[str, ...]]
    tags: Mapping[str, str]
    observations: Mapping[str, str]
    defined: Mapping[str, tuple[str, str]]
    decks: Mapping[str, str]
    echoes: Mapping[str, str]
    endings: Mapping[str, str]
    chapters: Mapping[str, str]
    plates: Mapping[str, str]
    texts: Mapping[str, str]


NO_NAMES = Names(*({} for _ in Names._fields))


def names_of(compiled: Compiled, sheets: Mapping[str, Sheet]) -> Names:
    """What a compile could read; ``sheets`` are the story's YAML files as they stand."""
    declared = compiled.declared
    chapters = {
        file.rpartition("/")[0]: _value(sheet, "chapter")
        for file, sheet in sheets.items()
        if kind_of_file(file) == "chapter"
    }
    texts = {line_id: unit.text for line_id, unit in compiled.units.items()}
    names = NO_NAMES._replace(
        scenes=_scenes(sheets, chapters),
        chapters={id: f"{folder}/chapter.yaml" for folder, id in chapters.items() if id},
        texts=texts,
    )
    if declared is None:
        return names
    return names._replace(
        variables=declared.variables,
        person_stats=declared.person_stats,
        people=declared.people,
        groups=declared.groups,
        voices={id: voice.kind for id, voice in declared.voices.items()},
        rooms=declared.rooms,
        zones=dict.fromkeys(declared.zones, ""),
        forms=declared.forms,
        tags=declared.tags,
        observations=declared.observations,
        defined={id: (each.parameter, each.source) for id, each in declared.defined.items()},
        decks={deck: chapter for chapter, deck in declared.decks},
        echoes={id: span.file for id, span in declared.echoes.items()},
        endings=dict.fromkeys(declared.endings, ""),
        plates=declared.plates,
    )


def joined(now: Names, before: Names) -> Names:
    """The names of now, and those of before that are not there at the moment."""
    return Names(*({**old, **new} for old, new in zip(before, now, strict=True)))  # type: ignore[arg-type]


def scene_at(names: Names, sheet: Sheet, line: int) -> SceneNote | None:
    """The scene that a line of a file stands in, in the file as it is now; none in other files."""
    if kind_of_file(sheet.file) != SCENE_AT_MARGIN:
        return None
    top = [row for row in sheet.rows if row.parent == -1 and row.line <= line]
    if not top:
        return None
    known = names.scenes.get(top[-1].key)
    chapter = known.chapter if known is not None else _chapter_of(names, sheet.file)
    return _scene(sheet, sheet.rows.index(top[-1]), chapter)


def _chapter_of(names: Names, file: str) -> str:
    folder = file.rpartition("/")[0]
    return next((id for id, at in names.chapters.items() if at == f"{folder}/chapter.yaml"), "")


def _scenes(sheets: Mapping[str, Sheet], chapters: Mapping[str, str]) -> dict[str, SceneNote]:
    found: dict[str, SceneNote] = {}
    for file, sheet in sheets.items():
        if kind_of_file(file) != SCENE_AT_MARGIN:
            continue
        chapter = chapters.get(file.rpartition("/")[0], "")
        for note in notes_of(sheet, chapter):
            found.setdefault(note.id, note)
    return found


def notes_of(sheet: Sheet, chapter: str) -> list[SceneNote]:
    """The scenes of one file, in its order."""
    own = SHAPES["choice"].keys
    notes: list[SceneNote] = []
    inside: list[tuple[dict[str, str], list[str]]] = []
    scene, choices = -1, -1
    for number, row in enumerate(sheet.rows):
        if row.parent == -1:
            scene, choices = number, -1
            inside.append(({}, []))
            notes.append(SceneNote(row.key, sheet.file, row.line, row.end, chapter, (), {}))
        elif row.parent == scene:
            inside[-1][0][row.key] = value_of(row)
            choices = number if row.key == "choices" else choices
        elif row.parent == choices and row.key and row.key not in own:
            inside[-1][1].append(row.key)
        elif not row.key and sheet.rows[row.parent].parent == scene:  # `with` as a list
            key = sheet.rows[row.parent].key
            inside[-1][0][key] = ", ".join(filter(None, (inside[-1][0][key], value_of(row))))
    return [
        note._replace(values=values, choices=tuple(found))
        for note, (values, found) in zip(notes, inside, strict=True)
    ]


def _scene(sheet: Sheet, at: int, chapter: str) -> SceneNote:
    row: Row = sheet.rows[at]
    return next(note for note in notes_of(sheet, chapter) if note.line == row.line)


def _value(sheet: Sheet, key: str) -> str:
    found = [value_of(row) for row in siblings(sheet.rows, -1, -1) if row.key == key]
    return found[0] if found else ""
