"""Where the ledgers of the tests lie: files, and a PostgreSQL of their own that lives as long as the tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.ledger_contract")

SERVER_USER = "postgres"


def _server_binaries() -> Path | None:
    """The folder of PostgreSQL's server programs: Debian keeps them off the PATH."""
    for found in (shutil.which("initdb"), *sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)):
        if found:
            return Path(found).parent
    return None


def _as_server_user() -> list[str] | None:
    """The words before a command that run it as somebody other than root, as PostgreSQL demands; `None` where there is nobody."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        return None
    return ["runuser", "-u", SERVER_USER, "--"] if shutil.which("runuser") else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a private cluster, reached by a socket in its own folder."""
    binaries, words = _server_binaries(), _as_server_user()
    if binaries is None:
        pytest.skip("PostgreSQL's server programs are not installed (Debian: apt-get install postgresql)")
    if words is None:
        pytest.skip(f"PostgreSQL does not run as root, and there is no user {SERVER_USER} to run it as")
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'headwater[postgres]')")
    folder = Path(tempfile.mkdtemp(prefix="headwater-pg-"))  # not tmp_path: the server's user cannot reach into root's folders
    try:
        if words:
            shutil.chown(folder, SERVER_USER)
        _start(words, binaries, folder)
        try:
            yield f"postgresql+psycopg://{SERVER_USER}@/postgres?host={folder}"
        finally:
            _ran([*words, str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(words: list[str], binaries: Path, folder: Path) -> None:
    data = str(folder / "data")
    _ran([*words, str(binaries / "initdb"), "-D", data, "-U", SERVER_USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
    _ran([*words, str(binaries / "pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start"])


def _ran(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd="/")
