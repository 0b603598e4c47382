"""Originals: whatever a report was made of is kept where that is asked, and every sentence is found in it again."""

import base64
import gzip
import hashlib
import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.errors import InputError
from headwater.ingest import Captures, from_bytes, from_text, reports
from headwater.ingest.given import Given
from headwater.ingest.originals import original, original_text, place_in
from headwater.model import Report, Span
from tests.ingest.made import LEAD, PAGE, SECOND, answer, document, mail, pdf, record, rss, warc, zipped, zipped_as

TEXT = f"Port chief quits\n\n{LEAD}\n\n{SECOND}\n"
LATIN = PAGE.replace('"utf-8"', '"windows-1252"').encode("windows-1252")
ITEM = (
    f"<title>Port {{}} quits</title><link>https://castellan.example/{{}}</link><content:encoded>&lt;p&gt;{LEAD}&lt;/p&gt;</content:encoded>"
)
FEED = rss(ITEM.format("chief", 1), ITEM.format("clerk", 2))
SAVED = (
    b"Snapshot-Content-Location: https://castellan.example/a\r\nDate: Fri, 16 May 2025 12:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + base64.encodebytes(LATIN)
    + b"\r\n--b--\r\n"
)
CRAWL = warc(
    record("response", "https://castellan.example/a", answer(PAGE.encode())),
    record(
        "response",
        "https://castellan.example/b",
        answer(LATIN.replace(b'<meta charset="windows-1252">', b""), media="text/html; charset=windows-1252"),
    ),
)
SOURCES = {
    "story.txt": TEXT.encode(),
    "utf16.txt": TEXT.encode("utf-16"),
    "page.html": LATIN,
    "feed.rss": FEED,
    "saved.mhtml": SAVED,
    "one.eml": mail(("text/plain", f"{LEAD}\n\n{SECOND}")),
    "html.eml": mail(("text/html", f"<p>{LEAD}</p><p>{SECOND}</p>")),
    "box.mbox": b"From a@b.example Fri May 16 09:05:00 2025\n" + mail(("text/plain", LEAD)) + b"\n",
    "release.docx": document("Heading1: Port chief quits", LEAD, f"List: {SECOND}"),
    "scan.pdf": pdf("Port chief quits", *re.split(r"(?<=[.,]) ", LEAD.replace("á", "a"))),
    "crawl.warc": CRAWL,
    "pile.zip": zipped_as([("in/page.html", LATIN), ("story.txt", TEXT), ("inner.zip", zipped(**{"a.eml": mail(("text/plain", LEAD))}))]),
    "story.txt.gz": gzip.compress(TEXT.encode()),
}  # fmt: skip


def sentences(report: Report) -> list[Span]:
    return [Span(start=found.start(), end=found.end()) for found in re.finditer(r"[^\s•][^.•\n]{20,}\.?", report.text)]


@pytest.fixture
def captures(tmp_path: Path) -> Captures:
    return Captures(tmp_path / "captures", everything=True)


@pytest.mark.parametrize("name", SOURCES)
def test_every_sentence_is_found_in_the_original(name: str, tmp_path: Path, captures: Captures) -> None:
    (tmp_path / name).write_bytes(SOURCES[name])
    found = list(reports(str(tmp_path / name), captures=captures))
    assert found
    for report in found:
        assert isinstance(report, Report), report
        assert captures.holds(report.capture or "")
        there = original(report, captures)
        assert there.capture.kept_at
        for span in sentences(report):
            at = place_in(there.text, report, span)
            assert at, report.text[span.start : span.end]
            words = (there.text[at.start : at.end], report.text[span.start : span.end])
            assert words[0].split() == words[1].split()


@pytest.mark.parametrize("name", SOURCES)
def test_what_is_sent_is_kept_as_what_lies_in_a_file(name: str, captures: Captures) -> None:
    found = list(from_bytes(SOURCES[name], name, captures=captures))
    assert {each.capture for each in found if isinstance(each, Report)} == set(captures.names())


