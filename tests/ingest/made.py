"""Sources made for the tests: pages, WARCs, feeds, mails and documents of an invented outlet."""

import gzip
import io
import zipfile

from fastwarc.stream_io import ZstdWriter, zstd_train_dictionary_from_samples

LEAD = (
    "The chief of the port of Puerto Albarán quit on Friday, four days after the explosion, the mayor told reporters outside the station. "
    "She said that his letter had reached her office in the morning and that she had accepted it."
)
SECOND = (
    "The operator, Terminales Cardenal, said that it would name a successor within a week and that the port would stay closed until then. "
    "The union of the dockers called the step overdue and asked for an inquiry into the log."
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Port chief quits after blast - Castellan</title>
<link rel="canonical" href="https://www.castellan.example/world/port-chief-quits">
<meta property="og:title" content="Port chief quits after blast"><meta property="og:site_name" content="Castellan">
<meta property="article:published_time" content="2025-05-16T09:05:00+02:00"></head>
<body><article><h1>Port chief quits after blast</h1><p>{LEAD}</p><p>{SECOND}</p></article></body></html>"""
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def record(kind: str, address: str, block: bytes, media: str = "application/http; msgtype=response", length: int | None = None) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"WARC-Date: 2025-05-16T10:00:00Z\r\nWARC-Target-URI: {address}\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK", media: str = "text/html; charset=utf-8") -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", f"Content-Type: {media}", *headers, "", "")).encode() + body


def warc(*records: bytes, packed: bool = False) -> bytes:
    return b"".join(gzip.compress(each) if packed else each for each in records)


def zstd(*members: bytes, dictionary: bytes | None = None) -> bytes:
    """Members packed by zstd, each a frame; a dictionary stands in a frame of its own before them, as `.warc.zst` files have it."""
    whole, dictionary_frame = b"", b""
    for member in members:
        packed = io.BytesIO()
        writer = ZstdWriter(packed, dictionary=dictionary, compress_dictionary_frame=False)
        for start in range(0, len(member), 1 << 20):
            writer.write(member[start : start + (1 << 20)])
        writer.close()
        frame = packed.getvalue()
        if dictionary:  # each writer begins with it, and a file holds it once
            size = 8 + int.from_bytes(frame[4:8], "little")
            dictionary_frame, frame = frame[:size], frame[size:]
        whole += frame
    return dictionary_frame + whole


def zipped(**members: bytes | str) -> bytes:
    return zipped_as(list(members.items()))


def zipped_as(members: list[tuple[str, bytes | str]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(name, body)
    return packed.getvalue()


def document(*paragraphs: str) -> bytes:
    """A DOCX; a paragraph may begin with its style: `Heading1: …`, `List: …`, `Quote: …`."""
    body = ""
    for paragraph in paragraphs:
        style, mark, words = paragraph.partition(": ")
        known = mark and style in ("Heading1", "Quote", "List")
        styled = "<w:pPr><w:numPr/></w:pPr>" if style == "List" else f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        body += f"<w:p>{styled if known else ''}<w:r><w:t>{words if known else paragraph}</w:t></w:r></w:p>"
    xml = f'<?xml version="1.0"?><w:document {_WORD}><w:body>{body}</w:body></w:document>'
    return zipped_as([("word/document.xml", xml)])


def rss(*items: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Castellan</title><link>https://www.castellan.example/</link>'
        f"<language>en</language>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    ).encode()


def dictionary(*samples: bytes) -> bytes:
    """A dictionary of zstd, trained on pieces of the samples."""
    pieces = [sample[start : start + 400] for sample in samples for start in range(0, len(sample), 7)]
    trained: bytes = zstd_train_dictionary_from_samples(pieces, 2_000)
    return trained


def mail(
    *parts: tuple[str, str], subject: str = "Port chief quits", sender: str = "Inés Cobo <cobo@castellan.example>", more: str = ""
) -> bytes:
    head = f"From: {sender}\nSubject: {subject}\nDate: Fri, 16 May 2025 09:05:00 +0200\n{more}MIME-Version: 1.0\n"
    body = "".join(f"--b\nContent-Type: {media}; charset=utf-8\n\n{words}\n" for media, words in parts)
    return f"{head}Content-Type: multipart/alternative; boundary=b\n\n{body}--b--\n".encode()


def pdf(*lines: str) -> bytes:
    """A PDF of one page in Helvetica."""
    words = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    return _pdf_of(f"BT /F1 12 Tf 72 720 Td {words} ET".encode())


def pdf_of_rows(*rows: tuple[float, float, str]) -> bytes:
    """A PDF of one page, each row with its place from the lower left corner."""
    return _pdf_of("\n".join(f"BT /F1 10 Tf {x} {y} Td ({words}) Tj ET" for x, y, words in rows).encode())


def _pdf_of(stream: bytes) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(made)
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        table,
        count,
        start,
    )
