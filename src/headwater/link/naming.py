"""Names made comparable: letters folded, articles and legal forms left out, one spelling for what is spelled in two ways, titles off."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from headwater.resolve.lexicon import BODY_NOUNS, CALLINGS, HONORIFICS, NOT_NAMES, ORGANIZATION_WORDS, TITLES, singular
from headwater.resolve.outlets import OUTLET_WORDS

__all__ = [
    "DESCRIPTORS",
    "GENERIC",
    "JOINS",
    "LEGAL_FORMS",
    "PersonName",
    "body_words",
    "folded",
    "initials",
    "is_generic",
    "person_name",
    "skeleton",
    "words_of",
]

JOINS = frozenset("of the and for a an in on de la le les el du des del di da dos das der den und et y e".split())
"""Words inside names that carry none of the name."""

LEGAL_FORMS = frozenset(
    """inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh ag kg sa sas sarl sl spa srl nv bv ab asa oy oyj aps
    kk pty pvt pte sdn bhd jsc pjsc oao ooo zao ao sro doo kft zrt se holding holdings""".split()
)
"""The forms of companies, as they stand at the end of names."""

_SAME_WORD = {
    "defence": "defense", "labour": "labor", "centre": "center", "organisation": "organization", "programme": "program",
    "dept": "department", "govt": "government", "univ": "university", "assn": "association", "assoc": "association",
    "intl": "international", "natl": "national", "bros": "brothers", "mt": "mount", "st": "saint", "&": "and", "theatre": "theater",
    "harbour": "harbor", "motors": "motor", "ministers": "minister", "affairs": "", "auto": "automotive",
}  # fmt: skip

GENERIC = (
    BODY_NOUNS
    | (ORGANIZATION_WORDS - frozenset("motors fbi cia nsa epa doj irs fda fcc sec nato eu un who imf idf rnc dnc gop pac nra aclu".split()))
    | LEGAL_FORMS
    | OUTLET_WORDS
    | frozenset(
        """health foreign interior defense finance justice transport transportation education labor environment energy agriculture state
        trade commerce treasury home security national federal supreme high appeal appeals criminal civil city county district regional
        royal central local public main big new international global world worldwide european american air force forces armed
        military army navy coast guard fire service services ambulance rescue emergency intelligence electoral election elections chamber
        commons lords lower upper council minister president opposition ruling people democratic republican republic bank
        auto automotive airlines airways airline air aviation aerospace aircraft foods records pictures entertainment communications online
        interactive digital financial insurance retail stores store markets market pharmaceutical pharmaceuticals chemical chemicals
        consulting consultants research solutions software hardware computer computers electronics semiconductor telecom telecommunications
        hotel hotels restaurant club fc united afc cf team board chamber union workers party group office bureau""".split()
    )
)
"""Words that many bodies have in their names."""

DESCRIPTORS = LEGAL_FORMS | frozenset(
    """group company corporation firm bank airlines airline airways air motor industries systems technologies oil gas steel foods
    pharmaceuticals laboratories trains railways rail logistics media telecom mobile networks software electric mining aircraft aerospace
    aviation automotive electronics semiconductor computer computers international global worldwide club fc county district news agency
    newspaper tv radio television online newswire service shipping management partners""".split()
)
"""Words at the end of a name that may be left out without its being another body's: not those of parts ("Press Office", "Records"),
nor of what is called after somebody ("Foundation")."""

_FOLDS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "’": "'", "‘": "'", "`": "'"}
)
_STATES = re.compile(r"\bU\. ?S\.(?: ?A\.)?|\b(?:US|USA)\b(?!-)|\b[Uu]nited [Ss]tates(?: of [Aa]merica)?\b")
_KINGDOM = re.compile(r"\bU\. ?K\.|\bUK\b|\b[Uu]nited [Kk]ingdom\b")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_WORD = re.compile(r"[\w&]+(?:['-][\w&]+)*")


def folded(text: str) -> str:
    """Return a text in small letters without accents; marks stay."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower().translate(_FOLDS)) if not unicodedata.combining(c)).translate(
        _FOLDS
    )


