"""What is made to harm: each ends within its limit, with a refusal that names the reason or with the right result.

All go the way of any file through the guard. The limit of the clock is low here, so that a case that the clock must end takes two seconds;
the margin above it is for starting a process on a busy machine.
"""

import gzip
import os
import time
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from headwater.errors import InputError
from headwater.ingest import Captures, Limits, reports
from headwater.ingest.given import Given
from headwater.ingest.guard import Job, read_guarded
from headwater.ingest.originals import original
from headwater.model import Rejected, Report
from tests.ingest.made import LEAD, PAGE, SECOND, answer, document, mail, pdf, record, rss, warc, zipped_as, zstd

SECONDS = 3.0
MARGIN = 12.0
LIMITS = Limits(seconds=SECONDS, memory_mb=1024)
BOMB = b"\0" * (300 << 20)
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{ENTITIES}]>'
EXTERNAL = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def page(body: str) -> bytes:
    return f"<html><body><article>{body}</article></body></html>".encode()


def captured(body: bytes, coding: str) -> bytes:
    return record("response", "https://c.example/", answer(body, f"Content-Encoding: {coding}"))


def files(folder: Path, name: str, body: bytes, limits: Limits = LIMITS) -> list[Report | Rejected]:
    """What is made of a file, within the time that its limits allow."""
    path = folder / name
    path.write_bytes(body)
    began = time.monotonic()
    found = list(reports(str(path), limits=limits))
    assert time.monotonic() - began < limits.seconds + MARGIN
    return found


def reason(folder: Path, name: str, body: bytes, limits: Limits = LIMITS) -> str:
    (found,) = files(folder, name, body, limits)
    assert isinstance(found, Rejected), found
    return found.code


MANY_ATTRIBUTES = page("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + f">{LEAD}</p>")
NESTED_MAIL = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000))
LOOPING_PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 9 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF"
ROOTLESS_PDF = pdf("a").replace(b"/Type /Catalog", b"/Type<p><p> /Catalog").replace(b"/Size 6", b"/Size 99999999996")
UNCAPPED = Limits(seconds=2, memory_mb=1024, attributes=10**7, tags=10**7, depth=10**7)

