"""Every kind of source, from its bytes to its reports."""

import gzip
import io
import json
import stat
import zipfile
import zlib
from pathlib import Path

import pytest

from headwater.ingest import KINDS, STANDARD, Limits, reports
from headwater.ingest.given import Given
from headwater.ingest.member import Member, kind_of_bytes, kind_of_name, kind_of_type
from headwater.ingest.worker import members
from headwater.model import Publisher, Rejected, Report, When
from tests.ingest.made import LEAD, PAGE, SECOND, answer, dictionary, document, mail, pdf, record, rss, warc, zipped, zipped_as, zstd

HOME = "https://www.castellan.example"
FULL = f"<content:encoded><![CDATA[<p>{LEAD}</p><ul><li>{SECOND}</li></ul><blockquote>It is over.</blockquote>]]></content:encoded>"


def read(kind: str, body: bytes, name: str = "x", limits: Limits = STANDARD) -> list[Report | Rejected]:
    """What a kind of source makes of bytes, in this process."""
    found: list[Report | Rejected] = []
    for member in members(kind, io.BytesIO(body), Given(ref=name, limits=limits)):
        if isinstance(member, Rejected):
            found.append(member)
        elif isinstance(member, Member):
            reader = KINDS[member.kind].read
            assert reader
            found += reader(io.BytesIO(member.body), member.given)
    return found


def report(kind: str, body: bytes, name: str = "x") -> Report:
    (found,) = read(kind, body, name)
    assert isinstance(found, Report), found
    return found


def refusal(kind: str, body: bytes, name: str = "x", limits: Limits = STANDARD) -> Rejected:
    (found,) = read(kind, body, name, limits)
    assert isinstance(found, Rejected), found
    return found


def codes(found: list[Report | Rejected]) -> list[tuple[str, str]]:
    return [(each.ref, each.code if isinstance(each, Rejected) else "report") for each in found]


# Feeds ---------------------------------------------------------------------------------------------------------------------------------


def test_an_entry_with_its_full_text_is_a_report_with_what_the_feed_says_of_it() -> None:
    item = (
        f"<title>Port chief &lt;script&gt;x()&lt;/script&gt;quits</title><link>{HOME}/a</link><dc:creator>Inés Cobo</dc:creator>"
        f"<pubDate>Fri, 16 May 2025 09:05:00 +0200</pubDate><description>Short.</description>{FULL}"
    )
    found = report("feed", rss(item))
    assert found.text == f"Port chief quits\n\n{LEAD}\n\n• {SECOND}\n\nIt is over."
    assert [block.kind for block in found.blocks] == ["headline", "paragraph", "list_item", "quote"]
    assert (found.ref, found.url, found.byline) == (f"{HOME}/a", f"{HOME}/a", "Inés Cobo")
    assert found.publisher == Publisher(name="Castellan", domain="castellan.example")
    assert found.published_at == When(value="2025-05-16T09:05:00+02:00", precision="second", origin="feed published")


def test_an_entry_without_its_full_text_is_refused_with_its_link() -> None:
    found = refusal("feed", rss(f"<title>Port chief quits</title><link>{HOME}/a</link><description>{LEAD}</description>"))
    assert (found.ref, found.code) == (f"{HOME}/a", "link_only")
    assert f"headwater read {HOME}/a" in found.detail


def test_an_entry_that_breaks_off_is_only_a_link() -> None:
    item = f"<link>{HOME}/a</link><content:encoded>{LEAD} {SECOND} Continue reading →</content:encoded>"
    assert refusal("feed", rss(item)).code == "link_only"


