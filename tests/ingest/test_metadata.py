"""What a page says about itself: what is chosen, what is kept, what is called a contradiction."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.pages import OWN, fields_of, held
from headwater.ingest.given import Given
from headwater.ingest.linked import article_node, names_of, nodes
from headwater.ingest.pages import read_page
from headwater.ingest.published import when_written
from headwater.model import Publisher, Report, When
from tests.ingest.made import LEAD, SECOND


def page(head: str = "", top: str = "", foot: str = "") -> str:
    return f"<html><head>{head}</head><body>{top}<article><p>{LEAD}</p><p>{SECOND}</p></article>{foot}</body></html>"


def report(markup: str, url: str | None = None) -> Report:
    (found,) = read_page(io.BytesIO(markup.encode()), Given(ref="page", url=url))
    assert isinstance(found, Report), found
    return found


def linked(**node: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


@pytest.mark.parametrize("path", sorted(OWN.glob("*.html")), ids=lambda path: path.stem)
def test_an_invented_page_gives_what_was_written_down_before(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = fields_of(path)
    assert [name for name, good in held(found, wanted) if not good] == wanted.get("missed", [])
    assert found["conflicts"] == wanted.get("conflicts", [])


def test_everything_said_is_kept_with_its_place() -> None:
    head = linked(datePublished="2025-05-16T09:05:00+02:00") + '<meta property="article:published_time" content="2025-05-16T07:05:00Z">'
    found = report(page(head))
    assert found.extra["page"]["published_at"] == [
        {"value": "2025-05-16T09:05:00+02:00", "from": "json-ld datePublished"},
        {"value": "2025-05-16T07:05:00Z", "from": "meta article:published_time"},
    ]
    assert "conflicts" not in found.extra


def test_two_times_that_are_not_one_instant_are_a_contradiction() -> None:
    head = linked(datePublished="2025-05-16T09:05:00+02:00") + '<meta property="article:published_time" content="2025-05-17T07:05:00Z">'
    found = report(page(head))
    assert found.extra["conflicts"] == ["published_at"]
    assert found.published_at == When(value="2025-05-16T09:05:00+02:00", precision="second", origin="json-ld datePublished")


def test_a_time_of_day_completes_the_date_it_agrees_with() -> None:
    head = linked(datePublished="2025-05-16") + '<meta name="parsely-pub-date" content="2025-05-16T07:05:00Z">'
    assert report(page(head)).published_at == When(value="2025-05-16T07:05:00Z", precision="second", origin="meta parsely-pub-date")


@pytest.mark.parametrize(
    ("top", "byline"),
    [
        ("<p>By Inés Cobo and Hal Dunmore</p>", "Inés Cobo and Hal Dunmore"),
        ('<div class="byline">By Inés Cobo | 16 May 2025</div>', "Inés Cobo"),
        ('<a rel="author" href="/x">Inés Cobo</a>', "Inés Cobo"),
        ('<span class="author-name">Inés Cobo</span>', "Inés Cobo"),
        ('<span itemprop="author"><span itemprop="name">Inés Cobo</span></span>', "Inés Cobo"),
        ("<p>By then the port was closed.</p>", None),
        ('<span class="author">admin</span>', None),
    ],
)
def test_the_byline_is_found_where_pages_put_it(top: str, byline: str | None) -> None:
    assert report(page(top=top)).byline == byline


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© 2025 Castellan", "Castellan"),
        ("Copyright 2025 Castellan. All rights reserved", "Castellan"),
        ("© REUTERS / POOL", None),
        ("© Getty Images 2025", None),
        ("© Castellan", None),
    ],
)
def test_the_holder_of_a_pages_rights_is_its_publisher_and_a_pictures_is_not(line: str, name: str | None) -> None:
    publisher = report(page(foot=f"<p>{line}</p>")).publisher
    assert (publisher.name if publisher else None) == name


def test_an_agency_that_linked_data_calls_the_publisher_is_the_credit() -> None:
    head = linked(publisher={"name": "Associated Press"}) + '<meta property="og:site_name" content="Castellan">'
    found = report(page(head))
    assert (found.publisher, found.credit) == (Publisher(name="Castellan"), "Associated Press")
    assert found.extra["conflicts"] == ["publisher"]


def test_an_agency_on_its_own_site_is_the_publisher() -> None:
    assert report(page(linked(publisher={"name": "Reuters"}))).publisher == Publisher(name="Reuters")


@pytest.mark.parametrize(("one", "other"), [("Castellan", "The Castellan"), ("Live Sea", "livesea.example"), ("TheHull", "The Hull")])
def test_two_spellings_of_a_publisher_are_no_contradiction(one: str, other: str) -> None:
    head = linked(publisher={"name": one}) + f'<meta property="og:site_name" content="{other}">'
    assert "conflicts" not in report(page(head)).extra


def test_an_address_is_no_byline_and_no_publisher() -> None:
    head = (
        '<meta property="article:author" content="https://social.example/ines"><meta name="publisher" content="https://social.example/c">'
    )
    assert (report(page(head)).byline, report(page(head)).publisher) == (None, None)


def test_a_canonical_address_that_is_only_the_front_page_gives_way() -> None:
    head = '<link rel="canonical" href="https://c.example/">'
    assert report(page(head), "https://c.example/world/port").url == "https://c.example/world/port"
    assert report(page('<link rel="canonical" href="/world/a">'), "https://c.example/world/port").url == "https://c.example/world/a"


def test_the_article_among_linked_data_is_that_of_the_address() -> None:
    found = nodes(
        ['[{"@type": "NewsArticle", "url": "https://c.example/b"}, {"@type": "NewsArticle", "url": "http://www.c.example/a?x=1"}]']
    )
    assert article_node(found, "https://c.example/a") == found[1]
    assert article_node(found, "") == found[0]


@pytest.mark.parametrize("script", ["{", "[" * 100_000, '{"a": ' * 5_000, "null", '"x"', "<!-- {} -->", "[1, 2]"])
def test_linked_data_that_is_none_is_passed_over(script: str) -> None:
    assert nodes([script]) in ([], [{}])


def test_an_author_that_is_only_pointed_at_is_named() -> None:
    found = nodes(['{"@graph": [{"@type": "Article", "author": [{"@id": "#a"}, "Hal &amp; Co"]}, {"@id": "#a", "name": "Inés Cobo"}]}'])
    assert names_of(article_node(found, ""), "author", found) == ["Inés Cobo", "Hal & Co"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Fri, 16 May 2025 09:05:00 +0200", "2025-05-16T09:05:00+02:00"),
        ("Fri, 16 May 2025 09:05:00 GMT", "2025-05-16T09:05:00Z"),
        ("Posted on May 16, 2025 at 9:05 p.m. EDT", "2025-05-16T21:05-04:00"),
        ("16th May 2025, 12:05 am", "2025-05-16T00:05"),
        ("16 May 2025 09:05 IST", "2025-05-16T09:05"),
        ("May 16, 2025 9:05 ET", "2025-05-16T09:05"),
        ("May 2025", "2025-05"),
        ("31 February 2025", None),
        ("05/06/2025", None),
        ("16 May", None),
        ("x" * 10_000, None),
    ],
)
def test_a_written_time_keeps_its_zone_and_gains_no_precision(written: str, value: str | None) -> None:
    found = when_written(written, "x")
    assert (found.value if found else None) == value


def test_a_page_that_only_resiliparse_can_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from headwater.ingest import pages

    monkeypatch.setattr(pages, "_trafilatura_lines", lambda *_, **__: [])
    assert report(page()).extra["extractor"] == "resiliparse"


@pytest.mark.parametrize(
    ("head", "foot", "publisher"),
    [
        ("<title>Port chief quits after blast - Castellan</title>", "", "Castellan"),
        ("<title>Port chief quits after blast | World | Castellan</title>", "", None),
        ("<title>A quay in flames - Castellan Online</title>", "© 2025 Castellan Online Pvt Ltd", "Castellan Online"),
    ],
)
def test_the_end_of_a_title_names_the_site_where_the_rest_is_the_headline(head: str, foot: str, publisher: str | None) -> None:
    markup = f"<html><head>{head}</head><body><article><h1>Port chief quits after blast</h1><p>{LEAD}</p><p>{SECOND}</p></article>"
    found = report(f"{markup}<footer><p>{foot}</p></footer></body></html>")
    assert (found.publisher.name if found.publisher else None) == publisher


def test_an_agency_that_provides_an_article_is_its_credit() -> None:
    linked = (
        '{"@type": "NewsArticle", "headline": "Port chief quits", "publisher": {"name": "Lantern Portal"},'
        ' "provider": {"name": "Tern News Agency"}}'
    )
    found = report(page(f'<script type="application/ld+json">{linked}</script>'))
    assert (found.publisher.name if found.publisher else None, found.credit) == ("Lantern Portal", "Tern News Agency")


def test_a_day_that_stands_alone_under_the_headline_is_the_report_s() -> None:
    above, below = "<div>Friday 6 June 2025</div>", "<div>Wed 14 May 2025 09.12 GMT<br>Last modified on Thu 15 May 2025 18.22 GMT</div>"
    found = report(
        f"<html><body>{above}<article><h1>Port chief quits after blast</h1>{below}<p>{LEAD}</p><p>{SECOND}</p></article></body></html>"
    )
    assert (found.published_at, found.modified_at) == (
        When(value="2025-05-14T09:12Z", precision="minute", origin="dateline text"),
        When(value="2025-05-15T18:22Z", precision="minute", origin="dateline text"),
    )


def test_two_stamps_in_one_line_are_two_times() -> None:
    stamps = "Updated: May 16, 2025 18:22 IST<br>First Published: May 16, 2025 09:12 IST"
    line = f"<div>Written By <a>Inés Cobo</a> | Edited by Hal Dunmore<br>{stamps}</div>"
    found = report(f"<html><body><article><h1>Port chief quits after blast</h1>{line}<p>{LEAD}</p><p>{SECOND}</p></article></body></html>")
    assert found.byline == "Inés Cobo"
    assert (found.published_at and found.published_at.value, found.modified_at and found.modified_at.value) == (
        "2025-05-16T09:12",
        "2025-05-16T18:22",
    )
