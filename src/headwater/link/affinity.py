"""How near two assertions of a story lie: by meaning, by what stands around them, by the telling words they share.

Wordings of one claim are often unlike ("sold the ferry", "the clerk's stamp is on the deed"), and what tells them to be one is that both
are like the same others. So two wordings are compared by their *profiles*: to which of the story's other wordings each is near. A nearness
is first spread along the strongest ties (a wording takes part in what its nearest are like), then two rows are correlated. It is 1 for
wordings with one profile, 0 for such as have nothing to do with one another, and below for such as keep different company.
"""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from headwater.link.terms import rarity, terms_of

__all__ = ["around", "bags_of", "profiles", "shared_words", "unit_rows"]

Floats = npt.NDArray[np.float64]

AROUND = {-3: 0.3, -2: 0.5, -1: 0.7, 1: 0.5, 2: 0.3}
"""How much of its neighbours in the report a unit takes on; 1 of itself. What comes before says more of what is meant than what follows."""
SURROUNDINGS = 2.0
"""Weight of the likeness of the surroundings, against 1 of the units by themselves."""
WORDS = 1.0
"""Weight of shared telling words, against 1 of both likenesses of meaning together."""
SHARPNESS = 4
"""Power to which nearness is raised before it spreads: the strongest ties alone carry it."""
COMMON = 0.15
"""A form less rare than this in the news at large tells nothing."""


def unit_rows(rows: Floats) -> Floats:
    """Return the rows at length one; rows of nothing stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = rows / np.where(lengths > 0, lengths, 1.0)
    return scaled


def around(rows: Floats) -> Floats:
    """Return for each unit of one report, in order, the vector of what it says and what stands around it."""
    mixed = rows.copy()
    for step, weight in AROUND.items():
        if abs(step) >= len(rows):
            continue
        if step < 0:
            mixed[-step:] += weight * rows[:step]
        else:
            mixed[:-step] += weight * rows[step:]
    return unit_rows(mixed)


def bags_of(text: str) -> frozenset[str]:
    """Return the telling words of a unit: stems, names and numbers that are not common in the news at large."""
    return frozenset(term.form for term in terms_of(text, [(0, len(text))]) if rarity(term.form) >= COMMON)


def shared_words(bags: Sequence[frozenset[str]]) -> Floats:
    """Return for each two units how far their telling words agree, 0 to 1: the cosine of their words, each weighted by its rarity here."""
    seen = Counter(word for bag in bags for word in bag)
    at = {word: n for n, word in enumerate(sorted(seen))}
    table = np.zeros((len(bags), len(at)))
    for row, bag in enumerate(bags):
        for word in bag:
            table[row, at[word]] = math.log((len(bags) + 1) / seen[word])
    table = unit_rows(table)
    agreed: Floats = table @ table.T
    return agreed


def profiles(rows: Floats, surroundings: Floats, words: Floats) -> Floats:
    """Return for each two wordings of a story how alike their profiles are, -1 to 1.

    Args:
        rows: Vectors of the wordings, length one, shape (wordings, width).
        surroundings: Vectors of what stands around them, likewise.
        words: Their shared words, shape (wordings, wordings).
    """
    near = (rows @ rows.T + SURROUNDINGS * (surroundings @ surroundings.T)) / (1 + SURROUNDINGS) + WORDS * words
    ties = np.clip(near, 0.0, None) ** SHARPNESS
    np.fill_diagonal(ties, ties.max(initial=1.0))
    ties /= ties.sum(axis=1, keepdims=True)
    spread = ties @ near @ ties.T
    apart = unit_rows(spread - spread.mean(axis=1, keepdims=True))
    alike: Floats = apart @ apart.T
    return alike
