"""Whose text derives from whose: copies, edited copies, passages taken over, and rewrites.

Text that derives shows in runs of words outside quotations (whoever quotes a press conference quotes the same words). A rewrite has few of
those: it shows in a report naming where it has its matter from, having that matter, and adding little that it found out itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headwater.link.carriers import Meant, Set, meant_by, names_publisher, told_set
from headwater.link.direction import Direction, direction
from headwater.link.mentions import Mention
from headwater.link.passages import SEED_WORDS, Alignment, Sentence, Told, aligned, passages
from headwater.link.publishers import names_of, same_publisher
from headwater.model import Reading, Reuse, ReuseKind, Span

__all__ = ["reuses", "reuses_in"]

LEAST_PLAIN = 18
"""Words shared in runs, no quotations, names or numbers, from which text derives: whoever lists the same people shares their names. True
pairs of the development stories have 23 or more, others 13 or less."""
LONG_RUN = 20
"""A single sentence taken over shows by itself, however many names it holds. Chosen, not measured."""
LEAST_SHARE = 0.08
"""And the share of either report that all shared runs make up: a long report's background paragraph is no copy."""
LEAST_RUN, SCATTERED_SHARE = 10, 0.25
"""One run must have so many words outside quotations, names and all, or the runs this share: stock phrases of a subject are short and few.
(Set on pairs of FNC-1 that were looked at.)"""
MOSTLY_SHARE, MOSTLY_WORDS = 0.5, 40
"""From this share on, quotations and names count: a report that is for the most part another's quotations is made of that. So it takes as
much for the same publisher's next report, which repeats the background of the one before."""
COPY_SHARE, EDITED_SHARE = 0.85, 0.5
"""A copy has so much of both reports in common; what is made half or more of another's words is an edited one; less is a part."""
MOST_ALIGNED = 48
"""Reports before a report that it is held against at most, those that share most runs of words with it, of equals the earliest: the work
does not grow with the square of a story's reports. No story that we have seen has so many."""
NEARER_WORDS = 10
"""Where two reports share hardly more than either shares with a third that both derive from, the third is the source of both; from so many
words more on, the one has seen the other."""
REWRITE_LIKENESS = 0.22
"""Mean likeness of a rewrite's sentences to the nearest of its source (swept on the development stories: level from 0.2 to 0.24)."""
OWN_SHARE = 0.3
"""Share of sentences with reporting of its own above which a report that cites is no rewrite (swept 0.2 to 1: level from 0.2 to 0.4)."""
ALIKE_SENTENCES = 0.3
"""Likeness from which two sentences are shown as corresponding."""
_DESK = re.compile(r"^\W*(?:Reporting|Writing|Editing|Additional reporting|Compiled) by\b", re.MULTILINE)
_DATELINE = re.compile(r"^[^\n]{0,70}?\((?P<name>[^()\n]{2,40})\)\s*[-–—]", re.MULTILINE)
_OWN_VOICE = re.compile(r"\b(?:us|our|we|we've|we're|we'd|this (?:news)?paper|this site|this reporter|my|me)\b", re.IGNORECASE)
_INSIDE_QUOTES = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)")
LEAST_QUOTED_WORDS = 4
NEW_SHARE = 0.5
"""A quotation of which more than this share is in no earlier report is one that this report heard itself."""


def reuses(readings: Sequence[Reading]) -> tuple[Reuse, ...]:
    """Return how the texts of some reports, best of one story, derive from one another, sorted by source and target.

    Args:
        readings: The reports with their chains; those without a report are passed over.
    """
    return reuses_in(told_set(readings))


def reuses_in(among: Set) -> tuple[Reuse, ...]:
    """Return the same for reports already cut into words."""
    texts = _nearest(list(_text_reuse(among)))
    found = [_shown(each, among) for each in texts]
    paired = {frozenset((each.source, each.target)) for each in texts}
    found += [each for each in _rewrites(among, texts) if frozenset((each.source, each.target)) not in paired]
    return tuple(sorted(found, key=lambda each: (each.source, each.target)))


# The same words ------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """Two reports that share text, the source first."""

    source: str
    target: str
    alignment: Alignment
    direction: Direction


def _text_reuse(among: Set) -> Iterator[_Shared]:
    for first, second in _candidates(among):
        a, b = among.told[first], among.told[second]
        alignment = aligned(a, b)
        if not _derives(a, b, alignment):
            continue
        found = direction(a, b, alignment, among.mentions)
        if found.forward:
            yield _Shared(source=first, target=second, alignment=alignment, direction=found)
        else:
            yield _Shared(source=second, target=first, alignment=_turned(alignment), direction=found)


