"""In a real browser, behind the guard: every page, its keys, correcting, adding and undoing; nothing logged, nothing asked elsewhere."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from headwater import linking
from headwater.correcting import Correction, correct
from headwater.ingest import from_text
from headwater.model import Reading, Report
from headwater.pipeline import read_item
from headwater.web.words import correct_url, report_url, search_url
from tests.ledgers import put
from tests.readers import SaidReader
from tests.web.serving import Served, Tab

pytestmark = pytest.mark.browser

NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WALK = """async (steps) => {
    const waits = [];
    for (let n = 0; n < steps; n++) {
        const before = document.querySelector(".beside").dataset.statement;
        const began = performance.now();
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
        while (document.querySelector(".beside")?.dataset.statement === before) await new Promise(requestAnimationFrame);
        waits.push(performance.now() - began);
    }
    return waits;
}"""
"""How long until what stands beside the next statement is shown."""
SCROLL = """async () => {
    const frames = [];
    let last = performance.now();
    for (let n = 0; n < 60; n++) {
        scrollBy(0, 120);
        await new Promise(requestAnimationFrame);
        frames.push(performance.now() - last);
        last = performance.now();
    }
    return frames;
}"""
"""How long each frame of a scroll takes."""


def one(served: Served, ref: str) -> Reading:
    reading = served.ledger.reading(served.ledger.find(ref)[0])
    assert reading is not None
    return reading


def addresses(served: Served) -> dict[str, str]:
    reading = one(served, "tern")
    assert reading.report is not None
    said = reading.statements[0]
    hop = said.chain[0]
    claim = served.ledger.groups("claim")[0].id
    return {
        "reports": "/reports",
        "report": report_url(reading.report.id),
        "statement": report_url(reading.report.id, said.id),
        "search": search_url("bridge closed"),
        "inbox": "/inbox",
        "add": "/add",
        "judgements": "/judgements",
        "keys": "/keys",
        "correct a hop": correct_url(verb="hop", report=reading.report.id, statement=said.id, start=hop.span.start, end=hop.span.end),
        "correct a stance": correct_url(verb="stance", report=reading.report.id, statement=said.id),
        "correct a claim": correct_url(verb="different_claim", a=claim),
    }


def fits(page: Page) -> bool:
    """Whether nothing reaches beyond the right edge."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_fits_and_has_no_serious_barrier(served: Served, tab: Tab, width: int, dark: bool) -> None:
    for name, address in addresses(served).items():
        page = tab.page(address, width=width, dark=dark)
        assert fits(page), name
        found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
        assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == [], name
        page.context.close()


def test_a_page_of_1600_and_one_of_320_pixels_fit(served: Served, tab: Tab) -> None:
    for name, address in addresses(served).items():
        for width in (1600, 320):
            page = tab.page(address, width=width)
            assert fits(page), (name, width)
            page.context.close()


def test_a_missing_page_says_so(tab: Tab) -> None:
    tab.statuses_expected.add(404)
    expect(tab.page("/nowhere").get_by_role("heading", level=1)).to_have_text("Nothing here")


def test_a_statement_is_chosen_by_a_click_and_by_keys_without_loading_the_page_again(served: Served, tab: Tab) -> None:
    reading = one(served, "tern")
    assert reading.report is not None
    page = tab.page(report_url(reading.report.id))
    page.evaluate("window.unchanged = true")
    page.locator(".content").first.click()
    expect(page.locator(".beside h2")).to_have_text(re.compile(r"Statement \d"))
    assert "statement=" in page.url
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".beside h2")).to_have_text("Statement 3")
    page.keyboard.press("k")
    expect(page.locator(".beside h2")).to_have_text("Statement 2")
    assert page.locator("[data-as~=content]").count() > 0
    page.get_by_role("link", name="Close").click()
    expect(page.locator(".beside")).to_have_count(0)
    assert page.locator("[data-as]").count() == 0
    assert page.evaluate("window.unchanged") is True
    page.go_back()
    expect(page.locator(".beside h2")).to_be_visible()


def test_without_scripts_a_statement_is_chosen_by_its_number(served: Served, tab: Tab) -> None:
    reading = one(served, "tern")
    assert reading.report is not None
    page = tab.page(report_url(reading.report.id), scripts=False)
    page.locator(f"#s-{reading.statements[1].id}").click()
    expect(page.locator(".beside h2")).to_have_text("Statement 2")
    assert page.url.endswith(f"#s-{reading.statements[1].id}")


