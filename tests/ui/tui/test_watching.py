"""The screen under watch: the page follows, mistakes stand in place, the keys for writers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.authoring.watching.watched import Desk
from tests.ui.tui.player import Player, Script
from ulysse_game import play
from ulysse_game.authoring.editor import Unopened
from ulysse_game.authoring.panel import set_by_hand
from ulysse_game.storage import Shelf
from ulysse_game.ui.tui import behind, desk_keys, keys, panel
from ulysse_game.ui.tui.game import Options
from ulysse_game.ui.tui.watching import WaitingScreen, WatchedScreen, WatchingApp


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The small story, under watch."""
    return Desk(tmp_path)


def drive(
    desk: Desk, script: Script, size: tuple[int, int] = (80, 24), **options: Any
) -> WatchingApp:
    """Runs ``script`` on the watched story in a made-up terminal; it is always noon."""
    options.setdefault("new", True)
    asked = Options(seed=1, write=True, story=desk.folder, **options)
    app = WatchingApp(desk.watch, asked, now=lambda: "12:00:00")

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            player = Player(app, pilot)
            await player.settle()
            await script(player)

    asyncio.run(run())
    assert app.trouble is None
    return app


async def look(player: Player) -> None:
    """The timer's look at the files, twice, as after a change that has settled."""
    assert isinstance(player.app, WatchingApp)
    player.app.glance()
    player.app.glance()
    await player.settle()


def top(player: Player) -> str:
    """The line of the watch."""
    return player.seen.splitlines()[0].strip()


def test_the_page_follows_and_is_marked_until_the_next_choice(desk: Desk) -> None:
    async def script(player: Player) -> None:
        assert top(player) == "watching story"
        await player.press("1")
        desk.edit("Come in.", "Go away.")
        await look(player)
        assert top(player) == "watching story · 12:00:00 · this text has changed"
        barred = [line for line in player.seen.splitlines() if "▌" in line]
        assert [line.split() for line in barred] == [["▌", "EVA", "“Go", "away.”"]]
        assert player.turn == 1
        await player.press("u")
        assert "▌" not in player.seen
        assert top(player) == "watching story · 12:00:00"
        await player.press("1")
        desk.edit("Sit down.", "Sit.")
        await look(player)
        assert "▌" in player.seen
        await player.press("1")
        assert "A Chair" in player.seen
        assert "▌" not in player.seen

    drive(desk, script)


def test_the_past_stays_above(desk: Desk) -> None:
    async def script(player: Player) -> None:
        await player.press("1")
        desk.edit("You stand", "You wait")
        await look(player)
        assert "(one choice back)" in top(player)
        await player.press("home")
        assert "You wait before a door." in player.seen

    drive(desk, script)


def test_mistakes_stand_in_place_and_the_story_before_goes_on(desk: Desk) -> None:
    async def script(player: Player) -> None:
        desk.edit("next: hall", "next: hal")
        await look(player)
        assert top(player) == "watching story · 12:00:00 · one error · the story before goes on"
        assert "1_part/scenes.yaml:13:9 error[unknown-scene]" in player.seen
        await player.press("1")
        assert player.turn == 1
        assert "unknown-scene" in player.seen
        await player.press("d")
        assert "unknown-scene" not in player.seen
        desk.edit("next: hal\n", "next: hall\n")
        await look(player)
        assert top(player).endswith("the story is the same as before")
        await player.press("d")
        assert "Nothing is wrong." in player.foot

    drive(desk, script)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
