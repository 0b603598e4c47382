"""The uses of names in a text: runs of capitals, small words between them included, with the titles before them split off."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from headwater.resolve.genders import FIRST_NAMES
from headwater.resolve.lexicon import (
    CALLINGS,
    CLASS_NOUNS,
    DEMONYMS,
    DOCUMENT_NOUNS,
    HONORIFICS,
    NOT_NAMES,
    ORGANIZATION_WORDS,
    PARTISANS,
    PLACES,
    TITLES,
    singular,
)
from headwater.resolve.patterns import alternatives
from headwater.resolve.words import Words

__all__ = ["JOINS", "OF_BODIES", "SORTS_OF_BODY", "Name", "find_names"]

JOINS = frozenset("of for on and & de la le du da das dos del della di van von der den ter bin ibn al el e y the to".split())
"""Small words that may stand between the capitals of one name."""
_PARTICLES = frozenset("de la le du da das dos del della di van von der den ter bin ibn al el e y".split())
OF_BODIES = frozenset(
    """department ministry committee commission council board bureau office institute institution centers centres center centre
    university college school academy bank union association federation society house chamber court league party agency authority
    service services corps alliance coalition conference church bishops organization organisation republic state states kingdom
    city county district director secretary senate parliament congress friends doctors reporters lawyers nurses citizens americans
    veterans women mothers students teachers physicians fund foundation campaign confederation front army movement museum
    representatives""".split()
)
"""Words of a name that goes on with "of", "for" or "and" ("Department of Labour", "Doctors for Reform")."""
SORTS_OF_BODY = frozenset(
    """union association federation league front alliance council society guild institute trust authority agency board committee commission
    party movement coalition congress confederation chamber foundation fund charity club college university hospital department ministry
    office bureau service services company group partnership network forum bank corporation court office brotherhood cooperative
    administration inspectorate regulator force police constabulary homes hotels stores mills builders athletic""".split()
)
"""Words that end the name of a body and say what it is."""
MOST_BEFORE = 2
"""Words before "and" in the name of one body."""
_LETTERS_AFTER = frozenset("mp mps mep msp kc qc obe mbe phd md".split())
_COUNTED = frozenset(
    "berth room gate page section article chapter platform terminal route highway bay ward part phase day week game".split()
)
_SORTS_OF_OUTLET = frozenset("broadcaster newspaper website newsletter tabloid".split())
_MANY = frozenset("republicans democrats tories conservatives liberals americans israelis palestinians russians europeans".split())
_MAY_LEAD = frozenset("new great old big american first second third early best".split())
"""Common words that begin names when a capital follows ("New Hampshire")."""
_COMMON = CALLINGS | CLASS_NOUNS | DOCUMENT_NOUNS
_LEADING = HONORIFICS | TITLES | PARTISANS
# Titles of several words that hold a capital after "of".
_SECRETARIES = alternatives(
    "state, defense, defence, homeland security, treasury, the treasury, labor, energy, education, commerce, agriculture, the interior"
)
_OFFICES = alternatives(
    """chief of staff, chief of police, chief of mission, speaker of the house, director of national intelligence,
    director of communications, attorney general, chancellor of the exchequer, prime minister, president pro tempore, chief justice,
    chief executive"""
)
_OFFICE = re.compile(rf"(?:secretary of {_SECRETARIES}|{_OFFICES})$")
_PARENT = re.compile(r"(?:grand)?(?:mother|father|mum|dad)-of-\w+")
_NO_INITIALS = frozenset(
    "i a us it utc gmt bst est edt cet cest updated corrected correction confirmed revealed breaking exclusive live watch video".split()
)
"""Words written in capitals that are no name: small ones, zones of the clock, marks before headlines."""
_NUMBERS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    thirty forty fifty sixty seventy eighty ninety hundred thousand dozens hundreds thousands""".split()
)
_LOOKS_COMMON = re.compile(r"\w{3,}(?:ed|ing|ly)")
"""How words end that may have their capital only from opening a sentence or a quotation, where the text writes them nowhere else."""
_SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
MAX_NAME_WORDS = 12
"""No name that people write has more words."""
MAX_HEADING_WORDS = 25
"""What has as many longer words is a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One use of a name.

    Attributes:
        first: Index of its first word, titles and articles left out.
        last: Index after its last word.
        role: Index of the first word of the titles and callings right before it, `first` where there are none.
        honorific: The honorific right before it ("ms."), else nothing.
        heading: Whether it stands in a line where every word has a capital.
    """

    first: int
    last: int
    role: int
    honorific: str = ""
    heading: bool = False


