"""Adding on the page: pasted, chosen, named; each leads to a page that says how far it is, with a script and without."""

import time

import pytest
from starlette.testclient import TestClient

from headwater.ledger import Ledger
from headwater.web.pages.add import pasted

TEXT = "Ferry to Skarn is late again\n\nOle said the ferry to Skarn was late.\n"


def until_done(page: TestClient, address: str) -> str:
    for _ in range(200):
        body = page.get(address).text
        if "Done" in body or "It failed" in body:
            return body
        time.sleep(0.05)
    raise AssertionError(body)


def test_a_pasted_text_becomes_a_report_with_its_publisher_and_date(ledger: Ledger, page: TestClient) -> None:
    fields = {"text": TEXT.replace("\n", "\r\n"), "publisher": "Skarn Post", "published_at": "2025-03-04"}
    answer = page.post("/add", data=fields, files={"files": ("", b"")})
    assert answer.status_code == 303
    assert "Ferry to Skarn" in until_done(page, answer.headers["location"])
    (found,) = ledger.reports(publisher="Skarn Post")
    reading = ledger.reading(found.id)
    assert reading is not None
    assert reading.report is not None
    assert reading.report.text == TEXT
    assert found.published == "2025-03-04"


def test_files_become_reports_and_what_is_refused_is_told_with_what_to_do(ledger: Ledger, page: TestClient) -> None:
    files = [
        ("files", ("one.txt", TEXT.encode())),
        ("files", ("../../etc/two.txt", TEXT.replace("Skarn", "Dunmore").encode())),
        ("files", ("three.xyz", b"\x00\x01")),
    ]
    answer = page.post("/add", data={"all-publisher": "Skarn Post"}, files=files)
    body = until_done(page, answer.headers["location"])
    assert "was refused" in body
    assert "What to do" in body
    assert {each.ref for each in ledger.reports(publisher="Skarn Post")} == {"one.txt", "two.txt"}
    assert "three.xyz" in page.get("/inbox").text


def test_progress_comes_as_events_until_it_ends(page: TestClient) -> None:
    answer = page.post("/add", data={"text": TEXT}, files={"files": ("", b"")})
    with page.stream("GET", answer.headers["location"] + "/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        told = "".join(stream.iter_text())
    assert told.rstrip().rpartition("event: ")[2].startswith("end")
    assert "Ferry to Skarn" in told


def test_a_page_without_a_script_looks_again_by_itself_until_the_end(page: TestClient) -> None:
    answer = page.post("/add", data={"text": TEXT}, files={"files": ("", b"")})
    assert 'http-equiv="refresh"' not in until_done(page, answer.headers["location"])


@pytest.mark.parametrize("fields", [{"text": "  "}, {"addresses": "not an address"}, {"addresses": "file:///etc/passwd"}])
def test_what_cannot_be_added_is_said_in_the_form(page: TestClient, fields: dict[str, str]) -> None:
    answer = page.post("/add", data=fields, files={"files": ("", b"")})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_pasted_text_is_called_by_its_address_or_else_by_its_hash() -> None:
    assert pasted("x", {"url": "https://a.example/1"}).name == "https://a.example/1"
    assert pasted("a\r\nb", {}).name == pasted("a\nb", {}).name


def test_work_that_nobody_knows_is_a_page_of_status_404(page: TestClient) -> None:
    assert page.get("/add/none").status_code == 404
    assert page.get("/add/none/events").status_code == 404
