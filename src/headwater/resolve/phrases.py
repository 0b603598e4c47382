"""What a source phrase says of who speaks: its parties, the head of each, and what kind of actor that head can be.

"US State Department spokesman Martin Hale" is Martin Hale; "the F.B.I. director, James B. Orrick," is James B. Orrick; "Al Orsa's
Western source" is a source that Al Orsa has; "Mr Hale and the State Department" are two parties of one hop.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from headwater.model import HopKind, Span
from headwater.resolve.lexicon import (
    BODY_NOUNS,
    CALLINGS,
    CLASS_NOUNS,
    DOCUMENT_NOUNS,
    KNOWN_OFFICES,
    OUTLET_NOUNS,
    UNNAMED_NOUNS,
    WITHHELD,
    is_calling,
    singular,
)
from headwater.resolve.names import Name, Named
from headwater.resolve.nouns import is_share, kind_of_noun, told_something
from headwater.resolve.words import Words

__all__ = ["NameIndex", "Party", "parties_of", "phrase_at"]

PhraseForm = Literal["name", "definite", "indefinite", "pronoun"]

PRONOUNS = frozenset(
    """he she they it i we you his her their its our my him them us me himself herself themselves itself who which that whom whose
    this these those both neither""".split()
)
_QUANTITY = frozenset("some many others other most several few all none one another more fewer half any each".split())
_DEFINITE = frozenset("the this that these those his her their its our my both whose".split())
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve dozens scores dozen hundreds thousands several multiple numerous".split()
)
_SINGLE = frozenset("a an one another any each every".split())
_BOUNDARY = frozenset(
    """of for at in on with from to by near close inside within who which that whose whom where when while and or but as like including
    among about over into under after before during between familiar briefed involved aware knowledgeable speaking released conducted
    compiled obtained published issued commissioned made written sent posted put whom based linked opposed appearing said authorized
    authorised working representing seeking led headed run backed surveyed polled interviewed contacted reached such than since through
    across outside along against without is was are were has have had will would can could""".split()
)
_MARKS = frozenset(", ; : — – - ( ) [ ] “ ” \" ' ‘ ’ . …".split())
_SPEAKERS = CALLINGS | CLASS_NOUNS | BODY_NOUNS | DOCUMENT_NOUNS | OUTLET_NOUNS
_NOUNS = _SPEAKERS | WITHHELD
_CLOCK = re.compile(r"\d{1,2}[.:]\d{2}|\d{0,2}[ap]m")
_OFFICES = frozenset(
    "director head chief boss manager minister secretary commissioner vice-president president chair chairman chairwoman officer".split()
)
_DEALERS = frozenset("buyer seller owner supplier builder developer contractor vendor bidder employer sponsor publisher landlord".split())
"""Who can be a body as well as a person."""
_PARTS = frozenset("page pages paragraph paragraphs line lines section chapter article clause annex appendix slide item row table".split())
"""What a document has, with numbers ("page 14")."""
_OF_CLOCKS = frozenset(": . utc gmt bst cet est edt am pm h".split())
_KEPT_BACK = frozenset(
    """employee executive diplomat lawmaker witness negotiator commander officer agent person member worker consultant donor banker trader
    lobbyist nurse doctor foreman docker guard insider whistleblower hacker survivor shareholder midwife engineer contractor""".split()
)
"""Nouns by which somebody kept anonymous is spoken of again."""
_KINDS: Mapping[str, HopKind] = {
    "person": "person",
    "organization": "organization",
    "outlet": "outlet",
    "document": "document",
    "place": "organization",
}
"""What bearers of names are as actors: where a place speaks, its government does."""

Use = tuple[Name, Named]
"""The use of a name, and what bears it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One of those a source phrase speaks of.

    Attributes:
        span: The words that stand for it: the hop's mention.
        head: Its head noun in the singular, lower case; of a name its last word, of a pronoun the pronoun.
        form: How it is referred to.
        kind: What kind of actor it can be; `None` for a pronoun.
        bearer: Who bears the name, where the head is one.
        owner: Whose it is ("Al Orsa's Western source").
        inside: Names that stand in the phrase besides: employers, places.
        plural: Whether more than one is spoken of.
        surveyed: Whether it is a share of those asked in a poll.
    """

    span: Span
    head: str
    form: PhraseForm
    kind: HopKind | None
    bearer: Named | None = None
    owner: Named | None = None
    inside: tuple[Named, ...] = ()
    plural: bool = False
    surveyed: bool = False


class NameIndex:
    """The uses of names by the words they cover."""

    def __init__(self, named: Sequence[Named]) -> None:
        self._at: dict[int, Use] = {}
        self._title: dict[int, Use] = {}
        for each in named:
            for use in each.uses:
                self._at.update(dict.fromkeys(range(use.first, use.last), (use, each)))
                self._title.update(dict.fromkeys(range(use.role, use.first), (use, each)))

    def at(self, word: int) -> Use | None:
        """Return the use of a name that covers a word, and who bears it."""
        return self._at.get(word)

    def led_by(self, word: int) -> Use | None:
        """Return the use of a name whose title covers a word ("Secretary" of "Deputy Secretary of State Tom Hale")."""
        return self._title.get(word)


def parties_of(words: Words, spans: Sequence[Span], names: NameIndex) -> list[Party]:
    """Return the parties of a source, in order; spans beyond the first count only where the first names nobody."""
    found: list[Party] = []
    for span in spans:
        inside = words.within(span.start, span.end)
        found += _parties(words, inside.start, inside.stop, names)
        if found and any(p.kind is not None or p.form == "pronoun" for p in found):
            break
    return found


def phrase_at(words: Words, first: int, last: int, names: NameIndex) -> Party | None:
    """Return the party that the words from `first` to `last` speak of, `None` where they hold nothing that could speak."""
    first = _after_clock(words, first, last)
    while first < last and (
        words.low[first] in _MARKS
        or (_CLOCK.fullmatch(words.low[first]) and words.raw[first] != "PM")
        or words.low[first] in ("even", "by", "from", "only", "also")
    ):
        first += 1
    while last > first and words.low[last - 1] in _MARKS:
        last -= 1
    return _party(words, first, last, names) if first < last else None


def _after_clock(words: Words, first: int, last: int) -> int:
    """Return the index after the time that opens an entry of a running account ("19:50 UTC Vale says …")."""
    if first >= last:
        return first
    begin = first
    while begin > 0 and words.start[begin] == words.end[begin - 1] and words.low[begin - 1] in _OF_CLOCKS | {words.low[begin - 1][:2]}:
        begin -= 1
    at = begin
    while at < last and (words.low[at].isdigit() or words.low[at] in _OF_CLOCKS):
        at += 1
    opens = begin == 0 or words.paragraph[begin - 1] != words.paragraph[begin]
    told = _CLOCK.match(words.text, words.start[begin]) is not None
    return max(first, at) if opens and told and at < last else first


def _parties(words: Words, first: int, last: int, names: NameIndex) -> list[Party]:
    cuts = _coordinations(words, first, last, names)
    edges = [first, *(c for pair in cuts for c in pair), last]
    found = [phrase_at(words, a, b, names) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [p for p in found if p is not None]


# Several parties -----------------------------------------------------------------------------------------------------------------


def _coordinations(words: Words, first: int, last: int, names: NameIndex) -> list[tuple[int, int]]:
    """Return where the phrase falls apart into several parties: index of the joining words and after them."""
    cuts = []
    begun, in_clause, preposition = first, False, False
    at = first
    while at < last:
        use = names.at(at)
        if use is not None:
            at = max(at + 1, min(use[0].last, last))
            continue
        low = words.low[at]
        if low in ("and", "&", "or") and at > begun and at + 1 < last and not in_clause:
            if _begins_party(words, at + 1, last, names) and _ends_party(words, at, names, preposition=preposition):
                end = at - 1 if words.low[at - 1] == "," else at
                cuts.append((end, at + 1))
                begun, in_clause, preposition = at + 1, False, False
        elif low in ("who", "which", "that", "whose") and at > begun:
            in_clause = True
        elif low in _BOUNDARY:
            preposition = True
        elif low == "," and in_clause and names.at(at + 1) is None:
            in_clause = False
        at += 1
    return cuts


def _begins_party(words: Words, at: int, last: int, names: NameIndex) -> bool:
    low = words.low[at]
    if names.at(at) is not None or words.raw[at][:1].isupper():
        return True
    return low in _DEFINITE or low in _SINGLE or low in _QUANTITY or low in _NUMBERS or (at + 1 == last and singular(low) in CALLINGS)


def _ends_party(words: Words, at: int, names: NameIndex, *, preposition: bool) -> bool:
    """Whether what stands before a joining word is a whole party: no adjective, no employer of a list of employers."""
    before = at - 1 if words.low[at - 1] != "," else at - 2
    low, left = words.low[before], names.at(before)
    if left is None and singular(low) == low and is_calling(low) and _leads_to_person(words, at + 1, names):
        return False  # "former prosecutor and New York mayor Ann Vale" is one
    if preposition:
        # "spokesmen at the FBI and Justice Department": the right side must plainly be a speaker of its own.
        other = _name_near(words, at + 1, names)
        apart = words.low[at - 1] == "," or (left is not None and left[1].kind == "person")
        return other is not None and other[1].kind == "person" and apart
    return left is not None or low in PRONOUNS or singular(low) in _SPEAKERS


def _name_near(words: Words, at: int, names: NameIndex) -> Use | None:
    """Return the name that a word begins, or one that follows within a few capitals."""
    stop = at + 3
    while names.at(at) is None and at < min(stop, len(words)) and words.raw[at][:1].isupper():
        at += 1
    return names.at(at)


def _leads_to_person(words: Words, at: int, names: NameIndex) -> bool:
    """Whether the words from one on lead up to a person's name without an article ("reality television star Donald Hale")."""
    stop = min(len(words), at + 7)
    if words.low[at] in _DEFINITE | _SINGLE:
        return False
    while at < stop and words.low[at] not in _MARKS and words.low[at] not in _BOUNDARY:
        use = names.at(at)
        if use is not None and use[1].kind == "person":
            return use[0].first > at or (at + 1 < stop and singular(words.low[at - 1]) in CALLINGS)
        at += 1
    return False


