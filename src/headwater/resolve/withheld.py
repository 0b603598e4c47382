"""What a text says of somebody whom it does not name: the description taken apart into who employs them and how they know.

The style guides of AP, Reuters and the New York Times ask of an anonymous source: describe them as closely as can be, say how they know,
and say why they are not named. Here are the first two; `anonymity` reads the third, `likeness` which descriptions may be one.

    a senior official    in the fisheries ministry   briefed on the talks   ,  who attended two of the meetings  , said
    modifiers and head   affiliation                 basis                     basis
    |----------------------- the description ---------------------------|
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from headwater.model import Number, Span
from headwater.resolve.cast import Cast
from headwater.resolve.knowing import DETERMINERS, MARKS, OVER, TIMES, group_end, knowing, knows_by
from headwater.resolve.lexicon import (
    BODY_NOUNS,
    CALLINGS,
    DEMONYMS,
    HONORIFICS,
    OUTLET_NOUNS,
    PARTISANS,
    PEOPLE_PRONOUNS,
    PLACES,
    WITHHELD,
    singular,
)
from headwater.resolve.words import Words

__all__ = ["Description", "about", "describe", "is_bare", "number_of"]

Stretch = tuple[int, int]
"""Index of the first word, and of the one after the last."""

# A description's noun phrase ---------------------------------------------------------------------------------------------------

_SEVERAL = frozenset(
    "two three four five six seven eight nine ten eleven twelve dozen dozens several some many few both scores multiple numerous".split()
)
_PLURAL_AS_IT_IS = frozenset("people police staff others those many some most".split())
_UNSAID = frozenset("unnamed anonymous unidentified undisclosed unspecified certain".split())
_RANKS = frozenset(
    """senior top former current serving retired ex longtime long-time veteran chief deputy acting junior mid-level low-level high-level
    high-ranking top-ranking mid-ranking ranking leading prominent key well-placed well-connected well-informed informed knowledgeable
    trusted close influential powerful experienced outside inside new old young local lone single same said sole low-ranking influential
    then vice one-time onetime past present past-and-present leading major main multiple separate different independent reliable credible
    knowledgable female male elderly middle-aged veteran and or then-senior more very""".split()
)
"""Words before the noun that say how high, how near or how sure, but not whose."""
_SECTORS = frozenset(
    """law enforcement intelligence security defense defence military police government governmental administration campaign party union
    company industry federal state city county municipal provincial regional court judicial congressional parliamentary presidential
    ministerial diplomatic ministry palace embassy navy army election elections health immigration border customs port airport railway rail
    trade finance financial banking bank treasury fire prison school hospital university transition trial prosecution defense-ministry
    foreign-ministry counterterrorism counter-terrorism legislative senate house white-house transport energy oil club league team
    committee commission council staff board legal executive-branch justice palace royal church airline hotel publishing television media
    technology tech retail shipping fisheries harbour harbor insurance customs tax rescue emergency ambulance medical nursing labor labour
    foreign interior business cabinet shadow""".split()
)
"""Lower-case words before the noun that say for what body or in what field somebody works."""
_NATIONS = DEMONYMS | {"u.s.", "us", "u.k.", "uk", "eu", "e.u.", "un", "u.n.", "nato"}
_WORKS_UNDER = frozenset(
    "aide adviser advisor assistant deputy staffer strategist operative spokesman spokeswoman spokesperson representative lawyer attorney "
    "counsel consultant secretary manager surrogate envoy ambassador ally associate".split()
)
_WORKS_FOR = _WORKS_UNDER | {"official", "source", "insider", "person", "people", "executive", "employee", "member", "staff", "worker"}
_PEOPLE = CALLINGS | WITHHELD | frozenset("people person someone somebody attendee participant individual staff team ally".split())
_NOUNS = _PEOPLE | BODY_NOUNS | OUTLET_NOUNS

_NO_PLACE_OF_WORK = frozenset(
    """statement interview email e-mail message text condition response return addition part fact case recent past meantime advance private
    public reference comment comments reporter reporters journalist journalists turn particular general time times order favor favour
    background support charge letter news press conference speech post tweet spite light""".split()
)


_BODIES = BODY_NOUNS | frozenset("industry camp side line delegation coalition desk entourage unit ward staff".split())
_NO_COMPLEMENT = TIMES | MARKS | _NO_PLACE_OF_WORK | (PEOPLE_PRONOUNS - {"her"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A noun phrase that describes somebody, taken apart; stretches are of words.

    Attributes:
        first: Its first word.
        last: After its last word, complements included.
        head: Its noun.
        noun: The noun in the singular, lower case.
        plural: Whether it speaks of more than one.
        modifiers: The words between determiner and noun that say no affiliation, in lower case.
        determiners: The words before those, in lower case.
        affiliation: For what body or party they work, of what country or in what place they are.
        places: Those of the affiliations that say where somebody is ("in Cairo").
        basis: How they know.
    """

    first: int
    last: int
    head: int
    noun: str
    plural: bool
    modifiers: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    affiliation: tuple[Stretch, ...] = ()
    places: tuple[Stretch, ...] = ()
    basis: tuple[Stretch, ...] = ()

    @property
    def says_who(self) -> int:
        """How much it says: the words beyond determiners and noun, those for a body, a place or a basis counted twice."""
        told = sum(last - first for first, last in (*self.affiliation, *self.basis))
        beyond = [m for m in self.modifiers if m not in _UNSAID]
        return len(beyond) + 2 * told + max(0, self.last - self.head - 1 - told)


