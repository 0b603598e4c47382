"""Who speaks, where the network found a cue and left out its source, though the words show it.

"He’s claiming that …": the word holds both, the speaker before the apostrophe and the beginning of the cue after it.
"According to a complaint of the council, the works began early": the source runs to the comma.
"… is steering clear of criticizing the council": a participle has the subject of its sentence.
"…, the Argus has confirmed with two officials": they are the source; the Argus has it from them.
"Crates had smoked for days, as the Argus put it, …": who puts it says it; "it" is nothing said.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from headwater.encode import Layout
from headwater.model import Span
from headwater.read.clauses import groups, subject_after, subject_of, units
from headwater.read.cues import VERBS
from headwater.read.decode import Found
from headwater.read.statements import Roles
from headwater.read.told import clause_before

__all__ = ["mend_sources", "split_contraction"]

_CONTRACTED = re.compile(r"(?P<who>i|you|he|she|it|we|they)(?P<verb>['’](?:s|m|re|ve|d|ll))", re.IGNORECASE)
_PASSIVE = frozenset(["been", "being"])
_SAID_OF = frozenset(["says", "tells", "thinks", "names", "shows"])
"""Frames whose participles after "’s", "’m" and "’re" are passives: "we’re told", not "he’s sought"."""
_RELAYING = frozenset(["citing", "quoting"])
"""Participles that say from whom somebody has it."""
_CONFIRMING = frozenset("confirmed verified established learned learnt".split())
_HAVING = frozenset("has have had".split())
_ENDS_PUT = 8
"""Words that may stand between "put it" and the quotation: "in a long article last week,"."""


def split_contraction(roles: Roles, text: str) -> Roles:
    """Return the spans of an attribution without a source whose cue begins with one ("He’s claiming") with the two parted."""
    if roles.source or not roles.cue:
        return roles
    first = roles.cue[0]
    words = " ".join(text[span.start : span.end] for span in roles.cue).split()
    contracted = _CONTRACTED.match(text, first.start, first.end)
    if contracted is None or contracted.end() != first.start + len(words[0]) or not words[1:] or _is_passive(contracted["verb"], words[1:]):
        return roles
    if contracted["who"].lower() == "it" and contracted["verb"][1:] == "s" and not words[1].endswith("ing"):
        return roles  # "it's obvious that": nobody says it
    apostrophe = contracted.start("verb")
    cue = (Span(start=apostrophe, end=first.end), *roles.cue[1:])
    return Roles(source=(Span(start=first.start, end=apostrophe),), cue=cue, content=roles.content)


def _is_passive(verb: str, rest: list[str]) -> bool:
    low = [word.lower() for word in rest]
    if not _PASSIVE.isdisjoint(low):
        return True
    known = [VERBS[word] for word in low if word in VERBS]
    return verb[1:].lower() in ("s", "m", "re") and any("participle" in v.forms and v.frame in _SAID_OF for v in known)


def mend_sources(found: Iterable[Found], text: str, layout: Layout) -> list[Found]:
    """Return the attributions, those without a source with the one that the words show."""
    mended = [_put_it(one, text, layout) if len(one.source) else _sourced(one, text, layout) for one in found]
    held = np.zeros(len(layout.words), dtype=np.int64)
    for one in mended:
        held[np.concatenate([one.source, one.cue, one.content])] += 1
    return [_confirmed_with(one, held, text, layout) for one in mended]


def _sourced(one: Found, text: str, layout: Layout) -> Found:
    words = _low(one, text, layout)
    if words == ["according", "to"]:
        return _according_to(one, text, layout)
    if not words[-1].endswith("ing") or words[-1] in _RELAYING or _CONTRACTED.fullmatch(words[0]) or "as" in words:
        return one
    return _of_subject(one, text, layout)


def _low(one: Found, text: str, layout: Layout) -> list[str]:
    return [text[start:end].lower() for start, end in layout.words[one.cue]]


def _according_to(one: Found, text: str, layout: Layout) -> Found:
    """Part what follows "according to" at the first comma outside quotation marks."""
    after = int(one.cue[-1]) + 1
    if int(one.content[0]) != after:
        return one
    for at in range(after, int(one.content[-1])):
        start, end = layout.words[at]
        if layout.sentence[at] != layout.sentence[after]:
            break
        if text[start:end] == "," and layout.quotation[at] < 0 and not text[end : end + 1].isdigit():
            return replace(one, source=np.arange(after, at), content=one.content[one.content > at])
    return one


def _of_subject(one: Found, text: str, layout: Layout) -> Found:
    """Give a participle the subject of its sentence, where that is not part of the content."""
    cue = int(one.cue[0])
    here = np.flatnonzero(layout.sentence == layout.sentence[cue])
    span = int(layout.words[here[0]][0]), int(layout.words[here[-1]][1])
    for unit in units(text, [span], layout.quoted):
        for group in groups(unit):
            if unit.tokens[group.first][0] <= layout.words[one.cue[-1]][0] <= unit.tokens[group.last][0] and group.voice == "participle":
                subject = subject_of(unit, group.first)
                if subject is None:
                    continue
                start, end = unit.tokens[subject[0]][0], unit.tokens[subject[1] - 1][1]
                source = np.flatnonzero((layout.words[:, 0] >= start) & (layout.words[:, 1] <= end))
                content = np.setdiff1d(one.content, source)
                return replace(one, source=source, content=content) if len(source) and len(content) else one
    return one


def _put_it(one: Found, text: str, layout: Layout) -> Found:
    """Take "it" and what else stands before the quotation out of what somebody put so."""
    at = int(one.cue[-1])
    if text[slice(*layout.words[at])].lower() not in ("put", "puts") or int(one.content[0]) != at + 1:
        return one
    if text[slice(*layout.words[at + 1])].lower() != "it":
        return one
    quoted = one.content[layout.quotation[one.content] >= 0]
    if not len(quoted) or int(quoted[0]) - at > _ENDS_PUT:
        return one
    return replace(one, cue=np.append(one.cue, at + 1), content=one.content[one.content >= quoted[0]])


def _confirmed_with(one: Found, held: npt.NDArray[np.int64], text: str, layout: Layout) -> Found:
    """Let those speak with whom an outlet has confirmed what stands before it."""
    after = int(one.cue[-1]) + 1
    words = _low(one, text, layout)
    if not len(one.source) or words[-1] not in _CONFIRMING or _HAVING.isdisjoint(words) or after + 1 >= len(layout.words):
        return one
    if text[slice(*layout.words[after])].lower() not in ("with", "from"):
        return one
    clause = clause_before(one, text, layout)
    here = np.flatnonzero(layout.sentence == layout.sentence[after])
    span = int(layout.words[after + 1][0]) if after < here[-1] else 0, int(layout.words[here[-1]][1])
    unit = next(iter(units(text, [span], layout.quoted)), None) if span[0] else None
    phrase = subject_after(unit, 0) if unit is not None else None
    if clause is None or unit is None or phrase is None:
        return one
    start, end = unit.tokens[phrase[0]][0], unit.tokens[phrase[1] - 1][1]
    source = np.flatnonzero((layout.words[:, 0] >= start) & (layout.words[:, 1] <= end))
    others = held[clause] - np.isin(clause, one.content)
    if not len(source) or others.any() or np.isin(source, clause).any():
        return one
    return replace(one, source=source, cue=np.append(one.cue, after), content=clause)
