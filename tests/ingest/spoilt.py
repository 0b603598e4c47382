"""Sources that are nearly right: sound ones of every kind, cut, doubled, overwritten and mixed, as damage and malice leave them."""

import gzip
import io
from collections.abc import Iterator

from hypothesis import strategies as st

from headwater.ingest import KINDS, Limits
from headwater.ingest.given import Given
from headwater.ingest.member import Member
from headwater.ingest.worker import members
from headwater.model import Rejected, Report
from tests.ingest.made import LEAD, PAGE, SECOND, answer, dictionary, document, mail, pdf, record, rss, warc, zipped_as, zstd

LIMITS = Limits(seconds=5, input_mb=1, archive_mb=8, tags=5_000, members=50)
_ENTRY = f"<title>Port chief</title><link>https://c.example/a</link><description><![CDATA[<p>{LEAD}</p><p>{SECOND}</p>]]></description>"
_ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title><link href="x"/>'
    f'<content type="html">{LEAD} {SECOND}</content></entry></feed>'
)
_JSON = f'{{"version": "https://jsonfeed.org/version/1", "items": [{{"id": 1, "content_html": "<p>{LEAD}</p>", "authors": [null]}}]}}'
_RECORDS = (
    record("response", "https://c.example/a", answer(PAGE.encode())),
    record("response", "https://c.example/b", answer(gzip.compress(PAGE.encode()), "Content-Encoding: gzip", "Transfer-Encoding: chunked")),
)
_MHTML = (
    "MIME-Version: 1.0\nSnapshot-Content-Location: https://c.example/a\nContent-Type: multipart/related; boundary=b\n\n"
    f"--b\nContent-Type: text/html; charset=utf-8\n\n{PAGE}\n--b--\n"
)
_LINKED = (
    '<script type="application/ld+json">{"@type": ["NewsArticle", 1], "author": [{"@id": 1}, null, {"name": ["a"]}], "publisher": 5}'
    "</script>"
)

SOUND: dict[str, tuple[bytes, ...]] = {
    "plain": (LEAD.encode(), f"“{LEAD}”".encode("windows-1252"), LEAD.encode("utf-16")),
    "rows": (f'{{"id": "a", "text": "{LEAD}"}}\n{{"text": 5}}'.encode(),),
    "html": (PAGE.encode(), PAGE.replace("<body>", f"{_LINKED}<body><time>x</time>").encode(), b"<p>" + LEAD.encode()),
    "feed": (rss(_ENTRY), _ATOM.encode(), _JSON.encode()),
    "mail": (mail(("text/plain", LEAD), ("text/html", f"<p>{SECOND}</p>")),),
    "mhtml": (_MHTML.encode(),),
    "mailbox": (b"From a@x\n" + mail(("text/plain", LEAD)) * 2,),
    "docx": (document("Heading1: a", LEAD),),
    "pdf": (pdf(LEAD[:60], SECOND[:60]),),
    "warc": (warc(*_RECORDS), warc(*_RECORDS, packed=True), zstd(*_RECORDS, dictionary=dictionary(PAGE.encode() * 5))),
    "wacz": (zipped_as([("archive/a.warc.gz", warc(*_RECORDS, packed=True))]),),
    "zip": (zipped_as([("a.html", PAGE), ("b.txt", LEAD), ("c.docx", document(LEAD))]),),
    "gzip": (gzip.compress(PAGE.encode()),),
}
_PIECES = (
    *(b"\0", b"\xff\xfe", b"<", b">", b"&#0;", b"&#xD800;", b"&#57343;", b"]]>", b"--b", b"\r\n\r\n", b"PK\x01\x02", b'"', b"\\ud800"),
    *(b"<script>", b"%%EOF", b"9999999999", b"-1", b"<p>" * 50, b"=?utf-8?b?////?=", b"charset=utf-7", b"Content-Length: 5"),
    *(b"\xed\xa0\x80", b"https://[", b"href=//[", "\u202e".encode()),
)
_INSERTS = st.sampled_from(_PIECES) | st.binary(max_size=8)


@st.composite
def spoilt(draw: st.DrawFn, kind: str) -> bytes:
    """A source of a kind with up to four pieces cut out, put in, or written over."""
    raw = draw(st.sampled_from(SOUND[kind]))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(raw)))
        until = min(at + draw(st.sampled_from([0, 0, 1, 4, 40, 1_000])), len(raw))
        raw = raw[:at] + draw(_INSERTS | st.just(b"")) + raw[until:]
    return raw


def read_here(kind: str, raw: bytes) -> Iterator[Report | Rejected]:
    """Read a source as its guarded process does, but in this one, so that what goes wrong is seen."""
    for member in members(kind, io.BytesIO(raw), Given(ref="spoilt", limits=LIMITS)):
        if isinstance(member, Rejected):
            yield member
        elif isinstance(member, Member) and (read := KINDS[member.kind].read):
            yield from read(io.BytesIO(member.body), member.given)