def is_bare(text: str, descriptor: Sequence[Span]) -> bool:
    """Whether a descriptor says nothing of who somebody is: one noun ("a source", "four officials"), "unnamed" and the like not counted.

    An actor without a descriptor is bare. `model.Actor` has no field for it: ask here, with the report's text.
    """
    return all(sum(not _is_empty(word) for word in _WORD.findall(text[s.start : s.end].lower())) <= 1 for s in descriptor)


_WORD = re.compile(r"[\w.]+(?:[’'\-]\w+)*")


def _is_empty(word: str) -> bool:
    return word not in _OWNERS and (word in DETERMINERS or word in _UNSAID or word.isdigit())


_OWNERS = frozenset("his her its their our my your".split())


def number_of(found: Description) -> Number:
    """Return how many people a description speaks of; a partitive ("one of the officials") speaks of its part."""
    low = found.determiners
    if low and low[0] in ("one", "another", "a", "an", "each") and "number" not in low and "group" not in low and not _counts(low[1:]):
        return "one"
    return "several" if found.plural else "one"


def _counts(low: Sequence[str]) -> bool:
    return any(w in _SEVERAL for w in low) and "of" not in low


# Taking apart ------------------------------------------------------------------------------------------------------------------


def describe(words: Words, cast: Cast, span: Span, stops: Collection[int] = ()) -> Description | None:
    """Return what a mention describes, with all that belongs to it after the noun; `None` for a name or a pronoun.

    Args:
        words: The report's words.
        cast: Its actors, for the names in the description.
        span: The mention, from its determiner to its noun or further.
        stops: Words at which a phrase is over in any case: the first words of cues and contents.
    """
    inside = words.within(span.start, span.end)
    if not inside or (len(inside) == 1 and words.low[inside.start].partition("'")[0] in _PRONOUNS):
        return None
    head = _head(words, inside)
    first = inside.start
    if (use := cast.named_at(head)) is not None and use[1].kind == "person":
        return None
    if words.low[first] == "that" and first < head and singular(words.low[head]) != words.low[head]:
        first += 1  # "aware that officials …": no determiner
    while first < head and words.low[first] in ("among", "from", "by", "like", "including"):
        first += 1
    begins = _after_determiners(words, first, head)
    before, modifiers = _premodifiers(words, cast, begins, head)
    last, after, places, basis = _complements(words, cast, head, stops)
    low = words.low[head]
    return Description(
        first=first,
        last=last,
        head=head,
        noun=singular(low),
        plural=singular(low) != low or low in _PLURAL_AS_IT_IS or any(w in _SEVERAL or w.isdigit() for w in words.low[first:begins]),
        modifiers=modifiers,
        determiners=tuple(words.low[first:begins]),
        affiliation=(*before, *_partisan(words, head), *after),
        places=places,
        basis=basis,
    )


