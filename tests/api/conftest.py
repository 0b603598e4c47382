"""The API on a ledger of an invented story, asked in process."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from headwater import linking
from headwater.api import Jobs, api
from headwater.ingest import Captures
from headwater.ledger import Ledger, open_ledger
from tests.ledgers import WordMeaning, linked_ledger
from tests.readers import said_reader


@pytest.fixture(scope="session")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the story of the bridge, linked once for all tests."""
    path = tmp_path_factory.mktemp("bridge") / "bridge.db"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(linking, "open_meaning", WordMeaning)
        linked_ledger(path).close()
    return path


@pytest.fixture
def ledger(word_meaning: None, bridge: Path, tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(shutil.copy(bridge, tmp_path / "bridge.db")) as opened:
        yield opened


@pytest.fixture
def captures(tmp_path: Path) -> Captures:
    return Captures(tmp_path / "captures")


@pytest.fixture
def app(ledger: Ledger, captures: Captures) -> Starlette:
    made = api(ledger, jobs=Jobs(ledger, said_reader, captures=captures), author="Ida Lund", captures=captures)
    return Starlette(routes=[Mount("/api/v1", app=made)])


class ApiClient(TestClient):
    """Asks for paths under `/api/v1`, and for whole addresses as they are."""

    def request(self, method: str, url: Any, **given: Any) -> Any:
        return super().request(method, url if str(url).startswith("/") else f"/api/v1/{url}", **given)


@pytest.fixture
def client(app: Starlette) -> TestClient:
    return ApiClient(app, base_url="http://headwater")
