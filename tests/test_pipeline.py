import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater import codec, pipeline
from headwater.errors import HeadwaterError, ModelError
from headwater.model import Publisher, Rejected, When
from headwater.pipeline import Item, read_items
from tests.notation import report_of
from tests.readers import BrokenModel, KilledReader, SaidReader, reader_without_chains, said_reader

EMPTY = Rejected(ref="empty", stage="ingest", code="empty", detail="there is no text in it")
ITEMS: list[Item] = [
    report_of("Smith said prices rose. Brandt said they fell.", ref="a"),
    EMPTY,
    report_of("Voss said BOOM.", ref="b"),
    report_of("Harrow said the letter came.", ref="c"),
]


def test_statements_come_in_reading_order_whatever_the_reader_gives() -> None:
    (reading,) = read_items(ITEMS[:1], said_reader)
    assert [statement.source[0].start for statement in reading.statements] == [0, 24]


def test_one_report_that_fails_is_rejected_and_the_others_go_on() -> None:
    readings = list(read_items(ITEMS, said_reader))
    assert [(reading.ref, len(reading.statements), [each.code for each in reading.rejected]) for reading in readings] == [
        ("a", 2, []),
        ("empty", 0, ["empty"]),
        ("b", 0, ["failed"]),
        ("c", 1, []),
    ]


def test_a_failed_report_is_kept_and_names_the_stage_and_the_error() -> None:
    (reading,) = read_items(ITEMS[2:3], said_reader)
    assert reading.report is ITEMS[2]
    assert reading.stages == ("ingest",)
    assert reading.rejected[0].stage == "read"
    assert "RuntimeError: boom" in reading.rejected[0].detail


def test_statements_come_with_their_chains_and_actors() -> None:
    (reading,) = read_items(ITEMS[:1], said_reader)
    assert reading.stages == ("ingest", "read", "resolve")
    assert [actor.name for actor in reading.actors] == ["Smith", "Brandt"]
    assert [statement.chain[0].actor for statement in reading.statements] == [actor.id for actor in reading.actors]


def test_a_reading_holds_the_times_and_figures_of_its_report() -> None:
    report = report_of(
        "Smith said at least 14 people were hurt on Tuesday.", published_at=When(value="2025-05-14", precision="day", origin="row")
    )
    (reading,) = read_items([report], said_reader)
    assert [(each.value, each.anchor) for each in reading.whens] == [("2025-05-13", "published")]
    assert [(each.low, each.high) for each in reading.figures] == [(14, None)]
    assert reading.figures[0].supplier == reading.statements[0].id


@pytest.mark.parametrize("processes", [1, 2])
def test_statements_whose_chains_fail_are_kept_without_them(
    processes: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reader = said_reader
    if processes == 1:
        monkeypatch.setattr(pipeline, "resolve", _fails)
    else:
        reader = reader_without_chains
    with caplog.at_level(logging.ERROR, "headwater"):
        (reading,) = read_items(ITEMS[:1], reader, processes=processes)
    assert [len(reading.statements), len(reading.actors)] == [2, 0]
    assert reading.stages == ("ingest", "read")
    assert [(each.stage, each.code) for each in reading.rejected] == [("resolve", "failed")]
    assert "RuntimeError: no chains" in reading.rejected[0].detail
    assert "raise RuntimeError" in caplog.text


def _fails(*_: object) -> None:
    raise RuntimeError("no chains")


def test_the_traceback_of_a_failure_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "headwater"):
        list(read_items(ITEMS[2:3], said_reader))
    assert caplog.records[0].exc_info is not None
    assert "raise RuntimeError" in caplog.text


def test_broken_weights_end_the_run_since_they_would_fail_every_report() -> None:
    with pytest.raises(ModelError):
        list(read_items(ITEMS, BrokenModel))


def test_a_reading_is_handed_on_before_the_next_report_is_ingested() -> None:
    taken: list[str] = []

    def ingested() -> Iterator[Item]:
        for item in ITEMS:
            taken.append(item.ref)
            yield item

    next(read_items(ingested(), said_reader))
    assert taken == ["a"]


def test_several_processes_give_the_same_readings_in_the_same_order() -> None:
    items = [report_of(f"Smith said it is {number}.", ref=str(number)) for number in range(20)] + ITEMS
    alone = [codec.dumps(reading) for reading in read_items(items, said_reader)]
    assert [codec.dumps(reading) for reading in read_items(items, said_reader, processes=2)] == alone


def test_several_processes_do_not_run_ahead_of_who_reads_the_results() -> None:
    taken = 0

    def endless() -> Iterator[Item]:
        nonlocal taken
        while True:
            taken += 1
            yield ITEMS[0]

    readings = read_items(endless(), said_reader, processes=2)
    for _ in range(3):
        next(readings)
    assert taken <= 3 + 2 * pipeline.LOOK_AHEAD
    readings.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("reader", "error"), [(BrokenModel, ModelError), (KilledReader, HeadwaterError)])
def test_what_breaks_a_process_ends_the_run(reader: type[SaidReader], error: type[Exception]) -> None:
    with pytest.raises(error, match=r"weights are altered|was killed"):
        list(read_items(ITEMS, reader, processes=2))


def test_a_publisher_given_is_that_of_reports_that_name_none(tmp_path: Path) -> None:
    rows = [{"id": "own", "text": "Smith said so.", "publisher": "Own"}, {"id": "bare", "text": "Smith said so."}, {"text": ""}]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    readings = list(pipeline.read([str(tmp_path)], said_reader, publisher="Given"))
    assert [reading.report and reading.report.publisher for reading in readings] == [Publisher(name="Own"), Publisher(name="Given"), None]
    assert [len(reading.statements) for reading in readings] == [1, 1, 0]
