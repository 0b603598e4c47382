"""Whether two cards are one person: by the whole name, or one that the other shortens or spells otherwise; never by a surname alone.

Everything short of the same full name asks for support: a body, place or country that stands in the titles of both, or an office that both
hold in reports which have somebody else in common. Two full names that conflict keep apart whatever else speaks for them.
"""

from rapidfuzz.distance import DamerauLevenshtein

from headwater.link.cards import ActorCard
from headwater.link.findings import LIKELY, SURE, WEAK, Finding, quoted, quoted_all
from headwater.link.naming import PersonName, skeleton
from headwater.resolve.names import may_be_called

__all__ = ["people_conflict", "same_person"]

LEAST_SPELLED = 5
"""Letters that a name must have to be taken for another spelling of one that differs by a letter."""
_PASSING = frozenset(
    "source man woman person member supporter critic expert friend resident official spokesman spokeswoman spokesperson".split()
)
"""Callings that many in one report have: they support nothing."""


def same_person(a: ActorCard, b: ActorCard) -> Finding | None:
    """Return why two cards are one person, `None` where they are not known to be."""
    one, other = a.person, b.person
    if one is None or other is None or people_conflict(a, b):
        return None
    if one.given and other.given:
        return _by_full_names(a, b, one, other)
    if _bare(one.last) != _bare(other.last):
        return None
    support = _support(a, b)
    return Finding(strength=WEAK, because=f"the surname of {quoted(a)} and {quoted(b)} is the same, and {support}") if support else None


def people_conflict(a: ActorCard, b: ActorCard) -> bool:
    """Whether two cards cannot be one person: first names that nobody bears at once, Mr and Ms, junior and senior, two countries."""
    one, other = a.person, b.person
    if one is None or other is None:
        return False
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return True
    if a.honorific and b.honorific and a.honorific != b.honorific:
        return True
    if one.given and other.given:
        if _bare(one.last) == _bare(other.last) and not _given_fit(one, other):
            return True
        return _spelled(one) == _spelled(other) and _of_two_countries(a, b)
    return False


def _by_full_names(a: ActorCard, b: ActorCard, one: PersonName, other: PersonName) -> Finding | None:
    both = f"{quoted(a)} and {quoted(b)}"
    if _spelled(one) == _spelled(other):
        return Finding(strength=SURE, because=f"both are {quoted(a)}" if a.name == b.name else f"{both} are the same name")
    if _bare(one.last) == _bare(other.last):
        return _by_given(a, b, one, other)
    support = _support(a, b) or _in_common(a, b, least=2)
    if support and _is_part(one, other):
        return Finding(strength=LIKELY, because=f"of {both}, one is the other in short, and {support}")
    if support and _is_respelled(one, other):
        return Finding(strength=LIKELY, because=f"{both} are spellings of one name, and {support}")
    return None


def _by_given(a: ActorCard, b: ActorCard, one: PersonName, other: PersonName) -> Finding | None:
    """Return why two with the same surname and first names that fit are one."""
    first, second = one.given[0], other.given[0]
    both = f"{quoted(a)} and {quoted(b)}"
    if first == second and (a.sure or b.sure or all(len(each.given) < 2 or len(each.given[1]) == 1 for each in (one, other))):
        return Finding(strength=SURE, because=f"{both} have the same first name and surname")
    support = _support(a, b) or _in_common(a, b, least=2)
    if not support:
        return None
    if len(first) == 1 or len(second) == 1:
        return Finding(strength=WEAK, because=f"{both} fit by surname and initial, and {support}")
    return Finding(strength=LIKELY, because=f"{both} have the same surname and first names that stand for one another, and {support}")


def _given_fit(one: PersonName, other: PersonName) -> bool:
    """Whether the first names of two may be one person's."""
    first, second = one.given[0], other.given[0]
    fits = first == second or may_be_called(first, second) or may_be_called(second, first) or _is_spelling(first, second)
    if not fits:
        fits = _joined(one) == _joined(other) or first in other.given or second in one.given
    if len(one.given) > 1 and len(other.given) > 1 and first == second:
        return one.given[1][0] == other.given[1][0]
    return fits


def _of_two_countries(a: ActorCard, b: ActorCard) -> bool:
    """Whether two of one name are told apart by the countries in their titles, and share no office and nobody around them."""
    here, there = _countries(a), _countries(b)
    return bool(here and there) and here.isdisjoint(there) and a.roles.isdisjoint(b.roles) and len(a.beside & b.beside) == 0


def _countries(card: ActorCard) -> frozenset[tuple[str, ...]]:
    return frozenset(body for body in card.company if body[0].startswith("country:"))


def _support(a: ActorCard, b: ActorCard) -> str:
    """Return in words what speaks for two being one beside their names; empty where nothing does."""
    bodies = {body for body in a.company & b.company if not body[0].startswith("country:")}
    if bodies:
        return f"both are named with {quoted_all(bodies)}"
    roles = (a.roles & b.roles) - _PASSING
    if roles and (_countries(a) & _countries(b) or a.beside & b.beside):
        return f"both are called {sorted(roles)[0]} in reports that name {_shared(a, b)}"
    return ""


def _in_common(a: ActorCard, b: ActorCard, *, least: int) -> str:
    return f"both reports name {_shared(a, b)}" if len(a.beside & b.beside) >= least else ""


def _shared(a: ActorCard, b: ActorCard) -> str:
    return quoted_all(a.beside & b.beside) if a.beside & b.beside else "the same country"


# Spelling ------------------------------------------------------------------------------------------------------------------------


def _bare(last: str) -> str:
    """Return a surname without the article of Arabic names, and without the marks inside."""
    plain = last.replace("-", " ").replace("'", "")
    for article in ("al ", "el "):
        plain = plain.removeprefix(article)
    return plain.replace(" ", "")


def _joined(name: PersonName) -> str:
    return "".join(name.given).replace("-", "").replace("'", "")


def _spelled(name: PersonName) -> tuple[str, str]:
    return _joined(name), _bare(name.last)


def _is_part(one: PersonName, other: PersonName) -> bool:
    """Whether one name is the beginning or end of the other, or both are the same words in another order."""
    short, long = sorted((one.full, other.full), key=len)
    if len(short) < 2:
        return False
    return short in (long[: len(short)], long[-len(short) :]) or (len(short) == len(long) > 2 and sorted(short) == sorted(long))


def _is_spelling(one: str, other: str) -> bool:
    """Whether two words are one, spelled in two ways: the same consonants by sound, or one letter in five another."""
    if min(len(one), len(other)) < LEAST_SPELLED or one[0] != other[0]:
        return False
    apart = DamerauLevenshtein.distance(one, other, score_cutoff=2)
    return apart <= 1 or (apart <= 2 and skeleton(one) == skeleton(other))


def _is_respelled(one: PersonName, other: PersonName) -> bool:
    """Whether two names are one in two spellings: first names that fit, surnames that are spellings of one another."""
    return _is_spelling(_bare(one.last), _bare(other.last)) and _given_fit(one, other)
