"""``ulysse lsp`` as an editor drives it: over its standard input and output, message by message."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.authoring.lsp.editor import PATIENCE, Editor
from tests.authoring.lsp.hut import HUT, hut

SCENES, THINGS, FRENCH = "1_part/scenes.yaml", "world/things.yaml", "languages/fr/part.po"
TEXT = HUT[SCENES]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor that changes nothing."""
    with Editor(hut(tmp_path_factory.mktemp("story of été"))) as editor:
        editor.open(SCENES)
        editor.diagnostics(SCENES)
        yield editor


def place(words: str, text: str = TEXT) -> tuple[int, int]:
    """Line and character (UTF-16 units) of the first place of these words, from 0."""
    before = text[: text.index(words)]
    last = before[before.rfind("\n") + 1 :]
    return before.count("\n"), len(last.encode("utf-16-le")) // 2


def span(found: dict[str, Any]) -> tuple[int, int, int]:
    assert found["start"]["line"] == found["end"]["line"]
    return found["start"]["line"], found["start"]["character"], found["end"]["character"]


def codes(found: list[dict[str, Any]], least: int = 1) -> list[str]:
    """Of errors alone by default; severities count 1 error, 2 warning, 4 hint."""
    return [each["code"] for each in found if each["severity"] <= least]


# ── Diagnostics ─────────────────────────────────────────────────────────────────────────────────


def test_a_mistake_is_told_as_it_is_typed_and_cleared_when_it_is_mended(tmp_path: Path) -> None:
    with Editor(hut(tmp_path)) as editor:
        editor.open(SCENES)
        assert codes(editor.diagnostics(SCENES)) == []
        editor.change(SCENES, TEXT.replace("at: galley", "at: gally"))
        (found,) = [each for each in editor.diagnostics(SCENES) if each["severity"] == 1]
        assert found["code"] == "unknown-room"
        assert span(found["range"]) == (1, 6, 11)
        assert found["source"] == "ulysse"
        assert "there is no room `gally`." in found["message"]
        assert "did you mean `galley`?" in found["message"]
        assert found["codeDescription"]["href"].endswith("/catalogue/unknown-room.md")
        editor.change(SCENES, TEXT)
        assert codes(editor.diagnostics(SCENES)) == []
        assert editor.leave() == 0


def test_another_file_is_told_of_too_and_cleared(tmp_path: Path) -> None:
    """A name goes in one file: whoever names it stands in another, which is not open."""
    with Editor(hut(tmp_path)) as editor:
        editor.open(THINGS)
        editor.diagnostics(THINGS)
        editor.published.clear()
        editor.change(THINGS, HUT[THINGS].replace("  oil: 0..2", "  fuel: 0..2"))
        editor.until(SCENES, "unknown-name")
        editor.change(THINGS, HUT[THINGS].replace("  silence: technique", "  hush: technique"))
        editor.until(SCENES, "unknown-name", there=False)
        people = "world/people.yaml"
        assert codes(editor.until(people, "unknown-tag")) == ["unknown-tag"]
        editor.change(THINGS, HUT[THINGS])
        assert editor.until(people, "unknown-tag", there=False) == []


def test_a_catalogue_is_told_of(tmp_path: Path) -> None:
    with Editor(hut(tmp_path)) as editor:
        text = editor.open(FRENCH)
        assert codes(editor.diagnostics(FRENCH)) == []
        editor.change(FRENCH, text.replace("{oil} bidons", "{oyl} bidons"))
        (found,) = [each for each in editor.diagnostics(FRENCH) if each["severity"] == 1]
        line, start, end = span(found["range"])
        assert text.split("\n")[line].startswith('"Été 🚀')
        assert (start, end) == (46, 49)


def test_the_lint_shop_is_heard_and_dead_variables_are_faded(tmp_path: Path) -> None:
    with Editor(hut(tmp_path)) as editor:
        file = "1_part/chapter.yaml"
        editor.open(file)
        (found,) = editor.until(file, "never-set")
        assert found["severity"] == 2
        assert found["tags"] == [1]
        editor.change(file, HUT[file].replace("tide: 0..9, how high", "tide: 0..9, how high # e"))
        editor.until(file, "never-set")


def test_a_second_place_is_related_information(tmp_path: Path) -> None:
    file = "common/more.yaml"
    with Editor(hut(tmp_path, **{file: "night:\n  next: end\n"})) as editor:
        editor.open(file)
        (found,) = [each for each in editor.diagnostics(file) if each["code"] == "duplicate-scene"]
        (related,) = found["relatedInformation"]
        assert related["location"]["uri"] == editor.uri(SCENES)
        assert span(related["location"]["range"]) == (26, 0, 5)


