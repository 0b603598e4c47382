"""Names by which governments are called ("Washington", "the White House", "the Vale administration"): related, never merged.

Each stays an identity of its own, since each is a choice of words by who wrote it; the relation says for whom it stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from headwater.link.aliases import country_name, metonym_of
from headwater.link.cards import ActorCard
from headwater.model import ActorRef, Identity

__all__ = ["called_after_leaders", "may_lead", "relations"]

_GOVERNMENTS = frozenset("government administration cabinet".split())
_HEADS = frozenset("president minister premier chancellor king queen taoiseach sultan emir".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A name for the government of a country, and what it is properly of; empty where it is that of the government itself."""

    country: str
    name: str
    what: str = ""


def relations(found: Sequence[tuple[ActorCard, Identity]], cards: Mapping[ActorRef, ActorCard]) -> tuple[Identity, ...]:
    """Return identities with `related` filled in: every name for one government with every other.

    Args:
        found: Identities, each with the card of its earliest member.
        cards: All cards by their actor.
    """
    led = _leaders(cards.values())
    names = {identity.id: name for first, identity in found if (name := _government(first, led)) is not None}
    of_country: dict[str, list[str]] = defaultdict(list)
    for key, name in names.items():
        of_country[name.country].append(key)
    return tuple(replace(identity, related=_related(identity.id, names, of_country)) for _, identity in found)


def _related(key: str, names: Mapping[str, _Name], of_country: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    own = names.get(key)
    if own is None:
        return ()
    others = [other for other in of_country[own.country] if other != key]
    return tuple(sorted((other, _in_words(own, names[other])) for other in others))


def _in_words(own: _Name, other: _Name) -> str:
    """Return how a name stands to another of the same government."""
    of = f"the government of {country_name(own.country)}"
    if not own.what:
        return f"{of}, which is also called “{other.name}”"
    return f"{own.what}, by which {of} is called" + (f", as it is by “{other.name}”" if other.what else "")


def _government(card: ActorCard, led: Mapping[str, str]) -> _Name | None:
    """Return of which government a card's name is one, `None` where of none."""
    if not card.comparable or card.kind == "person":
        return None
    known = metonym_of(card.name)
    if known is not None:
        return _Name(country=known.country, name=card.name, what=known.what)
    if card.country and len(card.words) == 1 and card.words[0] in _GOVERNMENTS:
        return _Name(country=card.country, name=card.name)
    if len(card.words) > 1 and card.words[-1] in _GOVERNMENTS and not card.generic:
        country = led.get(card.words[-2], card.home)
        if country:
            return _Name(country=country, name=card.name, what=f"those who govern under {card.words[-2].capitalize()}")
    return None


def called_after_leaders(cards: Iterable[ActorCard]) -> tuple[tuple[str, str], ...]:
    """Return names by which governments are called after who leads them ("Vale administration"), each with its country's code, sorted."""
    led = _leaders(cards)
    return tuple(sorted((f"{last.capitalize()} {what}", code) for last, code in led.items() for what in _GOVERNMENTS))


def may_lead(card: ActorCard) -> bool:
    """Whether a card is of a person who is called president, minister or the like."""
    return card.person is not None and bool(card.roles & _HEADS)


def _leaders(cards: Iterable[ActorCard]) -> dict[str, str]:
    """Return countries by the surname of who is called their president, minister or the like; those of two countries are left out."""
    countries: dict[str, set[str]] = defaultdict(set)
    for card in cards:
        if card.person is not None and may_lead(card):
            countries[card.person.last] |= {body[0].removeprefix("country:") for body in card.company if body[0].startswith("country:")}
    return {last: next(iter(codes)) for last, codes in countries.items() if len(codes) == 1}
