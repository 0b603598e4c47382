"""The chain of each statement: from its source phrase, its sentence and its passage to the hops, nearest the reader first.

Every hop carries the rule that put it there (`via`):

    source               the source phrase of the statement itself
    told-outlet          "told Northline", "in a statement to the Observer"
    reported-by-outlet   "…, according to Reuters" beside the statement
    spoke-through        "denied through her lawyer that …"
    obtained-by          "in an email obtained by Northline", "in a video put out by the campaign"
    outlet-cites         "Northline reported, citing four officials"
    outlet-has           "Al Orsa's Western source"
    outlet-report        "a report in Northline" is Northline
    said-within          the outlet's account is of what one person said ("…," said Ann Vale, the Argus reports)
    same-subject         a participle without a subject of its own has that of its sentence
    quotation-goes-on    a quotation without a source continues the one before
    account-goes-on      the same actor's account, told to an outlet before, goes on
    quotation-ahead      a headline quotes words that somebody is then quoted with
    account-ahead        a headline or paraphrase sums up what the same actor is then said to have told an outlet
    released-by          a letter that reached the page by who released it
    outlet-account       what stands between two letters of the same release
    asked-in-poll        those asked answer through the poll
    passage              "reportedly": the account that the passage gives
    parent               speech inside what somebody says
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from headwater.model import Span, Statement
from headwater.resolve.accounts import RECORDING, Account, Link, go_through_passages
from headwater.resolve.cast import Cast, Player
from headwater.resolve.phrases import Party
from headwater.resolve.reference import References
from headwater.resolve.relays import SAYING, cited, quoted_behind, relay_of, said_within
from headwater.resolve.words import Words

__all__ = ["compose"]

_REPORT_NOUNS = frozenset("report article story column editorial piece dispatch account interview blog reporting coverage".split())
_OBSERVERS = frozenset("reporter correspondent journalist photographer crew team reporters correspondents journalists".split())
_CITING = frozenset("cited cites citing quoted quotes".split())
LEAST_QUOTED = 3
"""Words of a quotation that no two people are quoted with in one report."""
ALL_OF_IT = 0.7
"""The share of a content from which what somebody says inside it is all of it."""


def compose(words: Words, cast: Cast, statements: Sequence[Statement], references: References) -> list[Account]:
    """Return the account of each statement: its links, nearest the reader first, and whether it is a dead end."""
    accounts = [_own_account(words, cast, references, each) for each in statements]
    go_through_passages(words, cast, accounts)
    for account in accounts:
        account.relays = [link for link in account.relays if not all(cast.is_own(p) for p in link.players)]
        account.source = [link for link in account.source if not (all(cast.is_own(p) for p in link.players) or _is_writer(words, link))]
    _quoted_ahead(words, accounts)
    _part_speakers(cast, references, accounts)
    _part_quoted(words, cast, references, accounts)
    _put_parents(accounts)
    _speak_through(words, accounts)
    return accounts


def _quoted_ahead(words: Words, accounts: Sequence[Account]) -> None:
    """A headline in quotation marks, of nobody, is of whom the report then quotes with the same words."""
    for account in accounts:
        content = account.statement.content
        if account.links or account.unsourced or account.statement.form == "indirect" or words.paragraph_at(content[0].start) > 0:
            continue
        asked = _in_quotes(words, content)
        if len(asked.split()) < LEAST_QUOTED:
            continue
        for other in accounts:
            if other.links and other.start > account.start and f" {asked} " in f" {_in_quotes(words, other.statement.content)} ":
                account.relays = [replace(link, via="quotation-ahead") for link in other.relays]
                account.source = [replace(link, via="quotation-ahead") for link in other.source]
                break


def _in_quotes(words: Words, spans: Sequence[Span]) -> str:
    """Return the words inside quotation marks in some spans, in lower case, without marks."""
    inside = [at for span in spans for at in words.within(span.start, span.end) if words.is_quoted(words.start[at])]
    return " ".join(words.low[at] for at in inside if words.low[at][:1].isalnum())


def _speak_through(words: Words, accounts: Sequence[Account]) -> None:
    """An outlet's account that is nothing but what somebody said has that speaker at its end: an outlet relays."""
    by_id = {account.statement.id: account for account in accounts}
    for account in accounts:
        outer = by_id.get(account.statement.parent or "")
        if outer is None or not account.source or not _relays_only(words, outer) or len(account.links) <= len(outer.links):
            continue
        inner = account.statement
        if inner.kind != "statement" or _share(inner, outer.statement) < ALL_OF_IT or SAYING.isdisjoint(account.cue_words(words)):
            continue
        through = [*outer.links, replace(account.source[0], via="said-within")]
        if all(_begins_with(each, through) for each in accounts if each.statement.parent == outer.statement.id):
            outer.relays, outer.source = through[:-1], through[-1:]


