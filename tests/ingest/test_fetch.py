"""Fetching, against servers on this machine: what is fetched, and what is refused before a byte is sent."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.ingest import Captures, Fetching, Limits, fetch, reports
from headwater.ingest.addresses import is_metadata, is_public
from headwater.ingest.decode import Refusal
from headwater.ingest.fetch import Fetched
from headwater.model import Rejected, Report
from tests.ingest.made import LEAD, PAGE, answer, rss

LOCAL = Fetching(local=True)
QUICK = Limits(seconds=1, input_mb=1)
Answer = Callable[[str], bytes]


class Server:
    """A server that answers each path by a function of it, and remembers what it was asked."""

    def __init__(self, respond: Answer, *, certificate: Path | None = None, pace: float = 0) -> None:
        self._respond = respond
        self._pace = pace
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if self._context and certificate:
            self._context.load_cert_chain(certificate)
        self.port = self._listener.getsockname()[1]
        self.asked: list[str] = []
        self.heads: list[str] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def url(self, path: str = "/a", host: str = "127.0.0.1") -> str:
        return f"{'https' if self._context else 'http'}://{host}:{self.port}{path}"

    def close(self) -> None:
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                self._listener.settimeout(0.1)
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            try:
                self._talk(connection)
            except OSError:
                pass
            finally:
                connection.close()

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(3)
        if self._context:
            with self._context.wrap_socket(connection, server_side=True) as safe:
                self._respond_to(safe)
        else:
            self._respond_to(connection)

    def _respond_to(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            chunk = connection.recv(4096)
            if not chunk:
                return
            head += chunk
        path = head.split()[1].decode()
        self.asked.append(path)
        self.heads.append(head.decode("latin-1"))
        sent = answer(b"", status="404 Not Found") if path == "/robots.txt" and not self._knows_robots() else self._respond(path)
        for index in range(0, len(sent), 1 if self._pace else max(len(sent), 1)):
            connection.sendall(sent[index : index + 1] if self._pace else sent)
            time.sleep(self._pace)

    def _knows_robots(self) -> bool:
        return bool(getattr(self._respond, "robots", False))


Serve = Callable[..., Server]


@pytest.fixture
def serve() -> Iterator[Serve]:
    servers: list[Server] = []

    def started(respond: Answer, **how: object) -> Server:
        servers.append(Server(respond, **how))  # type: ignore[arg-type]
        return servers[-1]

    fetch._rules.clear()
    yield started
    for server in servers:
        server.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of localhost that only itself vouches for, with its key; made anew, so that no key lies in the repository."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the command openssl, which makes the certificate, and it is not there")
    key, made = (tmp_path_factory.mktemp("tls") / name for name in ("key.pem", "certificate.pem"))
    request = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
    subprocess.run([openssl, *request.split(), "-keyout", key, "-out", made], check=True, capture_output=True)
    made.write_bytes(key.read_bytes() + made.read_bytes())
    return made


def code(found: Fetched | Refusal) -> str:
    assert isinstance(found, Refusal), found
    return found.code


def fetched(url: str, how: Fetching = LOCAL, limits: Limits = QUICK) -> Fetched | Refusal:
    return fetch.fetch(url, how, limits)


def page(_: str) -> bytes:
    return answer(PAGE.encode())


def test_a_page_is_a_report_with_its_address_and_the_time(serve: Serve) -> None:
    server = serve(page)
    (found,) = reports(server.url(), fetching=LOCAL)
    assert isinstance(found, Report)
    assert found.ref == server.url()
    assert LEAD in found.text
    assert found.captured_at
    assert (found.captured_at.precision, found.captured_at.origin) == ("second", "fetch")
    assert found.capture
    assert server.asked == ["/robots.txt", "/a"]
    assert "User-Agent: headwater/" in server.heads[1]


def test_the_bytes_that_were_fetched_are_kept_under_the_reports_capture(serve: Serve, tmp_path: Path) -> None:
    kept = Captures(tmp_path)
    (found,) = reports(serve(page).url(), fetching=LOCAL, captures=kept)
    assert isinstance(found, Report)
    assert kept.bytes_of(found.capture or "") == PAGE.encode()


def test_a_feed_is_told_by_what_it_is_whatever_it_is_sent_as(serve: Serve) -> None:
    server = serve(lambda _: answer(rss(f"<link>https://c.example/a</link><description>{LEAD}</description>"), media="text/plain"))
    (found,) = reports(server.url("/feed"), fetching=LOCAL)
    assert isinstance(found, Rejected)
    assert (found.ref, found.code) == ("https://c.example/a", "link_only")


def test_what_is_not_read_is_said_with_its_type(serve: Serve) -> None:
    (found,) = reports(serve(lambda _: answer(b"\x89PNG", media="image/png")).url(), fetching=LOCAL)
    assert isinstance(found, Rejected)
    assert (found.code, "image/png" in found.detail) == ("unsupported", True)


def test_a_packed_answer_is_unpacked(serve: Serve) -> None:
    found = fetched(serve(lambda _: answer(gzip.compress(b"hello"), "Content-Encoding: gzip")).url())
    assert isinstance(found, Fetched)
    assert found.body == b"hello"


def test_a_redirect_is_followed_to_its_end(serve: Serve) -> None:
    def respond(path: str) -> bytes:
        return answer(b"", "Location: /b", status="302 Found") if path == "/a" else page(path)

    found = fetched(serve(respond).url())
    assert isinstance(found, Fetched)
    assert found.url.endswith("/b")


def test_an_endless_redirect_ends(serve: Serve) -> None:
    server = serve(lambda path: answer(b"", f"Location: {path}a", status="301 Moved Permanently"))
    assert code(fetched(server.url())) == "redirects"
    assert len(server.asked) == 7


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://x.example/", "http://name:word@x.example/", "gopher://x.example/"])
def test_a_redirect_to_no_web_address_is_refused(serve: Serve, target: str) -> None:
    assert code(fetched(serve(lambda _: answer(b"", f"Location: {target}", status="302 Found")).url())) == "address"


def test_a_server_that_sends_a_byte_at_a_time_is_cut_off(serve: Serve) -> None:
    began = time.monotonic()
    assert code(fetched(serve(page, pace=0.05).url(), Fetching(local=True, robots=False))) == "timeout"
    assert time.monotonic() - began < 15


def test_a_server_that_says_nothing_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        assert code(fetched(f"http://127.0.0.1:{silent.getsockname()[1]}/")) == "timeout"
        assert time.monotonic() - began < 15


def test_nobody_at_home_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert code(fetched(f"http://127.0.0.1:{port}/")) == "unreachable"


@pytest.mark.parametrize("body", [b"x" * (2 << 20), gzip.compress(b"x" * (2 << 20))])
def test_an_answer_that_is_too_large_is_not_read_to_its_end(serve: Serve, body: bytes) -> None:
    packed = ("Content-Encoding: gzip",) if body.startswith(b"\x1f") else ()
    assert code(fetched(serve(lambda _: answer(body, *packed)).url())) == "too_large"


def test_a_status_other_than_200_is_said(serve: Serve) -> None:
    found = fetched(serve(lambda _: answer(b"", status="410 Gone")).url())
    assert code(found) == "http"
    assert "410 Gone" in getattr(found, "detail", "")


def test_what_is_no_http_is_said(serve: Serve) -> None:
    assert code(fetched(serve(lambda _: b"SSH-2.0-x\r\n").url(), Fetching(local=True, robots=False))) == "http"


def test_a_certificate_that_nobody_vouches_for_is_refused(serve: Serve, certificate: Path) -> None:
    assert code(fetched(serve(page, certificate=certificate).url())) == "tls"


def test_a_certificate_for_another_name_is_refused(serve: Serve, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(page, certificate=certificate)
    here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: here)
    vouched = Fetching(local=True, roots=str(certificate))
    assert isinstance(fetched(server.url(host="localhost"), vouched), Fetched)
    assert code(fetched(server.url(host="other.example"), vouched)) == "tls"


def test_robots_txt_is_respected(serve: Serve) -> None:
    def respond(path: str) -> bytes:
        return answer(b"User-agent: *\nDisallow: /a\n", media="text/plain") if path == "/robots.txt" else page(path)

    respond.robots = True  # type: ignore[attr-defined]
    server = serve(respond)
    assert code(fetched(server.url("/a"))) == "robots"
    assert isinstance(fetched(server.url("/b")), Fetched)
    assert isinstance(fetched(server.url("/a"), Fetching(local=True, robots=False)), Fetched)
    assert server.asked == ["/robots.txt", "/b", "/a"]


# Where nothing is fetched from ---------------------------------------------------------------------------------------------------------

INSIDE = """127.0.0.1 127.1.2.3 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.8 198.18.0.1 224.0.0.1 240.0.0.1
255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1
64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: 2001:0:7f00:1:: fec0::1 nonsense""".split()


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "0"]
)
def test_nothing_is_fetched_from_inside_however_it_is_written(serve: Serve, host: str) -> None:
    server = serve(page)
    assert code(fetched(f"http://{host}:{server.port}/", Fetching())) in ("forbidden_address", "unreachable", "address")
    assert server.asked == []


@pytest.mark.parametrize(
    "address", "169.254.169.254 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe fe80::1%eth0 fd00:ec2::254 fd20:ce::254 168.63.129.16".split()
)
def test_a_clouds_metadata_are_neither_public_nor_local(address: str) -> None:
    assert is_metadata(address)
    assert not is_public(address)


def test_a_server_of_ones_own_does_not_lead_to_a_clouds_metadata(serve: Serve) -> None:
    server = serve(lambda _: answer(b"", "Location: http://169.254.169.254/latest/meta-data/", status="302 Found"))
    assert code(fetched(server.url())) == "forbidden_address"
    assert not is_metadata("127.0.0.1")


def test_a_name_that_points_inside_the_second_time_is_looked_up_once(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: what was vetted is what is connected to."""
    server = serve(page)
    look_ups: list[str] = []

    def rebinding(host: str, port: int, **_: object) -> list[object]:
        look_ups.append(host)
        address = "192.0.2.1" if len(look_ups) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "192.0.2.1")
    found = fetched(f"http://rebind.example:{server.port}/", Fetching(robots=False), Limits(seconds=0.3))
    assert code(found) in ("timeout", "unreachable")
    assert (look_ups, server.asked) == (["rebind.example"], [])


def test_a_redirect_inside_is_refused(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first server stands for one outside; where it leads is vetted like any address."""
    inside = serve(page)
    outside = serve(lambda _: answer(b"", f"Location: http://127.0.0.2:{inside.port}/", status="302 Found"))
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    assert code(fetched(outside.url(), Fetching(robots=False))) == "forbidden_address"
    assert inside.asked == []


@given(st.text(max_size=40))
def test_any_address_is_taken_apart_or_refused(words: str) -> None:
    with suppress(fetch._Refused):
        assert fetch._parsed(f"http://{words}").hostname
