"""Figures over time, quotations word by word, and days of a timeline."""

from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.model import Figure, Reading, Span
from headwater.web.days import days_of, speakers_of
from headwater.web.drift import aligned, drifts_of
from headwater.web.numbers import series_of
from tests.link.news import report

sentences = st.lists(st.sampled_from("we did not pay them and will never pay, “ever” 40 people".split()), max_size=12).map(" ".join)


def shown(a: str, b: str) -> str:
    marks = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return " ".join(marks[piece.kind].format(piece.text) for piece in aligned(a, b))


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("We will not pay.", "We will not pay.", "We will not pay."),
        ("We will not pay,", "we will not pay", "we will not pay"),
        ("I think the worst is behind us", "The worst is behind us", "[-I think-] The worst is behind us"),
        ("I went to look for water", "I went to fetch water", "I went to [-look for-] [+fetch+] water"),
        ("", "All new", "[+All new+]"),
    ],
)
def test_words_that_stayed_went_and_came_are_aligned(a: str, b: str, wanted: str) -> None:
    assert shown(a, b) == wanted


@given(sentences, sentences)
def test_an_alignment_holds_all_words_of_both_in_order(a: str, b: str) -> None:
    pieces = aligned(a, b)
    before = " ".join(piece.text for piece in pieces if piece.kind != "new")
    after = " ".join(piece.text for piece in pieces if piece.kind != "gone")
    assert SequenceMatcher(None, before.casefold(), a.casefold()).ratio() > 0.8 if a else not before
    assert after == " ".join(b.split())
    assert all(x.kind != y.kind for x, y in pairwise(pieces))


@pytest.mark.parametrize(
    ("relation", "because", "a", "b", "pieces"),
    [
        ("truncated", "without “ever”", "We will not pay, ever", "We will not pay", True),
        ("paraphrased", "told, not quoted", "We will not pay", "that it would not pay", False),
        ("hedge_lost", "told, without “we”", "We will not pay", "it will not pay", False),
        ("altered", "", "We will not pay at all", "Somebody else did, they say", False),
    ],
)
def test_words_are_held_against_each_other_only_where_both_are_quoted_and_much_is_the_same(
    relation: str, because: str, a: str, b: str, pieces: bool
) -> None:
    quote = {"relation": relation, "because": because, "speaker": "Vale", "a": {"text": a}, "b": {"text": b}}
    (found,) = drifts_of([quote])
    assert bool(found.pieces) == pieces


def test_what_changed_comes_before_what_did_not() -> None:
    quotes = [
        {"relation": relation, "because": "", "speaker": "", "a": {"text": "a"}, "b": {"text": "b"}}
        for relation in ("identical", "paraphrased", "truncated", "hedge_lost")
    ]
    assert [drift.relation for drift in drifts_of(quotes)] == ["hedge_lost", "truncated", "paraphrased", "identical"]


# Figures -------------------------------------------------------------------------------------------------------------------------


def counted(text: str, *numbers: str, at: str, ref: str, unit: str | None = None) -> Reading:
    """A report in which some numbers are figures of people."""
    read = report(text, at=at, ref=ref)
    spans = [Span(start=text.index(number), end=text.index(number) + len(number)) for number in numbers]
    what = Span(start=text.index("people"), end=text.index("people") + 6)
    figures = tuple(
        Figure(span=span, low=float(number), high=float(number), what=(what,), unit=unit)
        for span, number in zip(spans, numbers, strict=True)
    )
    return Reading(ref=read.ref, report=read.report, figures=figures, stages=("ingest", "resolve"))


def linked(a: Reading, b: Reading, relation: str, *, at: tuple[int, int] = (0, 0)) -> dict[str, object]:
    ends = []
    for reading, number in ((a, at[0]), (b, at[1])):
        assert reading.report is not None
        span = reading.figures[number].span
        ends.append({"report": reading.report.id, "start": span.start, "end": span.end, "text": ""})
    return {"a": ends[0], "b": ends[1], "relation": relation, "because": f"{relation}, it seems"}


FIRST = counted("At first 12 people were hurt.\n", "12", at="2025-05-01T08:00:00Z", ref="first")
SECOND = counted("By noon 19 people were hurt, not 12.\n", "19", "12", at="2025-05-01T12:00:00Z", ref="second")
THIRD = counted("In all 31 people were hurt.\n", "31", at="2025-05-02T08:00:00Z", ref="third")


def test_figures_of_one_thing_stand_in_order_of_time_on_one_scale() -> None:
    links = [linked(SECOND, THIRD, "update"), linked(FIRST, SECOND, "same", at=(0, 1)), linked(FIRST, SECOND, "update")]
    (series,) = series_of(links, [THIRD, FIRST, SECOND])
    assert (series.what, series.relation) == ("people", "update")
    assert [(each.words, each.at and round(each.at[0], 2)) for each in series.given] == [
        ("12", 0.0),
        ("19", 0.37),
        ("12", 0.0),
        ("31", 1.0),
    ]
    assert series.scale is not None
    assert (series.scale.least, series.scale.greatest) == ("12", "31")
    assert [note.relation for note in series.notes] == ["update", "update"]


