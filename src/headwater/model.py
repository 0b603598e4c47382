"""The words of Headwater as frozen values: what a report is, and what is read in it.

Spans are half-open code-point offsets into `Report.text`; a quote is always `text[start:end]`.
Every collection is a tuple, in reading order. Times and figures are the business of later stages and are empty until those have run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = [
    "Actor",
    "Block",
    "BlockKind",
    "Figure",
    "Form",
    "Hop",
    "Kind",
    "Publisher",
    "Reading",
    "Rejected",
    "Report",
    "Span",
    "Statement",
    "When",
]

BlockKind = Literal["headline", "dek", "paragraph", "list_item", "quote", "caption", "furniture"]
Form = Literal["direct", "indirect", "mixed"]
Kind = Literal["statement", "attitude"]
HopKind = Literal["outlet", "person", "organization", "group", "unnamed", "document", "observation"]
OnRecord = Literal["public", "private", "unknown"]
Stance = Literal["asserts", "denies", "declines", "retracts"]


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
    """A time: ISO 8601 value, how precise it is, and where it came from."""

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
    said_at: When | None = None
    parent: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 1:
            raise ValueError(f"a statement's score lies in 0..1, not {self.score}")
        if not self.content:
            raise ValueError("a statement needs a content span")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person, body, outlet or unnamed source behind mentions (made by the stage that follows chains)."""

    id: str
    name: str
    kind: HopKind
    named: bool
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its bounds (made by the stage that reads figures)."""

    span: Span
    low: float | None
    high: float | None


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
        stages: The stages that ran, in order; a field of a stage not named here is empty because nothing looked.
    """

    ref: str
    report: Report | None
    statements: tuple[Statement, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    stages: tuple[str, ...] = ()
