"""How long the server takes over each page and each answer of a large ledger, and which query takes longest.

    python -m benchmarks.serving --ledger /tmp/large.db                        made where there is none: 10,000 reports
    python -m benchmarks.serving --ledger /tmp/large.db --like story.db        made of copies of that ledger's reports and stories

The ledger is made by putting a small linked one in again and again, each time under other ids: what is measured is asking, not reading and
linking (`benchmarks.growth`). Every page is asked for in process, as the server does it, from the call to the last byte; the first time of
each counts too, the fastest of several is what the machine can do, and the processor's time is shown beside the clock's, since others may
use the machine. Exits with 1 where a page takes longer than it may.
"""

import argparse
import asyncio
import hashlib
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import event

from benchmarks.growth import filled, fresh, told
from headwater.api.guard import Guard
from headwater.cli.serving import REMEMBERED, Wish, site_of
from headwater.config import Settings
from headwater.ledger import Ledger, open_ledger
from headwater.ledger.carrying import entry_of

__all__ = ["Taken", "asked", "main", "multiplied"]

REPORTS = 10_000
FIRST_MS, PAGE_MS = 200, 300
"""What the first page and any other may take, of the processor."""
TRIES = 5
FIRST = "first page: stories"
MANY = "a title that many stories have"
"""In a ledger of copies; it is refused, with their ids."""
_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{20}(?![0-9a-f])")
TOKEN, HOST = "token", "127.0.0.1:1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a page took.

    Attributes:
        first_ms: The clock's time the first time.
        clock_ms: The clock's, the median of the tries after it.
        processor_ms: The processor's, the median of all.
    """

    name: str
    path: str
    status: int
    size: int
    first_ms: float
    clock_ms: float
    processor_ms: float


# The ledger ----------------------------------------------------------------------------------------------------------------------


def multiplied(like: Ledger, into: Ledger, reports: int) -> None:
    """Put all that one ledger holds into another, under new ids each time, until that has so many reports."""
    lines = [json.dumps(line) for line in like.lines() if "tombstone" not in line]
    turn = 0
    while into.stats().reports < reports:
        turn += 1
        renamed = _renaming(turn)
        with into.writing():
            for line in lines:
                found = json.loads(_ID.sub(renamed, line))
                if "report" in found:
                    into.put_entry(entry_of(found["report"]), replace=False)
                else:
                    into.put_line(found)
        print(f"{into.stats().reports} reports", file=sys.stderr, flush=True)


def _renaming(turn: int) -> Callable[[re.Match[str]], str]:
    @cache
    def renamed(identified: str) -> str:
        return hashlib.sha256(f"{turn} {identified}".encode()).hexdigest()[:20]

    return lambda found: renamed(found[0])


def _small(path: Path) -> None:
    """Make a linked ledger of one large story and of reports that stand alone."""
    with open_ledger(path, create=True) as made:
        filled(made, (each for number in range(20) for each in (told(number), fresh(number))))


# Asking --------------------------------------------------------------------------------------------------------------------------


async def asked(app: Any, path: str, headers: Sequence[tuple[bytes, bytes]] = ()) -> tuple[int, int, dict[str, str]]:
    """Ask an ASGI application as a server does; return status, bytes and headers of the answer."""
    where, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(where),
        "raw_path": where.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", HOST.encode()), *headers],
        "client": ("127.0.0.1", 2),
        "server": ("127.0.0.1", 1),
    }
    status, size, told_headers = 0, 0, dict[str, str]()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status, size
        if message["type"] == "http.response.start":
            status = message["status"]
            told_headers.update({name.decode(): value.decode() for name, value in message["headers"]})
        size += len(message.get("body", b""))

    await app(scope, receive, send)
    return status, size, told_headers


async def _measured(app: Any, name: str, path: str, headers: Sequence[tuple[bytes, bytes]]) -> Taken:
    clock, processor, status, size = [], [], 0, 0
    for _ in range(TRIES):
        began = time.perf_counter(), time.process_time()
        status, size, _ = await asked(app, path, headers)
        clock.append(1000 * (time.perf_counter() - began[0]))
        processor.append(1000 * (time.process_time() - began[1]))
    return Taken(
        name=name,
        path=path,
        status=status,
        size=size,
        first_ms=clock[0],
        clock_ms=statistics.median(clock[1:]),
        processor_ms=statistics.median(processor),
    )


def _pages(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield the pages of the API that are asked for: of each kind an ordinary one, and the heaviest there is."""
    rows = [story for _, story in ledger.overviews()]
    largest = max(rows, key=lambda each: (len(each["reports"]), each["claims"]))
    document = ledger.linked(largest["id"])
    claims = document.value["claims"] if document else []
    claim = max(claims, key=lambda each: len(each["assertions"]))
    spoken = Counter(each["actor"] for each in (document.value["positions"] if document else ()))
    names = {each["id"]: each["name"] for each in (document.value["identities"] if document else ()) if each["named"]}
    speaker = next((names[each] for each, _ in spoken.most_common() if each in names), "Nobody")
    heaviest = max(ledger.reports(story=largest["id"]), key=lambda each: each.statements)
    yield "stories", "/api/v1/stories"
    yield "stories, 200 a page", "/api/v1/stories?limit=200"
    yield "the largest story", f"/api/v1/stories/{largest['id']}"
    yield MANY, "/api/v1/stories/" + quote(largest["title"], safe="")
    yield "a claim", f"/api/v1/claims/{claim['id']}"
    yield "reports", "/api/v1/reports"
    yield "reports of a publisher", f"/api/v1/reports?publisher={quote(heaviest.publisher or '')}"
    yield "a report", f"/api/v1/reports/{heaviest.id}"
    yield "a statement", f"/api/v1/statements/{next(a['statement'] for a in claim['assertions'] if a['statement'])}"
    yield "timeline of a story", f"/api/v1/timeline?of={largest['id']}"
    yield "timeline of an actor", f"/api/v1/timeline?of={quote(speaker)}"
    yield "search, common words", "/api/v1/search?q=said%20the"
    yield "search, words of a claim", "/api/v1/search?q=" + "%20".join(re.findall("[A-Za-z]+", claim["gist"]["text"])[:4])
    yield "trace by words", "/api/v1/trace?words=" + "%20".join(re.findall("[A-Za-z]+", claim["gist"]["text"]))
    yield "upstream", "/api/v1/upstream"
    yield "changes", "/api/v1/changes"
    yield "doubtful statements", "/api/v1/doubtful"
    yield "rejections", "/api/v1/rejections"
    yield "judgements", "/api/v1/judgements"
    yield "the ledger", "/api/v1/ledger"
    yield FIRST, "/"
    yield "page: the largest story", f"/stories/{largest['id']}"
    yield "page: a claim", f"/claims/{claim['id']}"
    yield "page: reports", "/reports"
    yield "page: a report", f"/reports/{heaviest.id}"
    yield "page: an actor", f"/actors/{next(each for each, _ in spoken.most_common())}"
    yield "page: timeline of a story", f"/timeline?of={largest['id']}"
    yield "page: timeline of an actor", f"/timeline?of={quote(speaker)}"
    yield "page: search", "/search?q=said%20the"
    yield "page: inbox", "/inbox"
    yield "page: upstream", "/upstream"
    yield "page: changes", "/changes"
    yield "page: add", "/add"


