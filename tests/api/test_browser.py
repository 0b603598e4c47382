"""The guard before a real browser: what it lets through of our own pages, and what of others on the same machine."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Response as Answer
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from headwater.api.serving import Door, opened

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium on the PATH, and there is none")

FORM = '<h1>inside</h1><form method="post" action="/write"><button>Write</button></form>'


@dataclass
class Site:
    door: Door
    written: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.door.port}"


@contextmanager
def _running(app: Any, door: Door) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door.listening]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield
    server.should_exit = True
    thread.join()
    door.listening.close()


@pytest.fixture
def ours() -> Iterator[Site]:
    site = Site(door=opened(0))

    async def page(request: Request) -> Response:
        return HTMLResponse(FORM)

    async def write(request: Request) -> Response:
        site.written.append((await request.body()).decode())
        return RedirectResponse("/", 303)

    app = Starlette(routes=[Route("/", page), Route("/write", write, methods=["POST"])])
    with _running(site.door.guarded(app), site.door):
        yield site


@pytest.fixture
def theirs(ours: Site) -> Iterator[str]:
    """Another server of this machine: for cookies the same site as ours."""
    door = opened(0)
    form = f'<form method="post" action="{ours.address}/write"><button>Win a prize</button></form><a href="{ours.address}/">there</a>'

    async def page(request: Request) -> Response:
        return HTMLResponse(f'{form}<iframe src="{ours.address}/"></iframe><img src="{ours.address}/">')

    with _running(Starlette(routes=[Route("/", page)]), door):
        yield f"http://127.0.0.1:{door.port}/"


@pytest.fixture(scope="module")  # no longer: while it is open, no other test can run an event loop
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def tab(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_the_link_lets_in_and_a_form_of_ours_writes(ours: Site, tab: Page) -> None:
    refused = tab.goto(ours.address)
    assert refused is not None
    assert refused.status == 401
    tab.goto(ours.door.link)
    assert tab.url == f"{ours.address}/"
    tab.click("button")
    tab.wait_for_url(f"{ours.address}/")
    assert tab.inner_text("h1") == "inside"
    assert len(ours.written) == 1


def test_the_link_lets_in_from_a_page_elsewhere(ours: Site, tab: Page, tmp_path: Path) -> None:
    page = tmp_path / "terminal.html"
    page.write_text(f'<a href="{ours.door.link}">the link</a>', encoding="utf-8")
    tab.goto(page.as_uri())
    tab.click("a")
    tab.wait_for_url(f"{ours.address}/")
    assert tab.inner_text("h1") == "inside"


def test_another_server_of_this_machine_writes_and_shows_nothing(ours: Site, theirs: str, tab: Page) -> None:
    tab.goto(ours.door.link)
    answers: dict[tuple[str, str], int] = {}

    def note(answer: Answer) -> None:
        answers[answer.request.resource_type, answer.url] = answer.status

    tab.on("response", note)
    tab.goto(theirs, wait_until="load")
    tab.wait_for_timeout(300)
    assert {status for (_, url), status in answers.items() if url.startswith(ours.address)} == {403}
    with tab.expect_navigation():
        tab.click("button")
    assert answers["document", f"{ours.address}/write"] == 403
    assert ours.written == []
    tab.goto(theirs)
    tab.click("a")
    tab.wait_for_url(f"{ours.address}/")
    assert tab.inner_text("h1") == "inside"  # a link may lead here


def test_a_script_elsewhere_reads_nothing(ours: Site, theirs: str, chromium: Browser) -> None:
    tab = chromium.new_page()
    tab.goto(ours.door.link)
    tab.goto(theirs)
    for options in ("", "mode: 'no-cors'", "mode: 'no-cors', method: 'POST'"):
        told = f"fetch('{ours.address}/write', {{credentials: 'include', {options}}}).then(a => a.text()).catch(() => '')"
        assert tab.evaluate(told) == ""
    assert ours.written == []
    tab.context.close()
