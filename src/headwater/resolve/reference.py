"""Whom every mention of a report means: noun phrases first, in reading order, then pronouns and what no rule of words could place."""

import re
from collections.abc import Iterable, Mapping, Sequence

from headwater.model import Span, Statement
from headwater.resolve.antecedents import Anaphor, Candidate, antecedents, pronouns
from headwater.resolve.cast import Cast, Player
from headwater.resolve.genders import gender_of, pronoun_gender
from headwater.resolve.lexicon import BODY_NOUNS, CALLINGS, CLASS_NOUNS, DEMONYMS, OUTLET_NOUNS, UNNAMED_NOUNS, singular
from headwater.resolve.phrases import Party, parties_of, phrase_at
from headwater.resolve.salience import stands_as_subject
from headwater.resolve.speakers import going_on
from headwater.resolve.words import Words

__all__ = ["References", "refer"]

_OPENS_PHRASE = frozenset(
    "a an the his her their its our my another one two three four five six several some this that these those".split()
)
_LEADS_TO_NOUN = frozenset(
    "former senior top deputy chief current longtime veteran local federal state unnamed anonymous other new young old".split()
)
_STOPS = frozenset("and or of for to in on at by with from who that which said told says as but was is were are be has had have".split())
_PEOPLE = CALLINGS | UNNAMED_NOUNS | {"company", "newspaper", "network"} | OUTLET_NOUNS | BODY_NOUNS
_BEFORE_RELATIVE = frozenset([",", "-", "—", "–", "”", "''", '"', "'", "all", "of", "many", "some"])
"""What may stand between a noun and its relative clause ("the residents, many of whom")."""
_IS = re.compile(r"\b(?P<who>[Ss]?[Hh]e|I|[Mm]y)(?:['’]m|['’]s| am| is| was| name is)\s+(?=[^\W\d_a-z])")
"""How somebody described is named later."""
_KIN = frozenset("wife husband mother father son daughter brother sister widow widower uncle aunt cousin grandmother grandfather".split())
"""Who is somebody's, and no one whom the text has called otherwise."""
PHRASE_WORDS = 7
"""Words before a noun among which its determiner is looked for."""


