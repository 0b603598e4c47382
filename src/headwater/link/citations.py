"""Who names whom as where it has something from, and which report is meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.link.carriers import Meant, Set, told_set
from headwater.link.mentions import Mention
from headwater.link.passages import Told
from headwater.link.reuse import reuses_in
from headwater.model import Citation, Reading, Reuse, Span

__all__ = ["citations", "citations_in"]

SURE, LIKELY, GUESSED = 0.9, 0.7, 0.4
"""How sure a resolution is: by a name whose report carries the words, by a name alone, by a description."""
LEAST_CARRIED = 0.15
"""Share of a citation's words below which the report meant does not carry them at all."""


def citations(readings: Sequence[Reading], reuse: Sequence[Reuse] | None = None) -> tuple[Citation, ...]:
    """Return the citations of some reports, best of one story, by report and place.

    A credit line is no citation, nor is the name of its own agency in copied text: reuse says that. An outlet of which no report is in
    hand is cited all the same, without a resolution.

    Args:
        readings: The reports with their chains.
        reuse: What `reuses` found among them; found anew by default.
    """
    among = told_set(readings)
    return citations_in(among, reuses_in(among) if reuse is None else reuse)


def citations_in(among: Set, reuse: Sequence[Reuse]) -> tuple[Citation, ...]:
    """Return the same for reports already cut into words."""
    found = []
    copied = _copied(reuse)
    for key in sorted(among.told):
        told = among.told[key]
        for mention in among.mentions[key]:
            if mention.role == "credited" or _is_the_copied(mention, copied.get(key, ()), among):
                continue
            found.append(_citation(mention, told, among, copied.get(key, ())))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copied:
    """Where a report repeats the words of another."""

    source: str
    spans: tuple[Span, ...]


def _copied(reuse: Sequence[Reuse]) -> dict[str, tuple[_Copied, ...]]:
    found: dict[str, list[_Copied]] = {}
    for each in reuse:
        if each.kind != "rewrite":
            found.setdefault(each.target, []).append(_Copied(source=each.source, spans=tuple(span for _, span in each.passages)))
    return {target: tuple(copied) for target, copied in found.items()}


def _is_the_copied(mention: Mention, copied: Sequence[_Copied], among: Set) -> bool:
    """Whether a mention is but the name of whose text it stands in: "told Northline" in what was taken from Northline."""
    return any(
        among.told[each.source].report.publisher in mention.of and any(s.start <= mention.span.start < s.end for s in each.spans)
        for each in copied
        if each.source in among.told
    )


def _citation(mention: Mention, told: Told, among: Set, copied: Sequence[_Copied]) -> Citation:
    meant = among.meant(mention, told)
    if meant.report in {each.source for each in copied} and not mention.of:
        meant = Meant(report=None)  # a description inside copied text does not describe the report that it was copied from
    outlet = told.report.text[mention.span.start : mention.span.end]
    return Citation(
        report=told.report.id,
        outlet=outlet,
        mention=mention.span,
        resolved=meant.report,
        misattributed=meant.instead is not None,
        statement=mention.statement,
        score=_score(mention, meant),
        because=_because(mention, meant, among),
    )


def _score(mention: Mention, meant: Meant) -> float:
    if meant.report is None:
        return 0.0
    if not mention.of:
        return GUESSED + (LIKELY - GUESSED) * meant.carries
    return LIKELY + (SURE - LIKELY) * min(1.0, meant.carries)


def _because(mention: Mention, meant: Meant, among: Set) -> str:
    if meant.report is None:
        return (
            "no report of it is in hand"
            if mention.of or mention.role == "cited"
            else "no report in hand carries it clearly better than others"
        )
    name = _called(among.told[meant.report])
    if meant.instead is not None:
        return f"names {name}, but its report does not carry the words; that of {_called(among.told[meant.instead])} does"
    if not mention.of:
        return f"of the reports in hand that of {name} alone carries the words ({meant.carries:.0%} of what is rare in them)"
    if meant.carries < LEAST_CARRIED:
        return f"names {name}, whose report hardly has the words"
    return f"names {name}, whose report carries {meant.carries:.0%} of what is rare in the words"


def _called(told: Told) -> str:
    publisher = told.report.publisher
    return (publisher.name or publisher.domain if publisher else None) or told.report.ref
