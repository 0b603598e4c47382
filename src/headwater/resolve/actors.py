"""Players made into actors: the fullest name, roles, number, and for those kept anonymous what the text says of them and why."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from headwater.model import Actor, Number, Span, Statement
from headwater.resolve.accounts import Account
from headwater.resolve.anonymity import Told, reasons
from headwater.resolve.cast import Cast, Player
from headwater.resolve.lexicon import PARTISANS
from headwater.resolve.likeness import NEAR, may_be_same, profile_of
from headwater.resolve.names import Name
from headwater.resolve.withheld import Description, about, describe, number_of
from headwater.resolve.words import Words

__all__ = ["actors_of", "shown"]


def shown(cast: Cast, accounts: Sequence[Account]) -> list[Player]:
    """Return the players that are actors of the report, in the order of their first mention: all with names, and all in chains."""
    in_chains = {p.number for account in accounts for link in account.links for p in link.players}
    found = [p for p in cast.players if p.mentions and (p.number in in_chains or (p.bearer is not None and p.bearer.kind != "place"))]
    return sorted(found, key=lambda p: (min(p.mentions), p.number))


def actors_of(
    words: Words, cast: Cast, players: Sequence[Player], ids: dict[int, str], statements: Sequence[Statement] = ()
) -> tuple[Actor, ...]:
    """Return the actors that players are, in their order.

    `descriptor` holds the description as given, repeated ones left out: one of a single noun ("a source") is bare, and
    `headwater.resolve.withheld.is_bare` tells it. `may_be_same_as` compares those not named with the `NEAR` others after each.

    Args:
        words: The report's words.
        cast: All who are in it.
        players: Those to make actors of.
        ids: The actors' ids, by the number of the player.
        statements: The report's statements: a description ends where a cue begins.
    """
    stops = {words.at(span.start) for each in statements for span in (*each.cue, *each.content)}
    drafts = [_draft(words, cast, player, stops) for player in players]
    why = reasons(
        words, _told(words, drafts, _reported(drafts, statements)), {words.at(span.start) for each in statements for span in each.cue}
    )
    alike = _alike(words, drafts)
    return tuple(_actor(words, draft, ids, why, alike) for draft in drafts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A player with what its mentions say: a description for each that is one, and how it knows."""

    player: Player
    found: tuple[tuple[Span, Description | None], ...]
    basis: tuple[Span, ...]
    affiliation: tuple[Span, ...]
    stops: Collection[int]

    @property
    def descriptions(self) -> list[Description]:
        return [each for _, each in self.found if each is not None]


def _draft(words: Words, cast: Cast, player: Player, stops: Collection[int]) -> _Draft:
    people = player.kind in ("unnamed", "person", "group")
    spans = sorted(player.mentions if player.bearer is None else player.roles if player.kind == "person" else ())
    if player.bearer is not None:
        spans = [s for s in spans if words.low[words.at(s.start)] not in ("and", "but", "or", "speaking")]
        stops = {words.at(s.end) for s in spans}  # what comes after a role is the name
    found = tuple((span, describe(words, cast, span, stops)) for span in spans)
    whose = {stretch for _, each in found if each is not None and people for stretch in each.affiliation}
    known = {stretch for _, each in found if each is not None and people for stretch in each.basis}
    if player.kind == "unnamed" and player.bearer is None:
        for span, each in found:
            after = each.last if each is not None else words.at(span.end - 1) + 1
            back = each is None or each.determiners[:1] in _POINTING
            known.update(about(words, cast, after, stops, known_before=back))
    return _Draft(player=player, found=found, basis=_spans(words, known), affiliation=_spans(words, whose), stops=stops)


_POINTING = (("the",), ("this",), ("that",), ("these",), ("those",), ("both",), ("all",))