def find_names(words: Words) -> list[Name]:
    """Return the uses of names in a text, in reading order."""
    finder = _Finder(words)
    found: list[Name] = []
    at = 0
    while at < len(words):
        if not finder.may_begin(at):
            at += 1
            continue
        last = finder.run_end(at)
        found += _names_of_run(words, at, last, heading=finder.is_heading(at))
        at = last
    return found


def _is_capital(raw: str) -> bool:
    return raw[:1].isupper() or (raw[:3] in ("al-", "el-") and raw[3:4].isupper())


class _Finder:
    """Where runs of capitals begin and end, by how the text writes its words elsewhere."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._common = {low for raw, low in zip(words.raw, words.low, strict=True) if raw[:1].islower()}
        shouted = {raw for raw in words.raw if raw.isupper() and len(raw) > 4}
        self._inside = {
            low
            for raw, low, opens in zip(words.raw, words.low, words.opens, strict=True)
            if raw[:1].isupper() and not opens and raw not in shouted
        }
        # Names that are callings too ("Butler") stand somewhere with one capital.
        self._inside_small = {raw.lower() for raw, opens in zip(words.raw, words.opens, strict=True) if raw.istitle() and not opens}
        self._headings = _headings(words)
        self._body = 1 if len(words) and words.paragraph[-1] > 0 else 0

    def is_heading(self, at: int) -> bool:
        """Whether a word stands in a line where every word has a capital."""
        return self._words.paragraph[at] in self._headings

    def may_begin(self, at: int) -> bool:
        """Whether a name may begin at a word."""
        words, low = self._words, self._words.low[at]
        if not _is_capital(words.raw[at]):
            return False
        heading = self.is_heading(at)
        leads = at + 1 < len(words) and _is_capital(words.raw[at + 1])
        initials = self._stands_in_capitals(at) and not heading and low not in _NO_INITIALS and singular(low) not in CALLINGS
        if self._is_no_name(at, leads=leads) or (low in NOT_NAMES and not initials and not (low in _MAY_LEAD and leads and not heading)):
            return False
        if low in _MAY_LEAD and self._opens(at) and leads and self._inside_alone(at + 1):
            return False  # "Second Vale sample": Vale is called so elsewhere
        if self._opens(at) and not leads and (low in self._common or self._may_be_common(at)):
            return False
        return not (heading and low in self._common and low not in TITLES and low not in HONORIFICS)

    def _inside_alone(self, at: int) -> bool:
        """Whether a word is a name elsewhere, and does not follow the same word there."""
        words = self._words
        others = [other for other in self._places.get(words.low[at], ()) if other != at]
        return bool(others) and all(words.low[other - 1] != words.low[at - 1] for other in others if other)

    def _stands_in_capitals(self, at: int) -> bool:
        raw = self._words.raw[at]
        return len(raw) > 1 and raw.isupper() and raw.isalpha()

    def _is_no_name(self, at: int, *, leads: bool) -> bool:
        """Whether a capital is a mark before a headline, a day, a number, a calling that is shouted, or what sort of outlet follows."""
        words, low = self._words, self._words.low[at]
        short, apart, _ = low.partition("'")
        if apart and short in NOT_NAMES:
            return True  # "I'm"
        if self._stands_in_capitals(at):
            if low in _NO_INITIALS and low not in ("us", "it"):
                return True
            if len(low) > 4 and singular(low) in CALLINGS and not leads and low not in self._inside_small:  # "A PENSIONER has died"
                return True
        # "Broadcaster Canal 4", "Newspaper El Norte": what it is, then its name
        sort = words.opens[at] and leads and low in _SORTS_OF_OUTLET and not self.is_heading(at)
        return sort or _is_date(words, at) or (low in _NUMBERS and not leads)

    def _opens(self, at: int) -> bool:
        """Whether a word opens its sentence, or a quotation within it."""
        words = self._words
        return words.opens[at] or (words.start[at] > 0 and words.text[words.start[at] - 1] in '“‘«„"')

    def _may_be_common(self, at: int) -> bool:
        """Whether a word may have its capital only from opening its sentence: a noun of the lists without a capital elsewhere."""
        low = self._words.low[at]
        if _LOOKS_COMMON.fullmatch(low) and low not in self._inside and low not in FIRST_NAMES:
            return True
        return low not in PARTISANS and singular(low) in _COMMON and low not in self._inside and not _is_office(self._words, at)

    def run_end(self, at: int) -> int:
        """Return the index after the run of capitals that starts here, small words between capitals included."""
        words = self._words
        last = at + 1
        while last < len(words) and words.sentence[last] == words.sentence[at] and last - at < MAX_NAME_WORDS:
            if words.start[last] - words.end[last - 1] > 1:
                break
            if self._goes_on(last) or _is_number_of(words, at, last):
                last += 1
            elif (jump := self._joined(at, last) if words.low[last] in JOINS else _of_people(words, last)) is not None:
                last = jump
            else:
                break
        return last

    def _joined(self, at: int, join: int) -> int | None:
        return _joined(self._words, at, join) or (self._one_body(at, join) if self._words.low[join] in ("and", "&") else None)

    def _one_body(self, at: int, join: int) -> int | None:
        """Return the index after a body's name that goes on after "and" ("the Guards and Signallers' Union"), `None` where two are named.

        What stands before is no name by itself: it is never alone elsewhere; what stands after ends with what a body is.
        """
        words = self._words
        first, after = words.low[at:join], join + 1
        if len(first) > MOST_BEFORE or _names_somebody(words, at, join) or self.is_heading(at):
            return None
        last = after
        while last < len(words) and words.sentence[last] == words.sentence[at] and (self._goes_on(last) or words.low[last] == "'"):
            last += 1
        if last - after < 2 or words.low[last - 1] not in SORTS_OF_BODY or words.low[after] in FIRST_NAMES:
            return None
        return None if self._stands_alone(first, at) else last

    def _stands_alone(self, first: list[str], at: int) -> bool:
        """Whether some words are a name elsewhere in the text, headings aside, where no capital goes before or after them."""
        words, size = self._words, len(first)
        for other in self._places.get(first[0], ()):
            if other == at or words.low[other : other + size] != first or words.paragraph[other] < self._body or self.is_heading(other):
                continue
            before, after = words.raw[other - 1 : other], words.raw[other + size : other + size + 1]
            if not any(_is_capital(raw) for raw in (*before, *after)) and words.low[other + size : other + size + 1] != ["and"]:
                return True
        return False

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where every word with a capital stands."""
        found: dict[str, list[int]] = {}
        for at, (raw, low) in enumerate(zip(self._words.raw, self._words.low, strict=True)):
            if _is_capital(raw):
                found.setdefault(low, []).append(at)
        return found

    def _goes_on(self, at: int) -> bool:
        """Whether a word is a capital of the name before it."""
        low, heading = self._words.low[at], self.is_heading(at)
        if not _is_capital(self._words.raw[at]) or (heading and low in self._common):
            return False
        return low not in NOT_NAMES or low in TITLES or (low in _MAY_LEAD and not heading)


