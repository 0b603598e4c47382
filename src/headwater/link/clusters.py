"""Groups of wordings, derived from how alike each two are: the same whatever order they come in."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from headwater.link.rulings import Settled

__all__ = ["agreed", "cohesion", "held_apart", "linked_by_average", "name_of", "widened"]

Floats = npt.NDArray[np.float64]

_NEVER = -9.0


def linked_by_average(alike: Floats, levels: Sequence[float]) -> list[list[list[int]]]:
    """Return for each level the groups of average linkage: two join while their members are, on average, at least so much alike.

    The most alike join first, among equals those that come first. Each group ascends; groups go by their first.

    Args:
        alike: How alike each two are, symmetric.
        levels: How much alike the members of a group must be, in any order; the groups come in theirs.
    """
    count = len(alike)
    groups = [[n] for n in range(count)]
    between = alike.astype(np.float64).copy()
    np.fill_diagonal(between, _NEVER)
    size = np.ones(count)
    found: dict[float, list[list[int]]] = {}
    waiting = sorted(set(levels), reverse=True)
    nearest = _Nearest(between)
    for _ in range(count - 1):
        one, other = sorted(nearest.pair())
        while waiting and between[one, other] < waiting[0]:
            found[waiting.pop(0)] = _sorted(groups)
        if not waiting:
            break
        mean = (size[one] * between[one] + size[other] * between[other]) / (size[one] + size[other])
        mean[[one, other]] = _NEVER
        between[one] = between[:, one] = mean
        between[other] = between[:, other] = _NEVER
        nearest.joined(one, other)
        groups[one] = groups[one] + groups[other]
        groups[other] = []
        size[one] += size[other]
    return [found[level] if level in found else _sorted(groups) for level in levels]


class _Nearest:
    """The greatest of each row of a table that changes, so that the greatest of all is found without reading it all again."""

    def __init__(self, table: Floats) -> None:
        self.table = table
        self.at = table.argmax(axis=1) if len(table) else np.zeros(0, dtype=np.int64)
        self.best = table.max(axis=1) if len(table) else np.zeros(0)

    def pair(self) -> tuple[int, int]:
        """Return where the greatest stands: in the first row of equals, and there in the first column."""
        row = int(np.argmax(self.best))
        return row, int(self.at[row])

    def joined(self, one: int, other: int) -> None:
        """Take in that two rows, and their columns, have changed: in the others only where these were the greatest, or are now."""
        stale = (self.at == one) | (self.at == other)
        stale[[one, other]] = True
        new = self.table[:, one]
        ahead = ~stale & ((new > self.best) | ((new == self.best) & (one < self.at)))
        self.best[ahead], self.at[ahead] = new[ahead], one
        rows = np.nonzero(stale)[0]
        self.at[rows] = self.table[rows].argmax(axis=1)
        self.best[rows] = self.table[rows, self.at[rows]]


def _sorted(groups: Sequence[Sequence[int]]) -> list[list[int]]:
    return sorted(sorted(group) for group in groups if group)


def widened(alike: Floats, core: Sequence[int], *, reports: int, least: float, pull: float) -> dict[int, float]:
    """Return the members of a claim with how much alike each is to the rest: the core's, and all that are enough like it on average.

    What many reports tell draws more: of two claims equally near, a wording more likely belongs to the one that many speak of.

    Args:
        alike: How alike each two wordings are.
        core: The wordings the claim is made of.
        reports: How many reports these stand in.
        least: How much alike a wording must be to the core of two reports.
        pull: By how much that falls with each doubling of the reports.
    """
    inside = np.zeros(len(alike))
    inside[list(core)] = 1
    others = np.maximum(1.0, len(core) - inside)
    mean = (alike[:, list(core)].sum(axis=1) - np.diag(alike) * inside) / others
    needed = least - pull * math.log2(max(1, reports) / 2) if reports > 1 else math.inf
    if len(core) == 1:
        mean[core[0]] = 1.0
    return {n: float(mean[n]) for n in range(len(alike)) if inside[n] or mean[n] >= needed}


# As people judged ---------------------------------------------------------------------------------------------------------------


def name_of(wording: int) -> str:
    """Return by what name judgements speak of a wording here, so that names sort as the wordings do."""
    return f"{wording:07d}"


def held_apart(alike: Floats, judged: Settled) -> Floats:
    """Return the same likenesses, of wordings that must be apart so low that no company brings them together."""
    if not judged.foes:
        return alike
    found = alike.copy()
    some = sorted(int(name) for name in judged.home)
    for a in some:
        for b in some:
            if judged.apart(name_of(a), name_of(b)):
                found[a, b] = -math.inf
    return found


def agreed(core: Sequence[int], members: Mapping[int, float], judged: Settled) -> dict[int, float]:
    """Return the members of a claim that can be in it: who must be apart from the core, or from a nearer one, goes."""
    if not judged.foes:
        return dict(members)
    found: dict[int, float] = {}
    for n in sorted(members, key=lambda n: (n not in core, -members[n], n)):
        if judged.fits(map(name_of, (*found, n))):
            found[n] = members[n]
    return found


def cohesion(alike: Floats, core: Sequence[int]) -> float:
    """Return how much alike the members of a core are on average; 1 for one alone."""
    if len(core) < 2:
        return 1.0
    inside = alike[np.ix_(core, core)]
    return float((inside.sum() - np.trace(inside)) / (len(core) * (len(core) - 1)))
