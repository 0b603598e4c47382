"""Times as an input states them: ISO 8601 -> `When`, no more precise than it says."""

import re
from datetime import datetime

from headwater.model import When

__all__ = ["when_stated"]

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-?W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ](?P<hour>\d\d)(?::?"
    r"(?P<minute>\d\d)(?::?(?P<second>\d\d)(?P<part>[.,]\d{1,9})?)?)?"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?)?)?",
    re.IGNORECASE | re.ASCII,
)
_UNITS = ("year", "month", "day", "hour", "minute", "second")


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