@lru_cache(maxsize=1 << 16)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name: folded, without possessive endings and dots, "U.S." and "United Kingdom" as one word each."""
    plain = _KINGDOM.sub(" unitedkingdom ", _STATES.sub(" unitedstates ", name))
    plain = _DOTTED.sub(lambda m: m.group().replace(".", ""), plain)
    found = (m.group().removesuffix("'s").strip("'") for m in _WORD.finditer(folded(plain)))
    return tuple(word for word in found if word)


@lru_cache(maxsize=1 << 16)
def body_words(name: str) -> tuple[str, ...]:
    """Return what the name of a body says: its words in one spelling, joins and trailing legal forms left out.

    A name that is nothing else keeps its words ("The Company").
    """
    words = [_SAME_WORD.get(word, word) for word in words_of(name) if word not in JOINS]
    words = _without_legal_form([word for word in words if word and word not in JOINS])
    while len(words) > 1 and (words[0].endswith("maker") or words[0] in _LINES):
        words.pop(0)
    if len(words) > 2 and words[-1] == "".join(word[0] for word in _without_legal_form(words[:-1])):
        words = _without_legal_form(words[:-1])  # "European Orchard and Vine Company EOV"
    return tuple(words)


def _without_legal_form(words: list[str]) -> list[str]:
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words = words[:-1]
    return words


_LINES = frozenset("broadcaster insurer lender retailer carrier brewer miner publisher automaker carmaker planemaker".split())
"""Nouns of a line of business that a sentence may open with before a name ("Insurer Kalvora Mutual")."""


def is_generic(words: Collection[str]) -> bool:
    """Whether words are such as many bodies have in common, and no name by themselves ("the board", "Health Ministry")."""
    return all(
        word in GENERIC or word in NOT_NAMES or singular(word) in GENERIC or singular(word) in CALLINGS or not _lettered(word)
        for word in words
    )


def _lettered(word: str) -> bool:
    return sum(c.isalpha() for c in word) > 1


def initials(name: str) -> frozenset[str]:
    """Return the initials that a name of several words may go by: with its joins and without, with its legal form and without."""
    every = [w for part in words_of(name) for w in part.split("-")]
    bare = [w for w in every if w not in JOINS]
    short = list(body_words(name))
    spelled = {"unitedstates": "us", "unitedkingdom": "uk"}
    forms = {
        "".join(spelled.get(w, w[0]) for w in words if w) for words in (every, every[1:] if every[:1] == ["the"] else every, bare, short)
    }
    return frozenset(form for form in forms if len(form) > 1) if len(bare) > 1 else frozenset()


_VOWELS = re.compile(r"[aeiouywh'’-]+")
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = (
    ("sch", "s"),
    ("tsch", "c"),
    ("ch", "c"),
    ("sh", "s"),
    ("ph", "f"),
    ("kh", "k"),
    ("gh", "g"),
    ("ck", "k"),
    ("q", "k"),
    ("z", "s"),
    ("c", "k"),
    ("v", "f"),
    ("x", "ks"),
    ("j", "g"),
)


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Return the consonants of a word in one spelling: under it a store finds what may be the same word spelled otherwise."""
    plain = word
    for old, new in _SOUNDS:
        plain = plain.replace(old, new)
    bones = _DOUBLED.sub(r"\1", _VOWELS.sub("", plain))
    return bones if len(bones) > 1 else word[:4]


# People --------------------------------------------------------------------------------------------------------------------------

_SUFFIXES = frozenset("jr sr ii iii iv".split())
_DEGREES = frozenset("phd md qc kc mp obe cbe mbe esq".split())
_MORE_TITLES = frozenset("mme mlle monsieur herr frau signor signora senor senora don dona cllr boss hon rt excellency coach".split())
_PARTICLES = frozenset(
    "al el bin ibn ben bint abu van von der den de da dos das del della di du la le ter ten zu st saint o mc mac".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A person's name in parts, folded.

    Attributes:
        given: The first names, in order; empty for a bare surname.
        last: The surname, its particles in front ("van der berg").
        suffix: jr, sr, ii, …, or empty.
    """

    given: tuple[str, ...]
    last: str
    suffix: str = ""

    @property
    def full(self) -> tuple[str, ...]:
        """All of it, in order."""
        return (*self.given, *self.last.split(), *([self.suffix] if self.suffix else []))


@lru_cache(maxsize=1 << 16)
def person_name(name: str) -> PersonName | None:
    """Return the parts of a person's name, titles and callings in front left out; `None` where nothing is left."""
    words = [word.replace(".", "") for word in words_of(name)]
    while len(words) > 1 and _is_title(words[0], len(words)):
        words.pop(0)
    suffix = ""
    while len(words) > 1 and (words[-1] in _SUFFIXES or words[-1] in _DEGREES):
        suffix = words[-1] if words[-1] in _SUFFIXES else suffix
        words.pop()
    if not words or words == ["the"]:
        return None
    at = _surname_at(words)
    return PersonName(given=tuple(words[:at]), last=" ".join(words[at:]), suffix=suffix)


def _is_title(word: str, left: int) -> bool:
    if word in HONORIFICS or word in _MORE_TITLES or word in TITLES:
        return True
    return left > 2 and (word in CALLINGS or singular(word) in CALLINGS or "-of-" in word or word == "the")


def _surname_at(words: Sequence[str]) -> int:
    """Return where the surname begins: the last word, or the particles before it."""
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    return at
