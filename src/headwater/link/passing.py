"""Who passes on whose assertion of a claim: by citation, by text that was taken over, by what the same report or an earlier one tells."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from headwater.link.phrases import words_in
from headwater.link.tellers import Bench, Teller, could_be_one
from headwater.model import Assertion, Citation, Reuse

__all__ = ["Derivations", "Passing"]

Numbers = npt.NDArray[np.int64]
_NOBODY: Numbers = np.zeros(0, dtype=np.int64)


class Derivations:
    """Which reports cite which, and whose text was taken from whose, by the report that does."""

    def __init__(self, citations: Sequence[Citation], reuse: Sequence[Reuse]) -> None:
        self.cites: dict[str, dict[str, list[str]]] = {}
        for each in citations:
            if each.resolved is not None:
                self.cites.setdefault(each.report, {}).setdefault(each.resolved, []).append(each.outlet)
        self.copies: dict[str, dict[str, bool]] = {}
        for one in reuse:
            known = self.copies.setdefault(one.target, {})
            known[one.source] = known.get(one.source, False) or one.directed

    def copied(self, report: str, source: str) -> bool:
        """Whether the text of the first report was taken from the second's."""
        return source in self.copies.get(report, {})

    def cited(self, report: str, source: str) -> bool:
        """Whether the first report cites the second."""
        return source in self.cites.get(report, {})

    def sources(self, report: str) -> set[str]:
        """Return the reports that a report cites or was taken from."""
        return {*self.copies.get(report, {}), *self.cites.get(report, {})}

    def directed(self, report: str) -> set[str]:
        """Return the reports that the text of one was taken from, where it is known which was first."""
        return {source for source, directed in self.copies.get(report, {}).items() if directed}


