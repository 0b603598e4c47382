"""How many independent origins: an interval, from which origins there are and which of them could be one.

    low       all that could be one and the same are, and own-voice assertions without a source are left out
    high      all are kept apart that the texts do not show to be one
    expected  between the two, where every possible merge has its chance

What could be one is not transitive (a "Western official" may be an aide or a diplomat, who cannot be one another): low is the least number
of groups in which any two could be one, a minimum clique cover.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

__all__ = ["Interval", "independent"]


EXACT = 12
"""Up to so many origins without a name the cover is exact; beyond, greedy. No claim we have seen has more than nine."""
DRAWS = 2000
"""Draws for the expected number, from a fixed seed: its error is below .02."""
MOST_MERGES = 2_000_000
"""Merges drawn at most, all draws together: of more than a thousand that are possible, each is drawn less often."""

Key = str
Pair = frozenset[Key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Independent origins of a claim: 0 <= low <= expected <= high."""

    low: int
    high: int
    expected: float


def independent(
    named: Collection[Key], unnamed: Collection[Key], own_voice: Mapping[Key, float], possible: Mapping[Pair, float]
) -> Interval:
    """Return the interval of independent origins.

    Args:
        named: Origins that are known: people, bodies, documents, observations. No two of them could be one.
        unnamed: Origins whose identity is withheld.
        own_voice: Assertions without a source, with the chance that one rests on an origin of its own.
        possible: For two origins, one of them unnamed at least, the chance that they are one.

    Returns:
        The interval; it does not depend on any order.
    """
    named, unnamed = sorted(named), sorted(unnamed)
    loose = [u for u in unnamed if not any(frozenset((u, n)) in possible for n in named)]
    low = len(named) + _cover(loose, possible)
    high = len(named) + len(unnamed) + len(own_voice)
    expected = len(named) + _drawn(named, unnamed, possible) + sum(own_voice.values())
    return Interval(low=low, high=high, expected=round(min(max(expected, low), high), 3))


def _cover(keys: Sequence[Key], possible: Mapping[Pair, float]) -> int:
    """Return the least number of groups in which any two could be one."""
    apart = {k: frozenset(o for o in keys if o != k and frozenset((k, o)) not in possible) for k in keys}
    order = sorted(keys, key=lambda k: (-len(apart[k]), k))
    greedy = _fitted(order, apart)
    if len(keys) > EXACT:
        return greedy
    return next((n for n in range(1, greedy) if _fits(order, apart, (), n)), greedy)


def _fitted(order: Sequence[Key], apart: Mapping[Key, frozenset[Key]]) -> int:
    groups: list[set[Key]] = []
    for key in order:
        home = next((group for group in groups if not group & apart[key]), None)
        if home is None:
            groups.append({key})
        else:
            home.add(key)
    return len(groups)


def _fits(order: Sequence[Key], apart: Mapping[Key, frozenset[Key]], groups: tuple[frozenset[Key], ...], most: int) -> bool:
    if not order:
        return True
    key, rest = order[0], order[1:]
    for n, group in enumerate(groups):
        if not group & apart[key] and _fits(rest, apart, (*groups[:n], group | {key}, *groups[n + 1 :]), most):
            return True
    return len(groups) < most and _fits(rest, apart, (*groups, frozenset((key,))), most)


def _drawn(named: Sequence[Key], unnamed: Sequence[Key], possible: Mapping[Pair, float]) -> float:
    """Return the expected number of groups beyond the named ones, when each possible merge happens by its chance."""
    pairs = [p for p in combinations([*named, *unnamed], 2) if frozenset(p) in possible]
    if not pairs:
        return float(len(unnamed))
    if len(pairs) == 1:
        return len(unnamed) - possible[frozenset(pairs[0])]
    places = {key: n for n, key in enumerate(dict.fromkeys((*named, *unnamed)))}
    ends = [places[key] for key in named], [places[key] for key in unnamed]
    merges = [(places[a], places[b], possible[frozenset((a, b))]) for a, b in pairs]
    draw = Random(0).random  # noqa: S311 - the same answer every time is the point
    draws = min(DRAWS, max(1, MOST_MERGES // len(merges)))
    return sum(_beyond(*ends, len(places), [(a, b) for a, b, chance in merges if draw() < chance]) for _ in range(draws)) / draws


def _beyond(named: Sequence[int], unnamed: Sequence[int], count: int, merged: Sequence[tuple[int, int]]) -> int:
    """Return how many groups of unnamed ones hold none that has a name."""
    home = list(range(count))

    def root(at: int) -> int:
        while home[at] != at:
            home[at] = at = home[home[at]]
        return at

    for a, b in merged:
        home[root(a)] = root(b)
    with_name = {root(n) for n in named}
    return len({root(n) for n in unnamed} - with_name)
