"""Each kind of mending on a few lines: what it writes, and what it leaves to the writer."""

from __future__ import annotations

import pytest

from tests.authoring.fix.meaning import sources_of
from tests.diagnostics.stories import FIXTURE
from ulysse_game.authoring.edits import edited
from ulysse_game.authoring.fix import KINDS, fixes_for, mend
from ulysse_game.authoring.fix.ids import name_of
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.sources import Source

SCENES = "1_part/scenes.yaml"
PO = "languages/fr/part.po"


def fixed(text: str, *kinds: str, file: str = SCENES) -> str:
    files = {**sources_of(FIXTURE), file: text.encode()}
    sources = [Source(*each) for each in files.items()]
    found = mend(sources, kinds or tuple(KINDS), (file,))
    assert not found.broke
    return found.files.get(file, text.encode()).decode()


def kitchen(*lines: str, choices: tuple[str, ...] = ()) -> str:
    inside = "".join(f"    {line}\n" if line else "\n" for line in lines)
    offered = "".join(f"    {line}\n" if line else "\n" for line in choices)
    offered = f"  choices:\n{offered}" if offered else ""
    return f"kitchen:\n  at: galley\n  text: |\n{inside}{offered}  next: supper\n"


def choice(*lines: str) -> str:
    return kitchen("A.", choices=lines)


@pytest.mark.parametrize(
    "value",
    [
        "Ask him: who told you?",
        "*Now*, says the clock.",
        "“Now” he says: go.",
        "[radio] Nobody.",
        "{presence} waits.",
        "- a dash, and then nothing",
        "@ noon.",
        "`tick`",
        "%, and other signs",
        "& then?",
        "! stop",
        "Take number #4 of nine.",
        "It ends so:",
        "> as on a screen",
    ],
)
def test_prose_beside_its_key_gets_a_bar(value: str) -> None:
    before = choice(f"- ask: {value}", "  goto: night")
    after = choice("- ask: |", f"    {value.removeprefix('> ')}", "  goto: night")
    assert fixed(before, "bars") == after


def test_quotes_that_begin_prose_get_a_bar_and_are_set() -> None:
    assert fixed(choice('- go: "Go," he says.')) == choice("- go: |", "    “Go,” he says.")


@pytest.mark.parametrize(
    "lines",
    [
        ('- ask: "Go on."',),
        ("- ask: Go on.  # a note",),
        ("- ask: Go on.", "  if: !door_open"),
        ("- ask: Go on.", "  do: {a: b}"),
        ("- ask:", "    - a", "    - b"),
        ("- ask: |", "    Who: you?", "", "    - ask: him: her"),
        ("- ask: Go on.", "  tags: [silence, mirror]"),
    ],
)
def test_no_bar_where_none_is_wanted(lines: tuple[str, ...]) -> None:
    assert fixed(choice(*lines), "bars") == choice(*lines)


def test_a_note_behind_prose_stays_a_note() -> None:
    before = choice("- ask: *now* or never  # check this")
    assert fixed(before, "bars") == choice("- ask: |  # check this", "    *now* or never")


def test_words_under_their_key_get_their_bar() -> None:
    before = "kitchen:\n  at: galley\n  text:\n    One.\n\n    Two: three.\n  next: supper\n"
    assert fixed(before, "bars") == before.replace("text:", "text: |")


def test_a_text_over_two_lines_beside_its_key_is_taken_whole() -> None:
    before = choice("- ask: Ask him: who", "    told you?", "  if: door_open")
    after = choice("- ask: |", "    Ask him: who told you?", "  if: door_open")
    assert fixed(before, "bars") == after


@pytest.mark.parametrize("sign", [">", ">-", ">+", "|+"])
def test_other_signs_for_a_block_become_a_bar(sign: str) -> None:
    before = kitchen("A.").replace("|", sign)
    assert fixed(before, "bars") == kitchen("A.")


def test_bars_work_where_yaml_reads_nothing() -> None:
    before = choice("- ask: Ask him: who?", "- eva: “No”: she says.", "- go: *Go.*")
    after = fixed(before, "bars")
    assert compile_codes(before)
    assert not compile_codes(after)


