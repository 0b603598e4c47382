"""Readings as people corrected them."""

from pathlib import Path

import headwater
from headwater.judged import judged_readings, machine_value
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


def test_a_source_is_who_is_meant_by_other_words_of_the_report_and_the_way_to_the_page_stays(tmp_path: Path) -> None:
    firm = TEXT.index("The firm")
    found = judged(tmp_path, "source", "source", "An engineer", {"start": firm, "end": firm + len("The firm")})
    before, after = read().statements[0].chain, found.statements[0].chain
    assert before[:-1] == after[:-1]
    assert (after[-1].via, TEXT[after[-1].span.start : after[-1].span.end]) == ("judged", "The firm")
    assert after[-1].actor == read().statements[1].chain[-1].actor
    assert found.statements[0].source == (Span(start=firm, end=firm + 8),)
    assert found.statements[1] == read().statements[1]


def test_a_source_that_is_named_is_that_actor_there_alone(tmp_path: Path) -> None:
    found = judged(tmp_path, "source", "source", "The firm", {"name": "Brant Water", "kind": "organization"})
    last = found.statements[1].chain[-1]
    assert (last.kind, last.named) == ("organization", True)
    assert next(each.name for each in found.actors if each.id == last.actor) == "Brant Water"
    assert [each for each in found.actors if each.id != last.actor] == list(read().actors)


def test_a_statement_that_nobody_said_is_a_dead_end(tmp_path: Path) -> None:
    found = judged(tmp_path, "source", "source", "The firm", {"unsourced": True})
    assert (found.statements[1].chain, found.statements[1].unsourced, found.statements[1].source) == ((), True, ())


def test_a_hop_that_is_removed_leaves_its_chain_alone(tmp_path: Path) -> None:
    before = read().statements[0].chain
    found = judged(tmp_path, "hop", "hop", "the Argus", {"remove": True})
    assert found.statements[0].chain == tuple(hop for hop in before if hop.kind != "outlet")
    assert len(found.statements[0].chain) == len(before) - 1


def test_what_is_no_statement_goes_with_all_that_points_at_it(tmp_path: Path) -> None:
    content = "that the dam had leaked since May"
    found = judged(tmp_path, "statement", "statement", content, {"kind": "none"})
    gone = read().statements[0].id
    assert gone not in {each.id for each in found.statements}
    assert len(found.statements) == len(read().statements) - 1
    assert gone not in {each.event for each in found.whens} | {each.supplier for each in found.figures}


def test_a_statement_can_be_an_attitude(tmp_path: Path) -> None:
    found = judged(tmp_path, "statement", "statement", "that the dam had leaked since May", {"kind": "attitude"})
    assert found.statements[0].kind == "attitude"


def test_a_date_that_is_corrected_dates_what_it_dated(tmp_path: Path) -> None:
    before = next(each for each in read().whens if TEXT[each.span.start : each.span.end].endswith("Monday"))
    found = judged(tmp_path, "date", "when", TEXT[before.span.start : before.span.end], {"value": "2025-10"})
    after = next(each for each in found.whens if each.span == before.span)
    assert (after.value, after.precision) == ("2025-10", "month")
    dated = [(s.said_at, t.said_at) for s, t in zip(read().statements, found.statements, strict=True) if s.said_at == before.value]
    assert all(now == "2025-10" for _, now in dated)


def test_the_later_of_two_corrections_holds_and_what_is_removed_goes_last(tmp_path: Path) -> None:
    reading = read()
    assert reading.report is not None
    with open_ledger(tmp_path / "story.db", create=True) as ledger:
        ledger.add(reading, reader="rules 1")
        start = TEXT.index("the Argus")
        outlet = Anchor(report=reading.report.id, role="hop", span=Span(start=start, end=start + 9))
        source = Anchor(report=reading.report.id, role="hop", span=Span(start=0, end=11))
        for anchor, value in ((outlet, {"remove": True}), (source, {"name": "Ole Rook"}), (source, {"name": "Ida Rook"})):
            ledger.judge("hop", value, author="Ida Lund", reason="r", anchor=anchor)
        (found,) = judged_readings(ledger, [reading.report.id])
    assert len(found.statements[0].chain) == 1
    assert "Ida Rook" in {each.name for each in found.actors}
    assert "Ole Rook" not in {each.name for each in found.actors}


def test_what_the_machine_had_is_told_by_the_keys_of_the_correction() -> None:
    reading = read()
    said = reading.statements[0]
    assert machine_value(reading, "stance", said.id) == {"stance": "asserts"}
    assert machine_value(reading, "statement", said.id) == {"kind": "statement"}
    assert machine_value(reading, "figure", "0")["low"] == 12
    assert set(machine_value(reading, "date", "0")) == {"value"}
    assert machine_value(reading, "hop", f"{said.id}/{len(said.chain) - 1}")["named"] is False
    assert machine_value(reading, "source", said.id)["start"] == 0
    assert machine_value(reading, "actor", said.chain[-1].actor)["kind"] == "unnamed"
    assert machine_value(reading, "stance", "gone") == {}
