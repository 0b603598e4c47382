"""Who is who across reports: the actors of several readings, gathered into identities by links that each give their reason.

Every two cards that share a blocking key are compared (`same_actor`). A link holds where the names are the same, or where one name stands
for the other and nothing else could be meant; it never holds on a surname alone. Links are then drawn the firmest first, and one is left
out that would bring together what conflicts. So the order in which reports are handed over makes no difference.

Nobody who is not named is merged here, and no group: whether two unnamed sources could be one is for `origins` to say.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from headwater.ids import identity_id
from headwater.link.bodies import bodies_conflict, same_body, same_name
from headwater.link.cards import ActorCard, blocking_keys, cards_of
from headwater.link.findings import SURE, Finding
from headwater.link.governments import relations
from headwater.link.people import people_conflict, same_person
from headwater.link.rulings import NONE, Settled
from headwater.model import HopKind, Identity, Merge, Reading
from headwater.resolve.bearers import is_first_name

__all__ = ["ActorCard", "blocking_keys", "cards_of", "identities", "joined", "same_actor"]

NEAR = 40
"""Cards before a card, among those that share a key with it, that it is compared with: a name in thousands of reports hangs together so."""

FEW = 3
"""Members up to which a name that one alone has may be the name of all."""


def identities(readings: Sequence[Reading], rulings: Settled = NONE) -> tuple[Identity, ...]:
    """Return the identities behind the actors of some readings, each actor in exactly one, sorted by their earliest report.

    Args:
        readings: In any order; those without a report have no actors.
        rulings: Which actors (`report/actor`) people judged to be one, or not: these win, whatever speaks against it.
    """
    return joined([card for reading in readings for card in cards_of(reading)], rulings)


def joined(cards: Iterable[ActorCard], rulings: Settled = NONE) -> tuple[Identity, ...]:
    """Return the identities of cards, as `identities` does: for a store that keeps the cards of its reports."""
    known = sorted(cards, key=lambda card: card.order)
    groups = _Groups(known, rulings)
    links = _links(known)
    for strength in sorted({link.finding.strength for link in links}, reverse=True):
        groups.draw([link for link in links if link.finding.strength == strength], choose=strength < SURE)
    groups.join_judged(rulings)
    found = [_identity(members, groups.evidence[at]) for at, members in groups.members()]
    return relations(_told_apart(found), {card.ref: card for card in known})


def same_actor(a: ActorCard, b: ActorCard) -> Merge | None:
    """Return why two cards are one actor, with the places that show it; `None` where nothing shows that they are.

    A merge of two is what their cards alone show. Where a name stands for several, only `identities` sees the others.
    """
    first, second = sorted((a, b), key=lambda card: card.order)
    finding = _compared(first, second)
    return None if finding is None else _merge(first, second, finding)


def _compared(a: ActorCard, b: ActorCard) -> Finding | None:
    if not (a.comparable and b.comparable) or a.ref == b.ref or _conflict(a, b):
        return None
    people = (a.kind == "person") + (b.kind == "person")
    if people == 2:
        return same_person(a, b) or (same_name(a, b) if not (a.sure or b.sure) and len(a.words) > 1 else None)
    if people == 0:
        return same_body(a, b)
    person, body = (a, b) if a.kind == "person" else (b, a)
    if person.sure and body.person is not None and body.person.given and person.person is not None and person.person.given:
        return same_person(a, b)
    if person.sure or (len(person.words) == 1 and not (body.sure or body.alias)):
        return None  # two that one word names, either of which may be somebody's surname
    return same_body(a, b)


def _conflict(a: ActorCard, b: ActorCard) -> bool:
    """Whether two cards cannot be one: surely of two kinds, or persons or bodies that conflict."""
    if (a.kind == "person") != (b.kind == "person"):
        return a.sure and b.sure
    return people_conflict(a, b) if a.kind == "person" else bodies_conflict(a, b)


def _merge(first: ActorCard, second: ActorCard, finding: Finding) -> Merge:
    return Merge(
        merged=(name_of(first), name_of(second)),
        because=finding.because,
        places=(first.place, *first.told[:1], second.place, *second.told[:1]),
    )


# Links ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    a: int
    b: int
    finding: Finding


def _links(cards: Sequence[ActorCard]) -> list[_Link]:
    """Return the links of every two cards that share a key, by the places of both in the order given."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, card in enumerate(cards):
        for key in card.keys:
            blocks[key].append(at)
    pairs = {(block[i], block[j]) for block in blocks.values() for j in range(len(block)) for i in range(max(0, j - NEAR), j)}
    links = []
    for i, j in sorted(pairs):
        finding = _compared(cards[i], cards[j])
        if finding is not None:
            links.append(_Link(a=i, b=j, finding=finding))
    return links


