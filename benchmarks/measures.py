"""How well statements that were read agree with attributions that people marked.

Statements and gold attributions are compared as sets of words (`headwater.text.word_spans`) and paired one to one, those that share most
first. From the pairs come

- linked L50, the headline: F1 where a pair counts if the contents overlap by half (Jaccard) and the sources touch, or both are absent;
  L80 asks eight tenths; strict asks that all three roles hold the same words;
- L50 recall by the form of the gold content (direct, mixed, indirect), and for gold without a source;
- attitude: F1 of the kind "attitude" over pairs whose contents overlap by half, where the gold says the kind;

and without pairs

- flat exact: F1 of unbroken stretches of one role within a paragraph, the protocol of CofeNet (Wang et al., 2022).

A statement inside another one may match gold, and is not counted where it does not: most corpora mark only the outermost attribution.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from benchmarks.corpora import GoldAttribution, GoldReport, Offsets
from headwater.model import Span, Statement
from headwater.text import word_spans

__all__ = ["ROLES", "Tallies", "Tally", "compare", "jaccard", "summed", "value"]

ROLES = ("source", "cue", "content")
Words = frozenset[int]


class Tally(NamedTuple):
    """Counts behind one number: what is right, what was found, what there was to find."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Return both counts together."""
        return Tally(self.right + other.right, self.found + other.found, self.gold + other.gold)

    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0 to 100; 0 where nothing was found or nothing was there."""
        return 200 * self.right / (self.found + self.gold) if self.found and self.gold else 0.0

    def recall(self) -> float:
        """Return the share of the gold that was found, 0 to 100."""
        return 100 * self.right / self.gold if self.gold else 0.0


Tallies = dict[str, Tally]


def summed(reports: Iterable[Mapping[str, Tally]]) -> Tallies:
    """Return the counts of several reports together."""
    total: Tallies = {}
    for tallies in reports:
        for name, tally in tallies.items():
            total[name] = total.get(name, Tally()).plus(tally)
    return total


def value(name: str, tally: Tally) -> float:
    """Return the number that a measure's counts stand for: recall where its name says so, else F1; 0 to 100."""
    return tally.recall() if " recall" in name else tally.f1()


def compare(gold: GoldReport, statements: Sequence[Statement]) -> Tallies:
    """Return the counts of one report.

    Args:
        gold: The report as people marked it.
        statements: What was read in its text, in the order in which it was read.
    """
    text = _Worded(gold.text)
    wanted = [text.roles(one) for one in gold.attributions]
    found = [text.roles(one) for one in statements]
    pairs = _paired(found, wanted)
    counted = _counted(statements, found, {i for i, _ in pairs}, text.words_in(gold.masked))
    tallies: Tallies = {}
    for name, holds in _LINKED.items():
        right = sum(holds(found[i], wanted[j]) for i, j in pairs)
        tallies[f"linked {name}"] = Tally(right, len(counted), len(wanted))
    linked = {j for i, j in pairs if _LINKED["L50"](found[i], wanted[j])}
    tallies |= _recalls(text, wanted, linked)
    runs_found, runs_wanted = text.runs([found[i] for i in counted]), text.runs(wanted)
    for role in ROLES:
        ours, theirs = runs_found[role], runs_wanted[role]
        tallies[f"flat exact {role}"] = Tally(len(ours & theirs), len(ours), len(theirs))
    if any(one.kind for one in gold.attributions):
        overlapping = [(i, j) for i, j in pairs if jaccard(found[i]["content"], wanted[j]["content"]) >= 0.5]
        tallies["attitude"] = _attitudes(overlapping, statements, gold.attributions)
    return tallies


def jaccard(one: Words, other: Words) -> float:
    """Return the share of words of either that both have, 0 to 1; 1 where both are empty."""
    either = len(one | other)
    return len(one & other) / either if either else 1.0


_Roles = Mapping[str, Words]


def _sources_meet(found: _Roles, wanted: _Roles) -> bool:
    if not found["source"] or not wanted["source"]:
        return not found["source"] and not wanted["source"]
    return bool(found["source"] & wanted["source"])


def _overlapping(least: float) -> Callable[[_Roles, _Roles], bool]:
    return lambda found, wanted: _sources_meet(found, wanted) and jaccard(found["content"], wanted["content"]) >= least


def _identical(found: _Roles, wanted: _Roles) -> bool:
    return all(found[role] == wanted[role] for role in ROLES)


_LINKED = {"L50": _overlapping(0.5), "L80": _overlapping(0.8), "strict": _identical}


def _paired(found: Sequence[_Roles], wanted: Sequence[_Roles]) -> list[tuple[int, int]]:
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


def _counted(statements: Sequence[Statement], found: Sequence[_Roles], paired: set[int], masked: Words) -> list[int]:
    """Indices of the statements that precision answers for: not those, unpaired, inside others or in masked regions."""
    free = (i for i, one in enumerate(statements) if one.parent is None and not (found[i]["content"] | found[i]["cue"]) & masked)
    return sorted(paired | set(free))


def _recalls(text: "_Worded", wanted: Sequence[_Roles], linked: set[int]) -> Tallies:
    tallies: Tallies = {}
    for j, one in enumerate(wanted):
        for group in (text.form(one["content"]), *(() if one["source"] else ("no source",))):
            name = f"L50 recall {group}"
            tallies[name] = tallies.get(name, Tally()).plus(Tally(right=j in linked, gold=1))
    return tallies


def _attitudes(pairs: Iterable[tuple[int, int]], statements: Sequence[Statement], gold: Sequence[GoldAttribution]) -> Tally:
    found_for = {j: i for i, j in pairs}
    tally = Tally()
    for j, one in enumerate(gold):
        if one.kind and j in found_for:
            ours, theirs = statements[found_for[j]].kind == "attitude", one.kind == "attitude"
            tally = tally.plus(Tally(ours and theirs, ours, theirs))
    return tally


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


class _Worded:
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

    def roles(self, one: Statement | GoldAttribution) -> _Roles:
        """Return the words of each role."""
        return {role: self.words_in(_offsets(getattr(one, role))) for role in ROLES}

    def form(self, content: Words) -> str:
        """Return direct, mixed or indirect: whether all, some or no words of a content stand in quotation marks."""
        spoken = content & self._spoken
        inside = len(spoken & self._quoted)
        if not inside:
            return "indirect"
        return "direct" if inside == len(spoken) else "mixed"

    def runs(self, attributions: Sequence[_Roles]) -> dict[str, set[Offsets]]:
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
