"""What reads wrongly in a translation, in any value that its braces can take."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.translating.stories import SCENE, brought_up, compiled_at, entries, fill, lay
from tests.compiler.small import SCENES, WORLD
from ulysse_game.authoring.lint.material import material_of
from ulysse_game.authoring.translating.check import look
from ulysse_game.compiler.read_house_style import read_house_style

START = "C’est {presence.the}, {words(n)}.\n\nann: Va.\n\nbob?: {echo said: Oui.}"
WORDS = {
    f"word.presence.{value}{form}": f"{article}{word}"
    for value, word in (("voice", "voix"), ("signal", "signal"))
    for form, article in (("", ""), (".the", "la " if value == "voice" else "le "))
}
GENDERS = {"word.presence.voice.gender": "f", "word.presence.signal.gender": "m"}


def found(folder: Path, words: dict[str, str], world: dict[str, str] | None = None) -> list[str]:
    """The codes that these translations give, in order."""
    return [code for code, _ in told(folder, words, world)]


def told(
    folder: Path, words: dict[str, str], world: dict[str, str] | None = None
) -> list[tuple[str, str]]:
    brought_up(lay(folder) if not (folder / SCENES).exists() else folder)
    fill(folder, words)
    fill(folder, {**WORDS, **(world or {})}, "languages/fr/world.po")
    compiled = compiled_at(folder)
    style, _ = read_house_style(compiled)
    return [(each.code, each.message) for each in look(material_of(compiled, style))]


def test_a_good_translation(tmp_path: Path) -> None:
    words = {"start": START, "start.go": "Aller.", "start.hand": "Donner à {p}."}
    assert found(tmp_path, words) == []


@pytest.mark.parametrize(
    ("line_id", "words", "code"),
    [
        ("start", START.replace("{presence.the}", "ça"), "value-left-out"),
        ("start", START.replace("{words(n)}", "peu"), "value-left-out"),
        ("start.hand", "Le donner.", "value-left-out"),
        ("start.go.then", "\u00a0", "no-words"),
        ("start.go", "Aller ?", "other-ending-sign"),
        ("start.go", "Aller \u00a0loin.", "doubled-space"),
        ("start.go", "Aller (loin.", "unpaired-sign"),
        ("start.go", "Aller «\u00a0loin.", "unpaired-sign"),
        ("start.go", "Aller voir ANN et Mœ.", ""),
        ("start.go", "Aller voir Ânn.", "name-spelt-otherwise"),
        ("start.hand", "Le donner de {p}.", "not-elided"),
        ("start.hand", "Le donner {p.vowel: d’|de }{p}.", ""),
        ("start.hand", "Le donner {p is ann: d’|de }{p}.", ""),
        ("start.hand", "Le donner *que {p}*.", "not-elided"),
        ("start.go", "Parler de {presence.the}.", "not-elided"),
        ("start.go", "Parler {presence.f: de la voix|du signal}.", "missing-gender"),
        ("start.go", "Aller " + "et venir " * 14 + "encore.", "too-wide"),
        ("start.hand", "Donner à {p}, " + "et encore " * 8 + "là.", ""),
    ],
)  # fmt: skip
def test_slips(tmp_path: Path, line_id: str, words: str, code: str) -> None:
    assert found(tmp_path, {line_id: words}) == ([code] if code else [])


def test_every_person_that_a_loop_binds_is_tried(tmp_path: Path) -> None:
    [(_, message)] = told(tmp_path, {"start.hand": "Le donner de {p}."})
    assert message == "`start.hand`: with `Ann` it reads “de Ann”, not “d’Ann”."


def test_a_persons_own_entry_decides_whether_it_elides(tmp_path: Path) -> None:
    words = {"start.hand": "Le donner de {p}."}
    assert found(tmp_path, words, {"person.ann.vowel": "no"}) == []
    [(_, message)] = told(tmp_path, words, {"person.ann.vowel": "no", "person.bob.vowel": "yes"})
    assert "with `Bob`" in message


def test_an_article_joins(tmp_path: Path) -> None:
    [(_, message)] = told(tmp_path, {"start.go": "Parler à {presence.the}."})
    assert message.endswith("with `le signal` it reads “à le signal”, not “au signal”.")


def test_genders_that_are_there(tmp_path: Path) -> None:
    words = {"start.go": "Parler {presence.f: de la voix|du signal}."}
    assert found(tmp_path, words, GENDERS) == []


def test_a_word_without_all_its_forms(tmp_path: Path) -> None:
    assert "missing-form" in found(tmp_path, {"start": START}, {"word.presence.signal.the": ""})


def test_what_the_source_says_word_for_word(tmp_path: Path) -> None:
    scene = SCENE.replace("You went.", "You went away from here.")
    lay(tmp_path, {SCENES: scene})
    assert found(tmp_path, {"start.go.then": "You went away from here."}) == ["same-as-source"]
    assert found(tmp_path, {"start.go.then": "Tu es loin."}) == []


@pytest.mark.parametrize(
    ("source", "words", "is_wrong"),
    [
        ("At 14:00 sharp.", "À 14 h pile.", False),
        ("At 03:12, 3.1 of it.", "À 3 h 12, 3,1.", False),
        ("At 03:12 sharp.", "À 3 h 21 pile.", True),
        ("At noon.", "À 12 h.", False),
        ("12 of them.", "Douze.", True),
    ],
)
def test_figures(tmp_path: Path, source: str, words: str, is_wrong: bool) -> None:
    lay(tmp_path, {SCENES: SCENE.replace("You went.", source)})
    expected = ["other-figures"] if is_wrong else []
    assert found(tmp_path, {"start.go.then": words}) == expected


def test_the_status_line(tmp_path: Path) -> None:
    """Gauges that are never shown together are not added up."""
    panels = (
        "status:\n  one:\n    text: One {n}\n    if: flag_one\n"
        "  two:\n    text: Two\n    if: not flag_one\n"
    )
    lay(tmp_path, {"world/panels.yaml": panels})
    wide = {"status.one": "Un " + "a" * 50, "status.two": "Deux " + "b" * 50}
    assert found(tmp_path, {}, wide) == ["value-left-out"]
    wide["status.one"] = "{n} " + "a" * 90
    assert found(tmp_path, {}, wide) == ["too-wide"]


def test_a_text_that_is_not_shown_is_not_looked_at(tmp_path: Path) -> None:
    """It is stale, and its speakers are not those of the source: the compiler says so."""
    brought_up(lay(tmp_path))
    fill(tmp_path, {"start": START})
    lay(tmp_path, {SCENES: SCENE.replace("ann: Go on.", "bob?: Go  on.")})
    brought_up(tmp_path)
    assert entries(tmp_path)["start"].is_fuzzy
    assert found(tmp_path, {}) == []


def test_names_of_the_names_table(tmp_path: Path) -> None:
    lay(tmp_path, {"world/names.yaml": "names:\n  Argós: Argós\n"})
    assert found(tmp_path, {"start.go": "Aller sur Argos."}) == ["name-spelt-otherwise"]


def test_the_source_alone_gives_nothing(tmp_path: Path) -> None:
    assert WORLD
    compiled = compiled_at(lay(tmp_path))
    style, _ = read_house_style(compiled)
    assert [*look(material_of(compiled, style))] == []
