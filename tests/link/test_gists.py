"""The words that name a claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.link.gists import Worded, gist_of
from headwater.link.units import Unit, units_of
from headwater.model import Span
from tests.link.news import told


def gist(*sentences: str, spans: dict[int, str] | None = None, asserts: tuple[bool, ...] | None = None) -> str:
    """Return the gist of a claim that some sentences make, each of its own report; `spans` cuts a unit to a part of its sentence."""
    worded, texts = [], {}
    for number, sentence in enumerate(sentences):
        reading = told(f"News\n\n{sentence}\n", publisher=f"Paper {number}", at="2025-05-01T08:00:00Z", ref=f"r{number}")
        assert reading.report is not None
        texts[reading.report.id] = reading.report.text
        part = (spans or {}).get(number, sentence)
        start = reading.report.text.index(part)
        unit = Unit(report=reading.report.id, statement=None, spans=(Span(start=start, end=start + len(part)),), text=part)
        worded.append(Worded(unit=unit, reading=reading, near=0.5, asserts=asserts is None or asserts[number]))
        assert units_of(reading)
    place = gist_of(worded)
    return texts[place.report][place.span.start : place.span.end]


def test_a_clause_that_names_its_subject_is_taken_before_one_that_does_not() -> None:
    assert gist("He sold it.", "Mayor Vale sold the Kessly ferry to Brandt Lines.") == "Mayor Vale sold the Kessly ferry to Brandt Lines."


def test_the_that_before_it_stays_out() -> None:
    sentence = "A clerk said that Mayor Vale sold the ferry in March."
    assert gist(sentence, spans={0: "that Mayor Vale sold the ferry in March"}) == "Mayor Vale sold the ferry in March"


def test_of_a_fragment_the_whole_sentence_is_taken() -> None:
    assert gist("Brandt Lines confirmed the sale.", spans={0: "the sale"}) == "Brandt Lines confirmed the sale."


@pytest.mark.parametrize("question", ["Who sold the Kessly ferry to Brandt Lines?", "whether Mayor Vale had sold the ferry"])
def test_a_question_names_no_claim(question: str) -> None:
    assert gist(question, "The ferry was sold in March.") == "The ferry was sold in March."


def test_who_asserts_it_names_it() -> None:
    said = gist("Mayor Ines Vale never sold the Kessly ferry.", "The ferry was sold in March.", asserts=(False, True))
    assert said == "The ferry was sold in March."


@given(st.text(alphabet="“”‘’\"', .?!aN—\n", min_size=1, max_size=12).filter(str.strip))
def test_whatever_the_marks_some_words_name_the_claim(part: str) -> None:
    reading = told(f"News\n\nMayor Vale sold the ferry {part} in May.\n", publisher="Paper", at="2025-05-01T08:00:00Z", ref="r")
    assert reading.report is not None
    start = reading.report.text.index(f"ferry {part} in") + 6
    unit = Unit(report=reading.report.id, statement=None, spans=(Span(start=start, end=start + len(part)),), text=part)
    assert gist_of([Worded(unit=unit, reading=reading, near=0.5, asserts=True)]).report == reading.report.id