# Queries -------------------------------------------------------------------------------------------------------------------------


class Queries:
    """Times every query of a ledger: of each page, the fastest of the tries, so that a busy disk is nobody's fault."""

    def __init__(self, ledger: Ledger) -> None:
        self.page = ""
        self._fastest: dict[tuple[str, str], tuple[float, Any]] = {}
        self._ledger = ledger
        event.listen(ledger.engine, "before_cursor_execute", self._before)
        event.listen(ledger.engine, "after_cursor_execute", self._after)

    def _before(self, connection: Any, *_: Any) -> None:
        connection.info["began"] = time.perf_counter()

    def _after(self, connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        took = 1000 * (time.perf_counter() - connection.info["began"])
        key = self.page, statement
        self._fastest[key] = min(self._fastest.get(key, (took, parameters)), (took, parameters), key=lambda each: each[0])

    def explained(self) -> str:
        """Return the slowest query and how SQLite goes about it."""
        (page, statement), (took, parameters) = max(self._fastest.items(), key=lambda each: each[1][0])
        if self._ledger.engine.dialect.name != "sqlite":
            return f"{took:.0f} ms, of {page}: {statement}"
        with self._ledger.engine.connect() as connection:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        plan = "\n".join(f"    {row[3]}" for row in rows)
        return f"{took:.0f} ms until its first row, of {page}:\n  {' '.join(statement.split())}\n{plan}"


# Showing -------------------------------------------------------------------------------------------------------------------------


async def _all(app: Any, queries: Queries, pages: Sequence[tuple[str, str]]) -> list[Taken]:
    _, _, headers = await asked(app, f"/?token={TOKEN}")
    cookie = [(b"cookie", headers["set-cookie"].partition(";")[0].encode())]
    found = []
    for name, path in pages:
        queries.page = name
        found.append(await _measured(app, name, path, cookie))
        print(_line(found[-1]), flush=True)
    return found


def _line(taken: Taken) -> str:
    times = f"{taken.processor_ms:7.0f} ms processor {taken.clock_ms:7.0f} ms clock {taken.first_ms:7.0f} ms the first time"
    return f"{taken.name:32} {times} {taken.size / 1024:8.0f} KB  {taken.status}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 0 where every page is in time."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__.splitlines()[0])
    parser.add_argument("--ledger", type=Path, required=True, help="a large ledger; made where there is none")
    parser.add_argument("--like", type=Path, help="the linked ledger that it is made of; by default an invented one")
    parser.add_argument("--reports", type=int, default=REPORTS)
    wanted = parser.parse_args(arguments)
    if not wanted.ledger.exists():
        like = wanted.like or wanted.ledger.with_suffix(".small.db")
        if wanted.like is None and not like.exists():
            _small(like)
        with open_ledger(like) as small, open_ledger(wanted.ledger, create=True) as large:
            multiplied(small, large, wanted.reports)
    with open_ledger(wanted.ledger, remembers=REMEMBERED) as ledger:
        size = ledger.stats()
        print(f"{size.reports} reports, {size.statements} statements, {size.stories} stories, {size.claims} claims")
        app = Guard(_site(ledger), hosts=[HOST], token=TOKEN)
        queries = Queries(ledger)
        found = asyncio.run(_all(app, queries, list(_pages(ledger))))
        print(f"the slowest query: {queries.explained()}")
    late = [each for each in found if _is_late(each)]
    print("all in time" if not late else f"too slow, or failed: {', '.join(each.name for each in late)}")
    return 1 if late else 0


def _is_late(taken: Taken) -> bool:
    return taken.status != (404 if taken.name == MANY else 200) or taken.processor_ms > (FIRST_MS if taken.name == FIRST else PAGE_MS)


def _site(ledger: Ledger) -> Any:
    wish = Wish(port=0, opens=False, author="Ida Lund", reader="rules", publisher=None, local=False, captures=False)
    return site_of(ledger, Settings(ledger=ledger.name, reader="rules", author="Ida Lund"), wish)


if __name__ == "__main__":
    sys.exit(main())
