"""What people judged to be one or not, made into what linking must hold to: who must be together, and who must be apart.

Judgements are taken the latest first. One that says of two members what later ones have ruled out, directly or by what follows from them
(one with this, this not one with that), is overruled in that, and named; the rest of it holds. So the outcome follows from the judgements
and their times alone, in whatever order they are handed over with these.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["NONE", "Overruled", "Settled", "Verdict", "settled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One judgement: that all members of two sides are one, or that none of the one side is one with any of the other.

    Attributes:
        id: Of the judgement.
        same: Whether they are one.
        because: Who says so, and why.
    """

    id: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    same: bool
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruled:
    """What does not count of a judgement.

    Attributes:
        id: Of the judgement.
        by: Ids of the later ones that say otherwise.
        pair: Two members of which it does not count.
    """

    id: str
    by: tuple[str, ...]
    pair: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Judgements without contradiction.

    Attributes:
        together: The members that are one, sets of two and more, sorted.
        because: For each of these, why.
        overruled: What does not count, the latest first.
    """

    together: tuple[tuple[str, ...], ...] = ()
    because: tuple[str, ...] = ()
    overruled: tuple[Overruled, ...] = ()
    home: dict[str, str] = field(default_factory=dict)
    foes: dict[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.home)

    def apart(self, a: str, b: str) -> bool:
        """Whether two members must not be together, by what was judged or by what follows from it."""
        return self.home.get(b, b) in self.foes.get(self.home.get(a, a), frozenset())

    def fits(self, members: Iterable[str]) -> bool:
        """Whether some members can be together: no two of them must be apart."""
        homes = {self.home[each] for each in members if each in self.home}
        return not any(homes & self.foes.get(each, frozenset()) for each in homes)

    def parted(self, members: Sequence[str]) -> list[list[str]]:
        """Return members in lists that can be together each, in their order: whoever cannot be with those before goes to the next."""
        lists: list[list[str]] = []
        for each in members:
            for some in lists:
                if not any(self.apart(each, other) for other in some):
                    some.append(each)
                    break
            else:
                lists.append([each])
        return lists

    def over(self, things: Mapping[str, Iterable[str]]) -> "Settled":
        """Return the same of things that hold members each: two are together or apart where members of theirs are."""
        holding: dict[str, list[str]] = {}
        for thing, members in sorted(things.items()):
            for home in dict.fromkeys(self.home[each] for each in members if each in self.home):
                holding.setdefault(home, []).append(thing)
        one = [Verdict(id="", a=tuple(these), b=(), same=True) for _, these in sorted(holding.items())]
        pairs = sorted((home, foe) for home, foes in self.foes.items() for foe in foes if home < foe and home in holding and foe in holding)
        return settled([*one, *(Verdict(id="", a=tuple(holding[a]), b=tuple(holding[b]), same=False) for a, b in pairs)])

    def bound(self, groups: Iterable[Sequence[str]]) -> list[list[str]]:
        """Return disjoint groups of members with those joined that must be together, and those parted that must be apart.

        Whole groups join, unless that brought together what must be apart: then only those who must be together leave theirs, for the
        largest of these groups that can hold them, else for one of their own. Members that no group has come into none alone.
        """
        found = [part for group in groups for part in self.parted(sorted(group))]
        for component in self.together:
            found = self._joined(found, component)
        return sorted(sorted(group) for group in found if group)

    def _joined(self, groups: list[list[str]], component: Sequence[str]) -> list[list[str]]:
        wanted = set(component)
        mine = [group for group in groups if wanted.intersection(group)]
        if len(mine) < 2:
            return groups
        others = [group for group in groups if not wanted.intersection(group)]
        whole = [member for group in mine for member in group]
        if self.fits(whole):
            return [*others, whole]
        moved = sorted(wanted.intersection(whole))
        rest = [[member for member in group if member not in wanted] for group in mine]
        homes = [n for n, group in enumerate(rest) if group and self.fits([*group, *moved])]
        if not homes:
            return [*others, *rest, moved]
        best = min(homes, key=lambda n: (-len(rest[n]), rest[n]))
        rest[best] = [*rest[best], *moved]
        return [*others, *rest]


NONE = Settled()


def settled(verdicts: Sequence[Verdict]) -> Settled:
    """Return what judgements come to.

    Args:
        verdicts: In the order of their times.
    """
    court = _Court()
    for at in range(len(verdicts) - 1, -1, -1):
        each = verdicts[at]
        for pair in court.heard(each):
            court.overruled.append(Overruled(id=each.id, by=court.against(pair, each, verdicts[at + 1 :]), pair=pair))
    return court.settled()


class _Court:
    """Members in sets that are one, each named by its smallest, and which of these must be apart."""

    def __init__(self) -> None:
        self.home: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        self.foes: dict[str, set[str]] = {}
        self.why: dict[str, list[str]] = {}
        self.overruled: list[Overruled] = []

    def heard(self, each: Verdict) -> Iterator[tuple[str, str]]:
        """Take a judgement in; yield the pairs of which it does not count."""
        for member in (*each.a, *each.b):
            self._seat(member)
        yield from self._unite(each) if each.same else self._part(each)

    def _seat(self, member: str) -> None:
        if member not in self.home:
            self.home[member], self.members[member] = member, [member]
            self.foes[member], self.why[member] = set(), []

    def _unite(self, each: Verdict) -> Iterator[tuple[str, str]]:
        """Unite all members, as far as they can be: whoever cannot be with the first is with the others all the same."""
        sets: list[str] = []  # one member of each set that came of this judgement
        for member in dict.fromkeys((*each.a, *each.b)):
            fitting = next((first for first in sets if self.home[member] not in self.foes[self.home[first]]), None)
            if fitting is not None:
                self._merge(self.home[fitting], self.home[member], each.because)
                continue
            if sets:
                yield sets[0], member
            sets.append(member)

    def _merge(self, one: str, other: str, because: str) -> None:
        if one == other:
            return
        kept, gone = sorted((one, other))
        for member in self.members[gone]:
            self.home[member] = kept
        self.members[kept] += self.members.pop(gone)
        for foe in self.foes[gone]:
            self.foes[foe].discard(gone)
            self.foes[foe].add(kept)
        self.foes[kept] |= self.foes.pop(gone)
        self.why[kept] = list(dict.fromkeys([*self.why[kept], *self.why.pop(gone), because]))

    def _part(self, each: Verdict) -> Iterator[tuple[str, str]]:
        for a in each.a:
            for b in each.b:
                one, other = self.home[a], self.home[b]
                if one != other:
                    self.foes[one].add(other)
                    self.foes[other].add(one)
                elif a != b:
                    yield a, b

    def against(self, pair: tuple[str, str], of: Verdict, later: Sequence[Verdict]) -> tuple[str, ...]:
        """Return the ids of the later judgements that speak of what a pair is one with, and say otherwise."""
        ends = [set(self.members[self.home[each]]) for each in pair]
        return tuple(each.id for each in later if each.same != of.same and all(end.intersection((*each.a, *each.b)) for end in ends))

    def settled(self) -> Settled:
        together = {tuple(sorted(members)): first for first, members in self.members.items() if len(members) > 1}
        return Settled(
            together=tuple(sorted(together)),
            because=tuple("; ".join(each for each in self.why[together[some]] if each) for some in sorted(together)),
            overruled=tuple(self.overruled),
            home=dict(self.home),
            foes={home: frozenset(foes) for home, foes in self.foes.items() if foes},
        )
