"""The words of the game itself, gathered from its source code."""

from __future__ import annotations

from pathlib import Path

import pytest

from ulysse_game.authoring.translating.interface import sentences, update_interface
from ulysse_game.authoring.translating.update import Unreadable
from ulysse_game.compiler.po import read_po

NOW = "2026-05-01 12:00+0000"
CODE = """
def f(say, words):
    say("Go on.")
    words("Saved as {name}.", name=1)
    raise Misuse(marked("There is none."))

TABLE = ("Later.",)
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "view/languages").mkdir(parents=True)
    (tmp_path / "compiler").mkdir()
    (tmp_path / "a.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "compiler/b.py").write_text('words("Not this.")', encoding="utf-8")
    return tmp_path


def said(package: Path) -> list[tuple[str, str, bool]]:
    text = (package / "view/languages/fr.po").read_text(encoding="utf-8")
    return [(e.source, e.words, e.is_obsolete) for e in read_po(text).entries if e.source]


def test_sentences(package: Path) -> None:
    asked, known = sentences(package)
    assert asked == ["Go on.", "Saved as {name}.", "There is none."]
    assert "Later." in known


def test_new_ones_come_last_and_old_ones_stay(package: Path) -> None:
    path = package / "view/languages/fr.po"
    before = (
        '# Note.\nmsgid ""\nmsgstr "Language: fr\\n"\n\n'
        '# tout court\nmsgid "There is none."\nmsgstr ""\n"Il n’y "\n"en a pas."\n\n'
        'msgid "Later."\nmsgstr "Plus tard."\n\nmsgid "Gone."\nmsgstr "Parti."\n'
    )
    path.write_text(before, encoding="utf-8")
    done = update_interface(package, "fr", NOW)
    assert (done.texts, done.missing, done.new, done.gone, done.is_changed) == (4, 2, 2, 1, True)
    assert said(package) == [
        ("There is none.", "Il n’y en a pas.", False),
        ("Later.", "Plus tard.", False),
        ("Go on.", "", False),
        ("Saved as {name}.", "", False),
        ("Gone.", "Parti.", True),
    ]
    after = path.read_text(encoding="utf-8")
    assert '# tout court\nmsgid "There is none."\nmsgstr ""\n"Il n’y "\n"en a pas."\n' in after
    assert not update_interface(package, "fr", NOW).is_changed
    (package / "a.py").write_text(CODE + 'say("Gone.")\n', encoding="utf-8")
    assert update_interface(package, "fr", NOW).back == 1
    assert ("Gone.", "Parti.", False) in said(package)


def test_a_new_language(package: Path) -> None:
    assert update_interface(package, "de", NOW).new == 3
    assert (package / "view/languages/de.po").is_file()


def test_asking_writes_nothing(package: Path) -> None:
    assert update_interface(package, "de", NOW, is_asked=True).is_changed
    assert not (package / "view/languages/de.po").exists()


def test_a_broken_catalogue(package: Path) -> None:
    (package / "view/languages/fr.po").write_text('msgid "a\n', encoding="utf-8")
    with pytest.raises(Unreadable):
        update_interface(package, "fr", NOW)
