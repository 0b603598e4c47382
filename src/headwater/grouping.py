"""Which reports of a ledger tell one story, asked of the neighbourhood of a few reports and not of the whole.

Groups are made by average linkage, and two groups that are alike enough on average, or turns of one story, hold at least one pair that
is: no story reaches beyond the reports that are connected, one after the other, by pairs alike enough to join. Such a connected part is
small, and it is always grouped whole, from the likenesses of all its pairs. So what is grouped together does not depend on the order in
which the reports came, nor on where linking was cut off: a report that is new is compared with those that share keys with it, it and all
that are connected with it become one part, and reports that were not compared yet, because they stood in different parts, are compared.

Two limits keep the work from growing with the ledger, and where they bind, order may matter. Of a key that more than `MOST_POSTINGS`
reports have, only the `LATEST` reports to come are looked at; and a report is compared with the `MOST_NEAR` reports at most that share most
keys with it, beside those that it is connected with. Both hide a part of a story only where every pair that connects it is hidden.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from headwater.ledger import Link
from headwater.link.rulings import NONE, Settled
from headwater.link.stories import JOIN, LEAST_LINK, Fingerprint, StoryLink, grouped, same_story, story
from headwater.model import Story
from headwater.verdicts import pairs_of, stories_judged

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = [
    "FINGERPRINT",
    "LATEST",
    "MOST_NEAR",
    "MOST_POSTINGS",
    "STORY",
    "VECTORS",
    "WIDTH",
    "Floats",
    "Regrouped",
    "regrouped",
    "state_of",
]

Floats = npt.NDArray[np.float32]
Pair = tuple[str, str]
State = tuple[object, ...]

STORY, FINGERPRINT, VECTORS = "story", "fingerprint", "vectors"
WIDTH = 384
MOST_POSTINGS = 60
"""A key that more reports have is walked in part only."""
LATEST = 12
"""Of such a key the reports that came last are looked at: a story that goes on is added as it goes on."""
MOST_NEAR = 48
"""Reports that a new one is compared with at most, those that share most keys first: the work does not grow with the ledger."""
AT_ONCE = 256
"""Reports whose vectors are in memory at a time, before all but those of their gists are let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """The part of a ledger that some reports are connected with, grouped.

    Attributes:
        reports: All reports of the part.
        fresh: Those that were not linked yet, or whose reading changed since: what links they had are to be dropped.
        links: The pairs that were compared, and are alike.
        stories: The stories that are new, or that have other reports than before.
        state: Of the part as it was found (`state_of`).
    """

    reports: tuple[str, ...]
    fresh: tuple[str, ...]
    links: tuple[StoryLink, ...]
    stories: tuple[Story, ...]
    state: State


def regrouped(ledger: "Ledger", new: Sequence[str]) -> Regrouped:
    """Return the part of the ledger that some reports are connected with, grouped anew.

    Args:
        ledger: Best in a snapshot.
        new: Ids of reports that have their keys, fingerprints and vectors.
    """
    part = _Part(ledger=ledger, judged=stories_judged(pairs_of(ledger)))
    part.explore(new)
    links, kept = part.compared(), part.kept
    prints = part.prints
    groups = grouped(part.reports, links.values(), part.judged, {report: each.published for report, each in prints.items()})
    before = {each.id: set(each.reports) for each in part.known.values()}
    stories = [
        story([prints[report] for report in group])
        for group in groups
        if (part.fresh | part.outdated).intersection(group) or not any(reports == set(group) for reports in before.values())
    ]
    return Regrouped(
        reports=tuple(sorted(part.reports)),
        fresh=tuple(sorted(part.fresh)),
        links=tuple(links[pair] for pair in sorted(links) if pair not in kept),
        stories=tuple(stories),
        state=state_of(ledger, part.reports),
    )


def state_of(ledger: "Ledger", reports: Iterable[str]) -> State:
    """Return what linking of some reports was computed from: it is out of date where this has changed, and only then.

    What was added beside them does not matter: a report that came meanwhile is not linked, and finds them when it is.
    """
    these = sorted(reports)
    return (
        tuple(sorted(ledger.known(these).items())),
        tuple((each.id, each.reports) for each in ledger.stories(touching=these)),
        tuple(sorted(ledger.unlinked(among=these))),
        tuple((each.a, each.b) for each in ledger.links(STORY, touching=these)),
        tuple(each.id for each in ledger.judgements()),
    )