@pytest.mark.parametrize(
    ("encodings", "agreed", "start"),
    [((), "utf-16", 7), (("utf-8",), "utf-8", 11), (("utf-32", "utf-16"), "utf-32", 6)],
)
def test_columns_after_an_accent_and_a_rocket(
    tmp_path: Path, encodings: tuple[str, ...], agreed: str, start: int
) -> None:
    with Editor(hut(tmp_path), encodings) as editor:
        assert editor.agreed["positionEncoding"] == agreed
        text = TEXT.replace("Été 🚀: {simon.stress", "Été 🚀{simn.stress")
        editor.open(SCENES, text)
        found = [each for each in editor.diagnostics(SCENES) if each["code"] == "unknown-name"]
        assert span(found[0]["range"]) == (4, 4 + start, 8 + start)
        # And back: what stands before the cursor is found by the same measure.
        where = editor.at("completion", SCENES, 4, 4 + start + len("simn."))
        assert [each["label"] for each in where["items"]] == []
        where = editor.at("completion", SCENES, 4, 4 + start + 2)
        edit = next(each["textEdit"] for each in where["items"] if each["label"] == "simon")
        assert span(edit["range"]) == (4, 4 + start, 4 + start + 2)


def test_a_line_separator_in_prose_moves_nothing(tmp_path: Path) -> None:
    with Editor(hut(tmp_path)) as editor:
        text = TEXT.replace("simon: Not now.", "simon: Not\x0c now.").replace(
            "at: cabin", "at: cabn"
        )
        editor.open(SCENES, text)
        found = {each["code"]: each for each in editor.diagnostics(SCENES)}
        assert span(found["unknown-room"]["range"])[0] == place("at: cabin")[0]


def test_a_closed_document_counts_no_more(tmp_path: Path) -> None:
    with Editor(hut(tmp_path)) as editor:
        editor.open(SCENES, TEXT.replace("at: galley", "at: gally"))
        assert codes(editor.diagnostics(SCENES)) == ["unknown-room"]
        editor.published.clear()
        editor.tell("textDocument/didClose", textDocument={"uri": editor.uri(SCENES)})
        editor.until(SCENES, "unknown-room", there=False)


def test_a_file_that_changes_on_the_disk_is_read(tmp_path: Path) -> None:
    with Editor(hut(tmp_path)) as editor:
        editor.open(SCENES)
        editor.diagnostics(SCENES)
        editor.published.clear()
        things = tmp_path / THINGS
        things.write_text(HUT[THINGS].replace("  oil: 0..2", "  fuel: 0..2"), encoding="utf-8")
        change = {"uri": editor.uri(THINGS), "type": 2}
        editor.tell("workspace/didChangeWatchedFiles", changes=[change])
        editor.until(SCENES, "unknown-name")


def test_two_stories_in_one_editor(tmp_path: Path) -> None:
    hut(tmp_path / "one")
    hut(tmp_path / "two")
    with Editor(tmp_path) as editor:
        editor.open(f"one/{SCENES}", TEXT.replace("at: galley", "at: gally"))
        editor.open(f"two/{SCENES}")
        assert codes(editor.diagnostics(f"one/{SCENES}")) == ["unknown-room"]
        assert codes(editor.diagnostics(f"two/{SCENES}")) == []


def test_a_file_of_no_story_is_nobodys_business(tmp_path: Path) -> None:
    with Editor(tmp_path) as editor:
        editor.open("notes.yaml", "at: ")
        assert editor.at("completion", "notes.yaml", 0, 4)["items"] == []
        assert editor.at("hover", "notes.yaml", 0, 1) is None
        assert editor.published == {}


# ── Names ───────────────────────────────────────────────────────────────────────────────────────


def test_completion_in_a_file_that_does_not_compile(tmp_path: Path) -> None:
    with Editor(hut(tmp_path)) as editor:
        editor.open(SCENES)
        editor.diagnostics(SCENES)
        editor.change(SCENES, TEXT.replace("  next: night", "  next: ni\n  : [ {"))
        assert codes(editor.diagnostics(SCENES))
        line, _ = place("  next: night")
        found = editor.at("completion", SCENES, line, len("  next: ni"))["items"]
        assert {"night", "early", "endings"} <= {each["label"] for each in found}
        night = next(each for each in found if each["label"] == "night")
        assert night["textEdit"]["newText"] == "night"
        described = editor.ask("completionItem/resolve", **night)
        assert "at The cabin" in described["documentation"]["value"]


