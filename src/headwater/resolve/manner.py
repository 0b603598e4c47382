"""How each statement was said: on or off the record, to whom, on what, hedged, on a condition, denying, declining or taking back.

Everything but the record is read off the words of the statement by rules; the record is weighed (`record`), the statements of one actor
together.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from headwater.model import HopKind, OnRecord, Span, Stance, Statement
from headwater.resolve.frames import Frame, Frames, Offsets, bare_form, is_inside
from headwater.resolve.hearers import DAYS, hearers
from headwater.resolve.record import Records, agreed, inclined
from headwater.resolve.ways import BROADCASTERS, Ways

__all__ = ["UNREACHED", "Manner", "Scene", "manner_of", "unreached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a statement was said.

    Attributes:
        on_record: public where anyone could hear or read it, private where the text says or plainly implies that few could.
        stance: Whether it asserts its content, denies it, declines to speak of it, or takes back what was said before.
        to: The hearers, as noun phrases; outlets are among them.
        on: The outlet, programme or platform on which it was uttered.
        conditional: The condition under which alone the content is asserted.
        hedges: The words that hold the content at arm's length.
        negated: Whether the text says that it was not said.
    """

    on_record: OnRecord
    stance: Stance
    to: tuple[Span, ...]
    on: tuple[Span, ...]
    conditional: tuple[Span, ...]
    hedges: tuple[Span, ...]
    negated: bool


class Scene:
    """A report's words and what they tell of places and ways of saying, gathered once; it then answers for each statement."""

    def __init__(self, text: str) -> None:
        self._frames = Frames(text)
        self._ways = Ways(self._frames)
        self._records = Records(self._frames, self._ways)

    def manner_of(self, statement: Statement, *, inherited: OnRecord = "unknown", origin: HopKind | None = None) -> Manner:
        """Return how a statement was said.

        Args:
            statement: A statement of this report; one that has its chain is told better.
            inherited: Whether the account that it continues was on the record; unknown where it continues none.
            origin: The kind of the last hop of its chain, where known.
        """
        frame = self._frames.frame(statement)
        return self._manner(frame, inclined(self._records.scores(frame, statement, origin), inherited))

    def manners(
        self, statements: Sequence[Statement], *, actors: Sequence[Hashable | None], origins: Sequence[HopKind | None]
    ) -> tuple[Manner, ...]:
        """Return how each statement was said, those of one actor weighed together.

        Args:
            statements: Statements of this report, in reading order; those that have their chain are told better.
            actors: Who is the last hop of each one's chain, by any key; `None` where there is none.
            origins: The kind of that hop.
        """
        frames = [self._frames.frame(one) for one in statements]
        scores = [self._records.scores(*each) for each in zip(frames, statements, origins, strict=True)]
        return tuple(self._manner(*each) for each in zip(frames, agreed(scores, actors), strict=True))

    def _manner(self, frame: Frame, record: OnRecord) -> Manner:
        text = self._frames.text
        stance = _stance(text, frame)
        return Manner(
            on_record=record,
            stance=stance,
            to=hearers(self._frames, self._ways, frame),
            on=_platforms(text, frame),
            conditional=_conditions(text, frame),
            hedges=_hedges(text, frame),
            negated=stance != "declines" and _negated(text, frame),
        )


def manner_of(text: str, statement: Statement, *, inherited: OnRecord = "unknown", origin: HopKind | None = None) -> Manner:
    """Return how a statement of a report's text was said; for several statements of one report, build its `Scene` once."""
    return Scene(text).manner_of(statement, inherited=inherited, origin=origin)


UNREACHED = re.compile(
    r"\b(?:(?:did|does|do|has|have|had)(?: not|n[’']t)(?: \w+){0,2} (?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?|answer(?:ed)?)\b"
    r"(?! (?:to )?(?:yes|no|whether|that)\b)"
    r"|(?:could|can)(?: not|n[’']t) (?:\w+ )?be (?:\w+ )?(?:reached|contacted)|could not (?:\w+ )?reach"
    r"|(?:was|were)(?: not|n[’']t) (?:\w+ )?(?:available|reachable|returned|answered)|(?:was|were) unavailable|(?:was|were) unreachable"
    r"|(?:ha[sd]|have) yet to (?:respond|reply)|(?:went|were|was|goes) unanswered|unavailable for comment"
    r"|attempts? to reach|(?:could|can)(?: not|n[’']t) immediately be reached)",
    re.IGNORECASE,
)


