"""Which figure is a part of which: "14 dead, four of them children", "86 of the 112 employees", "31 passengers, among them five"."""

from collections.abc import Sequence

from headwater.resolve.quantities.amounts import Amount
from headwater.resolve.quantities.lexemes import Line

__all__ = ["wholes_of"]

_THESE = frozenset({"whom", "them", "which", "these"})
_AMONG = frozenset({"including", "among", "incl", "amongst", "included"})
_DETERMINERS = frozenset("the its their his her our those these all a".split())
_FEW = 6
"""So far back or ahead is looked, in figures or in words."""
_MEASURED = frozenset({"%", "fraction"})


def wholes_of(line: Line, amounts: Sequence[Amount], earlier: Amount | None) -> list[int | None]:
    """Return for each amount of a sentence the index of the one it is a part of; -1 stands for the last count of the sentence before.

    Args:
        line: The sentence.
        amounts: Its figures in order.
        earlier: The last count of the sentence before, for "Six of them were children."
    """
    found: list[int | None] = []
    for at, amount in enumerate(amounts):
        whole = _of_next(line, amounts, at)
        listed = at > 0 and found[at - 1] not in {None, at} and line.low(amounts[at - 1].until) != "of"
        if whole is None and _points_back(line, amounts, at, listed=listed):
            whole = _before(amounts, at, amount)
            if whole is None and at == 0 and earlier is not None and _can_hold(earlier, amount) and line.low(amount.end) == "of":
                whole = -1
        found.append(whole)
    return found


def _of_next(line: Line, amounts: Sequence[Amount], at: int) -> int | None:
    """Return the next amount where the text reads "86 of the 112", "two of its five"."""
    if at + 1 >= len(amounts):
        return None
    here, follows = amounts[at], amounts[at + 1]
    place = here.until + (line.low(here.until) == "out")
    if here.unit not in {None, *_MEASURED} or follows.unit is not None or line.low(place) != "of":
        return None
    place += 1
    while line.low(place) in _DETERMINERS and place < min(follows.begin, here.until + _FEW):
        place += 1
    return at + 1 if place == follows.begin and _can_hold(follows, here) else None


def _points_back(line: Line, amounts: Sequence[Amount], at: int, *, listed: bool) -> bool:
    """Whether the words around an amount make it a part of one told before; `listed`: so is the amount before, of its own account."""
    here = amounts[at]
    if line.low(here.until) == "of" and line.low(here.until + 1) in _THESE:
        return True
    left = here.begin - 1
    # "of whom 112", "among them five", "including two": right before, or in a list that begins so ("including two women and three men")
    if line.low(left) in _THESE and line.low(left - 1) in {"of", "among", "amongst"}:
        return True
    if line.low(left) in _AMONG:
        return True
    if line.low(left) == "and" and listed and here.unit is None:
        return True
    last = amounts[at - 1] if at else None
    start = last.begin - 1 if last else -1
    while start > 0 and last and last.begin - start < _FEW and line.low(start) in _DETERMINERS:
        start -= 1
    opened = line.low(start) == "of" and start == line.first
    if opened and last is not None and here.unit is None and _can_hold(last, here):
        return any(line.low(n) == "," for n in range(last.end, here.begin))
    # "120 were hurt, 14 seriously"
    adverb = line.low(here.until) in {"seriously", "critically", "fatally", "badly", "gravely", "slightly"}
    return adverb and last is not None and line.low(left) == ","


def _before(amounts: Sequence[Amount], at: int, part: Amount) -> int | None:
    """Return the nearest amount before that can hold a part, not being a part of the same list."""
    for n in range(at - 1, max(-1, at - _FEW), -1):
        if amounts[n].unit is None and _can_hold(amounts[n], part):
            return n
    return None


def _can_hold(whole: Amount, part: Amount) -> bool:
    if part.unit in _MEASURED:
        return whole.unit is None
    if part.unit is not None or whole.unit is not None:
        return False
    top = whole.high if whole.high is not None else float("inf")
    return (part.low if part.low is not None else 0.0) <= top and part.value <= max(whole.value, top)
