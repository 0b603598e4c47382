"""Fit how sure it is that two wordings say one thing: `python -m training.sureness FOLDER[=READINGS] …`.

FOLDER holds stories as `training/stories` does, READINGS what `headwater read --json` printed for their reports, without which they are
read. A pair is two units of two reports of which one at least makes a marked claim; they are one where both make the same. Prints the
weights of the signs that `headwater.link.claims` weighs, before its even chance is raised, and how well each story's pairs are told apart:
by the cosine of the sentence vectors alone, and by the weights that the other stories give.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from benchmarks.claims import vectors_of
from benchmarks.given_claims import Story, marked_stories, read
from headwater.link.claims import signs_of
from headwater.link.units import Unit
from headwater.model import Assertion
from training.likely import area_of, regression

__all__ = ["Pairs", "main", "pairs_of", "told_apart"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
NAMES = ("meant", "around", "words", "alike", "figures")
PENALTY = 1.0
"""Of the squared weights of standardised signs."""


class Pairs(NamedTuple):
    """A story's pairs: their signs, shape (pairs, signs), in the order of `NAMES`, and which are one."""

    signs: Floats
    one: Bools


def pairs_of(story: Story) -> Pairs:
    """Return the pairs of a story."""
    readings = [each for each in story.readings if each.report is not None]
    units, signs = signs_of(readings, vectors_of(readings))
    made: list[set[int]] = [set() for _ in units]
    for number, given in enumerate(story.given):
        for assertion in (each for each in given.claim.assertions if each.stance != "declines"):
            for n, unit in enumerate(units):
                if _is_of(unit, assertion):
                    made[n].add(number)
    rows, columns = np.triu_indices(len(units), 1)
    several = [(a, b) for a, b in zip(rows, columns, strict=True) if units[a].report != units[b].report and (made[a] or made[b])]
    first, second = np.array(several).T
    return Pairs(signs[:, first, second].T, np.array([bool(made[a] & made[b]) for a, b in several], dtype=np.bool_))


def _is_of(unit: Unit, assertion: Assertion) -> bool:
    if unit.report != assertion.report or unit.statement != assertion.statement:
        return False
    return unit.statement is not None or any(span.start <= assertion.spans[0].start < span.end for span in unit.spans)


def told_apart(stories: Sequence[Pairs]) -> Iterator[tuple[float, float]]:
    """Yield for each story the area under the curve of the first sign, and of all by the weights that the others give."""
    for n, each in enumerate(stories):
        others = [other for m, other in enumerate(stories) if m != n]
        weights, _ = _fitted(others)
        yield area_of(each.signs[:, 0], each.one), area_of(each.signs @ weights, each.one)


def _fitted(stories: Sequence[Pairs]) -> tuple[Floats, float]:
    raw, one = (np.concatenate([each[n] for each in stories]) for n in (0, 1))
    return regression(raw, one.astype(np.float64), PENALTY)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the weights."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("stories", nargs="+", metavar="FOLDER[=READINGS]")
    every: list[Pairs] = []
    folders: list[tuple[str, int]] = []
    for each in ap.parse_args(argv).stories:
        folder, _, file = each.partition("=")
        readings = {reading.ref: reading for reading in read(Path(folder), Path(file) if file else None)}
        found = [pairs_of(story) for story in marked_stories(Path(folder), readings)]
        every += found
        folders.append((folder, len(found)))
    told = iter(list(told_apart(every)))
    for folder, count in folders:
        cosine, fitted = np.mean([next(told) for _ in range(count)], axis=0)
        print(f"{folder}, {count} stories: area under the curve by the cosine {cosine:.3f}, by all signs {fitted:.3f}")
    weights, even = _fitted(every)
    print(f"{sum(len(each.one) for each in every)} pairs, {sum(int(each.one.sum()) for each in every)} of them one")
    print(", ".join(f"{name} {weight:.2f}" for name, weight in zip(NAMES, weights, strict=True)), f"even {even:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