def _headings(words: Words) -> set[int]:
    """Return the paragraphs in which nearly every longer word has a capital."""
    long: Counter[int] = Counter()
    capital: Counter[int] = Counter()
    for raw, paragraph in zip(words.raw, words.paragraph, strict=True):
        if len(raw) > 3 and raw.isalpha():
            long[paragraph] += 1
            capital[paragraph] += raw[0].isupper()
    return {p for p, n in long.items() if 4 <= n < MAX_HEADING_WORDS and capital[p] >= 0.85 * n}


def _is_office(words: Words, at: int) -> bool:
    """Whether a title goes on with "of" and a capital ("Secretary of State")."""
    return words.low[at] in TITLES and words.low[at + 1 : at + 2] == ["of"] and at + 2 < len(words) and _is_capital(words.raw[at + 2])


def _is_date(words: Words, at: int) -> bool:
    """Whether a short month has its day beside it ("Nov 9", "9 Nov")."""
    if words.low[at].rstrip(".") not in _SHORT_MONTHS:
        return False
    after = words.raw[at + 1 : at + 3]
    return any(raw[:1].isdigit() for raw in (*(after[1:] if after[:1] == ["."] else after[:1]), *words.raw[max(0, at - 1) : at]))


def _is_number_of(words: Words, first: int, at: int) -> bool:
    """Whether a number is part of the name before it ("NOVA 9"), not its place in a row ("Berth 9")."""
    following = words.raw[at + 1 : at + 2]
    if not words.raw[at].isdigit() or len(words.raw[at]) > 2 or (following and following[0] in "-–0123456789"):
        return False
    return words.raw[at - 1].isupper() or (at - first == 1 and words.low[at - 1] not in _COUNTED)