CASES: list[tuple[str, str, bytes, str]] = [
    ("300,000 attributes", "a.html", MANY_ATTRIBUTES, "too_complex"),
    ("200,000 nested divs", "a.html", page("<div>" * 200_000 + LEAD), "too_complex"),
    ("50,000 open bold tags", "a.html", page("<b>" * 50_000 + LEAD), "too_complex"),
    ("20,000 nested tables", "a.html", page("<table><tr><td>" * 20_000 + LEAD), "too_complex"),
    ("400,000 tags", "a.html", page("<br>x" * 400_000), "too_complex"),
    ("a paragraph of 50 MB", "a.html", page("<p>" + "word " * (10 << 20)), "too_large"),
    ("a text of 50 MB", "a.txt", b"word " * (10 << 20), "too_large"),
    ("a line of 10 MB", "a.txt", b"word " * (2 << 20), "too_large"),
    ("a million lines", "a.txt", b"a\n" * 1_000_000, "too_large"),
    ("a row of 10 MB", "a.jsonl", b'{"text": "' + b"word " * (2 << 20) + b'"}', "too_large"),
    ("a row of brackets", "a.jsonl", b'{"text": "a", "x": ' + b"[" * 5_000_000, "json"),
    ("a billion laughs", "a.rss", rss("<title>&l9;</title>", head=LAUGHS), "dtd"),
    ("a file in an entity", "a.rss", rss("<title>&x;</title>", head=EXTERNAL), "dtd"),
    ("laughs in UTF-16", "a.rss", rss("<title>&l9;</title>", head=LAUGHS).decode().encode("utf-16"), "dtd"),
    ("laughs in a DOCX", "a.docx", zipped_as([("word/document.xml", f"{LAUGHS}<w:document {WORD}>&l9;</w:document>")]), "dtd"),
    ("200,000 elements deep XML", "a.rss", b"<rss>" + b"<channel>" * 200_000, "no_text"),
    ("a zip bomb", "a.zip", zipped_as([("a.txt", BOMB)]), "too_large"),
    ("a DOCX bomb", "a.docx", zipped_as([("word/document.xml", BOMB)]), "too_large"),
    ("a gzip bomb", "a.html.gz", gzip.compress(BOMB), "bomb"),
    ("gzip of gzip", "a.html.gz", gzip.compress(gzip.compress(PAGE.encode())), "binary"),
    ("a WARC bomb", "a.warc.gz", gzip.compress(record("response", "https://c.example/", answer(BOMB))), "bomb"),
    ("a zstd WARC bomb", "a.warc.zst", zstd(record("response", "https://c.example/", answer(BOMB))), "bomb"),
    ("a zstd window of 2 GiB", "a.warc.zst", b"\x28\xb5\x2f\xfd\x00\xa8" + bytes(40), "archive"),
    ("a WARC that claims 2 GiB", "a.warc", record("response", "https://c.example/", answer(b"x"), length=2 << 30), "archive"),
    ("a bomb inside a record", "a.warc", captured(gzip.compress(BOMB), "gzip"), "bomb"),
    ("a deflate bomb in a record", "a.warc", captured(zlib.compress(BOMB), "deflate"), "too_large"),
    ("gzip of gzip of gzip in a record", "a.warc", captured(b"x", "gzip, gzip, gzip, gzip"), "archive"),
    ("a NUL", "a.txt", b"The bridge\0 is closed.", "nul"),
    ("mixed encodings", "a.txt", "“The café is closed,” she said. “Yes.” ".encode() * 3 + b"caf\xe9", "encoding"),
    ("a program called a page", "a.html", b"\x7fELF" + bytes(range(256)) * 10, "binary"),
    ("a mail of 5,000 nested parts", "a.eml", NESTED_MAIL, "too_complex"),
    ("a PDF that loops", "a.pdf", LOOPING_PDF, "archive"),
    ("a PDF that claims billions of objects", "a.pdf", ROOTLESS_PDF, "archive"),
]


