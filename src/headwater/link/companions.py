"""Which tellers of one claim are one, without holding each against each.

A story that a thousand reports tell has thousands of assertions of one claim, and few different tellers: what `Company.same` finds of two
in different reports depends on who they are and how they are described, hardly ever on the reports. So tellers are gathered into classes
of which that is the same, each two classes are asked once, and of what holds between two classes only as many pairs are kept as show all
that every pair would: what hangs together, and the first pair for each reason. Those of one report are held against each other.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations, product

from headwater.link.phrases import words_in
from headwater.link.sameness import SAME_WORDS, Company, is_proper, same_key
from headwater.link.tellers import Bench, Teller, could_be_one

__all__ = ["Joined", "could_all_be_one", "joined", "of_one_each"]

Pair = frozenset[int]
Keys = frozenset[str]
Class = tuple[object, ...]
Words = tuple[str, ...]
_ARTICLES = frozenset(("a", "an", "the"))


@dataclass(frozen=True, slots=True, order=True)
class Joined:
    """Two assertions that have one origin, and what shows it."""

    a: int
    b: int
    because: str


def joined(company: Company, ruled: Collection[Pair], copies: Collection[tuple[str, str]]) -> list[Joined]:
    """Return what shows tellers of a claim to be one, in their order: enough to gather them, and for each reason the first two reports.

    Args:
        company: The tellers, those of a report next to one another.
        ruled: Pairs that somebody judged: not looked at.
        copies: Whose text was taken from whose (source and target).
    """
    reports = [t.report for t in company.tellers]
    if any(reports[n] != reports[n - 1] and reports[n] in reports[:n] for n in range(1, len(reports))):  # never where claims are made here
        pairs = combinations(range(len(reports)), 2)
        held = [Joined(a, b, because) for a, b in pairs if frozenset((a, b)) not in ruled and (because := company.same(a, b))]
        return of_one_each(held, company.tellers)
    found = set(_Classes(company, ruled, copies).joins())
    return of_one_each(sorted(each for each in found if not ruled or frozenset((each.a, each.b)) not in ruled), company.tellers)


def of_one_each(found: Sequence[Joined], tellers: Sequence[Teller]) -> list[Joined]:
    """Leave out what would make one of two that nothing shows to be one.

    Two bodies with names of their own by a letter of both, or by a "council" that fits either: it is left alone. Two unnamed sources by a
    third that a report has from both of theirs: it is the one that it is called like. Two people may speak for one body, and then are one.
    """
    ends = [frozenset((tellers[each.a].key, tellers[each.b].key)) for each in found]
    one = set(ends)
    by_key = {t.key: t for t in reversed(tellers)}
    proper = {key for key, t in by_key.items() if t.kind == "organization" and is_proper(t)}
    withheld = {t.key for t in tellers if t.withheld} - {t.key for t in tellers if t.standing == "source" and not t.withheld}
    torn: set[Keys] = set()
    for key, others in _fitting(one, proper).items():
        if key not in proper:
            torn.update(
                frozenset((key, each)) for a, b in combinations(sorted(others), 2) if frozenset((a, b)) not in one for each in (a, b)
            )
    for key, others in _fitting(one, withheld).items():
        if key in withheld:
            alike = {each: len(set(words_in(by_key[key].who)) & set(words_in(by_key[each].who)) - _ARTICLES) for each in others}
            pairs = (pair for pair in permutations(sorted(others), 2) if frozenset(pair) not in one)
            torn.update(frozenset((key, a)) for a, b in pairs if not alike[a] and alike[b])
    return [each for each, end in zip(found, ends, strict=True) if end not in torn]


def _fitting(one: Collection[Keys], sort: Collection[str]) -> dict[str, set[str]]:
    """Return, for each key, those of a sort that are found to be one with it."""
    fits: defaultdict[str, set[str]] = defaultdict(set)
    for end in one:
        for key, other in permutations(end, 2):
            if other in sort:
                fits[key].add(other)
    return fits


class _Classes:
    """The tellers of a claim by what they have in common."""

    def __init__(self, company: Company, ruled: Collection[Pair], copies: Collection[tuple[str, str]]) -> None:
        self.company, self.ruled, self.copies = company, ruled, copies
        self.tellers = company.tellers
        self._judged = {n for pair in ruled for n in pair}
        places = {report: n for n, report in enumerate(dict.fromkeys(t.report for t in self.tellers))}
        self.at = [places[t.report] for t in self.tellers]
        homes: defaultdict[str, set[str]] = defaultdict(set)
        for t in self.tellers:
            homes[t.key].add(t.report)
        self._shared = {key for key, reports in homes.items() if len(reports) > 1}
        self.members: defaultdict[Class, list[int]] = defaultdict(list)
        for n in range(len(self.tellers)):
            self.members[self.class_of[n]].append(n)

    @cached_property
    def class_of(self) -> list[Class]:
        """Of each teller, all that what it is found to be one with in another report depends on, but for the words it is quoted with."""
        return [self._class(n, t) for n, t in enumerate(self.tellers)]

    def _class(self, n: int, t: Teller) -> Class:
        known = t.key in self._shared or t.kind == "organization" or (t.kind == "person" and t.named)
        told_to = t.told_to if t.relayed or t.standing == "outlet" else None
        base = (t.key if known else None, t.standing, t.who, t.kind, t.named, told_to, self.company.alone_spoke_to(t))
        return (*base, *self.company.told(n), n if n in self._judged else None)

    def joins(self) -> Iterator[Joined]:
        """Yield the pairs that are one: by their keys, in one report, by class, by quoted words, by text that was taken over."""
        yield from self._of_one_key()
        yield from self._of_one_report()
        for one, other in self._classes():
            because = self._found(one, other)
            if because:
                yield from self._between(one, other, because)
        yield from self._of_same_words()
        yield from self._of_one_outlet()
        yield from self._of_copies()

    # By their keys ---------------------------------------------------------------------------------------------------------------

    def _of_one_key(self) -> Iterator[Joined]:
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for n, t in enumerate(self.tellers):
            if t.standing == "source":
                groups[t.key].append(n)
        for members in groups.values():
            free = next((n for n in members if n not in self._judged), None)
            if free is None:
                pairs = list(combinations(members, 2))
            else:
                last = max(self.at[n] for n in members)
                pairs = [*((min(n, free), max(n, free)) for n in members if n != free), *self._firsts(members, last)]
            yield from (Joined(a, b, same_key(self.tellers[a])) for a, b in pairs if frozenset((a, b)) not in self.ruled)

    def _firsts(self, members: Sequence[int], last: int) -> Iterator[tuple[int, int]]:
        """Yield for each wording of the reason the first two, of two reports; and of each report every two next to one another."""
        told = set()
        for n, a in enumerate(members):
            if n and self.at[members[n - 1]] == self.at[a]:
                yield members[n - 1], a
            because = same_key(self.tellers[a])
            if because in told or self.at[a] == last:
                continue
            later = (b for b in members[n + 1 :] if self.at[b] != self.at[a] and frozenset((a, b)) not in self.ruled)
            if (b := next(later, None)) is not None:
                told.add(because)
                yield a, b

    # In one report ---------------------------------------------------------------------------------------------------------------

    def _of_one_report(self) -> Iterator[Joined]:
        homes: defaultdict[int, list[int]] = defaultdict(list)
        for n, t in enumerate(self.tellers):
            if t.standing in ("source", "outlet"):
                homes[self.at[n]].append(n)
        for here in homes.values():
            for a, b in combinations(here, 2):
                if (self._plain[a] and self._plain[b]) or self.tellers[a].key == self.tellers[b].key or frozenset((a, b)) in self.ruled:
                    continue
                if because := self.company.same(a, b):
                    yield Joined(a, b, because)

    @cached_property
    def _plain(self) -> list[bool]:
        """Whether a teller is somebody with a full name, for nobody else: two such are one by their keys or their words alone."""
        return [self.company.stands_alone(n) for n in range(len(self.tellers))]

    # By class --------------------------------------------------------------------------------------------------------------------

    def _classes(self) -> Iterator[tuple[Class, Class]]:
        """Yield the classes, two by two in both orders, of which two in different reports may be one."""
        plain: list[Class] = []
        others: list[Class] = []
        outlets: list[Class] = []
        for each, members in self.members.items():
            standing = self.tellers[members[0]].standing
            if standing == "source":
                (plain if self._plain[members[0]] else others).append(each)
            elif standing == "outlet":
                outlets.append(each)
        yield from product(others, others)
        for one, other in product(others, plain):
            yield one, other
            yield other, one
        for one, other in product(outlets, (*others, *plain)):
            if one[5] == other[5]:
                yield one, other
                yield other, one

    def _found(self, one: Class, other: Class) -> str:
        """Return why the first of a class is one with a later one of another class, in another report; empty where it is not."""
        if one[0] is not None and one[0] == other[0]:
            return ""
        found = self._first(one, other)
        if found is None:
            return ""
        return self.company.by_name(*found) or self.company.by_description(*found, one_outlet=False)

    def _first(self, one: Class, other: Class) -> tuple[int, int] | None:
        a, b = self.members[one][0], self.members[other][-1]
        return (a, b) if self.at[a] < self.at[b] else None

    def _between(self, one: Class, other: Class, because: str) -> Iterator[Joined]:
        """Yield of all pairs of two classes, the first in an earlier report, as many as hang together like all, and the very first."""
        ours, theirs = self.members[one], self.members[other]
        a, b = ours[0], theirs[-1]
        pairs = [*((a, n) for n in theirs if self.at[a] < self.at[n]), *((n, b) for n in ours[1:] if self.at[n] < self.at[b])]
        if self.company.by_name(a, b) or not (self._varies(ours) and self._varies(theirs)):
            yield from (Joined(m, n, because) for m, n in pairs)
            return
        # Where more than that shows it, that is the reason given: the first pair of which this is not so is looked for.
        yield from (Joined(m, n, self.company.same(m, n)) for m, n in pairs)
        later = ((m, n) for m in ours for n in theirs if self.at[m] < self.at[n])
        if (first := next((pair for pair in later if self.company.same(*pair) == because), None)) is not None:
            yield Joined(*first, because)

    def _varies(self, members: Sequence[int]) -> bool:
        """Whether two of a class may be one with a third for different reasons: what they are quoted with, to whom they spoke."""
        first = self.tellers[members[0]]
        return first.withheld or (first.named and first.kind == "person") or any(self.company.said[n] for n in members)

    # By the outlet that they spoke to ---------------------------------------------------------------------------------------------

    def _of_one_outlet(self) -> Iterator[Joined]:
        """Yield unnamed sources that spoke to the outlet that another did, where no names show it."""
        groups: defaultdict[str, defaultdict[Class, list[int]]] = defaultdict(lambda: defaultdict(list))
        for n, t in enumerate(self.tellers):
            if t.told_to and (t.withheld or (t.standing == "source" and t.named and t.kind == "person")):
                groups[t.told_to][self.class_of[n]].append(n)
        for classes in groups.values():
            withheld = [each for each, members in classes.items() if self.tellers[members[0]].withheld]
            pairs = dict.fromkeys(pair for one, other in product(withheld, classes) for pair in ((one, other), (other, one)))
            for one, other in pairs:
                yield from self._if_of_one_outlet(classes[one], classes[other])

    def _if_of_one_outlet(self, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Joined]:
        a, b = ours[0], theirs[-1]
        if self.at[a] >= self.at[b] or self.tellers[a].key == self.tellers[b].key or self.company.by_name(a, b):
            return
        if not self.company.by_description(a, b, one_outlet=True):
            return
        pairs = [*((a, n) for n in theirs if self.at[a] < self.at[n]), *((n, b) for n in ours[1:] if self.at[n] < self.at[b])]
        yield from (Joined(m, n, because) for m, n in pairs if (because := self.company.same(m, n)))

    # By what they are quoted with -------------------------------------------------------------------------------------------------

    def _of_same_words(self) -> Iterator[Joined]:
        """Yield those of whom the same words are quoted, where their names show nothing: of each two wordings that share a run."""
        quoted: defaultdict[tuple[Class, Words], list[int]] = defaultdict(list)
        for n, t in enumerate(self.tellers):
            if t.standing == "source" and len(self.company.said[n]) >= SAME_WORDS:
                quoted[self.class_of[n], tuple(self.company.said[n])].append(n)
        holding: defaultdict[Words, list[tuple[Class, Words]]] = defaultdict(list)
        for each in quoted:
            for run in {each[1][at : at + SAME_WORDS] for at in range(len(each[1]) - SAME_WORDS + 1)}:
                holding[run].append(each)
        for one, other in dict.fromkeys(pair for some in holding.values() for pair in product(some, some)):
            ours, theirs = quoted[one], quoted[other]
            a, b = ours[0], theirs[-1]
            if self.at[a] >= self.at[b] or (one[0][0] is not None and one[0][0] == other[0][0]) or self.company.by_name(a, b):
                continue
            because = self.company.by_words(a, b)
            yield from (Joined(a, n, because) for n in theirs if self.at[a] < self.at[n])
            yield from (Joined(n, b, self.company.by_words(n, b)) for n in ours[1:] if self.at[n] < self.at[b])

    # By text that was taken over ----------------------------------------------------------------------------------------------------

    def _of_copies(self) -> Iterator[Joined]:
        """Yield unnamed sources described alike of which one report's text was taken from the other's, where nothing else shows it."""
        withheld: defaultdict[str, list[int]] = defaultdict(list)
        for n, t in enumerate(self.tellers):
            if t.withheld:
                withheld[t.report].append(n)
        known: dict[tuple[Class, Class], bool] = {}
        for report, source in self.copies:
            for m, n in product(withheld.get(report, ()), withheld.get(source, ())):
                a, b = sorted((m, n))
                classes = self.class_of[a], self.class_of[b]
                if classes not in known:
                    known[classes] = could_be_one(self.company.bench, self.tellers[a], self.tellers[b])
                if known[classes] and self.at[a] != self.at[b] and (because := self.company.same(a, b)):
                    yield Joined(a, b, because)


def could_all_be_one(bench: Bench, ours: Sequence[Teller], theirs: Sequence[Teller]) -> bool:
    """Whether each of some sources could be one with each of others, where either is withheld, and there are such.

    Asked once for each two descriptions in two reports, and for every two of one report.
    """
    asked = False
    for some, others in product(_described(bench, ours), _described(bench, theirs)):
        if not (some[0].withheld or others[0].withheld):
            continue
        asked = True
        if _is_thing(some[0]) or _is_thing(others[0]):
            return False
        homes: defaultdict[str, list[Teller]] = defaultdict(list)
        for t in others:
            homes[t.report].append(t)
        here = ((s, t) for s in some for t in homes.get(s.report, ()))
        there = next(((s, t) for s in some for t in (others[0], others[-1]) if s.report != t.report), None)
        if not all(could_be_one(bench, *pair) for pair in (*here, *((there,) if there is not None else ()))):
            return False
    return asked


def _described(bench: Bench, tellers: Sequence[Teller]) -> list[list[Teller]]:
    """Return sources by what is said of them."""
    found: defaultdict[object, list[Teller]] = defaultdict(list)
    for t in sorted(tellers, key=lambda t: t.report):
        if t.standing == "source":
            found[t.withheld, _is_thing(t), t.actor is None, bench.told(t)].append(t)
    return list(found.values())


def _is_thing(teller: Teller) -> bool:
    return teller.kind in ("document", "observation")