# One party -----------------------------------------------------------------------------------------------------------------------


def _party(words: Words, first: int, last: int, names: NameIndex) -> Party:
    if last - first <= 2 and words.low[first] in PRONOUNS and (last - first == 1 or words.low[first + 1] in PRONOUNS | {"all", "both"}):
        return _pronoun(words, first, last)
    end, owner, head_name = _noun_phrase(words, first, last, names)
    inside = _inside(first, last, names)
    bearer = head_name if head_name is not None and head_name[0].last == end else None
    head = end - 1
    if bearer is None:
        while head > first and not _can_speak(words.low[head]) and any(singular(w) in _NOUNS for w in words.low[first:head]):
            head -= 1
        bearer = _named_further_on(words, head, end, last, names) or _body_apposed(words, first, head, end, last, names)
    if bearer is not None:
        return _by_name(words, first, last, bearer, owner, inside)
    return _by_noun(words, first, head, last, owner, inside)


def _can_speak(low: str) -> bool:
    """Whether a word is a noun of the lists, or one for a person as it ends."""
    noun = singular(low)
    return noun in _NOUNS or is_calling(noun)


def _named_further_on(words: Words, head: int, end: int, last: int, names: NameIndex) -> Use | None:
    """Return the person's name that follows a calling: set beside it, or after another calling ("the senator and author Ann Vale").

    Of a noun that is no calling only a name that ends the phrase ("a onetime rival, former governor Ann Vale").
    """
    if singular(words.low[head]) in CALLINGS | KNOWN_OFFICES and (apposed := _apposed(words, end, last, names)) is not None:
        return apposed
    if end < last and words.low[end] in ("and", "&") and is_calling(words.low[head]) and _leads_to_person(words, end + 1, names):
        return next((n for at in range(end + 1, last) if (n := names.at(at)) is not None and n[1].kind == "person"), None)
    ending = names.at(last - 1)
    if ending is None or ending[1].kind != "person" or ending[0].last < last or ending[0].first <= end:
        return None
    before = ending[0].first - 1
    if end < last and words.low[end] == "," and singular(words.low[head]) == words.low[head]:
        return ending if words.low[before] == "," or is_calling(words.low[before]) else None
    if words.low[end] != "of" or singular(words.low[head]) not in CALLINGS | KNOWN_OFFICES:
        return None
    return ending if words.low[before] in ("state", "staff") or _is_field(words, head, before) else None


