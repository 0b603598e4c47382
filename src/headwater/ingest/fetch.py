"""Fetching a page that was asked for: http and https, directly, politely, and to nowhere but the public internet.

Every hop's name is resolved once, the address is vetted, and it is that address which is connected to, so that a name cannot point
elsewhere the second time it is looked up. TLS is always verified. One clock runs over everything: a server that sends a byte a second is
cut off too. robots.txt is respected (RFC 9309); proxies of the environment are not used, since what they connect to cannot be vetted.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from headwater.ingest.addresses import is_metadata, is_public
from headwater.ingest.bounded import unencoded
from headwater.ingest.decode import Refusal
from headwater.ingest.fetching import Fetching
from headwater.ingest.limits import Limits, over
from headwater.model import When

__all__ = ["Fetched", "fetch"]

REDIRECTS = 5
ROBOTS_BYTES = 512 * 1024  # RFC 9309 §2.5 asks for at least 500 KiB
MAX_DELAY_S = 10.0
AGENT = "headwater"
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server answered: the bytes, the address they came from in the end, their media type and charset, and when."""

    body: bytes
    url: str
    media: str
    charset: str | None
    at: When


class _Refused(Exception):  # noqa: N818 - it carries a refusal up, and is no error of ours
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.detail)
        self.refusal = refusal


def fetch(url: str, how: Fetching, limits: Limits) -> Fetched | Refusal:
    """Fetch one document.

    Args:
        url: Its address, http or https.
        how: What is allowed.
        limits: The caps `seconds` (over all redirects) and `input_mb`.

    Returns:
        What was answered, or why there is nothing: `address`, `forbidden_address`, `robots`, `unreachable`, `tls`, `http`, `redirects`,
        `timeout`, `too_large`, `archive` (a broken content coding), `bomb`.
    """
    clock = _Clock(limits.seconds)
    try:
        with clock.running():
            return _followed(url, how, limits, clock)
    except _Refused as refused:
        return refused.refusal
    except ssl.SSLCertVerificationError as error:
        return Refusal("tls", f"the server's certificate does not hold: {error.verify_message}; it is not fetched without one that does")
    except (OSError, http.client.HTTPException, ValueError) as error:
        if clock.late or isinstance(error, TimeoutError):
            return over("timeout", "seconds", limits, "the server did not answer in time")
        if isinstance(error, ssl.SSLError):
            return Refusal("tls", f"no safe connection came about: {error.reason or error}; the server's TLS is broken or too old")
        return Refusal("http", f"the server's answer could not be read ({type(error).__name__}: {error}); try again later")


def _followed(url: str, how: Fetching, limits: Limits, clock: "_Clock") -> Fetched:
    for _ in range(REDIRECTS + 1):
        parts = _parsed(url)
        if how.robots:
            _ask_robots(parts, url, how, clock)
        with _answered(parts, how, clock) as answer:
            moved = answer.getheader("Location") if answer.status in _MOVED else None
            if moved:
                url = urljoin(url, moved)
                continue
            if answer.status != 200:
                raise _Refused(Refusal("http", f"the server answered {answer.status} {answer.reason}; look whether the address is right"))
            body = _body(answer, limits.input_bytes)
            if clock.late:
                raise TimeoutError
            if len(body) > limits.input_bytes:
                raise _Refused(over("too_large", "input_mb", limits, "it is too large for one report"))
            opened = unencoded(body, answer.getheader("Content-Encoding") or "", limits)
            if isinstance(opened, Refusal):
                raise _Refused(opened)
            at = When(value=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), precision="second", origin="fetch")
            media = answer.getheader("Content-Type") or ""
            return Fetched(body=opened, url=url, media=media, charset=answer.headers.get_content_charset(), at=at)
    raise _Refused(Refusal("redirects", f"it leads on more than {REDIRECTS} times; fetch the address it should end at"))


