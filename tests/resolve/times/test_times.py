"""What time expressions stand for, in invented sentences of a report published on Wednesday, 8 May 2024 unless another day is given."""

from typing import Any

import pytest

from headwater.model import Publisher, Timex, When
from headwater.resolve.times import bounds, times_given, times_of
from headwater.resolve.words import Words
from tests.notation import report_of

DAY = "2024-05-08"


def stated(value: str | None) -> When | None:
    return When(value=value, precision="minute" if value and "T" in value else "day", origin="given") if value else None


def times(text: str, published: str | None = DAY, **fields: Any) -> tuple[Timex, ...]:
    return times_of(Words(text), report_of(text, published_at=stated(published), **fields))


def shown(text: str, published: str | None = DAY, **fields: Any) -> list[str]:
    """Return each expression as `its words = its value`, its modifier after it."""
    found = times(text, published, **fields)
    return [f"{text[t.span.start : t.span.end]} = {t.value}{f' {t.mod}' if t.mod else ''}" for t in found]


NEWS = {
    "a bare weekday is the nearest past one": ("The mayor met farmers on Tuesday.", ["Tuesday = 2024-05-07"]),
    "or the day of publication": ("The mayor met farmers on Wednesday.", ["Wednesday = 2024-05-08"]),
    "will puts it ahead": ("The mayor will meet farmers on Friday.", ["Friday = 2024-05-10"]),
    "so does a schedule": ("The vote is scheduled for Monday.", ["Monday = 2024-05-13"]),
    "and until": ("The curfew lasts until Saturday.", ["Saturday = 2024-05-11"]),
    "what was said lies behind": ("She said Monday that she will resign.", ["Monday = 2024-05-06"]),
    "a month that is a verb": ("They may march in May.", ["May = 2024-05"]),
    "a name is no month": ("Mrs May Orrin met April Vale.", []),
    "last weekday": ("He fell ill last Wednesday.", ["last Wednesday = 2024-05-01"]),
    "next weekday": ("He sails next Wednesday.", ["next Wednesday = 2024-05-15"]),
    "overnight ends on the day of publication": ("The bridge fell overnight.", ["overnight = 2024-05-07TNI"]),
    "last night": ("The bridge fell late last night.", ["late last night = 2024-05-07TNI late"]),
    "tonight": ("The bridge opens tonight.", ["tonight = 2024-05-08TNI"]),
    "earlier this week": ("The ferry sank earlier this week.", ["earlier this week = 2024-W19 early"]),
    "over the weekend": ("The ferry sank over the weekend.", ["the weekend = 2024-W18-WE"]),
    "last month": ("The ferry sank last month.", ["last month = 2024-04"]),
    "the third quarter has been": ("Profit fell in the third quarter.", ["the third quarter = 2023-Q3"]),
    "a year earlier is the same quarter": (
        "Profit rose in the first quarter from a year earlier.",
        ["the first quarter = 2024-Q1", "a year earlier = 2023-Q1"],
    ),
    "a quarter of a year": ("Profit rose in the fourth quarter of 2022.", ["the fourth quarter of 2022 = 2022-Q4"]),
    "a short quarter": ("Profit rose in Q3 2022.", ["Q3 2022 = 2022-Q3"]),
    "a half": ("Profit rose in the first half of 2023.", ["the first half of 2023 = 2023-H1"]),
    "the next day": ("He was shot on May 3 and died the next day.", ["May 3 = 2024-05-03", "the next day = 2024-05-04"]),
    "ago has the grain of its unit": (
        "She left three weeks ago, he five months ago, they two years ago.",
        ["three weeks ago = 2024-W16", "five months ago = 2023-12", "two years ago = 2022"],
    ),
    "ten days ago": ("She left ten days ago.", ["ten days ago = 2024-04-28"]),
    "since a day without year": ("The road has been shut since October 7.", ["October 7 = 2023-10-07"]),
    "a deadline ahead": ("The council must decide by June 1.", ["June 1 = 2024-06-01"]),
    "a day with year": ("It closed on May 7, 2019.", ["May 7, 2019 = 2019-05-07"]),
    "a day before its month": ("It closed on 7 May 2019.", ["7 May 2019 = 2019-05-07"]),
    "a range of days": ("The fair was held May 1-3.", ["May 1-3 = 2024-05-01/2024-05-03"]),
    "a time with its zone": ("It began at 10:30 a.m. EDT on Tuesday.", ["10:30 a.m. EDT on Tuesday = 2024-05-07T10:30-04:00"]),
    "a time of Greenwich": ("It began at 1430 GMT.", ["1430 GMT = 2024-05-08T14:30Z"]),
    "an hour is no minute": ("It began at 3pm on Monday.", ["3pm on Monday = 2024-05-06T15"]),
    "a weekday's evening": ("It began on Tuesday evening.", ["Tuesday evening = 2024-05-07TEV"]),
    "a decade": ("It was built in the late 1970s.", ["the late 1970s = 197X late"]),
    "a century": ("It was built in the 19th century.", ["the 19th century = 18XX"]),
    "a season of a year": ("It was built in the summer of 2020.", ["the summer of 2020 = 2020-SU"]),
    "the end of a month": ("It closed at the end of March.", ["the end of March = 2024-03 end"]),
    "a moving feast": ("It closed at Easter 2024.", ["Easter 2024 = 2024-03-31"]),
    "a year in words": ("It was built in nineteen eighty-four.", ["nineteen eighty-four = 1984"]),
}

