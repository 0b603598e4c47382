"""Who stands behind one assertion: the last hop of its chain; or an outlet, the report's own voice, nobody."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from headwater.link.callings import OFFICES, Callings
from headwater.model import Actor, ActorRef, Assertion, Hop, HopKind, Identity, Place, Reading, Report, Span, Statement
from headwater.resolve.described import Profile, may_be_same, profile_told
from headwater.resolve.lexicon import BODY_NOUNS, DEMONYMS, HONORIFICS, PARTISANS, PLACES, SPOKESPEOPLE
from headwater.resolve.outlets import own_names

__all__ = ["Bench", "Teller", "could_be_one", "names_in", "plain"]

Standing = Literal["source", "outlet", "unknown", "own", "dead"]

_SAYS = re.compile(
    r"\b(?:sa(?:id|y|ys|ying)|t(?:old|ell|ells|elling)|wr(?:ote|ites?|itten)|suggest\w*|claim\w*|admit\w*|den(?:y|ie[sd]|ying)|insist\w*"
    r"|add(?:ed|s|ing)|warn\w*|promis\w*|stat(?:ed|es|ing)|acknowledg\w*|conced\w*|announc\w*|confirm\w*|argu(?:ed|es|ing)|explain\w*"
    r"|according to)\b",
    re.IGNORECASE,
)
"""Cues of speech: what somebody is told to have done (agreed, decided) has who tells it for its origin."""
_TO_SPEAKER = frozenset(("me", "us"))
_HAVE_FROM = re.compile(
    r"\b(?:I|we)(?:['’]ve| have| had)?(?: had| got| heard| learn(?:ed|t)| know)? (?:that|this|it|so) from (?:the )?", re.IGNORECASE
)
"""With which a speaker tells whose word it is: "I have that from the company"."""
ALL_OF_IT = 0.8
"""Share of a statement's words that a statement within it takes up, from its source to its content, for the outer to tell that alone."""
_OBSERVED = re.compile(
    r"\b(?:reporter|correspondent|journalist|photographer|crew|team)s?\b.{0,50}\b(?:saw|seen|watched|counted|heard|witnessed|felt|found)\b"
    r"|\b(?:seen|watched|counted|heard|witnessed|felt) by (?:a|an|this|our|the)\b.{0,40}\b(?:reporter|correspondent|newspaper|journalist)",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"^report$|\b(?:reports|media|press|headlines"
    r"|(?:outlet|(?:news)?paper|website|blog|broadcaster|channel|tabloid|bulletin)s?|(?:news )?sites?)\b",
    re.IGNORECASE,
)
"""Words for other outlets at large: what they say they have from somebody."""
_RELEASE = re.compile(r"^About (?P<who>[A-Z][^\n:.]{1,60}?)(?=:|\.?$)", re.MULTILINE)
"""How a press release ends: who issued it, before what it says of itself."""
_FIRST_PERSON = re.compile(r"\b(?:I|my|myself|me)\b")
"""Outside quotation marks: the reporter tells what he was part of."""
_QUOTED = re.compile(r"[“\"].*?(?:[”\"]|$)", re.DOTALL)
_OPENING = ("“", "‘‘", '"', "»", "«", "„")
_OFFICE = re.compile(r"\b[\w-]+ (?:minister|secretary)\b", re.IGNORECASE)
_PRONOUN = frozenset(
    """he she they it we i you who that this which him her them his their its us our these those both all each one some others another
    many most several few any none neither either somebody someone anybody anyone everybody everyone nobody people""".split()
)
"""Words that say of nobody who it is."""
_APPOSITION = re.compile(r",(?: aged)?(?: \d{1,3},)? (?P<what>(?:an?|the|one of the) [^,.;:\n“”\"]{3,50})[,.]")
"""What is set beside a name: "Ines Vale, 71, a retired teacher,"."""
_AS_WHAT = re.compile(
    r"[^.\n“”\"]{0,90}?\b(?:worked|works|served|serves|spent|years)\b[^.\n“”\"]{0,60}?\bas (?P<what>an? [\w-]+(?: [\w-]+)?)\b"
)
"""What somebody is told to do for a living ("Keith Vale has worked nights for years as a guard")."""
_OUTLET_NOUN = re.compile(
    r"^(?:(?:news )?(?:web)?site|(?:news)?paper|tabloid|daily|broadcaster|blog|magazine|news agency|agency|outlet|channel)\b"
    r"|\b(?:(?:news )?(?:web)?site|newspaper|tabloid|broadcaster|blog|magazine|news agency|newsletter)$"
)
"""What is said of an outlet beside its name ("the site Full Hour", "the Comet newspaper")."""
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_NAME = re.compile(r"(?<!^)\b[A-Z][\w’'\-]+")


