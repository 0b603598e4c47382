"""The words that bound a number: "at least", "more than", "nearly", "up to", "around", "-plus", "or so"."""

from typing import Literal, NamedTuple

from headwater.resolve.quantities.lexemes import Line

__all__ = ["Bound", "Bounds", "after", "before"]

Bounds = Literal["least", "most", "about", "nearly", "beyond", "exact"]
"""least: no upper bound. most: no lower one. nearly, beyond: likewise, but close by. about: approximate. exact: the text says so."""

_BEFORE: dict[str, Bounds] = {
    "at least": "least", "no fewer than": "least", "no less than": "least", "not less than": "least", "not fewer than": "least",
    "a minimum of": "least", "minimum of": "least", "more than": "least", "greater than": "least", "larger than": "least",
    "higher than": "least", "over": "least", "above": "least", "upwards of": "least", "upward of": "least", "north of": "least",
    "in excess of": "least", "excess of": "least", "well over": "least", "well above": "least", "far more than": "least",
    "much more than": "least", "well more than": "least", "exceed": "least", "exceeds": "least", "exceeded": "least",
    "exceeding": "least", "surpass": "least", "surpassed": "least", "surpasses": "least", "surpassing": "least", "topping": "least",
    "beyond": "least", "as few as": "least", "as little as": "least", "better than": "least", "passed": "least", "at most": "most",
    "up to": "most", "as many as": "most", "as much as": "most", "as high as": "most", "no more than": "most", "not more than": "most",
    "a maximum of": "most", "maximum of": "most", "fewer than": "most", "less than": "most", "lower than": "most", "smaller than": "most",
    "under": "most", "below": "most", "well under": "most", "well below": "most", "south of": "most", "at the most": "most",
    "far fewer than": "most", "about": "about", "around": "about", "some": "about", "roughly": "about", "approximately": "about",
    "approx": "about", "approx .": "about", "circa": "about", "c .": "about", "an estimated": "about", "estimated": "about",
    "estimated at": "about", "close to": "about", "near": "about", "nearer": "about", "nearing": "about", "approaching": "about",
    "in the region of": "about", "the region of": "about", "on the order of": "about", "of the order of": "about",
    "somewhere around": "about", "or about": "about", "barely": "about", "more or less": "about", "~": "about", "≈": "about",
    "nearly": "nearly", "almost": "nearly", "just under": "nearly", "just below": "nearly", "a little under": "nearly",
    "a shade under": "nearly", "slightly under": "nearly", "slightly less than": "nearly", "a little less than": "nearly",
    "just short of": "nearly", "just less than": "nearly", "slightly fewer than": "nearly", "just shy of": "nearly",
    "slightly below": "nearly", "just over": "beyond", "just above": "beyond", "a little over": "beyond", "slightly over": "beyond",
    "slightly more than": "beyond", "a little more than": "beyond", "little more than": "beyond", "just more than": "beyond",
    "slightly above": "beyond", "a shade over": "beyond", "exactly": "exact", "precisely": "exact", "> =": "least", "≥": "least",
    ">": "least", "< =": "most", "≤": "most", "<": "most",
}  # fmt: skip
_LONGEST = 4
_ROWS = {tuple(phrase.split()): bound for phrase, bound in _BEFORE.items()}
_LAST = frozenset(rows[-1] for rows in _ROWS)
_FILLERS = frozenset({"the", "a", "an", "about", "some", "only", "just", "total"})

_AFTER: dict[tuple[str, ...], Bounds] = {
    ("or", "more"): "least", ("or", "so"): "about", ("or", "fewer"): "most", ("or", "less"): "most", ("or", "thereabouts"): "about",
    ("and", "more"): "least", ("and", "counting"): "least", ("or", "greater"): "least", ("or", "higher"): "least", ("or", "above"): "least",
    ("or", "lower"): "most", ("and", "above"): "least", ("and", "over"): "least", ("or", "over"): "least",
    ("or", "under"): "most", ("-", "plus"): "least", ("-", "odd"): "about", ("+",): "least",
}  # fmt: skip


class Bound(NamedTuple):
    """How a number is bounded, and the lexemes that say so."""

    sort: Bounds
    start: int
    end: int


def before(line: Line, at: int) -> Bound | None:
    """Return the words that bound the number beginning at a lexeme; of two ("up to about") the first decides, and both are in the span."""
    first = _ending(line, at)
    if first is None:
        return None
    if (wider := _ending(line, first.start)) and not (wider.sort == "about" and line.low(wider.start) == "some"):
        sort = first.sort if wider.sort in {"about", "exact"} and first.sort != "exact" else wider.sort
        return Bound(sort, wider.start, first.end)
    return first


def _ending(line: Line, at: int) -> Bound | None:
    if line.low(at - 1) not in _LAST:
        return None
    for size in range(_LONGEST, 0, -1):
        sort = _ROWS.get(tuple(line.low(at - size + n) for n in range(size)))
        if sort and not _is_other(line, at - size, size):
            return Bound(sort, at - size, at)
    return None


def _is_other(line: Line, start: int, size: int) -> bool:
    """Whether a single word means something else here: "passed 12 laws", "talks about 12 isles"."""
    word = line.low(start)
    if size > 1:
        return False
    if word == "passed":
        return line.low(start - 1) not in {"has", "had", "have", "toll"}
    if word in {"over", "about"} and line.low(start - 1) in {"all", "how", "what", "talks", "dispute", "row"}:
        return True
    return word == "near" and line.low(start - 1) in {"town", "village", "city", "a", "road"}


def after(line: Line, at: int) -> Bound | None:
    """Return the words that bound the number that ends before a lexeme."""
    for rows, sort in _AFTER.items():
        if all(line.low(at + n) == each for n, each in enumerate(rows)):
            tied = rows[0] not in {"-", "+"} or line[at].glued
            if rows == ("and", "more") and line[at + 2].kind == "word" and line.low(at + 2) not in {"were", "are", "have"}:
                return None
            return Bound(sort, at, at + len(rows)) if tied else None
    return None
