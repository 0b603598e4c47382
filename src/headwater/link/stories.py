"""Which reports tell the same story: a fingerprint of each, the likeness of two, and groups derived from the likenesses.

Two reports are alike by the cosine of their rare words, names, numbers and dates (weighted by how rare each is in the news at large), by
that of their sentence vectors where there are any, and less so the further apart they were published. Groups are made by average linkage:
two groups join where their reports are alike on average, so that one report that resembles both does not chain two stories. A story that
goes on for days falls apart that way into its turns; so groups near in time join, too, where each report has one much like it in the
other.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import combinations
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from headwater.ids import story_id
from headwater.link.publishers import bare, moment, names_of
from headwater.link.rulings import NONE, Settled
from headwater.link.terms import Term, body_blocks, headline_of, is_common, rarity, terms_of
from headwater.model import Reading, Report, Story

__all__ = ["Fingerprint", "Mark", "StoryLink", "fingerprint", "gist", "grouped", "keys", "links_of", "same_story", "story"]

Floats = npt.NDArray[np.float32]

# Swept on ECB+ and the development stories: power 1, 1.5, 2 of rarity; 0.3, 0.5, 0.7 of the count; within two points of one another.
RARITY_POWER, COUNT_POWER = 1.5, 0.5
DAY_WEIGHT = 0.8
"""A date that both speak of weighs as much as a rather rare word (swept 0 to 1.2 on the development stories; ECB+ has no dates)."""
MOST_MARKS = 120
"""Of a fingerprint: with 60 ECB+ loses half a point, with all it gains nothing."""
MEANING_SHARE = 0.225
"""Exponent of the vectors' cosine in the geometric mean with that of the words (swept 0.1 to 0.25 on ECB+ and 24 invented stories)."""
STEADY_DAYS, HALF_DAYS = 7.0, 60.0
"""Within a week time says nothing; after it likeness halves every two months. Chosen, not measured: no set at hand spans months."""
TWIN_FLOOR, TWIN_COSINE = 0.7, 0.1
"""Reports that share names but no matter, or matter but no names, are twins: from this cosine down, likeness sinks to this share, for each
of the two. (On the development stories it widens the range of thresholds in which B-cubed is above 93; on ECB+ it changes nothing.)"""
JOIN = {False: 0.22, True: 0.25}
"""Average likeness from which groups join, without and with vectors: the middle of where B-cubed is within two points of its best both on
ECB+'s odd topics and on the development stories (swept 0.16 to 0.31)."""
TURN = 1.1
"""Average likeness of each report to the most like one of the other group, as a share of JOIN, from which groups near in time are turns of
one story. Of 1 to 1.3 the best on 24 invented stories: B-cubed 96 to 100 on the four sets, 86 to 96 without. Reports without dates do not
join so: of ECB+, which has none, the same rule would make one of many twins (84 for 89)."""
CALIBRATION = {False: (-3.32, 10.81), True: (-3.77, 10.44)}
"""Intercept and slope of the chance that two reports tell one story: logistic regression on pairs of ECB+'s odd topics."""
LEAST_LINK = 0.12
"""Likeness below which two reports are not linked at all: less than half of what joins groups."""
KEYED_MARKS = 12
"""So many of the heaviest marks go into the keys, two by two. (On the development stories, the reports that keys connect are from 11 on
those that comparing every two connects; 9 lost two of those parts.)"""
GIST_WORDS = 90
"""About what the sentence encoder takes in."""
NAMED_FACTOR = 1.2
"""So much more alike are two reports of which one names the other's publisher. (1.2, 1.4 and 1.6 widen the range of thresholds with a
B-cubed above 93 on the development stories; ECB+ has no publishers.)"""
_RUN = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?: (?:(?:&|de|la|of|the|ya|du|di) )?(?:[A-ZÀ-Þ][\w’'.-]*|\d+))*")


class Mark(NamedTuple):
    """Something rare that a report says: what is compared, how heavy it is, the word as it stands in the text, and its sort."""

    form: str
    weight: float
    word: str
    sort: Literal["word", "name", "number", "day"]


@dataclass(frozen=True, kw_only=True)
class Fingerprint:
    """What of a report is compared to tell its story, without its text.

    Attributes:
        report: Id of the report.
        headline: Its headline, empty where it has none.
        marks: Its rare words, names, numbers and dates, the heaviest first; their weights' squares sum to one.
        published: The first instant it may have been published, ISO 8601 in UTC.
        publisher: By what names its publisher goes.
        named: The runs of capitalised words in it, among them whom it names as where it has something from.
    """

    report: str
    headline: str
    marks: tuple[Mark, ...]
    published: str | None = None
    publisher: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    # What every comparison asks is found once.

    @cached_property
    def by_form(self) -> dict[str, Mark]:
        """Its marks by form."""
        return {mark.form: mark for mark in self.marks}

    @cached_property
    def weights(self) -> dict[str, tuple[dict[str, float], float]]:
        """By sort, the weights of its marks and the sum of their squares."""
        found: dict[str, dict[str, float]] = {}
        for mark in self.marks:
            found.setdefault(mark.sort, {})[mark.form] = mark.weight
        return {sort: (weights, sum(w * w for w in weights.values())) for sort, weights in found.items()}

    @cached_property
    def runs(self) -> str:
        """Its runs of capitalised words, a line each, with spaces around."""
        return "\n".join(f" {run} " for run in self.named)

    @cached_property
    def moment(self) -> datetime | None:
        """When it was published."""
        return None if self.published is None else datetime.fromisoformat(self.published)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self) | {"marks": [list(mark) for mark in self.marks]}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Fingerprint":
        """Return the fingerprint that `to_json` gave."""
        lists = {key: tuple(row[key]) for key in ("publisher", "named")}
        return cls(**{**row, **lists, "marks": tuple(Mark(*mark) for mark in row["marks"])})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class StoryLink:
    """How alike two reports are.

    Attributes:
        a: Id of a report, the smaller of the two.
        b: Id of the other.
        likeness: 0 to 1; groups join where it is high on average.
        score: The calibrated chance that both tell the same story.
        because: What they share, in words.
    """

    a: str
    b: str
    likeness: float
    score: float
    because: str
    with_vectors: bool = False


# One report ----------------------------------------------------------------------------------------------------------------------


def fingerprint(reading: Reading) -> Fingerprint:
    """Return the fingerprint of a reading's report; furniture and the names of its own publisher do not count.

    Raises:
        ValueError: The reading has no report.
    """
    report = reading.report
    if report is None:
        raise ValueError(f"{reading.ref!r} has no report to take a fingerprint of")
    terms = terms_of(report.text, [(block.start, block.end) for block in body_blocks(reading)])
    head, when = headline_of(reading), moment(report.published_at)
    return Fingerprint(
        report=report.id,
        headline=report.text[head[0] : head[1]] if head else report.title or "",
        marks=_marks(_foreign(terms, report), _days(reading), report.text),
        published=when[0].isoformat() if when else None,
        publisher=tuple(sorted(names_of(report.publisher).whole | names_of(report.publisher).short)),
        named=tuple(sorted({bare(m.group()) for m in _RUN.finditer(report.text)} - {""})),
    )


def gist(reading: Reading) -> str:
    """Return the words of a report that its sentence vector is to be made of: headline and beginning."""
    text = reading.report.text if reading.report else ""
    words = " ".join(text[block.start : block.end] for block in body_blocks(reading)).split()
    return " ".join(words[:GIST_WORDS])


def _foreign(terms: Sequence[Term], report: Report) -> list[Term]:
    """Leave out what a report calls its own publisher: every report of an agency bears the agency's name."""
    names = names_of(report.publisher)
    own = {tuple(name.split()) for name in names.whole | names.short}
    kept: list[Term] = []
    at = 0
    while at < len(terms):
        run = at
        while run < len(terms) and terms[run].sort == "name" and (run == at or _adjoin(report.text, terms[run - 1], terms[run])):
            run += 1
        words = tuple(bare(report.text[term.start : term.end]) for term in terms[at:run])
        if words not in own:
            kept += terms[at : max(run, at + 1)]
        at = max(run, at + 1)
    return kept


def _adjoin(text: str, a: Term, b: Term) -> bool:
    return not text[a.end : b.start].strip()


def _days(reading: Reading) -> set[str]:
    return {when.value[:10] for when in reading.whens if when.type in ("date", "time") and when.value[:1] == "2" and _is_day(when.value)}


def _is_day(value: str) -> bool:
    try:
        datetime.fromisoformat(value[:10])
    except ValueError:
        return False
    return len(value) >= len("2024-05-07") and "/" not in value


def _marks(terms: Iterable[Term], days: Iterable[str], text: str) -> tuple[Mark, ...]:
    counts: Counter[str] = Counter()
    words: dict[str, str] = {}
    sorts: dict[str, Literal["word", "name", "number", "day"]] = {}
    for term in terms:
        counts[term.form] += 1
        words.setdefault(term.form, text[term.start : term.end])
        if sorts.get(term.form) != "name":
            sorts[term.form] = term.sort
    weights = {form: n**COUNT_POWER * rarity(form) ** RARITY_POWER for form, n in counts.items() if not is_common(form)}
    weights |= {f"@{day}": DAY_WEIGHT for day in days}
    kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_MARKS]
    length = math.sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    return tuple(Mark(form, round(weight / length, 5), words.get(form, form[1:]), sorts.get(form, "day")) for form, weight in kept)


