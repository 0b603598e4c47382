"""What became of an utterance on its way through the reports: the same words, cut, changed, without their hedge, told, translated.

Sentences inside quotation marks are held against the quotations and the indirect contents of the other reports. Two wordings are of one
utterance where a long run of words agrees, or all of the shorter stands in the longer; or where one speaker says in both much the same
with other words. What was lost or changed is told in words.

- identical: the same words, but for case, marks and insertions in brackets;
- truncated: one is the other with words left out; hedge_lost: among these is what made it less sure ("I think", "if", "might");
- altered: both are quotations and some words differ;
- paraphrased: one is no quotation, or no words of it are those of the other;
- translated: two quotations of one sentence without a run of words in common: two renderings of what was said in another tongue.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from headwater.link.propositions import NEGATIVE
from headwater.link.terms import rarity, stem, terms_of
from headwater.link.units import units_of
from headwater.link.utterances import Bounds, Likely, Uttered
from headwater.model import ActorRef, Identity, Place, QuoteLink, QuoteRelation, Reading, Span, Statement
from headwater.text import quotations, sentence_spans

__all__ = ["quote_links"]

# Set on the quotations of the development stories.
RUN = 4
"""So many words in a row are not said twice by chance."""
LONG_RUN = 6
"""So many are not, though each is a common one."""
WHOLE = 2
"""A quotation of fewer words is no utterance."""
LIKE = 0.5
"""Share of the telling words of the shorter that the longer has, where one speaker says both."""
LIKE_ANYBODY = 0.6
"""The same, where it is not known that one speaker says both."""
LIKE_OTHERS = 0.8
"""The same, where the reports name two speakers."""
NEAR = 0.53
"""How near the meanings of two statements of one speaker are, where one tells the other in other words and some are the same."""
SURELY_NEAR = 0.6
"""How near, where no telling words are the same."""
NEAR_OTHERS = 0.62
"""How near, where it is not known that one speaker says both."""
LEAST_NEAR = 0.35
"""How near they are at least, where most of the telling words are the same."""
SAME_TO_ALL = 0.8
"""How near, where the reports name two speakers and few telling words are the same."""
MANY = 3
"""So many telling words in common show by themselves that one thing is said."""
SOME = 0.25
"""How many of the telling words must be the same, by weight, where one speaker says both."""
SOME_OTHERS = 0.4
"""How many, where that is not known."""
BETTER = 1.0
"""How much surer a later wording must be to be taken for the source instead of the earliest."""
TELLING = 0.3
"""A word less rare than this in the news at large tells nothing."""
KEPT = 0.6
"""Share of the words of the shorter that stand in the longer, in order, in an utterance that was altered and not said anew."""

_BOUNDS = Bounds(run=RUN, kept=(RUN + 1, KEPT), telling=LIKE, near=NEAR, surely=SURELY_NEAR)
"""What must hold where `_likeness` is above 0."""

_HEDGE = re.compile(
    r"\b(?:if|may|might|could|perhaps|maybe|probably|possibly|likely|about|almost|i think|i believe|i fear|i guess|we think"
    r"|we believe|as far as|at this (?:time|stage|point)|for now|so far|not yet|although|though|but|unless|until|hope|seems?|appears?"
    r"|not (?:certain|sure)|cannot|can[’']t)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(r"could|can't|cannot|but|though|although|about|almost|for now|so far|until|hope", re.IGNORECASE)
"""Words of doubt that, lost where somebody tells it in other words, show no doubt lost."""
MOST_LOST = 14
"""Words shown of what was left out."""
_BRACKETS = re.compile(r"[\[(][^\])]*[\])]")
_LEFT_OUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s+")
_WORD = re.compile(r"\w+(?:[’']\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Two wordings of one utterance: the sentences of either that correspond, and how sure it is."""

    a: Uttered
    b: Uttered
    pairs: tuple[tuple[Uttered, Uttered], ...]
    score: float


