"""The words of Headwater as frozen values: what a report is, and what is read in it.

Spans are half-open code-point offsets into `Report.text`; a quote is always `text[start:end]`.
Every collection is a tuple, in reading order. A field whose stage has not run is empty: `Reading.stages` names those that have.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = [
    "Actor",
    "ActorRef",
    "Assertion",
    "Block",
    "BlockKind",
    "Citation",
    "Claim",
    "Figure",
    "FigureLink",
    "FigureRelation",
    "Form",
    "Hop",
    "HopKind",
    "Identity",
    "Kind",
    "Linked",
    "Merge",
    "Number",
    "OnRecord",
    "Origin",
    "Place",
    "Position",
    "Publisher",
    "QuoteLink",
    "QuoteRelation",
    "Reading",
    "Rejected",
    "Report",
    "Reuse",
    "ReuseKind",
    "Span",
    "Stance",
    "Statement",
    "Step",
    "Story",
    "Timex",
    "TimexAnchor",
    "TimexType",
    "Unreached",
    "When",
    "reading_order",
]

BlockKind = Literal["headline", "dek", "paragraph", "list_item", "quote", "caption", "furniture"]
Form = Literal["direct", "indirect", "mixed"]
Kind = Literal["statement", "attitude"]
HopKind = Literal["outlet", "person", "organization", "group", "unnamed", "document", "observation"]
OnRecord = Literal["public", "private", "unknown"]
Stance = Literal["asserts", "denies", "declines", "retracts"]
Number = Literal["one", "several", "unknown"]
TimexType = Literal["date", "time", "duration", "set"]
TimexAnchor = Literal["published", "modified", "dateline", "text", "none"]
ReuseKind = Literal["copy", "edited", "partial", "rewrite"]
FigureRelation = Literal["same", "update", "conflict", "not_comparable"]
QuoteRelation = Literal["identical", "truncated", "altered", "hedge_lost", "paraphrased", "translated"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of a report's text: half-open code-point offsets, never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}:{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who published a report: a name, a domain, or both."""

    name: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a report: its kind and where it stands."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time of a report: ISO 8601 value, how precise it is, and where it came from (the contract's `from`)."""

    value: str
    precision: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published text, stored as it came.

    Attributes:
        id: Content hash of publisher, reference and text (`headwater.ids.report_id`).
        ref: The input row's id, else the path or URL it came from.
        text: The text, never normalised.
        language: ISO 639-1 code as recognised or given; `None` where the text is too short to tell.
        sha256: Hex SHA-256 of the UTF-8 text.
        capture: Hex SHA-256 of the original bytes, `None` where there were none (a row, a string).
        blocks: The blocks of the text, in order, never overlapping.
        extra: Keys of the input that Headwater has no word for, kept as they came.
    """

    id: str
    ref: str
    text: str
    sha256: str
    publisher: Publisher | None = None
    title: str | None = None
    byline: str | None = None
    credit: str | None = None
    url: str | None = None
    published_at: When | None = None
    modified_at: When | None = None
    captured_at: When | None = None
    language: str | None = None
    capture: str | None = None
    blocks: tuple[Block, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One actor that relays or utters a content, with the rule or model that put it there."""

    span: Span
    actor: str
    actors: tuple[str, ...]
    kind: HopKind
    named: bool
    via: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attribution: who (source), by which words (cue), what (content).

    Attributes:
        id: Hash of the report, the cue and the content.
        form: direct (content inside quotation marks), indirect, or mixed.
        kind: statement (an utterance) or attitude (mere thought or feeling).
        source: Spans of the source, empty where the text names none.
        said_at: When it was said, as an ISO 8601 prefix (`2024-05` is the month, no more), or `None`.
        parent: Id of the statement in whose content this one stands, or `None`.
        score: How sure the reader is, 0 to 1.
    """

    id: str
    kind: Kind
    form: Form
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float
    chain: tuple[Hop, ...] = ()
    to: tuple[Span, ...] = ()
    on: tuple[Span, ...] = ()
    on_record: OnRecord = "unknown"
    stance: Stance = "asserts"
    conditional: tuple[Span, ...] = ()
    hedges: tuple[Span, ...] = ()
    negated: bool = False
    unsourced: bool = False
    said_at: str | None = None
    parent: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 1:
            raise ValueError(f"a statement's score lies in 0..1, not {self.score}")
        if not self.content:
            raise ValueError("a statement needs a content span")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person, body, outlet or unnamed source behind mentions (made by the stage that follows chains).

    Attributes:
        name: The fullest name, or the description of one who is not named.
        number: How many people the mentions speak of.
        basis: On what the text says they know it ("briefed on the talks").
        reason: Why they are not named.
        may_be_same_as: Ids of other actors of the report who could be the same.
    """

    id: str
    name: str
    kind: HopKind
    named: bool
    mentions: tuple[Span, ...]
    roles: tuple[Span, ...] = ()
    number: Number = "unknown"
    descriptor: tuple[Span, ...] = ()
    basis: tuple[Span, ...] = ()
    reason: tuple[Span, ...] = ()
    affiliation: tuple[Span, ...] = ()
    may_be_same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression of the text (after TIMEX3), resolved or not: an element of the contract's `whens`.

    Attributes:
        mod: early, late, about, …, or `None`.
        value: `2024-05-07`, an interval `2024-05-05/2024-05-07`, or `XXXX-WXX-2` when it could not be anchored.
        anchor: What it was resolved against.
        event: Id of the statement it dates, or `None`.
    """

    span: Span
    type: TimexType
    value: str
    precision: str
    anchor: TimexAnchor
    mod: str | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its bounds (made by the stage that reads figures).

    Attributes:
        low: Lower bound; equals `high` when exact, `None` when unbounded.
        high: Upper bound.
        qualifier: The words that bound it ("at least").
        unit: The unit as a word or symbol, `None` for a bare count.
        what: Spans of what it counts.
        part_of: Index, among the reading's figures, of the one it is a part of.
        as_of: ISO 8601 prefix of the time it holds for.
        supplier: Id of the statement that gives it.
    """

    span: Span
    low: float | None
    high: float | None
    approximate: bool = False
    qualifier: tuple[Span, ...] = ()
    unit: str | None = None
    what: tuple[Span, ...] = ()
    part_of: int | None = None
    as_of: str | None = None
    supplier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """That somebody was asked and did not answer, or was not reached: a fact of the report.

    Attributes:
        span: The words that say so ("did not respond to a request for comment").
        actor: Id of who it was, `None` where the text does not tell.
    """

    span: Span
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """One input that was refused, and why.

    Attributes:
        ref: The reference of the input that was refused.
        stage: Where: ingest, read, …
        code: A short fixed word for programs: empty, binary, encoding, language, …
        detail: A sentence for people: what was wrong and what to do.
    """

    ref: str
    stage: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read in one input: the report, or `None` with the reasons it was rejected.

    Attributes:
        ref: The reference of the input; the report and every rejection bear the same.
        statements: In reading order.
        stages: The stages that ran, in order; a field of a stage not named here is empty because nothing looked.
    """

    ref: str
    report: Report | None
    statements: tuple[Statement, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    stages: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    whens: tuple[Timex, ...] = ()
    figures: tuple[Figure, ...] = ()
    unreached: tuple[Unreached, ...] = ()

    def __post_init__(self) -> None:
        if self.report is not None and self.report.ref != self.ref:
            raise ValueError(f"a reading of {self.ref!r} holds a report of {self.report.ref!r}")
        if self.report is None and not self.rejected:
            raise ValueError("a reading without a report says why it was rejected")
        if self.report is None and (self.statements or self.actors or self.whens or self.figures or self.unreached):
            raise ValueError("a reading without a report has nothing to hold spans")


# Across reports ------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A span of one of several reports: the report's id and the stretch of its text."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ActorRef:
    """An actor of one report, named from outside it."""

    report: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Why several things were taken for one: what was merged, the reason in words, and the spans that show it.

    Attributes:
        merged: Ids of the origins, assertions or actors (`report/actor`) that were merged or could be one.
        because: A sentence for people.
        places: Where to look.
    """

    merged: tuple[str, ...]
    because: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One person, body, outlet or place across reports.

    Attributes:
        id: Durable: it does not change when another report's actor joins.
        name: The fullest name.
        members: The actors of the reports that are this one, sorted.
        evidence: One merge for each link that holds it together; each can be taken back.
        related: Ids of identities it speaks for without being them ("the White House" for the government), with the relation in words.
    """

    id: str
    name: str
    kind: HopKind
    named: bool
    members: tuple[ActorRef, ...]
    evidence: tuple[Merge, ...] = ()
    related: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports about the same events.

    Attributes:
        id: Durable; the id of its earliest member decides it.
        title: Words of one of its reports: the headline nearest to all of them.
        reports: Ids, by time of publication, then id.
    """

    id: str
    title: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """One report's text derived from another's.

    Attributes:
        source: Id of the report that was copied; where `directed` is false, merely one of the two.
        target: Id of the report that derives from it.
        containment: Share of the target's words that stand in the aligned passages, 0 to 1.
        passages: Pairs of spans (source, target) that correspond, in the target's order.
        because: What shows it and its direction, in words.
    """

    source: str
    target: str
    kind: ReuseKind
    directed: bool
    containment: float
    passages: tuple[tuple[Span, Span], ...]
    because: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.containment <= 1:
            raise ValueError(f"containment lies in 0..1, not {self.containment}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A report names another outlet as where it has something from.

    Attributes:
        report: Id of the report that cites.
        outlet: The outlet as its report names it.
        mention: Where.
        resolved: Id of the report of that outlet that is meant, `None` where it is not in hand.
        misattributed: Whether the texts show that the words come from another outlet than the one credited.
        statement: Id of the statement that comes by the outlet, where there is one.
        score: How sure the resolution is, 0 to 1.
    """

    report: str
    outlet: str
    mention: Span
    resolved: str | None
    misattributed: bool = False
    statement: str | None = None
    score: float = 0.0
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """One report's wording of a claim: a statement of it, or the report's own voice.

    Attributes:
        statement: Id of the statement, `None` for the report's own voice.
        spans: The words that assert, in reading order.
        origin: Id of the origin behind it, empty before origins are known.
        score: How sure it is that it belongs to the claim, 0 to 1.
    """

    report: str
    statement: str | None
    spans: tuple[Span, ...]
    stance: Stance
    origin: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The terminal person, body, document or observation of a claim's paths.

    Attributes:
        who: The fullest name, or the description as a report gives it.
        told_to: The outlet it spoke to, where the texts tell.
        may_be_same_as: Ids of other origins that could be one with it.
        own_voice: Whether it is a report's own assertion without a source or sign of having seen it: it counts in high, not in low.
        counted: Whether it is among those that `low` and `high` count: it asserts the claim, and its words surely belong to it.
    """

    id: str
    who: str
    kind: HopKind
    named: bool
    told_to: str | None = None
    may_be_same_as: tuple[str, ...] = ()
    own_voice: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step upstream from a page to the origin: a report, a hop of its chain, or the origin itself.

    Attributes:
        report: Id of the report in which the step stands.
        span: The words that show it, `None` for a report as a whole.
        kind: `report`, or the kind of the hop.
        origin: Id of the origin that this step is, `None` before the last.
        because: How the step before leads here: cites, copies, the rule of the hop.
    """

    report: str
    who: str
    kind: HopKind | Literal["report"]
    named: bool
    span: Span | None = None
    origin: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The assertions of one proposition across reports, and how many independent origins stand behind it.

    Attributes:
        gist: The clearest assertion's words.
        low: Origins, when all that could be one and the same are, and own-voice assertions without a source are left out.
        high: Origins, when all are kept apart that the texts do not show to be one.
        expected: Between the two, by the calibrated chance of every possible merge.
        circular: Whether its paths run in a circle, or all end at one origin although several reports cite one another.
        evidence: Why each merge was made or thought possible.
        paths: For each assertion, in their order, the way from its page up to its origin.
        within: Id of the wider claim that this one is a narrower part of, `None` where it lies in none.
    """

    id: str
    gist: Place
    assertions: tuple[Assertion, ...]
    origins: tuple[Origin, ...] = ()
    low: int = 0
    high: int = 0
    expected: float = 0.0
    circular: bool = False
    evidence: tuple[Merge, ...] = ()
    paths: tuple[tuple[Step, ...], ...] = ()
    within: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.expected <= self.high:
            raise ValueError(f"independent origins need 0 <= low <= expected <= high, not {self.low}, {self.expected}, {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLink:
    """How a figure of one report relates to one of another, with the reason in words."""

    a: Place
    b: Place
    relation: FigureRelation
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLink:
    """The same utterance in two reports, and what became of its words."""

    a: Place
    b: Place
    speaker: str
    relation: QuoteRelation
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What an actor said of a claim, when, and whether for all to hear."""

    actor: str
    when: str | None
    on_record: OnRecord
    report: str
    statement: str
    stance: Stance
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A story with all that was found across its reports."""

    story: Story
    identities: tuple[Identity, ...] = ()
    reuse: tuple[Reuse, ...] = ()
    citations: tuple[Citation, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: tuple[FigureLink, ...] = ()
    quotes: tuple[QuoteLink, ...] = ()
    positions: tuple[Position, ...] = ()


def reading_order(statement: Statement) -> tuple[int, int, str]:
    """Return the key that sorts statements as a reader meets them: by where cue or content starts, the wider first.

    A statement thus comes before those inside it. The source does not count, since it may have been named long before.
    """
    spans = (*statement.cue, *statement.content)
    return min(span.start for span in spans), -max(span.end for span in spans), statement.id
