"""Why somebody is not named: the reason that the text gives, and to whom it belongs.

A sentence tells that somebody is kept anonymous ("on condition of anonymity", "asked not to be named"), and often why: "because they were
not authorised to speak", "for fear of losing her job", "to discuss the sensitive matters", "citing …". Without a reason there is no span.
The reason belongs to the described source before it in the sentence; "all the officials" gives it to all the officials before.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from headwater.model import Span
from headwater.resolve.cast import Player
from headwater.resolve.knowing import AUXILIARIES, TIMES, is_finite
from headwater.resolve.lexicon import CALLINGS, UNNAMED_NOUNS, WITHHELD, singular
from headwater.resolve.words import Words

__all__ = ["Told", "reasons"]

Stretch = tuple[int, int]
"""Index of the first word, and of the one after the last."""

REACH = 45
"""Words that a reason may have at most, and that may lie between who is kept anonymous and the words that say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A mention of somebody who bears no name.

    Attributes:
        first: Its first word.
        last: After its last word, complements included.
        player: Whose it is.
        noun: The noun of a description, `None` for a pronoun.
        plural: Whether a description speaks of several.
        reported: Whether it stands in what somebody else says, who is no outlet: then it is not they who spoke to the reporter.
    """

    first: int
    last: int
    player: Player
    noun: str | None = None
    plural: bool = False
    reported: bool = False


def reasons(words: Words, told: Sequence[Told], stops: Collection[int] = ()) -> dict[int, tuple[Span, ...]]:
    """Return the spans that say why somebody is not named, by the number of the player.

    Args:
        words: The report's words.
        told: The mentions of those who bear no name, pronouns too, in reading order.
        stops: The first words of cues.
    """
    if not told:
        return {}
    found: dict[int, set[Span]] = {}
    seats = _by_sentence(words, told)
    nouns: list[Told] = []
    at_sentence, behind = -1, iter([t for t in told if t.noun])
    coming = next(behind, None)
    done = 0
    for said in _sayings(words):
        while coming is not None and coming.first < said.at:
            nouns.append(coming)
            coming = next(behind, None)
        sentence = words.sentence[said.at]
        if sentence != at_sentence:
            at_sentence, done = sentence, 0
        reason = _reason(words, said, stops)
        if reason is None or reason[0] < done:
            continue
        done = reason[1]
        span = Span(start=words.start[reason[0]], end=words.end[reason[1] - 1])
        for player in _owners(words, said.subject_before, seats.get(sentence, ()), nouns[-_SPOKEN_OF:]):
            found.setdefault(player.number, set()).add(span)
    return {number: tuple(sorted(spans)) for number, spans in found.items()}


def _by_sentence(words: Words, told: Sequence[Told]) -> dict[int, list[Told]]:
    seats: dict[int, list[Told]] = {}
    for each in told:
        seats.setdefault(words.sentence[each.first], []).append(each)
    return seats


# That somebody is kept anonymous -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """Words that say that somebody is kept anonymous.

    Attributes:
        at: Their first word.
        end: After their last word.
        subject_before: The word before which its subject stands.
        reason: Where they are a reason themselves ("not authorised to speak"), its first word.
    """

    at: int
    end: int
    subject_before: int
    reason: int | None = None


_ASKS = frozenset(
    """condition conditions requested requests requesting request asked asking asks granted given demanded demanding insisted insisting
    sought seeking promised guaranteed cover wanted under""".split()
)
_SPEAKS = frozenset(
    "spoke speak speaks speaking quoted responded told said talked talking commented commenting described interviewed answered".split()
)
_REFUSES = frozenset(
    """not n't declined declining refused refusing unwilling reluctant without didn't don't doesn't won't wouldn't shouldn't never afraid
    against avoid wished neither nor""".split()
)
_NAMED = frozenset("named identified quoted".split())
_ALLOWED = frozenset("authorized authorised allowed permitted cleared empowered".split())
_BARRED = frozenset("barred forbidden prohibited banned".split())
_TALK = frozenset(
    """speak discuss talk comment brief address disclose share release reveal speaking discussing talking commenting be give
    make describe""".split()
)
_NEGATED = frozenset("not n't wasn't weren't isn't aren't hasn't haven't never without".split())
_OPENERS = frozenset("because as since".split())


def _sayings(words: Words) -> Iterator[_Saying]:
    for at, low in enumerate(words.low):
        begins = max(0, at - 6)
        while words.sentence[begins] != words.sentence[at]:
            begins += 1
        said = _saying(words, at, low, begins)
        if said is not None and not words.is_quoted(words.start[at]):
            yield said


def _saying(words: Words, at: int, low: str, begins: int) -> _Saying | None:
    """Return what a word is the pith of: anonymity asked for, a name refused, or no leave to speak."""
    before = words.low[begins:at]
    if low in _ALLOWED or low in _BARRED:
        return _without_leave(words, at, low, begins)
    if low in ("speak", "talk") and {"not", "cannot"} & set(before[-2:]) and {"may", "can", "could", "cannot", "must"} & set(before[-3:]):
        return _may_not(words, at, begins)
    hit = (
        (low == "anonymity" and _ASKS & set(before))
        or (low in ("anonymously", "background", "attribution") and _SPEAKS & set(before[-5:]))
        or (low in _NAMED and before[-1:] in (["be"], ["being"]) and _REFUSES & set(before))
        or (low in ("anonymous", "nameless", "unnamed", "unidentified") and before[-1:] in (["remain"], ["remaining"], ["stay"], ["be"]))
        or (low in ("name", "names", "surname", "surnames") and _withholds(words, at, before))
    )
    return _Saying(at=at, end=at + 1, subject_before=at) if hit else None


def _withholds(words: Words, at: int, before: Sequence[str]) -> bool:
    """Whether a name is kept back: "declined to give her name", "gave only his first name", "their names withheld"."""
    if not {"his", "her", "their", "whose", "any"} & set(before[-3:]):
        return False
    kept = {"declined", "refused", "withhold", "withholding", "withheld", "not", "only", "didn't", "don't", "protect"} & set(before)
    return bool(kept) or words.low[at + 1 : at + 2] == ["withheld"]


def _without_leave(words: Words, at: int, low: str, begins: int) -> _Saying | None:
    after = words.low[at + 1 : at + 4]
    if low in _BARRED:
        if after[:1] != ["from"] or not set(after[1:]) & _TALK:
            return None
    elif after[:1] != ["to"] or not set(after[1:]) & _TALK or not _NEGATED & set(words.low[max(begins, at - 3) : at]):
        return None
    first = at
    while first > begins and (
        words.low[first - 1] in AUXILIARIES or words.low[first - 1] in _NEGATED or words.low[first - 1] in ("yet", "publicly")
    ):
        first -= 1
    return _opened(words, first, at, begins)


def _may_not(words: Words, at: int, begins: int) -> _Saying | None:
    """Return what says that somebody may not speak to the press, a reason in itself."""
    after = words.low[at + 1 : at + 4]
    if after[:1] != ["publicly"] and not (after[:1] == ["to"] and {"press", "media", "reporters", "journalists"} & set(after)):
        return None
    first = next(i for i in range(max(begins, at - 3), at + 1) if words.low[i] in ("may", "can", "could", "cannot", "must"))
    return _opened(words, first, at, begins)


def _opened(words: Words, first: int, at: int, begins: int) -> _Saying:
    """Return words that are a reason themselves, from the "because" before them where there is one."""
    opener = next((i for i in range(first - 1, max(begins, first - 6) - 1, -1) if words.low[i] in _OPENERS), first)
    return _Saying(at=at, end=at + 1, subject_before=opener, reason=opener)


# The reason --------------------------------------------------------------------------------------------------------------------

_FILLERS = frozenset(
    ", by name in on publicly directly further himself herself themselves that they he she not be identified named quoted only".split()
)
_PRONOUNS = frozenset("he she they it we i".split())
_TELLS = frozenset("said says told tells added adds confirmed argued described spoke".split())


def _reason(words: Words, said: _Saying, stops: Collection[int]) -> Stretch | None:
    """Return the reason that goes with words of anonymity: themselves, what follows them, or what opens the sentence."""
    if said.reason is not None:
        return said.reason, _reason_end(words, said.reason, said.end, stops)
    at = said.end
    while at < min(len(words), said.end + 6) and words.sentence[at] == words.sentence[said.at]:
        if _opens_reason(words, at):
            end = _reason_end(words, at, at + 1, stops)
            return (at, end) if end > at + 1 else None
        if words.low[at] not in _FILLERS and words.low[at] not in TIMES:
            break
        at += 1
    return _reason_before(words, said)


_OPENS = re.compile(
    r"""(?:because|citing|fearing|lest|given|owing\ to|due\ to|ahead\ of|out\ of|in\ (?:discussing|describing|order|advance\ of)
    |(?:while|when)\ (?:discussing|describing|speaking)|(?:as|since|so|saying)\ (?:he|she|they|it|we)\b|so\ (?:as|that)\b
    |as\ (?:the|their|her|his|a|an)\b|before\ (?:an?|the|its|their|his|her)\b
    |(?:for|over|amid)\ (?:\w+\ )?(?:fears?|reasons|safety|security|privacy|concerns)\b
    |to\ (?!the\b|an?\b|his\b|her\b|their\b|its\b|our\b|reporters|journalists)
     (?:(?-i:[a-z])\w*[^\Ws]|discuss|address|express|assess|access)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What opens a reason: a conjunction, a preposition of fear or cause, or "to" with a verb."""


def _opens_reason(words: Words, at: int) -> bool:
    return _OPENS.match(words.text, words.start[at]) is not None


def _reason_before(words: Words, said: _Saying) -> Stretch | None:
    """Return a reason that opens the sentence, before its first comma ("Fearing reprisals, the clerk asked not to be named")."""
    sentence = words.sentence[said.at]
    first = max(0, words.at(words.sentences[sentence][0]))
    while first < said.at and not words.raw[first][:1].isalnum():
        first += 1
    low, after = words.low[first], words.low[first + 1]
    if not (
        low in ("because", "citing", "fearing", "given")
        or (low, after) in (("for", "fear"), ("out", "of"), ("to", "protect"), ("due", "to"))
    ):
        return None
    comma = next((i for i in range(first, min(said.at, first + REACH)) if words.low[i] == ","), None)
    return None if comma is None else (first, comma)


def _reason_end(words: Words, first: int, at: int, stops: Collection[int]) -> int:
    """Return after which word a reason ends."""
    clausal = words.low[first] in _OPENERS and words.low[first + 1] != "of"
    verb_seen = first != at - 1
    sentence = words.sentence[first]
    while at < min(len(words), first + REACH) and words.sentence[at] == sentence:
        low = words.low[at]
        if low in (".", "?", "!", ";", ":", "—", "–", "(", ")", "“", "”", '"', "''", "``", "‘", "’") or low == "but":
            break
        if low == ",":
            after = _over_aside(words, at)
            if after is None:
                break
            at = after
            continue
        if (at in stops or low in _TELLS) and words.low[at - 1] not in _PRONOUNS | {"to", "who"} and (verb_seen or not clausal):
            break
        if low == "and" and at + 1 < len(words) and _breaks(words, at + 1, clausal=clausal):
            break
        verb_seen = verb_seen or is_finite(words, at)
        at += 1
    return at


def _breaks(words: Words, at: int, *, clausal: bool) -> bool:
    """Whether what follows "and" is no part of the reason: another verb of the source's."""
    low = words.low[at]
    return low in _TELLS or (not clausal and (low in AUXILIARIES or low in ("who", "asked", "requested")))


def _over_aside(words: Words, comma: int) -> int | None:
    """Return where a reason goes on after a comma: behind an aside ("the talks, which are private, have stalled") or along a list."""
    sentence = words.sentence[comma]
    ahead = [i for i in range(comma + 1, min(len(words), comma + 20)) if words.sentence[i] == sentence]
    if not ahead:
        return None
    if words.low[ahead[0]] in ("which", "whose", "where"):
        closing = next((i for i in ahead if words.low[i] == ","), None)
        return closing + 1 if closing is not None and closing + 1 < len(words) and words.low[closing + 1] in AUXILIARIES else None
    for i in ahead[:7]:
        if words.low[i] in ("and", "or"):
            return None if is_finite(words, i + 1) or words.low[i + 1] in _PRONOUNS else comma + 1
        if is_finite(words, i) or words.low[i] in _PRONOUNS or words.low[i] in ("who", '"', "“"):
            return None
    return None


# Whose it is -------------------------------------------------------------------------------------------------------------------

_LOOK_BACK = 12
"""Mentions before words of anonymity that can be their subject."""
_SPOKEN_OF = 100
"""Descriptions before a sentence that "all the officials" can mean."""
_ALL = frozenset("all both each none most neither".split())
_POINTS = frozenset("the these those".split())
_ADDRESSED = frozenset("told tell tells telling to with asked".split())
_ANYBODY = frozenset("people person source sources those individual".split())


def _owners(words: Words, before: int, here: Sequence[Told], nouns: Sequence[Told]) -> list[Player]:
    """Return who is kept anonymous by words whose subject stands before a word.

    Args:
        words: The report's words.
        before: The word before which the subject stands.
        here: The mentions of the sentence.
        nouns: The descriptions before, in reading order.
    """
    sentence = words.sentence[before]
    subject = _subject(words, before, here)
    if subject is not None:
        nouns = [t for t in nouns if t.first < subject.first]
        if subject.noun and _is_all(words, subject.first):
            return _all_called(nouns, subject.noun, plural=True) or [subject.player]
        if subject.noun and words.low[subject.first] in _POINTS and subject.plural:
            return [subject.player] if _came_before(nouns, subject) else _all_called(nouns, subject.noun, plural=True) or [subject.player]
        return [subject.player]
    for at in range(before - 1, max(-1, before - REACH), -1):
        if words.sentence[at] != sentence:
            break
        if words.is_quoted(words.start[at]):
            continue
        noun, low = singular(words.low[at]), words.low[at]
        if (
            noun in WITHHELD
            or noun in _ANYBODY
            or (low in _ALL | {"two", "three", "four", "five"} and at + 1 < before and is_finite(words, at + 1))
        ):
            return _called(words, at, noun if noun in WITHHELD else "people", nouns)
        if low in ("he", "she", "they") and nouns and _is_near(words, nouns[-1], at):
            return [nouns[-1].player]
    return []


def _subject(words: Words, before: int, here: Sequence[Told]) -> Told | None:
    """Return the last mention before a word that can be a subject: none inside another, none to whom something was told."""
    can = [t for t in here if before - REACH < t.first < before and not words.is_quoted(words.start[t.first])][-_LOOK_BACK:]
    can = [
        t
        for t in can
        if not any(o is not t and o.first <= t.first and t.last <= o.last and o.last - o.first > t.last - t.first for o in can)
    ]
    for each in reversed(can):
        if each.first == 0 or words.low[each.first - 1] not in _ADDRESSED or _is_attached(words, each.last):
            return each
    return can[-1] if can else None


def _is_attached(words: Words, at: int) -> bool:
    """Whether a clause about a mention follows it."""
    following = words.low[at : at + 2]
    return following[:1] == ["who"] or following == [",", "who"] or following == [",", "speaking"] or following == [",", "asking"]


def _is_all(words: Words, first: int) -> bool:
    if words.low[first] in _ALL:
        return True
    return first > 0 and (words.low[first - 1] in _ALL or (words.low[first - 1] == "of" and first > 1 and words.low[first - 2] in _ALL))


def _came_before(nouns: Sequence[Told], subject: Told) -> bool:
    """Whether those meant were spoken of before as several."""
    return any(t.player is subject.player for t in nouns)


def _called(words: Words, at: int, noun: str, nouns: Sequence[Told]) -> list[Player]:
    """Return who is meant by a noun that no mention covers."""
    plural = (
        singular(words.low[at]) != words.low[at] or words.low[at] in _ALL or words.low[at] in ("two", "three", "four", "five", "people")
    )
    points = {*words.low[max(0, at - 3) : at + 1]} & (_POINTS | _ALL)
    return _all_called(nouns, noun, plural=plural) if points else []


def _all_called(nouns: Sequence[Told], noun: str, *, plural: bool) -> list[Player]:
    """Return those before that a noun can call, in order: all for a plural, else the last."""
    fits = [t.player for t in nouns if t.noun is not None and not t.reported and _can_be(t.noun, noun)]
    if not plural:
        return fits[-1:]
    return list(dict.fromkeys(fits))


def _can_be(noun: str, called: str) -> bool:
    if called in _ANYBODY:
        return noun in UNNAMED_NOUNS | WITHHELD | CALLINGS
    return noun == called or (noun in _ANYBODY and called in UNNAMED_NOUNS)


def _is_near(words: Words, told: Told, at: int) -> bool:
    return words.paragraph[at] - words.paragraph[told.first] <= 1