def keys(of: Fingerprint) -> tuple[str, ...]:
    """Return the keys under which a store finds the reports that may tell the same story: every two of the heaviest marks.

    A few dozen for any report. Two together are rare where each alone (a country, an agency) may stand in every tenth report, so that
    what a key finds does not grow with all that is added.
    """
    chosen = sorted([mark.form for mark in of.marks if mark.sort in ("word", "name")][:KEYED_MARKS])
    return tuple(f"{a} {b}" for a, b in combinations(chosen, 2))


# Two reports ---------------------------------------------------------------------------------------------------------------------


def same_story(a: Fingerprint, b: Fingerprint, vectors: tuple[Floats, Floats] | None = None) -> StoryLink:
    """Return how alike two reports are, and why.

    Args:
        a: Fingerprint of one.
        b: Fingerprint of the other.
        vectors: The unit vectors of their gists, in that order, where there are any.
    """
    if b.report < a.report:
        return same_story(b, a, None if vectors is None else vectors[::-1])
    others = b.by_form
    shared = [(mark.weight * others[mark.form].weight, mark.form, mark.word) for mark in a.marks if mark.form in others]
    shared.sort(key=lambda each: (-each[0], each[1]))
    likeness = min(1.0, sum(weight for weight, _, _ in shared))
    if vectors is not None:
        near = max(0.0, float(np.dot(*vectors)))
        likeness = likeness ** (1 - MEANING_SHARE) * near**MEANING_SHARE
    gap = _gap_days(a, b)
    names = _names(a, b) or _names(b, a)
    likeness = min(1.0, likeness * NAMED_FACTOR) if names else likeness
    likeness *= _untwinned(a, b, "word") * _untwinned(a, b, "name")
    likeness *= 0.5 ** (max(0.0, gap - STEADY_DAYS) / HALF_DAYS) if gap is not None else 1.0
    intercept, slope = CALIBRATION[vectors is not None]
    score = 1 / (1 + math.exp(-intercept - slope * likeness))
    words = [word for _, _, word in shared[:5]]
    return StoryLink(
        a=a.report,
        b=b.report,
        likeness=round(likeness, 6),
        score=round(score, 4),
        because=_because(words, gap, names=names),
        with_vectors=vectors is not None,
    )