def test_standard_input_is_kept(captures: Captures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(TEXT.encode()))))
    assert len(list(reports("-", captures=captures))) == 1
    assert list(captures.names()) == [hashlib.sha256(TEXT.encode()).hexdigest()]


def test_only_what_is_fetched_is_kept_where_nobody_asks_for_all(tmp_path: Path) -> None:
    fetched = Captures(tmp_path / "captures")
    (tmp_path / "story.txt").write_bytes(TEXT.encode())
    assert len(list(reports(str(tmp_path / "story.txt"), captures=fetched))) == 1
    assert list(fetched.names()) == []


def test_a_feed_is_kept_once_for_all_its_entries(captures: Captures) -> None:
    one, other = from_bytes(FEED, "feed.rss", captures=captures)
    assert isinstance(one, Report)
    assert isinstance(other, Report)
    assert one.capture == other.capture == hashlib.sha256(FEED).hexdigest()
    assert captures.bytes_of(one.capture or "") == FEED


def test_what_is_not_wanted_is_not_kept(tmp_path: Path) -> None:
    picky = Captures(tmp_path / "captures", everything=True, wanted=lambda report: "clerk" in (report.title or ""))
    list(from_bytes(SOURCES["pile.zip"], "pile.zip", captures=picky))
    assert list(picky.names()) == []
    list(from_bytes(FEED, "feed.rss", captures=picky))  # one of its two reports is
    assert list(picky.names()) == [hashlib.sha256(FEED).hexdigest()]


def test_what_the_transport_said_of_the_charset_is_remembered(captures: Captures) -> None:
    _, page = from_bytes(CRAWL, "crawl.warc", captures=captures)
    assert isinstance(page, Report)
    assert captures.known(page.capture or "").charset == "windows-1252"
    assert "Puerto Albarán" in original(page, captures).text


def test_a_page_that_shows_nothing_is_looked_through_in_its_linked_data(captures: Captures) -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": "Port chief quits", "articleBody": f"{LEAD}\n\n{SECOND}"})
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body><div id="app"></div></body></html>'
    (found,) = from_bytes(page.encode(), "page.html", captures=captures)
    assert isinstance(found, Report), found
    there = original(found, captures)
    assert all(
        place_in(there.text, found, span) for span in sentences(found) if "Port chief quits" not in found.text[span.start : span.end]
    )


def test_captures_without_anything_written_beside_them_are_read(tmp_path: Path) -> None:
    kept = Captures(tmp_path / "captures")
    (page,) = from_bytes(LATIN, "page.html")
    assert isinstance(page, Report)
    kept.keep(LATIN)
    assert original(page, kept).capture.kind == "html"
    assert all(place_in(original(page, kept).text, page, span) for span in sentences(page))


def test_a_capture_that_cannot_be_kept_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match="captures cannot be kept"):
        list(from_bytes(TEXT.encode(), "story.txt", captures=Captures(tmp_path / "file", everything=True)))


def test_an_original_that_its_parser_refuses_now_is_told(captures: Captures) -> None:
    found = from_text(TEXT)
    assert isinstance(found, Report)
    made = replace(found, capture=captures.keep(b"%PDF-1.4 broken", kind="pdf"))
    with pytest.raises(InputError, match="cannot be shown: "):
        original(made, captures)


def test_a_span_is_an_orphan_in_another_text() -> None:
    found = from_text(TEXT)
    assert isinstance(found, Report)
    elsewhere = original_text(
        "html", b"<p>Elsewhere the mayor told reporters that she had accepted it, which was another letter.</p>", Given(ref="x")
    )
    assert isinstance(elsewhere, str)
    start = found.text.index("the mayor told reporters")
    assert place_in(elsewhere, found, Span(start=start, end=start + 24)) is None


@given(st.binary(max_size=300), st.sampled_from(["plain", "html", "mhtml"]))
def test_any_bytes_give_a_text_or_a_reason(raw: bytes, kind: str) -> None:
    original_text(kind, raw, Given(ref="x"))