def test_two_numbers_or_one_number_thrice_have_no_scale() -> None:
    (two,) = series_of([linked(FIRST, THIRD, "conflict")], [FIRST, THIRD])
    assert (two.scale, two.relation) == (None, "conflict")
    again = counted("It is 12 people still.\n", "12", at="2025-05-03T08:00:00Z", ref="again")
    links = [linked(FIRST, SECOND, "same", at=(0, 1)), linked(SECOND, again, "same", at=(1, 0))]
    (alike,) = series_of(links, [FIRST, SECOND, again])
    assert alike.scale is None


def test_the_same_number_twice_in_a_report_is_one_row() -> None:
    twice = counted("Here 7 people; then 8 people.\n", "7", "8", at="2025-05-01T08:00:00Z", ref="twice")
    same = Reading(ref=twice.ref, report=twice.report, figures=tuple(_as(each, 7.0) for each in twice.figures), stages=twice.stages)
    (series,) = series_of([linked(same, same, "same", at=(0, 1)), linked(same, FIRST, "conflict")], [same, FIRST])
    assert [(each.words, len(each.again)) for each in series.given] == [("7", 1), ("12", 0)]


def test_a_part_stands_with_its_whole_and_a_fraction_in_its_words() -> None:
    parts = counted("On 11 of 14 sites people fell ill.\n", "11", "14", at="2025-05-01T08:00:00Z", ref="parts")
    first, second = parts.figures
    whole = Reading(ref=parts.ref, report=parts.report, figures=(replace(first, part_of=1), second), stages=parts.stages)
    third = Reading(
        ref="third", report=THIRD.report, figures=(replace(THIRD.figures[0], low=1 / 3, high=1 / 3, unit="fraction"),), stages=THIRD.stages
    )
    (series,) = series_of([linked(whole, third, "conflict")], [whole, third])
    assert [each.value for each in series.given] == ["11 of 14", "31"]


def _as(figure: Figure, value: float) -> Figure:
    return Figure(span=figure.span, low=value, high=value, what=figure.what)


def test_conflicts_come_before_what_the_reports_give_alike() -> None:
    other = counted("Some 40 people fled.\n", "40", at="2025-05-01T09:00:00Z", ref="other")
    alike = counted("The 40 people who fled.\n", "40", at="2025-05-01T10:00:00Z", ref="alike")
    found = series_of([linked(other, alike, "same"), linked(FIRST, THIRD, "conflict")], [FIRST, THIRD, other, alike])
    assert [series.relation for series in found] == ["conflict", "same"]


def test_a_figure_that_was_not_read_again_is_passed_over() -> None:
    assert series_of([linked(FIRST, THIRD, "conflict")], [FIRST, Reading(ref="third", report=THIRD.report, stages=("ingest",))]) == ()


# Days ----------------------------------------------------------------------------------------------------------------------------


def position(
    words: str, *, when: str | None, who: str = "Vale", manner: str = "unknown", at: int = 0, where: str = "courier"
) -> dict[str, object]:
    page = {"id": where, "ref": where, "publisher": {"name": where.title(), "domain": None}, "published_at": None}
    return {
        "actor": who.lower(), "name": who, "when": when, "on_record": manner, "said": "asserts", "stance": "asserts", "claim": "c",
        "statement": f"s{at}", "report": page, "gist": words, "words": [{"start": at, "end": at + len(words), "text": words}],
    }  # fmt: skip


def test_days_come_in_order_and_what_has_no_date_last() -> None:
    rows = [
        position("a", when="2025-05"),
        position("b", when="2025-05-02T07:00:00Z"),
        position("c", when="2025-05-02"),
        position("d", when=None),
    ]
    assert [(day.when, day.words) for day in days_of(rows)] == [("2025-05", "May 2025"), ("2025-05-02", "2 May 2025"), ("", "No date")]


def test_what_is_said_privately_stands_apart() -> None:
    rows = [position("openly", when="2025-05-02", manner="public"), position("hushed", when="2025-05-02", manner="private", at=20)]
    (day,) = days_of(rows)
    assert [one.words for voice in day.openly for one in voice.said] == ["openly"]
    assert [one.words for voice in day.privately for one in voice.said] == ["hushed"]


def test_the_same_words_in_two_reports_are_told_once_with_both() -> None:
    rows = [position("We will not pay", when="2025-05-02"), position("We will not pay", when="2025-05-02", where="lantern", at=3)]
    ((voice,),) = [day.openly for day in days_of(rows)]
    assert [[page for page, _, _ in one.reports] for one in voice.said] == [["Courier", "Lantern"]]


def test_words_within_words_of_a_report_are_told_once() -> None:
    rows = [position("We will not pay, ever", when="2025-05-02"), position("not pay", when="2025-05-02", at=8)]
    ((voice,),) = [day.openly for day in days_of(rows)]
    assert [one.words for one in voice.said] == ["We will not pay, ever"]


def test_who_speaks_most_is_offered_first() -> None:
    rows = [
        position("a", when=None, who="Vale"),
        position("b", when=None, who="Marlow", at=9),
        position("c", when=None, who="Marlow", at=19),
    ]
    assert speakers_of(rows) == [("Marlow", 2), ("Vale", 1)]
