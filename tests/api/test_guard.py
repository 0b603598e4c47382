"""The guard: who is let in, from where, with how much; on plain ASGI, as a server calls it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocket

from headwater.api.guard import POLICY, Guard

HOST = "127.0.0.1:8765"
TOKEN = "the-token-of-the-link"
NAVIGATION = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


async def _told(request: Request) -> Response:
    return PlainTextResponse("inside")


async def _length(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def _greedy(request: Request) -> Response:
    try:
        await request.body()
    except Exception:  # noqa: BLE001 - as frameworks do
        return PlainTextResponse("could not be parsed", status_code=400)
    return PlainTextResponse("read")


async def _own_headers(request: Request) -> Response:
    headers = {"Content-Security-Policy": "sandbox", "X-Frame-Options": "ALLOWALL", "Cache-Control": "private, max-age=60"}
    return PlainTextResponse("inside", headers=headers)


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("inside")
    await socket.close()


async def _stream(request: Request) -> Response:
    return StreamingResponse(iter(["data: inside\n\n"]), media_type="text/event-stream")


def _app() -> Guard:
    routes = [
        Route("/", _told, methods=["GET", "POST", "DELETE"]),
        Route("/length", _length, methods=["POST"]),
        Route("/greedy", _greedy, methods=["POST"]),
        Route("/headers", _own_headers),
        Route("/stream", _stream),
        WebSocketRoute("/socket", _socket),
        Mount("/deep", routes=[Route("/inside", _told)]),
    ]
    return Guard(Starlette(routes=routes), hosts=[HOST, "localhost:8765"], token=TOKEN, body_bytes=1000)


@pytest.fixture
def outside() -> TestClient:
    return TestClient(_app(), base_url=f"http://{HOST}", follow_redirects=False)


@pytest.fixture
def client(outside: TestClient) -> TestClient:
    assert outside.get("/", params={"token": TOKEN}).status_code == 303
    return outside


# Who ---------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PURGE"])
@pytest.mark.parametrize("path", ["/", "/deep/inside", "/stream", "/nothing/here", "/static/../x", "//", "/length"])
def test_without_the_cookie_everything_is_401(outside: TestClient, method: str, path: str) -> None:
    found = outside.request(method, path)
    assert found.status_code == 401
    assert found.headers["content-security-policy"] == POLICY
    assert "www-authenticate" in found.headers


def test_the_link_lets_one_browser_in_once() -> None:
    app = _app()
    first, second = (TestClient(app, base_url=f"http://{HOST}", follow_redirects=False) for _ in range(2))
    entered = first.get("/", params={"token": TOKEN})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert first.get("/").text == "inside"
    assert second.get("/", params={"token": TOKEN}).status_code == 401
    assert second.get("/").status_code == 401
    assert first.get("/", params={"token": TOKEN}).status_code == 303  # who is in and opens the link again goes on


def test_the_cookie_is_closed_to_scripts_and_other_sites(outside: TestClient) -> None:
    cookie = outside.get("/", params={"token": TOKEN}).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert TOKEN not in cookie


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "\u00e9", "\x00"])
def test_another_token_lets_nobody_in(outside: TestClient, token: str) -> None:
    assert outside.get("/", params={"token": token}).status_code == 401
    assert "set-cookie" not in outside.get("/", params={"token": token}).headers


def test_the_token_counts_on_the_first_page_alone(outside: TestClient) -> None:
    assert outside.get("/deep/inside", params={"token": TOKEN}).status_code == 401
    assert outside.post("/", params={"token": TOKEN}).status_code == 401


def test_a_link_followed_from_another_page_goes_on_by_a_page_of_ours(outside: TestClient) -> None:
    found = outside.get("/", params={"token": TOKEN}, headers={"sec-fetch-site": "cross-site"} | NAVIGATION)
    assert found.status_code == 200
    assert 'content="0; url=/"' in found.text
    assert "set-cookie" in found.headers


@given(st.text(max_size=80))
def test_no_other_cookie_lets_in(value: str) -> None:
    sent = f"headwater={value}".encode()
    status, _ = _asked("GET", "/", [(b"host", HOST.encode()), (b"cookie", sent)])
    assert status == 401


def test_a_cookie_beside_ours_that_somebody_planted_keeps_nobody_out(client: TestClient) -> None:
    session = client.cookies["headwater"]
    for sent in (f"headwater=planted; headwater={session}", f"a=b; bad cookie; headwater={session}; headwater=planted"):
        assert client.get("/", headers={"cookie": sent}).status_code == 200


# For whom ----------------------------------------------------------------------------------------------------------------------------

OTHER_HOSTS = [
    "attacker.example",
    "attacker.example:8765",
    "127.0.0.1",
    "127.0.0.1:80",
    "127.0.0.1:87650",
    "127.0.0.1:8765.attacker.example",
    "127.0.0.2:8765",
    "[::1]:8765",
    "0.0.0.0:8765",
    "127.1:8765",
    "2130706433:8765",
    "localhost",
    "localhost.:8765",
    "user@127.0.0.1:8765",
    "127.0.0.1:8765, attacker.example",
    "",
]


@pytest.mark.parametrize("host", OTHER_HOSTS)
def test_a_name_that_leads_here_from_elsewhere_is_turned_away(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


def test_both_names_of_this_machine_are_answered_whatever_their_case(client: TestClient) -> None:
    for host in (HOST, "localhost:8765", "LocalHost:8765"):
        assert client.get("/", headers={"host": host}).status_code == 200


def test_no_host_and_two_hosts_are_turned_away() -> None:
    assert _asked("GET", "/", [])[0] == 421
    assert _asked("GET", "/", [(b"host", HOST.encode()), (b"host", b"attacker.example")])[0] == 421


def test_the_token_is_not_good_under_another_name(outside: TestClient) -> None:
    assert outside.get("/", params={"token": TOKEN}, headers={"host": "attacker.example"}).status_code == 421
    assert outside.get("/", params={"token": TOKEN}).status_code == 303


# From where --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://attacker.example"},
        {"origin": "https://127.0.0.1:8765"},
        {"origin": "http://127.0.0.1:9999"},  # the same site, for a cookie
        {"origin": "http://localhost:8765"},  # ours too, but not that of this page
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},  # a sandboxed frame
        {"origin": "null", "sec-fetch-site": "none"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site"} | NAVIGATION,  # a form of another site
        {"sec-fetch-site": "same-origin, cross-site"},
        {"sec-fetch-site": "same-origin", "origin": "http://attacker.example"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_nobody_else_changes_anything(client: TestClient, method: str, headers: dict[str, str]) -> None:
    assert client.request(method, "/", headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": f"http://{HOST}"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"},
        {"origin": "null", "sec-fetch-site": "same-origin"},  # a form of a page that tells no referrers
        {"sec-fetch-site": "none"},
    ],
)
def test_our_own_pages_and_programs_change_things(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/", headers=headers).status_code == 200


def test_another_page_may_lead_here_and_embed_nothing(client: TestClient) -> None:
    other = {"sec-fetch-site": "same-site"}  # another port of this machine: it has the cookie
    assert client.get("/", headers=other | NAVIGATION).status_code == 200
    for mode, dest in (("no-cors", "script"), ("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe"), ("navigate", "object")):
        assert client.get("/", headers=other | {"sec-fetch-mode": mode, "sec-fetch-dest": dest}).status_code == 403


# Sockets -----------------------------------------------------------------------------------------------------------------------------


def _socket_status(client: TestClient, headers: dict[str, str]) -> int:
    try:
        with client.websocket_connect("/socket", headers={"host": HOST} | headers) as socket:
            assert socket.receive_text() == "inside"
            return 101
    except WebSocketDenialResponse as refused:
        return refused.status_code


def test_sockets_are_guarded_as_pages_are(client: TestClient) -> None:
    origin, cookie = {"origin": f"http://{HOST}"}, {"cookie": f"headwater={client.cookies['headwater']}"}
    assert _socket_status(client, origin) == 401
    assert _socket_status(client, cookie) == 403
    assert _socket_status(client, cookie | {"origin": "http://127.0.0.1:9999"}) == 403
    assert _socket_status(client, cookie | origin | {"host": "attacker.example"}) == 421
    assert _socket_status(client, cookie | origin) == 101


def test_a_refused_socket_is_told_401_where_the_server_can() -> None:
    scope = {"type": "websocket", "path": "/socket", "headers": [(b"host", HOST.encode())], "extensions": {"websocket.http.response": {}}}
    assert _run(scope, [{"type": "websocket.connect"}])[0]["status"] == 401
    assert _run(scope | {"extensions": {}}, [{"type": "websocket.connect"}])[0]["type"] == "websocket.close"


def test_what_is_neither_page_nor_socket_is_not_let_through() -> None:
    with pytest.raises(RuntimeError):
        _run({"type": "webtransport", "headers": []}, [])


# How much ----------------------------------------------------------------------------------------------------------------------------


def test_a_body_at_the_cap_passes_and_one_more_byte_does_not(client: TestClient) -> None:
    assert client.post("/length", content=b"x" * 1000).text == "1000"
    assert client.post("/length", content=b"x" * 1001).status_code == 413


def test_a_body_without_a_length_is_counted_as_it_comes(client: TestClient) -> None:
    taken = 0

    def endless() -> Iterable[bytes]:
        nonlocal taken
        while taken < 10_000:
            taken += 100
            yield b"x" * 100

    assert client.post("/length", content=endless()).status_code == 413


def test_a_body_that_lies_about_its_length_is_counted(client: TestClient) -> None:
    headers = [(b"host", HOST.encode()), (b"content-length", b"5"), (b"cookie", f"headwater={client.cookies['headwater']}".encode())]
    app = client.app
    chunks = [{"type": "http.request", "body": b"x" * 600, "more_body": True}] * 3
    assert _run(_scope("POST", "/length", headers), chunks, app)[0]["status"] == 413


def test_an_application_that_swallows_the_cut_does_not_hide_it(client: TestClient) -> None:
    assert client.post("/greedy", content=iter([b"x" * 900] * 3)).status_code == 413


# Headers -----------------------------------------------------------------------------------------------------------------------------


def test_answers_carry_the_headers_that_close_the_page(client: TestClient) -> None:
    found = client.get("/").headers
    assert found["content-security-policy"].startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in found["content-security-policy"]
    assert "base-uri 'none'" in found["content-security-policy"]
    assert "unsafe" not in found["content-security-policy"]
    assert (found["x-content-type-options"], found["referrer-policy"]) == ("nosniff", "no-referrer")
    assert (found["cross-origin-opener-policy"], found["cross-origin-resource-policy"]) == ("same-origin", "same-origin")
    assert found["cache-control"] == "no-store"


def test_an_application_may_narrow_the_policy_and_not_widen_it(client: TestClient) -> None:
    found = client.get("/headers").headers
    assert found.get_list("content-security-policy", split_commas=False) == ["sandbox", POLICY]
    assert found["x-frame-options"] == "DENY"
    assert found["cache-control"] == "private, max-age=60"


def test_a_refusal_says_why_as_a_page_or_as_a_problem(outside: TestClient) -> None:
    assert "headwater serve" in outside.get("/", headers={"accept": "text/html"}).text
    assert outside.get("/").headers["content-type"] == "application/problem+json"
    assert outside.get("/").json()["remedy"].startswith("open the link")


# Plain ASGI --------------------------------------------------------------------------------------------------------------------------


def _scope(method: str, path: str, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    return {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"", "headers": headers}


def _asked(method: str, path: str, headers: list[tuple[bytes, bytes]]) -> tuple[int, bytes]:
    sent = _run(_scope(method, path, headers), [{"type": "http.request", "body": b""}])
    return sent[0]["status"], sent[1]["body"]


def _run(scope: dict[str, Any], messages: list[dict[str, Any]], app: Callable[..., Awaitable[None]] | None = None) -> list[dict[str, Any]]:
    waiting, sent = list(messages), []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    asyncio.run((app or _app())(scope, receive, send))  # type: ignore[arg-type]
    return sent
