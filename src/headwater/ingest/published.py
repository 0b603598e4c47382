"""Times as an input states them: ISO 8601, or as mail, feeds and bylines write them -> `When`, no more precise than it says.

The zone is kept: as an offset where it can be one, not at all where its letters mean several ("IST", "CST" in Asia).
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from headwater.model import When

__all__ = ["same_time", "stamps", "when_stated", "when_written"]

_FIRST, _LAST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))  # where a day begins, and where it ends
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-?W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ](?P<hour>\d\d)(?::?"
    r"(?P<minute>\d\d)(?::?(?P<second>\d\d)(?P<part>[.,]\d{1,9})?)?)?"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?)?)?",
    re.IGNORECASE | re.ASCII,
)
MAX_WRITTEN = 200
_UNITS = ("year", "month", "day", "hour", "minute", "second")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_CLOCK = (
    r"(?:(?:,| at| on| -| –| —| \||)\s*(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*\(?(?P<zone>Z\b|(?:GMT|UTC)?[+-]\d\d:?\d\d|[A-Z]{2,4}\b)?)?"
)
_DAY_NAME = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s+)?"
_WRITTEN = (
    re.compile(rf"{_DAY_NAME}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{_MONTH},?[\s-](?P<year>(?:19|20)\d\d){_CLOCK}", re.IGNORECASE),
    re.compile(rf"{_DAY_NAME}{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)\d\d){_CLOCK}", re.IGNORECASE),
    re.compile(rf"{_MONTH}\s(?P<year>(?:19|20)\d\d)(?P<day>)(?P<hour>)(?P<minute>)(?P<second>)(?P<half>)(?P<zone>)", re.IGNORECASE),
)
# Letters that mean one offset in English news; the bare ET, PT mean two, by the season, and the season is the date's to tell.
_ZONES = {
    **dict.fromkeys(("GMT", "UTC", "UT", "Z"), "Z"),
    "BST": "+01:00",
    "CET": "+01:00",
    "CEST": "+02:00",
    "EEST": "+03:00",
    "EET": "+02:00",
    "AEST": "+10:00",
    "AEDT": "+11:00",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CDT": "-05:00",
    "MST": "-07:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
    "SAST": "+02:00",
    "NZST": "+12:00",
    "NZDT": "+13:00",
    "JST": "+09:00",
}


_UPDATED = re.compile(r"\b(?:updated?|modified|revised|last edited|edited)\b", re.IGNORECASE)
_PARTS = re.compile(
    r"(?=\b(?:[Ll]ast )(?:[Uu]pdated|[Mm]odified)\b)|(?<![Ll]ast )(?=\b(?:[Uu]pdated|[Mm]odified|UPDATED)\b)"
    r"|(?=\b[Ff]irst [Pp]ublished\b)|(?<!irst )(?=\b[Pp]ublished\b)|\|"
)


def stamps(line: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a line that date a report, as "Published … | Updated …", each with whether it is of its modification."""
    for part in _PARTS.split(line):
        if part.strip():
            yield part.strip(), bool(_UPDATED.search(part))


def same_time(first: str, second: str) -> bool:
    """Tell whether two values are the same as far as both go; with zones, the same instant, or a day that it is of somewhere."""
    shorter = min(len(first), len(second))
    if first[:shorter] == second[:shorter]:
        return True
    try:
        one, other = (datetime.fromisoformat(value) for value in (first, second))
    except ValueError:
        return False
    if one.tzinfo and other.tzinfo:
        return one == other
    instant, day = (one, second) if one.tzinfo else (other, first)
    if instant.tzinfo is None or len(day) != len("2025-03-03"):
        return False
    return (instant.astimezone(_LAST)).date().isoformat() <= day <= (instant.astimezone(_FIRST)).date().isoformat()


def when_stated(value: object, origin: str) -> When | None:
    """Read a stated time.

    Args:
        value: What the input holds: `2025`, `2025-03`, `2025-W10`, `2025-03-04`, `2025-03-04T07:40Z`, … (ISO 8601).
        origin: Where it stands, for the contract's `from`.

    Returns:
        The time in ISO 8601's extended form (`T`, colons), with the precision of its last field; `None` where it is not ISO 8601
        or no day of the calendar.
    """
    match = _ISO.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or not _exists(match):
        return None
    precision = "week" if match["week"] else next(unit for unit in reversed(_UNITS) if match[unit])
    return When(value=_extended(match), precision=precision, origin=origin)


def when_written(value: object, origin: str) -> When | None:
    """Read a time as mail, feeds and bylines write it, or in ISO 8601.

    Args:
        value: `Fri, 16 May 2025 09:05:00 +0200`, `16 May 2025 09:05 BST`, `May 16, 2025 at 9:05 a.m. EDT`, `May 2025`, …; words
            before and after it are passed over. Days in figures alone (`05/06/2025`) are not read: they mean two.
        origin: Where it stands, for the contract's `from`.

    Returns:
        The time, no more precise than it is written; `None` where there is none.
    """
    if not isinstance(value, str) or len(value) > MAX_WRITTEN:
        return None
    stated = when_stated(value, origin)
    if stated:
        return stated
    match = next((found for form in _WRITTEN if (found := form.search(value))), None)
    return when_stated(_as_iso(match), origin) if match else None


def _as_iso(match: re.Match[str]) -> str:
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    if not match["day"]:
        return f"{match['year']}-{month:02}"
    date = f"{match['year']}-{month:02}-{int(match['day']):02}"
    if not match["hour"]:
        return date
    half, hour = (match["half"] or "")[:1].lower(), int(match["hour"])
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    second = f":{match['second']}" if match["second"] else ""
    return f"{date}T{hour:02}:{match['minute']}{second}{_offset(match['zone'] or '')}"


def _offset(zone: str) -> str:
    zone = zone.upper()
    figures = zone.removeprefix("GMT").removeprefix("UTC")
    if figures[:1] in ("+", "-") and figures:
        return "Z" if figures.replace(":", "") == "-0000" else figures
    return _ZONES.get(zone, "")


def _extended(match: re.Match[str]) -> str:
    if match["week"]:
        return f"{match['year']}-W{match['week']}"
    date = "-".join(match[unit] for unit in _UNITS[:3] if match[unit])
    time = ":".join(match[unit] for unit in _UNITS[3:] if match[unit])
    if not time:
        return date
    zone = (match["zone"] or "").upper()
    zone = f"{zone[:3]}:{zone[3:]}" if len(zone) == 5 else zone
    return f"{date}T{time}{(match['part'] or '').replace(',', '.')}{zone}"


def _exists(match: re.Match[str]) -> bool:
    try:
        if match["week"]:
            return bool(datetime.fromisocalendar(int(match["year"]), int(match["week"]), 1))
        first_or = {"year": 1, "month": 1, "day": 1}
        stamp = datetime(*(int(match[unit] or first_or.get(unit, 0)) for unit in _UNITS))  # type: ignore[arg-type]  # noqa: DTZ001
        digits = re.sub(r"\D", "", match["zone"] or "")
        return bool(stamp) and int(digits[:2] or 0) <= 14 and int(digits[2:] or 0) < 60
    except ValueError:
        return False
