"""What can be corrected, and what can be said of it: the verbs, their values, and how each value is checked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from headwater.errors import InputError, SettingsError
from headwater.model import HopKind, Stance

__all__ = ["FIELDS", "PAIRS", "THINGS", "WORDS", "Field", "checked"]

WORDS = {
    "hop": "hop",
    "source": "source",
    "stance": "statement",
    "date": "date",
    "figure": "figure",
    "actor": "actor",
    "statement": "statement",
}
"""Verbs about words of one report, and what these words must be there."""
THINGS = ("claim", "origin", "actor", "story")
PAIRS = tuple(f"{same}_{thing}" for thing in THINGS for same in ("same", "different"))
"""Verbs about two things."""

MOST_CHARS = 300
_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|-W(?:0[1-9]|[1-4]\d|5[0-3]))?"
_MOMENT = rf"{_DAY}(?:T(?:[01]\d|2[0-3])(?::[0-5]\d(?::[0-5]\d)?)?(?:Z|[+-]\d\d:\d\d)?)?"
_DATE = re.compile(rf"{_MOMENT}(?:/{_MOMENT})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a correction can say.

    Attributes:
        wanted: What it must be, in words.
        fits: Whether a value is that.
        choices: All that it can be, where these are few.
    """

    wanted: str
    fits: Callable[[Any], bool]
    choices: tuple[str, ...] = ()


def _one_of(*choices: str) -> Field:
    return Field(wanted=f"one of {', '.join(choices)}", fits=lambda value: value in choices, choices=choices)


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != "" and len(value) <= MOST_CHARS and value.isprintable()


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def _is_offset(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_NAME = Field(wanted=f"words in one line, up to {MOST_CHARS} characters", fits=_is_words)
_KIND = _one_of(*get_args(HopKind))
_FLAG = Field(wanted="true or false", fits=lambda value: isinstance(value, bool))
_TRUE = Field(wanted="true", fits=lambda value: value is True)
_WHEN = Field(
    wanted="a date (2025, 2025-11, 2025-11-07, 2025-W45, 2025-11-07T14:00Z), or two with a / between",
    fits=lambda value: isinstance(value, str) and _DATE.fullmatch(value) is not None,
)
_NUMBER = Field(wanted="a number, or null for no bound", fits=lambda value: value is None or _is_number(value))
_OFFSET = Field(wanted="an offset into the report's text", fits=_is_offset)
_QUOTE = Field(wanted="words that stand once in the report", fits=lambda value: isinstance(value, str) and value != "")
_WHO = {"name": _NAME, "kind": _KIND, "named": _FLAG}

FIELDS: Mapping[str, Mapping[str, Field]] = {
    "hop": {**_WHO, "remove": _TRUE},
    "actor": _WHO,
    "source": {**_WHO, "words": _QUOTE,
               "start": _OFFSET, "end": _OFFSET, "unsourced": _TRUE},
    "stance": {"stance": _one_of(*get_args(Stance))},
    "date": {"value": _WHEN},
    "figure": {"low": _NUMBER, "high": _NUMBER, "approximate": _FLAG,
               "unit": Field(wanted="words, or null for a bare count", fits=lambda value: value is None or _is_words(value)),
               "as_of": Field(wanted=f"{_WHEN.wanted}, or null", fits=lambda value: value is None or _WHEN.fits(value))},
    "statement": {"kind": _one_of("statement", "attitude", "none")},
}  # fmt: skip
"""By verb about words, the keys of its value; a statement of kind none is no statement."""


def checked(verb: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value that can be what a verb says.

    Raises:
        SettingsError: A key that the verb does not have, or none.
        InputError: A value that cannot be.
    """
    fields = FIELDS[verb]
    if not value:
        raise SettingsError(f"say what is so: the {verb} as it should be ({', '.join(fields)})")
    for key, said in value.items():
        if key not in fields:
            raise SettingsError(f"a correction of a {verb} has no {key!r}; available: {', '.join(fields)}")
        if not fields[key].fits(said):
            raise InputError(f"{key}={said!r:.60} cannot be; say {fields[key].wanted}")
    _agree(verb, value)
    return dict(value)


def _agree(verb: str, value: Mapping[str, Any]) -> None:
    """Raise where the values of several keys do not go together."""
    if verb == "source" and ("start" in value or "end" in value) and not _is_stretch(value):
        raise InputError("say the words of the source, or where they start and end (start before end), not both")
    for key in ("unsourced", "remove"):
        if key in value and len(value) > 1:
            raise InputError(f"{key} says that there is nobody; say it alone, or who it is")
    low, high = value.get("low"), value.get("high")
    if low is not None and high is not None and low > high:
        raise InputError(f"low={low} is more than high={high}; turn them round")


def _is_stretch(value: Mapping[str, Any]) -> bool:
    return "words" not in value and "start" in value and "end" in value and bool(value["start"] < value["end"])