def test_keys_walk_open_search_and_show_themselves(served: Served, tab: Tab) -> None:
    page = tab.page("/reports")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-item].at h2").inner_text() == page.locator("[data-item] h2").nth(1).inner_text()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("bridge")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".beside")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_stance_is_corrected_and_undone(served: Served, tab: Tab, scripts: bool) -> None:
    reading = one(served, "lantern")
    assert reading.report is not None
    page = tab.page(report_url(reading.report.id, reading.statements[0].id), scripts=scripts)
    page.get_by_role("link", name="Correct Stance").click()
    page.locator("select[name=value-stance]").select_option("retracts")
    page.get_by_label("Reason").fill("he took it back")
    page.get_by_role("button", name="Correct").click()
    expect(page.locator(".beside .tag.retracts")).to_be_visible()
    expect(page.locator(".machine")).to_contain_text("Stance: asserts")
    page.locator(".beside").get_by_role("link", name="Undo…").click()
    page.get_by_label("Reason").fill("he did not")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone by Ada Holm")).to_be_visible()
    page.goto(served.url + report_url(reading.report.id, reading.statements[0].id))
    expect(page.locator(".machine")).to_have_count(0)


def test_who_was_slower_sees_both(served: Served, tab: Tab) -> None:
    tab.statuses_expected.add(412)
    reading = one(served, "lantern")
    assert reading.report is not None
    page = tab.page(correct_url(verb="stance", report=reading.report.id, statement=reading.statements[1].id))
    faster = Correction(verb="stance", report=reading.report.id, statement=reading.statements[1].id, value={"stance": "declines"})
    correct(served.ledger, faster, author="Bo Lind", reason="faster")
    page.locator("select[name=value-stance]").select_option("retracts")
    page.get_by_label("Reason").fill("slower")
    page.get_by_role("button", name="Correct").click()
    expect(page.get_by_role("alert")).to_contain_text("declines to say")
    page.get_by_role("button", name="Correct").click()
    expect(page.locator(".beside .tag.retracts")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_text_is_pasted_read_and_opened(served: Served, tab: Tab, scripts: bool) -> None:
    place = "Skarn" if scripts else "Dunmore"
    page = tab.page("/add", scripts=scripts)
    page.get_by_label("The report as published").fill(f"Ferry to {place} is late\n\nOle said the ferry to {place} was late.\n")
    page.get_by_label("Publisher", exact=True).fill(f"{place} Post")
    page.get_by_label("Published", exact=True).fill("2025-03-04")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_have_text("Done", timeout=20_000)
    page.get_by_role("link", name=f"Ferry to {place} is late").click()
    expect(page.locator("article.report")).to_contain_text(f"said the ferry to {place} was late.")
    expect(page.locator("article.report")).to_contain_text(f"{place} Post")


def test_files_are_chosen_and_what_is_refused_is_told(served: Served, tab: Tab, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.xyz"
    good.write_text("Market in Oster closes\n\nUna said the market in Oster would close.\n", encoding="utf-8")
    bad.write_bytes(b"\x00\x01")
    page = tab.page("/add")
    page.locator('input[type="file"]').set_input_files([good, bad])
    expect(page.locator(".chosen-files li")).to_have_count(2)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_have_text("Done", timeout=20_000)
    expect(page.get_by_text("was refused")).to_be_visible()
    expect(page.get_by_role("link", name="Market in Oster closes")).to_be_visible()


def test_files_are_dropped_on_the_page(tab: Tab) -> None:
    page = tab.page("/add")
    page.evaluate(
        """() => {
            const carried = new DataTransfer();
            carried.items.add(new File(["x"], "dropped.txt"));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator(".chosen-files li")).to_have_text("dropped.txt (1 kB)")


def test_a_long_report_scrolls_and_selects_without_lag(served: Served, tab: Tab) -> None:
    rest = "of the long harbour would hold through the winter and the spring as well."
    sentences = [f"Person {NAMES[n % 26]}{NAMES[n // 26]} said the wall of section number {n} {rest}" for n in range(150)]
    paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, 150, 3)]
    report = from_text("A long wall\n\n" + "\n\n".join(paragraphs) + "\n", ref="long")
    assert isinstance(report, Report)
    reading = read_item(report, SaidReader())
    assert len(report.text.split()) >= 3000
    assert len(reading.statements) == 150
    put(served.ledger, [reading])
    linking.link(served.ledger)
    page = tab.page(report_url(report.id))
    page.keyboard.press("j")
    expect(page.locator(".beside h2")).to_have_text("Statement 1")
    waits = page.evaluate(WALK, 40)
    assert sorted(waits)[len(waits) // 2] < 2000, waits  # the text is lit at once, what stands beside follows: milliseconds
    frames = page.evaluate(SCROLL)
    assert sorted(frames)[int(len(frames) * 0.9)] < 400, frames
