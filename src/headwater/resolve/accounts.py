"""Accounts that run on: what one sentence says of a statement's way holds for others of the same passage.

An actor who told an outlet something goes on telling it; a poll's respondents answer through the poll; letters that somebody released
reached the page by them, and so did what stands between two of them. Each is a rule of its own, and each yields where the statement has
a way of its own: another outlet, a rally, a post, another day.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from headwater.model import Span, Statement
from headwater.resolve.cast import Cast, Player
from headwater.resolve.patterns import alternatives
from headwater.resolve.words import Words

__all__ = ["RECORDING", "Account", "Link", "go_through_passages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A hop in the making."""

    span: Span
    players: tuple[Player, ...]
    via: str


@dataclass(slots=True)
class Account:
    """A statement with what is known of its way.

    Attributes:
        statement: The statement.
        relays: The links before the source.
        source: The link of the source, or nothing.
        unsourced: Whether the text says that it was said, but not by whom.
        surveyed: Whether the source is a share of those asked in a poll.
    """

    statement: Statement
    relays: list[Link] = field(default_factory=list)
    source: list[Link] = field(default_factory=list)
    unsourced: bool = False
    surveyed: bool = False

    @property
    def links(self) -> list[Link]:
        """The links, nearest the reader first."""
        return [*self.relays, *self.source]

    @property
    def speaker(self) -> Player | None:
        """The first of those who say it."""
        return self.source[-1].players[0] if self.source else None

    @property
    def start(self) -> int:
        """Where the statement starts."""
        return min(s.start for s in (*self.statement.cue, *self.statement.content))

    def cue_words(self, words: Words) -> set[str]:
        """Return the words of the cue, in lower case."""
        return {words.low[i] for span in self.statement.cue for i in words.within(span.start, span.end)}


def go_through_passages(words: Words, cast: Cast, accounts: list[Account]) -> None:
    """Complete the accounts from those around them."""
    _continue_quotations(accounts)
    _follow_hearsay(words, accounts)
    _share_subjects(words, accounts)
    _answer_polls(words, cast, accounts)
    _trace_letters(words, cast, accounts)
    _hear_recordings(words, accounts)
    _go_on(words, accounts)
    _head_reports(words, accounts)
    _look_ahead(words, accounts)
    _fill_between(words, accounts)


# Sources -------------------------------------------------------------------------------------------------------------------------

QUOTATION_GAP = 400
"""Characters that may stand between a quotation and one that continues it."""


def _continue_quotations(accounts: Sequence[Account]) -> None:
    """Quoted words without a source right after a statement in quotation marks are the same speaker's."""
    for before, account in itertools.pairwise(accounts):
        statement = account.statement
        if account.source or statement.source or statement.form != "direct" or not before.source:
            continue
        if statement.content[0].start - before.statement.content[-1].end < QUOTATION_GAP:
            account.relays = list(before.relays)
            account.source = [replace(link, via="quotation-goes-on") for link in before.source]


def _share_subjects(words: Words, accounts: Sequence[Account]) -> None:
    """A participle without a source ("…, adding that") has the source of the statement before it in its sentence."""
    for before, account in itertools.pairwise(accounts):
        if account.source or not before.source or not _is_participle(words, account.statement.cue):
            continue
        if words.sentence_at(account.statement.cue[0].start) == words.sentence_at(before.start):
            account.relays = list(before.relays)
            account.source = [replace(link, via="same-subject") for link in before.source]


def _is_participle(words: Words, cue: Sequence[Span]) -> bool:
    first = words.text[cue[0].start : cue[0].end].split() if cue else []
    return bool(first) and first[0].lower().endswith("ing")


# Hearsay -------------------------------------------------------------------------------------------------------------------------

