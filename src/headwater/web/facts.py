"""What is known of a report beside its text, each with where it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from headwater.model import Report, When
from headwater.telling import in_words

__all__ = ["Fact", "facts_of"]

_OURS = {
    "row": "the input row",
    "caller": "whoever added it",
    "fetch": "the clock when it was fetched",
    "dateline": "its dateline",
    "line": "a line of its own",
    "headline": "its headline",
    "json-ld datePublished": "the page’s JSON-LD",
    "json-ld dateModified": "the page’s JSON-LD",
}
_TITLES = {"title": "Title", "publisher": "Publisher", "byline": "Byline", "credit": "Credit", "url": "Address"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing known of a report.

    Attributes:
        title: What it is, in a word.
        value: What is so.
        told_by: Where that comes from, empty where it goes without saying.
        against: What else was found for it, with where: `value (from)`.
        link: Whether the value is an address that may be followed.
    """

    title: str
    value: str
    told_by: str = ""
    against: tuple[str, ...] = ()
    link: bool = False


def facts_of(report: Report) -> tuple[Fact, ...]:
    """Return what is known of a report beside its text."""
    return tuple(_facts(report))


def _facts(report: Report) -> Iterator[Fact]:
    who = report.publisher
    said = {
        "publisher": " · ".join(part for part in (who.name, who.domain) if part) if who else None,
        "title": report.title,
        "byline": report.byline,
        "credit": report.credit,
        "url": report.url,
    }
    for key, value in said.items():
        if value:
            named = who.name if key == "publisher" and who and who.name else value
            yield Fact(
                title=_TITLES[key],
                value=value,
                told_by=_from(_origin(report, key, named)),
                against=_against(report, key, named),
                link=key == "url" and value.startswith(("http://", "https://")),
            )
    for title, when in (("Published", report.published_at), ("Modified", report.modified_at), ("Captured", report.captured_at)):
        yield _time(title, when)
    yield Fact(title="Called", value=report.ref)
    yield Fact(title="Language", value=report.language or "not told")
    yield Fact(title="SHA-256", value=report.sha256, told_by="of the text as it is stored")
    if report.capture:
        yield Fact(title="Original", value=report.capture, told_by="SHA-256 of the bytes it came in")


def _time(title: str, when: When | None) -> Fact:
    if when is None:
        return Fact(title=title, value="not known")
    precise = "" if when.precision in ("second", "minute") else f", to the {when.precision}"
    return Fact(title=title, value=in_words(when.value) + precise, told_by=_from(_OURS.get(when.origin, when.origin)))


def _from(origin: str) -> str:
    return origin and f"from {origin}"


def _claims(report: Report, key: str) -> list[Mapping[str, Any]]:
    places = (report.extra.get(name) for name in ("page", "text"))
    found = [each for place in places if isinstance(place, Mapping) for each in place.get(key, ())]
    return [each for each in found if isinstance(each, Mapping) and "from" in each and "value" in each]


def _origin(report: Report, key: str, value: str) -> str:
    stated = report.extra.get(f"{key}_from")
    if isinstance(stated, str):
        return _OURS.get(stated, stated)
    sources = [str(each["from"]) for each in _claims(report, key) if str(each["value"]) == value]
    return ", ".join(dict.fromkeys(sources))


def _against(report: Report, key: str, value: str) -> tuple[str, ...]:
    others = [f"{each['value']} ({each['from']})" for each in _claims(report, key) if str(each["value"]) != value]
    return tuple(dict.fromkeys(others))
