"""The page around the terminal."""

from __future__ import annotations

import re
from http.cookies import Morsel
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="needs the extra `web`")

from tests.ui.web.house import House, play
from ulysse_game.ui.web import shell


def test_the_page_speaks_the_browser_s_language_and_says_nothing_raw(tmp_path: Path) -> None:
    async def script(house: House) -> None:
        async with house.client.get(house.address(), headers={"Accept-Language": "fr"}) as answer:
            page = await answer.text()
        assert '<html lang="fr">' in page
        assert "<title>Un &lt;titre&gt;</title>" in page
        assert "Continuer" in page

    play(script, tmp_path)


def test_a_browser_is_known_again(tmp_path: Path) -> None:
    async def script(house: House) -> None:
        async def visit() -> tuple[str, Morsel[str]]:
            async with house.client.get(house.address()) as answer:
                (socket,) = re.findall(r'websocket-url="([^"]+)"', await answer.text())
                return socket, answer.cookies["ulysse"]

        socket, cookie = await visit()
        assert await visit() == (socket, cookie)
        assert socket.endswith(f"/play/{cookie.value}")
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        house.client.cookie_jar.update_cookies({"ulysse": "../../x"})
        async with house.client.get(house.address()) as answer:
            assert "../../x" not in await answer.text()

    play(script, tmp_path)


def test_the_page_asks_nobody_else() -> None:
    ours = [path for path in shell.FILES.values() if path.suffix in (".css", ".js")]
    for path in [*ours, *(shell.FILES["page.css"].parent.glob("*.html"))]:
        if "textual_serve" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"<script>|<style|\son\w+=|\sstyle=", text), path


def test_every_file_of_the_page_is_there() -> None:
    assert all(path.is_file() for path in shell.FILES.values())
    page = shell.index("en", "x", "ws://y")
    named = set(re.findall(r'(?:href|src)="([^"]+)"', page)) - {"data:,"}
    styles = shell.FILES["page.css"].read_text(encoding="utf-8")
    named |= set(re.findall(r'url\("([^"]+)"\)', styles))
    assert named == set(shell.FILES)
