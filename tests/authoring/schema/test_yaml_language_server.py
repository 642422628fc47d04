"""The schemas at work in the real server: what it completes, says, and finds wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.authoring.schema.server import Server, found
from tests.diagnostics import stories
from tests.diagnostics.test_slips import lay, slips
from ulysse_game.authoring.keys import MEANINGS
from ulysse_game.authoring.schema import Names, kind_of, schemas, with_modeline
from ulysse_game.compiler import compile_folder
from ulysse_game.diagnostics import Severity
from ulysse_game.diagnostics.catalogue import codes, page

PROGRAM = found()
pytestmark = pytest.mark.skipif(
    not PROGRAM, reason="no yaml-language-server: set YAML_LANGUAGE_SERVER to its program"
)

ROOT = Path(__file__).parents[3]
NAMES = Names(scenes=("night", "supper"), rooms=("cabin", "galley"), people=("eva", "simon"))
SCENE = """\
# yaml-language-server: $schema=../.schema/scenes.json
kitchen:
  at: galley
  text: |
    The table is set.
  choices:
    - go: Go.
      goto: night
      once: yes

  next: supper
"""
STRUCTURE = {
    "alias", "always-or-never", "anchor", "bad-gender", "bad-name", "duplicate-key",
    "missing-key", "prose-needs-a-bar", "tab-indent", "tag", "top-level-not-a-mapping",
    "unknown-clock", "unknown-each", "unknown-kind", "unknown-target", "unknown-unit",
    "unknown-voice-kind", "wants-a-list", "wants-a-number", "wants-a-text", "wants-names",
    "wants-yes-or-no", "choice-without-id", "closed-without-if", "yaml-syntax",
}  # fmt: skip
"""What is wrong with the form of a file, and not with what its words mean."""
NEARBY = {"always-or-never": 1, "closed-without-if": 1, "prose-needs-a-bar": 1, "yaml-syntax": 2}
"""How many lines apart the two may be: which of two lines is the wrong one is a matter of view."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("story")
    write(folder / ".schema", NAMES)
    started = Server(PROGRAM, folder)
    yield started
    started.end()


def write(folder: Path, names: Names) -> None:
    folder.mkdir()
    for name, schema in schemas(names).items():
        (folder / name).write_text(json.dumps(schema), encoding="utf-8")


def test_it_completes_and_explains(server: Server) -> None:
    file = "1_part/scenes.yaml"
    written = SCENE.replace("yes\n\n", "yes\n  \n")
    assert server.errors({file: written})[file] == []
    keys = server.offered(file, 10, 3)
    assert keys.keys() >= {"with", "when", "else", "pick", "variables"}
    assert not keys.keys() & {"at", "text", "goto", "stats"}
    assert MEANINGS["a scene"]["with"] in keys["with"].replace("\\", "")
    assert server.offered(file, 3, 7).keys() >= {"cabin", "galley"}
    assert server.offered(file, 8, 13).keys() >= {"night", "supper", "here", "return", "endings"}
    assert server.offered(file, 9, 13).keys() >= {"yes", "no"}
    assert MEANINGS["a scene"]["at"] in server.hover(file, 3, 3)
    assert MEANINGS["a choice"]["goto"] in server.hover(file, 8, 8)


def test_it_finds_nothing_in_what_is_sound(server: Server) -> None:
    texts = {}
    for number, folder in enumerate(
        (ROOT / "story", ROOT / "tests/samples/story", stories.FIXTURE)
    ):
        for path in sorted(folder.rglob("*.yaml")):
            file = path.relative_to(folder).as_posix()
            if not any(part.startswith(".") for part in Path(file).parts):
                text = path.read_text(encoding="utf-8")
                texts[f"{number}/{file}"] = with_modeline(file, text, "../.schema")
    line = "# yaml-language-server: $schema=../.schema/walkthrough.json\n"
    for path in sorted((ROOT / "tests/walkthroughs").rglob("*.yaml")):
        texts[f"walks/{path.name}"] = line + path.read_text(encoding="utf-8")
    assert len(texts) > 60
    assert {file: told for file, told in server.errors(texts).items() if told} == {}


def test_where_the_form_is_wrong_both_say_so(server: Server, tmp_path: Path) -> None:
    texts: dict[str, str] = {}
    places: dict[str, tuple[str, int]] = {}
    for number, story in enumerate(wrong_stories(tmp_path)):
        for each in compile_folder(story).diagnostics:
            file = each.span.file
            is_form = each.severity is Severity.ERROR and each.code in STRUCTURE
            if is_form and kind_of(file):
                name = f"w{number}/{file}"
                text = (story / file).read_text(encoding="utf-8")
                texts[name] = with_modeline(file, text, "../.schema")
                places[name] = each.code, each.span.line + 1  # the modeline stands above it
                break
    assert len(texts) > 60
    missed = []
    for name, told in server.errors(texts).items():
        code, line = places[name]
        apart = NEARBY.get(code, 0)
        # An open quote is told where it begins, and by the other where the file ends.
        ends = any(message.startswith("Missing closing") for _, message in told)
        if not ends and not any(abs(line - each) <= apart for each, _ in told):
            missed.append((name, code, line, told[:2]))
    assert not missed, "\n".join(map(str, missed))


def wrong_stories(folder: Path) -> Iterator[Path]:
    """The stories of the list of slips, and the wrong examples of the catalogue."""
    for number, slip in enumerate(slips()):
        lay(slip, folder / f"slip{number}")
        yield folder / f"slip{number}"
    for code in codes():
        written = page(code)
        assert written is not None
        for number, example in enumerate(written.wrong if code in STRUCTURE else ()):
            home = folder / f"{code}{number}"
            home.mkdir()
            yield stories.lay(example, home)
