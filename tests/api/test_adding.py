"""Adding over the API: rows, texts, files and addresses become jobs that can be watched."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from headwater.api import api
from headwater.api.adding import MOST_NAME_CHARS
from headwater.api.jobs import Jobs, Source
from headwater.errors import InputError
from headwater.ingest import Captures
from headwater.ledger import Ledger
from tests.api.conftest import ApiClient
from tests.readers import said_reader

TEXT = "Bridge to reopen on Monday\n\nSmith said it would hold. Brandt said nothing of the sort.\n"


def _done(client: TestClient, posted: Any) -> dict[str, Any]:
    assert posted.status_code == 202, posted.text
    for _ in range(200):
        job: dict[str, Any] = client.get(posted.headers["location"]).json()["data"]
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def test_a_text_is_added_once_however_often_it_is_sent(client: TestClient, ledger: Ledger) -> None:
    sent = {"content": TEXT.encode(), "headers": {"content-type": "text/plain"}, "params": {"publisher": "Tern"}}
    first, second = (_done(client, client.post("reports", **sent)) for _ in range(2))  # type: ignore[arg-type]
    assert [each["outcome"] for each in (*first["reports"], *second["reports"])] == ["new", "known"]
    report = client.get(f"reports/{first['reports'][0]['report']}").json()["report"]
    assert (report["text"], report["publisher"]["name"]) == (TEXT, "Tern")
    assert len(ledger.reports()) == 5
    assert ledger.story_of(report["id"]) is not None


def test_rows_are_added_with_what_they_say(client: TestClient) -> None:
    rows = [{"id": "a/1", "text": TEXT, "publisher": "Lantern", "published_at": "2025-05-07"}, {"id": "a/2"}]
    job = _done(client, client.post("reports", json={"rows": rows}))
    assert [each["ref"] for each in job["reports"]] == ["a/1", "a/2"]
    assert [each["outcome"] for each in job["reports"]] == ["new", "rejected"]
    assert job["rejected"][0]["code"] == "no_text"
    lines = "\n".join(json.dumps(each) for each in [*rows, {"text": "x\ud800"}])
    again = _done(client, client.post("reports", content=lines, headers={"content-type": "application/x-ndjson; charset=utf-8"}))
    assert [each["outcome"] for each in again["reports"]] == ["known", "rejected", "rejected"]


def test_files_are_added_by_their_names_and_none_is_opened(client: TestClient) -> None:
    files = [
        ("files", ("bridge.txt", TEXT.encode())),
        ("files", ("../../etc/passwd", TEXT.encode())),
        ("files", ("page.html", b"<html><body><p>" + TEXT.encode() * 5 + b"</p></body></html>")),
        ("files", ("picture.png", b"\x89PNG")),
    ]
    job = _done(client, client.post("reports", files=files, data={"publisher": "Tern"}))
    assert [each["ref"] for each in job["reports"]] == ["bridge.txt", "../../etc/passwd", "page.html", "picture.png"]
    assert [each["outcome"] for each in job["reports"]] == ["new", "new", "new", "rejected"]
    assert job["rejected"][0]["code"] == "unsupported"


def test_what_is_sent_is_kept_where_all_is_kept(ledger: Ledger, tmp_path: Path) -> None:
    kept = Captures(tmp_path / "all", everything=True)
    made = Starlette(routes=[Mount("/api/v1", app=api(ledger, jobs=Jobs(ledger, said_reader, captures=kept), captures=kept))])
    client = ApiClient(made, base_url="http://headwater")
    job = _done(client, client.post("reports", files=[("files", ("bridge.txt", TEXT.encode()))]))
    assert client.get(f"reports/{job['reports'][0]['report']}/original").content == TEXT.encode()


@pytest.mark.parametrize("name", ["a" * 900 + ".txt", "line\nbreak.txt", "nul\x00.txt", "tab\t.txt"])
def test_a_strange_name_is_a_short_one_line_reference(client: TestClient, name: str) -> None:
    job = _done(client, client.post("reports", files=[("files", (name, TEXT.encode()))]))
    ref = job["reports"][0]["ref"]
    assert len(ref) <= MOST_NAME_CHARS
    assert ref.isprintable()


def test_an_address_of_this_machine_is_not_fetched(client: TestClient) -> None:
    job = _done(client, client.post("reports", json={"urls": ["http://127.0.0.1:9/page", "http://169.254.169.254/latest/"]}))
    assert [each["code"] for each in job["rejected"]] == ["forbidden_address", "forbidden_address"]


def test_progress_is_told_as_events_up_to_the_end(client: TestClient) -> None:
    posted = client.post("reports", content=TEXT, headers={"content-type": "text/plain"})
    with client.stream("GET", f"{posted.headers['location']}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        events = [block.split("\n") for block in "".join(stream.iter_text()).strip().split("\n\n")]
    kinds = [lines[0] for lines in events]
    assert (kinds[-1], kinds.count("event: end")) == ("event: end", 1)
    last = json.loads(events[-1][1].removeprefix("data: "))
    assert (last["state"], last["linked"]["done"]) == ("done", 1)
    assert [each["id"] for each in client.get("jobs").json()["data"]] == [last["id"]]


def test_a_reader_that_fails_fails_its_report_alone(client: TestClient) -> None:
    rows = [{"id": "1", "text": TEXT + "BOOM"}, {"id": "2", "text": TEXT}]
    job = _done(client, client.post("reports", json={"rows": rows}))
    assert (job["state"], [each["outcome"] for each in job["reports"]]) == ("done", ["new", "new"])
    assert "boom" in job["rejected"][0]["detail"]


def test_a_job_that_cannot_be_done_says_why_and_the_next_is_done(ledger: Ledger) -> None:
    jobs = Jobs(ledger, lambda: said_reader("broken"))
    first = jobs.start([Source(name="a.txt", body=TEXT.encode())])
    while not first.ended:
        time.sleep(0.02)
    assert first.state in ("failed", "done")
    with pytest.raises(InputError, match="nothing to add"):
        jobs.start([])


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {}}, 404),  # nothing to add
        ({"json": []}, 422),
        ({"json": {"rows": "x"}}, 422),
        ({"json": {"rows": [1]}}, 422),
        ({"json": {"urls": ["file:///etc/passwd"]}}, 422),
        ({"json": {"urls": ["javascript:alert(1)"]}}, 422),
        ({"json": {"more": 1}}, 422),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 422),
        ({"content": b"\xff\xfe{}", "headers": {"content-type": "application/json"}}, 422),
        ({"content": b"[" * 100_000, "headers": {"content-type": "application/json"}}, 422),
        ({"content": b"x", "headers": {"content-type": "image/png"}}, 415),
        ({"content": b"x"}, 415),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data"}}, 400),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data; boundary=b"}}, 400),
        ({"files": [("files", ("a.txt", b"x"))], "data": {"format": "exe"}}, 422),
        ({"files": [("files", (f"{n}.txt", b"x")) for n in range(1001)]}, 400),
    ],
)
def test_what_cannot_be_added_is_refused(client: TestClient, sent: dict[str, Any], status: int) -> None:
    found = client.post("reports", **sent)
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json"), found.text
    assert client.get("jobs").json()["data"] == []
