"""Times and figures in the words of people: what a terminal, a page and a paper all say alike."""

import re
from datetime import date, timedelta

from headwater.model import Figure

__all__ = [
    "MONTHS",
    "NOT_COUNTED",
    "TAKEN_OVER",
    "amount_in_words",
    "bounds_in_words",
    "in_words",
    "number_in_words",
    "taken_over",
    "value_in_words",
]

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
NOT_COUNTED = "Not counted: perhaps of something else, or without a source of its own"
"""What stands above the origins that assert a claim and that its interval leaves out."""
TAKEN_OVER = "Text taken over, or told again in other words"
"""What stands above the reports that took from others."""
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)\S*?(Z|[+-]\d\d:?\d\d)?)?)?)?")
_DAY_AND_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(?:(\d\d)(?::\d\d)?Z?|([A-Z]{2}))")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_PARTS_OF_YEAR = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter", "H1": "first half", "H2": "second half"}
_ORDER = ("first", "second", "third", "fourth")
_PARTS_OF_DAY = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}


def taken_over(kind: str, containment: float) -> str:
    """Return how a report took from another; of words that were changed no share is told, since none stands there.

    Args:
        kind: Of reuse.
        containment: The share of the report's words that stand in sentences taken from the other, 0 to 1.
    """
    return kind if kind == "rewrite" else f"{kind}, {containment:.0%} of its words"


def in_words(value: str) -> str:
    """Return an ISO 8601 time as people write it, no more precise than it is; what is not ISO 8601 is returned as it is.

    `2025-05-14T05:10:00Z` is 14 May 2025, 05:10 UTC; `2025-05` is May 2025.
    """
    found = _ISO.fullmatch(value)
    if found is None or not 1 <= int(found[2] or 1) <= len(MONTHS):
        return value
    year, month, day, time, zone = found.groups()
    words = " ".join(part for part in (day and str(int(day)), month and MONTHS[int(month) - 1], year) if part)
    return words if time is None else f"{words}, {time}{'' if zone is None else ' UTC' + zone.replace('Z', '')}"


def value_in_words(value: str) -> str | None:
    """Return a resolved time as people write it; `None` for one that is not resolved, or has no short name."""
    if "/" in value:
        first, _, last = value.partition("/")
        one, other = value_in_words(first), value_in_words(last)
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


def bounds_in_words(figure: Figure) -> str | None:
    """Return what a figure amounts to, `1,500 or more`; `None` where it has no bounds."""
    return amount_in_words(figure.low, figure.high, figure.unit)


def amount_in_words(low: float | None, high: float | None, unit: str | None) -> str | None:
    """Return an amount by its bounds, `None` for no bound, and its unit; `None` where it has neither bound."""
    of = "" if unit is None else "%" if unit == "%" else f" {unit}"
    if low is None and high is None:
        return None
    if low is None or high is None:
        return f"{number_in_words(high)}{of} or fewer" if low is None else f"{number_in_words(low)}{of} or more"
    return f"{number_in_words(low)}{of}" if low == high else f"{number_in_words(low)} to {number_in_words(high)}{of}"


def number_in_words(value: float | None) -> str:
    """Return a number in digits with separators; nothing for `None`."""
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