_REPORTEDLY = alternatives("reportedly, allegedly, supposedly, purportedly")
_ARE = alternatives("is, are, was, were, has been, have been, had been")
_ARE_SAID = alternatives(
    """said, reported, alleged, rumored, rumoured, believed, thought, understood, claimed, accused, described, called, deemed, billed,
    known, announced, criticized, criticised, asked, told, expected"""
)
_TALK = alternatives(
    """rumor, rumors, rumour, rumours, reports, allegation, allegations, accusation, accusations, criticism, criticisms, speculation,
    claims, talk, calls, fears, suspicions, furor, uproar, backlash, it emerged, it has emerged"""
)
_HEARSAY = re.compile(
    rf"\b(?:{_REPORTEDLY}|{_ARE} (?:{alternatives('widely, reportedly, also, often')} )*{_ARE_SAID}|{_TALK})\b", re.IGNORECASE
)
_SURELY_HEARSAY = re.compile(rf"\b(?:{_REPORTEDLY}|rumou?red|{alternatives('is, are, was, were')} (?:also |widely )?said)\b", re.IGNORECASE)
HEARSAY_GAP = 700
"""Characters back in which the account that hearsay rests on may stand."""


def _follow_hearsay(words: Words, accounts: Sequence[Account]) -> None:
    """What is said "reportedly" rests on the account that the passage gives; where it gives none, it is a dead end, and said to be one."""
    for at, account in enumerate(accounts):
        if account.statement.kind != "statement" or account.statement.parent is not None:
            continue
        surely = _is_hearsay(words, account, _SURELY_HEARSAY)
        if account.source:
            if surely and not account.relays:
                account.relays = [replace(link, via="passage") for link in _passage(words, accounts, at, account.speaker)]
        elif not account.statement.source and _is_hearsay(words, account, _HEARSAY):
            account.source = [replace(link, via="passage") for link in _passage(words, accounts, at, None)] if surely else []
            account.unsourced = not account.source


def _is_hearsay(words: Words, account: Account, pattern: re.Pattern[str]) -> bool:
    cue = account.statement.cue
    return any(pattern.search(words.text, max(0, span.start - 14), span.end) for span in cue)


def _passage(words: Words, accounts: Sequence[Account], at: int, speaker: Player | None) -> list[Link]:
    """Return the links of the account with which a statement without one of its own goes on: the last that names an outlet nearby."""
    account = accounts[at]
    for before in reversed(accounts[:at]):
        if account.start - before.start > HEARSAY_GAP or words.paragraph_at(before.start) < words.paragraph_at(account.start):
            break
        if speaker is not None and any(speaker in link.players for link in before.links):
            others = [link for link in before.links if speaker not in link.players]
            if others:
                return others
        elif before.relays or (before.speaker is not None and before.speaker.kind in ("outlet", "unnamed")):
            return before.links
    return []


# Polls ---------------------------------------------------------------------------------------------------------------------------

_POLL = re.compile(rf"\b{alternatives('poll, polls, pollster, pollsters, polling, survey, surveys, surveyed')}\b", re.IGNORECASE)
_ASKED = re.compile(r"^asked\b", re.IGNORECASE)
POLL_GAP = 1500
"""Characters between the answer of those asked and the poll."""


def _answer_polls(words: Words, cast: Cast, accounts: Sequence[Account]) -> None:
    """Shares of those asked answer through the poll spoken of last before them, else next after them."""
    polls = [p for p in cast.players if p.kind == "document" and any(_POLL.search(words.text, m.start, m.end) for m in p.mentions)]
    if not polls:
        return
    mentions = sorted((m, p) for p in polls for m in p.mentions if _POLL.search(words.text, m.start, m.end))
    for account in accounts:
        cue = account.statement.cue
        asked = not account.source and cue and _ASKED.match(words.text[cue[0].start : cue[0].end])
        if not (account.surveyed or asked) or account.relays:
            continue
        before = [pair for pair in mentions if pair[0].start < account.start]
        span, poll = before[-1] if before else mentions[0]
        if abs(span.start - account.start) < POLL_GAP and poll is not account.speaker:
            link = Link(span=span, players=(poll,), via="asked-in-poll")
            if asked:
                account.source = [link]
            else:
                account.relays = [link]


# Letters released ----------------------------------------------------------------------------------------------------------------

