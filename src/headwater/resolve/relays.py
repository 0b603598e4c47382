"""Who passed a statement on, where the sentence says so: who was told, who reports it, whom an outlet cites, from what it was taken."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.model import Span, Statement
from headwater.resolve.cast import Cast, Player
from headwater.resolve.lexicon import OUTLET_NOUNS, singular
from headwater.resolve.names import Name
from headwater.resolve.patterns import alternatives
from headwater.resolve.phrases import Party, phrase_at
from headwater.resolve.words import Words

__all__ = ["SAYING", "Relay", "cited", "quoted_behind", "relay_of", "said_within"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """A hop in front of the source: its words, who it is, and the rule that found it."""

    span: Span
    player: Player
    via: str


SAYING = frozenset(
    "said say says saying told noted added argued stated explained claimed insisted warned remarked denied according".split()
)
"""Verbs that surely report an utterance."""
_TELLING = frozenset("told tell tells telling informed informs informing assured assures".split())
_TO = frozenset(
    """said says saying confirmed confirms reiterated repeated explained insisted denied described complained admitted acknowledged conceded
    revealed disclosed announced stated claimed argued remarked declared maintained recounted suggested spoke speaking talked talking
    tells statement comments comment remarks email e-mail message text letter note reply response interview wrote""".split()
)
"""Words after which "to" and the name of an outlet tell who was told."""
_CITES = frozenset("citing quoting cites quotes cited quoted".split())
_NO_HEARER = frozenset([*"that in on of about to at for as and it he she they his her".split(), ",", "."])
"""Words with which what was told, or the rest of the sentence, begins."""
_ENDS_CITED = frozenset([",", ";", "as", "who", "said", "saying"])
_NOT_CITED = frozenset("in no from by at on as".split())
TOLD_WORDS = 7
"""Words after a verb of telling in which the name of an outlet may stand ("told the Israeli daily Haaretz")."""
TO_WORDS = 4
"""The same after "to"."""

_HANDED = re.compile(
    rf"\b{alternatives('obtained, seen, reviewed, viewed, heard, leaked, unearthed, compiled, put out')}(?: \w+)? by (?:[Tt]he )?$"
)
_POLLS = re.compile(r"\b(?:poll|survey|index|average)\w*\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b"
    + alternatives("saying by, according to, reported by, via, per, as told to, quoted by, cited by, reported, reports, writes, wrote")
    + r"\s+(?:[Tt]he\s+)?$"
)
_REPORTS = re.compile(
    rf"\s*(?:{alternatives('first, also, has, had, previously')} )*"
    rf"{alternatives('reported, reports, wrote, writes, said in a report, noted')}\b"
)
_CONFIRMED = re.compile(
    rf"\s*(?:has|have|had) (?:\w+ly |since |also )*{alternatives('confirmed, verified, established, learned, learnt')} (?:with|from)\b"
)
_PAPERS = alternatives(
    """email, emails, e-mail, e-mails, message, messages, letter, letters, memo, memos, memorandum, document, documents, recording,
    recordings, tape, tapes, audio, video, videos, ad, ads, footage, transcript, transcripts, text, texts, cable, cables, minutes, draft,
    drafts, call, note, notes, copy, report"""
)
_HANDED_ON = alternatives(
    """obtained, seen, reviewed, viewed, released, published, leaked, posted, provided, shared, reported, unearthed, made public,
    put out"""
)
_TAKEN = re.compile(
    rf"\b{_PAPERS}\b[^.;“\"]{{0,60}}?\b{_HANDED_ON}(?: first| exclusively| earlier| \w+ly)? (?:by|to|on|with) (?:[Tt]he )?$"
)
THROUGH_CHARS = 50
"""Characters from a cue in which "through her lawyer" stands."""
TAKEN_CHARS = 110
"""Characters before a name in which the paper stands that it handed on."""


def relay_of(words: Words, cast: Cast, statement: Statement) -> Relay | None:
    """Return the outlet, or what else stands between the source and the page, found in the sentence of the cue."""
    handed_on = _handed_on(words, cast, statement)
    if handed_on is not None:
        return handed_on
    for find in (_through, _told, _addressed, _reported_beside, _taken_from):
        found = find(words, cast, statement)
        if found is not None and not any(s.start < found.span.end and found.span.start < s.end for s in statement.source):
            return found
    return None


# Papers handed on ----------------------------------------------------------------------------------------------------------------


def _handed_on(words: Words, cast: Cast, statement: Statement) -> Relay | None:
    """Return who handed on the paper that speaks ("a memo seen by Reuters"); a poll is its maker's own word."""
    for span in statement.source:
        if _POLLS.search(words.text, span.start, span.end):
            continue
        for mention, player in _bodies(words, cast, words.within(span.start, span.end)):
            if _HANDED.search(words.text[span.start : mention.start]):
                return Relay(span=mention, player=player, via="obtained-by")
    return None