def quote_links(
    readings: Sequence[Reading],
    identities: Sequence[Identity],
    vectors: Mapping[str, npt.NDArray[np.float32]] | None = None,
) -> tuple[QuoteLink, ...]:
    """Return the pairs of wordings of one utterance in two reports, the earlier report's first.

    Each wording is held against the earliest that it comes from: a quotation in four reports makes three pairs.

    Args:
        readings: The reports of one story, in any order.
        identities: Who is who across them.
        vectors: By report id, a vector of length one for each of `units_of(reading)`, in their order; without them, utterances that have
            no telling words in common are not found.
    """
    ordered = sorted((each for each in readings if each.report), key=_published)
    whose = {member: identity for identity in identities for member in identity.members}
    uttered = [list(_uttered_in(reading, whose, _meanings(reading, vectors))) for reading in ordered]
    likely = Likely([each for some in uttered for each in some], _likeness, _BOUNDS)
    told: list[dict[int, list[int]]] = []
    holding: dict[int, list[int]] = {}
    found: list[_Found] = []
    for n, here in enumerate(uttered):
        found += _earliest(here, uttered, told, holding, likely)
        told.append({})
        for at, each in enumerate(here):
            told[n].setdefault(likely.sort_of[each], []).append(at)
        for sort in told[n]:
            holding.setdefault(sort, []).append(n)
    order = {each.report.id: n for n, each in enumerate(ordered) if each.report}
    return tuple(sorted((_link(each) for each in found), key=lambda link: [(order[p.report], p.span) for p in (link.a, link.b)]))


def _earliest(
    here: Sequence[Uttered],
    uttered: Sequence[Sequence[Uttered]],
    told: Sequence[dict[int, list[int]]],
    holding: dict[int, list[int]],
    likely: Likely,
) -> Iterable[_Found]:
    """Return each wording of a report with the earliest that it comes from; reports that can bring none, or none surer, are passed over.

    Args:
        here: The report's wordings.
        uttered: Those of all reports, in their order.
        told: Of the reports before it, the wordings by sort.
        holding: By sort, the reports before it that have it.
        likely: The sorts of wordings.
    """
    rows = [likely.row(likely.sort_of[each]) for each in here]
    open_: dict[Place, dict[int, float]] = {}
    for each, row in zip(here, rows, strict=True):
        for sort, score in row.items():
            most = open_.setdefault(each.whole, {})
            most[sort] = max(score, most.get(sort, 0.0))
    found: dict[Place, _Found] = {}
    wanted = {sort for row in open_.values() for sort in row}
    for first in sorted({n for sort in wanted for n in holding.get(sort, ())}):
        if wanted.isdisjoint(told[first]):
            continue
        closed = False
        for pair in _best_pairs(uttered[first], told[first], here, rows):
            known = found.get(pair.b.whole)
            if known is None or _is_surer(pair.score, known.score):
                found[pair.b.whole] = pair
                if not _is_surer(max(open_[pair.b.whole].values()), pair.score):
                    open_.pop(pair.b.whole)
                    closed = True
        if closed:
            wanted = {sort for row in open_.values() for sort in row}
    return found.values()


def _is_surer(later: float, earlier: float) -> bool:
    """Whether a later wording is taken for the source instead of the earliest: where the latter only says much the same."""
    return later > earlier + BETTER if earlier >= 2 else later > earlier


def _meanings(reading: Reading, vectors: Mapping[str, npt.NDArray[np.float32]] | None) -> dict[str, npt.NDArray[np.float32]]:
    if vectors is None or reading.report is None:
        return {}
    units = units_of(reading)
    return {unit.statement: vectors[reading.report.id][n] for n, unit in enumerate(units) if unit.statement}


def _published(reading: Reading) -> tuple[str, str]:
    report = reading.report
    if report is None:
        return "", ""
    return (report.published_at.value if report.published_at else "9999"), report.id


# What was uttered ---------------------------------------------------------------------------------------------------------------


