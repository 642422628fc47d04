"""Who may come in: only a page of ours, opened from the address that was printed.

A loopback port is open to every program of the machine and to every page in its browsers. Three
things are asked of each request, before anything looks at it: that it names us as its host (a
foreign name that was pointed at the loopback is refused), that it comes from a page of ours or
from no page at all, and that its address begins with the token of this run. Nothing else here
answers, and what is refused learns nothing.
"""

from __future__ import annotations

import hmac
import secrets

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ulysse_game.ui.web.options import HOST

_TOKEN_BYTES = 24

_HEADERS = {
    "Server": "ulysse",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # the address holds the token
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def new_token() -> str:
    """A token for one run of the server; 192 bits of chance, fit for an address."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def authority(port: int) -> str:
    """Our host and port as a browser names them in ``Host``; it leaves the usual port out."""
    return HOST if port == 80 else f"{HOST}:{port}"


def policy(port: int) -> str:
    """The content security policy of our pages: everything from here, nothing written in them.

    The terminal makes its own style sheet as it starts, hence the one exception.
    """
    here = authority(port)
    return "; ".join((
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self'",
        "img-src 'self' data:",
        f"connect-src 'self' ws://{here}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ))  # fmt: skip


def is_welcome(request: web.Request, token: str) -> bool:
    """Whether this request is one of ours; a socket must say where it comes from."""
    here = authority(_port(request))
    if request.headers.getall("Host", []) != [here]:
        return False
    origins = request.headers.getall("Origin", [])
    is_socket = request.headers.get("Upgrade", "").lower() == "websocket"
    if origins != [f"http://{here}"] and (origins or is_socket):
        return False
    shown = request.path.split("/")[1]
    return hmac.compare_digest(shown.encode("utf-8", "replace"), token.encode("ascii"))


def guarding(token: str) -> Middleware:
    """What stands before every answer: 403 and not a word more for whoever is not welcome."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_welcome(request, token):
            raise web.HTTPForbidden
        return await handler(request)

    return guard


async def sign(request: web.Request, response: web.StreamResponse) -> None:
    """Puts on every answer what browsers are to hold to; for ``on_response_prepare``."""
    for name, value in _HEADERS.items():
        response.headers[name] = value
    response.headers["Content-Security-Policy"] = policy(_port(request))


def _port(request: web.Request) -> int:
    """The port by which the request came in."""
    assert request.transport is not None
    port = request.transport.get_extra_info("sockname")[1]
    assert isinstance(port, int)
    return port
