"""A save in a story that has changed since: never refused, never stuck, and the player is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.play import fake_story, saves
from tests.play.fake_story import CAVE, CLIFF, PATH, SHORE, VARIABLES, WELL, choice, more, scene
from ulysse_game import engine, play, view
from ulysse_game.engine import Machine
from ulysse_game.play import Session, encoded, try_step
from ulysse_game.storage import MemoryShelf
from ulysse_game.story import Go, Scene, Story, Variable


def saved(*choices: str) -> tuple[MemoryShelf, str]:
    shelf = MemoryShelf()
    session = play.start(fake_story.library(shelf), seed=7)
    for each in choices:
        session.choose(each)
    session.close()
    return shelf, f"auto-{session.playthrough}"


def resumed(save: tuple[MemoryShelf, str], story: Story) -> Session:
    return play.resume(fake_story.library(save[0], Machine(story)), save[1])


def without_well() -> Story:
    shore = SHORE._replace(choices=SHORE.choices[:2])
    return fake_story.story((shore, PATH, CAVE, CLIFF), digest="second")


def test_a_scene_that_has_gone_falls_back_to_the_last_that_is_there() -> None:
    save = saved("walk", "back", "draw")
    session = resumed(save, without_well())
    assert session.page().scene == "shore"
    assert session.page().turn == 2
    assert len(session.notices) == 1
    assert "no longer in the story" in session.notices[0]
    assert session.rewind().scene == "path"
    assert session.choose("back").scene == "shore"
    assert len(session.timeline.nodes) == 4, "the way to where it was saved is kept"


def test_where_no_scene_is_left_it_begins_again_and_the_save_stays() -> None:
    save = saved("walk", "back")
    before = save[0].read(save[1])
    session = resumed(save, fake_story.story((scene("new", choice("go", "cliff")), CLIFF)))
    assert (session.page().scene, session.seed) == ("new", 7)
    assert len(session.notices) == 1
    session.choose("go")
    session.close()
    assert save[0].read(save[1]) == before
    assert f"auto-{session.playthrough}" != save[1]


def test_a_scene_without_a_way_on_is_no_place_to_be() -> None:
    save = saved("swim", "enter")
    dead = Scene("cave", "tale")
    session = resumed(save, fake_story.story((SHORE, PATH, dead, WELL, CLIFF)))
    assert session.page().scene == "path"
    assert session.page().open_options


def test_where_changes_were_dropped_the_choices_lead_back() -> None:
    shelf, id = saved("walk", "back", "draw")
    save = fake_story.library(shelf).load(id).save
    nodes = (save.timeline.nodes[0], *(n._replace(changes=None) for n in save.timeline.nodes[1:]))
    root = nodes[0]._replace(whole={**(nodes[0].whole or {}), "location": "nowhere"})
    changed = save._replace(timeline=save.timeline._replace(nodes=(root, *nodes[1:])))
    shelf.write(id, encoded(changed))
    session = resumed((shelf, id), without_well())
    assert session.page().scene == "shore"
    assert session.page().turn == 2


def test_renamed_things_are_followed_without_a_word() -> None:
    save = saved("walk", "back", "draw")
    beach = scene(
        "beach",
        choice("stroll", "path", more("bravery")),
        choice("swim", "path", more("bravery", 2), more("wet", 3)),
        choice("draw", "well"),
    )
    path = scene("path", choice("back", "beach"), choice("jump", "cliff"))
    well = scene("well", choice("leave", "beach"))
    story = fake_story.story(
        (beach, path, well, CLIFF),
        (Variable("bravery", "stat", 0, 99), *VARIABLES[1:]),
        "second",
        (
            ("scene", "shore", "beach"),
            ("choice", "shore.walk", "beach.stroll"),
            ("variable", "courage", "bravery"),
        ),
    )
    session = resumed(save, story)
    assert session.notices == []
    assert [page.scene for page in session.transcript()] == ["beach", "path", "beach", "well"]
    assert [turn.label for turn in session.turns] == ["walk", "en back", "en draw"]
    assert session.rewind_to(1).lines[0].text.startswith("en: beach -stroll-> path")


def test_what_is_lost_is_told_once() -> None:
    save = saved("swim", "back", "walk")
    variables = (
        Variable("wet", "stat", 0, 1),
        Variable("new", "stat", 0, 9, start=4),
        *VARIABLES[2:],
    )
    shore = scene("shore", choice("swim", "path"), choice("walk", "path"))
    path = scene("path", choice("back", "shore"))
    session = resumed(save, fake_story.story((shore, path, CLIFF), variables, "second"))
    gone, fitted = session.notices
    assert gone == "The story has changed and no longer knows: courage."
    assert fitted == "The story has changed; these were fitted to it: wet."
    session.choose("back")
    session.close()
    again = resumed(save, fake_story.story((shore, path, CLIFF), variables, "second"))
    assert not [notice for notice in again.notices if "courage" in notice]


def test_choices_that_lead_elsewhere_now_are_no_matter() -> None:
    save = saved("walk", "back", "draw")
    shore = SHORE._replace(choices=(choice("draw", "well", more("wet", 5)), *SHORE.choices[:2]))
    session = resumed(save, fake_story.story((shore, PATH, CAVE, WELL, CLIFF), digest="second"))
    assert session.notices == [
        "The story has changed since this game was saved; it goes on from there."
    ]
    assert session.page().scene == "well"
    assert "None -" in session.page().lines[0].text, "the place is looked at anew"
    assert session.rewind().scene == "shore"
    assert session.choose("draw").scene == "well"


def test_a_snapshot_that_the_choices_do_not_lead_to_is_believed() -> None:
    shelf, id = saved("walk", "back")
    data = saves.as_dict(shelf.read(id))
    data["snapshot"]["variables"]["courage"] = 40
    shelf.write(id, saves.from_dict(data))
    session = resumed((shelf, id), fake_story.story())
    assert session.notices == [
        "The choices of this saved game do not lead to what was saved; that is believed."
    ]
    session.choose("walk")
    session.close()
    snapshot = fake_story.library(shelf).load(id).save.snapshot
    assert snapshot["variables"]["courage"] == 41
    again = resumed((shelf, id), fake_story.story())
    assert again.page().scene == "path"
    assert again.rewind_to(0).scene == "shore"


def test_a_page_that_cannot_be_had_is_said_to_be_so() -> None:
    save = saved("swim", "enter", "out")
    shore = SHORE._replace(choices=SHORE.choices[2:])
    session = resumed(save, fake_story.story((shore, WELL, CLIFF), digest="second"))
    assert session.page().scene == "shore"
    transcript = list(session.transcript())
    assert [page.scene for page in transcript] == ["shore", "", "", "shore"]
    assert "can’t be shown" in transcript[1].lines[0].text
    assert not session.can_rewind
    session.notices.clear()
    assert session.rewind() == session.page()
    assert len(session.notices) == 1
    assert session.rewind_to(0).turn == 0


def test_a_story_that_runs_in_a_ring_is_no_crash() -> None:
    save = saved("walk", "back")
    ring = (Scene("shore", "tale", next=(Go("path"),)), Scene("path", "tale", next=(Go("shore"),)))
    with pytest.raises(play.SaveError, match=r"goes on and on at “(shore|path)” without a choice"):
        resumed(save, fake_story.story(ring))
    beach = scene("beach", choice("on", "shore"), choice("stay", "beach"))
    session = resumed(save, fake_story.story((beach, *ring)))
    assert session.page().scene == "beach"
    machine = session.library.machine
    assert try_step(machine, engine.begin(machine, 7)[0], "on") is None


def test_a_branch_that_the_story_no_longer_allows() -> None:
    shelf = MemoryShelf()
    first = play.start(fake_story.library(shelf), seed=7)
    first.choose("draw")
    first.rewind()
    first.choose("walk")
    first.close()
    shore = SHORE._replace(choices=SHORE.choices[:2])
    story = fake_story.story((shore, PATH, CAVE, WELL, CLIFF), digest="second")
    session = resumed((shelf, f"auto-{first.playthrough}"), story)
    assert session.notices == []
    assert session.go_to(1).scene == "well", "what was saved of it is believed"
    assert session.choose("leave").scene == "shore"


def test_languages_that_went_away() -> None:
    shelf, id = saved("walk")
    data = saves.as_dict(shelf.read(id))
    data["language"] = "tlh"
    shelf.write(id, saves.from_dict(data))
    assert resumed((shelf, id), fake_story.story()).page().lines[0].text.startswith("tlh")


NAMES = st.sampled_from(
    ["", "shore", "path", "cave", "well", "cliff", "gone", "shore/x", ">", "here", "return",
     "endings", "shore.walk", "gone.x", "path.enter", "courage", "mood", "calm", "fall"]
)  # fmt: skip
NUMBERS = st.integers(-3, 70_000)
SNAPSHOT = st.fixed_dictionaries(
    {
        "location": NAMES,
        "room": NAMES,
        "minute": st.integers(0, 9_999),
        "chapter": NAMES,
        "variables": st.dictionaries(NAMES, NUMBERS | NAMES, max_size=4),
        "visits": st.dictionaries(NAMES, st.integers(0, 70_000), max_size=4),
        "taken": st.lists(NAMES, max_size=3),
        "spent": st.lists(NAMES, max_size=3),
        "picked": st.lists(NAMES, max_size=3),
        "heard": st.lists(NAMES, max_size=3),
        "fired": st.lists(NAMES, max_size=3),
        "stack": st.lists(st.tuples(NAMES, NAMES).map(list), max_size=3),
        "seed": st.integers(-(2**64) + 1, 2**64 - 1),
        "draws": st.integers(0, 99),
        "turn": st.integers(0, 99),
        "ending": NAMES,
    }
)


@settings(max_examples=100, deadline=None)
@given(SNAPSHOT, st.lists(st.tuples(st.integers(0, 5), NAMES.filter(bool)), max_size=5))
def test_any_well_formed_save_can_be_played_on(
    snapshot: dict[str, Any], rows: list[tuple[int, str]]
) -> None:
    data = saves.as_dict(encoded(saves.example()))
    root = [-1, "", None, snapshot]
    data["snapshot"] = snapshot
    data["timeline"] = {
        "head": len(rows),
        "depth": 0,
        "nodes": [root, *([min(at, n), choice, {}] for n, (at, choice) in enumerate(rows))],
    }
    data["sort"] = "auto"
    shelf = MemoryShelf()
    shelf.write("auto-0123456789", saves.from_dict(data))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(view, "present", fake_story.present)
        session = resumed((shelf, "auto-0123456789"), fake_story.story())
        page = session.page()
        assert session.ended or page.open_options
        list(session.transcript())
        if page.open_options:
            session.choose(page.open_options[0].id)
        session.rewind()
        session.close()


def test_choices_of_loops_follow_renamed_people() -> None:
    from ulysse_game.play.history import renamed

    story = fake_story.story(was=(("person", "bob", "ada"), ("choice", "old.mark", "shore.sign")))
    machine = Machine(story)
    assert renamed(machine, "shore", "mark/bob") == "sign/ada"
    assert renamed(machine, "path/bob", "mark/eve") == "mark/eve"
    assert renamed(machine, "shore", "walk") == "walk"


def test_recorded_changes_that_make_no_state_are_passed_over() -> None:
    """The digest is right, the form of every row too: what the rows add up to need not be."""
    shelf, id = saved("walk", "back", "draw")
    data = saves.as_dict(shelf.read(id))
    rows = data["timeline"]["nodes"]
    assert len(rows) > 1
    rows[1:] = [[parent, choice, {"location": 5}] for parent, choice, *_ in rows[1:]]
    forged = MemoryShelf()
    forged.write(id, saves.from_dict(data))
    session = resumed((forged, id), without_well())
    assert session.page().scene
