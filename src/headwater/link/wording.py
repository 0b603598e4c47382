"""How far a report's words say what some given words say: by the words, names, numbers and attitudes that both have.

Sentence vectors tell what two wordings are about, and little of what they say: "the US backs the raid" lies as near to "the raid would be a
red line" as to "Washington gave the raid a green light". So what a claim is made of is looked for in a wording, each part by its rarity:
its numbers by value, its countries under any of their names ("Washington", "American"), its attitude under any verb of the same side.
What a wording leaves to its speaker and to what stands around it counts in part.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from headwater.link.aliases import metonym_of, territories_in
from headwater.link.naming import words_of
from headwater.link.propositions import NEGATIVE
from headwater.link.terms import Term, rarity, stem, terms_of

__all__ = ["Stand", "Wording", "covered", "stand_towards", "telling", "wording"]

AROUND = 0.6
"""How much a part counts that stands only around a wording, or in the name of who says it; 1 in the wording itself."""
COUNTRY = 1.5
"""Weight of a country in a claim, where a rare word that one wording in five has weighs 1.6."""
ATTITUDE = 1.5
"""Weight of an attitude in a claim."""
ANYWHERE = 0.2
"""Added to what the rarity among a story's wordings says of a word: one that they all have still tells something."""
LEAST_RARE = 0.05
"""Words less rare than this in the news at large say nothing."""

