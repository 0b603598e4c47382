"""Corrections over the API: of the version that was looked at, undone, refused."""

import threading
from typing import Any

import pytest
from starlette.testclient import TestClient

from headwater import answers
from headwater.ledger import Ledger

HOP = {"verb": "hop", "words": "A county official", "value": {"name": "Ines Calloway", "kind": "person"}, "reason": "named on air"}


@pytest.fixture
def report(ledger: Ledger) -> str:
    return ledger.find("courier")[0]


def _etag(client: TestClient, path: str) -> str:
    return str(client.get(path).headers["etag"])


def _corrected(client: TestClient, body: dict[str, Any], etag: str | None) -> Any:
    return client.post("judgements", json=body, headers={"if-match": etag} if etag else {})


def test_a_correction_is_written_applied_and_undone(client: TestClient, report: str) -> None:
    before = _etag(client, f"reports/{report}")
    made = _corrected(client, HOP | {"report": report}, before)
    assert made.status_code == 201
    judgement = made.json()["data"]
    assert (judgement["author"], judgement["anchor"]["words"]) == ("Ida Lund", "A county official")
    assert client.get(made.headers["location"]).json()["data"] == judgement

    seen = client.get(f"reports/{report}")
    assert seen.headers["etag"] != before
    assert [each["id"] for each in seen.json()["judgements"]] == [judgement["id"]]
    names = {each["name"] for each in client.get(f"reports/{report}", params={"judged": True}).json()["actors"]}
    assert "Ines Calloway" in names
    assert "Ines Calloway" not in {each["name"] for each in seen.json()["actors"]}  # what the machine read stays to be seen

    undone = client.post(f"judgements/{judgement['id']}/undo", json={"reason": "misheard"}, headers={"if-match": made.headers["etag"]})
    assert undone.status_code == 201
    assert client.get(f"reports/{report}").json()["judgements"] == []
    assert [each["id"] for each in client.get("judgements").json()["data"]] == []
    assert len(client.get("judgements", params={"undone": True}).json()["data"]) == 2


def test_without_a_version_nothing_is_written(client: TestClient, ledger: Ledger, report: str) -> None:
    assert _corrected(client, HOP | {"report": report}, None).status_code == 428
    assert _corrected(client, HOP | {"report": report}, '"a", "b"').status_code == 400
    assert _corrected(client, HOP | {"report": report}, "unquoted").status_code == 400
    assert ledger.judgements() == ()


def test_of_two_who_correct_the_same_version_the_second_is_told(client: TestClient, ledger: Ledger, report: str) -> None:
    etag = _etag(client, f"reports/{report}")
    assert _corrected(client, HOP | {"report": report}, etag).status_code == 201
    second = _corrected(client, HOP | {"report": report, "value": {"name": "Somebody Else"}}, etag)
    assert (second.status_code, second.json()["remedy"]) == (412, "look at it again, then correct it")
    assert len(ledger.judgements()) == 1


def test_of_many_who_correct_at_once_one_is_heard(client: TestClient, ledger: Ledger, report: str) -> None:
    etag, found = _etag(client, f"reports/{report}"), list[int]()

    def correct(name: str) -> None:
        body = HOP | {"report": report, "value": {"name": name}, "author": name}
        found.append(_corrected(client, body, etag).status_code)

    threads = [threading.Thread(target=correct, args=(f"Person {letter}",)) for letter in "ABCD"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(found) == [201, 412, 412, 412]
    assert len(ledger.judgements()) == 1


def test_who_does_not_care_for_the_version_says_so(client: TestClient, report: str) -> None:
    assert _corrected(client, HOP | {"report": report}, "*").status_code == 201


def test_two_claims_are_told_apart_of_the_story_that_was_looked_at(client: TestClient, ledger: Ledger) -> None:
    story = next(answers.compare(ledger, "orrin bridge"))
    claim = next(each for each in story["claims"] if len({a["report"] for a in each["assertions"]}) > 1)
    a, b = (
        each["statement"] or f"{each['report']}/{each['spans'][0]['start']}:{each['spans'][-1]['end']}" for each in claim["assertions"][:2]
    )
    body = {"verb": "different-claim", "pair": [a, b], "reason": "two closings"}
    assert _corrected(client, body, _etag(client, f"claims/{claim['id']}")).status_code == 201
    assert _corrected(client, body | {"reason": "again"}, _etag(client, f"stories/{story['story']['id']}")).status_code == 201


def test_an_undone_judgement_is_not_undone_again(client: TestClient, report: str) -> None:
    made = _corrected(client, HOP | {"report": report}, "*")
    path, etag = f"judgements/{made.json()['data']['id']}/undo", made.headers["etag"]
    assert client.post(path, json={"reason": "misheard"}, headers={"if-match": etag}).status_code == 201
    assert client.post(path, json={"reason": "misheard"}, headers={"if-match": etag}).status_code == 412
    assert client.post(path, json={"reason": "misheard"}, headers={"if-match": "*"}).status_code == 409
    assert client.post("judgements/none/undo", json={"reason": "misheard"}, headers={"if-match": "*"}).status_code == 404


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"verb": "rename"}, 400),
        ({"value": {}}, 400),
        ({"value": {"name": ""}}, 422),
        ({"value": {"colour": "red"}}, 400),
        ({"words": "words that nobody wrote"}, 422),
        ({"words": "Bridge"}, 422),  # it stands there several times
        ({"words": None, "span": {"start": 5, "end": 5}}, 422),
        ({"words": None, "span": {"start": 0, "end": 100_000}}, 409),
        ({"words": None, "span": {"start": 0, "end": 1 << 80}}, 422),
        ({"words": None}, 422),
        ({"report": "0" * 20}, 422),
        ({"report": None}, 422),
        ({"reason": ""}, 422),
        ({"reason": "  "}, 409),
        ({"author": "  "}, 422),
        ({"more": 1}, 422),
        ({"verb": "same-claim", "pair": ["none", "nothing"], "value": {}}, 422),
        ({"verb": "same-claim", "pair": ["one"], "value": {}}, 422),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    client: TestClient, ledger: Ledger, report: str, changed: dict[str, Any], status: int
) -> None:
    found = _corrected(client, HOP | {"report": report} | changed, "*")
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json"), found.text
    assert ledger.judgements() == ()


@pytest.mark.parametrize("kind", ["reports", "stories", "claims"])
def test_what_is_known_is_not_sent_again(client: TestClient, ledger: Ledger, report: str, kind: str) -> None:
    story = next(answers.compare(ledger, "orrin bridge"))
    path = {"reports": f"reports/{report}", "stories": f"stories/{story['story']['id']}", "claims": f"claims/{story['claims'][0]['id']}"}[
        kind
    ]
    etag = _etag(client, path)
    again = client.get(path, headers={"if-none-match": f'"other", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200