_PRONOUNS = PEOPLE_PRONOUNS | OVER | frozenset("his its our their my me us your mine this these both one".split())


def _partisan(words: Words, head: int) -> tuple[Stretch, ...]:
    """Return the noun itself where it names a party ("two Republicans")."""
    return ((head, head + 1),) if words.raw[head][:1].isupper() and words.low[head] in PARTISANS else ()


_AFTER_ANY = frozenset("with at in on from who whose aboard near inside of".split())
_OPEN = frozenset("a an the one two three four five six several some another".split())
"""What a description begins with whose noun is no list's."""


def _head(words: Words, inside: range) -> int:
    """Return the noun of a mention: the last word for people before a preposition that follows one, else the last word."""
    at = inside.stop - 1
    unknown: int | None = None
    for each in inside[1:]:
        low = words.low[each]
        over = low in _AFTER_NOUN or low in MARKS or low in OVER
        if over and singular(words.low[each - 1]) in _NOUNS:
            return each - 1
        if unknown is None and (low in _AFTER_ANY or low.endswith("ing")) and each - 1 > inside.start and words.low[inside.start] in _OPEN:
            unknown = each - 1
    if unknown is not None and singular(words.low[at]) not in _PEOPLE:
        return unknown  # "a welder in the yard"
    while at > inside.start and (words.low[at] in MARKS or words.low[at] == "'s"):
        at -= 1
    while words.low[at] in _PEOPLE and _goes_on_at(words, at + 1) and _is_people(words.low[at + 1]):
        at += 1  # "a consultant microbiologist"
    return at


def _is_people(low: str) -> bool:
    return low in _PEOPLE or low.endswith("ologist")


def _goes_on_at(words: Words, at: int) -> bool:
    """Whether a word is one of the sentence of the word before it."""
    return at < len(words) and words.sentence[at] == words.sentence[at - 1]


def _after_determiners(words: Words, first: int, head: int) -> int:
    at = next((i + 1 for i in range(head - 1, first, -1) if words.low[i] == "nor"), first)
    while at < head and (words.low[at] in DETERMINERS or words.low[at].isdigit()):
        at += 1
    return at


def _premodifiers(words: Words, cast: Cast, first: int, head: int) -> tuple[tuple[Stretch, ...], tuple[str, ...]]:
    """Return the affiliations before a noun, and the other words before it."""
    found: list[Stretch] = []
    others: list[str] = []
    at = first
    while at < head:
        end = at
        while end < head and _says_whose(words, cast, end, head):
            end += 1
        if end == at:
            if words.low[at] != "'s":
                others.append(words.low[at])
            at += 1
            continue
        if not _is_teller(words, cast, at, end):
            found.append((at, end))
        at = end
    return tuple(found), tuple(others)


def _says_whose(words: Words, cast: Cast, at: int, head: int) -> bool:
    low = words.low[at]
    is_name = words.raw[at][:1].isupper() and not words.opens[at]
    if low in MARKS or low == "'s" or low in _UNSAID or (low in _RANKS and not (is_name and low == "new")):
        return False
    if low in _SECTORS or cast.named_at(at) is not None or (low in HONORIFICS and cast.named_at(at + 1) is not None):
        return True
    if (words.raw[at][:1].isupper() and (low in _NATIONS or low in PARTISANS)) or low in BODY_NOUNS or low in OUTLET_NOUNS:
        return True
    if low in ("of", "for", "and", "the") and at + 1 < head:
        return cast.named_at(at - 1) is not None and cast.named_at(at + 1) is not None
    return is_name and low not in CALLINGS


