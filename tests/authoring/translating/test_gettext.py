"""Our catalogues and GNU gettext: what it checks passes, what it merges comes back the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.authoring.translating.stories import FILE, SCENE, brought_up, compiled_at, fill, lay
from tests.compiler.small import SCENES
from ulysse_game.authoring.translating.update import templates
from ulysse_game.compiler.house_style import HouseStyle
from ulysse_game.compiler.po import read_po

pytestmark = pytest.mark.skipif(
    not (shutil.which("msgfmt") and shutil.which("msgmerge")), reason="needs GNU gettext"
)
FRENCH = (
    "C’est {presence.the}, {words(n)}.\n\nann: Va.\n\nbob?: {echo said: Oui, «\u00a0oui\u00a0».}"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A story whose French has every case: translated, fuzzy, missing, gone."""
    folder = lay(tmp_path / "story")
    brought_up(folder)
    long = "Tu es partie, et " + "encore et " * 30 + "\\{ tout au bout."
    fill(folder, {"start": FRENCH, "start.go": "Va.", "start.go.then": long})
    gone = SCENE[: SCENE.index("    - hand")].replace("- go: |", "- run: |")
    brought_up(lay(folder, {SCENES: gone.replace("And so on.", "And on.")}))
    return folder


def run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def said(path: Path) -> dict[str | None, tuple[str, str, bool, bool]]:
    return {
        each.context: (each.source, each.words, each.is_fuzzy, each.is_obsolete)
        for each in read_po(path.read_text(encoding="utf-8")).entries
        if each.context
    }


def test_msgfmt_has_nothing_to_say(folder: Path) -> None:
    for path in (folder / "languages/fr").iterdir():
        assert run("msgfmt", "--check", "-o", "/dev/null", str(path)) == ""


def test_a_merge_with_our_template_changes_nothing_that_is_said(folder: Path) -> None:
    assert any(fuzzy for _, _, fuzzy, _ in said(folder / FILE).values())
    assert any(gone for *_, gone in said(folder / FILE).values())
    for name, text in templates(compiled_at(folder), HouseStyle()).items():
        template = folder.parent / name
        template.write_text(text, encoding="utf-8")
        path = folder / "languages/fr" / name.replace(".pot", ".po")
        before = said(path)
        run("msgmerge", "-q", "--previous", "--update", "--backup=none", str(path), str(template))
        assert said(path) == before


def test_what_gettext_wrote_is_left_as_it_is(folder: Path) -> None:
    """It breaks lines in its own way; of that nothing is written anew."""
    for path in (folder / "languages/fr").iterdir():
        path.write_text(run("msgcat", str(path)), encoding="utf-8")
    brought_up(folder)
    before = {path: path.read_bytes() for path in (folder / "languages/fr").iterdir()}
    for path in before:
        again = run("msgcat", str(path))
        assert again.encode() == before[path], "and gettext would write the same"
    assert not any(each.is_changed for each in brought_up(folder).values())
