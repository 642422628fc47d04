"""The timeline drawn as a tree: moving in it, unfolding, going back, comparing."""

from __future__ import annotations

import pytest

from tests.ui.tui.fake import FakeGame
from tests.ui.tui.player import Player, drive
from ulysse_game.play.tree import Row
from ulysse_game.ui.tui.compare import CompareScreen
from ulysse_game.ui.tui.timeline import TimelineScreen, rails_of


async def two_ways(player: Player) -> None:
    """Three pages, one taken back, another way of two pages; then the tree."""
    for _ in range(3):
        await player.press("end", "1")
    await player.press("u")
    for _ in range(2):
        await player.press("end", "2")
    await player.press("r")


def rows(player: Player) -> list[str]:
    """The rows of the tree in sight."""
    signs = ("○", "●", "┊", "┐")
    seen = player.seen.replace("\xa0", " ").split("\n")
    return [row.strip(" ") for row in seen if any(sign in row for sign in signs)]


def test_the_tree_shows_lines_and_goes_back_along_any() -> None:
    game = FakeGame()

    async def script(player: Player) -> None:
        await two_ways(player)
        assert rows(player) == [
            "○ Put the bracelet back on his wrist.   Galley · SOL 0",
            "○ Put the bracelet back on his wrist.   Galley · SOL 1",
            "○ Leave the hole in the log.   Galley · SOL 2",
            "├─○ Put the bracelet back on his wrist.   1 choice → Galley · SOL 3",
            "▸○ Ask Simon.   Galley · SOL 3",
            "● You are here   Galley · SOL 4",
        ]
        await player.press("up", "enter")
        assert player.turn == 3
        assert player.reading.session.page().lines[0].text.startswith("Put")
        assert "What you left is kept" in player.foot
        await player.press("r")
        assert rows(player)[3:] == [
            "├─○ Leave the hole in the log.   2 choices → Galley · SOL 4",
            "● You are here   Galley · SOL 3",
        ]

    drive(script, game)


def test_it_says_what_enter_does_and_what_it_did() -> None:
    async def script(player: Player) -> None:
        await two_ways(player)
        assert "Enter Return there" in player.foot
        await player.press("down")
        assert "Enter Stay here" in player.foot
        await player.press("enter")
        assert player.turn == 4
        assert "You are here already." in player.foot
        await player.press("r", "up")
        assert "Enter Go there" in player.foot, "another way, of one page"
        await player.press("enter")
        assert player.turn == 3
        assert "On another way that you had taken. What you left is kept." in player.foot
        await player.press("r", "home", "enter")
        assert "Back at an earlier choice. What you left is kept." in player.foot
        await player.press("r", "end")
        assert "Enter Unfold" in player.foot, "two pages, and a third beside them"
        await player.resize(40, 12)
        await player.press("home")
        assert "Esc Close   Enter Stay here" in player.foot
        await player.press("end")
        await player.resize(80, 30)
        assert "→ Unfold" not in player.foot
        await player.press("enter")
        assert isinstance(player.leaf, TimelineScreen)
        assert "Enter Fold" in player.foot
        await player.press("end")
        assert "Enter Go there" in player.foot
        await player.press("enter")
        assert player.turn > 0
        assert "On at a later page, which you had left." in player.foot

    drive(script, FakeGame(), size=(80, 30))


def test_folds_open_and_close_by_keys_and_mouse() -> None:
    async def script(player: Player) -> None:
        for _ in range(12):
            await player.press("end", "1")
        await player.press("r", "home")
        sheet = player.leaf.sheet
        assert sheet.current == "s0"
        assert "Galley   9 choices" in player.seen.replace("\xa0", " ")
        before = len(sheet.blocks)
        await player.press("right")
        assert len(sheet.blocks) == before + 9
        await player.press("right", "down", "down", "left")
        assert sheet.current == "s0"
        await player.press("left")
        assert len(sheet.blocks) == before
        await player.press("1")
        assert isinstance(player.leaf, TimelineScreen)
        y = next(n for n, row in enumerate(player.seen.split("\n")) if "┊" in row)
        await player.click(12, y)
        assert len(sheet.blocks) == before + 9
        await player.press("end")
        assert sheet.current == "p12"
        await player.press("l")
        assert "fr:You are here" in player.seen
        await player.press("r")
        assert player.turn == 12

    drive(script, size=(80, 40))


