"""What was read, paired one to one with what people marked: both as sets of words (`headwater.text.word_spans`)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.model import GoldAttribution, GoldReport, Offsets
from headwater.model import Span, Statement
from headwater.text import word_spans

__all__ = ["ROLES", "Pairing", "Roles", "Worded", "Words", "jaccard", "paired"]

ROLES = ("source", "cue", "content")
Words = frozenset[int]
Roles = Mapping[str, Words]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Statements and gold attributions of one text, as words of each role, and which stands for which.

    Attributes:
        pairs: Indices of a statement and of a gold attribution, each in one pair at most.
        counted: Indices of the statements that precision answers for: not those, unpaired, inside others or in masked regions.
    """

    text: "Worded"
    found: Sequence[Roles]
    wanted: Sequence[Roles]
    pairs: Sequence[tuple[int, int]]
    counted: Sequence[int]

    def aligned(self) -> dict[int, int]:
        """Return, for each gold attribution whose content overlaps by half with its statement's, the index of that statement."""
        return {j: i for i, j in self.pairs if jaccard(self.found[i]["content"], self.wanted[j]["content"]) >= 0.5}


def paired(gold: GoldReport, statements: Sequence[Statement]) -> Pairing:
    """Return what was read in a report beside what people marked in it.

    Args:
        gold: The report as people marked it.
        statements: What was read in its text, in the order in which it was read.
    """
    text = Worded(gold.text)
    wanted = [text.roles(one) for one in gold.attributions]
    found = [text.roles(one) for one in statements]
    pairs = _pairs(found, wanted)
    counted = _counted(statements, found, {i for i, _ in pairs}, text.words_in(gold.masked))
    return Pairing(text=text, found=found, wanted=wanted, pairs=pairs, counted=counted)


def jaccard(one: Words, other: Words) -> float:
    """Return the share of words of either that both have, 0 to 1; 1 where both are empty."""
    either = len(one | other)
    return len(one & other) / either if either else 1.0


def _pairs(found: Sequence[Roles], wanted: Sequence[Roles]) -> list[tuple[int, int]]:
    """Pair what was found with what was wanted, one to one: most shared words of content first, then sources and cues that touch."""
    candidates = []
    for i, one in enumerate(found):
        for j, other in enumerate(wanted):
            shared = len(one["content"] & other["content"])
            if shared:
                touching = 0.5 * bool(one["source"] & other["source"]) + 0.25 * bool(one["cue"] & other["cue"])
                candidates.append((-shared - touching, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return list(pairs.items())


def _counted(statements: Sequence[Statement], found: Sequence[Roles], in_pairs: set[int], masked: Words) -> list[int]:
    """Indices of the statements that precision answers for: not those, unpaired, inside others or in masked regions."""
    free = (i for i, one in enumerate(statements) if one.parent is None and not (found[i]["content"] | found[i]["cue"]) & masked)
    return sorted(in_pairs | set(free))


# A text as words -----------------------------------------------------------------------------------------------------------------

_QUOTED = re.compile(
    "|".join(
        (
            r"“[^”\n]*(?:”|$)",
            r'"[^"\n]*(?:"|$)',
            r"''.*?''",
            r"‘.*?’(?!\w)",
            r"(?<![\w'])'(?=\w).*?(?<=[\w.,!?])'(?!\w)",  # straight single marks: an apostrophe is none
        )
    ),
    re.MULTILINE,
)


class Worded:
    """A text's words by index: which a span covers, which stand in quotation marks, which follow each other in a paragraph."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = word_spans(text)
        self._starts = [start for start, _ in self._spans]
        self._ends = [end for _, end in self._spans]
        self._spoken = frozenset(i for i, (start, end) in enumerate(self._spans) if re.search(r"\w", text[start:end]))
        lines = (line.span() for line in re.finditer(r"[^\n]+", text))
        quoted = [m.span() for start, end in lines for m in _QUOTED.finditer(text, start, end)]
        self._quoted = frozenset(i for a, b in quoted for i in range(bisect_left(self._starts, a), bisect_left(self._starts, b)))

    def words_in(self, spans: Iterable[Offsets]) -> Words:
        """Return the words that any of the spans touches."""
        return frozenset(i for start, end in spans for i in range(bisect_right(self._ends, start), bisect_left(self._starts, end)))

    def roles(self, one: Statement | GoldAttribution) -> Roles:
        """Return the words of each role."""
        return {role: self.words_in(_offsets(getattr(one, role))) for role in ROLES}

    def form(self, content: Words) -> str:
        """Return direct, mixed or indirect: whether all, some or no words of a content stand in quotation marks."""
        spoken = content & self._spoken
        inside = len(spoken & self._quoted)
        if not inside:
            return "indirect"
        return "direct" if inside == len(spoken) else "mixed"

    def runs(self, attributions: Sequence[Roles]) -> dict[str, set[Offsets]]:
        """Return the unbroken stretches of each role; a word has one role: cue before source before content, the last attribution's."""
        owner: dict[int, tuple[int, str]] = {}
        for role in ("content", "source", "cue"):
            for number, one in enumerate(attributions):
                owner |= dict.fromkeys(one[role], (number, role))
        runs: dict[str, set[Offsets]] = {role: set() for role in ROLES}
        first = last = -2
        for word in [*sorted(owner), len(self._spans) + 1]:
            if first >= 0 and word == last + 1 and owner[word] == owner[last] and not self._line_between(last, word):
                last = word
                continue
            if first >= 0:
                runs[owner[last][1]].add((first, last + 1))
            first = last = word
        return runs

    def _line_between(self, one: int, other: int) -> bool:
        return "\n" in self._text[self._ends[one] : self._starts[other]]


def _offsets(spans: Sequence[Span | Offsets]) -> list[Offsets]:
    return [(span.start, span.end) if isinstance(span, Span) else span for span in spans]
