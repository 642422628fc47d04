"""``ulysse translate``, each time in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.authoring.translating.stories import FILE, SCENE, entries, fill, lay
from tests.cli.conftest import Ulysse
from tests.compiler.small import SCENES

CHANGED = SCENE.replace("You went.", "You went!").replace("Give it to", "Hand it to")


@pytest.fixture
def story(tmp_path: Path, ulysse: Ulysse) -> Path:
    folder = lay(tmp_path / "story")
    assert ulysse("translate", "update", folder, "--language", "fr").returncode == 0
    fill(folder, {"start.go.then": "Tu es partie.", "start.hand": "Donne-le à {p}."})
    return folder


def test_update(story: Path, ulysse: Ulysse) -> None:
    done = ulysse("translate", "update", "story")
    first, *others = done.stdout.splitlines()
    assert first.startswith("languages/fr/part.po: 5 texts, 3 without words, 0 to review")
    assert [line.partition(":")[0] for line in others] == [
        "languages/fr/second.po",
        "languages/fr/world.po",
    ]
    assert all(line.endswith("; as it was") for line in others)
    assert done.returncode == 0
    lay(story, {SCENES: CHANGED})
    done = ulysse("translate", "update", "story", "--check")
    assert done.stdout.startswith(
        "languages/fr/part.po: 5 texts, 3 without words, 2 to review; 2 changed\n"
    )
    assert done.returncode == 1
    assert not any(each.is_fuzzy for each in entries(story).values())
    assert ulysse("translate", "update", "story").returncode == 0
    assert sum(each.is_fuzzy for each in entries(story).values()) == 2
    assert ulysse("translate", "update", "story", "--check").returncode == 0


def test_templates(story: Path, ulysse: Ulysse, tmp_path: Path) -> None:
    done = ulysse("translate", "update", story, "--pot", "pots")
    assert done.returncode == 0
    names = {path.name for path in (tmp_path / "pots").iterdir()}
    assert names == {"part.pot", "second.pot", "world.pot"}
    assert not any(each.words for id, each in entries(tmp_path, "pots/part.pot").items() if id)


def test_check(story: Path, ulysse: Ulysse) -> None:
    assert ulysse("translate", "check", "story").returncode == 0
    fill(story, {"start.hand": "Le nom de {p} ."})
    done = ulysse("translate", "check", "story", "--format", "short")
    assert done.returncode == 0
    assert "story/languages/fr/part.po:" in done.stdout
    assert "warning[not-elided]" in done.stdout
    assert ulysse("translate", "check", "story", "--strict").returncode == 1
    found = json.loads(ulysse("translate", "check", "story", "--format", "json").stdout)
    assert found
    fill(story, {"start.hand": "ann: Le nom de {p}."})
    done = ulysse("translate", "check", "story", "--format", "short")
    assert done.returncode == 1
    assert " error[" in done.stdout


def test_an_allowed_slip(story: Path, ulysse: Ulysse) -> None:
    fill(story, {"start.hand": "Le nom de {p}."})
    path = story / FILE
    text = path.read_text(encoding="utf-8")
    at = text.index('msgctxt "start.hand"')
    above = text.rindex("\n\n", 0, at) + 2
    path.write_text(text[:above] + "# allow: not-elided — c’est voulu\n" + text[above:], "utf-8")
    assert "not-elided" not in ulysse("translate", "check", "story", "--format", "short").stdout


def test_stats(story: Path, ulysse: Ulysse) -> None:
    done = ulysse("translate", "stats", "story")
    assert done.returncode == 0
    assert done.stdout.splitlines()[1].split()[:5] == ["part", "5", "2", "0", "3"]
    [found] = json.loads(ulysse("translate", "stats", "story", "--format", "json").stdout)
    assert found["catalogues"][0]["translated"] == 2


def test_diff_and_accept(story: Path, ulysse: Ulysse) -> None:
    lay(story, {SCENES: CHANGED})
    done = ulysse("translate", "diff", "--story", "story")
    assert "You [-went.-]{+went!+}" in done.stdout
    assert "[-Give-]{+Hand+} it to {p}." in done.stdout
    assert done.stdout.endswith("2 to review\n")
    done = ulysse("translate", "accept", "--story", "story", "--typo")
    assert done.stdout.endswith("1 accepted\n")
    assert entries(story)["start.go.then"].source == "You went!"
    assert entries(story)["start.hand"].source == "Give it to {p}."
    done = ulysse("translate", "accept", "--story", "story", "start.hand", "--language", "fr")
    assert done.stdout.endswith("1 accepted\n")
    assert ulysse("translate", "diff", "--story", "story").stdout == "0 to review\n"


def test_what_would_break_the_story_is_not_accepted(story: Path, ulysse: Ulysse) -> None:
    lay(story, {SCENES: CHANGED.replace("You went!", "ann: You went!")})
    done = ulysse("translate", "accept", "--story", "story", "start.go.then", "start.hand")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "1 accepted")
    assert done.stderr.startswith("story/languages/fr/part.po:")
    assert "error[translation-differs]" in done.stderr
    assert ulysse("check", "story").returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("update", "story", "--language", "../x"), "../x is no language code."),
        (("update", "story", "--language", "en"), "en is the story’s own language."),
        (("stats", "bare"), "The story has no translation yet; name one with --language CODE."),
        (("accept", "--story", "story"),
         "Say which texts hold: by their line ids, or with --typo."),
        (("accept", "--story", "story", "nowhere"), "The story has no text nowhere."),
        (("update", "nowhere"), "There is no story folder at nowhere."),
    ],
)  # fmt: skip
def test_what_there_is_not(
    story: Path, ulysse: Ulysse, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    lay(tmp_path / "bare")
    done = ulysse("translate", *words)
    assert (done.returncode, done.stderr.strip()) == (2, told)


def test_a_story_with_errors_is_not_touched(story: Path, ulysse: Ulysse) -> None:
    """Not even looked at, though its French has something to be said of it."""
    lay(story, {SCENES: CHANGED.replace("goto: the_end", "goto: nowhere")})
    before = (story / FILE).read_bytes()
    for action in ("update", "stats"):
        done = ulysse("translate", action, "story")
        assert done.returncode == 1
        assert "unknown-scene" in done.stderr
    done = ulysse("translate", "check", "story")
    assert done.returncode == 1
    assert "unknown-scene" in done.stderr
    assert (story / FILE).read_bytes() == before


def test_the_interface_has_its_own_repository(ulysse: Ulysse) -> None:
    done = ulysse("translate", "update", "--interface", "--language", "fr", "--check")
    assert done.returncode in (0, 1)


def test_the_made_up_language(ulysse: Ulysse) -> None:
    done = ulysse("play", "--plain", "--new", "--language", "qps", stdin="quit\n")
    assert done.returncode == 0
    assert "⟦" in done.stdout
    assert "qps" not in ulysse("play", "--help").stdout


def test_a_language_without_a_catalogue_is_not_said_to_be_fine(story: Path, ulysse: Ulysse) -> None:
    for action in ("check", "stats"):
        done = ulysse("translate", action, story, "--language", "zz")
        assert done.returncode == 2
        assert "no words in zz; it has en, fr" in done.stderr
