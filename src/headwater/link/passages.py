"""Where two reports have the same words: runs of words found in both, longest first, and how much of each they make up.

Greedy string tiling (Wise, YAP3, 1996) over words, seeded by five-word runs; and winnowed fingerprints (Schleimer, Wilkerson and Aiken,
SIGMOD 2003) by which a store finds who may share any. Furniture takes no part: every report of a paper has it.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from headwater.link.publishers import names_of
from headwater.link.terms import Term, body_blocks, terms_of
from headwater.model import Reading, Report, Span
from headwater.text import quotations, sentence_spans

__all__ = ["SEED_WORDS", "Alignment", "Sentence", "Told", "aligned", "passages", "shingle_keys"]

SEED_WORDS = 5
"""Runs shorter than this are idiom."""
WINNOW = 8
"""Of so many neighbouring shingles one is a key: whoever shares a run of 12 words shares a key."""
MOST_KEYS = 128
"""Of one report, however long."""
_WORD = re.compile(r"\w+(?:[’']\w+)?")
_DESK = re.compile(r"^\W*(?:Reporting|Writing|Editing|Additional reporting) by\b", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of a report: where it stands, and its words' indices."""

    start: int
    end: int
    first: int
    last: int
    terms: tuple[Term, ...]


class Told:
    """A reading's report cut into sentences and words, made once for all its comparisons.

    Attributes:
        words: The words in small letters, furniture left out.
        spans: Where each stands.
        quoted: Whether each stands inside a quotation.
        plain: Whether each is a word that a writer chose: outside quotations, neither a name nor a number.
    """

    def __init__(self, reading: Reading, report: Report) -> None:
        self.reading, self.report = reading, report
        self.words: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.sentences: list[Sentence] = []
        for block in body_blocks(reading):
            for start, end in sentence_spans(report.text, block.start, block.end):
                self._add(start, end)
        inside = [(q.inner_start, q.inner_end) for q in quotations(report.text) if q.depth == 1]
        self.quoted = [any(start <= a < end for start, end in inside) for a, _ in self.spans]
        self.plain = [not quoted and report.text[a].islower() for quoted, (a, _) in zip(self.quoted, self.spans, strict=True)]

    def _add(self, start: int, end: int) -> None:
        first = len(self.words)
        for m in _WORD.finditer(self.report.text, start, end):
            self.words.append(m.group().lower().replace("’", "'"))
            self.spans.append(m.span())
        if len(self.words) > first:
            terms = terms_of(self.report.text, [(start, end)])
            self.sentences.append(Sentence(start=start, end=end, first=first, last=len(self.words), terms=terms))

    @cached_property
    def forms(self) -> frozenset[str]:
        """The different words it says, as they are compared."""
        return frozenset(term.form for sentence in self.sentences for term in sentence.terms)

    @cached_property
    def sentence_of(self) -> list[int]:
        """By word, which sentence it stands in."""
        return [n for n, sentence in enumerate(self.sentences) for _ in range(sentence.first, sentence.last)]

    @cached_property
    def names_itself(self) -> bool:
        """Whether the report names its publisher."""
        own = names_of(self.report.publisher)
        forms = sorted(own.whole | own.short | own.last)
        return any(re.search(rf"\b{re.escape(form)}\b", self.report.text, re.IGNORECASE) for form in forms if len(form) > 2)

    @cached_property
    def bears_desk(self) -> bool:
        """Whether a desk signs it ("Reporting by …")."""
        return _DESK.search(self.report.text) is not None

    @cached_property
    def grams(self) -> list[tuple[str, ...]]:
        """The runs of `SEED_WORDS` words, in order."""
        return [tuple(self.words[at : at + SEED_WORDS]) for at in range(len(self.words) - SEED_WORDS + 1)]

    @cached_property
    def seeds(self) -> dict[tuple[str, ...], list[int]]:
        """Where each run of `SEED_WORDS` words begins."""
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at, gram in enumerate(self.grams):
            found[gram].append(at)
        return dict(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The runs of words that two reports share, none overlapping: (index in the first, index in the second, words), in the second's order.

    Attributes:
        of_first: Share of the first report's words in them.
        of_second: The same of the second's.
        plain: How many of the words stand outside quotations in both and are neither names nor numbers.
        longest: The most words outside quotations in one run, names and all.
    """

    runs: tuple[tuple[int, int, int], ...]
    of_first: float
    of_second: float
    plain: int
    longest: int

    @property
    def words(self) -> int:
        """How many words the runs have."""
        return sum(n for _, _, n in self.runs)


def aligned(a: Told, b: Told) -> Alignment:
    """Return the runs of words that two reports share."""
    runs = _tiled(_maximal(a, b))
    free = [[k for k in range(n) if not (a.quoted[i + k] or b.quoted[j + k])] for i, j, n in runs]
    plain = [a.plain[i + k] and b.plain[j + k] for (i, j, _), own in zip(runs, free, strict=True) for k in own]
    total = sum(n for _, _, n in runs)
    return Alignment(
        runs=tuple(sorted(runs, key=lambda run: run[1])),
        of_first=total / max(1, len(a.words)),
        of_second=total / max(1, len(b.words)),
        plain=sum(plain),
        longest=max(map(len, free), default=0),
    )


def _maximal(a: Told, b: Told) -> list[tuple[int, int, int]]:
    """Return the runs that cannot be extended either way, the longest first."""
    found = []
    for j, gram in enumerate(b.grams):
        for i in a.seeds.get(gram, ()):
            if i and j and a.words[i - 1] == b.words[j - 1]:
                continue
            n = SEED_WORDS
            while i + n < len(a.words) and j + n < len(b.words) and a.words[i + n] == b.words[j + n]:
                n += 1
            found.append((i, j, n))
    return sorted(found, key=lambda run: (-run[2], run[1], run[0]))


def _tiled(runs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return runs of which no two overlap on either side, the longest kept whole, others cut."""
    in_a: set[int] = set()
    in_b: set[int] = set()
    kept = []
    for i, j, n in runs:
        free = [k for k in range(n) if i + k not in in_a and j + k not in in_b]
        if not free:
            continue
        first = free[0]
        length = next((k for k in range(first, n) if i + k in in_a or j + k in in_b), n) - first
        if length >= SEED_WORDS:
            kept.append((i + first, j + first, length))
            in_a.update(range(i + first, i + first + length))
            in_b.update(range(j + first, j + first + length))
    return kept


JOINED_WORDS = 3
"""Runs with no more words between them, on both sides, are one passage with a change in it."""


def passages(a: Told, b: Told, alignment: Alignment) -> tuple[tuple[Span, Span], ...]:
    """Return what corresponds as pairs of spans, in the second report's order: runs that all but meet are joined."""
    joined: list[list[int]] = []
    for i, j, n in alignment.runs:
        last = joined[-1] if joined else None
        if last and 0 <= i - last[1] <= JOINED_WORDS and j - last[3] <= JOINED_WORDS:
            last[1], last[3] = i + n, j + n
        else:
            joined.append([i, i + n, j, j + n])
    return tuple((_span(a, i, k), _span(b, j, m)) for i, k, j, m in joined)


def _span(told: Told, first: int, after: int) -> Span:
    return Span(start=told.spans[first][0], end=told.spans[after - 1][1])


def shingle_keys(reading: Reading) -> tuple[str, ...]:
    """Return the keys under which a store finds the reports that share text with this one: at most `MOST_KEYS`, sorted."""
    if reading.report is None:
        return ()
    words = Told(reading, reading.report).words
    hashes = [_hashed(words[at : at + SEED_WORDS]) for at in range(len(words) - SEED_WORDS + 1)]
    chosen = {min(hashes[at : at + WINNOW]) for at in range(max(1, len(hashes) - WINNOW + 1))} if hashes else set()
    return tuple(sorted(chosen)[:MOST_KEYS])


def _hashed(words: Sequence[str]) -> str:
    return hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
