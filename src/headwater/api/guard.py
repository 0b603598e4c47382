"""The guard: who may ask this server anything, as ASGI around the whole of it: pages, files, streams and sockets.

A server on one's own machine can be reached by every page that one's browser shows and by every other program that runs there. Hence:

- only requests for a host that is named exactly (a site that lets its name lead here, DNS rebinding, is turned away);
- only those with the cookie, which one link gives away once (`/?token=…`); everything else is 401, whatever is asked for;
- what changes something comes from our own pages, or from no page at all (Sec-Fetch-Site, Origin), and so does what other pages embed;
- what is sent is counted as it comes, and cut at a cap;
- answers carry headers that let the browser load nothing from elsewhere, run no script that is not a file of ours, and frame nothing.

The cookie is `HttpOnly` and `SameSite=Strict`, which still counts another port of this machine as the same site: hence the headers too.
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Collection, Iterator, MutableMapping
from contextlib import suppress
from html import escape
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from headwater.api.problems import MEDIA, Problem

__all__ = ["BODY_BYTES", "POLICY", "Guard"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = dict[bytes, list[bytes]]

BODY_BYTES = 64 << 20
"""Of one request, however it comes: three of the largest documents that are read (`ingest.Limits.input_mb`)."""
SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind} 'self'" for kind in ("script-src", "style-src", "img-src", "connect-src", "font-src", "form-action")),
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
_ALWAYS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_NO_STORE = (b"cache-control", b"no-store")

_WRONG_HOST = Problem(
    status=421, code="host", what="this server does not answer for that host", remedy="open the link that headwater serve printed"
)
_NO_COOKIE = Problem(
    status=401,
    code="unknown",
    what="this browser has not been let in",
    remedy="open the link that headwater serve printed; it works once, so start headwater serve again if it was used",
)
_OTHER_SITE = Problem(
    status=403, code="other-site", what="another site asked for this", remedy="ask from Headwater's own pages, or from no page at all"
)
_TOO_LARGE = Problem(status=413, code="too-large", what="more was sent than one request may carry")


class _Overfull(Exception):  # noqa: N818 - never leaves this module
    """More came than may."""


class Guard:
    """An ASGI application behind the checks of this module.

    Args:
        app: What it lets through to.
        hosts: The values of Host that are answered, with their ports.
        token: What the link carries that lets a browser in, once.
        cookie: The cookie's name; servers on several ports of a machine share its cookies, so each needs its own.
        body_bytes: The most that one request may carry.
    """

    def __init__(self, app: App, *, hosts: Collection[str], token: str, cookie: str = "headwater", body_bytes: int = BODY_BYTES) -> None:
        self._app = app
        self._hosts = frozenset(host.lower().encode() for host in hosts)
        self._token: str | None = token
        self._cookie = cookie
        self._session = secrets.token_urlsafe(32)
        self._body_bytes = body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let through."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            raise RuntimeError(f"no way is known to guard {scope['type']!r}")

    # HTTP ------------------------------------------------------------------------------------------------------------------------

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        guarded = _Guarded(receive, send, self._body_bytes)
        if not self._is_for_us(headers):
            await _refuse(guarded.send, _WRONG_HOST, headers)
        elif (given := _token_in(scope)) is not None:
            await self._enter(given, headers, guarded.send)
        elif not self._is_known(headers):
            await _refuse(guarded.send, _NO_COOKIE, headers)
        elif not self._is_ours(scope, headers):
            await _refuse(guarded.send, _OTHER_SITE, headers)
        elif _length(headers) > self._body_bytes:
            await _refuse(guarded.send, _TOO_LARGE, headers)
        else:
            await self._through(scope, guarded, headers)

    async def _through(self, scope: Scope, guarded: "_Guarded", headers: Headers) -> None:
        with suppress(_Overfull):
            await self._app(scope, guarded.receive, guarded.send)
        if guarded.overfull and not guarded.begun:
            guarded.overfull = False
            await _refuse(guarded.send, _TOO_LARGE, headers)

    def _is_for_us(self, headers: Headers) -> bool:
        given = headers.get(b"host", [])
        return len(given) == 1 and given[0].lower() in self._hosts

    def _is_known(self, headers: Headers) -> bool:
        # Every cookie of the name counts, since another server of this machine may have set one for a path of ours.
        return any(hmac.compare_digest(value.encode(), self._session.encode()) for value in _cookies(headers, self._cookie))

    def _is_ours(self, scope: Scope, headers: Headers) -> bool:
        """Whether one of our pages asks, or no page; a link elsewhere may lead here, but nothing else."""
        origin, site = _one(headers, b"origin"), _one(headers, b"sec-fetch-site")
        if scope["method"] not in SAFE and origin is not None and not self._is_our_origin(origin, headers):
            # A form of a page that tells no referrers, as ours, comes from "null", as from a sandbox: the other header tells these apart.
            return origin == b"null" and site == b"same-origin"
        if site in (None, b"same-origin", b"none"):
            return True
        return (
            scope["method"] == "GET" and _one(headers, b"sec-fetch-mode") == b"navigate" and _one(headers, b"sec-fetch-dest") == b"document"
        )

    def _is_our_origin(self, origin: bytes, headers: Headers) -> bool:
        return origin.lower() == b"http://" + headers[b"host"][0].lower()

    async def _enter(self, given: str, headers: Headers, send: Send) -> None:
        """Exchange the token for the cookie; it is good once, and a browser that is in already just goes on."""
        right = self._token is not None and hmac.compare_digest(given.encode(), self._token.encode())
        if not right and not self._is_known(headers):
            await _refuse(send, _NO_COOKIE, headers)
            return
        found = [(b"location", b"/"), _NO_STORE]
        if right:
            self._token = None
            cookie = f"{self._cookie}={self._session}; HttpOnly; SameSite=Strict; Path=/"
            found.append((b"set-cookie", cookie.encode()))
        if _one(headers, b"sec-fetch-site") in (None, b"none", b"same-origin"):
            await _answer(send, 303, found, b"")
            return
        # Followed from another page (a terminal in the browser, a file), the redirect would come without the cookie, which is Strict.
        page = _page("Headwater", '<p><a href="/">Go on to Headwater</a></p>', head='<meta http-equiv="refresh" content="0; url=/">')
        await _answer(send, 200, [(b"content-type", b"text/html; charset=utf-8"), *found[1:]], page)

    # Sockets ---------------------------------------------------------------------------------------------------------------------

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        origin = _one(headers, b"origin")
        if not self._is_for_us(headers):
            problem = _WRONG_HOST
        elif not self._is_known(headers):
            problem = _NO_COOKIE
        elif origin is None or not self._is_our_origin(origin, headers):
            problem = _OTHER_SITE
        else:
            await self._app(scope, receive, send)
            return
        await receive()  # websocket.connect
        if "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1008, "reason": problem.what})
            return
        await send({"type": "websocket.http.response.start", "status": problem.status, "headers": [*_ALWAYS, _NO_STORE]})
        await send({"type": "websocket.http.response.body", "body": problem.body()})


class _Guarded:
    """One request on its way through: counts what comes in, and puts our headers on what goes out."""

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self._receive, self._send, self._left = receive, send, most
        self.begun = False
        self.overfull = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.overfull = True
            raise _Overfull
        return message

    async def send(self, message: Message) -> None:
        if self.overfull and not self.begun:
            return  # what the application made of a body that was cut off; 413 is told instead
        if message["type"] == "http.response.start":
            self.begun = True
            message = {**message, "headers": [*_with_ours(message.get("headers", ()))]}
        await self._send(message)


def _with_ours(headers: Collection[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    """Add our headers; a policy of the application stands beside ours, since the browser heeds both, all else gives way."""
    names = {name for name, _ in _ALWAYS} - {b"content-security-policy"}
    yield from ((name, value) for name, value in headers if name.lower() not in names)
    yield from _ALWAYS
    if not any(name.lower() == b"cache-control" for name, _ in headers):
        yield _NO_STORE


# Reading headers -----------------------------------------------------------------------------------------------------------------


def _headers(scope: Scope) -> Headers:
    found: Headers = {}
    for name, value in scope.get("headers", ()):
        found.setdefault(bytes(name).lower(), []).append(bytes(value))
    return found


def _one(headers: Headers, name: bytes) -> bytes | None:
    """Return the value of a header, joined where it came several times, so that no second one goes unseen."""
    return b", ".join(headers[name]).strip() if name in headers else None


def _cookies(headers: Headers, name: str) -> Iterator[str]:
    for each in b";".join(headers.get(b"cookie", [])).decode("latin-1").split(";"):
        try:
            found = SimpleCookie(each.strip())
        except CookieError:
            continue
        if name in found:
            yield found[name].value


def _token_in(scope: Scope) -> str | None:
    """Return the token of a link that lets in, `None` where this is no such link."""
    query: bytes = scope.get("query_string", b"")
    if scope["method"] != "GET" or scope["path"] != "/" or b"token=" not in query:
        return None
    return parse_qs(query.decode("latin-1")).get("token", [""])[0]


def _length(headers: Headers) -> int:
    stated = _one(headers, b"content-length") or b""
    return int(stated) if stated.isdigit() and len(stated) < 20 else 0


# Answers of our own --------------------------------------------------------------------------------------------------------------


async def _refuse(send: Send, problem: Problem, headers: Headers) -> None:
    wants_page = b"text/html" in (_one(headers, b"accept") or b"")
    kind = "text/html; charset=utf-8" if wants_page else MEDIA
    words = (
        f"<h1>{HTTPStatus(problem.status).phrase}</h1><p>{escape(problem.what)}{': ' * bool(problem.remedy)}{escape(problem.remedy)}.</p>"
    )
    body = _page("Headwater", words) if wants_page else problem.body()
    more = [(b"www-authenticate", b'Link realm="headwater"')] if problem.status == 401 else []
    if problem.status == 413:
        more.append((b"connection", b"close"))  # the rest of the body is not waited for
    await _answer(send, problem.status, [(b"content-type", kind.encode()), *more], body)


def _page(title: str, words: str, *, head: str = "") -> bytes:
    top = f'<head><meta charset="utf-8"><title>{title}</title>{head}</head>'
    return f'<!doctype html><html lang="en">{top}<body>{words}</body></html>'.encode()


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*headers, (b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})
