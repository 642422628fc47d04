"""Every value a text can take: what is tried, what stands before it, how wide it is."""

from __future__ import annotations

import pytest

from tests.compiler.small import SCENES, compiled
from ulysse_game.authoring.translating.pairs import unpaired
from ulysse_game.authoring.translating.room import too_wide
from ulysse_game.authoring.translating.values import MOST_ROUNDS, Values
from ulysse_game.story import Story


def told(text: str, key: str = "text") -> Story:
    """A story whose scene has this text; names are English, and read as French ones."""
    written = f"  {key}: {text}\n" if key != "text" else "  text: |\n"
    if key == "text":
        written += "".join(f"    {line}\n" for line in text.split("\n"))
    else:
        written += "  text: |\n    Words.\n"
    found = compiled({SCENES: f"start:\n  at: deck\n{written}  next: the_end\n"}).story
    assert found is not None
    return found


def clashes(text: str) -> list[str]:
    story = told(text)
    block = story.text("start", "fr")
    assert block is not None
    return [f"{each.before} {each.value}" for each in Values(story, "fr").clashes(block)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le tour de {opener}.", ["de Ann", "de Eve"]),
        ("Le tour de *{opener}*.", ["de Ann", "de Eve"]),
        ("Le tour de {echo x: {opener}}.", ["de Ann", "de Eve"]),
        ("Le tour de {opener.name}.", ["de Ann Moe", "de Eve Quy"]),
        ("Le tour {opener.f: d’|de }{opener}.", []),
        ("Le tour {flag_one: de |à }{opener}.", ["de Ann", "de Eve"]),
        ("Le tour {flag_one: de }{opener}.", ["de Ann", "de Eve"]),
        ("Le tour {weather: de |à |par }{opener}.", ["de Ann", "de Eve"]),
        ("Le tour {ann.stress: à |par |de }{opener}.", ["de Ann", "de Eve"]),
        ("Le tour {&de |à }{opener}.", ["de Ann", "de Eve"]),
        ("Le tour de {!encore |}{opener}.", ["de Ann", "de Eve"]),
        ("Je vois que {opener} part.", ["que Ann", "que Eve"]),
        ("Lorsque {opener} part.", ["Lorsque Ann", "Lorsque Eve"]),
        ("Pompe {opener}.", []),
        ("Le tour de {n} et de {words(n)}.", []),
        ("Le tour de {flag_one: {opener}|moi}.", ["de Ann", "de Eve"]),
        ("{if opener is ann}\nDe {opener}.\n{else}\nRien.\n{end}", ["De Ann"]),
        ("{if opener is bob}\nDe {opener}.\n{end}", []),
        ("{if opener.f}\nD’{opener}.\n{else}\nDe {opener}.\n{end}", []),
        ("{if n >= 3}\nDe {opener}.\n{end}", ["De Ann", "De Eve"]),
        ("Le mot {presence: de la|du} {presence}.", []),
    ],
)
def test_words_before_a_name(text: str, expected: list[str]) -> None:
    assert clashes(text) == expected


def test_no_other_language_is_looked_at() -> None:
    story = told("de {opener}")
    block = story.text("start", "de")
    assert block is not None
    assert Values(story, "de").clashes(block) == []


def test_a_text_with_many_names_is_tried_name_by_name() -> None:
    people = " ".join(f"{{opener}} {{where_{n}}}" for n in range(4))
    names = "".join(f"  where_{n}: person, who\n" for n in range(4))
    found = compiled({
        SCENES: f"start:\n  text: |\n    {people} de {{opener}}\n  next: the_end\n",
        "world/more.yaml": f"variables:\n{names}",
    }).story  # fmt: skip
    assert found is not None
    block = found.text("start", "fr")
    assert block is not None
    values = Values(found, "fr")
    assert 0 < len([*values.rounds(block)]) <= MOST_ROUNDS
    assert [each.value for each in values.clashes(block)] == ["Ann", "Eve"]


@pytest.mark.parametrize(
    ("text", "widest"),
    [
        ("A {n}.", "A 100."),
        ("A {low}.", "A -5."),
        ("A {words(sol)}.", "A quatre."),
        ("A {half(n)}.", "A 50."),
        ("A {n - low}.", "A 105."),
        ("A {n * 2 / 4}.", "A 50."),
        ("A {max(n, 3)}, {min(n, 3)}.", "A 100, 0."),
        ("A {delay}.", "A 11\u00a0min\u00a040."),
        ("A {clock}.", "A 23\u00a0h\u00a059."),
        ("A {opener}.", "A Ann."),
        ("A {presence.the}.", "A the signal."),
        ("A {flag_one: short|long enough}.", "A long enough."),
        ("A {weather: a|bb|ccc}.", "A ccc."),
        ("A {flag_one: *words*|}.", "A words."),
        ("A {one|two|three}.", "A three."),
        ("A {count(p in ours if p.here)}.", "A 0."),
    ],
)
def test_the_widest_reading(text: str, widest: str) -> None:
    story = told(text)
    block = story.text("start", "fr")
    assert block is not None
    assert Values(story, "fr").widest(block) == widest


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("« a »", ""),
        ("« a", "«»"),
        ("“a” b”", "“”"),
        ("{flag_one: « a »|b}", ""),
        ("{flag_one: « a|« b} »", ""),
        ("{flag_one: « a|b} »", ""),
        ("{flag_one: « a|« b}", "«»"),
        ("{(a|(b}", "()"),
        ("{!(a|b)}", ""),
        ("*[a*", "[]"),
        ("{if flag_one}\n« a\n{else}\n« b\n{end}", "«»"),
        ("{if flag_one}\n« a\n{end}", ""),
        ("« a\n\nb »", ""),
    ],
)
def test_pairs(text: str, pair: str) -> None:
    block = told(text).text("start", "en")
    assert block is not None
    assert unpaired(block.items) == pair


def test_room_for_a_heading() -> None:
    story = told("A heading of this scene", "title")
    assert [*too_wide(Values(story, "fr"), "start.title", True)] == []
    story = told("A heading of this scene that is longer than 38", "title")
    assert len([*too_wide(Values(story, "fr"), "start.title", True)]) == 1


@pytest.mark.parametrize(
    ("line_id", "long", "fits"),
    [("start.offer", 140, 100), ("room.deck", 39, 38), ("ending.curtain", 79, 78)],
)
def test_room_for_names_and_offers(line_id: str, long: int, fits: int) -> None:
    for size, expected in ((long, 1), (fits, 0)):
        text = (("b" * 9 + " ") * 30)[: size - 1] + "x"
        found = compiled({
            SCENES: f"start:\n  at: deck\n  offer: {text}\n  text: |\n    A.\n  next: the_end\n",
            "world/places.yaml": f"places:\n  ship:\n    deck: {text}\n",
            "world/endings.yaml": f"endings:\n  curtain:\n    title: {text}\n",
        }).story  # fmt: skip
        assert found is not None
        assert len([*too_wide(Values(found, "fr"), line_id, True)]) == expected


def test_prose_may_run_on() -> None:
    assert [*too_wide(Values(told("b" * 300), "fr"), "start", False)] == []
