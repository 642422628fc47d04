"""Who plays: how many, in which folder, how long, and that nothing is left when they go."""

from __future__ import annotations

import asyncio
import os
from http import HTTPStatus
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="needs the extra `web`")

from aiohttp import WSServerHandshakeError

from tests.ui.web.house import BROWSERS, House, play, until
from ulysse_game.ui.web import child, server
from ulysse_game.ui.web.child import environment


def is_gone(pid: int) -> bool:
    """Whether there is no such process any more."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_browser_plays_in_its_own_folder_and_at_its_own_size(tmp_path: Path) -> None:
    async def script(house: House) -> None:
        visit = await house.knock(BROWSERS[1], **{"Accept-Language": "fr-FR,en"})
        assert f"{BROWSERS[1]} fr 90x30" in await visit.until("x30")
        await visit.socket.send_json(["stdin", "é1"])
        await visit.until("typed é1")
        await visit.socket.send_json(["resize", {"width": 120, "height": 4000}])
        await visit.until('told {"type": "resize", "width": 120, "height": 200}')
        await visit.socket.send_json(["focus"])
        await visit.until('told {"type": "focus"}')
        await visit.socket.send_json(["ping", "17"])
        await visit.until('["pong", "17"]')

    play(script, tmp_path)


@pytest.mark.parametrize(
    "said",
    ["", "{", "[" * 9000, "null", "[]", '["stdin"]', '["stdin", 1]', '["quit"]', '["\\ud800"]',
     '["resize", {"width": "9"}]', '["resize", {"width": 1e999, "height": true}]', '["ping", {}]'],
)  # fmt: skip
def test_what_is_no_message_of_the_terminal_is_not_heard(said: str, tmp_path: Path) -> None:
    async def script(house: House) -> None:
        visit = await house.knock()
        pid = await visit.pid()
        await visit.socket.send_str(said)
        await visit.socket.send_bytes(said.encode("utf-8", "surrogatepass"))
        await visit.socket.send_json(["stdin", "a"])
        await visit.until("typed a")
        assert "quit" not in visit.seen
        assert not is_gone(pid)

    play(script, tmp_path)


@pytest.mark.parametrize("size", ["", "width=x&height=-3", "width=9999999&height=²", "width=&z=1"])
def test_a_size_that_is_none_is_the_usual_one(size: str, tmp_path: Path) -> None:
    async def script(house: House) -> None:
        assert "80x24" in await (await house.knock(size=size)).until("x24")

    play(script, tmp_path)


def test_only_so_many_play(tmp_path: Path) -> None:
    async def script(house: House) -> None:
        first = await house.knock(BROWSERS[0])
        second = await house.knock(BROWSERS[1])
        await second.pid()
        with pytest.raises(WSServerHandshakeError) as refused:
            await house.knock(BROWSERS[2])
        assert refused.value.status == HTTPStatus.SERVICE_UNAVAILABLE
        async with house.client.get(house.address()) as answer:
            assert answer.status == HTTPStatus.SERVICE_UNAVAILABLE
            assert "Every place is taken (games open here: 2)." in await answer.text()
        pid = await first.pid()
        await first.socket.close()
        await until(lambda: is_gone(pid))
        third = await house.admitted(BROWSERS[2])  # the place is free a moment later
        await third.pid()

    play(script, tmp_path, sessions=2)


def test_the_same_browser_takes_its_own_place(tmp_path: Path) -> None:
    async def script(house: House) -> None:
        first = await house.knock()
        pid = await first.pid()
        others = [asyncio.create_task(seen_to_its_end(house)) for _ in range(3)]
        assert "\x1b[2J" in await first.ended()
        assert is_gone(pid)
        await asyncio.wait(others, timeout=1)
        (lasting,) = (task for task in others if not task.done())  # who came last plays
        lasting.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    play(script, tmp_path, sessions=1)


async def seen_to_its_end(house: House) -> str:
    """What the same browser sees on another page, until that has to give way as well."""
    visit = await house.knock()
    return await visit.ended()


@pytest.mark.parametrize("what", ["plain", "stubborn", "chatty"])
def test_without_a_browser_there_is_no_game(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "GRACE", 0.2)

    async def script(house: House) -> None:
        visit = await house.knock()
        pid = await visit.pid()
        visit.socket._response.close()  # as a tab does that is closed: without a word
        await until(lambda: is_gone(pid))

    play(script, tmp_path, what=what)


def test_a_browser_that_has_fallen_silent_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "HEARTBEAT", 0.2)

    async def script(house: House) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
        lines = (
            f"GET /{house.address().split('/')[3]}/play/{BROWSERS[0]} HTTP/1.1",
            f"Host: {house.here}", f"Origin: http://{house.here}", "Connection: Upgrade",
            "Upgrade: websocket", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==", "", "",
        )  # fmt: skip
        writer.write("\r\n".join(lines).encode())
        said = await reader.readuntil(b"x24")
        pid = int(said.split(b"pid ")[1].split()[0])
        await until(lambda: is_gone(pid))  # it never answers whether it is there
        writer.close()

    play(script, tmp_path)


def test_the_end_of_the_server_ends_every_game(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "GRACE", 0.2)
    pids = []

    async def script(house: House) -> None:
        for browser in BROWSERS[:2]:
            visit = await house.knock(browser)
            pids.append(await visit.pid())

    play(script, tmp_path, what="stubborn")
    assert all(map(is_gone, pids))


def test_what_the_game_said_last_is_read(tmp_path: Path) -> None:
    async def script(house: House) -> None:
        visit = await house.knock()
        await visit.pid()
        await visit.socket.send_json(["stdin", "q"])
        assert (await visit.ended()).endswith("\x1b[HUntil next time.")

    play(script, tmp_path)


def test_a_game_that_cannot_start_says_why(tmp_path: Path) -> None:
    async def script(house: House) -> None:
        assert (await (await house.knock()).ended()).endswith("It cannot start.")

    play(script, tmp_path, what="broken")


def test_the_terminal_of_a_browser_is_not_the_one_the_server_was_started_in() -> None:
    outer = {"NO_COLOR": "1", "ULYSSE_PLAIN": "1", "TERM": "dumb", "LANG": "C", "HOME": "/h"}
    inner = environment(outer, 90, 30)
    assert not {"NO_COLOR", "ULYSSE_PLAIN", "LANG"} & set(inner)
    assert inner["TERM"] == "xterm-256color"
    assert inner["HOME"] == "/h"
    assert (inner["COLUMNS"], inner["ROWS"]) == ("90", "30")
