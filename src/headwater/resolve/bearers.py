"""What bears a name: a person, a body, an outlet, a place or a paper, as far as the lists and the words around the name tell."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from headwater.resolve.capitals import OF_BODIES, SORTS_OF_BODY, Name
from headwater.resolve.genders import FIRST_NAMES, Gender
from headwater.resolve.lexicon import (
    BODY_NOUNS,
    CALLINGS,
    CLASS_NOUNS,
    DOCUMENT_NOUNS,
    ORGANIZATION_WORDS,
    PLACES,
    SPOKESPEOPLE,
    TITLES,
    singular,
)
from headwater.resolve.outlets import PAPER_WORDS, Outlets
from headwater.resolve.words import Words

__all__ = ["TITLES_OF_MEN", "TITLES_OF_WOMEN", "NameKind", "Named", "gender_of_name", "is_first_name", "kind_of_name", "weigh"]

NameKind = Literal["person", "organization", "outlet", "place", "document", "other"]

HONORIFICS_OF_MEN = frozenset("mr mr. sir".split())
HONORIFICS_OF_WOMEN = frozenset("mrs mrs. ms ms. miss".split())
TITLES_OF_MEN = HONORIFICS_OF_MEN | {"lord"}
TITLES_OF_WOMEN = HONORIFICS_OF_WOMEN | frozenset("dame lady madam".split())
_STAFF = frozenset("spokesman spokeswoman spokesperson official executive employee worker staff".split())
_OF_A_BODY = frozenset(
    """shares share employees customers spokesman spokeswoman spokesperson board chairman chief ceo founder workers management headquarters
    shareholders subsidiary profits revenue sales business network factory website operations president owner owners boss""".split()
)
"""Nouns for what a body has ("Broodhuis's shareholders")."""
_SPEAKS = frozenset("said says told tells added wrote argued insisted noted continued replied explained denied".split())
_KNOWN_BODIES = frozenset(
    """twitter facebook google apple amazon microsoft boeing airbus hamas hezbollah isis nato interpol uber tesla walmart exxon shell
    bp""".split()
)
_HEADS = CALLINGS | CLASS_NOUNS | BODY_NOUNS | DOCUMENT_NOUNS | {"family", "rally", "era", "speech", "effect", "brand", "victory", "win"}
_PAPERS = frozenset(
    "poll survey report act bill atlas study index letter memo dossier papers review memorandum treaty constitution".split()
)
_BODIES_ABROAD = frozenset(
    """inmobiliaria banco grupo compañía sociedad asociación fundación cooperativa constructora minera agencia ministerio universidad
    société banque groupe compagnie association fondation coopérative gruppo società banca fondazione associazione empresa companhia
    sindicato sindicado partido parti partito partij verein stiftung gesellschaft stadtwerke stowarzyszenie fundacja spółka zakłady
    przedsiębiorstwo vereniging stichting""".split()
)
"""Words that begin the names of bodies in other languages and say what they are."""
_PLACE_BEGINNINGS = frozenset("north south east west new united puerto san los".split())
_PLACES_OF_WORDS = frozenset(
    each.strip()
    for each in """united states, united kingdom, saudi arabia, north korea, south korea, new york, new york city, new jersey, hong kong,
    new hampshire, new mexico, north carolina, south carolina, north dakota, south dakota, west virginia, rhode island, los angeles,
    san francisco, san diego, las vegas, new orleans, tel aviv, west bank, gaza strip, gaza city, new delhi, new zealand, south africa,
    sri lanka, costa rica, el salvador, puerto rico, middle east, european union, st. louis, united arab emirates, czech republic,
    dominican republic, ivory coast, sierra leone, burkina faso, south sudan, rio de janeiro, sao paulo, buenos aires, mexico city,
    st. petersburg, northern ireland, west coast, east coast""".split(",")
)


@dataclass(slots=True)
class Named:
    """What bears a name in a report, with every use of it.

    Attributes:
        words: The fullest name, word by word, in lower case.
        kind: What it is, as far as the text and the lists tell.
        gender: he, she, it or person (one or the other, not known which).
        uses: Its uses; of those of a chained name, in reading order.
    """

    words: tuple[str, ...]
    kind: NameKind
    gender: Gender
    uses: list[Name] = field(default_factory=list)


def is_first_name(word: str) -> bool:
    """Whether a word, in lower case, is the first name of men or of women."""
    return FIRST_NAMES.get(word) in ("he", "she")


def gender_of_name(name: Name, kind: NameKind, key: tuple[str, ...]) -> Gender:
    """Return the gender of what bears a name: he, she, it or person."""
    if kind != "person":
        return "it"
    if name.honorific in TITLES_OF_MEN:
        return "he"
    if name.honorific in TITLES_OF_WOMEN:
        return "she"
    return FIRST_NAMES[key[0]] if len(key) > 1 and is_first_name(key[0]) else "person"


# The first use -------------------------------------------------------------------------------------------------------------------


def kind_of_name(words: Words, name: Name, key: tuple[str, ...], outlets: Outlets) -> NameKind:
    """Return what bears a name, by the name and what stands around one use of it.

    Args:
        words: The report's words.
        name: The use.
        key: The words of the name, in lower case.
        outlets: The outlets known by name.
    """
    raw = words.text[words.start[name.first] : words.end[name.last - 1]]
    article = "the " if words.low[name.first - 1 : name.first] == ["the"] else ""
    if outlets.knows(raw) or outlets.knows(article + raw):
        return "outlet"
    if name.honorific:
        return "person"
    told = _by_its_words(name, key) or _by_places(key)
    if told is None and len(key) == 1 and raw.replace(".", "").isupper() and len(key[0]) > 1:
        return "organization"
    return told or _beside(words, name) or _by_shape(words, name, key)


def _by_its_words(name: Name, key: tuple[str, ...]) -> NameKind | None:
    last = key[-1]
    if last in _PAPERS and len(key) > 1:
        return "document"
    if last in PAPER_WORDS and len(key) > 1 and name.role == name.first:
        return "outlet"
    if (
        (len(key) > 1 and key[0] in _BODIES_ABROAD)
        or last in ORGANIZATION_WORDS
        or (len(key) > 1 and last in SORTS_OF_BODY and not is_first_name(key[0]))
        or key[0] in OF_BODIES
        or (len(key) > 2 and any(word in OF_BODIES for word in key[:-1]))
    ):
        return "organization"
    return None


def _by_places(key: tuple[str, ...]) -> NameKind | None:
    if key[-1] in PLACES or key[0] in _PLACE_BEGINNINGS or " ".join(key) in _PLACES_OF_WORDS:
        return "person" if len(key) > 1 and is_first_name(key[0]) else "place"
    return None


_KINDS_OF_PLACE = frozenset(
    "town city village port county state island district region province suburb borough neighborhood neighbourhood".split()
)


_HAVE_PLACES = _KINDS_OF_PLACE | frozenset("governor mayor mayoress king queen emir sultan duke duchess bishop archbishop".split())
"""Words after which "of" and a name say where: a kind of place, or who governs one."""


def _beside(words: Words, name: Name) -> NameKind | None:
    """Return what the words right beside a name say it is ("the company Broodhuis", "Cardenal, which runs the yard")."""
    after = words.low[name.last : name.last + 2]
    if words.low[name.first - 1 : name.first] == ["of"] and name.first > 1 and words.low[name.first - 2] in _HAVE_PLACES:
        return "place"
    if after == [",", "which"]:
        return "organization"
    if after == [",", "who"]:
        return "person"
    if name.role == name.first and name.first > 0 and words.raw[name.first - 1][:1].islower():
        noun = singular(words.low[name.first - 1])
        if noun in BODY_NOUNS and noun not in CALLINGS and noun not in ("state", "city", "side", "town"):
            return "organization"
    return None


def _by_shape(words: Words, name: Name, key: tuple[str, ...]) -> NameKind:
    if name.role < name.first or (FIRST_NAMES.get(key[0]) in ("he", "she", "person") and key[0] != "al"):
        return "person"
    if words.low[name.first - 1 : name.first] == ["the"] and not _modifies(words, name):
        return "organization"
    if 2 <= len(key) <= 3 and all(k.replace("-", "").replace("'", "").replace(".", "").isalpha() for k in key):
        return "person"
    return "other"


def _modifies(words: Words, name: Name) -> bool:
    """Whether a name only stands before another noun ("the Vale campaign")."""
    after = name.last
    return after < len(words) and words.raw[after][:1].islower() and singular(words.low[after]) in _HEADS


# All uses ------------------------------------------------------------------------------------------------------------------------


def weigh(words: Words, named: Named, common: Collection[str]) -> None:
    """Tell a person from a body by all that stands around a name, where its shape alone would guess.

    Args:
        words: The report's words.
        named: What bears the name, with all its uses; its kind and gender are set where there are signs.
        common: The words that the text writes small somewhere.
    """
    polite = next((use for use in named.uses if use.honorific), None)
    if polite is not None:
        named.kind, named.gender = "person", gender_of_name(polite, "person", named.words)
        return
    if any(use.role < use.first for use in named.uses):
        return
    person = sum(_like_a_person(words, use) for use in named.uses)
    body = sum(_signs_of_a_body(words, use) for use in named.uses)
    if len(named.words) > 1:
        body += named.words[-1] in common
        alone = [words.low[use.first] for use in named.uses if use.last - use.first == 1]
        if alone:
            surname = named.words[-1] in alone
            person, body = person + surname, body + (not surname)
        elif named.words[-1].endswith("s") and sum(not use.heading for use in named.uses) > 1 and not is_first_name(named.words[0]):
            body += 1  # whoever has a surname is called by it the second time
    elif not body and named.words[0] not in _KNOWN_BODIES:
        person += any(_speaks(words, use) for use in named.uses)
    if body > person:
        named.kind, named.gender = "organization", "it"
    elif person > body:
        named.kind, named.gender = "person", "person" if named.gender == "it" else named.gender


def _like_a_person(words: Words, use: Name) -> bool:
    """Whether a clause with "who", an age ("Vale, 43,") or a pronoun beside a name makes it a person's."""
    before = words.low[use.first - 1] if use.first else ""
    after = words.low[use.last : use.last + 2]
    if after[:1] in (["himself"], ["herself"]):
        return True
    return before in ("he", "she") or after == [",", "who"] or (len(after) > 1 and after[0] == "," and after[1].isdigit())


