"""Who was told: the noun phrases after verbs of telling, after "to", and those that a letter is to."""

from collections.abc import Iterable, Mapping

from headwater.model import Span, Statement
from headwater.resolve.cast import Cast
from headwater.resolve.frames import Frame, Frames, Offsets, Word, is_inside
from headwater.resolve.outlets import speaks_of_itself
from headwater.resolve.ways import HEARERS_PRIVATE, HEARERS_PUBLIC, LETTERS, Ways
from headwater.resolve.words import Words

__all__ = ["DAYS", "hearers", "others"]

_TELLING = frozenset(
    """told tells telling tell informed informs informing assured assures reminded reminds reminding urged urges urge urging warned
    warns warning asked asks ask asking advised advises advising briefed notified alerted emailed texted messaged encouraged
    encouraging invited ordered instructed persuaded convinced implored begged pressed""".split()
)
_URGING = frozenset(
    """urged urges urge urging ask asked asks asking advised advises advising encouraged encouraging invited ordered instructed
    persuaded implored begged tell telling told""".split()
)
_LETTERS_AND_SPEECHES = LETTERS | frozenset("statement speech address remarks testimony presentation appeal call calls conference".split())
_TOWARDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_LETTERS_AND_SPEECHES, ("to", "with")),
    **dict.fromkeys("said says say wrote writes writing write written explained complained boasted confided replied".split(), ("to",)),
    **dict.fromkeys("responded responds replies appealed along passed sent report".split(), ("to",)),
    **dict.fromkeys("spoke speaking speaks talked talking addressed".split(), ("to", "with", "before")),
    **dict.fromkeys("appeared testified appearing stood".split(), ("before",)),
}
_PHRASE_ENDS = frozenset(
    """that to in on at during for about how why what when if as after before last over by through via from with and or but who whom
    which whether where is was were are will would had has have could can should may might not yesterday today earlier later
    recently again once while because then out off up down saying adding be do did monday tuesday wednesday thursday friday
    saturday sunday this there repeatedly privately publicly afterward afterwards subsequently""".split()
)
_PHRASE_PRONOUNS = frozenset("he she it they we i him her them us me you himself herself themselves his their".split())
_DETERMINERS = frozenset(
    "the a an his her their its our my some several many two three four five six seven eight nine ten another other both members".split()
)
_FULL_STOPS = frozenset("mr mrs ms dr sen rep gov gen lt col st sgt capt prof rev".split())
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MAX_HEARER_WORDS = 7
"""No hearer is named in more words."""


def others(words: Words, cast: Cast, spans: Iterable[Span], statement: Statement) -> tuple[Span, ...]:
    """Return the spans that are neither a hop nor the publisher: who is told and passes it on is in the chain already."""
    hops = [hop.span for hop in statement.chain]
    apart = (s for s in spans if not any(h.start < s.end and s.start < h.end for h in hops))
    return tuple(s for s in apart if not _is_own(words, cast, s))


def _is_own(words: Words, cast: Cast, span: Span) -> bool:
    uses = [use for at in words.within(span.start, span.end) if (use := cast.named_at(at)) is not None]
    return speaks_of_itself(words.text[span.start : span.end]) or any(cast.is_own(player) for _, player in uses)


def hearers(frames: Frames, ways: Ways, frame: Frame) -> tuple[Span, ...]:
    """Return the hearers that the words around a statement name, in order.

    Args:
        frames: The report's words.
        ways: Which of them are letters: one that speaks names to whom it is.
        frame: The statement.
    """
    letter = frame.source[:1] if ways.letters.within([frames.speaker_head(frame)]) else []
    found = {*_told(frames, frame), *_addressed(frames, frame, letter)}
    speaker = [] if letter else frame.source[:1]
    return tuple(Span(start=start, end=end) for start, end in sorted(found) if not is_inside(start, speaker))


def _told(frames: Frames, frame: Frame) -> Iterable[Offsets]:
    """Yield the noun phrases after verbs of telling."""
    content = min((start for start, _ in frame.content if frame.cue and start >= frame.cue[0][0]), default=frame.sentence[1])
    for word in frames.between(frame.cue):
        if word.form in _TELLING and not _is_passive(frames, word):
            phrase = _phrase(frames, word.end, content) or _one_urged(frames, word, frame)
            if phrase is not None:
                yield phrase


def _addressed(frames: Frames, frame: Frame, letter: list[Offsets]) -> Iterable[Offsets]:
    """Yield the noun phrases after "to" and the like, where a word before it says that something was said or written to them."""
    words = frames.between([*frame.near, *letter], frame.content)
    for n, word in enumerate(words[:-1]):
        gap = words[n + 1 : n + 4]
        to = next((w for w in gap if w.form in _TOWARDS.get(word.form, ())), None)
        if to is not None and (to is gap[0] or word.form in _LETTERS_AND_SPEECHES):
            phrase = _hearer_after(frames, to, frame)
            if phrase is not None:
                yield phrase


def _is_passive(frames: Frames, word: Word) -> bool:
    n = frames.word_at(word.start)
    return n > 0 and frames.words[n - 1].form in ("was", "were", "been", "being", "is", "are")


def _one_urged(frames: Frames, word: Word, frame: Frame) -> Offsets | None:
    """Return the hearer who opens the content of "urged the council to wait"."""
    start, end = next(((a, b) for a, b in frame.content if 0 <= a - word.end <= 2), (0, 0))
    if word.form not in _URGING or not end:
        return None
    phrase = _phrase(frames, start, end)
    return phrase if phrase and frames.text[phrase[1] : phrase[1] + 4] == " to " else None


def _hearer_after(frames: Frames, to: Word, frame: Frame) -> Offsets | None:
    end = next((stop for start, stop in frame.source if start <= to.start < stop), frame.sentence[1])
    phrase = _phrase(frames, to.end, end)
    if phrase is None or is_inside(phrase[0], frame.content):
        return None
    first = frames.words[frames.word_at(phrase[0])]
    likely = first.capital or first.form in _DETERMINERS or first.form in HEARERS_PUBLIC or first.form in HEARERS_PRIVATE
    return phrase if likely and first.form not in DAYS else None


def _phrase(frames: Frames, at: int, end: int) -> Offsets | None:
    """Return the noun phrase that begins right at an offset: up to a mark, a preposition, a pronoun or a verb."""
    words = frames.words
    first = n = frames.word_at(at)
    last = at
    while n < len(words) and words[n].start < end and n - first < MAX_HEARER_WORDS:
        word, between = words[n], frames.text[last : words[n].start].strip()
        if between and not (between == "." and n > first and words[n - 1].form in _FULL_STOPS):
            break
        if (word.form in _PHRASE_ENDS and not word.capital) or (word.form in _PHRASE_PRONOUNS and n > first):
            break
        n, last = n + 1, word.end
        if word.form in _PHRASE_PRONOUNS and word.form not in ("his", "her", "their"):
            break
    if n == first or words[first].form.endswith("ly"):
        return None
    return words[first].start, last
