"""Which report a mention of an outlet means: one that was there before, is by that outlet, and says what it is cited for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from headwater.link.mentions import Mention, mentions_in
from headwater.link.passages import Told
from headwater.link.publishers import in_order, names_of, same_publisher, surely_before
from headwater.link.terms import Term, is_common, rarity, terms_of
from headwater.model import Reading, Span

__all__ = ["Meant", "Set", "cited_words", "earlier", "meant_by", "names_publisher", "told_set"]

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
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.told: dict[str, Told] = {each.report.id: Told(each, each.report) for each in readings if each.report is not None}
        self.order = [report.id for report in in_order(each.report for each in self.told.values())]
        self._held: dict[str, int] = {}
        self._windows: dict[str, list[frozenset[str]]] = {}

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        """The mentions of each report of the publishers of the others."""
        publishers = sorted(
            {t.report.publisher for t in self.told.values() if t.report.publisher}, key=lambda p: (p.name or "", p.domain or "")
        )
        return {key: mentions_in(told.reading, publishers) for key, told in self.told.items()}

    def weight(self, form: str) -> float:
        """How much it says that a report holds a form: the rarer in the news and among these reports, the more."""
        if form not in self._held:
            self._held[form] = sum(form in told.forms for told in self.told.values())
        return 0.0 if is_common(form) else rarity(form) ** 2 / (1 + self._held[form])

    def plain(self, form: str) -> float:
        """How much a form says by its rarity in the news alone."""
        return 0.0 if is_common(form) else rarity(form)

    def carried(self, words: Sequence[Term], by: Told) -> float:
        """Return how much of some words a report carries, 0 to 1: half by the report as a whole, half by its best passage."""
        forms = {term.form for term in words}
        total = sum(self.weight(form) for form in sorted(forms))
        if not total:
            return 0.0
        whole = sum(self.weight(form) for form in sorted(forms & by.forms))
        best = max((sum(self.weight(form) for form in sorted(forms & near)) for near in self._windows_of(by)), default=0.0)
        return (whole + best) / (2 * total)

    def _windows_of(self, by: Told) -> list[frozenset[str]]:
        """Return the words of every few sentences of a report: asked for by each that cites, and made once."""
        if by.report.id not in self._windows:
            pieces = [by.sentences[at : at + WINDOW] for at in range(len(by.sentences))]
            self._windows[by.report.id] = [frozenset(term.form for sentence in piece for term in sentence.terms) for piece in pieces]
        return self._windows[by.report.id]


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
    before = [each for each in earlier(of, among) if not same_publisher(each.report, of.report)]
    carried = {each.report.id: among.carried(words, each) for each in before}
    if mention.of:
        theirs = [each for each in before if any(names_of(p).whole & names_of(each.report.publisher).whole for p in mention.of)]
        # One that names the citing publisher in turn comes after it, where times do not tell.
        theirs = [each for each in theirs if surely_before(each.report, of.report) or not names_publisher(each, of, among)] or theirs
        if not theirs:
            return Meant(report=None)
        best = max(theirs, key=lambda each: (carried[each.report.id], among.order.index(each.report.id))).report.id
        return Meant(report=best, carries=carried[best], instead=_instead(best, carried, {each.report.id for each in theirs}, among))
    if mention.role != "described" or _VAGUE.fullmatch(mention.name):
        return Meant(report=None)
    ranked = sorted(carried, key=lambda key: (-carried[key], among.order.index(key)))
    if not ranked or carried[ranked[0]] < CARRIED:
        return Meant(report=None)
    second = next((carried[key] for key in ranked[1:] if not names_publisher(among.told[key], among.told[ranked[0]], among)), 0.0)
    return Meant(report=ranked[0] if carried[ranked[0]] - second >= CLEAR else None, carries=carried[ranked[0]])


def names_publisher(a: Told, b: Told, among: Set) -> bool:
    """Whether one report names the publisher of another: what both carry it has from there."""
    return any(b.report.publisher in mention.of for mention in among.mentions[a.report.id])


def _instead(best: str, carried: Mapping[str, float], theirs: set[str], among: Set) -> str | None:
    """Return the report that carries the words where none of the publisher does; one that this publisher names is relayed, not hidden."""
    others = sorted((key for key in carried if key not in theirs), key=lambda key: (-carried[key], key))
    if not others or not carried[best] < CARRIED <= carried[others[0]] - CLEAR:
        return None
    return None if names_publisher(among.told[best], among.told[others[0]], among) else others[0]


def earlier(of: Told, among: Set) -> list[Told]:
    """Return the other reports but those surely published after, by time, then id."""
    return [each for key in among.order if (each := among.told[key]) is not of and surely_before(of.report, each.report) is not True]


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