class _Groups:
    """The cards, gathered into groups as links are drawn."""

    def __init__(self, cards: Sequence[ActorCard], rulings: Settled) -> None:
        self._cards = cards
        self._judged = _Judged([name_of(card) for card in cards], rulings)
        self._group = list(range(len(cards)))
        self._members: dict[int, list[int]] = {at: [at] for at in range(len(cards))}
        self._profiles: dict[int, dict[object, int]] = {at: {_profile(card): at} for at, card in enumerate(cards)}
        self.evidence: dict[int, list[Merge]] = {at: [] for at in range(len(cards))}

    def members(self) -> Iterator[tuple[int, list[ActorCard]]]:
        """Yield each group with its cards, the earliest first, in the order of these."""
        for at, members in sorted(self._members.items(), key=lambda item: min(item[1])):
            yield at, [self._cards[i] for i in sorted(members)]

    def draw(self, links: Sequence[_Link], *, choose: bool) -> None:
        """Draw links of one firmness; where `choose`, none that leads a group to several that no such link joins."""
        if choose:
            links = self._without_choice(links)
        for link in links:
            one, other = self._group[link.a], self._group[link.b]
            if one != other and not self._conflict(one, other) and not (choose and self._told_apart(one, other)):
                self._unite(one, other, _merge(self._cards[link.a], self._cards[link.b], link.finding))

    def _without_choice(self, links: Sequence[_Link]) -> list[_Link]:
        near: dict[int, set[int]] = defaultdict(set)
        for link in links:
            one, other = self._group[link.a], self._group[link.b]
            if one != other:
                near[one].add(other)
                near[other].add(one)
        torn = {at for at, others in near.items() if any(y not in near[x] for x, y in combinations(sorted(others), 2))}
        # Who is torn is the short name that could mean either; what it could mean is not torn by having it near.
        return [x for x in links if not ({self._group[x.a], self._group[x.b]} & torn and self._is_torn(x, torn))]

    def _is_torn(self, link: _Link, torn: Collection[int]) -> bool:
        """Whether the shorter name of a link is one that could stand for several."""
        a, b = self._cards[link.a], self._cards[link.b]
        short = link.a if _length(a) <= _length(b) else link.b
        return self._group[short] in torn

    def _conflict(self, one: int, other: int) -> bool:
        if self._judged.apart(self._members[one][0], self._members[other][0]):
            return True
        cards = self._cards
        return any(_conflict(cards[i], cards[j]) for i in self._profiles[one].values() for j in self._profiles[other].values())

    def _told_apart(self, one: int, other: int) -> bool:
        """Whether a report has an actor in each of two groups that it does not itself show to be one."""
        reports = defaultdict(list)
        for at in self._members[one]:
            reports[self._cards[at].ref.report].append(at)
        both = ((i, j) for j in self._members[other] for i in reports.get(self._cards[j].ref.report, ()))
        return any(_compared(self._cards[i], self._cards[j]) is None for i, j in both)

    def join_judged(self, rulings: Settled) -> None:
        """Join whom people judged to be one, with the machine's other members: none that were judged apart can meet here."""
        at_of = {name_of(card): at for at, card in enumerate(self._cards)}
        for some, because in zip(rulings.together, rulings.because, strict=True):
            first, *rest = [at_of[name] for name in some if name in at_of] or [0]
            for at in rest:
                if self._group[first] != self._group[at]:
                    finding = Finding(strength=SURE, because=because)
                    self._unite(self._group[first], self._group[at], _merge(self._cards[first], self._cards[at], finding))

    def _unite(self, one: int, other: int, merge: Merge) -> None:
        self._judged.unite(one, other)
        kept, gone = (one, other) if len(self._members[one]) >= len(self._members[other]) else (other, one)
        for at in self._members[gone]:
            self._group[at] = kept
        self._members[kept] += self._members.pop(gone)
        self._profiles[kept] |= self._profiles.pop(gone)
        self.evidence[kept] += [*self.evidence.pop(gone), merge]


