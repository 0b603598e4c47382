from dataclasses import replace

import pytest

from headwater.cli.asides import aside, said
from headwater.model import Figure, Reading, Span, Timex, When
from tests.notation import reading_of

TEXT = (
    "[S:Odile Ferrant] [C:said on Monday] [T:that half a million people, then a million left on Friday, 12 of them by boat, "
    "and that 3.5m barrels burned]."
)
PUBLISHED = When(value="2025-05-14T05:10:00Z", precision="second", origin="row")


def dated(words: str, value: str, precision: str = "day", mod: str | None = None) -> Reading:
    """The reading of a statement with one time, where some words of it stand."""
    reading, span = read(words)
    when = Timex(span=span, type="date", value=value, precision=precision, anchor="published", mod=mod, event=reading.statements[0].id)
    return replace(reading, whens=(when,))


def counted(words: str, value: float, unit: str | None = None) -> Reading:
    """The reading of a statement with one figure, where some words of it stand."""
    reading, span = read(words)
    return replace(reading, figures=(Figure(span=span, low=value, high=value, supplier=reading.statements[0].id, unit=unit),))


def read(words: str) -> tuple[Reading, Span]:
    reading = reading_of(TEXT, published_at=PUBLISHED)
    assert reading.report is not None
    start = reading.report.text.index(words)
    return reading, Span(start=start, end=start + len(words))


@pytest.mark.parametrize(
    ("value", "precision", "mod", "expected"),
    [
        ("2025-05-09", "day", None, "(on Friday is 9 May)"),
        ("2024-05-09", "day", None, "(on Friday is 9 May 2024)"),
        ("2025-05-09TEV", "part-of-day", None, "(on Friday is 9 May, evening)"),
        ("2025-05-09T15", "hour", None, "(on Friday is 9 May, 15:00)"),
        ("2025-05-09T15:30", "minute", None, "(on Friday is 9 May, 15:30)"),
        ("2025-W19", "week", None, "(on Friday is the week of 5 May)"),
        ("2025-W19-WE", "weekend", None, "(on Friday is the weekend of 10 May)"),
        ("2025-05", "month", "end", "(on Friday is in May)"),
        ("2025-Q2", "quarter", None, "(on Friday is the second quarter of 2025)"),
        ("2025-05-05/2025-05-07", "day", None, "(on Friday is 5 May to 7 May)"),
        ("XXXX-WXX-5", "day", None, None),
        ("PAST_REF", "vague", None, None),
        ("2025-W99", "week", None, None),
    ],
)
def test_a_time_is_told_where_it_was_resolved(value: str, precision: str, mod: str | None, expected: str | None) -> None:
    reading = dated("on Friday", value, precision, mod)
    assert aside(reading, reading.statements[0], 60) == expected


@pytest.mark.parametrize(
    ("words", "value", "unit", "expected"),
    [
        ("half a million", 500_000, None, "(half a million: 500,000)"),
        ("3.5m", 3_500_000, "barrel", "(3.5m: 3,500,000 barrel)"),
        ("12", 12, None, None),
        ("a million", 1_000_000, None, None),
        ("3.5m", 3_500_000, "USD", None),
    ],
)
def test_a_figure_is_told_where_its_words_hide_it(words: str, value: float, unit: str | None, expected: str | None) -> None:
    reading = counted(words, value, unit)
    assert aside(reading, reading.statements[0], 60) == expected


def test_what_does_not_fit_in_one_line_is_left_out() -> None:
    reading = dated("on Friday", "2025-05-09")
    assert aside(reading, reading.statements[0], 12) is None


def test_when_it_was_said_has_no_year_where_it_is_the_reports() -> None:
    reading = reading_of(TEXT, published_at=PUBLISHED, changes={1: {"said_at": "2025-05-12"}})
    assert said(reading, reading.statements[0]) == "said 12 May"
    older = reading_of(TEXT, published_at=PUBLISHED, changes={1: {"said_at": "2024-05"}})
    assert said(older, older.statements[0]) == "said May 2024"
    unknown = reading_of(TEXT, published_at=PUBLISHED)
    assert said(unknown, unknown.statements[0]) is None
