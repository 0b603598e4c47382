"""Who was asked and did not answer: kept as a fact of the report, since who does not answer says nothing.

"The company did not respond to questions" tells of the reporter's work. A reader may take it for a statement, as people who mark statements
do at times; it stays one, and is told here as well. To decline is to say something, and is not meant.
"""

import re
from collections.abc import Sequence

from headwater.model import Actor, Span, Statement, Unreached
from headwater.resolve.manner import UNREACHED, unreached
from headwater.resolve.words import Words

__all__ = ["silences"]

_WHAT = re.compile(
    r"(?: immediately)?(?:(?: (?:to|for|by|at))?(?: [\w’'-]+){0,4}? "
    r"(?:requests?|messages?|questions?|e-?mails?|calls?|letters?|inquir(?:y|ies)|enquir(?:y|ies)))?"
    r"(?: (?:for|seeking) (?:further |immediate )?(?:comment|a comment|an interview|details))?",
    re.IGNORECASE,
)
_OBJECT_AFTER = re.compile(r"(?:reach|attempts? to reach)$", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:“”\"]|, (?:but|and|while|when|as|who|which) |\b(?:but|while) |(?<=[a-z]) and (?=[A-Z])")
_ASKED = re.compile(
    r"\b(?:comment|interview|request|question|message|e-?mail|call|letter|inquir|enquir|reach|contact|repl|respon|voicemail)", re.IGNORECASE
)
_CALLS = re.compile(r"\b(?:calls?|messages?|e-?mails?|letters?|requests?|questions?)\b[^,;:“”]*$", re.IGNORECASE)
_CALLS_TO = re.compile(r"\b(?:calls?|messages?|e-?mails?|letters?|requests?|questions?)\b[^,;:“”]{0,60}? to ", re.IGNORECASE)


def silences(words: Words, actors: Sequence[Actor], statements: Sequence[Statement]) -> tuple[Unreached, ...]:
    """Return where the report says that somebody did not answer or was not reached, in reading order, with whom it means.

    Args:
        words: The report's words.
        actors: Its actors.
        statements: Its statements: what somebody says of another's silence is that person's content, and no fact of the report.
    """
    told = [span for each in statements if each.form != "indirect" or not unreached(words.text, each) for span in each.content]
    found = []
    for start, end in words.sentences:
        for m in UNREACHED.finditer(words.text, start, end):
            what = _WHAT.match(words.text, m.end(), end)
            last = what.end() if what else m.end()
            inside = any(span.start <= m.start() and m.end() <= span.end for span in told)
            asked = _ASKED.search(words.text, m.start(), last) or _CALLS.search(words.text, start, m.start())
            if asked and not inside:
                found.append(Unreached(span=Span(start=m.start(), end=last), actor=_whom(words.text, actors, (start, m.start()), (m, end))))
    return tuple(found)


def _whom(text: str, actors: Sequence[Actor], before: tuple[int, int], verb: tuple[re.Match[str], int]) -> str | None:
    """Return the actor who did not answer: the object of "could not reach", else the first of the clause before the verb."""
    m, end = verb
    if _OBJECT_AFTER.search(m.group()):
        return _first_in(text, actors, m.end(), min(end, m.end() + 60))
    begin, stop = before
    to = _CALLS_TO.search(text, begin, stop)
    if to:
        return _first_in(text, actors, to.end(), stop)
    for mark in _CLAUSE_END.finditer(text, begin, stop):
        if _first_in(text, actors, mark.end(), stop) is not None:
            begin = mark.end()
    return _first_in(text, actors, begin, stop)


def _first_in(text: str, actors: Sequence[Actor], start: int, end: int) -> str | None:
    """Return the actor mentioned first in a stretch, the longest of those at one place; one that only owns another gives way to it."""
    near = sorted(
        (m.start, -m.end, actor.id)
        for actor in actors
        if actor.kind not in ("document", "observation")
        for m in actor.mentions
        if start <= m.start and m.end <= end
    )
    owned = [each for each in near if not re.match(r"[’']s?\s", text[-each[1] : -each[1] + 3])]
    return (owned or near)[0][2] if near else None
