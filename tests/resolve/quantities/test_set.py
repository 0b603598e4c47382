"""The sets that figures are measured on: our own sentences, and the stories beside the checkout."""

import pytest

from benchmarks.corpora import SHARED
from benchmarks.figures import main, score, sentences


def test_set_has_its_sentences_and_a_third_held_out() -> None:
    every = sentences()
    assert len(every) == 300
    assert sum(each.held for each in every) == 100


@pytest.mark.parametrize(("kind", "floor"), [("value", 97), ("bound", 96), ("unit", 96), ("what", 88)])
def test_own_sentences_are_read(kind: str, floor: float) -> None:
    counts, _ = score((each.text, each.figures) for each in sentences())
    assert 200 * counts[kind] / (counts["gold"] + counts["read"]) >= floor


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "stories").is_dir(), reason="no shared/stories beside the checkout")
def test_tables_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    table = capsys.readouterr().out
    assert "figures of other things" in table
    (every,) = [line for line in table.splitlines() if line.startswith("  all ")]
    assert float(every.split()[-1]) >= 90