def _begins_with(account: Account, links: Sequence[Link]) -> bool:
    """Whether the chain of an account begins with those who are in some links."""
    return [link.players for link in account.links[: len(links)]] == [link.players for link in links]


def _relays_only(words: Words, account: Account) -> bool:
    """Whether a source only passes on: an outlet, or anybody by whom ("according to the engineer, Vale told …")."""
    speaker = account.speaker
    if speaker is None:
        return False
    by_whom = {word for word in account.cue_words(words) if word.isalpha()} == {"according", "to"}
    if speaker.kind == "document":
        span = account.source[0].span
        return by_whom and RECORDING.search(words.text, span.start, span.end) is not None
    return by_whom or (speaker.kind == "outlet" and account.source[0].via in ("source", "outlet-report"))


def _share(inner: Statement, outer: Statement) -> float:
    """Return how much of the stretch of an outer content in which an inner cue stands the inner statement takes up, 0 to 1."""
    held = [span for span in outer.content if any(span.start <= cue.start < span.end for cue in inner.cue)]
    if not held:
        return 0.0
    inside = [s for s in (*inner.source, *inner.cue, *inner.content) if held[0].start <= s.start and s.end <= held[0].end]
    return (max(s.end for s in inside) - min(s.start for s in inside)) / (held[0].end - held[0].start)


def _part_speakers(cast: Cast, references: References, accounts: Sequence[Account]) -> None:
    """In somebody's own words "he" is somebody else: who speaks of himself there says "I"."""
    by_id = {account.statement.id: account for account in accounts}
    for account in accounts:
        outer = by_id.get(account.statement.parent or "")
        parties = references.parties[account.statement.id]
        if outer is None or outer.statement.form != "direct" or len(parties) != 1 or parties[0].head not in ("he", "she"):
            continue
        if account.source and account.speaker is outer.speaker:
            account.source = [replace(account.source[0], players=(cast.unknown(parties[0]),))]


def _is_writer(words: Words, link: Link) -> bool:
    """Whether a source is the report itself ("We said on Monday …"): a "we" outside quotation marks, of whom no more is said."""
    if words.text[link.span.start : link.span.end].lower() != "we" or words.is_quoted(link.span.start):
        return False
    return not any(player.named or len(set(player.mentions)) > 1 for player in link.players)


def _part_quoted(words: Words, cast: Cast, references: References, accounts: Sequence[Account]) -> None:
    """Who is quoted speaking of "him" is somebody else ("‘He laid them out,’ said the ex-skier"): nobody is meant rather than he."""
    for account in accounts:
        parties = references.parties[account.statement.id]
        if account.statement.form != "direct" or len(parties) != 1 or parties[0].form != "definite" or not account.source:
            continue
        speaker = account.source[0].players[0]
        if speaker.named and speaker.kind == "person" and any(_is_third(words, m, account.statement) for m in speaker.mentions):
            account.source = [replace(account.source[0], players=(cast.unknown(parties[0]),))]


def _is_third(words: Words, mention: Span, statement: Statement) -> bool:
    """Whether a mention is "he" or "she" as the first word of what a statement quotes."""
    spoken = words.text[mention.start : mention.end].lower() in ("he", "she")
    return spoken and any(
        not words.text[part.start : mention.start].strip("‘’“”\"' ") for part in statement.content if part.start <= mention.start < part.end
    )


def _put_parents(accounts: Sequence[Account]) -> None:
    """Let the chain of what is said inside a statement begin with that statement's chain."""
    by_id = {account.statement.id: account for account in accounts}
    done: set[str] = set()
    for account in accounts:
        _put_parent(account, by_id, done)


def _put_parent(account: Account, by_id: dict[str, Account], done: set[str]) -> None:
    if account.statement.id in done:
        return
    done.add(account.statement.id)
    parent = by_id.get(account.statement.parent or "")
    if parent is None:
        return
    _put_parent(parent, by_id, done)
    before = parent.links
    own = [link for link in account.links if _is_new(link, before)]
    account.relays = [*(replace(link, via="parent") for link in before), *own[:-1]]
    account.source = own[-1:]


