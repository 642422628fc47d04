"""The charts on the screen: from one to the next by every way, at every size, still or moving."""

from __future__ import annotations

import pytest

from tests.ui.tui.fake import CHARTS, FakeGame, FakeSession
from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.charts import ChartsScreen
from ulysse_game.ui.tui.reading import ReadingScreen
from ulysse_game.view.wrap import cells


def up(player: Player) -> str:
    """The chart that is up."""
    screen = player.app.screen
    assert isinstance(screen, ChartsScreen)
    assert screen.chart is not None
    return screen.chart.id


def test_keys_go_round_the_charts_and_back_to_the_story() -> None:
    async def script(player: Player) -> None:
        await player.press("h")
        assert up(player) == "ship"
        found = []
        for key in ("right", "tab", "right", "left", "2"):
            await player.press(key)
            found.append(up(player))
        assert found == ["ground", "light", "ship", "light", "ground"]
        await player.press("9")
        assert up(player) == "ground"
        await player.press("h")
        assert isinstance(player.app.screen, ReadingScreen)
        await player.press("h", "l")  # where one was, in the other language
        assert up(player) == "ground"
        assert player.app.language == "fr"

    drive(script)


def test_the_names_of_the_charts_can_be_clicked() -> None:
    async def script(player: Player) -> None:
        await player.press("h")
        rows = player.seen.split("\n")
        y = next(n for n, row in enumerate(rows) if "The ground" in row)
        await player.click(rows[y].index("The light") + 2, y)
        assert up(player) == "light"
        await player.click(rows[y].index("The ship"), y)
        assert up(player) == "ship"

    drive(script)


def test_where_names_have_no_room_the_signs_at_the_ends_can_be_clicked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = tuple(chart._replace(title=f"{chart.title} and all round it") for chart in CHARTS)
    monkeypatch.setattr(FakeSession, "charts", lambda self: long)

    async def script(player: Player) -> None:
        await player.press("h")
        row = player.seen.split("\n")[0]
        assert "The ground" not in row
        await player.click(row.index("›"), 0)
        assert up(player) == "ground"
        await player.click(player.seen.split("\n")[0].index("‹"), 0)
        assert up(player) == "ship"

    drive(script, size=(40, 12), digits="on")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
def test_at_every_size_the_words_are_there_and_nothing_is_cut(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.press("h")
        for chart in CHARTS:
            await player.press("end")
            screen = player.app.screen
            assert isinstance(screen, ChartsScreen)
            rows = screen._rows(screen.sheet._columns())
            told = " ".join("".join(words for words, _ in row) for row in rows)
            for sentence in chart.beside:
                assert all(word in told for word in sentence.split(" "))
            most = screen.sheet._columns()
            assert max(sum(cells(words) for words, _ in row) for row in rows) <= most
            await player.press("right")

    drive(script, size=size)


def test_with_pictures_off_the_words_stand_alone() -> None:
    async def script(player: Player) -> None:
        await player.press("h", "right")
        assert "The wreck: 6.2 km to the west." in player.seen
        assert not any("\u2800" <= sign <= "\u28ff" for sign in player.seen)

    drive(script, pictures="words")


@pytest.mark.parametrize(("motion", "moves"), [("full", True), ("none", False)])
def test_a_timer_runs_only_while_light_travels(motion: str, moves: bool) -> None:
    async def script(player: Player) -> None:
        await player.press("h")
        screen = player.app.screen
        assert isinstance(screen, ChartsScreen)
        assert screen._timer is None
        await player.press("right", "right")
        assert (screen._timer is not None) == moves
        await player.press("left")
        assert screen._timer is None

    drive(script, motion=motion)


def test_the_light_moves_with_the_time() -> None:
    async def script(player: Player) -> None:
        await player.press("h", "right", "right")
        screen = player.app.screen
        assert isinstance(screen, ChartsScreen)
        seen = []
        for now in (300.0, 520.0, 780.0, 1560.0):
            screen.now = lambda now=now: now  # type: ignore[misc]  # a clock of our own
            screen._go_on()
            await player.settle()
            seen.append(player.seen)
        assert len(set(seen[:3])) == 3
        assert seen[3] == seen[1]  # half way there, half way back

    drive(script, size=(100, 40))


def test_a_story_without_charts_shows_no_such_command() -> None:
    game = FakeGame()
    game.has_charts = False

    async def script(player: Player) -> None:
        await player.press("h")
        assert isinstance(player.app.screen, ReadingScreen)
        await player.press("escape", "end")
        assert "Charts" not in player.seen
        await player.press("escape", "question_mark")
        text = "\n".join(block.text for block in player.leaf.sheet.blocks)
        assert "Charts" not in text
        assert "Among the charts" not in text

    drive(script, game)


def test_menu_and_help_know_the_charts() -> None:
    async def script(player: Player) -> None:
        await player.press("escape")
        menu = "\n".join(block.text for block in player.leaf.sheet.blocks)
        assert "Charts" in menu
        await player.press("escape", "question_mark")
        known = "\n".join(block.text for block in player.leaf.sheet.blocks)
        assert "Charts" in known
        assert "Among the charts" in known

    drive(script)