def _taken_from(words: Words, cast: Cast, statement: Statement) -> Relay | None:
    """Return who handed on what it was said in ("in an email obtained by Northline", "in messages released by the ministry")."""
    for mention, player in _bodies(words, cast, _sentence_words(words, statement)):
        before = words.text[max(0, mention.start - TAKEN_CHARS) : mention.start].rsplit("\n", 1)[-1]
        if not _in_content(statement, mention.start) and _TAKEN.search(before):
            return Relay(span=mention, player=player, via="obtained-by")
    return None


def _bodies(words: Words, cast: Cast, places: Iterable[int]) -> Iterable[tuple[Span, Player]]:
    """Yield the outlets and organizations whose names begin among some words, with the name as the mention."""
    for at in places:
        use = cast.named_at(at)
        if use is not None and use[0].first == at and use[1].kind in ("outlet", "organization"):
            yield _mention(words, use[0]), use[1]


def _mention(words: Words, name: Name) -> Span:
    return Span(start=words.start[name.first], end=words.end[name.last - 1])


_THROUGH = re.compile(
    rf"\b(?:through|via) (?P<who>{alternatives('his, her, its, their, a, an')} (?:\w+ )?"
    rf"{alternatives('spokesman, spokeswoman, spokesperson, lawyer, lawyers, attorney, attorneys, representative, agent, press office')})\b"
)


def _through(words: Words, cast: Cast, statement: Statement) -> Relay | None:
    """Return the spokesperson or lawyer through whom somebody speaks ("she denied through her lawyer that …")."""
    for span in statement.cue:
        hit = _THROUGH.search(words.text, span.start, min(len(words.text), span.end + THROUGH_CHARS))
        if hit is None or "\n" in hit.group() or _in_content(statement, hit.start()):
            continue
        inside = words.within(hit.start("who"), hit.end("who"))
        party = phrase_at(words, inside.start, inside.stop, cast.index)
        if party is not None and words.sentence[inside.start] == words.sentence[words.at(span.start)]:
            return Relay(span=party.span, player=cast.player_of(party), via="spoke-through")
    return None


# Outlets told --------------------------------------------------------------------------------------------------------------------


def _told(words: Words, cast: Cast, statement: Statement) -> Relay | None:
    """Return the outlet that was told ("told Northline", "telling the newspaper")."""
    for at in (i for span in statement.cue for i in words.within(span.start, span.end)):
        if words.low[at] in _TELLING and not _passive(words, at):
            found = _outlet_at(words, cast, at + 1, TOLD_WORDS)
            if found is not None:
                return found
    return None


def _passive(words: Words, at: int) -> bool:
    return any(low in ("was", "were", "been", "being", "is", "are") for low in words.low[max(0, at - 2) : at])


