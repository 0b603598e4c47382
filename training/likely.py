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
from headwater.link.origins import left_apart

__all__ = ["Pair", "Weights", "area", "fit", "main", "pairs_of"]

Floats = npt.NDArray[np.float64]
PENALTY = 20.0
"""Of the squared weights of standardised signs."""
STEPS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two origins that the rules leave apart: their story, their signs, and whether the marks have them as one."""

    story: str
    signs: Mapping[str, float]
    one: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each sign adds to the log-odds, and what there is without any."""

    weights: Mapping[str, float]
    intercept: float

    def odds(self, signs: Mapping[str, float]) -> float:
        """Return the log-odds of signs."""
        return self.intercept + sum(self.weights.get(sign, 0.0) * value for sign, value in signs.items())


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
    mean, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-6
    rows: Floats = np.hstack([(raw - mean) / spread, np.ones((len(pairs), 1))])
    wanted = np.array([pair.one for pair in pairs], dtype=np.float64)
    ridge = np.diag([penalty] * len(names) + [0.0])
    found = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (chance - wanted) + ridge @ found
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge + 1e-9 * np.eye(len(found))
        found -= np.linalg.solve(bend, slope)
    scaled = found[:-1] / spread
    return Weights(weights=dict(zip(names, scaled.tolist(), strict=True)), intercept=float(found[-1] - (scaled * mean).sum()))


def area(pairs: Sequence[Pair], penalty: float = PENALTY) -> float:
    """Return the area under the curve, each story told by the weights that the others give."""
    odds: dict[int, float] = {}
    for story in {pair.story for pair in pairs}:
        weights = fit([pair for pair in pairs if pair.story != story], penalty)
        odds |= {n: weights.odds(pair.signs) for n, pair in enumerate(pairs) if pair.story == story}
    ones = [odds[n] for n, pair in enumerate(pairs) if pair.one]
    others = [odds[n] for n, pair in enumerate(pairs) if not pair.one]
    won = sum((one > other) + 0.5 * (one == other) for one in ones for other in others)
    return won / (len(ones) * len(others))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the weights."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("stories", nargs="+", metavar="FOLDER[=READINGS]")
    args = ap.parse_args(argv)
    pairs: list[Pair] = []
    for each in args.stories:
        folder, _, file = each.partition("=")
        readings = {reading.ref: reading for reading in read(Path(folder), Path(file) if file else None)}
        pairs += [pair for story in marked_stories(Path(folder), readings) for pair in pairs_of(story)]
    found = fit(pairs)
    print(f"{len(pairs)} pairs of {len({pair.story for pair in pairs})} stories, {sum(pair.one for pair in pairs)} of them one")
    print(f"area under the curve, story by story: {area(pairs):.3f}")
    print("\n".join(f'    "{sign}": {weight:.2f},' for sign, weight in found.weights.items()))
    print(f"intercept {found.intercept:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