def _is_new(link: Link, before: Sequence[Link]) -> bool:
    """Whether a link is neither one of those before it again, nor in the same words."""
    above = {player.number for each in before for player in each.players}
    if {player.number for player in link.players} <= above:
        return False
    return not any(each.span.start < link.span.end and link.span.start < each.span.end for each in before)


def _own_account(words: Words, cast: Cast, references: References, statement: Statement) -> Account:
    """Return what the statement's own sentence says of its way."""
    account = Account(statement)
    parties = references.parties[statement.id]
    if not parties:
        return account
    players = [_player(cast, references, party) for party in parties]
    if _observes(words, cast, parties[0]):
        players[0].kind, players[0].named = "observation", False
    joint = tuple(dict.fromkeys(players))
    account.source = [Link(span=parties[0].span, players=joint, via="source")]
    account.surveyed = parties[0].surveyed
    _put_relays(words, cast, references, account, parties[0])
    return account


def _observes(words: Words, cast: Cast, party: Party) -> bool:
    """Whether a party is somebody of the publisher's own, who saw it ("a Castellan reporter", "our correspondent")."""
    if party.form == "name" or party.head not in _OBSERVERS:
        return False
    first = words.low[words.at(party.span.start)]
    return first in ("our", "this") or any(cast.is_own(cast.of(n)) for n in (*party.inside, *([party.owner] if party.owner else [])))


def _player(cast: Cast, references: References, party: Party) -> Player:
    known = references.known(party.span)
    if known is None and party.form == "pronoun":
        return cast.unknown(party)
    return known or references.player(party)


def _put_relays(words: Words, cast: Cast, references: References, account: Account, party: Party) -> None:
    """Put the relays of the sentence in front of the source."""
    speaker = account.source[0].players[0]
    owner = cast.of(party.owner) if party.owner is not None else None
    outlet = owner if owner is not None and owner.kind == "outlet" else None
    if party.form != "name" and party.head in _REPORT_NOUNS:
        outlet = outlet or _published_in(words, cast, account.statement, party)
        if outlet is not None:
            account.source = [Link(span=party.span, players=(outlet,), via="outlet-report")]
            speaker = outlet
    elif outlet is not None and party.form != "name" and speaker.kind in ("unnamed", "person", "group"):
        account.relays = [Link(span=_mention_in(outlet, party.span), players=(outlet,), via="outlet-has")]
    if speaker.kind == "outlet" or (speaker.kind == "document" and not _CITING.isdisjoint(account.cue_words(words))):
        _cite(words, cast, references, account)
    elif not account.relays and (relay := relay_of(words, cast, account.statement)) is not None:
        account.relays = [Link(span=relay.span, players=(relay.player,), via=relay.via)]


_IN_OUTLET = re.compile(r"\b(?:in|by|from|on|for)(?: (?:\w+ )?(?:the|The))? $")


def _published_in(words: Words, cast: Cast, statement: Statement, party: Party) -> Player | None:
    """Return the outlet in which a report appeared ("a report in the Argus", "an Argus report"); not one that it only names."""
    for named in party.inside:
        player = cast.of(named)
        if player.kind != "outlet":
            continue
        for use in named.uses:
            start = words.start[use.first]
            if not statement.source[0].start <= start < statement.source[0].end:
                continue
            if start < party.span.end and words.low[use.last : use.last + 1] == [party.head]:
                return player
            if _IN_OUTLET.search(words.text[statement.source[0].start : start]):
                return player
    return None


def _cite(words: Words, cast: Cast, references: References, account: Account) -> None:
    """Put behind an outlet whom it cites, or who speaks in what it reports."""
    who, via = cited(words, cast, account.statement), "outlet-cites"
    if who is None:
        who, via = said_within(words, cast, account.statement), "said-within"
    if who is not None:
        account.relays = account.source
        account.source = [Link(span=who.span, players=(references.player(who),), via=via)]
        behind = quoted_behind(words, cast, who) if via == "outlet-cites" else None
        if behind is not None:
            account.relays = [*account.relays, *account.source]
            account.source = [Link(span=behind.span, players=(references.player(behind),), via=via)]


def _mention_in(player: Player, near: Span) -> Span:
    return next((m for m in player.mentions if near.start <= m.start and m.end <= near.end), next(iter(player.mentions)))
