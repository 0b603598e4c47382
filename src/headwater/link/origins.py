"""How many independent origins stand behind a claim, within the reports supplied.

Each assertion has a teller (`tellers`). One that is a source by itself may be the same as another's: the same person or body, the one who
speaks for it, a document and who issued it, an unnamed one whom two reports have from the same outlet, two who say the same words. One
that is no source (an outlet, the report's own voice, "reportedly") takes the origin of the assertion that it passes on: by citation, by
the text it was taken from, or its own report's source. A chain of such that comes back to itself has no origin outside: it counts in high
alone. What is left are origins; those that could be one by their descriptions make the interval (`interval`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from headwater.ids import origin_id
from headwater.link.companions import Joined, could_all_be_one, joined
from headwater.link.interval import Interval, independent
from headwater.link.likely import LEARNT, Likely, Party, Weights
from headwater.link.passing import Derivations, Passing
from headwater.link.phrases import quoted, words_in
from headwater.link.sameness import Company
from headwater.link.tellers import Bench, Teller
from headwater.link.wording import Wording, covered, telling, wording
from headwater.model import Assertion, Citation, Claim, Identity, Merge, Origin, Place, Reading, Reuse, Step

__all__ = ["Counting", "Ruling", "left_apart", "with_origins"]

SAME = 0.3
"""Chance that two unnamed sources that could be one by their descriptions are one."""
OWN = 0.5
"""Chance that what a report asserts in its own voice, without a source, rests on an origin that no other assertion has.

Of .1 to .5 the one with the least bias on the seven claims of the development stories whose bounds differ; SAME moved nothing there."""

LEAST_SAID, LEAST_LIKELY = 0.12, 0.04
"""Share of the telling words of a claim's gist that an assertion must have for its origin to count, and that one which likely belongs must
have; where none has, the nearest count."""
LIKELY_SAID = 0.5
"""Chance that it says one thing with the others from which an assertion likely belongs. Swept on 24 invented stories: .45 to .5, with .02
to .06 of the words, have both bounds right of one claim in 25 more than .12 of the words alone, and of one in ten of those that are not
simply one; too low and too high are then as many."""
CERTAIN = 0.95
"""From this chance on an assertion is known to belong: no linking by likeness gives it."""
UNTOLD = "somebody the report does not name there"
"""Who an origin is of whom a report says no more than "he" or "others"."""
_NOTHING = Wording(forms={})
_SOMEBODY = frozenset(("person", "unnamed", "group"))


Pair = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What somebody judged of two origins: that they are one, or that they are not; it wins over what is found.

    Attributes:
        a: Id of an origin as found without rulings, of a statement that asserts, or who told it: `report/actor`.
        b: The other.
        same: Whether they are one.
        because: Who says so, and why.
    """

    a: str
    b: str
    same: bool
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What decides which origins count, and which are probably one.

    Attributes:
        least: Least score of an assertion for its origin to count; `None` where its words decide.
        learnt: What the signs weigh by which origins are probably one.
    """

    least: float | None = None
    learnt: Weights = LEARNT


def with_origins(
    claims: Sequence[Claim],
    readings: Sequence[Reading],
    identities: Sequence[Identity] = (),
    citations: Sequence[Citation] = (),
    reuse: Sequence[Reuse] = (),
    rulings: Sequence[Ruling] = (),
    *,
    counting: Counting | None = None,
) -> tuple[Claim, ...]:
    """Return the claims of one story with the origin of each assertion, the interval of independent origins, and the evidence.

    Args:
        claims: Their assertions grouped; origins, bounds and evidence are made anew.
        readings: The reports of the story.
        identities: Who is who across them.
        citations: Which report cites which.
        reuse: Whose text derives from whose.
        rulings: What people judged of origins.
        counting: What decides which origins count, and which are probably one.
    """
    bench = Bench(readings, identities)
    found = tuple(_Case(bench, claim, citations, reuse, counting=counting).solved() for claim in claims)
    if not rulings:
        return found
    ruled = [(claim, _ruled(claim, rulings, [bench.teller(a) for a in claim.assertions])) for claim in found]
    return tuple(
        _Case(bench, claim, citations, reuse, ruled=pairs, counting=counting).solved() if pairs else claim for claim, pairs in ruled
    )


def left_apart(
    claims: Sequence[Claim],
    readings: Sequence[Reading],
    identities: Sequence[Identity] = (),
    citations: Sequence[Citation] = (),
    reuse: Sequence[Reuse] = (),
) -> Iterator[tuple[Likely, list[Party]]]:
    """Yield for each claim the origins that the rules leave apart, all of them counted: what chances are learnt from (`likely`)."""
    bench = Bench(readings, identities)
    for claim in claims:
        yield _Case(bench, claim, citations, reuse, counting=Counting(least=0.0)).left_apart()


def _ruled(claim: Claim, rulings: Sequence[Ruling], tellers: Sequence[Teller]) -> dict[Pair, Ruling]:
    """Return the pairs of a claim's assertions that rulings are about; the later ruling wins."""
    meant: dict[str, list[int]] = {}
    for n, (each, teller) in enumerate(zip(claim.assertions, tellers, strict=True)):
        for name in (each.origin, each.statement, f"{each.report}/{teller.actor.id}" if teller.actor else None):
            if name is not None:
                meant.setdefault(name, []).append(n)
    return {frozenset((a, b)): ruling for ruling in rulings for a in meant.get(ruling.a, ()) for b in meant.get(ruling.b, ()) if a != b}