def _uttered_in(reading: Reading, whose: dict[ActorRef, Identity], meanings: Mapping[str, npt.NDArray[np.float32]]) -> Iterator[Uttered]:
    report = reading.report
    if report is None:
        return
    marks = [each for each in quotations(report.text) if each.depth == 1 and each.inner_start < each.inner_end]
    said = [each for each in reading.statements if each.kind == "statement"]
    maker = _Maker(reading, whose, meanings)
    for mark in marks:
        statement = _holder(said, mark.inner_start, mark.inner_end)
        whole = Span(start=mark.inner_start, end=mark.inner_end)
        for start, end in _pieces(report.text, mark.inner_start, mark.inner_end):
            if len(_words(report.text[start:end])) >= WHOLE:
                yield maker.made(statement, Span(start=start, end=end), whole, quoted=True)
    for statement in said:
        for span in statement.content:
            if not any(mark.start <= span.start and span.end <= mark.end for mark in marks):
                yield maker.made(statement, span, span, quoted=False)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(m.end() for m in _LEFT_OUT.finditer(text, start, end)), end]
    found = [(a, a + len(text[a:b].rstrip())) for c, d in pairwise(cuts) if c < d for a, b in sentence_spans(text, c, d)]
    return [(a, b) for a, b in found if a < b]


def _holder(said: Sequence[Statement], start: int, end: int) -> Statement | None:
    """Return the innermost statement in whose content a quotation stands for the most part."""
    held = [s for s in said if any(min(c.end, end) - max(c.start, start) > (end - start) / 2 for c in s.content)]
    return min(held, key=lambda s: (sum(c.end - c.start for c in s.content), s.id), default=None)


class _Maker:
    """Makes what is compared of the wordings of one report."""

    def __init__(self, reading: Reading, whose: dict[ActorRef, Identity], meanings: Mapping[str, npt.NDArray[np.float32]]) -> None:
        self.report = reading.report.id if reading.report else ""
        self.text = reading.report.text if reading.report else ""
        self.actors = {each.id: each for each in reading.actors}
        self.whose = whose
        self.meanings = meanings

    def made(self, statement: Statement | None, span: Span, whole: Span, *, quoted: bool) -> Uttered:
        known, who = self._speaker(statement)
        text = self.text[span.start : span.end]
        words = _words(text)
        terms = terms_of(text, [(0, len(text))])
        return Uttered(
            place=Place(report=self.report, span=span),
            whole=Place(report=self.report, span=whole),
            quoted=quoted,
            speaker=known,
            who=who,
            text=text,
            words=words,
            telling={form: rarity(form) for form in map(stem, words) if rarity(form) >= TELLING},
            names=frozenset(stem(word) for term in terms if term.sort == "name" for word in _words(text[term.start : term.end])),
            numbers=frozenset(term.form for term in terms if term.sort == "number"),
            negative=bool(NEGATIVE.search(text)),
            meaning=self.meanings.get(statement.id) if statement else None,
        )

    def _speaker(self, statement: Statement | None) -> tuple[frozenset[str], str]:
        """Return what is known of who makes a statement, and who that is in words."""
        if statement is None or not statement.chain:
            return frozenset(), ""
        last = statement.chain[-1].actor
        actor, identity = self.actors.get(last), self.whose.get(ActorRef(report=self.report, actor=last))
        known = {identity.id} if identity else set()
        if actor and actor.named:
            known |= {stem(word) for word in _WORD.findall(actor.name) if word[:1].isupper() and len(word) > 2}
        is_known = actor is not None and actor.named and actor.kind in {"person", "organization", "group"}
        return frozenset(known if is_known else ()), identity.name if identity else actor.name if actor else ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text[a:b].lower().replace("’", "'") for a, b in _word_places(text))


