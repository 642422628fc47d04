"""How far a translation has come, in figures."""

from __future__ import annotations

from pathlib import Path

from tests.authoring.translating.stories import SCENE, brought_up, compiled_at, fill, lay
from tests.compiler.small import SCENES
from ulysse_game.authoring.translating.stats import as_json, stats, table

FRENCH = "C’est {presence.the}, {words(n)}.\n\nann: Va.\n\nbob?: {echo said: Oui.}"


def test_counts(tmp_path: Path) -> None:
    brought_up(lay(tmp_path))
    fill(tmp_path, {"start": FRENCH, "start.go": "Va donc.", "start.go.then": "Partie."})
    lay(tmp_path, {SCENES: SCENE.replace("ann: Go on.", "Go on.").replace("You went.", "You ran.")})
    brought_up(tmp_path)
    [found] = stats(compiled_at(tmp_path))
    part = found.catalogues[0]
    assert part.name == "part"
    assert (part.texts, part.translated, part.stale, part.unshown, part.missing) == (5, 1, 2, 1, 2)
    # Go on. — You ran. — Give it to {p}. — Part one, and thirteen words in the scene's own text
    assert part.words == 2 + 2 + 4 + 2 + 13
    assert (part.told, part.their_words) == (4, 3)
    assert found.total.texts == sum(each.texts for each in found.catalogues)
    assert found.odd_scenes == ()


def test_a_scene_that_says_too_little(tmp_path: Path) -> None:
    lay(tmp_path, {SCENES: SCENE.replace("You went.", "You went " + "and went " * 15 + "on.")})
    brought_up(tmp_path)
    fill(tmp_path, {"start.go.then": "Tu es partie."})
    [found] = stats(compiled_at(tmp_path))
    [node] = found.odd_scenes
    assert (node.scene, node.words, node.their_words) == ("start", 33, 3)
    assert "start" in table([found])


def test_the_table_fits_80_columns(tmp_path: Path) -> None:
    brought_up(lay(tmp_path))
    fill(tmp_path, {"start.go": "Va."})
    lines = table(stats(compiled_at(tmp_path))).split("\n")
    assert max(map(len, lines)) <= 80
    assert lines[1].split()[:4] == ["part", "5", "1", "0"]


def test_json(tmp_path: Path) -> None:
    brought_up(lay(tmp_path))
    fill(tmp_path, {"start.go": "Va."})
    [found] = as_json(stats(compiled_at(tmp_path)))
    assert [*found] == ["language", "catalogues", "all", "odd_scenes"]
    assert found["all"]["translated"] == 1
    assert 0 < found["all"]["covered"] < 0.2


def test_a_story_without_translations(tmp_path: Path) -> None:
    assert stats(compiled_at(lay(tmp_path))) == []
