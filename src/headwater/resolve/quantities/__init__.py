"""Quantities: every figure of a report with its bounds, its unit, what it counts, of what it is a part, when it held and who gives it.

A sentence is cut into words, numbers and marks (`lexemes`); numbers are read in digits and in words (`numerals`), with their units
(`units`), as ranges and with the words that bound them (`bounds`, `amounts`). Numbers that only name or date something are left out
(`traps`). What is left gets what it counts (`counted`) and the figure it is a part of (`parts`). `compare` tells two figures of the
same thing apart.

The span of a figure is its number with its unit ("$95bn", "tens of thousands", "12 and 15" of "between 12 and 15"); the words that bound it
are its qualifier. A vague number runs from twice its word to one below the next ("dozens" 24 to 99, "tens of thousands" 20,000 to 99,999).
"More than", "at least", "over" leave no upper bound, "up to", "nearly", "fewer than" no lower one; "about" leaves both; "nearly" and "just
over" are approximate as well. What it counts is a noun with its modifiers, and where those counted met with something, that word too
("people", "injured"). Durations are left to the times of a report.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from headwater.model import Figure, Span, Statement, Timex
from headwater.resolve.quantities.amounts import Amount, amounts_of
from headwater.resolve.quantities.compare import Comparison, Side, compared, same_groups, side_of, thing_keys
from headwater.resolve.quantities.counted import fate_of, what_of
from headwater.resolve.quantities.lexemes import Line, line_of, may_count
from headwater.resolve.quantities.parts import wholes_of
from headwater.resolve.quantities.traps import is_figure, is_name
from headwater.resolve.words import Words

__all__ = ["Comparison", "Side", "compared", "figures_of", "same_groups", "side_of", "thing_keys"]

_ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T[\d:.Z+-]+)?)?)?")
_NEAR = 4
_INHERITS = frozenset("from against compared with than versus and or but".split())


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure with the sentence it stands in and the one that says what it counts, before it is one of the report's."""

    line: Line
    amount: Amount
    what: tuple[tuple[int, int], ...]
    whole: int | None
    said_in: Line


def figures_of(words: Words, statements: Sequence[Statement] = (), times: Sequence[Timex] = ()) -> tuple[Figure, ...]:
    """Return every figure of a report, in reading order.

    Args:
        words: The words of the report.
        statements: Its statements: the innermost in whose content a figure stands supplies it.
        times: Its time expressions: nothing in them is a figure, and "as of" one dates a figure.
    """
    found: list[_Found] = []
    last: Amount | None = None
    last_at: int | None = None
    taken = _Taken(times)
    sentence, follows = -2, False
    for number, line, amounts in _lines(words):
        kept = [a for a in amounts if not taken.overlaps(*_span(line, a.start, a.end))]
        base = len(found)
        sentence, follows = number, sentence == number - 1
        for amount, whole in zip(kept, wholes_of(line, kept, last), strict=True):
            index = None if whole is None else base + whole if whole >= 0 else last_at
            found.append(_Found(line, amount, (), index, line))
        _fill(found, base, follows=follows)
        last_at = next((at for at in range(len(found) - 1, base - 1, -1) if found[at].amount.unit is None), None)
        last = None if last_at is None else found[last_at].amount
    suppliers = _Suppliers(statements)
    dated = _Dates(times)
    return tuple(_figure(each, suppliers, dated) for each in found)


def _lines(words: Words) -> list[tuple[int, Line, list[Amount]]]:
    """Return the sentences with their figures. A number that names something once ("Boeing 737") names it further on, too ("their 737")."""
    lines = [(n, line_of(words.text, a, b)) for n, (a, b) in enumerate(words.sentences) if may_count(words.text, a, b)]
    read = [(number, line, amounts_of(line)) for number, line in lines]
    names = {line[a.start].raw for _, line, amounts in read for a in amounts if _is_model(line, a) and is_name(line, a)}

    def holds(line: Line, amount: Amount) -> bool:
        return is_figure(line, amount) and not (_is_model(line, amount) and line[amount.start].raw in names)

    return [(number, line, [a for a in amounts if holds(line, a)]) for number, line, amounts in read]


def _is_model(line: Line, amount: Amount) -> bool:
    """Whether a number could be that of a make: three or four bare digits."""
    return line.bare(amount.start) and len(line[amount.start].raw) in {3, 4} and amount.end == amount.start + 1 and amount.unit is None


def _fill(found: list[_Found], base: int, *, follows: bool) -> None:
    """Tell what each figure of a sentence counts: its own noun, its whole's, or that of the figure it is set against.

    Args:
        found: The figures so far.
        base: Index of the sentence's first.
        follows: Whether the one before stands in the sentence before.
    """
    for at in range(base, len(found)):
        here = found[at]
        what = what_of(here.line, here.amount)
        if what and _crosses(found, at, what):
            what = None
        fate = fate_of(here.line, here.amount, what)
        spans = tuple(sorted(each for each in (what, fate) if each))
        taken = here if spans else _lender(found, base, at, follows=follows)
        found[at] = replace(here, what=spans) if taken is here else replace(here, what=taken.what, said_in=taken.said_in) if taken else here
    for at in range(base, len(found)):
        here = found[at]
        if here.whole is not None and here.whole >= base and not here.what:
            found[at] = replace(here, what=found[here.whole].what, said_in=found[here.whole].said_in)


