"""What a report tells of each of its actors, on a card: all that is compared when actors of two reports are held against each other.

A card is made from its reading alone, so that a store can keep it, or make it anew, without the other reports.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from headwater.link.aliases import Alias, alias_of, country_adjective, metonym_of, split_country, territories_in
from headwater.link.naming import JOINS, PersonName, body_words, initials, is_generic, person_name, skeleton, words_of
from headwater.model import Actor, ActorRef, HopKind, Place, Reading, Report, Span
from headwater.resolve.bearers import is_first_name
from headwater.resolve.lexicon import ABBREVIATED, CALLINGS, HONORIFICS, ORGANIZATION_WORDS, singular
from headwater.resolve.outlets import listed_outlet

__all__ = ["ActorCard", "blocking_keys", "cards_of"]

_COMPARED = ("person", "organization", "outlet")
_NAMED = re.compile(r"[^\W\d_a-z]|\d")
_NO_NAME = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december jan feb mar apr jun jul aug sept sep oct nov dec christmas easter ramadan i i'm i'll i've i'd we've we'll gmt bst est utc live
    exclusive correction corrected today yesterday""".split()
)
_FEMALE = frozenset("ms mrs miss madam lady dame sister mme mlle frau signora senora dona".split())
_MALE = frozenset("mr sir lord father brother monsieur herr signor senor don".split())
LEAST_MENTIONS = 2
"""Mentions that one word without any other sign must have to be taken for a body's name. Not tuned."""
LEAST_HOME = 2
"""Times that a report must name a country for the country to be the report's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorCard:
    """An actor of one report, as it is compared with those of others.

    Attributes:
        ref: Report and actor.
        published: When the report appeared, ISO 8601, empty where that is not known.
        name: The fullest name of the actor, as the report has it.
        kind: As the report has it.
        sure: Whether more than the shape of the name says that it is of that kind.
        comparable: Whether it may be one with an actor of another report: it has a name, or is a body known by country and function.
        person: The parts of the name, where it may be a person's.
        words: The words of the name, where it may be a body's; its country left out where the rest says what body it is.
        country: Code of the country in the name of a body.
        home: Code of the country of which the report mostly speaks, empty where there is none or none stands out.
        forms: Other names that the report itself uses for the actor, each as its words.
        usual: The one of these that it uses more often than the fullest, empty where it does not.
        short: Initials under which the name may go.
        alias: The body of several names that it is by our table.
        roles: The nouns of its titles and callings.
        company: Bodies, places and countries that stand in its titles, each as its words.
        honorific: m or f, where it is called Mr or Ms somewhere.
        beside: Names of others in the report, each as its words: what two reports share in this way, they speak of.
        place: A mention by name.
        told: Where its titles stand.
    """

    ref: ActorRef
    published: str
    name: str
    kind: HopKind
    named: bool
    sure: bool
    comparable: bool
    person: PersonName | None
    words: tuple[str, ...]
    country: str
    home: str
    forms: frozenset[tuple[str, ...]]
    usual: tuple[str, ...]
    short: frozenset[str]
    alias: Alias | None
    roles: frozenset[str]
    company: frozenset[tuple[str, ...]]
    honorific: str
    beside: frozenset[tuple[str, ...]]
    place: Place
    told: tuple[Place, ...]

    @property
    def generic(self) -> bool:
        """Whether the name is only words that many bodies have in common."""
        return is_generic(self.words)

    @property
    def order(self) -> tuple[str, str, str]:
        """What sorts cards by when their report appeared; those without a date come last."""
        return self.published or "9999", self.ref.report, self.ref.actor

    @property
    def keys(self) -> frozenset[str]:
        """The strings under which those that could be the same actor can be found: two cards that share none are never one."""
        return frozenset(_keys(self)) if self.comparable else frozenset()


def blocking_keys(reading: Reading) -> dict[str, frozenset[str]]:
    """Return, for each actor of a reading by its id, the strings under which a store can find candidates for being the same."""
    return {card.ref.actor: card.keys for card in cards_of(reading)}


def cards_of(reading: Reading) -> tuple[ActorCard, ...]:
    """Return a card for each actor of a reading, in its order; none where the reading has no report."""
    report = reading.report
    if report is None:
        return ()
    home = _home(report)
    names = {actor.id: body_words(actor.name) for actor in reading.actors if actor.named and _is_name(actor.name)}
    beside = frozenset(words for words in names.values() if words and not is_generic(words))
    made = [_card(report, actor, home, beside) for actor in reading.actors]
    around = _Around(made)
    return tuple(_known_by_context(card, len(actor.mentions), around) for card, actor in zip(made, reading.actors, strict=True))


class _Around:
    """What the cards of a report say of one another."""

    def __init__(self, cards: Collection[ActorCard]) -> None:
        people = [card for card in cards if card.kind == "person"]
        self.surnames = {card.person.last for card in people if card.sure and card.person and card.person.given}
        self.endings = {card.words[-1] for card in cards if card.named and len(card.words) > 1}
        self.company = {body for card in people for body in card.company}
        self.forces = {card.country or (card.alias.country if card.alias else "") for card in cards if _is_force(card)}


def _known_by_context(card: ActorCard, mentions: int, around: _Around) -> ActorCard:
    """Return a card with what the others of its report say of it.

    One word that ends a person's name is that person's surname. Another that the report uses again and again is no surname: the news
    introduces people by their full names. "The army" is that of the one country whose forces the report names.
    """
    if card.kind != "person" and not card.sure and len(card.words) == 1:
        if card.words[0] in around.surnames:
            return replace(card, comparable=False)
        if card.words in around.company or (mentions >= LEAST_MENTIONS and card.words[0] not in around.endings):
            return replace(card, sure=True)
    if card.words in _FORCES and not card.country and len(around.forces) == 1:
        country = next(iter(around.forces))
        alias = alias_of(f"{country_adjective(country)} {card.words[0]}", country)
        return replace(card, country=country, alias=alias, comparable=True)
    return card


_FORCES = (("army",), ("military",))


def _is_force(card: ActorCard) -> bool:
    if card.alias is not None and card.alias.mark == f"armed-forces:{card.alias.country}":
        return True
    return card.words in _FORCES and bool(card.country)


def _card(report: Report, actor: Actor, home: str, beside: frozenset[tuple[str, ...]]) -> ActorCard:
    texts = [report.text[m.start : m.end] for m in actor.mentions]
    person = person_name(actor.name) if actor.kind == "person" or _may_be_person(actor) else None
    country, words = _body(actor.name)
    sure = _is_sure(actor, texts, person)
    alias = None if actor.kind == "person" and sure else alias_of(actor.name, home)
    told = [*actor.roles, *actor.affiliation]
    around = [report.text[s.start : s.end] for s in told] + [t for t in texts if _says_more(t, actor.name)]
    mention = next(
        (m for m, t in zip(actor.mentions, texts, strict=True) if t == actor.name), actor.mentions[0] if actor.mentions else None
    )
    return ActorCard(
        ref=ActorRef(report=report.id, actor=actor.id),
        published=report.published_at.value if report.published_at else "",
        name=actor.name,
        kind=actor.kind,
        named=actor.named,
        sure=sure,
        comparable=_is_comparable(actor, words, country, alias),
        person=person,
        words=words,
        country=country,
        home=home,
        forms=frozenset((*_forms(actor, texts), *_own_name(report, actor))) - {body_words(actor.name)},
        usual=_usual(actor, texts),
        short=_short(actor.name),
        alias=alias,
        roles=frozenset(role for text in around for role in _roles(text, actor.name)),
        company=frozenset(body for text in around for body in _company(text, actor.name)),
        honorific=_honorific(texts),
        beside=beside - {body_words(actor.name)},
        place=Place(report=report.id, span=mention or Span(start=0, end=1)),
        told=tuple(Place(report=report.id, span=span) for span in told[:2]),
    )


# Names ---------------------------------------------------------------------------------------------------------------------------


def _is_name(name: str) -> bool:
    """Whether what a report takes for a name is one: no date, no bare number, no contraction."""
    words = words_of(name)
    return bool(words) and not all(word in _NO_NAME or word.replace(",", "").isdigit() for word in words)


def _is_comparable(actor: Actor, words: tuple[str, ...], country: str, alias: Alias | None) -> bool:
    if actor.kind not in _COMPARED or not _is_name(actor.name):
        return False
    if actor.named:
        return True
    return actor.kind == "organization" and (alias is not None or (bool(country) and bool(words) and is_generic(words)))


def _may_be_person(actor: Actor) -> bool:
    """Whether a body may be a person that the report was not known to be one: two or three words, none of which bodies have."""
    words = words_of(actor.name)
    return actor.kind == "organization" and len(words) < 4 and not any(w in JOINS or w in ORGANIZATION_WORDS for w in words)


@lru_cache(maxsize=1 << 14)
def _body(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the country in the name of a body and its other words, where these say what body of a country it is."""
    country, left = split_country(words_of(name))
    rest = body_words(" ".join(left)) if left else ()
    if country and rest and is_generic(rest) and not _of_business(rest):
        return country, tuple(sorted(rest))
    words = body_words(name)
    return "", tuple(sorted(words)) if is_generic(words) else words


