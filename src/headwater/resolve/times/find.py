"""Find the time expressions of a text: every rule everywhere, then of those that overlap the longest that starts first."""

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush

from headwater.model import Span, Timex
from headwater.resolve.times.calendar import precision
from headwater.resolve.times.clock import CLOCK
from headwater.resolve.times.context import Context
from headwater.resolve.times.explicit import EXPLICIT
from headwater.resolve.times.lengths import LENGTHS
from headwater.resolve.times.lexer import Lexed
from headwater.resolve.times.periods import PERIODS
from headwater.resolve.times.relative import RELATIVE
from headwater.resolve.times.rules import Found, Rule, Value

__all__ = ["RULES", "find", "read_given"]

RULES: tuple[Rule, ...] = (*EXPLICIT, *CLOCK, *PERIODS, *RELATIVE, *LENGTHS)


def find(lexed: Lexed, context: Context) -> Iterator[Timex]:
    """Yield the time expressions of a text, in order, never overlapping."""
    candidates = [
        (found.start(), -found.end(), order, found)
        for order, each in enumerate(RULES)
        for found in each.pattern.finditer(lexed.chars)
        if found.end() > found.start()
    ]
    heapify(candidates)
    reached = 0
    while candidates:
        start, end, order, match = heappop(candidates)
        if start < reached:
            continue
        found = Found(lexed, match)
        if (value := RULES[order].build(found, context)) is not None:
            yield timex(lexed, found.first, found.last, value)
            context.keep(found, value)
            reached = found.last
        elif (shorter := RULES[order].pattern.search(lexed.chars, start + 1, -end)) and shorter.end() > shorter.start():
            heappush(candidates, (shorter.start(), -shorter.end(), order, shorter))


def read_given(lexed: Lexed, context: Context, spans: Sequence[tuple[int, int]]) -> Iterator[Timex | None]:
    """Yield what each of some stretches of the text stands for, which are known to be time expressions; `None` where no rule reads it."""
    for start, end in spans:
        tokens = [i for i in range(len(lexed)) if lexed.start[i] < end and start < lexed.end[i]]
        best = _best(lexed, context, tokens[0], tokens[-1] + 1) if tokens else None
        if best is None:
            yield None
            continue
        found, value = best
        context.keep(found, value)
        yield timex(lexed, found.first, found.last, value)


def _best(lexed: Lexed, context: Context, first: int, last: int) -> tuple[Found, Value] | None:
    matches = []
    for order, each in enumerate(RULES):
        for at in range(first, last):
            if match := each.pattern.match(lexed.chars, at, last):
                matches.append((match.start() - match.end(), order, match))
    for _, order, match in sorted(matches, key=lambda each: each[:2]):
        found = Found(lexed, match, given=True)
        if match.end() > match.start() and (value := RULES[order].build(found, context)) is not None:
            return found, value
    return None


def timex(lexed: Lexed, first: int, last: int, value: Value) -> Timex:
    """Return the expression of some tokens with its value."""
    return Timex(
        span=Span(start=lexed.start[first], end=lexed.end[last - 1]),
        type=value.type,
        value=value.value,
        precision=precision(value.value),
        anchor=value.anchor,
        mod=value.mod,
    )
