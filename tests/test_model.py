from dataclasses import replace

import pytest

from headwater.model import Reading, Span, reading_order
from tests.notation import reading_of, report_of


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2)])
def test_a_span_is_never_empty_or_backwards(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a span needs"):
        Span(start=start, end=end)


def test_a_score_lies_between_nothing_and_one() -> None:
    (statement,) = reading_of("[S:Smith] [C:said] [T:so].").statements
    with pytest.raises(ValueError, match="score"):
        replace(statement, score=1.1)


def test_a_statement_has_a_content() -> None:
    (statement,) = reading_of("[S:Smith] [C:said] [T:so].").statements
    with pytest.raises(ValueError, match="content"):
        replace(statement, content=())


def test_a_reading_is_of_the_report_it_holds() -> None:
    with pytest.raises(ValueError, match="holds a report of"):
        Reading(ref="b", report=report_of("Text.", ref="a"))


def test_a_reading_without_a_report_says_why() -> None:
    with pytest.raises(ValueError, match="why it was rejected"):
        Reading(ref="a", report=None)


def test_reading_order_puts_a_statement_before_those_inside_it() -> None:
    reading = reading_of("[T:[S2:Burns] [C2:told] Barnea [T2:to wait]], [C:according to] [S:a source].")
    outer, inner = reading.statements
    assert sorted([inner, outer], key=reading_order) == [outer, inner]


def test_reading_order_does_not_follow_a_source_named_long_before() -> None:
    reading = reading_of("[S2:Brandt] came. [S:Voss] [C:said] [T:no]. [T2:“Yes.”]")
    first, second = reading.statements
    assert sorted([second, first], key=reading_order) == [first, second]