def _of_business(words: tuple[str, ...]) -> bool:
    """Whether what is left besides a country is a line of business, so that the country is part of the name ("Singapore Airlines")."""
    return not set(words) & _PUBLIC


_PUBLIC = frozenset(
    """government ministry department military army navy police court senate parliament congress embassy treasury force forces presidency
    cabinet guard minister council assembly house administration reserve intelligence authorities authority office agency
    commission""".split()
)


@lru_cache(maxsize=1 << 14)
def _short(name: str) -> frozenset[str]:
    """Return the initials of a longer name; a name that is itself initials."""
    words = words_of(name)
    if len(words) == 1 and re.fullmatch(r"(?:the |The )?[A-Z][A-Z&.]{1,8}|[A-Z]\w{0,2}[A-Z]\w?", name.strip()):
        return frozenset(words)
    return initials(name)


def _forms(actor: Actor, texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the words of the other names by which a report calls an actor."""
    if not actor.named:
        return
    for text in set(texts):
        words = body_words(text)
        if (
            words
            and not is_generic(words)
            and text[:1].isupper()
            and _is_name(text)
            and all(_NAMED.match(w) or w.lower() in JOINS for w in text.split())
        ):
            yield words


def _usual(actor: Actor, texts: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(body_words(text) for text in texts)
    forms = [form for form in _forms(actor, texts) if counts[form] > counts[body_words(actor.name)]]
    return max(forms, key=lambda form: (counts[form], form)) if forms else ()


def _own_name(report: Report, actor: Actor) -> Iterator[tuple[str, ...]]:
    """Yield the whole name of the report's publisher where an outlet's is a part of it: at home the Argus needs no town."""
    publisher = report.publisher.name if report.publisher else None
    if publisher and actor.kind in ("outlet", "organization"):
        whole, part = body_words(re.sub(r"\s*\(.*?\)", "", publisher)), body_words(actor.name)
        left = whole[len(part) :] if whole[: len(part)] == part else ()
        if part and len(part) < len(whole) and (whole[-len(part) :] == part or (left and _TRADE.issuperset(left))):
            yield whole


_TRADE = frozenset("news agency service newspaper online tv radio wire media newswire".split())


def _says_more(text: str, name: str) -> bool:
    """Whether a mention holds the name and words that tell more ("Kalvora spokesman Anton Reyle")."""
    return name in text and text != name


# Who somebody is -----------------------------------------------------------------------------------------------------------------


def _roles(text: str, name: str) -> Iterator[str]:
    for word in words_of(text.replace(name, " ")):
        noun = singular(word)
        noun = ABBREVIATED.get(noun, noun)
        if noun in CALLINGS and noun not in HONORIFICS:
            yield noun


def _company(text: str, name: str) -> Iterator[tuple[str, ...]]:
    """Yield the bodies and countries in a title, each as its words: what stands capitalised, and whose country it names."""
    left = text.replace(name, " ")
    yield from ((f"country:{code}",) for _, _, code in territories_in(words_of(left)))
    for found in _RUN.finditer(left):
        words = tuple(w for w in body_words(found.group()) if singular(w) not in CALLINGS and w not in HONORIFICS)
        if words and not is_generic(words):
            yield words


_RUN = re.compile(r"[^\W\d_a-zß-ÿ][\w&.’'-]*(?:(?: (?:of|the|for|and|&|de|del))* [^\W\d_a-zß-ÿ][\w&.’'-]*)*")


def _honorific(texts: Iterable[str]) -> str:
    firsts = {words[0] for text in texts if len(words := words_of(text)) > 1}
    return "f" if firsts & _FEMALE and not firsts & _MALE else "m" if firsts & _MALE and not firsts & _FEMALE else ""


def _is_sure(actor: Actor, texts: Iterable[str], person: PersonName | None) -> bool:
    """Whether more than the shape of a name says what it is: a title, a first name, a pronoun; what only bodies have in their names."""
    low = Counter(text.lower() for text in texts)
    if actor.kind == "person":
        called = bool(actor.roles) or any(words_of(text)[:1] and words_of(text)[0] in HONORIFICS for text in low)
        first = person is not None and bool(person.given) and is_first_name(person.given[0])
        return called or first or low["he"] + low["she"] + low["i"] > 1
    words = words_of(actor.name)
    return bool(words) and (
        any(w in ORGANIZATION_WORDS for w in words)
        or bool(split_country(words)[0])
        or (len(words) == 1 and actor.name.isupper() and len(actor.name) < 6)
        or listed_outlet(actor.name) is not None
        or low["it"] + low["its"] > 1
    )


# What the report speaks of -------------------------------------------------------------------------------------------------------

_CAPITALISED = re.compile(r"\b(?:U\.S\.(?:A\.)?|U\.K\.|[A-Z][\w’'-]*)(?: (?:(?:of|the|and) )*[A-Z][\w’'-]*){0,4}")


def _home(report: Report) -> str:
    """Return the country that a report names most; empty where two are named as often, or none more than once."""
    counts: Counter[str] = Counter()
    for found in _CAPITALISED.finditer(report.text):
        counts.update(code for _, _, code in territories_in(words_of(found.group())))
    top = counts.most_common(2)
    if not top or top[0][1] < LEAST_HOME or (len(top) > 1 and top[1][1] == top[0][1]):
        return ""
    return top[0][0]


# Blocking ------------------------------------------------------------------------------------------------------------------------


def _keys(card: ActorCard) -> Iterator[str]:
    if card.alias is not None:
        yield f"alias {card.alias.mark}"
    if card.person is not None:
        yield f"name {skeleton(card.person.last.split()[-1])}"
    if card.kind == "person" and card.sure:
        return
    for words in (card.words, body_words(card.name), *card.forms):
        yield from (f"name {skeleton(word)}" for word in words if not is_generic((word,)))
        if is_generic(words) and words:
            yield f"body {' '.join(words)}"
        if len(words) == 1:
            yield f"initials {words[0]}"
    yield from (f"initials {form}" for form in card.short)
    if metonym_of(card.name) is not None:
        yield f"seat {' '.join(body_words(card.name))}"