def _body_apposed(words: Words, first: int, head: int, end: int, last: int, names: NameIndex) -> Use | None:
    """Return the body's name set beside what it is ("the union, the GWF,")."""
    noun = singular(words.low[head])
    if words.low[first] != "the" or noun not in BODY_NOUNS | _DEALERS or words.low[end : end + 1] != [","]:
        return None
    after = end + 1 + (words.low[end + 1 : end + 2] == ["the"])
    use = names.at(after) if after < last else None
    closed = use is not None and (use[0].last >= last or words.low[use[0].last] == ",")
    return use if use is not None and closed and use[1].kind in ("organization", "other") else None


def _is_field(words: Words, head: int, at: int) -> bool:
    """Whether a word ends what an office is of, and stands before the officer's name ("director of public health Ann Vale")."""
    low = words.low[at]
    return words.low[head] in _OFFICES and words.raw[at][:1].islower() and low.isalpha() and not is_calling(low) and low not in _BOUNDARY


def _pronoun(words: Words, first: int, last: int) -> Party:
    low = words.low[first]
    plural = low in ("they", "their", "them", "themselves", "we", "our", "us", "these", "those", "both")
    return Party(span=_span(words, first, last), head=low, form="pronoun", kind=None, plural=plural)


def _noun_phrase(words: Words, first: int, last: int, names: NameIndex) -> tuple[int, Named | None, Use | None]:
    """Return the index after the first noun phrase, whose it is, and the name it ends with."""
    owner: Named | None = None
    head_name: Use | None = None
    at = first
    while at < last:
        use = _name_of(at, last, names)
        if use is not None:
            head_name, at = use, min(use[0].last, last)
            continue
        if _is_genitive(words, at, last):
            owner = head_name[1] if head_name is not None and head_name[0].last == at else owner
        elif at > first and _ends_noun_phrase(words, first, at, names):
            break
        head_name = None
        at += 1
    end = at
    while end > first + 1 and words.low[end - 1] in _MARKS | {"'s"}:
        end -= 1
    if end < at and owner is not None and (ending := names.at(end - 1)) is not None:
        return end, None, ending  # "Vale's": the owner alone
    return end, owner, head_name if head_name is not None and head_name[0].last == end else None