def _signs_of_a_body(words: Words, use: Name) -> int:
    """Return how many things around a name speak for a body: what it has, who speaks for it, what it is called."""
    low = words.low
    before = low[use.first - 1] if use.first else ""
    after = [*low[use.last : use.last + 2], "", ""]
    noun = singular(before)
    spokes = {singular(word) for word in low[max(0, use.first - 3) : use.first]}
    return sum(
        (
            after[:2] == [",", "which"] or (before in ("at", "for", "by") and after[0] == "'s"),
            singular(after[0]) in _STAFF or (after[0] == "'s" and after[1] in _OF_A_BODY),
            before not in TITLES and noun in BODY_NOUNS and noun not in CALLINGS,
            _says_it(words, use),
            "for" in spokes and not SPOKESPEOPLE.isdisjoint(spokes),
        )
    )


_ADVERBS = frozenset("again also later then since has had".split())
_AUXILIARIES = frozenset("had has would will was is could can may might must".split())
_TO_IT = 6
"""Words after a verb of speech within which its content begins."""


def _says_it(words: Words, use: Name) -> bool:
    """Whether what follows is said by an "it": "Brant Water said on Monday that it would …"."""
    after = words.low[use.last : use.last + _TO_IT + 2]
    if not after or after[0] not in _SPEAKS:
        return False
    if after[1:2] in (["it"], ["its"]):
        return True
    at = next((n for n, low in enumerate(after[1:-1], 1) if low == "it" or not low[0].isalnum()), None)
    return at is not None and after[at] == "it" and after[at + 1] in _AUXILIARIES


def _speaks(words: Words, use: Name) -> bool:
    """Whether a verb of speech follows; after "of" it is the office before that speaks ("the president of Valdoria said")."""
    after = use.last
    while after < len(words) and (words.low[after] in _ADVERBS or words.low[after].endswith("ly")):
        after += 1
    return after < len(words) and words.low[after] in _SPEAKS and words.low[use.first - 1 : use.first] not in (["the"], ["of"])