def unreached(text: str, statement: Statement) -> bool:
    """Return whether a statement is none: its words only tell that somebody did not answer or was not reached."""
    spans = (*statement.source, *statement.cue, *statement.content)
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    cues = statement.cue or statement.content
    for m in UNREACHED.finditer(text, start, min(len(text), end + 40)):
        if any(m.start() <= cue.end + 1 and cue.start <= m.end() for cue in cues):
            return True
    return False


_DECLINES = re.compile(
    r"\b(?:(?:declin|refus)(?:e|es|ed|ing)\s+(?:to\s+(?:\w+ly\s+)?(?:comment|say|discuss|elaborate|answer|speak|talk|give|provide|"
    r"identify|name|disclose|reveal|confirm|address|define|offer|specify|explain|detail|describe|respond|release|share|divulge|clarify|characteri[sz]e|"
    r"be\s+(?:identified|named|interviewed|quoted))|(?:further\s+)?comment|(?:an\s+|the\s+)?interview|requests?\s+for)"
    r"|(?:would|will|could|can)(?:\s+not|n[’']t|not)\s+(?:\w+ly\s+)?(?:comment|say\s+(?:whether|who|what|when|how|why|if)|discuss|elaborate|"
    r"identify|confirm|name\b|disclose|offer\s+details)|won[’']t\s+(?:comment|say|discuss)|had\s+no\s+comment|no\s+comment|no\s+further\s+comment"
    r"|(?:kept|keeps|keeping|remain(?:s|ed)?|stay(?:s|ed)?)\s+(?:mum|silent|tight-lipped|quiet)"
    r"|(?:invok|plead|tak)(?:e|es|ed|ing|took)?\s+(?:\w+\s+)?fifth)",
    re.IGNORECASE,
)
_RETRACTS = re.compile(
    r"\b(?:retract(?:s|ed|ing)?|recant(?:s|ed|ing)?|(?:walk(?:s|ed|ing)?|t[ao]kes?|took|row(?:s|ed)?)\s+(?:\w+\s+){0,4}back\b"
    r"|back(?:track|pedal|ped)(?:s|ed|ing)?|disown(?:s|ed|ing)?|withdrew|withdraws?\b|misspoken?|mis-spoken?"
    r"|(?:was|were|been)\s+(?:being\s+|only\s+|just\s+)?[“\"']?(?:sarcastic|joking|misquoted)|misstated)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denial|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|rebut(?:s|ted|ting)?"
    r"|contradict(?:s|ed|ing)?|dismiss(?:es|ed)?|repudiat(?:e|es|ed|ing)|brush(?:es|ed)?\s+(?:\w+\s+){0,2}(?:off|aside)"
    r"|push(?:es|ed|ing)?\s+back|refus(?:e|es|ed|ing)\s+to\s+(?:concede|accept|admit|believe))\b",
    re.IGNORECASE,
)
_INSISTS = re.compile(r"\b(?:insist|maintain|claim|contend|stress|proclaim|reiterat|protest|swor|swear)", re.IGNORECASE)
_SAYS_NO = re.compile(
    r"[“\"'‘\s]*(?:no|absolutely not|not true|of course not|never|nonsense|(?:that|it)[’']s (?:not true|false|a lie))[,.!]",
    re.IGNORECASE,
)
_OF_ONESELF = re.compile(
    r"[“\"'‘\s]*(?:that\s+)?(?:I|we|he|she|they|it|there)"
    r"(?:\s+(?:did|do|does|had|has|have|was|were|is|am|are|knew)(?:\s+(?:not|never|no)|n[’']t)|\s+never)\b",
    re.IGNORECASE,
)
_CANNOT_SPEAK = re.compile(
    r"[“\"'‘\s]*(?:that\s+)?(?:\w+\s+){1,3}(?:cannot|can[’']t|could\s+not|couldn[’']t|would\s+not|wouldn[’']t|won[’']t)\s+"
    r"(?:discuss|comment|talk\s+about|speak\s+about|confirm)\b",
    re.IGNORECASE,
)


def _joined(text: str, stretches: Sequence[Offsets]) -> str:
    return " ".join(text[start:end] for start, end in stretches)


