"""Which sources of one claim are one and the same, though their reports call them otherwise; every finding has its reason in words.

Within a claim little is needed: whoever asserts the same thing in two reports of one story and is called "the company" in the second is
that company. Nobody is merged whom the texts set apart, and no unnamed source with another for being described alike alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from headwater.link.documents import OFFICERS, Documents
from headwater.link.naming import body_words
from headwater.link.phrases import as_written, head_nouns, longest_run, quoted, within, words_in
from headwater.link.tellers import Bench, Teller, could_be_one, names_in, plain
from headwater.resolve.described import may_be_same
from headwater.resolve.lexicon import DOCUMENT_NOUNS, SPOKESPEOPLE

__all__ = ["GENERIC", "SAME_WORDS", "Company", "is_proper", "same_key"]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

SAME_WORDS = 7
"""Words in a row, inside quotation marks, that two people do not say by chance."""

_NO_MORE = frozenset(
    """former retired sacked fired ousted suspended dismissed onetime ex-director ex-chief ex-chairman ex-president ex-minister ex-boss
    ex-head""".split()
)
"""Words of one who is in office no more, or not now."""
GENERIC = frozenset(
    """company firm trust group board club council ministry department hospital university school police union authority agency bank
    operator carrier airline party government committee court office regulator federation league association charity corporation
    publisher developer contractor maker manufacturer retailer supplier it they""".split()
)
"""Nouns by which a report calls a body that it has named, or need not name."""
_KEPT_BACK = frozenset(
    """official source insider person people aide adviser advisor member figure diplomat employee staffer spokesman spokeswoman spokesperson
    executive operative somebody someone individual man woman politician lawmaker minister""".split()
)
"""Nouns for those who would not be named; a teacher or a villager whom one report leaves nameless another may name."""
_RANKS = frozenset(
    """superintendent inspector sergeant constable detective commander commissioner officer chief captain lieutenant colonel major sheriff
    marshal""".split()
)
_ELSEWHERE = frozenset("captain lieutenant colonel major commander officer chief".split())
"""Ranks that soldiers, crews and teams have as well."""
_POLICE = frozenset("police policeman policewoman force constabulary".split())
_BOSSES = frozenset("boss chief executive manager leader owner director".split())
_SCHOLARS = frozenset("scientist researcher academic scholar expert chemist biologist physicist toxicologist epidemiologist".split())
_SORTS_OF_GROUPS = (
    (_BOSSES, OFFICERS - SPOKESPEOPLE | _BOSSES),
    (_SCHOLARS, _SCHOLARS | {"professor", "prof", "dr", "doctor", "lecturer"}),
)
"""What groups are called, and the titles of one of them."""
_ANYBODY = frozenset("source sources person people official officials somebody someone unnamed".split())
_OTHERS = frozenset("local which that from drawn with seen dated page pages internal leaked their has was who said this about into".split())


class Company:
    """The tellers of one claim.

    Args:
        bench: The reports they stand in.
        tellers: One for each assertion.
        said: For each, the words it says inside quotation marks; empty where it is not quoted.
        text: Returns what one says as it is written.
        sides: For each, the stance of its assertion: only who takes one side is looked at when "nobody else says it".
        private: For each, whether it was said privately: a principal's own position is not his body's.
        copied: Whether the text of the first report was taken from the second's.
    """

    def __init__(
        self,
        bench: Bench,
        tellers: Sequence[Teller],
        *,
        said: Sequence[tuple[str, ...]],
        text: Callable[[int], str],
        sides: Sequence[str],
        private: Sequence[bool],
        copied: Callable[[str, str], bool],
    ) -> None:
        self.bench, self.tellers, self.said, self.sides, self.private, self.copied = bench, tellers, said, sides, private, copied
        self.text = text
        self._documents = Documents(bench, self._names)
        self._named: dict[tuple[str, str, str], set[str]] = {}
        self._fitted: dict[tuple[str, str], set[str]] = {}
        self._others: dict[tuple[str, str], set[tuple[str, ...]]] = {}

    def same(self, a: int, b: int) -> str:
        """Return why two tellers are one, in words; empty where they are not known to be."""
        s, t = self.tellers[a], self.tellers[b]
        if s.standing == t.standing == "source" and s.key == t.key:
            return same_key(s)
        return self.by_name(a, b) or self.by_words(a, b) or self.by_description(a, b)

    def by_name(self, a: int, b: int) -> str:
        """Return what their names and offices show, of two tellers whose keys differ: the first that is asked."""
        s, t = self.tellers[a], self.tellers[b]
        if {s.standing, t.standing} == {"outlet", "source"}:
            return self._outlet(s, t) or self._outlet(t, s)
        if s.standing != "source" or t.standing != "source":
            return ""
        return self._short(s, t) or self._short(t, s) or self._office(a, b) or self._office(b, a)

    def by_words(self, a: int, b: int) -> str:
        """Return what their quoted words show, where their names show nothing."""
        s, t = self.tellers[a], self.tellers[b]
        if s.standing != "source" or t.standing != "source" or s.report == t.report or not self.said[a] or not self.said[b]:
            return ""
        run = longest_run(self.said[a], self.said[b])
        return f"both say the same words: “{as_written(run, self.text(a))}”" if len(run) >= SAME_WORDS else ""

    def by_description(self, a: int, b: int, *, one_outlet: bool | None = None) -> str:
        """Return what is said of them shows, or the way that they came, where names and words show nothing.

        Args:
            a: One teller.
            b: Another.
            one_outlet: Whether they are taken to have spoken to one outlet, and neither's text to be the other's; `None` as it is.
        """
        s, t = self.tellers[a], self.tellers[b]
        if s.standing != "source" or t.standing != "source":
            return ""
        if s.report == t.report and (found := self._part(s, t) or self._part(t, s)):
            return found
        met = bool(s.told_to) and s.told_to == t.told_to if one_outlet is None else one_outlet
        taken = one_outlet is None and (self.copied(s.report, t.report) or self.copied(t.report, s.report))
        return self._withheld(s, t, met=met, taken=taken) or self._description(a, b)

    def alone_spoke_to(self, teller: Teller) -> bool:
        """Whether nobody else is told to have spoken to the outlet that somebody did."""
        return teller.relayed and self._spoke_to[teller.told_to] == {teller.key}

    def told(self, n: int) -> tuple[object, ...]:
        """Return of a source all that `same` asks of it beside its key, names and report, and the words it is quoted with."""
        t = self.tellers[n]
        if t.standing != "source":
            return ()
        names = frozenset(self._names(t)) if t.kind in ("organization", "person") else None
        kept = t.actor is None or bool(t.actor.reason or t.actor.basis) or t.actor.number == "several"
        place = (self.bench.text(t.place), self._documents.told_of(t)) if t.kind == "document" else None
        profile = self.bench.profile(t) if t.withheld else None
        bodies = () if profile is None else tuple(profile.bodies)  # of "the Courier source" they depend on whom he spoke to
        beside = self.bench.beside(t) if t.withheld else None
        return self.sides[n], self.private[n], self.bench.told(t), bodies, beside, names, t.actor is None, kept, place

    def stands_alone(self, n: int) -> bool:
        """Whether a teller is somebody with a full name who speaks for nobody: two such are one by their keys or quoted words alone."""
        t = self.tellers[n]
        if t.standing != "source" or t.kind != "person" or not t.named or len(t.who.split()) < 2:
            return False
        return not (self._offices[n] & SPOKESPEOPLE or set(words_in(plain(t.who))) <= _POLICE or _is_one_of_some(t.who))

    def _short(self, short: Teller, full: Teller) -> str:
        """Whether the first is the second by one word of the name, which nobody else in the story bears."""
        if not (short.named and full.named and full.kind == "person") or len(short.who.split()) != 1:
            return ""
        word, parts = short.who.lower(), full.who.lower().split()
        surname = short.kind == "organization" and word == parts[-1] and not self.bench.bodies(word)
        if not surname and not (short.kind == "person" and word in (parts[0], parts[-1])):
            return ""
        others = {each for each in self.bench.bearers(word) if f"identity:{each}" not in (short.key, full.key)}
        return "" if others else f"{quoted(short.who)} is short for {quoted(full.who)}, and nobody else in these reports is called so"

    def _outlet(self, outlet: Teller, source: Teller) -> str:
        """Whether the second is whom the first has it from, as another report tells: the only one said to have spoken to that outlet."""
        if outlet.standing != "outlet" or not source.relayed or outlet.report == source.report or outlet.told_to != source.told_to:
            return ""
        if self._spoke_to[outlet.told_to] != {source.key}:
            return ""
        return f"both have it from {self.bench.shown(outlet.told_to)}, and one report tells its source: {quoted(source.who)}"

    # Who speaks for whom --------------------------------------------------------------------------------------------------------

    def _office(self, a: int, b: int) -> str:
        """Whether the first speaks for the second in office, is its office, or a document of its."""
        s, t = self.tellers[a], self.tellers[b]
        if s.kind in ("person", "unnamed") and t.kind in ("organization", "person") and not self.private[a] and self._speaks_for(a, b):
            return f"{quoted(s.who)} speaks for {quoted(t.who)}"
        if s.kind == "organization" and t.kind == "person" and any(within(name, s.who) for name in self._names(t)):
            return f"{quoted(s.who)} is {quoted(t.who)}’s own"
        if s.kind != "document" or self.sides[a] != self.sides[b]:
            return ""
        return self._documents.whose(s, t, alone=self._body_keys == {t.key})

    def _speaks_for(self, a: int, b: int) -> bool:
        speaker, body = self.tellers[a], self.tellers[b]
        said, office = self._described[a], self._offices[a]
        if set(words_in(plain(body.who))) <= _POLICE and _is_of_police(self._said_of(speaker, said)):
            return True
        if any(within(name, said) for name in self._names(body)):
            return bool(office & SPOKESPEOPLE) or (bool(office) and speaker.named and body.kind == "organization")
        if not office or self.sides[a] != "asserts" or names_in(self.bench.told(speaker)):
            return False
        if not office & SPOKESPEOPLE and not (speaker.named and body.kind == "organization"):
            return False
        # "his spokeswoman", "the chief executive": of whoever else is named, or a body, and says the same, where there is one only, in the
        # same report or at all
        if self._principals.get(self.sides[a], frozenset()) - {speaker.key} == {body.key}:
            return True
        return speaker.report == body.report and self._bodies_of.get((body.report, self.sides[a])) == {body.key}

    def _said_of(self, teller: Teller, described: str) -> frozenset[str]:
        """Return the words of what is said of somebody, and of what stands beside the name."""
        return frozenset(words_in(" ".join([described, *(self.bench.titles(teller) if teller.named else ())])))

    # What is asked of a teller for each of the others is found once.

    @cached_property
    def _described(self) -> list[str]:
        return [" ".join(self.bench.told(each)) for each in self.tellers]

    @cached_property
    def _offices(self) -> list[frozenset[str]]:
        """Of each, the offices that the descriptions of it name which do not say that they are over."""
        told = ([frozenset(words_in(said)) for said in self.bench.told(each)] for each in self.tellers)
        return [frozenset().union(*(OFFICERS & words for words in each if not words & _NO_MORE)) for each in told]

    @cached_property
    def _principals(self) -> dict[str, frozenset[str]]:
        """By side, the keys of those for whom others may speak."""
        taking = [(side, t.key) for side, t in zip(self.sides, self.tellers, strict=True) if t.standing == "source" and _principal(t)]
        return {side: frozenset(key for other, key in taking if other == side) for side in set(self.sides)}

    @cached_property
    def _spoke_to(self) -> Mapping[str | None, set[str]]:
        """By outlet, the keys of those who are told to have spoken to it."""
        return _gathered((t.told_to, t.key) for t in self.tellers if t.standing == "source" and t.relayed)

    @cached_property
    def _sources_in(self) -> Mapping[str, set[str]]:
        return _gathered((t.report, t.key) for t in self.tellers if t.standing == "source")

    @cached_property
    def _bodies(self) -> list[tuple[Teller, str]]:
        """The bodies that are sources, each with its side."""
        both = zip(self.tellers, self.sides, strict=True)
        return [(t, side) for t, side in both if t.standing == "source" and t.kind == "organization"]

    @cached_property
    def _bodies_of(self) -> Mapping[tuple[str, str], set[str]]:
        """By report and side, the keys of the bodies that are sources."""
        return dict(_gathered(((t.report, side), t.key) for t, side in self._bodies))

    @cached_property
    def _body_keys(self) -> set[str]:
        """The keys of the bodies that say it is so."""
        return {t.key for t, side in self._bodies if side == "asserts"}

    @cached_property
    def _firms(self) -> Mapping[str, set[tuple[str, tuple[str, ...]]]]:
        """By side, the bodies that are called by a name, with their keys."""
        return dict(_gathered((side, (t.key, _firm(t))) for t, side in self._bodies if not _bare(t)))

    def _firms_but(self, side: str, key: str) -> set[tuple[str, ...]]:
        """Return the names of the bodies on a side, but for one."""
        if (side, key) not in self._others:
            self._others[side, key] = {firm for other, firm in self._firms.get(side, ()) if other != key}
        return self._others[side, key]

    def _names(self, teller: Teller) -> set[str]:
        key = (teller.report, teller.actor.id if teller.actor else "", teller.who)
        if key not in self._named:
            self._named[key] = self._names_of(teller)
        return self._named[key]

    def _names_of(self, teller: Teller) -> set[str]:
        text = self.bench.reports[teller.report].text
        said = {text[m.start : m.end] for m in teller.actor.mentions} if teller.actor else set()
        found = {plain(name) for name in {teller.who, *said}}
        if teller.kind == "person" and teller.named:
            found |= {name.split()[-1] for name in found if name.split()}
        return {
            name
            for name in found
            if len(name) > 3 and not set(words_in(name)) <= GENERIC and name not in ("they", "their", "them", "it", "its", "this", "that")
        }

    # Unnamed sources --------------------------------------------------------------------------------------------------------------

    def _withheld(self, s: Teller, t: Teller, *, met: bool, taken: bool) -> str:
        """Whether unnamed sources are one by the way they came: from one outlet, or one text from the other; or one is named elsewhere."""
        if not (s.withheld and t.withheld):
            return self._later_named(s, t, met=met) or self._later_named(t, s, met=met)
        if s.report == t.report or not (met or taken) or not could_be_one(self.bench, s, t) or self._rivals(s, t) or self._rivals(t, s):
            return ""
        if met:
            return f"{quoted(s.who)} and {quoted(t.who)} both spoke to {self.bench.shown(s.told_to)}, and are described alike"
        return f"{quoted(s.who)} and {quoted(t.who)} are described alike, and one report’s text is taken from the other’s"

    def _rivals(self, one: Teller, other: Teller) -> bool:
        """Whether the first is called like another unnamed source of the second's report, and not like the second."""
        said = _telling(one.who)
        return said.isdisjoint(_telling(other.who)) and any(not said.isdisjoint(_telling(name)) for name in self.bench.beside(other))

    def _later_named(self, unnamed: Teller, named: Teller, *, met: bool) -> str:
        """Whether the second is the first with a name: another report tells who spoke to the same outlet, and calls them alike."""
        if not unnamed.withheld or not named.named or named.kind != "person":
            return ""
        if unnamed.report == named.report:
            return self._introduced(unnamed, named)
        if not met or not could_be_one(self.bench, unnamed, named):
            return ""
        return f"{quoted(unnamed.who)} and {quoted(named.who)} both spoke to {self.bench.shown(named.told_to)}, and are called alike"

    def _introduced(self, unnamed: Teller, named: Teller) -> str:
        """Whether the second is whom the report's lead calls by what he does: named after it, and nobody else there says it."""
        one, other = unnamed.actor, named.actor
        if one is None or other is None or one.number == "several" or one.reason or set(words_in(unnamed.who)) & SPOKESPEOPLE:
            return ""
        said_by = self._sources_in[named.report] - {unnamed.key}
        if said_by != {named.key} or one.mentions[0].start > min(named.place.span.start, other.mentions[0].start):
            return ""
        first, second = self.bench.profile(unnamed), self.bench.profile(named)
        ranks = first is not None and bool(first.nouns & _RANKS) and bool(set(words_in(" ".join(self.bench.titles(named)))) & _RANKS)
        if not ranks and first is not None and second is not None and not may_be_same(first, second):  # "a nurse", minister Ben Okoro
            return ""
        between = self.bench.reports[named.report].text[one.mentions[0].start : other.mentions[0].start]
        return f"{quoted(unnamed.who)} is named after that: {quoted(named.who)}" if "\n" in between else ""

    def _part(self, one: Teller, group: Teller) -> str:
        """Whether the first is one of the second, or the bare word for it ("sources"), in one report."""
        if self._is_member(one, group):
            return f"{quoted(one.who)} is one of {quoted(group.who)}: a group is one origin"
        bare = not _telling(one.who) - _ANYBODY
        if bare and could_be_one(self.bench, one, group) and len(self._unnamed_in[one.report]) == 2:
            return f"{quoted(one.who)} are those whom the report then describes as {quoted(group.who)}"
        return ""

    def _is_member(self, one: Teller, group: Teller) -> bool:
        """Whether somebody is one of several: "one of them", "the woman"; or by name the one who is what they are ("scientists")."""
        several = group.actor is not None and group.actor.number == "several"
        words = words_in(one.who)
        if words[:1] == ["one"] and several and (len(words) < 3 or could_be_one(self.bench, one, group)):
            return True
        if words and words[-1] in ("man", "woman") and len(words) < 3 and group.withheld and several:
            return True
        if group.kind != "group" or group.named:
            return False
        return self._fitting_group(group) == {one.key}

    def _fitting_group(self, group: Teller) -> set[str]:
        """Return the keys of those with a name in a group's report who are what it is: its office holders, its scholars."""
        nouns = head_nouns(group.who)
        sort = next((titles for sorts, titles in _SORTS_OF_GROUPS if nouns & sorts), None)
        if sort is None:
            return set()
        here = (self.tellers[n] for n in self._named_in.get(group.report, ()))
        return {t.key for t in here if sort & set(words_in(" ".join(self.bench.titles(t))))}

    @cached_property
    def _named_in(self) -> Mapping[str, set[int]]:
        """By report, those of its sources that are people with a name."""
        named = ((t.report, n) for n, t in enumerate(self.tellers) if t.standing == "source" and t.kind == "person" and t.named)
        return dict(_gathered(named))

    @cached_property
    def _unnamed_in(self) -> Mapping[str, set[str]]:
        """By report, the keys of its unnamed sources."""
        return _gathered((t.report, t.key) for t in self.tellers if t.withheld)

    # Descriptions -------------------------------------------------------------------------------------------------------------------

    def _description(self, a: int, b: int) -> str:
        s, t = self.tellers[a], self.tellers[b]
        one, other = (t, s) if s.named else (s, t)
        if self._describes(one, other):
            return f"{quoted(one.who)} fits {quoted(other.who)} and nobody else who says it"
        if s.kind == t.kind == "document" and head_nouns(s.who) & head_nouns(t.who) & (
            DOCUMENT_NOUNS | {"audit", "memo", "draft", "decision", "log", "cable"}
        ):
            return f"{quoted(s.who)} and {quoted(t.who)} are the same kind of document and say the same"
        if s.kind == t.kind == "organization" and s.named and t.named and _firm(s) == _firm(t):
            return f"{quoted(s.who)} and {quoted(t.who)} are one name"
        if s.kind == t.kind == "organization" and not (s.named and t.named):
            return self._bodies_alike(s, t, self.sides[a])
        return ""

    def _bodies_alike(self, s: Teller, t: Teller, side: str) -> str:
        if len(_telling(s.who) & _telling(t.who)) > 1:
            return f"{quoted(s.who)} and {quoted(t.who)} are described in the same words"
        one, other = (t, s) if s.named else (s, t)
        if not _bare(one):
            return ""
        if _bare(other) and set(words_in(one.who)) & set(words_in(other.who)) & GENERIC:
            return f"{quoted(one.who)} and {quoted(other.who)} are both said of a body that says it, and name none"
        alike = self._firms_but(side, one.key)
        return f"{quoted(one.who)} is {quoted(other.who)}: no other body says it" if alike == {_firm(other)} else ""

    @cached_property
    def _people(self) -> list[Teller]:
        """One teller for each of the people with a name and a description of them."""
        named = [t for t in self.tellers if t.standing == "source" and t.kind == "person" and t.named]
        return list({(t.key, *self.bench.told(t), *sorted(self.bench.titles(t))): t for t in named}.values())

    def _describes(self, one: Teller, other: Teller) -> bool:
        if one.named or not other.named or other.kind != "person":
            return False
        if one.kind != "person" and not (one.kind == "unnamed" and (one.report == other.report or self._openly(one))):
            return False
        return self._fitting(one) == {other.key}

    def _openly(self, teller: Teller) -> bool:
        """Whether somebody is called by what he is, and nothing says that the name is kept back ("a retired teacher")."""
        profile = self.bench.profile(teller)
        kept = teller.actor is None or teller.actor.reason or teller.actor.basis or teller.actor.number == "several"
        return not kept and profile is not None and not profile.nouns & _KEPT_BACK

    def _fitting(self, described: Teller) -> set[str]:
        key = (described.report, described.actor.id if described.actor else "")
        if key not in self._fitted:
            self._fitted[key] = {t.key for t in self._people if self._fits(described, t)}
        return self._fitted[key]

    def _fits(self, described: Teller, named: Teller) -> bool:
        profile, other = self.bench.profile(described), self.bench.profile(named)
        titles = set(words_in(" ".join(self.bench.titles(named))))
        return profile is not None and bool(profile.nouns & (titles | (other.nouns if other is not None else set())))


