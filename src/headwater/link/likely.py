"""Which origins of one claim are probably one, though no rule shows it: a chance from signs, each of which can be told.

Reports call one source by many names, and a later report that leans on others often drops what would show whom it means. Two origins of
one claim that are left apart by the rules (`sameness`) were one in two cases out of five on invented stories whose provenance is known.
Two people, or two bodies, with names of their own are never joined here, nor two whose names are kept back: those stay two that may be one.
"""

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice, product
from typing import Any, TypeVar

from headwater.link.phrases import as_written, longest_run, quoted, words_in
from headwater.link.sameness import is_proper
from headwater.link.tellers import Bench, Teller
from headwater.model import Assertion, Place, Span
from headwater.resolve.described import may_be_same

__all__ = ["LEARNT", "LIKELY", "Likely", "Party", "Weights"]

_Value = TypeVar("_Value")

LIKELY = 0.35
"""Chance from which two origins are taken for one: of .35 to .55 the one with most intervals right, each story by the others."""
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]|(?<!\w)[‘']([^‘’']{6,}?)[’'](?!\w)")
_KINDS = frozenset(("unnamed", "observation", "outlet", "unknown"))
"""Kinds of origins that weigh by themselves."""
_TELLING = frozenset(("called alike", "quoted alike", "a pronoun", "copied", "at second hand", "a outlet", "one outlet"))
"""Signs of which there must be one: saying the same thing alone makes nobody one with anybody."""
_NAMING = frozenset(("called alike", "quoted alike"))
"""Signs without one of which nobody who would not be named is taken for a body or a named one of another calling."""
MOST_REASONS = 2
MUCH = 0.5
"""Share of the words of the shorter wording from which two are much the same."""
_PRONOUNS = frozenset("he she they it his her their him them who i we".split())
_NO_CALLING = frozenset("their them they theirs themselves himself herself itself whom whose this that these those ours your yours".split())
_MANY = re.compile(
    r"\b(?:authorities|bosses|police|staff|people|officials|sources|leaders|campaigners|villagers|residents|engineers|\w{3,}(?:ers|ors|ists))\b",
    re.IGNORECASE,
)
_COMMON = re.compile(r"(?<![\w’'-])[a-z]+(?![\w’'])")
"""Words that are no part of a name."""
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_TITLED = 4
"""Letters from which a word of a description tells something."""
MOST_PARTIES, MOST_WORDINGS = 24, 30
"""Origins of a claim beyond which none are joined, and wordings and quotations of one that are looked at: the work does not grow with the
square of a story's reports. No claim of our stories has so many."""
_RUN = 3
"""Words in a row, inside quotation marks of both, that are hardly chance within one claim, two of them of `_TITLED` letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each sign adds to the log-odds that two origins of a claim are one, and what there is without any."""

    signs: Mapping[str, float]
    intercept: float

    def chance(self, signs: Mapping[str, float]) -> float:
        """Return the chance that two origins with such signs are one; a sign that is not known weighs nothing."""
        return 1 / (1 + math.exp(-self.intercept - sum(self.signs.get(sign, 0.0) * value for sign, value in signs.items())))


LEARNT = Weights(
    signs={
        "a number": 0.81, "a observation": -0.58, "a outlet": 1.37, "a pronoun": 0.96, "a unknown": 0.08, "a unnamed": -0.05,
        "at second hand": 0.29, "both unnamed": -0.71, "called alike": 1.46, "copied": 0.93, "one and many": -0.38, "one outlet": 0.65,
        "parties": -0.35, "quoted alike": 0.67, "words": 1.13,
    },
    intercept=-1.15,
)  # fmt: skip
"""`python -m training.likely` on 24 invented stories: 194 pairs that the rules leave apart in marked claims, of which 71 are one. Each
story left out in turn, the area under the curve is .81, and both bounds are right for 76.1% of the 134 claims; 64.2% without, and 55.2% if
all are "one"."""


@dataclass(frozen=True, slots=True)
class Party:
    """An origin as the rules leave it: the teller that tells most of it, and the numbers of its assertions."""

    head: Teller
    members: tuple[int, ...]


class Likely:
    """The origins of one claim.

    Args:
        bench: The reports they stand in.
        assertions: Of the claim.
        parties: How many origins assert it.
        copies: By report, those that its text was taken from.
        apart: Whether somebody judged that two assertions have different origins.
        learnt: What signs weigh.
    """

    def __init__(
        self,
        bench: Bench,
        assertions: Sequence[Assertion],
        parties: int,
        copies: Mapping[str, Collection[str]],
        apart: Callable[[int, int], bool],
        learnt: Weights = LEARNT,
    ) -> None:
        self.bench, self.assertions, self.parties, self.copies, self.apart = bench, assertions, parties, copies, apart
        self.learnt = learnt
        self._found: dict[tuple[str, int], Any] = {}

    def joined(self, parties: Sequence[Party]) -> Iterator[tuple[Party, Party, str]]:
        """Yield the pairs that are probably one, the likeliest first, each with the reason in words.

        Nobody comes to be one with two who cannot be one with each other; of more than `MOST_PARTIES` nobody is joined.
        """
        if len(parties) > MOST_PARTIES:
            return
        group = {party: frozenset((party,)) for party in parties}
        found = [
            (self.learnt.chance(signs), a, b, signs)
            for a, b in combinations(parties, 2)
            if (signs := self.signs(a, b)).keys() & (_NAMING if self._would_misname(a.head, b.head) else _TELLING)
        ]
        for likely, a, b, signs in sorted(found, key=lambda each: -each[0]):
            if likely < LIKELY:
                return
            if b not in group[a] and all(self._may_be_one(one, other) for one in group[a] for other in group[b]):
                together = group[a] | group[b]
                group |= dict.fromkeys(together, together)
                yield a, b, f"{quoted(a.head.who)} and {quoted(b.head.who)} are probably one origin: {self._why(a, b, signs)}"

    def signs(self, a: Party, b: Party) -> dict[str, float]:
        """Return what speaks for or against two origins being one; the same either way round."""
        here, there = self._reports(a), self._reports(b)
        kinds = {_kind(a.head), _kind(b.head)}
        found = {f"a {kind}": 1.0 for kind in kinds if kind in _KINDS}
        wordings = product(self._wordings(a), self._wordings(b))
        found["words"] = max((_shared(one, other) for one, other in wordings), default=0.0)
        found["parties"] = float(min(self.parties, 4) - 2)
        found |= {
            sign: 1.0
            for sign, holds in {
                "both unnamed": kinds == {"unnamed"},
                "one and many": _is_many(a.head) != _is_many(b.head),
                "called alike": bool(self._calling(a.head) & self._calling(b.head)),
                "a pronoun": self._only_pronouns(a) or self._only_pronouns(b),
                "a number": bool(self._numbers(a) & self._numbers(b)),
                "one outlet": not here & there and a.head.told_to is not None and a.head.told_to == b.head.told_to,
                "at second hand": a.head.relayed or b.head.relayed,
                "copied": self._copied(here - there, there - here) or self._copied(there - here, here - there),
                "quoted alike": bool(self._run(a, b)),
            }.items()
            if holds
        }
        return found

    def _would_misname(self, a: Teller, b: Teller) -> bool:
        """Whether two being one would give one whose name is kept back that of a body, or of somebody of another calling."""
        for unnamed, named in ((a, b), (b, a)):
            if unnamed.withheld and is_proper(named):
                first, second = self.bench.profile(unnamed), self.bench.profile(named)
                return named.kind == "organization" or (first is not None and second is not None and not may_be_same(first, second))
        return False

    def _may_be_one(self, a: Party, b: Party) -> bool:
        kinds = {_kind(a.head), _kind(b.head)}
        if kinds == {"unnamed"} or (len(kinds) == 1 and is_proper(a.head) and is_proper(b.head)):
            return False  # a person and a body may be one: who has an office in it speaks for it
        return not any(self.apart(m, n) for m in a.members for n in b.members)

    def _why(self, a: Party, b: Party, signs: Mapping[str, float]) -> str:
        return " and ".join(list(self._told(a, b, signs))[:MOST_REASONS])

    def _told(self, a: Party, b: Party, signs: Mapping[str, float]) -> Iterator[str]:
        """Yield what speaks for it, the most telling first."""
        if run := self._run(a, b):
            yield f"both are quoted with “{as_written(run, ' '.join(self._sentence(n) for n in a.members))}”"
        if alike := self._calling(a.head) & self._calling(b.head):
            yield f"both are called “{max(alike, key=lambda word: (len(word), word))}”"
        for sign, words in _SAID.items():
            if sign in signs:
                yield words
        if signs["words"] >= MUCH:
            yield "they say it in much the same words"

    def _copied(self, reports: Collection[str], sources: frozenset[str]) -> bool:
        return any(not sources.isdisjoint(self.copies.get(report, ())) for report in reports)

    # What is asked of an origin for each of the others is found once.

    def _once(self, what: str, party: Party, find: Callable[[], _Value]) -> _Value:
        key = what, party.members[0]
        if key not in self._found:
            self._found[key] = find()
        found: _Value = self._found[key]
        return found

    def _reports(self, party: Party) -> frozenset[str]:
        return self._once("reports", party, lambda: frozenset(self.assertions[n].report for n in party.members))

    def _wordings(self, party: Party) -> list[frozenset[str]]:
        """Return the first `MOST_WORDINGS` that an origin has, by their words."""
        return self._once("wordings", party, lambda: list(dict.fromkeys(self._words[n] for n in party.members))[:MOST_WORDINGS])

    def _text(self, n: int) -> str:
        text = self.bench.reports[self.assertions[n].report].text
        return " ".join(text[s.start : s.end] for s in self.assertions[n].spans)

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [frozenset(words_in(self._text(n))) for n in range(len(self.assertions))]

    def _numbers(self, party: Party) -> set[str]:
        return self._once("numbers", party, lambda: {found for n in party.members for found in _NUMBER.findall(self._text(n))})

    def _calling(self, head: Teller) -> frozenset[str]:
        profile = self.bench.profile(head)
        nouns = profile.nouns if profile is not None else frozenset()
        titles = _COMMON.findall(" ".join(self.bench.titles(head)))
        return frozenset(word for word in (*nouns, *titles) if len(word) >= _TITLED and word not in _NO_CALLING)

    def _only_pronouns(self, party: Party) -> bool:
        return self._once("pronouns", party, lambda: all(self._mention(n) in _PRONOUNS for n in party.members))

    def _mention(self, n: int) -> str:
        chain = self.bench.chain(self.assertions[n])
        if not chain:
            return ""
        span = chain[-1].span
        return self.bench.reports[self.assertions[n].report].text[span.start : span.end].lower()

    @cached_property
    def _quotations(self) -> list[tuple[tuple[str, ...], ...]]:
        """For each assertion, the words inside quotation marks in its sentence."""
        return [tuple(tuple(words_in(m[1] or m[2])) for m in _QUOTED.finditer(self._sentence(n))) for n in range(len(self.assertions))]

    def _sentence(self, n: int) -> str:
        one = self.assertions[n]
        return self.bench.sentence(Place(report=one.report, span=Span(start=one.spans[0].start, end=one.spans[-1].end)))

    def _run(self, a: Party, b: Party) -> tuple[str, ...]:
        """Return the longest words in a row that both are quoted with, in different reports; empty where there are too few."""
        here, there = self._reports(a), self._reports(b)
        pairs = product(self._quoted_outside(a, there), self._quoted_outside(b, here))
        best = max((longest_run(one, other) for one, other in pairs), key=lambda run: (len(run), run), default=())
        return best if len(best) >= _RUN and sum(len(word) >= _TITLED for word in best) > 1 else ()

    def _quoted_outside(self, party: Party, reports: frozenset[str]) -> list[tuple[str, ...]]:
        """Return the first `MOST_WORDINGS` quotations of an origin in other reports than some."""
        outside = (n for n in party.members if self.assertions[n].report not in reports)
        return list(islice(dict.fromkeys(words for n in outside for words in self._quotations[n]), MOST_WORDINGS))


_SAID = {
    "copied": "one report’s text is taken from the other’s",
    "one outlet": "both spoke to one outlet",
    "a pronoun": "one is only called by a pronoun",
    "at second hand": "one is told at second hand",
    "a outlet": "one report tells no more than the outlet it has it from",
    "a number": "both give the same number",
}
"""Signs that can be told, the most telling first."""


def _kind(head: Teller) -> str:
    """Return what an origin is to these signs: its kind, people without a name and what is no source apart."""
    if head.standing != "source":
        return "outlet" if head.standing == "outlet" else "unknown" if head.standing == "unknown" else "own voice"
    return "somebody" if head.kind == "person" and not head.named else str(head.kind)


def _is_many(head: Teller) -> bool:
    return not head.named and _MANY.search(head.who) is not None


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the shorter wording's words that the other has."""
    return len(one & other) / max(1, min(len(one), len(other)))