def _parsed(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        host_ascii = (host or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise _Refused(Refusal("address", f"the address {url[:200]!r} is broken: {error}; check it")) from error
    if parts.scheme not in ("http", "https") or not host_ascii:
        raise _Refused(Refusal("address", f"{url[:200]!r} is no web address; only http and https are fetched"))
    if parts.username or parts.password or port == 0:
        raise _Refused(Refusal("address", "it holds a name, a password or no port; write the bare address"))
    if not url.isprintable() or " " in url:
        raise _Refused(Refusal("address", "it holds white space or control characters; write them percent-encoded"))
    return parts


def _body(answer: http.client.HTTPResponse, most: int) -> bytes:
    made = bytearray()
    while len(made) <= most and (chunk := answer.read(min(1 << 16, most + 1 - len(made)))):
        made += chunk
    return bytes(made)


@contextmanager
def _answered(parts: SplitResult, how: Fetching, clock: "_Clock") -> Iterator[http.client.HTTPResponse]:
    host = (parts.hostname or "").encode("idna").decode("ascii")
    connection = http.client.HTTPConnection(host, parts.port or (443 if parts.scheme == "https" else 80))
    try:
        connection.sock = _connected(parts, host, connection.port, how, clock)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        quoted = target.encode("utf-8").decode("latin-1") if target.isascii() else _percent(target)
        shown = f"[{host}]" if ":" in host else host
        named = shown if parts.port is None else f"{shown}:{parts.port}"
        headers = {"Host": named, "User-Agent": f"{AGENT}/{_version()} (fetches what its user names)", "Accept": _ACCEPT}
        connection.request("GET", quoted, headers=headers | {"Accept-Encoding": "gzip, deflate", "Connection": "close"})
        yield connection.getresponse()
    finally:
        connection.close()


def _version() -> str:
    try:
        return metadata.version("headwater")
    except metadata.PackageNotFoundError:  # run from its sources
        return "0"


def _percent(target: str) -> str:
    return "".join(character if character.isascii() else "".join(f"%{byte:02X}" for byte in character.encode()) for character in target)


def _connected(parts: SplitResult, host: str, port: int, how: Fetching, clock: "_Clock") -> socket.socket:
    resolved = [each for each in _resolved(host, port, clock) if not is_metadata(str(each[4][0]))]
    if not resolved:
        raise _Refused(
            Refusal("forbidden_address", f"{host} is an address at which clouds tell a machine its secrets; it is never fetched")
        )
    allowed = [each for each in resolved if how.local or is_public(str(each[4][0]))]
    if not allowed:
        detail = f"{host} is an address of this machine or of a network that is not public, which pages may not reach"
        raise _Refused(Refusal("forbidden_address", f"{detail}; for a server of your own: --allow-local"))
    plain = _dialled(allowed, clock)
    clock.holds(plain)
    if not how.local and not is_public(str(plain.getpeername()[0])):
        plain.close()
        raise _Refused(
            Refusal("forbidden_address", f"{host} was reached at an address that is not public; for a server of your own: --allow-local")
        )
    if parts.scheme == "http":
        return plain
    context = ssl.create_default_context(cafile=how.roots)
    safe = context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
    clock.holds(safe)
    try:
        safe.do_handshake()
    except OSError:
        safe.close()
        raise
    return safe


_Place = tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[str | int, ...]]


def _resolved(host: str, port: int, clock: "_Clock") -> list[_Place]:
    """Look a name up; the system's resolver cannot be stopped, so it is waited for no longer than the clock allows."""
    found: list[_Place] = []
    failed: list[OSError] = []

    def look_up() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))  # type: ignore[arg-type,unused-ignore]
        except OSError as error:
            failed.append(error)

    waiting = threading.Thread(target=look_up, daemon=True)
    waiting.start()
    waiting.join(clock.left())
    if waiting.is_alive():
        raise TimeoutError
    if not found:
        reason = failed[0].strerror if failed else "no address"
        raise _Refused(Refusal("unreachable", f"the name {host!r} is not found ({reason}); check the address and the network"))
    return found


def _dialled(places: list[_Place], clock: "_Clock") -> socket.socket:
    last: OSError | None = None
    for family, kind, protocol, _, where in places:
        dialling = socket.socket(family, kind, protocol)
        dialling.settimeout(clock.left())
        try:
            dialling.connect(where)
        except OSError as error:
            dialling.close()
            last = error
        else:
            return dialling
    if isinstance(last, TimeoutError):
        raise last
    reason = last.strerror if last else "no address"
    raise _Refused(Refusal("unreachable", f"no connection came about ({reason}); try again later"))


class _Clock:
    """The time that one fetch has, all hops together; when it is over, the connection that is held is shut."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._held: socket.socket | None = None
        self.late = False

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run the clock meanwhile."""
        timer = threading.Timer(self.left(), self._shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def left(self) -> float:
        """Seconds that are left, never none: a timeout of 0 would mean another thing."""
        return max(self._end - time.monotonic(), 0.01)

    def holds(self, connection: socket.socket) -> None:
        """Take over a connection to shut."""
        connection.settimeout(self.left())
        self._held = connection

    def _shut(self) -> None:
        self.late = True
        try:
            if self._held:
                self._held.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


# robots.txt ----------------------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Rules:
    parser: RobotFileParser
    last: float = field(default=0.0)


_rules: dict[tuple[str, bool], _Rules] = {}


def _ask_robots(parts: SplitResult, url: str, how: Fetching, clock: _Clock) -> None:
    """Refuse what a site's robots.txt refuses to us; wait as long as it asks between two fetches, ten seconds at most."""
    site = f"{parts.scheme}://{parts.netloc}"
    rules = _rules.get((site, how.local))
    if rules is None:
        rules = _rules[site, how.local] = _Rules(_robots_of(site, how, clock))
    if not rules.parser.can_fetch(AGENT, url):
        detail = "the site's robots.txt does not allow programs to fetch it; save the page by hand, or, if you may, --ignore-robots"
        raise _Refused(Refusal("robots", detail))
    delay = min(float(rules.parser.crawl_delay(AGENT) or 0), MAX_DELAY_S)
    wait = rules.last + delay - time.monotonic() if rules.last else 0.0
    if wait > 0:
        time.sleep(min(wait, clock.left()))
    rules.last = time.monotonic()


def _robots_of(site: str, how: Fetching, clock: _Clock) -> RobotFileParser:
    parser = RobotFileParser()
    url = f"{site}/robots.txt"
    for _ in range(REDIRECTS + 1):
        with _answered(_parsed(url), how, clock) as answer:
            moved = answer.getheader("Location") if answer.status in _MOVED else None
            if moved:
                url = urljoin(url, moved)
                continue
            if answer.status == 200:
                parser.parse(_body(answer, ROBOTS_BYTES).decode("utf-8", "replace").splitlines())
            else:  # RFC 9309 §2.3.1: unavailable (4xx) allows everything, unreachable (5xx) nothing
                parser.parse(["User-agent: *", "Disallow: /"] if answer.status >= 500 else [])
            return parser
    parser.parse([])
    return parser
