"""The past as a tree: its lines, its folds, its words, and what it costs."""

from __future__ import annotations

import random
from time import process_time

import pytest

from tests.play.lines import begun, played, ways
from ulysse_game.engine import Machine
from ulysse_game.play import Session
from ulysse_game.play.tree import FEWEST, RECENT, Tree
from ulysse_game.view.words import words


@pytest.fixture(scope="module")
def story() -> Machine:
    return ways()


@pytest.fixture
def session(story: Machine) -> Session:
    return begun(story)


def shown(tree: Tree, opened: frozenset[str] = frozenset(), language: str = "en") -> list[str]:
    """The rows in words, two spaces for each line that one has left."""
    say = words(language)
    found = []
    for row in tree.rows(opened):
        told = tree.told(row, say)
        found.append("  " * row.depth + " | ".join((f"{row.kind}: {told.name}", *told.aside)))
    return found


def test_the_line_one_is_on_and_a_line_that_was_left(session: Session) -> None:
    played(session, "stay", "stay")
    session.rewind()
    played(session, "down", "end")
    assert shown(session.tree()) == [
        "chapter: Part one",
        "page: Stay for the 0th time. | Deck | Sol 0, 00:00",
        "page: Go down. | Deck | Sol 0, 00:00",
        "  branch: Stay for the 1th time. | 1 choice | Deck | Sol 0, 00:00",
        "page: End it. | Cabin | Sol 0, 00:00",
        "now: Ending: Curtain | Cabin | Sol 0, 00:00",
    ]


def test_the_words_are_those_of_the_language(session: Session) -> None:
    played(session, "down", "up")
    session.language = "fr"
    assert shown(session.tree(), language="fr") == [
        "chapter: Part one",
        "page: Descendre. | Deck | Sol 0, 0\xa0h\xa000",
        "page: Go up. | Cabin | Sol 0, 0\xa0h\xa000",
        "now: Vous êtes ici | Deck | Sol 0, 0\xa0h\xa000",
    ]


def test_what_nothing_parts_from_is_folded_and_unfolds(session: Session) -> None:
    played(session, *["stay"] * 12)
    tree = session.tree()
    rows = tree.rows()
    (fold,) = [row for row in rows if row.kind == "stretch"]
    assert len(fold.nodes) == 12 - RECENT
    assert shown(tree)[1] == f"stretch: Deck | {12 - RECENT} choices"
    assert len(tree.rows({fold.key})) == len(rows) + len(fold.nodes)
    assert [row.node for row in tree.rows({fold.key}) if row.kind in ("page", "now")] == list(
        range(13)
    )


def test_few_pages_are_not_folded_and_a_fold_ends_with_its_chapter(session: Session) -> None:
    played(session, *["stay"] * (FEWEST + RECENT - 1))
    assert not [row for row in session.tree().rows() if row.kind == "stretch"]
    played(session, "stay", "later", *["wait"] * 9)
    found = [line for line in shown(session.tree()) if not line.startswith("page")]
    assert found == [
        "chapter: Part one",
        "stretch: Deck | 8 choices",
        "chapter: Part two",
        "stretch: Dome | 6 choices",
        "now: You are here | Dome | Sol 0, 00:00",
    ]


def test_a_line_that_was_left_is_folded_and_has_lines_of_its_own(session: Session) -> None:
    played(session, "down", "up", "stay")
    session.rewind()
    played(session, "later", "stop")
    session.rewind_to(0)
    played(session, "stay")
    tree = session.tree()
    assert [branch.nodes for branch in tree.branches] == [(0, 6), (1, 2, 4, 5), (3,)]
    assert shown(tree)[2] == "  branch: Go down. | 4 choices | Ending: Curtain"
    assert shown(tree, frozenset({"b1"}))[3:7] == [
        "  page: Go up. | Cabin | Sol 0, 00:00",
        "  page: Later. | Deck | Sol 0, 00:00",
        "    branch: Stay for the 0th time. | 1 choice | Deck | Sol 0, 00:00",
        "  chapter: Part two",
    ]


def test_every_page_stands_in_one_line(session: Session) -> None:
    chance = random.Random(4)
    for _ in range(120):
        if session.ended or chance.random() < 0.2:
            session.go_to(chance.randrange(len(session.timeline.nodes)))
        else:
            session.choose(chance.choice(session.page().open_options).id)
        tree = session.tree()
        pages = [node for branch in tree.branches for node in branch.nodes]
        assert sorted(pages) == list(range(len(session.timeline.nodes)))
        assert tree.line.nodes[-1] == session.timeline.head
        keys = {row.key for row in tree.rows({f"b{b.nodes[0]}" for b in tree.branches})}
        everything = tree.rows(keys | {f"b{b.nodes[0]}" for b in tree.branches})
        pages = [row.node for row in everything if row.kind in ("page", "now")]
        alone = [row.node for row in everything if row.kind == "branch" and not row.key]
        assert set(pages) | set(alone) == set(range(len(session.timeline.nodes)))


def test_a_choice_that_the_story_no_longer_has(session: Session) -> None:
    played(session, "stay", "stay")
    nodes = session.timeline.nodes
    forged = (*nodes[:1], nodes[1]._replace(choice="gone"), *nodes[2:])
    session._history.timeline = session.timeline._replace(nodes=forged)
    assert "no longer has" in shown(session.tree())[1]


def test_the_tree_goes_on_with_the_playthrough(session: Session) -> None:
    played(session, "stay")
    assert session.tree().head == 1
    played(session, "down")
    assert shown(session.tree())[-1].startswith("now: You are here | Cabin")
    session.rewind_to(0)
    assert [row.kind for row in session.tree().rows()] == ["chapter", "now", "branch"]


def test_thousands_of_pages_open_at_once(session: Session) -> None:
    history, chance = session._history, random.Random(2)
    for _ in range(5_000):
        if chance.random() < 0.06:
            history.move(chance.randrange(len(history.timeline.nodes)))
        history.choose(
            chance.choice(("stay", "down") if "start" in history.state.location else ("up",))
        )
    assert len(session.tree().branches) > 200
    session._past = None
    began = process_time()
    tree = session.tree()
    shown(tree)
    assert process_time() - began < 1.5  # a quarter of a second on a quiet machine
