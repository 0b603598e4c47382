"""What the API answers: the same as the command line prints, in the contract's shapes."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from headwater import answers, codec, linking
from headwater.api.schemas import components
from headwater.ingest import Captures
from headwater.ledger import Ledger
from headwater.model import Rejected
from tests.ledgers import BRIDGE, put
from tests.link.news import told


def _fits(document: Any, shape: str) -> None:
    root = {"$ref": f"#/components/schemas/{shape}", "components": {"schemas": components()}}
    Draft202012Validator(root).validate(document)


def _story(ledger: Ledger) -> str:
    return answers.story_named(ledger, "Orrin Bridge")


def _claim(ledger: Ledger) -> dict[str, Any]:
    story = next(answers.compare(ledger, _story(ledger)))
    return max(story["claims"], key=lambda each: len(each["assertions"]))


def test_stories_are_those_that_the_command_prints(client: TestClient, ledger: Ledger) -> None:
    found = client.get("stories").json()
    assert found == {"version": 1, "data": answers.stories(ledger), "warnings": [], "rejected": []}
    assert found["data"][0]["title"].startswith("Quellan")
    for each in found["data"]:
        _fits(each, "StoryRow")


@pytest.mark.parametrize("name", ["{id}", "{id:.6}", "orrin bridge", "{report}"])
def test_a_story_is_what_compare_prints_however_it_is_named(client: TestClient, ledger: Ledger, name: str) -> None:
    story = _story(ledger)
    report = answers.stories(ledger)[1]["reports"][0]["id"]
    found = client.get(f"stories/{name.replace('{id:.6}', story[:6]).format(id=story, report=report)}").json()
    assert found == json.loads(json.dumps(next(answers.compare(ledger, story))))
    _fits(found, "Story")


def test_a_claim_is_what_trace_prints(client: TestClient, ledger: Ledger) -> None:
    claim = _claim(ledger)["id"]
    found = client.get(f"claims/{claim}").json()
    assert found == json.loads(json.dumps(answers.trace(ledger, claim)))
    assert found["paths"]
    _fits(found, "Claim")


def test_words_are_traced(client: TestClient) -> None:
    found = client.get("trace", params={"words": "the bridge had been closed twice in March"}).json()
    _fits(found, "Claim")
    assert "closed twice" in found["gist"]["text"]


def test_a_word_that_could_be_an_id_is_a_word(client: TestClient) -> None:
    assert client.get("trace", params={"words": "facade"}).json()["status"] == 404


def test_a_report_is_its_reading_with_its_judgements(client: TestClient, ledger: Ledger) -> None:
    listed = client.get("reports").json()["data"]
    assert len(listed) == 4
    for each in listed:
        _fits(each, "ReportRow")
        found = client.get(f"reports/{each['id']}").json()
        _fits(found, "Reading")
        assert found.pop("judgements") == []
        assert codec.decode(found) == ledger.reading(each["id"])
    assert client.get(f"reports/{listed[0]['id'][:8]}").json()["report"]["id"] == listed[0]["id"]


def test_reports_are_listed_latest_first_of_a_story_or_a_publisher(client: TestClient, ledger: Ledger) -> None:
    dates = [each["published"] for each in client.get("reports").json()["data"]]
    assert dates == sorted(dates, reverse=True)
    of = {"story": _story(ledger)}
    assert len(client.get("reports", params=of).json()["data"]) == 3
    assert [each["ref"] for each in client.get("reports", params={"publisher": "tern"}).json()["data"]] == ["quellan", "tern"]


def test_a_statement_comes_with_its_report_and_the_actors_of_its_chain(client: TestClient, ledger: Ledger) -> None:
    reading = ledger.reading(ledger.find("lantern")[0])
    assert reading is not None
    for said in reading.statements:
        found = client.get(f"statements/{said.id}").json()["data"]
        _fits(found, "StatementAnswer")
        assert found["statement"]["id"] == said.id
        assert {hop.actor for hop in said.chain} <= {each["id"] for each in found["actors"]}


def test_a_timeline_is_of_a_story_or_of_an_actor(client: TestClient) -> None:
    of_story = client.get("timeline", params={"of": "orrin bridge"}).json()["data"]
    of_actor = client.get("timeline", params={"of": "Ann Vale"}).json()["data"]
    _fits(of_story, "Timeline")
    assert {each["name"] for each in of_actor["positions"]} == {"Ann Vale"}
    assert [each for each in of_story["positions"] if each["name"] == "Ann Vale"] == of_actor["positions"]


def test_what_is_cited_and_not_in_hand_is_upstream(client: TestClient, ledger: Ledger) -> None:
    found = client.get("upstream").json()["data"]
    assert [each["outlet"] for each in found] == ["The Harbour Post"]
    _fits(found[0], "Upstream")


def test_search_finds_statements_and_texts(client: TestClient) -> None:
    found = client.get("search", params={"q": "lorries"}).json()["data"]
    assert {each["ref"] for each in found} == {"courier", "tern"}
    for each in found:
        _fits(each, "Hit")
    assert client.get("search", params={"q": "\"']}* ( --"}).json()["data"] == []


def test_changes_are_told_since_a_generation(client: TestClient, ledger: Ledger) -> None:
    found = client.get("changes").json()["data"]
    assert found
    for each in found:
        _fits(each, "Change")
    last = found[-1]["generation"]
    assert client.get("changes", params={"since": str(last)}).json()["data"] == []
    assert client.get("changes", params={"since": "some day"}).status_code == 404


def test_rejections_and_doubtful_statements_are_listed(client: TestClient, ledger: Ledger) -> None:
    ledger.refuse([Rejected(ref=f"page{n}", stage="ingest", code="no_text", detail="nothing in it") for n in range(3)])
    assert [each["ref"] for each in client.get("rejections").json()["data"]] == ["page0", "page1", "page2"]
    sure = client.get("doubtful", params={"below": 1}).json()["data"]
    scores = [each["score"] for each in sure]
    assert scores == sorted(scores)
    for each in sure:
        _fits(each, "Doubtful")


def test_the_whole_is_counted_and_verified(client: TestClient) -> None:
    whole, checked = client.get("ledger").json()["data"], client.get("verify").json()["data"]
    _fits(whole, "Ledger")
    _fits(checked, "Verified")
    assert (whole["reports"], checked["reports"], checked["ok"]) == (4, 4, True)


# Originals -----------------------------------------------------------------------------------------------------------------------------

PAGE = b"<html><script>alert(1)</script></html>"


def test_an_original_is_saved_and_never_shown(client: TestClient, ledger: Ledger, captures: Captures) -> None:
    name = captures.keep(PAGE)
    reading = told("Tolls rise\n\nNia Orr said tolls would rise.\n", publisher="Tern", at="2025-07-01", ref="kept")
    assert reading.report is not None
    put(ledger, [replace(reading, report=replace(reading.report, capture=name))])
    found = client.get(f"reports/{reading.report.id}/original")
    assert found.content == PAGE
    assert found.headers["content-type"] == "application/octet-stream"
    assert found.headers["content-disposition"].startswith("attachment")
    assert found.headers["content-security-policy"] == "sandbox"


@pytest.mark.parametrize("capture", ["../../etc/passwd", "..%2f..%2fpasswd", "/etc/passwd", "0" * 64, "a", "\\..\\x", "0" * 63 + "g"])
def test_a_capture_that_is_no_hash_leads_nowhere(client: TestClient, ledger: Ledger, tmp_path: Path, capture: str) -> None:
    reading = told("Tolls rise\n\nNia Orr said tolls would rise.\n", publisher="Tern", at="2025-07-01", ref="kept")
    assert reading.report is not None
    put(ledger, [replace(reading, report=replace(reading.report, capture=capture))])
    assert client.get(f"reports/{reading.report.id}/original").status_code == 404


# Pages ---------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["stories", "reports", "changes", "doubtful?below=1", "upstream", "rejections", "judgements"])
def test_following_the_links_gives_the_whole_list_once(client: TestClient, ledger: Ledger, path: str) -> None:
    ledger.refuse([Rejected(ref=f"page{n}", stage="ingest", code="no_text", detail="nothing in it") for n in range(3)])
    whole = client.get(path).json()["data"]
    parts, here = [], client.get(f"{path}{'&' if '?' in path else '?'}limit=1")
    while True:
        parts += here.json()["data"]
        if "next" not in here.links:
            break
        assert len(here.json()["data"]) == 1
        here = client.get(here.links["next"]["url"])
    assert parts == whole


def test_a_story_that_comes_while_the_list_is_read_moves_nothing(client: TestClient, ledger: Ledger) -> None:
    first = client.get("stories", params={"limit": 1})
    put(ledger, [told("Mill to close\n\nTam Ruskin said the mill would close.\n", publisher="Tern", at="2025-08-01", ref="mill")])
    linking.link(ledger)
    assert first.json()["data"][0]["title"].startswith("Quellan")
    second = client.get(first.links["next"]["url"]).json()["data"]
    assert [each["title"] for each in second] == ["Minister denies Orrin Bridge was closed"]


@pytest.mark.parametrize(
    "cursor", ["x", "bnVsbA", "W10", "LTE", "dHJ1ZQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "WyIAIiwieCJd", "%%%", "é", "W" * 400]
)
@pytest.mark.parametrize("path", ["stories", "reports"])
def test_a_cursor_that_somebody_made_up_is_refused_or_harmless(client: TestClient, path: str, cursor: str) -> None:
    assert client.get(path, params={"cursor": cursor}).status_code in (200, 400)


# Refusals ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("stories/zeppelin", 404),
        ("stories/" + "0" * 20, 404),
        ("claims/" + "0" * 20, 404),
        ("reports/zzzz", 404),
        ("reports/courier", 404),  # a reference, not an id
        ("statements/none", 404),
        ("jobs/none", 404),
        ("jobs/none/events", 404),
        ("judgements/none", 404),
        ("trace?words=zeppelins+over+the+moon", 404),
        ("timeline?of=Nobody+Known", 404),
        ("nothing", 404),
        ("trace", 422),
        ("stories?limit=0", 422),
        ("stories?limit=1&limit=2", 422),
        ("stories?limit=100000", 422),
        ("doubtful?below=nan", 422),
    ],
)
def test_a_refusal_is_a_problem_with_a_remedy(client: TestClient, path: str, status: int) -> None:
    found = client.get(path)
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json")
    _fits(found.json(), "Problem")
    assert found.json()["status"] == status
    assert found.json()["remedy"]


def test_another_method_is_refused_and_the_right_ones_named(client: TestClient) -> None:
    found = client.delete("stories")
    assert (found.status_code, found.headers["allow"]) == (405, "GET")


def test_the_description_is_openapi_3_1_and_whole(client: TestClient) -> None:
    found = client.get("openapi.json").json()
    assert found["openapi"].startswith("3.1")
    known = found["components"]["schemas"]
    references = {part.split('"')[0] for part in json.dumps(found).split('"#/components/schemas/')[1:]}
    assert references <= known.keys()
    assert {"/stories", "/claims/{claim}", "/reports/{report}", "/judgements/{judgement}/undo"} <= found["paths"].keys()


def test_there_is_a_word_for_every_reading_of_the_bridge(client: TestClient) -> None:
    assert len(client.get("reports").json()["data"]) == len(BRIDGE) + 1
