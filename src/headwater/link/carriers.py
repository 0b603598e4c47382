"""Which report a mention of an outlet means: one that was there before, is by that outlet, and says what it is cited for."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from headwater.link.mentions import Mention, mentions_in
from headwater.link.passages import Told
from headwater.link.publishers import in_order, moment, names_of
from headwater.link.terms import Term, is_common, rarity, terms_of
from headwater.model import Publisher, Reading, Span

__all__ = ["Meant", "Set", "cited_words", "meant_by", "names_publisher", "told_set"]

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
_NONE: Numbers = np.zeros(0, dtype=np.int64)

WINDOW = 2
"""What a citation sums up stands, in the report cited, in about so many sentences on end."""
CLEAR = 0.12
"""By so much one report must carry the words better than any other to be meant by a mere description (swept on the development stories)."""
CARRIED = 0.3
"""Share of the words' weight from which a report can be said to carry them."""
_VAGUE = re.compile(r"(?:the |several |other |various )?(?:news )?(?:media|press|reports|outlets)(?: outlets| reports)?", re.IGNORECASE)
"""Everybody at once: no single report is meant."""
_GOES_ON = re.compile(r"\s*(?:It|The (?:paper|newspaper|site|website|broadcaster|agency|report|outlet|daily|newsletter))\b")


class Set:
    """Reports that may cite one another, each cut into words once, with what each carries.

    Attributes:
        told: The reports by id.
        order: Their ids by time, then id.
        place: Where each stands there.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.told: dict[str, Told] = {each.report.id: Told(each, each.report) for each in readings if each.report is not None}
        self.order = [report.id for report in in_order(each.report for each in self.told.values())]
        self.place = {key: n for n, key in enumerate(self.order)}
        self._meant: dict[tuple[str, Mention], Meant] = {}

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        """The mentions of each report of the publishers of the others."""
        publishers = sorted(
            {t.report.publisher for t in self.told.values() if t.report.publisher}, key=lambda p: (p.name or "", p.domain or "")
        )
        return {key: mentions_in(told.reading, publishers) for key, told in self.told.items()}

    @cached_property
    def named(self) -> Mapping[str, frozenset[Publisher]]:
        """The publishers that each report names."""
        return {key: frozenset(p for mention in mentions for p in mention.of) for key, mentions in self.mentions.items()}

    def weight(self, form: str) -> float:
        """How much it says that a report holds a form: the rarer in the news and among these reports, the more."""
        return 0.0 if is_common(form) else rarity(form) ** 2 / (1 + len(self.holding.get(form, ())))

    def plain(self, form: str) -> float:
        """How much a form says by its rarity in the news alone."""
        return 0.0 if is_common(form) else rarity(form)

    @cached_property
    def holding(self) -> dict[str, Numbers]:
        """By form, the places in order of the reports that hold it."""
        return _postings(self.told[key].forms for key in self.order)

    def carried(self, words: Sequence[Term]) -> Floats:
        """Return how much of some words each report carries, in order, 0 to 1: half by all of it, half by its best passage."""
        weights = [(form, self.weight(form)) for form in sorted({term.form for term in words})]
        total = sum(weight for _, weight in weights)
        whole, near = np.zeros(len(self.order)), np.zeros(len(self._windows[1]))
        if not total:
            return whole
        for form, weight in weights:
            whole[self.holding.get(form, _NONE)] += weight
            near[self._windows[0].get(form, _NONE)] += weight
        best = np.zeros(len(self.order))
        np.maximum.at(best, self._windows[1], near)
        carried: Floats = (whole + best) / (2 * total)
        return carried

    @cached_property
    def _windows(self) -> tuple[dict[str, Numbers], Numbers]:
        """Of every few sentences on end of all reports the words, by form; and in which report they stand."""
        pieces, homes = [], []
        for place, key in enumerate(self.order):
            sentences = self.told[key].sentences
            pieces += [{term.form for each in sentences[at : at + WINDOW] for term in each.terms} for at in range(len(sentences))]
            homes += [place] * len(sentences)
        return _postings(pieces), np.array(homes, dtype=np.int64)

    def earlier(self, of: Told, *, others: bool = False) -> npt.NDArray[np.bool_]:
        """Return which reports, in order, were not surely published after one, it left out.

        Args:
            of: The report.
            others: Whether those of its own publisher are left out too.
        """
        at = self.place[of.report.id]
        found: npt.NDArray[np.bool_] = ~(self._moments[1][at] < self._moments[0])  # nothing is known of what has no time
        found[at] = False
        if others:
            found[list(self.of_publisher(of.report.publisher))] = False
        return found

    def surely_before(self, a: str, b: str) -> bool:
        """Whether the first report was surely published before the second."""
        return bool(self._moments[1][self.place[a]] < self._moments[0][self.place[b]])

    @cached_property
    def _moments(self) -> tuple[Floats, Floats]:
        """The first and the last instant at which each report may have been published; not a number where that is not known."""
        known = [moment(self.told[key].report.published_at) for key in self.order]
        first, last = ([np.nan if each is None else each[end].timestamp() for each in known] for end in (0, 1))
        return np.array(first), np.array(last)

    def of_publisher(self, publisher: Publisher | None) -> frozenset[int]:
        """Return the places of the reports that one published, under any of its names."""
        return frozenset(place for name in names_of(publisher).whole for place in self._published.get(name, ()))

    @cached_property
    def _published(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, key in enumerate(self.order):
            for name in names_of(self.told[key].report.publisher).whole:
                found.setdefault(name, []).append(place)
        return found

    def meant(self, mention: Mention, of: Told) -> "Meant":
        """Return the report that a mention of a report means, by what its statement or sentence says: found once."""
        key = of.report.id, mention
        if key not in self._meant:
            self._meant[key] = meant_by(mention, of, self)
        return self._meant[key]


def _postings(bags: Iterable[Collection[str]]) -> dict[str, Numbers]:
    """Return, by word, which bags hold it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for n, bag in enumerate(bags):
        for word in bag:
            found[word].append(n)
    return {word: np.array(numbers, dtype=np.int64) for word, numbers in found.items()}


