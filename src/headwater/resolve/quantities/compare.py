"""Whether two figures tell the same, one brings the other up to date, or they conflict: with the reason in words.

Two figures are compared only where they are of the same thing: their units convert into one another, and what they count has the same noun,
the same fate ("killed", "missing") and no modifiers that rule each other out. Then their bounds decide:

- same: what one says can be so where the other is, within rounding and within what "about", "at least" or "nearly" leave open;
- update: they differ (or the later one is above the "at least" of the earlier) and are as of different times;
- conflict: they differ as of the same time, or as of no known time, or come from two bodies that count one thing once and for all.

"same" is treated as transitive: `same_groups`.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from headwater.model import Figure
from headwater.resolve.lexicon import DEMONYMS, singular
from headwater.resolve.quantities.units import FACTORS
from headwater.resolve.quantities.vocabulary import FATES

__all__ = ["Comparison", "Relation", "Side", "compared", "same_groups", "side_of", "thing_keys"]

Relation = Literal["same", "update", "conflict", "not_comparable"]

ROUNDING = 0.05
"""No rounding reaches further than this share of a number ("2 million" for 1.9)."""
LOOSE = 0.05
"""What "about" leaves open on either side of a number, as a share of it; "nearly" leaves it below, "just over" above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What is looked at of a figure.

    Attributes:
        low: Lower bound, `None` where there is none.
        high: Upper bound, likewise.
        approximate: Whether the text rounds it ("about").
        qualifier: The words that bound it.
        unit: As `Figure.unit`.
        what: What it counts, in the report's words.
        as_of: ISO 8601 prefix of when it held, where known.
        supplier: Who gives it, in the report's words; `None` for the report's own voice.
        in_part: Whether it is a part of another figure.
        words: The figure as it stands.
    """

    low: float | None
    high: float | None
    approximate: bool = False
    qualifier: str = ""
    unit: str | None = None
    what: str = ""
    as_of: str | None = None
    supplier: str | None = None
    in_part: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How two figures relate, and why in words."""

    relation: Relation
    because: str


def side_of(figure: Figure, text: str, *, supplier: str | None = None, as_of: str | None = None) -> Side:
    """Return what is compared of a figure.

    Args:
        figure: The figure.
        text: The text that its spans lie in.
        supplier: The words for who gives it, where the caller knows them.
        as_of: When it held, where the figure does not say: the time of its statement, or when the report was published.
    """
    return Side(
        low=figure.low,
        high=figure.high,
        approximate=figure.approximate,
        qualifier=" ".join(text[span.start : span.end] for span in figure.qualifier).lower(),
        unit=figure.unit,
        what=" ".join(text[span.start : span.end] for span in figure.what),
        as_of=figure.as_of or as_of,
        supplier=supplier,
        in_part=figure.part_of is not None,
        words=text[figure.span.start : figure.span.end],
    )


def compared(a: Side, b: Side, *, of_one_thing: bool = False) -> Comparison:
    """Return how two figures relate.

    Args:
        a: One of them.
        b: The other; which is first makes no difference.
        of_one_thing: Whether the caller knows them to be of the same thing, as two assertions of one claim are; then only their units
            must fit.
    """
    reason = _other_unit(a, b, of_one_thing=of_one_thing) or ("" if of_one_thing else _other_thing(a, b))
    if reason:
        return Comparison(relation="not_comparable", because=reason)
    a_range, b_range = _range(a), _range(b)
    earlier, later = (a, b) if not (a.as_of and b.as_of and b.as_of < a.as_of) else (b, a)
    dated = _apart(a.as_of, b.as_of)
    if _meet(a_range, b_range) and not (dated and _raised(earlier, later)):
        return Comparison(relation="same", because=_why_same(a, b))
    if dated and not _settled(earlier, later):
        return Comparison(relation="update", because=f"{later.words or 'the other'} is as of {later.as_of}, after {earlier.as_of}")
    if _recounted(a, b):
        return Comparison(relation="update", because=f"{a.supplier} gave both, of what goes on being counted")
    return Comparison(relation="conflict", because=_why_conflict(a, b, dated=dated))


