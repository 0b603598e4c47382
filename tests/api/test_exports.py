"""Exports over the API: the files of `headwater export`, as downloads whose names and headers nothing in a report can bend."""

import hashlib
import io
import json
import re
import zipfile

import pytest
from starlette.testclient import TestClient

from headwater import answers, export
from headwater.export import formats
from headwater.ledger import Ledger
from tests.ledgers import put
from tests.link.news import told

SAFE_NAME = re.compile(r'attachment; filename="[a-z0-9][a-z0-9.-]*"')
WORDS = "the bridge had been closed twice in March"


@pytest.fixture
def story(ledger: Ledger) -> str:
    return answers.story_named(ledger, "Orrin Bridge")


@pytest.fixture
def claim(ledger: Ledger, story: str) -> str:
    document = next(answers.compare(ledger, story))
    return str(max(document["claims"], key=lambda each: len(each["assertions"]))["id"])


def test_the_formats_are_those_of_the_command(client: TestClient) -> None:
    found = client.get("exports").json()["data"]
    assert [each["name"] for each in found] == list(export.FORMATS)
    assert {each["name"] for each in found if each["tables"]} == {"csv", "parquet"}
    assert all(each["installed"] for each in found)


@pytest.mark.parametrize("name", export.exporters())
def test_a_story_comes_in_each_format_as_the_command_writes_it(client: TestClient, ledger: Ledger, story: str, name: str) -> None:
    found = client.get(f"stories/{story}/export", params={"format": name})
    made = export.write(ledger, story, name)
    assert found.content == made.content
    assert found.headers["content-type"] == made.media_type
    assert found.headers["content-disposition"] == f'attachment; filename="{made.name}"'
    assert found.headers["content-security-policy"] == "sandbox"


@pytest.mark.parametrize("what", ["stories/{story}", "stories/orrin bridge", "claims/{claim}", "reports/{report}", "trace"])
def test_stories_claims_reports_and_words_are_exported(client: TestClient, ledger: Ledger, story: str, claim: str, what: str) -> None:
    report = ledger.reports()[0].id
    asked = {"words": WORDS} if what == "trace" else {}
    found = client.get(f"{what.format(story=story, claim=claim, report=report)}/export", params={"format": "jsonl", **asked})
    lines = [json.loads(line) for line in found.text.splitlines()]
    assert found.status_code == 200
    assert any(line.get("report") for line in lines)


def test_one_table_comes_alone(client: TestClient, story: str) -> None:
    found = client.get(f"stories/{story}/export", params={"format": "csv", "table": "assertions"})
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert found.headers["content-disposition"].endswith('-assertions.csv"')
    assert found.text.splitlines()[0].startswith("﻿claim" if found.text.startswith("﻿") else "claim")


def test_what_is_known_is_304_until_something_is_corrected(client: TestClient, ledger: Ledger, story: str) -> None:
    address, asked = f"stories/{story}/export", {"format": "markdown"}
    first = client.get(address, params=asked)
    assert client.get(address, params=asked, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert client.get(address, params={"format": "html"}, headers={"If-None-Match": first.headers["etag"]}).status_code == 200
    one, other = (each.id for each in ledger.reports(story=story)[:2])
    ledger.judge("different_story", {}, author="Ida Lund", reason="not so", pair=(one, other))
    assert client.get(address, params=asked, headers={"If-None-Match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("stories/{story}/export", 422, "query.format"),
        ("stories/{story}/export?format=prv", 422, "unknown export 'prv'; available: bibtex"),
        ("stories/{story}/export?format=csv&table=prices", 422, "unknown table; available: "),
        ("stories/{story}/export?format=html&table=claims", 400, "html has no tables to choose from"),
        ("stories/{story}/export?format=html&format=csv", 422, "said more than once"),
        ("stories/nothing of the kind/export?format=html", 404, "no story is meant"),
        ("claims/0123456789/export?format=html", 404, "no claim"),
        ("reports/0123456789/export?format=html", 404, "no report"),
        ("trace/export?format=html&words=quux frobnicates", 404, "no story, report or claim|no claim"),
    ],
)
def test_what_cannot_be_exported_is_a_problem(client: TestClient, story: str, address: str, status: int, words: str) -> None:
    found = client.get(address.format(story=story))
    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json().keys() == {"type", "title", "status", "detail", "value", "remedy"}
    assert re.search(words, found.text)


def test_what_is_not_installed_is_told_and_the_rest_is_there(client: TestClient, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    found = {each["name"]: each["installed"] for each in client.get("exports").json()["data"]}
    assert [name for name, there in found.items() if not there] == ["parquet"]
    bundle = client.get(f"stories/{story}/export", params={"format": "bundle"})
    assert "tables.parquet.zip" not in zipfile.ZipFile(io.BytesIO(bundle.content)).namelist()


@pytest.mark.parametrize(
    "headline",
    ['a"\r\nSet-Cookie: x=1; filename="evil.exe', "../../etc/passwd", "Übergröße – ½", "\u202egnp.exe", "CON", "", "." * 300],
)
def test_no_headline_bends_a_name_or_a_header(client: TestClient, ledger: Ledger, headline: str) -> None:
    reading = told(f"{headline or '-'}\n\nOle said it.\n", publisher="P", at="2025-01-01T00:00:00Z", ref="r")
    put(ledger, [reading])
    assert reading.report is not None
    found = client.get(f"reports/{reading.report.id}/export", params={"format": "html"})
    assert found.status_code == 200
    assert SAFE_NAME.fullmatch(found.headers["content-disposition"])
    assert "set-cookie" not in found.headers


def test_the_manifest_of_a_bundle_holds(client: TestClient, claim: str) -> None:
    found = client.get(f"claims/{claim}/export", params={"format": "bundle"})
    with zipfile.ZipFile(io.BytesIO(found.content)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for name, told_of in manifest["files"].items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == told_of["sha256"]
