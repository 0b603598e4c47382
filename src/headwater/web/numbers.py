"""Figures of one thing over time: a row for each report that gives one, on one scale, with what was found of each pair.

Figures that linking put in relation make a series. A scale is drawn where at least three can be compared and they are not all one number:
a row's value, or its bounds, as a share of the way from the least to the greatest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from headwater.model import Figure, Reading
from headwater.telling import bounds_in_words, number_in_words

__all__ = ["Given", "Note", "Scale", "Series", "series_of"]

Json = Mapping[str, Any]
Spot = tuple[str, int, int]

LEAST_DRAWN, LEAST_DIFFERENT = 3, 2
"""Fewer values, or all of one number, are read more easily than seen."""
NEWS = ("conflict", "update", "not_comparable", "same")
"""Relations, what an editor asks about first."""
MOST_CONTEXT_CHARS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A figure as one report gives it.

    Attributes:
        words: Its words, and those right around it.
        value: What it stands for, in digits.
        low: Lower bound, `None` where there is none.
        high: Upper bound.
        source: Who gives it there, empty for the report's own voice.
        at: From 0 to 1, where its bounds lie on the series' scale; `None` where they lie on none.
        again: Where else the report gives the same.
    """

    report: str
    statement: str | None
    stretch: tuple[int, int]
    published: str
    as_of: str | None
    words: str
    before: str
    after: str
    value: str
    low: float | None
    high: float | None
    unit: str | None
    source: str
    at: tuple[float, float] | None = None
    again: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What was found of two figures of a series, with the reason in words."""

    relation: str
    a: Given
    b: Given
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The least and the greatest value of a series."""

    least: str
    greatest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures of one thing in order of time.

    Attributes:
        what: What they count, in the words of the report that says most of it; empty where none does.
        relation: The first of `NEWS` that holds between two of them.
        notes: Of all pairs that are not merely the same.
        scale: `None` where nothing is to be drawn.
    """

    what: str
    relation: str
    given: tuple[Given, ...]
    notes: tuple[Note, ...]
    scale: Scale | None


def series_of(links: Sequence[Json], readings: Iterable[Reading]) -> tuple[Series, ...]:
    """Return the figures of a story that are of one thing, those first that conflict, then those that were brought up to date.

    Args:
        links: The `figures` of a story.
        readings: Its reports as read.
    """
    home = {reading.report.id: reading for reading in readings if reading.report is not None}
    ends = {_spot(link[end]) for link in links for end in "ab"}
    given = {spot: found for spot in sorted(ends) if spot[0] in home and (found := _given(home[spot[0]], spot)) is not None}
    known = [link for link in links if _spot(link["a"]) in given and _spot(link["b"]) in given]
    made = [_series(group, given, known, home) for group in _groups(known)]
    return tuple(sorted(made, key=lambda one: (NEWS.index(one.relation), -len({each.report for each in one.given}), one.what)))


def _spot(place: Json) -> Spot:
    return place["report"], place["start"], place["end"]


def _groups(links: Iterable[Json]) -> list[list[Spot]]:
    """Return the places that are connected by links, each group sorted."""
    home: dict[Spot, Spot] = {}

    def root(spot: Spot) -> Spot:
        while home.setdefault(spot, spot) != spot:
            spot = home[spot]
        return spot

    for link in links:
        low, high = sorted((root(_spot(link["a"])), root(_spot(link["b"]))))
        home[high] = low
    groups: dict[Spot, list[Spot]] = {}
    for spot in sorted(home):
        groups.setdefault(root(spot), []).append(spot)
    return list(groups.values())


def _series(group: Sequence[Spot], given: Mapping[Spot, Given], links: Iterable[Json], home: Mapping[str, Reading]) -> Series:
    inside = [link for link in links if _spot(link["a"]) in group]
    ordered = sorted((given[spot] for spot in group), key=lambda each: (each.published or "9999", each.report, each.stretch))
    scale, placed = _scaled(ordered)
    by_spot = {(each.report, *each.stretch): each for each in placed}
    relations = {link["relation"] for link in inside}
    notes = [
        Note(relation=link["relation"], a=by_spot[_spot(link["a"])], b=by_spot[_spot(link["b"])], because=link["because"])
        for link in inside
        if link["relation"] != "same"
    ]
    return Series(
        what=_commonest(_what(home[spot[0]], spot) for spot in group),
        relation=next(each for each in NEWS if each in relations),
        given=tuple(_once(placed)),
        notes=tuple(sorted(notes, key=lambda note: NEWS.index(note.relation))),
        scale=scale,
    )


def _commonest(words: Iterable[str]) -> str:
    """Return the words that most say, of equals the longest that fit a line."""
    counts = Counter(each for each in words if each)
    return max(counts, key=lambda each: (len(each) <= MOST_CONTEXT_CHARS, counts[each], len(each), each), default="")


def _figure(reading: Reading, spot: Spot) -> Figure | None:
    return next((each for each in reading.figures if (each.span.start, each.span.end) == spot[1:]), None)


def _given(reading: Reading, spot: Spot) -> Given | None:
    """Return a figure as its report gives it; `None` where the report was read anew and has no figure there any more."""
    report, figure = reading.report, _figure(reading, spot)
    if report is None or figure is None:
        return None
    statement = next((each for each in reading.statements if each.id == figure.supplier), None)
    names = {each.id: each.name for each in reading.actors}
    start, end = spot[1:]
    return Given(
        report=report.id,
        statement=figure.supplier if statement else None,
        stretch=(start, end),
        published=report.published_at.value if report.published_at else "",
        as_of=figure.as_of,
        words=report.text[start:end],
        before=_before(report.text, start),
        after=_after(report.text, end),
        value=_value(reading, figure, report.text[start:end]),
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        source=names.get(statement.chain[-1].actor, "") if statement and statement.chain else "",
    )


def _value(reading: Reading, figure: Figure, words: str) -> str:
    """Return what a figure stands for in digits, with what it is a part of: `11 of 14`."""
    value = words if figure.unit == "fraction" else bounds_in_words(figure) or words
    whole = bounds_in_words(reading.figures[figure.part_of]) if figure.part_of is not None else None
    return f"{value} of {whole}" if whole else value


def _what(reading: Reading, spot: Spot) -> str:
    report, figure = reading.report, _figure(reading, spot)
    return " ".join(" ".join(report.text[span.start : span.end] for span in figure.what).split()) if report and figure else ""


def _before(text: str, start: int) -> str:
    """Return the end of the line before a place, from a word on."""
    line = text[max(0, start - MOST_CONTEXT_CHARS) : start].rsplit("\n", 1)[-1]
    cut = len(line) == MOST_CONTEXT_CHARS
    return ("…" + line.partition(" ")[2]) if cut else line


def _after(text: str, end: int) -> str:
    line = text[end : end + MOST_CONTEXT_CHARS].split("\n", 1)[0]
    cut = len(line) == MOST_CONTEXT_CHARS
    return (line.rpartition(" ")[0] + "…") if cut else line


def _once(given: Sequence[Given]) -> Iterator[Given]:
    """Yield what each report gives, the same bounds once, where they are said first."""
    same: dict[tuple[str, str], list[Given]] = {}
    for each in given:
        same.setdefault((each.report, each.value), []).append(each)
    for first, *others in same.values():
        yield replace(first, again=tuple(other.stretch for other in others))


# The scale -----------------------------------------------------------------------------------------------------------------------


def _scaled(given: Sequence[Given]) -> tuple[Scale | None, list[Given]]:
    """Return the scale on which figures of the commonest unit lie, where there is something to see, and the figures with their places."""
    bounds = list(_bounded(given))
    units = Counter(each.unit for each, _, _ in bounds)
    unit = min(units, key=lambda unit: (-units[unit], unit or ""), default=None)
    bounds = [each for each in bounds if each[0].unit == unit]
    if len(bounds) < LEAST_DRAWN or len({(low, high) for _, low, high in bounds}) < LEAST_DIFFERENT:
        return None, list(given)
    least, greatest = min(low for _, low, _ in bounds), max(high for _, _, high in bounds)
    width = greatest - least
    at = {id(each): ((low - least) / width, (high - least) / width) for each, low, high in bounds}
    scale = Scale(least=number_in_words(least), greatest=number_in_words(greatest))
    return scale, [replace(each, at=at.get(id(each))) for each in given]


def _bounded(given: Iterable[Given]) -> Iterator[tuple[Given, float, float]]:
    """Yield the figures that have a bound at least, with both: where one is open, the other stands for it."""
    for each in given:
        low = each.low if each.low is not None else each.high
        high = each.high if each.high is not None else each.low
        if low is not None and high is not None:
            yield each, low, high
