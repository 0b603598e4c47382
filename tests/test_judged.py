"""Readings as people corrected them."""

from pathlib import Path

import headwater
from headwater.judged import judged_readings
from headwater.ledger import Anchor, open_ledger
from headwater.model import Reading, Span

TEXT = "An engineer told the Argus that the dam had leaked since May. The firm denied it on Monday. At least 12 people fled.\n"


def read() -> Reading:
    return headwater.read(TEXT, publisher="Daymark", published_at="2025-10-14", ref="daymark", reader="rules")


def judged(tmp_path: Path, verb: str, role: str, words: str, value: dict[str, object]) -> Reading:
    reading = read()
    assert reading.report is not None
    start = TEXT.index(words)
    with open_ledger(tmp_path / "story.db", create=True) as ledger:
        ledger.add(reading, reader="rules 1")
        anchor = Anchor(report=reading.report.id, role=role, span=Span(start=start, end=start + len(words)))  # type: ignore[arg-type]
        ledger.judge(verb, value, author="Ida Lund", reason="heard it", anchor=anchor)
        (found,) = judged_readings(ledger, [reading.report.id])
        assert ledger.readings([reading.report.id]) == (reading,), "what the machine read is kept"
    return found


def test_a_hop_that_is_given_a_name_is_named_wherever_the_report_speaks_of_it(tmp_path: Path) -> None:
    found = judged(tmp_path, "hop", "hop", "An engineer", {"name": "Piet Okander"})
    assert [(hop.kind, hop.named) for hop in found.statements[0].chain][-1] == ("person", True)
    assert "Piet Okander" in {actor.name for actor in found.actors}


def test_a_stance_is_corrected(tmp_path: Path) -> None:
    content = "that the dam had leaked since May"
    found = judged(tmp_path, "stance", "statement", content, {"stance": "retracts"})
    assert found.statements[0].stance == "retracts"


def test_a_figure_is_corrected_and_the_rest_of_it_stays(tmp_path: Path) -> None:
    before = read().figures[0]
    found = judged(tmp_path, "figure", "figure", TEXT[before.span.start : before.span.end], {"low": 21})
    assert found.figures[0].low == 21
    assert found.figures[0].span == before.span


def test_a_value_that_cannot_be_changes_nothing(tmp_path: Path) -> None:
    assert judged(tmp_path, "stance", "statement", "that the dam had leaked since May", {"stance": "shouts"}) == read()


def test_a_correction_that_overlaps_nothing_changes_nothing(tmp_path: Path) -> None:
    assert judged(tmp_path, "hop", "hop", "people fled", {"name": "Piet Okander"}) == read()
