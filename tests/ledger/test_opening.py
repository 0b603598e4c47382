"""Where a ledger may lie, and what is said where it cannot."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from headwater.errors import LedgerError
from headwater.ledger import connect, open_ledger, tables
from tests.ledger_contract import PIER, READER, id_of, report

FIRST = Path(__file__).parent / "first.sql"


def test_the_schema_version_is_the_last_migration() -> None:
    assert ScriptDirectory.from_config(connect._config()).get_heads() == [tables.HEAD]


def test_migrations_make_the_tables_that_queries_use(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "new.db", create=True) as ledger, ledger.engine.connect() as connection:
        _no_difference(MigrationContext.configure(connection))


def test_migrations_make_the_same_tables_in_postgresql(postgresql: str) -> None:
    engine = create_engine(postgresql)
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA compared"))
    with open_ledger(f"{postgresql}&options=-csearch_path%3Dcompared", create=True) as ledger, ledger.engine.connect() as connection:
        _no_difference(MigrationContext.configure(connection))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA compared CASCADE"))
    engine.dispose()


def _no_difference(context: MigrationContext) -> None:
    found = [each for each in compare_metadata(context, tables.metadata) if "search" not in str(each)]
    assert found == []


def test_a_ledger_of_the_first_version_opens_with_all_that_is_in_it(tmp_path: Path) -> None:
    engine = connect.engine_of(connect.url_of(str(tmp_path / "first.db")), busy_timeout_s=1)
    connect.migrate(engine, "0001")
    engine.dispose()
    connection = sqlite3.connect(tmp_path / "first.db")
    connection.executescript(FIRST.read_text(encoding="utf-8"))
    connection.close()
    with open_ledger(tmp_path / "first.db") as ledger:
        assert ledger.verify().orphans == ()
        assert [each.title for each in ledger.reports()] == ["Ferry late", "Pier to close"]
        assert [hit.words for hit in ledger.search("repairs") if hit.statement] == ["the pier would close for repairs"]
        assert [each.reason for each in ledger.judgements()] == ["seen the tape"]
        assert [each.title for each in ledger.stories()] == ["Pier to close"]
        assert [each.ref for each in ledger.tombstones()] == ["gone"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"Voss said so.", "no SQLite file"), (b"", "is empty"), (b"SQLite format 3\x00" + b"rubbish" * 100, "is not a ledger")],
)
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=said):
        open_ledger(path)
    assert path.read_bytes() == content


def test_another_programs_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="another program's tables"):
        open_ledger(path, create=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("{folder}", "is a folder"),
        ("{folder}/no/such.db", "no folder"),
        (":memory:", "would be lost"),
        ("mysql://somebody@host/news", "'mysql'"),
        ("postgresql://:::/x", "no URL"),
    ],
)
def test_a_place_where_no_ledger_can_be_is_refused_by_name(tmp_path: Path, where: str, said: str) -> None:
    with pytest.raises(LedgerError, match=said):
        open_ledger(where.format(folder=tmp_path), create=True)


def test_a_server_that_does_not_answer_is_said_without_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerError) as caught:
        open_ledger("postgresql://ida:secret@127.0.0.1:1/news")
    assert "127.0.0.1" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not hold for root")
def test_a_file_that_may_not_be_written_says_so(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    open_ledger(path, create=True).close()
    path.chmod(0o444)
    with open_ledger(path) as ledger, pytest.raises(LedgerError, match="read-only"):
        ledger.add(report(PIER, "pier"), reader=READER)


def test_a_full_disk_is_said_and_what_was_added_before_stands(tmp_path: Path) -> None:
    program = """
import resource, sys
from headwater.errors import LedgerError
from headwater.ledger import open_ledger
from tests.ledger_processes import add_reports
place = sys.argv[1]
open_ledger(place, create=True).close()
resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))
try:
    add_reports(place, range(3000))
except LedgerError as error:
    print(error)
"""
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path / "full.db")], capture_output=True, text=True, check=False)
    assert "disk" in ended.stdout, ended.stderr
    with open_ledger(tmp_path / "full.db") as ledger:
        assert ledger.stats().reports > 5
        assert ledger.verify().orphans == ()


def test_no_word_of_a_removed_report_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    pier = report(PIER, "pier")
    with open_ledger(path, create=True) as ledger:
        ledger.add(report(PIER.replace("repairs", "good"), "other"), reader=READER)
        ledger.add(pier, reader=READER)
        assert b"repairs" in _bytes(path)
        ledger.remove(id_of(pier), reason="order", author="Ida")
        assert b"repair" not in _bytes(path)
        assert ledger.search("pier")


def _bytes(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


def test_a_copy_made_while_it_is_written_is_a_ledger(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "kept.db", create=True) as ledger:
        ledger.add(report(PIER, "pier"), reader=READER)
        with ledger.writing():
            ledger.add(report(PIER, "unfinished"), reader=READER)
            with open_ledger(tmp_path / "kept.db") as other:
                other.backup(tmp_path / "copy.db")
    with open_ledger(tmp_path / "copy.db") as copy:
        assert [each.ref for each in copy.reports()] == ["pier"]
        assert copy.verify().orphans == ()


def test_a_thousand_reports_are_quick(tmp_path: Path) -> None:
    import time

    with open_ledger(tmp_path / "many.db", create=True) as ledger:
        began = time.process_time()
        for number in range(1000):
            ledger.add(report(PIER.replace("pier", f"pier {number}"), str(number)), reader=READER)
        took_s = time.process_time() - began
        assert ledger.stats().reports == 1000
    assert took_s < 40


def test_opening_a_ledger_that_is_up_to_date_needs_no_alembic(tmp_path: Path) -> None:
    place = tmp_path / "kept.db"
    open_ledger(place, create=True).close()
    program = "import sys; from headwater.ledger import open_ledger; open_ledger(sys.argv[1]).close(); print('alembic' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program, str(place)], capture_output=True, text=True, check=True)
    assert ended.stdout == "False\n"