_FOR = frozenset(
    stem(word)
    for word in """back support approve endorse favour favor bless authorise authorize permit allow greenlight consent welcome accept agree
    condone sanction""".split()
)
_AGAINST = frozenset(
    stem(word) for word in """oppose reject resist object condemn veto refuse forbid ban prohibit disapprove denounce""".split()
)
_PHRASES = {
    "for": re.compile(
        r"\b(?:green[- ]?light|go[- ]ahead|sign(?:s|ed)? off|nod to|in favou?r of|consent(?:s|ed)? to|approval)\b", re.IGNORECASE
    ),
    "against": re.compile(
        r"\b(?:red[- ]?line|rul(?:e[sd]?|ing) out|opposition to"
        r"|(?:warn(?:s|ed|ing)?|argu(?:es|ed|ing)|vot(?:es|ed|ing)|is|are|was|were) (?:\w+ )?against)\b",
        re.IGNORECASE,
    ),
}
_NOUN = re.compile(r"(?:ions?|ance)$")
"""How nouns end: "despite objections from the US" is no stand that is told."""
_RIGHT_BEFORE = re.compile(
    r"(?P<who>(?:[A-Z][\w.’'-]*\s+){0,2}[A-Z][\w.’'-]*(?: (?:administration|government))?)\s+"
    r"(?:(?:will|would|has|had|have|could|can|may|might|to|is|was)\s+)?"
    r"(?:\w+ly\s+)?[“\"‘']?$"
)
NOT_BEFORE = 6
"""So many words before the words for a stand a "not" bears on them."""
ABOUT_AFTER = 12
"""So many words after them tell what it is a stand towards, beside those of their clause before them."""
TOLD_ENOUGH = 0.2
"""Where nothing so rare comes after them ("… is not something that he can support"), the whole sentence tells it."""
_CAPITALS = re.compile(r"\b[A-Z][\w-]*\.?(?:[A-Z]\.)*(?: [A-Z][\w-]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A stand that somebody is said to take.

    Attributes:
        side: "for" or "against"; "does not support" is against.
        about: Stems of the words that stand close by: what it can be a stand towards.
        holder: Code of the country whose stand it is; "other" where it is somebody else's, empty where the words do not tell.
    """

    side: str
    about: frozenset[str]
    holder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What some words are made of.

    Attributes:
        forms: Stems of words and names, and numbers by value, each with its weight.
        countries: Codes of the countries that are meant.
        stands: What somebody's stand towards something is said to be.
    """

    forms: Mapping[str, float]
    countries: frozenset[str] = frozenset()
    stands: tuple[Stand, ...] = ()

    @property
    def attitudes(self) -> frozenset[str]:
        """The sides of its stands: "for", "against"."""
        return frozenset(each.side for each in self.stands)


@lru_cache(maxsize=1 << 12)
def wording(text: str, called: tuple[tuple[str, str], ...] = ()) -> Wording:
    """Return what some words are made of.

    Args:
        text: The words.
        called: Further names of governments, each with its country's code ("the Vale administration").
    """
    countries, used = _countries(text, called)
    forms: dict[str, float] = {}
    terms = [each for each in terms_of(text, [(0, len(text))]) if not any(a <= each.start < b for a, b in used)]
    stands = [
        _stand(text, each, side, terms, called) for side, phrase in _PHRASES.items() for each in map(re.Match.span, phrase.finditer(text))
    ]
    for term in terms:
        if term.sort == "word" and term.form in _FOR | _AGAINST:
            side = "for" if term.form in _FOR else "against"
            if not (side == "against" and _NOUN.search(text[term.start : term.end])):
                stands.append(_stand(text, (term.start, term.end), side, terms, called))
            continue
        forms[term.form] = rarity(term.form)
    return Wording(forms=forms, countries=countries, stands=tuple(stands))


def _stand(text: str, place: tuple[int, int], side: str, terms: Sequence[Term], called: Iterable[tuple[str, str]]) -> Stand:
    """Return a stand by where its words are."""
    start, end = place
    sentence = re.split(r"(?<=[.!?])\s", text[:start])[-1]
    if NEGATIVE.search(" ".join(sentence.split()[-NOT_BEFORE:])):
        side = {"for": "against", "against": "for"}[side]
    clause = re.split(r"[,;:—]", sentence)[-1]
    before, after = start - len(clause), end + len(" ".join(text[end:].split(" ")[:ABOUT_AFTER]))
    about = frozenset(t.form for t in terms if before <= t.start < after and not start <= t.start < end and t.form not in _FOR | _AGAINST)
    if not any(end <= t.start < after and rarity(t.form) >= TOLD_ENOUGH for t in terms):
        about = frozenset(t.form for t in terms if start - len(sentence) <= t.start)
    return Stand(side=side, about=about, holder=_holder(sentence, called))


def _holder(before: str, called: Iterable[tuple[str, str]]) -> str:
    """Return whose stand it is, by who is named right before the words for it."""
    found = _RIGHT_BEFORE.search(before)
    if found is None:
        return ""
    countries, _ = _countries(found["who"], called)
    return next(iter(sorted(countries)), "other")


def _countries(text: str, called: Iterable[tuple[str, str]]) -> tuple[frozenset[str], tuple[tuple[int, int], ...]]:
    """Return the countries that are named, and where."""
    found: set[str] = set()
    used: list[tuple[int, int]] = []
    for name, code in called:
        at = text.find(name)
        if at >= 0:
            found.add(code)
            used.append((at, at + len(name)))
    for each in _CAPITALS.finditer(text):
        known = metonym_of(each.group())
        codes = {known.country} if known is not None else {code for _, _, code in territories_in(words_of(each.group()))}
        if codes:
            found |= codes
            used.append(each.span())
    return frozenset(found), tuple(used)


def telling(asked: Wording, all_said: Iterable[Wording]) -> dict[str, float]:
    """Return how much each word, name and number of a claim tells among the wordings of a story: what few of them have tells most.

    Args:
        asked: The claim.
        all_said: Every wording of the story.
    """
    seen: Counter[str] = Counter()
    count = 0
    for each in all_said:
        count += 1
        seen.update(form for form in asked.forms if form in each.forms)
    return {
        form: math.sqrt(rare) * (ANYWHERE + math.log((count + 1) / (seen[form] + 1)))
        for form, rare in asked.forms.items()
        if rare >= LEAST_RARE
    }


def covered(asked: Wording, said: Wording, around: Wording, weights: Mapping[str, float]) -> float:
    """Return how much of what is asked for is said, 0 to 1: each part by its weight, in part where it only stands around.

    Args:
        asked: The claim.
        said: A wording.
        around: Who says it, and what stands around it.
        weights: How much each of the claim's words tells (`telling`).
    """
    parts = [(weight, _share(form in said.forms, form in around.forms)) for form, weight in weights.items()]
    parts += [(COUNTRY, _share(country in said.countries, country in around.countries)) for country in asked.countries]
    if asked.attitudes:
        parts.append((ATTITUDE, float(bool(said.attitudes))))
    whole = sum(weight for weight, _ in parts)
    return sum(weight * share for weight, share in parts) / whole if whole else 0.0


def _share(inside: bool, beside: bool) -> float:  # noqa: FBT001 - two facts of one part
    return 1.0 if inside else AROUND if beside else 0.0


def stand_towards(asked: Wording, said: Wording) -> str:
    """Return how what is said stands to what is asked for, where that takes a side: "agrees", "opposes", or "" where it does neither.

    Only a stand towards what is asked counts, of nobody known to be another. One that takes both sides agrees.
    """
    about = asked.forms.keys() - {form for form, rare in asked.forms.items() if rare < LEAST_RARE}
    sides = {
        each.side
        for each in said.stands
        if each.about & about and each.holder != "other" and not (asked.countries and each.holder and each.holder not in asked.countries)
    }
    return "" if not sides else "agrees" if sides & asked.attitudes else "opposes"
