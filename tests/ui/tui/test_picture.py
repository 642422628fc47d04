"""Plates on the page: as wide as the column, never too high, words where nothing is drawn."""

from collections.abc import Callable

from tests.ui.tui.fake import FakeGame
from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.able import Able
from ulysse_game.ui.tui.look import LOOKS
from ulysse_game.ui.tui.paint import Painter
from ulysse_game.view.page import Line, Page, Run
from ulysse_game.view.picture import Picture, write_png
from ulysse_game.view.settings import Settings

WORDS = "A ship before the limb of a planet."
PLATE = Picture(
    96,
    36,
    bytes(
        part
        for y in range(36)
        for x in range(96)
        for part in ((230, 200, 7 * y) if (x // 7 + y // 5) % 2 else (2 * x, 40, 7 * y))
    ),
)
FULL = Able()
FILE = write_png(PLATE)
BLOCKS = set("▀▄█▌▐▖▗▘▝▚▞▙▟▛▜")


def with_plate(page: Page) -> Page:
    """A picture after the first paragraph of each page, and at the head of a chapter."""
    lines = [line._replace(plate="ship") if line.kind == "chapter" else line for line in page.lines]
    at = next(at for at, line in enumerate(lines) if line.kind == "narration")
    lines.insert(at + 1, Line("plate", (Run(WORDS),), plate="ship", line_id="plate.ship"))
    return page._replace(lines=tuple(lines))


def shown(
    check: Callable[[Player], None],
    *,
    size: tuple[int, int] = (80, 40),
    able: Able = FULL,
    file: bytes | None = FILE,
    **settings: str,
) -> list[str]:
    """Plays the first page with pictures; gives which files were read."""
    read: list[str] = []

    def plate(name: str) -> bytes | None:
        read.append(name)
        return file

    async def script(player: Player) -> None:
        player.app.easel.able = able
        player.reading.fill()
        await player.settle()
        check(player)

    # The chapter's own picture stands on the first page, that of the text on every one.
    drive(script, FakeGame(with_plate), size=size, settings=Settings(**settings), plate=plate)
    return read


def drawn_rows(player: Player) -> list[str]:
    """The rows of the sheet that are a picture's."""
    window = player.leaf.sheet._window
    return [
        "".join(words for words, role in row.words if role != "prose")
        for row in window.rows
        if any(role.startswith(("cell", "picture")) for _, role in row.words)
    ]


def test_a_plate_is_drawn_in_the_column_and_read_once() -> None:
    def check(player: Player) -> None:
        rows = drawn_rows(player)
        assert len(rows) == 2 * 14
        assert {len(row) for row in rows} == {72}
        assert set("".join(rows)) & BLOCKS
        assert WORDS not in player.seen
        height = player.app.size.height
        assert len(rows) / 2 <= 0.45 * height

    assert shown(check) == ["ship"]


def test_it_keeps_its_shape_where_there_is_less_room() -> None:
    def check(player: Player) -> None:
        rows = drawn_rows(player)
        assert len(rows) == 2 * 9
        assert {len(row) for row in rows} == {48}
        at = next(
            line.index(rows[3][:8]) for line in player.seen.split("\n") if rows[3][:8] in line
        )
        assert abs(at - 16) <= 1

    shown(check, size=(80, 24))


def test_nothing_is_drawn_where_there_is_no_room() -> None:
    def check(player: Player) -> None:
        assert not drawn_rows(player)
        assert WORDS not in player.seen

    for size in ((40, 15), (60, 14)):
        shown(check, size=size)


def test_words_in_its_place() -> None:
    def check(player: Player) -> None:
        assert not drawn_rows(player)
        assert WORDS in player.seen

    assert shown(check, pictures="words") == []
    assert shown(check, file=None) == ["ship"]
    assert shown(check, file=b"no picture at all") == ["ship"]


def test_none_at_all_for_who_wants_none() -> None:
    def check(player: Player) -> None:
        assert not drawn_rows(player)
        assert WORDS not in player.seen
        window = player.leaf.sheet._window
        at = next(at for at, block in enumerate(window.blocks) if block.text == WORDS)
        assert window.top_of(at) == window.top_of(at + 1)

    assert shown(check, pictures="off") == []


def test_what_the_terminal_lacks_is_not_used() -> None:
    def check_braille(player: Player) -> None:
        signs = set("".join(drawn_rows(player)))
        assert all(sign == " " or 0x2800 <= ord(sign) < 0x2900 for sign in signs)
        assert len(signs) > 3

    def check_letters(player: Player) -> None:
        rows = drawn_rows(player)
        assert rows
        assert all(row.isascii() for row in rows)

    shown(check_braille, able=Able("none", "all"), look="plain")
    shown(check_letters, able=Able("none", "letters"), look="plain")


def test_another_size_and_another_look_draw_it_anew() -> None:
    async def script(player: Player) -> None:
        player.app.easel.able = None
        await player.resize(60, 40)
        assert {len(row) for row in drawn_rows(player)} == {56}
        await player.resize(100, 40)
        assert {len(row) for row in drawn_rows(player)} == {72}
        await player.press("end", "1")
        assert drawn_rows(player)
        player.app.set("pictures", "off")
        await player.settle()
        assert not drawn_rows(player)

    drive(script, FakeGame(with_plate), size=(80, 40), plate=lambda _: FILE)


def test_what_was_read_is_quieter() -> None:
    painter = Painter(LOOKS["night"])
    now, past = (painter.style("cell #d08040 #102030", past) for past in (False, True))
    assert now.color is not None
    assert past.color is not None
    assert now.color.name == "#d08040"
    assert past.color.name == "#724b2e"  # half way to the ground
    assert Painter(None).style("cell #d08040 #102030").color is None