LENGTHS = {
    "a duration": ("It lasted three weeks.", "duration", ["three weeks = P3W"]),
    "with a modifier": ("It lasted more than two years.", "duration", ["more than two years = P2Y more"]),
    "at most": ("It lasted less than an hour.", "duration", ["less than an hour = PT1H less"]),
    "of no number": ("It lasted several months.", "duration", ["several months = PXM"]),
    "before a noun": ("They signed a five-year contract.", "duration", ["five-year = P5Y"]),
    "and a half": ("It lasted a year and a half.", "duration", ["a year and a half = P1Y6M"]),
    "a stretch up to now": ("It grew over the past three years.", "duration", ["the past three years = P3Y"]),
    "every week": ("They meet every Tuesday.", "set", ["every Tuesday = XXXX-WXX-2"]),
    "plural weekdays": ("They meet on Mondays.", "set", ["Mondays = XXXX-WXX-1"]),
    "so often": ("They meet twice a month.", "set", ["twice a month = P1M"]),
    "a rate": ("It costs $50 a year.", "set", ["a year = P1Y"]),
    "every other": ("They meet every two weeks.", "set", ["every two weeks = P2W"]),
}

NONE = {
    "an age": "A 45-year-old man and a woman who is 30 years old were hurt.",
    "a count": "Some 2000 people and $2012 were missing.",
    "a result": "The team won 3:12 in the end.",
    "a share": "A quarter of the second group left.",
    "a verb": "Prices fall and spring back.",
}

UNDATED = {
    "a weekday": ("They met on Tuesday.", ["Tuesday = XXXX-WXX-2"]),
    "a week": ("They met last week.", ["last week = XXXX-WXX"]),
    "a month": ("They met last month.", ["last month = XXXX-XX"]),
    "a day of a month": ("They met on May 7.", ["May 7 = XXXX-05-07"]),
    "yesterday": ("They met yesterday.", ["yesterday = XXXX-XX-XX"]),
    "weeks ago": ("They met three weeks ago.", ["three weeks ago = XXXX-WXX"]),
    "overnight": ("They met overnight.", ["overnight = XXXX-XX-XXTNI"]),
    "a quarter": ("They met in the third quarter.", ["the third quarter = XXXX-Q3"]),
    "a year is a year": ("They met in 2019.", ["2019 = 2019"]),
}


@pytest.mark.parametrize("case", NEWS)
def test_an_expression_of_news_stands_for(case: str) -> None:
    text, expected = NEWS[case]
    assert shown(text) == expected


@pytest.mark.parametrize("case", LENGTHS)
def test_a_length_or_set_stands_for(case: str) -> None:
    text, kind, expected = LENGTHS[case]
    assert shown(text) == expected
    assert {t.type for t in times(text)} == {kind}


@pytest.mark.parametrize("case", NONE)
def test_no_time_is_seen_in(case: str) -> None:
    assert shown(NONE[case]) == []


@pytest.mark.parametrize("case", UNDATED)
def test_without_a_date_a_relative_expression_stays_symbolic(case: str) -> None:
    text, expected = UNDATED[case]
    found = times(text, None)
    assert shown(text, None) == expected
    assert {t.anchor for t in found} == {"none"}


def test_vague_expressions_stay_vague() -> None:
    found = times("It is now open, was recently closed and will soon burn in the near future.")
    assert [(t.value, t.precision) for t in found] == [
        ("PRESENT_REF", "vague"),
        ("PAST_REF", "vague"),
        ("FUTURE_REF", "vague"),
        ("FUTURE_REF", "vague"),
    ]