# The same thing -----------------------------------------------------------------------------------------------------------------

_PEOPLE = frozenset(
    """people person man woman resident civilian passenger victim islander palestinian villager body individual human soul life
    citizen other local dead death toll fatality casualty tally number count figure total bodies""".split()
)
_EMPTY = frozenset(
    """the a an of in on at by for and or to from its his her their other some number total figure count amount least more than""".split()
)
_TALLIES = frozenset("death toll fatality fatalities deaths dead died killed".split())


def _other_unit(a: Side, b: Side, *, of_one_thing: bool) -> str:
    """Return why the units of two figures do not fit, or ""; of one thing, "42 million" may leave them out."""
    left_out = of_one_thing and None in {a.unit, b.unit}
    return "" if left_out or _same_unit(a.unit, b.unit) else f"one is in {a.unit or 'no unit'}, the other in {b.unit or 'no unit'}"


def _other_thing(a: Side, b: Side) -> str:
    """Return why two figures are not of the same thing, or ""."""
    if a.in_part != b.in_part and not _fates(a.what) & _fates(b.what):
        return "one is a part of another figure, the other is not"
    if not a.what.strip() or not b.what.strip():
        return "" if not (a.what.strip() or b.what.strip()) else "one does not say what it counts"
    fate_a, fate_b = _fates(a.what), _fates(b.what)
    if fate_a and fate_b and not fate_a & fate_b:
        return f"one counts those {' and '.join(sorted(fate_a))}, the other those {' and '.join(sorted(fate_b))}"
    return "" if _same_nouns(a.what, b.what) else f"one counts {a.what}, the other {b.what}"


_ORDERED = frozenset("first second third fourth fifth last previous next both each".split())


def _same_nouns(a: str, b: str) -> bool:
    """Whether two phrases can be for one thing: all words of one in the other, or the same noun and half of what stands with it."""
    nouns_a, nouns_b = _nouns(a), _nouns(b)
    if not nouns_a or not nouns_b:
        return nouns_a == nouns_b or bool(_fates(a) & _fates(b))
    if nouns_a & _ORDERED != nouns_b & _ORDERED and nouns_a & _ORDERED and nouns_b & _ORDERED:
        return False
    if nouns_a <= nouns_b or nouns_b <= nouns_a:
        return True
    return len(nouns_a & nouns_b) * 2 >= max(len(nouns_a), len(nouns_b)) and _share_head(a, b)


@lru_cache(maxsize=1 << 13)
def thing_keys(what: str) -> frozenset[str]:
    """Return of what two phrases share one at least that can be for one thing: nouns, and what became of it."""
    return (_nouns(what) or frozenset(("",))) | {f"!{fate}" for fate in _fates(what)}


def _same_unit(a: str | None, b: str | None) -> bool:
    if a == b:
        return True
    if a is None or b is None:
        return False
    one = FACTORS.get(a, (a, 1.0))[0]
    return one == FACTORS.get(b, (b, 1.0))[0]


@lru_cache(maxsize=1 << 13)  # a story compares the same few with all others
def _fates(what: str) -> frozenset[str]:
    found = {FATES[word] for word in re.findall(r"\w+", what.lower()) if word in FATES}
    if re.search(r"\btoll\b", what.lower()):
        found.add("dead")
    return frozenset(found)


@lru_cache(maxsize=1 << 13)
def _nouns(what: str) -> frozenset[str]:
    """Return the words that tell one thing from another: any word for people is one, what became of them is looked at apart."""
    found = set()
    for word in re.findall(r"[^\W_]+", what.lower()):
        if word in _EMPTY or word in FATES or word in _TALLIES:
            continue
        one = singular(word)
        found.add("people" if one in _PEOPLE or word in _PEOPLE or word in DEMONYMS or one in DEMONYMS else one)
    if len(found) > 1 or _fates(what):
        found.discard("people")
    return frozenset(found)


