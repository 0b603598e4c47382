"""The cast of a report: who the actors are, by which words each is mentioned, and whom a description or a pronoun means.

Names make actors first. A phrase that describes somebody without naming them makes an actor of its own, unless it points back
("the official", "the report", "the network"): then it is the last actor it fits. What fits nobody is a new actor, never a guess.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from headwater.model import HopKind, Span
from headwater.resolve.lexicon import (
    ABBREVIATED,
    BODY_NOUNS,
    CALLINGS,
    DEMONYMS,
    DOCUMENT_NOUNS,
    ORGANIZATION_WORDS,
    OUTLET_NOUNS,
    SPOKESPEOPLE,
    singular,
)
from headwater.resolve.names import Name, Named
from headwater.resolve.outlets import OUTLET_WORDS, Outlets, outlet_signs, speaks_of_itself
from headwater.resolve.phrases import NameIndex, Party
from headwater.resolve.words import Words

__all__ = ["Cast", "Player"]


@dataclass(slots=True, eq=False)
class Player:
    """An actor in the making.

    Attributes:
        number: Its place among the actors of the report.
        kind: What kind of hop it is.
        named: Whether it bears a name.
        bearer: The name's uses, where it bears one.
        mentions: The spans that stand for it.
        nouns: The nouns by which it was called ("official", "premier"), with how often.
        roles: Spans of its titles and callings.
        party: The phrase that introduced it, where it bears no name.
        owner: Whose it is, where the text says so.
    """

    number: int
    kind: HopKind
    named: bool
    bearer: Named | None = None
    mentions: dict[Span, None] = field(default_factory=dict)
    nouns: Counter[str] = field(default_factory=Counter)
    roles: dict[Span, None] = field(default_factory=dict)
    party: Party | None = None
    owner: "Player | None" = None

    def mention(self, span: Span) -> None:
        """Note a mention."""
        self.mentions.setdefault(span)


_SAME_PERSON = frozenset("official source aide adviser advisor insider person staffer employee diplomat executive man woman".split())
"""Nouns that "the source", "the person" or "the official" may point back at."""
_SPEAKS = frozenset("said says announced announces added confirmed confirms denied denies told tells declined".split())
_ANY_BODY = frozenset("agency company group organization organisation body firm".split())
_AGENCIES = frozenset("department bureau office administration service ministry".split())
_TITLE_WORDS = frozenset("the a an 's former deputy senior chief top acting vice of".split())
_ARTICLES = frozenset("the a an his her its their".split())
_KINDS: Mapping[str, HopKind] = {"person": "person", "document": "document"}
"""What bearers of names other than outlets are as actors; the rest are bodies."""
COMING_CHARS = 1500
"""Characters within which somebody described in a lead is introduced by name."""


_OF_FIELDS = frozenset(("minister", "secretary"))
"""Offices of which there are several at a time, told apart by what each is of."""
_NO_FIELDS = (
    frozenset("the a his her their its our 's ' former new first then deputy junior senior chief cabinet government top".split()) | DEMONYMS
)
_SAID = frozenset("said says told reported announced confirmed added warned".split())


class Cast:
    """The actors of one report, as they come to be known."""

    def __init__(self, words: Words, named: list[Named], own: Iterable[str]) -> None:
        self.words = words
        self.index = NameIndex(named)
        self.players: list[Player] = []
        self._of: dict[int, Player] = {}
        self._own = set(own)
        self._listed = Outlets()
        self._sorts: dict[int, set[str]] = {}
        for each in named:
            self._add_named(each)
        for each in named:
            self._add_roles(each)

    # Names -----------------------------------------------------------------------------------------------------------------------

    def _add_named(self, named: Named) -> None:
        kind = self._kind(named)
        player = self._new(kind, named=True)
        player.bearer = named
        for use in named.uses:
            player.mention(self._span(use.first, use.last))
        self._of[id(named)] = player

    def _kind(self, named: Named) -> HopKind:
        if len(named.words) > 1 and " ".join(named.words) in self._own:
            return "outlet"
        if named.kind == "outlet" or (named.kind != "place" and self._acts_as_outlet(named)):
            return "outlet"
        return _KINDS.get(named.kind, "organization")

    def _acts_as_outlet(self, named: Named) -> bool:
        """Whether the list knows it as an outlet, or the text treats it as one."""
        words = self.words
        if self._listed.knows(" ".join(named.words)):
            return True
        if named.kind == "organization" and named.words[-1] in ORGANIZATION_WORDS - OUTLET_WORDS:
            return False
        person = named.kind == "person" and named.words[-1] not in OUTLET_WORDS
        if person and self._is_surely_person(named):
            return False
        least = 2 if person and len(named.words) > 1 else 1
        return any(outlet_signs(words, words.start[u.first], words.end[u.last - 1]) >= least for u in named.uses)

    def _is_surely_person(self, named: Named) -> bool:
        return (
            named.gender in ("he", "she")
            or any(use.honorific or use.role < use.first for use in named.uses)
            or any(True for use in named.uses for _ in self._callings_beside(use))
        )

    def _callings_beside(self, use: Name) -> Iterable[str]:
        for first, last in self._beside(use):
            yield from (low for low in self.words.low[first:last] if singular(low) in CALLINGS)

    def _add_roles(self, named: Named) -> None:
        """Note the titles before a name and the callings set beside it."""
        player = self._of[id(named)]
        if player.kind != "person":
            return
        for use in named.uses:
            for first, last in self._beside(use):
                nouns = [ABBREVIATED.get(n, n) for low in self.words.low[first:last] if (n := singular(low)) in CALLINGS]
                if nouns:
                    player.nouns.update(nouns)
                    player.roles.setdefault(self._span(first, last))

    def _beside(self, use: Name) -> Iterable[tuple[int, int]]:
        """Yield the stretches of words set beside a name: its titles, the apposition after it, and the one before it."""
        start = self._titles_start(use)
        if start < use.first:
            yield start, use.first
        end = self._apposition_end(use)
        if end > use.last + 1:
            yield use.last + 1, end
        begin = self._apposition_start(use)
        if begin is not None:
            yield begin, use.role - 1

    def _titles_start(self, use: Name) -> int:
        words, start = self.words, use.role
        while start > 0 and use.role - start < 8 and words.sentence[start - 1] == words.sentence[use.first] and self._belongs(start - 1):
            start -= 1
        return start

    def _belongs(self, at: int) -> bool:
        low = self.words.low[at]
        return low in CALLINGS or low in _TITLE_WORDS or self.index.at(at) is not None

    def _apposition_end(self, use: Name) -> int:
        """Return the index after the apposition that follows a name and its comma, that of the comma where none does."""
        words, end = self.words, use.last + 1
        if words.low[use.last : use.last + 1] != [","]:
            return end
        while end < len(words) and end - use.last < 12 and words.low[end] not in _ENDS_APPOSITION:
            end += 1
        told = end < len(words) and words.low[end] in _SAID and words.low[use.last + 1] == "the"
        return use.last + 1 if told else end  # "… off Dulmen, the coast guard said": who speaks, and no apposition

    def _apposition_start(self, use: Name) -> int | None:
        """Return the index of the article that opens the apposition before a name ("the mayor of Orrin, Ines Vale,")."""
        words = self.words
        closed = use.last >= len(words) or words.low[use.last] in (",", ".", "”", '"', ";", ")", "—", "and")
        if use.role < 2 or words.low[use.role - 1] != "," or not closed:
            return None
        begin = use.role - 2
        while begin > 0 and use.role - begin < 10 and words.low[begin - 1] not in (",", ".", "“", '"', "that", "and", "but"):
            begin -= 1
            if words.low[begin] in _ARTICLES and words.low[begin - 1] != "of":
                return begin
        return None

    # Lookup ----------------------------------------------------------------------------------------------------------------------

    def of(self, named: Named) -> Player:
        """Return the actor that bears a name."""
        return self._of[id(named)]

    def named_at(self, word: int) -> tuple[Name, Player] | None:
        """Return the use of a name that covers a word, and its actor."""
        use = self.index.at(word)
        return None if use is None else (use[0], self._of[id(use[1])])

    def is_own(self, player: Player) -> bool:
        """Whether an actor is the report's own publisher."""
        if player.bearer is None and player.kind == "outlet":
            return any(speaks_of_itself(self.words.text[s.start : s.end]) for s in player.mentions)
        if player.bearer is None or not self._own or (player.kind == "person" and player.bearer.gender in ("he", "she")):
            return False
        full = " ".join(player.bearer.words)
        if player.kind == "outlet" and any(full.startswith(f"{own} ") for own in self._own):
            return True  # a programme of its own
        forms = {full, full.removeprefix("the ")} | {self.words.text[s.start : s.end].lower() for s in player.mentions}
        return bool(forms & self._own)

    def outlets(self) -> list[Player]:
        """Return the named outlets, in order."""
        return [p for p in self.players if p.kind == "outlet" and p.bearer is not None]

    # Parties ---------------------------------------------------------------------------------------------------------------------

    def player_of(self, party: Party) -> Player:
        """Return the actor that a party is: the bearer of its name, the one it points back at, or a new one."""
        player = self._known(party)
        if player is None:
            player = self._new(party.kind or "unnamed", named=self._bears_name(party))
            player.party = party
            player.owner = self._of.get(id(party.owner)) if party.owner is not None else None
        player.mention(party.span)
        if party.form != "name" and party.form != "pronoun":
            player.nouns[party.head] += 1
        return player

    def unknown(self, party: Party) -> Player:
        """Return a new actor for a pronoun whose antecedent is not known."""
        kind: HopKind = "organization" if party.head in ("it", "its") else "group" if party.plural else "person"
        player = self._new(kind, named=False)
        player.mention(party.span)
        return player

    def _known(self, party: Party) -> Player | None:
        if party.bearer is not None:
            return self._of[id(party.bearer)]
        if party.kind == "outlet" and party.owner is None:
            outlets = [self._of[id(n)] for n in party.inside if self._of[id(n)].kind == "outlet"]
            if outlets:
                return outlets[0]
        same = self._described_alike(party)
        if same is not None:
            return same
        if party.form == "definite":
            return self._pointed_at(party) or self._coming(party, named=True)
        return self._spokesperson(party) if party.head in SPOKESPEOPLE else None

    def _same_office(self, player: Player, party: Party) -> bool:
        """Whether a description does not name another office than somebody's ("the minister" is no prime minister)."""
        head = ABBREVIATED.get(party.head, party.head)
        if head not in _OF_FIELDS:
            return True
        asked = set(self._fields(party.span))
        has = {field for span in (*player.roles, *player.mentions) for field in self._fields(span)}
        return not has or (has != {"prime"} if not asked else not asked.isdisjoint(has))

    def _fields(self, span: Span) -> Iterable[str]:
        """Yield what the ministers and secretaries in some words are of ("finance")."""
        inside = self.words.within(span.start, span.end)
        for at in inside:
            low = self.words.low[at]
            if low in ("pm", "premier"):
                yield "prime"
            elif ABBREVIATED.get(low, low) in _OF_FIELDS and at > inside.start and self.words.low[at - 1] not in _NO_FIELDS:
                yield self.words.low[at - 1]

    def headline_player(self, party: Party) -> Player:
        """Return whom a bare noun of a headline means: who is called so further down, else a new actor."""
        player = self._coming(party, named=False) or self._body_coming(party) or self.player_of(party)
        player.mention(party.span)
        return player

    def _body_coming(self, party: Party) -> Player | None:
        """Return the body that a bare noun of a headline means: the one called so further down, of several the one called the same more."""
        head = self.words.raw[self.words.at(party.span.end - 1)]
        if (
            party.kind != "organization"
            or party.plural
            or (head[:1].isupper() and " " in self._description(party))
            or self.named_at(self.words.at(party.span.end - 1)) is not None
        ):
            return None
        told = set(self._lows(party.span)[:-1])
        fitting = [p for p in self.players if p.kind == "organization" and p.mentions and self._noun_fits(p, party.head)]
        fitting = [p for p in fitting if p.party is None or p.party.span != party.span]
        if not fitting or (told and len(fitting) > 1 and not any(self._shares(p, told) for p in fitting)):
            return None
        return min(fitting, key=lambda p: (not self._shares(p, told), not self._is_business(p), min(p.mentions), p.number))

    def _shares(self, player: Player, told: set[str]) -> bool:
        return any(not told.isdisjoint(self._lows(span)) for span in player.mentions)

    def _coming(self, party: Party, *, named: bool) -> Player | None:
        """Return the person first introduced after a description that fits them ("the city's mayor said … Mayor Ines Vale")."""
        if party.kind not in ("person", "unnamed") or party.plural:
            return None
        noun = ABBREVIATED.get(party.head, party.head)
        coming = [
            (min(m.start for m in p.mentions), p.number, p)
            for p in self.players
            if p.mentions
            and p.kind in ("person", "unnamed")
            and noun in p.nouns
            and (p.bearer is not None or not named)
            and self._same_office(p, party)
        ]
        after = [each for each in coming if party.span.start < each[0] < party.span.start + COMING_CHARS]
        return min(after)[2] if after else None

    def _spokesperson(self, party: Party) -> Player | None:
        """Return who is named as spokesperson of the same body or person in the report ("a spokesman for Vale … Vale spokesman")."""
        if party.plural or not party.inside:
            return None
        whose = {named.words[-1] for named in party.inside}
        for player in self.players:
            if player.bearer is None or player.kind != "person" or SPOKESPEOPLE.isdisjoint(player.nouns):
                continue
            roles = {low for span in player.roles for low in self._lows(span) if singular(low) not in CALLINGS}
            if whose & roles:
                return player
        return None

    def _described_alike(self, party: Party) -> Player | None:
        """Return the actor introduced by the very same words: of documents, bodies and classes; people's descriptions are not merged."""
        if party.kind in ("unnamed", "person"):
            return None
        key = self._description(party)
        return next((p for p in reversed(self.players) if p.party is not None and self._description(p.party) == key), None)

    def _description(self, party: Party) -> str:
        text = self.words.text[party.span.start : party.span.end].lower()
        return text.removeprefix("the ").removeprefix("a ").removeprefix("an ")

    def _pointed_at(self, party: Party) -> Player | None:
        """Return whom a definite description means: the last actor before it that was called so, or that it can call."""
        before = [p for p in self.players if any(m.start < party.span.start for m in p.mentions)]
        before.sort(key=lambda p: max(m.start for m in p.mentions if m.start < party.span.start), reverse=True)
        modifiers = self._modifiers(party)
        fitting = [player for player in before if self._fits(player, party, modifiers)]
        if party.head in _ANY_BODY and not modifiers and (spoke := self._just_spoke(fitting, party)) is not None:
            return spoke
        if party.head in _BUSINESSES and fitting and not self._is_business(fitting[0]):
            return next((p for p in fitting if self._is_business(p)), None) or self._only_trade(fitting)
        return fitting[0] if fitting else None

    def _just_spoke(self, bodies: Sequence[Player], party: Party) -> Player | None:
        """Return the one of some bodies that spoke in the sentence before a description, if none is named before it in its own."""
        at = self.words.at(party.span.start)
        first = at
        while first > 0 and self.words.sentence[first - 1] == self.words.sentence[at]:
            first -= 1
        named = (self.named_at(n) for n in range(first, at) if not self.words.is_quoted(self.words.start[n]))
        if not self.words.sentence[at] or any(use is not None and use[1].kind in ("organization", "outlet") for use in named):
            return None
        spoke = [p for p in bodies if p.kind == "organization" and any(self._speaks_in(m, self.words.sentence[at] - 1) for m in p.mentions)]
        return spoke[0] if len(spoke) == 1 else None

    def _speaks_in(self, mention: Span, sentence: int) -> bool:
        after = self.words.at(mention.end)
        there = after < len(self.words) and self.words.sentence[after] == sentence and self.words.start[after] >= mention.end
        return there and self.words.low[after] in _SPEAKS

    def _is_business(self, player: Player) -> bool:
        """Whether a body was called a company, or is one by its name."""
        if not _COMMERCE.isdisjoint(self._said_to_be(player)):
            return True
        return player.bearer is not None and player.bearer.words[-1] in _TRADES | _COMMERCE

    def _only_trade(self, fitting: Sequence[Player]) -> Player | None:
        """Return the last of some bodies that nothing says to be other than a company; a union is none."""
        return next((p for p in fitting if self._said_to_be(p) <= _COMMERCE), None)

    def _said_to_be(self, player: Player) -> set[str]:
        """Return the nouns of bodies by which a body is called, before its name, after it, and elsewhere."""
        return self._sorts.setdefault(player.number, self._sorts_of(player)) | set(player.nouns)

    def _sorts_of(self, player: Player) -> set[str]:
        found: set[str] = set()
        for use in player.bearer.uses if player.bearer is not None else ():
            before = singular(self.words.low[use.first - 1]) if use.first else ""
            apposed = self.words.low[use.last + 1 : self._apposition_end(use)]
            found |= {before, *map(singular, apposed)} & BODY_NOUNS
            if self.words.low[use.last : use.last + 1] == ["'s"]:
                found |= {singular(self.words.low[use.last + 1])} & {"union"} if use.last + 1 < len(self.words) else set()
        return found

    def _modifiers(self, party: Party) -> set[str]:
        inside = self.words.within(party.span.start, party.span.end)
        low = [self.words.low[i] for i in inside]
        return {w for w in low[:-1] if len(w) > 3 and w not in ("this", "that", "these", "those", "their", "same", "latest")}

    def _fits(self, player: Player, party: Party, modifiers: set[str]) -> bool:
        if party.plural != (player.party.plural if player.party is not None else False):
            return False
        if party.owner is not None:
            return player.owner is not None and player.owner.bearer is party.owner and self._noun_fits(player, party.head)
        if modifiers and not self._modified_so(player, modifiers):
            return False
        if player.kind in ("person", "unnamed") and not self._same_office(player, party):
            return False
        described = player.party if player.bearer is None else None
        if party.inside and described is not None and set(map(id, party.inside)).isdisjoint(map(id, described.inside)):
            return False
        return self._noun_fits(player, party.head)

    def _modified_so(self, player: Player, modifiers: set[str]) -> bool:
        told = {low for span in (*player.mentions, *player.roles) for low in self._lows(span)}
        return modifiers <= told

    def _lows(self, span: Span) -> list[str]:
        return [self.words.low[i] for i in self.words.within(span.start, span.end)]

    def _noun_fits(self, player: Player, noun: str) -> bool:
        """Whether a noun calls an actor: one it was called before, or one that fits whatever is of its kind."""
        if noun in player.nouns:
            return True
        if player.kind == "outlet":
            return noun in OUTLET_NOUNS or (noun == "agency" and player.bearer is not None)
        if player.kind == "organization":
            return _fits_body(player, noun)
        if player.kind == "document":
            return player.party is not None and noun in DOCUMENT_NOUNS and noun == player.party.head
        return player.kind == "unnamed" and _fits_unnamed(player, noun)

    def _bears_name(self, party: Party) -> bool:
        if party.bearer is not None:
            return True
        if party.kind in ("organization", "document"):
            return bool(party.inside) or self.words.text[party.span.start : party.span.end].split()[-1][:1].isupper()
        return False

    def _new(self, kind: HopKind, *, named: bool) -> Player:
        player = Player(number=len(self.players), kind=kind, named=named)
        self.players.append(player)
        return player

    def _span(self, first: int, last: int) -> Span:
        return Span(start=self.words.start[first], end=self.words.end[last - 1])


