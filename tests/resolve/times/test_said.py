"""When a statement was said, and what dates its content."""

from typing import Any

import pytest

from headwater.model import Statement, Timex, When
from headwater.resolve.times import dated, times_of
from headwater.resolve.words import Words
from tests.notation import reading_of


def read(sentence: str, **changes: Any) -> tuple[tuple[Statement, ...], tuple[Timex, ...], str]:
    when = When(value="2024-05-08", precision="day", origin="given")
    reading = reading_of(sentence, published_at=when, **changes)
    assert reading.report is not None
    words = Words(reading.report.text)
    statements, times = dated(words, reading.statements, times_of(words, reading.report))
    return statements, times, reading.report.text


SAID = {
    "after the cue": ("[S:Ines Vale] [C:said] on Monday [T:that the dam would hold].", "2024-05-06"),
    "bare after the cue": ("[S:Ines Vale] [C:said] Monday [T:the dam would hold].", "2024-05-06"),
    "with a hearer": ("[S:Ines Vale] [C:told] reporters in Castellan late on Monday [T:that the dam would hold].", "2024-05-06"),
    "before the cue": ("On Monday, [S:Ines Vale] [C:said] [T:the dam would hold].", "2024-05-06"),
    "after the content": ("[T:“The dam will hold,”] [S:Ines Vale] [C:said] on Tuesday evening.", "2024-05-07"),
    "the content's is not": ("[S:Ines Vale] [C:said] [T:the dam burst on Monday].", None),
    "a clause's is not": ("[S:Ines Vale], who was elected on Monday, [C:said] [T:the dam would hold].", None),
    "since is not": ("[S:Ines Vale] has [C:said] since Monday [T:that the dam would hold].", None),
    "a possessive is not": ("[S:Ines Vale] [C:said] after Monday's vote [T:that the dam would hold].", None),
    "the day of publication is not assumed": ("[S:Ines Vale] [C:said] [T:the dam would hold].", None),
    "no more than its words": ("[S:Ines Vale] [C:said] last month [T:that the dam would hold].", "2024-04"),
    "a vague one is not": ("[S:Ines Vale] [C:said] recently [T:that the dam would hold].", None),
}


@pytest.mark.parametrize("case", SAID)
def test_said_at(case: str) -> None:
    sentence, expected = SAID[case]
    statements, _, _ = read(sentence)
    assert [one.said_at for one in statements] == [expected]


def test_an_expression_of_the_content_dates_it() -> None:
    statements, times, text = read("[S:Ines Vale] [C:said] on Tuesday [T:that the dam burst on Monday and again in March].")
    events = {text[t.span.start : t.span.end]: t.event for t in times}
    assert events == {"Tuesday": None, "Monday": statements[0].id, "March": None}


def test_a_starting_point_a_length_and_a_set_date_nothing() -> None:
    _, times, _ = read("[S:Ines Vale] [C:said] [T:that since Monday the dam had leaked for two weeks every night].")
    assert len(times) == 3
    assert {t.event for t in times} == {None}


def test_an_inner_statement_is_dated_by_its_own_content() -> None:
    sentence = "[S:Northline] [C:reported] [T:that on Monday [S2:Ines Vale] [C2:said] [T2:that the dam burst on Sunday]]."
    statements, times, _ = read(sentence)
    outer, inner = sorted(statements, key=lambda one: one.cue)
    assert [t.event for t in times] == [outer.id, inner.id]
    assert outer.said_at is None