_LETTERS = alternatives(
    """email, emails, e-mail, e-mails, message, messages, correspondence, communications, text messages, cables, letters, memo, memos,
    transcript, transcripts"""
)
_GAVE_OUT = alternatives("released, made public, published, posted, unveiled, disclosed, leaked, dumped")
_GIVEN_OUT = rf"(?:{_GAVE_OUT}|{alternatives('obtained, turned over')})"
_RELEASED_BY = re.compile(rf"\b{_LETTERS}\b[^.;“\"\n]{{0,80}}?\b{_GIVEN_OUT}\b[^.;“\"\n]{{0,40}}?\bby (?:the )?$", re.IGNORECASE)
_RELEASING = re.compile(
    rf"(?:[’']s)?(?: {alternatives('has, have, had, also')}| on \w+day| \w+day)*(?: \w+ly)? {_GAVE_OUT} [^.;“\"\n]{{0,90}}?\b{_LETTERS}\b",
    re.IGNORECASE,
)
_LETTER = re.compile(rf"\b(?:{_LETTERS}|trove|batch)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:"
    + alternatives(
        """court filing, court file, court papers, court documents, letter dated, memoir, book, op-ed, Twitter, Facebook, statement,
        lawsuit, opinion"""
    )
    + r"|tweet\w*)\b"
)
_WRITES = frozenset(
    """wrote writes written writing emailed emails e-mailed emailing replied replies replying responded responds answered answers
    forwarded forwards""".split()
)
_IN_LETTER = re.compile(
    rf"\b(?:in|to) {alternatives('a, an, the, another, one, that, her, his, their')}\b[^.;,“\"\n]{{0,40}}?\b{_LETTERS}\b", re.IGNORECASE
)
RELEASE_CHARS = 160
"""Characters on either side of a name in which it is told what it released."""


def _trace_letters(words: Words, cast: Cast, accounts: Sequence[Account]) -> None:
    """Where somebody released letters, what is written in them reached the page by who released them."""
    link = _release(words, cast)
    if link is None or cast.is_own(link.players[0]):
        return
    for account in accounts:
        speaker = account.speaker
        if speaker is None or speaker is link.players[0] or account.relays:
            continue
        if _is_letter(words, account, speaker) or _is_written(words, account):
            account.relays = [link]


def _release(words: Words, cast: Cast) -> Link | None:
    """Return the link of who released letters by the text, with the words that name them there."""
    for player in cast.players:
        if not player.named or player.kind not in ("organization", "outlet"):
            continue
        for span in sorted(player.mentions):
            before = words.text[max(0, span.start - RELEASE_CHARS) : span.start].rsplit("\n", 1)[-1]
            after = words.text[span.end : span.end + RELEASE_CHARS].split("\n", 1)[0]
            if _RELEASED_BY.search(before) or _RELEASING.match(after):
                return Link(span=span, players=(player,), via="released-by")
    return None


def _is_letter(words: Words, account: Account, speaker: Player) -> bool:
    span = account.source[-1].span
    return speaker.kind == "document" and _LETTER.search(words.text, span.start, span.end) is not None


def _is_written(words: Words, account: Account) -> bool:
    start, end = words.sentences[words.sentence_at(account.start)]
    if _ELSEWHERE.search(words.text, start, end):
        return False
    return not _WRITES.isdisjoint(account.cue_words(words)) or _IN_LETTER.search(words.text, start, end) is not None


# Recordings ----------------------------------------------------------------------------------------------------------------------

RECORDING = re.compile(
    r"\b"
    + alternatives(
        """audio, recording, recordings, tape, tapes, video, videos, footage, transcript, transcripts, pool report, pool reports,
        screenshot, screenshots"""
    )
    + r"\b",
    re.IGNORECASE,
)
_ADDS = frozenset("added adds said says continued continues went told says adding".split())
RECORDING_GAP = 450
"""Characters between words by a recording and those of its speaker."""


