"""Whether two cards are one body or outlet: by name, by the table of other names, by initials, by a shorter name, by spelling."""

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from headwater.link.aliases import country_name, metonym_of
from headwater.link.cards import ActorCard
from headwater.link.findings import LIKELY, SURE, WEAK, Finding, quoted, quoted_all
from headwater.link.naming import DESCRIPTORS, is_generic
from headwater.resolve.outlets import OUTLET_WORDS

__all__ = ["bodies_conflict", "same_body", "same_name"]

SPELLED_ALIKE = 90.0
"""Likeness (0 to 100, share of letters in common) from which two names of bodies are one misspelled. Not tuned: one letter in ten."""
LEAST_SPELLED = 7
SHORT_INITIALS = 3
"""Initials up to this length are many bodies': they need the reports to have something else in common."""


def same_body(a: ActorCard, b: ActorCard) -> Finding | None:
    """Return why two cards are one body, `None` where they are not known to be."""
    if bodies_conflict(a, b):
        return None
    if a.alias is not None and b.alias is not None:
        return Finding(strength=SURE, because=f"{quoted(a)} and {quoted(b)} both stand for {a.alias.name} in the table of names")
    return (
        same_name(a, b)
        or _by_forms(a, b)
        or _by_initials(a, b)
        or _by_initials(b, a)
        or _shortened(a, b)
        or _shortened(b, a)
        or _respelled(a, b)
    )


def bodies_conflict(a: ActorCard, b: ActorCard) -> bool:
    """Whether two cards cannot be one body: of two countries, or two bodies of the table."""
    if a.alias is not None and b.alias is not None and a.alias.mark != b.alias.mark:
        return True
    return bool(a.country and b.country) and not _one_country(a.country, b.country)


def _one_country(one: str, other: str) -> bool:
    return one == other or one.split("-")[0] == other or other.split("-")[0] == one


def same_name(a: ActorCard, b: ActorCard) -> Finding | None:
    """Return why two names of the same words are one body: words that many bodies share need a country or names in common."""
    if a.words != b.words or not a.words:
        return None
    same = f"both are {quoted(a)}" if a.name == b.name else f"{quoted(a)} and {quoted(b)} are the same name"
    if a.generic:
        return _by_function(a, b, same)
    return Finding(strength=SURE, because=same) if len(a.words) > 1 or _known(a) or _known(b) else _by_one_word(a, b, same)


_ONE_OF_A_COUNTRY = frozenset("government army military navy senate congress parliament treasury cabinet presidency".split())


def _by_function(a: ActorCard, b: ActorCard, same: str) -> Finding | None:
    """Return why two bodies are one whose names only say what they do ("the Health Ministry"): they are of one country or one affair."""
    if a.country and b.country:
        return Finding(strength=SURE, because=f"{same}, of {country_name(a.country)}")
    if len(a.words) < 2 and not ((a.country or b.country) and a.words[0] in _ONE_OF_A_COUNTRY):
        return None
    here, there = a.country or a.home, b.country or b.home
    if here and there and _one_country(here, there):
        return Finding(strength=LIKELY, because=f"{same}, in reports about {country_name(here)}")
    shared = a.beside & b.beside
    if len(shared) > 1 and not (here and there):
        return Finding(strength=LIKELY, because=f"{same}, in reports that both name {quoted_all(shared)}")
    return None


def _known(card: ActorCard) -> bool:
    return card.sure or card.kind == "outlet"


def _by_one_word(a: ActorCard, b: ActorCard, same: str) -> Finding | None:
    """Return why one word that no more than its capital makes a name is one body's: it may be anybody's surname."""
    shared = a.beside & b.beside
    if shared:
        return Finding(strength=LIKELY, because=f"{same}, in reports that both name {quoted_all(shared)}")
    return Finding(strength=LIKELY, because=f"{same}, in reports about {country_name(a.home)}") if a.home and a.home == b.home else None


def _by_forms(a: ActorCard, b: ActorCard) -> Finding | None:
    """Return why a body is one that the other report calls by the same shorter or longer name."""
    for one, other in ((a, b), (b, a)):
        if one.words == other.usual:
            return Finding(strength=SURE, because=f"the report that names {quoted(other)} mostly calls it {quoted(one)}")
        if one.words in other.forms and not is_generic(one.words):
            return Finding(strength=LIKELY, because=f"the report that names {quoted(other)} also calls it {quoted(one)}")
    shared = {form for form in a.forms & b.forms if {*a.words, *b.words} <= set(form)}
    if shared:
        return Finding(strength=LIKELY, because=f"both reports call {quoted(a)} and {quoted(b)} {quoted_all(shared, 1)}")
    return None


def _by_initials(a: ActorCard, b: ActorCard) -> Finding | None:
    if len(a.words) != 1 or len(b.words) < 2 or a.words[0] not in a.short or not a.short & b.short:
        return None
    shared = a.beside & b.beside
    if len(a.words[0]) > SHORT_INITIALS or shared or (a.home and a.home == b.home and len(a.words[0]) == SHORT_INITIALS):
        return Finding(strength=WEAK, because=f"{quoted(a)} are the initials of {quoted(b)}{_too(a, b)}")
    return None


def _too(a: ActorCard, b: ActorCard) -> str:
    shared = a.beside & b.beside
    return f", and both reports name {quoted_all(shared)}" if shared else ""


def _shortened(a: ActorCard, b: ActorCard) -> Finding | None:
    """Return why the first is the second in short: only words that many bodies have are missing ("Brant" of "Brant Water Group")."""
    short, long = a.words, b.words
    if not short or len(short) >= len(long) or a.country or b.country or metonym_of(a.name) is not None:
        return None
    if len(short) == 1 and any(len(name) > 1 and name[-1] == short[0] for name in a.beside | b.beside):
        return None  # the surname of somebody in the reports
    support = bool(a.beside & b.beside) or a.ref.report == b.ref.report
    if long[: len(short)] == short and _describes(long[len(short) :]) and not a.generic and (support or len(short) > 1):
        return Finding(strength=WEAK, because=f"{quoted(a)} is {quoted(b)} in short{_too(a, b)}")
    if "outlet" in (a.kind, b.kind) and long[-len(short) :] == short and support and (a.kind == "outlet" or short[-1] in OUTLET_WORDS):
        return Finding(strength=WEAK, because=f"{quoted(a)} is the outlet {quoted(b)} in short{_too(a, b)}")
    return None


def _describes(rest: tuple[str, ...]) -> bool:
    """Whether what a shorter name leaves out only says of what sort the body is."""
    if rest[0] == "capital" and len(rest) > 1:
        rest = rest[1:]  # capital management, of a name; capital alone is a part of a bank
    return DESCRIPTORS.issuperset(rest)


def _respelled(a: ActorCard, b: ActorCard) -> Finding | None:
    one, other = " ".join(a.words), " ".join(b.words)
    if min(len(one), len(other)) < LEAST_SPELLED or len(a.words) != len(b.words) or not a.beside & b.beside or one[0] != other[0]:
        return None
    alike = 100.0 if OSA.distance(one, other) <= 1 else ratio(one, other)
    digits = [c for c in one if c.isdigit()] == [c for c in other if c.isdigit()]
    if alike < SPELLED_ALIKE or not digits or a.generic or b.generic:
        return None
    return Finding(strength=WEAK, because=f"{quoted(a)} and {quoted(b)} differ by a letter or so{_too(a, b)}")