def _share_head(a: str, b: str) -> bool:
    """Whether the last words, the nouns of two phrases, are the same."""
    head_a, head_b = _head(a), _head(b)
    return head_a is not None and head_a == head_b


@lru_cache(maxsize=1 << 13)
def _head(what: str) -> str | None:
    words = re.findall(r"[^\W_]+", what.lower())
    return singular(words[-1]) if words else None


# Values -------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Range:
    """Where the true number may lie, in a common unit; whether the ends themselves are out ("more than")."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False


_OPEN = re.compile(r"\b(?:more|over|above|exceed\w*|fewer|less|under|below|nearly|almost|short|excess|beyond|higher|greater)\b")
_CLOSED = re.compile(r"\b(?:no|not) (?:more|less|fewer)\b|\bor (?:more|less|fewer)\b")


@lru_cache(maxsize=1 << 13)
def _range(side: Side) -> _Range:
    factor = FACTORS.get(side.unit or "", ("", 1.0))[1]
    opened = bool(_OPEN.search(side.qualifier)) and not _CLOSED.search(side.qualifier)
    low, high = side.low, side.high
    if low is not None and high is not None:
        left, right = _slack(low, side, factor), _slack(high, side, factor)
        return _Range(low * factor - left, high * factor + right)
    if low is not None:
        top = (low + 4 * LOOSE * abs(low)) * factor if side.approximate else math.inf
        return _Range(low * factor, top, open_low=opened)
    if high is not None:
        bottom = (high - 4 * LOOSE * abs(high)) * factor if side.approximate else -math.inf
        return _Range(bottom, high * factor, open_high=opened)
    return _Range(-math.inf, math.inf)


def _slack(value: float, side: Side, factor: float) -> float:
    """Return how far a number may lie from what is written: half its last place, and more where it is approximate."""
    size = abs(value)
    if size == 0:
        return 0.0
    place = _last_place(size)
    rounded = min(place / 2, ROUNDING * size) if place >= 100 or place < 1 or side.unit in FACTORS else 0.0  # 50 is 50
    if "exact" in side.qualifier or "precise" in side.qualifier:
        rounded = 0.0
    if side.unit == "fraction":
        rounded = ROUNDING * size
    return max(rounded, LOOSE * size if side.approximate else 0.0) * factor


def _last_place(size: float) -> float:
    """Return the place of a number's last digit that is not 0: 0.1 of 3.5, 100,000 of 1.2 million."""
    digits = f"{size:.6g}" if size < 1 else f"{size:.10g}"
    if "e" in digits:
        digits = f"{float(digits):.0f}"
    if "." in digits:
        return 10.0 ** -len(digits.split(".")[1])
    return 10.0 ** (len(digits) - len(digits.rstrip("0")))


def _meet(a: _Range, b: _Range) -> bool:
    if a == b:
        return True
    low, high = max(a.low, b.low), min(a.high, b.high)
    if low < high:
        return True
    if not math.isclose(low, high, rel_tol=1e-9):
        return False
    opened = (a.low >= b.low and a.open_low) or (b.low >= a.low and b.open_low)
    closed = (a.high <= b.high and a.open_high) or (b.high <= a.high and b.open_high)
    return not (opened or closed)


# Time and supplier --------------------------------------------------------------------------------------------------------------


def _apart(a: str | None, b: str | None) -> bool:
    """Whether two times are both known and neither holds the other ("2025-05" holds "2025-05-14")."""
    return bool(a and b) and not (str(a).startswith(str(b)) or str(b).startswith(str(a)))


def _raised(earlier: Side, later: Side) -> bool:
    """Whether a count that was "at least" so much has since been put higher."""
    if earlier.low is None or earlier.high is not None or earlier.approximate or later.low is None:
        return False
    slack = max(_slack(earlier.low, earlier, 1.0), _slack(later.low, later, 1.0))
    return later.low > earlier.low + slack and "more" not in earlier.qualifier and "over" not in earlier.qualifier