def _addressed(words: Words, cast: Cast, statement: Statement) -> Relay | None:
    """Return the outlet to which it was said ("confirmed to CNN", "in a statement to the Observer")."""
    for at in _sentence_words(words, statement):
        if words.low[at] != "to" or at == 0 or words.low[at - 1] not in _TO or _in_content(statement, words.start[at]):
            continue
        found = _outlet_at(words, cast, at + 1, TO_WORDS)
        if found is not None:
            return found
    return None


def _outlet_at(words: Words, cast: Cast, first: int, most_words: int) -> Relay | None:
    """Return the outlet that the noun phrase from a word on names, or points at ("the newspaper")."""
    at = first
    while at < min(len(words), first + most_words) and words.sentence[at] == words.sentence[first - 1]:
        use = cast.named_at(at)
        if use is not None:
            name, player = use
            if player.kind == "outlet":
                return Relay(span=_mention(words, name), player=player, via="told-outlet")
            if player.kind == "person" or words.low[name.last : name.last + 1] != ["'s"]:
                return None
            at = name.last
            continue
        low = words.low[at]
        if singular(low) in OUTLET_NOUNS and low not in ("show", "blog") and at > first:
            return _described_outlet(words, cast, first, at)
        if low in _NO_HEARER:
            return None
        at += 1
    return None


def _described_outlet(words: Words, cast: Cast, first: int, noun: int) -> Relay | None:
    """Return who is meant by "told the newspaper", the last outlet named, or "told a local radio station", one without a name."""
    following = cast.named_at(noun + 1)
    if following is not None and following[1].kind == "outlet":
        return Relay(span=_mention(words, following[0]), player=following[1], via="told-outlet")
    span = Span(start=words.start[first], end=words.end[noun])
    if words.low[first] in ("this", "our"):
        return None
    if words.low[first] == "the":
        player = _last_outlet(cast, span.start) if noun - first <= 2 else None
        if player is None:
            return None
        player.mention(span)
        return Relay(span=span, player=player, via="told-outlet")
    party = phrase_at(words, first, noun + 1, cast.index)
    if party is None or party.kind != "outlet":
        return None
    return Relay(span=span, player=cast.player_of(party), via="told-outlet")


def _last_outlet(cast: Cast, offset: int) -> Player | None:
    """Return the named outlet that was mentioned last before an offset."""
    mentioned = [(max(before), p) for p in cast.outlets() if (before := [m.start for m in p.mentions if m.start < offset])]
    return max(mentioned, key=lambda pair: pair[0])[1] if mentioned else None


# Outlets beside a statement ------------------------------------------------------------------------------------------------------


_DENIES = re.compile(r"\b(?:den(?:y|ie[sd]|ying)|reject\w*|disput\w*|dismiss\w*|contradict\w*)\b", re.IGNORECASE)
_AS = re.compile(r"\bas (?:the )?$")


def _denied_of(words: Words, statement: Statement, outlet: Span) -> bool:
    """Whether it is what an outlet reported that is denied ("denied that anybody had died, as the Argus reported"): it relays no denial."""
    denies = any(_DENIES.search(words.text, cue.start, cue.end) for cue in statement.cue)
    return denies and _AS.search(words.text, max(0, outlet.start - 10), outlet.start) is not None


def _reported_beside(words: Words, cast: Cast, statement: Statement) -> Relay | None:
    """Return the outlet beside a statement in its sentence ("…, he said, according to Reuters", "…, the Argus reported")."""
    for mention, player in _bodies(words, cast, _sentence_words(words, statement)):
        if player.kind != "outlet" or _in_content(statement, mention.start) or _denied_of(words, statement, mention):
            continue
        before = words.text[max(0, mention.start - 40) : mention.start]
        after = words.text[mention.end : mention.end + 40]
        confirmed = _CONFIRMED.match(after) is not None and statement.cue[0].start < mention.end + 40
        if _BESIDE.search(before) or confirmed or (_REPORTS.match(after) and not _in_cue(statement, mention.end, mention.end + 12)):
            return Relay(span=mention, player=player, via="reported-by-outlet")
    return None


