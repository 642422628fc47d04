"""The list of saves: what a card says, at every width, of every sort of save."""

from __future__ import annotations

import pytest

from tests.ui.tui.fake import FakeGame
from tests.ui.tui.player import Player, drive
from ulysse_game.play import SaveCard
from ulysse_game.ui.tui.asking import LONGEST

NAMED = SaveCard(
    "named-x", "named", "Before the door", "2. Mars", "Galley", "SOL 1 06:40", "2026-11-22 12:40",
    "fr", 36, 7, who="seven of eight, without Martin", played=4_000,
)  # fmt: skip
ENDED = SaveCard("auto-x", "auto", "", "10. Storm", ending="The Debt", language="en", turn=133)
OLD = SaveCard("quick-x", "quick", chapter="1. Ulysses", alive=8, language="en", turn=3)


def game() -> FakeGame:
    found = FakeGame()
    found.cards = [NAMED, ENDED, OLD, SaveCard("auto-y", "auto", damaged=True)]
    found.kept = {card.id: [] for card in found.cards}
    return found


def cards(player: Player) -> list[list[str]]:
    """The rows of each card in sight."""
    found: list[list[str]] = [[]]
    for row in player.seen.replace("\xa0", " ").split("\n")[2:-2]:
        if row.strip():
            found[-1].append(row.strip())
        elif found[-1]:
            found.append([])
    return [card for card in found if card]


def test_what_a_card_says() -> None:
    async def script(player: Player) -> None:
        await player.press("m")
        assert cards(player)[:4] == [
            [
                "▸ 1  Before the door   2. Mars",
                "SOL 1 06:40 · Galley · seven of eight, without Martin",
                "22 November 2026, 12:40 · turn 36 · 1 h 06 played · français",
            ],
            ["2  Autosave   Ending: The Debt", "turn 133"],
            ["3  Quick save   1. Ulysses", "8 alive", "turn 3"],
            ["4  Autosave   damaged"],
        ]

    drive(script, game(), size=(80, 30))


@pytest.mark.parametrize(
    ("number", "said"),
    [("1", "Back at “Before the door”."), ("2", "Back at the autosave."),
     ("3", "Back at the quick save.")],
)  # fmt: skip
@pytest.mark.parametrize("new", [True, False])
def test_a_save_that_was_loaded_is_named(number: str, said: str, new: bool) -> None:
    async def script(player: Player) -> None:
        if new:
            await player.press("m", number)
        else:
            await player.click_on("Load")
            await player.press(number)
        assert player.turn == 0
        assert said in player.foot

    drive(script, game(), size=(80, 60), new=new)


def test_no_more_of_a_name_is_written_than_is_kept_and_it_is_said() -> None:
    found = game()

    async def script(player: Player) -> None:
        def foot() -> str:
            return "\n".join(player.seen.split("\n")[-2:])

        await player.press("m", "n", *"a" * LONGEST)
        assert "No more than" not in foot()
        await player.press("b")
        assert "No more than 40 characters fit here." in foot()
        await player.press("backspace")
        assert "No more than" not in foot()
        await player.press("enter")
        assert found.cards[0].name == "a" * (LONGEST - 1)

    drive(script, found)


@pytest.mark.parametrize("size", [(40, 16), (52, 24), (120, 40)])
def test_no_row_begins_or_ends_with_what_parts(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.press("m")
        found = [row for card in cards(player) for row in card]
        assert any("without Martin" in row for row in found)
        assert not [row for row in found if row.startswith("·") or row.endswith("·")]

    drive(script, game(), size=size)


def test_a_click_on_any_row_of_a_card_opens_it() -> None:
    async def script(player: Player) -> None:
        await player.press("1", "m")
        y = next(n for n, row in enumerate(player.seen.split("\n")) if "without" in row)
        await player.click(20, y)
        assert player.turn == 0

    drive(script, game(), size=(80, 30))


def test_the_hint_names_what_can_be_done_with_a_save() -> None:
    async def full(player: Player) -> None:
        await player.press("m")
        assert "Enter Load" in player.foot
        assert "d Delete" in player.foot

    async def empty(player: Player) -> None:
        await player.press("m")
        assert "n Save under a name" in player.foot
        assert "Load" not in player.foot
        assert "Delete" not in player.foot

    drive(full, game())
    drive(empty)
