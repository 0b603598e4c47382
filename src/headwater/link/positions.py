"""Who said what of a claim, when, and whether for all to hear: an actor's public and private words side by side."""

from collections.abc import Sequence

from headwater.model import Claim, Identity, Position, Reading

__all__ = ["positions"]


def positions(readings: Sequence[Reading], claims: Sequence[Claim], identities: Sequence[Identity]) -> tuple[Position, ...]:
    """Return what each actor said of each claim, by when it was said (by when it was published, where no time is told), then as read.

    The actor is whoever stands at the end of a statement's chain; with several speakers, each has the position. Own-voice assertions are
    nobody's position.

    Args:
        readings: The reports of the story.
        claims: Its claims.
        identities: Who is who across the reports: an actor that belongs to none is named by its id in its report.
    """
    whole = {(member.report, member.actor): each.id for each in identities for member in each.members}
    statements = {(r.report.id, s.id): (s, r.report) for r in readings if r.report for s in r.statements}
    found: list[Position] = []
    for claim in claims:
        for assertion in claim.assertions:
            statement, report = statements.get((assertion.report, assertion.statement or ""), (None, None))
            if statement is None or report is None or not statement.chain:
                continue
            last = statement.chain[-1]
            when = statement.said_at or (report.published_at.value if report.published_at else None)
            for actor in dict.fromkeys((last.actor, *last.actors)):
                found.append(
                    Position(
                        actor=whole.get((report.id, actor), actor),
                        when=when,
                        on_record=statement.on_record,
                        report=report.id,
                        statement=statement.id,
                        stance=assertion.stance,
                        claim=claim.id,
                    )
                )
    starts = {key: min(span.start for span in statement.content) for key, (statement, _) in statements.items()}
    return tuple(
        sorted(found, key=lambda each: (each.when or "9999", each.report, starts[each.report, each.statement], each.actor, each.claim))
    )