def _stance(text: str, frame: Frame) -> Stance:
    """Return the stance that cue and content show."""
    cue, content = _joined(text, frame.cue), _joined(text, frame.content)[:_HEAD_CHARS]
    whole = f"{_before_cue(text, frame)} {cue} {content if not frame.cue or frame.cue[0] < frame.content[0] else ''}"
    declining = _DECLINES.search(whole)
    if (declining and declining.start() <= len(whole) - len(content)) or _CANNOT_SPEAK.match(content):
        return "declines"
    if _RETRACTS.search(cue) or re.search(r"\b(?:misspoken?|mis-spoken?|sarcastic)\b", content):
        return "retracts"
    if _DENIES.search(cue) or _SAYS_NO.match(content) or (_INSISTS.search(cue) and _OF_ONESELF.match(content)):
        return "denies"
    return "asserts"


def _before_cue(text: str, frame: Frame) -> str:
    """Return up to three words before the cue in its sentence, none of them source or content."""
    if not frame.cue:
        return ""
    end = frame.cue[0][0]
    start = max([frame.sentence[0], *(stop for _, stop in (*frame.source, *frame.content) if stop <= end)])
    return " ".join(text[max(start, end - 40) : end].split()[-3:])


_NEGATION = re.compile(r"\b(?:not|never|neither|nor|without)\b(?!\s+(?:only|just|merely))|n[’']t\b", re.IGNORECASE)
_HEDGES = re.compile(
    r"\b(?:reportedly|allegedly|apparently|supposedly|purportedly|seemingly|ostensibly|presumably|possibly|probably|perhaps|maybe|likely"
    r"|(?:is|are|was|were)\s+(?:said|reported|rumou?red|alleged|understood|believed|thought)\s+to|appear(?:s|ed)?\s+to|seem(?:s|ed)?\s+to"
    r"|may|might|could|alleged|suspected|potentially|arguably)\b",
    re.IGNORECASE,
)
_HEAD_CHARS = 90
"""How much of a content counts as its head."""


def _negated(text: str, frame: Frame) -> bool:
    return bool(frame.cue) and bool(_NEGATION.search(f"{_before_cue(text, frame)} {text[frame.cue[0][0] : frame.cue[0][1]]}"))


def _hedges(text: str, frame: Frame) -> tuple[Span, ...]:
    """Return the hedging words of the cue's clause and of the content's head, in order."""
    start, end = frame.content[0]
    stop = text.find(".", start, end)
    head = (start, min(end if stop < 0 else stop, start + _HEAD_CHARS))
    found = set()
    for a, b in [*frame.near, *frame.cue, head]:
        for m in _HEDGES.finditer(text, a, b):
            if m.span() in frame.cue:
                continue
            if not (m.group() == "May" or is_inside(m.start(), frame.source)) and (
                is_inside(m.start(), [head]) or not is_inside(m.start(), frame.content)
            ):
                found.add(m.span())
    return tuple(Span(start=a, end=b) for a, b in sorted(found))


_CONDITION = re.compile(
    r"(?<!\w)(?:only if|even if|if and when|if|unless|provided(?: that)?|as long as|so long as|on condition that|assuming)\b"
    r"(?!\s*(?:not|any|anything|needed|necessary|possible|so|ever|you)\b)(?![’'])",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"[“\"'‘\s]*(?:that\s+)?(?P<condition>(?:should|were|had)\s+(?:he|she|they|it|we|I|the|an?|[A-Z]\w+)\s)", re.IGNORECASE
)
_WILL = re.compile(
    r"\b(?:will|would|could|might|may|must|can|shall|should|won[’']t|can[’']t|intends?|going to|to)\b|[’'](?:d|ll)\b", re.IGNORECASE
)
_WONDERS = re.compile(r"\b(?:ask|wonder|question|doubt|know|unsure|unclear|inquir|decid|determin|check)", re.IGNORECASE)
_NOT_THE_WHOLE = re.compile(
    r"\b(?:as|like|what|see|know|wonder|ask|asked|telling|told|tell|say|saying|said|says|because|but|of|whether)\W+(?:that\s+)?$",
    re.IGNORECASE,
)
_CONDITION_CHARS = 160
"""How far into a content its condition may begin: further on it is a condition of some part."""


def _conditions(text: str, frame: Frame) -> tuple[Span, ...]:
    """Return the condition under which the content's first sentence as a whole is asserted."""
    if _WONDERS.search(_joined(text, frame.cue)):
        return ()
    for start, end in frame.content[:2]:
        span = _condition_in(text, start, min(end, _first_sentence_end(text, start, end)))
        if span:
            return (span,)
    return ()