def _names_somebody(words: Words, at: int, join: int) -> bool:
    """Whether some words are a whole name: a body's with what it is, initials, a place, a person's."""
    first = words.low[at:join]
    if first[-1] in ORGANIZATION_WORDS or first[-1] in PLACES or first[0] in FIRST_NAMES or first[-1] in DEMONYMS or first[0] in HONORIFICS:
        return True
    return any(raw.isupper() and len(raw) > 1 for raw in words.raw[at:join]) or any(low in TITLES for low in first)


def _of_people(words: Words, at: int) -> int | None:
    """Return the index after the body of a plural before it ("Workers' Front", "Lawyers' Association"), `None` where there is none."""
    if words.low[at] != "'" or at == 0 or at + 1 >= len(words) or words.sentence[at + 1] != words.sentence[at]:
        return None
    own = words.low[at - 1]
    people = own.endswith(("ers", "ors", "men", "ists", "ees", "ents")) or singular(own) in CALLINGS or singular(own) in CLASS_NOUNS
    return at + 2 if people and _is_capital(words.raw[at + 1]) and words.low[at + 1] in SORTS_OF_BODY else None


def _joined(words: Words, at: int, join: int) -> int | None:
    """Return the index after the capital that a small word joins to the run ("Department of Homeland", "Ottilie von der"), or `None`."""
    low = words.low[join]
    after = join + 1
    while after < len(words) and words.low[after] in (_PARTICLES | {"the"}) and after - join < 3:
        after += 1
    if after >= len(words) or words.sentence[after] != words.sentence[at] or not _is_capital(words.raw[after]):
        return None
    if words.low[after] in NOT_NAMES or words.low[after] in HONORIFICS:
        return None
    if low in _PARTICLES or low == "&":
        return after + 1
    before = words.low[at:join]
    if low in ("of", "for", "on", "to", "the"):
        # "Governor of Tressick", but not "Governor Omar Tull of Tressick"
        return after + 1 if before[-1] in TITLES or any(w in OF_BODIES for w in before[-3:]) else None
    # "and": inside the name of a body ("Health and Human Services"), else two names.
    return after + 1 if any(w in OF_BODIES for w in before) and after + 1 < len(words) and _is_capital(words.raw[after + 1]) else None


