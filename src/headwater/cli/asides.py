"""What a page says of times and figures beside a statement: only what its words do not say themselves.

    said Monday (indirect, public, said 6 May)      a day that the words name and do not date
        (Monday is 6 May 2024; half a million: 500,000)

A date that stands there in full, or a number in digits, needs no second telling.
"""

import re
from collections.abc import Iterator

from headwater import telling
from headwater.cli.terminal import printable
from headwater.model import Figure, Reading, Statement, Timex
from headwater.telling import MONTHS, bounds_in_words, value_in_words

__all__ = ["aside", "in_words", "said"]

MOST = 2
"""Times, and figures, that a line tells of at most."""


def in_words(value: str) -> str:
    """Return an ISO 8601 time as people write it (`headwater.telling`), safe to print."""
    return printable(telling.in_words(value))


def said(reading: Reading, statement: Statement) -> str | None:
    """Return when a statement was uttered, in words; the year is left out where it is the report's."""
    words = value_in_words(statement.said_at) if statement.said_at else None
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
    value = value_in_words(timex.value)
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
    value = bounds_in_words(figure)
    if value is None or figure.unit == "fraction" or not (_abbreviates(words, figure) or _spells_much(words, figure)):
        return None
    return f"{words}: {value}"


def _abbreviates(words: str, figure: Figure) -> bool:
    """Whether a letter stands for the zeros, and not behind the sign of a currency, where nobody takes it for anything else."""
    return _ABBREVIATED.search(words) is not None and not re.fullmatch(r"[A-Z]{3}", figure.unit or "")


def _spells_much(words: str, figure: Figure) -> bool:
    return not re.search(r"\d", words) and not _MANY.search(words) and max(figure.low or 0, figure.high or 0) >= LEAST_SPELLED