def _hear_recordings(words: Words, accounts: Sequence[Account]) -> None:
    """Quoted words by a recording are those of the speaker who then goes on ("…, according to audio … Mr Vale added")."""
    outer = [account for account in accounts if account.statement.parent is None]
    for before, account in itertools.pairwise(outer):
        speaker, person = before.speaker, account.speaker
        if speaker is None or person is None or speaker.kind != "document" or person.kind != "person" or before.relays or account.relays:
            continue
        span = before.source[0].span
        quoted = before.statement.form != "indirect" and account.start - before.start < RECORDING_GAP
        adds = not _ADDS.isdisjoint(account.cue_words(words))
        if quoted and adds and RECORDING.search(words.text, span.start, span.end):
            before.relays, before.source = before.source, [replace(account.source[0], via="said-within")]
            account.relays = [replace(before.relays[0], via="account-goes-on")]


# The same actor ------------------------------------------------------------------------------------------------------------------

GO_ON_CHARS = 1300
"""Characters after which an actor's account to an outlet is taken to be over."""
AHEAD_CHARS = 350
"""Characters from a paraphrase to the account that it sums up."""
HEADLINE_CHARS = 700
"""The same from a headline."""
DAY_CHARS = 28
"""Characters around a cue in which the day on which it was said stands."""

_PUBLIC = alternatives("reporters, supporters, the crowd, voters, lawmakers, a crowd, an audience, delegates, journalists")
_UTTERED_IN = alternatives("speech, statement, news conference, press conference, rally, debate, tweet, post, letter, memo")
_UTTERED_AT = alternatives(
    "rally, town hall, event, news conference, press conference, fundraiser, debate, hearing, speech, meeting, briefing"
)
_EARLIER = alternatives(
    "earlier this year, earlier this month, earlier this week, last year, last month, last week, in the past, at the time"
)
_VENUE = re.compile(
    rf"\b(?:told {_PUBLIC}|tweet\w*|on (?:Twitter|Facebook)|[Ii]n a {_UTTERED_IN}|[Aa]t an? (?:\w+ ){{0,2}}{_UTTERED_AT}|{_EARLIER}"
    r"|during (?:a|the) \w+ (?:debate|speech|rally))\b"
)
_PERFECT = frozenset("has have had 've 's previously repeatedly often long once".split())
_SAYS = frozenset(
    """said says say told tells telling wrote writes saw thought spoke went gave put read adds notes argues claims insists warns explains
    continues recalls described called : , quipped""".split()
)
_DAY = re.compile(r"\b(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day\b")


def _goes_its_own_way(words: Words, account: Account, relay: Link | None = None) -> bool:
    """Whether a statement has a place or time of its own, or sums up what somebody holds rather than what was said now."""
    statement = account.statement
    start, end = words.sentences[words.sentence_at(account.start)]
    if _VENUE.search(words.text, start, end):
        return True
    if not statement.cue:
        return False
    first = words.at(statement.cue[0].start)
    cue = account.cue_words(words)
    if not _PERFECT.isdisjoint((*cue, *words.low[max(0, first - 1) : first])):
        return True
    if relay is not None and relay.players[0].kind != "outlet":
        return False
    return not any(w.endswith(("ed", "ing")) or w in _SAYS for w in cue)


def _is_another_day(words: Words, before: Account, account: Account) -> bool:
    """Whether a statement was said on a day that the sentence of the one before it does not name."""
    known = set(_DAY.findall(words.text, *words.sentences[words.sentence_at(before.start)]))
    start, end = words.sentences[words.sentence_at(account.start)]
    cues = account.statement.cue
    near = {day for cue in cues for day in _DAY.findall(words.text, max(start, cue.start - DAY_CHARS), min(end, cue.end + DAY_CHARS))}
    return bool(near - known)


def _go_on(words: Words, accounts: Sequence[Account]) -> None:
    """What an actor told an outlet, the actor goes on telling it until a statement of theirs has a way of its own."""
    last: dict[int, Account] = {}
    for account in accounts:
        speaker = account.speaker
        if speaker is None or account.statement.kind != "statement":
            continue
        before = last.get(speaker.number)
        if before is not None and before.relays and not account.relays and _continues(words, before, account):
            account.relays = [replace(link, via="account-goes-on") for link in before.relays]
        if account.statement.parent is None:  # what others say that an actor said is no account of the actor's own
            last[speaker.number] = account


