"""Positions in order of time: day by day, what was said for all to hear apart from what was said in private."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headwater.web.words import publisher, when

__all__ = ["Day", "Said", "Voice", "days_of", "speakers_of"]

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody said, once, however many reports have it in the same words.

    Attributes:
        stance: What it does to its own words: asserts, denies, …
        reports: Where it stands: publisher, report and statement.
    """

    stance: str
    manner: str
    words: str
    claim: str
    reports: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """All that an actor said on a day in one manner."""

    actor: str
    name: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, or a longer time where no day is told: what was said openly, or in a manner not told, and what privately."""

    when: str
    words: str
    openly: tuple[Voice, ...]
    privately: tuple[Voice, ...]


def days_of(positions: Sequence[Json]) -> tuple[Day, ...]:
    """Return positions by day, earlier first; what has no date comes last.

    Args:
        positions: As `answers.timeline` gives them, in order of time.
    """
    days: dict[str, list[Json]] = {}
    for row in positions:
        days.setdefault(_day(row["when"]), []).append(row)
    return tuple(_as_day(day, rows) for day, rows in sorted(days.items(), key=lambda item: (not item[0], item[0])))


def speakers_of(positions: Iterable[Json]) -> list[tuple[str, int]]:
    """Return the names of those who speak, with how often, who speaks most first."""
    counts: dict[str, int] = {}
    for row in positions:
        counts[row["name"]] = counts.get(row["name"], 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _day(value: str | None) -> str:
    """Return the day of a time; of a longer time, and of a stretch, the whole."""
    return "" if value is None else value if "/" in value else value[:10] if value[4:5] == "-" and value[7:8] == "-" else value


def _as_day(day: str, rows: Sequence[Json]) -> Day:
    return Day(
        when=day,
        words=when(day) if day else "No date",
        openly=_voices([row for row in rows if row["on_record"] != "private"]),
        privately=_voices([row for row in rows if row["on_record"] == "private"]),
    )


def _voices(rows: Iterable[Json]) -> tuple[Voice, ...]:
    """Return what each actor said, in the order in which they are first met."""
    by_actor: dict[str, list[Json]] = {}
    for row in rows:
        by_actor.setdefault(row["actor"], []).append(row)
    return tuple(Voice(actor=actor, name=said[0]["name"], said=tuple(_once(said))) for actor, said in by_actor.items())


def _once(rows: Iterable[Json]) -> Iterator[Said]:
    """Yield what one actor said, the same words once with all reports that have them, and words within words of a report not again."""
    same: dict[tuple[str, str, str], list[Json]] = {}
    for row in rows:
        same.setdefault((row["on_record"], row["said"], _words(row)), []).append(row)
    longer = [(row["report"]["id"], _extent(row)) for alike in same.values() for row in alike]
    for (manner, stance, words), alike in same.items():
        told = [row for row in alike if not any(_is_within(row, report, extent) for report, extent in longer)]
        if told:
            yield Said(
                stance=stance,
                manner=manner,
                words=words,
                claim=told[0]["claim"],
                reports=tuple(
                    {row["report"]["id"]: (publisher(row["report"]), row["report"]["id"], row["statement"]) for row in told}.values()
                ),
            )


def _words(row: Json) -> str:
    return " … ".join(" ".join(span["text"].split()) for span in row["words"])


def _extent(row: Json) -> tuple[int, int]:
    return row["words"][0]["start"], row["words"][-1]["end"]


def _is_within(row: Json, report: str, extent: tuple[int, int]) -> bool:
    start, end = _extent(row)
    return row["report"]["id"] == report and extent != (start, end) and extent[0] <= start and end <= extent[1]