def _spans(words: Words, stretches: Collection[tuple[int, int]]) -> tuple[Span, ...]:
    """Return spans in order, each with words that do not stand in one before, and none inside another."""
    kept: list[Span] = []
    said = ""
    for first, last in sorted(stretches, key=lambda s: (s[0], -s[1])):
        low = " ".join(w for w in words.low[first:last] if w not in ("the", "a", "an"))
        if f" {low} " not in said:
            said += f" {low} |"
            kept.append(_span(words, first, last))
        if len(kept) == MOST_SPANS:
            break
    return tuple(kept)


MOST_SPANS = 12
"""Spans of one kind that an actor has at most: a text of nothing but descriptions is no report."""


def _span(words: Words, first: int, last: int) -> Span:
    return Span(start=words.start[first], end=words.end[last - 1])


def _reported(drafts: Sequence[_Draft], statements: Sequence[Statement]) -> list[tuple[int, int]]:
    """Return where somebody other than an outlet is reported to say something, in order and apart."""
    ends = {m.end for d in drafts if d.player.kind == "outlet" for m in d.player.mentions}
    said = [s for each in statements if each.source and each.source[-1].end not in ends for s in each.content]
    apart: list[tuple[int, int]] = []
    for span in sorted(said):
        if apart and span.start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], span.end)
        else:
            apart.append((span.start, span.end))
    return apart


def _told(words: Words, drafts: Sequence[_Draft], reported: Sequence[tuple[int, int]]) -> list[Told]:
    """Return the mentions of people without names, in reading order."""
    told = []
    starts = [start for start, _ in reported]
    for draft in drafts:
        if draft.player.bearer is not None or draft.player.kind not in ("unnamed", "person", "group") or not draft.descriptions:
            continue
        for span, each in draft.found:
            at = bisect_right(starts, span.start) - 1
            inside = words.within(span.start, span.end)
            if not inside:
                continue
            told.append(
                Told(
                    first=each.first if each is not None else inside.start,
                    last=each.last if each is not None else inside.stop,
                    player=draft.player,
                    noun=each.noun if each is not None else None,
                    plural=each is not None and each.plural,
                    reported=at >= 0 and span.end <= reported[at][1],
                )
            )
    return sorted(told, key=lambda t: (t.first, t.last, t.player.number))


def _alike(words: Words, drafts: Sequence[_Draft]) -> dict[int, list[int]]:
    """Return, by the number of each unnamed player, the numbers of those that may be the same."""
    withheld = [d for d in drafts if _is_withheld(words, d)]
    profiles = [profile_of(words, d.descriptions, _pronouns(words, d)) for d in withheld]
    alike: dict[int, list[int]] = {d.player.number: [] for d in withheld}
    for i, (one, a) in enumerate(zip(withheld, profiles, strict=True)):
        for other, b in zip(withheld[i + 1 : i + 1 + NEAR], profiles[i + 1 : i + 1 + NEAR], strict=True):
            if may_be_same(a, b):
                alike[one.player.number].append(other.player.number)
                alike[other.player.number].append(one.player.number)
    return alike


def _is_withheld(words: Words, draft: _Draft) -> bool:
    """Whether an actor is somebody kept anonymous: no body, no class, nobody whom a definite description takes for known."""
    player, found = draft.player, draft.descriptions
    if player.named or not found or player.owner is not None or player.kind not in ("unnamed", "person"):
        return False
    head = found[0].head
    if words.raw[head][:1].isupper() and not words.opens[head] and words.low[head] not in PARTISANS:
        return False  # a name that was not known for one, or a heading
    return player.kind == "unnamed" or found[0].determiners[:1] not in (("the",), ("his",), ("her",), ("their",), ("its",), ())


def _pronouns(words: Words, draft: _Draft) -> list[str]:
    return [words.text[span.start : span.end].lower() for span, each in draft.found if each is None]


# Fields ------------------------------------------------------------------------------------------------------------------------


