"""What a text tells of itself where its input states nothing: title, times, byline, credit, publisher, each by its own words.

Copied text has lost the fields of its page, but not its first line, the stamp under it, its dateline and its last line. What is taken from
them is taken only where their form leaves no doubt, and the words stay as they stand: a day without a year has none, letters that mean
several zones give none, and where two lines disagree both are kept and that is said.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from headwater.imprint import publisher_told
from headwater.ingest.blocks import DATELINE
from headwater.ingest.credit import FIRST_BLOCKS, TOP_BLOCKS, credited, is_agency, rights_holder, signed
from headwater.ingest.furniture import Scene, furniture
from headwater.ingest.published import same_time, stamps, when_stated, when_written
from headwater.model import Block, Publisher, When

__all__ = ["Stated", "Told", "told"]

_WORDS = (3, 25)
"""The fewest and the most words of a first line that is taken for the title: fewer are a section or a greeting, more a sentence."""

MIN_SENTENCE_WORDS = 8
MOST_DAYS = 7
"""So many days at most lie between a dateline and the stamp that tells its year."""

_ADDRESSED = re.compile(
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|fyi|fwd?|re|subject|to|from|attn|note|see|sent|forwarded|thanks|thank you"
    r"|please|here(?:[’']s| is| are)|this is|check|look|read this|i |we |my )\b|.*(?:@\w|https?://|www\.)"
    r"|.*\b(?:see|article|text|link) below\b",
    re.IGNORECASE,
)
_OPEN_ENDS = (":", ",", ";", "-", "–", "—", "…", "...")
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "’", "…", ")")
_STAMPS = ("time_stamp", "byline", "signed_bar", "staff_byline")
_LABELLED = re.compile(r"(?:first |last )?(?:updated?|published|posted|modified|filed|revised)\b.*\d", re.IGNORECASE)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY = re.compile(
    rf"\b(?:(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?\s(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\s(?P<month2>{'|'.join(_MONTHS)})[a-z]{{0,6}})\b",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=\D|$)")
_WORKED = re.compile(r"(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written|translated)\b", re.IGNORECASE)
_ANYBODY = re.compile(r".*\bagencies\b.*|.*\binputs?\b.*", re.IGNORECASE)

Said = tuple[str, str]
"""Words as they stand, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the input states of a text, which goes before what the text tells.

    Attributes:
        marked_up: The text came with mark-up that tells its times; its lines are not asked for them.
    """

    title: str | None = None
    byline: str | None = None
    credit: str | None = None
    publisher: Publisher | None = None
    url: str | None = None
    published_at: When | None = None
    modified_at: When | None = None
    marked_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a text in the end, and what `report.extra` says of where the text told it."""

    title: str | None
    byline: str | None
    credit: str | None
    publisher: Publisher | None
    published_at: When | None
    modified_at: When | None
    extra: dict[str, Any]


def told(text: str, laid: Sequence[Block], stated: Stated) -> Told:
    """Complete what the input states by what the text tells.

    Args:
        text: The report's text.
        laid: Its blocks.
        stated: What the input states.

    Returns:
        Everything; `extra` has `title_from`, `byline_from`, `credit_from`, `publisher_from` for what the text told; the lines that date it
        or contradict each other under `text`; and under `conflicts` the fields in which it contradicts itself or its input.
    """
    title = stated.title or _title(text, laid)
    writer = stated.byline or signed(text, laid)
    agencies = () if stated.credit else tuple(dict.fromkeys(credited(text, laid, stated.byline)))
    publisher, by = _publisher(text, laid, stated, agencies)
    dated = () if stated.marked_up else tuple(_stamped(text, laid))
    times = {
        "published_at": tuple(each for each, updated in dated if not updated),
        "modified_at": tuple(each for each, updated in dated if updated),
    }
    filed = None if stated.marked_up else _filed(text, laid, stated, times["modified_at"])
    if filed:
        times["published_at"] += (filed[0],)
    published = stated.published_at or _first(times["published_at"]) or (filed[1] if filed else None)
    modified = stated.modified_at or _first(times["modified_at"])
    origins = {
        "title_from": "headline" if title and not stated.title else None,
        "byline_from": "line" if writer and not stated.byline else None,
        "credit_from": agencies[0][1] if agencies else None,
        "publisher_from": by,
    }
    lines, conflicts = _kept(stated, times, [each for each in agencies if not _WORKED.match(each[0])])
    if agencies and f"/{agencies[0][0]}/" in text and "credit" in conflicts:
        conflicts.remove("credit")  # a press wire carries what others sign
    extra: dict[str, Any] = {key: value for key, value in origins.items() if value}
    extra |= {"text": lines} if lines else {}
    extra |= {"conflicts": conflicts} if conflicts else {}
    return Told(
        title=title,
        byline=writer,
        credit=stated.credit or (agencies[0][0] if agencies else None),
        publisher=publisher,
        published_at=published,
        modified_at=modified,
        extra=extra,
    )


# Title and publisher -------------------------------------------------------------------------------------------------------------


def _title(text: str, laid: Sequence[Block]) -> str | None:
    """The headline, where it is plainly one: the first line that is no furniture, not addressed to anybody, above a report in sentences."""
    first = next((index for index, block in enumerate(laid) if block.kind not in ("furniture", "caption")), None)
    if first is None or laid[first].kind != "headline":
        return None
    words = " ".join(text[laid[first].start : laid[first].end].split())
    plain = _WORDS[0] <= len(words.split()) <= _WORDS[1] and not words.endswith(_OPEN_ENDS) and not _ADDRESSED.match(words)
    return words if plain and any(_is_prose(text, block) for block in laid[first + 1 :]) else None