def _first_sentence_end(text: str, start: int, end: int) -> int:
    m = re.compile(r"[.!?][”\"']?\s+[A-Z“\"]").search(text, start, end)
    return m.start() if m else end


def _condition_in(text: str, start: int, end: int) -> Span | None:
    inverted = _INVERTED.match(text, start, end)
    if inverted:
        comma = text.find(",", inverted.end(), end)
        return Span(start=inverted.start("condition"), end=comma) if comma > 0 and _WILL.search(text, comma, end) else None
    m = _CONDITION.search(text, start, min(end, start + _CONDITION_CHARS))
    if not m:
        return None
    before = text[start : m.start()]
    opening = not re.sub(r"\bthat\b|\W", "", before)
    if not opening and (_NOT_THE_WHOLE.search(before) or not _WILL.search(before)):
        return None
    stop = re.compile(r"[,;.?!”\"—–]").search(text, m.end(), end)
    close = stop.start() if stop else end
    close = m.start() + len(text[m.start() : close].rstrip())
    return Span(start=m.start(), end=close)


_MONTHS = frozenset("january february march april may june july august september october november december".split())
_MEDIA = BROADCASTERS | frozenset(
    """twitter facebook instagram snapchat youtube reddit tumblr telegram mastodon bluesky tiktok linkedin whatsapp medium weibo news
    times post journal herald tribune gazette courier observer guardian mail express mirror star sun globe chronicle examiner
    argus echo standard press today tonight morning night week report live channel network page feed account blog website
    newsletter station newspaper magazine weekly daily wire media reuters bloomberg politico air""".split()
)
_ON = re.compile(
    r"\b(?:(?P<sure>in\s+(?:an?|his|her|their|another)\s+(?:[\w\-]+\s+){0,3}?(?:interview|appearance|conversation|op-ed|column|essay|article|piece|"
    r"commentary|editorial|post)\s+(?:[\w\-]+\s+){0,2}?(?:with|on|for|in)|(?:appear(?:ing|ed|ance)|interview(?:ed)?)\s+(?:on|with|by))"
    r"|on|(?:wrote|writes|writing|published)\s+in(?=\s+(?:the\s+)?[A-Z“\"]))\s+"
)
_TITLE = re.compile(
    r"(?:(?:the|his|her|their|its|a|an)\s+)?(?:official\s+)?"
    r"(?:(?:[A-Z@][\w&’'.\-]*\w|(?:“[^”\n]{1,60}”|\"[^\"\n]{1,60}\"|''[^'\n]{1,60}''|‘[^’\n]{1,60}’|'[^'\n]{1,60}')|&"
    r"|(?:of|and|the|show|programme|program|podcast|radio|television|tv|page|feed|account|channel|network|blog|website|station|newspaper"
    r"|magazine|social|media|air)(?=\W))(?:\s+|$|(?=\W))){1,7}"
)
_TITLE_WORD = re.compile(r"[\w’'\-]+")


def _platforms(text: str, frame: Frame) -> tuple[Span, ...]:
    """Return the outlets, programmes and platforms on which it was said."""
    found = set()
    for start, end in {*frame.near, *frame.cue}:
        for m in _ON.finditer(text, start, end):
            title = _TITLE.match(text, m.end(), frame.sentence[1])
            if title is None or is_inside(m.end(), frame.content):
                continue
            name = re.sub(r"(?:\s+(?:of|and|the|&))*[\s,.]*$", "", title.group())
            if name and (_is_medium(name) or (m.group("sure") and name[0].isupper())) and not _is_date(name):
                found.add((m.end(), m.end() + len(name)))
    kept = [one for one in sorted(found) if not any(a <= one[0] and one[1] <= b and (a, b) != one for a, b in found)]
    return tuple(Span(start=start, end=end) for start, end in kept)


def _is_medium(name: str) -> bool:
    """Whether a name is that of an outlet or platform by its look: a word of the trade, a title in quotation marks, initials."""
    words = _TITLE_WORD.findall(name)
    quoted = re.search(r"[“\"‘]|''|(?<!\w)'", name) is not None
    return quoted or any(bare_form(word) in _MEDIA or re.fullmatch(r"[A-Z]{3,5}(?:[’']s)?", word) for word in words)


def _is_date(name: str) -> bool:
    return bare_form(_TITLE_WORD.findall(name)[0]) in DAYS | _MONTHS if _TITLE_WORD.search(name) else False