@dataclass(slots=True, kw_only=True)
class _Part:
    """One or more connected parts of a ledger while they are explored."""

    ledger: "Ledger"
    judged: Settled = NONE
    reports: set[str] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)
    outdated: set[str] = field(default_factory=set)
    known: dict[str, Story] = field(default_factory=dict)
    prints: dict[str, Fingerprint] = field(default_factory=dict)
    gists: dict[str, Floats] = field(default_factory=dict)
    stored: dict[Pair, StoryLink] = field(default_factory=dict)
    made: dict[Pair, StoryLink] = field(default_factory=dict)

    def explore(self, new: Iterable[str]) -> None:
        """Find all reports that are connected with some, those not linked yet by their keys, the others by the links they have."""
        front, met = set(new), set[str]()
        while front:
            met |= front
            self._load(front)
            front &= self.prints.keys()  # what was added without being made ready is linked when it is
            self.reports |= front
            stories = self.ledger.stories(touching=sorted(front))
            self.known |= {each.id: each for each in stories}
            self._sort(self.ledger.unlinked(among=sorted(front)), stories)
            links = [_story_link(each) for each in self.ledger.links(STORY, touching=sorted(front))]
            self.stored |= {(each.a, each.b): each for each in links}
            links += self._met(sorted(front & self.fresh))
            front = {end for each in links if _joins(each) for end in (each.a, each.b)}
            front |= {report for each in self.known.values() for report in each.reports}
            front |= {report for some in self.judged.together if not self.reports.isdisjoint(some) for report in some}
            front -= met

    def _sort(self, waiting: Iterable[str], stories: Sequence[Story]) -> None:
        """Tell what waits since it is new, or was read anew, from what was merely judged: the likenesses of that hold."""
        results = self.ledger.linked_at(each.id for each in stories)
        compared = {report for each in stories if each.id in results for report in each.reports}
        for report in waiting:
            (self.outdated if report in compared else self.fresh).add(report)

    def _met(self, fresh: Sequence[str]) -> list[StoryLink]:
        """Compare reports that are not linked yet with those that share keys with them."""
        near = {report: _near(self.ledger, report) for report in fresh}
        self._load({other for others in near.values() for other in others})
        return [self._compared(report, other) for report in fresh for other in near[report] if other in self.prints]

    def _compared(self, a: str, b: str) -> StoryLink:
        pair = (a, b) if a < b else (b, a)
        if pair not in self.made:
            self.made[pair] = same_story(self.prints[a], self.prints[b], (self.gists[a], self.gists[b]))
        return self.made[pair]

    @property
    def kept(self) -> dict[Pair, StoryLink]:
        """The links within the part that were there and hold."""
        inside = self.reports - self.fresh
        return {pair: each for pair, each in self.stored.items() if inside.issuperset(pair)}

    def compared(self) -> dict[Pair, StoryLink]:
        """Return the links of all connected pairs that are alike; pairs of what was connected before were compared then."""
        kept = self.kept
        was, now = (_labels(self.reports, links) for links in (kept.values(), [*kept.values(), *self.made.values()]))
        by_label: dict[str, list[str]] = {}
        for each in sorted(self.reports):
            by_label.setdefault(now[each], []).append(each)
        found = dict(kept)
        for connected in by_label.values():
            for a, b in combinations(connected, 2):
                if was[a] != was[b] and (link := self._compared(a, b)).likeness >= LEAST_LINK:
                    found[a, b] = link
        return found

    def _load(self, reports: Iterable[str]) -> None:
        wanted = sorted(set(reports) - self.prints.keys())
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            vectors = self.ledger.blobs(VECTORS, some)
            for report, blob in self.ledger.blobs(FINGERPRINT, some).items():
                if report in vectors:
                    self.prints[report] = Fingerprint.from_json(json.loads(blob.content))
                    self.gists[report] = np.frombuffer(vectors[report].content, dtype=np.float16, count=WIDTH).astype(np.float32)


def _joins(link: StoryLink) -> bool:
    return link.likeness >= JOIN[link.with_vectors]


def _near(ledger: "Ledger", report: str) -> list[str]:
    wanted = [key for key in ledger.keys(report) if key.kind == STORY]
    found = ledger.neighbours(wanted, most_postings=MOST_POSTINGS, latest=LATEST)
    return [each.report for each in found if each.report != report][:MOST_NEAR]


def _story_link(each: Link) -> StoryLink:
    a, b = sorted((each.a, each.b))
    return StoryLink(a=a, b=b, likeness=each.score, score=0.0, because="", with_vectors=bool(each.value.get("vectors")))


def _labels(reports: Iterable[str], links: Iterable[StoryLink]) -> Mapping[str, str]:
    """Return for each report the smallest id that it is connected with by links that join."""
    parent = {each: each for each in reports}

    def root(of: str) -> str:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    for link in links:
        if _joins(link) and link.a in parent and link.b in parent:
            low, high = sorted((root(link.a), root(link.b)))
            parent[high] = low
    return {each: root(each) for each in parent}
