import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.errors import InputError, SettingsError
from headwater.ids import report_id, text_sha256
from headwater.ingest import KINDS, Kind, Limits, from_text, reports
from headwater.ingest import compose as composing
from headwater.ingest.blocks import blocks
from headwater.ingest.given import Given
from headwater.ingest.member import Member
from headwater.ingest.worker import members
from headwater.model import Publisher, Rejected, Report

TEXT = "Port chief quits\r\n\r\nThe chief of the port quit on Friday, the mayor told reporters. “I had no choice,” he wrote.\r\n"
UNREADABLE = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not hold for this user")


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_bytes(TEXT.encode())
    (tmp_path / "a.jsonl").write_text('{"id": "r1", "text": "The bridge is closed."}\n{"id": "r2"}\n', encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("Hidden.", encoding="utf-8")
    (tmp_path / "notes.xlsx").write_bytes(b"PK\x03\x04")
    inner = tmp_path / "c"
    inner.mkdir()
    (inner / "d.TEXT").write_text("The ferry runs again, the town said.", encoding="utf-8")
    (inner / "empty.txt").touch()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("Hidden.", encoding="utf-8")
    return tmp_path


def _stdin(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


def _summary(found: Iterator[Report | Rejected], folder: Path) -> list[tuple[str, str]]:
    return [(one.ref.replace(str(folder), "pile"), one.code if isinstance(one, Rejected) else "report") for one in found]


def test_a_text_file_is_a_report_character_for_character(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_bytes(TEXT.encode())
    (report,) = reports(str(path), publisher="Castellan")
    assert isinstance(report, Report)
    assert report.text == TEXT
    assert report.ref == str(path)
    assert report.sha256 == report.capture == text_sha256(TEXT)
    assert report.publisher == Publisher(name="Castellan")
    assert report.id == report_id(report.publisher, report.ref, TEXT)
    assert report.extra == {"title_from": "headline"}


def test_a_byte_order_mark_is_dropped_and_said(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_bytes(TEXT.encode("utf-8-sig"))
    (report,) = reports(str(path))
    assert isinstance(report, Report)
    assert report.text == TEXT
    assert report.extra == {"bom": "dropped", "title_from": "headline"}
    assert report.capture != report.sha256


def test_a_folder_is_read_in_order_with_a_word_on_everything_in_it(pile: Path) -> None:
    assert _summary(reports(str(pile)), pile) == [
        ("r1", "report"),
        ("r2", "no_text"),
        ("pile/b.txt", "report"),
        ("pile/c/d.TEXT", "report"),
        ("pile/c/empty.txt", "empty"),
        ("pile/notes.xlsx", "unsupported"),
    ]


def test_files_of_other_kinds_are_refused_with_the_kinds_that_are_read(pile: Path) -> None:
    (found,) = reports(str(pile / "notes.xlsx"))
    assert isinstance(found, Rejected)
    assert found.code == "unsupported"
    assert "*.xlsx" in found.detail
    assert ".jsonl" in found.detail


def test_a_format_that_is_said_counts_more_than_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "report.log"
    path.write_text("The bridge is closed.", encoding="utf-8")
    (report,) = reports(str(path), format="plain")
    assert isinstance(report, Report)


@pytest.mark.parametrize(
    ("content", "refs"), [('{"id": "r1", "text": "The bridge is closed."}', ["r1"]), ("The bridge is closed.", [None])]
)
def test_a_file_without_suffix_is_told_by_its_first_character(tmp_path: Path, content: str, refs: list[str | None]) -> None:
    path = tmp_path / "report"
    path.write_text(content, encoding="utf-8")
    assert [one.ref for one in reports(str(path))] == [ref or str(path) for ref in refs]


def test_a_link_back_into_the_folder_is_followed_once(pile: Path) -> None:
    (pile / "c" / "loop").symlink_to(pile)
    assert [ref for ref, _ in _summary(reports(str(pile)), pile)].count("r1") == 1


def test_a_broken_link_is_refused_and_the_rest_goes_on(pile: Path) -> None:
    (pile / "aa.txt").symlink_to(pile / "gone.txt")
    found = _summary(reports(str(pile)), pile)
    assert ("pile/aa.txt", "unreadable") in found
    assert ("pile/b.txt", "report") in found


@UNREADABLE
def test_a_file_without_permission_is_refused(pile: Path) -> None:
    (pile / "b.txt").chmod(0)
    assert ("pile/b.txt", "unreadable") in _summary(reports(str(pile)), pile)


def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> BinaryIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (found,) = reports(str(pile / "b.txt"))
    assert isinstance(found, Rejected)
    assert (found.code, found.detail) == ("unreadable", "it cannot be read: Permission denied; check its permissions")


@pytest.mark.parametrize("source", ["no/such/place", "nul\0inside"])
def test_a_path_that_does_not_exist_is_an_error_at_once(source: str) -> None:
    with pytest.raises(InputError, match="path"):
        reports(source)


def test_a_format_that_nobody_knows_is_an_error_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match=r"unknown format 'xlsx'; available: plain, html, rows, feed"):
        reports("-", format="xlsx")


def test_standard_input_is_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    _stdin(monkeypatch, TEXT.encode())
    (report,) = reports("-")
    assert isinstance(report, Report)
    assert (report.ref, report.text) == ("-", TEXT)


@pytest.mark.parametrize("before", [b"", b"\n  ", b"\xef\xbb\xbf"])
def test_standard_input_that_begins_with_a_brace_is_rows(monkeypatch: pytest.MonkeyPatch, before: bytes) -> None:
    _stdin(monkeypatch, before + b'{"id": "r1", "text": "The bridge is closed."}\n{"text": "It will stay so."}')
    first, second = reports("-")
    assert isinstance(first, Report)
    assert first.ref == "r1"
    assert second.ref.startswith("-:")


def test_the_format_that_is_said_decides_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    _stdin(monkeypatch, b'{"id": "r1", "text": "The bridge is closed, the mayor said on Tuesday."}')
    (report,) = reports("-", format="plain")
    assert isinstance(report, Report)
    assert report.text.startswith("{")


def test_empty_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _stdin(monkeypatch, b"")
    (found,) = reports("-")
    assert isinstance(found, Rejected)
    assert (found.ref, found.code) == ("-", "empty")


def test_closed_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input cannot be read"):
        reports("-")


def test_a_text_that_is_too_large_is_refused_with_the_way_round(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_text("word " * 50, encoding="utf-8")
    (found,) = reports(str(path), limits=Limits(input_mb=0.0001))
    assert isinstance(found, Rejected)
    assert found.code == "too_large"
    assert "raise the cap: --limit input_mb=0.0002" in found.detail


def test_a_fault_in_a_reader_is_one_refusal_and_the_rest_goes_on(
    pile: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> Iterator[Report]:
        raise RuntimeError("a parser fell over")

    kind = Kind(name="rows", suffixes=(".jsonl",), read=fail)
    monkeypatch.setitem(KINDS, "rows", kind)
    found = _summary(reports(str(pile)), pile)
    assert ("pile/a.jsonl", "failed") in found
    assert ("pile/b.txt", "report") in found
    assert "a parser fell over" in caplog.text


def test_a_fault_in_one_row_leaves_the_others(pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "blocks", lambda text, **more: 1 / 0 if "bridge" in text else blocks(text, **more))
    assert _summary(reports(str(pile)), pile)[:3] == [("r1", "failed"), ("r2", "no_text"), ("pile/b.txt", "report")]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_a_file_name_that_is_no_text_is_spelt_out(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text("The bridge is closed.", encoding="utf-8")
    (report,) = reports(str(tmp_path))
    assert isinstance(report, Report)
    assert report.ref.endswith("caf\\xe9.txt")


def test_a_text_in_hand_is_a_report_with_what_is_stated() -> None:
    report = from_text(
        TEXT, ref="mine", publisher="Castellan", title="Port chief quits", published_at="2025-05-16", domain="castellan.example"
    )
    assert isinstance(report, Report)
    assert report.publisher == Publisher(name="Castellan", domain="castellan.example")
    assert report.published_at is not None
    assert (report.published_at.value, report.published_at.precision, report.published_at.origin) == ("2025-05-16", "day", "caller")
    assert (report.ref, report.title, report.capture) == ("mine", "Port chief quits", None)


@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \n", "empty"), ("a\0b", "nul"), ("a\ud800", "surrogate")])
def test_a_text_in_hand_that_cannot_be_stored_is_refused(text: str, code: str) -> None:
    found = from_text(text)
    assert isinstance(found, Rejected)
    assert (found.ref, found.stage, found.code) == ("text", "ingest", code)


def test_words_about_a_text_that_cannot_be_stored_are_refused() -> None:
    found = from_text("The bridge is closed.", title="Bridge \ud800")
    assert isinstance(found, Rejected)
    assert found.detail.startswith("the title holds half of a character")


@given(st.text(min_size=1, max_size=200))
def test_any_string_is_a_report_as_it_is_or_refused(text: str) -> None:
    found = from_text(text)
    assert isinstance(found, Rejected) or found.text == text


PIECES = [
    b"<p>",
    b"</p>",
    b"<html>",
    b"<meta charset=utf-16>",
    b"\x00",
    b"\xff\xfe",
    b'{"text": "',
    b'"}\n',
    b"The bridge is closed, she said. ",
    b"\n",
    b"\xed\xa0\x80",
]


@given(raw=st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=12).map(b"".join), kind=st.sampled_from(sorted(KINDS)))
def test_no_bytes_raise_in_any_kind(raw: bytes, kind: str) -> None:
    for member in members(kind, io.BytesIO(raw), Given(ref="bytes")):
        if not isinstance(member, Member):
            continue
        read = KINDS[member.kind].read
        for found in read(io.BytesIO(member.body), member.given) if read else ():
            assert isinstance(found, Report | Rejected)
            assert getattr(found, "code", "") != "failed"


def test_ten_bad_files_among_a_thousand_are_ten_refusals(tmp_path: Path) -> None:
    for number in range(1_000):
        bad = number % 100 == 7
        (tmp_path / f"{number:04}.txt").write_bytes(
            b"The bridge\0 is closed." if bad else f"The bridge is closed for {number} days, she said.".encode()
        )
    found = list(reports(str(tmp_path)))
    assert [each.code for each in found if isinstance(each, Rejected)] == ["nul"] * 10
    assert len(found) == 1_000
