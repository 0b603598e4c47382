"""Numbers that are names or parts of names: "Flight 370", "Resolution 242", "No 10", "the Six Nations", "14 Harbour Street"."""

from headwater.resolve.lexicon import NOT_NAMES
from headwater.resolve.quantities.numerals import SCALES, SMALL
from headwater.resolve.quantities.surroundings import Surroundings
from headwater.resolve.quantities.vocabulary import FATES, MANY_PEOPLE, PREPOSITIONS

__all__ = ["is_address", "is_name"]

_DESIGNATORS = frozenset(
    """flight resolution channel room rooms section sections article articles chapter chapters number no nos nr phase level type highway
    route routes line gate platform berth page pages figure table part parts volume vol season episode round game stage tier category
    clause clauses paragraph paragraphs rule rules schedule form interstate junction junctions exit exits hangar terminal pier studio
    cell apartment flat suite floor version model mark area sector station reactor shaft hole step option proposition amendment title
    protocol wing ward block unit district zone grade class lot appendix annex stand bay dock lane pit runway runways act agent convoy
    channel turn item lines items question questions verse verses act exhibit count camp group squadron battalion brigade division
    regiment precinct key seat bus train windows iphone ipad galaxy formula apollo boeing airbus falcon soyuz mach size top euro nasdaq
    ftse dax cac nikkei kospi fortune division league covid sars area building tower house hall court studio engine pump well block
    tunnel warehouse tank position no. pod car coach row ios trent""".split()
)
_TIMID = frozenset(
    """season game round stage class group seat count car court house hall building turn camp house tower top act question unit line
    part engine figure table number floor area station district zone block ward level bus train club tank item form exit title pump well
    mark rule""".split()
)
"""Designators that are common nouns, too: after these a counted noun shows that the number counts it."""
_STREETS = frozenset(
    "street road avenue lane drive square way close place boulevard terrace crescent court st rd ave blvd row quay mews hill".split()
)
_STATES = frozenset("us uk eu un usa nato".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_LONGEST_NAME = 12
_LONGEST_ADDRESS = 5


def is_address(here: Surroundings) -> bool:
    """Whether it is the number of a house."""
    if not here.is_count or not here.in_digits or here.line.is_title:
        return False
    for distance in range(1, _LONGEST_ADDRESS + 1):
        word = here.after(distance)
        if not (word.capital or word.kind == "number" or (word.glued and word.low in {"st", "nd", "rd", "th"})):
            return False
        if distance > 1 and word.low in _STREETS:
            return True
    return False


def is_name(here: Surroundings) -> bool:
    """Whether it is the number of something: "Flight 370", "No 10", "World War Two"."""
    amount, left = here.amount, here.left
    if amount.unit not in {None, "fraction"} or amount.bounds or (amount.scale != 1 and amount.sort == "words"):
        return False
    if here.in_digits and (left.low in {"no", "nos", "number"} or (left.low == "." and here.before(2).low in {"no", "nos", "nr"})):
        told = here.before(2).low
        return told != "now" and not (left.low == "number" and told.endswith("s")) and not here.counts
    if here.first.kind == "word":
        return _is_spelled(here)
    if left.kind != "word" or (left.glued and here.before(2).low == "-" and not left.capital):
        return left.low in {"&", "§"}
    word = left.low if left.low in _DESIGNATORS else left.low.removesuffix("s")
    if word in _DESIGNATORS:
        return not (word in _TIMID and not left.capital and here.counts)
    return _is_after_name(here)


def _is_spelled(here: Surroundings) -> bool:
    """Whether a number in words is a name: "episode four", "Channel Nine", "the Six Nations"."""
    if here.left.low in _DESIGNATORS - {"no", "number", "count"} and here.first.low in SMALL:
        return not here.counts
    # a capital where no sentence or headline asks for one
    opens = here.amount.start == here.line.first or here.left.kind == "mark"
    return here.first.capital and not here.first.raw.isupper() and not opens and not here.line.is_title


def _is_after_name(here: Surroundings) -> bool:
    """Whether bare digits stand behind a name: "Boeing 737", but not "in Tarn 300 people"."""
    line, amount, left = here.line, here.amount, here.left
    if not left.capital or not line.bare(amount.start) or amount.end != amount.start + 1:
        return False
    if left.low in NOT_NAMES or left.low in SMALL or left.low in SCALES or left.low in _STATES:
        return False
    if line.is_title:
        return _is_in_title(here)
    if left.raw.isupper() and len(left.raw) > 1:
        return not (here.right.kind == "word" and here.right.raw.isupper())
    begin = amount.start - 1
    while line[begin - 1].capital and begin > line.first + 1 and amount.start - begin < _LONGEST_NAME:
        begin -= 1
    placed = line.low(begin - 1) in {"in", "at", "from", "near", "around", "outside", "across"} or left.low in _DAYS
    opens = amount.start - 1 == line.first
    return opens or not (here.counts and (placed or here.right.low in MANY_PEOPLE))


def _is_in_title(here: Surroundings) -> bool:
    """Whether, in a headline of capitals, it is a result ("United 1 Pennfleet 3") or stands at the end of a name."""
    line, start, end = here.line, here.amount.start, here.amount.end
    paired = any(line.bare(n) and line[n - 1].capital for n in (start - 2, start - 3, end + 1, end + 2))
    return paired or not (here.right.kind == "word" or here.left.low in FATES or here.left.low in PREPOSITIONS)