def _is_prose(text: str, block: Block) -> bool:
    words = text[block.start : block.end]
    return block.kind in ("paragraph", "list_item", "quote") and words.endswith(_SENTENCE_ENDS) and len(words.split()) >= MIN_SENTENCE_WORDS


def _publisher(text: str, laid: Sequence[Block], stated: Stated, agencies: Sequence[Said]) -> tuple[Publisher | None, str | None]:
    given = stated.publisher
    if given and given.name:
        return given, None
    name, by = rights_holder(text, laid), "rights line"
    if name is None:
        prose = "\n\n".join(text[block.start : block.end] for block in laid if block.kind not in ("furniture", "caption"))
        found = publisher_told(prose)
        copied = {words.casefold() for words in (stated.credit, *(words for words, _ in agencies)) if words}
        of_agency = found and (is_agency(found[0]) or found[0].casefold() in copied)  # whose copy it is, its own words are
        name, by = found if found and not of_agency else (None, "")
        by = {"sign": "its own words", "hearer": "told this newspaper"}.get(by, by)
    return (Publisher(name=name, domain=given.domain if given else None), by) if name else (given, None)


# Times ---------------------------------------------------------------------------------------------------------------------------


def _stamped(text: str, laid: Sequence[Block]) -> Iterator[tuple[Said, bool]]:
    """The lines that date the report, and whether they date its modification.

    Those that say so (Published, Updated) count at the top and at the end; a bare day only above the text, and only where it is the one: of
    several, each is that of a post.
    """
    bare: list[Said] = []
    prose = next((index for index, block in enumerate(laid) if block.kind in ("paragraph", "list_item", "quote")), len(laid))
    for index, block in enumerate(laid):
        if block.kind != "furniture" or TOP_BLOCKS <= index < len(laid) - FIRST_BLOCKS:
            continue
        line = " ".join(text[block.start : block.end].split())
        pattern = furniture(line, Scene(index, len(laid)))
        for part, updated in stamps(line) if pattern else ():
            if _LABELLED.match(part):
                yield (part, "line"), updated
            elif pattern and pattern.name in _STAMPS and when_written(part, "line"):
                bare += [(part, "line")] if index < prose else [(part, "line")] * 2
    if len(bare) == 1:
        yield bare[0], False


def _filed(text: str, laid: Sequence[Block], stated: Stated, updates: Iterable[Said]) -> tuple[Said, When | None] | None:
    """The dateline, where it has a day, and that day, where its year is told: by itself, the address, or a stamp of the days after it."""
    for block in [each for each in laid if each.kind == "paragraph"][:FIRST_BLOCKS]:
        match = DATELINE.match(text, block.start, block.end)
        words = match[0].strip(" -–—") if match else ""
        found = _DAY.search(words)
        if not found:
            continue
        when = when_written(words, "dateline")
        if when is None or when.precision == "month":
            day, month = int(found["day"] or found["day2"]), _MONTHS.index((found["month"] or found["month2"])[:3].lower()) + 1
            when = _with_year(month, day, stated, updates)
        return (words, "dateline"), when
    return None


def _with_year(month: int, day: int, stated: Stated, updates: Iterable[Said]) -> When | None:
    known = [when for words, _ in updates if (when := when_written(words, ""))]
    known += [when for when in (stated.modified_at, stated.published_at) if when]
    if match := _IN_ADDRESS.search(stated.url or ""):
        known += [when for when in (when_stated(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", ""),) if when]
    years = {year for when in known if (year := _year_before(when, month, day))}
    return when_stated(f"{years.pop()}-{month:02}-{day:02}", "dateline") if len(years) == 1 else None


def _year_before(when: When, month: int, day: int) -> int | None:
    """The year in which that day is on or shortly before a time."""
    try:
        later = date.fromisoformat(when.value[:10])
        years = (later.year, later.year - 1)
        return next((year for year in years if timedelta(0) <= later - date(year, month, day) <= timedelta(MOST_DAYS)), None)
    except ValueError:
        return None


def _first(said: Iterable[Said]) -> When | None:
    return next((when for words, origin in said if (when := when_written(words, origin))), None)


# What is kept --------------------------------------------------------------------------------------------------------------------


def _kept(stated: Stated, times: dict[str, tuple[Said, ...]], agencies: Sequence[Said]) -> tuple[dict[str, Any], list[str]]:
    """The lines that are kept as they stand, by field, and the fields in which they contradict each other or the input."""
    kept: dict[str, tuple[Said, ...]] = {}
    conflicts: list[str] = []
    for field, said in times.items():
        of_input: When | None = getattr(stated, field)
        read = [when for words, origin in said if origin != "dateline" and (when := when_written(words, ""))] + [of_input] * bool(of_input)
        disagree = any(a and b and not same_time(a.value, b.value) for a in read for b in read)
        if said and (of_input is None or disagree):
            kept[field] = said
        conflicts += [field] * disagree
    if len({words.casefold() for words, _ in agencies}) > 1:
        kept["credit"] = tuple(agencies)
        named = {words.casefold() for words, _ in agencies if not _ANYBODY.fullmatch(words)}
        conflicts += ["credit"] * any(a not in b and b not in a for a in named for b in named)
    return {field: [{"value": words, "from": origin} for words, origin in said] for field, said in kept.items()}, conflicts
