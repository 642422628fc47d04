"""Pages: what the last choice gave, where one is, what can be chosen, and the panels beside."""

from __future__ import annotations

import pytest

from tests.compiler.small import SCENES, WORLD, machine, story
from tests.engine.plays import NAMES, named, play
from tests.view.pages import french, page
from ulysse_game import engine, view
from ulysse_game.engine import Machine
from ulysse_game.story import Story
from ulysse_game.view import CrewEntry, Ending, Gauge, Line, Option, Run, Title

SCENE = """
start:
  title: On deck
  at: deck
  text: Begin.
  choices:
    - go: |
        Go.

        You go.
      do: n += 1
      goto: cabin_scene
    - shut: Shut.
      if: n >= 1
      closed: Locked {n} times.
      goto: the_end
    - rude: Be *rude*.
      tags: press
      goto: the_end
    - hidden: Hidden.
      if: n >= 5
      goto: the_end
    - ask: |
        Ask {p}.
      each: p in ours
      goto: start
cabin_scene:
  at: cabin
  text: In the cabin.
  choices:
    - back: Back.
      goto: start
    - later: Later.
      goto: later
    - end: End.
      goto: the_end
"""
TAGS = """
tags:
  listen: mild
  press: { closes: flag_two, shows: "Not with {n} people here.", least: 2 }
"""
PANELS = """
status:
  seats: { text: "{seven_left} seats", highlight: yes }
  days: { text: "Sol {sol}", if: n >= 1 }
  wind: "{weather: |wind {n}|storm}"
"""
VARIABLES = WORLD["world/variables.yaml"].rstrip("\n") + "\n  seven_left: 7 - n\n"
STATUS = {"world/panels.yaml": PANELS, "world/variables.yaml": VARIABLES, "world/tags.yaml": TAGS}


def played() -> Machine:
    return machine({SCENES: SCENE, **STATUS})


def plain(*words: str) -> tuple[Run, ...]:
    return tuple(map(Run, words))


def test_a_first_page() -> None:
    found = page(played())
    assert found.lines == (
        Line("chapter", plain("Part one"), line_id="chapter.part.title"),
        Line("title", plain("On deck"), line_id="start.title"),
        Line("narration", plain("Begin."), line_id="start"),
    )
    assert (found.turn, found.scene, found.place, found.chapter) == (0, "start", "Deck", "Part one")
    assert found.ending is None


def test_options_open_and_closed() -> None:
    found = page(played())
    assert found.options == (
        Option("go", plain("Go.")),
        Option("shut", plain("Shut."), False, plain("Locked 0 times.")),
        Option("rude", (), False, plain("Not with 0 people here.")),
        Option("ask/ann", plain("Ask Ann.")),
        Option("ask/bob", plain("Ask Bob.")),
    )
    assert [option.id for option in found.open_options] == ["go", "ask/ann", "ask/bob"]
    shut = found.options[1]
    assert (shut.text, shut.why) == ("Shut.", "Locked 0 times.")
    again = page(played(), "go", "back")
    assert [option.id for option in again.open_options] == ["go", "shut", "ask/ann", "ask/bob"]


def test_what_a_choice_gave() -> None:
    found = page(played(), "go")
    assert found.lines == (
        Line("picked", plain("Go."), line_id="start.go"),
        Line("narration", plain("You go."), line_id="start.go.then"),
        Line("narration", plain("In the cabin."), line_id="cabin_scene"),
    )
    assert (found.place, found.turn) == ("Cabin", 1)
    asked = page(played(), "ask/bob").lines[0]
    assert asked == Line("picked", plain("Ask Bob."), line_id="start.ask")
    assert found.lines[0].text == "Go."


def test_a_label_is_shown_as_it_was_when_it_was_picked() -> None:
    found = page(
        machine(
            "start:\n  choices:\n    - more: From {n} to more.\n"
            "      do: n += 5\n      goto: the_end\n"
        ),
        "more",
    )
    assert found.lines[0].text == "From 0 to more."


def test_a_page_looked_at_again_has_no_label() -> None:
    machine = played()
    state, _ = engine.begin(machine, 1)
    after, events = engine.step(machine, state, "go")
    again = view.present(machine, None, "", after, engine.look(machine, after), "en")
    assert again.lines == (Line("narration", plain("In the cabin."), line_id="cabin_scene"),)
    shown = view.present(machine, None, "", after, events, "en")
    assert [line.kind for line in shown.lines] == ["narration", "narration"]


