"""Numbers that are no figures: pieces of longer words, dates and times, names, results, rows of digits, "one" for somebody."""

from collections.abc import Callable

from headwater.resolve.quantities import dates, naming
from headwater.resolve.quantities.amounts import Amount
from headwater.resolve.quantities.lexemes import Line
from headwater.resolve.quantities.numerals import SMALL
from headwater.resolve.quantities.surroundings import VERBS, Surroundings, surroundings
from headwater.resolve.quantities.vocabulary import MONTHS, PREPOSITIONS

__all__ = ["is_figure", "is_name"]

_SCORING = frozenset(
    """beat beats beating won win wins winning lost lose loses losing defeat defeats defeated drew draw draws lead leads led victory
    thrashed thrash scored score scores trailed trail trailing down up ahead hammered edged loss finished ended level overcame swept
    sweep""".split()
)
_COUNTED_ONES = frozenset(
    """person man woman child boy girl baby people death case seat vote victim soldier officer policeman passenger survivor body house
    home goal civilian firefighter student pupil teenager casualty fatality missile drone plane ship boat worker wicket try medal
    building school hospital villager resident fighter militant rebel protester demonstrator driver pedestrian cyclist crew patient
    other suspect hostage prisoner killed dead injured wounded missing million billion arrest abstention game match win defeat bullet
    shot shell rocket""".split()
)
_FATES = frozenset("killed dead died injured wounded missing hurt arrested abstained survived escaped was is remains remained".split())
_NOT_COUNTED = frozenset("figure figures digit digits fold time way star faced sided dimensional piece off some thing hander nil".split())
_PLURALS = frozenset(
    """junctions articles sections chapters pages lines clauses paragraphs rooms exits gates platforms berths runways routes highways
    levels""".split()
)
_GLUED_BEFORE = frozenset("/ : # @ _ & . § = № + *".split())
_GLUED_AFTER = frozenset("/ @ _ # ^ = * \\".split())
_PRIMES = frozenset("' ’ ′ ″".split())
_PIECES = frozenset({"word", "number", "dotted"})
_AND = frozenset({"and", "or", ",", "to", "-", "–"})
_LONGEST_LIST = 12
_LONGEST_BARE = 7
"""Longer rows of digits without a comma are numbers of things."""
_YEAR_DIGITS = 4
_MOST_WICKETS = 10


def is_figure(line: Line, amount: Amount) -> bool:
    """Whether an amount counts or measures something, by the words around it."""
    here = surroundings(line, amount)
    rules = _ALWAYS
    if amount.unit in {None, "fraction"}:
        rules += _WITHOUT_UNIT
    if amount.unit is None:
        rules += _COUNTS
    return not amount.score and not any(rule(here) for rule in rules)


def is_name(line: Line, amount: Amount) -> bool:
    """Whether an amount is the number of something: "Boeing 737"."""
    return naming.is_name(surroundings(line, amount))


# Pieces of something longer -----------------------------------------------------------------------------------------------------


def _is_tail(here: Surroundings) -> bool:
    """Whether it ends something longer: "G7", "COVID-19", "12(3)", "#12", "'16"."""
    left = here.left
    if left.low in {"(", *_PRIMES} and left.glued and here.before(2).kind == "number":
        return True
    if not here.first.glued:
        return False
    if left.kind in _PIECES or left.low in _GLUED_BEFORE:
        return True
    if left.low in {"'", "’"} and here.in_digits and len(here.first.raw) == 2 and not here.before(2).low.endswith(left.low):
        return not here.counts
    tied = left.low in {"-", "–", "‑"} and left.glued and here.amount.begin == here.amount.start
    return tied and here.before(2).kind in _PIECES


def _is_head(here: Surroundings) -> bool:
    """Whether it begins something longer: "A380", "5G", "1990s", "24/7", "9:40", "four-two-three"."""
    line, right, behind = here.line, here.right, here.after(2)
    if line.hyphen(here.amount.end) and (behind.low in SMALL or behind.kind == "number"):
        return True
    if not right.glued:
        return False
    if right.low in _GLUED_AFTER or (right.low == "(" and behind.kind == "number"):
        return not (right.low == "/" and here.amount.unit)
    if right.low in {":", "."} and behind.glued and behind.kind in {"number", "word"}:
        return True
    if right.low in _PRIMES and behind.glued and (behind.low == "s" or behind.kind == "number"):
        return True
    return line[here.amount.end - 1].kind == "number" and right.kind in _PIECES


def _is_serial(here: Surroundings) -> bool:
    """Whether it is a long row of digits."""
    return here.is_count and here.line.bare(here.amount.start) and len(here.first.raw) > _LONGEST_BARE


def _is_phrase(here: Surroundings) -> bool:
    """Whether points make a manner of speaking: "a ten-point plan", "at one point"."""
    if here.amount.unit != "points":
        return False
    return here.right.low in {"plan", "programme", "manifesto", "agenda"} or (here.first.low == "one" and here.left.low == "at")


