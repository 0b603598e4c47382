"""Opening a ledger: its engine, its schema, and what its errors mean in words.

SQLite is one file in WAL mode: readers see the state at their beginning and never wait; a writer begins with `BEGIN IMMEDIATE` and waits
for another for `busy_timeout_s`. PostgreSQL gives the same: a writer holds the row of `ledger_state` until it has committed.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from headwater.errors import LedgerError
from headwater.ledger.tables import HEAD

__all__ = ["BUSY_TIMEOUT_S", "WRITING", "engine_of", "make_private", "migrate", "named", "opened", "schema_version", "translated", "url_of"]

BUSY_TIMEOUT_S = 60.0
"""How long a writer waits for another. A transaction takes milliseconds; this outlasts a backup, and ends if somebody holds the lock."""
WRITING = "headwater_writing"
WAL_TRIES, WAL_PAUSE_S = 100, 0.05
_SQLITE_HEAD = b"SQLite format 3\x00"


def url_of(where: str) -> URL:
    """Return the URL of a ledger that is named by a path or a URL.

    Raises:
        LedgerError: It is a URL that names neither SQLite nor PostgreSQL.
    """
    if "://" not in where:
        return URL.create("sqlite", database=where)
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(f"{where!r} is no URL of a database; name a file, or postgresql+psycopg://user@host/database") from error
    backend = url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        return url
    raise LedgerError(f"a ledger lies in SQLite or PostgreSQL, not in {backend!r}; name a file, or postgresql+psycopg://user@host/database")


def named(url: URL) -> str:
    """Return how a ledger is called in messages: the path, or the URL without its password."""
    return (url.database or "(memory)") if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def opened(url: URL, *, create: bool, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engine:
    """Return the engine of a ledger whose schema is of this version.

    Args:
        url: Where it is (`url_of`).
        create: Whether to make it where there is none.
        busy_timeout_s: How long a writer waits for another.

    Raises:
        LedgerError: There is none, it is something else, it is of a newer version, or it cannot be opened.
    """
    if url.get_backend_name() == "sqlite":
        _look_at_file(url, create=create)
    engine = engine_of(url, busy_timeout_s=busy_timeout_s)
    try:
        with translated(named(url)):
            _bring_up(engine, named(url), create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _look_at_file(url: URL, *, create: bool) -> None:
    if not url.database or url.database == ":memory:":
        raise LedgerError("a ledger in memory would be lost; name a file")
    path = Path(url.database)
    try:
        if path.is_dir():
            raise LedgerError(f"{path} is a folder, not a ledger; name a file in it, such as {path / 'headwater.db'}")
        if not path.exists():
            if not create:
                raise LedgerError(f"there is no ledger at {path}; `headwater add --ledger {path} …` makes one")
            if not path.absolute().parent.is_dir():
                raise LedgerError(f"{path} cannot be made: there is no folder {path.parent}; make it first")
            make_private(path)
            return
        with path.open("rb") as file:
            head = file.read(len(_SQLITE_HEAD))
    except OSError as error:
        raise LedgerError(f"{path} cannot be opened: {error.strerror}; check its permissions") from error
    if head not in (b"", _SQLITE_HEAD):
        raise LedgerError(f"{path} is not a ledger (no SQLite file); name another file")


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read, whatever the umask; SQLite gives what it lays beside it the same rights."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def engine_of(url: URL, *, busy_timeout_s: float) -> Engine:
    """Return an engine that begins transactions as a ledger needs them; nothing is opened yet."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": busy_timeout_s})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    milliseconds = int(busy_timeout_s * 1000)
    try:
        return create_engine(url, connect_args={"options": _options(url, milliseconds)}, pool_pre_ping=True)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise LedgerError("PostgreSQL needs psycopg; python -m pip install 'headwater[postgres]'") from error


def _options(url: URL, lock_timeout_ms: int) -> str:
    given = url.query.get("options", "")
    return (
        f"{given if isinstance(given, str) else ' '.join(given)} -c lock_timeout={lock_timeout_ms} -c client_min_messages=warning".strip()
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves: Python's sqlite3 would begin them late, and without IMMEDIATE
    cursor = connection.cursor()
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITING) else "BEGIN")


