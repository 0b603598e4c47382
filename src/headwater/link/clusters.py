"""Groups of wordings, derived from how alike each two are: the same whatever order they come in."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["linked_by_average", "widened"]

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
    for _ in range(count - 1):
        one, other = sorted(divmod(int(np.argmax(between)), count))
        while waiting and between[one, other] < waiting[0]:
            found[waiting.pop(0)] = _sorted(groups)
        if not waiting:
            break
        mean = (size[one] * between[one] + size[other] * between[other]) / (size[one] + size[other])
        mean[[one, other]] = _NEVER
        between[one] = between[:, one] = mean
        between[other] = between[:, other] = _NEVER
        groups[one] = groups[one] + groups[other]
        groups[other] = []
        size[one] += size[other]
    return [found[level] if level in found else _sorted(groups) for level in levels]


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
