"""What only a publisher says of itself, from which who published a text can be told where nothing else says it.

"A Castellan reporter saw", "the Courier has learned", a dateline's "(Castellan) —": who cites another outlet writes otherwise.
"""

import re
from collections.abc import Iterator
from typing import Literal

__all__ = ["OUTLET_WORDS", "PAPER_WORDS", "Sign", "publisher_told", "signs"]

Sign = Literal["dateline", "reporter", "verified", "learned", "newsletter", "rights", "byline"]

OUTLET_WORDS = frozenset(
    """news times post herald tribune journal gazette chronicle courier argus observer guardian mail telegraph standard star sun mirror
    express independent register sentinel press today daily weekly tv television radio fm am broadcasting magazine review newswire wire
    dispatch examiner inquirer enquirer bulletin reporter ledger advertiser citizen messenger globe echo lantern beacon mercury argosy
    monitor spectator insider digest record banner newspaper newspapers network channel media agency-press presse zeitung blatt diario
    jornal pravda newsroom online .com report politics tonight newsnight breakfast morning-edition""".split()
)
"""Words that often end the name of an outlet; alone they decide only for names that were told or cited something."""

PAPER_WORDS = frozenset(
    """times post herald tribune gazette chronicle courier argus telegraph sentinel observer inquirer enquirer examiner dispatch newswire
    journal advertiser""".split()
)
"""Those that end hardly any other names: with a word before them they make an outlet."""

_NOBODY = ("police", "officials", "authorities")


def _any_of(phrases: str) -> str:
    """A pattern of phrases set apart by commas, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, (each.strip() for each in phrases.split(","))), key=lambda each: -len(each))) + ")"


_CAPITAL = r"[A-ZÀ-Þ][\w’'-]{0,40}"  # bounded: a text may be one word of a million letters
_NAME = rf"(?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,3}})"
_SAW = _any_of("saw, watched, counted, visited, witnessed, at the scene, heard, on the scene")
_COULD_NOT = _any_of("was unable to, could not, couldn't, couldn’t, has not been able to, was not able to, has not")
_LEARNED = _any_of(
    """understands, has learned, has learnt, has seen, has been shown, has reviewed, can reveal, can disclose, has confirmed with,
    has been told"""
)
_OWN: dict[Sign, re.Pattern[str]] = {
    # "HARBOUR CITY, May 14 (Castellan) -", "(Castellan) —" at the head of a paragraph.
    "dateline": re.compile(r"^[A-ZÀ-Þ][^\n]{0,70}?\((?P<name>[A-ZÀ-Þ][\w .&’'-]{1,40})\)\s*[-–—]", re.MULTILINE),
    "reporter": re.compile(rf"\b[Aa]n? {_NAME} {_any_of('reporter, correspondent, journalist, photographer, team, crew')}s? {_SAW}"),
    "verified": re.compile(rf"\b{_NAME} {_COULD_NOT}(?P<alone> independently)? {_any_of('verif, confirm, authenticat')}"),
    "learned": re.compile(rf"\b{_NAME} {_LEARNED}\b"),
    "newsletter": re.compile(rf"[Ss]ign up {_any_of('for, to')} (?:the )?{_NAME}[’']s?\b"),
    "rights": re.compile(rf"(?:©|\b[Cc]opyright|\([Cc]\)) (?:\d{{4}} )?(?:the |The )?{_NAME}"),
    "byline": re.compile(
        rf"^By (?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,2}}) (?:[Rr]eporters?|[Ss]taff|[Cc]orrespondents?|[Nn]ewsroom)\b", re.MULTILINE
    ),
}
_ITSELF = re.compile(
    r"\b(?:told|tells?|to|with|by) (?:this|our) (?:newspaper|paper|magazine|publication|website|reporters?)\b", re.IGNORECASE
)
_TOLD = re.compile(rf"\b(?:told|tell|tells|speaking to|spoke to|interview with) (?:the |The )?{_NAME}")
_RELAYED = r"\b{0},? (?:has |had )?(?:reported|reports|said|says|wrote|citing)\b|\b(?:according to|citing|reported by) (?:the )?{0}\b"


def signs(text: str) -> Iterator[tuple[Sign, str]]:
    """Yield what a text says of its own publisher: by which sign, and the name as it stands."""
    for sign, pattern in _OWN.items():
        for found in pattern.finditer(text):
            words = found["name"].lower().removeprefix("the ").split()
            if words and words[0] not in _NOBODY:
                yield sign, found["name"]


def publisher_told(text: str) -> tuple[str, str] | None:
    """Return who a text plainly says published it, without article, and by which words: "sign" or "hearer".

    Only what leaves no doubt counts: a name whose reporter saw, that could not independently verify, that has learned and is a paper's; or,
    where the text says that "this newspaper" was told something, the paper that is told. `None` where two names are so, or where the
    text cites the one: then somebody else publishes it.
    """
    found = dict.fromkeys(_by_signs(text), "sign")
    told = [_bare(each["name"]) for each in _TOLD.finditer(text)]
    found |= {full: "sign" for full in told if any(full.endswith(f" {name}") for name in found)}  # "the Gazette" of the Quayside Gazette
    if not found and _ITSELF.search(text):
        found = {name: "hearer" for name in told if _is_paper(name)}
    longest = max(found, key=len, default="")
    same = all(longest.casefold().endswith(each.casefold()) for each in found)
    if not longest or not same or re.search(_RELAYED.format(re.escape(longest)), text):
        return None
    return longest, found[longest]


def _by_signs(text: str) -> Iterator[str]:
    for sign in ("reporter", "verified", "learned"):
        for found in _OWN[sign].finditer(text):
            name = _bare(found["name"])
            if sign == "reporter" or (sign == "verified" and found["alone"]) or (sign == "learned" and _is_paper(name)):
                yield name


def _bare(name: str) -> str:
    return name.removeprefix("The ").strip()


def _is_paper(name: str) -> bool:
    return name.split()[-1].lower() in OUTLET_WORDS
