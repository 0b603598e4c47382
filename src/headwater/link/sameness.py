"""Which sources of one claim are one and the same, though their reports call them otherwise; every finding has its reason in words.

Within a claim little is needed: whoever asserts the same thing in two reports of one story and is called "the company" in the second is
that company. Nobody is merged whom the texts set apart, and no unnamed source with another for being described alike alone.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TypeVar

from headwater.link.naming import body_words
from headwater.link.tellers import Bench, Teller, could_be_one, names_in, plain
from headwater.resolve.described import may_be_same
from headwater.resolve.lexicon import DOCUMENT_NOUNS, SPOKESPEOPLE, singular
from headwater.text import word_spans

__all__ = ["GENERIC", "SAME_WORDS", "Company", "longest_run", "quoted", "same_key", "words_in"]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

SAME_WORDS = 7
"""Words in a row, inside quotation marks, that two people do not say by chance."""

_OFFICERS = SPOKESPEOPLE | frozenset(
    """director chief chairman chairwoman chairperson chair president manager head secretary minister commissioner officer executive ceo
    leader captain governor mayor principal superintendent rector registrar""".split()
)
"""Who speaks in office for the body that has them."""
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
_POLICE = frozenset("police policeman policewoman force constabulary".split())
_LETTERS = frozenset("letter email e-mail post message tweet text note".split())
_WROTE = re.compile(r"\b(?:wrote|sent|signed|posted|e-?mailed|tweeted|penned)\b")
_AGENT = re.compile(r"[oe]rs?$")
_RECORDED = frozenset("recording audio video clip footage message voicemail call tape".split())
_INTERNAL = frozenset("memo memorandum audit minutes circular statement release manifest accounts books".split())
"""Documents that a body makes of its own affairs: where one body alone says the same, it is its own."""
_ANYBODY = frozenset("source sources person people official officials somebody someone unnamed".split())
_OTHERS = frozenset("local which that from drawn with seen dated page pages internal leaked their has was who said this about into".split())


def quoted(words: str) -> str:
    """Return words in quotation marks."""
    return f"“{words}”"


def words_in(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return list(_words(text))


@lru_cache(maxsize=1 << 15)  # every two tellers of a claim are compared, by the same few words
def _words(text: str) -> tuple[str, ...]:
    return tuple(text[a:b].lower().removesuffix("’s").removesuffix("'s") for a, b in word_spans(text) if text[a].isalnum())


class Company:
    """The tellers of one claim.

    Args:
        bench: The reports they stand in.
        tellers: One for each assertion.
        said: For each, the words it says inside quotation marks; empty where it is not quoted.
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
        sides: Sequence[str],
        private: Sequence[bool],
        copied: Callable[[str, str], bool],
    ) -> None:
        self.bench, self.tellers, self.said, self.sides, self.private, self.copied = bench, tellers, said, sides, private, copied
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
        return f"both say the same words: “{' '.join(run)}”" if len(run) >= SAME_WORDS else ""

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
        place = (self.bench.text(t.place), self.bench.sentence(t.place)) if t.kind == "document" else None
        return self.sides[n], self.private[n], self.bench.told(t), names, t.actor is None, kept, place

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
        if s.kind == "organization" and t.kind == "person" and any(_within(name, s.who) for name in self._names(t)):
            return f"{quoted(s.who)} is {quoted(t.who)}’s own"
        return self._issue(s, t) if s.kind == "document" else ""

    def _issue(self, s: Teller, t: Teller) -> str:
        """Whether a document is of somebody: what they drew up, wrote or issued, or what their office did."""
        both = f"{quoted(s.who)} is "
        if t.kind in ("person", "unnamed") and not t.named and self._own_document(s, t):
            return f"{both}{quoted(t.who)}’s own"
        if t.kind in ("group", "unnamed") and _draws_up(t.who, s.who):
            return f"{both}what {quoted(t.who)} drew up"
        if t.kind == "person" and self._wrote(t, s):
            return f"{quoted(s.who)} was written by {quoted(t.who)}: a document and its author are one origin"
        if t.kind == "person" and (body := self._body_of_both(s, t)):
            return (
                f"{quoted(s.who)} and {quoted(t.who)} are both of {quoted(body)}: a document and who speaks for its issuer are one origin"
            )
        if t.kind in ("organization", "person") and self._issued_by(s, t):
            return f"{both}from {quoted(t.who)}: a document and who issued it are one origin"
        return ""

    def _speaks_for(self, a: int, b: int) -> bool:
        speaker, body = self.tellers[a], self.tellers[b]
        said, office = self._described[a], self._offices[a]
        if set(words_in(plain(body.who))) <= _POLICE and frozenset(words_in(said)) & _RANKS:
            return True
        if any(_within(name, said) for name in self._names(body)):
            return bool(office & SPOKESPEOPLE) or (speaker.named and body.kind == "organization")
        if not office or self.sides[a] != "asserts" or names_in(self.bench.told(speaker)):
            return False
        if not office & SPOKESPEOPLE and not (speaker.named and body.kind == "organization"):
            return False
        # "his spokeswoman", "the chief executive": of whoever else is named, or a body, and says the same, where there is one only, in the
        # same report or at all
        if self._principals.get(self.sides[a], frozenset()) - {speaker.key} == {body.key}:
            return True
        return speaker.report == body.report and self._bodies_of.get((body.report, self.sides[a])) == {body.key}

    def _wrote(self, author: Teller, document: Teller) -> bool:
        """Whether the sentence that has something from a letter says that somebody wrote it."""
        if not _head_nouns(document.who) & _LETTERS:
            return False
        subject, wrote, _ = _WROTE.sub("\0", self.bench.sentence(document.place), count=1).partition("\0")
        return bool(wrote) and any(_within(name, subject) for name in self._names(author))

    def _own_document(self, document: Teller, unnamed: Teller) -> bool:
        """Whether a document is somebody's by the words ("the diplomat's summary"), or what the one voice of the report is heard on."""
        owner, apart, _ = document.who.replace("’", "'").partition("'s ")
        profile = self.bench.profile(unnamed)
        if apart and profile is not None and {singular(word) for word in words_in(owner)} & profile.nouns:
            return True
        recorded = bool(_head_nouns(document.who) & _RECORDED) and document.report == unnamed.report
        return recorded and bool(set(words_in(unnamed.who)[-1:]) & {"man", "woman", "voice", "caller"})

    def _body_of_both(self, document: Teller, officer: Teller) -> str:
        """Return the name of the body that a document is from and somebody has an office in, empty where there is none."""
        said = " ".join(self.bench.told(officer))
        if not frozenset(words_in(said)) & _OFFICERS:
            return ""
        own = names_in([document.who])
        return next((name for name in sorted(names_in([said])) if name in own), "")

    def _issued_by(self, document: Teller, body: Teller) -> bool:
        if body.kind == "organization" and _head_nouns(document.who) & _INTERNAL and self._body_keys == {body.key}:
            return True
        words = " ".join([document.who, self.bench.text(document.place), *self.bench.told(document)])
        return any(_within(name, words) for name in self._names(body))

    # What is asked of a teller for each of the others is found once.

    @cached_property
    def _described(self) -> list[str]:
        return [" ".join(self.bench.told(each)) for each in self.tellers]

    @cached_property
    def _offices(self) -> list[frozenset[str]]:
        return [_OFFICERS & frozenset(words_in(said)) for said in self._described]

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
        if s.report == t.report or not (met or taken) or not could_be_one(self.bench, s, t):
            return ""
        if met:
            return f"{quoted(s.who)} and {quoted(t.who)} both spoke to {self.bench.shown(s.told_to)}, and are described alike"
        return f"{quoted(s.who)} and {quoted(t.who)} are described alike, and one report’s text is taken from the other’s"

    def _later_named(self, unnamed: Teller, named: Teller, *, met: bool) -> str:
        """Whether the second is the first with a name: another report tells who spoke to the same outlet, and calls them alike."""
        if not unnamed.withheld or not named.named or named.kind != "person":
            return ""
        if unnamed.report == named.report:
            return self._introduced(unnamed, named)
        if not met or not could_be_one(self.bench, unnamed, named):
            return ""
        return f"{quoted(unnamed.who)} and {quoted(named.who)} both spoke to {named.told_to}, and are called alike"

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
        bare = not _telling(one.who) - _ANYBODY
        words = words_in(one.who)
        member = words[:1] == ["one"] and group.actor is not None and group.actor.number == "several"
        if member and (len(words) < 3 or could_be_one(self.bench, one, group)):
            return f"{quoted(one.who)} is one of {quoted(group.who)}: a group is one origin"
        if (
            words
            and words[-1] in ("man", "woman")
            and len(words) < 3
            and group.withheld
            and group.actor is not None
            and group.actor.number == "several"
        ):
            return f"{quoted(one.who)} is one of {quoted(group.who)}: a group is one origin"
        if bare and could_be_one(self.bench, one, group) and len(self._unnamed_in[one.report]) == 2:
            return f"{quoted(one.who)} are those whom the report then describes as {quoted(group.who)}"
        return ""

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
        if s.kind == t.kind == "document" and _head_nouns(s.who) & _head_nouns(t.who) & (
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


def _draws_up(people: str, document: str) -> bool:
    """Whether people are called after a document: "inspectors" and "an inspection report", "auditors" and "the audit"."""
    stems = {_AGENT.sub("", word) for word in words_in(people) if _AGENT.search(word)}
    return any(len(stem) > 4 and word.startswith(stem) for stem in stems for word in words_in(document))


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


def _principal(teller: Teller) -> bool:
    """Whether it is one for whom others speak: somebody with a name, or a body."""
    return teller.kind == "organization" or (teller.kind == "person" and teller.named)


def _telling(description: str) -> set[str]:
    """Return the words of a description that tell what it is, small words and counts left out."""
    return {w for w in words_in(description) if len(w) > 3 and w not in _OTHERS}


def _is_one_of_some(who: str) -> bool:
    """Whether words may stand for one of a group, or for whom a report then describes."""
    return words_in(who)[:1] == ["one"] or not _telling(who) - _ANYBODY


def _head_nouns(description: str) -> set[str]:
    return {singular(w) for w in words_in(description)}


@lru_cache(maxsize=1 << 16)
def _within(name: str, text: str) -> bool:
    """Whether a name stands in a text as words of its own."""
    return f" {' '.join(words_in(name))} " in f" {' '.join(words_in(text))} "


@lru_cache(maxsize=1 << 14)  # the same quotation stands in many reports
def longest_run(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    """Return the longest run of words that two texts share."""
    best, length = 0, 0
    row = [0] * (len(b) + 1)
    for n, word in enumerate(a):
        before = row
        row = [0] * (len(b) + 1)
        for m, other in enumerate(b):
            if word == other:
                row[m + 1] = before[m] + 1
                if row[m + 1] > length:
                    best, length = n + 1, row[m + 1]
    return a[best - length : best]