def _names(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether one report names the publisher of another; an outlet does not name itself by naming itself."""
    theirs = set(b.publisher) - set(a.publisher)
    return any(f" {name} " in a.runs for name in theirs if len(name) > 2)


def _untwinned(a: Fingerprint, b: Fingerprint, sort: str) -> float:
    """Return by what reports lose that share little of one sort, names or words, whatever they share of the other."""
    (ours, mass), (theirs, other) = (each.weights.get(sort, ({}, 0.0)) for each in (a, b))
    length = math.sqrt(mass * other)
    if not length:
        return 1.0
    cosine = sum(weight * theirs[form] for form, weight in ours.items() if form in theirs) / length
    return TWIN_FLOOR + (1 - TWIN_FLOOR) * min(1.0, cosine / TWIN_COSINE)


def _gap_days(a: Fingerprint, b: Fingerprint) -> float | None:
    if a.moment is None or b.moment is None:
        return None
    return abs((a.moment - b.moment).total_seconds()) / 86400


def _because(words: Sequence[str], gap: float | None, *, names: bool) -> str:
    shared = f"both say {', '.join(words)}" if words else "they share no rare word"
    shared += "; one names the other's publisher" if names else ""
    if gap is None:
        return shared
    return f"{shared}; published {'within a day' if gap <= 1 else f'{gap:.0f} days apart'}"


def links_of(fingerprints: Iterable[Fingerprint], vectors: Mapping[str, Floats] | None = None) -> tuple[StoryLink, ...]:
    """Return the links of some reports, compared two by two, that are strong enough to matter, sorted.

    For a ledger: compare a new report with those that share a key, and with the others of their stories.
    """
    found = []
    for a, b in combinations(sorted(fingerprints, key=lambda each: each.report), 2):
        both = (vectors[a.report], vectors[b.report]) if vectors and a.report in vectors and b.report in vectors else None
        link = same_story(a, b, both)
        if link.likeness >= LEAST_LINK:
            found.append(link)
    return tuple(found)


# Groups --------------------------------------------------------------------------------------------------------------------------


def grouped(
    reports: Iterable[str], links: Iterable[StoryLink], rulings: Settled = NONE, published: Mapping[str, str | None] = MappingProxyType({})
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of reports that tell one story each: sorted ids, groups sorted; a report alone is a group.

    Average linkage over the links, a pair without one being unlike; what is not connected by links never meets. Then, since what joined
    first may have been a bridge, each report goes where it is most alike on average. The same reports and links give the same groups in
    whatever order they come.

    Args:
        reports: Ids of all reports; links to others are passed over.
        links: How alike pairs of them are.
        rulings: Which reports people judged to tell one story, or not: these win.
        published: When reports appeared, ISO 8601 in UTC; those that are not here have no date.
    """
    ids = sorted(set(reports))
    shares: Shares = {each: {} for each in ids}
    for link in sorted(set(links)):
        if link.a in shares and link.b in shares and link.a != link.b:
            # As a share of the likeness at which groups join, so that links with and without vectors can stand together.
            shares[link.a][link.b] = shares[link.b][link.a] = link.likeness / JOIN[link.with_vectors]
    for a, b in combinations([each for each in ids if each in rulings.home], 2):
        if rulings.apart(a, b):
            shares[a][b] = shares[b][a] = -math.inf
    groups = _turns_joined(_settled(_Groups(shares).joined(), shares), shares, _days_of(ids, published))
    return tuple(sorted(tuple(sorted(members)) for members in rulings.bound(groups)))


Shares = dict[str, dict[str, float]]


class _Groups:
    """Groups named by their smallest id, with the summed likeness between those that are linked."""

    def __init__(self, shares: Shares) -> None:
        self._members = {each: [each] for each in shares}
        self._between = {each: dict(others) for each, others in shares.items()}

    def joined(self) -> list[list[str]]:
        """Join the two groups that are most alike on average until none are alike enough."""
        heap = [entry for a, others in self._between.items() for b in others if a < b and (entry := self._entry(a, b)) is not None]
        heapify(heap)
        while heap:
            entry = heappop(heap)
            _, a, b = entry
            if a in self._members and b in self._members and entry == self._entry(a, b):
                for new in self._merge(a, b):
                    heappush(heap, new)
        return list(self._members.values())

    def _entry(self, a: str, b: str) -> tuple[float, str, str] | None:
        average = self._between[a].get(b, 0.0) / (len(self._members[a]) * len(self._members[b]))
        return (-average, a, b) if average >= 1 else None

    def _merge(self, a: str, b: str) -> list[tuple[float, str, str]]:
        """Merge the second group into the first; returns with whom that may now join."""
        self._members[a] += self._members.pop(b)
        ours, theirs = self._between[a], self._between.pop(b)
        for other in sorted(theirs.keys() - {a}):
            ours[other] = ours.get(other, 0.0) + theirs[other]
            self._between[other].pop(b)
            self._between[other][a] = ours[other]
        ours.pop(b)
        return [entry for other in sorted(ours) if (entry := self._entry(min(a, other), max(a, other))) is not None]


def _settled(groups: list[list[str]], shares: Shares) -> list[list[str]]:
    """Move reports, the one that gains most first, to the group they are more alike to on average than to the rest of their own."""
    home = {member: at for at, group in enumerate(groups) for member in group}
    for _ in home:
        moves = [move for member in sorted(home) if (move := _best_move(member, groups, home, shares[member])) is not None]
        if not moves:
            break
        _, member, to = min(moves)
        groups[home[member]].remove(member)
        groups[to].append(member)
        home[member] = to
    return [group for group in groups if group]


def _days_of(ids: Iterable[str], published: Mapping[str, str | None]) -> dict[str, float]:
    """Return in days since 1970 when reports appeared, of those that have a date."""
    return {each: datetime.fromisoformat(when).timestamp() / 86400 for each in ids if (when := published.get(each)) is not None}


def _turns_joined(groups: list[list[str]], shares: Shares, days: Mapping[str, float]) -> list[list[str]]:
    """Join groups that are near in time and of which each report has one much like it in the other, the most alike first."""
    held = {min(group): sorted(group) for group in groups}
    home = {member: name for name, group in held.items() for member in group}
    linked = {tuple(sorted((home[a], home[b]))) for a, others in shares.items() for b in others if home[a] != home[b]}
    likeness = {(a, b): _turns(held[a], held[b], shares, days) for a, b in linked}
    while likeness and max(likeness.values()) >= TURN:
        one, other = min(likeness, key=lambda pair: (-likeness[pair], pair))
        met = {name for pair in likeness for name in pair if one in pair or other in pair} - {one, other}
        likeness = {pair: like for pair, like in likeness.items() if not {one, other} & set(pair)}
        kept = min(one, other)
        held[kept] = sorted(held.pop(one) + held.pop(other))
        for name in met:
            a, b = min(kept, name), max(kept, name)
            likeness[a, b] = _turns(held[a], held[b], shares, days)
    return list(held.values())


def _turns(one: Sequence[str], other: Sequence[str], shares: Shares, days: Mapping[str, float]) -> float:
    """Return how alike each report of two groups is to the most like one of the other, on average; 0 where they are not near in time."""
    gaps = [abs(days[a] - days[b]) for a in one if a in days for b in other if b in days]
    if not gaps or min(gaps) > STEADY_DAYS:
        return 0.0
    found = {(a, b): shares[a].get(b, 0.0) for a in one for b in other}
    if -math.inf in found.values():
        return 0.0
    ours = sum(max(found[a, b] for b in other) for a in one) / len(one)
    theirs = sum(max(found[a, b] for a in one) for b in other) / len(other)
    return (ours + theirs) / 2


def _best_move(member: str, groups: list[list[str]], home: Mapping[str, int], shares: Mapping[str, float]) -> tuple[float, str, int] | None:
    """Return the gain (negative), the report and the group it would go to, `None` where it is best where it is."""
    sums: dict[int, float] = {}
    for other, share in shares.items():
        sums[home[other]] = sums.get(home[other], 0.0) + share
    own = home[member]
    here = sums.pop(own, 0.0) / max(1, len(groups[own]) - 1)
    there = [(here - total / len(groups[to]), member, to) for to, total in sums.items() if total / len(groups[to]) > max(1.0, here)]
    return min(there, default=None)


def story(members: Sequence[Fingerprint]) -> Story:
    """Return the story that a group of reports tells: named by its earliest report, titled by the headline that is nearest to all.

    Raises:
        ValueError: There are no reports.
    """
    ordered = sorted(members, key=lambda each: (each.published or "9999", each.report))
    if not ordered:
        raise ValueError("a story needs a report")
    return Story(id=story_id(ordered[0].report), title=_title(ordered), reports=tuple(each.report for each in ordered))


def _title(ordered: Sequence[Fingerprint]) -> str:
    """Of the headlines, the one whose report is most like all together; the earlier of equals."""
    titled = [each for each in ordered if each.headline.strip()]
    if not titled:
        return ""
    weights: Counter[str] = Counter()
    for each in ordered:
        weights.update({mark.form: mark.weight for mark in each.marks})
    near = [round(sum(mark.weight * (weights[mark.form] - mark.weight) for mark in each.marks), 6) for each in titled]
    return titled[near.index(max(near))].headline.strip()
