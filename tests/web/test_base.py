"""What all pages share: landmarks, escaping, nothing inline, errors as pages."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from headwater.api import Guard, Jobs
from headwater.errors import InputError, LedgerError, SettingsError, StaleError
from headwater.ledger import Ledger
from headwater.web import site
from headwater.web.pages import PAGES
from headwater.web.rendering import environment, static
from tests.readers import SaidReader

PLAIN = ("/reports", "/keys", "/search", "/search?q=bridge", "/inbox", "/add", "/judgements", "/reports/courier", "/nowhere")


@pytest.mark.parametrize("address", PLAIN)
def test_every_page_has_its_landmarks_and_one_first_heading(page: TestClient, address: str) -> None:
    body = page.get(address, follow_redirects=True).text
    for landmark in ("<header", "<nav", "<main", "<footer", 'class="skip"', 'lang="en"'):
        assert landmark in body
    assert len(re.findall(r"<h1\b", body)) == 1
    assert "<title>" in body


def test_templates_hold_nothing_inline() -> None:
    for name in environment().list_templates():
        source, _, _ = environment().loader.get_source(environment(), name)  # type: ignore[union-attr]
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|data:|<script(?![^>]* src=)", source), name


def test_nothing_that_ships_names_another_host() -> None:
    from importlib import resources

    for each in (resources.files("headwater.web") / "static").iterdir():
        words = each.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|//[a-z]+\.[a-z]", words), each.name


def test_an_unknown_address_is_a_page_of_status_404(page: TestClient) -> None:
    answer = page.get("/nowhere")
    assert answer.status_code == 404
    assert "Nothing here" in answer.text


@pytest.mark.parametrize(("error", "status"), [(InputError, 404), (SettingsError, 400), (StaleError, 412), (LedgerError, 409)])
def test_what_headwater_raises_becomes_a_page_that_says_it(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, error: type[Exception], status: int
) -> None:
    def fails(**_: object) -> None:
        raise error("<b>what was wrong</b>")

    monkeypatch.setattr(ledger, "reports", fails)
    answer = TestClient(site(ledger)).get("/reports")
    assert answer.status_code == status
    assert "&lt;b&gt;what was wrong" in answer.text


def test_a_mistake_of_ours_is_a_page_that_tells_nothing_of_the_inside(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(ledger, "reports", fails)
    answer = TestClient(site(ledger), raise_server_exceptions=False).get("/reports")
    assert answer.status_code == 500
    assert "secret" not in answer.text


def test_static_files_change_their_address_with_their_content(page: TestClient) -> None:
    found = re.search(r'href="(/static/headwater\.css\?v=\w{8})"', page.get("/keys").text)
    assert found
    answer = page.get(found[1])
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert "cache-control" not in page.get("/static/headwater.css").headers


def test_pages_are_listed_once_each() -> None:
    known = [(route.path, method) for module in PAGES for route in module.routes for method in route.methods]  # type: ignore[attr-defined]
    assert len(known) == len(set(known))


def test_reports_are_listed_the_latest_first_and_of_one_publisher(page: TestClient) -> None:
    body = page.get("/reports").text
    assert body.index("Quellan votes") < body.index("Minister denies") < body.index("Orrin Bridge was closed twice before")
    of_one = page.get("/reports", params={"publisher": "lantern"}).text
    assert "1 report of lantern" in of_one
    assert "Quellan votes" not in of_one


def test_the_guide_tells_of_every_key_that_the_page_tells_of(page: TestClient) -> None:
    guide = Path(__file__).resolve().parents[2].joinpath("docs/how-to/use-the-page.md").read_text(encoding="utf-8")
    rows = re.findall(r"<kbd>(.*?)</kbd></th><td>(.*?)</td>", page.get("/keys").text)
    assert rows
    assert re.findall(r"^\| `(.*?)` \| (.*?) \|$", guide, re.MULTILINE) == rows


def test_every_page_and_file_answers_401_to_who_was_not_let_in(ledger: Ledger) -> None:
    application = site(ledger, jobs=Jobs(ledger, SaidReader))
    guarded = TestClient(Guard(application, hosts=["here"], token="t"), base_url="http://here")
    for module in PAGES:
        for route in module.routes:
            for method in route.methods:  # type: ignore[attr-defined]
                address = re.sub(r"\{\w+\}", "x", route.path)  # type: ignore[attr-defined]
                assert guarded.request(method, address).status_code == 401, address
    assert guarded.get(static("headwater.css")).status_code == 401


def test_a_form_that_is_none_is_refused_as_a_page(page: TestClient) -> None:
    answer = page.post("/add", content=b"--x", headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code in (400, 422)
    assert "<h1>" in answer.text
    assert page.request("PUT", "/add").status_code == 405
