"""The title page: the menu in sight at every size, and Mars, turning for who likes it."""

import pytest

from tests.ui.tui.fake import FakeGame
from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.able import Able
from ulysse_game.ui.tui.lettering import lettered
from ulysse_game.ui.tui.paint import Painter
from ulysse_game.ui.tui.planet import Planet
from ulysse_game.ui.tui.title import TitleScreen, planned
from ulysse_game.view.settings import Settings

MENU = ("New game", "Endings and chapters", "Settings", "Language: English", "Help", "Quit")
DAY = (2026, 11, 23)


def planet(player: Player) -> Planet:
    return player.app.screen_stack[0].query_one(Planet)


def colours(player: Player) -> list[list[str]]:
    """The inks of the disc, row by row."""
    return [[str(segment.style) for segment in line] for line in planet(player)._lines]


def test_every_size_has_room_for_what_it_shows() -> None:
    for width in range(40, 301):
        for height in range(12, 101):
            plan = planned(width, height)
            taken = plan.before + plan.words + plan.between + plan.disc
            assert taken <= width, (width, height)
            assert plan.disc % 2 == 0
            assert plan.disc // 2 <= height - 4, (width, height)
            if plan.disc:
                assert plan.before >= 2
                assert width - taken >= 1
    assert planned(80, 24).disc >= 36
    assert planned(40, 12).disc == planned(75, 40).disc == 0
    assert planned(120, 40).large
    assert not planned(80, 24).large


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_menu_is_in_sight_at_every_size(language: str) -> None:
    async def script(player: Player) -> None:
        for size in ((40, 12), (80, 24), (120, 40)):
            await player.resize(*size)
            seen = player.seen.replace("\xa0", " ")
            for number, entry in enumerate(MENU, 1):
                words = entry if language == "en" else f"fr:{entry}"
                if "Language" not in words:
                    assert f"{number}  {words}" in seen, (size, entry)
            if not planned(*size).large:
                title = "ONE SEAT SHORT" if language == "en" else "UNE PLACE DE MOINS"
                assert " ".join(title) in seen or size[0] == 40
            assert (planned(*size).disc > 0) == planet(player).display
            assert max(len(line) for line in player.seen.split("\n")) <= size[0]

    drive(script, new=False, size=(80, 24), language=language, today=DAY)


def test_the_title_in_the_other_language_stands_below() -> None:
    async def script(player: Player) -> None:
        assert "Une place de moins" in player.seen
        await player.press("l")
        assert "One Seat Short" in player.seen

    drive(script, new=False, size=(80, 24))


def test_to_continue_says_with_what() -> None:
    game = FakeGame()
    game.start("en", 1).close()

    async def script(player: Player) -> None:
        assert "▸ 1  Continue  1. Ulysses" in player.seen
        assert "3  Load" in player.seen
        await player.press("1")
        assert player.turn == 0

    drive(script, game, new=False, size=(80, 24))


def test_mars_turns_step_by_step_and_only_in_sight() -> None:
    async def script(player: Player) -> None:
        mars = planet(player)
        assert mars.is_turning
        before = colours(player)
        assert len(before) == mars.columns // 2
        mars.turn()
        assert colours(player) != before
        await player.press("question_mark")
        assert not mars.is_turning
        await player.press("escape")
        assert mars.is_turning
        player.app.set("motion", "none")
        await player.settle()
        assert not mars.is_turning
        await player.resize(60, 20)
        await player.resize(120, 40)
        assert not mars.is_turning

    drive(script, new=False, size=(80, 24), today=DAY)


def test_mars_turns_slowly_where_every_byte_crosses_a_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps: list[float] = []

    async def script(player: Player) -> None:
        clock = planet(player)._clock
        assert clock is not None
        steps.append(clock._interval)

    drive(script, new=False, size=(80, 24), today=DAY)
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22")
    drive(script, new=False, size=(80, 24), today=DAY)
    assert steps[1] >= 4 * steps[0]


@pytest.mark.parametrize("motion", ["reduced", "none"])
def test_without_motion_nothing_moves(motion: str) -> None:
    async def script(player: Player) -> None:
        assert planet(player)._lines
        assert not planet(player).is_turning
        assert not planet(player)._timers

    drive(script, new=False, settings=Settings(motion=motion), today=DAY)


def test_a_step_draws_the_disc_and_no_more() -> None:
    async def script(player: Player) -> None:
        mars = planet(player)
        before = [list(line) for line in mars._lines]
        mars.turn()
        changed = mars._changed(before)
        assert changed
        for region in changed:
            assert region.height == 1
            assert region.x >= 0
            assert region.right <= mars.columns
        marked = {(x, region.y) for region in changed for x in range(region.x, region.right)}
        for y, (old, new) in enumerate(zip(before, mars._lines, strict=True)):
            for x, (one, other) in enumerate(zip(old, new, strict=True)):
                assert one == other or (x, mars._top + y) in marked
        assert mars._changed(mars._lines) == []

    drive(script, new=False, today=DAY)


def test_stars_are_signs_that_the_terminal_has() -> None:
    async def script(player: Player) -> None:
        assert "·" in player.seen
        player.app.painter = Painter(player.app.painter.look, "letters")
        planet(player).painter = player.app.painter
        rows = [planet(player).render_line(y).text for y in range(planet(player).size.height)]
        assert "·" not in "".join(rows)

    drive(script, new=False, settings=Settings(motion="none"))


def test_the_light_is_that_of_the_day() -> None:
    def disc(today: tuple[int, int, int]) -> list[list[str]]:
        found: list[list[list[str]]] = []

        async def script(player: Player) -> None:
            found.append(colours(player))

        drive(script, new=False, settings=Settings(motion="none"), today=today)
        return found[0]

    assert disc(DAY) == disc(DAY)
    assert disc(DAY) != disc((2027, 10, 4))


def test_few_colours_and_few_signs() -> None:
    async def script(player: Player) -> None:
        mars = planet(player)
        for able, allowed in (
            (Able("none", "letters"), set(" .:-=+*#%@·")),
            (Able("16", "all"), set(" ▀·")),
            (Able("256", "all"), set(" ▀·")),
        ):
            player.app.easel.able = able
            mars._made = ()
            mars.renew()
            signs = {segment.text for line in mars._lines for segment in line}
            assert signs <= allowed
            assert len(signs) > 1

    drive(script, new=False, settings=Settings(motion="none"))


def test_large_letters() -> None:
    rows = lettered("One Seat Short", 60)
    assert rows is not None
    assert len(rows) == 7  # two lines and what is between them
    assert rows[0].startswith("▄▀▀▄  █")
    assert all(len(row) <= 60 for row in rows)
    assert len(lettered("One Seat Short", 200) or ()) == 3
    assert lettered("One Seat Short", 10) is None
    assert lettered("Œuvre", 60) is None
    assert lettered("", 60) is None


def test_a_title_of_other_signs_is_set_wide() -> None:
    class Other(FakeGame):
        def title(self, language: str):  # type: ignore[no-untyped-def]
            return super().title(language)._replace(title="Élégie № 7")

    async def script(player: Player) -> None:
        assert isinstance(player.app.screen, TitleScreen)
        assert "É L É G I E   №   7" in player.seen.replace("\xa0", " ")

    drive(script, Other(), new=False, size=(120, 40))