def test_mistakes_take_a_third_of_the_screen_at_most(desk: Desk, size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        wrong = "".join(f"extra_{n}:\n  text: Here.\n  next: nowhere\n" for n in range(30))
        desk.edit("door:\n", wrong + "door:\n")
        await look(player)
        screen = player.reading
        assert isinstance(screen, WatchedScreen)
        assert 0 < screen.mistakes.size.height <= size[1] // 3
        assert "12:00:00" in top(player)
        marked = screen.mistakes.current
        await player.press("full_stop", "full_stop", "full_stop")
        assert screen.mistakes.current != marked
        await player.press("comma", "comma", "comma")
        assert screen.mistakes.current == marked
        assert player.turn == 0

    drive(desk, script, size)


Opened = list[tuple[str, int]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the editor was asked to open."""
    found: Opened = []

    def open_in_editor(
        file: Path, line: int, column: int, aside: Callable[[], object]
    ) -> Unopened | None:
        found.append((file.name, line))
        return Unopened("There is no editor {name} here; EDITOR says which one to use.",
                        {"name": "pen"}) if line == 1 else None  # fmt: skip

    monkeypatch.setattr(behind, "open_in_editor", open_in_editor)
    return found


def test_the_editor_opens_where_it_matters(desk: Desk, opened: Opened) -> None:
    async def script(player: Player) -> None:
        await player.press("e")
        assert "There is no editor pen here" in player.foot
        await player.press("1")
        await player.press("e")
        desk.edit("Somebody moves.", "Nobody moves.")
        await look(player)
        await player.press("e")
        desk.edit("next: hall", "next: hal")
        await look(player)
        await player.press("e")

    drive(desk, script)
    # The scene, the scene come to, the text that changed, the mistake.
    assert opened == [("scenes.yaml", line) for line in (1, 15, 11, 13)]


def test_a_mistake_that_is_clicked_on_is_opened(desk: Desk, opened: Opened) -> None:
    async def script(player: Player) -> None:
        desk.edit("next: hall", "next: hal")
        await look(player)
        rows = player.seen.splitlines()
        row = next(n for n, line in enumerate(rows) if "unknown-scene" in line)
        await player.click(12, row)
        assert player.turn == 0

    drive(desk, script)
    assert opened == [("scenes.yaml", 13)]


def test_warnings_show_when_they_are_asked_for(desk: Desk) -> None:
    async def script(player: Player) -> None:
        desk.save("1_part/scenes.yml", "")
        desk.edit("You stand", "You wait")
        await look(player)
        assert top(player).endswith("this text has changed · one warning")
        assert "unread-file" not in player.seen
        await player.press("full_stop")
        assert "warning[unread-file]" in player.seen
        await player.press("d")
        assert "unread-file" not in player.seen

    drive(desk, script)


def test_a_story_that_cannot_be_played_yet(tmp_path: Path, opened: Opened) -> None:
    desk = Desk(tmp_path, broken="{You stand")

    async def script(player: Player) -> None:
        assert isinstance(player.app.screen, WaitingScreen)
        assert "The story begins as soon as this is mended." in player.seen
        assert "error[open-brace]" in player.seen
        await player.press("e", "full_stop", "comma", "d", "l")
        assert "L’histoire commence dès que ceci est réparé." in player.seen
        desk.edit("next: hall", "next: hal")
        await look(player)
        assert "unknown-scene" in player.seen or "open-brace" in player.seen
        desk.edit("{You stand", "You stand")
        desk.edit("next: hal\n", "next: hall\n")
        await look(player)
        assert "You stand before a door." in player.seen
        await player.press("1")
        assert player.turn == 1

    drive(desk, script)
    assert opened == [("scenes.yaml", 4)]


def test_nothing_changes_behind_an_open_list(desk: Desk) -> None:
    async def script(player: Player) -> None:
        await player.press("1", "t")
        desk.edit("Come in.", "Go away.")
        await look(player)
        assert "Come in." in player.seen
        await player.press("escape")
        await look(player)
        assert "Go away." in player.seen

    drive(desk, script)


def test_the_panel_behind_the_page_follows(desk: Desk) -> None:
    async def script(player: Player) -> None:
        await player.press("1", "w")
        desk.edit("- sit: Sit down.", "- lie: Lie down.")
        await look(player)
        assert "`hall` now offers `lie`" in player.foot
        assert "lie" in player.seen
        desk.edit("next: chair", "next: chai")
        await look(player)
        assert "one error" in player.foot
        await player.press("escape")
        assert "Lie down." in player.seen
        assert "unknown-scene" in player.seen

    drive(desk, script)


def test_the_panel_beside_the_page_follows(desk: Desk) -> None:
    async def script(player: Player) -> None:
        await player.press("1", "w", "right")
        await player.settle()
        assert "sit: open" in player.seen
        desk.edit("- sit: Sit down.", "- lie: Lie down.")
        await look(player)
        await player.settle()
        assert "lie: open" in player.seen
        assert "1  Lie down." in player.seen
        assert top(player).startswith("watching story · 12:00:00")
        desk.edit("next: chair", "next: chai")
        await look(player)
        assert "unknown-scene" in player.seen
        assert "lie: open" in player.seen

    drive(desk, script, size=(120, 40))


def test_a_playthrough_that_waited_catches_up(desk: Desk) -> None:
    desk.save("world/variables.yaml", "variables:\n  knocks: 0..9, how often\n")
    assert desk.glance() is not None

    async def script(player: Player) -> None:
        await player.press("1")
        assert isinstance(player.app.session, play.Session)
        panel.play_aside(player.app, set_by_hand(player.app.session, "knocks", 3))
        await player.settle()
        desk.edit("Come in.", "Go away.")
        await look(player)
        assert top(player).endswith("this text has changed")
        panel.come_back(player.app)
        await player.settle()
        assert top(player).endswith("this text has changed")
        assert "Go away." in player.seen
        assert player.turn == 1

    drive(desk, script)


def test_a_choice_is_taken_once(desk: Desk) -> None:
    desk.save("world/variables.yaml", "variables:\n  knocks: 0..9, how often\n")
    desk.edit(
        "    - knock:", "    - wait: Wait.\n      do: knocks += 1\n      goto: here\n    - knock:"
    )
    assert desk.glance() is not None

    async def script(player: Player) -> None:
        await player.press("1")
        session = player.app.session
        assert isinstance(session, play.Session)
        assert player.turn == 1
        assert session.moment.after.values[session.library.machine.layout.slots["knocks"]] == 1

    drive(desk, script)


def test_from_the_title_page_the_newest_story_begins(desk: Desk) -> None:
    async def script(player: Player) -> None:
        player.reading.action_title()
        await player.settle()
        desk.edit("You stand", "You wait")
        await look(player)
        await player.press("1")
        await look(player)
        assert "You wait before a door." in player.seen

    drive(desk, script)


def test_the_other_language(desk: Desk) -> None:
    async def script(player: Player) -> None:
        await player.press("l")
        desk.edit("You stand", "You wait")
        await look(player)
        assert top(player) == "on regarde story · 12:00:00 · ce texte a changé"
        assert "You wait before a door." in player.seen

    drive(desk, script)


def test_leaving_says_what_is_kept(desk: Desk, tmp_path: Path) -> None:
    async def script(player: Player) -> None:
        await player.press("q")
        assert "This playthrough is not kept." in player.seen
        await player.press("1")

    drive(desk, script)

    async def saved(player: Player) -> None:
        await player.press("q")
        assert "Everything is saved." in player.seen

    shelf = Shelf(tmp_path / "saves")
    shelf.prepare()
    (tmp_path / "more").mkdir()
    drive(Desk(tmp_path / "more", shelf), saved)


def test_help_lists_the_keys_of_the_watch(desk: Desk) -> None:
    async def script(player: Player) -> None:
        await player.press("question_mark")
        assert "While you write" in player.seen
        assert "Open in the editor." in player.seen

    drive(desk, script, (100, 40))


def test_one_key_one_meaning() -> None:
    commands = (*keys.READING, *desk_keys.WATCHING, *keys.MOVES, *keys.NUMBERS, *keys.EVERYWHERE)
    bound = [key for command in commands for key in command.keys]
    assert len(bound) == len(set(bound))
    for command in desk_keys.WATCHING:
        for screen in (WatchedScreen, WaitingScreen):
            assert hasattr(screen, f"action_{command.action}")