def _is_teller(words: Words, cast: Cast, first: int, last: int) -> bool:
    """Whether words before a noun are the outlet that has the source, which is a relay and no employer ("Al Orsa's Western source")."""
    use = cast.named_at(first)
    return use is not None and use[1].kind == "outlet" and words.low[last : last + 1] == ["'s"]


# After the noun ----------------------------------------------------------------------------------------------------------------

_AFTER_NOUN = frozenset("of in at from inside within for with on near to close familiar briefed involved aware privy present who".split())
_WHERE = frozenset("of in at from inside within for with on near to outside across under representing".split())


_ANOTHER_PLACE = (["in"], ["at"], ["of"], ["from"])


def _complements(
    words: Words, cast: Cast, head: int, stops: Collection[int]
) -> tuple[int, tuple[Stretch, ...], tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Return after which word the description ends, and the affiliations, places among them and bases after its noun."""
    whose: list[Stretch] = []
    places: list[Stretch] = []
    basis: list[Stretch] = []
    at = last = head + 1
    limit = _limit(words, at, stops)
    while at < limit:
        if words.low[at] == "and" and at > head + 1 and words.low[at + 1 : at + 2] in _ANOTHER_PLACE:
            at += 1
        low = words.low[at]
        if (end := knowing(words, cast, at, limit)) > at:
            basis.append((at, end))
        elif low in _WHERE:
            end = _where(words, cast, head, at, limit)
            if end == at:
                break
            if (place := _place_of_work(words, cast, head, at + 1, end)) is not None:
                whose.append(place)
                if low in ("in", "at", "near") and _is_place(words, cast, place[0], place[1]):
                    places.append(place)
        elif low == "who" and (known := knows_by(words, cast, at, limit)):
            basis.append(known)
            end = last = known[1]
            break
        else:
            break
        at = last = end
    return last, tuple(whose), tuple(places), tuple(basis)


_PHRASE_WORDS = 36
"""Words that a description may go on for after its noun."""


def _limit(words: Words, at: int, stops: Collection[int]) -> int:
    """Return the word before which a phrase that goes on at `at` must end: the next cue, quotation mark or end of sentence."""
    sentence = words.sentence[at - 1]
    end = at
    while end < len(words) and end - at < _PHRASE_WORDS and words.sentence[end] == sentence and end not in stops:
        if words.low[end] in ("“", "”", '"', ";", ":", "—", "–", "(", "''", "``"):
            break
        end += 1
    return end


def _where(words: Words, cast: Cast, head: int, at: int, limit: int) -> int:
    """Return after which word a complement ends that a preposition begins; `at` where it belongs to the verb instead."""
    low, following = words.low[at], words.low[at + 1] if at + 1 < limit else ""
    if not following or following.isdigit() or following in _NO_COMPLEMENT or (low == "to" and not _is_under(words, cast, head, at + 1)):
        return at
    end = group_end(words, cast, at + 1, limit)
    while at + 1 < end < limit and words.low[end] in ("of", "and", "for") and _goes_on(words, cast, end, limit):
        end = group_end(words, cast, end + 1, limit)
    if end == at + 1 or words.low[end - 1] in _NO_PLACE_OF_WORK | TIMES | DETERMINERS:
        return at
    loose = low in ("on", "with", "for", "under") or following in ("his", "her", "their", "its", "our", "my")
    if loose and _place_of_work(words, cast, head, at + 1, end) is None:
        return at
    return end


def _is_under(words: Words, cast: Cast, head: int, at: int) -> bool:
    """Whether "to" after a noun leads to the one worked for ("an adviser to the minister")."""
    if singular(words.low[head]) not in _WORKS_UNDER:
        return False
    return cast.named_at(at) is not None or words.low[at] in DETERMINERS or words.raw[at][:1].isupper()


def _goes_on(words: Words, cast: Cast, at: int, limit: int) -> bool:
    if at + 1 >= limit:
        return False
    if words.low[at] == "of":
        return True
    return words.raw[at - 1][:1].isupper() and words.raw[at + 1][:1].isupper() and cast.named_at(at + 1) is not None


def _place_of_work(words: Words, cast: Cast, head: int, first: int, last: int) -> Stretch | None:
    """Return the words after a preposition where they name a body, a place or an employer."""
    if first >= last or words.low[first:last] in (["staff"], ["the", "staff"]):
        return None
    named = [use[1] for at in range(first, last) if (use := cast.named_at(at)) is not None]
    low = words.low[last - 1] if words.low[last - 1] != "'s" else words.low[last - 2]
    bodies = {singular(w) for w in words.low[first:last]} & _BODIES
    if any(p.kind in ("organization", "outlet") for p in named) or bodies or low in PLACES or words.low[first] in PLACES:
        return first, last
    noun = singular(words.low[head])
    if any(p.kind == "person" for p in named) and noun in _WORKS_FOR and words.low[first - 1] in ("to", "for", "of", "with"):
        return first, last
    if words.raw[last - 1][:1].isupper() and not words.opens[last - 1]:
        return first, last
    return (first, last) if words.low[first - 1] in ("for", "to") and noun in _WORKS_UNDER else None


def _is_place(words: Words, cast: Cast, first: int, last: int) -> bool:
    use = cast.named_at(last - 1)
    if use is not None and use[1].bearer is not None and use[1].bearer.kind == "place":
        return True
    return words.low[last - 1] in PLACES or (last - first == 1 and words.raw[first][:1].isupper())


# Around the description --------------------------------------------------------------------------------------------------------

_SAID = frozenset("said says told added".split())


def about(words: Words, cast: Cast, at: int, stops: Collection[int] = (), *, known_before: bool) -> tuple[Stretch, ...]:
    """Return how somebody knows by the words after a mention of them: a clause about them, or the predicate whose subject they are.

    "…, who has seen the letter, said", "both of whom were briefed on the sale"; "The official had seen the letter."

    Args:
        words: The report's words.
        cast: Its actors.
        at: The word after the mention.
        stops: The first words of cues.
        known_before: Whether the mention points back at them ("the official", "she"): only then is a predicate read.
    """
    if at >= len(words) or words.sentence[at] != words.sentence[at - 1] or words.is_quoted(words.start[at - 1]):
        return ()
    limit = _limit(words, at, ())
    if words.low[at] == "who" or (words.low[at] == "," and at + 1 < limit and words.low[at + 1] in ("who", "all", "both", "having")):
        return tuple(_clauses(words, cast, at, limit))
    if words.low[at] in _SAID and at + 1 < limit and words.low[at + 1] in ("he", "she", "they"):
        at += 2
    if not known_before:
        return ()
    known = knows_by(words, cast, at, _limit(words, at + 1, stops), narrow=True)
    return () if known is None else (known,)


def _clauses(words: Words, cast: Cast, at: int, limit: int) -> Iterator[Stretch]:
    """Yield the parts of a relative clause that say how somebody knows."""
    at += words.low[at] == ","
    if words.low[at] in ("all", "both") and words.low[at + 1 : at + 3] == ["of", "whom"]:
        at += 2
    while at < limit:
        known = knows_by(words, cast, at, limit)
        if known is not None:
            yield known
        at = max(at + 1, known[1] if known is not None else at + 1)
        while at < limit and words.low[at] not in (",", "and", "but"):
            at += 1
        if at < limit and words.low[at] == ",":
            return
        at += 1
