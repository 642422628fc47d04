"""Words of a story or a save that look like commands stay words, on every screen."""

from __future__ import annotations

import re

import pytest

from tests.ui.tui.fake import FakeGame, FakeSession
from tests.ui.tui.player import Player, drive
from ulysse_game.play import SaveCard
from ulysse_game.play.comparison import Comparison, Difference, Part
from ulysse_game.play.reached import Goal, Reached
from ulysse_game.play.tree import Moment
from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.charts import ChartsScreen
from ulysse_game.ui.tui.compare import CompareScreen
from ulysse_game.ui.tui.flow import literal
from ulysse_game.view.charts import Chart, Mark, PlanDrawing, SiteDrawing, Someone
from ulysse_game.view.notebook import Entry, Notebook, Section
from ulysse_game.view.page import CrewEntry, Gauge, Instrument, Line, Option, Page, Run, Title

HOSTILE = [
    "[red]red[/red]",
    "[@click=app.quit]press[/]",
    "[/]",
    "[link=file:///etc/passwd]here[/link]",
    "[[[",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b2J",
    "a\u202eb",
    "a\u2066b\u2069",
    "$name ${name} {0}",
    "\\[bold]",
    "x\ud83dy",
]


class HostileGame(FakeGame):
    """Says the same hostile words everywhere."""

    def __init__(self, words: str) -> None:
        super().__init__(self.everywhere)
        self.said = words
        self.cards = [
            SaveCard("a", "named", words, words, words, words, words, words, 3, 8, False),
            SaveCard("b", "auto", words, words, words, words, words, words, 3, 8, True),
        ]
        self.kept = {"a": [], "b": []}

    def everywhere(self, page: Page) -> Page:
        runs = (Run(self.said), Run(self.said, True))
        voices = ("person", "radio", "inner", "repeats", "ship")
        kinds = (
            "narration",
            "screen",
            "form",
            "hand",
            "title",
            "chapter",
            "break",
            "picked",
            "plate",
        )
        lines = [Line(kind, runs, manner=self.said) for kind in kinds]
        lines += [Line("speech", runs, self.said, self.said, self.said, voice) for voice in voices]
        options = (Option("one", runs), Option("two", runs, False, runs))
        gauges = (Gauge("g", self.said), Gauge("s", self.said, True))
        return Page(page.turn, "x", self.said, self.said, tuple(lines), options, gauges)

    def title(self, language: str) -> Title:
        lines = (Line("narration", (Run(self.said),)),)
        return Title(self.said, lines, lines, lines, self.said)

    def reached(self, language: str) -> Reached:
        goal = Goal("one", self.said, self.said)
        return Reached((goal,), (goal,), (goal,))

    def start(self, language: str, seed: int | None) -> FakeSession:
        session = HostileSession(self)
        session.notices.append(self.said)
        return self._play(session, language)

    def resume(self, save: str, language: str = "en") -> FakeSession:
        return self.start(language, None)


class HostileSession(FakeSession):
    """Its crew and its choices are hostile too."""

    game: HostileGame

    def crew(self) -> tuple[CrewEntry, ...]:
        return (CrewEntry("x", (Line("narration", (Run(self.game.said),)),)),)

    def moment(self, node: int, after: int) -> Moment:
        words = self.game.said
        return Moment(node, self.timeline.nodes[node].depth, words, words, words, words, words)

    def compared(self, one: int, other: int, /) -> Comparison:
        words = self.game.said
        found = super().compared(one, other)
        return found._replace(parts=(Part(words, (Difference(words, words, words),)),))

    def notebook(self) -> Notebook:
        words = self.game.said
        lines = (Line("hand", (Run(words),)), Line("speech", (Run(words),), "x", words, words))
        states = ("", "done", "broken")
        entries = tuple(Entry(f"e{n}", words, lines, words, each) for n, each in enumerate(states))
        return Notebook((Section("crew", words, entries), Section("more", words, entries)))

    def instruments(self) -> tuple[Instrument, ...]:
        words = self.game.said
        return (
            Instrument("a", words, words, 0.5),
            Instrument("b", words, words, highlight=True),
            Instrument("c", words, words, form="trace", rate=60),
        )

    def charts(self) -> tuple[Chart, ...]:
        words = self.game.said
        people = (Someone("a", words), Someone("b", words, True))
        plan = PlanDrawing((words, words), (), "", people, people)
        mark = Mark(words, 6200, 270, words, people)
        site = SiteDrawing(words, 10_000, words, (mark,), (), ((1000, words),), words)
        return (
            Chart("one", words, "plan", (words,), (words,), plan),
            Chart("two", words, "map", (words,), (words,), site),
        )