def _crosses(found: Sequence[_Found], at: int, what: tuple[int, int]) -> bool:
    """Whether a noun found before a figure lies beyond, or within, the figure before it."""
    if at == 0 or found[at - 1].line is not found[at].line:
        return False
    before = found[at - 1].amount
    return what[0] < before.until and what[1] > before.start


def _lender(found: Sequence[_Found], base: int, at: int, *, follows: bool) -> _Found | None:
    """Return the figure before where this one is set against it ("19 a day earlier", "or 4.08%") or stands for "it" ("put it at 28")."""
    if at == 0 or (at == base and not follows):
        return None
    here, before = found[at], found[at - 1]
    start = here.amount.begin
    if before.amount.unit == here.amount.unit and any(here.line.low(start - n) == "it" for n in (1, 2, 3)):
        return before
    if at == base:
        return None
    between = [here.line.low(n) for n in range(before.amount.until, start)]
    left = between[-1] if between else ""
    if left == "(" and len(between) == 1 and here.amount.unit is not None:
        return before
    set_against = left in _INHERITS or (left in {"to", "at", "by"} and len(between) <= _NEAR)
    return before if set_against and len(between) <= 2 * _NEAR else None


def _span(line: Line, start: int, end: int) -> tuple[int, int]:
    return line[start].start, line[end - 1].end


class _Taken:
    """Where time expressions stand: no figure does."""

    def __init__(self, times: Sequence[Timex]) -> None:
        spans = sorted((t.span.start, t.span.end) for t in times)
        self.starts = [start for start, _ in spans]
        self.ends = list(accumulate((end for _, end in spans), max))

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a time expression shares a character with a stretch of text."""
        before = bisect_left(self.starts, end)
        return before > 0 and self.ends[before - 1] > start


def _figure(found: _Found, suppliers: "_Suppliers", dated: "_Dates") -> Figure:
    line, amount = found.line, found.amount
    start, end = _span(line, amount.start, amount.end)
    supplier = suppliers.of(start, end)
    return Figure(
        span=Span(start=start, end=end),
        low=amount.low,
        high=amount.high,
        approximate=amount.approximate,
        qualifier=tuple(Span(start=line[a].start, end=line[b - 1].end) for a, b in amount.bounds),
        unit=amount.unit,
        what=tuple(Span(start=found.said_in[a].start, end=found.said_in[b - 1].end) for a, b in found.what),
        part_of=found.whole,
        as_of=dated.of(line, end) or (supplier.said_at if supplier else None),
        supplier=supplier.id if supplier else None,
    )


class _Suppliers:
    """The statements by what they hold."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        spans = [(content.start, content.end, each) for each in statements for content in each.content]
        self.spans = sorted(spans, key=lambda each: (each[1] - each[0], each[0]))

    def of(self, start: int, end: int) -> Statement | None:
        """Return the innermost statement in whose content a span stands."""
        return next((each for a, b, each in self.spans if a <= start and end <= b), None)


class _Dates:
    """The time expressions that can say as of when something holds."""

    def __init__(self, times: Sequence[Timex]) -> None:
        self.times = sorted((t for t in times if t.type in {"date", "time"} and _ISO_DATE.fullmatch(t.value)), key=lambda t: t.span)
        self.line: Line | None = None
        self.named: list[tuple[int, str]] = []

    def of(self, line: Line, end: int) -> str | None:
        """Return the value of the time after "as of", "as at" or "by" in the sentence, at or after a figure if there is one."""
        if line is not self.line:
            self.line, self.named = line, self._named(line)
        after = bisect_left(self.named, end, key=lambda each: each[0])
        return self.named[after if after < len(self.named) else 0][1] if self.named else None

    def _named(self, line: Line) -> list[tuple[int, str]]:
        """Return where the times of a sentence stand that say as of when, with their values."""
        if not self.times or not len(line):
            return []
        starts = {each.start: at for at, each in enumerate(line.found)}
        first = bisect_left(self.times, line[0].start, key=lambda t: t.span.start)
        last = bisect_left(self.times, line[len(line) - 1].end, key=lambda t: t.span.start)
        return [(t.span.start, t.value) for t in self.times[first:last] if _is_as_of(line, starts.get(t.span.start, -1))]


def _is_as_of(line: Line, at: int) -> bool:
    if at < 0:
        return False
    before = [line.low(at - 1), line.low(at - 2), line.low(at)]
    return (before[0] in {"of", "at"} and before[1] == "as") or before[0] == "by" or before[2] in {"as", "by"}