def _names_of_run(words: Words, first: int, last: int, *, heading: bool) -> Iterable[Name]:
    """Yield the names of a run of capitals: titles before a name are its role ("Deputy Secretary of State Tom Hale")."""
    while last > first and (words.low[last - 1] in JOINS or not words.raw[last - 1][:1].isalnum()):
        last -= 1
    while last - first > 2 and words.raw[last - 1].isupper() and words.low[last - 1] in _LETTERS_AFTER:
        last -= 1
    name = _name_start(words, first, last)
    honorific = words.low[name - 1] if name > first and words.low[name - 1] in HONORIFICS else ""
    office_of = name > first and words.low[name : name + 1] == ["of"] and not honorific
    while name < last and words.low[name] in ("of", "for", "the", "and", "de", "to", "on"):
        name += 1
    if name > first:
        # Of an office with a name after it, or without one ("the White House Chief of Staff"), the body in front may be a name.
        yield from _bodies_before(words, first, name, heading=heading)
    if name >= last or all(low in DEMONYMS for low in words.low[name:last]) or words.low[last - 1] in _MANY:
        return
    while last - name > 1 and words.low[name] in DEMONYMS and not _is_body(words, name, last):
        name += 1
    # What an office is of has no title itself: "the Governor of Tressick" is nobody called Tressick.
    yield Name(first=name, last=last, role=name if office_of else first, honorific=honorific, heading=heading)


def _is_body(words: Words, name: int, last: int) -> bool:
    """Whether a word of origin belongs to a body's name ("European Central Bank", "the Labour Party"), rather than standing before it."""
    low = words.low[name:last]
    if low[0] in PARTISANS:
        return low[1] in _PARTY
    return (len(low) > 2 and (low[-1] in ORGANIZATION_WORDS or low[-1].endswith("ways"))) or low[1] in ORGANIZATION_WORDS


def _name_start(words: Words, first: int, last: int) -> int:
    """Return the index after the titles that open a run."""
    name = first
    for at in range(first, last):
        if words.low[at] in _LEADING and not _names_body(words, at, last):
            # A title with a name after it; "House Speaker" alone is a role and no name.
            if at + 1 < last or not _ends_person(words, first, at):
                name = at + 1
        elif singular(words.low[at]) in CALLINGS and last - at > 2 and _is_capital(words.raw[at + 1]) and at == name:
            name = name if _names_body(words, at, last) else at + 1  # "Administrator Charles Hale"
        elif _PARENT.fullmatch(words.low[at]) and at == name and at + 1 < last:
            name = at + 1  # "Mother-of-two Kirsty Hale"
        elif at > name and _OFFICE.search(" ".join(words.low[max(first, at - 3) : at + 1])):
            name = at + 1
    return name


_PARTY = frozenset("party government group union movement coalition alliance front".split())


def _names_body(words: Words, at: int, last: int) -> bool:
    """Whether a word that can be a title is part of a body's name here ("General Motors", "the Labour Party")."""
    low, following = words.low[at], words.low[at + 1] if at + 1 < last else ""
    if low in PARTISANS:
        return following in _PARTY
    return low == "general" and (
        words.low[last - 1] in SORTS_OF_BODY
        or following in ORGANIZATION_WORDS
        or (at + 2 == last and following.endswith("s") and following not in FIRST_NAMES)
    )


def _ends_person(words: Words, first: int, at: int) -> bool:
    """Whether a title's word at the end of a run is a surname ("Peter T. Bishop")."""
    before = words.low[at - 1] if at > first else ""
    return before in FIRST_NAMES or (len(before) == 2 and before.endswith("."))


_NO_BODIES = frozenset("prime vice home foreign deputy assistant shadow press majority minority acting interim chief".split())
"""Words of an office that are no body of their own ("Prime", "Shadow Home")."""


def _bodies_before(words: Words, first: int, last: int, *, heading: bool) -> Iterable[Name]:
    """Yield the body or place at the head of an office ("FBI" of "FBI Director")."""
    end = first
    while end < last and words.low[end] not in TITLES and words.low[end] not in HONORIFICS:
        end += 1
    while end > first and (words.low[end - 1] in DEMONYMS or words.low[end - 1] in JOINS or words.low[end - 1] in NOT_NAMES):
        end -= 1
    if end > first and words.low[end - 1] in _NO_BODIES:
        return
    if first < end < last and not all(low in DEMONYMS for low in words.low[first:end]):
        yield Name(first=first, last=end, role=first, heading=heading)
