import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from headwater.codec import VERSION, decode, dumps, encode, loads, schema
from headwater.errors import ContractError
from headwater.model import Publisher, Reading, Rejected, When
from tests.notation import reading_of
from tests.strategies import readings

VALIDATOR = Draft202012Validator(schema())
READING = reading_of(
    "[S:Odile Ferrant] [C:said] [T:“nobody was ever in danger.”]",
    ref="r1",
    publisher=Publisher(name="The Ellery Courier"),
    published_at=When(value="2025-05-14", precision="day", origin="row"),
)
STATEMENT_KEYS = """id kind form source cue content chain to on on_record stance conditional hedges negated unsourced said_at
    parent score"""
REPORT_KEYS = """id ref publisher title byline credit url published_at modified_at captured_at language sha256 capture text blocks
    extra"""


def altered(path: str, value: Any) -> dict[str, Any]:
    """The encoded reading with the value at a dotted path replaced, or taken away where the value is `...`."""
    document: Any = copy.deepcopy(encode(READING))
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = document
    for part in way:
        place = place[part]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    whole: dict[str, Any] = document
    return whole


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(schema())


@given(readings())
def test_decoding_an_encoded_reading_gives_it_back(reading: Reading) -> None:
    assert decode(encode(reading)) == reading


@given(readings())
def test_a_written_line_reads_back_as_the_same_reading(reading: Reading) -> None:
    assert loads(dumps(reading)) == reading


@given(readings())
def test_every_encoded_reading_satisfies_the_schema(reading: Reading) -> None:
    VALIDATOR.validate(json.loads(dumps(reading)))


@given(readings())
def test_a_reading_is_one_line_of_utf8_without_terminal_controls(reading: Reading) -> None:
    line = dumps(reading)
    line.encode("utf-8")
    assert len(line.splitlines()) == 1
    assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) <= 0x9F for letter in line)


@given(readings())
def test_writing_twice_writes_the_same(reading: Reading) -> None:
    assert dumps(decode(encode(reading))) == dumps(reading)


def test_every_key_of_the_contract_is_there_in_its_order() -> None:
    document = encode(READING)
    assert list(document) == ["version", "report", "stages", "statements", "actors", "whens", "figures", "unreached", "rejected"]
    assert list(document["report"]) == REPORT_KEYS.split()
    assert list(document["statements"][0]) == STATEMENT_KEYS.split()


def test_a_time_says_where_it_is_from() -> None:
    assert encode(READING)["report"]["published_at"] == {"value": "2025-05-14", "precision": "day", "from": "row"}


def test_a_span_travels_with_its_words() -> None:
    assert encode(READING)["statements"][0]["source"] == [{"start": 0, "end": 13, "text": "Odile Ferrant"}]


def test_a_rejected_input_is_a_line_with_its_reference_and_empty_lists() -> None:
    rejected = Rejected(ref="x.bin", stage="ingest", code="binary", detail="not a text")
    document = encode(Reading(ref="x.bin", report=None, rejected=(rejected,)))
    expected: dict[str, Any] = {"version": 1, "report": None, "ref": "x.bin", "statements": [], "actors": [], "whens": [], "figures": []}
    assert document == expected | {
        "stages": [],
        "unreached": [],
        "rejected": [{"stage": "ingest", "code": "binary", "detail": "not a text"}],
    }
    VALIDATOR.validate(document)


def test_letters_stand_as_themselves() -> None:
    assert "“nobody" in dumps(READING)


def test_a_lone_surrogate_in_a_foreign_key_is_escaped() -> None:
    assert READING.report is not None
    reading = replace(READING, report=replace(READING.report, extra={"note": "\ud800"}))
    assert loads(dumps(reading).encode("utf-8")) == reading


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object()])
def test_a_foreign_value_that_json_cannot_hold_is_refused(value: object) -> None:
    assert READING.report is not None
    with pytest.raises(ContractError, match=r"'r1' cannot be written as JSON"):
        dumps(replace(READING, report=replace(READING.report, extra={"n": value})))


def test_unknown_keys_are_passed_over() -> None:
    document = altered("statements.0.mood", "sombre") | {"added": 1}
    assert decode(document) == READING
    VALIDATOR.validate(document)


@pytest.mark.parametrize("version", [VERSION + 1, 0, "1", None, True])
def test_another_version_is_refused(version: object) -> None:
    with pytest.raises(ContractError, match="version"):
        decode(altered("version", version))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("statements.0.source.0.text", "Odile Ferrand", r"statements\[0\]\.source\[0\] quotes 'Odile Ferrand' but"),
        ("statements.0.source.0.end", 12, r"statements\[0\]\.source\[0\] quotes"),
        ("statements.0.cue.0.end", 999, r"statements\[0\]\.cue\[0\] spans 14:999, which is not a stretch"),
        ("statements.0.cue.0.start", True, r"statements\[0\]\.cue\[0\]\.start must be int"),
        ("statements.0.stance", "shouts", r"statements\[0\]\.stance must be one of asserts, denies"),
        ("statements.0.score", 2, "score"),
        ("statements.0.content", [], "content span"),
        ("statements.0.negated", ..., r"statements\[0\]\.negated is missing"),
        ("statements", ..., "statements is missing"),
        ("statements", None, "statements must be list"),
        ("statements.0", "words", r"statements\[0\] must be an object"),
        ("stages", [1], "stages must be a list of strings"),
        ("report.text", "Odile Ferrant said nothing.", r"report\.sha256 is not the SHA-256 of the text"),
        ("report.text", "\ud800", "surrogates not allowed"),
        ("report.blocks", [{"kind": "dek", "start": 0, "end": 999}], r"report\.blocks\[0\] stands at 0:999, outside"),
    ],
)
def test_a_document_of_another_shape_is_refused_with_its_place(path: str, value: Any, said: str) -> None:
    with pytest.raises(ContractError, match=said):
        decode(altered(path, value))


@pytest.mark.parametrize("line", ["", "{", "[1]", "3", b"\xff"])
def test_what_is_not_a_line_of_the_contract_is_refused(line: str | bytes) -> None:
    with pytest.raises(ContractError):
        loads(line)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("statements.0.form", "loud"),
        ("statements.0.said_at", ...),
        ("statements.0.content", []),
        ("report.sha256", "abc"),
        ("report.published_at", "2025"),
        ("rejected", None),
        ("report", None),
    ],
)
def test_the_schema_refuses_it_too(path: str, value: Any) -> None:
    assert not VALIDATOR.is_valid(altered(path, value))


def test_a_line_from_before_unreached_was_a_key_is_read() -> None:
    document = encode(READING)
    del document["unreached"]
    assert decode(document).unreached == ()