def _actor(words: Words, draft: _Draft, ids: dict[int, str], why: dict[int, tuple[Span, ...]], alike: dict[int, list[int]]) -> Actor:
    player = draft.player
    withheld = player.bearer is None and player.kind in ("unnamed", "person", "group")
    return Actor(
        id=ids[player.number],
        name=_name(words, draft),
        kind=player.kind,
        named=player.named,
        mentions=tuple(sorted(player.mentions)),
        roles=tuple(sorted(player.roles)),
        number=_number(words, draft),
        descriptor=_descriptor(words, draft) if withheld else (),
        basis=draft.basis if withheld else (),
        reason=why.get(player.number, ()),
        affiliation=draft.affiliation,
        may_be_same_as=tuple(ids[n] for n in alike.get(player.number, ())),
    )


def _number(words: Words, draft: _Draft) -> Number:
    """Return how many an actor is: by its description, else by the pronouns for it; a body is unknown."""
    player = draft.player
    if player.kind not in ("person", "unnamed", "group"):
        return "unknown"
    if player.bearer is not None:
        return "one"
    if draft.descriptions:
        best = _best(draft)
        return "unknown" if player.kind == "group" and not best.plural else number_of(best)
    low = set(_pronouns(words, draft))
    return "one" if low & {"he", "she", "his", "her", "him", "i", "my", "me"} else "several" if low & {"we", "our", "us"} else "unknown"


def _descriptor(words: Words, draft: _Draft) -> tuple[Span, ...]:
    """Return the descriptions in order, leaving out those that say nothing new ("the official")."""
    known: set[str] = set()
    kept: list[Span] = []
    for each in draft.descriptions:
        said = set(words.low[each.first + len(each.determiners) : each.last])
        if not kept or (each.says_who and not said <= known):
            kept.append(_span(words, each.first, each.last))
        known |= said
    return tuple(kept)


def _name(words: Words, draft: _Draft) -> str:
    """Return the fullest name; of who bears none, the description that says most, the earliest of equals; else the longest mention."""
    if draft.player.bearer is not None:
        use = max(draft.player.bearer.uses, key=lambda u: _fullness(words, u))
        return words.text[words.start[use.first] : words.end[use.last - 1]]
    if draft.descriptions:
        best = _best(draft)
        return words.text[words.start[best.first] : words.end[_with_clause(words, best.last, draft.stops) - 1]]
    span = max(draft.player.mentions, key=lambda m: (m.end - m.start, -m.start))
    return words.text[span.start : span.end]


CLAUSE_WORDS = 9
"""Words of a relative clause that still belong to a name ("an engineer who has worked at the site")."""


_OF_THE_TALK = [
    [low] for low in "asked requested declined spoke insisted was were did would could refused agreed said told wished wanted".split()
]
"""What a clause begins with that tells of the talk with the reporter, not of who they are."""


def _with_clause(words: Words, last: int, stops: Collection[int]) -> int:
    """Return the index after the relative clause right behind a description, up to a mark or a cue; after the description where none is."""
    if words.low[last : last + 1] != ["who"] or words.low[last + 1 : last + 2] in _OF_THE_TALK:
        return last
    at = last + 1
    while at < len(words) and at - last <= CLAUSE_WORDS and at not in stops and words.raw[at][:1].isalnum():
        at += 1
    ended = at in stops or (at < len(words) and words.low[at] in (",", ".", ";", "”", "—"))
    return at if ended and at - last > 1 else last


def _best(draft: _Draft) -> Description:
    return max(draft.descriptions, key=lambda d: (min(d.says_who, MOST_SAID), -d.first))


MOST_SAID = 12
"""What a description says beyond this makes it no better a name."""


def _fullness(words: Words, use: Name) -> tuple[int, bool, bool, int]:
    """Return what sorts the uses of a name: the longest, not in a heading, not in capitals throughout, the first."""
    raw = words.raw[use.first : use.last]
    return use.last - use.first, not use.heading, not all(w.isupper() and len(w) > 3 for w in raw), -use.first
