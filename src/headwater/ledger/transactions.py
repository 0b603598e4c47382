"""When a ledger is read and written: one writer at a time, readers who never wait, and the generation that tells both apart."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, select, update

from headwater.errors import LedgerError, StaleError
from headwater.ledger import connect, tables
from headwater.ledger.memory import Memory
from headwater.ledger.plain import utc
from headwater.model import Reading

__all__ = ["Transactions"]


CHARS_A_READING = 1 << 15
"""Of linked results as stored, remembered for each reading that is; a story of eight reports has half a million, in use eight-fold."""


def _now() -> datetime:
    return datetime.now(UTC)


class Transactions:
    """An open ledger, and the transactions on it. Threads may share it: each has its own transaction."""

    def __init__(self, engine: Engine, *, clock: Callable[[], datetime] = _now, remembers: int = 0) -> None:
        self.engine = engine
        self.name = connect.named(engine.url)
        self._clock = clock
        self._mine = threading.local()
        self._memory = Memory[Reading](remembers)
        self._documents = Memory[Mapping[str, Any]](remembers * CHARS_A_READING)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    @property
    def url(self) -> URL:
        """Where it is."""
        return self.engine.url

    @contextmanager
    def writing(self, *, expected: int | None = None) -> Iterator[int]:
        """Make all writes of a block one transaction: whole, or not at all; yield the generation that it makes, if it changes anything.

        Args:
            expected: The generation that what is to be written was computed from; `None` where it does not matter.

        Raises:
            StaleError: The ledger is of another generation; nothing was written.
        """
        if self._within("write") is not None:
            if expected is not None and expected + 1 != self._mine.generation:
                raise StaleError(self._stale(expected, self._mine.generation - 1))
            yield self._mine.generation
            return
        if self._within("read") is not None:
            raise LedgerError("a snapshot is for reading alone; write after it, saying the generation it was of (expected=)")
        with connect.translated(self.name), self._held() as connection:
            had = self._generation_held(connection)
            if expected is not None and expected != had:
                raise StaleError(self._stale(expected, had))
            with self._using(connection, "write", had + 1):
                yield had + 1
                if self._mine.changed:  # what turned out to be there already is no write, and makes nobody link again
                    connection.execute(update(tables.state).values(generation=had + 1))

    @contextmanager
    def _held(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(**{connect.WRITING: True}) as connection, connection.begin():
            yield connection

    def _generation_held(self, connection: Connection) -> int:
        """Wait for our turn to write; return the generation as it is."""
        query = select(tables.state.c.generation)
        return int(connection.execute(query.with_for_update() if connection.dialect.name == "postgresql" else query).scalar_one())

    def _stale(self, expected: int, had: int) -> str:
        return f"{self.name} is of generation {had}, and what was to be written was computed at {expected}; compute it again"

    @contextmanager
    def snapshot(self) -> Iterator[int]:
        """Answer all questions of a block from one state of the ledger; yield its generation."""
        if self._within("write") is not None or self._within("read") is not None:
            yield self.generation
            return
        with connect.translated(self.name), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin(), self._using(connection, "read", 0):
                yield self.generation

    @contextmanager
    def _using(self, connection: Connection, how: str, generation: int) -> Iterator[None]:
        self._mine.connection, self._mine.how, self._mine.generation = connection, how, generation
        self._mine.changed = False
        try:
            yield
        finally:
            self._mine.connection = None

    def _within(self, how: str) -> Connection | None:
        connection: Connection | None = getattr(self._mine, "connection", None)
        return connection if connection is not None and self._mine.how == how else None

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        open_one = getattr(self._mine, "connection", None)
        if open_one is not None:
            yield open_one
            return
        with connect.translated(self.name), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[tuple[Connection, int]]:
        with self._locked() as (connection, generation):
            self._mine.changed = True
            yield connection, generation

    @contextmanager
    def _locked(self) -> Iterator[tuple[Connection, int]]:
        """As `_changing`, where it shows only inside whether there is anything to change; `_changed` then says so."""
        with self.writing() as generation:
            connection = self._within("write")
            if connection is None:  # pragma: no cover - writing() has just set it
                raise LedgerError("no transaction")
            yield connection, generation

    def _changed(self) -> None:
        self._mine.changed = True

    @property
    def generation(self) -> int:
        """How many writes there have been: it grows with each."""
        if self._within("write") is not None:
            return int(self._mine.generation)
        with self._asking() as connection:
            return int(connection.execute(select(tables.state.c.generation)).scalar_one())

    def _at(self) -> str:
        return utc(self._clock()) + "Z"

    def _moment(self) -> str:
        """Now, so exactly that one person's two judgements never have the same time."""
        return self._clock().astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
