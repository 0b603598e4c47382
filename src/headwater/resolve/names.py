"""Names in a text, and which of them are one: full names make the bearers, and surnames, first names and initials join them.

A name chain is the cheapest sure link that news offers: a person is introduced by the full name and then called by the surname, a body
by its name and then by its initials.
"""

from collections.abc import Sequence

from headwater.resolve.bearers import (
    TITLES_OF_MEN,
    TITLES_OF_WOMEN,
    Named,
    NameKind,
    gender_of_name,
    is_first_name,
    kind_of_name,
    weigh,
)
from headwater.resolve.capitals import JOINS, Name, find_names
from headwater.resolve.genders import FIRST_NAMES, USUAL_NAMES
from headwater.resolve.lexicon import DEMONYMS, ORGANIZATION_WORDS, PLACES
from headwater.resolve.outlets import PAPER_WORDS, Outlets, outlet_signs
from headwater.resolve.words import Words

__all__ = ["Name", "NameKind", "Named", "chain_names", "find_names", "may_be_called"]

_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
_CALLED_SO = frozenset(
    """authority council board committee commission trust agency institute foundation association federation league hospital university
    college ministry department office bureau fund chamber club society charity alliance""".split()
)
"""Words by which a body is called that has them at the end of its name."""
_SAYS = frozenset("said says told tells reported reports announced wrote writes added has had is was will would and 's , (".split())
_NICKNAMES = """
    william bill will billy, robert bob rob bobby, richard rick dick rich, james jim jimmy jamie, john jack johnny jon, joseph joe joey,
    thomas tom tommy, michael mike mick, edward ed ted eddie teddy, charles charlie chuck, daniel dan danny, donald don donny, david dave,
    stephen steve steven, anthony tony, andrew andy drew, benjamin ben bibi, matthew matt, christopher chris, nicholas nick, gregory greg,
    kenneth ken, lawrence larry, ronald ron, samuel sam, timothy tim, katherine kate kathy katie kay, catherine cathy kate,
    elizabeth liz beth betty, margaret maggie meg peggy, patricia pat patty, susan sue, deborah debbie deb, rebecca becky,
    jennifer jen jenny, jeffrey jeff, geoffrey geoff, alexander alex, alexandra alex, frederick fred, raymond ray, gerald gerry jerry,
    philip phil phillip, peter pete, patrick pat, theodore ted teddy, francis frank, leonard leo len, martin marty, douglas doug,
    zachary zach, joshua josh, abraham abe, victoria vicky, barbara barb, cynthia cindy, theresa terry, bernard bernie, rafael ted,
    newton newt, addison mitch"""


def _names_alike(groups: str) -> dict[str, set[str]]:
    """Return for each first name those that the same person may be called by."""
    alike: dict[str, set[str]] = {}
    for group in groups.split(","):
        for each in group.split():
            alike.setdefault(each, set()).update(group.split())
    return alike


_NICKNAMES_OF = _names_alike(_NICKNAMES)


def may_be_called(one: str, other: str) -> bool:
    """Whether two first names can be one person's, initials included."""
    return other in _NICKNAMES_OF.get(one, ()) or (len(one.rstrip(".")) == 1 and other.startswith(one[0]))


def chain_names(words: Words, names: Sequence[Name], outlets: Outlets) -> list[Named]:
    """Return what bears the names, in the order of the first use, each use in exactly one.

    Names in headings come last and only join, so that a headline's capitals make no actor of their own where the body knows it.
    """
    chainer = _Chainer(words, outlets)
    body = [n for n in names if not n.heading]
    for name in sorted(body, key=lambda n: (n.first - n.last, n.first)):
        if name.last - name.first > 1:
            chainer.add_full(name)
    short = [name for name in body if name.last - name.first == 1 and not _is_doubtful(words, name, body)]
    for name in short:
        chainer.note_alone(name)
    for name in short:
        chainer.add_short(name)
    for name in names:
        if name.heading:
            chainer.add_heading(name)
    return chainer.result()


def _is_doubtful(words: Words, name: Name, body: Sequence[Name]) -> bool:
    """Whether a word has its capital perhaps only from opening its sentence, and nothing else in the text makes it a name."""
    if not words.opens[name.first] or words.raw[name.first][1:2].isupper() or words.low[name.first] in PLACES:
        return False
    if words.low[name.last : name.last + 1] and words.low[name.last] in _SAYS:
        return False
    low = words.low[name.first]
    return not any(low in words.low[n.first : n.last] for n in body if n is not name and (not words.opens[n.first] or n.last - n.first > 1))


