"""Catalogues: read as they stand, compared with their source, and refused with their line."""

from __future__ import annotations

import pytest

from tests.compiler.small import SCENES, compiled
from ulysse_game.compiler.translations import source_text
from ulysse_game.diagnostics import Severity
from ulysse_game.story import Story

FILE = "languages/fr/part.po"
HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\n'
SCENE = """
start:
  with: ann (radio)
  text: |
    One {n}.

    {page}
    ann (radio): {echo words: Two}.
  choices:
    - go: Go on.
      goto: the_end
"""
SOURCE = "One {n}.\\n\\n{page}\\nann (radio): {echo words: Two}."
WHOLE = SOURCE.replace("One", "Un").replace("Two", "Deux")


def entry(line_id: str, source: str, words: str, before: str = "") -> str:
    return f'{before}msgctxt "{line_id}"\nmsgid "{source}"\nmsgstr "{words}"\n\n'


def told(text: str, file: str = FILE) -> list[tuple[str, int]]:
    """What is said of a catalogue, with its lines; hints left out."""
    found = compiled({SCENES: SCENE, file: text}).diagnostics
    return [
        (each.code, each.span.line)
        for each in found
        if each.span.file == file and each.severity is not Severity.HINT
    ]


def told_of(story: Story | None, line_id: str) -> str:
    assert story is not None
    return repr(story.text(line_id, "fr"))


def test_a_translation_is_told() -> None:
    found = compiled(
        {
            SCENES: SCENE,
            FILE: HEAD + entry("start", SOURCE, WHOLE) + entry("start.go", "Go on.", "Aller."),
        }
    )
    assert found.story is not None
    assert found.story.world.languages == ("en", "fr")
    assert "Deux" in told_of(found.story, "start")
    assert "Aller." in told_of(found.story, "start.go")
    assert "The end." in told_of(found.story, "the_end")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\n", []),
        (HEAD, []),
        (HEAD + '#~ msgctxt "old"\n#~ msgid "x"\n#~ msgstr "y"\n', []),
        (HEAD + entry("start.go", "Go on.", ""), []),
        (HEAD + 'msgid "Go on."\nmsgstr "Aller."\n', [("unknown-line-id", 5)]),
        (HEAD + "# a note\n" + 'msgid "Go on."\nmsgstr "Aller."\n', [("unknown-line-id", 6)]),
        (HEAD + entry("nowhere", "x", "y"), [("unknown-line-id", 5)]),
        (
            HEAD + entry("start.go", "Go on.", "A.") + entry("start.go", "Go on.", "B."),
            [("duplicate-translation", 9)],
        ),
        (HEAD + 'msgctxt "start.go\nmsgid "x"\nmsgstr "y"\n', [("catalogue-syntax", 5)]),
        (HEAD + 'msgstr "y"\nmsgstr "z"\n', [("catalogue-syntax", 5)]),
        (HEAD + "nonsense\n", [("catalogue-syntax", 5)]),
        (HEAD + entry("start.go", "Go on.", "A\u202eb."), [("control-character", 7)]),
        (HEAD + entry("start.go", "Go on.", "A\x07b."), [("control-character", 7)]),
    ],
)
def test_forms_of_catalogues(text: str, expected: list[tuple[str, int]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Oui\u202e.", "control-character"),
        ("Oui\U000e0041.", "control-character"),
        (r"Oui\b\b\b.", "control-character"),
        (r"Oui\r\v\f.", "control-character"),
        ("e" + 31 * "\u0301", "too-many-marks"),
        ("e" + 30 * "\u0301", ""),
        (r"Oui\\\\bon.", ""),
    ],
)
def test_signs_that_steer_a_terminal_are_refused_also_as_escapes(words: str, code: str) -> None:
    found = told(HEAD + entry("start.go", "Go on.", words))
    assert [each for each, _ in found] == ([code] if code else [])


def test_a_catalogue_that_is_no_text() -> None:
    from ulysse_game.compiler.compile import compile_sources
    from ulysse_game.compiler.sources import Source

    found = compile_sources([Source(FILE, b"msgid \xff")], []).diagnostics
    assert "not-utf8" in [each.code for each in found if each.span.file == FILE]