# The schema ----------------------------------------------------------------------------------------------------------------------


def schema_version(connection: Connection) -> str | None:
    """Return the version of the schema, `None` where the database is empty; raise where it is another program's."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {"alembic_version", "ledger_state"} <= tables:
        return "foreign"
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if version is None else str(version)


def _bring_up(engine: Engine, name: str, *, create: bool) -> None:
    with engine.begin() as connection:
        version = schema_version(connection)
    if version == HEAD:
        return
    if version is None and not create:
        raise LedgerError(f"{name} is empty, not a ledger; `headwater add --ledger {name} …` makes it one")
    if version == "foreign":
        raise LedgerError(f"{name} is not a ledger (another program's tables are in it); name another")
    if version is not None and version not in _versions():
        raise LedgerError(f"{name} has schema version {version}, made by a newer Headwater; this one knows up to {HEAD}: upgrade Headwater")
    migrate(engine)


def _config() -> Any:
    from alembic.config import Config  # a ledger of this version, the common case, needs no Alembic

    config = Config()
    config.set_main_option("script_location", str(resources.files("headwater.ledger").joinpath("migrations")).replace("%", "%%"))
    return config


def _versions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def migrate(engine: Engine, to: str = "head") -> None:
    """Bring the schema to a version (by default the newest), in one transaction: whole, or not at all.

    Two processes that make or upgrade the same ledger take turns, and the second finds it done.
    """
    from alembic import command

    config = _config()
    if engine.dialect.name == "sqlite":
        _use_wal(engine)
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('headwater ledger schema'))"))
        if to == "head" and schema_version(connection) == HEAD:
            return
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def _use_wal(engine: Engine) -> None:
    """Set the file's journal mode, which stays with it; a process that sets it at the same moment is waited for."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        connection.rollback()  # the mode cannot change inside a transaction
        if raw is None:
            return
        cursor = raw.cursor()
        for _ in range(WAL_TRIES):
            if _asked_for_wal(cursor):
                break
            time.sleep(WAL_PAUSE_S)
        cursor.close()


def _asked_for_wal(cursor: Any) -> bool:
    try:
        return bool(cursor.execute("PRAGMA journal_mode=WAL").fetchone()[0] == "wal")
    except sqlite3.OperationalError as error:  # SQLite does not wait here, whatever the busy timeout
        if "locked" not in str(error):
            raise DBAPIError.instance("PRAGMA journal_mode=WAL", None, error, sqlite3.Error) from error
        return False


# Errors in words -----------------------------------------------------------------------------------------------------------------

_MEANINGS = (
    ("database is locked", "is held by another program that writes for too long; wait for it or end it, then run this again"),
    ("lock timeout", "is held by another program that writes for too long; wait for it or end it, then run this again"),
    ("readonly database", "cannot be written: the file or its folder is read-only; check the permissions"),
    ("read-only transaction", "cannot be written: the database is read-only; connect as somebody who may write"),
    ("permission denied", "cannot be used: permission was denied; connect as somebody who may"),
    ("disk is full", "cannot grow: the disk is full; make room, then run this again (what was added before stands)"),
    ("No space left", "cannot grow: the disk is full; make room, then run this again (what was added before stands)"),
    ("disk I/O error", "cannot be read or written: the disk reports an error, or is full; look at the disk"),
    ("malformed", "is damaged; restore a backup (`headwater backup` makes them)"),
    ("not a database", "is not a ledger; name another file"),
    ("unable to open", "cannot be opened: its folder must exist and be writable; check the permissions"),
)


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Raise what the database says as a `LedgerError` that says what to do."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig).strip()
        meaning = next((meaning for sign, meaning in _MEANINGS if sign in said), None)
        first = said.splitlines()[0] if said else type(error).__name__
        raise LedgerError(f"{name} {meaning}" if meaning else f"{name} cannot be used: {first}") from error
    except SQLAlchemyError as error:
        raise LedgerError(f"{name} cannot be used: {error}") from error
