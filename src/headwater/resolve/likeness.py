"""Which unnamed sources of a report may be one and the same by what the text says of them. Nothing is merged here.

Two may be the same when their nouns can mean the same sort of person, their countries, parties and bodies do not conflict, rank, sex
and number allow it, and the text does not show them apart ("another official"; both in one sentence). One may be of several.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from headwater.model import Number
from headwater.resolve.lexicon import BODY_NOUNS, DEMONYMS, PARTISANS, PLACES, SPOKESPEOPLE, WITHHELD
from headwater.resolve.withheld import Description, number_of
from headwater.resolve.words import Words

__all__ = ["NEAR", "Profile", "may_be_same", "profile_of"]

NEAR = 64
"""How many actors further on, in the order of their first mention, one is compared with: the work stays linear in long reports."""


def _table(text: str) -> dict[str, frozenset[str]]:
    """Return, for each word, those that stand beside it in a line after the colon, either way round."""
    found: dict[str, set[str]] = {}
    for line in text.strip().splitlines():
        hub, _, rest = line.partition(":")
        for other in rest.split():
            found.setdefault(hub.strip(), set()).add(other)
            found.setdefault(other, set()).add(hub.strip())
    return {word: frozenset(others) for word, others in found.items()}


_SORTS = _table(
    """
    official: diplomat negotiator envoy mediator bureaucrat regulator minister prosecutor investigator officer ambassador
    diplomat: negotiator envoy mediator ambassador
    negotiator: envoy mediator
    aide: adviser advisor staffer staff assistant confidant associate strategist operative
    adviser: advisor staffer confidant associate strategist operative consultant ally
    advisor: staffer confidant associate strategist operative consultant ally
    strategist: operative consultant
    associate: confidant ally friend
    confidant: friend ally
    employee: worker staffer staff engineer manager clerk designer nurse docker stevedore foreman technician
    contractor: worker engineer technician consultant
    worker: docker stevedore engineer foreman technician staffer staff
    docker: stevedore
    executive: director manager banker
    lawyer: attorney solicitor counsel
    officer: agent investigator detective policeman commander soldier
    agent: investigator
    lawmaker: senator representative congressman congresswoman legislator mp councillor politician member
    investor: shareholder trader
    analyst: expert
    clinician: doctor nurse midwife consultant physician surgeon
    doctor: consultant physician surgeon
    resident: neighbor neighbour witness
    relative: cousin uncle aunt
    cleric: priest vicar pastor chaplain monk
    survivor: passenger sailor crewman
    hacker: intruder attacker
    """
)
"""Nouns that can mean the same person, over and above a noun and itself."""
_WITH_SHARED_BODY = _table(
    """
    employee: driver guard pilot conductor mechanic cook porter cashier accountant chemist scientist researcher player coach analyst trader
    worker: driver guard conductor mechanic cook porter cleaner
    survivor: member
    official: aide adviser advisor staffer staff executive employee director manager operative strategist member
    executive: employee adviser advisor
    member: aide adviser advisor staffer operative strategist
    employee: aide
    """
)
"""Nouns that can mean the same person where both are said to be of the same body."""
_SOURCES = frozenset("source insider".split())
_ANYBODY = frozenset("person people individual someone somebody other one those".split())
_NO_SOURCE = frozenset(
    """resident neighbor neighbour witness customer voter commenter rider passenger student caller user fan man woman spokesman spokeswoman
    spokesperson supporter teenager survivor victim respondent""".split()
)
"""Who is not called a source or an insider."""

_PERSONS = WITHHELD | _SORTS.keys() | _ANYBODY
_AGENT = re.compile(r"(?:er|or|ist|ian|ant)$")

_JUNIOR = frozenset("junior mid-level low-level low-ranking mid-ranking".split())
_SENIOR = frozenset("senior top high-level high-ranking top-ranking".split())
_PAST = frozenset("former retired ex one-time onetime past".split())
_PRESENT = frozenset("current serving present".split())
_APART = frozenset("another other others second third fourth separate different".split())
_SEXES = {"man": "he", "woman": "she", "spokesman": "he", "spokeswoman": "she", "congressman": "he", "congresswoman": "she"}

_WESTERN = frozenset(
    """us american british english french german italian spanish dutch belgian european canadian australian norwegian danish swedish
    polish portuguese austrian swiss finnish irish scottish welsh eu nato""".split()
)
_BLOCS = {
    "western": _WESTERN,
    "european": _WESTERN - {"us", "american", "canadian", "australian", "nato"},
    "eu": _WESTERN - {"us", "american", "canadian", "australian", "nato", "norwegian", "swiss"},
    "arab": frozenset(
        """egyptian saudi emirati qatari kuwaiti bahraini omani yemeni jordanian lebanese syrian iraqi libyan tunisian algerian moroccan
        sudanese palestinian""".split()
    ),
}
"""Origins that hold others."""
_ONE_NATION = {
    "u.s.": "us", "usa": "us", "american": "us", "america": "us", "uk": "british", "u.k.": "british", "britain": "british", "u.n.": "un",
    "e.u.": "eu", "france": "french", "germany": "german", "spain": "spanish", "poland": "polish", "denmark": "danish", "sweden": "swedish",
    "switzerland": "swiss", "netherlands": "dutch", "turkey": "turkish", "ireland": "irish",
    "gop": "republican", "republicans": "republican",
    "democrats": "democratic", "democrat": "democratic", "tories": "conservative", "tory": "conservative", "conservatives": "conservative",
    "liberals": "liberal",
    "finland": "finnish", "norway": "norwegian", "greece": "greek", "iraq": "iraqi", "cyprus": "cypriot",
}  # fmt: skip
_HOLDS = {
    "government": frozenset("administration ministry department white palace cabinet office agency embassy".split()),
    "administration": frozenset("white department government pentagon agency".split()),
    "enforcement": frozenset("police fbi justice prosecutor federal dea atf customs".split()),
    "intelligence": frozenset("cia nsa mossad mi5 mi6 gru fsb".split()),
    "military": frozenset("pentagon army navy defense defence force centcom".split()),
    "defense": frozenset("pentagon military".split()),
    "defence": frozenset("military".split()),
    "federal": frozenset("fbi justice department government administration white pentagon treasury enforcement".split()),
}
"""Words for a body that can hold another."""
_BODIES_OF = [
    (frozenset(told.split()), nation)
    for nation, bodies in {
        "us": "pentagon|fbi|f.b.i.|cia|c.i.a.|nsa|white house|state department|defense department|justice department|treasury department",
        "british": "downing street|whitehall|mi5|mi6|scotland yard",
        "russian": "kremlin|fsb|gru",
        "israeli": "mossad|idf|knesset",
    }.items()
    for told in bodies.split("|")
]
"""Bodies that are of one country whether the text says so or not."""
_ANY_BODY = frozenset(
    "company firm industry campaign party union club bank airline hospital ministry department committee council police".split()
)
"""Words for a body that a proper name can be the name of."""
_EMPTY = frozenset("the a an of for and 's mr mr. mrs mrs. ms ms. dr dr. his her its their".split())


_OWNERS = frozenset("his her its their our my 's".split())
"""Words that say that somebody is of a person or body, which they do not name."""


@dataclass(slots=True, kw_only=True)
class Profile:
    """What all descriptions of one unnamed source say together.

    Attributes:
        nouns: What they are called.
        nations: Of what country, bloc or faith, in one form each.
        parties: Of what party.
        bodies: For each body they are of, the words for it.
        places: Where they are.
        numbers: one, several.
        sentences: Where they are described.
        apart: Whether they are set apart from those before ("another official").
        part: Whether they are one of several spoken of before.
    """

    nouns: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    bodies: list[frozenset[str]] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    numbers: set[Number] = field(default_factory=set)
    sexes: set[str] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)
    first: int = 0
    apart: bool = False
    part: bool = False


def profile_of(words: Words, found: Sequence[Description], pronouns: Iterable[str] = ()) -> Profile:
    """Return what descriptions of one source say together.

    Args:
        words: The report's words.
        found: The descriptions, in reading order.
        pronouns: The pronouns that stand for the source, in lower case.
    """
    profile = Profile(first=found[0].first if found else 0)
    for each in found:
        crew = each.noun == "member" and any("crew" in words.low[first:last] for first, last in each.affiliation)
        profile.nouns.add("crewman" if crew else each.noun)
        profile.words.update(each.modifiers, each.determiners)
        profile.numbers.add(number_of(each))
        profile.sentences.add(words.sentence[each.first])
        profile.sexes.update(_SEXES[each.noun] for _ in "1" if each.noun in _SEXES)
        whose = [w for w in words.low[each.first : each.head] if w in _OWNERS]
        if whose and not each.affiliation:
            profile.bodies.append(frozenset(whose[:1]))
        for stretch in each.affiliation:
            _add_affiliation(profile, words, stretch, place=stretch in each.places)
    low = {*found[0].determiners, *found[0].modifiers} if found else set()
    profile.apart = bool(low & _APART)
    profile.part = any("of" in d.determiners or words.low[max(0, d.first - 3) : d.first] == ["one", "of", "them"] for d in found)
    if "several" not in profile.numbers:
        profile.sexes.update(
            {"his": "he", "him": "he", "her": "she"}.get(p, p) for p in pronouns if p in ("he", "his", "him", "she", "her")
        )
    return profile


def _add_affiliation(profile: Profile, words: Words, stretch: tuple[int, int], *, place: bool) -> None:
    low = [w for w in words.low[stretch[0] : stretch[1]] if w not in _EMPTY]
    if place:
        profile.places.add(" ".join(low))
        return
    body = []
    for word in _joined(low):
        one = _ONE_NATION.get(word, word)
        if word in PARTISANS or one in PARTISANS:
            profile.parties.add(one)
        elif word in DEMONYMS or word in PLACES or one in _WESTERN or one == "un" or " " in word:
            profile.nations.add(one)
        else:
            body.append(word)
    if body:
        profile.bodies.append(frozenset(body))
        profile.nations.update(nation for told, nation in _BODIES_OF if told <= set(body))


_BEGINS_PLACE = frozenset("new north south west east saint st. san los las el port".split())


def _joined(low: Sequence[str]) -> list[str]:
    """Return words with the beginnings of places joined to what follows ("new hampshire")."""
    joined: list[str] = []
    for word in low:
        if joined and joined[-1] in _BEGINS_PLACE and word not in BODY_NOUNS:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def may_be_same(a: Profile, b: Profile) -> bool:
    """Whether two unnamed sources may be one, or one of them among the other; the order does not matter."""
    first, second = (a, b) if a.first <= b.first else (b, a)
    if second.apart or (first.sentences & second.sentences and not (first.part or second.part)):
        return False
    if len(a.sexes | b.sexes) > 1 or not _ranks_agree(a.words, b.words):
        return False
    if not (_agree(a.nations, b.nations) and _same_or_unsaid(a.parties, b.parties) and _same_or_unsaid(a.places, b.places)):
        return False
    return _bodies_agree(a, b) and _sorts_agree(a, b, together=_stand_together(a, b))


def _ranks_agree(a: set[str], b: set[str]) -> bool:
    if (a & _JUNIOR and b & _SENIOR) or (a & _SENIOR and b & _JUNIOR):
        return False
    mixed = any(w & _PAST and w & _PRESENT for w in (a, b))
    return mixed or bool(a & _PAST) == bool(b & _PAST)


def _same_or_unsaid(a: set[str], b: set[str]) -> bool:
    return not a or not b or bool(a & b)


def _agree(a: set[str], b: set[str]) -> bool:
    """Whether two sets of origins can be one's: one is unsaid, or some of each are the same, or one holds the other."""
    return not a or not b or any(_one_origin(x, y) for x in a for y in b)