def test_a_chapter_opens() -> None:
    chapter = WORLD["2_part/chapter.yaml"].replace(
        "title: Part two", "title: Part two\nsecond_title: Home"
    )
    files = {SCENES: SCENE, **STATUS, "2_part/chapter.yaml": chapter}
    scenes = "later:\n  choices:\n    - end: End.\n      goto: the_end\n"
    found = page(machine({**files, "2_part/scenes.yaml": scenes}), "go", "later")
    opening = Line("chapter", plain("Part two"), manner="Home", line_id="chapter.second.title")
    assert found.lines[1] == opening
    assert found.chapter == "Part two"
    assert found.place == "Cabin"


PLATES = """
plates:
  wreck: |
    A hull on its side.
"""


def test_a_picture_stands_above_the_text_of_its_scene() -> None:
    scene = SCENE.replace("start:", "start:\n  plate: wreck", 1)
    found = page(machine({SCENES: scene, **STATUS, "world/plates.yaml": PLATES}))
    picture = Line("plate", plain("A hull on its side."), line_id="plate.wreck", plate="wreck")
    assert found.lines[1:] == (
        Line("title", plain("On deck"), line_id="start.title"),
        picture,
        Line("narration", plain("Begin."), line_id="start"),
    )


def test_a_picture_stands_above_words_that_ask_the_state_too() -> None:
    scene = "start:\n  plate: wreck\n  text: |\n    {n >= 1: More.|Less.}\n  next: the_end\n"
    found = page(machine({SCENES: scene, "world/plates.yaml": PLATES}))
    assert [line.kind for line in found.lines] == ["chapter", "plate", "narration", "narration"]


@pytest.mark.parametrize("words", ["More.", "{n >= 1: More.|Less.}"])
def test_a_picture_above_words_that_begin_a_page_is_on_that_page(words: str) -> None:
    scene = f"start:\n  plate: wreck\n  text: |\n    {{page}}\n\n    {words}\n  next: the_end\n"
    found = page(machine({SCENES: scene, "world/plates.yaml": PLATES}))
    assert [line.kind for line in found.lines][:3] == ["chapter", "break", "plate"]


def test_a_chapter_opens_with_its_picture() -> None:
    chapter = WORLD["1_part/chapter.yaml"] + "plate: wreck\n"
    files = {SCENES: SCENE, **STATUS, "world/plates.yaml": PLATES, "1_part/chapter.yaml": chapter}
    found = page(machine(files))
    assert [(line.kind, line.plate) for line in found.lines[:2]] == [
        ("chapter", ""),
        ("plate", "wreck"),
    ]


@pytest.mark.parametrize(
    ("paper", "kind"), [("", "screen"), ("paper: form", "form"), ("paper: hand", "hand")]
)
def test_lines_stand_on_the_paper_of_their_scene(paper: str, kind: str) -> None:
    scene = f"start:\n  {paper}\n  text: |\n    > Eight.\n\n    Said.\n  next: the_end\n"
    found = page(machine({SCENES: scene}))
    assert [line.kind for line in found.lines[1:3]] == [kind, "narration"]


def test_an_observation_is_in_hand_until_it_is_reported() -> None:
    scene = """
start:
  each: o in observations
  text: |
    > {o.notebook}

    > {o.recorded}
  next: the_end
"""
    lines = page(machine({SCENES: scene})).lines[1:3]
    first = story().world.observations[0].id
    assert [(line.kind, line.line_id) for line in lines] == [
        ("hand", f"observation.{first}.notebook"),
        ("form", f"observation.{first}.recorded"),
    ]


def test_the_end() -> None:
    found = page(machine(""), "go")
    assert found.ending == Ending("curtain", "Curtain")
    assert found.options == ()
    assert view.options(machine(""), engine.begin(machine(""), 1)[0], "en") == (
        Option("go", plain("Go on.")),
    )


