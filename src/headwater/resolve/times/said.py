"""When each statement was said, and which expression dates what it says."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from headwater.model import Statement, Timex
from headwater.resolve.words import Words

__all__ = ["dated", "iso_prefix"]

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T(?:[01]\d|2[0-3])(?::[0-5]\d)?(?:Z|[+-]\d\d:\d\d)?)?)?|-W\d\d)?")
_FAR = 14
"""How many words may stand between a cue and the time after it."""
_NEAR = 4
"""How many between a time and the cue after it, unless the time opens the sentence."""
_PARAGRAPHS = 2
"""How many paragraphs further on the same speaker still speaks on the same occasion."""

_CLAUSE = frozenset(
    """that who whom whose which after when where as because since before until till but while following if whether then says “ ” " ; : —
    –""".split()
)
_NOT_SAID = frozenset("since until till before after by for of from through between than".split())
_OPENS = frozenset("on late early earlier later in at the a , last this yesterday today also but and meanwhile speaking".split())


def dated(words: Words, statements: Sequence[Statement], times: Sequence[Timex]) -> tuple[tuple[Statement, ...], tuple[Timex, ...]]:
    """Return the statements with when they were said, and the times with the statement whose content each dates.

    When a statement was said stands in the clause of its cue ("said on Tuesday that", "On Tuesday, she said"), else where the same speaker
    speaks just before; never in its content, and it is never merely the day of publication. One expression dates a content.

    Args:
        words: The words of the report.
        statements: Its statements, with their chains where the same speaker is to be known again.
        times: Its time expressions, in order.
    """
    holders = _holders(statements, times)
    told = _said(words, statements, times, holders)
    events: dict[int, str] = {}
    taken: set[str] = set()
    for at, holder in enumerate(holders):
        if holder is not None and holder not in taken and _dates(words, times[at]):
            events[at] = holder
            taken.add(holder)
    return (
        tuple(replace(one, said_at=told.get(one.id)) for one in statements),
        tuple(replace(time, event=events.get(at)) for at, time in enumerate(times)),
    )


def iso_prefix(value: str) -> str | None:
    """Return a value as an ISO 8601 prefix, without the part of the day; `None` where it is no day, week, month or year."""
    if found := _ISO.fullmatch(value):
        return found.group()
    day = re.fullmatch(r"(\d{4}-\d\d-\d\d)T.*", value)
    return day[1] if day else None


def _holders(statements: Sequence[Statement], times: Sequence[Timex]) -> list[str | None]:
    """Return for each time the statement in whose content it stands, the narrowest where there are several."""
    contents = sorted(((span.start, span.end, one.id) for one in statements for span in one.content), reverse=True)
    open_: list[tuple[int, int, str]] = []
    holders: list[str | None] = []
    for time in times:
        while contents and contents[-1][0] <= time.span.start:
            open_.append(contents.pop())
        open_ = [each for each in open_ if each[1] >= time.span.end]
        holders.append(min(open_, key=lambda each: each[1] - each[0])[2] if open_ else None)
    return holders


def _dates(words: Words, time: Timex) -> bool:
    """Whether an expression can say when something happens: a day, week, month or the like, and no starting or ending point."""
    if time.type not in ("date", "time") or time.precision == "vague":
        return False
    at = words.at(time.span.start)
    return not at or words.low[at - 1] not in ("since", "until", "till", "from", "before", "after")


def _said(words: Words, statements: Sequence[Statement], times: Sequence[Timex], holders: Sequence[str | None]) -> dict[str, str]:
    told: dict[str, str] = {}
    last: dict[str, tuple[str, int]] = {}
    starts = [time.span.start for time in times]
    parents = {one.id: one.parent for one in statements}
    for one in statements:
        if not one.cue or not words.sentences:  # a text of blanks has none
            continue
        speaker, place = "|".join(hop.actor for hop in one.chain), words.paragraph_at(one.cue[0].start)
        around = _around(one, parents)
        begin, end = words.sentences[words.sentence_at(one.cue[0].start)]
        near = [at for at in range(bisect_left(starts, begin), bisect_left(starts, end)) if holders[at] in around]
        value = _of_clause(words, one, [times[at] for at in near])
        if value is None and speaker in last and 0 <= place - last[speaker][1] <= _PARAGRAPHS:
            value = last[speaker][0]
        if value is not None:
            told[one.id] = value
            if speaker:
                last[speaker] = (value, place)
    return told


def _around(one: Statement, parents: Mapping[str, str | None]) -> frozenset[str | None]:
    """Return the statements in whose content the clause of this one's cue may stand: none, and those around it."""
    around: set[str | None] = {None}
    parent = one.parent
    while parent is not None and parent not in around:
        around.add(parent)
        parent = parents.get(parent)
    return frozenset(around)


def _of_clause(words: Words, one: Statement, times: Sequence[Timex]) -> str | None:
    """Return the time that stands in the clause of a cue, the nearest to it, `None` where none does."""
    found = []
    for time in times:
        value = iso_prefix(time.value) if time.type in ("date", "time") else None
        gap = _gap(words, time, one) if value else None
        if value and gap is not None:
            found.append((gap, value))
    return min(found)[1] if found else None


def _gap(words: Words, time: Timex, one: Statement) -> int | None:
    """Return how many words lie between a cue and a time of its clause, `None` where the time is of another clause."""
    start, end = one.cue[0].start, one.cue[-1].end
    sentence = words.sentences[words.sentence_at(start)][0]
    first, after = words.at(time.span.start), words.at(time.span.end)
    if (first and words.low[first - 1] in _NOT_SAID) or (after < len(words) and words.low[after] == "'s"):
        return None
    if time.span.start >= end:
        between = words.low[words.at(end) : first]
        return len(between) if len(between) <= _FAR and not _CLAUSE & set(between) else None
    if time.span.end > start:
        return None
    between = words.low[after : words.at(start)]
    opening = words.low[words.at(sentence) : first]
    if _CLAUSE & set(between):
        return None
    beside = len(between) <= _NEAR and "," not in between
    return len(between) if beside or set(opening) <= _OPENS else None