@pytest.mark.parametrize(
    ("words", "offset", "expected"),
    [
        ("at: galley", 4, "cabin"),
        ("with: simon", 6, "eva"),
        ("{simon.stress", 1, "oil"),
        ("{simon.stress", 7, "stress"),
        ("eva?: {Boat", 0, "eva?"),
        ("{if lit", 4, "weather"),
        ("weather is storm", 11, "haze"),
        ("if: oil", 4, "lit"),
        ("tags: silence", 6, "silence"),
        ("goto: night", 6, "card"),
        ("do: weather = haze", 14, "calm"),
        ("draw: visits", 6, "visits"),
        ("each: p in keepers", 11, "people"),
        ("observe: obs_01", 9, "obs_01"),
        ("session: eva", 9, "simon"),
        ("closed: No oil.", 0, "closed"),
    ],
)
def test_completion_offers(reader: Editor, words: str, offset: int, expected: str) -> None:
    line, character = place(words)
    found = reader.at("completion", SCENES, line, character + offset)["items"]
    assert expected in [each["label"] for each in found]


@pytest.mark.parametrize(
    ("words", "offset", "expected"),
    [
        ("goto: night", 7, "`night`: chapter `part`, at The cabin (zone `hut`)"),
        ("goto: night", 7, "2 ways in"),
        ("oil >= 1", 1, "cans in the store"),
        ("oil >= 1", 1, "asked 3 times, set 1 time"),
        ("simon.stress +=", 8, "bands: held 0, taut 4, raw 7"),
        ("with: simon", 7, "Simon Gramat"),
        ("tags: silence", 8, "`silence`: technique"),
        ("obs_01.notebook", 2, "He counts."),
        ("weather is storm", 12, "a value of `weather`, the sky"),
        ("closed: No oil.", 2, "Why it is closed"),
        ("at: galley", 1, "The room where it plays"),
    ],
)
def test_hover(reader: Editor, words: str, offset: int, expected: str) -> None:
    line, character = place(words)
    found = reader.at("hover", SCENES, line, character + offset)
    assert found is not None
    assert expected in found["contents"]["value"]


def test_nothing_hovers_over_words_for_the_player(reader: Editor) -> None:
    assert reader.at("hover", SCENES, *place("Sit down.")) is None


def test_what_the_explorer_found_hovers_over_a_scene(tmp_path: Path) -> None:
    """It begins when nothing has been typed for a while, and nobody waits for it."""
    with Editor(hut(tmp_path)) as editor:
        editor.open(SCENES)
        line, character = place("goto: night")

        def told() -> str:
            found = editor.at("hover", SCENES, line, character + 7)
            return str(found["contents"]["value"])

        end = monotonic() + 60
        while "reached in" not in (words := told()) and monotonic() < end:
            pass  # each question takes its time
        assert "2 ways in; reached in 1 choice" in words
        assert "cannot be reached" in editor.at("hover", SCENES, *place("early if"))[
            "contents"
        ]["value"]  # fmt: skip


def test_definition_and_references(reader: Editor) -> None:
    found = reader.at("definition", SCENES, *place("oil >= 1"))
    assert found["uri"] == reader.uri(THINGS)
    assert span(found["range"]) == (5, 2, 5)
    places = reader.at(
        "references", SCENES, *place("oil >= 1"), context={"includeDeclaration": True}
    )
    assert {each["uri"] for each in places} == {
        reader.uri(SCENES), reader.uri(THINGS), reader.uri(FRENCH),
    }  # fmt: skip
    uses = reader.at(
        "references", SCENES, *place("oil >= 1"), context={"includeDeclaration": False}
    )
    assert len(uses) == len(places) - 1
    here = reader.at("documentHighlight", SCENES, *place("oil >= 1"))
    assert len(here) == 3
    assert {each["kind"] for each in here} == {2, 3}


def test_from_a_translation_to_what_it_translates(reader: Editor) -> None:
    text = reader.open(FRENCH)
    found = reader.at("definition", FRENCH, *place('morning.fill.then"', text))
    assert found["uri"] == reader.uri(SCENES)
    assert span(found["range"]) == (10, 6, 10)
    found = reader.at("definition", FRENCH, *place("oil} bidons", text))
    assert found["uri"] == reader.uri(THINGS)
    shown = reader.at("hover", FRENCH, *place("oil} bidons", text))
    assert "cans in the store" in shown["contents"]["value"]


def test_the_outline(reader: Editor) -> None:
    document = {"uri": reader.uri(SCENES)}
    found = reader.ask("textDocument/documentSymbol", textDocument=document)
    assert [each["name"] for each in found] == ["morning", "night", "early", "end", "card"]
    assert [each["name"] for each in found[0]["children"]] == ["fill", "talk"]
    assert found[0]["detail"] == "galley"
    assert found[0]["children"][0]["detail"] == "Fill it."
    folds = reader.ask("textDocument/foldingRange", textDocument=document)
    assert {"startLine": 0, "endLine": 24} in [
        {key: each[key] for key in ("startLine", "endLine")} for each in folds
    ]
    remarks = reader.ask("textDocument/codeLens", textDocument=document)
    assert remarks[0]["command"]["title"] == "19 words · 2 choices"
    named = reader.ask("workspace/symbol", query="nig")
    assert [each["name"] for each in named] == ["night"]


