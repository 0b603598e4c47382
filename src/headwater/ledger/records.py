"""What the ledger takes and gives, as frozen values; nothing here knows how it is stored.

Ids of reports, statements and actors are content hashes (`headwater.ids`). A *member* of a group is written `report`, or `report/inside`
where it is something inside a report (an actor, a statement, a stretch `12:40`): the report's id always comes first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from headwater.model import Rejected, Span

__all__ = [
    "Added",
    "Anchor",
    "Attached",
    "Blob",
    "Change",
    "Document",
    "Doubtful",
    "Group",
    "GroupKind",
    "Hit",
    "Judgement",
    "Key",
    "Link",
    "Listed",
    "Merged",
    "Neighbour",
    "Orphan",
    "Outcome",
    "Refused",
    "Role",
    "Stats",
    "Tombstone",
    "Verified",
    "Window",
]

Outcome = Literal["new", "known", "replaced", "removed"]
GroupKind = Literal["story", "identity", "claim", "origin"]
Role = Literal["report", "statement", "content", "source", "hop", "actor", "when", "figure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of a reading that was added.

    Attributes:
        report: Id of the report.
        outcome: new; known (it changed nothing); replaced (it was known, and its reading or facts changed); removed (it was once taken out
            for a reason, and is refused).
        generation: Of the ledger after it.
        because: Why it is refused, in words; empty otherwise.
    """

    report: str
    outcome: Outcome
    generation: int
    because: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Something by which a report is found again: a rare term, an actor's blocking key, an outlet, a URL."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A vector or fingerprint of a report: bytes that only their maker understands, with the maker's version."""

    name: str
    version: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of publication times, both ends within; `None` leaves an end open. Times without a zone are taken as UTC."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A report that shares keys with what was asked for.

    Attributes:
        report: Its id.
        shared: The keys, sorted.
    """

    report: str
    shared: tuple[Key, ...]

    def counts(self) -> dict[str, int]:
        """Return how many keys of each kind are shared."""
        found: dict[str, int] = {}
        for each in self.shared:
            found[each.kind] = found.get(each.kind, 0) + 1
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A report as a list shows it, without its text.

    Attributes:
        published: ISO 8601 as the report has it, or `None`.
        statements: How many were read.
        story: Id of its story, `None` before it is linked.
        reader: Name and version of the reader.
        generation: Of the ledger when the report, or its reading, last changed.
    """

    id: str
    ref: str
    publisher: str | None
    domain: str | None
    published: str | None
    title: str | None
    statements: int
    story: str | None
    reader: str
    generation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Something found between two things of two reports (or of one), with its score.

    Attributes:
        kind: reuse, citation, same_claim, same_actor, …: whatever linking calls it.
        a: The one end, as a member (`report` or `report/inside`).
        b: The other.
        value: What else is to be kept, plain JSON.
    """

    kind: str
    a: str
    b: str
    score: float
    value: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Members under one durable id: a story's reports, an identity's actors, a claim's assertions.

    Attributes:
        value: What else is to be kept, plain JSON.
        generation: Of the ledger when it was put.
    """

    kind: GroupKind
    id: str
    members: tuple[str, ...]
    value: Mapping[str, Any] = field(default_factory=dict)
    generation: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A linked result as JSON, and the generation of the ledger that it was computed from."""

    value: Mapping[str, Any]
    generation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed in a claim or story, and at which generation.

    Attributes:
        kind: claim, story, …
        id: Of what changed.
        value: What it was, what it is, and why; plain JSON.
        reports: Ids of the reports it speaks of: when one of them is removed, so is this.
        generation: Set by the ledger.
        at: ISO 8601, set by the ledger.
    """

    kind: str
    id: str
    value: Mapping[str, Any]
    reports: tuple[str, ...] = ()
    generation: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The stretch of a report's text that a judgement is about, and in which role.

    Attributes:
        words: The words that stood there; empty after the report was removed.
    """

    report: str
    role: Role
    span: Span
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A human's correction: a row that is never changed.

    Attributes:
        id: Hash of all the rest, so that the same judgement in two ledgers is one.
        verb: What is judged: hop, date, actor, same_claim, split_claim, same_origin, …
        anchor: What it is about in one report, or `None`.
        pair: Two durable ids or members that it is about, or `None`.
        value: What is so, plain JSON.
        at: When, ISO 8601.
        undone_by: Id of the judgement that takes this one back, `None` while it holds.
    """

    id: str
    verb: str
    value: Mapping[str, Any]
    author: str
    reason: str
    at: str
    anchor: Anchor | None = None
    pair: tuple[str, str] | None = None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A judgement beside what it is about in the reading as it stands.

    Attributes:
        target: Id of the statement or actor, or the index of the when or figure; `None`: an orphan, since nothing of its role overlaps.
        overlap: Share of characters of the two stretches that they have in common (Jaccard), 0 to 1.
    """

    judgement: Judgement
    target: str | None
    overlap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place where the words searched for stand: in a report's text, or in a statement of it.

    Attributes:
        statement: Id of the statement, `None` for the report's text.
        span: The line around the first word found, or the statement's content from its first to its last character.
        words: The text there.
        score: The higher the better; comparable within one search only.
    """

    report: str
    statement: str | None
    span: Span
    words: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A statement of which its reader was not sure.

    Attributes:
        score: As the statement has it, 0 to 1.
        source: Its words; empty where it names nobody.
        content: Its words.
    """

    report: str
    title: str | None
    statement: str
    score: float
    span: Span
    source: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """Something that no longer holds: where it stands, and what is wrong in words."""

    where: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was checked, and what does not hold."""

    reports: int
    spans: int
    judgements: int
    orphans: tuple[Orphan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What is left of a report that was taken out."""

    report: str
    ref: str
    publisher: str | None
    reason: str
    author: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An input that was refused, and the report it concerns, where there is one."""

    report: str | None
    rejected: Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a merge brought.

    Attributes:
        new: Ids of reports that were not here.
        known: How many were here.
        refused: Ids that this ledger had removed, and that therefore did not come.
        removed: Ids that the other had removed, and that therefore went.
        judgements: How many were not here.
    """

    new: tuple[str, ...]
    known: int
    refused: tuple[str, ...]
    removed: tuple[str, ...]
    judgements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """How much is in a ledger."""

    reports: int
    statements: int
    stories: int
    claims: int
    judgements: int
    rejections: int
    tombstones: int
    generation: int
    readers: tuple[tuple[str, int], ...]
