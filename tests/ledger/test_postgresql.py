"""The contract of the ledger on PostgreSQL: each ledger is a schema of its own in a private cluster."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import create_engine, text

from tests.ledger_contract import LedgerContract


class TestPostgresql(LedgerContract):
    @pytest.fixture
    def new_place(self, postgresql: str, request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
        made: list[str] = []
        engine = create_engine(postgresql)

        def new() -> str:
            made.append(f"ledger_{next(_numbers)}")
            with engine.begin() as connection:
                connection.execute(text(f"CREATE SCHEMA {made[-1]}"))
            return f"{postgresql}&options=-csearch_path%3D{made[-1]}"

        yield new
        with engine.begin() as connection:
            for schema in made:
                connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


_numbers = itertools.count()
