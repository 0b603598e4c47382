import io
from pathlib import Path

import pytest

from benchmarks.pages import score
from headwater.ingest import pages
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
    assert pages.article("") is None


@pytest.mark.shared
def test_extraction_from_saved_pages_keeps_its_level(shared_dir: Path) -> None:
    measured = score(shared_dir / "data" / "pages")
    assert measured["f1"] > 0.955
    assert measured["precision"] > 0.95
