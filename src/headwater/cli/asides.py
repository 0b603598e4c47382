"""What a page says of times and figures beside a statement: only what its words do not say themselves.

    said Monday (indirect, public, said 6 May)      a day that the words name and do not date
        (Monday is 6 May 2024; half a million: 500,000)

A date that stands there in full, or a number in digits, needs no second telling.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from headwater.cli.terminal import printable
from headwater.model import Figure, Reading, Statement, Timex

__all__ = ["aside", "in_words", "said"]

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)\S*?(Z|[+-]\d\d:?\d\d)?)?)?)?")
_DAY_AND_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(?:(\d\d)(?::\d\d)?Z?|([A-Z]{2}))")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_PARTS_OF_YEAR = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter", "H1": "first half", "H2": "second half"}
_ORDER = ("first", "second", "third", "fourth")
_PARTS_OF_DAY = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
MOST = 2
"""Times, and figures, that a line tells of at most."""


def in_words(value: str) -> str:
    """Return an ISO 8601 time as people write it, no more precise than it is; what is not ISO 8601 is returned as it is.

    `2025-05-14T05:10:00Z` is 14 May 2025, 05:10 UTC; `2025-05` is May 2025.
    """
    found = _ISO.fullmatch(value)
    if found is None or not 1 <= int(found[2] or 1) <= len(MONTHS):
        return printable(value)
    year, month, day, time, zone = found.groups()
    words = " ".join(part for part in (day and str(int(day)), month and MONTHS[int(month) - 1], year) if part)
    return words if time is None else f"{words}, {time}{'' if zone is None else ' UTC' + zone.replace('Z', '')}"


def said(reading: Reading, statement: Statement) -> str | None:
    """Return when a statement was uttered, in words; the year is left out where it is the report's."""
    words = _value_in_words(statement.said_at) if statement.said_at else None
    return None if words is None else f"said {_without_year(words, _published(reading))}"


def _published(reading: Reading) -> str:
    return reading.report.published_at.value if reading.report and reading.report.published_at else ""


def _without_year(words: str, published: str) -> str:
    """Return a time without the year in which the report appeared, where a month stands before it."""
    return re.sub(rf"(?<=[a-z]) {published[:4]}\b", "", words) if published[:4].isdigit() and any(m in words for m in MONTHS) else words


def aside(reading: Reading, statement: Statement, room: int) -> str | None:
    """Return what is to be told of a statement's times and figures in one line of a width, `None` where there is nothing that fits."""
    line = ""
    for part in _parts(reading, statement):
        longer = f"{line}; {part}" if line else part
        if len(longer) + 2 <= room:
            line = longer
    return f"({line})" if line else None


def _parts(reading: Reading, statement: Statement) -> Iterator[str]:
    text = reading.report.text if reading.report else ""
    times = [told for timex in reading.whens if timex.event == statement.id and (told := _time(text, timex, _published(reading)))]
    yield from times[:MOST]
    figures = [told for figure in reading.figures if figure.supplier == statement.id and (told := _figure(text, figure))]
    yield from figures[:MOST]


# Times ---------------------------------------------------------------------------------------------------------------------------


_SAYS_ALL = re.compile(r"\d{4}|\b(?:today|tonight|this|now|currently|recent\w*)\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:{'|'.join(f'{m}|{m[:3]}' for m in MONTHS)})\b")


def _time(text: str, timex: Timex, published: str) -> str | None:
    """Return what an expression means; `None` where it could not be resolved, or says it all itself."""
    words = printable(text[timex.span.start : timex.span.end])
    value = _value_in_words(timex.value)
    if value is None or _SAYS_ALL.search(words) or timex.type not in ("date", "time"):
        return None
    if _MONTH.search(words) and timex.value[:4] == published[:4]:
        return None  # "October 24", in the year of the report
    part = value.rpartition(", ")[2]
    shown = _without_year(value.removesuffix(f", {part}") if part in words else value, published)
    told = set(shown.replace(f" of {published[:4]}", "").lower().split()) - {"the", "of", "in"}
    if told <= set(words.lower().split()):
        return None  # "the autumn", in the year of the report
    return f"{words} is {'in ' if timex.mod and timex.precision in _LONG else ''}{shown}"


_LONG = ("month", "quarter", "half", "season", "year")
"""What has an early part and a late one: "the end of the month" is in February, and is not February."""


def _value_in_words(value: str) -> str | None:
    """Return a resolved time as people write it; `None` for one that is not resolved, or has no short name."""
    if "/" in value:
        first, _, last = value.partition("/")
        one, other = _value_in_words(first), _value_in_words(last)
        return f"{one} to {other}" if one and other else None
    if found := _DAY_AND_TIME.fullmatch(value):
        part = _PARTS_OF_DAY.get(found[3] or "", "")
        return in_words(found[1]) + (
            f", {found[2]}:00" if found[2] and ":" not in value else f", {value[11:16]}" if found[2] else f", {part}" * bool(part)
        )
    if found := _WEEK.fullmatch(value):
        return _week(int(found[1]), int(found[2]), weekend=bool(found[3]))
    if found := _PART.fullmatch(value):
        part = found[2]
        return f"the {_ORDER[int(part[1]) - 1]} quarter of {found[1]}" if part[0] == "Q" else f"the {_PARTS_OF_YEAR[part]} of {found[1]}"
    return in_words(value) if _ISO.fullmatch(value) else None


def _week(year: int, week: int, *, weekend: bool) -> str | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    day = monday + timedelta(days=5) if weekend else monday
    return f"the week{'end' if weekend else ''} of {in_words(day.isoformat())}"


# Figures -------------------------------------------------------------------------------------------------------------------------


_ABBREVIATED = re.compile(r"\d ?(?:m|bn|b|k|tn|mn)\b", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:dozens|scores|hundreds|thousands|millions|billions)\b|^(?:over |about )?(?:a|one) (?:hundred|thousand|[mb]illion)$",
    re.IGNORECASE,
)
"""Words that are vague, or plain enough."""
LEAST_SPELLED = 100
"""From here on a number in words is read more easily in digits."""


def _figure(text: str, figure: Figure) -> str | None:
    """Return what a figure stands for, where its words hide it: a large number spelled out, or with a letter for its zeros."""
    words = printable(text[figure.span.start : figure.span.end])
    value = _bounds(figure)
    if value is None or figure.unit == "fraction" or not (_abbreviates(words, figure) or _spells_much(words, figure)):
        return None
    return f"{words}: {value}"


def _abbreviates(words: str, figure: Figure) -> bool:
    """Whether a letter stands for the zeros, and not behind the sign of a currency, where nobody takes it for anything else."""
    return _ABBREVIATED.search(words) is not None and not re.fullmatch(r"[A-Z]{3}", figure.unit or "")


def _spells_much(words: str, figure: Figure) -> bool:
    return not re.search(r"\d", words) and not _MANY.search(words) and max(figure.low or 0, figure.high or 0) >= LEAST_SPELLED


def _bounds(figure: Figure) -> str | None:
    low, high = figure.low, figure.high
    unit = "" if figure.unit is None else "%" if figure.unit == "%" else f" {figure.unit}"
    if low is None and high is None:
        return None
    if low is None or high is None:
        return f"{_number(high)}{unit} or fewer" if low is None else f"{_number(low)}{unit} or more"
    return f"{_number(low)}{unit}" if low == high else f"{_number(low)} to {_number(high)}{unit}"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