def same_key(teller: Teller) -> str:
    """Return in words that two tellers are known by one key."""
    return f"{quoted(teller.who)} is the same {teller.kind} in both"


def _gathered(pairs: Iterable[tuple[_Key, _Value]]) -> defaultdict[_Key, set[_Value]]:
    found: defaultdict[_Key, set[_Value]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found


def _firm(teller: Teller) -> tuple[str, ...]:
    """Return the words of a body's name, its legal form left out."""
    return tuple(body_words(teller.who))


def _bare(teller: Teller) -> bool:
    """Whether a body is called by what it is alone: "the company", "the hospital's trust"."""
    return not teller.named and set(words_in(teller.who)) <= GENERIC | {"the", "a", "an"}


def is_proper(teller: Teller) -> bool:
    """Whether a person or a body is called by a name of its own, and not by what it is ("the union")."""
    if not teller.named or teller.kind not in ("person", "organization") or teller.standing != "source":
        return False
    return bool(set(words_in(teller.who)) - GENERIC - {"the", "a", "an"})


def _is_of_police(words: frozenset[str]) -> bool:
    """Whether the words said of somebody make him a policeman: a rank that nobody else has, or any with the police."""
    return bool(words & _RANKS - _ELSEWHERE) or bool(words & _RANKS and words & _POLICE)


def _principal(teller: Teller) -> bool:
    """Whether it is one for whom others speak: somebody with a name, or a body."""
    return teller.kind == "organization" or (teller.kind == "person" and teller.named)


def _telling(description: str) -> set[str]:
    """Return the words of a description that tell what it is, small words and counts left out."""
    return {w for w in words_in(description) if len(w) > 3 and w not in _OTHERS}


def _is_one_of_some(who: str) -> bool:
    """Whether words may stand for one of a group, or for whom a report then describes."""
    return words_in(who)[:1] == ["one"] or not _telling(who) - _ANYBODY
