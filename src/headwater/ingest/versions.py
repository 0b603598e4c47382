"""Two versions of one report: what changed in who speaks, who is named, what is counted, and what the paper says it corrected.

Not a difference of texts, which any tool prints, but of readings: a source that is gone, a name that became "an official", a figure that
was 12 and is 14, a note of correction.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from headwater.model import Actor, Figure, Reading, Report, Span, Statement

__all__ = ["Change", "Difference", "differences"]

Change = Literal[
    "headline",
    "source_removed",
    "source_added",
    "name_withheld",
    "name_given",
    "figure",
    "statement_removed",
    "statement_added",
    "correction",
]
SAME_WORDS = 0.6
"""The share of words that two contents have in common when they are versions of one statement. Set by hand, not tuned."""

_NOTE = re.compile(
    r"\b(?:corrections?|clarifications?|corrected|amended|retract(?:ed|ion)|editor(?:'|’)?s(?:'|’)? note)\b.{0,400}"
    r"|\b(?:an |the )?(?:earlier|previous|original) version of this (?:article|story|report|post|page)\b.{0,400}"
    r"|\bthis (?:article|story|report|post|page) (?:was|has been) "
    r"(?:amended|corrected|changed|edited|updated to (?:correct|reflect|clarify|remove))\b.{0,400}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference of two versions.

    Attributes:
        kind: What changed.
        old: Where it stands in the old version, `None` where it is new.
        new: Where it stands in the new version, `None` where it is gone.
    """

    kind: Change
    old: Span | None = None
    new: Span | None = None


def differences(old: Reading, new: Reading) -> tuple[Difference, ...]:
    """Compare two versions of one report.

    Args:
        old: The earlier version, read.
        new: The later version, read.

    Returns:
        What changed, by kind and in the order of the texts; empty where the readings say the same, and where one has no report.
    """
    if old.report is None or new.report is None:
        return ()
    pairs = _paired(old, new)
    changed = {id(actor) for pair in pairs for actor in _renamed(pair, old, new)}
    return (
        *_headline(old.report, new.report),
        *_sources(old, new, changed, gone=True),
        *_sources(new, old, changed, gone=False),
        *(difference for pair in pairs for difference in _naming(pair, old, new)),
        *_figures(old, new),
        *_statements(old, new, pairs),
        *_corrections(old.report, new.report),
    )


_Pair = tuple[Statement, Statement]


def _headline(old: Report, new: Report) -> Iterator[Difference]:
    first, second = (next((block for block in report.blocks if block.kind == "headline"), None) for report in (old, new))
    if first and second and _words(old.text[first.start : first.end]) != _words(new.text[second.start : second.end]):
        yield Difference(kind="headline", old=Span(start=first.start, end=first.end), new=Span(start=second.start, end=second.end))


def _paired(old: Reading, new: Reading) -> list[_Pair]:
    """Statements that are versions of one another: each with the most alike of the other version, none twice."""
    alike = [
        (share, first, second)
        for first in old.statements
        for second in new.statements
        if (share := _share(_content(first, old), _content(second, new))) >= SAME_WORDS
    ]
    pairs: list[_Pair] = []
    taken: set[str] = set()
    for _, first, second in sorted(alike, key=lambda each: -each[0]):
        if f"old {first.id}" not in taken and f"new {second.id}" not in taken:
            taken |= {f"old {first.id}", f"new {second.id}"}
            pairs.append((first, second))
    return sorted(pairs, key=lambda pair: pair[0].content[0])


def _origin(statement: Statement, reading: Reading) -> Actor | None:
    wanted = statement.chain[-1].actor if statement.chain else None
    return next((actor for actor in reading.actors if actor.id == wanted), None)


def _renamed(pair: _Pair, old: Reading, new: Reading) -> tuple[Actor, ...]:
    """The two actors of a statement whose speaker is named in one version only."""
    first, second = _origin(pair[0], old), _origin(pair[1], new)
    return (first, second) if first and second and first.named != second.named else ()


def _naming(pair: _Pair, old: Reading, new: Reading) -> Iterator[Difference]:
    if renamed := _renamed(pair, old, new):
        kind: Change = "name_withheld" if renamed[0].named else "name_given"
        yield Difference(kind=kind, old=pair[0].chain[-1].span, new=pair[1].chain[-1].span)


def _sources(here: Reading, there: Reading, changed: set[int], *, gone: bool) -> Iterator[Difference]:
    """Actors who speak or relay here and are not there, but for those who are only named otherwise."""
    speaking = {identity for statement in here.statements for hop in statement.chain for identity in (hop.actor, *hop.actors)}
    known = {_name(actor) for actor in there.actors}
    for actor in here.actors:
        if actor.id in speaking and id(actor) not in changed and not _is_known(actor, known):
            span = actor.mentions[0]
            yield Difference(kind="source_removed", old=span) if gone else Difference(kind="source_added", new=span)


def _is_known(actor: Actor, known: set[frozenset[str]]) -> bool:
    """A name is known by a part of it (a surname); a description by all its words."""
    own = _name(actor)
    return any(own and other and (own <= other or other <= own) if actor.named else own == other for other in known)


def _name(actor: Actor) -> frozenset[str]:
    return _words(actor.name) - {"the", "a", "an", "mr", "mrs", "ms", "dr"}


def _figures(old: Reading, new: Reading) -> Iterator[Difference]:
    """Figures of the same thing, told by the words around them, whose bounds differ."""
    for first in old.figures:
        around = _around(first, old)
        alike = [(_share(around, _around(second, new)), second) for second in new.figures if second.unit == first.unit]
        best = max(alike, key=lambda each: each[0], default=(0.0, None))
        if best[1] and best[0] >= SAME_WORDS and (best[1].low, best[1].high) != (first.low, first.high):
            yield Difference(kind="figure", old=first.span, new=best[1].span)


def _around(figure: Figure, reading: Reading) -> frozenset[str]:
    text = reading.report.text if reading.report else ""
    start = max(text.rfind(mark, 0, figure.span.start) for mark in (". ", "\n", "? ", "! ")) + 1
    ends = [end for mark in (". ", "\n", "? ", "! ") if (end := text.find(mark, figure.span.end)) >= 0]
    return _words(text[start : figure.span.start] + " " + text[figure.span.end : min(ends, default=len(text))])


def _statements(old: Reading, new: Reading, pairs: Sequence[_Pair]) -> Iterator[Difference]:
    kept = {first.id for first, _ in pairs}, {second.id for _, second in pairs}
    yield from (Difference(kind="statement_removed", old=each.content[0]) for each in old.statements if each.id not in kept[0])
    yield from (Difference(kind="statement_added", new=each.content[0]) for each in new.statements if each.id not in kept[1])


def _corrections(old: Report, new: Report) -> Iterator[Difference]:
    before = _words(old.text)
    for block in new.blocks:
        line = new.text[block.start : block.end]
        if line not in old.text and (match := _NOTE.search(line)) and not _words(match[0]) <= before:
            yield Difference(kind="correction", new=Span(start=block.start, end=block.end))


def _content(statement: Statement, reading: Reading) -> frozenset[str]:
    text = reading.report.text if reading.report else ""
    return _words(" ".join(text[span.start : span.end] for span in statement.content))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second) if first and second else 0.0
