"""Amounts: a number with its currency or unit, its bounds, and the second number where it is a range."""

from dataclasses import dataclass, replace

from headwater.resolve.quantities.bounds import Bound, after, before
from headwater.resolve.quantities.lexemes import Line
from headwater.resolve.quantities.numerals import OPENERS, Numeral, Sort, numeral_at
from headwater.resolve.quantities.units import money_at, unit_at

__all__ = ["Amount", "amounts_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number as it stands in a sentence, with what bounds it.

    Attributes:
        start: Index of its first lexeme: sign, currency or number.
        number: Index of its first number.
        end: Index after its last lexeme, unit included.
        low: Lower bound, `None` where the words before or after it leave none.
        high: Upper bound, likewise.
        sort: How the number is written.
        mantissa: The number before its scale word, as a range may share it ("12-20 million").
        scale: The factor of that word.
        bounds: Lexeme ranges of the words that bound it.
        begin: Index of the first lexeme of those before it, else `start`.
        until: Index after those behind it, else `end`.
        ranged: Whether it is a range of two numbers.
    """

    start: int
    number: int
    end: int
    low: float | None
    high: float | None
    unit: str | None
    sort: Sort
    mantissa: float
    scale: float
    begin: int
    until: int
    approximate: bool = False
    bounds: tuple[tuple[int, int], ...] = ()
    ranged: bool = False
    score: bool = False

    @property
    def value(self) -> float:
        """The one number that tells most of it."""
        return self.low if self.low is not None else self.high if self.high is not None else 0.0


_MOST_BEFORE = 4
"""Lexemes that may stand before the number in an amount: a sign, "US", "$", a full stop."""


def amounts_of(line: Line) -> list[Amount]:
    """Return every amount of a sentence, in order and apart from one another; what is no figure is not yet left out."""
    found: list[Amount] = []
    at = 0
    for number in [n for n, each in enumerate(line.found) if each.kind in {"number", "fraction"} or each.low in OPENERS]:
        at = max(at, number - _MOST_BEFORE)
        while at <= number:
            at = _read_from(line, at, found)
    return found


def _read_from(line: Line, at: int, found: list[Amount]) -> int:
    """Add the amounts that begin at a lexeme, if any, and return where to go on."""
    first = _amount_at(line, at)
    if first is None:
        return at + 1
    joined = _joined(line, first)
    found += [_bounded(line, each, found[-1].until if found else 0) for each in joined]
    return max(at + 1, found[-1].until, joined[-1].end)


def _amount_at(line: Line, at: int) -> Amount | None:
    """Return the amount that begins at a lexeme, without bounds."""
    sign = _sign(line, at)
    money = money_at(line, at + sign)
    number = money[1] if money else at + sign
    numeral = numeral_at(line, number)
    if numeral is None:
        return None
    unit, end, factor = _measured(line, numeral, money[0] if money else None)
    value = (-1 if sign else 1) * factor
    if sign and not unit:
        return None
    unit = unit or ("fraction" if numeral.sort == "fraction" else None)
    low, high = sorted((_clean(numeral.low * value), _clean(numeral.high * value)))
    return Amount(
        start=at, number=number, end=end, low=low, high=high, unit=unit, sort=numeral.sort,
        mantissa=numeral.mantissa, scale=numeral.scale * factor, begin=at, until=end, approximate=numeral.sort == "vague",
    )  # fmt: skip


def _clean(value: float) -> float:
    """Return a number without what multiplying left behind: 4,100,000 for 4.1 million."""
    return float(f"{value:.15g}")


def _sign(line: Line, at: int) -> int:
    """Return 1 where a minus begins a number."""
    if line.low(at) == "minus":
        return int(line.low(at - 1) not in {"or", "and"})
    if (
        line.low(at) in {"-", "−"}
        and line[at + 1].glued
        and line[at + 1].kind == "number"
        and (not line[at].glued or line.low(at - 1) == "(")
    ):
        return 1
    return 0


def _measured(line: Line, numeral: Numeral, money: str | None) -> tuple[str | None, int, float]:
    """Return the unit of a number, the index after it, and what it multiplies the number by."""
    end = numeral.end
    if money:
        factor = 1.0
        if line.low(end) == "m" and line[end].glued:
            factor, end = 1e6, end + 1
        elif line.low(end) in {"t", "trillion"} and line[end].glued:
            factor, end = 1e12, end + 1
        again = unit_at(line, end, numeral.low, scaled=True) if line.low(end) not in {"a", "p"} and not line.hyphen(end) else None
        return money, (again.end if again and again.name == money else end), factor
    of = end + (numeral.sort == "vague" and line.low(end) == "of")
    unit = unit_at(line, of, numeral.low, scaled=numeral.scale != 1)
    if unit is None or (of > end and unit.name == "points"):
        return None, end, 1.0
    return unit.name, unit.end, unit.factor


# Two numbers --------------------------------------------------------------------------------------------------------------------

_DASHES = frozenset("-–—−~‑")
_CHANGES = frozenset(
    """rise rises rose risen rising raise raises raised raising fall falls fell fallen falling drop drops dropped grow grows grew grown
    growing increase increased increases increasing cut cuts cutting reduce reduced reducing lower lowered climb climbed climbs jump
    jumped jumps slip slipped slips decline declined declines ease eased eases narrow narrowed narrows widen widened slide slid slump
    slumped soar soared surge surged plunge plunged tumble tumbled up down go goes went gone move moved shrink shrank shrunk change
    changed changing revise revised double doubled expand expanded swell swelled swollen improve improved slow slowed dip dipped sink
    sank upgrade upgraded downgrade downgraded put lift lifted boost boosted bring brought push pushed took take taken extend extended
    edge edged tick ticked trim trimmed slash slashed gain""".split()
)


def _joined(line: Line, first: Amount) -> list[Amount]:
    """Return a range as one amount; else the amount itself, and what its partner lends it."""
    link = line.low(first.end)
    at = first.end + 1
    if first.sort == "fraction" and first.unit == "fraction" and link not in {"to", "and"}:
        return [first]
    if not (link in {"to", "or", "and"} or (link in _DASHES and _even(line, first.end))):
        return [first]
    second = _amount_at(line, at)
    if second is None or second.number > at + 2 or first.sort == "vague" or second.sort == "vague":
        return [first]
    return _pair(line, first, second, link)


def _even(line: Line, at: int) -> bool:
    """Whether a dash stands between two numbers in one manner: glued to both, or to neither."""
    return line[at].glued == line[at + 1].glued


def _pair(line: Line, first: Amount, second: Amount, link: str) -> list[Amount]:
    shared = _shared(first, second)
    left = line.low(first.start - 1)
    if shared is None:
        return [first]
    low, high = shared
    range_ = _range(line, low, high)
    apart = [low, high]
    if link in _DASHES:
        return [range_] if _ascends(low, high) else [replace(first, end=second.end, until=second.end, score=True)]
    if link == "and":
        return [range_] if _is_between(line, first) and _ascends(low, high) else [first]
    if link == "or":
        near = low.value >= high.value / 3 and low.unit == high.unit and high.value - low.value <= max(2, high.value / 2)
        return [range_] if near and _ascends(low, high) else [first]
    if not _ascends(low, high):
        return apart if left == "from" else [first]
    return apart if _changes(line, first) else [range_]


def _ascends(low: Amount, high: Amount) -> bool:
    return low.value < high.value


def _is_between(line: Line, first: Amount) -> bool:
    found = before(line, first.start)
    return line.low((found.start if found else first.start) - 1) == "between"


def _changes(line: Line, first: Amount) -> bool:
    """Whether "to" tells where something went, rather than the end of a range."""
    left = line.low(first.start - 1)
    if left == "by":
        return True
    if left == "from":
        return any(line.low(first.start - 1 - n) in _CHANGES for n in range(1, 13))
    return left in _CHANGES and left not in {"put", "take", "took", "cut"} and not line.low(first.start - 2).startswith("ma")


def _shared(first: Amount, second: Amount) -> tuple[Amount, Amount] | None:
    """Return two amounts with the unit and the scale that one has for both; `None` where they are of different kinds."""
    a = None if first.unit == "fraction" else first.unit
    b = None if second.unit == "fraction" else second.unit
    if a and b and a != b:
        return None
    unit = a or b
    if unit is None and "fraction" in {first.unit, second.unit}:
        if first.unit != second.unit:
            return None
        unit = "fraction"
    if first.scale == 1 and second.scale > 1 and abs(first.mantissa) < second.mantissa:
        factor = second.scale
        first = replace(first, low=_clean((first.low or 0) * factor), high=_clean((first.high or 0) * factor), scale=factor)
    return replace(first, unit=unit), replace(second, unit=unit)


def _range(line: Line, low: Amount, high: Amount) -> Amount:
    begin, bounds = low.start, ()
    if line.low(begin - 1) == "between":
        begin, bounds = begin - 1, ((begin - 1, begin),)  # type: ignore[assignment]
    return replace(low, end=high.end, until=high.end, high=high.high, begin=begin, bounds=bounds, ranged=True)


# Bounds -------------------------------------------------------------------------------------------------------------------------


def _bounded(line: Line, amount: Amount, floor: int) -> Amount:
    """Return an amount with the bounds that the words around it set."""
    left, right = before(line, amount.begin), after(line, amount.end)
    if left and left.start < floor:
        left = None
    for bound in (each for each in (right, left) if each):
        amount = _with(amount, bound)
    return amount


def _with(amount: Amount, bound: Bound) -> Amount:
    low, high, approximate = amount.low, amount.high, amount.approximate
    if bound.sort in {"least", "beyond"}:
        high = None
    elif bound.sort in {"most", "nearly"}:
        low = None
    if low is None and high is None:
        low, high = amount.low, amount.high
    approximate = approximate or bound.sort in {"about", "nearly", "beyond"}
    return replace(
        amount,
        low=low,
        high=high,
        approximate=approximate,
        bounds=tuple(sorted((*amount.bounds, (bound.start, bound.end)))),
        begin=min(amount.begin, bound.start),
        until=max(amount.until, bound.end),
    )