def _candidates(among: Set) -> Iterator[tuple[str, str]]:
    """Yield the pairs, the earlier first, that may share enough: of each report at most `MOST_ALIGNED`, those that share most before it."""
    told = [among.told[key] for key in among.order]
    numbers: dict[tuple[str, ...], int] = {}
    seeds = [np.array([numbers.setdefault(gram, len(numbers)) for gram in each.grams], dtype=np.int64) for each in told]
    holding = np.concatenate([np.unique(each) for each in seeds] or [np.zeros(0, dtype=np.int64)])
    homes = np.repeat(np.arange(len(told)), [len(np.unique(each)) for each in seeds])[np.argsort(holding, kind="stable")]
    ends = np.cumsum(np.bincount(holding, minlength=len(numbers)))
    for second, mine in enumerate(seeds):
        times = np.bincount(mine, minlength=len(numbers))
        here = np.nonzero(times)[0]
        where = np.concatenate([homes[(ends[n - 1] if n else 0) : ends[n]] for n in here] or [np.zeros(0, dtype=np.int64)])
        sizes = [ends[n] - (ends[n - 1] if n else 0) for n in here]
        shared = np.bincount(where, weights=np.repeat(times[here], sizes), minlength=len(told))[:second]
        most = np.argsort(-shared, kind="stable")[:MOST_ALIGNED]
        yield from (
            (among.order[first], among.order[second]) for first in sorted(most) if _may_derive(told[first], told[second], shared[first])
        )


def _may_derive(a: Told, b: Told, seeds: float) -> bool:
    """Whether two reports that share so many seeds can share enough: a run has a seed at least for every `SEED_WORDS` words."""
    words = SEED_WORDS * seeds
    return words >= min(LEAST_PLAIN, MOSTLY_SHARE * min(len(a.words), len(b.words))) and seeds > 0


def _derives(a: Told, b: Told, alignment: Alignment) -> bool:
    share = max(alignment.of_first, alignment.of_second)
    if share >= MOSTLY_SHARE and (alignment.plain or alignment.words >= MOSTLY_WORDS):
        return True
    if alignment.longest < LEAST_RUN and share < SCATTERED_SHARE:
        return False
    much = alignment.plain >= LEAST_PLAIN or alignment.longest >= LONG_RUN
    return much and share >= LEAST_SHARE and not same_publisher(a.report, b.report)


def _turned(alignment: Alignment) -> Alignment:
    return Alignment(
        runs=tuple(sorted(((j, i, n) for i, j, n in alignment.runs), key=lambda run: run[1])),
        of_first=alignment.of_second,
        of_second=alignment.of_first,
        plain=alignment.plain,
        longest=alignment.longest,
    )


def _nearest(found: list[_Shared]) -> list[_Shared]:
    """Leave out the pairs of which both have the shared words from a third: copies of one wire report are not copies of one another."""
    by_target: dict[str, dict[str, _Shared]] = {}
    covered: dict[tuple[str, str], int] = {}
    for each in found:
        by_target.setdefault(each.target, {})[each.source] = each
        covered[each.source, each.target] = _covered(each.alignment)

    def explained(each: _Shared) -> bool:
        """Whether the target has the words from another, from whom the supposed source has them too."""
        theirs, words = by_target.get(each.source, {}), covered[each.source, each.target]
        others = (other for other in by_target[each.target].values() if other is not each and other.source in theirs)
        return any(o.direction.stated and (words & ~covered[o.source, o.target]).bit_count() < NEARER_WORDS for o in others)

    return [each for each in found if not explained(each)]


def _covered(alignment: Alignment) -> int:
    """Return the words of the second report that both share, a bit for each."""
    found = 0
    for _, j, n in alignment.runs:
        found |= ((1 << n) - 1) << j
    return found


def _shown(each: _Shared, among: Set) -> Reuse:
    a, b = among.told[each.source], among.told[each.target]
    share = each.alignment.of_second
    because = (
        f"{each.alignment.plain} words that are no quotation, name or number stand in both, {each.alignment.longest} on end at most; "
        f"{share:.0%} of the one is in the other; {each.direction.because}"
    )
    return Reuse(
        source=each.source,
        target=each.target,
        kind=_kind(each.alignment),
        directed=each.direction.stated,
        containment=round(share, 4),
        passages=passages(a, b, each.alignment),
        because=because,
    )


def _kind(alignment: Alignment) -> ReuseKind:
    if alignment.of_second >= COPY_SHARE:
        return "copy" if alignment.of_first >= COPY_SHARE else "partial"
    return "edited" if alignment.of_second >= EDITED_SHARE else "partial"


# The same matter in other words ---------------------------------------------------------------------------------------------------