@pytest.mark.parametrize(
    ("text", "precision", "anchor"),
    [
        ("on Tuesday", "day", "published"),
        ("three weeks ago", "week", "published"),
        ("over the weekend", "weekend", "published"),
        ("last month", "month", "published"),
        ("last summer", "season", "published"),
        ("in the third quarter", "quarter", "published"),
        ("in 2019", "year", "none"),
        ("in the 1990s", "decade", "none"),
        ("at 3pm", "hour", "published"),
        ("at 3:05 p.m.", "minute", "published"),
        ("on Tuesday night", "part-of-day", "published"),
    ],
)
def test_a_value_tells_its_precision_and_anchor(text: str, precision: str, anchor: str) -> None:
    (found,) = times(f"It burned {text}.")
    assert (found.precision, found.anchor) == (precision, anchor)


def test_a_date_of_publication_that_is_a_month_gives_no_days() -> None:
    assert shown("It burned on Tuesday, last week and last year.", "2024-05") == [
        "Tuesday = XXXX-WXX-2",
        "last week = XXXX-WXX",
        "last year = 2023",
    ]


def test_the_day_of_publication_is_that_of_the_publisher() -> None:
    midnight = "2024-05-08T01:30:00Z"
    assert shown("It burned today.", midnight, publisher=Publisher(domain="nytimes.com")) == ["today = 2024-05-07"]
    assert shown("It burned today.", midnight, publisher=Publisher(domain="example.jp")) == ["today = 2024-05-08"]
    assert shown("It burned today.", midnight) == ["today = 2024-05-08"]
    assert shown("It burned today.", "2024-05-08T01:30:00+03:00", publisher=Publisher(domain="nytimes.com")) == ["today = 2024-05-08"]


def test_a_dateline_with_year_stands_in_for_the_publication() -> None:
    text = "CASTELLAN, May 7, 2024 (Northline) — The dam burst on Monday."
    assert shown(text, None) == ["May 7, 2024 = 2024-05-07", "Monday = 2024-05-06"]
    assert [t.anchor for t in times(text, None)] == ["none", "dateline"]


def test_a_line_that_is_a_date_is_a_dateline() -> None:
    assert shown("Dam bursts\nTuesday, 7 May 2024\nThe dam burst on Monday.", None)[-1] == "Monday = 2024-05-06"


def test_a_dateline_without_year_fixes_nothing() -> None:
    assert shown("CASTELLAN, May 7 (Northline) — The dam burst on Monday.", None) == ["May 7 = XXXX-05-07", "Monday = XXXX-WXX-1"]


def test_a_weekday_beside_a_day_fixes_the_year_among_those_the_text_names() -> None:
    text = "The dam, built in 2016 and raised in 2024, burst on Tuesday, May 7, and again on May 9."
    found = times(text, None)
    assert [t.value for t in found] == ["2016", "2024", "2024-05-07", "2024-05-09"]
    assert [t.anchor for t in found] == ["none", "none", "text", "text"]


def test_a_weekday_beside_a_day_fixes_nothing_where_two_years_fit() -> None:
    assert shown("The dam, built in 2019 and raised in 2024, burst on Tuesday, May 7.", None)[-1] == "Tuesday, May 7 = XXXX-05-07"


def test_a_capture_is_no_publication() -> None:
    assert shown("It burned yesterday.", None, captured_at=stated(DAY)) == ["yesterday = XXXX-XX-XX"]


def test_a_modification_stands_in_for_the_publication_and_says_so() -> None:
    (found,) = times("It burned yesterday.", None, modified_at=stated(DAY))
    assert (found.value, found.anchor) == ("2024-05-07", "modified")


def test_a_line_cut_hard_does_not_cut_an_expression() -> None:
    text = "The road to the harbour was shut by the council in the third\nquarter of 2022."
    assert shown(text) == ["the third\nquarter of 2022 = 2022-Q3"]


def test_given_spans_are_read_without_doubt() -> None:
    text = "It was the annual fair."
    (found,) = times_given(Words(text), report_of(text), [(text.index("annual"), text.index("annual") + 6)])
    assert found is not None
    assert found.value == "P1Y"


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-05-07", "2024-05-07", "2024-05-07"),
        ("2024-05-07TNI", "2024-05-07", "2024-05-07"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-W01", "2024-01-01", "2024-01-07"),
        ("2024-W18-WE", "2024-05-04", "2024-05-05"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
        ("2023-WI", "2023-12-01", "2024-02-29"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2024-05-05/2024-05-07", "2024-05-05", "2024-05-07"),
    ],
)
def test_an_absolute_value_is_a_stretch_of_days(value: str, first: str, last: str) -> None:
    found = bounds(value)
    assert found is not None
    assert [day.isoformat() for day in found] == [first, last]


@pytest.mark.parametrize("value", ["P3W", "PAST_REF", "PRESENT_REF", "XXXX-WXX-2", "2024-99", "2024-W60", "XXXX"])
def test_a_value_that_is_no_stretch_of_days_has_no_bounds(value: str) -> None:
    assert bounds(value) is None
