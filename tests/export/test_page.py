"""The case file: one page that runs nothing, loads nothing, and whose every note is where it says."""

import base64
import hashlib
import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from headwater.export import page
from headwater.export.case import Case
from headwater.export.dossier import lay_out
from headwater.export.markup import element, fragment, link_target

VOID = {"br", "hr", "meta"}
CHROMIUM = Path("/usr/bin/chromium")


class Parsed(HTMLParser):
    """The elements of a page, with their nesting checked, and the text of its quotations."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.quoted: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if tag == "q":
            self.quoted.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "q" in self.open:
            self.quoted[-1] += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_it_runs_nothing_and_loads_nothing(case: Case) -> None:
    parsed = Parsed(page.write(case))
    assert parsed.open == []
    allowed = "html head meta title style body main header p h1 h2 h3 table thead tbody tr th td article section div span ul ol li a sup q"
    assert {tag for tag, _ in parsed.elements} <= {*allowed.split(), "b", "dl", "dt", "dd", "footer"}
    for _, attributes in parsed.elements:
        assert not any(name.startswith("on") or name in ("src", "style", "srcset", "background") for name in attributes)
    targets = [each["href"] or "" for each in parsed.of("a")]
    assert all(target.startswith(("#", "https://", "http://")) for target in targets)


def test_its_policy_allows_its_own_style_sheet_and_no_more(story: Case) -> None:
    content = page.write(story).decode()
    style = re.search(r"<style>(.*?)</style>", content, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(each["content"] for each in Parsed(content.encode()).of("meta") if each.get("http-equiv"))
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_every_number_leads_to_a_note_and_every_note_is_led_to(case: Case) -> None:
    parsed = Parsed(page.write(case))
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    targets = {(each["href"] or "")[1:] for each in parsed.of("a") if (each["href"] or "").startswith("#")}
    assert len(ids) == len(set(ids))
    assert targets <= set(ids)
    assert {each for each in ids if (each or "").startswith("note-")} <= targets


def test_every_note_quotes_its_report_verbatim_with_publisher_time_hash_and_place(story: Case) -> None:
    told = lay_out(story)
    content = html.unescape(re.sub(r"<[^>]+>", "", page.write(story).decode()))
    assert [note.number for note in told.notes] == list(range(1, len(told.notes) + 1))
    for note in told.notes:
        report = story.reports[note.report]
        assert report.text[note.start : note.end] == note.words
        assert f"characters {note.start}–{note.end}" in content
        assert f"SHA-256 {report.sha256}" in content
        assert note.words in content
    assert "The Courier, 1 May 2025, 08:00 UTC (R1)" in content


def test_it_says_the_interval_with_its_reason_the_chains_and_what_is_on_record_against(story: Case) -> None:
    told = lay_out(story)
    assert any("Denied" in [title for title, _ in each.against] for each in told.claims)
    assert all(each.reasons for each in told.claims if each.origins)
    hops = {link.who for each in told.claims for origin in each.origins for said in origin.said for link in said.chain}
    assert {"Ines Calloway", "Sal Marlow"} <= hops
    assert any("Ida Lund" in each and "named <b>on air</b>" in each for each in told.corrections)


def test_what_a_report_says_of_itself_stays_text(hostile: Case) -> None:
    content = page.write(hostile).decode()
    assert "<script" not in content
    assert "<img" not in content
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in content
    assert "\u202e" not in content
    assert "\\u202eofficial" in content
    assert "javascript:alert(1)" in content  # as words
    assert not any("javascript" in (each["href"] or "") for each in Parsed(content.encode()).of("a"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "https://a.example/\u202e", None]
)
def test_only_web_addresses_are_linked_to(url: str | None) -> None:
    assert link_target(url) is None


def test_an_element_escapes_its_text_and_its_attributes() -> None:
    made = element("a", "<b>", None, ["&", element("i", '"')], title='"><script>', aria_hidden="true", class_=None)
    assert made == '<a title="&quot;&gt;&lt;script&gt;" aria-hidden="true">&lt;b&gt;&amp;<i>&quot;</i></a>'
    assert fragment("a", None, [["b"]]) == "ab"


@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium at /usr/bin/chromium, and it is not there")
def test_it_opens_in_a_browser_prints_and_asks_for_nothing(everything: Case, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    made = tmp_path / "case.html"
    made.write_bytes(page.write(everything))
    asked: list[str] = []
    complaints: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for width in (1280, 390):
            opened = browser.new_page(viewport={"width": width, "height": 900})
            opened.on("request", lambda request: asked.append(request.url))
            opened.on("console", lambda message: complaints.append(message.text))
            opened.on("dialog", lambda dialog: complaints.append(dialog.message))
            opened.goto(made.as_uri())
            assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        printed = opened.pdf(prefer_css_page_size=True)
        browser.close()
    assert asked == [made.as_uri()] * 2
    assert complaints == []
    assert printed.startswith(b"%PDF")


@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium at /usr/bin/chromium, and it is not there")
@pytest.mark.parametrize("asked", ["everything", "claim", "hostile"])
def test_it_has_no_barrier_that_axe_finds(asked: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    made = tmp_path / "case.html"
    made.write_bytes(page.write(request.getfixturevalue(asked)))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            opened = browser.new_context(bypass_csp=True, color_scheme=scheme).new_page()  # the policy keeps axe out too
            opened.goto(made.as_uri())
            found = Axe().run(opened).response["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        browser.close()