@pytest.mark.parametrize(("name", "body", "code"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_what_is_made_to_harm_is_refused_by_name(tmp_path: Path, name: str, body: bytes, code: str) -> None:
    assert reason(tmp_path, name, body) == code


def test_bytes_in_no_encoding_are_refused(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.txt", b"\xfd\x80\x81\xc3" * 100) in ("encoding", "language", "binary")


def test_what_no_cap_sees_is_ended_by_the_clock(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.html", MANY_ATTRIBUTES, UNCAPPED) == "timeout"


def test_what_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    body = page("<p>" + "</p><p>".join(f"{n} {LEAD}" for n in range(60_000)))
    limits = Limits(seconds=20, memory_mb=160, tags=10**7, text_chars=10**8)
    assert reason(tmp_path, "a.html", body, limits) in ("memory", "crashed", "failed", "no_text")


def test_the_guard_goes_on_after_it_ended_a_parser(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.html", MANY_ATTRIBUTES, UNCAPPED) == "timeout"
    (found,) = files(tmp_path, "b.html", PAGE.encode(), UNCAPPED)
    assert isinstance(found, Report)


def test_an_archive_goes_on_after_the_member_that_ended_the_parser(tmp_path: Path) -> None:
    held: list[tuple[str, bytes | str]] = [("a.html", PAGE), ("b.html", MANY_ATTRIBUTES), ("c.html", PAGE)]
    found = files(tmp_path, "pile.zip", zipped_as(held), UNCAPPED)
    assert [(each.ref.rpartition("!")[2], getattr(each, "code", "report")) for each in found] == [
        ("a.html", "report"),
        ("b.html", "timeout"),
        ("c.html", "report"),
    ]


def test_keeping_originals_keeps_nothing_of_what_is_refused(tmp_path: Path) -> None:
    held: list[tuple[str, bytes | str]] = [("a.html", PAGE), ("b.html", MANY_ATTRIBUTES), ("c.html", PAGE + " "), ("d.txt", BOMB)]
    captures = Captures(tmp_path / "captures", everything=True)
    (tmp_path / "pile.zip").write_bytes(zipped_as(held))
    found = list(reports(str(tmp_path / "pile.zip"), limits=UNCAPPED, captures=captures))
    assert [getattr(each, "code", "report") for each in found] == ["report", "timeout", "report", "too_large"]
    assert {captures.bytes_of(name) for name in captures.names()} == {PAGE.encode(), PAGE.encode() + b" "}


def test_an_original_that_harms_is_read_under_the_limits_too(tmp_path: Path) -> None:
    captures = Captures(tmp_path / "captures", everything=True)
    (made,) = files(tmp_path, "a.html", PAGE.encode())
    assert isinstance(made, Report)
    harmful = replace(made, capture=captures.keep(MANY_ATTRIBUTES, kind="html"))
    with pytest.raises(InputError, match="raise the cap"):
        original(harmful, captures)
    with pytest.raises(InputError, match="did not come to an end in time"):
        original(harmful, captures, UNCAPPED)


def test_an_archive_of_nothing_but_harm_is_given_up(tmp_path: Path) -> None:
    held: list[tuple[str, bytes | str]] = [(f"{n}.html", MANY_ATTRIBUTES) for n in range(4)]
    limits = Limits(seconds=2, memory_mb=1024, attributes=10**7, failures=2)
    codes = [getattr(each, "code", "report") for each in files(tmp_path, "pile.zip", zipped_as(held), limits)]
    assert codes == ["timeout", "timeout", "gave_up"]


def test_archives_within_archives_end(tmp_path: Path) -> None:
    inner = zipped_as([("a.txt", LEAD)])
    for _ in range(6):
        inner = zipped_as([("in.zip", inner)])
    assert reason(tmp_path, "pile.zip", inner) == "too_complex"


def test_archives_that_multiply_end(tmp_path: Path) -> None:
    inner = zipped_as([(f"{n}.txt", b"word " * 200_000) for n in range(10)])
    outer = zipped_as([(f"{n}.zip", inner) for n in range(10)])
    found = files(tmp_path, "pile.zip", outer, Limits(seconds=SECONDS, archive_mb=20))
    assert getattr(found[-1], "code", "") == "bomb"


def test_a_zip_that_leads_out_writes_nothing(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    found = files(inside, "a.zip", zipped_as([("../out.txt", LEAD), ("/tmp/out.txt", LEAD), ("..\\out.txt", LEAD)]))
    assert [getattr(each, "code", "report") for each in found] == ["unsafe"] * 3
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in"]


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_out_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    (tmp_path / "secret.txt").write_text(LEAD, encoding="utf-8")
    (pile / "a.txt").symlink_to(tmp_path / "secret.txt")
    (pile / "b").symlink_to(tmp_path)
    assert [getattr(each, "code", "report") for each in reports(str(pile))] == ["unsafe", "unsafe"]


def test_bidi_controls_stay_in_the_text_and_are_shown_as_escapes_by_the_surfaces(tmp_path: Path) -> None:
    (found,) = files(tmp_path, "a.txt", f"{LEAD} \u202eevil\u202c".encode())
    assert isinstance(found, Report)
    assert found.text.endswith("\u202eevil\u202c")


def test_a_script_is_no_word_of_title_byline_or_text(tmp_path: Path) -> None:
    attack = "<script>alert(1)</script>"
    (found,) = files(tmp_path, "a.html", PAGE.replace("<h1>Port", f"<h1>{attack}Port").replace("<article>", f"<article>{attack}").encode())
    assert isinstance(found, Report)
    assert "alert" not in f"{found.text} {found.title} {found.byline}"
    (entry,) = files(
        tmp_path,
        "a.rss",
        rss(
            f"<title><![CDATA[{attack}Port chief]]></title><link>https://c.example/</link><content:encoded><![CDATA[{attack}<p>{LEAD}</p>]]></content:encoded>"
        ),
    )
    assert isinstance(entry, Report)
    assert "alert" not in f"{entry.text} {entry.title}"


def test_a_header_that_injects_is_one_line(tmp_path: Path) -> None:
    (found,) = files(tmp_path, "a.eml", mail(("text/plain", LEAD), subject="=?utf-8?q?Port=0D=0ABcc=3A_x?="))
    assert isinstance(found, Report)
    assert found.title == "Port Bcc: x"


def test_a_page_of_a_thousand_nested_quotations_is_read(tmp_path: Path) -> None:
    (found,) = files(tmp_path, "a.html", page("<blockquote>" * 200 + f"<p>{LEAD}</p><p>{SECOND}</p>"))
    assert isinstance(found, Rejected | Report)
    assert getattr(found, "code", "") in ("", "no_text")


def test_a_zip_of_ten_thousand_members_is_capped(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(300):
            archive.writestr(f"{number}.txt", LEAD)
    found = list(reports(str(tmp_path / "a.zip"), limits=Limits(members=200)))
    assert len(found) == 201
    assert getattr(found[-1], "code", "") == "too_large"


def test_a_parser_may_not_reach_the_machine(tmp_path: Path) -> None:
    """What the process gives up before it parses, asked of a process that has given it up."""
    import subprocess
    import sys

    asked = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from headwater.ingest.limits import STANDARD
from headwater.ingest.worker import _confine
_confine(STANDARD)
import os, socket, subprocess
for name, act in {
    "network": lambda: socket.create_connection(("192.0.2.1", 80), 0.1),
    "names": lambda: socket.getaddrinfo("castellan.example", 80),
    "program": lambda: subprocess.run(["true"]),
    "shell": lambda: os.system("true"),
    "writing": lambda: open(sys.argv[2], "w"),
    "removing": lambda: os.remove(__file__ if "__file__" in globals() else sys.argv[2]),
}.items():
    try:
        act()
        print(name)
    except PermissionError:
        pass
open(os.path.join(sys.argv[1], "own"), "w").close()
"""
    (tmp_path / "own").mkdir()
    found = subprocess.run(
        [sys.executable, "-c", asked, str(tmp_path / "own"), str(tmp_path / "other")], capture_output=True, text=True, check=True
    )
    assert found.stdout == ""


def test_two_sources_read_by_turns_do_not_mix(tmp_path: Path) -> None:
    body = warc(*(record("response", f"https://c.example/{n}", answer(PAGE.encode())) for n in range(3)))
    (tmp_path / "a.warc").write_bytes(body)
    one, other = (read_guarded(Job(kind="warc", given=Given(ref=name), path=tmp_path / "a.warc")) for name in ("one", "other"))
    refs = [each.ref for pair in zip(one, other, strict=True) for each in pair]
    assert refs == [f"https://c.example/{n}" for n in (0, 0, 1, 1, 2, 2)]


def test_a_source_that_is_left_half_read_leaves_no_process(tmp_path: Path) -> None:
    body = warc(*(record("response", f"https://c.example/{n}", answer(PAGE.encode())) for n in range(50)))
    (tmp_path / "a.warc").write_bytes(body)
    half = read_guarded(Job(kind="warc", given=Given(ref="half"), path=tmp_path / "a.warc"))
    assert isinstance(next(half), Report)
    half.close()  # type: ignore[attr-defined]
    whole = list(read_guarded(Job(kind="warc", given=Given(ref="whole"), path=tmp_path / "a.warc")))
    assert len(whole) == 50


def test_a_document_with_a_word_of_harm_is_only_a_document(tmp_path: Path) -> None:
    (found,) = files(tmp_path, "a.docx", document("<script>alert(1)</script>".replace("<", "&lt;"), LEAD))
    assert isinstance(found, Report)