def _continues(words: Words, before: Account, account: Account) -> bool:
    """Whether a statement of an actor goes on what the actor said to somebody before: near enough, and by the same way."""
    relay = before.relays[0]
    if relay.via == "spoke-through":
        return False
    reach = GO_ON_CHARS if relay.players[0].kind == "outlet" else 10 * GO_ON_CHARS
    if account.start - before.start >= reach or _goes_its_own_way(words, account, relay):
        return False
    return not _is_another_day(words, before, account)


_REPORT = frozenset("report reports reported".split())


def _head_reports(words: Words, accounts: Sequence[Account]) -> None:
    """A headline that ends "– report" is the first outlet's account below it."""
    for account in accounts:
        cue = account.cue_words(words)
        if account.source or words.paragraph_at(account.start) > 0 or not cue or not set(cue) <= _REPORT:
            continue
        below = next((a for a in accounts if a.start > account.start and a.links and a.links[0].players[0].kind == "outlet"), None)
        if below is not None and below.start - account.start < GO_ON_CHARS:
            account.relays = [replace(link, via="account-ahead") for link in below.relays]
            account.source = [replace(link, via="account-ahead") for link in below.source]
            account.unsourced = False


def _look_ahead(words: Words, accounts: Sequence[Account]) -> None:
    """A paraphrase right before it, or the headline, takes the outlet that the same actor is then said to have told."""
    coming: dict[int, Account] = {}
    for account in reversed(accounts):
        speaker = account.speaker
        if speaker is None or account.statement.kind != "statement":
            continue
        after = coming.get(speaker.number)
        if not account.relays and after is not None and after.relays and _sums_up(words, account, after):
            account.relays = [replace(link, via="account-ahead") for link in after.relays]
        coming[speaker.number] = account


_LATER = frozenset("later also then separately".split())


def _before_cue(words: Words, account: Account) -> list[str]:
    """Return the words of a cue and the one before it ("later told")."""
    cue = account.statement.cue
    first = words.at(cue[0].start) if cue else 0
    return [*account.cue_words(words), *words.low[max(0, first - 1) : first]]


def _sums_up(words: Words, account: Account, after: Account) -> bool:
    if after.relays[-1].via not in ("told-outlet", "account-ahead", "obtained-by") or not _LATER.isdisjoint(_before_cue(words, after)):
        return False
    if words.paragraph_at(account.start) == 0 and after.start - account.start < HEADLINE_CHARS:
        return True
    near = after.start - account.start < AHEAD_CHARS and words.paragraph_at(after.start) - words.paragraph_at(account.start) <= 1
    return near and account.statement.form != "direct" and not _goes_its_own_way(words, account)


# Between two places --------------------------------------------------------------------------------------------------------------

BETWEEN_CHARS = 1300
"""Characters between two places that rest on the same release of letters."""
BETWEEN_STATEMENTS = 4
"""Statements between them."""


def _fill_between(words: Words, accounts: Sequence[Account]) -> None:
    """Statements between two places that rest on the same release rest on it too, where they have no way of their own."""
    resting = [(n, account.links[0]) for n, account in enumerate(accounts) if account.links and account.links[0].via == "released-by"]
    for (i, first), (j, second) in itertools.pairwise(resting):
        if first.players[0] is not second.players[0] or not 1 < j - i <= BETWEEN_STATEMENTS + 1:
            continue
        if accounts[j].start - accounts[i].start > BETWEEN_CHARS:
            continue
        for account in accounts[i + 1 : j]:
            speaker = account.speaker
            if speaker is None or account.relays or speaker.kind == "organization" or account.statement.kind != "statement":
                continue
            if not _goes_its_own_way(words, account, first):
                account.relays = [replace(first, via="outlet-account")]