def plain(name: str) -> str:
    """Return a name without article, in lower case, with single spaces."""
    return _ARTICLE.sub("", " ".join(name.split())).lower().removesuffix("'s").removesuffix("’s")


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Who or what stands behind an assertion as its report presents it.

    Attributes:
        key: The same for tellers that the texts show to be one.
        standing: A source; an outlet whose source is not told; a pronoun that nobody was found for; the report's own voice; a dead end
            ("reportedly").
        report: Id of the report that has it.
        actor: The actor, `None` for own voice and dead ends.
        told_to: The outlet it spoke to, in plain form: the outlet hop before it, else the report's publisher.
        relayed: Whether an outlet stands between it and the report.
        place: Where it is mentioned, or the assertion.
    """

    key: str
    standing: Standing
    report: str
    who: str
    kind: HopKind
    named: bool
    place: Place
    actor: Actor | None = None
    told_to: str | None = None
    relayed: bool = False

    @property
    def withheld(self) -> bool:
        """Whether it is a source whose identity is kept back, or somebody whom the report introduces without a name ("a woman")."""
        if self.standing != "source" or self.named:
            return False
        return self.kind == "unnamed" or (self.kind == "person" and self.who.lower().startswith(("a ", "an ", "the ")))


class Bench:
    """The reports of one story, and who is who in them."""

    def __init__(self, readings: Sequence[Reading], identities: Sequence[Identity]) -> None:
        self.reports: dict[str, Report] = {r.report.id: r.report for r in readings if r.report is not None}
        self._statements = {(r.report.id, s.id): s for r in readings if r.report is not None for s in r.statements}
        self._actors = {(r.report.id, a.id): a for r in readings if r.report is not None for a in r.actors}
        self._identity = {member: each for each in identities for member in each.members}
        self._publisher = {r.id: self._publisher_key(r) for r in self.reports.values()}
        self._profiles: dict[tuple[str, str], Profile | None] = {}
        # What is asked again for every claim, or for every two tellers, is found once.
        self._outlets: dict[str, str] = {}
        self._tellers: dict[tuple[str, str | None, Span, Span], Teller] = {}
        self._told: dict[tuple[str, str, bool], tuple[str, ...]] = {}
        self._could: dict[object, bool] = {}
        self._elsewhere: dict[str, list[str]] = {}
        self._office: dict[str, set[str]] = {}
        self._publishers = frozenset(self._publisher.values())
        self._issuers: dict[str, Actor | None] = {}
        self._titles: dict[str, list[str]] = {}

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        return {r.id: own_names("", r.publisher) for r in self.reports.values()}

    def statement(self, assertion: Assertion) -> Statement | None:
        """Return the statement of an assertion, `None` for the report's own voice."""
        return None if assertion.statement is None else self._statements[assertion.report, assertion.statement]

    def actor(self, report: str, actor: str) -> Actor | None:
        """Return an actor of a report."""
        return self._actors.get((report, actor))

    def identity(self, report: str, actor: str) -> Identity | None:
        """Return who an actor is across reports, where that is known."""
        return self._identity.get(ActorRef(report=report, actor=actor))

    def text(self, place: Place) -> str:
        """Return the words at a place."""
        return self.reports[place.report].text[place.span.start : place.span.end]

    def publisher(self, report: str) -> str | None:
        """Return the publisher of a report in plain form: the same for all its reports."""
        return self._publisher[report]

    def outlet(self, name: str) -> str:
        """Return the plain form of an outlet: that of the publisher in hand that goes by this name, else its own."""
        if name not in self._outlets:
            self._outlets[name] = self._outlet(name)
        return self._outlets[name]

    def _outlet(self, name: str) -> str:
        said = plain(name)
        bare = _OUTLET_NOUN.sub("", said).strip()
        for form in dict.fromkeys((said, bare or said)):
            found = self._going_by.get(form, set())
            if len(found) == 1:
                return next(iter(found)) or said
        return said

    @cached_property
    def _going_by(self) -> dict[str, set[str | None]]:
        """By a name, the publishers in hand that go by it."""
        found: dict[str, set[str | None]] = {}
        for report, forms in self._forms.items():
            for form in forms:
                found.setdefault(form, set()).add(self._publisher[report])
        return found

    def shown(self, outlet: str | None) -> str | None:
        """Return an outlet in plain form as people write it: as its report is published, or as it is mentioned first."""
        if outlet is None:
            return None
        return self._shown[outlet] if outlet in self._shown else self._mentioned.get(outlet, outlet)

    @cached_property
    def _shown(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for report in self.reports.values():
            if report.publisher is not None and (key := self._publisher[report.id]) is not None:
                found.setdefault(key, report.publisher.name or report.publisher.domain)
        return found

    @cached_property
    def _mentioned(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for actor in self._actors.values():
            if actor.kind in ("outlet", "organization"):
                found.setdefault(plain(actor.name), actor.name)
        return found

    @staticmethod
    def _publisher_key(report: Report) -> str | None:
        if report.publisher is None:
            return None
        return plain(report.publisher.name or report.publisher.domain or "") or None

    # Tellers --------------------------------------------------------------------------------------------------------------------

    def teller(self, assertion: Assertion) -> Teller:
        """Return who or what stands behind an assertion."""
        key = assertion.report, assertion.statement, assertion.spans[0], assertion.spans[-1]
        if key not in self._tellers:
            self._tellers[key] = self._teller(assertion)
        return self._tellers[key]

    def _teller(self, assertion: Assertion) -> Teller:
        said = self.statement(assertion)
        chain = self.chain(assertion)
        return self._at(assertion, chain, len(chain) - 1) if chain else self._without(assertion, dead=said is not None and said.unsourced)

    def chain(self, assertion: Assertion) -> tuple[Hop, ...]:
        """Return the hops of an assertion's statement, and those from whom its last speaker says that he has it."""
        said = self.statement(assertion)
        if said is None:
            return ()
        told = self._secondhand(assertion.report, said)
        return (*told.chain, *self._had_from(assertion.report, told)) if told.chain else ()

    def _had_from(self, report: str, said: Statement) -> tuple[Hop, ...]:
        """Return whom a speaker has it from by his own words ("I have that from the company"), none where he does not say."""
        text = self.reports[report].text
        found = [m for part in said.content for m in _HAVE_FROM.finditer(text, part.start, part.end)]
        if not found:
            return ()
        at = found[0].end()
        named = ((m, a) for (home, _), a in self._actors.items() if home == report for m in a.mentions if m.start <= at < m.end)
        return tuple(Hop(span=m, actor=a.id, actors=(), kind=a.kind, named=a.named, via="had-from") for m, a in named)[:1]

    def _secondhand(self, report: str, said: Statement) -> Statement:
        """Return the statement within one that does nothing but report it ("two members said *she had suggested 4.5%*"), else the one.

        What somebody was told himself he has from who told him, though he adds to it ("She told me about the letter, and I believe her").
        """
        seen = {said.id}
        while True:
            words = sum(each.end - each.start for each in said.content)
            text = self.reports[report].text
            inside = self._inside.get((report, said.id), ())
            within = (each for each in inside if _covered(each, said) >= ALL_OF_IT * words or self._told_speaker(report, each, said))
            inner = next((each for each in within if any(_SAYS.search(text[cue.start : cue.end]) for cue in each.cue)), None)
            if inner is None or inner.id in seen or not inner.chain:
                return said
            seen.add(inner.id)
            said = inner

    def _told_speaker(self, report: str, inner: Statement, outer: Statement) -> bool:
        """Whether a statement begins with what its speaker was told."""
        text = self.reports[report].text
        told = any(text[each.start : each.end].lower() in _TO_SPEAKER for each in inner.to)
        return told and not text[outer.content[0].start : inner.source[0].start].strip(" “”\"‘’'")

    @cached_property
    def _inside(self) -> dict[tuple[str, str], list[Statement]]:
        found: dict[tuple[str, str], list[Statement]] = {}
        for (report, _), each in self._statements.items():
            if each.parent is not None and each.kind == "statement" and each.source:
                found.setdefault((report, each.parent), []).append(each)
        return found

    def line(self, assertion: Assertion) -> tuple[Teller, ...]:
        """Return the teller and those through whom it came, outlets left out, the origin first."""
        chain = self.chain(assertion)
        hops = [n for n, hop in enumerate(chain) if hop.kind != "outlet"]
        return tuple(self._at(assertion, chain, n) for n in reversed(hops))

    def _at(self, assertion: Assertion, chain: Sequence[Hop], at: int) -> Teller:
        last = chain[at]
        actor = self.actor(assertion.report, last.actor)
        outlets = [hop for hop in chain[:at] if hop.kind == "outlet" or self._is_press(hop, self.name(assertion.report, hop))]
        place = Place(report=assertion.report, span=last.span)
        name = self.name(assertion.report, last)
        if last.kind == "outlet" or self._is_press(last, name):
            return Teller(
                key=f"outlet:{self.outlet(name)}", standing="outlet", report=assertion.report, who=name, kind="outlet",
                named=last.named, place=place, actor=actor, told_to=self.outlet(name), relayed=True,
            )  # fmt: skip
        known = self.identity(assertion.report, last.actor)
        if plain(name) in PLACES and self._common(place):  # "the trust" is no country
            known, actor, name = None, None, self.text(place)
        elif known is not None and known.named and (holder := self._holder(self.text(place), known)) is not None:
            known = holder
        elif known is not None and (full := self._surname_of(known)) is not None:
            known = full
        elif (
            (known is None or not known.named)
            and not last.named
            and (called := self._callings.meant(self.text(place)) or self._callings.meant(name)) is not None
        ):
            known = called
        told = self.name(assertion.report, outlets[-1]) if outlets else None
        return Teller(
            key=f"identity:{known.id}" if known else f"actor:{assertion.report}/{last.actor}" if actor else f"called:{plain(name)}",
            standing="unknown" if plain(name) in _PRONOUN and not last.named and (known is None or not known.named) else "source",
            report=assertion.report,
            who=known.name if known else name,
            kind=known.kind if known is not None and known.named else last.kind,
            named=known.named if known else last.named and actor is not None,
            place=place,
            actor=actor,
            told_to=self.outlet(told) if told else self.publisher(assertion.report),
            relayed=told is not None,
        )

    def _common(self, place: Place) -> bool:
        """Whether the words at a place call a body by what it is alone ("the company")."""
        words = plain(self.text(place)).split()
        return bool(words) and all(word in BODY_NOUNS for word in words)

    def _holder(self, mention: str, known: Identity) -> Identity | None:
        """Return who has the office that a mention names, where whom it was taken for has another ("environment minister", the premier)."""
        found = _OFFICE.search(mention)
        if found is None or found.end() < len(mention.rstrip()) or not self._offices(known) - {found.group().lower()}:
            return None
        office = found.group().lower()
        if office in self._offices(known):
            return None
        holders = {each.id: each for each in self._identity.values() if each.named and office in self._offices(each)}
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _offices(self, identity: Identity) -> set[str]:
        """Return the offices that reports write before somebody's name."""
        if identity.id not in self._office:
            actors = ((ref.report, self._actors.get((ref.report, ref.actor))) for ref in identity.members if ref.report in self.reports)
            said = {self.reports[home].text[m.start : m.end] for home, actor in actors if actor is not None for m in actor.mentions}
            last = identity.name.split()[-1]
            self._office[identity.id] = {m.group().lower() for each in said if last in each for m in _OFFICE.finditer(each)}
        return self._office[identity.id]

    def _is_press(self, hop: Hop, name: str) -> bool:
        """Whether a hop that was not taken for an outlet is one: a publisher in hand, or reports at large."""
        if hop.kind in ("organization", "person") and self.outlet(name) in self._publishers:
            return True
        at_large = hop.kind == "document" or (hop.kind in ("group", "organization") and not hop.named)
        return at_large and _PRESS.search(name) is not None

    def name(self, report: str, hop: Hop) -> str:
        """Return the fullest name that a report has for a hop's actor."""
        actor = self.actor(report, hop.actor)
        return actor.name if actor else self.text(Place(report=report, span=hop.span))

    def _without(self, assertion: Assertion, *, dead: bool) -> Teller:
        report = self.reports[assertion.report]
        span = Span(start=assertion.spans[0].start, end=assertion.spans[-1].end)
        words = _sentences_around(report.text, span)
        publisher = self.publisher(report.id)
        name = report.publisher.name or report.publisher.domain if report.publisher else None
        seen = not dead and (_OBSERVED.search(words) or _FIRST_PERSON.search(_QUOTED.sub("", words))) is not None
        if not seen and not dead and (issuer := self._issuer(report)) is not None:
            return self._body(assertion, issuer)
        if not seen and not dead and report.text[span.start : span.end].lstrip().startswith(_OPENING):
            return self._somebody(assertion)
        return Teller(
            key=f"{'saw' if seen else 'own'}:{publisher or report.id}",
            standing="source" if seen else "dead" if dead else "own",
            report=report.id,
            who=name or report.ref,
            kind="observation" if seen else "outlet",
            named=name is not None,
            place=Place(report=report.id, span=span),
            told_to=publisher,
        )

    def _issuer(self, report: Report) -> Actor | None:
        """Return the body whose press release a report reproduces, `None` where it is none."""
        if report.id not in self._issuers:
            self._issuers[report.id] = self._issued_by(report)
        return self._issuers[report.id]

    def _issued_by(self, report: Report) -> Actor | None:
        found = _RELEASE.search(report.text)
        if found is None or plain(found["who"]) in self._forms[report.id]:
            return None
        who = plain(found["who"])
        named = (a for (home, _), a in self._actors.items() if home == report.id and a.named)
        return next((a for a in named if any(plain(report.text[m.start : m.end]) == who for m in a.mentions)), None)

    def _body(self, assertion: Assertion, issuer: Actor) -> Teller:
        known = self.identity(assertion.report, issuer.id)
        return Teller(
            key=f"identity:{known.id}" if known else f"actor:{assertion.report}/{issuer.id}",
            standing="source",
            report=assertion.report,
            who=known.name if known else issuer.name,
            kind="organization",
            named=True,
            place=Place(report=assertion.report, span=assertion.spans[0]),
            actor=issuer,
            told_to=self.publisher(assertion.report),
        )

    def _somebody(self, assertion: Assertion) -> Teller:
        """Return the teller of a quotation that nobody was found for: somebody, not the report itself."""
        return Teller(
            key=f"voice:{assertion.report}/{assertion.spans[0].start}",
            standing="unknown",
            report=assertion.report,
            who="a speaker who is not told",
            kind="person",
            named=False,
            place=Place(report=assertion.report, span=assertion.spans[0]),
            told_to=self.publisher(assertion.report),
        )

    def earlier(self, report: str, other: str) -> bool:
        """Whether the first report was published before the second, both being dated."""
        one, two = self.reports[report].published_at, self.reports[other].published_at
        return one is not None and two is not None and one.value < two.value

    def beside(self, teller: Teller) -> frozenset[str]:
        """Return what a source's report calls others whose names it keeps back, and who cannot be that one, the headline apart."""
        me = teller.actor
        if me is None:
            return frozenset()
        others = (a for a in self._unnamed.get(teller.report, ()) if a.id != me.id)
        return frozenset(a.name for a in others if a.number != me.number or not (a.id in me.may_be_same_as or me.id in a.may_be_same_as))

    def _body_starts(self, report: str) -> int:
        known = self.reports.get(report)
        return max((block.end for block in known.blocks if block.kind == "headline"), default=0) if known is not None else 0

    @cached_property
    def _unnamed(self) -> dict[str, list[Actor]]:
        found: dict[str, list[Actor]] = {}
        for (report, _), actor in self._actors.items():
            if actor.kind == "unnamed" and not actor.named and actor.mentions[-1].start >= self._body_starts(report):
                found.setdefault(report, []).append(actor)
        return found

    def in_headline(self, assertion: Assertion) -> bool:
        """Whether an assertion stands in its report's headline."""
        blocks = self.reports[assertion.report].blocks
        return any(b.kind == "headline" and b.start <= assertion.spans[0].start < b.end for b in blocks)

    def sentence(self, place: Place) -> str:
        """Return the sentence that a place stands in."""
        text = self.reports[place.report].text
        end = min((at for mark in ("\n", ". ", "? ", "! ") if (at := text.find(mark, place.span.end)) >= 0), default=len(text))
        return _sentences_around(text, place.span) + text[place.span.end : end]

    def titles(self, teller: Teller) -> list[str]:
        """Return the words with which reports mention somebody, and what they set beside the name ("Governor Ines Vale", "a teacher")."""
        if teller.actor is None:
            return []
        known = self.identity(teller.report, teller.actor.id)
        if known is None:
            return list(self._beside(ActorRef(report=teller.report, actor=teller.actor.id)))
        if known.id not in self._titles:
            self._titles[known.id] = [words for each in known.members for words in self._beside(each)]
        return self._titles[known.id]

    def _beside(self, member: ActorRef) -> Iterator[str]:
        actor, report = self._actors.get((member.report, member.actor)), self.reports.get(member.report)
        if actor is None or report is None:
            return
        for m in actor.mentions:
            yield report.text[m.start : m.end]
            if (
                actor.named
                and report.text[m.start : m.start + 1].isupper()
                and (found := _APPOSITION.match(report.text, m.end)) is not None
            ):
                yield found["what"]
            if actor.named and actor.kind == "person" and (doing := _AS_WHAT.match(report.text, m.end)) is not None:
                yield doing["what"]

    def heard(self, report: str) -> frozenset[str]:
        """Return the keys of those whom a report has as sources anywhere."""
        return self._heard.get(report, frozenset())

    @cached_property
    def _heard(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for (report, _), said in self._statements.items():
            who = self.identity(report, said.chain[-1].actor) if said.chain else None
            if who is not None:
                found.setdefault(report, set()).add(f"identity:{who.id}")
        return {report: frozenset(keys) for report, keys in found.items()}

    def bearers(self, word: str) -> frozenset[str]:
        """Return the ids of the people of the story whose names hold a word."""
        return self._bearers.get(word.lower(), frozenset())

    def _surname_of(self, known: Identity) -> Identity | None:
        """Return the one person of the story whose surname a name of one word is that nothing makes a body's."""
        word = known.name.lower()
        sure = known.kind == "person" or (known.kind == "organization" and len(known.members) == 1 and self._called(known) <= {word})
        if not (known.named and sure) or len(word.split()) != 1 or self.bodies(word):
            return None
        full = [each for at in sorted(self.bearers(word)) if (each := self._of_id[at]).name.lower() != word]
        return full[0] if len(full) == 1 and full[0].name.lower().split()[-1] == word else None

    def _called(self, identity: Identity) -> set[str]:
        """Return the words with which reports mention somebody."""
        actors = ((ref.report, self._actors.get((ref.report, ref.actor))) for ref in identity.members)
        return {plain(self.reports[home].text[m.start : m.end]) for home, actor in actors if actor is not None for m in actor.mentions}

    @cached_property
    def _of_id(self) -> dict[str, Identity]:
        return {each.id: each for each in self._identity.values()}

    def bodies(self, word: str) -> bool:
        """Whether a body or outlet of the story has a word in a longer name."""
        return word.lower() in self._words_of_bodies

    @cached_property
    def _words_of_bodies(self) -> frozenset[str]:
        names = (each.name.lower().split() for each in self._of_id.values() if each.kind in ("organization", "outlet"))
        return frozenset(word for name in names if len(name) > 1 for word in name)

    @cached_property
    def _bearers(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for each in self._identity.values():
            if each.named and each.kind == "person":
                for word in each.name.lower().split():
                    found.setdefault(word, set()).add(each.id)
        return {word: frozenset(ids) for word, ids in found.items()}

    @cached_property
    def _callings(self) -> Callings:
        return Callings(self.reports, self._actors, self._of_id.values())

    # Likeness -------------------------------------------------------------------------------------------------------------------

    def told(self, teller: Teller) -> tuple[str, ...]:
        """Return the descriptions of a teller, or for one with a name the roles."""
        if teller.actor is None:
            return ()
        key = teller.report, teller.actor.id, teller.named
        if key not in self._told:
            self._told[key] = tuple(self.described(teller))
        return self._told[key]

    def described(self, teller: Teller) -> list[str]:
        """Return the same as a list, found anew."""
        if teller.actor is None:
            return []
        text = self.reports[teller.report].text
        spans = teller.actor.descriptor or teller.actor.roles
        said = [text[s.start : s.end] for s in spans] or ([teller.actor.name] if not teller.named else [])
        return list(dict.fromkeys([*said, *self._roles_elsewhere(teller)])) if teller.named else said or self._roles_elsewhere(teller)

    def _roles_elsewhere(self, teller: Teller) -> list[str]:
        """Return what other reports call somebody whose name is all that this one has."""
        known = self.identity(teller.report, teller.actor.id) if teller.actor else None
        if known is None:
            return []
        if known.id not in self._elsewhere:
            actors = ((ref.report, self._actors.get((ref.report, ref.actor))) for ref in known.members if ref.report in self.reports)
            said = {self.reports[home].text[s.start : s.end] for home, actor in actors if actor for s in actor.roles}
            self._elsewhere[known.id] = sorted(said)
        return self._elsewhere[known.id]

    def profile(self, teller: Teller) -> Profile | None:
        """Return what the report says of a teller, `None` where that is nothing."""
        if teller.actor is None:
            return None
        key = teller.report, teller.actor.id
        if key not in self._profiles:
            said = self.described(teller)
            self._profiles[key] = self._apart_from_outlet(teller, profile_told(said)) if said else None
        return self._profiles[key]

    @staticmethod
    def _apart_from_outlet(teller: Teller, profile: Profile | None) -> Profile | None:
        """Return what is said of a source; of whom it spoke to it is not a part ("Courier source: ferry sold")."""
        if profile is not None and profile.nouns <= _SOURCE and teller.told_to:
            profile.bodies[:] = [body for body in profile.bodies if not body <= set(teller.told_to.split())]
        return profile

    def could_be_one(self, a: Teller, b: Teller) -> bool:
        """Whether two tellers of different reports could be one by what is said of them: asked once for each two descriptions."""
        key = self.told(a), a.withheld, a.told_to, self.told(b), b.withheld, b.told_to
        if key not in self._could:
            self._could[key] = _compatible(self, a, b)
        return self._could[key]


_SOURCE = frozenset(("source", "insider"))
_ANYBODY = frozenset("official source person people insider member leader man woman aide figure".split())
"""Nouns that say too little for one with a name to be meant."""


def could_be_one(bench: Bench, a: Teller, b: Teller) -> bool:
    """Whether two tellers could be one and the same by what the reports say of them; one of them at least is withheld.

    Within a report its own finding counts. Across reports the descriptions must be compatible, and name nobody whom the other does not.
    One with a name must be said to be of the same body, or of the same calling ("a foreman", "foreman Ben Okoro").
    """
    if a.report == b.report and a.actor is not None and b.actor is not None:
        return b.actor.id in a.actor.may_be_same_as or a.actor.id in b.actor.may_be_same_as
    return bench.could_be_one(a, b)


def _compatible(bench: Bench, a: Teller, b: Teller) -> bool:
    first, second = bench.profile(a), bench.profile(b)
    if first is None or second is None or not may_be_same(first, second):
        return False
    named = [names_in(bench.told(t)) for t in (a, b)]
    if named[0] and named[1] and not named[0] & named[1]:
        return False
    if a.withheld and b.withheld:
        return True
    if (first.nouns | second.nouns) & SPOKESPEOPLE:
        return False
    return bool(first.nouns & second.nouns - _ANYBODY) or (bool(first.bodies) and bool(second.bodies))


def _covered(inner: Statement, outer: Statement) -> int:
    """Return how many characters of a statement's content lie in what reports the one within it."""
    parts = (*inner.source, *inner.cue, *inner.content)
    start, end = min(each.start for each in parts), max(each.end for each in parts)
    return sum(max(0, min(end, each.end) - max(start, each.start)) for each in outer.content)


def _sentences_around(text: str, span: Span) -> str:
    """Return the words from the beginning of the sentence, or line, that a span begins in to the end of the span."""
    start = max(text.rfind(mark, 0, span.start) for mark in ("\n", ". ", "? ", "! "))
    return text[start + 1 : span.end]


def names_in(descriptions: Sequence[str]) -> set[str]:
    """Return the proper names in descriptions, in lower case, countries and parties left out."""
    found = {m.group().lower().removesuffix("'s").removesuffix("’s") for each in descriptions for m in _NAME.finditer(each)}
    return found - DEMONYMS - PLACES - PARTISANS - OFFICES - HONORIFICS
