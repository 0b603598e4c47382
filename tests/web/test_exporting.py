"""Exports from the page: the list of formats, files to save, the case file opened; in this process and in a browser."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from headwater import answers, export
from headwater.export import formats
from headwater.ledger import Ledger
from headwater.web.pages.exports import GROUPS
from headwater.web.words import claim_url, report_url, story_url
from tests.web.serving import Served, Tab

WORDS = "the bridge was closed twice in March before it fell"


def subjects(ledger: Ledger) -> dict[str, tuple[str, str]]:
    """By kind, an address, and what the command is asked for to have the same."""
    story = answers.story_named(ledger, "orrin bridge")
    document = ledger.linked(story)
    assert document is not None
    claim = max(document.value["claims"], key=lambda each: len(each["assertions"]))["id"]
    report = ledger.reports(story=story)[0].id
    return {
        "story": (story_url(story), f"story:{story}"),
        "claim": (claim_url(claim), f"claim:{claim}"),
        "report": (report_url(report), f"report:{report}"),
    }


KINDS = ("story", "claim", "report")


def test_every_format_is_listed_once() -> None:
    listed = [name for group in GROUPS.values() for name in group]
    assert sorted(listed) == list(export.exporters())


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_leads_to_its_exports_and_each_is_what_the_command_writes(page: TestClient, ledger: Ledger, kind: str) -> None:
    at, wanted = subjects(ledger)[kind]
    assert f'href="{at}/export"' in page.get(at).text
    body = page.get(f"{at}/export").text
    for name in export.FORMATS:
        assert f'href="{at}/export/{name}"' in body
        made, found = export.write(ledger, wanted, name), page.get(f"{at}/export/{name}")
        assert (found.content, found.headers["content-type"]) == (made.content, made.media_type)
        assert found.headers["content-disposition"] == f'attachment; filename="{made.name}"'


def test_one_table_is_saved_alone(page: TestClient, ledger: Ledger) -> None:
    at, wanted = subjects(ledger)["story"]
    links = re.findall(rf'href="({at}/export/csv\?table=\w+)"', page.get(f"{at}/export").text)
    assert len(links) == len(export.table_names())
    assert page.get(links[0]).content == export.write(ledger, wanted, "csv", table=export.table_names()[0]).content


def test_words_that_were_traced_are_exported_as_they_were_traced(page: TestClient, ledger: Ledger) -> None:
    body = page.get("/trace", params={"q": WORDS}).text
    (link,) = re.findall(r'href="(/trace/export\?q=[^"]*)"', body)
    (file,) = re.findall(r'href="(/trace/export/jsonl\?q=[^"]*)"', page.get(link).text)
    assert page.get(file).content == export.write(ledger, f"claim:{WORDS}", "jsonl").content
    assert page.get("/trace/case", params={"q": WORDS}).status_code == 200


def test_the_case_file_opened_is_the_case_file_saved_but_for_its_style(page: TestClient, ledger: Ledger) -> None:
    for at, wanted in subjects(ledger).values():
        saved = export.write(ledger, wanted, "html").content.decode()
        opened = page.get(f"{at}/case").text
        assert opened.partition("<body>")[2] == saved.partition("<body>")[2]
        assert not re.search(r"\sstyle=|<style|<script|\son\w+=", opened)
        (style,) = re.findall(r'rel="stylesheet" href="([^"]*)"', opened)
        assert page.get(style).headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/stories/nothing/export", 404),
        ("/stories/nothing/case", 404),
        ("/claims/nothing/export/html", 404),
        ("/reports/nothing/export/html", 404),
        ("{story}/export/prv", 404),
        ("{story}/export/csv?table=prices", 404),
        ("{story}/export/html?table=claims", 400),
        ("/trace/export", 404),
        ("/trace/export/html?q=quux+frobnicates", 404),
    ],
)
def test_what_cannot_be_exported_is_a_page_that_says_so(page: TestClient, ledger: Ledger, path: str, status: int) -> None:
    answer = page.get(path.format(story=subjects(ledger)["story"][0]))
    assert answer.status_code == status
    assert "<h1" in answer.text
    assert "content-disposition" not in answer.headers


def test_what_is_not_installed_is_said_where_it_would_be(page: TestClient, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    at, _ = subjects(ledger)["story"]
    body = page.get(f"{at}/export").text
    assert "/export/parquet" not in body
    assert "headwater[tables]" in body


# In a browser --------------------------------------------------------------------------------------------------------------------


def saved(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile(rf"^Download {name},")).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("kind", KINDS)
def test_files_are_saved_from_the_page(served: Served, tab: Tab, tmp_path: Path, kind: str, scripts: bool) -> None:
    at, wanted = subjects(served.ledger)[kind]
    page = tab.page(at, scripts=scripts)
    page.get_by_role("link", name=re.compile("^Export")).click()
    memo = saved(page, "Memo", tmp_path)
    assert memo.suffix == ".md"
    assert memo.read_bytes() == export.write(served.ledger, wanted, "markdown").content
    with zipfile.ZipFile(saved(page, "Bundle", tmp_path)) as archive:
        assert "case.html" in archive.namelist()
        assert json.loads(archive.read("manifest.json"))["files"]
    page.get_by_text("One table alone, as .csv").click()
    with page.expect_download() as waiting:
        page.locator("details[open]").get_by_role("link", name="assertions").click()
    assert waiting.value.suggested_filename.endswith("-assertions.csv")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", KINDS)
def test_the_case_file_opens_prints_and_has_no_serious_barrier(served: Served, tab: Tab, kind: str, width: int) -> None:
    at, _ = subjects(served.ledger)[kind]
    page = tab.page(f"{at}/export", width=width)
    page.get_by_role("link", name="Open the case file").click()
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("main").evaluate("e => getComputedStyle(e).maxWidth") != "none"  # its style sheet is there
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [each["id"] for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")] == []
    if page.locator("sup a").count():
        page.locator("sup a").first.click()
        expect(page.locator(":target")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.browser
def test_a_case_file_that_was_saved_opens_from_the_disk_and_loads_nothing(served: Served, tab: Tab, tmp_path: Path) -> None:
    at, _ = subjects(served.ledger)["story"]
    path = saved(tab.page(f"{at}/export"), "Case file", tmp_path)
    page = tab.page("/keys", scripts=False).context.new_page()  # not watched: the file is not of this site
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert page.locator("main").evaluate("e => getComputedStyle(e).maxWidth") != "none"
    assert asked == [path.as_uri()]
