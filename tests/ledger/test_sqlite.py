"""The contract of the ledger on SQLite."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ledger_contract import LedgerContract


class TestSqlite(LedgerContract):
    @pytest.fixture
    def new_place(self, tmp_path: Path) -> Callable[[], str]:
        numbers = itertools.count()
        return lambda: str(tmp_path / f"ledger{next(numbers)}.db")
