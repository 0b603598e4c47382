"""Overlapping marks of a text to segments that follow one another: what a page needs to draw them, since its elements only nest.

text    Ann Vale denied that the bridge had been closed.
marks   [source]  [cue ]      [content ............... ]
cut     |Ann Vale| |denied| that |the bridge had been closed|.|
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from headwater.model import Span

__all__ = ["Mark", "Segment", "segments"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mark:
    """That a stretch of a text plays a part in something.

    Attributes:
        span: The stretch.
        role: Which part: source, cue, content, hop, figure, …
        of: Id of what it plays it in.
    """

    span: Span
    role: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a text in which no mark begins or ends, with the marks that cover it, the widest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def segments(start: int, end: int, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Return the segments of a stretch of text, in order; they tile it, whatever the marks.

    Args:
        start: Where the stretch begins.
        end: Where it ends; nothing is returned where that is not after `start`.
        marks: What covers it; what lies outside of it, in whole or in part, counts where it lies inside.
    """
    touching = sorted((mark for mark in marks if mark.span.start < end and start < mark.span.end), key=_widest_first)
    inside = {at for mark in touching for at in (mark.span.start, mark.span.end) if start < at < end}
    cuts = sorted({start, end, *inside}) if start < end else []
    found = []
    covering: list[Mark] = []
    waiting = sorted(touching, key=lambda mark: mark.span.start, reverse=True)
    for here, after in pairwise(cuts):
        while waiting and waiting[-1].span.start <= here:
            covering.append(waiting.pop())
        covering = [mark for mark in covering if mark.span.end > here]
        found.append(Segment(start=here, end=after, marks=tuple(sorted(covering, key=_widest_first))))
    return tuple(found)


def _widest_first(mark: Mark) -> tuple[int, int, str, str]:
    return mark.span.start - mark.span.end, mark.span.start, mark.role, mark.of