def told_set(readings: Sequence[Reading]) -> Set:
    """Return the reports of some readings, ready to be compared."""
    return Set(readings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The report that a mention means.

    Attributes:
        report: Its id, `None` where none in hand can be meant.
        carries: How much of what it is cited for it carries, 0 to 1.
        instead: The id of another earlier report that carries it where this one does not.
    """

    report: str | None
    carries: float = 0.0
    instead: str | None = None


def meant_by(mention: Mention, of: Told, among: Set, words: Sequence[Term] | None = None) -> Meant:
    """Return the report that a mention means.

    A name means a report of that publisher, the one that carries best what is cited, of equals the last. A description ("a Swiss
    newspaper") means the one report that carries it clearly better than all others.

    Args:
        mention: Where the report names or describes an outlet.
        of: The report.
        among: The reports that may be meant.
        words: What it stands for; by default what its statement or sentence says.
    """
    words = cited_words(mention, of) if words is None else words
    before = among.earlier(of, others=True)
    carried = among.carried(words)
    if mention.of:
        theirs = sorted(place for p in mention.of for place in among.of_publisher(p) if before[place])
        keys = list(dict.fromkeys(among.order[place] for place in theirs))
        # One that names the citing publisher in turn comes after it, where times do not tell.
        keys = [k for k in keys if among.surely_before(k, of.report.id) or not names_publisher(among.told[k], of, among)] or keys
        if not keys:
            return Meant(report=None)
        best = max(keys, key=lambda key: (carried[among.place[key]], among.place[key]))
        before[[among.place[key] for key in keys]] = False
        carries = float(carried[among.place[best]])
        return Meant(report=best, carries=carries, instead=_instead(best, carries, np.where(before, carried, -1.0), among))
    if mention.role != "described" or _VAGUE.fullmatch(mention.name):
        return Meant(report=None)
    places = np.nonzero(before)[0]
    ranked = [int(place) for place in places[np.argsort(-carried[places], kind="stable")]]
    if not ranked or carried[ranked[0]] < CARRIED:
        return Meant(report=None)
    first = among.order[ranked[0]]
    rivals = (place for place in ranked[1:] if not names_publisher(among.told[among.order[place]], among.told[first], among))
    second = next((carried[place] for place in rivals), 0.0)
    return Meant(report=first if carried[ranked[0]] - second >= CLEAR else None, carries=float(carried[ranked[0]]))


def names_publisher(a: Told, b: Told, among: Set) -> bool:
    """Whether one report names the publisher of another: what both carry it has from there."""
    return b.report.publisher in among.named[a.report.id]


def _instead(best: str, carries: float, others: Floats, among: Set) -> str | None:
    """Return the report that carries the words where none of the publisher does; one that this publisher names is relayed, not hidden.

    Args:
        best: The report that is meant.
        carries: How much of the words it carries.
        others: By place, how much the others carry; below 0 where one does not come into question.
        among: The reports.
    """
    most = others.max(initial=-1.0)
    if most < 0 or not carries < CARRIED <= most - CLEAR:
        return None
    other = min(among.order[int(place)] for place in np.nonzero(others == most)[0])
    return None if names_publisher(among.told[best], among.told[other], among) else other


def cited_words(mention: Mention, of: Told) -> tuple[Term, ...]:
    """Return the words that a mention stands for: its statement's content, else its sentence and the next where that goes on."""
    statement = next((each for each in of.reading.statements if each.id == mention.statement), None)
    spans = [(span.start, span.end) for span in statement.content] if statement else _sentences_at(mention.span, of)
    names = {term.form for term in terms_of(of.report.text, [(mention.span.start, mention.span.end)])}
    return tuple(term for term in terms_of(of.report.text, spans) if term.form not in names)


def _sentences_at(span: Span, of: Told) -> list[tuple[int, int]]:
    found = [at for at, each in enumerate(of.sentences) if each.start <= span.start < each.end]
    spans = [(of.sentences[at].start, of.sentences[at].end) for at in found]
    for at in found:
        if at + 1 < len(of.sentences) and _GOES_ON.match(of.report.text, of.sentences[at + 1].start):
            spans.append((of.sentences[at + 1].start, of.sentences[at + 1].end))
    return spans