class _Case:
    """One claim: its assertions, whom each has it from, and which of those are one."""

    def __init__(
        self,
        bench: Bench,
        claim: Claim,
        citations: Sequence[Citation],
        reuse: Sequence[Reuse],
        *,
        ruled: Mapping[Pair, Ruling] | None = None,
        counting: Counting | None = None,
    ) -> None:
        self.bench, self.claim, self.ruled, self.counting = bench, claim, ruled or {}, counting or Counting()
        self.assertions = claim.assertions
        reports = {a.report for a in self.assertions}
        self.citations = [c for c in citations if c.report in reports and c.resolved in reports]
        self.reuse = [r for r in reuse if r.source in reports and r.target in reports]
        self.derived = Derivations(self.citations, self.reuse)
        self.tellers = [bench.teller(a) for a in self.assertions]
        self.loops = False

    def solved(self) -> Claim:
        """Return the claim with its origins."""
        root = self._roots()
        likely = list(self._likely())
        for each in likely:
            first, last = sorted((root[each.a], root[each.b]))
            root = [first if r == last else r for r in root]
        groups = _grouped(root)
        heads = {r: self._head(members) for r, members in groups.items()}
        ids = {r: origin_id(self._story_free(heads[r])) for r in groups}
        asserting = self._counted(self._asserting(root), groups)
        possible = self._possible(asserting, groups)
        found = self._interval(asserting, heads, ids, possible)
        origins = tuple(
            self._origin(heads[r], ids, r, possible, counted=r in asserting)
            for r in sorted(groups, key=lambda r: (r not in asserting, min(groups[r])))
        )
        return replace(
            self.claim,
            assertions=tuple(replace(a, origin=ids[root[n]]) for n, a in enumerate(self.assertions)),
            origins=tuple({o.id: o for o in origins}.values()),
            low=found.low,
            high=found.high,
            expected=found.expected,
            circular=self._circular(asserting, groups, heads),
            evidence=tuple(self._evidence(root, ids, heads, possible, likely)),
            paths=tuple(tuple(self._path(n, ids[root[n]], heads[root[n]])) for n in range(len(self.assertions))),
        )

    def _asserting(self, root: Sequence[int]) -> list[int]:
        return sorted({root[n] for n, a in enumerate(self.assertions) if a.stance == "asserts"})

    def left_apart(self) -> tuple[Likely, list[Party]]:
        """Return the origins that count and that nothing shows to be one."""
        root = self._roots()
        groups = _grouped(root)
        parties = [Party(self._head(groups[r]), tuple(groups[r])) for r in self._counted(self._asserting(root), groups)]
        return Likely(self.bench, self.assertions, len(parties), self.derived.copies, self._apart, self.counting.learnt), parties

    def _likely(self) -> Iterator[Joined]:
        """Yield the origins that probably are one though nothing shows it, by an assertion of each."""
        likely, parties = self.left_apart()
        for a, b, because in likely.joined(parties):
            yield Joined(self._telling(a), self._telling(b), because)

    def _telling(self, party: Party) -> int:
        return next(n for n in party.members if self.tellers[n] == party.head)

    def _counted(self, asserting: Sequence[int], groups: Mapping[int, Sequence[int]]) -> list[int]:
        """Return the origins that count: those with a wording that surely says the claim; where none does, those that come nearest."""
        sure = self._sureness
        best = {r: max(sure[n] for n in groups[r] if self.assertions[n].stance == "asserts") for r in asserting}
        least = min(LEAST_SAID if self.counting.least is None else self.counting.least, max(best.values(), default=0.0))
        return [r for r in asserting if best[r] >= least]

    @cached_property
    def _sureness(self) -> list[float]:
        """How surely each assertion says the claim: by how much of the telling words of its gist it has, unless it is likely to belong."""
        if self.counting.least is not None:
            return [each.score for each in self.assertions]
        said = [wording(self._text(n)) for n in range(len(self.assertions))]
        asked = wording(self.bench.text(self.claim.gist))
        weights = telling(asked, said)
        near = [covered(asked, each, _NOTHING, weights) for each in said]
        return [_sureness(one.score, share) for one, share in zip(self.assertions, near, strict=True)]

    # Which are one --------------------------------------------------------------------------------------------------------------

    @cached_property
    def _joins(self) -> list[Joined]:
        company = Company(
            self.bench,
            self.tellers,
            said=[self._quoted(n) for n in range(len(self.assertions))],
            text=self._text,
            sides=[a.stance for a in self.assertions],
            private=[self._private(n) for n in range(len(self.assertions))],
            copied=self.derived.copied,
        )
        copies = [(report, source) for report, sources in self.derived.copies.items() for source in sources]
        found = joined(company, self.ruled.keys(), copies)
        return found + [Joined(min(pair), max(pair), each.because) for pair, each in self.ruled.items() if each.same]

    @cached_property
    def _judged_apart(self) -> dict[int, set[int]]:
        """Of each assertion, those that somebody judged to have another origin."""
        found: dict[int, set[int]] = {}
        for pair, ruling in self.ruled.items():
            if not ruling.same:
                a, b = pair
                found.setdefault(a, set()).add(b)
                found.setdefault(b, set()).add(a)
        return found

    def _apart(self, a: int, b: int) -> bool:
        return b in self._judged_apart.get(a, ())

    def _private(self, n: int) -> bool:
        said = self.bench.statement(self.assertions[n])
        return said is not None and said.on_record == "private"

    def _quoted(self, n: int) -> tuple[str, ...]:
        said = self.bench.statement(self.assertions[n])
        return () if said is None or said.form == "indirect" else tuple(words_in(self._text(n)))

    # Who passes on whose -------------------------------------------------------------------------------------------------------

    def _roots(self) -> list[int]:
        """Return, for each assertion, the assertion whose teller is its origin, the same for all of one origin."""
        home = list(range(len(self.assertions)))

        def root(n: int) -> int:
            while home[n] != n:
                n = home[n]
            return n

        for join in self._joins:
            a, b = sorted((root(join.a), root(join.b)))
            home[b] = a
        ends = [self._end(n) for n in range(len(self.assertions))]
        for n, end in enumerate(ends):
            if home[n] == n and (last := root(end)) != n:  # the end may be one with this already: never a circle
                home[n] = last
        first: dict[str, int] = {}
        for n, teller in enumerate(self.tellers):  # the same outlet, or the same publisher's voice
            if home[n] == n and teller.standing not in ("source", "unknown"):
                home[n] = first.setdefault(teller.key, n)
        return [root(n) for n in range(len(self.assertions))]

    def _end(self, n: int) -> int:
        """Follow who passes on whose from an assertion to the last; of a circle the first stands for it."""
        seen = [n]
        while (parent := self._parents[seen[-1]]) is not None:
            if parent in seen:
                self.loops = True
                return min(seen[seen.index(parent) :])
            seen.append(parent)
        return seen[-1]

    @cached_property
    def _parents(self) -> list[int | None]:
        """Return for each assertion the one that it passes on."""
        home = [(j.a, j.b) for j in self._joins if self.assertions[j.a].report == self.assertions[j.b].report]
        return Passing(
            self.bench,
            self.assertions,
            self.tellers,
            texts=[self._text(n) for n in range(len(self.assertions))],
            derived=self.derived,
            apart=lambda n: self._judged_apart.get(n, set()),
            at_home=frozenset(n for pair in home for n in pair),
        ).parents()

    # What there is ---------------------------------------------------------------------------------------------------------------

    def _head(self, members: Sequence[int]) -> Teller:
        """Return the teller that tells most of an origin: a named source before an unnamed one, before no source at all."""
        order = {"source": 0, "unknown": 1, "outlet": 2, "own": 3, "dead": 4}
        kinds = ("person", "organization", "document", "observation", "group", "unnamed", "outlet")
        return min(
            (self.tellers[n] for n in members),
            key=lambda t: (order[t.standing], not t.named, kinds.index(t.kind), -len(t.who), t.report, t.place),
        )

    def _story_free(self, head: Teller) -> str:
        return head.key if head.named or head.standing != "source" else f"{head.key}@{head.told_to}"

    def _possible(self, asserting: Sequence[int], groups: Mapping[int, Sequence[int]]) -> set[Pair]:
        """Return the pairs of origins that could be one: every pair of their unnamed tellers could, and there is one."""
        tellers = {r: [self.tellers[n] for n in groups[r]] for r in asserting}
        loose = {r for r in asserting if any(t.withheld or t.standing == "unknown" for t in tellers[r])}
        pairs = (pair for pair in combinations(asserting, 2) if not loose.isdisjoint(pair))
        return {frozenset(pair) for pair in pairs if self._could_be_one(pair, groups, tellers)}

    def _could_be_one(self, pair: tuple[int, int], groups: Mapping[int, Sequence[int]], tellers: Mapping[int, list[Teller]]) -> bool:
        a, b = pair
        if any(not self._judged_apart.get(m, set()).isdisjoint(groups[b]) for m in groups[a]):
            return False
        if any(_is_anybody(tellers[x]) and any(t.kind in _SOMEBODY for t in tellers[y]) for x, y in ((a, b), (b, a))):
            return True  # "he": anybody
        return could_all_be_one(self.bench, tellers[a], tellers[b])

    def _interval(self, asserting: Sequence[int], heads: dict[int, Teller], ids: dict[int, str], possible: set[frozenset[int]]) -> Interval:
        source = [r for r in asserting if heads[r].standing in ("source", "unknown")]
        unnamed = [r for r in source if heads[r].withheld or heads[r].standing == "unknown"]
        return independent(
            [ids[r] for r in source if r not in unnamed],
            [ids[r] for r in unnamed],
            {ids[r]: OWN for r in asserting if r not in source},
            {frozenset(ids[r] for r in pair): SAME for pair in possible},
        )

    def _origin(self, head: Teller, ids: dict[int, str], root: int, possible: set[frozenset[int]], *, counted: bool) -> Origin:
        others = [next(iter(pair - {root})) for pair in possible if root in pair]
        return Origin(
            id=ids[root],
            who=head.who if head.standing != "unknown" else UNTOLD,
            kind=head.kind,
            named=head.named,
            told_to=self.bench.shown(head.told_to),
            may_be_same_as=tuple(sorted(ids[o] for o in others)),
            own_voice=head.standing not in ("source", "unknown"),
            counted=counted,
        )

    def _circular(self, asserting: Sequence[int], groups: dict[int, list[int]], heads: dict[int, Teller]) -> bool:
        if self.loops:
            return True
        cites = {(c.report, c.resolved) for c in self.citations}
        if any((b, a) in cites for a, b in cites):
            return True
        if len(asserting) != 1 or not (heads[asserting[0]].withheld or heads[asserting[0]].standing != "source"):
            return False
        carried = {self.bench.publisher(self.assertions[n].report) for n in groups[asserting[0]]}
        return len(carried) > 2 and bool(cites)

    # The way there ---------------------------------------------------------------------------------------------------------------

    def _path(self, n: int, origin: str, head: Teller) -> Iterator[Step]:
        """Yield the steps from the page of an assertion to its origin."""
        because = ""
        seen: set[int] = set()
        at: int | None = n
        while at is not None and at not in seen:
            seen.add(at)
            last, report = at, self.assertions[at].report
            yield Step(report=report, who=self._named(at), kind="report", named=True, because=because)
            yield from self._hops(at, origin if self._parents[at] is None else None)
            at = self._parents[at]
            because = "" if at is None else self._how(report, self.assertions[at].report)
        if self.tellers[last].standing not in ("source", "outlet", "unknown"):
            place = self.tellers[last].place
            voice = "in its own voice" if self.tellers[last].standing == "own" else "no source is told"
            yield Step(report=place.report, who=head.who, kind=head.kind, named=head.named, span=place.span, origin=origin, because=voice)

    def _hops(self, n: int, origin: str | None) -> Iterator[Step]:
        chain = self.bench.chain(self.assertions[n])
        for at, hop in enumerate(chain):
            yield Step(
                report=self.assertions[n].report,
                who=self.bench.name(self.assertions[n].report, hop),
                kind=hop.kind,
                named=hop.named,
                span=hop.span,
                origin=origin if at == len(chain) - 1 else None,
                because=hop.via,
            )

    def _how(self, report: str, source: str) -> str:
        if report == source:
            return "the same report"
        if self.derived.copied(report, source):
            return "derives from it"
        return "cites it" if self.derived.cited(report, source) else "has it from there"

    # Why -------------------------------------------------------------------------------------------------------------------------

    def _evidence(
        self,
        root: Sequence[int],
        ids: dict[int, str],
        heads: dict[int, Teller],
        possible: set[frozenset[int]],
        likely: Sequence[Joined],
    ) -> Iterator[Merge]:
        told = set()
        for join in self._joins:
            if join.because not in told and self.assertions[join.a].report != self.assertions[join.b].report:
                told.add(join.because)
                yield Merge(merged=(ids[root[join.a]],), because=join.because, places=self._places(join.a, join.b))
        for n, parent in enumerate(self._parents):
            if parent is not None and self.assertions[n].report != self.assertions[parent].report:
                because = f"{self._named(n)} has it from {self._named(parent)}"
                if because not in told:
                    told.add(because)
                    yield Merge(merged=(ids[root[n]],), because=because, places=self._places(n, parent))
        for join in likely:
            yield Merge(merged=(ids[root[join.a]],), because=join.because, places=self._places(join.a, join.b))
        for a, b in sorted(tuple(sorted(pair)) for pair in possible):
            because = f"{quoted(heads[a].who)} and {quoted(heads[b].who)} could be one by what is said of them; nothing shows that they are"
            yield Merge(merged=(ids[a], ids[b]), because=because, places=(heads[a].place, heads[b].place))

    def _places(self, *numbers: int) -> tuple[Place, ...]:
        return tuple(self.tellers[n].place for n in numbers)

    def _named(self, n: int) -> str:
        report = self.bench.reports[self.assertions[n].report]
        return (report.publisher.name or report.publisher.domain if report.publisher else None) or report.ref

    def _text(self, n: int) -> str:
        one: Assertion = self.assertions[n]
        text = self.bench.reports[one.report].text
        return " ".join(text[s.start : s.end] for s in one.spans)


def _sureness(score: float, share: float) -> float:
    """Return how surely an assertion says a claim by its chance to belong and its share of the words: `LEAST_SAID` is enough."""
    if score >= CERTAIN:
        return 1.0
    return max(share, LEAST_SAID) if score >= LIKELY_SAID and share >= LEAST_LIKELY else share


def _grouped(root: Sequence[int]) -> dict[int, list[int]]:
    """Return the assertions of each origin."""
    groups: dict[int, list[int]] = {}
    for n, r in enumerate(root):
        groups.setdefault(r, []).append(n)
    return groups


def _is_anybody(tellers: Sequence[Teller]) -> bool:
    """Whether all that is known of a source is a pronoun."""
    return {t.standing for t in tellers} & {"unknown", "source"} == {"unknown"}
