"""Chains apart from reading: what people marked as attributions is made into statements, and only what comes after reading runs."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.model import GoldAttribution, GoldReport, Offsets
from headwater import ingest
from headwater.ids import statement_id
from headwater.model import Hop, Reading, Rejected, Report, Span, Statement, reading_order
from headwater.resolve import Resolved
from headwater.text import form_of, paragraph_spans, quotations

__all__ = ["Resolve", "given_reading", "one_hop_each", "resolved_reading"]

Resolve = Callable[[Report, tuple[Statement, ...]], Resolved]


def one_hop_each(_report: Report, statements: tuple[Statement, ...]) -> Resolved:
    """Make one hop of each source, a named person, and know nobody again: what the stage resolve must beat."""
    return Resolved(statements=tuple(replace(one, chain=tuple(_hop(span) for span in one.source[:1])) for one in statements), actors=())


def _hop(span: Span) -> Hop:
    actor = f"{span.start}:{span.end}"
    return Hop(span=span, actor=actor, actors=(actor,), kind="person", named=True, via="baseline")


def given_reading(gold: GoldReport, resolve: Resolve) -> Reading:
    """Return the reading of a report whose statements are those of the gold; a text that is refused has none."""
    item = ingest.from_text(gold.text, ref=gold.id, publisher=gold.publisher, domain=gold.domain)
    if isinstance(item, Rejected):
        return Reading(ref=gold.id, report=None, rejected=(item,), stages=("ingest",))
    return resolved_reading(Reading(ref=item.ref, report=item, statements=_statements(item, gold), stages=("ingest", "read")), resolve)


def resolved_reading(reading: Reading, resolve: Resolve) -> Reading:
    """Return a reading with its statements resolved, anew if they were."""
    if reading.report is None:
        return reading
    resolved = resolve(reading.report, reading.statements)
    stages = (*(stage for stage in reading.stages if stage != "resolve"), "resolve")
    return Reading(
        ref=reading.ref,
        report=reading.report,
        statements=resolved.statements,
        rejected=reading.rejected,
        stages=stages,
        actors=resolved.actors,
    )


def _statements(report: Report, gold: GoldReport) -> tuple[Statement, ...]:
    quoted = quotations(report.text, [(b.start, b.end) for b in report.blocks] or paragraph_spans(report.text))
    made: dict[str, Statement] = {}
    for one in gold.attributions:
        cue, content = _spans(one.cue), _spans(one.content)
        outer = _outer(one, gold.attributions)
        statement = Statement(
            id=statement_id(report.id, cue, content),
            kind=one.kind or "statement",
            form=form_of(list(one.content), quoted, report.text),
            source=_spans(one.source),
            cue=cue,
            content=content,
            score=1.0,
            parent=statement_id(report.id, _spans(outer.cue), _spans(outer.content)) if outer else None,
        )
        made.setdefault(statement.id, statement)
    return tuple(sorted(made.values(), key=reading_order))


def _outer(one: GoldAttribution, attributions: Sequence[GoldAttribution]) -> GoldAttribution | None:
    """Return the narrowest attribution in whose content the whole of this one stands, cue and content."""
    holding = [
        other
        for other in attributions
        if _length(other) > _length(one) and all(_inside(span, other.content) for span in one.cue + one.content)
    ]
    return min(holding, key=_length, default=None)


def _length(one: GoldAttribution) -> int:
    return sum(end - start for start, end in one.content)


def _inside(span: Offsets, content: tuple[Offsets, ...]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in content)


def _spans(found: tuple[Offsets, ...]) -> tuple[Span, ...]:
    return tuple(Span(start=start, end=end) for start, end in sorted(found))