class Passing:
    """The assertions of one claim, and whose each passes on.

    Args:
        bench: The reports they stand in.
        assertions: The claim's.
        tellers: One for each.
        texts: What each says.
        derived: Who cites whom, and whose text was taken from whose.
        apart: Of each, those that somebody judged to have another origin.
        at_home: Those whose teller is known to be that of another of the same report.
    """

    def __init__(
        self,
        bench: Bench,
        assertions: Sequence[Assertion],
        tellers: Sequence[Teller],
        *,
        texts: Sequence[str],
        derived: Derivations,
        apart: Callable[[int], set[int]],
        at_home: frozenset[int],
    ) -> None:
        self.bench, self.assertions, self.tellers, self.texts = bench, assertions, tellers, texts
        self.derived, self.apart, self.at_home = derived, apart, at_home
        self._by_report: defaultdict[str, list[int]] = defaultdict(list)
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        self._by_publisher: defaultdict[str | None, list[str]] = defaultdict(list)
        for n, (each, teller) in enumerate(zip(assertions, tellers, strict=True)):
            if each.report not in self._by_report:
                self._by_publisher[bench.publisher(each.report)].append(each.report)
            self._by_report[each.report].append(n)
            self._by_key[teller.key].append(n)
        self._stances = np.array([each.stance for each in assertions])
        self._source = np.array([t.standing == "source" for t in tellers], dtype=bool)
        self._told = self._source | np.array([t.standing == "outlet" for t in tellers], dtype=bool)
        self._overlaps = _Overlaps(texts)

    def parents(self) -> list[int | None]:
        """Return for each the assertion that it passes on, `None` where none is in hand."""
        return [self._parent(n) for n in range(len(self.assertions))]

    def _parent(self, n: int) -> int | None:
        teller = self.tellers[n]
        summed = self._summed(n, teller)
        if summed is not None:
            return summed
        if teller.standing == "source":
            return self._told_by(n, teller) if not teller.withheld else self._retold(n) or self._told_by(n, teller)
        for some in self._passed_on(n, teller):
            found = self._fitting(n, some)
            if len(found):
                return self._likest(n, found)
        return None

    def _fitting(self, n: int, some: Numbers) -> Numbers:
        """Return those of some assertions that one can pass on: others of its stance, not published later, nor judged to be apart."""
        later = (self._days[some] > self._days[n]) & (self._days[n] >= 0)
        found = some[(self._stances[some] == self._stances[n]) & (some != n) & ~later]
        apart = self.apart(n)
        return np.array([m for m in found if m not in apart], dtype=np.int64) if apart else found

    def _likest(self, n: int, found: Numbers) -> int:
        """Return of some assertions a source's before others, then the one worded most alike, then the first."""
        sources = found[self._source[found]]
        found = np.sort(sources if len(sources) else found)
        return int(found[np.argmax(self._overlaps.of(n)[self._overlaps.kind[found]])])

    def _in(self, reports: set[str]) -> Numbers:
        return np.array([n for report in reports for n in self._by_report.get(report, ())], dtype=np.int64)

    # Where it stands ------------------------------------------------------------------------------------------------------------

    def _summed(self, n: int, teller: Teller) -> int | None:
        """Return the assertion of the same report that stands inside this one, or that its headline says in short."""
        one, bench = self.assertions[n], self.bench
        here = [m for m in self._by_report[one.report] if m != n and self._source[m]]
        found = [m for m in here if one.statement is not None and self._within(m) == one.statement]
        if not found and here and bench.in_headline(one) and not (teller.named and teller.kind == "person") and n not in self.at_home:
            fitting = self._fitting(n, np.array(here, dtype=np.int64))
            found = [int(m) for m in fitting if not bench.in_headline(self.assertions[m])]
        return min(found, key=lambda m: (-self._overlaps.between(n, m), m), default=None)

    def _within(self, n: int) -> str | None:
        said = self.bench.statement(self.assertions[n])
        return said.parent if said is not None else None

    # Who is passed on -----------------------------------------------------------------------------------------------------------

    def _told_by(self, n: int, teller: Teller) -> int | None:
        """Return the assertion of the same report in which somebody passes on what another told ("Vale told us so, the aide said")."""
        here = self._fitting(n, self._in({teller.report}))
        through = (int(m) for m in np.sort(here) if self.tellers[m].key != teller.key and self._source[m])
        return next((m for m in through if any(hop.key == teller.key for hop in self.bench.line(self.assertions[m])[1:])), None)

    def _retold(self, n: int) -> int | None:
        """Return the assertion of another report that an unnamed source's was taken from, told there by or through one like it."""
        teller = self.tellers[n]
        reports = set(self.derived.copies.get(teller.report, {}))
        if teller.relayed and teller.told_to is not None:
            reports.update(self._by_publisher.get(teller.told_to, ()))
        for m in np.sort(self._fitting(n, self._in(reports - {teller.report}))):
            if any(could_be_one(self.bench, teller, hop) for hop in self.bench.line(self.assertions[m])):
                return int(m)
        return None

    def _passed_on(self, n: int, teller: Teller) -> Iterator[Numbers]:
        """Yield, most telling first, the assertions that this one may pass on."""
        report = self.assertions[n].report
        if teller.standing == "outlet":
            yield from self._of_outlet(report, teller)
            return
        if teller.standing == "unknown":
            yield self._sources(self._in({report}))
            yield self._sources(self._in(self.derived.sources(report)))
            # "he" is the only person, a quotation of nobody the only source, that says it at all
            likely = self._keys[teller.actor is None]
            if len(likely) == 1:
                yield np.array(self._by_key[next(iter(likely))], dtype=np.int64)
            return
        here = self._in({report})
        yield here[self._told[here]]
        yield self._in(self.derived.directed(report))
        yield self._in(set(self.derived.cites.get(report, {})))
        yield self._named_among(self.bench.heard(report))
        # what others have printed with its source, and it tells later without one, it has from there as far as can be seen
        yield self._earlier(report)

    def _of_outlet(self, report: str, teller: Teller) -> Iterator[Numbers]:
        cited = self.derived.cites.get(report, {})
        yield self._in({each for each, outlets in cited.items() if any(self.bench.outlet(name) == teller.told_to for name in outlets)})
        # the same report tells elsewhere from whom that outlet has it
        here = self._sources(self._in({report}))
        yield np.array([m for m in here if self.tellers[m].relayed and self.tellers[m].told_to == teller.told_to], dtype=np.int64)
        yield self._in(set(self._by_publisher.get(teller.told_to, ())) - {report})
        yield self._in(self.derived.sources(report))  # credited to another than it was taken from
        if not teller.named:  # "Italian media": a report in hand that has it from somebody
            others = np.nonzero(self._source)[0]
            yield others[self._homes[others] != self._home_of[report]]

    def _sources(self, some: Numbers) -> Numbers:
        found: Numbers = some[self._source[some]]
        return found

    def _named_among(self, keys: frozenset[str]) -> Numbers:
        some = [n for key in keys for n in self._by_key.get(key, ())]
        return np.array([n for n in some if self._source[n] and self.tellers[n].named], dtype=np.int64)

    def _earlier(self, report: str) -> Numbers:
        """Return the sources and outlets of reports that were published before one, all being dated."""
        day = self._days[self._by_report[report][0]]
        found: Numbers = np.nonzero(self._told & (self._days >= 0) & (self._days < day))[0]
        return found

    @cached_property
    def _days(self) -> Numbers:
        """When the report of each was published, as a place in their order; -1 where that is not known."""
        times = [at.value if (at := self.bench.reports[each.report].published_at) is not None else None for each in self.assertions]
        order = {value: n for n, value in enumerate(sorted({value for value in times if value is not None}))}
        return np.array([-1 if value is None else order[value] for value in times], dtype=np.int64)

    @cached_property
    def _home_of(self) -> dict[str, int]:
        return {report: n for n, report in enumerate(self._by_report)}

    @cached_property
    def _homes(self) -> Numbers:
        return np.array([self._home_of[each.report] for each in self.assertions], dtype=np.int64)

    @cached_property
    def _keys(self) -> tuple[set[str], set[str]]:
        """The keys of the people who say it, and those of all sources that do."""
        sources = [t for t in self.tellers if t.standing == "source"]
        return {t.key for t in sources if t.kind == "person"}, {t.key for t in sources}


