"""The panels at the sides: where they stand at every width, what is kept, when a line moves."""

from __future__ import annotations

import asyncio

import pytest

from tests.ui.tui.fake import FakeGame, FakeSession
from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.crew import CrewScreen
from ulysse_game.ui.tui.flow import lay
from ulysse_game.ui.tui.sheet import Sheet
from ulysse_game.ui.tui.sides import PANEL, Sides, sides, toggled
from ulysse_game.view.page import CrewEntry, Line, Run
from ulysse_game.view.settings import settings_of


@pytest.mark.parametrize("columns", [60, 72, 90])
@pytest.mark.parametrize("wanted", ["", "crew", "instruments", "crew instruments"])
def test_no_panel_takes_the_room_of_the_text(columns: int, wanted: str) -> None:
    for width in range(40, 310):
        found = sides(wanted, width, columns)
        left_to_text = width - found.left_width - found.right_width
        assert left_to_text >= min(width, 64)
        if found.left_width:
            assert found.left_width == found.right_width
            assert left_to_text >= columns + 8
        if width < 100 or not wanted:
            assert found == Sides()


def test_one_panel_then_two() -> None:
    both = "crew instruments"
    assert sides(both, 99, 72) == Sides()
    assert sides(both, 100, 72) == sides(both, 149, 72) == Sides("", "instruments", 0, PANEL)
    assert sides("instruments crew", 120, 72).right == "crew"
    assert sides(both, 150, 72) == Sides("instruments", "crew", 34, 34)
    assert sides("crew", 150, 72) == Sides("", "crew", 34, 34), "the text stays in the middle"
    assert sides(both, 160, 90).left == "", "a wider text leaves room for one"


@pytest.mark.parametrize(
    ("wanted", "name", "width", "then"),
    [
        ("", "crew", 120, "crew"),
        ("crew", "crew", 120, ""),
        ("crew", "instruments", 120, "instruments"),
        ("crew instruments", "instruments", 120, ""),
        ("crew instruments", "crew", 120, "crew"),
        ("", "crew", 200, "crew"),
        ("crew", "instruments", 200, "crew instruments"),
        ("crew instruments", "crew", 200, "instruments"),
        ("instruments", "instruments", 200, ""),
    ],
)
def test_a_key_opens_a_panel_and_closes_it(wanted: str, name: str, width: int, then: str) -> None:
    found = toggled(wanted, name, width, 72)
    assert found == then
    assert settings_of({"panel": found}).panel == found, "it can be kept"


def test_what_is_open_is_kept_and_comes_back_with_the_room() -> None:
    kept: dict[str, str] = {}

    async def script(player: Player) -> None:
        await player.press("i")
        assert "Oxygen" in player.seen
        assert kept["panel"] == "instruments"
        await player.resize(80, 24)
        assert "Oxygen" not in player.seen
        await player.resize(160, 40)
        assert "Oxygen" in player.seen
        await player.press("c")
        assert "Oxygen" in player.seen
        assert "Eva Müller" in player.seen
        await player.resize(110, 40)
        assert "Oxygen" not in player.seen, "there is room for the last opened alone"
        assert "Eva Müller" in player.seen

    drive(script, size=(120, 40), remember=kept.__setitem__)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (150, 40), (200, 60), (300, 100)])
