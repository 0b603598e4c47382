"""The reader: the report as published, every statement findable in it, and the chain of the chosen one beside it."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from headwater.ingest import from_text
from headwater.ledger import Ledger
from headwater.model import Reading, Report, Span
from headwater.web.layout import laid_out


def one(ledger: Ledger, ref: str) -> Reading:
    (found,) = ledger.find(ref)
    reading = ledger.reading(found)
    assert reading is not None
    return reading


def words_of(body: str) -> str:
    article = body[body.index("<article") : body.index("</article>")]
    article = re.sub(r'<a class="n".*?</a>|<p class="legend.*?</p>', "", article, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", article)).split())


def test_the_reader_shows_every_word_of_the_report_in_order(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "tern")
    assert reading.report is not None
    body = page.get(f"/reports/{reading.report.id}").text
    assert " ".join(reading.report.text.split()) in words_of(body)


def test_every_statement_has_a_place_in_the_text_that_its_address_leads_to(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "tern")
    assert reading.report is not None
    assert reading.statements
    body = page.get(f"/reports/{reading.report.id}").text
    for said in reading.statements:
        assert body.count(f'id="s-{said.id}"') == 1


def test_a_chosen_statement_stands_beside_the_report_without_a_script(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    said = reading.statements[0]
    body = page.get(f"/reports/{reading.report.id}", params={"statement": said.id}).text
    assert "Through whom it came" in body
    assert "A county official" in body
    assert "the words name it as the source" in body
    assert 'class="unnamed unnamed"' in body or "unnamed" in body
    assert 'data-as="' in body


def test_the_fragment_that_a_script_asks_for_says_the_same(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    said = reading.statements[0]
    alone = page.get(f"/reports/{reading.report.id}/statements/{said.id}")
    assert alone.status_code == 200
    assert "<html" not in alone.text
    assert " ".join(alone.text.split()) in " ".join(page.get(f"/reports/{reading.report.id}", params={"statement": said.id}).text.split())


def test_a_link_to_a_statement_that_is_gone_says_so(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    answer = page.get(f"/reports/{reading.report.id}", params={"statement": "<b>gone</b>"})
    assert answer.status_code == 200
    assert "any more" in answer.text
    assert "<b>gone" not in answer.text


def test_a_reference_leads_to_the_report_by_its_id(ledger: Ledger, page: TestClient) -> None:
    answer = page.get("/reports/courier")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/reports/{ledger.find('courier')[0]}"
    assert page.get("/reports/nosuch").status_code == 404


def test_a_claim_that_several_reports_make_is_linked_with_its_interval(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    bodies = [page.get(f"/reports/{reading.report.id}", params={"statement": said.id}).text for said in reading.statements]
    assert any(re.search(r'href="/claims/\w+".*?independent\s+origin', body, re.DOTALL) for body in bodies)


@pytest.mark.parametrize("asked", ["0:10", "nonsense", "5:5", "9:4", "0:999999999", "²:³"])
def test_a_stretch_of_an_address_is_marked_where_it_lies_in_the_text(ledger: Ledger, page: TestClient, asked: str) -> None:
    body = page.get(f"/reports/{ledger.find('courier')[0]}", params={"at": asked}).text
    assert ('id="at"' in body) == (asked == "0:10")


def test_nothing_but_white_space_is_left_out_of_the_layout(ledger: Ledger) -> None:
    for each in ledger.reports():
        reading = ledger.reading(each.id)
        assert reading is not None
        assert reading.report is not None
        shown = "".join(piece.text for group in laid_out(reading) for p in group.paragraphs for piece in p.pieces)
        assert "".join(shown.split()) == "".join(reading.report.text.split())


def test_nested_statements_are_cut_where_they_overlap(ledger: Ledger) -> None:
    reading = one(ledger, "courier")
    chosen = reading.statements[0]
    pieces = [
        piece for group in laid_out(reading, chosen=chosen.id, asked=Span(start=0, end=5)) for p in group.paragraphs for piece in p.pieces
    ]
    lit = [piece for piece in pieces if piece.chosen]
    assert {role for piece in lit for role in piece.chosen} >= {"source", "cue", "content"}
    assert [piece.text for piece in pieces if piece.asked] == ["Orrin"] or "".join(p.text for p in pieces if p.asked) == "Orrin"


def test_a_list_keeps_its_own_bullets() -> None:
    report = from_text(
        "The numbers\n\nHere they are:\n\n* 410p on Monday\n* 392p on Tuesday\n\nThat is all there is to say of them.\n", ref="list"
    )
    assert isinstance(report, Report)
    (group,) = [group for group in laid_out(Reading(ref="list", report=report)) if group.kind == "list"]
    assert ["".join(piece.text for piece in each.pieces) for each in group.paragraphs] == ["* 410p on Monday", "* 392p on Tuesday"]
    assert all(each.marked for each in group.paragraphs)
