"""The crash test of the ledger, in small."""

import pytest

from benchmarks.crash import main, rows


def test_the_invented_reports_are_all_different_and_always_the_same() -> None:
    texts = [row["text"] for row in rows(50)]
    assert len(set(texts)) == 50
    assert texts == [row["text"] for row in rows(50)]


def test_kills_while_reports_are_added_harm_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--reports", "12", "--kills", "2"]) == 0
    assert "equal, in the end, to a ledger that was never disturbed: yes" in capsys.readouterr().out
