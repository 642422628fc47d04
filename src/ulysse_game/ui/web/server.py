"""The server: its three kinds of address, its life from the first request to Ctrl+C.

``/TOKEN/`` is the page, ``/TOKEN/FILE`` what belongs to it, ``/TOKEN/play/BROWSER`` the socket on
which that browser plays. A browser is known by a cookie that says nothing but which folder of saves
is its own; the token, which is what lets it in, is never in a cookie, since cookies go to every
port of the machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import secrets
import signal
from typing import NoReturn

from aiohttp import web

from ulysse_game.ui.web import shell
from ulysse_game.ui.web.child import Child, environment
from ulysse_game.ui.web.guard import authority, guarding, new_token, sign
from ulysse_game.ui.web.options import HOST, Options
from ulysse_game.ui.web.sessions import Sessions, play, within

COOKIE = "ulysse"
HEARTBEAT = 4.0
"""Seconds between two questions to a browser whether it is there; it has half of that to answer."""

_BROWSER = re.compile(r"[0-9a-f]{32}", re.ASCII)
_TEN_YEARS = 10 * 365 * 24 * 3600
_LONGEST_MESSAGE = 64 * 1024
_LEAVING = 1.0  # seconds in which a browser may answer that it has understood the end


def run(options: Options) -> None:
    """Serves until a signal asks it to end; raises ``OSError`` where the port cannot be had."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(options))


async def _serve(options: Options) -> None:
    token = new_token()
    runner = web.AppRunner(
        application(options, token),
        access_log=None,
        handle_signals=False,
        shutdown_timeout=_LEAVING,
    )
    ending = asyncio.Event()
    _listen_for_signals(ending)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, options.port).start()
        port = runner.addresses[0][1]
        options.opened(f"http://{authority(port)}/{token}/")
        await ending.wait()
    finally:
        await runner.cleanup()


def _listen_for_signals(ending: asyncio.Event) -> None:
    """Where the system has no such signals, Ctrl+C comes as an exception."""
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"):
        with contextlib.suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(getattr(signal, name), ending.set)


def application(options: Options, token: str) -> web.Application:
    """The web application for one run, with this token."""
    app = web.Application(middlewares=[guarding(token)])
    served = _Served(options, token)
    app.router.add_get("/{token}/", served.page)
    app.router.add_get("/{token}/{file}", served.file)
    app.router.add_get("/{token}/play/{browser}", served.socket)
    app.on_response_prepare.append(sign)
    app.on_shutdown.append(served.close)
    return app


class _Served:
    """The answers, to requests that have passed the guard."""

    def __init__(self, options: Options, token: str) -> None:
        self.options = options
        self.token = token
        self.sessions = Sessions(options.sessions)

    async def page(self, request: web.Request) -> web.Response:
        """The page, and with it the cookie by which a browser finds its saves again."""
        browser = request.cookies.get(COOKIE, "")
        if not _BROWSER.fullmatch(browser):
            browser = secrets.token_hex(16)
        language = self._language(request, browser)
        title = self.options.titles.get(language, "ulysse")
        if self.sessions.has_room_for(browser):
            socket = f"ws://{request.host}/{self.token}/play/{browser}"
            answer = _html(shell.index(language, title, socket))
        else:
            answer = _html(shell.full(language, title, self.sessions.most), status=503)
        answer.set_cookie(COOKIE, browser, max_age=_TEN_YEARS, httponly=True, samesite="Lax")
        return answer

    async def file(self, request: web.Request) -> web.FileResponse:
        """One of the files of the page."""
        path = shell.FILES.get(request.match_info["file"])
        if path is None:
            raise web.HTTPNotFound
        return web.FileResponse(path)

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """Plays."""
        browser = request.match_info["browser"]
        if not _BROWSER.fullmatch(browser):
            _refuse()
        place = await self.sessions.take(browser)
        if place is None:
            raise web.HTTPServiceUnavailable
        try:
            socket = web.WebSocketResponse(
                heartbeat=HEARTBEAT, max_msg_size=_LONGEST_MESSAGE, timeout=_LEAVING
            )
            await socket.prepare(request)
            await play(socket, place, lambda: self._start(request, browser))
            await socket.close()
        finally:
            self.sessions.leave(browser)
        return socket

    async def _start(self, request: web.Request, browser: str) -> Child:
        """A game in this browser's own folder, on a screen of the size it asked for."""
        width, height = within(
            _number(request.query.get("width"), 80), _number(request.query.get("height"), 24)
        )
        language = self._language(request, browser)
        command = self.options.command(self.options.folder / browser, language)
        return await Child.start(command, environment(os.environ, width, height))

    def _language(self, request: web.Request, browser: str) -> str:
        wish = request.headers.get("Accept-Language", "")
        return self.options.language(self.options.folder / browser, wish)

    async def close(self, app: web.Application) -> None:
        """Ends every game."""
        await self.sessions.close()


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, content_type="text/html", charset="utf-8", status=status)


def _refuse() -> NoReturn:
    raise web.HTTPForbidden


def _number(text: str | None, usual: int) -> int:
    """A number of cells from an address."""
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) <= 6
    return int(text) if text is not None and is_number else usual