def _one_origin(x: str, y: str) -> bool:
    if x == y or x in _BLOCS.get(y, ()) or y in _BLOCS.get(x, ()) or {x, y} == {"western", "european"}:
        return True
    return len(x) > 3 and len(y) > 3 and (x.startswith(y[:-1]) or y.startswith(x[:-1])) and (x in PLACES) != (y in PLACES)


def _bodies_agree(a: Profile, b: Profile) -> bool:
    if any(p.parties and q.bodies and not q.parties and _is_public(p) and _is_public(q) for p, q in ((a, b), (b, a))):
        return False  # "Democratic officials" are the party's, not a department's
    if any(p.nouns <= _DIPLOMATS and p.nouns and q.bodies and not any(body & _ABROAD for body in q.bodies) for p, q in ((a, b), (b, a))):
        return False  # a diplomat is no official of a provincial administration
    if not a.bodies or not b.bodies:
        return True
    return any(_one_body(x, y) for x in a.bodies for y in b.bodies)


def _is_public(profile: Profile) -> bool:
    return "official" in profile.nouns and not any(body & {"campaign", "party"} for body in profile.bodies)


def _one_body(x: frozenset[str], y: frozenset[str]) -> bool:
    if x <= y or y <= x:
        return True
    if any(_HOLDS.get(v, frozenset()) & y for v in x) or any(_HOLDS.get(v, frozenset()) & x for v in y):
        return True
    return any(len(p) == 1 and p <= _ANY_BODY and not q & (BODY_NOUNS | _PUBLIC) for p, q in ((x, y), (y, x)))


