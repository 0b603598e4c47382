"""The JSON of a story: the contract's shape, in which every span quotes its report."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from headwater import answers, comparison
from headwater.codec import schema
from headwater.comparison import shared
from headwater.ledger import Ledger
from tests.ledgers import linked_ledger
from tests.web_notation import traced

pytestmark = pytest.mark.usefixtures("word_meaning")
SCHEMA = schema("compare")
TRACE = {"$ref": "#/$defs/trace", "$defs": SCHEMA["$defs"]}


@pytest.fixture
def ledger(tmp_path: Path, word_meaning: None) -> Iterator[Ledger]:
    with linked_ledger(tmp_path / "a.db") as opened:
        yield opened


def places(found: Any, report: str | None = None) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """Yield every span in a document, with the report that it names or that what holds it names."""
    if isinstance(found, dict):
        report = found["report"] if isinstance(found.get("report"), str) else report
        if {"start", "end", "text"} <= found.keys():
            yield report, found
        for value in found.values():
            yield from places(value, report)
    elif isinstance(found, list):
        for each in found:
            yield from places(each, report)


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_story_and_every_trace_satisfies_the_schema(ledger: Ledger) -> None:
    for document in answers.compare(ledger):
        assert tuple(document) == comparison.KEYS
        assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)] == []
        for claim in document["claims"]:
            found = answers.trace(ledger, claim["id"])
            assert [error.message for error in Draft202012Validator(TRACE).iter_errors(found)] == []
    asked = answers.trace(ledger, "Orrin Bridge was closed before it fell")
    assert [error.message for error in Draft202012Validator(TRACE).iter_errors(asked)] == []


def test_the_schema_refuses_what_the_contract_does_not_know(ledger: Ledger) -> None:
    document = next(iter(answers.compare(ledger, "orrin")))
    wrongs: tuple[dict[str, Any], ...] = ({"claims": [{"id": "x"}]}, {"version": 2}, {"story": None}, {"positions": [{}]})
    for wrong in wrongs:
        assert not Draft202012Validator(SCHEMA).is_valid(document | wrong)


def test_every_span_quotes_its_report(ledger: Ledger) -> None:
    texts = {each.report.id: each.report.text for each in ledger.readings([r.id for r in ledger.reports()]) if each.report}
    seen = 0
    for document in answers.compare(ledger):
        for report, span in places({key: document[key] for key in ("claims", "citations", "figures", "quotes")}):
            assert report is not None
            assert span["text"] == texts[report][span["start"] : span["end"]]
            seen += 1
        for reuse in document["reuse"]:
            for passage in reuse["passages"]:
                for end in ("from", "to"):
                    span = passage[end]
                    assert span["text"] == texts[reuse[end]][span["start"] : span["end"]]
    assert seen > 20


def test_paths_are_in_trace_alone(ledger: Ledger) -> None:
    assert not any("paths" in claim for document in answers.compare(ledger) for claim in document["claims"])
    assert "paths" in answers.trace(ledger, "Orrin Bridge was closed before it fell")


def test_an_origin_of_every_assertion_is_listed_and_the_bounds_hold(ledger: Ledger) -> None:
    for document in answers.compare(ledger):
        for claim in document["claims"]:
            assert {a["origin"] for a in claim["assertions"]} == {origin["id"] for origin in claim["origins"]}
            assert 0 <= claim["low"] <= claim["expected"] <= claim["high"] <= len(claim["origins"])


def test_links_come_back_from_json(ledger: Ledger) -> None:
    for document in answers.compare(ledger):
        who, cited, copied = comparison.links_of(document)
        assert [each.id for each in who] == [each["id"] for each in document["identities"]]
        assert [[(m.report, m.actor) for m in each.members] for each in who] == [
            [(m["report"], m["actor"]) for m in each["members"]] for each in document["identities"]
        ]
        assert [(c.report, c.resolved, c.outlet, c.mention.start) for c in cited] == [
            (c["report"], c["resolved"], c["outlet"], c["mention"]["start"]) for c in document["citations"]
        ]
        assert [(r.source, r.target, r.kind, r.directed) for r in copied] == [
            (r["from"], r["to"], r["kind"], r["directed"]) for r in document["reuse"]
        ]


def test_origins_are_counted_or_beside_and_those_only_of_denials_neither() -> None:
    claim, _ = traced("courier: Ann Vale", "tern: a driver beside", "gull: Sal Marlow denies", "lantern:")
    assert [each["who"] for each in comparison.origins_asserting(claim)] == ["Ann Vale", "Lantern"]
    assert [each["who"] for each in comparison.origins_asserting(claim, counted=False)] == ["a driver"]


def _claim(
    identified: str, *said: tuple[str, int, str, float], gist: str = "the ferry was sold to Brandt Lines in March"
) -> dict[str, object]:
    """A claim of assertions, each as its report, where it stands, its stance and score."""
    return {
        "id": identified,
        "gist": {"text": gist},
        "within": None,
        "assertions": [
            {"report": report, "statement": f"{report}{at}", "spans": [{"start": at}], "stance": stance, "score": score}
            for report, at, stance, score in said
        ],
    }


def test_a_claim_is_shared_where_two_reports_surely_make_or_deny_it() -> None:
    sure = _claim("a", ("r", 1, "asserts", 0.8), ("s", 1, "denies", 0.8))
    doubtful = _claim("b", ("r", 9, "asserts", 0.2), ("s", 9, "asserts", 0.2))
    refused = _claim("c", ("r", 5, "asserts", 0.9), ("s", 5, "declines", 0.75))
    assert [each["id"] for each in shared([doubtful, refused, sure])] == ["a"]


@pytest.mark.parametrize(("sure", "kept"), [(0.8, "a"), (0.7, "b")])
def test_of_two_claims_with_much_the_same_wordings_the_larger_is_shared_unless_it_is_a_matter_at_large(sure: float, kept: str) -> None:
    large = _claim("a", ("r", 1, "asserts", sure), ("s", 1, "asserts", sure), ("t", 1, "asserts", sure))
    small = _claim("b", ("r", 1, "asserts", 0.9), ("s", 1, "asserts", 0.9))
    assert [each["id"] for each in shared([small, large])] == [kept]
