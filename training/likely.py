"""Fit what makes two origins of a claim one: `python -m training.likely FOLDER[=READINGS] …`.

Needs numpy only. FOLDER holds stories as `training/stories` does, READINGS what `headwater read --json` printed for their reports,
without which they are read. Learns from the origins of the marked claims that the rules leave apart, whether the marks have them as one:
a logistic regression on standardised signs (`headwater.link.likely`). Prints the weights as they stand there, and how well each story's
pairs are told by the others.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.given_claims import Story, marked_stories, read
from headwater.link.likely import Weights
from headwater.link.origins import Counting, left_apart, with_origins

__all__ = ["Pair", "area", "area_of", "fit", "held_out", "main", "pairs_of", "regression"]

Floats = npt.NDArray[np.float64]
PENALTY = 20.0
"""Of the squared weights of standardised signs."""
STEPS = 50
NEVER = Weights(signs={}, intercept=-20.0)
"""By which no two origins are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two origins that the rules leave apart: their story, their signs, and whether the marks have them as one."""

    story: str
    signs: Mapping[str, float]
    one: bool


def pairs_of(story: Story) -> Iterator[Pair]:
    """Yield the pairs of a story; an origin is the marked one that most of its asserting assertions have."""
    cases = left_apart([each.claim for each in story.given], story.readings, story.identities, story.citations, story.reuse)
    for given, (likely, parties) in zip(story.given, cases, strict=True):
        asserting = [n for n, each in enumerate(given.claim.assertions) if each.stance == "asserts"]
        behind = [Counter(given.behind[n] for n in party.members if n in asserting).most_common(1)[0][0] for party in parties]
        for a, b in combinations(range(len(parties)), 2):
            yield Pair(story=story.name, signs=likely.signs(parties[a], parties[b]), one=behind[a] == behind[b])


def fit(pairs: Sequence[Pair], penalty: float = PENALTY) -> Weights:
    """Return the weights that fit pairs best, by Newton's method."""
    names = sorted({sign for pair in pairs for sign in pair.signs})
    raw = np.array([[pair.signs.get(name, 0.0) for name in names] for pair in pairs], dtype=np.float64)
    weights, even = regression(raw, np.array([pair.one for pair in pairs], dtype=np.float64), penalty)
    return Weights(signs=dict(zip(names, weights.tolist(), strict=True)), intercept=even)


def regression(raw: Floats, wanted: Floats, penalty: float) -> tuple[Floats, float]:
    """Return the weights and the intercept of a logistic regression on standardised columns, by Newton's method.

    Args:
        raw: Shape (pairs, signs).
        wanted: 1 for one and 0 for two, shape (pairs,).
        penalty: Of the squared weights.
    """
    mean, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-6
    rows: Floats = np.hstack([(raw - mean) / spread, np.ones((len(raw), 1))])
    ridge = np.diag([penalty] * raw.shape[1] + [0.0])
    found = np.zeros(raw.shape[1] + 1)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (chance - wanted) + ridge @ found
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge + 1e-9 * np.eye(len(found))
        found -= np.linalg.solve(bend, slope)
    scaled: Floats = found[:-1] / spread
    return scaled, float(found[-1] - (scaled * mean).sum())


def area_of(chances: Floats, one: npt.NDArray[np.bool_]) -> float:
    """Return the area under the curve: how often the chance of a pair that is one is above that of one that is not; a tie counts half."""
    _, tied, counts = np.unique(chances, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[tied]
    ones = int(one.sum())
    return float((ranks[one].sum() - ones * (ones + 1) / 2) / (ones * (len(one) - ones)))


def area(pairs: Sequence[Pair], penalty: float = PENALTY) -> float:
    """Return the area under the curve, each story told by the weights that the others give."""
    chance: dict[int, float] = {}
    for story in {pair.story for pair in pairs}:
        weights = fit([pair for pair in pairs if pair.story != story], penalty)
        chance |= {n: weights.chance(pair.signs) for n, pair in enumerate(pairs) if pair.story == story}
    return area_of(np.array([chance[n] for n in range(len(pairs))]), np.array([pair.one for pair in pairs]))


def held_out(stories: Sequence[Story], pairs: Sequence[Pair]) -> tuple[int, int, int, int]:
    """Return how many intervals are right, each story by what the others give; without chances; if all are one; and of how many."""
    right = without = ones = every = 0
    for story in stories:
        marked = [(each.marked["low"], each.marked["high"]) for each in story.given]
        by_others = _bounds(story, fit([pair for pair in pairs if pair.story != story.name]))
        right += sum(got == want for got, want in zip(by_others, marked, strict=True))
        without += sum(got == want for got, want in zip(_bounds(story, NEVER), marked, strict=True))
        ones += marked.count((1, 1))
        every += len(marked)
    return right, without, ones, every


def _bounds(story: Story, learnt: Weights) -> list[tuple[int, int]]:
    claims = [each.claim for each in story.given]
    found = with_origins(
        claims, story.readings, story.identities, story.citations, story.reuse, counting=Counting(least=0.0, learnt=learnt)
    )
    return [(claim.low, claim.high) for claim in found]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the weights."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("stories", nargs="+", metavar="FOLDER[=READINGS]")
    args = ap.parse_args(argv)
    stories: list[Story] = []
    for each in args.stories:
        folder, _, file = each.partition("=")
        readings = {reading.ref: reading for reading in read(Path(folder), Path(file) if file else None)}
        stories += marked_stories(Path(folder), readings)
    pairs = [pair for story in stories for pair in pairs_of(story)]
    found = fit(pairs)
    print(f"{len(pairs)} pairs of {len({pair.story for pair in pairs})} stories, {sum(pair.one for pair in pairs)} of them one")
    print(f"area under the curve, story by story: {area(pairs):.3f}")
    right, without, ones, every = held_out(stories, pairs)
    told = (100 * each / max(1, every) for each in (right, without, ones))
    print("both bounds right, story by story: {:.1f}%; without chances {:.1f}%; if all are one {:.1f}%".format(*told), f"of {every} claims")
    print("\n".join(f'    "{sign}": {weight:.2f},' for sign, weight in found.signs.items()))
    print(f"intercept {found.intercept:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