_ENDS_APPOSITION = frozenset([",", ".", "who", "which", ";", "—", "said", "told", "”", "“", '"', "’", "‘", "''"])
"""What ends an apposition; a closing mark does: in “… in Vale Tower,” this source said, the source is no tower."""
_BUSINESSES = frozenset("company firm business corporation".split())
_COMMERCE = _BUSINESSES | frozenset(
    """group retailer operator manufacturer maker airline carrier bank lender insurer utility start-up startup giant processor brewery
    bakery subsidiary distributor provider consortium platform exchange""".split()
)
"""Nouns for bodies that are companies, too."""
_TRADES = ORGANIZATION_WORDS - BODY_NOUNS
"""What ends the names of companies and says of what trade they are ("Trains", "Payments", "Industries")."""
_PUBLIC_BODIES = frozenset(
    "office department agency ministry commission council committee court police bureau senate house authority".split()
)


def _fits_body(player: Player, noun: str) -> bool:
    """Whether a noun calls a body: the last word of its name, or one for any body where the name has none of its own."""
    last = player.bearer.words[-1] if player.bearer is not None else ""
    if noun not in BODY_NOUNS or noun == last:
        return noun in BODY_NOUNS
    if noun not in _ANY_BODY or player.bearer is None or player.bearer.kind != "organization":
        return False
    if noun in ("company", "firm", "group") and not _PUBLIC_BODIES.isdisjoint(player.bearer.words):
        return False
    return last not in BODY_NOUNS or (noun == "agency" and last in _AGENCIES)


def _fits_unnamed(player: Player, noun: str) -> bool:
    """Whether a noun calls somebody kept anonymous: spokespeople by one another, others by the barest nouns."""
    if noun in SPOKESPEOPLE:
        return not SPOKESPEOPLE.isdisjoint(player.nouns)
    return noun in ("source", "person", "official") and player.party is not None and not _SAME_PERSON.isdisjoint(player.nouns)
