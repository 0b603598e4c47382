"""Marked claims in the words of readings."""

from pathlib import Path

import pytest

from benchmarks.given_claims import given_claims, read
from tests.link.news import report, told

STORIES = Path(__file__).resolve().parents[2] / "training" / "stories"
TEXT = "Sold\n\nThe ferry was sold in March, Ann Vale said. Nobody told the crew.\n"


def test_what_is_marked_is_found_as_a_statement_or_as_the_reports_own_words() -> None:
    reading = told(TEXT, publisher="The Courier", ref="r1")
    statements = [
        {"id": "s1", "report": "r1", "content": ["The ferry was sold in March"], "origin": "o1"},
        {"id": "s2", "report": "r1", "content": ["Nobody told the crew"], "origin": "o2"},
        {"id": "s3", "report": "r1", "content": ["words that are not there"], "origin": "o2"},
    ]
    asserted = [{"statement": each["id"], "stance": "asserts"} for each in statements]
    story = {"statements": statements, "claims": [{"id": "c1", "assertions": asserted, "low": 1, "high": 2}]}
    (found,) = given_claims(story, {"r1": reading})
    assert found.behind == ("o1", "o2")
    assert [each.statement is None for each in found.claim.assertions] == [False, True]


def test_the_stories_to_learn_from_have_a_report_for_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.read", lambda text, **known: report(text, ref=known["ref"]))
    refs = [each.ref for each in read(STORIES)]
    assert len(refs) == len(set(refs)) > 100
