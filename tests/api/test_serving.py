"""Serving: a real server, in a process of its own, and what it leaves behind."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from headwater.api.serving import HERE, opened
from headwater.errors import SettingsError
from headwater.ingest import Captures
from headwater.ledger import open_ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    process: subprocess.Popen[str]
    port: int
    token: str
    ledger: Path

    def ask(self, path: str, cookie: str = "", method: str = "GET") -> tuple[int, http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection(HERE, self.port, timeout=20)
        connection.request(method, path, headers={"cookie": cookie} if cookie else {})
        found = connection.getresponse()
        told = found.status, found.headers, found.read().decode()
        connection.close()
        return told

    def enter(self) -> str:
        status, headers, _ = self.ask(f"/?token={self.token}")
        assert status == 303
        return headers["set-cookie"].partition(";")[0]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    yield from _serving(tmp_path / "story.db")


@pytest.fixture
def served_bridge(bridge: Path, tmp_path: Path) -> Iterator[Served]:
    yield from _serving(Path(shutil.copy(bridge, tmp_path / "bridge.db")))


def _serving(ledger: Path) -> Iterator[Served]:
    command = [sys.executable, "-m", "headwater", "serve", "--no-open", "--port", "0", "--ledger", str(ledger)]
    before = os.umask(0)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    os.umask(before)
    assert process.stdout is not None
    said = "".join(iter(process.stdout.readline, "The link works once, on this machine; Ctrl-C ends it.\n"))
    link = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]+)", said)
    assert link, said
    try:
        yield Served(process=process, port=int(link[1]), token=link[2], ledger=ledger)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_served_ledger_lets_in_by_its_link_and_ends_when_told(served: Served) -> None:
    assert served.ask("/api/v1/stories")[0] == 401
    cookie = served.enter()
    assert served.ask("/api/v1/stories", cookie)[2] == '{"version":1,"data":[],"warnings":[],"rejected":[]}'
    assert served.ask("/api/v1/openapi.json", cookie)[0] == 200
    assert served.ask("/api/v1/stories")[0] == 401
    served.process.send_signal(signal.SIGTERM)
    out, _ = served.process.communicate(timeout=20)
    assert served.process.returncode == 0
    # Nothing was written while it ran: neither the token, nor the cookie, nor what was asked for.
    assert out.strip() == "ended"


READERS, EACH = 50, 4


def test_fifty_read_at_once_over_loopback(served_bridge: Served) -> None:
    cookie = served_bridge.enter()
    report = json.loads(served_bridge.ask("/api/v1/reports", cookie)[2])["data"][0]["id"]
    paths = ["/api/v1/stories", "/api/v1/stories/orrin%20bridge", f"/api/v1/reports/{report}", "/api/v1/search?q=bridge"]
    with ThreadPoolExecutor(READERS) as pool:
        asked = [paths[(number + turn) % len(paths)] for number in range(READERS) for turn in range(EACH)]
        found = [status for status, _, _ in pool.map(lambda path: served_bridge.ask(path, cookie), asked)]
    assert found == [200] * (READERS * EACH)


def test_nobody_on_the_network_is_answered(served: Served) -> None:
    others = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)} - {HERE, "::1"}
    for address in others or {"127.0.0.2"}:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address, served.port), timeout=2).close()


def test_a_ledger_is_for_its_owner_alone_whatever_the_umask(served: Served) -> None:
    served.ask("/api/v1/stories", served.enter())
    found = {path.name: path.stat().st_mode & 0o777 for path in served.ledger.parent.iterdir()}
    assert found.keys() >= {"story.db"}
    assert set(found.values()) == {0o600}


def test_copies_and_captures_are_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with open_ledger(tmp_path / "a.db", create=True) as ledger:
            ledger.backup(tmp_path / "b.db")
            ledger.backup(tmp_path / "c.jsonl")
        Captures(tmp_path / "kept").keep(b"page")
    finally:
        os.umask(before)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 4
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in tmp_path.rglob("*") if path.is_dir()} == {0o700}


def test_a_port_in_use_is_refused_by_name() -> None:
    door = opened(0)
    with pytest.raises(SettingsError, match="--port 0"):
        opened(door.port)
    door.listening.close()


def test_each_door_has_a_token_of_its_own() -> None:
    doors = [opened(0) for _ in range(3)]
    assert len({door.token for door in doors}) == 3
    assert all(len(door.token) > 40 for door in doors)
    for door in doors:
        door.listening.close()
