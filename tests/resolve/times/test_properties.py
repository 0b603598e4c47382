"""What holds of the time expressions of any text."""

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.model import Timex, When
from headwater.resolve.times import bounds, dated, times_given, times_of
from headwater.resolve.times.vocabulary import CLASSES
from headwater.resolve.words import Words
from tests import strategies
from tests.notation import report_of

_WORDS = sorted({word for group in CLASSES.values() for word in group} | {word.title() for word in CLASSES["WDAY"] | CLASSES["MONTH"]})
_PIECES = [*_WORDS, *"1 2 07 31 1984 2024 1st 22nd 1990s 10:30 25:99 3pm 2024-05-07 2024-99-99 5/27/2024 1,000 2.5 ½ ٣ ²".split()]
_PIECES += ["the", "a", "of", "last", "next", "ago", "earlier", "end of", "will", "said", "until", ",", ".", "-", "'s", "’", "(", "$", "\n"]
tales = st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join)
texts = tales | strategies.texts
days = st.dates(date(1700, 1, 1), date(2300, 12, 31))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RELATIVE = ("yesterday", "today", "on Tuesday", "last week", "last month", "this year", "three weeks ago", "overnight", "over the weekend")

# The finest that each unit's words may be resolved to, and its order.
FINEST = {"day": "day", "week": "week", "month": "month", "year": "year", "decade": "decade", "century": "century"}
LENGTH = {"second": 0, "minute": 1, "hour": 2, "part-of-day": 3, "day": 4, "weekend": 5, "week": 6, "month": 7, "quarter": 8, "season": 8}
LENGTH |= {"half": 9, "year": 10, "decade": 11, "century": 12, "vague": 13}


def read(text: str, day: date | None = None) -> tuple[Timex, ...]:
    when = When(value=day.isoformat(), precision="day", origin="given") if day else None
    return times_of(Words(text), report_of(text, published_at=when))


@given(texts, st.none() | days)
def test_reading_never_raises_and_spans_lie_in_the_text_in_order(text: str, day: date | None) -> None:
    found = read(text, day)
    ends = [0]
    for each in found:
        assert ends[-1] <= each.span.start < each.span.end <= len(text)
        assert each.value
        bounds(each.value)
        ends.append(each.span.end)


@given(texts, st.none() | days, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=4))
def test_given_spans_never_raise(text: str, day: date | None, spans: list[tuple[int, int]]) -> None:
    when = When(value=day.isoformat(), precision="day", origin="given") if day else None
    report = report_of(text, published_at=when)
    assert len(times_given(Words(text), report, [(start, start + length) for start, length in spans])) == len(spans)


@given(st.sampled_from(RELATIVE))
def test_without_a_date_nothing_relative_is_absolute(words: str) -> None:
    assert all(bounds(each.value) is None and each.anchor == "none" for each in read(f"It burned {words}."))


@given(tales.filter(lambda text: not re.search(r"\d{4}|\d0s|twenties|nineteen|eighteen|twenty|two thousand|ies\b|/", text)))
def test_without_a_date_and_without_a_year_there_is_no_calendar(text: str) -> None:
    assert not [each for each in read(text) if re.match(r"\d{4}", each.value)]


@given(st.sampled_from(WEEKDAYS), days)
def test_a_week_later_a_weekday_is_a_week_later(name: str, day: date) -> None:
    first, second = (read(f"It burned on {name}.", each)[0] for each in (day, day + timedelta(days=7)))
    assert date.fromisoformat(second.value) - date.fromisoformat(first.value) == timedelta(days=7)


@given(st.sampled_from(WEEKDAYS), days)
def test_a_bare_weekday_is_within_the_week_before(name: str, day: date) -> None:
    (found,) = read(f"It burned on {name}.", day)
    value = date.fromisoformat(found.value)
    assert timedelta(0) <= day - value <= timedelta(days=6)
    assert value.strftime("%A") == name


@given(st.sampled_from(sorted(FINEST)), st.integers(1, 40), st.sampled_from(["ago", "earlier", "later", "from now"]), days)
def test_what_is_counted_in_a_unit_is_not_finer(unit: str, count: int, how: str, day: date) -> None:
    plural = {"century": "centuries"}.get(unit, f"{unit}s")
    for each in read(f"It burned {count} {unit if count == 1 else plural} {how}.", day):
        assert LENGTH[each.precision] >= LENGTH[FINEST[unit]]


@given(st.sampled_from(["last", "this", "next"]), st.sampled_from(["week", "month", "year", "decade", "century"]), days)
def test_a_unit_beside_is_that_unit(how: str, unit: str, day: date) -> None:
    (found,) = read(f"It burned {how} {unit}.", day)
    assert found.precision == unit


@given(st.sampled_from(_WORDS), days)
def test_a_month_or_season_is_not_a_day(word: str, day: date) -> None:
    for each in read(f"It burned in {word}.", day):
        if word in CLASSES["SEASON"] | {name.title() for name in CLASSES["MONTH"]}:
            assert each.precision in ("month", "season")


@given(texts, days)
def test_dating_changes_nothing_else(text: str, day: date) -> None:
    found = read(text, day)
    assert dated(Words(text), (), found) == ((), found)


HOSTILE = {
    "numbers": "one " * 20_000,
    "units": "years " * 20_000,
    "determiners": "the last past next " * 8_000,
    "digits": "1" * 100_000,
    "dates": "May 1, " * 12_000,
    "weekdays": "Monday " * 12_000,
    "edges": "the end of " * 8_000,
    "spaces": "Monday" + " " * 100_000 + "May",
    "clocks": "10:30 " * 15_000,
    "letters": "a" * 100_000,
    "commas": "1,000" + ",000" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(name: str) -> None:
    text = HOSTILE[name]
    began = time.process_time()
    read(text, date(2024, 5, 8))
    assert time.process_time() - began < 12