class References:
    """The parties of every statement's source, and the actor of each.

    Attributes:
        parties: By statement id, the parties of its source.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.parties: dict[str, list[Party]] = {}
        self._players: dict[Span, Player] = {}

    def player(self, party: Party) -> Player:
        """Return the actor that a party is."""
        known = self._players.get(party.span)
        if known is None:
            known = self._players[party.span] = self.cast.player_of(party)
        return known

    def set_player(self, span: Span, player: Player) -> None:
        """Note whom a mention means."""
        self._players[span] = player

    @property
    def players(self) -> Mapping[Span, Player]:
        """Whom every mention that was placed means."""
        return self._players

    def rename(self, old: Player, new: Player) -> None:
        """Let one actor be another, who takes over its mentions and what it was called."""
        self._players.update({span: new for span, player in self._players.items() if player is old})
        for span in old.mentions:
            new.mention(span)
        if old.party is not None:
            new.roles.setdefault(old.party.span)
        new.nouns.update(old.nouns)
        old.mentions.clear()

    def known(self, span: Span) -> Player | None:
        """Return whom a mention was found to mean."""
        return self._players.get(span)


def refer(words: Words, cast: Cast, statements: Sequence[Statement]) -> References:
    """Return who is meant by the sources of the statements.

    Args:
        words: The report's words.
        cast: Its named actors; the described ones are added.
        statements: In reading order.
    """
    found = References(cast)
    for each in statements:
        found.parties[each.id] = _speakers(words, cast, each)
    speaking = {party.span: party for parties in found.parties.values() for party in parties}
    described = {
        party.span: party for party in (*speaking.values(), *_described(words, cast, speaking)) if party.form in ("definite", "indefinite")
    }
    fresh = _place_described(words, cast, found, speaking, described)
    _resolve(words, cast, found, speaking, described, fresh)
    goes_on = going_on(words, cast, statements, found.parties, found.players)
    if any(found.known(span) is not player for span, player in goes_on.items()):
        _resolve(words, cast, found, speaking, described, fresh, goes_on)
    for party in speaking.values():
        if party.head in ("who", "which", "that") and party.form == "pronoun":
            known = found.known(party.span)
            if known is None or (party.head == "who" and known.kind in ("organization", "outlet", "document")):
                _relate(words, cast, found, party)
    _introduce(words, cast, found)
    return found


def _speakers(words: Words, cast: Cast, statement: Statement) -> list[Party]:
    """Return the parties of a statement's source, of several places the first; of two around the cue the second, the publisher left out.

    "Among the dead is *Ben Okoro, 60,* says *his sister Ann*"; "the Courier", in the Courier, "has learned from *an aide*".
    """
    spans = statement.source
    found = parties_of(words, spans, cast.index)
    if len(spans) < 2:
        return found
    own = bool(found) and all(each.bearer is not None and cast.is_own(cast.of(each.bearer)) for each in found)
    if own or _is_subject(words, spans[0], spans[1], statement.cue):
        return parties_of(words, spans[1:], cast.index) or found
    return found


def _is_subject(words: Words, first: Span, second: Span, cue: Sequence[Span]) -> bool:
    """Whether the second of two stretches is the subject of the cue between them, and begins no clause ("…, says his sister.")."""
    if len(cue) != 1 or words.text[first.end : cue[0].start].strip(", ") or words.text[cue[0].end : second.start].strip():
        return False
    said = words.text[cue[0].start : cue[0].end].lower()
    parted = words.text[: cue[0].start].rstrip().endswith(",") and not words.text[second.end :].lstrip()[:1].isalnum()
    return parted and said not in _CITING


_CITING = frozenset(("according to", "citing", "quoting", "per", "via"))


def _introduce(words: Words, cast: Cast, found: References) -> None:
    """Give whom a report had described the name that it then tells ("She is Ann Vale, 54", “I'm Ann Vale,” she said)."""
    for match in _IS.finditer(words.text):
        use = cast.named_at(words.at(match.end()))
        somebody = found.known(Span(start=match.start("who"), end=match.end("who")))
        if use is None or use[1].kind != "person" or somebody is None or somebody.bearer is not None or somebody is use[1]:
            continue
        one = somebody.kind in ("person", "unnamed") and (somebody.party is None or not somebody.party.plural)
        if one and words.low[use[0].last : use[0].last + 1] != ["'s"] and min(use[1].mentions).start > match.start():
            found.rename(somebody, use[1])


def _place_described(
    words: Words, cast: Cast, found: References, speaking: Mapping[Span, Party], described: Mapping[Span, Party]
) -> list[Party]:
    """Give every description its actor, in reading order, bare nouns of the headline last.

    Returns:
        The definite descriptions that no actor before them fits.
    """
    fresh: list[Party] = []
    late = [party for party in described.values() if party.span in speaking and _is_bare_in_headline(words, party)]
    last: Party | None = None
    for party in sorted(described.values(), key=lambda p: p.span):
        if party in late:
            continue
        beside = _set_beside(words, cast, party)
        if beside is None and last is not None and _told_again(words, last, party):
            beside = found.known(last.span)
        last = party
        if beside is not None:
            found.set_player(party.span, beside)
            beside.nouns[party.head] += 1
            continue
        before = len(cast.players)
        if found.player(party).number >= before and _points_back(party):
            fresh.append(party)
    for party in late:
        found.set_player(party.span, cast.headline_player(party))
    return fresh


def _points_back(party: Party) -> bool:
    """Whether a description is of one person whom the text should have spoken of before ("the foreman")."""
    one = party.form == "definite" and party.kind in ("person", "unnamed") and not party.plural
    return one and party.owner is None and party.head not in UNNAMED_NOUNS and party.head not in _KIN


def _is_bare_in_headline(words: Words, party: Party) -> bool:
    """Whether a party is a noun without an article in the first line ("Foreman: …")."""
    first = words.at(party.span.start)
    return party.form == "indefinite" and not party.plural and words.paragraph[first] == 0 and words.low[first] not in _OPENS_PHRASE


def _set_beside(words: Words, cast: Cast, party: Party) -> Player | None:
    """Return whose apposition a description is ("the Courier, a daily of the coast, …"), `None` where it is none."""
    first = words.at(party.span.start)
    if first < 2 or words.low[first - 1] != ",":
        return None
    use = cast.named_at(first - 2)
    if use is None or party.plural:
        return None
    kinds = {"person": ("person", "unnamed"), "outlet": ("outlet",), "organization": ("organization",)}
    after = words.at(party.span.end)
    closed = after < len(words) and words.low[after] in (",", ".", "who", "which", "in", "at", "of", "with", "for", "that")
    return use[1] if closed and party.kind in kinds.get(use[1].kind, ()) else None


def _told_again(words: Words, first: Party, second: Party) -> bool:
    """Whether a description is the apposition of the one before it ("The person, an engineer who has worked there, …")."""
    if words.text[first.span.end : second.span.start].strip() != "," or first.form != "definite" or second.form != "indefinite":
        return False
    people = all(each.kind in ("person", "unnamed") and not each.plural for each in (first, second))
    after = words.at(second.span.end)
    return people and after < len(words) and words.low[after] in (",", "who", "with", "at", "in", "of")


def _relate(words: Words, cast: Cast, found: References, party: Party) -> None:
    """A relative word stands for the noun phrase right before it."""
    at = words.at(party.span.start) - 1
    while at > 0 and words.low[at] in _BEFORE_RELATIVE:
        at -= 1
    if at < 0 or words.sentence[at] != words.sentence[words.at(party.span.start)]:
        return
    use = cast.named_at(at)
    if use is not None and use[1].kind != "person" and party.head == "who":
        at = _people_before(words, use[0].first, at)
        use = cast.named_at(at)
    player = use[1] if use is not None else None
    if player is None:
        phrase = phrase_at(words, _relative_start(words, at), at + 1, cast.index)
        if phrase is None or phrase.form not in ("definite", "indefinite"):
            return
        player = found.player(phrase)
    found.set_player(party.span, player)
    player.mention(party.span)


def _relative_start(words: Words, noun: int) -> int:
    """Return where the noun phrase before a relative word begins, with or without a determiner."""
    first = _phrase_start(words, noun)
    if first is not None:
        return first
    first = noun
    while first > 0 and (words.low[first - 1] in _LEADS_TO_NOUN or words.low[first - 1] in DEMONYMS):
        first -= 1
    return first


def _people_before(words: Words, first: int, at: int) -> int:
    """Return the people of whom a body is only the complement ("employees of the Orrick firm who"), else the word given."""
    for before in range(first - 1, max(-1, first - 5), -1):
        if (
            words.low[before] in ("of", "at", "in", "from", "with")
            and before > 0
            and singular(words.low[before - 1]) in CALLINGS | CLASS_NOUNS
        ):
            return before - 1
    return at


def _resolve(
    words: Words,
    cast: Cast,
    found: References,
    speaking: Mapping[Span, Party],
    described: Mapping[Span, Party],
    fresh: Sequence[Party],
    goes_on: Mapping[Span, Player] | None = None,
) -> None:
    """Find the antecedents of pronouns, and of definite people whom no noun before them fits; some pronouns may be known already."""
    candidates = [*_named_candidates(words, cast, speaking), *_described_candidates(words, found, described, speaking)]
    for each, speaker in (goes_on or {}).items():
        found.set_player(each, speaker)
        speaker.mention(each)
        candidates.append(_known_candidate(words, each, speaker))
    taken = {(c.start, c.end) for c in candidates}
    anaphors = [a for a in pronouns(words, [(s.start, s.end) for s in speaking]) if (a.start, a.end) not in taken]
    for start, end in ((p.span.start, p.span.end) for p in fresh if p.span in speaking):
        anaphors.append(Anaphor(start=start, end=end, words=words.text[start:end], quoted=words.is_quoted(start), speaker=True))
    anaphors.sort(key=lambda a: (a.start, a.end))
    for anaphor, choice in zip(anaphors, antecedents(words, anaphors, candidates), strict=True):
        if choice is not None:
            span = Span(start=anaphor.start, end=anaphor.end)
            player = cast.players[choice.actor]
            found.set_player(span, player)
            player.mention(span)


def _known_candidate(words: Words, span: Span, player: Player) -> Candidate:
    """Return a pronoun that speaks, and whose actor is known."""
    gender = pronoun_gender(words.text[span.start : span.end].lower())
    return Candidate(
        start=span.start, end=span.end, actor=player.number, form="pronoun", kind=player.kind, gender=gender, speaker=True, subject=True
    )  # fmt: skip


def _named_candidates(words: Words, cast: Cast, speaking: Mapping[Span, Party]) -> Iterable[Candidate]:
    ends = {span.end for span, party in speaking.items() if party.form == "name"}
    for player in cast.players:
        if player.bearer is None:
            continue
        kind = "place" if player.bearer.kind == "place" else player.kind
        for use in player.bearer.uses:
            start, end = words.start[use.first], words.end[use.last - 1]
            yield Candidate(
                start=start,
                end=end,
                actor=player.number,
                form="name",
                kind=kind,
                gender=player.bearer.gender if kind == "person" else "it",
                speaker=end in ends,
                subject=stands_as_subject(words, start, end),
            )


def _described_candidates(
    words: Words, found: References, described: Mapping[Span, Party], speaking: Mapping[Span, Party]
) -> Iterable[Candidate]:
    for span, party in described.items():
        player = found.player(party)
        yield Candidate(
            start=span.start,
            end=span.end,
            actor=player.number,
            form=party.form,
            kind=player.kind,
            gender=gender_of(words.text[span.start : span.end], player.kind),
            speaker=span in speaking,
            subject=stands_as_subject(words, span.start, span.end),
        )


def _described(words: Words, cast: Cast, speaking: Mapping[Span, Party]) -> Iterable[Party]:
    """Yield the noun phrases outside sources that speak of people, bodies or outlets without naming them."""
    covered = sorted((span.start, span.end) for span in speaking)
    edge = 0
    for at in range(1, len(words)):
        first = _phrase_start(words, at) if _heads_phrase(words, cast, at) else None
        if first is None:
            continue
        start, end = words.start[first], words.end[at]
        while edge < len(covered) and covered[edge][1] <= start:
            edge += 1
        if edge < len(covered) and covered[edge][0] < end:
            continue
        party = phrase_at(words, first, at + 1, cast.index)
        if party is not None and party.form in ("definite", "indefinite") and party.kind not in ("document", "group", None):
            yield party


def _heads_phrase(words: Words, cast: Cast, at: int) -> bool:
    """Whether a word is a noun of people, bodies or outlets that no name or further noun follows."""
    if singular(words.low[at]) not in _PEOPLE or words.raw[at][:1].isupper() or cast.index.at(at) is not None:
        return False
    after = at + 1
    return after == len(words) or not (
        words.low[after] == "'s" or singular(words.low[after]) in _PEOPLE or cast.index.at(after) is not None
    )


def _phrase_start(words: Words, noun: int) -> int | None:
    """Return where the noun phrase that ends with a noun begins, at its determiner; `None` where it has none."""
    at = noun
    while at > 0 and noun - at < PHRASE_WORDS and words.sentence[at - 1] == words.sentence[noun]:
        low = words.low[at - 1]
        if low in _OPENS_PHRASE:
            return at - 1
        if not (low.isalpha() or "-" in low or low == "'s") or (low in _STOPS):
            break
        at -= 1
    return None