def _word_places(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text stand, those in brackets left out."""
    return [m.span() for m in _WORD.finditer(_BRACKETS.sub(lambda m: " " * len(m.group()), text))]


# Which are one utterance --------------------------------------------------------------------------------------------------------


def _best_pairs(
    first: Sequence[Uttered], told: dict[int, list[int]], second: Sequence[Uttered], rows: Sequence[dict[int, float]]
) -> list[_Found]:
    """Return each utterance with its likest of the other report, one to one, the surest first; sentences of one quotation together.

    Args:
        first: The wordings of one report.
        told: The same by sort.
        second: Those of the other.
        rows: For each of these, the sorts that are of one utterance with it.
    """
    options = sorted(
        ((score, a, b) for b, row in enumerate(rows) for sort, score in row.items() for a in told.get(sort, ())),
        key=lambda option: (-option[0], -_length(first[option[1]]), option[1], -_length(second[option[2]]), option[2]),
    )
    taken_a: list[Span] = []
    taken_b: list[Span] = []
    found: dict[tuple[Place, Place], list[tuple[float, Uttered, Uttered]]] = {}
    for score, a, b in options:
        one, other = first[a], second[b]
        if not (_overlaps(one.place.span, taken_a) or _overlaps(other.place.span, taken_b)):
            taken_a.append(one.place.span)
            taken_b.append(other.place.span)
            found.setdefault((one.whole, other.whole), []).append((score, one, other))
    return [
        _Found(a=pairs[0][1], b=pairs[0][2], pairs=tuple((one, other) for _, one, other in pairs), score=pairs[0][0])
        for pairs in found.values()
    ]


def _length(uttered: Uttered) -> int:
    """Return the length of a whole quotation: where a headline says it too, the fuller is looked at."""
    return uttered.whole.span.end - uttered.whole.span.start


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    return any(span.start < each.end and each.start < span.end for each in taken)


def _likeness(a: Uttered, b: Uttered) -> float:
    """Return how surely two wordings are of one utterance: above 2 by their words, above 0 by what they say, 0 where nothing shows it."""
    if not (a.quoted or b.quoted) or not a.words or not b.words:
        return 0.0
    short, long = sorted((a, b), key=lambda each: len(each.words))
    blocks = SequenceMatcher(None, short.words, long.words, autojunk=False).get_matching_blocks()
    run = max((block.size for block in blocks), default=0)
    kept = sum(block.size for block in blocks)
    both, one_speaker = a.quoted and b.quoted, bool(a.speaker & b.speaker)
    alone = run > WHOLE and a.words == b.words
    if run == len(short.words) and (both or run >= RUN) and (one_speaker or alone or len(short.telling) > 1 or run >= RUN):
        return 3.0 + both + run / len(long.words)
    shared = _shared(short, long)
    other_speaker = bool(a.speaker and b.speaker) and not one_speaker
    if run >= RUN and (shared > 0 or run >= LONG_RUN) and not (other_speaker and run <= RUN) and kept >= 0.4 * len(short.words):
        return 2.0 + kept / len(short.words)
    if both and kept >= max(RUN + 1, KEPT * len(short.words)) and (run >= RUN - 1 or one_speaker):
        return 2.0 + kept / len(short.words)
    return _said_alike(short, long, shared, one_speaker=one_speaker, other_speaker=other_speaker)


def _said_alike(short: Uttered, long: Uttered, shared: float, *, one_speaker: bool, other_speaker: bool) -> float:
    """Return how surely two wordings without a run of words in common are of one utterance, below 2.

    A speaker is often another's by a slip of reading: two named ones count against it, and do not decide it.
    """
    both = short.telling.keys() & long.telling.keys()
    common = len(both)
    if short.negative != long.negative or (common < MANY and short.numbers and long.numbers and not short.numbers & long.numbers):
        return 0.0
    near = float(short.meaning @ long.meaning) if short.meaning is not None and long.meaning is not None else None
    if other_speaker and common < MANY and (near or 0.0) < SAME_TO_ALL:
        return 0.0
    needed = LIKE if one_speaker else LIKE_OTHERS if other_speaker else LIKE_ANYBODY
    if common > 1 and both - (short.names | long.names) and shared >= needed and (near is None or near >= LEAST_NEAR):
        return shared  # a place that both name is no matter that both speak of
    least, some = (NEAR, SOME) if one_speaker else (NEAR_OTHERS, SOME_OTHERS)
    long_enough = one_speaker or len(short.words) >= RUN
    enough = (long_enough and (near or 0.0) >= least and shared >= some) or (one_speaker and (near or 0.0) >= SURELY_NEAR)
    return (near or 0.0) / 2 if enough else 0.0


def _shared(short: Uttered, long: Uttered) -> float:
    """Return the share of the telling words of the one with fewer that the other has, weighted by rarity."""
    least, most = sorted((short, long), key=lambda each: sum(each.telling.values()))
    total = sum(least.telling.values())
    return sum(weight for form, weight in least.telling.items() if form in most.telling) / total if total else 0.0


# What became of it --------------------------------------------------------------------------------------------------------------


def _link(found: _Found) -> QuoteLink:
    relation, because = _relation(found.a, found.b) if len(found.pairs) == 1 else _relation_of_all(found.pairs)
    ends = [_ends(found, at) for at in (0, 1)]
    if relation == "identical" and all(each.quoted for each in (found.a, found.b)):
        more = [len(_words_left(each, end)) for each, end in zip((found.a, found.b), ends, strict=True)]
        if bool(more[0]) != bool(more[1]):
            relation, because = "truncated", "one report leaves out the sentences around it"
    who = found.a.who if found.a.speaker or not found.b.speaker else found.b.who
    return QuoteLink(a=ends[0], b=ends[1], speaker=who, relation=relation, because=because)


def _ends(found: _Found, at: int) -> Place:
    """Return the stretch of one report that its sentences take up."""
    spans = [pair[at].place.span for pair in found.pairs]
    return Place(report=found.pairs[0][at].place.report, span=Span(start=min(s.start for s in spans), end=max(s.end for s in spans)))


def _words_left(uttered: Uttered, end: Place) -> range:
    """Return the characters of a quotation that the sentences compared leave over; its closing marks do not count."""
    return range(max(0, (uttered.whole.span.end - uttered.whole.span.start) - (end.span.end - end.span.start) - 3))


def _relation_of_all(pairs: Sequence[tuple[Uttered, Uttered]]) -> tuple[QuoteRelation, str]:
    """Return the relation of several sentences at once: of those that differ, the first's; identical where none does."""
    relations = [_relation(*pair) for pair in pairs]
    return next((each for each in relations if each[0] != "identical"), relations[0])


def _relation(a: Uttered, b: Uttered) -> tuple[QuoteRelation, str]:
    if a.words == b.words:
        return "identical", "the same words"
    short, long = sorted((a, b), key=lambda each: len(each.words))
    matcher = SequenceMatcher(None, short.words, long.words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    kept = sum(block.size for block in blocks)
    lost = _lost(long, [(block.b, block.b + block.size) for block in blocks])
    unhedged = _hedges_lost(long, short)
    if not (a.quoted and b.quoted):
        guarded = [each for each in unhedged if not _WEAK.fullmatch(each)]
        return ("hedge_lost", f"told, without “{guarded[0]}”") if guarded else ("paraphrased", "told, not quoted")
    if kept == len(short.words):
        return ("hedge_lost", f"without {lost}, which made it less sure") if unhedged else ("truncated", f"without {lost}")
    if kept >= KEPT * len(short.words):
        gained = _lost(short, [(block.a, block.a + block.size) for block in blocks])
        return ("hedge_lost", f"without {lost}") if unhedged else ("altered", _changed(gained, lost))
    return "translated", "one sentence in two wordings"


def _hedges_lost(long: Uttered, short: Uttered) -> list[str]:
    """Return the words of doubt of the longer wording, as they stand, where it has more of them than the shorter; those it lacks first."""
    mine, theirs = _HEDGE.findall(long.text.replace("’", "'")), _HEDGE.findall(short.text.replace("’", "'"))
    if len(mine) <= len(theirs):
        return []
    kept = {each.lower() for each in theirs}
    return sorted(mine, key=lambda each: each.lower() in kept)


def _lost(whole: Uttered, kept: Sequence[tuple[int, int]]) -> str:
    """Return the words of a wording that the other has not, as they stand, in quotation marks; nothing where it has all."""
    inside = {n for start, end in kept for n in range(start, end)}
    places = _word_places(whole.text)
    runs: list[list[int]] = []
    for n in (n for n in range(len(places)) if n not in inside):
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    shown: list[str] = []
    left = MOST_LOST
    for run in runs:
        if left <= 0:
            shown.append("…")
            break
        some = run[:left]
        shown.append(" ".join(whole.text[places[some[0]][0] : places[some[-1]][1]].split()) + ("…" if len(some) < len(run) else ""))
        left -= len(some)
    return f"“{' … '.join(shown)}”" if shown else ""


def _changed(gained: str, lost: str) -> str:
    return f"{gained} for {lost}" if gained and lost else f"without {lost}" if lost else f"with {gained} added"