def test_two_pages_are_compared() -> None:
    async def script(player: Player) -> None:
        await two_ways(player)
        await player.press("up", "equals_sign")
        assert "= Put the bracelet" in player.seen
        await player.press("equals_sign")
        assert "= Put the bracelet" not in player.seen
        await player.press("equals_sign", "end", "equals_sign")
        assert isinstance(player.leaf, CompareScreen)
        for words in ("They part here: 1. Ulysses · Galley · SOL 2", "A  1. Ulysses", "B  1."):
            assert words in player.seen.replace("\xa0", " ")
        assert "A  › Put the bracelet" in player.seen
        await player.press("escape")
        assert isinstance(player.leaf, TimelineScreen)
        assert "= Put" not in player.seen
        await player.press("escape")
        assert player.turn == 4

    drive(script)


@pytest.mark.parametrize("size", [(40, 12), (200, 60)])
def test_it_fits_every_size(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await two_ways(player)
        assert "You are here" in player.seen
        await player.press("up", "equals_sign", "end", "equals_sign", "end")
        assert all(len(row) <= size[0] for row in player.seen.split("\n"))
        assert isinstance(player.leaf, CompareScreen)
        await player.resize(40, 12)
        await player.resize(120, 40)
        assert "They part here" in player.seen

    drive(script, size=size)


def test_nothing_to_go_back_to() -> None:
    async def script(player: Player) -> None:
        await player.press("r")
        assert "No choice has been made yet." in player.foot
        await player.press("end", "1", "u", "r")
        assert rows(player) == ["▸● You are here   Galley · SOL 0", *rows(player)[1:]]
        assert len(rows(player)) == 2  # what was taken back is there, and one can go on with it
        await player.press("down", "enter")
        assert player.turn == 1

    drive(script)


def test_rails_join_what_belongs_together() -> None:
    tree = [
        Row("chapter", 0, 0),
        Row("page", 0, 0, 1),
        Row("branch", 1, 9, -1, "b8", (8, 9), True),
        Row("page", 1, 8, 9),
        Row("branch", 2, 10, -1, "", (10,)),
        Row("page", 1, 9),
        Row("branch", 1, 11, -1, "", (11,)),
        Row("now", 0, 1),
        Row("branch", 1, 12, -1, "", (12,)),
    ]
    assert rails_of(tree) == [
        ("   ", "   "),
        (" ○ ", " │ "),
        (" ├─┐ ", " │ │ "),
        (" │ ○ ", " │ │ "),
        (" │ ├─○ ", " │ │   "),
        (" │ ○ ", " │   "),
        (" ├─○ ", " │   "),
        (" ● ", " │ "),
        (" └─○ ", "     "),
    ]


def test_deep_lines_leave_room_for_words() -> None:
    async def script(player: Player) -> None:
        session = player.reading.session
        spine = [0]
        for _ in range(12):
            session.choose("wrist")
            spine.append(spine[-1] + 1)
        for page in reversed(spine[:-1]):
            session.go_to(page)
            session.choose("hole")
        await player.press("r")
        screen = player.leaf
        assert isinstance(screen, TimelineScreen)
        screen._opened = {f"b{node}" for node in range(40)}
        screen.fill()
        await player.press("home")
        deepest = [row for row in rows(player) if "…" in row]
        assert len(deepest) > 3
        assert all("Put" in row or "Leave" in row or "You" in row for row in deepest)

    drive(script, size=(40, 70))
