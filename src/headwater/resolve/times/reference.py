"""The day that a report counts from: its publication, else what its dateline fixes; never today, never the day it was captured."""

import re
from dataclasses import dataclass

from headwater.model import Report, TimexAnchor, When
from headwater.resolve.times.calendar import Reference
from headwater.resolve.times.nearest import as_date, fitting_year
from headwater.resolve.times.vocabulary import MONTHS, WEEKDAYS
from headwater.resolve.times.zones import local_day
from headwater.resolve.words import Words

__all__ = ["Known", "known"]

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!-?\d|-?W)")
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAYS = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_DATE = re.compile(
    rf"(?:\b(?P<wday>{_DAYS})\b\.?,?\s+)?"
    rf"(?:\b(?P<month>{_NAMES})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{{4}})\b)?"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_NAMES})\b\.?,?(?:\s+(?P<year2>\d{{4}})\b)?)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d$€£.,])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_LABEL = re.compile(r"^(?:published|posted|updated|last updated|dated?|on|issued)?\s*[:\-–|]?\s*", re.IGNORECASE)
_DATELINE = re.compile(r"^[^a-z\n]{2,40}?(?:\([^)\n]{1,30}\)\s*)?[,\-–—(]\s*")
_HEAD = 6
"""A line that is a date, or a dateline, stands among so many first lines."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the time of a report before its text is read.

    Attributes:
        reference: What relative expressions are counted from.
        years: The years that the text, its address or its capture speak for: one of them is that of a weekday and day named without year.
        pair: The year that such a weekday and day fix.
    """

    reference: Reference
    years: frozenset[int]
    pair: int | None


def known(report: Report, words: Words) -> Known:
    """Return the day a report counts from and the years that it may be of."""
    by_dateline = report.published_at is not None and report.published_at.origin == "dateline"
    published: TimexAnchor = "dateline" if by_dateline else "published"
    reference = _stated(report, report.published_at, published) or _stated(report, report.modified_at, "modified")
    if reference is not None:
        return Known(reference, frozenset(), None)
    years = frozenset(_years(report))
    pair = _pair(report.text, years)
    return Known(_dateline(words, years) or Reference(), years, pair)


def _stated(report: Report, when: When | None, anchor: TimexAnchor) -> Reference | None:
    if when is None or not (found := _ISO.match(when.value)):
        return None
    domain = report.publisher.domain if report.publisher else None
    if "T" in when.value and (day := local_day(when.value, domain)):
        return Reference(day.year, day.month, day.day, anchor)
    year, month, day_ = (int(part) if part else None for part in found.groups())
    try:
        reference = Reference(year, month, day_, anchor)
        return reference if reference.date or day_ is None else None
    except ValueError:
        return None


def _years(report: Report) -> set[int]:
    years = {int(found.group()) for found in _YEAR.finditer(report.text)}
    years |= {int(found[1]) for found in re.finditer(r"/((?:19|20)\d\d)/", report.url or "")}
    if report.captured_at and (found := _ISO.match(report.captured_at.value)):
        years |= {int(found[1]), int(found[1]) - 1}
    return years


def _pair(text: str, years: frozenset[int]) -> int | None:
    """Return the one year that every weekday beside a day without year allows, `None` where none does or they disagree."""
    fixed = set()
    for found in _DATE.finditer(text):
        if found["wday"] and not (found["year"] or found["year2"]):
            month, day = _month_day(found)
            fixed.add(fitting_year(years, month, day, WEEKDAYS[found["wday"].lower()]))
    return fixed.pop() if len(fixed) == 1 else None


def _month_day(found: re.Match[str]) -> tuple[int, int]:
    return MONTHS[(found["month"] or found["month2"]).lower()], int(found["day"] or found["day2"])


def _dateline(words: Words, years: frozenset[int]) -> Reference | None:
    """Return the day of a line that is nothing but a date, or of a dateline ("CASTELLAN, May 7, 2024 (Northline) —")."""
    for start, end in words.paragraphs[:_HEAD]:
        line = words.text[start : min(end, start + 120)]
        label = _LABEL.match(line)
        at = label.end() if label else 0
        found = _DATE.match(line, at)
        if found is None or (line[found.end() :].strip(" .,|") and not re.match(r"[ ,|]*(?:at\s*)?\d{1,2}[:.]\d\d", line[found.end() :])):
            place = _DATELINE.match(line)
            found = _DATE.match(line, place.end()) if place else None
            if found and not re.match(r"[\s,.)]*(?:\(|[-–—])|\)", line[found.end() :]):
                found = None
        if found is None:
            continue
        month, day = _month_day(found)
        year = found["year"] or found["year2"]
        fixed = int(year) if year else fitting_year(years, month, day, WEEKDAYS[found["wday"].lower()]) if found["wday"] else None
        if fixed and as_date(fixed, month, day):
            return Reference(fixed, month, day, "dateline")
    return None