def shown(words: str) -> str:
    """What may be seen of hostile words: everything but the controls."""
    return re.sub("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "", words)


def test_literal_drops_controls_and_keeps_words() -> None:
    for words in HOSTILE:
        assert literal(words) == shown(words)
    assert literal("Qui\u202f? \u2014\xa0Moi, l’œil…") == "Qui\u202f? \u2014\xa0Moi, l’œil…"


@pytest.mark.parametrize("words", [" ".join(HOSTILE[:7]), " ".join(HOSTILE[7:])])
def test_every_screen_shows_hostile_words_as_they_are(words: str) -> None:
    expected = shown(words)

    async def script(player: Player) -> None:
        def check() -> None:
            assert player.app._exit is False
            assert expected in re.sub(r"\s+", " ", player.seen)
            assert "\x1b" not in player.seen
            assert "\u202e" not in player.seen

        check()  # the title page
        await player.press("1")
        check()  # the page
        assert expected in re.sub(r"\s+", " ", player.foot)  # the notice
        for y in range(2, 60, 4):
            await player.click(20, y)
        assert player.app._exit is False
        await player.press("end", "1", "end", "1")
        for key, command in [(c.keys[0], c) for c in keys.READING if c.keys]:
            if command.id in ("turns", "saves", "crew", "transcript"):
                await player.press(key)
                check()
                await player.press("escape")

    drive(script, HostileGame(words), size=(98, 90), new=False)


STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize("words", [" ".join((*HOSTILE[1:3], *HOSTILE[5:9], HOSTILE[-1]))])
def test_what_lies_beside_the_page_steers_nothing(words: str) -> None:
    """Panels, lists, charts, the past, a comparison, what is looked for and what is copied."""
    expected = shown(words)
    copied: list[str] = []

    async def script(player: Player) -> None:
        player.app.copy_to_clipboard = copied.append  # type: ignore[method-assign, assignment]

        def check(is_whole: bool = True) -> None:
            seen = player.seen
            assert player.app._exit is False
            assert not STEERS.search(seen)
            if is_whole:
                assert expected in re.sub(r"[\s│┃▌▐╎┆]+", " ", seen), seen

        await player.press("end", "1", "u", "end", "1")
        for key in ("n", "c", "i", "a"):
            await player.press(key)
            check(is_whole=key in "na")
            await player.click(20, 8)
            await player.press("right", "down", "tab", "enter")
            check(is_whole=False)
            await player.press("escape", "escape")
            player.app._to_the_first_screen()
        await player.press("h")
        assert isinstance(player.app.screen, ChartsScreen)
        for _ in range(3):
            check(is_whole=False)
            await player.press("w", "right")
        player.app._to_the_first_screen()
        await player.press("r", "up", "equals_sign", "end", "equals_sign")
        assert isinstance(player.app.screen, CompareScreen)
        check()
        player.app._to_the_first_screen()
        await player.press("y")
        assert copied
        assert not any(STEERS.search(each.replace("\n", "")) for each in copied)
        for key in ("colon", "o", "question_mark"):
            await player.press(key, "r", "e", "d")
            check(is_whole=False)
            player.app._to_the_first_screen()

    drive(script, HostileGame(words), size=(98, 90))


@pytest.mark.parametrize("words", ["[red]x[/red]", "[@click=app.quit]x[/]", "[/]"])
def test_what_the_player_types_stays_words(words: str) -> None:
    game = FakeGame()

    async def script(player: Player) -> None:
        await player.press("m", "n")
        for sign in words:
            await player.press(sign)
        await player.press("enter")
        assert f"Saved as {words}." in player.foot
        assert words in player.seen

    drive(script, game, size=(80, 30))
    assert game.cards[0].name == words
