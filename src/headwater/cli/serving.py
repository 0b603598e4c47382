"""What `headwater serve` does: open the ledger, compose the site, answer until it is told to end."""

import sys
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from headwater.cli.opening import captures_flag, captures_of, kept_captures, ledger_of, settings_of
from headwater.cli.terminal import printable

if TYPE_CHECKING:
    from headwater.api.guard import App
    from headwater.config import Settings
    from headwater.ledger import Ledger
    from headwater.read import Reader

__all__ = ["REMEMBERED", "Wish", "run"]

REMEMBERED = 256
"""Readings kept in memory: those of the stories somebody looks at, some 100 KB each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """All that the command line asked of `headwater serve`."""

    port: int | None
    opens: bool
    author: str | None
    reader: str | None
    publisher: str | None
    local: bool
    captures: bool | None


def run(wish: Wish, ledger: str | None, case: str | None) -> int:
    """Serve a ledger until Ctrl-C; return the exit code."""
    from headwater.api.serving import opened, serve

    kept = captures_flag(wish.captures)
    chosen = settings_of(ledger, case, author=wish.author, reader=wish.reader, publisher=wish.publisher, captures=kept)
    with ledger_of(chosen, create=True, remembers=REMEMBERED) as held:
        door = opened(wish.port)
        sys.stdout.write(f"{printable(held.name)} is open at\n\n  {door.link}\n\nThe link works once, on this machine; Ctrl-C ends it.\n")
        sys.stdout.flush()
        serve(site_of(held, chosen, wish, cookie=door.cookie), door, ready=_browser(door.link) if wish.opens else _nothing)
    sys.stdout.write("ended\n")
    return 0


def _nothing() -> None:
    return


def _browser(link: str) -> Callable[[], None]:
    """Return what opens the link in the browser, without waiting for it."""
    return threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start


def site_of(ledger: "Ledger", chosen: "Settings", wish: Wish, *, cookie: str | None = None) -> "App":
    """Return the pages and the API of a ledger as one application."""
    from headwater.api import Jobs, api
    from headwater.ingest import Fetching
    from headwater.web import site

    captures = captures_of(chosen, wanted=lambda report: ledger.refusal(report.id) is None)
    jobs = Jobs(ledger, _reader(chosen.reader), publisher=chosen.publisher, fetching=Fetching(local=wish.local), captures=captures)
    made = api(ledger, jobs=jobs, author=chosen.author, captures=kept_captures(chosen), cookie=cookie)
    return site(ledger, author=chosen.author, jobs=jobs, api=made)


def _reader(name: str) -> "Callable[[], Reader]":
    from headwater.read import open_reader

    return partial(open_reader, name)
