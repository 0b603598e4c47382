"""Days, weeks, months and years as TIMEX3-like values, and sums of them; a value never says more than was put into it.

A value is `2024-05-07`, `2024-05`, `2024`, `202X`, `20XX`, `2024-W19`, `2024-W19-WE`, `2024-Q2`, `2024-H1`, `2024-SU`, a day with `TMO`,
`T14` or `T14:30`, an interval `a/b`, a duration `P3W`, a vague `PAST_REF`, or one with `X` where nothing is known (`XXXX-WXX-2`; `XXX` is
some decade, `XX` some century).
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from headwater.model import TimexAnchor

__all__ = ["Reference", "add_months", "bounds", "precision", "shifted", "shifted_year", "weekday_near"]

_PARTS = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_QUARTER = re.compile(r"(\d{4})-([QH])(\d)")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_LONG = re.compile(r"(\d{3}|\d\d)(X{1,2})")
_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_UNITS = {"S": "second", "M": "month", "H": "hour", "D": "day", "W": "week", "Q": "quarter", "Y": "year", "X": "vague"}


@dataclass(frozen=True, slots=True)
class Reference:
    """The time from which relative expressions are resolved: a calendar day, or only its month or year, or nothing.

    Attributes:
        anchor: Where it was taken from.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    anchor: TimexAnchor = "none"

    @property
    def date(self) -> date | None:
        """The day, where it is known to the day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def value(self, unit: str, shift: int = 0) -> str | None:
        """Return the value of the unit so many units later; `None` where the calendar has no such unit."""
        if unit == "weekend":
            return f"{self.week_value(shift)}-WE"
        if unit == "fortnight":
            return self.week_value(2 * shift)
        values = {"day": self.day_value, "week": self.week_value, "month": self.month_value, "quarter": self.quarter_value}
        values |= {"year": self.year_value, "decade": self.decade_value, "century": self.century_value}
        return values[unit](shift) if unit in values else None

    def day_value(self, shift: int = 0) -> str:
        """Return the value of the day so many days later."""
        found = _moved(self.date, shift)
        return found.isoformat() if found else "XXXX-XX-XX"

    def week_value(self, shift: int = 0) -> str:
        """Return the value of the ISO week so many weeks later."""
        found = _moved(self.date, 7 * shift)
        return _week(found) if found else "XXXX-WXX"

    def month_value(self, shift: int = 0) -> str:
        """Return the value of the month so many months later."""
        if self.year is None or self.month is None:
            return "XXXX-XX"
        return add_months(f"{self.year:04}-{self.month:02}", shift)

    def year_value(self, shift: int = 0) -> str:
        """Return the value of the year so many years later."""
        return "XXXX" if self.year is None else _year(self.year + shift)

    def quarter_value(self, shift: int = 0) -> str:
        """Return the value of the quarter so many quarters later."""
        if self.year is None or self.month is None:
            return "XXXX-QX"
        at = self.year * 4 + (self.month - 1) // 3 + shift
        return f"{_year(at // 4)}-Q{at % 4 + 1}"

    def decade_value(self, shift: int = 0) -> str:
        """Return the value of the decade so many decades later."""
        return f"{_year((self.year or -(10**6)) + 10 * shift)[:3]}X".replace("XXXX", "XXX")

    def century_value(self, shift: int = 0) -> str:
        """Return the value of the century so many centuries later."""
        return f"{_year((self.year or -(10**6)) + 100 * shift)[:2]}XX".replace("XXXX", "XX")

    def of(self, value: str, anchor: TimexAnchor) -> "Reference":
        """Return the reference that a value is, as far as it is a calendar prefix."""
        found = _PARTS.match(value)
        if not found:
            return self
        year, month, day = (int(part) if part else None for part in found.groups())
        return replace(self, year=year, month=month, day=day, anchor=anchor)


def _moved(start: date | None, days: int) -> date | None:
    try:
        return start + timedelta(days=days) if start else None
    except OverflowError:
        return None


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _year(year: int) -> str:
    return f"{year:04}" if 1 <= year <= 9999 else "XXXX"


def add_months(value: str, months: int) -> str:
    """Return the month (`2024-05`) so many months after a month."""
    at = int(value[:4]) * 12 + int(value[5:7]) - 1 + months
    year = _year(at // 12)
    return f"{year}-{at % 12 + 1:02}" if year != "XXXX" else "XXXX-XX"


def weekday_near(start: date, weekday: int, direction: int) -> str:
    """Return the value of a weekday (1 is Monday): the day itself or the next (1) or nearest past one (-1); 2 and -2 leave out the day."""
    step = (weekday - start.isoweekday()) % 7
    if direction < 0:
        step = -((start.isoweekday() - weekday) % 7)
    if step == 0 and abs(direction) == 2:
        step = 7 if direction > 0 else -7
    found = _moved(start, step)
    return found.isoformat() if found else f"XXXX-WXX-{weekday}"


def shifted(value: str, unit: str, count: int) -> str | None:
    """Return a value moved by so many units and cut to the unit's grain, or `None` where the value does not know the unit.

    Args:
        value: A date.
        unit: day, week, month, quarter, year, decade or century.
        count: How many, less than nothing for back.
    """
    here = Reference().of(value, "text")
    quarter = _QUARTER.fullmatch(value)
    if unit == "year" and quarter:
        return f"{_year(int(quarter[1]) + count)}{value[4:]}"
    if unit == "quarter" and quarter and quarter[2] == "Q":
        return replace(here, month=3 * int(quarter[3])).quarter_value(count)
    week = _WEEK.fullmatch(value)
    if week and unit in ("week", "day"):
        try:
            start = date.fromisocalendar(int(week[1]), int(week[2]), 6 if week[3] else 1)
        except ValueError:
            return None
        moved = _moved(start, 7 * count)
        return _week(moved) if moved and unit == "week" else None
    made = here.value(unit, count)
    return None if made is None or made.startswith("X") or made.endswith("QX") else made


def shifted_year(value: str, years: int) -> str:
    """Return the same month, quarter or half so many years later."""
    return f"{_year(int(value[:4]) + years)}{value[4:]}"


def precision(value: str) -> str:
    """Return how precise a value is, by its form: minute, hour, part-of-day, day, weekend, week, month, …; vague where it says nothing."""
    value = value.partition("/")[0]
    if value.startswith("P") and not value.endswith("_REF"):
        if value.startswith("PT"):
            return {"S": "second", "M": "minute", "H": "hour"}.get(value[-1], "vague")
        return {"E": "decade", "C": "century", "L": "millennium"}.get(value[-1]) or _UNITS.get(value[-1], "vague")
    if "T" in value[1:] and not value.endswith("_REF"):
        clock = value.partition("T")[2]
        zoneless = re.sub(r"(?:Z|[+-]\d\d:?\d\d)$", "", clock)
        return "part-of-day" if clock[:1].isalpha() else {0: "hour", 1: "minute"}.get(zoneless.count(":"), "second")
    for pattern, name in _FORMS:
        if pattern.fullmatch(value):
            return name
    return "vague"


_FORMS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"[\dX]{4}-W[\dX]{2}-WE", "weekend"),
        (r"[\dX]{4}-W[\dX]{2}-\d", "day"),
        (r"[\dX]{4}-W[\dX]{2}", "week"),
        (r"[\dX]{4}-Q[\dX]", "quarter"),
        (r"[\dX]{4}-H[\dX]", "half"),
        (r"[\dX]{4}-(?:SP|SU|FA|WI)", "season"),
        (r"[\dX]{4}-[\dX]{2}-[\dX]{2}", "day"),
        (r"[\dX]{4}-[\dX]{2}", "month"),
        (r"\d{3}X|XXX", "decade"),
        (r"\d{2}XX|XX", "century"),
        (r"\d{4}|XXXX", "year"),
    )
)


def bounds(value: str) -> tuple[date, date] | None:
    """Return the first and the last day of an absolute value; `None` for durations, vague and unresolved ones."""
    first, _, last = value.partition("/")
    if last:
        begin, end = bounds(first), bounds(last)
        return (begin[0], end[1]) if begin and end else None
    try:
        return _bounds(first.partition("T")[0] if not first.startswith("P") else first)
    except ValueError:
        return None


def _bounds(value: str) -> tuple[date, date] | None:
    if found := _WEEK.fullmatch(value):
        start = date.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1)
        return start, start + timedelta(days=1 if found[3] else 6)
    if found := _LONG.fullmatch(value):
        years = 10 ** len(found[2])
        first = int(found[1]) * years
        return date(max(first, 1), 1, 1), date(first + years - 1, 12, 31)
    return _bounds_of_months(value)


def _bounds_of_months(value: str) -> tuple[date, date] | None:
    if found := _QUARTER.fullmatch(value):
        length = 3 if found[2] == "Q" else 6
        return _months(int(found[1]), (int(found[3]) - 1) * length + 1, length)
    if found := _SEASON.fullmatch(value):
        return _months(int(found[1]), _SEASON_STARTS[found[2]], 3)
    if not (found := _PARTS.fullmatch(value)):
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if day:
        return date(year, month, day), date(year, month, day)
    return _months(year, month, 1) if month else (date(year, 1, 1), date(year, 12, 31))


def _months(year: int, month: int, length: int) -> tuple[date, date]:
    last_year, last = year + (month + length - 2) // 12, (month + length - 2) % 12 + 1
    return date(year, month, 1), date(last_year, last, monthrange(last_year, last)[1])