def _name_of(at: int, last: int, names: NameIndex) -> Use | None:
    """Return the name that covers a word, or the person's name to which the word is the title."""
    use = names.at(at)
    led = names.led_by(at) if use is None or use[1].kind != "person" else None
    return led if led is not None and led[0].last <= last and led[1].kind == "person" else use


def _is_genitive(words: Words, at: int, last: int) -> bool:
    if words.low[at] == "'":
        return words.low[at - 1].endswith("s") and at + 1 < last and words.start[at] == words.end[at - 1]
    return words.low[at] == "'s"


def _ends_noun_phrase(words: Words, first: int, at: int, names: NameIndex) -> bool:
    """Whether a word ends the noun phrase that begins at `first`; the "of" of "two of the officials" does not."""
    low = words.low[at]
    if low not in _MARKS and low not in _BOUNDARY:
        return False
    if low in ("and", "or"):
        # "current and former officials" is one.
        return names.at(at - 1) is not None or singular(words.low[at - 1]) in _NOUNS
    return low not in ("of", "among") or any(w not in _QUANTITY | _SINGLE | _NUMBERS | {"number"} for w in words.low[first:at])


def _apposed(words: Words, at: int, last: int, names: NameIndex) -> Use | None:
    """Return the person's name that follows a comma, title allowed ("his campaign manager, Corey Hall")."""
    if at + 1 >= last or words.low[at] != ",":
        # "the head of the party's rules committee, Ann Vale,": the name after the whole of it.
        comma = next((i for i in range(at, min(at + 12, last - 1)) if words.low[i] == ","), None)
        if comma is None:
            return None
        at = comma
    after = at + 1
    while after < last and names.at(after) is None and after < at + 7 and words.low[after] not in _MARKS | _BOUNDARY:
        after += 1
    use = names.at(after) if after < last else None
    return use if use is not None and use[1].kind == "person" else None


def _inside(first: int, last: int, names: NameIndex) -> tuple[Named, ...]:
    found: list[Named] = []
    for at in range(first, last):
        use = names.at(at)
        if use is not None and use[1] not in found:
            found.append(use[1])
    return tuple(found)


