import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.ingest.given import Given
from headwater.ingest.limits import Limits
from headwater.ingest.rows import read_rows
from headwater.model import Publisher, Rejected, Report, When

TEXT = "Port chief quits\n\nThe chief of the port quit on Friday, the mayor told reporters.\r\n"


def _read(*lines: str | bytes | dict[str, Any], publisher: Publisher | None = None) -> list[Report | Rejected]:
    raw = b"\n".join(line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode() for line in lines)
    return list(read_rows(io.BytesIO(raw), Given(ref="pile.jsonl", publisher=publisher)))


def _only(*lines: str | bytes | dict[str, Any]) -> Report | Rejected:
    (found,) = _read(*lines)
    return found


def test_a_row_is_a_report_with_every_key_of_the_contract() -> None:
    report = _only(
        {
            "id": "r1",
            "text": TEXT,
            "title": "Port chief quits",
            "publisher": "Castellan",
            "domain": "castellan.example",
            "url": "https://castellan.example/1",
            "published_at": "2025-05-16T09:05Z",
            "byline": "Inés Cobo",
            "credit": "Tern",
            "language": "en",
        }
    )
    assert isinstance(report, Report)
    assert (report.ref, report.text, report.title, report.url) == ("r1", TEXT, "Port chief quits", "https://castellan.example/1")
    assert report.publisher == Publisher(name="Castellan", domain="castellan.example")
    assert report.published_at == When(value="2025-05-16T09:05Z", precision="minute", origin="row")
    assert (report.byline, report.credit, report.language, report.capture, report.extra) == ("Inés Cobo", "Tern", "en", None, {})
    assert [block.kind for block in report.blocks] == ["headline", "paragraph"]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=80))
def test_the_text_of_a_row_is_taken_as_it_is(text: str) -> None:
    found = _only({"id": "r", "text": text})
    if isinstance(found, Report):
        assert found.text == text
    else:
        assert found.code in ("empty", "language")


def test_unknown_keys_are_kept() -> None:
    report = _only({"id": "r1", "text": TEXT, "desk": "foreign", "tags": [1, {"a": None}]})
    assert isinstance(report, Report)
    assert report.extra == {"title_from": "headline", "desk": "foreign", "tags": [1, {"a": None}]}


def test_a_date_that_is_none_is_kept_as_it_came() -> None:
    report = _only({"text": TEXT, "published_at": "last Friday", "title": 7})
    assert isinstance(report, Report)
    assert report.published_at is None
    assert report.title == "Port chief quits"
    assert report.extra == {"title_from": "headline", "published_at": "last Friday", "title": 7}


@pytest.mark.parametrize(
    ("identity", "ref"), [("r1", "r1"), (12, "12"), (None, "pile.jsonl:1"), ("", "pile.jsonl:1"), ([1], "pile.jsonl:1")]
)
def test_a_row_without_a_usable_id_is_called_by_its_line(identity: object, ref: str) -> None:
    found = _only({"id": identity, "text": TEXT})
    assert found.ref == ref


def test_the_row_knows_its_publisher_better_than_the_caller() -> None:
    caller = Publisher(name="Tern")
    own, other = _read({"text": TEXT, "publisher": "Castellan"}, {"text": TEXT}, publisher=caller)
    assert isinstance(own, Report)
    assert isinstance(other, Report)
    assert own.publisher == Publisher(name="Castellan")
    assert other.publisher == caller


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ('{"text": "cut', "json", "line 2 is no JSON: Unterminated string starting at character 9"),
        ("[" * 100_000, "json", "line 2 is nested too deeply"),
        ('{"text": NaN}', "json", "NaN is no number of JSON"),
        ('["a"]', "row", "line 2 is a list, not an object"),
        ("3", "row", "line 2 is a number"),
        ('{"id": "x"}', "no_text", "line 2 has no text"),
        ('{"id": "x", "text": null}', "no_text", 'give it the key "text"'),
        ('{"id": "x", "text": ["a"]}', "text_type", 'line 2: "text" is a list, not a string'),
        ('{"id": "x", "text": " \\n"}', "empty", "holds no text"),
        ('{"text": "a\\u0000b"}', "nul", 'line 2: "text" holds a NUL character at character 1'),
        ('{"text": "ab\\ud800"}', "surrogate", 'line 2: "text" holds half of a character'),
        ('{"text": "ab", "tags": [{"deep": "\\udc00"}]}', "surrogate", 'line 2: "deep"'),
        ('{"text": "ab", "k\\u0000": 1}', "nul", "line 2: the name of a key"),
        (b'{"text": "caf\xe9"}', "encoding", "line 2 is not UTF-8: byte 0xE9 at offset 13"),
    ],
    ids=str,
)
def test_a_broken_row_is_refused_by_its_line_and_the_others_go_on(line: str | bytes, code: str, words: str) -> None:
    before, found, after = _read({"id": "a", "text": TEXT}, line, {"id": "b", "text": TEXT})
    assert isinstance(before, Report)
    assert isinstance(after, Report)
    assert isinstance(found, Rejected)
    assert (found.stage, found.code) == ("ingest", code)
    assert words in found.detail


def test_blank_lines_are_passed_over_and_counted() -> None:
    assert _only("", " ", '{"text": 1}').ref == "pile.jsonl:3"


def test_a_row_in_another_language_is_refused() -> None:
    found = _only({"id": "r", "text": "Le maire a annoncé mardi que le pont resterait fermé jusqu'à la fin de l'inspection."})
    assert isinstance(found, Rejected)
    assert (found.ref, found.code) == ("r", "language")


def test_english_stated_as_french_is_read_and_what_was_stated_is_kept() -> None:
    report = _only({"id": "r", "text": TEXT * 2, "language": "fr"})
    assert isinstance(report, Report)
    assert report.language == "en"
    assert report.extra["language"] == "fr"
    assert "plainly English" in report.extra["language_note"]


def test_rows_in_utf16_are_refused_once() -> None:
    found = list(read_rows(io.BytesIO('{"text": "a"}\n{"text": "b"}'.encode("utf-16")), Given(ref="pile.jsonl")))
    assert [(one.ref, one.code) for one in found if isinstance(one, Rejected)] == [("pile.jsonl", "encoding")]


def test_a_byte_order_mark_before_the_first_row_is_passed_over() -> None:
    assert isinstance(_only(b'\xef\xbb\xbf{"text": "The bridge is closed."}'), Report)


def test_a_row_that_is_too_large_is_refused_and_the_next_is_read() -> None:
    raw = json.dumps({"text": "word " * 100}).encode() + b'\n{"text": "The bridge is closed."}'
    big, small = read_rows(io.BytesIO(raw), Given(ref="pile.jsonl", limits=Limits(input_mb=0.0002)))
    assert isinstance(big, Rejected)
    assert (big.ref, big.code) == ("pile.jsonl:1", "too_large")
    assert "--limit input_mb=0.0004" in big.detail
    assert isinstance(small, Report)


def test_a_row_of_brackets_is_refused_before_it_fills_the_memory() -> None:
    found = _only(b'{"text": "a", "x": [' + b"[]," * 200_000 + b"1]}")
    assert isinstance(found, Rejected)
    assert found.code == "json"


def test_rows_are_read_as_a_stream() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = b'{"text": "The bridge is closed."}\n'
            count = min(len(buffer) // len(line), 10)
            buffer[: count * len(line)] = line * count
            return count * len(line)

    found = read_rows(io.BufferedReader(Endless()), Given(ref="-"))
    assert [next(found).ref for _ in range(3)] == ["-:1", "-:2", "-:3"]