def compile_codes(text: str) -> list[str]:
    files = {**sources_of(FIXTURE), SCENES: text.encode()}
    found = compile_sources([Source(*each) for each in files.items()], [])
    return [each.code for each in found.diagnostics]


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (("Say nothing.", "He waits."), ("Say nothing.", "", "He waits.")),
        (("“Now?”", "eva: No."), ("“Now?”", "", "eva: No.")),
        (("Wait for a", "while.", "", "He waits."), ("Wait for a while.", "", "He waits.")),
        (("Say nothing", "He waits."), ("Say nothing", "He waits.")),
    ],
)
def test_the_line_after_a_label(lines: tuple[str, ...], meant: tuple[str, ...]) -> None:
    def written(text: tuple[str, ...]) -> str:
        return choice("- a: |", *(f"    {line}" if line else "" for line in text))

    assert fixed(written(lines), "label-lines") == written(meant)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Say nothing.", "say_2"),
        ("Put the bracelet back on his wrist.", "put"),
        ("Don’t look at him.", "look"),
        ("Dis à l’Étoile d’attendre.", "dis"),
        ("L’œuf, rien d’autre.", "oeuf"),
        ("12 minutes.", "minutes"),
        ("…", "choice"),
        ("Goto the door.", "goto_door"),
        ("{presence.the} waits.", "waits"),
        ("// note\nTake it.", "take"),
        ("You.", "you"),
    ],
)
def test_a_name_is_made_of_telling_words(label: str, name: str) -> None:
    taken = {"say", "say_nothing", "nothing"}
    assert name_of(label, taken) == name


def test_placeholders_are_named_once_and_each_otherwise() -> None:
    before = choice("- say: Wait here.", "- wait: Wait.", "- say: Wait here.", "- say: Go.")
    after = fixed(before, "ids")
    assert after == choice(
        "- wait_here: Wait here.", "- wait: Wait.", "- wait_2: Wait here.", "- go: Go."
    )
    assert fixed(after, "ids") == after


def test_a_name_of_before_is_not_given_again() -> None:
    before = choice("- say: Wait.", "- stay: Stay.", "  was: wait")
    assert "- wait_2: Wait." in fixed(before, "ids")


def test_placeholders_in_a_loop_get_names() -> None:
    before = choice("- say: Ask {p}.", "  each: p in companions", "- go: Go.")
    assert "- ask: Ask {p}." in fixed(before, "ids")


def test_typography_leaves_margins_and_marks_alone() -> None:
    before = kitchen(
        '// don\'t touch "notes"',
        "{if cohesion > 3}",
        "It's {door_open: it's open|it's \"shut\"}...",
        "{end}",
        "eva?: It's me.",
        '> A  TABLE   OF "THINGS"',
        choices=("- go: Don't.  # don't", "  note: don't"),
    )
    after = fixed(before, "typography")
    assert after == kitchen(
        '// don\'t touch "notes"',
        "{if cohesion > 3}",
        "It’s {door_open: it’s open|it’s “shut”}…",
        "{end}",
        "eva?: It’s me.",
        "> A  TABLE   OF “THINGS”",
        choices=("- go: Don’t.  # don't", "  note: don't"),
    )


def test_what_a_comment_allows_stays() -> None:
    before = choice(
        "# allow: typography — as he types it",
        "- ask: Don't.",
        "- go: Don't go.",
    )
    after = fixed(before, "typography")
    assert after == before.replace("Don't go", "Don’t go")


def test_tabs_that_can_be_two_things_are_left() -> None:
    before = "kitchen:\n  variables:\n\tlines: flag, whether\n"
    assert fixed(before, "spaces") == before