def test_a_catalogue_in_another_place() -> None:
    assert told(HEAD + entry("start.go", "Go on.", "A."), "fr.po") == [("catalogue-elsewhere", 1)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ann (radio): ", ""),  # nobody speaks
        ("{echo words: Two}", "Two"),
        ("{echo words: Two}", "{echo other: Two}"),
        ("{page}\\n", ""),
    ],
)
def test_what_must_be_as_in_the_source(old: str, new: str) -> None:
    """Else the source is shown."""
    assert old in SOURCE
    text = HEAD + entry("start", SOURCE, SOURCE.replace(old, new).replace("One", "Un"))
    assert told(text)
    found = compiled({SCENES: SCENE, FILE: text}).story
    if found is not None:
        assert "'Un " not in told_of(found, "start")


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("One\ntwo.\n", "One two."),
        ("One.\n\nTwo.\n", "One.\n\nTwo."),
        ("// a note\nOne.\n// another\ntwo.\n", "One. two."),
        ("\n\nOne.\n\n\n", "One."),
        ("> A\n> B\nC\n", "> A\n> B\nC"),
        ("{if n}\nOne\ntwo\n{end}\n", "{if n}\nOne two\n{end}"),
        ("ann: One\ntwo.\nbob: Three.\n", "ann: One two.\nbob: Three."),
        (
            "It {echo\n  lamp: is}.\nbob: {n is\n2: a|\nann: b}",
            "It {echo lamp: is}.\nbob: {n is 2: a| ann: b}",
        ),
        ("\\{One\nbob: two.", "\\{One\nbob: two."),
    ],
)
def test_the_source_as_a_catalogue_has_it(written: str, source: str) -> None:
    unit = compiled().units["start"]
    assert source_text(unit._replace(text=written)) == source


RENAMED = SCENE.replace("    - go: Go on.\n", "    - leave: Go on.\n      was: go\n")


def test_a_renamed_choice_keeps_its_words() -> None:
    """A catalogue follows `was:` before anybody has brought it in step."""
    found = compiled({SCENES: RENAMED, FILE: HEAD + entry("start.go", "Go on.", "Aller.")})
    assert "Aller." in told_of(found.story, "start.leave")
    assert not [each for each in found.diagnostics if each.span.file == FILE]


def test_words_of_the_new_name_go_first() -> None:
    old, new = entry("start.go", "Go on.", "Aller."), entry("start.leave", "Go on.", "Partir.")
    for text in (old + new, new + old):
        found = compiled({SCENES: RENAMED, FILE: HEAD + text})
        assert "Partir." in told_of(found.story, "start.leave")


def test_an_empty_entry_of_the_new_name_gives_way() -> None:
    text = entry("start.leave", "Go on.", "") + entry("start.go", "Go on.", "Aller.")
    assert "Aller." in told_of(compiled({SCENES: RENAMED, FILE: HEAD + text}).story, "start.leave")


def test_a_renamed_person_and_echo_within_the_words() -> None:
    files = {
        SCENES: SCENE.replace("{echo words:", "{echo said:"),
        "world/echoes.yaml": "echoes:\n  said:\n    was: words\n",
        FILE: HEAD + entry("start", SOURCE, WHOLE),
    }
    found = compiled(files)
    assert "Deux" in told_of(found.story, "start")
    assert not [each for each in found.diagnostics if each.code == "stale-translation"]


def test_a_slip_in_a_translation_is_shown_at_its_place() -> None:
    text = HEAD + entry("start", SOURCE, WHOLE.replace("{n}", "{m}"))
    found = [e for e in compiled({SCENES: SCENE, FILE: text}).diagnostics if e.span.file == FILE]
    [wrong] = [each for each in found if each.code == "unknown-name"]
    line = text.split("\n")[wrong.span.line - 1]
    assert line[wrong.span.column - 1 :].startswith("m}")


def test_a_slip_in_a_later_string_of_a_translation() -> None:
    words = 'msgctxt "start"\nmsgid "' + SOURCE + '"\nmsgstr ""\n"Un {n}.\\n\\n{page}\\n"\n'
    text = HEAD + words + '"ann (radio): {echo words: \\"Deux\\"} {nn}.\\n"\n'
    found = compiled({SCENES: SCENE, FILE: text}).diagnostics
    [wrong] = [each for each in found if each.code == "unknown-name"]
    line = text.split("\n")[wrong.span.line - 1]
    assert line[wrong.span.column - 1 :].startswith("nn}")


@pytest.mark.parametrize("text", [HEAD, "\ufeff" + HEAD])
def test_files_of_windows(text: str) -> None:
    words = (text + entry("start.go", "Go on.", "Aller.")).replace("\n", "\r\n")
    assert told(words) == []
    assert "Aller." in told_of(compiled({SCENES: SCENE, FILE: words}).story, "start.go")