# ── Renaming, mending ───────────────────────────────────────────────────────────────────────────


def test_rename_over_three_files_with_its_old_name(tmp_path: Path) -> None:
    with Editor(hut(tmp_path)) as editor:
        editor.open(SCENES)
        line, character = place("oil >= 1")
        prepared = editor.at("prepareRename", SCENES, line, character)
        assert prepared["placeholder"] == "oil"
        found = editor.at("rename", SCENES, line, character, newName="fuel")["changes"]
        assert set(found) == {editor.uri(SCENES), editor.uri(THINGS), editor.uri(FRENCH)}
        assert "\n    was: oil" in [each["newText"] for each in found[editor.uri(THINGS)]]
        editor.wait(lambda: bool(editor.shown))
        assert "`oil` is `fuel` from now on." in editor.shown[0]
        assert "Saves and walkthroughs that have the old name follow." in editor.shown[0]


def test_what_cannot_be_renamed_says_why(tmp_path: Path) -> None:
    with Editor(hut(tmp_path)) as editor:
        editor.open(SCENES)
        assert editor.at("prepareRename", SCENES, *place("Sit down.")) is None
        line, character = place("night:")
        asked = {
            "textDocument": {"uri": editor.uri(SCENES)},
            "position": {"line": line, "character": character},
        }
        answer = editor.answer("textDocument/rename", **asked, newName="No good")
        assert "cannot be a name" in answer["error"]["message"]
        assert editor.leave() == 0
    assert b"Traceback" not in editor.complaints


def test_a_misspelt_name_is_mended(tmp_path: Path) -> None:
    with Editor(hut(tmp_path)) as editor:
        editor.open(SCENES, TEXT.replace("at: galley", "at: gally"))
        (found,) = [each for each in editor.diagnostics(SCENES) if each["severity"] == 1]
        (action, *_) = editor.ask(
            "textDocument/codeAction",
            textDocument={"uri": editor.uri(SCENES)},
            range=found["range"],
            context={"diagnostics": [found]},
        )
        assert action["title"] == "Write `galley`"
        ((edit,),) = action["edit"]["changes"].values()
        assert edit == {"range": found["range"], "newText": "galley"}


def test_a_warning_can_be_allowed(tmp_path: Path) -> None:
    file = "1_part/chapter.yaml"
    with Editor(hut(tmp_path)) as editor:
        editor.open(file)
        (found,) = editor.until(file, "never-set")
        actions = editor.ask(
            "textDocument/codeAction",
            textDocument={"uri": editor.uri(file)},
            range=found["range"],
            context={"diagnostics": [found]},
        )
        allow = next(each for each in actions if each["title"] == "Allow never-set here")
        ((edit,),) = allow["edit"]["changes"].values()
        assert edit["newText"] == "  # allow: never-set — \n"
        assert edit["range"]["start"] == {"line": 4, "character": 0}


# ── Coming and going ────────────────────────────────────────────────────────────────────────────


def test_an_editor_that_leaves_without_a_word_makes_it_1(tmp_path: Path) -> None:
    with Editor(tmp_path) as editor:
        editor.send({"method": "exit"})
        assert editor.process.wait(PATIENCE) == 1


def test_a_killed_editor_ends_the_server(tmp_path: Path) -> None:
    with Editor(hut(tmp_path)) as editor:
        editor.open(SCENES)
        assert editor.process.stdin is not None
        editor.process.stdin.close()
        assert editor.process.wait(PATIENCE) == 0
    assert b"Traceback" not in editor.complaints


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00\xff\xfe nobody speaks like this\n",
        b"Content-Length: 5\r\n\r\n{{{{{",
        b"Content-Length: 99999999999999999999\r\n\r\n{}",
        b"Content-Length: 60\r\n\r\n{}",
    ],
)
def test_garbage_does_not_leave_it_running(garbage: bytes) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ulysse_game", "lsp"],
        input=garbage, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode in (0, 3)
    assert b"crash" not in done.stderr.lower()


def test_without_its_package_it_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['pygls'] = None\n"
        "from ulysse_game.cli import main; sys.exit(main(['lsp']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 2
    assert "pip install 'ulysse-game[lsp]'" in done.stderr


def test_nothing_else_imports_its_package() -> None:
    program = (
        "import sys\n"
        "from ulysse_game.cli import main\n"
        "try: main(['check', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "assert not {'pygls', 'lsprotocol', 'ulysse_game.authoring.lsp'} & set(sys.modules)"
    )
    samples = Path(__file__).parents[2] / "samples" / "story"
    done = subprocess.run([sys.executable, "-c", program, str(samples)], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