_GROWING = frozenset({"dead", "hurt", "missing", "held", "displaced", "rescued", "evacuated", "trapped", "ill"})
"""What is counted as news comes in, and may be put higher by anybody who knows more."""


def _recounted(a: Side, b: Side) -> bool:
    """Whether one supplier gives two tolls of one day."""
    known = a.supplier and a.supplier == b.supplier and a.as_of and a.as_of == b.as_of
    return bool(known and _fates(a.what) & _fates(b.what) & _GROWING)


def _settled(earlier: Side, later: Side) -> bool:
    """Whether two numbers of different times are no update: of what is no toll, counts of two bodies, or one less than half the other."""
    if _fates(earlier.what) & _GROWING or _same_body(earlier.supplier, later.supplier):
        return False
    halved = earlier.unit is None and _middle(later) < _middle(earlier) / 2
    return halved or _other_body(earlier.supplier, later.supplier)


def _middle(side: Side) -> float:
    known = [each for each in (side.low, side.high) if each is not None]
    return sum(known) / len(known) if known else 0.0


@lru_cache(maxsize=1 << 13)
def _body_words(supplier: str) -> frozenset[str]:
    return frozenset(singular(word) for word in re.findall(r"[^\W_]{3,}", supplier.lower())) - _EMPTY - DEMONYMS


def _same_body(a: str | None, b: str | None) -> bool:
    return bool(a and b) and bool(_body_words(str(a)) & _body_words(str(b)))


_BODY = re.compile(
    r"\b(?:authority|regulator|watchdog|ministry|agency|union|processor|company|firm|bank|group|office|association|commission)\b",
    re.IGNORECASE,
)


def _other_body(a: str | None, b: str | None) -> bool:
    """Whether two suppliers are bodies whose descriptions share no word; "the company" alone may be either."""
    if not a or not b or not (_BODY.search(a) and _BODY.search(b)) or _same_body(a, b):
        return False
    return all(len(_body_words(each)) > 1 for each in (a, b))


# Words --------------------------------------------------------------------------------------------------------------------------


def _why_same(a: Side, b: Side) -> str:
    if (a.low, a.high, a.unit) == (b.low, b.high, b.unit):
        return "the same number"
    if a.unit != b.unit:
        return f"the same within rounding, {a.unit or 'a count'} against {b.unit or 'a count'}"
    if None in {a.low, a.high, b.low, b.high}:
        bound = a.qualifier if None in {a.low, a.high} else b.qualifier
        return f"within the bounds that {bound!r} leaves" if bound else "within the bounds"
    if (a.low, a.high) == (b.low, b.high):
        return "the same number"
    return "the same within rounding"


def _why_conflict(a: Side, b: Side, *, dated: bool) -> str:
    numbers = f"{a.words or 'one number'} against {b.words or 'another'}"
    if a.supplier and b.supplier and a.supplier != b.supplier:
        numbers += f", {a.supplier} against {b.supplier}"
    if dated:
        return f"{numbers}: two counts of one thing, not one brought up to date"
    return f"{numbers} as of {a.as_of}" if a.as_of and b.as_of else f"{numbers}, with no time that would set them apart"


def same_groups(sides: Sequence[Side], pairs: Iterable[tuple[int, int]] | None = None) -> tuple[tuple[int, ...], ...]:
    """Return the figures in groups that tell the same, "same" taken as transitive; each group ascending, by its first.

    Args:
        sides: The figures.
        pairs: The indices of those to compare; all with all where left out.
    """
    root = list(range(len(sides)))

    def top(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    every = ((i, j) for i in range(len(sides)) for j in range(i + 1, len(sides)))
    for i, j in every if pairs is None else pairs:
        first, second = sorted((top(i), top(j)))
        if first != second and compared(sides[i], sides[j]).relation == "same":
            root[second] = first
    groups: dict[int, list[int]] = {}
    for at in range(len(sides)):
        groups.setdefault(top(at), []).append(at)
    return tuple(tuple(group) for group in groups.values())