def test_atom_keeps_both_times_and_the_alternate_link() -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Castellan</title><link rel="self" href="{HOME}/feed"/><entry>
    <title type="html">Port chief &amp;amp; mayor</title><link rel="replies" href="{HOME}/r"/><link rel="alternate" href="{HOME}/a"/>
    <published>2025-05-16T09:05:00Z</published><updated>2025-05-16T11:30:00Z</updated><author><name>Inés Cobo</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LEAD}</p></div></content></entry></feed>"""
    found = report("feed", feed.encode())
    assert (found.title, found.byline, found.url) == ("Port chief & mayor", "Inés Cobo", f"{HOME}/a")
    assert found.published_at == When(value="2025-05-16T09:05:00Z", precision="second", origin="feed published")
    assert found.modified_at == When(value="2025-05-16T11:30:00Z", precision="second", origin="feed updated")


def test_a_json_feed_is_a_feed() -> None:
    items = [
        {
            "id": "1",
            "url": f"{HOME}/a",
            "title": "Port chief quits",
            "content_text": f"{LEAD}\n\n{SECOND}",
            "authors": [{"name": "Inés Cobo"}],
        }
    ]
    found = report("feed", json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Castellan", "items": items}).encode())
    assert (found.byline, found.publisher) == ("Inés Cobo", Publisher(name="Castellan", domain="castellan.example"))


@pytest.mark.parametrize("body", [b"<html><p>no feed</p></html>", b'{"items": []}', b"<opml/>"])
def test_what_is_no_feed_is_named(body: bytes) -> None:
    assert refusal("feed", body).code == "markup"


def test_a_feed_without_entries_is_refused() -> None:
    assert refusal("feed", rss()).code == "no_text"


def test_a_feed_that_breaks_off_gives_the_entries_before() -> None:
    whole = rss(f"<link>{HOME}/a</link>{FULL}", f"<link>{HOME}/b</link>{FULL}")
    assert codes(read("feed", whole[: whole.index(b"/b<")]))[0] == (f"{HOME}/a", "report")


# Mail and MHTML ------------------------------------------------------------------------------------------------------------------------


def test_a_mail_is_its_plain_text() -> None:
    found = report("mail", mail(("text/plain", LEAD), ("text/html", f"<p>{LEAD}</p>"), subject="Fwd: Port chief =?utf-8?q?qu=C3=ADts?="))
    assert found.text == LEAD
    assert (found.title, found.byline, found.publisher) == ("Port chief quíts", "Inés Cobo", None)
    assert found.published_at == When(value="2025-05-16T09:05:00+02:00", precision="second", origin="mail Date")


def test_a_mail_whose_plain_part_says_little_is_its_page() -> None:
    table = f"<table><tr><td>{LEAD}</td></tr><tr><td><h2>More</h2><p>{SECOND}</p></td></tr></table>"
    found = report("mail", mail(("text/plain", "View in your browser"), ("text/html", table)))
    assert found.text == f"Port chief quits\n\n{LEAD}\n\nMore\n\n{SECOND}"


def test_the_sender_of_a_mailing_list_is_its_publisher() -> None:
    found = report("mail", mail(("text/plain", LEAD), sender="The Lantern <news@lantern.example>", more="List-Id: <news>\n"))
    assert (found.publisher, found.byline) == (Publisher(name="The Lantern", domain="lantern.example"), None)


def test_a_mailbox_is_read_mail_by_mail() -> None:
    box = (
        b"From a@x Fri May 16\n"
        + mail(("text/plain", LEAD))
        + b"\nFrom b@x Fri May 16\n"
        + mail(("text/plain", SECOND + "\n>From here on."))
    )
    assert codes(read("mailbox", box, "box.mbox")) == [("box.mbox:1", "report"), ("box.mbox:2", "report")]
    assert getattr(read("mailbox", box)[1], "text", "").rstrip().endswith("\nFrom here on.")


def test_a_page_saved_as_mhtml_keeps_its_address_and_its_time() -> None:
    saved = (
        f"From: <Saved by Blink>\nSnapshot-Content-Location: {HOME}/a\nDate: Fri, 16 May 2025 12:00:00 -0000\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related; type="text/html"; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n{PAGE}\n--b--\n'
    )
    found = report("mhtml", saved.encode())
    assert LEAD in found.text
    assert found.captured_at == When(value="2025-05-16T12:00:00Z", precision="second", origin="MHTML Date")


# Documents -----------------------------------------------------------------------------------------------------------------------------


def test_a_docx_keeps_its_headings_lists_and_quotations() -> None:
    found = report("docx", document("Heading1: Port chief quits", LEAD, f"List: {SECOND}", "Quote: It is over."))
    assert found.text == f"Port chief quits\n\n{LEAD}\n\n• {SECOND}\n\nIt is over."
    assert [block.kind for block in found.blocks] == ["headline", "paragraph", "list_item", "quote"]


@pytest.mark.parametrize(("body", "code"), [(zipped(a="b"), "archive"), (b"PK\x03\x04 broken", "archive"), (document(""), "no_text")])
def test_a_docx_that_is_none_is_refused(body: bytes, code: str) -> None:
    assert refusal("docx", body).code == code


def test_a_pdf_gives_its_text() -> None:
    found = report("pdf", pdf("The chief of the port quit on Friday, the mayor said.", "She had accepted his letter, she told reporters."))
    assert found.text == "The chief of the port quit on Friday, the mayor said. She had accepted his letter, she told reporters."


@pytest.mark.parametrize(("body", "code"), [(pdf(), "no_text"), (b"%PDF-1.7 broken", "archive")])
def test_a_pdf_without_text_is_refused(body: bytes, code: str) -> None:
    assert refusal("pdf", body).code == code


# Archives ------------------------------------------------------------------------------------------------------------------------------

RECORDS = (
    record("warcinfo", "", b"software: x\r\n", "application/warc-fields"),
    record("response", f"{HOME}/a", answer(PAGE.encode())),
    record("response", f"{HOME}/b", answer(gzip.compress(PAGE.encode()), "Content-Encoding: gzip")),
    record("response", f"{HOME}/c", answer(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE.encode()), PAGE.encode()), "Transfer-Encoding: chunked")),
    record("response", f"{HOME}/z", answer(zlib.compress(PAGE.encode()), "Content-Encoding: deflate")),
    record("response", f"{HOME}/gone", answer(b"no", status="404 Not Found")),
    record("response", f"{HOME}/x.png", answer(b"\x89PNG", media="image/png")),
    record("response", f"{HOME}/robots.txt", answer(b"User-agent: *", media="text/plain")),
    record("conversion", f"{HOME}/d", f"{LEAD}\n{SECOND}".encode(), "text/plain"),
)
READ = [(f"{HOME}/{name}", "report") for name in "abczd"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_warc_gives_the_pages_that_were_answered(packed: bool) -> None:
    found = read("warc", warc(*RECORDS, packed=packed))
    assert codes(found) == READ
    assert isinstance(found[0], Report)
    assert found[0].captured_at == When(value="2025-05-16T10:00:00Z", precision="second", origin="WARC-Date")


@pytest.mark.parametrize("words", [None, dictionary(PAGE.encode() * 5)], ids=["without a dictionary", "with one"])
def test_a_warc_packed_by_zstd_is_read(words: bytes | None, tmp_path: Path) -> None:
    (tmp_path / "crawl.warc.zst").write_bytes(zstd(*RECORDS, dictionary=words))
    assert codes(list(reports(str(tmp_path)))) == READ


@pytest.mark.parametrize("body", [zstd(*RECORDS)[:200], zstd(b"no WARC"), b"\x28\xb5\x2f\xfdbroken", b"\x5d\x2a\x4d\x18\xff\xff\xff\xff"])
def test_a_warc_badly_packed_by_zstd_is_refused(body: bytes) -> None:
    assert "archive" in [code for _, code in codes(read("warc", body))]


def test_a_wacz_is_the_warcs_in_it() -> None:
    held: list[tuple[str, bytes | str]] = [
        ("archive/data.warc.gz", warc(*RECORDS, packed=True)),
        ("indexes/index.cdx", "x"),
        ("datapackage.json", "{}"),
    ]
    assert codes(read("wacz", zipped_as(held))) == READ


def test_a_record_that_breaks_off_is_refused() -> None:
    found = refusal("warc", record("response", f"{HOME}/a", answer(PAGE.encode()), length=2 << 30))
    assert (found.ref, found.code) == (f"{HOME}/a", "archive")


@pytest.mark.parametrize("body", [b"", b"no WARC at all", b"\x1f\x8b\x08\x00broken", gzip.compress(b"no WARC")])
def test_what_is_no_warc_is_named(body: bytes) -> None:
    assert refusal("warc", body).code == "archive"


@pytest.mark.parametrize("body", [b"WARC/1.0\r\n", RECORDS[0], RECORDS[5]])
def test_a_warc_without_a_page_is_no_success(body: bytes) -> None:
    assert refusal("warc", body).code == "no_text"


def test_a_zip_is_read_in_its_order_without_what_hides() -> None:
    held: list[tuple[str, bytes | str]] = [
        ("x/b.html", PAGE),
        ("__MACOSX/._b.html", "x"),
        (".git/c.txt", "x"),
        ("a.txt", LEAD),
        ("pic.jpg", "x"),
    ]
    assert codes(read("zip", zipped_as(held), "pile.zip")) == [
        ("pile.zip!x/b.html", "report"),
        ("pile.zip!a.txt", "report"),
        ("pile.zip!pic.jpg", "unsupported"),
    ]


def test_gzip_is_what_its_name_says_inside() -> None:
    assert LEAD in report("gzip", gzip.compress(PAGE.encode()), "page.html.gz").text


def test_archives_in_archives_are_read() -> None:
    inner = zipped_as([("a.txt", LEAD)])
    assert codes(read("zip", zipped_as([("in.zip", inner)]), "o.zip")) == [("o.zip!in.zip!a.txt", "report")]


def test_a_zip_without_its_directory_is_broken() -> None:
    assert refusal("zip", zipped_as([("a.txt", LEAD)])[:-30]).code == "archive"


# Kinds ---------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.warc.gz", "warc"),
        ("a.html.gz", "gzip"),
        ("A.HTML", "html"),
        ("b.c/a", None),
        (".html", None),
        ("a.b.eml", "mail"),
        ("x.exe", None),
    ],
)
def test_the_longest_suffix_tells_the_kind(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind


def test_media_types_and_first_bytes_tell_the_kind() -> None:
    assert kind_of_type("Text/HTML; charset=utf-8") == "html"
    assert kind_of_type("image/png") is None
    assert kind_of_bytes(b'<?xml version="1.0"?>\n<rss version="2.0">') == "feed"
    assert kind_of_bytes(b"  <!-- saved --><!DOCTYPE html>") == "html"
    assert kind_of_bytes(b"The bridge") is None


def test_a_folder_of_all_kinds_is_read_through_the_guard(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.warc.gz").write_bytes(warc(*RECORDS, packed=True))
    (tmp_path / "c.zip").write_bytes(zipped_as([("d.docx", document(LEAD))]))
    (tmp_path / "e.eml").write_bytes(mail(("text/plain", LEAD)))
    found = list(reports(str(tmp_path)))
    assert [ref.removeprefix(str(tmp_path)) for ref, code in codes(found) if code == "report"] == [
        "/a.html",
        *(ref for ref, _ in READ),
        "/c.zip!d.docx",
        "/e.eml",
    ]
    assert all(isinstance(each, Report) for each in found)


def test_a_link_in_a_zip_and_a_name_that_leads_out_are_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        for name in ("../../up.txt", "/etc/root.txt", "C:\\win.txt", "a/../../b.txt"):
            archive.writestr(name, LEAD)
    assert {code for _, code in codes(read("zip", packed.getvalue()))} == {"unsafe"}


def test_notes_of_a_docx_are_read_and_its_text_boxes_once() -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    same = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>Berth 7 stays closed, the port said.</w:t></w:r></w:p></w:txbxContent>"
    boxes = f"<mc:AlternateContent {same}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = f"<w:p><w:r><w:t>{LEAD}</w:t></w:r><w:r>{boxes}</w:r></w:p>"
    held: list[tuple[str, bytes | str]] = [
        ("word/document.xml", f"<w:document {word}><w:body>{body}</w:body></w:document>"),
        ("word/footnotes.xml", f"<w:footnotes {word}><w:footnote><w:p><w:r><w:t>{SECOND}</w:t></w:r></w:p></w:footnote></w:footnotes>"),
    ]
    assert report("docx", zipped_as(held)).text == f"{LEAD}\n\nBerth 7 stays closed, the port said.\n\n{SECOND}"


def test_what_a_mail_hides_from_its_readers_is_not_read() -> None:
    hidden = '<div style="display:none;max-height:0">He said it was sabotage.</div><p hidden>And murder, he said.</p>'
    assert report("mail", mail(("text/html", f"{hidden}<p>{LEAD}</p>"))).text == f"Port chief quits\n\n{LEAD}"


def test_a_mail_that_is_passed_on_is_by_who_wrote_it() -> None:
    head = (
        "---------- Forwarded message ---------\nFrom: Port Office <office@port.example>\nDate: Thu, 15 May 2025 at 08:01\nSubject: Quits\n"
    )
    found = report("mail", mail(("text/plain", f"Have a look.\n\n{head}\n{LEAD}\n"), subject="Fwd: Quits"))
    assert (found.byline, found.published_at) == (
        "Port Office",
        When(value="2025-05-15T08:01", precision="minute", origin="forwarded mail's Date"),
    )
    assert found.extra["mail"]["forwarded"]["from"] == "Port Office <office@port.example>"
    assert [block.kind for block in found.blocks][-1] == "paragraph"


def test_a_mail_that_answers_another_is_by_its_sender() -> None:
    words = f"{LEAD}\n\n-----Original Message-----\nFrom: Port Office <office@port.example>\nSent: 15 May 2025\n\nWill he quit?\n"
    assert report("mail", mail(("text/plain", words))).byline == "Inés Cobo"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Castellan » News", "Castellan"),
        ("World – Castellan", "Castellan"),
        ("Castellan | World | RSS", "Castellan"),
        ("News from the harbour - all of it", "News from the harbour - all of it"),
        ("Castellan", "Castellan"),
    ],
)
def test_a_feed_of_a_section_is_published_by_its_site(title: str, name: str) -> None:
    item = f"<title>a</title><link>{HOME}/a</link><content:encoded>{LEAD}</content:encoded>"
    found = report("feed", rss(item).replace(b"<title>Castellan</title>", f"<title>{title}</title>".encode()))
    assert found.publisher == Publisher(name=name, domain="castellan.example")