def test_an_ending_without_a_title_is_called_as_its_scene() -> None:
    files = {
        "common/end.yaml": (
            "the_end:\n  title: The last scene\n  text: The end.\n  ending: curtain\n"
        )
    }
    source = story(files)
    texts = {key: block for key, block in source.texts("en").items() if key != "ending.curtain"}
    bare = Machine(Story(source.world, source.scenes, {"en": texts}, ""))
    assert page(bare, "go").ending == Ending("curtain", "The last scene")


def test_status() -> None:
    machine = played()
    assert page(machine).status == (Gauge("seats", "7 seats", True),)
    assert page(machine, "go").status == (Gauge("seats", "6 seats", True), Gauge("days", "Sol 0"))
    state, _ = engine.begin(machine, 1)
    values = list(state.values)
    values[machine.layout.slots["weather"]] = 1
    shown = view.status(machine, state._replace(values=tuple(values)), "en")
    assert shown[-1] == Gauge("wind", "wind 0")
    assert page(Machine(story())).status == ()


CREW = """
crew:
  each: p in crew if p.trust >= 5
  text: |
    {p.name}

    {p.stress: Calm.|Tense.|Raw.}
"""


def entry(*words: str) -> tuple[Line, ...]:
    return tuple(Line("narration", plain(each), line_id="crew") for each in words)


def test_the_crew_page() -> None:
    scene = "start:\n  do: bob.trust = 1, cal.stress = 7\n  text: Begin.\n  next: the_end\n"
    machine_ = machine({SCENES: scene, "world/panels.yaml": CREW})
    state, _ = engine.begin(machine_, 1)
    assert view.crew(machine_, state, "en") == (
        CrewEntry("ann", entry("Ann Moe", "Calm.")),
        CrewEntry("cal", entry("Cal Poe", "Raw.")),
    )
    assert view.crew(Machine(story()), state, "en") == ()


def test_the_title_in_each_language() -> None:
    told = WORLD["story.yaml"] + (
        "licence: CC0\nabout: |\n  One *two*.\n\n  Three.\n"
        "disclaimer: Not ours.\ncontent_note: |\n  Death.\n"
    )
    files = {
        "story.yaml": told,
        **french(
            ("story.title", "Small", "Petit"), ("story.disclaimer", "Not ours.", "Pas à nous.")
        ),
    }
    played = machine(files)
    about = (
        Line("narration", (Run("One "), Run("two", True), Run("."))),
        Line("narration", plain("Three.")),
    )
    note = (Line("narration", plain("Death.")),)
    assert view.title(played, "en") == Title(
        "Small", about, (Line("narration", plain("Not ours.")),), note, "CC0"
    )
    assert view.title(played, "fr") == Title(
        "Petit", about, (Line("narration", plain("Pas à nous.")),), note, "CC0"
    )
    assert view.title(machine(""), "en") == Title("Small", (), (), (), "")


def test_the_language_of_a_story() -> None:
    told = story(french(("story.title", "Small", "Petit")))
    assert [view.language_of(told, wanted) for wanted in ("en", "fr", "de", "")] == [
        "en",
        "fr",
        "en",
        "en",
    ]


def test_options_in_french_fall_back_one_by_one() -> None:
    files = {
        SCENES: SCENE,
        **STATUS,
        **french(
            ("start.go", "Go.", "Partir."),
            ("start.shut.closed", "Locked {n} times.", "Fermé {n} fois."),
            ("tag.press.shows", "Not with {n} people here.", "Pas devant {n} personnes."),
        ),
    }
    found = page(machine(files), language="fr").options
    assert [(option.text, option.why) for option in found] == [
        ("Partir.", ""),
        ("Shut.", "Fermé 0 fois."),
        ("", "Pas devant 0 personnes."),
        ("Ask Ann.", ""),
        ("Ask Bob.", ""),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_offers_what_the_engine_offers_and_is_a_function(name: str) -> None:
    played, other = Machine(named(name)), Machine(named(name))
    for moment in play(played, 2, 60):
        for language in ("en", "fr"):
            found = view.present(
                played, moment.before, moment.choice, moment.after, moment.events, language
            )
            assert [option.id for option in found.open_options] == engine.open_ids(
                played, moment.after
            )
            offers = engine.offers(played, moment.after)
            assert [option.id for option in found.options] == [offer.id for offer in offers]
            assert all(option.text or option.why for option in found.options)
            assert found == view.present(
                other, moment.before, moment.choice, moment.after, moment.events, language
            )