def test_a_catalogue_is_set_in_its_language_and_its_sources_follow() -> None:
    scenes = kitchen("It's four...")
    po = (
        "# it's a note\n#. it's a note\n#: 1_part/scenes.yaml:4\nmsgctxt \"kitchen\"\n"
        'msgid "It\'s four..."\nmsgstr ""\n"Il est quatre heures... l\'heure"\n" \\"dite\\" !"\n'
    )
    files = {**sources_of(FIXTURE), SCENES: scenes.encode(), PO: po.encode()}
    found = mend([Source(*each) for each in files.items()])
    after = found.files[PO].decode()
    assert 'msgid "It’s four…"\n' in after
    assert '"Il est quatre heures… l’heure"\n' in after
    assert '" «\u00a0dite\u00a0»\u202f!"\n' in after
    assert after.startswith("# it's a note\n#. it's a note\n#: 1_part/scenes.yaml:4\nmsgctxt")
    assert {each.kind for each in found.done if each.file == PO} == {"typography", "catalogues"}


def test_an_older_source_in_a_catalogue_is_left_as_it_is() -> None:
    po = 'msgctxt "kitchen"\nmsgid "It\'s five..."\nmsgstr "Cinq."\n'
    files = {**sources_of(FIXTURE), SCENES: kitchen("It's four...").encode(), PO: po.encode()}
    assert PO not in mend([Source(*each) for each in files.items()]).files


def test_a_catalogue_follows_a_new_name() -> None:
    po = 'msgctxt "kitchen.say"\nmsgid "Go."\nmsgstr "Partir."\n'
    files = {**sources_of(FIXTURE), SCENES: choice("- say: Go.").encode(), PO: po.encode()}
    after = mend([Source(*each) for each in files.items()]).files
    assert after[PO].decode() == po.replace("kitchen.say", "kitchen.go")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (choice("- a: A.", "  goto: nigth"), choice("- a: A.", "  goto: night")),
        (choice("- a: A.", "  if: simon.turst > 1"), choice("- a: A.", "  if: simon.trust > 1")),
        (kitchen("{cohesoin} left."), kitchen("{cohesion} left.")),
        (kitchen("A.").replace("at: g", "att: g"), kitchen("A.")),
    ],
)
def test_near_names_are_written_only_where_asked(wrong: str, right: str) -> None:
    assert fixed(wrong, "guess") == right
    assert fixed(wrong, "bars", "typography") == wrong


def test_order_takes_notes_along() -> None:
    before = (
        "kitchen:\n  # words\n  text: |\n    A.\n\n    B.\n\n  # place\n  at: galley\n"
        "  next: supper\n\n# another\nmore:\n  at: galley\n  text: C.\n  next: supper\n"
    )
    assert fixed(before, "order") == (
        "kitchen:\n  # place\n  at: galley\n  # words\n  text: |\n    A.\n\n    B.\n\n"
        "  next: supper\n\n# another\nmore:\n  at: galley\n  text: C.\n  next: supper\n"
    )


@pytest.mark.parametrize("item", ["- say nothing: A.", '- "wait": A.', "- {}"])
def test_order_leaves_a_choice_alone_whose_name_cannot_be_read(item: str) -> None:
    before = choice(item)
    assert fixed(before, "order") == before


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (choice("- ask: Ask him: who?"), "prose-needs-a-bar"),
        (choice("- a: |", "    Say nothing.", "    He waits."), "label-runs-on"),
        (choice("- say: Go."), "placeholder-id"),
        (choice("- a: A.", "  goto: nigth"), "unknown-scene"),
        (kitchen("It's four."), "straight-quote"),
        (kitchen("A.").replace("    ", "\t\t").replace("\n  ", "\n\t"), "tab-indent"),
        (kitchen("A.").replace("|", ">"), "folded-block"),
    ],
)
def test_an_editor_gets_the_fix_of_one_diagnostic(wrong: str, code: str) -> None:
    files = {**sources_of(FIXTURE), SCENES: wrong.encode()}
    compiled = compile_sources([Source(*each) for each in files.items()], [])
    diagnostic = next(each for each in compiled.diagnostics if each.code == code)
    edits = fixes_for(diagnostic, compiled)
    assert edits
    assert code not in compile_codes(edited(wrong, edits))


def test_what_only_the_writer_can_mend_has_no_fix() -> None:
    files = {**sources_of(FIXTURE), SCENES: kitchen("A.", "{if door_open}").encode()}
    compiled = compile_sources([Source(*each) for each in files.items()], [])
    assert [fixes_for(each, compiled) for each in compiled.diagnostics] == [()]
