"""Serving: one ASGI application on a port of 127.0.0.1, until it is told to end."""

import secrets
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from headwater.api.guard import App, Guard
from headwater.errors import SettingsError

__all__ = ["HERE", "Door", "opened", "serve"]

HERE = "127.0.0.1"
"""The one address that is listened on: nobody on the network is answered."""
FIRST_PORT, PORTS_TRIED = 8765, 20
PATIENCE_S = 2
"""How long requests under way may take when the server is told to end; reports that are being read stop where they are."""
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where a server listens, and what lets a browser in.

    Attributes:
        listening: The socket.
        token: What the link carries, once.
    """

    listening: socket.socket
    token: str

    @property
    def port(self) -> int:
        """The port listened on."""
        return int(self.listening.getsockname()[1])

    @property
    def link(self) -> str:
        """The link that lets one browser in."""
        return f"http://{HERE}:{self.port}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """The name of the cookie by which a browser is known that was let in."""
        return f"headwater_{self.port}"

    def guarded(self, app: App) -> Guard:
        """Return an application behind the guard of this door."""
        hosts = (f"{HERE}:{self.port}", f"localhost:{self.port}")
        return Guard(app, hosts=hosts, token=self.token, cookie=self.cookie)


def opened(port: int | None = None) -> Door:
    """Return a door of a new token, listening.

    Args:
        port: Which; 0 for any that is free; `None` for 8765 or the next free one.

    Raises:
        SettingsError: The port is in use, or may not be used.
    """
    tried = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if port is None else (port,)
    found: OSError | None = None
    for each in tried:
        try:
            return Door(listening=_listening(each), token=secrets.token_urlsafe(32))
        except OSError as error:
            found = error
    why = found.strerror if found else "none was tried"
    raise SettingsError(
        f"port {tried[0]} of {HERE} cannot be used: {why}; name another (--port 8080), or --port 0 for one that is free"
    ) from found


def _listening(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HERE, port))
        made.listen(128)
    except (OSError, OverflowError) as error:
        made.close()
        raise error if isinstance(error, OSError) else OSError(0, "a port is a number from 0 to 65535") from error
    return made


def serve(app: App, door: Door, *, ready: Callable[[], None] = lambda: None) -> None:
    """Answer at a door until SIGINT or SIGTERM; requests under way are ended first.

    Args:
        app: What answers; the guard is put around it here.
        door: Where.
        ready: Called when questions are answered.
    """
    import uvicorn  # at the latest moment: whoever builds an application needs no server

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()

    config = uvicorn.Config(
        door.guarded(app),
        # The access log would write the token down, and what was searched for.
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="on",
        limit_concurrency=MOST_AT_ONCE,
        timeout_graceful_shutdown=PATIENCE_S,
    )
    before = signal.signal(signal.SIGTERM, _ended)
    try:
        Server(config).run(sockets=[door.listening])
    except KeyboardInterrupt:
        pass  # the server has ended; it tells us the signal that it had
    finally:
        signal.signal(signal.SIGTERM, before)
        door.listening.close()


def _ended(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
