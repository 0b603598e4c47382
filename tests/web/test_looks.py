"""The pages of what linking found, in a real browser: nothing cut, nothing wider than the screen, no barrier, keys, print, no scripts.

The tab fails a test at its end where it met an error, a violation of the policy, or a request to another host.
"""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from headwater import answers
from headwater.web.found import TOOLS
from headwater.web.matrix import matrix_of
from headwater.web.rendering import environment
from headwater.web.words import actor_url, claim_url, story_url, timeline_url
from tests.web.serving import Served, Tab
from tests.web_notation import story_of, traced

pytestmark = pytest.mark.browser

CLOSED = "/trace?q=the+bridge+was+closed+twice+in+March+before+it+fell"


@pytest.fixture
def addresses(served: Served) -> dict[str, str]:
    """By name, an address of each page."""
    story = answers.story_named(served.ledger, "orrin bridge")
    document = served.ledger.linked(story)
    assert document is not None
    claim = max(document.value["claims"], key=lambda claim: (len(claim["evidence"]), len(claim["assertions"])))
    actor = next(each["id"] for each in document.value["identities"] if each["name"] == "Ann Vale")
    return {
        "stories": "/",
        "story": story_url(story),
        "claim": claim_url(claim["id"]),
        "trace": CLOSED,
        "ask": "/trace",
        "timeline": timeline_url(story),
        "times": "/timeline",
        "actor": actor_url(actor),
        "actors": "/actors?name=official",
        "upstream": "/upstream",
        "changes": "/changes",
        "exports": f"{story_url(story)}/export",
    }


def unfold(page: Page) -> None:
    """Open all that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


def serious(page: Page) -> list[Any]:
    found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_fits_and_has_no_serious_barrier(tab: Tab, addresses: dict[str, str], width: int, dark: bool) -> None:
    for name, address in addresses.items():
        page = tab.page(address, width=width, dark=dark)
        unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert serious(page) == [], name
        page.context.close()


@pytest.mark.parametrize("name", ["story", "claim", "trace"])
def test_no_words_of_a_picture_reach_beyond_their_node(tab: Tab, addresses: dict[str, str], name: str) -> None:
    page = tab.page(addresses[name])
    beyond = page.evaluate(
        """[...document.querySelectorAll('.graph .node')].flatMap(node => {
            const room = node.querySelector('.outline').getBBox();
            return [...node.querySelectorAll('text')].filter(text => {
                const box = text.getBBox();
                return box.x < room.x + 4 || box.x + box.width > room.x + room.width - 4 || box.y + box.height > room.y + room.height + 2;
            }).map(text => text.textContent);
        })"""
    )
    assert beyond == []
    assert page.locator(".graph .node").count() > 0


def test_nodes_of_a_picture_are_reached_and_followed_by_keyboard(tab: Tab) -> None:
    page = tab.page(CLOSED)
    page.locator(".picture-scroll").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**")


def test_claims_are_walked_and_opened_by_keys(tab: Tab, addresses: dict[str, str]) -> None:
    page = tab.page(addresses["story"])
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".matrix tr.at")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/**")


def test_everything_is_there_without_scripts(tab: Tab, addresses: dict[str, str]) -> None:
    page = tab.page(addresses["story"], scripts=False)
    page.locator("summary").first.click()
    expect(page.locator("details[open]").first).to_be_visible()
    page.locator(".matrix a[data-open]").first.click()
    expect(page.locator("h2#upstream")).to_be_visible()
    expect(page.locator("svg.graph")).to_be_visible()


def test_on_paper_the_frame_goes_and_what_is_folded_is_shown(tab: Tab, addresses: dict[str, str]) -> None:
    page = tab.page(addresses["claim"])
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator(".in-words ul").first).to_be_visible()


def test_a_narrow_screen_has_cards_for_rows(tab: Tab, addresses: dict[str, str]) -> None:
    page = tab.page(addresses["story"], width=390)
    row = page.locator(".matrix tbody tr:has(.left-out)").first
    assert row.evaluate("row => getComputedStyle(row).display") == "block"
    expect(row.locator("td:not(.omits) .of").first).to_be_visible()
    expect(row.locator(".left-out")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_forty_claims_of_fifteen_reports_stay_readable(tab: Tab, width: int) -> None:
    names = [
        f"the {word} post" for word in "amber birch cedar delta ember frost grove heath inlet jetty knoll ledge marsh north orchard".split()
    ]
    made = [
        traced(*(f"{name}: {'Ann Vale denies' if n % 7 == 3 else 'a county official'}" for name in names if (len(name) + n) % 3))
        for n in range(40)
    ]
    reports = traced(*(f"{name}: Ann Vale" for name in names))[1]
    matrix = matrix_of(story_of(*(claim | {"id": f"c{n}"} for n, (claim, _) in enumerate(made)), reports=reports))
    rows = environment().get_template("claims.html").make_module(dict(TOOLS)).table(matrix, matrix.rows(), "Claims")  # type: ignore[attr-defined]
    page = tab.page("/trace", width=width)
    page.evaluate("rows => { document.querySelector('main').innerHTML = rows; }", str(rows))
    assert len(matrix.columns) == 15
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if width == 1280:  # the headings stay where they are while claims and reports are scrolled
        page.locator(".matrix-scroll").evaluate("region => region.scrollTo(600, 900)")
        region, corner = (page.locator(each).bounding_box() for each in (".matrix-scroll", ".matrix thead th.claim"))
        assert region is not None
        assert corner is not None
        assert abs(corner["x"] - region["x"]) <= 2
        assert abs(corner["y"] - region["y"]) <= 2
    else:
        assert page.locator(".matrix tbody tr").first.evaluate("row => getComputedStyle(row).display") == "block"


def test_two_claims_are_joined_from_the_page_of_one(tab: Tab, addresses: dict[str, str]) -> None:
    page = tab.page(addresses["claim"])
    page.get_by_role("link", name="Join with another claim").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("These say the same")
    page.get_by_role("link", name="Leave it").click()
    page.wait_for_url(f"**{addresses['claim']}")
