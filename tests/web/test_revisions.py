"""Versions of one page: found, told apart, and what changed between two of them, in statements and in words."""

import re

from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from headwater import linking
from headwater.ledger import Ledger
from headwater.web.facts import facts_of
from headwater.web.revisions import changed_lines
from tests.ledgers import put
from tests.link.news import told

LINES = st.lists(st.text(alphabet="ab c.", max_size=12), max_size=6).map("\n".join)


def _words(text: str) -> str:
    return "".join("".join(line) for line in text.splitlines() if line.strip())


@given(LINES, LINES)
def test_both_texts_can_be_read_off_what_changed(old: str, new: str) -> None:
    found = changed_lines(old, new)
    assert "".join(edit.text for line in found for edit in line.edits if edit.kind != "new") == _words(old)
    assert "".join(edit.text for line in found for edit in line.edits if edit.kind != "gone") == _words(new)


@given(LINES)
def test_a_text_has_not_changed_from_itself(text: str) -> None:
    assert all(line.kind == "same" for line in changed_lines(text, text))


def test_two_versions_of_a_page_lead_to_one_another_and_to_what_changed(ledger: Ledger, page: TestClient) -> None:
    texts = ("Una Reed, the mayor, said two people were hurt in Oster.", "A town official said three people were hurt in Oster.")
    versions = [
        told(f"Wall falls in Oster\n\n{text}\n", publisher="Oster Post", at=f"2025-04-0{n}T08:00:00Z", ref="wall")
        for n, text in enumerate(texts, 1)
    ]
    put(ledger, versions)
    linking.link(ledger)
    old, new = (each.report.id for each in versions if each.report)
    body = page.get(f"/reports/{new}").text
    assert "Versions of this page" in body
    assert f"/reports/{old}/difference/{new}" in body
    changed = page.get(f"/reports/{old}/difference/{new}").text
    assert "A name is withheld" in changed or "A source is gone" in changed
    assert "Another figure" in changed or "<del>two </del>" in changed
    assert re.search(r"<ins>three ?</ins>", changed)


def test_a_report_tells_what_it_is_known_by_and_where_that_comes_from(ledger: Ledger, page: TestClient) -> None:
    reading = ledger.reading(ledger.find("tern")[0])
    assert reading is not None
    assert reading.report is not None
    facts = {fact.title: fact for fact in facts_of(reading.report)}
    assert facts["Publisher"].value == "Tern"
    assert facts["Published"].value == "2 May 2025, 07:00 UTC"
    assert facts["Published"].told_by.startswith("from ")
    assert facts["Captured"].value == "not known"
    assert reading.report.sha256 in page.get(f"/reports/{reading.report.id}").text
