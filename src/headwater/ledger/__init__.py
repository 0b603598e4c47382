"""Ledger: the store of reports, what was read in them, how they are linked, and what people judged of it.

SQLite by default, one file; PostgreSQL by URL. What goes in and comes out are the frozen values of `headwater.model` and of
`headwater.ledger.records`; SQLAlchemy and Alembic are imported when a ledger is opened, and known nowhere else.

    with open_ledger("story.db", create=True) as ledger:
        ledger.add(reading, reader="model 3", keys=keys)
        with ledger.snapshot() as generation:       # all questions see one state
            near = ledger.neighbours(keys, most_postings=50)
            ...                                     # link outside: nobody waits
        with ledger.writing(expected=generation):   # StaleError: somebody wrote meanwhile; link again
            ledger.put_links(links)
            ledger.put_stories(stories)
"""

from pathlib import Path
from typing import TYPE_CHECKING

from headwater.ledger.records import (
    Added,
    Anchor,
    Attached,
    Blob,
    Change,
    Document,
    Doubtful,
    Group,
    Hit,
    Judgement,
    Key,
    Link,
    Listed,
    Merged,
    Neighbour,
    Orphan,
    Refused,
    Stats,
    Tombstone,
    Verified,
    Window,
)

if TYPE_CHECKING:
    from headwater.ledger.store import Ledger

__all__ = [
    "Added",
    "Anchor",
    "Attached",
    "Blob",
    "Change",
    "Document",
    "Doubtful",
    "Group",
    "Hit",
    "Judgement",
    "Key",
    "Ledger",
    "Link",
    "Listed",
    "Merged",
    "Neighbour",
    "Orphan",
    "Refused",
    "Stats",
    "Tombstone",
    "Verified",
    "Window",
    "open_ledger",
]


def open_ledger(where: str | Path, *, create: bool = False, busy_timeout_s: float | None = None, remembers: int = 0) -> "Ledger":
    """Return a ledger, brought to this version's schema; use it as a context manager.

    Args:
        where: A path (SQLite), or a URL (`postgresql+psycopg://user@host/database`).
        create: Whether to make it where there is none.
        busy_timeout_s: How long a writer waits for another; by default a minute.
        remembers: How many readings are kept in memory once they were asked for, as by a server; a text that somebody alters in the
            store meanwhile is then noticed late.

    Raises:
        LedgerError: There is none, it is something else, it is of a newer Headwater, or it cannot be opened; the message says what to do.
    """
    from headwater.ledger import connect
    from headwater.ledger.store import Ledger

    url = connect.url_of(str(where))
    waits_s = connect.BUSY_TIMEOUT_S if busy_timeout_s is None else busy_timeout_s
    return Ledger(connect.opened(url, create=create, busy_timeout_s=waits_s), remembers=remembers)


def __getattr__(name: str) -> object:
    if name == "Ledger":  # for annotations and isinstance; SQLAlchemy comes with it
        from headwater.ledger.store import Ledger

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