def _by_name(words: Words, first: int, last: int, use: Use, owner: Named | None, inside: tuple[Named, ...]) -> Party:
    name, bearer = use
    return Party(
        span=_span(words, *_mention(first, last, name)),
        head=words.low[name.last - 1],
        form="name",
        kind=_KINDS.get(bearer.kind, "person"),
        bearer=bearer,
        owner=owner,
        inside=tuple(n for n in inside if n is not bearer),
    )


def _mention(first: int, last: int, name: Name) -> tuple[int, int]:
    """Return the mention of a named party: from the start of the phrase where titles lead up to the name, to the name's end."""
    start = first if name.first - first <= 8 else name.role
    return max(start, first) if start <= name.first else name.first, min(name.last, last)


def _by_noun(words: Words, first: int, head: int, last: int, owner: Named | None, inside: tuple[Named, ...]) -> Party:
    noun, opening = singular(words.low[head]), words.low[first]
    phrase = words.text[words.start[first] : words.end[last - 1]]
    numbered = any(low in _NUMBERS or low.isdigit() for low in words.low[first:head])
    plural = numbered or _is_plural(noun, words.low[head])
    kind = kind_of_noun(noun, words.low[head], plural=plural, numbered=numbered, phrase=phrase)
    if kind == "unnamed" and plural and not numbered and _of_somebody(words, first, head, last, inside):
        kind = "group"
    if opening in ("some", "many", "others", "most", "few", "those") and (first == head or (kind == "unnamed" and opening != "those")):
        kind, plural = "group", True
    of_several = opening == "one" and words.low[first + 1 : first + 2] == ["of"] and kind in ("group", "unnamed", "person")
    if of_several or _is_one_of(words, first, last) or (opening in ("one", "another") and first == head):
        kind, plural = "unnamed", False
    elif noun in _NUMBERS and kind == "organization":
        kind, plural = "unnamed", True  # "Seven confirmed it", "the two"
    elif noun.isdigit() and words.low[head - 1] in _PARTS and head > first:
        kind, plural = "document", False
    definite = opening in _DEFINITE or (owner is not None and not plural) or "'s" in words.low[first:head]
    known = noun not in UNNAMED_NOUNS and noun not in _KEPT_BACK and not of_several
    if definite and kind == "unnamed" and not plural and known:
        kind = "person"
    surveyed = is_share(phrase)
    end = _with_complement(words, head + 1, last) if surveyed or kind in ("document", "organization") else head + 1
    return Party(
        span=_span(words, first, end),
        head=noun,
        form="definite" if definite else "indefinite",
        kind=kind,
        owner=owner,
        inside=inside,
        plural=plural,
        surveyed=surveyed,
    )


def _is_one_of(words: Words, first: int, last: int) -> bool:
    """Whether a phrase is one of some spoken of before ("one of them", "one of the two")."""
    low = words.low[first:last]
    return low[:2] in (["one", "of"], ["another", "of"]) and len(low) > 2 and (low[-1] in PRONOUNS or low[-1] in _NUMBERS)


def _of_somebody(words: Words, first: int, head: int, last: int, inside: tuple[Named, ...]) -> bool:
    """Whether a plural is a class by whose it is ("Vale aides", "State Department officials"), not some who told a reporter something."""
    noun = singular(words.low[head])
    if noun not in ("official", "aide", "adviser", "advisor") or told_something(noun, words.text[words.start[first] : words.end[last - 1]]):
        return False
    wanted = ("organization", "place", "outlet") if noun == "official" else ("person",)
    names = {id(named) for named in inside if named.kind in wanted and named.words[0] not in ("us", "u.s.", "u.k.", "uk", "eu")}
    return any(
        id(named) in names and use.last <= head and use.first >= first and words.low[use.last : use.last + 1] != ["'s"]
        for named in inside
        for use in named.uses
    )


def _is_plural(noun: str, low: str) -> bool:
    return (noun != low and noun != "people") or low in ("people", "staff", "police", "others", "those", "many", "some", "most")


def _with_complement(words: Words, at: int, last: int) -> int:
    """Return the index after what belongs to a document or a body ("a report from the SITE Institute"), up to a comma."""
    while at < last and words.low[at] not in _MARKS and words.low[at] not in ("who", "which", "that"):
        at += 1
    return at


def _span(words: Words, first: int, last: int) -> Span:
    return Span(start=words.start[first], end=words.end[last - 1])
