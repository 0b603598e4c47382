"""How far a report's words say what some given words say: by the words, names, numbers and attitudes that both have.

Sentence vectors tell what two wordings are about, and little of what they say: "the US backs the raid" lies as near to "the raid would be a
red line" as to "Washington gave the raid a green light". So what a claim is made of is looked for in a wording, each part by its rarity:
its numbers by value, its countries under any of their names ("Washington", "American"), its attitude under any verb of the same side.
What a wording leaves to its speaker and to what stands around it counts in part.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from headwater.link.aliases import metonym_of, territories_in
from headwater.link.naming import words_of
from headwater.link.terms import rarity, stem, terms_of

__all__ = ["Wording", "attitudes_agree", "covered", "telling", "wording"]

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
_CAPITALS = re.compile(r"\b[A-Z][\w-]*\.?(?:[A-Z]\.)*(?: [A-Z][\w-]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What some words are made of.

    Attributes:
        forms: Stems of words and names, and numbers by value, each with its weight.
        countries: Codes of the countries that are meant.
        attitudes: "for", "against": what somebody's stand towards something is said to be.
    """

    forms: Mapping[str, float]
    countries: frozenset[str] = frozenset()
    attitudes: frozenset[str] = field(default=frozenset())


@lru_cache(maxsize=1 << 12)
def wording(text: str, called: tuple[tuple[str, str], ...] = ()) -> Wording:
    """Return what some words are made of.

    Args:
        text: The words.
        called: Further names of governments, each with its country's code ("the Vale administration").
    """
    countries, used = _countries(text, called)
    forms: dict[str, float] = {}
    attitudes = {side for side, phrase in _PHRASES.items() if phrase.search(text)}
    for term in terms_of(text, [(0, len(text))]):
        if any(start <= term.start < end for start, end in used):
            continue
        if term.sort == "word" and term.form in _FOR | _AGAINST:
            attitudes.add("for" if term.form in _FOR else "against")
            continue
        forms[term.form] = rarity(term.form)
    return Wording(forms=forms, countries=countries, attitudes=frozenset(attitudes))


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


def attitudes_agree(asked: Wording, said: Wording) -> bool:
    """Whether two wordings take one side, where both take one; mixed ones agree with both."""
    return not asked.attitudes or not said.attitudes or bool(asked.attitudes & said.attitudes)
