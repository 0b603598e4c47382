"""Search and the inbox: hits marked, each linked to where it stands; what waits for a person, with what to do."""

from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from headwater.correcting import Correction, correct
from headwater.ledger import Ledger
from headwater.model import Rejected
from headwater.web.marking import marked
from headwater.web.words import search_url


@given(st.text(), st.text())
def test_marked_bits_tile_the_text(text: str, wanted: str) -> None:
    assert "".join(bit.text for bit in marked(text, wanted)) == text


def test_a_hit_is_a_word_of_the_same_stem() -> None:
    hits = [bit.text for bit in marked("The bridge and its bridges were abridged; Brücke is closed, closing, close by.", "bridge closed")]
    assert [h for h in hits if h in ("bridge", "bridges", "closed", "closing", "close")] == [
        "bridge",
        "bridges",
        "closed",
        "closing",
        "close",
    ]
    assert not any(bit.hit for bit in marked("abridged", "bridge"))


def test_a_search_marks_its_hits_and_leads_to_the_statement(page: TestClient) -> None:
    body = page.get(search_url("closed March")).text
    assert "<mark>closed</mark>" in body
    assert "<mark>March</mark>" in body
    assert "/reports/" in body
    assert "?statement=" in body
    assert "In reports" in body


def test_a_search_without_hits_says_what_would_find_more(page: TestClient) -> None:
    assert "stands nowhere" in page.get(search_url("xylophone")).text
    assert page.get("/search").status_code == 200
    assert page.get(search_url('"unclosed AND (')).status_code == 200


def test_the_inbox_tells_what_was_refused_and_what_to_do(ledger: Ledger, page: TestClient) -> None:
    ledger.refuse([Rejected(ref="<i>x</i>.doc", stage="ingest", code="too_large", detail="it is too large; split it")])
    body = page.get("/inbox").text
    assert "&lt;i&gt;x&lt;/i&gt;.doc" in body
    assert "It is too large." in body
    assert "</b> split it." in body


def test_a_correction_that_finds_nothing_any_more_waits_in_the_inbox(ledger: Ledger, page: TestClient) -> None:
    from dataclasses import replace

    reading = ledger.reading(ledger.find("courier")[0])
    assert reading is not None
    assert reading.report is not None
    wanted = Correction(verb="stance", report=reading.report.id, statement=reading.statements[0].id, value={"stance": "denies"})
    correct(ledger, wanted, author="Bo Lind", reason="she did")
    assert "Every correction holds" in page.get("/inbox").text
    ledger.add(replace(reading, statements=()), reader="another 1")
    body = page.get("/inbox").text
    assert "1 orphaned correction" in body
    assert "she did" in body
    assert "finds nothing to correct any more" in page.get(f"/reports/{reading.report.id}").text
