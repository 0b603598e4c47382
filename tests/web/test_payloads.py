"""What comes from outside stays words: no script of a report, feed, file or person runs, and no request leaves, wherever it is shown."""

import json
import re

import pytest
from playwright.sync_api import expect

from headwater.correcting import Correction, correct
from headwater.web.words import correct_url, report_url, search_url
from tests.web.serving import Served, Tab

pytestmark = pytest.mark.browser

PAYLOADS = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    '"><svg onload=window.ran=1>',
    "'><iframe src=https://elsewhere.example/></iframe>",
    '<a href="javascript:window.ran=1">click</a>',
    "<link rel=stylesheet href=https://elsewhere.example/a.css><style>@import 'https://elsewhere.example/b.css'</style>",
    "{{ 7*7 }}{% raw %}${7*7}",
    "</textarea></title></script><base href=https://elsewhere.example/>",
    "\u202etxt.exe\u2066 \u200f",
)
WHOLE = " ".join(PAYLOADS)
ROW = {
    "id": "javascript:window.ran=1",
    "title": f"Flood {WHOLE}",
    "publisher": f"Oster {PAYLOADS[0]}",
    "byline": f"By {WHOLE}",
    "credit": PAYLOADS[1],
    "url": "javascript:window.ran=1",
    "published_at": "2025-03-04",
    "text": f"Flood in Oster {WHOLE}\n\nUna said the flood {WHOLE} was high in Oster.\n",
}
LT = PAYLOADS[0].replace("<", "&lt;")
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>{LT}</title><link>https://a.example/</link>
<item><title>{LT}</title><link>https://a.example/1</link><guid>1</guid>
<description>Una said the harbour wall {LT} would hold through the long winter in Oster, and the town agreed with her.</description>
</item></channel></rss>"""
SCRIPT_LINKS = "[...document.querySelectorAll('[href]')].filter(each => /^\\s*javascript:/i.test(each.getAttribute('href'))).length"


def test_no_payload_runs_and_no_request_leaves(served: Served, tab: Tab) -> None:
    page = tab.page("/add")
    files = [
        {"name": "rows.jsonl", "mimeType": "application/json", "buffer": json.dumps(ROW).encode()},
        {"name": "<img src=x onerror=window.ran=1>.xyz", "mimeType": "text/plain", "buffer": b"\x00"},
        {"name": "\u202egnp.<svg onload=window.ran=1>.txt", "mimeType": "text/plain", "buffer": b"Quay\n\nUna said the quay was wet.\n"},
        {"name": "feed.xml", "mimeType": "application/rss+xml", "buffer": FEED.encode()},
    ]
    page.locator('input[type="file"]').set_input_files(files)  # type: ignore[arg-type]
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_have_text("Done", timeout=20_000)
    assert page.evaluate("window.ran") is None

    (found,) = served.ledger.find(ROW["id"])
    reading = served.ledger.reading(found)
    assert reading is not None
    assert reading.report is not None
    assert reading.statements
    said = reading.statements[0]
    wanted = Correction(verb="stance", report=found, statement=said.id, value={"stance": "denies"})
    made = correct(served.ledger, wanted, author=PAYLOADS[2], reason=WHOLE)
    addresses = [
        "/reports",
        f"/reports?publisher={PAYLOADS[0]}&story={PAYLOADS[1]}",
        report_url(found),
        report_url(found, said.id),
        report_url(found, PAYLOADS[1]),
        f"{report_url(found)}/export",
        f"{report_url(found)}/case",
        search_url(WHOLE),
        search_url("flood oster"),
        "/inbox",
        "/add",
        "/judgements",
        f"/judgements/{made.id}",
        correct_url(verb="stance", report=found, statement=said.id, back="javascript:window.ran=1", reason=WHOLE),
    ]
    for address in addresses:
        shown = tab.page(address)
        assert shown.evaluate("window.ran") is None, address
        assert shown.locator("iframe, base, style, main script, main link, main img").count() == 0, address
        assert shown.evaluate(SCRIPT_LINKS) == 0, address
        assert "49" not in re.sub(r"\d{3,}|[0-9a-f]{8,}", "", shown.locator("h1").first.inner_text())
        shown.context.close()


def test_a_text_that_turns_the_direction_of_writing_says_so_and_turns_nothing_beside_it(served: Served, tab: Tab) -> None:
    page = tab.page("/add")
    page.get_by_label("The report as published").fill("Notice \u202eflesym\n\nUna said the \u202enotice was plain.\n")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_have_text("Done", timeout=20_000)
    page.locator("[data-job] a[data-open]").click()
    expect(page.get_by_text("turn the direction of writing")).to_be_visible()
    for part in page.locator(".published").all():
        assert part.evaluate("e => getComputedStyle(e).unicodeBidi") in ("isolate", "plaintext")


def test_a_tab_of_another_site_cannot_correct(served: Served, tab: Tab) -> None:
    page = tab.page("/keys")
    tab.statuses_expected |= {401, 403}
    answer = page.request.post(
        served.url + "/correct", form={"verb": "stance"}, headers={"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    )
    assert answer.status in (401, 403)
