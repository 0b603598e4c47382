import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.ids import ID_DIGITS, report_id, statement_id, text_sha256
from headwater.model import Publisher, Span
from tests.strategies import publishers, words


def span(start: int, end: int) -> Span:
    return Span(start=start, end=end)


def test_an_id_is_the_same_on_every_machine_and_release() -> None:
    assert report_id(Publisher(name="The Ellery Courier"), "r1", "Ferry halted.") == "a97910c199cbd47a7a03"
    assert statement_id("a97910c199cbd47a7a03", [span(0, 4)], [span(6, 12)]) == "57604faee43c655800d3"


def test_verbatim_copies_by_two_publishers_stay_two() -> None:
    assert report_id(Publisher(name="A"), "r", "text") != report_id(Publisher(name="B"), "r", "text")


def test_no_publisher_and_an_empty_one_are_the_same() -> None:
    assert report_id(None, "r", "text") == report_id(Publisher(), "r", "text")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((None, "ab", "c"), (None, "a", "bc")),
        ((Publisher(name="a"), "b", ""), (Publisher(domain="a"), "b", "")),
        ((Publisher(name=""), "b", ""), (None, "b", "")),
    ],
)
def test_fields_cannot_be_shifted_into_one_another(
    one: tuple[Publisher | None, str, str], other: tuple[Publisher | None, str, str]
) -> None:
    assert report_id(*one) != report_id(*other)


@given(st.none() | publishers, words, words)
def test_a_report_id_is_short_hexadecimal(publisher: Publisher | None, ref: str, text: str) -> None:
    found = report_id(publisher, ref, text)
    assert len(found) == ID_DIGITS
    assert set(found) <= set("0123456789abcdef")


def test_a_lone_surrogate_does_not_crash_the_naming() -> None:
    assert report_id(None, "\ud800", "text") != report_id(None, "\ud801", "text")


def test_cue_and_content_are_not_interchangeable() -> None:
    assert statement_id("r", [span(0, 4)], [span(6, 12)]) != statement_id("r", [span(6, 12)], [span(0, 4)])
    assert statement_id("r", [], [span(1, 23)]) != statement_id("r", [], [span(12, 3 + 20)])


def test_the_text_hash_is_sha256_of_utf8() -> None:
    assert text_sha256("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
