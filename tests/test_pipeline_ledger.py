"""The way into a ledger."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from headwater import pipeline
from headwater.ledger import Anchor, Ledger, open_ledger
from headwater.model import Rejected, Span, When
from headwater.pipeline import Item
from tests.notation import report_of
from tests.readers import SaidReader, ToldReader, said_reader

SMITH = report_of("Smith said prices rose. Brandt said they fell.", ref="a")
HARROW = report_of("Harrow said the letter came.", ref="b")
BOOM = report_of("Voss said BOOM.", ref="c")
EMPTY = Rejected(ref="empty", stage="ingest", code="empty", detail="there is no text in it")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "kept.db", create=True) as opened:
        yield opened


def outcomes(ledger: Ledger, *items: Item, force: bool = False, processes: int = 1) -> list[str]:
    return [kept.outcome for kept in pipeline.add_items(items, said_reader, ledger, force=force, processes=processes)]


@pytest.mark.parametrize("processes", [1, 2])
def test_every_input_is_told_in_order_and_what_is_no_report_is_written_down(ledger: Ledger, processes: int) -> None:
    assert outcomes(ledger, SMITH, EMPTY, BOOM, HARROW, processes=processes) == ["new", "rejected", "new", "new"]
    assert [(each.report, each.rejected.code) for each in ledger.rejections()] == [(BOOM.id, "failed"), (None, "empty")]
    reading = ledger.reading(SMITH.id)
    assert reading is not None
    assert [actor.name for actor in reading.actors] == ["Smith", "Brandt"]
    assert {each.reader for each in ledger.reports()} == {"said 1"}


def test_what_is_known_is_not_read_again_and_keeps_its_place(ledger: Ledger) -> None:
    outcomes(ledger, SMITH, HARROW)

    def no_reader() -> SaidReader:
        raise AssertionError("nothing is to be read")

    kept = list(pipeline.add_items([SMITH, HARROW], no_reader, ledger))
    assert [(each.ref, each.outcome) for each in kept] == [("a", "known"), ("b", "known")]
    new = report_of("Voss said so.", ref="d")
    assert outcomes(ledger, SMITH, new, HARROW, EMPTY) == ["known", "new", "known", "rejected"]


def test_a_report_with_a_corrected_date_is_read_again(ledger: Ledger) -> None:
    outcomes(ledger, SMITH)
    dated = replace(SMITH, published_at=When(value="2025-05-14", precision="day", origin="row"))
    assert outcomes(ledger, dated) == ["replaced"]
    assert ledger.reports()[0].published == "2025-05-14"


def test_a_removed_report_is_rejected_with_the_reason_unless_forced(ledger: Ledger) -> None:
    outcomes(ledger, SMITH)
    ledger.remove(SMITH.id, reason="court order", author="Ida Lund")
    (kept,) = pipeline.add_items([SMITH], said_reader, ledger)
    assert (kept.outcome, kept.rejected[0].stage, kept.rejected[0].code) == ("removed", "ledger", "removed")
    assert "court order" in kept.rejected[0].detail
    assert outcomes(ledger, SMITH, force=True) == ["new"]


def test_reading_again_with_another_reader_replaces_and_judgements_stay(ledger: Ledger) -> None:
    told = report_of("Ilsa Brandt told Voss the bridge held. Smith said it did not.", ref="t")
    outcomes(ledger, told, HARROW)
    anchor = Anchor(report=told.id, role="source", span=Span(start=told.text.index("Smith"), end=told.text.index("Smith") + 5))
    ledger.judge("source", {"name": "Ann Smith"}, author="Ida", reason="asked her", anchor=anchor)
    kept = list(pipeline.reread(ledger, ToldReader, reports=[told.id]))
    assert [(each.outcome, each.statements) for each in kept] == [("replaced", 1)]
    assert [each.target for each in ledger.attached(told.id)] == [None]
    again = list(pipeline.reread(ledger, said_reader))
    assert sorted(each.outcome for each in again) == ["known", "replaced"]
    (attached,) = ledger.attached(told.id)
    assert attached.target is not None


def test_a_report_that_cannot_be_read_again_keeps_its_reading(ledger: Ledger) -> None:
    outcomes(ledger, SMITH)
    before = ledger.digest()

    class Failing(SaidReader):
        version = "2"

        def read(self, report: object) -> tuple[()]:
            raise RuntimeError("boom")

    (kept,) = pipeline.reread(ledger, Failing)
    assert (kept.outcome, [each.code for each in kept.rejected]) == ("known", ["failed"])
    assert ledger.digest() == before


def test_sources_are_ingested_read_and_kept(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Bridge to close\n\nSmith said the bridge would close on Monday for good.\n", encoding="utf-8")
    (kept,) = pipeline.add([str(tmp_path / "in")], said_reader, ledger, publisher="Daymark")
    assert (kept.outcome, kept.statements, kept.title) == ("new", 1, "Bridge to close")
    assert ledger.reports()[0].publisher == "Daymark"
