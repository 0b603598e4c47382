"""Which of two reports that share text was there first: by times, credit lines, names of who spoke to whom, and what was cut."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from headwater.link.mentions import Mention
from headwater.link.passages import Alignment, Told
from headwater.link.publishers import surely_before

__all__ = ["Direction", "direction"]

_NAMES_WEIGHT = 2.0
CUT = 0.15
"""By so much more of the one must stand in the other for it to be the shortened one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """Which way text went.

    Attributes:
        forward: From the first report to the second; where nothing shows it, merely so.
        stated: Whether anything shows it.
        because: What does, in words.
    """

    forward: bool
    stated: bool
    because: str


def direction(a: Told, b: Told, alignment: Alignment, mentions: Mapping[str, tuple[Mention, ...]]) -> Direction:
    """Return which way the shared text of two reports went.

    Each sign has a weight; the sum decides. A credit outweighs times, since a row's time may be that of a later version.

    Args:
        a: One report.
        b: Another.
        alignment: What they share.
        mentions: Of each report, by id, where it names publishers.
    """
    ahead = [*_signs(a, b, mentions), *_cuts(a, b, alignment)]
    back = [*_signs(b, a, mentions), *_cuts(b, a, _mirrored(alignment))]
    order = surely_before(a.report, b.report)
    if order is not None:
        (ahead if order else back).append((3.0, "it was published before"))
    total = sum(weight for weight, _ in ahead) - sum(weight for weight, _ in back)
    signs = sorted(ahead if total > 0 else back, key=lambda sign: -sign[0])
    if not total:
        return Direction(forward=True, stated=False, because="nothing shows which was first")
    return Direction(forward=total > 0, stated=True, because="the source shows by this: " + "; ".join(words for _, words in signs))


def _mirrored(alignment: Alignment) -> Alignment:
    runs = tuple((j, i, n) for i, j, n in alignment.runs)
    return Alignment(
        runs=runs, of_first=alignment.of_second, of_second=alignment.of_first, plain=alignment.plain, longest=alignment.longest
    )


def _signs(source: Told, target: Told, mentions: Mapping[str, tuple[Mention, ...]]) -> Iterator[tuple[float, str]]:
    """Yield what makes one the source of the other by whom they name."""
    theirs = [mention for mention in mentions[target.report.id] if source.report.publisher in mention.of]
    if any(mention.role == "credited" for mention in theirs):
        yield 4.0, "the other credits it"
    if any(mention.role == "cited" for mention in theirs):
        yield _NAMES_WEIGHT, "the other names its publisher"
    elif source.names_itself and not target.names_itself:
        yield 1.0, "it alone speaks of its own reporters"
    if source.bears_desk and not target.bears_desk:
        yield 1.0, "it bears its desk's names"


def _cuts(source: Told, target: Told, alignment: Alignment) -> Iterator[tuple[float, str]]:
    """Yield what makes one the longer original of the other: more is left out on the way than put in."""
    if alignment.of_second - alignment.of_first > CUT:
        yield 1.0, "the other is for the most part in it, not it in the other"
    longer = shorter = 0
    for (i, j, n), (i2, j2, _) in zip(alignment.runs, alignment.runs[1:], strict=False):
        gap, other = i2 - (i + n), j2 - (j + n)
        if gap >= 0 and _same_sentence(source, i + n - 1, i2) and _same_sentence(target, j + n - 1, j2):
            longer, shorter = longer + (gap > other), shorter + (other > gap)
    if longer > shorter:
        yield 1.0, "its sentences are the fuller ones"


def _same_sentence(told: Told, first: int, second: int) -> bool:
    return told.sentence_of[second] <= told.sentence_of[first]