def test_the_text_and_the_lines_around_it_begin_in_one_column(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.press("end")
        left = {
            len(row) - len(row.lstrip())
            for row in player.seen.splitlines()
            if row.strip().startswith(("1. Ulysses", "In nineteen", "SOL 00", "Esc", "Space"))
        }
        assert len(left) == 1, player.seen

    drive(script, size=size, panel="crew instruments")


def test_where_there_is_no_room_the_instruments_have_a_screen() -> None:
    async def script(player: Player) -> None:
        await player.press("i")
        assert "188 person-sols" in player.seen
        assert "(0) Seven" not in player.seen
        await player.press("i")
        assert "(0) Seven" in player.seen

    drive(script, size=(80, 24))


def beating() -> FakeGame:
    game = FakeGame()
    game.beats = True
    return game


async def beats(player: Player) -> int:
    """How often the line has moved after three steps, played by hand."""
    reading = player.reading
    before = reading._beats
    assert reading._beat is not None
    for _ in range(3):
        reading._beat_once()
    await player.settle()
    return reading._beats - before


@pytest.mark.parametrize(("size", "panel"), [((120, 40), "instruments"), ((80, 24), "")])
def test_a_heart_moves_while_it_is_in_sight(size: tuple[int, int], panel: str) -> None:
    async def script(player: Player) -> None:
        await asyncio.sleep(0)
        await player.settle()
        before = player.seen
        assert "Martin" in before
        assert await beats(player) >= 3
        assert player.seen != before
        words = [line.replace("∧", "─") for line in (before, player.seen)]
        assert words[0] == words[1], "nothing moves but the line"
        await player.press("question_mark")
        assert player.app.screen_stack[0]._beat is None  # type: ignore[attr-defined]
        await player.press("escape")
        assert player.reading._beat is not None

    drive(script, beating(), size=size, panel=panel)


@pytest.mark.parametrize("motion", ["reduced", "none"])
def test_with_less_motion_it_stands_still(motion: str) -> None:
    async def script(player: Player) -> None:
        await player.settle()
        assert "∧" in player.seen
        assert player.reading._beat is None

    drive(script, beating(), motion=motion)


def test_without_a_heart_there_is_no_timer() -> None:
    async def script(player: Player) -> None:
        await player.press("1")
        assert player.reading._beat is None
        assert "∧" not in player.seen

    drive(script, size=(120, 40), panel="instruments")


def test_it_stops_when_the_heart_is_gone_or_the_player_wants_no_motion() -> None:
    game = beating()

    async def script(player: Player) -> None:
        await player.settle()
        player.app.set("motion", "none")
        await player.settle()
        assert player.reading._beat is None
        player.app.set("motion", "full")
        await player.settle()
        assert player.reading._beat is not None
        game.beats = False
        await player.press("end", "1")
        assert player.reading._beat is None
        assert "∧" not in player.seen

    drive(script, game)


def test_entries_close_up_where_they_would_be_out_of_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    told = (Run("Somebody · held, and says so at every meal, to whoever sits there."),)
    crew = tuple(CrewEntry(f"p{n}", (Line("narration", told),)) for n in range(8))
    monkeypatch.setattr(FakeSession, "crew", lambda session: crew)

    async def script(player: Player) -> None:
        def is_airy() -> bool:
            found = {block.gap for block in player.app.screen.query_one("#right", Sheet).blocks[1:]}
            assert len(found) == 1
            return found == {1}

        await player.press("c")
        assert is_airy()
        around = player.app.size.height - player.leaf.sheet.size.height
        await player.resize(120, 8 * 3 + 7 + around)
        assert is_airy()
        await player.resize(120, 8 * 3 + 6 + around)
        assert not is_airy()
        await player.resize(120, 50)
        assert is_airy()
        await player.press("c")
        await player.resize(120, 8 * 3 - 1 + around)
        await player.press("c")
        assert isinstance(player.leaf, CrewScreen), "not all of them would be in sight"

    drive(script, size=(120, 40))


def test_one_figure_stands_out_and_once() -> None:
    def standing_out(player: Player) -> list[str]:
        panel = [row for each in player.reading._right.blocks for row in lay(each, 30)]
        rows = [*player.reading.foot.rows, *panel]
        return [words for row in rows for words, role in row if role == "seats"]

    async def script(player: Player) -> None:
        before = standing_out(player)
        assert len(before) == 1
        await player.press("i")
        assert len(standing_out(player)) == 1
        assert standing_out(player) != before
        assert before[0] in player.seen  # the line below says it still, as one of its figures

    drive(script, size=(120, 40))