class _Judged:
    """What hangs together by links and by what was judged, so that no link brings together whom somebody judged to be apart."""

    def __init__(self, names: Sequence[str], rulings: Settled) -> None:
        first: dict[str, int] = {}
        self._parent = [first.setdefault(rulings.home.get(name, name), at) for at, name in enumerate(names)]
        self._foes: dict[int, set[int]] = {
            first[home]: {first[foe] for foe in foes if foe in first} for home, foes in rulings.foes.items() if home in first
        }

    def _root(self, at: int) -> int:
        while self._parent[at] != at:
            at = self._parent[at]
        return at

    def apart(self, one: int, other: int) -> bool:
        """Whether somebody judged apart what two cards hang together with."""
        return bool(self._foes) and self._root(other) in self._foes.get(self._root(one), ())

    def unite(self, one: int, other: int) -> None:
        """Let two cards hang together."""
        kept, gone = self._root(one), self._root(other)
        if kept != gone:
            self._parent[gone] = kept
            for foe in self._foes.pop(gone, ()):
                self._foes[foe] = (self._foes[foe] - {gone}) | {kept}
                self._foes.setdefault(kept, set()).add(foe)


def name_of(card: ActorCard) -> str:
    """Return how judgements name an actor: `report/actor`."""
    return f"{card.ref.report}/{card.ref.actor}"


def _profile(card: ActorCard) -> object:
    """What decides whether a card conflicts with another: cards of one profile need not be asked twice."""
    alias = card.alias.mark if card.alias else ""
    return card.kind, card.sure, card.person, card.country, alias, card.honorific, card.company if card.roles else None


def _length(card: ActorCard) -> int:
    return len(card.name) if card.kind != "person" or card.person is None else len(" ".join(card.person.full))


# Identities ----------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An identity without its id, with the words that make the id."""

    first: ActorCard
    identity: Identity


def _identity(members: Sequence[ActorCard], evidence: Sequence[Merge]) -> _Found:
    first = members[0]
    return _Found(
        first=first,
        identity=Identity(
            id="",
            name=_fullest(members),
            kind=_kind(members),
            named=any(card.named for card in members),
            members=tuple(sorted(card.ref for card in members)),
            evidence=tuple(sorted(evidence, key=lambda merge: merge.merged)),
        ),
    )


def _fullest(members: Sequence[ActorCard]) -> str:
    """Return the name of most words, for people titles aside; the most frequent of these, then the earliest.

    Where many reports have the actor, a name that one alone has is passed over, and of people one that begins as few others do: a word
    before a name that opens a headline is taken for a part of it.
    """
    counts = Counter(" ".join(card.name.split()) for card in members)
    named = [card for card in members if card.named] or list(members)
    if len(named) > FEW:
        named = [card for card in named if counts[" ".join(card.name.split())] > 1] or named
    firsts = Counter(card.person.given[0] for card in named if card.person and card.person.given)
    if firsts:
        most = min(firsts, key=lambda first: (-firsts[first], not is_first_name(first), len(first), first))
        named = [card for card in named if card.kind != "person" or (card.person and card.person.given[:1] == (most,))] or named
    best = max(named, key=lambda card: (_words(card), counts[" ".join(card.name.split())], -members.index(card)))
    return best.name


def _words(card: ActorCard) -> int:
    return len(card.person.full) if card.kind == "person" and card.person is not None else len(card.words) + bool(card.country)


def _kind(members: Sequence[ActorCard]) -> HopKind:
    """Return the kind that most surely have; of equals the earliest's."""
    counts: Counter[HopKind] = Counter()
    for card in members:
        counts[card.kind] += 3 if card.sure else 1
    return max(counts, key=lambda kind: counts[kind])


def _told_apart(found: Sequence[_Found]) -> list[tuple[ActorCard, Identity]]:
    """Return the identities with their ids: the name in the earliest report, and for others of that name also where they stand."""
    taken: set[str] = set()
    out = []
    for each in found:
        sort, words = _key(each.first)
        known = identity_id(sort, words)
        if known in taken:
            known = identity_id(sort, words, f"{each.first.ref.report}/{each.first.ref.actor}")
        taken.add(known)
        old = each.identity
        out.append(
            (
                each.first,
                Identity(id=known, name=old.name, kind=old.kind, named=old.named, members=old.members, evidence=old.evidence),
            )
        )
    return out


def _key(card: ActorCard) -> tuple[str, tuple[str, ...]]:
    if not card.comparable:
        return "actor", (card.ref.report, card.ref.actor)
    if card.kind == "person" and card.person is not None:
        return "person", card.person.full
    return "body", (card.alias.mark,) if card.alias else (card.country, *card.words)