def _in_brackets(words: Words, name: Name) -> str:
    """Return the short name that a full one is given in brackets ("State Property Agency (AVAS)"), or nothing."""
    after = words.raw[name.last : name.last + 3]
    is_short = len(after) == 3 and after[0] == "(" and after[2] == ")" and sum(letter.isupper() for letter in after[1]) > 1
    return words.low[name.last + 1] if is_short and name.last - name.first > 1 else ""


def _differ_by_origin(known: Named, key: tuple[str, ...]) -> bool:
    """Whether two names of a body differ by a place or origin in front ("US State Department", "the State Department")."""
    if known.kind not in ("organization", "outlet"):
        return False
    longer, shorter = (known.words, key) if len(known.words) > len(key) else (key, known.words)
    extra = len(longer) - len(shorter)
    return extra == 1 and len(shorter) > 1 and longer[1:] == shorter and (longer[0] in PLACES or longer[0] in DEMONYMS)


class _Chainer:
    """The bearers of names so far, to be asked for by full name, surname, first name and initials."""

    def __init__(self, words: Words, outlets: Outlets) -> None:
        self._words = words
        self._outlets = outlets
        self._all: list[Named] = []
        self._by_words: dict[tuple[str, ...], Named] = {}
        self._by_last: dict[str, list[Named]] = {}
        self._by_first: dict[str, list[Named]] = {}
        self._by_initials: dict[str, Named] = {}
        self._first_alone: dict[str, int] = {}
        self._bare: dict[tuple[str, str], Named] = {}
        self._sure: set[int] = set()

    def note_alone(self, name: Name) -> None:
        """Remember where a word first stands alone as a name; a headline has surnames before anybody is introduced."""
        if self._words.paragraph[name.first] == 0 and self._words.paragraph[-1] > 0:
            return
        self._first_alone.setdefault(self._words.low[name.first], name.first)

    def result(self) -> list[Named]:
        """Return the bearers in the order of their first use, those whose shape alone would guess weighed by all their uses."""
        common = {low for raw, low in zip(self._words.raw, self._words.low, strict=True) if raw[:1].islower()}
        for each in self._all:
            each.uses.sort(key=lambda n: n.first)
            if each.kind in ("person", "other") and id(each) not in self._sure:
                weigh(self._words, each, common)
        return sorted(self._all, key=lambda each: each.uses[0].first)

    def add_full(self, name: Name) -> None:
        """Give a name of several words to its bearer."""
        key = self._key(name)
        known = self._by_words.get(key) or self._longer(key) or self._make(name, key)
        known.uses.append(name)

    def add_short(self, name: Name) -> None:
        """Give a name of one word to whom it stands for, else to a bearer of its own."""
        key = self._key(name)
        known = self._short_of(name, key[-1]) or self._by_words.get(key) or self._make(name, key)
        known.uses.append(name)

    def add_heading(self, name: Name) -> None:
        """A run of a heading may hold a name and other words: the longest part that is known counts."""
        low = self._words.low
        for size in range(name.last - name.first, 0, -1):
            for first in range(name.first, name.last - size + 1):
                key = tuple(low[first : first + size])
                known = self._by_words.get(key) or (self._short_of(name, key[0]) if size == 1 else None)
                if known is not None:
                    known.uses.append(Name(first=first, last=first + size, role=first, honorific=name.honorific, heading=True))
                    return
        if name.honorific or (name.last - name.first == 2 and is_first_name(low[name.first])):
            self._make(name, self._key(name)).uses.append(name)

    def _key(self, name: Name) -> tuple[str, ...]:
        key = [low for low in self._words.low[name.first : name.last] if low != "."]
        while len(key) > 2 and key[-1] in _SUFFIXES:
            key.pop()
        return tuple(key)

    def _longer(self, key: tuple[str, ...]) -> Named | None:
        """Return the known name that one shortens ("William Harrow" of "William J. Harrow", "Brant River" of "Brant River Networks")."""
        for known in self._by_first.get(key[0], ()):
            if known.kind == "person" and known.words[-1] == key[-1]:
                return known
            if known.kind in ("organization", "outlet", "other") and known.words[: len(key)] == key and key[0] not in USUAL_NAMES:
                return known
        for known in self._by_last.get(key[-1], ()):
            if _differ_by_origin(known, key):
                return known
            if known.kind == "person" and may_be_called(key[0], known.words[0]):
                return known
        return None

    def _short_of(self, name: Name, low: str) -> Named | None:
        """Return the full name that a single word stands for: its surname, first name or initials."""
        if low in self._by_initials:
            return self._by_initials[low]
        if self._words.low[name.first - 1 : name.first] == ["the"] and low in PAPER_WORDS:
            papers = [n for n in self._by_last.get(low, ()) if n.kind == "outlet"]
            return papers[0] if len(papers) == 1 else None  # "the Argus"
        if self._words.low[name.first - 1 : name.first] == ["the"] and low not in ORGANIZATION_WORDS:
            publishing = [n for n in self._by_last.get(low, ()) if len(n.words) > 1 and self._publishes(n)]
            if len(publishing) == 1:
                return publishing[0]  # "the Beacon" of "the Orrin Beacon, a local daily"
        if low in _CALLED_SO:
            bodies = [n for n in self._by_last.get(low, ()) if n.kind == "organization" and len(n.words) > 1]
            return bodies[0] if len(bodies) == 1 else None  # "Authority says", "the Council"
        bearers = [n for n in self._by_last.get(low, ()) if n.kind == "person" and self._introduces(n, name)]
        if not bearers and not name.honorific and low not in PLACES:
            called = self._by_first.get(low, ())
            bearers = [
                n for n in called if n.kind in ("person", "outlet") or (n.kind == "organization" and n.words[-1] in ORGANIZATION_WORDS)
            ]
            bearers = bearers if len(bearers) == 1 else []
        return self._which(name, low, bearers) if bearers else None

    def _publishes(self, known: Named) -> bool:
        """Whether what stands around a full name says that it is an outlet's."""
        words = self._words
        return known.kind != "person" and any(outlet_signs(words, words.start[u.first], words.end[u.last - 1]) for u in known.uses)

    def _introduces(self, known: Named, name: Name) -> bool:
        """Whether a full name stands before the short one, or is surely a person's ("Wilaya Chatter" does not make Chatter one)."""
        sure = known.words[0] in FIRST_NAMES or any(use.role < use.first for use in known.uses)
        first = known.uses[0].first
        return sure or bool(name.honorific) or first < self._first_alone.get(known.words[-1], first + 1)

    def _which(self, name: Name, low: str, bearers: list[Named]) -> Named:
        """Of bearers of a surname: who is of the honorific's gender, else whom the bare surname meant before, else the last named."""
        gender = "he" if name.honorific in TITLES_OF_MEN else "she" if name.honorific in TITLES_OF_WOMEN else ""
        fitting = [b for b in bearers if not gender or b.gender in (gender, "person")] or bearers
        if len(fitting) == 1:
            return fitting[0]
        before = self._bare.get((low, gender))
        if before is not None and before in fitting:
            return before
        counted = max(fitting, key=lambda b: (sum(use.last - use.first > 1 for use in b.uses), -b.uses[0].first))
        near = [(use.first, b) for b in fitting for use in b.uses if use.first < name.first and use.last - use.first > 1]
        last = max(near, key=lambda pair: pair[0])[1] if near else counted
        chosen = counted if counted.uses[0].first < name.first else last
        self._bare[low, gender] = chosen
        return chosen

    def _make(self, name: Name, key: tuple[str, ...]) -> Named:
        """Return a new bearer of a name, without its uses."""
        kind = kind_of_name(self._words, name, key, self._outlets)
        made = Named(key, kind, gender_of_name(name, kind, key))
        if name.honorific or (kind == "person" and (name.role < name.first or (is_first_name(key[0]) and key[0] != "al"))):
            self._sure.add(id(made))
        alias = _in_brackets(self._words, name)
        if alias:
            self._by_initials.setdefault(alias, made)
        self._all.append(made)
        self._by_words[key] = made
        self._by_first.setdefault(key[0], []).append(made)
        self._by_last.setdefault(key[-1], []).append(made)
        if len(key) > 1 and kind in ("organization", "outlet", "other"):
            initials = "".join(word[0] for word in key if word not in JOINS)
            if len(initials) > 1:
                for form in (initials, ".".join(initials) + "."):
                    self._by_initials.setdefault(form, made)
        return made