_DIPLOMATS = frozenset("diplomat envoy ambassador".split())
_ABROAD = frozenset("foreign embassy mission consulate state ministry un united nations eu delegation team".split())
_PUBLIC = frozenset("law enforcement intelligence military security federal state white pentagon".split())


def _stand_together(a: Profile, b: Profile) -> bool:
    """Whether both are of a body (the same, as `_bodies_agree` sees to), or one is at what the other is of ("a driver at Walltram")."""
    if a.bodies and b.bodies:
        return True
    return any(frozenset(place.split()) in q.bodies for p, q in ((a, b), (b, a)) for place in p.places)


def _sorts_agree(a: Profile, b: Profile, *, together: bool) -> bool:
    return any(_one_sort(x, y, shared=together) for x in _called(a) for y in _called(b))


def _is_person(noun: str) -> bool:
    """Whether a noun is said of a person: by the lists, or as who does something ("hacker", "lobbyist")."""
    return noun in _PERSONS or _AGENT.search(noun) is not None


def _called(profile: Profile) -> set[str]:
    """Return the nouns that say what somebody is; those that fit anybody only where there are no others."""
    return profile.nouns - _SOURCES - _ANYBODY or profile.nouns


def _one_sort(x: str, y: str, *, shared: bool) -> bool:
    if x == y:
        return True
    if x in SPOKESPEOPLE or y in SPOKESPEOPLE:
        return x in SPOKESPEOPLE and y in SPOKESPEOPLE
    if x in _ANYBODY | {"man", "woman"} or y in _ANYBODY | {"man", "woman"}:
        return not {x, y} & (_NO_SOURCE - {"man", "woman"}) and all(_is_person(noun) for noun in (x, y))
    if x in _SOURCES or y in _SOURCES:
        return not {x, y} & _NO_SOURCE and all(_is_person(noun) for noun in (x, y))
    return y in _SORTS.get(x, ()) or (shared and y in _WITH_SHARED_BODY.get(x, ()))
