"""Values as the store holds them: JSON on one line, and times that sort."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from headwater.errors import LedgerError

__all__ = ["chunked", "digest_of", "earliest", "from_json", "to_json", "utc"]

CHUNK = 400
"""Values in one IN list: far under what any SQLite allows."""

_Value = TypeVar("_Value")
_YEAR_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?")


def to_json(value: Mapping[str, Any]) -> str:
    """Write a JSON object as one line of ASCII with sorted keys: the same object gives the same line, and every store can hold it.

    Raises:
        LedgerError: It holds something that JSON cannot (NaN, an object of Python).
    """
    try:
        return json.dumps(value, ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        raise LedgerError(f"a value cannot be stored as JSON: {error}; give plain JSON values") from error


def from_json(line: str) -> dict[str, Any]:
    """Read back what `to_json` wrote."""
    found: dict[str, Any] = json.loads(line)
    return found


def digest_of(*parts: str) -> str:
    """Hash several strings, each framed by its length: SHA-256, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        digest.update(b"%d:" % len(encoded))
        digest.update(encoded)
    return digest.hexdigest()


def earliest(value: str) -> str | None:
    """Return the earliest moment that an ISO 8601 prefix can mean, in UTC, so that such strings sort; `None` where it is no such prefix.

    `2025-05` gives `2025-05-01T00:00:00`; a time without a zone is taken as UTC, for sorting only.
    """
    year_month = _YEAR_MONTH.fullmatch(value)
    try:
        if year_month:
            return utc(datetime(int(year_month[1]), int(year_month[2] or 1), 1, tzinfo=UTC))
        return utc(datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        return None


def utc(moment: datetime) -> str:
    """Return a moment in UTC to the second, without the zone: such strings sort as the moments do."""
    known = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return known.replace(tzinfo=None).isoformat(timespec="seconds")


def chunked(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    """Yield the values in pieces that an IN list can hold."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
