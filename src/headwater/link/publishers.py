"""Who published a report, by what names others call it, and when: what citations, credits and directions are read against."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

from headwater.model import Publisher, Report, When
from headwater.resolve.outlets import own_names

__all__ = ["Likeness", "bare", "moment", "name_match", "names_of", "same_publisher", "surely_before"]

Likeness = Literal[0, 1, 2, 3]
"""How well words name a publisher: 3 its full name, 2 a short form of its own, 1 one word of it, 0 not at all."""

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\(.*?\)")
_POSSESSIVE = re.compile(r"[’']s?$")
_EDGES = " \t\n.,;:–—-“”\"‘’'()[]"
# What an outlet's name is wrapped in: its trade, before or after.
_TRADE = re.compile(
    r"""^(?:agencija|agence|agencia|agenzia|agentur|news\ agency|newspaper|broadcaster)\s+
    |\s+(?:news\ agency|news\ service|newswire|agency|news|newspaper|online|magazine|website|newsletter|tv|radio|international)$""",
    re.VERBOSE,
)
_SPAN = {"year": timedelta(days=366), "month": timedelta(days=31), "day": timedelta(days=1), "hour": timedelta(hours=1)}


def bare(name: str) -> str:
    """Return a name as it is compared: small letters, no accents, no article, brackets, possessive or marks around it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c)).replace("’", "'")
    plain = _BRACKETED.sub("", plain).strip(_EDGES)
    return _POSSESSIVE.sub("", _ARTICLE.sub("", " ".join(plain.split()))).strip(_EDGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of a publisher, bare: whole ones, its own short ones, its last word ("the Courier"), and other single words of it."""

    whole: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def names_of(publisher: Publisher | None) -> Names:
    """Return by what names a publisher goes; none where nobody is given."""
    if publisher is None or not (publisher.name or publisher.domain):
        return Names()
    full = bare(publisher.name or "")
    whole = {full, bare(publisher.domain or "")} - {""}
    short = {_untraded(full)} | {bare((publisher.domain or "").removeprefix("www.").split(".")[0])}
    words: set[str] = set()
    for form in map(bare, own_names("", publisher)):
        (words if " " not in form and " " in full else short).add(form)
    last = {full.split()[-1]} & words if full else set()
    return Names(
        whole=frozenset(whole),
        short=frozenset(short - whole - {""}),
        last=frozenset(last - short - whole),
        words=frozenset(words - last - short - whole - {""}),
    )


def _untraded(name: str) -> str:
    cut = _TRADE.sub("", name)
    return cut if cut == name or not cut else _untraded(cut)


def name_match(mention: str, publisher: Publisher | None) -> Likeness:
    """Return how well some words name a publisher.

    Args:
        mention: A name as a report has it: "the Kessly Courier", "the Courier's", "Northline news agency".
        publisher: Who may be meant.
    """
    names, said = names_of(publisher), bare(mention)
    said_short = _untraded(said)
    if said in names.whole or said_short in names.whole:
        return 3
    if any(each in names.short or each in names.last for each in (said, said_short)):
        return 2
    return 1 if said in names.words or said_short in names.words else 0


def same_publisher(a: Report, b: Report) -> bool:
    """Whether two reports were published by one and the same; unknown publishers never are."""
    return bool(names_of(a.publisher).whole & names_of(b.publisher).whole)


# When ----------------------------------------------------------------------------------------------------------------------------


def moment(when: When | None) -> tuple[datetime, datetime] | None:
    """Return the earliest and the latest instant that a time allows, `None` where there is none or it cannot be read."""
    if when is None:
        return None
    value = when.value
    try:
        at = datetime.fromisoformat({4: f"{value}-01-01", 7: f"{value}-01"}.get(len(value), value))
    except ValueError:
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    precision = {4: "year", 7: "month", 10: "day"}.get(len(value), when.precision)
    return at, at + _SPAN.get(precision, timedelta())


def surely_before(a: Report, b: Report) -> bool | None:
    """Whether `a` was published before `b`: `None` where a time is missing, both are the same, or too coarse to tell."""
    first, second = moment(a.published_at), moment(b.published_at)
    if first is None or second is None:
        return None
    if first[1] < second[0]:
        return True
    return False if second[1] < first[0] else None


def in_order(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Return reports by time of publication, those without one last, then by id."""
    return tuple(sorted(reports, key=lambda report: (_start(report.published_at), report.id)))


def _start(when: When | None) -> datetime:
    known = moment(when)
    return known[0] if known else datetime.max.replace(tzinfo=UTC)
