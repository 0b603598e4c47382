"""Overlapping marks to segments: they tile, lose no character, and each knows exactly what covers it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from headwater.model import Span
from headwater.web.segments import Mark, segments

LENGTH = 60


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, LENGTH - 1))
    return Span(start=start, end=draw(st.integers(start + 1, LENGTH)))


MARKS = st.lists(st.builds(Mark, span=spans(), role=st.sampled_from(("source", "cue", "content")), of=st.sampled_from("abc")), max_size=12)


@given(MARKS, st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_segments_tile_the_stretch(marks: list[Mark], start: int, end: int) -> None:
    found = segments(start, end, marks)
    if start >= end:
        assert found == ()
        return
    assert found[0].start == start
    assert found[-1].end == end
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(each.start < each.end for each in found)


@given(MARKS, st.text(min_size=LENGTH, max_size=LENGTH))
def test_segments_lose_no_character(marks: list[Mark], text: str) -> None:
    assert "".join(text[each.start : each.end] for each in segments(0, len(text), marks)) == text


@given(MARKS)
def test_a_segment_is_covered_by_its_marks_and_no_others(marks: list[Mark]) -> None:
    for each in segments(0, LENGTH, marks):
        for at in range(each.start, each.end):
            assert sorted(each.marks) == sorted(mark for mark in marks if mark.span.start <= at < mark.span.end)


@given(MARKS)
def test_the_order_of_marks_does_not_matter(marks: list[Mark]) -> None:
    assert segments(0, LENGTH, marks) == segments(0, LENGTH, marks[::-1])


@given(MARKS)
def test_wider_marks_come_first(marks: list[Mark]) -> None:
    for each in segments(0, LENGTH, marks):
        widths = [mark.span.end - mark.span.start for mark in each.marks]
        assert widths == sorted(widths, reverse=True)