def _sentence_words(words: Words, statement: Statement) -> range:
    """Return the words of the sentence in which the cue stands."""
    anchor = statement.cue or statement.source or statement.content
    first = words.at(anchor[0].start)
    if first >= len(words):
        return range(0)
    sentence = words.sentence[first]
    start, end = first, first
    while start > 0 and words.sentence[start - 1] == sentence:
        start -= 1
    while end < len(words) and words.sentence[end] == sentence:
        end += 1
    return range(start, end)


def _in_content(statement: Statement, offset: int) -> bool:
    return any(s.start <= offset < s.end for s in statement.content)


def _in_cue(statement: Statement, start: int, end: int) -> bool:
    return any(s.start < end and start < s.end for s in statement.cue)


# Behind an outlet ----------------------------------------------------------------------------------------------------------------


def cited(words: Words, cast: Cast, statement: Statement) -> Party | None:
    """Return whom an outlet says it has it from ("Northline reported, citing four officials"), `None` where it says nothing."""
    for at in _sentence_words(words, statement):
        if not _is_citing(words, at) or (_in_content(statement, words.start[at]) and not _content_begins(statement, words.start[at])):
            continue
        end = at + 1
        while end < len(words) and words.sentence[end] == words.sentence[at] and words.low[end] not in _ENDS_CITED:
            end += 1
        party = phrase_at(words, at + 1, end, cast.index)
        if party is not None and party.form != "pronoun" and words.low[at + 1] not in _NOT_CITED:
            return party
    return None


_WHO_QUOTED = re.compile(r"\s*,? (?:who|which) (?:was |is |were )?(?:in turn )?(?:quoting|citing|quoted|cited|relaying) ")


def quoted_behind(words: Words, cast: Cast, party: Party) -> Party | None:
    """Return whom somebody who is cited quotes in turn ("citing her lawyer, who was quoting the judge"), `None` where nobody."""
    at = _WHO_QUOTED.match(words.text, party.span.end)
    if at is None:
        return None
    first = words.at(at.end())
    end = first
    while end < len(words) and words.sentence[end] == words.sentence[first] and words.low[end] not in _ENDS_CITED | {"."}:
        end += 1
    return phrase_at(words, first, end, cast.index) if end > first else None


def _is_citing(words: Words, at: int) -> bool:
    """Whether a word is one of citing, or the "to" of "attributed the report to"."""
    if words.low[at] == "to":
        return any(low.startswith("attribut") for low in words.low[max(0, at - 4) : at])
    return words.low[at] in _CITES


def _content_begins(statement: Statement, offset: int) -> bool:
    return any(s.start - 1 <= offset <= s.start + 1 for s in statement.content)


def _named_from(cast: Cast, words: Words, following: list[int]) -> tuple[Name, Player] | None:
    """Return the name that some words begin with, titles before it allowed ("said Governor Ines Vale")."""
    for at in following:
        use = cast.named_at(at)
        if use is not None:
            return use if use[0].role <= following[0] else None
        if not words.raw[at][:1].isupper():
            return None
    return None


def said_within(words: Words, cast: Cast, statement: Statement) -> Party | None:
    """Return who speaks in what an outlet reports, where all of it is one person's words (“…,” said Ann Vale, the Argus reports)."""
    content = [i for span in statement.content for i in words.within(span.start, span.end)]
    for place, at in enumerate(content):
        if words.low[at] not in SAYING or words.is_quoted(words.start[at]):
            continue
        after = _named_from(cast, words, content[place + 1 : place + 5])
        before = cast.named_at(content[place - 1]) if place else None
        ends = after is not None and (after[0].last > content[-1] or words.low[after[0].last] in (",", ".", "”", '"', ";"))
        for use in (before, after if ends else None):
            if use is not None and use[1].kind == "person":
                return phrase_at(words, max(use[0].role, content[0]), use[0].last, cast.index)
    return None
