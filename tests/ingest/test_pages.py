import io
from functools import partial
from pathlib import Path

import pytest

from benchmarks.pages import body_of, score
from headwater.ingest import pages
from headwater.ingest.decode import Refusal
from headwater.ingest.given import Given
from headwater.ingest.pages import read_page
from headwater.model import Publisher, Rejected, Report, When

LEAD = (
    "The chief of the port of Puerto Albarán quit on Friday, four days after the explosion, the mayor "
    "told reporters outside the fire station."
    " She said that his letter had reached her office in the morning and that she had accepted it."
)
SECOND = (
    "The operator, Terminales Cardenal, said that it would name a successor within a week and that the port would stay closed until then."
    " The union of the dockers called the step overdue and asked for an inquiry into the log."
)
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Port chief quits after blast - Castellan</title>
<link rel="canonical" href="https://www.castellan.example/world/port-chief-quits">
<meta property="og:title" content="Port chief quits after blast">
<meta property="og:site_name" content="Castellan">
<meta property="article:published_time" content="2025-05-16T09:05:00+02:00">
<meta property="article:modified_time" content="2025-05-16T11:30Z">
<meta name="author" content="Inés Cobo">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Port chief quits after blast</h1>
<p>{LEAD}</p>
<p>What is known:</p>
<ul><li>Schools in Barrio Norte are closed until further notice, the city said.</li>
<li>Blood donors are asked to go to the Coliseo.</li></ul>
<p>He wrote in his letter:</p>
<blockquote><p>I told the shift office on Friday and I told them again on Monday that the smoke was not normal.</p></blockquote>
<p>{SECOND}</p>
<table><tr><td>Berth</td><td>7</td></tr></table>
</article>
<section id="comments"><h3>Comments</h3><p>First! What a story this is, I cannot believe it.</p></section>
<footer>© 2025 Castellan. All rights reserved.</footer></body></html>
"""


def _read(page: str | bytes, publisher: Publisher | None = None) -> Report | Rejected:
    raw = page if isinstance(page, bytes) else page.encode()
    (found,) = read_page(io.BytesIO(raw), Given(ref="page.html", publisher=publisher))
    return found


def _report(page: str | bytes, publisher: Publisher | None = None) -> Report:
    found = _read(page, publisher)
    assert isinstance(found, Report), found
    return found


def test_an_article_is_parted_from_its_page() -> None:
    report = _report(PAGE)
    assert LEAD in report.text
    assert SECOND in report.text
    for other in ("Home", "Berth", "First!", "rights reserved"):
        assert other not in report.text


def test_blocks_stand_between_blank_lines_and_items_behind_bullets() -> None:
    report = _report(PAGE)
    assert report.text.startswith(f"Port chief quits after blast\n\n{LEAD}\n\nWhat is known:\n\n• Schools in")
    kinds = [block.kind for block in report.blocks]
    assert kinds == ["headline", "paragraph", "paragraph", "list_item", "list_item", "paragraph", "quote", "paragraph"]
    assert report.text[report.blocks[3].start :].startswith("Schools")


def test_what_the_page_says_about_itself_is_taken() -> None:
    report = _report(PAGE)
    assert report.title == "Port chief quits after blast"
    assert report.byline == "Inés Cobo"
    assert report.publisher == Publisher(name="Castellan", domain="castellan.example")
    assert report.url == "https://www.castellan.example/world/port-chief-quits"
    assert report.published_at == When(value="2025-05-16T09:05:00+02:00", precision="second", origin="meta article:published_time")
    assert report.modified_at == When(value="2025-05-16T11:30Z", precision="minute", origin="meta article:modified_time")
    assert report.language == "en"
    assert report.capture is not None


def test_a_date_without_a_time_is_a_day() -> None:
    page = PAGE.replace("2025-05-16T09:05:00+02:00", "2025-05-16")
    assert _report(page).published_at == When(value="2025-05-16", precision="day", origin="meta article:published_time")


def test_a_date_in_linked_data_is_taken() -> None:
    script = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-05-16T09:05Z"}</script>'
    page = PAGE.replace('<meta property="article:published_time" content="2025-05-16T09:05:00+02:00">', script)
    assert _report(page).published_at == When(value="2025-05-16T09:05Z", precision="minute", origin="json-ld datePublished")


def test_a_page_without_a_date_has_none() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2025-05-16T09:05:00+02:00">', "")
    page = page.replace('<meta property="article:modified_time" content="2025-05-16T11:30Z">', "").replace("© 2025", "©")
    assert _report(page).published_at is None


def test_a_headline_that_is_not_in_the_article_leads_the_text() -> None:
    report = _report(PAGE.replace("<h1>Port chief quits after blast</h1>", ""))
    assert report.text.startswith(f"Port chief quits after blast\n\n{LEAD}")
    assert report.blocks[0].kind == "headline"


def test_the_site_at_the_end_of_a_title_is_left_off() -> None:
    page = PAGE.replace('<meta property="og:title" content="Port chief quits after blast">', "").replace(
        "<h1>Port chief quits after blast</h1>", ""
    )
    assert _report(page).title == "Port chief quits after blast"


def test_the_publisher_that_is_said_stands_for_the_site() -> None:
    assert _report(PAGE, Publisher(name="Castellan News Agency")).publisher == Publisher(
        name="Castellan News Agency", domain="castellan.example"
    )


def test_a_page_is_read_in_the_charset_it_declares() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').encode("windows-1252")
    assert "Albarán" in _report(page).text


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<html></html>", "<p></p>", "<!-- nothing -->", "<html><body><nav>Home</nav></body></html>"]
)
def test_a_page_without_an_article_is_refused(page: str) -> None:
    found = _read(page)
    assert isinstance(found, Rejected)
    assert found.code == "no_text"
    assert "save the article's own page" in found.detail


def test_a_page_in_another_language_is_refused_by_name() -> None:
    german = (
        "Der Bürgermeister von Oberlindach sagte am Dienstag, die Brücke werde frühestens im Herbst wieder für den Verkehr geöffnet. " * 4
    )
    found = _read(f"<html><body><article><h1>Brücke bleibt zu</h1><p>{german}</p><p>{german}</p></article></body></html>")
    assert isinstance(found, Rejected)
    assert (found.code, "German (de)" in found.detail) == ("language", True)


def test_a_parser_that_does_not_come_through_is_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    found = pages.article("")
    assert isinstance(found, Refusal)
    assert found.code == "no_text"


@pytest.mark.shared
def test_extraction_from_saved_pages_keeps_its_level(shared_dir: Path) -> None:
    measured = score(shared_dir / "data" / "pages")
    assert measured["f1"] > 0.955
    assert measured["precision"] > 0.95


def _fast(page: str) -> Report | Rejected:
    (found,) = read_page(io.BytesIO(page.encode()), Given(ref="page.html", html="fast"))
    return found


def test_the_fast_way_gives_the_same_article_and_what_the_page_says() -> None:
    full, fast = _report(PAGE), _fast(PAGE)
    assert isinstance(fast, Report)
    assert fast.extra == {**full.extra, "extractor": "resiliparse"}
    for name in ("title", "byline", "publisher", "published_at", "modified_at", "url", "language", "capture"):
        assert getattr(fast, name) == getattr(full, name)
    assert fast.text.startswith(f"Port chief quits after blast\n\n{LEAD}\n\nWhat is known:")
    assert SECOND in fast.text
    assert [block.kind for block in fast.blocks[:2]] == ["headline", "paragraph"]


def test_where_the_fast_way_finds_nothing_the_exact_one_is_gone() -> None:
    page = f"<html><body><p>{LEAD}</p><p>{SECOND}</p></body></html>".replace("<p>", '<p class="share-text">')
    fast = _fast(page)
    assert isinstance(fast, Report)
    assert "extractor" not in fast.extra
    assert LEAD in fast.text


def test_the_fast_way_keeps_a_headline_that_nothing_else_says() -> None:
    fast = _fast(f"<html><body><article><h1>Port chief quits after blast</h1><p>{LEAD}</p><p>{SECOND}</p></article></body></html>")
    assert isinstance(fast, Report)
    assert fast.text.startswith("Port chief quits after blast\n\n")


@pytest.mark.shared
def test_the_fast_way_through_saved_pages_keeps_its_level(shared_dir: Path) -> None:
    assert score(shared_dir / "data" / "pages", partial(body_of, fast=True))["f1"] > 0.94


def _page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def _code(page: str) -> str:
    found = _read(page)
    assert isinstance(found, Rejected), found
    return found.code


def test_a_page_that_stands_in_for_a_report_is_refused_by_what_it_calls_itself() -> None:
    found = _read(_page(f"<main><h1>Page not found</h1><p>{SECOND}</p></main>", "<title>Page not found - Castellan</title>"))
    assert isinstance(found, Rejected)
    assert (found.code, "“Page not found" in found.detail) == ("no_text", True)


def test_a_list_of_headlines_is_no_report() -> None:
    items = "".join(
        f"<article><h3><a href=/{n}>Port chief quits after blast, mayor says</a></h3><p>Castellan</p></article>" for n in range(12)
    )
    assert _code(_page(f"<main><h1>Top news</h1>{items}</main>")) == "no_text"


def test_a_page_of_nothing_but_furniture_is_no_report() -> None:
    ask = "We and our 812 partners use cookies to personalise content, and to measure how our content is used by you. " * 2
    offer = "Sign up for our newsletter and get the briefing of the morning in your inbox every day before breakfast."
    assert _code(_page(f"<main><h1>Castellan, your paper</h1><p>{ask}</p><p>{offer}</p></main>")) == "no_text"


LINKED = f"""<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Port chief quits after blast",
"articleBody": "{LEAD}\\n\\n{SECOND}"}}</script>"""


def test_a_page_filled_in_by_a_program_is_read_from_its_linked_data() -> None:
    report = _report(_page('<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>', LINKED))
    assert report.text == f"Port chief quits after blast\n\n{LEAD}\n\n{SECOND}"
    assert report.extra["extractor"] == "json-ld articleBody"


def test_linked_data_do_not_stand_instead_of_a_text_that_the_page_shows() -> None:
    report = _report(_page(f"<article><h1>Port chief quits after blast</h1><p>{LEAD}</p><p>{SECOND}</p></article>", LINKED))
    assert "extractor" not in report.extra


def test_that_an_article_is_not_free_is_kept() -> None:
    linked = LINKED.replace('"headline"', '"isAccessibleForFree": "False", "headline"')
    report = _report(_page(f"<article><p>{LEAD}</p><p>{SECOND}</p></article>", linked))
    assert report.extra["page"]["access"] == [{"value": "not free", "from": "json-ld isAccessibleForFree"}]


def test_all_posts_of_a_live_page_are_read_though_nothing_marks_it_but_its_title() -> None:
    posts = "".join(
        f'<article><time datetime="2025-05-16T1{n}:00Z">1{n}.00</time><h2>Post {n}</h2><p>{words}</p></article>'
        for n, words in enumerate((LEAD, SECOND, LEAD.replace("Friday", "Monday")))
    )
    report = _report(_page(f"<main><h1>Port blast – live</h1>{posts}</main>", '<meta property="og:title" content="Port blast – live">'))
    assert all(words in report.text for words in (LEAD, SECOND, "on Monday", "Post 2"))
    kinds = {report.text[block.start : block.end]: block.kind for block in report.blocks}
    assert kinds["12.00"] == "furniture"
    assert report.published_at is None  # a post's time is not the page's


def test_a_channel_is_published_by_who_holds_it() -> None:
    posts = "".join(
        f'<div class="message"><a class="author">Harbour Watch</a><p>{words}</p><time datetime="2025-05-16T1{n}:00Z">1{n}:00</time></div>'
        for n, words in enumerate((LEAD, SECOND, LEAD.replace("Friday", "Monday")))
    )
    head = '<meta property="og:site_name" content="Telegram"><meta property="og:title" content="Harbour Watch">'
    report = _report(_page(f"<main>{posts}</main>", head))
    assert report.publisher == Publisher(name="Harbour Watch")
    assert report.extra["page"]["publisher"][0]["value"] == "Telegram"


def test_the_words_after_a_post_that_is_shown_stand_on_a_line_of_their_own() -> None:
    post = f"<blockquote><p>{SECOND}</p>Ada Reyes (@reyes) May 16, 2025</blockquote>"
    report = _report(_page(f"<article><h1>Port chief quits after blast</h1><p>{LEAD}</p>{post}<p>{SECOND}</p></article>"))
    assert f"{SECOND}\n\nAda Reyes (@reyes) May 16, 2025" in report.text


def test_a_title_that_its_site_shortens_is_the_headline_above_the_text() -> None:
    body = f"<div>Castellan</div><div class='story'><div>Port chief quits on Friday after the blast</div>{LEAD}<br><br>{SECOND}</div>"
    report = _report(_page(body, "<title>Port chief quits on Friday | Castellan</title>"))
    assert report.title in ("Port chief quits on Friday after the blast", "Port chief quits on Friday")


@pytest.mark.parametrize("html", ["full", "fast"])
@pytest.mark.parametrize("mark", ["hidden", 'style="display: none"', 'style="font-size:0;color:#fff"', 'style="visibility:hidden"'])
def test_what_a_page_hides_from_its_readers_is_not_read(mark: str, html: str) -> None:
    lie = f"<div {mark}><p>The mayor said on Sunday that the letter was forged, according to three of her officials.</p></div>"
    page = _page(f"<article><h1>Port chief quits after blast</h1><p>{LEAD}</p>{lie}<p>{SECOND}</p></article>")
    (found,) = read_page(io.BytesIO(page.encode()), Given(ref="page.html", html=html))
    assert isinstance(found, Report)
    assert "forged" not in found.text
    assert SECOND in found.text


def test_an_article_that_a_program_will_show_is_read() -> None:
    report = _report(_page(f'<div style="display:none"><article><h1>Port chief quits</h1><p>{LEAD}</p><p>{SECOND}</p></article></div>'))
    assert LEAD in report.text
