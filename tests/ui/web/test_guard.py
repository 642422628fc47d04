"""Who is let in, and what the pages hold to."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="needs the extra `web`")

from aiohttp import ClientConnectorError, WSServerHandshakeError

from tests.ui.web.house import BROWSERS, TOKEN, House, play
from ulysse_game.ui.web import shell
from ulysse_game.ui.web.guard import authority, new_token


def test_the_page_and_its_files_are_for_whoever_has_the_address(tmp_path: Path) -> None:
    async def script(house: House) -> None:
        assert await house.status(house.address()) == 200
        for name in shell.FILES:
            assert await house.status(house.address(f"/{name}")) == 200
        own = {"Origin": f"http://{house.here}"}
        assert await house.status(house.address(), **own) == 200

    play(script, tmp_path)


@pytest.mark.parametrize(
    "path",
    ["", "/", "/static/", f"/{TOKEN[:-1]}/", f"/{TOKEN}x/", f"/x/{TOKEN}/", f"/%20{TOKEN}/", "/é/"],
)
def test_without_the_token_nothing_answers(path: str, tmp_path: Path) -> None:
    async def script(house: House) -> None:
        assert await house.status(f"http://{house.here}{path}") == 403

    play(script, tmp_path)


@pytest.mark.parametrize(
    "host", ["example.org", "localhost", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.example.org", ""]
)
def test_a_foreign_host_is_refused(host: str, tmp_path: Path) -> None:
    async def script(house: House) -> None:
        for path in ("/", "/page.js", f"/play/{BROWSERS[0]}"):
            assert await house.status(house.address(path), Host=host) == 403

    play(script, tmp_path)


@pytest.mark.parametrize(
    "origin", ["http://example.org", "null", "", "https://{here}", "http://{here}/", "{here}"]
)
def test_a_foreign_page_is_refused(origin: str, tmp_path: Path) -> None:
    async def script(house: House) -> None:
        said = origin.format(here=house.here)
        for path in ("/", "/page.js"):
            assert await house.status(house.address(path), Origin=said) == 403
        with pytest.raises(WSServerHandshakeError) as refused:
            await house.knock(Origin=said)
        assert refused.value.status == 403

    play(script, tmp_path)


def test_a_socket_says_where_it_comes_from_and_has_the_token(tmp_path: Path) -> None:
    async def script(house: House) -> None:
        origin = {"Origin": f"http://{house.here}"}
        for path, headers, status in (
            (house.address(f"/play/{BROWSERS[0]}"), {}, 403),
            (house.address(f"/play/{BROWSERS[0]}", token="x"), origin, 403),
            (house.address("/play/..%2f..%2fhome"), origin, 403),
            (house.address(f"/play/{BROWSERS[0].upper()}G"), origin, 403),
        ):
            with pytest.raises(WSServerHandshakeError) as refused:
                await house.client.ws_connect(path, headers=headers)
            assert refused.value.status == status

    play(script, tmp_path)


@pytest.mark.parametrize("path", ["/x", "/..%2fserver.py", "/%2e%2e/", "/static/js/", "/play/"])
def test_no_folder_is_laid_open(path: str, tmp_path: Path) -> None:
    async def script(house: House) -> None:
        assert await house.status(house.address(path)) in (403, 404)

    play(script, tmp_path)


def test_every_answer_says_what_a_browser_is_to_hold_to(tmp_path: Path) -> None:
    async def script(house: House) -> None:
        for address in (house.address(), house.address("/page.css"), f"http://{house.here}/"):
            async with house.client.get(address) as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert policy.startswith("default-src 'none'; script-src 'self';")
                assert f"ws://{house.here}" in policy
                assert "unsafe-eval" not in policy
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert "aiohttp" not in answer.headers["Server"]

    play(script, tmp_path)


def test_only_the_loopback_answers(tmp_path: Path) -> None:
    async def script(house: House) -> None:
        with pytest.raises(ClientConnectorError):
            await house.status(f"http://127.0.0.2:{house.port}/{TOKEN}/")

    play(script, tmp_path)


def test_a_token_is_long_and_new() -> None:
    assert len({new_token() for _ in range(9)}) == 9
    assert len(new_token()) == 32
    assert authority(80) == "127.0.0.1"
    assert authority(8000) == "127.0.0.1:8000"
