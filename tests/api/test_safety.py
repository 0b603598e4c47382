"""The whole server as `headwater serve` composes it: nothing of it answers without the cookie, whatever there is."""

import asyncio
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from opentelemetry import trace
from starlette.routing import BaseRoute, Host, Mount, Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse

from headwater.api import api
from headwater.api.guard import POLICY, Guard
from headwater.cli.serving import Wish, site_of
from headwater.config import Settings
from headwater.ledger import Ledger

HOST, TOKEN = "127.0.0.1:8765", "the-token"
WISH = Wish(port=0, opens=False, author="Ida Lund", reader="rules", publisher=None, local=False, captures=True)
LIMIT = 2_000_000


@pytest.fixture
def site(ledger: Ledger) -> Any:
    return site_of(ledger, Settings(ledger=ledger.name, reader="rules", author="Ida Lund"), WISH)


@pytest.fixture
def served(site: Any) -> TestClient:
    guarded = Guard(site, hosts=[HOST], token=TOKEN, body_bytes=LIMIT)
    return TestClient(guarded, base_url=f"http://{HOST}", follow_redirects=False)


@pytest.fixture
def inside(served: TestClient) -> TestClient:
    assert served.get("/", params={"token": TOKEN}).status_code == 303
    return served


def _addresses(routes: list[BaseRoute], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield method and address of every route, whatever it is mounted under; sockets have the method WS."""
    for route in routes:
        path = before + re.sub(r"\{[^}]*\}", "0" * 20, getattr(route, "path", ""))
        if isinstance(route, WebSocketRoute):
            yield "WS", path
        elif isinstance(route, Mount | Host):
            yield from (("GET", f"{path}{below}") for below in ("", "/", "/anything", "/../x"))
            yield from _addresses(list(route.routes or getattr(route.app, "routes", [])), path)
        elif isinstance(route, Route):
            yield from ((method, path) for method in sorted({*(route.methods or ()), "GET", "POST", "OPTIONS"}))
        else:
            original = getattr(route, "original_router", None)
            assert original is not None, f"no way is known to walk through {route!r}"
            yield from _addresses(list(original.routes), before)


def test_everything_there_is_answers_401_without_the_cookie(site: Any, served: TestClient) -> None:
    addresses = list(dict.fromkeys(_addresses(site.routes)))
    assert len(addresses) > 40
    assert ("GET", "/api/v1/openapi.json") in addresses
    for method, path in addresses:
        if method == "WS":
            with pytest.raises(WebSocketDenialResponse) as refused, served.websocket_connect(path, headers={"host": HOST}):
                pass
            status: int = refused.value.status_code
        else:
            status = served.request(method, path).status_code
        assert status == 401, (method, path)


def test_what_the_api_describes_is_among_what_was_walked(site: Any, inside: TestClient) -> None:
    walked = {path for _, path in _addresses(site.routes)}
    described = inside.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1" + re.sub(r"\{[^}]*\}", "0" * 20, path) for path in described} <= walked


def test_every_answer_carries_the_policy_failures_too(site: Any, inside: TestClient) -> None:
    for method, path in dict.fromkeys(_addresses(site.routes)):
        if method in ("GET", "OPTIONS") and "{" not in path and "events" not in path:
            assert inside.request(method, path).headers["content-security-policy"].startswith(POLICY[:20]), path


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/%00",
        "/static/style.css%00.html",
        "/../../etc/passwd",
        "/api/v1/../../etc/passwd",
        "/api/v1/reports/..%2f..%2fetc%2fpasswd/original",
        "/api/v1/reports/%2e%2e/original",
        "/%ff%fe",
    ],
)
def test_no_path_leads_out(inside: TestClient, path: str) -> None:
    found = inside.get(path)
    assert found.status_code in (400, 404)
    assert "root:" not in found.text
    assert "import" not in found.text


@pytest.mark.parametrize("path", ["/api/v1/judgements", "/api/v1/reports", "/api/v1/judgements/x/undo"])
def test_no_other_site_writes_and_no_body_is_endless(inside: TestClient, ledger: Ledger, path: str) -> None:
    assert inside.post(path, json={}, headers={"origin": "http://attacker.example"}).status_code == 403
    assert inside.post(path, content=b"text", headers={"sec-fetch-site": "same-site", "content-type": "text/plain"}).status_code == 403
    assert inside.post(path, content=b"x" * (LIMIT + 1)).status_code == 413
    assert inside.post(path, content=iter([b"x" * 500_000] * 5), headers={"content-type": "text/plain"}).status_code == 413
    assert ledger.judgements() == ()
    assert inside.get("/api/v1/jobs").json()["data"] == []


def test_an_upload_of_many_parts_is_cut_as_any_other(inside: TestClient) -> None:
    files = [("files", (f"{number}.txt", b"x" * 300_000)) for number in range(8)]
    assert inside.post("/api/v1/reports", files=files).status_code == 413


def test_nothing_that_is_secret_is_logged(served: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        served.get("/", params={"token": "a-wrong-token"})
        served.get("/", params={"token": TOKEN})
        served.get("/api/v1/search", params={"q": "a-name-that-was-searched-for"})
    said = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx"))
    for secret in (TOKEN, "a-wrong-token", served.cookies["headwater"], "a-name-that-was-searched-for"):
        assert secret not in said


def test_a_failure_inside_tells_nothing_but_its_kind(
    inside: TestClient, ledger: Ledger, site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("what was searched for")

    monkeypatch.setattr(type(ledger), "search", fails)
    app = Guard(site, hosts=[HOST], token=TOKEN)
    client = TestClient(app, base_url=f"http://{HOST}", follow_redirects=False, raise_server_exceptions=False)
    client.get("/", params={"token": TOKEN})
    found = client.get("/api/v1/search", params={"q": "x"})
    assert found.status_code == 500
    assert "searched" not in found.text
    assert found.json()["detail"] == "this is a mistake in Headwater (ZeroDivisionError)"


def _nothing() -> list[str]:
    return []


def test_nothing_of_a_request_is_told_to_a_collector(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Collecting(trace.TracerProvider):
        def get_tracer(self, *_: Any, **__: Any) -> trace.Tracer:
            asked.append("a tracer")
            return trace.NoOpTracer()

    monkeypatch.setattr(trace, "get_tracer_provider", Collecting)
    told = FastAPI()
    told.add_api_route("/stories", _nothing)
    for app, expected in ((api(ledger), []), (told, ["a tracer"])):
        assert TestClient(app).get("/stories").status_code == 200
        assert asked[:1] == expected


# Many at once --------------------------------------------------------------------------------------------------------------------------

READERS, ROUNDS = 50, 2


def test_fifty_read_at_once_while_somebody_writes(site: Any, ledger: Ledger) -> None:
    from benchmarks.serving import HOST as HERE
    from benchmarks.serving import asked

    guarded = Guard(site, hosts=[HERE], token=TOKEN)
    report = ledger.reports()[0].id
    paths = ["/api/v1/stories", "/api/v1/stories/orrin bridge", f"/api/v1/reports/{report}", "/api/v1/search?q=bridge", "/api/v1/changes"]

    async def all_of_them() -> list[int]:
        _, _, headers = await asked(guarded, f"/?token={TOKEN}")
        cookie = [(b"cookie", headers["set-cookie"].partition(";")[0].encode())]

        async def one(number: int) -> list[int]:
            return [(await asked(guarded, paths[(number + turn) % len(paths)], cookie))[0] for turn in range(ROUNDS)]

        async def write() -> list[int]:
            for number in range(10):
                await asyncio.to_thread(
                    ledger.judge, "same_story", {}, author="Ida Lund", reason=str(number), pair=(report, ledger.reports()[1].id)
                )
            return []

        return [status for some in await asyncio.gather(write(), *map(one, range(READERS))) for status in some]

    assert asyncio.run(all_of_them()) == [200] * (READERS * ROUNDS)
    assert len(ledger.judgements()) == 10


def test_the_ledger_is_named_to_those_inside_alone(served: TestClient, tmp_path: Path) -> None:
    assert str(tmp_path) not in json.dumps([served.get(path).text for path in ("/", "/api/v1/ledger", "/nothing")])
