"""The wordings of a story's utterances, and which of them are worth comparing: told from what they share, not each from each."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headwater.model import Place

__all__ = ["Bounds", "Likely", "Uttered"]

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
SLACK = 1e-4
"""By how much sums that are made in another order may differ."""
_NONE: Numbers = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Uttered:
    """A sentence of a quotation, or an indirect content.

    Attributes:
        whole: The quotation or content that it stands in.
        quoted: Whether it stands inside quotation marks.
        speaker: What is known of who says it: ids of identities and words of names.
        who: The speaker in words.
        text: Its words as they stand.
        words: The same as compared.
        telling: The stems that tell something, with their rarity.
        names: The stems of its names.
        numbers: The numbers in it, by value.
        negative: Whether it says that something is not so.
        meaning: The vector of the statement that it is part of.
    """

    place: Place
    whole: Place
    quoted: bool
    speaker: frozenset[str]
    who: str
    text: str
    words: tuple[str, ...]
    telling: dict[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    negative: bool
    meaning: npt.NDArray[np.float32] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What two wordings must share for one of them to be held against the other: any of these.

    Attributes:
        run: So many words in a row, or all of a shorter one.
        kept: So many words, and this share of the shorter's, where both are quoted.
        telling: This share of the telling words, two at least.
        near: So near a meaning, with a telling word in common.
        surely: So near, of one speaker.
    """

    run: int
    kept: tuple[int, float]
    telling: float
    near: float
    surely: float


class Likely:
    """The wordings of a story by sort: those that say the same, quoted or told, of one speaker; each two likely sorts are compared once.

    Args:
        wordings: All of them.
        likeness: Returns how surely the first is of one utterance with the second; 0 where nothing shows it.
        bounds: What two must share.
    """

    def __init__(self, wordings: Sequence[Uttered], likeness: Callable[[Uttered, Uttered], float], bounds: Bounds) -> None:
        self._likeness, self._bounds = likeness, bounds
        sorts: dict[object, int] = {}
        self.sort_of = {each: sorts.setdefault(_sort(each), len(sorts)) for each in wordings}
        self.first: list[Uttered] = []
        for each, sort in self.sort_of.items():
            if sort == len(self.first):
                self.first.append(each)
        self._rows: dict[int, dict[int, float]] = {}
        self._index()

    def _index(self) -> None:
        known = self.first
        self._quoted = np.array([each.quoted for each in known], dtype=bool)
        self._lengths = np.array([len(each.words) for each in known], dtype=np.int64)
        self._totals = np.array([sum(each.telling.values()) for each in known])
        width = next((len(each.meaning) for each in known if each.meaning is not None), 1)
        self._meanings = np.array([np.zeros(width) if each.meaning is None else each.meaning for each in known], dtype=np.float32)
        self._words = _postings(set(each.words) for each in known)
        self._telling = _postings(each.telling.keys() for each in known)
        self._speakers = _postings(each.speaker for each in known)
        self._runs = _postings({*_runs(each.words, self._bounds.run), *_short(each.words, self._bounds.run)} for each in known)

    def row(self, sort: int) -> dict[int, float]:
        """Return the sorts that are of one utterance with one, each taken for the earlier, and how surely."""
        if sort not in self._rows:
            one = self.first[sort]
            likely = [int(n) for n in np.nonzero(self._candidates(sort, one))[0]]
            self._rows[sort] = {n: score for n in likely if (score := self._likeness(self.first[n], one)) > 0}
        return self._rows[sort]

    def _candidates(self, sort: int, one: Uttered) -> npt.NDArray[np.bool_]:
        bounds, count = self._bounds, len(self.first)
        found = np.zeros(count, dtype=bool)
        found[_those(self._runs, {*_runs(one.words, bounds.run), *_pieces(one.words, bounds.run)})] = True
        shared = np.zeros(count)
        for word in one.words:
            shared[self._words[word]] += 1
        both = self._quoted & one.quoted
        found |= both & (shared >= np.maximum(bounds.kept[0], bounds.kept[1] * np.minimum(self._lengths, self._lengths[sort])))
        told, several = np.zeros(count), np.zeros(count, dtype=np.int64)
        for form, weight in one.telling.items():
            told[self._telling[form]] += weight
            several[self._telling[form]] += 1
        found |= (several > 1) & (told >= (bounds.telling - SLACK) * np.minimum(self._totals, self._totals[sort]))
        near = self._meanings @ self._meanings[sort]
        found |= (near >= bounds.near - SLACK) & (several > 0)
        speaking = np.zeros(count, dtype=bool)
        speaking[_those(self._speakers, one.speaker)] = True
        found |= speaking & (near >= bounds.surely - SLACK)
        return found & (self._quoted | one.quoted) & (self._lengths > 0)


def _sort(each: Uttered) -> tuple[object, ...]:
    return each.quoted, each.speaker, each.words, each.numbers, each.negative, None if each.meaning is None else each.meaning.tobytes()


def _postings(bags: Iterator[Collection[object]]) -> defaultdict[object, Numbers]:
    """Return, by what they hold, which of some bags hold it."""
    found: defaultdict[object, list[int]] = defaultdict(list)
    for n, bag in enumerate(bags):
        for each in bag:
            found[each].append(n)
    return defaultdict(lambda: _NONE, {each: np.array(numbers, dtype=np.int64) for each, numbers in found.items()})


def _those(postings: defaultdict[object, Numbers], wanted: Collection[object]) -> Numbers:
    some = [postings[each] for each in wanted if each in postings]
    return np.concatenate(some) if some else _NONE


def _runs(words: tuple[str, ...], length: int) -> Iterator[tuple[str, ...]]:
    """Yield the runs of so many words; of fewer words, all of them."""
    yield from (words[at : at + length] for at in range(max(1, len(words) - length + 1)))


def _short(words: tuple[str, ...], length: int) -> Iterator[tuple[object, ...]]:
    """Yield, marked as such, the runs that are shorter: what a short wording is all of."""
    yield from (("in", *words[at : at + n]) for n in range(1, length) for at in range(len(words) - n + 1))


def _pieces(words: tuple[str, ...], length: int) -> Iterator[tuple[object, ...]]:
    """Yield what finds the longer wordings that hold a short one, and the short ones that one holds."""
    if len(words) < length:
        yield ("in", *words)
    yield from (words[at : at + n] for n in range(1, length) for at in range(len(words) - n + 1))