class _Overlaps:
    """How alike wordings are: the share of the words of both that either has. Those of the same words are one kind."""

    def __init__(self, texts: Sequence[str]) -> None:
        kinds: dict[frozenset[str], int] = {}
        self.kind: Numbers = np.array([kinds.setdefault(frozenset(words_in(text)), len(kinds)) for text in texts], dtype=np.int64)
        self._words = list(kinds)
        self._lengths = np.array([len(words) for words in kinds], dtype=np.int64)
        self._rows: dict[int, npt.NDArray[np.float64]] = {}

    @cached_property
    def _holding(self) -> dict[str, Numbers]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for kind, words in enumerate(self._words):
            for word in words:
                found[word].append(kind)
        return {word: np.array(kinds, dtype=np.int64) for word, kinds in found.items()}

    def of(self, n: int) -> npt.NDArray[np.float64]:
        """Return how alike one is to each kind of wording."""
        kind = int(self.kind[n])
        if kind not in self._rows:
            both = np.zeros(len(self._words), dtype=np.int64)
            for word in self._words[kind]:
                both[self._holding[word]] += 1
            either = np.maximum(1, self._lengths + self._lengths[kind] - both)
            self._rows[kind] = both.astype(np.float64) / either
        return self._rows[kind]

    def between(self, n: int, m: int) -> float:
        """Return how alike two are."""
        one, other = self._words[self.kind[n]], self._words[self.kind[m]]
        return len(one & other) / max(1, len(one | other))
