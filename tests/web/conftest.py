"""A ledger of invented reports, read by the rules and linked by words alone; the pages on it, in this process and in a browser."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, expect, sync_playwright
from starlette.testclient import TestClient

from headwater import linking, tracing
from headwater.api import Jobs
from headwater.api.serving import opened
from headwater.ledger import Ledger, open_ledger
from headwater.web import site
from tests.ledgers import WordMeaning, linked_ledger
from tests.readers import SaidReader
from tests.web.serving import Served, Tab

expect.set_options(timeout=30_000)  # a machine that is busy with something else gets some air
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = pytest.mark.skip(reason="needs chromium on the PATH, and there is none")
    for item in items:
        if CHROMIUM is None and item.get_closest_marker("browser"):
            item.add_marker(absent)


@pytest.fixture(autouse=True)
def _by_words(word_meaning: None) -> None:
    """Link by the words alone whatever a page links anew."""


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A linked ledger, for copying."""
    path = tmp_path_factory.mktemp("web") / "made.db"
    with pytest.MonkeyPatch.context() as patch:
        for module in (linking, tracing):
            patch.setattr(module, "open_meaning", WordMeaning)
        with linked_ledger(path) as ledger:
            ledger.backup(path.with_name("whole.db"))
    return path.with_name("whole.db")


@pytest.fixture
def ledger(made_once: Path, tmp_path: Path) -> Iterator[Ledger]:
    shutil.copy(made_once, tmp_path / "ledger.db")
    with open_ledger(tmp_path / "ledger.db") as held:
        yield held


@pytest.fixture
def page(ledger: Ledger) -> TestClient:
    """The pages, asked in this process."""
    return TestClient(site(ledger, author="Ada Holm", jobs=Jobs(ledger, SaidReader)), follow_redirects=False)


# In a browser --------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def served(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The pages behind their guard, served on loopback: one server for all tests of a session."""
    path = tmp_path_factory.mktemp("served") / "ledger.db"
    shutil.copy(made_once, path)
    with open_ledger(path) as held:
        door = opened(0)
        application = door.guarded(site(held, author="Ada Holm", jobs=Jobs(held, SaidReader)))
        server = uvicorn.Server(uvicorn.Config(application, log_config=None, timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door.listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield Served(ledger=held, door=door)
        server.should_exit = True
        thread.join()
        door.listening.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def cookies(chromium: Browser, served: Served) -> list[dict[str, object]]:
    """What the link of the door gives a browser, once."""
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(served.door.link)
    found = [dict(each) for each in context.cookies()]
    context.close()
    return found


@pytest.fixture
def tab(chromium: Browser, served: Served, cookies: list[dict[str, object]]) -> Iterator[Tab]:
    """A tab that has been let in; at its end it has met no error, no violation of the policy, and asked nobody else for anything."""
    made = Tab(chromium, served, cookies)
    yield made
    made.close()
    assert made.wrong == []