def _is_word_part(here: Surroundings) -> bool:
    """Whether it is the first half of a word that counts nothing: "six-figure sum", "2-to-1 vote", "zero tolerance"."""
    if here.line.hyphen(here.amount.end):
        return here.after(2).low in _NOT_COUNTED or here.after(2).low in PREPOSITIONS
    if here.first.low in {"zero", "nil", "nought"}:
        return True
    return here.right.low in {"figure", "figures", "digit", "digits", "fold"} and here.left.low != "the"


# Rows of numbers ----------------------------------------------------------------------------------------------------------------


def _is_score(here: Surroundings) -> bool:
    """Whether it is a result: "lost 1-3", "by four to one", "112 for 4"."""
    if here.amount.ranged and here.line.low(here.amount.start + 1) in {"-", "–"}:
        counted = not here.ends and here.right.low not in VERBS
        scored = any(here.before(n).low in _SCORING for n in range(1, 4))
        played = here.right.low in {"season", "campaign", "win", "victory", "defeat", "loss", "draw", "lead"}
        return played or scored or not (counted or here.line.hyphen(here.amount.end))
    return _is_ratio(here) or _is_innings(here)


def _is_ratio(here: Surroundings) -> bool:
    if here.right.low == "to" and here.after(2).low in {"1", "one"} and here.after(3).kind != "number":
        return True
    return here.left.low == "to" and here.first.low in {"1", "one"} and (here.before(2).kind == "number" or here.before(2).low in SMALL)


def _is_innings(here: Surroundings) -> bool:
    fallen = here.after(2)
    if here.right.low == "for" and fallen.kind == "number" and fallen.value <= _MOST_WICKETS:
        return here.after(3).kind != "word" or here.after(3).low in PREPOSITIONS
    return (
        here.left.low == "for" and here.before(2).kind == "number" and here.in_digits and here.amount.value <= _MOST_WICKETS and here.ends
    )


def _is_neighbour(here: Surroundings) -> bool:
    """Whether it stands in a row of numbers ("555 0142"), numbers a list ("1. He") or one of a list of things ("junctions 9 and 10")."""
    line, start, end = here.line, here.amount.start, here.amount.end
    if here.in_digits and here.right.kind in {"number", "dotted"} and here.after(2).low != "s":
        return True
    if here.in_digits and here.left.kind in {"number", "dotted"}:
        return len(here.left.raw) != _YEAR_DIGITS and here.left.low not in MONTHS
    alone = end < len(line) - 1 or len(line) == end + 1
    if start == 0 and here.right.low in {".", ")"} and here.in_digits and alone:
        return True
    return _is_listed(here)


def _is_listed(here: Surroundings) -> bool:
    line = here.line
    at = start = here.amount.start
    if here.left.low not in _AND or not line.bare(at) or here.counts:
        return False
    while line.low(at - 1) in _AND and line.bare(at - 2) and start - at < _LONGEST_LIST:
        at -= 2
    return at != start and line.low(at - 1).removesuffix("s") + "s" in _PLURALS


# Numbers in words ---------------------------------------------------------------------------------------------------------------


def _is_pronoun(here: Surroundings) -> bool:
    """Whether a number in words stands for those spoken of rather than counts: "the two met", "with a three", "one of them said"."""
    if here.amount.sort != "words" or here.amount.end != here.amount.start + 1 or here.amount.ranged:
        return False
    if here.first.low == "one":
        return _is_one(here)
    ends = here.ends or here.right.low in VERBS or here.right.low.endswith("ed")
    pointed = here.left.low in {"the", "these", "those", "a", "us", "them"} and here.before(2).low != "of"
    return pointed and ends and not here.line.hyphen(here.amount.end)


def _is_one(here: Surroundings) -> bool:
    right = here.right.low
    if here.line.hyphen(here.amount.end) or here.left.low in {"no", "any", "every", "the", "this", "that", "which", "each", "number"}:
        return True
    if right == "of":
        apart = here.left.low in {",", ";", "and", "(", "–", "—"}
        return not (here.after(2).low in {"whom", "which"} or (here.after(2).low == "them" and apart))
    if here.amount.bounds and here.right.kind == "word":
        return right in {"day", "thing"}
    if right in {"was", "is", "remains", "remained"}:
        return not any(here.after(n).low in _FATES - {"was", "is"} for n in (2, 3, 4))
    return not (right in _FATES or _has_counted_one(here))


def _has_counted_one(here: Surroundings) -> bool:
    """Whether a noun that news counts by ones follows: "one person", "one more passenger"."""
    for distance in (1, 2, 3):
        word = here.after(distance).low
        if word in _COUNTED_ONES:
            return True
        if word in PREPOSITIONS:
            return False
    return False


Rules = tuple[Callable[[Surroundings], bool], ...]
_ALWAYS: Rules = (dates.is_duration, _is_tail, _is_head, _is_serial, dates.is_age, naming.is_address, naming.is_name, _is_phrase)
_WITHOUT_UNIT: Rules = (dates.is_date, dates.is_clock)
_COUNTS: Rules = (_is_score, _is_neighbour, _is_pronoun, _is_word_part)