def _rewrites(among: Set, texts: Sequence[_Shared]) -> Iterator[Reuse]:
    """Yield the rewrites: who cites, resolved to the report meant, and has its matter from there."""
    derived = {each.target for each in texts}
    for target in among.order:
        b = among.told[target]
        if target in derived or _is_desk(b) or _own_reporting(b, among) > OWN_SHARE:
            continue
        for source, words in _cited_reports(b, among).items():
            a = among.told[source]
            if same_publisher(a.report, b.report) or names_publisher(a, b, among):
                continue  # its own, or from a report that has it from this publisher in turn
            pairs = _alike(a, b, among)
            likeness = sum(score for score, _ in pairs) / len(pairs) if pairs else 0.0
            if likeness >= REWRITE_LIKENESS:
                yield _rewrite(a, b, pairs, likeness, words)


def _is_desk(told: Told) -> bool:
    """Whether an agency's desk signs the report: its dateline or its list of reporters and editors."""
    text, own = told.report.text, names_of(told.report.publisher)
    line = _DATELINE.search(text)
    return _DESK.search(text) is not None or (line is not None and line["name"].lower() in own.whole | own.short)


def _cited_reports(b: Told, among: Set) -> dict[str, str]:
    """Return the reports that a report has its matter from by its own words, with those words."""
    found: dict[str, str] = {}
    for mention in among.mentions[b.report.id]:
        meant = _resolved(mention, b, among)
        if meant.report is not None:
            words = b.report.text[mention.span.start : mention.span.end]
            found.setdefault(meant.report, f"credits {words}" if mention.role == "credited" else f"names {words}")
    return found


def _resolved(mention: Mention, b: Told, among: Set) -> Meant:
    """Resolve a mention; a credit line stands for the whole report."""
    if mention.role != "credited":
        return among.meant(mention, b)
    return meant_by(mention, b, among, words=tuple(term for sentence in b.sentences for term in sentence.terms))


def _own_reporting(b: Told, among: Set) -> float:
    """Return the share of sentences in which a report tells what it found out itself."""
    own = names_of(b.report.publisher)
    forms = sorted(form for form in own.whole | own.short | own.last if len(form) > 2)
    named = re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b", re.IGNORECASE) if forms else None
    before = among.earlier(b, others=True)
    count = 0
    for sentence in b.sentences:
        voice = _INSIDE_QUOTES.sub(" ", b.report.text[sentence.start : sentence.end])
        count += bool(_OWN_VOICE.search(voice) or (named and named.search(voice)) or _is_new_quotation(sentence, b, before, among))
    return count / max(1, len(b.sentences))


def _is_new_quotation(sentence: Sentence, b: Told, before: npt.NDArray[np.bool_], among: Set) -> bool:
    quoted = {b.spans[k] for k in range(sentence.first, sentence.last) if b.quoted[k]}
    starts = {start for start, _ in quoted}
    forms = sorted({term.form for term in sentence.terms if term.start in starts and among.weight(term.form)})
    return len(quoted) >= LEAST_QUOTED_WORDS and sum(not before[among.holding[form]].any() for form in forms) > NEW_SHARE * len(forms)


def _alike(a: Told, b: Told, among: Set) -> list[tuple[float, tuple[Span, Span]]]:
    """Return each sentence of the second report with the nearest of the first, and how alike they are; bare ones are passed over."""
    ours = [(each, *_weighed(each, among)) for each in a.sentences]
    pairs = []
    for theirs in b.sentences:
        forms, total = _weighed(theirs, among)
        if not ours or sum(1 for form in forms if among.weight(form)) < 2:
            continue
        likeness = [(_likeness(one, mass, forms, total, among), -each.start, each) for each, one, mass in ours]
        score, _, best = max(likeness, key=lambda found: found[:2])
        pairs.append((score, (Span(start=best.start, end=best.end), Span(start=theirs.start, end=theirs.end))))
    return pairs


def _weighed(sentence: Sentence, among: Set) -> tuple[frozenset[str], float]:
    """Return the forms of a sentence, and the sum of their squared weights."""
    forms = frozenset(term.form for term in sentence.terms)
    return forms, sum(among.plain(f) ** 2 for f in forms)


def _likeness(ours: frozenset[str], mass: float, theirs: frozenset[str], other: float, among: Set) -> float:
    total = (mass * other) ** 0.5
    return sum(among.plain(f) ** 2 for f in ours & theirs) / total if total else 0.0


def _rewrite(a: Told, b: Told, pairs: list[tuple[float, tuple[Span, Span]]], likeness: float, words: str) -> Reuse:
    shown = [(score, spans) for score, spans in pairs if score >= ALIKE_SENTENCES]
    covered = sum(sentence.last - sentence.first for sentence in b.sentences if any(sentence.start == s.start for _, (_, s) in shown))
    return Reuse(
        source=a.report.id,
        target=b.report.id,
        kind="rewrite",
        directed=True,
        containment=round(covered / max(1, len(b.words)), 4),
        passages=tuple(spans for _, spans in shown),
        because=f"it {words} and tells the same in other words ({len(shown)} of {len(b.sentences)} sentences, likeness {likeness:.2f})",
    )
